/*
 * Those who come to the meetings of a pupil, a duty or a task, and when they can. One person is all rows with one owner
 * and role; changing the times takes the rows out and puts new ones in, as one step.
 */
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/model/year.h"
#include "senplan/report/words.h"

#include "attending.h"
#include "case.h"
#include "form.h"
#include "room.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 200, MOST_NOTES = 3 };

/* --- whose meetings --- */

static bool
duty_named(const struct sp_app *app, const char *text, sp_duty_id *ret)
{
	for (size_t i = 0; i < app->snapshot.duties.n; i++) {
		const struct sp_duty *duty = &app->snapshot.duties.items[i];

		if (!sp_strieq(duty->key, text) && !sp_strieq(duty->name, text))
			continue;
		*ret = duty->id;
		return true;
	}
	return false;
}

static enum sp_rc
find_whom(const struct sp_app *app, const char *text, struct sp_attendee *who, struct sp_err *reterr)
{
	const struct sp_case *subject;
	long number;

	if (case_find(app, text, &subject, NULL) == SP_OK) {
		who->subject = subject->id;
		return SP_OK;
	}
	if (duty_named(app, text, &who->duty))
		return SP_OK;
	if (sp_istarts_with(text, "task ") && sp_parse_int(text + 5, 1, INT32_MAX, &number)) {
		who->task.v = number;
		if (sp_snapshot_task(&app->snapshot, who->task) != NULL)
			return SP_OK;
		return sp_err_set(reterr, SP_NO, "There is no task %ld.", number);
	}
	return sp_err_set(
		reterr, SP_NO,
		"There is no pupil and no duty \"%s\". Give a pupil's code (K07), a duty's key (governor) or \"task 12\".",
		text);
}

static bool
is_there(const struct sp_app *app, const struct sp_attendee *who)
{
	for (size_t i = 0; i < app->snapshot.attendees.n; i++)
		if (sp_attendee_is_same(&app->snapshot.attendees.items[i], who))
			return true;
	return false;
}

static enum sp_rc
no_such_person(const char *whom, const char *role, struct sp_err *reterr)
{
	return sp_err_set(reterr, SP_NO, "No \"%s\" comes to %s. \"senplan attendee list\" lists who does.",
			  role, whom);
}

static void
take_out(const struct sp_app *app, const struct sp_attendee *who, struct sp_edits *edits)
{
	for (size_t i = 0; i < app->snapshot.attendees.n; i++)
		if (sp_attendee_is_same(&app->snapshot.attendees.items[i], who))
			sp_edits_delete(edits, SP_ENTITY_attendee, app->snapshot.attendees.items[i].id.v);
}

/* --- what can never be met --- */

static void
note_never(const struct sp_app *app, const struct sp_task *task, struct sp_outcome *ret)
{
	struct sp_str text;
	char day[SP_DAY_TEXT], length[SP_CLOCK_TEXT];

	sp_str_init(&text);
	sp_words_task(&text, &app->snapshot, task, false);
	sp_str_addf(&text, " (%s", sp_length_format(task->length_min, length));
	if (task->due_day != SP_DAY_NONE)
		sp_str_addf(&text, ", by %s", sp_day_format(task->due_day, SP_DAY_LONG, day));
	sp_str_add(&text, ") can never be met: ");
	sp_words_who(&text, &app->snapshot, task, false);
	sp_str_add(&text, ". Ask for another time, make it shorter, or change its window.");
	outcome_note(ret, "%s", text.text);
	sp_str_finish(&text);
}

/* The open tasks that the person must come to and that have no room in your hours and their times. */
static enum sp_rc
check_met(const struct sp_app *app, const struct sp_attendee *who, struct sp_outcome *ret,
	  struct sp_err *reterr)
{
	sp_day today = sp_time_day(app->env.now);
	enum sp_rc rc = SP_OK;
	int n_noted = 0;

	if (app->snapshot.calendar->n_half_terms == 0 || app->snapshot.working_windows.n == 0)
		return SP_OK;
	for (size_t i = 0; i < app->snapshot.tasks.n && rc == SP_OK && n_noted < MOST_NOTES; i++) {
		const struct sp_task *task = &app->snapshot.tasks.items[i];
		bool never = false;

		if (task->state != SP_TASK_OPEN || task->fixed_start != SP_TIME_NONE ||
		    !sp_attendee_comes(&app->snapshot, who, task))
			continue;
		rc = room_is_never(&app->snapshot, task, today, &never, reterr);
		if (rc != SP_OK || !never)
			continue;
		note_never(app, task, ret);
		n_noted++;
	}
	return rc;
}

/* --- changes --- */

