/*
 * A folder of calendars as tests: one a file, by its name.
 */
#ifndef SENPLAN_TESTS_ICS_CASES_H
#define SENPLAN_TESTS_ICS_CASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CASES_MAX = 400 };

/* One test for each NAME.ics of the folder, in the order of names, *state being NAME; returns how many. */
size_t cases_collect(const char *folder, CMUnitTestFunction test, struct CMUnitTest tests[CASES_MAX]);

#endif
