/*
 * Demand against hours: what the work of the school year asks for from the week of now on, by the week in which each piece
 * is due, against the hours allocated. Duties and clocks are expanded first, so that the figures do not depend on when
 * somebody last planned. A task's length is its activity's three-point estimate, (low + 4 typical + high) / 6, unless it
 * has its own. Every listing that speaks of demand takes it from here (share/doc/hours.md).
 *
 *	demand    = what is left of each open task due in the school year, and what was done since Monday
 *	reserve   = what planning keeps free of what is allocated, week by week (sp_reserve_min)
 *	shortfall = demand - (allocated - reserve), at least 0
 *	behind    = the same sum over all weeks from now to the end of this one: what cannot be done in time
 *
 * Each task counts once: booked ones in the week of the booking, overdue ones and those without a date in the week of now.
 * So the weeks, the half-terms and the activities each add up to the year, and so do duties, clocks and single tasks.
 */
#ifndef SENPLAN_REPORT_DEMAND_H
#define SENPLAN_REPORT_DEMAND_H

#include "senplan/model/year.h"

struct sp_demand_span {
	const char *name; /* of a half-term; "" for a week */
	sp_day from_day, to_day;
	int n_open_weeks; /* with an hour allocated or a school or INSET day */
	int32_t demand_min, allocated_min, reserve_min, shortfall_min, behind_min;
};

struct sp_demand_of { /* an activity or a duty */
	int32_t demand_min;
	int n_tasks;
};

struct sp_demand {
	const struct sp_demand_span *weeks; /* from the week of now to the end of the school year */
	size_t n_weeks;
	const struct sp_demand_span *half_terms; /* and what lies between them, named "holidays" */
	size_t n_half_terms;
	struct sp_demand_span year;
	const struct sp_demand_span
		*breaks; /* the first week with something behind; NULL: all can be done in time */
	const struct sp_demand_of *activities; /* those of the snapshot, in its order */
	const struct sp_demand_of *duties;
	int32_t duties_min, clocks_min,
		single_min;    /* of duties, of pupils' clocks, the rest: together the year */
	int32_t statutory_min; /* of the year: with a limit by law */
	int32_t delegable_min; /* of the year: work that another could do */
};

enum sp_rc sp_demand_build(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
			   struct sp_demand *ret, struct sp_err *reterr);

/* Is more due by law alone than there is, or twice as much in all? */
bool sp_demand_is_grave(const struct sp_demand *demand);

#endif
