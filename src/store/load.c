/*
 * The whole plan into a snapshot: every table once, in one read transaction, so that all of it is of one moment.
 */
#include "store-private.h"

#include <stdlib.h>

static enum sp_rc
count_rows(const struct store_db *db, const struct sp_entity_info *info, size_t *ret_n, struct sp_err *reterr)
{
	char sql[100];
	int64_t n = 0;
	enum sp_rc rc;

	sqlite3_snprintf((int)sizeof(sql), sql, "SELECT count(*) FROM \"%s\"", info->table);
	rc = store_db_int(db, sql, &n, reterr);
	if (rc == SP_OK)
		*ret_n = (size_t)n;
	return rc;
}

static enum sp_rc
read_rows(const struct store_db *db, sqlite3_stmt *statement, const struct sp_entity_info *info,
	  struct sp_arena *arena, struct sp_rows *ret_rows, struct sp_err *reterr)
{
	size_t n = 0, i = 0;
	char *items;
	int step;
	enum sp_rc rc = count_rows(db, info, &n, reterr);

	if (rc != SP_OK)
		return rc;
	items = sp_arena_alloc_n(arena, n, info->row_size);
	if (items == NULL)
		return sp_err_nomem(reterr);
	while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
		if (i == n)
			return sp_err_set(reterr, SP_FILE, "%s is damaged: %s has more rows than it counts.",
					  db->path, info->table);
		rc = store_row_read(statement, info, items + i * info->row_size, arena, reterr);
		if (rc != SP_OK)
			return rc;
		i++;
	}
	if (step != SQLITE_DONE)
		return store_db_fail(db, reterr);
	*ret_rows = (struct sp_rows){items, i};
	return SP_OK;
}

static enum sp_rc
load_entity(struct sp_store *store, enum sp_entity entity, struct sp_arena *arena,
	    struct sp_snapshot *snapshot, struct sp_err *reterr)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	sqlite3_stmt *statement = NULL;
	struct sp_rows rows;
	char *sql = store_sql_select(info);
	enum sp_rc rc = store_db_prepare(&store->db, sql, &statement, reterr);

	if (rc == SP_OK)
		rc = read_rows(&store->db, statement, info, arena, &rows, reterr);
	if (rc == SP_OK)
		sp_snapshot_set_rows(snapshot, entity, rows);
	sqlite3_finalize(statement);
	free(sql);
	return rc;
}

enum sp_rc
sp_store_load(struct sp_store *store, struct sp_arena *arena, struct sp_snapshot *ret_snapshot,
	      struct sp_err *reterr)
{
	struct sp_snapshot snapshot = {0};
	enum sp_rc rc = store_db_exec(&store->db, "BEGIN", reterr);

	if (rc == SP_OK)
		rc = store_db_int(&store->db, "SELECT \"revision\" FROM \"meta\"", &snapshot.revision,
				  reterr);
	for (int entity = 0; rc == SP_OK && entity < SP_ENTITY_COUNT; entity++)
		rc = load_entity(store, (enum sp_entity)entity, arena, &snapshot, reterr);
	store_db_rollback(&store->db);
	if (rc == SP_OK)
		rc = sp_snapshot_finish(&snapshot, arena, reterr);
	if (rc == SP_OK) {
		store->seen_revision = snapshot.revision;
		*ret_snapshot = snapshot;
	}
	return rc;
}

bool
sp_store_changed_outside(struct sp_store *store)
{
	int64_t data_version = 0, revision = 0;

	if (store->seen_revision < 0) /* nothing was loaded that could be outdated */
		return false;
	if (store->still && store_still_moved(store->db.path, &store->look)) {
		store_read_anew(store);
		store->outside = true; /* until the revision says otherwise */
	}
	if (store->data_version == NULL &&
	    store_db_prepare(&store->db, "PRAGMA data_version", &store->data_version, NULL) != SP_OK)
		return false;
	if (sqlite3_step(store->data_version) == SQLITE_ROW)
		data_version = sqlite3_column_int64(store->data_version, 0);
	sqlite3_reset(store->data_version);
	if (data_version == store->seen_data_version && !store->outside)
		return false;
	if (store_db_int(&store->db, "SELECT \"revision\" FROM \"meta\"", &revision, NULL) != SP_OK)
		return false;
	store->seen_data_version = data_version;
	store->outside = revision != store->seen_revision;
	return store->outside;
}
