/*
 * Which events of a file belong together: the same UID is one series with its changed occurrences, or two
 * versions of one event, or a careless program's second event. Busy time is never dropped in silence.
 */
#ifndef SENPLAN_SRC_ICS_SERIES_H
#define SENPLAN_SRC_ICS_SERIES_H

#include "expand.h"

struct ics_tally {
	size_t skipped_n;
	size_t cancelled_n;
	size_t free_n;
};

/* Expands all events of a scan. False when out of memory. */
bool ics_series_expand_all(struct ics_scan *scan, struct ics_expander *expander, struct ics_tally *tally);

#endif
