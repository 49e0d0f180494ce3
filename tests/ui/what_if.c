/*
 * What if by keys, on a real file: compared, made real, taken back, kept; and looking together, in which nothing changes.
 */
#include "desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { TICKS_MOST = 20000 };

/* Time goes on until the year is planned; returns after how many slices. */
static int
wait_for_it(struct desk *desk)
{
	int n = 0;

	for (; desk->ui.thinking && n < TICKS_MOST; n++)
		tick(desk, SP_TIME_NONE);
	assert_false(desk->ui.thinking);
	return n;
}

static size_t
n_hours(const struct desk *desk)
{
	return snapshot(desk)->working_windows.n + snapshot(desk)->timetable_slots.n;
}

static void
expect_changes(const struct desk *desk, const char *wanted)
{
	struct sp_str text;

	sp_str_init(&text);
	for (int i = 0; i < desk->ui.what_if.n; i++)
		sp_str_addf(&text, "%s%s", i > 0 ? "; " : "", desk->ui.what_if.changes[i]);
	assert_string_equal(text.text, wanted);
	sp_str_finish(&text);
}

/* Rows, a page with both plans, and a on it; what was typed wrongly stays to be put right. */
static void
what_if_is_compared_and_made_real(void **state)
{
	struct desk *desk = *state;
	size_t before = n_hours(desk);
	int64_t revision = snapshot(desk)->revision;

	press(desk, "2 w Enter");
	assert_true(shows(desk, "No change yet"));
	press(desk, "t");
	type(desk, "a bit more");
	press(desk, "Enter");
	assert_true(shows(desk, "is no change"));
	press(desk, "C-u");
	type(desk, "-0.5 day");
	press(desk, "Enter");
	assert_true(shows(desk, "Understood: "));
	check_both(desk, "what-if-list");
	press(desk, "Enter");
	assert_true(desk->ui.thinking && shows(desk, "Working"));
	assert_true(wait_for_it(desk) > 8); /* a few for each plan: keys are answered between them */
	assert_true(shows(desk, "Difference"));
	check_both(desk, "what-if");
	assert_int_equal(snapshot(desk)->revision, revision);
	press(desk, "a");
	assert_true(shows(desk, "Make it real: -0.5 day?"));
	press(desk, "y");
	assert_true(desk->ui.thinking);
	wait_for_it(desk);
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_true(shows(desk, "Made real"));
	assert_true(n_hours(desk) != before);
	press(desk, "u y");
	assert_int_equal(n_hours(desk), before);
}

/* While the year is planned every key is answered, and Esc stops it; nothing has changed then, and it can begin again. */
static void
what_if_is_stopped(void **state)
{
	struct desk *desk = *state;
	int64_t revision = snapshot(desk)->revision;

	press(desk, "5 w t");
	type(desk, "-1 day; 3 ehcp from january");
	press(desk, "Enter Enter");
	for (int i = 0; i < 4; i++)
		tick(desk, SP_TIME_NONE);
	assert_true(desk->ui.thinking && shows(desk, "Working: plan"));
	press(desk, "- n q u K");
	assert_true(desk->ui.thinking);
	assert_int_equal(desk->ui.n_dialogs, 1);
	expect_changes(desk, "-1 day; 3 ehcp from january");
	press(desk, "Esc");
	assert_false(desk->ui.thinking);
	assert_true(shows(desk, "Stopped. Nothing has changed."));
	tick(desk, SP_TIME_NONE);
	assert_int_equal(desk->ui.n_dialogs, 1);
	press(desk, "Enter");
	wait_for_it(desk);
	assert_true(shows(desk, "3 more pupils with an EHCP"));
	assert_true(shows(desk, "their reviews due by"));
	assert_true(shows(desk, "The new pupils bring"));
	press(desk, "a y");
	tick(desk, SP_TIME_NONE);
	press(desk, "Esc");
	assert_int_equal(snapshot(desk)->revision, revision);
}

