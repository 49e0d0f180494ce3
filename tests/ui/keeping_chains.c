/*
 * Keeping what runs and who comes, by keys, on a real file: chains of one's own, lateness, exceptions, people and times,
 * windows, the school's events; and the screens of these on a file without a preset, so that what is shipped may grow.
 */
#include "senplan/app/school.h"

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

/* Every time that a window of the preset has can be taken out by what the screen calls it. */
static void
every_time_of_a_window_can_be_taken_out(void **state)
{
	struct desk *desk = *state;

	open_table(desk, 4);
	for (size_t w = 0; w < snapshot(desk)->windows.n; w++) {
		press(desk, "Home");
		for (size_t i = 0; i < w; i++)
			press(desk, "Down");
		press(desk, "Enter");
		for (int i = 0; i < 20 && !shows(desk, "It is never open"); i++) {
			size_t n = snapshot(desk)->window_spans.n;

			press(desk, "- y");
			if (snapshot(desk)->window_spans.n != n - 1)
				fail_msg("%s: %s", snapshot(desk)->windows.items[w].key, desk->ui.message);
		}
		press(desk, "Esc");
	}
	assert_int_equal(snapshot(desk)->window_spans.n, 0);
}

static void
events_of_the_school_are_kept(void **state)
{
	struct desk *desk = *state;
	size_t n = snapshot(desk)->year_spans.n;

	open_table(desk, 7);
	press(desk, "n");
	type(desk, "governors");
	fill(desk, 1, "rubbish");
	press(desk, "Enter");
	assert_int_equal(top(desk)->cursor, 1);
	fill(desk, 0, "3 dec");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->year_spans.n, n + 1);
	assert_true(shows(desk, "Thu 3 Dec 2026"));
	press(desk, "Home e"); /* the same once more, on another day */
	type(desk, "4/2/2027");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->year_spans.n, n + 2);
	press(desk, "Home - y");
	assert_int_equal(snapshot(desk)->year_spans.n, n + 1);
	press(desk, "u");
	assert_int_equal(snapshot(desk)->year_spans.n, n + 2);
}

/* --- chains --- */

static const struct sp_rule *
own_period(const struct desk *desk, const char *name)
{
	for (size_t i = 0; i < snapshot(desk)->rules.n; i++)
		if (strcmp(snapshot(desk)->rules.items[i].key, name) == 0)
			return &snapshot(desk)->rules.items[i];
	return NULL;
}

static void
a_chain_of_ones_own_is_made_given_and_ended(void **state)
{
	struct desk *desk = *state;
	size_t n = snapshot(desk)->chains.n;

	add_pupil(desk);
	open_table(desk, 6);
	press(desk, "n Enter"); /* it needs a name */
	assert_int_equal(top(desk)->cursor, 0);
	type(desk, "Reading scheme");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->chains.n, n + 1);
	press(desk, "C-l End Enter");
	assert_true(shows(desk, "No step yet: n makes the first"));
	press(desk, "n");
	type(desk, "test");
	press(desk, "Enter"); /* whose work is it? */
	assert_true(shows(desk, "needs its activity"));
	assert_int_equal(top(desk)->cursor, 2);
	press(desk, "Right Tab");
	type(desk, "6 weeks");
	press(desk, "Enter");
	if (desk->ui.n_dialogs != 2)
		fail_msg("%s", top(desk)->sheet->error);
	assert_int_equal(own_period(desk, "reading-scheme.test.period")->value, 6);
	press(desk, "n");
	type(desk, "tell parents");
	press(desk, "Tab Tab Right");
	fill(desk, 1, "1 weeks");
	fill(desk, 1, "test");
	press(desk, "Enter");
	assert_string_equal(own_period(desk, "reading-scheme.tell-parents.period")->anchor,
			    "reading-scheme.test");
	press(desk, "Home Down Enter"); /* what it counts from stays when the period changes */
	fill(desk, 3, "2 weeks");
	press(desk, "Enter");
	assert_int_equal(own_period(desk, "reading-scheme.tell-parents.period")->value, 2);
	assert_string_equal(own_period(desk, "reading-scheme.tell-parents.period")->anchor,
			    "reading-scheme.test");
	press(desk, "g");
	type(desk, "k40");
	press(desk, "Enter");
	assert_true(shows(desk, "K40"));
	press(desk, "End d Tab Enter"); /* done: what is still to come moves on */
	press(desk, "Esc Esc 3 Enter End C-l");
	assert_true(shows(desk, "Reading scheme"));
	press(desk, "P");
	assert_false(shows(desk, "K40"));
	press(desk, "P g");
	assert_int_equal(top(desk)->kind, SP_DIALOG_SHEET);
	press(desk, "r e a Tab Right Enter"); /* reading scheme ends */
	assert_true(shows(desk, "ended"));
	press(desk, "End -");
	press(desk, "y Esc");
	open_table(desk, 6);
	press(desk, "End Space");
	assert_false(snapshot(desk)->chains.items[n].active);
	press(desk, "Space - y");
	assert_int_equal(snapshot(desk)->chains.n, n);
	assert_null(own_period(desk, "reading-scheme.test.period"));
}

