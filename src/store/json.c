/*
 * JSON text into edits. The walk of json_text.c cuts the document into rows and knows their lines; SQLite's JSON functions
 * read each row; the field table says what each member must be.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include "json_text.h"
#include "store-private.h"

#include <assert.h>
#include <string.h>

enum { MEMORY_MAX = 1000000 };

/* Rows of "calendar_uids" and "calendar_events": what calendars were told is no entity of the model. */
struct memory {
	SP_ARRAY(struct sp_export_told) told;
	SP_ARRAY(struct sp_export_uid) uids;
};

static const struct sp_field uid_fields[] = {
	{"about", SP_FIELD_TEXT, offsetof(struct sp_export_uid, about), 0, NULL, 0},
	{"uid", SP_FIELD_TEXT, offsetof(struct sp_export_uid, uid), 0, NULL, 0},
	{"created_utc", SP_FIELD_BIG, offsetof(struct sp_export_uid, created_utc), 0, NULL, 0},
};
static const struct sp_field told_fields[] = {
	{"target", SP_FIELD_TEXT, offsetof(struct sp_export_told, target), 0, NULL, 0},
	{"uid", SP_FIELD_TEXT, offsetof(struct sp_export_told, record.uid), 0, NULL, 0},
	{"sequence", SP_FIELD_BIG, offsetof(struct sp_export_told, record.sequence), 0, NULL, 0},
	{"content_hash", SP_FIELD_BIG, offsetof(struct sp_export_told, record.content_hash), 0, NULL, 0},
	{"created_utc", SP_FIELD_BIG, offsetof(struct sp_export_told, record.created_utc), 0, NULL, 0},
	{"modified_utc", SP_FIELD_BIG, offsetof(struct sp_export_told, record.modified_utc), 0, NULL, 0},
	{"start", SP_FIELD_TIME, offsetof(struct sp_export_told, record.start), 0, NULL, 0},
	{"end", SP_FIELD_TIME, offsetof(struct sp_export_told, record.end), 0, NULL, 0},
	{"title", SP_FIELD_TEXT, offsetof(struct sp_export_told, record.title), 0, NULL, 0},
	{"cancelled", SP_FIELD_BOOL, offsetof(struct sp_export_told, record.cancelled), 0, NULL, 0},
};
static const struct sp_entity_info memory_tables[] = {
	{"UID of a calendar entry", "calendar_uids", sizeof(struct sp_export_uid), uid_fields,
	 SP_COUNT(uid_fields), 0},
	{"calendar entry", "calendar_events", sizeof(struct sp_export_told), told_fields,
	 SP_COUNT(told_fields), 0},
};

struct reader {
	sqlite3 *db; /* in memory, for its functions only */
	sqlite3_stmt *each;
	const char *path;
	const struct sp_snapshot *snapshot;
	struct sp_edits *edits;
	struct memory *memory; /* or NULL */
	bool by_id;	       /* every row has its number, and is referred to by it */
	int line;	       /* of the row being read */
	struct sp_err *reterr;
};

static enum sp_rc
fail_at(const struct reader *reader, const struct sp_field *field, const char *expected)
{
	const char *value = (const char *)sqlite3_column_text(reader->each, 2);

	return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, reader->line, 0,
			     "\"%s\" is %.60s; expected is %s.", field->column,
			     value == NULL ? "null" : value, expected);
}

static enum sp_rc
fail_syntax(const struct reader *reader, const struct json_text *json, const char *expected)
{
	if (json->at >= json->size)
		return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, json->line, 0,
				     "The JSON text ends too early; expected is %s.", expected);
	return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, json->line, json_column(json),
			     "This is no JSON; expected is %s.", expected);
}

/* --- values, each from the statement's current row: key, type, atom --- */

static bool
type_is(const struct reader *reader, const char *type)
{
	return sp_streq((const char *)sqlite3_column_text(reader->each, 1), type);
}

