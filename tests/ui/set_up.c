/*
 * Setting up by keys, on a real file: from nothing to a believable week in few keystrokes, and leaving at any point.
 */
#include "senplan/base/array.h"

#include "desk.h"
#include "support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { KEYS_MOST = 60 };

static int
set_up(void **state)
{
	return desk_show(desk_on_a_file(), true, state);
}

static void
from_nothing_to_a_week_in_few_keys(void **state)
{
	struct desk *desk = *state;
	const struct sp_plan_violation *violations;
	size_t n;

	assert_int_equal(top(desk)->kind, SP_DIALOG_PART);
	press(desk, "Enter");			     /* a secondary school */
	press(desk, "Down Down Space Enter");	     /* not in on Wednesdays */
	press(desk, "t t Right Down t Right Right"); /* two lessons on Monday, one on Tuesday */
	press(desk, "Up Up t Right p p c");	     /* Thursday, PPA on Friday; week B alike */
	press(desk, "Enter Enter");		     /* kept; the usual dates */
	press(desk, "2 4 Enter");		     /* so many EHCPs */
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROPOSAL);
	finish_planning(desk);
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(desk->ui.view, SP_VIEW_WEEK);
	assert_true(desk->n_keys < KEYS_MOST);

	assert_int_equal(snapshot(desk)->working_windows.n, 4);
	assert_int_equal(snapshot(desk)->cases.n, 24);
	assert_true(snapshot(desk)->duties.n > 20);
	assert_true(snapshot(desk)->timetable_slots.n >= 10);
	assert_true(desk->ui.world->week.planned_min > 8 * 60);
	assert_true(desk->ui.world->week.planned_min < desk->ui.world->week.allocated_min);
	assert_int_equal(sp_plan_check(snapshot(desk), desk->school.env.now, &desk->school.arena, &violations,
				       &n, &desk->school.err),
			 SP_OK);
	assert_int_equal(n, 0);
}

static void
it_can_be_left_at_once(void **state)
{
	struct desk *desk = *state;

	press(desk, "Esc");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_true(snapshot(desk)->duties.n > 20);
	assert_int_equal(snapshot(desk)->working_windows.n, 5);
	press(desk, "p");
	finish_planning(desk);
	press(desk, "Enter");
	assert_true(snapshot(desk)->blocks.n > 0);
}

static void
it_can_be_left_half_way_and_gone_on_with(void **state)
{
	struct desk *desk = *state;

	press(desk, "Down Enter Enter Esc"); /* primary; hours; left at the timetable */
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(desk->ui.view, SP_VIEW_WEEK);
	assert_int_equal(snapshot(desk)->year_spans.n, 0);
	press(desk, "6 Home Down Down Down Enter"); /* term dates */
	assert_int_equal(top(desk)->part, SP_PART_TERMS);
	press(desk, "Down Enter");
	type(desk, "autumn 1/9/2026 18/12/2026");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->year_spans.n, 1);
	assert_int_equal(snapshot(desk)->year_spans.items[0].kind, SP_YEAR_TERM);
	assert_string_equal(snapshot(desk)->year_spans.items[0].name, "autumn");
	press(desk, "Up Enter");
	type(desk, "half-term 26/10/2026 30/10/2026");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->year_spans.n, 2);
	press(desk, "Down Down Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(desk->ui.view, SP_VIEW_SET_UP);
}

/* Painting changes what was painted and leaves the rest as it came. */
static void
a_changed_cell_leaves_its_neighbours(void **state)
{
	struct desk *desk = *state;
	size_t before;

	press(desk, "Enter Enter Esc 6 Home Down Enter"); /* hours */
	press(desk, "e");
	type(desk, "07:45-15:15");
	press(desk, "Enter Enter");
	assert_int_equal(snapshot(desk)->working_windows.n, 5);
	press(desk, "Down Enter t t t Enter");
	assert_int_equal(snapshot(desk)->timetable_slots.n, 3);
	before = snapshot(desk)->periods.n;
	assert_true(before > 0);
	press(desk, "Enter Down f Enter");
	assert_int_equal(snapshot(desk)->timetable_slots.n, 2);
	assert_int_equal(snapshot(desk)->periods.n, before);
	press(desk, "u");
	assert_int_equal(snapshot(desk)->timetable_slots.n, 3);
}

