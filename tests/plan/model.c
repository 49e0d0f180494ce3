/*
 * The model through the planner: one small school a rule, from the file to the proposal. Each test fails when the planner
 * or the engine leaves its rule out.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/plan/planner.h"

#include "plan/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW "2026-10-05T08:00" /* a Monday */

enum { SEVEN = 420, EIGHT = 480, MORNING_END = 720, HALF_DAY = 760, TICKS = 20000 };

struct answer {
	struct sp_arena arena;
	struct sp_proposal p;
};

static void
plan(struct world *w, struct answer *answer)
{
	struct sp_plan_request request = {.now = world_time(NOW),
					  .from_day = SP_DAY_NONE,
					  .to_day = SP_DAY_NONE,
					  .seed = 1,
					  .ticks = TICKS};
	struct sp_planner *planner;
	struct sp_err err;

	world_apply(w);
	sp_arena_init(&answer->arena);
	if (sp_planner_create(&w->snapshot, &request, &answer->arena, &planner, &err) != SP_OK)
		fail_msg("%s", err.text);
	while (sp_planner_run(planner, 4000))
		;
	if (sp_planner_proposal(planner, &answer->arena, &answer->p, &err) != SP_OK)
		fail_msg("%s", err.text);
}

static void
finish(struct world *w, struct answer *answer)
{
	sp_arena_finish(&answer->arena);
	world_finish(w);
}

static struct sp_task
blank(const struct world *w, const char *activity, int32_t length_min)
{
	struct sp_task row = sp_task_blank();

	row.title = activity;
	row.activity = world_activity(w, activity);
	row.length_min = length_min;
	row.due_day = row.work_by_day = world_day("2026-10-16");
	row.weight = 5;
	row.weekday = -1;
	return row;
}

static void
begin(struct world *w)
{
	world_begin(w);
	world_add_week(w);
}

static bool
is_placed(const struct sp_change *change)
{
	return change->kind == SP_CHANGE_NEW || change->kind == SP_CHANGE_MOVED;
}

/* Starts and lengths are multiples of the grid that is set. */
static void
grid_of_a_quarter(void **state)
{
	struct world w;
	struct answer answer;

	(void)state;
	begin(&w);
	world_set(&w, "grid_min", "15");
	for (int i = 0; i < 12; i++) {
		struct sp_task row =
			blank(&w, i % 2 == 0 ? "ehcp.chase" : "support.prepare", 10 + 5 * (i % 4));

		sp_edits_put_task(&w.edits, &row);
	}
	plan(&w, &answer);
	assert_int_equal(answer.p.n_new, 12);
	for (size_t i = 0; i < answer.p.n_changes; i++) {
		assert_int_equal(answer.p.changes[i].to_start % 15, 0);
		assert_int_equal(answer.p.changes[i].length_min % 15, 0);
	}
	finish(&w, &answer);
}

/* What is kept free before and behind a meeting is free, and not shared. */
static void
time_around_is_kept_free(void **state)
{
	struct world w;
	struct answer answer;

	(void)state;
	begin(&w);
	for (int i = 0; i < 14; i++) {
		struct sp_task row = blank(&w, "ehcp.admin", 30);

		row.before_min = 10;
		row.buffer_min = 15;
		row.due_day = row.work_by_day = world_day("2026-10-06");
		sp_edits_put_task(&w.edits, &row);
	}
	plan(&w, &answer);
	assert_true(answer.p.n_new >= 8);
	for (size_t i = 0; i < answer.p.n_changes; i++)
		for (size_t k = 0; k < answer.p.n_changes; k++) {
			const struct sp_change *a = &answer.p.changes[i], *b = &answer.p.changes[k];

			if (is_placed(a) && is_placed(b) && a->to_start < b->to_start)
				assert_true(b->to_start >= a->to_start + 30 + 25);
			if (is_placed(a)) /* the first walk is after eight, when work begins and now is */
				assert_true(sp_time_minute(a->to_start) >= 8 * 60 + 10);
		}
	finish(&w, &answer);
}

