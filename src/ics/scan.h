/*
 * A whole file walked once: its components opened and closed (also where the file forgets to), its events,
 * free-busy periods and zones gathered as they are written. Nothing is resolved here.
 */
#ifndef SENPLAN_SRC_ICS_SCAN_H
#define SENPLAN_SRC_ICS_SCAN_H

#include "senplan/base/array.h"

#include "event.h"

enum { ICS_DEPTH_MAX = 8, ICS_NAME_BYTES = 32 };

enum ics_component {
	ICS_IN_CALENDAR,
	ICS_IN_EVENT,
	ICS_IN_ZONE,
	ICS_IN_OBSERVANCE,
	ICS_IN_FREEBUSY,
	ICS_IN_OTHER
};

struct ics_open {
	enum ics_component kind;
	char name[ICS_NAME_BYTES];
	int line;
};

struct ics_scan {
	struct sp_arena *arena;
	struct ics_report *report;
	struct ics_zones zones;
	struct ics_event_reader reader;
	SP_ARRAY(struct ics_event *) events;
	size_t event_limit;
	size_t event_n; /* VEVENTs; `events` has the free-busy periods too */
	size_t other_n;
	const char *name; /* of the first calendar that has one */

	struct ics_open stack[ICS_DEPTH_MAX];
	size_t depth;
	struct ics_calendar *calendar; /* the current one; never NULL */
	struct ics_event *event;
	struct ics_vtimezone *vtimezone;
	bool told_recoded;
};

/* SP_INPUT when a limit is exceeded. ics_scan_finish in any case. */
enum sp_rc ics_scan_run(struct ics_scan *scan, const char *bytes, size_t size, struct sp_err *reterr);
void ics_scan_finish(struct ics_scan *scan);

#endif
