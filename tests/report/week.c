/*
 * The week's figures on a plan made by hand: the school of the planning tests, week of Mon 23 Nov 2026 (off on Wednesday).
 */
#include "senplan/report/week.h"

#include "senplan/base/str.h"

#include "plan/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct world school;
static struct sp_arena arena;

static sp_task_id
add_task(const char *title, const char *activity, int32_t length_min, const char *due)
{
	struct sp_task row = sp_task_blank();

	row.title = title;
	row.activity = world_activity(&school, activity);
	row.length_min = length_min;
	row.due_day = due == NULL ? SP_DAY_NONE : world_day(due);
	row.work_by_day = row.due_day;
	row.weight = 3;
	row.weekday = -1;
	return sp_edits_put_task(&school.edits, &row);
}

static void
add_block(sp_task_id task, const char *start, int32_t length_min, enum sp_block_state state)
{
	struct sp_block row = sp_block_blank();

	row.uid = start;
	row.task = task;
	row.start = world_time(start);
	row.length_min = length_min;
	row.state = state;
	sp_edits_put_block(&school.edits, &row);
}

static void
add_log(enum sp_log_kind kind, const char *start, int32_t length_min)
{
	struct sp_log_entry row = sp_log_entry_blank();

	row.kind = kind;
	row.start = world_time(start);
	row.length_min = length_min;
	row.cause = kind == SP_LOG_LOST ? SP_CAUSE_COVER : SP_CAUSE_NONE;
	sp_edits_put_log_entry(&school.edits, &row);
}

static int
set_up(void **state)
{
	sp_task_id plan, forms, map;

	(void)state;
	world_begin(&school);
	world_add_week(&school);
	sp_arena_init(&arena);
	plan = add_task("action plan", "strategic.plan", 60, "2026-11-27");
	forms = add_task("LA forms", "admin.la_forms", 60, "2026-11-24");
	map = add_task("provision map", "provision.map", 120, "2026-12-04");
	add_task("next term", "admin.la_forms", 60, "2027-01-15");
	add_task("some day", "admin.la_forms", 60, NULL);
	add_block(plan, "2026-11-24T08:00", 60, SP_BLOCK_PROPOSED);
	add_block(forms, "2026-11-26T10:00", 60, SP_BLOCK_PROPOSED);
	add_block(map, "2026-11-23T10:00", 45, SP_BLOCK_DONE);
	add_block(plan, "2026-11-30T10:00", 30, SP_BLOCK_PROPOSED);
	add_log(SP_LOG_WORKED, "2026-11-23T10:00", 50);
	add_log(SP_LOG_BEYOND, "2026-11-25T18:00", 30);
	add_log(SP_LOG_LOST, "2026-11-27T10:00", 60);
	add_log(SP_LOG_WORKED, "2026-11-30T10:00", 90);
	world_apply(&school);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	sp_arena_finish(&arena);
	world_finish(&school);
	return 0;
}

static struct sp_week
build(const char *day, const char *now)
{
	struct sp_week week;
	struct sp_err err;

	assert_int_equal(
		sp_week_build(&school.snapshot, world_day(day), world_time(now), &arena, &week, &err), SP_OK);
	return week;
}

static void
test_hours(void **state)
{
	struct sp_week week = build("2026-11-26", "2026-11-23T08:00");
	int32_t allocated;
	struct sp_err err;

	(void)state;
	assert_int_equal(week.monday, world_day("2026-11-23"));
	assert_int_equal(week.n_days, 5);
	assert_int_equal(
		sp_allocated_min(&school.snapshot, week.monday, week.monday + 6, &arena, &allocated, &err),
		SP_OK);
	assert_int_equal(week.allocated_min, allocated);
	assert_true(allocated > 20 * 60 && allocated < 34 * 60);
	assert_int_equal(week.planned_min, 165);
	assert_int_equal(week.logged_min, 80);
	assert_int_equal(week.lost_min, 60);
	assert_int_equal(week.left_min, allocated - 165 - 60);
	assert_int_equal(week.reserve_min, sp_reserve_min(&school.snapshot, allocated));
	assert_int_equal(week.from_min, 8 * 60);
	assert_int_equal(week.to_min, 17 * 60);
	assert_string_equal(week.half_term, "Autumn 2");
	assert_int_equal(week.week_of_year, 12);
}

