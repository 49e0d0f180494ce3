/*
 * Two to four half-days are dealt anew: their blocks are taken up and given to the same stretches of free time again in
 * the best way that a few hundred nodes of a search find. When soft tasks are late or unplaced, some of these join the
 * hand, and what is soft may leave for them: so one leaves and two come, when that is worth it.
 */
#include "deal.h"

#include <assert.h>

enum {
	FAR = 20, /* days between two half-days, at most */
	NEAR_TRIES = 40,
	KIND_TRIES = 30, /* of these, so many ask for work of the same kind */
	COMERS = 3,
	FEW_HALVES = 2, /* so many are dealt as a rule, and one more every fourth time */
	FEW_BLOCKS =
		9, /* half-days with fewer blocks are joined by another one when only order is left to be won */
	NODES = 300,
	NODE_TICKS = 6,	 /* nodes that are one tick */
	HAND_TICKS = 10, /* what taking up and pricing costs */
};

static int32_t
below(struct sp_engine *e, int32_t n)
{
	return (int32_t)sp_rand_below(&e->rand, (uint32_t)n);
}

static int32_t
half_of(const struct grid *g, int32_t start)
{
	return start % g->slots_day - g->base >= g->half ? 1 : 0;
}

static bool
is_enough(const struct deal *d, int32_t enough)
{
	const struct sp_engine *e = d->e;
	int32_t blocks = 0;

	if (d->n_halves < enough)
		return false;
	if (d->n_halves == DEAL_HALVES || e->grid.p->n_prevs > 0 || !search_is_order_left(e))
		return true;
	for (int32_t h = 0; h < d->n_halves; h++)
		for (int32_t c = 0; c < e->grid.n_cats; c++)
			blocks += d->halves[h].n_of[c];
	return blocks >= FEW_BLOCKS;
}

/* Adds half-days near this day, mostly with work of this kind in them, until there are enough. */
static void
add_near(struct deal *d, int32_t day, int32_t cat, int32_t enough)
{
	struct sp_engine *e = d->e;
	const struct grid *g = &e->grid;

	for (int tries = 0; tries < NEAR_TRIES && !is_enough(d, enough); tries++) {
		int32_t other = day + below(e, 2 * FAR + 1) - FAR;
		int32_t half = below(e, 2);
		size_t at = (size_t)(other * 2 + half) * (size_t)g->n_cats + (size_t)cat;

		if (other < 0 || other >= g->days || g->bay_from[other] == g->bay_from[other + 1] ||
		    deal_has_half(d, other, half))
			continue;
		if (tries >= KIND_TRIES || e->state.half_n[at] > 0)
			deal_add_half(d, other, half);
	}
}

static void
choose_any(struct deal *d, int32_t enough)
{
	struct sp_engine *e = d->e;
	const struct grid *g = &e->grid;

	for (int tries = 0; tries < 10; tries++) {
		int32_t task = below(e, g->n_tasks);
		int32_t first = e->state.tasks[task].first;

		if (!state_is_placed(&e->state, task) || g->tasks[task].pinned)
			continue;
		deal_add_half(d, first / g->slots_day, half_of(g, first));
		add_near(d, first / g->slots_day, g->tasks[task].cat, enough);
		return;
	}
}

/* For a late or unplaced task: a half-day in which it would be on time, the one that it is in, and others. */
static void
choose_for(struct deal *d, int32_t task, int32_t enough)
{
	struct sp_engine *e = d->e;
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];
	const struct state_task *st = &e->state.tasks[task];
	struct window w = finder_window(&e->state, task);
	int32_t first = w.from / g->slots_day;
	int32_t last = (w.to - 1) / g->slots_day;

	if (t->n == 0 || !finder_is_ready(&e->state, task))
		return;
	if (st->due_day >= first && st->due_day < last)
		last = st->due_day;
	for (int tries = 0; tries < 8 && d->n_halves == 0 && first <= last; tries++) {
		int32_t day = first + below(e, last - first + 1);

		if (grid_longest(g, t->mask, day) >= (t->hi != 0 ? t->lo : t->n))
			deal_add_half(d, day, below(e, 2));
	}
	if (d->n_halves == 0)
		return;
	if (st->n_blocks > 0 && !deal_has_half(d, st->first / g->slots_day, half_of(g, st->first)))
		deal_add_half(d, st->first / g->slots_day, half_of(g, st->first));
	add_near(d, d->days[0].day, t->cat, enough);
}

