/*
 * Pupils by code: put in, changed, taken out. A pupil's fields are read as a caseload of one row is, so that a person and
 * a file are told the same about the same mistake.
 */
#include "senplan/app/intake_parse.h"
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/when.h"
#include "senplan/plan/clocks.h"
#include "senplan/report/words.h"

#include "case.h"
#include "form.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 120 };

enum case_column_kind { COLUMN_TEXT, COLUMN_DAY, COLUMN_MOMENT };

static const struct {
	const char *field;
	const char *column;
	enum case_column_kind kind;
} case_columns[] = {
	{"year", "year", COLUMN_TEXT},
	{"status", "status", COLUMN_TEXT},
	{"issued", "plan issued", COLUMN_DAY},
	{"last-review", "last review", COLUMN_DAY},
	{"booked", "review booked", COLUMN_MOMENT},
	{"requested", "requested", COLUMN_DAY},
	{"profile", "profile", COLUMN_TEXT},
	{"transfer", "transfer", COLUMN_TEXT},
	{"lead", "lead", COLUMN_TEXT},
	{"attendees", "attendees", COLUMN_TEXT},
};

enum sp_rc
case_find(const struct sp_app *app, const char *code, const struct sp_case **ret, struct sp_err *reterr)
{
	*ret = sp_snapshot_case_by_code(&app->snapshot, code);
	if (*ret == NULL)
		return sp_err_set(reterr, SP_NO,
				  "There is no pupil with the code \"%s\". \"senplan cases\" lists them.",
				  code);
	return SP_OK;
}

enum sp_rc
case_read_day(const struct sp_app *app, const char *text, bool past, struct sp_when *ret,
	      struct sp_err *reterr)
{
	return past ? sp_when_parse_past(&app->snapshot, app->env.now, text, ret, reterr)
		    : sp_when_parse(&app->snapshot, app->env.now, text, ret, reterr);
}

/* --- one row of a caseload --- */

static void
add_cell(struct sp_str *out, const char *text)
{
	sp_str_add(out, out->len == 0 || out->text[out->len - 1] == '\n' ? "\"" : ",\"");
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '"')
			sp_str_add_char(out, '"');
		sp_str_add_char(out, *at == '\n' || *at == '\r' ? ' ' : *at);
	}
	sp_str_add_char(out, '"');
}

static enum sp_rc
add_value(const struct sp_app *app, struct sp_str *out, const char *value, enum case_column_kind kind,
	  struct sp_err *reterr)
{
	struct sp_when when;
	char day[SP_DAY_TEXT], minute[SP_CLOCK_TEXT], text[SP_DAY_TEXT + SP_CLOCK_TEXT];
	enum sp_rc rc;

	if (kind == COLUMN_TEXT) {
		add_cell(out, value);
		return SP_OK;
	}
	if (sp_strieq(value, "none") || value[0] == '\0') {
		add_cell(out, "");
		return SP_OK;
	}
	rc = case_read_day(app, value, kind == COLUMN_DAY, &when, reterr);
	if (rc != SP_OK)
		return rc;
	snprintf(text, sizeof(text), "%s%s%s", sp_day_format(when.day, SP_DAY_ISO, day),
		 when.from_min == SP_MINUTE_NONE || kind == COLUMN_DAY ? "" : " ",
		 when.from_min == SP_MINUTE_NONE || kind == COLUMN_DAY
			 ? ""
			 : sp_minute_format(when.from_min, minute));
	add_cell(out, text);
	return SP_OK;
}

static enum sp_rc
write_row(const struct sp_app *app, const char *code, struct sp_field_values values, struct sp_str *out,
	  struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	add_cell(out, "code");
	for (size_t i = 0; i < SP_COUNT(case_columns); i++)
		if (form_value(values, case_columns[i].field) != NULL)
			add_cell(out, case_columns[i].column);
	sp_str_add_char(out, '\n');
	add_cell(out, code);
	for (size_t i = 0; i < SP_COUNT(case_columns) && rc == SP_OK; i++) {
		const char *value = form_value(values, case_columns[i].field);

		if (value != NULL)
			rc = add_value(app, out, value, case_columns[i].kind, reterr);
	}
	sp_str_add_char(out, '\n');
	return rc == SP_OK && out->failed ? sp_err_nomem(reterr) : rc;
}

