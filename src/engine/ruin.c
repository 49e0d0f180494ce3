/*
 * What a round takes off the board. Each neighbourhood answers one question: how could this late or unplaced task
 * get in; could these days be packed better; could these chains or this kind of work lie better; could a moved task
 * go back to where it was.
 */
#include "search.h"

#include <assert.h>

enum { MAX_ON_DAY = RUIN_MOST_HOLES / 2 - 8, DAY_TRIES = 6, MIXED_TRIES = 24, MIXED_FAR = 10 };

static int32_t
below(struct sp_engine *e, int32_t n)
{
	return (int32_t)sp_rand_below(&e->rand, (uint32_t)n);
}

static bool
may_take(const struct sp_engine *e, int32_t task)
{
	return !e->grid.tasks[task].pinned && !round_has(e, task);
}

/* Tasks on a day that may be moved, once for each of their blocks; returns how many. */
static int32_t
tasks_on(const struct sp_engine *e, int32_t day, int32_t *tasks)
{
	int32_t n = 0;

	for (int32_t b = e->state.day_head[day]; b >= 0 && n < MAX_ON_DAY; b = e->state.day_next[b])
		if (may_take(e, e->state.block_task[b]))
			tasks[n++] = e->state.block_task[b];
	return n;
}

/* What it hurts to take a task away: hard ones may well find another place, but are not taken lightly. */
static int32_t
worth(const struct grid_task *t)
{
	return t->hard ? 60 : 2 * t->weight + (t->core ? 20 : 0) + (t->n_succ > 0 ? 4 : 0);
}

struct hole { /* a place that could be made for a task */
	int32_t loss;
	int32_t bit;
};

/* Blocks of other tasks in [bit, bit + size) of a day: their worth, or take them. */
static int32_t
clear_hole(struct sp_engine *e, int32_t day, int32_t bit, int32_t size, bool take)
{
	const struct grid *g = &e->grid;
	int32_t from = day * g->slots_day + g->base + bit;
	int32_t to = from + size + g->most_lead;
	int32_t loss = 0;
	int32_t next;

	for (int32_t b = e->state.day_head[day]; b >= 0; b = next) {
		const struct block *x = &e->state.blocks[b];
		const struct grid_task *t = &g->tasks[e->state.block_task[b]];

		next = e->state.day_next[b];
		if (x->start >= to || x->start + x->n + t->buffer <= from ||
		    x->start - t->lead >= from + size)
			continue;
		loss += worth(t);
		if (take && may_take(e, e->state.block_task[b]))
			round_take(e, e->state.block_task[b]);
	}
	return loss;
}

void
ruin_clear(struct sp_engine *e, int32_t day, int32_t bit, int32_t size)
{
	clear_hole(e, day, bit, size, true);
}

/* Where what the task takes up could begin on a day if no movable block were there. */
static struct bits
possible_starts(const struct sp_engine *e, int32_t task, const struct window *w, int32_t day, int32_t n)
{
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];
	struct bits room = e->state.room[day];
	struct bits starts;
	int32_t first = w->from - day * g->slots_day - g->base;
	int32_t last = w->to - day * g->slots_day - g->base - n;

	for (int32_t b = e->state.day_head[day]; b >= 0; b = e->state.day_next[b]) {
		const struct grid_task *other = &g->tasks[e->state.block_task[b]];
		int32_t from = e->state.blocks[b].start - day * g->slots_day - g->base - other->lead;

		bits_set_range(&room, g->words, from, from + grid_size(other, e->state.blocks[b].n));
	}
	grid_starts(t, &room, grid_mask(g, t->mask, day), g->words, n, &starts);
	if (first > 0)
		bits_clear_range(&starts, g->words, 0, first);
	if (last < g->words * 64 - 1)
		bits_clear_range(&starts, g->words, last < 0 ? 0 : last + 1, g->words * 64);
	if (t->lead > 0)
		bits_down(&starts, g->words, t->lead);
	return starts;
}

