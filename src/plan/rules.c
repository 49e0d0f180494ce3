/*
 * A rule is a row: so many days, school days, weeks or months before or after something, or a fixed date. Here a row
 * becomes a date. Legal periods are calendar days: they run through weekends and holidays. Only the day by which the
 * work must be done looks at the school's calendar.
 */
#include "rules.h"

#include "senplan/base/str.h"
#include "senplan/model/year.h"
#include "senplan/plan/clocks.h"

#include <assert.h>
#include <string.h>

enum { WEEK_DAYS = 7, LONGEST_SLACK_DAYS = 1500, LONGEST_BREAK_DAYS = 14 };

bool
sp_step_uses_rule(const struct sp_step *step, const char *key)
{
	const char *at = step->rule;

	while (*at != '\0') {
		size_t len = strcspn(at, " |");

		if (strlen(key) == len && strncmp(at, key, len) == 0)
			return true;
		at += len + (at[len] != '\0');
	}
	return false;
}

static bool
is_in_force(const struct sp_rule *rule, sp_day day)
{
	return day == SP_DAY_NONE || ((rule->from_day == SP_DAY_NONE || day >= rule->from_day) &&
				      (rule->to_day == SP_DAY_NONE || day <= rule->to_day));
}

/* Of several rows in force the one that began last: a rule replaced from a date leaves the old row as it was. */
static bool
is_better(const struct sp_rule *rule, const struct sp_rule *best)
{
	if (best == NULL)
		return true;
	if (rule->profile[0] != '\0' && best->profile[0] == '\0')
		return true;
	if (rule->profile[0] == '\0' && best->profile[0] != '\0')
		return false;
	return rule->from_day > best->from_day;
}

const struct sp_rule *
sp_plan_rule(const struct sp_snapshot *snapshot, const char *key, const char *profile, sp_day day)
{
	const struct sp_rule *best = NULL;

	assert(key != NULL && profile != NULL);
	for (size_t i = 0; i < snapshot->rules.n; i++) {
		const struct sp_rule *rule = &snapshot->rules.items[i];

		if (!sp_streq(rule->key, key) || !is_in_force(rule, day))
			continue;
		if ((rule->profile[0] == '\0' || sp_streq(rule->profile, profile)) && is_better(rule, best))
			best = rule;
	}
	return best;
}

/* Month * 100 + day, in the year; 29 February falls back to the 28th. */
static sp_day
fixed_in(int32_t value, int year)
{
	int month = value / 100, mday = value % 100;

	if (month < 1 || month > 12 || mday < 1)
		return SP_DAY_NONE;
	if (mday > sp_month_days(year, month))
		mday = sp_month_days(year, month);
	return sp_day_of(year, month, mday);
}

static sp_day
fixed_from(int32_t value, sp_day anchor, int sign)
{
	int year = sp_day_date(anchor).year;
	sp_day day = fixed_in(value, year);

	if (day != SP_DAY_NONE && sign > 0 && day < anchor)
		return fixed_in(value, year + 1);
	return day != SP_DAY_NONE && sign < 0 && day > anchor ? fixed_in(value, year - 1) : day;
}

static sp_day
shift(const struct sp_snapshot *snapshot, const struct sp_rule *rule, sp_day day, int sign)
{
	if (day == SP_DAY_NONE)
		return SP_DAY_NONE;
	switch (rule->unit) {
	case SP_UNIT_DAYS:
		return day + sign * rule->value;
	case SP_UNIT_WEEKS:
		return day + sign * rule->value * WEEK_DAYS;
	case SP_UNIT_MONTHS:
		return sp_day_add_months(day, sign * rule->value);
	case SP_UNIT_SCHOOL_DAYS:
		return sp_year_add_school_days(snapshot, day, sign * rule->value);
	case SP_UNIT_FIXED_DATE:
		return fixed_from(rule->value, day, sign);
	case SP_UNIT_COUNT:
	case SP_UNIT_CLOSED_DATES:
	case SP_UNIT_HOURS:
		return SP_DAY_NONE;
	}
	assert(!"a unit that is not handled");
	return SP_DAY_NONE;
}

