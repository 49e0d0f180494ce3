/*
 * Windows opened at more times: an evening given to parents, a lunch that an activity may use. The times are said as
 * those of attendees are.
 */
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/report/words.h"

#include "attending.h"
#include "form.h"
#include "session.h"

#include <stdio.h>

enum { LABEL_SIZE = 160 };

static enum sp_rc
find_window(const struct sp_app *app, const char *text, const struct sp_window **ret, struct sp_err *reterr)
{
	const struct sp_window *window = sp_snapshot_window_by_key(&app->snapshot, text);

	if (window != NULL) {
		*ret = window;
		return SP_OK;
	}
	return sp_err_set(reterr, SP_NO, "There is no window \"%s\". \"senplan window list\" lists them.",
			  text);
}

/* "Before school" means that span also where it has an earliest time of its own. */
static bool
is_meant(const struct sp_window_span *there, const struct sp_window_span *said)
{
	return there->basis == said->basis && there->weekday == said->weekday &&
	       there->cycle_week == said->cycle_week && there->day == said->day &&
	       (there->from_min == said->from_min || said->from_min == SP_MINUTE_NONE) &&
	       (there->to_min == said->to_min || said->to_min == SP_MINUTE_NONE);
}

static const struct sp_window_span *
span_there(const struct sp_app *app, sp_window_id window, const struct sp_window_span *span)
{
	for (size_t i = 0; i < app->snapshot.window_spans.n; i++) {
		const struct sp_window_span *there = &app->snapshot.window_spans.items[i];

		if (there->window.v == window.v && is_meant(there, span))
			return there;
	}
	return NULL;
}

/* An evening that was given is worked: without that nothing could be planned on it. */
static enum sp_rc
work_then(const struct sp_app *app, const struct sp_window_span *span, struct change *change,
	  struct sp_outcome *ret, struct sp_err *reterr)
{
	struct sp_availability day;
	enum sp_rc rc;

	if (span->day == SP_DAY_NONE || span->from_min == SP_MINUTE_NONE || span->to_min == SP_MINUTE_NONE)
		return SP_OK;
	rc = sp_availability_of(&app->snapshot, span->day, &change->arena, &day, reterr);
	if (rc == SP_OK && !sp_spans_contain(&day.work, span->from_min, span->to_min)) {
		struct sp_working_window row = sp_working_window_blank();

		row.weekday = (int32_t)sp_day_weekday(span->day);
		row.from_min = span->from_min;
		row.to_min = span->to_min;
		row.from_day = row.to_day = span->day;
		sp_edits_put_working_window(&change->edits, &row);
		outcome_note(ret, "It counts as working time on that day.");
	}
	return rc;
}

static enum sp_rc
open_span(const struct sp_app *app, const struct sp_window *window, struct sp_window_span *span,
	  struct change *change, struct sp_outcome *ret, struct sp_err *reterr)
{
	span->id.v = 0;
	span->window = window->id;
	if (span_there(app, window->id, span) != NULL)
		return sp_err_set(reterr, SP_NO, "%s is open then already.", window->key);
	sp_edits_put_window_span(&change->edits, span);
	return work_then(app, span, change, ret, reterr);
}

/* The hours that opening it gave, and no others, go with it. */
static void
drop_span(const struct sp_app *app, const struct sp_window_span *there, struct change *change)
{
	sp_edits_delete(&change->edits, SP_ENTITY_window_span, there->id.v);
	for (size_t i = 0; i < app->snapshot.working_windows.n && there->day != SP_DAY_NONE; i++) {
		const struct sp_working_window *row = &app->snapshot.working_windows.items[i];

		if (row->from_day == there->day && row->to_day == there->day &&
		    row->from_min == there->from_min && row->to_min == there->to_min)
			sp_edits_delete(&change->edits, SP_ENTITY_working_window, row->id.v);
	}
}

static enum sp_rc
close_span(const struct sp_app *app, const struct sp_window *window, const struct sp_window_span *span,
	   struct change *change, struct sp_err *reterr)
{
	const struct sp_window_span *there = span_there(app, window->id, span);

	if (there == NULL)
		return sp_err_set(reterr, SP_NO,
				  "%s has no such time. \"senplan window list\" shows those that it has.",
				  window->key);
	drop_span(app, there, change);
	return SP_OK;
}

static enum sp_rc
change_window(struct sp_app *app, const char *key, const char *when, bool opens, struct sp_outcome *ret,
	      struct sp_err *reterr)
{
	struct sp_window_span spans[ATTENDING_MAX];
	const struct sp_window *window;
	char label[LABEL_SIZE];
	struct sp_str words;
	struct change change;
	size_t n = 0;
	enum sp_rc rc = find_window(app, key, &window, reterr);

	if (rc == SP_OK)
		rc = attending_parse(&app->snapshot, app->env.now, "when", when, spans, &n, reterr);
	if (rc != SP_OK)
		return rc;
	change_begin(&change);
	sp_str_init(&words);
	for (size_t i = 0; i < n && rc == SP_OK; i++) {
		rc = opens ? open_span(app, window, &spans[i], &change, ret, reterr)
			   : close_span(app, window, &spans[i], &change, reterr);
		sp_str_add(&words, i == 0 ? "" : " and ");
		sp_words_span(&words, &app->snapshot, &spans[i]);
	}
	snprintf(label, sizeof(label), "window: %s %s", opens ? "opened" : "closed", window->key);
	outcome_done(ret, "%s %s: %s.", opens ? "Opened" : "Closed", window->key, words.text);
	sp_str_finish(&words);
	if (rc == SP_OK)
		return change_commit_expanded(app, &change, label, ret, reterr);
	change_finish(&change);
	return rc;
}

enum sp_rc
sp_app_window_open(struct sp_app *app, const char *window, const char *when, struct sp_outcome *ret,
		   struct sp_err *reterr)
{
	return change_window(app, window, when, true, ret, reterr);
}

enum sp_rc
sp_app_window_close(struct sp_app *app, const char *window, const char *when, struct sp_outcome *ret,
		    struct sp_err *reterr)
{
	return change_window(app, window, when, false, ret, reterr);
}

enum sp_rc
sp_app_window_close_time(struct sp_app *app, sp_window_span_id id, struct sp_outcome *ret,
			 struct sp_err *reterr)
{
	const struct sp_window_span *there = sp_snapshot_window_span(&app->snapshot, id);
	const struct sp_window *window =
		there == NULL ? NULL : sp_snapshot_window(&app->snapshot, there->window);
	char label[LABEL_SIZE];
	struct sp_str words;
	struct change change;

	if (window == NULL)
		return sp_err_set(reterr, SP_NO, "It is not there any more.");
	change_begin(&change);
	drop_span(app, there, &change);
	sp_str_init(&words);
	sp_words_span(&words, &app->snapshot, there);
	snprintf(label, sizeof(label), "window: closed %s", window->key);
	outcome_done(ret, "Closed %s: %s.", window->key, words.text);
	sp_str_finish(&words);
	return change_commit_expanded(app, &change, label, ret, reterr);
}
