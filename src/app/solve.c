/*
 * The engine on an instance in text form, timed from outside and judged by the checker.
 */
#include "senplan/app/solve.h"

#include "senplan/engine/check.h"
#include "senplan/engine/explain.h"
#include "senplan/engine/instance.h"
#include "senplan/store/file.h"

#include "session.h"

#include <assert.h>

enum { SLICE_TICKS = 500, DEFAULT_MS = 1000, INSTANCE_BYTES_MAX = 64 * 1024 * 1024, MOST_NOTES = 100 };

const int32_t sp_solve_marks[SP_SOLVE_MARKS] = {1, 10, 100, 1000, 10000};

static struct sp_solve_step
step_now(const struct sp_engine *engine, int64_t us)
{
	struct sp_solution best;

	sp_engine_best(engine, &best);
	return (struct sp_solve_step){us, sp_engine_stats(engine)->ticks, best.score};
}

/*
 * Runs to the end of the budgets; the times of the first plan and of the best are known to a slice. A mark has what was
 * the best when the last slice before it ended.
 */
static void
run_engine(struct sp_engine *engine, const struct sp_solve_request *request, int64_t start_us,
	   struct sp_solve_result *result, struct sp_solve_step *trace)
{
	const struct sp_engine_stats *stats = sp_engine_stats(engine);
	int64_t limit_ms = request->budget_ms > 0 ? request->budget_ms : request->ticks == 0 ? DEFAULT_MS : 0;
	struct sp_solve_step last = step_now(engine, 0);
	enum sp_engine_state state;

	do {
		struct sp_solve_step now;

		state = sp_engine_run(engine, SLICE_TICKS);
		now = step_now(engine, request->clock(request->clock_context) - start_us);
		while (result->n_marks < SP_SOLVE_MARKS &&
		       now.us >= (int64_t)sp_solve_marks[result->n_marks] * 1000)
			result->marks[result->n_marks++] = last;
		if (result->first_us == 0 && stats->first_plan_ticks > 0)
			result->first_us = now.us;
		if (sp_score_compare(&now.score, &last.score) != 0) {
			result->best_us = now.us;
			if (trace != NULL && result->n_trace < SP_SOLVE_TRACE)
				trace[result->n_trace++] = now;
		}
		last = now;
		if (request->ticks == 0 && now.us > 0)
			sp_engine_expect(engine, stats->ticks * (uint64_t)limit_ms * 1000 / (uint64_t)now.us);
	} while (state == SP_ENGINE_PAUSED && (limit_ms == 0 || last.us < limit_ms * 1000));
	result->total_us = last.us;
	result->ticks = stats->ticks;
	result->iterations = stats->iterations;
	result->first_ticks = stats->first_plan_ticks;
	result->n_moved_tasks = sp_engine_moved(engine);
	result->trace = trace;
}

static bool
stands(const struct sp_solution *solution, const struct sp_placed *block)
{
	size_t low = 0, high = solution->n_blocks;

	while (low < high) { /* blocks are by start, then task */
		size_t mid = low + (high - low) / 2;
		const struct sp_placed *b = &solution->blocks[mid];

		if (b->start < block->start || (b->start == block->start && b->task < block->task))
			low = mid + 1;
		else
			high = mid;
	}
	return low < solution->n_blocks && solution->blocks[low].start == block->start &&
	       solution->blocks[low].task == block->task &&
	       solution->blocks[low].length_min == block->length_min;
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
	result->is_replan = problem->n_prevs > 0;
	for (size_t i = 0; i < problem->n_prevs; i++)
		result->n_moved_blocks += !stands(solution, &problem->prevs[i]);
	return SP_OK;
}

/* --- what a person should know about the instance --- */

static int32_t
line_of_pin(const struct sp_instance *instance, const struct sp_violation *violation)
{
	for (size_t i = 0; i < instance->problem.n_pins; i++)
		if (instance->problem.pins[i].task == violation->task &&
		    instance->problem.pins[i].start / 1440 == violation->day)
			return instance->pin_lines[i];
	return instance->task_lines[violation->task];
}

