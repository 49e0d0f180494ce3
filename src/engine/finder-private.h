/*
 * One question to the finder, and the parts of its answer that a task in one block and a task in chunks share.
 */
#ifndef ENGINE_FINDER_PRIVATE_H
#define ENGINE_FINDER_PRIVATE_H

#include "finder.h"

#define COST_NONE (INT64_MAX / 4)

struct query { /* one search for one task */
	int32_t task;
	const struct grid_task *t;
	struct window window;
	int32_t due_day;
	int64_t constant; /* what its being unplaced costs, to be taken off */
	bool has_tail;
	int32_t calm_day;	 /* up to this day the end costs the same, */
	int64_t calm_price;	 /* which is this */
	bool may_fall;		 /* a later end can cost less: a maximum lag behind it */
	int32_t blink;		 /* the next day that is not looked at */
	bool whole_budget;	 /* chunks are asked for as if each took the whole of the task */
	const struct block *own; /* chunks of the task that stand on the day already */
	int32_t n_own;
};

/* What ending on this day costs, against being unplaced. */
int64_t finder_query_end(const struct finder *finder, const struct query *query, int32_t day);

/* Load and amounts of n slots on this day. */
int64_t finder_day_price(const struct finder *finder, const struct query *query, int32_t day, int32_t n);

/* The best start of n slots on a day that costs less than `best` does; `base` is what every start costs. */
void finder_try_day(struct finder *finder, const struct query *query, int32_t day, int32_t n, int64_t base,
		    struct finder_start *best);

/* Some days are not looked at, so that the same question does not always get the same answer. */
bool finder_is_blinked(struct finder *finder, struct query *query, int32_t day);

/* The best way to place a task in chunks, in finder->blocks. */
bool finder_find_chunks(struct finder *finder, struct query *query);

#endif
