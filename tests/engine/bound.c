/*
 * The bound and the search against all plans there are: tiny problems, every place of every task tried. And the bound
 * against what the search reaches on the samples: no plan may place more than the bound allows.
 */
#include "senplan/engine/bound.h"

#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
	TINY_TASKS = 4,
	TINY_DAYS = 3,
	SLOT = 15,
	PLAIN_SEEDS = 400,
	BUDGET_SEEDS = 1200,
	EXTRA_SEEDS = 800,
	ALL_SEEDS = PLAIN_SEEDS + BUDGET_SEEDS + EXTRA_SEEDS,
	MOST_BLOCKS = 12
};

struct all_plans { /* the best of each kind over all of them */
	const struct sp_problem *p;
	void *scratch;
	struct sp_placed blocks[MOST_BLOCKS];
	size_t n;
	int64_t most_min, most_on_time_min;
	int64_t least_hard_late;
	struct sp_score best;
	long legal;
};

static bool
is_pinned(const struct sp_problem *p, int32_t task)
{
	return p->n_pins > 0 && p->pins[0].task == task;
}

static void
weigh(struct all_plans *a)
{
	struct sp_score score;
	int64_t placed = 0;
	int64_t on_time = 0;
	bool late;

	if (sp_check(a->p, a->blocks, a->n, a->scratch, &score, NULL, 0) > 0)
		return;
	if (a->legal++ == 0 || sp_score_compare(&score, &a->best) < 0)
		a->best = score;
	for (size_t i = 0; i < a->n; i++) {
		if (is_pinned(a->p, a->blocks[i].task))
			continue;
		placed += a->blocks[i].length_min;
		late = false; /* a task is on time when all its chunks are */
		for (size_t k = 0; k < a->n; k++)
			late = late || (a->blocks[k].task == a->blocks[i].task &&
					a->blocks[k].start + a->blocks[k].length_min >
						a->p->tasks[a->blocks[k].task].due);
		on_time += late ? 0 : a->blocks[i].length_min;
	}
	a->most_min = placed > a->most_min ? placed : a->most_min;
	a->most_on_time_min = on_time > a->most_on_time_min ? on_time : a->most_on_time_min;
	a->least_hard_late = score.hard_late < a->least_hard_late ? score.hard_late : a->least_hard_late;
}

static bool
is_free_now(const struct all_plans *a, int32_t start, int32_t length)
{
	bool is_free = false;

	for (size_t i = 0; i < a->p->n_frees && !is_free; i++) {
		const struct sp_problem_span *s = &a->p->frees[i];

		is_free = s->day == start / 1440 && start % 1440 >= s->from_min &&
			  start % 1440 + length <= s->to_min;
	}
	for (size_t i = 0; i < a->n && is_free; i++)
		is_free = a->blocks[i].start >= start + length ||
			  a->blocks[i].start + a->blocks[i].length_min <= start;
	return is_free;
}

static void go_through(struct all_plans *a, int32_t task);

/* Every way to lay the rest of a task in chunks, one behind the other; what is not legal the checker throws out. */
static void
go_through_chunks(struct all_plans *a, int32_t task, int32_t from, int32_t left)
{
	const struct sp_problem_task *t = &a->p->tasks[task];

	if (left == 0) {
		go_through(a, task + 1);
		return;
	}
	for (int32_t start = from; start < a->p->days * 1440; start += SLOT)
		for (int32_t n = t->chunk_min; n <= t->chunk_max && n <= left; n += SLOT) {
			if (start < t->release || !is_free_now(a, start, n))
				continue;
			assert_true(a->n < MOST_BLOCKS);
			a->blocks[a->n++] = (struct sp_placed){task, start, n};
			go_through_chunks(a, task, start + n, left - n);
			a->n--;
		}
}

