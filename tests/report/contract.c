/*
 * Working time against the contract, on the school of the unit tests with plain days: 08:00-15:00 with half an hour of
 * lunch, 6.5 hours a day.
 */
#include "senplan/report/contract.h"

#include "senplan/base/str.h"
#include "senplan/report/words.h"

#include "unit/school.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { DAY_MIN = 390, FULL_MIN = 1265 * 60 };

static struct school school;
static int n_open_days, n_before_january; /* of the year, counted from its calendar */

static sp_time
moment(const char *day)
{
	return sp_time_of(school_day(day), 8 * 60);
}

static void
works(const char *from, const char *to)
{
	struct sp_working_window window = sp_working_window_blank();

	window.from_min = school_minute(from);
	window.to_min = school_minute(to);
	sp_edits_put_working_window(&school.edits, &window);
}

static void
contract(enum sp_contract_kind kind, int share_pct, const char *from, const char *to)
{
	struct sp_contract row = sp_contract_blank();

	row.kind = kind;
	row.share_pct = share_pct;
	row.from_day = from == NULL ? SP_DAY_NONE : school_day(from);
	row.to_day = to == NULL ? SP_DAY_NONE : school_day(to);
	sp_edits_put_contract(&school.edits, &row);
}

static void
slot(enum sp_timetable_what what, const char *from, const char *to)
{
	struct sp_timetable_slot row = sp_timetable_slot_blank();

	row.what = what;
	row.title = "slot";
	row.weekday = SP_MONDAY;
	row.from_min = school_minute(from);
	row.to_min = school_minute(to);
	sp_edits_put_timetable_slot(&school.edits, &row);
}

static void
limit(enum sp_contract_limit which, int32_t value)
{
	struct sp_rule row = sp_rule_blank();

	row.key = sp_contract_rules[which].key;
	row.unit = sp_contract_rules[which].unit;
	row.value = value;
	row.from_day = school_day("2026-01-01");
	row.to_day = school_day("2029-08-31");
	sp_edits_put_rule(&school.edits, &row);
}

static void
limits(void)
{
	limit(SP_CONTRACT_DIRECTED_HOURS, FULL_MIN / 60);
	limit(SP_CONTRACT_DIRECTED_DAYS, 195);
	limit(SP_CONTRACT_AVERAGE_HOURS, 48);
	limit(SP_CONTRACT_AVERAGE_WEEKS, 17);
}

static struct sp_contract_year
year_at(const char *now)
{
	struct sp_contract_year year;
	struct sp_err err;

	school_apply(&school);
	assert_int_equal(sp_contract_year_build(&school.snapshot, moment(now), &year, &err), SP_OK);
	return year;
}

static int
begin(void **state)
{
	(void)state;
	school_init(&school);
	school_add_year(&school);
	n_open_days = n_before_january = 0;
	for (sp_day day = school_day("2026-09-01"); day <= school_day("2027-08-31"); day++) {
		n_open_days += sp_year_is_working_day(&school.snapshot, day);
		n_before_january +=
			day < school_day("2027-01-01") && sp_year_is_working_day(&school.snapshot, day);
	}
	assert_in_range(n_open_days, 180, 200);
	works("08:00", "15:00");
	limits();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	school_finish(&school);
	return 0;
}

static void
a_full_time_teacher_has_1265_hours(void **state)
{
	struct sp_contract_year first, later;

	(void)state;
	contract(SP_CONTRACT_TEACHER, 100, NULL, NULL);
	first = year_at("2026-09-01");
	assert_true(first.directed);
	assert_false(first.leadership);
	assert_int_equal(first.limit_min, FULL_MIN);
	assert_int_equal(first.used_min, 0);
	assert_int_equal(first.ahead_min, n_open_days * DAY_MIN); /* INSET days too, without their lunch */
	assert_int_equal(first.left_min - first.over_min, FULL_MIN - n_open_days * DAY_MIN);
	assert_int_equal(first.n_directed_days, n_open_days);
	later = year_at("2027-01-01");
	assert_int_equal(later.used_min, n_before_january * DAY_MIN);
	assert_int_equal(later.used_min + later.ahead_min, first.ahead_min);
	assert_int_equal(later.limit_min, FULL_MIN);
}

