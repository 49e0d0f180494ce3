/*
 * The last look: would planning again change anything?
 *
 * The rounds of a plan end when the answer comes back unchanged from the same problem. The next call has another one: what
 * is near (notice.h) is fixed as soon as it is in the file, and with it other things may be possible or not. So the file
 * as it would be is planned in earnest, by a planner within the planner, and what it still changes is taken over.
 */
#include "senplan/engine/check.h"

#include "planner-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 4 };

/* Will something be fixed in the next call that was free in this one? */
static bool
fixes_more(const struct sp_planner *planner)
{
	const struct sp_build *build = &planner->build;

	if ((planner->request.allow & SP_ALLOW_SOON) != 0)
		return false;
	for (size_t i = 0; i < planner->n_plan; i++)
		if (sp_notice_keeps(&build->notice, build->items[planner->plan[i].task].task,
				    sp_build_civil_time(build, planner->plan[i].start)))
			return true;
	return false;
}

/* The block that stands in the file where this one is planned, or NULL. */
static const struct sp_block *
standing(const struct sp_build *build, const struct sp_placed *placed, const bool *kept)
{
	const struct sp_task *task = build->items[placed->task].task;
	struct sp_plan_slice blocks = sp_plan_index_blocks(&build->index, task->id);
	sp_time start = sp_build_civil_time(build, placed->start);

	for (size_t i = blocks.from; i < blocks.from + blocks.n; i++) {
		const struct sp_block *block = build->present[i].block;

		if (block->start == start && block->length_min == placed->length_min &&
		    !kept[block - build->snapshot->blocks.items])
			return block;
	}
	return NULL;
}

static struct sp_block
new_block(const struct sp_build *build, const struct sp_placed *placed, int64_t id)
{
	const struct sp_task *task = build->items[placed->task].task;
	struct sp_block block = sp_block_blank();

	block.id.v = id;
	block.task = task->id;
	block.start = sp_build_civil_time(build, placed->start);
	block.length_min = placed->length_min;
	block.locked = task->fixed_start == block.start;
	block.state = block.locked ? SP_BLOCK_CONFIRMED : SP_BLOCK_PROPOSED;
	return block;
}

/* The snapshot with the answer accepted; NULL: out of memory. */
static const struct sp_snapshot *
as_accepted(const struct sp_planner *planner)
{
	const struct sp_build *build = &planner->build;
	const struct sp_problem *p = &build->problem;
	const struct sp_snapshot *s = build->snapshot;
	size_t n_most = s->blocks.n + planner->n_plan + p->n_pins, n = 0, n_new = 0;
	struct sp_snapshot *after = SP_ARENA_NEW(planner->arena, struct sp_snapshot);
	struct sp_block *blocks = SP_ARENA_NEW_N(planner->arena, struct sp_block, n_most);
	struct sp_block *news = SP_ARENA_NEW_N(planner->arena, struct sp_block, n_most);
	bool *kept = SP_ARENA_NEW_N(planner->arena, bool, s->blocks.n);
	int64_t last = s->blocks.n > 0 ? s->blocks.items[s->blocks.n - 1].id.v : 0;

	if (after == NULL || blocks == NULL || news == NULL || kept == NULL)
		return NULL;
	for (size_t i = 0; i < planner->n_plan + p->n_pins; i++) {
		const struct sp_placed *placed =
			i < planner->n_plan ? &planner->plan[i] : &p->pins[i - planner->n_plan];
		const struct sp_block *block = standing(build, placed, kept);

		if (block != NULL)
			kept[block - s->blocks.items] = true;
		else
			news[n_new++] = new_block(build, placed, ++last);
	}
	for (size_t i = 0; i < s->blocks.n; i++)
		if (build->present[i].role == SP_ROLE_STANDS || build->present[i].role == SP_ROLE_FIXED)
			kept[build->present[i].block - s->blocks.items] = true;
	for (size_t i = 0; i < s->blocks.n; i++)
		if (kept[i])
			blocks[n++] = s->blocks.items[i];
	for (size_t i = 0; i < n_new; i++)
		blocks[n++] = news[i];
	*after = *s;
	after->blocks.items = blocks;
	after->blocks.n = n;
	return after;
}

