/*
 * The caseload's column of attendees: "parent (wed before 9), LA". What it says of a pupil replaces who came to that
 * pupil's meetings; an empty cell means nobody is named.
 */
#include "intake_attendees.h"

#include "senplan/base/str.h"

#include "attending.h"

enum { WHEN_SIZE = 200, PEOPLE_MAX = 12 };

struct wanted_list {
	SP_ARRAY(struct sp_attendee) rows;
};

/* Calls itself once a person; rows == NULL: only looks whether all can be read. */
static enum sp_rc
read_people(const struct intake *intake, const char *text, sp_case_id subject, struct wanted_list *list,
	    struct sp_err *reterr)
{
	char role[ATTENDING_ROLE_MAX + 1], when[WHEN_SIZE];

	for (int i = 0; attending_next(&text, role, when, sizeof(when)); i++) {
		struct sp_window_span spans[ATTENDING_MAX];
		struct sp_attendee rows[ATTENDING_MAX], who = sp_attendee_blank();
		size_t n;
		enum sp_rc rc = attending_check_role(role, reterr);

		if (rc == SP_OK && i == PEOPLE_MAX)
			rc = sp_err_set(reterr, SP_USAGE, "more than %d people.", (int)PEOPLE_MAX);
		if (rc == SP_OK)
			rc = attending_parse(intake->snapshot, intake->input->now, "when", when, spans, &n,
					     reterr);
		if (rc != SP_OK)
			return rc;
		if (list == NULL)
			continue;
		who.subject = subject;
		who.role = sp_arena_strdup(intake->arena, role);
		if (who.role == NULL)
			return sp_err_nomem(reterr);
		attending_rows(&who, spans, n, rows);
		for (size_t k = 0; k < n; k++)
			if (!SP_ARRAY_PUSH(&list->rows, rows[k]))
				return sp_err_nomem(reterr);
	}
	return SP_OK;
}

bool
intake_check_attendees(struct intake *intake, const struct csv_row *row, int column)
{
	struct sp_err err;

	sp_err_clear(&err);
	if (read_people(intake, intake_text(intake, row, column), (sp_case_id){0}, NULL, &err) == SP_OK)
		return true;
	return intake_bad(intake, row->line, column, "%s", err.text);
}

/* Rows have no more to be known by than what they say: they are the same or they are others. */
static bool
never_same(const void *there, const void *wanted)
{
	(void)there;
	(void)wanted;
	return false;
}

struct subjects {
	const struct sp_case *cases;
	size_t n;
};

static bool
is_of_file(const struct intake *intake, const void *there, const void *context)
{
	const struct subjects *subjects = context;

	(void)intake;
	for (size_t i = 0; i < subjects->n; i++)
		if (((const struct sp_attendee *)there)->subject.v == subjects->cases[i].id.v)
			return true;
	return false;
}

bool
intake_put_attendees(struct intake *intake, const struct sp_case *cases, const char *const *texts, size_t n)
{
	struct subjects subjects = {cases, n};
	struct sp_intake_result counts = intake->result;
	struct intake_wanted wanted = {
		.entity = SP_ENTITY_attendee, .same = never_same, .goes = is_of_file, .context = &subjects};
	struct wanted_list list = {0};
	bool ok = true;

	for (size_t i = 0; i < n && ok; i++)
		ok = read_people(intake, texts[i], cases[i].id, &list, intake->reterr) == SP_OK;
	if (ok) {
		wanted.rows = list.rows.items;
		wanted.n = list.rows.n;
		ok = intake_reconcile(intake, &wanted);
	}
	SP_ARRAY_FREE(&list.rows);
	intake->result = counts; /* they are counted as pupils */
	return ok ? true : intake_nomem(intake);
}
