/*
 * Days by word: today, fri, next tue, +2w, half-term, last day of term, week B wed, the last Friday before Easter.
 *
 * "fri" is the next Friday, today included; "next fri" is the one of next week; "last fri" the one before today.
 * "before half-term" is the last school day before it: nobody who says it means a Sunday.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include "when_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum {
	SEARCH_DAYS = 400,
	NEAR_DAYS = 28,
	HOLIDAY_DAYS = 28,
	MAX_OFFSET = 400,
	MOST_WEEKS_ON = 52,
	NAME_WORDS = 4
};

int
when_take_weekday(struct when_words *words)
{
	static const char *const names[] = {
		"mon|monday|mondays", "tue|tues|tuesday", "wed|weds|wednesday", "thu|thur|thurs|thursday",
		"fri|friday",	      "sat|saturday",	  "sun|sunday",
	};

	for (size_t i = 0; i < SP_COUNT(names); i++)
		if (when_take_one(words, names[i], NULL))
			return (int)i;
	return -1;
}

static sp_day
today_of(const struct when_words *words)
{
	return sp_time_day(words->now);
}

/* The first such weekday on or after `day`. */
static sp_day
weekday_from(sp_day day, int weekday)
{
	return day + (weekday - (int)sp_day_weekday(day) + 7) % 7;
}

static bool
works(const struct when_words *words, sp_day day)
{
	return sp_year_is_working_day(words->snapshot, day);
}

/* --- relative --- */

static bool
add_units(struct when_words *words, long n, char unit, sp_day *ret_day)
{
	sp_day today = today_of(words);

	switch (unit) {
	case 'd':
		*ret_day = today + (sp_day)n;
		return true;
	case 'w':
		*ret_day = today + (sp_day)n * 7;
		return true;
	case 'm':
		*ret_day = sp_day_add_months(today, (int)n);
		return true;
	case 's':
		*ret_day = sp_year_add_school_days(words->snapshot, today, (int)n);
		return *ret_day != SP_DAY_NONE ||
		       when_bad(words, "The terms in this plan do not reach so far.");
	default:
		return false;
	}
}

/* "+2w", "-3d", "+5s" (school days) */
static bool
take_offset(struct when_words *words, sp_day *ret_day)
{
	const char *word = when_word(words);
	char digits[WHEN_WORD];
	size_t len = strlen(word);
	long n;

	if ((word[0] != '+' && word[0] != '-') || len < 3)
		return false;
	memcpy(digits, word, len);
	digits[len - 1] = '\0';
	if (!sp_parse_int(digits, -MAX_OFFSET, MAX_OFFSET, &n) ||
	    !add_units(words, n, word[len - 1], ret_day))
		return false;
	words->at++;
	return true;
}

/* "in 2 weeks", "in a fortnight", "3 days ago", "in 5 school days" */
static bool
take_distance(struct when_words *words, sp_day *ret_day)
{
	static const char units[] = {'d', 'w', 'm'};
	size_t begin = words->at;
	bool ahead = when_take(words, "in");
	long n = 1;
	int which;
	char unit = '\0';

	if (when_take_one(words, "two|three|four|five|six", &which)) {
		n = which + 2;
	} else if (!when_take_one(words, "a|an|one", NULL)) {
		if (!sp_parse_int(when_word(words), 1, MAX_OFFSET, &n))
			goto no;
		words->at++;
	}
	if (when_take(words, "school days") || when_take(words, "school day")) {
		unit = 's';
	} else if (when_take_one(words, "fortnight|fortnights", NULL)) {
		n *= 2;
		unit = 'w';
	} else if (when_take_one(words, "day|week|month", &which) ||
		   when_take_one(words, "days|weeks|months", &which)) {
		unit = units[which];
	}
	if (unit == '\0' || (!ahead && !when_take(words, "ago")))
		goto no;
	return add_units(words, ahead ? n : -n, unit, ret_day);
no:
	words->at = begin;
	return false;
}

