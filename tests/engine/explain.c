/*
 * Reasons must be true. For a thousand random questions: leaving out a named family makes room, leaving out another
 * does not; what is said to be free is free; a blocker that is said to find another place finds it; a suggestion has
 * the cost that the checker finds.
 */
#include "senplan/engine/explain.h"

#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ALL = (1 << SP_FAMILY_COUNT) - 1 };

struct plan { /* a problem with the engine's plan for it */
	struct sp_arena arena;
	struct sp_problem problem;
	struct run run;
	struct sp_solution solution;
	void *scratch;
};

static void
plan_make(struct plan *plan, uint64_t seed, uint64_t ticks)
{
	sp_arena_init(&plan->arena);
	fixture_random(&plan->arena, seed, &plan->problem);
	run_start(&plan->run, &plan->problem, seed, ticks);
	run_slices(&plan->run, ticks);
	sp_engine_best(plan->run.engine, &plan->solution);
	plan->scratch = malloc(sp_explain_size(&plan->problem, plan->solution.n_blocks));
	assert_non_null(plan->scratch);
}

static void
plan_finish(struct plan *plan)
{
	free(plan->scratch);
	run_finish(&plan->run);
	sp_arena_finish(&plan->arena);
}

static bool
is_placed(const struct plan *plan, int32_t task)
{
	for (size_t i = 0; i < plan->solution.n_blocks; i++)
		if (plan->solution.blocks[i].task == task)
			return true;
	return false;
}

static bool
is_pinned(const struct plan *plan, int32_t task)
{
	for (size_t i = 0; i < plan->problem.n_pins; i++)
		if (plan->problem.pins[i].task == task)
			return true;
	return false;
}

static bool
asks(const struct plan *plan, int32_t task, uint32_t families)
{
	return sp_explain_oracle(&plan->problem, &plan->solution, task, families, plan->scratch);
}

/* The score of the plan without the task's blocks, and with one more block; false when that is not legal. */
static bool
score_with(const struct plan *plan, int32_t without, int32_t also_without, const struct sp_placed *more,
	   size_t n_more, struct sp_score *ret)
{
	struct sp_placed *blocks = malloc((plan->solution.n_blocks + n_more + 1) * sizeof *blocks);
	void *scratch = malloc(sp_check_size(&plan->problem, plan->solution.n_blocks + n_more));
	struct sp_violation first = {0};
	size_t n = 0;
	size_t bad;

	assert_non_null(blocks);
	assert_non_null(scratch);
	for (size_t i = 0; i < plan->solution.n_blocks; i++)
		if (plan->solution.blocks[i].task != without && plan->solution.blocks[i].task != also_without)
			blocks[n++] = plan->solution.blocks[i];
	for (size_t i = 0; i < n_more; i++)
		blocks[n++] = more[i];
	bad = sp_check(&plan->problem, blocks, n, scratch, ret, &first, 1);
	free(blocks);
	free(scratch);
	if (bad > 0)
		print_message("%s: task %d, other %d, day %d\n", sp_hard_name(first.rule), (int)first.task,
			      (int)first.other, (int)first.day);
	return bad == 0;
}

/* A remedy, put into force in a copy of the problem: the checker, or the oracle where it is in pieces, must agree. */
static void
check_remedy(const struct plan *plan, int32_t task, const struct sp_remedy *remedy, int *n_kinds)
{
	struct plan changed = *plan;
	struct sp_problem *p = &changed.problem;
	struct sp_problem_task *tasks = malloc(p->n_tasks * sizeof *tasks);
	struct sp_problem_mask_span *spans = malloc((p->n_mask_spans + 1) * sizeof *spans);
	struct sp_placed *pins = malloc((p->n_pins + 1) * sizeof *pins);
	struct sp_problem_task *t = &tasks[task];
	int32_t without = -1;
	struct sp_placed there;
	struct sp_score score;

	memcpy(tasks, p->tasks, p->n_tasks * sizeof *tasks);
	memcpy(spans, p->mask_spans, p->n_mask_spans * sizeof *spans);
	p->tasks = tasks;
	assert_false(asks(&changed, task, ALL));
	n_kinds[remedy->kind]++;
	switch (remedy->kind) {
	case SP_REMEDY_SPLIT:
		t->chunk_min = remedy->min;
		t->chunk_max = t->chunk_max > 0 ? t->chunk_max : t->length_min;
		break;
	case SP_REMEDY_SHORTEN:
		t->length_min = remedy->min + (t->chunk_max > 0 ? 15 : p->slot_min);
		assert_false(asks(&changed, task, ALL)); /* less would not do */
		t->length_min = remedy->min;
		break;
	case SP_REMEDY_RESERVE:
		p->n_budgets = 0;
		break;
	case SP_REMEDY_WIDEN:
		spans[p->n_mask_spans++] = (struct sp_problem_mask_span){
			t->mask,
			{remedy->start / 1440, remedy->start % 1440, remedy->start % 1440 + t->length_min}};
		p->mask_spans = spans;
		break;
	case SP_REMEDY_UNPIN:
		without = remedy->other;
		p->n_pins = 0;
		for (size_t i = 0; i < plan->problem.n_pins; i++)
			if (plan->problem.pins[i].task != remedy->other)
				pins[p->n_pins++] = plan->problem.pins[i];
		p->pins = pins;
		break;
	case SP_REMEDY_RELEASE:
		assert_true(remedy->start < t->release);
		t->release = remedy->start;
		break;
	}
	there = (struct sp_placed){task, remedy->start, t->length_min};
	if (remedy->start < 0)
		assert_true(asks(&changed, task, ALL));
	else
		assert_true(score_with(&changed, task, without, &there, 1, &score));
	assert_true(remedy->start < 0 || remedy->start + t->length_min <= t->due);
	free(tasks);
	free(spans);
	free(pins);
}

