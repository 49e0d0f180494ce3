/*
 * Ahead: the school year, a line a week: what is wanted against what is there, and which clocks fall due. Weeks that do
 * not fit stand out. Enter opens the week.
 */
#include "act.h"

#include <stdio.h>
#include <string.h>

int
sp_ahead_rows(const struct sp_ui *ui)
{
	return ui->world != NULL && ui->world->ahead != NULL ? (int)ui->world->ahead->n_weeks : 0;
}

struct sp_rect
sp_ahead_area(const struct sp_ui *ui)
{
	struct sp_rect body = sp_frame_of(ui).body;

	sp_rect_take_top(&body, 1);
	return body;
}

enum { LABEL = 34, FIGURES = 25, LEFT_TEXT = 78 };

/* The bar: '#' is what is planned within the hours, '+' wanted without a place, '|' where the hours end. */
static void
draw_bar(struct sp_surface *surface, struct sp_rect bar, const struct sp_ahead_week *week, int32_t full_min,
	 bool focused)
{
	int end = full_min > 0 ? (int)((int64_t)week->allocated_min * bar.width / full_min) : 0;
	int planned = full_min > 0 ? (int)((int64_t)week->planned_min * bar.width / full_min) : 0;
	int wanted = full_min > 0 ? (int)((int64_t)week->load_min * bar.width / full_min) : 0;

	for (int i = 0; i < bar.width; i++) {
		uint32_t code = i < planned ? '#' : i < wanted ? '+' : i == end && end > 0 ? '|' : ' ';
		enum sp_style style = i >= end && (i < planned || i < wanted) ? SP_STYLE_ALERT
				      : i < planned			      ? SP_STYLE_GOOD
				      : i < wanted			      ? SP_STYLE_WARNING
									      : SP_STYLE_DIM;

		sp_surface_put(surface, bar.x + i, bar.y, code, focused ? SP_STYLE_FOCUS : style);
	}
}

/* A week without school; dates fall in it all the same. */
static void
draw_closed_row(const struct sp_ahead_week *week, struct sp_surface *surface, struct sp_rect line,
		enum sp_style style)
{
	char day[SP_DAY_TEXT];

	sp_surface_textf(surface, line.x + 1, line.y, line.width - 1, style, "%-10s -  %s",
			 sp_day_format(week->monday, SP_DAY_SHORT, day), sp_day_kind_name(week->info.kind));
	if (week->n_clocks > 0 && line.width > LABEL + FIGURES)
		sp_surface_textf(surface, line.x + line.width - FIGURES, line.y, FIGURES, style,
				 "%16s%2d due", "", week->n_clocks);
}

static void
draw_ahead_row(const struct sp_ui *ui, const struct sp_ahead_week *week, struct sp_surface *surface,
	       struct sp_rect line, bool focused)
{
	enum sp_style style = focused		       ? SP_STYLE_FOCUS
			      : week->n_open_days == 0 ? SP_STYLE_CLOSED
						       : SP_STYLE_TEXT;
	bool now = week->monday == sp_day_monday(sp_time_day(ui->now));
	char day[SP_DAY_TEXT], wanted[SP_CLOCK_TEXT], allocated[SP_CLOCK_TEXT];
	char figures[160];
	int bar_width = line.width - LABEL - FIGURES - 2;
	bool over = week->load_min > week->allocated_min;

	sp_surface_fill(surface, line, ' ', style);
	sp_surface_put(surface, line.x, line.y, focused ? '>' : ' ', style);
	if (week->n_open_days == 0) {
		draw_closed_row(week, surface, line, style);
		return;
	}
	sp_surface_textf(surface, line.x + 1, line.y, LABEL - 2, now && !focused ? SP_STYLE_TODAY : style,
			 "%-10s %2d %-2s %s %d%s", sp_day_format(week->monday, SP_DAY_SHORT, day),
			 week->info.week_of_year, sp_cycle_letter(ui->world->snapshot, week->info.cycle_week),
			 week->half_term, week->week_of_half_term, now ? " now" : "");
	if (bar_width >= 10)
		draw_bar(surface, (struct sp_rect){line.x + LABEL, line.y, bar_width, 1}, week, 30 * 60,
			 focused);
	else
		bar_width = -2;
	snprintf(figures, sizeof(figures), "%6s/%-6s%s%2d due%s", sp_length_format(week->load_min, wanted),
		 sp_length_format(week->allocated_min, allocated), over ? " ! " : "   ", week->n_clocks,
		 week->n_late > 0 ? " !" : "");
	sp_surface_text(surface, line.x + LABEL + bar_width + 2, line.y, FIGURES, figures,
			over && !focused ? SP_STYLE_WARNING : style);
}

