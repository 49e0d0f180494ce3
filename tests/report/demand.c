/*
 * Demand against hours on the school of the planning tests, with tasks made by hand: what counts, in which week, and that
 * all sums agree. Monday 23 November 2026.
 */
#include "senplan/report/demand.h"

#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/report/ahead.h"
#include "senplan/report/words.h"

#include "plan/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct world school;

static sp_task_id
add_task(int32_t length_min, const char *due)
{
	struct sp_task row = sp_task_blank();

	row.title = "by hand";
	row.activity = world_activity(&school, "walk");
	row.length_min = length_min;
	row.due_day = due == NULL ? SP_DAY_NONE : world_day(due);
	row.work_by_day = row.due_day;
	row.weight = 3;
	row.weekday = -1;
	return sp_edits_put_task(&school.edits, &row);
}

static void
add_done(sp_task_id task, const char *start, int32_t length_min)
{
	struct sp_block row = sp_block_blank();

	row.uid = start;
	row.task = task;
	row.start = world_time(start);
	row.length_min = length_min;
	row.state = SP_BLOCK_DONE;
	sp_edits_put_block(&school.edits, &row);
}

static struct sp_demand
demand_at(const char *now)
{
	struct sp_demand demand;
	struct sp_err err;

	assert_int_equal(sp_demand_build(&school.snapshot, world_time(now), &school.arena, &demand, &err),
			 SP_OK);
	return demand;
}

/* What is counted here is told task by task; a minimum would add one to each week. */
static void
no_weekly_minimum(void)
{
	struct sp_activity plan;

	world_apply(&school);
	plan = *sp_snapshot_activity(&school.snapshot, world_activity(&school, "strategic.plan"));
	plan.week_min = 0;
	sp_edits_put_activity(&school.edits, &plan);
}

static int
set_up(void **state)
{
	(void)state;
	world_begin(&school);
	world_add_week(&school);
	no_weekly_minimum();
	world_apply(&school);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	world_finish(&school);
	return 0;
}

static void
sums_agree(const struct sp_demand *d)
{
	int32_t weeks[3] = {0}, halves[3] = {0}, activities = 0, duties = 0, behind = 0;

	for (size_t i = 0; i < d->n_weeks; i++) {
		const struct sp_demand_span *week = &d->weeks[i];
		int32_t gap;

		weeks[0] += week->demand_min;
		weeks[1] += week->allocated_min;
		weeks[2] += week->reserve_min;
		assert_int_equal(week->reserve_min, sp_reserve_min(&school.snapshot, week->allocated_min));
		gap = weeks[0] - weeks[1] + weeks[2];
		behind = gap > 0 ? gap : 0;
		assert_int_equal(week->behind_min, behind);
	}
	for (size_t i = 0; i < d->n_half_terms; i++) {
		halves[0] += d->half_terms[i].demand_min;
		halves[1] += d->half_terms[i].allocated_min;
		halves[2] += d->half_terms[i].reserve_min;
	}
	for (size_t i = 0; i < school.snapshot.activities.n; i++)
		activities += d->activities[i].demand_min;
	for (size_t i = 0; i < school.snapshot.duties.n; i++)
		duties += d->duties[i].demand_min;
	assert_memory_equal(weeks, halves, sizeof(weeks));
	assert_int_equal(d->year.demand_min, weeks[0]);
	assert_int_equal(d->year.allocated_min, weeks[1]);
	assert_int_equal(d->year.reserve_min, weeks[2]);
	assert_int_equal(d->year.shortfall_min, behind);
	assert_int_equal(d->year.behind_min, behind);
	assert_int_equal(activities, d->year.demand_min);
	assert_int_equal(duties, d->duties_min);
	assert_int_equal(d->duties_min + d->clocks_min + d->single_min, d->year.demand_min);
}

static void
every_sum_of_a_whole_school_agrees(void **state)
{
	struct sp_demand d;
	struct sp_ahead ahead;
	struct sp_err err;

	(void)state;
	world_add_demand(&school, 24, 60);
	add_task(35, "2027-01-14");
	world_apply(&school);
	d = demand_at("2026-11-23T08:00");
	assert_true(d.duties_min > 0 && d.clocks_min > 0 && d.statutory_min > 0);
	assert_int_equal(d.single_min, 35);
	sums_agree(&d);
	assert_int_equal(
		sp_ahead_build(&school.snapshot, world_time("2026-11-23T08:00"), &school.arena, &ahead, &err),
		SP_OK);
	assert_int_equal(ahead.demand.year.demand_min, d.year.demand_min);
	d = demand_at("2027-07-15T08:00");
	sums_agree(&d);
}