static int n_kinds[SP_REMEDY_RELEASE + 1];

static void
check_remedies(const struct plan *plan, int32_t task)
{
	struct sp_remedy remedies[SP_REMEDIES];
	size_t n = sp_explain_remedies(&plan->problem, &plan->solution, task, plan->scratch, remedies);

	assert_true(n <= SP_REMEDIES);
	for (size_t k = 0; k < n; k++) {
		check_remedy(plan, task, &remedies[k], n_kinds);
		assert_true(k == 0 || remedies[k - 1].cost_min <= remedies[k].cost_min);
	}
}

static void
check_reasons(const struct plan *plan, int32_t task)
{
	struct sp_why_not why;

	sp_explain_task(&plan->problem, &plan->solution, task, plan->scratch, &why);
	if (why.families == 0)
		return;
	assert_false(asks(plan, task, why.families));
	assert_false(asks(plan, task, ALL));
	for (int k = 0; k < SP_FAMILY_COUNT; k++) {
		bool named = (why.families >> k & 1) != 0;

		if (named)
			assert_true(asks(plan, task, why.families & ~(1U << k)));
		else
			assert_false(asks(plan, task, ALL & ~(1U << k)));
	}
	assert_int_equal((why.families >> SP_FAMILY_LAG & 1) != 0, why.predecessor >= 0);
	assert_true(why.longest_free_min <= why.free_on_time_min);
	for (size_t k = 0; k < why.n_blockers; k++) {
		const struct sp_blocker *b = &why.blockers[k];
		const struct sp_problem_task *t = &plan->problem.tasks[task];
		const struct sp_problem_task *other = &plan->problem.tasks[b->task];
		struct sp_placed both[2] = {{task, b->start, t->length_min},
					    {b->task, b->to_start, other->length_min}};
		struct sp_score score;

		assert_true(is_placed(plan, b->task) && !is_pinned(plan, b->task));
		if (t->chunk_max == 0 && (!b->replaced || other->chunk_max == 0))
			assert_true(score_with(plan, task, b->task, both, b->replaced ? 2 : 1, &score));
	}
	if (why.first_late_start >= 0 && plan->problem.tasks[task].chunk_max == 0) {
		struct sp_placed late = {task, why.first_late_start, plan->problem.tasks[task].length_min};
		struct sp_score score;

		assert_true(score_with(plan, task, -1, &late, 1, &score));
	}
}

static void
test_reasons_of_unplaced_tasks(void **state)
{
	int asked = 0;

	(void)state;
	for (uint64_t seed = 1; asked < 1000; seed++) {
		struct plan plan;

		assert_true(seed < 2000);
		plan_make(&plan, seed, 400);
		for (int32_t i = 0; (size_t)i < plan.problem.n_tasks; i++)
			if (!is_placed(&plan, i) && !is_pinned(&plan, i)) {
				check_reasons(&plan, i);
				check_remedies(&plan, i);
				asked++;
			}
		plan_finish(&plan);
	}
	for (int k = 0; k <= SP_REMEDY_RELEASE; k++) {
		print_message("remedy %d: %d\n", k, n_kinds[k]);
		assert_true(n_kinds[k] > 0);
	}
}

/* "Impossible" must hold for every plan: the engine, given only this task, does not place it on time either. */
static void
test_impossible_is_impossible(void **state)
{
	int seen = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct plan plan;

		plan_make(&plan, seed, 400);
		for (int32_t i = 0; (size_t)i < plan.problem.n_tasks; i++) {
			struct sp_problem alone = plan.problem;
			struct sp_problem_task task = plan.problem.tasks[i];
			struct sp_why_not why;
			struct sp_solution solution;
			struct run run;

			if (is_placed(&plan, i) || is_pinned(&plan, i))
				continue;
			sp_explain_task(&plan.problem, &plan.solution, i, plan.scratch, &why);
			if (!why.impossible)
				continue;
			task.hard = true;
			alone.tasks = &task;
			alone.n_tasks = 1;
			alone.n_precs = alone.n_pins = alone.n_budgets = 0;
			run_start(&run, &alone, 1, 500);
			run_slices(&run, 500);
			sp_engine_best(run.engine, &solution);
			if (plan.problem.n_pins == 0)
				assert_int_equal(solution.score.hard_late, 1);
			seen++;
			run_finish(&run);
		}
		plan_finish(&plan);
	}
	assert_true(seen > 10);
}

