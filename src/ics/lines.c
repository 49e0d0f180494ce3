/*
 * Content lines, one at a time. See the header.
 */
#include "lines.h"

#include "senplan/base/utf8.h"

#include <assert.h>
#include <string.h>

void
ics_lines_start(struct ics_lines *lines, const char *bytes, size_t size)
{
	*lines = (struct ics_lines){.next = bytes, .end = bytes + size, .number = 1};
	sp_str_init(&lines->raw);
	sp_str_init(&lines->text);
	sp_str_init(&lines->name);
}

void
ics_lines_finish(struct ics_lines *lines)
{
	sp_str_finish(&lines->raw);
	sp_str_finish(&lines->text);
	sp_str_finish(&lines->name);
}

bool
ics_lines_failed(const struct ics_lines *lines)
{
	return lines->raw.failed || lines->text.failed || lines->name.failed;
}

/* Takes one physical line, ended by CRLF, LF or CR, off the front. */
static void
take_physical(struct ics_lines *lines, const char **ret_text, size_t *ret_len)
{
	const char *p = lines->next;
	const char *from = p;

	assert(p < lines->end);
	while (p < lines->end && *p != '\r' && *p != '\n')
		p++;
	*ret_text = from;
	*ret_len = (size_t)(p - from);
	if (p + 1 < lines->end && p[0] == '\r' && p[1] == '\n')
		p += 2;
	else if (p < lines->end)
		p++;
	lines->next = p;
	lines->number++;
}

static bool
is_blank_line(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] != ' ' && text[i] != '\t' && text[i] != '\0')
			return false;
	return true;
}

/* Without NULs, and never longer than the limit. */
static void
add_raw(struct ics_lines *lines, const char *text, size_t len, bool *cut)
{
	size_t from = 0;

	if (lines->raw.len + len > ICS_LINE_BYTES) {
		*cut = true;
		len = ICS_LINE_BYTES - lines->raw.len;
	}
	for (size_t i = 0; i <= len; i++) {
		if (i < len && text[i] != '\0')
			continue;
		sp_str_add_n(&lines->raw, text + from, i - from);
		from = i + 1;
	}
}

static uint32_t
windows_1252(unsigned char byte)
{
	static const uint16_t high[32] = {
		0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
		0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
		0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
	};

	return byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte;
}

/* raw -> text as UTF-8. True when it had to be taken as windows-1252. */
static bool
decode_line(struct ics_lines *lines)
{
	char utf8[5];

	sp_str_clear(&lines->text);
	if (sp_utf8_is_valid(lines->raw.text, lines->raw.len)) {
		sp_str_add_n(&lines->text, lines->raw.text, lines->raw.len);
		return false;
	}
	for (size_t i = 0; i < lines->raw.len; i++)
		sp_str_add_n(&lines->text, utf8,
			     (size_t)sp_utf8_put(utf8, windows_1252((unsigned char)lines->raw.text[i])));
	return true;
}

static char *
trim(char *text)
{
	size_t len = 0;

	while (*text == ' ' || *text == '\t')
		text++;
	len = strlen(text);
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'))
		text[--len] = '\0';
	return text;
}

/* The first colon that is not between double quotes. */
static char *
find_colon(char *text)
{
	bool quoted = false;

	for (; *text != '\0'; text++) {
		if (*text == '"')
			quoted = !quoted;
		else if (!quoted && *text == ':')
			return text;
	}
	return NULL;
}

/* NAME *(";" PARAM) ":" VALUE. A quote that is never closed is no quote: it becomes an apostrophe. */
static void
split_line(struct ics_lines *lines, struct ics_line *line)
{
	char *text = lines->text.text;
	char *colon = find_colon(text);

	line->name = line->head = "";
	line->value = text;
	if (colon == NULL) {
		colon = strchr(text, ':');
		for (char *p = text; colon != NULL && p < colon; p++)
			*p = (char)(*p == '"' ? '\'' : *p);
	}
	if (colon == NULL)
		return;
	*colon = '\0';
	line->padded = colon[1] == ' ' || colon[1] == '\t';
	line->value = trim(colon + 1);
	line->head = trim(text);
	sp_str_clear(&lines->name);
	sp_str_add_n(&lines->name, line->head, strcspn(line->head, ";"));
	line->name = trim(lines->name.text);
}

bool
ics_lines_next(struct ics_lines *lines, struct ics_line *ret)
{
	struct ics_line line = {0};
	const char *text = NULL;
	size_t len = 0;

	sp_str_clear(&lines->raw);
	while (lines->next < lines->end && lines->raw.len == 0) {
		line.number = lines->number;
		take_physical(lines, &text, &len);
		if (!is_blank_line(text, len))
			add_raw(lines, text, len, &line.cut);
	}
	if (lines->raw.len == 0 || ics_lines_failed(lines))
		return false;
	while (lines->next < lines->end && strchr(" \t\r\n", *lines->next) != NULL && *lines->next != '\0') {
		take_physical(lines, &text, &len);
		if (len > 0)
			add_raw(lines, text + 1, len - 1, &line.cut);
	}
	line.recoded = decode_line(lines);
	if (ics_lines_failed(lines))
		return false;
	split_line(lines, &line);
	*ret = line;
	return true;
}
