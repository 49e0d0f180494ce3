/*
 * Closing the week by keys, on a real file: each block of it marked with one key, the rest carried over, the next week
 * shown; left in the midst and gone on with; nothing is assumed done.
 */
#include "senplan/app/record.h"
#include "senplan/app/school.h"
#include "senplan/base/array.h"
#include "senplan/report/standing.h"

#include "desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static sp_time
at(int day, int hour, int minute)
{
	return sp_time_of(sp_day_of(2026, 11, day), hour * 60 + minute);
}

static sp_task_id
put(struct desk *desk, const char *text, sp_time start)
{
	const char *understood;
	sp_task_id task;

	if (sp_intake_add(desk->school.app, text, false, &desk->school.arena, &understood, &task,
			  &desk->school.err) != SP_OK ||
	    sp_app_place(desk->school.app, task, start, &desk->school.err) != SP_OK)
		fail_msg("%s: %s", text, desk->school.err.text);
	return task;
}

/* A review on Monday at ten, as it was booked. */
static void
book_review(struct desk *desk)
{
	struct sp_field_value fields[] = {{"year", "8"},
					  {"status", "EHCP"},
					  {"issued", "2025-01-12"},
					  {"last-review", "2026-01-12"},
					  {"booked", "2026-11-23 10:00"}};
	struct sp_pending_request request = {.from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct sp_outcome outcome = {.arena = &desk->school.arena};

	if (sp_app_case_add(desk->school.app, "K40", (struct sp_field_values){fields, SP_COUNT(fields)},
			    &outcome, &desk->school.err) != SP_OK ||
	    sp_app_plan(desk->school.app, &request, &desk->school.err) != SP_OK)
		fail_msg("%s", desk->school.err.text);
	for (int i = 0; i < 500 && sp_app_plan_run(desk->school.app, 100000); i++)
		;
	if (sp_app_accept(desk->school.app, &desk->school.err) != SP_OK)
		fail_msg("%s", desk->school.err.text);
}

/* A week with five blocks; it is Friday, twenty past three, and the last is still to come. */
static int
make_desk(void **state, bool booked)
{
	struct desk *desk = desk_on_a_file();

	desk_found(desk, true);
	put(desk, "learning walk 40m", at(23, 9, 0));
	put(desk, "data analysis 1h", at(24, 9, 0));
	put(desk, "admin 50m", at(25, 9, 0));
	put(desk, "admin 30m", at(26, 9, 0));
	put(desk, "admin 15m", at(27, 15, 30));
	if (booked)
		book_review(desk);
	/* The app's clock stands still: it is opened again on the Friday. */
	sp_app_close(desk->school.app);
	desk->school.env.now = at(27, 15, 20);
	if (sp_app_open(&desk->school.env, SP_STORE_EXISTING, &desk->school.app, &desk->school.err) != SP_OK)
		fail_msg("%s", desk->school.err.text);
	return desk_show(desk, false, state);
}

static int
set_up(void **state)
{
	return make_desk(state, false);
}

static int
set_up_booked(void **state)
{
	return make_desk(state, true);
}

static enum sp_standing
standing(const struct desk *desk, size_t i)
{
	assert_true(i < snapshot(desk)->blocks.n);
	return sp_standing_of(snapshot(desk), &snapshot(desk)->blocks.items[i], desk->ui.now).standing;
}

static int
logged(const struct desk *desk, enum sp_log_kind kind)
{
	int sum = 0;

	for (size_t i = 0; i < snapshot(desk)->log_entries.n; i++)
		if (snapshot(desk)->log_entries.items[i].kind == kind)
			sum += snapshot(desk)->log_entries.items[i].length_min;
	return sum;
}

static void
all_as_planned_is_one_key_each_and_then_the_next_week(void **state)
{
	struct desk *desk = *state;

	press(desk, "F");
	assert_int_equal(top(desk)->table, SP_TABLE_FRIDAY);
	assert_int_equal(top(desk)->cursor, 0);
	assert_int_equal(snapshot(desk)->log_entries.n, 0); /* nothing is assumed */
	press(desk, "Space Space Space");
	assert_int_equal(top(desk)->cursor, 3);
	assert_int_equal(desk->ui.n_dialogs, 1);
	press(desk, "Space");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(logged(desk, SP_LOG_WORKED), 40 + 60 + 50 + 30);
	assert_int_equal(desk->ui.world->week.monday, sp_day_of(2026, 11, 30));
	assert_non_null(strstr(desk->ui.message, "nothing to carry over"));
	assert_int_equal(standing(desk, 4), SP_STANDING_AHEAD); /* what lies ahead stays */
}

/* On a Tuesday the week is marked so far; it is neither closed nor left. */
static void
a_week_that_goes_on_is_not_closed(void **state)
{
	struct desk *desk = *state;

	desk->ui.now = at(24, 16, 30);
	press(desk, "F Space Space");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(desk->ui.world->week.monday, sp_day_of(2026, 11, 23));
	assert_non_null(strstr(desk->ui.message, "All that has begun is marked, nothing to carry over."));
	press(desk, "F");
	assert_non_null(strstr(desk->ui.message, "F carries over."));
}

static void
a_day_is_one_key_and_one_step(void **state)
{
	struct desk *desk = *state;

	press(desk, "F d");
	assert_int_equal(top(desk)->cursor, 1);
	assert_int_equal(standing(desk, 0), SP_STANDING_DONE);
	assert_int_equal(standing(desk, 1), SP_STANDING_OPEN); /* the other days are left */
	assert_int_equal(snapshot(desk)->tasks.items[0].state, SP_TASK_DONE);
	assert_int_equal(logged(desk, SP_LOG_WORKED), 40);
	press(desk, "x c");
	assert_int_equal(desk->ui.carried, 0); /* it stands there as lost, and counts once */
	assert_true(shows(desk, "1 to carry over"));
	press(desk, "u u");
	assert_int_equal(snapshot(desk)->log_entries.n, 0);
}

/* On Friday "thu" is yesterday, in the week that is shown. */
static void
a_lost_morning_is_of_the_week_that_is_shown(void **state)
{
	struct desk *desk = *state;

	press(desk, "x e C-u");
	type(desk, "thu 8:00-13:00");
	assert_true(shows(desk, "That is Thu 26 Nov 2026"));
	press(desk, "Enter");
	assert_true(shows(desk, "Lost Thu 26 Nov 08:00-13:00"));
	press(desk, "s");
	finish_planning(desk);
	press(desk, "Enter");
	assert_int_equal(logged(desk, SP_LOG_LOST), 300);
	press(desk, "u");
	assert_int_equal(logged(desk, SP_LOG_LOST), 0);
}

static void
what_did_not_happen_is_carried_over(void **state)
{
	struct desk *desk = *state;

	press(desk, "F l");
	type(desk, "1h10");
	press(desk, "Enter x c"); /* the second: cover */
	assert_int_equal(logged(desk, SP_LOG_WORKED), 70);
	assert_int_equal(logged(desk, SP_LOG_LOST), 60);
	press(desk, "s");
	type(desk, "50m"); /* all of it */
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROMPT);
	press(desk, "C-u");
	type(desk, "20m");
	press(desk, "Enter x r"); /* the fourth was not reached */
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROPOSAL);
	finish_planning(desk);
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(desk->ui.world->week.monday, sp_day_of(2026, 11, 30));
	assert_int_equal(logged(desk, SP_LOG_WORKED), 90);
	for (size_t i = 0; i < snapshot(desk)->tasks.n; i++) {
		int placed = 0;

		for (size_t k = 0; k < snapshot(desk)->blocks.n; k++) {
			const struct sp_block *block = &snapshot(desk)->blocks.items[k];

			if (block->task.v != snapshot(desk)->tasks.items[i].id.v)
				continue;
			placed += block->length_min;
			/* What has not been done stands in time that is still there. */
			assert_true(block->state == SP_BLOCK_DONE || block->start >= at(27, 15, 20));
		}
		if (i < 5)
			assert_true(placed >= snapshot(desk)->tasks.items[i].length_min);
	}
}

