/*
 * The proposal: the plan as it stands against the answer, task by task. A block that stands at the same time for the same
 * length is unchanged; the others of a task are paired with the nearest new place, the rest is new or dropped.
 */
#include "senplan/base/array.h"
#include "senplan/engine/check.h"
#include "senplan/model/year.h"
#include "senplan/plan/expand.h"

#include "planner-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	MOST_REASONS = 12
}; /* reasons worked out for what finds no room; the others are asked for one by one */

struct new_block {
	const struct sp_task *task;
	sp_time start;
	int32_t length_min;
	bool taken; /* by an old block, while pairing */
	bool same;
};

struct old_block {
	const struct sp_present *present;
	bool taken;
};

struct diff {
	const struct sp_planner *planner;
	struct sp_arena *arena;
	struct new_block *news; /* by task, then start */
	size_t n_news;
	SP_ARRAY(struct sp_change) changes;
	struct sp_proposal *proposal;
	bool failed;
};

static int
by_task_and_start(const void *a, const void *b)
{
	const struct new_block *x = a, *y = b;

	if (x->task->id.v != y->task->id.v)
		return x->task->id.v < y->task->id.v ? -1 : 1;
	return x->start < y->start ? -1 : x->start > y->start;
}

static bool
collect_news(struct diff *d)
{
	const struct sp_planner *planner = d->planner;
	const struct sp_problem *p = &planner->build.problem;

	d->news = SP_ARENA_NEW_N(d->arena, struct new_block, planner->n_plan + p->n_pins);
	if (d->news == NULL)
		return false;
	for (size_t i = 0; i < planner->n_plan + p->n_pins; i++) {
		bool fixed = i >= planner->n_plan;
		const struct sp_placed *placed = fixed ? &p->pins[i - planner->n_plan] : &planner->plan[i];

		d->news[d->n_news++] = (struct new_block){
			.task = planner->build.items[placed->task].task,
			.start = sp_build_civil_time(&planner->build, placed->start),
			.length_min = placed->length_min,
		};
	}
	qsort(d->news, d->n_news, sizeof *d->news, by_task_and_start);
	return true;
}

