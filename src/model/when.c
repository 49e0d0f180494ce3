/*
 * Typed dates and times: the words, the times of day among them, and the whole. A day and a time may stand in either
 * order; what is left over is an error, never a guess.
 */
#include "senplan/model/when.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include "when_words.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NOON = 12 * 60, FIRST_BARE_HOUR = 7 };

enum when_time_kind {
	TIME_NONE,
	TIME_CLOCK,
	TIME_PERIODS,
	TIME_BEFORE_SCHOOL,
	TIME_AFTER_SCHOOL,
	TIME_BREAK,
	TIME_LUNCH,
	TIME_MORNING,
	TIME_AFTERNOON,
	TIME_ALL_DAY
};

/* A time as said; what it is on the clock depends on the day. */
struct when_time {
	enum when_time_kind kind;
	sp_minute from_min;
	sp_minute to_min;
	char first[WHEN_WORD]; /* periods */
	char last[WHEN_WORD];
};

/* --- words --- */

const char *
when_word(const struct when_words *words)
{
	return words->at < words->n ? words->word[words->at] : "";
}

bool
when_take(struct when_words *words, const char *phrase)
{
	size_t at = words->at;

	while (*phrase != '\0') {
		size_t len = strcspn(phrase, " ");

		if (at >= words->n || strlen(words->word[at]) != len ||
		    strncmp(words->word[at], phrase, len) != 0)
			return false;
		at++;
		phrase += len + (phrase[len] == ' ');
	}
	words->at = at;
	return true;
}

bool
when_take_one(struct when_words *words, const char *list, int *ret_which)
{
	const char *word = when_word(words);
	size_t len = strlen(word);
	int which = 0;

	for (const char *at = list; at != NULL && len > 0; at = strchr(at, '|'), which++) {
		at += *at == '|';
		if (strncmp(at, word, len) != 0 || (at[len] != '|' && at[len] != '\0'))
			continue;
		words->at++;
		if (ret_which != NULL)
			*ret_which = which;
		return true;
	}
	return false;
}

bool
when_bad(struct when_words *words, const char *format, ...)
{
	char text[SP_ERR_TEXT];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (!words->bad)
		sp_err_set(words->reterr, SP_USAGE, "%s", text);
	words->bad = true;
	return false;
}

/* The last word becomes several where a date is written without blanks. */
static bool
split_glued(struct when_words *words)
{
	size_t pass, len;

	while ((len = when_unglue(words->word[words->n - 1], &pass)) > 0) {
		char *word = words->word[words->n - 1];

		if (words->n == WHEN_MAX_WORDS)
			return when_bad(words, "That is too long for a date.");
		memcpy(words->word[words->n], word + len + pass, strlen(word + len + pass) + 1);
		word[len] = '\0';
		words->n++;
	}
	return true;
}

bool
when_split(struct when_words *words, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, " ,\t"), out = 0;

		if (len > 0 && words->n == WHEN_MAX_WORDS)
			return when_bad(
				words,
				"That is too long for a date; try \"fri\", \"tue 15:30\" or \"23/11\".");
		for (size_t i = 0; i < len; i++) {
			bool dash = strncmp(text + i, "\xE2\x80\x93", 3) == 0;

			if (out + 1 >= WHEN_WORD)
				return when_bad(words, "\"%.*s\" is not understood.", (int)len, text);
			words->word[words->n][out++] = dash ? '-' : (char)tolower((unsigned char)text[i]);
			i += dash ? 2 : 0;
		}
		words->n += len > 0;
		if (len > 0 && !split_glued(words))
			return false;
		text += len + (text[len] != '\0');
	}
	return true;
}

/* --- times of day --- */

/* "9", "15": an hour where only a time can stand; school hours: 1 to 6 are in the afternoon. */
static bool
bare_hour(const char *text, sp_minute *ret_min)
{
	long hour;

	if (strlen(text) > 2 || !sp_parse_int(text, 0, 24, &hour) || text[0] == '+' || text[0] == '-')
		return false;
	*ret_min = (sp_minute)(hour > 0 && hour < FIRST_BARE_HOUR ? hour + 12 : hour) * 60;
	return true;
}

