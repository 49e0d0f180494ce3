/*
 * Drawing a sheet: label and value of each field, the sentence about a mistake under the field it is about, and at the
 * bottom what may be typed in the field under the cursor.
 */
#include "sheet.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 78, LABEL = 21, SHORT_LABEL = 13, NARROW = 50, HINT_LINES = 2, ERROR_LINES = 4 };

struct layout {
	struct sp_rect box, rows, hint;
	int label;
	int error_lines;
};

static int
lines_of(const char *text, int width)
{
	struct sp_surface none = {.width = 0};

	return sp_surface_wrap(&none, (struct sp_rect){0, 0, width, 0}, 0, text, SP_STYLE_TEXT);
}

static struct layout
layout_of(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_sheet *sheet = dialog->sheet;
	struct sp_rect body = sp_frame_of(ui).body;
	int width = ui->width < WIDTH ? ui->width : WIDTH;
	struct layout at = {.label = width < NARROW ? SHORT_LABEL : LABEL};
	int n = sp_sheet_rows(dialog);

	if (sheet->error[0] != '\0')
		at.error_lines = lines_of(sheet->error, width - 8);
	if (at.error_lines > ERROR_LINES)
		at.error_lines = ERROR_LINES;
	n += at.error_lines + HINT_LINES + 3;
	at.box = sp_rect_centre(body, width, n < body.height ? n : body.height);
	at.rows = (struct sp_rect){at.box.x + 1, at.box.y + 1, at.box.width - 2, at.box.height - 2};
	at.hint = sp_rect_take_bottom(&at.rows, n <= body.height || at.rows.height > 6 ? HINT_LINES + 1 : 1);
	return at;
}

/* Lines of the fields, with the lines of the mistake behind the field it is about (or behind all). */
static int
line_of_field(const struct sp_dialog *dialog, const struct layout *at, int i)
{
	return i + (dialog->sheet->error_field >= 0 && i > dialog->sheet->error_field ? at->error_lines : 0);
}

int
sp_sheet_scroll(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	struct layout at = layout_of(ui, dialog);
	int n = sp_sheet_rows(dialog) + at.error_lines;
	int line = line_of_field(dialog, &at, dialog->cursor);
	int top = dialog->top;

	if (dialog->cursor == dialog->sheet->error_field && at.error_lines < at.rows.height)
		top = sp_scroll(top, line + at.error_lines, at.rows.height, n);
	return sp_scroll(top, line, at.rows.height, n);
}

int
sp_sheet_hit(const struct sp_ui *ui, const struct sp_dialog *dialog, int x, int y)
{
	struct layout at = layout_of(ui, dialog);

	for (int i = 0; i < sp_sheet_rows(dialog); i++)
		if (sp_rect_holds(at.rows, x, y) &&
		    y == at.rows.y + line_of_field(dialog, &at, i) - dialog->top)
			return i;
	return -1;
}

static void
draw_choice(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect rect,
	    const struct sheet_field *field, const char *value, bool focused)
{
	const struct sp_snapshot *snapshot = ui->world->snapshot;
	struct sheet_choice choice;
	int i = sheet_choice_of(snapshot, field, value);

	if (i < 0 || !sheet_choice_at(snapshot, field, i, &choice))
		snprintf(choice.label, sizeof(choice.label), "%.79s", value);
	sp_surface_textf(surface, rect.x, rect.y, rect.width, focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT,
			 focused ? "< %s >" : "  %s", choice.label);
	if (focused)
		sp_surface_cursor(surface, rect.x, rect.y);
}

static void
draw_value(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface, int i,
	   struct sp_rect rect)
{
	const struct sp_sheet *sheet = dialog->sheet;
	const struct sheet_field *field = &sheet_infos[sheet->of].fields[i];
	const char *text = sheet->lines[i].text;
	bool focused = i == dialog->cursor;
	char understood[64] = "";
	int width;

	if (ui->world != NULL && sheet_is_choice(field)) {
		draw_choice(ui, surface, rect, field, text, focused);
		return;
	}
	if (ui->privacy && field->secret && !focused && text[0] != '\0') {
		sp_surface_text(surface, rect.x + 2, rect.y, rect.width - 2, "---", SP_STYLE_DIM);
		return;
	}
	rect.x += 2;
	rect.width -= 2;
	if (sheet_understood(ui, sheet, field, text, understood, sizeof(understood))) {
		width = sp_surface_width(surface, understood) + 3;
		if (sp_surface_width(surface, text) + 2 + width <= rect.width) {
			sp_surface_textf(surface, rect.x + rect.width - width, rect.y, width, SP_STYLE_NOTE,
					 "= %s", understood);
			rect.width -= width + 1;
		}
	}
	if (focused)
		sp_line_draw(&sheet->lines[i], surface, rect);
	else
		sp_surface_text(surface, rect.x, rect.y, rect.width, text, SP_STYLE_TEXT);
}

