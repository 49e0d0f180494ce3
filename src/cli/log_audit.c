/*
 * The time audit by commands: noted by letters, shown, its shares, its targets.
 */
#include "senplan/app/audit.h"
#include "senplan/base/array.h"
#include "senplan/report/audit.h"

#include "keep.h"
#include "log.h"

#include <string.h>

enum { HALVES_A_DAY = SP_DAY_MIN / SP_AUDIT_MIN, DAYS_MOST = 366 };

/* --- shown --- */

/* "Mon 23 Nov  08:00 EE.PPAA" from the day's first entry to its last. */
static void
print_day(struct run *run, sp_day day)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	char letters[HALVES_A_DAY + 1], text[SP_DAY_TEXT], from[SP_CLOCK_TEXT];
	int first = -1, last = -1;

	for (int half = 0; half < HALVES_A_DAY; half++) {
		const struct sp_audit_mark *mark =
			sp_audit_mark_at(s, sp_time_of(day, (sp_minute)(half * SP_AUDIT_MIN)));
		const struct sp_activity *activity =
			mark == NULL ? NULL : sp_snapshot_activity(s, mark->activity);

		letters[half] = '.';
		if (activity == NULL)
			continue;
		letters[half] = activity->letter[0] == '\0' ? '?' : activity->letter[0];
		first = first < 0 ? half : first;
		last = half;
	}
	print(run, "  %-11s ", sp_day_format(day, SP_DAY_SHORT, text));
	if (first < 0) {
		print(run, "nothing entered\n");
		return;
	}
	letters[last + 1] = '\0';
	print(run, "%s %s\n", sp_minute_format((sp_minute)(first * SP_AUDIT_MIN), from), letters + first);
}

static void
print_letters(struct run *run)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	struct sp_str words;
	char letter;

	sp_str_init(&words);
	for (int i = 0; (letter = sp_audit_letter(s, i)) != '\0'; i++) {
		const struct sp_activity *activity = sp_audit_activity(s, letter);

		sp_str_addf(&words, "%s%c %s", i == 0 ? "" : ", ", letter,
			    activity == NULL ? "?" : activity->name);
	}
	print(run, "Letters: ");
	print_wrapped(run, words.text, 2);
	run->out.failed = run->out.failed || words.failed;
	sp_str_finish(&words);
}

static void
json_marks(struct run *run, sp_day from, sp_day to)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	struct sp_json *json = json_begin(run);

	sp_json_day(json, "from", from);
	sp_json_day(json, "to", to);
	sp_json_open(json, "marks", '[');
	for (size_t i = 0; i < s->audit_marks.n; i++) {
		const struct sp_audit_mark *mark = &s->audit_marks.items[i];
		const struct sp_activity *activity = sp_snapshot_activity(s, mark->activity);

		if (sp_time_day(mark->start) < from || sp_time_day(mark->start) > to)
			continue;
		sp_json_open(json, NULL, '{');
		json_time(json, "start", mark->start);
		sp_json_text(json, "activity", activity == NULL ? NULL : activity->key);
		sp_json_close(json);
	}
	sp_json_close(json);
	json_end(run);
}

static bool
day_has_marks(const struct run *run, sp_day day)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	for (size_t i = 0; i < s->audit_marks.n; i++)
		if (sp_time_day(s->audit_marks.items[i].start) == day)
			return true;
	return false;
}

/* The days that are asked for, else those of the audit. */
static enum sp_rc
audit_days(struct run *run, sp_day *ret_from, sp_day *ret_to, struct sp_err *reterr)
{
	sp_day from, to, first, last;
	bool any = sp_audit_span(sp_app_snapshot(run->app), &first, &last);
	enum sp_rc rc = option_past_range(run, &from, &to, reterr);

	if (rc != SP_OK)
		return rc;
	if (!any && (from == SP_DAY_NONE || to == SP_DAY_NONE))
		return sp_err_set(
			reterr, SP_NO,
			"No audit was begun. \"senplan log audit \\\"mon 8:00\\\" EE.PPAA\" begins one.");
	*ret_from = from != SP_DAY_NONE ? from : first;
	*ret_to = to != SP_DAY_NONE ? to : last;
	if (*ret_to < *ret_from || *ret_to - *ret_from > DAYS_MOST)
		return sp_err_set(reterr, SP_USAGE,
				  "--from and --to: the first day comes first, within a year.");
	return SP_OK;
}

static enum sp_rc
show_audit(struct run *run, struct sp_err *reterr)
{
	sp_day from, to, today = sp_time_day(sp_app_now(run->app));
	char first[SP_DAY_TEXT], last[SP_DAY_TEXT];
	enum sp_rc rc = audit_days(run, &from, &to, reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json) {
		json_marks(run, from, to);
		return SP_OK;
	}
	print(run, "Time audit %s to %s, a letter a half-hour\n", sp_day_format(from, SP_DAY_SHORT, first),
	      sp_day_format(to, SP_DAY_LONG, last));
	for (sp_day day = from; day <= to && day <= today; day++)
		if (sp_day_weekday(day) < SP_SATURDAY || day_has_marks(run, day))
			print_day(run, day);
	print_letters(run);
	return SP_OK;
}

/* --- shares --- */

