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
	size_t n;

	memset(&empty, 0, sizeof(empty));
	assert_int_equal(sp_snapshot_finish(&empty, &log->arena, &log->err), SP_OK);
	assert_int_equal(sp_snapshot_apply(&empty, &log->edits, &log->arena, &log->snapshot, &log->err),
			 SP_OK);
	assert_int_equal(sp_estimates_build(&log->snapshot, &log->arena, &estimates, &n, &log->err), SP_OK);
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

/* A task of a step, as its key says. */
static void
add_step_task(struct log *log, const char *key, int took_min, sp_day day)
{
	struct sp_task task = sp_task_blank();
	struct sp_log_entry entry = sp_log_entry_blank();

	task.key = key;
	task.title = "papers out";
	task.activity = log->walk;
	task.state = SP_TASK_DONE;
	task.length_min = 60;
	entry.task = sp_edits_put_task(&log->edits, &task);
	entry.activity = log->walk;
	entry.kind = SP_LOG_WORKED;
	entry.start = sp_time_of(day, 600);
	entry.length_min = took_min;
	sp_edits_put_log_entry(&log->edits, &entry);
}

static void
add_step(struct log *log, const char *chain, const char *key, int typical_min)
{
	struct sp_step step = sp_step_blank();

	step.chain = chain;
	step.key = key;
	step.name = "papers out";
	step.activity = log->walk;
	step.typical_min = typical_min;
	sp_edits_put_step(&log->edits, &step);
}

static void
a_step_has_its_own_median_and_leaves_the_activity_alone(void **state)
{
	static const char *const keys[] = {"K01:ar.circulate:2026-01-01", "K02:ar.circulate:2026-01-01",
					   "K03:ar.circulate:2026-01-01", "K04:ar.circulate:2026-01-01",
					   "K05:ar.circulate:2026-01-01"};
	static const int took[] = {80, 95, 85, 120, 90};
	struct log *log = begin();
	const struct sp_estimate *estimates;
	size_t n;

	(void)state;
	add_step(log, "annual-review", "ar.circulate", 60);
	add_step(log, "annual-review-9", "ar.circulate", 60); /* the same work in another chain */
	add_step(log, "annual-review", "ar.circulated", 60);  /* a key that only begins so */
	for (int i = 0; i < 5; i++)
		add_step_task(log, keys[i], took[i], sp_day_of(2026, 11, 23));
	measure(log);
	assert_int_equal(sp_estimates_build(&log->snapshot, &log->arena, &estimates, &n, &log->err), SP_OK);
	assert_int_equal(n, 4);		     /* the activity, its duty with a length, two steps */
	assert_int_equal(estimates[0].n, 0); /* the steps have lengths of their own */
	assert_string_equal(sp_estimate_key(&estimates[3]), "ar.circulate");
	assert_int_equal(estimates[3].n, 5);
	assert_int_equal(estimates[3].now_min, 60);
	assert_int_equal(estimates[3].low_min, 85);
	assert_int_equal(estimates[3].median_min, 90);
	assert_int_equal(estimates[3].high_min, 95);
	assert_true(estimates[3].offered);
	assert_int_equal(estimates[2].n, 0);
	sp_arena_finish(&log->arena);
}

static void
a_duty_with_a_length_of_its_own_learns_that(void **state)
{
	struct log *log = begin();
	const struct sp_estimate *estimates;
	size_t n;

	(void)state;
	for (int i = 0; i < 5; i++)
		add(log, 45, 1, SP_TASK_DONE, log->own_length);
	measure(log);
	assert_int_equal(sp_estimates_build(&log->snapshot, &log->arena, &estimates, &n, &log->err), SP_OK);
	assert_int_equal(n, 2);
	assert_int_equal(estimates[0].n, 0);
	assert_string_equal(sp_estimate_key(&estimates[1]), "short");
	assert_int_equal(estimates[1].n, 5);
	assert_int_equal(estimates[1].now_min, 30);
	assert_int_equal(estimates[1].median_min, 45);
	assert_true(estimates[1].offered);
	sp_arena_finish(&log->arena);
}

static const struct sp_accuracy *
accuracy(struct log *log, sp_day from, sp_day to, size_t *ret_n)
{
	const struct sp_accuracy *rows;

	assert_int_equal(sp_accuracy_build(&log->snapshot, from, to, &log->arena, &rows, ret_n, &log->err),
			 SP_OK);
	return rows;
}

