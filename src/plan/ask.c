/*
 * Questions about the plan as it stands: why here, why nowhere, where else. Each builds the problem anew, lays down what
 * may still stand, and asks the engine; nothing about reasons is stored.
 */
#include "senplan/base/array.h"
#include "senplan/engine/engine.h"
#include "senplan/model/year.h"
#include "senplan/plan/planner.h"

#include "build.h"
#include "rules.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

enum { MORE = 4 }; /* suggestions are asked for, for each that is wanted */

struct question {
	struct sp_build build;
	struct sp_solution plan; /* what may stand */
	void *scratch;
};

/* The engine, before its first tick, holds what of the plan before is still legal. */
static enum sp_rc
lay_down(struct question *q, struct sp_err *reterr)
{
	struct sp_engine_options options = {.seed = 0, .ticks = 0};
	struct sp_engine *engine;
	void *memory;
	size_t size;
	enum sp_rc rc = sp_problem_validate(&q->build.problem, reterr);

	if (rc != SP_OK)
		return rc;
	size = sp_engine_size(&q->build.problem);
	memory = sp_arena_alloc(q->build.arena, size);
	if (memory == NULL)
		return sp_err_nomem(reterr);
	rc = sp_engine_init(memory, size, &q->build.problem, &options, &engine, reterr);
	if (rc != SP_OK)
		return rc;
	sp_engine_best(engine, &q->plan);
	q->scratch = sp_arena_alloc(q->build.arena, sp_explain_size(&q->build.problem, q->plan.n_blocks));
	q->build.problem.n_prevs = 0; /* judged on its merits, not on having stood there */
	return q->scratch == NULL ? sp_err_nomem(reterr) : SP_OK;
}

static enum sp_rc
open_question(struct question *q, const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
	      struct sp_err *reterr)
{
	enum sp_rc rc;

	q->build.snapshot = snapshot;
	q->build.arena = arena;
	q->build.mode = SP_BUILD_ASK;
	q->build.now = now;
	q->build.from_day = sp_time_day(now);
	q->build.to_day = sp_year_of(q->build.from_day).to_day;
	rc = sp_build_make(&q->build, reterr);
	return rc == SP_OK ? lay_down(q, reterr) : rc;
}

static const struct sp_task *
task_at(const struct question *q, int32_t item)
{
	return item >= 0 && (size_t)item < q->build.n_items ? q->build.items[item].task : NULL;
}

static const struct sp_rule *
rule_of(const struct sp_snapshot *snapshot, const struct sp_task *task)
{
	const struct sp_case *subject = sp_snapshot_case(snapshot, task->subject);

	if (task->rule[0] == '\0')
		return NULL;
	return sp_plan_rule(snapshot, task->rule, subject == NULL ? "" : subject->profile, task->due_day);
}

static sp_time
civil(const struct question *q, int32_t engine_time)
{
	return engine_time < 0 ? SP_TIME_NONE : sp_build_civil_time(&q->build, engine_time);
}

/* --- how much more --- */

enum sp_rc
sp_plan_bound(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
	      struct sp_bound *ret_bound, struct sp_err *reterr)
{
	struct question q = {.build = {.now = now}};
	enum sp_rc rc = open_question(&q, snapshot, now, arena, reterr);
	void *scratch;

	if (rc != SP_OK)
		return rc;
	scratch = sp_arena_alloc(arena, sp_bound_size(&q.build.problem));
	if (scratch == NULL)
		return sp_err_nomem(reterr);
	sp_bound(&q.build.problem, &q.plan, scratch, ret_bound);
	return SP_OK;
}

/* --- why here --- */

static size_t
find_placed(const struct question *q, const struct sp_block *block)
{
	int32_t start = sp_build_engine_time(&q->build, block->start);

	for (size_t i = 0; i < q->plan.n_blocks; i++)
		if (q->plan.blocks[i].start == start &&
		    q->build.items[q->plan.blocks[i].task].task->id.v == block->task.v)
			return i;
	return q->plan.n_blocks;
}

/* Until when the notice of those who come holds it back, longer than its own release; SP_TIME_NONE: it does not. */
static sp_time
held_back(const struct question *q, const struct sp_task *task)
{
	sp_time from = sp_notice_from(&q->build.notice, task);

	return from > task->release ? from : SP_TIME_NONE;
}

enum sp_rc
sp_plan_why_block(const struct sp_snapshot *snapshot, sp_block_id block, sp_time now, struct sp_arena *arena,
		  struct sp_block_why *ret_why, struct sp_err *reterr)
{
	struct question q = {.build = {.now = now}};
	struct sp_block_why result = {.why = {.kind = SP_WHY_PINNED, .predecessor = -1},
				      .slack_days = INT_MAX};
	size_t at;
	enum sp_rc rc;

