/*
 * A booked meeting that is moved by hand has been agreed anew: what says when it is goes along, in the same step. Else the
 * next plan would put it back where it was booked first. One that did not happen is booked no more: a booking that stands in
 * the past would look as if the meeting were taken care of.
 */
#include "booking.h"

#include "senplan/base/str.h"
#include "senplan/plan/clocks.h"
#include "senplan/report/words.h"

#include "chain.h"
#include "form.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum sp_rc
booking_of(const struct sp_app *app, const struct sp_task *task, struct sp_arena *arena, sp_time *ret_booked,
	   struct sp_err *reterr)
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
	rc = booking_of(app, task, &change->arena, &booked, reterr);
	if (rc != SP_OK || booked == SP_TIME_NONE || booked == to)
		return rc;
	put_booking(app, subject, booked, to, &change->edits);
	row.fixed_start = to;
	sp_edits_put_task(&change->edits, &row);
	return SP_OK;
}

/* --- what did not happen --- */

enum sp_rc
booking_drop(const struct sp_app *app, const struct sp_task *task, const struct sp_block *block,
	     struct change *change, bool *ret_dropped, struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	const struct sp_case *subject = sp_snapshot_case(s, task->subject);
	struct sp_task open = *task;
	struct sp_case row;
	sp_time booked;
	enum sp_rc rc;

	*ret_dropped = false;
	if (subject == NULL)
		return SP_OK;
	rc = booking_of(app, task, &change->arena, &booked, reterr);
	if (rc != SP_OK || booked == SP_TIME_NONE || sp_time_day(booked) != sp_time_day(block->start))
		return rc;
	row = *subject;
	if (row.review_booked != SP_TIME_NONE && sp_time_day(row.review_booked) == sp_time_day(booked)) {
		row.review_booked = SP_TIME_NONE;
		sp_edits_put_case(&change->edits, &row);
	}
	for (size_t i = 0; i < s->case_events.n; i++) {
		const struct sp_case_event *event = &s->case_events.items[i];

		if (event->subject.v == subject->id.v && event->kind == SP_EVENT_BOOKED &&
		    event->day == sp_time_day(booked))
			sp_edits_delete(&change->edits, SP_ENTITY_case_event, event->id.v);
	}
	for (size_t i = 0; i < s->steps.n; i++)
		if (sp_streq(s->steps.items[i].done_by, sp_event_kind_names[SP_EVENT_BOOKED]))
			chain_reopen_tasks(app, subject->id, s->steps.items[i].key, &change->edits);
	open.fixed_start = SP_TIME_NONE;
	sp_edits_put_task(&change->edits, &open);
	*ret_dropped = true;
	return SP_OK;
}

/* Is it the clock of that task: "K07:ar.meeting:2026-01-12"? */
static bool
is_clock_of(const struct sp_clock *clock, const char *task_key)
{
	const char *step = strchr(task_key, ':');
	size_t len = strlen(clock->step->key);

	return step != NULL && strncmp(step + 1, clock->step->key, len) == 0 && step[1 + len] == ':' &&
	       sp_streq(step + 1 + len + 1, clock->cycle);
}

static void
tell_limit(const struct sp_clock *clock, struct sp_outcome *ret)
{
	const char *law = clock->step->hard ? "by law " : "";
	char due[SP_DAY_TEXT];
	struct sp_str rule;

	if (clock->due_day == SP_DAY_NONE)
		return;
	sp_day_format(clock->due_day, SP_DAY_LONG, due);
	if (clock->slack_days < 0)
		outcome_note(ret, "It was due %sby %s: it is late now.", law, due);
	else
		outcome_note(ret, "It is due %sby %s: %d school day%s left.", law, due, clock->slack_days,
			     clock->slack_days == 1 ? "" : "s");
	sp_str_init(&rule);
	sp_words_rule(&rule, clock);
	if (rule.len > 0)
		outcome_note(
			ret,
			"That is %s. Those invited need notice of the new day, and the papers count from it.",
			rule.text);
	sp_str_finish(&rule);
}

enum sp_rc
booking_tell(const struct sp_app *app, sp_case_id subject, const char *task_key, struct sp_outcome *ret,
	     struct sp_err *reterr)
{
	const struct sp_case *row = sp_snapshot_case(&app->snapshot, subject);
	const struct sp_clock *clocks = NULL;
	size_t n = 0;
	enum sp_rc rc = sp_clocks_of(&app->snapshot, subject, app->env.now, ret->arena, &clocks, &n, reterr);

	for (size_t i = 0; rc == SP_OK && i < n; i++)
		if (is_clock_of(&clocks[i], task_key))
			tell_limit(&clocks[i], ret);
	if (rc == SP_OK && row != NULL)
		outcome_note(
			ret,
			"When is it now? \"senplan case event %s booked DAY --time 14:00\" books it anew.",
			row->code);
	return rc;
}
