/*
 * Entries of the log changed and taken out, and the clock that runs while something is done.
 */
#include "senplan/app/record.h"
#include "senplan/base/str.h"

#include "acts.h"

#include <assert.h>
#include <stdio.h>

/* --- entries --- */

static const struct sp_log_entry *
find_entry(const struct sp_app *app, int64_t id, struct sp_err *reterr)
{
	const struct sp_log_entry *entry = sp_snapshot_log_entry(&app->snapshot, (sp_log_entry_id){id});

	if (entry == NULL)
		sp_err_set(reterr, SP_NO, "There is no entry %lld. \"senplan log\" lists them.",
			   (long long)id);
	return entry;
}

static enum sp_rc
take_change(const struct sp_app *app, struct sp_log_entry *row, const struct sp_log_change *change,
	    struct sp_err *reterr)
{
	const struct sp_activity *activity = NULL;

	if (change->length_min < 0 || change->length_min > SP_DAY_MIN)
		return sp_err_set(reterr, SP_USAGE, "Between 1 minute and a day can be logged at once.");
	if (change->cause != SP_CAUSE_NONE && row->kind != SP_LOG_LOST)
		return sp_err_set(reterr, SP_USAGE, "Entry %lld is no lost time: it has no cause.",
				  (long long)row->id.v);
	if (change->kind >= 0 && row->kind == SP_LOG_LOST)
		return sp_err_set(
			reterr, SP_USAGE,
			"Entry %lld is lost time, which is inside the contract: log what was worked beyond it.",
			(long long)row->id.v);
	if (change->start != SP_TIME_NONE && log_lies_ahead(app, change->start, reterr))
		return SP_NO;
	if (change->activity != NULL && row->kind == SP_LOG_LOST)
		return sp_err_set(reterr, SP_USAGE, "Entry %lld is lost time: change its cause.",
				  (long long)row->id.v);
	if (change->activity != NULL) {
		activity = acts_find_activity(&app->snapshot, change->activity, reterr);
		if (activity == NULL)
			return SP_NO;
		row->activity = activity->id;
	}
	if (change->start != SP_TIME_NONE)
		row->start = change->start;
	if (change->kind >= 0)
		row->kind = (enum sp_log_kind)change->kind;
	if (change->length_min > 0)
		row->length_min = change->length_min;
	if (change->cause != SP_CAUSE_NONE)
		row->cause = change->cause;
	if (change->note != NULL)
		row->note = change->note;
	return SP_OK;
}

static void
label_entry(const struct sp_app *app, const char *verb, const struct sp_log_entry *entry, char *label)
{
	const struct sp_activity *activity = sp_snapshot_activity(&app->snapshot, entry->activity);
	char when[SP_CLOCK_TEXT];

	snprintf(label, ACTS_LABEL, "%s: %s on %s", verb,
		 entry->kind == SP_LOG_LOST ? "lost time"
		 : activity == NULL	    ? "work"
					    : activity->name,
		 sp_time_format(entry->start, when));
}

enum sp_rc
sp_app_log_edit(struct sp_app *app, int64_t id, const struct sp_log_change *wanted, struct sp_err *reterr)
{
	const struct sp_log_entry *entry = find_entry(app, id, reterr);
	char label[ACTS_LABEL];
	struct change change;
	struct sp_log_entry row;
	enum sp_rc rc;

	if (entry == NULL)
		return SP_NO;
	row = *entry;
	rc = take_change(app, &row, wanted, reterr);
	if (rc != SP_OK)
		return rc;
	change_begin(&change);
	label_entry(app, "log entry changed", &row, label);
	sp_edits_put_log_entry(&change.edits, &row);
	return change_commit(app, &change, label, reterr);
}

enum sp_rc
sp_app_log_remove(struct sp_app *app, int64_t id, struct sp_err *reterr)
{
	const struct sp_log_entry *entry = find_entry(app, id, reterr);
	char label[ACTS_LABEL];
	struct change change;

	if (entry == NULL)
		return SP_NO;
	change_begin(&change);
	label_entry(app, "log entry taken out", entry, label);
	sp_edits_delete(&change.edits, SP_ENTITY_log_entry, id);
	return change_commit(app, &change, label, reterr);
}

/* --- the clock --- */

bool
sp_clock_running(const struct sp_snapshot *snapshot, struct sp_running *ret)
{
	long long start = 0, utc = 0;
	int used = 0;
	const char *text = sp_setting_text(snapshot, "clock");

	if (text == NULL || sscanf(text, "%lld %lld %n", &start, &utc, &used) < 2 || used == 0 ||
	    start < INT32_MIN || start > INT32_MAX)
		return false;
	ret->start = (sp_time)start;
	ret->start_utc = utc;
	ret->activity = sp_snapshot_activity_by_key(snapshot, text + used);
	return ret->activity != NULL;
}

