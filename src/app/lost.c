/*
 * Lost time: it is recorded in the pending edits, and what stood in it is planned again. What was agreed with others, or locked
 * by hand, planning leaves where it is, also in time that is lost: a meeting may be held all the same. So it is named, and
 * the person says of each whether it stands or does not happen. Then it is booked no more, and its chain is open again.
 */
#include "senplan/model/availability.h"
#include "senplan/plan/expand.h"

#include "booking.h"

#include <assert.h>

enum { LOST_DAYS_MAX = 366 };

/* One entry for the part of the day from its first to its last worked minute that lies in [start, end). */
static enum sp_rc
add_lost_day(struct sp_app *app, sp_day day, struct sp_log_entry *row, sp_time end, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	struct sp_availability availability;
	sp_time from = row->start, to = end;
	struct sp_log_entry part = *row;
	enum sp_rc rc =
		sp_availability_of(&app->snapshot, day, &pending->rungs[0].answer, &availability, reterr);

	if (rc != SP_OK)
		return rc;
	if (availability.work.n == 0)
		return SP_OK;
	if (from < sp_time_of(day, availability.work.items[0].from))
		from = sp_time_of(day, availability.work.items[0].from);
	if (to > sp_time_of(day, availability.work.items[availability.work.n - 1].to))
		to = sp_time_of(day, availability.work.items[availability.work.n - 1].to);
	if (from >= to ||
	    !sp_spans_overlap(&availability.work, from - day * SP_DAY_MIN, to - day * SP_DAY_MIN))
		return SP_OK;
	part.start = from;
	part.length_min = to - from;
	sp_edits_put_log_entry(&pending->edits, &part);
	return SP_OK;
}

static enum sp_rc
add_lost(struct sp_app *app, sp_time start, sp_time end, enum sp_cause cause, struct sp_err *reterr)
{
	struct sp_log_entry row = sp_log_entry_blank();
	enum sp_rc rc = SP_OK;

	row.kind = SP_LOG_LOST;
	row.start = start;
	row.cause = cause;
	for (sp_day day = sp_time_day(start); day <= sp_time_day(end - 1) && rc == SP_OK; day++)
		rc = add_lost_day(app, day, &row, end, reterr);
	sp_arena_clear(&app->pending->rungs[0].answer);
	if (rc == SP_OK && app->pending->edits.n == 0)
		rc = sp_err_set(reterr, SP_NO, "That time is wholly outside working hours: nothing is lost.");
	return rc;
}

/* "Mon 23 Nov 09:00-11:30", "Mon 23 Nov 09:00 - Wed 25 Nov 12:00". */
static const char *
span_words(sp_time start, sp_time end, struct sp_arena *arena)
{
	char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

	sp_time_format(start, from);
	if (sp_time_day(start) != sp_time_day(end - 1))
		return sp_arena_printf(arena, "%s - %s", from, sp_time_format(end, to));
	return sp_arena_printf(arena, "%s-%s", from,
			       sp_minute_format(end - sp_time_day(start) * SP_DAY_MIN, to));
}

/* --- what stands in it --- */

/* Would planning leave the block where it is? A block that has been done is no question. */
static bool
is_kept(const struct sp_block *block, const struct sp_task *task)
{
	return block->state != SP_BLOCK_DONE &&
	       (block->locked || block->state == SP_BLOCK_CONFIRMED || task->fixed_start != SP_TIME_NONE);
}

static enum sp_rc
find_meetings(struct sp_app *app, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	const struct sp_snapshot *s = &app->snapshot;
	enum sp_rc rc = SP_OK;

	for (size_t i = 0; i < s->blocks.n && rc == SP_OK; i++) {
		const struct sp_block *block = &s->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(s, block->task);
		struct sp_lost_meeting *meeting = &pending->meetings[pending->n_meetings];
		sp_time booked = SP_TIME_NONE;

		if (task == NULL || block->start >= pending->lost.end ||
		    block->start + block->length_min <= pending->lost.start || !is_kept(block, task) ||
		    pending->n_meetings == SP_LOST_MEETINGS)
			continue;
		if (task->subject.v != 0)
			rc = booking_of(app, task, &pending->arena, &booked, reterr);
		*meeting = (struct sp_lost_meeting){
			.task = task->id,
			.block = block->id,
			.subject = task->subject,
			.start = block->start,
			.booked = booked != SP_TIME_NONE && sp_time_day(booked) == sp_time_day(block->start)};
		pending->n_meetings++;
	}
	return rc;
}

/* Its block goes; of a booked one the booking with it. */
static enum sp_rc
call_off(struct sp_app *app, const struct sp_lost_meeting *meeting, struct sp_err *reterr)
{
	struct change *change = &app->pending->called_off;
	const struct sp_block *block = sp_snapshot_block(&app->snapshot, meeting->block);
	const struct sp_task *task = sp_snapshot_task(&app->snapshot, meeting->task);
	bool dropped = false;
	enum sp_rc rc;

	assert(block != NULL && task != NULL);
	rc = booking_drop(app, task, block, change, &dropped, reterr);
	if (rc == SP_OK && !dropped && task->fixed_start != SP_TIME_NONE) {
		struct sp_task open = *task;

		open.fixed_start = SP_TIME_NONE;
		sp_edits_put_task(&change->edits, &open);
	}
	if (rc == SP_OK)
		sp_edits_delete(&change->edits, SP_ENTITY_block, block->id.v);
	return rc;
}