/* "a week on tuesday", "two weeks from 23 nov", "a fortnight tomorrow"; "fortnight" alone is in a fortnight. */
static bool
take_weeks_on(struct when_words *words, sp_day *ret_day)
{
	size_t begin = words->at;
	bool counted, alone;
	int which = 0, unit;
	long n = 1;
	sp_day day;

	when_take(words, "in");
	counted = when_take_one(words, "a|one|two|three|four|five|six", &which);
	n = which > 0 ? which : 1;
	if (!counted && sp_parse_int(when_word(words), 1, MOST_WEEKS_ON, &n)) {
		counted = true;
		words->at++;
	}
	if (!when_take_one(words, "week|weeks|fortnight", &unit)) {
		words->at = begin;
		return false;
	}
	alone = words->at == words->n && unit == 2;
	if (unit == 2)
		n *= 2;
	if ((when_take_one(words, "on|from", NULL) ||
	     (counted && (sp_streq(when_word(words), "today") || sp_streq(when_word(words), "tomorrow")))) &&
	    when_take_day(words, &day)) {
		*ret_day = day + (sp_day)n * 7;
		return true;
	}
	if (words->bad || !alone) {
		words->at = begin;
		return false;
	}
	*ret_day = today_of(words) + (sp_day)n * 7;
	return true;
}

static bool
take_relative(struct when_words *words, sp_day *ret_day)
{
	int which;

	if (when_take(words, "day after tomorrow")) {
		*ret_day = today_of(words) + 2;
		return true;
	}
	if (when_take_one(words, "yesterday|today|tomorrow|tmrw", &which)) {
		*ret_day = today_of(words) + (which > 2 ? 2 : which) - 1;
		return true;
	}
	return take_offset(words, ret_day) || (!words->bad && take_weeks_on(words, ret_day)) ||
	       (!words->bad && take_distance(words, ret_day));
}

/* --- what the calendar knows --- */

/* Letters and digits only: "Half-term" is "halfterm". */
static void
fold(const char *text, char *buf, size_t size)
{
	size_t len = 0;

	for (; *text != '\0' && len + 1 < size; text++)
		if (isalnum((unsigned char)*text))
			buf[len++] = (char)tolower((unsigned char)*text);
	buf[len] = '\0';
}

/* The next span, from today on, that `fits`; of one that has begun, the rest counts. */
static const struct sp_year_span *
next_span(const struct when_words *words, enum sp_year_span_kind kind, const char *in_name, int month)
{
	const struct sp_year_span *best = NULL;

	for (size_t i = 0; i < words->snapshot->year_spans.n; i++) {
		const struct sp_year_span *span = &words->snapshot->year_spans.items[i];
		char name[64];

		if (span->kind != kind || span->to_day < today_of(words) ||
		    (best != NULL && best->from_day <= span->from_day))
			continue;
		fold(span->name, name, sizeof(name));
		if (in_name == NULL || strstr(name, in_name) != NULL ||
		    (month > 0 && sp_day_date(span->from_day).month == month))
			best = span;
	}
	return best;
}

static bool
give_span(struct when_words *words, const struct sp_year_span *span, const char *what, struct when_days *ret)
{
	if (span == NULL)
		return when_bad(words, "This plan knows no %s from today on; import the terms.", what);
	*ret = (struct when_days){span->from_day, span->to_day};
	return true;
}

/* "half-term", "october half-term", "next half-term" */
static bool
take_half_term(struct when_words *words, struct when_days *ret)
{
	static const struct {
		const char *words;
		const char *in_name;
		int month;
	} which[] = {
		{"october|oct|autumn", "oct", 10},
		{"february|feb|spring", "feb", 2},
		{"may|summer|whitsun", "may", 5},
	};
	size_t begin = words->at, i = 0;

	when_take(words, "next");
	while (i < SP_COUNT(which) && !when_take_one(words, which[i].words, NULL))
		i++;
	if (!when_take(words, "half-term") && !when_take(words, "half term") &&
	    !when_take(words, "halfterm")) {
		words->at = begin;
		return false;
	}
	when_take(words, "break");
	return give_span(words,
			 i < SP_COUNT(which)
				 ? next_span(words, SP_YEAR_HALF_TERM, which[i].in_name, which[i].month)
				 : next_span(words, SP_YEAR_HALF_TERM, NULL, 0),
			 "half-term", ret);
}

/* "next term" is never the one that has begun. */
static const struct sp_year_span *
term_to_begin(const struct when_words *words)
{
	const struct sp_year_span *best = NULL;

	for (size_t i = 0; i < words->snapshot->year_spans.n; i++) {
		const struct sp_year_span *span = &words->snapshot->year_spans.items[i];

		if (span->kind == SP_YEAR_TERM && span->from_day > today_of(words) &&
		    (best == NULL || span->from_day < best->from_day))
			best = span;
	}
	return best;
}

