/*
 * The record: what was done, what took its place, what was logged by hand. Each call is one step.
 */
#include "senplan/app/record.h"

#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/report/standing.h"

#include "acts.h"
#include "booking.h"
#include "form.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Does a word of the name behind its first begin so? */
static bool
has_word(const char *name, const char *text)
{
	for (const char *at = strchr(name, ' '); at != NULL; at = strchr(at + 1, ' '))
		if (sp_istarts_with(at + 1, text))
			return true;
	return false;
}

/* How near the text is to the activity: 3 it is the name, 2 the letter or a beginning, 1 a word of it, 0 not. */
static int
nearness(const struct sp_activity *activity, const char *text)
{
	if (sp_strieq(activity->key, text) || sp_strieq(activity->name, text))
		return 3;
	if (sp_strieq(activity->letter, text) || sp_istarts_with(activity->name, text) ||
	    sp_istarts_with(activity->key, text))
		return 2;
	return has_word(activity->name, text) ? 1 : 0;
}

size_t
sp_activities_fitting(const struct sp_snapshot *snapshot, const char *text, const struct sp_activity **list,
		      size_t max)
{
	size_t n = 0;
	int best = 1;

	for (size_t i = 0; i < snapshot->activities.n && text[0] != '\0'; i++) {
		int near = nearness(&snapshot->activities.items[i], text);

		if (near < best)
			continue;
		if (near > best)
			n = 0;
		best = near;
		if (n < max)
			list[n] = &snapshot->activities.items[i];
		n++;
	}
	return n;
}

const struct sp_activity *
acts_find_activity(const struct sp_snapshot *snapshot, const char *text, struct sp_err *reterr)
{
	enum { NAMED = 6 };
	const struct sp_activity *found[NAMED];
	size_t n = sp_activities_fitting(snapshot, text, found, NAMED);
	struct sp_str names;

	if (n == 1)
		return found[0];
	if (n == 0) {
		sp_err_set(reterr, SP_NO, "No activity fits \"%s\". \"senplan duties\" lists them.", text);
		return NULL;
	}
	sp_str_init(&names);
	for (size_t i = 0; i < n && i < NAMED; i++)
		sp_str_addf(&names, "%s%s", i == 0 ? "" : ", ", found[i]->name);
	sp_err_set(reterr, SP_NO, "%zu activities fit \"%s\": %s%s. Which?", n, text, names.text,
		   n > NAMED ? " …" : "");
	sp_str_finish(&names);
	return NULL;
}

/* --- blocks --- */

/* Is the task done when this block is? */
static bool
is_last_of_task(const struct sp_snapshot *snapshot, const struct sp_block *block, const struct sp_task *task)
{
	if (acts_unplaced_min(snapshot, task) > 0)
		return false;
	for (size_t i = 0; i < snapshot->blocks.n; i++) {
		const struct sp_block *other = &snapshot->blocks.items[i];

		if (other->task.v == task->id.v && other->id.v != block->id.v &&
		    other->state != SP_BLOCK_DONE)
			return false;
	}
	return true;
}

/* The block as done in `took_min`, and the entry that says so. */
static void
put_done(struct change *change, const struct sp_block *block, const struct sp_task *task, int32_t length_min,
	 int32_t took_min)
{
	struct sp_log_entry entry = sp_log_entry_blank();
	struct sp_block row = *block;

	row.state = SP_BLOCK_DONE;
	row.length_min = length_min;
	entry.kind = SP_LOG_WORKED;
	entry.activity = task->activity;
	entry.task = task->id;
	entry.block = block->id;
	entry.start = block->start;
	entry.length_min = took_min;
	sp_edits_put_block(&change->edits, &row);
	sp_edits_put_log_entry(&change->edits, &entry);
}

