/*
 * Drawing the Week: the clock at the left, the days side by side, every length a height. What is not planned here
 * (teaching, meetings, closed time) stands behind in a quieter style; free time is empty space, and is the reserve.
 */
#include "senplan/base/utf8.h"

#include "week.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

struct canvas {
	const struct sp_ui *ui;
	const struct sp_week_layout *layout;
	struct sp_surface *surface;
};

/* The rows of an item on the screen, in the column without its line; empty when scrolled away. */
static struct sp_rect
item_rect(const struct canvas *canvas, struct sp_rect column, const struct sp_week_item *item)
{
	const struct sp_week_layout *layout = canvas->layout;
	struct sp_rect rect = {column.x + 1, column.y + item->top - layout->top_row, column.width - 1,
			       item->bottom - item->top};

	return sp_rect_intersect(rect, column);
}

/* A beginning that the clock at the left does not tell: "08:15 ", or nothing. */
static const char *
odd_start(const struct canvas *canvas, const struct sp_week_item *item, char *buf)
{
	char from[SP_CLOCK_TEXT];

	buf[0] = '\0';
	if (item->from_min < canvas->layout->from_min)
		return buf;
	if (item->top >= canvas->layout->n_rows || canvas->layout->row_at[item->top] != item->from_min)
		snprintf(buf, SP_CLOCK_TEXT, "%s ", sp_minute_format(item->from_min, from));
	return buf;
}

/* And an end that it does not tell, on a line of its own when there is one to spare. */
static void
draw_odd_end(const struct canvas *canvas, struct sp_rect text, int used, const struct sp_week_item *item,
	     enum sp_style style)
{
	char to[SP_CLOCK_TEXT];

	if (canvas->layout->row_at[item->bottom] == item->to_min || item->to_min > canvas->layout->to_min)
		return;
	if (used >= text.height || text.width < 8)
		return;
	sp_surface_textf(canvas->surface, text.x, text.y + used, text.width, style, "to %s",
			 sp_minute_format(item->to_min, to));
}

static void
draw_block(const struct canvas *canvas, struct sp_rect rect, const struct sp_week_item *item, bool focused)
{
	const struct sp_week_block *block = item->block;
	enum sp_style style = focused				     ? SP_STYLE_FOCUS
			      : block->block->state == SP_BLOCK_DONE ? SP_STYLE_DIM
								     : SP_STYLE_TEXT;
	struct sp_rect chip = sp_rect_take_left(&rect, 1);
	char marks[8];
	char start[SP_CLOCK_TEXT];
	struct sp_str text;
	int n_marks;
	int used;

	sp_surface_fill(canvas->surface, chip, sp_chip_letter(block->activity),
			sp_chip_style(block->activity));
	sp_surface_fill(canvas->surface, rect, ' ', style);
	sp_block_marks(block, marks);
	n_marks = (int)strlen(marks);
	if (n_marks > 0 && rect.width > n_marks + 2) {
		enum sp_style mark_style = focused ? style : block->late ? SP_STYLE_ALERT : SP_STYLE_STRONG;

		sp_surface_text(canvas->surface, rect.x + rect.width - n_marks, rect.y, n_marks, marks,
				mark_style);
	}
	sp_rect_take_left(&rect, 1);
	rect.width -= n_marks > 0 ? n_marks + 1 : 0;
	sp_str_init(&text);
	sp_str_addf(&text, "%s%s", odd_start(canvas, item, start), sp_block_title(canvas->ui, block));
	if (rect.height == 1) {
		sp_surface_text(canvas->surface, rect.x, rect.y, rect.width, text.text, style);
	} else {
		used = sp_surface_wrap(canvas->surface, rect, 0, text.text, style);
		draw_odd_end(canvas, rect, used, item, focused ? style : SP_STYLE_DIM);
	}
	sp_str_finish(&text);
}

