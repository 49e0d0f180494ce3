/*
 * Single acts on blocks and tasks: each validates, makes its edits and stores them as one step.
 */
#include "acts.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include "booking.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { UID_SIZE = 80, MAX_BECAUSE = 200 };

enum sp_rc
acts_live_block(const struct sp_app *app, sp_block_id id, const struct sp_block **ret_block,
		const struct sp_task **ret_task, struct sp_err *reterr)
{
	const struct sp_block *block = sp_snapshot_block(&app->snapshot, id);
	const struct sp_task *task = block == NULL ? NULL : sp_snapshot_task(&app->snapshot, block->task);

	if (task == NULL)
		return sp_err_set(reterr, SP_NO, "There is no block %lld.", (long long)id.v);
	if (block->state == SP_BLOCK_DONE)
		return sp_err_set(reterr, SP_NO, "Block %lld is done already.", (long long)id.v);
	*ret_block = block;
	*ret_task = task;
	return SP_OK;
}

/* --- protected time --- */

bool
sp_task_is_protected(const struct sp_snapshot *snapshot, const struct sp_task *task)
{
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, task->activity);

	return activity != NULL && activity->protect;
}

static enum sp_rc
check_because(const struct sp_app *app, const struct sp_task *task, const char *because, bool drops,
	      struct sp_err *reterr)
{
	const struct sp_activity *activity = sp_snapshot_activity(&app->snapshot, task->activity);

	if (!sp_task_is_protected(&app->snapshot, task))
		return SP_OK;
	if (because == NULL || because[strspn(because, " \t")] == '\0')
		return sp_err_set(
			reterr, SP_USAGE,
			"%s is protected time: say why you %s, as --because \"cover for an absent colleague\". The report will show it.",
			activity->name, drops ? "give it up" : "move it");
	if (strlen(because) > MAX_BECAUSE)
		return sp_err_set(reterr, SP_USAGE, "The reason is longer than %d letters.",
				  (int)MAX_BECAUSE);
	return SP_OK;
}

void
acts_note_breach(const struct sp_app *app, struct change *change, const struct sp_task *task,
		 const struct sp_block *block, sp_time to, const char *because)
{
	struct sp_breach row = sp_breach_blank();

	if (!sp_task_is_protected(&app->snapshot, task) || (block != NULL && block->start == to))
		return;
	row.kind = to == SP_TIME_NONE ? SP_BREACH_DROPPED : SP_BREACH_MOVED;
	row.activity = task->activity;
	row.task = task->id;
	row.at = app->env.now;
	row.from_start = block == NULL ? SP_TIME_NONE : block->start;
	row.to_start = to;
	row.length_min = block == NULL ? task->length_min : block->length_min;
	row.why = because;
	sp_edits_put_breach(&change->edits, &row);
}

void
acts_begin(struct change *change, const struct sp_app *app, const struct sp_task *task, const char *verb,
	   const char *after, char *label)
{
	const char *title;

	change_begin(change);
	title = task_title(&app->snapshot, task, &change->arena);
	snprintf(label, ACTS_LABEL, "%s %s%s%s", verb, title == NULL ? "" : title,
		 after[0] == '\0' ? "" : " ", after);
}

/* --- where a block may be put by hand --- */

/* What planning may find another place for. */
static bool
is_soft(const struct sp_snapshot *snapshot, const struct sp_block *block)
{
	const struct sp_task *task = sp_snapshot_task(snapshot, block->task);

	return task != NULL && task->fixed_start == SP_TIME_NONE && block->state == SP_BLOCK_PROPOSED &&
	       !block->locked;
}

/* The first other block there; of those that a booking may stand on only when they are asked for. */
static const struct sp_block *
block_there(const struct sp_app *app, sp_block_id self, sp_time start, int32_t length_min, bool with_soft)
{
	const struct sp_snapshot *snapshot = &app->snapshot;

	for (size_t i = 0; i < snapshot->blocks.n; i++) {
		const struct sp_block *other = &snapshot->blocks.items[i];

		if (other->id.v != self.v && other->start < start + length_min &&
		    other->start + other->length_min > start &&
		    (with_soft || other->start < app->env.now || !is_soft(snapshot, other)))
			return other;
	}
	return NULL;
}

static enum sp_rc
refuse_block(const struct sp_app *app, const struct sp_block *other, struct sp_arena *arena,
	     struct sp_err *reterr)
{
	const struct sp_task *task = sp_snapshot_task(&app->snapshot, other->task);
	char when[SP_CLOCK_TEXT];

	return sp_err_set(
		reterr, SP_NO,
		"\"%s\" stands there already (block %lld, %s, %d minutes). Move that first, or choose another time.",
		task == NULL ? "" : task_title(&app->snapshot, task, arena), (long long)other->id.v,
		sp_time_format(other->start, when), other->length_min);
}

