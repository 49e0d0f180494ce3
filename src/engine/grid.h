/*
 * The problem, compiled: minutes turned into slots, spans into bit sets, rows into lists by task, day and category.
 * It never changes once built; the search and the explanations read it.
 */
#ifndef ENGINE_GRID_H
#define ENGINE_GRID_H

#include "senplan/engine/problem.h"

#include "bits.h"
#include "cutter.h"

enum {
	GRID_MAX_UNITS = 256, /* a splittable task has at most this many quarters of an hour */
	GRID_NEVER = -1,      /* no such day */
};

struct block { /* absolute slot = day * slots_day + slot of the day */
	int32_t start;
	int32_t n;
};

struct grid_task {
	int32_t cat, mask;
	int32_t n;	      /* slots; 0: it can stand nowhere (off the grid) */
	int32_t lead, buffer; /* slots kept free before and behind each of its blocks */
	int32_t lo, hi, step; /* bounds and step of a chunk in slots; hi 0: one block */
	int16_t per_day;      /* chunks on a day, at most, */
	int16_t gap;	      /* and what lies between the end of one and the start of the next, at least */
	int32_t release;      /* first absolute slot, now considered */
	int32_t last;	      /* absolute slot by which it ends, if anywhere */
	int32_t due_day;      /* last day on time */
	int32_t weight;
	bool hard, pinned;
	bool extra; /* budgets do not count it */
	bool core;  /* hard, or before a hard one */
	uint8_t pref; /* half of the day in which it is better done, when `like` does not say it (enum sp_half) */
	int32_t block, max_blocks; /* its part of the pool of blocks */
	int32_t prev, n_prev;	   /* its part of the previous blocks */
	int32_t prev_day, near;	   /* first day of those, and what a move costs */
	int32_t pred, n_pred;	   /* its part of preds: links to the tasks before */
	int32_t succ, n_succ;	   /* its part of succs */
	int32_t head;		   /* no plan ends it before this day; `days`: it can stand nowhere */
	int32_t tail_hard;	   /* last day to end, or a hard successor is late; INT32_MAX: none */
	int32_t tail_soft;	   /* the same for soft successors, */
	int32_t tail_weight;	   /* and their weight */
	int32_t like;		   /* mask of the times in which it is better done; -1: none */
	uint64_t stamp;		   /* of what matters for its place within a day: category, mask, buffers */
};

_Static_assert(sizeof(struct grid_task) <= 128, "its place in the array is a shift: larger is slower by 2 %");

struct grid_link {
	int32_t task;
	int32_t min_lag, max_lag;
};

struct grid_row { /* an amount of a category in a range is wanted within [low, high] minutes */
	int32_t low, high;
};

struct grid_bay { /* a stretch of free time within one half-day: bits [from, to) of a day */
	int32_t day, half;
	int32_t from, to;
};

struct grid_list { /* items of list i: index[from[i]] .. index[from[i + 1] - 1] */
	int32_t *from;
	int32_t *index;
};

struct grid {
	const struct sp_problem *p;
	int32_t slot_min, slots_day, days;
	int32_t base, words; /* bit 0 of a day is slot `base` */
	int32_t half;	     /* bit of the day at which the second half begins */
	int32_t frag_slots;
	uint64_t inverse; /* 2^40 / slot_min, rounded up: see grid_slots */
	int32_t n_tasks, n_cats, n_rows, n_budgets, n_blocks, max_units;
	int32_t most_day;  /* chunks of one task on a day, of any task */
	int32_t most_lead; /* slots before a block, of any task */

	struct bits *is_free;	/* by day */
	int32_t *load1, *load2; /* by day: slots above which it is full */
	struct bits *patterns;	/* days of masks that have spans; 0 is empty */
	int32_t *pattern;	/* by mask and day */
	int16_t *longest;	/* by mask and day: longest stretch that is free and allowed */
	struct grid_task *tasks;
	int32_t *order; /* tasks, predecessors first */
	struct grid_link *preds, *succs;
	struct block *prevs;
	struct grid_row *rows;
	struct grid_list rows_of;    /* by category and day */
	struct grid_list budgets_of; /* by day */
	struct grid_bay *bays;	     /* by day and bit */
	int32_t *bay_from;	     /* by day: its part of the bays, which ends where the next one begins */
	int32_t *work;		     /* by task, for building */
};

