/*
 * What imported busy times count as: marks that stand beside them, so that a new import of the calendar leaves them.
 */
#include "senplan/base/str.h"
#include "senplan/model/availability.h"

#include "case.h"
#include "form.h"
#include "session.h"

#include <assert.h>
#include <stdio.h>

enum { LABEL_SIZE = 160, WHICH_SIZE = 120 };

/* "Tue 24 Nov 2026 09:00 (outlook)"; without the title, since the history keeps it. */
static const char *
name_time(const struct sp_app *app, const struct sp_busy_mark *mark, char buf[WHICH_SIZE])
{
	const struct sp_source *source = sp_snapshot_source(&app->snapshot, mark->source);
	const char *name = source == NULL ? "calendar" : source->name;
	char time[SP_CLOCK_TEXT], from[SP_CLOCK_TEXT];
	sp_day day = sp_time_day(mark->start);

	if (mark->scope == SP_BUSY_ONCE)
		snprintf(buf, WHICH_SIZE, "%s (%s)", sp_time_format(mark->start, time), name);
	else if (mark->scope == SP_BUSY_SERIES)
		snprintf(buf, WHICH_SIZE, "each %.3s %s of its series (%s)",
			 sp_weekday_name(sp_day_weekday(day)),
			 sp_minute_format(sp_time_minute(mark->start), from), name);
	else
		snprintf(buf, WHICH_SIZE, "all of its title (%s)", name);
	return buf;
}

static size_t
count_covered(const struct sp_snapshot *s, const struct sp_busy_mark *mark)
{
	size_t n = 0;

	for (size_t i = 0; i < s->busy_times.n; i++)
		n += sp_busy_mark_covers(mark, &s->busy_times.items[i]);
	return n;
}

/* The mark of the same scope that holds for the time, or NULL. */
static const struct sp_busy_mark *
find_mark(const struct sp_snapshot *s, const struct sp_busy_time *busy, enum sp_busy_scope scope)
{
	const struct sp_busy_mark *found = NULL;

	for (size_t i = 0; i < s->busy_marks.n; i++)
		if (s->busy_marks.items[i].scope == scope &&
		    sp_busy_mark_covers(&s->busy_marks.items[i], busy))
			found = &s->busy_marks.items[i];
	return found;
}

/* Does a wider mark say what the time is, once those of this scope are gone? */
static bool
has_wider(const struct sp_snapshot *s, const struct sp_busy_time *busy, enum sp_busy_scope scope)
{
	for (int wider = (int)scope + 1; sp_busy_scope_names[wider] != NULL; wider++)
		if (find_mark(s, busy, (enum sp_busy_scope)wider) != NULL)
			return true;
	return false;
}

static enum sp_rc
read_request(const struct sp_app *app, const struct sp_busy_mark_request *request, struct sp_busy_mark *ret,
	     const struct sp_case **ret_subject, struct sp_err *reterr)
{
	const char *each = request->each != NULL ? request->each : request->code != NULL ? "once" : "series";
	const struct sp_busy_time *busy =
		sp_snapshot_busy_time(&app->snapshot, (sp_busy_time_id){request->busy});
	int counts = sp_enum_parse(sp_busy_counts_names, request->as);
	int scope = sp_enum_parse(sp_busy_scope_names, each);

	if (busy == NULL)
		return sp_err_set(reterr, SP_NO,
				  "There is no busy time %lld: \"senplan busy list\" shows their numbers.",
				  (long long)request->busy);
	if (counts < 0)
		return sp_err_set(reterr, SP_USAGE,
				  "\"%s\" is nothing that a time counts as: free, teaching, meeting or busy.",
				  request->as);
	if (scope < 0)
		return sp_err_set(reterr, SP_USAGE, "--each: \"%s\" is none of once, series, title.", each);
	if (request->code != NULL && (counts != SP_BUSY_MEETING || scope != SP_BUSY_ONCE))
		return sp_err_set(reterr, SP_USAGE, "A pupil's code goes with one meeting only.");
	if (scope == SP_BUSY_TITLE && busy->title[0] == '\0')
		return sp_err_set(reterr, SP_USAGE, "This time has no title to know others by.");
	if (request->code != NULL) {
		const struct sp_case *subject = sp_snapshot_case_by_code(&app->snapshot, request->code);

		if (subject == NULL)
			return sp_err_set(reterr, SP_NO, "The plan has no pupil \"%s\".", request->code);
		*ret_subject = subject;
	}
	*ret = sp_busy_mark_blank();
	ret->source = busy->source;
	ret->scope = (enum sp_busy_scope)scope;
	ret->counts = (enum sp_busy_counts)counts;
	ret->subject = *ret_subject != NULL ? (*ret_subject)->id : (sp_case_id){0};
	ret->uid = busy->uid;
	ret->title = busy->title;
	ret->start = busy->start;
	ret->end = busy->end;
	return SP_OK;
}