static void
json_audit(struct run *run, const struct sp_audit *audit)
{
	struct sp_json *json = json_begin(run);

	sp_json_day(json, "from", audit->from_day);
	sp_json_day(json, "to", audit->to_day);
	sp_json_int(json, "days", audit->n_days);
	sp_json_int(json, "days_without", audit->n_open);
	sp_json_int(json, "minutes", audit->total_min);
	sp_json_int(json, "role_minutes", audit->role_min);
	sp_json_int(json, "role_minutes_week", audit->role_week_min);
	sp_json_int(json, "allocated_minutes_week", audit->allocated_week_min);
	sp_json_int(json, "outside_minutes", audit->outside_min);
	sp_json_open(json, "activities", '[');
	for (size_t i = 0; i < audit->n_rows; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_text(json, "activity", audit->rows[i].activity->key);
		sp_json_text(json, "kind", sp_activity_kind_names[audit->rows[i].activity->kind]);
		sp_json_int(json, "minutes", audit->rows[i].min);
		if (audit->rows[i].role_pct >= 0)
			sp_json_int(json, "role_pct", audit->rows[i].role_pct);
		else
			sp_json_null(json, "role_pct");
		sp_json_close(json);
	}
	sp_json_close(json);
	sp_json_open(json, "kinds", '{');
	for (size_t i = 0; i < SP_KIND_COUNT; i++)
		sp_json_int(json, sp_activity_kind_names[i], audit->by_kind_min[i]);
	sp_json_close(json);
	json_end(run);
}

static enum sp_rc
report_audit(struct run *run, struct sp_err *reterr)
{
	struct sp_audit audit;
	struct sp_str words;
	sp_day from, to;
	enum sp_rc rc = audit_days(run, &from, &to, reterr);

	if (rc == SP_OK)
		rc = sp_audit_build(sp_app_snapshot(run->app), from, to, sp_app_now(run->app), &run->arena,
				    &audit, reterr);
	if (rc != SP_OK)
		return rc;
	if (run->json) {
		json_audit(run, &audit);
		return SP_OK;
	}
	sp_str_init(&words);
	sp_audit_words(&words, &audit);
	sp_str_add(&run->out, words.text);
	run->out.failed = run->out.failed || words.failed;
	sp_str_finish(&words);
	if (audit.n_rows > 0)
		print(run,
		      "\"senplan log audit targets\" makes these shares the targets, as a place to begin.\n");
	return SP_OK;
}

/* --- acts --- */

static enum sp_rc
start_audit(struct run *run, struct sp_err *reterr)
{
	char first[SP_DAY_TEXT], last[SP_DAY_TEXT];
	sp_day from, to;
	enum sp_rc rc = option_range(run, &from, &to, reterr);

	if (rc == SP_OK && run->args.n_words > 2)
		rc = sp_err_set(reterr, SP_USAGE, "Usage: senplan log audit start [--from DAY] [--to DAY]");
	if (rc == SP_OK)
		rc = sp_app_audit_start(run->app, from, to, reterr);
	if (rc == SP_OK && sp_audit_span(sp_app_snapshot(run->app), &from, &to))
		print_done(
			run,
			"The audit is of %s to %s. \"senplan log audit \\\"mon 8:00\\\" EE.PPAA\" notes half-hours.",
			sp_day_format(from, SP_DAY_SHORT, first), sp_day_format(to, SP_DAY_LONG, last));
	return rc;
}

static enum sp_rc
stop_audit(struct run *run, struct sp_err *reterr)
{
	sp_day today = sp_time_day(sp_app_now(run->app));
	enum sp_rc rc = sp_app_audit_stop(run->app, today, reterr);

	if (rc == SP_OK)
		print_done(run, "The audit ends today. \"senplan log audit --report\" gives its shares.");
	return rc;
}

static enum sp_rc
set_letter(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	const char *activity = keep_rest(run, 3);
	enum sp_rc rc;

	if (activity == NULL)
		return sp_err_nomem(reterr);
	if (run->args.n_words < 4 || strlen(run->args.words[2]) != 1)
		return sp_err_set(reterr, SP_USAGE, "Usage: senplan log audit letter E \"EHCP report\"");
	rc = sp_app_audit_letter(run->app, run->args.words[2][0], activity, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
take_targets(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	enum sp_rc rc =
		sp_app_audit_targets(run->app, args_has(&run->args, SP_OPTION_DRY_RUN), &outcome, reterr);

	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
note_letters(struct run *run, struct sp_err *reterr)
{
	const struct args *args = &run->args;
	const char *when;
	sp_time start;
	int n = 0;
	enum sp_rc rc;

	if (args->n_words < 3)
		return sp_err_set(
			reterr, SP_USAGE,
			"Usage: senplan log audit WHEN LETTERS, as in log audit \"mon 8:00\" EE.PPAA");
	when = args_join(args, 1, args->n_words - 1, &run->arena);
	if (when == NULL)
		return sp_err_nomem(reterr);
	rc = log_moment(run, when, &start, reterr);
	if (rc == SP_OK)
		rc = sp_app_audit_paint(run->app, start, args->words[args->n_words - 1], &n, reterr);
	if (rc == SP_OK)
		print_done(run, "Noted: %d half-hour%s.", n, n == 1 ? "" : "s");
	return rc;
}

enum sp_rc
log_audit(struct run *run, struct sp_err *reterr)
{
	static const struct {
		const char *word;
		run_fn fn;
	} acts[] = {{"start", start_audit},
		    {"stop", stop_audit},
		    {"letter", set_letter},
		    {"targets", take_targets}};

	if (args_has(&run->args, SP_OPTION_REPORT))
		return report_audit(run, reterr);
	if (run->args.n_words == 1)
		return show_audit(run, reterr);
	for (size_t i = 0; i < SP_COUNT(acts); i++)
		if (sp_streq(run->args.words[1], acts[i].word))
			return acts[i].fn(run, reterr);
	return note_letters(run, reterr);
}