static enum sp_rc
check_fixed(const struct sp_app *app, sp_day day, sp_minute from, sp_minute to, struct sp_arena *arena,
	    struct sp_err *reterr)
{
	struct sp_availability availability;
	char first[SP_CLOCK_TEXT], last[SP_CLOCK_TEXT];
	enum sp_rc rc = sp_availability_of(&app->snapshot, day, arena, &availability, reterr);

	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < availability.n_fixed; i++) {
		const struct sp_fixed *fixed = &availability.fixed[i];

		if (fixed->from_min < to && fixed->to_min > from)
			return sp_err_set(reterr, SP_NO, "%s-%s is taken: %s. Choose another time.",
					  sp_minute_format(fixed->from_min, first),
					  sp_minute_format(fixed->to_min, last),
					  fixed->title[0] == '\0' ? sp_fixed_kind_name(fixed->kind)
								  : fixed->title);
	}
	return SP_OK;
}

static enum sp_rc
check_at(const struct sp_app *app, sp_time start, int32_t length_min, const struct sp_block *other,
	 struct sp_err *reterr)
{
	long grid = sp_setting_int(&app->snapshot, "grid_min");
	sp_day day = sp_time_day(start);
	sp_minute minute = sp_time_minute(start);
	char text[SP_DAY_TEXT];
	struct sp_arena arena;
	enum sp_rc rc;

	assert(length_min > 0);
	if (minute + length_min > SP_DAY_MIN)
		return sp_err_set(reterr, SP_USAGE, "It would last beyond midnight.");
	if (minute % grid != 0)
		return sp_err_set(reterr, SP_USAGE, "Blocks begin on a grid of %ld minutes.", grid);
	if (start < app->env.now)
		return sp_err_set(reterr, SP_NO, "That time has passed.");
	if (!sp_year_is_working_day(&app->snapshot, day))
		return sp_err_set(reterr, SP_NO, "%s is no working day: %s.",
				  sp_day_format(day, SP_DAY_SHORT, text),
				  sp_day_kind_name(sp_year_day(&app->snapshot, day).kind));
	sp_arena_init(&arena);
	rc = other == NULL ? check_fixed(app, day, minute, minute + length_min, &arena, reterr)
			   : refuse_block(app, other, &arena, reterr);
	sp_arena_finish(&arena);
	return rc;
}

enum sp_rc
check_place(const struct sp_app *app, sp_block_id self, sp_time start, int32_t length_min,
	    struct sp_err *reterr)
{
	return check_at(app, start, length_min, block_there(app, self, start, length_min, true), reterr);
}

enum sp_rc
check_booking(const struct sp_app *app, sp_time start, int32_t length_min, const struct sp_block **ret_soft,
	      struct sp_err *reterr)
{
	const sp_block_id none = {0};
	enum sp_rc rc =
		check_at(app, start, length_min, block_there(app, none, start, length_min, false), reterr);

	if (rc == SP_OK)
		*ret_soft = block_there(app, none, start, length_min, true);
	return rc;
}

/* Stores a change that puts the task's block at a time by hand. */
static enum sp_rc
commit_at(struct sp_app *app, struct change *change, const struct sp_task *task, sp_time to,
	  const char *label, struct sp_err *reterr)
{
	enum sp_rc rc = booking_move(app, task, to, change, reterr);

	if (rc == SP_OK)
		return change_commit(app, change, label, reterr);
	change_finish(change);
	return rc;
}

enum sp_rc
sp_app_move(struct sp_app *app, sp_block_id id, sp_time to, const char *because, struct sp_err *reterr)
{
	const struct sp_block *block;
	const struct sp_task *task;
	char label[ACTS_LABEL], after[SP_CLOCK_TEXT + 4], when[SP_CLOCK_TEXT];
	struct sp_block row;
	struct change change;
	enum sp_rc rc = acts_live_block(app, id, &block, &task, reterr);

	if (rc == SP_OK)
		rc = check_place(app, id, to, block->length_min, reterr);
	if (rc == SP_OK && to != block->start)
		rc = check_because(app, task, because, false, reterr);
	if (rc != SP_OK)
		return rc;
	row = *block;
	row.locked = true;
	if (to != block->start) {
		row.start = to;
		row.moves++;
		row.moved_from = block->start;
		row.moved_why = sp_task_is_protected(&app->snapshot, task) ? because : "moved by hand";
	}
	snprintf(after, sizeof(after), "to %s", sp_time_format(to, when));
	acts_begin(&change, app, task, "moved", after, label);
	sp_edits_put_block(&change.edits, &row);
	acts_note_breach(app, &change, task, block, to, because);
	return commit_at(app, &change, task, to, label, reterr);
}

int32_t
acts_unplaced_min(const struct sp_snapshot *snapshot, const struct sp_task *task)
{
	int32_t rest = task->length_min;

	for (size_t i = 0; i < snapshot->blocks.n; i++)
		if (snapshot->blocks.items[i].task.v == task->id.v)
			rest -= snapshot->blocks.items[i].length_min;
	return rest;
}

