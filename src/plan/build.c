/*
 * From the snapshot to the problem: which blocks stand, which may move, which tasks are to be placed and after what.
 *
 * The horizon begins on a Monday, also in the middle of a week, so that minima and the reserve count the whole week: what
 * was done on Monday counts on Thursday. What is past is fixed or done and cannot be placed on.
 */
#include "build.h"

#include "senplan/base/str.h"
#include "senplan/model/year.h"
#include "senplan/plan/expand.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	QUARTER_MIN = 15,
	LONGEST_LATE_DAYS = 3000,
	ASKED_LATE_DAYS = 14,
	NEVER_TOO_LATE_DAYS = 100000,
};

size_t
sp_build_task_at(const struct sp_build *build, const struct sp_task *task)
{
	assert(task >= build->snapshot->tasks.items);
	return (size_t)(task - build->snapshot->tasks.items);
}

int32_t
sp_build_engine_time(const struct sp_build *build, sp_time time)
{
	return time - sp_time_of(build->days.day0, 0);
}

sp_time
sp_build_civil_time(const struct sp_build *build, int32_t engine_time)
{
	return engine_time + sp_time_of(build->days.day0, 0);
}

static int32_t
round_up(int32_t value, int32_t step)
{
	return (value + step - 1) / step * step;
}

int32_t
sp_build_length(const struct sp_build *build, const struct sp_task *task)
{
	int32_t grid = build->problem.slot_min;

	return round_up(task->length_min, task->chunk_max > 0 ? QUARTER_MIN : grid);
}

static bool
in_horizon(const struct sp_build *build, sp_time start)
{
	sp_day day = sp_time_day(start);

	return day >= build->days.day0 && day < build->days.day0 + build->days.n_days;
}

/* --- roles of the blocks that stand --- */

static bool
is_agreed(const struct sp_build *build, const struct sp_block *block)
{
	if (block->state == SP_BLOCK_CONFIRMED)
		return (build->allow & SP_ALLOW_CONFIRMED) == 0;
	return block->locked && (build->allow & SP_ALLOW_LOCKED) == 0;
}

static bool
is_soon(const struct sp_build *build, const struct sp_block *block, const struct sp_task *task)
{
	return build->mode == SP_BUILD_PLAN && sp_notice_keeps(&build->notice, task, block->start) &&
	       (build->allow & SP_ALLOW_SOON) == 0;
}

/* Fixed because it is soon: gives way to what is fixed for a better reason. */
static bool
meets_stronger(const struct sp_build *build, const struct sp_block *block, const bool *strong)
{
	for (size_t i = 0; i < build->snapshot->blocks.n; i++) {
		const struct sp_block *other = build->present[i].block;

		if (strong[i] && other->start < block->start + block->length_min &&
		    other->start + other->length_min > block->start)
			return true;
	}
	for (size_t i = 0; i < build->snapshot->tasks.n; i++) {
		const struct sp_task *task = &build->snapshot->tasks.items[i];
		sp_time booked = task->fixed_start;

		if (booked != SP_TIME_NONE && task->state == SP_TASK_OPEN &&
		    booked < block->start + block->length_min && booked + task->length_min > block->start)
			return true;
	}
	return false;
}

static enum sp_role
role_of(const struct sp_build *build, const struct sp_block *block, const struct sp_task *task,
	bool *ret_strong)
{
	sp_time booked = task->fixed_start;
	bool lost = sp_plan_is_lost(build->snapshot, block->start, block->length_min);
	bool loose = task->id.v == build->loose.v &&
		     (build->loose_block.v == 0 || build->loose_block.v == block->id.v);

	if (block->state == SP_BLOCK_DONE)
		return SP_ROLE_STANDS;
	if (task->state != SP_TASK_OPEN)
		return block->start >= build->now ? SP_ROLE_GONE : SP_ROLE_STANDS;
	if (build->mode == SP_BUILD_CHECK)
		return in_horizon(build, block->start) ? SP_ROLE_MOVABLE : SP_ROLE_STANDS;
	if (lost)
		return SP_ROLE_IMPOSSIBLE;
	if (!in_horizon(build, block->start))
		return SP_ROLE_STANDS;
	if (loose)
		return SP_ROLE_MOVABLE;
	if (booked != SP_TIME_NONE && booked >= build->start_from)
		return block->start == booked ? SP_ROLE_FIXED : SP_ROLE_MOVABLE;
	if (is_agreed(build, block) &&
	    sp_year_day(build->snapshot, sp_time_day(block->start)).kind == SP_DAY_CLOSED)
		return SP_ROLE_IMPOSSIBLE;
	if (block->start < build->start_from || is_agreed(build, block) || task->id.v == build->loose.v) {
		*ret_strong = true;
		return SP_ROLE_FIXED;
	}
	return sp_plan_is_free(&build->days, block->start, block->length_min) ? SP_ROLE_MOVABLE
									      : SP_ROLE_IMPOSSIBLE;
}

