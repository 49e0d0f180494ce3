/*
 * Cells: drawing into a surface. Every character passes sp_surface_put, which keeps to the clip, keeps wide characters
 * whole, and lets nothing through that could move the cursor or turn the text round.
 */
#include "senplan/ui/surface.h"

#include "senplan/base/utf8.h"
#include "senplan/model/code.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const char style_letters[] = {
#define X(name, letter) letter,
	SP_STYLES(X)
#undef X
};

char
sp_style_letter(enum sp_style style)
{
	assert((unsigned)style < SP_STYLE_COUNT);
	return style_letters[style];
}

static struct sp_cell *
cell_at(struct sp_surface *surface, int x, int y)
{
	assert(x >= 0 && x < surface->width && y >= 0 && y < surface->height);
	return &surface->cells[(size_t)y * (size_t)surface->width + (size_t)x];
}

const struct sp_cell *
sp_surface_cell(const struct sp_surface *surface, int x, int y)
{
	assert(x >= 0 && x < surface->width && y >= 0 && y < surface->height);
	return &surface->cells[(size_t)y * (size_t)surface->width + (size_t)x];
}

bool
sp_surface_resize(struct sp_surface *surface, int width, int height)
{
	struct sp_cell *cells;

	width = width < 1 ? 1 : width > SP_SURFACE_MAX ? SP_SURFACE_MAX : width;
	height = height < 1 ? 1 : height > SP_SURFACE_MAX ? SP_SURFACE_MAX : height;
	if (surface->cells != NULL && width == surface->width && height == surface->height) {
		sp_surface_clear(surface);
		return true;
	}
	cells = calloc((size_t)width * (size_t)height, sizeof(*cells));
	if (cells == NULL)
		return false;
	free(surface->cells);
	surface->cells = cells;
	surface->width = width;
	surface->height = height;
	sp_surface_clear(surface);
	return true;
}

void
sp_surface_finish(struct sp_surface *surface)
{
	free(surface->cells);
	*surface = (struct sp_surface){0};
}

void
sp_surface_clear(struct sp_surface *surface)
{
	size_t n = (size_t)surface->width * (size_t)surface->height;

	for (size_t i = 0; i < n; i++)
		surface->cells[i] = (struct sp_cell){.code = ' ', .style = SP_STYLE_TEXT};
	surface->clip = (struct sp_rect){0, 0, surface->width, surface->height};
	surface->cursor_x = -1;
	surface->cursor_y = -1;
}

struct sp_rect
sp_surface_clip(struct sp_surface *surface, struct sp_rect rect)
{
	struct sp_rect before = surface->clip;

	surface->clip = sp_rect_intersect(before, rect);
	return before;
}

void
sp_surface_unclip(struct sp_surface *surface, struct sp_rect before)
{
	surface->clip = before;
}

/* A cell is written: if it was half of a wide character, the other half becomes a blank. */
static void
write_cell(struct sp_surface *surface, int x, int y, uint32_t code, enum sp_style style)
{
	struct sp_cell *cell = cell_at(surface, x, y);

	if (cell->code == 0 && code != 0 && x > 0)
		cell_at(surface, x - 1, y)->code = ' ';
	if (cell->code != 0 && x + 1 < surface->width && cell_at(surface, x + 1, y)->code == 0)
		cell_at(surface, x + 1, y)->code = ' ';
	*cell = (struct sp_cell){.code = code, .style = style};
}

void
sp_surface_put(struct sp_surface *surface, int x, int y, uint32_t code, enum sp_style style)
{
	int width = sp_utf8_width(code);

	assert((unsigned)style < SP_STYLE_COUNT);
	assert(code >= ' ');
	if (!sp_rect_holds(surface->clip, x, y))
		return;
	if (width == 2 && !sp_rect_holds(surface->clip, x + 1, y)) {
		code = ' ';
		width = 1;
	}
	write_cell(surface, x, y, code, style);
	if (width == 2) {
		write_cell(surface, x + 1, y, ' ', style);
		cell_at(surface, x + 1, y)->code = 0;
		cell_at(surface, x, y)->code = code;
	}
}

void
sp_surface_fill(struct sp_surface *surface, struct sp_rect rect, uint32_t code, enum sp_style style)
{
	rect = sp_rect_intersect(surface->clip, rect);
	for (int y = rect.y; y < rect.y + rect.height; y++)
		for (int x = rect.x; x < rect.x + rect.width; x++)
			sp_surface_put(surface, x, y, code, style);
}

