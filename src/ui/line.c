/*
 * A line being edited: the usual keys of a shell's line, characters never cut in half.
 */
#include "senplan/base/utf8.h"

#include "parts.h"

#include <assert.h>
#include <string.h>

void
sp_line_set(struct sp_line *line, const char *text)
{
	size_t len = strlen(text);

	if (len >= SP_LINE_TEXT)
		len = SP_LINE_TEXT - 1;
	while (len > 0 && !sp_utf8_is_valid(text, len))
		len--;
	memcpy(line->text, text, len);
	line->text[len] = '\0';
	line->len = (int)len;
	line->cursor = (int)len;
}

static int
before(const struct sp_line *line, int at)
{
	while (at > 0 && ((unsigned char)line->text[--at] & 0xC0) == 0x80)
		;
	return at;
}

static int
behind(const struct sp_line *line, int at)
{
	if (at < line->len)
		at++;
	while (at < line->len && ((unsigned char)line->text[at] & 0xC0) == 0x80)
		at++;
	return at;
}

static void
cut(struct sp_line *line, int from, int to)
{
	assert(0 <= from && from <= to && to <= line->len);
	memmove(line->text + from, line->text + to, (size_t)(line->len - to) + 1);
	line->len -= to - from;
	line->cursor = from;
}

static void
insert(struct sp_line *line, uint32_t code)
{
	char bytes[5];
	int n = sp_utf8_put(bytes, code);

	if (line->len + n >= SP_LINE_TEXT)
		return;
	memmove(line->text + line->cursor + n, line->text + line->cursor,
		(size_t)(line->len - line->cursor) + 1);
	memcpy(line->text + line->cursor, bytes, (size_t)n);
	line->cursor += n;
	line->len += n;
}

static int
word_start(const struct sp_line *line)
{
	int at = line->cursor;

	while (at > 0 && line->text[at - 1] == ' ')
		at--;
	while (at > 0 && line->text[at - 1] != ' ')
		at--;
	return at;
}

static bool
edit_key(struct sp_line *line, sp_key key)
{
	switch (key) {
	case SP_KEY_BACKSPACE:
	case SP_KEY_CTRL | 'h':
		cut(line, before(line, line->cursor), line->cursor);
		return true;
	case SP_KEY_DELETE:
	case SP_KEY_CTRL | 'd':
		cut(line, line->cursor, behind(line, line->cursor));
		return true;
	case SP_KEY_CTRL | 'w':
		cut(line, word_start(line), line->cursor);
		return true;
	case SP_KEY_CTRL | 'u':
		cut(line, 0, line->cursor);
		return true;
	case SP_KEY_CTRL | 'k':
		cut(line, line->cursor, line->len);
		return true;
	default:
		return false;
	}
}

bool
sp_line_key(struct sp_line *line, sp_key key)
{
	assert(line->cursor >= 0 && line->cursor <= line->len && line->len < SP_LINE_TEXT);
	switch (key) {
	case SP_KEY_LEFT:
	case SP_KEY_CTRL | 'b':
		line->cursor = before(line, line->cursor);
		return true;
	case SP_KEY_RIGHT:
	case SP_KEY_CTRL | 'f':
		line->cursor = behind(line, line->cursor);
		return true;
	case SP_KEY_HOME:
	case SP_KEY_CTRL | 'a':
		line->cursor = 0;
		return true;
	case SP_KEY_END:
	case SP_KEY_CTRL | 'e':
		line->cursor = line->len;
		return true;
	default:
		break;
	}
	if (edit_key(line, key))
		return true;
	if (key >= ' ' && key < 0x110000 && key != 0x7F && !(key >= 0xD800 && key <= 0xDFFF)) {
		insert(line, key);
		return true;
	}
	return false;
}

void
sp_line_paste(struct sp_line *line, const char *text)
{
	for (int n = 0; *text != '\0' && n < SP_LINE_TEXT; n++) {
		uint32_t code = sp_utf8_next(&text);

		insert(line, code < ' ' || code == 0x7F ? ' ' : code);
	}
}

void
sp_line_draw(const struct sp_line *line, struct sp_surface *surface, struct sp_rect rect)
{
	char left[SP_LINE_TEXT];
	const char *shown = line->text;
	const struct sp_snapshot *hidden = surface->hidden;
	int x;

	memcpy(left, line->text, (size_t)line->cursor);
	left[line->cursor] = '\0';
	/* Long lines are shown from where the cursor still fits. */
	while (sp_surface_width(surface, left + (shown - line->text)) >= rect.width && *shown != '\0')
		sp_utf8_next(&shown);
	x = sp_surface_width(surface, left + (shown - line->text));
	sp_surface_fill(surface, rect, ' ', SP_STYLE_PROMPT);
	if (surface->shows_typed)
		surface->hidden = NULL;
	sp_surface_text(surface, rect.x, rect.y, rect.width, shown, SP_STYLE_PROMPT);
	surface->hidden = hidden;
	sp_surface_cursor(surface, rect.x + x, rect.y);
}