/* Must the task's blocks find another place: their time is gone, or they wait for one that must? */
static bool
must_move(const struct sp_build *build, sp_task_id task, const bool *soon)
{
	struct sp_plan_slice blocks = sp_plan_index_blocks(&build->index, task);

	for (size_t i = blocks.from; i < blocks.from + blocks.n; i++)
		if (build->present[i].role == SP_ROLE_IMPOSSIBLE ||
		    (soon[i] && build->present[i].role == SP_ROLE_MOVABLE))
			return true;
	return false;
}

/*
 * What waits for something that must move is not fixed by being soon: papers go out after the views are gathered, and
 * when the gathering's morning is lost, leaving the papers where they were would put them first.
 */
static void
loosen_soon(struct sp_build *build, const bool *soon)
{
	const struct sp_snapshot *s = build->snapshot;
	bool changed = true;

	for (size_t round = 0; changed && round <= s->task_links.n; round++) {
		changed = false;
		for (size_t i = 0; i < s->task_links.n; i++) {
			const struct sp_task_link *link = &s->task_links.items[i];
			struct sp_plan_slice blocks = sp_plan_index_blocks(&build->index, link->after);

			if (blocks.n == 0 || !must_move(build, link->before, soon))
				continue;
			for (size_t k = blocks.from; k < blocks.from + blocks.n; k++) {
				if (!soon[k] || build->present[k].role != SP_ROLE_FIXED)
					continue;
				build->present[k].role = SP_ROLE_MOVABLE;
				changed = true;
			}
		}
	}
}

/*
 * Of a task that may have several pieces on a day, what stands beside a piece that is fixed stays with it: the others go on days
 * without such a piece (keep_apart), and a plan that has put two on Monday is not changed because one of them is begun.
 */
static void
keep_company(struct sp_build *build)
{
	for (size_t i = 0; i < build->snapshot->blocks.n; i++) {
		struct sp_present *p = &build->present[i];
		const struct sp_task *task = sp_snapshot_task(build->snapshot, p->block->task);
		struct sp_plan_slice blocks;

		if (task == NULL || task->chunks_day <= 1 || p->role != SP_ROLE_MOVABLE ||
		    build->mode == SP_BUILD_CHECK || task->id.v == build->loose.v)
			continue;
		blocks = sp_plan_index_blocks(&build->index, task->id);
		for (size_t k = blocks.from; k < blocks.from + blocks.n; k++)
			if (build->present[k].role == SP_ROLE_FIXED &&
			    sp_time_day(build->present[k].block->start) == sp_time_day(p->block->start))
				p->role = SP_ROLE_FIXED;
	}
}

