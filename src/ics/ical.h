/*
 * libical behind one door: properties and their values read, repeat rules counted out, zones known by name
 * or by a definition in the file. Nothing of libical's own types passes through; ical.c is the only file
 * that includes it, and the place of every precaution that its version 3.0.16 needs.
 */
#ifndef SENPLAN_SRC_ICS_ICAL_H
#define SENPLAN_SRC_ICS_ICAL_H

#include "lines.h"
#include "rule.h"

enum { ICS_PARAM_BYTES = 256 };

/* --- values --- */

/* A date or time that exists, in a year from ICS_YEAR_LOW to ICS_YEAR_HIGH. `zone` is left NULL. */
bool ics_when_read(const char *text, struct ics_when *ret);

/* A DURATION; seconds round up to minutes. */
bool ics_length_read(const char *text, struct ics_length *ret);

/* --- properties --- */

/* One content line as libical reads it, until ics_property_close. */
struct ics_property {
	void *component;      /* libical's, that owns what follows */
	void *property;	      /* libical's */
	const char *text;     /* TEXT with its escapes undone (of a list its first), else "" */
	struct ics_when when; /* of a date or time; ICS_NEVER for other values and for what does not exist */
	struct ics_when end;  /* of a period that starts `when`; ICS_NEVER if it has a length */
	struct ics_length length;
	bool has_length;
};

/* False, and nothing to close, when libical finds no such property or cannot read its value. */
bool ics_property_open(const struct ics_line *line, struct ics_property *ret);
void ics_property_close(struct ics_property *property);

/* The value of a parameter, cut at the size of buf; "" when there is none. */
const char *ics_property_param(const struct ics_property *property, const char *name,
			       char buf[ICS_PARAM_BYTES]);

/* --- repeat rules --- */

/* Does libical take this text for a rule? */
bool ics_rule_is_read(const char *text);

/*
 * A rule counted out. Starts are civil times on the clock of `start`; only those in [low, high) are given,
 * in order, `start` itself being the first of the series whether or not it fits the rule.
 */
struct ics_count {
	const struct ics_rule *rule;
	sp_time start;
	sp_time until; /* the last start, or SP_TIME_NONE */
	sp_time low;
	sp_time high;
	int64_t *work_left;			    /* some two microseconds each; ends the counting at 0 */
	bool (*take)(void *context, sp_time start); /* false ends the counting */
	void *context;
};

enum ics_counted {
	ICS_COUNTED,	/* to the end of the rule or window */
	ICS_COUNT_STOP, /* `take` said no */
	ICS_COUNT_WORK, /* too much work */
};

/* *ret_fits: is `start` a start by the rule itself? True when that could not be found out. */
enum ics_counted ics_rule_count(const struct ics_count *count, bool *ret_fits);

/* --- zones --- */

/* Does the system know a zone of this name, whatever its case? */
bool ics_iana_find(const char *name, void **ret_zone);

/* Of the text of a VTIMEZONE that has been checked; NULL when libical cannot use it. */
void *ics_zone_define(const char *vtimezone);
void ics_zone_forget(void *zone);

int ics_zone_peer_offset_min(void *zone, sp_time utc);

#endif