static bool
clock_of(const char *text, bool bare_too, sp_minute *ret_min)
{
	return sp_minute_parse(text, ret_min) || (bare_too && bare_hour(text, ret_min));
}

/* "9:00-11:30", "9-11" in one word */
static bool
take_clock_range(struct when_words *words, struct when_time *time)
{
	const char *word = when_word(words), *dash = strchr(word, '-');
	char first[WHEN_WORD];

	if (dash == NULL || dash == word)
		return false;
	memcpy(first, word, (size_t)(dash - word));
	first[dash - word] = '\0';
	if (!clock_of(first, true, &time->from_min) || !clock_of(dash + 1, true, &time->to_min))
		return false;
	time->kind = TIME_CLOCK;
	words->at++;
	return true;
}

/* "15:30", "at 9", "from 9 to 11", "9:00 - 11:30", "noon", "now" */
static bool
take_clock(struct when_words *words, struct when_time *time)
{
	size_t begin = words->at;
	bool from = when_take(words, "from"), at = when_take_one(words, "at|@", NULL);

	if (take_clock_range(words, time))
		return true;
	time->to_min = SP_MINUTE_NONE;
	if (when_take_one(words, "noon|midday", NULL)) {
		time->from_min = NOON;
	} else if (clock_of(when_word(words), from || at, &time->from_min)) {
		words->at++;
	} else {
		words->at = begin;
		return false;
	}
	time->kind = TIME_CLOCK;
	begin = words->at;
	if (when_take_one(words, "-|to|until|till", NULL)) {
		if (clock_of(when_word(words), true, &time->to_min))
			words->at++;
		else
			words->at = begin;
	}
	return true;
}

static bool
is_period_name(const struct when_words *words, const char *name)
{
	for (size_t i = 0; i < words->snapshot->periods.n; i++)
		if (sp_strieq(words->snapshot->periods.items[i].name, name))
			return true;
	return false;
}

/* "p3" is the period P3; of "3", behind the word "period", either 3 or P3. */
static bool
period_name(const struct when_words *words, const char *said, bool numbered, char *ret_name)
{
	char name[WHEN_WORD + 1];

	snprintf(name, sizeof(name), "%s", said);
	if (*said != '\0' && is_period_name(words, said)) {
		snprintf(ret_name, WHEN_WORD, "%s", said);
		return true;
	}
	snprintf(name, sizeof(name), "p%s", said);
	if (!numbered || strlen(name) >= WHEN_WORD || !is_period_name(words, name))
		return false;
	memcpy(ret_name, name, strlen(name) + 1);
	return true;
}

/* "p3", "period 3", "p2-p4", "p2-4", "p2 to p4" */
static bool
take_periods(struct when_words *words, struct when_time *time)
{
	size_t begin = words->at;
	bool numbered = when_take_one(words, "period|periods|lesson", NULL);
	const char *word = when_word(words), *dash = strchr(word, '-');
	char first[WHEN_WORD];

	if (period_name(words, word, numbered, time->first)) {
		memcpy(time->last, time->first, WHEN_WORD);
		words->at++;
		begin = words->at;
		if (when_take_one(words, "-|to", NULL)) {
			if (period_name(words, when_word(words), true, time->last))
				words->at++;
			else
				words->at = begin;
		}
		time->kind = TIME_PERIODS;
		return true;
	}
	if (dash != NULL) {
		memcpy(first, word, (size_t)(dash - word));
		first[dash - word] = '\0';
		if (period_name(words, first, numbered, time->first) &&
		    period_name(words, dash + 1, true, time->last)) {
			time->kind = TIME_PERIODS;
			words->at++;
			return true;
		}
	}
	if (numbered || (word[0] == 'p' && isdigit((unsigned char)word[1])))
		when_bad(words, "There is no period \"%s\" in the timetable.", word);
	words->at = begin;
	return false;
}