/* Where a hole may begin: beside the blocks that are there, or at an end of a run of starts. How many. */
static int32_t
list_holes(const struct sp_engine *e, int32_t day, const struct bits *starts, int32_t size, int32_t *tries)
{
	const struct grid *g = &e->grid;
	int32_t kept = 0;
	int32_t n = 0;

	for (int32_t b = e->state.day_head[day]; b >= 0 && n < 2 * MAX_ON_DAY; b = e->state.day_next[b]) {
		const struct grid_task *other = &g->tasks[e->state.block_task[b]];
		int32_t from = e->state.blocks[b].start - day * g->slots_day - g->base - other->lead;

		tries[n++] = from;
		tries[n++] = from + grid_size(other, e->state.blocks[b].n) - size;
	}
	for (int32_t i = bits_next(starts, g->words, 0); i < g->words * 64 && n < 2 * MAX_ON_DAY + 14;) {
		int32_t end = bits_next_clear(starts, g->words, i);

		tries[n++] = i;
		tries[n++] = end - 1;
		i = bits_next(starts, g->words, end);
	}
	for (int32_t k = 0; k < n; k++)
		if (tries[k] >= 0 && tries[k] < g->words * 64 && bits_has(starts, tries[k]))
			tries[kept++] = tries[k];
	return kept;
}

/* The cheapest hole on a day. */
static struct hole
best_hole(struct sp_engine *e, int32_t day, const struct bits *starts, int32_t size)
{
	struct hole best = {INT32_MAX, -1};
	int32_t tries[RUIN_MOST_HOLES];
	int32_t n = list_holes(e, day, starts, size, tries);

	for (int32_t k = 0; k < n; k++) {
		int32_t loss = clear_hole(e, day, tries[k], size, false) * 4 + below(e, 8);

		if (loss < best.loss)
			best = (struct hole){loss, tries[k]};
	}
	return best;
}

int32_t
ruin_holes(const struct sp_engine *e, int32_t task, int32_t day, int32_t *ret_bits)
{
	const struct grid_task *t = &e->grid.tasks[task];
	struct window w = finder_window(&e->state, task);
	struct bits starts = possible_starts(e, task, &w, day, t->n);

	assert(t->hi == 0 || t->hi >= t->n);
	return list_holes(e, day, &starts, grid_size(t, t->n), ret_bits);
}

static bool
is_within_limits(const struct sp_engine *e, int32_t task, int32_t day, int32_t n)
{
	return finder_day_allows(&e->state, task, day, n) && finder_budgets_allow(&e->state, task, day, n);
}

/* Makes way within the maxima of the day and the budgets: the least worthy of the same kind goes. */
static void
clear_limits(struct sp_engine *e, int32_t task, int32_t day, int32_t n)
{
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];

	for (int32_t tries = 0; tries < 4 && !is_within_limits(e, task, day, n); tries++) {
		int32_t tasks[MAX_ON_DAY];
		bool same = tries < 2;
		int32_t from = same ? day : day - below(e, 4);
		int32_t n_tasks;
		int32_t least = -1;

		n_tasks = from >= 0 ? tasks_on(e, from, tasks) : 0;
		for (int32_t k = 0; k < n_tasks; k++)
			if ((!same || g->tasks[tasks[k]].cat == t->cat) &&
			    (least < 0 || worth(&g->tasks[tasks[k]]) < worth(&g->tasks[least])))
				least = tasks[k];
		if (least >= 0)
			round_take(e, least);
	}
}

/* A day on which the task might stand: mostly on time. */
static int32_t
choose_day(struct sp_engine *e, int32_t task, const struct window *w, int32_t need)
{
	const struct grid *g = &e->grid;
	int32_t first = w->from / g->slots_day;
	int32_t last = (w->to - 1) / g->slots_day;
	int32_t due = e->state.tasks[task].due_day;

	if (due >= first && due < last)
		last = due;
	else if (due < first && first + 5 < last)
		last = first + 5;
	for (int tries = 0; tries < DAY_TRIES && first <= last; tries++) {
		int32_t day = first + below(e, last - first + 1);

		if (grid_longest(g, g->tasks[task].mask, day) >= need)
			return day;
	}
	return GRID_NEVER;
}

