/*
 * Taking back and doing again: each command's changes are kept as a SQLite changeset beside its label. Undo applies the
 * inverse of the newest one that is not undone, redo the oldest undone one as it is. Either fits exactly or is refused.
 */
#include "store-private.h"

#include <string.h>

enum sp_rc
store_session_begin(struct sp_store *store, sqlite3_session **ret_session, struct sp_err *reterr)
{
	sqlite3_session *session = NULL;
	int code = sqlite3session_create(store->db.handle, "main", &session);

	for (int entity = 0; code == SQLITE_OK && entity < SP_ENTITY_COUNT; entity++)
		code = sqlite3session_attach(session, sp_entity_info((enum sp_entity)entity)->table);
	if (code != SQLITE_OK) {
		if (session != NULL)
			sqlite3session_delete(session);
		return sp_err_nomem(reterr);
	}
	*ret_session = session;
	return SP_OK;
}

/* Says what a function of the session extension answered; not all of them leave it in the connection. */
static enum sp_rc
fail_code(const struct store_db *db, int code, struct sp_err *reterr)
{
	if ((code & 0xff) == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
		return sp_err_nomem(reterr);
	if (sqlite3_errcode(db->handle) != SQLITE_OK)
		return store_db_fail(db, reterr);
	return sp_err_set(reterr, SP_SYSTEM, "%s: the history could not be kept: %s.", db->path,
			  sqlite3_errstr(code));
}

static enum sp_rc
count_changes(const struct store_db *db, int size, void *changeset, int64_t *ret_n, struct sp_err *reterr)
{
	sqlite3_changeset_iter *iter = NULL;
	int64_t n = 0;
	int code = sqlite3changeset_start(&iter, size, changeset);

	if (code != SQLITE_OK)
		return fail_code(db, code, reterr);
	while (sqlite3changeset_next(iter) == SQLITE_ROW)
		n++;
	code = sqlite3changeset_finalize(iter);
	if (code != SQLITE_OK)
		return fail_code(db, code, reterr);
	*ret_n = n;
	return SP_OK;
}

enum sp_rc
store_add_entry(struct sp_store *store, const char *label, int64_t n_changes, int size, const void *changeset,
		struct sp_err *reterr)
{
	sqlite3_stmt *statement = NULL;
	enum sp_rc rc;

	rc = store_db_prepare(&store->db,
			      "INSERT INTO \"history\" (\"at_utc\", \"label\", \"n_changes\", \"changeset\")"
			      " VALUES (?1, ?2, ?3, ?4)",
			      &statement, reterr);
	if (rc != SP_OK)
		return rc;
	sqlite3_bind_int64(statement, 1, store->now_utc);
	if (sqlite3_bind_text(statement, 2, label, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_bind_int64(statement, 3, n_changes) != SQLITE_OK ||
	    sqlite3_bind_blob(statement, 4, changeset, size, SQLITE_STATIC) != SQLITE_OK)
		rc = store_db_fail(&store->db, reterr);
	if (rc == SP_OK)
		rc = store_db_run(&store->db, statement, reterr);
	sqlite3_finalize(statement);
	return rc;
}

/* Old entries go by number and by size, but the newest few always stay. */
static enum sp_rc
trim_history(struct sp_store *store, struct sp_err *reterr)
{
	char sql[600];

	sqlite3_snprintf((int)sizeof(sql), sql,
			 "DELETE FROM \"history\" WHERE \"id\" <= ("
			 "SELECT max(\"id\") FROM (SELECT \"id\", row_number() OVER newest AS place,"
			 " sum(\"bytes\") OVER newest AS total"
			 " FROM (SELECT \"id\", length(\"changeset\") AS \"bytes\" FROM \"history\")"
			 " WINDOW newest AS (ORDER BY \"id\" DESC))"
			 " WHERE place > %d OR (place > %d AND total > %d))",
			 STORE_HISTORY_MAX, STORE_HISTORY_MIN, STORE_HISTORY_BYTES);
	return store_db_exec(&store->db, sql, reterr);
}

enum sp_rc
store_history_add(struct sp_store *store, sqlite3_session *session, const char *label, bool *ret_changed,
		  struct sp_err *reterr)
{
	void *changeset = NULL;
	int size = 0;
	int64_t n = 0;
	int code = sqlite3session_changeset(session, &size, &changeset);
	enum sp_rc rc = code == SQLITE_OK ? SP_OK : fail_code(&store->db, code, reterr);

	if (rc == SP_OK && size > 0)
		rc = count_changes(&store->db, size, changeset, &n, reterr);
	if (rc == SP_OK && n > 0) {
		rc = store_db_exec(&store->db, "DELETE FROM \"history\" WHERE \"undone\" = 1", reterr);
		if (rc == SP_OK)
			rc = store_add_entry(store, label, n, size, changeset, reterr);
		if (rc == SP_OK)
			rc = trim_history(store, reterr);
	}
	sqlite3_free(changeset);
	if (rc == SP_OK)
		*ret_changed = n > 0;
	return rc;
}

enum sp_rc
store_references_whole(const struct store_db *db, struct sp_err *reterr)
{
	sqlite3_stmt *statement = NULL;
	enum sp_rc rc = store_db_prepare(db, "PRAGMA foreign_key_check", &statement, reterr);
	int step;

	if (rc != SP_OK)
		return rc;
	step = sqlite3_step(statement);
	if (step == SQLITE_ROW)
		rc = sp_err_set(reterr, SP_USAGE,
				"Number %lld of %s would refer to a row of %s that is not there.",
				(long long)sqlite3_column_int64(statement, 1),
				(const char *)sqlite3_column_text(statement, 0),
				(const char *)sqlite3_column_text(statement, 2));
	else if (step != SQLITE_DONE)
		rc = store_db_fail(db, reterr);
	sqlite3_finalize(statement);
	return rc;
}

/* --- undo and redo --- */

static int
refuse_conflict(void *context, int kind, sqlite3_changeset_iter *iter)
{
	bool *conflict = context;

	(void)kind;
	(void)iter;
	*conflict = true;
	return SQLITE_CHANGESET_ABORT;
}

/* The history's row in the statement, applied. */
static enum sp_rc
apply_entry(struct sp_store *store, sqlite3_stmt *entry, bool redo, struct sp_err *reterr)
{
	int size = sqlite3_column_bytes(entry, 2);
	void *changeset = sqlite3_malloc(size > 0 ? size : 1);
	const void *blob = sqlite3_column_blob(entry, 2);
	bool conflict = false;
	int code;
	enum sp_rc rc = SP_OK;

	if (changeset == NULL || (size > 0 && blob == NULL)) {
		sqlite3_free(changeset);
		return sp_err_nomem(reterr);
	}
	memcpy(changeset, blob, (size_t)size);
	code = sqlite3changeset_apply_v2(store->db.handle, size, changeset, NULL, refuse_conflict, &conflict,
					 NULL, NULL, redo ? 0 : SQLITE_CHANGESETAPPLY_INVERT);
	if (conflict)
		rc = sp_err_set(reterr, SP_NO,
				"\"%s\" cannot be %s: another program has changed the same rows since. "
				"Nothing was changed.",
				(const char *)sqlite3_column_text(entry, 1),
				redo ? "done again" : "taken back");
	else if (code != SQLITE_OK)
		rc = fail_code(&store->db, code, reterr);
	sqlite3_free(changeset);
	if (rc == SP_OK)
		rc = store_references_whole(&store->db, reterr);
	return rc;
}

static enum sp_rc
mark_entry(struct sp_store *store, int64_t id, bool undone, struct sp_err *reterr)
{
	char sql[100];

	sqlite3_snprintf((int)sizeof(sql), sql, "UPDATE \"history\" SET \"undone\" = %d WHERE \"id\" = %lld",
			 undone ? 1 : 0, (long long)id);
	return store_db_exec(&store->db, sql, reterr);
}

/* Within the transaction. */
static enum sp_rc
turn_entry(struct sp_store *store, bool redo, struct sp_arena *arena, const char **ret_label,
	   struct sp_err *reterr)
{
	sqlite3_stmt *entry = NULL;
	const char *label = NULL;
	enum sp_rc rc;
	int step;

	rc = store_db_prepare(&store->db,
			      redo ? "SELECT \"id\", \"label\", \"changeset\" FROM \"history\""
				     " WHERE \"undone\" = 1 ORDER BY \"id\" LIMIT 1"
				   : "SELECT \"id\", \"label\", \"changeset\" FROM \"history\""
				     " WHERE \"undone\" = 0 ORDER BY \"id\" DESC LIMIT 1",
			      &entry, reterr);
	if (rc != SP_OK)
		return rc;
	step = sqlite3_step(entry);
	if (step == SQLITE_DONE)
		rc = sp_err_set(reterr, SP_NO,
				redo ? "There is nothing to do again." : "There is nothing to take back.");
	else if (step != SQLITE_ROW)
		rc = store_db_fail(&store->db, reterr);
	else if (sqlite3_column_bytes(entry, 2) == 0)
		rc = sp_err_set(reterr, SP_NO,
				"\"%s\" was for good: neither it nor anything before it can be taken back.",
				(const char *)sqlite3_column_text(entry, 1));
	if (rc == SP_OK) {
		label = sp_arena_strdup(arena, (const char *)sqlite3_column_text(entry, 1));
		rc = label == NULL ? sp_err_nomem(reterr) : apply_entry(store, entry, redo, reterr);
	}
	if (rc == SP_OK)
		rc = mark_entry(store, sqlite3_column_int64(entry, 0), !redo, reterr);
	sqlite3_finalize(entry);
	if (rc == SP_OK)
		*ret_label = label;
	return rc;
}

/* Foreign keys are off meanwhile: the changeset holds what they did, and they would do it a second time. */
static enum sp_rc
turn(struct sp_store *store, bool redo, struct sp_arena *arena, const char **ret_label, struct sp_err *reterr)
{
	int64_t revision = 0;
	const char *label = NULL;
	enum sp_rc rc = store_before_write(store, reterr);

	if (rc == SP_OK)
		rc = store_db_exec(&store->db, "PRAGMA foreign_keys = OFF", reterr);
	if (rc == SP_OK)
		rc = store_begin(store, &revision, reterr);
	if (rc == SP_OK) {
		rc = turn_entry(store, redo, arena, &label, reterr);
		if (rc == SP_OK)
			rc = store_commit(store, revision, revision == store->seen_revision, reterr);
		else
			store_db_rollback(&store->db);
	}
	sqlite3_db_config(store->db.handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	if (rc == SP_OK && ret_label != NULL)
		*ret_label = label;
	return rc;
}

enum sp_rc
sp_store_undo(struct sp_store *store, struct sp_arena *arena, const char **ret_label, struct sp_err *reterr)
{
	return turn(store, false, arena, ret_label, reterr);
}

enum sp_rc
sp_store_redo(struct sp_store *store, struct sp_arena *arena, const char **ret_label, struct sp_err *reterr)
{
	return turn(store, true, arena, ret_label, reterr);
}

/* --- the list --- */

enum sp_rc
sp_store_history(struct sp_store *store, struct sp_arena *arena, size_t max,
		 const struct sp_history_entry **ret_entries, size_t *ret_n, struct sp_err *reterr)
{
	sqlite3_stmt *statement = NULL;
	struct sp_history_entry *entries;
	size_t n = 0;
	int step = SQLITE_DONE;
	enum sp_rc rc;

	if (max > STORE_HISTORY_MAX)
		max = STORE_HISTORY_MAX;
	entries = SP_ARENA_NEW_N(arena, struct sp_history_entry, max);
	if (entries == NULL)
		return sp_err_nomem(reterr);
	rc = store_db_prepare(&store->db,
			      "SELECT \"id\", \"at_utc\", \"label\", \"n_changes\", \"undone\""
			      " FROM \"history\" ORDER BY \"id\" DESC",
			      &statement, reterr);
	while (rc == SP_OK && n < max && (step = sqlite3_step(statement)) == SQLITE_ROW) {
		struct sp_history_entry *entry = &entries[n++];

		entry->id = sqlite3_column_int64(statement, 0);
		entry->at_utc = sqlite3_column_int64(statement, 1);
		entry->label = sp_arena_strdup(arena, (const char *)sqlite3_column_text(statement, 2));
		entry->n_changes = sqlite3_column_int64(statement, 3);
		entry->undone = sqlite3_column_int(statement, 4) != 0;
		if (entry->label == NULL)
			rc = sp_err_nomem(reterr);
	}
	if (rc == SP_OK && step != SQLITE_DONE && step != SQLITE_ROW)
		rc = store_db_fail(&store->db, reterr);
	sqlite3_finalize(statement);
	if (rc == SP_OK) {
		*ret_entries = entries;
		*ret_n = n;
	}
	return rc;
}

void
sp_store_set_now(struct sp_store *store, int64_t now_utc)
{
	store->now_utc = now_utc;
}
