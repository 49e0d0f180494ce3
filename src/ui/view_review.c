/*
 * Review: where the hours of the half-term went, by activity, by kind, and what was lost to what.
 */
#include "act.h"

#include <assert.h>
#include <stdio.h>

int
sp_review_rows(const struct sp_ui *ui)
{
	return ui->world != NULL && ui->world->hours != NULL ? (int)ui->world->hours->n_rows : 0;
}

enum { SUMMARY_LINES = 4 };

struct sp_rect
sp_review_area(const struct sp_ui *ui)
{
	struct sp_rect body = sp_frame_of(ui).body;

	sp_rect_take_top(&body, 1);
	sp_rect_take_bottom(&body, SUMMARY_LINES);
	return body;
}

static int
percent(int32_t part, int32_t whole)
{
	return whole > 0 ? (int)((int64_t)part * 100 / whole) : 0;
}

static void
draw_hours_row(const struct sp_ui *ui, const struct sp_hours_row *row, struct sp_surface *surface,
	       struct sp_rect line, bool focused)
{
	const struct sp_hours *hours = ui->world->hours;
	enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT;
	char planned[SP_CLOCK_TEXT], logged[SP_CLOCK_TEXT], target[24] = "";
	int bar = line.width - 62;
	int filled = hours->planned_min > 0 ? (int)((int64_t)row->planned_min * bar / hours->planned_min) : 0;

	if (row->activity->target_pct >= 0)
		snprintf(target, sizeof(target), " / %d%%", row->activity->target_pct);
	sp_surface_fill(surface, line, ' ', style);
	sp_surface_put(surface, line.x, line.y, focused ? '>' : ' ', style);
	sp_surface_put(surface, line.x + 1, line.y, sp_chip_letter(row->activity),
		       sp_chip_style(row->activity));
	sp_surface_text(surface, line.x + 3, line.y, 28, row->activity->name, style);
	sp_surface_textf(surface, line.x + 32, line.y, 30, style, "%7s %7s %4d%%%s",
			 sp_length_format(row->planned_min, planned),
			 sp_length_format(row->logged_min, logged),
			 percent(row->planned_min, hours->planned_min), target);
	for (int i = 0; i < filled && bar > 4; i++)
		sp_surface_put(surface, line.x + 61 + i, line.y, '=', focused ? style : SP_STYLE_GOOD);
}

static void
draw_summary_lines(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect lines)
{
	const struct sp_hours *hours = ui->world->hours;
	char text[SP_CLOCK_TEXT];
	struct sp_str line;

	sp_surface_hline(surface, lines.x, lines.y, lines.width, SP_STYLE_DIM);
	sp_str_init(&line);
	sp_str_addf(&line, "Strategic %d%%   Operational %d%%   Administrative %d%%   Direct %d%%   ",
		    percent(hours->planned_by_kind_min[SP_KIND_STRATEGIC], hours->planned_min),
		    percent(hours->planned_by_kind_min[SP_KIND_OPERATIONAL], hours->planned_min),
		    percent(hours->planned_by_kind_min[SP_KIND_ADMINISTRATIVE], hours->planned_min),
		    percent(hours->planned_by_kind_min[SP_KIND_DIRECT], hours->planned_min));
	sp_surface_text(surface, 1, lines.y + 1, lines.width - 1, line.text, SP_STYLE_TEXT);
	sp_str_clear(&line);
	sp_str_addf(&line, "Another could do: %s", sp_short_length(hours->delegable_planned_min, text));
	sp_str_addf(&line, "   beyond contract: %s", sp_short_length(hours->beyond_min, text));
	sp_surface_text(surface, 1, lines.y + 2, lines.width - 1, line.text, SP_STYLE_TEXT);
	sp_str_clear(&line);
	sp_str_addf(&line, "Lost: %s", sp_short_length(hours->lost_min, text));
	for (int i = 0; i <= SP_CAUSE_OTHER; i++)
		if (hours->lost_by_cause_min[i] > 0)
			sp_str_addf(&line, "   %s %s",
				    i == SP_CAUSE_NONE ? "no cause given" : sp_cause_names[i],
				    sp_short_length(hours->lost_by_cause_min[i], text));
	sp_surface_text(surface, 1, lines.y + 3, lines.width - 1, line.text,
			hours->lost_min > 0 ? SP_STYLE_WARNING : SP_STYLE_TEXT);
	sp_str_finish(&line);
}

