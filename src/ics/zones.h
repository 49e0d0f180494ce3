/*
 * The zones of one file: every TZID that its times name, and the VTIMEZONEs it brings. A name that is known
 * (tz.h) wins over the file's own definition: files carry wrong ones, and endless ones. A definition is
 * used only for unknown names, after a look that its rules are yearly; else London's clock, with a warning.
 */
#ifndef SENPLAN_SRC_ICS_ZONES_H
#define SENPLAN_SRC_ICS_ZONES_H

#include "lines.h"
#include "report.h"
#include "rule.h"
#include "tz.h"

enum { ICS_ZONES_MAX = 300, ICS_OBSERVANCES_MAX = 200, ICS_ONSETS_MAX = 400 };

struct ics_named_zone {
	const char *name; /* as the file has it */
	int line;	  /* where it is first used */
	struct ics_zone zone;
};

/* STANDARD or DAYLIGHT of a VTIMEZONE. */
struct ics_observance {
	struct ics_when start; /* on the clock before it */
	int from_min;
	int to_min;
	bool has_offsets;
	bool has_rule;
	const char *rule_wrong; /* or NULL */
	struct ics_rule rule;
	sp_time *onsets; /* the RDATEs */
	size_t onset_n;
	struct ics_observance *next;
};

struct ics_vtimezone {
	const char *tzid;
	int line;
	struct ics_observance *observances;
	size_t observance_n;
	struct ics_vtimezone *next;
};

struct ics_zones {
	struct sp_arena *arena;
	struct ics_named_zone *named[ICS_ZONES_MAX];
	size_t named_n;
	size_t overflow_n; /* names beyond the limit: London */
	struct ics_vtimezone *defined;
	size_t defined_n;
	bool failed;
};

/* The zone of that name, made if new. NULL beyond the limit or out of memory (`failed`): floating then. */
const struct ics_named_zone *ics_zones_name(struct ics_zones *zones, const char *tzid, int line);

/* A definition begins, its part begins, one of its lines. NULL when a limit is met: pass it over. */
struct ics_vtimezone *ics_vtimezone_begin(struct ics_zones *zones, int line);
struct ics_observance *ics_observance_begin(struct ics_zones *zones, struct ics_vtimezone *vtimezone);
void ics_observance_line(struct ics_zones *zones, struct ics_observance *observance,
			 const struct ics_line *line);
void ics_vtimezone_line(struct ics_zones *zones, struct ics_vtimezone *vtimezone,
			const struct ics_line *line);

/* After the last line: every named zone gets its clock, right for [from, to) and some way around it. */
void ics_zones_resolve(struct ics_zones *zones, sp_day from, sp_day to, struct ics_report *report);

/* The clock of a time: its zone's, or `floating` (London when NULL) for a time without one. */
const struct ics_zone *ics_when_clock(const struct ics_when *when, const struct ics_zone *floating);

/* The moment of a time; a date is its midnight on that clock. */
sp_time ics_when_utc(const struct ics_when *when, const struct ics_zone *floating);

extern const struct ics_zone ics_zone_london;
extern const struct ics_zone ics_zone_utc;

#endif
