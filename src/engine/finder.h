/*
 * Finds the cheapest legal place of a task in a state: by day, by half-day, by run of feasible starts, in whole
 * numbers. What it costs is the change of the weighted score, plus a warning when those behind it would be late.
 */
#ifndef ENGINE_FINDER_H
#define ENGINE_FINDER_H

#include "senplan/base/rand.h"

#include "state.h"

struct price { /* of one unit of each tier; a unit of quality costs 1 */
	int64_t hard_late, hard_days, soft, moved, target;
};

struct finder_back { /* of the table of chunks: what was placed on this day to have reached this many units */
	int16_t units;
	int16_t slot; /* of one chunk; of several, how many they are */
};

struct finder_set { /* chunks of a task on one day, in the order in which they were found */
	int64_t cost;
	int32_t n; /* 0: there is no such set */
	struct block blocks[SP_PROBLEM_MAX_DAY_CHUNKS];
};

struct finder_start { /* the best start of a block on a day, and what it costs */
	int64_t cost;
	int32_t bit;
};

struct finder_known { /* the best start of a block on a day as it stands, found before */
	uint64_t key; /* of the day's blocks, the task's kind and the length */
	int32_t cost; /* in the half-day: switch, preference, gaps */
	int32_t bit;  /* -1: it fits nowhere */
};

enum { FINDER_KNOWN_BITS = 14 };

struct finder {
	struct state *state;
	struct price price;
	struct sp_rand *rand; /* for blinks */
	uint32_t blink;	      /* one in about half as many days is not looked at; 0: all are */
	bool ignores_budgets; /* for questions */
	bool frugal;	      /* no day is tried that cannot be better: the same place, in fewer ticks */
	uint32_t noise;	      /* up to so much less one is added to the price of each day */

	int64_t cost; /* of the place that was found */
	int32_t n;
	struct block *blocks;

	struct finder_known *known; /* 2^FINDER_KNOWN_BITS, or NULL: nothing is remembered */
	struct finder_start *chunk; /* by units of one chunk */
	int64_t *table;		    /* by units placed so far */
	struct finder_back *back;   /* by day and units */
	struct finder_set
		*sets; /* by number and units of the chunks of one day, where there can be several */
	struct finder_back *parts; /* of the cheapest sets: by day, units and number of the chunk, by start */
};

void finder_lay_out(struct finder *finder, struct state *state, struct cutter *cutter);

/* For a search: what was found out about a day is remembered. The memory has to be cleared once. */
void finder_lay_out_known(struct finder *finder, struct cutter *cutter);

/* The best place of an unplaced, unpinned task, in finder->blocks. False: there is none. */
bool finder_find(struct finder *finder, int32_t task);

/* The weighted score of a state. */
int64_t finder_score(const struct price *price, const struct sp_score *score);

/* May these blocks of the task be placed, as the state is? (Lateness is legal.) */
bool finder_fits(const struct state *state, int32_t task, const struct block *blocks, int32_t n);

/* Are all predecessors placed? */
bool finder_is_ready(const struct state *state, int32_t task);

struct chunks { /* of a task, by start */
	const struct block *blocks;
	int32_t n;
};

struct window {	      /* where a task may stand, as its neighbours in the chains stand */
	int32_t from; /* first absolute slot */
	int32_t to;   /* absolute slot by which it must end */
};

struct window finder_window(const struct state *state, int32_t task);

/* May the task have a block of `n` slots on this day, as far as the maxima of its category say? */
bool finder_day_allows(const struct state *state, int32_t task, int32_t day, int32_t n);

/* May it have so many, of `n` slots in all? */
static inline bool
finder_day_allows_all(const struct state *s, int32_t task, int32_t day, int32_t n_blocks, int32_t n)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[task];
	const struct sp_problem_cat *c = &g->p->cats[t->cat];
	int32_t at = t->cat * g->days + day;

	if (c->max_blocks_day >= 0 && s->cat_n[at] + n_blocks > c->max_blocks_day)
		return false;
	return c->max_min_day < 0 || s->cat_min[at] + n * g->slot_min <= c->max_min_day;
}

/* … and as far as the time that is to be left free says? */
int32_t finder_budget_against(const struct state *state, int32_t task, int32_t day, int32_t n); /* -1: none */

static inline bool
finder_budgets_allow(const struct state *state, int32_t task, int32_t day, int32_t n)
{
	return finder_budget_against(state, task, day, n) < 0;
}

/* The start of n slots of the task on this day that costs least on the day itself. */
bool finder_best_on(struct finder *finder, int32_t task, const struct window *window, int32_t day, int32_t n,
		    int32_t *ret_start);

/* The same beside other chunks of the task that stand there, and elsewhere, without being in the state. */
bool finder_best_beside(struct finder *finder, int32_t task, const struct window *window, int32_t day,
			struct block *chunk, struct chunks others);

/* What it costs that the task ends on this day: its own lateness, and of those behind it. */
int64_t finder_end_price(const struct finder *finder, int32_t task, int32_t day);

/* … and that it is not placed. */
int64_t finder_unplaced_price(const struct finder *finder, int32_t task);

/* One point of disturbance, in its own tier and in the soft one. */
int64_t finder_move_price(const struct finder *finder);

/* Feasible starts of n slots of the task on a day, in its window. */
struct bits finder_starts(const struct state *state, int32_t task, const struct window *window, int32_t day,
			  int32_t n);

#endif
