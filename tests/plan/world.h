/*
 * A school for the planning tests: a calendar for 2026/27 and 2027/28, rules, steps, activities, a timetable. Built through
 * edits, as the program would.
 */
#ifndef TESTS_PLAN_WORLD_H
#define TESTS_PLAN_WORLD_H

#include "senplan/model/edit.h"

struct world {
	struct sp_arena arena;
	struct sp_edits edits;
	struct sp_snapshot snapshot;
};

/* Terms, bank holidays, rules and steps; nothing else. */
void world_begin(struct world *w);

void world_begin_terms(struct world *w); /* the terms only */

/* The SENCO's week: contract, periods, own teaching, activities with windows. */
void world_add_week(struct world *w);

/* So many pupils with plans and on SEN Support, and the duties of a year. */
void world_add_demand(struct world *w, int n_ehcp, int n_support);

/* Puts the pending edits into the snapshot; edits begin anew. Fails the test on any error. */
void world_apply(struct world *w);
void world_finish(struct world *w);

/* A setting's value, and time that was lost to cover; both into the snapshot at once. */
void world_set(struct world *w, const char *key, const char *value);
void world_lose(struct world *w, const char *start, int32_t length_min);

sp_day world_day(const char *iso);
sp_time world_time(const char *iso);
sp_activity_id world_activity(const struct world *w, const char *key);

#endif