static void
from_a_file(void **state)
{
	struct desk *desk = *state;

	press(desk, "Enter Enter i");
	type(desk, "/nowhere/timetable.csv");
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROMPT); /* it says why, and keeps the line */
	press(desk, "C-u");
	type(desk, SHARE_DIR "/examples/secondary/timetable.csv");
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_CONFIRM); /* what it would change */
	assert_int_equal(snapshot(desk)->timetable_slots.n, 0);
	press(desk, "y");
	assert_int_equal(top(desk)->part, SP_PART_TERMS);
	assert_true(snapshot(desk)->timetable_slots.n > 5);
	press(desk, "Enter i");
	type(desk, SHARE_DIR "/examples/secondary/caseload.csv");
	press(desk, "Enter y");
	assert_true(snapshot(desk)->cases.n > 80);
	assert_int_equal(top(desk)->kind, SP_DIALOG_PROPOSAL);
}

static const struct sp_working_window *
window(const struct desk *desk, size_t i)
{
	assert_true(i < snapshot(desk)->working_windows.n);
	return &snapshot(desk)->working_windows.items[i];
}

static void
put_window(struct sp_edits *edits, struct sp_working_window row)
{
	sp_edits_put_working_window(edits, &row);
}

/* Split days, days of week A only, a Saturday and hours of another time of year outlive a visit to the form. */
static void
hours_that_the_form_does_not_show_stay(void **state)
{
	struct desk *desk = *state;
	struct sp_working_window row = sp_working_window_blank();
	struct sp_edits edits;
	size_t n;

	press(desk, "Enter Esc"); /* a school with the usual hours */
	sp_edits_init(&edits, &desk->school.arena);
	for (size_t i = 0; i < snapshot(desk)->working_windows.n; i++)
		sp_edits_delete(&edits, SP_ENTITY_working_window, window(desk, i)->id.v);
	row.from_min = 480, row.to_min = 720;
	put_window(&edits, row); /* each day until noon, weekends too */
	row.weekday = 1, row.from_min = 780, row.to_min = 990;
	put_window(&edits, row); /* Tuesday afternoon as well */
	row.weekday = 4, row.cycle_week = 1, row.from_min = 780, row.to_min = 900;
	put_window(&edits, row); /* Friday afternoon in week B */
	row.weekday = 2, row.cycle_week = -1, row.from_day = sp_day_of(2027, 4, 12);
	put_window(&edits, row); /* Wednesday afternoon from April */
	assert_int_equal(sp_app_commit(desk->school.app, &edits, "hours", &desk->school.err), SP_OK);
	sp_ui_host_refresh(desk->host, &desk->ui);
	press(desk, "C-l 6 Home Down");
	n = snapshot(desk)->working_windows.n;
	assert_int_equal(n, 4);
	press(desk, "Enter");
	assert_true(desk->ui.form.weeks_differ);
	assert_int_equal(desk->ui.form.days[0][1].n_spans, 2);
	assert_int_equal(desk->ui.form.days[0][4].n_spans, 1);
	assert_int_equal(desk->ui.form.days[1][4].n_spans, 2);
	press(desk, "Enter"); /* nothing was changed */
	assert_int_equal(snapshot(desk)->working_windows.n, n);
	press(desk, "Enter Space Enter"); /* not in on Mondays of week A */
	assert_int_equal(snapshot(desk)->working_windows.n, 3 + 7);
	for (size_t i = 0; i < snapshot(desk)->working_windows.n; i++) {
		assert_true(window(desk, i)->weekday >= 0);
		assert_false(window(desk, i)->weekday == 0 && window(desk, i)->cycle_week != 1);
	}
	press(desk, "Enter");
	assert_false(desk->ui.form.days[0][0].works);
	assert_true(desk->ui.form.days[1][0].works);
	press(desk, "Down e"); /* Tuesday in three pieces */
	type(desk, "08:00-09:00, 10:00-12:00, 13-16:30");
	press(desk, "Enter Enter Enter");
	assert_int_equal(desk->ui.form.days[0][1].n_spans, 3);
	assert_int_equal(desk->ui.form.days[0][1].spans[2].from_min, 780);
	assert_int_equal(desk->ui.form.days[1][1].n_spans, 2);
	press(desk, "w"); /* week B like week A again */
	press(desk, "Enter Enter");
	assert_false(desk->ui.form.weeks_differ);
	assert_int_equal(desk->ui.form.days[1][1].n_spans, 3);
}

