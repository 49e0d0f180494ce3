/*
 * Duties: what comes round. Adding and changing them, and finding out whether one can ever be met at all.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/model/year.h"
#include "senplan/plan/expand.h"
#include "senplan/plan/shift.h"

#include "form.h"
#include "room.h"
#include "session.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 160, KEY_SIZE = 60, LONGEST = 6000, WEEK_DAYS = 7 };

static const struct form_field duty_form_fields[] = {
	{"name", "name", NULL, FORM_TEXT, 1, 60},
	{"key", "key", NULL, FORM_TEXT, 1, KEY_SIZE - 1},
	{"activity", "activity", NULL, FORM_ACTIVITY, 0, 0},
	{"cadence", "cadence", NULL, FORM_CHOICE, 0, 0},
	{"times", "times", NULL, FORM_NUMBER, 1, 50},
	{"per", "per", NULL, FORM_CHOICE, 0, 0},
	{"week", "cycle_week", NULL, FORM_WEEK, 0, 0},
	{"weekday", "weekday", NULL, FORM_WEEKDAY, 0, 0},
	{"month", "month", NULL, FORM_NUMBER, 0, 12},
	{"day", "day", NULL, FORM_DAY, 0, 0},
	{"before", "before", NULL, FORM_TEXT, 0, 40},
	{"after", "after", NULL, FORM_TEXT, 0, 40},
	{"length", "length_min", NULL, FORM_LENGTH, 0, LONGEST},
	{"weight", "weight", NULL, FORM_NUMBER, 1, 10},
	{"from", "from_day", NULL, FORM_DAY, 0, 0},
	{"to", "to_day", NULL, FORM_DAY, 0, 0},
	{"active", "active", NULL, FORM_YES_NO, 0, 0},
};
static const struct form duty_form = {SP_ENTITY_duty, duty_form_fields, SP_COUNT(duty_form_fields)};

/* --- can it ever be met? --- */

struct feasible {
	int32_t longest_min;	 /* of one piece on any of its days */
	int32_t best_week_min;	 /* all its days in the best week */
	int32_t week_min, total; /* of the week being summed; of all */
	int n_days;
};

static bool
is_its_day(const struct sp_snapshot *s, const struct sp_duty *duty, sp_day day)
{
	struct sp_day_info info = sp_year_day(s, day);

	if (!sp_year_is_working_day(s, day) ||
	    (duty->weekday >= 0 && (int32_t)sp_day_weekday(day) != duty->weekday))
		return false;
	if (duty->cadence == SP_CADENCE_FORTNIGHTLY && duty->cycle_week >= 0 &&
	    info.cycle_week != duty->cycle_week)
		return false;
	if (duty->cadence == SP_CADENCE_YEARLY && duty->month > 0 &&
	    sp_day_date(day).month != sp_plan_duty_month(s, duty->month))
		return false;
	return (duty->from_day == SP_DAY_NONE || day >= duty->from_day) &&
	       (duty->to_day == SP_DAY_NONE || day <= duty->to_day);
}

static enum sp_rc
add_its_day(const struct sp_snapshot *s, const struct sp_duty *duty, sp_day day, struct feasible *f,
	    struct sp_err *reterr)
{
	struct sp_task task = sp_task_blank();
	struct room room = {0};
	enum sp_rc rc;

	task.activity = duty->activity;
	task.duty = duty->id;
	rc = room_of_day(s, &task, day, &room, reterr);
	if (room.longest_min > f->longest_min)
		f->longest_min = room.longest_min;
	f->week_min += room.total_min;
	f->total += room.total_min;
	f->n_days++;
	return rc;
}

static enum sp_rc
look_for_room(const struct sp_snapshot *s, const struct sp_duty *duty, struct feasible *f,
	      struct sp_err *reterr)
{
	sp_day first = s->calendar->from_day, last = s->calendar->to_day;
	enum sp_rc rc = SP_OK;

	for (sp_day day = first; day <= last && rc == SP_OK; day++) {
		if (sp_day_weekday(day) == SP_MONDAY)
			f->week_min = 0;
		if (is_its_day(s, duty, day))
			rc = add_its_day(s, duty, day, f, reterr);
		if (f->week_min > f->best_week_min)
			f->best_week_min = f->week_min;
	}
	return rc;
}

static void
on_its_days(const struct sp_app *app, const struct sp_duty *duty, char *buf, size_t size)
{
	int n = snprintf(buf, size, "on no %s",
			 duty->weekday >= 0 ? sp_weekday_name((enum sp_weekday)duty->weekday) : "school day");

	if (duty->cadence == SP_CADENCE_FORTNIGHTLY && duty->cycle_week >= 0)
		n += snprintf(buf + n, size - (size_t)n, " of a week %s",
			      sp_cycle_letter(&app->snapshot, duty->cycle_week));
	if (duty->month > 0)
		snprintf(buf + n, size - (size_t)n, " in %s", sp_month_name(duty->month));
}

