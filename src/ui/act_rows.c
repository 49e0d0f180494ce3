/*
 * Keys that change a row: of Cases, of Duties, of the tables. Each opens a form, or asks before something is taken out.
 */
#include "senplan/report/estimates.h"

#include "table.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

struct sp_effect
act_row_effect(const struct sp_ui *ui, enum sp_row_act act, int64_t id)
{
	return (struct sp_effect){.kind = SP_EFFECT_ROW,
				  .number = (int)act,
				  .id = id,
				  .hide = ui->privacy,
				  .day = SP_DAY_NONE,
				  .start = SP_TIME_NONE,
				  .end = SP_TIME_NONE};
}

void
act_nothing_here(struct sp_ui *ui)
{
	sp_ui_say(ui, SP_STYLE_NOTE, "There is nothing under the cursor.");
}

/* The pupil under the cursor, in Cases or in the open chain. */
static const struct sp_ui_case *
focused_case(struct sp_ui *ui)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_ui_case *shown = dialog != NULL && dialog->kind == SP_DIALOG_TABLE
						 ? chain_case(ui, dialog)
						 : sp_cases_focus(ui);

	if (shown == NULL)
		act_nothing_here(ui);
	return shown;
}

/* The same, when it is a pupil: the school's own steps are no case. */
const struct sp_ui_case *
act_focused_case(struct sp_ui *ui)
{
	const struct sp_ui_case *shown = focused_case(ui);

	if (shown == NULL || shown->subject->id.v != 0)
		return shown;
	sp_ui_say(ui, SP_STYLE_NOTE, "These are the school's own steps: d records what was done.");
	return NULL;
}

/* --- Cases --- */

void
sp_act_case_open(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_ui_case *shown = focused_case(ui);
	struct sp_dialog *dialog;

	(void)effects;
	if (shown == NULL)
		return;
	sp_table_open(ui, SP_TABLE_CHAIN, shown->subject->id.v, "");
	dialog = sp_dialog_top(ui);
	/* The cursor stands on the step that comes next. */
	if (dialog != NULL && dialog->kind == SP_DIALOG_TABLE && shown->next != NULL)
		dialog->cursor = chain_row_of(shown, shown->next);
}

void
sp_act_case_new(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_sheet_open(ui, SP_SHEET_CASE_NEW, "", "");
}

void
sp_act_case_edit(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_ui_case *shown = act_focused_case(ui);

	(void)effects;
	if (shown != NULL)
		sp_sheet_open(ui, SP_SHEET_CASE, shown->subject->code, "");
}

/* The event that a step waits for; of a meeting without a day that is its booking. */
static const char *
event_of(const struct sp_clock *clock)
{
	if (clock == NULL || clock->step->done_by[0] == '\0')
		return NULL;
	if (sp_streq(clock->step->done_by, "held") && clock->booked_start == SP_TIME_NONE)
		return "booked";
	return clock->step->done_by;
}

/* The first step of the chain, in its order, that is open and waits for an event. */
static const struct sp_clock *
first_waiting(const struct sp_ui_case *shown)
{
	const struct sp_clock *first = NULL;

	for (size_t i = 0; i < shown->n_clocks; i++) {
		const struct sp_clock *clock = &shown->clocks[i];

		if (clock->done_day != SP_DAY_NONE || clock->state == SP_CLOCK_MET ||
		    clock->state == SP_CLOCK_LATE || event_of(clock) == NULL ||
		    (shown->next != NULL && !sp_streq(clock->chain, shown->next->chain)))
			continue;
		if (first == NULL || clock->step->position < first->step->position)
			first = clock;
	}
	return first;
}

/* The event of the step under the cursor, else of the open step that comes first. */
static const char *
next_event(const struct sp_ui *ui, const struct sp_ui_case *shown)
{
	const struct sp_dialog *dialog = sp_dialog_shown(ui);
	const char *event = NULL;

	if (dialog != NULL && dialog->kind == SP_DIALOG_TABLE)
		event = event_of(chain_clock(ui, dialog, dialog->cursor));
	return event != NULL ? event : event_of(first_waiting(shown));
}

