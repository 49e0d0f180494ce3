/*
 * What calendar programs were told last. It stands beside the undo history on purpose: an event that was sent keeps its UID,
 * and its SEQUENCE never falls, whatever is undone here.
 */
#include "senplan/base/array.h"

#include "store-private.h"

#include <stdlib.h>
#include <string.h>

enum { EXPORTS_MAX = 1000000 };

struct export_uids {
	struct sp_export_uid *items;
	size_t n;
	size_t cap;
};

static enum sp_rc
read_moment(sqlite3_stmt *statement, int column, sp_time *ret, struct sp_err *reterr)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	*ret = SP_TIME_NONE;
	if (text != NULL && !sp_time_parse_iso(text, ret))
		return sp_err_set(reterr, SP_FILE,
				  "The plan's file is damaged: an export has an impossible time.");
	return SP_OK;
}

static enum sp_rc
read_record(sqlite3_stmt *statement, struct sp_arena *arena, struct sp_export_record *record,
	    struct sp_err *reterr)
{
	int64_t hash = sqlite3_column_int64(statement, 2);
	enum sp_rc rc = read_moment(statement, 5, &record->start, reterr);

	if (rc == SP_OK)
		rc = read_moment(statement, 6, &record->end, reterr);
	record->uid = sp_arena_strdup(arena, (const char *)sqlite3_column_text(statement, 0));
	record->sequence = sqlite3_column_int64(statement, 1);
	memcpy(&record->content_hash, &hash, sizeof(hash));
	record->created_utc = sqlite3_column_int64(statement, 3);
	record->modified_utc = sqlite3_column_int64(statement, 4);
	record->title = sp_arena_strdup(arena, (const char *)sqlite3_column_text(statement, 7));
	record->cancelled = sqlite3_column_int(statement, 8) != 0;
	if (rc == SP_OK && (record->uid == NULL || record->title == NULL))
		rc = sp_err_nomem(reterr);
	return rc;
}

