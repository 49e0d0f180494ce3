/*
 * Activities: what a SENCO does, how long it takes, when it may happen, what it counts as.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include "attending.h"
#include "form.h"
#include "session.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 160, DAY_LENGTH = 600, LONGEST = 6000 };

static const struct form_field activity_form_fields[] = {
	{"name", "name", NULL, FORM_TEXT, 1, 60},
	{"plain", "plain", NULL, FORM_TEXT, 0, 80},
	{"letter", "letter", NULL, FORM_TEXT, 1, 4},
	{"tint", "colour", NULL, FORM_CHOICE, 0, 0},
	{"kind", "kind", NULL, FORM_CHOICE, 0, 0},
	{"delegable", "delegable", NULL, FORM_YES_NO, 0, 0},
	{"could", "could", NULL, FORM_TEXT, 0, 40},
	{"lead", "lead", NULL, FORM_TEXT, 0, 40},
	{"with", "company", NULL, FORM_TEXT, 0, 80},
	{"meets", "meets", NULL, FORM_YES_NO, 0, 0},
	{"protect", "protect", NULL, FORM_YES_NO, 0, 0},
	{"low", "low_min", NULL, FORM_LENGTH, 0, LONGEST},
	{"typical", "typical_min", NULL, FORM_LENGTH, 1, LONGEST},
	{"high", "high_min", NULL, FORM_LENGTH, 0, LONGEST},
	{"chunk", "chunk_min", "chunk_max", FORM_LENGTH_SPAN, 0, DAY_LENGTH},
	{"pieces-a-day", "chunks_day", NULL, FORM_NUMBER, 1, 4},
	{"setup", "before_min", NULL, FORM_LENGTH, 0, 120},
	{"buffer", "buffer_min", NULL, FORM_LENGTH, 0, 120},
	{"window", "window", NULL, FORM_WINDOW, 0, 0},
	{"prefer", "prefer", NULL, FORM_CHOICE, 0, 0},
	{"prefer-times", "prefer_window", NULL, FORM_WINDOW, 0, 0},
	{"per-day", "max_blocks_day", NULL, FORM_NUMBER, 1, 20},
	{"week-minimum", "week_min", NULL, FORM_LENGTH, 0, 3000},
	{"target", "target_pct", NULL, FORM_NUMBER, 0, 100},
	{"source", "estimate_source", NULL, FORM_TEXT, 0, 120},
};
static const struct form activity_form = {SP_ENTITY_activity, activity_form_fields,
					  SP_COUNT(activity_form_fields)};

static bool
is_one_letter(const char *text)
{
	size_t n = 0;

	for (const char *at = text; *at != '\0'; at++)
		n += ((unsigned char)*at & 0xC0) != 0x80;
	return n == 1 && !isspace((unsigned char)text[0]);
}

static enum sp_rc
check_activity(const struct sp_activity *row, struct sp_err *reterr)
{
	if (row->name[0] == '\0')
		return sp_err_set(reterr, SP_USAGE, "An activity needs a name: --name \"Learning walk\".");
	if (!is_one_letter(row->letter))
		return sp_err_set(reterr, SP_USAGE,
				  "letter: \"%s\": the week shows one letter an activity, as W.",
				  row->letter);
	if (row->typical_min < 1)
		return sp_err_set(reterr, SP_USAGE,
				  "An activity needs its usual length: --typical 45 (and --low, --high).");
	if ((row->low_min > 0 && row->low_min > row->typical_min) ||
	    (row->high_min > 0 && row->high_min < row->typical_min))
		return sp_err_set(
			reterr, SP_USAGE,
			"The lengths are the wrong way round: low %d, typical %d, high %d minutes. They must rise.",
			row->low_min, row->typical_min, row->high_min);
	return SP_OK;
}

/* Shares of all activities: over 100 per cent cannot all be met. */
static void
note_targets(const struct sp_app *app, const struct sp_activity *row, struct sp_outcome *ret)
{
	int sum = row->target_pct > 0 ? row->target_pct : 0;

	for (size_t i = 0; i < app->snapshot.activities.n; i++) {
		const struct sp_activity *other = &app->snapshot.activities.items[i];

		if (other->id.v != row->id.v && other->target_pct > 0)
			sum += other->target_pct;
	}
	if (sum > 100)
		outcome_note(ret, "The wanted shares of all activities come to %d%%: they cannot all be met.",
			     sum);
}

