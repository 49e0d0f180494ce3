/*
 * Opening and closing the plan's file. Nothing is written before the file is known to be a plan of a known version, and
 * sound; then it is made to keep what it acknowledges (write-ahead log, full synchronisation).
 */
#include "senplan/base/str.h"

#include "store-private.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { JOURNAL_TRIES = 100, JOURNAL_WAIT_MS = 30 };

void
store_add_notice(struct sp_store *store, const char *text)
{
	if (store->notice == NULL && text != NULL)
		store->notice = sp_arena_strdup(&store->arena, text);
}

const char *
sp_store_notice(const struct sp_store *store)
{
	return store->notice;
}

/* --- the journal --- */

/* The pragma gives up at once, without the busy timeout, while another program makes the same change. */
static enum sp_rc
ask_journal(const struct store_db *db, const char *pragma, char *mode, size_t size, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	for (int i = 0; i < JOURNAL_TRIES; i++) {
		rc = store_db_text(db, pragma, mode, size, reterr);
		if (rc == SP_OK || (sqlite3_errcode(db->handle) & 0xff) != SQLITE_BUSY)
			return rc;
		sqlite3_sleep(JOURNAL_WAIT_MS);
	}
	return rc;
}

static enum sp_rc
set_journal(struct sp_store *store, const char *folder, struct sp_err *reterr)
{
	char mode[20] = "";
	bool network = store_place_is_network(folder);
	enum sp_rc rc = SP_OK;

	if (network)
		store_add_notice(store,
				 "The plan's file is on a network disk, where a second program or a "
				 "broken connection can damage it: keep it on a disk of this computer.");
	else
		rc = ask_journal(&store->db, "PRAGMA journal_mode = WAL", mode, sizeof(mode), reterr);
	if (rc != SP_OK)
		return rc;
	if (strcmp(mode, "wal") == 0)
		return store_db_exec(&store->db, "PRAGMA synchronous = FULL", reterr);
	rc = ask_journal(&store->db, "PRAGMA journal_mode = TRUNCATE", mode, sizeof(mode), reterr);
	if (rc == SP_OK)
		rc = store_db_exec(&store->db, "PRAGMA synchronous = EXTRA", reterr);
	if (rc == SP_OK)
		store_add_notice(store, "This disk does not let the plan's file keep a write-ahead log; "
					"it uses a rollback journal instead.");
	return rc;
}

/* --- opening --- */

/* Where a damaged file is refused, the way back is said. */
static void
offer_backup(const struct sp_store *store, struct sp_err *reterr)
{
	struct sp_arena arena;
	const char *newest;
	size_t len;

	if (reterr == NULL)
		return;
	sp_arena_init(&arena);
	newest = store_backup_newest(store->backup_dir, store->db.path, &arena);
	len = strlen(reterr->text);
	if (newest != NULL)
		snprintf(reterr->text + len, sizeof(reterr->text) - len,
			 " The newest good backup: senplan restore %s", newest);
	sp_arena_finish(&arena);
}

/* Reads only. */
static enum sp_rc
check_before_writing(struct sp_store *store, const struct store_place *place, int64_t *ret_version,
		     struct sp_err *reterr)
{
	int code;
	enum sp_rc rc = store_db_exec(&store->db, "BEGIN", reterr);

	if (rc == SP_OK)
		rc = store_identify(&store->db, ret_version, reterr);
	code = sqlite3_errcode(store->db.handle) & 0xff;
	store->damaged = rc == SP_FILE && (code == SQLITE_CORRUPT || code == SQLITE_NOTADB);
	store_db_rollback(&store->db);
	if (rc == SP_OK && store->mode != SP_STORE_READ_ONLY &&
	    place->size_bytes <= STORE_QUICK_CHECK_BYTES) {
		rc = store_db_sound(&store->db, "PRAGMA quick_check(1)", reterr);
		code = sqlite3_errcode(store->db.handle) & 0xff;
		store->damaged = rc == SP_FILE && code != SQLITE_BUSY && code != SQLITE_CANTOPEN;
	}
	return rc;
}

