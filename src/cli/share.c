/*
 * The calendar as it leaves by the command line: what of the plan, where to, and what has changed since the last time.
 */
#include "senplan/app/share_out.h"

#include "run.h"

#include <string.h>

static enum sp_titles
wanted_titles(const struct run *run)
{
	const char *titles = run->args.values[SP_OPTION_TITLES];
	int index;

	if (titles == NULL)
		titles = sp_setting_text(sp_app_snapshot(run->app), "titles");
	index = sp_enum_parse(sp_titles_names, titles);
	return index < 0 ? SP_TITLES_ACTIVITY : (enum sp_titles)index;
}

static void
json_counts(struct sp_json *json, const struct sp_calendar_result *result)
{
	sp_json_int(json, "events", (int64_t)result->n_events);
	sp_json_int(json, "new", (int64_t)result->n_new);
	sp_json_int(json, "moved", (int64_t)result->n_moved);
	sp_json_int(json, "changed", (int64_t)result->n_changed);
	sp_json_int(json, "cancelled", (int64_t)result->n_cancelled);
	sp_json_int(json, "unchanged", (int64_t)result->n_unchanged);
}

static void
say_counts(struct run *run, const char *target, const struct sp_calendar_result *result)
{
	print_clean(run, target);
	print(run, ": %zu new, %zu moved, %zu changed, %zu cancelled, %zu unchanged\n", result->n_new,
	      result->n_moved, result->n_changed, result->n_cancelled, result->n_unchanged);
}

static bool
is_ics(const char *path)
{
	size_t len = strlen(path);

	return len > 4 && sp_streq(path + len - 4, ".ics");
}

/* What each target was told, beside what it was told last. */
static void
say_exported(struct run *run, const struct sp_calendar_request *request, const char *todos,
	     const struct sp_calendar_result *events, const struct sp_calendar_result *tasks)
{
	const char *target = request->file != NULL ? request->file : request->vdir;

	if (run->json) {
		struct sp_json *json = json_begin(run);

		if (target != NULL) {
			sp_json_text(json, request->file != NULL ? "file" : "vdir", target);
			json_counts(json, events);
		}
		if (todos != NULL) {
			sp_json_open(json, "todos", '{');
			sp_json_text(json, is_ics(todos) ? "file" : "folder", todos);
			json_counts(json, tasks);
			sp_json_close(json);
		}
		json_end(run);
	} else if (!run->quiet) {
		if (target != NULL)
			say_counts(run, target, events);
		if (todos != NULL)
			say_counts(run, todos, tasks);
	}
}

/* The calendar's target, the folder of tasks, or both. */
static enum sp_rc
export_targets(struct run *run, struct sp_calendar_request *request, struct sp_err *reterr)
{
	const char *todos = run->args.values[SP_OPTION_TODOS];
	struct sp_calendar_request tasks = {.todos = todos,
					    .titles = request->titles,
					    .from_day = request->from_day,
					    .to_day = request->to_day,
					    .force = request->force};
	struct sp_calendar_result event_result = {0}, task_result = {0};
	enum sp_rc rc = SP_OK;

	if (request->file != NULL || request->vdir != NULL)
		rc = sp_share_calendar(run->app, request, &event_result, reterr);
	if (rc == SP_OK && todos != NULL)
		rc = sp_share_calendar(run->app, &tasks, &task_result, reterr);
	if (rc == SP_OK)
		say_exported(run, request, todos, &event_result, &task_result);
	return rc;
}

enum sp_rc
run_export(struct run *run, struct sp_err *reterr)
{
	const struct args *args = &run->args;
	const char *todos = args->values[SP_OPTION_TODOS];
	struct sp_calendar_request request = {
		.file = args->values[SP_OPTION_OUTPUT],
		.vdir = args->values[SP_OPTION_VDIR],
		.deadlines = args_has(args, SP_OPTION_DEADLINES),
		.titles = wanted_titles(run),
		.force = args_has(args, SP_OPTION_FORCE),
	};
	enum sp_rc rc;

	if (!sp_streq(args->words[0], "calendar"))
		return sp_streq(args->words[0], "csv") ? export_tables(run, reterr)
						       : export_plan(run, reterr);
	rc = option_range(run, &request.from_day, &request.to_day, reterr);
	if (rc != SP_OK)
		return rc;
	if (request.file != NULL && request.vdir != NULL)
		return sp_err_set(reterr, SP_USAGE,
				  "-o and --vdir do not go together: one target at a time.");
	if (todos != NULL && request.file != NULL && sp_streq(todos, request.file))
		return sp_err_set(
			reterr, SP_USAGE,
			"Tasks need a file of their own: many programs take a file as either a calendar "
			"or a list of tasks.");
	if (todos != NULL && request.vdir != NULL && sp_streq(todos, request.vdir))
		return sp_err_set(reterr, SP_USAGE,
				  "Tasks need a folder of their own: many programs show a folder as "
				  "either a calendar or a list of tasks.");
	if (request.file != NULL ? sp_streq(request.file, "-") : request.vdir == NULL && todos == NULL) {
		request.file = NULL;
		if (todos != NULL)
			return sp_err_set(reterr, SP_USAGE, "--todos does not go with -o -.");
		return sp_share_calendar_bytes(run->app, &request, &run->out, reterr);
	}
	return export_targets(run, &request, reterr);
}