/* "term", "autumn term", and its parts: "autumn 2" */
static bool
take_term(struct when_words *words, struct when_days *ret)
{
	static const char *const names[] = {"autumn", "spring", "summer"};
	const struct sp_calendar *calendar = words->snapshot->calendar;
	size_t begin = words->at;
	bool next = when_take(words, "next");
	int which = -1;

	if (when_take_one(words, "autumn|spring|summer", &which) && calendar != NULL &&
	    when_take_one(words, "1|2|3", NULL)) {
		char name[WHEN_WORD * 2];

		snprintf(name, sizeof(name), "%s %s", names[which], words->word[words->at - 1]);
		for (size_t i = 0; i < calendar->n_half_terms; i++) {
			const struct sp_half_term *part = &calendar->half_terms[i];

			if (part->to_day < today_of(words) || !sp_strieq(part->name, name))
				continue;
			*ret = (struct when_days){part->from_day, part->to_day};
			return true;
		}
		return when_bad(words, "This plan knows no %s from today on.", name);
	}
	if (!when_take(words, "term")) {
		words->at = begin;
		return false;
	}
	if (next && which < 0)
		return give_span(words, term_to_begin(words), "term", ret);
	return give_span(words, next_span(words, SP_YEAR_TERM, which < 0 ? NULL : names[which], 0), "term",
			 ret);
}

/* The holidays round a feast: from the day after the last working day to the one before the next. */
static void
stretch_to_school(const struct when_words *words, struct when_days *days)
{
	const sp_day least = days->from_day - HOLIDAY_DAYS, most = days->to_day + HOLIDAY_DAYS;

	while (days->from_day > least && !works(words, days->from_day - 1))
		days->from_day--;
	while (days->to_day < most && !works(words, days->to_day + 1))
		days->to_day++;
}

/* Feasts, and the summer. */
static bool
take_feast(struct when_words *words, struct when_days *ret)
{
	bool holidays;
	sp_day today = today_of(words);
	int year = sp_day_date(today).year, which;
	sp_day day;

	if (when_take(words, "summer holidays") || when_take(words, "summer break") ||
	    when_take(words, "summer")) {
		const struct sp_year_span *term = next_span(words, SP_YEAR_TERM, "summer", 0);

		if (term == NULL)
			return when_bad(words, "This plan knows no summer term from today on.");
		*ret = (struct when_days){term->to_day + 1, sp_year_of(term->to_day).to_day};
		return true;
	}
	if (!when_take_one(words, "christmas|xmas|easter", &which))
		return false;
	holidays = when_take_one(words, "holidays|holiday|break", NULL);
	for (int i = 0; i < 2; i++) {
		day = which == 2 ? sp_easter(year + i) : sp_day_of(year + i, 12, 25);
		*ret = (struct when_days){day, day + 1};
		if (holidays)
			stretch_to_school(words, ret);
		if (ret->to_day >= today)
			break;
	}
	return true;
}

static bool
take_kind(struct when_words *words, struct when_days *ret)
{
	static const struct {
		const char *phrase;
		enum sp_year_span_kind kind;
	} kinds[] = {
		{"inset day", SP_YEAR_INSET},	    {"inset", SP_YEAR_INSET},
		{"training day", SP_YEAR_INSET},    {"bank holiday", SP_YEAR_BANK_HOLIDAY},
		{"exam weeks", SP_YEAR_EXAM_WEEKS}, {"exams", SP_YEAR_EXAM_WEEKS},
	};
	size_t begin = words->at;

	when_take(words, "next");
	for (size_t i = 0; i < SP_COUNT(kinds); i++)
		if (when_take(words, kinds[i].phrase))
			return give_span(words, next_span(words, kinds[i].kind, NULL, 0), kinds[i].phrase,
					 ret);
	words->at = begin;
	return false;
}