/* Each kind of change by its form; a row is opened again with what stands in it, changed, taken out. */
static void
changes_are_forms(void **state)
{
	struct desk *desk = *state;

	press(desk, "5 w n + Tab Right Tab Right Enter"); /* Monday, afternoon */
	press(desk, "n -");
	fill(desk, 4, "4 jan");
	press(desk, "Enter n a");
	type(desk, "5h");
	press(desk, "Enter n p");
	fill(desk, 0, "2");
	press(desk, "Tab Right Right Enter n p");
	fill(desk, 0, "3");
	press(desk, "Tab Right Enter n r");
	fill(desk, 0, "10");
	press(desk, "Enter n l Tab Right Right Enter");
	if (desk->ui.n_dialogs != 1)
		fail_msg("%s", desk->ui.dialogs[desk->ui.n_dialogs - 1].sheet->error);
	expect_changes(desk,
		       "+mon pm; -0.5 day from 4 jan; admin 5h; 2 support; 3 new plans; reserve 10; lost 1 "
		       "fortnight");
	press(desk, "Home Down e");
	fill(desk, 0, "1");
	press(desk, "Enter End Up Up e");
	fill(desk, 0, "4");
	press(desk, "Enter End Up e");
	fill(desk, 0, "101");
	press(desk, "Enter");
	assert_true(shows(desk, "!"));
	assert_int_equal(top(desk)->kind, SP_DIALOG_SHEET);
	fill(desk, 0, "15");
	press(desk, "Enter Home -");
	expect_changes(desk,
		       "-1 day from 4 jan; admin 5h; 2 support; 4 new plans; reserve 15; lost 1 fortnight");
	press(desk, "r t");
	assert_true(shows(desk, "counted for this term"));
	press(desk, "Enter");
	wait_for_it(desk);
	assert_true(shows(desk, "in hours"));
	press(desk, "q r d");
	type(desk, "1 sep 2020 to 1 oct 2020");
	press(desk, "Enter Enter");
	wait_for_it(desk);
	assert_true(shows(desk, "still to come"));
}

/* A duty that is dropped, or comes less often, chosen from those there are. */
static void
duties_are_thinned(void **state)
{
	struct desk *desk = *state;
	char wanted[200];
	const char *key;

	assert_true(snapshot(desk)->duties.n > 2);
	key = snapshot(desk)->duties.items[0].key;
	press(desk, "5 w n d Enter");
	snprintf(wanted, sizeof(wanted), "drop %s", key);
	expect_changes(desk, wanted);
	press(desk, "e Tab Right Enter");
	snprintf(wanted, sizeof(wanted), "thin %s", key);
	expect_changes(desk, wanted);
	press(desk, "e Tab t t Enter"); /* every term */
	snprintf(wanted, sizeof(wanted), "thin %s to termly", key);
	expect_changes(desk, wanted);
	press(desk, "e");
	assert_string_equal(top(desk)->sheet->lines[1].text, "termly");
}

static void
keep_as(struct desk *desk, const char *name)
{
	press(desk, "K C-u");
	type(desk, name);
	press(desk, "Enter");
}

/* Kept under names, ticked, side by side; one behind the report, in all formats; taken out again. */
static void
scenarios_are_kept_and_compared(void **state)
{
	struct desk *desk = *state;
	static const char *const ends[] = {"txt", "md", "csv", "json", "html"};
	char path[400], bytes[4096];

	press(desk, "5 w t");
	type(desk, "-0.5 day");
	press(desk, "Enter");
	keep_as(desk, "half");
	press(desk, "t");
	type(desk, "admin 3h");
	press(desk, "Enter");
	keep_as(desk, "half and admin");
	assert_int_equal(snapshot(desk)->scenarios.n, 2);
	press(desk, "s Space Down Space c");
	wait_for_it(desk);
	assert_true(shows(desk, "half and admin"));
	press(desk, "a");
	assert_true(shows(desk, "nothing on this page to make real"));
	press(desk, "q Home");
	check_both(desk, "scenarios");
	press(desk, "o");
	fill(desk, 4, "/nowhere/at/all");
	press(desk, "Enter");
	wait_for_it(desk);
	assert_int_equal(top(desk)->kind, SP_DIALOG_SHEET);
	assert_true(shows(desk, "/nowhere/at/all"));
	fill(desk, 0, desk->school.folder);
	press(desk, "Up Right Right Right Right Right Enter");
	wait_for_it(desk);
	assert_int_equal(top(desk)->kind, SP_DIALOG_TABLE);
	assert_true(shows(desk, "all formats"));
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		FILE *file;
		bool found = false;

		snprintf(path, sizeof(path), "%s/review-2026-11-02.%s", desk->school.folder, ends[i]);
		file = fopen(path, "r");
		if (file == NULL)
			fail_msg("%s is not there", path);
		while (fgets(bytes, sizeof(bytes), file) != NULL)
			found |= strstr(bytes, "What if") != NULL || strstr(bytes, "what_if") != NULL;
		fclose(file);
		assert_true(found);
	}
	press(desk, "Enter");
	expect_changes(desk, "-0.5 day");
	press(desk, "s - y");
	assert_int_equal(snapshot(desk)->scenarios.n, 1);
	press(desk, "u");
	assert_int_equal(snapshot(desk)->scenarios.n, 2);
}

