/*
 * Taking something out for good: from the tables, from the history, from the file's free pages and from its log. SQLite
 * overwrites what it deletes (secure_delete), but leaves copies behind where it has moved rows about; so the file is
 * built anew (VACUUM) and the log emptied.
 */
#include "senplan/model/code.h"

#include "store-private.h"

#include <assert.h>

/* Everything in the log goes into the file, and the log is cut to nothing. *ret_busy: somebody else still reads it. */
static enum sp_rc
empty_log(struct sp_store *store, bool *ret_busy, struct sp_err *reterr)
{
	int64_t busy = 0;
	enum sp_rc rc = store_db_int(&store->db, "PRAGMA wal_checkpoint(TRUNCATE)", &busy, reterr);

	if (rc == SP_OK)
		*ret_busy = busy != 0;
	return rc;
}

static bool
names_any(const struct sp_forget *forget, const char *text)
{
	bool found = false;

	for (size_t i = 0; i < forget->n_codes; i++)
		found = found || sp_code_stands_in(text, forget->codes[i]);
	return found;
}

/* One text column of one of the store's own tables, by rowid or by its key. */
struct texts {
	const char *select; /* key, text */
	const char *update; /* ?1 text, ?2 key */
	const char *stand_in;
};

static const struct texts labels = {
	"SELECT \"id\", \"label\" FROM \"history\"",
	"UPDATE \"history\" SET \"label\" = ?1 WHERE \"id\" = ?2",
	"something about a pupil who was taken out",
};
static const struct texts titles = {
	"SELECT \"target\", \"title\", \"uid\" FROM \"exports\"",
	"UPDATE \"exports\" SET \"title\" = ?1 WHERE \"target\" = ?2 AND \"uid\" = ?3",
	"SENCO",
};

static enum sp_rc
blank_text(struct sp_store *store, const struct texts *texts, sqlite3_stmt *row, sqlite3_stmt *update,
	   struct sp_err *reterr)
{
	int n_keys = sqlite3_bind_parameter_count(update) - 1;

