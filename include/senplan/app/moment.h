/*
 * Moments for the outside: civil time here with its offset from UTC, and back. The zone is the school's (London).
 */
#ifndef SENPLAN_APP_MOMENT_H
#define SENPLAN_APP_MOMENT_H

#include "senplan/time/clock.h"

#include <stdint.h>

enum { SP_MOMENT_TEXT = 40 };

/* "2026-11-23T09:00+00:00", in summer "…+01:00"; buf of SP_MOMENT_TEXT. SP_TIME_NONE gives "". */
const char *sp_moment_format(sp_time local, char *buf);

int64_t sp_moment_to_utc(sp_time local); /* seconds since 1970 */
sp_time sp_moment_from_utc(int64_t utc); /* floored to the minute */

#endif
