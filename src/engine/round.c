/*
 * A round of ruin and recreate, and how it is taken back: the first time a task is touched, its places are written
 * down.
 */
#include "search.h"

#include <assert.h>

enum { MAX_CHAIN = 12 };

void
round_begin(struct sp_engine *e)
{
	e->round++;
	e->n_touched = 0;
	e->n_ruined = 0;
}

bool
round_has(const struct sp_engine *e, int32_t task)
{
	return e->mark[task] == e->round;
}

static void
touch(struct sp_engine *e, int32_t task)
{
	const struct grid_task *t = &e->grid.tasks[task];
	int32_t n = e->state.tasks[task].n_blocks;

	if (e->mark[task] == e->round)
		return;
	e->mark[task] = e->round;
	e->touched[e->n_touched++] = task;
	e->old_n[task] = (int16_t)n;
	for (int32_t k = 0; k < n; k++)
		e->old[t->block + k] = e->state.blocks[t->block + k];
}

void
round_take(struct sp_engine *e, int32_t task)
{
	assert(!e->grid.tasks[task].pinned);
	if (e->mark[task] == e->round || e->n_ruined == SEARCH_MAX_RUIN)
		return;
	touch(e, task);
	if (state_is_placed(&e->state, task))
		state_remove(&e->state, task);
	e->ruined[e->n_ruined++] = task;
}

void
round_place_on(struct sp_engine *e, int32_t task, const struct window *window, int32_t day)
{
	struct block b = {.n = e->grid.tasks[task].n};

	assert(round_has(e, task));
	if (finder_budgets_allow(&e->state, task, day, b.n) &&
	    finder_best_on(&e->finder, task, window, day, b.n, &b.start))
		state_place(&e->state, task, &b, 1);
}

static bool
insert_task(struct sp_engine *e, int32_t task, int depth)
{
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];

	if (state_is_placed(&e->state, task))
		return true;
	if (depth > MAX_CHAIN || t->pinned || t->n == 0)
		return false;
	for (int32_t k = 0; k < t->n_pred; k++)
		if (!insert_task(e, g->preds[t->pred + k].task, depth + 1))
			return false;
	if (!finder_find(&e->finder, task))
		return false;
	touch(e, task);
	state_place(&e->state, task, e->finder.blocks, e->finder.n);
	return true;
}

/* Those behind an unplaced task cannot stay. */
static void
remove_orphans(struct sp_engine *e, int32_t task, int depth)
{
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];

	assert(depth <= g->n_tasks);
	for (int32_t k = 0; k < t->n_succ; k++) {
		int32_t after = g->succs[t->succ + k].task;

		if (g->tasks[after].pinned || !state_is_placed(&e->state, after))
			continue;
		touch(e, after);
		state_remove(&e->state, after);
		remove_orphans(e, after, depth + 1);
	}
}

bool
round_insert(struct sp_engine *e, int32_t task)
{
	return insert_task(e, task, 0);
}

void
round_settle(struct sp_engine *e)
{
	for (int32_t i = 0; i < e->n_touched; i++)
		if (!state_is_placed(&e->state, e->touched[i]))
			remove_orphans(e, e->touched[i], 0);
}

enum order { ORDER_WEIGHT, ORDER_LENGTH, ORDER_DUE, ORDER_KIND, ORDER_RANDOM, ORDER_COUNT };

static int64_t
order_key(struct sp_engine *e, enum order order, int32_t task)
{
	const struct grid_task *t = &e->grid.tasks[task];
	int64_t key = 0;

	switch (order) {
	case ORDER_WEIGHT:
		key = -t->weight;
		break;
	case ORDER_LENGTH:
		key = -t->n;
		break;
	case ORDER_DUE:
		key = e->state.tasks[task].due_day;
		break;
	case ORDER_KIND: /* one kind after the other, the kinds in an order of this round's own */
		key = (int64_t)((uint32_t)(t->cat + 1) * 2654435761U * (2 * e->round + 1) >> 22);
		break;
	case ORDER_RANDOM:
	case ORDER_COUNT:
		break;
	}
	return (key - (t->hard && order != ORDER_RANDOM ? 4000 : 0)) * 1024 + sp_rand_below(&e->rand, 1024);
}

void
round_recreate(struct sp_engine *e)
{
	enum order order = (enum order)sp_rand_below(&e->rand, ORDER_COUNT);

	for (int32_t i = 0; i < e->n_ruined; i++) {
		int32_t task = e->ruined[i];
		int64_t key = order_key(e, order, task);
		int32_t at = i;

		for (; at > 0 && e->ruin_keys[at - 1] > key; at--) {
			e->ruin_keys[at] = e->ruin_keys[at - 1];
			e->ruined[at] = e->ruined[at - 1];
		}
		e->ruin_keys[at] = key;
		e->ruined[at] = task;
	}
	for (int32_t i = 0; i < e->n_ruined; i++)
		insert_task(e, e->ruined[i], 0);
	round_settle(e);
}

void
round_undo(struct sp_engine *e)
{
	for (int32_t i = 0; i < e->n_touched; i++)
		if (state_is_placed(&e->state, e->touched[i]))
			state_remove(&e->state, e->touched[i]);
	for (int32_t i = 0; i < e->n_touched; i++) {
		int32_t task = e->touched[i];

		if (e->old_n[task] > 0)
			state_place(&e->state, task, &e->old[e->grid.tasks[task].block], e->old_n[task]);
	}
}
