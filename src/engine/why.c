/*
 * Why a block stands where it does: what the other days would cost. The alternatives are placed in earnest and their
 * scores compared, so what is said is what would happen.
 */
#include "senplan/engine/explain.h"

#include "desk.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ALTERNATIVES = 3, NEAR_DAYS = 14 };

struct parts { /* of the quality, as far as two days make it up */
	int64_t gap, change, load, half, like;
};

struct other { /* a place that was tried */
	int32_t start;
	bool on_budget; /* it uses time that is to be left free */
	struct sp_score score;
	struct parts parts;
};

struct inquiry {
	struct desk *d;
	int32_t task;
	int32_t chunk; /* which of its blocks */
	int32_t home;  /* the day it stands on */
	struct block blocks[SP_PROBLEM_MAX_DAYS];
	struct block others[SP_PROBLEM_MAX_DAYS]; /* without that one */
	int32_t n;
	struct other here;
};

static int64_t
switches_on(const struct state *s, int32_t day)
{
	int64_t n = 0;

	for (int32_t half = 0; half < 2; half++)
		n += s->half_kinds[day * 2 + half] > 1 ? s->half_kinds[day * 2 + half] - 1 : 0;
	return n * s->g->p->params.swtch;
}

static void
add_parts(const struct state *s, int32_t day, struct parts *parts)
{
	int64_t load = state_load(s->g, day, s->used[day]);

	parts->load += load;
	parts->gap += s->day_quality[day] - load;
	parts->change += switches_on(s, day);
}

static int64_t
half_points(const struct inquiry *q, const struct block *b)
{
	const struct grid *g = &q->d->grid;
	uint8_t pref = g->tasks[q->task].pref;
	bool late = b->start % g->slots_day - g->base >= g->half;

	return (pref == SP_HALF_MORNING && late) || (pref == SP_HALF_AFTERNOON && !late)
		       ? (int64_t)g->p->params.pref * b->n
		       : 0;
}

/* Places the task with the asked block on `start`, looks, and takes it off again. The blocks stay in order. */
static struct other
try_start(struct inquiry *q, int32_t start, int32_t other_day)
{
	struct state *s = &q->d->state;
	struct block blocks[SP_PROBLEM_MAX_DAYS];
	struct block moved = {start, q->blocks[q->chunk].n};
	struct other result = {.start = start};
	int32_t n = 0;

	for (int32_t k = 0; k < q->n; k++) {
		if (k == q->chunk)
			continue;
		if (n < q->n && moved.n > 0 && q->blocks[k].start > moved.start) {
			blocks[n++] = moved;
			moved.n = 0;
		}
		blocks[n++] = q->blocks[k];
	}
	if (moved.n > 0)
		blocks[n++] = moved;
	assert(n == q->n);
	state_place(s, q->task, blocks, n);
	result.score = s->score;
	add_parts(s, q->home, &result.parts);
	if (other_day != q->home)
		add_parts(s, other_day, &result.parts);
	moved = (struct block){start, q->blocks[q->chunk].n};
	result.parts.half = half_points(q, &moved);
	if (s->g->tasks[q->task].like >= 0)
		result.parts.like = s->g->p->params.pref *
				    (int64_t)grid_disliked(s->g, &s->g->tasks[q->task], start, moved.n);
	state_remove(s, q->task);
	return result;
}

