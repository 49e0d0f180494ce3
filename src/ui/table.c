/*
 * Tables as dialogs: opening, drawing, the cursor. What the rows are is in table_rows.c and chain.c, what the keys do in
 * act_rows.c.
 */
#include "table.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { MOST_WIDTH = 110, LEAST_FOR_DETAIL = 14 };

void
sp_table_open(struct sp_ui *ui, enum sp_table_of table, int64_t row, const char *profile)
{
	struct sp_dialog *dialog = ui->world == NULL ? NULL : sp_dialog_push(ui, SP_DIALOG_TABLE);

	if (dialog == NULL)
		return;
	dialog->table = table;
	dialog->row = row;
	snprintf(dialog->profile, sizeof(dialog->profile), "%s", profile);
	snprintf(dialog->title, sizeof(dialog->title), "%s", table_infos[table].name);
}

int
sp_table_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	return ui->world == NULL ? 0 : table_infos[dialog->table].rows(ui, dialog);
}

const char *
sp_table_name(enum sp_table_of table)
{
	return table_infos[table].name;
}

static struct sp_rect
table_box(const struct sp_ui *ui)
{
	struct sp_rect body = sp_frame_of(ui).body;

	return sp_rect_centre(body, ui->width < MOST_WIDTH ? ui->width : MOST_WIDTH, body.height);
}

static int
detail_height(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	int detail = table_infos[dialog->table].detail;

	return table_box(ui).height < LEAST_FOR_DETAIL || detail == 0 ? 0 : detail + 1;
}

struct sp_rect
sp_table_area(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	struct sp_rect box = table_box(ui);

	return (struct sp_rect){box.x + 1, box.y + 2, box.width - 2,
				box.height - 3 - detail_height(ui, dialog)};
}

/* The cells of a row into the columns; what is too long is cut with a sign that says so. */
static void
draw_cells(const struct table_info *info, struct sp_surface *surface, struct sp_rect line, const char *text,
	   enum sp_style style)
{
	int x = line.x + 1;
	int end = line.x + line.width;
	int missing = 1 - line.width;
	int widest = 0;

	for (int c = 0; info->columns[c] != 0; c++) {
		missing += info->columns[c];
		widest = info->columns[c] > info->columns[widest] ? c : widest;
	}
	/* On a narrow screen the widest column gives way, down to half; on a wide one it grows by as much. */
	missing = missing < -info->columns[widest] / 2	? -info->columns[widest] / 2
		  : missing > info->columns[widest] / 2 ? info->columns[widest] / 2
							: missing;

	for (int c = 0; info->columns[c] != 0 && x < end; c++) {
		size_t len = strcspn(text, "\t");
		bool last = info->columns[c + 1] == 0;
		int whole = info->columns[c] - (c == widest ? missing : 0);
		int width = last ? end - x : whole - 1;
		struct sp_str cell;

		sp_str_init(&cell);
		sp_str_add_n(&cell, text, len);
		sp_surface_text(surface, x, line.y, width < end - x ? width : end - x, cell.text, style);
		sp_str_finish(&cell);
		x += whole;
		text += len;
		text += *text == '\t';
	}
}

static void
draw_row(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface,
	 struct sp_rect line, int row)
{
	const struct table_info *info = &table_infos[dialog->table];
	bool focused = row == dialog->cursor;
	enum sp_style style = info->style != NULL ? info->style(ui, dialog, row) : SP_STYLE_TEXT;
	struct sp_str cells;

	if (focused)
		style = SP_STYLE_FOCUS;
	sp_surface_fill(surface, line, ' ', focused ? style : SP_STYLE_TEXT);
	sp_surface_put(surface, line.x, line.y, focused ? '>' : ' ', style);
	sp_str_init(&cells);
	info->cells(ui, dialog, row, &cells);
	draw_cells(info, surface, line, cells.text, style);
	sp_str_finish(&cells);
	if (focused)
		sp_surface_cursor(surface, line.x, line.y);
}

static void
draw_detail(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface,
	    struct sp_rect area)
{
	const struct table_info *info = &table_infos[dialog->table];
	int height = detail_height(ui, dialog);
	struct sp_str text;

	if (height == 0 || info->about == NULL)
		return;
	sp_surface_hline(surface, area.x, area.y + area.height, area.width, SP_STYLE_BOX);
	sp_str_init(&text);
	info->about(ui, dialog, dialog->cursor, &text);
	sp_surface_wrap(surface,
			(struct sp_rect){area.x + 1, area.y + area.height + 1, area.width - 2, height - 1}, 0,
			text.text, SP_STYLE_TEXT);
	sp_str_finish(&text);
}

void
sp_table_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	const struct table_info *info = &table_infos[dialog->table];
	struct sp_rect area = sp_table_area(ui, dialog);
	struct sp_str text;
	int n = sp_table_rows(ui, dialog);

	sp_str_init(&text);
	if (ui->world != NULL && info->title != NULL)
		info->title(ui, dialog, &text);
	sp_surface_box(surface, table_box(ui), text.len > 0 ? text.text : dialog->title, SP_STYLE_BOX);
	sp_str_clear(&text);
	if (ui->world != NULL)
		info->cells(ui, dialog, -1, &text);
	draw_cells(info, surface, (struct sp_rect){area.x, area.y - 1, area.width, 1}, text.text,
		   SP_STYLE_HEAD);
	sp_str_finish(&text);
	if (n == 0) {
		sp_surface_text(surface, area.x + 1, area.y, area.width - 2, info->empty, SP_STYLE_DIM);
		sp_surface_cursor(surface, area.x + 1, area.y);
	}
	for (int i = dialog->top; i < n && i - dialog->top < area.height; i++)
		draw_row(ui, dialog, surface,
			 (struct sp_rect){area.x, area.y + i - dialog->top, area.width, 1}, i);
	if (ui->world != NULL)
		draw_detail(ui, dialog, surface, area);
}
