/*
 * Moments for the outside: the offset in summer and winter, and the way to UTC and back across both changes of the clock.
 */
#include "senplan/app/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct {
	const char *local, *text;
	int64_t utc;
} moments[] = {
	{"2026-11-23T09:00", "2026-11-23T09:00+00:00", 1795424400},
	{"2027-03-28T00:59", "2027-03-28T00:59+00:00", 1806195540},
	{"2027-03-28T02:00", "2027-03-28T02:00+01:00", 1806195600},
	{"2027-07-01T09:00", "2027-07-01T09:00+01:00", 1814428800},
	{"2027-10-31T02:00", "2027-10-31T02:00+00:00", 1824948000},
};

static void
test_moments(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(moments) / sizeof(moments[0]); i++) {
		char buf[SP_MOMENT_TEXT];
		sp_time local;

		assert_true(sp_time_parse_iso(moments[i].local, &local));
		assert_string_equal(sp_moment_format(local, buf), moments[i].text);
		assert_true(sp_moment_to_utc(local) == moments[i].utc);
		assert_int_equal(sp_moment_from_utc(moments[i].utc), local);
		assert_int_equal(sp_moment_from_utc(moments[i].utc + 59), local);
	}
}

static void
test_none(void **state)
{
	char buf[SP_MOMENT_TEXT];

	(void)state;
	assert_string_equal(sp_moment_format(SP_TIME_NONE, buf), "");
	assert_int_equal(sp_moment_from_utc(-1), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
