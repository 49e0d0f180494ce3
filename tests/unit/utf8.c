/*
 * UTF-8: strict decoding, widths, and text from outside made safe to show.
 */
#include "senplan/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
test_every_code_point_reads_back(void **state)
{
	(void)state;
	for (uint32_t code = 1; code <= 0x10FFFF; code++) {
		char bytes[5];
		const char *at = bytes;
		int n;

		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		n = sp_utf8_put(bytes, code);
		assert_int_equal(strlen(bytes), n);
		assert_int_equal(sp_utf8_next(&at), code);
		assert_ptr_equal(at, bytes + n);
		assert_true(sp_utf8_is_valid(bytes, (size_t)n));
	}
}

/* After Kuhn's stress test: overlong forms, surrogates, too large, cut off, lone bytes. */
static void
test_broken_bytes_give_replacements_one_by_one(void **state)
{
	static const char *const broken[] = {
		"\x80",
		"\xBF",
		"\xC0\xAF",
		"\xC1\xBF",
		"\xE0\x80\xAF",
		"\xE0\x9F\xBF",
		"\xF0\x80\x80\xAF",
		"\xF0\x8F\xBF\xBF",
		"\xED\xA0\x80",
		"\xED\xBF\xBF",
		"\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80",
		"\xFE",
		"\xFF",
		"\xC3",
		"\xE2\x82",
		"\xF0\x9F\x98",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		const char *at = broken[i];
		size_t n = strlen(broken[i]);

		assert_false(sp_utf8_is_valid(broken[i], n));
		for (size_t k = 0; k < n; k++)
			assert_int_equal(sp_utf8_next(&at), 0xFFFD);
		assert_ptr_equal(at, broken[i] + n);
	}
	assert_true(sp_utf8_is_valid("\xEF\xBF\xBD", 3)); /* a real U+FFFD */
}

/* The bytes need no NUL behind them: what lies beyond the length is not read. */
static void
test_validity_stays_inside_its_length(void **state)
{
	char *exact = malloc(3);

	(void)state;
	memcpy(exact, "a\xE2\x82", 3);
	assert_false(sp_utf8_is_valid(exact, 3));
	memcpy(exact, "\xE2\x82\xAC", 3);
	assert_true(sp_utf8_is_valid(exact, 3));
	assert_false(sp_utf8_is_valid(exact, 2));
	assert_true(sp_utf8_is_valid(exact, 0));
	memcpy(exact, "a\0b", 3);
	assert_true(sp_utf8_is_valid(exact, 3));
	free(exact);
}

static void
test_widths(void **state)
{
	(void)state;
	assert_int_equal(sp_utf8_text_width(""), 0);
	assert_int_equal(sp_utf8_text_width("K07"), 3);
	assert_int_equal(sp_utf8_text_width("caf\xC3\xA9"), 4);
	assert_int_equal(sp_utf8_text_width("cafe\xCC\x81"), 4);	     /* e and a combining acute */
	assert_int_equal(sp_utf8_text_width("\xE6\xBC\xA2\xE5\xAD\x97"), 4); /* two Han characters */
	assert_int_equal(sp_utf8_text_width("\xF0\x9F\x98\x80"), 2);	     /* an emoji */
	assert_int_equal(sp_utf8_text_width("\xFF"), 1);
}

static void
test_fit_never_cuts_a_character(void **state)
{
	static const char text[] = "a\xE6\xBC\xA2"
				   "e\xCC\x81x";

	(void)state;
	assert_int_equal(sp_utf8_fit(text, 0), 0);
	assert_int_equal(sp_utf8_fit(text, 1), 1);
	assert_int_equal(sp_utf8_fit(text, 2), 1); /* the Han character needs two columns */
	assert_int_equal(sp_utf8_fit(text, 3), 4);
	assert_int_equal(sp_utf8_fit(text, 4), 7); /* the accent stays with its letter */
	assert_int_equal(sp_utf8_fit(text, 99), sizeof(text) - 1);
}

static void
assert_cleaned(const char *given, const char *utf8, const char *ascii)
{
	struct sp_str out;

	sp_str_init(&out);
	sp_utf8_clean(&out, given, false);
	assert_string_equal(out.text, utf8);
	sp_str_clear(&out);
	sp_utf8_clean(&out, given, true);
	assert_string_equal(out.text, ascii);
	sp_str_finish(&out);
}

#define BAD "\xEF\xBF\xBD"

static void
test_cleaning(void **state)
{
	(void)state;
	assert_cleaned("Review K07", "Review K07", "Review K07");
	assert_cleaned("a\tb\nc\r", "a b c ", "a b c ");
	assert_cleaned("\x1b[31mred\x07", BAD "[31mred" BAD, "?[31mred?");
	assert_cleaned("x\xC2\x9By", "x" BAD "y", "x?y"); /* C1: a one-byte CSI for some terminals */
	assert_cleaned("a\x7F", "a" BAD, "a?");
	assert_cleaned("a\xE2\x80\xAE"
		       "b",
		       "a" BAD "b", "a?b"); /* right-to-left override */
	assert_cleaned("a\xE2\x81\xA6"
		       "b",
		       "a" BAD "b", "a?b"); /* isolate */
	assert_cleaned("a\xE2\x80\xA8"
		       "b",
		       "a" BAD "b", "a?b"); /* line separator */
	assert_cleaned("a\xE2\x80\x8B"
		       "b",
		       "a" BAD "b", "a?b"); /* zero width space */
	assert_cleaned("a\xFFz", "a" BAD "z", "a?z");
	assert_cleaned("caf\xC3\xA9 \xE2\x80\x93 \xC3\x89t\xC3\xA9",
		       "caf\xC3\xA9 \xE2\x80\x93 \xC3\x89t\xC3\xA9", "cafe - Ete");
	assert_cleaned("e\xCC\x81", "e\xCC\x81", "e");
	assert_cleaned("\xCC\x81"
		       "e",
		       BAD "e", "?e");
	assert_cleaned("e\xCC\x81\xCC\x81\xCC\x81\xCC\x81", "e\xCC\x81\xCC\x81" BAD BAD, "e??");
	assert_cleaned("\xE6\xBC\xA2", "\xE6\xBC\xA2", "?");
}

/* What has been cleaned once is clean. */
static void
test_cleaning_twice_is_cleaning_once(void **state)
{
	struct sp_str once, twice;

	(void)state;
	sp_str_init(&once);
	sp_str_init(&twice);
	for (uint32_t code = 1; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 101) {
		char text[8] = "a";

		sp_utf8_put(text + 1, code);
		sp_str_clear(&once);
		sp_str_clear(&twice);
		sp_utf8_clean(&once, text, false);
		sp_utf8_clean(&twice, once.text, false);
		assert_string_equal(once.text, twice.text);
	}
	sp_str_finish(&once);
	sp_str_finish(&twice);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code_point_reads_back),
		cmocka_unit_test(test_broken_bytes_give_replacements_one_by_one),
		cmocka_unit_test(test_validity_stays_inside_its_length),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_fit_never_cuts_a_character),
		cmocka_unit_test(test_cleaning),
		cmocka_unit_test(test_cleaning_twice_is_cleaning_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
