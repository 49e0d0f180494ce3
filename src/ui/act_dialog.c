/*
 * Keys of dialogs: prompts, lists, pages, questions.
 */
#include "senplan/app/record.h"
#include "senplan/model/when.h"

#include "friday.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

void
sp_act_pop(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	bool unbooked = dialog->kind == SP_DIALOG_PROMPT && dialog->prompt == SP_PROMPT_REBOOK;

	sp_dialog_pop(ui);
	ui->message[0] = '\0';
	if (unbooked)
		friday_unbooked(ui, effects);
}

/* --- the cursor in lists, menus, pages, the proposal; step.c keeps it in range --- */

static void
move_cursor(struct sp_ui *ui, int delta)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	assert(dialog != NULL);
	if (dialog->kind == SP_DIALOG_PAGE)
		dialog->top += delta;
	else
		dialog->cursor += delta;
}

static int
page_of(const struct sp_ui *ui)
{
	int height = sp_frame_of(ui).body.height - 3;

	return height > 1 ? height : 1;
}

void
sp_act_dialog_up(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_cursor(ui, -1);
}

void
sp_act_dialog_down(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_cursor(ui, 1);
}

void
sp_act_dialog_page_up(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_cursor(ui, -page_of(ui));
}

void
sp_act_dialog_page_down(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_cursor(ui, page_of(ui));
}

void
sp_act_table_first(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_dialog_top(ui)->cursor = 0;
}

void
sp_act_table_last(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_dialog_top(ui)->cursor = sp_table_rows(ui, sp_dialog_top(ui)) - 1;
}

void
sp_act_list_enter(struct sp_ui *ui, struct sp_effects *effects)
{
	sp_list_choose(ui, effects);
}

void
sp_act_confirm_yes(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_effect effect;

	assert(dialog != NULL && dialog->kind == SP_DIALOG_CONFIRM);
	effect = dialog->then;
	sp_dialog_pop(ui);
	sp_effect_push(effects, &effect);
}

void
sp_act_confirm_no(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_effect effect;
	bool act;

	assert(dialog != NULL && dialog->kind == SP_DIALOG_CONFIRM);
	effect = dialog->otherwise;
	act = dialog->has_otherwise;
	sp_dialog_pop(ui);
	if (act)
		sp_effect_push(effects, &effect);
}

/* --- the prompt --- */

static void
recall(struct sp_ui *ui, struct sp_effects *effects, int delta)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	int at = dialog->recall + delta;

	if (at < 0 || at > ui->n_history[dialog->prompt]) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  delta > 0 ? "There is no earlier line." : "There is no later line.");
		return;
	}
	dialog->recall = at;
	sp_line_set(&dialog->line, at == 0 ? "" : ui->history[dialog->prompt][at - 1]);
	sp_prompt_changed(ui, effects);
}

void
sp_act_prompt_older(struct sp_ui *ui, struct sp_effects *effects)
{
	recall(ui, effects, 1);
}

void
sp_act_prompt_newer(struct sp_ui *ui, struct sp_effects *effects)
{
	recall(ui, effects, -1);
}

static enum sp_rc
parse_when(const struct sp_ui *ui, const char *text, struct sp_when *ret_when, struct sp_err *reterr)
{
	if (ui->world == NULL)
		return sp_err_set(reterr, SP_NO, "The plan is not loaded: C-l tries again.");
	return sp_when_parse(ui->world->snapshot, ui->now, text, ret_when, reterr);
}

/* Lost time is mostly of the week that is shown: "thu" is its Thursday, also when that is past; dates count from it too. */
sp_time
sp_lost_now(const struct sp_ui *ui, const char *text)
{
	sp_time monday = sp_time_of(sp_day_monday(ui->day), 0);
	const char *word = text + strspn(text, " ");
	size_t len = strcspn(word, " ");

	if (ui->view != SP_VIEW_WEEK)
		return ui->now;
	for (int i = SP_MONDAY; i <= SP_SUNDAY && len >= 3; i++)
		if (strncasecmp(sp_weekday_name((enum sp_weekday)i), word, len) == 0)
			return monday;
	return strspn(word, "0123456789") > 0 && monday < ui->now ? monday : ui->now;
}

