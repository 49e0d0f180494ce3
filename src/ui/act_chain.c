/*
 * Keys of chains and of those who come: in a pupil's chain, in the chains of Set-up, in the tables of people, times and
 * events. Each opens a form or a menu, or asks before something is taken out.
 */
#include "senplan/base/array.h"

#include "table.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const struct sp_dialog *
table(const struct sp_ui *ui, enum sp_table_of of)
{
	const struct sp_dialog *dialog = sp_dialog_shown(ui);

	return ui->world != NULL && dialog != NULL && dialog->kind == SP_DIALOG_TABLE && dialog->table == of
		       ? dialog
		       : NULL;
}

/* --- a pupil's chain --- */

void
sp_act_chain_details(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_str text;

	(void)effects;
	if (dialog->cursor >= sp_table_rows(ui, dialog)) {
		act_nothing_here(ui);
		return;
	}
	sp_str_init(&text);
	chain_page(ui, dialog, &text);
	sp_page_open(ui, "All there is to say", text.text);
	sp_str_finish(&text);
}

/* Code of the pupil whose chain is open; "" the school's. NULL: nothing is there. */
static const char *
code_of_chain(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_ui_case *shown = chain_case(ui, dialog);

	if (shown == NULL)
		return NULL;
	return shown->subject->id.v == 0 ? "" : shown->subject->code;
}

static void
open_step_event(struct sp_ui *ui, const char *step, const char *code)
{
	struct sp_sheet *sheet = sp_sheet_open(ui, SP_SHEET_STEP_EVENT, step, "");

	if (sheet == NULL)
		return;
	sp_sheet_set(sheet, "code", code);
	sp_sheet_set(sheet, "date", "today");
	sp_dialog_top(ui)->cursor = 1;
}

/* In the pupil's chain the step under the cursor; in the steps of Set-up also one that runs for somebody. */
void
sp_act_step_event(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_clock *clock = NULL;
	const struct sp_step *step = NULL;

	(void)effects;
	if (table(ui, SP_TABLE_CHAIN) != NULL) {
		clock = chain_clock(ui, dialog, dialog->cursor);
	} else if (table(ui, SP_TABLE_STEPS) != NULL) {
		step = table_step(ui, dialog, dialog->cursor);
		clock = step != NULL ? NULL : table_run(ui, dialog, dialog->cursor);
	}
	if (clock != NULL)
		open_step_event(ui, clock->step->key, clock->subject->id.v == 0 ? "" : clock->subject->code);
	else if (step != NULL)
		open_step_event(ui, step->key, "");
	else
		sp_ui_say(ui, SP_STYLE_NOTE, "Put the cursor on a step: this records that it was done.");
	if (step != NULL && sp_dialog_top(ui)->kind == SP_DIALOG_SHEET)
		sp_dialog_top(ui)->cursor = 0; /* for whom is not known yet */
}

void
sp_act_chain_give(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_chain *chain = NULL;
	const char *code = NULL;
	struct sp_sheet *sheet = NULL;

	(void)effects;
	if (table(ui, SP_TABLE_CHAINS) != NULL && dialog->cursor < sp_table_rows(ui, dialog))
		chain = &ui->world->snapshot->chains.items[dialog->cursor];
	else if (table(ui, SP_TABLE_STEPS) != NULL)
		chain = table_chain(ui, dialog);
	else if (table(ui, SP_TABLE_CHAIN) != NULL)
		code = code_of_chain(ui, dialog);
	if (chain != NULL)
		sheet = sp_sheet_open(ui, SP_SHEET_GIVE_TO, chain->key, "");
	else if (code != NULL && code[0] != '\0')
		sheet = sp_sheet_open(ui, SP_SHEET_GIVE, code, "");
	else
		sp_ui_say(ui, SP_STYLE_NOTE, "6 Set-up, chains: g there gives the school one of its own.");
	if (sheet != NULL)
		sp_sheet_set(sheet, "date", "today");
}

void
sp_act_late_reason(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_clock *clock = chain_clock(ui, dialog, dialog->cursor);
	struct sp_dialog *menu;
	int64_t row = dialog->row;

	(void)effects;
	if (clock == NULL || (clock->state != SP_CLOCK_LATE && clock->state != SP_CLOCK_MISSED)) {
		sp_ui_say(ui, SP_STYLE_NOTE, "Only what is late or was done late has a reason for it.");
		return;
	}
	sp_menu_open(ui, SP_MENU_LATE, "Why was it late?",
		     clock->reason == SP_REASON_NONE ? SP_REASON_NO_SLOT : (int)clock->reason);
	menu = sp_dialog_top(ui);
	if (menu->kind != SP_DIALOG_MENU)
		return;
	menu->row = row;
	snprintf(menu->profile, sizeof(menu->profile), "%s", clock->step->key);
}

