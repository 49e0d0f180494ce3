/*
 * Keys that work in every view: going about, undo, planning, adding; and the rows of the views that are lists.
 */
#include "act.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void
sp_ui_reload(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_effect *effect = sp_effect_add(effects, SP_EFFECT_LOAD);

	effect->day = ui->view == SP_VIEW_REVIEW ? ui->review_day : ui->day;
	effect->number = (int)ui->view;
}

void
sp_act_show(struct sp_ui *ui, struct sp_effects *effects, enum sp_view view)
{
	if (ui->view == view)
		return;
	ui->view = view;
	ui->in_panel = false;
	sp_ui_reload(ui, effects);
}

void
sp_act_view_week(struct sp_ui *ui, struct sp_effects *effects)
{
	sp_act_show(ui, effects, SP_VIEW_WEEK);
}

void
sp_act_view_ahead(struct sp_ui *ui, struct sp_effects *effects)
{
	ui->seek_week = ui->view != SP_VIEW_AHEAD;
	sp_act_show(ui, effects, SP_VIEW_AHEAD);
}

void
sp_act_view_cases(struct sp_ui *ui, struct sp_effects *effects)
{
	sp_act_show(ui, effects, SP_VIEW_CASES);
}

void
sp_act_view_duties(struct sp_ui *ui, struct sp_effects *effects)
{
	sp_act_show(ui, effects, SP_VIEW_DUTIES);
}

void
sp_act_view_review(struct sp_ui *ui, struct sp_effects *effects)
{
	if (ui->view != SP_VIEW_REVIEW)
		ui->review_day = ui->day;
	sp_act_show(ui, effects, SP_VIEW_REVIEW);
}

void
sp_act_view_set_up(struct sp_ui *ui, struct sp_effects *effects)
{
	sp_act_show(ui, effects, SP_VIEW_SET_UP);
}

void
sp_act_help(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_list_open(ui, SP_LIST_HELP);
}

void
sp_act_commands(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_list_open(ui, SP_LIST_COMMANDS);
}

void
sp_act_find(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_list_open(ui, SP_LIST_FIND);
}

void
sp_act_undo(struct sp_ui *ui, struct sp_effects *effects)
{
	sp_effect_add(effects, SP_EFFECT_UNDO)->hide = ui->privacy;
}

void
sp_act_redo(struct sp_ui *ui, struct sp_effects *effects)
{
	sp_effect_add(effects, SP_EFFECT_REDO)->hide = ui->privacy;
}

void
sp_act_forget(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_prompt_open(ui, SP_PROMPT_FORGET, "");
}

/* The calendar, given out: as the last time, or else as the settings say. */
void
sp_act_share(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_sheet *sheet = sp_sheet_open(ui, SP_SHEET_SHARE, "", "");
	const struct sp_share_last *last;
	bool any_last, any_todos;

	(void)effects;
	if (sheet == NULL)
		return;
	last = &ui->world->share;
	any_last = last->to != NULL && last->to[0] != '\0';
	any_todos = last->todos != NULL && last->todos[0] != '\0';
	sp_sheet_set(sheet, "to", any_last ? last->to : "senco.ics");
	sp_sheet_set(sheet, "deadlines",
		     any_todos && last->deadlines ? "both"
		     : any_todos		  ? "tasks"
		     : last->deadlines		  ? "entries"
						  : "none");
	sp_sheet_set(sheet, "todos", any_todos ? last->todos : "");
	sp_sheet_set(sheet, "titles", sp_setting_text(ui->world->snapshot, "titles"));
}

void
sp_act_take_out(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_prompt_open(ui, SP_PROMPT_TAKE_OUT, "");
}

void
sp_act_add(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_prompt_open(ui, SP_PROMPT_ADD, "");
}

void
sp_act_go(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_prompt_open(ui, SP_PROMPT_GO, "");
}

void
sp_act_plan(struct sp_ui *ui, struct sp_effects *effects)
{
	ui->lost = SP_TIME_NONE;
	sp_ui_say(ui, SP_STYLE_NOTE, "Planning…");
	sp_effect_add(effects, SP_EFFECT_PLAN);
}

void
sp_act_go_day(struct sp_ui *ui, struct sp_effects *effects, sp_day day, sp_minute minute)
{
	bool known = ui->world != NULL && ui->view == SP_VIEW_WEEK;

	if (known)
		known = day >= ui->world->week.monday &&
			day < ui->world->week.monday + ui->world->week.n_days;
	ui->day = day;
	if (minute != SP_MINUTE_NONE)
		ui->at_min = minute;
	ui->in_panel = false;
	ui->view = SP_VIEW_WEEK;
	if (!known)
		sp_ui_reload(ui, effects);
}

