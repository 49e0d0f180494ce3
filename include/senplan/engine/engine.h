/*
 * The solver. It lives in memory that the caller gives, works in slices of ticks, and is deterministic: the same
 * problem, options and sum of ticks give the same bytes whatever the size of the slices, the compiler or the order
 * of the input rows. A tick is a bounded piece of work (about one task tried on one day). It reads no clock.
 *
 *	size_t size = sp_engine_size(&problem);
 *	void *memory = …;                                        (size bytes, aligned for any type)
 *	rc = sp_engine_init(memory, size, &problem, &options, &engine, reterr);
 *	while (sp_engine_run(engine, 2000) == SP_ENGINE_PAUSED && !enough)
 *		…the screen stays alive…
 *	sp_engine_best(engine, &solution);                       (valid until the next run)
 */
#ifndef SENPLAN_ENGINE_ENGINE_H
#define SENPLAN_ENGINE_ENGINE_H

#include "senplan/base/err.h"
#include "senplan/engine/problem.h"

struct sp_engine;

/*
 * How much a re-plan may disturb the plan before: three rungs of a ladder. All of them put hard tasks first and prefer
 * a task at home to one that is not. Without a plan before they are the same.
 */
enum sp_stability {
	SP_STABILITY_BALANCED, /* moves rank below soft lateness (T1, T2, T5, T3, T4); `calm` weighs one with the other */
	SP_STABILITY_FEWEST, /* only a hard task makes another one move (T1, T5, T2, T3, T4): what is soft and new
				  finds room or stays out */
	SP_STABILITY_BEST, /* as if planned anew; moves decide only between equals (T1, T2, T3, T4, T5) */
};

/* As sp_score_compare, in the order of the tiers that the stability has. */
int sp_score_compare_by(enum sp_stability stability, const struct sp_score *a, const struct sp_score *b);

struct sp_engine_options {
	uint64_t seed;
	uint64_t ticks; /* budget: 0 lets it go on until sp_engine_run is no longer called */
	enum sp_stability stability;
	bool core_only; /* hard tasks and those before them only: what dates can be kept? */
	bool hard_first; /* of a re-plan: hard tasks find their places before what is soft goes back to its own */
	const struct sp_placed
		*starts; /* a re-plan begins with these, by task, not with the plan before; or NULL */
	size_t n_starts;
};

struct sp_engine_stats {
	uint64_t ticks;		   /* used so far */
	uint64_t first_plan_ticks; /* when the first whole plan stood; 0: not yet */
	uint64_t iterations;	   /* ruin-and-recreate rounds */
	uint64_t accepted;
	uint64_t home_tries;  /* of a re-plan: moved tasks that were tried where they stood before, */
	uint64_t homecomings; /* and those that stayed there, or drew another one home */
};

enum sp_engine_state { SP_ENGINE_PAUSED, SP_ENGINE_DONE, SP_ENGINE_CANCELLED };

/*
 * Is the problem well formed (indices, signs, sizes, no circle of precedence)? SP_INPUT with a sentence if not.
 */
enum sp_rc sp_problem_validate(const struct sp_problem *problem, struct sp_err *reterr);

/* Bytes that an engine for this (validated) problem needs. */
size_t sp_engine_size(const struct sp_problem *problem);

/* SP_INPUT as sp_problem_validate; SP_SYSTEM when `size` is too small. The options are copied, but for the array of starts. */
enum sp_rc sp_engine_init(void *memory, size_t size, const struct sp_problem *problem,
			  const struct sp_engine_options *options, struct sp_engine **ret_engine,
			  struct sp_err *reterr);

/* Works for about `ticks` more, or until the first whole plan stands; DONE when the budget is used or nothing is left to improve. */
enum sp_engine_state sp_engine_run(struct sp_engine *engine, uint64_t ticks);

/*
 * Where no budget of ticks was given: about so many will be granted in all, as far as can be known by now. The search begins
 * its coolings so that they end with them, and may be asked to go on beyond.
 */
void sp_engine_expect(struct sp_engine *engine, uint64_t ticks);

/* Gives up for good: each run after it returns CANCELLED at once; best stays valid. Between runs, not from a signal. */
void sp_engine_cancel(struct sp_engine *engine);

/* A legal plan at any time, also before the first tick (then: pins, and the still legal previous blocks). */
void sp_engine_best(const struct sp_engine *engine, struct sp_solution *ret_solution);

/* Tasks of the plan before that the best plan has elsewhere, or nowhere. */
size_t sp_engine_moved(const struct sp_engine *engine);

const struct sp_engine_stats *sp_engine_stats(const struct sp_engine *engine);

#endif
