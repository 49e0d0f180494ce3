/*
 * Civil time here and UTC, by London's rule.
 */
#include "senplan/app/moment.h"

#include "senplan/ics/zone.h"

#include <stdio.h>

const char *
sp_moment_format(sp_time local, char *buf)
{
	char text[SP_CLOCK_TEXT];

	if (local == SP_TIME_NONE)
		buf[0] = '\0';
	else
		snprintf(buf, SP_MOMENT_TEXT, "%s+%02d:00", sp_time_format_iso(local, text),
			 sp_london_offset_min(local) / 60);
	return buf;
}

int64_t
sp_moment_to_utc(sp_time local)
{
	return (int64_t)sp_london_to_utc(local) * 60;
}

sp_time
sp_moment_from_utc(int64_t utc)
{
	int64_t minutes = utc >= 0 ? utc / 60 : (utc - 59) / 60;

	return sp_london_from_utc((sp_time)minutes);
}