static enum sp_rc
bring_up_to_date(struct sp_store *store, const struct store_place *place, int64_t version,
		 struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	if (version == store_schema_version)
		return SP_OK;
	if (version > 0)
		rc = sp_store_backup_before(store, "migration", reterr);
	if (rc == SP_OK)
		rc = store_migrate(&store->db, reterr);
	if (rc == SP_OK && place->had_wal) /* the version in the file's first bytes is the true one again */
		sqlite3_wal_checkpoint_v2(store->db.handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	return rc;
}

static enum sp_rc
connect_plan(struct sp_store *store, const struct store_place *place, struct sp_err *reterr)
{
	bool read_only = store->mode == SP_STORE_READ_ONLY, alone;
	enum sp_rc rc;

	store->still = store_still_is_meant(place, store->mode);
	if (store->still)
		return store_still_connect(place, &store->db, &store->look, reterr);
	alone = store_still_has_log_alone(place, store->mode);
	rc = store_db_connect(place->path, read_only && !alone ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE,
			      &store->db, reterr);
	if (rc == SP_OK && alone) /* alone with the file, SQLite keeps the log's index in memory */
		rc = store_db_exec(&store->db, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA query_only = ON",
				   reterr);

	/* A refusal must leave the file as it was found, its log included. */
	if (rc == SP_OK && place->had_wal)
		sqlite3_db_config(store->db.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (rc == SP_OK && !read_only && sqlite3_db_readonly(store->db.handle, "main") != 0)
		rc = sp_err_set(reterr, SP_FILE, "%s can only be read, not written.", place->path);
	return rc;
}

static enum sp_rc
make_ready(struct sp_store *store, const struct store_place *place, struct sp_err *reterr)
{
	int64_t version = 0;
	enum sp_rc rc = check_before_writing(store, place, &version, reterr);

	if (rc != SP_OK)
		return rc;
	if (store->mode == SP_STORE_READ_ONLY && version < store_schema_version && !store->any_version)
		return sp_err_set(reterr, SP_FILE,
				  "%s was written by an older senplan: open it once for writing first.",
				  place->path);
	if (store->mode == SP_STORE_READ_ONLY)
		return SP_OK;
	store->damaged = version == 0 && store->mode == SP_STORE_EXISTING;
	if (store->damaged)
		return sp_err_set(reterr, SP_FILE, "%s is empty. \"senplan init\" makes a plan of it.",
				  place->path);
	/* Until the log takes over: with less, a power cut can bring a journal back that was done with. */
	rc = store_db_exec(&store->db, "PRAGMA synchronous = EXTRA", reterr);
	if (rc == SP_OK)
		rc = bring_up_to_date(store, place, version, reterr);
	if (rc == SP_OK)
		rc = set_journal(store, place->folder, reterr);
	if (rc == SP_OK && store_place_tighten(place, &store->arena))
		store_add_notice(store, "The plan's file could be read by others; now only you can.");
	if (rc == SP_OK)
		sqlite3_db_config(store->db.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	return rc;
}

static enum sp_rc
open_in_arena(struct sp_store *store, const struct sp_store_options *options, struct sp_err *reterr)
{
	struct store_place place;
	bool created = false;
	enum sp_rc rc = store_place_find(options, &store->arena, &place, reterr);

	if (rc != SP_OK)
		return rc;
	store->db.path = place.path;
	store->backup_dir = sp_arena_strdup(&store->arena, options->backup_dir);
	if (options->backup_dir != NULL && store->backup_dir == NULL)
		return sp_err_nomem(reterr);
	if (!place.exists) {
		rc = store_place_create(&place, reterr);
		created = rc == SP_OK;
	} else if (place.size_bytes > 0) {
		rc = store_place_peek(&place, &store->damaged, reterr);
	}
	if (rc == SP_OK)
		rc = connect_plan(store, &place, reterr);
	if (rc == SP_OK)
		rc = make_ready(store, &place, reterr);
	if (rc != SP_OK && created) {
		struct stat st;

		if (stat(place.path, &st) == 0 && st.st_size == 0)
			unlink(place.path);
	}
	return rc;
}

enum sp_rc
store_open_telling(const struct sp_store_options *options, bool any_version, struct sp_store **ret_store,
		   bool *ret_damaged, struct sp_err *reterr)
{
	struct sp_store *store = calloc(1, sizeof(*store));
	enum sp_rc rc;

	assert(options->path != NULL);
	if (store == NULL)
		return sp_err_nomem(reterr);
	sp_arena_init(&store->arena);
	store->mode = options->mode;
	store->now_utc = options->now_utc;
	store->any_version = any_version;
	store->seen_revision = -1;
	store->daily_day = SP_DAY_NONE;
	rc = open_in_arena(store, options, reterr);
	*ret_damaged = store->damaged;
	if (rc != SP_OK) {
		if (store->damaged)
			offer_backup(store, reterr);
		sqlite3_close(store->db.handle);
		sp_arena_finish(&store->arena);
		free(store);
		return rc;
	}
	*ret_store = store;
	return SP_OK;
}

enum sp_rc
sp_store_open(const struct sp_store_options *options, struct sp_store **ret_store, struct sp_err *reterr)
{
	bool damaged;

	return store_open_telling(options, false, ret_store, &damaged, reterr);
}

void
store_read_anew(struct sp_store *store)
{
	const struct sp_store_options options = {.path = store->db.path, .mode = store->mode};
	struct store_db before = store->db;
	struct store_place place;
	int64_t version = 0;
	enum sp_rc rc;

	assert(store->still && store->mode == SP_STORE_READ_ONLY);
	rc = store_place_find(&options, &store->arena, &place, NULL);
	if (rc == SP_OK)
		rc = connect_plan(store, &place, NULL);
	if (rc == SP_OK)
		rc = check_before_writing(store, &place, &version, NULL);
	if (rc == SP_OK && version == store_schema_version) {
		sqlite3_finalize(store->data_version);
		store->data_version = NULL;
		sqlite3_close(before.handle);
		return;
	}
	if (store->db.handle != before.handle)
		sqlite3_close(store->db.handle);
	store->db = before;
	store->still = true;
}

/* --- closing --- */

void
sp_store_close(struct sp_store *store)
{
	if (store == NULL)
		return;
	sqlite3_finalize(store->data_version);
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		sqlite3_finalize(store->put[entity]);
		sqlite3_finalize(store->delete[entity]);
	}
	store_db_rollback(&store->db);
	if (store->mode != SP_STORE_READ_ONLY) {
		/* Without waiting: whoever closes last does it. Losing none of it is the log's promise, not this one's. */
		sqlite3_busy_timeout(store->db.handle, 0);
		sqlite3_exec(store->db.handle, "PRAGMA analysis_limit = 200; PRAGMA optimize", NULL, NULL,
			     NULL);
		sqlite3_wal_checkpoint_v2(store->db.handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	}
	sqlite3_close(store->db.handle);
	sp_arena_finish(&store->arena);
	free(store);
}
