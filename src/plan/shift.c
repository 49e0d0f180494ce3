/*
 * Why a task stands later than the date behind it, found again from its row: the step it asks about, the duty it is of.
 */
#include "senplan/plan/shift.h"

#include "senplan/model/year.h"

#include "expansion.h"

enum { AUGUST = 8, SEPTEMBER = 9, WEEKEND_DAYS = 2 };

int32_t
sp_plan_duty_month(const struct sp_snapshot *snapshot, int32_t month)
{
	const struct sp_calendar *calendar = snapshot->calendar;

	if (month != AUGUST || calendar->n_half_terms == 0)
		return month;
	for (sp_day day = calendar->from_day; day <= calendar->to_day; day++)
		if (sp_day_date(day).month == AUGUST && sp_year_is_working_day(snapshot, day))
			return AUGUST;
	return SEPTEMBER;
}

struct sp_shift
sp_plan_shift_of(const struct sp_snapshot *snapshot, const struct sp_task *task,
		 const struct sp_clock *clocks, size_t n)
{
	struct sp_shift shift = {
		.owner = SP_OWNER_SCHOOL, .limit_day = SP_DAY_NONE, .first_day = SP_DAY_NONE};
	const struct sp_duty *duty = sp_snapshot_duty(snapshot, task->duty);

	if (duty != NULL && duty->cadence == SP_CADENCE_YEARLY &&
	    sp_plan_duty_month(snapshot, duty->month) != duty->month)
		shift.month = duty->month;
	for (size_t i = 0; i < n; i++) {
		const struct sp_clock *clock = &clocks[i];

		if (clock->task != task || clock->step->owner == SP_OWNER_SCHOOL ||
		    clock->due_day == SP_DAY_NONE)
			continue;
		shift.owner = clock->step->owner;
		shift.limit_day = clock->due_day;
		shift.first_day = sp_year_school_day_after(snapshot, clock->due_day + 1);
		shift.closed =
			shift.first_day != SP_DAY_NONE && shift.first_day > clock->due_day + 1 + WEEKEND_DAYS;
	}
	return shift;
}

enum sp_rc
sp_plan_shift(const struct sp_snapshot *snapshot, const struct sp_task *task, sp_time now,
	      struct sp_arena *arena, struct sp_shift *ret, struct sp_err *reterr)
{
	const struct sp_clock *clocks = NULL;
	size_t n = 0;
	enum sp_rc rc = SP_OK;

	if (sp_plan_is_step_task(task))
		rc = sp_clocks_of(snapshot, task->subject, now, arena, &clocks, &n, reterr);
	if (rc == SP_OK)
		*ret = sp_plan_shift_of(snapshot, task, clocks, n);
	return rc;
}