static void
it_can_be_left_at_any_point_and_taken_back(void **state)
{
	struct desk *desk = *state;

	press(desk, "F Space x e");
	type(desk, "no such thing");
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROMPT); /* answered, and what was typed stays */
	press(desk, "C-u");
	type(desk, "learning walk, 25m");
	press(desk, "Enter");
	assert_int_equal(top(desk)->table, SP_TABLE_FRIDAY);
	assert_int_equal(snapshot(desk)->blocks.n, 4);
	assert_int_equal(logged(desk, SP_LOG_WORKED), 65);
	press(desk, "u");
	assert_int_equal(snapshot(desk)->blocks.n, 5);
	assert_int_equal(top(desk)->cursor, 1);
	press(desk, "Esc");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_non_null(strstr(desk->ui.message, "3 not marked yet"));
	press(desk, "F");
	assert_int_equal(top(desk)->cursor, 1); /* where it was left */
	press(desk, "Up Space");
	assert_non_null(strstr(desk->ui.message, "marked already"));
	press(desk, "Down x d"); /* dropped for good */
	assert_int_equal(snapshot(desk)->tasks.items[1].state, SP_TASK_DROPPED);
	press(desk, "F"); /* two are not marked, and stay so */
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_non_null(strstr(desk->ui.message, "2 not marked stay to be reviewed"));
}