static void
lateness_exceptions_and_who_comes_are_kept(void **state)
{
	struct desk *desk = *state;
	size_t n;

	press(desk, "3 n");
	type(desk, "K41");
	fill(desk, 1, "8");
	fill(desk, 2, "3/2/2020");
	fill(desk, 1, "9/1/2025"); /* the next review was missed */
	press(desk, "Enter Enter");
	n = snapshot(desk)->case_events.n;
	press(desk, "r o"); /* somebody outside was waited for */
	if (snapshot(desk)->case_events.n != n + 1)
		fail_msg("%s", desk->ui.message);
	press(desk, "C-l");
	assert_true(shows(desk, "somebody outside"));
	press(desk, "End - y");
	assert_int_equal(snapshot(desk)->case_events.n, n);
	press(desk, "x Right Enter"); /* the family is away */
	assert_int_equal(snapshot(desk)->case_events.n, n + 1);
	assert_int_equal(snapshot(desk)->case_events.items[n].kind, SP_EVENT_EXCEPTION);
	assert_true(shows(desk, "away"));
	press(desk, "c");
	assert_true(shows(desk, "Nobody yet: n adds"));
	press(desk, "n");
	type(desk, "parent");
	fill(desk, 1, "wed before 9");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->attendees.n, 1);
	press(desk, "e");
	fill(desk, 0, "fri after school");
	press(desk, "Enter");
	assert_int_equal(snapshot(desk)->attendees.items[0].weekday, 4);
	press(desk, "P");
	assert_false(shows(desk, "K41"));
	assert_false(shows(desk, "parent"));
	press(desk, "P - y");
	assert_int_equal(snapshot(desk)->attendees.n, 0);
}

static void
a_decision_keeps_its_note(void **state)
{
	struct desk *desk = *state;

	add_pupil(desk);
	press(desk, "b Up h"); /* held */
	fill(desk, 1, "17/11/2026");
	press(desk, "Enter b d");
	fill(desk, 1, "today");
	press(desk, "Tab Tab Right Right");
	fill(desk, 1, "letter by email");
	press(desk, "Enter");
	if (desk->ui.n_dialogs > 0)
		fail_msg("%s", top(desk)->sheet->error);
	assert_string_equal(snapshot(desk)->case_events.items[1].outcome, "amend");
	assert_string_equal(snapshot(desk)->case_events.items[1].note, "letter by email");
	press(desk, "C-l Enter End Up");
	assert_true(shows(desk, "amend, letter by email"));
}

/* A message of more than one line takes its lines from the list, not its last row. */
static void
a_long_message_hides_no_row(void **state)
{
	struct desk *desk = *state;

	open_table(desk, 0);
	press(desk, "Enter End");
	for (int width = 40; width <= 120; width += 20) {
		const struct sp_dialog *dialog = top(desk);
		const char *last = "";

		resize(desk, width, 20);
		for (size_t i = 0; i < snapshot(desk)->rules.n; i++)
			if (snapshot(desk)->rules.items[i].profile[0] == '\0')
				last = snapshot(desk)->rules.items[i].key;
		snprintf(desk->ui.message, sizeof(desk->ui.message), "%s",
			 "A sentence that goes on for so long that it needs more than one line of whatever "
			 "screen it is shown on, whether that is wide or narrow.");
		resize(desk, width, 20);
		assert_int_equal(dialog->cursor, (int)snapshot(desk)->rules.n - 1);
		assert_true(shows(desk, ">"));
		if (!shows(desk, last))
			fail_msg("%d columns: %s is hidden", width, last);
	}
}

/* A file without a preset, with one activity, duty and chain of its own: what is shipped may grow. */
static void
keep_few(struct desk *desk)
{
	struct sp_outcome outcome = {.arena = &desk->school.arena};
	struct sp_field_value kind[] = {{"name", "Walks"}, {"letter", "W"}, {"typical", "50"}};
	struct sp_field_value own[] = {{"activity", "walk"}, {"cadence", "weekly"}};
	struct sp_field_value ends[] = {{"owner", "la"}, {"period", "2 weeks"}};
	struct sp_app *app = desk->school.app;
	struct sp_err *err = &desk->school.err;

	if (sp_app_activity_add(app, "walk", (struct sp_field_values){kind, 3}, &outcome, err) != SP_OK ||
	    sp_app_duty_add(app, "Corridor round", (struct sp_field_values){own, 2}, &outcome, err) !=
		    SP_OK ||
	    sp_app_chain_add(app, "Reading scheme", (struct sp_field_values){NULL, 0}, &outcome, err) !=
		    SP_OK ||
	    sp_app_step_add(app, "reading-scheme", "test", (struct sp_field_values){own, 1}, &outcome, err) !=
		    SP_OK ||
	    sp_app_step_add(app, "reading-scheme", "answer", (struct sp_field_values){ends, 2}, &outcome,
			    err) != SP_OK)
		fail_msg("%s", err->text);
}

static void
screens_without_a_preset(void **state)
{
	struct desk *desk = *state;

	snprintf(desk->school.db_path, sizeof(desk->school.db_path), "plan.db"); /* as Set-up shows it */
	keep_few(desk);
	press(desk, "4 C-l Home");
	check_both(desk, "kept-duties");
	press(desk, "e End Down Down Down Down Down Down Down Down Down");
	check_both(desk, "kept-activity-form");
	press(desk, "Esc");
	open_table(desk, 6);
	press(desk, "Enter Down");
	check_both(desk, "kept-steps");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_set_up, desk_tear_down)
		TEST(every_time_of_a_window_can_be_taken_out),
		TEST(events_of_the_school_are_kept),
		TEST(a_chain_of_ones_own_is_made_given_and_ended),
		TEST(lateness_exceptions_and_who_comes_are_kept),
		TEST(a_decision_keeps_its_note),
		TEST(a_long_message_hides_no_row),
#undef TEST
		cmocka_unit_test_setup_teardown(screens_without_a_preset, desk_set_up_without_preset,
						desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