static void
without_terms_planned_and_real_stand_by_month(void **state)
{
	struct log *log = begin();
	const struct sp_accuracy *rows;
	size_t n;

	(void)state;
	add_step_task(log, "K01:a:1", 90, sp_day_of(2026, 11, 30));
	add_step_task(log, "K01:a:2", 45, sp_day_of(2026, 12, 1));
	add_step_task(log, "K01:a:3", 60, sp_day_of(2026, 11, 2));
	add(log, 900, 1, SP_TASK_OPEN, no_duty); /* not finished: nothing is known of it */
	measure(log);
	rows = accuracy(log, SP_DAY_NONE, SP_DAY_NONE, &n);
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].name, "Nov 2026");
	assert_int_equal(rows[0].from_day, sp_day_of(2026, 11, 1));
	assert_int_equal(rows[0].n, 2);
	assert_int_equal(rows[0].planned_min, 120);
	assert_int_equal(rows[0].logged_min, 150);
	assert_int_equal(sp_accuracy_pct(&rows[0]), 125);
	assert_int_equal(sp_accuracy_pct(&rows[1]), 75);
	rows = accuracy(log, sp_day_of(2026, 11, 3), sp_day_of(2026, 11, 30), &n);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].n, 1);
	sp_arena_finish(&log->arena);
}

static void
add_span(struct log *log, enum sp_year_span_kind kind, const char *name, sp_day from, sp_day to)
{
	struct sp_year_span span = sp_year_span_blank();

	span.kind = kind;
	span.name = name;
	span.from_day = from;
	span.to_day = to;
	sp_edits_put_year_span(&log->edits, &span);
}

static void
planned_and_real_stand_by_half_term_and_holidays(void **state)
{
	struct log *log = begin();
	const struct sp_accuracy *rows;
	size_t n;

	(void)state;
	add_span(log, SP_YEAR_TERM, "Autumn", sp_day_of(2026, 9, 2), sp_day_of(2026, 12, 18));
	add_span(log, SP_YEAR_HALF_TERM, "October half-term", sp_day_of(2026, 10, 26),
		 sp_day_of(2026, 10, 30));
	add_span(log, SP_YEAR_TERM, "Spring", sp_day_of(2027, 1, 4), sp_day_of(2027, 3, 25));
	add_step_task(log, "K01:a:1", 60, sp_day_of(2026, 11, 30));
	add_step_task(log, "K01:a:2", 60, sp_day_of(2026, 12, 18)); /* the same half-term, another month */
	add_step_task(log, "K01:a:3", 60, sp_day_of(2026, 10, 28));
	add_step_task(log, "K01:a:4", 60, sp_day_of(2026, 12, 19));
	add_step_task(log, "K01:a:5", 60, sp_day_of(2027, 1, 3));
	add_step_task(log, "K01:a:6", 60, sp_day_of(2026, 9, 2));
	add_step_task(log, "K01:a:7", 60, sp_day_of(2026, 8, 31)); /* of no term that is known */
	measure(log);
	rows = accuracy(log, SP_DAY_NONE, SP_DAY_NONE, &n);
	assert_int_equal(n, 5);
	assert_string_equal(rows[0].name, "Aug 2026");
	assert_string_equal(rows[1].name, "Autumn 1 2026");
	assert_string_equal(rows[2].name, "October half-term 2026");
	assert_string_equal(rows[3].name, "Autumn 2 2026");
	assert_int_equal(rows[3].from_day, sp_day_of(2026, 11, 2));
	assert_int_equal(rows[3].n, 2);
	assert_string_equal(rows[4].name, "Holidays after Autumn 2 2026");
	assert_int_equal(rows[4].n, 2);
	rows = accuracy(log, sp_day_of(2026, 12, 1), sp_day_of(2026, 12, 31), &n);
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].n, 1);
	sp_arena_finish(&log->arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_nothing),
		cmocka_unit_test(six_finished_tasks_have_a_median),
		cmocka_unit_test(four_are_too_few_and_the_same_is_no_question),
		cmocka_unit_test(a_step_has_its_own_median_and_leaves_the_activity_alone),
		cmocka_unit_test(a_duty_with_a_length_of_its_own_learns_that),
		cmocka_unit_test(without_terms_planned_and_real_stand_by_month),
		cmocka_unit_test(planned_and_real_stand_by_half_term_and_holidays),
		cmocka_unit_test(what_was_left_is_not_asked_until_the_log_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