static enum sp_rc
check_room(const struct sp_app *app, const struct sp_duty *duty, struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	const struct sp_activity *activity = sp_snapshot_activity(s, duty->activity);
	const struct sp_window *window = sp_snapshot_window(s, activity->window);
	int grid = (int)sp_setting_int(s, "grid_min");
	int length = duty->length_min > 0 ? duty->length_min : sp_plan_estimate_min(activity, grid);
	int piece = activity->chunk_min > 0 && activity->chunk_min < length ? activity->chunk_min : length;
	struct feasible f = {0};
	char days[80], need[SP_CLOCK_TEXT], there[SP_CLOCK_TEXT];
	enum sp_rc rc;

	if (s->calendar->n_half_terms == 0 || s->working_windows.n == 0)
		return SP_OK;
	rc = look_for_room(s, duty, &f, reterr);
	if (rc != SP_OK)
		return rc;
	on_its_days(app, duty, days, sizeof(days));
	if (f.n_days == 0)
		return sp_err_set(
			reterr, SP_USAGE,
			"It can never be met: it would fall %s. Give another weekday, week, month or date.",
			days);
	if (f.longest_min < piece)
		return sp_err_set(
			reterr, SP_USAGE,
			"It can never be met: %s is there %s in one piece %s (the most is %s). Give another day or length, or another window to the activity.",
			days, sp_length_format(piece, need),
			window == NULL ? "in working hours" : window->name,
			sp_length_format(f.longest_min, there));
	if ((duty->cadence == SP_CADENCE_WEEKLY || duty->cadence == SP_CADENCE_FORTNIGHTLY) &&
	    duty->per == SP_PER_NONE && duty->times * length > f.best_week_min)
		return sp_err_set(
			reterr, SP_USAGE,
			"It can never be met: %d %s to %s, and no week has more than %s where it may happen. Ask for fewer or shorter.",
			duty->times, sp_plural((size_t)duty->times, "time comes", "times come"),
			sp_length_format(duty->times * length, need),
			sp_length_format(f.best_week_min, there));
	return SP_OK;
}

static enum sp_rc
check_duty(const struct sp_app *app, const struct sp_duty *row, struct sp_err *reterr)
{
	char day[SP_DAY_TEXT];

	for (size_t i = 0; i < app->snapshot.duties.n; i++)
		if (app->snapshot.duties.items[i].id.v != row->id.v &&
		    sp_strieq(app->snapshot.duties.items[i].key, row->key))
			return sp_err_set(
				reterr, SP_USAGE,
				"There is a duty \"%s\" already: \"senplan duty edit %s\", or another --key.",
				row->key, row->key);
	if (strpbrk(row->key, " :,\"") != NULL)
		return sp_err_set(reterr, SP_USAGE, "key: \"%s\" is no key: a word without blanks, as walks.",
				  row->key);
	if (row->activity.v == 0)
		return sp_err_set(
			reterr, SP_USAGE,
			"A duty needs its activity: --activity walk. \"senplan activity list\" lists them.");
	if (row->cadence == SP_CADENCE_ONCE && row->day == SP_DAY_NONE)
		return sp_err_set(reterr, SP_USAGE, "What comes once needs its date: --day 2027-03-12.");
	if (row->cadence == SP_CADENCE_ONCE && row->day < sp_time_day(app->env.now))
		return sp_err_set(reterr, SP_USAGE, "It can never be met: %s is past.",
				  sp_day_format(row->day, SP_DAY_LONG, day));
	if (row->cadence != SP_CADENCE_ONCE && row->day != SP_DAY_NONE)
		return sp_err_set(reterr, SP_USAGE, "--day goes with the cadence once only.");
	if (row->month != 0 && row->cadence != SP_CADENCE_YEARLY)
		return sp_err_set(reterr, SP_USAGE, "--month goes with the cadence yearly only.");
	if (row->cycle_week >= 0 && row->cadence != SP_CADENCE_FORTNIGHTLY)
		return sp_err_set(reterr, SP_USAGE, "--week goes with the cadence fortnightly only.");
	if (row->from_day != SP_DAY_NONE && row->to_day != SP_DAY_NONE && row->to_day < row->from_day)
		return sp_err_set(
			reterr, SP_USAGE,
			"It can never be met: it would end before it begins. Turn --from and --to round.");
	return row->cadence == SP_CADENCE_ONCE || !row->active ? SP_OK : check_room(app, row, reterr);
}

/* --- changes --- */

/* By key or name, else the only one that begins so. */
const struct sp_duty *
form_find_duty(const struct sp_snapshot *s, const char *text, struct sp_err *reterr)
{
	const struct sp_duty *found = NULL;
	size_t n = 0;

	for (size_t i = 0; i < s->duties.n; i++) {
		const struct sp_duty *duty = &s->duties.items[i];

		if (sp_strieq(duty->key, text) || sp_strieq(duty->name, text))
			return duty;
		if (text[0] != '\0' &&
		    (sp_istarts_with(duty->name, text) || sp_istarts_with(duty->key, text))) {
			found = duty;
			n++;
		}
	}
	if (n == 0)
		sp_err_set(reterr, SP_NO, "There is no duty \"%s\". \"senplan duty list\" lists them.", text);
	if (n > 1)
		sp_err_set(reterr, SP_USAGE, "%zu duties begin with \"%s\", \"%s\" is one. Give its key.", n,
			   text, found->key);
	return n == 1 ? found : NULL;
}

