/*
 * The way home: what a re-plan moved goes back to where it stood, wherever the plan is no worse for it.
 *
 * The search weighs moves, but it is a search: a call that made way for a moment may be left an hour from where it stood,
 * and nobody asked for that. So each task that has left its place is put back, together with those that stand there now,
 * each at its own old place or, when it is new, nowhere; the checker says whether that is legal and better by the very
 * score that the search has (moves are counted against the plan as it stands in the file).
 *
 * The checker looks at the whole year each time, a quarter of a millisecond or more; so this is done a trial at a time, as the
 * search is, and a key is answered between two of them.
 */
#include "senplan/engine/check.h"

#include "planner-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PASSES = 3, MOST_TRIALS = 120, MOST_COMPANIONS = 6, AS_A_WHOLE = -1 };

struct sp_homecoming {
	struct sp_planner *planner;
	struct sp_problem problem; /* with the plan before as it stands in the file */
	struct sp_placed *blocks;  /* a trial: plan and pins, by start */
	void *scratch;
	struct sp_score score; /* of planner->plan */
	int32_t *old_from;     /* by task: its first block in build.prevs, by task; n_tasks + 1 of them */
	struct sp_placed *olds;
	struct sp_placed *trial; /* the plan that is tried */
	int trials, pass;
	int32_t task;  /* the next that is tried */
	int32_t piece; /* of it: AS_A_WHOLE, or an index into olds */
	bool changed;  /* in this pass */
};

struct party { /* tasks that go home together */
	int32_t tasks[MOST_COMPANIONS];
	size_t n;
};

static bool
is_in(const struct party *party, int32_t task)
{
	for (size_t i = 0; i < party->n; i++)
		if (party->tasks[i] == task)
			return true;
	return false;
}

static size_t
first_of(const struct sp_placed *plan, size_t n, int32_t task)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (plan[mid].task < task)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool
is_home(const struct sp_homecoming *h, int32_t task)
{
	const struct sp_planner *planner = h->planner;
	size_t at = first_of(planner->plan, planner->n_plan, task);
	int32_t n = h->old_from[task + 1] - h->old_from[task];

	for (int32_t i = 0; i < n; i++, at++) {
		const struct sp_placed *old = &h->olds[h->old_from[task] + i];

		if (at >= planner->n_plan || sp_planner_by_task(&planner->plan[at], old) != 0 ||
		    planner->plan[at].length_min != old->length_min)
			return false;
	}
	return at == planner->n_plan || planner->plan[at].task != task;
}

/* Those that stand now where the members of the party want to go join it. False: too many. */
static bool
gather(const struct sp_homecoming *h, struct party *party)
{
	const struct sp_planner *planner = h->planner;

	for (size_t m = 0; m < party->n; m++) {
		for (int32_t k = h->old_from[party->tasks[m]]; k < h->old_from[party->tasks[m] + 1]; k++) {
			const struct sp_placed *old = &h->olds[k];

			for (size_t i = 0; i < planner->n_plan; i++) {
				const struct sp_placed *now = &planner->plan[i];

				if (now->start >= old->start + old->length_min ||
				    now->start + now->length_min <= old->start || is_in(party, now->task))
					continue;
				if (party->n == MOST_COMPANIONS)
					return false;
				party->tasks[party->n++] = now->task;
			}
		}
	}
	return true;
}

/* The plan with the party at home, by task; returns its number of blocks. */
static size_t
lay_out(const struct sp_homecoming *h, const struct party *party, struct sp_placed *plan)
{
	size_t n = 0;

	for (size_t i = 0; i < h->planner->n_plan; i++)
		if (!is_in(party, h->planner->plan[i].task))
			plan[n++] = h->planner->plan[i];
	for (size_t m = 0; m < party->n; m++)
		for (int32_t k = h->old_from[party->tasks[m]]; k < h->old_from[party->tasks[m] + 1]; k++)
			plan[n++] = h->olds[k];
	return n;
}

static bool
is_legal(struct sp_homecoming *h, const struct sp_placed *plan, size_t n, struct sp_score *ret_score)
{
	const struct sp_problem *p = &h->problem;

	if (n > 0)
		memcpy(h->blocks, plan, n * sizeof *plan);
	if (p->n_pins > 0)
		memcpy(h->blocks + n, p->pins, p->n_pins * sizeof *plan);
	qsort(h->blocks, n + p->n_pins, sizeof *h->blocks, sp_planner_by_start);
	return sp_check(p, h->blocks, n + p->n_pins, h->scratch, ret_score, NULL, 0) == 0;
}

static int
compare(const struct sp_homecoming *h, const struct sp_score *a, const struct sp_score *b)
{
	return sp_score_compare_by(h->planner->request.moves, a, b);
}

static bool
try_home(struct sp_homecoming *h, int32_t task, struct sp_placed *trial)
{
	struct sp_planner *planner = h->planner;
	struct party party = {{task}, 1};
	struct sp_score score;
	size_t n;

	if (!gather(h, &party))
		return false;
	n = lay_out(h, &party, trial);
	assert(n <= planner->cap_plan);
	h->trials++;
	if (!is_legal(h, trial, n, &score) || compare(h, &score, &h->score) >= 0)
		return false;
	qsort(trial, n, sizeof *trial, sp_planner_by_task);
	memcpy(planner->plan, trial, n * sizeof *trial);
	planner->n_plan = n;
	h->score = score;
	return true;
}