void
sp_act_case_record(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_ui_case *shown = act_focused_case(ui);
	const struct sp_dialog *dialog = sp_dialog_shown(ui);
	const struct sp_clock *clock = dialog != NULL && dialog->kind == SP_DIALOG_TABLE
					       ? chain_clock(ui, dialog, dialog->cursor)
					       : NULL;
	const char *event = shown == NULL ? NULL : next_event(ui, shown);
	struct sp_sheet *sheet;

	if (shown == NULL)
		return;
	if (clock != NULL && clock->step->done_by[0] == '\0') {
		sp_act_step_event(ui, effects);
		return;
	}
	sheet = sp_sheet_open(ui, SP_SHEET_EVENT, shown->subject->code, "");
	if (sheet == NULL)
		return;
	if (event != NULL)
		sp_sheet_set(sheet, "event", event);
	sp_sheet_default_day(ui, sheet);
	if (event != NULL && sp_streq(event, "booked"))
		sp_dialog_top(ui)->cursor = 1; /* its day is what is wanted */
}

void
sp_act_case_sort(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_menu_open(ui, SP_MENU_SORT, "Sort the pupils", (int)ui->case_sort);
}

void
sp_act_case_filter(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_menu_open(ui, SP_MENU_FILTER, "Which pupils?", (int)ui->case_filter);
}

void
sp_act_case_remove(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_ui_case *shown = act_focused_case(ui);
	struct sp_effect effect;

	(void)effects;
	if (shown == NULL)
		return;
	effect = act_row_effect(ui, SP_ROW_REMOVE_CASE, shown->subject->id.v);
	sp_confirm_open(
		ui, &effect,
		"Take %s out, with all its steps? That is for a pupil who was put in by mistake; for one who "
		"has left, record it: b, left. u brings it back.",
		sp_case_code(ui, shown->subject));
}

/* In the chain: the event under the cursor, or the one that says that the step is done. */
void
sp_act_event_back(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_clock *clock = chain_clock(ui, dialog, dialog->cursor);
	const struct sp_case_event *event = chain_event(ui, dialog, dialog->cursor);
	struct sp_effect effect;
	char day[SP_DAY_TEXT];

	(void)effects;
	for (int row = 0; clock != NULL && event == NULL && row < sp_table_rows(ui, dialog); row++) {
		event = chain_event(ui, dialog, row);
		if (event != NULL && (event->day != clock->done_day ||
				      !sp_streq(sp_event_kind_names[event->kind], clock->step->done_by)))
			event = NULL;
	}
	if (event == NULL) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "Nothing recorded stands here. What was recorded is below the steps.");
		return;
	}
	effect = act_row_effect(ui, SP_ROW_EVENT_BACK, event->id.v);
	sp_confirm_open(ui, &effect, "Take back \"%s\" on %s? The chain goes back with it; u brings it back.",
			sp_event_kind_names[event->kind], sp_day_format(event->day, SP_DAY_LONG, day));
}

/* --- Duties --- */

static bool
focused_duty(struct sp_ui *ui, struct sp_duty_row *ret)
{
	if (ui->world == NULL || ui->cursor[SP_VIEW_DUTIES] >= sp_duties_rows(ui)) {
		act_nothing_here(ui);
		return false;
	}
	*ret = sp_duty_row_at(ui, ui->cursor[SP_VIEW_DUTIES]);
	return ret->activity != NULL;
}

void
sp_act_duty_open(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_duty_row row;

	(void)effects;
	if (focused_duty(ui, &row))
		sp_duty_page(ui, ui->cursor[SP_VIEW_DUTIES]);
}

void
sp_act_duty_new(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_duty_row row = {0};
	struct sp_sheet *sheet;

	(void)effects;
	if (!focused_duty(ui, &row)) {
		sp_ui_say(ui, SP_STYLE_NOTE, "A duty is made of an activity: N makes one first.");
		return;
	}
	sheet = sp_sheet_open(ui, SP_SHEET_DUTY_NEW, "", "");
	if (sheet == NULL)
		return;
	sp_sheet_set(sheet, "activity", row.activity->key);
	sp_sheet_set(sheet, "cadence", "weekly");
	sp_sheet_set(sheet, "times", "1");
	sp_sheet_set(sheet, "weight", "5");
}

void
sp_act_activity_new(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_sheet *sheet = sp_sheet_open(ui, SP_SHEET_ACTIVITY_NEW, "", "");

	(void)effects;
	if (sheet == NULL)
		return;
	sp_sheet_set(sheet, "kind", "operational");
	sp_sheet_set(sheet, "protect", "no");
	sp_sheet_set(sheet, "delegable", "no");
}

