/*
 * What keys do: state and effects, without drawing more than is needed to see it.
 */
#include "senplan/base/array.h"

#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int
set_up(void **state)
{
	struct sample *sample = malloc(sizeof(*sample));

	assert_non_null(sample);
	sample_init(sample, false);
	*state = sample;
	return 0;
}

static int
tear_down(void **state)
{
	sample_finish(*state);
	free(*state);
	return 0;
}

static void
answer(struct sample *sample, enum sp_effect_kind to, enum sp_rc rc, const char *text)
{
	struct sp_answer value = {.to = to, .rc = rc, .text = text};
	struct sp_event event = {.type = SP_ON_ANSWER, .answer = &value, .now = SP_TIME_NONE};

	sample_event(sample, &event, NULL);
}

static void
arrows_go_over_what_stands_in_the_week(void **state)
{
	struct sample *sample = *state;

	assert_int_equal(sample->ui.at_min, 8 * 60 + 10);
	sample_keys(sample, "Down", NULL); /* 8B Science */
	assert_int_equal(sample->ui.at_min, 9 * 60);
	sample_keys(sample, "Right", NULL); /* K07 papers out, Tuesday at nine */
	assert_int_equal(sample->ui.day, sp_time_day(sample->now) + 1);
	sample_keys(sample, "Down", NULL); /* free time until the break */
	assert_int_equal(sample->ui.at_min, 10 * 60 + 30);
	sample_keys(sample, "End", NULL);
	assert_true(sample->ui.at_min > 12 * 60);
	sample_keys(sample, "Home Left Left", NULL); /* over the edge: Friday of the week before */
	assert_int_equal(sample->ui.day, sp_time_day(sample->now) - 3);
	sample_keys(sample, "t", NULL);
	assert_int_equal(sample->ui.day, sp_time_day(sample->now));
	assert_int_equal(sample->ui.at_min, 8 * 60 + 10);
	sample_keys(sample, "]", NULL);
	assert_int_equal(sample->ui.day, sp_time_day(sample->now) + 7);
	assert_true(sample_shows(sample, "30 Nov"));
}

static void
keys_ask_for_effects_on_the_block(void **state)
{
	static const struct {
		const char *key;
		enum sp_effect_kind kind;
	} cases[] = {
		{"i", SP_EFFECT_LOCK},	    {"Space", SP_EFFECT_DONE}, {"c", SP_EFFECT_CONFIRM},
		{"u", SP_EFFECT_UNDO},	    {"U", SP_EFFECT_REDO},     {"p", SP_EFFECT_PLAN},
		{"w", SP_EFFECT_WHY_BLOCK},
	};
	struct sample *sample = *state;
	struct sp_effects effects;

	for (size_t i = 0; i < SP_COUNT(cases); i++) {
		sample_keys(sample, cases[i].key, &effects);
		assert_int_equal(effects.n, 1);
		assert_int_equal(effects.items[0].kind, cases[i].kind);
	}
	assert_int_equal(effects.items[0].id, sample_block(sample, "LT parents")->id.v);
}

static void
keys_that_do_nothing_say_so(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	sample_keys(sample, "Z", &effects);
	assert_int_equal(effects.n, 0);
	assert_true(sample_shows(sample, "Z does nothing here"));
	sample_keys(sample, "Down i", &effects); /* a lesson is no block */
	assert_int_equal(effects.n, 0);
	assert_true(sample_shows(sample, "No block is here"));
}

static void
lost_time_is_two_keys(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	sample_keys(sample, "x c", &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_LOST);
	assert_int_equal(effects.items[0].number, SP_CAUSE_COVER);
	assert_int_equal(effects.items[0].start, sp_time_of(sp_time_day(sample->now), 8 * 60));
	assert_int_equal(effects.items[0].end, sp_time_of(sp_time_day(sample->now), 9 * 60));
	sample_propose(sample);
	assert_int_equal(sample->ui.n_dialogs, 1); /* the menu has gone */
	assert_int_equal(sample->ui.dialogs[0].kind, SP_DIALOG_PROPOSAL);
}