/* The error of a caseload without its file and line: nobody wrote one. */
static enum sp_rc
own_error(enum sp_rc rc, struct sp_err *reterr)
{
	if (rc == SP_INPUT && reterr != NULL) {
		reterr->rc = SP_USAGE;
		reterr->path[0] = '\0';
		reterr->line = reterr->column = 0;
	}
	return rc == SP_INPUT ? SP_USAGE : rc;
}

static enum sp_rc
read_row(const struct sp_app *app, const struct sp_str *csv, struct sp_edits *edits, struct sp_outcome *ret,
	 struct sp_err *reterr)
{
	struct sp_intake_options options = {.from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct sp_intake_input input = {.path = "",
					.bytes = csv->text,
					.size = csv->len,
					.snapshot = &app->snapshot,
					.now = app->env.now,
					.options = &options};
	struct sp_intake_result result;
	enum sp_rc rc = sp_intake_parse_caseload(&input, edits, &result, reterr);

	for (size_t i = 0; rc == SP_OK && i < result.n_warnings; i++)
		if (result.warnings[i].line > 0)
			outcome_note(ret, "%s", result.warnings[i].text);
	return own_error(rc, reterr);
}

static enum sp_rc
check_profile(const struct sp_app *app, struct sp_field_values *values, struct sp_err *reterr)
{
	const char *profile = form_value(*values, "profile");
	const struct sp_snapshot *s = &app->snapshot;

	if (profile == NULL || profile[0] == '\0')
		return SP_OK;
	for (size_t i = 0; i < s->rules.n; i++)
		if (sp_streq(s->rules.items[i].profile, profile))
			return SP_OK;
	return sp_err_set(
		reterr, SP_USAGE,
		"There is no profile \"%s\". \"senplan rule profile %s\" makes it; \"senplan rule list\" names those there are.",
		profile, profile);
}

/* --- what is said --- */

static void
say_case(const struct sp_case *row, const char *verb, struct sp_outcome *ret)
{
	char year[16], transfer[64] = "";

	year[0] = '\0';
	if (row->year > 0)
		snprintf(year, sizeof(year), "Year %d", (int)row->year);
	if (row->year == SP_YEAR_RECEPTION)
		snprintf(year, sizeof(year), "Reception");
	if (row->year == SP_YEAR_NURSERY)
		snprintf(year, sizeof(year), "Nursery");
	if (row->transfer != SP_TRANSFER_NONE)
		snprintf(transfer, sizeof(transfer), ", transfer %s %d%s",
			 row->transfer == SP_TRANSFER_PHASE ? "of phase" : "to post-16",
			 (int)row->transfer_year, row->transfer_inferred ? " (inferred)" : "");
	outcome_done(ret, "%s %s: %s%s%s%s%s%s.", verb, row->code, year, year[0] == '\0' ? "" : ", ",
		     sp_words_status(row->status), transfer, row->profile[0] == '\0' ? "" : ", profile ",
		     row->profile);
}

/* A status that says another thing than the dates do. */
static void
note_case(const struct sp_case *row, struct sp_outcome *ret)
{
	if (row->status != SP_CASE_EHCP && row->plan_issued != SP_DAY_NONE)
		outcome_note(ret,
			     "%s has a plan's date, but not the status EHCP: no annual review is counted.",
			     row->code);
	if (row->year == SP_YEAR_UNKNOWN && row->status == SP_CASE_EHCP)
		outcome_note(ret, "Without --year it is not known when %s moves on.", row->code);
}

static enum sp_rc
set_left(const struct sp_app *app, struct sp_field_values values, struct sp_case *row, struct sp_err *reterr)
{
	const char *left = form_value(values, "left");
	struct sp_when when = {.day = SP_DAY_NONE};
	enum sp_rc rc = SP_OK;

	if (left == NULL)
		return SP_OK;
	if (!sp_strieq(left, "none"))
		rc = case_read_day(app, left, true, &when, reterr);
	if (rc == SP_OK)
		row->left_day = when.day;
	return rc;
}

/* What the row came to: the case of the edits, else as it stands. */
static void
take_case(const struct sp_app *app, const char *code, const struct sp_edits *edits, struct sp_case *row)
{
	const struct sp_case *there;

	if (case_find(app, code, &there, NULL) == SP_OK)
		*row = *there;
	for (size_t i = 0; i < edits->n; i++) {
		if (edits->items[i].entity != SP_ENTITY_case)
			continue;
		*row = *(const struct sp_case *)edits->items[i].row;
		row->id.v = edits->items[i].id;
	}
}

static enum sp_rc
put_case(struct sp_app *app, const char *code, struct sp_field_values values, const char *verb,
	 struct sp_outcome *ret, struct sp_err *reterr)
{
	const char *new_code = form_value(values, "code");
	struct sp_case row = sp_case_blank();
	char label[LABEL_SIZE];
	struct change change;
	size_t n_texts;
	struct sp_str csv;
	enum sp_rc rc;

