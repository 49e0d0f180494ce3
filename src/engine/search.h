/*
 * The engine from within: the plan that is worked on, the best one, and what a round of ruin and recreate has changed,
 * so that it can be taken back.
 */
#ifndef ENGINE_SEARCH_H
#define ENGINE_SEARCH_H

#include "senplan/engine/engine.h"

#include "finder.h"

enum { SEARCH_MAX_RUIN = 48 };

enum phase {
	PHASE_CORE,	   /* place hard tasks and those before them */
	PHASE_CORE_SEARCH, /* improve these alone until none is late */
	PHASE_REST,	   /* place the others, once for each order */
	PHASE_HOME,	   /* of a re-plan: bring home what was moved for nothing */
	PHASE_SEARCH,	   /* improve the whole plan */
	PHASE_FILL,	   /* what is late or unplaced is tried on the best plan once more */
	PHASE_DONE,
};

struct snapshot { /* a plan put aside */
	struct sp_score score;
	int16_t *n_blocks; /* by task */
	struct block *blocks;
};

struct todo { /* tasks in the order in which they are to be placed */
	int32_t *tasks;
	int64_t *keys;
	int32_t n;
	int32_t at;
};

enum cycle_kind {
	CYCLE_WORTH,
	CYCLE_ORDER,
	CYCLE_WORTH_AGAIN,
	CYCLE_ORDER_AGAIN,
	CYCLE_CORE
}; /* again: a re-plan */

struct cycle { /* one cooling: from hot to cold within so many ticks */
	enum cycle_kind kind;
	uint64_t from, length;
	int64_t hot; /* temperature at its beginning */
};

struct home {	       /* where the home-coming is */
	int32_t at;    /* the next task to be asked */
	int32_t left;  /* tasks to be asked until one whole pass has changed nothing */
	uint64_t from; /* ticks at its beginning */
	enum home_when {
		HOME_FIRST,
		HOME_BETWEEN,
		HOME_LAST
	} when; /* before the search, between coolings, after */
};

struct deal;

struct sp_engine {
	struct grid grid;
	struct state state;
	struct finder finder;
	struct sp_rand rand;
	struct sp_engine_options options;
	struct sp_engine_stats stats;
	uint64_t granted;
	bool cancelled;
	bool whole; /* a first whole plan has stood */

	enum phase phase;
	int32_t order_no;	      /* of PHASE_REST */
	uint64_t stalled;	      /* rounds with late hard tasks since their last improvement */
	uint64_t patience;	      /* rounds without improvement that PHASE_CORE_SEARCH allows */
	int64_t best_hard;	      /* the first two tiers at that time, summed */
	int64_t lost_late, lost_days; /* of these tiers, what no plan can mend */
	struct todo todo;
	uint64_t expected; /* ticks that will be granted in all, as the caller thinks; 0: not known */
	struct cycle cycle;
	int32_t n_cycles;
	struct home home;
	struct snapshot best; /* the best plan so far */
	struct snapshot base; /* the plan that each order of PHASE_REST starts from */

	/* The round: */
	int32_t *touched; /* tasks that it has changed */
	int32_t n_touched;
	uint32_t round;	   /* its number */
	uint32_t *mark;	   /* by task: number of the last round that touched it */
	int16_t *old_n;	   /* by task: blocks before the round */
	struct block *old; /* by block of the pool: before the round */
	int32_t *ruined;   /* tasks to place again, in order */
	int64_t *ruin_keys;
	int32_t n_ruined;
	struct deal *deal;

	struct sp_placed *out;
};

/* --- snapshot.c --- */
void snapshot_lay_out(struct snapshot *snapshot, const struct grid *grid, struct cutter *cutter);
void snapshot_save(struct snapshot *snapshot, const struct state *state);
void snapshot_load(const struct snapshot *snapshot, struct state *state);
int search_compare(const struct sp_engine *e, const struct sp_score *a,
		   const struct sp_score *b); /* by options */
bool search_is_hard_done(const struct sp_engine *e,
			 const struct sp_score *score); /* no plan has less of the first tiers */
bool search_is_order_left(const struct sp_engine *e); /* and nothing else: no soft task is late or unplaced */
bool snapshot_improve(struct sp_engine *e);	      /* keeps the state when it is better than the best */

/* --- construct.c --- */
enum { CONSTRUCT_ORDERS = 3 };

void construct_sort(struct todo *todo); /* by key, ties by task */
enum construct_part { CONSTRUCT_CORE, CONSTRUCT_OTHERS };

/* Puts back what is still legal of the plan before, or of the one that was given to begin with: a part of the tasks. */
void construct_restore(struct sp_engine *e, enum construct_part part);
void construct_core_list(struct sp_engine *e);
void construct_rest_list(struct sp_engine *e, int32_t order_no);
bool construct_step(struct sp_engine *e); /* places one more of the list; false at its end */

/* --- round.c --- */
void round_begin(struct sp_engine *e);
void round_take(struct sp_engine *e,
		int32_t task); /* off the board when it is there, and onto the list of ruined */
bool round_has(const struct sp_engine *e, int32_t task);
void round_place_on(struct sp_engine *e, int32_t task, const struct window *window, int32_t day);
bool round_insert(struct sp_engine *e, int32_t task); /* where it is cheapest, after what it waits for */
void round_settle(struct sp_engine *e);		      /* what waits for an unplaced task goes */
void round_recreate(struct sp_engine *e);
void round_undo(struct sp_engine *e);

/* --- ruin.c --- */
void ruin_choose(struct sp_engine *e, bool core_only);
void ruin_clear(struct sp_engine *e, int32_t day, int32_t bit, int32_t size); /* takes what stands there */

enum { RUIN_MOST_HOLES = 144 };
/* Where on a day room could be made for a task that is not split: first bits; how many. */
int32_t ruin_holes(const struct sp_engine *e, int32_t task, int32_t day, int32_t *ret_bits);

/* --- eject.c --- */
void eject_late(struct sp_engine *e); /* from the base */

/* --- deal.c --- */
size_t deal_size(void);
/* The plan is worse by at most `most` afterwards; false: nothing was found. */
bool deal_round(struct sp_engine *e, int64_t most);

/* --- fill.c --- */
void fill_begin(struct sp_engine *e);
bool fill_step(struct sp_engine
		       *e); /* one more of those that are late or unplaced; false when all have been tried */

/* --- home.c --- */
void home_begin(struct sp_engine *e);
bool home_step(struct sp_engine *e); /* one moved task; false when all that can be is at home */

/* --- improve.c --- */
enum { IMPROVE_FILL_PART = 32 }; /* of the budget, kept for filling in at the end */

void improve_start_cycle(struct sp_engine *e, enum cycle_kind kind, uint64_t length);
void improve_round(struct sp_engine *e, bool core_only);

#endif