/* Overdue and undated work now; booked work when it is booked; work of the next school year not. */
static void
each_task_counts_once_in_its_week(void **state)
{
	struct sp_task booked = sp_task_blank();
	struct sp_demand d;

	(void)state;
	add_task(10, "2026-11-02");
	add_task(20, NULL);
	add_task(40, "2026-12-04");
	add_task(80, "2027-09-20");
	booked.title = "booked";
	booked.activity = world_activity(&school, "walk");
	booked.length_min = 160;
	booked.due_day = booked.work_by_day = world_day("2026-12-18");
	booked.fixed_start = world_time("2026-12-08T14:00");
	sp_edits_put_task(&school.edits, &booked);
	world_apply(&school);
	d = demand_at("2026-11-25T08:00");
	assert_int_equal(d.weeks[0].from_day, world_day("2026-11-23"));
	assert_int_equal(d.weeks[0].demand_min, 30);
	assert_int_equal(d.weeks[1].demand_min, 40);
	assert_int_equal(d.weeks[2].demand_min, 160);
	assert_int_equal(d.year.demand_min, 230);
	assert_int_equal(d.single_min, 230);
	sums_agree(&d);
}

/* Done before this week: gone. Done this week: its hours are among the week's, so it stays. The rest: when it is due. */
static void
what_is_done_counts_in_its_own_week(void **state)
{
	struct sp_task done = sp_task_blank();
	sp_task_id part;
	struct sp_demand d;

	(void)state;
	part = add_task(100, "2026-12-04");
	add_done(part, "2026-11-19T09:00", 30);
	add_done(part, "2026-11-23T09:00", 25);
	done.title = "done";
	done.activity = world_activity(&school, "walk");
	done.length_min = 60;
	done.state = SP_TASK_DONE;
	add_done(sp_edits_put_task(&school.edits, &done), "2026-11-24T09:00", 50);
	world_apply(&school);
	d = demand_at("2026-11-25T08:00");
	assert_int_equal(d.weeks[0].demand_min, 25 + 50);
	assert_int_equal(d.weeks[1].demand_min, 100 - 30 - 25);
	sums_agree(&d);
	d = demand_at("2026-11-30T08:00");
	assert_int_equal(d.year.demand_min, 45);
}

static const char *
words(const struct sp_demand *d, void (*tell)(struct sp_str *, const struct sp_demand *))
{
	struct sp_str out;
	const char *text;

	sp_str_init(&out);
	tell(&out, d);
	text = sp_arena_strdup(&school.arena, out.text);
	sp_str_finish(&out);
	assert_non_null(text);
	return text;
}

static void
a_shortfall_is_told_in_words(void **state)
{
	struct sp_demand d = {0};

	(void)state;
	d.year = (struct sp_demand_span){.to_day = world_day("2027-08-31"),
					 .n_open_weeks = 10,
					 .demand_min = 6000,
					 .allocated_min = 3000,
					 .reserve_min = 600,
					 .shortfall_min = 3600};
	d.delegable_min = 90;
	assert_string_equal(words(&d, sp_words_shortfall),
			    "60h00 short until Tue 31 Aug: 100h00 of work is due, 50h00 are given, 10h00 of "
			    "it kept free for what comes up.");
	assert_string_equal(words(&d, sp_words_shortfall_ways),
			    "It needs 6h00 more a week in each of the 10 school weeks left, or work taken "
			    "away. Somebody else could do 1h30 of it.");
	assert_true(sp_demand_is_grave(&d));
	/* The last day of the year, nothing given, nothing to divide by. */
	d.year.n_open_weeks = 0;
	d.year.allocated_min = d.year.reserve_min = 0;
	d.year.shortfall_min = d.year.demand_min;
	d.statutory_min = 60;
	assert_string_equal(words(&d, sp_words_shortfall),
			    "No hours are given for the role: 100h00 of work is due until Tue 31 Aug and "
			    "cannot be done.");
	assert_string_equal(words(&d, sp_words_shortfall_ways),
			    "No school week is left in which hours could be given. Somebody else could do "
			    "1h30 of it. What has a limit by law takes 1h00 alone: dates will be missed.");
	/* Enough: not a word. */
	d.year.shortfall_min = 0;
	assert_string_equal(words(&d, sp_words_shortfall), "");
	assert_string_equal(words(&d, sp_words_shortfall_ways), "");
}

static void
a_school_without_hours_has_figures(void **state)
{
	struct sp_demand d;

	(void)state;
	add_task(50, "2026-12-04");
	for (size_t i = 0; i < school.snapshot.working_windows.n; i++)
		sp_edits_delete(&school.edits, SP_ENTITY_working_window,
				school.snapshot.working_windows.items[i].id.v);
	for (size_t i = 0; i < school.snapshot.timetable_slots.n; i++)
		sp_edits_delete(&school.edits, SP_ENTITY_timetable_slot,
				school.snapshot.timetable_slots.items[i].id.v);
	world_apply(&school);
	d = demand_at("2026-11-23T08:00");
	sums_agree(&d);
	assert_int_equal(d.year.allocated_min, 0);
	assert_int_equal(d.year.shortfall_min, 50);
	assert_non_null(d.breaks);
	assert_int_equal(d.breaks->from_day, world_day("2026-11-30"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_sum_of_a_whole_school_agrees, set_up, tear_down),
		cmocka_unit_test_setup_teardown(each_task_counts_once_in_its_week, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_done_counts_in_its_own_week, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_shortfall_is_told_in_words, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_school_without_hours_has_figures, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
