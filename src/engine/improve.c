/*
 * Large-neighbourhood search: ruin, recreate, and accept by annealing on a weighted sum of the tiers; the best plan is
 * kept by the tiers themselves. A cooling goes from hot to cold in a given number of ticks and starts from the best
 * plan; each is twice as long as the one before, so that the plan is good early and gets better for as long as it is
 * let; where its end is known, the last one is slow. Coolings are of two kinds: one for the worth of what is placed, in which the tiers trade with each other, and
 * one for its order, in which hardly anything is paid above quality. Only whole numbers: the logarithm is a table.
 */
#include "search.h"

#include <assert.h>

enum { ODDS = 64, NOISE = 6, SLOW_PART = 12 };

/* -ln((i + 1/2) / 64), times 256. */
static const int16_t log_odds[ODDS] = {1242, 961, 830, 744, 680, 628, 585, 549, 517, 488, 463, 439, 418,
				       398,  380, 363, 347, 332, 318, 304, 291, 279, 268, 256, 246, 236,
				       226,  216, 207, 198, 190, 181, 173, 166, 158, 151, 144, 137, 130,
				       124,  117, 111, 105, 99,	 93,  87,  82,	76,  71,  66,  61,  56,
				       51,   46,  41,  36,  32,	 27,  23,  19,	14,  10,  6,   2};

/* 2^(-i/16), times 65536: sixteen steps halve. */
static const int32_t halving[16] = {65536, 62757, 60097, 57549, 55109, 52773, 50535, 48393,
				    46341, 44376, 42495, 40693, 38968, 37316, 35734, 34219};

static const struct kind {
	struct price price;
	int64_t hot;	  /* a change for the worse of this size is accepted one time in e at first, */
	int32_t halvings; /* of one that has been halved so often at last */
	uint32_t deals;	  /* of 64 rounds */
} kinds[] = {
	[CYCLE_WORTH] = {{1000000000, 20000000, 60, 0, 8}, 96, 3, 12},
	[CYCLE_ORDER] = {{1000000000, 20000000, 400, 0, 6}, 8, 4, 16},
	[CYCLE_WORTH_AGAIN] = {{1000000000, 20000000, 100, 2, 2}, 64, 4, 12},
	[CYCLE_ORDER_AGAIN] = {{1000000000, 20000000, 1000, 16, 2}, 64, 4, 12},
	/* dates alone: a later day is worth it for one more that is kept, and how the days look does not matter */
	[CYCLE_CORE] = {{1000000000, 2000000, 20, 4, 1}, 20000000, 6, 0},
};

/* Of the other rungs of the ladder: hardly anything is paid above moves, or nothing is paid for them. */
static const struct kind fewest[] = {
	[CYCLE_WORTH_AGAIN] = {{1000000000, 20000000, 100, 400, 2}, 1000, 4, 8},
	[CYCLE_ORDER_AGAIN] = {{1000000000, 20000000, 6, 916, 2},
			       3664,
			       4,
			       12}, /* as of a balanced one that is calm */
};
static const struct kind best_again[] = {
	[CYCLE_WORTH_AGAIN] = {{1000000000, 20000000, 60, 0, 4}, 64, 4, 12},
	[CYCLE_ORDER_AGAIN] = {{1000000000, 20000000, 400, 0, 25}, 8, 4, 16},
};

static const struct kind *
kind_of(const struct sp_engine *e, enum cycle_kind kind)
{
	bool again = kind == CYCLE_WORTH_AGAIN || kind == CYCLE_ORDER_AGAIN;

	if (again && e->options.stability == SP_STABILITY_FEWEST)
		return &fewest[kind];
	if (again && e->options.stability == SP_STABILITY_BEST)
		return &best_again[kind];
	return &kinds[kind];
}

/*
 * The last cooling ends with the budget: one that could not be followed by another as long takes all that is left, or half
 * of it when it is for worth, as order must follow. When nothing but order is left to be won, a slow cooling is worth more
 * than several: it takes all that is left as soon as a small part of the budget is spent.
 */
static uint64_t
fit_length(const struct sp_engine *e, enum cycle_kind kind, uint64_t length)
{
	uint64_t budget = e->options.ticks > 0 ? e->options.ticks : e->expected;
	uint64_t all = budget - budget / IMPROVE_FILL_PART;
	uint64_t left = all > e->state.ticks ? all - e->state.ticks : 0;
	bool worth = kind == CYCLE_WORTH;

	if (e->grid.p->n_prevs > 0 || e->phase != PHASE_SEARCH || left == 0)
		return length;
	if (kind == CYCLE_ORDER && search_is_order_left(e) && e->state.ticks >= budget / SLOW_PART)
		return left;
	if (left <= length / 4 || left / (worth ? 4 : 2) >= length)
		return length;
	return worth ? left / 2 + 1 : left;
}

void
improve_start_cycle(struct sp_engine *e, enum cycle_kind kind, uint64_t length)
{
	int64_t calm = e->grid.p->params.calm;

	assert(length > 0);
	e->cycle =
		(struct cycle){.kind = kind, .from = e->state.ticks, .length = fit_length(e, kind, length)};
	e->finder.price = kind_of(e, kind)->price;
	e->cycle.hot = kind_of(e, kind)->hot;
	if (e->grid.p->n_prevs > 0 && calm > 0 && e->finder.price.moved > 0) {
		/* A move is paid among the soft tasks too: the heat follows what it costs, or nothing would ever move. */
		struct price *price = &e->finder.price;

		price->soft = price->soft > calm ? price->soft / calm : 1;
		if (kind != CYCLE_CORE)
			e->cycle.hot = e->cycle.hot * (price->moved + price->soft * calm) / price->moved;
	}
}

/* hot * 2^-(progress * halvings), times 256. */
static int64_t
temperature(const struct sp_engine *e)
{
	uint64_t past = e->state.ticks - e->cycle.from;
	uint64_t end = (uint64_t)kind_of(e, e->cycle.kind)->halvings * 16;
	uint64_t step = past >= e->cycle.length ? end : past * end / e->cycle.length;

	return (e->cycle.hot * 256 * halving[step % 16] >> 16) >> (step / 16);
}

/* How much worse the plan may be after this round. */
static int64_t
draw_most(struct sp_engine *e)
{
	return temperature(e) * log_odds[sp_rand_below(&e->rand, ODDS)] >> 16;
}

/* When only order is left to be won, half of the rounds are content with a place of about the best price. */
static void
ruin_and_recreate(struct sp_engine *e, bool core_only)
{
	e->finder.noise = 0;
	if (search_is_order_left(e) && sp_rand_below(&e->rand, 2) == 0)
		e->finder.noise = NOISE;
	ruin_choose(e, core_only);
	round_recreate(e);
}

void
improve_round(struct sp_engine *e, bool core_only)
{
	struct sp_score old = e->state.score;
	int64_t before = finder_score(&e->finder.price, &old);
	int64_t most;
	uint32_t deals = core_only ? 0 : kind_of(e, e->cycle.kind)->deals;

	round_begin(e);
	e->state.ticks++;
	e->stats.iterations++;
	if (deals == 0 || sp_rand_below(&e->rand, 64) >= deals) {
		ruin_and_recreate(e, core_only);
		most = draw_most(e);
	} else {
		most = draw_most(e);
		if (!deal_round(e, most))
			most = INT64_MIN;
	}
	if (finder_score(&e->finder.price, &e->state.score) - before <= most) {
		e->stats.accepted++;
		return;
	}
	round_undo(e);
	assert(sp_score_compare(&old, &e->state.score) == 0);
}
