/*
 * From a fixed date back to the last meeting that keeps it, and the pupils for whom it counts.
 */
#include "senplan/plan/fixed.h"

#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include "rules.h"

struct fixed_build {
	const struct sp_snapshot *snapshot;
	sp_day today;
	struct sp_arena *arena;
	const struct sp_clock *clocks;
	size_t n_clocks;
};

static bool
is_open_step(const struct sp_clock *clock)
{
	return clock->state == SP_CLOCK_MISSED;
}

static void
look_at_case(const struct fixed_build *b, struct sp_fixed_case *item)
{
	for (size_t i = 0; i < b->n_clocks; i++) {
		const struct sp_clock *clock = &b->clocks[i];

		if (clock->subject->id.v != item->subject->id.v || clock->begins != SP_START_TRANSFER)
			continue;
		item->n_missed += is_open_step(clock);
		if (!sp_streq(clock->step->done_by, "held"))
			continue;
		item->meeting = clock;
		item->missed = clock->state == SP_CLOCK_MISSED || clock->state == SP_CLOCK_LATE;
	}
}

static bool
counts_for(const struct sp_case *subject, const struct sp_fixed_date *date)
{
	bool post16 = sp_streq(date->rule->key, "phase.post16");

	return subject->left_day == SP_DAY_NONE && subject->status == SP_CASE_EHCP &&
	       subject->transfer == (post16 ? SP_TRANSFER_POST16 : SP_TRANSFER_PHASE) &&
	       subject->transfer_year == sp_day_date(date->day).year;
}

static bool
add_cases(const struct fixed_build *b, struct sp_fixed_date *date)
{
	struct sp_fixed_case *items = SP_ARENA_NEW_N(b->arena, struct sp_fixed_case, b->snapshot->cases.n);

	if (items == NULL)
		return false;
	for (size_t i = 0; i < b->snapshot->cases.n; i++) {
		if (!counts_for(&b->snapshot->cases.items[i], date))
			continue;
		items[date->n_cases].subject = &b->snapshot->cases.items[i];
		look_at_case(b, &items[date->n_cases++]);
	}
	date->cases = items;
	return true;
}

static bool
make_date(const struct fixed_build *b, const struct sp_rule *rule, struct sp_fixed_date *ret)
{
	const struct sp_rule *final, *papers;
	struct sp_school_year year = sp_year_of(b->today);
	sp_day first = sp_day_of(sp_day_date(year.to_day).year, 1, 1);

	*ret = (struct sp_fixed_date){.rule = rule,
				      .day = sp_plan_rule_date(b->snapshot, rule, first),
				      .last_papers_day = SP_DAY_NONE,
				      .papers_work_by_day = SP_DAY_NONE};
	final = sp_plan_rule(b->snapshot, "ar.final_plan", "", first);
	if (final == NULL || ret->day == SP_DAY_NONE)
		return false;
	ret->last_meeting_day = sp_plan_rule_anchor(b->snapshot, final, ret->day);
	ret->passed = ret->last_meeting_day < b->today;
	papers = sp_plan_rule(b->snapshot, "ar.circulate", "", ret->last_meeting_day);
	if (papers != NULL) {
		ret->last_papers_day = sp_plan_rule_date(b->snapshot, papers, ret->last_meeting_day);
		ret->papers_work_by_day = sp_plan_work_by(b->snapshot, ret->last_papers_day);
	}
	return true;
}

/* A row of the statutory minimum that is the one in force for the year. */
static bool
is_fixed_rule(const struct fixed_build *b, const struct sp_rule *rule)
{
	sp_day first = sp_day_of(sp_day_date(sp_year_of(b->today).to_day).year, 1, 1);

	return rule->unit == SP_UNIT_FIXED_DATE && sp_starts_with(rule->key, "phase.") &&
	       rule->profile[0] == '\0' && sp_plan_rule(b->snapshot, rule->key, "", first) == rule;
}

static void
insert_by_day(struct sp_fixed_date *dates, size_t n, struct sp_fixed_date date)
{
	for (; n > 0 && dates[n - 1].day > date.day; n--)
		dates[n] = dates[n - 1];
	dates[n] = date;
}

enum sp_rc
sp_plan_fixed_dates(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
		    const struct sp_fixed_date **ret_dates, size_t *ret_n, struct sp_err *reterr)
{
	struct fixed_build b = {.snapshot = snapshot, .today = sp_time_day(now), .arena = arena};
	struct sp_fixed_date *dates = SP_ARENA_NEW_N(arena, struct sp_fixed_date, snapshot->rules.n + 1);
	size_t n = 0;
	enum sp_rc rc;

	if (dates == NULL)
		return sp_err_nomem(reterr);
	rc = sp_clocks_of(snapshot, (sp_case_id){0}, now, arena, &b.clocks, &b.n_clocks, reterr);
	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < snapshot->rules.n; i++) {
		struct sp_fixed_date date;

		if (!is_fixed_rule(&b, &snapshot->rules.items[i]) ||
		    !make_date(&b, &snapshot->rules.items[i], &date))
			continue;
		if (!add_cases(&b, &date))
			return sp_err_nomem(reterr);
		insert_by_day(dates, n++, date);
	}
	*ret_dates = dates;
	*ret_n = n;
	return SP_OK;
}
