/*
 * A snapshot: the whole plan at one moment, immutable, replaced whole. All of it lives in one arena, which the
 * holder frees; a row's address is good for as long as the arena.
 *
 * Rows are ordered by id (provisional negative ids first). Besides the rows it carries the calendar: what each day
 * of the school's years is (year.h).
 */
#ifndef SENPLAN_MODEL_SNAPSHOT_H
#define SENPLAN_MODEL_SNAPSHOT_H

#include "senplan/base/arena.h"
#include "senplan/base/err.h"
#include "senplan/model/rows.h"

/* Rows of any entity, as the table-driven code sees them. */
struct sp_rows {
	const void *items;
	size_t n;
};

struct sp_calendar; /* year.h */

struct sp_snapshot {
	int64_t revision; /* grows with each stored change */
#define X(name, plural)                        \
	struct {                               \
		const struct sp_##name *items; \
		size_t n;                      \
	} plural;
	SP_ENTITIES(X)
#undef X
	const struct sp_calendar *calendar;
};

/* sp_snapshot_task(snapshot, id) and so on: the row, or NULL. O(log n). */
#define X(name, plural) \
	const struct sp_##name *sp_snapshot_##name(const struct sp_snapshot *snapshot, sp_##name##_id id);
SP_ENTITIES(X)
#undef X

/* Rows by entity, for table-driven code. */
struct sp_rows sp_snapshot_rows(const struct sp_snapshot *snapshot, enum sp_entity entity);
void sp_snapshot_set_rows(struct sp_snapshot *snapshot, enum sp_entity entity, struct sp_rows rows);
const void *sp_rows_find(struct sp_rows rows, size_t row_size, int64_t id);

/* After all rows are set: sorts nothing (rows come sorted), builds the calendar. */
enum sp_rc sp_snapshot_finish(struct sp_snapshot *snapshot, struct sp_arena *arena, struct sp_err *reterr);

/* --- settings --- */

/* The value in the file or the default of the known key (table in src/model/setting.c); NULL for an unknown key. */
const char *sp_setting_text(const struct sp_snapshot *snapshot, const char *key);

/* Of a known key of a number or a minute (asserted). A value that its type does not allow counts as not stored. */
long sp_setting_int(const struct sp_snapshot *snapshot, const char *key);

enum sp_setting_type { SP_SETTING_TEXT, SP_SETTING_INT, SP_SETTING_CHOICE, SP_SETTING_MINUTE };

struct sp_setting_info {
	const char *key;
	enum sp_setting_type type;
	const char *fallback;
	long low, high;	     /* of a number or minute */
	const char *choices; /* "a|b|c" */
	const char *help;    /* one sentence */
};

const struct sp_setting_info *sp_setting_infos(size_t *ret_n);
const struct sp_setting_info *sp_setting_info(const char *key); /* NULL: unknown */

/* Is the value allowed for the key? SP_USAGE with a sentence if not. */
enum sp_rc sp_setting_check(const char *key, const char *value, struct sp_err *reterr);

/* --- small look-ups that many need; NULL when there is none --- */
const struct sp_activity *sp_snapshot_activity_by_key(const struct sp_snapshot *snapshot, const char *key);
const struct sp_case *sp_snapshot_case_by_code(const struct sp_snapshot *snapshot, const char *code);
const struct sp_task *sp_snapshot_task_by_key(const struct sp_snapshot *snapshot, const char *key);
const struct sp_window *sp_snapshot_window_by_key(const struct sp_snapshot *snapshot, const char *key);
const struct sp_source *sp_snapshot_source_by_name(const struct sp_snapshot *snapshot, const char *name);

#endif
