/*
 * Expansion: what is wanted is compared with what stands, key by key. A task that is wanted and stands is changed only
 * where it differs; one that stands and is no longer wanted is retired, unless something of it has happened or was
 * agreed with somebody: done, started, locked and confirmed blocks keep their task as it is.
 */
#include "senplan/plan/expand.h"

#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include "expansion.h"
#include "rounds.h"
#include "rules.h"

#include <assert.h>
#include <string.h>

int
sp_plan_estimate_min(const struct sp_activity *activity, int grid_min)
{
	int low = activity->low_min, high = activity->high_min, typical = activity->typical_min;
	int sum;

	assert(grid_min > 0);
	low = low > 0 ? low : typical;
	high = high > 0 ? high : typical;
	sum = (low + 4 * typical + high + 3) / 6;
	sum = (sum + grid_min / 2) / grid_min * grid_min;
	return sum < grid_min ? grid_min : sum;
}

int32_t
sp_plan_on_grid(int32_t length_min, int32_t grid_min)
{
	int32_t steps = (length_min + grid_min - 1) / grid_min;

	return (steps < 1 ? 1 : steps) * grid_min;
}

void
sp_plan_size_task(const struct sp_wanted *w, struct sp_task *row, const struct sp_activity *activity,
		  int32_t length_min)
{
	int32_t length = length_min > 0 ? sp_plan_on_grid(length_min, w->grid_min)
					: sp_plan_estimate_min(activity, w->grid_min);

	row->length_min = length;
	row->before_min = activity->before_min;
	row->buffer_min = activity->buffer_min;
	row->chunk_min = 0;
	row->chunk_max = 0;
	row->chunks_day = -1;
	if (activity->chunk_max > 0 && length > activity->chunk_min) {
		row->chunk_min = activity->chunk_min;
		row->chunk_max = activity->chunk_max;
		row->chunks_day = activity->chunks_day;
	}
}

void
sp_plan_note_problem(struct sp_wanted *w, const char *text)
{
	w->result.n_problems++;
	if (w->result.a_problem == NULL)
		w->result.a_problem = sp_arena_strdup(w->edits->arena, text);
}

/* --- what stands --- */

/* Something was agreed or has happened: its length is no longer ours to change. */
static bool
is_held(const struct sp_wanted *w, const struct sp_task *task)
{
	struct sp_plan_slice blocks = sp_plan_index_blocks(&w->index, task->id);

	for (size_t i = 0; i < blocks.n; i++) {
		const struct sp_block *block = w->index.blocks[blocks.from + i];

		if (block->locked || block->state != SP_BLOCK_PROPOSED || block->start <= w->now)
			return true;
	}
	return false;
}

static bool
same_task(const struct sp_task *a, const struct sp_task *b)
{
	return sp_streq(a->title, b->title) && a->activity.v == b->activity.v &&
	       a->subject.v == b->subject.v && a->duty.v == b->duty.v && a->staff.v == b->staff.v &&
	       sp_streq(a->rule, b->rule) && a->length_min == b->length_min && a->chunk_min == b->chunk_min &&
	       a->chunk_max == b->chunk_max && a->chunks_day == b->chunks_day &&
	       a->before_min == b->before_min && a->buffer_min == b->buffer_min && a->release == b->release &&
	       a->fixed_start == b->fixed_start && a->due_day == b->due_day &&
	       a->work_by_day == b->work_by_day && a->hard == b->hard && a->weight == b->weight &&
	       a->window.v == b->window.v && a->weekday == b->weekday && a->state == b->state;
}

static size_t
position_of(const struct sp_wanted *w, const struct sp_task *task)
{
	return (size_t)(task - w->snapshot->tasks.items);
}

