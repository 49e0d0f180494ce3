/*
 * The checker against plans that are wrong by hand. The problem: three days, 09:00 to 12:00 and 13:00 to 16:00 free;
 * each case changes one thing in a legal plan and names the rule that must be found broken.
 */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { D = 1440, H = 60 };

static const struct sp_problem_cat cats[] = {
	{SP_HALF_MORNING, -1, 120},
	{SP_HALF_AFTERNOON, 1, -1},
};

static const struct sp_problem_task tasks[] = {
	{.cat = 0, .mask = 0, .length_min = 60, .buffer_min = 15, .due = 2 * D, .hard = true, .weight = 5},
	{.cat = 1, .mask = 1, .length_min = 30, .due = 3 * D, .release = D, .weight = 3},
	{.cat = 0, .mask = 0, .length_min = 90, .due = 3 * D, .weight = 2, .chunk_min = 30, .chunk_max = 60},
	{.cat = 1, .mask = 0, .length_min = 30, .due = 3 * D, .last = 2 * D + 14 * H, .weight = 4},
};

static const struct sp_problem_span frees[] = {
	{0, 9 * H, 12 * H},  {0, 13 * H, 16 * H}, {1, 9 * H, 12 * H},
	{1, 13 * H, 16 * H}, {2, 9 * H, 12 * H},  {2, 13 * H, 16 * H},
};

static const struct sp_problem_mask_span mask_spans[] = {
	{0, {0, 0, D}}, {0, {1, 0, D}}, {0, {2, 0, D}}, {1, {1, 13 * H, 16 * H}}, {1, {2, 13 * H, 16 * H}},
};

static const struct sp_problem_prec precs[] = {
	{0, 1, 1, 1}, /* task 1 a day after task 0, due a day after it */
	{1, 3, 0, -1},
};

static const struct sp_problem_budget budgets[] = {
	{{1, 2}, 150},
};

static const struct sp_placed legal[] = {
	{0, 9 * H, 60}, {2, 11 * H, 30}, {1, D + 13 * H, 30}, {2, D + 9 * H, 60}, {3, 2 * D + 13 * H, 30},
};

enum { N_LEGAL = sizeof legal / sizeof legal[0] };

static struct sp_problem
problem(void)
{
	return (struct sp_problem){
		.slot_min = 5,
		.days = 3,
		.half_min = 12 * H,
		.params = sp_problem_default_params,
		.cats = cats,
		.n_cats = 2,
		.tasks = tasks,
		.n_tasks = 4,
		.frees = frees,
		.n_frees = 6,
		.mask_spans = mask_spans,
		.n_mask_spans = 5,
		.n_masks = 2,
		.precs = precs,
		.n_precs = 2,
		.budgets = budgets,
		.n_budgets = 1,
	};
}

/* The number of violations of a plan, the first eight of which come in `ret`. */
static size_t
judge(const struct sp_problem *p, const struct sp_placed *blocks, size_t n, struct sp_score *ret_score,
      struct sp_violation ret[8])
{
	void *scratch = malloc(sp_check_size(p, n));
	size_t bad;

	assert_non_null(scratch);
	bad = sp_check(p, blocks, n, scratch, ret_score, ret, 8);
	free(scratch);
	return bad;
}

static bool
has_rule(const struct sp_violation *list, size_t n, enum sp_hard rule)
{
	for (size_t i = 0; i < n && i < 8; i++)
		if (list[i].rule == rule)
			return true;
	return false;
}

static void
test_legal_plan(void **state)
{
	struct sp_problem p = problem();
	struct sp_violation v[8];
	struct sp_score score;

	(void)state;
	assert_int_equal(judge(&p, legal, N_LEGAL, &score, v), 0);
	assert_int_equal(score.hard_late, 0);
	assert_int_equal(score.soft, 0);
	assert_int_equal(score.target, 0);
	/* Task 0 ends in the three days before its due: 12. No gap: 15 and 30 minutes, see below. */
	assert_int_equal(score.quality, 12 + 0);
}