static enum sp_rc
read_whole(const struct reader *reader, const struct sp_field *field, int64_t low, int64_t high, int64_t *ret)
{
	int64_t value = sqlite3_column_int64(reader->each, 2);

	if (!type_is(reader, "integer") || value < low || value > high)
		return fail_at(reader, field, "a whole number");
	*ret = value;
	return SP_OK;
}

static enum sp_rc
read_bool(const struct reader *reader, const struct sp_field *field, bool *ret)
{
	int64_t value = 0;
	bool yes = type_is(reader, "true");

	if (!yes && !type_is(reader, "false")) {
		if (read_whole(reader, field, 0, 1, &value) != SP_OK)
			return fail_at(reader, field, "true or false");
		yes = value == 1;
	}
	*ret = yes;
	return SP_OK;
}

static enum sp_rc
read_enum(const struct reader *reader, const struct sp_field *field, int32_t *ret)
{
	const char *text = (const char *)sqlite3_column_text(reader->each, 2);
	int value = type_is(reader, "text") && text != NULL ? sp_enum_parse(field->names, text) : -1;
	struct sp_str expected;

	if (value >= 0) {
		*ret = value;
		return SP_OK;
	}
	sp_str_init(&expected);
	sp_str_add(&expected, "one of");
	for (int i = 0; field->names[i] != NULL; i++)
		sp_str_addf(&expected, "%s %s", i == 0 ? "" : ",", field->names[i]);
	(void)fail_at(reader, field, expected.text);
	sp_str_finish(&expected);
	return SP_INPUT;
}

static enum sp_rc
read_moment(const struct reader *reader, const struct sp_field *field, int32_t *ret)
{
	const char *text = (const char *)sqlite3_column_text(reader->each, 2);
	bool day = field->kind == SP_FIELD_DAY;

	if (type_is(reader, "null") || (type_is(reader, "text") && text != NULL && *text == '\0')) {
		*ret = SP_DAY_NONE; /* and SP_TIME_NONE */
		return SP_OK;
	}
	if (!type_is(reader, "text") || text == NULL ||
	    !(day ? sp_day_parse_iso(text, ret) : sp_time_parse_iso(text, ret)))
		return fail_at(reader, field,
			       day ? "a date like 2026-11-23" : "a time like 2026-11-23T09:00");
	return SP_OK;
}

static enum sp_rc
read_minute(const struct reader *reader, const struct sp_field *field, int32_t *ret)
{
	const char *text = (const char *)sqlite3_column_text(reader->each, 2);
	int64_t value = SP_MINUTE_NONE;

	if (type_is(reader, "text") && text != NULL && sp_minute_parse(text, ret))
		return SP_OK;
	if (!type_is(reader, "null") && read_whole(reader, field, 0, SP_DAY_MIN, &value) != SP_OK)
		return fail_at(reader, field, "a time of day like 09:00, or minutes from 0 to 1440");
	*ret = (int32_t)value;
	return SP_OK;
}

static enum sp_rc
read_text(const struct reader *reader, const struct sp_field *field, const char **ret)
{
	const char *text = (const char *)sqlite3_column_text(reader->each, 2);

	if (type_is(reader, "null")) {
		*ret = "";
		return SP_OK;
	}
	if (!type_is(reader, "text") && !type_is(reader, "integer") && !type_is(reader, "real"))
		return fail_at(reader, field, "a text");
	*ret = text == NULL ? NULL : sp_arena_strdup(reader->edits->arena, text);
	return *ret == NULL ? sp_err_nomem(reader->reterr) : SP_OK;
}

/* By id, or by the other row's key, code or name. */
static enum sp_rc
read_ref(const struct reader *reader, const struct sp_field *field, int64_t *ret)
{
	const char *text = (const char *)sqlite3_column_text(reader->each, 2);
	int64_t id = 0;

	if (reader->by_id && !type_is(reader, "null")) {
		if (read_whole(reader, field, 1, INT64_MAX, &id) != SP_OK)
			return fail_at(reader, field, "the id of another row, or null");
	} else if (type_is(reader, "text") && text != NULL) {
		id = store_natural_named(reader->snapshot, reader->edits, field->ref, text);
		if (id == 0 && *text != '\0')
			return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, reader->line, 0,
					     "There is no %s \"%.80s\" for \"%s\".",
					     sp_entity_info(field->ref)->name, text, field->column);
	} else if (!type_is(reader, "null") && read_whole(reader, field, 0, INT64_MAX, &id) != SP_OK) {
		return fail_at(reader, field, "the key, code or name of another row, or null");
	}
	*ret = id;
	return SP_OK;
}

