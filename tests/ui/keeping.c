/*
 * Keeping the school's facts by keys, on a real file: pupils and what happened to them, duties, activities, rules, staff,
 * hours, the contract. What is typed wrongly stays and is answered at its field.
 */
#include "senplan/base/array.h"

#include "desk.h"
#include "golden_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- pupils --- */

static void
a_pupil_is_put_in_and_stands_under_the_cursor(void **state)
{
	struct desk *desk = *state;

	add_pupil(desk);
	assert_int_equal(pupil(desk, "K40")->year, 8);
	assert_int_equal(pupil(desk, "K40")->plan_issued, sp_day_of(2024, 2, 3));
	assert_true(shows(desk, ">K40"));
	assert_true(shows(desk, "Added K40"));
	assert_non_null(strstr(desk->ui.message, "p plans with it"));
	press(desk, "e");
	fill(desk, 0, "9");
	press(desk, "Tab s"); /* a letter takes the choice: SEN Support */
	press(desk, "Enter");
	assert_int_equal(pupil(desk, "K40")->year, 9);
	assert_int_equal(pupil(desk, "K40")->status, SP_CASE_SEN_SUPPORT);
	press(desk, "u");
	assert_int_equal(pupil(desk, "K40")->year, 8);
	press(desk, "- n"); /* asked, and left */
	assert_int_equal(snapshot(desk)->cases.n, 1);
	press(desk, "- y");
	assert_int_equal(snapshot(desk)->cases.n, 0);
	assert_true(shows(desk, "No pupils yet: n adds one"));
	press(desk, "u");
	assert_int_equal(snapshot(desk)->cases.n, 1);
}

static void
a_mistake_stands_at_its_field_and_nothing_typed_is_lost(void **state)
{
	struct desk *desk = *state;

	add_pupil(desk);
	press(desk, "n");
	type(desk, "K40");
	fill(desk, 1, "99");
	fill(desk, 2, "31/02/2026");
	press(desk, "Enter");
	assert_int_equal(top(desk)->cursor, 0); /* the code is used already */
	assert_true(shows(desk, "The code K40 is used already"));
	type(desk, "b");
	press(desk, "Enter");
	if (top(desk)->cursor != 3)
		fail_msg("%s", top(desk)->sheet->error);
	fill(desk, 0, "3/2/2024");
	press(desk, "Enter");
	assert_int_equal(top(desk)->cursor, 1); /* no such year group */
	assert_true(shows(desk, "is no year group"));
	resize(desk, 60, 20); /* in the midst of it */
	assert_true(shows(desk, "K40b"));
	assert_true(shows(desk, "99"));
	resize(desk, 40, 12);
	resize(desk, 20, 5);
	resize(desk, 80, 24);
	press(desk, "Esc");
	assert_int_equal(top(desk)->kind, SP_DIALOG_SHEET); /* asked first */
	press(desk, "Esc");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(snapshot(desk)->cases.n, 1);
}

