/*
 * The checker: recomputes every hard rule and the score of a plan from scratch, sharing no code with the search.
 */
#ifndef SENPLAN_ENGINE_CHECK_H
#define SENPLAN_ENGINE_CHECK_H

#include "senplan/engine/problem.h"

enum sp_hard {
	SP_HARD_GRID,	    /* off the grid, or over midnight */
	SP_HARD_FREE,	    /* outside the free time (block or buffer) */
	SP_HARD_MASK,	    /* outside the allowed times */
	SP_HARD_OVERLAP,    /* two blocks at once */
	SP_HARD_RELEASE,    /* before its release, or before now */
	SP_HARD_LAST,	    /* later than it is worth doing */
	SP_HARD_CHUNK,	    /* wrong lengths, split where it may not be, two chunks on a day */
	SP_HARD_DAY_BLOCKS, /* too many blocks of a category on a day */
	SP_HARD_DAY_MIN,    /* too many minutes of a category on a day */
	SP_HARD_PREC,	    /* order or minimum lag */
	SP_HARD_PIN,	    /* a pinned block is not where it was pinned */
	SP_HARD_BUDGET,	    /* time to be left free is used by soft tasks */
	SP_HARD_UNKNOWN,    /* a task that does not exist */
};

struct sp_violation {
	enum sp_hard rule;
	int32_t task;
	int32_t other; /* the other task, or -1 */
	int32_t day;
};

/* Bytes of scratch memory that sp_check needs for this problem and number of blocks. */
size_t sp_check_size(const struct sp_problem *problem, size_t n_blocks);

/*
 * Returns the number of violations (0: legal), the first `max` of them in ret_violations (may be NULL with max 0).
 * ret_score is set in any case.
 */
size_t sp_check(const struct sp_problem *problem, const struct sp_placed *blocks, size_t n_blocks,
		void *scratch, struct sp_score *ret_score, struct sp_violation *ret_violations, size_t max);

/*
 * The rules that the pins themselves break (a pin stands as given, so sp_check does not count these): off the grid, outside the
 * free or allowed times, before the release, overlapping, too many on a day, order. The same scratch as sp_check
 * with n_pins blocks.
 */
size_t sp_check_pins(const struct sp_problem *problem, void *scratch, struct sp_violation *ret_violations,
		     size_t max);

const char *sp_hard_name(enum sp_hard rule);

#endif
