/*
 * Backups: copies made through SQLite, checked, brought to the disk and only then given their name.
 *
 * Automatic ones stand in the backup folder as STEM.PLACE.DATE.KIND.db, where PLACE stands for the plan's full path, so that
 * two plans of one name do not push each other's out: plan.1a2b3c4d.2026-11-23.daily.db,
 * plan.1a2b3c4d.2026-11-23T091500-00.import.db. Of the daily ones seven days, four weeks and twelve months are kept, of
 * every other kind the newest ten.
 */
#include "senplan/base/hash.h"
#include "senplan/base/str.h"
#include "senplan/store/file.h"

#include "store-private.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEEP_DAYS = 7, KEEP_WEEKS = 4, KEEP_MONTHS = 12, KEEP_OTHERS = 20, DAY_SECONDS = 86400 };

/* --- one copy --- */

enum sp_rc
store_sync(const char *path, int flags, struct sp_err *reterr)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
	int failed = fd < 0 || fsync(fd) != 0;
	int error = errno;

	if (fd >= 0 && close(fd) != 0 && !failed) {
		failed = 1;
		error = errno;
	}
	if (failed)
		return sp_err_set(reterr, SP_SYSTEM, "%s could not be brought to the disk: %s.", path,
				  strerror(error));
	return SP_OK;
}

enum sp_rc
store_copy_pages(const struct store_db *from, const struct store_db *to, struct sp_err *reterr)
{
	sqlite3_backup *backup = sqlite3_backup_init(to->handle, "main", from->handle, "main");

	if (backup == NULL)
		return store_db_fail(to, reterr);
	sqlite3_backup_step(backup, -1); /* what it answers, finish answers again */
	return sqlite3_backup_finish(backup) == SQLITE_OK ? SP_OK : store_db_fail(to, reterr);
}

enum sp_rc
store_copy(const struct store_db *from, const char *path, struct sp_err *reterr)
{
	struct store_db to = {NULL, path};
	char mode[20];
	enum sp_rc rc = store_db_connect(path, SQLITE_OPEN_READWRITE, &to, reterr);

	if (rc != SP_OK)
		return rc;
	rc = store_copy_pages(from, &to, reterr);
	if (rc == SP_OK)
		rc = store_db_text(&to, "PRAGMA journal_mode = DELETE", mode, sizeof(mode), reterr);
	if (rc == SP_OK)
		rc = store_db_sound(&to, "PRAGMA integrity_check(1)", reterr);
	if (rc == SP_OK && store_references_whole(&to, reterr) != SP_OK)
		rc = SP_FILE;
	sqlite3_close(to.handle);
	return rc == SP_OK ? store_sync(path, 0, reterr) : rc;
}

enum sp_rc
store_temporary(const char *folder, struct sp_arena *arena, const char **ret_path, struct sp_err *reterr)
{
	char *path = sp_arena_printf(arena, "%s/.senplan-XXXXXX.tmp", folder);
	int fd;

	if (path == NULL)
		return sp_err_nomem(reterr);
	fd = mkostemps(path, 4, O_CLOEXEC);
	if (fd < 0 || close(fd) != 0)
		return sp_err_set(reterr, errno == ENOSPC || errno == EIO ? SP_SYSTEM : SP_FILE,
				  "No file can be made in %s: %s.", folder, strerror(errno));
	*ret_path = path;
	return SP_OK;
}

void
store_temporary_remove(const char *path)
{
	char journal[PATH_MAX];

	if (path == NULL)
		return;
	unlink(path);
	snprintf(journal, sizeof(journal), "%s-journal", path);
	unlink(journal);
}

enum sp_rc
store_publish(const char *temporary, const char *path, const char *folder, struct sp_err *reterr)
{
	if (rename(temporary, path) != 0)
		return sp_err_set(reterr, SP_SYSTEM, "%s could not be written: %s.", path, strerror(errno));
	return store_sync(folder, O_DIRECTORY, reterr);
}

bool
store_is_same_file(const char *a, const char *b)
{
	struct stat st_a, st_b;

	return stat(a, &st_a) == 0 && stat(b, &st_b) == 0 && st_a.st_dev == st_b.st_dev &&
	       st_a.st_ino == st_b.st_ino;
}

