/*
 * The school's calendar as a table of days, and the questions asked of it.
 *
 * Alternation of weeks A and B. The school states facts ("the week of 7 September is A"); from a fact the letters run
 * forwards to the next fact and, before the first, backwards. A week without a school day is passed over (or, if the
 * school says so, counted). ISO week numbers are no help: a two-week half-term or a 53-week year flips their parity.
 */
#include "senplan/model/year.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SEARCH_DAYS = 366, LONGEST_TABLE_DAYS = 20 * 366, CYCLE_DAYS = 10, WEEK_DAYS = 5 };

static const char *const day_kind_names[] = {"school day",     "INSET day",    "weekend", "half-term",
					     "school holiday", "bank holiday", "closed"};

const char *
sp_day_kind_name(enum sp_day_kind kind)
{
	assert((size_t)kind < SP_COUNT(day_kind_names));
	return day_kind_names[kind];
}

/* --- what a day is --- */

/* Which span decides, strongest first. */
static const struct {
	enum sp_year_span_kind span;
	enum sp_day_kind day;
} precedence[] = {
	{SP_YEAR_BANK_HOLIDAY, SP_DAY_BANK_HOLIDAY},
	{SP_YEAR_CLOSURE, SP_DAY_CLOSED},
	{SP_YEAR_INSET, SP_DAY_INSET},
	{SP_YEAR_HALF_TERM, SP_DAY_HALF_TERM},
	{SP_YEAR_TERM, SP_DAY_SCHOOL},
};

static const struct sp_year_span *
span_of_kind(const struct sp_snapshot *snapshot, enum sp_year_span_kind kind, sp_day day)
{
	for (size_t i = 0; i < snapshot->year_spans.n; i++) {
		const struct sp_year_span *span = &snapshot->year_spans.items[i];

		if (span->kind == kind && day >= span->from_day && day <= span->to_day)
			return span;
	}
	return NULL;
}

static bool
has_terms(const struct sp_snapshot *snapshot)
{
	for (size_t i = 0; i < snapshot->year_spans.n; i++)
		if (snapshot->year_spans.items[i].kind == SP_YEAR_TERM)
			return true;
	return false;
}

static struct sp_day_info
classify(const struct sp_snapshot *snapshot, sp_day day, bool terms_known)
{
	struct sp_day_info info = {.cycle_week = -1, .half_term = -1, .kind = SP_DAY_HOLIDAY};
	enum sp_weekday weekday = sp_day_weekday(day);

	info.cycle_weekday = (int)weekday;
	info.exams = span_of_kind(snapshot, SP_YEAR_EXAM_WEEKS, day) != NULL;
	if (weekday >= SP_SATURDAY) {
		info.kind = SP_DAY_WEEKEND;
		return info;
	}
	for (size_t i = 0; i < SP_COUNT(precedence); i++) {
		info.span = span_of_kind(snapshot, precedence[i].span, day);
		if (info.span != NULL) {
			info.kind = precedence[i].day;
			return info;
		}
	}
	if (!terms_known)
		info.kind = SP_DAY_SCHOOL;
	return info;
}

/* --- cycle weeks --- */

/* The fact for the week (or, in a ten-day cycle, the day) that begins at `day` and is `span_days` long. */
static const struct sp_cycle_fact *
fact_in(const struct sp_snapshot *snapshot, sp_day day, int span_days)
{
	for (size_t i = 0; i < snapshot->cycle_facts.n; i++) {
		const struct sp_cycle_fact *fact = &snapshot->cycle_facts.items[i];

		if (fact->day >= day && fact->day < day + span_days)
			return fact;
	}
	return NULL;
}

static bool
week_has_school(const struct sp_day_info *days, sp_day table_from, sp_day monday, sp_day table_to)
{
	for (sp_day day = monday; day < monday + WEEK_DAYS; day++)
		if (day >= table_from && day <= table_to && days[day - table_from].kind == SP_DAY_SCHOOL)
			return true;
	return false;
}

static void
set_week(struct sp_day_info *days, const struct sp_calendar *calendar, sp_day monday, int week)
{
	for (sp_day day = monday; day < monday + 7; day++)
		if (day >= calendar->from_day && day <= calendar->to_day)
			days[day - calendar->from_day].cycle_week = week;
}