	sp_str_init(&csv);
	change_begin(&change);
	rc = write_row(app, code, values, &csv, reterr);
	if (rc == SP_OK)
		rc = read_row(app, &csv, &change.edits, ret, reterr);
	sp_str_finish(&csv);
	if (rc != SP_OK)
		goto failed;
	take_case(app, code, &change.edits, &row);
	if (new_code != NULL && sp_streq(new_code, row.code))
		new_code = NULL;
	rc = set_left(app, values, &row, reterr);
	if (rc != SP_OK)
		goto failed;
	if (new_code != NULL) {
		n_texts = case_rename(app, &row, new_code, &change);
		outcome_note(ret, "%s is now %s. Its tasks, blocks and what was recorded stay with it.", code,
			     new_code);
		if (n_texts > 0)
			outcome_note(ret, "%zu text%s that named it: the new code stands there.", n_texts,
				     n_texts == 1 ? "" : "s");
	}
	if (change.edits.n == 0 && form_value(values, "left") == NULL && new_code == NULL) {
		rc = sp_err_set(reterr, SP_NO, "%s is so already: nothing was changed.", code);
		goto failed;
	}
	sp_edits_put_case(&change.edits, &row);
	say_case(&row, verb, ret);
	note_case(&row, ret);
	snprintf(label, sizeof(label), "case: %s %s", verb[0] == 'A' ? "added" : "changed", row.code);
	return change_commit_expanded(app, &change, label, ret, reterr);
failed:
	change_finish(&change);
	return rc;
}

/* Free but for `own`, whose letters may come to be small or capital ones; a single word, and not what the school's own chains
 * go by. */
static enum sp_rc
check_code(const struct sp_app *app, const char *code, const struct sp_case *own, struct sp_err *reterr)
{
	const struct sp_case *there;

	if (case_find(app, code, &there, NULL) == SP_OK && there != own)
		return sp_err_set(
			reterr, SP_USAGE,
			"The code %s is used already%s. Take another one, or change it with \"senplan case edit %s\".",
			there->code, there->left_day == SP_DAY_NONE ? "" : " (by a pupil who left)",
			there->code);
	if (strpbrk(code, " ,:") != NULL)
		return sp_err_set(
			reterr, SP_USAGE,
			"\"%s\" is no code: letters and figures without blanks, like K07. Names are not wanted.",
			code);
	if (sp_strieq(code, sp_school_subject.code))
		return sp_err_set(reterr, SP_USAGE, "\"%s\" stands for the school itself. Take another code.",
				  code);
	return SP_OK;
}

enum sp_rc
sp_app_case_add(struct sp_app *app, const char *code, struct sp_field_values values, struct sp_outcome *ret,
		struct sp_err *reterr)
{
	enum sp_rc rc = check_code(app, code, NULL, reterr);

	if (rc == SP_OK && form_value(values, "code") != NULL)
		rc = sp_err_set(reterr, SP_USAGE,
				"--code gives another code to a pupil who is there: senplan case edit.");
	if (rc == SP_OK)
		rc = check_profile(app, &values, reterr);
	return rc == SP_OK ? put_case(app, code, values, "Added", ret, reterr) : rc;
}

enum sp_rc
sp_app_case_edit(struct sp_app *app, const char *code, struct sp_field_values values, struct sp_outcome *ret,
		 struct sp_err *reterr)
{
	const struct sp_case *there;
	enum sp_rc rc = case_find(app, code, &there, reterr);