static void
another_span_may_be_typed(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	sample_keys(sample, "x e C-u", NULL);
	sample_type(sample, "tue 09:00-11:30");
	sample_keys(sample, "Enter", NULL);
	assert_true(sample_shows(sample, "Lost Tue 24 Nov 09:00-11:30"));
	sample_keys(sample, "m", &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].end - effects.items[0].start, 150);
	assert_int_equal(effects.items[0].number, SP_CAUSE_MEETING);
}

static void
nonsense_in_a_prompt_is_answered_and_kept(void **state)
{
	struct sample *sample = *state;

	sample_keys(sample, "g", NULL);
	sample_type(sample, "the day of doom");
	sample_keys(sample, "Enter", NULL);
	assert_int_equal(sample->ui.n_dialogs, 1);
	assert_string_equal(sample->ui.dialogs[0].line.text, "the day of doom");
	assert_true(sample->ui.message[0] != '\0');
	sample_keys(sample, "C-u", NULL);
	sample_type(sample, "2027-01-12");
	sample_keys(sample, "Enter", NULL);
	assert_int_equal(sample->ui.n_dialogs, 0);
	assert_true(sample_shows(sample, "Tue 12"));
	sample_keys(sample, "g Up", NULL);
	assert_string_equal(sample->ui.dialogs[0].line.text, "2027-01-12");
}

static void
a_proposal_is_taken_in_part(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	sample_propose(sample);
	sample_keys(sample, "Down Space", NULL);
	assert_true(sample->proposal.changes[0].accepted);
	assert_false(sample->proposal.changes[1].accepted);
	sample_keys(sample, "Enter", &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_ACCEPT);
	answer(sample, SP_EFFECT_ACCEPT, SP_NO, "Two blocks would stand at once.");
	assert_int_equal(sample->ui.n_dialogs, 1); /* refused: it stays, and says why */
	assert_true(sample_shows(sample, "Two blocks would stand at once."));
	sample_keys(sample, "Enter", NULL);
	answer(sample, SP_EFFECT_ACCEPT, SP_OK, "Taken: 3 changes.");
	assert_int_equal(sample->ui.n_dialogs, 0);
	assert_null(sample->ui.proposal);
}

static const struct sp_ui_rung rungs[SP_RUNGS] = {
	[SP_STABILITY_BALANCED] = {true, "2 moved, 1h in 2 tasks without a place"},
	[SP_STABILITY_FEWEST] = {true, "1 moved, 2h in 3 tasks without a place"},
	[SP_STABILITY_BEST] = {false, ""},
};

/* From few moves to many and round again; what stands may move by another key. */
static void
answers_are_stepped_through(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	sample_answer(sample, rungs, SP_STABILITY_BALANCED);
	assert_true(sample_shows(sample, " fewest    1 moved, 2h in 3 tasks without a place"));
	assert_true(sample_shows(sample, "[balanced] 2 moved, 1h in 2 tasks without a place"));
	assert_true(sample_shows(sample, " best      ..."));
	assert_true(sample_shows(sample, "Balanced: moves little"));
	sample_keys(sample, "m", &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_RUNG);
	assert_int_equal(effects.items[0].number, SP_STABILITY_BEST);
	assert_true(sample_shows(sample, "Improving; Esc stops it"));
	sample_answer(sample, rungs, SP_STABILITY_BEST);
	assert_int_equal(sample->ui.n_dialogs, 1);
	assert_true(sample_shows(sample, "[best]     ..."));
	sample_keys(sample, "m", &effects);
	assert_int_equal(effects.items[0].number, SP_STABILITY_FEWEST);
	sample_keys(sample, "f", &effects);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_ALLOW);
	assert_int_equal(effects.items[0].number, SP_ALLOW_SOON);
	sample->ui.allow = SP_ALLOW_ALL;
	sample_keys(sample, "f", &effects);
	assert_int_equal(effects.items[0].number, 0);
}

/* A first plan has one answer: the keys say so and do nothing. */
static void
a_first_plan_has_one_answer(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	sample_propose(sample);
	sample_keys(sample, "m", &effects);
	assert_int_equal(effects.n, 0);
	assert_true(sample_shows(sample, "this is the one answer"));
	sample_keys(sample, "f", &effects);
	assert_int_equal(effects.n, 0);
}

