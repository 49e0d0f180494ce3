/*
 * Shifts: why a task stands later than the date behind it. Another party's step is asked about once its date is past, and
 * that may be after a holiday; what the year's round has in August stands in September, for August has no school day.
 */
#ifndef SENPLAN_PLAN_SHIFT_H
#define SENPLAN_PLAN_SHIFT_H

#include "senplan/plan/clocks.h"

struct sp_shift {
	enum sp_owner owner; /* whose date is asked about; SP_OWNER_SCHOOL: none is */
	sp_day limit_day;    /* that date, or SP_DAY_NONE */
	sp_day first_day;    /* the first school day after it, or SP_DAY_NONE */
	bool closed;	     /* more than a weekend lies between the two */
	int32_t month;	     /* the month that its duty names, when it stands in another; else 0 */
};

/* The month in which a yearly duty of that month (0: any) is done: September for an August without a school day. */
int32_t sp_plan_duty_month(const struct sp_snapshot *snapshot, int32_t month);

/* Of the task, among the clocks of its pupil (or of all). */
struct sp_shift sp_plan_shift_of(const struct sp_snapshot *snapshot, const struct sp_task *task,
				 const struct sp_clock *clocks, size_t n);

/* The same, when the clocks are not at hand. */
enum sp_rc sp_plan_shift(const struct sp_snapshot *snapshot, const struct sp_task *task, sp_time now,
			 struct sp_arena *arena, struct sp_shift *ret, struct sp_err *reterr);

#endif
