/*
 * The planner turns a snapshot into the engine's flat problem, lets the engine work in slices, and turns its answer into a
 * proposal: moved, new, dropped, no room; each with its reason as data. Nothing changes until the proposal's edits are
 * applied. The weights are settings (weights.c), how much may move is asked for (`moves`).
 *
 * Fixed while planning: done, locked and confirmed blocks, those that have started, and those that are near (notice.h),
 * unless they became impossible (time lost, closed day).
 */
#ifndef SENPLAN_PLAN_PLANNER_H
#define SENPLAN_PLAN_PLANNER_H

#include "senplan/engine/bound.h"
#include "senplan/engine/check.h"
#include "senplan/engine/engine.h"
#include "senplan/engine/explain.h"
#include "senplan/model/edit.h"
#include "senplan/plan/shift.h"

struct sp_planner;

/* What may move although it usually stands. What has begun, is past or done, and a meeting's booked time never moves. */
enum {
	SP_ALLOW_SOON = 1 << 0,	  /* what is near: within `freeze_hours`, or the notice of those who come */
	SP_ALLOW_LOCKED = 1 << 1, /* what you fixed */
	SP_ALLOW_CONFIRMED = 1 << 2, /* what is agreed with others: it is asked for anew */
	SP_ALLOW_ALL = (1 << 3) - 1,
};

struct sp_plan_request {
	sp_time now;
	sp_day from_day; /* SP_DAY_NONE, or a day before: today */
	sp_day to_day;	 /* SP_DAY_NONE: end of the school year; at most 53 weeks are planned */
	uint64_t seed;
	uint64_t ticks;		 /* budget; 0: the setting */
	enum sp_stability moves; /* of a re-plan: how much it may disturb */
	unsigned allow;		 /* SP_ALLOW_ bits */
	bool fresh;		 /* keep nothing but what is fixed: plan as if for the first time */
};

enum sp_change_kind { SP_CHANGE_MOVED, SP_CHANGE_NEW, SP_CHANGE_DROPPED, SP_CHANGE_NO_ROOM };

/* Why a change: data for words.h. */
enum sp_change_cause {
	SP_CAUSE_CHANGE_NONE,
	SP_CAUSE_CHANGE_LOST,	   /* its time was lost or is no longer free */
	SP_CAUSE_CHANGE_GAVE_WAY,  /* to `other` */
	SP_CAUSE_CHANGE_DUE,	   /* to meet its due date */
	SP_CAUSE_CHANGE_ASKED,	   /* newly asked for */
	SP_CAUSE_CHANGE_RULES,	   /* its task changed: window, length, dates */
	SP_CAUSE_CHANGE_TASK_GONE, /* its task is done, dropped or retired */
	SP_CAUSE_CHANGE_PIECE,	   /* another piece of its task had to move */
	SP_CAUSE_CHANGE_BETTER,	   /* better there */
};

struct sp_change {
	enum sp_change_kind kind;
	enum sp_change_cause cause;
	sp_task_id task;
	sp_block_id block;  /* the block before, if any */
	sp_time from_start; /* SP_TIME_NONE: none */
	sp_time to_start;   /* SP_TIME_NONE: none */
	int32_t length_min; /* new length; of the old block when dropped */
	sp_task_id other;
	bool late;		   /* placed after its due date */
	bool accepted;		   /* begins true (false for no room) */
	bool had_place;		   /* for no room: it has a place in the plan as it stands */
	int32_t placed_min;	   /* for no room: so much of the task stands all the same; it is in part */
	struct sp_why_not why_not; /* for no room (tasks, days and times inside are the engine's) */
};

struct sp_proposal {
	struct sp_change
		*changes; /* moved, new, dropped, no room; by time within each, no room by due date */
	size_t n_changes;
	size_t n_moved, n_new, n_dropped, n_no_room, n_unchanged;
	int32_t no_room_min; /* hours that do not fit */
	struct sp_score score;
	struct sp_score before; /* of the plan as it stands; blocks that became impossible left out */
	bool is_replan;		/* there was a plan before: other answers may move less, or more */
	size_t n_late;		/* pieces of work without a statutory date that stand after their own, */
	int32_t late_days;	/* and the days of it */
	struct sp_bound bound;	/* how much more could be placed at most */
	uint64_t ticks;
	struct sp_plan_request request; /* what it answers */
};

/* The snapshot must outlive the planner; memory comes from the arena. */
enum sp_rc sp_planner_create(const struct sp_snapshot *snapshot, const struct sp_plan_request *request,
			     struct sp_arena *arena, struct sp_planner **ret_planner, struct sp_err *reterr);

/* Is there a plan before that an answer may keep more or less of? */
bool sp_planner_is_replan(const struct sp_planner *planner);

/* The `moves` setting: how much a re-plan may disturb when nobody says otherwise. */
enum sp_stability sp_plan_moves(const struct sp_snapshot *snapshot);

/* "fewest", "balanced", "best"; by index of enum sp_stability. */
extern const char *const sp_moves_names[];

