/*
 * The calendar as it leaves by the screen: what the form says becomes a request, and what has changed since the last time
 * becomes a sentence.
 */
#include "senplan/app/school.h"
#include "senplan/app/share_out.h"
#include "senplan/base/array.h"

#include "parts.h"

#include <stdio.h>
#include <string.h>

/* "senco.ics: 3 events are new, 1 moved; 770 as they were." */
static void
add_counts(struct sp_str *out, const char *target, const char *what, const struct sp_calendar_result *result)
{
	const struct {
		size_t n;
		const char *word;
	} counts[] = {{result->n_new, "new"},
		      {result->n_moved, "moved"},
		      {result->n_changed, "changed"},
		      {result->n_cancelled, "cancelled"}};
	bool any = false;

	sp_str_addf(out, "%s%s:", out->len > 0 ? " " : "", target);
	for (size_t i = 0; i < SP_COUNT(counts); i++) {
		if (counts[i].n == 0)
			continue;
		sp_str_addf(out, "%s %zu ", any ? "," : "", counts[i].n);
		if (!any)
			sp_str_addf(out, "%s%s ", what, counts[i].n == 1 ? "" : "s");
		sp_str_add(out, counts[i].word);
		any = true;
	}
	if (result->n_unchanged > 0 && any)
		sp_str_addf(out, "; %zu %s as before", result->n_unchanged,
			    result->n_unchanged == 1 ? "is" : "are");
	else if (result->n_unchanged > 0)
		sp_str_addf(out, " %zu %s%s as before", result->n_unchanged, what,
			    result->n_unchanged == 1 ? "" : "s");
	else if (!any)
		sp_str_add(out, " nothing to give out");
	sp_str_add_char(out, '.');
}

/* A path of the form, from the home folder where it begins with "~/". */
static const char *
path_in(const struct sp_app *app, const struct sp_sheet *sheet, const char *name, struct sp_arena *arena)
{
	return sp_app_typed_path(app, sp_sheet_text(sheet, name), arena);
}

static enum sp_rc
read_request(const struct sp_sheet *sheet, const char *to, const char *todos,
	     struct sp_calendar_request *entries, struct sp_calendar_request *tasks, struct sp_err *reterr)
{
	const char *deadlines = sp_sheet_text(sheet, "deadlines");
	bool both = sp_streq(deadlines, "both");
	size_t len = strlen(to);
	int titles = sp_enum_parse(sp_titles_names, sp_sheet_text(sheet, "titles"));

	if (len > 0 && to[len - 1] == '/')
		entries->vdir = to;
	else if (len > 0)
		entries->file = to;
	entries->deadlines = both || sp_streq(deadlines, "entries");
	entries->titles = titles < 0 ? SP_TITLES_ACTIVITY : (enum sp_titles)titles;
	entries->force = sp_streq(sp_sheet_text(sheet, "empty"), "yes");
	*tasks = *entries;
	tasks->file = tasks->vdir = NULL;
	tasks->deadlines = false;
	if (both || sp_streq(deadlines, "tasks")) {
		tasks->todos = todos;
		if (tasks->todos[0] == '\0')
			return sp_err_set(
				reterr, SP_USAGE,
				"todos: Tasks need a file or folder of their own: tasks.ics, deadlines/");
	}
	if (len == 0 && tasks->todos == NULL)
		return sp_err_set(reterr, SP_USAGE, "to: It needs a file, senco.ics, or a folder, senco/");
	if (tasks->todos != NULL && sp_streq(tasks->todos, to))
		return sp_err_set(
			reterr, SP_USAGE,
			"todos: Tasks need a place of their own: many programs show a file or folder as "
			"either a calendar or a list of tasks.");
	return SP_OK;
}

enum sp_rc
sp_host_share(struct sp_app *app, const struct sp_sheet *sheet, sp_day from, sp_day until,
	      struct sp_outcome *outcome, struct sp_err *reterr)
{
	struct sp_calendar_request entries = {.from_day = from, .to_day = until}, tasks;
	struct sp_calendar_result result = {0};
	struct sp_str words;
	char why[SP_SHEET_ERROR];
	const char *to = path_in(app, sheet, "to", outcome->arena);
	const char *todos = path_in(app, sheet, "todos", outcome->arena);
	enum sp_rc rc = to == NULL || todos == NULL
				? sp_err_nomem(reterr)
				: read_request(sheet, to, todos, &entries, &tasks, reterr);

	sp_str_init(&words);
	if (rc == SP_OK && (entries.file != NULL || entries.vdir != NULL)) {
		rc = sp_share_calendar(app, &entries, &result, reterr);
		if (rc == SP_OK)
			add_counts(&words, sp_sheet_text(sheet, "to"), "event", &result);
	}
	if (rc == SP_OK && tasks.todos != NULL) {
		rc = sp_share_calendar(app, &tasks, &result, reterr);
		if (rc == SP_OK)
			add_counts(&words, tasks.todos, "task", &result);
	}
	if (rc == SP_NO) {
		snprintf(why, sizeof(why), "%.*s", (int)(sizeof(why) - 1), reterr->text);
		rc = sp_err_set(reterr, rc, "empty: %s", why);
	}
	if (rc == SP_OK) {
		outcome->done = sp_arena_strdup(outcome->arena, words.text);
		if (outcome->done == NULL)
			rc = sp_err_nomem(reterr);
	}
	sp_str_finish(&words);
	return rc;
}
