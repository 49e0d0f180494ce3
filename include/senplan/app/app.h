/*
 * The application: one open plan, and everything a person can do with it. The screen and the command line both call
 * these functions and nothing below them. Each function that changes the plan validates, makes edits and stores them
 * in one labelled, undoable transaction; on any error nothing has changed.
 *
 * What is returned by pointer lives until the next call that changes the plan (snapshot, proposal), or in the arena given.
 */
#ifndef SENPLAN_APP_APP_H
#define SENPLAN_APP_APP_H

#include "senplan/model/edit.h"
#include "senplan/plan/planner.h"
#include "senplan/store/store.h"

/* What main found out about the world; the strings must outlive the app. */
struct sp_env {
	const char *db_path;
	bool db_default;	/* the usual place: its folder is made when missing */
	const char *backup_dir; /* NULL: no automatic backups */
	const char *home_dir;	/* "~/" of a typed path; NULL: unknown */
	const char *share_dir;	/* rules, presets, examples */
	sp_time now;		/* civil time here */
	int64_t now_utc;
	bool now_fixed;	    /* --now was given: time stands still */
	sp_uid_fn make_uid; /* random UIDs */
	void *uid_context;
};

struct sp_app;

enum sp_rc sp_app_open(const struct sp_env *env, enum sp_store_mode mode, struct sp_app **ret_app,
		       struct sp_err *reterr);
void sp_app_close(struct sp_app *app); /* takes NULL */

const struct sp_snapshot *sp_app_snapshot(const struct sp_app *app);
const struct sp_env *sp_app_env(const struct sp_app *app);
sp_time sp_app_now(const struct sp_app *app);
void sp_app_set_now(struct sp_app *app, sp_time now, int64_t now_utc);
const char *sp_app_notice(const struct sp_app *app); /* something to be told once after opening, or NULL */

/*
 * A path as a person types it on the screen: "~" and "~/plans" begin in the home folder, as a shell would have it; all
 * else, and all without a home folder, is what was typed. NULL: out of memory.
 */
char *sp_app_typed_path(const struct sp_app *app, const char *typed, struct sp_arena *arena);

/* Loads again when somebody else has written; *ret_changed says so. */
enum sp_rc sp_app_refresh(struct sp_app *app, bool *ret_changed, struct sp_err *reterr);

/* Stores edits made on the present snapshot and loads the new one. */
enum sp_rc sp_app_commit(struct sp_app *app, const struct sp_edits *edits, const char *label,
			 struct sp_err *reterr);

/* Did the last commit fail because somebody else had written? Refresh and do it again. */
bool sp_app_outdated(const struct sp_app *app);

/* --- planning: a pending proposal, on the plan as it would be after the pending edits --- */

struct sp_pending_request {
	sp_day from_day; /* SP_DAY_NONE: today */
	sp_day to_day;	 /* SP_DAY_NONE: end of the school year */
	uint64_t seed;
	uint64_t ticks;		 /* 0: the setting */
	enum sp_stability moves; /* the answer that is shown first */
	unsigned allow;		 /* SP_ALLOW_ bits */
	bool ladder;		 /* of a re-plan all three answers are wanted */
};

/* Expands duties and clocks, and begins to plan. Replaces a pending proposal. */
enum sp_rc sp_app_plan(struct sp_app *app, const struct sp_pending_request *request, struct sp_err *reterr);

/*
 * Records [start, end) as lost in the pending edits, and begins to re-plan what must move. Blocks in the span that are
 * already done stay. SP_NO when the span lies wholly outside working time.
 */
enum sp_rc sp_app_lost(struct sp_app *app, sp_time start, sp_time end, enum sp_cause cause,
		       const struct sp_pending_request *request, struct sp_err *reterr);

/*
 * What planning leaves within the lost time of the pending proposal, since it was agreed with others or locked by hand: it
 * stands, until it is said that it does not happen. The proposal then begins anew; a booked one is booked no more.
 */
enum { SP_LOST_MEETINGS = 24 };

struct sp_lost_meeting {
	sp_task_id task;
	sp_block_id block;
	sp_case_id subject;
	sp_time start;
	bool booked; /* a chain's meeting that is booked for its day */
	bool off;    /* it does not happen */
};

size_t sp_app_lost_meetings(const struct sp_app *app, const struct sp_lost_meeting **ret); /* 0: none */

/* Block 0: all of them. */
enum sp_rc sp_app_call_off(struct sp_app *app, sp_block_id block, bool off, struct sp_err *reterr);

/* After accepting: what the law says of a booked one that was called off, and how it is booked anew. */
struct sp_outcome;
enum sp_rc sp_app_called_off(struct sp_app *app, const struct sp_lost_meeting *meeting,
			     struct sp_outcome *ret, struct sp_err *reterr);

/* Works on; true while there may be more to gain. */
bool sp_app_plan_run(struct sp_app *app, uint64_t ticks);

/* The proposal so far (recomputed after each run), or NULL with SP_OK without a pending one. Toggle `accepted` in its changes freely. */
enum sp_rc sp_app_proposal(struct sp_app *app, struct sp_proposal **ret_proposal, struct sp_err *reterr);

/*
 * The ladder: the answers of a re-plan by how much they move (index: enum sp_stability). The one that was asked for is
 * worked out first, then the others; a first plan has one answer.
 */
enum { SP_RUNGS = 3 };

struct sp_rung {
	const struct sp_proposal *proposal; /* NULL: not begun yet */
};

