/*
 * Zones of foreign calendars: a name as files write it in, the offset from UTC at any minute out. The names
 * are those of the system's zone data, which libical reads, and of Windows. The zones a file defines itself
 * are in zones.h.
 */
#ifndef SENPLAN_SRC_ICS_TZ_H
#define SENPLAN_SRC_ICS_TZ_H

#include "senplan/time/clock.h"

#include <stdbool.h>
#include <stddef.h>

enum ics_zone_kind {
	ICS_ZONE_LONDON, /* by its own rule (senplan/ics/zone.h): most times are London's */
	ICS_ZONE_FIXED,
	ICS_ZONE_PEER, /* libical knows it */
};

struct ics_zone {
	enum ics_zone_kind kind;
	int fixed_min; /* ahead of UTC */
	void *peer;
};

sp_time ics_zone_from_utc(const struct ics_zone *zone, sp_time utc);

/* A time that comes twice is its first coming; one that never comes has the offset before the jump. */
sp_time ics_zone_to_utc(const struct ics_zone *zone, sp_time local);

/*
 * Of a TZID: quotes, vendor prefixes ("/freeassociation.sourceforge.net/"), a trailing " 1" and Outlook's
 * display names are seen through. False when the name says nothing.
 */
bool ics_zone_of_name(const char *tzid, struct ics_zone *ret);

/* "GMT Standard Time" -> "Europe/London"; NULL when the name is unknown. Case does not matter. */
const char *ics_windows_iana(const char *name);

#endif
