/*
 * "Needs attention": what needs a decision, most urgent first, and under it what did not fit. And the Week's list form:
 * everything that stands in the week, one line each, in the order of the clock.
 */
#include "week.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

int
sp_week_panel_rows(const struct sp_ui *ui)
{
	if (ui->world == NULL)
		return 0;
	return (int)(ui->world->week.n_attention + ui->world->week.n_no_room);
}

sp_task_id
sp_week_panel_task(const struct sp_ui *ui, int row)
{
	const struct sp_week *week = &ui->world->week;

	assert(row >= 0 && row < sp_week_panel_rows(ui));
	if ((size_t)row < week->n_attention)
		return week->attention[row].task;
	return week->no_room[(size_t)row - week->n_attention].task->id;
}

static void
attention_text(const struct sp_ui *ui, const struct sp_week_attention *attention, struct sp_str *out)
{
	char day[SP_DAY_TEXT];

	if (!ui->privacy || (attention->subject.v == 0 && attention->task.v == 0)) {
		sp_str_add(out, attention->text);
		return;
	}
	if (attention->task.v != 0)
		sp_task_title(ui, ui->world->snapshot, attention->task, out);
	else
		sp_str_add(out, "a pupil's step");
	if (attention->by_day != SP_DAY_NONE)
		sp_str_addf(out, " by %s", sp_day_format(attention->by_day, SP_DAY_SHORT, day));
}

struct pen { /* where the panel's next line goes */
	const struct sp_ui *ui;
	struct sp_surface *surface;
	struct sp_rect rest;
	int row; /* of the panel's list */
};

static void
draw_entry(struct pen *pen, const char *mark, const char *text, enum sp_style style)
{
	bool focused = pen->ui->in_panel && pen->row == pen->ui->cursor[SP_VIEW_WEEK];
	struct sp_rect area = pen->rest;
	int indent = (int)strlen(mark) + 1;
	int lines;

	area.x += indent;
	area.width -= indent;
	lines = sp_surface_wrap(pen->surface, area, 0, text, focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT);
	sp_surface_text(pen->surface, pen->rest.x, pen->rest.y, indent, mark, style);
	if (focused && pen->rest.height > 0) {
		sp_surface_put(pen->surface, pen->rest.x - 1, pen->rest.y, '>', SP_STYLE_STRONG);
		sp_surface_cursor(pen->surface, pen->rest.x, pen->rest.y);
	}
	sp_rect_take_top(&pen->rest, lines);
	pen->row++;
}

static void
draw_attention(struct pen *pen, const struct sp_week_attention *attention)
{
	const char *mark = attention->severity >= 2 ? "!!" : attention->severity == 1 ? "!" : "-";
	enum sp_style style = attention->severity >= 2	 ? SP_STYLE_ALERT
			      : attention->severity == 1 ? SP_STYLE_WARNING
							 : SP_STYLE_DIM;
	struct sp_str text;

	sp_str_init(&text);
	attention_text(pen->ui, attention, &text);
	draw_entry(pen, mark, text.text, style);
	sp_str_finish(&text);
}

static void
draw_no_room(struct pen *pen, const struct sp_week_no_room *no_room)
{
	char length[SP_CLOCK_TEXT];
	struct sp_str text;

	sp_str_init(&text);
	if (pen->ui->privacy)
		sp_task_title(pen->ui, pen->ui->world->snapshot, no_room->task->id, &text);
	else
		sp_str_add(&text, no_room->title);
	sp_str_addf(&text, "%s%s, %s", no_room->count[0] == '\0' ? "" : ", ", no_room->count,
		    sp_short_length(no_room->missing_min, length));
	draw_entry(pen, "-", text.text, SP_STYLE_WARNING);
	sp_str_finish(&text);
}

/* Entries before this row are scrolled away so that the row with the cursor is seen. */
static int
first_entry(const struct sp_ui *ui, int height)
{
	int at = ui->in_panel ? ui->cursor[SP_VIEW_WEEK] : 0;
	int fits = height / 3 > 1 ? height / 3 : 1;

	return at < fits ? 0 : at - fits + 1;
}

/* Lines kept for what did not fit, so that a long list of attentions does not hide it. */
static int
room_below(const struct sp_week *week, int height)
{
	int lines = week->n_no_room > 0 ? (int)week->n_no_room + 2 : 0;

	return lines < height / 3 ? lines : height / 3;
}

