/*
 * The open plan: store, snapshot, and the moment at which it is looked at. After every stored change the snapshot is
 * replaced whole.
 */
#include "senplan/app/app.h"

#include "senplan/app/moment.h"
#include "senplan/app/school.h"
#include "senplan/report/words.h"
#include "senplan/store/file.h"

#include "form.h"
#include "session.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_MOST = 400 };

/* Loads into the arena that is not in use and changes over, so that a failed load leaves what was there. */
enum sp_rc
app_reload(struct sp_app *app, struct sp_err *reterr)
{
	int next = 1 - app->current;
	struct sp_snapshot snapshot = {0};
	enum sp_rc rc;

	sp_arena_finish(&app->arenas[next]);
	sp_arena_init(&app->arenas[next]);
	rc = sp_store_load(app->store, &app->arenas[next], &snapshot, reterr);
	if (rc != SP_OK)
		return rc;
	sp_app_discard(app);
	app->snapshot = snapshot;
	app->current = next;
	return SP_OK;
}

/* The usual place of the plan is made when it is missing; a folder that was typed is not. */
static enum sp_rc
make_folder(const struct sp_env *env, struct sp_err *reterr)
{
	const char *slash = strrchr(env->db_path, '/');
	char *folder;
	enum sp_rc rc;

	if (slash == NULL || slash == env->db_path)
		return SP_OK;
	folder = strndup(env->db_path, (size_t)(slash - env->db_path));
	if (folder == NULL)
		return sp_err_nomem(reterr);
	rc = sp_directory_make(folder, reterr);
	free(folder);
	return rc;
}

enum sp_rc
sp_app_open(const struct sp_env *env, enum sp_store_mode mode, struct sp_app **ret_app, struct sp_err *reterr)
{
	struct sp_store_options options = {
		.path = env->db_path,
		.mode = mode,
		.backup_dir = env->backup_dir,
		.now_utc = env->now_utc,
	};
	struct sp_app *app;
	enum sp_rc rc = SP_OK;

	assert(env->db_path != NULL);
	assert(env->make_uid != NULL);
	if (env->db_default && mode == SP_STORE_CREATE)
		rc = make_folder(env, reterr);
	if (rc != SP_OK)
		return rc;
	app = calloc(1, sizeof(*app));
	if (app == NULL)
		return sp_err_nomem(reterr);
	app->env = *env;
	sp_arena_init(&app->arenas[0]);
	sp_arena_init(&app->arenas[1]);
	rc = sp_store_open(&options, &app->store, reterr);
	if (rc == SP_OK)
		rc = app_reload(app, reterr);
	if (rc != SP_OK) {
		sp_app_close(app);
		return rc;
	}
	*ret_app = app;
	return SP_OK;
}

void
sp_app_close(struct sp_app *app)
{
	if (app == NULL)
		return;
	sp_app_discard(app);
	sp_store_close(app->store);
	sp_arena_finish(&app->arenas[0]);
	sp_arena_finish(&app->arenas[1]);
	free(app);
}

const struct sp_snapshot *
sp_app_snapshot(const struct sp_app *app)
{
	return &app->snapshot;
}

const struct sp_env *
sp_app_env(const struct sp_app *app)
{
	return &app->env;
}

char *
sp_app_typed_path(const struct sp_app *app, const char *typed, struct sp_arena *arena)
{
	const char *home = app->env.home_dir;

	if (home == NULL || home[0] == '\0' || typed[0] != '~' || (typed[1] != '/' && typed[1] != '\0'))
		return sp_arena_strdup(arena, typed);
	return sp_arena_printf(arena, "%s%s", home, typed + 1);
}

sp_time
sp_app_now(const struct sp_app *app)
{
	return app->env.now;
}

void
sp_app_set_now(struct sp_app *app, sp_time now, int64_t now_utc)
{
	if (app->env.now_fixed)
		return;
	app->env.now = now;
	app->env.now_utc = now_utc;
	sp_store_set_now(app->store, now_utc);
}

const char *
sp_app_notice(const struct sp_app *app)
{
	return sp_store_notice(app->store);
}

bool
sp_app_outdated(const struct sp_app *app)
{
	return app->outdated;
}

enum sp_rc
sp_app_refresh(struct sp_app *app, bool *ret_changed, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;
	bool changed = app->outdated || sp_store_changed_outside(app->store);

	if (changed)
		rc = app_reload(app, reterr);
	if (rc == SP_OK) {
		app->outdated = false;
		*ret_changed = changed;
	}
	return rc;
}

enum sp_rc
sp_app_commit(struct sp_app *app, const struct sp_edits *edits, const char *label, struct sp_err *reterr)
{
	return app_commit_ids(app, edits, label, NULL, reterr);
}

