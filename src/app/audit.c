/*
 * Noting a time audit, and taking its shares over as targets.
 */
#include "senplan/app/audit.h"

#include "senplan/base/str.h"
#include "senplan/report/audit.h"

#include "acts.h"
#include "form.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { HALVES_A_DAY = SP_DAY_MIN / SP_AUDIT_MIN, LEAST_HALVES = 20, LETTERS_TEXT = 800 };

/* --- settings in the same step --- */

static void
put_text(const struct sp_app *app, struct change *change, const char *key, const char *value)
{
	struct sp_setting row = sp_setting_blank();

	for (size_t i = 0; i < app->snapshot.settings.n; i++)
		if (sp_streq(app->snapshot.settings.items[i].key, key))
			row = app->snapshot.settings.items[i];
	row.key = key;
	row.value = value;
	sp_edits_put_setting(&change->edits, &row);
}

static void
put_span(const struct sp_app *app, struct change *change, sp_day from, sp_day to)
{
	char first[SP_DAY_TEXT], last[SP_DAY_TEXT];
	const char *value = sp_arena_printf(&change->arena, "%s %s", sp_day_format(from, SP_DAY_ISO, first),
					    sp_day_format(to, SP_DAY_ISO, last));

	put_text(app, change, "audit", value == NULL ? "" : value);
}

/* --- the span --- */

enum sp_rc
sp_app_audit_start(struct sp_app *app, sp_day from, sp_day to, struct sp_err *reterr)
{
	char label[ACTS_LABEL], first[SP_DAY_TEXT], last[SP_DAY_TEXT];
	struct change change;

	if (from == SP_DAY_NONE)
		from = sp_day_monday(sp_time_day(app->env.now));
	if (to == SP_DAY_NONE)
		to = from + SP_AUDIT_DAYS - 1;
	if (to < from || to - from >= SP_AUDIT_DAYS_MOST)
		return sp_err_set(reterr, SP_USAGE, "An audit is of 1 to %d days; a fortnight says enough.",
				  SP_AUDIT_DAYS_MOST);
	change_begin(&change);
	put_span(app, &change, from, to);
	snprintf(label, sizeof(label), "time audit: %s to %s", sp_day_format(from, SP_DAY_SHORT, first),
		 sp_day_format(to, SP_DAY_SHORT, last));
	return change_commit(app, &change, label, reterr);
}

enum sp_rc
sp_app_audit_stop(struct sp_app *app, sp_day last, struct sp_err *reterr)
{
	char label[ACTS_LABEL], text[SP_DAY_TEXT];
	struct change change;
	sp_day from, to;

	if (!sp_audit_span(&app->snapshot, &from, &to))
		return sp_err_set(reterr, SP_NO, "No audit runs: \"senplan log audit start\" begins one.");
	if (last >= to)
		return sp_err_set(reterr, SP_NO, "The audit ends on %s already.",
				  sp_day_format(to, SP_DAY_LONG, text));
	if (last < from)
		return sp_err_set(reterr, SP_USAGE, "The audit begins on %s only.",
				  sp_day_format(from, SP_DAY_LONG, text));
	change_begin(&change);
	put_span(app, &change, from, last);
	snprintf(label, sizeof(label), "time audit: ends %s", sp_day_format(last, SP_DAY_SHORT, text));
	return change_commit(app, &change, label, reterr);
}

/* --- half-hours --- */

/* What stands there goes to the activity; NULL: nothing stands there then. */
static void
put_half(const struct sp_app *app, struct change *change, sp_time start, const struct sp_activity *activity)
{
	const struct sp_audit_mark *there = sp_audit_mark_at(&app->snapshot, start);
	struct sp_audit_mark row = sp_audit_mark_blank();

	if (activity == NULL) {
		if (there != NULL)
			sp_edits_delete(&change->edits, SP_ENTITY_audit_mark, there->id.v);
		return;
	}
	if (there != NULL)
		row.id = there->id;
	row.start = start;
	row.activity = activity->id;
	sp_edits_put_audit_mark(&change->edits, &row);
}

