/*
 * Answers to effects: what was done, or why not, comes back as an event and becomes state.
 */
#include "friday.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
take_world(struct sp_ui *ui, const struct sp_answer *answer)
{
	const struct sp_block *block;
	int64_t follow = 0;

	if (answer->no_world)
		ui->world = NULL;
	if (answer->world == NULL)
		return;
	ui->world = answer->world;
	if (!ui->started) {
		ui->started = true;
		ui->privacy = ui->looking || sp_streq(sp_setting_text(ui->world->snapshot, "privacy"), "on");
		if (ui->options.set_up) {
			ui->chain = true;
			sp_part_open(ui, SP_PART_SCHOOL);
		}
	}
	if (answer->rc == SP_OK && answer->to == SP_EFFECT_MOVE)
		follow = answer->id;
	if (answer->rc == SP_OK && answer->to == SP_EFFECT_PLACE)
		follow = sp_act_block_of_task(ui, (sp_task_id){answer->id});
	if (follow != 0) {
		block = sp_snapshot_block(ui->world->snapshot, (sp_block_id){follow});
		if (block != NULL && block->start >= sp_time_of(ui->world->week.monday, 0) &&
		    block->start < sp_time_of(ui->world->week.monday + 7, 0)) {
			ui->day = sp_time_day(block->start);
			ui->at_min = sp_time_minute(block->start);
		}
	}
	if (ui->seek_week && ui->world->ahead != NULL) {
		for (size_t i = 0; i < ui->world->ahead->n_weeks; i++)
			if (ui->world->ahead->weeks[i].monday <= ui->day)
				ui->cursor[SP_VIEW_AHEAD] = (int)i;
		ui->seek_week = false;
	}
	if (ui->seek_case != 0 && ui->world->cases != NULL) {
		sp_cases_seek(ui, ui->seek_case);
		ui->seek_case = 0;
	}
}

static void
pop_kind(struct sp_ui *ui, enum sp_dialog_kind kind)
{
	if (ui->n_dialogs > 0 && sp_dialog_top(ui)->kind == kind)
		sp_dialog_pop(ui);
}

static void
end_proposal(struct sp_ui *ui)
{
	pop_kind(ui, SP_DIALOG_PROPOSAL);
	ui->proposal = NULL;
	ui->pending = NULL;
	ui->agreed = NULL;
	ui->n_agreed = 0;
	ui->planning = false;
	ui->n_rungs = 0;
}

static void
take_proposal(struct sp_ui *ui, const struct sp_answer *answer)
{
	struct sp_dialog *dialog;

	if (answer->rc != SP_OK || answer->proposal == NULL) {
		ui->planning = false;
		ui->n_rungs = 0;
		ui->closing = SP_DAY_NONE;
		if (answer->to == SP_EFFECT_ALLOW ||
		    answer->to == SP_EFFECT_CALL_OFF) /* the answers before are gone */
			end_proposal(ui);
		return;
	}
	if (answer->to != SP_EFFECT_RUN)
		ui->message[0] = '\0';
	if (answer->to == SP_EFFECT_PLAN || answer->to == SP_EFFECT_LOST)
		ui->folds = answer->to == SP_EFFECT_LOST || ui->closing != SP_DAY_NONE;
	ui->n_rungs = answer->rungs != NULL ? SP_RUNGS : 0;
	for (int i = 0; i < ui->n_rungs; i++)
		ui->rungs[i] = answer->rungs[i];
	ui->rung = answer->rung;
	ui->allow = answer->allow;
	if (answer->to == SP_EFFECT_RUNG || answer->to == SP_EFFECT_ALLOW)
		sp_ladder_say(ui, answer->to);
	ui->proposal = answer->proposal;
	ui->pending = answer->pending;
	ui->agreed = answer->agreed;
	ui->n_agreed = answer->n_agreed;
	ui->planning = answer->more;
	pop_kind(ui, SP_DIALOG_MENU);
	dialog = sp_dialog_top(ui);
	if (dialog == NULL || dialog->kind != SP_DIALOG_PROPOSAL)
		sp_proposal_open(ui);
}

static void
take_places(struct sp_ui *ui, const struct sp_answer *answer)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	if (dialog == NULL || dialog->kind != SP_DIALOG_MOVE || dialog->task != answer->id)
		return;
	dialog->waits = false;
	dialog->n_places = answer->n_places < SP_PLACES_MAX ? answer->n_places : SP_PLACES_MAX;
	for (int i = 0; i < dialog->n_places; i++)
		dialog->places[i] = answer->places[i];
}

