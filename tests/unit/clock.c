/*
 * Minutes, moments and lengths: text records in tests/data/time, and the arithmetic on both sides of 1970.
 */
#include "senplan/time/clock.h"

#include "support/records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void
answer_clock(const char *given, char *buf, size_t size)
{
	char text[SP_CLOCK_TEXT];
	sp_minute minute;

	snprintf(buf, size, "%s",
		 sp_minute_parse(given, &minute) ? sp_minute_format(minute, text) : "refused");
}

static void
answer_length(const char *given, char *buf, size_t size)
{
	int length_min;

	if (sp_length_parse(given, &length_min))
		snprintf(buf, size, "%d", length_min);
	else
		snprintf(buf, size, "refused");
}

static void
answer_moment(const char *given, char *buf, size_t size)
{
	char iso[SP_CLOCK_TEXT], shown[SP_CLOCK_TEXT];
	sp_time time;

	if (sp_time_parse_iso(given, &time))
		snprintf(buf, size, "%s %s", sp_time_format_iso(time, iso), sp_time_format(time, shown));
	else
		snprintf(buf, size, "refused");
}

static void
test_clock_records(void **state)
{
	(void)state;
	assert_int_equal(records_check("time/clock.txt", answer_clock), 0);
}

static void
test_length_records(void **state)
{
	(void)state;
	assert_int_equal(records_check("time/length.txt", answer_length), 0);
}

static void
test_moment_records(void **state)
{
	(void)state;
	assert_int_equal(records_check("time/moment.txt", answer_moment), 0);
}

static void
test_refused_leaves_result_alone(void **state)
{
	sp_minute minute = 17;
	sp_time time = 18;
	int length_min = 19;

	(void)state;
	assert_false(sp_minute_parse("9:75", &minute));
	assert_false(sp_time_parse_iso("2026-11-23T9", &time));
	assert_false(sp_length_parse("1h99", &length_min));
	assert_int_equal(minute, 17);
	assert_int_equal(time, 18);
	assert_int_equal(length_min, 19);
}

static void
test_every_minute_reads_back(void **state)
{
	(void)state;
	for (sp_minute minute = 0; minute <= SP_DAY_MIN; minute++) {
		char text[SP_CLOCK_TEXT];
		sp_minute again = -1;

		assert_true(sp_minute_parse(sp_minute_format(minute, text), &again));
		assert_int_equal(again, minute);
	}
}

static void
test_day_and_minute_are_floored(void **state)
{
	static const sp_time times[] = {0, 1, -1, 1439, 1440, -1440, -1441, INT32_MAX, INT32_MIN + 1};

	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		sp_minute minute = sp_time_minute(times[i]);
		int64_t back = (int64_t)sp_time_day(times[i]) * SP_DAY_MIN + minute;

		assert_in_range(minute, 0, SP_DAY_MIN - 1);
		assert_int_equal(back, times[i]);
	}
}

static void
test_lengths_are_written(void **state)
{
	char buf[SP_CLOCK_TEXT];

	(void)state;
	assert_string_equal(sp_length_format(0, buf), "0h00");
	assert_string_equal(sp_length_format(45, buf), "0h45");
	assert_string_equal(sp_length_format(90, buf), "1h30");
	assert_string_equal(sp_length_format(840, buf), "14h00");
	assert_string_equal(sp_length_format(-135, buf), "-2h15");
	assert_string_equal(sp_length_format(-5, buf), "-0h05");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clock_records),
		cmocka_unit_test(test_length_records),
		cmocka_unit_test(test_moment_records),
		cmocka_unit_test(test_refused_leaves_result_alone),
		cmocka_unit_test(test_every_minute_reads_back),
		cmocka_unit_test(test_day_and_minute_are_floored),
		cmocka_unit_test(test_lengths_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