/* The review to a folder: which days, which formats; what cannot be is said at its field. */
static void
the_review_is_written(void **state)
{
	struct desk *desk = *state;
	char path[400], line[200];
	FILE *file;

	press(desk, "5 e Right");
	fill(desk, 1, "2 nov");
	press(desk, "Enter");
	assert_true(shows(desk, "go together"));
	fill(desk, 0, "13 nov");
	press(desk, "Tab Right Tab");
	fill(desk, 0, "~/reviews");
	fill(desk, 1, "mine/yours");
	press(desk, "Enter");
	assert_true(shows(desk, "without /"));
	fill(desk, 0, "mine");
	check_both(desk, "report-form");
	press(desk, "Up");
	fill(desk, 0, desk->school.folder);
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
	snprintf(path, sizeof(path), "%s/mine.txt", desk->school.folder);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	assert_non_null(fgets(line, sizeof(line), file));
	fclose(file);
	assert_string_equal(line, "Chosen days: Mon 2 Nov 2026 to Fri 13 Nov 2026\n");
}

/* With the line manager at one's side no key changes anything, and no code is shown. */
static void
looking_together_changes_nothing(void **state)
{
	struct desk *desk = *state;
	int64_t revision = snapshot(desk)->revision;
	const struct sp_action *actions;
	size_t n;

	press(desk, "5 m");
	assert_true(desk->ui.looking && desk->ui.privacy);
	press(desk, "3");
	assert_true(shows(desk, "Not while you look together"));
	press(desk, "P 1 x d Space p a");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_true(desk->ui.privacy);
	assert_false(shows(desk, "K07"));
	press(desk, "5 w t");
	type(desk, "-0.5 day");
	press(desk, "Enter K");
	assert_true(shows(desk, "Not while you look together"));
	press(desk, "n a");
	type(desk, "2h");
	press(desk, "Enter Enter");
	assert_int_equal(desk->ui.what_if.n, 2);
	wait_for_it(desk);
	assert_true(shows(desk, "Difference"));
	press(desk, "a");
	assert_true(shows(desk, "Not while you look together"));
	press(desk, "q q e");
	assert_true(shows(desk, "Not while you look together"));
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_int_equal(snapshot(desk)->revision, revision);
	actions = sp_actions(&n);
	for (size_t i = 0; i < n; i++)
		for (const char *bad =
			     "add|plan|undo|redo|move|lock|done|drop|lost-time|log|accept|forget|"
			     "take-out|make-real|commands|find|privacy|keep-list|remove-kept|export|"
			     "report-scenario";
		     *bad != '\0'; bad += strcspn(bad, "|"), bad += *bad == '|')
			assert_false(strlen(actions[i].name) == strcspn(bad, "|") &&
				     strncmp(actions[i].name, bad, strcspn(bad, "|")) == 0 &&
				     sp_look_allowed(&actions[i]));
	check_both(desk, "looking");
	press(desk, "m");
	assert_false(desk->ui.looking);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_if_is_compared_and_made_real, desk_set_up_small,
						desk_tear_down),
		cmocka_unit_test_setup_teardown(what_if_is_stopped, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(changes_are_forms, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(duties_are_thinned, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(scenarios_are_kept_and_compared, desk_set_up_small,
						desk_tear_down),
		cmocka_unit_test_setup_teardown(the_review_is_written, desk_set_up_small, desk_tear_down),
		cmocka_unit_test_setup_teardown(looking_together_changes_nothing, desk_set_up_small,
						desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
