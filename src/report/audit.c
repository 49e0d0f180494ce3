/*
 * The shares of a time audit, and what its letters stand for.
 */
#include "senplan/report/audit.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/availability.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK_DAYS = 5, WHOLE_PCT = 100 };

bool
sp_audit_span(const struct sp_snapshot *snapshot, sp_day *ret_from, sp_day *ret_to)
{
	const char *text = sp_setting_text(snapshot, "audit");
	char from[11] = "";

	if (text == NULL || strlen(text) != 21 || text[10] != ' ')
		return false;
	memcpy(from, text, 10);
	return sp_day_parse_iso(from, ret_from) && sp_day_parse_iso(text + 11, ret_to) &&
	       *ret_from <= *ret_to;
}

const struct sp_audit_mark *
sp_audit_mark_at(const struct sp_snapshot *snapshot, sp_time start)
{
	for (size_t i = 0; i < snapshot->audit_marks.n; i++)
		if (snapshot->audit_marks.items[i].start == start)
			return &snapshot->audit_marks.items[i];
	return NULL;
}

/* --- letters --- */

static bool
has_letter(const struct sp_activity *activity, char letter)
{
	return activity->letter[0] != '\0' && activity->letter[1] == '\0' &&
	       toupper((unsigned char)activity->letter[0]) == toupper((unsigned char)letter);
}

/* "E=ehcp.report P=parent.call" */
static const struct sp_activity *
said(const struct sp_snapshot *s, char letter)
{
	const char *at = sp_setting_text(s, "audit_letters");
	char key[48];

	for (; at != NULL && *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		if (toupper((unsigned char)at[0]) != toupper((unsigned char)letter) || at[1] != '=' ||
		    len < 3 || len - 2 >= sizeof(key))
			continue;
		memcpy(key, at + 2, len - 2);
		key[len - 2] = '\0';
		return sp_snapshot_activity_by_key(s, key);
	}
	return NULL;
}

const struct sp_activity *
sp_audit_activity(const struct sp_snapshot *snapshot, char letter)
{
	const struct sp_activity *found = said(snapshot, letter);
	int of_kind[SP_KIND_COUNT] = {0};

	if (found != NULL)
		return found;
	for (size_t i = 0; i < snapshot->activities.n; i++)
		if (has_letter(&snapshot->activities.items[i], letter))
			of_kind[snapshot->activities.items[i].kind]++;
	for (size_t i = 0; i < snapshot->activities.n; i++) {
		const struct sp_activity *activity = &snapshot->activities.items[i];

		if (has_letter(activity, letter) &&
		    (found == NULL || of_kind[activity->kind] > of_kind[found->kind]))
			found = activity;
	}
	return found;
}

char
sp_audit_letter(const struct sp_snapshot *snapshot, int i)
{
	for (size_t k = 0; k < snapshot->activities.n; k++) {
		const struct sp_activity *activity = &snapshot->activities.items[k];
		char letter = (char)toupper((unsigned char)activity->letter[0]);
		bool first = isalpha((unsigned char)letter) && has_letter(activity, letter);

		for (size_t m = 0; m < k && first; m++)
			first = !has_letter(&snapshot->activities.items[m], letter);
		if (first && i-- == 0)
			return letter;
	}
	return '\0';
}

/* --- shares --- */

static bool
is_of_role(const struct sp_activity *activity)
{
	return activity->kind != SP_KIND_TEACHING && activity->kind != SP_KIND_PULLED_AWAY;
}

/* One day: its half-hours into the rows of the activities (in the snapshot's order). */
static enum sp_rc
add_day(const struct sp_snapshot *s, sp_day day, struct sp_audit_row *rows, struct sp_arena *arena,
	struct sp_audit *audit, struct sp_err *reterr)
{
	struct sp_availability here;
	int32_t before = audit->total_min;
	enum sp_rc rc = sp_availability_of(s, day, arena, &here, reterr);

	for (size_t i = 0; rc == SP_OK && i < s->audit_marks.n; i++) {
		const struct sp_audit_mark *mark = &s->audit_marks.items[i];
		const struct sp_activity *activity = sp_snapshot_activity(s, mark->activity);

		if (sp_time_day(mark->start) != day || activity == NULL)
			continue;
		rows[activity - s->activities.items].min += SP_AUDIT_MIN;
		audit->total_min += SP_AUDIT_MIN;
		audit->by_kind_min[activity->kind] += SP_AUDIT_MIN;
		audit->role_min += is_of_role(activity) ? SP_AUDIT_MIN : 0;
		if (s->working_windows.n > 0)
			audit->outside_min +=
				SP_AUDIT_MIN -
				sp_spans_total_within(&here.work, sp_time_minute(mark->start),
						      sp_time_minute(mark->start) + SP_AUDIT_MIN);
	}
	if (rc == SP_OK && audit->total_min > before) {
		audit->n_days++;
		audit->allocated_week_min += sp_spans_total(&here.allocated);
	} else if (rc == SP_OK && here.work.n > 0) {
		audit->n_open++;
	}
	return rc;
}

