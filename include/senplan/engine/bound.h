/*
 * What no plan can beat: a relaxation in which work is divisible and only days, hours and dates count. It says how much
 * more could be placed at most, and how many hard tasks must be late in any plan. It can be too generous, never wrong.
 */
#ifndef SENPLAN_ENGINE_BOUND_H
#define SENPLAN_ENGINE_BOUND_H

#include "senplan/engine/problem.h"

struct sp_bound {		  /* pinned tasks do not count */
	int64_t placed_min;	  /* minutes that the plan places, */
	int64_t on_time_min;	  /* and those of tasks that end by their own due date */
	int64_t more_min;	  /* at most so many more could be placed, */
	int64_t more_on_time_min; /* and so many more on time */
	int32_t least_hard_late;  /* so many hard tasks are late or unplaced in every plan */
};

/* Bytes of scratch. */
size_t sp_bound_size(const struct sp_problem *problem);

/* The plan must be legal; no blocks at all is a plan too. Takes about a millisecond for a year. */
void sp_bound(const struct sp_problem *problem, const struct sp_solution *plan, void *scratch,
	      struct sp_bound *ret_bound);

#endif
