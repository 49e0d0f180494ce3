/*
 * Civil days: conversion by the era method (400 years are 146,097 days), names, formats.
 */
#include "senplan/time/day.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const weekday_names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

enum { ERA_DAYS = 146097, ERA_YEARS = 400, EPOCH_SHIFT = 719468 /* 1970-01-01 from 0000-03-01 */ };

static int
floor_div(int a, int b)
{
	return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

int
sp_month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	assert(month >= 1 && month <= 12);
	return month == 2 && leap ? 29 : days[month - 1];
}

bool
sp_date_is_real(int year, int month, int mday)
{
	return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && mday >= 1 &&
	       mday <= sp_month_days(year, month);
}

sp_day
sp_day_of(int year, int month, int mday)
{
	int y = month <= 2 ? year - 1 : year;
	int era = floor_div(y, ERA_YEARS);
	int year_of_era = y - era * ERA_YEARS;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + mday - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	assert(month >= 1 && month <= 12);
	assert(mday >= 1 && mday <= sp_month_days(year, month));
	return era * ERA_DAYS + day_of_era - EPOCH_SHIFT;
}

struct sp_date
sp_day_date(sp_day day)
{
	int z = day + EPOCH_SHIFT;
	int era = floor_div(z, ERA_DAYS);
	int doe = z - era * ERA_DAYS;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / (ERA_DAYS - 1)) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	struct sp_date date = {
		.year = yoe + era * ERA_YEARS + (mp >= 10),
		.month = mp < 10 ? mp + 3 : mp - 9,
		.mday = doy - (153 * mp + 2) / 5 + 1,
	};

	assert(day != SP_DAY_NONE);
	return date;
}

enum sp_weekday
sp_day_weekday(sp_day day)
{
	/* Day 0 was a Thursday. */
	return (enum sp_weekday)(day + 3 - floor_div(day + 3, 7) * 7);
}

sp_day
sp_day_monday(sp_day day)
{
	return day - (int)sp_day_weekday(day);
}

sp_day
sp_day_add_months(sp_day day, int months)
{
	struct sp_date date = sp_day_date(day);
	int index = date.year * 12 + date.month - 1 + months;
	int year = floor_div(index, 12);
	int month = index - year * 12 + 1;
	int last = sp_month_days(year, month);

	return sp_day_of(year, month, date.mday < last ? date.mday : last);
}

sp_day
sp_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4;
	int l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return sp_day_of(year, n / 31, n % 31 + 1);
}

bool
sp_day_parse_iso(const char *text, sp_day *ret_day)
{
	static const char shape[] = "dddd-dd-dd";
	int year, month, mday;

	if (strlen(text) != sizeof(shape) - 1)
		return false;
	for (size_t i = 0; shape[i] != '\0'; i++)
		if (shape[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != shape[i])
			return false;
	if (sscanf(text, "%4d-%2d-%2d", &year, &month, &mday) != 3 || !sp_date_is_real(year, month, mday))
		return false;
	*ret_day = sp_day_of(year, month, mday);
	return true;
}

const char *
sp_day_format(sp_day day, enum sp_day_style style, char *buf)
{
	struct sp_date date;
	const char *weekday;

	if (day == SP_DAY_NONE) {
		snprintf(buf, SP_DAY_TEXT, "-");
		return buf;
	}
	date = sp_day_date(day);
	weekday = sp_weekday_name(sp_day_weekday(day));
	switch (style) {
	case SP_DAY_ISO:
		snprintf(buf, SP_DAY_TEXT, "%04d-%02d-%02d", date.year, date.month, date.mday);
		break;
	case SP_DAY_SHORT:
		snprintf(buf, SP_DAY_TEXT, "%s %d %s", weekday, date.mday, sp_month_name(date.month));
		break;
	case SP_DAY_LONG:
		snprintf(buf, SP_DAY_TEXT, "%s %d %s %04d", weekday, date.mday, sp_month_name(date.month),
			 date.year);
		break;
	case SP_DAY_COLUMN:
		snprintf(buf, SP_DAY_TEXT, "%s %d", weekday, date.mday);
		break;
	}
	return buf;
}

const char *
sp_weekday_name(enum sp_weekday weekday)
{
	assert(weekday <= SP_SUNDAY);
	return weekday_names[weekday];
}

const char *
sp_month_name(int month)
{
	assert(month >= 1 && month <= 12);
	return month_names[month - 1];
}
