/*
 * The oracle behind the reasons: could a task stand on time if only some families of rules were enforced?
 */
#ifndef ENGINE_ORACLE_H
#define ENGINE_ORACLE_H

#include "senplan/engine/explain.h"

#include "desk.h"

enum { ORACLE_ALL = (1 << SP_FAMILY_COUNT) - 1 };

struct question {
	struct desk *d;
	int32_t task;
	const struct grid_task *t;
	uint32_t families;
	struct window window;
	int32_t last_day; /* on which it may end */
	int32_t skip_pin; /* a pin that is not in the way; -1: none */
};

static inline bool
oracle_has(uint32_t families, enum sp_family family)
{
	return (families >> family & 1) != 0;
}

/* The question about a task that is not on the desk. */
struct question oracle_ask(struct desk *desk, int32_t task, uint32_t families);

/* Is there a place on time for all of it? */
bool oracle_fits(struct desk *desk, int32_t task, uint32_t families);

/* The starts of n slots on a day that the families leave, on the whole day; maxima and budgets apart. */
struct bits oracle_starts(const struct question *question, int32_t day, int32_t n);

/* The longest block of least to most slots, in steps, that could stand on the day; 0: none. */
int32_t oracle_longest_on(const struct question *question, int32_t day, int32_t least, int32_t most,
			  int32_t step);

/* Bits of a day of the grid, moved to where they are on the whole day. */
struct bits oracle_whole_day(const struct grid *grid, const struct bits *bits);

#endif
