/*
 * Expansion: what a year's duties and clocks make, that doing it again changes nothing, and that what was done or agreed
 * stays.
 */
#include "senplan/plan/expand.h"

#include "senplan/base/str.h"
#include "senplan/plan/clocks.h"

#include "plan/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct sp_expansion
expand(struct world *w, const char *now)
{
	struct sp_expansion result;
	struct sp_err err;

	if (sp_plan_expand(&w->snapshot, world_time(now), &w->edits, &result, &err) != SP_OK)
		fail_msg("%s", err.text);
	world_apply(w);
	return result;
}

/* Number of open tasks whose key begins so. */
static size_t
count_tasks(const struct world *w, const char *prefix)
{
	size_t n = 0;

	for (size_t i = 0; i < w->snapshot.tasks.n; i++)
		n += w->snapshot.tasks.items[i].state == SP_TASK_OPEN &&
		     sp_starts_with(w->snapshot.tasks.items[i].key, prefix);
	return n;
}

static const struct sp_task *
task_of(const struct world *w, const char *key)
{
	const struct sp_task *task = sp_snapshot_task_by_key(&w->snapshot, key);

	if (task == NULL)
		fail_msg("no task %s", key);
	return task;
}

static struct sp_case
add_pupil(struct world *w, const char *last_review, const char *booked)
{
	struct sp_case row = sp_case_blank();

	row.code = "K07";
	row.year = 8;
	row.status = SP_CASE_EHCP;
	row.last_review = world_day(last_review);
	if (booked != NULL)
		row.review_booked = world_time(booked);
	row.id = sp_edits_put_case(&w->edits, &row);
	world_apply(w);
	return w->snapshot.cases.items[0];
}

static void
put_event(struct world *w, enum sp_event_kind kind, const char *day)
{
	struct sp_case_event row = sp_case_event_blank();

	row.subject = w->snapshot.cases.items[0].id;
	row.kind = kind;
	row.day = world_day(day);
	sp_edits_put_case_event(&w->edits, &row);
	world_apply(w);
}

static const struct sp_task_link *
link_of(const struct world *w, const char *before, const char *after)
{
	sp_task_id a = task_of(w, before)->id, b = task_of(w, after)->id;

	for (size_t i = 0; i < w->snapshot.task_links.n; i++)
		if (w->snapshot.task_links.items[i].before.v == a.v &&
		    w->snapshot.task_links.items[i].after.v == b.v)
			return &w->snapshot.task_links.items[i];
	return NULL;
}

static void
again_changes_nothing(void **state)
{
	struct world w;
	struct sp_expansion first, second;
	struct sp_err err;

	(void)state;
	world_begin(&w);
	world_add_demand(&w, 24, 60);
	first = expand(&w, "2026-09-03T08:00");
	assert_true(first.n_new > 700);
	assert_int_equal(first.n_retired + first.n_changed + first.n_problems, 0);
	if (sp_plan_expand(&w.snapshot, world_time("2026-09-03T08:00"), &w.edits, &second, &err) != SP_OK)
		fail_msg("%s", err.text);
	assert_int_equal(w.edits.n, 0);
	assert_int_equal(second.n_unchanged, first.n_new);
	assert_int_equal(second.n_new + second.n_changed + second.n_retired, 0);
	world_finish(&w);
}

static void
duties_by_cadence(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	world_add_demand(&w, 0, 0);
	expand(&w, "2026-09-03T08:00");
	assert_int_equal(count_tasks(&w, "duty:action-plan:"), 40); /* weeks with a school day */
	assert_int_equal(count_tasks(&w, "duty:la-forms:"), 80);
	assert_int_equal(count_tasks(&w, "duty:walks:"), 12);
	assert_int_equal(count_tasks(&w, "duty:map:"), 3);
	assert_int_equal(task_of(&w, "duty:walks:2026-h1:1")->due_day, world_day("2026-10-23"));
	assert_int_equal(sp_time_day(task_of(&w, "duty:walks:2026-h1:2")->release), world_day("2026-09-28"));
	assert_int_equal(task_of(&w, "duty:map:2026-t2:1")->due_day, world_day("2027-03-25"));
	assert_int_equal(task_of(&w, "duty:map:2026-t2:1")->chunk_max, 120);
	world_finish(&w);
}

static void
past_periods_are_not_made(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	world_add_demand(&w, 0, 0);
	expand(&w, "2027-05-04T08:00");
	assert_int_equal(count_tasks(&w, "duty:walks:"), 4);
	assert_int_equal(count_tasks(&w, "duty:map:"), 1);
	assert_int_equal(count_tasks(&w, "duty:action-plan:"), 11);
	world_finish(&w);
}

