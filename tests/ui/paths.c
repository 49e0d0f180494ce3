/*
 * Paths typed on the screen, what the footer of a part of the set-up names, and keys in a plan that may only be read.
 */
#include "desk.h"
#include "support/files.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

static void
type_path(struct desk *desk, const char *keys, const char *path)
{
	press(desk, keys);
	press(desk, "C-u");
	type(desk, path);
	press(desk, "Enter");
}

static const char *
at_home(struct desk *desk, const char *name)
{
	return sp_arena_printf(&desk->school.arena, "%s/%s", desk->school.folder, name);
}

static void
check_written(struct desk *desk, const char *name)
{
	if (access(at_home(desk, name), R_OK) != 0)
		fail_msg("%s is not there: %s", name, desk->ui.message);
}

/* Opens a part of the set-up. */
static void
open_part(struct desk *desk, int part)
{
	press(desk, "6 Home");
	for (int i = 0; i < part; i++)
		press(desk, "Down");
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_PART);
	assert_int_equal(top(desk)->part, part);
}

static void
what_is_written_begins_at_home(void **state)
{
	struct desk *desk = *state;

	type_path(desk, "O", "~/all.json");
	check_written(desk, "all.json");
	press(desk, "5 e");
	fill(desk, 4, "~");
	fill(desk, 1, "review");
	press(desk, "Up Up Right Right Enter");
	check_written(desk, "review.md");
	assert_true(shows(desk, "Written to ~/review.md"));
	type_path(desk, "C", "~/senco.ics");
	check_written(desk, "senco.ics");
	type_path(desk, "C", "~/senco/");
	check_written(desk, "senco");
}

static void
what_is_read_begins_at_home(void **state)
{
	struct desk *desk = *state;

	file_write(at_home(desk, "cal.ics"),
		   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:one\r\n"
		   "DTSTAMP:20261101T000000Z\r\nDTSTART:20261126T090000Z\r\nDTEND:20261126T100000Z\r\n"
		   "SUMMARY:Heads\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
	file_write(at_home(desk, "cases.csv"), "code,year,status\nK77,8,K\n");
	type_path(desk, "I", "~/cal.ics, mine");
	assert_int_equal(top(desk)->kind, SP_DIALOG_CONFIRM);
	press(desk, "y");
	assert_int_equal(snapshot(desk)->busy_times.n, 1);
	open_part(desk, SP_PART_CASELOAD);
	type_path(desk, "i", "~/cases.csv");
	assert_int_equal(top(desk)->kind, SP_DIALOG_CONFIRM);
	press(desk, "y");
	assert_non_null(pupil(desk, "K77"));
}

/* "~" alone and "~/" are the home folder; in the middle of a path, or before a name, it is a letter as any other. */
static void
only_the_beginning_is_home(void **state)
{
	struct desk *desk = *state;
	struct sp_arena *arena = &desk->school.arena;
	const struct sp_app *app = desk->school.app;

	assert_string_equal(sp_app_typed_path(app, "~", arena), desk->school.folder);
	assert_string_equal(sp_app_typed_path(app, "~/a b", arena), at_home(desk, "a b"));
	assert_string_equal(sp_app_typed_path(app, "~other/x", arena), "~other/x");
	assert_string_equal(sp_app_typed_path(app, "a/~/b", arena), "a/~/b");
	assert_string_equal(sp_app_typed_path(app, "", arena), "");
}

static void
the_footer_of_a_part_names_what_works(void **state)
{
	struct desk *desk = *state;

	open_part(desk, SP_PART_SCHOOL);
	assert_true(shows(desk, "i import"));
	assert_false(shows(desk, "w A and B"));
	assert_false(shows(desk, "Space tick"));
	assert_false(shows(desk, "e times"));
	press(desk, "Esc");
	open_part(desk, SP_PART_HOURS);
	assert_true(shows(desk, "w A and B"));
	assert_true(shows(desk, "w parts A and B"));
	assert_true(shows(desk, "Space tick"));
	assert_true(shows(desk, "e times"));
	desk->ui.form.n_weeks = 1;
	assert_false(shows(desk, "A and B"));
	press(desk, "w");
	assert_true(shows(desk, "has one week only"));
}

/* In a plan that may only be read each key that would change it says why not. */
static void
a_plan_to_read_refuses_keys(void **state)
{
	static const char *const keys[] = {"x", "a", "u", "U",	 "l",	"T",	   "C",
					   "I", "E", "F", "3 n", "4 n", "4 Space", "6 End Enter"};
	struct desk *desk = *state;
	int64_t revision = snapshot(desk)->revision;

	desk->ui.options.read_only = "plan.db cannot be written.";
	assert_true(shows(desk, "read only | "));
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		press(desk, "1 Z");
		assert_true(shows(desk, "Z does nothing here"));
		press(desk, keys[i]);
		assert_int_equal(desk->ui.n_dialogs, 0);
		assert_string_equal(desk->ui.message, "Read only: plan.db cannot be written.");
	}
	assert_int_equal(snapshot(desk)->revision, revision);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_written_begins_at_home, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(what_is_read_begins_at_home, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(a_plan_to_read_refuses_keys, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(only_the_beginning_is_home, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(the_footer_of_a_part_names_what_works, desk_set_up,
						desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
