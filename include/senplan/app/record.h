/*
 * The record: what really became of the hours. Nothing is assumed done; each call here says what happened to a block or to
 * a span of time, as one step that can be taken back.
 */
#ifndef SENPLAN_APP_RECORD_H
#define SENPLAN_APP_RECORD_H

#include "senplan/app/app.h"

/* All of the day that has begun and that nothing is said of was done as planned: one step, ret_n blocks. */
enum sp_rc sp_app_done_day(struct sp_app *app, sp_day day, int *ret_n, struct sp_err *reterr);

/* Some of it was done, in `took_min`; the rest of the block's length has no place any more and is planned again. */
enum sp_rc sp_app_done_some(struct sp_app *app, sp_block_id block, int took_min, struct sp_err *reterr);

enum sp_missed {
	SP_MISSED_LOST,	      /* the time was lost: cause */
	SP_MISSED_INSTEAD,    /* something else was done in it: instead */
	SP_MISSED_NOT_REACHED /* other work took longer */
};

struct sp_missed_request {
	enum sp_missed why;
	enum sp_cause cause;
	const char *instead; /* an activity, as in sp_log_request */
	int length_min;	     /* of that; 0: the block's */
};

/*
 * A block that has begun did not happen: its work is planned again. Of one that has not begun that is SP_NO. A meeting that
 * was booked is not booked any more, and its chain is open: then ret_unbooked is the pupil (else 0), and the notes say what
 * follows by law, the first of them by when.
 */
struct sp_outcome;
enum sp_rc sp_app_missed(struct sp_app *app, sp_block_id block, const struct sp_missed_request *request,
			 sp_case_id *ret_unbooked, struct sp_outcome *ret, struct sp_err *reterr);

/* The activities that the text may mean: one whose name or key it is; else those whose letter it is or that begin so; else those
 * with a word that begins so. Returns how many; the first `max` of them stand in the list. */
size_t sp_activities_fitting(const struct sp_snapshot *snapshot, const char *text,
			     const struct sp_activity **list, size_t max);

/* --- entries of the log --- */

struct sp_log_change {
	const char *activity; /* NULL: as it is */
	sp_time start;	      /* SP_TIME_NONE: as it is */
	int length_min;	      /* 0: as it is */
	enum sp_cause cause;  /* SP_CAUSE_NONE: as it is; only of lost time */
	int kind;	      /* enum sp_log_kind, worked or beyond; -1: as it is; not of lost time */
	const char *note;     /* NULL: as it is */
};

enum sp_rc sp_app_log_edit(struct sp_app *app, int64_t entry, const struct sp_log_change *change,
			   struct sp_err *reterr);

/* The block that it belongs to keeps its mark. */
enum sp_rc sp_app_log_remove(struct sp_app *app, int64_t entry, struct sp_err *reterr);

/* --- a running clock: kept in the plan's file, so it runs on when the program ends --- */

struct sp_running {
	sp_time start;
	int64_t start_utc; /* what has passed is counted in real minutes, also over a change of the clocks */
	const struct sp_activity *activity;
};

bool sp_clock_running(const struct sp_snapshot *snapshot, struct sp_running *ret);

enum { SP_CLOCK_FORGOTTEN_MIN = 300 }; /* a clock that ran longer, or past midnight, was probably forgotten */

enum sp_rc sp_app_clock_start(struct sp_app *app, const char *activity, struct sp_err *reterr);

/* Logs what has passed, or took_min when that is not 0. Probably forgotten, and took_min 0: SP_NO, and it runs on. */
enum sp_rc sp_app_clock_stop(struct sp_app *app, int took_min, int *ret_min, struct sp_err *reterr);

/* Stops it and logs nothing. */
enum sp_rc sp_app_clock_drop(struct sp_app *app, struct sp_err *reterr);

#endif
