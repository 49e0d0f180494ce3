/*
 * Why a task is unplaced or late. A deletion filter over the oracle gives a minimal set of families of rules; then each
 * block in the way is asked whether moving it alone would help.
 */
#include "senplan/engine/explain.h"

#include "oracle.h"

#include <assert.h>
#include <string.h>

enum { MAX_TRIALS = 48, MAX_BLOCKERS = 4 };

size_t
sp_explain_size(const struct sp_problem *problem, size_t n_blocks)
{
	(void)n_blocks; /* the desk has room for all that can be placed */
	return desk_size(problem);
}

bool
sp_explain_oracle(const struct sp_problem *problem, const struct sp_solution *plan, int32_t task,
		  uint32_t families, void *scratch)
{
	struct desk *d = desk_open(problem, plan, scratch);

	assert(task >= 0 && (size_t)task < problem->n_tasks);
	desk_take(d, task);
	return oracle_fits(d, task, families);
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
	struct question q = oracle_ask(d, task, ORACLE_ALL);

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
	const struct grid_task *other = &g->tasks[s->block_task[block]];
	int32_t from = s->blocks[block].start - day * g->slots_day - g->base - other->lead;

	bits_set_range(&room, g->words, from, from + grid_size(other, s->blocks[block].n));
	bits_and(&room, grid_mask(g, q->t->mask, day), g->words);
	bits_erode(&room, g->words, n);
	return !bits_empty(&room, g->words);
}

static void
find_blockers(struct desk *d, int32_t task, struct sp_why_not *why)
{
	const struct grid *g = &d->grid;
	struct question q = oracle_ask(d, task, ORACLE_ALL);
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
		int32_t n = oracle_longest_on(q, day, longest + 1, most, 1);

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

		if (d->grid.tasks[i].pinned || oracle_fits(d, i, whenever | 1U << SP_FAMILY_DUE))
			continue;
		misfit.fits_late = oracle_fits(d, i, whenever);
		if (!misfit.fits_late && d->grid.tasks[i].n > 0) {
			struct question q = oracle_ask(d, i, whenever);

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
	uint32_t families = ORACLE_ALL;

	assert(task >= 0 && (size_t)task < problem->n_tasks && ret_why_not != NULL);
	if (d->grid.tasks[task].pinned) { /* it stands where it was put */
		why.families = 1U << SP_FAMILY_PINNED;
		*ret_why_not = why;
		return;
	}
	desk_take(d, task);
	why.impossible = !oracle_fits(d, task, fixed);
	if (oracle_fits(d, task, ORACLE_ALL) || !oracle_fits(d, task, 0))
		families = 0; /* there is room now; or it fits into no day at all */
	for (int k = 0; k < SP_FAMILY_COUNT && families != 0; k++)
		if (!oracle_fits(d, task, families & ~(1U << k)))
			families &= ~(1U << k);
	why.families = families;
	for (int k = 0; k < SP_FAMILY_COUNT; k++)
		if ((families >> k & 1) != 0 && oracle_fits(d, task, ORACLE_ALL & ~(1U << k)))
			why.alone |= 1U << k;
	if (oracle_has(families, SP_FAMILY_LAG))
		why.predecessor = binding_predecessor(d, task);
	measure_room(d, task, &why);
	why.first_late_start = first_late_start(d, task);
	if (finder_is_ready(&d->state, task) && d->grid.tasks[task].n > 0 && !why.impossible && families != 0)
		find_blockers(d, task, &why);
	*ret_why_not = why;
}
