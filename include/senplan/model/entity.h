/*
 * The nouns of the plan's file. One line here is one entity: its C struct (struct sp_<name>), its table in the
 * database (the plural), its rows in a snapshot (snapshot->PLURAL.items, .n, ordered by id), its edits
 * (sp_edits_put_<name>) and its member in `export json`. The columns are the rows of the field table in
 * src/model/entity.c; store, export and import read that table and know no entity by name.
 *
 * Ids are one-field structs: a task's id cannot be mistaken for a block's. 0 is "none". Negative ids are
 * provisional: given by sp_edits to rows that the store has not seen yet, and replaced there.
 */
#ifndef SENPLAN_MODEL_ENTITY_H
#define SENPLAN_MODEL_ENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SP_ENTITIES(X)                     \
	X(setting, settings)               \
	X(year_span, year_spans)           \
	X(cycle_fact, cycle_facts)         \
	X(period, periods)                 \
	X(contract, contracts)             \
	X(working_window, working_windows) \
	X(timetable_slot, timetable_slots) \
	X(source, sources)                 \
	X(busy_time, busy_times)           \
	X(window, windows)                 \
	X(window_span, window_spans)       \
	X(activity, activities)            \
	X(staff_member, staff_members)     \
	X(rule, rules)                     \
	X(chain, chains)                   \
	X(step, steps)                     \
	X(duty, duties)                    \
	X(case, cases)                     \
	X(case_event, case_events)         \
	X(busy_mark, busy_marks)           \
	X(task, tasks)                     \
	X(task_link, task_links)           \
	X(attendee, attendees)             \
	X(block, blocks)                   \
	X(log_entry, log_entries)          \
	X(breach, breaches)                \
	X(scenario, scenarios)             \
	X(audit_mark, audit_marks)

enum sp_entity {
#define X(name, plural) SP_ENTITY_##name,
	SP_ENTITIES(X)
#undef X
		SP_ENTITY_COUNT
};

#define X(name, plural)                 \
	typedef struct sp_##name##_id { \
		int64_t v;              \
	} sp_##name##_id;
SP_ENTITIES(X)
#undef X

enum sp_field_kind {
	SP_FIELD_ID,	 /* int64 in a one-field struct; the primary key, always the first field */
	SP_FIELD_REF,	 /* int64 in a one-field struct; 0 is NULL; names the entity it points to */
	SP_FIELD_INT,	 /* int32_t */
	SP_FIELD_BIG,	 /* int64_t */
	SP_FIELD_BOOL,	 /* bool; 0 or 1 */
	SP_FIELD_ENUM,	 /* int (an enum); stored by its name */
	SP_FIELD_TEXT,	 /* const char *, never NULL in a row; "" is stored as "" */
	SP_FIELD_DAY,	 /* sp_day; stored as 2026-11-23; SP_DAY_NONE is NULL */
	SP_FIELD_TIME,	 /* sp_time; stored as 2026-11-23T09:00; SP_TIME_NONE is NULL */
	SP_FIELD_MINUTE, /* sp_minute; stored as an integer; SP_MINUTE_NONE is NULL */
};

struct sp_field {
	const char *column;
	enum sp_field_kind kind;
	size_t offset;		  /* in the row's struct */
	enum sp_entity ref;	  /* SP_FIELD_REF: what it points to */
	const char *const *names; /* SP_FIELD_ENUM: NULL-terminated, in the order of the enum from 0 */
	int32_t blank;		  /* SP_FIELD_INT: its value in a blank row */
};

struct sp_entity_info {
	const char *name;  /* "task" */
	const char *table; /* "tasks" */
	size_t row_size;
	const struct sp_field *fields;
	size_t n_fields;
	size_t snapshot_offset; /* of struct sp_rows in struct sp_snapshot */
};

const struct sp_entity_info *sp_entity_info(enum sp_entity entity);

/* Index of the name in a NULL-terminated list, or -1. Case folded; '_' and ' ' count as '-'. */
int sp_enum_parse(const char *const *names, const char *text);

#endif
