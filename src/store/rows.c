/*
 * Rows of any entity to and from SQL, by the field table: the store knows no entity by name.
 */
#include "senplan/base/str.h"

#include "store-private.h"

#include <assert.h>
#include <string.h>

int64_t
store_ids_real(const struct store_ids *ids, int64_t id)
{
	if (id >= 0)
		return id;
	if (id == INT64_MIN || (uint64_t)-id > ids->n)
		return 0;
	return ids->real[-id - 1];
}

/* --- SQL --- */

char *
store_sql_select(const struct sp_entity_info *info)
{
	struct sp_str sql;

	sp_str_init(&sql);
	sp_str_add(&sql, "SELECT ");
	for (size_t i = 0; i < info->n_fields; i++)
		sp_str_addf(&sql, "%s\"%s\"", i == 0 ? "" : ",", info->fields[i].column);
	sp_str_addf(&sql, " FROM \"%s\" ORDER BY \"id\"", info->table);
	return sp_str_take(&sql);
}

char *
store_sql_put(const struct sp_entity_info *info)
{
	struct sp_str sql;

	sp_str_init(&sql);
	sp_str_addf(&sql, "INSERT INTO \"%s\" (", info->table);
	for (size_t i = 0; i < info->n_fields; i++)
		sp_str_addf(&sql, "%s\"%s\"", i == 0 ? "" : ",", info->fields[i].column);
	sp_str_add(&sql, ") VALUES (");
	for (size_t i = 0; i < info->n_fields; i++)
		sp_str_addf(&sql, "%s?%zu", i == 0 ? "" : ",", i + 1);
	sp_str_add(&sql, ") ON CONFLICT (\"id\") DO UPDATE SET ");
	for (size_t i = 1; i < info->n_fields; i++)
		sp_str_addf(&sql, "%s\"%s\"=excluded.\"%s\"", i == 1 ? "" : ",", info->fields[i].column,
			    info->fields[i].column);
	return sp_str_take(&sql);
}

/* --- binding --- */

static int32_t
get_int32(const char *at)
{
	int32_t value;

	memcpy(&value, at, sizeof(value));
	return value;
}

static bool
day_has_place(sp_day day)
{
	return day >= sp_day_of(1900, 1, 1) && day <= sp_day_of(2199, 12, 31);
}

static int
bind_text(sqlite3_stmt *statement, int index, const char *text)
{
	return sqlite3_bind_text(statement, index, text, -1, SQLITE_TRANSIENT);
}

static enum sp_rc
bind_ref(sqlite3_stmt *statement, int index, const struct sp_field *field, int64_t id,
	 const struct store_ids *ids, int *ret_code, struct sp_err *reterr)
{
	int64_t real = store_ids_real(ids, id);

	if (id == 0)
		*ret_code = sqlite3_bind_null(statement, index);
	else if (real == 0)
		return sp_err_set(reterr, SP_USAGE,
				  "A row's %s refers to a new row that is not stored with it.",
				  field->column);
	else
		*ret_code = sqlite3_bind_int64(statement, index, real);
	return SP_OK;
}

/* A day or time: NULL, or its text. */
static enum sp_rc
bind_moment(sqlite3_stmt *statement, int index, const struct sp_field *field, int32_t value, int *ret_code,
	    struct sp_err *reterr)
{
	char text[SP_DAY_TEXT + SP_CLOCK_TEXT];
	bool is_day = field->kind == SP_FIELD_DAY;

	static_assert(SP_DAY_NONE == SP_TIME_NONE, "one value says that there is no moment");
	if (value == SP_DAY_NONE) {
		*ret_code = sqlite3_bind_null(statement, index);
		return SP_OK;
	}
	if (!day_has_place(is_day ? value : sp_time_day(value)))
		return sp_err_set(reterr, SP_USAGE, "The plan holds days from 1900 to 2199 only (%s).",
				  field->column);
	*ret_code =
		bind_text(statement, index,
			  is_day ? sp_day_format(value, SP_DAY_ISO, text) : sp_time_format_iso(value, text));
	return SP_OK;
}

static int
bind_enum(sqlite3_stmt *statement, int index, const struct sp_field *field, int value)
{
	assert(value >= 0);
	for (int i = 0; i <= value; i++)
		assert(field->names[i] != NULL);
	return sqlite3_bind_text(statement, index, field->names[value], -1, SQLITE_STATIC);
}

static enum sp_rc
bind_field(sqlite3_stmt *statement, int index, const struct sp_field *field, const char *row,
	   const struct store_ids *ids, struct sp_err *reterr)
{
	const char *at = row + field->offset;
	const char *text;
	int64_t big;
	int code = SQLITE_OK;
	bool yes;
	enum sp_rc rc = SP_OK;

	switch (field->kind) {
	case SP_FIELD_ID:
	case SP_FIELD_REF:
		memcpy(&big, at, sizeof(big));
		rc = bind_ref(statement, index, field, big, ids, &code, reterr);
		break;
	case SP_FIELD_INT:
		code = sqlite3_bind_int64(statement, index, get_int32(at));
		break;
	case SP_FIELD_BIG:
		memcpy(&big, at, sizeof(big));
		code = sqlite3_bind_int64(statement, index, big);
		break;
	case SP_FIELD_BOOL:
		memcpy(&yes, at, sizeof(yes));
		code = sqlite3_bind_int(statement, index, yes ? 1 : 0);
		break;
	case SP_FIELD_ENUM:
		code = bind_enum(statement, index, field, get_int32(at));
		break;
	case SP_FIELD_TEXT:
		memcpy(&text, at, sizeof(text));
		code = bind_text(statement, index, text == NULL ? "" : text);
		break;
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
		rc = bind_moment(statement, index, field, get_int32(at), &code, reterr);
		break;
	case SP_FIELD_MINUTE:
		code = get_int32(at) == SP_MINUTE_NONE ? sqlite3_bind_null(statement, index)
						       : sqlite3_bind_int64(statement, index, get_int32(at));
		break;
	}
	if (rc != SP_OK)
		return rc;
	if (code == SQLITE_TOOBIG)
		return sp_err_set(reterr, SP_USAGE, "A text in %s is too long for the plan.", field->column);
	return code == SQLITE_OK ? SP_OK : sp_err_nomem(reterr);
}