static enum sp_rc
assign_roles(struct sp_build *build, struct sp_err *reterr)
{
	const struct sp_snapshot *s = build->snapshot;
	bool *strong = SP_ARENA_NEW_N(build->arena, bool, s->blocks.n);
	bool *soon = SP_ARENA_NEW_N(build->arena, bool, s->blocks.n);

	build->present = SP_ARENA_NEW_N(build->arena, struct sp_present, s->blocks.n);
	if (strong == NULL || soon == NULL || build->present == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->blocks.n; i++) {
		const struct sp_block *block = build->index.blocks[i];
		const struct sp_task *task = sp_snapshot_task(s, block->task);

		build->present[i].block = block;
		build->present[i].role =
			task == NULL ? SP_ROLE_STANDS : role_of(build, block, task, &strong[i]);
	}
	for (size_t i = 0; i < s->blocks.n; i++) {
		struct sp_present *p = &build->present[i];
		const struct sp_task *task = sp_snapshot_task(s, p->block->task);

		soon[i] = p->role == SP_ROLE_MOVABLE && is_soon(build, p->block, task) &&
			  task->fixed_start == SP_TIME_NONE && !meets_stronger(build, p->block, strong);
		if (soon[i])
			p->role = SP_ROLE_FIXED;
	}
	loosen_soon(build, soon);
	keep_company(build);
	return SP_OK;
}

/* What is done ahead of time is not free any more. */
static enum sp_rc
take_done(struct sp_build *build, struct sp_err *reterr)
{
	for (size_t i = 0; i < build->snapshot->blocks.n; i++) {
		const struct sp_block *block = build->present[i].block;
		sp_minute from = sp_time_minute(block->start);

		if (block->state != SP_BLOCK_DONE || !in_horizon(build, block->start))
			continue;
		if (!sp_spans_subtract(&build->days.free[sp_time_day(block->start) - build->days.day0], from,
				       from + block->length_min))
			return sp_err_nomem(reterr);
	}
	return SP_OK;
}

/* --- which tasks are in the problem --- */

/* Ends of what stands: a predecessor that is not placed here holds back those after it all the same. */
static void
find_standing(struct sp_build *build)
{
	const struct sp_snapshot *s = build->snapshot;

	for (size_t i = 0; i < s->tasks.n; i++) {
		const struct sp_task *task = &s->tasks.items[i];
		sp_time booked = task->fixed_start;

		build->stands_end[i] = SP_TIME_NONE;
		build->rest_of[i] = -1;
		build->fixed_of[i] = -1;
		build->left_out[i] = task->release != SP_TIME_NONE && task->state == SP_TASK_OPEN &&
				     sp_time_day(task->release) >= build->days.day0 + build->days.n_days;
		if (booked != SP_TIME_NONE && task->state == SP_TASK_OPEN && build->mode != SP_BUILD_CHECK &&
		    (booked < build->start_from || !in_horizon(build, booked))) {
			build->stands_end[i] = booked + task->length_min;
			build->left_out[i] = false;
		}
	}
	for (size_t i = 0; i < s->blocks.n; i++) {
		const struct sp_block *block = build->present[i].block;
		const struct sp_task *task = sp_snapshot_task(s, block->task);
		sp_time end = block->start + block->length_min;
		size_t at;

		if (task == NULL || build->present[i].role != SP_ROLE_STANDS)
			continue;
		at = sp_build_task_at(build, task);
		if (end > build->stands_end[at])
			build->stands_end[at] = end;
	}
}

/* What waits for something that begins after the horizon is left out too. */
static void
spread_left_out(struct sp_build *build)
{
	const struct sp_snapshot *s = build->snapshot;
	bool changed = true;

	for (size_t round = 0; changed && round <= s->task_links.n; round++) {
		changed = false;
		for (size_t i = 0; i < s->task_links.n; i++) {
			const struct sp_task *before = sp_snapshot_task(s, s->task_links.items[i].before);
			const struct sp_task *after = sp_snapshot_task(s, s->task_links.items[i].after);

			if (before == NULL || after == NULL || before->state != SP_TASK_OPEN ||
			    !build->left_out[sp_build_task_at(build, before)] ||
			    build->left_out[sp_build_task_at(build, after)])
				continue;
			build->left_out[sp_build_task_at(build, after)] = true;
			changed = true;
		}
	}
}

