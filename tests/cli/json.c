/*
 * The JSON writer: well-formed whatever goes in, and nothing in it that a terminal would act on.
 */
#include "senplan/report/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
test_document(void **state)
{
	struct sp_json json;
	struct sp_str out;

	(void)state;
	sp_str_init(&out);
	sp_json_begin(&json, &out);
	sp_json_int(&json, "n", -3);
	sp_json_open(&json, "list", '[');
	sp_json_open(&json, NULL, '{');
	sp_json_bool(&json, "yes", true);
	sp_json_null(&json, "none");
	sp_json_close(&json);
	sp_json_int(&json, NULL, 7);
	sp_json_text(&json, NULL, NULL);
	sp_json_close(&json);
	sp_json_open(&json, "empty", '{');
	sp_json_close(&json);
	sp_json_day(&json, "day", sp_day_of(2026, 11, 23));
	sp_json_day(&json, "no_day", SP_DAY_NONE);
	sp_json_end(&json);
	assert_string_equal(
		out.text, "{\"schema\":\"senplan/1\",\"n\":-3,\"list\":[{\"yes\":true,\"none\":null},7,null],"
			  "\"empty\":{},\"day\":\"2026-11-23\",\"no_day\":null}\n");
	sp_str_finish(&out);
}

static void
test_texts(void **state)
{
	static const struct {
		const char *text, *quoted;
	} cases[] = {
		{"", "\"\""},
		{"K07 papers", "\"K07 papers\""},
		{"say \"no\"\\", "\"say \\\"no\\\"\\\\\""},
		{"a\tb\nc\r", "\"a\\tb\\nc\\u000d\""},
		{"\033[2J\a", "\"\\u001b[2J\\u0007\""},
		{"\x7f", "\"\\u007f\""},
		{"\xc2\x9b", "\"\\u009b\""},		    /* a C1 control */
		{"\xe2\x80\xae", "\"\\u202e\""},	    /* a bidi override */
		{"\xf3\xa0\x81\x81", "\"\\udb40\\udc41\""}, /* a tag character */
		{"caf\xc3\xa9", "\"caf\xc3\xa9\""},
		{"\xff", "\"\xef\xbf\xbd\""}, /* no UTF-8 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sp_str out;

		sp_str_init(&out);
		sp_json_quote(&out, cases[i].text);
		assert_string_equal(out.text, cases[i].quoted);
		sp_str_finish(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
