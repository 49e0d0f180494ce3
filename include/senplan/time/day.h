/*
 * A civil day: the number of days since Thursday 1 January 1970 in the Gregorian calendar. School life is
 * civil time; there is no zone here. Days before 1970 are negative. Weeks begin on Monday.
 */
#ifndef SENPLAN_TIME_DAY_H
#define SENPLAN_TIME_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t sp_day;

#define SP_DAY_NONE INT32_MIN /* no day given */

enum sp_weekday { SP_MONDAY, SP_TUESDAY, SP_WEDNESDAY, SP_THURSDAY, SP_FRIDAY, SP_SATURDAY, SP_SUNDAY };

struct sp_date {
	int year;  /* 1900..2199 where it comes from outside */
	int month; /* 1..12 */
	int mday;  /* 1..31 */
};

/* A date that exists, in the years 1900 to 2199. */
bool sp_date_is_real(int year, int month, int mday);

/* The date must be real (asserted, year range apart). */
sp_day sp_day_of(int year, int month, int mday);

struct sp_date sp_day_date(sp_day day);

enum sp_weekday sp_day_weekday(sp_day day);

/* The Monday of the day's week. */
sp_day sp_day_monday(sp_day day);

int sp_month_days(int year, int month);

/* The same day of the month `months` later (or earlier), or the last day of that month: 31 Jan + 1 = 28 Feb. */
sp_day sp_day_add_months(sp_day day, int months);

/* Western Easter Sunday (Meeus, Jones, Butcher algorithm). */
sp_day sp_easter(int year);

/* "2026-11-23" and nothing else. */
bool sp_day_parse_iso(const char *text, sp_day *ret_day);

enum sp_day_style {
	SP_DAY_ISO,   /* 2026-11-23 */
	SP_DAY_SHORT, /* Mon 23 Nov */
	SP_DAY_LONG,  /* Mon 23 Nov 2026 */
	SP_DAY_COLUMN /* Mon 23 */
};

enum { SP_DAY_TEXT = 24 }; /* bytes for any style */

/* Writes into buf (at least SP_DAY_TEXT) and returns it; SP_DAY_NONE gives "-". */
const char *sp_day_format(sp_day day, enum sp_day_style style, char *buf);

const char *sp_weekday_name(enum sp_weekday weekday); /* "Mon" */
const char *sp_month_name(int month);		      /* "Jan" for 1 */

#endif
