/*
 * Growing strings and a few plain string helpers.
 */
#include "senplan/base/str.h"

#include "senplan/base/array.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static char empty[1];

static char
ascii_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

void
sp_str_init(struct sp_str *s)
{
	*s = (struct sp_str){.text = empty};
}

void
sp_str_finish(struct sp_str *s)
{
	if (s == NULL)
		return;
	if (s->cap > 0)
		free(s->text);
	sp_str_init(s);
}

void
sp_str_clear(struct sp_str *s)
{
	s->len = 0;
	s->failed = false;
	if (s->cap > 0)
		s->text[0] = '\0';
}

/* Room for `extra` more bytes and a NUL. */
static bool
make_room(struct sp_str *s, size_t extra)
{
	char *items = s->cap > 0 ? s->text : NULL;

	assert(s->text != NULL);
	if (s->failed || extra >= SIZE_MAX - s->len ||
	    !sp_array_reserve((void **)&items, &s->cap, s->len + extra + 1, 1)) {
		s->failed = true;
		return false;
	}
	s->text = items;
	return true;
}

void
sp_str_add_n(struct sp_str *s, const char *text, size_t len)
{
	if (!make_room(s, len))
		return;
	memcpy(s->text + s->len, text, len);
	s->len += len;
	s->text[s->len] = '\0';
}

void
sp_str_add(struct sp_str *s, const char *text)
{
	sp_str_add_n(s, text, strlen(text));
}

void
sp_str_add_char(struct sp_str *s, char c)
{
	sp_str_add_n(s, &c, 1);
}

const char *
sp_plural(size_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

void
sp_str_add_repeat(struct sp_str *s, char c, size_t n)
{
	if (!make_room(s, n))
		return;
	memset(s->text + s->len, c, n);
	s->len += n;
	s->text[s->len] = '\0';
}

void
sp_str_vaddf(struct sp_str *s, const char *format, va_list args)
{
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0) {
		s->failed = true;
		return;
	}
	if (!make_room(s, (size_t)len))
		return;
	vsnprintf(s->text + s->len, (size_t)len + 1, format, args);
	s->len += (size_t)len;
}

void
sp_str_addf(struct sp_str *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	sp_str_vaddf(s, format, args);
	va_end(args);
}

char *
sp_str_take(struct sp_str *s)
{
	char *text;

	if (!make_room(s, 0)) {
		sp_str_finish(s);
		return NULL;
	}
	s->text[s->len] = '\0';
	text = s->text;
	sp_str_init(s);
	return text;
}

bool
sp_streq(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

bool
sp_strieq(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	for (; *a != '\0' && ascii_lower(*a) == ascii_lower(*b); a++, b++)
		;
	return ascii_lower(*a) == ascii_lower(*b);
}

bool
sp_starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
sp_istarts_with(const char *text, const char *prefix)
{
	for (; *prefix != '\0'; text++, prefix++)
		if (ascii_lower(*text) != ascii_lower(*prefix))
			return false;
	return true;
}

bool
sp_parse_int(const char *text, long low, long high, long *ret)
{
	char *end;
	long value;

	if (text == NULL || strchr("+-0123456789", *text) == NULL)
		return false; /* strtol would skip white space */
	errno = 0;
	value = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || value < low || value > high)
		return false;
	*ret = value;
	return true;
}
