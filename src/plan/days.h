/*
 * The horizon: each day's free time, what is allocated, and the allowed times of each kind of work. Computed once per
 * snapshot and horizon; a window is asked once a day, whatever the number of tasks that use it.
 */
#ifndef PLAN_DAYS_H
#define PLAN_DAYS_H

#include "senplan/engine/problem.h"
#include "senplan/model/availability.h"

/* When a task may be placed: two tasks with equal masks have the same allowed times. */
struct sp_plan_mask {
	sp_window_id window;
	int32_t weekday; /* -1: any */
	/* Whose times narrow it; none where nobody is named. */
	sp_staff_member_id staff;
	sp_case_id subject;
	sp_duty_id duty;
	sp_task_id task;
};

struct sp_plan_mask_made {
	struct sp_plan_mask mask;
	int32_t index;
};

struct sp_plan_days {
	const struct sp_snapshot *snapshot;
	struct sp_arena *arena;
	sp_day day0;
	int32_t n_days;
	struct sp_spans *free;	/* by day: minutes of it */
	int32_t *allocated_min; /* by day */
	struct sp_problem_span *frees;
	size_t n_frees;
	struct sp_plan_mask_made *made;
	size_t n_made, cap_made;
	size_t mask_from[SP_PROBLEM_MAX_MASKS + 1]; /* its first span; the next one's ends it */
	size_t n_masks;
	struct sp_problem_mask_span *mask_spans;
	size_t n_mask_spans, cap_mask_spans;
};

/* Fill in snapshot, arena, day0 and n_days; this makes free and allocated_min. */
enum sp_rc sp_plan_days_build(struct sp_plan_days *days, struct sp_err *reterr);

/* Makes the flat list of what is free, when nothing more is taken from it. */
enum sp_rc sp_plan_days_flatten(struct sp_plan_days *days, struct sp_err *reterr);

/* The index of the mask for the task; made when it is new. Masks with the same times are one. */
enum sp_rc sp_plan_days_mask(struct sp_plan_days *days, const struct sp_task *task, int32_t *ret_index,
			     struct sp_err *reterr);

/* The index of a mask with the same times but for those days (by day of the horizon). */
enum sp_rc sp_plan_days_mask_without(struct sp_plan_days *days, int32_t mask, const bool *without,
				     int32_t *ret_index, struct sp_err *reterr);

/* Was the time [start, start + length) lost, by the log? */
bool sp_plan_is_lost(const struct sp_snapshot *snapshot, sp_time start, int32_t length_min);

/* Is it wholly free, by contract, timetable and calendars? False outside the horizon. */
bool sp_plan_is_free(const struct sp_plan_days *days, sp_time start, int32_t length_min);

#endif
