/*
 * Reading of text records.
 */
#include "support/records.h"

#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 2048 };

static const char *
without_quotes(const char *text)
{
	return strcmp(text, "\"\"") == 0 ? "" : text;
}

static void
cut_end(char *text)
{
	size_t len = strlen(text);

	while (len > 0 && strchr(" \t\r\n", text[len - 1]) != NULL)
		text[--len] = '\0';
}

/* Splits "given => wanted" in place; NULL when there is no arrow. */
static char *
split(char *line)
{
	char *arrow = strstr(line, "=>");
	char *wanted;

	if (arrow == NULL)
		return NULL;
	*arrow = '\0';
	cut_end(line);
	wanted = arrow + 2 + strspn(arrow + 2, " \t");
	cut_end(wanted);
	return wanted;
}

int
records_check(const char *name, records_answer *answer)
{
	char path[512], line[LINE_SIZE], buf[LINE_SIZE];
	FILE *file;
	int n = 0, n_wrong = 0;

	snprintf(path, sizeof(path), "%s/%s", TEST_DATA, name);
	file = fopen(path, "r");
	if (file == NULL) {
		fprintf(stderr, "%s: cannot be read\n", path);
		return 1;
	}
	for (int number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
		char *wanted;

		cut_end(line);
		if (line[0] == '\0' || line[0] == '#')
			continue;
		n++;
		wanted = split(line);
		snprintf(buf, sizeof(buf), "no arrow (=>) in the line");
		if (wanted != NULL)
			answer(without_quotes(line), buf, sizeof(buf));
		if (wanted != NULL && strcmp(buf, without_quotes(wanted)) == 0)
			continue;
		n_wrong++;
		fprintf(stderr, "%s:%d: \"%s\" gave \"%s\", wanted \"%s\"\n", path, number, line, buf,
			wanted == NULL ? "" : wanted);
	}
	fclose(file);
	if (n == 0)
		fprintf(stderr, "%s: no records\n", path);
	return n == 0 ? 1 : n_wrong;
}
