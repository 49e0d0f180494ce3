/*
 * The solver's promises: a legal plan at every budget, the same plan whatever the slices and the order of the rows,
 * a plan that stays as it is when nothing has changed.
 */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const some[] = {"small-2-pri06",	"small-5-conf",	 "medium-4-over",
				   "medium-5-conf",	"large-1-sec10", "replan-1-small-crisis",
				   "replan-5-large-ill"};

enum { N_SOME = sizeof some / sizeof some[0] };

static void
test_random_problems_are_legal_at_every_budget(void **state)
{
	static const uint64_t budgets[] = {1, 40, 300, 3000, 9000};

	(void)state;
	for (uint64_t seed = 1; seed <= 600; seed++) {
		struct sp_arena arena;
		struct sp_problem p;
		struct run run;

		sp_arena_init(&arena);
		fixture_random(&arena, seed, &p);
		run_start(&run, &p, seed, budgets[seed % 5]);
		run_judge(&run); /* before the first tick */
		run_slices(&run, 50);
		run_judge(&run);
		run_finish(&run);
		sp_arena_finish(&arena);
	}
}

/* A report within 14 days of its meeting keeps its date across holidays, and what is late in every plan is known to be: the first
 * whole plan has no more late hard tasks than any has. It tries few days (without the finder's bounds it would be twice as many). */
static void
test_first_plan_keeps_the_dates(void **state)
{
	static const struct {
		const char *name;
		int64_t late, days;
		uint64_t ticks; /* at most; a sixth more than needed */
	} cases[] = {{"large-1-sec10", 0, 0, 8500}, {"large-2-over", 0, 0, 18500},
		     {"large-3-conf", 0, 0, 13500}, {"large-4-pri06", 1, 3, 4900},
		     {"medium-5-conf", 0, 0, 1100}, {"small-5-conf", 1, 9, 700}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sp_arena arena;
		struct sp_instance instance;
		struct sp_solution best;
		struct run run;

		sp_arena_init(&arena);
		fixture_load(&arena, cases[i].name, &instance);
		run_start(&run, &instance.problem, 1, 40000);
		while (sp_engine_stats(run.engine)->first_plan_ticks == 0)
			assert_int_equal(sp_engine_run(run.engine, 1), SP_ENGINE_PAUSED);
		run_judge(&run);
		sp_engine_best(run.engine, &best);
		assert_int_equal(best.score.hard_late, cases[i].late);
		assert_int_equal(best.score.hard_days, cases[i].days);
		assert_in_range(sp_engine_stats(run.engine)->first_plan_ticks, 1, cases[i].ticks);
		run_finish(&run);
		sp_arena_finish(&arena);
	}
}

static void
test_grid_of_a_quarter_of_an_hour(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct sp_arena arena;
		struct sp_problem p;
		struct run run;

		sp_arena_init(&arena);
		fixture_random(&arena, seed, &p);
		p.slot_min = 15; /* lengths that are off the grid cannot be placed, the others can */
		p.n_pins = 0;
		run_start(&run, &p, seed, 2000);
		run_slices(&run, 1000);
		run_judge(&run);
		run_finish(&run);
		sp_arena_finish(&arena);
	}
}

static void
assert_same_plan(const struct run *a, const struct run *b)
{
	struct sp_solution x;
	struct sp_solution y;

	sp_engine_best(a->engine, &x);
	sp_engine_best(b->engine, &y);
	assert_int_equal(x.n_blocks, y.n_blocks);
	assert_memory_equal(x.blocks, y.blocks, x.n_blocks * sizeof *x.blocks);
	assert_memory_equal(&x.score, &y.score, sizeof x.score);
}

static void
test_slices_do_not_matter(void **state)
{
	static const uint64_t slices[] = {1, 13, 1000, 100000};

	(void)state;
	for (int i = 0; i < N_SOME; i++) {
		struct sp_arena arena;
		struct sp_instance instance;
		struct run whole;

		sp_arena_init(&arena);
		fixture_load(&arena, some[i], &instance);
		run_start(&whole, &instance.problem, 5, 60000);
		run_slices(&whole, UINT64_MAX);
		run_judge(&whole);
		for (int k = 0; k < 4; k++) {
			struct run sliced;

			run_start(&sliced, &instance.problem, 5, 60000);
			run_slices(&sliced, slices[k]);
			assert_same_plan(&whole, &sliced);
			run_finish(&sliced);
		}
		run_finish(&whole);
		sp_arena_finish(&arena);
	}
}

/* A copy of n rows in reverse. */
static void *
reversed(struct sp_arena *arena, const void *rows, size_t n, size_t size)
{
	unsigned char *copy = sp_arena_alloc_n(arena, n, size);

	for (size_t i = 0; i < n; i++)
		memcpy(copy + i * size, (const unsigned char *)rows + (n - 1 - i) * size, size);
	return copy;
}

