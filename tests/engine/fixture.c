/*
 * What the engine's tests share.
 */
#include "fixture.h"

#include "support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void
fixture_load(struct sp_arena *arena, const char *name, struct sp_instance *ret)
{
	char path[512];
	struct sp_err err = {0};
	char *text;
	size_t len;

	snprintf(path, sizeof path, "%s/engine/%s.inst", TEST_DATA, name);
	text = file_read(path, &len);
	assert_non_null(text);
	if (sp_instance_parse(text, len, path, arena, ret, &err) != SP_OK)
		fail_msg("%s:%d %s", err.path, err.line, err.text);
	free(text);
}

void
run_start(struct run *run, const struct sp_problem *problem, uint64_t seed, uint64_t ticks)
{
	struct sp_engine_options options = {.seed = seed, .ticks = ticks};
	struct sp_err err = {0};
	size_t size = sp_engine_size(problem);

	*run = (struct run){.problem = problem, .memory = malloc(size)};
	assert_non_null(run->memory);
	memset(run->memory, 0xA5, size);
	if (sp_engine_init(run->memory, size, problem, &options, &run->engine, &err) != SP_OK)
		fail_msg("%s", err.text);
}

void
run_finish(struct run *run)
{
	free(run->memory);
}

void
run_slices(struct run *run, uint64_t slice)
{
	while (sp_engine_run(run->engine, slice) == SP_ENGINE_PAUSED)
		;
}

void
run_judge(const struct run *run)
{
	struct sp_solution solution;
	struct sp_score score;
	struct sp_violation first = {0};
	size_t n;
	void *scratch;

	sp_engine_best(run->engine, &solution);
	scratch = malloc(sp_check_size(run->problem, solution.n_blocks));
	assert_non_null(scratch);
	n = sp_check(run->problem, solution.blocks, solution.n_blocks, scratch, &score, &first, 1);
	free(scratch);
	if (n > 0)
		fail_msg("%zu violations; the first: %s, task %d, other %d, day %d", n,
			 sp_hard_name(first.rule), (int)first.task, (int)first.other, (int)first.day);
	assert_int_equal(sp_score_compare(&score, &solution.score), 0);
}

static int32_t
pick(struct sp_rand *rand, int32_t low, int32_t high)
{
	return low + (int32_t)sp_rand_below(rand, (uint32_t)(high - low + 1));
}

static void
random_calendar(struct sp_arena *arena, struct sp_rand *rand, struct sp_problem *p)
{
	struct sp_problem_span *frees = SP_ARENA_NEW_N(arena, struct sp_problem_span, 400);
	struct sp_problem_mask_span *masks = SP_ARENA_NEW_N(arena, struct sp_problem_mask_span, 400);

	for (int32_t d = 0; d < p->days; d++) {
		if (d % 7 >= 5 || pick(rand, 0, 9) == 0)
			continue;
		for (int32_t at = 480; at < 1020 && p->n_frees < 390;) {
			int32_t to = at + pick(rand, 3, 36) * 5;

			frees[p->n_frees++] = (struct sp_problem_span){d, at, to < 1020 ? to : 1020};
			at = to + pick(rand, 1, 20) * 5;
		}
		masks[p->n_mask_spans++] = (struct sp_problem_mask_span){0, {d, 0, 1440}};
		if (pick(rand, 0, 2) > 0)
			masks[p->n_mask_spans++] =
				(struct sp_problem_mask_span){1, {d, 540, 540 + pick(rand, 6, 60) * 5}};
		if (pick(rand, 0, 3) == 0)
			masks[p->n_mask_spans++] = (struct sp_problem_mask_span){2, {d, 840, 900}};
	}
	p->frees = frees;
	p->mask_spans = masks;
	p->n_masks = 3;
}

/* The optional rows have dice of their own: without them the problem is what it was. */
static void
random_extras(uint64_t seed, struct sp_problem_task *tasks, size_t n)
{
	struct sp_rand rand;

	sp_rand_seed(&rand, seed + 1000003);
	if (pick(&rand, 0, 2) == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (pick(&rand, 0, 3) == 0)
			tasks[i].before_min = 5 * pick(&rand, 1, 4);
		if (pick(&rand, 0, 2) == 0)
			tasks[i].like = pick(&rand, 1, 3);
		if (pick(&rand, 0, 1) == 0)
			tasks[i].day_chunks = pick(&rand, 1, 4);
	}
}

