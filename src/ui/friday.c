/*
 * Closing the week: all that was planned in it and has begun, in order, one key each. What did not happen is carried over
 * by a proposal at the end, and the next week is shown. It can be left at any point: what was said is kept.
 */
#include "friday.h"

#include "senplan/app/record.h"
#include "senplan/report/standing.h"

#include <assert.h>
#include <stdio.h>

/* --- the rows --- */

static const struct sp_week_block *
row_block(const struct sp_ui *ui, int row)
{
	const struct sp_week *week = &ui->world->week;

	for (int d = 0; d < week->n_days && row >= 0; d++)
		for (size_t i = 0; i < week->days[d].n_blocks; i++)
			if (week->days[d].blocks[i].block->start < ui->now && row-- == 0)
				return &week->days[d].blocks[i];
	return NULL;
}

static struct sp_block_standing
standing_of(const struct sp_ui *ui, const struct sp_week_block *shown)
{
	return sp_standing_of(ui->world->snapshot, shown->block, ui->now);
}

int
friday_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	int n = 0;

	(void)dialog;
	while (row_block(ui, n) != NULL)
		n++;
	return n;
}

/* How many of the rows stand so. */
static int
count(const struct sp_ui *ui, enum sp_standing standing)
{
	const struct sp_week_block *shown;
	int n = 0;

	for (int row = 0; (shown = row_block(ui, row)) != NULL; row++)
		n += standing_of(ui, shown).standing == standing;
	return n;
}

void
friday_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	char day[SP_DAY_TEXT];
	int n = friday_rows(ui, dialog), open = count(ui, SP_STANDING_OPEN);

	sp_str_addf(out, "Closing the week of %s: %d of %d marked",
		    sp_day_format(ui->world->week.monday, SP_DAY_SHORT, day), n - open, n);
}

static void
add_standing(const struct sp_ui *ui, const struct sp_week_block *shown, struct sp_str *out)
{
	struct sp_block_standing is = standing_of(ui, shown);
	char length[SP_CLOCK_TEXT];

	if (is.standing == SP_STANDING_LOST)
		sp_str_addf(out, "lost: %s", sp_cause_names[is.cause]);
	else if (is.standing != SP_STANDING_DONE)
		sp_str_add(out, "? not marked");
	else if (is.logged_min == 0 || is.logged_min == shown->block->length_min)
		sp_str_add(out, "done as planned");
	else
		sp_str_addf(out, "done in %s", sp_short_length(is.logged_min, length));
}

void
friday_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_week_block *shown = row < 0 ? NULL : row_block(ui, row);
	char span[64], length[SP_CLOCK_TEXT];

	(void)dialog;
	if (shown == NULL) {
		sp_str_add(out, "When\tLength\tWhat was planned\tWhat became of it");
		return;
	}
	sp_str_addf(out, "%s\t%s\t%s\t",
		    sp_span_text(shown->block->start, shown->block->start + shown->block->length_min, span),
		    sp_short_length(shown->block->length_min, length), sp_block_title(ui, shown));
	add_standing(ui, shown, out);
}

enum sp_style
friday_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_week_block *shown = row_block(ui, row);

	(void)dialog;
	if (shown == NULL)
		return SP_STYLE_TEXT;
	switch (standing_of(ui, shown).standing) {
	case SP_STANDING_DONE:
		return SP_STYLE_DIM;
	case SP_STANDING_LOST:
		return SP_STYLE_WARNING;
	case SP_STANDING_OPEN:
	case SP_STANDING_AHEAD:
		break;
	}
	return SP_STYLE_TEXT;
}

static int
blocks_to_come(const struct sp_ui *ui)
{
	const struct sp_week *week = &ui->world->week;
	int n = 0;

	for (int d = 0; d < week->n_days; d++)
		for (size_t i = 0; i < week->days[d].n_blocks; i++)
			n += week->days[d].blocks[i].block->start >= ui->now;
	return n;
}

void
friday_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_week_block *shown = row_block(ui, row);
	int to_come = blocks_to_come(ui);
	int lost = count(ui, SP_STANDING_LOST) + ui->carried;

	(void)dialog;
	if (shown != NULL && standing_of(ui, shown).standing == SP_STANDING_OPEN)
		sp_str_add(out,
			   "Was it done as planned (Space; d: all of its day)? Did it take longer (l)? Was "
			   "only some of it done (s)? Did it not happen (x)? ");
	if (lost > 0)
		sp_str_addf(out, "%d to carry over. ", lost);
	if (to_come > 0)
		sp_str_addf(out, "%d of this week lie%s ahead and stay%s. ", to_come, to_come == 1 ? "s" : "",
			    to_come == 1 ? "s" : "");
	sp_str_add(out,
		   "F ends here and carries over; Esc leaves it for later. What is not marked counts as not "
		   "reviewed, never as done.");
}

