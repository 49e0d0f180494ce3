/*
 * One connection to SQLite: opened so that a hostile file can do no harm, and what it answers put into words.
 */
#include "store-private.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static enum sp_rc
fail_io(const struct store_db *db, struct sp_err *reterr)
{
	int error = sqlite3_system_errno(db->handle), code = sqlite3_extended_errcode(db->handle);

	if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC)
		return sp_err_set(reterr, SP_SYSTEM,
				  "%s could not be brought to the disk: %s. The last change may be lost.",
				  db->path, error == 0 ? sqlite3_errmsg(db->handle) : strerror(error));
	return sp_err_set(reterr, SP_SYSTEM, "%s could not be read or written: %s. Nothing was changed.",
			  db->path, error == 0 ? sqlite3_errmsg(db->handle) : strerror(error));
}

enum sp_rc
store_db_fail(const struct store_db *db, struct sp_err *reterr)
{
	const char *said = sqlite3_errmsg(db->handle);
	int code = sqlite3_extended_errcode(db->handle);

	if (code == SQLITE_IOERR_NOMEM)
		return sp_err_nomem(reterr);
	switch (code & 0xff) {
	case SQLITE_NOMEM:
		return sp_err_nomem(reterr);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return sp_err_set(reterr, SP_FILE,
				  "%s is being written by another program. Try again in a moment.", db->path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return sp_err_set(reterr, SP_FILE, "%s is damaged (%s). It was left as it is.", db->path,
				  said);
	case SQLITE_FULL:
		return sp_err_set(reterr, SP_SYSTEM,
				  "%s could not be written: the disk is full. Nothing was changed.",
				  db->path);
	case SQLITE_IOERR:
		return fail_io(db, reterr);
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return sp_err_set(reterr, SP_FILE, "%s could not be opened: %s.", db->path, said);
	case SQLITE_READONLY:
		return sp_err_set(reterr, SP_FILE, "%s can only be read, not written.", db->path);
	case SQLITE_CONSTRAINT:
		return sp_err_set(reterr, SP_USAGE, "The plan cannot hold this: %s.", said);
	case SQLITE_TOOBIG:
		return sp_err_set(reterr, SP_USAGE, "A text is too long for the plan.");
	default:
		return sp_err_set(reterr, SP_SYSTEM, "%s: SQLite says: %s (%d).", db->path, said, code);
	}
}

enum sp_rc
store_db_exec(const struct store_db *db, const char *sql, struct sp_err *reterr)
{
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_db_fail(db, reterr);
	return SP_OK;
}

enum sp_rc
store_db_prepare(const struct store_db *db, const char *sql, sqlite3_stmt **ret_statement,
		 struct sp_err *reterr)
{
	sqlite3_stmt *statement = NULL;

	if (sql == NULL)
		return sp_err_nomem(reterr);
	if (sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL) != SQLITE_OK)
		return store_db_fail(db, reterr);
	assert(statement != NULL);
	*ret_statement = statement;
	return SP_OK;
}

enum sp_rc
store_db_int(const struct store_db *db, const char *sql, int64_t *ret, struct sp_err *reterr)
{
	sqlite3_stmt *statement;
	enum sp_rc rc = store_db_prepare(db, sql, &statement, reterr);
	int64_t value = 0;
	int step;

	if (rc != SP_OK)
		return rc;
	step = sqlite3_step(statement);
	if (step == SQLITE_ROW)
		value = sqlite3_column_int64(statement, 0);
	else if (step != SQLITE_DONE)
		rc = store_db_fail(db, reterr);
	sqlite3_finalize(statement);
	if (rc == SP_OK)
		*ret = value;
	return rc;
}

enum sp_rc
store_db_text(const struct store_db *db, const char *sql, char *buf, size_t size, struct sp_err *reterr)
{
	sqlite3_stmt *statement;
	enum sp_rc rc = store_db_prepare(db, sql, &statement, reterr);
	const char *text = NULL;
	int step;

	if (rc != SP_OK)
		return rc;
	step = sqlite3_step(statement);
	if (step == SQLITE_ROW)
		text = (const char *)sqlite3_column_text(statement, 0);
	else if (step != SQLITE_DONE)
		rc = store_db_fail(db, reterr);
	snprintf(buf, size, "%s", text == NULL ? "" : text);
	sqlite3_finalize(statement);
	return rc;
}