static void
test_suggestions_cost_what_they_say(void **state)
{
	int seen = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 80; seed++) {
		struct plan plan;

		plan_make(&plan, seed, 2000);
		for (int32_t i = 0; (size_t)i < plan.problem.n_tasks; i += 3) {
			struct sp_suggestion s[8];
			size_t n = sp_suggest(&plan.problem, &plan.solution, i, plan.scratch, s, 8);

			for (size_t k = 0; k < n && plan.problem.tasks[i].chunk_max == 0; k++) {
				struct sp_placed more[2] = {
					{i, s[k].start, plan.problem.tasks[i].length_min}};
				struct sp_score score;
				bool two = s[k].evicts >= 0 && s[k].evicted_to >= 0;

				if (two && plan.problem.tasks[s[k].evicts].chunk_max != 0)
					continue;
				if (two)
					more[1] = (struct sp_placed){
						s[k].evicts, s[k].evicted_to,
						plan.problem.tasks[s[k].evicts].length_min};
				assert_true(score_with(&plan, i, s[k].evicts, more, two ? 2 : 1, &score));
				assert_int_equal(score.soft - plan.solution.score.soft, s[k].cost.soft);
				assert_int_equal(score.quality - plan.solution.score.quality,
						 s[k].cost.quality);
				assert_int_equal(score.target - plan.solution.score.target, s[k].cost.target);
				if (k > 0)
					assert_true(sp_score_compare(&s[k - 1].cost, &s[k].cost) <= 0);
				seen++;
			}
		}
		plan_finish(&plan);
	}
	assert_true(seen > 500);
}

/* A place for any task of a year takes little work: 3,000 ticks are a millisecond or two. */
static void
test_suggestions_for_a_year_are_quick(void **state)
{
	struct sp_arena arena;
	struct sp_instance instance;
	struct sp_solution plan;
	struct run run;
	void *scratch;

	(void)state;
	sp_arena_init(&arena);
	fixture_load(&arena, "large-2-over", &instance);
	run_start(&run, &instance.problem, 1, 60000);
	run_slices(&run, 60000);
	sp_engine_best(run.engine, &plan);
	scratch = malloc(sp_explain_size(&instance.problem, plan.n_blocks));
	for (size_t i = 0; i < instance.problem.n_tasks; i += 7) {
		struct sp_suggestion s[3];
		size_t n = sp_suggest(&instance.problem, &plan, (int32_t)i, scratch, s, 3);

		assert_true(n <= 3);
		assert_true(sp_explain_ticks(scratch) <= 3000);
	}
	free(scratch);
	run_finish(&run);
	sp_arena_finish(&arena);
}

static void
test_alternatives_of_placed_blocks(void **state)
{
	int seen = 0, n_budget = 0, n_like = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct plan plan;

		plan_make(&plan, seed, 2000);
		for (size_t b = 0; b < plan.solution.n_blocks; b += 2) {
			const struct sp_placed *x = &plan.solution.blocks[b];
			int32_t home = x->start / 1440;
			struct sp_why why;

			sp_explain_block(&plan.problem, &plan.solution, b, plan.scratch, &why);
			assert_int_equal(why.kind == SP_WHY_PINNED, is_pinned(&plan, x->task));
			for (size_t k = 0; k < why.n_alternatives; k++) {
				struct sp_placed there = {x->task, why.alternatives[k].start, x->length_min};
				struct sp_score score;

				assert_true(why.n_alternatives == 1 || abs(there.start / 1440 - home) <= 14);
				if (plan.problem.tasks[x->task].chunk_max != 0)
					continue;
				n_like += why.alternatives[k].worse == SP_WHY_LIKE;
				if (why.alternatives[k].worse ==
				    SP_WHY_BUDGET) { /* legal but for the budget */
					assert_false(score_with(&plan, x->task, -1, &there, 1, &score));
					n_budget++;
					continue;
				}
				assert_true(score_with(&plan, x->task, -1, &there, 1, &score));
				assert_int_equal(score.quality - plan.solution.score.quality,
						 why.alternatives[k].cost.quality);
				assert_int_equal(score.soft - plan.solution.score.soft,
						 why.alternatives[k].cost.soft);
				seen++;
			}
		}
		plan_finish(&plan);
	}
	assert_true(seen > 500 && n_budget > 20 && n_like > 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reasons_of_unplaced_tasks),
		cmocka_unit_test(test_impossible_is_impossible),
		cmocka_unit_test(test_suggestions_cost_what_they_say),
		cmocka_unit_test(test_suggestions_for_a_year_are_quick),
		cmocka_unit_test(test_alternatives_of_placed_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