/* A person paints both weeks by hand, cell by cell, and still has keys to spare. */
static void
both_weeks_painted_by_hand(void **state)
{
	struct desk *desk = *state;

	press(desk, "Enter Enter");		    /* a secondary school, the usual hours */
	press(desk, "t t Right Up p Right Down t"); /* week A: Monday, Tuesday, Wednesday */
	press(desk, "Right Right Right Home");	    /* to Monday of week B */
	press(desk, "t Right t t Right d");
	press(desk, "Enter Enter 9 Enter");
	finish_planning(desk);
	press(desk, "Enter");
	assert_int_equal(desk->ui.view, SP_VIEW_WEEK);
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_true(desk->n_keys < KEYS_MOST);
	assert_true(snapshot(desk)->timetable_slots.n >= 6);
	assert_int_equal(snapshot(desk)->cases.n, 9);
	assert_true(desk->ui.world->week.planned_min > 8 * 60);
}

/* The timetable as a school system gives it out: a lesson each second week, and one each week. */
static void
from_the_calendar_of_a_school_system(void **state)
{
	struct desk *desk = *state;
	const char *path = school_file(
		&desk->school, "tt.ics",
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n"
		"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/London:20260907T090000\r\n"
		"DTEND;TZID=Europe/London:20260907T100000\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=20\r\n"
		"SUMMARY:8B Science\r\nEND:VEVENT\r\n"
		"BEGIN:VEVENT\r\nUID:2\r\nDTSTART;TZID=Europe/London:20260911T140000\r\n"
		"DTEND;TZID=Europe/London:20260911T150000\r\nRRULE:FREQ=WEEKLY;COUNT=30\r\n"
		"SUMMARY:PPA\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");

	press(desk, "Enter Enter i");
	type(desk, path);
	press(desk, "Enter y");
	assert_int_equal(top(desk)->part, SP_PART_TERMS);
	assert_int_equal(snapshot(desk)->timetable_slots.n, 2);
	press(desk, "Esc 6 Home Down Down Enter"); /* the grid shows what came in */
	assert_int_equal(desk->ui.form.cells[0][0][0], SP_PAINT_TEACH);
	assert_int_equal(desk->ui.form.cells[1][0][0], SP_PAINT_FREE);
	assert_int_equal(desk->ui.form.cells[0][4][6], SP_PAINT_PPA);
	assert_int_equal(desk->ui.form.cells[1][4][6], SP_PAINT_PPA);
}

static size_t
count_fixed(const struct desk *desk, enum sp_fixed_kind kind)
{
	const struct sp_week *week = &desk->ui.world->week;
	size_t n = 0;

	for (int d = 0; d < week->n_days; d++)
		for (size_t i = 0; i < week->days[d].availability.n_fixed; i++)
			n += week->days[d].availability.fixed[i].kind == kind &&
			     week->days[d].availability.fixed[i].busy.v != 0;
	return n;
}

static size_t
count_notes(const struct desk *desk)
{
	const struct sp_week *week = &desk->ui.world->week;
	size_t n = 0;

	for (int d = 0; d < week->n_days; d++)
		n += week->days[d].availability.n_notes;
	return n;
}

