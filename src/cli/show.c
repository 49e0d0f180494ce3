/*
 * Listings: pupils and their steps, duties, tasks, the weeks ahead.
 */
#include "senplan/base/utf8.h"

#include "run.h"
#include "show_year.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_WIDTH = 40, ACTIVITY_WIDTH = 24, TASK_WIDTH = 38, STEP_WIDTH = 25, CODE_MOST = 12 };

/* In its column; a longer text has a line of its own, and the next column stands below it. */
static void
print_whole(struct run *run, const char *text, int width, int indent)
{
	if (sp_utf8_text_width(text) <= width) {
		print_column(run, text, width);
		return;
	}
	print_wrapped(run, text, indent);
	sp_str_add_repeat(&run->out, ' ', (size_t)(indent + width));
}

/* --- cases --- */

static void
year_text(int32_t year, char buf[8])
{
	if (year == SP_YEAR_NURSERY)
		snprintf(buf, 8, "N");
	else if (year == SP_YEAR_RECEPTION)
		snprintf(buf, 8, "R");
	else if (year == SP_YEAR_UNKNOWN)
		snprintf(buf, 8, "?");
	else
		snprintf(buf, 8, "%d", (int)year);
}

static void
json_step(struct run *run, const struct sp_clock *clock)
{
	struct sp_json *json = &run->document;

	sp_json_open(json, NULL, '{');
	sp_json_text(json, "step", clock->step->key);
	sp_json_text(json, "name", clock->step->name);
	sp_json_text(json, "chain", clock->chain);
	sp_json_text(json, "rule", clock->rule == NULL ? NULL : clock->rule->key);
	sp_json_text(json, "owner", sp_owner_names[clock->step->owner]);
	sp_json_day(json, "due", clock->due_day);
	sp_json_day(json, "work_by", clock->work_by_day);
	sp_json_day(json, "planned", clock->planned_day);
	sp_json_day(json, "done", clock->done_day);
	sp_json_text(json, "state", sp_clock_state_name(clock->state));
	sp_json_int(json, "slack_days", clock->slack_days);
	sp_json_text(json, "reason", clock->reason == SP_REASON_NONE ? NULL : sp_reason_names[clock->reason]);
	sp_json_text(json, "source", clock->rule == NULL ? NULL : clock->rule->source);
	sp_json_close(json);
}

static void
json_case(struct run *run, const struct sp_case *subject, const struct sp_clock *clocks, size_t n)
{
	struct sp_json *json = &run->document;

	sp_json_open(json, NULL, '{');
	sp_json_text(json, "code", run->hide ? NULL : subject->code);
	if (subject->year == SP_YEAR_UNKNOWN)
		sp_json_null(json, "year");
	else
		sp_json_int(json, "year", subject->year);
	sp_json_text(json, "status", sp_case_status_names[subject->status]);
	sp_json_open(json, "steps", '[');
	for (size_t i = 0; i < n; i++)
		if (clocks[i].subject->id.v == subject->id.v)
			json_step(run, &clocks[i]);
	sp_json_close(json);
	sp_json_close(json);
}

static sp_day
clock_day(const struct sp_clock *clock)
{
	return clock->work_by_day != SP_DAY_NONE ? clock->work_by_day : clock->due_day;
}

/* The first step that is still to be done. */
static const struct sp_clock *
next_step(const struct sp_case *subject, const struct sp_clock *clocks, size_t n)
{
	const struct sp_clock *next = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct sp_clock *clock = &clocks[i];

		if (clock->subject->id.v != subject->id.v || clock->state == SP_CLOCK_MET ||
		    clock->state == SP_CLOCK_LATE || clock->due_day == SP_DAY_NONE)
			continue;
		if (next == NULL || clock_day(clock) < clock_day(next))
			next = clock;
	}
	return next;
}

static const char *
where_it_stands(const struct sp_clock *clock, char buf[SP_CLOCK_TEXT])
{
	bool ours = clock->step->owner == SP_OWNER_SCHOOL;
	bool is_la = clock->step->owner == SP_OWNER_LA;
	char day[SP_DAY_TEXT];

	if (clock->state == SP_CLOCK_MISSED)
		return ours ? "missed" : is_la ? "LA is late" : "family is late";
	if (!ours)
		return is_la ? "with the LA" : "with the family";
	if (clock->planned_day != SP_DAY_NONE) {
		snprintf(buf, SP_CLOCK_TEXT, "planned %s",
			 sp_day_format(clock->planned_day, SP_DAY_SHORT, day));
		return buf;
	}
	return clock->state == SP_CLOCK_WAITING ? "waiting" : "not planned";
}

