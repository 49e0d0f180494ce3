/*
 * Statutory and other clocks: which steps a pupil's chains have, when each is due by law, by when it must be done in
 * school time, and how it stands. Everything comes from the file's steps and rules; no period is in code.
 *
 * A chain's row says what makes it run (`begins`), and for which year groups; of several that fit, the one for the oldest:
 *	review        status EHCP, and the next review is not the transfer review
 *	transfer      status EHCP with a transfer and its year: the review before the fixed date
 *	assessment    status request, or advice was asked for
 *	consultation  once for each "consulted" event
 *	support       status SEN Support: so many rounds a school year as the rule's count says
 *	move          a transfer, whatever the status, in the school year before it
 *	given         from the day of a "given" event of the pupil; one that repeats goes on from the day of its last step
 *	school        likewise, once for the school: its clocks have a subject with the id 0
 *
 * A step says which event marks it done (`done_by`, the event back-dated or not); a "done" event that names it does so too,
 * and so does its finished task. What is done when the meeting is held is the meeting; what is done when it is decided, the
 * decision. A step with `only_if` is not needed when another thing was decided.
 *
 * A rule counts from its anchor, one of: last-review, anniversary, meeting, decision, request, asked, receipt, transfer,
 * start (also: publication, appointment, decision-letter), year (1 January of the start's), or the key of another step.
 * "ar.interval" (nursery and reception: "ar.interval.under5") gives the anniversary; the transfer review's meeting is
 * "ar.final_plan" before the fixed date "phase.default" or "phase.post16" of the transfer year. A step without a rule is
 * due when the step that names it in `after` needs it. A row of the case's profile goes before the row of profile "";
 * a row holds for anchors within its from and to.
 */
#ifndef SENPLAN_PLAN_CLOCKS_H
#define SENPLAN_PLAN_CLOCKS_H

#include "senplan/model/snapshot.h"

enum sp_clock_state {
	SP_CLOCK_OPEN,	  /* to do, still possible on time */
	SP_CLOCK_WAITING, /* waits for another step or another party */
	SP_CLOCK_MET,
	SP_CLOCK_LATE,	 /* done, but after its date */
	SP_CLOCK_MISSED, /* not done, and its date has passed */
};

const char *sp_clock_state_name(enum sp_clock_state state); /* "open" … */

enum sp_urgency {
	SP_URGENCY_NONE,
	SP_URGENCY_NEAR, /* its day is near and it has no place, or only just */
	SP_URGENCY_LATE, /* overdue, or it will be */
};

struct sp_clock {
	const struct sp_case *subject;
	const struct sp_step *step;
	const struct sp_rule *rule; /* NULL: the step has none */
	const char *chain;	    /* "annual-review" */
	const char *cycle;	    /* which round of it: the meeting's or anchor's date, for keys */
	sp_day counted_day;	    /* what the round counts from, SP_DAY_NONE: not known */
	sp_day anchor_day;	    /* what the rule counts from */
	sp_day due_day;		    /* legal, calendar; SP_DAY_NONE: not known yet */
	sp_day work_by_day;	    /* last school day on or before it */
	sp_day planned_day; /* of its block, or SP_DAY_NONE; another party's step has none: our chase is not it */
	sp_day done_day;		  /* or SP_DAY_NONE */
	const struct sp_case_event *done; /* the event that says so, or NULL */
	enum sp_clock_state state;
	int slack_days; /* school days from now (or the planned day) to work_by; negative: too late */
	const struct sp_task *task; /* the work for it, or NULL */
	sp_time booked_start;	    /* of a meeting that is booked, or SP_TIME_NONE */
	const char *problem;	    /* a sentence: "The rule ar.circulate is missing."; or NULL */
	enum sp_chain_start begins;
	bool not_needed;       /* something else was decided; its state is met */
	enum sp_reason reason; /* why it is late or missed, as far as known */
	bool reason_said;      /* by a person; else found in what was logged */
	const char *exception; /* what was recorded, "away"; or NULL: then its limit binds */
	const char *note;      /* a sentence about its date; or NULL */
};

/* The subject of the school's own chains: id 0, code "School". */
extern const struct sp_case sp_school_subject;

/* The row in force at `day` (SP_DAY_NONE: any time): of the profile, else of profile ""; NULL when there is none. */
const struct sp_rule *sp_plan_rule(const struct sp_snapshot *snapshot, const char *key, const char *profile,
				   sp_day day);

/* The last review, of which the next one falls due on `due_day`; SP_DAY_NONE when no rule says how far apart they are. */
sp_day sp_plan_review_before(const struct sp_snapshot *snapshot, const char *profile, sp_day due_day);

/* The date that a rule gives, counted from `day`; SP_DAY_NONE when there is no such rule, or it gives no date. */
sp_day sp_plan_date_of(const struct sp_snapshot *snapshot, const char *key, const char *profile, sp_day day);

/* Does the step's rule name this key, alone or among others? */
bool sp_step_uses_rule(const struct sp_step *step, const char *key);

/* Is it a word that a rule may count from? Besides, a rule may count from a step by its key. */
bool sp_clock_anchor_is_known(const char *word);

/*
 * How pressing it is for the school. Another party's step never is: that it is overdue is its state, and chasing it is a
 * task with a day of its own.
 */
enum sp_urgency sp_clock_urgency(const struct sp_clock *clock);

/* All clocks of one case (id), or of all cases (id 0), ordered by case and due day. */
enum sp_rc sp_clocks_of(const struct sp_snapshot *snapshot, sp_case_id subject, sp_time now,
			struct sp_arena *arena, const struct sp_clock **ret_clocks, size_t *ret_n,
			struct sp_err *reterr);

#endif
