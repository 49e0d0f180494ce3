/*
 * Edit lists, and their application to a snapshot in memory.
 */
#include "senplan/model/edit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void
sp_edits_init(struct sp_edits *edits, struct sp_arena *arena)
{
	*edits = (struct sp_edits){.arena = arena};
}

enum sp_rc
sp_edits_ok(const struct sp_edits *edits, struct sp_err *reterr)
{
	return edits->failed ? sp_err_nomem(reterr) : SP_OK;
}

static bool
make_room(struct sp_edits *edits, size_t extra)
{
	size_t cap = edits->cap == 0 ? 32 : edits->cap;
	struct sp_edit *items;

	if (edits->n + extra <= edits->cap)
		return true;
	while (cap < edits->n + extra)
		cap *= 2;
	items = SP_ARENA_NEW_N(edits->arena, struct sp_edit, cap);
	if (items == NULL) {
		edits->failed = true;
		return false;
	}
	if (edits->n > 0)
		memcpy(items, edits->items, edits->n * sizeof(*items));
	edits->items = items;
	edits->cap = cap;
	return true;
}

/* A copy of the row with its texts, in the list's arena. */
static void *
copy_row(struct sp_edits *edits, const struct sp_entity_info *info, const void *row)
{
	char *copy = sp_arena_memdup(edits->arena, row, info->row_size);

	if (copy == NULL)
		return NULL;
	for (size_t i = 0; i < info->n_fields; i++) {
		const char *text, *kept;

		if (info->fields[i].kind != SP_FIELD_TEXT)
			continue;
		memcpy(&text, copy + info->fields[i].offset, sizeof(text));
		kept = text == NULL || *text == '\0' ? "" : sp_arena_strdup(edits->arena, text);
		if (kept == NULL)
			return NULL;
		memcpy(copy + info->fields[i].offset, &kept, sizeof(kept));
	}
	return copy;
}

int64_t
sp_edits_put(struct sp_edits *edits, enum sp_entity entity, const void *row)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	int64_t id;
	void *copy = copy_row(edits, info, row);

	memcpy(&id, row, sizeof(id));
	if (id == 0)
		id = --edits->last_provisional;
	if (copy == NULL || !make_room(edits, 1)) {
		edits->failed = true;
		return id;
	}
	memcpy(copy, &id, sizeof(id));
	edits->items[edits->n++] = (struct sp_edit){SP_EDIT_PUT, entity, id, copy};
	return id;
}

void
sp_edits_delete(struct sp_edits *edits, enum sp_entity entity, int64_t id)
{
	assert(id != 0);
	if (make_room(edits, 1))
		edits->items[edits->n++] = (struct sp_edit){SP_EDIT_DELETE, entity, id, NULL};
}

#define X(name, plural)                                                                         \
	sp_##name##_id sp_edits_put_##name(struct sp_edits *edits, const struct sp_##name *row) \
	{                                                                                       \
		return (sp_##name##_id){sp_edits_put(edits, SP_ENTITY_##name, row)};            \
	}
SP_ENTITIES(X)
#undef X

void
sp_edits_continue(struct sp_edits *more, const struct sp_edits *after)
{
	assert(more->n == 0);
	more->last_provisional = after->last_provisional;
}

void
sp_edits_append(struct sp_edits *edits, const struct sp_edits *more)
{
	assert(more->last_provisional <= edits->last_provisional);
	edits->failed |= more->failed;
	if (more->n == 0 || !make_room(edits, more->n))
		return;
	memcpy(edits->items + edits->n, more->items, more->n * sizeof(*more->items));
	edits->n += more->n;
	edits->last_provisional = more->last_provisional;
}

/* An edit with its place in the list, so that the later of two edits of one row wins. */
struct ordered {
	const struct sp_edit *edit;
	size_t position;
};

static int
by_id(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;

	if (x->edit->id != y->edit->id)
		return x->edit->id < y->edit->id ? -1 : 1;
	return x->position < y->position ? -1 : x->position > y->position;
}

/* The entity's edits, by id, one for each id; how many. */
static size_t
collect(const struct sp_edits *edits, enum sp_entity entity, struct ordered *ordered)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < edits->n; i++)
		if (edits->items[i].entity == entity)
			ordered[n++] = (struct ordered){&edits->items[i], i};
	qsort(ordered, n, sizeof(*ordered), by_id);
	for (size_t i = 0; i < n; i++)
		if (i + 1 == n || ordered[i + 1].edit->id != ordered[i].edit->id)
			ordered[kept++] = ordered[i];
	return kept;
}