void
sp_review_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_rect area = sp_review_area(ui);
	const struct sp_hours *hours = ui->world->hours;
	const struct sp_half_term *half_term;
	char left[160], right[240], from[SP_DAY_TEXT], to[SP_DAY_TEXT];
	char allocated[SP_CLOCK_TEXT], planned[SP_CLOCK_TEXT], logged[SP_CLOCK_TEXT], lost[SP_CLOCK_TEXT];
	const char *lefts[] = {left, "Review", NULL};
	const char *rights[] = {right, NULL};
	int top = ui->top[SP_VIEW_REVIEW];

	if (hours == NULL)
		return;
	half_term = sp_year_half_term(ui->world->snapshot, hours->from_day);
	snprintf(left, sizeof(left), "Review  %s  %s - %s", half_term != NULL ? half_term->name : "",
		 sp_day_format(hours->from_day, SP_DAY_SHORT, from),
		 sp_day_format(hours->to_day, SP_DAY_LONG, to));
	snprintf(right, sizeof(right), "%s | planned %s | logged %s | lost %s",
		 sp_short_length(hours->allocated_min, allocated),
		 sp_short_length(hours->planned_min, planned), sp_short_length(hours->logged_min, logged),
		 sp_short_length(hours->lost_min, lost));
	sp_draw_top(frame, surface, lefts, rights);
	sp_surface_text(surface, 3, area.y - 1, -1, "Activity", SP_STYLE_HEAD);
	sp_surface_text(surface, 32, area.y - 1, -1, "planned  logged share / target", SP_STYLE_HEAD);
	if (hours->n_rows == 0)
		sp_surface_text(surface, 1, area.y, -1,
				"Nothing planned or logged here. [ and ] turn the half-terms.", SP_STYLE_DIM);
	for (int i = top; i < (int)hours->n_rows && i - top < area.height; i++)
		draw_hours_row(ui, &hours->rows[i], surface,
			       (struct sp_rect){area.x, area.y + i - top, area.width, 1},
			       i == ui->cursor[SP_VIEW_REVIEW]);
	sp_surface_cursor(surface, area.x + 1, area.y + ui->cursor[SP_VIEW_REVIEW] - top);
	draw_summary_lines(ui, surface,
			   (struct sp_rect){area.x, area.y + area.height, area.width, SUMMARY_LINES});
	sp_surface_text(surface, frame->status.x + 1, frame->status.y, -1,
			"Shares are of what is planned. [ and ] turn the half-terms.", SP_STYLE_DIM);
}

void
sp_act_review_open(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_hours_row *row;
	char planned[SP_CLOCK_TEXT], logged[SP_CLOCK_TEXT];
	struct sp_str text;

	(void)effects;
	if (ui->cursor[SP_VIEW_REVIEW] >= sp_review_rows(ui))
		return;
	row = &ui->world->hours->rows[ui->cursor[SP_VIEW_REVIEW]];
	sp_str_init(&text);
	sp_str_addf(&text, "%s: %s%s\nPlanned %s, logged %s in this half-term.\n",
		    sp_activity_kind_names[row->activity->kind], row->activity->plain,
		    row->activity->delegable ? "; another could do it" : "",
		    sp_short_length(row->planned_min, planned), sp_short_length(row->logged_min, logged));
	sp_page_open(ui, row->activity->name, text.text);
	sp_str_finish(&text);
}
