/*
 * When the SENCO works, by day and week of the cycle; and the contract: what it is from when, and what the year's hours
 * come to against it.
 */
#include "senplan/base/array.h"
#include "senplan/model/availability.h"
#include "senplan/model/year.h"
#include "senplan/report/contract.h"

#include "keep.h"

#include <stdlib.h>

enum { WEEK_DAYS = 7 };

/* --- hours --- */

static int
by_day_and_time(const void *a, const void *b)
{
	const struct sp_working_window *x = *(const struct sp_working_window *const *)a;
	const struct sp_working_window *y = *(const struct sp_working_window *const *)b;

	if (x->weekday != y->weekday)
		return x->weekday < y->weekday ? -1 : 1;
	if (x->cycle_week != y->cycle_week)
		return x->cycle_week < y->cycle_week ? -1 : 1;
	if (x->from_day != y->from_day)
		return x->from_day < y->from_day ? -1 : 1;
	return x->from_min < y->from_min ? -1 : x->from_min > y->from_min;
}

static void
print_window(struct run *run, const struct sp_working_window *row)
{
	char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT], first[SP_DAY_TEXT], last[SP_DAY_TEXT];

	if (run->json) {
		sp_json_open(&run->document, NULL, '{');
		keep_json_row(run, SP_ENTITY_working_window, row);
		sp_json_close(&run->document);
		return;
	}
	print(run, "%-4s %s-%s", row->weekday < 0 ? "each" : sp_weekday_name((enum sp_weekday)row->weekday),
	      sp_minute_format(row->from_min, from), sp_minute_format(row->to_min, to));
	if (row->cycle_week >= 0)
		print(run, "  week %c", (char)('A' + row->cycle_week));
	if (row->from_day != SP_DAY_NONE)
		print(run, "  from %s", sp_day_format(row->from_day, SP_DAY_LONG, first));
	if (row->to_day != SP_DAY_NONE)
		print(run, "  to %s", sp_day_format(row->to_day, SP_DAY_LONG, last));
	print(run, "\n");
}

/* What the hours leave for the role in this week and the next, which in a cycle of two are its A and B. */
static enum sp_rc
show_weeks_for_role(struct run *run, struct sp_err *reterr)
{
	sp_day monday = sp_day_monday(sp_time_day(sp_app_now(run->app)));
	int32_t weeks[2] = {0, 0};
	char here[SP_CLOCK_TEXT], next[SP_CLOCK_TEXT];
	enum sp_rc rc = SP_OK;

	for (sp_day i = 0; i < 2 && rc == SP_OK; i++)
		rc = sp_allocated_min(sp_app_snapshot(run->app), monday + i * WEEK_DAYS,
				      monday + i * WEEK_DAYS + WEEK_DAYS - 1, &run->arena, &weeks[i], reterr);
	if (rc != SP_OK)
		return rc;
	if (run->json) {
		sp_json_int(&run->document, "allocated_this_week", weeks[0]);
		sp_json_int(&run->document, "allocated_next_week", weeks[1]);
		return SP_OK;
	}
	print(run, "For the role, without teaching, PPA, duties and meetings: %s this week, %s the next.\n",
	      sp_length_format(weeks[0], here), sp_length_format(weeks[1], next));
	return SP_OK;
}

static enum sp_rc
hours_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_working_window **rows =
		SP_ARENA_NEW_N(&run->arena, const struct sp_working_window *, s->working_windows.n);
	enum sp_rc rc;

	if (rows == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->working_windows.n; i++)
		rows[i] = &s->working_windows.items[i];
	qsort(rows, s->working_windows.n, sizeof(const struct sp_working_window *), by_day_and_time);
	if (run->json)
		sp_json_open(json_begin(run), "hours", '[');
	for (size_t i = 0; i < s->working_windows.n; i++)
		print_window(run, rows[i]);
	if (run->json) {
		sp_json_close(&run->document);
	} else if (s->working_windows.n == 0) {
		print(run, "No working hours yet: \"senplan hours set mon-fri 08:00-16:00\".\n");
	}
	rc = show_weeks_for_role(run, reterr);
	if (rc == SP_OK && run->json)
		json_end(run);
	return rc;
}