static enum sp_rc
read_member(const struct reader *reader, const struct sp_field *field, char *at)
{
	enum sp_rc rc = SP_OK;
	int64_t big = 0;
	int32_t value = 0;
	bool yes = false;
	const char *text = "";

	switch (field->kind) {
	case SP_FIELD_ID:
		if (!type_is(reader, "null"))
			rc = read_whole(reader, field, 0, INT64_MAX, &big);
		memcpy(at, &big, sizeof(big));
		break;
	case SP_FIELD_REF:
		rc = read_ref(reader, field, &big);
		memcpy(at, &big, sizeof(big));
		break;
	case SP_FIELD_BIG:
		rc = read_whole(reader, field, INT64_MIN, INT64_MAX, &big);
		memcpy(at, &big, sizeof(big));
		break;
	case SP_FIELD_INT:
		rc = read_whole(reader, field, INT32_MIN, INT32_MAX, &big);
		value = (int32_t)big;
		memcpy(at, &value, sizeof(value));
		break;
	case SP_FIELD_BOOL:
		rc = read_bool(reader, field, &yes);
		memcpy(at, &yes, sizeof(yes));
		break;
	case SP_FIELD_ENUM:
		rc = read_enum(reader, field, &value);
		memcpy(at, &value, sizeof(value));
		break;
	case SP_FIELD_TEXT:
		rc = read_text(reader, field, &text);
		memcpy(at, &text, sizeof(text));
		break;
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
		rc = read_moment(reader, field, &value);
		memcpy(at, &value, sizeof(value));
		break;
	case SP_FIELD_MINUTE:
		rc = read_minute(reader, field, &value);
		memcpy(at, &value, sizeof(value));
		break;
	}
	return rc;
}

/* --- rows --- */

static const struct sp_field *
find_column(const struct sp_entity_info *info, const char *column)
{
	for (size_t i = 0; i < info->n_fields; i++)
		if (sp_streq(info->fields[i].column, column))
			return &info->fields[i];
	return NULL;
}

static enum sp_rc
read_members(struct reader *reader, const struct sp_entity_info *info, char *row)
{
	enum sp_rc rc = SP_OK;
	int step;

	while ((step = sqlite3_step(reader->each)) == SQLITE_ROW) {
		const char *key = (const char *)sqlite3_column_text(reader->each, 0);
		const struct sp_field *field = find_column(info, key);

		if (field == NULL)
			return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, reader->line, 0,
					     "A %s has no \"%.80s\".", info->name, key == NULL ? "" : key);
		rc = read_member(reader, field, row + field->offset);
		if (rc != SP_OK)
			return rc;
	}
	if (step == SQLITE_NOMEM || step == SQLITE_IOERR_NOMEM)
		return sp_err_nomem(reader->reterr);
	if (step != SQLITE_DONE)
		return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, reader->line, 0,
				     "This row cannot be read: %s.", sqlite3_errmsg(reader->db));
	return SP_OK;
}

static enum sp_rc
read_row(struct reader *reader, enum sp_entity entity, struct json_span span)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	char *row;
	int64_t id;
	enum sp_rc rc;

	reader->line = span.line;
	if (span.text[0] != '{')
		return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, span.line, 0,
				     "A %s is written as {\"column\": value, ...}.", info->name);
	row = sp_arena_alloc(reader->edits->arena, info->row_size);
	if (row == NULL || sqlite3_bind_text64(reader->each, 1, span.text, span.size, SQLITE_STATIC,
					       SQLITE_UTF8) != SQLITE_OK)
		return sp_err_nomem(reader->reterr);
	sp_row_blank(entity, row);
	rc = read_members(reader, info, row);
	sqlite3_reset(reader->each);
	if (rc != SP_OK)
		return rc;
	memcpy(&id, row, sizeof(id));
	if (id == 0 && reader->by_id)
		return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, span.line, 0,
				     "A %s needs its \"id\", a whole number from 1.", info->name);
	if (id == 0) {
		id = store_natural_find(reader->snapshot, reader->edits, entity, row);
		memcpy(row, &id, sizeof(id));
	}
	sp_edits_put(reader->edits, entity, row);
	return sp_edits_ok(reader->edits, reader->reterr);
}