/* A name that the school gave: "May Day", "Mocks"; of terms, take_term knows more. The longest run of words that is one. */
static bool
take_named_span(struct when_words *words, struct when_days *ret)
{
	for (size_t len = NAME_WORDS; len > 0; len--) {
		char said[WHEN_WORD * NAME_WORDS] = "";
		const struct sp_year_span *best = NULL;

		if (words->at + len > words->n)
			continue;
		for (size_t i = 0; i < len; i++)
			fold(words->word[words->at + i], said + strlen(said), WHEN_WORD);
		for (size_t i = 0; i < words->snapshot->year_spans.n; i++) {
			const struct sp_year_span *span = &words->snapshot->year_spans.items[i];
			char name[64];

			fold(span->name, name, sizeof(name));
			if (*name != '\0' && span->kind != SP_YEAR_TERM && sp_streq(name, said) &&
			    span->to_day >= today_of(words) &&
			    (best == NULL || span->from_day < best->from_day))
				best = span;
		}
		if (best == NULL)
			continue;
		words->at += len;
		*ret = (struct when_days){best->from_day, best->to_day};
		return true;
	}
	return false;
}

/* "year": the school's, from the first term's first day to the last one's last; "new year": 1 January to come. */
static bool
take_year(struct when_words *words, struct when_days *ret)
{
	const struct sp_snapshot *s = words->snapshot;
	struct sp_school_year year = sp_year_of(today_of(words));
	struct when_days days = {SP_DAY_NONE, SP_DAY_NONE};

	if (when_take(words, "new year") || when_take(words, "new year's day")) {
		sp_day first = sp_day_of(sp_day_date(today_of(words) - 1).year + 1, 1, 1);

		*ret = (struct when_days){first, first};
		return true;
	}
	if (!when_take(words, "school year") && !when_take(words, "year"))
		return false;
	for (size_t i = 0; i < s->year_spans.n; i++) {
		const struct sp_year_span *span = &s->year_spans.items[i];

		if (span->kind != SP_YEAR_TERM || span->to_day < year.from_day ||
		    span->from_day > year.to_day)
			continue;
		if (days.from_day == SP_DAY_NONE || span->from_day < days.from_day)
			days.from_day = span->from_day;
		if (days.to_day == SP_DAY_NONE || span->to_day > days.to_day)
			days.to_day = span->to_day;
	}
	if (days.from_day == SP_DAY_NONE)
		return when_bad(words, "This plan knows no terms of this school year; import the terms.");
	*ret = days;
	return true;
}

static bool
take_calendar(struct when_words *words, struct when_days *ret)
{
	return take_half_term(words, ret) || (!words->bad && take_term(words, ret)) ||
	       (!words->bad && take_year(words, ret)) || (!words->bad && take_kind(words, ret)) ||
	       (!words->bad && take_named_span(words, ret)) || (!words->bad && take_feast(words, ret));
}

static bool take_week(struct when_words *words, int weekday, sp_day *ret_monday);

bool
when_take_stretch(struct when_words *words, struct when_days *ret)
{
	size_t begin;
	sp_day day;

	when_take(words, "the");
	if (take_calendar(words, ret))
		return true;
	begin = words->at;
	if (!words->bad && take_week(words, -1, &day)) {
		size_t behind = words->at;

		if (when_take_weekday(words) < 0) {
			*ret = (struct when_days){day, day + SP_FRIDAY};
			words->at = behind;
			return true;
		}
		words->at = begin;
	}
	return !words->bad && when_take_month(words, &ret->from_day, &ret->to_day);
}

bool
when_take_anchor(struct when_words *words, struct when_days *ret)
{
	sp_day day;

	if (when_take_stretch(words, ret))
		return true;
	if (words->bad || !when_take_day(words, &day))
		return false;
	*ret = (struct when_days){day, day};
	return true;
}

/* --- before and after --- */

/* The nearest such weekday (-1: any) on which school is open; on none within four weeks, the nearest at all. */
static sp_day
nearest(const struct when_words *words, sp_day from, int direction, int weekday)
{
	sp_day any = SP_DAY_NONE;

	for (int i = 0; i < SEARCH_DAYS && (i < NEAR_DAYS || weekday < 0 || any == SP_DAY_NONE); i++) {
		sp_day day = from + i * direction;

		if (weekday >= 0 && (int)sp_day_weekday(day) != weekday)
			continue;
		if (works(words, day))
			return day;
		if (any == SP_DAY_NONE)
			any = day;
	}
	return any;
}

/* Behind "fri", "day", "last day" or nothing: "before X", "after X" */
static bool
take_beside(struct when_words *words, int weekday, bool calendar_day, sp_day *ret_day)
{
	size_t begin = words->at;
	struct when_days anchor;
	int after;

	if (!when_take_one(words, "before|after", &after))
		return false;
	if (sp_streq(when_word(words), "school") || !when_take_anchor(words, &anchor)) {
		words->at = begin;
		return false;
	}
	if (calendar_day)
		*ret_day = after ? anchor.to_day + 1 : anchor.from_day - 1;
	else
		*ret_day = nearest(words, after ? anchor.to_day + 1 : anchor.from_day - 1, after ? 1 : -1,
				   weekday);
	return true;
}

