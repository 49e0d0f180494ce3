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

/* The path and the arguments of the sentence may be those of err itself: a caller wraps what it was told. */
static void __attribute__((format(printf, 4, 0)))
fill(struct sp_err *err, enum sp_rc rc, const char *path, const char *format, va_list args)
{
	char text[SP_ERR_TEXT];

	vsnprintf(text, sizeof(text), format, args);
	memcpy(err->text, text, sizeof(text));
	keep_end(err->path, sizeof(err->path), path == NULL ? "" : path);
	err->rc = rc;
}

enum sp_rc
sp_err_set(struct sp_err *err, enum sp_rc rc, const char *format, ...)
{
	va_list args;

	assert(rc != SP_OK);
	if (err == NULL)
		return rc;
	va_start(args, format);
	fill(err, rc, NULL, format, args);
	va_end(args);
	err->line = 0;
	err->column = 0;
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
	va_start(args, format);
	fill(err, rc, path, format, args);
	va_end(args);
	err->line = line;
	err->column = column;
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
