/*
 * Dates by number and name of the month. The day comes first, as in England: 01/02 is 1 February. Without a year the
 * next such day is meant, today included; so 29 Feb waits for a leap year.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include "when_words.h"

#include <ctype.h>
#include <string.h>

enum { NO_YEAR = 0, FIRST_SHORT_YEAR = 2025, SEARCH_YEARS = 8, SEARCH_MONTHS = 12 * 28 };

static int
month_of(const char *word)
{
	static const char *const names[] = {"january",	 "february", "march",	 "april",
					    "may",	 "june",     "july",	 "august",
					    "september", "october",  "november", "december"};
	size_t len = strlen(word);

	if (len > 3 && word[len - 1] == '.')
		len--;
	for (size_t i = 0; i < SP_COUNT(names); i++)
		if ((len == 3 || len == strlen(names[i]) || (i == 8 && len == 4)) &&
		    len <= strlen(names[i]) && strncmp(word, names[i], len) == 0)
			return (int)i + 1;
	return 0;
}

/* "23", "23rd", 1 to 31; 0 when it is none. *ret_ordinal: it had its ending. */
static int
mday_of(const char *word, bool *ret_ordinal)
{
	int value = 0;
	size_t n = 0;

	for (; isdigit((unsigned char)word[n]) && n < 3; n++)
		value = value * 10 + (word[n] - '0');
	*ret_ordinal = sp_streq(word + n, "st") || sp_streq(word + n, "nd") || sp_streq(word + n, "rd") ||
		       sp_streq(word + n, "th");
	if (n < 1 || n > 2 || (word[n] != '\0' && !*ret_ordinal))
		return 0;
	return value;
}

/* "2026" or "26"; NO_YEAR when it is none. */
static int
year_of(const char *word, bool short_too)
{
	long value;
	size_t len = strlen(word);

	if (strspn(word, "0123456789") != len || (len != 4 && (len != 2 || !short_too)) ||
	    !sp_parse_int(word, 0, 2199, &value))
		return NO_YEAR;
	if (len == 2)
		return (int)value + 2000;
	return value >= 1900 ? (int)value : NO_YEAR;
}

/* --- without blanks --- */

static size_t
letters_of(const char *at)
{
	size_t n = 0;

	while (isalpha((unsigned char)at[n]))
		n++;
	return n;
}

/* Its first `len` letters alone: are they a month? */
static bool
is_month(const char *at, size_t len)
{
	char name[WHEN_WORD];

	if (len >= sizeof(name))
		return false;
	memcpy(name, at, len);
	name[len] = '\0';
	return month_of(name) > 0;
}

/* "nov", "-nov", "/nov" behind the digits of a day: how much stands between, or -1. */
static int
gap_to_month(const char *at)
{
	int gap = *at != '\0' && strchr("-/.", *at) != NULL;

	return is_month(at + gap, letters_of(at + gap)) ? gap : -1;
}

/* "7", "7th" of "7dec", "7thdec", "7-dec-2026". */
static size_t
unglue_day(const char *word, size_t *ret_pass)
{
	size_t digits = strspn(word, "0123456789");
	int gap;

	for (size_t ending = 0; ending <= 2 && digits > 0 && digits <= 2; ending += 2) {
		bool ordinal;
		char day[5];

		if (letters_of(word + digits) < ending)
			break;
		memcpy(day, word, digits + ending);
		day[digits + ending] = '\0';
		gap = mday_of(day, &ordinal) > 0 ? gap_to_month(word + digits + ending) : -1;
		if (gap < 0)
			continue;
		*ret_pass = (size_t)gap;
		return digits + ending;
	}
	return 0;
}

/* The day of "2026-11-23t08:00", as dates and times stand in JSON. */
static size_t
unglue_iso(const char *word)
{
	static const char shape[] = "0000-00-00t0";

	for (size_t i = 0; shape[i] != '\0'; i++)
		if (shape[i] == '0' ? !isdigit((unsigned char)word[i]) : word[i] != shape[i])
			return 0;
	return sizeof(shape) - 3;
}