static void
other_cadences(void **state)
{
	static const struct {
		enum sp_cadence cadence;
		enum sp_per per;
		int32_t cycle_week, month;
		size_t n;
	} rows[] = {
		{SP_CADENCE_DAILY, SP_PER_NONE, -1, 0, 195},
		{SP_CADENCE_FORTNIGHTLY, SP_PER_NONE, -1, 0, 20},
		{SP_CADENCE_FORTNIGHTLY, SP_PER_NONE, 1, 0, 20},
		{SP_CADENCE_YEARLY, SP_PER_NONE, -1, 6, 1},
		{SP_CADENCE_YEARLY, SP_PER_SEN_SUPPORT, -1, 0, 5},
		{SP_CADENCE_TERMLY, SP_PER_STAFF, -1, 0, 6},
		{SP_CADENCE_TERMLY, SP_PER_EHCP, -1, 0, 9},
		{SP_CADENCE_ONCE, SP_PER_NONE, -1, 0, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct world w;
		struct sp_duty duty = sp_duty_blank();
		struct sp_setting cycle = {.key = "cycle", .value = "2"};
		struct sp_cycle_fact fact = {.day = world_day("2026-09-07"), .week = 0};

		world_begin(&w);
		sp_edits_put_setting(&w.edits, &cycle);
		sp_edits_put_cycle_fact(&w.edits, &fact);
		for (int k = 0; k < 2; k++) {
			struct sp_staff_member staff = sp_staff_member_blank();

			staff.code = k == 0 ? "TA01" : "TA02";
			staff.active = true;
			sp_edits_put_staff_member(&w.edits, &staff);
		}
		world_add_demand(&w, 3, 5);
		duty.key = "x";
		duty.name = "x";
		duty.activity = world_activity(&w, "walk");
		duty.cadence = rows[i].cadence;
		duty.per = rows[i].per;
		duty.times = 1;
		duty.cycle_week = rows[i].cycle_week;
		duty.weekday = -1;
		duty.month = rows[i].month;
		duty.active = true;
		sp_edits_put_duty(&w.edits, &duty);
		world_apply(&w);
		expand(&w, "2026-09-01T08:00");
		if (count_tasks(&w, "duty:x:") != rows[i].n)
			fail_msg("row %zu: %zu tasks, wanted %zu", i, count_tasks(&w, "duty:x:"), rows[i].n);
		world_finish(&w);
	}
}

static void
chain_with_lags_from_the_rules(void **state)
{
	struct world w;
	const struct sp_task_link *link;
	struct sp_rule rule;

	(void)state;
	world_begin(&w);
	add_pupil(&w, "2025-12-20", NULL);
	expand(&w, "2026-10-05T08:00");
	assert_int_equal(count_tasks(&w, "K07:"), 8);
	link = link_of(&w, "K07:ar.circulate:2025-12-20", "K07:ar.meeting:2025-12-20");
	assert_int_equal(link->min_lag_day, 14);
	assert_int_equal(link->max_lag_day, -1);
	link = link_of(&w, "K07:ar.meeting:2025-12-20", "K07:ar.report:2025-12-20");
	assert_int_equal(link->min_lag_day, 0);
	assert_int_equal(link->max_lag_day, 14);
	link = link_of(&w, "K07:ar.meeting:2025-12-20", "K07:ar.la_decision:2025-12-20");
	assert_int_equal(link->min_lag_day, 29);
	assert_true(task_of(&w, "K07:ar.circulate:2025-12-20")->hard);
	assert_int_equal(task_of(&w, "K07:ar.la_decision:2025-12-20")->length_min, 10);
	for (size_t i = 0; i < w.snapshot.rules.n; i++) {
		rule = w.snapshot.rules.items[i];
		if (!sp_streq(rule.key, "ar.circulate"))
			continue;
		rule.value = 21;
		sp_edits_put_rule(&w.edits, &rule);
	}
	world_apply(&w);
	assert_true(expand(&w, "2026-10-05T08:00").n_changed > 0);
	assert_int_equal(link_of(&w, "K07:ar.circulate:2025-12-20", "K07:ar.meeting:2025-12-20")->min_lag_day,
			 21);
	assert_int_equal(task_of(&w, "K07:ar.circulate:2025-12-20")->due_day, world_day("2026-11-01"));
	world_finish(&w);
}

static void
booked_meeting_stands_at_its_time(void **state)
{
	struct world w;
	struct sp_case pupil;
	const struct sp_task *task;

	(void)state;
	world_begin(&w);
	pupil = add_pupil(&w, "2025-12-20", "2026-12-08T14:00");
	expand(&w, "2026-10-05T08:00");
	task = task_of(&w, "K07:ar.meeting:2025-12-20");
	assert_int_equal(task->fixed_start, world_time("2026-12-08T14:00"));
	task = task_of(&w, "K07:ar.report:2025-12-20");
	assert_int_equal(task->fixed_start, SP_TIME_NONE);
	assert_null(sp_snapshot_task_by_key(&w.snapshot, "K07:ar.arrange:2025-12-20"));
	pupil.review_booked = world_time("2026-12-10T10:00");
	sp_edits_put_case(&w.edits, &pupil);
	world_apply(&w);
	assert_int_equal(expand(&w, "2026-10-05T08:00").n_new, 0);
	task = task_of(&w, "K07:ar.meeting:2025-12-20");
	assert_int_equal(task->fixed_start, world_time("2026-12-10T10:00"));
	world_finish(&w);
}

static void
change_meeting_step(struct world *w, const char *key, const char *done_by)
{
	for (size_t i = 0; i < w->snapshot.steps.n; i++) {
		struct sp_step row = w->snapshot.steps.items[i];

		if (!sp_streq(row.chain, "annual-review") || row.position != 5)
			continue;
		row.key = key;
		row.done_by = done_by;
		sp_edits_put_step(&w->edits, &row);
	}
	world_apply(w);
}

/* What marks a step done is a column of it: a school may call its meeting what it likes. */
static void
steps_are_known_by_their_event(void **state)
{
	struct world w;
	struct sp_expansion result;

	(void)state;
	world_begin(&w);
	add_pupil(&w, "2025-12-20", "2026-12-08T14:00");
	change_meeting_step(&w, "ar.round-table", "held");
	expand(&w, "2026-10-05T08:00");
	assert_int_equal(task_of(&w, "K07:ar.round-table:2025-12-20")->fixed_start,
			 world_time("2026-12-08T14:00"));
	assert_int_equal(task_of(&w, "K07:ar.report:2025-12-20")->due_day, world_day("2026-12-22"));
	put_event(&w, SP_EVENT_HELD, "2026-12-08");
	expand(&w, "2026-12-09T08:00");
	assert_int_equal(task_of(&w, "K07:ar.round-table:2025-12-20")->state, SP_TASK_DONE);
	change_meeting_step(&w, "ar.meeting", "assembled");
	result = expand(&w, "2026-10-05T08:00");
	assert_non_null(result.a_problem);
	assert_non_null(strstr(result.a_problem, "assembled"));
	world_finish(&w);
}

static void
events_finish_tasks(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	add_pupil(&w, "2025-12-20", "2026-12-08T14:00");
	expand(&w, "2026-10-05T08:00");
	put_event(&w, SP_EVENT_CIRCULATED, "2026-11-20");
	expand(&w, "2026-11-23T08:00");
	assert_int_equal(task_of(&w, "K07:ar.circulate:2025-12-20")->state, SP_TASK_DONE);
	assert_int_equal(task_of(&w, "K07:ar.gather:2025-12-20")->state, SP_TASK_DONE);
	assert_int_equal(task_of(&w, "K07:ar.meeting:2025-12-20")->state, SP_TASK_OPEN);
	assert_null(link_of(&w, "K07:ar.circulate:2025-12-20", "K07:ar.meeting:2025-12-20"));
	put_event(&w, SP_EVENT_HELD, "2026-12-08");
	expand(&w, "2026-12-09T08:00");
	assert_int_equal(task_of(&w, "K07:ar.meeting:2025-12-20")->state, SP_TASK_DONE);
	assert_int_equal(task_of(&w, "K07:ar.report:2025-12-20")->due_day, world_day("2026-12-22"));
	assert_int_equal(task_of(&w, "K07:ar.report:2025-12-20")->work_by_day, world_day("2026-12-18"));
	world_finish(&w);
}

/* Of a plan whose date nobody knows: what has no date makes no work, the order goes on through it. */
static void
without_a_date_the_order_holds(void **state)
{
	struct world w;
	struct sp_case row = sp_case_blank();
	const struct sp_task_link *link;

	(void)state;
	world_begin(&w);
	row.code = "K07";
	row.year = 8;
	row.status = SP_CASE_EHCP;
	sp_edits_put_case(&w.edits, &row);
	world_apply(&w);
	expand(&w, "2026-10-05T08:00");
	assert_null(sp_snapshot_task_by_key(&w.snapshot, "K07:ar.invite:first"));
	link = link_of(&w, "K07:ar.arrange:first", "K07:ar.gather:first");
	assert_non_null(link);
	assert_int_equal(link->min_lag_day, 0);
	assert_int_equal(link->max_lag_day, -1);
	world_finish(&w);
}

static void
put_block(struct world *w, const char *key, const char *start, bool locked)
{
	struct sp_block row = sp_block_blank();

	row.uid = key;
	row.task = task_of(w, key)->id;
	row.start = world_time(start);
	row.length_min = task_of(w, key)->length_min;
	row.locked = locked;
	sp_edits_put_block(&w->edits, &row);
	world_apply(w);
}

static void
retired_but_not_what_was_agreed(void **state)
{
	struct world w;
	struct sp_case pupil;
	struct sp_expansion result;

	(void)state;
	world_begin(&w);
	pupil = add_pupil(&w, "2025-12-20", NULL);
	expand(&w, "2026-10-05T08:00");
	put_block(&w, "K07:ar.circulate:2025-12-20", "2026-10-20T09:00", true);
	put_block(&w, "K07:ar.invite:2025-12-20", "2026-10-13T09:00", false);
	pupil.left_day = world_day("2026-10-06");
	sp_edits_put_case(&w.edits, &pupil);
	world_apply(&w);
	result = expand(&w, "2026-10-06T08:00");
	assert_int_equal(result.n_retired, 7);
	assert_int_equal(task_of(&w, "K07:ar.circulate:2025-12-20")->state, SP_TASK_OPEN);
	assert_int_equal(task_of(&w, "K07:ar.invite:2025-12-20")->state, SP_TASK_RETIRED);
	assert_int_equal(w.snapshot.task_links.n, 0);
	pupil.left_day = SP_DAY_NONE;
	sp_edits_put_case(&w.edits, &pupil);
	world_apply(&w);
	expand(&w, "2026-10-06T08:00");
	assert_int_equal(task_of(&w, "K07:ar.invite:2025-12-20")->state, SP_TASK_OPEN);
	assert_int_equal(count_tasks(&w, "K07:"), 8);
	world_finish(&w);
}

static void
dropped_stays_dropped(void **state)
{
	struct world w;
	struct sp_task task;

	(void)state;
	world_begin(&w);
	world_add_demand(&w, 0, 0);
	expand(&w, "2026-09-03T08:00");
	task = *task_of(&w, "duty:walks:2026-h1:1");
	task.state = SP_TASK_DROPPED;
	sp_edits_put_task(&w.edits, &task);
	world_apply(&w);
	expand(&w, "2026-09-04T08:00");
	assert_int_equal(task_of(&w, "duty:walks:2026-h1:1")->state, SP_TASK_DROPPED);
	world_finish(&w);
}

static void
a_missing_rule_is_told(void **state)
{
	struct world w;
	struct sp_expansion result;

	(void)state;
	world_begin(&w);
	for (size_t i = 0; i < w.snapshot.rules.n; i++)
		if (sp_streq(w.snapshot.rules.items[i].key, "ar.circulate"))
			sp_edits_delete(&w.edits, SP_ENTITY_rule, w.snapshot.rules.items[i].id.v);
	world_apply(&w);
	add_pupil(&w, "2025-12-20", NULL);
	result = expand(&w, "2026-10-05T08:00");
	assert_int_equal(result.n_problems, 1);
	assert_non_null(strstr(result.a_problem, "ar.circulate"));
	assert_null(sp_snapshot_task_by_key(&w.snapshot, "K07:ar.circulate:2025-12-20"));
	world_finish(&w);
}

static const struct sp_clock *
clock_of(struct world *w, const char *step, const char *now)
{
	const struct sp_clock *clocks = NULL;
	struct sp_err err;
	size_t n = 0;

	assert_int_equal(
		sp_clocks_of(&w->snapshot, (sp_case_id){0}, world_time(now), &w->arena, &clocks, &n, &err),
		SP_OK);
	for (size_t i = 0; i < n; i++)
		if (sp_streq(clocks[i].step->key, step) && sp_streq(clocks[i].cycle, "2025-12-20"))
			return &clocks[i];
	fail_msg("no clock of %s", step);
	return NULL;
}

/* The LA's date is the LA's: that our chase stands after it does not make it late, and it never presses us. */
static void
chases_are_not_the_step(void **state)
{
	struct world w;
	const struct sp_clock *clock;

	(void)state;
	world_begin(&w);
	add_pupil(&w, "2025-12-20", NULL);
	put_event(&w, SP_EVENT_HELD, "2026-11-17");
	expand(&w, "2026-11-18T08:00");
	put_block(&w, "K07:ar.la_decision:2025-12-20", "2026-12-17T09:00", false);
	put_block(&w, "K07:ar.report:2025-12-20", "2026-12-03T09:00", false);
	world_apply(&w);
	clock = clock_of(&w, "ar.la_decision", "2026-11-18T08:00");
	assert_int_equal(clock->due_day, world_day("2026-12-15"));
	assert_int_equal(clock->planned_day, SP_DAY_NONE);
	assert_true(clock->slack_days > 0);
	assert_int_equal(sp_clock_urgency(clock), SP_URGENCY_NONE);
	clock = clock_of(&w, "ar.la_decision", "2026-12-16T08:00");
	assert_int_equal(clock->state, SP_CLOCK_MISSED);
	assert_int_equal(sp_clock_urgency(clock), SP_URGENCY_NONE);
	clock = clock_of(&w, "ar.report", "2026-11-18T08:00");
	assert_int_equal(clock->planned_day, world_day("2026-12-03"));
	assert_int_equal(sp_clock_urgency(clock), SP_URGENCY_LATE);
	world_finish(&w);
}

/* What a week's duties lack of the minimum, once; not in weeks with fewer hours; gone with the minimum. */
static void
minimum_makes_what_is_lacking(void **state)
{
	struct sp_activity activity;
	struct sp_expansion result;
	const struct sp_task *task;
	struct world w;
	size_t n_weeks;

	(void)state;
	world_begin(&w);
	world_add_week(&w);
	world_add_demand(&w, 4, 4);
	expand(&w, "2026-09-03T08:00");
	n_weeks = count_tasks(&w, "duty:action-plan:");
	assert_int_equal(count_tasks(&w, SP_PLAN_MINIMUM_KEY), 0);
	activity = *sp_snapshot_activity(&w.snapshot, world_activity(&w, "strategic.plan"));
	activity.week_min = task_of(&w, "duty:action-plan:2026-11-23:1")->length_min + 45;
	sp_edits_put_activity(&w.edits, &activity);
	world_apply(&w);
	result = expand(&w, "2026-09-03T08:00");
	assert_int_equal(result.n_changed + result.n_retired, 0);
	assert_int_equal(count_tasks(&w, SP_PLAN_MINIMUM_KEY), result.n_new);
	assert_in_range(result.n_new, n_weeks - 4, n_weeks);
	task = task_of(&w, SP_PLAN_MINIMUM_KEY "strategic.plan/2026-11-23");
	assert_int_equal(task->length_min, 45);
	assert_int_equal(task->due_day, world_day("2026-11-27"));
	assert_int_equal(sp_time_day(task->release), world_day("2026-11-23"));
	result = expand(&w, "2026-09-03T08:00");
	assert_int_equal(result.n_new + result.n_changed + result.n_retired, 0);
	activity.week_min = 6000; /* more than any week has */
	sp_edits_put_activity(&w.edits, &activity);
	world_apply(&w);
	expand(&w, "2026-09-03T08:00");
	assert_int_equal(count_tasks(&w, SP_PLAN_MINIMUM_KEY), 0);
	world_finish(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(again_changes_nothing),
		cmocka_unit_test(duties_by_cadence),
		cmocka_unit_test(past_periods_are_not_made),
		cmocka_unit_test(other_cadences),
		cmocka_unit_test(chain_with_lags_from_the_rules),
		cmocka_unit_test(booked_meeting_stands_at_its_time),
		cmocka_unit_test(steps_are_known_by_their_event),
		cmocka_unit_test(events_finish_tasks),
		cmocka_unit_test(without_a_date_the_order_holds),
		cmocka_unit_test(chases_are_not_the_step),
		cmocka_unit_test(retired_but_not_what_was_agreed),
		cmocka_unit_test(dropped_stays_dropped),
		cmocka_unit_test(a_missing_rule_is_told),
		cmocka_unit_test(minimum_makes_what_is_lacking),
	};

	return cmocka_run_group_tests_name("expand", tests, NULL, NULL);
}
