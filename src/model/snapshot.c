/*
 * Snapshots: rows by id and by key.
 */
#include "senplan/model/snapshot.h"

#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include <assert.h>
#include <string.h>

/* Each list that SP_ENTITIES makes in the snapshot has the shape of struct sp_rows. */
struct sp_rows
sp_snapshot_rows(const struct sp_snapshot *snapshot, enum sp_entity entity)
{
	struct sp_rows rows;

	memcpy(&rows, (const char *)snapshot + sp_entity_info(entity)->snapshot_offset, sizeof(rows));
	return rows;
}

void
sp_snapshot_set_rows(struct sp_snapshot *snapshot, enum sp_entity entity, struct sp_rows rows)
{
	memcpy((char *)snapshot + sp_entity_info(entity)->snapshot_offset, &rows, sizeof(rows));
}

const void *
sp_rows_find(struct sp_rows rows, size_t row_size, int64_t id)
{
	size_t low = 0, high = rows.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *row = (const char *)rows.items + middle * row_size;
		int64_t at;

		memcpy(&at, row, sizeof(at)); /* the id is the first member of every row */
		if (at == id)
			return row;
		if (at < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

#define X(name, plural)                                                                                   \
	const struct sp_##name *sp_snapshot_##name(const struct sp_snapshot *snapshot, sp_##name##_id id) \
	{                                                                                                 \
		struct sp_rows rows = {snapshot->plural.items, snapshot->plural.n};                       \
                                                                                                          \
		return sp_rows_find(rows, sizeof(struct sp_##name), id.v);                                \
	}
SP_ENTITIES(X)
#undef X

enum sp_rc
sp_snapshot_finish(struct sp_snapshot *snapshot, struct sp_arena *arena, struct sp_err *reterr)
{
	return sp_calendar_build(snapshot, arena, reterr);
}

#define BY_TEXT(snapshot_, plural, member, text)                          \
	for (size_t i = 0; i < (snapshot_)->plural.n; i++)                \
		if (sp_strieq((snapshot_)->plural.items[i].member, text)) \
			return &(snapshot_)->plural.items[i];             \
	return NULL

const struct sp_activity *
sp_snapshot_activity_by_key(const struct sp_snapshot *snapshot, const char *key)
{
	BY_TEXT(snapshot, activities, key, key);
}

const struct sp_case *
sp_snapshot_case_by_code(const struct sp_snapshot *snapshot, const char *code)
{
	BY_TEXT(snapshot, cases, code, code);
}

const struct sp_task *
sp_snapshot_task_by_key(const struct sp_snapshot *snapshot, const char *key)
{
	BY_TEXT(snapshot, tasks, key, key);
}

const struct sp_window *
sp_snapshot_window_by_key(const struct sp_snapshot *snapshot, const char *key)
{
	BY_TEXT(snapshot, windows, key, key);
}

const struct sp_source *
sp_snapshot_source_by_name(const struct sp_snapshot *snapshot, const char *name)
{
	BY_TEXT(snapshot, sources, name, name);
}
