/*
 * Edits into the file: one transaction, recorded as it happens, committed or not at all.
 */
#include "store-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct apply {
	struct sp_store *store;
	const struct sp_edits *edits;
	bool *superseded; /* a later edit of the same row makes this one void */
	struct store_ids ids;
	int64_t next_id[SP_ENTITY_COUNT]; /* 0: not asked yet */
};

/* --- which edits count --- */

struct place {
	const struct sp_edit *edit;
	size_t position;
};

static int
by_row(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->edit->entity != y->edit->entity)
		return x->edit->entity < y->edit->entity ? -1 : 1;
	if (x->edit->id != y->edit->id)
		return x->edit->id < y->edit->id ? -1 : 1;
	return x->position < y->position ? -1 : x->position > y->position;
}

/* The later of two edits of one row wins. A deletion that a later put takes back must not happen at all: it would take
 * the row's parts with it. */
static bool
find_superseded(struct apply *apply)
{
	size_t n = apply->edits->n;
	struct place *places = calloc(n, sizeof(*places));

	if (places == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		places[i] = (struct place){&apply->edits->items[i], i};
	qsort(places, n, sizeof(*places), by_row);
	for (size_t i = 0; i + 1 < n; i++)
		apply->superseded[places[i].position] =
			places[i].edit->entity == places[i + 1].edit->entity &&
			places[i].edit->id == places[i + 1].edit->id;
	free(places);
	return true;
}

/* --- ids --- */

/* Above every id that the table ever gave, so that none is given twice. */
static enum sp_rc
find_next_id(struct apply *apply, enum sp_entity entity, struct sp_err *reterr)
{
	char sql[200];
	const char *table = sp_entity_info(entity)->table;
	int64_t last = 0;
	enum sp_rc rc;

	sqlite3_snprintf(
		(int)sizeof(sql), sql,
		"SELECT max(coalesce((SELECT \"seq\" FROM \"sqlite_sequence\" WHERE \"name\" = '%s'), 0),"
		" coalesce((SELECT max(\"id\") FROM \"%s\"), 0))",
		table, table);
	rc = store_db_int(&apply->store->db, sql, &last, reterr);
	if (rc == SP_OK && last >= INT64_MAX - (int64_t)apply->ids.n - 1)
		rc = sp_err_set(reterr, SP_FILE, "%s is damaged: the ids of %s are used up.",
				apply->store->db.path, table);
	if (rc == SP_OK)
		apply->next_id[entity] = last + 1;
	return rc;
}

static enum sp_rc
give_ids(struct apply *apply, struct sp_err *reterr)
{
	for (size_t i = 0; i < apply->edits->n; i++) {
		const struct sp_edit *edit = &apply->edits->items[i];
		enum sp_rc rc = SP_OK;

		if (edit->id >= 0 || edit->op != SP_EDIT_PUT || apply->superseded[i])
			continue;
		if (apply->next_id[edit->entity] == 0)
			rc = find_next_id(apply, edit->entity, reterr);
		if (rc != SP_OK)
			return rc;
		assert(apply->ids.real[-edit->id - 1] == 0);
		apply->ids.real[-edit->id - 1] = apply->next_id[edit->entity]++;
	}
	return SP_OK;
}

static size_t
count_provisional(const struct sp_edits *edits)
{
	int64_t lowest = edits->last_provisional;

	for (size_t i = 0; i < edits->n; i++)
		if (edits->items[i].id < lowest)
			lowest = edits->items[i].id;
	assert(lowest <= 0 && lowest > INT32_MIN);
	return (size_t)-lowest;
}

/* --- rows --- */

/* The statement with SQL that is made when it is first needed; sql is freed. */
static enum sp_rc
prepare_once(struct sp_store *store, sqlite3_stmt **statement, char *sql, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	if (*statement == NULL)
		rc = store_db_prepare(&store->db, sql, statement, reterr);
	free(sql);
	return rc;
}

/* What SQLite says about a row that it did not take, in the plan's words. */
static enum sp_rc
fail_put(struct sp_store *store, const struct sp_entity_info *info, const void *row, struct sp_err *reterr)
{
	int code = sqlite3_extended_errcode(store->db.handle);
	const char *said = sqlite3_errmsg(store->db.handle);
	const char *colon = strstr(said, "failed: ");

	said = colon == NULL ? said : colon + strlen("failed: ");
	if (code == SQLITE_CONSTRAINT_UNIQUE)
		return sp_err_set(reterr, SP_USAGE, "The plan already has a %s like this one: \"%s\" (%s).",
				  info->name, store_row_label(info, row), said);
	if (code == SQLITE_CONSTRAINT_CHECK || code == SQLITE_CONSTRAINT_NOTNULL)
		return sp_err_set(reterr, SP_USAGE,
				  "The plan cannot hold this %s: \"%s\" (%s does not hold).", info->name,
				  store_row_label(info, row), said);
	return store_db_fail(&store->db, reterr);
}

static enum sp_rc
put_row(struct apply *apply, const struct sp_edit *edit, struct sp_err *reterr)
{
	struct sp_store *store = apply->store;
	const struct sp_entity_info *info = sp_entity_info(edit->entity);
	sqlite3_stmt **statement = &store->put[edit->entity];
	enum sp_rc rc = SP_OK;

	if (*statement == NULL)
		rc = prepare_once(store, statement, store_sql_put(info), reterr);
	if (rc == SP_OK)
		rc = store_row_bind(*statement, info, edit->row, &apply->ids, reterr);
	if (rc != SP_OK)
		return rc;
	if (sqlite3_step(*statement) != SQLITE_DONE)
		rc = fail_put(store, info, edit->row, reterr);
	sqlite3_reset(*statement);
	return rc;
}

static enum sp_rc
delete_row(struct apply *apply, const struct sp_edit *edit, struct sp_err *reterr)
{
	struct sp_store *store = apply->store;
	sqlite3_stmt **statement = &store->delete[edit->entity];
	int64_t id = store_ids_real(&apply->ids, edit->id);
	char sql[100];
	enum sp_rc rc = SP_OK;

	if (id == 0) /* new and gone again within the list */
		return SP_OK;
	sqlite3_snprintf((int)sizeof(sql), sql, "DELETE FROM \"%s\" WHERE \"id\" = ?1",
			 sp_entity_info(edit->entity)->table);
	if (*statement == NULL)
		rc = store_db_prepare(&store->db, sql, statement, reterr);
	if (rc != SP_OK)
		return rc;
	sqlite3_bind_int64(*statement, 1, id);
	return store_db_run(&store->db, *statement, reterr);
}

static enum sp_rc
apply_edits(struct apply *apply, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	for (size_t i = 0; rc == SP_OK && i < apply->edits->n; i++) {
		const struct sp_edit *edit = &apply->edits->items[i];

		if (apply->superseded[i])
			continue;
		rc = edit->op == SP_EDIT_PUT ? put_row(apply, edit, reterr) : delete_row(apply, edit, reterr);
	}
	return rc;
}

/* --- the transaction --- */

/*
 * A file that was moved, deleted or replaced under its name (by a program that copies folders about) takes edits that
 * nobody sees again. So nothing more is written to it, and what it holds is saved as a backup while it can still be read.
 */
static enum sp_rc
check_place(struct sp_store *store, struct sp_err *reterr)
{
	int moved = 0;

	if (sqlite3_file_control(store->db.handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK ||
	    moved == 0)
		return SP_OK;
	if (store->backup_dir == NULL || sp_store_backup_before(store, "moved", NULL) != SP_OK)
		return sp_err_set(reterr, SP_FILE,
				  "%s was moved, deleted or replaced while it was open. Nothing was changed.",
				  store->db.path);
	return sp_err_set(
		reterr, SP_FILE,
		"%s was moved, deleted or replaced: nothing was changed. Leave, and \"senplan restore\" the file "
		"with .moved.db in %s: all that was kept is in it.",
		store->db.path, store->backup_dir);
}

enum sp_rc
store_before_write(struct sp_store *store, struct sp_err *reterr)
{
	enum sp_rc rc;

	if (store->mode == SP_STORE_READ_ONLY)
		return sp_err_set(reterr, SP_FILE, "%s was opened for reading only.", store->db.path);
	rc = check_place(store, reterr);
	if (rc != SP_OK)
		return rc;
	store_backup_daily(store);
	return SP_OK;
}

enum sp_rc
store_begin(struct sp_store *store, int64_t *ret_revision, struct sp_err *reterr)
{
	enum sp_rc rc = store_db_exec(&store->db, "BEGIN IMMEDIATE", reterr);

	if (rc == SP_OK)
		rc = store_db_int(&store->db, "SELECT \"revision\" FROM \"meta\"", ret_revision, reterr);
	if (rc != SP_OK)
		store_db_rollback(&store->db);
	return rc;
}

enum sp_rc
store_begin_beside(struct sp_store *store, struct sp_err *reterr)
{
	int64_t revision = 0;
	enum sp_rc rc = store_before_write(store, reterr);

	return rc == SP_OK ? store_begin(store, &revision, reterr) : rc;
}

enum sp_rc
store_end_beside(struct sp_store *store, enum sp_rc rc, struct sp_err *reterr)
{
	if (rc == SP_OK)
		rc = store_db_exec(&store->db, "COMMIT", reterr);
	store_db_rollback(&store->db);
	return rc;
}

enum sp_rc
store_commit(struct sp_store *store, int64_t revision, bool known, struct sp_err *reterr)
{
	enum sp_rc rc =
		store_db_exec(&store->db, "UPDATE \"meta\" SET \"revision\" = \"revision\" + 1", reterr);

	if (rc == SP_OK) {
		rc = store_db_exec(&store->db, "COMMIT", reterr);
		if (rc == SP_USAGE) /* a reference to nothing: say which */
			(void)store_references_whole(&store->db, reterr);
	}
	if (rc != SP_OK) {
		store_db_rollback(&store->db);
		return rc;
	}
	if (known)
		store->seen_revision = revision + 1;
	return SP_OK;
}

static enum sp_rc
apply_recorded(struct apply *apply, const char *label, bool *ret_changed, struct sp_err *reterr)
{
	sqlite3_session *session = NULL;
	enum sp_rc rc = give_ids(apply, reterr);

	if (rc == SP_OK)
		rc = store_session_begin(apply->store, &session, reterr);
	if (rc == SP_OK)
		rc = apply_edits(apply, reterr);
	if (rc == SP_OK)
		rc = store_history_add(apply->store, session, label, ret_changed, reterr);
	if (session != NULL) /* unlike SQLite's other destroyers, this one does not take NULL */
		sqlite3session_delete(session);
	return rc;
}

static enum sp_rc
apply_in_transaction(struct apply *apply, const char *label, int64_t based_on, struct sp_err *reterr)
{
	struct sp_store *store = apply->store;
	int64_t revision = 0;
	bool changed = false;
	enum sp_rc rc = store_begin(store, &revision, reterr);

	if (rc != SP_OK)
		return rc;
	if (based_on != -1 && based_on != revision)
		rc = sp_err_set(reterr, SP_NO,
				"The plan has been changed elsewhere meanwhile; nothing was stored. "
				"Look at it again and repeat: %s.",
				label);
	if (rc == SP_OK)
		rc = apply_recorded(apply, label, &changed, reterr);
	if (rc != SP_OK || !changed) {
		store_db_rollback(&store->db);
		return rc;
	}
	return store_commit(store, revision, revision == based_on || revision == store->seen_revision,
			    reterr);
}

static enum sp_rc
begin_apply(struct apply *apply, struct sp_err *reterr)
{
	const struct sp_edits *edits = apply->edits;

	apply->ids.n = count_provisional(edits);
	apply->ids.real = SP_ARENA_NEW_N(edits->arena, int64_t, apply->ids.n + 1);
	apply->superseded = calloc(edits->n + 1, sizeof(*apply->superseded));
	if (apply->ids.real == NULL || apply->superseded == NULL || (edits->n > 0 && !find_superseded(apply)))
		return sp_err_nomem(reterr);
	return SP_OK;
}

enum sp_rc
sp_store_apply(struct sp_store *store, const struct sp_edits *edits, const char *label, int64_t revision,
	       const int64_t **ret_ids, struct sp_err *reterr)
{
	struct apply apply = {.store = store, .edits = edits};
	enum sp_rc rc = sp_edits_ok(edits, reterr);

	assert(label != NULL);
	if (rc == SP_OK)
		rc = store_before_write(store, reterr);
	if (rc != SP_OK)
		return rc;
	rc = begin_apply(&apply, reterr);
	if (rc == SP_OK)
		rc = apply_in_transaction(&apply, label, revision, reterr);
	free(apply.superseded);
	if (rc == SP_OK && ret_ids != NULL)
		*ret_ids = apply.ids.real;
	return rc;
}

enum sp_rc
store_apply_unrecorded(struct sp_store *store, const struct sp_edits *edits, struct sp_err *reterr)
{
	struct apply apply = {.store = store, .edits = edits};
	enum sp_rc rc = begin_apply(&apply, reterr);

	if (rc == SP_OK)
		rc = give_ids(&apply, reterr);
	if (rc == SP_OK)
		rc = apply_edits(&apply, reterr);
	free(apply.superseded);
	return rc;
}