static void
draw_fixed(const struct canvas *canvas, struct sp_rect rect, const struct sp_week_item *item, bool focused)
{
	enum sp_style style = focused				  ? SP_STYLE_FOCUS
			      : item->fixed->kind == SP_FIXED_OUT ? SP_STYLE_CLOSED
								  : SP_STYLE_FIXED;
	struct sp_rect chip = sp_rect_take_left(&rect, 1);
	const char *title = sp_fixed_title(canvas->ui, item->fixed);
	char start[SP_CLOCK_TEXT];
	struct sp_str text;
	int used;

	sp_surface_fill(canvas->surface, chip, (uint32_t)sp_fixed_mark(item->fixed->kind), style);
	sp_surface_fill(canvas->surface, rect, ' ', style);
	sp_rect_take_left(&rect, 1);
	sp_str_init(&text);
	sp_str_add(&text, odd_start(canvas, item, start));
	if (item->fixed->kind == SP_FIXED_LOST)
		sp_str_addf(&text, "lost: %s", title);
	else
		sp_str_add(&text, title);
	if (rect.height == 1) {
		sp_surface_text(canvas->surface, rect.x, rect.y, rect.width, text.text, style);
	} else {
		used = sp_surface_wrap(canvas->surface, rect, 0, text.text, style);
		if (item->fixed->kind != SP_FIXED_BREAK && item->fixed->kind != SP_FIXED_LUNCH)
			draw_odd_end(canvas, rect, used, item, style);
	}
	sp_str_finish(&text);
}

static void
draw_closed(const struct canvas *canvas, struct sp_rect rect, const struct sp_week_day *day, bool focused)
{
	enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_CLOSED;
	struct sp_rect chip = rect;

	chip.width = 1;
	sp_surface_fill(canvas->surface, chip, '.', SP_STYLE_CLOSED);
	if (focused)
		sp_surface_fill(canvas->surface, (struct sp_rect){rect.x, rect.y, rect.width, 1}, ' ', style);
	sp_surface_put(canvas->surface, rect.x, rect.y, '.', style);
	if (day->availability.work.n == 0 && rect.height > 2)
		sp_surface_text(canvas->surface, rect.x + 2, rect.y, rect.width - 2,
				day->info.kind == SP_DAY_SCHOOL ? "not in" : sp_day_kind_name(day->info.kind),
				style);
	else if (focused)
		sp_surface_text(canvas->surface, rect.x + 2, rect.y, rect.width - 2, "not working", style);
}

static void
draw_free(const struct canvas *canvas, struct sp_rect rect, const struct sp_week_item *item)
{
	char length[SP_CLOCK_TEXT];
	char start[SP_CLOCK_TEXT];

	sp_surface_fill(canvas->surface, rect, ' ', SP_STYLE_FOCUS);
	sp_surface_textf(canvas->surface, rect.x + 2, rect.y, rect.width - 2, SP_STYLE_FOCUS, "%sfree %s",
			 odd_start(canvas, item, start),
			 sp_short_length(item->to_min - item->from_min, length));
}

static void
draw_item(const struct canvas *canvas, struct sp_rect column, const struct sp_week_day *day,
	  const struct sp_week_item *item, bool focused)
{
	struct sp_rect rect = item_rect(canvas, column, item);

	if (focused && item->bottom == item->top && item->top >= canvas->layout->top_row)
		sp_surface_cursor(canvas->surface, column.x + 1,
				  column.y + item->top - canvas->layout->top_row);
	if (sp_rect_is_empty(rect))
		return;
	switch (item->kind) {
	case SP_ITEM_BLOCK:
		draw_block(canvas, rect, item, focused);
		break;
	case SP_ITEM_FIXED:
		draw_fixed(canvas, rect, item, focused);
		break;
	case SP_ITEM_FREE:
		if (focused)
			draw_free(canvas, rect, item);
		break;
	case SP_ITEM_CLOSED:
		draw_closed(canvas, rect, day, focused);
		break;
	}
	if (focused) {
		sp_surface_fill(canvas->surface, (struct sp_rect){column.x, rect.y, 1, rect.height}, '>',
				SP_STYLE_STRONG);
		sp_surface_cursor(canvas->surface, rect.x, rect.y);
	}
}

