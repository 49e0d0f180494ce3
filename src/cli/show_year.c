/*
 * The year in figures for other programs and in words: demand against hours, and the fixed dates with the last safe
 * meetings behind them.
 */
#include "show_year.h"

#include "senplan/plan/fixed.h"
#include "senplan/report/demand.h"

static void
json_span(struct sp_json *json, const char *key, const struct sp_demand_span *span)
{
	sp_json_open(json, key, '{');
	if (span->name[0] != '\0')
		sp_json_text(json, "name", span->name);
	sp_json_day(json, "from", span->from_day);
	sp_json_day(json, "to", span->to_day);
	sp_json_int(json, "demand", span->demand_min);
	sp_json_int(json, "allocated", span->allocated_min);
	sp_json_int(json, "reserve", span->reserve_min);
	sp_json_int(json, "shortfall", span->shortfall_min);
	sp_json_int(json, "behind", span->behind_min);
	sp_json_close(json);
}

static void
json_demand(struct run *run, const struct sp_demand *demand)
{
	struct sp_json *json = &run->document;

	sp_json_open(json, "demand", '{');
	json_span(json, "year", &demand->year);
	sp_json_int(json, "of_duties", demand->duties_min);
	sp_json_int(json, "of_clocks", demand->clocks_min);
	sp_json_int(json, "of_single_tasks", demand->single_min);
	sp_json_int(json, "statutory", demand->statutory_min);
	sp_json_int(json, "delegable", demand->delegable_min);
	sp_json_day(json, "breaks", demand->breaks == NULL ? SP_DAY_NONE : demand->breaks->from_day);
	sp_json_open(json, "half_terms", '[');
	for (size_t i = 0; i < demand->n_half_terms; i++)
		json_span(json, NULL, &demand->half_terms[i]);
	sp_json_close(json);
	sp_json_open(json, "weeks", '[');
	for (size_t i = 0; i < demand->n_weeks; i++)
		json_span(json, NULL, &demand->weeks[i]);
	sp_json_close(json);
	sp_json_close(json);
}

static void
json_fixed_case(struct run *run, const struct sp_fixed_case *item)
{
	struct sp_json *json = &run->document;
	const struct sp_clock *meeting = item->meeting;

	sp_json_open(json, NULL, '{');
	sp_json_text(json, "code", run->hide ? NULL : item->subject->code);
	sp_json_text(json, "state", meeting == NULL ? NULL : sp_clock_state_name(meeting->state));
	sp_json_day(json, "meeting_due", meeting == NULL ? SP_DAY_NONE : meeting->due_day);
	sp_json_day(json, "meeting_planned", meeting == NULL ? SP_DAY_NONE : meeting->planned_day);
	sp_json_day(json, "meeting_held", meeting == NULL ? SP_DAY_NONE : meeting->done_day);
	sp_json_bool(json, "missed", item->missed);
	sp_json_int(json, "steps_missed", (int64_t)item->n_missed);
	sp_json_close(json);
}

static void
json_fixed(struct run *run, const struct sp_fixed_date *dates, size_t n)
{
	struct sp_json *json = &run->document;

	sp_json_open(json, "fixed_dates", '[');
	for (size_t i = 0; i < n; i++) {
		const struct sp_fixed_date *date = &dates[i];

		sp_json_open(json, NULL, '{');
		sp_json_text(json, "rule", date->rule->key);
		sp_json_text(json, "source", date->rule->source);
		sp_json_day(json, "date", date->day);
		sp_json_day(json, "last_meeting", date->last_meeting_day);
		sp_json_day(json, "last_papers", date->last_papers_day);
		sp_json_day(json, "papers_work_by", date->papers_work_by_day);
		sp_json_bool(json, "passed", date->passed);
		sp_json_open(json, "cases", '[');
		for (size_t k = 0; k < date->n_cases; k++)
			json_fixed_case(run, &date->cases[k]);
		sp_json_close(json);
		sp_json_close(json);
	}
	sp_json_close(json);
}

