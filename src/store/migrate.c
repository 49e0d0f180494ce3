/*
 * Which schema a file has, and how it comes to this program's: the files of share/schema in order, each once, all of
 * them in one transaction.
 */
#include "senplan/base/str.h"

#include "store-private.h"

enum sp_rc
store_refuse_newer(const char *path, uint32_t version, struct sp_err *reterr)
{
	return sp_err_set(reterr, SP_FILE,
			  "%s was written by a newer senplan (its schema is %u, this program knows %d). "
			  "It was left as it is; please install the newer program.",
			  path, (unsigned)version, store_schema_version);
}

enum sp_rc
store_identify(const struct store_db *db, int64_t *ret_version, struct sp_err *reterr)
{
	int64_t application = 0, version = 0, n_things = 0;
	enum sp_rc rc = store_db_int(db, "PRAGMA application_id", &application, reterr);

	if (rc == SP_OK)
		rc = store_db_int(db, "PRAGMA user_version", &version, reterr);
	if (rc == SP_OK)
		rc = store_db_int(db, "SELECT count(*) FROM \"sqlite_schema\"", &n_things, reterr);
	if (rc != SP_OK)
		return rc;
	if (application == 0 && version == 0 && n_things == 0) {
		*ret_version = 0;
		return SP_OK;
	}
	if (application != STORE_APPLICATION_ID || version < 1)
		return sp_err_set(reterr, SP_FILE,
				  "%s is a database of another program. It was left as it is.", db->path);
	if (version > store_schema_version)
		return store_refuse_newer(db->path, (uint32_t)version, reterr);
	*ret_version = version;
	return SP_OK;
}

static enum sp_rc
run_migration(const struct store_db *db, const char *const *lines, struct sp_err *reterr)
{
	struct sp_str sql;
	enum sp_rc rc;

	sp_str_init(&sql);
	for (; *lines != NULL; lines++)
		sp_str_add(&sql, *lines);
	rc = sql.failed ? sp_err_nomem(reterr) : store_db_exec(db, sql.text, reterr);
	sp_str_finish(&sql);
	return rc;
}

static enum sp_rc
run_migrations(const struct store_db *db, struct sp_err *reterr)
{
	int64_t version = 0;
	char marks[100];
	enum sp_rc rc = store_identify(db, &version, reterr); /* again: somebody else may have been faster */

	if (rc != SP_OK || version == store_schema_version)
		return rc;
	for (int64_t i = version; rc == SP_OK && i < store_schema_version; i++)
		rc = run_migration(db, store_migrations[i], reterr);
	if (rc == SP_OK)
		rc = store_references_whole(db, reterr);
	sqlite3_snprintf((int)sizeof(marks), marks, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
			 STORE_APPLICATION_ID, store_schema_version);
	return rc == SP_OK ? store_db_exec(db, marks, reterr) : rc;
}

enum sp_rc
store_migrate(const struct store_db *db, struct sp_err *reterr)
{
	enum sp_rc rc = store_db_exec(db, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", reterr);

	if (rc == SP_OK)
		rc = run_migrations(db, reterr);
	if (rc == SP_OK)
		rc = store_db_exec(db, "COMMIT", reterr);
	store_db_rollback(db);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	return rc;
}
