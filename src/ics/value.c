/*
 * Values of properties. See the header.
 */
#include "value.h"

#include "senplan/base/str.h"
#include "senplan/base/utf8.h"

#include <string.h>

/* Runs of blanks become one; none at the ends. */
static void
squeeze(struct sp_str *text)
{
	size_t to = 0;

	for (size_t i = 0; i < text->len; i++)
		if (text->text[i] != ' ' || (to > 0 && text->text[to - 1] != ' '))
			text->text[to++] = text->text[i];
	while (to > 0 && text->text[to - 1] == ' ')
		to--;
	if (text->len > 0) {
		text->text[to] = '\0';
		text->len = to;
	}
}

const char *
ics_text_line(const char *text, int columns, struct sp_arena *arena)
{
	struct sp_str clean;
	const char *line = NULL;

	sp_str_init(&clean);
	sp_utf8_clean(&clean, text, false);
	squeeze(&clean);
	if (!clean.failed)
		line = sp_arena_strndup(arena, clean.text, sp_utf8_fit(clean.text, columns));
	sp_str_finish(&clean);
	return line;
}

char *
ics_list_next(char **rest)
{
	char *from = *rest;
	char *p = from;

	if (from == NULL)
		return NULL;
	while (*p != '\0' && *p != ',')
		p += *p == '\\' && p[1] != '\0' ? 2 : 1;
	if (*p == ',') {
		*p = '\0';
		*rest = p + 1;
	} else {
		*rest = NULL;
	}
	return from;
}