/* PPA and a meeting inside the hours add nothing; a meeting after them, a lunch duty and a planned evening do. */
static void
what_counts_as_directed(void **state)
{
	struct sp_contract_year before, after;
	struct sp_task task = sp_task_blank();
	struct sp_block block = sp_block_blank();
	struct sp_log_entry beyond = sp_log_entry_blank();
	int mondays = 0;

	(void)state;
	contract(SP_CONTRACT_TEACHER, 100, NULL, NULL);
	before = year_at("2026-09-01");
	for (sp_day day = school_day("2026-09-01"); day <= school_day("2027-08-31"); day++)
		mondays += sp_day_weekday(day) == SP_MONDAY && sp_year_is_school_day(&school.snapshot, day);
	slot(SP_TIMETABLE_PPA, "09:00", "10:00");
	slot(SP_TIMETABLE_MEETING, "14:00", "16:00"); /* an hour behind the windows */
	slot(SP_TIMETABLE_DUTY, "12:30", "12:50");    /* in lunch */
	slot(SP_TIMETABLE_OUT, "08:00", "08:30");
	task.title = "evening";
	block.uid = "u";
	block.task = sp_edits_put_task(&school.edits, &task);
	block.start = sp_time_of(school_day("2026-11-19"), 18 * 60);
	block.length_min = 90;
	sp_edits_put_block(&school.edits, &block);
	beyond.kind = SP_LOG_BEYOND;
	beyond.start = sp_time_of(school_day("2026-11-21"), 10 * 60);
	beyond.length_min = 300;
	sp_edits_put_log_entry(&school.edits, &beyond);
	after = year_at("2026-09-01");
	assert_int_equal(after.ahead_min - before.ahead_min, mondays * (60 + 20 - 30) + 90);
}

static void
part_time_is_in_proportion_to_share_and_days(void **state)
{
	struct sp_contract_year year;
	int64_t share_days;

	(void)state;
	contract(SP_CONTRACT_TEACHER, 100, NULL, "2026-12-31");
	contract(SP_CONTRACT_TEACHER, 60, "2027-01-01", NULL);
	year = year_at("2027-02-01");
	share_days = (int64_t)n_before_january * 100 + (int64_t)(n_open_days - n_before_january) * 60;
	assert_in_range(year.limit_min, FULL_MIN * share_days / (n_open_days * 100),
			FULL_MIN * share_days / (n_open_days * 100) + 1);
	assert_int_equal(year.now->share_pct, 60);
	assert_true(year.over_min > 0);
	assert_int_equal(year.left_min, 0);
	assert_int_equal(year.used_min + year.ahead_min - year.limit_min, year.over_min);
}

/* A teacher until Christmas, leadership from January: the days of each count for it alone. */
static void
a_contract_that_changes_its_kind(void **state)
{
	struct sp_contract_year year;

	(void)state;
	contract(SP_CONTRACT_TEACHER, 100, NULL, "2026-12-31");
	contract(SP_CONTRACT_LEADERSHIP, 100, "2027-01-01", NULL);
	year = year_at("2027-02-01");
	assert_true(year.directed && year.leadership);
	assert_int_equal(year.used_min, n_before_january * DAY_MIN);
	assert_int_equal(year.ahead_min, 0);
	assert_in_range(year.limit_min, (int64_t)FULL_MIN * n_before_january / n_open_days,
			(int64_t)FULL_MIN * n_before_january / n_open_days + 1);
	assert_int_equal(year.n_average_weeks, 17);
	assert_true(year.average_from_day >= school_day("2027-01-04"));
}

static void
leadership_is_warned_above_48_hours_on_average(void **state)
{
	struct sp_contract_year year;
	struct sp_log_entry beyond = sp_log_entry_blank();
	struct sp_str text;

	(void)state;
	contract(SP_CONTRACT_LEADERSHIP, 100, NULL, NULL);
	works("15:00", "18:06"); /* 9.6 hours a day: 48 a week */
	year = year_at("2026-09-01");
	assert_false(year.directed);
	assert_int_equal(year.limit_min, 0);
	assert_int_equal(year.n_average_weeks, 17);
	assert_in_range(year.average_min, 47 * 60, 48 * 60);
	assert_false(year.above_average);
	/* Each Sunday of the summer term's weeks and those before it an evening that is logged. */
	for (sp_day day = school_day("2027-01-10"); day <= school_day("2027-07-21"); day += 7) {
		beyond.kind = SP_LOG_BEYOND;
		beyond.id.v = 0;
		beyond.start = sp_time_of(day, 19 * 60);
		beyond.length_min = 240;
		sp_edits_put_log_entry(&school.edits, &beyond);
	}
	year = year_at("2026-09-01");
	assert_true(year.above_average);
	assert_in_range(year.average_min, 48 * 60 + 1, 52 * 60);
	sp_str_init(&text);
	assert_true(sp_words_contract_warning(&text, &year));
	assert_non_null(strstr(text.text, "above the 48 hours"));
	sp_str_finish(&text);
}

