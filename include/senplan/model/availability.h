/*
 * The SENCO's day: what is worked, what is fixed, what is free. And when an activity may happen on it.
 * Minutes of the day; results live in the arena given.
 *
 *	allocated = working windows + marked SENCO time (or, by the setting senco_time, that alone) - teaching, PPA, duties, meetings, breaks, busy times
 *	free      = allocated - time lost
 *
 * Blocks are not subtracted: they are what the plan does with the free time.
 */
#ifndef SENPLAN_MODEL_AVAILABILITY_H
#define SENPLAN_MODEL_AVAILABILITY_H

#include "senplan/model/snapshot.h"
#include "senplan/time/spans.h"

enum sp_fixed_kind {
	SP_FIXED_TEACH,
	SP_FIXED_PPA,
	SP_FIXED_DUTY,
	SP_FIXED_MEETING,
	SP_FIXED_BREAK,
	SP_FIXED_LUNCH,
	SP_FIXED_OUT,
	SP_FIXED_BUSY, /* from a calendar */
	SP_FIXED_LOST
};

const char *sp_fixed_kind_name(enum sp_fixed_kind kind);

struct sp_fixed { /* something that stands in the day and is not planned here */
	enum sp_fixed_kind kind;
	sp_minute from_min;
	sp_minute to_min;
	const char *title;
	const char *source;   /* "timetable", a calendar's name, "log" */
	sp_busy_time_id busy; /* the time of a calendar, whatever its kind is; 0: none */
};

struct sp_availability {
	sp_day day;
	struct sp_spans work;	   /* contracted and open */
	struct sp_spans allocated; /* for the role */
	struct sp_spans free;
	const struct sp_fixed *fixed; /* by start */
	size_t n_fixed;
	const struct sp_fixed
		*notes; /* times of calendars that were marked free: they take nothing of the day */
	size_t n_notes;
};

enum sp_rc sp_availability_of(const struct sp_snapshot *snapshot, sp_day day, struct sp_arena *arena,
			      struct sp_availability *ret, struct sp_err *reterr);

/* --- busy times from calendars, and what was said of them --- */

bool sp_busy_mark_covers(const struct sp_busy_mark *mark, const struct sp_busy_time *busy);

/* The mark that holds for it: the narrowest, of two the later; NULL: it counts as it came. */
const struct sp_busy_mark *sp_busy_mark_of(const struct sp_snapshot *snapshot,
					   const struct sp_busy_time *busy);

/* What it is to the day. False: nothing, because it is marked free or the plan holds the meeting itself. */
bool sp_busy_counts(const struct sp_snapshot *snapshot, const struct sp_busy_time *busy,
		    enum sp_fixed_kind *ret_kind);

/* The periods of the day, by start (the more particular rows replace the general ones). */
enum sp_rc sp_periods_of(const struct sp_snapshot *snapshot, sp_day day, struct sp_arena *arena,
			 const struct sp_period ***ret_periods, size_t *ret_n, struct sp_err *reterr);

/* When the window allows work on the day; without a window: the whole day. Empty on days that are closed. */
enum sp_rc sp_window_of(const struct sp_snapshot *snapshot, sp_window_id window, sp_day day,
			struct sp_arena *arena, struct sp_spans *ret, struct sp_err *reterr);

/*
 * What planning keeps free of a week's allocated minutes, by the setting reserve_pct. Of a week with less than three hours
 * nothing is kept: a fifth of an hour holds nothing that comes up, and the hour without it holds no piece of work.
 */
int32_t sp_reserve_min(const struct sp_snapshot *snapshot, int32_t week_min);

/* So much of it there is: what blocks have taken of it is no longer there. */
int32_t sp_reserve_kept_min(const struct sp_snapshot *snapshot, int32_t week_min, int32_t planned_min);

/* --- those who come to a meeting; one person is all rows with the same owner and role --- */

bool sp_attendee_is_same(const struct sp_attendee *a, const struct sp_attendee *b);
bool sp_attendee_is_limited(const struct sp_snapshot *snapshot, const struct sp_attendee *who);
bool sp_attendee_is_first(const struct sp_snapshot *snapshot, size_t at); /* of a person's rows */

/* When such a row lets a person come, as a window says it: "only Wednesdays" is any with a weekday, "before school on the
 * 3rd" before with a day. It is of no window: id and window are 0. */
struct sp_window_span sp_attendee_span(const struct sp_attendee *attendee);

/* Must the attendee be able to come to the task: one of its own, of its duty, or of its case where its activity meets? */
bool sp_attendee_comes(const struct sp_snapshot *snapshot, const struct sp_attendee *attendee,
		       const struct sp_task *task);

/* Leaves of the spans the times when all who must come to the task can, and the paid hours of its member of staff. */
enum sp_rc sp_attendees_narrow(const struct sp_snapshot *snapshot, const struct sp_task *task, sp_day day,
			       struct sp_arena *arena, struct sp_spans *io, struct sp_err *reterr);

/* Minutes allocated in [from, to] (days, both included). */
enum sp_rc sp_allocated_min(const struct sp_snapshot *snapshot, sp_day from, sp_day to,
			    struct sp_arena *scratch, int32_t *ret_min, struct sp_err *reterr);

#endif
