/*
 * The placement test with some of its rules left out, on whole days of slots (a person's day may begin outside the hours in
 * which he is ever free).
 */
#include "oracle.h"

#include <assert.h>
#include <string.h>

static bool
is_enforced(const struct question *q, enum sp_family family)
{
	return oracle_has(q->families, family);
}

/* Bits of a day of the grid, moved to where they are on the whole day. */
struct bits
oracle_whole_day(const struct grid *g, const struct bits *x)
{
	struct bits out = {{0}};

	for (int32_t i = bits_next(x, g->words, 0); i < g->words * 64;) {
		int32_t end = bits_next_clear(x, g->words, i);

		bits_set_range(&out, BITS_WORDS, g->base + i, g->base + end);
		i = bits_next(x, g->words, end);
	}
	return out;
}

static bool
stands_in_way(const struct question *q, const struct grid_task *t)
{
	if (t->hard)
		return is_enforced(q, SP_FAMILY_HARD_WORK);
	return is_enforced(q, SP_FAMILY_OTHER_WORK);
}

/* The slots of a day that the enforced families leave, without the mask. */
static struct bits
open_slots(const struct question *q, int32_t day)
{
	const struct grid *g = &q->d->grid;
	const struct state *s = &q->d->state;
	struct bits open = {{0}};

	if (is_enforced(q, SP_FAMILY_FREE))
		open = oracle_whole_day(g, &g->is_free[day]);
	else
		bits_set_range(&open, BITS_WORDS, 0, g->slots_day);
	for (int32_t b = s->day_head[day]; b >= 0; b = s->day_next[b]) {
		const struct grid_task *t = &g->tasks[s->block_task[b]];
		int32_t from = s->blocks[b].start - day * g->slots_day;

		if (stands_in_way(q, t))
			bits_clear_range(&open, BITS_WORDS, from - t->lead,
					 from + s->blocks[b].n + t->buffer);
	}
	for (size_t i = 0; i < g->p->n_pins && is_enforced(q, SP_FAMILY_PINNED); i++) {
		const struct sp_placed *pin = &g->p->pins[i];
		const struct grid_task *t = &g->tasks[pin->task];
		int32_t from = pin->start % 1440 / g->slot_min;
		int32_t to = (pin->start % 1440 + pin->length_min + g->slot_min - 1) / g->slot_min;

		if (pin->start / 1440 == day && (int32_t)i != q->skip_pin)
			bits_clear_range(&open, BITS_WORDS, from - t->lead, to + t->buffer);
	}
	return open;
}

/* The starts of n slots on a day that the enforced families leave. */
struct bits
oracle_starts(const struct question *q, int32_t day, int32_t n)
{
	const struct grid *g = &q->d->grid;
	struct bits open = open_slots(q, day);
	struct bits mask = open;
	struct bits starts;
	int32_t first = q->window.from - day * g->slots_day;
	int32_t last = q->window.to - day * g->slots_day - n;

	if (is_enforced(q, SP_FAMILY_MASK))
		mask = oracle_whole_day(g, grid_mask(g, q->t->mask, day));
	grid_starts(q->t, &open, &mask, BITS_WORDS, n, &starts);
	if (first > 0)
		bits_clear_range(&starts, BITS_WORDS, 0, first);
	if (last < BITS_WORDS * 64 - 1)
		bits_clear_range(&starts, BITS_WORDS, last < 0 ? 0 : last + 1, BITS_WORDS * 64);
	return starts;
}

static bool
day_is_open(const struct question *q, int32_t day, int32_t n, int32_t whole)
{
	if (is_enforced(q, SP_FAMILY_DAY_MAX) && !finder_day_allows(&q->d->state, q->task, day, n))
		return false;
	return !is_enforced(q, SP_FAMILY_BUDGET) || finder_budgets_allow(&q->d->state, q->task, day, whole);
}

/* The longest block, up to `most`, that could stand on the day. A day that takes a long one takes a short one. */
int32_t
oracle_longest_on(const struct question *q, int32_t day, int32_t least, int32_t most, int32_t step)
{
	for (int32_t n = most; n >= least; n -= step) {
		struct bits starts;

		if (!day_is_open(q, day, n, q->t->n))
			continue;
		starts = oracle_starts(q, day, n);
		if (!bits_empty(&starts, BITS_WORDS))
			return n;
	}
	return 0;
}

enum { UNIT_WORDS = GRID_MAX_UNITS / 64 + 1, DAY_SLOTS = BITS_WORDS * 64, MAX_SIZES = 96 };

struct totals { /* a set of numbers of units */
	uint64_t w[UNIT_WORDS];
};

/* Every total that `from` makes with `more` units. */
static void
add_totals(struct totals *to, const struct totals *from, int32_t more)
{
	for (int32_t k = UNIT_WORDS - 1; k >= more / 64; k--) {
		int32_t at = k - more / 64;

		to->w[k] |= from->w[at] << (more % 64);
		if (more % 64 != 0 && at > 0)
			to->w[k] |= from->w[at - 1] >> (64 - more % 64);
	}
}

struct day_question {		       /* about several chunks on one day */
	struct bits starts[MAX_SIZES]; /* by length, the shortest first */
	int32_t n_sizes;
	int32_t most;	    /* chunks, */
	int32_t most_units; /* and their units */
};

