/*
 * What an open plan consists of: for the files of this module.
 */
#ifndef SESSION_H
#define SESSION_H

#include "senplan/app/app.h"

/* One answer of a re-plan: its planner at work, and the proposal so far. */
struct rung {
	struct sp_arena arena;	    /* of the planner */
	struct sp_arena answer;	    /* the proposal: made again after each run */
	struct sp_planner *planner; /* NULL: not begun */
	struct sp_proposal proposal;
	bool answered; /* the proposal is of the planner's present best */
	bool is_done;
};

/*
 * A proposal being made. Its edits (new tasks, lost time) are not stored yet; `snapshot` is the plan as it would be with
 * them, sharing rows with the app's snapshot: a pending proposal dies with that.
 */
struct sp_app_lost_ask {
	sp_time start, end;
	enum sp_cause cause;
};

/* One row of edits on the present snapshot: begins a list in a fresh arena that the caller finishes. */
struct change {
	struct sp_arena arena;
	struct sp_edits edits;
};

struct pending {
	struct sp_arena arena; /* edits, snapshot */
	struct sp_edits edits;
	struct sp_snapshot snapshot;
	struct sp_plan_request request; /* of the answer that is shown */
	bool ladder;			/* the other answers are wanted too */
	struct rung rungs[SP_RUNGS];	/* by enum sp_stability */
	const char *label;		/* "lost Mon 23 Nov 09:00-11:30 (cover)"; "" for a plain plan */
	const char *why;		/* for the blocks that move */
	struct sp_app_lost_ask lost;	/* of lost time */
	struct sp_lost_meeting meetings[SP_LOST_MEETINGS];
	size_t n_meetings;
	struct change called_off; /* the edits for those that do not happen */
};

struct sp_app {
	struct sp_env env;
	struct sp_store *store;
	struct sp_arena arenas[2]; /* the snapshot lives in one; the next one is loaded into the other */
	int current;
	struct sp_snapshot snapshot;
	struct pending *pending; /* or NULL */
	bool outdated;
};

/* pending.c: an empty proposal in the place of any other; and with its edits complete, the planner at work. */
struct pending *pending_begin(struct sp_app *app);
enum sp_rc pending_start(struct sp_app *app, const struct sp_pending_request *request, struct sp_err *reterr);

/* As sp_app_commit; ret_ids as sp_store_apply gives them. */
enum sp_rc app_commit_ids(struct sp_app *app, const struct sp_edits *edits, const char *label,
			  const int64_t **ret_ids, struct sp_err *reterr);

void change_begin(struct change *change);
void change_finish(struct change *change);

/* Stores the change under a label and ends it. */
enum sp_rc change_commit(struct sp_app *app, struct change *change, const char *label, struct sp_err *reterr);

/* set_up_hours.c: the working hours that hold on `today`, with the form's n_weeks set. */
struct sp_form;
void set_up_fill_hours(const struct sp_snapshot *snapshot, sp_day today, struct sp_form *form);

/* Loads the plan anew after something that is no edit. */
enum sp_rc app_reload(struct sp_app *app, struct sp_err *reterr);

/* Writes a file that was asked for. What goes wrong there is the system's failure, not the plan's (SP_SYSTEM). */
enum sp_rc write_target(const char *path, const char *bytes, size_t size, struct sp_err *reterr);

/*
 * By hand a block may stand outside working hours and outside its usual window: a call at six in the evening is the
 * SENCO's own decision. It may not stand on something else, on a closed day, in the past, or off the grid.
 */
enum sp_rc check_place(const struct sp_app *app, sp_block_id self, sp_time start, int32_t length_min,
		       struct sp_err *reterr);

/* The same for what somebody has fixed: planned work that may move is no obstacle, *ret_soft is the first of it or NULL. */
enum sp_rc check_booking(const struct sp_app *app, sp_time start, int32_t length_min,
			 const struct sp_block **ret_soft, struct sp_err *reterr);

/* "K07 papers out" in the arena; NULL when out of memory. */
const char *task_title(const struct sp_snapshot *snapshot, const struct sp_task *task,
		       struct sp_arena *arena);

#endif