static void
a_discarded_proposal_leaves_the_rest_open(void **state)
{
	struct desk *desk = *state;

	press(desk, "F x s Space Space Space");
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROPOSAL);
	finish_planning(desk);
	press(desk, "Esc");
	assert_int_equal(desk->ui.world->week.monday, sp_day_of(2026, 11, 30));
	assert_non_null(strstr(desk->ui.message, "Not carried over"));
	press(desk, "[ F"); /* it still waits: F carries over */
	assert_int_equal(top(desk)->table, SP_TABLE_FRIDAY);
	press(desk, "F");
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROPOSAL);
}

static void
a_week_that_has_not_begun_is_not_closed(void **state)
{
	struct desk *desk = *state;

	press(desk, "] F");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_non_null(strstr(desk->ui.message, "nothing to close"));
}

static void
a_clock_runs_in_the_top_line_and_a_forgotten_one_is_asked_about(void **state)
{
	struct desk *desk = *state;
	struct sp_event later = {.type = SP_ON_TICK, .now = at(27, 15, 45)};
	struct sp_running running;

	press(desk, "T C-u");
	type(desk, "learning walk");
	press(desk, "Enter");
	assert_true(sp_clock_running(snapshot(desk), &running));
	assert_int_equal(running.start, at(27, 15, 20));
	handle(desk, &later);
	assert_true(shows(desk, "clock 0h25 |"));
	later.now = at(28, 9, 0); /* the next morning it is asked about */
	handle(desk, &later);
	press(desk, "T");
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROMPT);
	type(desk, "nonsense");
	press(desk, "Enter");
	assert_true(sp_clock_running(snapshot(desk), &running));
	press(desk, "C-u");
	type(desk, "35m");
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_false(sp_clock_running(snapshot(desk), &running));
	assert_int_equal(logged(desk, SP_LOG_WORKED), 35);
	press(desk, "u");
	assert_true(sp_clock_running(snapshot(desk), &running));
	press(desk, "T 0 Enter"); /* nothing is logged */
	assert_int_equal(logged(desk, SP_LOG_WORKED), 0);
	assert_false(sp_clock_running(snapshot(desk), &running));
}

