/*
 * What leaves the plan: calendars, backups; its history; and the engine alone.
 */
#include "senplan/app/share_out.h"

#include "run.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { HISTORY_USUAL = 20 };

/* --- export --- */

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

/* --- history --- */

enum sp_rc
run_history(struct run *run, struct sp_err *reterr)
{
	size_t max = (size_t)args_number(&run->args, SP_OPTION_COUNT_OF, HISTORY_USUAL);
	const struct sp_history_entry *entries;
	size_t n = 0;
	enum sp_rc rc = sp_app_history(run->app, max, &run->arena, &entries, &n, reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json)
		sp_json_open(json_begin(run), "history", '[');
	for (size_t i = 0; i < n; i++) {
		const struct sp_history_entry *entry = &entries[i];
		const char *label;
		char when[SP_CLOCK_TEXT];

		if (run->json) {
			struct sp_json *json = &run->document;

			sp_json_open(json, NULL, '{');
			sp_json_int(json, "id", entry->id);
			json_time(json, "at", sp_moment_from_utc(entry->at_utc));
			sp_json_text(json, "label", entry->label);
			sp_json_int(json, "changes", entry->n_changes);
			sp_json_bool(json, "undone", entry->undone);
			sp_json_close(json);
			continue;
		}
		print(run, "%5lld  %-17s ", (long long)entry->id,
		      sp_time_format(sp_moment_from_utc(entry->at_utc), when));
		label = sp_arena_printf(&run->arena, "%s%s", entry->undone ? "(undone) " : "", entry->label);
		print_wrapped(run, label == NULL ? entry->label : label, 25);
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (n == 0) {
		print(run, "Nothing was done yet.\n");
	}
	return SP_OK;
}

/* An undo must not leave nothing behind by accident: taking back the first import asks for --force. */
static bool
is_empty(const struct sp_snapshot *snapshot)
{
	return snapshot->activities.n == 0 && snapshot->cases.n == 0 && snapshot->tasks.n == 0;
}

enum sp_rc
run_undo(struct run *run, struct sp_err *reterr)
{
	bool was_empty = is_empty(sp_app_snapshot(run->app));
	const char *label, *again;
	enum sp_rc rc = sp_app_undo(run->app, &run->arena, &label, reterr);

	if (rc != SP_OK)
		return rc;
	if (!was_empty && is_empty(sp_app_snapshot(run->app)) && !args_has(&run->args, SP_OPTION_FORCE)) {
		rc = sp_app_redo(run->app, &run->arena, &again, reterr);
		if (rc != SP_OK)
			return rc;
		return sp_err_set(
			reterr, SP_NO,
			"Taking back \"%s\" would leave the plan empty; it stays. \"senplan undo --force\" does it all the same.",
			label);
	}
	print_done(run, "Taken back: %s.", label);
	return SP_OK;
}

enum sp_rc
run_redo(struct run *run, struct sp_err *reterr)
{
	const char *label;
	enum sp_rc rc = sp_app_redo(run->app, &run->arena, &label, reterr);

	if (rc == SP_OK)
		print_done(run, "Done again: %s.", label);
	return rc;
}

/* --- backups --- */

enum sp_rc
run_backup(struct run *run, struct sp_err *reterr)
{
	const char *path;
	enum sp_rc rc = sp_app_backup(run->app, run->args.n_words > 0 ? run->args.words[0] : NULL,
				      &run->arena, &path, reterr);

	if (rc == SP_OK)
		print_done(run, "Backed up to %s.", path);
	return rc;
}

enum sp_rc
run_restore(struct run *run, struct sp_err *reterr)
{
	const char *backup = run->args.words[0];
	enum sp_rc rc;

	if (access(backup, F_OK) != 0)
		return sp_err_set(reterr, SP_FILE, "There is no backup at %s: %s.", backup, strerror(errno));
	rc = sp_app_restore(&run->env, backup, reterr);
	if (rc == SP_OK)
		print_done(run, "Restored %s from %s.", run->env.db_path, run->args.words[0]);
	return rc;
}

/* --- check --- */

static void
json_findings(struct run *run, const struct sp_app_findings *findings)
{
	struct sp_json *json = json_begin(run);

	sp_json_bool(json, "sound", findings->n == 0);
	sp_json_int(json, "blocks", (int64_t)findings->n_blocks);
	sp_json_open(json, "findings", '[');
	for (size_t i = 0; i < findings->n; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_text(json, "about", i < findings->n_file ? "file" : "plan");
		sp_json_text(json, "text", findings->texts[i]);
		sp_json_close(json);
	}
	sp_json_close(json);
	sp_json_open(json, "notes", '[');
	for (size_t i = 0; i < findings->n_notes; i++)
		sp_json_text(json, NULL, findings->notes[i]);
	sp_json_close(json);
	json_end(run);
}

static enum sp_rc
check_plan(struct run *run, struct sp_err *reterr)
{
	struct sp_app_findings findings = {0};
	enum sp_rc rc = sp_app_check(run->app, run->hide, &run->arena, &findings, reterr);

	if (rc != SP_OK && (rc != SP_NO || findings.n == 0))
		return rc;
	if (run->json) {
		json_findings(run, &findings);
		return rc;
	}
	for (size_t i = 0; i < findings.n; i++) {
		print(run, "%s: ", i < findings.n_file ? "file" : "plan");
		print_wrapped(run, findings.texts[i], 6);
	}
	for (size_t i = 0; i < findings.n_notes; i++) {
		print(run, "note: ");
		print_wrapped(run, findings.notes[i], 6);
	}
	if (rc == SP_OK && !run->quiet)
		print(run,
		      "The file is sound. The plan keeps every hard rule (%zu block%s).\n"
		      "The file is not encrypted: keep it on an encrypted disk.\n",
		      findings.n_blocks, findings.n_blocks == 1 ? "" : "s");
	return rc;
}

static enum sp_rc
check_calendar(struct run *run, const char *path, struct sp_err *reterr)
{
	struct sp_ics_findings findings;
	enum sp_rc rc = sp_share_check_calendar(path, run->args.values[SP_OPTION_SINCE], &run->arena,
						&findings, reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json)
		sp_json_open(json_begin(run), "findings", '[');
	for (size_t i = 0; i < findings.n; i++) {
		const struct sp_ics_finding *finding = &findings.items[i];

		if (run->json) {
			struct sp_json *json = &run->document;

			sp_json_open(json, NULL, '{');
			if (finding->file != NULL)
				sp_json_text(json, "file", finding->file);
			sp_json_int(json, "line", finding->line);
			sp_json_text(json, "rule", finding->rule);
			sp_json_bool(json, "must", finding->must);
			sp_json_text(json, "affected", finding->affected);
			sp_json_text(json, "text", finding->text);
			sp_json_close(json);
			continue;
		}
		print_clean(run, path);
		if (finding->file != NULL) {
			print(run, "%s", path[strlen(path) - 1] == '/' ? "" : "/");
			print_clean(run, finding->file);
		}
		if (finding->line > 0)
			print(run, ":%d", finding->line);
		print(run, ": %s %s (%s): ", finding->must ? "must" : "should", finding->rule,
		      finding->affected);
		print_clean(run, finding->text);
		print(run, "\n");
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (!run->quiet) {
		print(run, "%zu finding%s, %zu of them must be mended.\n", findings.n + findings.left_n,
		      findings.n + findings.left_n == 1 ? "" : "s", findings.must_n);
	}
	return findings.must_n == 0 ? SP_OK : SP_NO;
}

enum sp_rc
run_check(struct run *run, struct sp_err *reterr)
{
	enum sp_rc rc;

	if (run->args.n_words > 0)
		return check_calendar(run, run->args.words[0], reterr);
	if (args_has(&run->args, SP_OPTION_SINCE))
		return sp_err_set(reterr, SP_USAGE, "--since goes with a calendar file to check.");
	rc = run_open(run, SP_STORE_READ_ONLY, reterr);
	return rc == SP_OK ? check_plan(run, reterr) : rc;
}

/* --- solve --- */

/* The tiers in their order of rank: late hard tasks, their days, soft lateness, moves, targets, quality. */
static void
json_vector(struct sp_json *json, const char *key, const struct sp_score *score)
{
	sp_json_open(json, key, '[');
	sp_json_int(json, NULL, score->hard_late);
	sp_json_int(json, NULL, score->hard_days);
	sp_json_int(json, NULL, score->soft);
	sp_json_int(json, NULL, score->moved);
	sp_json_int(json, NULL, score->target);
	sp_json_int(json, NULL, score->quality);
	sp_json_close(json);
}

static void
json_solve_step(struct sp_json *json, const struct sp_solve_step *step)
{
	sp_json_int(json, "us", step->us);
	sp_json_int(json, "ticks", (int64_t)step->ticks);
	json_vector(json, "vector", &step->score);
	sp_json_close(json);
}

static void
json_solve_times(struct run *run, const struct sp_solve_result *result)
{
	struct sp_json *json = &run->document;
	char mark[16];

	sp_json_int(json, "first_us", result->first_us);
	sp_json_int(json, "best_us", result->best_us);
	sp_json_int(json, "total_us", result->total_us);
	sp_json_int(json, "ticks", (int64_t)result->ticks);
	sp_json_int(json, "first_ticks", (int64_t)result->first_ticks);
	sp_json_int(json, "iterations", (int64_t)result->iterations);
	sp_json_open(json, "at_ms", '{');
	for (size_t i = 0; i < result->n_marks; i++) {
		snprintf(mark, sizeof(mark), "%d", (int)sp_solve_marks[i]);
		sp_json_open(json, mark, '{');
		json_solve_step(json, &result->marks[i]);
	}
	sp_json_close(json);
	if (result->trace == NULL)
		return;
	sp_json_open(json, "trace", '[');
	for (size_t i = 0; i < result->n_trace; i++) {
		sp_json_open(json, NULL, '{');
		json_solve_step(json, &result->trace[i]);
	}
	sp_json_close(json);
}

static void
json_solved(struct run *run, const struct sp_solve_result *result)
{
	struct sp_json *json;

	run->json = true;
	json = json_begin(run);
	sp_json_text(json, "name", result->name);
	sp_json_int(json, "tasks", (int64_t)result->n_tasks);
	sp_json_int(json, "blocks", (int64_t)result->n_blocks);
	sp_json_int(json, "unplaced", (int64_t)result->n_unplaced);
	sp_json_int(json, "violations", (int64_t)result->n_violations);
	json_vector(json, "vector", &result->score);
	sp_json_bool(json, "replan", result->is_replan);
	sp_json_int(json, "moved_tasks", (int64_t)result->n_moved_tasks);
	sp_json_int(json, "moved_blocks", (int64_t)result->n_moved_blocks);
	json_solve_times(run, result);
	sp_json_open(json, "notes", '[');
	for (size_t i = 0; i < result->n_notes; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_int(json, "line", result->notes[i].line);
		sp_json_text(json, "note", result->notes[i].text);
		sp_json_close(json);
	}
	sp_json_close(json);
	json_end(run);
}

enum sp_rc
run_solve(struct run *run, struct sp_err *reterr)
{
	const struct args *args = &run->args;
	struct sp_solve_request request = {
		.path = args->words[0],
		.output = args->values[SP_OPTION_OUTPUT],
		.seed = (uint64_t)args_number(args, SP_OPTION_SEED, 0),
		.ticks = (uint64_t)args_number(args, SP_OPTION_TICKS, 0),
		.budget_ms = (int32_t)args_number(args, SP_OPTION_BUDGET_MS, 0),
		.stability = run_stability(run, SP_STABILITY_BALANCED),
		.trace = args_has(args, SP_OPTION_TRACE),
		.clock = run->world->monotonic,
		.clock_context = run->world->monotonic_context,
	};
	struct sp_solve_result result = {0};
	enum sp_rc rc = sp_solve(&request, &run->arena, &result, reterr);

	if (rc == SP_OK || (rc == SP_NO && result.n_violations > 0))
		json_solved(run, &result);
	return rc;
}