static enum sp_rc
count_records(struct sp_store *store, const char *target, size_t *ret_n, struct sp_err *reterr)
{
	sqlite3_stmt *statement = NULL;
	enum sp_rc rc = store_db_prepare(&store->db, "SELECT count(*) FROM \"exports\" WHERE \"target\" = ?1",
					 &statement, reterr);

	if (rc != SP_OK)
		return rc;
	if (sqlite3_bind_text(statement, 1, target, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW)
		rc = store_db_fail(&store->db, reterr);
	else
		*ret_n = (size_t)sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return rc;
}

static enum sp_rc
read_records(struct sp_store *store, const char *target, struct sp_arena *arena,
	     struct sp_export_record **ret_records, size_t *ret_n, struct sp_err *reterr)
{
	sqlite3_stmt *statement = NULL;
	struct sp_export_record *records = NULL;
	size_t n = 0, i = 0;
	int step = SQLITE_DONE;
	enum sp_rc rc = count_records(store, target, &n, reterr);

	if (rc == SP_OK)
		rc = store_db_prepare(&store->db,
				      "SELECT \"uid\", \"sequence\", \"content_hash\", \"created_utc\","
				      " \"modified_utc\", \"start\", \"end\", \"title\", \"cancelled\""
				      " FROM \"exports\" WHERE \"target\" = ?1 ORDER BY \"uid\"",
				      &statement, reterr);
	if (rc != SP_OK)
		return rc;
	records = SP_ARENA_NEW_N(arena, struct sp_export_record, n);
	if (records == NULL || sqlite3_bind_text(statement, 1, target, -1, SQLITE_STATIC) != SQLITE_OK)
		rc = sp_err_nomem(reterr);
	while (rc == SP_OK && i < n && (step = sqlite3_step(statement)) == SQLITE_ROW)
		rc = read_record(statement, arena, &records[i++], reterr);
	if (rc == SP_OK && step != SQLITE_DONE && step != SQLITE_ROW)
		rc = store_db_fail(&store->db, reterr);
	sqlite3_finalize(statement);
	if (rc == SP_OK) {
		*ret_records = records;
		*ret_n = i;
	}
	return rc;
}

enum sp_rc
sp_store_load_exports(struct sp_store *store, const char *target, struct sp_arena *arena,
		      const struct sp_export_record **ret_records, size_t *ret_n, struct sp_err *reterr)
{
	struct sp_export_record *records = NULL;
	size_t n = 0;
	enum sp_rc rc = store_db_exec(&store->db, "BEGIN", reterr);

	if (rc == SP_OK)
		rc = read_records(store, target, arena, &records, &n, reterr);
	store_db_rollback(&store->db);
	if (rc == SP_OK) {
		*ret_records = records;
		*ret_n = n;
	}
	return rc;
}

/* --- saving --- */

static int
bind_moment(sqlite3_stmt *statement, int index, sp_time time)
{
	char text[SP_CLOCK_TEXT];

	if (time == SP_TIME_NONE)
		return sqlite3_bind_null(statement, index);
	return sqlite3_bind_text(statement, index, sp_time_format_iso(time, text), -1, SQLITE_TRANSIENT);
}

enum sp_rc
store_save_record(struct sp_store *store, sqlite3_stmt *statement, const struct sp_export_record *record,
		  struct sp_err *reterr)
{
	int64_t hash;

	memcpy(&hash, &record->content_hash, sizeof(hash));
	if (sqlite3_bind_text(statement, 2, record->uid, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_bind_int64(statement, 3, record->sequence) != SQLITE_OK ||
	    sqlite3_bind_int64(statement, 4, hash) != SQLITE_OK ||
	    sqlite3_bind_int64(statement, 5, record->created_utc) != SQLITE_OK ||
	    sqlite3_bind_int64(statement, 6, record->modified_utc) != SQLITE_OK ||
	    bind_moment(statement, 7, record->start) != SQLITE_OK ||
	    bind_moment(statement, 8, record->end) != SQLITE_OK ||
	    sqlite3_bind_text(statement, 9, record->title == NULL ? "" : record->title, -1, SQLITE_STATIC) !=
		    SQLITE_OK ||
	    sqlite3_bind_int(statement, 10, record->cancelled ? 1 : 0) != SQLITE_OK)
		return store_db_fail(&store->db, reterr);
	return store_db_run(&store->db, statement, reterr);
}

/* All of the target's records are replaced. */
static enum sp_rc
save_records(struct sp_store *store, const char *target, const struct sp_export_record *records, size_t n,
	     struct sp_err *reterr)
{
	sqlite3_stmt *insert = NULL, *clear = NULL;
	enum sp_rc rc;

	rc = store_db_prepare(&store->db, "DELETE FROM \"exports\" WHERE \"target\" = ?1", &clear, reterr);
	if (rc == SP_OK)
		rc = store_db_prepare(
			&store->db,
			"INSERT INTO \"exports\" (\"target\", \"uid\", \"sequence\", \"content_hash\","
			" \"created_utc\", \"modified_utc\", \"start\", \"end\", \"title\", \"cancelled\")"
			" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
			&insert, reterr);
	if (rc == SP_OK && (sqlite3_bind_text(clear, 1, target, -1, SQLITE_STATIC) != SQLITE_OK ||
			    sqlite3_bind_text(insert, 1, target, -1, SQLITE_STATIC) != SQLITE_OK))
		rc = sp_err_nomem(reterr);
	if (rc == SP_OK)
		rc = store_db_run(&store->db, clear, reterr);
	for (size_t i = 0; rc == SP_OK && i < n; i++)
		rc = store_save_record(store, insert, &records[i], reterr);
	sqlite3_finalize(clear);
	sqlite3_finalize(insert);
	return rc;
}

enum sp_rc
sp_store_save_exports(struct sp_store *store, const char *target, const struct sp_export_record *records,
		      size_t n, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	if (n > EXPORTS_MAX)
		return sp_err_set(reterr, SP_USAGE, "More than %d events cannot be exported.", EXPORTS_MAX);
	rc = store_begin_beside(store, reterr);
	if (rc != SP_OK)
		return rc;
	rc = save_records(store, target, records, n, reterr);
	return store_end_beside(store, rc, reterr);
}

/* --- UIDs of deadlines --- */

static enum sp_rc
read_uids(sqlite3_stmt *statement, struct sp_store *store, struct sp_arena *arena, struct export_uids *uids,
	  struct sp_err *reterr)
{
	int step = SQLITE_DONE;

	while (uids->n <= EXPORTS_MAX && (step = sqlite3_step(statement)) == SQLITE_ROW) {
		struct sp_export_uid uid = {
			.about = sp_arena_strdup(arena, (const char *)sqlite3_column_text(statement, 0)),
			.uid = sp_arena_strdup(arena, (const char *)sqlite3_column_text(statement, 1)),
			.created_utc = sqlite3_column_int64(statement, 2),
		};

		if (uid.about == NULL || uid.uid == NULL || !SP_ARRAY_PUSH(uids, uid))
			return sp_err_nomem(reterr);
	}
	return step == SQLITE_DONE ? SP_OK : store_db_fail(&store->db, reterr);
}

enum sp_rc
sp_store_load_export_uids(struct sp_store *store, struct sp_arena *arena,
			  const struct sp_export_uid **ret_uids, size_t *ret_n, struct sp_err *reterr)
{
	sqlite3_stmt *statement = NULL;
	struct export_uids uids = {0};
	const struct sp_export_uid *kept = NULL;
	enum sp_rc rc = store_db_prepare(&store->db,
					 "SELECT \"about\", \"uid\", \"created_utc\" FROM \"export_uids\""
					 " ORDER BY \"about\"",
					 &statement, reterr);

	if (rc == SP_OK)
		rc = read_uids(statement, store, arena, &uids, reterr);
	if (rc == SP_OK && uids.n > 0) {
		kept = sp_arena_memdup(arena, uids.items, uids.n * sizeof(*uids.items));
		if (kept == NULL)
			rc = sp_err_nomem(reterr);
	}
	if (rc == SP_OK) {
		*ret_uids = kept;
		*ret_n = uids.n;
	}
	sqlite3_finalize(statement);
	SP_ARRAY_FREE(&uids);
	return rc;
}

enum sp_rc
store_add_uids(struct sp_store *store, const struct sp_export_uid *uids, size_t n, bool fresh,
	       struct sp_err *reterr)
{
	/* A fresh UID must not be there yet; then it is no UID, which the table refuses. */
	static const char fresh_sql[] =
		"INSERT INTO \"export_uids\" (\"about\", \"uid\", \"created_utc\") VALUES (?1,"
		" CASE WHEN EXISTS (SELECT 1 FROM \"export_uids\" WHERE \"uid\" = ?2) THEN NULL ELSE ?2 END, ?3)";
	static const char merge_sql[] =
		"INSERT INTO \"export_uids\" (\"about\", \"uid\", \"created_utc\") VALUES (?1, ?2, ?3)"
		" ON CONFLICT DO NOTHING";
	sqlite3_stmt *insert = NULL;
	enum sp_rc rc = store_db_prepare(&store->db, fresh ? fresh_sql : merge_sql, &insert, reterr);

	for (size_t i = 0; rc == SP_OK && i < n; i++) {
		if (sqlite3_bind_text(insert, 1, uids[i].about, -1, SQLITE_STATIC) != SQLITE_OK ||
		    sqlite3_bind_text(insert, 2, uids[i].uid, -1, SQLITE_STATIC) != SQLITE_OK ||
		    sqlite3_bind_int64(insert, 3, uids[i].created_utc) != SQLITE_OK)
			rc = store_db_fail(&store->db, reterr);
		else
			rc = store_db_run(&store->db, insert, reterr);
	}
	sqlite3_finalize(insert);
	return rc;
}

enum sp_rc
sp_store_add_export_uids(struct sp_store *store, const struct sp_export_uid *uids, size_t n,
			 struct sp_err *reterr)
{
	enum sp_rc rc = store_begin_beside(store, reterr);

	if (rc != SP_OK)
		return rc;
	rc = store_add_uids(store, uids, n, true, reterr);
	return store_end_beside(store, rc, reterr);
}
