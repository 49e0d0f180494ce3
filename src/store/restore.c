/*
 * The way back from a backup. A copy of it is made beside the plan, checked and brought to this program's schema; then its
 * pages go into the plan in one transaction, so that other open screens see it as any change. A plan that is
 * missing gets the copy as its file; one that is too damaged to write to is kept aside under another name.
 */
#include "store-private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct restore {
	const struct sp_store_options *options;
	struct store_place place;
	struct sp_arena *arena;
	const char *temporary;
};

/* The backup, sound and as new as this program, in a file of our own beside the plan. */
static enum sp_rc
take_copy(struct restore *restore, const char *backup_path, struct sp_err *reterr)
{
	struct sp_store_options options = {.path = backup_path, .mode = SP_STORE_READ_ONLY};
	struct store_db copy = {NULL, NULL};
	struct sp_store *backup = NULL;
	bool damaged;
	enum sp_rc rc = store_open_telling(&options, true, &backup, &damaged, reterr);

	if (rc != SP_OK)
		return rc;
	rc = store_db_sound(&backup->db, "PRAGMA integrity_check(1)", reterr);
	if (rc == SP_OK)
		rc = store_temporary(restore->place.folder, restore->arena, &restore->temporary, reterr);
	if (rc == SP_OK)
		rc = store_copy(&backup->db, restore->temporary, reterr);
	sp_store_close(backup);
	if (rc == SP_OK)
		rc = store_db_connect(restore->temporary, SQLITE_OPEN_READWRITE, &copy, reterr);
	if (rc == SP_OK)
		rc = store_migrate(&copy, reterr);
	sqlite3_close(copy.handle);
	return rc;
}

/* A revision that no open screen has seen, so that none mistakes the restored plan for the one it knows. */
static enum sp_rc
raise_revision(const struct store_db *copy, int64_t above, struct sp_err *reterr)
{
	char sql[120];

	sqlite3_snprintf((int)sizeof(sql), sql,
			 "UPDATE \"meta\" SET \"revision\" = max(\"revision\", %lld) + 1", (long long)above);
	return store_db_exec(copy, sql, reterr);
}

static enum sp_rc
pages_into_plan(struct restore *restore, struct sp_store *live, struct sp_err *reterr)
{
	struct store_db copy = {NULL, NULL};
	int64_t revision = 0;
	enum sp_rc rc = store_db_int(&live->db, "SELECT \"revision\" FROM \"meta\"", &revision, reterr);

	if (rc == SP_OK)
		rc = store_db_connect(restore->temporary, SQLITE_OPEN_READWRITE, &copy, reterr);
	if (rc == SP_OK)
		rc = raise_revision(&copy, revision, reterr);
	if (rc == SP_OK)
		rc = store_copy_pages(&copy, &live->db, reterr);
	sqlite3_close(copy.handle);
	return rc;
}

/* plan.db becomes plan.db.damaged, or plan.db.damaged-2 …; likewise its log. */
static enum sp_rc
move_aside(const struct restore *restore, const char *end, struct sp_err *reterr)
{
	const char *from = sp_arena_printf(restore->arena, "%s%s", restore->place.path, end);
	struct stat st;

	if (from == NULL)
		return sp_err_nomem(reterr);
	if (lstat(from, &st) != 0)
		return SP_OK;
	for (int i = 1; i < 1000; i++) {
		const char *to =
			i == 1 ? sp_arena_printf(restore->arena, "%s.damaged%s", restore->place.path, end)
			       : sp_arena_printf(restore->arena, "%s.damaged-%d%s", restore->place.path, i,
						 end);

		if (to == NULL)
			return sp_err_nomem(reterr);
		if (lstat(to, &st) == 0)
			continue;
		if (rename(from, to) == 0)
			return SP_OK;
		break;
	}
	return sp_err_set(reterr, SP_SYSTEM, "%s could not be kept aside: %s.", from, strerror(errno));
}

static enum sp_rc
copy_becomes_plan(struct restore *restore, struct sp_err *reterr)
{
	struct store_db copy = {NULL, NULL};
	const char *shm = sp_arena_printf(restore->arena, "%s-shm", restore->place.path);
	enum sp_rc rc = shm == NULL ? sp_err_nomem(reterr) : SP_OK;

	if (rc == SP_OK)
		rc = store_db_connect(restore->temporary, SQLITE_OPEN_READWRITE, &copy, reterr);
	if (rc == SP_OK)
		rc = raise_revision(&copy, 0, reterr);
	sqlite3_close(copy.handle);
	if (rc == SP_OK)
		rc = store_sync(restore->temporary, 0, reterr);
	if (rc == SP_OK)
		rc = move_aside(restore, "", reterr);
	if (rc == SP_OK)
		rc = move_aside(restore, "-wal", reterr);
	if (rc == SP_OK)
		rc = move_aside(restore, "-journal", reterr);
	if (rc != SP_OK)
		return rc;
	(void)unlink(shm);
	return store_publish(restore->temporary, restore->place.path, restore->place.folder, reterr);
}

static enum sp_rc
put_in_place(struct restore *restore, struct sp_err *reterr)
{
	struct sp_store_options options = *restore->options;
	struct sp_store *live = NULL;
	bool damaged = false;
	enum sp_rc rc = SP_OK;

	if (!restore->place.exists)
		return copy_becomes_plan(restore, reterr);
	options.mode = SP_STORE_EXISTING;
	rc = store_open_telling(&options, false, &live, &damaged, reterr);
	if (rc != SP_OK)
		return damaged ? copy_becomes_plan(restore, reterr) : rc;
	rc = sp_store_backup_before(live, "restore", reterr);
	if (rc == SP_OK)
		rc = pages_into_plan(restore, live, reterr);
	sp_store_close(live);
	return rc;
}

enum sp_rc
sp_store_restore(const struct sp_store_options *options, const char *backup_path, struct sp_err *reterr)
{
	struct sp_store_options place_options = {.path = options->path, .mode = SP_STORE_CREATE};
	struct restore restore = {.options = options};
	struct sp_arena arena;
	enum sp_rc rc;

	sp_arena_init(&arena);
	restore.arena = &arena;
	rc = store_place_find(&place_options, &arena, &restore.place, reterr);
	if (rc == SP_OK && store_is_same_file(restore.place.path, backup_path))
		rc = sp_err_set(reterr, SP_USAGE, "%s is the plan itself, not a backup of it.", backup_path);
	if (rc == SP_OK)
		rc = take_copy(&restore, backup_path, reterr);
	if (rc == SP_OK)
		rc = put_in_place(&restore, reterr);
	store_temporary_remove(restore.temporary);
	sp_arena_finish(&arena);
	return rc;
}
