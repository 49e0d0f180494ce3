/*
 * Pseudo-random numbers: the published values of xoshiro256**, bounds, and the same numbers for the same seed.
 */
#include "senplan/base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_published_values(void **state)
{
	struct sp_rand rand = {.s = {1, 2, 3, 4}};

	(void)state;
	assert_true(sp_rand_next(&rand) == UINT64_C(11520));
	assert_true(sp_rand_next(&rand) == UINT64_C(0));
	assert_true(sp_rand_next(&rand) == UINT64_C(1509978240));
	assert_true(sp_rand_next(&rand) == UINT64_C(1215971899390074240));
	sp_rand_seed(&rand, 0); /* splitmix64 from 0 */
	assert_true(rand.s[0] == UINT64_C(0xe220a8397b1dcdaf));
	assert_true(rand.s[1] == UINT64_C(0x6e789e6aa1b965f4));
	assert_true(rand.s[2] == UINT64_C(0x06c45d188009454f));
}

static void
test_below_reaches_all_and_no_more(void **state)
{
	struct sp_rand rand;
	int hits[7] = {0};

	(void)state;
	sp_rand_seed(&rand, 42);
	for (int i = 0; i < 70000; i++) {
		uint32_t number = sp_rand_below(&rand, 7);

		assert_true(number < 7);
		hits[number]++;
	}
	for (int i = 0; i < 7; i++)
		assert_in_range(hits[i], 9600, 10400); /* 10000 expected; four standard deviations are 370 */
	for (int i = 0; i < 100; i++)
		assert_int_equal(sp_rand_below(&rand, 1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published_values),
		cmocka_unit_test(test_below_reaches_all_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
