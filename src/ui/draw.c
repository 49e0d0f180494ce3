/*
 * draw: the view, then the dialogs on it, then the message and the keys that work here. Changes nothing.
 */
#include "act.h"
#include "week.h"

#include <stdio.h>

enum { LEAST_WIDTH = 30, LEAST_HEIGHT = 9 };

static int
week_list_rows(const struct sp_ui *ui)
{
	return sp_week_panel_rows(ui);
}

const struct sp_view_info sp_views[SP_VIEW_COUNT] = {
	[SP_VIEW_WEEK] = {sp_week_draw, week_list_rows, sp_week_list_area},
	[SP_VIEW_AHEAD] = {sp_ahead_draw, sp_ahead_rows, sp_ahead_area},
	[SP_VIEW_CASES] = {sp_cases_draw, sp_cases_rows, sp_cases_area},
	[SP_VIEW_DUTIES] = {sp_duties_draw, sp_duties_rows, sp_duties_area},
	[SP_VIEW_REVIEW] = {sp_review_draw, sp_review_rows, sp_review_area},
	[SP_VIEW_SET_UP] = {sp_set_up_draw, sp_set_up_rows, sp_set_up_area},
};

/* Too small to show anything: one polite line, and the way out. */
static void
draw_too_small(const struct sp_ui *ui, struct sp_surface *surface)
{
	char text[80];

	snprintf(text, sizeof(text), "senplan needs %dx%d; here is %dx%d. q quits.", LEAST_WIDTH,
		 LEAST_HEIGHT, ui->width, ui->height);
	sp_surface_wrap(surface, (struct sp_rect){0, 0, surface->width, surface->height}, 0, text,
			SP_STYLE_TEXT);
	sp_surface_cursor(surface, 0, 0);
}

/* A long message takes lines from the view above the status line. */
static void
draw_message(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_rect area = frame->status;

	area.height = sp_message_lines(ui);
	if (area.height == 0)
		return;
	area.width -= 2;
	area.y = frame->status.y - area.height + 1;
	sp_surface_fill(surface, (struct sp_rect){area.x, area.y, area.width + 2, area.height}, ' ',
			SP_STYLE_TEXT);
	area.x++;
	sp_surface_wrap(surface, area, 0, ui->message, ui->message_style);
}

void
sp_ui_draw(const struct sp_ui *ui, struct sp_surface *surface)
{
	static const char *const name[] = {"senplan", NULL};
	static const char *const nothing[] = {NULL};
	struct sp_frame frame = sp_frame_of(ui);

	surface->ascii = ui->options.ascii;
	surface->hidden = ui->privacy && ui->world != NULL ? ui->world->snapshot : NULL;
	surface->shows_typed = !ui->looking;
	sp_surface_clear(surface);
	if (ui->width < LEAST_WIDTH || ui->height < LEAST_HEIGHT) {
		draw_too_small(ui, surface);
		return;
	}
	if (ui->world != NULL) {
		sp_views[ui->view].draw(ui, &frame, surface);
	} else {
		sp_draw_top(&frame, surface, name, nothing);
		sp_surface_text(surface, 1, 2, -1, "The plan is not loaded. C-l tries again, q leaves.",
				SP_STYLE_DIM);
	}
	for (int i = 0; i < ui->n_dialogs; i++)
		sp_dialog_draw(ui, &ui->dialogs[i], surface);
	draw_message(ui, &frame, surface);
	sp_draw_footer(ui, surface, frame.footer);
}
