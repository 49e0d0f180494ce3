/*
 * Errors: the sentence is formatted once, where it happens, and travels unchanged to the person.
 */
#include "senplan/base/err.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A path is recognised by its end, so the end is what is kept. */
static void
keep_end(char *to, size_t size, const char *from)
{
	size_t len = strlen(from);

	if (len >= size)
		from += len - (size - 1);
	memmove(to, from, strlen(from) + 1);
}

static void
fill(struct sp_err *err, enum sp_rc rc, const char *path, int line, int column)
{
	err->rc = rc;
	err->line = line;
	err->column = column;
	err->path[0] = '\0';
	if (path != NULL)
		keep_end(err->path, sizeof(err->path), path);
}

enum sp_rc
sp_err_set(struct sp_err *err, enum sp_rc rc, const char *format, ...)
{
	va_list args;

	assert(rc != SP_OK);
	if (err == NULL)
		return rc;
	fill(err, rc, NULL, 0, 0);
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return rc;
}

enum sp_rc
sp_err_set_at(struct sp_err *err, enum sp_rc rc, const char *path, int line, int column, const char *format,
	      ...)
{
	va_list args;

	assert(rc != SP_OK);
	assert(line >= 0 && column >= 0);
	if (err == NULL)
		return rc;
	fill(err, rc, path, line, column);
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return rc;
}

enum sp_rc
sp_err_nomem(struct sp_err *err)
{
	return sp_err_set(err, SP_SYSTEM,
			  "There is not enough memory for this. Close other programs and try again.");
}

const char *
sp_err_format(const struct sp_err *err, char *buf, size_t size)
{
	assert(size > 0);
	if (err->path[0] == '\0')
		snprintf(buf, size, "%s", err->text);
	else if (err->line == 0)
		snprintf(buf, size, "%s: %s", err->path, err->text);
	else if (err->column == 0)
		snprintf(buf, size, "%s:%d: %s", err->path, err->line, err->text);
	else
		snprintf(buf, size, "%s:%d:%d: %s", err->path, err->line, err->column, err->text);
	return buf;
}

void
sp_err_clear(struct sp_err *err)
{
	memset(err, 0, sizeof(*err));
}