static enum sp_rc
put_person(struct sp_app *app, const struct sp_attendee *who, const char *when, const char *verb,
	   struct change *change, struct sp_outcome *ret, struct sp_err *reterr)
{
	struct sp_window_span spans[ATTENDING_MAX];
	struct sp_attendee rows[ATTENDING_MAX];
	struct sp_str words;
	char label[LABEL_SIZE];
	size_t n;
	enum sp_rc rc = attending_parse(&app->snapshot, app->env.now, "when", when, spans, &n, reterr);

	if (rc != SP_OK) {
		change_finish(change);
		return rc;
	}
	attending_rows(who, spans, n, rows);
	for (size_t i = 0; i < n; i++)
		sp_edits_put_attendee(&change->edits, &rows[i]);
	snprintf(label, sizeof(label), "attendee: %s %s", verb, who->role);
	outcome_done(ret, "%s.", verb); /* replaced below by what was stored */
	rc = change_commit_expanded(app, change, label, ret, reterr);
	if (rc != SP_OK)
		return rc;
	sp_str_init(&words);
	for (size_t i = 0; i < app->snapshot.attendees.n && words.len == 0; i++)
		if (sp_attendee_is_same(&app->snapshot.attendees.items[i], &rows[0]))
			sp_words_attendee(&words, &app->snapshot, &app->snapshot.attendees.items[i], false);
	outcome_done(ret, "%s %s.", verb[0] == 'a' ? "Added" : "Changed", words.text);
	sp_str_finish(&words);
	return check_met(app, &rows[0], ret, reterr);
}

enum sp_rc
sp_app_attendee_add(struct sp_app *app, const char *whom, struct sp_field_values values,
		    struct sp_outcome *ret, struct sp_err *reterr)
{
	struct sp_attendee who = sp_attendee_blank();
	const char *when = form_value(values, "when"), *role = form_value(values, "role");
	struct change change;
	enum sp_rc rc = find_whom(app, whom, &who, reterr);

	if (rc == SP_OK)
		rc = attending_check_role(role == NULL ? "" : role, reterr);
	if (rc != SP_OK)
		return rc;
	who.role = role;
	if (is_there(app, &who))
		return sp_err_set(
			reterr, SP_USAGE,
			"%s comes to %s already: \"senplan attendee edit %s %s --when …\" changes when they can.",
			role, whom, whom, role);
	change_begin(&change);
	return put_person(app, &who, when == NULL ? "" : when, "added", &change, ret, reterr);
}

/* The times as they are, to be read again. */
static enum sp_rc
present_times(const struct sp_app *app, const struct sp_attendee *who, struct sp_arena *arena,
	      const char **ret, struct sp_err *reterr)
{
	struct sp_str words;
	const char *text;

	sp_str_init(&words);
	sp_words_times(&words, &app->snapshot, who);
	text = words.failed ? NULL : sp_arena_strdup(arena, words.text);
	sp_str_finish(&words);
	if (text == NULL)
		return sp_err_nomem(reterr);
	*ret = text;
	return SP_OK;
}

enum sp_rc
sp_app_attendee_edit(struct sp_app *app, const char *whom, const char *role, struct sp_field_values values,
		     struct sp_outcome *ret, struct sp_err *reterr)
{
	struct sp_attendee there = sp_attendee_blank(), who;
	const char *when = form_value(values, "when"), *new_role = form_value(values, "role");
	struct change change;
	enum sp_rc rc = find_whom(app, whom, &there, reterr);

	if (rc != SP_OK)
		return rc;
	there.role = role;
	if (!is_there(app, &there))
		return no_such_person(whom, role, reterr);
	who = there;
	if (new_role != NULL)
		who.role = new_role;
	change_begin(&change);
	rc = attending_check_role(who.role, reterr);
	if (rc == SP_OK && !sp_attendee_is_same(&who, &there) && is_there(app, &who))
		rc = sp_err_set(reterr, SP_USAGE, "%s comes to %s already.", who.role, whom);
	if (rc == SP_OK && when == NULL)
		rc = present_times(app, &there, &change.arena, &when, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	take_out(app, &there, &change.edits);
	return put_person(app, &who, when, "changed", &change, ret, reterr);
}

enum sp_rc
sp_app_attendee_remove(struct sp_app *app, const char *whom, const char *role, struct sp_outcome *ret,
		       struct sp_err *reterr)
{
	struct sp_attendee who = sp_attendee_blank();
	char label[LABEL_SIZE];
	struct change change;
	enum sp_rc rc = find_whom(app, whom, &who, reterr);

	if (rc != SP_OK)
		return rc;
	who.role = role;
	if (!is_there(app, &who))
		return no_such_person(whom, role, reterr);
	change_begin(&change);
	take_out(app, &who, &change.edits);
	snprintf(label, sizeof(label), "attendee: removed %s of %s", role, whom);
	outcome_done(ret, "Removed %s of %s. \"senplan undo\" brings it back.", role, whom);
	return change_commit_expanded(app, &change, label, ret, reterr);
}
