/*
 * The school's calendar: what each day is (text records), the ways in which weeks alternate, counting of school days.
 */
#include "senplan/model/year.h"

#include "school.h"
#include "support/records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static struct school *the_school; /* of the records */

static void
answer_day(const char *given, char *buf, size_t size)
{
	struct sp_day_info info = sp_year_day(&the_school->snapshot, school_day(given));
	const char *letter = sp_cycle_letter(&the_school->snapshot, info.cycle_week);
	const char *half = "-";

	if (info.half_term >= 0)
		half = the_school->snapshot.calendar->half_terms[info.half_term].name;
	snprintf(buf, size, "%s %s %d %s%s", sp_day_kind_name(info.kind), *letter == '\0' ? "-" : letter,
		 info.week_of_year, half, info.exams ? " exams" : "");
}

static void
test_what_each_day_is(void **state)
{
	struct school school;

	(void)state;
	school_init(&school);
	school_add_year(&school);
	the_school = &school;
	assert_int_equal(records_check("model/days.txt", answer_day), 0);
	school_finish(&school);
}

static const char *
letter_of(const struct school *school, const char *iso)
{
	return sp_cycle_letter(&school->snapshot, sp_year_day(&school->snapshot, school_day(iso)).cycle_week);
}

/* A fact in the middle of the year changes what follows, not what came before. */
static void
test_a_later_fact_rules_from_then_on(void **state)
{
	struct school school;

	(void)state;
	school_init(&school);
	school_add_year(&school);
	assert_string_equal(letter_of(&school, "2027-01-11"), "A");
	school_add_fact(&school, "2027-01-13", 1); /* a Wednesday: the fact is about its week */
	school_apply(&school);
	assert_string_equal(letter_of(&school, "2027-01-11"), "B");
	assert_string_equal(letter_of(&school, "2027-01-18"), "A");
	assert_string_equal(letter_of(&school, "2027-01-05"), "B");
	assert_string_equal(letter_of(&school, "2026-11-23"), "B");
	school_finish(&school);
}

/* Some schools let the letters run on through the holidays. */
static void
test_closed_weeks_count_where_the_school_says_so(void **state)
{
	struct school school;

	(void)state;
	school_init(&school);
	school_add_year(&school);
	school_set(&school, "cycle_closed_weeks", "count");
	school_apply(&school);
	assert_string_equal(letter_of(&school, "2026-10-23"), "B");
	assert_string_equal(letter_of(&school, "2026-11-02"), "B"); /* the half-term week was A */
	assert_string_equal(letter_of(&school, "2026-09-03"), "A");
	school_finish(&school);
}

/* Backwards from a fact the letters are those that running forwards would have given. */
static void
test_backwards_is_forwards_reversed(void **state)
{
	struct school early, late;
	sp_day from, to;

	(void)state;
	school_init(&early);
	school_add_year(&early);
	school_init(&late);
	school_add_year(&late);
	sp_edits_delete(&late.edits, SP_ENTITY_cycle_fact, late.snapshot.cycle_facts.items[0].id.v);
	school_add_fact(&late, "2027-07-19", 1);
	school_apply(&late);
	assert_string_equal(letter_of(&early, "2027-07-19"), "B");
	from = early.snapshot.calendar->from_day;
	to = early.snapshot.calendar->to_day;
	for (sp_day day = from; day <= to; day++)
		assert_int_equal(sp_year_day(&early.snapshot, day).cycle_week,
				 sp_year_day(&late.snapshot, day).cycle_week);
	school_finish(&early);
	school_finish(&late);
}

/* In a ten-day cycle each school day is the next of ten, whatever the weekday; closed days do not count. */
static void
test_ten_day_cycle(void **state)
{
	struct school school;
	int expected = 0;

	(void)state;
	school_init(&school);
	school_add_year(&school);
	school_set(&school, "cycle", "10");
	school_add_fact(&school, "2027-01-11", 0);
	school_apply(&school);
	for (sp_day day = school_day("2027-01-11"); day <= school_day("2027-03-25"); day++) {
		struct sp_day_info info = sp_year_day(&school.snapshot, day);

		if (info.kind != SP_DAY_SCHOOL)
			continue;
		assert_int_equal(info.cycle_week * 5 + info.cycle_weekday, expected % 10);
		expected++;
	}
	assert_int_equal(expected, 5 * 10 - 2); /* ten weeks but for the day of snow and the last Friday */
	school_finish(&school);
}

static void
test_one_week_cycle_has_no_letters(void **state)
{
	struct school school;

	(void)state;
	school_init(&school);
	school_add_year(&school);
	school_set(&school, "cycle", "1");
	school_apply(&school);
	assert_int_equal(sp_year_day(&school.snapshot, school_day("2026-11-23")).cycle_week, 0);
	assert_string_equal(letter_of(&school, "2026-11-23"), "");
	school_finish(&school);
}