void
sp_act_except(struct sp_ui *ui, struct sp_effects *effects)
{
	const char *code = code_of_chain(ui, sp_dialog_top(ui));
	struct sp_sheet *sheet = NULL;

	(void)effects;
	if (code == NULL || code[0] == '\0')
		sp_ui_say(ui, SP_STYLE_NOTE, "Exceptions are of a pupil's assessment.");
	else
		sheet = sp_sheet_open(ui, SP_SHEET_EXCEPT, code, "");
	if (sheet != NULL)
		sp_sheet_set(sheet, "date", "today");
}

/* --- those who come --- */

void
sp_act_case_who(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_ui_case *shown = act_focused_case(ui);

	(void)effects;
	if (shown != NULL)
		sp_table_open(ui, SP_TABLE_WHO, shown->subject->id.v, "");
}

/* The pupil's code, or the duty's key. */
static const char *
whom_of(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_case *subject = sp_snapshot_case(ui->world->snapshot, (sp_case_id){dialog->row});
	const struct sp_duty *duty = sp_snapshot_duty(ui->world->snapshot, (sp_duty_id){dialog->task});

	return subject != NULL ? subject->code : duty != NULL ? duty->key : "";
}

static void
edit_person(struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_attendee *who = table_person(ui, dialog, dialog->cursor);
	struct sp_sheet *sheet = sp_sheet_open(ui, SP_SHEET_ATTENDEE, whom_of(ui, dialog), who->role);
	struct sp_str times;

	if (sheet == NULL)
		return;
	sp_str_init(&times);
	if (sp_attendee_is_limited(ui->world->snapshot, who))
		sp_words_times(&times, ui->world->snapshot, who);
	sp_sheet_set(sheet, "role", who->role);
	sp_sheet_set(sheet, "when", times.text);
	sp_str_finish(&times);
	sp_dialog_top(ui)->cursor = 1;
}

/* --- the chains of Set-up --- */

void
sp_act_chains_open(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = table(ui, SP_TABLE_CHAINS);

	(void)effects;
	if (dialog == NULL || dialog->cursor >= sp_table_rows(ui, dialog))
		act_nothing_here(ui);
	else
		sp_table_open(ui, SP_TABLE_STEPS, 0, ui->world->snapshot->chains.items[dialog->cursor].key);
}

void
sp_act_chain_switch(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = table(ui, SP_TABLE_CHAINS);
	struct sp_effect effect;

	if (dialog == NULL || dialog->cursor >= sp_table_rows(ui, dialog)) {
		act_nothing_here(ui);
		return;
	}
	effect = act_row_effect(ui, SP_ROW_CHAIN_SWITCH,
				ui->world->snapshot->chains.items[dialog->cursor].id.v);
	sp_effect_push(effects, &effect);
}

/* A step to change it; what is still to come opens the chain of the one it runs for. */
static void
open_step(struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_step *step = table_step(ui, dialog, dialog->cursor);
	const struct sp_clock *run = table_run(ui, dialog, dialog->cursor);

	if (step != NULL)
		sp_sheet_open(ui, SP_SHEET_STEP, step->key, "");
	else if (run != NULL)
		sp_table_open(ui, SP_TABLE_CHAIN, run->subject->id.v, "");
}

/* --- n, e, - --- */

bool
act_new_row(struct sp_ui *ui)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_window *window;
	struct sp_sheet *sheet;

	if (table(ui, SP_TABLE_CHAINS) != NULL) {
		sheet = sp_sheet_open(ui, SP_SHEET_CHAIN_NEW, "", "");
		if (sheet != NULL)
			sp_sheet_set(sheet, "repeats", "no");
	} else if (table(ui, SP_TABLE_STEPS) != NULL) {
		sheet = sp_sheet_open(ui, SP_SHEET_STEP_NEW, dialog->profile, "");
		if (sheet != NULL)
			sp_sheet_set(sheet, "hard", "no");
	} else if (table(ui, SP_TABLE_SCHOOL_EVENTS) != NULL) {
		sp_sheet_open(ui, SP_SHEET_SCHOOL_EVENT, "", "");
	} else if (table(ui, SP_TABLE_TIMES) != NULL) {
		window = sp_snapshot_window(ui->world->snapshot, (sp_window_id){dialog->row});
		if (window != NULL)
			sp_sheet_open(ui, SP_SHEET_WINDOW, window->key, "");
	} else if (table(ui, SP_TABLE_WHO) != NULL) {
		sp_sheet_open(ui, SP_SHEET_ATTENDEE_NEW, whom_of(ui, dialog), "");
	} else {
		return false;
	}
	return true;
}

