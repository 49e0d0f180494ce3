/*
 * The ranges a review is asked for: the week, half-term, term or school year that holds a day, and the one before it.
 */
#include "senplan/base/array.h"
#include "senplan/model/when.h"
#include "senplan/report/review.h"

#include <assert.h>

enum { WEEK_DAYS = 7, HALF_TERM_DAYS = 42, TERM_DAYS = 84 };

const char *const sp_review_range_names[] = {"week", "half-term", "term", "year", NULL};

struct span {
	const char *name;
	sp_day from_day, to_day;
};

static enum sp_rc
week_span(const struct sp_snapshot *s, sp_day day, struct sp_arena *arena, struct span *ret)
{
	sp_day monday = sp_day_monday(day);
	char text[SP_DAY_TEXT];

	(void)s;
	ret->from_day = monday;
	ret->to_day = monday + WEEK_DAYS - 1;
	ret->name = sp_arena_printf(arena, "Week of %s", sp_day_format(monday, SP_DAY_LONG, text));
	return ret->name == NULL ? SP_SYSTEM : SP_OK;
}

/* The half-term of the day, in a holiday the one after it, behind the last one the last. */
static const struct sp_half_term *
half_term_of(const struct sp_snapshot *s, sp_day day)
{
	const struct sp_half_term *half = sp_year_half_term(s, day);
	const struct sp_calendar *calendar = s->calendar;

	if (half == NULL && calendar != NULL && calendar->n_half_terms > 0)
		half = &calendar->half_terms[calendar->n_half_terms - 1];
	return half;
}

static struct span
some_weeks(sp_day day, sp_day n_days, const char *name)
{
	sp_day from = sp_day_monday(day);

	return (struct span){name, from, from + n_days - 1};
}

static enum sp_rc
half_term_span(const struct sp_snapshot *s, sp_day day, struct sp_arena *arena, struct span *ret)
{
	const struct sp_half_term *half = half_term_of(s, day);

	(void)arena;
	*ret = half == NULL ? some_weeks(day, HALF_TERM_DAYS, "Six weeks")
			    : (struct span){half->name, half->from_day, half->to_day};
	return SP_OK;
}

static enum sp_rc
term_span(const struct sp_snapshot *s, sp_day day, struct sp_arena *arena, struct span *ret)
{
	const struct sp_half_term *half = half_term_of(s, day);

	(void)arena;
	*ret = half == NULL || half->term == NULL
		       ? some_weeks(day, TERM_DAYS, "Twelve weeks")
		       : (struct span){half->term->name, half->term->from_day, half->term->to_day};
	return SP_OK;
}

static enum sp_rc
year_span(const struct sp_snapshot *s, sp_day day, struct sp_arena *arena, struct span *ret)
{
	struct sp_school_year year = sp_year_of(day);
	int from_year = sp_day_date(year.from_day).year;

	(void)s;
	ret->from_day = year.from_day;
	ret->to_day = year.to_day;
	ret->name = sp_arena_printf(arena, "School year %d/%02d", from_year, (from_year + 1) % 100);
	return ret->name == NULL ? SP_SYSTEM : SP_OK;
}

typedef enum sp_rc (*span_fn)(const struct sp_snapshot *s, sp_day day, struct sp_arena *arena,
			      struct span *ret);

static const span_fn spans[] = {
	[SP_REVIEW_WEEK] = week_span,
	[SP_REVIEW_HALF_TERM] = half_term_span,
	[SP_REVIEW_TERM] = term_span,
	[SP_REVIEW_YEAR] = year_span,
};

/* Half-terms begin on paper with the weekend before their first school day. */
static sp_day
without_weekend(sp_day day)
{
	return sp_day_weekday(day) < SP_SATURDAY ? day : sp_day_monday(day) + WEEK_DAYS;
}

/* Weeks and years follow each other without a gap. Between half-terms there are holidays: go on until it is another. */
sp_day
sp_review_range_turn(const struct sp_snapshot *snapshot, enum sp_review_range_kind kind,
		     const struct sp_review_range *range, int delta)
{
	const struct sp_calendar *calendar = snapshot->calendar;
	sp_day beside = delta < 0 ? range->from_day - 1 : range->to_day + 1;

	assert(delta == 1 || delta == -1);
	if ((kind != SP_REVIEW_HALF_TERM && kind != SP_REVIEW_TERM) || calendar == NULL)
		return beside;
	for (size_t i = 0; i < calendar->n_half_terms; i++) {
		size_t at = delta < 0 ? calendar->n_half_terms - 1 - i : i;
		const struct sp_half_term *half = &calendar->half_terms[at];

		if (delta < 0 ? half->to_day < range->from_day : half->from_day > range->to_day)
			return half->from_day;
	}
	return calendar->n_half_terms > 0 ? range->from_day : beside;
}

