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

/* A line, a page with both plans, and a on it. */
static void
what_if_is_compared_and_made_real(void **state)
{
	struct desk *desk = *state;
	size_t n_windows = snapshot(desk)->working_windows.n + snapshot(desk)->timetable_slots.n;
	int64_t revision = snapshot(desk)->revision;

	press(desk, "2 w");
	type(desk, "a bit more");
	press(desk, "Enter");
	assert_true(shows(desk, "is no change"));
	press(desk, "C-u");
	type(desk, "-0.5 day");
	press(desk, "Enter");
	if (!shows(desk, "Difference"))
		fail_msg("%s", desk->ui.message);
	check_both(desk, "what-if");
	assert_int_equal(snapshot(desk)->revision, revision);
	press(desk, "a");
	assert_true(shows(desk, "Make it real"));
	press(desk, "y");
	assert_int_equal(desk->ui.n_dialogs, 0);
	assert_true(snapshot(desk)->working_windows.n + snapshot(desk)->timetable_slots.n != n_windows);
	press(desk, "u y 5 w");
	assert_int_equal(snapshot(desk)->working_windows.n + snapshot(desk)->timetable_slots.n, n_windows);
	type(desk, "half = -0.5 day");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->scenarios.n, 1);
	press(desk, "w");
	type(desk, "half");
	press(desk, "Enter");
	assert_true(shows(desk, "Difference"));
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
	press(desk, "5 w");
	type(desk, "half = -0.5 day");
	press(desk, "Enter");
	assert_true(shows(desk, "nothing can be changed"));
	press(desk, "Esc");
	assert_int_equal(snapshot(desk)->revision, revision);
	actions = sp_actions(&n);
	for (size_t i = 0; i < n; i++)
		for (const char *bad = "add|plan|undo|redo|move|lock|done|drop|lost-time|log|accept|forget|"
				       "take-out|make-real|commands|find|privacy";
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
		cmocka_unit_test_setup_teardown(what_if_is_compared_and_made_real, desk_set_up,
						desk_tear_down),
		cmocka_unit_test_setup_teardown(looking_together_changes_nothing, desk_set_up,
						desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
