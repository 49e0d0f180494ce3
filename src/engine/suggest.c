/*
 * Where a task could stand: the best start of each day as the plan is, and, where that is not enough, the places that
 * one other task could make by giving way. Every suggestion is placed in earnest and its score compared.
 */
#include "senplan/engine/explain.h"

#include "desk.h"

#include <assert.h>
#include <string.h>

enum { MAX_TRIALS = 120 };

struct basket {
	struct sp_suggestion *items;
	size_t n, max;
	struct sp_score before;
};

static bool
is_better(const struct sp_suggestion *a, const struct sp_suggestion *b)
{
	int order = sp_score_compare(&a->cost, &b->cost);

	if (order != 0)
		return order < 0;
	if ((a->evicts < 0) != (b->evicts < 0))
		return a->evicts < 0;
	return a->start != b->start ? a->start < b->start : a->evicts < b->evicts;
}

static void
keep(struct basket *basket, struct sp_suggestion s)
{
	size_t at = basket->n < basket->max ? basket->n++ : basket->max;

	if (at == basket->max && (at == 0 || !is_better(&s, &basket->items[--at])))
		return;
	for (; at > 0 && is_better(&s, &basket->items[at - 1]); at--)
		basket->items[at] = basket->items[at - 1];
	basket->items[at] = s;
}

static void
suggest_free_days(struct desk *d, int32_t task, struct basket *basket)
{
	const struct grid *g = &d->grid;
	int32_t n = g->tasks[task].n;
	struct window w = finder_window(&d->state, task);

	for (int32_t day = w.from / g->slots_day; day < g->days && day * g->slots_day < w.to; day++) {
		struct sp_suggestion s = {.evicts = -1, .evicted_to = -1};
		struct block b = {.n = n};

		if (!finder_best_on(&d->finder, task, &w, day, n, &b.start))
			continue;
		state_place(&d->state, task, &b, 1);
		s.start = b.start * g->slot_min;
		s.cost = desk_cost(&d->state.score, &basket->before);
		state_remove(&d->state, task);
		keep(basket, s);
	}
}

/* The task on the day of the other one, which goes where it finds a place. */
static void
suggest_instead(struct desk *d, int32_t task, int32_t other, int32_t day, struct basket *basket)
{
	const struct grid *g = &d->grid;
	struct state *s = &d->state;
	struct window w;
	struct block b = {.n = g->tasks[task].n};
	struct sp_suggestion made = {.evicts = other, .evicted_to = -1};

	desk_take(d, other);
	w = finder_window(s, task);
	if (finder_best_on(&d->finder, task, &w, day, b.n, &b.start)) {
		state_place(s, task, &b, 1);
		made.start = b.start * g->slot_min;
		if (finder_find(&d->finder, other)) {
			state_place(s, other, d->finder.blocks, d->finder.n);
			made.evicted_to = d->finder.blocks[0].start * g->slot_min;
			made.cost = desk_cost(&s->score, &basket->before);
			keep(basket, made);
			state_remove(s, other);
		} else if (!desk_is_needed(d, other)) {
			made.cost = desk_cost(&s->score, &basket->before);
			keep(basket, made);
		}
		state_remove(s, task);
	}
	desk_put_back(d, other);
}

/* Does the day open up when this one block goes? */
static bool
would_open(const struct desk *d, int32_t task, int32_t day, int32_t block)
{
	const struct grid *g = &d->grid;
	const struct state *s = &d->state;
	const struct grid_task *t = &g->tasks[task];
	struct bits room = s->room[day];
	const struct grid_task *other = &g->tasks[s->block_task[block]];
	int32_t from = s->blocks[block].start - day * g->slots_day - g->base - other->lead;

	if (grid_longest(g, t->mask, day) < t->n)
		return false;
	bits_set_range(&room, g->words, from, from + grid_size(other, s->blocks[block].n));
	bits_and(&room, grid_mask(g, t->mask, day), g->words);
	bits_erode(&room, g->words, t->n);
	return !bits_empty(&room, g->words);
}

static void
suggest_evictions(struct desk *d, int32_t task, struct basket *basket)
{
	const struct grid *g = &d->grid;
	struct window w = finder_window(&d->state, task);
	int32_t last =
		d->state.tasks[task].due_day < g->days - 1 ? d->state.tasks[task].due_day : g->days - 1;
	int trials = 0;

	memset(g->work, 0, (size_t)g->n_tasks * sizeof *g->work);
	for (int32_t day = w.from / g->slots_day; day <= last; day++)
		for (int32_t b = d->state.day_head[day]; b >= 0 && trials < MAX_TRIALS;) {
			int32_t other = d->state.block_task[b];
			int32_t next = d->state.day_next[b];

			if (g->work[other] == 0 && !g->tasks[other].hard && would_open(d, task, day, b)) {
				g->work[other] = 1;
				trials++;
				suggest_instead(d, task, other, day, basket);
				/* The day's list was changed and changed back: from its start, what was tried is marked. */
				next = d->state.day_head[day];
			}
			b = next;
		}
}

size_t
sp_suggest(const struct sp_problem *problem, const struct sp_solution *plan, int32_t task, void *scratch,
	   struct sp_suggestion *ret_suggestions, size_t max)
{
	struct desk *d = desk_open(problem, plan, scratch);
	const struct grid_task *t = &d->grid.tasks[task];
	struct basket basket = {.items = ret_suggestions, .max = max, .before = d->state.score};
	size_t on_time = 0;

	assert(task >= 0 && (size_t)task < problem->n_tasks && (max == 0 || ret_suggestions != NULL));
	if (t->pinned || t->n == 0 || max == 0 || !finder_is_ready(&d->state, task))
		return 0;
	desk_take(d, task);
	if (t->hi != 0) { /* chunks: the best way to place them all */
		if (finder_find(&d->finder, task)) {
			struct sp_suggestion s = {.evicts = -1, .evicted_to = -1};

			s.start = d->finder.blocks[0].start * problem->slot_min;
			state_place(&d->state, task, d->finder.blocks, d->finder.n);
			s.cost = desk_cost(&d->state.score, &basket.before);
			keep(&basket, s);
		}
		return basket.n;
	}
	suggest_free_days(d, task, &basket);
	for (size_t k = 0; k < basket.n; k++)
		on_time += basket.items[k].start / 1440 <= d->state.tasks[task].due_day;
	if (on_time < max)
		suggest_evictions(d, task, &basket);
	return basket.n;
}
