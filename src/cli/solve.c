/*
 * The engine alone, on a problem in text form: its plan, what it is worth, how long it took.
 */
#include "senplan/app/solve.h"

#include "run.h"

/* The tiers in their order of rank: late hard tasks, their days, soft lateness, moves, targets, quality. */
static void
json_vector(struct sp_json *json, const char *key, const struct sp_score *score)
{
	sp_json_open(json, key, '[');
	sp_json_int(json, NULL, score->hard_late);
	sp_json_int(json, NULL, score->hard_days);
	sp_json_int(json, NULL, score->soft);
	sp_json_int(json, NULL, score->moved);
	sp_json_int(json, NULL, score->target);
	sp_json_int(json, NULL, score->quality);
	sp_json_close(json);
}

static void
json_solve_step(struct sp_json *json, const struct sp_solve_step *step)
{
	sp_json_int(json, "us", step->us);
	sp_json_int(json, "ticks", (int64_t)step->ticks);
	json_vector(json, "vector", &step->score);
	sp_json_close(json);
}

static void
json_solve_times(struct run *run, const struct sp_solve_result *result)
{
	struct sp_json *json = &run->document;
	char mark[16];

	sp_json_int(json, "first_us", result->first_us);
	sp_json_int(json, "best_us", result->best_us);
	sp_json_int(json, "total_us", result->total_us);
	sp_json_int(json, "ticks", (int64_t)result->ticks);
	sp_json_int(json, "first_ticks", (int64_t)result->first_ticks);
	sp_json_int(json, "iterations", (int64_t)result->iterations);
	sp_json_open(json, "at_ms", '{');
	for (size_t i = 0; i < result->n_marks; i++) {
		snprintf(mark, sizeof(mark), "%d", (int)sp_solve_marks[i]);
		sp_json_open(json, mark, '{');
		json_solve_step(json, &result->marks[i]);
	}
	sp_json_close(json);
	if (result->trace == NULL)
		return;
	sp_json_open(json, "trace", '[');
	for (size_t i = 0; i < result->n_trace; i++) {
		sp_json_open(json, NULL, '{');
		json_solve_step(json, &result->trace[i]);
	}
	sp_json_close(json);
}

static void
json_solved(struct run *run, const struct sp_solve_result *result)
{
	struct sp_json *json;

	run->json = true;
	json = json_begin(run);
	sp_json_text(json, "name", result->name);
	sp_json_int(json, "tasks", (int64_t)result->n_tasks);
	sp_json_int(json, "blocks", (int64_t)result->n_blocks);
	sp_json_int(json, "unplaced", (int64_t)result->n_unplaced);
	sp_json_int(json, "violations", (int64_t)result->n_violations);
	json_vector(json, "vector", &result->score);
	sp_json_bool(json, "replan", result->is_replan);
	sp_json_int(json, "moved_tasks", (int64_t)result->n_moved_tasks);
	sp_json_int(json, "moved_blocks", (int64_t)result->n_moved_blocks);
	json_solve_times(run, result);
	sp_json_open(json, "notes", '[');
	for (size_t i = 0; i < result->n_notes; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_int(json, "line", result->notes[i].line);
		sp_json_text(json, "note", result->notes[i].text);
		sp_json_close(json);
	}
	sp_json_close(json);
	json_end(run);
}

enum sp_rc
run_solve(struct run *run, struct sp_err *reterr)
{
	const struct args *args = &run->args;
	struct sp_solve_request request = {
		.path = args->words[0],
		.output = args->values[SP_OPTION_OUTPUT],
		.seed = (uint64_t)args_number(args, SP_OPTION_SEED, 0),
		.ticks = (uint64_t)args_number(args, SP_OPTION_TICKS, 0),
		.budget_ms = (int32_t)args_number(args, SP_OPTION_BUDGET_MS, 0),
		.stability = run_stability(run, SP_STABILITY_BALANCED),
		.trace = args_has(args, SP_OPTION_TRACE),
		.clock = run->world->monotonic,
		.clock_context = run->world->monotonic_context,
	};
	struct sp_solve_result result = {0};
	enum sp_rc rc = sp_solve(&request, &run->arena, &result, reterr);

	if (rc == SP_OK || (rc == SP_NO && result.n_violations > 0))
		json_solved(run, &result);
	return rc;
}
