/*
 * Counting out a repeat rule: period by period (a day, week, month or year), the days of the period that fit,
 * the times of each day, then BYSETPOS's choice among them.
 */
#include "rule.h"

#include <assert.h>
#include <string.h>

enum { PERIOD_MAX = 2200 }; /* starts in one period: 366 days at six times a day */

struct period_set {
	sp_time starts[PERIOD_MAX];
	int n;
};

/* The rule with what it leaves unsaid taken from the start (RFC 5545, 3.3.10). */
static struct ics_rule
complete_rule(const struct ics_rule *rule, sp_time start)
{
	struct ics_rule full = *rule;
	struct sp_date date = sp_day_date(sp_time_day(start));
	bool has_mday = rule->mdays != 0 || rule->mdays_end != 0;
	bool has_week = rule->weeks != 0 || rule->weeks_end != 0;

	if (rule->hours == 0)
		full.hours = UINT32_C(1) << (sp_time_minute(start) / 60);
	if (rule->minutes == 0)
		full.minutes = UINT64_C(1) << (sp_time_minute(start) % 60);
	if (rule->byday_n > 0 || has_mday || rule->has_ydays || rule->freq == ICS_DAILY)
		return full;
	if (rule->freq == ICS_WEEKLY || has_week) {
		full.bydays[full.byday_n++] =
			(struct ics_byday){.weekday = sp_day_weekday(sp_time_day(start))};
	} else {
		full.mdays = UINT32_C(1) << date.mday;
		if (rule->freq == ICS_YEARLY && rule->months == 0)
			full.months = UINT32_C(1) << date.month;
	}
	return full;
}

static sp_day
week_begin(sp_day day, enum sp_weekday week_start)
{
	return day - ((int)sp_day_weekday(day) - (int)week_start + 7) % 7;
}

/* The first day of week 1 of a year: the first week with four days or more in the year. */
static sp_day
first_week(int year, enum sp_weekday week_start)
{
	return week_begin(sp_day_of(year, 1, 4), week_start);
}

static bool
week_fits(const struct ics_rule *rule, sp_day day)
{
	sp_day begin = week_begin(day, rule->week_start);
	int year = sp_day_date(begin + 3).year;
	sp_day first = first_week(year, rule->week_start);
	int week = (begin - first) / 7 + 1;
	int weeks = (first_week(year + 1, rule->week_start) - first) / 7;

	assert(week >= 1 && week <= weeks && weeks <= 53);
	return (rule->weeks & (UINT64_C(1) << week)) != 0 ||
	       (rule->weeks_end & (UINT64_C(1) << (weeks + 1 - week))) != 0;
}

/* Which of its weekday in [from, to) a day is: the n-th from the start, or from the end. */
static bool
nth_fits(int nth, sp_day day, sp_day from, sp_day to)
{
	if (nth == 0)
		return true;
	if (nth > 0)
		return (day - from) / 7 + 1 == nth;
	return (to - 1 - day) / 7 + 1 == -nth;
}

static bool
weekday_fits(const struct ics_rule *rule, sp_day day, const struct sp_date *date)
{
	bool in_month = rule->freq == ICS_MONTHLY || (rule->freq == ICS_YEARLY && rule->months != 0);
	bool in_year = rule->freq == ICS_YEARLY && !in_month && rule->weeks == 0 && rule->weeks_end == 0;
	enum sp_weekday weekday = sp_day_weekday(day);
	sp_day from = sp_day_of(date->year, in_month ? date->month : 1, 1);
	sp_day to =
		in_month ? from + sp_month_days(date->year, date->month) : sp_day_of(date->year + 1, 1, 1);

	if (rule->byday_n == 0)
		return true;
	for (int i = 0; i < rule->byday_n; i++) {
		int nth = in_month || in_year ? rule->bydays[i].nth : 0;

		if (rule->bydays[i].weekday == weekday && nth_fits(nth, day, from, to))
			return true;
	}
	return false;
}

static bool
mask_has(const uint64_t *mask, int bit)
{
	return (mask[bit / 64] & (UINT64_C(1) << (bit % 64))) != 0;
}

static bool
day_fits(const struct ics_rule *rule, sp_day day)
{
	struct sp_date date = sp_day_date(day);

	if (rule->months != 0 && (rule->months & (UINT32_C(1) << date.month)) == 0)
		return false;
	if (rule->mdays != 0 || rule->mdays_end != 0) {
		int back = sp_month_days(date.year, date.month) + 1 - date.mday;

		if ((rule->mdays & (UINT32_C(1) << date.mday)) == 0 &&
		    (rule->mdays_end & (UINT32_C(1) << back)) == 0)
			return false;
	}
	if (rule->has_ydays) {
		int yday = day - sp_day_of(date.year, 1, 1) + 1;
		int back = sp_day_of(date.year + 1, 1, 1) - day;

		if (!mask_has(rule->ydays, yday) && !mask_has(rule->ydays_end, back))
			return false;
	}
	if ((rule->weeks != 0 || rule->weeks_end != 0) && !week_fits(rule, day))
		return false;
	return weekday_fits(rule, day, &date);
}