#define REVERSE(arena, p, name) \
	((p)->name##s = reversed((arena), (p)->name##s, (p)->n_##name##s, sizeof *(p)->name##s))

static void
test_order_of_rows_does_not_matter(void **state)
{
	(void)state;
	for (int i = 0; i < N_SOME; i++) {
		struct sp_arena arena;
		struct sp_instance instance;
		struct sp_problem other;
		struct run a;
		struct run b;

		sp_arena_init(&arena);
		fixture_load(&arena, some[i], &instance);
		other = instance.problem;
		REVERSE(&arena, &other, prec);
		REVERSE(&arena, &other, free);
		REVERSE(&arena, &other, mask_span);
		REVERSE(&arena, &other, wmin);
		REVERSE(&arena, &other, target);
		REVERSE(&arena, &other, pin);
		REVERSE(&arena, &other, prev);
		run_start(&a, &instance.problem, 3, 40000);
		run_start(&b, &other, 3, 40000);
		run_slices(&a, 5000);
		run_slices(&b, 5000);
		assert_same_plan(&a, &b);
		run_finish(&a);
		run_finish(&b);
		sp_arena_finish(&arena);
	}
}

static void
test_cancelling_keeps_the_best(void **state)
{
	struct sp_arena arena;
	struct sp_instance instance;
	struct run run;

	(void)state;
	sp_arena_init(&arena);
	fixture_load(&arena, "medium-4-over", &instance);
	run_start(&run, &instance.problem, 1, 0);
	assert_int_equal(sp_engine_run(run.engine, 5000), SP_ENGINE_PAUSED);
	sp_engine_cancel(run.engine);
	assert_int_equal(sp_engine_run(run.engine, 5000), SP_ENGINE_CANCELLED);
	run_judge(&run);
	assert_true(sp_engine_stats(run.engine)->first_plan_ticks > 0);
	run_finish(&run);
	sp_arena_finish(&arena);
}

/* With the plan itself as the plan before, only a better T1 or T2 may change it. */
static void
test_unchanged_plan_stays(void **state)
{
	static const char *const names[] = {"small-1-pri04", "medium-1-pri04", "medium-5-conf",
					    "large-3-conf"};

	(void)state;
	for (int i = 0; i < 4; i++) {
		struct sp_arena arena;
		struct sp_instance instance;
		struct sp_problem again;
		struct sp_solution plan;
		struct sp_solution replan;
		struct run first;
		struct run second;

		sp_arena_init(&arena);
		fixture_load(&arena, names[i], &instance);
		run_start(&first, &instance.problem, 1, 60000);
		run_slices(&first, 60000);
		sp_engine_best(first.engine, &plan);
		again = instance.problem;
		again.prevs = plan.blocks;
		again.n_prevs = plan.n_blocks;
		run_start(&second, &again, 2, 60000);
		run_slices(&second, 60000);
		run_judge(&second);
		sp_engine_best(second.engine, &replan);
		if (replan.score.hard_late == plan.score.hard_late &&
		    replan.score.hard_days == plan.score.hard_days && replan.score.soft == plan.score.soft) {
			assert_int_equal(plan.n_blocks, replan.n_blocks);
			assert_memory_equal(plan.blocks, replan.blocks, plan.n_blocks * sizeof *plan.blocks);
		} else {
			assert_int_equal(replan.score.hard_late <= plan.score.hard_late, 1);
		}
		run_finish(&first);
		run_finish(&second);
		sp_arena_finish(&arena);
	}
}

/* Where disturbance is dear, only what is hard and late may move a block. */
static void
test_calm_plan_moves_nothing(void **state)
{
	static const char *const names[] = {"medium-4-over", "medium-5-conf", "medium-6-sec10"};

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct sp_arena arena;
		struct sp_instance instance;
		struct sp_problem again;
		struct sp_solution plan, replan;
		struct run first, second;

		sp_arena_init(&arena);
		fixture_load(&arena, names[i], &instance);
		run_start(&first, &instance.problem, 1, 20000);
		run_slices(&first, 20000);
		sp_engine_best(first.engine, &plan);
		assert_int_equal(plan.score.hard_late, 0);
		again = instance.problem;
		again.params.calm = 500;
		again.prevs = plan.blocks;
		again.n_prevs = plan.n_blocks;
		run_start(&second, &again, 2, 20000);
		run_slices(&second, 20000);
		run_judge(&second);
		sp_engine_best(second.engine, &replan);
		assert_int_equal(replan.score.moved, 0);
		run_finish(&first);
		run_finish(&second);
		sp_arena_finish(&arena);
	}
}

