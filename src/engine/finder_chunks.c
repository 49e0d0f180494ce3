/*
 * A task in chunks: a table over days and units. What a day can hold is found first, then every total that it makes with
 * the days before; the cheapest way to all of the task is read out backwards.
 */
#include "finder-private.h"

#include <assert.h>

/* Reads the chunks out of the table, backwards from the day on which the last one stands. */
static void
collect_chunks(struct finder *f, const struct query *q, int32_t last_day, int32_t first_day)
{
	const struct grid *g = f->state->g;
	int32_t width = g->max_units + 1;
	int32_t units = q->t->n / q->t->step;
	int32_t n = 0;

	for (int32_t day = last_day; units > 0; day--) {
		const struct finder_back *b;
		int32_t origin = day * g->slots_day + g->base;

		assert(day >= first_day);
		b = &f->back[day * width + units];
		if (b->units == 0)
			continue;
		if (q->t->per_day > 1) {
			const struct finder_back *parts = &f->parts[(day * width + b->units) * g->most_day];

			for (int32_t k = b->slot - 1; k >= 0; k--)
				f->blocks[n++] =
					(struct block){origin + parts[k].slot, parts[k].units * q->t->step};
		} else {
			f->blocks[n++] = (struct block){origin + b->slot, b->units * q->t->step};
		}
		units -= b->units;
	}
	for (int32_t i = 0; i < n / 2; i++) {
		struct block swap = f->blocks[i];

		f->blocks[i] = f->blocks[n - 1 - i];
		f->blocks[n - 1 - i] = swap;
	}
	f->n = n;
}

/* What a chunk of this size must cost less than, or no total in the table gets cheaper by it; `whole`: the best of all, without
 * its end. */
static int64_t
most_worth(const struct finder *f, int32_t units, int32_t size, int64_t whole)
{
	int64_t most = -COST_NONE;

	for (int32_t u = size; u <= units; u++) {
		int64_t total = u == units ? whole : f->table[u];

		if (f->table[u - size] < COST_NONE && total - f->table[u - size] > most)
			most = total - f->table[u - size];
	}
	return most;
}

/* The cheapest chunk of each length that could stand on this day; returns the longest, in units. `whole`: see most_worth. */
static int32_t
single_chunks(struct finder *f, const struct query *q, int32_t day, int64_t whole)
{
	const struct grid *g = f->state->g;
	int32_t step = q->t->step;
	int32_t most = q->t->lo / step - 1;

	for (int32_t size = q->t->lo / step; size * step <= q->t->hi; size++) {
		f->chunk[size] = (struct finder_start){COST_NONE, -1};
		if (grid_longest(g, q->t->mask, day) < size * step || f->state->day_room[day] < size * step)
			break;
		if (f->frugal)
			f->chunk[size].cost = most_worth(f, q->t->n / step, size, whole);
		finder_try_day(f, q, day, size * step, finder_day_price(f, q, day, size * step),
			       &f->chunk[size]);
		most = size;
	}
	return most;
}

/* A set of chunks and one more: where the others stand, what is the cheapest place of each length for it? */
static void
extend_set(struct finder *f, const struct query *q, int32_t day, const struct finder_set *set, int32_t units)
{
	const struct grid *g = f->state->g;
	int32_t step = q->t->step;
	struct query beside = *q;

	beside.own = set->blocks;
	beside.n_own = set->n;
	for (int32_t k = 0; k < set->n; k++)
		state_lay(f->state, q->task, &set->blocks[k], 1);
	for (int32_t size = q->t->lo / step; size * step <= q->t->hi && (units + size) * step <= q->t->n;
	     size++) {
		struct finder_set *to = &f->sets[set->n * (g->max_units + 1) + units + size];
		struct finder_start start = {to->n > 0 ? to->cost - set->cost : COST_NONE, -1};

		if (f->state->day_room[day] < size * step)
			break;
		finder_try_day(f, &beside, day, size * step, finder_day_price(f, q, day, size * step),
			       &start);
		if (start.bit < 0)
			continue;
		*to = *set;
		to->cost += start.cost;
		to->blocks[to->n++] = (struct block){day * g->slots_day + g->base + start.bit, size * step};
	}
	for (int32_t k = 0; k < set->n; k++)
		state_lay(f->state, q->task, &set->blocks[k], -1);
}