/* False: the day takes none. */
static bool
ask_day(const struct question *q, int32_t day, struct day_question *ret)
{
	const struct grid *g = &q->d->grid;
	const struct grid_task *t = q->t;
	const struct sp_problem_cat *c = &g->p->cats[t->cat];
	const struct state *s = &q->d->state;
	int32_t at = t->cat * g->days + day;

	ret->n_sizes = 0;
	ret->most = t->per_day;
	ret->most_units = GRID_MAX_UNITS;
	if (is_enforced(q, SP_FAMILY_BUDGET) && !finder_budgets_allow(s, q->task, day, t->n))
		return false;
	if (is_enforced(q, SP_FAMILY_DAY_MAX)) {
		if (c->max_blocks_day >= 0 && c->max_blocks_day - s->cat_n[at] < ret->most)
			ret->most = c->max_blocks_day - s->cat_n[at];
		if (c->max_min_day >= 0)
			ret->most_units = (c->max_min_day - s->cat_min[at]) / (t->step * g->slot_min);
	}
	for (int32_t n = t->lo; n <= t->hi && ret->n_sizes < MAX_SIZES; n += t->step) {
		ret->starts[ret->n_sizes] = oracle_starts(q, day, n);
		if (bits_empty(&ret->starts[ret->n_sizes], BITS_WORDS))
			break;
		ret->n_sizes++;
	}
	return ret->n_sizes > 0 && ret->most > 0 && ret->most_units > 0;
}

/* Every total of chunks on a day, in the order of the day: by their number and the slot from which on the next may start. */
static struct totals
day_totals(const struct question *q, const struct day_question *x)
{
	const struct grid_task *t = q->t;
	struct totals reach[SP_PROBLEM_MAX_DAY_CHUNKS + 1][DAY_SLOTS + 1];
	struct totals all = {{0}};

	memset(reach, 0, sizeof reach);
	reach[0][0].w[0] = 1;
	for (int32_t at = 0; at < DAY_SLOTS; at++)
		for (int32_t k = 0; k <= x->most; k++) {
			for (int32_t i = 0; i < x->n_sizes && k < x->most && bits_has(&x->starts[i], at);
			     i++) {
				int32_t next = grid_next_chunk(t, at + t->lo + i * t->step);

				add_totals(&reach[k + 1][next < DAY_SLOTS ? next : DAY_SLOTS], &reach[k][at],
					   t->lo / t->step + i);
			}
			add_totals(&reach[k][at + 1], &reach[k][at], 0);
		}
	for (int32_t k = 1; k <= x->most; k++)
		add_totals(&all, &reach[k][DAY_SLOTS], 0);
	return all;
}

/* Adds to the totals that were reached on the days before every one that this day can make of them. */
static void
add_day(const struct question *q, int32_t day, bool *reach, int32_t units)
{
	struct day_question x;
	struct totals totals;

	if (!ask_day(q, day, &x))
		return;
	totals = day_totals(q, &x);
	for (int32_t u = units; u > 0; u--)
		for (int32_t k = 1; k <= u && k <= x.most_units; k++)
			if ((totals.w[k / 64] >> (k % 64) & 1) != 0)
				reach[u] = reach[u] || reach[u - k];
}

/* The first slot that the placed predecessors leave. */
static int32_t
after_predecessors(const struct desk *d, int32_t task)
{
	const struct grid *g = &d->grid;
	const struct grid_task *t = &g->tasks[task];
	int32_t latest = 0;

	for (int32_t k = 0; k < t->n_pred; k++) {
		const struct grid_link *link = &g->preds[t->pred + k];
		const struct state_task *before = &d->state.tasks[link->task];
		int32_t from =
			link->min_lag == 0 ? before->last : (before->end_day + link->min_lag) * g->slots_day;

		latest = before->n_blocks > 0 && from > latest ? from : latest;
	}
	return latest;
}

struct question
oracle_ask(struct desk *d, int32_t task, uint32_t families)
{
	const struct grid *g = &d->grid;
	struct question q = {
		.d = d, .task = task, .t = &g->tasks[task], .families = families, .skip_pin = -1};

	q.window = (struct window){0, g->days * g->slots_day};
	if (oracle_has(families, SP_FAMILY_RELEASE))
		q.window.from = q.t->release;
	if (oracle_has(families, SP_FAMILY_LAG)) {
		int32_t from = after_predecessors(d, task);

		q.window.from = from > q.window.from ? from : q.window.from;
		q.window.to = finder_window(&d->state, task).to;
	}
	q.last_day = g->days - 1;
	if (oracle_has(families, SP_FAMILY_DUE)) {
		int32_t due =
			oracle_has(families, SP_FAMILY_LAG) ? d->state.tasks[task].due_day : q.t->due_day;

		q.last_day = due < q.last_day ? due : q.last_day;
	}
	return q;
}

/* The task is not on the desk. */
bool
oracle_fits(struct desk *d, int32_t task, uint32_t families)
{
	struct question q = oracle_ask(d, task, families);
	int32_t day = q.window.from / d->grid.slots_day;
	bool reach[GRID_MAX_UNITS + 1] = {true};
	int32_t units;

	if (q.t->n == 0 || (oracle_has(families, SP_FAMILY_LAG) && !finder_is_ready(&d->state, task)))
		return false;
	if (q.t->hi == 0) {
		for (; day <= q.last_day; day++)
			if (oracle_longest_on(&q, day, q.t->n, q.t->n, 1) > 0)
				return true;
		return false;
	}
	units = q.t->n / q.t->step;
	assert(units >= 0 && units <= GRID_MAX_UNITS);
	for (; q.t->per_day > 1 && day <= q.last_day && !reach[units]; day++)
		add_day(&q, day, reach, units);
	for (; q.t->per_day == 1 && day <= q.last_day && !reach[units]; day++) {
		int32_t most = oracle_longest_on(&q, day, q.t->lo, q.t->hi, q.t->step) / q.t->step;

		for (int32_t u = units; u > 0 && most > 0; u--)
			for (int32_t k = q.t->lo / q.t->step; k <= most && k <= u; k++)
				reach[u] = reach[u] || reach[u - k];
	}
	return reach[units];
}