/* When the answers had to begin again and could not, none is left to be accepted. */
static void
answers_that_are_gone_close(void **state)
{
	struct sample *sample = *state;

	sample_answer(sample, rungs, SP_STABILITY_BALANCED);
	answer(sample, SP_EFFECT_ALLOW, SP_SYSTEM, "Out of memory.");
	assert_int_equal(sample->ui.n_dialogs, 0);
	assert_null(sample->ui.proposal);
	assert_true(sample_shows(sample, "Out of memory."));
}

static void
escape_stops_planning_then_discards(void **state)
{
	struct sample *sample = *state;
	struct sp_event tick = {.type = SP_ON_TICK, .now = SP_TIME_NONE};
	struct sp_effects effects;

	sample_propose(sample);
	sample->ui.planning = true;
	sample_event(sample, &tick, &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_RUN);
	sample_keys(sample, "Esc", &effects);
	assert_int_equal(effects.n, 0);
	assert_int_equal(sample->ui.n_dialogs, 1);
	sample_event(sample, &tick, &effects);
	assert_int_equal(effects.n, 0);
	sample_keys(sample, "Esc", &effects);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_DISCARD);
	assert_int_equal(sample->ui.n_dialogs, 0);
}

/* After lost time what had no room before is one line, which opens; after a plan all of it is there. */
static void
what_had_no_room_before_is_one_line(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;
	struct sp_answer lost = {.to = SP_EFFECT_LOST, .text = "", .pending = &sample->snapshot};
	struct sp_event event = {.type = SP_ON_ANSWER, .answer = &lost, .now = SP_TIME_NONE};
	const struct sp_block *forms = sample_block(sample, "LA forms");
	const struct sp_block *call = sample_block(sample, "parent call");
	struct sp_change changes[] = {
		{.kind = SP_CHANGE_NO_ROOM, .task = forms->task, .length_min = 60},
		{.kind = SP_CHANGE_NO_ROOM, .task = call->task, .length_min = 20, .had_place = true},
		{.kind = SP_CHANGE_NO_ROOM, .task = forms->task, .length_min = 45},
	};
	struct sp_proposal proposal = {
		.changes = changes, .n_changes = 3, .n_no_room = 3, .no_room_min = 125};

	lost.proposal = &proposal;
	sample_event(sample, &event, NULL);
	assert_true(sample_shows(sample, "1 lost its place (20m)"));
	assert_true(sample_shows(sample, "R03 parent call"));
	assert_true(sample_shows(sample, "and 2 that had no room before: 1h45"));
	assert_false(sample_shows(sample, "LA forms  "));
	sample_keys(sample, "Down Down Space", NULL);
	assert_true(sample_shows(sample, "o opens them"));
	sample_keys(sample, "o", NULL);
	assert_true(sample_shows(sample, "3 do not fit (2h05)"));
	assert_false(sample_shows(sample, "had no room before"));
	lost.to = SP_EFFECT_PLAN;
	sample_event(sample, &event, NULL);
	assert_true(sample_shows(sample, "3 do not fit (2h05)"));
	sample_keys(sample, "o", &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_WHY_TASK);
	assert_int_equal(effects.items[0].id, call->task.v);
	assert_int_equal(effects.items[0].number, 1);
}

static void
what_is_no_senco_time_cannot_be_lost(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	sample_keys(sample, "Down x", NULL); /* 8B Science: the forms after it are offered */
	assert_true(sample_shows(sample, "8B Science is no SENCO time"));
	assert_int_equal(sample->ui.at_min, 11 * 60 + 15);
	assert_true(sample_shows(sample, "Lost Mon 23 Nov 11:15-12:15"));
	sample_keys(sample, "c", &effects);
	assert_int_equal(effects.items[0].start, sp_time_of(sp_time_day(sample->now), 11 * 60 + 15));
	sample_keys(sample, "Esc t Right x", NULL); /* Tuesday, before the briefing: free */
	assert_int_equal(sample->ui.n_dialogs, 1);
	sample_keys(sample, "Esc End x", NULL); /* after work, and no block follows */
	assert_int_equal(sample->ui.n_dialogs, 0);
	assert_true(sample_shows(sample, "no block follows on this day"));
}