enum sp_rc
store_db_run(const struct store_db *db, sqlite3_stmt *statement, struct sp_err *reterr)
{
	int step = sqlite3_step(statement);
	enum sp_rc rc = step == SQLITE_DONE ? SP_OK : store_db_fail(db, reterr);

	assert(step != SQLITE_ROW);
	sqlite3_reset(statement);
	return rc;
}

void
store_db_rollback(const struct store_db *db)
{
	if (sqlite3_get_autocommit(db->handle) == 0)
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* The bounds of SQLite's security page, with room for rows of 25 columns and a year's changeset. */
static void
set_limits(sqlite3 *handle)
{
	static const struct {
		int id, value;
	} limits[] = {
		{SQLITE_LIMIT_LENGTH, 64 << 20},
		{SQLITE_LIMIT_SQL_LENGTH, 100000},
		{SQLITE_LIMIT_COLUMN, 100},
		{SQLITE_LIMIT_EXPR_DEPTH, 100},
		{SQLITE_LIMIT_COMPOUND_SELECT, 5},
		{SQLITE_LIMIT_VDBE_OP, 25000},
		{SQLITE_LIMIT_FUNCTION_ARG, 8},
		{SQLITE_LIMIT_ATTACHED, 0},
		{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
		{SQLITE_LIMIT_VARIABLE_NUMBER, 250},
		{SQLITE_LIMIT_TRIGGER_DEPTH, 10},
		{SQLITE_LIMIT_WORKER_THREADS, 0},
	};

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		sqlite3_limit(handle, limits[i].id, limits[i].value);
}

static enum sp_rc
set_switches(const struct store_db *db, struct sp_err *reterr)
{
	static const struct {
		int id, on;
	} switches[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
		{SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},
		{SQLITE_DBCONFIG_ENABLE_FKEY, 1},
	};

	for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++) {
		int now = -1;

		if (sqlite3_db_config(db->handle, switches[i].id, switches[i].on, &now) != SQLITE_OK ||
		    now != switches[i].on)
			return sp_err_set(reterr, SP_SYSTEM,
					  "This SQLite cannot be made safe enough to open %s.", db->path);
	}
	return SP_OK;
}

enum sp_rc
store_db_connect(const char *path, int open_flags, struct store_db *ret_db, struct sp_err *reterr)
{
	struct store_db db = {NULL, path == NULL ? "A plan in memory" : path};
	enum sp_rc rc = SP_OK;

	assert(path == NULL || path[0] == '/'); /* never a URI, which this SQLite would understand */
	if (sqlite3_open_v2(path == NULL ? ":memory:" : path, &db.handle,
			    open_flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
		rc = db.handle == NULL ? sp_err_nomem(reterr) : store_db_fail(&db, reterr);
	if (rc == SP_OK)
		rc = set_switches(&db, reterr);
	if (rc == SP_OK) {
		set_limits(db.handle);
		sqlite3_busy_timeout(db.handle, STORE_BUSY_MS);
		rc = store_db_exec(&db,
				   "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
				   "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;",
				   reterr);
	}
	if (rc != SP_OK) {
		sqlite3_close(db.handle);
		return rc;
	}
	*ret_db = db;
	return SP_OK;
}

enum sp_rc
store_db_sound(const struct store_db *db, const char *pragma, struct sp_err *reterr)
{
	char said[200];
	enum sp_rc rc = store_db_text(db, pragma, said, sizeof(said), reterr);

	if (rc != SP_OK || strcmp(said, "ok") == 0)
		return rc;
	for (char *c = said; *c != '\0'; c++)
		if (*c == '\n')
			*c = ' ';
	return sp_err_set(reterr, SP_FILE, "%s is damaged (%s). It was left as it is.", db->path, said);
}