/* --- the walk --- */

/* Does the week go on after today? Then it is marked so far, not closed. */
static bool
goes_on(const struct sp_ui *ui)
{
	const struct sp_week *week = &ui->world->week;

	for (int d = 0; d < week->n_days; d++)
		for (size_t i = 0; i < week->days[d].n_blocks; i++)
			if (sp_time_day(week->days[d].blocks[i].block->start) > sp_time_day(ui->now))
				return true;
	return false;
}

static void
go_next_week(struct sp_ui *ui, struct sp_effects *effects, sp_day monday)
{
	if (!goes_on(ui))
		sp_act_go_day(ui, effects, monday + 7, SP_MINUTE_NONE);
}

static struct sp_dialog *
shown_table(struct sp_ui *ui)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	return dialog != NULL && dialog->kind == SP_DIALOG_TABLE && dialog->table == SP_TABLE_FRIDAY ? dialog
												     : NULL;
}

/* The first row that is not marked, at that moment or after it, else at all; -1: all are marked. */
static int
next_open(const struct sp_ui *ui, sp_time from)
{
	const struct sp_week_block *shown;
	int first = -1;

	for (int row = 0; (shown = row_block(ui, row)) != NULL; row++) {
		if (standing_of(ui, shown).standing != SP_STANDING_OPEN)
			continue;
		if (shown->block->start >= from)
			return row;
		first = first < 0 ? row : first;
	}
	return first;
}

/* Carries over what did not happen, if anything; then the next week. */
static void
end_walk(struct sp_ui *ui, struct sp_effects *effects)
{
	sp_day monday = ui->world->week.monday;
	int open = count(ui, SP_STANDING_OPEN);
	int over = count(ui, SP_STANDING_LOST) + ui->carried;

	assert(shown_table(ui) != NULL);
	sp_dialog_pop(ui);
	ui->carried = 0;
	if (over > 0) {
		ui->closing = monday;
		sp_act_plan(ui, effects);
		sp_ui_say(ui, SP_STYLE_NOTE, "Finding places for what is carried over…");
		return;
	}
	go_next_week(ui, effects, monday);
	if (open > 0)
		sp_ui_say(ui, SP_STYLE_NOTE, "Nothing to carry over; %d not marked stay%s to be reviewed.%s",
			  open, open == 1 ? "s" : "", goes_on(ui) ? "" : " p plans this week.");
	else if (goes_on(ui))
		sp_ui_say(ui, SP_STYLE_GOOD, "All that has begun is marked, nothing to carry over.");
	else
		sp_ui_say(ui, SP_STYLE_GOOD, "The week is closed, nothing to carry over. p plans this week.");
}

void
sp_act_close_week(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = shown_table(ui);
	int row;

	if (ui->world == NULL)
		return;
	if (dialog != NULL) {
		end_walk(ui, effects);
		return;
	}
	row = next_open(ui, SP_TIME_NONE);
	if (row_block(ui, 0) == NULL) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "Nothing that was planned in this week has begun: there is nothing to close.");
		return;
	}
	ui->carried = 0;
	ui->in_panel = false;
	sp_table_open(ui, SP_TABLE_FRIDAY, 0, "");
	dialog = shown_table(ui);
	if (dialog == NULL)
		return;
	if (row >= 0)
		dialog->cursor = row;
	else
		sp_ui_say(ui, SP_STYLE_GOOD, "All that has begun in this week is marked: F carries over%s.",
			  goes_on(ui) ? "" : " and shows the next");
}

/* The block under the cursor, which must not be marked yet. */
static const struct sp_week_block *
focused_open(struct sp_ui *ui)
{
	const struct sp_week_block *shown =
		ui->world == NULL ? NULL : row_block(ui, sp_dialog_top(ui)->cursor);

	if (shown == NULL) {
		sp_ui_say(ui, SP_STYLE_NOTE, "Nothing stands here.");
		return NULL;
	}
	if (standing_of(ui, shown).standing != SP_STANDING_OPEN) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "This is marked already. u takes the last mark back; F goes on.");
		return NULL;
	}
	return shown;
}

void
sp_act_friday_done(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_week_block *shown = focused_open(ui);

	if (shown != NULL)
		sp_effect_add(effects, SP_EFFECT_DONE)->id = shown->block->id.v;
}

void
sp_act_friday_day(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_week_block *shown = focused_open(ui);

	if (shown != NULL)
		sp_effect_add(effects, SP_EFFECT_DONE)->day = sp_time_day(shown->block->start);
}

