/*
 * One hard task more. Of a re-plan, what is hard and has no place is tried in every hole that could be made for it: what
 * stands there makes way and finds the best place that is left. The best of all holes by the tiers is taken, so one new
 * task moves one other where that is enough. No dice.
 */
#include "search.h"

enum { MOST_TASKS = 4, MOST_TICKS = 6000, MOST_TICKS_TASK = 4, MOST_OUT = 3 };

/* Nearly the tiers; what is kept is decided by the tiers themselves. */
static const struct price eject_price = {INT64_C(1000000000000), INT64_C(1000000000), 100000, 10000, 100};

/* Makes the hole, puts the task there, and what stood there elsewhere. False: it cannot be. */
static bool
fill_hole(struct sp_engine *e, int32_t task, int32_t day, int32_t bit)
{
	const struct grid_task *t = &e->grid.tasks[task];
	struct window w;

	round_begin(e);
	e->state.ticks++;
	round_take(e, task);
	ruin_clear(e, day, bit, grid_size(t, t->n));
	if (e->n_ruined > MOST_OUT + 1 || !finder_is_ready(&e->state, task))
		return false;
	w = finder_window(&e->state, task);
	round_place_on(e, task, &w, day);
	if (!state_is_placed(&e->state, task))
		return false;
	for (int pass = 0; pass < 2; pass++)
		for (int32_t k = 1; k < e->n_ruined; k++)
			if (e->grid.tasks[e->ruined[k]].hard == (pass == 0))
				round_insert(e, e->ruined[k]);
	round_settle(e);
	return true;
}

static void
eject_for(struct sp_engine *e, int32_t task, uint64_t end)
{
	const struct grid *g = &e->grid;
	struct window w = finder_window(&e->state, task);
	struct sp_score best = e->state.score;
	int32_t best_day = GRID_NEVER;
	int32_t best_bit = 0;

	for (int32_t day = w.from / g->slots_day; day <= (w.to - 1) / g->slots_day && e->state.ticks < end;
	     day++) {
		int32_t bits[RUIN_MOST_HOLES];
		int32_t n = 0;

		if (day > e->state.tasks[task].due_day)
			break;
		if (grid_longest(g, g->tasks[task].mask, day) >= g->tasks[task].n)
			n = ruin_holes(e, task, day, bits);
		for (int32_t k = 0; k < n; k++) {
			if (fill_hole(e, task, day, bits[k]) &&
			    search_compare(e, &e->state.score, &best) < 0) {
				best = e->state.score;
				best_day = day;
				best_bit = bits[k];
			}
			round_undo(e);
		}
	}
	if (best_day != GRID_NEVER)
		fill_hole(e, task, best_day, best_bit);
}

void
eject_late(struct sp_engine *e)
{
	uint64_t end = e->state.ticks + MOST_TICKS + MOST_TICKS_TASK * (uint64_t)e->grid.n_tasks;
	int32_t tasks[MOST_TASKS];
	int32_t n = 0;

	snapshot_load(&e->base, &e->state);
	e->finder.price = eject_price;
	e->finder.blink = 0;
	e->finder.noise = 0;
	for (int32_t i = 0; i < e->grid.n_tasks && n < MOST_TASKS; i++) {
		const struct grid_task *t = &e->grid.tasks[i];

		if (t->hard && !t->pinned && (t->hi == 0 || t->hi >= t->n) && t->head < e->grid.days &&
		    !state_is_placed(&e->state, i))
			tasks[n++] = i;
	}
	for (int32_t k = 0; k < n; k++)
		if (!state_is_placed(&e->state, tasks[k]) && finder_is_ready(&e->state, tasks[k]))
			eject_for(e, tasks[k], end);
	snapshot_improve(e);
}