static const char *
urgency_mark(const struct sp_clock *clock)
{
	enum sp_urgency urgency = sp_clock_urgency(clock);

	return urgency == SP_URGENCY_LATE ? "!!" : urgency == SP_URGENCY_NEAR ? "!" : "";
}

struct case_line {
	const struct sp_case *subject;
	const struct sp_clock *next; /* or NULL */
};

/* What comes first by its date; pupils without a step at the end, by code. */
static int
by_next_step(const void *a, const void *b)
{
	const struct case_line *x = a, *y = b;
	sp_day day_x = x->next == NULL ? INT32_MAX : clock_day(x->next);
	sp_day day_y = y->next == NULL ? INT32_MAX : clock_day(y->next);

	if (day_x != day_y)
		return day_x < day_y ? -1 : 1;
	return strcmp(x->subject->code, y->subject->code);
}

static void
print_case_line(struct run *run, const struct case_line *line, int code_width)
{
	const struct sp_clock *next = line->next;
	char year[8], day[SP_DAY_TEXT], where[SP_CLOCK_TEXT];

	year_text(line->subject->year, year);
	print_column(run, run->hide ? "---" : line->subject->code, code_width);
	print(run, " %2s %-11s ", year, sp_words_status(line->subject->status));
	if (next == NULL) {
		print(run, "%s\n", sp_words_no_step(line->subject));
		return;
	}
	print_column(run, next->step->name, STEP_WIDTH);
	print(run, " %-10s ", sp_day_format(clock_day(next), SP_DAY_SHORT, day));
	if (urgency_mark(next)[0] == '\0') {
		print(run, "%s\n", where_it_stands(next, where));
		return;
	}
	if (next->state == SP_CLOCK_MISSED)
		print_paint(run, PAINT_RED);
	print(run, "%-18s", where_it_stands(next, where));
	print_plain(run);
	print(run, " %s\n", urgency_mark(next));
}

static enum sp_rc
print_case_lines(struct run *run, const struct sp_clock *clocks, size_t n_clocks, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	struct case_line *lines = SP_ARENA_NEW_N(&run->arena, struct case_line, snapshot->cases.n);
	int code_width = 5;
	size_t n = 0;

	if (lines == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < snapshot->cases.n; i++) {
		const struct sp_case *subject = &snapshot->cases.items[i];
		int width = sp_utf8_text_width(subject->code);

		if (subject->left_day != SP_DAY_NONE)
			continue;
		lines[n++] = (struct case_line){subject, next_step(subject, clocks, n_clocks)};
		if (width > code_width)
			code_width = width < CODE_MOST ? width : CODE_MOST;
	}
	qsort(lines, n, sizeof(*lines), by_next_step);
	if (n > 0) {
		print_paint(run, PAINT_DIM);
		print_column(run, "Code", code_width);
		print(run, " Yr %-11s %-*s %-10s %s\n", "Status", STEP_WIDTH, "Next step", "By",
		      "Where it stands");
		print_plain(run);
	}
	for (size_t i = 0; i < n; i++)
		print_case_line(run, &lines[i], code_width);
	return SP_OK;
}

static const char *const owner_words[] = {
	[SP_OWNER_SCHOOL] = "school",
	[SP_OWNER_LA] = "LA",
	[SP_OWNER_FAMILY] = "family",
};

