/*
 * One export of a calendar being made: what the target was told last, and what it is told now.
 */
#ifndef SHARE_H
#define SHARE_H

#include "senplan/app/share_out.h"
#include "senplan/ics/write.h"

#include "session.h"

/* A deadline: the school's own, of a pupil, of the school or of a task with a date. */
struct deadline {
	const char *about; /* which: never the same as another's, now or later; without any code */
	const char *uid;
	int64_t created_utc;
	sp_day day;	/* the last school day on which it is in time */
	sp_day law_day; /* when that is another; SP_DAY_NONE: the same */
	bool done;
	sp_day done_day;
	const char *name; /* "papers out" */
	const char *code; /* of the pupil, or "" */
};

struct deadlines {
	const struct deadline *items;
	size_t n;
};

/* Records come in the order of the events, or of the todos: the same index is the same thing, up to n. */
struct share {
	const struct sp_snapshot *snapshot;
	const struct sp_calendar_request *request;
	struct sp_arena arena;
	int64_t now_utc;
	sp_time now;
	struct deadlines deadlines;
	const struct sp_export_uid *uids; /* of deadlines, by what they are about */
	size_t n_uids;
	const struct sp_export_record *old;
	size_t n_old;
	const struct sp_export_told
		*elsewhere; /* by UID: what other targets were told, with the highest SEQUENCE last */
	size_t n_elsewhere;
	struct sp_export_record *records;
	struct sp_ics_event *events; /* one of the two */
	struct sp_ics_todo *todos;
	size_t n;
	size_t n_records; /* n, and those behind them that this export does not show */
	struct sp_calendar_result result;
};

bool share_in_range(const struct share *share, sp_time start);
const struct sp_export_record *share_record_of(const struct share *share, const char *uid);

/* As it goes out. */
int32_t share_sequence(const struct sp_export_record *record);

/* Counts what is new in the record, and works out its SEQUENCE and dates of change. */
void share_revise(struct share *share, const struct sp_export_record *old, int64_t least_sequence,
		  struct sp_export_record *record);

/* One file, of events or tasks; else a folder. */
bool share_is_file(const struct share *share);

/* share_deadlines.c: all deadlines, each with its UID; UIDs of new ones are stored. */
enum sp_rc share_load_deadlines(struct sp_app *app, struct share *share, struct sp_err *reterr);

/* As records, with all-day events or todos beside them. */
enum sp_rc share_add_deadlines(struct share *share, struct sp_err *reterr);

/* Is it one of them, wanted or not in this range? */
bool share_is_deadline(const struct share *share, const char *uid);

/* A deadline of a round that has ended: not cancelled, it is past. */
bool share_deadline_is_over(const struct share *share, const struct sp_export_record *old);

#endif
