/*
 * Rescue: a re-plan that leaves a hard task late although it could be on time has looked too near to home.
 *
 * A re-plan begins with everything where it stood, and the way from there to a plan that keeps every hard date can be long:
 * after a lost morning a report would stand months later because three soft pieces would each have to move first. A plan
 * from nothing has no such trouble: hard tasks come first. So such a plan is made, and the re-plan begins again with the late
 * tasks where that plan has them and all others where they stood, if that does not overlap. When this is not enough, a second
 * time with all hard tasks from it. What then stands elsewhere without need is brought home (home.c).
 *
 * The tempting alternative, more time for the first search, keeps the trouble: it goes on looking near home.
 */
#include "planner-private.h"

#include <assert.h>

enum { MOST_ROUNDS = 20 };

static bool
overlap(const struct sp_problem *p, const struct sp_placed *a, const struct sp_placed *b)
{
	return a->start < b->start + b->length_min + p->tasks[b->task].buffer_min &&
	       b->start < a->start + a->length_min + p->tasks[a->task].buffer_min;
}

/* Does the block stand where the plan from nothing has one of the chosen tasks? */
static bool
is_in_the_way(const struct sp_problem *p, const struct sp_placed *block, const struct sp_solution *fresh,
	      const bool *chosen)
{
	for (size_t i = 0; i < fresh->n_blocks; i++)
		if (chosen[fresh->blocks[i].task] && overlap(p, block, &fresh->blocks[i]))
			return true;
	return false;
}

/* Hard tasks that the plan (by task) has not wholly on time. */
static void
choose_late(const struct sp_planner *planner, bool *chosen)
{
	const struct sp_problem *p = &planner->build.problem;

	for (size_t i = 0; i < p->n_tasks; i++)
		chosen[i] = p->tasks[i].hard && !planner->build.items[i].fixed;
	for (size_t i = 0, to; i < planner->n_plan; i = to) {
		int32_t task = planner->plan[i].task;
		bool on_time = true;

		for (to = i; to < planner->n_plan && planner->plan[to].task == task; to++)
			on_time &=
				planner->plan[to].start + planner->plan[to].length_min <= p->tasks[task].due;
		chosen[task] &= !on_time;
	}
}

/* With a chosen task go those that must stand before it, and hard ones that stand in its way. */
static void
choose_companions(const struct sp_planner *planner, const struct sp_solution *fresh, bool *chosen)
{
	const struct sp_build *build = &planner->build;
	const struct sp_problem *p = &build->problem;
	bool changed = true;

	for (int round = 0; changed && round < MOST_ROUNDS; round++) {
		changed = false;
		for (size_t i = 0; i < p->n_precs; i++) {
			if (!chosen[p->precs[i].after] || chosen[p->precs[i].before] ||
			    build->items[p->precs[i].before].fixed)
				continue;
			chosen[p->precs[i].before] = true;
			changed = true;
		}
		for (size_t i = 0; i < p->n_prevs; i++) {
			int32_t task = build->prevs[i].task;

			if (chosen[task] || !p->tasks[task].hard || build->items[task].fixed ||
			    !is_in_the_way(p, &build->prevs[i], fresh, chosen))
				continue;
			chosen[task] = true;
			changed = true;
		}
	}
}

size_t
sp_planner_mix(const struct sp_planner *planner, const struct sp_solution *fresh, bool all_hard, bool *chosen,
	       struct sp_placed *blocks)
{
	const struct sp_build *build = &planner->build;
	const struct sp_problem *p = &build->problem;
	size_t n = 0;

	choose_late(planner, chosen);
	for (size_t i = 0; all_hard && i < p->n_tasks; i++)
		chosen[i] = p->tasks[i].hard && !build->items[i].fixed;
	choose_companions(planner, fresh, chosen);
	for (size_t i = 0; i < fresh->n_blocks; i++)
		if (chosen[fresh->blocks[i].task])
			blocks[n++] = fresh->blocks[i];
	for (size_t i = 0; i < p->n_prevs; i++)
		if (!chosen[build->prevs[i].task] && !is_in_the_way(p, &build->prevs[i], fresh, chosen))
			blocks[n++] = build->prevs[i];
	assert(n <= planner->cap_plan);
	return n;
}