/* A day alone is all of it; what is no time at all says what to type. */
static void
a_day_alone_is_lost_whole(void **state)
{
	struct sample *sample = *state;

	sample_keys(sample, "x e C-u", NULL);
	sample_type(sample, "tue");
	assert_true(sample_shows(sample, "That is Tue 24 Nov 2026, all day."));
	sample_keys(sample, "Enter", NULL);
	assert_true(sample_shows(sample, "Lost Tue 24 Nov 0"));
	sample_keys(sample, "e C-u", NULL);
	sample_type(sample, "tue 15:00");
	sample_keys(sample, "Enter", NULL);
	assert_true(sample_shows(sample, "has no end; write it like 09:00-11:30"));
}

static void
after_a_loss_the_cursor_is_there(void **state)
{
	struct sample *sample = *state;

	sample_keys(sample, "x e C-u", NULL);
	sample_type(sample, "tue 09:00-11:30");
	sample_keys(sample, "Enter c", NULL);
	sample_propose(sample);
	sample_keys(sample, "Enter", NULL);
	answer(sample, SP_EFFECT_ACCEPT, SP_OK, "Taken: 3 changes.");
	assert_int_equal(sample->ui.day, sp_time_day(sample->now) + 1);
	assert_int_equal(sample->ui.at_min, 9 * 60);
}

/* What does not begin on a row of its own says when it begins. */
static void
odd_times_are_written_out(void **state)
{
	struct sample *sample = *state;

	assert_true(sample_shows(sample, "11:15│A LA forms"));
	assert_true(sample_shows(sample, "P 15:40 R03"));
}

static void
a_block_is_moved_with_the_arrows(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	sample_keys(sample, "m Right Down Down Enter", &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_MOVE);
	assert_int_equal(effects.items[0].start, sp_time_of(sp_time_day(sample->now) + 1, 8 * 60 + 30));
	answer(sample, SP_EFFECT_MOVE, SP_NO, "There is a lesson.");
	assert_int_equal(sample->ui.n_dialogs, 1); /* still there to be put elsewhere */
	sample_keys(sample, "Esc", NULL);
	assert_int_equal(sample->ui.n_dialogs, 0);
}

/* Another snapshot in place of the sample's, in which the focused block's activity is protected. */
static void
protect_focused(struct sample *sample)
{
	const struct sp_block *block = sample_block(sample, "LT parents");
	const struct sp_task *task = sp_snapshot_task(&sample->snapshot, block->task);
	struct sp_activity row = *sp_snapshot_activity(&sample->snapshot, task->activity);
	struct sp_snapshot after;
	struct sp_edits edits;
	struct sp_err err;

	row.protect = true;
	sp_edits_init(&edits, &sample->arena);
	sp_edits_put_activity(&edits, &row);
	assert_int_equal(sp_snapshot_apply(&sample->snapshot, &edits, &sample->arena, &after, &err), SP_OK);
	sample->snapshot = after;
}

static void
protected_time_asks_why(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	protect_focused(sample);
	sample_keys(sample, "m Right Down Down Enter", &effects);
	assert_int_equal(effects.n, 0);
	assert_true(sample_shows(sample, "Protected: why"));
	sample_keys(sample, "Enter", &effects); /* nothing is typed */
	assert_int_equal(effects.n, 0);
	sample_type(sample, "cover");
	sample_keys(sample, "Enter", &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_MOVE);
	assert_string_equal(effects.items[0].text, "cover");
	assert_int_equal(effects.items[0].start, sp_time_of(sp_time_day(sample->now) + 1, 8 * 60 + 30));
	answer(sample, SP_EFFECT_MOVE, SP_OK, "Moved.");
	assert_int_equal(sample->ui.n_dialogs, 0);
}

static void
giving_up_protected_time_asks_why(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	protect_focused(sample);
	sample_keys(sample, "d", &effects);
	assert_int_equal(effects.n, 0);
	assert_true(sample_shows(sample, "Protected: why"));
	sample_type(sample, "an inspection");
	sample_keys(sample, "Enter", &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_DROP);
	assert_string_equal(effects.items[0].text, "an inspection");
	answer(sample, SP_EFFECT_DROP, SP_OK, "Dropped.");
	assert_int_equal(sample->ui.n_dialogs, 0);
}

static void
dropping_asks_first(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects;

	sample_keys(sample, "d", &effects);
	assert_int_equal(effects.n, 0);
	assert_true(sample_shows(sample, "Drop \"LT parents\"?"));
	sample_keys(sample, "n", &effects);
	assert_int_equal(effects.n, 0);
	sample_keys(sample, "d y", &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_DROP);
}

