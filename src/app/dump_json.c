/*
 * The whole plan as JSON, one row a line, so that two exports can be compared line by line.
 */
#include "senplan/app/dump.h"
#include "senplan/report/json.h"

#include "dump_calendars.h"
#include "dump_order.h"
#include "session.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

static void
add_moment(struct sp_str *out, bool is_day, int32_t value)
{
	char buf[SP_DAY_TEXT + SP_CLOCK_TEXT];

	if (value == SP_DAY_NONE)
		sp_str_add(out, "null");
	else
		sp_str_addf(out, "\"%s\"",
			    is_day ? sp_day_format(value, SP_DAY_ISO, buf) : sp_time_format_iso(value, buf));
}

static void
add_value(const struct dump_order *order, struct sp_str *out, const struct sp_field *field, const char *row)
{
	struct dump_value value = dump_value_of(field, row);

	assert(field->kind != SP_FIELD_ID); /* the number of a row is not its value */
	if (field->kind == SP_FIELD_REF && value.big == 0)
		sp_str_add(out, "null");
	else if (field->kind == SP_FIELD_REF)
		sp_str_addf(out, "%zu", dump_order_number(order, field->ref, value.big));
	else if (field->kind == SP_FIELD_BIG)
		sp_str_addf(out, "%" PRId64, value.big);
	else if (field->kind == SP_FIELD_BOOL)
		sp_str_add(out, value.yes ? "true" : "false");
	else if (field->kind == SP_FIELD_TEXT)
		sp_json_quote(out, value.text);
	else if (field->kind == SP_FIELD_ENUM)
		sp_str_addf(out, "\"%s\"", field->names[value.number]);
	else if (field->kind == SP_FIELD_DAY || field->kind == SP_FIELD_TIME)
		add_moment(out, field->kind == SP_FIELD_DAY, value.number);
	else if (field->kind == SP_FIELD_MINUTE && value.number == SP_MINUTE_NONE)
		sp_str_add(out, "null");
	else
		sp_str_addf(out, "%" PRId32, value.number);
}

static void
add_row(const struct dump_order *order, struct sp_str *out, const struct sp_entity_info *info,
	const char *row, size_t number)
{
	sp_str_addf(out, "{\"id\":%zu", number);
	for (size_t i = 0; i < info->n_fields; i++) {
		if (info->fields[i].kind == SP_FIELD_ID)
			continue;
		sp_str_addf(out, ",\"%s\":", info->fields[i].column);
		add_value(order, out, &info->fields[i], row);
	}
	sp_str_add_char(out, '}');
}

/* memory: what calendars were told, or NULL. */
static enum sp_rc
add_document(const struct sp_snapshot *snapshot, const struct sp_export_memory *memory, struct sp_str *out,
	     struct sp_err *reterr)
{
	struct dump_order order;
	struct sp_arena arena;
	enum sp_rc rc;

	sp_arena_init(&arena);
	rc = dump_order_make(snapshot, &arena, &order, reterr);
	if (rc == SP_OK)
		sp_str_addf(out, "{\"schema\":\"senplan/%d\"", SP_JSON_SCHEMA);
	for (int e = 0; rc == SP_OK && e < SP_ENTITY_COUNT; e++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)e);

		sp_str_addf(out, ",\n\"%s\":[", info->table);
		for (size_t i = 0; i < order.n[e]; i++) {
			sp_str_add(out, i == 0 ? "\n" : ",\n");
			add_row(&order, out, info, order.rows[e][i], i + 1);
		}
		sp_str_add(out, order.n[e] == 0 ? "]" : "\n]");
	}
	if (rc == SP_OK && memory != NULL)
		rc = dump_calendars_add(&order, memory, &arena, out, reterr);
	if (rc == SP_OK)
		sp_str_add(out, "\n}\n");
	sp_arena_finish(&arena);
	return rc == SP_OK && out->failed ? sp_err_nomem(reterr) : rc;
}

enum sp_rc
sp_dump_json(const struct sp_snapshot *snapshot, struct sp_str *out, struct sp_err *reterr)
{
	return add_document(snapshot, NULL, out, reterr);
}

enum sp_rc
sp_dump_everything(struct sp_app *app, struct sp_str *out, struct sp_err *reterr)
{
	struct sp_export_memory memory;
	struct sp_arena arena;
	enum sp_rc rc;

	sp_arena_init(&arena);
	rc = sp_store_load_memory(app->store, &arena, &memory, reterr);
	if (rc == SP_OK)
		rc = add_document(&app->snapshot, &memory, out, reterr);
	sp_arena_finish(&arena);
	return rc;
}

enum sp_rc
sp_dump_write(const char *path, const struct sp_str *text, struct sp_err *reterr)
{
	return text->failed ? sp_err_nomem(reterr) : write_target(path, text->text, text->len, reterr);
}