/* The largest component in which b is worse than a. */
static enum sp_why_kind
worse_part(const struct other *a, const struct other *b)
{
	struct sp_score c = desk_cost(&b->score, &a->score);
	const int64_t parts[] = {b->parts.gap - a->parts.gap, b->parts.change - a->parts.change,
				 b->parts.half - a->parts.half, b->parts.load - a->parts.load,
				 b->parts.like - a->parts.like};
	static const enum sp_why_kind kinds[] = {SP_WHY_GAP, SP_WHY_SWITCH, SP_WHY_HALF, SP_WHY_LOAD,
						 SP_WHY_LIKE};
	int64_t most = 0;
	enum sp_why_kind kind = SP_WHY_EQUAL;

	if (c.hard_late > 0 || c.hard_days > 0 || c.soft > 0)
		return SP_WHY_DUE;
	if (c.moved > 0)
		return SP_WHY_MOVED;
	if (c.target > 0)
		return SP_WHY_TARGET;
	for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
		if (parts[k] > most) {
			most = parts[k];
			kind = kinds[k];
		}
	/* Worse in none of the parts, but worse: it would end within the last days before its due. */
	return kind == SP_WHY_EQUAL && c.quality > 0 ? SP_WHY_DUE : kind;
}

/* Nobody asks about a day in July: what is near goes before what is cheap. */
static bool
is_near(const struct inquiry *q, int32_t start)
{
	return abs(start / q->d->grid.slots_day - q->home) <= NEAR_DAYS;
}

static bool
goes_before(const struct inquiry *q, const struct sp_alternative *a, const struct sp_alternative *b)
{
	bool near_a = is_near(q, a->start / q->d->grid.slot_min);
	bool near_b = is_near(q, b->start / q->d->grid.slot_min);

	if (near_a != near_b)
		return near_a;
	if ((a->worse == SP_WHY_BUDGET) != (b->worse == SP_WHY_BUDGET))
		return b->worse == SP_WHY_BUDGET;
	return sp_score_compare(&a->cost, &b->cost) < 0;
}

static void
keep_alternative(struct sp_why *why, const struct inquiry *q, const struct other *other)
{
	struct sp_score none = {0};
	struct sp_alternative a = {other->start * q->d->grid.slot_min,
				   desk_cost(&other->score, &q->here.score), worse_part(&q->here, other)};
	size_t at = why->n_alternatives < MAX_ALTERNATIVES ? why->n_alternatives++ : MAX_ALTERNATIVES;

	if (sp_score_compare(&a.cost, &none) == 0)
		a.worse = SP_WHY_EQUAL;
	if (other->on_budget)
		a.worse = SP_WHY_BUDGET;
	if (at == MAX_ALTERNATIVES && !goes_before(q, &a, &why->alternatives[--at]))
		return;
	for (; at > 0 && goes_before(q, &a, &why->alternatives[at - 1]); at--)
		why->alternatives[at] = why->alternatives[at - 1];
	why->alternatives[at] = a;
}

/* Those near by; when there are none, the best of all. */
static void
leave_out_far(struct sp_why *why, const struct inquiry *q)
{
	size_t n = 0;

	while (n < why->n_alternatives && is_near(q, why->alternatives[n].start / q->d->grid.slot_min))
		n++;
	if (why->n_alternatives > 0)
		why->n_alternatives = n > 0 ? n : 1;
}

/* What bounds the task from below. */
static void
find_bound(const struct inquiry *q, struct sp_why *why)
{
	const struct desk *d = q->d;
	const struct grid *g = &d->grid;
	const struct grid_task *t = &g->tasks[q->task];
	int32_t from = t->release;
	int32_t now = grid_soonest(g, q->task);

	why->bound = from == 0 ? SP_BOUND_NONE : from == now ? SP_BOUND_NOW : SP_BOUND_RELEASE;
	for (int32_t k = 0; k < t->n_pred; k++) {
		const struct grid_link *link = &g->preds[t->pred + k];
		const struct state_task *before = &d->state.tasks[link->task];
		int32_t after =
			link->min_lag == 0 ? before->last : (before->end_day + link->min_lag) * g->slots_day;

		if (before->n_blocks > 0 && after > from) {
			from = after;
			why->bound = SP_BOUND_PREDECESSOR;
			why->predecessor = link->task;
		}
	}
}