static void
ask_length(struct sp_ui *ui, enum sp_prompt_for prompt, const char *text)
{
	const struct sp_week_block *shown = focused_open(ui);
	struct sp_dialog *dialog;

	if (shown == NULL)
		return;
	sp_prompt_open(ui, prompt, text);
	dialog = sp_dialog_top(ui);
	if (dialog->kind == SP_DIALOG_PROMPT)
		dialog->block = shown->block->id.v;
}

void
sp_act_friday_took(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ask_length(ui, SP_PROMPT_TOOK, "");
}

void
sp_act_friday_some(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ask_length(ui, SP_PROMPT_SOME, "");
}

void
sp_act_friday_missed(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_week_block *shown = focused_open(ui);
	char title[SP_DIALOG_TITLE];
	struct sp_dialog *dialog;

	(void)effects;
	if (shown == NULL)
		return;
	snprintf(title, sizeof(title), "Did not happen: %.60s. Why?", sp_block_title(ui, shown));
	sp_menu_open(ui, SP_MENU_MISSED, title, SP_CAUSE_COVER);
	dialog = sp_dialog_top(ui);
	if (dialog->kind != SP_DIALOG_MENU)
		return;
	dialog->block = shown->block->id.v;
	dialog->task = shown->task == NULL ? 0 : shown->task->id.v;
}

void
sp_act_friday_leave(struct sp_ui *ui, struct sp_effects *effects)
{
	int open = ui->world == NULL ? 0 : count(ui, SP_STANDING_OPEN);
	int over = ui->world == NULL ? 0 : count(ui, SP_STANDING_LOST) + ui->carried;

	(void)effects;
	sp_dialog_pop(ui);
	ui->carried = 0;
	sp_ui_say(ui, SP_STYLE_NOTE, "Left: %d not marked yet. F goes on here%s.", open,
		  over > 0 ? "; p carries over what did not happen" : "");
}

/* --- a booked meeting that did not happen --- */

void
friday_ask_booking(struct sp_ui *ui, int64_t subject, const char *limit)
{
	struct sp_dialog *dialog;

	sp_prompt_open(ui, SP_PROMPT_REBOOK, "");
	dialog = sp_dialog_top(ui);
	if (dialog->kind != SP_DIALOG_PROMPT)
		return;
	dialog->row = subject;
	sp_ui_say(ui, SP_STYLE_WARNING, "Booked no more. %s", limit);
}

void
friday_unbooked(struct sp_ui *ui, struct sp_effects *effects)
{
	friday_answered(ui, SP_EFFECT_MISSED, effects);
	if (ui->n_dialogs == 0 || shown_table(ui) != NULL)
		sp_ui_say(ui, SP_STYLE_NOTE, "It has no day yet: 3 Cases, b books it. u takes it back.");
}

/* --- answers --- */

void
friday_answered(struct sp_ui *ui, enum sp_effect_kind to, struct sp_effects *effects)
{
	struct sp_dialog *dialog = shown_table(ui);
	const struct sp_week_block *shown;
	int row;

	if (dialog == NULL || ui->world == NULL)
		return;
	if (to != SP_EFFECT_UNDO && to != SP_EFFECT_REDO && to != SP_EFFECT_DONE &&
	    to != SP_EFFECT_DONE_SOME && to != SP_EFFECT_MISSED && to != SP_EFFECT_DROP &&
	    to != SP_EFFECT_REBOOK)
		return;
	if (to == SP_EFFECT_DONE)
		sp_ui_say(ui, SP_STYLE_NOTE, "Done. u takes it back.");
	if (to == SP_EFFECT_UNDO || to == SP_EFFECT_REDO) {
		ui->carried -= to == SP_EFFECT_UNDO && ui->carried > 0;
		row = next_open(ui, SP_TIME_NONE);
		dialog->cursor = row < 0 ? dialog->cursor : row;
		return;
	}
	shown = row_block(ui, dialog->cursor);
	/* What was lost still stands there and is counted by that. A meeting with a new day leaves others that must move. */
	ui->carried += to == SP_EFFECT_DONE_SOME || to == SP_EFFECT_REBOOK ||
		       (to == SP_EFFECT_MISSED &&
			(shown == NULL || standing_of(ui, shown).standing != SP_STANDING_LOST));
	row = next_open(ui, shown == NULL ? SP_TIME_NONE : shown->block->start);
	if (row >= 0)
		dialog->cursor = row;
	else
		end_walk(ui, effects);
}

void
friday_planned(struct sp_ui *ui, bool accepted, struct sp_effects *effects)
{
	sp_day monday = ui->closing;

	if (monday == SP_DAY_NONE)
		return;
	ui->closing = SP_DAY_NONE;
	go_next_week(ui, effects, monday);
	if (!accepted)
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "Not carried over: what did not happen waits for a place. p plans.");
}