/* A split task has one piece a day, within its bounds, and also where one of them is fixed already. */
static void
a_piece_a_day(void **state)
{
	(void)state;
	for (int fixed = 0; fixed < 2; fixed++) {
		struct sp_block block = sp_block_blank();
		struct answer answer;
		struct world w;
		struct sp_task row;
		sp_day days[8];
		size_t n = 0;

		begin(&w);
		row = blank(&w, "ehcp.papers", 180);
		row.chunk_min = 30;
		row.chunk_max = 60;
		block.task = sp_edits_put_task(&w.edits, &row);
		block.uid = "fixed";
		block.start = world_time("2026-10-06T08:00");
		block.length_min = 60;
		block.locked = true;
		if (fixed == 1) {
			sp_edits_put_block(&w.edits, &block);
			days[n++] = sp_time_day(block.start);
		}
		plan(&w, &answer);
		for (size_t i = 0; i < answer.p.n_changes; i++) {
			assert_int_equal(answer.p.changes[i].kind, SP_CHANGE_NEW);
			assert_in_range(answer.p.changes[i].length_min, 30, 60);
			for (size_t k = 0; k < n; k++)
				assert_int_not_equal(sp_time_day(answer.p.changes[i].to_start), days[k]);
			assert_true(n < SP_COUNT(days));
			days[n++] = sp_time_day(answer.p.changes[i].to_start);
		}
		assert_true(n >= 3);
		finish(&w, &answer);
	}
}

/* Three hours by tomorrow in pieces of at most an hour: a piece a day is not enough, two a day are, with a break between. */
static void
two_pieces_a_day(void **state)
{
	(void)state;
	for (int per_day = 1; per_day <= 2; per_day++) {
		struct answer answer;
		struct world w;
		struct sp_task row;
		size_t n_late = 0, n_together = 0;

		begin(&w);
		row = blank(&w, "ehcp.papers", 180);
		row.chunk_min = 30;
		row.chunk_max = 60;
		row.chunks_day = per_day == 1 ? -1 : 2;
		row.due_day = row.work_by_day = world_day("2026-10-06");
		row.hard = true;
		sp_edits_put_task(&w.edits, &row);
		plan(&w, &answer);
		for (size_t i = 0; i < answer.p.n_changes; i++) {
			const struct sp_change *a = &answer.p.changes[i];

			assert_in_range(a->length_min, 30, 60);
			n_late += sp_time_day(a->to_start) > row.due_day;
			for (size_t k = 0; k < answer.p.n_changes; k++) {
				const struct sp_change *b = &answer.p.changes[k];

				if (k == i || sp_time_day(a->to_start) != sp_time_day(b->to_start))
					continue;
				n_together++;
				if (a->to_start < b->to_start)
					assert_true(b->to_start >= a->to_start + a->length_min + 15);
			}
		}
		assert_int_equal(n_late > 0, per_day == 1);
		assert_int_equal(n_together > 0, per_day == 2);
		finish(&w, &answer);
	}
}

/* Thursdays from 17:00 to 19:00: as a window of the first day given, or of all Thursdays. */
static sp_window_id
add_evening(struct world *w, sp_day day)
{
	struct sp_window window = sp_window_blank();
	struct sp_window_span span = sp_window_span_blank();

	window.key = window.name = "evening";
	span.window = sp_edits_put_window(&w->edits, &window);
	span.basis = SP_BASIS_CLOCK;
	span.day = day;
	span.weekday = day == SP_DAY_NONE ? 3 : -1;
	span.from_min = 17 * 60;
	span.to_min = 19 * 60;
	sp_edits_put_window_span(&w->edits, &span);
	world_apply(w);
	for (size_t i = 0; i < w->snapshot.windows.n; i++)
		if (sp_streq(w->snapshot.windows.items[i].key, "evening"))
			return w->snapshot.windows.items[i].id;
	fail();
	return window.id;
}

/*
 * An evening that was given is working time, by a row of its own as the program makes it; who can only then is met then. Of two
 * Thursdays it is the second: once because only that evening is worked, once because they can only then.
 */
