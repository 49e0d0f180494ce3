/*
 * Minutes and lengths as people write them.
 */
#include "senplan/time/clock.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST_LENGTH_MIN = 100000 };

sp_day
sp_time_day(sp_time time)
{
	assert(time != SP_TIME_NONE);
	return time / SP_DAY_MIN - (time % SP_DAY_MIN < 0 ? 1 : 0);
}

sp_minute
sp_time_minute(sp_time time)
{
	sp_minute minute = time % SP_DAY_MIN;

	assert(time != SP_TIME_NONE);
	return minute < 0 ? minute + SP_DAY_MIN : minute;
}

/* Up to `most` digits at *text; -1 when there are none. Moves *text behind them. */
static int
take_digits(const char **text, int most)
{
	int value = 0, n = 0;

	for (; n < most && isdigit((unsigned char)**text); n++, (*text)++)
		value = value * 10 + (**text - '0');
	return n == 0 ? -1 : value;
}

bool
sp_minute_parse(const char *text, sp_minute *ret_minute)
{
	bool four = strlen(text) == 4 && strspn(text, "0123456789") == 4;
	int hour = take_digits(&text, 2);
	int minute = 0;

	if (hour < 0)
		return false;
	if (four || *text == ':' || *text == '.') {
		const char *digits;

		text += four ? 0 : 1;
		digits = text;
		minute = take_digits(&text, 2);
		if (minute < 0 || minute > 59 || text - digits != 2)
			return false;
	} else if (*text == '\0') {
		return false; /* a bare number is no time of day: "9" may be the ninth */
	}
	if (strcasecmp(text, "am") == 0 || strcasecmp(text, "pm") == 0) {
		if (hour < 1 || hour > 12)
			return false;
		hour = hour % 12 + (strcasecmp(text, "pm") == 0 ? 12 : 0);
	} else if (*text != '\0') {
		return false;
	}
	if (hour > 24 || (hour == 24 && minute > 0))
		return false;
	*ret_minute = hour * 60 + minute;
	return true;
}

bool
sp_time_parse_iso(const char *text, sp_time *ret_time)
{
	char date[11], clock[6];
	sp_day day;
	sp_minute minute = 0;
	size_t len = strlen(text);

	if (len < 10)
		return false;
	memcpy(date, text, 10);
	date[10] = '\0';
	if (!sp_day_parse_iso(date, &day))
		return false;
	if (len > 10) {
		bool seconds = len == 19 && text[16] == ':' && text[17] >= '0' && text[17] <= '5' &&
			       isdigit((unsigned char)text[18]);

		if ((len != 16 && !seconds) || (text[10] != 'T' && text[10] != ' ') || text[13] != ':')
			return false;
		memcpy(clock, text + 11, 5);
		clock[5] = '\0';
		if (!sp_minute_parse(clock, &minute))
			return false;
	}
	*ret_time = sp_time_of(day, minute);
	return true;
}

/* The minutes of a length, from its "h" or ":" on: "h", "h30", "h5m", ":05". */
static bool
take_rest(const char *at, int *ret_min)
{
	const char *digits = at + 1;
	int rest = take_digits(&digits, 2);

	if (rest > 59 || (rest < 0 && (*at == ':' || at[1] != '\0')))
		return false;
	if (*at == ':' && (digits - at != 3 || *digits != '\0'))
		return false;
	if (*digits != '\0' && (rest < 0 || strcasecmp(digits, "m") != 0))
		return false;
	*ret_min = rest < 0 ? 0 : rest;
	return true;
}

bool
sp_length_parse(const char *text, int *ret_min)
{
	const char *at = text;
	int first = take_digits(&at, 6);
	int total;

	if (first < 0)
		return false;
	if (*at == '\0' || strcasecmp(at, "m") == 0 || strcasecmp(at, "min") == 0) {
		total = first;
	} else if (*at == '.' && isdigit((unsigned char)at[1]) && (at[2] == 'h' || at[2] == 'H') &&
		   at[3] == '\0') {
		total = first * 60 + (at[1] - '0') * 6;
	} else if (*at == 'h' || *at == 'H' || *at == ':') {
		int rest;

		if (first > LONGEST_LENGTH_MIN / 60 || !take_rest(at, &rest))
			return false;
		total = first * 60 + rest;
	} else {
		return false;
	}
	if (total < 1 || total > LONGEST_LENGTH_MIN)
		return false;
	*ret_min = total;
	return true;
}

const char *
sp_minute_format(sp_minute minute, char *buf)
{
	assert(minute >= 0 && minute <= SP_DAY_MIN);
	snprintf(buf, SP_CLOCK_TEXT, "%02d:%02d", minute / 60, minute % 60);
	return buf;
}

const char *
sp_length_format(int length_min, char *buf)
{
	int magnitude = abs(length_min);

	snprintf(buf, SP_CLOCK_TEXT, "%s%dh%02d", length_min < 0 ? "-" : "", magnitude / 60, magnitude % 60);
	return buf;
}

const char *
sp_time_format_iso(sp_time time, char *buf)
{
	char day[SP_DAY_TEXT], clock[SP_CLOCK_TEXT];

	snprintf(buf, SP_CLOCK_TEXT, "%.10sT%.5s", sp_day_format(sp_time_day(time), SP_DAY_ISO, day),
		 sp_minute_format(sp_time_minute(time), clock));
	return buf;
}

const char *
sp_time_format(sp_time time, char *buf)
{
	char day[SP_DAY_TEXT], clock[SP_CLOCK_TEXT];

	snprintf(buf, SP_CLOCK_TEXT, "%.12s %.5s", sp_day_format(sp_time_day(time), SP_DAY_SHORT, day),
		 sp_minute_format(sp_time_minute(time), clock));
	return buf;
}