/* The window that an activity's own preferred times made, or NULL. */
static const struct sp_window *
window_of_own_times(const struct sp_app *app, const struct sp_activity *row)
{
	char key[LABEL_SIZE];

	snprintf(key, sizeof(key), "%s.times", row->key);
	return sp_snapshot_window_by_key(&app->snapshot, key);
}

static void
drop_spans(const struct sp_app *app, sp_window_id window, struct change *change)
{
	for (size_t i = 0; i < app->snapshot.window_spans.n; i++)
		if (app->snapshot.window_spans.items[i].window.v == window.v)
			sp_edits_delete(&change->edits, SP_ENTITY_window_span,
					app->snapshot.window_spans.items[i].id.v);
}

static void
drop_own_times(const struct sp_app *app, const struct sp_activity *row, struct change *change)
{
	const struct sp_window *own = window_of_own_times(app, row);

	if (own == NULL)
		return;
	drop_spans(app, own->id, change);
	sp_edits_delete(&change->edits, SP_ENTITY_window, own->id.v);
}

/* Preferred times in words become a window of the activity's own, in place of the one that it had; the words are its name. */
static enum sp_rc
put_own_times(const struct sp_app *app, struct sp_activity *row, const char *when, struct change *change,
	      struct sp_err *reterr)
{
	struct sp_window_span spans[ATTENDING_MAX];
	struct sp_window window = sp_window_blank();
	const struct sp_window *old;
	char key[LABEL_SIZE];
	size_t n = 0;
	enum sp_rc rc =
		attending_parse(&app->snapshot, app->env.now, "prefer-times", when, spans, &n, reterr);

	if (rc != SP_OK)
		return rc;
	snprintf(key, sizeof(key), "%s.times", row->key);
	old = window_of_own_times(app, row);
	window.id.v = old != NULL ? old->id.v : 0;
	window.key = sp_arena_strdup(&change->arena, key);
	window.name = sp_arena_strdup(&change->arena, when);
	if (window.key == NULL || window.name == NULL)
		return sp_err_nomem(reterr);
	if (old != NULL)
		drop_spans(app, old->id, change);
	row->prefer_window = sp_edits_put_window(&change->edits, &window);
	for (size_t i = 0; i < n; i++) {
		spans[i].id.v = 0;
		spans[i].window = row->prefer_window;
		sp_edits_put_window_span(&change->edits, &spans[i]);
	}
	return SP_OK;
}

/* Takes "prefer-times" out of the values when it says times, and not a window's key or none. */
static enum sp_rc
own_times(const struct sp_app *app, struct sp_activity *row, struct sp_field_values *values,
	  struct change *change, struct sp_err *reterr)
{
	const char *when = form_value(*values, "prefer-times");
	const struct sp_window *meant = when == NULL ? NULL : sp_snapshot_window_by_key(&app->snapshot, when);
	struct sp_field_value *others;
	size_t n = 0;

	if (when == NULL)
		return SP_OK;
	if (when[0] == '\0' || sp_strieq(when, "none") || meant != NULL) {
		if (meant == NULL || meant != window_of_own_times(app, row))
			drop_own_times(app, row, change);
		return SP_OK;
	}
	others = SP_ARENA_NEW_N(&change->arena, struct sp_field_value, values->n);
	if (others == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < values->n; i++)
		if (!sp_streq(values->items[i].name, "prefer-times"))
			others[n++] = values->items[i];
	values->items = others;
	values->n = n;
	return put_own_times(app, row, when, change, reterr);
}

static enum sp_rc
put_activity(struct sp_app *app, struct sp_activity *row, bool is_new, struct sp_field_values values,
	     struct sp_outcome *ret, struct sp_err *reterr)
{
	char label[LABEL_SIZE], low[SP_CLOCK_TEXT], typical[SP_CLOCK_TEXT], high[SP_CLOCK_TEXT];
	struct change change;
	enum sp_rc rc;

