/*
 * Support staff and working hours.
 */
#include "senplan/base/array.h"
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include "keep.h"

#include <stdlib.h>

enum { WEEK_DAYS = 7 };

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