static const struct sp_year_span *
term_of_next_year(const struct when_words *words)
{
	const struct sp_year_span *best = NULL;
	sp_day last = sp_year_of(today_of(words)).to_day;

	for (size_t i = 0; i < words->snapshot->year_spans.n; i++) {
		const struct sp_year_span *span = &words->snapshot->year_spans.items[i];

		if (span->kind == SP_YEAR_TERM && span->from_day > last &&
		    (best == NULL || span->from_day < best->from_day))
			best = span;
	}
	return best;
}

static bool
begins_next(struct when_words *words, const struct sp_year_span *term, size_t begin, sp_day *ret_day)
{
	if (term == NULL) {
		words->at = begin;
		return when_bad(words,
				"It has begun already, and this plan knows none after it; import the terms.");
	}
	*ret_day = term->from_day;
	return true;
}

/* "start of term", "last day of term", "end of november" */
static bool
take_edge(struct when_words *words, sp_day *ret_day)
{
	size_t begin = words->at;
	struct when_days anchor;
	bool day = when_take(words, "first day") || when_take(words, "last day") ||
		   when_take(words, "first school day") || when_take(words, "last school day");
	bool last = day ? words->word[begin][0] == 'l' : sp_streq(words->word[begin], "end");

	if (day && take_beside(words, -1, false, ret_day))
		return true;
	if (!words->bad && (day || when_take_one(words, "start|beginning|end", NULL)) &&
	    when_take(words, "of") && when_take_anchor(words, &anchor)) {
		*ret_day = last ? anchor.to_day : anchor.from_day;
		if (last || *ret_day >= today_of(words))
			return true;
		if (sp_streq(words->word[words->at - 1], "term")) /* this one has begun: the next */
			return begins_next(words, term_to_begin(words), begin, ret_day);
		if (sp_streq(words->word[words->at - 1], "year"))
			return begins_next(words, term_of_next_year(words), begin, ret_day);
		return true;
	}
	words->at = begin;
	return false;
}

/* --- weeks --- */

/* The Monday of the next week, from this one on, with that letter; one whose `weekday` is past does not count. */
static bool
lettered_week(struct when_words *words, int letter, int weekday, sp_day *ret_monday)
{
	sp_day monday = sp_day_monday(today_of(words));

	for (int i = 0; i < SEARCH_DAYS / 7; i++, monday += 7) {
		sp_day day = monday + (weekday < 0 ? 0 : weekday);

		if (weekday >= 0 && day < today_of(words))
			continue;
		for (sp_day d = monday; d < monday + 5; d++) {
			if (sp_year_day(words->snapshot, d).cycle_week != letter || !works(words, d))
				continue;
			*ret_monday = monday;
			return true;
		}
	}
	return when_bad(
		words,
		"This plan knows no week %c from today on: it needs terms, and a row saying which week is A.",
		(char)('A' + letter));
}

static bool
numbered_week(struct when_words *words, long number, sp_day *ret_monday)
{
	struct sp_school_year year = sp_year_of(today_of(words));

	for (sp_day day = year.from_day; day <= year.to_day; day++) {
		if (sp_year_day(words->snapshot, day).week_of_year != number)
			continue;
		*ret_monday = sp_day_monday(day);
		return true;
	}
	return when_bad(words, "This school year has no week %ld.", number);
}

/* "next week", "week B", "week 12", "week of 23 nov", "w/c 23 nov", "week before half-term"; its Monday */
static bool
take_week(struct when_words *words, int weekday, sp_day *ret_monday)
{
	size_t begin = words->at;
	struct when_days anchor;
	int which;
	long number;

	if (when_take_one(words, "last|this|next", &which) && when_take(words, "week")) {
		*ret_monday = sp_day_monday(today_of(words)) + (which - 1) * 7;
		return true;
	}
	words->at = begin;
	if (when_take_one(words, "w/c|wc|w/b", NULL) || when_take(words, "week of") ||
	    when_take(words, "week commencing") || when_take(words, "week beginning")) {
		if (when_take_anchor(words, &anchor)) {
			*ret_monday = sp_day_monday(anchor.from_day);
			return true;
		}
	} else if (when_take_one(words, "week|wk", NULL)) {
		if (when_take_one(words, "a|b", &which))
			return lettered_week(words, which, weekday, ret_monday);
		if (sp_parse_int(when_word(words), 1, 60, &number)) {
			words->at++;
			return numbered_week(words, number, ret_monday);
		}
		if (when_take_one(words, "before|after", &which) && when_take_anchor(words, &anchor)) {
			*ret_monday = which == 0 ? sp_day_monday(anchor.from_day) - 7
						 : sp_day_monday(anchor.to_day) + 7;
			return true;
		}
	}
	words->at = begin;
	return false;
}

