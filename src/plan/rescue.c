/*
 * Rescue: the ways in that are tried when a re-plan leaves a hard task late although it could be on time.
 *
 * A re-plan begins with everything where it stood, and the way from there to a plan that keeps every hard date can be long:
 * after a lost morning a report would stand months later because three soft pieces would each have to move first. A plan from
 * nothing, of statutory work and what comes before it alone, says what can be kept. Where that is more, there are other ways
 * in, one after another until as much is kept:
 *
 *	hard first   the board without what is soft: late hard tasks find their places, and then the others go back to where
 *		     they stood. Only those move that are stood upon.
 *	search       from where everything stood, with the whole budget of a re-plan.
 *	graft        the late tasks where the plan from nothing has them, and all others where they stood.
 *	mix          the same with all hard tasks.
 *
 * When at the end more dates are late than in the plan as it stood, it is made again with other seeds, and the ways
 * are gone again where it keeps more; where it does not, the search from where everything stood goes on for longer, and a
 * move has no price (test: K12's booking in tests/data/cli/hours.txt).
 *
 * All of them count moves against the plan as it stood, so what need not move is brought home on the way. The tempting
 * alternative, to begin with the mix, moves a hundred blocks to keep one date.
 */
#include "planner-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 20, MOST_EARNEST = 1 };

static bool
overlap(const struct sp_problem *p, const struct sp_placed *a, const struct sp_placed *b)
{
	const struct sp_problem_task *of_a = &p->tasks[a->task];
	const struct sp_problem_task *of_b = &p->tasks[b->task];

	return a->start - of_a->before_min < b->start + b->length_min + of_b->buffer_min &&
	       b->start - of_b->before_min < a->start + a->length_min + of_a->buffer_min;
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
		for (size_t i = 0; i < planner->n_before; i++) {
			int32_t task = planner->before[i].task;

			if (chosen[task] || !p->tasks[task].hard || build->items[task].fixed ||
			    !is_in_the_way(p, &planner->before[i], fresh, chosen))
				continue;
			chosen[task] = true;
			changed = true;
		}
	}
}

/* Hard tasks that the answer (by task) has not wholly on time. */
static void
choose_late(const struct sp_planner *planner, bool *chosen)
{
	const struct sp_problem *p = &planner->build.problem;

	for (size_t i = 0, to; i < planner->n_answer; i = to) {
		int32_t task = planner->answer[i].task;
		bool on_time = true;

		for (to = i; to < planner->n_answer && planner->answer[to].task == task; to++)
			on_time &= planner->answer[to].start + planner->answer[to].length_min <=
				   p->tasks[task].due;
		chosen[task] &= !on_time;
	}
}

/* Hard tasks (the late ones, or all) and what belongs to them as the plan from nothing has them, the others where they stood if that is free. */
static void
mix(struct sp_planner *planner, bool all)
{
	const struct sp_build *build = &planner->build;
	const struct sp_problem *p = &build->problem;
	struct sp_solution fresh = {.blocks = planner->fresh, .n_blocks = planner->n_fresh};
	size_t n = 0;

	for (size_t i = 0; i < p->n_tasks; i++)
		planner->chosen[i] = p->tasks[i].hard && !build->items[i].fixed;
	if (!all)
		choose_late(planner, planner->chosen);
	choose_companions(planner, &fresh, planner->chosen);
	for (size_t i = 0; i < fresh.n_blocks; i++)
		if (planner->chosen[fresh.blocks[i].task])
			planner->starts[n++] = fresh.blocks[i];
	for (size_t i = 0; i < planner->n_before; i++)
		if (!planner->chosen[planner->before[i].task] &&
		    !is_in_the_way(p, &planner->before[i], &fresh, planner->chosen))
			planner->starts[n++] = planner->before[i];
	assert(n <= planner->cap_plan);
	planner->n_starts = n;
	qsort(planner->starts, n, sizeof *planner->starts, sp_planner_by_task);
}

static bool
keeps_more_dates(const struct sp_score *a, const struct sp_score *b)
{
	return a->hard_late < b->hard_late || (a->hard_late == b->hard_late && a->hard_days < b->hard_days);
}

/*
 * Is the plan in planner->plan, of this score, better than the answer so far? When everything could stay, only a date, or more
 * of what is promised, is a reason to change it: or planning again would go on changing what it had settled.
 */
static bool
is_better(const struct sp_planner *planner, const struct sp_score *score, int32_t lacking_min)
{
	if (keeps_more_dates(score, &planner->answer_score))
		return true;
	return (!planner->stands || lacking_min < planner->answer_lacking_min) &&
	       sp_score_compare_by(planner->request.moves, score, &planner->answer_score) < 0;
}