static void
draw_field(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface,
	   const struct layout *at, int i)
{
	const struct sp_sheet *sheet = dialog->sheet;
	const struct sheet_field *field = &sheet_infos[sheet->of].fields[i];
	bool focused = i == dialog->cursor;
	bool wrong = sheet->error[0] != '\0' && sheet->error_field == i;
	bool changed = !sp_streq(sheet->lines[i].text, sheet->before[i]);
	int y = at->rows.y + line_of_field(dialog, at, i) - dialog->top;
	struct sp_rect value = {at->rows.x + at->label + 2, y, at->rows.width - at->label - 3, 1};

	if (y < at->rows.y || y >= at->rows.y + at->rows.height)
		return;
	sp_surface_put(surface, at->rows.x, y, focused ? '>' : ' ', SP_STYLE_STRONG);
	sp_surface_put(surface, at->rows.x + 1, y,
		       wrong	 ? '!'
		       : changed ? '*'
				 : ' ',
		       wrong ? SP_STYLE_ALERT : SP_STYLE_STRONG);
	sp_surface_text(surface, at->rows.x + 3, y, at->label - 2, field->label,
			focused ? SP_STYLE_STRONG : SP_STYLE_DIM);
	draw_value(ui, dialog, surface, i, value);
}

static void
draw_error(const struct sp_dialog *dialog, struct sp_surface *surface, const struct layout *at)
{
	const struct sp_sheet *sheet = dialog->sheet;
	int after = sheet->error_field >= 0 ? sheet->error_field : sp_sheet_rows(dialog) - 1;
	int y = at->rows.y + line_of_field(dialog, at, after) + 1 - dialog->top;
	struct sp_rect rect = {at->rows.x + 3, y, at->rows.width - 4, at->error_lines};
	struct sp_rect before = sp_surface_clip(surface, at->rows);

	sp_surface_wrap(surface, rect, 0, sheet->error, SP_STYLE_ALERT);
	sp_surface_unclip(surface, before);
}

void
sp_sheet_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	const struct sp_sheet *sheet = dialog->sheet;
	const struct sheet_info *info = &sheet_infos[sheet->of];
	struct layout at = layout_of(ui, dialog);
	int n = sp_sheet_rows(dialog) + at.error_lines;
	char title[SP_SHEET_KEY * 2];
	const char *percent = strstr(info->title, "%s");
	bool hide =
		ui->privacy && (info->entity == SP_ENTITY_case || info->entity == SP_ENTITY_staff_member ||
				info->entity == SP_ENTITY_attendee);

	if (percent != NULL)
		snprintf(title, sizeof(title), "%.*s%s%s", (int)(percent - info->title), info->title,
			 hide ? "---" : sheet->key, percent + 2);
	else
		snprintf(title, sizeof(title), "%s", info->title);
	if (sheet->profile[0] != '\0' && !hide) {
		size_t len = strlen(title);

		snprintf(title + len, sizeof(title) - len, " (%.40s)", sheet->profile);
	}
	sp_surface_box(surface, at.box, title, SP_STYLE_BOX);
	for (int i = 0; i < sp_sheet_rows(dialog); i++)
		draw_field(ui, dialog, surface, &at, i);
	if (at.error_lines > 0)
		draw_error(dialog, surface, &at);
	if (n > at.rows.height && at.box.width > 30)
		sp_surface_textf(surface, at.box.x + at.box.width - 18, at.box.y, 16, SP_STYLE_DIM,
				 " field %d of %d ", dialog->cursor + 1, sp_sheet_rows(dialog));
	if (at.hint.height > 1) {
		sp_surface_hline(surface, at.hint.x, at.hint.y, at.hint.width, SP_STYLE_BOX);
		at.hint.y++;
		at.hint.height--;
	}
	at.hint.x += 3;
	at.hint.width -= 4;
	sp_surface_wrap(surface, at.hint, 0, info->fields[dialog->cursor].hint, SP_STYLE_DIM);
}
