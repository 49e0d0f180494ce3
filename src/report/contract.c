/*
 * Adds up working time day by day over the school year, and holds it against what the contract in force on each day allows.
 * The limits are rules of the plan's file, as they stand today: the pay document and the Regulations change, and
 * a school may agree on less.
 */
#include "senplan/report/contract.h"

#include "senplan/base/array.h"
#include "senplan/model/availability.h"
#include "senplan/plan/clocks.h"

#include <assert.h>

enum {
	HOUR_MIN = 60,
	WEEK_DAYS = 7,
	WEEKS_MOST = 54,
	FULL_SHARE_PCT = 100,
};

const struct sp_contract_rule sp_contract_rules[SP_CONTRACT_LIMITS] = {
	{"contract.directed_hours", SP_UNIT_HOURS, 2000},
	{"contract.directed_days", SP_UNIT_DAYS, 366},
	{"contract.average_hours", SP_UNIT_HOURS, 168},
	{"contract.average_weeks", SP_UNIT_WEEKS, WEEKS_MOST},
};

struct contract_week {
	sp_day monday;
	int32_t leadership_min; /* with what was logged; 0 when no leadership contract holds */
	bool counts;		/* for the average */
};

struct contract_build {
	const struct sp_snapshot *snapshot;
	sp_day today;
	struct sp_arena *scratch;
	struct contract_week weeks[WEEKS_MOST];
	size_t n_weeks;
	int32_t week_min;	     /* of the week being summed */
	int32_t n_open_days;	     /* of the year */
	int64_t directed_share_days; /* share in per cent, summed over the open days of a teacher's contract */
	struct sp_contract_year *year;
};

static const struct sp_contract *
contract_on(const struct sp_snapshot *snapshot, sp_day day)
{
	const struct sp_contract *found = NULL;

	for (size_t i = 0; i < snapshot->contracts.n; i++) {
		const struct sp_contract *row = &snapshot->contracts.items[i];

		if ((row->from_day == SP_DAY_NONE || row->from_day <= day) &&
		    (row->to_day == SP_DAY_NONE || row->to_day >= day))
			found = row;
	}
	return found;
}

/* The part of [start, start + length) that lies in the day. */
static bool
add_times(struct sp_spans *spans, sp_day day, sp_time start, int32_t length_min)
{
	sp_time midnight = sp_time_of(day, 0), end = start + length_min;

	if (end <= midnight || start >= midnight + SP_DAY_MIN)
		return true;
	start = start > midnight ? start : midnight;
	end = end < midnight + SP_DAY_MIN ? end : midnight + SP_DAY_MIN;
	return start >= end ||
	       sp_spans_add(spans, (sp_minute)(start - midnight), (sp_minute)(end - midnight));
}

/* The lunch of the day, else the setting's: an INSET day has none in the timetable. */
static bool
subtract_pauses(const struct sp_snapshot *s, const struct sp_availability *there, struct sp_spans *spans)
{
	bool ok = true, lunch = false;

	for (size_t i = 0; i < there->n_fixed; i++) {
		const struct sp_fixed *fixed = &there->fixed[i];

		if (fixed->kind != SP_FIXED_LUNCH && fixed->kind != SP_FIXED_OUT)
			continue;
		lunch = lunch || fixed->kind == SP_FIXED_LUNCH;
		ok &= sp_spans_subtract(spans, fixed->from_min, fixed->to_min);
	}
	if (!lunch)
		ok &= sp_spans_subtract(spans, (sp_minute)sp_setting_int(s, "lunch_from"),
					(sp_minute)sp_setting_int(s, "lunch_to"));
	return ok;
}

/*
 * Lunch goes out before what was set into it comes in: a lunch duty is work although lunch is not. A break is work only
 * where the hours around it are: the breaks of the school's day go on without a part-timer.
 */
