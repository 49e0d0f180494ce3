/*
 * The school's calendar: what each day is, which week of the cycle it lies in, which half-term. Built once per
 * snapshot from its year spans and cycle facts. Days outside every term are holidays; when the file knows no term at
 * all, every weekday counts as a school day, so that a fresh file is usable.
 */
#ifndef SENPLAN_MODEL_YEAR_H
#define SENPLAN_MODEL_YEAR_H

#include "senplan/model/snapshot.h"

enum sp_day_kind {
	SP_DAY_SCHOOL,
	SP_DAY_INSET, /* staff only: the SENCO works, no pupils, no timetable */
	SP_DAY_WEEKEND,
	SP_DAY_HALF_TERM,
	SP_DAY_HOLIDAY, /* outside the terms */
	SP_DAY_BANK_HOLIDAY,
	SP_DAY_CLOSED
};

const char *sp_day_kind_name(enum sp_day_kind kind); /* "half-term" */

struct sp_day_info {
	enum sp_day_kind kind;
	const struct sp_year_span *span; /* the one that says so, or NULL */
	bool exams;			 /* in exam weeks */
	int cycle_week;			 /* 0 is A; -1: not known (no fact yet) */
	int cycle_weekday; /* position in the cycle's week, 0..4: the weekday but for ten-day cycles */
	int week_of_year; /* 1, 2 …: weeks with a school or INSET day since the school year began; 0: none */
	int half_term;	  /* index into the calendar's half-terms; -1: none */
};

/* A teaching half of a term: "Autumn 2". */
struct sp_half_term {
	const char *name;
	sp_day from_day;
	sp_day to_day;
	const struct sp_year_span *term;
};

struct sp_calendar {
	sp_day from_day; /* of the table */
	sp_day to_day;	 /* included */
	const struct sp_day_info *days;
	const struct sp_half_term *half_terms;
	size_t n_half_terms;
};

/* By sp_snapshot_finish: builds the table for the terms that the snapshot knows. */
enum sp_rc sp_calendar_build(struct sp_snapshot *snapshot, struct sp_arena *arena, struct sp_err *reterr);

/* Any day: beyond the table the rules still hold (weekends, holidays). */
struct sp_day_info sp_year_day(const struct sp_snapshot *snapshot, sp_day day);

bool sp_year_is_school_day(const struct sp_snapshot *snapshot, sp_day day);  /* pupils in school */
bool sp_year_is_working_day(const struct sp_snapshot *snapshot, sp_day day); /* school day or INSET */

/* The last school day on or before `day`, the first on or after; SP_DAY_NONE when there is none within a year. */
sp_day sp_year_school_day_before(const struct sp_snapshot *snapshot, sp_day day);
sp_day sp_year_school_day_after(const struct sp_snapshot *snapshot, sp_day day);

/* The day `n` school days after (n > 0) or before (n < 0) `day`, not counting `day`. */
sp_day sp_year_add_school_days(const struct sp_snapshot *snapshot, sp_day day, int n);

/* Number of school days in [from, to). */
int sp_year_school_days_between(const struct sp_snapshot *snapshot, sp_day from, sp_day to);

/* The half-term that holds the day, or the next one that begins after it; NULL when there is none. */
const struct sp_half_term *sp_year_half_term(const struct sp_snapshot *snapshot, sp_day day);

/* The school year that holds the day: 1 September to 31 August. */
struct sp_school_year {
	sp_day from_day;
	sp_day to_day;
};
struct sp_school_year sp_year_of(sp_day day);

/* "A", "B", "C" … or "" when unknown or when the cycle has one week. */
const char *sp_cycle_letter(const struct sp_snapshot *snapshot, int cycle_week);

#endif