enum sp_rc
sp_app_done(struct sp_app *app, sp_block_id id, int took_min, struct sp_err *reterr)
{
	const struct sp_block *block;
	const struct sp_task *task;
	char label[ACTS_LABEL];
	struct change change;
	enum sp_rc rc = acts_live_block(app, id, &block, &task, reterr);

	if (rc != SP_OK)
		return rc;
	if (took_min < 0 || took_min > SP_DAY_MIN)
		return sp_err_set(reterr, SP_USAGE, "A block takes between 1 minute and a day.");
	acts_begin(&change, app, task, "done:", "", label);
	put_done(&change, block, task, block->length_min, took_min > 0 ? took_min : block->length_min);
	if (task->state == SP_TASK_OPEN && is_last_of_task(&app->snapshot, block, task)) {
		struct sp_task finished = *task;

		finished.state = SP_TASK_DONE;
		sp_edits_put_task(&change.edits, &finished);
	}
	return change_commit(app, &change, label, reterr);
}

/* Of the day, begun, and nothing is said of it. */
static bool
is_open_on(const struct sp_app *app, const struct sp_block *block, sp_day day)
{
	return sp_time_day(block->start) == day &&
	       sp_standing_of(&app->snapshot, block, app->env.now).standing == SP_STANDING_OPEN;
}

/* Is the task done when what is open on the day is? */
static bool
ends_with_day(const struct sp_app *app, const struct sp_task *task, sp_day day)
{
	const struct sp_snapshot *s = &app->snapshot;

	if (task->state != SP_TASK_OPEN || acts_unplaced_min(s, task) > 0)
		return false;
	for (size_t i = 0; i < s->blocks.n; i++)
		if (s->blocks.items[i].task.v == task->id.v && s->blocks.items[i].state != SP_BLOCK_DONE &&
		    !is_open_on(app, &s->blocks.items[i], day))
			return false;
	return true;
}

enum sp_rc
sp_app_done_day(struct sp_app *app, sp_day day, int *ret_n, struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	char label[ACTS_LABEL], text[SP_DAY_TEXT];
	struct change change;
	int64_t last_task = 0;
	enum sp_rc rc;
	int n = 0;

	change_begin(&change);
	for (size_t i = 0; i < s->blocks.n; i++) {
		const struct sp_block *block = &s->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(s, block->task);
		struct sp_task finished;

		if (task == NULL || !is_open_on(app, block, day))
			continue;
		put_done(&change, block, task, block->length_min, block->length_min);
		n++;
		if (task->id.v == last_task || !ends_with_day(app, task, day))
			continue;
		finished = *task;
		finished.state = SP_TASK_DONE;
		sp_edits_put_task(&change.edits, &finished);
		last_task = task->id.v;
	}
	sp_day_format(day, SP_DAY_SHORT, text);
	if (n == 0) {
		change_finish(&change);
		return sp_err_set(reterr, SP_NO, "Nothing of %s waits to be marked.", text);
	}
	snprintf(label, sizeof(label), "done: %d block%s of %s as planned", n, n == 1 ? "" : "s", text);
	rc = change_commit(app, &change, label, reterr);
	if (rc == SP_OK)
		*ret_n = n;
	return rc;
}

/* The block becomes as long as what was done of it, on the grid; what is left of the task has no place then. */
enum sp_rc
sp_app_done_some(struct sp_app *app, sp_block_id id, int took_min, struct sp_err *reterr)
{
	int32_t grid = (int32_t)sp_setting_int(&app->snapshot, "grid_min");
	int32_t length_min = (took_min + grid - 1) / grid * grid;
	const struct sp_block *block;
	const struct sp_task *task;
	char label[ACTS_LABEL];
	struct change change;
	enum sp_rc rc = acts_live_block(app, id, &block, &task, reterr);

	if (rc != SP_OK)
		return rc;
	if (took_min < 1)
		return sp_err_set(reterr, SP_USAGE, "A block takes between 1 minute and a day.");
	if (took_min >= block->length_min || length_min >= block->length_min)
		return sp_err_set(reterr, SP_USAGE,
				  "The block is %d minutes long: nothing is left of it then. Mark it done.",
				  (int)block->length_min);
	acts_begin(&change, app, task, "done in part:", "", label);
	put_done(&change, block, task, length_min, took_min);
	return change_commit(app, &change, label, reterr);
}

