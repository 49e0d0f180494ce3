/*
 * Allocated hours by weeks: cycle weeks, closed days, lost time, part time, changes from a date, days out of school, marked
 * time only.
 */
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include "school.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { WHOLE_DAY_MIN = 8 * 60 - 30 }; /* 08:00-16:00 less the setting's lunch */

/* Terms and cycle weeks of school_add_year, no periods, nothing worked yet. */
static void
begin(struct school *school)
{
	school_init(school);
	school_add_year(school);
}

static int32_t
allocated(struct school *school, const char *from, const char *to)
{
	struct sp_err err;
	int32_t minutes = -1;

	assert_int_equal(sp_allocated_min(&school->snapshot, school_day(from), school_day(to), &school->arena,
					  &minutes, &err),
			 SP_OK);
	return minutes;
}

static struct sp_working_window
window_on(int weekday, int cycle_week)
{
	struct sp_working_window window = sp_working_window_blank();

	window.weekday = weekday;
	window.cycle_week = cycle_week;
	window.from_min = school_minute("08:00");
	window.to_min = school_minute("16:00");
	return window;
}

static void
works(struct school *school, int weekday, int cycle_week)
{
	struct sp_working_window window = window_on(weekday, cycle_week);

	sp_edits_put_working_window(&school->edits, &window);
}

static void
slot(struct school *school, enum sp_timetable_what what, int weekday, int cycle_week, const char *from,
     const char *to)
{
	struct sp_timetable_slot row = sp_timetable_slot_blank();

	row.what = what;
	row.title = "slot";
	row.weekday = weekday;
	row.cycle_week = cycle_week;
	row.from_min = school_minute(from);
	row.to_min = school_minute(to);
	sp_edits_put_timetable_slot(&school->edits, &row);
}

/* Tuesday and Thursday in week A, Wednesday in week B. Week of 9 November is B, of 16 November A. */
static void
test_days_by_cycle_week(void **state)
{
	struct school school;

	(void)state;
	begin(&school);
	works(&school, SP_TUESDAY, 0);
	works(&school, SP_THURSDAY, 0);
	works(&school, SP_WEDNESDAY, 1);
	school_apply(&school);
	assert_int_equal(allocated(&school, "2026-11-16", "2026-11-22"), 2 * WHOLE_DAY_MIN);
	assert_int_equal(allocated(&school, "2026-11-17", "2026-11-17"), WHOLE_DAY_MIN);
	assert_int_equal(allocated(&school, "2026-11-18", "2026-11-18"), 0);
	assert_int_equal(allocated(&school, "2026-11-23", "2026-11-29"), WHOLE_DAY_MIN);
	assert_int_equal(allocated(&school, "2026-11-25", "2026-11-25"), WHOLE_DAY_MIN);
	school_finish(&school);
}

static void
test_closed_days_have_no_hours(void **state)
{
	struct school school;

	(void)state;
	begin(&school);
	works(&school, -1, -1);
	school_apply(&school);
	assert_int_equal(allocated(&school, "2026-11-16", "2026-11-22"), 5 * WHOLE_DAY_MIN);
	assert_int_equal(allocated(&school, "2027-05-03", "2027-05-09"), 4 * WHOLE_DAY_MIN); /* May Day */
	assert_int_equal(allocated(&school, "2027-01-18", "2027-01-24"), 4 * WHOLE_DAY_MIN); /* snow */
	assert_int_equal(allocated(&school, "2027-01-04", "2027-01-10"), 4 * WHOLE_DAY_MIN); /* INSET */
	assert_int_equal(allocated(&school, "2026-10-26", "2026-11-01"), 0);		     /* half-term */
	assert_int_equal(allocated(&school, "2026-12-21", "2027-01-03"), 0);		     /* Christmas */
	assert_int_equal(allocated(&school, "2026-10-19", "2026-11-08"), 10 * WHOLE_DAY_MIN);
	school_finish(&school);
}

/* A lost day was given: it stays allocated and is not free. */
static void
test_a_lost_day(void **state)
{
	struct school school;
	struct sp_log_entry lost = sp_log_entry_blank();
	struct sp_availability day;
	struct sp_err err;

	(void)state;
	begin(&school);
	works(&school, -1, -1);
	lost.kind = SP_LOG_LOST;
	lost.cause = SP_CAUSE_TRIP;
	lost.start = sp_time_of(school_day("2026-11-18"), 0);
	lost.length_min = SP_DAY_MIN;
	sp_edits_put_log_entry(&school.edits, &lost);
	school_apply(&school);
	assert_int_equal(allocated(&school, "2026-11-16", "2026-11-22"), 5 * WHOLE_DAY_MIN);
	assert_int_equal(
		sp_availability_of(&school.snapshot, school_day("2026-11-18"), &school.arena, &day, &err),
		SP_OK);
	assert_int_equal(sp_spans_total(&day.free), 0);
	assert_int_equal(sp_spans_total(&day.allocated), WHOLE_DAY_MIN);
	school_finish(&school);
}