enum sp_rc
store_row_bind(sqlite3_stmt *statement, const struct sp_entity_info *info, const void *row,
	       const struct store_ids *ids, struct sp_err *reterr)
{
	for (size_t i = 0; i < info->n_fields; i++) {
		enum sp_rc rc = bind_field(statement, (int)i + 1, &info->fields[i], row, ids, reterr);

		if (rc != SP_OK)
			return rc;
	}
	return SP_OK;
}

/* --- reading --- */

/* SP_FILE stands for a value that cannot be in a sound file. */
static enum sp_rc
read_int32(sqlite3_stmt *statement, int column, int32_t if_null, int32_t *ret)
{
	int64_t value = sqlite3_column_int64(statement, column);

	if (sqlite3_column_type(statement, column) == SQLITE_NULL) {
		*ret = if_null;
		return SP_OK;
	}
	if (value < INT32_MIN || value > INT32_MAX)
		return SP_FILE;
	*ret = (int32_t)value;
	return SP_OK;
}

static enum sp_rc
read_moment(sqlite3_stmt *statement, int column, enum sp_field_kind kind, int32_t *ret)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);
	bool good;

	if (text == NULL) {
		*ret = SP_DAY_NONE;
		return SP_OK;
	}
	good = kind == SP_FIELD_DAY ? sp_day_parse_iso(text, ret) : sp_time_parse_iso(text, ret);
	return good ? SP_OK : SP_FILE;
}

static enum sp_rc
read_enum(sqlite3_stmt *statement, int column, const struct sp_field *field, int *ret)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	if (text == NULL)
		return SP_FILE;
	for (int i = 0; field->names[i] != NULL; i++) {
		if (strcmp(field->names[i], text) == 0) {
			*ret = i;
			return SP_OK;
		}
	}
	return SP_FILE;
}

static enum sp_rc
read_text(sqlite3_stmt *statement, int column, struct sp_arena *arena, const char **ret)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);
	int len = sqlite3_column_bytes(statement, column);

	if (len > 0 && text == NULL)
		return SP_SYSTEM;
	*ret = len == 0 ? "" : sp_arena_strndup(arena, text, (size_t)len);
	return *ret == NULL ? SP_SYSTEM : SP_OK;
}

static enum sp_rc
read_field(sqlite3_stmt *statement, int column, const struct sp_field *field, char *row,
	   struct sp_arena *arena)
{
	char *at = row + field->offset;
	const char *text = "";
	int32_t value = 0;
	int64_t big = sqlite3_column_int64(statement, column);
	bool yes = big != 0;
	enum sp_rc rc = SP_OK;

	switch (field->kind) {
	case SP_FIELD_ID:
	case SP_FIELD_REF:
	case SP_FIELD_BIG:
		memcpy(at, &big, sizeof(big));
		break;
	case SP_FIELD_BOOL:
		memcpy(at, &yes, sizeof(yes));
		break;
	case SP_FIELD_TEXT:
		rc = read_text(statement, column, arena, &text);
		memcpy(at, &text, sizeof(text));
		break;
	case SP_FIELD_INT:
		rc = read_int32(statement, column, 0, &value);
		memcpy(at, &value, sizeof(value));
		break;
	case SP_FIELD_MINUTE:
		rc = read_int32(statement, column, SP_MINUTE_NONE, &value);
		memcpy(at, &value, sizeof(value));
		break;
	case SP_FIELD_ENUM:
		rc = read_enum(statement, column, field, &value);
		memcpy(at, &value, sizeof(value));
		break;
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
		rc = read_moment(statement, column, field->kind, &value);
		memcpy(at, &value, sizeof(value));
		break;
	}
	return rc;
}

enum sp_rc
store_row_read(sqlite3_stmt *statement, const struct sp_entity_info *info, void *row, struct sp_arena *arena,
	       struct sp_err *reterr)
{
	for (size_t i = 0; i < info->n_fields; i++) {
		enum sp_rc rc = read_field(statement, (int)i, &info->fields[i], row, arena);

		if (rc == SP_SYSTEM)
			return sp_err_nomem(reterr);
		if (rc != SP_OK)
			return sp_err_set(reterr, rc,
					  "The plan's file is damaged: %s number %lld has an impossible %s.",
					  info->name, (long long)sqlite3_column_int64(statement, 0),
					  info->fields[i].column);
	}
	return SP_OK;
}

const char *
store_row_label(const struct sp_entity_info *info, const void *row)
{
	static const char *const names[] = {"key", "code", "name", "title", "uid"};

	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		for (size_t i = 0; i < info->n_fields; i++) {
			const char *text;

			if (info->fields[i].kind != SP_FIELD_TEXT ||
			    strcmp(info->fields[i].column, names[n]) != 0)
				continue;
			memcpy(&text, (const char *)row + info->fields[i].offset, sizeof(text));
			if (text != NULL && *text != '\0')
				return text;
		}
	}
	return "";
}