size_t
when_unglue(const char *word, size_t *ret_pass)
{
	size_t letters = letters_of(word);
	size_t pass = letters > 0 && word[letters] != '\0' && strchr("-/.", word[letters]) != NULL;
	struct when_words alone = {.n = 1};

	*ret_pass = 0;
	if (unglue_iso(word) > 0) {
		*ret_pass = 1;
		return unglue_iso(word);
	}
	if (letters == 0)
		return unglue_day(word, ret_pass);
	if (letters >= WHEN_WORD || !isdigit((unsigned char)word[letters + pass]))
		return 0;
	memcpy(alone.word[0], word, letters);
	if (is_month(word, letters)) {
		*ret_pass = pass;
		return letters;
	}
	return pass == 0 && (when_take_weekday(&alone) >= 0 || when_take_one(&alone, "wk|week", NULL))
		       ? letters
		       : 0;
}

static bool
wrong_weekday(struct when_words *words, sp_day day, int weekday)
{
	char buf[SP_DAY_TEXT];

	return when_bad(words, "%s is no %s.", sp_day_format(day, SP_DAY_LONG, buf),
			sp_weekday_name((enum sp_weekday)weekday));
}

/* The day itself, or the next one of that name from today on. */
static bool
settle(struct when_words *words, int year, int month, int mday, int weekday, sp_day *ret_day)
{
	sp_day today = sp_time_day(words->now);
	int first = sp_day_date(today).year;
	sp_day day;

	if (month < 1 || month > 12 || mday < 1 || mday > (year == NO_YEAR ? sp_month_days(2028, month) : 31))
		return when_bad(words, "There is no day %d of month %d.", mday, month);
	if (year != NO_YEAR) {
		if (!sp_date_is_real(year, month, mday))
			return when_bad(words, "%s %d has no day %d.", sp_month_name(month), year, mday);
		day = sp_day_of(year, month, mday);
		if (weekday >= 0 && (int)sp_day_weekday(day) != weekday)
			return wrong_weekday(words, day, weekday);
		*ret_day = day;
		return true;
	}
	for (year = first; year <= first + SEARCH_YEARS; year++) {
		if (!sp_date_is_real(year, month, mday) || sp_day_of(year, month, mday) < today)
			continue;
		day = sp_day_of(year, month, mday);
		if (weekday >= 0 && (int)sp_day_weekday(day) != weekday)
			return wrong_weekday(words, day, weekday);
		*ret_day = day;
		return true;
	}
	return when_bad(words, "%s has no day %d.", sp_month_name(month), mday);
}

/* "23/11", "23/11/2026", "23-11-26", "23.11.2026". Without a year only with "/": 9-11 is from nine to eleven. */
static bool
take_numbers(struct when_words *words, int weekday, sp_day *ret_day)
{
	const char *word = when_word(words);
	int part[3] = {0, 0, NO_YEAR};
	char separator = '\0';
	size_t n = 0, digits = 0;

	for (; *word != '\0'; word++) {
		if (isdigit((unsigned char)*word) && digits < 4) {
			part[n] = part[n] * 10 + (*word - '0');
			digits++;
			continue;
		}
		if (digits == 0 || digits > 2 || strchr("/-.", *word) == NULL ||
		    (n > 0 && *word != separator) || ++n > 2)
			return false;
		separator = *word;
		digits = 0;
	}
	if (n == 0 || digits == 0 || (n == 1 && (separator != '/' || digits > 2)) ||
	    (n == 2 && digits != 2 && digits != 4))
		return false;
	if (n == 2 && digits == 2)
		part[2] += 2000;
	if (!settle(words, part[2], part[1], part[0], weekday, ret_day))
		return false;
	words->at++;
	return true;
}

/* "23 nov", "23rd of november 2026", "nov 23", "6 jan 27" */
static bool
take_named(struct when_words *words, int weekday, sp_day *ret_day)
{
	size_t begin = words->at;
	bool ordinal;
	int month = month_of(when_word(words)), mday, year;

	if (month > 0) {
		words->at++;
		mday = mday_of(when_word(words), &ordinal);
	} else {
		mday = mday_of(when_word(words), &ordinal);
		words->at += mday > 0 ? 1 : 0;
		when_take(words, "of");
		month = month_of(when_word(words));
	}
	if (mday == 0 || month == 0) {
		words->at = begin;
		return false;
	}
	words->at++;
	year = year_of(when_word(words), true);
	if (year < FIRST_SHORT_YEAR) /* of two figures: no hour, "23 nov 9" */
		year = year_of(when_word(words), false);
	words->at += year != NO_YEAR;
	return settle(words, year, month, mday, weekday, ret_day);
}

