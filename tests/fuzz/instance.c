/*
 * Any text as an instance: it is refused with a line, or it can be given to an engine, whose best plan breaks no rule that
 * the checker knows and has the score that the checker finds; and every question about it has an answer.
 */
#include "senplan/engine/instance.h"

#include "senplan/engine/bound.h"
#include "senplan/engine/check.h"
#include "senplan/engine/engine.h"
#include "senplan/engine/explain.h"

#include "fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>

enum { LARGEST_TASKS = 60, LARGEST_DAYS = 60, TICKS = 300, MOST_ASKED = 6 };

static void
judge(const struct sp_problem *problem, const struct sp_engine *engine)
{
	struct sp_solution solution;
	struct sp_score score;
	void *scratch;

	sp_engine_best(engine, &solution);
	scratch = malloc(sp_check_size(problem, solution.n_blocks));
	if (scratch == NULL)
		return;
	assert(sp_check(problem, solution.blocks, solution.n_blocks, scratch, &score, NULL, 0) == 0);
	assert(sp_score_compare(&score, &solution.score) == 0);
	free(scratch);
}

/* Questions about the plan: the bound is not below it, reasons and places are found for every task. */
static void
ask(const struct sp_problem *problem, const struct sp_engine *engine)
{
	struct sp_solution plan;
	struct sp_bound bound;
	struct sp_why_not why_not;
	struct sp_suggestion places[4];
	struct sp_remedy remedies[SP_REMEDIES];
	void *scratch = malloc(sp_explain_size(problem, 0) + sp_bound_size(problem));

	sp_engine_best(engine, &plan);
	if (scratch == NULL)
		return;
	sp_bound(problem, &plan, scratch, &bound);
	assert(bound.more_min >= 0 && bound.more_on_time_min >= 0);
	assert(bound.least_hard_late <= plan.score.hard_late);
	assert(sp_explain_misfits(problem, scratch, NULL, 0) <= problem->n_tasks);
	for (int32_t i = 0; (size_t)i < problem->n_tasks && i < MOST_ASKED; i++) {
		sp_explain_task(problem, &plan, i, scratch, &why_not);
		assert(sp_explain_remedies(problem, &plan, i, scratch, remedies) <= SP_REMEDIES);
		assert(sp_suggest(problem, &plan, i, scratch, places, 4) <= 4);
	}
	for (size_t i = 0; i < plan.n_blocks && i < MOST_ASKED; i++) {
		struct sp_why why;

		sp_explain_block(problem, &plan, i, scratch, &why);
	}
	free(scratch);
}

static void
solve(const struct sp_problem *problem)
{
	struct sp_engine_options options = {.seed = 1, .ticks = TICKS};
	size_t size = sp_engine_size(problem);
	void *memory = malloc(size);
	struct sp_engine *engine;
	struct sp_err err;

	if (memory != NULL && sp_engine_init(memory, size, problem, &options, &engine, &err) == SP_OK) {
		judge(problem, engine);
		while (sp_engine_run(engine, 100) == SP_ENGINE_PAUSED)
			;
		judge(problem, engine);
		ask(problem, engine);
	}
	free(memory);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sp_arena arena;
	struct sp_instance instance;
	struct sp_err err = {0};
	enum sp_rc rc;

	sp_arena_init(&arena);
	rc = sp_instance_parse((const char *)data, size, "fuzz", &arena, &instance, &err);
	assert(rc == SP_OK || rc == SP_INPUT || rc == SP_SYSTEM);
	assert(rc == SP_OK || err.text[0] != '\0');
	if (rc == SP_OK && instance.problem.n_tasks <= LARGEST_TASKS && instance.problem.days <= LARGEST_DAYS)
		solve(&instance.problem);
	sp_arena_finish(&arena);
	return 0;
}
