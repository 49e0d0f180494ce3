/*
 * What was done to the plan, and the ways back: its history, undo and redo, backups.
 */
#include "run.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { HISTORY_USUAL = 20 };

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
