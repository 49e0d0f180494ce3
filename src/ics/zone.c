/*
 * London's clock. See the header. Last Sundays are found by civil arithmetic: nothing here asks the system.
 */
#include "senplan/ics/zone.h"

#include <assert.h>

enum { SUMMER_MIN = 60, CHANGE_UTC_MIN = 60 };

static sp_day
last_sunday(int year, int month)
{
	sp_day last = sp_day_of(year, month, sp_month_days(year, month));
	int back = ((int)sp_day_weekday(last) + 1) % 7; /* Monday is 0, Sunday 6 */

	assert(sp_day_weekday(last - back) == SP_SUNDAY);
	return last - back;
}

/* The moments, in UTC, between which the clock of that year is an hour ahead. */
static void
summer_of(int year, sp_time *ret_from_utc, sp_time *ret_to_utc)
{
	*ret_from_utc = sp_time_of(last_sunday(year, 3), CHANGE_UTC_MIN);
	*ret_to_utc = sp_time_of(last_sunday(year, 10), CHANGE_UTC_MIN);
}

enum sp_local_kind
sp_london_kind(sp_time local)
{
	sp_time from_utc = 0;
	sp_time to_utc = 0;

	summer_of(sp_day_date(sp_time_day(local)).year, &from_utc, &to_utc);
	if (local >= from_utc && local < from_utc + SUMMER_MIN)
		return SP_LOCAL_NEVER;
	if (local >= to_utc && local < to_utc + SUMMER_MIN)
		return SP_LOCAL_TWICE;
	return SP_LOCAL_ONCE;
}

int
sp_london_offset_min(sp_time local)
{
	sp_time from_utc = 0;
	sp_time to_utc = 0;

	summer_of(sp_day_date(sp_time_day(local)).year, &from_utc, &to_utc);
	return local >= from_utc + SUMMER_MIN && local < to_utc + SUMMER_MIN ? SUMMER_MIN : 0;
}

sp_time
sp_london_to_utc(sp_time local)
{
	return local - sp_london_offset_min(local);
}

sp_time
sp_london_from_utc(sp_time utc)
{
	sp_time from_utc = 0;
	sp_time to_utc = 0;

	/* No change is near the turn of the year: the year of the UTC time will do. */
	summer_of(sp_day_date(sp_time_day(utc)).year, &from_utc, &to_utc);
	return utc >= from_utc && utc < to_utc ? utc + SUMMER_MIN : utc;
}