enum sp_rc
app_commit_ids(struct sp_app *app, const struct sp_edits *edits, const char *label, const int64_t **ret_ids,
	       struct sp_err *reterr)
{
	size_t len = strlen(label);
	char name[LABEL_MOST];
	enum sp_rc rc = sp_edits_ok(edits, reterr);

	if (rc != SP_OK || edits->n == 0)
		return rc;
	/* A label is a name, not a sentence: "Taken back: ….". */
	if (len > 0 && len < sizeof(name) && label[len - 1] == '.') {
		snprintf(name, sizeof(name), "%.*s", (int)len - 1, label);
		label = name;
	}
	rc = sp_store_apply(app->store, edits, label, app->snapshot.revision, ret_ids, reterr);
	app->outdated = rc == SP_NO;
	if (rc == SP_OK)
		rc = app_reload(app, reterr);
	return rc;
}

void
change_begin(struct change *change)
{
	sp_arena_init(&change->arena);
	sp_edits_init(&change->edits, &change->arena);
}

void
change_finish(struct change *change)
{
	sp_arena_finish(&change->arena);
}

enum sp_rc
change_commit(struct sp_app *app, struct change *change, const char *label, struct sp_err *reterr)
{
	enum sp_rc rc = sp_app_commit(app, &change->edits, label, reterr);

	change_finish(change);
	return rc;
}

enum sp_rc
write_target(const char *path, const char *bytes, size_t size, struct sp_err *reterr)
{
	enum sp_rc rc = sp_file_write(path, bytes, size, reterr);

	if (rc != SP_FILE)
		return rc;
	if (reterr != NULL)
		reterr->rc = SP_SYSTEM;
	return SP_SYSTEM;
}

const char *
task_title(const struct sp_snapshot *snapshot, const struct sp_task *task, struct sp_arena *arena)
{
	struct sp_str out;
	const char *title = NULL;

	sp_str_init(&out);
	sp_words_task(&out, snapshot, task, false);
	if (!out.failed)
		title = sp_arena_strdup(arena, out.text);
	sp_str_finish(&out);
	return title;
}

enum sp_rc
sp_app_set(struct sp_app *app, const char *key, const char *value, struct sp_err *reterr)
{
	struct sp_setting row = sp_setting_blank();
	struct change change;
	char label[200];
	const struct sp_setting_info *info = sp_setting_info(key);
	bool back = info != NULL && info->type != SP_SETTING_TEXT && sp_streq(value, "default");
	enum sp_rc rc = back ? SP_OK : sp_setting_check(key, value, reterr);

	if (rc != SP_OK)
		return rc;
	/* What it is already, by a row or by default, is no step to take back. */
	if (!back && sp_streq(sp_setting_text(&app->snapshot, key), value))
		return SP_OK;
	row.key = key;
	row.value = value;
	for (size_t i = 0; i < app->snapshot.settings.n; i++) {
		const struct sp_setting *old = &app->snapshot.settings.items[i];

		if (sp_streq(old->key, key))
			row.id = old->id;
	}
	if (back && row.id.v == 0)
		return SP_OK;
	change_begin(&change);
	if (back)
		sp_edits_delete(&change.edits, SP_ENTITY_setting, row.id.v);
	else
		sp_edits_put_setting(&change.edits, &row);
	snprintf(label, sizeof(label), "set %s to \"%s\"", key, value);
	if (sp_streq(key, "sens_lead")) { /* which chain runs hangs on it */
		struct sp_outcome outcome = {.arena = &change.arena};

		return change_commit_expanded(app, &change, label, &outcome, reterr);
	}
	return change_commit(app, &change, label, reterr);
}

enum sp_rc
sp_app_undo(struct sp_app *app, struct sp_arena *arena, const char **ret_label, struct sp_err *reterr)
{
	enum sp_rc rc = sp_store_undo(app->store, arena, ret_label, reterr);

	return rc == SP_OK ? app_reload(app, reterr) : rc;
}

enum sp_rc
sp_app_redo(struct sp_app *app, struct sp_arena *arena, const char **ret_label, struct sp_err *reterr)
{
	enum sp_rc rc = sp_store_redo(app->store, arena, ret_label, reterr);

	return rc == SP_OK ? app_reload(app, reterr) : rc;
}

enum sp_rc
sp_app_history(struct sp_app *app, size_t max, struct sp_arena *arena,
	       const struct sp_history_entry **ret_entries, size_t *ret_n, struct sp_err *reterr)
{
	return sp_store_history(app->store, arena, max, ret_entries, ret_n, reterr);
}