/* Two sorted lists become one. */
static struct sp_rows
merge(struct sp_rows before, size_t row_size, const struct ordered *ordered, size_t n_ordered, char *to)
{
	struct sp_rows after = {to, 0};
	const char *row = before.items;
	const char *end = before.n == 0 ? row : row + before.n * row_size;
	size_t at = 0;

	while (row < end || at < n_ordered) {
		int64_t id = INT64_MAX;

		if (row < end)
			memcpy(&id, row, sizeof(id));
		if (at < n_ordered && ordered[at].edit->id <= id) {
			if (row < end && ordered[at].edit->id == id)
				row += row_size;
			if (ordered[at].edit->op == SP_EDIT_PUT) {
				memcpy(to + after.n * row_size, ordered[at].edit->row, row_size);
				after.n++;
			}
			at++;
		} else {
			memcpy(to + after.n * row_size, row, row_size);
			after.n++;
			row += row_size;
		}
	}
	return after;
}

enum sp_rc
sp_snapshot_apply(const struct sp_snapshot *before, const struct sp_edits *edits, struct sp_arena *arena,
		  struct sp_snapshot *ret_after, struct sp_err *reterr)
{
	struct sp_snapshot after = *before;
	struct ordered *ordered;
	bool calendar_changed = before->calendar == NULL;
	enum sp_rc rc = sp_edits_ok(edits, reterr);

	if (rc != SP_OK)
		return rc;
	ordered = SP_ARENA_NEW_N(arena, struct ordered, edits->n + 1);
	if (ordered == NULL)
		return sp_err_nomem(reterr);
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)entity);
		struct sp_rows rows = sp_snapshot_rows(before, (enum sp_entity)entity);
		size_t n = collect(edits, (enum sp_entity)entity, ordered);
		char *to;

		if (n == 0)
			continue;
		to = sp_arena_alloc_n(arena, rows.n + n, info->row_size);
		if (to == NULL)
			return sp_err_nomem(reterr);
		sp_snapshot_set_rows(&after, (enum sp_entity)entity,
				     merge(rows, info->row_size, ordered, n, to));
		calendar_changed |= entity == SP_ENTITY_year_span || entity == SP_ENTITY_cycle_fact ||
				    entity == SP_ENTITY_setting;
	}
	if (calendar_changed) {
		rc = sp_snapshot_finish(&after, arena, reterr);
		if (rc != SP_OK)
			return rc;
	}
	*ret_after = after;
	return SP_OK;
}

/* --- blank rows --- */

void
sp_row_blank(enum sp_entity entity, void *row)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	const char *empty = "";
	int32_t none = SP_DAY_NONE, no_minute = SP_MINUTE_NONE;

	memset(row, 0, info->row_size);
	for (size_t i = 0; i < info->n_fields; i++) {
		char *at = (char *)row + info->fields[i].offset;

		switch (info->fields[i].kind) {
		case SP_FIELD_TEXT:
			memcpy(at, &empty, sizeof(empty));
			break;
		case SP_FIELD_DAY:
		case SP_FIELD_TIME:
			memcpy(at, &none, sizeof(none));
			break;
		case SP_FIELD_MINUTE:
			memcpy(at, &no_minute, sizeof(no_minute));
			break;
		case SP_FIELD_INT:
			memcpy(at, &info->fields[i].blank, sizeof(info->fields[i].blank));
			break;
		case SP_FIELD_ID:
		case SP_FIELD_REF:
		case SP_FIELD_BIG:
		case SP_FIELD_BOOL:
		case SP_FIELD_ENUM:
			break;
		}
	}
}

#define X(name, plural)                               \
	struct sp_##name sp_##name##_blank(void)      \
	{                                             \
		struct sp_##name row;                 \
                                                      \
		sp_row_blank(SP_ENTITY_##name, &row); \
		return row;                           \
	}
SP_ENTITIES(X)
#undef X
