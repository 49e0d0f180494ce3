/*
 * The fixed dates of phase transfers: by when a plan must be final, and the last review meeting that leaves the LA its
 * time. Everything comes from the rules: the rows with a fixed date, and "ar.final_plan", "ar.circulate".
 */
#ifndef SENPLAN_PLAN_FIXED_H
#define SENPLAN_PLAN_FIXED_H

#include "senplan/plan/clocks.h"

struct sp_fixed_case {
	const struct sp_case *subject;
	const struct sp_clock *meeting; /* its transfer review; NULL: it has none */
	size_t n_missed;		/* steps of that review that were missed as of now */
	bool missed;			/* the meeting itself is */
};

struct sp_fixed_date {
	const struct sp_rule *rule;
	sp_day day;
	sp_day last_meeting_day;
	sp_day last_papers_day;	   /* the papers of that meeting, by law */
	sp_day papers_work_by_day; /* last school day on or before it; SP_DAY_NONE: no rule */
	bool passed;		   /* the last safe meeting's day lies behind now */
	const struct sp_fixed_case *cases;
	size_t n_cases;
};

/* Those of the school year that holds `now`, in order of their dates. */
enum sp_rc sp_plan_fixed_dates(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
			       const struct sp_fixed_date **ret_dates, size_t *ret_n, struct sp_err *reterr);

#endif
