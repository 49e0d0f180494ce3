/*
 * What calendar programs were told, all of it: given out with a plan, and taken in again beside what is known here.
 */
#include "senplan/base/array.h"

#include "store-private.h"

#include <stdlib.h>

enum { TARGETS_MAX = 10000 };

enum sp_rc
sp_store_load_targets(struct sp_store *store, struct sp_arena *arena,
		      const struct sp_export_target **ret_targets, size_t *ret_n, struct sp_err *reterr)
{
	SP_ARRAY(struct sp_export_target) targets = {0};
	sqlite3_stmt *statement = NULL;
	const struct sp_export_target *kept = NULL;
	int step = SQLITE_DONE;
	enum sp_rc rc = store_db_prepare(
		&store->db,
		"SELECT \"target\", max(\"modified_utc\"), sum(NOT \"cancelled\"),"
		" sum(NOT \"cancelled\" AND \"start\" LIKE '%T00:00' AND \"end\" LIKE '%T00:00')"
		" FROM \"exports\" GROUP BY \"target\" ORDER BY \"target\"",
		&statement, reterr);

	while (rc == SP_OK && targets.n < TARGETS_MAX && (step = sqlite3_step(statement)) == SQLITE_ROW) {
		struct sp_export_target target = {
			.target = sp_arena_strdup(arena, (const char *)sqlite3_column_text(statement, 0)),
			.modified_utc = sqlite3_column_int64(statement, 1),
			.n_events = (size_t)sqlite3_column_int64(statement, 2),
			.n_days = (size_t)sqlite3_column_int64(statement, 3)};

		if (target.target == NULL || !SP_ARRAY_PUSH(&targets, target))
			rc = sp_err_nomem(reterr);
	}
	if (rc == SP_OK && step != SQLITE_DONE && step != SQLITE_ROW)
		rc = store_db_fail(&store->db, reterr);
	if (rc == SP_OK && targets.n > 0) {
		kept = sp_arena_memdup(arena, targets.items, targets.n * sizeof(*targets.items));
		rc = kept == NULL ? sp_err_nomem(reterr) : SP_OK;
	}
	if (rc == SP_OK) {
		*ret_targets = kept;
		*ret_n = targets.n;
	}
	sqlite3_finalize(statement);
	SP_ARRAY_FREE(&targets);
	return rc;
}

enum sp_rc
sp_store_load_memory(struct sp_store *store, struct sp_arena *arena, struct sp_export_memory *ret,
		     struct sp_err *reterr)
{
	SP_ARRAY(struct sp_export_told) told = {0};
	struct sp_export_memory memory = {0};
	const struct sp_export_target *targets = NULL;
	size_t n_targets = 0;
	enum sp_rc rc = sp_store_load_targets(store, arena, &targets, &n_targets, reterr);

	for (size_t t = 0; rc == SP_OK && t < n_targets; t++) {
		const struct sp_export_record *records = NULL;
		size_t n = 0;

		rc = sp_store_load_exports(store, targets[t].target, arena, &records, &n, reterr);
		for (size_t i = 0; rc == SP_OK && i < n; i++)
			if (!SP_ARRAY_PUSH(&told, ((struct sp_export_told){targets[t].target, records[i]})))
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
	enum sp_rc rc = store_begin_beside(store, reterr);

	if (rc != SP_OK)
		return rc;
	rc = merge_told(store, memory, reterr);
	if (rc == SP_OK)
		rc = store_add_uids(store, memory->uids, memory->n_uids, false, reterr);
	return store_end_beside(store, rc, reterr);
}