/* Five pieces of one activity that took longer: the table of lengths offers the median, one key takes it, one leaves it. */
static void
lengths_of_the_log_are_taken_with_one_key(void **state)
{
	struct desk *desk = *state;
	const struct sp_activity *walk;

	for (int i = 0; i < 5; i++) {
		sp_task_id task = put(desk, "learning walk 40m", at(30, 8 + i, 0));

		(void)task;
		for (size_t k = 0; k < snapshot(desk)->blocks.n; k++)
			if (snapshot(desk)->blocks.items[k].task.v == task.v &&
			    sp_app_done(desk->school.app, snapshot(desk)->blocks.items[k].id, 90 + 5 * i,
					&desk->school.err) != SP_OK)
				fail_msg("%s", desk->school.err.text);
	}
	press(desk, "4 Y");
	assert_int_equal(top(desk)->table, SP_TABLE_LENGTHS);
	assert_true(shows(desk, "1 offered"));
	assert_true(shows(desk, "use it?"));
	press(desk, "y");
	walk = sp_snapshot_activity_by_key(snapshot(desk), "walk");
	assert_int_equal(walk->typical_min, 100);
	assert_int_equal(walk->low_min, 95);
	assert_int_equal(walk->high_min, 105);
	assert_true(shows(desk, "0 offered"));
	press(desk, "u");
	walk = sp_snapshot_activity_by_key(snapshot(desk), "walk");
	assert_int_equal(walk->typical_min, 50);
	assert_true(shows(desk, "1 offered"));
	press(desk, "n");
	assert_true(shows(desk, "0 offered"));
	assert_true(shows(desk, "left"));
	walk = sp_snapshot_activity_by_key(snapshot(desk), "walk");
	assert_int_equal(walk->typical_min, 50);
}

/* A day of half-hours typed in letters; what was wrong taken back; shares; targets. */
static void
an_audit_is_typed_by_letters(void **state)
{
	struct desk *desk = *state;
	const struct sp_snapshot *s;

	press(desk, "A");
	assert_int_equal(top(desk)->kind, SP_DIALOG_AUDIT);
	assert_int_equal(top(desk)->column, 4); /* Friday, at eight */
	assert_int_equal(top(desk)->cursor, 16);
	type(desk, "eE.pp=A");
	s = snapshot(desk);
	assert_int_equal(s->audit_marks.n, 6);
	assert_int_equal(top(desk)->cursor, 23);
	assert_int_equal(s->audit_marks.items[0].start, at(27, 8, 0));
	assert_true(shows(desk, "Time audit Mon 23 Nov to Fri 4 Dec"));
	press(desk, "Bksp"); /* A goes */
	assert_int_equal(snapshot(desk)->audit_marks.n, 5);
	assert_int_equal(top(desk)->cursor, 22);
	press(desk, "C-u"); /* and comes back */
	assert_int_equal(snapshot(desk)->audit_marks.n, 6);
	type(desk, "7");
	assert_non_null(strstr(desk->ui.message, "does nothing here"));
	type(desk, "B"); /* no activity has it */
	assert_non_null(strstr(desk->ui.message, "letter of no activity"));
	press(desk, "Up Up Up Up Up Tab"); /* the second E is another work of that letter */
	assert_non_null(strstr(desk->ui.message, "stands for it from now on"));
	assert_true(snapshot(desk)->audit_marks.items[0].activity.v !=
		    snapshot(desk)->audit_marks.items[1].activity.v);
	press(desk, "Down Down Down Down Down Tab"); /* behind the last: that one is meant */
	assert_non_null(strstr(desk->ui.message, "Tab goes on"));
	press(desk, "C-t y"); /* too little for targets */
	assert_non_null(strstr(desk->ui.message, "from 20 on"));
	press(desk, "Right Right"); /* Sunday */
	type(desk, "E");
	assert_non_null(strstr(desk->ui.message, "lies ahead"));
	press(desk, "Left Left Left"); /* Thursday: a row of letters */
	for (int i = 0; i < 16; i++)
		type(desk, "S");
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_PAGE);
	assert_true(shows(desk, "11h00 over 2 days"));
	press(desk, "Esc C-t y");
	assert_int_equal(sp_snapshot_activity_by_key(snapshot(desk), "strategic.plan")->target_pct, 73);
	press(desk, "C-u");
	assert_int_equal(sp_snapshot_activity_by_key(snapshot(desk), "strategic.plan")->target_pct, 10);
	assert_int_equal(snapshot(desk)->log_entries.n, 0); /* nothing of it is logged */
	press(desk, "Esc");
	assert_int_equal(desk->ui.n_dialogs, 0);
}