static enum sp_rc
check_letters(const struct sp_app *app, sp_time start, const char *letters, int *ret_n, struct sp_err *reterr)
{
	sp_time last;
	int n = 0;

	if (sp_time_minute(start) % SP_AUDIT_MIN != 0)
		return sp_err_set(reterr, SP_USAGE, "A half-hour begins at :00 or :30, as 9:00 or 9:30.");
	for (const char *at = letters; *at != '\0'; at++) {
		if (*at == ' ')
			continue;
		if (*at != '.' &&
		    (!isalpha((unsigned char)*at) || sp_audit_activity(&app->snapshot, *at) == NULL))
			return sp_err_set(
				reterr, SP_USAGE,
				"\"%c\" is the letter of no activity; \"senplan log audit\" lists them, \".\" is nothing.",
				*at);
		n++;
	}
	if (n == 0)
		return sp_err_set(reterr, SP_USAGE, "A letter for each half-hour: EEPP..A");
	if (sp_time_minute(start) / SP_AUDIT_MIN + n > HALVES_A_DAY)
		return sp_err_set(reterr, SP_USAGE, "%d half-hours from there go past midnight.", n);
	last = start + (n - 1) * SP_AUDIT_MIN;
	if (log_lies_ahead(app, last, reterr))
		return SP_NO;
	*ret_n = n;
	return SP_OK;
}

/* The audit that the day belongs to: the one that runs, or one that begins with the week. */
static enum sp_rc
check_span(struct sp_app *app, sp_day day, struct change *change, struct sp_err *reterr)
{
	char first[SP_DAY_TEXT], last[SP_DAY_TEXT];
	sp_day from, to;

	if (!sp_audit_span(&app->snapshot, &from, &to)) {
		put_span(app, change, sp_day_monday(day), sp_day_monday(day) + SP_AUDIT_DAYS - 1);
		return SP_OK;
	}
	if (day < from || day > to)
		return sp_err_set(
			reterr, SP_NO,
			"The audit is of %s to %s: \"senplan log audit start --from DAY\" begins another.",
			sp_day_format(from, SP_DAY_SHORT, first), sp_day_format(to, SP_DAY_LONG, last));
	return SP_OK;
}

