/*
 * The engine alone, on an instance in text form: for measuring it.
 */
#ifndef SENPLAN_APP_SOLVE_H
#define SENPLAN_APP_SOLVE_H

#include "senplan/base/arena.h"
#include "senplan/base/err.h"
#include "senplan/engine/problem.h"

/* A monotonic clock in microseconds. The engine itself reads none. */
typedef int64_t (*sp_clock_fn)(void *context);

struct sp_solve_request {
	const char *path;   /* "-": the standard input */
	const char *output; /* where the solution goes; NULL: nowhere */
	uint64_t seed;
	uint64_t ticks;	   /* 0: no limit of ticks */
	int32_t budget_ms; /* 0: no limit of time; both 0: 1000 ms */
	sp_clock_fn clock; /* microseconds */
	void *clock_context;
};

struct sp_solve_result {
	struct sp_score score; /* by the checker, from scratch */
	size_t n_tasks, n_blocks, n_unplaced;
	size_t n_violations; /* 0, or the engine is at fault */
	uint64_t ticks, iterations;
	uint64_t first_ticks; /* until the first whole plan */
	int64_t first_us, best_us, total_us;
	const char *name; /* of the instance, "" */
};

/* SP_NO, with *ret set, when the checker found a violation. Results live in the arena. */
enum sp_rc sp_solve(const struct sp_solve_request *request, struct sp_arena *arena,
		    struct sp_solve_result *ret, struct sp_err *reterr);

#endif