static void
go_through(struct all_plans *a, int32_t task)
{
	const struct sp_problem_task *t;

	if (task == (int32_t)a->p->n_tasks) {
		weigh(a);
		return;
	}
	t = &a->p->tasks[task];
	if (is_pinned(a->p, task)) {
		a->blocks[a->n++] = a->p->pins[0];
		go_through(a, task + 1);
		a->n--;
		return;
	}
	go_through(a, task + 1);
	if (t->chunk_max > 0 && t->chunk_min < t->length_min) {
		go_through_chunks(a, task, 0, t->length_min);
		return;
	}
	for (int32_t start = 0; start < a->p->days * 1440; start += SLOT) {
		if (start < t->release || !is_free_now(a, start, t->length_min))
			continue;
		a->blocks[a->n++] = (struct sp_placed){task, start, t->length_min};
		go_through(a, task + 1);
		a->n--;
	}
}

static int32_t
pick(struct sp_rand *rand, int32_t low, int32_t high)
{
	return low + (int32_t)sp_rand_below(rand, (uint32_t)(high - low + 1));
}

struct tiny {
	struct sp_problem p;
	struct sp_problem_cat cats[1];
	struct sp_problem_task tasks[TINY_TASKS];
	struct sp_problem_prec precs[TINY_TASKS];
	struct sp_problem_span frees[TINY_DAYS * 2];
	struct sp_problem_mask_span masks[TINY_DAYS * 2];
	struct sp_problem_budget budgets[2];
	struct sp_placed pins[1];
};

/* Time to be left free in one or two ranges, which may overlap; and a pin somewhere, free or not. */
static void
add_budgets(struct tiny *x, struct sp_rand *rand)
{
	for (int32_t k = pick(rand, 0, 2); k > 0; k--) {
		int32_t first = pick(rand, 0, x->p.days - 1);

		x->budgets[x->p.n_budgets++] = (struct sp_problem_budget){
			{first, pick(rand, first, x->p.days - 1)}, SLOT * pick(rand, 0, 6)};
	}
	if (pick(rand, 0, 2) == 0)
		x->pins[x->p.n_pins++] = (struct sp_placed){
			0, 1440 * pick(rand, 0, x->p.days - 1) + 540 + SLOT * pick(rand, 0, 3),
			x->tasks[0].length_min};
	x->p.budgets = x->budgets;
	x->p.pins = x->pins;
}

/* The optional rows. */
static void
add_extras(struct sp_problem_task *t, bool may_split, struct sp_rand *rand)
{
	if (pick(rand, 0, 2) == 0)
		t->before_min = SLOT * pick(rand, 1, 2);
	if (pick(rand, 0, 2) == 0)
		t->like = pick(rand, 1, 2);
	if (may_split && pick(rand, 0, 2) > 0) {
		t->chunk_min = SLOT;
		t->chunk_max = SLOT * pick(rand, 1, 2);
		t->day_chunks = pick(rand, 0, 3);
	}
}