static void
say_what_it_is(const struct sp_app *app, const struct sp_busy_mark *row, const struct sp_case *subject,
	       struct sp_outcome *ret)
{
	static const char *const words[] = {"takes no time now", "counts as your teaching",
					    "counts as a meeting", "is busy, as it came"};
	size_t n = count_covered(&app->snapshot, row);
	char which[WHICH_SIZE];

	assert((size_t)row->counts < sizeof(words) / sizeof(words[0]));
	if (subject != NULL)
		outcome_done(ret, "%s is the review of %s, and booked as such.", name_time(app, row, which),
			     subject->code);
	else
		outcome_done(ret, "%s %s: %zu time%s.", name_time(app, row, which), words[row->counts], n,
			     n == 1 ? "" : "s");
	outcome_note(ret, "A new import of the calendar leaves it so; \"senplan plan\" plans with it.");
}

enum sp_rc
sp_app_busy_mark(struct sp_app *app, const struct sp_busy_mark_request *request, struct sp_outcome *ret,
		 struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	const struct sp_case *subject = NULL;
	const struct sp_busy_mark *there;
	const struct sp_busy_time *busy;
	struct sp_busy_mark row;
	struct change change;
	char label[LABEL_SIZE], which[WHICH_SIZE];
	enum sp_rc rc = read_request(app, request, &row, &subject, reterr);

	if (rc != SP_OK)
		return rc;
	busy = sp_snapshot_busy_time(s, (sp_busy_time_id){request->busy});
	there = find_mark(s, busy, row.scope);
	change_begin(&change);
	if (row.counts == SP_BUSY_BUSY && !has_wider(s, busy, row.scope)) {
		if (there != NULL)
			sp_edits_delete(&change.edits, SP_ENTITY_busy_mark, there->id.v);
	} else if (there == NULL || there->counts != row.counts || there->subject.v != row.subject.v) {
		row.id = there != NULL ? there->id : row.id;
		sp_edits_put_busy_mark(&change.edits, &row);
	}
	if (subject != NULL && subject->review_booked != row.start) {
		struct sp_case booked = *subject;

		booked.review_booked = row.start;
		sp_edits_put_case(&change.edits, &booked);
	}
	if (change.edits.n == 0) {
		change_finish(&change);
		outcome_done(ret, "%s: so it is already.", name_time(app, &row, which));
		return SP_OK;
	}
	say_what_it_is(app, &row, subject, ret);
	snprintf(label, sizeof(label), "%s is %s", name_time(app, &row, which),
		 subject != NULL ? "a review" : sp_busy_counts_names[row.counts]);
	return change_commit_expanded(app, &change, label, ret, reterr);
}

enum sp_rc
sp_app_busy_unmark(struct sp_app *app, int64_t mark, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_busy_mark *there = sp_snapshot_busy_mark(&app->snapshot, (sp_busy_mark_id){mark});
	struct change change;
	char label[LABEL_SIZE], which[WHICH_SIZE];

	if (there == NULL)
		return sp_err_set(reterr, SP_NO,
				  "There is no mark %lld: \"senplan busy marks\" shows their numbers.",
				  (long long)mark);
	change_begin(&change);
	outcome_done(ret, "%s counts as it came.", name_time(app, there, which));
	snprintf(label, sizeof(label), "%s is as it came", which);
	sp_edits_delete(&change.edits, SP_ENTITY_busy_mark, mark);
	return change_commit_expanded(app, &change, label, ret, reterr);
}