static void
random_tasks(struct sp_arena *arena, struct sp_rand *rand, uint64_t seed, struct sp_problem *p)
{
	struct sp_problem_task *tasks = SP_ARENA_NEW_N(arena, struct sp_problem_task, 80);
	struct sp_problem_prec *precs = SP_ARENA_NEW_N(arena, struct sp_problem_prec, 80);

	p->n_tasks = (size_t)pick(rand, 5, 80);
	for (size_t i = 0; i < p->n_tasks; i++) {
		struct sp_problem_task *t = &tasks[i];
		int32_t first = pick(rand, 0, p->days - 1);

		*t = (struct sp_problem_task){
			.cat = pick(rand, 0, 3),
			.mask = pick(rand, 0, 5) < 4 ? 0 : pick(rand, 1, 2),
			.length_min = pick(rand, 1, 18) * 5,
			.buffer_min = pick(rand, 0, 3) == 0 ? 5 * pick(rand, 1, 3) : 0,
			.release = pick(rand, 0, 2) == 0 ? first * 1440 + pick(rand, 0, 1439) : 0,
			.due = (first + pick(rand, 1, 10)) * 1440,
			.hard = pick(rand, 0, 4) == 0,
			.weight = pick(rand, 1, 9),
		};
		if (pick(rand, 0, 5) == 0) {
			t->length_min = pick(rand, 4, 12) * 15;
			t->chunk_min = pick(rand, 1, 3) * 15;
			t->chunk_max = t->chunk_min + pick(rand, 0, 3) * 15;
		}
		if (i > 0 && pick(rand, 0, 3) == 0)
			precs[p->n_precs++] =
				(struct sp_problem_prec){pick(rand, 0, (int32_t)i - 1), (int32_t)i,
							 pick(rand, 0, 3), pick(rand, -1, 8)};
	}
	random_extras(seed, tasks, p->n_tasks);
	p->tasks = tasks;
	p->precs = precs;
}

static void
random_amounts(struct sp_arena *arena, struct sp_rand *rand, struct sp_problem *p)
{
	struct sp_problem_wmin *wmins = SP_ARENA_NEW_N(arena, struct sp_problem_wmin, 8);
	struct sp_problem_target *targets = SP_ARENA_NEW_N(arena, struct sp_problem_target, 8);
	struct sp_problem_budget *budgets = SP_ARENA_NEW_N(arena, struct sp_problem_budget, 8);
	struct sp_placed *pins = SP_ARENA_NEW_N(arena, struct sp_placed, 8);

	for (int32_t d = 0; d + 6 < p->days && p->n_wmins < 4; d += 7) {
		struct sp_problem_range week = {d, d + 6};

		wmins[p->n_wmins++] = (struct sp_problem_wmin){week, 0, 60};
		targets[p->n_targets++] = (struct sp_problem_target){week, pick(rand, 0, 3), 120, 15};
		if (pick(rand, 0, 1) == 0)
			budgets[p->n_budgets++] = (struct sp_problem_budget){week, pick(rand, 2, 20) * 60};
	}
	if (pick(rand, 0, 1) == 0)
		budgets[p->n_budgets++] =
			(struct sp_problem_budget){{0, p->days - 1}, pick(rand, 5, 60) * 60};
	for (int32_t k = pick(rand, 0, 3); k > 0 && (size_t)k < p->n_tasks; k--)
		pins[p->n_pins++] = (struct sp_placed){
			k, pick(rand, 0, p->days - 1) * 1440 + pick(rand, 96, 190) * 5, 45};
	p->wmins = wmins;
	p->targets = targets;
	p->budgets = budgets;
	p->pins = pins;
}

void
fixture_random(struct sp_arena *arena, uint64_t seed, struct sp_problem *ret)
{
	struct sp_problem p = {.slot_min = 5, .half_min = 760, .params = sp_problem_default_params};
	struct sp_problem_cat *cats = SP_ARENA_NEW_N(arena, struct sp_problem_cat, 4);
	struct sp_rand rand;

	sp_rand_seed(&rand, seed);
	p.days = pick(&rand, 1, 28);
	p.now = pick(&rand, 0, 3) == 0 ? pick(&rand, 0, p.days * 720) : 0;
	cats[0] = (struct sp_problem_cat){SP_HALF_MORNING, -1, 240};
	cats[1] = (struct sp_problem_cat){SP_HALF_NONE, 2, -1};
	cats[2] = (struct sp_problem_cat){SP_HALF_AFTERNOON, 4, 120};
	cats[3] = (struct sp_problem_cat){SP_HALF_NONE, -1, -1};
	p.cats = cats;
	p.n_cats = 4;
	random_calendar(arena, &rand, &p);
	random_tasks(arena, &rand, seed, &p);
	random_amounts(arena, &rand, &p);
	*ret = p;
}
