/*
 * The SENCO's day, windows of activities and periods, as text records.
 */
#include "senplan/model/availability.h"

#include "senplan/base/str.h"

#include "school.h"
#include "support/records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct school *the_school; /* of the records */

static void
add_spans(struct sp_str *out, const struct sp_spans *spans)
{
	for (size_t i = 0; i < spans->n; i++) {
		char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

		sp_str_addf(out, "%s%s-%s", i == 0 ? "" : " ", sp_minute_format(spans->items[i].from, from),
			    sp_minute_format(spans->items[i].to, to));
	}
}

static void
answer_availability(const char *given, char *buf, size_t size)
{
	struct sp_availability day;
	const struct sp_spans *sets[3];
	struct sp_str out;
	struct sp_err err;

	assert_int_equal(
		sp_availability_of(&the_school->snapshot, school_day(given), &the_school->arena, &day, &err),
		SP_OK);
	sets[0] = &day.work;
	sets[1] = &day.allocated;
	sets[2] = &day.free;
	sp_str_init(&out);
	for (int i = 0; i < 3; i++) {
		sp_str_add(&out, i == 0 ? "" : " | ");
		add_spans(&out, sets[i]);
		if (sets[i]->n == 0)
			sp_str_add(&out, "\"\"");
	}
	snprintf(buf, size, "%s", out.text);
	sp_str_finish(&out);
}

static void
add_busy(struct school *school, const char *title, const char *start, const char *end)
{
	struct sp_busy_time busy = sp_busy_time_blank();

	busy.title = title;
	assert_true(sp_time_parse_iso(start, &busy.start));
	assert_true(sp_time_parse_iso(end, &busy.end));
	sp_edits_put_busy_time(&school->edits, &busy);
}

static void
begin(struct school *school)
{
	struct sp_log_entry lost = sp_log_entry_blank();

	school_init(school);
	school_add_year(school);
	school_add_periods(school);
	school_add_contract(school);
	add_busy(school, "Panel", "2026-11-24T09:00", "2026-11-24T10:00");
	add_busy(school, "Conference", "2026-12-03T00:00", "2026-12-04T00:00");
	add_busy(school, "Yesterday", "2026-11-22T09:00", "2026-11-23T00:00");
	lost.kind = SP_LOG_LOST;
	lost.cause = SP_CAUSE_COVER;
	assert_true(sp_time_parse_iso("2026-11-24T11:20", &lost.start));
	lost.length_min = 40;
	sp_edits_put_log_entry(&school->edits, &lost);
	school_apply(school);
	the_school = school;
}

static void
test_availability(void **state)
{
	struct school school;

	(void)state;
	begin(&school);
	assert_int_equal(records_check("model/availability.txt", answer_availability), 0);
	school_finish(&school);
}

static void
test_inset_day_may_be_opened(void **state)
{
	struct school school;
	char buf[200];

	(void)state;
	begin(&school);
	school_set(&school, "inset_work", "yes");
	school_apply(&school);
	answer_availability("2026-09-01", buf, sizeof(buf));
	assert_string_equal(
		buf,
		"08:00-16:00 | 08:00-12:30 13:00-16:00 | 08:00-12:30 13:00-16:00"); /* no timetable on it */
	school_finish(&school);
}

static void
test_what_stands_in_the_day_is_told_in_order(void **state)
{
	struct school school;
	struct sp_availability day;
	struct sp_err err;
	sp_minute before = 0;

	(void)state;
	begin(&school);
	assert_int_equal(
		sp_availability_of(&school.snapshot, school_day("2026-11-24"), &school.arena, &day, &err),
		SP_OK);
	assert_int_equal(day.n_fixed, 5); /* panel, break, lost, lunch, PPA */
	for (size_t i = 0; i < day.n_fixed; i++) {
		assert_true(day.fixed[i].from_min >= before);
		before = day.fixed[i].from_min;
	}
	assert_int_equal(day.fixed[0].kind, SP_FIXED_BUSY);
	assert_string_equal(day.fixed[0].title, "Panel");
	assert_int_equal(day.fixed[2].kind, SP_FIXED_LOST);
	assert_string_equal(day.fixed[2].title, "cover");
	assert_int_equal(day.fixed[4].kind, SP_FIXED_PPA);
	school_finish(&school);
}

