/*
 * Dates and times as people type them: "fri", "tue 15:30", "+2w", "23/11", "23 nov", "half-term", "after school", "P3",
 * "week B wed P2", "tomorrow", "2026-11-27", "last fri before easter". Read against the school's calendar and a now.
 */
#ifndef SENPLAN_MODEL_WHEN_H
#define SENPLAN_MODEL_WHEN_H

#include "senplan/model/snapshot.h"

struct sp_when {
	sp_day day;	    /* always set */
	sp_minute from_min; /* SP_MINUTE_NONE: a day only */
	sp_minute to_min;   /* SP_MINUTE_NONE: a moment only */
};

/* The whole text must be understood; otherwise SP_USAGE with what was not, and an example. Days without a year or "last"
 * mean the next one from now on (today included). */
enum sp_rc sp_when_parse(const struct sp_snapshot *snapshot, sp_time now, const char *text,
			 struct sp_when *ret_when, struct sp_err *reterr);

/* As sp_when_parse, of what has happened: a weekday, with a time or without, means the last one, and so does a date
 * without a year. What lies ahead in so many words ("tomorrow", a date with its year) does so here too. */
enum sp_rc sp_when_parse_past(const struct sp_snapshot *snapshot, sp_time now, const char *text,
			      struct sp_when *ret_when, struct sp_err *reterr);

/*
 * A range to look back or ahead on, "2 nov" to "18 dec": the first day is the one nearest to today, the last the first such day
 * from it on. A name, "autumn 1", is its first day as the first and its last as the last. An empty text (or NULL) gives
 * SP_DAY_NONE. The order is for the caller to check.
 */
enum sp_rc sp_when_range(const struct sp_snapshot *snapshot, sp_time now, const char *from_text,
			 const char *to_text, sp_day *ret_from, sp_day *ret_to, struct sp_err *reterr);

/*
 * Days that are said in one: two with "to" between, as above, or a name: "autumn 1", "spring term", "christmas holidays", "november",
 * "week of 23 nov", "last week". Of a name the nearest to today is meant, past or to come. The first is never after the last.
 */
enum sp_rc sp_when_stretch(const struct sp_snapshot *snapshot, sp_time now, const char *text,
			   sp_day *ret_from, sp_day *ret_to, struct sp_err *reterr);

/* "09:00-11:30" or "P3" or "P2-P4" on a day (periods of that day). */
enum sp_rc sp_when_parse_span(const struct sp_snapshot *snapshot, sp_day day, const char *text,
			      sp_minute *ret_from, sp_minute *ret_to, struct sp_err *reterr);

#endif