/* Bounds of a chunk on the quarter hour that add up to the length in some number of chunks. */
static void
fit_chunks(struct sp_problem_task *row, const struct sp_task *task)
{
	int32_t low = round_up(task->chunk_min > 0 ? task->chunk_min : QUARTER_MIN, QUARTER_MIN);
	int32_t high = task->chunk_max / QUARTER_MIN * QUARTER_MIN;
	int32_t n;

	if (task->chunk_max <= 0)
		return;
	if (high < low)
		high = low;
	row->length_min = round_up(row->length_min, QUARTER_MIN);
	if (row->length_min <= low)
		return;
	n = (row->length_min + high - 1) / high;
	if (n * low > row->length_min)
		low = row->length_min / n / QUARTER_MIN * QUARTER_MIN;
	row->chunk_min = low < QUARTER_MIN ? QUARTER_MIN : low;
	row->chunk_max = high;
	if (task->chunks_day > 1)
		row->day_chunks = task->chunks_day < SP_PROBLEM_MAX_DAY_CHUNKS ? task->chunks_day
									       : SP_PROBLEM_MAX_DAY_CHUNKS;
}

/* A date beyond the horizon does not press: the work may be placed now, and need not be. */
static void
set_due(const struct sp_build *build, const struct sp_task *task, struct sp_problem_task *row)
{
	sp_day last = build->days.day0 + build->days.n_days - 1;

	sp_day due = task->due_day;

	row->hard = task->hard;
	row->due = build->days.n_days * SP_DAY_MIN;
	if (due != SP_DAY_NONE && due < build->days.day0 - LONGEST_LATE_DAYS)
		due = build->days.day0 - LONGEST_LATE_DAYS;
	if (due == SP_DAY_NONE || due > last)
		row->hard = false;
	else
		row->due = (due - build->days.day0 + 1) * SP_DAY_MIN;
}

/* Where a piece stands fixed, the rest goes on other days. */
static enum sp_rc
keep_apart(struct sp_build *build, const struct sp_task *task, int32_t *mask, struct sp_err *reterr)
{
	struct sp_plan_slice blocks = sp_plan_index_blocks(&build->index, task->id);
	bool *without = NULL;

	for (size_t i = blocks.from; i < blocks.from + blocks.n; i++) {
		const struct sp_present *p = &build->present[i];

		if (p->role != SP_ROLE_FIXED || !in_horizon(build, p->block->start))
			continue;
		if (without == NULL)
			without = SP_ARENA_NEW_N(build->arena, bool, (size_t)build->days.n_days);
		if (without == NULL)
			return sp_err_nomem(reterr);
		without[sp_time_day(p->block->start) - build->days.day0] = true;
	}
	return without == NULL ? SP_OK
			       : sp_plan_days_mask_without(&build->days, *mask, without, mask, reterr);
}

/* The times in which its activity is better done. */
static enum sp_rc
set_likes(struct sp_build *build, const struct sp_task *task, struct sp_problem_task *row,
	  struct sp_err *reterr)
{
	const struct sp_activity *activity = sp_snapshot_activity(build->snapshot, task->activity);
	struct sp_task times = sp_task_blank();
	int32_t mask;
	enum sp_rc rc;

	if (activity == NULL || activity->prefer_window.v == 0)
		return SP_OK;
	times.window = activity->prefer_window;
	rc = sp_plan_days_mask(&build->days, &times, &mask, reterr);
	if (rc == SP_OK)
		row->like = mask + 1;
	return rc;
}

/* From when on the item may be placed; what stands nearer than the notice of those who come may stay there. */
static sp_time
release_of(const struct sp_build *build, const struct sp_item *item)
{
	const struct sp_task *task = item->task;
	struct sp_plan_slice blocks = sp_plan_index_blocks(&build->index, task->id);
	sp_time from = item->fixed || build->mode == SP_BUILD_CHECK ? SP_TIME_NONE
								    : sp_notice_from(&build->notice, task);

	for (size_t i = blocks.from; i < blocks.from + blocks.n; i++)
		if (build->present[i].role == SP_ROLE_MOVABLE && build->present[i].block->start < from)
			from = build->present[i].block->start;
	return from > task->release ? from : task->release; /* none is before every time */
}

