/*
 * What the log says of lengths, by commands: of activities, duties and steps, taken over or left; planned against real by
 * half-term.
 */
#include "senplan/report/estimates.h"

#include "keep.h"

#include <string.h>

enum { KEY_WIDTH = 20 };

/* --- taken over, left --- */

static enum sp_rc
decide(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	const char *what = keep_rest(run, 2);
	bool use = sp_streq(run->args.words[1], "use");
	enum sp_rc rc;

	if (!use && !sp_streq(run->args.words[1], "leave"))
		return sp_err_set(reterr, SP_USAGE,
				  "Usage: senplan activity estimates [use|leave KEY], as in "
				  "\"activity estimates use ar.circulate\".");
	if (what == NULL)
		return sp_err_nomem(reterr);
	if (what[0] == '\0')
		return sp_err_set(reterr, SP_USAGE,
				  "Of which activity, duty or step? \"activity estimates\" lists them.");
	rc = use ? sp_app_estimate_use(run->app, what, &outcome, reterr)
		 : sp_app_estimate_leave(run->app, what, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

/* --- shown --- */

static void
json_estimate(struct sp_json *json, const struct sp_estimate *estimate)
{
	sp_json_open(json, NULL, '{');
	sp_json_text(json, "activity", estimate->activity->key);
	sp_json_text(json, "duty", estimate->duty != NULL ? estimate->duty->key : NULL);
	sp_json_text(json, "step", estimate->step != NULL ? estimate->step->key : NULL);
	sp_json_int(json, "typical_min", estimate->now_min);
	sp_json_int(json, "finished", estimate->n);
	if (estimate->n == 0) {
		sp_json_null(json, "median_min");
		sp_json_null(json, "low_min");
		sp_json_null(json, "high_min");
	} else {
		sp_json_int(json, "median_min", estimate->median_min);
		sp_json_int(json, "low_min", estimate->low_min);
		sp_json_int(json, "high_min", estimate->high_min);
	}
	sp_json_bool(json, "left", estimate->left);
	sp_json_bool(json, "offered", estimate->offered);
	sp_json_close(json);
}

static void
print_estimate(struct run *run, const struct sp_estimate *estimate)
{
	struct sp_str words;

	sp_str_init(&words);
	sp_estimate_words(&words, estimate);
	print(run, "  ");
	print_column(run, sp_estimate_key(estimate), KEY_WIDTH);
	print(run, " %s, middle half %d to %d%s\n", words.text, (int)estimate->low_min,
	      (int)estimate->high_min,
	      estimate->offered			? ": offered"
	      : estimate->left			? " (left unused)"
	      : estimate->n < SP_ESTIMATE_LEAST ? " (too few to say)"
						: "");
	sp_str_finish(&words);
}

static int
kind_of(const struct sp_estimate *estimate)
{
	return estimate->step != NULL ? 2 : estimate->duty != NULL ? 1 : 0;
}

/* Those of one kind, under its heading. */
static bool
print_estimates(struct run *run, const struct sp_estimate *estimates, size_t n, int kind)
{
	static const char *const headings[] = {"Activities", "Duties", "Steps of chains"};
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (kind_of(&estimates[i]) != kind || estimates[i].n == 0)
			continue;
		if (!any)
			print(run, "%s\n", headings[kind]);
		print_estimate(run, &estimates[i]);
		any = true;
	}
	return any;
}

static void
print_accuracy(struct run *run, const struct sp_accuracy *periods, size_t n)
{
	char planned[SP_CLOCK_TEXT], logged[SP_CLOCK_TEXT];
	int width = 12;

	for (size_t i = 0; i < n; i++)
		width = (int)strlen(periods[i].name) > width ? (int)strlen(periods[i].name) : width;
	print(run, "Planned and real, of finished work with its time logged\n");
	for (size_t i = 0; i < n; i++) {
		print(run, "  %-*s planned %6s  logged %6s  %3d%%  over %d\n", width, periods[i].name,
		      sp_length_format(periods[i].planned_min, planned),
		      sp_length_format(periods[i].logged_min, logged), sp_accuracy_pct(&periods[i]),
		      periods[i].n);
	}
}

static void
json_accuracy(struct sp_json *json, const struct sp_accuracy *periods, size_t n)
{
	char day[SP_DAY_TEXT];

	sp_json_open(json, "accuracy", '[');
	for (size_t i = 0; i < n; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_text(json, "half_term", periods[i].name);
		sp_json_text(json, "from", sp_day_format(periods[i].from_day, SP_DAY_ISO, day));
		sp_json_int(json, "planned", periods[i].planned_min);
		sp_json_int(json, "logged", periods[i].logged_min);
		sp_json_int(json, "ratio_pct", sp_accuracy_pct(&periods[i]));
		sp_json_int(json, "finished", periods[i].n);
		sp_json_close(json);
	}
	sp_json_close(json);
}

enum sp_rc
run_estimates(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_estimate *estimates;
	const struct sp_accuracy *periods;
	size_t n, n_periods;
	bool any = false;
	enum sp_rc rc;

	if (run->args.n_words > 1)
		return decide(run, reterr);
	rc = sp_estimates_build(s, &run->arena, &estimates, &n, reterr);
	if (rc == SP_OK)
		rc = sp_accuracy_build(s, SP_DAY_NONE, SP_DAY_NONE, &run->arena, &periods, &n_periods,
				       reterr);
	if (rc != SP_OK)
		return rc;
	if (run->json) {
		struct sp_json *json = json_begin(run);

		sp_json_open(json, "estimates", '[');
		for (size_t i = 0; i < n; i++)
			json_estimate(json, &estimates[i]);
		sp_json_close(json);
		json_accuracy(json, periods, n_periods);
		json_end(run);
		return SP_OK;
	}
	for (int kind = 0; kind <= 2; kind++)
		any = print_estimates(run, estimates, n, kind) || any;
	if (n_periods > 0)
		print_accuracy(run, periods, n_periods);
	if (!any)
		print(run,
		      "No finished task has its time in the log yet: \"senplan done\" and \"senplan log\".\n");
	else
		print(run, "What is offered: \"senplan activity estimates use KEY\", or \"leave KEY\".\n");
	return SP_OK;
}