sp_task_id
sp_plan_want(struct sp_wanted *w, struct sp_task *row)
{
	const struct sp_task *old = sp_plan_index_task(&w->index, row->key);

	assert(row->state == SP_TASK_OPEN && row->activity.v != 0 && row->length_min > 0);
	sp_plan_note_week(w, row);
	if (old == NULL) {
		w->result.n_new++;
		return sp_edits_put_task(w->edits, row);
	}
	assert(position_of(w, old) < w->snapshot->tasks.n);
	w->seen[position_of(w, old)] = true;
	row->id = old->id;
	if (is_held(w, old)) {
		row->length_min = old->length_min;
		row->chunk_min = old->chunk_min;
		row->chunk_max = old->chunk_max;
		row->chunks_day = old->chunks_day;
		row->before_min = old->before_min;
		row->buffer_min = old->buffer_min;
	}
	if (old->state == SP_TASK_DONE || old->state == SP_TASK_DROPPED || same_task(old, row)) {
		w->result.n_unchanged++;
		return old->id;
	}
	w->result.n_changed++;
	return sp_edits_put_task(w->edits, row);
}

void
sp_plan_want_done(struct sp_wanted *w, const struct sp_task *task)
{
	struct sp_task row = *task;

	w->seen[position_of(w, task)] = true;
	if (task->state != SP_TASK_OPEN) {
		w->result.n_unchanged++;
		return;
	}
	row.state = SP_TASK_DONE;
	sp_edits_put_task(w->edits, &row);
	w->result.n_changed++;
}

bool
sp_plan_is_step_task(const struct sp_task *task)
{
	const char *first = strchr(task->key, ':');

	return first != NULL && !sp_starts_with(task->key, "duty:") && strchr(first + 1, ':') != NULL &&
	       (task->subject.v != 0 || sp_starts_with(task->key, "School:"));
}

static bool
is_expanded(const struct sp_task *task)
{
	return sp_starts_with(task->key, "duty:") || sp_starts_with(task->key, SP_PLAN_MINIMUM_KEY) ||
	       sp_plan_is_step_task(task);
}

static void
retire_others(struct sp_wanted *w)
{
	for (size_t i = 0; i < w->snapshot->tasks.n; i++) {
		struct sp_task row = w->snapshot->tasks.items[i];

		if (w->seen[i] || row.state != SP_TASK_OPEN || !is_expanded(&row))
			continue;
		if (is_held(w, &w->snapshot->tasks.items[i])) {
			w->result.n_unchanged++;
			continue;
		}
		row.state = SP_TASK_RETIRED;
		if (sp_snapshot_staff_member(w->snapshot, row.staff) == NULL)
			row.staff.v = 0; /* taken out by the same change */
		sp_edits_put_task(w->edits, &row);
		w->result.n_retired++;
	}
}

static sp_day
last_working_day(const struct sp_snapshot *snapshot, sp_day from, sp_day to)
{
	for (sp_day day = to; day >= from; day--)
		if (sp_year_is_working_day(snapshot, day))
			return day;
	return to;
}

enum sp_rc
sp_plan_expand(const struct sp_snapshot *snapshot, sp_time now, struct sp_edits *edits,
	       struct sp_expansion *ret, struct sp_err *reterr)
{
	struct sp_arena scratch;
	struct sp_school_year year = sp_year_of(sp_time_day(now));
	struct sp_wanted w = {.snapshot = snapshot,
			      .now = now,
			      .today = sp_time_day(now),
			      .year_from = year.from_day,
			      .year_to = year.to_day,
			      .grid_min = (int)sp_setting_int(snapshot, "grid_min"),
			      .scratch = &scratch,
			      .edits = edits};
	enum sp_rc rc;

	sp_arena_init(&scratch);
	w.last_day = last_working_day(snapshot, year.from_day, year.to_day);
	w.seen = SP_ARENA_NEW_N(&scratch, bool, snapshot->tasks.n);
	rc = w.seen == NULL ? sp_err_nomem(reterr)
			    : sp_plan_index_build(snapshot, &scratch, &w.index, reterr);
	if (rc == SP_OK)
		rc = sp_plan_minima_begin(&w, reterr);
	if (rc == SP_OK)
		rc = sp_plan_want_clocks(&w, reterr);
	if (rc != SP_OK)
		goto done;
	sp_plan_want_duties(&w);
	rc = sp_plan_want_minima(&w, reterr);
	if (rc != SP_OK)
		goto done;
	retire_others(&w);
	rc = sp_edits_ok(edits, reterr);
	if (rc == SP_OK)
		*ret = w.result;
done:
	sp_arena_finish(&scratch);
	return rc;
}
