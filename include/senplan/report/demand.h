/*
 * Demand against hours: what the tasks of the school year ask for from now on, by the week in which each is due, against
 * the hours allocated. Duties and clocks are expanded first, so that the figures do not depend on when somebody last
 * planned. A task's length is its activity's three-point estimate, (low + 4 typical + high) / 6, unless it has its own.
 *
 * Every open task due in the school year counts once: overdue ones, and those without a date, in the week of now. So the
 * weeks, the half-terms, the activities and the duties each add up to the year.
 */
#ifndef SENPLAN_REPORT_DEMAND_H
#define SENPLAN_REPORT_DEMAND_H

#include "senplan/model/year.h"

struct sp_demand_span {
	const char *name; /* of a half-term; "" for a week */
	sp_day from_day, to_day;
	int32_t demand_min, allocated_min, shortfall_min; /* shortfall: what is missing, at least 0 */
};

struct sp_demand_of { /* an activity or a duty */
	int64_t id;
	int32_t demand_min;
	int n_tasks;
};

struct sp_demand {
	const struct sp_demand_span *weeks; /* from the week of now to the end of the school year */
	size_t n_weeks;
	const struct sp_demand_span *half_terms; /* and what lies between them, named "holidays" */
	size_t n_half_terms;
	struct sp_demand_span year;
	const struct sp_demand_of *activities; /* those of the snapshot, in its order */
	const struct sp_demand_of *duties;
	int32_t duties_min; /* of all duties; the rest of the year's demand is clocks and single tasks */
};

enum sp_rc sp_demand_build(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
			   struct sp_demand *ret, struct sp_err *reterr);

#endif
