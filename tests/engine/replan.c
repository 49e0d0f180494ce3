/*
 * What a re-plan owes to the plan before: few moves for one new task, the rungs of the ladder in their order, and
 * nothing left elsewhere that could simply go home.
 */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t
count_blocks(const struct sp_placed *list, size_t n, int32_t task, const struct sp_placed *like)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += list[i].task == task && (like == NULL || (like->start == list[i].start &&
								 like->length_min == list[i].length_min));
	return sum;
}

/* Has the task the same blocks in both lists? */
static bool
same_places(const struct sp_placed *a, size_t n_a, const struct sp_placed *b, size_t n_b, int32_t task)
{
	for (size_t i = 0; i < n_a; i++)
		if (a[i].task == task && count_blocks(b, n_b, task, &a[i]) == 0)
			return false;
	return count_blocks(a, n_a, task, NULL) == count_blocks(b, n_b, task, NULL);
}

static bool
has_prev(const struct sp_problem *p, int32_t task)
{
	for (size_t i = 0; i < p->n_prevs; i++)
		if (p->prevs[i].task == task)
			return true;
	return false;
}

static size_t
count_moved(const struct sp_problem *p, const struct sp_solution *s)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_tasks; i++)
		n += has_prev(p, (int32_t)i) &&
		     !same_places(s->blocks, s->n_blocks, p->prevs, p->n_prevs, (int32_t)i);
	return n;
}

/* One new hard task or a pin: few are moved, and what is hard or late is as good as it gets. */
static void
test_one_new_task_moves_few(void **state)
{
	static const struct {
		const char *name;
		uint64_t ticks;
		size_t most;
		int64_t hard, soft;
	} cases[] = {
		{"replan-3-medium-newtask", 8000, 1, 0, 0},    {"replan-6-large-newtask", 3000, 2, 1, 1079},
		{"replan-3-medium-newtask", 40000, 1, 0, 0},   {"replan-4-medium-moved", 8000, 1, 0, 0},
		{"replan-6-large-newtask", 60000, 2, 1, 1079},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (uint64_t seed = 1; seed <= 5; seed++) {
			struct sp_arena arena;
			struct sp_instance instance;
			struct sp_solution best;
			struct run run;

			sp_arena_init(&arena);
			fixture_load(&arena, cases[i].name, &instance);
			run_start(&run, &instance.problem, seed, cases[i].ticks);
			run_slices(&run, 1000);
			run_judge(&run);
			sp_engine_best(run.engine, &best);
			assert_int_equal(sp_engine_moved(run.engine), count_moved(&instance.problem, &best));
			assert_true(sp_engine_moved(run.engine) <= cases[i].most);
			assert_int_equal(best.score.hard_late, cases[i].hard);
			assert_int_equal(best.score.soft, cases[i].soft);
			run_finish(&run);
			sp_arena_finish(&arena);
		}
}

static struct sp_score
climb(const struct sp_problem *p, enum sp_stability stability, uint64_t ticks)
{
	struct sp_engine_options options = {.seed = 1, .ticks = ticks, .stability = stability};
	struct sp_solution best;
	struct run run = {.problem = p, .memory = malloc(sp_engine_size(p))};

	assert_non_null(run.memory);
	assert_int_equal(sp_engine_init(run.memory, sp_engine_size(p), p, &options, &run.engine, NULL),
			 SP_OK);
	run_slices(&run, 777);
	run_judge(&run);
	sp_engine_best(run.engine, &best);
	run_finish(&run);
	return best.score;
}

static void
test_the_ladder_is_in_order(void **state)
{
	static const char *const names[] = {"replan-1-small-crisis", "replan-2-medium-ill",
					    "replan-3-medium-newtask", "replan-4-medium-moved",
					    "replan-7-large-lessons"};

	(void)state;
	for (int i = 0; i < 5; i++) {
		struct sp_arena arena;
		struct sp_instance instance;
		struct sp_score fewest, balanced, best;

		sp_arena_init(&arena);
		fixture_load(&arena, names[i], &instance);
		fewest = climb(&instance.problem, SP_STABILITY_FEWEST, 150000);
		balanced = climb(&instance.problem, SP_STABILITY_BALANCED, 150000);
		best = climb(&instance.problem, SP_STABILITY_BEST, 150000);
		assert_int_equal(fewest.hard_late, balanced.hard_late);
		assert_int_equal(best.hard_late, balanced.hard_late);
		assert_true(fewest.moved <= balanced.moved);
		assert_true(balanced.moved <= best.moved);
		assert_true(balanced.soft <= fewest.soft || fewest.moved < balanced.moved);
		sp_arena_finish(&arena);
	}
}

/* Without a plan before, the rungs are one. */
static void
test_the_ladder_without_a_plan_before(void **state)
{
	struct sp_arena arena;
	struct sp_instance instance;
	struct sp_score a, b, c;

	(void)state;
	sp_arena_init(&arena);
	fixture_load(&arena, "medium-4-over", &instance);
	a = climb(&instance.problem, SP_STABILITY_BALANCED, 40000);
	b = climb(&instance.problem, SP_STABILITY_FEWEST, 40000);
	c = climb(&instance.problem, SP_STABILITY_BEST, 40000);
	assert_memory_equal(&a, &b, sizeof a);
	assert_memory_equal(&a, &c, sizeof a);
	sp_arena_finish(&arena);
}

/* The plan with these tasks at home. */
static size_t
send_home(const struct sp_problem *p, const struct sp_solution *s, const int32_t tasks[2],
	  struct sp_placed *ret_blocks)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_blocks; i++)
		if (s->blocks[i].task != tasks[0] && s->blocks[i].task != tasks[1])
			ret_blocks[n++] = s->blocks[i];
	for (int k = 0; k < (tasks[0] == tasks[1] ? 1 : 2); k++)
		for (size_t i = 0; i < p->n_prevs; i++)
			if (p->prevs[i].task == tasks[k])
				ret_blocks[n++] = p->prevs[i];
	return n;
}