static enum sp_rc
add_item(struct sp_build *build, struct sp_item item, int32_t length_min, struct sp_problem_task *tasks,
	 struct sp_err *reterr)
{
	const struct sp_task *task = item.task;
	struct sp_problem_task row = {.length_min = length_min};
	size_t at = sp_build_task_at(build, task);
	sp_time release = release_of(build, &item);
	enum sp_rc rc = sp_plan_days_mask(&build->days, task, &row.mask, reterr);

	if (rc == SP_OK && !item.fixed && task->chunk_max > 0)
		rc = keep_apart(build, task, &row.mask, reterr);
	if (rc != SP_OK)
		return rc;
	assert(length_min > 0 && build->n_items < SP_PROBLEM_MAX_TASKS);
	row.cat = sp_build_cat(build, task->activity);
	rc = set_likes(build, task, &row, reterr);
	if (rc != SP_OK)
		return rc;
	row.before_min = round_up(task->before_min < 0 ? 0 : task->before_min, build->problem.slot_min);
	row.buffer_min = round_up(task->buffer_min < 0 ? 0 : task->buffer_min, build->problem.slot_min);
	if (release != SP_TIME_NONE && release > sp_time_of(build->days.day0, 0))
		row.release = sp_build_engine_time(build, release);
	row.weight = sp_build_weight(build, task, length_min);
	set_due(build, task, &row);
	row.first = item.promised;
	row.extra = sp_build_came_up(build, task);
	if (!item.fixed)
		fit_chunks(&row, task);
	if (build->loose_block.v != 0 && build->loose.v == task->id.v) {
		row.chunk_min = 0;
		row.chunk_max = 0;
	}
	*(item.fixed ? &build->fixed_of[at] : &build->rest_of[at]) = (int32_t)build->n_items;
	tasks[build->n_items] = row;
	build->items[build->n_items++] = item;
	return SP_OK;
}

struct amounts { /* minutes of a task's blocks */
	int32_t standing, fixed, other;
};

static struct amounts
amounts_of(const struct sp_build *build, const struct sp_task *task)
{
	struct sp_plan_slice blocks = sp_plan_index_blocks(&build->index, task->id);
	struct amounts a = {0};

	for (size_t i = 0; i < blocks.n; i++) {
		const struct sp_present *p = &build->present[blocks.from + i];

		switch (p->role) {
		case SP_ROLE_STANDS:
			a.standing += p->block->length_min;
			break;
		case SP_ROLE_FIXED:
			a.fixed += p->block->length_min;
			break;
		case SP_ROLE_MOVABLE:
		case SP_ROLE_IMPOSSIBLE:
		case SP_ROLE_GONE:
			a.other += p->block->length_min;
			break;
		}
	}
	return a;
}

/* A weekly briefing that found no place in its week is not held in the next one besides that week's own. */
static bool
comes_again(const struct sp_build *build, const struct sp_task *task)
{
	const struct sp_duty *duty = sp_snapshot_duty(build->snapshot, task->duty);

	return sp_starts_with(task->key, SP_PLAN_MINIMUM_KEY) ||
	       (duty != NULL && duty->cadence != SP_CADENCE_ONCE && !task->hard);
}

/*
 * A duty that comes again is not worth doing after its period, and what somebody asked for by a date not weeks later: a
 * call wanted before Friday that stands in May is no plan. What a clock asks for is done however late.
 */
static int32_t
worth_late_days(const struct sp_build *build, const struct sp_task *task)
{
	if (comes_again(build, task))
		return 0;
	return task->key[0] == '\0' ? ASKED_LATE_DAYS : NEVER_TOO_LATE_DAYS;
}

static enum sp_rc
add_task(struct sp_build *build, const struct sp_task *task, struct sp_problem_task *tasks,
	 struct sp_err *reterr)
{
	size_t at = sp_build_task_at(build, task);
	int32_t length = sp_build_length(build, task);
	struct amounts have = amounts_of(build, task);
	sp_time booked = task->fixed_start;
	struct sp_item item = {.task = task, .booked_start = SP_TIME_NONE};
	int32_t rest = length - have.standing - have.fixed;
	enum sp_rc rc = SP_OK;

