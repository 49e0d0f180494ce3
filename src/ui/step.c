/*
 * step: the only writer of the state. A key goes to the line being typed, then to the menu's own keys, then to the table
 * of keys; whatever happened, cursors are put back into what there is at the end.
 */
#include "act.h"
#include "week.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_WIDTH = 80, FIRST_HEIGHT = 24, WHEEL_ROWS = 3 };

void
sp_ui_say_read_only(struct sp_ui *ui)
{
	sp_ui_say(ui, SP_STYLE_NOTE, "Read only: %s", ui->options.read_only);
}

/* A form whose keeping leaves the plan as it is. */
static bool
only_thinks(const struct sp_ui *ui)
{
	const struct sp_dialog *dialog = ui->n_dialogs > 0 ? &ui->dialogs[ui->n_dialogs - 1] : NULL;

	return dialog != NULL && dialog->kind == SP_DIALOG_SHEET &&
	       (sp_is_change_sheet(dialog->sheet->of) ||
		(dialog->sheet->of == SP_SHEET_REPORT && !ui->looking));
}

bool
sp_ui_hides(const struct sp_ui *ui, const struct sp_action *action)
{
	return ui->looking && !only_thinks(ui) && !sp_look_allowed(action);
}

/* Says why not. */
bool
sp_ui_refuses(struct sp_ui *ui, const struct sp_action *action)
{
	if (only_thinks(ui))
		return false;
	if (sp_ui_hides(ui, action)) {
		sp_ui_say(
			ui, SP_STYLE_NOTE,
			"Not while you look together: nothing can be changed, and no pupil is shown. m in Review ends it.");
		return true;
	}
	if (ui->options.read_only != NULL && sp_action_changes(action)) {
		sp_ui_say_read_only(ui);
		return true;
	}
	return false;
}

void
sp_ui_init(struct sp_ui *ui, const struct sp_ui_options *options, sp_time now, struct sp_effects *effects)
{
	memset(ui, 0, sizeof(*ui));
	ui->options = *options;
	ui->width = FIRST_WIDTH;
	ui->height = FIRST_HEIGHT;
	ui->now = now;
	ui->day = sp_time_day(now);
	ui->at_min = sp_time_minute(now);
	ui->review_day = ui->day;
	ui->review_kind = SP_REVIEW_HALF_TERM;
	ui->what_if.counted = -1;
	ui->lost = SP_TIME_NONE;
	ui->closing = SP_DAY_NONE;
	if (options->set_up)
		ui->view = SP_VIEW_SET_UP;
	if (options->look) {
		ui->view = SP_VIEW_REVIEW;
		ui->looking = ui->privacy = true;
	}
	if (options->read_only != NULL)
		sp_ui_say_read_only(ui);
	sp_ui_reload(ui, effects);
}

void
sp_ui_finish(struct sp_ui *ui)
{
	while (ui->n_dialogs > 0)
		sp_dialog_pop(ui);
	free(ui->case_rows);
	ui->case_rows = NULL;
}

static int
clamp(int value, int low, int high)
{
	return value < low || high < low ? low : value > high ? high : value;
}

static void
settle_dialog(struct sp_ui *ui, struct sp_dialog *dialog)
{
	int lines;
	int height;

	switch (dialog->kind) {
	case SP_DIALOG_LIST:
		height = sp_list_rows(ui).height;
		dialog->cursor = clamp(dialog->cursor, 0, dialog->n_matches - 1);
		dialog->top = sp_scroll(dialog->top, dialog->cursor, height, dialog->n_matches);
		break;
	case SP_DIALOG_PROPOSAL:
		height = sp_proposal_rows(ui, &lines).height;
		lines = sp_proposal_lines(ui);
		dialog->cursor = clamp(dialog->cursor, 0, lines - 1);
		dialog->top = sp_scroll(dialog->top, dialog->cursor, height, lines);
		break;
	case SP_DIALOG_MENU:
		dialog->cursor = clamp(dialog->cursor, 0, sp_menu_rows(dialog) - 1);
		break;
	case SP_DIALOG_PAGE:
		dialog->top = clamp(dialog->top, 0, sp_page_last_top(ui, dialog));
		break;
	case SP_DIALOG_PART:
		dialog->cursor = clamp(dialog->cursor, 0, sp_part_rows(ui, dialog) - 1);
		break;
	case SP_DIALOG_SHEET:
		dialog->cursor = clamp(dialog->cursor, 0, sp_sheet_rows(dialog) - 1);
		dialog->top = sp_sheet_scroll(ui, dialog);
		break;
	case SP_DIALOG_AUDIT:
		dialog->cursor = clamp(dialog->cursor, 0, sp_audit_rows() - 1);
		dialog->top = sp_scroll(dialog->top, dialog->cursor, sp_audit_height(ui), sp_audit_rows());
		break;
	case SP_DIALOG_TABLE:
		lines = sp_table_rows(ui, dialog);
		dialog->cursor = clamp(dialog->cursor, 0, lines - 1);
		dialog->top = sp_scroll(dialog->top, dialog->cursor, sp_table_area(ui, dialog).height, lines);
		break;
	case SP_DIALOG_PROMPT:
	case SP_DIALOG_CONFIRM:
	case SP_DIALOG_MOVE:
		break;
	}
}

