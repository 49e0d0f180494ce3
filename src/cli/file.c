/*
 * Which file, which moment: from options, environment and the usual places.
 */
#include "run.h"

#include <assert.h>
#include <stdio.h>

/* $VARIABLE when it is an absolute path (the XDG rule), else $HOME/usual; NULL without either. */
static const char *
usual_folder(struct run *run, const char *variable, const char *usual)
{
	const char *folder = run->world->variable(variable);
	const char *home = run->world->variable("HOME");

	if (folder != NULL && folder[0] == '/')
		return folder;
	if (home == NULL || home[0] == '\0')
		return NULL;
	return sp_arena_printf(&run->arena, "%s/%s", home, usual);
}

static enum sp_rc
resolve_path(struct run *run, struct sp_err *reterr)
{
	const char *path = run->args.values[SP_OPTION_DB];
	const char *folder;

	if (path == NULL) {
		path = run->world->variable("SENPLAN_DB");
		if (path != NULL && path[0] == '\0')
			path = NULL;
	}
	if (path == NULL) {
		folder = usual_folder(run, "XDG_DATA_HOME", ".local/share");
		if (folder == NULL)
			return sp_err_set(
				reterr, SP_USAGE,
				"There is no home folder: name the plan's file with --db or $SENPLAN_DB.");
		path = sp_arena_printf(&run->arena, "%s/senplan/plan.db", folder);
		run->env.db_default = true;
	}
	folder = usual_folder(run, "XDG_STATE_HOME", ".local/state");
	if (folder != NULL)
		run->env.backup_dir = sp_arena_printf(&run->arena, "%s/senplan/backups", folder);
	run->env.db_path = path;
	return path == NULL ? sp_err_nomem(reterr) : SP_OK;
}

static enum sp_rc
resolve_now(struct run *run, struct sp_err *reterr)
{
	const char *text = run->args.values[SP_OPTION_NOW];
	sp_time now;

	run->env.now = run->world->now;
	run->env.now_utc = run->world->now_utc;
	if (text == NULL)
		text = run->world->variable("SENPLAN_NOW");
	if (text == NULL || text[0] == '\0')
		return SP_OK;
	if (!sp_time_parse_iso(text, &now))
		return sp_err_set(reterr, SP_USAGE, "$SENPLAN_NOW: \"%s\" is no moment, as 2026-11-23T08:00.",
				  text);
	run->env.now = now;
	run->env.now_utc = sp_moment_to_utc(now);
	run->env.now_fixed = true;
	return SP_OK;
}

enum sp_rc
run_resolve(struct run *run, struct sp_err *reterr)
{
	enum sp_rc rc;

	run->env.share_dir = run->world->share_dir;
	run->env.home_dir = run->world->variable("HOME");
	run->env.make_uid = run->world->make_uid;
	run->env.uid_context = run->world->uid_context;
	rc = resolve_path(run, reterr);
	return rc == SP_OK ? resolve_now(run, reterr) : rc;
}

enum sp_rc
run_open(struct run *run, enum sp_store_mode mode, struct sp_err *reterr)
{
	const char *notice;
	enum sp_rc rc;

	assert(run->app == NULL);
	rc = sp_app_open(&run->env, mode, &run->app, reterr);
	if (rc != SP_OK)
		return rc;
	run->looks = mode == SP_STORE_READ_ONLY;
	run->hide = args_has(&run->args, SP_OPTION_HIDE) ||
		    sp_streq(sp_setting_text(sp_app_snapshot(run->app), "privacy"), "on");
	notice = sp_app_notice(run->app);
	if (notice != NULL && !run->quiet)
		fprintf(run->world->err, "senplan: %s\n", notice);
	return SP_OK;
}