/* A mark sits on the cell before x, when there is one. */
static void
put_mark(struct sp_surface *surface, int x, int y, uint32_t code)
{
	struct sp_cell *cell;

	if (!sp_rect_holds(surface->clip, x - 1, y))
		return;
	cell = cell_at(surface, x - 1, y);
	if (cell->code == 0 && x >= 2)
		cell = cell_at(surface, x - 2, y);
	for (int i = 0; i < SP_CELL_MARKS; i++)
		if (cell->marks[i] == 0) {
			cell->marks[i] = code;
			return;
		}
}

/* Draws clean text; stops before `columns` would be passed. Returns the columns taken. */
static int
draw_clean(struct sp_surface *surface, struct sp_rect line, const char *text, size_t len, enum sp_style style)
{
	const char *end = text + len;
	int used = 0;

	while (text < end && *text != '\0') {
		uint32_t code = sp_utf8_next(&text);
		int width = sp_utf8_width(code);

		if (width == 0) {
			if (used > 0)
				put_mark(surface, line.x + used, line.y, code);
			continue;
		}
		if (used + width > line.width)
			break;
		sp_surface_put(surface, line.x + used, line.y, code < ' ' ? ' ' : code, style);
		used += width;
	}
	return used;
}

static bool
is_plain(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || (unsigned char)*text >= 0x7F)
			return false;
	return true;
}

/* Codes of pupils in what `buf` holds become dashes. */
static void
hide_codes(const struct sp_surface *surface, struct sp_str *buf)
{
	struct sp_str shown;

	if (surface->hidden == NULL || !sp_codes_stand_in(surface->hidden, buf->text))
		return;
	sp_str_init(&shown);
	sp_codes_blank(surface->hidden, &shown, buf->text);
	sp_str_finish(buf);
	*buf = shown;
}

/* The text as it may be shown: itself when there is nothing to do, else made in `buf` (which the caller finishes). */
static const char *
clean_text(const struct sp_surface *surface, struct sp_str *buf, const char *text)
{
	bool plain = is_plain(text);

	if (plain && (surface->hidden == NULL || !sp_codes_stand_in(surface->hidden, text)))
		return text;
	if (plain)
		sp_str_add(buf, text);
	else
		sp_utf8_clean(buf, text, surface->ascii);
	hide_codes(surface, buf);
	return buf->text;
}

int
sp_surface_text(struct sp_surface *surface, int x, int y, int columns, const char *text, enum sp_style style)
{
	struct sp_str buf;
	const char *clean;
	int width;
	int used;

	assert(text != NULL);
	if (columns < 0)
		columns = surface->clip.x + surface->clip.width - x;
	if (columns <= 0)
		return 0;
	sp_str_init(&buf);
	clean = clean_text(surface, &buf, text);
	width = sp_utf8_text_width(clean);
	if (width <= columns) {
		used = draw_clean(surface, (struct sp_rect){x, y, columns, 1}, clean, SIZE_MAX / 2, style);
	} else {
		used = draw_clean(surface, (struct sp_rect){x, y, columns - 1, 1}, clean, SIZE_MAX / 2,
				  style);
		sp_surface_put(surface, x + used, y, surface->ascii ? '~' : 0x2026, style);
		used++;
	}
	sp_str_finish(&buf);
	assert(used <= columns);
	return used;
}

int
sp_surface_textf(struct sp_surface *surface, int x, int y, int columns, enum sp_style style,
		 const char *format, ...)
{
	struct sp_str text;
	va_list args;
	int used;

	sp_str_init(&text);
	va_start(args, format);
	sp_str_vaddf(&text, format, args);
	va_end(args);
	used = sp_surface_text(surface, x, y, columns, text.text, style);
	sp_str_finish(&text);
	return used;
}

/* Bytes of the first line of clean text at this width: up to a newline, else broken at the last blank that fits. */
static size_t
line_length(const char *text, int columns)
{
	size_t len = 0;
	size_t fit;

	while (text[len] != '\0' && text[len] != '\n')
		len++;
	fit = sp_utf8_fit(text, columns);
	if (fit >= len)
		return len;
	for (size_t i = fit; i > 0; i--)
		if (text[i] == ' ')
			return i;
	return fit > 0 ? fit : 1;
}

/* Cleaning turns newlines to blanks, so lines are cleaned one by one. */
static void
clean_lines(const struct sp_surface *surface, struct sp_str *out, const char *text)
{
	while (*text != '\0') {
		struct sp_str line, clean;
		size_t len = 0;

		while (text[len] != '\0' && text[len] != '\n')
			len++;
		sp_str_init(&line);
		sp_str_add_n(&line, text, len);
		sp_str_init(&clean);
		sp_str_add(out, clean_text(surface, &clean, line.text));
		sp_str_finish(&clean);
		sp_str_finish(&line);
		if (text[len] == '\n')
			sp_str_add_char(out, '\n');
		text += len + (text[len] == '\n');
	}
}