/* Five days until Christmas, three from January; and a trip of two days in a calendar, one of them a day off. */
static void
test_part_time_from_a_date_and_a_trip(void **state)
{
	struct school school;
	struct sp_busy_time trip = sp_busy_time_blank();

	(void)state;
	begin(&school);
	for (int day = SP_MONDAY; day <= SP_FRIDAY; day++) {
		struct sp_working_window window = window_on(day, -1);

		if (day >= SP_THURSDAY)
			window.to_day = school_day("2026-12-31");
		sp_edits_put_working_window(&school.edits, &window);
	}
	trip.title = "Residential";
	trip.start = sp_time_of(school_day("2027-01-13"), 0);
	trip.end = sp_time_of(school_day("2027-01-15"), 0);
	trip.all_day = true;
	sp_edits_put_busy_time(&school.edits, &trip);
	slot(&school, SP_TIMETABLE_OUT, SP_MONDAY, 0, "12:30", "16:00");
	school_apply(&school);
	assert_int_equal(allocated(&school, "2026-12-07", "2026-12-13"), 5 * WHOLE_DAY_MIN); /* B */
	assert_int_equal(allocated(&school, "2026-12-14", "2026-12-20"),
			 5 * WHOLE_DAY_MIN - 180); /* A: out */
	assert_int_equal(allocated(&school, "2027-02-01", "2027-02-07") +
				 allocated(&school, "2027-02-08", "2027-02-14"),
			 6 * WHOLE_DAY_MIN - 180);
	assert_int_equal(allocated(&school, "2027-01-13", "2027-01-15"), 0);
	school_finish(&school);
}

/* A class teacher: Wednesday afternoon for the role, teaching and PPA the rest of the week. */
static void
add_class_teacher(struct school *school)
{
	for (int day = SP_MONDAY; day <= SP_FRIDAY; day++) {
		slot(school, SP_TIMETABLE_TEACH, day, -1, "09:00", "12:00");
		if (day == SP_WEDNESDAY)
			slot(school, SP_TIMETABLE_SENCO, day, -1, "13:00", "15:30");
		else
			slot(school, day == SP_FRIDAY ? SP_TIMETABLE_PPA : SP_TIMETABLE_TEACH, day, -1,
			     "13:00", "15:15");
	}
}

static void
test_marked_time_alone(void **state)
{
	struct school school;

	(void)state;
	begin(&school);
	add_class_teacher(&school);
	school_apply(&school);
	assert_int_equal(allocated(&school, "2026-11-16", "2026-11-22"), 150);
	assert_int_equal(allocated(&school, "2026-11-18", "2026-11-18"), 150);
	/* With working hours the gaps before and after lessons count, unless the setting says that only what is marked does. */
	works(&school, -1, -1);
	school_apply(&school);
	assert_true(allocated(&school, "2026-11-16", "2026-11-22") > 150 + 5 * 60);
	school_set(&school, "senco_time", "marked");
	school_apply(&school);
	assert_int_equal(allocated(&school, "2026-11-16", "2026-11-22"), 150);
	/* What stands in the slot is not given: a meeting of the staff in it. */
	slot(&school, SP_TIMETABLE_MEETING, SP_WEDNESDAY, 0, "15:00", "16:00");
	school_apply(&school);
	assert_int_equal(allocated(&school, "2026-11-16", "2026-11-22"), 120);
	assert_int_equal(allocated(&school, "2026-11-23", "2026-11-29"), 150);
	/* An INSET day has no slots; opened for the role it is worked whole. */
	assert_int_equal(allocated(&school, "2027-01-04", "2027-01-04"), 0);
	school_finish(&school);
}

/* Marked time inside and outside the working hours is counted once. */
static void
test_marked_and_worked_are_a_union(void **state)
{
	struct school school;

	(void)state;
	begin(&school);
	works(&school, SP_WEDNESDAY, -1);
	slot(&school, SP_TIMETABLE_SENCO, SP_WEDNESDAY, -1, "13:00", "17:00");
	slot(&school, SP_TIMETABLE_SENCO, SP_THURSDAY, 1, "08:00", "09:00");
	school_apply(&school);
	assert_int_equal(allocated(&school, "2026-11-18", "2026-11-18"), WHOLE_DAY_MIN + 60);
	assert_int_equal(allocated(&school, "2026-11-16", "2026-11-22"), WHOLE_DAY_MIN + 60);  /* A */
	assert_int_equal(allocated(&school, "2026-11-23", "2026-11-29"), WHOLE_DAY_MIN + 120); /* B */
	school_finish(&school);
}

static void
test_the_reserve_of_a_week(void **state)
{
	struct school school;

	(void)state;
	begin(&school);
	assert_int_equal(sp_reserve_min(&school.snapshot, 0), 0);
	assert_int_equal(sp_reserve_min(&school.snapshot, 179), 0);
	assert_int_equal(sp_reserve_min(&school.snapshot, 180), 36);
	assert_int_equal(sp_reserve_min(&school.snapshot, 601), 121); /* 480 to plan with */
	assert_int_equal(sp_reserve_kept_min(&school.snapshot, 601, 480), 121);
	assert_int_equal(sp_reserve_kept_min(&school.snapshot, 601, 500), 101); /* blocks stand in it */
	assert_int_equal(sp_reserve_kept_min(&school.snapshot, 601, 700), 0);
	school_set(&school, "reserve_pct", "0");
	school_apply(&school);
	assert_int_equal(sp_reserve_min(&school.snapshot, 601), 0);
	school_finish(&school);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days_by_cycle_week),
		cmocka_unit_test(test_closed_days_have_no_hours),
		cmocka_unit_test(test_a_lost_day),
		cmocka_unit_test(test_part_time_from_a_date_and_a_trip),
		cmocka_unit_test(test_marked_time_alone),
		cmocka_unit_test(test_marked_and_worked_are_a_union),
		cmocka_unit_test(test_the_reserve_of_a_week),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
