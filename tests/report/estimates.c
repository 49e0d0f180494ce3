/*
 * Estimates from the log: which tasks are samples, their median and quartiles, when they are worth a question.
 */
#include "senplan/report/estimates.h"

#include "senplan/base/str.h"
#include "senplan/model/edit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct log {
	struct sp_arena arena;
	struct sp_edits edits;
	struct sp_snapshot snapshot;
	sp_activity_id walk;
	sp_duty_id own_length;
	struct sp_err err;
};

static struct log *
begin(void)
{
	static struct log log;
	struct sp_activity walk = sp_activity_blank();
	struct sp_duty duty = sp_duty_blank();

	memset(&log, 0, sizeof(log));
	sp_arena_init(&log.arena);
	sp_edits_init(&log.edits, &log.arena);
	walk.key = walk.name = "walk";
	walk.typical_min = 90;
	log.walk = sp_edits_put_activity(&log.edits, &walk);
	duty.key = duty.name = "short";
	duty.activity = log.walk;
	duty.length_min = 30;
	log.own_length = sp_edits_put_duty(&log.edits, &duty);
	return &log;
}

/* A task that took so long, in two entries when `pieces` is 2. */
static void
add(struct log *log, int took_min, int pieces, enum sp_task_state state, sp_duty_id duty)
{
	struct sp_task task = sp_task_blank();
	struct sp_log_entry entry = sp_log_entry_blank();

	task.key = "";
	task.title = "Walk";
	task.activity = log->walk;
	task.duty = duty;
	task.state = state;
	entry.task = sp_edits_put_task(&log->edits, &task);
	entry.activity = log->walk;
	entry.kind = SP_LOG_WORKED;
	for (int i = 0; i < pieces; i++) {
		entry.start = sp_time_of(20000 + i, 600);
		entry.length_min = took_min / pieces;
		sp_edits_put_log_entry(&log->edits, &entry);
	}
}

static struct sp_estimate
measure(struct log *log)
{
	const struct sp_estimate *estimates;
	struct sp_snapshot empty;

	memset(&empty, 0, sizeof(empty));
	assert_int_equal(sp_snapshot_finish(&empty, &log->arena, &log->err), SP_OK);
	assert_int_equal(sp_snapshot_apply(&empty, &log->edits, &log->arena, &log->snapshot, &log->err),
			 SP_OK);
	assert_int_equal(sp_estimates_build(&log->snapshot, &log->arena, &estimates, &log->err), SP_OK);
	assert_ptr_equal(estimates[0].activity, &log->snapshot.activities.items[0]);
	return estimates[0];
}

static const sp_duty_id no_duty = {0};

static void
nothing_is_nothing(void **state)
{
	struct log *log = begin();
	struct sp_estimate estimate = measure(log);

	(void)state;
	assert_int_equal(estimate.n, 0);
	assert_int_equal(estimate.median_min, 0);
	assert_false(estimate.offered);
	sp_arena_finish(&log->arena);
}

static void
six_finished_tasks_have_a_median(void **state)
{
	static const int took[] = {200, 110, 120, 140, 150, 100};
	struct log *log = begin();
	struct sp_estimate estimate;
	struct sp_str words;

	(void)state;
	for (size_t i = 0; i < 6; i++)
		add(log, took[i], i % 2 == 0 ? 2 : 1, SP_TASK_DONE, no_duty);
	add(log, 900, 1, SP_TASK_OPEN, no_duty);	/* not finished */
	add(log, 30, 1, SP_TASK_DONE, log->own_length); /* of a duty with a length of its own */
	estimate = measure(log);
	assert_int_equal(estimate.n, 6);
	assert_int_equal(estimate.median_min, 130); /* between 120 and 140 */
	assert_int_equal(estimate.low_min, 110);
	assert_int_equal(estimate.high_min, 150);
	assert_true(estimate.offered);
	sp_str_init(&words);
	sp_estimate_words(&words, &estimate);
	assert_string_equal(words.text, "typical 90, your median 130 over 6");
	sp_str_finish(&words);
	sp_arena_finish(&log->arena);
}

static void
four_are_too_few_and_the_same_is_no_question(void **state)
{
	struct log *log = begin();

	(void)state;
	for (int i = 0; i < 4; i++)
		add(log, 150, 1, SP_TASK_DONE, no_duty);
	assert_false(measure(log).offered);
	sp_arena_finish(&log->arena);
	log = begin();
	for (int i = 0; i < 5; i++)
		add(log, 93, 1, SP_TASK_DONE, no_duty);
	assert_false(measure(log).offered); /* rounded to five minutes it is a twentieth away */
	sp_arena_finish(&log->arena);
}

static void
what_was_left_is_not_asked_until_the_log_grows(void **state)
{
	struct sp_setting setting = sp_setting_blank();
	struct log *log = begin();

	(void)state;
	setting.key = "estimates_left";
	setting.value = "walking:5 walk:5";
	sp_edits_put_setting(&log->edits, &setting);
	for (int i = 0; i < 5; i++)
		add(log, 150, 1, SP_TASK_DONE, no_duty);
	assert_true(measure(log).left);
	assert_false(measure(log).offered);
	add(log, 150, 1, SP_TASK_DONE, no_duty);
	assert_true(measure(log).offered);
	sp_arena_finish(&log->arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_nothing),
		cmocka_unit_test(six_finished_tasks_have_a_median),
		cmocka_unit_test(four_are_too_few_and_the_same_is_no_question),
		cmocka_unit_test(what_was_left_is_not_asked_until_the_log_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