/* The log as a table: put in, changed in all its parts, taken out, taken back; rubbish is answered at its field. */
static void
entries_are_kept_on_the_screen(void **state)
{
	struct desk *desk = *state;
	const struct sp_log_entry *entry;

	press(desk, "R");
	assert_int_equal(top(desk)->table, SP_TABLE_RECORD);
	assert_true(shows(desk, "Nothing is logged yet"));
	press(desk, "n Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_SHEET); /* when, and how long? */
	assert_true(shows(desk, "It needs a day and a time"));
	type(desk, "rubbish");
	press(desk, "Enter");
	assert_true(shows(desk, "is not understood"));
	press(desk, "C-u");
	type(desk, "tomorrow 9:00");
	press(desk, "Tab");
	type(desk, "40m");
	press(desk, "Enter");
	assert_true(shows(desk, "lies ahead"));
	press(desk, "S-Tab C-u");
	type(desk, "tue 17:30"); /* the last one */
	press(desk, "Tab Tab Right Enter");
	assert_int_equal(desk->ui.n_dialogs, 1);
	assert_int_equal(snapshot(desk)->log_entries.n, 1);
	entry = &snapshot(desk)->log_entries.items[0];
	assert_int_equal(entry->kind, SP_LOG_BEYOND);
	assert_int_equal(entry->start, at(24, 17, 30));
	assert_int_equal(entry->length_min, 40);
	assert_true(shows(desk, "beyond contract"));
	press(desk, "e Tab C-u");
	type(desk, "wed 18:00");
	press(desk, "Tab C-u");
	type(desk, "1h");
	press(desk, "Tab Right Enter");
	entry = &snapshot(desk)->log_entries.items[0];
	assert_int_equal(entry->kind, SP_LOG_WORKED);
	assert_int_equal(entry->start, at(25, 18, 0));
	assert_int_equal(entry->length_min, 60);
	press(desk, "- y");
	assert_int_equal(snapshot(desk)->log_entries.n, 0);
	press(desk, "u");
	assert_int_equal(snapshot(desk)->log_entries.n, 1);
	press(desk, "u u");
	assert_int_equal(snapshot(desk)->log_entries.n, 0);
	press(desk, "Esc l C-u"); /* the same in a line */
	type(desk, "admin, mon 16:45, 25m, evening");
	press(desk, "Enter");
	assert_non_null(strstr(desk->ui.message, "beyond"));
	press(desk, "C-u");
	type(desk, "learning walk, mon 16:45, 25m, beyond");
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(logged(desk, SP_LOG_BEYOND), 25);
	assert_int_equal(snapshot(desk)->log_entries.items[0].start, at(23, 16, 45));
}

/* The first block of the pupil's review in the walk. */
static void
go_to_meeting(struct desk *desk)
{
	press(desk, "F Home");
	for (int i = 0; i < 60; i++) {
		const struct sp_snapshot *s = snapshot(desk);
		int row = 0;

		for (size_t k = 0; k < s->blocks.n; k++)
			row += s->blocks.items[k].start < at(23, 10, 0) &&
			       s->blocks.items[k].start >= at(23, 0, 0);
		if (top(desk)->cursor == row)
			break;
		press(desk, "Down");
	}
	assert_true(shows(desk, ">Mon 23 Nov 10:00"));
}

static void
a_booked_meeting_that_did_not_happen_is_asked_about(void **state)
{
	struct desk *desk = *state;
	const struct sp_case *subject;

	go_to_meeting(desk);
	press(desk, "x a"); /* absent */
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROMPT);
	assert_int_equal(top(desk)->prompt, SP_PROMPT_REBOOK);
	assert_true(shows(desk, "due by law by Tue 15 Dec 2026"));
	subject = &snapshot(desk)->cases.items[0];
	assert_int_equal(subject->review_booked, SP_TIME_NONE);
	type(desk, "when pigs fly");
	press(desk, "Enter");
	assert_int_equal(top(desk)->prompt, SP_PROMPT_REBOOK); /* answered, and it stays */
	press(desk, "C-u");
	type(desk, "tue 8 dec 14:00");
	press(desk, "Enter");
	assert_int_equal(top(desk)->table, SP_TABLE_FRIDAY);
	subject = &snapshot(desk)->cases.items[0];
	assert_int_equal(subject->review_booked, sp_time_of(sp_day_of(2026, 12, 8), 14 * 60));
	press(desk, "u u"); /* both can be taken back */
	subject = &snapshot(desk)->cases.items[0];
	assert_int_equal(subject->review_booked, at(23, 10, 0));
	press(desk, "Esc");
	go_to_meeting(desk);
	press(desk, "x a Esc"); /* not known yet */
	assert_int_equal(top(desk)->table, SP_TABLE_FRIDAY);
	assert_non_null(strstr(desk->ui.message, "no day yet"));
	subject = &snapshot(desk)->cases.items[0];
	assert_int_equal(subject->review_booked, SP_TIME_NONE);
	assert_int_equal(desk->ui.carried, 1);
}

