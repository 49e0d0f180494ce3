/*
 * What the reader has to say about a file: warnings by line, up to a limit, then only their number.
 */
#ifndef SENPLAN_SRC_ICS_REPORT_H
#define SENPLAN_SRC_ICS_REPORT_H

#include "senplan/base/arena.h"
#include "senplan/ics/read.h"

struct ics_report {
	struct sp_arena *arena;
	struct sp_ics_warning *items; /* SP_ICS_LIMIT_WARNINGS of them, or NULL before the first */
	size_t n;
	size_t left_n;
	bool failed; /* out of memory */
};

/* Text of the file in the arguments must be clean already. */
void ics_warn(struct ics_report *report, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

void ics_report_sort(struct ics_report *report);

#endif
