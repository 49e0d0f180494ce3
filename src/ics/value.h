/*
 * Values of properties as the rest of the room handles them: dates and times, lengths of time, lines of text.
 * libical reads them (ical.h).
 */
#ifndef SENPLAN_SRC_ICS_VALUE_H
#define SENPLAN_SRC_ICS_VALUE_H

#include "senplan/base/arena.h"
#include "senplan/time/clock.h"

#include <stdbool.h>
#include <stddef.h>

enum { ICS_YEAR_LOW = 1600, ICS_YEAR_HIGH = 2199 };

enum ics_when_kind {
	ICS_NEVER, /* not given */
	ICS_DATE,
	ICS_LOCAL, /* in `zone`, or floating when that is NULL */
	ICS_UTC,
};

struct ics_named_zone; /* zones.h */

/* A date or time as the file says it. */
struct ics_when {
	enum ics_when_kind kind;
	sp_time at;			   /* civil; a date is its midnight */
	int second;			   /* 0..59 */
	const struct ics_named_zone *zone; /* or NULL */
};

/* A length of time: days are nominal (a day may have 23 hours), minutes exact. */
struct ics_length {
	int32_t days;
	int32_t minutes;
};

/*
 * A text as one clean line: control characters, bidi marks and the like made visible, runs of blanks made one,
 * at most `columns` wide. NULL when out of memory.
 */
const char *ics_text_line(const char *text, int columns, struct sp_arena *arena);

/* The next value of a comma list, cut out in place (a comma after a backslash does not count); NULL at the end. */
char *ics_list_next(char **rest);

#endif
