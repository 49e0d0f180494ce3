/*
 * Support staff, working hours, contract.
 */
#include "senplan/base/array.h"
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include "keep.h"

#include <stdlib.h>

enum { DIRECTED_HOURS = 1265, DIRECTED_DAYS = 195, LEADERSHIP_WEEK_HOURS = 48, HOUR_MIN = 60 };

/* --- staff --- */

static enum sp_rc
staff_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	(void)reterr;
	if (run->json)
		sp_json_open(json_begin(run), "staff", '[');
	for (size_t i = 0; i < s->staff_members.n; i++) {
		const struct sp_staff_member *member = &s->staff_members.items[i];
		char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

		if (run->json) {
			sp_json_open(&run->document, NULL, '{');
			keep_json_row(run, SP_ENTITY_staff_member, member);
			sp_json_close(&run->document);
			continue;
		}
		print_column(run, member->code, 8);
		print_column(run, member->role, 30);
		if (member->from_min != SP_MINUTE_NONE)
			print(run, " %s-%s", sp_minute_format(member->from_min, from),
			      sp_minute_format(member->to_min, to));
		print(run, "%s\n", member->active ? "" : " (not active)");
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (s->staff_members.n == 0) {
		print(run, "No member of staff yet: \"senplan staff add TA01\".\n");
	}
	return SP_OK;
}

static enum sp_rc
staff_add(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	enum sp_rc rc;

	keep_read_fields(run, NULL, &fields);
	rc = sp_app_staff_add(run->app, run->args.words[1], fields.values, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
staff_edit(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	enum sp_rc rc;

	keep_read_fields(run, NULL, &fields);
	rc = sp_app_staff_edit(run->app, run->args.words[1], fields.values, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
staff_remove(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	enum sp_rc rc = sp_app_staff_remove(run->app, run->args.words[1], &outcome, reterr);

	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

enum sp_rc
run_staff(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, 0, "", staff_list},
		{"add", 1, 1, "CODE [--role ROLE] [--hours FROM-TO]", staff_add},
		{"edit", 1, 1, "CODE --FIELD VALUE …", staff_edit},
		{"remove", 1, 1, "CODE", staff_remove},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}

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

static enum sp_rc
hours_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_working_window **rows =
		SP_ARENA_NEW_N(&run->arena, const struct sp_working_window *, s->working_windows.n);

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
		json_end(run);
	} else if (s->working_windows.n == 0) {
		print(run, "No working hours yet: \"senplan hours set mon-fri 08:00-16:00\".\n");
	}
	return SP_OK;
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

struct worked {
	int32_t year_min;
	int32_t week_min, most_week_min; /* the week being summed; the longest */
	int n_days;
};

static enum sp_rc
add_day(struct run *run, sp_day day, struct worked *worked, struct sp_err *reterr)
{
	struct sp_availability availability;
	struct sp_arena scratch;
	int32_t length = 0;
	enum sp_rc rc;

	sp_arena_init(&scratch);
	rc = sp_availability_of(sp_app_snapshot(run->app), day, &scratch, &availability, reterr);
	if (rc == SP_OK) {
		length = sp_spans_total(&availability.work);
		for (size_t i = 0; i < availability.n_fixed; i++)
			if (availability.fixed[i].kind == SP_FIXED_LUNCH)
				length -= sp_spans_total_within(&availability.work,
								availability.fixed[i].from_min,
								availability.fixed[i].to_min);
		worked->n_days += length > 0;
	}
	sp_arena_finish(&scratch);
	if (sp_day_weekday(day) == SP_MONDAY)
		worked->week_min = 0;
	worked->week_min += length;
	worked->year_min += length;
	if (worked->week_min > worked->most_week_min)
		worked->most_week_min = worked->week_min;
	return rc;
}

static void
print_worked(struct run *run, const struct worked *worked, const struct sp_contract *contract)
{
	enum sp_contract_kind kind = contract == NULL ? SP_CONTRACT_OTHER : contract->kind;
	int share = contract == NULL ? 100 : contract->share_pct;
	int32_t limit = DIRECTED_HOURS * HOUR_MIN / 100 * share;
	char year[SP_CLOCK_TEXT], most[SP_CLOCK_TEXT], week[SP_CLOCK_TEXT];

	if (run->json) {
		struct sp_json *json = &run->document;

		sp_json_int(json, "year_minutes", worked->year_min);
		sp_json_int(json, "days", worked->n_days);
		sp_json_int(json, "longest_week_minutes", worked->most_week_min);
		if (kind == SP_CONTRACT_TEACHER)
			sp_json_int(json, "directed_limit_minutes", limit);
		return;
	}
	print(run, "Working hours of this school year, without lunch: %s on %d days; the longest week %s.\n",
	      sp_length_format(worked->year_min, year), worked->n_days,
	      sp_length_format(worked->most_week_min, week));
	if (kind == SP_CONTRACT_TEACHER)
		print(run, "Directed time: at most %s at %d%% (1,265 hours on %d days full time)%s\n",
		      sp_length_format(limit, most), share, DIRECTED_DAYS,
		      worked->year_min > limit ? ": the hours here are more. Not all of them can be directed."
					       : ".");
	if (kind == SP_CONTRACT_LEADERSHIP && worked->most_week_min > LEADERSHIP_WEEK_HOURS * HOUR_MIN)
		print(run, "More than 48 hours in a week: the average of 17 weeks may not be.\n");
}

static enum sp_rc
show_contract(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	sp_day today = sp_time_day(sp_app_now(run->app));
	struct sp_school_year year = sp_year_of(today);
	const struct sp_contract *now = NULL;
	struct worked worked = {0};
	enum sp_rc rc = SP_OK;

	for (sp_day day = year.from_day; day <= year.to_day && rc == SP_OK; day++)
		rc = add_day(run, day, &worked, reterr);
	if (rc != SP_OK)
		return rc;
	if (run->json)
		sp_json_open(json_begin(run), "contracts", '[');
	for (size_t i = 0; i < s->contracts.n; i++) {
		const struct sp_contract *row = &s->contracts.items[i];
		char from[SP_DAY_TEXT], to[SP_DAY_TEXT];

		if ((row->from_day == SP_DAY_NONE || row->from_day <= today) &&
		    (row->to_day == SP_DAY_NONE || row->to_day >= today))
			now = row;
		if (run->json) {
			sp_json_open(&run->document, NULL, '{');
			keep_json_row(run, SP_ENTITY_contract, row);
			sp_json_close(&run->document);
			continue;
		}
		print(run, "%s, %d%%, from %s to %s\n", sp_contract_kind_names[row->kind],
		      (int)row->share_pct, sp_day_format(row->from_day, SP_DAY_LONG, from),
		      sp_day_format(row->to_day, SP_DAY_LONG, to));
	}
	if (run->json)
		sp_json_close(&run->document);
	else if (s->contracts.n == 0)
		print(run, "No contract yet: \"senplan contract set teacher --share 80\".\n");
	print_worked(run, &worked, now);
	if (run->json)
		json_end(run);
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