/* A calendar: first what it would change, then taken; its times are said to be something, and stay so. */
static void
a_calendar_is_looked_at_taken_and_marked(void **state)
{
	struct desk *desk = *state;
	static const char calendar[] =
		"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:%s1\r\nDTSTART;TZID=GMT Standard Time:20261124T090000\r\n"
		"DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:7B\r\nEND:VEVENT\r\n"
		"BEGIN:VEVENT\r\nUID:%s2\r\nDTSTART;TZID=GMT Standard Time:20261125T100000\r\n"
		"DTEND;TZID=GMT Standard Time:20269999T100000\r\nDURATION:PT1H\r\nSUMMARY:Staff\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
	char text[800];
	const char *path, *again;

	snprintf(text, sizeof(text), calendar, "a", "a");
	path = school_file(&desk->school, "cal.ics", text);
	snprintf(text, sizeof(text), calendar, "b", "b");
	again = sp_arena_printf(&desk->school.arena, "%s, cal.ics",
				school_file(&desk->school, "new.ics", text));
	press(desk, "Enter Enter Enter Enter 3 Enter");
	finish_planning(desk);
	press(desk, "Enter I");
	type(desk, path);
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_CONFIRM);
	assert_non_null(strstr(top(desk)->text, "4 new, 0 changed, 0 unchanged, 0 removed. 1 warning:"));
	assert_non_null(strstr(top(desk)->text, "line 12: The end is not a real date"));
	press(desk, "n");
	assert_int_equal(snapshot(desk)->busy_times.n, 0);
	press(desk, "Enter y");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(snapshot(desk)->busy_times.n, 4);
	desk->ui.day = sp_day_of(2026, 11, 24);
	desk->ui.at_min = 9 * 60 + 5;
	press(desk, "b t");
	assert_int_equal(count_fixed(desk, SP_FIXED_TEACH), 1);
	assert_int_equal(snapshot(desk)->busy_marks.n, 1);
	desk->ui.day = sp_day_of(2026, 11, 25);
	desk->ui.at_min = 10 * 60 + 5;
	press(desk, "b F");
	assert_int_equal(count_fixed(desk, SP_FIXED_BUSY), 0);
	assert_int_equal(count_notes(desk), 1);
	press(desk, "b B"); /* it can still be gone to */
	assert_int_equal(count_fixed(desk, SP_FIXED_BUSY), 1);
	assert_int_equal(count_notes(desk), 0);
	press(desk, "u");
	assert_int_equal(count_notes(desk), 1);
	press(desk, "I");
	type(desk, again);
	press(desk, "Enter"); /* other UIDs: the same times, nothing to ask */
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_non_null(strstr(desk->ui.message, "Nothing new"));
	assert_int_equal(count_fixed(desk, SP_FIXED_TEACH), 1);
	press(desk, "u");
	assert_int_equal(count_fixed(desk, SP_FIXED_BUSY), 1); /* no more free */
	press(desk, "b r");
	type(desk, "K02");
	press(desk, "Enter");
	assert_int_equal(sp_snapshot_case_by_code(snapshot(desk), "K02")->review_booked,
			 sp_time_of(sp_day_of(2026, 11, 25), 600));
	assert_int_equal(count_fixed(desk, SP_FIXED_BUSY), 0);
}