static enum sp_rc
parse_lost_day(const struct sp_ui *ui, const char *text, struct sp_when *ret_when, struct sp_err *reterr)
{
	if (ui->world == NULL)
		return sp_err_set(reterr, SP_NO, "The plan is not loaded: C-l tries again.");
	return sp_when_parse(ui->world->snapshot, sp_lost_now(ui, text), text, ret_when, reterr);
}

/* "mon 23 nov 09:00-11:30": a day and a span; a day alone is all of it, a span alone is of the day under the cursor. */
static enum sp_rc
parse_lost(const struct sp_ui *ui, const char *text, sp_time *ret_start, sp_time *ret_end,
	   struct sp_err *reterr)
{
	struct sp_when when = {ui->day, SP_MINUTE_NONE, SP_MINUTE_NONE};
	char day[SP_LINE_TEXT];
	const char *last = strrchr(text, ' ');
	sp_minute from;
	sp_minute to;
	enum sp_rc rc;

	if (parse_lost_day(ui, text, &when, NULL) == SP_OK && when.from_min != SP_MINUTE_NONE &&
	    when.to_min != SP_MINUTE_NONE && when.from_min < when.to_min) {
		*ret_start = sp_time_of(when.day, when.from_min);
		*ret_end = sp_time_of(when.day, when.to_min);
		return SP_OK;
	}
	if (parse_lost_day(ui, text, &when, NULL) == SP_OK && when.from_min == SP_MINUTE_NONE) {
		rc = sp_when_parse_span(ui->world->snapshot, when.day, "all day", &from, &to, reterr);
		if (rc == SP_OK) {
			*ret_start = sp_time_of(when.day, from);
			*ret_end = sp_time_of(when.day, to);
		}
		return rc;
	}
	when.day = ui->day;
	if (last != NULL) {
		memcpy(day, text, (size_t)(last - text));
		day[last - text] = '\0';
		rc = parse_lost_day(ui, day, &when, reterr);
		if (rc != SP_OK)
			return rc;
	}
	if (ui->world == NULL)
		return sp_err_set(reterr, SP_NO, "The plan is not loaded: C-l tries again.");
	rc = sp_when_parse_span(ui->world->snapshot, when.day, last != NULL ? last + 1 : text, &from, &to,
				reterr);
	if (rc != SP_OK)
		return rc;
	if (from >= to)
		return sp_err_set(reterr, SP_USAGE, "The span ends before it begins: 09:00-11:30 is one.");
	*ret_start = sp_time_of(when.day, from);
	*ret_end = sp_time_of(when.day, to);
	return SP_OK;
}

/* Cuts the next part off a text at commas; blanks around it are dropped. */
static bool
next_part(const char **text, char *part, size_t size)
{
	size_t len;

	*text += strspn(*text, " ,");
	len = strcspn(*text, ",");
	if (len == 0 || len >= size)
		return false;
	memcpy(part, *text, len);
	part[len] = '\0';
	*text += len;
	while (len > 0 && part[len - 1] == ' ')
		part[--len] = '\0';
	return len > 0;
}

/* "parents, today 15:30, 45m", perhaps ", beyond" */
static enum sp_rc
parse_log(const struct sp_ui *ui, const char *text, struct sp_effect *effect, struct sp_err *reterr)
{
	char activity[SP_LINE_TEXT];
	char when_text[SP_LINE_TEXT];
	char length[SP_LINE_TEXT];
	char beyond[SP_LINE_TEXT] = "";
	struct sp_when when;
	enum sp_rc rc;

	if (!next_part(&text, activity, sizeof(activity)) ||
	    !next_part(&text, when_text, sizeof(when_text)) || !next_part(&text, length, sizeof(length)))
		return sp_err_set(reterr, SP_USAGE,
				  "Three things, with commas between: activity, when, how long. For example: "
				  "parent calls, today 15:30, 45m");
	if (next_part(&text, beyond, sizeof(beyond)) && !sp_istarts_with("beyond", beyond))
		return sp_err_set(reterr, SP_USAGE,
				  "\"%s\": only \"beyond\" may stand there, for beyond the contract.",
				  beyond);
	if (ui->world == NULL)
		return sp_err_set(reterr, SP_NO, "The plan is not loaded: C-l tries again.");
	rc = sp_when_parse_past(ui->world->snapshot, ui->now, when_text, &when, reterr);
	if (rc != SP_OK)
		return rc;
	if (when.from_min == SP_MINUTE_NONE)
		return sp_err_set(reterr, SP_USAGE, "At what time? For example: %s 15:30", when_text);
	if (!sp_length_parse(length, &effect->number))
		return sp_err_set(reterr, SP_USAGE, "\"%s\" is no length: 45m, 1h30, 90 are.", length);
	effect->start = sp_time_of(when.day, when.from_min);
	effect->id = beyond[0] != '\0';
	snprintf(effect->text, sizeof(effect->text), "%s", activity);
	return SP_OK;
}