	if (booked != SP_TIME_NONE && build->mode != SP_BUILD_CHECK && build->loose.v != task->id.v) {
		rest = 0;
		if (booked >= build->start_from && in_horizon(build, booked)) {
			item.fixed = true;
			item.booked_start = booked;
			return add_item(build, item, length, tasks, reterr);
		}
	}
	if (have.fixed > 0) {
		item.fixed = true;
		rc = add_item(build, item, have.fixed, tasks, reterr);
	}
	if (rc == SP_OK && rest >= build->problem.slot_min && !build->left_out[at]) {
		item.fixed = false;
		item.worth_late_days = worth_late_days(build, task);
		item.promised = sp_build_is_promised(build, task);
		rc = add_item(build, item, round_up(rest, build->problem.slot_min), tasks, reterr);
	}
	return rc;
}

static int
by_urgency(const void *a, const void *b)
{
	const struct sp_task *x = *(const struct sp_task *const *)a, *y = *(const struct sp_task *const *)b;
	sp_day due_x = x->due_day == SP_DAY_NONE ? INT32_MAX : x->due_day;
	sp_day due_y = y->due_day == SP_DAY_NONE ? INT32_MAX : y->due_day;
	int order = due_x < due_y ? -1 : due_x > due_y;

	if (order == 0)
		order = x->release < y->release ? -1 : x->release > y->release;
	if (order == 0)
		order = strcmp(x->key, y->key);
	if (order == 0)
		order = strcmp(x->title, y->title);
	return order != 0 ? order : x->id.v < y->id.v ? -1 : x->id.v > y->id.v;
}

/*
 * Tasks by urgency, whatever their ids: a plan must not depend on the order in which rows were stored. When there are more
 * than the engine takes, the soft ones that are due last stay out; they come in as the year goes on.
 */
static enum sp_rc
add_tasks(struct sp_build *build, struct sp_problem_task *tasks, struct sp_err *reterr)
{
	const struct sp_snapshot *s = build->snapshot;
	const struct sp_task **sorted = SP_ARENA_NEW_N(build->arena, const struct sp_task *, s->tasks.n);
	size_t n = 0, n_hard = 0;
	enum sp_rc rc = SP_OK;

	if (sorted == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->tasks.n; i++) {
		const struct sp_task *task = &s->tasks.items[i];

		if (task->state != SP_TASK_OPEN || task->length_min <= 0 ||
		    sp_snapshot_activity(s, task->activity) == NULL)
			continue;
		n_hard += task->hard;
		sorted[n++] = task;
	}
	qsort(sorted, n, sizeof *sorted, by_urgency);
	sp_build_share_out(build, sorted, n);
	for (size_t i = 0; i < n && rc == SP_OK; i++) {
		n_hard -= sorted[i]->hard;
		if (build->n_items + 2 > SP_PROBLEM_MAX_TASKS ||
		    (!sorted[i]->hard && build->n_items + 2 * n_hard + 2 > SP_PROBLEM_MAX_TASKS))
			build->left_out[sp_build_task_at(build, sorted[i])] = true;
		else
			rc = add_task(build, sorted[i], tasks, reterr);
	}
	return rc;
}

/* --- pins and the plan before --- */

static void
add_pins(struct sp_build *build)
{
	struct sp_problem *p = &build->problem;

	for (size_t i = 0; i < build->n_items; i++)
		if (build->items[i].booked_start != SP_TIME_NONE)
			build->pins[p->n_pins++] = (struct sp_placed){
				(int32_t)i, sp_build_engine_time(build, build->items[i].booked_start),
				p->tasks[i].length_min};
	for (size_t i = 0; i < build->snapshot->blocks.n; i++) {
		const struct sp_present *present = &build->present[i];
		const struct sp_task *task = sp_snapshot_task(build->snapshot, present->block->task);
		struct sp_placed placed = {.start = sp_build_engine_time(build, present->block->start),
					   .length_min = present->block->length_min};
		size_t at;

		if (task == NULL || !in_horizon(build, present->block->start))
			continue;
		at = sp_build_task_at(build, task);
		placed.task = present->role == SP_ROLE_FIXED ? build->fixed_of[at] : build->rest_of[at];
		if (placed.task < 0 || build->items[placed.task].booked_start != SP_TIME_NONE)
			continue;
		if (present->role == SP_ROLE_FIXED)
			build->pins[p->n_pins++] = placed;
		else if (present->role == SP_ROLE_MOVABLE || present->role == SP_ROLE_IMPOSSIBLE)
			build->prevs[p->n_prevs++] = placed;
	}
	p->pins = build->pins;
	p->prevs = build->prevs;
}