static void
put_mark(struct school *school, enum sp_busy_scope scope, enum sp_busy_counts counts, const char *title,
	 const char *start)
{
	struct sp_busy_mark mark = sp_busy_mark_blank();

	mark.scope = scope;
	mark.counts = counts;
	mark.title = title;
	assert_true(sp_time_parse_iso(start, &mark.start));
	mark.end = mark.start + 60;
	sp_edits_put_busy_mark(&school->edits, &mark);
}

/* The narrower mark holds; each says what the time is to the day. */
static void
test_marks_say_what_a_busy_time_is(void **state)
{
	static const struct {
		enum sp_busy_scope scope;
		enum sp_busy_counts counts;
		const char *start;
		bool counted;
		enum sp_fixed_kind kind;
	} steps[] = {
		{SP_BUSY_TITLE, SP_BUSY_MEETING, "2026-01-05T00:00", true, SP_FIXED_MEETING},
		{SP_BUSY_SERIES, SP_BUSY_TEACHING, "2026-11-23T09:00", true, SP_FIXED_MEETING}, /* a Monday */
		{SP_BUSY_SERIES, SP_BUSY_TEACHING, "2026-11-17T09:00", true, SP_FIXED_TEACH},
		{SP_BUSY_ONCE, SP_BUSY_FREE, "2026-11-17T09:00", true, SP_FIXED_TEACH}, /* another week */
		{SP_BUSY_ONCE, SP_BUSY_FREE, "2026-11-24T09:00", false, SP_FIXED_BUSY},
	};
	struct school school;
	enum sp_fixed_kind kind = SP_FIXED_OUT;

	(void)state;
	begin(&school);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		put_mark(&school, steps[i].scope, steps[i].counts, "Panel", steps[i].start);
		school_apply(&school);
		assert_int_equal(
			sp_busy_counts(&school.snapshot, &school.snapshot.busy_times.items[2], &kind),
			steps[i].counted);
		if (steps[i].counted)
			assert_int_equal(kind, steps[i].kind);
		assert_null(sp_busy_mark_of(&school.snapshot, &school.snapshot.busy_times.items[1]));
	}
	school_finish(&school);
}

static void
test_allocated_is_the_sum_of_its_days(void **state)
{
	struct school school;
	struct sp_err err;
	int32_t week_min = 0, one_min = 0, sum_min = 0;

	(void)state;
	begin(&school);
	assert_int_equal(sp_allocated_min(&school.snapshot, school_day("2026-11-23"),
					  school_day("2026-11-29"), &school.arena, &week_min, &err),
			 SP_OK);
	for (sp_day day = school_day("2026-11-23"); day <= school_day("2026-11-29"); day++) {
		assert_int_equal(sp_allocated_min(&school.snapshot, day, day, &school.arena, &one_min, &err),
				 SP_OK);
		sum_min += one_min;
	}
	assert_int_equal(week_min, sum_min);
	assert_int_equal(week_min, 350 + 290 + 390 + 310);
	school_finish(&school);
}

/* --- windows --- */

static sp_window_id
add_window(struct school *school, const char *key, bool in_lessons)
{
	struct sp_window window = sp_window_blank();

	window.key = key;
	window.name = key;
	window.skip_exams = in_lessons;
	window.pupils_only = in_lessons;
	return sp_edits_put_window(&school->edits, &window);
}

static void
add_window_span(struct school *school, sp_window_id window, enum sp_window_basis basis, const char *from,
		const char *to)
{
	struct sp_window_span span = sp_window_span_blank();

	span.window = window;
	span.basis = basis;
	span.weekday = basis == SP_BASIS_CLOCK ? SP_WEDNESDAY : -1;
	span.cycle_week = basis == SP_BASIS_CLOCK ? 1 : -1;
	span.from_min = from == NULL ? SP_MINUTE_NONE : school_minute(from);
	span.to_min = to == NULL ? SP_MINUTE_NONE : school_minute(to);
	sp_edits_put_window_span(&school->edits, &span);
}