/* Lost time over a booked meeting: it is named first, and one key says whether it happens. */
static void
a_booked_meeting_in_lost_time_is_named(void **state)
{
	struct desk *desk = *state;
	size_t n_blocks = snapshot(desk)->blocks.n;

	press(desk, "x");
	press(desk, "e C-u");
	type(desk, "mon 23 nov 09:45-11:30");
	press(desk, "Enter c");
	finish_planning(desk);
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROPOSAL);
	assert_true(shows(desk, "[=] stands"));
	assert_true(shows(desk, "It stands: planning leaves it there."));
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->cases.items[0].review_booked, at(23, 10, 0));
	press(desk, "u");
	press(desk, "x");
	press(desk, "e C-u");
	type(desk, "mon 23 nov 09:45-11:30");
	press(desk, "Enter c Space");
	assert_true(shows(desk, "is off"));
	press(desk, "Space");
	assert_true(shows(desk, "[=] stands"));
	press(desk, "w o a Space"); /* w and o: it is no change */
	finish_planning(desk);
	press(desk, "Enter");
	assert_int_equal(top(desk)->prompt, SP_PROMPT_REBOOK);
	assert_true(shows(desk, "due by law by Tue 15 Dec 2026"));
	assert_int_equal(snapshot(desk)->cases.items[0].review_booked, SP_TIME_NONE);
	type(desk, "tue 8 dec 14:00");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->cases.items[0].review_booked,
			 sp_time_of(sp_day_of(2026, 12, 8), 14 * 60));
	press(desk, "u u");
	assert_int_equal(snapshot(desk)->cases.items[0].review_booked, at(23, 10, 0));
	assert_int_equal(snapshot(desk)->blocks.n, n_blocks);
}

static void
screens(void **state)
{
	struct desk *desk = *state;

	check_both(desk, "friday-before");
	press(desk, "F Space l");
	type(desk, "1h20");
	press(desk, "Enter C-l");
	check_both(desk, "friday");
	press(desk, "x");
	check_both(desk, "friday-why");
	press(desk, "c C-l");
	check_both(desk, "friday-lost");
	press(desk, "Esc R");
	check_both(desk, "log-entries");
	press(desk, "Esc A");
	type(desk, "EE.PPAA..SSSHH");
	check_both(desk, "audit");
	press(desk, "Enter");
	check_both(desk, "audit-shares");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, desk_tear_down)
		TEST(all_as_planned_is_one_key_each_and_then_the_next_week),
		TEST(a_week_that_goes_on_is_not_closed),
		TEST(a_day_is_one_key_and_one_step),
		TEST(a_lost_morning_is_of_the_week_that_is_shown),
		TEST(what_did_not_happen_is_carried_over),
		TEST(it_can_be_left_at_any_point_and_taken_back),
		TEST(a_discarded_proposal_leaves_the_rest_open),
		TEST(a_week_that_has_not_begun_is_not_closed),
		TEST(a_clock_runs_in_the_top_line_and_a_forgotten_one_is_asked_about),
		TEST(lengths_of_the_log_are_taken_with_one_key),
		TEST(an_audit_is_typed_by_letters),
		TEST(entries_are_kept_on_the_screen),
		cmocka_unit_test_setup_teardown(a_booked_meeting_in_lost_time_is_named, set_up_booked,
						desk_tear_down),
		cmocka_unit_test_setup_teardown(a_booked_meeting_that_did_not_happen_is_asked_about,
						set_up_booked, desk_tear_down),
		TEST(screens),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
