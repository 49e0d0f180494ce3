/*
 * Growing strings, and the plain helpers beside them.
 */
#include "senplan/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
test_adds_follow_one_another(void **state)
{
	struct sp_str s;

	(void)state;
	sp_str_init(&s);
	assert_string_equal(s.text, "");
	sp_str_add(&s, "Mon");
	sp_str_add_char(&s, ' ');
	sp_str_addf(&s, "%d %s", 23, "Nov");
	sp_str_add_n(&s, ", all day", 5);
	sp_str_add_repeat(&s, '.', 3);
	assert_string_equal(s.text, "Mon 23 Nov, all...");
	assert_int_equal(s.len, strlen(s.text));
	sp_str_clear(&s);
	assert_string_equal(s.text, "");
	sp_str_add(&s, "again");
	assert_string_equal(s.text, "again");
	assert_false(s.failed);
	sp_str_finish(&s);
	sp_str_finish(&s);
	sp_str_finish(NULL);
}

static void
test_take_gives_a_string_in_any_case(void **state)
{
	struct sp_str s;
	char *text;

	(void)state;
	sp_str_init(&s);
	text = sp_str_take(&s);
	assert_string_equal(text, "");
	free(text);
	sp_str_add(&s, "K07");
	text = sp_str_take(&s);
	assert_string_equal(text, "K07");
	assert_string_equal(s.text, "");
	free(text);
}

static void
test_failure_is_remembered(void **state)
{
	struct sp_str s;

	(void)state;
	sp_str_init(&s);
	sp_str_add(&s, "before");
	sp_str_add_repeat(&s, 'x', SIZE_MAX - 3);
	assert_true(s.failed);
	sp_str_add(&s, "after");
	assert_string_equal(s.text, "before");
	assert_null(sp_str_take(&s));
	assert_false(s.failed);
}

static void
test_equal_and_starts(void **state)
{
	(void)state;
	assert_true(sp_streq(NULL, NULL));
	assert_false(sp_streq("a", NULL));
	assert_true(sp_streq("a", "a"));
	assert_true(sp_strieq("SEN Support", "sen support"));
	assert_false(sp_strieq("ab", "abc"));
	assert_false(sp_strieq("abc", "ab"));
	assert_false(sp_strieq("\xC3\x89", "\xC3\xA9")); /* ASCII only, whatever the locale */
	assert_true(sp_starts_with("export csv", "export"));
	assert_false(sp_starts_with("exp", "export"));
	assert_true(sp_istarts_with("Week B wed", "week b"));
	assert_false(sp_istarts_with("wee", "week"));
	assert_true(sp_istarts_with("x", ""));
}

static void
test_whole_numbers(void **state)
{
	static const struct {
		const char *text;
		bool good;
		long value;
	} cases[] = {
		{"0", true, 0},	      {"42", true, 42},	 {"-7", true, -7},
		{"+7", true, 7},      {"007", true, 7},	 {"100", true, 100},
		{"-100", true, -100}, {"101", false, 0}, {"-101", false, 0},
		{"", false, 0},	      {" 1", false, 0},	 {"1 ", false, 0},
		{"\r1", false, 0},    {"\v1", false, 0}, {"1x", false, 0},
		{"0x10", false, 0},   {"1.5", false, 0}, {"--1", false, 0},
		{"-", false, 0},      {"+", false, 0},	 {"99999999999999999999999", false, 0},
	};
	long value;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		value = 55;
		assert_int_equal(sp_parse_int(cases[i].text, -100, 100, &value), cases[i].good);
		assert_int_equal(value, cases[i].good ? cases[i].value : 55);
	}
	assert_false(sp_parse_int(NULL, -100, 100, &value));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_adds_follow_one_another),
		cmocka_unit_test(test_take_gives_a_string_in_any_case),
		cmocka_unit_test(test_failure_is_remembered),
		cmocka_unit_test(test_equal_and_starts),
		cmocka_unit_test(test_whole_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
