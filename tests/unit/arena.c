/*
 * Arenas: zeroed, aligned, kept apart, and out of memory on purpose.
 */
#include "senplan/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_memory_is_zeroed_and_aligned(void **state)
{
	struct sp_arena arena;

	(void)state;
	sp_arena_init(&arena);
	for (int round = 0; round < 3; round++) {
		for (size_t size = 0; size < 600; size++) {
			unsigned char *memory = sp_arena_alloc(&arena, size);

			assert_non_null(memory);
			assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(memory[i], 0);
			memset(memory, 0xA5, size);
		}
		sp_arena_clear(&arena); /* what comes next must be zeroed again */
		assert_int_equal(arena.total_bytes, 0);
	}
	sp_arena_finish(&arena);
}

static void
test_pieces_do_not_overlap(void **state)
{
	enum { N = 500 };
	struct sp_arena arena;
	unsigned char *pieces[N];

	(void)state;
	sp_arena_init(&arena);
	for (size_t i = 0; i < N; i++) {
		pieces[i] = sp_arena_alloc(&arena, i * 7 + 1);
		memset(pieces[i], (int)(i % 251), i * 7 + 1);
	}
	for (size_t i = 0; i < N; i++)
		for (size_t at = 0; at < i * 7 + 1; at++)
			assert_int_equal(pieces[i][at], i % 251);
	sp_arena_finish(&arena);
}

static void
test_limit_is_an_ordinary_error(void **state)
{
	struct sp_arena arena;

	(void)state;
	sp_arena_init(&arena);
	arena.limit_bytes = 1024;
	assert_non_null(sp_arena_alloc(&arena, 1000));
	assert_null(sp_arena_alloc(&arena, 1000));
	assert_null(sp_arena_strdup(&arena, "much too long for what is left of this arena"));
	assert_non_null(sp_arena_alloc(&arena, 8));
	sp_arena_clear(&arena);
	assert_non_null(sp_arena_alloc(&arena, 1000));
	sp_arena_finish(&arena);
}

static void
test_absurd_sizes_are_refused(void **state)
{
	struct sp_arena arena;

	(void)state;
	sp_arena_init(&arena);
	assert_null(sp_arena_alloc(&arena, SIZE_MAX));
	assert_null(sp_arena_alloc(&arena, SIZE_MAX - 64));
	assert_null(sp_arena_alloc_n(&arena, SIZE_MAX / 2, 3));
	assert_non_null(sp_arena_alloc_n(&arena, 0, 3));
	sp_arena_finish(&arena);
}

static void
test_copies(void **state)
{
	struct sp_arena arena;
	static const int numbers[] = {3, 1, 4};

	(void)state;
	sp_arena_init(&arena);
	assert_null(sp_arena_strdup(&arena, NULL));
	assert_string_equal(sp_arena_strdup(&arena, ""), "");
	assert_string_equal(sp_arena_strdup(&arena, "K07"), "K07");
	assert_string_equal(sp_arena_strndup(&arena, "K07 papers", 3), "K07");
	assert_memory_equal(sp_arena_memdup(&arena, numbers, sizeof(numbers)), numbers, sizeof(numbers));
	assert_string_equal(sp_arena_printf(&arena, "%s, %dh%02d", "Mon", 9, 5), "Mon, 9h05");
	sp_arena_finish(&arena);
	sp_arena_finish(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory_is_zeroed_and_aligned),
		cmocka_unit_test(test_pieces_do_not_overlap),
		cmocka_unit_test(test_limit_is_an_ordinary_error),
		cmocka_unit_test(test_absurd_sizes_are_refused),
		cmocka_unit_test(test_copies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