/* The task with its block at the new place, or without it; false: time that is to be left free forbids it. */
static bool
put_piece(struct deal *d, const struct deal_piece *p)
{
	struct sp_engine *e = d->e;
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[p->task];
	struct block blocks[DEAL_PIECES];
	struct block new = {.n = p->n};
	int32_t at = 0;
	int32_t n;

	if (p->to == DEAL_OUT)
		return true;
	new.start = g->bays[d->bays[p->to].place].day * g->slots_day + g->base + p->at + t->lead;
	for (int32_t k = 0; k < e->old_n[p->task]; k++)
		if (k != p->k)
			blocks[at++] = e->old[t->block + k];
	n = at + 1;
	assert(n <= DEAL_PIECES);
	for (; at > 0 && blocks[at - 1].start > new.start; at--)
		blocks[at] = blocks[at - 1];
	blocks[at] = new;
	for (int32_t k = 0; k < n && g->n_budgets > 0; k++)
		if (!finder_budgets_allow(&e->state, p->task, blocks[k].start / g->slots_day, t->n))
			return false;
	state_place(&e->state, p->task, blocks, n);
	return true;
}

/* Takes off the board what has another place now, and puts it there. False: there is nothing new, or it may not be. */
static bool
put_down(struct deal *d)
{
	struct sp_engine *e = d->e;
	bool good = true;

	for (int32_t i = 0; i < d->n; i++)
		d->pieces[i].to = d->pieces[i].best_to;
	for (int32_t b = 0; b < d->n_bays; b++)
		deal_lay(d, b);
	for (int32_t i = 0; i < d->n; i++) {
		const struct deal_piece *p = &d->pieces[i];

		if (p->to != p->was || (p->was != DEAL_OUT && p->at != p->old))
			round_take(e, p->task);
	}
	for (int32_t i = 0; i < d->n && good; i++)
		if (round_has(e, d->pieces[i].task))
			good = put_piece(d, &d->pieces[i]);
	return good && e->n_ruined > 0;
}

size_t
deal_size(void)
{
	return sizeof(struct deal);
}

/* A late or unplaced task, -1: none, or not this time. */
static int32_t
choose_bad(struct sp_engine *e, bool always)
{
	const struct state *s = &e->state;
	int32_t kind = s->n_bad[1] > 0 && (s->n_bad[0] == 0 || below(e, 2) == 0) ? 1 : 0;

	if (s->n_bad[kind] == 0 || (!always && below(e, 4) == 0))
		return -1;
	return s->bad[kind][below(e, s->n_bad[kind])];
}

bool
deal_round(struct sp_engine *e, int64_t most)
{
	struct deal *d = e->deal;
	int32_t enough = below(e, 4) == 0 ? FEW_HALVES + 1 : FEW_HALVES;
	int32_t bad = choose_bad(e, false);

	d->e = e;
	d->n = d->n_comers = d->n_halves = d->n_days = d->n_bays = 0;
	e->state.ticks += HAND_TICKS;
	if (bad >= 0)
		choose_for(d, bad, enough);
	else
		choose_any(d, enough);
	if (d->n_halves == 0)
		return false;
	if (bad >= 0)
		deal_take_comer(d, bad);
	deal_take_all(d);
	for (int32_t k = 0; k < COMERS; k++) {
		int32_t comer = choose_bad(e, true);

		if (comer >= 0)
			deal_take_comer(d, comer);
	}
	deal_price(d);
	d->best = deal_cost_now(d) + most + 1;
	if (d->best >= DEAL_NEVER)
		return false;
	d->max_nodes = d->n_halves > FEW_HALVES ? 2 * NODES : NODES;
	deal_search(d);
	e->state.ticks += (uint64_t)(d->nodes / NODE_TICKS);
	return d->found && put_down(d);
}