static void
print_chain(struct run *run, const struct sp_case *subject, const struct sp_clock *clocks, size_t n)
{
	const char *chain = "";

	for (size_t i = 0; i < n; i++) {
		const struct sp_clock *clock = &clocks[i];
		char due[SP_DAY_TEXT], done[SP_DAY_TEXT], where[SP_CLOCK_TEXT];

		if (clock->subject->id.v != subject->id.v)
			continue;
		if (!sp_streq(chain, clock->chain)) {
			chain = clock->chain;
			print_paint(run, PAINT_BOLD);
			print(run, "\n%s %s\n", chain, clock->cycle);
			print_plain(run);
		}
		print(run, "  ");
		print_whole(run, clock->step->name, 30, 2);
		print(run, " %-6s  %-15s  ", owner_words[clock->step->owner],
		      sp_day_format(clock->due_day, SP_DAY_LONG, due));
		if (clock->done_day != SP_DAY_NONE)
			print(run, "%s %s", sp_clock_state_name(clock->state),
			      sp_day_format(clock->done_day, SP_DAY_SHORT, done));
		else
			print(run, "%s",
			      clock->state == SP_CLOCK_MET ? "met" : where_it_stands(clock, where));
		print(run, "\n");
		if (clock->rule != NULL) {
			struct sp_str words;

			sp_str_init(&words);
			sp_words_rule(&words, clock);
			print(run, "      ");
			print_wrapped(run, words.text, 6);
			sp_str_finish(&words);
		}
	}
}

static void
print_case_counts(struct run *run)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	size_t counts[SP_CASE_WATCH + 1] = {0}, all = 0;

	for (size_t i = 0; i < snapshot->cases.n; i++)
		if (snapshot->cases.items[i].left_day == SP_DAY_NONE) {
			counts[snapshot->cases.items[i].status]++;
			all++;
		}
	print_paint(run, PAINT_BOLD);
	print(run, "Cases  %zu pupil%s: %zu EHCP, %zu SEN Support, %zu request%s, %zu watch\n", all,
	      sp_plural(all, "", "s"), counts[SP_CASE_EHCP], counts[SP_CASE_SEN_SUPPORT],
	      counts[SP_CASE_REQUEST], sp_plural(counts[SP_CASE_REQUEST], "", "s"), counts[SP_CASE_WATCH]);
	print_plain(run);
}

static enum sp_rc
show_cases(struct run *run, const struct sp_case *only, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	const struct sp_clock *clocks;
	size_t n = 0;
	enum sp_rc rc = sp_clocks_of(snapshot, only == NULL ? (sp_case_id){0} : only->id,
				     sp_app_now(run->app), &run->arena, &clocks, &n, reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json)
		sp_json_open(json_begin(run), "cases", '[');
	else if (only == NULL)
		print_case_counts(run);
	for (size_t i = 0; i < snapshot->cases.n; i++) {
		const struct sp_case *subject = &snapshot->cases.items[i];

		if (only != NULL ? subject != only : subject->left_day != SP_DAY_NONE)
			continue;
		if (run->json)
			json_case(run, subject, clocks, n);
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (only != NULL) {
		struct case_line line = {only, next_step(only, clocks, n)};

		print_case_line(run, &line, sp_utf8_text_width(only->code) + 1);
		print_chain(run, only, clocks, n);
	} else {
		rc = print_case_lines(run, clocks, n, reterr);
	}
	if (!run->json && snapshot->cases.n == 0)
		print(run, "No pupil yet: \"senplan import caseload FILE.csv\".\n");
	return rc;
}

enum sp_rc
run_cases(struct run *run, struct sp_err *reterr)
{
	const struct sp_case *only = NULL;

	if (run->args.n_words > 0) {
		only = sp_snapshot_case_by_code(sp_app_snapshot(run->app), run->args.words[0]);
		if (only == NULL)
			return sp_err_set(reterr, SP_NO, "There is no pupil with the code \"%s\".",
					  run->args.words[0]);
	}
	return show_cases(run, only, reterr);
}

/* --- duties --- */

static void
json_duties(struct run *run, const struct sp_demand *demand)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	struct sp_json *json = json_begin(run);

	sp_json_open(json, "activities", '[');
	for (size_t i = 0; i < snapshot->activities.n; i++) {
		const struct sp_activity *activity = &snapshot->activities.items[i];

		sp_json_open(json, NULL, '{');
		sp_json_text(json, "key", activity->key);
		sp_json_text(json, "name", activity->name);
		sp_json_text(json, "letter", activity->letter);
		sp_json_text(json, "kind", sp_activity_kind_names[activity->kind]);
		sp_json_bool(json, "delegable", activity->delegable);
		sp_json_int(json, "low", activity->low_min);
		sp_json_int(json, "typical", activity->typical_min);
		sp_json_int(json, "high", activity->high_min);
		sp_json_text(json, "estimate_source", activity->estimate_source);
		sp_json_int(json, "year_minutes", demand->activities[i].demand_min);
		sp_json_close(json);
	}
	sp_json_close(json);
	sp_json_open(json, "duties", '[');
	for (size_t i = 0; i < snapshot->duties.n; i++) {
		const struct sp_duty *duty = &snapshot->duties.items[i];
		const struct sp_activity *activity = sp_snapshot_activity(snapshot, duty->activity);

		sp_json_open(json, NULL, '{');
		sp_json_int(json, "id", duty->id.v);
		sp_json_text(json, "key", duty->key);
		sp_json_text(json, "name", duty->name);
		sp_json_text(json, "activity", activity == NULL ? NULL : activity->key);
		sp_json_text(json, "cadence", sp_cadence_names[duty->cadence]);
		sp_json_int(json, "times", duty->times);
		sp_json_text(json, "per", sp_per_names[duty->per]);
		sp_json_int(json, "minutes", duty->length_min);
		sp_json_bool(json, "active", duty->active);
		sp_json_int(json, "year_minutes", demand->duties[i].demand_min);
		sp_json_close(json);
	}
	sp_json_close(json);
	json_duty_hours(run, demand);
	json_end(run);
}

