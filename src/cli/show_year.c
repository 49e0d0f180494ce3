/*
 * The year: hours wanted and given by weeks and half-terms, the shortfall in words, and the fixed dates with the last safe
 * meetings behind them.
 */
#include "show_year.h"

#include "senplan/plan/fixed.h"
#include "senplan/report/ahead.h"

enum { BAR_WIDTH = 24, NO_HOURS_PCT = 1000 };

void
print_shortfall(struct run *run, const struct sp_demand *demand, bool with_ways)
{
	struct sp_str text;

	if (demand->year.shortfall_min == 0)
		return;
	sp_str_init(&text);
	sp_str_add(&text, sp_demand_is_grave(demand) ? "!! " : "! ");
	sp_words_shortfall(&text, demand);
	print_paint(run, sp_demand_is_grave(demand) ? PAINT_RED : PAINT_BOLD);
	print_wrapped(run, text.text, 0);
	sp_str_clear(&text);
	if (with_ways || sp_demand_is_grave(demand)) {
		sp_words_shortfall_ways(&text, demand);
		print(run, "   ");
		print_wrapped(run, text.text, 3);
	}
	print_plain(run);
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

static void
json_demand_span(struct run *run, const char *key, const struct sp_demand_span *span)
{
	struct sp_json *json = &run->document;

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

enum sp_rc
show_shortfall(struct run *run, struct sp_err *reterr)
{
	struct sp_demand demand;
	enum sp_rc rc = sp_demand_build(sp_app_snapshot(run->app), sp_app_now(run->app), &run->arena, &demand,
					reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json)
		json_demand_span(run, "year", &demand.year);
	else
		print_shortfall(run, &demand, false);
	return SP_OK;
}

static void
json_demand(struct run *run, const struct sp_demand *demand)
{
	struct sp_json *json = &run->document;

	sp_json_open(json, "demand", '{');
	json_demand_span(run, "year", &demand->year);
	sp_json_int(json, "of_duties", demand->duties_min);
	sp_json_int(json, "of_clocks", demand->clocks_min);
	sp_json_int(json, "of_single_tasks", demand->single_min);
	sp_json_int(json, "statutory", demand->statutory_min);
	sp_json_int(json, "delegable", demand->delegable_min);
	sp_json_day(json, "breaks", demand->breaks == NULL ? SP_DAY_NONE : demand->breaks->from_day);
	sp_json_open(json, "half_terms", '[');
	for (size_t i = 0; i < demand->n_half_terms; i++)
		json_demand_span(run, NULL, &demand->half_terms[i]);
	sp_json_close(json);
	sp_json_open(json, "weeks", '[');
	for (size_t i = 0; i < demand->n_weeks; i++)
		json_demand_span(run, NULL, &demand->weeks[i]);
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

/* --- what stands later than its date --- */

static void
json_shifts(struct run *run, const struct sp_ahead *ahead)
{
	struct sp_json *json = &run->document;
	struct sp_str text;

	sp_json_open(json, "shifts", '[');
	for (size_t i = 0; i < ahead->n_shifts; i++) {
		const struct sp_ahead_shift *item = &ahead->shifts[i];
		const struct sp_case *subject =
			sp_snapshot_case(sp_app_snapshot(run->app), item->task->subject);

		sp_str_init(&text);
		sp_words_shift(&text, &item->shift);
		sp_json_open(json, NULL, '{');
		sp_json_int(json, "task", item->task->id.v);
		sp_json_text(json, "title", run->hide ? NULL : item->task->title);
		sp_json_text(json, "case", subject == NULL || run->hide ? NULL : subject->code);
		sp_json_day(json, "date", item->shift.limit_day);
		sp_json_day(json, "work_by", item->task->work_by_day);
		sp_json_text(json, "reason", text.text);
		sp_json_close(json);
		run->out.failed = run->out.failed || text.failed;
		sp_str_finish(&text);
	}
	sp_json_close(json);
}

static void
print_shifts(struct run *run, const struct sp_ahead *ahead)
{
	struct sp_str text;

	if (ahead->n_shifts == 0)
		return;
	print(run, "\nLater than their dates, because school is closed:\n");
	for (size_t i = 0; i < ahead->n_shifts; i++) {
		const struct sp_ahead_shift *item = &ahead->shifts[i];

		sp_str_init(&text);
		sp_words_task(&text, sp_app_snapshot(run->app), item->task, run->hide);
		sp_str_add(&text, ": ");
		sp_words_shift(&text, &item->shift);
		print(run, "  ");
		print_wrapped(run, text.text, 6);
		run->out.failed = run->out.failed || text.failed;
		sp_str_finish(&text);
	}
}

/* Demand in figures, and the fixed dates: members of the open document, or lines. */
static enum sp_rc
show_dates(struct run *run, const struct sp_ahead *ahead, struct sp_err *reterr)
{
	const struct sp_fixed_date *dates;
	size_t n;
	enum sp_rc rc = sp_plan_fixed_dates(sp_app_snapshot(run->app), sp_app_now(run->app), &run->arena,
					    &dates, &n, reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json) {
		json_demand(run, &ahead->demand);
		json_fixed(run, dates, n);
		json_shifts(run, ahead);
		return SP_OK;
	}
	print(run, "\n");
	print_fixed(run, dates, n);
	print_shifts(run, ahead);
	return SP_OK;
}

void
json_duty_hours(struct run *run, const struct sp_demand *demand)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	struct sp_json *json = &run->document;

	sp_json_open(json, "demand", '{');
	sp_json_int(json, "total", demand->year.demand_min);
	sp_json_int(json, "allocated", demand->year.allocated_min);
	sp_json_int(json, "reserve", demand->year.reserve_min);
	sp_json_int(json, "shortfall", demand->year.shortfall_min);
	sp_json_int(json, "of_duties", demand->duties_min);
	sp_json_int(json, "of_clocks", demand->clocks_min);
	sp_json_int(json, "of_single_tasks", demand->single_min);
	sp_json_open(json, "activities", '{');
	for (size_t i = 0; i < s->activities.n; i++)
		sp_json_int(json, s->activities.items[i].key, demand->activities[i].demand_min);
	sp_json_close(json);
	sp_json_open(json, "duties", '{');
	for (size_t i = 0; i < s->duties.n; i++)
		sp_json_int(json, s->duties.items[i].key, demand->duties[i].demand_min);
	sp_json_close(json);
	sp_json_close(json);
}

/* --- by weeks --- */

static void
json_ahead_week(struct run *run, const struct sp_ahead_week *week, const char *letter)
{
	struct sp_json *json = &run->document;

	sp_json_open(json, NULL, '{');
	sp_json_day(json, "from", week->monday);
	sp_json_int(json, "week", week->info.week_of_year);
	sp_json_text(json, "cycle_week", letter);
	sp_json_text(json, "half_term", week->half_term);
	sp_json_int(json, "allocated", week->allocated_min);
	sp_json_int(json, "planned", week->planned_min);
	sp_json_int(json, "load", week->load_min);
	sp_json_int(json, "clocks", week->n_clocks);
	sp_json_int(json, "late", week->n_late);
	sp_json_close(json);
}

static void
print_ahead_week(struct run *run, const struct sp_ahead_week *week, const char *letter)
{
	char day[SP_DAY_TEXT], allocated[SP_CLOCK_TEXT], wanted[SP_CLOCK_TEXT];
	int percent = week->allocated_min > 0 ? week->load_min * 100 / week->allocated_min
		      : week->load_min > 0    ? NO_HOURS_PCT
					      : 0;
	int bar = percent > 125 ? BAR_WIDTH : percent * BAR_WIDTH / 125;

	print(run, "  %2d %-1s  %-10s  %6s of %6s  ", week->info.week_of_year, letter,
	      sp_day_format(week->monday, SP_DAY_SHORT, day), sp_length_format(week->load_min, wanted),
	      sp_length_format(week->allocated_min, allocated));
	sp_str_add_repeat(&run->out, '#', (size_t)bar);
	sp_str_add_repeat(&run->out, ' ', (size_t)(BAR_WIDTH + 1 - bar));
	if (week->n_clocks > 0)
		print(run, "%2d due", week->n_clocks);
	if (week->n_late > 0) {
		print_paint(run, PAINT_RED);
		print(run, ", %d late", week->n_late);
		print_plain(run);
	}
	print(run, "%s\n", percent > 100 ? " !" : "");
}

/* "Spring 1   91h25 due, 70h55 given, 14h10 kept free: 34h40 short": without a half-term's name, what lies between them. */
static void
print_half_term(struct run *run, const struct sp_ahead *ahead, const struct sp_ahead_week *week)
{
	const struct sp_demand *demand = &ahead->demand;
	char due[SP_CLOCK_TEXT], given[SP_CLOCK_TEXT], kept[SP_CLOCK_TEXT], lacking[SP_CLOCK_TEXT];

	print_paint(run, PAINT_BOLD);
	print_clean(run, week->half_term);
	print_plain(run);
	for (size_t i = 0; i < demand->n_half_terms; i++) {
		const struct sp_demand_span *span = &demand->half_terms[i];

		if (!sp_streq(span->name, week->half_term) || span->to_day < week->monday ||
		    span->from_day > week->monday)
			continue;
		print(run, "   %s due, %s given, %s of it kept free", sp_length_format(span->demand_min, due),
		      sp_length_format(span->allocated_min, given),
		      sp_length_format(span->reserve_min, kept));
		if (span->shortfall_min > 0)
			print(run, ": %s short", sp_length_format(span->shortfall_min, lacking));
	}
	print(run, "\n");
}

/* A holiday in which dates fall all the same. */
static void
print_closed_week(struct run *run, const struct sp_ahead_week *week)
{
	char day[SP_DAY_TEXT];

	print(run, "   -    %-10s  ", sp_day_format(week->monday, SP_DAY_SHORT, day));
	print_column(run, sp_day_kind_name(week->info.kind), 18 + BAR_WIDTH + 1);
	print(run, "%2d due\n", week->n_clocks);
}

static void
show_ahead(struct run *run, const struct sp_ahead *ahead, sp_day from, sp_day to)
{
	const char *half_term = "";

	for (size_t i = 0; i < ahead->n_weeks; i++) {
		const struct sp_ahead_week *week = &ahead->weeks[i];
		const char *letter = sp_cycle_letter(sp_app_snapshot(run->app), week->info.cycle_week);

		if (week->monday + 6 < from || (to != SP_DAY_NONE && week->monday > to))
			continue;
		if (week->n_open_days == 0 && week->n_clocks > 0 && !run->json)
			print_closed_week(run, week);
		if (week->n_open_days == 0)
			continue;
		if (run->json) {
			json_ahead_week(run, week, letter);
			continue;
		}
		if (!sp_streq(half_term, week->half_term))
			print_half_term(run, ahead, week);
		half_term = week->half_term;
		print_ahead_week(run, week, letter);
	}
}

/* Hours that are kept free cannot be planned: without them "due" and "given" would look balanced when they are not. */
static void
print_more(struct run *run, const struct sp_bound *bound)
{
	struct sp_str text;

	sp_str_init(&text);
	sp_words_bound(&text, bound);
	print_wrapped(run, text.text, 0);
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

static void
print_ahead_sum(struct run *run, const struct sp_ahead *ahead)
{
	const struct sp_demand_span *year = &ahead->demand.year;
	char due[SP_CLOCK_TEXT], given[SP_CLOCK_TEXT], kept[SP_CLOCK_TEXT];

	print_shortfall(run, &ahead->demand, true);
	print_paint(run, PAINT_BOLD);
	print(run, "From this week on: %s due, %s given, %s of it kept free",
	      sp_length_format(year->demand_min, due), sp_length_format(year->allocated_min, given),
	      sp_length_format(year->reserve_min, kept));
	print_plain(run);
	print(run, "\n");
	print_more(run, &ahead->bound);
	print_paint(run, PAINT_DIM);
	print(run, "  Wk   Monday        load    given%*s dates\n", BAR_WIDTH + 2, "");
	print_plain(run);
}

enum sp_rc
run_ahead(struct run *run, struct sp_err *reterr)
{
	struct sp_ahead ahead;
	sp_day from, to;
	enum sp_rc rc = option_range(run, &from, &to, reterr);

	if (rc == SP_OK)
		rc = sp_ahead_build(sp_app_snapshot(run->app), sp_app_now(run->app), &run->arena, &ahead,
				    reterr);
	if (rc != SP_OK)
		return rc;
	if (from == SP_DAY_NONE)
		from = sp_time_day(sp_app_now(run->app));
	if (run->json) {
		struct sp_json *json = json_begin(run);

		sp_json_int(json, "allocated", ahead.demand.year.allocated_min);
		sp_json_int(json, "wanted", ahead.demand.year.demand_min);
		sp_json_int(json, "at_most_more", ahead.bound.more_min);
		sp_json_open(json, "weeks", '[');
	} else {
		print_ahead_sum(run, &ahead);
	}
	show_ahead(run, &ahead, from, to);
	if (run->json)
		sp_json_close(&run->document);
	rc = show_dates(run, &ahead, reterr);
	if (rc == SP_OK && run->json)
		json_end(run);
	return rc;
}
