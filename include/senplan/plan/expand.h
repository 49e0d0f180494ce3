/*
 * Expansion: the year's duties and clocks become tasks and their order. Idempotent: expanding again after any change
 * adds, changes and retires exactly what must, by the tasks' keys; what was done, dropped, locked or confirmed stays.
 */
#ifndef SENPLAN_PLAN_EXPAND_H
#define SENPLAN_PLAN_EXPAND_H

#include "senplan/model/edit.h"

/* Begins the key of what a week lacks of an activity's minimum; then activity/Monday. */
#define SP_PLAN_MINIMUM_KEY "minimum/"

struct sp_expansion {
	size_t n_new, n_changed, n_retired, n_unchanged;
	size_t n_problems;     /* clocks that could not be computed */
	const char *a_problem; /* the first of them, a sentence (in the edits' arena); or NULL */
};

/* Tasks of the school year that holds `now`, from now on, as edits on the snapshot. */
enum sp_rc sp_plan_expand(const struct sp_snapshot *snapshot, sp_time now, struct sp_edits *edits,
			  struct sp_expansion *ret, struct sp_err *reterr);

/* (low + 4 typical + high) / 6, rounded to the grid: the length that is planned for an activity. */
int sp_plan_estimate_min(const struct sp_activity *activity, int grid_min);

#endif
