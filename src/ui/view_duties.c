/*
 * Duties: what recurs, by activity, with its cadence and length.
 */
#include "act.h"

#include <assert.h>
#include <stdio.h>

int
sp_duties_rows(const struct sp_ui *ui)
{
	return ui->world != NULL ? (int)ui->world->snapshot->duties.n : 0;
}

struct sp_rect
sp_duties_area(const struct sp_ui *ui)
{
	struct sp_rect body = sp_frame_of(ui).body;

	sp_rect_take_top(&body, 1);
	return body;
}

static const char *
per_text(enum sp_per per)
{
	switch (per) {
	case SP_PER_NONE:
		return "";
	case SP_PER_EHCP:
		return "each EHCP";
	case SP_PER_SEN_SUPPORT:
		return "each SEN Support";
	case SP_PER_CASE:
		return "each pupil";
	case SP_PER_STAFF:
		return "each of staff";
	}
	return "";
}

static void
describe_cadence(const struct sp_duty *duty, struct sp_str *out)
{
	char day[SP_DAY_TEXT];

	if (duty->times > 1)
		sp_str_addf(out, "%d x ", duty->times);
	sp_str_add(out, sp_cadence_names[duty->cadence]);
	if (duty->cadence == SP_CADENCE_ONCE && duty->day != SP_DAY_NONE)
		sp_str_addf(out, " by %s", sp_day_format(duty->day, SP_DAY_SHORT, day));
	if (duty->cadence == SP_CADENCE_YEARLY && duty->month > 0)
		sp_str_addf(out, " in %s", sp_month_name(duty->month));
	if (duty->weekday >= 0)
		sp_str_addf(out, " %s", sp_weekday_name((enum sp_weekday)duty->weekday));
}

static void
draw_duty_row(const struct sp_ui *ui, const struct sp_duty *duty, struct sp_surface *surface,
	      struct sp_rect line, bool focused)
{
	const struct sp_activity *activity = sp_snapshot_activity(ui->world->snapshot, duty->activity);
	enum sp_style style = focused ? SP_STYLE_FOCUS : duty->active ? SP_STYLE_TEXT : SP_STYLE_CLOSED;
	char length[SP_CLOCK_TEXT] = "";
	struct sp_str cadence;
	int name_width = line.width - 4 - 26 - 7 - 17;

	name_width = name_width < 12 ? 12 : name_width > 50 ? 50 : name_width;
	sp_surface_fill(surface, line, ' ', style);
	sp_surface_put(surface, line.x, line.y, focused ? '>' : ' ', style);
	sp_surface_put(surface, line.x + 1, line.y, sp_chip_letter(activity), sp_chip_style(activity));
	sp_surface_text(surface, line.x + 3, line.y, name_width, duty->name, style);
	sp_str_init(&cadence);
	describe_cadence(duty, &cadence);
	sp_surface_text(surface, line.x + 4 + name_width, line.y, 25, cadence.text, style);
	sp_str_finish(&cadence);
	if (duty->length_min > 0 || activity != NULL)
		sp_short_length(duty->length_min > 0 ? duty->length_min : activity->typical_min, length);
	sp_surface_textf(surface, line.x + 4 + name_width + 26, line.y, line.width - (4 + name_width + 26),
			 style, "%-6s %s%s", length, per_text(duty->per), duty->active ? "" : " (off)");
}

void
sp_duties_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_rect area = sp_duties_area(ui);
	const struct sp_snapshot *snapshot = ui->world->snapshot;
	struct sp_hours_texts hours;
	char left[120];
	const char *lefts[] = {left, "Duties", NULL};
	int top = ui->top[SP_VIEW_DUTIES];
	int n = sp_duties_rows(ui);
	int name_width = area.width - 4 - 26 - 7 - 17;

	name_width = name_width < 12 ? 12 : name_width > 50 ? 50 : name_width;
	snprintf(left, sizeof(left), "Duties  %zu duties of %zu activities", snapshot->duties.n,
		 snapshot->activities.n);
	sp_hours_texts(ui, &hours);
	sp_draw_top(frame, surface, lefts, hours.list);
	if (n == 0) {
		sp_surface_text(
			surface, area.x + 1, area.y, -1,
			"No duties yet. A preset brings the usual ones: senplan init --preset secondary",
			SP_STYLE_DIM);
		return;
	}
	sp_surface_text(surface, 3, area.y - 1, -1, "Duty", SP_STYLE_HEAD);
	sp_surface_text(surface, 4 + name_width, area.y - 1, -1, "How often", SP_STYLE_HEAD);
	sp_surface_text(surface, 4 + name_width + 26, area.y - 1, -1, "Length For", SP_STYLE_HEAD);
	for (int i = top; i < n && i - top < area.height; i++)
		draw_duty_row(ui, &snapshot->duties.items[i], surface,
			      (struct sp_rect){area.x, area.y + i - top, area.width, 1},
			      i == ui->cursor[SP_VIEW_DUTIES]);
	sp_surface_cursor(surface, area.x + 1, area.y + ui->cursor[SP_VIEW_DUTIES] - top);
}

static const char *
kind_text(enum sp_activity_kind kind)
{
	return sp_activity_kind_names[kind];
}

void
sp_duty_page(struct sp_ui *ui, int row)
{
	const struct sp_duty *duty = &ui->world->snapshot->duties.items[row];
	const struct sp_activity *activity = sp_snapshot_activity(ui->world->snapshot, duty->activity);
	const struct sp_window *window;
	char low[SP_CLOCK_TEXT], typical[SP_CLOCK_TEXT], high[SP_CLOCK_TEXT];
	struct sp_str text;

	assert(row < sp_duties_rows(ui));
	sp_str_init(&text);
	sp_str_add(&text, "How often: ");
	describe_cadence(duty, &text);
	sp_str_addf(&text, "%s%s\nWeight %d of 10%s\n", duty->per != SP_PER_NONE ? ", for " : "",
		    per_text(duty->per), duty->weight, duty->active ? "" : "; switched off");
	if (activity != NULL) {
		window = sp_snapshot_window(ui->world->snapshot, activity->window);
		sp_str_addf(&text, "\nActivity: %s, %s\n%s%s\n", activity->name, activity->plain,
			    kind_text(activity->kind), activity->delegable ? "; another could do it" : "");
		sp_str_addf(&text, "Takes %s to %s, most often %s (%s)\n",
			    sp_short_length(activity->low_min, low),
			    sp_short_length(activity->high_min, high),
			    sp_short_length(activity->typical_min, typical), activity->estimate_source);
		sp_str_addf(&text, "When: %s\n", window != NULL ? window->name : "any working time");
		if (activity->target_pct >= 0)
			sp_str_addf(&text, "Wanted share of the hours: %d %%\n", activity->target_pct);
		if (activity->week_min > 0)
			sp_str_addf(&text, "Protected: at least %s a week\n",
				    sp_short_length(activity->week_min, low));
	}
	sp_page_open(ui, duty->name, text.text);
	sp_str_finish(&text);
}
