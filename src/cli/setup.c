/*
 * Making a plan, its settings, what comes in.
 */
#include "senplan/app/intake.h"

#include "run.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Has the file been given anything yet? */
static bool
is_fresh(const struct sp_snapshot *snapshot)
{
	return snapshot->activities.n == 0 && snapshot->year_spans.n == 0 && snapshot->cases.n == 0 &&
	       snapshot->tasks.n == 0;
}

enum sp_rc
run_init(struct run *run, struct sp_err *reterr)
{
	const char *preset = run->args.values[SP_OPTION_PRESET];
	enum sp_rc rc;

	if (!is_fresh(sp_app_snapshot(run->app)))
		return sp_err_set(reterr, SP_NO, "%s holds a plan already; it was left as it is.",
				  run->env.db_path);
	if (preset == NULL)
		preset = "secondary";
	rc = sp_intake_preset(run->app, preset, reterr);
	if (rc == SP_OK)
		rc = sp_app_usual_hours(run->app, reterr);
	if (rc == SP_OK)
		print_done(run,
			   "Made %s for a %s school, working hours Mon-Fri 08:00-16:00. "
			   "Next: import terms, timetable and caseload, then \"senplan plan\".",
			   run->env.db_path, preset);
	return rc;
}

/* --- demo --- */

/* The sample year is 2026/27. Outside it the sample begins on a Monday morning in November. */
static void
demo_moment(struct run *run)
{
	sp_day today = sp_time_day(run->env.now);

	if (today >= sp_day_of(2026, 9, 1) && today <= sp_day_of(2027, 7, 16))
		return;
	run->env.now = sp_time_of(sp_day_of(2026, 11, 23), 8 * 60);
	run->env.now_utc = sp_moment_to_utc(run->env.now);
	run->env.now_fixed = true;
}

/* The week to print: the present one, or the next that has school in it. */
static sp_day
demo_day(struct run *run)
{
	sp_day today = sp_time_day(sp_app_now(run->app));
	sp_day next = sp_year_school_day_after(sp_app_snapshot(run->app), today);

	return next == SP_DAY_NONE ? today : next;
}

static enum sp_rc
demo_in_file(struct run *run, struct sp_err *reterr)
{
	const char *name = run->args.n_words > 0 ? run->args.words[0] : "secondary";
	bool on_screen = !args_has(&run->args, SP_OPTION_NO_TUI) && run->world->screen != NULL &&
			 run->world->in_is_terminal && run->world->out_is_terminal && !run->json;
	enum sp_rc rc;

	demo_moment(run);
	rc = run_open(run, SP_STORE_CREATE, reterr);
	if (rc == SP_OK && !is_fresh(sp_app_snapshot(run->app)))
		rc = sp_err_set(reterr, SP_USAGE, "%s holds a plan already: name another file with --db.",
				run->env.db_path);
	if (rc == SP_OK)
		rc = sp_intake_demo(run->app, name, reterr);
	if (rc != SP_OK)
		return rc;
	if (!on_screen)
		return run->quiet && !run->json ? SP_OK : print_week(run, demo_day(run), reterr);
	sp_app_close(run->app);
	run->app = NULL;
	return run_screen(run, false, reterr);
}

/* A temporary plan and what SQLite puts beside it. */
static void
remove_temporary(const char *folder)
{
	static const char *const names[] = {"plan.db", "plan.db-wal", "plan.db-shm", "plan.db-journal"};
	char path[400];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (snprintf(path, sizeof(path), "%s/%s", folder, names[i]) < (int)sizeof(path))
			unlink(path);
	rmdir(folder);
}

enum sp_rc
run_demo(struct run *run, struct sp_err *reterr)
{
	const char *folder = run->world->variable("TMPDIR");
	char path[300];
	enum sp_rc rc;

	if (args_has(&run->args, SP_OPTION_DB))
		return demo_in_file(run, reterr);
	if (folder == NULL || folder[0] != '/' || strlen(folder) > 200)
		folder = "/tmp";
	snprintf(path, sizeof(path), "%s/senplan-XXXXXX", folder);
	if (mkdtemp(path) == NULL)
		return sp_err_set(reterr, SP_SYSTEM, "No temporary folder can be made in %s: %s.", folder,
				  strerror(errno));
	run->env.db_path = sp_arena_printf(&run->arena, "%s/plan.db", path);
	run->env.db_default = false;
	run->env.backup_dir = NULL;
	rc = run->env.db_path == NULL ? sp_err_nomem(reterr) : demo_in_file(run, reterr);
	sp_app_close(run->app);
	run->app = NULL;
	remove_temporary(path);
	return rc;
}

/* --- settings --- */

enum sp_rc
run_set(struct run *run, struct sp_err *reterr)
{
	const char *value = args_join(&run->args, 1, run->args.n_words, &run->arena);
	const char *key = run->args.words[0];
	enum sp_rc rc = value == NULL ? sp_err_nomem(reterr) : sp_app_set(run->app, key, value, reterr);

	if (rc == SP_OK)
		print_done(run, "%s is %s.", key, sp_setting_text(sp_app_snapshot(run->app), key));
	return rc;
}

static void
get_all(struct run *run)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	size_t n;
	const struct sp_setting_info *infos = sp_setting_infos(&n);

	if (run->json)
		sp_json_open(json_begin(run), "settings", '{');
	for (size_t i = 0; i < n; i++) {
		const char *value = sp_setting_text(snapshot, infos[i].key);

		if (run->json) {
			sp_json_text(&run->document, infos[i].key, value);
			continue;
		}
		print_column(run, infos[i].key, 20);
		print_column(run, value[0] == '\0' ? "-" : value, 12);
		print(run, " ");
		print_wrapped(run, infos[i].help, 33);
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	}
}

