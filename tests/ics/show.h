/*
 * Readings of calendars as text, for the tables in tests/data/ics.
 */
#ifndef SENPLAN_TESTS_ICS_SHOW_H
#define SENPLAN_TESTS_ICS_SHOW_H

#include "senplan/base/str.h"
#include "senplan/ics/read.h"

void show_reading(const struct sp_ics_reading *reading, struct sp_str *out);

#endif