static void
a_review_goes_its_way(void **state)
{
	struct desk *desk = *state;
	const struct sp_ui_case *shown;
	int n_next = 0;

	add_pupil(desk);
	press(desk, "b");
	assert_string_equal(top(desk)->sheet->lines[0].text,
			    "booked"); /* the open step is the meeting's day */
	type(desk, "tue 8 dec 14:00");
	assert_true(shows(desk, "= Tue 8 Dec 2026 14:00"));
	press(desk, "Enter");
	assert_int_equal(pupil(desk, "K40")->review_booked, sp_time_of(sp_day_of(2026, 12, 8), 14 * 60));
	press(desk, "b b"); /* no: it was last week (the letter jumps to booked) */
	assert_string_equal(top(desk)->sheet->lines[1].text, "");
	fill(desk, 1, "17/11/2026 14:00");
	press(desk, "Enter b"); /* invited, today: no, before */
	assert_string_equal(top(desk)->sheet->lines[0].text, "invited");
	assert_string_equal(top(desk)->sheet->lines[1].text, "today");
	press(desk, "Tab");
	type(desk, "2 nov"); /* what is typed takes the place of "today" */
	assert_true(shows(desk, "= Mon 2 Nov 2026"));
	fill(desk, 3, "parents by letter");
	press(desk, "Enter Enter");
	assert_true(shows(desk, "Evidence: invited Mon 2 Nov (parents by letter)"));
	press(desk, "Home Down Down Down b"); /* papers out: the step under the cursor */
	assert_string_equal(top(desk)->sheet->lines[0].text, "circulated");
	fill(desk, 1, "3/11");
	press(desk, "Enter Esc b");
	assert_string_equal(top(desk)->sheet->lines[0].text, "held");
	assert_string_equal(top(desk)->sheet->lines[1].text, "Tue 17 Nov 2026"); /* as booked */
	press(desk, "Enter b d Enter");						 /* decided, but what? */
	assert_int_equal(top(desk)->cursor, 3);
	assert_true(shows(desk, "keep, amend or cease"));
	press(desk, "k Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	shown = &desk->ui.world->cases[0]; /* the next round has begun */
	for (size_t i = 0; i < shown->n_clocks; i++)
		n_next += shown->clocks[i].due_day > sp_day_of(2027, 9, 1);
	assert_true(n_next > 3);
	press(desk, "u");
	assert_int_equal(snapshot(desk)->case_events.n, 4);
}

/* Its legal date is in December, the report counts from when it was: it stands where it happened. */
static void
a_meeting_held_early_stands_before_its_report(void **state)
{
	struct desk *desk = *state;

	add_pupil(desk);
	press(desk, "b");
	type(desk, "20/11/2026 14:00");
	press(desk, "Enter Enter Home");
	resize(desk, 120, 40);
	assert_true(line_of(desk, "agree the date") > 0);
	assert_in_range(line_of(desk, "annual review meeting"), line_of(desk, "papers out") + 1,
			line_of(desk, "report to the LA") - 1);
	press(desk, "Esc b h");
	fill(desk, 1, "20/11/2026");
	press(desk, "Enter Enter");
	assert_true(shows(desk, "done Fri 20 Nov"));
	assert_in_range(line_of(desk, "annual review meeting"), line_of(desk, "papers out") + 1,
			line_of(desk, "report to the LA") - 1);
	assert_true(line_of(desk, "agree the date") < line_of(desk, "annual review meeting"));
}

static void
an_event_is_taken_back_in_the_chain(void **state)
{
	struct desk *desk = *state;

	add_pupil(desk);
	press(desk, "b");
	type(desk, "8/12/2026 14:00");
	press(desk, "Enter Enter End -");
	assert_true(shows(desk, "Take back \"booked\" on Tue 8 Dec 2026?"));
	press(desk, "y");
	assert_int_equal(snapshot(desk)->case_events.n, 0);
	assert_int_equal(pupil(desk, "K40")->review_booked, SP_TIME_NONE);
	press(desk, "u");
	assert_int_equal(snapshot(desk)->case_events.n, 1);
}

static void
pupils_are_sorted_and_filtered(void **state)
{
	struct desk *desk = *state;

	add_pupil(desk);
	press(desk, "n");
	type(desk, "A01");
	fill(desk, 1, "10");
	press(desk, "Tab s Enter"); /* SEN Support */
	assert_int_equal(desk->ui.n_case_rows, 2);
	press(desk, "s c");
	assert_true(shows(desk, "2 of 2 pupils: by code"));
	assert_string_equal(desk->ui.world->cases[desk->ui.case_rows[0]].subject->code, "A01");
	press(desk, "f e");
	assert_int_equal(desk->ui.n_case_rows, 1);
	assert_true(shows(desk, "1 of 2 pupils: EHCP, by code"));
	press(desk, "f t");
	type(desk, "a01");
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_case_rows, 1);
	assert_true(shows(desk, ">A01"));
	press(desk, "f r");
	assert_true(shows(desk, "No pupil is so: f shows others"));
	press(desk, "b e Enter -"); /* nothing is under the cursor */
	assert_int_equal(desk->ui.n_dialogs, 0);
	press(desk, "f a s d");
	assert_int_equal(desk->ui.n_case_rows, 2);
}

static void
privacy_hides_codes_everywhere(void **state)
{
	struct desk *desk = *state;

	add_pupil(desk);
	press(desk, "P");
	assert_false(shows(desk, "K40"));
	press(desk, "e");
	assert_false(shows(desk, "K40"));
	fill(desk, 0, "9");
	press(desk, "Enter");
	assert_true(shows(desk, "Changed ---"));
	assert_false(shows(desk, "K40"));
	press(desk, "Enter");
	assert_false(shows(desk, "K40"));
}

/* --- duties --- */

