/*
 * Civil days: every day of 1900 to 2199 against a count on the fingers, months, Easter, text records.
 */
#include "senplan/time/day.h"

#include "support/records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void
answer_day(const char *given, char *buf, size_t size)
{
	char text[SP_DAY_TEXT];
	sp_day day;

	snprintf(buf, size, "%s",
		 sp_day_parse_iso(given, &day) ? sp_day_format(day, SP_DAY_LONG, text) : "refused");
}

static void
test_records(void **state)
{
	(void)state;
	assert_int_equal(records_check("time/day.txt", answer_day), 0);
}

/* The naive way: count days one by one from Monday 1 January 1900, and the weekday with them. */
static void
test_every_day_of_three_centuries(void **state)
{
	sp_day day = sp_day_of(1900, 1, 1);
	int weekday = SP_MONDAY;

	(void)state;
	assert_int_equal(day, -25567);
	for (int year = 1900; year <= 2199; year++) {
		for (int month = 1; month <= 12; month++) {
			for (int mday = 1; sp_date_is_real(year, month, mday); mday++) {
				struct sp_date date = sp_day_date(day);

				assert_int_equal(sp_day_of(year, month, mday), day);
				assert_int_equal(date.year, year);
				assert_int_equal(date.month, month);
				assert_int_equal(date.mday, mday);
				assert_int_equal(sp_day_weekday(day), weekday);
				assert_int_equal(sp_day_monday(day), day - weekday);
				day++;
				weekday = (weekday + 1) % 7;
			}
		}
	}
	assert_int_equal(day, sp_day_of(2200, 1, 1));
	assert_int_equal(day - sp_day_of(1900, 1, 1), 109572 + 1); /* 300 * 365 + 73 leap days */
}

static void
test_months_stop_at_their_end(void **state)
{
	static const struct {
		int from[3];
		int months;
		int to[3];
	} cases[] = {
		{{2027, 1, 31}, 1, {2027, 2, 28}},    {{2028, 1, 31}, 1, {2028, 2, 29}},
		{{2026, 12, 15}, 1, {2027, 1, 15}},   {{2027, 1, 15}, -1, {2026, 12, 15}},
		{{2026, 3, 31}, -1, {2026, 2, 28}},   {{2026, 11, 23}, 12, {2027, 11, 23}},
		{{2028, 2, 29}, 12, {2029, 2, 28}},   {{2026, 11, 23}, 0, {2026, 11, 23}},
		{{2026, 1, 31}, -14, {2024, 11, 30}}, {{1970, 1, 1}, -1, {1969, 12, 1}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const int *a = cases[i].from, *b = cases[i].to;

		assert_int_equal(sp_day_add_months(sp_day_of(a[0], a[1], a[2]), cases[i].months),
				 sp_day_of(b[0], b[1], b[2]));
	}
}

/* Dates of Easter Sunday as printed in the Book of Common Prayer's tables and in later almanacs. */
static void
test_easter(void **state)
{
	static const int dates[][3] = {
		{1913, 3, 23}, {1943, 4, 25}, {1954, 4, 18}, {1981, 4, 19}, {2000, 4, 23},
		{2008, 3, 23}, {2011, 4, 24}, {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5},
		{2027, 3, 28}, {2028, 4, 16}, {2038, 4, 25}, {2049, 4, 18}, {2076, 4, 19},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		assert_int_equal(sp_easter(dates[i][0]), sp_day_of(dates[i][0], dates[i][1], dates[i][2]));
	for (int year = 1900; year <= 2199; year++) {
		assert_int_equal(sp_day_weekday(sp_easter(year)), SP_SUNDAY);
		assert_in_range(sp_easter(year), sp_day_of(year, 3, 22), sp_day_of(year, 4, 25));
	}
}

static void
test_styles(void **state)
{
	char buf[SP_DAY_TEXT];
	sp_day day = sp_day_of(2026, 11, 3);

	(void)state;
	assert_string_equal(sp_day_format(day, SP_DAY_ISO, buf), "2026-11-03");
	assert_string_equal(sp_day_format(day, SP_DAY_SHORT, buf), "Tue 3 Nov");
	assert_string_equal(sp_day_format(day, SP_DAY_LONG, buf), "Tue 3 Nov 2026");
	assert_string_equal(sp_day_format(day, SP_DAY_COLUMN, buf), "Tue 3");
	assert_string_equal(sp_day_format(SP_DAY_NONE, SP_DAY_ISO, buf), "-");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_every_day_of_three_centuries),
		cmocka_unit_test(test_months_stop_at_their_end),
		cmocka_unit_test(test_easter),
		cmocka_unit_test(test_styles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