void
sp_act_go_block(struct sp_ui *ui, struct sp_effects *effects, int64_t id)
{
	const struct sp_block *block = sp_snapshot_block(ui->world->snapshot, (sp_block_id){id});

	if (block != NULL)
		sp_act_go_day(ui, effects, sp_time_day(block->start), sp_time_minute(block->start));
}

void
sp_act_go_case(struct sp_ui *ui, struct sp_effects *effects, int64_t subject)
{
	ui->seek_case = subject;
	ui->view = SP_VIEW_CASES;
	sp_ui_reload(ui, effects);
}

void
sp_act_why_task(struct sp_ui *ui, struct sp_effects *effects, int64_t task)
{
	struct sp_effect *effect = sp_effect_add(effects, SP_EFFECT_WHY_TASK);

	effect->id = task;
	effect->number = ui->proposal != NULL; /* as it would be with the proposal */
	effect->hide = ui->privacy;
}

void
sp_act_today(struct sp_ui *ui, struct sp_effects *effects)
{
	sp_act_go_day(ui, effects, sp_time_day(ui->now), sp_time_minute(ui->now));
}

static void
go_weeks(struct sp_ui *ui, struct sp_effects *effects, int delta)
{
	if (ui->view == SP_VIEW_REVIEW) {
		sp_review_turn(ui, effects, delta);
		return;
	}
	if (ui->view == SP_VIEW_AHEAD) {
		ui->cursor[SP_VIEW_AHEAD] += delta;
		return;
	}
	if (ui->view != SP_VIEW_WEEK) {
		sp_ui_say(ui, SP_STYLE_NOTE, "Weeks are turned in the Week, ranges in Review.");
		return;
	}
	sp_act_go_day(ui, effects, ui->day + 7 * delta, SP_MINUTE_NONE);
}

void
sp_act_earlier(struct sp_ui *ui, struct sp_effects *effects)
{
	go_weeks(ui, effects, -1);
}

void
sp_act_later(struct sp_ui *ui, struct sp_effects *effects)
{
	go_weeks(ui, effects, 1);
}

void
sp_act_privacy(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->privacy = !ui->privacy;
	sp_ui_say(ui, SP_STYLE_NOTE,
		  ui->privacy ? "Codes and titles are hidden: P shows them again."
			      : "Codes and titles are shown.");
}

void
sp_act_back(struct sp_ui *ui, struct sp_effects *effects)
{
	if (ui->in_panel) {
		ui->in_panel = false;
		return;
	}
	if (ui->view != SP_VIEW_WEEK) {
		sp_act_show(ui, effects, SP_VIEW_WEEK);
		return;
	}
	if (ui->message[0] == '\0')
		sp_ui_say(ui, SP_STYLE_NOTE, "This is the Week: q leaves the program.");
}

void
sp_act_quit(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->quit = true;
}

void
sp_act_redraw(struct sp_ui *ui, struct sp_effects *effects)
{
	if (ui->world == NULL)
		sp_ui_reload(ui, effects);
	sp_effect_add(effects, SP_EFFECT_REDRAW);
}

void
sp_act_suspend(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)ui;
	sp_effect_add(effects, SP_EFFECT_SUSPEND);
}

/* --- rows of lists; step.c keeps the cursor in range --- */

void
sp_act_row_up(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->cursor[ui->view]--;
}

void
sp_act_row_down(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->cursor[ui->view]++;
}

void
sp_act_row_page_up(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->cursor[ui->view] -= sp_views[ui->view].area(ui).height;
}

void
sp_act_row_page_down(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->cursor[ui->view] += sp_views[ui->view].area(ui).height;
}

void
sp_act_row_first(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->cursor[ui->view] = 0;
}

void
sp_act_row_last(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->cursor[ui->view] = sp_views[ui->view].rows(ui);
}

void
sp_act_ahead_open(struct sp_ui *ui, struct sp_effects *effects)
{
	int row = ui->cursor[SP_VIEW_AHEAD];

	if (ui->world == NULL || ui->world->ahead == NULL || row >= sp_ahead_rows(ui))
		return;
	sp_act_go_day(ui, effects, ui->world->ahead->weeks[row].monday, SP_MINUTE_NONE);
}

void
sp_act_setting_open(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	if (ui->world != NULL && ui->cursor[SP_VIEW_SET_UP] < sp_set_up_rows(ui))
		sp_setting_prompt(ui, ui->cursor[SP_VIEW_SET_UP]);
}