static void
settle(struct sp_ui *ui)
{
	int *cursor = &ui->cursor[ui->view];
	int rows;

	if (ui->view == SP_VIEW_CASES)
		sp_cases_arrange(ui);
	rows = sp_views[ui->view].rows(ui);

	*cursor = clamp(*cursor, 0, rows - 1);
	if (ui->view != SP_VIEW_WEEK)
		ui->top[ui->view] =
			sp_scroll(ui->top[ui->view], *cursor, sp_views[ui->view].area(ui).height, rows);
	ui->at_min = clamp(ui->at_min, 0, SP_DAY_MIN - 1);
	if (ui->world != NULL && ui->view == SP_VIEW_WEEK) {
		sp_day monday = ui->world->week.monday;

		/* A Saturday that is not shown: the cursor stands on the Friday. */
		if (sp_day_monday(ui->day) == monday && sp_week_day_index(ui, ui->day) < 0)
			ui->day = monday + ui->world->week.n_days - 1;
		ui->week_top = sp_week_layout(ui).top_row;
	}
	for (int i = 0; i < ui->n_dialogs; i++)
		settle_dialog(ui, &ui->dialogs[i]);
}

static bool
types_text(const struct sp_dialog *dialog)
{
	return dialog != NULL && (dialog->kind == SP_DIALOG_PROMPT || dialog->kind == SP_DIALOG_LIST);
}

static void
step_key(struct sp_ui *ui, sp_key key, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_action *action = sp_action_of(key, sp_ui_where(ui));
	bool printable = key >= ' ' && key < 0x110000;
	char name[SP_KEY_TEXT];

	if (ui->thinking && sp_what_if_key(ui, key, effects))
		return;
	if (action == NULL && (key & SP_KEY_ALT) != 0) {
		/* Escape and a key may arrive as one: where Alt with the key means nothing, they are the two. */
		step_key(ui, SP_KEY_ESCAPE, effects);
		step_key(ui, key & ~(sp_key)SP_KEY_ALT, effects);
		return;
	}
	ui->message[0] = '\0';
	if (types_text(dialog) && (printable || action == NULL)) {
		if (sp_line_key(&dialog->line, key))
			sp_prompt_changed(ui, effects);
		return;
	}
	if (dialog != NULL && dialog->kind == SP_DIALOG_SHEET && (printable || action == NULL)) {
		sp_sheet_key(ui, key);
		return;
	}
	if (dialog != NULL && dialog->kind == SP_DIALOG_MENU && sp_menu_key(ui, key, effects))
		return;
	if (dialog != NULL && dialog->kind == SP_DIALOG_PART && sp_part_key(ui, key))
		return;
	if (dialog != NULL && dialog->kind == SP_DIALOG_AUDIT && sp_audit_key(ui, key, effects))
		return;
	if (action == NULL) {
		sp_ui_say(ui, SP_STYLE_NOTE, "%s does nothing here. %s", sp_key_format(key, name),
			  dialog == NULL ? "? shows what does." : "Esc goes back.");
		return;
	}
	if (!sp_ui_refuses(ui, action))
		action->run(ui, effects);
}

/* --- the mouse: a click selects, a second opens, dragging moves a block, the wheel scrolls --- */

static void
wheel(struct sp_ui *ui, int delta)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	if (dialog != NULL && dialog->kind == SP_DIALOG_PAGE)
		dialog->top += delta;
	else if (dialog != NULL)
		dialog->cursor += dialog->kind == SP_DIALOG_MOVE ? 0 : delta;
	else if (ui->view != SP_VIEW_WEEK)
		ui->cursor[ui->view] += delta;
	else
		ui->at_min += delta * 30;
}

static void
press_in_week(struct sp_ui *ui, const struct sp_event *event, struct sp_effects *effects)
{
	sp_minute minute;
	int day;

	if (ui->list_form || !sp_week_hit(ui, event->x, event->y, &day, &minute))
		return;
	ui->in_panel = false;
	ui->day = ui->world->week.days[day].day;
	ui->at_min = minute;
	if (event->mouse == SP_MOUSE_DOUBLE && !ui->looking)
		sp_act_week_open(ui, effects);
}