static const char *const per_words[] = {
	[SP_PER_NONE] = "",
	[SP_PER_EHCP] = ", for each pupil with an EHCP",
	[SP_PER_SEN_SUPPORT] = ", for each pupil on SEN Support",
	[SP_PER_CASE] = ", for each pupil",
	[SP_PER_STAFF] = ", for each of the support staff",
};

/* "weekly, 4 times, 25 min each" */
static void
print_duty(struct run *run, const struct sp_duty *duty, int32_t year_min)
{
	const struct sp_activity *activity = sp_snapshot_activity(sp_app_snapshot(run->app), duty->activity);
	int32_t length = duty->length_min > 0 ? duty->length_min
			 : activity == NULL   ? 0
					      : activity->typical_min;
	char year[SP_CLOCK_TEXT];
	struct sp_str text;

	sp_str_init(&text);
	sp_str_add(&text, sp_cadence_names[duty->cadence]);
	if (duty->times > 1)
		sp_str_addf(&text, ", %d times", duty->times);
	sp_str_add(&text, per_words[duty->per]);
	sp_str_addf(&text, ", %d min", (int)length);
	if (year_min > 0)
		sp_str_addf(&text, ": %s", sp_length_format(year_min, year));
	if (!duty->active)
		sp_str_add(&text, " (not active)");
	print(run, "  ");
	print_column(run, activity == NULL ? "" : activity->letter, 3);
	print_whole(run, duty->name, NAME_WIDTH, 5);
	print(run, " ");
	print_wrapped(run, text.text, NAME_WIDTH + 6);
	sp_str_finish(&text);
}

/* The last column's sum, and where it comes from. */
static void
print_duty_sum(struct run *run, const struct sp_demand *demand)
{
	char all[SP_CLOCK_TEXT], duties[SP_CLOCK_TEXT], clocks[SP_CLOCK_TEXT], single[SP_CLOCK_TEXT];
	struct sp_str text;

	sp_str_init(&text);
	sp_str_addf(
		&text,
		"Due from this week to the end of the school year: %s. Duties %s, steps of pupils' clocks "
		"%s, single tasks %s.",
		sp_length_format(demand->year.demand_min, all), sp_length_format(demand->duties_min, duties),
		sp_length_format(demand->clocks_min, clocks), sp_length_format(demand->single_min, single));
	print(run, "\n");
	print_wrapped(run, text.text, 0);
	sp_str_finish(&text);
}

enum sp_rc
run_duties(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	char length[SP_CLOCK_TEXT];
	struct sp_demand demand;
	enum sp_rc rc = sp_demand_build(snapshot, sp_app_now(run->app), &run->arena, &demand, reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json) {
		json_duties(run, &demand);
		return SP_OK;
	}
	print_shortfall(run, &demand, true);
	print(run, "Activities: how long they take (shortest / usual / longest, in minutes), and\n"
		   "how much of each is due this year\n");
	for (size_t i = 0; i < snapshot->activities.n; i++) {
		const struct sp_activity *activity = &snapshot->activities.items[i];

		print(run, "  ");
		print_column(run, activity->letter, 3);
		print_whole(run, activity->name, ACTIVITY_WIDTH, 5);
		print(run, " %4d /%4d /%4d %6s  %s%s\n", activity->low_min, activity->typical_min,
		      activity->high_min, sp_length_format(demand.activities[i].demand_min, length),
		      sp_activity_kind_names[activity->kind], activity->delegable ? ", delegable" : "");
	}
	print(run, "\nDuties: what comes round\n");
	for (size_t i = 0; i < snapshot->duties.n; i++)
		print_duty(run, &snapshot->duties.items[i], demand.duties[i].demand_min);
	print_duty_sum(run, &demand);
	return SP_OK;
}