/* A fresh file knows no terms; it must be usable all the same. */
static void
test_without_terms_every_weekday_is_a_school_day(void **state)
{
	struct school school;

	(void)state;
	school_init(&school);
	assert_true(sp_year_is_school_day(&school.snapshot, school_day("2026-08-05")));
	assert_false(sp_year_is_school_day(&school.snapshot, school_day("2026-08-08")));
	school_set(&school, "cycle", "2");
	school_add_fact(&school, "2026-11-23", 1);
	school_apply(&school);
	assert_string_equal(letter_of(&school, "2026-11-25"), "B");
	assert_string_equal(letter_of(&school, "2026-11-30"), "A");
	assert_string_equal(letter_of(&school, "2026-11-16"), "A");
	assert_string_equal(letter_of(&school, "2026-11-09"), "B");
	school_finish(&school);
}

static void
test_school_days_are_counted(void **state)
{
	struct school school;
	const struct sp_snapshot *s = &school.snapshot;
	sp_day friday = 0;

	(void)state;
	school_init(&school);
	school_add_year(&school);
	friday = school_day("2026-10-23"); /* the last day before half-term */
	assert_int_equal(sp_year_add_school_days(s, friday, 1), school_day("2026-11-02"));
	assert_int_equal(sp_year_add_school_days(s, school_day("2026-11-02"), -1), friday);
	assert_int_equal(sp_year_add_school_days(s, school_day("2026-10-28"), 1), school_day("2026-11-02"));
	assert_int_equal(sp_year_add_school_days(s, friday, 0), friday);
	assert_int_equal(sp_year_school_day_before(s, school_day("2026-11-01")), friday);
	assert_int_equal(sp_year_school_day_after(s, school_day("2026-12-19")), school_day("2027-01-05"));
	assert_int_equal(sp_year_school_day_before(s, friday), friday);
	assert_int_equal(sp_year_school_days_between(s, school_day("2026-10-19"), school_day("2026-11-07")),
			 10);
	assert_int_equal(sp_year_school_days_between(s, friday, friday), 0);
	assert_int_equal(sp_year_school_day_after(s, school_day("2029-01-01")), SP_DAY_NONE);
	assert_true(sp_year_is_working_day(s, school_day("2026-09-01")));
	assert_false(sp_year_is_school_day(s, school_day("2026-09-01")));
	school_finish(&school);
}

static void
test_half_terms(void **state)
{
	struct school school;
	const struct sp_half_term *half;

	(void)state;
	school_init(&school);
	school_add_year(&school);
	assert_int_equal(school.snapshot.calendar->n_half_terms, 6);
	half = sp_year_half_term(&school.snapshot, school_day("2026-10-28"));
	assert_string_equal(half->name, "Autumn 2"); /* in the break: the next one */
	assert_int_equal(half->from_day, school_day("2026-10-31"));
	assert_int_equal(half->to_day, school_day("2026-12-18"));
	assert_null(sp_year_half_term(&school.snapshot, school_day("2027-08-01")));
	school_finish(&school);
}

/* Terms that overlap come from no import of terms; a file from elsewhere may have them. */
static void
test_terms_that_overlap_make_no_more_parts_than_spans(void **state)
{
	enum { MANY = 40 };
	struct school school;
	struct sp_year_span span = sp_year_span_blank();

	(void)state;
	school_init(&school);
	span.name = "x";
	for (int i = 0; i < MANY; i++) {
		span.kind = SP_YEAR_TERM;
		span.from_day = school_day("2026-09-01") + i;
		span.to_day = school_day("2027-07-20");
		sp_edits_put_year_span(&school.edits, &span);
		span.kind = SP_YEAR_HALF_TERM;
		span.from_day = school_day("2026-11-02") + 3 * i;
		span.to_day = span.from_day + 1;
		sp_edits_put_year_span(&school.edits, &span);
	}
	school_apply(&school);
	assert_int_equal(school.snapshot.calendar->n_half_terms, 2 * MANY);
	school_finish(&school);
}

/* A break that ends before it begins is refused by the file, and must get as far. */
static void
test_a_break_that_runs_backwards_does_no_harm(void **state)
{
	struct school school;
	struct sp_year_span span = sp_year_span_blank();

	(void)state;
	school_init(&school);
	school_add_year(&school);
	span.kind = SP_YEAR_HALF_TERM;
	span.name = "x";
	span.from_day = school_day("2026-10-05");
	span.to_day = school_day("1990-10-05");
	sp_edits_put_year_span(&school.edits, &span);
	school_apply(&school);
	assert_int_equal(sp_year_day(&school.snapshot, school_day("2026-11-23")).kind, SP_DAY_SCHOOL);
	school_finish(&school);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_each_day_is),
		cmocka_unit_test(test_a_later_fact_rules_from_then_on),
		cmocka_unit_test(test_closed_weeks_count_where_the_school_says_so),
		cmocka_unit_test(test_backwards_is_forwards_reversed),
		cmocka_unit_test(test_ten_day_cycle),
		cmocka_unit_test(test_one_week_cycle_has_no_letters),
		cmocka_unit_test(test_without_terms_every_weekday_is_a_school_day),
		cmocka_unit_test(test_school_days_are_counted),
		cmocka_unit_test(test_half_terms),
		cmocka_unit_test(test_terms_that_overlap_make_no_more_parts_than_spans),
		cmocka_unit_test(test_a_break_that_runs_backwards_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