/* Writes down the cheapest set of so many units, by start; chunk[units] says what it costs and how many they are. */
static void
keep_set(struct finder *f, const struct query *q, int32_t day, int32_t units)
{
	const struct grid *g = f->state->g;
	int32_t width = g->max_units + 1;
	struct finder_back *parts = &f->parts[(day * width + units) * g->most_day];
	const struct finder_set *best = NULL;

	f->chunk[units] = (struct finder_start){COST_NONE, -1};
	for (int32_t k = 0; k < q->t->per_day; k++) {
		const struct finder_set *set = &f->sets[k * width + units];

		if (set->n > 0 && (best == NULL || set->cost < best->cost))
			best = set;
	}
	if (best == NULL)
		return;
	f->chunk[units] = (struct finder_start){best->cost, best->n};
	for (int32_t k = 0; k < best->n; k++) {
		const struct block *b = &best->blocks[k];
		int16_t slot = (int16_t)(b->start - day * g->slots_day - g->base);
		int32_t at = k;

		for (; at > 0 && parts[at - 1].slot > slot; at--)
			parts[at] = parts[at - 1];
		parts[at] = (struct finder_back){(int16_t)(b->n / q->t->step), slot};
	}
}

/*
 * The same where a day may hold several chunks: one after the other, each total of so many chunks from the cheapest way to have
 * one chunk less. The chunks that are there already are laid into the state for as long as the next one is asked for, so that load,
 * switches, gaps and maxima are those of all of them.
 */
static int32_t
several_chunks(struct finder *f, const struct query *q, int32_t day)
{
	const struct grid *g = f->state->g;
	int32_t width = g->max_units + 1;
	int32_t units = q->t->n / q->t->step;
	int32_t least = q->t->lo / q->t->step;
	int32_t most = least - 1;

	for (int32_t k = 0; k < q->t->per_day; k++)
		for (int32_t u = 0; u <= units; u++)
			f->sets[k * width + u].n = 0;
	extend_set(f, q, day, &(struct finder_set){0}, 0);
	for (int32_t k = 1; k < q->t->per_day; k++)
		for (int32_t u = k * least; u + least <= units; u++)
			if (f->sets[(k - 1) * width + u].n > 0)
				extend_set(f, q, day, &f->sets[(k - 1) * width + u], u);
	for (int32_t u = least; u <= units; u++) {
		keep_set(f, q, day, u);
		most = f->chunk[u].bit < 0 ? most : u;
	}
	return most;
}

/*
 * One day of the table: the cheapest way to have each total on this day, then every total that it can make with the days before.
 * Totals are gone through from the largest down, so that each sees the totals of the days before only.
 */
static void
table_day(struct finder *f, const struct query *q, int32_t day, int64_t end_cost, struct finder_start *best)
{
	const struct grid *g = f->state->g;
	int32_t units = q->t->n / q->t->step;
	struct finder_back *back = &f->back[day * (g->max_units + 1)];
	struct finder_start *chunk = f->chunk;
	int32_t least = q->t->lo / q->t->step;
	int32_t most;

	for (int32_t u = 0; u <= units; u++)
		back[u] = (struct finder_back){0};
	most = q->t->per_day > 1 ? several_chunks(f, q, day)
				 : single_chunks(f, q, day, best->cost - end_cost);
	for (int32_t u = units; u >= least && most >= least; u--) {
		for (int32_t size = least; size <= most && size <= u; size++) {
			int64_t cost = f->table[u - size] + chunk[size].cost;
			int64_t *total = u == units ? &best->cost : &f->table[u];

			if (chunk[size].bit < 0 || f->table[u - size] >= COST_NONE)
				continue;
			if (u == units)
				cost += end_cost;
			if (cost >= *total)
				continue;
			*total = cost;
			back[u] = (struct finder_back){(int16_t)size, (int16_t)chunk[size].bit};
			if (u == units)
				best->bit = day;
		}
	}
}

bool
finder_find_chunks(struct finder *f, struct query *q)
{
	const struct grid *g = f->state->g;
	int32_t first = q->window.from / g->slots_day;
	int32_t last = (q->window.to - 1) / g->slots_day;
	int32_t units = q->t->n / q->t->step;
	int64_t most_gain = f->price.target * q->t->n * 4 + g->p->params.frag;
	struct finder_start best = {COST_NONE, -1}; /* bit: the last day */

	for (int32_t u = 1; u <= units; u++)
		f->table[u] = COST_NONE;
	f->table[0] = q->t->n_prev > 0 ? finder_move_price(f) * state_move_cost(q->t, q->t->prev_day) : 0;
	for (int32_t day = first; day <= last; day++) {
		int64_t end_cost = day <= q->calm_day ? q->calm_price : finder_query_end(f, q, day);

		if (end_cost - most_gain >= best.cost && !q->may_fall)
			break;
		if (f->state->day_room[day] < q->t->lo || grid_longest(g, q->t->mask, day) < q->t->lo ||
		    finder_is_blinked(f, q, day)) {
			struct finder_back *back = &f->back[day * (g->max_units + 1)];

			for (int32_t u = 0; u <= units; u++)
				back[u] = (struct finder_back){0};
			continue;
		}
		table_day(f, q, day, end_cost, &best);
	}
	if (best.bit < 0)
		return false;
	f->cost = best.cost;
	collect_chunks(f, q, best.bit, first);
	return true;
}