static const struct sp_duty *
duty(const struct desk *desk, const char *name)
{
	for (size_t i = 0; i < snapshot(desk)->duties.n; i++)
		if (strcmp(snapshot(desk)->duties.items[i].name, name) == 0)
			return &snapshot(desk)->duties.items[i];
	return NULL;
}

static void
a_duty_is_made_changed_switched_and_taken_out(void **state)
{
	struct desk *desk = *state;
	size_t n = snapshot(desk)->duties.n;

	press(desk, "4 n");
	type(desk, "Corridor round");
	press(desk, "Tab p a r e n t Space Tab Tab Tab Tab Tab w"); /* parent calls; weekly; on Wednesday */
	press(desk, "Enter");
	if (desk->ui.n_dialogs > 0)
		fail_msg("%s", top(desk)->sheet->error);
	assert_int_equal(snapshot(desk)->duties.n, n + 1);
	assert_int_equal(duty(desk, "Corridor round")->weekday, 2);
	press(desk, "C-l"); /* the message goes */
	assert_true(shows(desk, ">    Corridor round"));
	press(desk, "e Tab Tab t Enter"); /* termly */
	assert_int_equal(duty(desk, "Corridor round")->cadence, SP_CADENCE_TERMLY);
	press(desk, "e Tab Tab o Enter"); /* once, without a day */
	assert_int_equal(top(desk)->cursor, 8);
	assert_true(shows(desk, "What comes once needs its date"));
	press(desk, "Esc Esc c n");
	type(desk, "governor");
	fill(desk, 1, "wed before 9 or what");
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_SHEET);
	fill(desk, 0, "wed before 11");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->attendees.n, 1);
	press(desk, "C-l Esc Enter");
	assert_true(shows(desk, "Comes: governor, Wed before 11:00"));
	press(desk, "Esc Space");
	assert_false(duty(desk, "Corridor round")->active);
	press(desk, "Space D y");
	assert_null(duty(desk, "Corridor round"));
	press(desk, "u");
	assert_non_null(duty(desk, "Corridor round"));
}

static void
a_duty_that_can_never_be_met_is_refused(void **state)
{
	struct desk *desk = *state;
	size_t n = snapshot(desk)->duties.n;

	press(desk, "4 n");
	type(desk, "Endless");
	fill(desk, 11, "60h");
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_SHEET);
	assert_non_null(strstr(top(desk)->sheet->error, "It can never be met"));
	assert_int_equal(snapshot(desk)->duties.n, n);
}

/* Five finished tasks that took two hours each. */
static void
log_five(struct desk *desk)
{
	for (int i = 0; i < 5; i++) {
		const char *understood;
		sp_task_id task;
		sp_block_id block = {0};

		if (sp_intake_add(desk->school.app, "learning walk 40m", false, &desk->school.arena,
				  &understood, &task, &desk->school.err) != SP_OK)
			fail_msg("%s", desk->school.err.text);
		if (sp_app_place(desk->school.app, task, sp_time_of(sp_day_of(2026, 11, 25), 9 * 60 + i * 45),
				 &desk->school.err) != SP_OK)
			fail_msg("%s", desk->school.err.text);
		for (size_t k = 0; k < snapshot(desk)->blocks.n; k++)
			if (snapshot(desk)->blocks.items[k].task.v == task.v)
				block = snapshot(desk)->blocks.items[k].id;
		if (sp_app_done(desk->school.app, block, 120 + 5 * i, &desk->school.err) != SP_OK)
			fail_msg("%s", desk->school.err.text);
	}
}

static int
row_of_activity(const struct desk *desk, const char *key)
{
	int row = 0;

	for (size_t i = 0; i < snapshot(desk)->activities.n; i++) {
		const struct sp_activity *activity = &snapshot(desk)->activities.items[i];

		if (strcmp(activity->key, key) == 0)
			return row;
		row++;
		for (size_t k = 0; k < snapshot(desk)->duties.n; k++)
			row += snapshot(desk)->duties.items[k].activity.v == activity->id.v;
	}
	fail();
	return -1;
}