/* --- what did not happen --- */

static const char *
words_of(const struct sp_missed_request *request)
{
	switch (request->why) {
	case SP_MISSED_LOST:
		return sp_cause_names[request->cause];
	case SP_MISSED_INSTEAD:
		return "something else was done";
	case SP_MISSED_NOT_REACHED:
		break;
	}
	return "other work took longer";
}

static enum sp_rc
check_missed(const struct sp_app *app, const struct sp_block *block, const struct sp_missed_request *request,
	     struct sp_err *reterr)
{
	enum sp_standing standing = sp_standing_of(&app->snapshot, block, app->env.now).standing;

	if (standing == SP_STANDING_AHEAD)
		return sp_err_set(
			reterr, SP_NO,
			"Block %lld has not begun: \"senplan lost\" notes time that is lost, \"senplan "
			"drop\" takes the work off the plan.",
			(long long)block->id.v);
	if (standing == SP_STANDING_LOST)
		return sp_err_set(
			reterr, SP_NO,
			"The time of block %lld is counted as lost already: planning finds it another place.",
			(long long)block->id.v);
	if (request->length_min < 0 || request->length_min > SP_DAY_MIN)
		return sp_err_set(reterr, SP_USAGE, "Between 1 minute and a day can be logged at once.");
	return SP_OK;
}

/* What the time went to, if that is known: an entry of the block's span. */
static void
put_missed(struct change *change, const struct sp_block *block, const struct sp_task *task,
	   const struct sp_missed_request *request, const struct sp_activity *instead)
{
	struct sp_log_entry entry = sp_log_entry_blank();

	entry.start = block->start;
	entry.length_min = block->length_min;
	if (request->why == SP_MISSED_LOST) {
		entry.kind = SP_LOG_LOST;
		entry.cause = request->cause;
		entry.activity = task->activity;
		entry.task = task->id;
	} else {
		entry.kind = SP_LOG_WORKED;
		entry.activity = instead->id;
		entry.length_min = request->length_min > 0 ? request->length_min : block->length_min;
	}
	sp_edits_put_log_entry(&change->edits, &entry);
}

/* The block goes, with what its time went to; of protected time that stands in the report. */
static void
take_block_out(const struct sp_app *app, struct change *change, const struct sp_block *block,
	       const struct sp_task *task, const struct sp_missed_request *request)
{
	sp_edits_delete(&change->edits, SP_ENTITY_block, block->id.v);
	if (request->why != SP_MISSED_LOST && sp_task_is_protected(&app->snapshot, task))
		acts_note_breach(app, change, task, block, SP_TIME_NONE, words_of(request));
}

/* The booking is gone with the block: what follows from that is told. */
static enum sp_rc
commit_unbooked(struct sp_app *app, struct change *change, const struct sp_task *task, const char *label,
		struct sp_outcome *ret, struct sp_err *reterr)
{
	const char *key = sp_arena_strdup(ret->arena, task->key);
	sp_case_id subject = task->subject;
	struct sp_outcome tasks = {.arena = ret->arena};
	enum sp_rc rc;

	if (key == NULL) {
		change_finish(change);
		return sp_err_nomem(reterr);
	}
	rc = change_commit_expanded(app, change, label, &tasks, reterr);
	if (rc == SP_OK)
		rc = booking_tell(app, subject, key, ret, reterr);
	for (size_t i = 0; rc == SP_OK && i < tasks.n_notes; i++)
		outcome_note(ret, "%s", tasks.notes[i]);
	return rc;
}

