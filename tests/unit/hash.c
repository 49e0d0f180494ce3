/*
 * FNV-1a: the published test values.
 */
#include "senplan/base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_published_values(void **state)
{
	(void)state;
	assert_true(sp_hash_bytes(SP_HASH_START, "", 0) == UINT64_C(0xcbf29ce484222325));
	assert_true(sp_hash_bytes(SP_HASH_START, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(sp_hash_bytes(SP_HASH_START, "foobar", 6) == UINT64_C(0x85944171f73967e8));
}

static void
test_texts_do_not_run_together(void **state)
{
	uint64_t ab_c = sp_hash_text(sp_hash_text(SP_HASH_START, "ab"), "c");
	uint64_t a_bc = sp_hash_text(sp_hash_text(SP_HASH_START, "a"), "bc");

	(void)state;
	assert_true(ab_c != a_bc);
	assert_true(sp_hash_text(SP_HASH_START, NULL) == sp_hash_text(SP_HASH_START, ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published_values),
		cmocka_unit_test(test_texts_do_not_run_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