/* Makes room for the task where that costs least, on the best of a few days. */
static void
make_room(struct sp_engine *e, int32_t task)
{
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];
	struct window w = finder_window(&e->state, task);
	int32_t n = t->hi != 0 ? t->lo + below(e, (t->hi - t->lo) / t->step + 1) * t->step : t->n;
	struct hole best = {INT32_MAX, -1};
	int32_t best_day = GRID_NEVER;

	for (int tries = 0; tries < 3 && w.from < w.to; tries++) {
		int32_t day = choose_day(e, task, &w, n);
		struct bits starts;
		struct hole hole;

		if (day == GRID_NEVER)
			continue;
		e->state.ticks++;
		starts = possible_starts(e, task, &w, day, n);
		hole = best_hole(e, day, &starts, grid_size(t, n));
		if (hole.loss < best.loss) {
			best = hole;
			best_day = day;
		}
	}
	if (best_day == GRID_NEVER)
		return;
	clear_hole(e, best_day, best.bit, grid_size(t, n), true);
	clear_limits(e, task, best_day, n);
	if (t->hi == 0 && finder_is_ready(&e->state, task) && is_within_limits(e, task, best_day, n)) {
		w = finder_window(&e->state, task);
		round_place_on(e, task, &w, best_day);
	}
}

static void
add_unplaced(struct sp_engine *e, int32_t n)
{
	for (int32_t k = 0; k < n && e->state.n_bad[0] > 0; k++) {
		int32_t task = e->state.bad[0][below(e, e->state.n_bad[0])];

		if (may_take(e, task))
			round_take(e, task);
	}
}

/* Those that the task waits for and that wait for it. */
static void
take_neighbours(struct sp_engine *e, int32_t task, bool placed_only)
{
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];

	for (int32_t l = 0; l < t->n_pred + t->n_succ && e->n_ruined < SEARCH_MAX_RUIN - 8; l++) {
		int32_t other =
			l < t->n_pred ? g->preds[t->pred + l].task : g->succs[t->succ + l - t->n_pred].task;

		if (may_take(e, other) && (!placed_only || state_is_placed(&e->state, other)))
			round_take(e, other);
	}
}

/* The whole chain of a task, up and down. */
static void
take_chain(struct sp_engine *e, int32_t task, bool placed_only)
{
	int32_t first = e->n_ruined;

	round_take(e, task);
	for (int32_t k = first; k < e->n_ruined; k++)
		take_neighbours(e, e->ruined[k], placed_only);
}

/* A late or unplaced task that could end earlier: heavy before light. */
static int32_t
choose_bad(struct sp_engine *e, int32_t kind)
{
	int32_t task = -1;

	for (int k = 0; k < 2 && e->state.n_bad[kind] > 0; k++) {
		int32_t other = e->state.bad[kind][below(e, e->state.n_bad[kind])];
		const struct state_task *st = &e->state.tasks[other];

		if (e->grid.tasks[other].head < e->grid.days &&
		    (st->n_blocks == 0 || st->end_day > e->grid.tasks[other].head) &&
		    (task < 0 || e->grid.tasks[other].weight > e->grid.tasks[task].weight))
			task = other;
	}
	return task;
}

/* How could a late or unplaced task get in? */
static void
ruin_bad(struct sp_engine *e, bool hard)
{
	int32_t task = choose_bad(e, hard ? 1 : 0);

	if (task < 0)
		return;
	if (!finder_is_ready(&e->state, task) || (e->grid.tasks[task].n_pred > 0 && below(e, 3) == 0))
		take_chain(e, task, false);
	else
		round_take(e, task);
	make_room(e, task);
	if (below(e, hard ? 2 : 4) == 0) {
		/* What gave way can often go elsewhere only when what it waits for moves too. */
		for (int32_t k = 0, n = e->n_ruined; k < n; k++)
			take_neighbours(e, e->ruined[k], true);
	} else if (!hard && below(e, 2) == 0) {
		add_unplaced(e, 1 + below(e, 2));
	}
}

