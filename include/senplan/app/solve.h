/*
 * The engine alone, on an instance in text form: for measuring it.
 */
#ifndef SENPLAN_APP_SOLVE_H
#define SENPLAN_APP_SOLVE_H

#include "senplan/base/arena.h"
#include "senplan/base/err.h"
#include "senplan/engine/engine.h"

/* A monotonic clock in microseconds. The engine itself reads none. */
typedef int64_t (*sp_clock_fn)(void *context);

struct sp_solve_request {
	const char *path;   /* "-": the standard input */
	const char *output; /* where the solution goes; NULL: nowhere */
	uint64_t seed;
	uint64_t ticks;		     /* 0: no limit of ticks */
	int32_t budget_ms;	     /* 0: no limit of time; both 0: 1000 ms */
	enum sp_stability stability; /* of a re-plan */
	bool trace;		     /* keep every improvement */
	sp_clock_fn clock;	     /* microseconds */
	void *clock_context;
};

enum { SP_SOLVE_MARKS = 5, SP_SOLVE_TRACE = 4096 };

/* Milliseconds at which the best so far is noted: 1, 10, 100, 1000, 10000. */
extern const int32_t sp_solve_marks[SP_SOLVE_MARKS];

struct sp_solve_step { /* the best plan after so much time */
	int64_t us;
	uint64_t ticks;
	struct sp_score score;
};

struct sp_solve_note {	  /* something about the instance that a person should know */
	int32_t line;	  /* of the instance */
	const char *text; /* without a full stop */
};

struct sp_solve_result {
	struct sp_score score; /* by the checker, from scratch */
	size_t n_tasks, n_blocks, n_unplaced;
	size_t n_violations; /* 0, or the engine is at fault */
	bool is_replan;
	size_t n_moved_tasks, n_moved_blocks; /* of a re-plan: against its plan before */
	uint64_t ticks, iterations;
	uint64_t first_ticks; /* until the first whole plan */
	int64_t first_us, best_us, total_us;
	const char *name; /* of the instance, "" */
	struct sp_solve_step marks[SP_SOLVE_MARKS];
	size_t n_marks;			   /* those that lie within the time it took */
	const struct sp_solve_step *trace; /* with request->trace; at most SP_SOLVE_TRACE, the first ones */
	size_t n_trace;
	const struct sp_solve_note *notes; /* tasks that cannot be placed on time, pins that break rules */
	size_t n_notes;
};

/* SP_NO, with *ret set, when the checker found a violation. Results live in the arena. */
enum sp_rc sp_solve(const struct sp_solve_request *request, struct sp_arena *arena,
		    struct sp_solve_result *ret, struct sp_err *reterr);

#endif
