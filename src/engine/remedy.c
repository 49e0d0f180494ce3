/*
 * Remedies: what one change to the task, or to one rule, would make room for it. Each is tried with the oracle, with the
 * change in force and everything else enforced, before it is named.
 *
 *	Example: two hours wanted by Friday, the longest free stretch one and a half: shortened to 1h30 it would fit, split
 *	into pieces of an hour it would, and in Wednesday's reserve it would.
 */
#include "oracle.h"

#include <assert.h>

enum { QUARTER_MIN = 15, MOST_PINS = 64, PIECE_MIN = 5 };

struct remedies {
	struct desk *desk;
	int32_t task;
	struct grid_task *t; /* the desk's own: changed for a trial, and changed back */
	struct sp_remedy *items;
	size_t n;
};

static void
add(struct remedies *r, struct sp_remedy remedy)
{
	size_t at = r->n++;

	assert(r->n <= SP_REMEDIES);
	for (; at > 0 && r->items[at - 1].cost_min > remedy.cost_min; at--)
		r->items[at] = r->items[at - 1];
	r->items[at] = remedy;
}

/* The first start of a task in one piece; -1: none. */
static int32_t
first_start(const struct question *q)
{
	const struct grid *g = &q->d->grid;

	for (int32_t day = q->window.from / g->slots_day; day <= q->last_day; day++) {
		struct bits starts;

		if (oracle_longest_on(q, day, q->t->n, q->t->n, 1) == 0)
			continue;
		starts = oracle_starts(q, day, q->t->n);
		return (day * g->slots_day + bits_next(&starts, BITS_WORDS, 0)) * g->slot_min;
	}
	return -1;
}

static int32_t
start_of(const struct remedies *r, const struct question *q)
{
	return r->t->hi != 0 ? -1 : first_start(q);
}

/* Shorter by as little as it takes, not by more than half. */
static void
try_shorter(struct remedies *r)
{
	const struct grid_task whole = *r->t;
	int32_t step = whole.hi != 0 ? whole.step : 1;
	int32_t low = (whole.n / 2 + step - 1) / step, high = whole.n / step; /* low may fit, high does not */
	struct question q;

	low = low < 1 ? 1 : low;
	r->t->n = low * step;
	if (low >= high || !oracle_fits(r->desk, r->task, ORACLE_ALL)) {
		*r->t = whole;
		return;
	}
	while (high - low > 1) {
		int32_t middle = low + (high - low) / 2;

		r->t->n = middle * step;
		if (oracle_fits(r->desk, r->task, ORACLE_ALL))
			low = middle;
		else
			high = middle;
	}
	r->t->n = low * step;
	q = oracle_ask(r->desk, r->task, ORACLE_ALL);
	add(r, (struct sp_remedy){SP_REMEDY_SHORTEN, r->t->n * r->desk->grid.slot_min, start_of(r, &q), -1,
				  -1, (whole.n - r->t->n) * r->desk->grid.slot_min});
	*r->t = whole;
}

/* In pieces as long as can be. What may be split already may be split smaller. */
static void
try_split(struct remedies *r)
{
	const struct grid_task whole = *r->t;
	int32_t quarter = QUARTER_MIN / r->desk->grid.slot_min;
	int32_t most = whole.hi != 0 ? whole.lo - quarter : whole.n / 2;
	int32_t longest = BITS_WORDS * 64 / quarter * quarter;

	if (whole.n % quarter != 0 || whole.n / quarter > GRID_MAX_UNITS)
		return;
	r->t->hi = whole.hi != 0 ? whole.hi : whole.n;
	r->t->hi = r->t->hi < longest ? r->t->hi : longest; /* no piece is longer than any stretch of a day */
	r->t->step = quarter;
	most = most < r->t->hi ? most : r->t->hi;
	for (int32_t lo = most / quarter * quarter; lo >= quarter; lo -= quarter) {
		r->t->lo = lo;
		if (!oracle_fits(r->desk, r->task, ORACLE_ALL))
			continue;
		add(r, (struct sp_remedy){SP_REMEDY_SPLIT, lo * r->desk->grid.slot_min, -1, -1, -1,
					  PIECE_MIN * (whole.n / lo)});
		break;
	}
	*r->t = whole;
}

static void
try_reserve(struct remedies *r)
{
	uint32_t families = ORACLE_ALL & ~(1U << SP_FAMILY_BUDGET);
	struct question q = oracle_ask(r->desk, r->task, families);
	int32_t length = r->t->n * r->desk->grid.slot_min;

	if (oracle_fits(r->desk, r->task, families))
		add(r, (struct sp_remedy){SP_REMEDY_RESERVE, length, start_of(r, &q), -1, -1, length});
}