static void
an_evening(void **state)
{
	(void)state;
	for (int only_worked = 0; only_worked < 2; only_worked++) {
		struct sp_working_window hours = sp_working_window_blank();
		sp_day day = world_day("2026-10-15");
		struct answer answer;
		struct world w;
		struct sp_task row;

		begin(&w);
		hours.weekday = 3;
		hours.from_min = 17 * 60;
		hours.to_min = 19 * 60;
		hours.from_day = only_worked == 1 ? day : day - 14;
		hours.to_day = only_worked == 1 ? day : day + 14;
		sp_edits_put_working_window(&w.edits, &hours);
		row = blank(&w, "parents.meeting", 60);
		row.window = add_evening(&w, only_worked == 1 ? SP_DAY_NONE : day);
		sp_edits_put_task(&w.edits, &row);
		plan(&w, &answer);
		assert_int_equal(answer.p.n_new, 1);
		assert_int_equal(sp_time_day(answer.p.changes[0].to_start), day);
		assert_in_range(sp_time_minute(answer.p.changes[0].to_start), 17 * 60, 18 * 60);
		finish(&w, &answer);
	}
}

/* More tasks than the engine takes: all that the law wants is in, though it is due last, and the answer is legal (or there would be none). */
static void
four_thousand_tasks(void **state)
{
	enum { SOFT = 4300, HARD = 40 };
	struct answer answer;
	struct world w;
	size_t n_hard = 0;

	(void)state;
	begin(&w);
	for (int i = 0; i < SOFT + HARD; i++) {
		struct sp_task row = blank(&w, i < HARD ? "ehcp.papers" : "ehcp.chase", i < HARD ? 45 : 10);
		char key[24];

		snprintf(key, sizeof key, "t%05d", i);
		row.key = sp_arena_strdup(&w.arena, key);
		row.hard = i < HARD;
		row.due_day = row.work_by_day = world_day("2026-10-16") + (sp_day)(i < HARD ? 250 : i % 250);
		sp_edits_put_task(&w.edits, &row);
	}
	plan(&w, &answer);
	for (size_t i = 0; i < answer.p.n_changes; i++)
		n_hard += is_placed(&answer.p.changes[i]) &&
			  sp_snapshot_task(&w.snapshot, answer.p.changes[i].task)->hard;
	assert_int_equal(n_hard, HARD);
	assert_int_equal(answer.p.score.hard_late, 0);
	assert_true(answer.p.n_new > 1000);
	finish(&w, &answer);
}

/* From half-term on the contract is from seven to noon. */
static void
fewer_hours_within_the_year(void **state)
{
	sp_day change = world_day("2026-11-02");
	struct answer answer;
	struct world w;
	size_t n_late = 0, n_early = 0;

	(void)state;
	begin(&w);
	for (size_t i = 0; i < w.snapshot.working_windows.n; i++) {
		struct sp_working_window row = w.snapshot.working_windows.items[i];

		row.to_day = change - 1;
		sp_edits_put_working_window(&w.edits, &row);
		row.id.v = 0;
		row.from_day = change;
		row.to_day = SP_DAY_NONE;
		row.from_min = SEVEN;
		row.to_min = MORNING_END;
		sp_edits_put_working_window(&w.edits, &row);
	}
	for (int i = 0; i < 120; i++) {
		struct sp_task row = blank(&w, "ehcp.admin", 60);

		row.due_day = row.work_by_day = world_day("2026-10-09") + (sp_day)(i % 60);
		if (row.due_day > change + 7)
			row.release = sp_time_of(row.due_day - 7, 0);
		sp_edits_put_task(&w.edits, &row);
	}
	plan(&w, &answer);
	for (size_t i = 0; i < answer.p.n_changes; i++) {
		const struct sp_change *c = &answer.p.changes[i];
		bool after_noon =
			is_placed(c) && sp_time_minute(c->to_start + c->length_min - 1) >= MORNING_END;
		bool before_eight = is_placed(c) && sp_time_minute(c->to_start) < EIGHT;

		n_late += after_noon && sp_time_day(c->to_start) < change;
		n_early += before_eight && sp_time_day(c->to_start) >= change;
		assert_false(after_noon && sp_time_day(c->to_start) >= change);
		assert_false(before_eight && sp_time_day(c->to_start) < change);
	}
	assert_true(n_late > 0 && n_early > 0);
	finish(&w, &answer);
}