static const struct {
	const char *what;
	size_t at;		/* the block of the legal plan that is changed, */
	struct sp_placed block; /* to this (length 0: it is left out) */
	enum sp_hard rule;
} wrong[] = {
	{"off the grid", 0, {0, 9 * H + 2, 60}, SP_HARD_GRID},
	{"outside the free time", 0, {0, 8 * H, 60}, SP_HARD_FREE},
	{"buffer outside the free time", 0, {0, 15 * H, 60}, SP_HARD_FREE},
	{"outside the allowed times", 2, {1, D + 10 * H, 30}, SP_HARD_MASK},
	{"in the buffer of another", 1, {2, 10 * H + 10, 30}, SP_HARD_OVERLAP},
	{"before its release", 2, {1, 13 * H, 30}, SP_HARD_RELEASE},
	{"later than it is worth", 4, {3, 2 * D + 13 * H + 35, 30}, SP_HARD_LAST},
	{"too short a chunk", 3, {2, D + 9 * H, 15}, SP_HARD_CHUNK},
	{"two chunks on a day", 3, {2, 13 * H, 60}, SP_HARD_CHUNK},
	{"a chunk is missing", 3, {2, 0, 0}, SP_HARD_CHUNK},
	{"two of a kind on a day", 4, {3, D + 15 * H, 30}, SP_HARD_DAY_BLOCKS},
	{"too near its predecessor", 0, {0, D + 9 * H, 60}, SP_HARD_PREC},
	{"without its predecessor", 0, {0, 0, 0}, SP_HARD_PREC},
	{"before its predecessor", 4, {3, 13 * H, 30}, SP_HARD_PREC},
	{"a task that is not there", 4, {9, 2 * D + 13 * H, 30}, SP_HARD_UNKNOWN},
	{"no length", 4, {3, 2 * D + 13 * H, -5}, SP_HARD_GRID},
	{"outside the horizon", 4, {3, 9 * D, 30}, SP_HARD_GRID},
};

static void
test_each_rule_is_found(void **state)
{
	struct sp_problem p = problem();

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct sp_placed blocks[N_LEGAL];
		struct sp_violation v[8];
		struct sp_score score;
		size_t n = 0;

		for (size_t k = 0; k < N_LEGAL; k++)
			if (k != wrong[i].at)
				blocks[n++] = legal[k];
			else if (wrong[i].block.length_min != 0)
				blocks[n++] = wrong[i].block;
		if (!has_rule(v, judge(&p, blocks, n, &score, v), wrong[i].rule))
			fail_msg("%s is not found", wrong[i].what);
	}
}

/* What is kept free before a block is like what is kept free behind it, and lies after now. */
static void
test_time_before_a_block(void **state)
{
	static const struct {
		const char *what;
		int32_t before_min, now;
		enum sp_hard rule; /* SP_HARD_UNKNOWN: it is legal */
	} cases[] = {
		{"free time begins at nine", 30, 0, SP_HARD_FREE},
		{"the block before it ends at 11:30", 95, 0, SP_HARD_OVERLAP},
		{"just room", 60, 0, SP_HARD_UNKNOWN},
		{"it would have begun before now", 60, 12 * H + 5, SP_HARD_RELEASE},
		{"it begins now", 60, 12 * H, SP_HARD_UNKNOWN},
	};
	static const struct sp_placed early[] = {{0, 9 * H, 60}};
	static const struct sp_placed late[] = {{2, 11 * H, 30}, {2, D + 9 * H, 60}, {0, 13 * H, 60}};
	struct sp_problem_span whole_days[] = {{0, 9 * H, 16 * H}, {1, 9 * H, 16 * H}, {2, 9 * H, 16 * H}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sp_problem p = problem();
		struct sp_problem_task changed[] = {tasks[0], tasks[1], tasks[2], tasks[3]};
		struct sp_placed blocks[] = {late[0], late[1], late[2]};
		struct sp_violation v[8];
		struct sp_score score;
		size_t n;

		changed[0].before_min = cases[i].before_min;
		p.tasks = changed;
		p.now = cases[i].now;
		p.frees = whole_days;
		p.n_frees = 3;
		if (cases[i].rule == SP_HARD_FREE)
			n = judge(&p, early, 1, &score, v);
		else if (cases[i].rule == SP_HARD_RELEASE || cases[i].now > 0)
			n = judge(&p, &blocks[2], 1, &score, v);
		else
			n = judge(&p, blocks, 3, &score, v);
		if (cases[i].rule == SP_HARD_UNKNOWN ? n != 0 : n != 1 || v[0].rule != cases[i].rule)
			fail_msg("%s: %zu, %s", cases[i].what, n, sp_hard_name(v[0].rule));
	}
}