static enum sp_rc
read_told_row(struct reader *reader, struct sp_export_told *told)
{
	told->record =
		(struct sp_export_record){.uid = "", .title = "", .start = SP_TIME_NONE, .end = SP_TIME_NONE};
	told->target = "";
	return read_members(reader, &memory_tables[1], (char *)told);
}

/* A row of one of the two tables that no edit holds. */
static enum sp_rc
read_memory_row(struct reader *reader, const struct sp_entity_info *table, struct json_span span)
{
	struct sp_export_uid uid = {.about = "", .uid = ""};
	struct sp_export_told told;
	bool of_uids = table == &memory_tables[0], kept = false;
	enum sp_rc rc = SP_OK;

	reader->line = span.line;
	if (span.text[0] != '{')
		return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, span.line, 0,
				     "A %s is written as {\"column\": value, ...}.", table->name);
	if (reader->memory->uids.n + reader->memory->told.n >= MEMORY_MAX)
		return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, span.line, 0,
				     "There are more than %d rows about calendars.", MEMORY_MAX);
	if (sqlite3_bind_text64(reader->each, 1, span.text, span.size, SQLITE_STATIC, SQLITE_UTF8) !=
	    SQLITE_OK)
		return sp_err_nomem(reader->reterr);
	rc = of_uids ? read_members(reader, table, (char *)&uid) : read_told_row(reader, &told);
	sqlite3_reset(reader->each);
	if (rc != SP_OK)
		return rc;
	kept = of_uids ? SP_ARRAY_PUSH(&reader->memory->uids, uid)
		       : SP_ARRAY_PUSH(&reader->memory->told, told);
	return kept ? SP_OK : sp_err_nomem(reader->reterr);
}

/* [ … ], from where json stands: rows of an entity, or, with a table, of that. */
static enum sp_rc
read_array(struct reader *reader, struct json_text *json, enum sp_entity entity,
	   const struct sp_entity_info *table)
{
	struct json_span span;
	enum sp_rc rc = SP_OK;

	if (!json_take(json, '['))
		return fail_syntax(reader, json, "[ and rows");
	if (json_take(json, ']'))
		return SP_OK;
	while (rc == SP_OK) {
		if (!json_take_value(json, &span))
			return fail_syntax(reader, json, "a row");
		rc = table != NULL ? read_memory_row(reader, table, span) : read_row(reader, entity, span);
		if (rc == SP_OK && json_take(json, ']'))
			return SP_OK;
		if (rc == SP_OK && !json_take(json, ','))
			rc = fail_syntax(reader, json, ", or ]");
	}
	return rc;
}

static int
entity_of_table(const char *table, size_t size)
{
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		const char *name = sp_entity_info((enum sp_entity)entity)->table;

		if (strlen(name) == size && memcmp(name, table, size) == 0)
			return entity;
	}
	return -1;
}

/* One of the two tables about calendars, where they are wanted; or NULL. */
static const struct sp_entity_info *
memory_table(const struct reader *reader, const char *table, size_t size)
{
	for (size_t i = 0; i < SP_COUNT(memory_tables) && reader->memory != NULL; i++)
		if (strlen(memory_tables[i].table) == size &&
		    memcmp(memory_tables[i].table, table, size) == 0)
			return &memory_tables[i];
	return NULL;
}

