/*
 * Rows by the names that people and files use for them, not by id.
 */
#include "senplan/base/str.h"

#include "store-private.h"

#include <assert.h>
#include <string.h>

/* What makes a row the same row: the columns of the unique indexes in share/schema. */
static const char *const natural_keys[SP_ENTITY_COUNT][4] = {
	[SP_ENTITY_setting] = {"key"},
	[SP_ENTITY_cycle_fact] = {"day"},
	[SP_ENTITY_source] = {"name"},
	[SP_ENTITY_window] = {"key"},
	[SP_ENTITY_activity] = {"key"},
	[SP_ENTITY_staff_member] = {"code"},
	[SP_ENTITY_rule] = {"key", "profile", "from_day"},
	[SP_ENTITY_chain] = {"key"},
	[SP_ENTITY_step] = {"chain", "key"},
	[SP_ENTITY_duty] = {"key"},
	[SP_ENTITY_case] = {"code"},
	[SP_ENTITY_task] = {"key"},
	[SP_ENTITY_block] = {"uid"},
};

static const struct sp_field *
find_field(const struct sp_entity_info *info, const char *column)
{
	for (size_t i = 0; i < info->n_fields; i++)
		if (strcmp(info->fields[i].column, column) == 0)
			return &info->fields[i];
	return NULL;
}

static const char *
text_of(const struct sp_field *field, const void *row)
{
	const char *text;

	assert(field->kind == SP_FIELD_TEXT);
	memcpy(&text, (const char *)row + field->offset, sizeof(text));
	return text == NULL ? "" : text;
}

/* The value of a natural key's column is a text or a day. */
static bool
is_equal(const struct sp_field *field, const void *a, const void *b)
{
	if (field->kind == SP_FIELD_TEXT)
		return strcmp(text_of(field, a), text_of(field, b)) == 0;
	assert(field->kind == SP_FIELD_DAY);
	return memcmp((const char *)a + field->offset, (const char *)b + field->offset, sizeof(sp_day)) == 0;
}

static bool
is_same(enum sp_entity entity, const void *a, const void *b)
{
	const struct sp_entity_info *info = sp_entity_info(entity);

	for (size_t i = 0; natural_keys[entity][i] != NULL; i++) {
		const struct sp_field *field = find_field(info, natural_keys[entity][i]);

		assert(field != NULL);
		if (!is_equal(field, a, b))
			return false;
	}
	return true;
}

/* The edits say last what becomes of a row, the snapshot what it was before. */
struct search {
	const struct sp_snapshot *snapshot;
	const struct sp_edits *edits;
	enum sp_entity entity;
	bool (*fits)(enum sp_entity entity, const void *row, const void *wanted);
	const void *wanted;
};

static bool
is_edited_later(const struct search *search, size_t after, int64_t id)
{
	for (size_t i = after; i < search->edits->n; i++)
		if (search->edits->items[i].entity == search->entity && search->edits->items[i].id == id)
			return true;
	return false;
}

static int64_t
find(const struct search *search)
{
	size_t row_size = sp_entity_info(search->entity)->row_size;
	struct sp_rows rows = {0};

	for (size_t i = search->edits->n; i-- > 0;) {
		const struct sp_edit *edit = &search->edits->items[i];

		if (edit->op == SP_EDIT_PUT && edit->entity == search->entity &&
		    search->fits(search->entity, edit->row, search->wanted) &&
		    !is_edited_later(search, i + 1, edit->id))
			return edit->id;
	}
	if (search->snapshot != NULL)
		rows = sp_snapshot_rows(search->snapshot, search->entity);
	for (size_t i = 0; i < rows.n; i++) {
		const char *row = (const char *)rows.items + i * row_size;
		int64_t id;

		memcpy(&id, row, sizeof(id));
		if (search->fits(search->entity, row, search->wanted) && !is_edited_later(search, 0, id))
			return id;
	}
	return 0;
}

int64_t
store_natural_find(const struct sp_snapshot *snapshot, const struct sp_edits *edits, enum sp_entity entity,
		   const void *row)
{
	struct search search = {snapshot, edits, entity, is_same, row};
	const struct sp_field *first;

	if (natural_keys[entity][0] == NULL)
		return 0;
	first = find_field(sp_entity_info(entity), natural_keys[entity][0]);
	assert(first != NULL);
	if (first->kind == SP_FIELD_TEXT && *text_of(first, row) == '\0')
		return 0; /* nameless rows are each their own */
	return find(&search);
}

static const struct sp_field *
name_field(enum sp_entity entity)
{
	static const char *const columns[] = {"key", "code", "name"};

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		const struct sp_field *field = find_field(sp_entity_info(entity), columns[i]);

		if (field != NULL)
			return field;
	}
	return NULL;
}

static bool
is_named(enum sp_entity entity, const void *row, const void *wanted)
{
	const struct sp_field *field = name_field(entity);

	return field != NULL && sp_strieq(text_of(field, row), wanted);
}

int64_t
store_natural_named(const struct sp_snapshot *snapshot, const struct sp_edits *edits, enum sp_entity entity,
		    const char *name)
{
	struct search search = {snapshot, edits, entity, is_named, name};

	return *name == '\0' || name_field(entity) == NULL ? 0 : find(&search);
}