/* --- order --- */

/* The predecessor's standing part ended then: a bound for the task's start, and for its due. */
static void
bound_by_standing(struct sp_build *build, const struct sp_task_link *link, size_t before, int32_t item,
		  struct sp_problem_task *tasks)
{
	sp_time end = build->stands_end[before];
	sp_day day;
	int32_t release, due;

	if (end == SP_TIME_NONE)
		return;
	day = sp_time_day(end - 1);
	release = link->min_lag_day == 0
			  ? sp_build_engine_time(build, end)
			  : sp_build_engine_time(build, sp_time_of(day + link->min_lag_day, 0));
	if (release > tasks[item].release)
		tasks[item].release = release;
	if (link->max_lag_day < 0)
		return;
	due = sp_build_engine_time(build, sp_time_of(day + link->max_lag_day + 1, 0));
	if (due < tasks[item].due)
		tasks[item].due = due;
}

static void
add_link(struct sp_build *build, const struct sp_task_link *link, struct sp_problem_task *tasks,
	 struct sp_problem_prec *precs)
{
	const struct sp_task *before = sp_snapshot_task(build->snapshot, link->before);
	const struct sp_task *after = sp_snapshot_task(build->snapshot, link->after);
	size_t a, b;

	if (before == NULL || after == NULL || before->state == SP_TASK_DROPPED ||
	    before->state == SP_TASK_RETIRED)
		return;
	a = sp_build_task_at(build, before);
	b = sp_build_task_at(build, after);
	for (int second = 0; second < 2; second++) {
		int32_t item = second ? build->rest_of[b] : build->fixed_of[b];
		const int32_t firsts[] = {build->fixed_of[a], build->rest_of[a]};

		if (item < 0)
			continue;
		bound_by_standing(build, link, a, item, tasks);
		for (int k = 0; k < 2; k++) {
			if (firsts[k] < 0 || (build->items[firsts[k]].fixed && build->items[item].fixed))
				continue;
			precs[build->problem.n_precs++] = (struct sp_problem_prec){
				firsts[k], item, link->min_lag_day < 0 ? 0 : link->min_lag_day,
				link->max_lag_day};
		}
	}
}

/* --- what is worth doing late --- */

static void
limit_lateness(const struct sp_build *build, struct sp_problem_task *tasks)
{
	if (build->mode != SP_BUILD_PLAN)
		return; /* a person may put it where they like */
	for (size_t i = 0; i < build->n_items; i++) {
		const struct sp_item *item = &build->items[i];
		int32_t last = tasks[i].due + item->worth_late_days * SP_DAY_MIN;

		if (!item->fixed && item->worth_late_days < NEVER_TOO_LATE_DAYS)
			tasks[i].last = last > 1 ? last : 1;
	}
}

/* --- all together --- */

static void
frame(struct sp_build *build)
{
	struct sp_problem *p = &build->problem;
	sp_time midnight = sp_time_of(build->days.day0, 0);

	p->slot_min = (int32_t)sp_setting_int(build->snapshot, "grid_min");
	p->days = build->days.n_days;
	p->now = build->start_from == SP_TIME_NONE ? 0 : build->start_from - midnight;
	p->half_min = (int32_t)sp_setting_int(build->snapshot, "half_day");
	sp_build_weights(build);
}

