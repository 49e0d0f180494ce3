/*
 * A plan laid out for questions: the compiled problem, the plan in it, and a finder without blinks, all in the
 * caller's scratch memory.
 */
#ifndef ENGINE_DESK_H
#define ENGINE_DESK_H

#include "finder.h"

struct desk {
	struct grid grid;
	struct state state;
	struct finder finder;
	struct block *kept; /* the blocks of a task that was taken off */
	int32_t n_kept;
};

size_t desk_size(const struct sp_problem *problem);
struct desk *desk_open(const struct sp_problem *problem, const struct sp_solution *plan, void *scratch);

/* Takes a task off if it is placed and keeps its blocks; puts it back. */
void desk_take(struct desk *desk, int32_t task);
void desk_put_back(struct desk *desk, int32_t task);

/* after minus before, tier by tier. */
struct sp_score desk_cost(const struct sp_score *after, const struct sp_score *before);

/* Has it a successor that is placed and not pinned? Then it cannot simply go. */
bool desk_is_needed(const struct desk *desk, int32_t task);

#endif