/* A week, and perhaps a day in it; without one, its Monday. */
static bool
take_week_day(struct when_words *words, sp_day *ret_day)
{
	size_t begin = words->at;
	sp_day monday;
	int weekday;

	if (!take_week(words, -1, &monday))
		return false;
	when_take(words, "on");
	weekday = when_take_weekday(words);
	if (weekday >= 0) { /* once more, knowing the day: this week's may be past */
		size_t behind = words->at;

		words->at = begin;
		if (!take_week(words, weekday, &monday))
			return false;
		words->at = behind;
	}
	*ret_day = monday + (weekday < 0 ? 0 : weekday);
	return true;
}

/* --- weekdays --- */

static bool
take_weekday_day(struct when_words *words, sp_day *ret_day)
{
	size_t begin = words->at;
	sp_day today = today_of(words), monday = sp_day_monday(today), day;
	int which = -1, weekday;

	if (when_take_one(words, "1st|2nd|second|3rd|third|4th|fourth", &which)) {
		static const int nths[] = {1, 2, 2, 3, 3, 4, 4};

		weekday = when_take_weekday(words);
		if (weekday >= 0 && (when_take_nth(words, nths[which], weekday, ret_day) || words->bad))
			return !words->bad;
		words->at = begin;
		return false;
	}
	when_take_one(words, "last|this|next|first", &which);
	weekday = when_take_weekday(words);
	if (weekday < 0) {
		words->at = begin;
		return false;
	}
	if (take_beside(words, weekday, false, ret_day))
		return true;
	if (words->bad)
		return false;
	if (which == 0 || which == 3) {
		if (when_take_nth(words, which == 0 ? -1 : 1, weekday, ret_day) || words->bad)
			return !words->bad;
	}
	if (which == 0)
		*ret_day = weekday_from(today - 7, weekday);
	else if (which == 1)
		*ret_day = monday + weekday;
	else if (which == 2)
		*ret_day = monday + 7 + weekday;
	else if (which == 3)
		return when_bad(words, "\"first %s\" of what? Say \"first mon after half-term\".",
				sp_weekday_name((enum sp_weekday)weekday));
	if (which >= 0)
		return true;
	if (when_take_date(words, weekday, ret_day) || words->bad)
		return !words->bad;
	when_take(words, "of");
	if (take_week(words, weekday, &day)) {
		*ret_day = day + weekday;
		return true;
	}
	if (words->bad)
		return false;
	day = weekday_from(today, weekday);
	*ret_day = when_take(words, "week") ? day + 7 : when_take(words, "fortnight") ? day + 14 : day;
	return true;
}

/* A month alone is no day; the next one is its first. */
static bool
take_next_month(struct when_words *words, struct when_days *ret)
{
	return sp_streq(when_word(words), "next") && when_take_month(words, &ret->from_day, &ret->to_day);
}

bool
when_take_day(struct when_words *words, sp_day *ret_day)
{
	struct when_days days;

	if (words->bad)
		return false;
	when_take(words, "on");
	when_take(words, "the");
	if (take_relative(words, ret_day) || (!words->bad && take_week_day(words, ret_day)) ||
	    (!words->bad && take_weekday_day(words, ret_day)) || (!words->bad && take_edge(words, ret_day)))
		return true;
	if (words->bad)
		return false;
	if (when_take(words, "day") && take_beside(words, -1, true, ret_day))
		return true;
	if (words->bad || take_beside(words, -1, false, ret_day))
		return !words->bad;
	if (when_take_date(words, -1, ret_day))
		return true;
	if (words->bad || (!take_calendar(words, &days) && (words->bad || !take_next_month(words, &days))))
		return false;
	*ret_day = days.from_day < today_of(words) ? today_of(words) : days.from_day;
	return true;
}
