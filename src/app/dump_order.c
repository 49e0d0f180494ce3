/*
 * Rows in an order that does not depend on when they came: by key, then by time, then by all else. Those which people see
 * in the order in which they put them (activities, duties, pupils …) keep it.
 */
#include "dump_order.h"

#include "senplan/base/str.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const bool keeps_order[SP_ENTITY_COUNT] = {
	[SP_ENTITY_period] = true,	 [SP_ENTITY_window] = true, [SP_ENTITY_window_span] = true,
	[SP_ENTITY_activity] = true,	 [SP_ENTITY_rule] = true,   [SP_ENTITY_step] = true,
	[SP_ENTITY_staff_member] = true, [SP_ENTITY_duty] = true,   [SP_ENTITY_case] = true,
};

struct item {
	const struct dump_order *order;
	const struct sp_entity_info *info;
	const char *row;
};

static int64_t
id_of(const void *row)
{
	int64_t id;

	memcpy(&id, row, sizeof(id)); /* the first field is the id */
	return id;
}

/* Rows that the file has not seen yet come after those that it has, as they were put. */
static int
by_age(const void *left, const void *right)
{
	const struct item *a = left, *b = right;
	int64_t x = id_of(a->row), y = id_of(b->row);

	if ((x < 0) != (y < 0))
		return x < 0 ? 1 : -1;
	if (x < 0)
		return x > y ? -1 : x < y;
	return x < y ? -1 : x > y;
}

size_t
dump_order_number(const struct dump_order *order, enum sp_entity entity, int64_t id)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	struct sp_rows rows = sp_snapshot_rows(order->snapshot, entity);
	const char *row = id == 0 ? NULL : sp_rows_find(rows, info->row_size, id);

	if (row == NULL)
		return 0;
	return order->numbers[entity][(size_t)(row - (const char *)rows.items) / info->row_size];
}

static int64_t
number_of(const struct item *item, const struct sp_field *field)
{
	const char *at = item->row + field->offset;
	int64_t big = 0;
	int32_t value = 0;
	bool yes = false;

	switch (field->kind) {
	case SP_FIELD_REF:
		memcpy(&big, at, sizeof(big));
		return (int64_t)dump_order_number(item->order, field->ref, big);
	case SP_FIELD_BIG:
		memcpy(&big, at, sizeof(big));
		return big;
	case SP_FIELD_BOOL:
		memcpy(&yes, at, sizeof(yes));
		return yes;
	case SP_FIELD_INT:
	case SP_FIELD_ENUM:
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
	case SP_FIELD_MINUTE:
		memcpy(&value, at, sizeof(value));
		return value;
	case SP_FIELD_ID:
	case SP_FIELD_TEXT:
		break;
	}
	return 0;
}

static int
compare_field(const struct item *a, const struct item *b, const struct sp_field *field)
{
	const char *left, *right;
	int64_t x, y;

	if (field->kind == SP_FIELD_TEXT) {
		memcpy(&left, a->row + field->offset, sizeof(left));
		memcpy(&right, b->row + field->offset, sizeof(right));
		return strcmp(left, right);
	}
	x = number_of(a, field);
	y = number_of(b, field);
	return x < y ? -1 : x > y;
}

static int
by_content(const void *left, const void *right)
{
	const struct item *a = left, *b = right;
	int order = 0;

	for (int pass = 0; pass < 3; pass++) {
		for (size_t i = 0; i < a->info->n_fields && order == 0; i++) {
			const struct sp_field *field = &a->info->fields[i];
			bool moment = field->kind == SP_FIELD_DAY || field->kind == SP_FIELD_TIME;

			if (pass == 2 || (pass == 1 && moment) ||
			    (pass == 0 && sp_streq(field->column, "key")))
				order = compare_field(a, b, field);
		}
	}
	return order != 0 ? order : by_age(left, right);
}

static enum sp_rc
order_rows(struct dump_order *order, enum sp_entity entity, struct sp_arena *arena, struct sp_err *reterr)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	struct sp_rows rows = sp_snapshot_rows(order->snapshot, entity);
	const char *items = rows.items;
	struct item *sorted = SP_ARENA_NEW_N(arena, struct item, rows.n + 1);

	order->rows[entity] = SP_ARENA_NEW_N(arena, const void *, rows.n + 1);
	order->numbers[entity] = SP_ARENA_NEW_N(arena, size_t, rows.n + 1);
	if (sorted == NULL || order->rows[entity] == NULL || order->numbers[entity] == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < rows.n; i++)
		sorted[i] = (struct item){order, info, items + i * info->row_size};
	qsort(sorted, rows.n, sizeof(*sorted), keeps_order[entity] ? by_age : by_content);
	for (size_t i = 0; i < rows.n; i++) {
		order->rows[entity][i] = sorted[i].row;
		order->numbers[entity][(size_t)(sorted[i].row - items) / info->row_size] = i + 1;
	}
	order->n[entity] = rows.n;
	return SP_OK;
}

enum sp_rc
dump_order_make(const struct sp_snapshot *snapshot, struct sp_arena *arena, struct dump_order *ret,
		struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	memset(ret, 0, sizeof(*ret));
	ret->snapshot = snapshot;
	/* What a row refers to comes before it in the list of entities, so that its number is known. */
	for (int entity = 0; rc == SP_OK && entity < SP_ENTITY_COUNT; entity++)
		rc = order_rows(ret, (enum sp_entity)entity, arena, reterr);
	return rc;
}

struct dump_value
dump_value_of(const struct sp_field *field, const char *row)
{
	struct dump_value value = {.text = ""};
	const char *at = row + field->offset;

	switch (field->kind) {
	case SP_FIELD_ID: /* a row's number is its place, not its id */
		break;
	case SP_FIELD_REF:
	case SP_FIELD_BIG:
		memcpy(&value.big, at, sizeof(value.big));
		break;
	case SP_FIELD_BOOL:
		memcpy(&value.yes, at, sizeof(value.yes));
		break;
	case SP_FIELD_TEXT:
		memcpy(&value.text, at, sizeof(value.text));
		break;
	case SP_FIELD_INT:
	case SP_FIELD_ENUM:
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
	case SP_FIELD_MINUTE:
		memcpy(&value.number, at, sizeof(value.number));
		break;
	}
	return value;
}
