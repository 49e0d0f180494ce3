/*
 * The events that the export's tests write: both sides of 28 March 2027, all-day, tentative, cancelled, long
 * and awkward texts.
 */
#ifndef SENPLAN_TESTS_ICS_SAMPLE_H
#define SENPLAN_TESTS_ICS_SAMPLE_H

#include "senplan/ics/write.h"

enum { SAMPLE_EVENTS = 7 };

extern const struct sp_ics_event sample_events[SAMPLE_EVENTS];

#endif
