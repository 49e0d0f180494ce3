/*
 * Growing arrays.
 */
#include "senplan/base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_pushes_keep_order(void **state)
{
	SP_ARRAY(int) numbers = {0};

	(void)state;
	for (int i = 0; i < 10000; i++)
		assert_true(SP_ARRAY_PUSH(&numbers, i * 3));
	assert_int_equal(numbers.n, 10000);
	assert_true(numbers.cap >= numbers.n);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(numbers.items[i], i * 3);
	SP_ARRAY_FREE(&numbers);
	assert_null(numbers.items);
	assert_int_equal(numbers.n, 0);
}

static void
test_structs_with_commas(void **state)
{
	struct point {
		int x, y;
	};
	SP_ARRAY(struct point) points = {0};

	(void)state;
	assert_true(SP_ARRAY_PUSH(&points, (struct point){1, 2}));
	assert_int_equal(points.items[0].y, 2);
	SP_ARRAY_FREE(&points);
}

static void
test_a_failed_push_changes_nothing(void **state)
{
	SP_ARRAY(uint64_t) numbers = {0};

	(void)state;
	assert_true(SP_ARRAY_PUSH(&numbers, 7));
	assert_false(SP_ARRAY_RESERVE(&numbers, SIZE_MAX));
	assert_false(SP_ARRAY_RESERVE(&numbers, SIZE_MAX / 16 + 1));
	assert_int_equal(numbers.n, 1);
	assert_int_equal(numbers.items[0], 7);
	SP_ARRAY_FREE(&numbers);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pushes_keep_order),
		cmocka_unit_test(test_structs_with_commas),
		cmocka_unit_test(test_a_failed_push_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