	if (rc == SP_OK && values.n == 0)
		rc = sp_err_set(
			reterr, SP_USAGE,
			"Say what is to change, as --status EHCP. \"senplan help case\" lists the fields.");
	if (rc == SP_OK && form_value(values, "code") != NULL)
		rc = check_code(app, form_value(values, "code"), there, reterr);
	if (rc == SP_OK)
		rc = check_profile(app, &values, reterr);
	return rc == SP_OK ? put_case(app, there->code, values, "Changed", ret, reterr) : rc;
}

/* --- taking out --- */

static size_t
count_work(const struct sp_snapshot *s, sp_case_id subject)
{
	size_t n = 0;

	for (size_t i = 0; i < s->blocks.n; i++) {
		const struct sp_task *task = sp_snapshot_task(s, s->blocks.items[i].task);

		n += task != NULL && task->subject.v == subject.v &&
		     s->blocks.items[i].state == SP_BLOCK_DONE;
	}
	for (size_t i = 0; i < s->log_entries.n; i++) {
		const struct sp_task *task = sp_snapshot_task(s, s->log_entries.items[i].task);

		n += task != NULL && task->subject.v == subject.v;
	}
	return n;
}

static void
delete_work(struct sp_edits *edits, const struct sp_snapshot *s, sp_case_id subject)
{
	for (size_t i = 0; i < s->task_links.n; i++) {
		const struct sp_task *a = sp_snapshot_task(s, s->task_links.items[i].before);
		const struct sp_task *b = sp_snapshot_task(s, s->task_links.items[i].after);

		if ((a != NULL && a->subject.v == subject.v) || (b != NULL && b->subject.v == subject.v))
			sp_edits_delete(edits, SP_ENTITY_task_link, s->task_links.items[i].id.v);
	}
	for (size_t i = 0; i < s->blocks.n; i++) {
		const struct sp_task *task = sp_snapshot_task(s, s->blocks.items[i].task);

		if (task != NULL && task->subject.v == subject.v)
			sp_edits_delete(edits, SP_ENTITY_block, s->blocks.items[i].id.v);
	}
	for (size_t i = 0; i < s->tasks.n; i++)
		if (s->tasks.items[i].subject.v == subject.v)
			sp_edits_delete(edits, SP_ENTITY_task, s->tasks.items[i].id.v);
	for (size_t i = 0; i < s->attendees.n; i++) {
		const struct sp_task *task = sp_snapshot_task(s, s->attendees.items[i].task);

		if (s->attendees.items[i].subject.v == subject.v ||
		    (task != NULL && task->subject.v == subject.v))
			sp_edits_delete(edits, SP_ENTITY_attendee, s->attendees.items[i].id.v);
	}
	for (size_t i = 0; i < s->case_events.n; i++)
		if (s->case_events.items[i].subject.v == subject.v)
			sp_edits_delete(edits, SP_ENTITY_case_event, s->case_events.items[i].id.v);
}

enum sp_rc
sp_app_case_remove(struct sp_app *app, const char *code, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_case *there;
	char label[LABEL_SIZE];
	struct change change;
	size_t n_work;
	enum sp_rc rc = case_find(app, code, &there, reterr);

	if (rc != SP_OK)
		return rc;
	n_work = count_work(&app->snapshot, there->id);
	if (n_work > 0)
		return sp_err_set(
			reterr, SP_NO,
			"Work was done for %s: taking it out would take those hours from the report. \"senplan case event %s left\" says that the pupil has left.",
			there->code, there->code);
	change_begin(&change);
	delete_work(&change.edits, &app->snapshot, there->id);
	sp_edits_delete(&change.edits, SP_ENTITY_case, there->id.v);
	snprintf(label, sizeof(label), "case: removed %s", there->code);
	outcome_done(ret, "Removed %s with its steps. \"senplan undo\" brings it back.", there->code);
	return change_commit_expanded(app, &change, label, ret, reterr);
}