/* The place with the least outside of the allowed times. */
static void
try_wider(struct remedies *r)
{
	struct question q = oracle_ask(r->desk, r->task, ORACLE_ALL & ~(1U << SP_FAMILY_MASK));
	const struct grid *g = &r->desk->grid;
	struct sp_remedy best = {SP_REMEDY_WIDEN, INT32_MAX, -1, -1, -1, 0};

	if (r->t->hi != 0)
		return;
	for (int32_t day = q.window.from / g->slots_day; day <= q.last_day; day++) {
		struct bits mask = oracle_whole_day(g, grid_mask(g, r->t->mask, day));
		struct bits starts;

		if (oracle_longest_on(&q, day, r->t->n, r->t->n, 1) == 0)
			continue;
		starts = oracle_starts(&q, day, r->t->n);
		for (int32_t at = bits_next(&starts, BITS_WORDS, 0); at < BITS_WORDS * 64;
		     at = bits_next(&starts, BITS_WORDS, at + 1)) {
			struct bits rest = mask;
			int32_t outside;

			bits_clear_range(&rest, BITS_WORDS, 0, at);
			bits_clear_range(&rest, BITS_WORDS, at + r->t->n, BITS_WORDS * 64);
			outside = (r->t->n - bits_count(&rest, BITS_WORDS)) * g->slot_min;
			if (outside >= best.min)
				continue;
			best.min = outside;
			best.start = (day * g->slots_day + at) * g->slot_min;
		}
	}
	best.cost_min = best.min;
	if (best.start >= 0)
		add(r, best);
}

/* The shortest pin that, gone from where it stands, makes room. */
/* Does something that is placed, or the task itself, wait for this one? Then it is not a place that can be given away. */
static bool
is_waited_for(const struct remedies *r, int32_t task)
{
	const struct grid *g = &r->desk->grid;

	for (int32_t k = 0; k < g->tasks[task].n_succ; k++)
		if (g->succs[g->tasks[task].succ + k].task == r->task)
			return true;
	return desk_is_needed(r->desk, task);
}

static void
try_pins(struct remedies *r)
{
	const struct sp_problem *p = r->desk->grid.p;
	struct sp_remedy best = {SP_REMEDY_UNPIN, INT32_MAX, -1, -1, -1, 0};
	int trials = 0;

	for (size_t i = 0; i < p->n_pins && trials < MOST_PINS && r->t->hi == 0; i++) {
		struct question q = oracle_ask(r->desk, r->task, ORACLE_ALL);
		const struct sp_placed *pin = &p->pins[i];
		int32_t start;

		if (pin->start < p->now || pin->start / 1440 > q.last_day ||
		    pin->start + pin->length_min <= q.window.from * p->slot_min ||
		    pin->length_min >= best.min || is_waited_for(r, pin->task))
			continue;
		trials++;
		q.skip_pin = (int32_t)i;
		start = first_start(&q);
		if (start < 0)
			continue;
		best = (struct sp_remedy){SP_REMEDY_UNPIN, pin->length_min, start,
					  pin->task,	   pin->start,	    pin->length_min};
	}
	if (best.start >= 0)
		add(r, best);
}

static void
try_release(struct remedies *r)
{
	const struct grid *g = &r->desk->grid;
	struct question q = oracle_ask(r->desk, r->task, ORACLE_ALL & ~(1U << SP_FAMILY_RELEASE));
	int32_t now = grid_soonest(g, r->task);
	int32_t first = r->t->release / g->slots_day;

	if (r->t->hi != 0 || r->t->release <= now)
		return;
	q.window.from = q.window.from > now ? q.window.from : now;
	for (int32_t day = first < q.last_day ? first : q.last_day; day >= q.window.from / g->slots_day;
	     day--) {
		struct bits starts;

		if (oracle_longest_on(&q, day, r->t->n, r->t->n, 1) == 0)
			continue;
		starts = oracle_starts(&q, day, r->t->n);
		add(r,
		    (struct sp_remedy){SP_REMEDY_RELEASE, (first - day) * 1440,
				       (day * g->slots_day + bits_next(&starts, BITS_WORDS, 0)) * g->slot_min,
				       -1, -1, (first - day + 1) * 60});
		return;
	}
}

size_t
sp_explain_remedies(const struct sp_problem *problem, const struct sp_solution *plan, int32_t task,
		    void *scratch, struct sp_remedy *ret_remedies)
{
	struct remedies r = {.desk = desk_open(problem, plan, scratch), .task = task, .items = ret_remedies};

	assert(task >= 0 && (size_t)task < problem->n_tasks && ret_remedies != NULL);
	r.t = &r.desk->grid.tasks[task];
	if (r.t->pinned || r.t->n == 0)
		return 0;
	desk_take(r.desk, task);
	if (!finder_is_ready(&r.desk->state, task) || oracle_fits(r.desk, task, ORACLE_ALL))
		return 0;
	try_split(&r);
	try_shorter(&r);
	try_reserve(&r);
	try_wider(&r);
	try_pins(&r);
	try_release(&r);
	return r.n;
}
