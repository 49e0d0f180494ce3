/*
 * What calendar programs were told, all of it: given out with a plan, and taken in again beside what is known here.
 */
#include "senplan/base/array.h"

#include "store-private.h"

#include <stdlib.h>

enum { TARGETS_MAX = 10000 };

struct targets {
	const char **items;
	size_t n;
	size_t cap;
};

static enum sp_rc
load_targets(struct sp_store *store, struct sp_arena *arena, struct targets *targets, struct sp_err *reterr)
{
	sqlite3_stmt *statement = NULL;
	int step = SQLITE_DONE;
	enum sp_rc rc = store_db_prepare(&store->db,
					 "SELECT DISTINCT \"target\" FROM \"exports\" ORDER BY \"target\"",
					 &statement, reterr);

	while (rc == SP_OK && targets->n < TARGETS_MAX && (step = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *target = sp_arena_strdup(arena, (const char *)sqlite3_column_text(statement, 0));

		if (target == NULL || !SP_ARRAY_PUSH(targets, target))
			rc = sp_err_nomem(reterr);
	}
	if (rc == SP_OK && step != SQLITE_DONE && step != SQLITE_ROW)
		rc = store_db_fail(&store->db, reterr);
	sqlite3_finalize(statement);
	return rc;
}

enum sp_rc
sp_store_load_memory(struct sp_store *store, struct sp_arena *arena, struct sp_export_memory *ret,
		     struct sp_err *reterr)
{
	SP_ARRAY(struct sp_export_told) told = {0};
	struct sp_export_memory memory = {0};
	struct targets targets = {0};
	enum sp_rc rc = load_targets(store, arena, &targets, reterr);

	for (size_t t = 0; rc == SP_OK && t < targets.n; t++) {
		const struct sp_export_record *records = NULL;
		size_t n = 0;

		rc = sp_store_load_exports(store, targets.items[t], arena, &records, &n, reterr);
		for (size_t i = 0; rc == SP_OK && i < n; i++)
			if (!SP_ARRAY_PUSH(&told, ((struct sp_export_told){targets.items[t], records[i]})))
				rc = sp_err_nomem(reterr);
	}
	if (rc == SP_OK)
		rc = sp_store_load_export_uids(store, arena, &memory.uids, &memory.n_uids, reterr);
	if (rc == SP_OK && told.n > 0) {
		memory.told = sp_arena_memdup(arena, told.items, told.n * sizeof(*told.items));
		memory.n_told = told.n;
		rc = memory.told == NULL ? sp_err_nomem(reterr) : SP_OK;
	}
	SP_ARRAY_FREE(&told);
	SP_ARRAY_FREE(&targets);
	if (rc == SP_OK)
		*ret = memory;
	return rc;
}

static enum sp_rc
merge_told(struct sp_store *store, const struct sp_export_memory *memory, struct sp_err *reterr)
{
	sqlite3_stmt *insert = NULL;
	enum sp_rc rc = store_db_prepare(
		&store->db,
		"INSERT INTO \"exports\" (\"target\", \"uid\", \"sequence\", \"content_hash\","
		" \"created_utc\", \"modified_utc\", \"start\", \"end\", \"title\", \"cancelled\")"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
		" ON CONFLICT (\"target\", \"uid\") DO UPDATE SET"
		" \"sequence\" = excluded.\"sequence\", \"content_hash\" = excluded.\"content_hash\","
		" \"created_utc\" = excluded.\"created_utc\", \"modified_utc\" = excluded.\"modified_utc\","
		" \"start\" = excluded.\"start\", \"end\" = excluded.\"end\", \"title\" = excluded.\"title\","
		" \"cancelled\" = excluded.\"cancelled\""
		" WHERE excluded.\"sequence\" > \"sequence\"",
		&insert, reterr);

	for (size_t i = 0; rc == SP_OK && i < memory->n_told; i++) {
		if (sqlite3_bind_text(insert, 1, memory->told[i].target, -1, SQLITE_STATIC) != SQLITE_OK)
			rc = store_db_fail(&store->db, reterr);
		else
			rc = store_save_record(store, insert, &memory->told[i].record, reterr);
	}
	sqlite3_finalize(insert);
	return rc;
}

enum sp_rc
sp_store_merge_memory(struct sp_store *store, const struct sp_export_memory *memory, struct sp_err *reterr)
{
	int64_t revision = 0;
	enum sp_rc rc = store_before_write(store, reterr);

	if (rc == SP_OK)
		rc = store_begin(store, &revision, reterr);
	if (rc != SP_OK)
		return rc;
	rc = merge_told(store, memory, reterr);
	if (rc == SP_OK)
		rc = store_add_uids(store, memory->uids, memory->n_uids, false, reterr);
	if (rc == SP_OK)
		rc = store_db_exec(&store->db, "COMMIT", reterr);
	store_db_rollback(&store->db);
	return rc;
}