int
sp_surface_wrap(struct sp_surface *surface, struct sp_rect rect, int skip, const char *text,
		enum sp_style style)
{
	struct sp_str clean;
	const char *at;
	int n = 0;

	if (rect.width <= 0)
		return 0;
	sp_str_init(&clean);
	clean_lines(surface, &clean, text);
	for (at = clean.text; *at != '\0'; n++) {
		size_t len = line_length(at, rect.width);

		if (n >= skip && n - skip < rect.height)
			draw_clean(surface, (struct sp_rect){rect.x, rect.y + n - skip, rect.width, 1}, at,
				   len, style);
		at += len;
		if (*at == ' ' || *at == '\n')
			at++;
	}
	sp_str_finish(&clean);
	return n;
}

int
sp_surface_width(const struct sp_surface *surface, const char *text)
{
	struct sp_str buf;
	int width;

	sp_str_init(&buf);
	width = sp_utf8_text_width(clean_text(surface, &buf, text));
	sp_str_finish(&buf);
	return width;
}

void
sp_surface_vline(struct sp_surface *surface, int x, int y, int length, enum sp_style style)
{
	for (int i = 0; i < length; i++)
		sp_surface_put(surface, x, y + i, surface->ascii ? '|' : 0x2502, style);
}

void
sp_surface_hline(struct sp_surface *surface, int x, int y, int length, enum sp_style style)
{
	for (int i = 0; i < length; i++)
		sp_surface_put(surface, x + i, y, surface->ascii ? '-' : 0x2500, style);
}

void
sp_surface_box(struct sp_surface *surface, struct sp_rect rect, const char *title, enum sp_style style)
{
	static const uint32_t corners[2][4] = {{0x256D, 0x256E, 0x2570, 0x256F}, {'+', '+', '+', '+'}};
	const uint32_t *corner = corners[surface->ascii ? 1 : 0];
	int right = rect.x + rect.width - 1;
	int bottom = rect.y + rect.height - 1;

	if (rect.width < 2 || rect.height < 2)
		return;
	sp_surface_fill(surface, rect, ' ', SP_STYLE_TEXT);
	sp_surface_hline(surface, rect.x, rect.y, rect.width, style);
	sp_surface_hline(surface, rect.x, bottom, rect.width, style);
	sp_surface_vline(surface, rect.x, rect.y, rect.height, style);
	sp_surface_vline(surface, right, rect.y, rect.height, style);
	sp_surface_put(surface, rect.x, rect.y, corner[0], style);
	sp_surface_put(surface, right, rect.y, corner[1], style);
	sp_surface_put(surface, rect.x, bottom, corner[2], style);
	sp_surface_put(surface, right, bottom, corner[3], style);
	if (title[0] != '\0' && rect.width > 8) {
		int used;

		sp_surface_put(surface, rect.x + 2, rect.y, ' ', style);
		used = sp_surface_text(surface, rect.x + 3, rect.y, rect.width - 7, title, SP_STYLE_STRONG);
		sp_surface_put(surface, rect.x + 3 + used, rect.y, ' ', style);
	}
}

void
sp_surface_cursor(struct sp_surface *surface, int x, int y)
{
	if (!sp_rect_holds((struct sp_rect){0, 0, surface->width, surface->height}, x, y))
		return;
	surface->cursor_x = x;
	surface->cursor_y = y;
}

static void
dump_cell(struct sp_str *row, const struct sp_cell *cell)
{
	char buf[5];

	if (cell->code == 0)
		return;
	sp_utf8_put(buf, cell->code);
	sp_str_add(row, buf);
	for (int i = 0; i < SP_CELL_MARKS && cell->marks[i] != 0; i++) {
		sp_utf8_put(buf, cell->marks[i]);
		sp_str_add(row, buf);
	}
}

void
sp_surface_dump(const struct sp_surface *surface, struct sp_str *out)
{
	struct sp_str row;

	sp_str_init(&row);
	for (int y = 0; y < surface->height; y++) {
		size_t len;

		sp_str_clear(&row);
		for (int x = 0; x < surface->width; x++)
			dump_cell(&row, sp_surface_cell(surface, x, y));
		for (len = row.len; len > 0 && row.text[len - 1] == ' ';)
			len--;
		sp_str_add_n(out, row.text, len);
		sp_str_add_char(out, '\n');
	}
	sp_str_add_repeat(out, '=', (size_t)surface->width);
	sp_str_add_char(out, '\n');
	for (int y = 0; y < surface->height; y++) {
		for (int x = 0; x < surface->width; x++)
			sp_str_add_char(out, sp_style_letter(sp_surface_cell(surface, x, y)->style));
		sp_str_add_char(out, '\n');
	}
	sp_str_addf(out, "cursor %d,%d\n", surface->cursor_x, surface->cursor_y);
	sp_str_finish(&row);
}