/* "the 23rd", "mon 23": the next month that has such a day */
static bool
take_mday(struct when_words *words, int weekday, sp_day *ret_day)
{
	sp_day today = sp_time_day(words->now);
	sp_day first = today - sp_day_date(today).mday + 1;
	bool ordinal;
	int mday = mday_of(when_word(words), &ordinal);

	if (mday == 0 || (!ordinal && weekday < 0))
		return false;
	for (int i = 0; i < SEARCH_MONTHS; i++) {
		struct sp_date month = sp_day_date(sp_day_add_months(first, i));
		sp_day day;

		if (!sp_date_is_real(month.year, month.month, mday))
			continue;
		day = sp_day_of(month.year, month.month, mday);
		if (day < today || (weekday >= 0 && (int)sp_day_weekday(day) != weekday))
			continue;
		words->at++;
		*ret_day = day;
		return true;
	}
	return when_bad(words, "No month has a day %d.", mday);
}

bool
when_take_date(struct when_words *words, int weekday, sp_day *ret_day)
{
	const char *word = when_word(words);
	struct sp_date date;
	sp_day day;

	if (strlen(word) == 10 && word[4] == '-' && word[7] == '-' &&
	    year_of((char[5]){word[0], word[1], word[2], word[3], 0}, false) != NO_YEAR) {
		if (!sp_day_parse_iso(word, &day))
			return when_bad(words, "%s is no date.", word);
		date = sp_day_date(day);
		if (!settle(words, date.year, date.month, date.mday, weekday, ret_day))
			return false;
		words->at++;
		return true;
	}
	return take_numbers(words, weekday, ret_day) ||
	       (!words->bad && take_named(words, weekday, ret_day)) ||
	       (!words->bad && take_mday(words, weekday, ret_day));
}

bool
when_take_month(struct when_words *words, sp_day *ret_from, sp_day *ret_to)
{
	struct sp_date today = sp_day_date(sp_time_day(words->now));
	sp_day next = sp_day_add_months(sp_time_day(words->now) - today.mday + 1, 1);
	bool this_month = sp_streq(when_word(words), "month");
	int month = this_month ? today.month : month_of(when_word(words));
	int year = month < today.month ? today.year + 1 : today.year, said;
	bool ordinal;

	if (when_take(words, "next month")) {
		*ret_from = next;
		*ret_to = sp_day_add_months(next, 1) - 1;
		return true;
	}
	if (month == 0 || (words->at + 1 < words->n && mday_of(words->word[words->at + 1], &ordinal) > 0))
		return false;
	words->at++;
	said = year_of(when_word(words), false);
	if (said != NO_YEAR && !this_month) {
		words->at++;
		year = said;
	}
	*ret_from = sp_day_of(year, month, 1);
	*ret_to = sp_day_of(year, month, sp_month_days(year, month));
	return true;
}

bool
when_take_nth(struct when_words *words, int nth, int weekday, sp_day *ret_day)
{
	size_t begin = words->at;
	struct when_days span;
	sp_day first;

	if (!when_take_one(words, "of|in", NULL) || (!when_take_month(words, &span.from_day, &span.to_day) &&
						     (words->bad || !when_take_anchor(words, &span)))) {
		words->at = begin;
		return false;
	}
	first = span.from_day + (weekday - (int)sp_day_weekday(span.from_day) + 7) % 7;
	*ret_day = nth < 0 ? span.to_day - ((int)sp_day_weekday(span.to_day) - weekday + 7) % 7
			   : first + (nth - 1) * 7;
	return (*ret_day >= span.from_day && *ret_day <= span.to_day) ||
	       when_bad(words, "There are not so many in it.");
}
