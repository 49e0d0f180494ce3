/*
 * The engine on an instance in text form, timed from outside and judged by the checker.
 */
#include "senplan/app/solve.h"

#include "senplan/engine/check.h"
#include "senplan/engine/engine.h"
#include "senplan/engine/instance.h"
#include "senplan/store/file.h"

#include "session.h"

#include <assert.h>

enum { SLICE_TICKS = 500, DEFAULT_MS = 1000, INSTANCE_BYTES_MAX = 64 * 1024 * 1024 };

/* Runs to the end of the budgets; the times of the first plan and of the best are known to a slice. */
static void
run_engine(struct sp_engine *engine, const struct sp_solve_request *request, int64_t start_us,
	   struct sp_solve_result *result)
{
	const struct sp_engine_stats *stats = sp_engine_stats(engine);
	int64_t limit_ms = request->budget_ms > 0 ? request->budget_ms : request->ticks == 0 ? DEFAULT_MS : 0;
	uint64_t best_ticks = 0;
	enum sp_engine_state state;
	int64_t now;

	do {
		state = sp_engine_run(engine, SLICE_TICKS);
		now = request->clock(request->clock_context) - start_us;
		if (result->first_us == 0 && stats->first_plan_ticks > 0)
			result->first_us = now;
		if (stats->best_ticks != best_ticks) {
			best_ticks = stats->best_ticks;
			result->best_us = now;
		}
	} while (state == SP_ENGINE_PAUSED && (limit_ms == 0 || now < limit_ms * 1000));
	result->total_us = now;
	result->ticks = stats->ticks;
	result->iterations = stats->iterations;
	result->first_ticks = stats->first_plan_ticks;
}

static enum sp_rc
judge(const struct sp_problem *problem, const struct sp_solution *solution, struct sp_arena *arena,
      struct sp_solve_result *result, struct sp_err *reterr)
{
	void *scratch = sp_arena_alloc(arena, sp_check_size(problem, solution->n_blocks));
	bool *placed = SP_ARENA_NEW_N(arena, bool, problem->n_tasks + 1);

	if (scratch == NULL || placed == NULL)
		return sp_err_nomem(reterr);
	result->n_violations =
		sp_check(problem, solution->blocks, solution->n_blocks, scratch, &result->score, NULL, 0);
	result->n_tasks = problem->n_tasks;
	result->n_blocks = solution->n_blocks;
	result->n_unplaced = problem->n_tasks;
	for (size_t i = 0; i < solution->n_blocks; i++) {
		size_t task = (size_t)solution->blocks[i].task;

		assert(task < problem->n_tasks);
		result->n_unplaced -= !placed[task];
		placed[task] = true;
	}
	return SP_OK;
}

static enum sp_rc
write_solution(const char *path, const struct sp_solution *best, struct sp_err *reterr)
{
	struct sp_str text;
	enum sp_rc rc;

	sp_str_init(&text);
	sp_solution_write(best, &text);
	rc = text.failed ? sp_err_nomem(reterr) : write_target(path, text.text, text.len, reterr);
	sp_str_finish(&text);
	return rc;
}

static enum sp_rc
read_instance(const char *path, struct sp_arena *arena, struct sp_instance *ret, struct sp_err *reterr)
{
	const char *text;
	size_t size;
	enum sp_rc rc = sp_file_read(path, INSTANCE_BYTES_MAX, arena, &text, &size, reterr);

	return rc == SP_OK ? sp_instance_parse(text, size, path, arena, ret, reterr) : rc;
}

enum sp_rc
sp_solve(const struct sp_solve_request *request, struct sp_arena *arena, struct sp_solve_result *ret,
	 struct sp_err *reterr)
{
	struct sp_engine_options options = {.seed = request->seed, .ticks = request->ticks};
	struct sp_solve_result result = {0};
	struct sp_instance instance = {0};
	struct sp_solution best;
	struct sp_engine *engine;
	int64_t start_us;
	void *memory;
	size_t size;
	enum sp_rc rc = read_instance(request->path, arena, &instance, reterr);

	if (rc != SP_OK)
		return rc;
	start_us = request->clock(request->clock_context);
	size = sp_engine_size(&instance.problem);
	memory = sp_arena_alloc(arena, size);
	if (memory == NULL)
		return sp_err_nomem(reterr);
	rc = sp_engine_init(memory, size, &instance.problem, &options, &engine, reterr);
	if (rc != SP_OK)
		return rc;
	run_engine(engine, request, start_us, &result);
	sp_engine_best(engine, &best);
	rc = judge(&instance.problem, &best, arena, &result, reterr);
	if (rc == SP_OK && request->output != NULL)
		rc = write_solution(request->output, &best, reterr);
	if (rc != SP_OK)
		return rc;
	result.name = instance.name;
	*ret = result;
	return result.n_violations == 0 ? SP_OK
					: sp_err_set(reterr, SP_NO, "The checker found %zu broken rules.",
						     result.n_violations);
}