static enum sp_rc
any_range(struct sp_review_range *range, struct sp_err *reterr)
{
	sp_day n_days = range->to_day - range->from_day + 1;

	assert(range->from_day <= range->to_day);
	if (n_days > SP_REVIEW_DAYS_MOST)
		return sp_err_set(reterr, SP_USAGE, "A review is of at most %d days, not of %d.",
				  SP_REVIEW_DAYS_MOST, (int)n_days);
	range->name = "Chosen days";
	range->before_name = "the same time before";
	range->before_from_day = range->from_day - n_days;
	range->before_to_day = range->from_day - 1;
	return SP_OK;
}

enum sp_rc
sp_review_range_of(const struct sp_snapshot *snapshot, enum sp_review_range_kind kind, sp_day day,
		   struct sp_arena *arena, struct sp_review_range *range, struct sp_err *reterr)
{
	struct span now, before;
	sp_day turned;

	if (kind == SP_REVIEW_ANY)
		return any_range(range, reterr);
	assert((size_t)kind < SP_COUNT(spans));
	if (spans[kind](snapshot, day, arena, &now) != SP_OK)
		return sp_err_nomem(reterr);
	now.from_day = without_weekend(now.from_day);
	range->name = now.name;
	range->from_day = now.from_day;
	range->to_day = now.to_day;
	turned = sp_review_range_turn(snapshot, kind, range, -1);
	if (spans[kind](snapshot, turned, arena, &before) != SP_OK)
		return sp_err_nomem(reterr);
	if (before.from_day >= now.from_day) /* nothing before the first half-term is known: as many days */
		before = (struct span){"the same time before", now.from_day - (now.to_day - now.from_day) - 1,
				       now.from_day - 1};
	if (before.to_day >= now.from_day) /* six weeks without terms begin on a Monday */
		before = (struct span){now.name, now.from_day - (now.to_day - now.from_day) - 1,
				       now.from_day - 1};
	range->before_name = before.name;
	range->before_from_day = without_weekend(before.from_day);
	range->before_to_day = before.to_day;
	return SP_OK;
}

/* Which week, half-term, term or year has just these days; SP_REVIEW_ANY: none. Saturdays and Sundays at the ends do not count. */
static enum sp_review_range_kind
kind_of(const struct sp_snapshot *s, sp_day from, sp_day to, struct sp_arena *arena)
{
	for (size_t i = 0; i < SP_COUNT(spans); i++) {
		struct span span;

		if (spans[i](s, from, arena, &span) == SP_OK &&
		    without_weekend(span.from_day) == without_weekend(from) &&
		    without_weekend(span.to_day + 1) == without_weekend(to + 1))
			return (enum sp_review_range_kind)i;
	}
	return SP_REVIEW_ANY;
}

enum sp_rc
sp_review_range_read(const struct sp_snapshot *snapshot, sp_time now, sp_day day, const char *text,
		     struct sp_review_days *ret, struct sp_err *reterr)
{
	int kind = sp_enum_parse(sp_review_range_names, text);
	struct sp_review_days days = {.kind = SP_REVIEW_ANY};
	struct sp_arena arena;
	enum sp_rc rc;

	if (kind >= 0) {
		*ret = (struct sp_review_days){.kind = (enum sp_review_range_kind)kind, .day = day};
		return SP_OK;
	}
	rc = sp_when_stretch(snapshot, now, text, &days.from_day, &days.to_day, reterr);
	if (rc == SP_OK && days.to_day - days.from_day >= SP_REVIEW_DAYS_MOST)
		rc = sp_err_set(reterr, SP_USAGE, "A review is of at most %d days, not of %d.",
				SP_REVIEW_DAYS_MOST, (int)(days.to_day - days.from_day + 1));
	if (rc != SP_OK)
		return rc;
	sp_arena_init(&arena);
	days.kind = kind_of(snapshot, days.from_day, days.to_day, &arena);
	sp_arena_finish(&arena);
	days.day = days.from_day;
	*ret = days;
	return SP_OK;
}