/* Cuts the arrays of a grid. Returns false when the cutter only measures. */
void grid_lay_out(struct grid *grid, const struct sp_problem *problem, struct cutter *cutter);

/* Fills a grid that has been laid out. */
void grid_build(struct grid *grid);

/* A number in which every bit depends on every bit of x. */
static inline uint64_t
grid_stamp(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

static inline const struct bits *
grid_mask(const struct grid *g, int32_t mask, int32_t day)
{
	return &g->patterns[g->pattern[mask * g->days + day]];
}

/* minutes / slot_min for minutes of at most a year, without the division (it is asked for all the time). */
static inline int32_t
grid_slots(const struct grid *g, int32_t minutes)
{
	return (int32_t)((uint64_t)minutes * g->inverse >> 40);
}

/* Slots of [start, start + n) that are not in the times in which the task is better done; it has such times. */
int32_t grid_disliked(const struct grid *grid, const struct grid_task *task, int32_t start, int32_t n);

/* … at a bit of a day of the grid, all of it in the hours in which anybody is ever free. */
static inline int32_t
grid_disliked_on(const struct grid *g, const struct grid_task *t, int32_t day, int32_t bit, int32_t n)
{
	const struct bits *liked = &g->patterns[g->pattern[t->like * g->days + day]];

	for (int32_t k = bit / 64, m = n; m > 0 && k < g->words; k++) {
		uint64_t range = bits_range_word(k, bit, bit + m);

		n -= __builtin_popcountll(liked->w[k] & range);
		if (bit + m <= (k + 1) * 64)
			break;
	}
	return n;
}

/* What n slots of the task take up of a day. */
static inline int32_t
grid_size(const struct grid_task *t, int32_t n)
{
	return t->lead + n + t->buffer;
}

/* The first slot at which the task may start if nothing but `now` holds it back: what comes before it comes after now. */
static inline int32_t
grid_soonest(const struct grid *g, int32_t task)
{
	int32_t at = g->p->now + g->p->tasks[task].before_min;

	return at > 0 ? (at + g->slot_min - 1) / g->slot_min : 0;
}

/* The first slot at which the next chunk of the task may start on the day of one that ends at `end`. */
static inline int32_t
grid_next_chunk(const struct grid_task *t, int32_t end)
{
	return end + (t->buffer + t->lead > t->gap ? t->buffer + t->lead : t->gap);
}

/* Starts of n slots that would come too near to another chunk of the task that stands on the day, from bit `at` on. */
static inline void
grid_keep_apart(const struct grid_task *t, struct bits *starts, int32_t words, int32_t n, struct block other)
{
	bits_clear_range(starts, words, other.start - grid_next_chunk(t, n) + 1,
			 grid_next_chunk(t, other.start + other.n));
}

/* The starts of n slots of the task in this room, where the mask allows it. */
static inline void
grid_starts(const struct grid_task *t, const struct bits *room, const struct bits *mask, int32_t words,
	    int32_t n, struct bits *ret)
{
	*ret = *room;
	bits_and(ret, mask, words);
	bits_erode(ret, words, n);
	if (t->lead + t->buffer > 0) {
		struct bits with_buffers = *room;

		bits_erode(&with_buffers, words, grid_size(t, n));
		if (t->lead > 0)
			bits_up(&with_buffers, words, t->lead);
		bits_and(ret, &with_buffers, words);
	}
}

static inline int32_t
grid_longest(const struct grid *g, int32_t mask, int32_t day)
{
	return g->longest[mask * g->days + day];
}

/* The most slots of a split task that this room of a day can hold: not all of it need fit. */
int32_t grid_day_most(const struct grid *grid, const struct grid_task *task, int32_t day,
		      const struct bits *room);

#endif