static int32_t
random_placed(struct sp_engine *e)
{
	for (int tries = 0; tries < 12; tries++) {
		int32_t task = below(e, e->grid.n_tasks);

		if (!e->grid.tasks[task].pinned && state_is_placed(&e->state, task))
			return task;
	}
	return -1;
}

static int32_t
day_of(const struct sp_engine *e, int32_t task)
{
	return e->state.tasks[task].first / e->grid.slots_day;
}

/* Some of the tasks of one day, and perhaps of a near one. */
static void
ruin_days(struct sp_engine *e)
{
	int32_t task = random_placed(e);
	int32_t n_days = 1 + below(e, 2);
	int32_t most = 2 + below(e, 5);
	int32_t day;

	if (task < 0)
		return;
	day = day_of(e, task);
	round_take(e, task);
	for (int32_t k = 0; k < n_days; k++) {
		int32_t tasks[MAX_ON_DAY];
		int32_t n = day >= 0 && day < e->grid.days ? tasks_on(e, day, tasks) : 0;

		for (int32_t left = most; n > 0 && left > 0; left--) {
			int32_t at = below(e, n);

			if (may_take(e, tasks[at]))
				round_take(e, tasks[at]);
			tasks[at] = tasks[--n];
		}
		day += below(e, 11) - 5;
	}
}

/* Places an unsplit task that has been taken on a day, if it fits there. */
static void
put_on(struct sp_engine *e, int32_t task, int32_t day)
{
	const struct grid_task *t = &e->grid.tasks[task];
	struct window w;

	if (t->hi != 0 || !finder_is_ready(&e->state, task))
		return;
	w = finder_window(&e->state, task);
	round_place_on(e, task, &w, day);
}

/* A task goes to another day as it is, or changes places with one of about its length there. */
static void
ruin_exchange(struct sp_engine *e)
{
	const struct grid *g = &e->grid;
	int32_t task = random_placed(e);
	int32_t tasks[MAX_ON_DAY];
	int32_t home;
	int32_t day;
	int32_t n;
	struct window w;

	if (task < 0)
		return;
	w = finder_window(&e->state, task);
	home = day_of(e, task);
	day = choose_day(e, task, &w, g->tasks[task].hi != 0 ? g->tasks[task].lo : g->tasks[task].n);
	if (day == GRID_NEVER)
		return;
	n = tasks_on(e, day, tasks);
	round_take(e, task);
	if (n == 0 || below(e, 3) == 0) {
		put_on(e, task, day);
		return;
	}
	for (int32_t k = below(e, n), tries = 0; tries < n; k = (k + 1) % n, tries++) {
		int32_t other = tasks[k];
		int32_t more = g->tasks[other].n - g->tasks[task].n;

		if (other == task || g->tasks[other].hi != 0 || more > 6 || more < -6)
			continue;
		round_take(e, other);
		put_on(e, task, day);
		put_on(e, other, home);
		return;
	}
	put_on(e, task, day);
}

static bool
is_in_half(const struct sp_engine *e, int32_t block, int32_t half)
{
	const struct grid *g = &e->grid;

	return (e->state.blocks[block].start % g->slots_day - g->base >= g->half) == (half == 1);
}

static void
take_half(struct sp_engine *e, int32_t day, int32_t half)
{
	int32_t next;

	for (int32_t b = e->state.day_head[day]; b >= 0; b = next) {
		next = e->state.day_next[b];
		if (is_in_half(e, b, half) && may_take(e, e->state.block_task[b]))
			round_take(e, e->state.block_task[b]);
	}
}