/* What is called off comes into the pending edits, with what then follows for its chain. */
static enum sp_rc
call_off_all(struct sp_app *app, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	struct change *change = &pending->called_off;
	struct sp_expansion expansion;
	struct sp_edits more;
	size_t n = 0;
	enum sp_rc rc = SP_OK;

	sp_edits_continue(&change->edits, &pending->edits);
	for (size_t i = 0; i < pending->n_meetings && rc == SP_OK; i++) {
		if (!pending->meetings[i].off)
			continue;
		rc = call_off(app, &pending->meetings[i], reterr);
		n++;
	}
	if (rc != SP_OK || n == 0)
		return rc;
	sp_edits_append(&pending->edits, &change->edits);
	rc = sp_edits_ok(&pending->edits, reterr);
	if (rc == SP_OK)
		rc = sp_snapshot_apply(&app->snapshot, &pending->edits, &pending->arena, &pending->snapshot,
				       reterr);
	if (rc != SP_OK)
		return rc;
	sp_edits_init(&more, &pending->arena);
	sp_edits_continue(&more, &pending->edits);
	rc = sp_plan_expand(&pending->snapshot, app->env.now, &more, &expansion, reterr);
	if (rc == SP_OK)
		sp_edits_append(&pending->edits, &more);
	return rc;
}

/* --- all of it --- */

static enum sp_rc
name_lost(struct pending *pending, struct sp_err *reterr)
{
	const struct sp_app_lost_ask *lost = &pending->lost;
	const char *words = span_words(lost->start, lost->end, &pending->arena);
	const char *cause = lost->cause == SP_CAUSE_NONE ? "" : sp_cause_names[lost->cause];

	if (words == NULL)
		return sp_err_nomem(reterr);
	pending->why = sp_arena_printf(&pending->arena, "lost %s", words);
	pending->label = sp_arena_printf(&pending->arena, "lost %s%s%s%s", words,
					 cause[0] == '\0' ? "" : " (", cause, cause[0] == '\0' ? "" : ")");
	return pending->why == NULL || pending->label == NULL ? sp_err_nomem(reterr) : SP_OK;
}

/* `off`: for each task, as the pending proposal before had it; NULL: all of them stand. */
static enum sp_rc
begin_lost(struct sp_app *app, const struct sp_app_lost_ask *ask, const struct pending *off,
	   const struct sp_pending_request *request, struct sp_err *reterr)
{
	struct pending *pending = pending_begin(app);
	enum sp_rc rc;

	if (pending == NULL)
		return sp_err_nomem(reterr);
	pending->lost = *ask;
	rc = add_lost(app, ask->start, ask->end, ask->cause, reterr);
	if (rc == SP_OK)
		rc = find_meetings(app, reterr);
	for (size_t i = 0; i < pending->n_meetings; i++)
		for (size_t k = 0; off != NULL && k < off->n_meetings; k++)
			if (off->meetings[k].block.v == pending->meetings[i].block.v)
				pending->meetings[i].off = off->meetings[k].off;
	if (rc == SP_OK)
		rc = call_off_all(app, reterr);
	if (rc == SP_OK)
		rc = name_lost(pending, reterr);
	if (rc != SP_OK) {
		sp_app_discard(app);
		return rc;
	}
	return pending_start(app, request, reterr);
}

enum sp_rc
sp_app_lost(struct sp_app *app, sp_time start, sp_time end, enum sp_cause cause,
	    const struct sp_pending_request *request, struct sp_err *reterr)
{
	struct sp_app_lost_ask ask = {start, end, cause};

	if (end <= start || end - start > LOST_DAYS_MAX * SP_DAY_MIN)
		return sp_err_set(reterr, SP_USAGE, "The time lost must end after it begins, within a year.");
	return begin_lost(app, &ask, NULL, request, reterr);
}

size_t
sp_app_lost_meetings(const struct sp_app *app, const struct sp_lost_meeting **ret)
{
	*ret = app->pending == NULL ? NULL : app->pending->meetings;
	return app->pending == NULL ? 0 : app->pending->n_meetings;
}

enum sp_rc
sp_app_call_off(struct sp_app *app, sp_block_id block, bool off, struct sp_err *reterr)
{
	struct sp_pending_request request;
	struct pending before;
	bool found = false;

	if (app->pending == NULL)
		return sp_err_set(reterr, SP_NO, "There is no proposal: plan first.");
	before = *app->pending; /* what it points to is not used */
	for (size_t i = 0; i < before.n_meetings; i++) {
		if (block.v != 0 && before.meetings[i].block.v != block.v)
			continue;
		before.meetings[i].off = off;
		found = true;
	}
	if (!found)
		return sp_err_set(reterr, SP_NO, "Nothing that was agreed or locked stands in that time.");
	request = (struct sp_pending_request){.from_day = before.request.from_day,
					      .to_day = before.request.to_day,
					      .seed = before.request.seed,
					      .ticks = before.request.ticks,
					      .moves = before.request.moves,
					      .allow = before.request.allow,
					      .ladder = before.ladder};
	return begin_lost(app, &before.lost, &before, &request, reterr);
}

enum sp_rc
sp_app_called_off(struct sp_app *app, const struct sp_lost_meeting *meeting, struct sp_outcome *ret,
		  struct sp_err *reterr)
{
	const struct sp_task *task = sp_snapshot_task(&app->snapshot, meeting->task);

	if (task == NULL || !meeting->booked)
		return SP_OK;
	return booking_tell(app, meeting->subject, task->key, ret, reterr);
}
