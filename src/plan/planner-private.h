/*
 * The planner's state, shared by its two halves: the search and the proposal.
 */
#ifndef PLAN_PLANNER_PRIVATE_H
#define PLAN_PLANNER_PRIVATE_H

#include "senplan/engine/engine.h"
#include "senplan/plan/planner.h"

#include "build.h"

struct sp_planner {
	struct sp_arena *arena;
	struct sp_plan_request request;
	struct sp_build build;
	uint64_t budget, ticks;
	struct sp_problem work; /* build.problem with the plan before of this round */
	struct sp_engine *engine;
	void *memory;
	size_t memory_size;
	struct sp_placed *plan, *before; /* blocks that are not pinned, by task */
	size_t n_plan, n_before, cap_plan;
	int32_t *earliest_day; /* by engine task */
	struct sp_score score_before;
	int n_rounds;
	bool is_replan, has_looked, is_done;
	bool is_rescue; /* a plan from nothing is being made */
	int n_rescues;
	bool *chosen;		  /* by engine task: for the rescue */
	struct sp_placed *late;	  /* the answer that leaves something late: what a rescue has to better */
	size_t n_late, late_size; /* n_late 0: none has to be bettered; late_size: what is in `late` */
	bool late_is_replan;	  /* that answer kept to a plan before */
	struct sp_score late_score;
};

/* The best plan so far into planner->plan: the blocks that are not pinned, by task. */
void sp_planner_take_best(struct sp_planner *planner);

/* What was moved goes back to where it stands in the file, wherever the plan is better for it. */
void sp_planner_bring_home(struct sp_planner *planner);

/* Orders of struct sp_placed, for qsort: by task, then start; by start, then task. */
int sp_planner_by_task(const void *a, const void *b);
int sp_planner_by_start(const void *a, const void *b);

/*
 * The plan before for a second beginning: the late hard tasks (or all of them) and what belongs to them as the plan from
 * nothing has them, the others where they stand in the file, if that does not overlap. `chosen` has a place for each task;
 * blocks has room for cap_plan and gets them in no order; returns how many.
 */
size_t sp_planner_mix(const struct sp_planner *planner, const struct sp_solution *fresh, bool all_hard,
		      bool *chosen, struct sp_placed *blocks);

#endif