static void
the_log_offers_its_median(void **state)
{
	struct desk *desk = *state;
	const struct sp_activity *walk;

	log_five(desk);
	press(desk, "4");
	desk->ui.cursor[SP_VIEW_DUTIES] = row_of_activity(desk, "walk");
	press(desk, "C-l");
	assert_true(shows(desk, "your median 130 over 5: use it?"));
	press(desk, "y n"); /* left: it is not asked again */
	press(desk, "C-l");
	assert_false(shows(desk, "use it?"));
	press(desk, "u C-l");
	assert_true(shows(desk, "use it?"));
	press(desk, "y y");
	walk = sp_snapshot_activity_by_key(snapshot(desk), "walk");
	assert_int_equal(walk->typical_min, 130);
	assert_int_equal(walk->low_min, 125);
	assert_int_equal(walk->high_min, 135);
	assert_string_equal(walk->estimate_source, "own log (5)");
	press(desk, "C-l");
	assert_false(shows(desk, "use it?"));
}

static void
an_activity_is_made_and_changed(void **state)
{
	struct desk *desk = *state;

	press(desk, "4 N");
	type(desk, "choir");
	press(desk, "Enter");
	assert_true(shows(desk, "An activity needs a name"));
	assert_int_equal(top(desk)->cursor, 1);
	type(desk, "Choir");
	fill(desk, 2, "Q");
	fill(desk, 4, "45");
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(sp_snapshot_activity_by_key(snapshot(desk), "choir")->typical_min, 45);
	press(desk, "C-l");
	assert_true(shows(desk, ">Q Choir"));
	press(desk, "e");
	fill(desk, 11, "after 15:00");
	fill(desk, 1, "15-30");
	fill(desk, 1, "2");   /* pieces on a day */
	fill(desk, 1, "10m"); /* the way there, before each */
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(sp_snapshot_activity_by_key(snapshot(desk), "choir")->before_min, 10);
	assert_int_equal(sp_snapshot_activity_by_key(snapshot(desk), "choir")->chunks_day, 2);
	assert_true(sp_snapshot_activity_by_key(snapshot(desk), "choir")->prefer_window.v != 0);
	press(desk, "e");
	assert_true(shows(desk, "after 15:00"));
	fill(desk, 5, "90");
	press(desk, "Enter"); /* low above typical */
	assert_non_null(strstr(top(desk)->sheet->error, "They must rise"));
	press(desk, "Esc Esc - y");
	assert_null(sp_snapshot_activity_by_key(snapshot(desk), "choir"));
}

/* --- Set-up: rules, staff, hours, contract --- */

static size_t
rows_of_rule(const struct desk *desk, const char *name, const char *profile)
{
	size_t n = 0;

	for (size_t i = 0; i < snapshot(desk)->rules.n; i++)
		n += strcmp(snapshot(desk)->rules.items[i].key, name) == 0 &&
		     strcmp(snapshot(desk)->rules.items[i].profile, profile) == 0;
	return n;
}

static void
rules_are_suspended_replaced_and_copied(void **state)
{
	struct desk *desk = *state;
	char name[SP_SHEET_KEY];

	open_table(desk, 0);
	press(desk, "Enter Home s");
	snprintf(name, sizeof(name), "%s", top(desk)->sheet->key);
	press(desk, "Enter");
	assert_true(shows(desk, "It needs a day"));
	type(desk, "1 dec");
	press(desk, "Tab");
	type(desk, "rubbish");
	press(desk, "Enter");
	assert_int_equal(top(desk)->cursor, 1);
	fill(desk, 0, "31/1/2027");
	press(desk, "Enter");
	assert_int_equal(rows_of_rule(desk, name, ""), 2);
	press(desk, "u");
	assert_int_equal(rows_of_rule(desk, name, ""), 1);
	press(desk, "Home r");
	type(desk, "1/9/2029");
	fill(desk, 2, "6 weeks");
	press(desk, "Enter");
	assert_int_equal(rows_of_rule(desk, name, ""), 2);
	assert_true(shows(desk, "to Fri 31 Aug 2029: 12 months"));
	assert_true(shows(desk, "from Sat 1 Sep 2029: 6 weeks")); /* together, not at the end */
	press(desk, "Esc n");
	type(desk, "hull");
	press(desk, "Enter");
	assert_int_equal(rows_of_rule(desk, name, "hull"), 2);
	press(desk, "End Enter Home e");
	fill(desk, 0, "nine");
	press(desk, "Enter");
	assert_int_equal(top(desk)->cursor, 0);
	fill(desk, 0, "9 months");
	press(desk, "Enter");
	assert_true(shows(desk, "is now 9 months"));
	press(desk, "Esc Esc");
	add_pupil(desk);
	press(desk, "e Tab Tab Tab Tab Tab Tab h Enter");
	assert_string_equal(pupil(desk, "K40")->profile, "hull");
}