static size_t
first_new(const struct diff *d, sp_task_id task)
{
	size_t low = 0, high = d->n_news;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (d->news[mid].task->id.v < task.v)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* --- causes --- */

/* What now stands where the old block stood; what is unchanged does so when it was booked over it. */
static const struct sp_task *
who_took(const struct diff *d, const struct sp_block *old)
{
	for (size_t i = 0; i < d->n_news; i++) {
		const struct new_block *b = &d->news[i];

		if (b->task->id.v != old->task.v && b->start < old->start + old->length_min &&
		    b->start + b->length_min > old->start)
			return b->task;
	}
	return NULL;
}

static bool
mask_allows(const struct sp_build *build, int32_t mask, const struct sp_block *block)
{
	int32_t day = sp_time_day(block->start) - build->days.day0;
	sp_minute from = sp_time_minute(block->start);

	for (size_t i = 0; i < build->days.n_mask_spans; i++) {
		const struct sp_problem_mask_span *span = &build->days.mask_spans[i];

		if (span->mask == mask && span->span.day == day && span->span.from_min <= from &&
		    span->span.to_min >= from + block->length_min)
			return true;
	}
	return false;
}

/* Would the old place break what the task has come to ask? */
static bool
rules_changed(const struct diff *d, const struct sp_block *old, const struct sp_task *task)
{
	const struct sp_build *build = &d->planner->build;
	int32_t item = build->rest_of[sp_build_task_at(build, task)];
	const struct sp_problem_task *row;

	if (item < 0)
		return true;
	row = &build->problem.tasks[item];
	return sp_build_engine_time(build, old->start) < row->release ||
	       !mask_allows(build, row->mask, old) ||
	       (row->chunk_max == 0 && row->length_min != old->length_min);
}

/* Has another piece of the task lost its place? */
static bool
piece_moved(const struct diff *d, const struct sp_present *old)
{
	const struct sp_build *build = &d->planner->build;
	struct sp_plan_slice blocks = sp_plan_index_blocks(&build->index, old->block->task);

	for (size_t i = blocks.from; i < blocks.from + blocks.n; i++)
		if (&build->present[i] != old && (build->present[i].role == SP_ROLE_IMPOSSIBLE ||
						  who_took(d, build->present[i].block) != NULL))
			return true;
	return false;
}

static void
find_cause(const struct diff *d, const struct sp_present *old, const struct sp_task *task,
	   struct sp_change *change)
{
	const struct sp_task *other = who_took(d, old->block);
	sp_time booked = task->fixed_start;
	sp_day due = task->due_day, old_end = sp_time_day(old->block->start + old->block->length_min - 1);

	if (old->role == SP_ROLE_GONE)
		change->cause = SP_CAUSE_CHANGE_TASK_GONE;
	else if (old->role == SP_ROLE_IMPOSSIBLE)
		change->cause = SP_CAUSE_CHANGE_LOST;
	else if (booked != SP_TIME_NONE && change->to_start == booked)
		change->cause = SP_CAUSE_CHANGE_ASKED;
	else if (due != SP_DAY_NONE && old_end > due && change->kind == SP_CHANGE_MOVED &&
		 change->to_start < change->from_start) /* on time, or as soon as can be */
		change->cause = SP_CAUSE_CHANGE_DUE;
	else if (rules_changed(d, old->block, task))
		change->cause = SP_CAUSE_CHANGE_RULES;
	else if (other != NULL) {
		change->cause = SP_CAUSE_CHANGE_GAVE_WAY;
		change->other = other->id;
	} else if (piece_moved(d, old))
		change->cause = SP_CAUSE_CHANGE_PIECE;
	else
		change->cause = SP_CAUSE_CHANGE_BETTER;
}

/* --- pairing --- */

static void
push_change(struct diff *d, struct sp_change change)
{
	change.accepted = change.kind != SP_CHANGE_NO_ROOM;
	if (!SP_ARRAY_PUSH(&d->changes, change))
		d->failed = true;
}

static bool
is_late(const struct sp_task *task, sp_time start, int32_t length_min)
{
	return task->due_day != SP_DAY_NONE && sp_time_day(start + length_min - 1) > task->due_day;
}

static void
add_moved(struct diff *d, const struct sp_present *old, const struct new_block *new,
	  const struct sp_task *task)
{
	struct sp_change change = {.kind = SP_CHANGE_MOVED,
				   .task = task->id,
				   .block = old->block->id,
				   .from_start = old->block->start,
				   .to_start = new->start,
				   .length_min = new->length_min,
				   .late = is_late(task, new->start, new->length_min)};

	find_cause(d, old, task, &change);
	push_change(d, change);
}

static void
add_dropped(struct diff *d, const struct sp_present *old, const struct sp_task *task)
{
	struct sp_change change = {.kind = SP_CHANGE_DROPPED,
				   .task = old->block->task,
				   .block = old->block->id,
				   .from_start = old->block->start,
				   .to_start = SP_TIME_NONE,
				   .length_min = old->block->length_min};

	find_cause(d, old, task, &change);
	push_change(d, change);
}

static void
add_new(struct diff *d, const struct new_block *new)
{
	push_change(d, (struct sp_change){.kind = SP_CHANGE_NEW,
					  .cause = SP_CAUSE_CHANGE_ASKED,
					  .task = new->task->id,
					  .from_start = SP_TIME_NONE,
					  .to_start = new->start,
					  .length_min = new->length_min,
					  .late = is_late(new->task, new->start, new->length_min)});
}

static void
pair_same(struct diff *d, struct old_block *olds, size_t n_olds, struct new_block *news, size_t n_news)
{
	for (size_t i = 0; i < n_olds; i++) {
		const struct sp_block *old = olds[i].present->block;

		if (olds[i].present->role == SP_ROLE_GONE)
			continue;
		for (size_t k = 0; k < n_news && !olds[i].taken; k++) {
			if (news[k].taken || news[k].start != old->start ||
			    news[k].length_min != old->length_min)
				continue;
			olds[i].taken = true;
			news[k].taken = true;
			news[k].same = true;
			d->proposal->n_unchanged += old->start >= d->planner->build.now;
		}
	}
}

/* The two that are left and lie nearest to each other; false when one side is used up. */
static bool
pair_nearest(struct diff *d, struct old_block *olds, size_t n_olds, struct new_block *news, size_t n_news)
{
	struct old_block *best_old = NULL;
	struct new_block *best_new = NULL;
	int32_t least = INT32_MAX;

	for (size_t i = 0; i < n_olds; i++) {
		for (size_t k = 0; k < n_news; k++) {
			int32_t far = abs(news[k].start - olds[i].present->block->start);

			if (olds[i].taken || news[k].taken || far >= least ||
			    olds[i].present->role == SP_ROLE_GONE)
				continue;
			least = far;
			best_old = &olds[i];
			best_new = &news[k];
		}
	}
	if (best_old == NULL)
		return false;
	best_old->taken = true;
	best_new->taken = true;
	add_moved(d, best_old->present, best_new, best_new->task);
	return true;
}

static bool
may_change(const struct sp_planner *planner, const struct sp_present *present)
{
	switch (present->role) {
	case SP_ROLE_FIXED:
	case SP_ROLE_MOVABLE:
	case SP_ROLE_IMPOSSIBLE:
		return true;
	case SP_ROLE_GONE:
		return sp_time_day(present->block->start) >= planner->build.from_day;
	case SP_ROLE_STANDS:
		return false;
	}
	assert(!"a role that is not handled");
	return false;
}

/* Two passes: first all that is the same everywhere, as causes look at who else has changed. */
static void
compare_task(struct diff *d, struct sp_plan_slice blocks, bool second_pass)
{
	const struct sp_build *build = &d->planner->build;
	const struct sp_task *task =
		sp_snapshot_task(build->snapshot, build->present[blocks.from].block->task);
	size_t from = task == NULL ? 0 : first_new(d, task->id), n_news = 0, n_olds = 0;
	struct old_block *olds = SP_ARENA_NEW_N(d->arena, struct old_block, blocks.n);

	if (olds == NULL || task == NULL) {
		d->failed |= olds == NULL;
		return;
	}
	while (from + n_news < d->n_news && d->news[from + n_news].task == task)
		n_news++;
	for (size_t i = 0; i < blocks.n; i++)
		if (may_change(d->planner, &build->present[blocks.from + i]))
			olds[n_olds++].present = &build->present[blocks.from + i];
	if (!second_pass) {
		pair_same(d, olds, n_olds, d->news + from, n_news);
		return;
	}
	for (size_t i = 0; i < n_olds; i++)
		for (size_t k = 0; k < n_news; k++)
			olds[i].taken |= d->news[from + k].same &&
					 d->news[from + k].start == olds[i].present->block->start &&
					 d->news[from + k].length_min == olds[i].present->block->length_min;
	while (pair_nearest(d, olds, n_olds, d->news + from, n_news))
		;
	for (size_t i = 0; i < n_olds; i++)
		if (!olds[i].taken)
			add_dropped(d, olds[i].present, task);
}

static void
compare_all(struct diff *d, bool second_pass)
{
	const struct sp_build *build = &d->planner->build;
	struct sp_plan_slice blocks = {0, 0};

	for (; blocks.from < build->snapshot->blocks.n; blocks.from += blocks.n) {
		blocks.n = 1;
		while (blocks.from + blocks.n < build->snapshot->blocks.n &&
		       build->present[blocks.from + blocks.n].block->task.v ==
			       build->present[blocks.from].block->task.v)
			blocks.n++;
		compare_task(d, blocks, second_pass);
	}
}

/* --- what found no room --- */

static bool
is_wanted_now(const struct sp_build *build, const struct sp_task *task)
{
	sp_day last = build->days.day0 + build->days.n_days - 1;

	if (task->due_day == SP_DAY_NONE)
		return build->to_day >= sp_year_of(build->from_day).to_day;
	return task->due_day <= last;
}

static void
add_no_room(struct diff *d, const bool *placed)
{
	const struct sp_build *build = &d->planner->build;

	for (size_t i = 0; i < build->n_items; i++) {
		const struct sp_item *item = &build->items[i];
		struct sp_change change = {.kind = SP_CHANGE_NO_ROOM,
					   .task = item->task->id,
					   .from_start = SP_TIME_NONE,
					   .to_start = SP_TIME_NONE,
					   .length_min = build->problem.tasks[i].length_min,
					   .why_not = {.predecessor = -1}};

		if (item->fixed || placed[i] || !is_wanted_now(build, item->task))
			continue;
		change.placed_min = sp_build_length(build, item->task) - change.length_min;
		d->proposal->no_room_min += change.length_min;
		push_change(d, change);
	}
}

/* --- order and sums --- */

static int
by_kind_and_time(const void *a, const void *b)
{
	const struct sp_change *x = a, *y = b;
	sp_time tx = x->to_start == SP_TIME_NONE ? x->from_start : x->to_start;
	sp_time ty = y->to_start == SP_TIME_NONE ? y->from_start : y->to_start;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (tx != ty)
		return tx < ty ? -1 : 1;
	if (x->task.v != y->task.v)
		return x->task.v < y->task.v ? -1 : 1;
	return x->block.v < y->block.v ? -1 : x->block.v > y->block.v;
}

static void
count_changes(struct sp_proposal *proposal)
{
	for (size_t i = 0; i < proposal->n_changes; i++) {
		switch (proposal->changes[i].kind) {
		case SP_CHANGE_MOVED:
			proposal->n_moved++;
			break;
		case SP_CHANGE_NEW:
			proposal->n_new++;
			break;
		case SP_CHANGE_DROPPED:
			proposal->n_dropped++;
			break;
		case SP_CHANGE_NO_ROOM:
			proposal->n_no_room++;
			break;
		}
	}
}

static sp_day
due_of(const struct sp_snapshot *snapshot, sp_task_id id)
{
	const struct sp_task *task = sp_snapshot_task(snapshot, id);

	return task == NULL || task->due_day == SP_DAY_NONE ? INT32_MAX : task->due_day;
}

/* As many pieces of a task as blocks of it are dropped have lost their place only now; the others had none before. */
static void
mark_had_place(struct sp_change *changes, size_t n_placed, size_t n)
{
	for (size_t i = 0; i < n_placed; i++) {
		if (changes[i].kind != SP_CHANGE_DROPPED || changes[i].cause == SP_CAUSE_CHANGE_TASK_GONE)
			continue;
		for (size_t k = n_placed; k < n; k++) {
			if (changes[k].had_place || changes[k].task.v != changes[i].task.v)
				continue;
			changes[k].had_place = true;
			break;
		}
	}
}

struct due_key {
	sp_day due_day;
	size_t at;
};

static int
by_due_day(const void *a, const void *b)
{
	const struct due_key *x = a, *y = b;

	if (x->due_day != y->due_day)
		return x->due_day < y->due_day ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* No room: by due date, what has none at the end; the order of the items decides between equals. */
static enum sp_rc
copy_no_room(const struct diff *d, struct sp_change *to, const struct sp_change *from, size_t n,
	     struct sp_err *reterr)
{
	struct due_key *keys = SP_ARENA_NEW_N(d->arena, struct due_key, n);

	if (n == 0)
		return SP_OK;
	if (keys == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < n; i++)
		keys[i] = (struct due_key){due_of(d->planner->build.snapshot, from[i].task), i};
	qsort(keys, n, sizeof *keys, by_due_day);
	for (size_t i = 0; i < n; i++)
		to[i] = from[keys[i].at];
	return SP_OK;
}

static enum sp_rc
finish_changes(struct diff *d, struct sp_err *reterr)
{
	struct sp_proposal *proposal = d->proposal;
	size_t n_placed = 0;
	enum sp_rc rc;

	proposal->n_changes = d->changes.n;
	proposal->changes = SP_ARENA_NEW_N(d->arena, struct sp_change, d->changes.n);
	if (proposal->changes == NULL || d->failed)
		return sp_err_nomem(reterr);
	while (n_placed < d->changes.n && d->changes.items[n_placed].kind != SP_CHANGE_NO_ROOM)
		n_placed++;
	if (n_placed > 0)
		memcpy(proposal->changes, d->changes.items, n_placed * sizeof *proposal->changes);
	qsort(proposal->changes, n_placed, sizeof *proposal->changes, by_kind_and_time);
	rc = copy_no_room(d, proposal->changes + n_placed, d->changes.items + n_placed,
			  d->changes.n - n_placed, reterr);
	if (rc != SP_OK)
		return rc;
	mark_had_place(proposal->changes, n_placed, d->changes.n);
	count_changes(proposal);
	return SP_OK;
}

/* --- the answer, whole and checked --- */

static enum sp_rc
whole_plan(const struct sp_planner *planner, struct sp_arena *arena, struct sp_solution *ret,
	   struct sp_err *reterr)
{
	const struct sp_problem *p = &planner->build.problem;
	size_t n = planner->n_plan + p->n_pins;
	struct sp_placed *blocks = SP_ARENA_NEW_N(arena, struct sp_placed, n);
	void *scratch = sp_arena_alloc(arena, sp_check_size(p, n));
	struct sp_violation violation;

	if (blocks == NULL || scratch == NULL)
		return sp_err_nomem(reterr);
	if (planner->n_plan > 0)
		memcpy(blocks, planner->plan, planner->n_plan * sizeof *blocks);
	if (p->n_pins > 0)
		memcpy(blocks + planner->n_plan, p->pins, p->n_pins * sizeof *blocks);
	qsort(blocks, n, sizeof *blocks, sp_planner_by_start);
	*ret = (struct sp_solution){.blocks = blocks, .n_blocks = n};
	if (sp_check(p, blocks, n, scratch, &ret->score, &violation, 1) > 0)
		return sp_err_set(
			reterr, SP_SYSTEM,
			"The plan that was found breaks a rule (%s): this is a fault of the program. "
			"Nothing is proposed.",
			sp_hard_name(violation.rule));
	return SP_OK;
}

static enum sp_rc
explain_no_room(const struct diff *d, const struct sp_solution *plan, struct sp_err *reterr)
{
	const struct sp_build *build = &d->planner->build;
	size_t n_changes = d->proposal->n_changes;
	void *scratch = NULL;
	int n = 0;

	/* Twice over: what has lost its place first. */
	for (size_t i = 0; i < 2 * n_changes && n < MOST_REASONS; i++) {
		struct sp_change *change = &d->proposal->changes[i % n_changes];
		const struct sp_task *task;

		if (change->kind != SP_CHANGE_NO_ROOM || change->had_place != (i < n_changes))
			continue;
		if (scratch == NULL)
			scratch = sp_arena_alloc(d->arena, sp_explain_size(&build->problem, plan->n_blocks));
		if (scratch == NULL)
			return sp_err_nomem(reterr);
		task = sp_snapshot_task(build->snapshot, change->task);
		sp_explain_task(&build->problem, plan, build->rest_of[sp_build_task_at(build, task)], scratch,
				&change->why_not);
		n++;
	}
	return SP_OK;
}

static enum sp_rc
fill_changes(struct diff *d, struct sp_err *reterr)
{
	const struct sp_planner *planner = d->planner;
	bool *placed = SP_ARENA_NEW_N(d->arena, bool, planner->build.n_items);

	if (placed == NULL || !collect_news(d))
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < planner->n_plan; i++)
		placed[planner->plan[i].task] = true;
	compare_all(d, false);
	compare_all(d, true);
	for (size_t i = 0; i < d->n_news; i++)
		if (!d->news[i].taken)
			add_new(d, &d->news[i]);
	add_no_room(d, placed);
	return finish_changes(d, reterr);
}

/* Soft work that stands after its date: late is what hard work is called for, and that has its own sum. */
static void
count_late(const struct sp_planner *planner, struct sp_proposal *proposal)
{
	for (size_t i = 0; i < planner->n_plan; i++) {
		const struct sp_placed *placed = &planner->plan[i];
		const struct sp_task *task = planner->build.items[placed->task].task;
		sp_time end = sp_build_civil_time(&planner->build, placed->start + placed->length_min - 1);

		if (task->hard || task->due_day == SP_DAY_NONE || sp_time_day(end) <= task->due_day)
			continue;
		proposal->n_late++;
		proposal->late_days += sp_time_day(end) - task->due_day;
	}
}

static enum sp_rc
find_bound(const struct sp_planner *planner, const struct sp_solution *plan, struct sp_arena *arena,
	   struct sp_proposal *proposal, struct sp_err *reterr)
{
	void *scratch = sp_arena_alloc(arena, sp_bound_size(&planner->build.problem));

	if (scratch == NULL)
		return sp_err_nomem(reterr);
	sp_bound(&planner->build.problem, plan, scratch, &proposal->bound);
	return SP_OK;
}

static void
take_current(struct sp_planner *planner)
{
	if (planner->is_done)
		return;
	/* While another way in is being tried the answer is the one that there was, not half a plan. */
	if (planner->has_answer) {
		memcpy(planner->plan, planner->answer, planner->n_answer * sizeof *planner->plan);
		planner->n_plan = planner->n_answer;
	} else {
		sp_planner_take_best(planner);
	}
}

enum sp_rc
sp_planner_proposal(struct sp_planner *planner, struct sp_arena *arena, struct sp_proposal *ret_proposal,
		    struct sp_err *reterr)
{
	struct sp_proposal proposal = {.request = planner->request, .before = planner->score_before};
	struct diff d = {.planner = planner, .arena = arena, .proposal = &proposal};
	struct sp_solution plan;
	enum sp_rc rc;

	take_current(planner);
	proposal.is_replan = sp_planner_is_replan(planner);
	count_late(planner, &proposal);
	proposal.ticks = planner->ticks;
	proposal.request.from_day = planner->build.from_day;
	proposal.request.to_day = planner->build.to_day;
	rc = whole_plan(planner, arena, &plan, reterr);
	if (rc == SP_OK) {
		proposal.score = plan.score;
		rc = fill_changes(&d, reterr);
	}
	if (rc == SP_OK)
		rc = explain_no_room(&d, &plan, reterr);
	if (rc == SP_OK)
		rc = find_bound(planner, &plan, arena, &proposal, reterr);
	if (rc == SP_OK)
		*ret_proposal = proposal;
	SP_ARRAY_FREE(&d.changes);
	return rc;
}
