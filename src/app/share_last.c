/*
 * How the calendar was given out last. A form that begins as the last time did takes nothing away by accident: deadlines that
 * are left out of an export are cancelled in the calendar.
 */
#include "senplan/app/share_out.h"

#include "session.h"

#include <string.h>

/* What was told last of those of a kind; or NULL. */
static const struct sp_export_target *
last_of(const struct sp_export_target *targets, size_t n, const char *kind)
{
	const struct sp_export_target *last = NULL;

	for (size_t i = 0; i < n; i++)
		if (sp_starts_with(targets[i].target, kind) && targets[i].n_events > 0 &&
		    (last == NULL || targets[i].modified_utc > last->modified_utc))
			last = &targets[i];
	return last;
}

/* As it is typed: a folder with a / at its end, from the home folder with ~. */
static const char *
as_typed(const struct sp_app *app, const char *path, bool is_folder, struct sp_arena *arena)
{
	const char *home = app->env.home_dir;
	size_t len = home == NULL ? 0 : strlen(home);
	bool at_home = len > 1 && strncmp(path, home, len) == 0 && path[len] == '/';

	return sp_arena_printf(arena, "%s%s%s", at_home ? "~" : "", at_home ? path + len : path,
			       is_folder ? "/" : "");
}

static bool
is_ics(const char *path)
{
	size_t len = strlen(path);

	return len > 4 && sp_streq(path + len - 4, ".ics");
}

enum sp_rc
sp_share_last(struct sp_app *app, struct sp_arena *arena, struct sp_share_last *ret, struct sp_err *reterr)
{
	struct sp_share_last last = {.to = "", .todos = ""};
	const struct sp_export_target *targets = NULL;
	size_t n = 0;
	enum sp_rc rc = sp_store_load_targets(app->store, arena, &targets, &n, reterr);
	const struct sp_export_target *file = last_of(targets, n, "file:");
	const struct sp_export_target *folder = last_of(targets, n, "vdir:");
	const struct sp_export_target *todos = last_of(targets, n, "todos:");

	if (rc != SP_OK)
		return rc;
	if (file != NULL && folder != NULL && folder->modified_utc > file->modified_utc)
		file = NULL;
	if (file != NULL)
		last.to = as_typed(app, file->target + strlen("file:"), false, arena);
	else if (folder != NULL)
		last.to = as_typed(app, folder->target + strlen("vdir:"), true, arena);
	if (file != NULL || folder != NULL)
		last.deadlines = (file != NULL ? file : folder)->n_days > 0;
	if (todos != NULL)
		last.todos = as_typed(app, todos->target + strlen("todos:"), !is_ics(todos->target), arena);
	if (last.to == NULL || last.todos == NULL)
		return sp_err_nomem(reterr);
	*ret = last;
	return SP_OK;
}
