/*
 * What is wrong with an instance is said with its line; what is only unwise (a pin on another, a task longer than any
 * window) is kept and named.
 */
#include "senplan/engine/explain.h"
#include "senplan/engine/instance.h"

#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                                                 \
	"senco-instance 1\nslot 5\ndays 3\nstart 2026-11-09\nnow 0\nhalf 760\ncat 0 x - -1 -1\nmask 0 all\n" \
	"free 0 540-600 780-840\nfree 1 540-600\nm 0 0 0-1440\nm 0 1 0-1440\n" /* 12 lines */
#define TASK_A "task 0 0 30 0 0 1440 H 1 0 0 0 a\n"
#define TASK_B "task 1 0 30 0 0 2880 S 2 0 0 0 b\n"

static const struct {
	const char *text;
	int line;
	const char *reason;
} bad[] = {
	{"", 0, "empty"},
	{"slot 5\n", 1, "first row"},
	{"senco-instance 2\n", 1, "version"},
	{HEAD "hello 1\n", 13, "not a kind of row"},
	{HEAD "prec 0 1\n", 13, "fields"},
	{HEAD "task 0 0 30 0 0 1440 H 1 0 0\n", 13, "fields"},
	{HEAD "task 0 0 x 0 0 1440 H 1 0 0 0\n", 13, "not a whole number"},
	{HEAD "task 0 0 99999999999999999999 0 0 1440 H 1 0 0 0\n", 13, "not a whole number"},
	{HEAD "task 0 0 -30 0 0 1440 H 1 0 0 0\n", 13, "length is not positive"},
	{HEAD "task 0 0 30 0 0 1441 H 1 0 0 0\n", 13, "not the end of a day"},
	{HEAD "task 0 3 30 0 0 1440 H 1 0 0 0\n", 13, "category"},
	{HEAD TASK_A "task 1 0 30 0 0 1440 S 1 7 0 0\n", 14, "mask"},
	{HEAD TASK_A "task 0 0 30 0 0 1440 S 1 0 0 0\n", 14, "used before"},
	{HEAD TASK_A "task 5 0 30 0 0 1440 S 1 0 0 0\n", 14, "not below the count"},
	{HEAD TASK_A TASK_B "prec 0 1 0 -1\nprec 1 0 0 -1\n", 13, "circle"},
	{HEAD TASK_A "prec 0 0 0 -1\n", 13, "circle"},
	{HEAD TASK_A TASK_B "prec 0 9 0 -1\n", 15, "does not exist"},
	{HEAD TASK_A TASK_B "prec 0 1 0 -1\nprec 0 1 -4 -1\n", 16, "lag"},
	{HEAD "free 2 600-540\n", 13, "crossed"},
	{HEAD "free 2 600\n", 13, "FROM-TO"},
	{HEAD "free 9 540-600\n", 13, "outside the horizon"},
	{HEAD "m 4 0 540-600\n", 13, "mask does not exist"},
	{HEAD TASK_A "pin 0 999999 30\n", 14, "outside the horizon"},
	{HEAD TASK_A "prev 0 540 0\n", 14, "no length"},
	{HEAD "wmin 0 0 30\n", 13, "names no week"},
	{HEAD "week 0 0 2\nwmin 0 4 30\n", 14, "category"},
	{HEAD "block 0 2 1\ntarget 0 0 60 5\n", 14, "crossed"},
	{HEAD "budget 0 9 60\n", 13, "outside the horizon"},
	{HEAD "param calm 3\nparam frag -1\n", 14, "coefficient"},
	{HEAD "param colour 3\n", 13, "no parameter"},
	{HEAD TASK_A "before 1 10\n", 14, "names no task"},
	{HEAD TASK_A "before 0 -5\n", 14, "negative"},
	{HEAD TASK_A "before 0 1445\n", 14, "longer than a day"},
	{HEAD TASK_A "before 0\n", 14, "fields"},
	{HEAD TASK_A "before 0 x\n", 14, "not a whole number"},
	{HEAD TASK_A "perday 0 0\n", 14, "between one and four"},
	{HEAD TASK_A "perday 0 5\n", 14, "between one and four"},
	{HEAD TASK_A "perday 7 2\n", 14, "names no task"},
	{HEAD TASK_A "like 0 1\n", 14, "names no mask"},
	{HEAD TASK_A "like 1 0\n", 14, "names no task"},
	{HEAD "days 4\n", 13, "at most 1"},
	{"senco-instance 1\nslot 7\ndays 3\nhalf 760\n", 2, "5 or 15"},
	{"senco-instance 1\nslot 5\ndays 4000\nhalf 760\n", 3, "371"},
	{"senco-instance 1\nslot 5\ndays 4\nhalf 7600\n", 4, "minute of a day"},
	{"senco-instance 1\nslot 5\ndays 4\nhalf 760\nnow 999999999\n", 5, "outside the horizon"},
};

static enum sp_rc
parse(const char *text, size_t len, struct sp_arena *arena, struct sp_instance *ret, struct sp_err *err)
{
	sp_arena_init(arena);
	*err = (struct sp_err){0};
	return sp_instance_parse(text, len, "x.inst", arena, ret, err);
}

