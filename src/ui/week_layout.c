/*
 * Where everything of the Week stands. An item's first and last row are its times rounded to rows, so neighbours never
 * overlap; one too short for a row gets one all the same, and pushes what comes after. When the rows are more than the
 * height, the day scrolls with the cursor.
 */
#include "senplan/base/array.h"

#include "week.h"

#include <assert.h>
#include <string.h>

enum { HOURS_WIDTH = 5, WIDE = 80, PANEL_FROM = 100, PANEL_LEAST = 26, PANEL_MOST = 44, PANEL_OVER = 36 };

static struct sp_rect
panel_of(const struct sp_ui *ui, struct sp_rect *body, bool *ret_covers)
{
	int width = ui->width / 4;

	*ret_covers = false;
	if (ui->width >= PANEL_FROM) {
		width = width < PANEL_LEAST ? PANEL_LEAST : width > PANEL_MOST ? PANEL_MOST : width;
		return sp_rect_take_right(body, width);
	}
	if (ui->in_panel) {
		struct sp_rect under = *body;

		*ret_covers = true;
		return sp_rect_take_right(&under, PANEL_OVER);
	}
	return (struct sp_rect){0, 0, 0, 0};
}

static void
set_rows(struct sp_week_layout *layout, const struct sp_ui *ui)
{
	sp_week_rows_set(layout, &ui->world->week);
	layout->top_row = sp_scroll(ui->week_top, sp_week_row_of(layout, ui->at_min), layout->grid.height,
				    layout->n_rows);
}

struct sp_week_layout
sp_week_layout(const struct sp_ui *ui)
{
	struct sp_week_layout layout = {.frame = sp_frame_of(ui)};
	struct sp_rect body = layout.frame.body;
	int index;

	assert(ui->world != NULL);
	layout.panel = panel_of(ui, &body, &layout.panel_covers);
	layout.head = sp_rect_take_top(&body, 1);
	layout.hours = sp_rect_take_left(&body, HOURS_WIDTH);
	layout.grid = body;
	sp_rect_take_left(&layout.head, HOURS_WIDTH);
	index = sp_week_day_index(ui, ui->day);
	layout.n_days = ui->world->week.n_days;
	if (ui->width < WIDE) {
		layout.first_day = index < 0 ? 0 : index;
		layout.n_days = 1;
	}
	set_rows(&layout, ui);
	return layout;
}

struct sp_rect
sp_week_column(const struct sp_week_layout *layout, int day)
{
	int i = day - layout->first_day;

	if (i < 0 || i >= layout->n_days)
		return (struct sp_rect){0, 0, 0, 0};
	return sp_rect_column(layout->grid, i, layout->n_days);
}

int
sp_week_day_index(const struct sp_ui *ui, sp_day day)
{
	const struct sp_week *week = &ui->world->week;

	for (int i = 0; i < week->n_days; i++)
		if (week->days[i].day == day)
			return i;
	return -1;
}

/* The rows of its own times; what is shorter than its row stands in it. */
static void
place_by_clock(const struct sp_week_layout *layout, struct sp_week_item *item)
{
	int row = sp_week_row_of(layout, item->from_min);
	bool is_short = item->to_min - item->from_min < layout->row_at[row + 1] - layout->row_at[row];

	item->top = is_short ? row : sp_week_row_near(layout, item->from_min);
	item->bottom = is_short ? row + 1 : sp_week_row_near(layout, item->to_min);
	if (item->top >= layout->n_rows)
		item->top = layout->n_rows - 1;
	if (item->kind != SP_ITEM_FREE && item->kind != SP_ITEM_CLOSED && item->bottom <= item->top)
		item->bottom = item->top + 1;
}

/* Of two that begin in one row the second goes a row down; at the end of the day it lies over the last. */
static void
push_down(const struct sp_week_layout *layout, struct sp_week_item *item, int below)
{
	if (item->top >= below)
		return;
	item->top = below;
	if (item->bottom <= below)
		item->bottom = below + 1;
	if (item->bottom > layout->n_rows) {
		item->bottom = layout->n_rows;
		item->top = item->top < layout->n_rows ? item->top : layout->n_rows - 1;
	}
}

/*
 * Rows for the items, in order of start. What really overlaps something before it keeps its rows and lies over it; a lesson
 * or a break inside a longer fixed time is not drawn (it does not take place). Free time keeps its own rows: it is only
 * what is left. A break for which there is no row is left out.
 */
static void
place_items(const struct sp_week_layout *layout, struct sp_week_item *items, int n)
{
	sp_minute until = 0;
	int below = 0;

	for (int i = 0; i < n; i++) {
		struct sp_week_item *item = &items[i];
		bool is_fixed = item->kind == SP_ITEM_FIXED;
		bool overlaps = item->from_min < until;

		place_by_clock(layout, item);
		if (item->kind == SP_ITEM_FREE || item->kind == SP_ITEM_CLOSED) {
			item->top = item->top > below ? item->top : below;
			item->bottom = item->bottom > item->top ? item->bottom : item->top;
			continue;
		}
		if (is_fixed && overlaps && item->to_min <= until && item->fixed->kind != SP_FIXED_LOST)
			item->bottom = item->top;
		else if (is_fixed && item->fixed->kind == SP_FIXED_BREAK && item->bottom <= below)
			item->bottom = item->top;
		else if (!overlaps || (is_fixed && item->fixed->kind != SP_FIXED_LOST))
			push_down(layout, item, below);
		below = item->bottom > below ? item->bottom : below;
		until = item->to_min > until ? item->to_min : until;
	}
}