/* The best start on a day; if need be in time that is to be left free. */
static bool
find_on(struct inquiry *q, const struct window *w, int32_t day, struct other *ret)
{
	struct finder *f = &q->d->finder;
	struct block chunk = {.n = q->blocks[q->chunk].n};
	const struct chunks others = {q->others, q->n - 1};
	bool found = finder_best_beside(f, q->task, w, day, &chunk, others);
	bool on_budget = !found;

	f->ignores_budgets = true;
	found = found || finder_best_beside(f, q->task, w, day, &chunk, others);
	f->ignores_budgets = false;
	if (!found || chunk.start == q->here.start)
		return false;
	*ret = try_start(q, chunk.start, day);
	ret->on_budget = on_budget;
	return true;
}

struct earlier { /* days before this one */
	bool legal, on_budget;
	struct other best; /* of the legal ones */
};

/* Tries the best start of every other day, and of this one. */
static struct earlier
try_days(struct inquiry *q, struct sp_why *why)
{
	const struct grid *g = &q->d->grid;
	struct window w = finder_window(&q->d->state, q->task);
	struct earlier earlier = {0};

	for (int32_t day = w.from / g->slots_day; day < g->days && day * g->slots_day < w.to; day++) {
		struct other other;

		if (!find_on(q, &w, day, &other) ||
		    (other.on_budget && worse_part(&q->here, &other) == SP_WHY_DUE))
			continue;
		keep_alternative(why, q, &other);
		if (day >= q->home)
			continue;
		if (other.on_budget) {
			earlier.on_budget = true;
		} else if (!earlier.legal || sp_score_compare(&other.score, &earlier.best.score) < 0) {
			earlier.best = other;
			earlier.legal = true;
		}
	}
	return earlier;
}

static enum sp_why_kind
kind_of(const struct inquiry *q, const struct sp_why *why, const struct earlier *earlier)
{
	const struct sp_alternative *best = &why->alternatives[0];
	struct sp_score none = {0};

	if (why->n_alternatives == 0)
		return SP_WHY_ONLY;
	if (!earlier->legal)
		return earlier->on_budget ? SP_WHY_BUDGET : SP_WHY_FIRST;
	if (sp_score_compare(&earlier->best.score, &q->here.score) <= 0 ||
	    (best->worse != SP_WHY_BUDGET && sp_score_compare(&best->cost, &none) == 0))
		return SP_WHY_EQUAL;
	return worse_part(&q->here, &earlier->best);
}

void
sp_explain_block(const struct sp_problem *problem, const struct sp_solution *plan, size_t block,
		 void *scratch, struct sp_why *ret_why)
{
	struct desk *d = desk_open(problem, plan, scratch);
	const struct sp_placed *placed = &plan->blocks[block];
	struct inquiry q = {.d = d, .task = placed->task};
	struct sp_why why = {.kind = SP_WHY_PINNED, .predecessor = -1};
	struct earlier earlier;

	assert(block < plan->n_blocks && ret_why != NULL);
	if (d->grid.tasks[q.task].pinned || !state_is_placed(&d->state, q.task)) {
		*ret_why = why;
		return;
	}
	q.n = d->state.tasks[q.task].n_blocks;
	memcpy(q.blocks, state_blocks(&d->state, q.task), (size_t)q.n * sizeof q.blocks[0]);
	while (q.chunk + 1 < q.n && q.blocks[q.chunk].start != placed->start / problem->slot_min)
		q.chunk++;
	for (int32_t k = 0; k < q.n; k++)
		if (k != q.chunk)
			q.others[k < q.chunk ? k : k - 1] = q.blocks[k];
	q.home = q.blocks[q.chunk].start / d->grid.slots_day;
	state_remove(&d->state, q.task);
	q.here = try_start(&q, q.blocks[q.chunk].start, q.home);
	find_bound(&q, &why);
	earlier = try_days(&q, &why);
	leave_out_far(&why, &q);
	why.kind = kind_of(&q, &why, &earlier);
	*ret_why = why;
}