	change_begin(&change);
	rc = own_times(app, row, &values, &change, reterr);
	if (rc == SP_OK)
		rc = form_fill(&activity_form, app, values, row, &change.arena, reterr);
	if (rc == SP_OK &&
	    (form_value(values, "low") != NULL || form_value(values, "typical") != NULL ||
	     form_value(values, "high") != NULL) &&
	    form_value(values, "source") == NULL)
		row->estimate_source = "own";
	if (rc == SP_OK)
		rc = check_activity(row, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	sp_edits_put_activity(&change.edits, row);
	snprintf(label, sizeof(label), "activity: %s %s", is_new ? "added" : "changed", row->name);
	outcome_done(ret, "%s %s (%s): %s / %s / %s.", is_new ? "Added" : "Changed", row->name, row->key,
		     sp_length_format(row->low_min, low), sp_length_format(row->typical_min, typical),
		     sp_length_format(row->high_min, high));
	note_targets(app, row, ret);
	return change_commit_expanded(app, &change, label, ret, reterr);
}

enum sp_rc
sp_app_activity_add(struct sp_app *app, const char *key, struct sp_field_values values,
		    struct sp_outcome *ret, struct sp_err *reterr)
{
	struct sp_activity row = sp_activity_blank();

	if (sp_snapshot_activity_by_key(&app->snapshot, key) != NULL)
		return sp_err_set(reterr, SP_USAGE,
				  "There is an activity \"%s\" already: \"senplan activity edit %s\".", key,
				  key);
	if (key[0] == '\0' || strlen(key) > 40 || strpbrk(key, " ,:\"") != NULL)
		return sp_err_set(reterr, SP_USAGE,
				  "\"%s\" is no key: a short word, as walk or agency.visit.", key);
	row.key = key;
	row.plain = "";
	row.kind = SP_KIND_OPERATIONAL;
	return put_activity(app, &row, true, values, ret, reterr);
}

enum sp_rc
sp_app_activity_edit(struct sp_app *app, const char *activity, struct sp_field_values values,
		     struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_activity *there = form_find_activity(app, activity, reterr);
	struct sp_activity row;

	if (there == NULL)
		return SP_NO;
	row = *there;
	return put_activity(app, &row, false, values, ret, reterr);
}

/* What still needs the activity, in words; "" when nothing does. */
static void
add_users(struct sp_str *out, const struct sp_app *app, sp_activity_id id)
{
	const struct sp_snapshot *s = &app->snapshot;
	size_t n_log = 0, n_tasks = 0;

	for (size_t i = 0; i < s->duties.n; i++)
		if (s->duties.items[i].activity.v == id.v)
			sp_str_addf(out, "%sthe duty \"%s\"", out->len > 0 ? ", " : "",
				    s->duties.items[i].key);
	for (size_t i = 0; i < s->steps.n; i++)
		if (s->steps.items[i].activity.v == id.v)
			sp_str_addf(out, "%sthe step %s", out->len > 0 ? ", " : "", s->steps.items[i].key);
	for (size_t i = 0; i < s->tasks.n; i++)
		n_tasks += s->tasks.items[i].activity.v == id.v;
	for (size_t i = 0; i < s->log_entries.n; i++)
		n_log += s->log_entries.items[i].activity.v == id.v;
	for (size_t i = 0; i < s->audit_marks.n; i++)
		n_log += s->audit_marks.items[i].activity.v == id.v;
	if (n_tasks + n_log > 0)
		sp_str_addf(out, "%s%zu %s", out->len > 0 ? ", " : "", n_tasks + n_log,
			    sp_plural(n_tasks + n_log, "task or log entry", "tasks and log entries"));
}

enum sp_rc
sp_app_activity_remove(struct sp_app *app, const char *activity, struct sp_outcome *ret,
		       struct sp_err *reterr)
{
	const struct sp_activity *there = form_find_activity(app, activity, reterr);
	char label[LABEL_SIZE];
	struct change change;
	struct sp_str users;
	enum sp_rc rc = SP_OK;

	if (there == NULL)
		return SP_NO;
	sp_str_init(&users);
	add_users(&users, app, there->id);
	if (users.len > 0)
		rc = sp_err_set(reterr, SP_NO, "%s is still used by %.300s. Remove or change those first.",
				there->name, users.text);
	sp_str_finish(&users);
	if (rc != SP_OK)
		return rc;
	change_begin(&change);
	drop_own_times(app, there, &change);
	sp_edits_delete(&change.edits, SP_ENTITY_activity, there->id.v);
	snprintf(label, sizeof(label), "activity: removed %s", there->name);
	outcome_done(ret, "Removed %s. \"senplan undo\" brings it back.", there->name);
	return change_commit_expanded(app, &change, label, ret, reterr);
}