/* Runs over the weeks in one direction, beginning at a fact; letters before the first fact come from running backwards. */
static void
letter_weeks(const struct sp_snapshot *snapshot, const struct sp_calendar *calendar, struct sp_day_info *days,
	     int direction)
{
	bool count_closed = sp_streq(sp_setting_text(snapshot, "cycle_closed_weeks"), "count");
	sp_day first = sp_day_monday(calendar->from_day), last = sp_day_monday(calendar->to_day);
	sp_day monday = direction > 0 ? first : last;
	int letter = -1;

	for (; monday >= first && monday <= last; monday += 7 * direction) {
		const struct sp_cycle_fact *fact = fact_in(snapshot, monday, 7);
		bool open = week_has_school(days, calendar->from_day, monday, calendar->to_day);
		sp_day known = monday < calendar->from_day ? calendar->from_day : monday;

		if (fact != NULL)
			letter = fact->week % 2;
		else if (letter >= 0 && (open || count_closed))
			letter = 1 - letter;
		if (letter >= 0 && open && (direction > 0 || days[known - calendar->from_day].cycle_week < 0))
			set_week(days, calendar, monday, letter);
	}
}

/* Ten-day cycle: each school day is the next of ten; position 0-4 is week A, 5-9 week B. */
static void
number_days(const struct sp_snapshot *snapshot, const struct sp_calendar *calendar, struct sp_day_info *days,
	    int direction)
{
	sp_day day = direction > 0 ? calendar->from_day : calendar->to_day;
	int position = -1;

	for (; day >= calendar->from_day && day <= calendar->to_day; day += direction) {
		struct sp_day_info *info = &days[day - calendar->from_day];
		const struct sp_cycle_fact *fact = fact_in(snapshot, day, 1);

		if (info->kind != SP_DAY_SCHOOL)
			continue;
		if (fact != NULL)
			position = fact->week % CYCLE_DAYS;
		else if (position >= 0)
			position = (position + direction + CYCLE_DAYS) % CYCLE_DAYS;
		if (position >= 0 && (direction > 0 || info->cycle_week < 0)) {
			info->cycle_week = position / WEEK_DAYS;
			info->cycle_weekday = position % WEEK_DAYS;
		}
	}
}

static void
number_cycle(const struct sp_snapshot *snapshot, const struct sp_calendar *calendar, struct sp_day_info *days)
{
	long cycle = sp_setting_int(snapshot, "cycle");

	if (cycle == 1) {
		for (sp_day day = calendar->from_day; day <= calendar->to_day; day++)
			days[day - calendar->from_day].cycle_week = 0;
		return;
	}
	for (int direction = 1; direction >= -1; direction -= 2) {
		if (cycle == CYCLE_DAYS)
			number_days(snapshot, calendar, days, direction);
		else
			letter_weeks(snapshot, calendar, days, direction);
	}
}

/* --- weeks of the year and half-terms --- */

static void
number_weeks(const struct sp_calendar *calendar, struct sp_day_info *days)
{
	int number = 0;
	sp_day counted = SP_DAY_NONE; /* Monday of the last week that was counted */

	for (sp_day day = calendar->from_day; day <= calendar->to_day; day++) {
		struct sp_day_info *info = &days[day - calendar->from_day];
		struct sp_date date = sp_day_date(day);
		sp_day monday = sp_day_monday(day);

		if (date.month == 9 && date.mday == 1)
			number = 0;
		if ((info->kind == SP_DAY_SCHOOL || info->kind == SP_DAY_INSET) && monday != counted) {
			counted = monday;
			number++;
			/* the whole week has the number, also days before its first open one */
			for (sp_day d = monday; d < day; d++)
				if (d >= calendar->from_day)
					days[d - calendar->from_day].week_of_year = number;
		}
		if (monday == counted)
			info->week_of_year = number;
	}
}

static int
by_from_day(const void *a, const void *b)
{
	const struct sp_year_span *x = *(const struct sp_year_span *const *)a,
				  *y = *(const struct sp_year_span *const *)b;

	return x->from_day < y->from_day ? -1 : x->from_day > y->from_day;
}

/* Terms and half-term breaks by date; NULL when out of memory. */
static const struct sp_year_span **
sorted_spans(const struct sp_snapshot *snapshot, enum sp_year_span_kind kind, struct sp_arena *arena,
	     size_t *ret_n)
{
	const struct sp_year_span **spans =
		SP_ARENA_NEW_N(arena, const struct sp_year_span *, snapshot->year_spans.n + 1);
	size_t n = 0;

	if (spans == NULL)
		return NULL;
	for (size_t i = 0; i < snapshot->year_spans.n; i++)
		if (snapshot->year_spans.items[i].kind == kind)
			spans[n++] = &snapshot->year_spans.items[i];
	qsort(spans, n, sizeof(const struct sp_year_span *), by_from_day);
	*ret_n = n;
	return spans;
}