static void
make_tiny(struct tiny *x, uint64_t seed)
{
	struct sp_rand rand;

	*x = (struct tiny){.p = {.slot_min = SLOT, .half_min = 760, .params = sp_problem_default_params}};
	sp_rand_seed(&rand, seed);
	x->p.days = pick(&rand, 1, TINY_DAYS);
	x->cats[0] = (struct sp_problem_cat){SP_HALF_NONE, pick(&rand, 0, 3) == 0 ? 1 : -1, -1};
	for (int32_t d = 0; d < x->p.days; d++) {
		int32_t from = 540 + SLOT * pick(&rand, 0, 2);

		x->frees[x->p.n_frees++] = (struct sp_problem_span){d, from, from + SLOT * pick(&rand, 1, 4)};
		if (pick(&rand, 0, 1) == 0)
			x->frees[x->p.n_frees++] =
				(struct sp_problem_span){d, 780, 780 + SLOT * pick(&rand, 1, 2)};
		x->masks[x->p.n_mask_spans++] = (struct sp_problem_mask_span){0, {d, 0, 1440}};
		x->masks[x->p.n_mask_spans++] = (struct sp_problem_mask_span){1, {d, 540, 570}};
	}
	x->p.n_tasks = (size_t)pick(&rand, 2, TINY_TASKS);
	for (size_t i = 0; i < x->p.n_tasks; i++) {
		x->tasks[i] = (struct sp_problem_task){
			.mask = pick(&rand, 0, 2) == 0 ? 1 : 0,
			.length_min = SLOT * pick(&rand, 1, 4),
			.buffer_min = pick(&rand, 0, 4) == 0 ? SLOT : 0,
			.release = pick(&rand, 0, 2) == 0 ? 1440 * pick(&rand, 0, x->p.days - 1) : 0,
			.due = 1440 * pick(&rand, 1, x->p.days),
			.hard = pick(&rand, 0, 1) == 0,
			.weight = 3,
		};
		if (i > 0 && pick(&rand, 0, 2) == 0)
			x->precs[x->p.n_precs++] =
				(struct sp_problem_prec){pick(&rand, 0, (int32_t)i - 1), (int32_t)i,
							 pick(&rand, 0, 1), pick(&rand, -1, 2)};
	}
	x->p.cats = x->cats;
	x->p.n_cats = 1;
	x->p.tasks = x->tasks;
	x->p.precs = x->precs;
	x->p.frees = x->frees;
	x->p.mask_spans = x->masks;
	x->p.n_masks = 2;
	if (seed > PLAIN_SEEDS)
		add_budgets(x, &rand);
	for (size_t i = 0; i < x->p.n_tasks && seed > PLAIN_SEEDS + BUDGET_SEEDS; i++) {
		add_extras(&x->tasks[i], i < 2, &rand);
		x->tasks[i].extra = !x->tasks[i].hard && (seed + i) % 3 == 0;
	}
}

/* All plans of a problem; its scratch memory is the caller's to free. */
static struct all_plans
try_all(const struct sp_problem *p)
{
	struct all_plans a = {.p = p, .least_hard_late = INT64_MAX};

	a.scratch = malloc(sp_check_size(p, MOST_BLOCKS));
	assert_non_null(a.scratch);
	go_through(&a, 0);
	free(a.scratch);
	assert_true(a.legal > 0);
	return a;
}

static struct sp_bound
bound_of(const struct sp_problem *p, const struct sp_solution *plan)
{
	struct sp_bound bound;
	void *scratch = malloc(sp_bound_size(p));

	assert_non_null(scratch);
	memset(scratch, 0xA5, sp_bound_size(p));
	sp_bound(p, plan, scratch, &bound);
	free(scratch);
	return bound;
}

/* The search: never better than the best of all plans, or the checker is wrong. */
static bool
finds_the_best(const struct sp_problem *p, uint64_t seed, const struct sp_score *best)
{
	struct sp_solution plan;
	struct run run;
	int order;

	run_start(&run, p, seed, 3000);
	run_slices(&run, 3000);
	run_judge(&run);
	sp_engine_best(run.engine, &plan);
	order = sp_score_compare(&plan.score, best);
	if (order < 0)
		fail_msg("seed %d: better than the best", (int)seed);
	run_finish(&run);
	return order == 0;
}

/* No plan beats the bound, and the search finds the best of all in all but a few. */
static void
test_all_plans_there_are(void **state)
{
	static const struct sp_solution nothing;
	int tight = 0;
	int tight_hard = 0;
	int found = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= ALL_SEEDS; seed++) {
		struct tiny x;
		struct all_plans a;
		struct sp_bound b;

		make_tiny(&x, seed);
		a = try_all(&x.p);
		b = bound_of(&x.p, &nothing);
		assert_int_equal(b.placed_min, 0);
		assert_true(b.more_min >= a.most_min);
		assert_true(b.more_on_time_min >= a.most_on_time_min);
		assert_true(b.least_hard_late <= a.least_hard_late);
		found += finds_the_best(&x.p, seed, &a.best);
		tight += b.more_on_time_min == a.most_on_time_min;
		tight_hard += b.least_hard_late == a.least_hard_late;
	}
	print_message("tight in %d, for hard tasks in %d, the best found in %d of %d\n", tight, tight_hard,
		      found, ALL_SEEDS);
	assert_true(found >= ALL_SEEDS - ALL_SEEDS / 100);
	assert_true(tight > 900);
	assert_true(tight_hard > 1200);
}