bool
act_edit_row(struct sp_ui *ui)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_sheet *sheet;
	const char *name;

	if (table(ui, SP_TABLE_CHAINS) != NULL) {
		sp_sheet_open(ui, SP_SHEET_CHAIN, ui->world->snapshot->chains.items[dialog->cursor].key, "");
	} else if (table(ui, SP_TABLE_STEPS) != NULL) {
		open_step(ui, dialog);
	} else if (table(ui, SP_TABLE_SCHOOL_EVENTS) != NULL) {
		name = table_event(ui, dialog->cursor)->name;
		sheet = sp_sheet_open(ui, SP_SHEET_SCHOOL_EVENT, "", "");
		if (sheet != NULL) {
			sp_sheet_set(sheet, "name", name);
			sp_dialog_top(ui)->cursor = 1;
			sp_ui_say(ui, SP_STYLE_NOTE, "Another day of it; - in the list takes one out.");
		}
	} else if (table(ui, SP_TABLE_TIMES) != NULL) {
		sp_ui_say(ui, SP_STYLE_NOTE, "A time stays as it is: - takes it out, n opens another.");
	} else if (table(ui, SP_TABLE_WINDOWS) != NULL) {
		sp_table_open(ui, SP_TABLE_TIMES, ui->world->snapshot->windows.items[dialog->cursor].id.v,
			      "");
	} else if (table(ui, SP_TABLE_WHO) != NULL) {
		edit_person(ui, dialog);
	} else {
		return false;
	}
	return true;
}

static void
remove_step(struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_step *step = table_step(ui, dialog, dialog->cursor);
	struct sp_effect effect;

	if (step == NULL) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "That is still to come, no step: g ends the chain for somebody.");
		return;
	}
	effect = act_row_effect(ui, SP_ROW_REMOVE_STEP, step->id.v);
	sp_confirm_open(ui, &effect, "Take the step \"%s\" out of the chain? u brings it back.", step->name);
}

static void
remove_chain(struct sp_ui *ui, const struct sp_chain *chain)
{
	struct sp_effect effect = act_row_effect(ui, SP_ROW_REMOVE_CHAIN, chain->id.v);

	sp_confirm_open(
		ui, &effect,
		"Take out the chain \"%s\" with all its steps? Space only switches it off. u brings it "
		"back.",
		chain->name);
}

bool
act_remove_row(struct sp_ui *ui)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_year_span *event;
	struct sp_effect effect;
	char day[SP_DAY_TEXT];

	if (table(ui, SP_TABLE_CHAINS) != NULL) {
		remove_chain(ui, &ui->world->snapshot->chains.items[dialog->cursor]);
	} else if (table(ui, SP_TABLE_STEPS) != NULL) {
		remove_step(ui, dialog);
	} else if (table(ui, SP_TABLE_SCHOOL_EVENTS) != NULL) {
		event = table_event(ui, dialog->cursor);
		effect = act_row_effect(ui, SP_ROW_REMOVE_SCHOOL_EVENT, event->id.v);
		sp_confirm_open(ui, &effect, "Take out %s on %s? u brings it back.", event->name,
				sp_day_format(event->from_day, SP_DAY_LONG, day));
	} else if (table(ui, SP_TABLE_TIMES) != NULL) {
		effect = act_row_effect(ui, SP_ROW_CLOSE_TIME, table_time(ui, dialog, dialog->cursor)->id.v);
		sp_confirm_open(ui, &effect, "Take this time out of the window? u brings it back.");
	} else if (table(ui, SP_TABLE_WHO) != NULL) {
		effect = act_row_effect(ui, SP_ROW_REMOVE_ATTENDEE,
					table_person(ui, dialog, dialog->cursor)->id.v);
		sp_confirm_open(ui, &effect, "Take %s out of those who come? u brings it back.",
				ui->privacy ? "this one" : table_person(ui, dialog, dialog->cursor)->role);
	} else {
		return false;
	}
	return true;
}