void
sp_act_duty_edit(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_duty_row row;

	(void)effects;
	if (!focused_duty(ui, &row))
		return;
	if (row.duty != NULL)
		sp_sheet_open(ui, SP_SHEET_DUTY, row.duty->key, "");
	else
		sp_sheet_open(ui, SP_SHEET_ACTIVITY, row.activity->key, "");
}

void
sp_act_duty_switch(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_effect effect;
	struct sp_duty_row row;

	if (!focused_duty(ui, &row))
		return;
	if (row.duty == NULL) {
		sp_ui_say(ui, SP_STYLE_NOTE, "An activity is neither on nor off: its duties below are.");
		return;
	}
	effect = act_row_effect(ui, SP_ROW_DUTY_SWITCH, row.duty->id.v);
	sp_effect_push(effects, &effect);
}

void
sp_act_duty_remove(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_effect effect;
	struct sp_duty_row row;

	(void)effects;
	if (!focused_duty(ui, &row))
		return;
	if (row.duty != NULL) {
		effect = act_row_effect(ui, SP_ROW_REMOVE_DUTY, row.duty->id.v);
		sp_confirm_open(
			ui, &effect,
			"Take out the duty \"%s\"? What was done of it stays. Space only switches it off. u "
			"brings it back.",
			row.duty->name);
	} else {
		effect = act_row_effect(ui, SP_ROW_REMOVE_ACTIVITY, row.activity->id.v);
		sp_confirm_open(ui, &effect, "Take out the activity \"%s\"? u brings it back.",
				row.activity->name);
	}
}

void
sp_act_duty_who(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog;
	struct sp_duty_row row;

	(void)effects;
	if (!focused_duty(ui, &row))
		return;
	if (row.duty == NULL)
		sp_ui_say(ui, SP_STYLE_NOTE, "Those who come belong to a duty below, or to a pupil (3, c).");
	else
		sp_table_open(ui, SP_TABLE_WHO, 0, "");
	dialog = sp_dialog_top(ui);
	if (row.duty != NULL && dialog != NULL && dialog->kind == SP_DIALOG_TABLE)
		dialog->task = row.duty->id.v;
}

void
sp_act_estimate(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_estimate *estimate;
	struct sp_duty_row row;
	struct sp_effect effect;
	struct sp_dialog *dialog;
	struct sp_str text;

	(void)effects;
	if (!focused_duty(ui, &row))
		return;
	estimate = sp_duty_row_estimate(ui, &row);
	if (estimate == NULL || estimate->n < SP_ESTIMATE_LEAST) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "The log has %d finished of this: from %d on it says something about the length.",
			  estimate == NULL ? 0 : estimate->n, SP_ESTIMATE_LEAST);
		return;
	}
	sp_str_init(&text);
	sp_estimate_words(&text, estimate);
	effect = act_row_effect(ui, SP_ROW_ESTIMATE_USE, row.activity->id.v);
	snprintf(effect.text, sizeof(effect.text), "%s", sp_estimate_key(estimate));
	if (sp_estimate_is_activity(estimate))
		sp_confirm_open(ui, &effect,
				"%s: %s: use it? Low and high become %d and %d, the middle half of the log.",
				row.activity->name, text.text, (int)estimate->low_min,
				(int)estimate->high_min);
	else
		sp_confirm_open(ui, &effect, "%s: %s: use it? The middle half is %d to %d.",
				sp_estimate_name(estimate), text.text, (int)estimate->low_min,
				(int)estimate->high_min);
	sp_str_finish(&text);
	dialog = sp_dialog_top(ui);
	if (dialog == NULL || dialog->kind != SP_DIALOG_CONFIRM)
		return;
	dialog->otherwise = effect;
	dialog->otherwise.number = (int)SP_ROW_ESTIMATE_LEAVE;
	dialog->has_otherwise = true;
}

/* --- tables --- */

static const char *
staff_code(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	return ui->world->snapshot->staff_members.items[dialog->cursor].code;
}

static const struct sp_rule *
focused_rule(struct sp_ui *ui)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_rule *rule = ui->world == NULL ? NULL : table_rule(ui, dialog, dialog->cursor);

	if (rule == NULL)
		act_nothing_here(ui);
	return rule;
}

