/*
 * A school in memory for the tests of model: the year 2026/27 with what a year can hold, a day of five periods with an
 * early Friday, a SENCO of four days. Tests change it through edits, as the program would.
 */
#ifndef TESTS_UNIT_SCHOOL_H
#define TESTS_UNIT_SCHOOL_H

#include "senplan/model/edit.h"

struct school {
	struct sp_arena arena;
	struct sp_snapshot snapshot;
	struct sp_edits edits; /* not yet applied */
};

void school_init(struct school *school); /* an empty plan */
void school_finish(struct school *school);
void school_apply(struct school *school);

void school_set(struct school *school, const char *key, const char *value);

/* Terms, breaks, INSET days, bank holidays, a day of snow, exams; weeks A and B from 7 September, which is B. */
void school_add_year(struct school *school);

/* Registration 08:40, P1 09:00 - P5 15:10, lunch 12:20-13:10; Friday P1 08:40 - P4 13:00 without lunch. */
void school_add_periods(struct school *school);

/* Works Monday, Tuesday, Thursday 08:00-16:00, Friday 08:00-14:00; a little teaching. */
void school_add_contract(struct school *school);

void school_add_span(struct school *school, enum sp_year_span_kind kind, const char *name, const char *from,
		     const char *to);
void school_add_fact(struct school *school, const char *day, int week);

/* "08:40" */
sp_minute school_minute(const char *text);
sp_day school_day(const char *iso);

#endif