static void
print_fixed_cases(struct run *run, const struct sp_fixed_date *date)
{
	size_t n_missed = 0, n_met = 0;

	for (size_t i = 0; i < date->n_cases; i++) {
		const struct sp_clock *meeting = date->cases[i].meeting;

		n_missed += date->cases[i].missed;
		n_met += meeting != NULL && meeting->state == SP_CLOCK_MET;
	}
	if (date->n_cases > 0)
		print(run, "      %zu pupil%s: %zu held in time, %zu missed\n", date->n_cases,
		      date->n_cases == 1 ? "" : "s", n_met, n_missed);
}

static void
print_fixed(struct run *run, const struct sp_fixed_date *dates, size_t n)
{
	char day[SP_DAY_TEXT];

	for (size_t i = 0; i < n; i++) {
		const struct sp_fixed_date *date = &dates[i];

		print(run, "Transfers by %s", sp_day_format(date->day, SP_DAY_LONG, day));
		print(run, ": last safe meeting %s%s",
		      sp_day_format(date->last_meeting_day, SP_DAY_LONG, day), date->passed ? " (past)" : "");
		if (date->papers_work_by_day != SP_DAY_NONE)
			print(run, "\n      its papers by %s",
			      sp_day_format(date->papers_work_by_day, SP_DAY_LONG, day));
		print(run, "\n");
		print_fixed_cases(run, date);
	}
}

enum sp_rc
show_year(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_fixed_date *dates;
	struct sp_demand demand;
	char wanted[SP_CLOCK_TEXT], there[SP_CLOCK_TEXT], missing[SP_CLOCK_TEXT];
	size_t n;
	enum sp_rc rc = sp_plan_fixed_dates(s, sp_app_now(run->app), &run->arena, &dates, &n, reterr);

	if (rc == SP_OK)
		rc = sp_demand_build(s, sp_app_now(run->app), &run->arena, &demand, reterr);
	if (rc != SP_OK)
		return rc;
	if (run->json) {
		json_demand(run, &demand);
		json_fixed(run, dates, n);
		return SP_OK;
	}
	print(run, "\nWhat is due this year takes %s; %s are allocated%s%s.\n",
	      sp_length_format(demand.year.demand_min, wanted),
	      sp_length_format(demand.year.allocated_min, there),
	      demand.year.shortfall_min > 0 ? ", short by " : "",
	      demand.year.shortfall_min > 0 ? sp_length_format(demand.year.shortfall_min, missing) : "");
	print_fixed(run, dates, n);
	return SP_OK;
}

enum sp_rc
json_duty_hours(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	struct sp_json *json = &run->document;
	struct sp_demand demand;
	enum sp_rc rc = sp_demand_build(s, sp_app_now(run->app), &run->arena, &demand, reterr);

	if (rc != SP_OK)
		return rc;
	sp_json_open(json, "demand", '{');
	sp_json_int(json, "total", demand.year.demand_min);
	sp_json_int(json, "allocated", demand.year.allocated_min);
	sp_json_int(json, "reserve", demand.year.reserve_min);
	sp_json_int(json, "shortfall", demand.year.shortfall_min);
	sp_json_int(json, "of_duties", demand.duties_min);
	sp_json_int(json, "of_clocks", demand.clocks_min);
	sp_json_int(json, "of_single_tasks", demand.single_min);
	sp_json_open(json, "activities", '{');
	for (size_t i = 0; i < s->activities.n; i++)
		sp_json_int(json, s->activities.items[i].key, demand.activities[i].demand_min);
	sp_json_close(json);
	sp_json_open(json, "duties", '{');
	for (size_t i = 0; i < s->duties.n; i++)
		sp_json_int(json, s->duties.items[i].key, demand.duties[i].demand_min);
	sp_json_close(json);
	sp_json_close(json);
	return SP_OK;
}
