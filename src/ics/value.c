/*
 * Values of properties. See the header.
 */
#include "value.h"

#include "senplan/base/str.h"
#include "senplan/base/utf8.h"

#include <string.h>

enum { TEXT_MAX_BYTES = 64 * 1024 };

static bool
take_digits(const char **text, int count, int *ret)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		char c = (*text)[i];

		if (c < '0' || c > '9')
			return false;
		n = n * 10 + (c - '0');
	}
	*text += count;
	*ret = n;
	return true;
}

static void
skip_char(const char **text, char c)
{
	if (**text == c)
		(*text)++;
}

static void
skip_blanks(const char **text)
{
	while (**text == ' ' || **text == '\t')
		(*text)++;
}

static bool
take_date(const char **text, sp_day *ret)
{
	int year = 0;
	int month = 0;
	int mday = 0;

	if (!take_digits(text, 4, &year))
		return false;
	skip_char(text, '-');
	if (!take_digits(text, 2, &month))
		return false;
	skip_char(text, '-');
	if (!take_digits(text, 2, &mday))
		return false;
	if (year < ICS_YEAR_LOW || year > ICS_YEAR_HIGH || month < 1 || month > 12 || mday < 1 ||
	    mday > sp_month_days(year, month))
		return false;
	*ret = sp_day_of(year, month, mday);
	return true;
}

bool
ics_when_parse(const char *text, struct ics_when *ret)
{
	struct ics_when when = {.kind = ICS_DATE};
	sp_day day = 0;
	int hour = 0;
	int minute = 0;

	skip_blanks(&text);
	if (!take_date(&text, &day))
		return false;
	when.at = sp_time_of(day, 0);
	if (*text == 'T' || *text == 't') {
		text++;
		when.kind = ICS_LOCAL;
		if (!take_digits(&text, 2, &hour))
			return false;
		skip_char(&text, ':');
		if (!take_digits(&text, 2, &minute))
			return false;
		skip_char(&text, ':');
		if (*text >= '0' && *text <= '9' && !take_digits(&text, 2, &when.second))
			return false;
		if (hour > 23 || minute > 59 || when.second > 60)
			return false;
		when.second = when.second == 60 ? 59 : when.second;
		when.at += hour * 60 + minute;
		if (*text == 'Z' || *text == 'z') {
			text++;
			when.kind = ICS_UTC;
		}
	}
	skip_blanks(&text);
	if (*text != '\0')
		return false;
	*ret = when;
	return true;
}

/* One "15M": adds to seconds or days by its letter. */
static bool
take_length_part(const char **text, bool after_t, int64_t *days, int64_t *seconds)
{
	int64_t n = 0;
	int digits = 0;
	char unit = '\0';

	while (**text >= '0' && **text <= '9' && digits < 9) {
		n = n * 10 + (*(*text)++ - '0');
		digits++;
	}
	unit = **text;
	if (digits == 0 || unit == '\0')
		return false;
	(*text)++;
	if (!after_t && (unit == 'W' || unit == 'w'))
		*days += n * 7;
	else if (!after_t && (unit == 'D' || unit == 'd'))
		*days += n;
	else if (after_t && (unit == 'H' || unit == 'h'))
		*seconds += n * 3600;
	else if (after_t && (unit == 'M' || unit == 'm'))
		*seconds += n * 60;
	else if (after_t && (unit == 'S' || unit == 's'))
		*seconds += n;
	else
		return false;
	return true;
}

bool
ics_length_parse(const char *text, struct ics_length *ret)
{
	enum { PARTS_MAX = 6, DAYS_MAX = 36600 };

	int64_t days = 0;
	int64_t seconds = 0;
	int sign = 1;
	bool after_t = false;

	skip_blanks(&text);
	if (*text == '-' || *text == '+')
		sign = *text++ == '-' ? -1 : 1;
	if (*text != 'P' && *text != 'p')
		return false;
	text++;
	for (int i = 0; i < PARTS_MAX && *text != '\0' && *text != ' '; i++) {
		if (*text == 'T' || *text == 't') {
			text++;
			after_t = true;
			continue;
		}
		if (!take_length_part(&text, after_t, &days, &seconds))
			return false;
	}
	skip_blanks(&text);
	if (*text != '\0' || days > DAYS_MAX || seconds / 86400 > DAYS_MAX)
		return false;
	*ret = (struct ics_length){.days = sign * (int32_t)days,
				   .minutes = sign * (int32_t)((seconds + 59) / 60)};
	return true;
}

/* \n \, \; \\ as the standard has them; any other backslash is one (or, before : and ", a needless one). */
static void
unescape(struct sp_str *out, const char *value)
{
	for (size_t i = 0; value[i] != '\0' && i < TEXT_MAX_BYTES; i++) {
		if (value[i] != '\\') {
			sp_str_add_char(out, value[i]);
			continue;
		}
		if (value[i + 1] == 'n' || value[i + 1] == 'N') {
			sp_str_add_char(out, ' ');
			i++;
		} else if (value[i + 1] != '\0' && strchr("\\;,:\"", value[i + 1]) != NULL) {
			sp_str_add_char(out, value[++i]);
		} else {
			sp_str_add_char(out, '\\');
		}
	}
}

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
ics_text_line(const char *value, int columns, struct sp_arena *arena)
{
	struct sp_str plain;
	struct sp_str clean;
	const char *line = NULL;

	sp_str_init(&plain);
	sp_str_init(&clean);
	unescape(&plain, value);
	sp_utf8_clean(&clean, plain.text, false);
	squeeze(&clean);
	if (!plain.failed && !clean.failed)
		line = sp_arena_strndup(arena, clean.text, sp_utf8_fit(clean.text, columns));
	sp_str_finish(&plain);
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
