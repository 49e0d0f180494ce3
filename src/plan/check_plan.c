/*
 * Every hard rule of the plan as it stands, asked of the engine's checker. The past is not asked: it is what it is. What
 * the person has locked or agreed on outside of the usual times stands by their own will and breaks nothing.
 */
#include "senplan/model/year.h"
#include "senplan/plan/planner.h"

#include "build.h"

#include <assert.h>

enum { MOST_VIOLATIONS = 500 };

static bool
is_own_will(const struct sp_build *build, const struct sp_task *task, sp_day day, bool lost_too)
{
	struct sp_plan_slice blocks = sp_plan_index_blocks(&build->index, task->id);

	for (size_t i = 0; i < blocks.n; i++) {
		const struct sp_block *block = build->index.blocks[blocks.from + i];

		if (sp_time_day(block->start) == day &&
		    (block->locked || block->state == SP_BLOCK_CONFIRMED) &&
		    (lost_too || !sp_plan_is_lost(build->snapshot, block->start, block->length_min)))
			return true;
	}
	return false;
}

/* Does a piece of the task stand whatever the plan: done, begun, fixed by the person, or so soon that it does not move? */
static bool
has_kept_piece(const struct sp_build *build, const struct sp_task *task)
{
	struct sp_plan_slice blocks = sp_plan_index_blocks(&build->index, task->id);

	for (size_t i = 0; i < blocks.n; i++) {
		const struct sp_block *block = build->index.blocks[blocks.from + i];

		if (block->state == SP_BLOCK_DONE || block->state == SP_BLOCK_CONFIRMED || block->locked ||
		    sp_notice_keeps(&build->notice, task, block->start))
			return true;
	}
	return false;
}

/*
 * Three quarters of an hour of a task of two hours are useful work: what is soon or fixed by the person stands, though the
 * rest has found no place. It is in part, and the rest is told among what does not fit. What may be split and has more than
 * its length, or nothing that had to stay, is wrong all the same.
 */
static bool
is_in_part(const struct sp_build *build, const struct sp_task *task)
{
	struct sp_plan_slice blocks = sp_plan_index_blocks(&build->index, task->id);
	int32_t placed = 0;

	for (size_t i = 0; i < blocks.n; i++)
		placed += build->index.blocks[blocks.from + i]->length_min;
	return task->chunk_max > 0 && placed < sp_build_length(build, task) && has_kept_piece(build, task);
}

/* What was booked for a time that is past, and has no block, was then: what follows it counts its days from there. */
static bool
follows_the_past(const struct sp_build *build, const struct sp_task *before, const struct sp_task *task,
		 sp_day day)
{
	const struct sp_snapshot *s = build->snapshot;

	if (before == NULL || task == NULL || before->fixed_start == SP_TIME_NONE ||
	    before->fixed_start >= build->now || sp_plan_index_blocks(&build->index, before->id).n > 0)
		return false;
	for (size_t i = 0; i < s->task_links.n; i++)
		if (s->task_links.items[i].before.v == before->id.v &&
		    s->task_links.items[i].after.v == task->id.v)
			return day >= sp_time_day(before->fixed_start) + s->task_links.items[i].min_lag_day;
	return false;
}

static bool
counts(const struct sp_build *build, const struct sp_violation *v, const struct sp_task *task,
       const struct sp_task *other)
{
	sp_day day = build->days.day0 + v->day;

	if (v->day >= 0 && day < sp_time_day(build->now))
		return false;
	switch (v->rule) {
	case SP_HARD_FREE:
		return task == NULL || !is_own_will(build, task, day, false);
	case SP_HARD_MASK: /* that the time was lost as well does not make it another time */
	case SP_HARD_RELEASE:
	case SP_HARD_LAST:
	case SP_HARD_GRID:
	case SP_HARD_PREC: /* a meeting that others agreed to stands; that a step before it is late is told as such */
		return task == NULL ||
		       (!is_own_will(build, task, day, true) && !follows_the_past(build, other, task, day));
	case SP_HARD_CHUNK:
		return task == NULL || !is_in_part(build, task);
	case SP_HARD_OVERLAP:
	case SP_HARD_DAY_BLOCKS:
	case SP_HARD_DAY_MIN:
	case SP_HARD_PIN:
	case SP_HARD_BUDGET:
	case SP_HARD_UNKNOWN:
		return true;
	}
	assert(!"a rule that is not handled");
	return true;
}

static const struct sp_task *
task_at(const struct sp_build *build, int32_t item)
{
	return item >= 0 && (size_t)item < build->n_items ? build->items[item].task : NULL;
}

static size_t
translate(const struct sp_build *build, const struct sp_violation *found, size_t n,
	  struct sp_plan_violation *ret)
{
	size_t n_kept = 0;

	for (size_t i = 0; i < n; i++) {
		bool of_day = found[i].rule == SP_HARD_DAY_BLOCKS || found[i].rule == SP_HARD_DAY_MIN;
		const struct sp_task *task = task_at(build, found[i].task);

		if (!counts(build, &found[i], task, task_at(build, found[i].other)))
			continue;
		ret[n_kept++] = (struct sp_plan_violation){
			.rule = found[i].rule,
			.task = task,
			.other = of_day ? NULL : task_at(build, found[i].other),
			.day = found[i].day < 0 ? SP_DAY_NONE : build->days.day0 + found[i].day,
		};
	}
	return n_kept;
}

enum sp_rc
sp_plan_check(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
	      const struct sp_plan_violation **ret_violations, size_t *ret_n, struct sp_err *reterr)
{
	struct sp_build build = {.snapshot = snapshot,
				 .arena = arena,
				 .mode = SP_BUILD_CHECK,
				 .now = now,
				 .from_day = sp_time_day(now),
				 .to_day = sp_year_of(sp_time_day(now)).to_day};
	struct sp_plan_violation *result;
	struct sp_violation *found;
	struct sp_score score;
	void *scratch;
	size_t n;
	enum sp_rc rc = sp_build_make(&build, reterr);

	if (rc != SP_OK)
		return rc;
	scratch = sp_arena_alloc(arena, sp_check_size(&build.problem, build.problem.n_prevs));
	found = SP_ARENA_NEW_N(arena, struct sp_violation, MOST_VIOLATIONS);
	result = SP_ARENA_NEW_N(arena, struct sp_plan_violation, MOST_VIOLATIONS);
	if (scratch == NULL || found == NULL || result == NULL)
		return sp_err_nomem(reterr);
	n = sp_check(&build.problem, build.prevs, build.problem.n_prevs, scratch, &score, found,
		     MOST_VIOLATIONS);
	n = n < MOST_VIOLATIONS ? n : MOST_VIOLATIONS;
	*ret_n = translate(&build, found, n, result);
	*ret_violations = result;
	return SP_OK;
}
