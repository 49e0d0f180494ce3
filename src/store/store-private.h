/*
 * What the store's files share: the open file, the words for what SQLite says, rows to and from statements.
 */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "senplan/store/store.h"

#include <sqlite3.h>

enum {
	STORE_APPLICATION_ID = 0x53454e50, /* "SENP" */
	STORE_BUSY_MS = 3000,
	STORE_HISTORY_MAX = 500,	/* commands that can be taken back … */
	STORE_HISTORY_MIN = 20,		/* … and so many however large they are … */
	STORE_HISTORY_BYTES = 16 << 20, /* … beyond this */
	STORE_KINDS_MAX = 8,		/* kinds of backups made in one session */
	STORE_HEADER_BYTES = 100,
	STORE_QUICK_CHECK_BYTES = 4 << 20, /* above it, opening leaves the check to `check` */
};

/* --- schema.c, made from share/schema: lists of lines, ended by NULL --- */

extern const char *const *const store_migrations[];
extern const int store_schema_version;

/* --- db.c: one connection --- */

struct store_db {
	sqlite3 *handle;
	const char *path; /* for sentences */
};

/* The sentence for what the connection last answered. */
enum sp_rc store_db_fail(const struct store_db *db, struct sp_err *reterr);
enum sp_rc store_db_exec(const struct store_db *db, const char *sql, struct sp_err *reterr);
enum sp_rc store_db_prepare(const struct store_db *db, const char *sql, sqlite3_stmt **ret_statement,
			    struct sp_err *reterr);

/* The number in the first column of the first row; 0 when there is no row. */
enum sp_rc store_db_int(const struct store_db *db, const char *sql, int64_t *ret, struct sp_err *reterr);

/* The text in the first column of the first row, cut to size; "" when there is no row. */
enum sp_rc store_db_text(const struct store_db *db, const char *sql, char *buf, size_t size,
			 struct sp_err *reterr);

/* Runs a statement that gives no rows, and resets it. */
enum sp_rc store_db_run(const struct store_db *db, sqlite3_stmt *statement, struct sp_err *reterr);

/* After an error within a transaction; never fails. */
void store_db_rollback(const struct store_db *db);

/* Opens path (absolute, its folder resolved; NULL: memory) with everything that keeps a hostile file from doing harm. */
enum sp_rc store_db_connect(const char *path, int open_flags, struct store_db *ret_db, struct sp_err *reterr);

/* "ok", or what quick_check or integrity_check says first. SP_FILE when it is not ok. */
enum sp_rc store_db_sound(const struct store_db *db, const char *pragma, struct sp_err *reterr);

/* --- the open plan --- */

struct store_look { /* at a file that is read in memory */
	bool busy;  /* a log or a journal with something in it is beside it */
	uint64_t file;
	int64_t size, changed_s, changed_ns;
};

struct sp_store {
	struct store_db db;
	struct sp_arena arena; /* session: the strings below */
	const char *backup_dir;
	enum sp_store_mode mode;
	int64_t now_utc;
	const char *notice;
	int64_t seen_revision;	   /* of the last load or own change */
	int64_t seen_data_version; /* when somebody else was last looked for */
	bool outside;		   /* … and found */
	bool any_version;	   /* a backup may be of an older schema */
	bool damaged;		   /* why it could not be opened */
	bool still;		   /* read in memory: as it was when `look` was had */
	struct store_look look;
	sqlite3_stmt *data_version;
	sqlite3_stmt *put[SP_ENTITY_COUNT]; /* made when first used */
	sqlite3_stmt *delete[SP_ENTITY_COUNT];
	sp_day daily_day; /* of the last daily backup tried */
	const char *kinds_done[STORE_KINDS_MAX];
	size_t n_kinds_done;
};

/* sp_store_open; *ret_damaged is set in any case. any_version: with SP_STORE_READ_ONLY, an older schema will do. */
enum sp_rc store_open_telling(const struct sp_store_options *options, bool any_version,
			      struct sp_store **ret_store, bool *ret_damaged, struct sp_err *reterr);