static void
test_the_search_stays_below(void **state)
{
	static const char *const names[] = {"small-1-pri04",  "small-4-over",  "small-5-conf",
					    "medium-1-pri04", "medium-4-over", "medium-5-conf",
					    "medium-6-sec10", "large-4-pri06", "replan-1-small-crisis"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct sp_arena arena;
		struct sp_instance instance;
		struct sp_solution plan;
		struct sp_bound b;
		struct run run;

		sp_arena_init(&arena);
		fixture_load(&arena, names[i], &instance);
		run_start(&run, &instance.problem, 1, 60000);
		run_slices(&run, 60000);
		sp_engine_best(run.engine, &plan);
		b = bound_of(&instance.problem, &plan);
		print_message(
			"%-22s placed %6lld min, at most %lld more, %lld more on time; hard late %lld >= %d\n",
			names[i], (long long)b.placed_min, (long long)b.more_min,
			(long long)b.more_on_time_min, (long long)plan.score.hard_late,
			(int)b.least_hard_late);
		assert_true(b.more_min >= 0);
		assert_true(b.more_on_time_min >= 0);
		assert_true(b.least_hard_late <= plan.score.hard_late);
		run_finish(&run);
		sp_arena_finish(&arena);
	}
}

static void
test_random_plans_stay_below(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct sp_arena arena;
		struct sp_problem p;
		struct sp_solution plan;
		struct sp_bound b;
		struct run run;

		sp_arena_init(&arena);
		fixture_random(&arena, seed, &p);
		run_start(&run, &p, seed, 4000);
		run_slices(&run, 4000);
		sp_engine_best(run.engine, &plan);
		b = bound_of(&p, &plan);
		assert_true(b.more_min >= 0);
		assert_true(b.more_on_time_min >= 0);
		assert_true(b.least_hard_late <= plan.score.hard_late);
		run_finish(&run);
		sp_arena_finish(&arena);
	}
}

/* Papers of 90 minutes in pieces of at most an hour end on the second day; what follows a day later misses the third. */
static void
test_a_chain_alone_can_be_too_long(void **state)
{
	static const struct {
		int32_t length_min;
		int32_t late;
	} cases[] = {{60, 0}, {90, 1}};
	struct sp_problem_span frees[4];
	struct sp_problem_mask_span masks[4];
	const struct sp_problem_cat cat = {SP_HALF_NONE, -1, -1};
	const struct sp_problem_prec prec = {0, 1, 1, -1};

	(void)state;
	for (int32_t day = 0; day < 4; day++) {
		frees[day] = (struct sp_problem_span){day, 9 * 60, 12 * 60};
		masks[day] = (struct sp_problem_mask_span){0, {day, 0, 1440}};
	}
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct sp_problem_task tasks[] = {
			{.length_min = cases[i].length_min,
			 .due = 4 * 1440,
			 .weight = 1,
			 .chunk_min = 30,
			 .chunk_max = 60},
			{.length_min = 60, .due = 2 * 1440, .hard = true, .weight = 1},
		};
		const struct sp_problem p = {.slot_min = 5,
					     .days = 4,
					     .half_min = 720,
					     .params = sp_problem_default_params,
					     .cats = &cat,
					     .n_cats = 1,
					     .tasks = tasks,
					     .n_tasks = 2,
					     .precs = &prec,
					     .n_precs = 1,
					     .frees = frees,
					     .n_frees = 4,
					     .mask_spans = masks,
					     .n_mask_spans = 4,
					     .n_masks = 1};
		const struct sp_solution none = {.n_blocks = 0};

		assert_int_equal(bound_of(&p, &none).least_hard_late, cases[i].late);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_plans_there_are),
		cmocka_unit_test(test_the_search_stays_below),
		cmocka_unit_test(test_random_plans_stay_below),
		cmocka_unit_test(test_a_chain_alone_can_be_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
