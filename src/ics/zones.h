/*
 * The zones of one file: every TZID that its times name, and the VTIMEZONEs it brings. A name that is known
 * (tz.h) wins over the file's own definition: files carry wrong ones, and endless ones. A definition is
 * used only for unknown names, after a look that its rules are yearly; else London's clock, with a warning.
 */
#ifndef SENPLAN_SRC_ICS_ZONES_H
#define SENPLAN_SRC_ICS_ZONES_H

#include "senplan/base/str.h"

#include "lines.h"
#include "report.h"
#include "tz.h"
#include "value.h"

enum { ICS_ZONES_MAX = 300, ICS_ONSETS_MAX = 4000, ICS_ZONE_RULES_MAX = 200 };

struct ics_named_zone {
	const char *name; /* as the file has it */
	int line;	  /* where it is first used */
	struct ics_zone zone;
};

/* A VTIMEZONE: the lines of it that are sound and needed, for libical. */
struct ics_vtimezone {
	const char *tzid;
	struct sp_str text;
	const char *wrong; /* why it cannot be used, or NULL */
	void *peer;	   /* libical's zone of it, once it is used */
	size_t part_n;	   /* STANDARD and DAYLIGHT */
	size_t rule_n;
	size_t onset_n;
	bool has_start, has_from, has_to; /* of the part that is open */
	struct ics_vtimezone *next;
};

struct ics_zones {
	struct sp_arena *arena;
	struct ics_named_zone *named[ICS_ZONES_MAX];
	size_t named_n;
	size_t overflow_n; /* names beyond the limit: London */
	size_t rule_n;	   /* of the definitions used */
	struct ics_vtimezone *defined;
	size_t defined_n;
	bool failed;
};

/* The zone of that name, made if new. NULL beyond the limit or out of memory (`failed`): floating then. */
const struct ics_named_zone *ics_zones_name(struct ics_zones *zones, const char *tzid, int line);

/* A definition begins; NULL when a limit is met: pass it over. Its lines, and its parts with theirs. */
struct ics_vtimezone *ics_vtimezone_begin(struct ics_zones *zones);
void ics_vtimezone_line(struct ics_zones *zones, struct ics_vtimezone *vtimezone,
			const struct ics_line *line);
void ics_observance_begin(struct ics_vtimezone *vtimezone);
void ics_observance_line(struct ics_vtimezone *vtimezone, const struct ics_line *line);
void ics_observance_end(struct ics_vtimezone *vtimezone);

/* After the last line: every named zone gets its clock. */
void ics_zones_resolve(struct ics_zones *zones, struct ics_report *report);

void ics_zones_finish(struct ics_zones *zones);

/* The clock of a time: its zone's, or `floating` (London when NULL) for a time without one. */
const struct ics_zone *ics_when_clock(const struct ics_when *when, const struct ics_zone *floating);

/* The moment of a time; a date is its midnight on that clock. */
sp_time ics_when_utc(const struct ics_when *when, const struct ics_zone *floating);

extern const struct ics_zone ics_zone_london;

#endif