/* A plan that is read in memory is read anew where its file has changed; what was read stays where that cannot be. */
void store_read_anew(struct sp_store *store);

void store_add_notice(struct sp_store *store, const char *text); /* keeps the first */

/* Everything that must be so before a change: writable, the day's backup made. */
enum sp_rc store_before_write(struct sp_store *store, struct sp_err *reterr);

/* A change beside the history, which leaves the revision as it is: begun with all that must be so before a change;
 * ended in any case once it is begun, kept when rc is SP_OK. */
enum sp_rc store_begin_beside(struct sp_store *store, struct sp_err *reterr);
enum sp_rc store_end_beside(struct sp_store *store, enum sp_rc rc, struct sp_err *reterr);

/* BEGIN IMMEDIATE and the revision at that moment. */
enum sp_rc store_begin(struct sp_store *store, int64_t *ret_revision, struct sp_err *reterr);

/* Raises the revision and commits. On failure everything is rolled back. `known` is the revision that the caller has
 * seen all of, so that its own change does not count as one from outside. */
enum sp_rc store_commit(struct sp_store *store, int64_t revision, bool known, struct sp_err *reterr);

/* apply.c: the edits within the caller's transaction, without an entry in the history. */
enum sp_rc store_apply_unrecorded(struct sp_store *store, const struct sp_edits *edits,
				  struct sp_err *reterr);

/* --- place.c: the file before SQLite sees it --- */

struct store_place {
	const char *path; /* absolute, the folder resolved */
	const char *folder;
	bool exists;
	bool had_wal;
	int64_t size_bytes;
};

enum sp_rc store_place_find(const struct sp_store_options *options, struct sp_arena *arena,
			    struct store_place *ret, struct sp_err *reterr);

/* The first bytes, read past SQLite's locks: is it a plan, and of a version that this program knows? *ret_damaged is set
 * in any case: a plan may have been there before these bytes came over it. */
enum sp_rc store_place_peek(const struct store_place *place, bool *ret_damaged, struct sp_err *reterr);

/* The file's first `size` bytes, past SQLite's locks; what is missing at its end is 0. */
enum sp_rc store_place_read(const struct store_place *place, unsigned char *bytes, int size,
			    struct sp_err *reterr);

/* An empty file, 0600; SP_OK too when somebody else was faster. */
enum sp_rc store_place_create(const struct store_place *place, struct sp_err *reterr);

/* Takes rights of others away from the file, its -wal and -shm and from a folder named senplan. True: some had to go. */
bool store_place_tighten(const struct store_place *place, struct sp_arena *arena);

bool store_place_is_network(const char *path);

/* --- still.c: a plan that is only read --- */

/* Is it to be read in memory? Always, but where somebody writes it at this moment. */
bool store_still_is_meant(const struct store_place *place, enum sp_store_mode mode);

/* The file as it stands, in memory; nothing is made beside it. */
enum sp_rc store_still_connect(const struct store_place *place, struct store_db *ret_db,
			       struct store_look *ret_look, struct sp_err *reterr);

/* A log was left beside the file to be read, without its index, which must not be made. */
bool store_still_has_log_alone(const struct store_place *place, enum sp_store_mode mode);

/* Did the file change since it was seen? It is seen now, so that what cannot be read is not tried again and again. */
bool store_still_moved(const char *path, struct store_look *seen);

/* --- migrate.c --- */

/* Is this the plan of a version we know? An empty database passes with version 0. Within a transaction: another program
 * may be making the file at this moment. */
enum sp_rc store_identify(const struct store_db *db, int64_t *ret_version, struct sp_err *reterr);

enum sp_rc store_refuse_newer(const char *path, uint32_t version, struct sp_err *reterr);

/* Brings the file to this program's schema in one transaction. */
enum sp_rc store_migrate(const struct store_db *db, struct sp_err *reterr);

/* --- rows.c: rows and statements by the field table --- */

