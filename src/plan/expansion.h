/*
 * Expansion in progress: the tasks that are wanted now, against those that stand.
 */
#ifndef PLAN_EXPANSION_H
#define PLAN_EXPANSION_H

#include "senplan/plan/expand.h"

#include "index.h"

struct sp_wanted {
	struct sp_plan_index index;
	const struct sp_snapshot *snapshot;
	sp_time now;
	sp_day today;
	sp_day year_from, year_to; /* the school year that holds today */
	sp_day last_day;	   /* its last working day */
	int grid_min;
	struct sp_arena *scratch;
	struct sp_edits *edits;
	bool *seen; /* by position in snapshot->tasks */
	sp_day first_monday;
	size_t n_weeks;
	int32_t *week_min; /* wanted within the week: by activity's position, then week from first_monday */
	struct sp_expansion result;
};

/* The task with the row's key is wanted as the row says; returns its id. */
sp_task_id sp_plan_want(struct sp_wanted *w, struct sp_task *row);

/* The standing task is done: something recorded says so. */
void sp_plan_want_done(struct sp_wanted *w, const struct sp_task *task);

/* Rounds a length up to the grid; at least one step of it. */
int32_t sp_plan_on_grid(int32_t length_min, int32_t grid_min);

/* Length, chunks and buffers as the activity has them; length 0: its estimate. */
void sp_plan_size_task(const struct sp_wanted *w, struct sp_task *row, const struct sp_activity *activity,
		       int32_t length_min);

/* Of a step of a chain: CODE:step:round, or of the school's own. */
bool sp_plan_is_step_task(const struct sp_task *task);

void sp_plan_note_problem(struct sp_wanted *w, const char *text);

enum sp_rc sp_plan_want_clocks(struct sp_wanted *w, struct sp_err *reterr);
void sp_plan_want_duties(struct sp_wanted *w);

/* Weekly minima, last: sp_plan_want notes what each week has of an activity, then what it lacks is wanted. */
enum sp_rc sp_plan_minima_begin(struct sp_wanted *w, struct sp_err *reterr);
void sp_plan_note_week(struct sp_wanted *w, const struct sp_task *row);
enum sp_rc sp_plan_want_minima(struct sp_wanted *w, struct sp_err *reterr);

#endif
