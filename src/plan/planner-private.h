/*
 * The planner's state, shared by its two halves: the search and the proposal.
 */
#ifndef PLAN_PLANNER_PRIVATE_H
#define PLAN_PLANNER_PRIVATE_H

#include "senplan/engine/engine.h"
#include "senplan/plan/planner.h"

#include "build.h"

/* The ways in, one after another: each only when those before it leave a hard task late without need (rescue.c). */
enum sp_planner_way {
	SP_WAY_FIRST,	/* no plan before, or everything anew: the whole budget */
	SP_WAY_LOOK,	/* everything where it stood, and what is new where it fits */
	SP_WAY_HARD,	/* hard tasks first, then what is soft goes back to where it stood */
	SP_WAY_PROMISE, /* the board without what is soft and not promised: could more of that be kept? */
	SP_WAY_HOME,	/* from where it stood, searching */
	SP_WAY_FRESH,	/* from nothing: for its dates only */
	SP_WAY_GRAFT,	/* the late tasks where the plan from nothing has them, the others where they stood */
	SP_WAY_MIX,	/* all hard tasks where the plan from nothing has them, the others where they stood */
};

struct sp_planner {
	struct sp_arena *arena;
	struct sp_plan_request request;
	struct sp_build build;
	uint64_t budget, ticks;
	struct sp_problem work; /* build.problem with the plan before of this round */
	struct sp_engine *engine;
	void *memory;
	size_t memory_size;
	enum sp_planner_way way;
	struct sp_placed *plan, *before; /* blocks that are not pinned, by task */
	size_t n_plan, n_before, cap_plan;
	int32_t *earliest_day; /* by engine task */
	int64_t least_late;    /* hard tasks that are late in every plan; -1: not known yet */
	struct sp_score score_before;
	int n_rounds;
	bool is_replan, has_looked, is_done;
	bool has_gone_hard;	  /* in this round, that way has been gone */
	bool stands;		  /* in this round everything can stay where it is, and nothing new fits */
	bool *chosen;		  /* by engine task: for the mix */
	struct sp_placed *answer; /* of this round: the best of the ways that have been tried */
	size_t n_answer;
	bool has_answer;
	struct sp_score answer_score;
	int32_t could_lack_min;		  /* what the best board for it has no place for */
	int32_t answer_lacking_min;	  /* promised work that it has no place for */
	struct sp_placed *fresh, *starts; /* the plan from nothing; what the mix begins with */
	size_t n_fresh, n_starts;
	bool has_fresh;
	int n_earnest;	     /* so many times the plan from nothing was made again, with another seed */
	int64_t late_before; /* hard tasks that stand late in the file */
	struct sp_score fresh_score;
	struct sp_homecoming *home; /* after a round, or NULL */
	struct sp_planner
		*inner; /* looks whether planning again would change the answer (settle.c); or NULL */
	int depth;
};

/* Sets the engine to work on a way; false: out of memory. */
bool sp_planner_start(struct sp_planner *planner, enum sp_planner_way way);

/* Are there hard tasks that are late or unplaced although, for all that is known, they could be on time? */
bool sp_planner_is_needlessly_late(struct sp_planner *planner, const struct sp_score *score);

/* Minutes of promised work (within a wanted share, or what a week lacks of a minimum) that planner->plan has no place for. */
int32_t sp_planner_lacking(const struct sp_planner *planner);

/* A way has been gone to its end: the next one begins, or the round ends and planner->plan is its answer. */
bool sp_planner_next_way(struct sp_planner *planner); /* false: the round has ended */

/* The answer is planned once more as the next call would; false: there is no need. */
bool sp_planner_look_again(struct sp_planner *planner);
void sp_planner_settle(struct sp_planner *planner); /* takes over what the inner planner has come to */

/* The best plan so far into planner->plan: the blocks that are not pinned, by task. */
void sp_planner_take_best(struct sp_planner *planner);

/* What was moved goes back to where it stands in the file, wherever the plan is better for it; NULL: nothing is to be done. */
struct sp_homecoming *sp_planner_homecoming(struct sp_planner *planner);
bool sp_homecoming_step(struct sp_homecoming *h); /* a trial; false: that was the last */

/* Orders of struct sp_placed, for qsort: by task, then start; by start, then task. */
int sp_planner_by_task(const void *a, const void *b);
int sp_planner_by_start(const void *a, const void *b);

#endif