/* The form of an export begins as the last one was: deadlines that were given out are not cancelled by accident. */
static void
the_calendar_is_given_out_as_the_last_time(void **state)
{
	struct desk *desk = *state;
	const char *to = school_file(&desk->school, "senco.ics", "");
	const char *todos = sp_arena_printf(&desk->school.arena, "%s.tasks.ics", to);
	struct sp_calendar_request events = {
		.file = to, .deadlines = true, .from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct sp_calendar_request tasks = {.todos = todos, .from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct sp_calendar_result result;
	const char *understood;
	sp_task_id task;

	press(desk, "Enter Enter Enter Enter 3 Enter");
	finish_planning(desk);
	press(desk, "Enter");
	assert_int_equal(sp_intake_add(desk->school.app, "ring the surgery 30m before 4 dec", false,
				       &desk->school.arena, &understood, &task, NULL),
			 SP_OK);
	press(desk, "C");
	assert_string_equal(top(desk)->sheet->lines[0].text, "senco.ics");
	press(desk, "Esc");
	assert_int_equal(sp_share_calendar(desk->school.app, &events, &result, NULL), SP_OK);
	assert_true(result.n_new > 0);
	assert_int_equal(sp_share_calendar(desk->school.app, &tasks, &result, NULL), SP_OK);
	assert_true(result.n_new > 0);
	press(desk, "2 1 C"); /* a new world */
	assert_non_null(strstr(top(desk)->sheet->lines[0].text, "senco.ics"));
	assert_string_equal(top(desk)->sheet->lines[2].text, "both");
	assert_non_null(strstr(top(desk)->sheet->lines[3].text, "tasks.ics"));
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_null(strstr(desk->ui.message, "cancelled"));
	assert_non_null(strstr(desk->ui.message, "as before"));
}

/* A pupil for good: asked first, with what goes; then nothing of the code is left in the file. */
static void
a_pupil_is_forgotten(void **state)
{
	struct desk *desk = *state;
	const char *bytes;
	size_t size;
	char *copy;

	press(desk, "Enter Enter Enter Enter 3 Enter");
	finish_planning(desk);
	press(desk, "Enter E");
	type(desk, "K02");
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_CONFIRM);
	assert_non_null(strstr(top(desk)->text, "K02 would be taken out for good"));
	assert_int_equal(snapshot(desk)->cases.n, 3);
	press(desk, "n");
	assert_int_equal(snapshot(desk)->cases.n, 3);
	press(desk, "Enter y");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(snapshot(desk)->cases.n, 2);
	copy = file_read(desk->school.db_path, &size);
	assert_non_null(copy);
	assert_null(memmem(copy, size, "K02", 3));
	assert_non_null(memmem(copy, size, "K03", 3)); /* the control */
	free(copy);
	press(desk, "u");
	assert_non_null(strstr(desk->ui.message, "for good"));
	bytes = sp_arena_printf(&desk->school.arena, "%s/all.json", desk->school.folder);
	press(desk, "O");
	type(desk, bytes);
	press(desk, "Enter");
	assert_int_equal(access(bytes, R_OK), 0);
	assert_int_equal(desk->ui.n_dialogs, 0);
}

/* The calendar, given out: what is missing is asked for at its field; a second time nothing is new. */
static void
the_calendar_is_given_out(void **state)
{
	struct desk *desk = *state;
	const char *folder = sp_arena_printf(&desk->school.arena, "%s/senco/", desk->school.folder);
	const char *tasks = sp_arena_printf(&desk->school.arena, "%s/tasks/", desk->school.folder);

	press(desk, "Enter Enter Enter Enter 3 Enter");
	finish_planning(desk);
	press(desk, "Enter C");
	assert_int_equal(top(desk)->kind, SP_DIALOG_SHEET);
	type(desk, ".x");
	press(desk,
	      "Tab Right Tab Right Right Right Enter"); /* codes; entries and tasks; no folder for them yet */
	assert_int_equal(top(desk)->sheet->error_field, 3);
	assert_non_null(strstr(top(desk)->sheet->error, "folder of their own"));
	type(desk, tasks);
	press(desk, "Up Up Up");
	for (int i = 0; i < 20; i++)
		press(desk, "Bksp");
	type(desk, folder);
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_non_null(strstr(desk->ui.message, "/senco/: "));
	assert_non_null(strstr(desk->ui.message, " events new."));
	assert_non_null(strstr(desk->ui.message, "/tasks/: "));
	assert_int_equal(access(tasks, R_OK), 0);
	press(desk, "C");
	for (int i = 0; i < 20; i++)
		press(desk, "Bksp");
	type(desk, folder);
	press(desk, "Tab Right Tab Right Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_non_null(strstr(desk->ui.message, " events as before."));
	assert_null(strstr(desk->ui.message, "new"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, desk_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(from_nothing_to_a_week_in_few_keys),
		TEST(it_can_be_left_at_once),
		TEST(it_can_be_left_half_way_and_gone_on_with),
		TEST(a_changed_cell_leaves_its_neighbours),
		TEST(from_a_file),
		TEST(hours_that_the_form_does_not_show_stay),
		TEST(both_weeks_painted_by_hand),
		TEST(a_pupil_is_forgotten),
		TEST(the_calendar_is_given_out),
		TEST(from_the_calendar_of_a_school_system),
		TEST(a_calendar_is_looked_at_taken_and_marked),
		TEST(the_calendar_is_given_out_as_the_last_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
