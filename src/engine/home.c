/*
 * Home-coming. After a search some tasks stand elsewhere than in the plan before for no reason that is left. Each of them
 * is tried at home in earnest: what stands there makes way; what makes way and was moved itself goes home too (so two
 * tasks change places back, and so do three in a ring); its neighbours in the chain come along; the others find the
 * best place that is left. It stays when the plan is better by the tiers, else all is put back. No dice: the same plan comes
 * home in the same way. Passes go round until one changes nothing.
 */
#include "search.h"

enum { HOME_MOST = 24, WAYS = 2 };

/* By the tiers, nearly: what is kept is decided by the tiers themselves. */
static const struct price home_prices[] = {
	[SP_STABILITY_BALANCED] = {INT64_C(1000000000000), INT64_C(1000000000), 100000, 10000, 100},
	[SP_STABILITY_FEWEST] = {INT64_C(1000000000000), INT64_C(1000000000), 1000, 1000000, 100},
	[SP_STABILITY_BEST] = {INT64_C(1000000000000), INT64_C(1000000000), 100000, 0, 100},
};

/* Stands the task elsewhere, before this round? */
static bool
was_moved(const struct sp_engine *e, int32_t task)
{
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];
	bool has = round_has(e, task);
	int32_t n = has ? e->old_n[task] : e->state.tasks[task].n_blocks;
	const struct block *blocks = has ? &e->old[t->block] : state_blocks(&e->state, task);

	return t->n_prev > 0 && !t->pinned && !state_equals_prev(g, task, blocks, n);
}

static void
clear_home(struct sp_engine *e, int32_t task)
{
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];

	for (int32_t k = 0; k < t->n_prev; k++) {
		const struct block *b = &g->prevs[t->prev + k];

		ruin_clear(e, b->start / g->slots_day, b->start % g->slots_day - g->base - t->lead,
			   grid_size(t, b->n));
	}
}

static void
take_moved_neighbours(struct sp_engine *e, int32_t task)
{
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];

	for (int32_t l = 0; l < t->n_pred + t->n_succ; l++) {
		int32_t other =
			l < t->n_pred ? g->preds[t->pred + l].task : g->succs[t->succ + l - t->n_pred].task;

		if (!round_has(e, other) && was_moved(e, other))
			round_take(e, other);
	}
}

/* Puts home whom it can: first those that were moved, then those that only made way. */
static void
place_home(struct sp_engine *e, bool moved)
{
	const struct grid *g = &e->grid;

	for (int pass = 0; pass < 2; pass++)
		for (int32_t k = 0; k < e->n_ruined; k++) {
			int32_t task = e->ruined[k];
			const struct grid_task *t = &g->tasks[task];
			const struct block *prev = &g->prevs[t->prev];

			if (t->n_prev == 0 || state_is_placed(&e->state, task) || was_moved(e, task) != moved)
				continue;
			e->state.ticks++;
			if (finder_fits(&e->state, task, prev, t->n_prev))
				state_place(&e->state, task, prev, t->n_prev);
		}
}

static bool
try_home(struct sp_engine *e, int32_t task, bool ring)
{
	struct sp_score old = e->state.score;

	round_begin(e);
	e->state.ticks++;
	round_take(e, task);
	for (int32_t k = 0; k < e->n_ruined && e->n_ruined < HOME_MOST; k++) {
		if (!was_moved(e, e->ruined[k]) || (k > 0 && !ring))
			continue;
		clear_home(e, e->ruined[k]);
		if (ring)
			take_moved_neighbours(e, e->ruined[k]);
	}
	place_home(e, true);
	place_home(e, false);
	for (int pass = 0; pass < 2; pass++)
		for (int32_t k = 0; k < e->n_ruined; k++)
			if (e->grid.tasks[e->ruined[k]].hard == (pass == 0))
				round_insert(e, e->ruined[k]);
	round_settle(e);
	if (search_compare(e, &e->state.score, &old) < 0)
		return true;
	round_undo(e);
	return false;
}

void
home_begin(struct sp_engine *e)
{
	e->finder.price = home_prices[e->options.stability];
	e->finder.blink = 0;
	e->finder.noise = 0;
	e->home.at = 0;
	e->home.left = e->grid.n_tasks;
	e->home.from = e->state.ticks;
}

bool
home_step(struct sp_engine *e)
{
	struct home *h = &e->home;

	round_begin(e);
	while (h->left > 0) {
		int32_t task = h->at;

		h->at = h->at + 1 < e->grid.n_tasks ? h->at + 1 : 0;
		h->left--;
		if (!was_moved(e, task))
			continue;
		for (int way = 0; way < WAYS; way++) {
			e->stats.home_tries++;
			if (!try_home(e, task, way == 1))
				continue;
			e->stats.homecomings++;
			h->left = e->grid.n_tasks;
			break;
		}
		return true;
	}
	return false;
}