enum sp_rc
sp_app_place(struct sp_app *app, sp_task_id id, sp_time to, struct sp_err *reterr)
{
	const struct sp_task *task = sp_snapshot_task(&app->snapshot, id);
	struct sp_block row = sp_block_blank();
	char label[ACTS_LABEL], after[SP_CLOCK_TEXT + 4], when[SP_CLOCK_TEXT], uid[UID_SIZE];
	struct change change;
	enum sp_rc rc;

	if (task == NULL || task->state != SP_TASK_OPEN)
		return sp_err_set(reterr, SP_NO, "There is no open task %lld.", (long long)id.v);
	row.task = id;
	row.start = to;
	row.length_min = acts_unplaced_min(&app->snapshot, task);
	row.locked = true;
	row.created_utc = app->env.now_utc;
	row.uid = uid;
	if (row.length_min <= 0)
		return sp_err_set(reterr, SP_NO, "Task %lld has its place already: move its block.",
				  (long long)id.v);
	rc = check_place(app, (sp_block_id){0}, to, row.length_min, reterr);
	if (rc != SP_OK)
		return rc;
	if (!app->env.make_uid(app->env.uid_context, uid, sizeof(uid)))
		return sp_err_set(reterr, SP_SYSTEM, "The system gave no random numbers.");
	snprintf(after, sizeof(after), "on %s", sp_time_format(to, when));
	acts_begin(&change, app, task, "placed", after, label);
	sp_edits_put_block(&change.edits, &row);
	return commit_at(app, &change, task, to, label, reterr);
}

enum sp_rc
sp_app_lock(struct sp_app *app, sp_block_id id, bool locked, struct sp_err *reterr)
{
	const struct sp_block *block;
	const struct sp_task *task;
	char label[ACTS_LABEL];
	struct sp_block row;
	struct change change;
	enum sp_rc rc = acts_live_block(app, id, &block, &task, reterr);

	if (rc != SP_OK)
		return rc;
	if (block->locked == locked)
		return sp_err_set(reterr, SP_NO, "Block %lld is %s.", (long long)id.v,
				  locked ? "locked already" : "not locked");
	row = *block;
	row.locked = locked;
	acts_begin(&change, app, task, locked ? "locked" : "unlocked", "", label);
	sp_edits_put_block(&change.edits, &row);
	return change_commit(app, &change, label, reterr);
}

enum sp_rc
sp_app_confirm(struct sp_app *app, sp_block_id id, struct sp_err *reterr)
{
	const struct sp_block *block;
	const struct sp_task *task;
	char label[ACTS_LABEL];
	struct sp_block row;
	struct change change;
	enum sp_rc rc = acts_live_block(app, id, &block, &task, reterr);

	if (rc != SP_OK)
		return rc;
	if (block->state == SP_BLOCK_CONFIRMED)
		return sp_err_set(reterr, SP_NO, "Block %lld is confirmed already.", (long long)id.v);
	row = *block;
	row.state = SP_BLOCK_CONFIRMED;
	acts_begin(&change, app, task, "confirmed", "", label);
	sp_edits_put_block(&change.edits, &row);
	return change_commit(app, &change, label, reterr);
}

enum sp_rc
sp_app_drop(struct sp_app *app, sp_task_id id, const char *because, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = &app->snapshot;
	const struct sp_task *task = sp_snapshot_task(snapshot, id);
	char label[ACTS_LABEL];
	struct change change;
	struct sp_task row;
	bool noted = false;
	enum sp_rc rc;

	if (task == NULL)
		return sp_err_set(reterr, SP_NO, "There is no task %lld.", (long long)id.v);
	if (task->state != SP_TASK_OPEN)
		return sp_err_set(reterr, SP_NO, "Task %lld is %s already.", (long long)id.v,
				  sp_task_state_names[task->state]);
	rc = check_because(app, task, because, true, reterr);
	if (rc != SP_OK)
		return rc;
	row = *task;
	row.state = SP_TASK_DROPPED;
	acts_begin(&change, app, task, "dropped", "", label);
	sp_edits_put_task(&change.edits, &row);
	for (size_t i = 0; i < snapshot->blocks.n; i++) {
		const struct sp_block *block = &snapshot->blocks.items[i];

		if (block->task.v != id.v || block->state == SP_BLOCK_DONE)
			continue;
		sp_edits_delete(&change.edits, SP_ENTITY_block, block->id.v);
		acts_note_breach(app, &change, task, block, SP_TIME_NONE, because);
		noted = true;
	}
	if (!noted)
		acts_note_breach(app, &change, task, NULL, SP_TIME_NONE, because);
	return change_commit(app, &change, label, reterr);
}

enum sp_rc
sp_app_usual_hours(struct sp_app *app, struct sp_err *reterr)
{
	struct sp_working_window row = sp_working_window_blank();
	struct change change;

	if (app->snapshot.working_windows.n > 0)
		return SP_OK;
	change_begin(&change);
	row.from_min = 8 * 60;
	row.to_min = 16 * 60;
	for (row.weekday = SP_MONDAY; row.weekday <= (int32_t)SP_FRIDAY; row.weekday++)
		sp_edits_put_working_window(&change.edits, &row);
	return change_commit(app, &change, "working hours: Mon-Fri 08:00-16:00", reterr);
}