sp_day
sp_plan_rule_date(const struct sp_snapshot *snapshot, const struct sp_rule *rule, sp_day anchor)
{
	return shift(snapshot, rule, anchor, rule->side == SP_SIDE_BEFORE ? -1 : 1);
}

sp_day
sp_plan_rule_anchor(const struct sp_snapshot *snapshot, const struct sp_rule *rule, sp_day date)
{
	return shift(snapshot, rule, date, rule->side == SP_SIDE_BEFORE ? 1 : -1);
}

sp_day
sp_plan_review_before(const struct sp_snapshot *snapshot, const char *profile, sp_day due_day)
{
	const struct sp_rule *rule = sp_plan_rule(snapshot, "ar.interval", profile, due_day);

	return rule == NULL ? SP_DAY_NONE : sp_plan_rule_anchor(snapshot, rule, due_day);
}

sp_day
sp_plan_date_of(const struct sp_snapshot *snapshot, const char *key, const char *profile, sp_day day)
{
	const struct sp_rule *rule = sp_plan_rule(snapshot, key, profile, day);

	return rule == NULL ? SP_DAY_NONE : sp_plan_rule_date(snapshot, rule, day);
}

/* Mondays to Fridays that are no bank holiday: a tribunal's, not the school's. */
static bool
is_office_day(const struct sp_snapshot *snapshot, sp_day day)
{
	for (size_t i = 0; i < snapshot->year_spans.n; i++) {
		const struct sp_year_span *span = &snapshot->year_spans.items[i];

		if (span->kind == SP_YEAR_BANK_HOLIDAY && day >= span->from_day && day <= span->to_day)
			return false;
	}
	return sp_day_weekday(day) < SP_SATURDAY;
}

/*
 * "August" and "25 December to 1 January", of which the second goes over the end of the year: with 27 December its end is
 * next year's 1 January, with 1 January this year's.
 */
sp_day
sp_plan_after_closed(const struct sp_snapshot *snapshot, const struct sp_rule *rule, sp_day day)
{
	struct sp_date date = sp_day_date(day);
	int32_t from = rule->value / 10000, to = rule->value % 10000;
	int32_t at = (int32_t)(date.month * 100 + date.mday);
	bool closed = from <= to ? at >= from && at <= to : at >= from || at <= to;

	assert(rule->unit == SP_UNIT_CLOSED_DATES && day != SP_DAY_NONE);
	if (!closed || fixed_in(to, date.year) == SP_DAY_NONE)
		return day;
	day = fixed_in(to, from > to && at >= from ? date.year + 1 : date.year) + 1;
	for (int i = 0; i < LONGEST_BREAK_DAYS && !is_office_day(snapshot, day); i++)
		day++;
	return day;
}

sp_day
sp_plan_work_by(const struct sp_snapshot *snapshot, sp_day day)
{
	const struct sp_calendar *calendar = snapshot->calendar;
	sp_day found;

	if (day == SP_DAY_NONE)
		return SP_DAY_NONE;
	if (calendar->to_day >= calendar->from_day && (day > calendar->to_day || day < calendar->from_day)) {
		while (sp_day_weekday(day) >= SP_SATURDAY)
			day--;
		return day;
	}
	found = sp_year_school_day_before(snapshot, day);
	return found == SP_DAY_NONE ? day : found;
}

int
sp_plan_slack(const struct sp_snapshot *snapshot, sp_day from, sp_day to)
{
	if (to - from > LONGEST_SLACK_DAYS)
		to = from + LONGEST_SLACK_DAYS;
	if (from - to > LONGEST_SLACK_DAYS)
		from = to + LONGEST_SLACK_DAYS;
	return to >= from ? sp_year_school_days_between(snapshot, from, to)
			  : -sp_year_school_days_between(snapshot, to, from);
}
