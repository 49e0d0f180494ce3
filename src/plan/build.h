/*
 * The engine's problem, made from a snapshot, and the way back: which task is behind an index, which block behind a pin.
 *
 * One task gives at most two engine tasks ("items"): the part of it that stands fixed, and the rest that may be placed.
 */
#ifndef PLAN_BUILD_H
#define PLAN_BUILD_H

#include "senplan/plan/notice.h"
#include "senplan/plan/planner.h"

#include "days.h"
#include "index.h"

enum sp_role {
	SP_ROLE_STANDS,	    /* done, or outside the horizon: neither placed nor moved */
	SP_ROLE_FIXED,	    /* a pin */
	SP_ROLE_MOVABLE,    /* may be placed anew */
	SP_ROLE_IMPOSSIBLE, /* its time is no longer there: must be placed anew */
	SP_ROLE_GONE,	    /* its task is done, dropped or retired */
};

struct sp_present { /* a block as it stands */
	const struct sp_block *block;
	enum sp_role role;
};

struct sp_item {
	const struct sp_task *task;
	bool fixed;
	sp_time booked_start;	 /* fixed by a booking; SP_TIME_NONE: by its blocks */
	bool promised;		 /* it is within a wanted share, or what a week lacks of a minimum */
	int32_t worth_late_days; /* later than so many days after its due date it is not worth placing */
};

enum sp_build_mode {
	SP_BUILD_PLAN,	/* fixed: done, locked, confirmed, started, booked, soon */
	SP_BUILD_ASK,	/* the same, but what is soon may move; no previous plan */
	SP_BUILD_CHECK, /* nothing is fixed */
};

struct sp_build {
	const struct sp_snapshot *snapshot;
	struct sp_arena *arena;
	enum sp_build_mode mode;
	sp_time now;
	sp_day from_day, to_day; /* asked for; the horizon begins on the Monday of from_day */
	unsigned allow;		 /* PLAN: SP_ALLOW_ bits: what may move although it usually stands */
	sp_task_id loose;	 /* ASK: this task's loose_block is not fixed; its other blocks are */
	sp_block_id loose_block; /* none: none of its blocks is fixed */
	sp_time start_from;	 /* nothing is placed before this: now, or from_day */
	struct sp_notice notice;
	struct sp_plan_index index;
	struct sp_plan_days days;
	struct sp_present *present; /* in the order of index.blocks */
	struct sp_item *items;
	size_t n_items;
	int32_t *rest_of;	   /* by position in snapshot->tasks: its item that may be placed, or -1 */
	int32_t *fixed_of;	   /* … its fixed item, or -1 */
	sp_time *stands_end;	   /* … the end of what of it stands outside, or SP_TIME_NONE */
	enum sp_share_kind *share; /* … is it within the wanted share of its activity? */
	bool *left_out;		   /* … not in the problem, because it cannot begin within the horizon */
	struct sp_problem problem;
	struct sp_placed *pins, *prevs; /* not const, for those who fill them */
	const struct sp_activity **cats;
	size_t n_cats;
};

/* Fill in snapshot, arena, mode, now, from_day, to_day, loose; the rest is made. */
enum sp_rc sp_build_make(struct sp_build *build, struct sp_err *reterr);

size_t sp_build_task_at(const struct sp_build *build, const struct sp_task *task); /* position */
int32_t sp_build_engine_time(const struct sp_build *build, sp_time time);
sp_time sp_build_civil_time(const struct sp_build *build, int32_t engine_time);

/* Length that is planned for a task: on the grid, and for what may be split on the quarter hour. */
int32_t sp_build_length(const struct sp_build *build, const struct sp_task *task);

/* The coefficients of the tiers, from the settings. */
void sp_build_weights(struct sp_build *build);

/* What leaving out so much of a task costs, and whether the work is promised. */
int32_t sp_build_weight(const struct sp_build *build, const struct sp_task *task, int32_t length_min);
bool sp_build_is_promised(const struct sp_build *build, const struct sp_task *task);

/* Fills build->share; the tasks by urgency. */
void sp_build_share_out(struct sp_build *build, const struct sp_task *const *sorted, size_t n);
struct sp_share sp_build_share(const struct sp_build *build, const struct sp_task *task);

/* A half-term as far as it lies in the horizon (none: first day behind the last); minutes allocated, and done, in a range. */
struct sp_problem_range sp_build_half_term(const struct sp_build *build, size_t i);
int32_t sp_build_allocated(const struct sp_build *build, struct sp_problem_range range);
int32_t sp_build_done(const struct sp_build *build, struct sp_problem_range range,
		      const struct sp_activity *activity);

/* Has the task come up, so that it may take from the reserve; and what soft work may take of a range, in minutes. */
bool sp_build_came_up(const struct sp_build *build, const struct sp_task *task);
int32_t sp_build_budget(const struct sp_build *build, struct sp_problem_range range, int32_t allocated);

/* Categories, budgets, minima and targets. */
enum sp_rc sp_build_amounts(struct sp_build *build, struct sp_err *reterr);
int32_t sp_build_cat(struct sp_build *build, sp_activity_id activity);

#endif