/* Two half-days with work of the same kind: all of both, so that the kinds can be sorted out. */
static void
ruin_halves(struct sp_engine *e)
{
	const struct grid *g = &e->grid;
	int32_t task = random_placed(e);
	int32_t first;
	int32_t cat;
	int32_t day;

	if (task < 0)
		return;
	cat = g->tasks[task].cat;
	day = day_of(e, task);
	first = e->state.tasks[task].first;
	take_half(e, day, first % g->slots_day - g->base >= g->half ? 1 : 0);
	for (int tries = 0; tries < 12; tries++) {
		int32_t other = day + below(e, 29) - 14;
		int32_t half = below(e, 2);

		if (other < 0 || other >= g->days ||
		    e->state.half_n[(size_t)(other * 2 + half) * (size_t)g->n_cats + (size_t)cat] == 0)
			continue;
		take_half(e, other, half);
		return;
	}
}

static int32_t
count_kind(const struct sp_engine *e, int32_t day, int32_t half, int32_t cat)
{
	return e->state.half_n[(size_t)(day * 2 + half) * (size_t)e->grid.n_cats + (size_t)cat];
}

/* The work of one kind in a half-day. */
static void
take_kind(struct sp_engine *e, int32_t day, int32_t half, int32_t cat)
{
	int32_t next;

	for (int32_t b = e->state.day_head[day]; b >= 0; b = next) {
		int32_t task = e->state.block_task[b];

		next = e->state.day_next[b];
		if (e->grid.tasks[task].cat == cat && is_in_half(e, b, half) && may_take(e, task))
			round_take(e, task);
	}
}

/* One of the kinds of work in a half-day, other than this one; -1: there is none. */
static int32_t
other_kind(struct sp_engine *e, int32_t day, int32_t half, int32_t cat)
{
	int32_t found = -1;
	int32_t n = 0;

	for (int32_t c = 0; c < e->grid.n_cats; c++)
		if (c != cat && count_kind(e, day, half, c) > 0 && below(e, ++n) == 0)
			found = c;
	return found;
}

/* Two half-days that both have this and that: this of the one and that of the other, so that each keeps one kind. */
static void
ruin_mixed(struct sp_engine *e)
{
	const struct grid *g = &e->grid;
	int32_t task = random_placed(e);
	int32_t day;
	int32_t half;
	int32_t cat;
	int32_t that;

	if (task < 0)
		return;
	day = day_of(e, task);
	half = e->state.tasks[task].first % g->slots_day - g->base >= g->half ? 1 : 0;
	cat = g->tasks[task].cat;
	that = other_kind(e, day, half, cat);
	take_kind(e, day, half, cat);
	for (int tries = 0; tries < MIXED_TRIES && that >= 0; tries++) {
		int32_t other = day + below(e, 2 * MIXED_FAR + 1) - MIXED_FAR;
		int32_t in = below(e, 2);

		if (other < 0 || other >= g->days || (other == day && in == half) ||
		    count_kind(e, other, in, cat) == 0)
			continue;
		if (count_kind(e, other, in, that) == 0) {
			if (tries < MIXED_TRIES * 2 / 3)
				continue;
			that = other_kind(e, other, in, cat);
		}
		if (that >= 0)
			take_kind(e, other, in, that);
		return;
	}
}

/* Work of one or two kinds on neighbouring days, so that it can gather. */
static void
ruin_kind(struct sp_engine *e)
{
	int32_t task = random_placed(e);
	int32_t most = 3 + below(e, 10);
	int32_t cats[2];
	int32_t day;

	if (task < 0)
		return;
	day = day_of(e, task);
	cats[0] = cats[1] = e->grid.tasks[task].cat;
	round_take(e, task);
	for (int32_t k = 0; k < 16 && e->n_ruined < most; k++) {
		int32_t tasks[MAX_ON_DAY];
		int32_t other = day + (k % 2 == 0 ? k / 2 : -(k + 1) / 2);
		int32_t n = other >= 0 && other < e->grid.days ? tasks_on(e, other, tasks) : 0;

		if (k == 0 && n > 0 && below(e, 2) == 0)
			cats[1] = e->grid.tasks[tasks[below(e, n)]].cat;
		for (int32_t i = 0; i < n && e->n_ruined < most; i++)
			if (e->grid.tasks[tasks[i]].cat == cats[0] || e->grid.tasks[tasks[i]].cat == cats[1])
				round_take(e, tasks[i]);
	}
}

