/*
 * The reserve: a share of each week is left free for what comes up, and what comes up may stand in it: what somebody asks
 * for by a date in this week or the next, or books there. Other soft work does not take its place, nor gives way to it.
 *	Example: 20 hours, 4 of them kept free, 16 planned. "Call the surgery 30m before fri" stands in the 4 hours; when it
 *	is done the week still holds 16 hours of other work.
 *
 * What the person has put beyond the budget (locked, or agreed) has taken from the reserve too, and nothing gives way for it.
 * The reserve is a share of what is allocated, not of what is free after losses: time that was lost has used up the reserve,
 * that is what it was for.
 */
#include "senplan/model/availability.h"

#include "build.h"

enum { NEAR_DAYS = 14 }; /* this week and the next */

bool
sp_build_came_up(const struct sp_build *build, const struct sp_task *task)
{
	sp_day end = sp_day_monday(sp_time_day(build->now)) + NEAR_DAYS;

	if (task->key[0] != '\0' || task->hard)
		return false;
	if (task->fixed_start != SP_TIME_NONE)
		return sp_time_day(task->fixed_start) < end;
	return task->due_day != SP_DAY_NONE && task->due_day < end;
}

int32_t
sp_build_budget(const struct sp_build *build, struct sp_problem_range range, int32_t allocated)
{
	int32_t budget = allocated - sp_reserve_min(build->snapshot, allocated);
	int32_t standing = 0, own = 0, done = 0;

	for (size_t i = 0; i < build->snapshot->blocks.n; i++) {
		const struct sp_present *p = &build->present[i];
		sp_day day = sp_time_day(p->block->start) - build->days.day0;
		const struct sp_task *task;

		if (day < range.first_day || day > range.last_day || p->role == SP_ROLE_GONE)
			continue;
		task = sp_snapshot_task(build->snapshot, p->block->task);
		if (task != NULL && sp_build_came_up(build, task))
			continue;
		if (p->block->state == SP_BLOCK_DONE)
			done += p->block->length_min;
		else if (p->role == SP_ROLE_FIXED || p->role == SP_ROLE_MOVABLE)
			standing += p->block->length_min;
		if (p->role == SP_ROLE_FIXED && (p->block->locked || p->block->state == SP_BLOCK_CONFIRMED))
			own += p->block->length_min;
	}
	budget = budget > done ? budget - done : 0;
	if (standing <= budget)
		return budget;
	return standing < budget + own ? standing : budget + own;
}
