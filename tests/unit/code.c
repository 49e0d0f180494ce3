/*
 * Codes of pupils in running text: which are found, and what stands there then.
 */
#include "senplan/model/code.h"

#include "senplan/base/array.h"
#include "senplan/model/snapshot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
codes_are_blanked_as_whole_words(void **state)
{
	static struct sp_case pupils[] = {
		{.code = "K07"}, {.code = "K070"}, {.code = "AB"},   {.code = "7"},
		{.code = "may"}, {.code = "B"},	   {.code = "Y7-3"}, {.code = "K08", .left_day = 20000}};
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{"parents of K07", "parents of ---"},
		{"k07, K070 and K0700", "---, ---- and K0700"},
		{"xK07 K07x K07's éK07", "xK07 K07x ---'s éK07"},
		{"(K07)/K08", "(---)/---"},
		{"AB and ab, TAB", "-- and ab, TAB"},
		{"7 may, group B", "7 may, group B"},
		{"Y7-3 is one code", "---- is one code"},
		{"", ""},
	};
	struct sp_snapshot snapshot = {.cases = {pupils, SP_COUNT(pupils)}};

	(void)state;
	for (size_t i = 0; i < SP_COUNT(rows); i++) {
		struct sp_str out;

		sp_str_init(&out);
		sp_codes_blank(&snapshot, &out, rows[i].text);
		assert_string_equal(out.text, rows[i].shown);
		assert_int_equal(sp_codes_stand_in(&snapshot, rows[i].text),
				 !sp_streq(rows[i].text, rows[i].shown));
		sp_str_finish(&out);
	}
}

static void
another_code_is_put_in_its_place(void **state)
{
	struct sp_str out;

	(void)state;
	sp_str_init(&out);
	sp_code_replace(&out, "K07 and k07, not K071", "K07", "R5");
	assert_string_equal(out.text, "R5 and R5, not K071");
	sp_str_finish(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_blanked_as_whole_words),
		cmocka_unit_test(another_code_is_put_in_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
