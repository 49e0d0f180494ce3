/*
 * Errors: a code for the program, a sentence and a place for the person.
 */
#include "senplan/base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_places_are_shown_as_far_as_known(void **state)
{
	struct sp_err err;
	char buf[1000];

	(void)state;
	assert_int_equal(sp_err_set(&err, SP_USAGE, "no %s", "verb"), SP_USAGE);
	assert_string_equal(sp_err_format(&err, buf, sizeof(buf)), "no verb");
	sp_err_set_at(&err, SP_INPUT, "case.csv", 0, 0, "empty");
	assert_string_equal(sp_err_format(&err, buf, sizeof(buf)), "case.csv: empty");
	sp_err_set_at(&err, SP_INPUT, "case.csv", 4, 0, "no code");
	assert_string_equal(sp_err_format(&err, buf, sizeof(buf)), "case.csv:4: no code");
	sp_err_set_at(&err, SP_INPUT, "case.csv", 4, 17, "no date");
	assert_string_equal(sp_err_format(&err, buf, sizeof(buf)), "case.csv:4:17: no date");
	assert_int_equal(err.rc, SP_INPUT);
}

static void
test_nobody_has_to_listen(void **state)
{
	(void)state;
	assert_int_equal(sp_err_set(NULL, SP_FILE, "gone"), SP_FILE);
	assert_int_equal(sp_err_set_at(NULL, SP_INPUT, "x", 1, 1, "bad"), SP_INPUT);
	assert_int_equal(sp_err_nomem(NULL), SP_SYSTEM);
}

static void
test_long_texts_are_cut(void **state)
{
	struct sp_err err;
	char path[1000], buf[2000];

	(void)state;
	memset(path, 'd', sizeof(path));
	memcpy(path + sizeof(path) - 14, "/caseload.csv", 14);
	sp_err_set_at(&err, SP_INPUT, path, 2, 0, "%0900d", 7);
	assert_true(strlen(err.path) < sizeof(err.path));
	assert_true(strlen(err.text) < sizeof(err.text));
	assert_non_null(strstr(sp_err_format(&err, buf, sizeof(buf)), "/caseload.csv:2: 000"));
	assert_int_equal(strlen(sp_err_format(&err, buf, 10)), 9);
}

/* A caller often wraps the sentence that it got in one of its own. */
static void
test_an_error_may_be_made_of_itself(void **state)
{
	struct sp_err err;
	char buf[1000];

	(void)state;
	sp_err_set_at(&err, SP_INPUT, "terms.csv", 3, 0, "no such day");
	sp_err_set_at(&err, SP_INPUT, err.path, err.line, 0, "half-term: %s", err.text);
	assert_string_equal(sp_err_format(&err, buf, sizeof(buf)), "terms.csv:3: half-term: no such day");
	sp_err_clear(&err);
	assert_int_equal(err.rc, SP_OK);
	assert_string_equal(err.text, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places_are_shown_as_far_as_known),
		cmocka_unit_test(test_nobody_has_to_listen),
		cmocka_unit_test(test_long_texts_are_cut),
		cmocka_unit_test(test_an_error_may_be_made_of_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