static void
sort_items(struct sp_week_item *items, int n)
{
	for (int i = 1; i < n; i++) {
		struct sp_week_item item = items[i];
		int j = i;

		for (; j > 0 && (items[j - 1].from_min > item.from_min ||
				 (items[j - 1].from_min == item.from_min && items[j - 1].kind < item.kind));
		     j--)
			items[j] = items[j - 1];
		items[j] = item;
	}
}

/* Adds the parts of [from, to) that no item so far covers (the first `n_before` are blocks and fixed times). */
static int
add_gaps(struct sp_week_item *items, int n, int n_before, struct sp_week_item gap, int max)
{
	sp_minute at = gap.from_min;
	sp_minute end = gap.to_min;

	for (int i = 0; i < n_before && at < end; i++) {
		if (items[i].to_min <= at || items[i].from_min >= end)
			continue;
		if (items[i].from_min > at && n < max) {
			gap.from_min = at;
			gap.to_min = items[i].from_min;
			items[n++] = gap;
		}
		at = items[i].to_min;
	}
	if (at < end && n < max) {
		gap.from_min = at;
		gap.to_min = end;
		items[n++] = gap;
	}
	return n;
}

int
sp_week_items(const struct sp_week_layout *layout, const struct sp_week_day *day, struct sp_week_item *items,
	      int max)
{
	const struct sp_spans *work = &day->availability.work;
	sp_minute at = layout->from_min;
	int n = 0;
	int n_solid;

	for (size_t i = 0; i < day->n_blocks && n < max; i++) {
		const struct sp_block *block = day->blocks[i].block;
		sp_minute from = sp_time_minute(block->start);

		items[n++] = (struct sp_week_item){.kind = SP_ITEM_BLOCK,
						   .from_min = from,
						   .to_min = from + block->length_min,
						   .block = &day->blocks[i]};
	}
	for (size_t i = 0; i < day->availability.n_fixed && n < max; i++) {
		const struct sp_fixed *fixed = &day->availability.fixed[i];
		bool pause = fixed->kind == SP_FIXED_BREAK || fixed->kind == SP_FIXED_LUNCH;

		if (pause && work->n == 0)
			continue;
		items[n++] = (struct sp_week_item){.kind = SP_ITEM_FIXED,
						   .from_min = fixed->from_min,
						   .to_min = fixed->to_min,
						   .fixed = fixed};
	}
	sort_items(items, n);
	n_solid = n;
	for (size_t i = 0; i < work->n; i++) {
		struct sp_week_item gap = {SP_ITEM_CLOSED, at, work->items[i].from, NULL, NULL, 0, 0};

		if (gap.to_min > gap.from_min)
			n = add_gaps(items, n, n_solid, gap, max);
		gap = (struct sp_week_item){
			SP_ITEM_FREE, work->items[i].from, work->items[i].to, NULL, NULL, 0, 0};
		n = add_gaps(items, n, n_solid, gap, max);
		at = work->items[i].to;
	}
	if (at < layout->to_min)
		n = add_gaps(items, n, n_solid,
			     (struct sp_week_item){SP_ITEM_CLOSED, at, layout->to_min, NULL, NULL, 0, 0},
			     max);
	sort_items(items, n);
	place_items(layout, items, n);
	return n;
}

bool
sp_week_focus(const struct sp_ui *ui, struct sp_week_item *ret_item)
{
	struct sp_week_item items[SP_WEEK_ITEMS];
	struct sp_week_layout layout;
	int day;
	int n;
	int best = -1;

	if (ui->world == NULL || (day = sp_week_day_index(ui, ui->day)) < 0)
		return false;
	layout = sp_week_layout(ui);
	n = sp_week_items(&layout, &ui->world->week.days[day], items, SP_WEEK_ITEMS);
	for (int i = 0; i < n; i++) {
		if (items[i].from_min > ui->at_min && best >= 0)
			break;
		if (best < 0 || items[best].to_min <= ui->at_min || items[best].kind != SP_ITEM_BLOCK ||
		    items[i].kind == SP_ITEM_BLOCK)
			best = i;
	}
	if (best < 0)
		return false;
	*ret_item = items[best];
	return true;
}

const struct sp_week_block *
sp_week_focus_block(const struct sp_ui *ui)
{
	struct sp_week_item item;

	if (!sp_week_focus(ui, &item) || item.kind != SP_ITEM_BLOCK)
		return NULL;
	return item.block;
}

int
sp_week_rows(const struct sp_ui *ui, struct sp_week_row *rows, int max)
{
	struct sp_week_layout layout;
	int n = 0;

	if (ui->world == NULL)
		return 0;
	layout = sp_week_layout(ui);
	for (int day = 0; day < ui->world->week.n_days; day++) {
		struct sp_week_item items[SP_WEEK_ITEMS];
		int n_items = sp_week_items(&layout, &ui->world->week.days[day], items, SP_WEEK_ITEMS);

		for (int i = 0; i < n_items && n < max; i++)
			if (items[i].kind == SP_ITEM_BLOCK || items[i].kind == SP_ITEM_FIXED)
				rows[n++] = (struct sp_week_row){day, items[i]};
	}
	return n;
}

bool
sp_week_hit(const struct sp_ui *ui, int x, int y, int *ret_day, sp_minute *ret_min)
{
	struct sp_week_layout layout;

	if (ui->world == NULL)
		return false;
	layout = sp_week_layout(ui);
	if (!sp_rect_holds(layout.grid, x, y))
		return false;
	for (int day = 0; day < ui->world->week.n_days; day++) {
		int row = y - layout.grid.y + layout.top_row;

		if (!sp_rect_holds(sp_week_column(&layout, day), x, y) || row >= layout.n_rows)
			continue;
		*ret_day = day;
		*ret_min = layout.row_at[row];
		return true;
	}
	return false;
}
