/*
 * Why a task is unplaced or late. The oracle is the placement test with some of its rules left out, on whole days of
 * slots (a person's day may begin outside the hours in which he is ever free). A deletion filter gives a minimal set
 * of families; then each block in the way is asked whether moving it alone would help.
 */
#include "senplan/engine/explain.h"

#include "desk.h"

#include <assert.h>
#include <string.h>

enum { ALL = (1 << SP_FAMILY_COUNT) - 1, MAX_TRIALS = 48, MAX_BLOCKERS = 4 };

struct question {
	struct desk *d;
	int32_t task;
	const struct grid_task *t;
	uint32_t families;
	struct window window;
	int32_t last_day; /* on which it may end */
};

static bool
has(uint32_t families, enum sp_family family)
{
	return (families >> family & 1) != 0;
}

static bool
is_enforced(const struct question *q, enum sp_family family)
{
	return has(q->families, family);
}

size_t
sp_explain_size(const struct sp_problem *problem, size_t n_blocks)
{
	(void)n_blocks; /* the desk has room for all that can be placed */
	return desk_size(problem);
}

/* Bits of a day of the grid, moved to where they are on the whole day. */
static struct bits
whole_day(const struct grid *g, const struct bits *x)
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
		open = whole_day(g, &g->is_free[day]);
	else
		bits_set_range(&open, BITS_WORDS, 0, g->slots_day);
	for (int32_t b = s->day_head[day]; b >= 0; b = s->day_next[b]) {
		const struct grid_task *t = &g->tasks[s->block_task[b]];
		int32_t from = s->blocks[b].start - day * g->slots_day;

		if (stands_in_way(q, t))
			bits_clear_range(&open, BITS_WORDS, from, from + s->blocks[b].n + t->buffer);
	}
	for (size_t i = 0; i < g->p->n_pins && is_enforced(q, SP_FAMILY_PINNED); i++) {
		const struct sp_placed *pin = &g->p->pins[i];
		int32_t from = pin->start % 1440 / g->slot_min;
		int32_t to = (pin->start % 1440 + pin->length_min + g->slot_min - 1) / g->slot_min;

		if (pin->start / 1440 == day)
			bits_clear_range(&open, BITS_WORDS, from, to + g->tasks[pin->task].buffer);
	}
	return open;
}

