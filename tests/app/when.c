/*
 * Typed dates and times, by the records of tests/data/when: on Monday 23 November 2026 at 08:00, unless a record begins
 * with another moment in brackets.
 */
#include "senplan/model/when.h"

#include "support/records.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct world school;

/* "[2027-01-18T08:00] fri": the moment it is said at, and what is said. */
static const char *
said_at(const char *given, sp_time *ret_now)
{
	char moment[17] = "";

	*ret_now = school.now;
	if (*given != '[')
		return given;
	assert_true(strlen(given) > 18 && given[17] == ']');
	memcpy(moment, given + 1, 16);
	assert_true(sp_time_parse_iso(moment, ret_now));
	return given + 18 + (given[18] == ' ');
}

static void
answer_when(const char *given, char *buf, size_t size)
{
	sp_time now;
	struct sp_when when;
	char day[SP_DAY_TEXT], from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

	given = said_at(given, &now);
	if (sp_when_parse(&school.snapshot, now, given, &when, &school.err) != SP_OK) {
		assert_true(strlen(school.err.text) > 10);
		snprintf(buf, size, "refused");
		return;
	}
	snprintf(buf, size, "%s%s%s%s%s", sp_day_format(when.day, SP_DAY_LONG, day),
		 when.from_min == SP_MINUTE_NONE ? "" : " ",
		 when.from_min == SP_MINUTE_NONE ? "" : sp_minute_format(when.from_min, from),
		 when.to_min == SP_MINUTE_NONE ? "" : "-",
		 when.to_min == SP_MINUTE_NONE ? "" : sp_minute_format(when.to_min, to));
}

static void
answer_range(const char *given, char *buf, size_t size)
{
	char from_text[SP_DAY_TEXT], to_text[SP_DAY_TEXT];
	sp_day from, to;
	sp_time now;

	given = said_at(given, &now);
	if (sp_when_stretch(&school.snapshot, now, given, &from, &to, &school.err) != SP_OK) {
		assert_true(strlen(school.err.text) > 10);
		snprintf(buf, size, "refused");
		return;
	}
	snprintf(buf, size, "%s - %s", sp_day_format(from, SP_DAY_LONG, from_text),
		 sp_day_format(to, SP_DAY_LONG, to_text));
}

/* "2026-11-27 P3-P4" */
static void
answer_span(const char *given, char *buf, size_t size)
{
	char date[11] = "", from_text[SP_CLOCK_TEXT], to_text[SP_CLOCK_TEXT];
	sp_minute from, to;
	sp_day day;

	memcpy(date, given, 10);
	assert_true(sp_day_parse_iso(date, &day));
	if (sp_when_parse_span(&school.snapshot, day, given + 11, &from, &to, &school.err) != SP_OK)
		snprintf(buf, size, "refused");
	else
		snprintf(buf, size, "%s-%s", sp_minute_format(from, from_text),
			 sp_minute_format(to, to_text));
}

static void
test_when(void **state)
{
	(void)state;
	assert_int_equal(records_check("when/days.txt", answer_when), 0);
	assert_int_equal(records_check("when/times.txt", answer_when), 0);
	assert_int_equal(records_check("when/refused.txt", answer_when), 0);
	assert_int_equal(records_check("when/ranges.txt", answer_range), 0);
}

static void
test_spans(void **state)
{
	(void)state;
	assert_int_equal(records_check("when/spans.txt", answer_span), 0);
}

/* A fresh file, without terms or timetable, still knows the days. */
static void
test_without_a_calendar(void **state)
{
	struct world fresh;
	struct sp_when when;

	(void)state;
	world_init(&fresh);
	assert_int_equal(sp_when_parse(&fresh.snapshot, fresh.now, "fri", &when, &fresh.err), SP_OK);
	assert_int_equal(when.day, sp_day_of(2026, 11, 27));
	assert_int_equal(sp_when_parse(&fresh.snapshot, fresh.now, "half-term", &when, &fresh.err), SP_USAGE);
	assert_non_null(strstr(fresh.err.text, "terms"));
	assert_int_equal(sp_when_parse(&fresh.snapshot, fresh.now, "after school", &when, &fresh.err),
			 SP_USAGE);
	assert_int_equal(sp_when_parse(&fresh.snapshot, fresh.now, "P3", &when, &fresh.err), SP_USAGE);
	world_finish(&fresh);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_when),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_without_a_calendar),
	};
	int failed;

	world_init(&school);
	world_school(&school);
	failed = cmocka_run_group_tests_name("when", tests, NULL, NULL);
	world_finish(&school);
	return failed;
}