/* --- tasks --- */

static int32_t
placed_min(const struct sp_snapshot *snapshot, sp_task_id task)
{
	int32_t placed = 0;

	for (size_t i = 0; i < snapshot->blocks.n; i++)
		if (snapshot->blocks.items[i].task.v == task.v)
			placed += snapshot->blocks.items[i].length_min;
	return placed;
}

static int
by_due(const void *a, const void *b)
{
	const struct sp_task *x = *(const struct sp_task *const *)a, *y = *(const struct sp_task *const *)b;
	int64_t due_x = x->due_day == SP_DAY_NONE ? INT32_MAX : x->due_day;
	int64_t due_y = y->due_day == SP_DAY_NONE ? INT32_MAX : y->due_day;

	if (due_x != due_y)
		return due_x < due_y ? -1 : 1;
	return x->id.v < y->id.v ? -1 : x->id.v > y->id.v;
}

static void
show_task(struct run *run, const struct sp_task *task, const char *title)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, task->activity);
	const struct sp_case *subject = sp_snapshot_case(snapshot, task->subject);
	int32_t placed = placed_min(snapshot, task->id);
	struct sp_json *json = &run->document;
	char due[SP_DAY_TEXT], length[SP_CLOCK_TEXT];

	if (run->json) {
		sp_json_open(json, NULL, '{');
		sp_json_int(json, "id", task->id.v);
		sp_json_text(json, "key", run->hide ? "" : task->key);
		sp_json_text(json, "title", title);
		sp_json_text(json, "activity", activity == NULL ? NULL : activity->key);
		sp_json_text(json, "case", subject == NULL || run->hide ? NULL : subject->code);
		sp_json_int(json, "minutes", task->length_min);
		sp_json_int(json, "placed", placed);
		sp_json_day(json, "due", task->due_day);
		sp_json_bool(json, "statutory", task->hard);
		sp_json_text(json, "state", sp_task_state_names[task->state]);
		sp_json_close(json);
		return;
	}
	print(run, "%6lld ", (long long)task->id.v);
	print_column(run, activity == NULL ? "" : activity->letter, 2);
	print_whole(run, title, TASK_WIDTH, 9);
	print(run, " %6s  %-10s  %s\n", sp_length_format(task->length_min, length),
	      sp_day_format(task->due_day, SP_DAY_SHORT, due),
	      task->state != SP_TASK_OPEN  ? sp_task_state_names[task->state]
	      : placed >= task->length_min ? "placed"
	      : placed > 0		   ? "in part"
					   : "no place");
}

enum sp_rc
run_tasks(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	const char *wanted = args_join(&run->args, 0, run->args.n_words, &run->arena);
	const struct sp_task **tasks = SP_ARENA_NEW_N(&run->arena, const struct sp_task *, snapshot->tasks.n);
	struct sp_str title;
	size_t n = 0, n_shown = 0;

	if (wanted == NULL || tasks == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < snapshot->tasks.n; i++)
		if (snapshot->tasks.items[i].state == SP_TASK_OPEN || args_has(&run->args, SP_OPTION_ALL))
			tasks[n++] = &snapshot->tasks.items[i];
	qsort(tasks, n, sizeof(const struct sp_task *), by_due);
	sp_str_init(&title);
	if (run->json)
		sp_json_open(json_begin(run), "tasks", '[');
	for (size_t i = 0; i < n; i++) {
		sp_str_clear(&title);
		sp_words_task(&title, snapshot, tasks[i], run->hide);
		if (strcasestr(title.text, wanted) == NULL)
			continue;
		if (n_shown++ == 0 && !run->json)
			print(run, "%6s %-*s %6s  By\n", "Task", TASK_WIDTH + 2, "", "Length");
		show_task(run, tasks[i], title.text);
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	}
	sp_str_finish(&title);
	return SP_OK;
}
