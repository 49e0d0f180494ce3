/*
 * Parameters of a checked line: a value that holds a colon, semicolon or comma must stand in double quotes, and
 * nothing can stand for a quote inside of them.
 */
#include "lint_part.h"

#include <string.h>

/* Those that are one value: a comma in them is text that nobody quoted. The others may be lists. */
static bool
is_single(const char *name, size_t len)
{
	static const char *const names[] = {"CN", "TZID", "VALUE", "LANGUAGE", "PARTSTAT", "ROLE", "CUTYPE"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == len && strncasecmp(names[i], name, len) == 0)
			return true;
	return false;
}

/* The end of one parameter: the next semicolon that is not between quotes. */
static const char *
param_end(const char *text)
{
	bool quoted = false;

	for (; *text != '\0' && (quoted || *text != ';'); text++)
		if (*text == '"')
			quoted = !quoted;
	return text;
}

/* One "NAME=VALUE"; NULL when it is sound. */
static const char *
param_fault(const char *from, const char *end)
{
	const char *equals = memchr(from, '=', (size_t)(end - from));
	const char *value = equals != NULL ? equals + 1 : end;
	bool quoted = false;

	if (equals == NULL || equals == from)
		return "A parameter has no name and value: was a semicolon not put between quotes?";
	for (const char *p = value; p < end; p++) {
		if (*p == '"' && !quoted && p > value && p[-1] != ',')
			return "A parameter has a double quote inside: it is written ^'.";
		if (*p == '"' && quoted && p + 1 < end && p[1] != ',')
			return "A parameter has a double quote inside: it is written ^'.";
		if (*p == '"')
			quoted = !quoted;
		else if (*p == ',' && !quoted && is_single(from, (size_t)(equals - from)))
			return "A parameter has a comma that is not between quotes.";
	}
	return NULL;
}

void
lint_params(struct lint *lint, const struct ics_line *line)
{
	const char *from = strchr(line->head, ';');
	const char *scheme = NULL;

	while (from != NULL && *from == ';') {
		const char *end = param_end(++from);
		const char *fault = param_fault(from, end);

		if (fault != NULL) {
			lint_find(lint, line->number, "R14", "every program: the value is cut there", "%s",
				  fault);
			return;
		}
		from = end;
	}
	/* An address begins with its scheme, a time has no colon: else the one before it was part of a name. */
	scheme = strcasestr(line->value, "mailto:");
	if ((scheme != NULL && scheme != line->value &&
	     (sp_strieq(line->name, "ATTENDEE") || sp_strieq(line->name, "ORGANIZER"))) ||
	    (sp_istarts_with(line->head, "DT") && strstr(line->head, "TZID=") != NULL &&
	     strchr(line->value, ':') != NULL))
		lint_find(lint, line->number, "R14", "every program: the value is cut there",
			  "A parameter has a colon that is not between quotes.");
}
