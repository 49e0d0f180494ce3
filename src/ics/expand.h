/*
 * Events into occurrences on London's clock: a span for each event (where it starts, on which clock, how
 * long), its repetitions in the window, less the excluded and the changed ones.
 */
#ifndef SENPLAN_SRC_ICS_EXPAND_H
#define SENPLAN_SRC_ICS_EXPAND_H

#include "senplan/ics/zone.h"

#include "scan.h"

/* An event's time, made sense of. */
struct ics_shape {
	sp_time start; /* civil, on `clock` */
	const struct ics_zone *clock;
	bool all_day;
	bool nominal;	    /* the length was given as such: a day of it is a day of the clock */
	int32_t days;	    /* all-day: the whole length */
	int32_t length_min; /* exact */
};

/* Occurrences that do not happen, or happen elsewhere: moments, or days on the event's clock. */
struct ics_excluded {
	SP_ARRAY(sp_time) moments; /* UTC, sorted by ics_excluded_finish */
	SP_ARRAY(sp_day) days;
};

struct ics_expander {
	struct ics_report *report;
	const struct sp_ics_read_options *options;
	size_t limit;
	int64_t work_left;
	SP_ARRAY(struct sp_ics_busy) busy;
	bool failed;   /* out of memory */
	bool overflow; /* more occurrences than the limit */
};

/* False, with a warning, when the event has no usable start. */
bool ics_shape_of(struct ics_expander *expander, const struct ics_event *event, struct ics_shape *ret);

/* Adds one date as an exclusion from a series of that shape. */
bool ics_excluded_add(struct ics_excluded *excluded, const struct ics_when *when,
		      const struct ics_shape *shape);
void ics_excluded_finish(struct ics_excluded *excluded);

/* All occurrences in the window. The exclusions grow by the event's own. */
void ics_expand_series(struct ics_expander *expander, const struct ics_event *event,
		       const struct ics_shape *shape, struct ics_excluded *excluded);

/* One event that stands for an occurrence of a series (its slot is the RECURRENCE-ID), or for itself; as ics_shape_of. */
bool ics_expand_single(struct ics_expander *expander, const struct ics_event *event);

enum sp_ics_show ics_event_show(const struct ics_event *event);

#endif
