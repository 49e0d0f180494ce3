/*
 * Zones of foreign calendars: a name as files write it in, the offset from UTC at any minute out. The names
 * are those of IANA and of Windows; the rules are today's (the POSIX form of the tz database), which is
 * what a plan for this and the coming years needs. The zones a file defines itself are in vtimezone.h.
 */
#ifndef SENPLAN_SRC_ICS_TZ_H
#define SENPLAN_SRC_ICS_TZ_H

#include "senplan/time/clock.h"

#include <stdbool.h>
#include <stddef.h>

/* "The `nth` `weekday` of `month` at `at_min`": nth 5 is the last; weekday 0 is Sunday, as POSIX has it. */
struct ics_edge {
	int month;
	int nth;
	int weekday;
	int at_min;
};

/* From this moment on the clock is this far ahead of UTC. */
struct ics_shift {
	sp_time utc;
	int offset_min;
};

/* A rule (shift_n is 0), or a list of shifts in order. */
struct ics_zone {
	int std_min; /* ahead of UTC; before the first shift when there is a list */
	int dst_min;
	bool has_dst;
	struct ics_edge begin; /* of summer time, in standard time's clock */
	struct ics_edge end;   /* in summer time's clock */
	const struct ics_shift *shifts;
	size_t shift_n;
};

int ics_zone_offset_min(const struct ics_zone *zone, sp_time utc);
sp_time ics_zone_from_utc(const struct ics_zone *zone, sp_time utc);

/* A time that comes twice is its first coming; one that never comes has the offset before the jump. */
sp_time ics_zone_to_utc(const struct ics_zone *zone, sp_time local);

/* Of a POSIX rule such as "GMT0BST,M3.5.0/1,M10.5.0". */
bool ics_zone_parse_rule(const char *rule, struct ics_zone *ret);

/*
 * Of a TZID: quotes, vendor prefixes ("/freeassociation.sourceforge.net/"), a trailing " 1" and Outlook's
 * display names are seen through. False when the name says nothing.
 */
bool ics_zone_of_name(const char *tzid, struct ics_zone *ret);

/* The tables; NULL when the name is unknown. Case does not matter. */
const char *ics_iana_rule(const char *name);	/* "Europe/London" -> "GMT0BST,M3.5.0/1,M10.5.0" */
const char *ics_windows_iana(const char *name); /* "GMT Standard Time" -> "Europe/London" */

#endif