void
sp_week_panel_draw(const struct sp_ui *ui, const struct sp_week_layout *layout, struct sp_surface *surface)
{
	const struct sp_week *week = &ui->world->week;
	struct sp_rect panel = layout->panel;
	struct sp_rect before = sp_surface_clip(surface, panel);
	struct pen pen = {ui, surface, panel, 0};
	struct sp_rect head;
	struct sp_rect below;
	int first;

	sp_surface_fill(surface, panel, ' ', SP_STYLE_TEXT);
	sp_surface_vline(surface, panel.x, panel.y, panel.height, SP_STYLE_DIM);
	sp_rect_take_left(&pen.rest, 2);
	head = sp_rect_take_top(&pen.rest, 1);
	sp_surface_text(surface, head.x - 1, head.y, head.width + 1, "Needs attention", SP_STYLE_HEAD);
	first = first_entry(ui, pen.rest.height);
	if (week->n_attention == 0)
		sp_surface_text(surface, pen.rest.x, sp_rect_take_top(&pen.rest, 1).y, pen.rest.width,
				"nothing: all on time", SP_STYLE_GOOD);
	below = sp_rect_take_bottom(&pen.rest, ui->in_panel ? 0 : room_below(week, pen.rest.height));
	for (size_t i = 0; i < week->n_attention; i++) {
		if ((int)i < first || pen.rest.height <= 0)
			pen.row++;
		else
			draw_attention(&pen, &week->attention[i]);
	}
	pen.rest.height += below.height;
	if (week->n_no_room > 0) {
		sp_rect_take_top(&pen.rest, 1);
		head = sp_rect_take_top(&pen.rest, 1);
		sp_surface_text(surface, head.x - 1, head.y, head.height > 0 ? head.width + 1 : 0,
				"Did not fit", SP_STYLE_HEAD);
	}
	for (size_t i = 0; i < week->n_no_room; i++) {
		if (pen.row < first)
			pen.row++;
		else
			draw_no_room(&pen, &week->no_room[i]);
	}
	sp_surface_unclip(surface, before);
}

struct sp_rect
sp_week_list_area(const struct sp_ui *ui)
{
	return sp_frame_of(ui).body;
}

static void
row_text(const struct sp_ui *ui, const struct sp_week_row *row, struct sp_str *out)
{
	sp_time midnight = sp_time_of(ui->world->week.days[row->day].day, 0);
	char span[64];
	char marks[8];

	sp_str_addf(out, "%-22s  ",
		    sp_span_text(midnight + row->item.from_min, midnight + row->item.to_min, span));
	if (row->item.kind == SP_ITEM_FIXED) {
		sp_str_addf(out, "  %s", sp_fixed_title(ui, row->item.fixed));
		if (!sp_streq(sp_fixed_title(ui, row->item.fixed), sp_fixed_kind_name(row->item.fixed->kind)))
			sp_str_addf(out, " (%s)", sp_fixed_kind_name(row->item.fixed->kind));
		return;
	}
	assert(row->item.kind == SP_ITEM_BLOCK);
	sp_block_marks(row->item.block, marks);
	sp_str_addf(out, "%c %s", (char)sp_chip_letter(row->item.block->activity),
		    sp_block_title(ui, row->item.block));
	if (row->item.block->block->locked)
		sp_str_add(out, ", locked");
	if (row->item.block->block->state == SP_BLOCK_CONFIRMED)
		sp_str_add(out, ", confirmed");
	if (row->item.block->block->state == SP_BLOCK_DONE)
		sp_str_add(out, ", done");
	if (row->item.block->late)
		sp_str_add(out, ", late or at risk !");
	if (row->item.block->unreviewed)
		sp_str_add(out, ", not reviewed ?");
}

void
sp_week_list_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_week_row rows[SP_WEEK_ROWS];
	struct sp_rect body = frame->body;
	struct sp_week_item focus;
	bool focused = sp_week_focus(ui, &focus);
	int n = sp_week_rows(ui, rows, SP_WEEK_ROWS);
	int at = 0;
	int top;

	for (int i = 0; i < n; i++)
		if (focused && ui->world->week.days[rows[i].day].day == ui->day &&
		    rows[i].item.from_min <= ui->at_min)
			at = i;
	top = sp_scroll(ui->top[SP_VIEW_WEEK], at, body.height, n);
	if (n == 0)
		sp_surface_text(surface, body.x + 1, body.y, -1,
				"Nothing stands in this week. p plans it, a adds something.", SP_STYLE_DIM);
	for (int i = top; i < n && i - top < body.height; i++) {
		enum sp_style style = i == at				   ? SP_STYLE_FOCUS
				      : rows[i].item.kind == SP_ITEM_FIXED ? SP_STYLE_FIXED
									   : SP_STYLE_TEXT;
		struct sp_str text;

		sp_str_init(&text);
		row_text(ui, &rows[i], &text);
		sp_surface_put(surface, body.x, body.y + i - top, i == at ? '>' : ' ', SP_STYLE_STRONG);
		sp_surface_text(surface, body.x + 1, body.y + i - top, body.width - 1, text.text, style);
		if (i == at)
			sp_surface_cursor(surface, body.x + 1, body.y + i - top);
		sp_str_finish(&text);
	}
}
