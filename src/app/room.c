/*
 * Room on a day, and whether there is ever any.
 */
#include "room.h"

#include "senplan/model/availability.h"
#include "senplan/model/year.h"

enum sp_rc
room_of_day(const struct sp_snapshot *snapshot, const struct sp_task *task, sp_day day, struct room *ret,
	    struct sp_err *reterr)
{
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, task->activity);
	sp_window_id window = task->window.v != 0 || activity == NULL ? task->window : activity->window;
	struct sp_availability availability;
	struct room room = {0};
	struct sp_spans allowed;
	struct sp_arena arena;
	enum sp_rc rc;

	sp_arena_init(&arena);
	rc = sp_availability_of(snapshot, day, &arena, &availability, reterr);
	if (rc == SP_OK)
		rc = sp_window_of(snapshot, window, day, &arena, &allowed, reterr);
	if (rc == SP_OK)
		rc = sp_attendees_narrow(snapshot, task, day, &arena, &allowed, reterr);
	if (rc == SP_OK && !sp_spans_intersect(&allowed, &availability.allocated))
		rc = sp_err_nomem(reterr);
	for (size_t i = 0; rc == SP_OK && i < allowed.n; i++) {
		int32_t length = allowed.items[i].to - allowed.items[i].from;

		room.longest_min = length > room.longest_min ? length : room.longest_min;
		room.total_min += length;
	}
	sp_arena_finish(&arena);
	if (rc == SP_OK)
		*ret = room;
	return rc;
}

enum sp_rc
room_is_never(const struct sp_snapshot *snapshot, const struct sp_task *task, sp_day from, bool *ret_never,
	      struct sp_err *reterr)
{
	int32_t piece = task->chunk_min > 0 && task->chunk_min < task->length_min ? task->chunk_min
										  : task->length_min;
	sp_day last = snapshot->calendar->to_day;
	enum sp_rc rc = SP_OK;
	bool never = true;

	if (task->due_day != SP_DAY_NONE && task->due_day >= from && task->due_day < last)
		last = task->due_day;
	if (task->release != SP_TIME_NONE && sp_time_day(task->release) > from)
		from = sp_time_day(task->release);
	for (sp_day day = from; day <= last && rc == SP_OK && never; day++) {
		struct room room = {0};

		if (!sp_year_is_working_day(snapshot, day) ||
		    (task->weekday >= 0 && task->weekday != (int32_t)sp_day_weekday(day)))
			continue;
		rc = room_of_day(snapshot, task, day, &room, reterr);
		never = room.longest_min < piece;
	}
	if (rc == SP_OK)
		*ret_never = never && from <= last;
	return rc;
}