static void
add_times(const struct ics_rule *rule, sp_day day, struct period_set *set)
{
	for (int hour = 0; hour < 24; hour++) {
		if ((rule->hours & (UINT32_C(1) << hour)) == 0)
			continue;
		for (int minute = 0; minute < 60; minute++)
			if ((rule->minutes & (UINT64_C(1) << minute)) != 0 && set->n < PERIOD_MAX)
				set->starts[set->n++] = sp_time_of(day, hour * 60 + minute);
	}
}

/* Days [from, to) of period k, counted from the one that holds the start. */
static void
period_days(const struct ics_rule *rule, sp_time start, int k, sp_day *ret_from, sp_day *ret_to)
{
	sp_day day = sp_time_day(start);
	struct sp_date date = sp_day_date(day);
	int months = 0;

	switch (rule->freq) {
	case ICS_DAILY:
		*ret_from = day + k;
		*ret_to = *ret_from + 1;
		break;
	case ICS_WEEKLY:
		*ret_from = week_begin(day, rule->week_start) + 7 * k;
		*ret_to = *ret_from + 7;
		break;
	case ICS_MONTHLY:
		months = date.year * 12 + date.month - 1 + k;
		*ret_from = sp_day_of(months / 12, months % 12 + 1, 1);
		*ret_to = *ret_from + sp_month_days(months / 12, months % 12 + 1);
		break;
	case ICS_YEARLY:
		*ret_from = sp_day_of(date.year + k, 1, 1);
		*ret_to = sp_day_of(date.year + k + 1, 1, 1);
		break;
	}
}

/* BYSETPOS keeps, of the period's starts, the n-th and the n-th from the end. */
static void
choose_positions(const struct ics_rule *rule, struct period_set *set)
{
	int kept = 0;

	if (rule->setpos_n == 0)
		return;
	for (int i = 0; i < set->n; i++) {
		bool keep = false;

		for (int j = 0; j < rule->setpos_n; j++)
			keep = keep || rule->setpos[j] == i + 1 || rule->setpos[j] == i - set->n;
		if (keep)
			set->starts[kept++] = set->starts[i];
	}
	set->n = kept;
}

static void
fill_period(const struct ics_rule *full, sp_day from, sp_day to, struct period_set *set)
{
	set->n = 0;
	for (sp_day day = from; day < to; day++)
		if (day_fits(full, day))
			add_times(full, day, set);
	choose_positions(full, set);
}

/* A period shortly before `low`: with a COUNT every period must be visited. */
static int
first_period(const struct ics_count *count)
{
	static const int shortest[] = {
		[ICS_DAILY] = 1, [ICS_WEEKLY] = 7, [ICS_MONTHLY] = 31, [ICS_YEARLY] = 366};
	int days = 0;
	int k = 0;

	if (count->rule->count != 0 || count->low <= count->start)
		return 0;
	days = sp_time_day(count->low) - sp_time_day(count->start);
	k = days / shortest[count->rule->freq] - 1;
	if (k <= 0)
		return 0;
	return k / count->rule->interval * count->rule->interval;
}

struct counting {
	const struct ics_count *count;
	int seen; /* starts so far, the first included */
	bool over;
	enum ics_counted end;
};

/* One start in order; sets `over` when nothing more can come. */
static void
count_one(struct counting *counting, sp_time start)
{
	const struct ics_count *count = counting->count;

	if (start >= count->high || (count->until != SP_TIME_NONE && start > count->until) ||
	    (count->rule->count != 0 && counting->seen >= count->rule->count)) {
		counting->over = true;
		return;
	}
	counting->seen++;
	if (start >= count->low && !count->take(count->context, start)) {
		counting->over = true;
		counting->end = ICS_COUNT_STOP;
	}
}

enum ics_counted
ics_rule_count(const struct ics_count *count)
{
	enum { YEAR_HIGH = ICS_YEAR_HIGH + 60 };

	struct ics_rule full = complete_rule(count->rule, count->start);
	struct counting counting = {.count = count, .end = ICS_COUNTED};
	struct period_set set;
	int k = first_period(count);
	sp_day from = 0;
	sp_day to = 0;

	assert(count->rule->interval >= 1);
	if (k == 0)
		count_one(&counting, count->start);
	for (; !counting.over; k += count->rule->interval) {
		period_days(&full, count->start, k, &from, &to);
		if (sp_time_of(from, 0) >= count->high || sp_day_date(from).year > YEAR_HIGH)
			break;
		*count->work_left -= to - from;
		if (*count->work_left <= 0)
			return ICS_COUNT_WORK;
		fill_period(&full, from, to, &set);
		for (int i = 0; i < set.n && !counting.over; i++)
			if (set.starts[i] > count->start)
				count_one(&counting, set.starts[i]);
	}
	return counting.end;
}

bool
ics_rule_fits(const struct ics_rule *rule, sp_time start)
{
	struct ics_rule full = complete_rule(rule, start);
	struct period_set set;
	sp_day from = 0;
	sp_day to = 0;

	period_days(&full, start, 0, &from, &to);
	fill_period(&full, from, to, &set);
	for (int i = 0; i < set.n; i++)
		if (set.starts[i] == start)
			return true;
	return false;
}