static bool
take_part_of_day(struct when_words *words, struct when_time *time)
{
	static const struct {
		const char *phrase;
		enum when_time_kind kind;
	} parts[] = {
		{"before school", TIME_BEFORE_SCHOOL},
		{"after school", TIME_AFTER_SCHOOL},
		{"break", TIME_BREAK},
		{"lunch", TIME_LUNCH},
		{"lunchtime", TIME_LUNCH},
		{"morning", TIME_MORNING},
		{"am", TIME_MORNING},
		{"afternoon", TIME_AFTERNOON},
		{"pm", TIME_AFTERNOON},
		{"all day", TIME_ALL_DAY},
		{"whole day", TIME_ALL_DAY},
	};
	size_t begin = words->at;

	when_take_one(words, "at|in|during|over|this", NULL);
	when_take(words, "the");
	for (size_t i = 0; i < SP_COUNT(parts); i++) {
		if (!when_take(words, parts[i].phrase))
			continue;
		time->kind = parts[i].kind;
		return true;
	}
	words->at = begin;
	return false;
}

static bool
take_time(struct when_words *words, struct when_time *time)
{
	return take_part_of_day(words, time) || take_periods(words, time) ||
	       (!words->bad && take_clock(words, time));
}

/* --- from words to minutes --- */

struct day_parts {
	struct sp_availability day;
	const struct sp_period **periods;
	size_t n_periods;
	sp_minute school_from, school_to; /* pupils in lessons or registration; NONE without periods */
	sp_minute work_from, work_to;	  /* working hours, else the school's */
};

static enum sp_rc
load_day(const struct sp_snapshot *snapshot, sp_day day, struct sp_arena *arena, struct day_parts *parts,
	 struct sp_err *reterr)
{
	enum sp_rc rc = sp_periods_of(snapshot, day, arena, &parts->periods, &parts->n_periods, reterr);

	if (rc == SP_OK)
		rc = sp_availability_of(snapshot, day, arena, &parts->day, reterr);
	if (rc != SP_OK)
		return rc;
	parts->school_from = parts->school_to = SP_MINUTE_NONE;
	for (size_t i = 0; i < parts->n_periods; i++) {
		const struct sp_period *period = parts->periods[i];

		if (period->kind != SP_PERIOD_LESSON && period->kind != SP_PERIOD_REGISTRATION)
			continue;
		if (parts->school_from == SP_MINUTE_NONE || period->from_min < parts->school_from)
			parts->school_from = period->from_min;
		if (period->to_min > parts->school_to)
			parts->school_to = period->to_min;
	}
	parts->work_from = parts->school_from;
	parts->work_to = parts->school_to;
	if (parts->day.work.n > 0) {
		parts->work_from = parts->day.work.items[0].from;
		parts->work_to = parts->day.work.items[parts->day.work.n - 1].to;
	}
	return SP_OK;
}

static const struct sp_period *
find_period(const struct day_parts *parts, const char *name)
{
	for (size_t i = 0; i < parts->n_periods; i++)
		if (sp_strieq(parts->periods[i]->name, name))
			return parts->periods[i];
	return NULL;
}

static bool
settle_periods(struct when_words *words, const struct day_parts *parts, const struct when_time *time,
	       sp_day day, struct sp_when *when)
{
	const struct sp_period *first = find_period(parts, time->first),
			       *last = find_period(parts, time->last);
	char buf[SP_DAY_TEXT];

	if (first == NULL || last == NULL)
		return when_bad(words, "There is no period %s on %s.",
				first == NULL ? time->first : time->last,
				sp_day_format(day, SP_DAY_LONG, buf));
	when->from_min = first->from_min;
	when->to_min = last->to_min;
	return when->to_min > when->from_min ||
	       when_bad(words, "%s comes after %s.", time->first, time->last);
}

static bool
settle_kind(struct when_words *words, const struct day_parts *parts, enum sp_period_kind kind,
	    struct sp_when *when)
{
	for (size_t i = 0; i < parts->n_periods; i++) {
		if (parts->periods[i]->kind != kind)
			continue;
		when->from_min = parts->periods[i]->from_min;
		when->to_min = parts->periods[i]->to_min;
		return true;
	}
	if (kind == SP_PERIOD_LUNCH) {
		when->from_min = (sp_minute)sp_setting_int(words->snapshot, "lunch_from");
		when->to_min = (sp_minute)sp_setting_int(words->snapshot, "lunch_to");
		return true;
	}
	return when_bad(words, "That day has no break in the timetable.");
}