static void
test_line_and_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct sp_arena arena;
		struct sp_instance instance;
		struct sp_err err;

		if (parse(bad[i].text, strlen(bad[i].text), &arena, &instance, &err) != SP_INPUT)
			fail_msg("row %zu is taken: %s", i, bad[i].text);
		if (err.line != bad[i].line || strstr(err.text, bad[i].reason) == NULL)
			fail_msg("row %zu: line %d, %s", i, err.line, err.text);
		assert_string_equal(err.path, "x.inst");
		sp_arena_finish(&arena);
	}
}

static void
test_a_million_tasks(void **state)
{
	static const char row[] = "task %d 0 30 0 0 1440 S 1 0 0 0\n";
	size_t size = strlen(HEAD) + (size_t)1000000 * (sizeof row + 8);
	char *text = malloc(size);
	struct sp_arena arena;
	struct sp_instance instance;
	struct sp_err err;
	size_t len;

	(void)state;
	assert_non_null(text);
	len = strlen(HEAD);
	memcpy(text, HEAD, len);
	for (int i = 0; i < 1000000; i++)
		len += (size_t)snprintf(text + len, size - len, row, i);
	assert_int_equal(parse(text, len, &arena, &instance, &err), SP_INPUT);
	assert_int_equal(err.line, 12 + SP_PROBLEM_MAX_TASKS + 1);
	assert_non_null(strstr(err.text, "at most 4096"));
	sp_arena_finish(&arena);
	free(text);
}

static void
test_pins_that_overlap_are_kept(void **state)
{
	static const char text[] = HEAD TASK_A TASK_B "pin 0 540 30\n# a remark\npin 1 550 30\n";
	struct sp_arena arena;
	struct sp_instance instance;
	struct sp_violation v[4];
	struct sp_solution best;
	struct sp_err err;
	struct run run;
	void *scratch;

	(void)state;
	assert_int_equal(parse(text, strlen(text), &arena, &instance, &err), SP_OK);
	assert_int_equal(instance.pin_lines[0], 15);
	assert_int_equal(instance.pin_lines[1], 17);
	assert_int_equal(instance.task_lines[1], 14);
	scratch = malloc(sp_check_size(&instance.problem, 2));
	assert_int_equal(sp_check_pins(&instance.problem, scratch, v, 4), 1);
	assert_int_equal(v[0].rule, SP_HARD_OVERLAP);
	run_start(&run, &instance.problem, 1, 500);
	run_slices(&run, 500);
	sp_engine_best(run.engine, &best);
	assert_int_equal(best.n_blocks, 2);
	assert_int_equal(best.blocks[1].start, 550);
	run_finish(&run);
	free(scratch);
	sp_arena_finish(&arena);
}

static void
test_what_fits_nowhere_is_named(void **state)
{
	static const char text[] = HEAD TASK_A "task 1 0 65 0 0 2880 S 2 0 0 0 longer\n" /* than any window */
					       "task 2 0 60 5 0 2880 S 2 0 0 0 buffer\n"
					       "task 3 0 60 0 1440 1440 S 2 0 0 0 late\n"
					       "task 4 0 120 0 0 2880 S 2 0 15 60 split\n"
					       "task 5 0 135 0 0 2880 S 2 0 15 60 split\n"
					       "task 6 0 55 0 0 2880 S 2 0 0 0 walk\n"
					       "task 7 0 55 0 0 2880 S 2 0 0 0 walk\n"
					       "before 6 10\nbefore 7 5\n"
					       "task 8 0 90 0 0 1440 S 2 0 15 45 two\n"
					       "task 9 0 105 0 0 1440 S 2 0 15 45 three\n"
					       "perday 8 3\nperday 9 3\n";
	struct sp_arena arena;
	struct sp_instance instance;
	struct sp_misfit misfits[8];
	struct sp_err err;
	void *scratch;

	(void)state;
	assert_int_equal(parse(text, strlen(text), &arena, &instance, &err), SP_OK);
	scratch = malloc(sp_explain_size(&instance.problem, 0));
	assert_int_equal(sp_explain_misfits(&instance.problem, scratch, misfits, 8), 6);
	assert_int_equal(misfits[0].task, 1);
	assert_false(misfits[0].fits_late);
	assert_int_equal(misfits[0].longest_min, 60);
	assert_int_equal(misfits[1].task, 2);
	assert_int_equal(misfits[1].longest_min, 55);
	assert_int_equal(misfits[2].task, 3);
	assert_true(misfits[2].fits_late);
	assert_int_equal(misfits[3].task, 5);
	assert_int_equal(misfits[4].task, 6);
	assert_int_equal(misfits[4].longest_min, 50);
	assert_int_equal(misfits[5].task, 9); /* an hour takes one piece of 45 minutes, or two with a break */
	assert_int_equal(sp_explain_misfits(&instance.problem, scratch, NULL, 0), 6);
	free(scratch);
	sp_arena_finish(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_and_reason),
		cmocka_unit_test(test_a_million_tasks),
		cmocka_unit_test(test_pins_that_overlap_are_kept),
		cmocka_unit_test(test_what_fits_nowhere_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