/* Several chunks on a day, where the task allows it: not too many, and a quarter of an hour apart. */
static void
test_chunks_of_a_day(void **state)
{
	static const struct {
		const char *what;
		int32_t per_day;
		struct sp_placed blocks[3];
		bool legal;
	} cases[] = {
		{"one a day is what is meant without a word", 0, {{2, 9 * H, 45}, {2, 10 * H, 45}}, false},
		{"two", 2, {{2, 9 * H, 45}, {2, 10 * H, 45}}, true},
		{"a quarter of an hour is enough", 2, {{2, 9 * H, 30}, {2, 9 * H + 45, 60}}, true},
		{"ten minutes are not", 2, {{2, 9 * H, 30}, {2, 9 * H + 40, 60}}, false},
		{"side by side is one of 90 minutes", 2, {{2, 9 * H, 45}, {2, 9 * H + 45, 45}}, false},
		{"three are too many", 2, {{2, 9 * H, 30}, {2, 10 * H, 30}, {2, 11 * H, 30}}, false},
		{"three of three", 3, {{2, 11 * H, 30}, {2, 9 * H, 30}, {2, 10 * H, 30}}, true},
		{"the bounds of each hold", 3, {{2, 11 * H, 15}, {2, 9 * H, 45}, {2, 10 * H, 30}}, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sp_problem p = problem();
		struct sp_problem_task changed[] = {tasks[0], tasks[1], tasks[2], tasks[3]};
		struct sp_violation v[8];
		struct sp_score score;
		size_t n = cases[i].blocks[2].length_min > 0 ? 3 : 2;

		changed[2].day_chunks = cases[i].per_day;
		p.tasks = changed;
		n = judge(&p, cases[i].blocks, n, &score, v);
		if (cases[i].legal ? n != 0 : n != 1 || v[0].rule != SP_HARD_CHUNK)
			fail_msg("%s: %zu, %s", cases[i].what, n, sp_hard_name(v[0].rule));
	}
}

/* Preferred times take the place of the better half: every slot outside them is one point. */
static void
test_preferred_times(void **state)
{
	static const struct sp_placed early[] = {{1, D + 13 * H, 30}, {0, 9 * H, 60}};
	struct sp_problem p = problem();
	struct sp_problem_task changed[] = {tasks[0], tasks[1], tasks[2], tasks[3]};
	struct sp_problem_mask_span spans[] = {mask_spans[0],
					       mask_spans[1],
					       mask_spans[2],
					       mask_spans[3],
					       mask_spans[4],
					       {2, {0, 9 * H + 15, 10 * H}},
					       {2, {1, 13 * H + 10, 14 * H}}};
	struct sp_violation v[8];
	struct sp_score plain, liked;

	(void)state;
	p.tasks = changed;
	p.mask_spans = spans;
	p.n_mask_spans = 7;
	p.n_masks = 3;
	judge(&p, early, 2, &plain, v);
	changed[0].like = 3; /* 15 of 60 minutes are before it begins */
	judge(&p, early, 2, &liked, v);
	assert_int_equal(liked.quality - plain.quality, 3);
	changed[1].like = 3; /* 10 of 30 */
	judge(&p, early, 2, &liked, v);
	assert_int_equal(liked.quality - plain.quality, 3 + 2);
	changed[1].like = 1; /* any time */
	judge(&p, early, 2, &liked, v);
	assert_int_equal(liked.quality - plain.quality, 3);
	changed[0].cat = 1; /* better in the afternoon, if its preferred times did not say otherwise */
	changed[0].like = 1;
	judge(&p, early, 2, &liked, v);
	assert_int_equal(liked.quality, plain.quality);
}

static void
test_minutes_of_a_day(void **state)
{
	struct sp_problem p = problem();
	struct sp_problem_cat less[] = {cats[0], cats[1]};
	struct sp_violation v[8];
	struct sp_score score;

	(void)state;
	less[0].max_min_day = 60; /* 90 are placed on day 0 */
	p.cats = less;
	assert_true(has_rule(v, judge(&p, legal, N_LEGAL, &score, v), SP_HARD_DAY_MIN));
}

static void
test_budget(void **state)
{
	struct sp_problem p = problem();
	struct sp_problem_budget less = {{1, 2}, 119}; /* 120 minutes of soft work are placed */
	struct sp_violation v[8];
	struct sp_score score;

	(void)state;
	p.budgets = &less;
	assert_true(has_rule(v, judge(&p, legal, N_LEGAL, &score, v), SP_HARD_BUDGET));
	less.max_min = 120;
	assert_int_equal(judge(&p, legal, N_LEGAL, &score, v), 0);
}

static void
test_pins_stand_and_are_reported(void **state)
{
	static const struct sp_placed pins[] = {{0, 8 * H, 60}, {1, 8 * H + 30, 30}};
	static const struct sp_placed elsewhere[] = {{0, 9 * H, 60}, {1, 8 * H + 30, 30}};
	struct sp_problem p = problem();
	struct sp_violation v[8];
	struct sp_score score;
	void *scratch;
	size_t n;

	(void)state;
	p.pins = pins;
	p.n_pins = 2;
	assert_int_equal(judge(&p, pins, 2, &score, v),
			 0); /* outside free time, overlapping: the user's will */
	assert_true(has_rule(v, judge(&p, elsewhere, 2, &score, v), SP_HARD_PIN));
	assert_true(has_rule(v, judge(&p, pins, 1, &score, v), SP_HARD_PIN));
	scratch = malloc(sp_check_size(&p, 2));
	assert_non_null(scratch);
	n = sp_check_pins(&p, scratch, v, 8);
	free(scratch);
	assert_true(has_rule(v, n, SP_HARD_FREE));
	assert_true(has_rule(v, n, SP_HARD_OVERLAP));
	assert_true(has_rule(v, n, SP_HARD_MASK));
	assert_true(has_rule(v, n, SP_HARD_PREC));
}

static void
test_score_of_late_and_unplaced(void **state)
{
	/* Task 0 is a day late; so is task 1, which waits for it; task 3 is not placed, nor is task 2. */
	static const struct sp_placed late[] = {{0, 2 * D + 9 * H, 60}};
	struct sp_problem p = problem();
	struct sp_violation v[8];
	struct sp_score score;

	(void)state;
	assert_int_equal(judge(&p, late, 1, &score, v), 0);
	assert_int_equal(score.hard_late, 1);
	assert_int_equal(score.hard_days, 1);
	assert_int_equal(score.soft, 20 * (3 + 2 + 4));
	assert_int_equal(judge(&p, NULL, 0, &score, v), 0);
	assert_int_equal(score.hard_late, 1);
	assert_int_equal(score.hard_days, 1 + 7);
}

static void
test_score_of_moves(void **state)
{
	static const struct sp_placed before[] = {{2, D + 9 * H, 60}, {2, 11 * H, 30}, {3, 13 * H, 30}};
	struct sp_problem p = problem();
	struct sp_violation v[8];
	struct sp_score score;

	(void)state;
	p.prevs = before;
	p.n_prevs = 3;
	judge(&p, legal, N_LEGAL, &score, v);
	assert_int_equal(score.moved, 8 * (1 + 2)); /* task 2 stands as before, task 3 two days later */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_legal_plan),
		cmocka_unit_test(test_each_rule_is_found),
		cmocka_unit_test(test_time_before_a_block),
		cmocka_unit_test(test_chunks_of_a_day),
		cmocka_unit_test(test_preferred_times),
		cmocka_unit_test(test_minutes_of_a_day),
		cmocka_unit_test(test_budget),
		cmocka_unit_test(test_pins_stand_and_are_reported),
		cmocka_unit_test(test_score_of_late_and_unplaced),
		cmocka_unit_test(test_score_of_moves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