/* Each break parts one term, so that there are at most as many parts as spans, also where terms overlap. */
static bool
build_half_terms(const struct sp_snapshot *snapshot, struct sp_arena *arena, struct sp_calendar *calendar)
{
	size_t n_terms, n_breaks, b = 0, n = 0;
	const struct sp_year_span **terms = sorted_spans(snapshot, SP_YEAR_TERM, arena, &n_terms);
	const struct sp_year_span **breaks = sorted_spans(snapshot, SP_YEAR_HALF_TERM, arena, &n_breaks);
	struct sp_half_term *parts = SP_ARENA_NEW_N(arena, struct sp_half_term, snapshot->year_spans.n + 1);

	if (terms == NULL || breaks == NULL || parts == NULL)
		return false;
	for (size_t t = 0; t < n_terms; t++) {
		sp_day from = terms[t]->from_day;
		size_t first = n;

		for (; b < n_breaks && breaks[b]->from_day < terms[t]->to_day; b++) {
			if (breaks[b]->from_day <= from || breaks[b]->to_day >= terms[t]->to_day)
				continue;
			parts[n++] = (struct sp_half_term){NULL, from, breaks[b]->from_day - 1, terms[t]};
			from = breaks[b]->to_day + 1;
		}
		parts[n++] = (struct sp_half_term){NULL, from, terms[t]->to_day, terms[t]};
		assert(n <= snapshot->year_spans.n);
		for (size_t i = first; i < n; i++) {
			parts[i].name = n - first == 1 ? terms[t]->name
						       : sp_arena_printf(arena, "%s %zu", terms[t]->name,
									 i - first + 1);
			if (parts[i].name == NULL)
				return false;
		}
	}
	calendar->half_terms = parts;
	calendar->n_half_terms = n;
	return true;
}

static void
mark_half_terms(const struct sp_calendar *calendar, struct sp_day_info *days)
{
	for (size_t i = 0; i < calendar->n_half_terms; i++) {
		const struct sp_half_term *part = &calendar->half_terms[i];
		sp_day from = part->from_day > calendar->from_day ? part->from_day : calendar->from_day;
		sp_day to = part->to_day < calendar->to_day ? part->to_day : calendar->to_day;

		for (sp_day day = from; day <= to; day++)
			days[day - calendar->from_day].half_term = (int)i;
	}
}

/* --- the table --- */

/* 1 September on or before the first term to 31 August on or after the last. */
static bool
table_range(const struct sp_snapshot *snapshot, sp_day *ret_from, sp_day *ret_to)
{
	sp_day from = INT32_MAX, to = INT32_MIN;
	struct sp_date first, last;

	for (size_t i = 0; i < snapshot->year_spans.n; i++) {
		const struct sp_year_span *span = &snapshot->year_spans.items[i];

		if (span->kind != SP_YEAR_TERM)
			continue;
		from = span->from_day < from ? span->from_day : from;
		to = span->to_day > to ? span->to_day : to;
	}
	if (from > to)
		return false;
	first = sp_day_date(from);
	last = sp_day_date(to);
	*ret_from = sp_day_monday(sp_day_of(first.month >= 9 ? first.year : first.year - 1, 9, 1));
	*ret_to = sp_day_of(last.month >= 9 ? last.year + 1 : last.year, 8, 31);
	if (*ret_to - *ret_from >= LONGEST_TABLE_DAYS)
		*ret_to = *ret_from + LONGEST_TABLE_DAYS - 1;
	return true;
}

enum sp_rc
sp_calendar_build(struct sp_snapshot *snapshot, struct sp_arena *arena, struct sp_err *reterr)
{
	struct sp_calendar *calendar = SP_ARENA_NEW(arena, struct sp_calendar);
	struct sp_day_info *days;

	if (calendar == NULL)
		return sp_err_nomem(reterr);
	calendar->from_day = 0;
	calendar->to_day = -1;
	if (!table_range(snapshot, &calendar->from_day, &calendar->to_day)) {
		snapshot->calendar = calendar;
		return SP_OK;
	}
	days = SP_ARENA_NEW_N(arena, struct sp_day_info, (size_t)(calendar->to_day - calendar->from_day + 1));
	if (days == NULL || !build_half_terms(snapshot, arena, calendar))
		return sp_err_nomem(reterr);
	for (sp_day day = calendar->from_day; day <= calendar->to_day; day++)
		days[day - calendar->from_day] = classify(snapshot, day, true);
	calendar->days = days;
	number_cycle(snapshot, calendar, days);
	number_weeks(calendar, days);
	mark_half_terms(calendar, days);
	snapshot->calendar = calendar;
	return SP_OK;
}