/* "admin" or "admin, 45m" */
static enum sp_rc
parse_instead(const char *text, struct sp_effect *effect, struct sp_err *reterr)
{
	char activity[SP_LINE_TEXT], length[SP_LINE_TEXT];
	int length_min = 0;

	if (!next_part(&text, activity, sizeof(activity)))
		return sp_err_set(reterr, SP_USAGE, "What was done instead? For example: email, 45m");
	if (next_part(&text, length, sizeof(length)) && !sp_length_parse(length, &length_min))
		return sp_err_set(reterr, SP_USAGE, "\"%s\" is no length: 45m, 1h30, 90 are.", length);
	effect->kind = SP_EFFECT_MISSED;
	effect->number = SP_MISSED_INSTEAD;
	effect->end = length_min;
	snprintf(effect->text, sizeof(effect->text), "%s", activity);
	return SP_OK;
}

/* The log, the clock, and what became of a block: how long it took, how much was done, what was done instead. */
static enum sp_rc
parse_became(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_effect *effect,
	     struct sp_err *reterr)
{
	const char *text = dialog->line.text;

	effect->id = dialog->block;
	if (dialog->prompt == SP_PROMPT_REBOOK) {
		effect->kind = SP_EFFECT_REBOOK;
		effect->id = dialog->row;
		effect->hide = ui->privacy;
		snprintf(effect->text, sizeof(effect->text), "%s", text);
		return SP_OK;
	}
	if (dialog->prompt == SP_PROMPT_LOG) {
		effect->kind = SP_EFFECT_LOG;
		return parse_log(ui, text, effect, reterr);
	}
	if (dialog->prompt == SP_PROMPT_CLOCK || dialog->prompt == SP_PROMPT_CLOCK_LONG) {
		effect->kind = SP_EFFECT_CLOCK;
		effect->number = dialog->prompt == SP_PROMPT_CLOCK;
		snprintf(effect->text, sizeof(effect->text), "%s", text);
		return SP_OK;
	}
	if (dialog->prompt == SP_PROMPT_INSTEAD)
		return parse_instead(text, effect, reterr);
	effect->kind = dialog->prompt == SP_PROMPT_TOOK ? SP_EFFECT_DONE : SP_EFFECT_DONE_SOME;
	if (!sp_length_parse(text, &effect->number))
		return sp_err_set(reterr, SP_USAGE, "\"%s\" is no length: 45m, 1h30, 90 are.", text);
	return SP_OK;
}

/* Lines that the host reads as they are; its answer closes the prompt. */
static void
push_text(struct sp_effects *effects, const struct sp_dialog *dialog)
{
	bool setting = dialog->prompt == SP_PROMPT_SETTING;
	enum sp_effect_kind kind = dialog->prompt == SP_PROMPT_ADD	   ? SP_EFFECT_ADD
				   : setting				   ? SP_EFFECT_SET
				   : dialog->prompt == SP_PROMPT_FORGET	   ? SP_EFFECT_FORGET
				   : dialog->prompt == SP_PROMPT_LOOK_OVER ? SP_EFFECT_LOOK_OVER
									   : SP_EFFECT_TAKE_OUT;
	struct sp_effect *effect;

	if (dialog->prompt == SP_PROMPT_CALENDAR || dialog->prompt == SP_PROMPT_MEETING) {
		sp_busy_line(dialog, effects);
		return;
	}
	effect = sp_effect_add(effects, kind);
	snprintf(effect->text, SP_EFFECT_TEXT, "%s%s%s", setting ? dialog->title : "", setting ? " " : "",
		 dialog->line.text);
}

static void
show_cases_with(struct sp_ui *ui, const char *text)
{
	snprintf(ui->case_text, sizeof(ui->case_text), "%s", text);
	ui->case_filter = SP_CASES_TEXT;
	ui->cursor[SP_VIEW_CASES] = 0;
	sp_dialog_pop(ui);
}