static enum sp_rc
change_hours(struct run *run, const char *span, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct sp_hours_request request = {.days = run->args.words[1],
					   .span = span,
					   .week = run->args.values[SP_OPTION_WEEK],
					   .add = args_has(&run->args, SP_OPTION_ADD)};
	enum sp_rc rc = option_range(run, &request.from_day, &request.to_day, reterr);

	if (rc == SP_OK)
		rc = sp_app_hours_set(run->app, &request, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
hours_set(struct run *run, struct sp_err *reterr)
{
	return change_hours(run, run->args.words[2], reterr);
}

static enum sp_rc
hours_off(struct run *run, struct sp_err *reterr)
{
	return change_hours(run, NULL, reterr);
}

enum sp_rc
run_hours(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, 0, "", hours_list},
		{"set", 2, 2, "DAYS FROM-TO [--week A] [--from DATE] [--to DATE] [--add]", hours_set},
		{"off", 1, 1, "DAYS [--week A] [--from DATE] [--to DATE]", hours_off},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}

/* --- contract --- */

/* Nothing where no rule holds. */
static void
json_limit(struct sp_json *json, const struct sp_contract_year *year, enum sp_contract_limit limit,
	   int32_t unit_min)
{
	if (year->rules[limit] != NULL)
		sp_json_int(json, "limit", year->rules[limit]->value * unit_min);
}

static void
json_contract_year(struct run *run, const struct sp_contract_year *year)
{
	struct sp_json *json = &run->document;

	sp_json_int(json, "year_minutes", year->work_min);
	sp_json_int(json, "days", year->n_days);
	sp_json_int(json, "longest_week_minutes", year->longest_week_min);
	sp_json_day(json, "longest_week", year->longest_week_day);
	if (year->directed) {
		sp_json_open(json, "directed", '{');
		if (year->rules[SP_CONTRACT_DIRECTED_HOURS] != NULL)
			sp_json_int(json, "limit", year->limit_min);
		sp_json_int(json, "used", year->used_min);
		sp_json_int(json, "to_come", year->ahead_min);
		sp_json_int(json, "left", year->left_min);
		sp_json_int(json, "over", year->over_min);
		sp_json_int(json, "days", year->n_directed_days);
		sp_json_bool(json, "too_many_days", year->too_many_days);
		sp_json_close(json);
	}
	if (year->leadership) {
		sp_json_open(json, "leadership", '{');
		json_limit(json, year, SP_CONTRACT_AVERAGE_HOURS, 60);
		sp_json_int(json, "average", year->average_min);
		sp_json_int(json, "weeks", year->n_average_weeks);
		sp_json_day(json, "from", year->average_from_day);
		sp_json_day(json, "to", year->average_to_day);
		sp_json_bool(json, "above_limit", year->above_average);
		sp_json_close(json);
	}
}

static void
print_sentence(struct run *run, struct sp_str *text, bool warns)
{
	if (text->len > 0) {
		if (warns)
			print_paint(run, PAINT_RED);
		print(run, "%s", warns ? "! " : "");
		print_wrapped(run, text->text, warns ? 2 : 0);
		print_plain(run);
	}
	run->out.failed = run->out.failed || text->failed;
	sp_str_clear(text);
}

static void
print_contract_year(struct run *run, const struct sp_contract_year *year)
{
	char worked[SP_CLOCK_TEXT], week[SP_CLOCK_TEXT], day[SP_DAY_TEXT];
	struct sp_str text;

	sp_str_init(&text);
	sp_str_addf(&text, "Working time of the school year, without lunch: %s on %d day%s",
		    sp_length_format(year->work_min, worked), year->n_days,
		    sp_plural((size_t)year->n_days, "", "s"));
	if (year->longest_week_day != SP_DAY_NONE)
		sp_str_addf(&text, "; the longest week, of %s, has %s",
			    sp_day_format(year->longest_week_day, SP_DAY_SHORT, day),
			    sp_length_format(year->longest_week_min, week));
	sp_str_add(&text, ".");
	print_sentence(run, &text, false);
	sp_words_directed(&text, year);
	print_sentence(run, &text, year->over_min > 0 || year->too_many_days);
	sp_words_average(&text, year);
	print_sentence(run, &text, year->above_average);
	sp_str_finish(&text);
}

static void
show_row(struct run *run, const struct sp_contract *row, bool holds)
{
	char day[SP_DAY_TEXT];

	if (run->json) {
		sp_json_open(&run->document, NULL, '{');
		keep_json_row(run, SP_ENTITY_contract, row);
		sp_json_bool(&run->document, "holds", holds);
		sp_json_close(&run->document);
		return;
	}
	print(run, "%s, %d%%", sp_contract_kind_names[row->kind], (int)row->share_pct);
	if (row->from_day != SP_DAY_NONE)
		print(run, ", from %s", sp_day_format(row->from_day, SP_DAY_LONG, day));
	if (row->to_day != SP_DAY_NONE)
		print(run, ", to %s", sp_day_format(row->to_day, SP_DAY_LONG, day));
	print(run, "%s\n", holds ? " (now)" : "");
}

static enum sp_rc
show_contract(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	struct sp_contract_year year;
	enum sp_rc rc = sp_contract_year_build(s, sp_app_now(run->app), &year, reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json)
		sp_json_open(json_begin(run), "contracts", '[');
	for (size_t i = 0; i < s->contracts.n; i++)
		show_row(run, &s->contracts.items[i], &s->contracts.items[i] == year.now);
	if (run->json) {
		sp_json_close(&run->document);
		json_contract_year(run, &year);
		json_end(run);
		return SP_OK;
	}
	if (s->contracts.n == 0)
		print(run, "No contract yet: \"senplan contract set teacher --share 80\".\n");
	print_contract_year(run, &year);
	return SP_OK;
}

enum sp_rc
run_contract(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	sp_day from;
	enum sp_rc rc;

	if (run->args.n_words == 0)
		return show_contract(run, reterr);
	if (run->args.n_words != 2)
		return sp_err_set(
			reterr, SP_USAGE,
			"Usage: senplan contract set teacher|leadership|other [--share PERCENT] [--from DATE].");
	rc = option_day(run, SP_OPTION_FROM, &from, reterr);
	if (rc == SP_OK)
		rc = sp_app_contract_set(run->app, run->args.words[1],
					 (int)args_number(&run->args, SP_OPTION_SHARE, 100), from, &outcome,
					 reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}