enum sp_rc
sp_app_backup(struct sp_app *app, const char *path, struct sp_arena *arena, const char **ret_path,
	      struct sp_err *reterr)
{
	struct sp_date date = sp_day_date(sp_time_day(app->env.now));
	sp_minute minute = sp_time_minute(app->env.now);
	enum sp_rc rc;

	if (path == NULL && app->env.backup_dir == NULL)
		return sp_err_set(reterr, SP_USAGE, "There is no folder for backups: name a file.");
	if (path == NULL) {
		rc = sp_directory_make(app->env.backup_dir, reterr);
		if (rc != SP_OK)
			return rc;
		path = sp_arena_printf(arena, "%s/by-hand-%04d%02d%02d-%02d%02d%02d.db", app->env.backup_dir,
				       date.year, date.month, date.mday, minute / 60, minute % 60,
				       (int)(app->env.now_utc % 60));
	}
	if (path == NULL)
		return sp_err_nomem(reterr);
	rc = sp_store_backup(app->store, path, reterr);
	if (rc == SP_OK)
		*ret_path = path;
	return rc;
}

enum sp_rc
sp_app_restore(const struct sp_env *env, const char *backup_path, struct sp_err *reterr)
{
	struct sp_store_options options = {
		.path = env->db_path,
		.mode = SP_STORE_CREATE,
		.backup_dir = env->backup_dir,
		.now_utc = env->now_utc,
	};

	return sp_store_restore(&options, backup_path, reterr);
}

/* The sentences about the plan, behind those about the file. */
static enum sp_rc
check_plan(struct sp_app *app, bool hide, struct sp_arena *arena, struct sp_app_findings *findings,
	   const char **texts, struct sp_err *reterr)
{
	const struct sp_plan_violation *violations;
	const char **all;
	size_t n;
	enum sp_rc rc = sp_plan_check(&app->snapshot, app->env.now, arena, &violations, &n, reterr);

	if (rc != SP_OK && rc != SP_NO)
		return rc;
	if (rc == SP_NO && n == 0)
		return rc;
	all = SP_ARENA_NEW_N(arena, const char *, findings->n_file + n);
	if (all == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < findings->n_file; i++)
		all[i] = texts[i];
	for (size_t i = 0; i < n; i++) {
		struct sp_str out;

		sp_str_init(&out);
		sp_words_violation(&out, &app->snapshot, &violations[i], hide);
		all[findings->n_file + i] = out.failed ? NULL : sp_arena_strdup(arena, out.text);
		sp_str_finish(&out);
		if (all[findings->n_file + i] == NULL)
			return sp_err_nomem(reterr);
	}
	findings->texts = all;
	findings->n = findings->n_file + n;
	return SP_OK;
}

static enum sp_rc
note_clashes(struct sp_app *app, bool hide, struct sp_arena *arena, struct sp_app_findings *findings,
	     struct sp_err *reterr)
{
	const struct sp_clash *clashes;
	const char **notes;
	size_t n;
	enum sp_rc rc = sp_plan_clashes(&app->snapshot, app->env.now, arena, &clashes, &n, reterr);

	if (rc != SP_OK)
		return rc;
	notes = SP_ARENA_NEW_N(arena, const char *, n + 1);
	if (notes == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < n; i++) {
		struct sp_str out;

		sp_str_init(&out);
		sp_words_clash(&out, &app->snapshot, &clashes[i], hide);
		notes[i] = out.failed ? NULL : sp_arena_strdup(arena, out.text);
		sp_str_finish(&out);
		if (notes[i] == NULL)
			return sp_err_nomem(reterr);
	}
	findings->notes = notes;
	findings->n_notes = n;
	return SP_OK;
}

enum sp_rc
sp_app_check(struct sp_app *app, bool hide, struct sp_arena *arena, struct sp_app_findings *ret,
	     struct sp_err *reterr)
{
	struct sp_app_findings findings = {.n_blocks = app->snapshot.blocks.n};
	const struct sp_finding *about_file = NULL;
	const char **texts;
	size_t n = 0;
	enum sp_rc rc = sp_store_check(app->store, arena, &about_file, &n, reterr);

	if (rc != SP_OK && rc != SP_NO)
		return rc;
	texts = SP_ARENA_NEW_N(arena, const char *, n + 1);
	if (texts == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < n; i++)
		texts[i] = about_file[i].text;
	findings.n_file = n;
	rc = check_plan(app, hide, arena, &findings, texts, reterr);
	if (rc == SP_OK)
		rc = note_clashes(app, hide, arena, &findings, reterr);
	if (rc != SP_OK)
		return rc;
	*ret = findings;
	return findings.n == 0 ? SP_OK
			       : sp_err_set(reterr, SP_NO, "%zu thing%s wrong.", findings.n,
					    findings.n == 1 ? " is" : "s are");
}
