/*
 * London's clock on both sides of its changes.
 */
#include "senplan/ics/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static sp_time
at(const char *text)
{
	sp_time time = 0;

	assert_true(sp_time_parse_iso(text, &time));
	return time;
}

static void
test_changes_of_2027(void **state)
{
	(void)state;
	assert_int_equal(sp_london_offset_min(at("2027-03-27T09:00")), 0);
	assert_int_equal(sp_london_offset_min(at("2027-03-28T00:59")), 0);
	assert_int_equal(sp_london_offset_min(at("2027-03-28T02:00")), 60);
	assert_int_equal(sp_london_offset_min(at("2027-10-31T01:59")), 60);
	assert_int_equal(sp_london_offset_min(at("2027-10-31T02:00")), 0);
	assert_int_equal(sp_london_to_utc(at("2027-03-29T09:00")), at("2027-03-29T08:00"));
	assert_int_equal(sp_london_from_utc(at("2027-03-28T00:59")), at("2027-03-28T00:59"));
	assert_int_equal(sp_london_from_utc(at("2027-03-28T01:00")), at("2027-03-28T02:00"));
	assert_int_equal(sp_london_from_utc(at("2027-10-31T00:59")), at("2027-10-31T01:59"));
	assert_int_equal(sp_london_from_utc(at("2027-10-31T01:00")), at("2027-10-31T01:00"));
}

static void
test_missing_and_doubled_hours(void **state)
{
	(void)state;
	assert_int_equal(sp_london_kind(at("2027-03-28T00:59")), SP_LOCAL_ONCE);
	assert_int_equal(sp_london_kind(at("2027-03-28T01:00")), SP_LOCAL_NEVER);
	assert_int_equal(sp_london_kind(at("2027-03-28T01:59")), SP_LOCAL_NEVER);
	assert_int_equal(sp_london_kind(at("2027-03-28T02:00")), SP_LOCAL_ONCE);
	assert_int_equal(sp_london_kind(at("2027-10-31T00:59")), SP_LOCAL_ONCE);
	assert_int_equal(sp_london_kind(at("2027-10-31T01:00")), SP_LOCAL_TWICE);
	assert_int_equal(sp_london_kind(at("2027-10-31T02:00")), SP_LOCAL_ONCE);
	/* The offset before the jump; the first coming. */
	assert_int_equal(sp_london_from_utc(sp_london_to_utc(at("2027-03-28T01:30"))),
			 at("2027-03-28T02:30"));
	assert_int_equal(sp_london_to_utc(at("2027-10-31T01:30")), at("2027-10-31T00:30"));
}

/* There and back for every hour of ten years, except the hours above. */
static void
test_there_and_back(void **state)
{
	int never = 0;
	int twice = 0;

	(void)state;
	for (sp_time local = at("2026-01-01T00:00"); local < at("2036-01-01T00:00"); local += 30) {
		switch (sp_london_kind(local)) {
		case SP_LOCAL_ONCE:
			assert_int_equal(sp_london_from_utc(sp_london_to_utc(local)), local);
			break;
		case SP_LOCAL_NEVER:
			never++;
			break;
		case SP_LOCAL_TWICE:
			twice++;
			assert_int_equal(sp_london_from_utc(sp_london_to_utc(local)), local);
			break;
		}
	}
	assert_int_equal(never, 20);
	assert_int_equal(twice, 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes_of_2027),
		cmocka_unit_test(test_missing_and_doubled_hours),
		cmocka_unit_test(test_there_and_back),
	};

	return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