enum sp_rc
sp_store_backup(struct sp_store *store, const char *path, struct sp_err *reterr)
{
	struct sp_store_options options = {.path = path, .mode = SP_STORE_CREATE};
	struct store_place place;
	struct sp_arena arena;
	const char *temporary = NULL;
	enum sp_rc rc;

	sp_arena_init(&arena);
	rc = store_place_find(&options, &arena, &place, reterr);
	if (rc == SP_OK && store_is_same_file(place.path, store->db.path))
		rc = sp_err_set(reterr, SP_USAGE, "%s is the plan itself: a backup needs a file of its own.",
				place.path);
	if (rc == SP_OK)
		rc = store_temporary(place.folder, &arena, &temporary, reterr);
	if (rc == SP_OK)
		rc = store_copy(&store->db, temporary, reterr);
	if (rc == SP_OK)
		rc = store_publish(temporary, place.path, place.folder, reterr);
	if (rc != SP_OK)
		store_temporary_remove(temporary);
	sp_arena_finish(&arena);
	return rc;
}

/* --- names of automatic backups --- */

/* "plan.1a2b3c4d." */
static const char *
make_prefix(const char *db_path, struct sp_arena *arena)
{
	const char *name = strrchr(db_path, '/') + 1;
	const char *dot = strrchr(name, '.');
	int len = dot == NULL || dot == name ? (int)strlen(name) : (int)(dot - name);
	uint64_t hash = sp_hash_text(SP_HASH_START, db_path);

	assert(db_path[0] == '/');
	return sp_arena_printf(arena, "%.*s.%08x.", len, name, (unsigned)(hash & 0xffffffff));
}

static sp_day
utc_day(int64_t utc)
{
	int64_t day = utc / DAY_SECONDS - (utc % DAY_SECONDS < 0 ? 1 : 0);

	return (sp_day)(day > 80000 ? 80000 : day < -25000 ? -25000 : day); /* 1901 to 2189 */
}

static bool
ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* --- which to keep --- */

struct keep {
	int days, weeks, months, others;
	sp_day last_week;
	int last_month;
};

/* Newest first: is this daily backup one of seven days, the newest of one of four weeks or of twelve months? */
static bool
keep_daily(struct keep *keep, sp_day day)
{
	struct sp_date date = sp_day_date(day);
	int month = date.year * 12 + date.month;
	bool good = keep->days++ < KEEP_DAYS;

	if (sp_day_monday(day) != keep->last_week) {
		keep->last_week = sp_day_monday(day);
		good |= keep->weeks++ < KEEP_WEEKS;
	}
	if (month != keep->last_month) {
		keep->last_month = month;
		good |= keep->months++ < KEEP_MONTHS;
	}
	return good;
}

static void
prune(struct sp_store *store, struct sp_arena *arena)
{
	const char *prefix = make_prefix(store->db.path, arena);
	const char *const *names;
	struct keep keep = {.last_week = SP_DAY_NONE};
	size_t n = 0;

	if (prefix == NULL || sp_directory_list(store->backup_dir, arena, &names, &n, NULL) != SP_OK)
		return;
	while (n-- > 0) {
		const char *rest = names[n] + strlen(prefix);
		char date[11];
		sp_day day;
		const char *path;

		if (!sp_starts_with(names[n], prefix) || !ends_with(rest, ".db"))
			continue;
		snprintf(date, sizeof(date), "%s", rest);
		if (!sp_day_parse_iso(date, &day) ||
		    (ends_with(rest, ".daily.db") ? keep_daily(&keep, day) : keep.others++ < KEEP_OTHERS))
			continue;
		path = sp_arena_printf(arena, "%s/%s", store->backup_dir, names[n]);
		if (path != NULL)
			(void)sp_file_remove(path, NULL);
	}
}

enum sp_rc
sp_store_count_backups(struct sp_store *store, size_t *ret_n, struct sp_err *reterr)
{
	const char *const *names;
	const char *prefix;
	struct sp_arena arena;
	size_t n = 0, found = 0;
	enum sp_rc rc = SP_OK;

	sp_arena_init(&arena);
	prefix = make_prefix(store->db.path, &arena);
	if (prefix == NULL)
		rc = sp_err_nomem(reterr);
	/* A folder that is not there holds none. */
	else if (store->backup_dir != NULL &&
		 sp_directory_list(store->backup_dir, &arena, &names, &n, NULL) != SP_OK)
		n = 0;
	for (size_t i = 0; rc == SP_OK && i < n; i++)
		found += ends_with(names[i], ".db") &&
			 (sp_starts_with(names[i], prefix) || sp_starts_with(names[i], "by-hand-"));
	sp_arena_finish(&arena);
	if (rc == SP_OK)
		*ret_n = found;
	return rc;
}

/* --- automatic ones --- */

static enum sp_rc
back_up_as(struct sp_store *store, const char *path, struct sp_arena *arena, struct sp_err *reterr)
{
	enum sp_rc rc = sp_store_backup(store, path, reterr);

	if (rc == SP_OK)
		prune(store, arena);
	return rc;
}

