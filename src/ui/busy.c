/*
 * Calendars on the screen: a file that is checked; a calendar taken in after a look at what it would change; what one of its
 * times counts as; the list of what was marked.
 */
#include "senplan/base/array.h"
#include "senplan/model/availability.h"

#include "table.h"
#include "week.h"

#include <stdio.h>

void
sp_act_calendar(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_prompt_open(ui, SP_PROMPT_CALENDAR, "");
}

void
sp_act_look_over(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_prompt_open(ui, SP_PROMPT_LOOK_OVER, "");
}

/* The time of a calendar under the cursor, also where a block stands over it; 0: none. */
static int64_t
busy_here(const struct sp_ui *ui)
{
	struct sp_week_item item;
	const struct sp_availability *day;
	int d;

	if (ui->world == NULL || ui->in_panel || !sp_week_focus(ui, &item) ||
	    (d = sp_week_day_index(ui, ui->day)) < 0)
		return 0;
	if (item.kind == SP_ITEM_FIXED && item.fixed->busy.v != 0)
		return item.fixed->busy.v;
	day = &ui->world->week.days[d].availability;
	for (size_t i = 0; i < day->n_fixed; i++)
		if (day->fixed[i].busy.v != 0 && day->fixed[i].from_min < item.to_min &&
		    item.from_min < day->fixed[i].to_min)
			return day->fixed[i].busy.v;
	for (size_t i = 0; i < day->n_notes; i++)
		if (day->notes[i].from_min < item.to_min && item.from_min < day->notes[i].to_min)
			return day->notes[i].busy.v;
	return 0;
}

void
sp_act_busy(struct sp_ui *ui, struct sp_effects *effects)
{
	int64_t busy = busy_here(ui);
	struct sp_dialog *dialog;

	(void)effects;
	if (busy == 0) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "Only a time from a calendar can be marked: go to one with the arrows.");
		return;
	}
	sp_menu_open(ui, SP_MENU_BUSY, "What is this time?", SP_BUSY_FREE);
	dialog = sp_dialog_top(ui);
	if (dialog != NULL && dialog->kind == SP_DIALOG_MENU)
		dialog->row = busy;
}

void
sp_busy_choose(struct sp_ui *ui, struct sp_effects *effects, int value)
{
	int64_t busy = sp_dialog_top(ui)->row;
	struct sp_effect *effect;

	sp_dialog_pop(ui);
	if (value == SP_BUSY_CHOICE_REVIEW) {
		sp_prompt_open(ui, SP_PROMPT_MEETING, "");
		if (sp_dialog_top(ui) != NULL && sp_dialog_top(ui)->kind == SP_DIALOG_PROMPT)
			sp_dialog_top(ui)->row = busy;
		return;
	}
	effect = sp_effect_add(effects, SP_EFFECT_BUSY);
	effect->id = busy;
	effect->number = value;
}

void
sp_busy_line(const struct sp_dialog *prompt, struct sp_effects *effects)
{
	bool meeting = prompt->prompt == SP_PROMPT_MEETING;
	struct sp_effect *effect = sp_effect_add(effects, meeting ? SP_EFFECT_BUSY : SP_EFFECT_CALENDAR);

	effect->id = meeting ? prompt->row : 0;
	effect->number = meeting ? SP_BUSY_CHOICE_REVIEW : 0;
	snprintf(effect->text, sizeof(effect->text), "%s", prompt->line.text);
}

/* --- the table of marks --- */

int
busy_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	(void)dialog;
	return (int)ui->world->snapshot->busy_marks.n;
}

void
busy_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	const struct sp_busy_mark *mark;
	const struct sp_source *source;
	const struct sp_case *subject;
	char start[SP_CLOCK_TEXT];

	(void)dialog;
	if (row < 0) {
		sp_str_add(out, "Counts as\tWhich\tFirst marked\tCalendar\tTitle");
		return;
	}
	mark = &s->busy_marks.items[row];
	source = sp_snapshot_source(s, mark->source);
	subject = sp_snapshot_case(s, mark->subject);
	sp_str_addf(out, "%s\t%s\t%s\t%s\t%s", sp_busy_counts_names[mark->counts],
		    mark->scope == SP_BUSY_ONCE	    ? "once"
		    : mark->scope == SP_BUSY_SERIES ? "each time"
						    : "all so named",
		    sp_time_format(mark->start, start), source == NULL ? "" : source->name,
		    ui->privacy	      ? "---"
		    : subject != NULL ? subject->code
				      : mark->title);
}
