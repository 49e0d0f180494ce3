/*
 * Minutes: of a day (sp_minute, 0..1440) and of civil time as a whole (sp_time: day * 1440 + minute).
 * Lengths are minutes too, in plain int. Spans are half-open: [from, to).
 */
#ifndef SENPLAN_TIME_CLOCK_H
#define SENPLAN_TIME_CLOCK_H

#include "senplan/time/day.h"

typedef int32_t sp_minute; /* of a day; 1440 is the end of it */
typedef int32_t sp_time;   /* minutes since 1970-01-01 00:00, civil */

enum { SP_DAY_MIN = 1440 };

#define SP_TIME_NONE   INT32_MIN
#define SP_MINUTE_NONE (-1)

static inline sp_time
sp_time_of(sp_day day, sp_minute minute)
{
	return day * SP_DAY_MIN + minute;
}

/* SP_TIME_NONE has no day and no minute (asserted, by the formats below too). */
sp_day sp_time_day(sp_time time);	/* floored, also before 1970 */
sp_minute sp_time_minute(sp_time time); /* 0..1439 */

/* "9:05", "09:05", "0905", "9.05", "9am", "3:30pm", "24:00"; nothing after it. A bare "9" is none: it may be the ninth. */
bool sp_minute_parse(const char *text, sp_minute *ret_minute);

/* "2026-11-23T09:00" or with a blank for the T; a date alone is its midnight. Seconds are accepted and dropped. */
bool sp_time_parse_iso(const char *text, sp_time *ret_time);

/* A length: "90", "90m", "90min", "1h30", "1h", "1.5h", "1:30". In minutes, 1..100000. */
bool sp_length_parse(const char *text, int *ret_min);

enum { SP_CLOCK_TEXT = 40 }; /* bytes for any of these */

const char *sp_minute_format(sp_minute minute, char *buf); /* "09:05", "24:00" */
const char *sp_length_format(int length_min, char *buf);   /* "1h30", "0h45", "14h00", "-2h15" */
const char *sp_time_format_iso(sp_time time, char *buf);   /* "2026-11-23T09:00" */
const char *sp_time_format(sp_time time, char *buf);	   /* "Mon 23 Nov 09:00" */

#endif