	result.block = sp_snapshot_block(snapshot, block);
	result.task = result.block == NULL ? NULL : sp_snapshot_task(snapshot, result.block->task);
	if (result.task == NULL)
		return sp_err_set(reterr, SP_NO, "There is no such block.");
	rc = open_question(&q, snapshot, now, arena, reterr);
	if (rc != SP_OK)
		return rc;
	at = find_placed(&q, result.block);
	if (at < q.plan.n_blocks)
		sp_explain_block(&q.build.problem, &q.plan, at, q.scratch, &result.why);
	result.rule = rule_of(snapshot, result.task);
	result.notice_from = held_back(&q, result.task);
	result.predecessor = task_at(&q, result.why.predecessor);
	for (size_t i = 0; i < SP_COUNT(result.alternative_start); i++)
		result.alternative_start[i] = i < result.why.n_alternatives
						      ? civil(&q, result.why.alternatives[i].start)
						      : SP_TIME_NONE;
	if (result.task->due_day != SP_DAY_NONE)
		result.slack_days =
			sp_plan_slack(snapshot, sp_time_day(result.block->start),
				      result.task->work_by_day != SP_DAY_NONE ? result.task->work_by_day
									      : result.task->due_day);
	result.share = sp_build_share(&q.build, result.task);
	rc = sp_plan_shift(snapshot, result.task, now, arena, &result.shift, reterr);
	if (rc == SP_OK)
		*ret_why = result;
	return rc;
}

/* --- why nowhere --- */

static bool
is_placed_on_time(const struct question *q, int32_t item)
{
	bool placed = false;

	for (size_t i = 0; i < q->plan.n_blocks; i++) {
		const struct sp_placed *b = &q->plan.blocks[i];

		if (b->task != item)
			continue;
		if (b->start + b->length_min > q->build.problem.tasks[item].due)
			return false;
		placed = true;
	}
	return placed;
}

/* Its last block, as it stands late. */
static void
find_late_place(const struct question *q, int32_t item, struct sp_task_why *why)
{
	const struct sp_task *task = why->task;
	int slack;

	for (size_t i = 0; i < q->plan.n_blocks; i++)
		if (q->plan.blocks[i].task == item && civil(q, q->plan.blocks[i].start) > why->stands)
			why->stands = civil(q, q->plan.blocks[i].start);
	if (why->stands == SP_TIME_NONE || task->due_day == SP_DAY_NONE)
		return;
	slack = sp_plan_slack(q->build.snapshot, sp_time_day(why->stands),
			      task->work_by_day != SP_DAY_NONE ? task->work_by_day : task->due_day);
	why->late_days = slack < 0 ? -slack : 0;
}

/* Nobody may drop work that the law wants, or do it late, to make room for other work: that is no remedy. */
static bool
may_give_way(const struct sp_task *task, sp_time to)
{
	return !task->hard ||
	       (to != SP_TIME_NONE && (task->due_day == SP_DAY_NONE || sp_time_day(to) <= task->due_day));
}

static void
name_blockers(const struct question *q, struct sp_task_why *why)
{
	for (size_t i = 0; i < why->why.n_blockers && i < SP_COUNT(why->blockers); i++) {
		const struct sp_blocker *blocker = &why->why.blockers[i];
		const struct sp_task *task = task_at(q, blocker->task);
		sp_time to = blocker->replaced ? civil(q, blocker->to_start) : SP_TIME_NONE;

		if (task == NULL || !may_give_way(task, to))
			continue;
		why->blockers[why->n_blockers] = task;
		why->blocker_start[why->n_blockers] = civil(q, blocker->start);
		why->blocker_to[why->n_blockers] = to;
		why->n_blockers++;
	}
}

/* What one change would do; the plan's own scratch is used again. */
static void
find_remedies(const struct question *q, int32_t item, struct sp_task_why *why)
{
	struct sp_remedy found[SP_REMEDIES];

	why->n_remedies = sp_explain_remedies(&q->build.problem, &q->plan, item, q->scratch, found);
	for (size_t i = 0; i < why->n_remedies; i++)
		why->remedies[i] =
			(struct sp_plan_remedy){found[i], civil(q, found[i].start),
						task_at(q, found[i].other), civil(q, found[i].pin_start)};
}

enum sp_rc
sp_plan_why_task(const struct sp_snapshot *snapshot, sp_task_id task, sp_time now, struct sp_arena *arena,
		 struct sp_task_why *ret_why, struct sp_err *reterr)
{
	struct question q = {.build = {.now = now}};
	struct sp_task_why result = {.task = sp_snapshot_task(snapshot, task),
				     .why = {.predecessor = -1, .first_late_start = -1},
				     .late_start = SP_TIME_NONE,
				     .stands = SP_TIME_NONE};
	size_t at;
	int32_t item;
	enum sp_rc rc;