static void
answer_window(const char *given, char *buf, size_t size)
{
	char key[32] = {0};
	size_t len = strcspn(given, " ");
	const struct sp_window *window;
	struct sp_spans spans;
	struct sp_str out;
	struct sp_err err;

	assert_true(len < sizeof(key) && given[len] == ' ');
	memcpy(key, given, len);
	window = sp_snapshot_window_by_key(&the_school->snapshot, key);
	assert_int_equal(window == NULL, strcmp(key, "none") == 0);
	assert_int_equal(sp_window_of(&the_school->snapshot, window == NULL ? (sp_window_id){0} : window->id,
				      school_day(given + len + 1), &the_school->arena, &spans, &err),
			 SP_OK);
	sp_str_init(&out);
	add_spans(&out, &spans);
	snprintf(buf, size, "%s", out.text);
	sp_str_finish(&out);
}

static void
test_windows(void **state)
{
	struct school school;
	sp_window_id window;

	(void)state;
	begin(&school);
	window = add_window(&school, "lessons", true);
	add_window_span(&school, window, SP_BASIS_LESSON, NULL, NULL);
	window = add_window(&school, "around", false);
	add_window_span(&school, window, SP_BASIS_BEFORE, "07:30", NULL);
	add_window_span(&school, window, SP_BASIS_AFTER, NULL, "17:00");
	window = add_window(&school, "breaks", false);
	add_window_span(&school, window, SP_BASIS_BREAK, NULL, NULL);
	add_window_span(&school, window, SP_BASIS_LUNCH, NULL, NULL);
	window = add_window(&school, "wednesday-b", false);
	add_window_span(&school, window, SP_BASIS_CLOCK, "10:00", "11:30");
	school_apply(&school);
	assert_int_equal(records_check("model/windows.txt", answer_window), 0);
	school_finish(&school);
}

static void
test_the_more_particular_periods_replace_the_others(void **state)
{
	struct school school;
	const struct sp_period **periods;
	struct sp_err err;
	size_t n;

	(void)state;
	begin(&school);
	assert_int_equal(
		sp_periods_of(&school.snapshot, school_day("2026-11-23"), &school.arena, &periods, &n, &err),
		SP_OK);
	assert_int_equal(n, 8);
	assert_string_equal(periods[0]->name, "Reg");
	assert_int_equal(
		sp_periods_of(&school.snapshot, school_day("2026-11-27"), &school.arena, &periods, &n, &err),
		SP_OK);
	assert_int_equal(n, 5);
	assert_int_equal(periods[0]->from_min, school_minute("08:40"));
	assert_int_equal(
		sp_periods_of(&school.snapshot, school_day("2026-11-28"), &school.arena, &periods, &n, &err),
		SP_OK);
	assert_int_equal(n, 0);
	school_finish(&school);
}

static void
test_running_out_of_memory_is_said(void **state)
{
	struct school school;
	struct sp_err err;
	int n_refused = 0;

	(void)state;
	begin(&school);
	for (size_t bytes = 1; bytes < 20000; bytes += 64) {
		struct sp_arena small;
		struct sp_availability day;

		sp_arena_init(&small);
		small.limit_bytes = bytes;
		if (sp_availability_of(&school.snapshot, school_day("2026-11-24"), &small, &day, &err) !=
		    SP_OK) {
			assert_int_equal(err.rc, SP_SYSTEM);
			n_refused++;
		}
		sp_arena_finish(&small);
	}
	assert_true(n_refused > 5 && n_refused < 300);
	school_finish(&school);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_availability),
		cmocka_unit_test(test_inset_day_may_be_opened),
		cmocka_unit_test(test_what_stands_in_the_day_is_told_in_order),
		cmocka_unit_test(test_allocated_is_the_sum_of_its_days),
		cmocka_unit_test(test_marks_say_what_a_busy_time_is),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_the_more_particular_periods_replace_the_others),
		cmocka_unit_test(test_running_out_of_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
