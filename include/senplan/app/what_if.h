/*
 * What if: the plan as it would be with changes that somebody thinks of, beside the plan as it is. Nothing is stored until
 * it is accepted, and then all of it is one step that can be taken back. Changes are typed, several with ";" between:
 *
 *	+0.5 day, -1 day             where most is gained, or least is left over
 *	+fri pm, -mon am week A      this half-day of the week; without am or pm the whole day; from DATE
 *	admin 5h                     hours a week of somebody who takes work that another can do
 *	3 ehcp from january          new pupils: ehcp (they bring it), new plans, support, request, watch
 *	drop DUTY, thin DUTY         never again; half as often, or "thin DUTY to termly"
 *	reserve 10                   per cent
 *	lost fortnight from 4 jan    also: lost 3 days, lost 1 week
 */
#ifndef SENPLAN_APP_WHAT_IF_H
#define SENPLAN_APP_WHAT_IF_H

#include "senplan/app/school.h"
#include "senplan/report/compare.h"

struct sp_what_if_ask {
	const char *changes[SP_COMPARE_MOST]; /* of each scenario */
	const char *names[SP_COMPARE_MOST];   /* of several; of one alone NULL: "Then" */
	size_t n;
	const char *range_name;	 /* of what is counted ("Spring 1"); NULL: the rest of the school year */
	sp_day from_day, to_day; /* with a name */
	bool exact, ascii;
};

/*
 * Plans the year as it is and with each of the scenarios, from the same blocks and with the same planner, and compares them.
 * SP_USAGE with a sentence for what was not understood; SP_NO for what cannot be.
 */
enum sp_rc sp_what_if(struct sp_app *app, const struct sp_what_if_ask *ask, struct sp_arena *arena,
		      struct sp_review *ret_review, struct sp_err *reterr);

/* Makes the changes real, with the plan that the comparison showed, as one step. */
enum sp_rc sp_what_if_accept(struct sp_app *app, const char *changes, struct sp_outcome *ret,
			     struct sp_err *reterr);

/* What the changes would do, in words ("Fri 12:40-16:00 more for the role from Mon 23 Nov"), without planning. */
enum sp_rc sp_what_if_read(const struct sp_app *app, const char *changes, struct sp_arena *arena,
			   const char **ret_words, struct sp_err *reterr);

/*
 * --- in slices, so that keys are answered meanwhile: begin, run until it returns false, then the result ---
 *
 * The plan must not change before the end. `is_real`: one scenario that is to be accepted.
 */
struct sp_thinking;

enum sp_rc sp_thinking_begin(struct sp_app *app, const struct sp_what_if_ask *ask, bool is_real,
			     struct sp_thinking **ret, struct sp_err *reterr);
bool sp_thinking_run(struct sp_thinking *thinking, uint64_t ticks); /* true: there is more to do */
void sp_thinking_progress(const struct sp_thinking *thinking, size_t *ret_at,
			  size_t *ret_n); /* plan 2 of 3 */

/* The review does not need the thinking any more. */
enum sp_rc sp_thinking_result(const struct sp_thinking *thinking, struct sp_arena *arena,
			      struct sp_review *ret_review, struct sp_err *reterr);
enum sp_rc sp_thinking_accept(struct sp_thinking *thinking, struct sp_outcome *ret, struct sp_err *reterr);
void sp_thinking_end(struct sp_thinking *thinking); /* also before it is through; takes NULL */

/* --- scenarios: changes kept under a name --- */

const struct sp_scenario *sp_scenario_find(const struct sp_snapshot *snapshot,
					   const char *name); /* or NULL */
enum sp_rc sp_scenario_save(struct sp_app *app, const char *name, const char *changes, struct sp_outcome *ret,
			    struct sp_err *reterr);
enum sp_rc sp_scenario_remove(struct sp_app *app, const char *name, struct sp_outcome *ret,
			      struct sp_err *reterr);

#endif