/* New id of a provisional one; 0 when it is not known. Positive ids are themselves. */
struct store_ids {
	int64_t *real; /* real[k - 1] for -k */
	size_t n;
};
int64_t store_ids_real(const struct store_ids *ids, int64_t id);

/* SP_USAGE when a value has no place in the file (a day outside 1900 to 2199, a reference to nothing). */
enum sp_rc store_row_bind(sqlite3_stmt *statement, const struct sp_entity_info *info, const void *row,
			  const struct store_ids *ids, struct sp_err *reterr);

enum sp_rc store_row_read(sqlite3_stmt *statement, const struct sp_entity_info *info, void *row,
			  struct sp_arena *arena, struct sp_err *reterr);

/* Heap texts of SQL; NULL when out of memory. */
char *store_sql_select(const struct sp_entity_info *info);
char *store_sql_put(const struct sp_entity_info *info);

/* What a person calls the row: its key, code, name or title; "" without one. */
const char *store_row_label(const struct sp_entity_info *info, const void *row);

/* --- natural.c: rows by name; the edits, which come after the snapshot (may be NULL), have the last word --- */

/* The row with the same natural key (a task's key, a rule's key, profile and first day), or 0. */
int64_t store_natural_find(const struct sp_snapshot *snapshot, const struct sp_edits *edits,
			   enum sp_entity entity, const void *row);

/* The row with this key, code or name, or 0. */
int64_t store_natural_named(const struct sp_snapshot *snapshot, const struct sp_edits *edits,
			    enum sp_entity entity, const char *name);

/* --- exports.c: within a transaction; what is there stays --- */

enum sp_rc store_save_record(struct sp_store *store, sqlite3_stmt *statement,
			     const struct sp_export_record *record, struct sp_err *reterr);
enum sp_rc store_add_uids(struct sp_store *store, const struct sp_export_uid *uids, size_t n, bool fresh,
			  struct sp_err *reterr);

/* --- history.c --- */

enum sp_rc store_session_begin(struct sp_store *store, sqlite3_session **ret_session, struct sp_err *reterr);

/* Writes the session's changes to the history and drops the redo tail. *ret_changed is false when there were none. */
enum sp_rc store_history_add(struct sp_store *store, sqlite3_session *session, const char *label,
			     bool *ret_changed, struct sp_err *reterr);

/* One entry; its changeset (size 0: empty, nothing to take back) must outlive the call only. */
enum sp_rc store_add_entry(struct sp_store *store, const char *label, int64_t n_changes, int size,
			   const void *changeset, struct sp_err *reterr);

/* The first row that refers to nothing, as a sentence with SP_USAGE; SP_OK when there is none. */
enum sp_rc store_references_whole(const struct store_db *db, struct sp_err *reterr);

/* --- backup.c --- */

bool store_is_same_file(const char *a, const char *b);

/* Brings a file, or with O_DIRECTORY a folder, to the disk. */
enum sp_rc store_sync(const char *path, int open_flags, struct sp_err *reterr);

/* An empty file of ours in the folder, 0600; and the end of one that was not published. Takes NULL. */
enum sp_rc store_temporary(const char *folder, struct sp_arena *arena, const char **ret_path,
			   struct sp_err *reterr);
void store_temporary_remove(const char *path);

/* Gives it its name for good. */
enum sp_rc store_publish(const char *temporary, const char *path, const char *folder, struct sp_err *reterr);

/* Every page of one into the other, in one transaction there. */
enum sp_rc store_copy_pages(const struct store_db *from, const struct store_db *to, struct sp_err *reterr);

/* Every page into the empty file at `path`: one file without a log, found sound, on the disk. */
enum sp_rc store_copy(const struct store_db *from, const char *path, struct sp_err *reterr);

/* The day's backup, if it is not there yet. A failure becomes a notice: it must not stop the work. */
void store_backup_daily(struct sp_store *store);

/* Path of the newest automatic backup of the plan at db_path that is sound, or NULL. */
const char *store_backup_newest(const char *backup_dir, const char *db_path, struct sp_arena *arena);

#endif