static void
other_contracts_and_none_have_no_limit(void **state)
{
	struct sp_contract_year year;
	struct sp_str text;

	(void)state;
	works("00:00", "24:00");
	year = year_at("2026-11-23");
	assert_null(year.now);
	assert_false(year.directed || year.leadership);
	contract(SP_CONTRACT_OTHER, 100, NULL, NULL);
	year = year_at("2026-11-23");
	assert_non_null(year.now);
	assert_false(year.directed || year.leadership || year.above_average);
	assert_int_equal(year.limit_min + year.over_min + year.average_min, 0);
	assert_true(year.longest_week_min > 100 * 60);
	sp_str_init(&text);
	assert_false(sp_words_contract_warning(&text, &year));
	assert_int_equal(text.len, 0);
	sp_str_finish(&text);
}

/* A school that agrees on less; a rule that is suspended today holds nothing, and the words say so. */
static void
the_limits_are_rules(void **state)
{
	struct sp_contract_year year;
	struct sp_str text;

	(void)state;
	contract(SP_CONTRACT_TEACHER, 100, NULL, NULL);
	year = year_at("2026-11-23");
	assert_int_equal(year.limit_min, FULL_MIN);
	assert_false(year.too_many_days);
	assert_int_equal(school.snapshot.rules.n, SP_CONTRACT_LIMITS);
	for (size_t i = 0; i < school.snapshot.rules.n; i++) {
		struct sp_rule row = school.snapshot.rules.items[i];

		row.value = strcmp(row.key, "contract.directed_hours") == 0  ? 1000
			    : strcmp(row.key, "contract.directed_days") == 0 ? n_open_days - 1
									     : row.value;
		sp_edits_put_rule(&school.edits, &row);
	}
	year = year_at("2026-11-23");
	assert_int_equal(year.limit_min, 1000 * 60);
	assert_int_equal(year.over_min, n_open_days * DAY_MIN - 1000 * 60);
	assert_true(year.too_many_days);
	sp_str_init(&text);
	assert_true(sp_words_contract_warning(&text, &year));
	assert_non_null(strstr(text.text, "of at most 1000h00"));
	sp_str_clear(&text);
	year = year_at("2029-11-23"); /* behind the rows */
	assert_null(year.rules[SP_CONTRACT_DIRECTED_HOURS]);
	assert_int_equal(year.limit_min + year.over_min, 0);
	assert_false(sp_words_contract_warning(&text, &year));
	sp_str_finish(&text);
}

static void
the_average_is_taken_as_its_rules_say(void **state)
{
	struct sp_contract_year year;

	(void)state;
	school_finish(&school);
	school_init(&school);
	school_add_year(&school);
	works("08:00", "15:00");
	contract(SP_CONTRACT_LEADERSHIP, 100, NULL, NULL);
	limit(SP_CONTRACT_AVERAGE_HOURS, 32); /* of 32.5 */
	limit(SP_CONTRACT_AVERAGE_WEEKS, 2);
	year = year_at("2026-11-23");
	assert_int_equal(year.n_average_weeks, 2);
	assert_int_equal(year.average_min, 5 * DAY_MIN);
	assert_true(year.above_average);
}

/* A file without terms or hours: nothing to divide by. */
static void
an_empty_plan_has_figures(void **state)
{
	struct sp_contract_year year;

	(void)state;
	school_finish(&school);
	school_init(&school);
	contract(SP_CONTRACT_LEADERSHIP, 50, NULL, NULL);
	year = year_at("2026-11-23");
	assert_int_equal(year.work_min, 0);
	assert_int_equal(year.average_min, 0);
	assert_false(year.above_average);
	assert_int_equal(year.longest_week_day, SP_DAY_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_full_time_teacher_has_1265_hours, begin, end),
		cmocka_unit_test_setup_teardown(what_counts_as_directed, begin, end),
		cmocka_unit_test_setup_teardown(part_time_is_in_proportion_to_share_and_days, begin, end),
		cmocka_unit_test_setup_teardown(a_contract_that_changes_its_kind, begin, end),
		cmocka_unit_test_setup_teardown(leadership_is_warned_above_48_hours_on_average, begin, end),
		cmocka_unit_test_setup_teardown(other_contracts_and_none_have_no_limit, begin, end),
		cmocka_unit_test_setup_teardown(the_limits_are_rules, begin, end),
		cmocka_unit_test_setup_teardown(the_average_is_taken_as_its_rules_say, begin, end),
		cmocka_unit_test_setup_teardown(an_empty_plan_has_figures, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