enum sp_rc
run_get(struct run *run, struct sp_err *reterr)
{
	const char *key, *value;

	if (run->args.n_words == 0) {
		get_all(run);
		return SP_OK;
	}
	key = run->args.words[0];
	if (sp_setting_info(key) == NULL)
		return sp_err_set(reterr, SP_USAGE,
				  "There is no setting \"%s\". \"senplan get\" lists them all.", key);
	value = sp_setting_text(sp_app_snapshot(run->app), key);
	if (run->json) {
		sp_json_text(json_begin(run), key, value);
		json_end(run);
	} else {
		print_clean(run, value);
		print(run, "\n");
	}
	return SP_OK;
}

/* --- import --- */

typedef enum sp_rc (*intake_fn)(struct sp_app *app, const char *path, const struct sp_intake_options *options,
				struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr);

static const struct {
	const char *name;
	intake_fn take;
} intakes[] = {
	{"caseload", sp_intake_caseload}, {"terms", sp_intake_terms}, {"timetable", sp_intake_timetable},
	{"duties", sp_intake_duties},	  {"staff", sp_intake_staff}, {"events", sp_intake_events},
	{"calendar", sp_intake_calendar},
};

void
json_intake(struct run *run, const struct sp_intake_result *result, bool with_busy)
{
	struct sp_json *json = json_begin(run);

	if (with_busy)
		sp_json_open(json, "busy", '[');
	for (size_t i = 0; i < result->n_busy && with_busy; i++) {
		const struct sp_intake_busy *busy = &result->busy[i];

		sp_json_open(json, NULL, '{');
		sp_json_text(json, "uid", busy->uid);
		json_time(json, "start", busy->start);
		json_time(json, "end", busy->end);
		sp_json_bool(json, "all_day", busy->all_day);
		sp_json_text(json, "title", busy->title);
		sp_json_close(json);
	}
	if (with_busy)
		sp_json_close(json);
	sp_json_int(json, "new", (int64_t)result->n_new);
	sp_json_int(json, "changed", (int64_t)result->n_changed);
	sp_json_int(json, "unchanged", (int64_t)result->n_unchanged);
	sp_json_int(json, "removed", (int64_t)result->n_removed);
	sp_json_open(json, "warnings", '[');
	for (size_t i = 0; i < result->n_warnings; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_int(json, "line", result->warnings[i].line);
		sp_json_text(json, "text", result->warnings[i].text);
		sp_json_close(json);
	}
	sp_json_close(json);
	json_end(run);
}

void
print_intake(struct run *run, const char *path, const struct sp_intake_result *result, bool dry_run)
{
	for (size_t i = 0; i < result->n_warnings; i++) {
		print_clean(run, path);
		if (result->warnings[i].line > 0)
			print(run, ":%d", result->warnings[i].line);
		print(run, ": ");
		print_clean(run, result->warnings[i].text);
		print(run, "\n");
	}
	if (sp_intake_is_same(result))
		print(run, "Nothing new: ");
	print(run, "%zu new, %zu changed, %zu unchanged, %zu removed%s\n", result->n_new, result->n_changed,
	      result->n_unchanged, result->n_removed, dry_run ? " (nothing was changed: --dry-run)" : "");
}

enum sp_rc
run_import(struct run *run, struct sp_err *reterr)
{
	const struct args *args = &run->args;
	struct sp_intake_options options = {
		.dry_run = args_has(args, SP_OPTION_DRY_RUN),
		.skip_bad = args_has(args, SP_OPTION_SKIP_BAD),
		.map = args->values[SP_OPTION_MAP],
		.source_name = args->values[SP_OPTION_SOURCE],
	};
	struct sp_intake_result result = {0};
	size_t kind = 0;
	enum sp_rc rc;

	if (sp_streq(args->words[0], "json"))
		return import_plan(run, reterr);
	while (!sp_streq(intakes[kind].name, args->words[0])) {
		kind++;
		assert(kind < sizeof(intakes) / sizeof(intakes[0]));
	}
	rc = option_range(run, &options.from_day, &options.to_day, reterr);
	if (rc == SP_OK)
		rc = intakes[kind].take(run->app, args->words[1], &options, &run->arena, &result, reterr);
	if (rc != SP_OK)
		return rc;
	if (run->json)
		json_intake(run, &result, intakes[kind].take == sp_intake_calendar);
	else if (!run->quiet)
		print_intake(run, args->words[1], &result, options.dry_run);
	return SP_OK;
}

enum sp_rc
run_add(struct run *run, struct sp_err *reterr)
{
	const char *text = args_join(&run->args, 0, run->args.n_words, &run->arena);
	bool dry_run = args_has(&run->args, SP_OPTION_DRY_RUN);
	const char *understood;
	sp_task_id task = {0};
	enum sp_rc rc = text == NULL ? sp_err_nomem(reterr)
				     : sp_intake_add(run->app, text, dry_run, &run->arena, &understood, &task,
						     reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json) {
		struct sp_json *json = json_begin(run);

		if (dry_run)
			sp_json_null(json, "task");
		else
			sp_json_int(json, "task", task.v);
		sp_json_text(json, "understood", understood);
		json_end(run);
	} else if (!run->quiet) {
		if (!dry_run)
			print(run, "Task %lld: ", (long long)task.v);
		print_clean(run, understood);
		print(run, "\n");
	}
	return SP_OK;
}