/* Without terms: whole weeks from the nearest fact before, or the first. */
static int
cycle_week_without_terms(const struct sp_snapshot *snapshot, sp_day day)
{
	const struct sp_cycle_fact *nearest = NULL;
	int weeks;

	if (sp_setting_int(snapshot, "cycle") == 1)
		return 0;
	for (size_t i = 0; i < snapshot->cycle_facts.n; i++) {
		const struct sp_cycle_fact *fact = &snapshot->cycle_facts.items[i];

		if (nearest == NULL || (fact->day <= day && (nearest->day > day || fact->day > nearest->day)))
			nearest = fact;
	}
	if (nearest == NULL)
		return -1;
	weeks = (sp_day_monday(day) - sp_day_monday(nearest->day)) / 7 + nearest->week;
	return ((weeks % 2) + 2) % 2;
}

struct sp_day_info
sp_year_day(const struct sp_snapshot *snapshot, sp_day day)
{
	const struct sp_calendar *calendar = snapshot->calendar;
	struct sp_day_info info;
	bool terms_known;

	assert(calendar != NULL);
	if (day >= calendar->from_day && day <= calendar->to_day)
		return calendar->days[day - calendar->from_day];
	terms_known = has_terms(snapshot);
	info = classify(snapshot, day, terms_known);
	if (!terms_known)
		info.cycle_week = cycle_week_without_terms(snapshot, day);
	return info;
}

/* --- questions --- */

bool
sp_year_is_school_day(const struct sp_snapshot *snapshot, sp_day day)
{
	return sp_year_day(snapshot, day).kind == SP_DAY_SCHOOL;
}

bool
sp_year_is_working_day(const struct sp_snapshot *snapshot, sp_day day)
{
	enum sp_day_kind kind = sp_year_day(snapshot, day).kind;

	return kind == SP_DAY_SCHOOL || kind == SP_DAY_INSET;
}

static sp_day
nearest_school_day(const struct sp_snapshot *snapshot, sp_day day, int direction)
{
	for (int i = 0; i < SEARCH_DAYS; i++, day += direction)
		if (sp_year_is_school_day(snapshot, day))
			return day;
	return SP_DAY_NONE;
}

sp_day
sp_year_school_day_before(const struct sp_snapshot *snapshot, sp_day day)
{
	return nearest_school_day(snapshot, day, -1);
}

sp_day
sp_year_school_day_after(const struct sp_snapshot *snapshot, sp_day day)
{
	return nearest_school_day(snapshot, day, 1);
}

sp_day
sp_year_add_school_days(const struct sp_snapshot *snapshot, sp_day day, int n)
{
	int direction = n < 0 ? -1 : 1;

	for (int left = abs(n); left > 0 && day != SP_DAY_NONE; left--)
		day = nearest_school_day(snapshot, day + direction, direction);
	return day;
}

int
sp_year_school_days_between(const struct sp_snapshot *snapshot, sp_day from, sp_day to)
{
	int n = 0;

	for (sp_day day = from; day < to; day++)
		n += sp_year_is_school_day(snapshot, day);
	return n;
}

const struct sp_half_term *
sp_year_half_term(const struct sp_snapshot *snapshot, sp_day day)
{
	const struct sp_calendar *calendar = snapshot->calendar;

	for (size_t i = 0; i < calendar->n_half_terms; i++)
		if (day <= calendar->half_terms[i].to_day)
			return &calendar->half_terms[i];
	return NULL;
}

struct sp_school_year
sp_year_of(sp_day day)
{
	struct sp_date date = sp_day_date(day);
	int year = date.month >= 9 ? date.year : date.year - 1;
	struct sp_school_year result = {sp_day_of(year, 9, 1), sp_day_of(year + 1, 8, 31)};

	return result;
}

const char *
sp_cycle_letter(const struct sp_snapshot *snapshot, int cycle_week)
{
	static const char *const letters[] = {"A", "B", "C", "D"};

	if (cycle_week < 0 || (size_t)cycle_week >= SP_COUNT(letters) ||
	    sp_setting_int(snapshot, "cycle") == 1)
		return "";
	return letters[cycle_week];
}