/* One task finds another place, and what was there finds another one too. */
static void
ruin_swap(struct sp_engine *e)
{
	int32_t task = random_placed(e);

	if (task < 0)
		return;
	round_take(e, task);
	make_room(e, task);
}

static void
ruin_chain(struct sp_engine *e)
{
	int32_t task = random_placed(e);

	if (task >= 0)
		take_chain(e, task, true);
}

/* A task that was moved: its old place is cleared for it. */
static void
ruin_moved(struct sp_engine *e)
{
	const struct grid *g = &e->grid;

	int32_t from = below(e, g->n_tasks);

	for (int32_t i = 0; i < g->n_tasks; i++) {
		int32_t task = from + i < g->n_tasks ? from + i : from + i - g->n_tasks;
		const struct grid_task *t = &g->tasks[task];

		if (t->n_prev == 0 || t->pinned ||
		    state_equals_prev(g, task, state_blocks(&e->state, task), e->state.tasks[task].n_blocks))
			continue;
		round_take(e, task);
		for (int32_t k = 0; k < t->n_prev; k++) {
			const struct block *b = &g->prevs[t->prev + k];

			clear_hole(e, b->start / g->slots_day, b->start % g->slots_day - g->base - t->lead,
				   grid_size(t, b->n), true);
		}
		return;
	}
}

static void
ruin_bad_hard(struct sp_engine *e)
{
	ruin_bad(e, true);
}

static void
ruin_bad_soft(struct sp_engine *e)
{
	ruin_bad(e, false);
}

/* How often each neighbourhood is asked, of the sum of those that make sense: while the worth of what is placed is
 * sought, and while the order of it is. */
static const struct {
	void (*ruin)(struct sp_engine *e);
	uint8_t worth, order;
} neighbourhoods[] = {
	{ruin_bad_hard, 8, 8},	{ruin_bad_soft, 30, 8}, {ruin_moved, 30, 30}, {ruin_swap, 20, 4},
	{ruin_exchange, 0, 20}, {ruin_halves, 0, 25},	{ruin_days, 24, 25},  {ruin_mixed, 0, 30},
	{ruin_kind, 12, 20},	{ruin_chain, 8, 4},
};

enum {
	HARD_HOPE = 2000,
	HARD_SHARE = 150
}; /* so many rounds a late hard task comes first, then in its turn */

static int32_t
share_of(const struct sp_engine *e, size_t k, bool worth)
{
	if (neighbourhoods[k].ruin == ruin_bad_hard) {
		if (e->state.n_bad[1] == 0 || search_is_hard_done(e, &e->state.score))
			return 0;
		if (e->stalled < HARD_HOPE)
			return HARD_SHARE;
	}
	if (neighbourhoods[k].ruin == ruin_bad_soft && e->state.n_bad[0] == 0)
		return 0;
	if (neighbourhoods[k].ruin == ruin_moved && e->state.score.moved == 0)
		return 0;
	return worth ? neighbourhoods[k].worth : neighbourhoods[k].order;
}

void
ruin_choose(struct sp_engine *e, bool core_only)
{
	enum { N = sizeof neighbourhoods / sizeof neighbourhoods[0] };
	int32_t shares[N];
	bool worth = e->cycle.kind == CYCLE_WORTH || e->cycle.kind == CYCLE_WORTH_AGAIN;
	int32_t sum = 0;
	int32_t dice;

	if (core_only && e->state.n_bad[1] > 0) {
		ruin_bad(e, true);
		/* Where one is late whatever is done, its whole chain may wait, and others keep their dates. */
		if (below(e, 4) == 0 && e->state.n_bad[1] > 0)
			take_chain(e, e->state.bad[1][below(e, e->state.n_bad[1])], false);
		return;
	}
	for (size_t k = 0; k < N; k++) {
		shares[k] = share_of(e, k, worth);
		sum += shares[k];
	}
	dice = below(e, sum);
	for (size_t k = 0; k < N; k++) {
		dice -= shares[k];
		if (dice < 0) {
			neighbourhoods[k].ruin(e);
			return;
		}
	}
}
