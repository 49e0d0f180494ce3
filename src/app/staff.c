/*
 * Support staff by code: who is there, in which paid hours.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include "form.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 120, MAX_CODE = 24 };

static const struct form_field staff_form_fields[] = {
	{"role", "role", NULL, FORM_TEXT, 0, 60},
	{"hours", "from_min", "to_min", FORM_CLOCK_SPAN, 0, 0},
	{"active", "active", NULL, FORM_YES_NO, 0, 0},
};
static const struct form staff_form = {SP_ENTITY_staff_member, staff_form_fields,
				       SP_COUNT(staff_form_fields)};

static const struct sp_staff_member *
staff_by_code(const struct sp_app *app, const char *code)
{
	for (size_t i = 0; i < app->snapshot.staff_members.n; i++)
		if (sp_strieq(app->snapshot.staff_members.items[i].code, code))
			return &app->snapshot.staff_members.items[i];
	return NULL;
}

static enum sp_rc
no_such_staff(const char *code, struct sp_err *reterr)
{
	return sp_err_set(reterr, SP_NO,
			  "There is no member of staff \"%s\". \"senplan staff list\" lists them.", code);
}

static enum sp_rc
put_staff(struct sp_app *app, struct sp_staff_member *row, const char *verb, struct sp_field_values values,
	  struct sp_outcome *ret, struct sp_err *reterr)
{
	char label[LABEL_SIZE];
	struct change change;
	enum sp_rc rc;

	change_begin(&change);
	rc = form_fill(&staff_form, app, values, row, &change.arena, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	sp_edits_put_staff_member(&change.edits, row);
	snprintf(label, sizeof(label), "staff: %s %s", verb, row->code);
	outcome_done(ret, "%s %s%s%s%s.", verb[0] == 'a' ? "Added" : "Changed", row->code,
		     row->role[0] == '\0' ? "" : ", ", row->role, row->active ? "" : " (not active)");
	return change_commit_expanded(app, &change, label, ret, reterr);
}

enum sp_rc
sp_app_staff_add(struct sp_app *app, const char *code, struct sp_field_values values, struct sp_outcome *ret,
		 struct sp_err *reterr)
{
	struct sp_staff_member row = sp_staff_member_blank();

	if (staff_by_code(app, code) != NULL)
		return sp_err_set(
			reterr, SP_USAGE,
			"The code %s is used already. Take another one, or change it with \"senplan staff edit %s\".",
			code, code);
	if (code[0] == '\0' || strlen(code) > MAX_CODE || strpbrk(code, " ,:\"\\/<>") != NULL)
		return sp_err_set(
			reterr, SP_USAGE,
			"\"%s\" is no code: at most %d signs without blanks, like TA01. Names are not wanted.",
			code, MAX_CODE);
	row.code = code;
	row.active = true;
	return put_staff(app, &row, "added", values, ret, reterr);
}

enum sp_rc
sp_app_staff_edit(struct sp_app *app, const char *code, struct sp_field_values values, struct sp_outcome *ret,
		  struct sp_err *reterr)
{
	const struct sp_staff_member *there = staff_by_code(app, code);
	struct sp_staff_member row;

	if (there == NULL)
		return no_such_staff(code, reterr);
	row = *there;
	return put_staff(app, &row, "changed", values, ret, reterr);
}

enum sp_rc
sp_app_staff_remove(struct sp_app *app, const char *code, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_staff_member *there = staff_by_code(app, code);
	char label[LABEL_SIZE];
	struct change change;

	if (there == NULL)
		return no_such_staff(code, reterr);
	change_begin(&change);
	for (size_t i = 0; i < app->snapshot.tasks.n; i++) {
		struct sp_task task = app->snapshot.tasks.items[i];

		if (task.staff.v != there->id.v)
			continue;
		task.staff.v = 0;
		sp_edits_put_task(&change.edits, &task);
	}
	sp_edits_delete(&change.edits, SP_ENTITY_staff_member, there->id.v);
	snprintf(label, sizeof(label), "staff: removed %s", there->code);
	outcome_done(ret, "Removed %s. \"senplan undo\" brings it back.", there->code);
	return change_commit_expanded(app, &change, label, ret, reterr);
}
