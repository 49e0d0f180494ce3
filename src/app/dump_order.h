/*
 * The order of rows in what is given out, and the numbers that they have there.
 */
#ifndef DUMP_ORDER_H
#define DUMP_ORDER_H

#include "senplan/model/snapshot.h"

struct dump_order {
	const struct sp_snapshot *snapshot;
	const void **rows[SP_ENTITY_COUNT]; /* in their order */
	size_t n[SP_ENTITY_COUNT];
	size_t *numbers[SP_ENTITY_COUNT]; /* of the snapshot's rows, from 1 */
};

enum sp_rc dump_order_make(const struct sp_snapshot *snapshot, struct sp_arena *arena, struct dump_order *ret,
			   struct sp_err *reterr);

/* The number of the row with this id; 0: there is none. */
size_t dump_order_number(const struct dump_order *order, enum sp_entity entity, int64_t id);

/* What stands in a field of a row, by its kind: a number of days or minutes, a name's number, a row that it refers to. */
struct dump_value {
	int64_t big;	/* SP_FIELD_REF, SP_FIELD_BIG */
	int32_t number; /* SP_FIELD_INT, _ENUM, _DAY, _TIME, _MINUTE */
	bool yes;
	const char *text;
};

struct dump_value dump_value_of(const struct sp_field *field, const char *row);

#endif