static int
by_minutes(const void *left, const void *right)
{
	const struct sp_audit_row *a = left;
	const struct sp_audit_row *b = right;

	if (a->min != b->min)
		return a->min > b->min ? -1 : 1;
	return a->activity->id.v < b->activity->id.v ? -1 : 1;
}

static int
share(int32_t part, int32_t whole)
{
	return whole <= 0 ? 0 : (int)((part * 2 * WHOLE_PCT + whole) / (2 * whole));
}

enum sp_rc
sp_audit_build(const struct sp_snapshot *snapshot, sp_day from, sp_day to, sp_time now,
	       struct sp_arena *arena, struct sp_audit *ret, struct sp_err *reterr)
{
	const struct sp_snapshot *s = snapshot;
	struct sp_audit audit = {.from_day = from, .to_day = to};
	struct sp_audit_row *rows = SP_ARENA_NEW_N(arena, struct sp_audit_row, s->activities.n + 1);
	enum sp_rc rc = SP_OK;

	assert(from <= to);
	if (rows == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->activities.n; i++)
		rows[i].activity = &s->activities.items[i];
	for (sp_day day = from; rc == SP_OK && day <= to && day <= sp_time_day(now); day++)
		rc = add_day(s, day, rows, arena, &audit, reterr);
	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < s->activities.n; i++)
		if (rows[i].min > 0) {
			rows[i].role_pct =
				is_of_role(rows[i].activity) ? share(rows[i].min, audit.role_min) : -1;
			rows[audit.n_rows++] = rows[i];
		}
	qsort(rows, audit.n_rows, sizeof(*rows), by_minutes);
	audit.rows = rows;
	if (audit.n_days > 0) {
		audit.role_week_min = audit.role_min * WEEK_DAYS / audit.n_days;
		audit.allocated_week_min = audit.allocated_week_min * WEEK_DAYS / audit.n_days;
	}
	*ret = audit;
	return SP_OK;
}

/* --- words --- */

static const char *const kind_words[SP_KIND_COUNT] = {
	[SP_KIND_STRATEGIC] = "strategic",	     [SP_KIND_OPERATIONAL] = "operational",
	[SP_KIND_ADMINISTRATIVE] = "administrative", [SP_KIND_DIRECT] = "direct",
	[SP_KIND_TEACHING] = "own teaching",	     [SP_KIND_PULLED_AWAY] = "work for others",
};

static void
add_sums(struct sp_str *out, const struct sp_audit *audit)
{
	char week[SP_CLOCK_TEXT], given[SP_CLOCK_TEXT], outside_text[SP_CLOCK_TEXT];

	sp_str_addf(out, "SENCO work: %s in a week of five such days",
		    sp_length_format(audit->role_week_min, week));
	if (audit->allocated_week_min > 0)
		sp_str_addf(out, "; the plan gives %s", sp_length_format(audit->allocated_week_min, given));
	sp_str_add(out, ".\n");
	if (audit->outside_min > 0)
		sp_str_addf(out, "Outside working hours: %s.\n",
			    sp_length_format(audit->outside_min, outside_text));
	if (audit->n_open > 0)
		sp_str_addf(out, "%d working day%s of it %s nothing entered yet.\n", audit->n_open,
			    audit->n_open == 1 ? "" : "s", audit->n_open == 1 ? "has" : "have");
}

void
sp_audit_words(struct sp_str *out, const struct sp_audit *audit)
{
	char from[SP_DAY_TEXT], to[SP_DAY_TEXT], length[SP_CLOCK_TEXT];

	sp_str_addf(out, "Time audit %s to %s: %s over %d day%s\n",
		    sp_day_format(audit->from_day, SP_DAY_SHORT, from),
		    sp_day_format(audit->to_day, SP_DAY_LONG, to), sp_length_format(audit->total_min, length),
		    audit->n_days, audit->n_days == 1 ? "" : "s");
	for (size_t i = 0; i < SP_KIND_COUNT; i++)
		if (audit->by_kind_min[i] > 0)
			sp_str_addf(out, "  %-16s %6s  %3d%% of all\n", kind_words[i],
				    sp_length_format(audit->by_kind_min[i], length),
				    share(audit->by_kind_min[i], audit->total_min));
	if (audit->n_rows > 0)
		sp_str_add(out, "By activity\n");
	for (size_t i = 0; i < audit->n_rows; i++) {
		const struct sp_audit_row *row = &audit->rows[i];

		sp_str_addf(out, "  %s %-26s %6s", row->activity->letter, row->activity->name,
			    sp_length_format(row->min, length));
		if (row->role_pct >= 0)
			sp_str_addf(out, "  %3d%% of the role", row->role_pct);
		sp_str_add(out, "\n");
	}
	if (audit->n_days > 0)
		add_sums(out, audit);
}
