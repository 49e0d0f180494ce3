/*
 * Words: reasons as data become one or two plain sentences. All wording about the plan is here, so that the screen,
 * the listings and the reports say the same. With `hide` (privacy) no pupil code and no title of a task appears.
 */
#ifndef SENPLAN_REPORT_WORDS_H
#define SENPLAN_REPORT_WORDS_H

#include "senplan/base/str.h"
#include "senplan/plan/clash.h"
#include "senplan/plan/clocks.h"
#include "senplan/plan/planner.h"
#include "senplan/report/contract.h"
#include "senplan/report/demand.h"

/* "K07 papers out", "Provision map"; hidden: the activity's name. */
void sp_words_task(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task,
		   bool hide);

/* "you lost Tue 09:00-10:30", "gave way to K07 papers out (due Tue 24 Nov)", "asked for". */
void sp_words_change(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_change *change,
		     bool hide);

/* "needs 2h00 before Fri 4 Dec; 1h15 free: shorten, split, delegate, or free 45m". */
void sp_words_no_room(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task,
		      const struct sp_why_not *why, bool hide);

/* "Wed before 09:00", "week A Tue 14:00-16:00", "Thu after school", "any time": as it may be typed again. */
void sp_words_span(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_window_span *span);
void sp_words_times(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_attendee *who);

/* The activity's preferred times as they may be typed again: in words, or the key of a window; "" when it has none. */
const char *sp_words_preferred(const struct sp_snapshot *snapshot, const struct sp_activity *activity);

/* "K07 parent: only Wed before 09:00" */
void sp_words_attendee(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_attendee *who,
		       bool hide);

/* All who limit when the task can be, with "; " between; nothing when nobody does. */
void sp_words_who(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task,
		  bool hide);

/* Whole answers, several lines ('\n'). */
void sp_words_block_why(struct sp_str *out, const struct sp_snapshot *snapshot,
			const struct sp_block_why *why, bool hide);
void sp_words_task_why(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task_why *why,
		       bool hide);

/* Behind the answer about a block that is late: why, and what would help; nothing about one in time. */
void sp_words_why_late(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_block_why *why,
		       sp_time now, struct sp_arena *arena, bool hide);

/* "; a limit would be missed", "; 40 points of work later or left out"; nothing when it costs nothing. */
void sp_words_cost(struct sp_str *out, const struct sp_score *cost);

/* "nothing else moves", "moves LA forms to Fri 27 Nov 13:30", "LA forms would find no place". */
void sp_words_place(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_place *place,
		    bool hide);

/* Why a task stands later than the date behind it, a sentence; nothing when it does not. */
void sp_words_shift(struct sp_str *out, const struct sp_shift *shift);

/* "EHCP", "SEN Support", "request", "watch". */
const char *sp_words_status(enum sp_case_status status);

/* Of a pupil without a step that has a day: "nothing open", or what has to be known first. */
const char *sp_words_no_step(const struct sp_case *subject);

/* "14 days before the meeting", "the fixed date 15 Feb", "3 times a school year". */
void sp_words_rule_text(struct sp_str *out, const struct sp_rule *rule);

/* "14 days before the meeting on Tue 8 Dec (SEND Regulations 2014, reg 20)". */
void sp_words_rule(struct sp_str *out, const struct sp_clock *clock);

/* "437h10 short until Tue 31 Aug: 446h10 of work is due, 9h00 are given."; nothing when there is no shortfall. */
void sp_words_shortfall(struct sp_str *out, const struct sp_demand *demand);

/* What could be done about it: hours a week, work for others, and from when dates are missed. */
void sp_words_shortfall_ways(struct sp_str *out, const struct sp_demand *demand);

/* "K07 annual review meeting is agreed for Tue 8 Dec 14:00, over your teaching "10B" 13:10-14:10: arrange cover …". */
void sp_words_clash(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_clash *clash,
		    bool hide);
/* "2 moved, 1 dropped; every clock kept; 3h20 in 7 tasks without a place; 2 wanted dates missed, on average by 5 days; …". */
void sp_words_answer(struct sp_str *out, const struct sp_proposal *proposal);

/* The same in a line of 66 columns: "2 moved, 1 clock not kept, 3h20 in 7 tasks without a place". */
void sp_words_answer_short(struct sp_str *out, const struct sp_proposal *proposal);

/* What the line leaves out: how much more could be placed, wanted dates, the order of the days; nothing to say: nothing. */
void sp_words_answer_rest(struct sp_str *out, const struct sp_proposal *proposal);

/*
 * "2 statutory clocks are late: 1 cannot be kept, for 1 no place in time was found". That one cannot be kept is said only
 * where the bound proves it for every plan; what the search has not found is called that.
 */
void sp_words_clocks(struct sp_str *out, const struct sp_proposal *proposal);

/* … in a few words: "2 clocks cannot be kept", "2 clocks late". */
void sp_words_clocks_short(struct sp_str *out, const struct sp_proposal *proposal);

/* "At most 3h20 more could be placed." No plan can do better; whether one can do as well is not known. */
void sp_words_bound(struct sp_str *out, const struct sp_bound *bound);

/* Directed time used, to come and left; the average of the heaviest weeks. Nothing where the contract has no such limit. */
void sp_words_directed(struct sp_str *out, const struct sp_contract_year *year);
void sp_words_average(struct sp_str *out, const struct sp_contract_year *year);

/* Those of the two that are above their limit; false: none, and nothing is added. */
bool sp_words_contract_warning(struct sp_str *out, const struct sp_contract_year *year);

void sp_words_violation(struct sp_str *out, const struct sp_snapshot *snapshot,
			const struct sp_plan_violation *violation, bool hide);

#endif