/* Before and after school: a span where the working hours say how far it goes, else its one known end. */
static bool
settle_beside_school(struct when_words *words, const struct day_parts *parts, bool after,
		     struct sp_when *when)
{
	if (parts->school_from == SP_MINUTE_NONE)
		return when_bad(
			words,
			"The plan has no periods for that day, so that it is not known when school begins "
			"and ends; import the timetable, or say a time.");
	if (after) {
		when->from_min = parts->school_to;
		when->to_min = parts->work_to > parts->school_to ? parts->work_to : SP_MINUTE_NONE;
		return true;
	}
	if (parts->work_from >= parts->school_from)
		return when_bad(words, "The working hours of that day begin with school; say a time.");
	when->from_min = parts->work_from;
	when->to_min = parts->school_from;
	return true;
}

static bool
settle_half(struct when_words *words, const struct day_parts *parts, enum when_time_kind kind,
	    struct sp_when *when)
{
	sp_minute noon = (sp_minute)sp_setting_int(words->snapshot, "half_day");

	when->from_min = kind == TIME_AFTERNOON ? noon : parts->work_from;
	when->to_min = kind == TIME_MORNING ? noon : parts->work_to;
	if (parts->work_from == SP_MINUTE_NONE || when->from_min >= when->to_min)
		return when_bad(words, "That day has no working hours then; say the times.");
	return true;
}

static bool
settle_time(struct when_words *words, const struct day_parts *parts, const struct when_time *time,
	    struct sp_when *when)
{
	switch (time->kind) {
	case TIME_NONE:
		when->from_min = when->to_min = SP_MINUTE_NONE;
		return true;
	case TIME_CLOCK:
		when->from_min = time->from_min;
		when->to_min = time->to_min;
		return time->to_min == SP_MINUTE_NONE || time->to_min > time->from_min ||
		       when_bad(words, "The end does not come after the beginning.");
	case TIME_PERIODS:
		return settle_periods(words, parts, time, when->day, when);
	case TIME_BEFORE_SCHOOL:
	case TIME_AFTER_SCHOOL:
		return settle_beside_school(words, parts, time->kind == TIME_AFTER_SCHOOL, when);
	case TIME_BREAK:
		return settle_kind(words, parts, SP_PERIOD_BREAK, when);
	case TIME_LUNCH:
		return settle_kind(words, parts, SP_PERIOD_LUNCH, when);
	case TIME_MORNING:
	case TIME_AFTERNOON:
	case TIME_ALL_DAY:
		return settle_half(words, parts, time->kind, when);
	}
	assert(!"a kind of time that is not settled");
	return false;
}

/* The minutes of `time` on when->day. */
static enum sp_rc
settle(struct when_words *words, const struct when_time *time, struct sp_when *when)
{
	struct day_parts parts = {0};
	struct sp_arena arena;
	enum sp_rc rc;

	sp_arena_init(&arena);
	rc = load_day(words->snapshot, when->day, &arena, &parts, words->reterr);
	if (rc == SP_OK && !settle_time(words, &parts, time, when))
		rc = SP_USAGE;
	sp_arena_finish(&arena);
	return rc;
}

/* --- the whole --- */

/* A time without a day is today's; one that hangs on the school's day, the next school day's when today is none. */
static sp_day
day_for(const struct when_words *words, const struct when_time *time)
{
	sp_day today = sp_time_day(words->now), next;

	if (time->kind == TIME_CLOCK || time->kind == TIME_NONE)
		return today;
	next = sp_year_school_day_after(words->snapshot, today);
	return next == SP_DAY_NONE ? today : next;
}

static void
not_understood(struct when_words *words, const char *text)
{
	const char *word = when_word(words);

	when_bad(
		words,
		"%s%s%s is not understood as a date%s%s%s. Try \"fri\", \"tue 15:30\", \"23/11\", \"+2w\", \"half-term\" or "
		"\"week B wed P2\".",
		*word == '\0' ? "" : "\"", word, *word == '\0' ? "That" : "\"", words->n > 1 ? " in \"" : "",
		words->n > 1 ? text : "", words->n > 1 ? "\"" : "");
}

