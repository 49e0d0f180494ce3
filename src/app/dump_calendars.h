/*
 * What calendars were told, in the plan that is given out whole: so that another machine goes on with the same events.
 */
#ifndef DUMP_CALENDARS_H
#define DUMP_CALENDARS_H

#include "senplan/base/str.h"
#include "senplan/store/store.h"

#include "dump_order.h"

/* The two tables, each behind a comma; nothing for what is empty. Ids become the numbers that rows have in the document. */
enum sp_rc dump_calendars_add(const struct dump_order *order, const struct sp_export_memory *memory,
			      struct sp_arena *arena, struct sp_str *out, struct sp_err *reterr);

/* The tables of a document: may they go into a plan? SP_INPUT says what is wrong in which. */
enum sp_rc dump_calendars_check(const char *path, const struct sp_export_memory *memory,
				struct sp_arena *arena, struct sp_err *reterr);

/* The id here of a row's number there; 0: there is no such row. */
struct dump_ids {
	int64_t (*find)(const void *context, enum sp_entity entity, int64_t number);
	const void *context;
};

/* The same with other ids, in the arena. What is about a row that is not there becomes something that is gone. */
enum sp_rc dump_calendars_refer(const struct sp_export_memory *memory, const struct dump_ids *ids,
				struct sp_arena *arena, struct sp_export_memory *ret, struct sp_err *reterr);

#endif