static void
a_calendar_file_is_checked(void **state)
{
	struct desk *desk = *state;

	press(desk, "V");
	type(desk, TEST_DATA "/ics/lint/r00-good.ics");
	press(desk, "Enter");
	assert_true(shows(desk, "nothing was found"));
	press(desk, "Esc V");
	type(desk, TEST_DATA "/ics/lint/r01-maker.ics");
	press(desk, "Enter");
	assert_true(shows(desk, "line 3: should R01"));
	press(desk, "Esc V");
	type(desk, "/nowhere.ics");
	press(desk, "Enter");
	assert_true(shows(desk, "/nowhere.ics cannot be read"));
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROMPT); /* to be mended, not typed again */
	press(desk, "Esc");
}

static void
staff_hours_and_contract_are_kept(void **state)
{
	struct desk *desk = *state;
	size_t n;

	open_table(desk, 1);
	press(desk, "n");
	type(desk, "TA01");
	fill(desk, 2, "8:30 to 3");
	press(desk, "Enter");
	assert_int_equal(top(desk)->cursor, 2);
	fill(desk, 0, "08:30-15:30");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->staff_members.n, 1);
	assert_int_equal(snapshot(desk)->staff_members.items[0].to_min, 15 * 60 + 30);
	press(desk, "e Tab Tab n Enter");
	assert_false(snapshot(desk)->staff_members.items[0].active);
	press(desk, "- y");
	assert_int_equal(snapshot(desk)->staff_members.n, 0);
	press(desk, "Esc");
	n = snapshot(desk)->working_windows.n;
	open_table(desk, 2);
	press(desk, "n");
	type(desk, "wed");
	press(desk, "Tab Tab Tab");
	type(desk, "4/1/2027");
	press(desk, "Enter"); /* not worked from then on */
	assert_int_equal(snapshot(desk)->working_windows.n, n);
	assert_true(shows(desk, "not worked from Mon 4 Jan 2027"));
	press(desk, "Esc");
	open_table(desk, 3);
	press(desk, "n");
	fill(desk, 1, "eighty");
	press(desk, "Enter");
	assert_int_equal(top(desk)->cursor, 1);
	fill(desk, 0, "80");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->contracts.n, 1);
	assert_int_equal(snapshot(desk)->contracts.items[0].share_pct, 80);
	press(desk, "Esc");
	n = snapshot(desk)->window_spans.n;
	open_table(desk, 4);
	press(desk, "Enter n");
	type(desk, "some evening");
	press(desk, "Enter"); /* until when? */
	assert_int_equal(top(desk)->kind, SP_DIALOG_SHEET);
	fill(desk, 0, "26 nov 16:30-19:00");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->window_spans.n, n + 1);
	assert_true(shows(desk, "Thu 26 Nov 2026 16:30-19:00"));
	press(desk, "End - y");
	assert_int_equal(snapshot(desk)->window_spans.n, n);
}

/* Rubbish in every field of every form: it is refused in words, or it is kept; the form is never lost by it. */
static void
rubbish_is_answered_everywhere(void **state)
{
	static const char *const openings[] = {"3 e", "3 n", "3 b", "4 e", "4 n", "4 N"};
	static const char *const rubbish[] = {"99 zz; DROP", "-1", "\"", "31/02/2026"};
	struct desk *desk = *state;

	add_pupil(desk);
	for (size_t o = 0; o < SP_COUNT(openings); o++)
		for (int field = 0; field < SP_SHEET_FIELDS; field++)
			for (size_t r = 0; r < SP_COUNT(rubbish); r++) {
				press(desk, openings[o]);
				assert_int_equal(top(desk)->kind, SP_DIALOG_SHEET);
				for (int i = 0; i < field; i++)
					press(desk, "Down");
				press(desk, "C-u");
				type(desk, rubbish[r]);
				press(desk, "Enter");
				if (desk->ui.n_dialogs > 0 && top(desk)->kind == SP_DIALOG_SHEET) {
					assert_true(top(desk)->sheet->error[0] != '\0' ||
						    desk->ui.message[0] != '\0');
					press(desk, "Esc Esc");
				} else {
					press(desk, "u");
				}
				while (desk->ui.n_dialogs > 0)
					press(desk, "Esc");
			}
	assert_int_equal(snapshot(desk)->cases.n, 1);
}

