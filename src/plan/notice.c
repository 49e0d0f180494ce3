/*
 * The notice that others get, and what is too near to be moved.
 */
#include "senplan/plan/notice.h"

#include "senplan/model/year.h"

enum { HOUR_MIN = 60 };

struct sp_notice
sp_notice_of(const struct sp_snapshot *snapshot, sp_time now)
{
	struct sp_notice notice = {.snapshot = snapshot};

	notice.freeze_end = now + (sp_time)sp_setting_int(snapshot, "freeze_hours") * HOUR_MIN;
	notice.days = (int)sp_setting_int(snapshot, "notice_days");
	notice.first_day = sp_year_add_school_days(snapshot, sp_time_day(now), notice.days);
	return notice;
}

bool
sp_notice_asks(const struct sp_snapshot *snapshot, const struct sp_task *task)
{
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, task->activity);

	return !task->hard && task->fixed_start == SP_TIME_NONE && activity != NULL && activity->meets;
}

sp_time
sp_notice_from(const struct sp_notice *notice, const struct sp_task *task)
{
	if (notice->days == 0 || notice->first_day == SP_DAY_NONE || !sp_notice_asks(notice->snapshot, task))
		return SP_TIME_NONE;
	if (task->key[0] == '\0' && task->due_day != SP_DAY_NONE && task->due_day < notice->first_day)
		return SP_TIME_NONE;
	return sp_time_of(notice->first_day, 0);
}

bool
sp_notice_keeps(const struct sp_notice *notice, const struct sp_task *task, sp_time start)
{
	return start < notice->freeze_end ||
	       start < sp_notice_from(notice, task); /* none is before every time */
}