	if (sqlite3_bind_text(update, 1, texts->stand_in, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_bind_value(update, 2, sqlite3_column_value(row, 0)) != SQLITE_OK ||
	    (n_keys == 2 && sqlite3_bind_value(update, 3, sqlite3_column_value(row, 2)) != SQLITE_OK))
		return store_db_fail(&store->db, reterr);
	return store_db_run(&store->db, update, reterr);
}

/* Texts that name a code get the stand-in. *ret_n counts them; without `blank` that is all. */
static enum sp_rc
walk_texts(struct sp_store *store, const struct texts *texts, const struct sp_forget *forget, bool blank,
	   size_t *ret_n, struct sp_err *reterr)
{
	sqlite3_stmt *row = NULL, *update = NULL;
	size_t n = 0;
	int step = SQLITE_DONE;
	enum sp_rc rc = store_db_prepare(&store->db, texts->select, &row, reterr);

	if (rc == SP_OK)
		rc = store_db_prepare(&store->db, texts->update, &update, reterr);
	while (rc == SP_OK && (step = sqlite3_step(row)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(row, 1);

		if (text == NULL || !names_any(forget, text))
			continue;
		n++;
		if (blank)
			rc = blank_text(store, texts, row, update, reterr);
	}
	if (rc == SP_OK && step != SQLITE_DONE)
		rc = store_db_fail(&store->db, reterr);
	sqlite3_finalize(row);
	sqlite3_finalize(update);
	if (rc == SP_OK)
		*ret_n = n;
	return rc;
}

/* What was done stays in the list, without what could bring anything back. */
static enum sp_rc
close_history(struct sp_store *store, const struct sp_forget *forget, struct sp_err *reterr)
{
	int64_t n_changes = forget->edits->n > 0 ? (int64_t)forget->edits->n : 1;
	size_t n = 0;
	enum sp_rc rc = store_db_exec(&store->db, "DELETE FROM \"history\" WHERE \"undone\" = 1", reterr);

	if (rc == SP_OK)
		rc = store_db_exec(&store->db, "UPDATE \"history\" SET \"changeset\" = x''", reterr);
	if (rc == SP_OK)
		rc = walk_texts(store, &labels, forget, true, &n, reterr);
	return rc == SP_OK ? store_add_entry(store, forget->label, n_changes, 0, "", reterr) : rc;
}

static enum sp_rc
forget_in_transaction(struct sp_store *store, const struct sp_forget *forget, struct sp_err *reterr)
{
	int64_t revision = 0;
	size_t n = 0;
	enum sp_rc rc = store_begin(store, &revision, reterr);

	if (rc != SP_OK)
		return rc;
	if (revision != forget->revision)
		rc = sp_err_set(reterr, SP_NO,
				"The plan has been changed elsewhere meanwhile; nothing was taken out. "
				"Look at it again and repeat.");
	if (rc == SP_OK)
		rc = store_apply_unrecorded(store, forget->edits, reterr);
	if (rc == SP_OK)
		rc = close_history(store, forget, reterr);
	if (rc == SP_OK)
		rc = walk_texts(store, &titles, forget, true, &n, reterr);
	if (rc != SP_OK) {
		store_db_rollback(&store->db);
		return rc;
	}
	return store_commit(store, revision, true, reterr);
}

/* VACUUM joins a second database of its own for the while, which plans may not do otherwise. */
static enum sp_rc
build_anew(struct sp_store *store)
{
	int limit = sqlite3_limit(store->db.handle, SQLITE_LIMIT_ATTACHED, 1);
	enum sp_rc rc = store_db_exec(&store->db, "VACUUM", NULL);

	sqlite3_limit(store->db.handle, SQLITE_LIMIT_ATTACHED, limit);
	return rc;
}

enum sp_rc
sp_store_forget(struct sp_store *store, const struct sp_forget *forget, const char **ret_rest,
		struct sp_err *reterr)
{
	bool busy = false;
	enum sp_rc rc = sp_edits_ok(forget->edits, reterr);

	assert(forget->label != NULL);
	if (rc == SP_OK && store->mode == SP_STORE_READ_ONLY)
		rc = sp_err_set(reterr, SP_FILE, "%s was opened for reading only.", store->db.path);
	if (rc == SP_OK)
		rc = empty_log(store, &busy, reterr);
	if (rc == SP_OK && busy)
		rc = sp_err_set(reterr, SP_FILE,
				"%s is being read by another program at this moment, whose copy could not be "
				"cleared. Nothing was taken out: close the other program and try again.",
				store->db.path);
	if (rc == SP_OK)
		rc = forget_in_transaction(store, forget, reterr);
	if (rc != SP_OK)
		return rc;
	*ret_rest = NULL;
	if (build_anew(store) != SP_OK)
		*ret_rest =
			"Remains of it may be left in the free space of the plan's file: there was no room "
			"to build it anew. Make room on the disk and do the same again.";
	else if (empty_log(store, &busy, NULL) != SP_OK || busy)
		*ret_rest =
			"Remains of it are left in the plan's log while another program has the plan open: "
			"close it, and they go.";
	return SP_OK;
}

enum sp_rc
sp_store_names_code(struct sp_store *store, const char *code, bool *ret_names, struct sp_err *reterr)
{
	struct sp_forget forget = {.codes = &code, .n_codes = 1};
	size_t n_labels = 0, n_titles = 0;
	enum sp_rc rc = walk_texts(store, &labels, &forget, false, &n_labels, reterr);

	if (rc == SP_OK)
		rc = walk_texts(store, &titles, &forget, false, &n_titles, reterr);
	if (rc == SP_OK)
		*ret_names = n_labels + n_titles > 0;
	return rc;
}