static void
take_understood(struct sp_ui *ui, const struct sp_answer *answer)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	if (dialog == NULL || dialog->kind != SP_DIALOG_PROMPT || dialog->prompt != SP_PROMPT_ADD)
		return;
	free(dialog->text);
	dialog->text = strdup(answer->text);
}

/* A form was kept: it closes, and the cursor stands on what it was about. */
static void
end_sheet(struct sp_ui *ui)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_snapshot *snapshot = ui->world == NULL ? NULL : ui->world->snapshot;
	const struct sp_case *subject = NULL;
	const struct sp_sheet *sheet;
	int row = -1;

	if (dialog == NULL || dialog->kind != SP_DIALOG_SHEET)
		return;
	sheet = dialog->sheet;
	if (sp_is_change_sheet(sheet->of))
		sp_what_if_take(ui, sheet);
	if (snapshot != NULL && ui->view == SP_VIEW_CASES && ui->world->cases != NULL) {
		subject = sp_snapshot_case_by_code(
			snapshot, sheet->of == SP_SHEET_CASE_NEW ? sp_sheet_text(sheet, "code") : sheet->key);
		if (subject != NULL)
			sp_cases_seek(ui, subject->id.v);
	}
	if (snapshot != NULL && sheet->of == SP_SHEET_ACTIVITY_NEW && snapshot->activities.n > 0)
		row = sp_duty_row_of(ui, 0, snapshot->activities.items[snapshot->activities.n - 1].id.v);
	if (snapshot != NULL && sheet->of == SP_SHEET_DUTY_NEW && snapshot->duties.n > 0)
		row = sp_duty_row_of(ui, snapshot->duties.items[snapshot->duties.n - 1].id.v, 0);
	if (row >= 0)
		ui->cursor[SP_VIEW_DUTIES] = row;
	sp_dialog_pop(ui);
}

/* The plan stands as proposed: back to what was lost, or on with the week that is closed. */
static void
take_accepted(struct sp_ui *ui, struct sp_effects *effects)
{
	end_proposal(ui);
	if (ui->lost != SP_TIME_NONE)
		sp_act_go_day(ui, effects, sp_time_day(ui->lost), sp_time_minute(ui->lost));
	ui->lost = SP_TIME_NONE;
	friday_planned(ui, true, effects);
}

static void
take_thought(struct sp_ui *ui, const struct sp_answer *answer)
{
	if (answer->id == SP_WHAT_IF_WRITTEN)
		end_sheet(ui);
	else if (!answer->more)
		sp_what_if_answered(ui, answer);
}

/* Acts that were done: close what they were typed or chosen in. */
static void
take_done(struct sp_ui *ui, const struct sp_answer *answer, struct sp_effects *effects)
{
	switch (answer->to) {
	case SP_EFFECT_ACCEPT:
		take_accepted(ui, effects);
		break;
	case SP_EFFECT_MOVE:
	case SP_EFFECT_PLACE:
		pop_kind(ui, SP_DIALOG_PROMPT); /* the reason */
		pop_kind(ui, SP_DIALOG_MOVE);
		break;
	case SP_EFFECT_FORGET:
	case SP_EFFECT_TAKE_OUT:
	case SP_EFFECT_CALENDAR:
	case SP_EFFECT_BUSY:
	case SP_EFFECT_ADD:
	case SP_EFFECT_LOG:
	case SP_EFFECT_SET:
	case SP_EFFECT_CLOCK:
	case SP_EFFECT_DONE:
	case SP_EFFECT_DONE_SOME:
	case SP_EFFECT_MISSED:
	case SP_EFFECT_REBOOK:
	case SP_EFFECT_DROP:
		pop_kind(ui, SP_DIALOG_PROMPT);
		break;
	case SP_EFFECT_WHAT_IF:
	case SP_EFFECT_THINK:
		take_thought(ui, answer);
		break;
	case SP_EFFECT_WHY_BLOCK:
	case SP_EFFECT_WHY_TASK:
		sp_page_open(ui, "Why", answer->text);
		break;
	case SP_EFFECT_LOOK_OVER:
		pop_kind(ui, SP_DIALOG_PROMPT);
		sp_page_open(ui, "Calendar check", answer->text);
		break;
	case SP_EFFECT_PART:
	case SP_EFFECT_PART_FILE:
		pop_kind(ui, SP_DIALOG_PROMPT);
		sp_part_done(ui, answer, effects);
		break;
	case SP_EFFECT_SHEET:
		if (!answer->more)
			end_sheet(ui);
		break;
	case SP_EFFECT_UNDO:
	case SP_EFFECT_REDO:
	case SP_EFFECT_AUDIT:
	case SP_EFFECT_ROW:
	case SP_EFFECT_LOAD:
	case SP_EFFECT_PLAN:
	case SP_EFFECT_RUN:
	case SP_EFFECT_RUNG:
	case SP_EFFECT_ALLOW:
	case SP_EFFECT_CALL_OFF:
	case SP_EFFECT_DISCARD:
	case SP_EFFECT_LOCK:
	case SP_EFFECT_CONFIRM:
	case SP_EFFECT_LOST:
	case SP_EFFECT_UNDERSTAND:
	case SP_EFFECT_SUGGEST:
	case SP_EFFECT_SUSPEND:
	case SP_EFFECT_REDRAW:
		break;
	}
}