/* Three of them; SP_NO without a pending proposal. */
enum sp_rc sp_app_rungs(struct sp_app *app, struct sp_rung *ret_rungs, struct sp_err *reterr);

/* Another answer is shown and accepted from now on; it has at least a first plan. */
enum sp_rc sp_app_choose(struct sp_app *app, enum sp_stability moves, struct sp_err *reterr);

/* Which answer is shown, and what may move in it. */
enum sp_stability sp_app_chosen(const struct sp_app *app);
unsigned sp_app_allowed(const struct sp_app *app);

/* All answers begin again with other things allowed to move (SP_ALLOW_ bits). */
enum sp_rc sp_app_allow(struct sp_app *app, unsigned allow, struct sp_err *reterr);

/* The plan as it would be with the pending edits but the old blocks: for naming tasks of the proposal. */
const struct sp_snapshot *sp_app_pending_snapshot(const struct sp_app *app);

/* The plan as it would be with the whole answer that is shown, ticked or not: for questions about what has no room in it. */
enum sp_rc sp_app_proposed(struct sp_app *app, struct sp_arena *arena, struct sp_snapshot *ret_snapshot,
			   struct sp_err *reterr);

/* Stores the pending edits and the accepted changes as one command. */
enum sp_rc sp_app_accept(struct sp_app *app, struct sp_err *reterr);
void sp_app_discard(struct sp_app *app);

/* --- single acts --- */

/* Is it protected time? Moving or giving it up asks for a reason. */
bool sp_task_is_protected(const struct sp_snapshot *snapshot, const struct sp_task *task);

/* Locks it. `because` is kept for the report when the time is protected; without it (NULL, "") that is SP_USAGE. */
enum sp_rc sp_app_move(struct sp_app *app, sp_block_id block, sp_time to, const char *because,
		       struct sp_err *reterr);

/* Puts an unplaced task (one piece) at `to`, evicting nothing; locked. */
enum sp_rc sp_app_place(struct sp_app *app, sp_task_id task, sp_time to, struct sp_err *reterr);
enum sp_rc sp_app_lock(struct sp_app *app, sp_block_id block, bool locked, struct sp_err *reterr);
enum sp_rc sp_app_confirm(struct sp_app *app, sp_block_id block, struct sp_err *reterr);

/* took_min 0: as planned. Again on a done block: SP_NO. */
enum sp_rc sp_app_done(struct sp_app *app, sp_block_id block, int took_min, struct sp_err *reterr);
enum sp_rc sp_app_drop(struct sp_app *app, sp_task_id task, const char *because, struct sp_err *reterr);

struct sp_log_request {
	enum sp_log_kind kind;
	const char *activity; /* key, name or letter; a unique beginning is enough */
	sp_time start;
	int length_min;
	const char *note; /* may be "" */
};
enum sp_rc sp_app_log(struct sp_app *app, const struct sp_log_request *request, struct sp_err *reterr);

/* No minute of it lies in the day's working hours. False where none are known. */
bool sp_app_is_beyond(const struct sp_app *app, sp_time start, int length_min);

enum sp_rc sp_app_set(struct sp_app *app, const char *key, const char *value, struct sp_err *reterr);

/* Monday to Friday, 08:00 to 16:00, when the plan knows no working hours yet: without any there is nothing to plan in. */
enum sp_rc sp_app_usual_hours(struct sp_app *app, struct sp_err *reterr);

/* Labels of what was taken back or done again live in the arena. SP_NO: nothing to do. */
enum sp_rc sp_app_undo(struct sp_app *app, struct sp_arena *arena, const char **ret_label,
		       struct sp_err *reterr);
enum sp_rc sp_app_redo(struct sp_app *app, struct sp_arena *arena, const char **ret_label,
		       struct sp_err *reterr);

/* --- the file --- */

/* Newest first. */
enum sp_rc sp_app_history(struct sp_app *app, size_t max, struct sp_arena *arena,
			  const struct sp_history_entry **ret_entries, size_t *ret_n, struct sp_err *reterr);

/* path NULL: into the backup folder, named by the moment. *ret_path lives in the arena. */
enum sp_rc sp_app_backup(struct sp_app *app, const char *path, struct sp_arena *arena, const char **ret_path,
			 struct sp_err *reterr);

/* Not on an open plan: close it first. */
enum sp_rc sp_app_restore(const struct sp_env *env, const char *backup_path, struct sp_err *reterr);

/*
 * Is the file sound, does the plan keep every hard rule? SP_NO and the sentences when not. With `hide` no pupil
 * code appears in them.
 */
struct sp_app_findings {
	const char *const *texts;
	size_t n;
	size_t n_file; /* how many of them, the first ones, are about the file itself */
	size_t n_blocks;
	const char *const
		*notes; /* what is well to know and breaks nothing: agreed meetings over own teaching */
	size_t n_notes;
};
enum sp_rc sp_app_check(struct sp_app *app, bool hide, struct sp_arena *arena, struct sp_app_findings *ret,
			struct sp_err *reterr);

/* Block or task by what a person types: a number (its id), "K07 papers" (a unique match of code and title). */
enum sp_rc sp_app_find_block(const struct sp_app *app, const char *text, sp_block_id *ret_block,
			     struct sp_err *reterr);
enum sp_rc sp_app_find_task(const struct sp_app *app, const char *text, sp_task_id *ret_task,
			    struct sp_err *reterr);

#endif
