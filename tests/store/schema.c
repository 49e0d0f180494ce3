/*
 * The schema and the field table say the same: columns, kinds, references, names of enums; and what makes a row the same.
 */
#include "senplan/base/str.h"

#include "store_test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
	struct test_place place;
	sqlite3 *db;
};

static int
set_up(void **state)
{
	static struct fixture fixture;

	test_place_init(&fixture.place);
	sp_store_close(test_open(&fixture.place, SP_STORE_CREATE));
	assert_int_equal(sqlite3_open(fixture.place.db, &fixture.db), SQLITE_OK);
	*state = &fixture;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *fixture = *state;

	sqlite3_close(fixture->db);
	test_place_finish(&fixture->place);
	return 0;
}

static const char *
declared_type(enum sp_field_kind kind, bool *ret_not_null)
{
	*ret_not_null = true;
	switch (kind) {
	case SP_FIELD_REF:
	case SP_FIELD_MINUTE:
		*ret_not_null = false;
		return "INTEGER";
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
		*ret_not_null = false;
		return "TEXT";
	case SP_FIELD_TEXT:
	case SP_FIELD_ENUM:
		return "TEXT";
	case SP_FIELD_ID:
	case SP_FIELD_INT:
	case SP_FIELD_BIG:
	case SP_FIELD_BOOL:
		break;
	}
	return "INTEGER";
}

static const struct sp_field *
field_named(const struct sp_entity_info *info, const char *column)
{
	for (size_t i = 0; i < info->n_fields; i++)
		if (strcmp(info->fields[i].column, column) == 0)
			return &info->fields[i];
	return NULL;
}

/* Days, times and minutes that must be given are NOT NULL in the schema; all else follows from the kind. */
static void
columns_are_the_fields(void **state)
{
	struct fixture *f = *state;

	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)entity);
		sqlite3_stmt *statement = NULL;
		size_t n = 0;

		assert_int_equal(
			sqlite3_prepare_v2(f->db,
					   "SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)",
					   -1, &statement, NULL),
			SQLITE_OK);
		sqlite3_bind_text(statement, 1, info->table, -1, SQLITE_STATIC);
		for (; sqlite3_step(statement) == SQLITE_ROW; n++) {
			const char *name = (const char *)sqlite3_column_text(statement, 0);
			const struct sp_field *field = field_named(info, name);
			bool not_null;

			if (field == NULL) {
				fail_msg("%s.%s is no field", info->table, name);
				return;
			}
			assert_string_equal(sqlite3_column_text(statement, 1),
					    declared_type(field->kind, &not_null));
			assert_int_equal(sqlite3_column_int(statement, 3), field->kind == SP_FIELD_ID);
			if (not_null && field->kind != SP_FIELD_ID && sqlite3_column_int(statement, 2) != 1)
				fail_msg("%s.%s may be NULL", info->table, name);
			if (field->kind == SP_FIELD_REF)
				assert_int_equal(sqlite3_column_int(statement, 2), 0);
		}
		sqlite3_finalize(statement);
		assert_int_equal(n, info->n_fields);
	}
}

static void
references_are_foreign_keys(void **state)
{
	struct fixture *f = *state;

	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)entity);
		sqlite3_stmt *statement = NULL;
		size_t n = 0, n_refs = 0;

		assert_int_equal(sqlite3_prepare_v2(
					 f->db, "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)",
					 -1, &statement, NULL),
				 SQLITE_OK);
		sqlite3_bind_text(statement, 1, info->table, -1, SQLITE_STATIC);
		for (; sqlite3_step(statement) == SQLITE_ROW; n++) {
			const struct sp_field *field =
				field_named(info, (const char *)sqlite3_column_text(statement, 0));

			assert_non_null(field);
			if (field == NULL)
				return;
			assert_int_equal(field->kind, SP_FIELD_REF);
			assert_string_equal(sqlite3_column_text(statement, 1),
					    sp_entity_info(field->ref)->table);
		}
		sqlite3_finalize(statement);
		for (size_t i = 0; i < info->n_fields; i++)
			n_refs += info->fields[i].kind == SP_FIELD_REF;
		assert_int_equal(n, n_refs);
	}
}

static bool
takes(struct fixture *f, const char *table, const char *column, const char *value)
{
	char *sql = sqlite3_mprintf("UPDATE \"%w\" SET \"%w\" = %Q", table, column, value);
	int code = sqlite3_exec(f->db, sql, NULL, NULL, NULL);

	sqlite3_free(sql);
	assert_true(code == SQLITE_OK || code == SQLITE_CONSTRAINT);
	return code == SQLITE_OK;
}