/* "" stops it. */
static void
put_clock(const struct sp_app *app, struct change *change, const char *value)
{
	struct sp_setting row = sp_setting_blank();

	row.key = "clock";
	row.value = value;
	for (size_t i = 0; i < app->snapshot.settings.n; i++)
		if (sp_streq(app->snapshot.settings.items[i].key, "clock"))
			row.id = app->snapshot.settings.items[i].id;
	if (value[0] != '\0')
		sp_edits_put_setting(&change->edits, &row);
	else if (row.id.v != 0)
		sp_edits_delete(&change->edits, SP_ENTITY_setting, row.id.v);
}

enum sp_rc
sp_app_clock_start(struct sp_app *app, const char *activity, struct sp_err *reterr)
{
	const struct sp_activity *found = acts_find_activity(&app->snapshot, activity, reterr);
	struct sp_running running;
	char value[160], label[ACTS_LABEL], when[SP_CLOCK_TEXT];
	struct change change;

	if (found == NULL)
		return SP_NO;
	if (sp_clock_running(&app->snapshot, &running))
		return sp_err_set(reterr, SP_NO, "The clock runs already, for %s since %s: stop it first.",
				  running.activity->name, sp_time_format(running.start, when));
	snprintf(value, sizeof(value), "%lld %lld %s", (long long)app->env.now, (long long)app->env.now_utc,
		 found->key);
	if (sp_setting_check("clock", value, reterr) != SP_OK)
		return SP_USAGE;
	change_begin(&change);
	put_clock(app, &change, value);
	snprintf(label, sizeof(label), "clock started: %s", found->name);
	return change_commit(app, &change, label, reterr);
}

static enum sp_rc
find_clock(const struct sp_app *app, struct sp_running *ret, struct sp_err *reterr)
{
	if (!sp_clock_running(&app->snapshot, ret))
		return sp_err_set(reterr, SP_NO, "No clock runs: \"senplan log start ACTIVITY\" starts one.");
	return SP_OK;
}

enum sp_rc
sp_app_clock_stop(struct sp_app *app, int took_min, int *ret_min, struct sp_err *reterr)
{
	struct sp_log_entry entry = sp_log_entry_blank();
	char label[ACTS_LABEL], when[SP_CLOCK_TEXT];
	struct sp_running running;
	struct change change;
	int64_t passed;
	enum sp_rc rc = find_clock(app, &running, reterr);

	if (rc != SP_OK)
		return rc;
	passed = (app->env.now_utc - running.start_utc) / 60;
	if (took_min == 0 && passed < 1)
		return sp_err_set(reterr, SP_NO, "Not a minute has passed since the clock was started.");
	if (took_min == 0 &&
	    (passed > SP_CLOCK_FORGOTTEN_MIN || sp_time_day(app->env.now) != sp_time_day(running.start)))
		return sp_err_set(
			reterr, SP_NO,
			"The clock for %s has run since %s, %lldh%02lld: perhaps it was forgotten. How "
			"long was it? \"senplan log stop --took 1h30\"; \"senplan log drop\" logs nothing.",
			running.activity->name, sp_time_format(running.start, when), (long long)(passed / 60),
			(long long)(passed % 60));
	if (took_min < 0 || took_min > SP_DAY_MIN)
		return sp_err_set(reterr, SP_USAGE, "Between 1 minute and a day can be logged at once.");
	entry.kind = SP_LOG_WORKED;
	entry.activity = running.activity->id;
	entry.start = running.start;
	entry.length_min = took_min > 0 ? took_min : (int32_t)passed;
	change_begin(&change);
	sp_edits_put_log_entry(&change.edits, &entry);
	put_clock(app, &change, "");
	snprintf(label, sizeof(label), "clock stopped: %s of %s", sp_length_format(entry.length_min, when),
		 running.activity->name);
	rc = change_commit(app, &change, label, reterr);
	if (rc == SP_OK)
		*ret_min = entry.length_min;
	return rc;
}

enum sp_rc
sp_app_clock_drop(struct sp_app *app, struct sp_err *reterr)
{
	struct sp_running running;
	struct change change;
	enum sp_rc rc = find_clock(app, &running, reterr);

	if (rc != SP_OK)
		return rc;
	change_begin(&change);
	put_clock(app, &change, "");
	return change_commit(app, &change, "clock stopped, nothing logged", reterr);
}