/* No moved task, and no two of them, could simply go home: asked of the checker. */
static int
check_homes(const struct sp_problem *p, const struct sp_solution *s)
{
	size_t most = s->n_blocks + p->n_prevs;
	struct sp_placed *blocks = calloc(most + 1, sizeof *blocks);
	void *scratch = malloc(sp_check_size(p, most));
	int asked = 0;

	assert_non_null(blocks);
	assert_non_null(scratch);
	for (int32_t a = 0; a < (int32_t)p->n_tasks; a++)
		for (int32_t b = a; b < (int32_t)p->n_tasks; b++) {
			const int32_t tasks[2] = {a, b};
			struct sp_score score;
			size_t n;

			if (!has_prev(p, a) || same_places(s->blocks, s->n_blocks, p->prevs, p->n_prevs, a) ||
			    !has_prev(p, b) || same_places(s->blocks, s->n_blocks, p->prevs, p->n_prevs, b))
				continue;
			n = send_home(p, s, tasks, blocks);
			asked++;
			if (sp_check(p, blocks, n, scratch, &score, NULL, 0) == 0 &&
			    sp_score_compare(&score, &s->score) < 0)
				fail_msg("tasks %d and %d could have come home", (int)a, (int)b);
		}
	free(blocks);
	free(scratch);
	return asked;
}

/* Random plans are disturbed: a stretch of time is lost, a quarter of the tasks get another due date. */
static void
test_nothing_is_away_for_nothing(void **state)
{
	int asked = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 150; seed++) {
		struct sp_arena arena;
		struct sp_problem p;
		struct sp_solution plan, best;
		struct run first, second;
		struct sp_problem_task *tasks;

		sp_arena_init(&arena);
		fixture_random(&arena, seed, &p);
		p.n_pins = 0;
		run_start(&first, &p, seed, 1500);
		run_slices(&first, 1000);
		sp_engine_best(first.engine, &plan);
		tasks = sp_arena_alloc_n(&arena, p.n_tasks, sizeof *tasks);
		memcpy(tasks, p.tasks, p.n_tasks * sizeof *tasks);
		for (size_t i = seed % 4; i < p.n_tasks; i += 4)
			tasks[i].due = tasks[i].due > 2880 ? tasks[i].due - 1440 : tasks[i].due;
		p.tasks = tasks;
		p.prevs = plan.blocks;
		p.n_prevs = plan.n_blocks;
		p.n_frees -= p.n_frees / 8;
		run_start(&second, &p, seed, 12000);
		run_slices(&second, 1000);
		run_judge(&second);
		sp_engine_best(second.engine, &best);
		asked += check_homes(&p, &best);
		run_finish(&second);
		run_finish(&first);
		sp_arena_finish(&arena);
	}
	assert_true(asked > 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_new_task_moves_few),
		cmocka_unit_test(test_the_ladder_is_in_order),
		cmocka_unit_test(test_the_ladder_without_a_plan_before),
		cmocka_unit_test(test_nothing_is_away_for_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
