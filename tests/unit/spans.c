/*
 * Span sets against a plain bitmap: whatever is added, subtracted and intersected in whatever order, both must
 * tell the same, and the set must stay sorted, disjoint and without touching neighbours.
 */
#include "senplan/time/spans.h"

#include "senplan/base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { UNIVERSE = 160, ROUNDS = 400, STEPS = 60 };

struct pair { /* the same set twice */
	struct sp_spans spans;
	bool map[UNIVERSE];
};

static void
assert_same(const struct pair *pair)
{
	bool map[UNIVERSE] = {false};
	int32_t total = 0, end_before = INT32_MIN;

	for (size_t i = 0; i < pair->spans.n; i++) {
		struct sp_span span = pair->spans.items[i];

		assert_true(span.from < span.to);
		assert_true(i == 0 || span.from > end_before);
		end_before = span.to;
		for (int32_t at = span.from; at < span.to; at++)
			map[at] = true;
		total += span.to - span.from;
	}
	assert_memory_equal(map, pair->map, sizeof(map));
	assert_int_equal(sp_spans_total(&pair->spans), total);
}

static void
set_range(struct pair *pair, int32_t from, int32_t to, bool value)
{
	for (int32_t at = from; at < to; at++)
		pair->map[at] = value;
}

static void
assert_questions(const struct pair *pair, int32_t from, int32_t to)
{
	int32_t inside = 0;

	for (int32_t at = from; at < to; at++)
		inside += pair->map[at] ? 1 : 0;
	assert_int_equal(sp_spans_total_within(&pair->spans, from, to), inside);
	assert_int_equal(sp_spans_overlap(&pair->spans, from, to), inside > 0);
	assert_int_equal(sp_spans_contain(&pair->spans, from, to), from >= to || inside == to - from);
}

/* One random change of `pair`, with `other` as the second operand. */
static void
change(struct pair *pair, const struct pair *other, struct sp_rand *rand)
{
	int32_t from = (int32_t)sp_rand_below(rand, UNIVERSE);
	int32_t to = from + (int32_t)sp_rand_below(rand, 30);

	if (to > UNIVERSE)
		to = UNIVERSE;
	switch (sp_rand_below(rand, 12)) {
	case 0:
		assert_true(sp_spans_add_all(&pair->spans, &other->spans));
		for (int at = 0; at < UNIVERSE; at++)
			pair->map[at] = pair->map[at] || other->map[at];
		break;
	case 1:
	case 2:
		assert_true(sp_spans_intersect(&pair->spans, &other->spans));
		for (int at = 0; at < UNIVERSE; at++)
			pair->map[at] = pair->map[at] && other->map[at];
		break;
	case 3:
	case 4:
	case 5:
	case 6:
		assert_true(sp_spans_subtract(&pair->spans, from, to));
		set_range(pair, from, to, false);
		break;
	default:
		assert_true(sp_spans_add(&pair->spans, from, to));
		set_range(pair, from, to, true);
		break;
	}
	assert_same(pair);
	assert_questions(pair, from, to);
	assert_questions(pair, from, UNIVERSE);
	assert_questions(pair, to, from);
}

static void
test_as_a_bitmap(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < ROUNDS; seed++) {
		struct sp_arena arena;
		struct sp_rand rand;
		struct pair a = {.map = {false}}, b = {.map = {false}};

		sp_arena_init(&arena);
		sp_rand_seed(&rand, seed);
		sp_spans_init(&a.spans, &arena);
		sp_spans_init(&b.spans, &arena);
		for (int step = 0; step < STEPS; step++) {
			change(&a, &b, &rand);
			change(&b, &a, &rand);
		}
		sp_arena_finish(&arena);
	}
}

static void
test_neighbours_join(void **state)
{
	struct sp_arena arena;
	struct sp_spans spans;

	(void)state;
	sp_arena_init(&arena);
	sp_spans_init(&spans, &arena);
	assert_true(sp_spans_add(&spans, 540, 600));
	assert_true(sp_spans_add(&spans, 660, 720));
	assert_int_equal(spans.n, 2);
	assert_true(sp_spans_add(&spans, 600, 660));
	assert_int_equal(spans.n, 1);
	assert_int_equal(spans.items[0].from, 540);
	assert_int_equal(spans.items[0].to, 720);
	sp_arena_finish(&arena);
}

static void
test_without_memory_the_set_stays_valid(void **state)
{
	struct sp_arena arena;
	struct sp_spans spans;
	int32_t at = 0;

	(void)state;
	sp_arena_init(&arena);
	arena.limit_bytes = 600;
	sp_spans_init(&spans, &arena);
	while (sp_spans_add(&spans, at, at + 1) && at < 10000)
		at += 2;
	assert_true(at < 10000);
	assert_int_equal(spans.n, at / 2);
	assert_int_equal(sp_spans_total(&spans), at / 2);
	/* Joining needs no memory; cutting one span into two does. */
	assert_true(sp_spans_add(&spans, 0, at));
	assert_int_equal(spans.n, 1);
	sp_arena_finish(&arena);
}

static void
test_nothing_of_nothing(void **state)
{
	struct sp_spans empty = {0}, other = {0};

	(void)state;
	assert_true(sp_spans_add(&empty, 5, 5));
	assert_true(sp_spans_add(&empty, 5, 3));
	assert_true(sp_spans_subtract(&empty, 0, 1440));
	assert_true(sp_spans_intersect(&empty, &other));
	assert_int_equal(empty.n, 0);
	assert_false(sp_spans_overlap(&empty, 0, 1440));
	assert_false(sp_spans_contain(&empty, 0, 1));
	assert_int_equal(sp_spans_total(&empty), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_a_bitmap),
		cmocka_unit_test(test_neighbours_join),
		cmocka_unit_test(test_without_memory_the_set_stays_valid),
		cmocka_unit_test(test_nothing_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