static enum sp_rc
put_duty(struct sp_app *app, struct sp_duty *row, const char *verb, struct sp_field_values values,
	 struct sp_outcome *ret, struct sp_err *reterr)
{
	char label[LABEL_SIZE];
	struct change change;
	enum sp_rc rc;

	change_begin(&change);
	rc = form_fill(&duty_form, app, values, row, &change.arena, reterr);
	if (rc == SP_OK)
		rc = check_duty(app, row, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	sp_edits_put_duty(&change.edits, row);
	snprintf(label, sizeof(label), "duty: %s %s", verb, row->name);
	outcome_done(ret, "%c%s %s (%s): %s, %d time%s%s%s.", toupper((unsigned char)verb[0]), verb + 1,
		     row->name, row->key, sp_cadence_names[row->cadence], row->times,
		     row->times == 1 ? "" : "s", row->per == SP_PER_NONE ? "" : ", per ",
		     row->per == SP_PER_NONE ? "" : sp_per_names[row->per]);
	if (row->cadence == SP_CADENCE_YEARLY && sp_plan_duty_month(&app->snapshot, row->month) != row->month)
		outcome_note(ret, "August has no school day: it stands in September.");
	return change_commit_expanded(app, &change, label, ret, reterr);
}

enum sp_rc
sp_app_duty_add(struct sp_app *app, const char *name, struct sp_field_values values, struct sp_outcome *ret,
		struct sp_err *reterr)
{
	struct sp_duty row = sp_duty_blank();
	char key[KEY_SIZE];

	form_key_of_name(name, key, sizeof(key));
	if (key[0] == '\0' || strlen(name) > 60)
		return sp_err_set(reterr, SP_USAGE, "A duty needs a name of at most 60 letters.");
	if (form_value(values, "cadence") == NULL)
		return sp_err_set(
			reterr, SP_USAGE,
			"A duty needs its cadence: --cadence once, daily, weekly, fortnightly, half-termly, termly or yearly.");
	row.name = name;
	row.key = key;
	row.times = 1;
	row.weight = 5;
	row.active = true;
	return put_duty(app, &row, "added", values, ret, reterr);
}

enum sp_rc
sp_app_duty_edit(struct sp_app *app, const char *duty, struct sp_field_values values, struct sp_outcome *ret,
		 struct sp_err *reterr)
{
	const struct sp_duty *there = form_find_duty(&app->snapshot, duty, reterr);
	struct sp_duty row;

	if (there == NULL)
		return SP_NO;
	row = *there;
	/* What goes with the old cadence only goes with it. */
	if (form_value(values, "cadence") != NULL) {
		row.month = 0;
		row.day = SP_DAY_NONE;
		row.cycle_week = -1;
	}
	return put_duty(app, &row, "changed", values, ret, reterr);
}

enum sp_rc
sp_app_duty_switch(struct sp_app *app, const char *duty, bool on, struct sp_outcome *ret,
		   struct sp_err *reterr)
{
	const struct sp_duty *there = form_find_duty(&app->snapshot, duty, reterr);
	struct sp_field_values none = {NULL, 0};
	struct sp_duty row;

	if (there == NULL)
		return SP_NO;
	if (there->active == on)
		return sp_err_set(reterr, SP_NO, "\"%s\" is switched %s already.", there->name,
				  on ? "on" : "off");
	row = *there;
	row.active = on;
	return put_duty(app, &row, on ? "switched on" : "switched off", none, ret, reterr);
}

enum sp_rc
sp_app_duty_remove(struct sp_app *app, const char *duty, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_duty *there = form_find_duty(&app->snapshot, duty, reterr);
	char label[LABEL_SIZE];
	struct change change;

	if (there == NULL)
		return SP_NO;
	change_begin(&change);
	/* Its tasks stay as what they were, without it: those still open are no longer wanted. */
	for (size_t i = 0; i < app->snapshot.tasks.n; i++) {
		struct sp_task task = app->snapshot.tasks.items[i];

		if (task.duty.v != there->id.v)
			continue;
		task.duty.v = 0;
		sp_edits_put_task(&change.edits, &task);
	}
	for (size_t i = 0; i < app->snapshot.attendees.n; i++)
		if (app->snapshot.attendees.items[i].duty.v == there->id.v)
			sp_edits_delete(&change.edits, SP_ENTITY_attendee,
					app->snapshot.attendees.items[i].id.v);
	sp_edits_delete(&change.edits, SP_ENTITY_duty, there->id.v);
	snprintf(label, sizeof(label), "duty: removed %s", there->name);
	outcome_done(ret, "Removed %s. What was done of it stays. \"senplan undo\" brings it back.",
		     there->name);
	return change_commit_expanded(app, &change, label, ret, reterr);
}
