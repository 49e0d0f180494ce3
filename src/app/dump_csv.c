/*
 * Tables for a spreadsheet: names in place of numbers, times as people write them, and nothing that it would run. This is
 * for reading; what is to come back goes as JSON.
 */
#include "senplan/app/dump.h"
#include "senplan/base/array.h"
#include "senplan/base/utf8.h"
#include "senplan/store/file.h"

#include "csv.h"
#include "dump_order.h"
#include "session.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool
sp_dump_table_named(const char *name, enum sp_entity *ret_entity)
{
	for (int e = 0; e < SP_ENTITY_COUNT; e++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)e);

		if (!sp_strieq(name, info->table) && !sp_strieq(name, info->name))
			continue;
		*ret_entity = (enum sp_entity)e;
		return true;
	}
	return false;
}

/* Quoted where it must be, and guarded where a spreadsheet would take it for a formula. */
static void
add_cell(struct sp_str *out, const char *text)
{
	struct sp_str clean;
	bool quote;

	sp_str_init(&clean);
	if (csv_is_formula(text))
		sp_str_add_char(&clean, '\'');
	sp_utf8_clean(&clean, text, false);
	out->failed = out->failed || clean.failed;
	quote = strpbrk(clean.text, ",\"\r\n\t") != NULL || clean.text[0] == ' ' || clean.text[0] == '\'';
	if (quote)
		sp_str_add_char(out, '"');
	for (const char *at = clean.text; *at != '\0'; at++) {
		if (*at == '"')
			sp_str_add_char(out, '"');
		sp_str_add_char(out, *at);
	}
	if (quote)
		sp_str_add_char(out, '"');
	sp_str_finish(&clean);
}

/* What a person calls the row that is referred to. */
static void
add_name(const struct dump_order *order, struct sp_str *out, enum sp_entity entity, int64_t id)
{
	static const char *const columns[] = {"code", "key", "name", "title"};
	const struct sp_entity_info *info = sp_entity_info(entity);
	const char *row = sp_rows_find(sp_snapshot_rows(order->snapshot, entity), info->row_size, id);

	for (size_t c = 0; row != NULL && c < SP_COUNT(columns); c++) {
		for (size_t i = 0; i < info->n_fields; i++) {
			const char *text;

			if (!sp_streq(info->fields[i].column, columns[c]))
				continue;
			memcpy(&text, row + info->fields[i].offset, sizeof(text));
			if (text[0] == '\0')
				continue;
			add_cell(out, text);
			return;
		}
	}
	if (row != NULL)
		sp_str_addf(out, "%zu", dump_order_number(order, entity, id));
}

/* -1 says "each" or "none" in most columns; a year group has its own names. */
static void
add_number(struct sp_str *out, const struct sp_field *field, int32_t value)
{
	bool week = sp_streq(field->column, "cycle_week");

	if (sp_streq(field->column, "weekday") && value >= 0 && value < 7)
		sp_str_addf(out, "%.3s", sp_weekday_name((enum sp_weekday)value));
	else if (week && value >= 0 && value < 26)
		sp_str_add_char(out, (char)('A' + value));
	else if (sp_streq(field->column, "year") && value == SP_YEAR_NURSERY)
		sp_str_add_char(out, 'N');
	else if (sp_streq(field->column, "year") && value == SP_YEAR_RECEPTION)
		sp_str_add_char(out, 'R');
	else if (value >= 0 || (field->blank != value && value != SP_YEAR_UNKNOWN))
		sp_str_addf(out, "%" PRId32, value);
}

static void
add_field(const struct dump_order *order, struct sp_str *out, const struct sp_field *field, const char *row)
{
	char buf[SP_DAY_TEXT + SP_CLOCK_TEXT];
	struct dump_value value = dump_value_of(field, row);

	if (field->kind == SP_FIELD_REF)
		add_name(order, out, field->ref, value.big);
	else if (field->kind == SP_FIELD_BIG)
		sp_str_addf(out, "%" PRId64, value.big);
	else if (field->kind == SP_FIELD_BOOL)
		sp_str_add(out, value.yes ? "yes" : "no");
	else if (field->kind == SP_FIELD_TEXT)
		add_cell(out, value.text);
	else if (field->kind == SP_FIELD_INT)
		add_number(out, field, value.number);
	else if (field->kind == SP_FIELD_ENUM)
		sp_str_add(out, field->names[value.number]);
	else if (field->kind == SP_FIELD_MINUTE && value.number != SP_MINUTE_NONE)
		sp_str_add(out, sp_minute_format(value.number, buf));
	else if (field->kind == SP_FIELD_DAY && value.number != SP_DAY_NONE)
		sp_str_add(out, sp_day_format(value.number, SP_DAY_ISO, buf));
	else if (field->kind == SP_FIELD_TIME && value.number != SP_TIME_NONE)
		sp_str_addf(out, "%s %s", sp_day_format(sp_time_day(value.number), SP_DAY_ISO, buf),
			    sp_minute_format(sp_time_minute(value.number), (char[SP_CLOCK_TEXT]){0}));
}

