/*
 * The Week view's own arithmetic: what stands in a day, and where on the screen.
 */
#ifndef SP_UI_WEEK_H
#define SP_UI_WEEK_H

#include "parts.h"

enum sp_week_item_kind {
	SP_ITEM_BLOCK,
	SP_ITEM_FIXED,
	SP_ITEM_FREE,	/* working time with nothing in it: the reserve */
	SP_ITEM_CLOSED, /* not worked */
};

struct sp_week_item {
	enum sp_week_item_kind kind;
	sp_minute from_min, to_min;
	const struct sp_week_block *block; /* SP_ITEM_BLOCK */
	const struct sp_fixed *fixed;	   /* SP_ITEM_FIXED */
	int top, bottom;		   /* rows from the first hour shown; equal: no room to show it */
};

enum { SP_WEEK_ITEMS = 128, SP_WEEK_GRID = 24 * 12 + 1 };

struct sp_week_layout {
	struct sp_frame frame;
	struct sp_rect head;  /* the days' names */
	struct sp_rect hours; /* the clock at the left */
	struct sp_rect grid;  /* the days, each with its line at the left */
	struct sp_rect panel; /* needs attention; empty: not shown */
	bool panel_covers;    /* it lies over the days */
	int first_day, n_days;
	int row_min;			    /* minutes a row, or nearly */
	int n_rows;			    /* of the whole day */
	sp_minute row_at[SP_WEEK_GRID + 1]; /* where each begins; behind the last: where it ends */
	int top_row;
	sp_minute from_min, to_min;
};

struct sp_week_layout sp_week_layout(const struct sp_ui *ui);

/* week_rows.c: rows for the height of the grid; the row that holds a minute, and the edge (0 to n_rows) nearest to it. */
void sp_week_rows_set(struct sp_week_layout *layout, const struct sp_week *week);
int sp_week_row_of(const struct sp_week_layout *layout, sp_minute minute);
int sp_week_row_near(const struct sp_week_layout *layout, sp_minute minute);
struct sp_rect sp_week_column(const struct sp_week_layout *layout, int day); /* index in the week */

/* What stands in the day, by start, with its rows. */
int sp_week_items(const struct sp_week_layout *layout, const struct sp_week_day *day,
		  struct sp_week_item *items, int max);

/* The day's index in the week shown, or -1. */
int sp_week_day_index(const struct sp_ui *ui, sp_day day);

/* The item under the cursor; false when there is no week. */
bool sp_week_focus(const struct sp_ui *ui, struct sp_week_item *ret_item);
const struct sp_week_block *sp_week_focus_block(const struct sp_ui *ui); /* NULL: none */

/* Rows of the list form, and what each is. */
struct sp_week_row {
	int day;
	struct sp_week_item item; /* only blocks and fixed times */
};
enum { SP_WEEK_ROWS = 512 };
int sp_week_rows(const struct sp_ui *ui, struct sp_week_row *rows, int max);

/* "Needs attention" and "did not fit" as one list. */
int sp_week_panel_rows(const struct sp_ui *ui);
sp_task_id sp_week_panel_task(const struct sp_ui *ui, int row);

void sp_week_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface);
void sp_week_shares_draw(const struct sp_ui *ui, struct sp_rect line, struct sp_surface *surface);
void sp_week_panel_draw(const struct sp_ui *ui, const struct sp_week_layout *layout,
			struct sp_surface *surface);
void sp_week_list_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface);
struct sp_rect sp_week_list_area(const struct sp_ui *ui);

/* The day and minute of a cell; false outside the days. */
bool sp_week_hit(const struct sp_ui *ui, int x, int y, int *ret_day, sp_minute *ret_min);

#endif