/* Times of a calendar that take none of the day: in brackets, where nothing else stands. */
static void
draw_notes(const struct canvas *canvas, struct sp_rect column, const struct sp_availability *day)
{
	for (size_t i = 0; i < day->n_notes; i++) {
		const struct sp_fixed *note = &day->notes[i];
		int row = sp_week_row_of(canvas->layout, note->from_min) - canvas->layout->top_row;

		if (note->to_min <= canvas->layout->from_min || note->from_min >= canvas->layout->to_min)
			continue;
		row = row < 0 ? 0 : row;
		if (row < column.height)
			sp_surface_textf(canvas->surface, column.x + 3, column.y + row, column.width - 3,
					 SP_STYLE_DIM, "(%s)", sp_fixed_title(canvas->ui, note));
	}
}

static void
draw_day(const struct canvas *canvas, int index, const struct sp_week_item *focus)
{
	const struct sp_week_day *day = &canvas->ui->world->week.days[index];
	struct sp_rect column = sp_week_column(canvas->layout, index);
	struct sp_rect before = sp_surface_clip(canvas->surface, column);
	struct sp_week_item items[SP_WEEK_ITEMS];
	int n = sp_week_items(canvas->layout, day, items, SP_WEEK_ITEMS);

	sp_surface_vline(canvas->surface, column.x, column.y, column.height, SP_STYLE_DIM);
	draw_notes(canvas, column, &day->availability);
	for (int i = 0; i < n; i++) {
		bool focused = focus != NULL && items[i].kind == focus->kind &&
			       items[i].from_min == focus->from_min && items[i].to_min == focus->to_min &&
			       items[i].block == focus->block && items[i].fixed == focus->fixed;

		draw_item(canvas, column, day, &items[i], focused);
	}
	sp_surface_unclip(canvas->surface, before);
}

static void
draw_head(const struct canvas *canvas, int index)
{
	const struct sp_week_day *day = &canvas->ui->world->week.days[index];
	struct sp_rect column = sp_week_column(canvas->layout, index);
	bool today = day->day == sp_time_day(canvas->ui->now);
	char name[SP_DAY_TEXT];
	const char *note = today			     ? " today"
			   : day->info.kind == SP_DAY_SCHOOL ? ""
							     : sp_day_kind_name(day->info.kind);

	sp_surface_vline(canvas->surface, column.x, canvas->layout->head.y, 1, SP_STYLE_DIM);
	sp_day_format(day->day, SP_DAY_COLUMN, name);
	sp_surface_textf(canvas->surface, column.x + 1, canvas->layout->head.y, column.width - 1,
			 today ? SP_STYLE_TODAY : SP_STYLE_HEAD, "%s%s%s", name,
			 note[0] == '\0' || today ? "" : " ", note);
}

static void
draw_clock(const struct canvas *canvas)
{
	const struct sp_week_layout *layout = canvas->layout;
	int now = sp_week_day_index(canvas->ui, sp_time_day(canvas->ui->now)) >= 0
			  ? sp_time_minute(canvas->ui->now)
			  : -1;
	int label_min = layout->row_min == 5 ? 15 : layout->row_min < 30 ? 30 : 1;

	for (int y = 0; y < layout->hours.height; y++) {
		int row = y + layout->top_row;
		sp_minute minute;
		bool is_now;
		char text[SP_CLOCK_TEXT];

		if (row >= layout->n_rows)
			break;
		minute = layout->row_at[row];
		is_now = now >= minute && now < layout->row_at[row + 1];
		if (minute % label_min == 0 || is_now)
			sp_surface_text(canvas->surface, layout->hours.x, layout->hours.y + y,
					layout->hours.width, sp_minute_format(is_now ? now : minute, text),
					is_now ? SP_STYLE_TODAY : SP_STYLE_DIM);
	}
}

