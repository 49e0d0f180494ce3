/*
 * Is the plan's file sound? Its pages, its references, its schema; every finding is a sentence.
 */
#include "senplan/base/array.h"

#include "store-private.h"

#include <string.h>

enum { FINDINGS_MAX = 100 };

struct findings {
	SP_ARRAY(struct sp_finding) list;
	struct sp_arena *arena;
	bool failed;
};

__attribute__((format(printf, 2, 3))) static void
add_finding(struct findings *findings, const char *format, ...)
{
	struct sp_finding finding;
	char text[500];
	va_list args;

	if (findings->list.n >= FINDINGS_MAX)
		return;
	va_start(args, format);
	sqlite3_vsnprintf((int)sizeof(text), text, format, args);
	va_end(args);
	finding.text = sp_arena_strdup(findings->arena, text);
	if (finding.text == NULL || !SP_ARRAY_PUSH(&findings->list, finding))
		findings->failed = true;
}

/* Damage is a finding here, not a failure; anything else that keeps us from looking is one. */
static enum sp_rc
note_damage(const struct store_db *db, struct findings *findings, struct sp_err *reterr)
{
	int code = sqlite3_errcode(db->handle) & 0xff;

	if (code != SQLITE_CORRUPT && code != SQLITE_NOTADB)
		return store_db_fail(db, reterr);
	add_finding(findings, "The file is damaged: %s.", sqlite3_errmsg(db->handle));
	return SP_OK;
}

static enum sp_rc
check_pages(const struct store_db *db, struct findings *findings, struct sp_err *reterr)
{
	sqlite3_stmt *statement = NULL;
	int step;
	enum sp_rc rc = SP_OK;

	if (store_db_prepare(db, "PRAGMA integrity_check(100)", &statement, NULL) != SP_OK)
		return note_damage(db, findings, reterr);
	while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *said = (const char *)sqlite3_column_text(statement, 0);

		if (said != NULL && strcmp(said, "ok") != 0)
			add_finding(findings, "Pages: %s", said);
	}
	if (step != SQLITE_DONE)
		rc = note_damage(db, findings, reterr);
	sqlite3_finalize(statement);
	return rc;
}

static enum sp_rc
check_references(const struct store_db *db, struct findings *findings, struct sp_err *reterr)
{
	sqlite3_stmt *statement = NULL;
	int step;
	enum sp_rc rc = SP_OK;

	if (store_db_prepare(db, "PRAGMA foreign_key_check", &statement, NULL) != SP_OK)
		return note_damage(db, findings, reterr);
	while ((step = sqlite3_step(statement)) == SQLITE_ROW)
		add_finding(findings, "Number %lld of %s refers to a row of %s that is not there.",
			    sqlite3_column_int64(statement, 1),
			    (const char *)sqlite3_column_text(statement, 0),
			    (const char *)sqlite3_column_text(statement, 2));
	if (step != SQLITE_DONE)
		rc = note_damage(db, findings, reterr);
	sqlite3_finalize(statement);
	return rc;
}

/* --- the schema: the file's, beside that of a file made now --- */

static const char schema_sql[] = "SELECT \"type\", \"name\", \"sql\" FROM \"sqlite_schema\""
				 " WHERE \"name\" NOT LIKE 'sqlite_%' ORDER BY \"name\", \"type\"";

static const char *
column(sqlite3_stmt *statement, int index)
{
	const char *text = (const char *)sqlite3_column_text(statement, index);

	return text == NULL ? "" : text;
}

/* Both lists are ordered by name; so one walk over both finds what is missing, foreign or different. */
static enum sp_rc
compare_schemas(sqlite3_stmt *ours, sqlite3_stmt *theirs, struct findings *findings)
{
	int step_ours = sqlite3_step(ours), step_theirs = sqlite3_step(theirs);

	while (step_ours == SQLITE_ROW || step_theirs == SQLITE_ROW) {
		int order = step_ours != SQLITE_ROW	? 1
			    : step_theirs != SQLITE_ROW ? -1
							: strcmp(column(ours, 1), column(theirs, 1));

		if (order < 0)
			add_finding(findings, "The %s %s is missing.", column(ours, 0), column(ours, 1));
		else if (order > 0)
			add_finding(findings, "The %s %s is not of senplan.", column(theirs, 0),
				    column(theirs, 1));
		else if (strcmp(column(ours, 2), column(theirs, 2)) != 0)
			add_finding(findings, "The %s %s is not as senplan makes it.", column(theirs, 0),
				    column(theirs, 1));
		if (order <= 0)
			step_ours = sqlite3_step(ours);
		if (order >= 0)
			step_theirs = sqlite3_step(theirs);
	}
	return step_ours == SQLITE_DONE && step_theirs == SQLITE_DONE ? SP_OK : SP_SYSTEM;
}

static enum sp_rc
check_schema(const struct store_db *db, struct findings *findings, struct sp_err *reterr)
{
	struct store_db fresh = {NULL, "A fresh plan"};
	sqlite3_stmt *ours = NULL, *theirs = NULL;
	enum sp_rc rc = SP_OK;

	if (sqlite3_open_v2(":memory:", &fresh.handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) !=
	    SQLITE_OK)
		rc = sp_err_nomem(reterr);
	if (rc == SP_OK)
		rc = store_migrate(&fresh, reterr);
	if (rc == SP_OK)
		rc = store_db_prepare(&fresh, schema_sql, &ours, reterr);
	if (rc == SP_OK && store_db_prepare(db, schema_sql, &theirs, NULL) != SP_OK)
		rc = note_damage(db, findings, reterr);
	if (rc == SP_OK && theirs != NULL && compare_schemas(ours, theirs, findings) != SP_OK)
		rc = note_damage(db, findings, reterr);
	sqlite3_finalize(ours);
	sqlite3_finalize(theirs);
	sqlite3_close(fresh.handle);
	return rc;
}

enum sp_rc
sp_store_check(struct sp_store *store, struct sp_arena *arena, const struct sp_finding **ret_findings,
	       size_t *ret_n, struct sp_err *reterr)
{
	struct findings findings = {.arena = arena};
	struct sp_finding *list = NULL;
	enum sp_rc rc = check_pages(&store->db, &findings, reterr);

	if (rc == SP_OK)
		rc = check_references(&store->db, &findings, reterr);
	if (rc == SP_OK)
		rc = check_schema(&store->db, &findings, reterr);
	if (rc == SP_OK) {
		list = SP_ARENA_NEW_N(arena, struct sp_finding, findings.list.n);
		if (list == NULL || findings.failed)
			rc = sp_err_nomem(reterr);
	}
	if (rc == SP_OK) {
		if (findings.list.n > 0)
			memcpy(list, findings.list.items, findings.list.n * sizeof(*list));
		*ret_findings = list;
		*ret_n = findings.list.n;
		if (findings.list.n > 0)
			rc = sp_err_set(reterr, SP_NO, "%s is not sound: %s", store->db.path, list[0].text);
	}
	SP_ARRAY_FREE(&findings.list);
	return rc;
}