static enum sp_rc
working_time(const struct contract_build *b, sp_day day, struct sp_spans *ret, struct sp_err *reterr)
{
	const struct sp_snapshot *s = b->snapshot;
	bool timetable =
		sp_year_is_school_day(s, day); /* else the day's one meeting is the working time itself */
	struct sp_availability there;
	bool ok;
	enum sp_rc rc = sp_availability_of(s, day, b->scratch, &there, reterr);

	if (rc != SP_OK)
		return rc;
	sp_spans_init(ret, b->scratch);
	ok = sp_spans_add_all(ret, &there.work) && subtract_pauses(s, &there, ret);
	for (size_t i = 0; i < there.n_fixed && timetable; i++) {
		enum sp_fixed_kind kind = there.fixed[i].kind;

		if (kind == SP_FIXED_TEACH || kind == SP_FIXED_PPA || kind == SP_FIXED_DUTY ||
		    kind == SP_FIXED_MEETING)
			ok &= sp_spans_add(ret, there.fixed[i].from_min, there.fixed[i].to_min);
	}
	for (size_t i = 0; i < s->blocks.n; i++)
		ok &= add_times(ret, day, s->blocks.items[i].start, s->blocks.items[i].length_min);
	return ok ? SP_OK : sp_err_nomem(reterr);
}

static bool
add_logged(const struct contract_build *b, sp_day day, struct sp_spans *spans)
{
	const struct sp_snapshot *s = b->snapshot;
	bool ok = true;

	for (size_t i = 0; i < s->log_entries.n; i++)
		if (s->log_entries.items[i].kind != SP_LOG_LOST)
			ok &= add_times(spans, day, s->log_entries.items[i].start,
					s->log_entries.items[i].length_min);
	return ok;
}

static void
begin_week(struct contract_build *b, sp_day day)
{
	b->week_min = 0;
	if (b->n_weeks < WEEKS_MOST)
		b->weeks[b->n_weeks++] = (struct contract_week){.monday = sp_day_monday(day)};
}

static void
add_directed(struct contract_build *b, const struct sp_contract *contract, sp_day day, int32_t length_min)
{
	struct sp_contract_year *year = b->year;

	year->directed = true;
	if (sp_year_is_working_day(b->snapshot, day))
		b->directed_share_days += contract->share_pct;
	if (day < b->today)
		year->used_min += length_min;
	else
		year->ahead_min += length_min;
	year->n_directed_days += length_min > 0;
}

static enum sp_rc
add_day(struct contract_build *b, sp_day day, struct sp_err *reterr)
{
	const struct sp_contract *contract = contract_on(b->snapshot, day);
	struct contract_week *week;
	struct sp_spans spans;
	int32_t length_min;
	enum sp_rc rc = working_time(b, day, &spans, reterr);

	if (rc != SP_OK)
		return rc;
	if (b->n_weeks == 0 || sp_day_weekday(day) == SP_MONDAY)
		begin_week(b, day);
	week = &b->weeks[b->n_weeks - 1];
	length_min = sp_spans_total(&spans);
	b->n_open_days += sp_year_is_working_day(b->snapshot, day);
	b->year->work_min += length_min;
	b->year->n_days += length_min > 0;
	b->week_min += length_min;
	if (b->week_min > b->year->longest_week_min) {
		b->year->longest_week_min = b->week_min;
		b->year->longest_week_day = week->monday;
	}
	if (contract != NULL && contract->kind == SP_CONTRACT_TEACHER)
		add_directed(b, contract, day, length_min);
	if (contract == NULL || contract->kind != SP_CONTRACT_LEADERSHIP)
		return SP_OK;
	b->year->leadership = true;
	week->counts |= sp_year_is_working_day(b->snapshot, day);
	if (!add_logged(b, day, &spans))
		return sp_err_nomem(reterr);
	week->leadership_min += sp_spans_total(&spans);
	return SP_OK;
}

/* 0: no rule holds, or one that says nothing about it. */
static int32_t
limit_of(const struct sp_contract_year *year, enum sp_contract_limit limit)
{
	const struct sp_rule *rule = year->rules[limit];

	return rule == NULL ? 0 : rule->value;
}