void
sp_act_table_new(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	char profile[SP_SHEET_KEY];
	struct sp_sheet *sheet;

	(void)effects;
	if (act_new_row(ui))
		return;
	snprintf(profile, sizeof(profile), "%s", dialog->profile);
	switch (dialog->table) {
	case SP_TABLE_RULES:
		sp_sheet_open(ui, SP_SHEET_RULE_NEW, "", profile);
		break;
	case SP_TABLE_PROFILES:
		sp_sheet_open(ui, SP_SHEET_PROFILE, "", "");
		break;
	case SP_TABLE_STAFF:
		sp_sheet_open(ui, SP_SHEET_STAFF_NEW, "", "");
		break;
	case SP_TABLE_HOURS:
		sp_sheet_open(ui, SP_SHEET_HOURS, "", "");
		break;
	case SP_TABLE_CONTRACTS:
		sheet = sp_sheet_open(ui, SP_SHEET_CONTRACT, "", "");
		if (sheet != NULL)
			sp_sheet_set(sheet, "share", "100");
		break;
	case SP_TABLE_BUSY:
		sp_prompt_open(ui, SP_PROMPT_CALENDAR, "");
		break;
	case SP_TABLE_RECORD:
		record_new(ui);
		break;
	case SP_TABLE_WINDOWS:
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "The windows come with the preset: Enter opens one, n there adds a time.");
		break;
	case SP_TABLE_TIMES:
	case SP_TABLE_CHAINS:
	case SP_TABLE_STEPS:
	case SP_TABLE_SCHOOL_EVENTS:
	case SP_TABLE_WHO:
	case SP_TABLE_CHAIN:
	case SP_TABLE_FRIDAY:
	case SP_TABLE_WHAT_IF:
	case SP_TABLE_SCENARIOS:
	case SP_TABLE_LENGTHS:
	case SP_TABLE_COUNT:
		assert(!"a table without this key");
	}
}

static void
edit_hours(struct sp_ui *ui, int row)
{
	const struct sp_working_window *window = &ui->world->snapshot->working_windows.items[row];
	char text[64], from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT], day[SP_DAY_TEXT];
	struct sp_sheet *sheet = sp_sheet_open(ui, SP_SHEET_HOURS, "", "");

	if (sheet == NULL)
		return;
	snprintf(text, sizeof(text), "%.3s",
		 window->weekday < 0 ? "all" : sp_weekday_name((enum sp_weekday)window->weekday));
	sp_sheet_set(sheet, "days", text);
	snprintf(text, sizeof(text), "%s-%s", sp_minute_format(window->from_min, from),
		 sp_minute_format(window->to_min, to));
	sp_sheet_set(sheet, "hours", text);
	snprintf(text, sizeof(text), "%c", (char)('A' + window->cycle_week));
	sp_sheet_set(sheet, "week", window->cycle_week < 0 ? "each" : text);
	if (window->from_day != SP_DAY_NONE)
		sp_sheet_set(sheet, "from", sp_day_format(window->from_day, SP_DAY_LONG, day));
	if (window->to_day != SP_DAY_NONE)
		sp_sheet_set(sheet, "to", sp_day_format(window->to_day, SP_DAY_LONG, day));
	sp_dialog_top(ui)->cursor = 1;
}

static void
edit_contract(struct sp_ui *ui, int row)
{
	const struct sp_contract *contract = &ui->world->snapshot->contracts.items[row];
	struct sp_sheet *sheet = sp_sheet_open(ui, SP_SHEET_CONTRACT, "", "");
	char text[SP_DAY_TEXT];

	if (sheet == NULL)
		return;
	sp_sheet_set(sheet, "kind", sp_contract_kind_names[contract->kind]);
	if (contract->from_day != SP_DAY_NONE)
		sp_sheet_set(sheet, "from", sp_day_format(contract->from_day, SP_DAY_LONG, text));
	snprintf(text, sizeof(text), "%d", (int)contract->share_pct);
	sp_sheet_set(sheet, "share", text);
	sp_dialog_top(ui)->cursor = 1;
}