static enum sp_rc
back_up_day(struct sp_store *store, sp_day day, struct sp_arena *arena, struct sp_err *reterr)
{
	char date[SP_DAY_TEXT];
	const char *prefix = make_prefix(store->db.path, arena);
	const char *path;
	struct stat st;
	enum sp_rc rc;

	if (prefix == NULL)
		return sp_err_nomem(reterr);
	path = sp_arena_printf(arena, "%s/%s%s.daily.db", store->backup_dir, prefix,
			       sp_day_format(day, SP_DAY_ISO, date));
	if (path == NULL)
		return sp_err_nomem(reterr);
	if (lstat(path, &st) == 0)
		return SP_OK;
	rc = sp_directory_make(store->backup_dir, reterr);
	return rc == SP_OK ? back_up_as(store, path, arena, reterr) : rc;
}

void
store_backup_daily(struct sp_store *store)
{
	sp_day day = utc_day(store->now_utc);
	int64_t revision = 0;
	struct sp_arena arena;
	struct sp_err err;

	if (store->backup_dir == NULL || store->daily_day == day)
		return;
	if (store_db_int(&store->db, "SELECT \"revision\" FROM \"meta\"", &revision, NULL) != SP_OK ||
	    revision == 0)
		return; /* nothing in it yet */
	store->daily_day = day;
	sp_arena_init(&arena);
	if (back_up_day(store, day, &arena, &err) != SP_OK)
		store_add_notice(store,
				 sp_arena_printf(&arena, "Today's backup could not be made: %s", err.text));
	sp_arena_finish(&arena);
}

/* A name that no backup has yet, also when time stands still. */
static const char *
make_name(struct sp_store *store, const char *kind, struct sp_arena *arena)
{
	char date[SP_DAY_TEXT];
	const char *prefix = make_prefix(store->db.path, arena);
	sp_day day = utc_day(store->now_utc);
	int second = (int)(((store->now_utc % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS);

	for (int i = 0; prefix != NULL && i < 100; i++) {
		struct stat st;
		const char *path =
			sp_arena_printf(arena, "%s/%s%sT%02d%02d%02d-%02d.%s.db", store->backup_dir, prefix,
					sp_day_format(day, SP_DAY_ISO, date), second / 3600, second / 60 % 60,
					second % 60, i, kind);

		if (path == NULL || lstat(path, &st) != 0)
			return path;
	}
	return NULL;
}

enum sp_rc
sp_store_backup_before(struct sp_store *store, const char *kind, struct sp_err *reterr)
{
	struct sp_arena arena;
	const char *path;
	enum sp_rc rc;

	if (store->backup_dir == NULL)
		return SP_OK;
	for (size_t i = 0; i < store->n_kinds_done; i++)
		if (sp_streq(store->kinds_done[i], kind))
			return SP_OK;
	sp_arena_init(&arena);
	rc = sp_directory_make(store->backup_dir, reterr);
	path = rc == SP_OK ? make_name(store, kind, &arena) : NULL;
	if (rc == SP_OK && path == NULL)
		rc = sp_err_nomem(reterr);
	if (rc == SP_OK)
		rc = back_up_as(store, path, &arena, reterr);
	sp_arena_finish(&arena);
	if (rc == SP_OK && store->n_kinds_done < STORE_KINDS_MAX) {
		const char *kept = sp_arena_strdup(&store->arena, kind);

		if (kept != NULL)
			store->kinds_done[store->n_kinds_done++] = kept;
	}
	return rc;
}

/* --- the way back --- */

static bool
is_sound(const char *path)
{
	struct sp_store_options options = {.path = path, .mode = SP_STORE_READ_ONLY};
	struct sp_store *backup;
	bool sound, damaged;

	if (store_open_telling(&options, true, &backup, &damaged, NULL) != SP_OK)
		return false;
	sound = store_db_sound(&backup->db, "PRAGMA integrity_check(1)", NULL) == SP_OK;
	sp_store_close(backup);
	return sound;
}

const char *
store_backup_newest(const char *backup_dir, const char *db_path, struct sp_arena *arena)
{
	const char *const *names;
	const char *prefix = make_prefix(db_path, arena);
	size_t n = 0;
	int tries = 0;

	if (backup_dir == NULL || prefix == NULL ||
	    sp_directory_list(backup_dir, arena, &names, &n, NULL) != SP_OK)
		return NULL;
	while (n-- > 0 && tries < KEEP_DAYS) {
		const char *path;

		if (!sp_starts_with(names[n], prefix) || !ends_with(names[n], ".db"))
			continue;
		path = sp_arena_printf(arena, "%s/%s", backup_dir, names[n]);
		if (path != NULL && is_sound(path))
			return path;
		tries++;
	}
	return NULL;
}