static enum sp_rc
go_to(struct sp_ui *ui, struct sp_effects *effects, const char *text, struct sp_err *reterr)
{
	struct sp_when when;
	enum sp_rc rc = parse_when(ui, text, &when, reterr);

	if (rc != SP_OK)
		return rc;
	sp_dialog_pop(ui);
	sp_act_go_day(ui, effects, when.day, when.from_min);
	return SP_OK;
}

static enum sp_rc
take_line(struct sp_ui *ui, struct sp_effects *effects, struct sp_dialog *dialog, struct sp_err *reterr)
{
	struct sp_effect effect = {.start = SP_TIME_NONE, .end = SP_TIME_NONE, .day = SP_DAY_NONE};
	const char *text = dialog->line.text;
	sp_time start, end;
	enum sp_rc rc;

	switch (dialog->prompt) {
	case SP_PROMPT_ADD:
	case SP_PROMPT_SETTING:
	case SP_PROMPT_FORGET:
	case SP_PROMPT_TAKE_OUT:
	case SP_PROMPT_CALENDAR:
	case SP_PROMPT_LOOK_OVER:
	case SP_PROMPT_MEETING:
		push_text(effects, dialog);
		return SP_OK;
	case SP_PROMPT_GO:
		return go_to(ui, effects, text, reterr);
	case SP_PROMPT_LOST:
		rc = parse_lost(ui, text, &start, &end, reterr);
		if (rc != SP_OK)
			return rc;
		sp_dialog_pop(ui);
		if (sp_dialog_top(ui) != NULL && sp_dialog_top(ui)->kind == SP_DIALOG_MENU)
			sp_dialog_pop(ui);
		sp_lost_open(ui, start, end);
		return SP_OK;
	case SP_PROMPT_LOG:
	case SP_PROMPT_CLOCK:
	case SP_PROMPT_CLOCK_LONG:
	case SP_PROMPT_TOOK:
	case SP_PROMPT_SOME:
	case SP_PROMPT_INSTEAD:
	case SP_PROMPT_REBOOK:
		rc = parse_became(ui, dialog, &effect, reterr);
		if (rc == SP_OK)
			sp_effect_push(effects, &effect);
		return rc;
	case SP_PROMPT_BECAUSE:
		effect.kind = dialog->block != 0 ? SP_EFFECT_MOVE : SP_EFFECT_DROP;
		effect.id = dialog->block != 0 ? dialog->block : dialog->task;
		effect.start = dialog->start;
		snprintf(effect.text, sizeof(effect.text), "%s", text);
		sp_effect_push(effects, &effect);
		return SP_OK;
	case SP_PROMPT_PART_FILE:
	case SP_PROMPT_PART_TIMES:
	case SP_PROMPT_TERM:
		return sp_part_line(ui, effects, reterr);
	case SP_PROMPT_CASES:
		show_cases_with(ui, text);
		return SP_OK;
	case SP_PROMPT_RANGE:
		return sp_review_range_line(ui, effects, text, reterr);
	case SP_PROMPT_WHAT_IF:
	case SP_PROMPT_KEEP:
	case SP_PROMPT_COUNTED:
		return sp_what_if_line(ui, effects, reterr);
	case SP_PROMPT_COUNT:
		break;
	}
	assert(!"a prompt for nothing");
	return SP_USAGE;
}

void
sp_act_prompt_enter(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	char text[SP_LINE_TEXT];
	enum sp_prompt_for prompt;
	struct sp_err err;

	assert(dialog != NULL && dialog->kind == SP_DIALOG_PROMPT);
	if (dialog->line.len == 0) {
		sp_ui_say(ui, SP_STYLE_NOTE, "Nothing is typed: Esc leaves.");
		return;
	}
	prompt = dialog->prompt;
	memcpy(text, dialog->line.text, sizeof(text));
	if (take_line(ui, effects, dialog, &err) != SP_OK) {
		sp_ui_say(ui, SP_STYLE_ALERT, "%s", err.text);
		return;
	}
	if (prompt != SP_PROMPT_SETTING && prompt != SP_PROMPT_FORGET && prompt != SP_PROMPT_MEETING)
		sp_prompt_remember(ui, prompt, text);
}