/* With room for all, work is done in the half of the day in which it is better done. */
static void
the_better_half(void **state)
{
	(void)state;
	for (int prefer = SP_PREFER_MORNING; prefer <= SP_PREFER_AFTERNOON; prefer++) {
		struct sp_activity activity;
		struct answer answer;
		struct world w;

		begin(&w);
		activity = *sp_snapshot_activity(&w.snapshot, world_activity(&w, "ehcp.admin"));
		activity.prefer = (enum sp_prefer)prefer;
		sp_edits_put_activity(&w.edits, &activity);
		for (int i = 0; i < 4; i++) {
			struct sp_task row = blank(&w, "ehcp.admin", 45);

			sp_edits_put_task(&w.edits, &row);
		}
		plan(&w, &answer);
		assert_int_equal(answer.p.n_new, 4);
		for (size_t i = 0; i < answer.p.n_changes; i++)
			assert_int_equal(sp_time_minute(answer.p.changes[i].to_start) < HALF_DAY,
					 prefer == SP_PREFER_MORNING);
		finish(&w, &answer);
	}
}

/* Preferred times of an activity are kept where there is room, whatever the better half says; beyond them work is done all the same. */
static void
the_preferred_times(void **state)
{
	(void)state;
	for (int n = 2; n <= 12; n += 10) {
		struct sp_window window = sp_window_blank();
		struct sp_window_span span = sp_window_span_blank();
		struct sp_activity activity;
		struct answer answer;
		struct world w;
		int n_in = 0;

		begin(&w);
		window.key = window.name = "late";
		span.window = sp_edits_put_window(&w.edits, &window);
		span.basis = SP_BASIS_CLOCK;
		span.weekday = 3;
		span.from_min = 14 * 60;
		span.to_min = 16 * 60;
		sp_edits_put_window_span(&w.edits, &span);
		activity = *sp_snapshot_activity(&w.snapshot, world_activity(&w, "ehcp.admin"));
		activity.prefer = SP_PREFER_MORNING;
		activity.prefer_window = span.window;
		sp_edits_put_activity(&w.edits, &activity);
		for (int i = 0; i < n; i++) {
			struct sp_task row = blank(&w, "ehcp.admin", 60);

			row.due_day = row.work_by_day = world_day("2026-10-09");
			sp_edits_put_task(&w.edits, &row);
		}
		plan(&w, &answer);
		assert_int_equal(answer.p.n_new, n);
		for (size_t i = 0; i < answer.p.n_changes; i++) {
			sp_time start = answer.p.changes[i].to_start;

			n_in += sp_day_weekday(sp_time_day(start)) == 3 && sp_time_minute(start) >= 14 * 60 &&
				sp_time_minute(start) <= 15 * 60;
		}
		assert_int_equal(n_in, 2);
		finish(&w, &answer);
	}
}

/* A weekday that was asked for, in the times of a window: more walks than two Thursdays' lessons take, though there is other time. */
static void
the_times_that_are_allowed(void **state)
{
	struct sp_arena arena;
	struct answer answer;
	struct world w;

	(void)state;
	begin(&w);
	for (int i = 0; i < 14; i++) {
		struct sp_task row = blank(&w, "walk", 45);

		row.weekday = 3;
		sp_edits_put_task(&w.edits, &row);
	}
	plan(&w, &answer);
	assert_in_range(answer.p.n_new, 4, 13);
	sp_arena_init(&arena);
	for (size_t i = 0; i < answer.p.n_changes; i++) {
		const struct sp_change *c = &answer.p.changes[i];
		struct sp_spans lessons;
		struct sp_err err;
		sp_minute at;

		if (!is_placed(c))
			continue;
		at = sp_time_minute(c->to_start);
		assert_int_equal(sp_day_weekday(sp_time_day(c->to_start)), 3);
		assert_int_equal(
			sp_window_of(&w.snapshot,
				     sp_snapshot_activity(&w.snapshot, world_activity(&w, "walk"))->window,
				     sp_time_day(c->to_start), &arena, &lessons, &err),
			SP_OK);
		assert_true(sp_spans_contain(&lessons, at, at + c->length_min));
	}
	sp_arena_finish(&arena);
	finish(&w, &answer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grid_of_a_quarter),
		cmocka_unit_test(time_around_is_kept_free),
		cmocka_unit_test(two_pieces_a_day),
		cmocka_unit_test(a_piece_a_day),
		cmocka_unit_test(an_evening),
		cmocka_unit_test(four_thousand_tasks),
		cmocka_unit_test(fewer_hours_within_the_year),
		cmocka_unit_test(the_better_half),
		cmocka_unit_test(the_preferred_times),
		cmocka_unit_test(the_times_that_are_allowed),
	};

	return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