/* The starts of n slots on a day that the enforced families leave. */
static struct bits
open_starts(const struct question *q, int32_t day, int32_t n)
{
	const struct grid *g = &q->d->grid;
	struct bits open = open_slots(q, day);
	struct bits starts = open;
	int32_t first = q->window.from - day * g->slots_day;
	int32_t last = q->window.to - day * g->slots_day - n;

	if (is_enforced(q, SP_FAMILY_MASK)) {
		struct bits mask = whole_day(g, grid_mask(g, q->t->mask, day));

		bits_and(&starts, &mask, BITS_WORDS);
	}
	bits_erode(&starts, BITS_WORDS, n);
	if (q->t->buffer > 0) {
		bits_erode(&open, BITS_WORDS, n + q->t->buffer);
		bits_and(&starts, &open, BITS_WORDS);
	}
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
static int32_t
longest_on(const struct question *q, int32_t day, int32_t least, int32_t most, int32_t step)
{
	for (int32_t n = most; n >= least; n -= step) {
		struct bits starts;

		if (!day_is_open(q, day, n, q->t->n))
			continue;
		starts = open_starts(q, day, n);
		if (!bits_empty(&starts, BITS_WORDS))
			return n;
	}
	return 0;
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

static struct question
ask(struct desk *d, int32_t task, uint32_t families)
{
	const struct grid *g = &d->grid;
	struct question q = {.d = d, .task = task, .t = &g->tasks[task], .families = families};

	q.window = (struct window){0, g->days * g->slots_day};
	if (has(families, SP_FAMILY_RELEASE))
		q.window.from = q.t->release;
	if (has(families, SP_FAMILY_LAG)) {
		int32_t from = after_predecessors(d, task);

		q.window.from = from > q.window.from ? from : q.window.from;
		q.window.to = finder_window(&d->state, task).to;
	}
	q.last_day = g->days - 1;
	if (has(families, SP_FAMILY_DUE)) {
		int32_t due = has(families, SP_FAMILY_LAG) ? d->state.tasks[task].due_day : q.t->due_day;

		q.last_day = due < q.last_day ? due : q.last_day;
	}
	return q;
}

/* The task is not on the desk. */
static bool
oracle(struct desk *d, int32_t task, uint32_t families)
{
	struct question q = ask(d, task, families);
	int32_t day = q.window.from / d->grid.slots_day;
	bool reach[GRID_MAX_UNITS + 1] = {true};
	int32_t units;

	if (q.t->n == 0 || (has(families, SP_FAMILY_LAG) && !finder_is_ready(&d->state, task)))
		return false;
	if (q.t->hi == 0) {
		for (; day <= q.last_day; day++)
			if (longest_on(&q, day, q.t->n, q.t->n, 1) > 0)
				return true;
		return false;
	}
	units = q.t->n / q.t->step;
	for (; day <= q.last_day && !reach[units]; day++) {
		int32_t most = longest_on(&q, day, q.t->lo, q.t->hi, q.t->step) / q.t->step;

		for (int32_t u = units; u > 0 && most > 0; u--)
			for (int32_t k = q.t->lo / q.t->step; k <= most && k <= u; k++)
				reach[u] = reach[u] || reach[u - k];
	}
	return reach[units];
}

bool
sp_explain_oracle(const struct sp_problem *problem, const struct sp_solution *plan, int32_t task,
		  uint32_t families, void *scratch)
{
	struct desk *d = desk_open(problem, plan, scratch);

	assert(task >= 0 && (size_t)task < problem->n_tasks);
	desk_take(d, task);
	return oracle(d, task, families);
}

/* The predecessor that holds the task back: one that is not placed, or the one that binds. */
static int32_t
binding_predecessor(const struct desk *d, int32_t task)
{
	const struct grid *g = &d->grid;
	const struct grid_task *t = &g->tasks[task];
	int32_t latest = -1;
	int32_t latest_from = INT32_MIN;
	int32_t tightest = -1;
	int32_t tightest_due = t->due_day;

	for (int32_t k = 0; k < t->n_pred; k++) {
		const struct grid_link *link = &g->preds[t->pred + k];
		const struct state_task *before = &d->state.tasks[link->task];
		int32_t from =
			link->min_lag == 0 ? before->last : (before->end_day + link->min_lag) * g->slots_day;

		if (before->n_blocks == 0)
			return link->task;
		if (from > latest_from) {
			latest_from = from;
			latest = link->task;
		}
		if (link->max_lag >= 0 && before->end_day + link->max_lag < tightest_due) {
			tightest_due = before->end_day + link->max_lag;
			tightest = link->task;
		}
	}
	return latest_from > t->release || tightest < 0 ? latest : tightest;
}

/* The stretches on time that are free and allowed now. */
static void
measure_room(struct desk *d, int32_t task, struct sp_why_not *why)
{
	const struct grid *g = &d->grid;
	struct question q = ask(d, task, ALL);

	for (int32_t day = q.window.from / g->slots_day; day <= q.last_day; day++) {
		struct bits room = d->state.room[day];
		int32_t first = q.window.from - day * g->slots_day - g->base;
		int32_t longest;

		bits_and(&room, grid_mask(g, q.t->mask, day), g->words);
		if (first > 0)
			bits_clear_range(&room, g->words, 0, first);
		longest = bits_longest(&room, g->words) * g->slot_min;
		why->longest_free_min = longest > why->longest_free_min ? longest : why->longest_free_min;
		why->free_on_time_min += bits_count(&room, g->words) * g->slot_min;
	}
}

static int32_t
first_late_start(struct desk *d, int32_t task)
{
	const struct grid *g = &d->grid;
	const struct grid_task *t = &g->tasks[task];
	struct window w = finder_window(&d->state, task);

	if (t->n == 0 || !finder_is_ready(&d->state, task))
		return -1;
	if (t->hi != 0)
		return finder_find(&d->finder, task) ? d->finder.blocks[0].start * g->slot_min : -1;
	for (int32_t day = w.from / g->slots_day; day < g->days; day++) {
		struct bits starts;
		int32_t bit;

		if (!finder_day_allows(&d->state, task, day, t->n) ||
		    !finder_budgets_allow(&d->state, task, day, t->n))
			continue;
		starts = finder_starts(&d->state, task, &w, day, t->n);
		bit = bits_next(&starts, g->words, 0);
		if (bit < g->words * 64)
			return (day * g->slots_day + g->base + bit) * g->slot_min;
	}
	return -1;
}

/* Would the task be on time if this one other task gave way, and where would that go? */
static bool
try_blocker(struct desk *d, int32_t task, int32_t other, struct sp_blocker *ret)
{
	struct state *s = &d->state;
	bool helps;

	desk_take(d, other);
	helps = finder_find(&d->finder, task) &&
		(d->finder.blocks[d->finder.n - 1].start / d->grid.slots_day <= s->tasks[task].due_day);
	if (helps) {
		*ret = (struct sp_blocker){.task = other,
					   .start = d->finder.blocks[0].start * d->grid.slot_min};
		state_place(s, task, d->finder.blocks, d->finder.n);
		ret->replaced = finder_find(&d->finder, other);
		if (ret->replaced)
			ret->to_start = d->finder.blocks[0].start * d->grid.slot_min;
		helps = ret->replaced || !desk_is_needed(d, other);
		state_remove(s, task);
	}
	desk_put_back(d, other);
	return helps;
}

static bool
is_cheaper(const struct desk *d, const struct sp_blocker *a, const struct sp_blocker *b)
{
	const struct grid_task *ta = &d->grid.tasks[a->task];
	const struct grid_task *tb = &d->grid.tasks[b->task];

	if (a->replaced != b->replaced)
		return a->replaced;
	if (ta->hard != tb->hard)
		return !ta->hard;
	return ta->weight != tb->weight ? ta->weight < tb->weight : a->task < b->task;
}

static void
keep_blocker(const struct desk *d, struct sp_why_not *why, struct sp_blocker blocker)
{
	size_t at = why->n_blockers < MAX_BLOCKERS ? why->n_blockers++ : MAX_BLOCKERS;

	if (at == MAX_BLOCKERS && !is_cheaper(d, &blocker, &why->blockers[--at]))
		return;
	for (; at > 0 && is_cheaper(d, &blocker, &why->blockers[at - 1]); at--)
		why->blockers[at] = why->blockers[at - 1];
	why->blockers[at] = blocker;
}

/* Is the block of the pool the only thing between the task and a start on this day? */
static bool
would_open(const struct desk *d, const struct question *q, int32_t day, int32_t block, int32_t n)
{
	const struct grid *g = &d->grid;
	const struct state *s = &d->state;
	struct bits room = s->room[day];
	int32_t from = s->blocks[block].start - day * g->slots_day - g->base;

	bits_set_range(&room, g->words, from,
		       from + s->blocks[block].n + g->tasks[s->block_task[block]].buffer);
	bits_and(&room, grid_mask(g, q->t->mask, day), g->words);
	bits_erode(&room, g->words, n);
	return !bits_empty(&room, g->words);
}

static void
find_blockers(struct desk *d, int32_t task, struct sp_why_not *why)
{
	const struct grid *g = &d->grid;
	struct question q = ask(d, task, ALL);
	int32_t n = q.t->hi != 0 ? q.t->lo : q.t->n;
	int trials = 0;

	memset(g->work, 0, (size_t)g->n_tasks * sizeof *g->work);
	for (int32_t day = q.window.from / g->slots_day; day <= q.last_day; day++)
		for (int32_t b = d->state.day_head[day]; b >= 0 && trials < MAX_TRIALS;) {
			int32_t other = d->state.block_task[b];
			int32_t next = d->state.day_next[b];
			struct sp_blocker blocker;

			if (g->work[other] == 0 && would_open(d, &q, day, b, n)) {
				g->work[other] = 1;
				trials++;
				if (try_blocker(d, task, other, &blocker))
					keep_blocker(d, why, blocker);
				/* The day's list has been changed and changed back: start again, all tried are marked. */
				next = d->state.day_head[day];
			}
			b = next;
		}
}

/* The longest block of the task that the enforced families leave on any day, with its buffer. */
static int32_t
longest_of_all(const struct question *q)
{
	int32_t longest = 0;
	int32_t most = q->t->hi != 0 ? q->t->hi : q->t->n;

	for (int32_t day = q->window.from / q->d->grid.slots_day; day <= q->last_day; day++) {
		int32_t n = longest_on(q, day, longest + 1, most, 1);

		longest = n > longest ? n : longest;
	}
	return longest;
}

size_t
sp_explain_misfits(const struct sp_problem *problem, void *scratch, struct sp_misfit *ret_misfits, size_t max)
{
	static const struct sp_solution nothing;
	struct desk *d = desk_open(problem, &nothing, scratch);
	const uint32_t whenever = 1U << SP_FAMILY_FREE | 1U << SP_FAMILY_MASK | 1U << SP_FAMILY_PINNED |
				  1U << SP_FAMILY_RELEASE;
	size_t n = 0;

	assert(max == 0 || ret_misfits != NULL);
	for (int32_t i = 0; i < d->grid.n_tasks; i++) {
		struct sp_misfit misfit = {.task = i};

		if (d->grid.tasks[i].pinned || oracle(d, i, whenever | 1U << SP_FAMILY_DUE))
			continue;
		misfit.fits_late = oracle(d, i, whenever);
		if (!misfit.fits_late && d->grid.tasks[i].n > 0) {
			struct question q = ask(d, i, whenever);

			misfit.longest_min = longest_of_all(&q) * problem->slot_min;
		}
		if (n < max)
			ret_misfits[n] = misfit;
		n++;
	}
	return n;
}

void
sp_explain_task(const struct sp_problem *problem, const struct sp_solution *plan, int32_t task, void *scratch,
		struct sp_why_not *ret_why_not)
{
	static const uint32_t fixed = 1U << SP_FAMILY_FREE | 1U << SP_FAMILY_MASK | 1U << SP_FAMILY_RELEASE |
				      1U << SP_FAMILY_DUE | 1U << SP_FAMILY_PINNED;
	struct desk *d = desk_open(problem, plan, scratch);
	struct sp_why_not why = {.predecessor = -1, .first_late_start = -1};
	uint32_t families = ALL;

	assert(task >= 0 && (size_t)task < problem->n_tasks && ret_why_not != NULL);
	if (d->grid.tasks[task].pinned) { /* it stands where it was put */
		why.families = 1U << SP_FAMILY_PINNED;
		*ret_why_not = why;
		return;
	}
	desk_take(d, task);
	why.impossible = !oracle(d, task, fixed);
	if (oracle(d, task, ALL) || !oracle(d, task, 0))
		families = 0; /* there is room now; or it fits into no day at all */
	for (int k = 0; k < SP_FAMILY_COUNT && families != 0; k++)
		if (!oracle(d, task, families & ~(1U << k)))
			families &= ~(1U << k);
	why.families = families;
	if (has(families, SP_FAMILY_LAG))
		why.predecessor = binding_predecessor(d, task);
	measure_room(d, task, &why);
	why.first_late_start = first_late_start(d, task);
	if (finder_is_ready(&d->state, task) && d->grid.tasks[task].n > 0 && !why.impossible && families != 0)
		find_blockers(d, task, &why);
	*ret_why_not = why;
}
