/*
 * A booked meeting that is moved by hand has been agreed anew: what says when it is goes along, in the same step. Else the
 * next plan would put it back where it was booked first.
 */
#include "booking.h"

#include "senplan/plan/clocks.h"

#include <assert.h>

/* The clock of the task, when it is a meeting that is booked; SP_TIME_NONE else. */
static enum sp_rc
find_booking(const struct sp_app *app, const struct sp_task *task, struct sp_arena *arena,
	     sp_time *ret_booked, struct sp_err *reterr)
{
	const struct sp_clock *clocks = NULL;
	sp_time booked = SP_TIME_NONE;
	size_t n = 0;
	enum sp_rc rc = sp_clocks_of(&app->snapshot, task->subject, app->env.now, arena, &clocks, &n, reterr);

	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < n; i++)
		if (clocks[i].task == task)
			booked = clocks[i].booked_start;
	*ret_booked = booked;
	return SP_OK;
}

/* The booking stands with the pupil, or as an event of the meeting's day. */
static void
put_booking(const struct sp_app *app, const struct sp_case *subject, sp_time booked, sp_time to,
	    struct sp_edits *edits)
{
	const struct sp_snapshot *snapshot = &app->snapshot;
	struct sp_case row = *subject;

	if (subject->review_booked == booked) {
		row.review_booked = to;
		sp_edits_put_case(edits, &row);
		return;
	}
	for (size_t i = 0; i < snapshot->case_events.n; i++) {
		struct sp_case_event event = snapshot->case_events.items[i];

		if (event.subject.v != subject->id.v || event.kind != SP_EVENT_BOOKED ||
		    event.day != sp_time_day(booked))
			continue;
		event.day = sp_time_day(to);
		event.minute = sp_time_minute(to);
		sp_edits_put_case_event(edits, &event);
	}
}

enum sp_rc
booking_move(const struct sp_app *app, const struct sp_task *task, sp_time to, struct change *change,
	     struct sp_err *reterr)
{
	const struct sp_case *subject = sp_snapshot_case(&app->snapshot, task->subject);
	struct sp_task row = *task;
	sp_time booked;
	enum sp_rc rc;

	assert(to != SP_TIME_NONE);
	if (subject == NULL)
		return SP_OK;
	rc = find_booking(app, task, &change->arena, &booked, reterr);
	if (rc != SP_OK || booked == SP_TIME_NONE || booked == to)
		return rc;
	put_booking(app, subject, booked, to, &change->edits);
	row.fixed_start = to;
	sp_edits_put_task(&change->edits, &row);
	return SP_OK;
}