static void
consider(struct sp_planner *planner, const struct sp_score *score)
{
	int32_t lacking_min = sp_planner_lacking(planner);

	if (planner->has_answer && !is_better(planner, score, lacking_min))
		return;
	if (planner->n_plan > 0)
		memcpy(planner->answer, planner->plan, planner->n_plan * sizeof *planner->plan);
	planner->n_answer = planner->n_plan;
	planner->answer_score = *score;
	planner->answer_lacking_min = lacking_min;
	planner->has_answer = true;
}

static void
keep_fresh(struct sp_planner *planner, const struct sp_score *score)
{
	memcpy(planner->fresh, planner->plan, planner->n_plan * sizeof *planner->plan);
	planner->n_fresh = planner->n_plan;
	planner->fresh_score = *score;
	planner->has_fresh = true;
}

static bool
graft(struct sp_planner *planner, enum sp_planner_way way)
{
	mix(planner, way == SP_WAY_MIX);
	return sp_planner_start(planner, way);
}

/* Would the plan from nothing keep more dates than the best answer so far? */
static bool
has_more_to_keep(const struct sp_planner *planner)
{
	return keeps_more_dates(&planner->fresh_score, &planner->answer_score);
}

/* The plan from nothing once more, in earnest. */
static bool
look_in_earnest(struct sp_planner *planner)
{
	if (planner->n_earnest == MOST_EARNEST || planner->n_before == 0 ||
	    planner->answer_score.hard_late <= planner->late_before)
		return false;
	planner->n_earnest++;
	return sp_planner_start(planner, SP_WAY_FRESH);
}

/* The way after this one; false: there is none. */
static bool
next_way(struct sp_planner *planner)
{
	switch (planner->way) {
	case SP_WAY_FIRST:
	case SP_WAY_LOOK:
		if (planner->n_before > 0 && !planner->has_fresh)
			return sp_planner_start(planner, SP_WAY_FRESH);
		break;
	case SP_WAY_FRESH:
		break;
	case SP_WAY_HARD:
		return has_more_to_keep(planner) && sp_planner_start(planner, SP_WAY_HOME);
	case SP_WAY_HOME:
		return has_more_to_keep(planner) && graft(planner, SP_WAY_GRAFT);
	case SP_WAY_GRAFT:
		return has_more_to_keep(planner) && planner->n_earnest == 0 && graft(planner, SP_WAY_MIX);
	case SP_WAY_MIX:
	case SP_WAY_PROMISE:
		return false;
	}
	if (planner->n_before == 0)
		return false;
	if (planner->request.moves == SP_STABILITY_BEST)
		return has_more_to_keep(planner) && graft(planner, SP_WAY_MIX);
	if (has_more_to_keep(planner)) {
		/* With the same board it would come to the same plan as before. */
		enum sp_planner_way way = planner->has_gone_hard ? SP_WAY_HOME : SP_WAY_HARD;

		planner->has_gone_hard = true;
		return sp_planner_start(planner, way);
	}
	if (planner->n_earnest > 0 && look_in_earnest(planner))
		return true;
	return !planner->stands && sp_planner_start(planner, SP_WAY_HOME);
}

static bool
go_on(struct sp_planner *planner)
{
	return next_way(planner) || look_in_earnest(planner);
}

/*
 * What is promised goes before other soft work, also before what stands: a week is to have the two hours that it was given.
 * A look at the board without other soft work says whether there is any use.
 */
static bool
look_for_promised(struct sp_planner *planner)
{
	if (planner->n_before == 0 || planner->answer_lacking_min == 0 ||
	    planner->request.moves != SP_STABILITY_BALANCED)
		return false;
	if (planner->way == SP_WAY_LOOK)
		return sp_planner_start(planner, SP_WAY_PROMISE);
	return planner->way == SP_WAY_PROMISE && planner->could_lack_min < planner->answer_lacking_min &&
	       sp_planner_start(planner, SP_WAY_HARD);
}

bool
sp_planner_next_way(struct sp_planner *planner)
{
	struct sp_solution best;

	sp_planner_take_best(planner);
	sp_engine_best(planner->engine, &best);
	if (planner->way == SP_WAY_PROMISE)
		planner->could_lack_min = sp_planner_lacking(planner);
	else if (planner->way != SP_WAY_FRESH)
		consider(planner, &best.score);
	else if (!planner->has_fresh || keeps_more_dates(&best.score, &planner->fresh_score))
		keep_fresh(planner, &best.score);
	if (sp_planner_is_needlessly_late(planner, &planner->answer_score) && go_on(planner))
		return true;
	if (look_for_promised(planner))
		return true;
	memcpy(planner->plan, planner->answer, planner->n_answer * sizeof *planner->plan);
	planner->n_plan = planner->n_answer;
	planner->has_answer = false;
	return false;
}
