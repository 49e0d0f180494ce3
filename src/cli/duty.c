/*
 * Duties and activities: listing, adding, changing, taking out.
 */
#include "senplan/base/array.h"
#include "senplan/plan/shift.h"

#include "keep.h"

typedef enum sp_rc (*put_fn)(struct sp_app *app, const char *what, struct sp_field_values values,
			     struct sp_outcome *ret, struct sp_err *reterr);
typedef enum sp_rc (*take_fn)(struct sp_app *app, const char *what, struct sp_outcome *ret,
			      struct sp_err *reterr);

static enum sp_rc
put_named(struct run *run, put_fn put, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	enum sp_rc rc;

	keep_read_fields(run, NULL, &fields);
	rc = put(run->app, keep_rest(run, 1), fields.values, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
take_named(struct run *run, take_fn take, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	enum sp_rc rc = take(run->app, keep_rest(run, 1), &outcome, reterr);

	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

/* --- duties --- */

static void
print_duty_line(struct run *run, const struct sp_duty *duty)
{
	const struct sp_activity *activity = sp_snapshot_activity(sp_app_snapshot(run->app), duty->activity);
	char length[SP_CLOCK_TEXT], day[SP_DAY_TEXT];

	print_column(run, duty->key, 18);
	print(run, " ");
	print_column(run, duty->name, 22);
	print(run, " ");
	print_column(run, activity == NULL ? "" : activity->name, 20);
	print(run, " %s", sp_cadence_names[duty->cadence]);
	if (duty->times > 1)
		print(run, " x%d", (int)duty->times);
	if (duty->month > 0)
		print(run, " in %s", sp_month_name(duty->month));
	if (duty->cadence == SP_CADENCE_YEARLY &&
	    sp_plan_duty_month(sp_app_snapshot(run->app), duty->month) != duty->month)
		print(run, " (done in Sep)");
	if (duty->day != SP_DAY_NONE)
		print(run, " by %s", sp_day_format(duty->day, SP_DAY_LONG, day));
	if (duty->before[0] != '\0')
		print(run, " before %s", duty->before);
	if (duty->after[0] != '\0')
		print(run, " after %s", duty->after);
	if (duty->cycle_week >= 0)
		print(run, " week %c", (char)('A' + duty->cycle_week));
	if (duty->weekday >= 0)
		print(run, " on %s", sp_weekday_name((enum sp_weekday)duty->weekday));
	if (duty->per != SP_PER_NONE)
		print(run, ", per %s", sp_per_names[duty->per]);
	if (duty->length_min > 0)
		print(run, ", %s", sp_length_format(duty->length_min, length));
	print(run, "%s\n", duty->active ? "" : " (off)");
}

static enum sp_rc
duty_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	(void)reterr;
	if (run->json)
		sp_json_open(json_begin(run), "duties", '[');
	for (size_t i = 0; i < s->duties.n; i++) {
		if (!run->json) {
			print_duty_line(run, &s->duties.items[i]);
			continue;
		}
		sp_json_open(&run->document, NULL, '{');
		keep_json_row(run, SP_ENTITY_duty, &s->duties.items[i]);
		sp_json_close(&run->document);
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (s->duties.n == 0) {
		print(run, "No duty yet: \"senplan help duty\".\n");
	}
	return SP_OK;
}

static enum sp_rc
duty_add(struct run *run, struct sp_err *reterr)
{
	return put_named(run, sp_app_duty_add, reterr);
}

static enum sp_rc
duty_edit(struct run *run, struct sp_err *reterr)
{
	return put_named(run, sp_app_duty_edit, reterr);
}

static enum sp_rc
duty_remove(struct run *run, struct sp_err *reterr)
{
	return take_named(run, sp_app_duty_remove, reterr);
}

static enum sp_rc
switch_on(struct sp_app *app, const char *what, struct sp_outcome *ret, struct sp_err *reterr)
{
	return sp_app_duty_switch(app, what, true, ret, reterr);
}

static enum sp_rc
switch_off(struct sp_app *app, const char *what, struct sp_outcome *ret, struct sp_err *reterr)
{
	return sp_app_duty_switch(app, what, false, ret, reterr);
}

static enum sp_rc
duty_on(struct run *run, struct sp_err *reterr)
{
	return take_named(run, switch_on, reterr);
}

static enum sp_rc
duty_off(struct run *run, struct sp_err *reterr)
{
	return take_named(run, switch_off, reterr);
}

enum sp_rc
run_duty(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, 0, "", duty_list},
		{"add", 1, -1, "NAME --activity ACTIVITY --cadence HOW OFTEN …", duty_add},
		{"edit", 1, -1, "DUTY --FIELD VALUE …", duty_edit},
		{"remove", 1, -1, "DUTY", duty_remove},
		{"on", 1, -1, "DUTY", duty_on},
		{"off", 1, -1, "DUTY", duty_off},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}

/* --- activities --- */

static void
print_activity_line(struct run *run, const struct sp_activity *activity)
{
	const struct sp_window *window = sp_snapshot_window(sp_app_snapshot(run->app), activity->window);

	print_column(run, activity->letter, 2);
	print_column(run, activity->key, 18);
	print(run, " ");
	print_column(run, activity->name, 22);
	print(run, " %4d /%4d /%4d  %s", activity->low_min, activity->typical_min, activity->high_min,
	      sp_activity_kind_names[activity->kind]);
	if (window != NULL)
		print(run, ", %s", window->key);
	if (activity->prefer_window.v != 0)
		print(run, ", better at: %s", sp_words_preferred(sp_app_snapshot(run->app), activity));
	if (activity->chunk_max > 0)
		print(run, ", %d-%d", activity->chunk_min, activity->chunk_max);
	if (activity->chunk_max > 0 && activity->chunks_day > 1)
		print(run, ", %d a day", activity->chunks_day);
	if (activity->before_min > 0)
		print(run, ", %d free before", activity->before_min);
	if (activity->target_pct > 0)
		print(run, ", wanted %d%%", activity->target_pct);
	if (activity->week_min > 0)
		print(run, ", at least %d a week", activity->week_min);
	print(run, "%s%s\n", activity->protect ? ", protected" : "",
	      activity->delegable ? ", delegable" : "");
}

static enum sp_rc
activity_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	(void)reterr;
	if (run->json)
		sp_json_open(json_begin(run), "activities", '[');
	for (size_t i = 0; i < s->activities.n; i++) {
		if (!run->json) {
			print_activity_line(run, &s->activities.items[i]);
			continue;
		}
		sp_json_open(&run->document, NULL, '{');
		keep_json_row(run, SP_ENTITY_activity, &s->activities.items[i]);
		sp_json_close(&run->document);
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	}
	return SP_OK;
}

static enum sp_rc
activity_add(struct run *run, struct sp_err *reterr)
{
	return put_named(run, sp_app_activity_add, reterr);
}

/* Alone or with fields, which then come after what the log says. */
static enum sp_rc
activity_from_log(struct run *run, struct sp_err *reterr)
{
	static const enum sp_option but[] = {SP_OPTION_FROM_LOG, SP_OPTION_COUNT};
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	enum sp_rc rc;

	keep_read_fields(run, but, &fields);
	if (fields.values.n > 0)
		return sp_err_set(
			reterr, SP_USAGE,
			"--from-log gives the lengths: change other fields with a command of their own.");
	rc = sp_app_estimate_use(run->app, keep_rest(run, 1), &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
activity_edit(struct run *run, struct sp_err *reterr)
{
	if (args_has(&run->args, SP_OPTION_FROM_LOG))
		return activity_from_log(run, reterr);
	return put_named(run, sp_app_activity_edit, reterr);
}

static enum sp_rc
activity_remove(struct run *run, struct sp_err *reterr)
{
	return take_named(run, sp_app_activity_remove, reterr);
}

enum sp_rc
run_activity(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, 0, "", activity_list},
		{"add", 1, 1, "KEY --name NAME --letter L --typical TIME …", activity_add},
		{"edit", 1, -1, "ACTIVITY --FIELD VALUE …", activity_edit},
		{"remove", 1, -1, "ACTIVITY", activity_remove},
		{"estimates", 0, -1, "[use|leave KEY]", run_estimates},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}