static bool
allocate(struct sp_build *build)
{
	const struct sp_snapshot *s = build->snapshot;
	size_t n_items = 2 * s->tasks.n < SP_PROBLEM_MAX_TASKS ? 2 * s->tasks.n : SP_PROBLEM_MAX_TASKS;

	build->items = SP_ARENA_NEW_N(build->arena, struct sp_item, n_items);
	build->rest_of = SP_ARENA_NEW_N(build->arena, int32_t, s->tasks.n);
	build->fixed_of = SP_ARENA_NEW_N(build->arena, int32_t, s->tasks.n);
	build->stands_end = SP_ARENA_NEW_N(build->arena, sp_time, s->tasks.n);
	build->left_out = SP_ARENA_NEW_N(build->arena, bool, s->tasks.n);
	build->share = SP_ARENA_NEW_N(build->arena, enum sp_share_kind, s->tasks.n);
	build->pins = SP_ARENA_NEW_N(build->arena, struct sp_placed, s->blocks.n + s->tasks.n);
	build->prevs = SP_ARENA_NEW_N(build->arena, struct sp_placed, s->blocks.n);
	build->cats = SP_ARENA_NEW_N(build->arena, const struct sp_activity *, SP_PROBLEM_MAX_CATS);
	return build->items != NULL && build->rest_of != NULL && build->fixed_of != NULL &&
	       build->stands_end != NULL && build->left_out != NULL && build->pins != NULL &&
	       build->prevs != NULL && build->cats != NULL && build->share != NULL;
}

static void
set_horizon(struct sp_build *build)
{
	sp_time from = sp_time_of(build->from_day, 0);
	int32_t n;

	build->days.snapshot = build->snapshot;
	build->days.arena = build->arena;
	build->days.day0 = sp_day_monday(build->from_day);
	n = build->to_day - build->days.day0 + 1;
	build->days.n_days = n < 1 ? 1 : n > SP_PROBLEM_MAX_DAYS ? SP_PROBLEM_MAX_DAYS : n;
	build->start_from = build->now > from ? build->now : from;
	if (build->mode == SP_BUILD_CHECK)
		build->start_from = SP_TIME_NONE;
	build->notice = sp_notice_of(build->snapshot, build->now);
}

static enum sp_rc
fill_problem(struct sp_build *build, struct sp_err *reterr)
{
	const struct sp_snapshot *s = build->snapshot;
	struct sp_problem *p = &build->problem;
	size_t n_items = 2 * s->tasks.n + 1;
	struct sp_problem_task *tasks = SP_ARENA_NEW_N(build->arena, struct sp_problem_task, n_items);
	struct sp_problem_prec *precs =
		SP_ARENA_NEW_N(build->arena, struct sp_problem_prec, 4 * s->task_links.n);
	enum sp_rc rc;

	if (tasks == NULL || precs == NULL)
		return sp_err_nomem(reterr);
	rc = add_tasks(build, tasks, reterr);
	if (rc != SP_OK)
		return rc;
	p->tasks = tasks;
	p->n_tasks = build->n_items;
	for (size_t i = 0; i < s->task_links.n; i++)
		add_link(build, &s->task_links.items[i], tasks, precs);
	p->precs = precs;
	limit_lateness(build, tasks);
	add_pins(build);
	rc = sp_build_amounts(build, reterr);
	if (rc == SP_OK)
		rc = sp_plan_days_flatten(&build->days, reterr);
	p->frees = build->days.frees;
	p->n_frees = build->days.n_frees;
	p->mask_spans = build->days.mask_spans;
	p->n_mask_spans = build->days.n_mask_spans;
	p->n_masks = (int32_t)build->days.n_masks;
	return rc;
}

enum sp_rc
sp_build_make(struct sp_build *build, struct sp_err *reterr)
{
	enum sp_rc rc = sp_plan_index_build(build->snapshot, build->arena, &build->index, reterr);

	set_horizon(build);
	if (rc == SP_OK)
		rc = sp_plan_days_build(&build->days, reterr);
	if (rc != SP_OK)
		return rc;
	if (!allocate(build))
		return sp_err_nomem(reterr);
	frame(build);
	rc = assign_roles(build, reterr);
	if (rc == SP_OK)
		rc = take_done(build, reterr);
	if (rc != SP_OK)
		return rc;
	find_standing(build);
	spread_left_out(build);
	return fill_problem(build, reterr);
}