static void
the_palette_runs_commands_by_name(void **state)
{
	struct sample *sample = *state;

	sample_keys(sample, ":", NULL);
	sample_type(sample, "priv");
	sample_keys(sample, "Enter", NULL);
	assert_true(sample->ui.privacy);
	assert_false(sample_shows(sample, "K07"));
	sample_keys(sample, ":", NULL);
	sample_type(sample, "zzzz");
	sample_keys(sample, "Enter", NULL);
	assert_true(sample_shows(sample, "Nothing matches"));
}

static void
find_goes_to_the_block(void **state)
{
	struct sample *sample = *state;

	sample_keys(sample, "/", NULL);
	sample_type(sample, "walk");
	sample_keys(sample, "Enter", NULL);
	assert_int_equal(sample->ui.day, sp_time_day(sample->now) + 3);
	assert_int_equal(sample->ui.at_min, 10 * 60);
}

static void
what_was_understood_is_shown_while_typing(void **state)
{
	struct sample *sample = *state;
	struct sp_event paste = {.type = SP_ON_PASTE, .paste = "parent meeting\nK07", .now = SP_TIME_NONE};
	struct sp_effects effects;

	sample_keys(sample, "a", NULL);
	sample_event(sample, &paste, &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_UNDERSTAND);
	assert_string_equal(effects.items[0].text, "parent meeting K07");
	answer(sample, SP_EFFECT_UNDERSTAND, SP_OK, "a parent meeting for K07, 30 minutes");
	assert_true(sample_shows(sample, "a parent meeting for K07, 30 minutes"));
	sample_keys(sample, "Enter", &effects);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_ADD);
}

static void
a_click_selects_and_a_drag_moves(void **state)
{
	struct sample *sample = *state;
	struct sp_event mouse = {
		.type = SP_ON_MOUSE, .mouse = SP_MOUSE_PRESS, .x = 25, .y = 4, .now = SP_TIME_NONE};

	sample_event(sample, &mouse, NULL); /* Tuesday, nine */
	assert_int_equal(sample->ui.day, sp_time_day(sample->now) + 1);
	assert_int_equal(sample->ui.at_min, 9 * 60);
	mouse.mouse = SP_MOUSE_DRAG;
	mouse.x = 70;
	mouse.y = 16;
	sample_event(sample, &mouse, NULL);
	assert_int_equal(sample->ui.n_dialogs, 1);
	assert_int_equal(sample->ui.dialogs[0].kind, SP_DIALOG_MOVE);
	assert_int_equal(sample->ui.dialogs[0].start, sp_time_of(sp_time_day(sample->now) + 4, 14 * 60));
}

/* --- the table of keys --- */

static void
every_action_has_name_help_and_keys_of_its_own(void **state)
{
	size_t n;
	const struct sp_action *actions = sp_actions(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_true(actions[i].name[0] != '\0');
		assert_true(actions[i].keys[0] != '\0');
		assert_true(strlen(actions[i].help) > 5);
		assert_true(actions[i].where != 0);
		assert_non_null(actions[i].run);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(actions[i].name, actions[j].name);
	}
	/* Each key finds its own row: no row before it has taken the key there. */
	for (size_t i = 0; i < n; i++)
		for (unsigned bit = 1; bit != 0; bit <<= 1) {
			char keys[64];

			if ((actions[i].where & bit) == 0)
				continue;
			assert_true(strlen(actions[i].keys) < sizeof(keys));
			strcpy(keys, actions[i].keys);
			for (char *key = strtok(keys, " "); key != NULL; key = strtok(NULL, " ")) {
				const struct sp_action *found = sp_action_of(sp_key_parse(key), bit);

				if (found != &actions[i])
					fail_msg("%s in %s: %s, wanted %s", key, sp_where_name(bit),
						 found != NULL ? found->name : "nothing", actions[i].name);
			}
		}
}