static void
test_before_the_first_tick_what_was_stands(void **state)
{
	struct sp_arena arena;
	struct sp_instance instance;
	struct sp_solution plan;
	struct run run;

	(void)state;
	sp_arena_init(&arena);
	fixture_load(&arena, "replan-6-large-newtask", &instance);
	run_start(&run, &instance.problem, 1, 1000);
	sp_engine_best(run.engine, &plan);
	assert_int_equal(plan.score.moved, 0);
	assert_int_equal(plan.n_blocks, instance.problem.n_pins + instance.problem.n_prevs);
	run_finish(&run);
	sp_arena_finish(&arena);
}

static void
test_little_memory_is_refused(void **state)
{
	struct sp_arena arena;
	struct sp_problem p;
	struct sp_engine *engine = NULL;
	struct sp_engine_options options = {.seed = 1};
	unsigned char memory[16];

	(void)state;
	sp_arena_init(&arena);
	fixture_random(&arena, 1, &p);
	assert_int_equal(sp_engine_init(memory, sizeof memory, &p, &options, &engine, NULL), SP_SYSTEM);
	assert_null(engine);
	sp_arena_finish(&arena);
}

static void
test_empty_problem(void **state)
{
	struct sp_problem p = {
		.slot_min = 5, .days = 1, .half_min = 760, .params = sp_problem_default_params};
	struct run run;

	(void)state;
	run_start(&run, &p, 1, 0);
	run_slices(&run, 1000);
	run_judge(&run);
	run_finish(&run);
}

/*
 * Six dates cannot be kept whatever is done. A search that moves one thing at a time keeps a late meeting at its earliest and
 * loses one or two more to it; the meeting with all that hangs on it must be put off at once.
 */
static void
test_what_is_late_anyway_gives_way(void **state)
{
	struct sp_arena arena;
	struct sp_instance instance;

	(void)state;
	sp_arena_init(&arena);
	fixture_load(&arena, "late-dates", &instance);
	for (uint64_t seed = 1; seed <= 5; seed++) {
		struct sp_solution best;
		struct run run;

		run_start(&run, &instance.problem, seed, 40000);
		run_slices(&run, 40000);
		run_judge(&run);
		sp_engine_best(run.engine, &best);
		assert_int_equal(best.score.hard_late, 6);
		run_finish(&run);
	}
	sp_arena_finish(&arena);
}

/* T4 after so many ticks without a budget, when they were expected and when not. */
static int64_t
quality_after(const struct sp_problem *p, uint64_t seed, uint64_t ticks, bool expected)
{
	struct sp_solution best;
	struct run run;
	int64_t quality;

	run_start(&run, p, seed, 0);
	sp_engine_expect(run.engine, expected ? ticks : 0);
	while (sp_engine_stats(run.engine)->ticks < ticks)
		sp_engine_run(run.engine, 500);
	sp_engine_best(run.engine, &best);
	assert_int_equal(best.score.soft, 0);
	quality = best.score.quality;
	run_finish(&run);
	return quality;
}

/* Who knows when the search will end has a better plan then: one slow cooling ends with it. */
static void
test_what_is_expected_is_made_use_of(void **state)
{
	static const char *const names[] = {"medium-1-pri04", "medium-2-pri06", "medium-6-sec10"};
	int64_t known = 0, unknown = 0;

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct sp_arena arena;
		struct sp_instance instance;

		sp_arena_init(&arena);
		fixture_load(&arena, names[i], &instance);
		for (uint64_t seed = 1; seed <= 3; seed++) {
			known += quality_after(&instance.problem, seed, 250000, true);
			unknown += quality_after(&instance.problem, seed, 250000, false);
		}
		sp_arena_finish(&arena);
	}
	assert_true(known < unknown);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_problems_are_legal_at_every_budget),
		cmocka_unit_test(test_first_plan_keeps_the_dates),
		cmocka_unit_test(test_grid_of_a_quarter_of_an_hour),
		cmocka_unit_test(test_slices_do_not_matter),
		cmocka_unit_test(test_order_of_rows_does_not_matter),
		cmocka_unit_test(test_cancelling_keeps_the_best),
		cmocka_unit_test(test_unchanged_plan_stays),
		cmocka_unit_test(test_calm_plan_moves_nothing),
		cmocka_unit_test(test_before_the_first_tick_what_was_stands),
		cmocka_unit_test(test_little_memory_is_refused),
		cmocka_unit_test(test_empty_problem),
		cmocka_unit_test(test_what_is_late_anyway_gives_way),
		cmocka_unit_test(test_what_is_expected_is_made_use_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
