/*
 * The school of the model's tests.
 */
#include "school.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

void
school_init(struct school *school)
{
	struct sp_err err;

	memset(school, 0, sizeof(*school));
	sp_arena_init(&school->arena);
	sp_edits_init(&school->edits, &school->arena);
	assert_int_equal(sp_snapshot_finish(&school->snapshot, &school->arena, &err), SP_OK);
}

void
school_finish(struct school *school)
{
	sp_arena_finish(&school->arena);
}

void
school_apply(struct school *school)
{
	int64_t last = school->edits.last_provisional;
	struct sp_err err;

	assert_int_equal(
		sp_snapshot_apply(&school->snapshot, &school->edits, &school->arena, &school->snapshot, &err),
		SP_OK);
	sp_edits_init(&school->edits, &school->arena);
	school->edits.last_provisional = last; /* ids of this school go on */
}

sp_minute
school_minute(const char *text)
{
	sp_minute minute;

	assert_true(sp_minute_parse(text, &minute));
	return minute;
}

sp_day
school_day(const char *iso)
{
	sp_day day;

	assert_true(sp_day_parse_iso(iso, &day));
	return day;
}

void
school_set(struct school *school, const char *key, const char *value)
{
	struct sp_setting setting = {.key = key, .value = value};

	sp_edits_put_setting(&school->edits, &setting);
}

void
school_add_span(struct school *school, enum sp_year_span_kind kind, const char *name, const char *from,
		const char *to)
{
	struct sp_year_span span = {
		.kind = kind, .name = name, .from_day = school_day(from), .to_day = school_day(to)};

	sp_edits_put_year_span(&school->edits, &span);
}

void
school_add_fact(struct school *school, const char *day, int week)
{
	struct sp_cycle_fact fact = {.day = school_day(day), .week = week};

	sp_edits_put_cycle_fact(&school->edits, &fact);
}

void
school_add_year(struct school *school)
{
	school_set(school, "cycle", "2");
	school_add_span(school, SP_YEAR_TERM, "Autumn", "2026-09-01", "2026-12-18");
	school_add_span(school, SP_YEAR_HALF_TERM, "October break", "2026-10-26", "2026-10-30");
	school_add_span(school, SP_YEAR_TERM, "Spring", "2027-01-04", "2027-03-25");
	school_add_span(school, SP_YEAR_HALF_TERM, "February break", "2027-02-15", "2027-02-19");
	school_add_span(school, SP_YEAR_TERM, "Summer", "2027-04-12", "2027-07-21");
	school_add_span(school, SP_YEAR_HALF_TERM, "May break", "2027-05-31", "2027-06-04");
	school_add_span(school, SP_YEAR_INSET, "INSET 1", "2026-09-01", "2026-09-02");
	school_add_span(school, SP_YEAR_INSET, "INSET 2", "2027-01-04", "2027-01-04");
	school_add_span(school, SP_YEAR_BANK_HOLIDAY, "May Day", "2027-05-03", "2027-05-03");
	school_add_span(school, SP_YEAR_CLOSURE, "Snow", "2027-01-20", "2027-01-20");
	school_add_span(school, SP_YEAR_EXAM_WEEKS, "Exams", "2027-05-10", "2027-06-18");
	school_add_fact(school, "2026-09-07", 1);
	school_apply(school);
}

static void
add_period(struct school *school, const char *name, enum sp_period_kind kind, int weekday, const char *hours)
{
	struct sp_period period = {.name = name, .kind = kind, .weekday = weekday, .cycle_week = -1};
	char from[6] = {0};

	memcpy(from, hours, 5);
	period.from_min = school_minute(from);
	period.to_min = school_minute(hours + 6);
	sp_edits_put_period(&school->edits, &period);
}

void
school_add_periods(struct school *school)
{
	add_period(school, "Reg", SP_PERIOD_REGISTRATION, -1, "08:40-09:00");
	add_period(school, "P1", SP_PERIOD_LESSON, -1, "09:00-10:00");
	add_period(school, "P2", SP_PERIOD_LESSON, -1, "10:00-11:00");
	add_period(school, "Break", SP_PERIOD_BREAK, -1, "11:00-11:20");
	add_period(school, "P3", SP_PERIOD_LESSON, -1, "11:20-12:20");
	add_period(school, "Lunch", SP_PERIOD_LUNCH, -1, "12:20-13:10");
	add_period(school, "P4", SP_PERIOD_LESSON, -1, "13:10-14:10");
	add_period(school, "P5", SP_PERIOD_LESSON, -1, "14:10-15:10");
	add_period(school, "P1", SP_PERIOD_LESSON, SP_FRIDAY, "08:40-09:40");
	add_period(school, "P2", SP_PERIOD_LESSON, SP_FRIDAY, "09:40-10:40");
	add_period(school, "Break", SP_PERIOD_BREAK, SP_FRIDAY, "10:40-11:00");
	add_period(school, "P3", SP_PERIOD_LESSON, SP_FRIDAY, "11:00-12:00");
	add_period(school, "P4", SP_PERIOD_LESSON, SP_FRIDAY, "12:00-13:00");
	school_apply(school);
}

static void
add_slot(struct school *school, enum sp_timetable_what what, int weekday, int cycle_week, const char *hours)
{
	struct sp_timetable_slot slot = sp_timetable_slot_blank();
	char from[6] = {0};

	memcpy(from, hours, 5);
	slot.what = what;
	slot.title = "slot";
	slot.weekday = weekday;
	slot.cycle_week = cycle_week;
	slot.from_min = school_minute(from);
	slot.to_min = school_minute(hours + 6);
	sp_edits_put_timetable_slot(&school->edits, &slot);
}

void
school_add_contract(struct school *school)
{
	static const int days[] = {SP_MONDAY, SP_TUESDAY, SP_THURSDAY, SP_FRIDAY};

	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		struct sp_working_window window = sp_working_window_blank();

		window.weekday = days[i];
		window.cycle_week = -1;
		window.from_min = 8 * 60;
		window.to_min = days[i] == SP_FRIDAY ? 14 * 60 : 16 * 60;
		sp_edits_put_working_window(&school->edits, &window);
	}
	add_slot(school, SP_TIMETABLE_TEACH, SP_MONDAY, 0, "09:00-10:00");
	add_slot(school, SP_TIMETABLE_TEACH, SP_MONDAY, 1, "10:00-11:00");
	add_slot(school, SP_TIMETABLE_PPA, SP_TUESDAY, -1, "14:10-15:10");
	add_slot(school, SP_TIMETABLE_DUTY, SP_THURSDAY, -1, "08:20-08:40");
	add_slot(school, SP_TIMETABLE_SENCO, SP_WEDNESDAY, 0, "13:10-15:10");
	school_apply(school);
}
