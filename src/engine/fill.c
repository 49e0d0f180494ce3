/*
 * Filling in. A search that trades large things leaves small ones undone: when a cooling ends, every soft task that is
 * late or unplaced is tried once more on the best plan, the weightiest first, at the prices of the tiers and with no day
 * overlooked. It stays when the plan is better. No dice.
 */
#include "search.h"

#include <assert.h>

static const struct price fill_price = {INT64_C(1000000000000), INT64_C(1000000000), 100000, 10000, 100};

void
fill_begin(struct sp_engine *e)
{
	struct todo *l = &e->todo;

	e->finder.price = fill_price;
	e->finder.blink = 0;
	e->finder.noise = 0;
	l->n = 0;
	for (int32_t k = 0; k < e->state.n_bad[0]; k++) {
		int32_t task = e->state.bad[0][k];

		if (e->grid.tasks[task].n == 0)
			continue;
		l->keys[l->n] = -(int64_t)e->grid.tasks[task].weight;
		l->tasks[l->n++] = task;
	}
	construct_sort(l);
}

bool
fill_step(struct sp_engine *e)
{
	struct todo *l = &e->todo;
	struct sp_score old = e->state.score;
	int32_t task;

	if (l->at >= l->n)
		return false;
	task = l->tasks[l->at++];
	e->state.ticks++;
	if (!e->state.tasks[task].bad)
		return true;
	round_begin(e);
	round_take(e, task);
	round_insert(e, task);
	round_settle(e);
	if (search_compare(e, &e->state.score, &old) >= 0)
		round_undo(e);
	return true;
}