static void
test_blocks(void **state)
{
	struct sp_week week = build("2026-11-23", "2026-11-23T08:00");

	(void)state;
	assert_int_equal(week.days[0].n_blocks, 1);
	assert_int_equal(week.days[1].n_blocks, 1);
	assert_int_equal(week.days[2].n_blocks, 0);
	assert_int_equal(week.days[3].n_blocks, 1);
	assert_string_equal(week.days[1].blocks[0].title, "action plan");
	assert_false(week.days[1].blocks[0].late);
	assert_true(week.days[3].blocks[0].late); /* due on Tuesday, placed on Thursday */
	assert_false(week.days[0].blocks[0].late);
}

/* A task that is overdue and not done is late wherever its block stands. */
static void
test_overdue(void **state)
{
	struct sp_week week = build("2026-11-23", "2026-11-30T08:00");

	(void)state;
	assert_true(week.days[1].blocks[0].late);
	assert_false(week.days[0].blocks[0].late); /* done */
}

static void
test_no_room(void **state)
{
	struct sp_week week = build("2026-11-23", "2026-11-23T08:00");

	(void)state;
	assert_int_equal(week.n_no_room, 1);
	assert_string_equal(week.no_room[0].title, "provision map");
	assert_int_equal(week.no_room[0].missing_min, 75);
	/* Three weeks later it is overdue, and said in the present week only. */
	week = build("2026-12-14", "2026-12-14T08:00");
	assert_int_equal(week.n_no_room, 1);
	week = build("2026-12-14", "2026-11-23T08:00");
	assert_int_equal(week.n_no_room, 0);
}

/* {NULL} when the activity has no share. */
static struct sp_week_share
share_of(const struct sp_week *week, const char *key)
{
	for (size_t i = 0; i < week->n_shares; i++)
		if (sp_streq(week->shares[i].activity->key, key))
			return week->shares[i];
	return (struct sp_week_share){0};
}

static void
test_shares(void **state)
{
	struct sp_week week = build("2026-11-23", "2026-11-23T08:00");
	struct sp_week_share plan = share_of(&week, "strategic.plan");
	struct sp_week_share forms = share_of(&week, "admin.la_forms");

	(void)state;
	assert_int_equal(plan.planned_min, 60);
	assert_int_equal(plan.wanted_min,
			 week.allocated_min / 10); /* the target of 10 %, above the 30 minutes */
	assert_int_equal(forms.planned_min, 60);
	assert_int_equal(forms.wanted_min, 60); /* what is due this week */
	assert_null(share_of(&week, "walk").activity);
}

static void
test_empty_weeks(void **state)
{
	struct sp_week week = build("2026-12-26", "2026-11-23T08:00");

	(void)state;
	assert_int_equal(week.allocated_min, 0);
	assert_int_equal(week.week_of_year, 0);
	assert_string_equal(week.half_term, "");
	assert_string_equal(week.cycle_letter, "");
	assert_true(week.from_min < week.to_min);
}

/* Pupils: a clock that is near and has no place is said, with whose it is and by when. */
static void
test_attention(void **state)
{
	struct sp_week week;
	size_t n_urgent = 0;

	(void)state;
	world_add_demand(&school, 12, 0);
	week = build("2026-11-23", "2026-11-23T08:00");
	assert_true(week.n_attention > 0);
	for (size_t i = 0; i < week.n_attention; i++) {
		const struct sp_week_attention *item = &week.attention[i];
		const struct sp_case *subject = sp_snapshot_case(&school.snapshot, item->subject);

		assert_non_null(subject);
		assert_true(sp_starts_with(item->text, subject->code));
		assert_true(item->by_day < week.monday + 14);
		assert_true(i == 0 || item->severity <= week.attention[i - 1].severity);
		n_urgent += item->severity == 2;
	}
	assert_true(n_urgent > 0); /* the reviews of October were never held */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_hours, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_blocks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_overdue, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_room, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_shares, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_empty_weeks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_attention, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