void
sp_act_table_edit(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_rule *rule;

	(void)effects;
	if (ui->world == NULL || dialog->cursor >= sp_table_rows(ui, dialog)) {
		act_nothing_here(ui);
		return;
	}
	if (act_edit_row(ui))
		return;
	switch (dialog->table) {
	case SP_TABLE_RULES:
		rule = focused_rule(ui);
		if (rule != NULL)
			sp_sheet_open(ui, SP_SHEET_RULE, rule->key, rule->profile);
		break;
	case SP_TABLE_PROFILES:
		sp_table_open(ui, SP_TABLE_RULES, 0,
			      dialog->cursor == 0 ? ""
						  : sp_profile_at(ui->world->snapshot, dialog->cursor - 1));
		break;
	case SP_TABLE_STAFF:
		sp_sheet_open(ui, SP_SHEET_STAFF, staff_code(ui, dialog), "");
		break;
	case SP_TABLE_HOURS:
		edit_hours(ui, dialog->cursor);
		break;
	case SP_TABLE_CONTRACTS:
		edit_contract(ui, dialog->cursor);
		break;
	case SP_TABLE_RECORD:
		record_edit(ui, dialog);
		break;
	case SP_TABLE_BUSY:
		sp_ui_say(ui, SP_STYLE_NOTE, "- takes the mark away: the time then counts as it came.");
		break;
	case SP_TABLE_WINDOWS:
	case SP_TABLE_TIMES:
	case SP_TABLE_CHAINS:
	case SP_TABLE_STEPS:
	case SP_TABLE_SCHOOL_EVENTS:
	case SP_TABLE_WHO:
	case SP_TABLE_CHAIN:
	case SP_TABLE_FRIDAY:
	case SP_TABLE_WHAT_IF:
	case SP_TABLE_SCENARIOS:
	case SP_TABLE_LENGTHS:
	case SP_TABLE_COUNT:
		assert(!"a table without this key");
	}
}

static void
remove_rule(struct sp_ui *ui)
{
	const struct sp_rule *rule = focused_rule(ui);
	struct sp_effect effect;

	if (rule == NULL)
		return;
	effect = act_row_effect(ui, SP_ROW_REMOVE_RULE, rule->id.v);
	sp_confirm_open(ui, &effect, "Take the rule %s out of %s? u brings it back.", rule->key,
			rule->profile[0] == '\0' ? "the statutory minimum" : rule->profile);
}

void
sp_act_table_remove(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_effect effect;

	(void)effects;
	if (ui->world == NULL || dialog->cursor >= sp_table_rows(ui, dialog)) {
		act_nothing_here(ui);
	} else if (act_remove_row(ui)) {
		return;
	} else if (dialog->table == SP_TABLE_RULES) {
		remove_rule(ui);
	} else if (dialog->table == SP_TABLE_STAFF) {
		effect = act_row_effect(ui, SP_ROW_REMOVE_STAFF,
					ui->world->snapshot->staff_members.items[dialog->cursor].id.v);
		sp_confirm_open(ui, &effect, "Take %s out? u brings it back.",
				ui->privacy ? "this member of staff" : staff_code(ui, dialog));
	} else if (dialog->table == SP_TABLE_RECORD) {
		record_remove(ui, dialog);
	} else if (dialog->table == SP_TABLE_BUSY) {
		effect = act_row_effect(ui, SP_ROW_BUSY_UNMARK,
					ui->world->snapshot->busy_marks.items[dialog->cursor].id.v);
		sp_confirm_open(ui, &effect, "Let it count as it came? u brings the mark back.");
	} else if (dialog->table == SP_TABLE_HOURS) {
		edit_hours(ui, dialog->cursor);
		dialog = sp_dialog_top(ui);
		if (dialog->kind == SP_DIALOG_SHEET)
			sp_line_set(&dialog->sheet->lines[1], "");
		sp_ui_say(ui, SP_STYLE_NOTE, "Without hours these days are not worked: Enter keeps that.");
	} else {
		sp_ui_say(ui, SP_STYLE_NOTE, "This stays: n or e sets another in its place.");
	}
}

void
sp_act_rule_suspend(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_rule *rule = focused_rule(ui);

	(void)effects;
	if (rule != NULL)
		sp_sheet_open(ui, SP_SHEET_RULE_SUSPEND, rule->key, rule->profile);
}

void
sp_act_rule_replace(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_rule *rule = focused_rule(ui);

	(void)effects;
	if (rule != NULL)
		sp_sheet_open(ui, SP_SHEET_RULE_REPLACE, rule->key, rule->profile);
}