/* Dates fall in weeks without school all the same: Ahead counts them there and says where the work for them stands. */
static void
dates_in_holidays_are_told(void **state)
{
	struct desk *desk = *state;

	add_pupil(desk);
	press(desk, "b");
	type(desk, "tue 8 dec 14:00"); /* its report is due on 22 December */
	press(desk, "Enter");
	resize(desk, 120, 40);
	press(desk, "2 Home");
	assert_true(line_of(desk, "Mon 21 Dec -  school holiday") > 0);
	for (int i = 0; i < 16; i++)
		press(desk, "Down");
	assert_true(shows(
		desk, "School is closed: its own work for these dates stands before, asking the LA after."));
	assert_true(line_of(desk, ">Mon 21 Dec") > 0);
	assert_int_equal(desk->ui.world->ahead->weeks[16].n_clocks, 1);
}

/* What cannot be is answered in the form with what to do, and nothing is kept. */
static void
what_cannot_be_is_answered_in_the_forms(void **state)
{
	struct desk *desk = *state;
	int64_t revision;

	add_pupil(desk);
	revision = snapshot(desk)->revision;
	resize(desk, 120, 40);
	press(desk, "n");
	type(desk, "K41");
	fill(desk, 1, "8");
	fill(desk, 3, "10/1/2027"); /* last held, and still to come */
	press(desk, "Enter");
	assert_true(shows(desk, "is in the future"));
	fill(desk, 0, "10/1/2026");
	fill(desk, 4, "Y6 2027"); /* of a pupil in Year 8 */
	press(desk, "Enter");
	assert_true(shows(desk, "does not fit"));
	assert_true(shows(desk, "Put the year group"));
	fill(desk, 0, "");
	for (int i = 0; i < 8; i++)
		press(desk, "S-Tab");
	fill(desk, 0, "K40"); /* used already */
	press(desk, "Enter");
	assert_true(shows(desk, "is used already"));
	press(desk, "Esc Esc");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(snapshot(desk)->revision, revision);
}

/* --- screens --- */

static void
screens(void **state)
{
	struct desk *desk = *state;

	snprintf(desk->school.db_path, sizeof(desk->school.db_path), "plan.db"); /* as Set-up shows it */
	press(desk, "3");
	check_both(desk, "kept-no-cases");
	press(desk, "n");
	type(desk, "K40");
	fill(desk, 1, "99");
	fill(desk, 2, "tue");
	press(desk, "Enter");
	check_both(desk, "kept-case-form");
	press(desk, "Esc Esc");
	add_pupil(desk);
	press(desk, "b");
	type(desk, "tue 8 dec 14:00");
	check_both(desk, "kept-event-form");
	press(desk, "Enter b");
	fill(desk, 4, "parents by letter, EP by email");
	press(desk, "Enter Enter Down Down Down");
	check_both(desk, "kept-chain");
	press(desk, "Esc f");
	check_both(desk, "kept-filter");
	press(desk, "e s c");
	check_both(desk, "kept-cases");
	open_table(desk, 0);
	press(desk, "Enter Down Down Down");
	check_both(desk, "kept-rules");
	press(desk, "s");
	type(desk, "1 dec");
	press(desk, "Enter"); /* and until when? */
	check_both(desk, "kept-suspend-form");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_set_up, desk_tear_down)
		TEST(a_pupil_is_put_in_and_stands_under_the_cursor),
		TEST(a_mistake_stands_at_its_field_and_nothing_typed_is_lost),
		TEST(a_review_goes_its_way),
		TEST(an_event_is_taken_back_in_the_chain),
		TEST(a_meeting_held_early_stands_before_its_report),
		TEST(pupils_are_sorted_and_filtered),
		TEST(privacy_hides_codes_everywhere),
		TEST(a_duty_is_made_changed_switched_and_taken_out),
		TEST(a_duty_that_can_never_be_met_is_refused),
		TEST(the_log_offers_its_median),
		TEST(an_activity_is_made_and_changed),
		TEST(rules_are_suspended_replaced_and_copied),
		TEST(a_calendar_file_is_checked),
		TEST(staff_hours_and_contract_are_kept),
		TEST(rubbish_is_answered_everywhere),
		TEST(what_cannot_be_is_answered_in_the_forms),
		TEST(dates_in_holidays_are_told),
#undef TEST
		cmocka_unit_test_setup_teardown(screens, desk_set_up_small, desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