static void
find_rules(const struct sp_snapshot *snapshot, sp_day today, struct sp_contract_year *year)
{
	for (size_t i = 0; i < SP_CONTRACT_LIMITS; i++) {
		const struct sp_contract_rule *limit = &sp_contract_rules[i];
		const struct sp_rule *rule = sp_plan_rule(snapshot, limit->key, "", today);

		if (rule != NULL && rule->unit == limit->unit && rule->value > 0 &&
		    rule->value <= limit->most)
			year->rules[i] = rule;
	}
}

/* Full-time hours in proportion to share and days; the year's own days are the whole, so that a year of 194 is one year. */
static void
close_directed(struct contract_build *b)
{
	struct sp_contract_year *year = b->year;
	int64_t whole = (int64_t)b->n_open_days * FULL_SHARE_PCT;
	int32_t total = year->used_min + year->ahead_min;
	int32_t full_min = limit_of(year, SP_CONTRACT_DIRECTED_HOURS) * HOUR_MIN;
	int32_t most_days = limit_of(year, SP_CONTRACT_DIRECTED_DAYS);

	if (!year->directed)
		return;
	year->too_many_days = most_days > 0 && year->n_directed_days > most_days;
	if (full_min == 0)
		return;
	if (whole > 0)
		year->limit_min = (int32_t)((full_min * b->directed_share_days + whole / 2) / whole);
	year->over_min = total > year->limit_min ? total - year->limit_min : 0;
	year->left_min = year->limit_min > total ? year->limit_min - total : 0;
}

/* The heaviest run of the rule's weeks that count; of all of them when there are fewer. */
static void
close_average(struct contract_build *b)
{
	struct contract_week *open = b->weeks;
	struct sp_contract_year *year = b->year;
	size_t n = 0, n_run, n_wanted = (size_t)limit_of(year, SP_CONTRACT_AVERAGE_WEEKS);
	int32_t sum = 0, most_min = limit_of(year, SP_CONTRACT_AVERAGE_HOURS) * HOUR_MIN;

	for (size_t i = 0; i < b->n_weeks; i++)
		if (b->weeks[i].counts)
			open[n++] = b->weeks[i];
	n_run = n_wanted == 0 || n < n_wanted ? n : n_wanted;
	year->n_average_weeks = (int)n_run;
	for (size_t i = 0; i < n; i++) {
		sum += open[i].leadership_min;
		if (i >= n_run)
			sum -= open[i - n_run].leadership_min;
		if (i + 1 < n_run || sum / (int32_t)n_run <= year->average_min)
			continue;
		year->average_min = sum / (int32_t)n_run;
		year->above_average = most_min > 0 && sum > most_min * (int32_t)n_run;
		year->average_from_day = open[i + 1 - n_run].monday;
		year->average_to_day = open[i].monday + WEEK_DAYS - 1;
	}
}

enum sp_rc
sp_contract_year_build(const struct sp_snapshot *snapshot, sp_time now, struct sp_contract_year *ret,
		       struct sp_err *reterr)
{
	struct sp_school_year school = sp_year_of(sp_time_day(now));
	struct sp_contract_year year = {.now = contract_on(snapshot, sp_time_day(now)),
					.longest_week_day = SP_DAY_NONE,
					.average_from_day = SP_DAY_NONE,
					.average_to_day = SP_DAY_NONE};
	struct contract_build b = {.snapshot = snapshot, .today = sp_time_day(now), .year = &year};
	struct sp_arena arena;
	enum sp_rc rc = SP_OK;

	find_rules(snapshot, b.today, &year);
	sp_arena_init(&arena);
	b.scratch = &arena;
	for (sp_day day = school.from_day; day <= school.to_day && rc == SP_OK; day++)
		rc = add_day(&b, day, reterr);
	sp_arena_finish(&arena);
	if (rc != SP_OK)
		return rc;
	close_directed(&b);
	close_average(&b);
	*ret = year;
	return SP_OK;
}