static void
press_in_list(struct sp_ui *ui, const struct sp_event *event, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_rect area;
	int lines;
	int *cursor;
	int top;
	int row;

	if (dialog != NULL && dialog->kind == SP_DIALOG_SHEET) {
		row = sp_sheet_hit(ui, dialog, event->x, event->y);
		if (row >= 0)
			dialog->cursor = row;
		return;
	}
	if (dialog != NULL && dialog->kind != SP_DIALOG_LIST && dialog->kind != SP_DIALOG_PROPOSAL &&
	    dialog->kind != SP_DIALOG_TABLE)
		return;
	area = dialog == NULL			 ? sp_views[ui->view].area(ui)
	       : dialog->kind == SP_DIALOG_LIST	 ? sp_list_rows(ui)
	       : dialog->kind == SP_DIALOG_TABLE ? sp_table_area(ui, dialog)
						 : sp_proposal_rows(ui, &lines);
	cursor = dialog == NULL ? &ui->cursor[ui->view] : &dialog->cursor;
	top = dialog == NULL ? ui->top[ui->view] : dialog->top;
	if (!sp_rect_holds(area, event->x, event->y))
		return;
	row = event->y - area.y + top;
	*cursor = row;
	if (event->mouse == SP_MOUSE_DOUBLE) {
		settle(ui);
		step_key(ui, SP_KEY_ENTER, effects);
	}
}

static void
drag(struct sp_ui *ui, const struct sp_event *event, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	sp_minute minute;
	int day;

	if (ui->view != SP_VIEW_WEEK || ui->list_form || ui->world == NULL || ui->looking ||
	    ui->options.read_only != NULL)
		return;
	if (dialog == NULL) {
		const struct sp_week_block *block = sp_week_focus_block(ui);

		if (block == NULL || block->block->state == SP_BLOCK_DONE)
			return;
		sp_act_move(ui, effects);
		dialog = sp_dialog_top(ui);
	}
	if (dialog == NULL || dialog->kind != SP_DIALOG_MOVE ||
	    !sp_week_hit(ui, event->x, event->y, &day, &minute))
		return;
	dialog->cursor = -1;
	dialog->start = sp_time_of(ui->world->week.days[day].day, minute);
	ui->day = ui->world->week.days[day].day;
	ui->at_min = minute;
}

static void
step_mouse(struct sp_ui *ui, const struct sp_event *event, struct sp_effects *effects)
{
	if (ui->thinking)
		return;
	switch (event->mouse) {
	case SP_MOUSE_PRESS:
	case SP_MOUSE_DOUBLE:
		ui->message[0] = '\0';
		if (ui->n_dialogs == 0 && ui->view == SP_VIEW_WEEK)
			press_in_week(ui, event, effects);
		else
			press_in_list(ui, event, effects);
		break;
	case SP_MOUSE_DRAG:
		drag(ui, event, effects);
		break;
	case SP_MOUSE_RELEASE:
		if (ui->n_dialogs > 0 && sp_dialog_top(ui)->kind == SP_DIALOG_MOVE)
			sp_ui_say(ui, SP_STYLE_NOTE,
				  "Enter puts it here and locks it; Esc leaves it where it was.");
		break;
	case SP_MOUSE_WHEEL_UP:
		wheel(ui, -WHEEL_ROWS);
		break;
	case SP_MOUSE_WHEEL_DOWN:
		wheel(ui, WHEEL_ROWS);
		break;
	}
}

void
sp_ui_step(struct sp_ui *ui, const struct sp_event *event, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	assert(effects->n >= 0 && effects->n <= SP_EFFECTS_MAX);
	switch (event->type) {
	case SP_ON_KEY:
		step_key(ui, event->key, effects);
		break;
	case SP_ON_MOUSE:
		step_mouse(ui, event, effects);
		break;
	case SP_ON_RESIZE:
		ui->width = clamp(event->x, 1, SP_SURFACE_MAX);
		ui->height = clamp(event->y, 1, SP_SURFACE_MAX);
		break;
	case SP_ON_PASTE:
		if (ui->thinking) {
			break;
		} else if (types_text(dialog)) {
			sp_line_paste(&dialog->line, event->paste);
			sp_prompt_changed(ui, effects);
		} else if (dialog != NULL && dialog->kind == SP_DIALOG_SHEET) {
			sp_sheet_paste(ui, event->paste);
		} else {
			sp_ui_say(ui, SP_STYLE_NOTE, "Pasted text goes into a line: a, g, / or : open one.");
		}
		break;
	case SP_ON_TICK:
		if (event->now != SP_TIME_NONE)
			ui->now = event->now;
		if (ui->planning)
			sp_effect_add(effects, SP_EFFECT_RUN);
		if (ui->thinking)
			sp_effect_add(effects, SP_EFFECT_THINK);
		break;
	case SP_ON_ANSWER:
		sp_answer_take(ui, event->answer, effects);
		break;
	}
	settle(ui);
	assert(ui->n_dialogs >= 0 && ui->n_dialogs <= SP_UI_DIALOGS);
	assert(ui->width >= 1 && ui->height >= 1);
}