static bool
is_planned(const struct sp_planner *planner, const struct sp_placed *block)
{
	for (size_t at = first_of(planner->plan, planner->n_plan, block->task);
	     at < planner->n_plan && planner->plan[at].task == block->task; at++)
		if (planner->plan[at].start == block->start &&
		    planner->plan[at].length_min == block->length_min)
			return true;
	return false;
}

static bool
was_there(const struct sp_homecoming *h, const struct sp_placed *block)
{
	for (int32_t k = h->old_from[block->task]; k < h->old_from[block->task + 1]; k++)
		if (h->olds[k].start == block->start && h->olds[k].length_min == block->length_min)
			return true;
	return false;
}

/* No tier that is above the order of the days is worse. */
static bool
is_no_worse(const struct sp_homecoming *h, const struct sp_score *a, const struct sp_score *b)
{
	struct sp_score x = *a, y = *b;

	x.target = y.target = 0;
	x.quality = y.quality = 0;
	return compare(h, &x, &y) <= 0;
}

/* The task has to move with one of its pieces; the others need not: a new piece as long as an old one goes there. */
static bool
try_piece(struct sp_homecoming *h, const struct sp_placed *old, struct sp_placed *trial)
{
	struct sp_planner *planner = h->planner;
	size_t first = first_of(planner->plan, planner->n_plan, old->task);
	struct sp_score score;

	for (size_t at = first; at < planner->n_plan && planner->plan[at].task == old->task; at++) {
		if (planner->plan[at].length_min != old->length_min || was_there(h, &planner->plan[at]) ||
		    h->trials >= MOST_TRIALS)
			continue;
		memcpy(trial, planner->plan, planner->n_plan * sizeof *trial);
		trial[at].start = old->start;
		h->trials++;
		if (!is_legal(h, trial, planner->n_plan, &score) || !is_no_worse(h, &score, &h->score))
			continue;
		qsort(trial, planner->n_plan, sizeof *trial, sp_planner_by_task);
		memcpy(planner->plan, trial, planner->n_plan * sizeof *trial);
		h->score = score;
		return true;
	}
	return false;
}

static bool
begin(struct sp_homecoming *h)
{
	struct sp_planner *planner = h->planner;
	const struct sp_build *build = &planner->build;
	size_t n_most = planner->cap_plan + build->problem.n_pins + build->problem.n_prevs;

	h->problem = build->problem;
	h->problem.params.calm = planner->work.params.calm;
	h->blocks = SP_ARENA_NEW_N(planner->arena, struct sp_placed, n_most);
	h->scratch = sp_arena_alloc(planner->arena, sp_check_size(&h->problem, n_most));
	h->olds = SP_ARENA_NEW_N(planner->arena, struct sp_placed, build->problem.n_prevs);
	h->old_from = SP_ARENA_NEW_N(planner->arena, int32_t, build->problem.n_tasks + 1);
	h->trial = SP_ARENA_NEW_N(planner->arena, struct sp_placed, planner->cap_plan);
	if (h->blocks == NULL || h->scratch == NULL || h->olds == NULL || h->old_from == NULL ||
	    h->trial == NULL)
		return false;
	memcpy(h->olds, build->prevs, build->problem.n_prevs * sizeof *h->olds);
	qsort(h->olds, build->problem.n_prevs, sizeof *h->olds, sp_planner_by_task);
	for (size_t task = 0; task <= build->problem.n_tasks; task++)
		h->old_from[task] = (int32_t)first_of(h->olds, build->problem.n_prevs, (int32_t)task);
	return is_legal(h, planner->plan, planner->n_plan, &h->score);
}

struct sp_homecoming *
sp_planner_homecoming(struct sp_planner *planner)
{
	struct sp_homecoming *h;

	if (planner->build.problem.n_prevs == 0)
		return NULL;
	h = SP_ARENA_NEW(planner->arena, struct sp_homecoming);
	if (h == NULL)
		return NULL; /* out of memory: what there is stands */
	h->planner = planner;
	h->piece = AS_A_WHOLE;
	return begin(h) ? h : NULL;
}

/* One way for the task to go home is tried. */
static void
try_next(struct sp_homecoming *h)
{
	const struct sp_placed *old;

	if (h->piece == AS_A_WHOLE) {
		if (!try_home(h, h->task, h->trial)) {
			h->piece = h->old_from[h->task];
			return;
		}
		h->changed = true;
		h->task++;
		return;
	}
	old = &h->olds[h->piece++];
	if (!is_planned(h->planner, old))
		h->changed |= try_piece(h, old, h->trial);
}

/* Is there anything to try for the task, after what has been tried? */
static bool
has_way(const struct sp_homecoming *h)
{
	if (h->piece != AS_A_WHOLE)
		return h->piece < h->old_from[h->task + 1];
	return h->old_from[h->task] < h->old_from[h->task + 1] && !is_home(h, h->task);
}

bool
sp_homecoming_step(struct sp_homecoming *h)
{
	int32_t n_tasks = (int32_t)h->problem.n_tasks;

	while (h->trials < MOST_TRIALS) {
		while (h->task < n_tasks && !has_way(h)) {
			h->task++;
			h->piece = AS_A_WHOLE;
		}
		if (h->task < n_tasks) {
			try_next(h);
			return true;
		}
		if (!h->changed || ++h->pass == MOST_PASSES)
			return false;
		h->changed = false;
		h->task = 0;
	}
	return false;
}