/* { "table": [ … ], … } */
static enum sp_rc
read_tables(struct reader *reader, struct json_text *json)
{
	enum sp_rc rc = SP_OK;

	if (!json_take(json, '{'))
		return fail_syntax(reader, json, "{ and tables");
	if (json_take(json, '}'))
		return SP_OK;
	while (rc == SP_OK) {
		struct json_span key, value;
		const struct sp_entity_info *table = NULL;
		int entity;

		if (!json_take_string(json, &key) || !json_take(json, ':'))
			return fail_syntax(reader, json, "the name of a table and a colon");
		entity = entity_of_table(key.text + 1, key.size - 2);
		table = memory_table(reader, key.text + 1, key.size - 2);
		if (entity >= 0 || table != NULL)
			rc = read_array(reader, json, (enum sp_entity)(entity < 0 ? 0 : entity), table);
		else if (json_next_is(json, '[') || json_next_is(json, '{'))
			return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, key.line, 0,
					     "The plan has no table %.*s.",
					     key.size > 80 ? 80 : (int)key.size, key.text);
		else if (!json_take_value(json, &value)) /* "schema": "senplan/1", a comment */
			return fail_syntax(reader, json, "a value");
		if (rc == SP_OK && json_take(json, '}'))
			return SP_OK;
		if (rc == SP_OK && !json_take(json, ','))
			rc = fail_syntax(reader, json, ", or }");
	}
	return rc;
}

/* --- documents --- */

static enum sp_rc
open_reader(struct reader *reader)
{
	if (sqlite3_open_v2(":memory:", &reader->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) !=
		    SQLITE_OK ||
	    sqlite3_prepare_v2(reader->db, "SELECT key, type, atom FROM json_each(?1)", -1, &reader->each,
			       NULL) != SQLITE_OK)
		return sp_err_nomem(reader->reterr);
	return SP_OK;
}

/* Nothing is added when anything is wrong. */
static enum sp_rc
read_document(struct reader *reader, const char *text, size_t size)
{
	size_t n_before = reader->edits->n;
	int64_t provisional_before = reader->edits->last_provisional;
	struct json_text json;
	enum sp_rc rc = open_reader(reader);

	json_text_init(&json, text, size);
	if (rc == SP_OK)
		rc = read_tables(reader, &json);
	if (rc == SP_OK && !json_at_end(&json))
		rc = fail_syntax(reader, &json, "the end of the text");
	if (rc != SP_OK) {
		reader->edits->n = n_before;
		reader->edits->last_provisional = provisional_before;
	}
	sqlite3_finalize(reader->each);
	sqlite3_close(reader->db);
	return rc;
}

enum sp_rc
sp_json_tables(const char *json, size_t size, const char *path, const struct sp_snapshot *snapshot,
	       struct sp_edits *edits, struct sp_err *reterr)
{
	struct reader reader = {.path = path, .snapshot = snapshot, .edits = edits, .reterr = reterr};

	return read_document(&reader, json, size);
}

enum sp_rc
sp_json_plan(const char *json, size_t size, const char *path, struct sp_edits *edits,
	     struct sp_export_memory *ret_memory, struct sp_err *reterr)
{
	struct memory memory = {0};
	struct reader reader = {
		.path = path, .edits = edits, .memory = &memory, .by_id = true, .reterr = reterr};
	struct sp_export_memory kept = {.n_told = 0};
	enum sp_rc rc = read_document(&reader, json, size);

	if (rc == SP_OK && memory.told.n > 0) {
		kept.told = sp_arena_memdup(edits->arena, memory.told.items,
					    memory.told.n * sizeof(*memory.told.items));
		kept.n_told = memory.told.n;
	}
	if (rc == SP_OK && memory.uids.n > 0) {
		kept.uids = sp_arena_memdup(edits->arena, memory.uids.items,
					    memory.uids.n * sizeof(*memory.uids.items));
		kept.n_uids = memory.uids.n;
	}
	if ((kept.n_told > 0 && kept.told == NULL) || (kept.n_uids > 0 && kept.uids == NULL))
		rc = sp_err_nomem(reterr);
	SP_ARRAY_FREE(&memory.told);
	SP_ARRAY_FREE(&memory.uids);
	if (rc == SP_OK)
		*ret_memory = kept;
	return rc;
}
