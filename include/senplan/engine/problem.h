/*
 * The flat problem that the engine solves, and its answer. No school word: days, slots, tasks, categories,
 * allowed-time masks, precedence lags, fixed blocks and integer weights, all with dense indices.
 *
 * Times are integers in minutes; an absolute time is `day * 1440 + minute of the day`, day 0 being the first
 * day of the horizon. Lags count whole days on dates. All lengths and starts are multiples of `slot_min`; the
 * ends of free and mask spans are rounded inwards (start up, end down).
 *
 * The arrays belong to the caller and must stay unchanged for as long as an engine works on them. The order
 * of the rows (other than the indices they define) has no influence on the answer.
 */
#ifndef SENPLAN_ENGINE_PROBLEM_H
#define SENPLAN_ENGINE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SP_PROBLEM_MAX_DAYS = 371, /* 53 weeks */
	SP_PROBLEM_MAX_TASKS = 4096,
	SP_PROBLEM_MAX_CATS = 128,
	SP_PROBLEM_MAX_MASKS = 256,
	SP_PROBLEM_MAX_DAY_CHUNKS = 4,
};

enum sp_half { SP_HALF_NONE, SP_HALF_MORNING, SP_HALF_AFTERNOON };

struct sp_problem_cat {
	enum sp_half pref;	/* half of the day in which it is better done */
	int32_t max_blocks_day; /* -1: no limit */
	int32_t max_min_day;	/* -1: no limit */
};

struct sp_problem_task {
	int32_t cat;
	int32_t mask;
	int32_t length_min;
	int32_t before_min; /* kept free before each block, inside the free time, after `now`, not shared */
	int32_t buffer_min; /* the same behind each block */
	int32_t release;    /* absolute; no block starts before it */
	int32_t due;	    /* absolute end of a day (k * 1440); later is late */
	int32_t last; /* absolute; no block that is not pinned ends after it: not worth doing later. 0: none */
	bool hard;    /* late or unplaced costs in the first tier */
	bool first;   /* soft, and yet placed before other soft work finds its places */
	bool extra;   /* may stand in time that is to be left free: budgets do not count it */
	int32_t weight;	   /* of lateness and of not being placed, when soft */
	int32_t chunk_min; /* both 0: one block; else the bounds of a chunk (multiples of 15) */
	int32_t chunk_max;
	int32_t like; /* 1 + mask of the times in which it is better done, instead of the half of its category; 0: none */
	int32_t day_chunks; /* at most so many on a day, a quarter of an hour apart; 0, 1: one a day */
};

struct sp_problem_prec {
	int32_t before;
	int32_t after;
	int32_t min_lag_day; /* 0: start(after) >= end(before); n: day(start after) >= day(end before) + n */
	int32_t max_lag_day; /* -1: none; else after's due is at most day(end before) + this */
};

struct sp_problem_span {
	int32_t day;
	int32_t from_min; /* of the day */
	int32_t to_min;
};

struct sp_problem_mask_span {
	int32_t mask;
	struct sp_problem_span span;
};

struct sp_problem_range {
	int32_t first_day;
	int32_t last_day; /* included */
};

struct sp_problem_wmin { /* protected minimum of a category in a range of days */
	struct sp_problem_range range;
	int32_t cat;
	int32_t min;
};

struct sp_problem_target { /* wanted amount of a category in a range of days, free within +- band */
	struct sp_problem_range range;
	int32_t cat;
	int32_t target_min;
	int32_t band_min;
};

/*
 * Time to be left free: in the range, soft tasks that are not pinned take at most
 * max(0, max_min - minutes of hard and pinned blocks). Hard tasks may use all there is; of what is `extra` nothing counts.
 */
struct sp_problem_budget {
	struct sp_problem_range range;
	int32_t max_min;
};

struct sp_placed { /* one block */
	int32_t task;
	int32_t start; /* absolute */
	int32_t length_min;
};

struct sp_problem_params { /* coefficients of the last tiers (engine.md, part 2) */
	int32_t frag, fragmin, swtch, pref, load1, load2, load1pm, load2pm;
	int32_t slackpts, slackdays, unplaced, latecap;
	int32_t calm; /* soft points for each point of `moved`; 0: moving costs less than any lateness */
};

struct sp_problem {
	int32_t slot_min; /* 5 or 15 */
	int32_t days;	  /* horizon */
	int32_t now;	  /* absolute; nothing that is not pinned starts before it */
	int32_t half_min; /* minute of the day between morning and afternoon */
	struct sp_problem_params params;

	const struct sp_problem_cat *cats;
	const struct sp_problem_task *tasks;
	const struct sp_problem_prec *precs;
	const struct sp_problem_span *frees;
	const struct sp_problem_mask_span *mask_spans;
	const struct sp_problem_wmin *wmins;
	const struct sp_problem_target *targets;
	const struct sp_problem_budget *budgets;
	const struct sp_placed
		*pins; /* all blocks of a pinned task; not movable; may break rules, which is reported */
	const struct sp_placed *prevs; /* blocks of the plan before; any: this is a re-plan */
	size_t n_cats, n_tasks, n_precs, n_frees, n_mask_spans, n_wmins, n_targets, n_budgets, n_pins,
		n_prevs;
	int32_t n_masks;
};

/* The defaults of the coefficients. */
extern const struct sp_problem_params sp_problem_default_params;

/* Lower is better, first member first. For a re-plan `moved` counts before `target` and `quality`, else not at all. */
struct sp_score {
	int64_t hard_late; /* T1a: hard tasks late or unplaced */
	int64_t hard_days; /* T1b: days of it */
	int64_t soft;	   /* T2: weighted lateness and rejection */
	int64_t moved;	   /* T5: disturbance of the previous plan */
	int64_t target;	   /* T3: missed minima and targets, in slots */
	int64_t quality;   /* T4: small gaps, switches, preference, load, last-minute work */
};

/* < 0, 0, > 0 as a is better than, equal to, worse than b. */
int sp_score_compare(const struct sp_score *a, const struct sp_score *b);

struct sp_solution {
	const struct sp_placed *blocks; /* by start, then task */
	size_t n_blocks;
	struct sp_score score;
};

#endif