/* A report whose scenario was thought through before it could not be written. */
static bool
fails_sheet(struct sp_ui *ui, const struct sp_answer *answer)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);

	return answer->to == SP_EFFECT_THINK && dialog != NULL && dialog->kind == SP_DIALOG_SHEET;
}

void
sp_answer_take(struct sp_ui *ui, const struct sp_answer *answer, struct sp_effects *effects)
{
	bool words = answer->to == SP_EFFECT_WHY_BLOCK || answer->to == SP_EFFECT_WHY_TASK ||
		     answer->to == SP_EFFECT_LOOK_OVER ||
		     (answer->to == SP_EFFECT_THINK &&
		      (answer->id == SP_WHAT_IF_PAGE_LIST || answer->id == SP_WHAT_IF_PAGE));
	bool thinks = answer->to == SP_EFFECT_WHAT_IF || answer->to == SP_EFFECT_THINK ||
		      (answer->to == SP_EFFECT_SHEET && answer->more);

	assert(answer->text != NULL);
	take_world(ui, answer);
	if (thinks)
		ui->thinking = answer->rc == SP_OK && answer->more;
	if (answer->to == SP_EFFECT_UNDERSTAND) {
		take_understood(ui, answer);
		return;
	}
	if (answer->to == SP_EFFECT_SUGGEST)
		take_places(ui, answer);
	if (answer->to == SP_EFFECT_PLAN || answer->to == SP_EFFECT_LOST || answer->to == SP_EFFECT_RUN ||
	    answer->to == SP_EFFECT_RUNG || answer->to == SP_EFFECT_ALLOW || answer->to == SP_EFFECT_CALL_OFF)
		take_proposal(ui, answer);
	if (answer->ask) {
		struct sp_effect again = {
			.kind = answer->to, .id = answer->id, .number = 1, .hide = ui->privacy};
		const struct sp_dialog *prompt = sp_dialog_top(ui);

		if ((answer->to == SP_EFFECT_FORGET || answer->to == SP_EFFECT_CALENDAR ||
		     answer->to == SP_EFFECT_PART_FILE) &&
		    prompt != NULL && prompt->kind == SP_DIALOG_PROMPT)
			snprintf(again.text, sizeof(again.text), "%s", prompt->line.text);

		sp_confirm_open(ui, &again, "%s", answer->text);
		return;
	}
	if (answer->rc == SP_OK && answer->to == SP_EFFECT_AUDIT)
		sp_audit_answered(ui, answer);
	else if (answer->rc == SP_OK)
		take_done(ui, answer, effects);
	if (answer->rc != SP_OK && (answer->to == SP_EFFECT_SHEET || fails_sheet(ui, answer)))
		sp_sheet_failed(ui, answer->text);
	else if (answer->rc != SP_OK)
		sp_ui_say(ui, answer->rc == SP_NO ? SP_STYLE_WARNING : SP_STYLE_ALERT, "%s", answer->text);
	else if (answer->text[0] != '\0' && !words)
		sp_ui_say(ui, SP_STYLE_NOTE, "%s", answer->text);
	if (answer->rc == SP_OK && (answer->to == SP_EFFECT_MISSED || answer->to == SP_EFFECT_ACCEPT) &&
	    answer->id != 0)
		friday_ask_booking(ui, answer->id, answer->text);
	else if (answer->rc == SP_OK)
		friday_answered(ui, answer->to, effects);
}