/* True while there is more to gain within the budget. */
bool sp_planner_run(struct sp_planner *planner, uint64_t ticks);

/* The best so far, checked by the engine's checker (a violation is SP_SYSTEM: a fault of ours, and nothing is proposed). */
enum sp_rc sp_planner_proposal(struct sp_planner *planner, struct sp_arena *arena,
			       struct sp_proposal *ret_proposal, struct sp_err *reterr);

/*
 * Edits for the accepted changes. Taking a part keeps the others where they were; a part that would break a hard rule with
 * what stands (two blocks at once) is refused with SP_NO and a sentence. `uids` gives a random UID per call.
 */
typedef bool (*sp_uid_fn)(void *context, char *buf, size_t size);

struct sp_uid_source {
	sp_uid_fn make;
	void *context;
	int64_t now_utc;
};

enum sp_rc sp_proposal_edits(const struct sp_snapshot *snapshot, const struct sp_proposal *proposal,
			     const char *why, struct sp_uid_source uids, struct sp_edits *edits,
			     struct sp_err *reterr);

/* --- questions about the plan as it stands in the snapshot --- */

/* Is the task within the wanted share of its activity? Work that is, goes before other work; work beyond it, behind. */
enum sp_share_kind { SP_SHARE_NONE, SP_SHARE_BELOW, SP_SHARE_FULL };

struct sp_share {
	enum sp_share_kind kind;
	int32_t target_pct;  /* of the allocated hours of the task's half-term */
	int32_t planned_pct; /* what stands of the activity */
};

struct sp_block_why {
	struct sp_why why; /* task indices resolved below */
	const struct sp_block *block;
	const struct sp_task *task;
	const struct sp_rule *rule;	   /* behind its due date, or NULL */
	const struct sp_task *predecessor; /* or NULL */
	sp_time alternative_start[3];
	sp_time notice_from; /* what the notice of those who come allows, where it is what holds it back; SP_TIME_NONE */
	int slack_days; /* school days between the block and the due date; INT_MAX: no date */
	struct sp_shift shift;
	struct sp_share share;
};

enum sp_rc sp_plan_why_block(const struct sp_snapshot *snapshot, sp_block_id block, sp_time now,
			     struct sp_arena *arena, struct sp_block_why *ret_why, struct sp_err *reterr);

struct sp_task_why {
	struct sp_why_not why;
	const struct sp_task *task;
	const struct sp_rule *rule;
	struct sp_shift shift;
	struct sp_share share;
	const struct sp_task *predecessor;
	size_t n_blockers;
	/* What makes room by giving way: work with a limit only where it would be in time elsewhere. */
	const struct sp_task *blockers[4];
	sp_time blocker_start[4]; /* where the task would stand */
	sp_time blocker_to[4];	  /* where the blocker would go; SP_TIME_NONE: nowhere */
	sp_time notice_from;	  /* as of a block */
	sp_time late_start;	  /* earliest place when it may be late; SP_TIME_NONE: none */
	sp_time stands; /* where it ends late in the plan as it stands; SP_TIME_NONE: it has no place */
	int late_days;	/* school days after its date, where it stands */
	size_t n_remedies;
	struct sp_plan_remedy {
		struct sp_remedy remedy;
		sp_time start;		     /* SP_TIME_NONE: in several pieces */
		const struct sp_task *other; /* whose fixed block would have to make way, or NULL */
		sp_time other_start;
	} remedies[SP_REMEDIES]; /* cheapest first, each tried */
};

/* Why has the task no (whole) place, or a late one? SP_NO: it has one in time, or there is no such open task. */
enum sp_rc sp_plan_why_task(const struct sp_snapshot *snapshot, sp_task_id task, sp_time now,
			    struct sp_arena *arena, struct sp_task_why *ret_why, struct sp_err *reterr);

/* How much more than the plan as it stands could be placed at most, from now to the end of the school year. */
enum sp_rc sp_plan_bound(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
			 struct sp_bound *ret_bound, struct sp_err *reterr);

struct sp_place {
	sp_time start;
	struct sp_score cost;
	const struct sp_task *evicts; /* or NULL: nothing else moves */
	sp_time evicted_to;	      /* SP_TIME_NONE: it would find no place */
	int32_t late_days;	      /* after the task's date */
};

/* The best places for a task (placed or not), best first. */
enum sp_rc sp_plan_suggest(const struct sp_snapshot *snapshot, sp_task_id task, sp_time now, size_t max,
			   struct sp_arena *arena, const struct sp_place **ret_places, size_t *ret_n,
			   struct sp_err *reterr);

/* Every hard rule of the plan as it stands, by the engine's checker; the sentences are by words.h. */
struct sp_plan_violation {
	enum sp_hard rule;
	const struct sp_task *task;
	const struct sp_task *other; /* or NULL */
	sp_day day;
};

enum sp_rc sp_plan_check(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
			 const struct sp_plan_violation **ret_violations, size_t *ret_n,
			 struct sp_err *reterr);

#endif