enum sp_rc
sp_when_parse(const struct sp_snapshot *snapshot, sp_time now, const char *text, struct sp_when *ret_when,
	      struct sp_err *reterr)
{
	struct when_words words = {.snapshot = snapshot, .now = now, .reterr = reterr};
	struct when_time time = {.kind = TIME_NONE};
	struct sp_when when = {SP_DAY_NONE, SP_MINUTE_NONE, SP_MINUTE_NONE};
	enum sp_rc rc;

	if (!when_split(&words, text))
		return SP_USAGE;
	while (words.at < words.n && !words.bad) {
		if (when.day == SP_DAY_NONE && time.kind == TIME_NONE && when_take(&words, "now")) {
			when.day = sp_time_day(now);
			time = (struct when_time){.kind = TIME_CLOCK,
						  .from_min = sp_time_minute(now),
						  .to_min = SP_MINUTE_NONE};
		} else if ((when.day != SP_DAY_NONE || !when_take_day(&words, &when.day)) && !words.bad &&
			   (time.kind != TIME_NONE || !take_time(&words, &time))) {
			not_understood(&words, text);
		}
	}
	if (!words.bad && when.day == SP_DAY_NONE && time.kind == TIME_NONE)
		not_understood(&words, text);
	if (words.bad)
		return SP_USAGE;
	if (when.day == SP_DAY_NONE)
		when.day = day_for(&words, &time);
	rc = settle(&words, &time, &when);
	if (rc == SP_OK)
		*ret_when = when;
	return rc;
}

/* Is the word of so many bytes a weekday: "tue", "Tuesday"? */
static bool
is_weekday(const char *text, size_t len)
{
	static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
					    "friday", "saturday", "sunday"};
	char word[12];
	bool found = false;

	if (len < 3 || len >= sizeof(word))
		return false;
	memcpy(word, text, len);
	word[len] = '\0';
	for (size_t i = 0; i < SP_COUNT(names); i++)
		found = found || sp_istarts_with(names[i], word);
	return found;
}

/* A week back the weekday is found, a year back the date. */
enum sp_rc
sp_when_parse_past(const struct sp_snapshot *snapshot, sp_time now, const char *text,
		   struct sp_when *ret_when, struct sp_err *reterr)
{
	const sp_day today = sp_time_day(now);
	const sp_day backs[] = {today - 6, sp_day_add_months(today, -12) + 1};
	const char *first = text + strspn(text, " ");
	size_t len = strcspn(first, " ");
	struct sp_when when, past;
	enum sp_rc rc = sp_when_parse(snapshot, now, text, &when, reterr);
	bool ahead = rc == SP_OK && when.day > today;

	if (ahead && (is_weekday(first, len) || strspn(first, "0123456789") > 0))
		for (size_t i = 0; i < SP_COUNT(backs) && ahead; i++)
			if (sp_when_parse(snapshot, sp_time_of(backs[i], sp_time_minute(now)), text, &past,
					  NULL) == SP_OK &&
			    past.day <= today) {
				when = past;
				ahead = false;
			}
	if (rc == SP_OK)
		*ret_when = when;
	return rc;
}

enum sp_rc
sp_when_parse_span(const struct sp_snapshot *snapshot, sp_day day, const char *text, sp_minute *ret_from,
		   sp_minute *ret_to, struct sp_err *reterr)
{
	struct when_words words = {.snapshot = snapshot, .now = sp_time_of(day, 0), .reterr = reterr};
	struct when_time time = {.kind = TIME_NONE};
	struct sp_when when = {.day = day};
	enum sp_rc rc;

	if (!when_split(&words, text))
		return SP_USAGE;
	if (!take_time(&words, &time) || words.at < words.n)
		when_bad(&words,
			 "\"%s\" is no span of the day; try 09:00-11:30, P3, P2-P4, morning or all day.",
			 text);
	if (words.bad)
		return SP_USAGE;
	rc = settle(&words, &time, &when);
	if (rc == SP_OK && when.to_min == SP_MINUTE_NONE)
		rc = sp_err_set(reterr, SP_USAGE, "\"%s\" has no end; write it like 09:00-11:30.", text);
	if (rc == SP_OK) {
		*ret_from = when.from_min;
		*ret_to = when.to_min;
	}
	return rc;
}