	if (result.task == NULL || result.task->state != SP_TASK_OPEN)
		return sp_err_set(reterr, SP_NO, "There is no such open task.");
	rc = open_question(&q, snapshot, now, arena, reterr);
	if (rc != SP_OK)
		return rc;
	at = sp_build_task_at(&q.build, result.task);
	item = q.build.rest_of[at];
	result.rule = rule_of(snapshot, result.task);
	result.notice_from = held_back(&q, result.task);
	result.share = sp_build_share(&q.build, result.task);
	rc = sp_plan_shift(snapshot, result.task, now, arena, &result.shift, reterr);
	if (rc != SP_OK)
		return rc;
	if (item < 0 && q.build.left_out[at]) {
		result.why.families = 1U << SP_FAMILY_RELEASE;
		*ret_why = result;
		return SP_OK;
	}
	if (item < 0 || is_placed_on_time(&q, item))
		return sp_err_set(reterr, SP_NO, "\"%s\" has its place in the plan.", result.task->title);
	sp_explain_task(&q.build.problem, &q.plan, item, q.scratch, &result.why);
	result.predecessor = task_at(&q, result.why.predecessor);
	result.late_start = civil(&q, result.why.first_late_start);
	find_late_place(&q, item, &result);
	name_blockers(&q, &result);
	find_remedies(&q, item, &result);
	*ret_why = result;
	return SP_OK;
}

/* --- where else --- */

/* Of a task in several blocks the first that is still to come is asked about; the others stay. */
static sp_block_id
block_to_move(const struct sp_snapshot *snapshot, const struct sp_task *task, sp_time now)
{
	const struct sp_block *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < snapshot->blocks.n; i++) {
		const struct sp_block *block = &snapshot->blocks.items[i];

		if (block->task.v != task->id.v || block->state == SP_BLOCK_DONE || block->start < now)
			continue;
		n++;
		if (first == NULL || block->start < first->start)
			first = block;
	}
	return n > 1 ? first->id : (sp_block_id){0};
}

/* It stands there already; or the same place came before it. */
static bool
is_known(const struct question *q, const struct sp_suggestion *found, const struct sp_task *task,
	 const struct sp_place *places, size_t n)
{
	struct sp_plan_slice blocks = sp_plan_index_blocks(&q->build.index, task->id);
	sp_time start = civil(q, found->start);

	for (size_t i = blocks.from; i < blocks.from + blocks.n; i++)
		if (q->build.index.blocks[i]->start == start)
			return true;
	for (size_t i = 0; i < n; i++)
		if (places[i].start == start)
			return true;
	return false;
}

static int32_t
late_days(const struct sp_task *task, sp_time start)
{
	return task->due_day == SP_DAY_NONE || sp_time_day(start) <= task->due_day
		       ? 0
		       : sp_time_day(start) - task->due_day;
}

enum sp_rc
sp_plan_suggest(const struct sp_snapshot *snapshot, sp_task_id task, sp_time now, size_t max,
		struct sp_arena *arena, const struct sp_place **ret_places, size_t *ret_n,
		struct sp_err *reterr)
{
	const struct sp_task *row = sp_snapshot_task(snapshot, task);
	struct question q = {.build = {.loose = task}};
	struct sp_suggestion *found = SP_ARENA_NEW_N(arena, struct sp_suggestion, MORE * max);
	struct sp_place *places = SP_ARENA_NEW_N(arena, struct sp_place, max);
	size_t n, n_kept = 0;
	int32_t item;
	enum sp_rc rc;

	if (row == NULL || row->state != SP_TASK_OPEN)
		return sp_err_set(reterr, SP_NO, "There is no such open task.");
	if (found == NULL || places == NULL)
		return sp_err_nomem(reterr);
	q.build.loose_block = block_to_move(snapshot, row, now);
	rc = open_question(&q, snapshot, now, arena, reterr);
	if (rc != SP_OK)
		return rc;
	item = q.build.rest_of[sp_build_task_at(&q.build, row)];
	if (item < 0)
		return sp_err_set(reterr, SP_NO, "\"%s\" has nothing left to place this school year.",
				  row->title);
	n = sp_suggest(&q.build.problem, &q.plan, item, q.scratch, found, MORE * max);
	for (size_t i = 0; i < n && n_kept < max; i++) {
		if (is_known(&q, &found[i], row, places, n_kept))
			continue;
		places[n_kept++] = (struct sp_place){
			civil(&q, found[i].start), found[i].cost, task_at(&q, found[i].evicts),
			civil(&q, found[i].evicted_to), late_days(row, civil(&q, found[i].start))};
	}
	*ret_places = places;
	*ret_n = n_kept;
	return SP_OK;
}
