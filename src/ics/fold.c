/*
 * Content lines on their way out. See the header.
 */
#include "fold.h"

#include "senplan/base/utf8.h"

#include <stdarg.h>

/* Bytes of the unit at text that must stay together: a character, or a backslash and what it escapes. */
static size_t
unit_len(const char *text)
{
	const char *p = text;
	size_t len = 0;

	if (*p == '\\' && p[1] != '\0')
		return 2;
	(void)sp_utf8_next(&p);
	len = (size_t)(p - text);
	return len;
}

static void
add_folded(struct sp_str *out, const char *line)
{
	size_t octets = 0;

	while (*line != '\0') {
		size_t len = unit_len(line);

		if (octets + len > ICS_FOLD_OCTETS) {
			sp_str_add(out, "\r\n ");
			octets = 1;
		}
		sp_str_add_n(out, line, len);
		octets += len;
		line += len;
	}
	sp_str_add(out, "\r\n");
}

void
ics_put(struct sp_str *out, const char *format, ...)
{
	struct sp_str line;
	va_list args;

	sp_str_init(&line);
	va_start(args, format);
	sp_str_vaddf(&line, format, args);
	va_end(args);
	add_folded(out, line.text);
	out->failed = out->failed || line.failed;
	sp_str_finish(&line);
}

/* Titles and names are of one line: a line break becomes a blank. Other control characters and broken bytes cannot go out and are left out. */
static void
add_escaped(struct sp_str *out, const char *text)
{
	char utf8[5];

	while (*text != '\0') {
		uint32_t code = sp_utf8_next(&text);

		if (code == '\r' && *text == '\n')
			continue;
		if (code == '\r' || code == '\n' || code == 0x2028 || code == 0x2029) {
			sp_str_add(out, " ");
		} else if (code == '\\' || code == ';' || code == ',') {
			sp_str_add_char(out, '\\');
			sp_str_add_char(out, (char)code);
		} else if (code == '\t' || (code >= 0x20 && code < 0x7f) || code >= 0xa0) {
			sp_str_add_n(out, utf8, (size_t)sp_utf8_put(utf8, code));
		}
	}
}

void
ics_put_texts(struct sp_str *out, const char *name, const char *const *texts, size_t n)
{
	struct sp_str line;

	sp_str_init(&line);
	sp_str_add(&line, name);
	sp_str_add_char(&line, ':');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			sp_str_add_char(&line, ',');
		add_escaped(&line, texts[i]);
	}
	add_folded(out, line.text);
	out->failed = out->failed || line.failed;
	sp_str_finish(&line);
}

void
ics_put_line(struct sp_str *out, const char *name, const char *text)
{
	ics_put_texts(out, name, &text, 1);
}