/*
 * Lost time leaves the block where it is: planning knows that it cannot stay there and moves it, with its history. In time
 * that was worked otherwise it would count as standing, so it goes, and its task looks for a place anew. So does the block of
 * a meeting that was booked: it has no day now until one is agreed.
 */
enum sp_rc
sp_app_missed(struct sp_app *app, sp_block_id id, const struct sp_missed_request *request,
	      sp_case_id *ret_unbooked, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_activity *instead = NULL;
	const struct sp_block *block;
	const struct sp_task *task;
	char label[ACTS_LABEL], after[80];
	struct change change;
	bool unbooked = false;
	sp_case_id subject;
	enum sp_rc rc = acts_live_block(app, id, &block, &task, reterr);

	assert(request->why != SP_MISSED_LOST || request->cause != SP_CAUSE_NONE);
	if (rc == SP_OK)
		rc = check_missed(app, block, request, reterr);
	if (rc != SP_OK)
		return rc;
	if (request->why == SP_MISSED_INSTEAD) {
		instead = acts_find_activity(&app->snapshot, request->instead, reterr);
		if (instead == NULL)
			return SP_NO;
	}
	subject = task->subject;
	snprintf(after, sizeof(after), "(%s)", words_of(request));
	acts_begin(&change, app, task, "did not happen:", after, label);
	rc = booking_drop(app, task, block, &change, &unbooked, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	if (request->why != SP_MISSED_NOT_REACHED)
		put_missed(&change, block, task, request, instead);
	if (request->why != SP_MISSED_LOST || unbooked)
		take_block_out(app, &change, block, task, request);
	rc = unbooked ? commit_unbooked(app, &change, task, label, ret, reterr)
		      : change_commit(app, &change, label, reterr);
	if (rc == SP_OK)
		*ret_unbooked = unbooked ? subject : (sp_case_id){0};
	return rc;
}

/* --- the log --- */

bool
log_lies_ahead(const struct sp_app *app, sp_time start, struct sp_err *reterr)
{
	char when[SP_CLOCK_TEXT];

	if (start <= app->env.now)
		return false;
	sp_err_set(reterr, SP_NO, "%s lies ahead: the log is for what has happened.",
		   sp_time_format(start, when));
	return true;
}

enum sp_rc
sp_app_log(struct sp_app *app, const struct sp_log_request *request, struct sp_err *reterr)
{
	struct sp_log_entry entry = sp_log_entry_blank();
	const struct sp_activity *activity = acts_find_activity(&app->snapshot, request->activity, reterr);
	char label[ACTS_LABEL], length[SP_CLOCK_TEXT], when[SP_CLOCK_TEXT];
	struct change change;

	if (activity == NULL)
		return SP_NO;
	if (request->length_min < 1 || request->length_min > SP_DAY_MIN)
		return sp_err_set(reterr, SP_USAGE, "Between 1 minute and a day can be logged at once.");
	if (log_lies_ahead(app, request->start, reterr))
		return SP_NO;
	entry.kind = request->kind;
	entry.activity = activity->id;
	entry.start = request->start;
	entry.length_min = request->length_min;
	entry.note = request->note;
	change_begin(&change);
	sp_edits_put_log_entry(&change.edits, &entry);
	snprintf(label, sizeof(label), "logged %s of %s on %s", sp_length_format(request->length_min, length),
		 activity->name, sp_time_format(request->start, when));
	return change_commit(app, &change, label, reterr);
}

bool
sp_app_is_beyond(const struct sp_app *app, sp_time start, int length_min)
{
	struct sp_availability day;
	struct sp_arena arena;
	sp_minute from = sp_time_minute(start);
	bool beyond = false;

	sp_arena_init(&arena);
	if (app->snapshot.working_windows.n > 0 &&
	    sp_availability_of(&app->snapshot, sp_time_day(start), &arena, &day, NULL) == SP_OK)
		beyond = length_min > 0 && !sp_spans_overlap(&day.work, from, from + length_min);
	sp_arena_finish(&arena);
	return beyond;
}