/* With one row in each table, each enum column takes its names and nothing else; days and times only real ones. */
static void
columns_take_what_fields_may_hold(void **state)
{
	struct fixture *f = *state;
	struct sp_store *store = test_open(&f->place, SP_STORE_EXISTING);
	struct sp_edits edits;
	struct sp_rand rand;

	sp_rand_seed(&rand, 3);
	sp_edits_init(&edits, &f->place.arena);
	test_random_rows(&rand, NULL, 1, &edits);
	test_apply(store, &edits, "rows");
	sp_store_close(store);
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)entity);

		for (size_t i = 0; i < info->n_fields; i++) {
			const struct sp_field *field = &info->fields[i];

			for (int e = 0; field->kind == SP_FIELD_ENUM && field->names[e] != NULL; e++)
				if (!takes(f, info->table, field->column, field->names[e]))
					fail_msg("%s.%s does not take %s", info->table, field->column,
						 field->names[e]);
			if (field->kind == SP_FIELD_ENUM)
				assert_false(takes(f, info->table, field->column, "nonsense"));
			if (field->kind == SP_FIELD_DAY || field->kind == SP_FIELD_TIME) {
				assert_false(takes(f, info->table, field->column, "2026-02-30"));
				assert_false(takes(f, info->table, field->column, "2026-02-30T09:00"));
				assert_false(takes(f, info->table, field->column, "tomorrow"));
				assert_false(takes(f, info->table, field->column, "2026-2-3"));
			}
			if (field->kind == SP_FIELD_BOOL)
				assert_false(takes(f, info->table, field->column, "2"));
			if (field->kind == SP_FIELD_MINUTE)
				assert_false(takes(f, info->table, field->column, "1441"));
		}
	}
}

/* Names that people type are looked up in any letters: two that differ in nothing else would be taken for one another. */
static void
names_are_the_same_in_any_letters(void **state)
{
	struct fixture *f = *state;
	static const char *const tables[][2] = {
		{"windows", "key"}, {"activities", "key"}, {"staff_members", "code"}, {"chains", "key"},
		{"steps", "key"},   {"duties", "key"},	   {"cases", "code"},	      {"scenarios", "name"},
	};
	struct sp_store *store = test_open(&f->place, SP_STORE_EXISTING);
	struct sp_edits edits;
	struct sp_rand rand;

	sp_rand_seed(&rand, 3);
	sp_edits_init(&edits, &f->place.arena);
	test_random_rows(&rand, NULL, 2, &edits);
	test_apply(store, &edits, "rows");
	sp_store_close(store);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		const char *table = tables[i][0], *column = tables[i][1];
		char *twin = sqlite3_mprintf("UPDATE %s SET %s = 'k07' WHERE id = (SELECT max(id) FROM %s)",
					     table, column, table);
		char *first = sqlite3_mprintf("UPDATE %s SET %s = 'K07' WHERE id = (SELECT min(id) FROM %s)",
					      table, column, table);
		char *together = sqlite3_mprintf("UPDATE %s SET chain = (SELECT min(id) FROM chains)", table);

		if (sp_streq(table, "steps"))
			assert_int_equal(sqlite3_exec(f->db, together, NULL, NULL, NULL), SQLITE_OK);
		assert_int_equal(sqlite3_exec(f->db, first, NULL, NULL, NULL), SQLITE_OK);
		if (sqlite3_exec(f->db, twin, NULL, NULL, NULL) != SQLITE_CONSTRAINT)
			fail_msg("%s takes K07 and k07", table);
		sqlite3_free(first);
		sqlite3_free(twin);
		sqlite3_free(together);
	}
}

static void
check_finds_a_foreign_table(void **state)
{
	struct fixture *f = *state;
	struct sp_store *store;
	const struct sp_finding *findings;
	struct sp_err err;
	size_t n = 0;

	store = test_open(&f->place, SP_STORE_EXISTING);
	assert_int_equal(sp_store_check(store, &f->place.arena, &findings, &n, &err), SP_OK);
	assert_int_equal(n, 0);
	sp_store_close(store);
	assert_int_equal(
		sqlite3_exec(f->db,
			     "CREATE TABLE intruder(x); DROP INDEX tasks_key; PRAGMA foreign_keys = OFF;"
			     "INSERT INTO case_events(subject, kind, day, outcome, note, chain, step, reason)"
			     " VALUES (77, 'held', '2026-11-23', '', '', '', '', 'none')",
			     NULL, NULL, NULL),
		SQLITE_OK);
	store = test_open(&f->place, SP_STORE_EXISTING);
	assert_int_equal(sp_store_check(store, &f->place.arena, &findings, &n, &err), SP_NO);
	assert_int_equal(n, 3);
	assert_string_equal(findings[0].text,
			    "Number 1 of case_events refers to a row of cases that is not there.");
	assert_string_equal(findings[1].text, "The table intruder is not of senplan.");
	assert_string_equal(findings[2].text, "The index tasks_key is missing.");
	sp_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(columns_are_the_fields, set_up, tear_down),
		cmocka_unit_test_setup_teardown(references_are_foreign_keys, set_up, tear_down),
		cmocka_unit_test_setup_teardown(columns_take_what_fields_may_hold, set_up, tear_down),
		cmocka_unit_test_setup_teardown(names_are_the_same_in_any_letters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(check_finds_a_foreign_table, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