enum sp_rc
sp_app_audit_paint(struct sp_app *app, sp_time start, const char *letters, int *ret_n, struct sp_err *reterr)
{
	char label[ACTS_LABEL], when[SP_CLOCK_TEXT];
	struct change change;
	sp_time at = start;
	int n;
	enum sp_rc rc = check_letters(app, start, letters, &n, reterr);

	if (rc != SP_OK)
		return rc;
	change_begin(&change);
	rc = check_span(app, sp_time_day(start), &change, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	for (const char *letter = letters; *letter != '\0'; letter++) {
		if (*letter == ' ')
			continue;
		put_half(app, &change, at,
			 *letter == '.' ? NULL : sp_audit_activity(&app->snapshot, *letter));
		at += SP_AUDIT_MIN;
	}
	snprintf(label, sizeof(label), "time audit: %.60s from %s", letters, sp_time_format(start, when));
	rc = change_commit(app, &change, label, reterr);
	if (rc == SP_OK)
		*ret_n = n;
	return rc;
}

/* --- what letters stand for --- */

/* The setting with the letter's pair in place of an older one. */
static void
put_letter(const struct sp_app *app, struct change *change, char letter, const struct sp_activity *activity)
{
	const char *at = sp_setting_text(&app->snapshot, "audit_letters");
	char text[LETTERS_TEXT];
	size_t used;

	letter = (char)toupper((unsigned char)letter);
	used = (size_t)snprintf(text, sizeof(text), "%c=%.40s", letter, activity->key);
	for (; at != NULL && *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		if (at[0] != letter && used + len + 2 < sizeof(text))
			used += (size_t)snprintf(text + used, sizeof(text) - used, " %.*s", (int)len, at);
	}
	at = sp_arena_strdup(&change->arena, text);
	put_text(app, change, "audit_letters", at == NULL ? "" : at);
}

enum sp_rc
sp_app_audit_letter(struct sp_app *app, char letter, const char *activity, struct sp_outcome *ret,
		    struct sp_err *reterr)
{
	const struct sp_activity *found = acts_find_activity(&app->snapshot, activity, reterr);
	char label[ACTS_LABEL];
	struct change change;

	if (found == NULL)
		return SP_NO;
	if (toupper((unsigned char)found->letter[0]) != toupper((unsigned char)letter))
		return sp_err_set(reterr, SP_USAGE, "%s has the letter %s, not %c.", found->name,
				  found->letter, letter);
	outcome_done(ret, "%s stands for %s in the audit from now on.", found->letter, found->name);
	change_begin(&change);
	put_letter(app, &change, letter, found);
	snprintf(label, sizeof(label), "time audit: %s is %s", found->letter, found->name);
	return change_commit(app, &change, label, reterr);
}

enum sp_rc
sp_app_audit_other(struct sp_app *app, sp_time start, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	const struct sp_audit_mark *there = sp_audit_mark_at(s, start);
	const struct sp_activity *now = there == NULL ? NULL : sp_snapshot_activity(s, there->activity);
	const struct sp_activity *next = NULL;
	char label[ACTS_LABEL];
	struct change change;
	size_t at;

	if (now == NULL)
		return sp_err_set(reterr, SP_NO, "Nothing is entered here: a letter does that.");
	at = (size_t)(now - s->activities.items);
	for (size_t i = 1; i < s->activities.n && next == NULL; i++) {
		const struct sp_activity *other = &s->activities.items[(at + i) % s->activities.n];

		if (sp_strieq(other->letter, now->letter))
			next = other;
	}
	if (next == NULL)
		return sp_err_set(reterr, SP_NO, "%s is the only activity with the letter %s.", now->name,
				  now->letter);
	outcome_done(ret, "%s. %s stands for it from now on; Tab goes on.", next->name, next->letter);
	change_begin(&change);
	put_half(app, &change, start, next);
	put_letter(app, &change, next->letter[0], next);
	snprintf(label, sizeof(label), "time audit: %s", next->name);
	return change_commit(app, &change, label, reterr);
}

/* --- targets --- */

static int32_t
share_of(const struct sp_audit *audit, const struct sp_activity *activity)
{
	for (size_t i = 0; i < audit->n_rows; i++)
		if (audit->rows[i].activity == activity && audit->rows[i].role_pct > 0)
			return audit->rows[i].role_pct;
	return -1;
}

static void
tell_targets(const struct sp_audit *audit, bool dry_run, struct sp_outcome *ret)
{
	struct sp_str text;

	sp_str_init(&text);
	for (size_t i = 0; i < audit->n_rows; i++)
		if (audit->rows[i].role_pct > 0)
			sp_str_addf(&text, "%s%s %d%%", text.len > 0 ? ", " : "",
				    audit->rows[i].activity->name, audit->rows[i].role_pct);
	outcome_done(ret, "%s: %s.", dry_run ? "The targets would be" : "The targets are", text.text);
	sp_str_finish(&text);
	outcome_note(
		ret,
		"They are a place to begin: \"senplan activity edit ACTIVITY --target 10\" changes one.");
}

enum sp_rc
sp_app_audit_targets(struct sp_app *app, bool dry_run, struct sp_outcome *ret, struct sp_err *reterr)
{
	struct sp_audit audit;
	struct change change;
	sp_day from, to;
	enum sp_rc rc;

	if (!sp_audit_span(&app->snapshot, &from, &to))
		return sp_err_set(reterr, SP_NO, "No audit was begun: \"senplan log audit start\".");
	rc = sp_audit_build(&app->snapshot, from, to, app->env.now, ret->arena, &audit, reterr);
	if (rc != SP_OK)
		return rc;
	if (audit.role_min < LEAST_HALVES * SP_AUDIT_MIN)
		return sp_err_set(
			reterr, SP_NO,
			"The audit has %d half-hours of SENCO work; from %d on its shares are worth something.",
			(int)(audit.role_min / SP_AUDIT_MIN), LEAST_HALVES);
	tell_targets(&audit, dry_run, ret);
	if (dry_run)
		return SP_OK;
	change_begin(&change);
	for (size_t i = 0; i < app->snapshot.activities.n; i++) {
		struct sp_activity row = app->snapshot.activities.items[i];
		int32_t target = share_of(&audit, &app->snapshot.activities.items[i]);

		if (row.target_pct == target)
			continue;
		row.target_pct = target;
		sp_edits_put_activity(&change.edits, &row);
	}
	return change_commit_expanded(app, &change, "time audit: its shares are the targets", ret, reterr);
}