bool
sp_planner_look_again(struct sp_planner *planner)
{
	const struct sp_snapshot *after;
	struct sp_plan_request request = planner->request;
	struct sp_err err;

	if (planner->depth == DEEPEST || planner->request.fresh || !fixes_more(planner))
		return false;
	after = as_accepted(planner);
	if (after == NULL ||
	    sp_planner_create(after, &request, planner->arena, &planner->inner, &err) != SP_OK)
		return false;
	planner->inner->depth = planner->depth + 1;
	if (planner->n_plan > 0)
		memcpy(planner->answer, planner->plan, planner->n_plan * sizeof *planner->plan);
	planner->n_answer = planner->n_plan;
	planner->has_answer = true;
	return true;
}

static bool
is_pin(const struct sp_problem *p, int32_t item, const struct sp_placed *placed)
{
	for (size_t i = 0; i < p->n_pins; i++)
		if (p->pins[i].task == item && p->pins[i].start == placed->start &&
		    p->pins[i].length_min == placed->length_min)
			return true;
	return false;
}

/* A block of the inner planner's answer, as ours; false: it is none of ours. */
static bool
take_over(struct sp_planner *planner, const struct sp_placed *placed, size_t *n)
{
	const struct sp_build *build = &planner->build, *inner = &planner->inner->build;
	size_t at = sp_build_task_at(build, inner->items[placed->task].task);
	struct sp_placed ours = {build->rest_of[at],
				 sp_build_engine_time(build, sp_build_civil_time(inner, placed->start)),
				 placed->length_min};

	if (build->fixed_of[at] >= 0 && is_pin(&build->problem, build->fixed_of[at], &ours))
		return true;
	if (ours.task < 0 || *n == planner->cap_plan)
		return false;
	planner->plan[(*n)++] = ours;
	return true;
}

static bool
is_legal(struct sp_planner *planner)
{
	const struct sp_problem *p = &planner->build.problem;
	size_t n = planner->n_plan + p->n_pins;
	struct sp_placed *blocks = SP_ARENA_NEW_N(planner->arena, struct sp_placed, n);
	void *scratch = sp_arena_alloc(planner->arena, sp_check_size(p, n));
	struct sp_score score;

	if (blocks == NULL || scratch == NULL)
		return false;
	if (planner->n_plan > 0)
		memcpy(blocks, planner->plan, planner->n_plan * sizeof *blocks);
	if (p->n_pins > 0)
		memcpy(blocks + planner->n_plan, p->pins, p->n_pins * sizeof *blocks);
	qsort(blocks, n, sizeof *blocks, sp_planner_by_start);
	return sp_check(p, blocks, n, scratch, &score, NULL, 0) == 0;
}

void
sp_planner_settle(struct sp_planner *planner)
{
	const struct sp_planner *inner = planner->inner;
	const struct sp_problem *p = &inner->build.problem;
	size_t n = 0;
	bool ours = true;

	assert(inner->is_done);
	planner->ticks += inner->ticks;
	for (size_t i = 0; i < inner->n_plan + p->n_pins && ours; i++)
		ours = take_over(planner, i < inner->n_plan ? &inner->plan[i] : &p->pins[i - inner->n_plan],
				 &n);
	planner->n_plan = n;
	qsort(planner->plan, n, sizeof *planner->plan, sp_planner_by_task);
	/* A task that would now stand in part is one that the next call may see so, and this one may not. */
	if (!ours || !is_legal(planner)) {
		if (planner->n_answer > 0)
			memcpy(planner->plan, planner->answer, planner->n_answer * sizeof *planner->plan);
		planner->n_plan = planner->n_answer;
	}
	planner->has_answer = false;
	planner->inner = NULL;
}