static void
keys_are_read_and_written_alike(void **state)
{
	static const char *const names[] = {"Enter", "Esc",  "C-u", "M-x", "F1",   "F12",
					    "Space", "PgDn", "x",   "?",   "S-Tab"};
	char buf[SP_KEY_TEXT];

	(void)state;
	for (size_t i = 0; i < SP_COUNT(names); i++)
		assert_string_equal(sp_key_format(sp_key_parse(names[i]), buf), names[i]);
	assert_int_equal(sp_key_parse("Entr"), SP_KEY_NONE);
	assert_int_equal(sp_key_parse("F13"), SP_KEY_NONE);
	assert_int_equal(sp_key_parse(""), SP_KEY_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* Any range by r, turned with [ and ], each figure by name with L, to a file with e. */
static void
the_review_is_turned_and_written(void **state)
{
	struct sample *sample = *state;
	struct sp_effects effects = {.n = 0};

	sample_keys(sample, "5", NULL);
	assert_true(sample_shows(sample, "Review  Autumn 2"));
	assert_true(sample_shows(sample, "Allocated"));
	sample_keys(sample, "L", NULL);
	assert_true(sample_shows(sample, "Planned: Hours "));
	sample_keys(sample, "L r", NULL);
	sample_type(sample, "week");
	sample_keys(sample, "Enter", NULL);
	assert_true(sample_shows(sample, "Week of Mon 23 Nov 2026"));
	sample_keys(sample, "]", NULL);
	assert_true(sample_shows(sample, "Week of Mon 30 Nov 2026"));
	sample_keys(sample, "r", NULL);
	sample_type(sample, "fortnight");
	sample_keys(sample, "Enter", NULL);
	assert_true(sample_shows(sample, "is no range of days"));
	sample_keys(sample, "Esc e Enter", &effects);
	assert_int_equal(effects.n, 1);
	assert_int_equal(effects.items[0].kind, SP_EFFECT_SHEET);
	assert_int_equal(effects.items[0].sheet->of, SP_SHEET_REPORT);
}

/* A half-term by its name is that half-term, so that [ goes to the one before it; other days show what they are. */
static void
a_range_is_called_by_its_name(void **state)
{
	struct sample *sample = *state;

	sample_keys(sample, "5 r", NULL);
	sample_type(sample, "autumn 1");
	assert_true(sample_shows(sample, "That is Wed 2 Sep 2026 to "));
	sample_keys(sample, "Enter", NULL);
	assert_int_equal(sample->ui.review_kind, SP_REVIEW_HALF_TERM);
	assert_true(sample_shows(sample, "Review  Autumn 1"));
	sample_keys(sample, "]", NULL);
	assert_true(sample_shows(sample, "Review  Autumn 2"));
	sample_keys(sample, "r", NULL);
	sample_type(sample, "christmas holidays");
	sample_keys(sample, "Enter", NULL);
	assert_int_equal(sample->ui.review_kind, SP_REVIEW_ANY);
	assert_int_equal(sample->ui.review_from, sp_day_of(2026, 12, 19));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_range_is_called_by_its_name),
		TEST(arrows_go_over_what_stands_in_the_week),
		TEST(the_review_is_turned_and_written),
		TEST(keys_ask_for_effects_on_the_block),
		TEST(keys_that_do_nothing_say_so),
		TEST(lost_time_is_two_keys),
		TEST(another_span_may_be_typed),
		TEST(nonsense_in_a_prompt_is_answered_and_kept),
		TEST(a_proposal_is_taken_in_part),
		TEST(answers_are_stepped_through),
		TEST(a_first_plan_has_one_answer),
		TEST(answers_that_are_gone_close),
		TEST(escape_stops_planning_then_discards),
		TEST(what_had_no_room_before_is_one_line),
		TEST(what_is_no_senco_time_cannot_be_lost),
		TEST(a_day_alone_is_lost_whole),
		TEST(after_a_loss_the_cursor_is_there),
		TEST(odd_times_are_written_out),
		TEST(a_block_is_moved_with_the_arrows),
		TEST(protected_time_asks_why),
		TEST(giving_up_protected_time_asks_why),
		TEST(dropping_asks_first),
		TEST(the_palette_runs_commands_by_name),
		TEST(find_goes_to_the_block),
		TEST(what_was_understood_is_shown_while_typing),
		TEST(a_click_selects_and_a_drag_moves),
		cmocka_unit_test(every_action_has_name_help_and_keys_of_its_own),
		cmocka_unit_test(keys_are_read_and_written_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