/* The half-term of the row, in sums; or how to read a row. */
static void
draw_ahead_status(const struct sp_ui *ui, const struct sp_ahead_week *week, const struct sp_frame *frame,
		  struct sp_surface *surface)
{
	const struct sp_demand *demand = &ui->world->ahead->demand;
	const char *closed =
		"School is closed: its own work for these dates stands before, asking the LA after.";
	char due[SP_CLOCK_TEXT], given[SP_CLOCK_TEXT], kept[SP_CLOCK_TEXT], gap[SP_CLOCK_TEXT];

	for (size_t i = 0; i < demand->n_half_terms && week->n_open_days > 0; i++) {
		const struct sp_demand_span *span = &demand->half_terms[i];

		if (week->monday < span->from_day || week->monday > span->to_day)
			continue;
		sp_surface_textf(
			surface, frame->status.x + 1, frame->status.y, -1, SP_STYLE_DIM,
			"%s: %s due, %s given, %s kept free%s%s%s.", span->name,
			sp_short_length(span->demand_min, due), sp_short_length(span->allocated_min, given),
			sp_short_length(span->reserve_min, kept), span->shortfall_min > 0 ? "; " : "",
			span->shortfall_min > 0 ? sp_short_length(span->shortfall_min, gap) : "",
			span->shortfall_min > 0 ? " short" : "");
		return;
	}
	if (week->n_open_days == 0 && week->n_clocks > 0) {
		sp_surface_text(surface, frame->status.x + 1, frame->status.y, -1, closed, SP_STYLE_DIM);
		return;
	}
	sp_surface_text(surface, frame->status.x + 1, frame->status.y, -1,
			"Load of allocated hours; + is work due in the week without a place.", SP_STYLE_DIM);
}

/* At the right end of the status line, where there is room: how far from the best the plan can be. */
static void
draw_more(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_str text;
	int width;

	sp_str_init(&text);
	sp_words_bound(&text, &ui->world->ahead->bound);
	width = (int)strlen(text.text);
	if (frame->status.width >= LEFT_TEXT + width)
		sp_surface_text(surface, frame->status.x + frame->status.width - width - 1, frame->status.y,
				-1, text.text, SP_STYLE_DIM);
	sp_str_finish(&text);
}

/* The year net of what is kept free; shorter where there is little room. */
static void
year_texts(const struct sp_demand_span *year, char texts[2][260])
{
	char due[SP_CLOCK_TEXT], given[SP_CLOCK_TEXT], kept[SP_CLOCK_TEXT], rest[SP_CLOCK_TEXT];
	int32_t gap = year->demand_min - (year->allocated_min - year->reserve_min);
	const char *word = gap > 0 ? "short" : "left";

	sp_short_length(year->demand_min, due);
	sp_short_length(year->allocated_min, given);
	sp_short_length(year->reserve_min, kept);
	sp_short_length(gap > 0 ? gap : -gap, rest);
	snprintf(texts[0], sizeof(texts[0]), "due %s | given %s | kept free %s | %s %s", due, given, kept,
		 word, rest);
	snprintf(texts[1], sizeof(texts[1]), "due %s of %s, %s %s", due, given, word, rest);
}

void
sp_ahead_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_rect area = sp_ahead_area(ui);
	const struct sp_ahead *ahead = ui->world->ahead;
	char left[160], right[2][260];
	char from[SP_DAY_TEXT];
	const char *lefts[] = {left, "Ahead", NULL};
	const char *rights[] = {right[0], right[1], NULL};
	int top = ui->top[SP_VIEW_AHEAD];
	int cursor = ui->cursor[SP_VIEW_AHEAD];

	if (ahead == NULL)
		return;
	snprintf(left, sizeof(left), "Ahead  %.4s/%02d",
		 sp_day_format(ahead->year.from_day, SP_DAY_ISO, from),
		 (sp_day_date(ahead->year.to_day).year) % 100);
	year_texts(&ahead->demand.year, right);
	sp_draw_top(frame, surface, lefts, rights);
	sp_surface_text(surface, 1, area.y - 1, -1, "Week of    No    Half-term", SP_STYLE_HEAD);
	if (area.width - LABEL - FIGURES - 2 >= 10)
		sp_surface_text(surface, LABEL, area.y - 1, -1, "# planned  + no place  | hours",
				SP_STYLE_HEAD);
	for (int i = top; i < sp_ahead_rows(ui) && i - top < area.height; i++)
		draw_ahead_row(ui, &ahead->weeks[i], surface,
			       (struct sp_rect){area.x, area.y + i - top, area.width, 1}, i == cursor);
	sp_surface_cursor(surface, area.x + 1, area.y + cursor - top);
	if (cursor < sp_ahead_rows(ui))
		draw_ahead_status(ui, &ahead->weeks[cursor], frame, surface);
	draw_more(ui, frame, surface);
}