static void
draw_week_top(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	const struct sp_week *week = &ui->world->week;
	struct sp_hours_texts hours;
	char lefts[4][240];
	const char *left_list[5] = {lefts[0], lefts[1], lefts[2], lefts[3], NULL};
	char from[SP_DAY_TEXT], to[SP_DAY_TEXT], day[SP_DAY_TEXT], number[24] = "Holiday";
	sp_day last = week->monday + (week->n_days > 0 ? week->n_days - 1 : 4);

	if (ui->world->snapshot->year_spans.n == 0)
		snprintf(number, sizeof(number), "Week");
	if (week->week_of_year > 0)
		snprintf(number, sizeof(number), "Wk %d%s%s", week->week_of_year,
			 week->cycle_letter[0] != '\0' ? " " : "", week->cycle_letter);
	sp_day_format(week->monday,
		      sp_day_date(week->monday).month == sp_day_date(last).month ? SP_DAY_COLUMN
										 : SP_DAY_SHORT,
		      from);
	sp_day_format(last, SP_DAY_LONG, to);
	snprintf(lefts[0], sizeof(lefts[0]), "senplan  %s  %s - %s  %s", number, from, to, week->half_term);
	snprintf(lefts[1], sizeof(lefts[1]), "%s  %s - %s  %s", number, from, to, week->half_term);
	sp_day_format(last, SP_DAY_SHORT, to);
	snprintf(lefts[2], sizeof(lefts[2]), "%s  %s - %s", number, from, to);
	snprintf(lefts[3], sizeof(lefts[3]), "%s  %s-%s", number, from + 4, to + 4);
	if (ui->width < 80) {
		snprintf(lefts[2], sizeof(lefts[2]), "%s  %s", number,
			 sp_day_format(ui->day, SP_DAY_SHORT, day));
		left_list[3] = NULL;
	}
	sp_hours_texts(ui, &hours);
	sp_draw_top(frame, surface, left_list, hours.list);
}

/* A file that knows no working hours and no work: what to do next instead of an empty grid. */
static bool
draw_nothing_yet(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	const struct sp_snapshot *snapshot = ui->world->snapshot;
	struct sp_rect rect = {2, frame->body.y + 2, ui->width - 4, frame->body.height - 2};

	if (snapshot->working_windows.n > 0 || snapshot->blocks.n > 0)
		return false;
	sp_surface_wrap(surface, rect, 0,
			"Nothing is known of your hours yet.\n\n"
			"6 shows what is missing and how to bring it in.\n"
			"\"senplan demo\" shows a whole sample school instead.\n"
			"? shows all keys, q leaves.",
			SP_STYLE_TEXT);
	sp_surface_cursor(surface, rect.x, rect.y);
	return true;
}

void
sp_week_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_week_layout layout = sp_week_layout(ui);
	struct canvas canvas = {ui, &layout, surface};
	struct sp_week_item focus;
	bool focused = !ui->in_panel && sp_week_focus(ui, &focus);
	int today = sp_week_day_index(ui, ui->day);

	draw_week_top(ui, frame, surface);
	if (draw_nothing_yet(ui, frame, surface))
		return;
	sp_week_shares_draw(ui, layout.frame.status, surface);
	if (ui->list_form) {
		sp_week_list_draw(ui, frame, surface);
		return;
	}
	draw_clock(&canvas);
	for (int i = layout.first_day; i < layout.first_day + layout.n_days; i++) {
		draw_head(&canvas, i);
		draw_day(&canvas, i, focused && i == today ? &focus : NULL);
	}
	if (!sp_rect_is_empty(layout.panel))
		sp_week_panel_draw(ui, &layout, surface);
}
