/*
 * What was agreed with others, or locked, within lost time: the first rows of the proposal. Planning leaves it where it is, for
 * a meeting may be held all the same; Space says that it does not happen, and the proposal begins anew without it.
 */
#include "act.h"

#include <assert.h>

int
sp_agreed_rows(const struct sp_ui *ui)
{
	return ui->proposal == NULL ? 0 : ui->n_agreed;
}

void
sp_agreed_draw(const struct sp_ui *ui, int at, struct sp_surface *surface, struct sp_rect row, bool focused)
{
	const struct sp_lost_meeting *meeting = &ui->agreed[at];
	const struct sp_task *task = sp_snapshot_task(ui->pending, meeting->task);
	const struct sp_activity *activity =
		task != NULL ? sp_snapshot_activity(ui->pending, task->activity) : NULL;
	enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT;
	int title_width = row.width >= SP_PROPOSAL_WIDE ? row.width / 5 : row.width - 56;
	char start[SP_CLOCK_TEXT];
	struct sp_str title;
	int x = row.x + 16;

	assert(at >= 0 && at < ui->n_agreed);
	title_width = title_width < 10 ? 10 : title_width;
	sp_surface_fill(surface, row, ' ', style);
	sp_surface_put(surface, row.x, row.y, focused ? '>' : ' ', SP_STYLE_STRONG);
	sp_surface_text(surface, row.x + 1, row.y, 12, meeting->off ? "[ ] is off" : "[=] stands",
			focused ? style : SP_STYLE_WARNING);
	sp_surface_put(surface, row.x + 14, row.y, sp_chip_letter(activity), sp_chip_style(activity));
	sp_str_init(&title);
	sp_task_title(ui, ui->pending, meeting->task, &title);
	sp_surface_text(surface, x, row.y, title_width, title.text, style);
	sp_str_finish(&title);
	x += title_width + 1;
	sp_surface_textf(surface, x, row.y, row.x + row.width - x, style, "%s, %s",
			 sp_time_format(meeting->start, start), meeting->booked ? "booked" : "agreed");
}

void
sp_agreed_words(const struct sp_ui *ui, int at, struct sp_str *out)
{
	const struct sp_lost_meeting *meeting = &ui->agreed[at];
	char start[SP_CLOCK_TEXT];

	sp_task_title(ui, ui->pending, meeting->task, out);
	sp_str_addf(out, ": %s %s, in the time that is lost. ",
		    meeting->booked ? "booked for" : "agreed or locked,",
		    sp_time_format(meeting->start, start));
	if (!meeting->off)
		sp_str_addf(out, "It stands: planning leaves it there. Space: it does not happen%s.",
			    meeting->booked ? ", and its chain is open again"
					    : ", and has to find another place");
	else if (meeting->booked)
		sp_str_add(out,
			   "It does not happen: it is booked no more. Enter asks for its new day. Space: it "
			   "stands.");
	else
		sp_str_add(out, "It does not happen then. Space: it stands.");
}

void
sp_agreed_toggle(struct sp_ui *ui, int at, struct sp_effects *effects)
{
	struct sp_effect *effect = sp_effect_add(effects, SP_EFFECT_CALL_OFF);

	effect->id = ui->agreed[at].block.v;
	effect->number = !ui->agreed[at].off;
}