static bool
is_shown(const struct sp_field *field, bool notes)
{
	return field->kind != SP_FIELD_ID && (notes || !sp_streq(field->column, "note"));
}

static void
add_table(const struct dump_order *order, enum sp_entity entity, bool notes, struct sp_str *out)
{
	const struct sp_entity_info *info = sp_entity_info(entity);

	sp_str_add(out, "number");
	for (size_t i = 0; i < info->n_fields; i++)
		if (is_shown(&info->fields[i], notes))
			sp_str_addf(out, ",%s", info->fields[i].column);
	sp_str_add(out, "\r\n");
	for (size_t r = 0; r < order->n[entity]; r++) {
		const char *row = order->rows[entity][r];

		sp_str_addf(out, "%zu", r + 1);
		for (size_t i = 0; i < info->n_fields; i++) {
			if (!is_shown(&info->fields[i], notes))
				continue;
			sp_str_add_char(out, ',');
			add_field(order, out, &info->fields[i], row);
		}
		sp_str_add(out, "\r\n");
	}
}

enum sp_rc
sp_dump_csv(const struct sp_snapshot *snapshot, enum sp_entity entity, bool notes, struct sp_str *out,
	    struct sp_err *reterr)
{
	struct dump_order order;
	struct sp_arena arena;
	enum sp_rc rc;

	sp_arena_init(&arena);
	rc = dump_order_make(snapshot, &arena, &order, reterr);
	if (rc == SP_OK)
		add_table(&order, entity, notes, out);
	sp_arena_finish(&arena);
	return rc == SP_OK && out->failed ? sp_err_nomem(reterr) : rc;
}

enum sp_rc
sp_dump_folder(const struct sp_snapshot *snapshot, const char *folder, bool notes, struct sp_err *reterr)
{
	struct sp_arena arena;
	struct sp_str out;
	enum sp_rc rc = sp_directory_make(folder, reterr);

	sp_arena_init(&arena);
	sp_str_init(&out);
	for (int e = 0; rc == SP_OK && e < SP_ENTITY_COUNT; e++) {
		const char *path = sp_arena_printf(&arena, "%s/%s.csv", folder,
						   sp_entity_info((enum sp_entity)e)->table);

		sp_str_clear(&out);
		sp_str_add(&out, "\xEF\xBB\xBF"); /* spreadsheets need it to know UTF-8 */
		rc = path == NULL ? sp_err_nomem(reterr)
				  : sp_dump_csv(snapshot, (enum sp_entity)e, notes, &out, reterr);
		if (rc == SP_OK)
			rc = sp_dump_write(path, &out, reterr);
	}
	sp_str_finish(&out);
	sp_arena_finish(&arena);
	return rc;
}

enum sp_rc
sp_dump_to(struct sp_app *app, const char *path, struct sp_arena *arena, const char **ret_words,
	   struct sp_err *reterr)
{
	size_t len = strlen(path);
	bool json = len > 5 && sp_strieq(path + len - 5, ".json");
	const char *words;
	struct sp_str text;
	enum sp_rc rc;

	sp_str_init(&text);
	rc = json ? sp_dump_everything(app, &text, reterr)
		  : sp_dump_folder(sp_app_snapshot(app), path, false, reterr);
	if (rc == SP_OK && json)
		rc = sp_dump_write(path, &text, reterr);
	sp_str_finish(&text);
	words = sp_arena_printf(arena, "%s. Pupils' codes are in it: keep it as you keep the plan.",
				json ? "Everything is written" : "The tables are written, without notes");
	if (rc == SP_OK && words == NULL)
		rc = sp_err_nomem(reterr);
	if (rc == SP_OK)
		*ret_words = words;
	return rc;
}