static const char *
pin_words(const struct sp_violation *violation, struct sp_arena *arena)
{
	if (violation->other < 0)
		return sp_arena_printf(arena, "pin of task %d is kept although it breaks a rule: %s",
				       (int)violation->task, sp_hard_name(violation->rule));
	return sp_arena_printf(arena, "pin of task %d is kept although it breaks a rule with task %d: %s",
			       (int)violation->task, (int)violation->other, sp_hard_name(violation->rule));
}

static const char *
misfit_words(const struct sp_problem *problem, const struct sp_misfit *misfit, struct sp_arena *arena)
{
	const struct sp_problem_task *task = &problem->tasks[misfit->task];

	if (misfit->fits_late)
		return sp_arena_printf(arena, "task %d has no place on time in any plan", (int)misfit->task);
	if (task->chunk_max > 0)
		return sp_arena_printf(arena, "task %d has no place in any plan: its %d minutes do not fit",
				       (int)misfit->task, (int)task->length_min);
	return sp_arena_printf(arena,
			       "task %d has no place in any plan: %d minutes, where at most %d are free in "
			       "one piece",
			       (int)misfit->task, (int)task->length_min, (int)misfit->longest_min);
}

static enum sp_rc
find_notes(const struct sp_instance *instance, struct sp_arena *arena, struct sp_solve_result *result,
	   struct sp_err *reterr)
{
	const struct sp_problem *p = &instance->problem;
	struct sp_violation violations[MOST_NOTES];
	struct sp_misfit misfits[MOST_NOTES];
	struct sp_solve_note *notes = SP_ARENA_NEW_N(arena, struct sp_solve_note, (size_t)2 * MOST_NOTES);
	void *scratch = sp_arena_alloc(arena, sp_check_size(p, p->n_pins));
	void *desk = sp_arena_alloc(arena, sp_explain_size(p, 0));
	size_t n_violations, n_misfits, n = 0;

	if (notes == NULL || scratch == NULL || desk == NULL)
		return sp_err_nomem(reterr);
	n_violations = sp_check_pins(p, scratch, violations, MOST_NOTES);
	for (size_t i = 0; i < n_violations && i < MOST_NOTES; i++)
		notes[n++] = (struct sp_solve_note){line_of_pin(instance, &violations[i]),
						    pin_words(&violations[i], arena)};
	n_misfits = sp_explain_misfits(p, desk, misfits, MOST_NOTES);
	for (size_t i = 0; i < n_misfits && i < MOST_NOTES; i++)
		notes[n++] = (struct sp_solve_note){instance->task_lines[misfits[i].task],
						    misfit_words(p, &misfits[i], arena)};
	for (size_t i = 0; i < n; i++)
		if (notes[i].text == NULL)
			return sp_err_nomem(reterr);
	result->notes = notes;
	result->n_notes = n;
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
	struct sp_engine_options options = {
		.seed = request->seed, .ticks = request->ticks, .stability = request->stability};
	struct sp_solve_result result = {0};
	struct sp_instance instance = {0};
	struct sp_solution best;
	struct sp_solve_step *trace =
		request->trace ? SP_ARENA_NEW_N(arena, struct sp_solve_step, SP_SOLVE_TRACE) : NULL;
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
	if (memory == NULL || (request->trace && trace == NULL))
		return sp_err_nomem(reterr);
	rc = sp_engine_init(memory, size, &instance.problem, &options, &engine, reterr);
	if (rc != SP_OK)
		return rc;
	run_engine(engine, request, start_us, &result, trace);
	sp_engine_best(engine, &best);
	rc = judge(&instance.problem, &best, arena, &result, reterr);
	if (rc == SP_OK)
		rc = find_notes(&instance, arena, &result, reterr);
	if (rc == SP_OK && request->output != NULL)
		rc = write_solution(request->output, &best, reterr);
	if (rc != SP_OK)
		return rc;
	result.name = instance.name;
	*ret = result;
	return result.n_violations == 0
		       ? SP_OK
		       : sp_err_set(reterr, SP_NO, "The checker found %zu broken rule%s.",
				    result.n_violations, sp_plural(result.n_violations, "", "s"));
}
