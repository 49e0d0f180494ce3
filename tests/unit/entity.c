/*
 * The field table agrees with the structs, and the settings with their own rules.
 */
#include "senplan/model/entity.h"

#include "senplan/base/str.h"

#include "school.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static size_t
size_of(enum sp_field_kind kind)
{
	switch (kind) {
	case SP_FIELD_ID:
	case SP_FIELD_REF:
	case SP_FIELD_BIG:
	case SP_FIELD_TEXT:
		return 8;
	case SP_FIELD_INT:
	case SP_FIELD_ENUM:
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
	case SP_FIELD_MINUTE:
		return 4;
	case SP_FIELD_BOOL:
		return 1;
	}
	return 0;
}

/*
 * Every byte of a row but padding belongs to exactly one field: none is listed twice, and a gap is no longer than what
 * aligns the next field.
 */
static void
test_fields_cover_the_rows(void **state)
{
	(void)state;
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)entity);
		const struct sp_field *owner[1024] = {NULL};
		size_t gap = 0;

		assert_true(info->row_size <= sizeof(owner) / sizeof(owner[0]));
		assert_int_equal(info->fields[0].kind, SP_FIELD_ID);
		assert_int_equal(info->fields[0].offset, 0);
		for (size_t i = 0; i < info->n_fields; i++) {
			const struct sp_field *field = &info->fields[i];

			assert_true(i == 0 || field->kind != SP_FIELD_ID);
			assert_int_equal(field->kind == SP_FIELD_ENUM, field->names != NULL);
			for (size_t at = field->offset; at < field->offset + size_of(field->kind); at++) {
				assert_null(owner[at]);
				owner[at] = field;
			}
		}
		for (size_t at = 0; at < info->row_size; at++) {
			if (owner[at] != NULL && gap >= size_of(owner[at]->kind))
				fail_msg("%s: something before %s belongs to no field", info->name,
					 owner[at]->column);
			gap = owner[at] == NULL ? gap + 1 : 0;
		}
		assert_true(gap < 8);
	}
}

static void
test_columns_have_names_of_their_own(void **state)
{
	(void)state;
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)entity);

		for (size_t i = 0; i < info->n_fields; i++)
			for (size_t k = 0; k < i; k++)
				assert_string_not_equal(info->fields[i].column, info->fields[k].column);
		for (int other = 0; other < entity; other++)
			assert_string_not_equal(info->table, sp_entity_info((enum sp_entity)other)->table);
	}
}

static void
test_names_of_enums_read_back(void **state)
{
	(void)state;
	assert_int_equal(sp_enum_parse(sp_case_status_names, "SEN Support"), SP_CASE_SEN_SUPPORT);
	assert_int_equal(sp_enum_parse(sp_case_status_names, "sen_support"), SP_CASE_SEN_SUPPORT);
	assert_int_equal(sp_enum_parse(sp_case_status_names, "sen"), -1);
	assert_int_equal(sp_enum_parse(sp_case_status_names, "sen-supports"), -1);
	assert_int_equal(sp_enum_parse(sp_case_status_names, ""), -1);
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)entity);

		for (size_t i = 0; i < info->n_fields; i++)
			for (int k = 0; info->fields[i].names != NULL && info->fields[i].names[k] != NULL;
			     k++)
				assert_int_equal(
					sp_enum_parse(info->fields[i].names, info->fields[i].names[k]), k);
	}
}

static void
test_every_setting_has_help_and_a_good_default(void **state)
{
	const struct sp_setting_info *infos;
	struct sp_err err;
	size_t n;

	(void)state;
	infos = sp_setting_infos(&n);
	assert_true(n >= 10);
	for (size_t i = 0; i < n; i++) {
		assert_true(strlen(infos[i].help) > 10);
		assert_int_equal(sp_setting_check(infos[i].key, infos[i].fallback, &err), SP_OK);
		assert_ptr_equal(sp_setting_info(infos[i].key), &infos[i]);
	}
}

static void
test_settings_are_checked(void **state)
{
	static const struct {
		const char *key, *value;
		enum sp_rc rc;
	} cases[] = {
		{"reserve_pct", "0", SP_OK},
		{"reserve_pct", "60", SP_OK},
		{"reserve_pct", "61", SP_USAGE},
		{"reserve_pct", "-1", SP_USAGE},
		{"reserve_pct", "20%", SP_USAGE},
		{"reserve_pct", "", SP_USAGE},
		{"cycle", "2", SP_OK},
		{"cycle", "3", SP_USAGE},
		{"cycle", "", SP_USAGE},
		{"cycle", "1|2", SP_USAGE},
		{"lunch_from", "12:15", SP_OK},
		{"lunch_from", "noon", SP_USAGE},
		{"half_day", "9:00", SP_USAGE},
		{"no_such_key", "1", SP_USAGE},
		{"school", "Hilltop School", SP_OK},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sp_err err = {0};

		assert_int_equal(sp_setting_check(cases[i].key, cases[i].value, &err), cases[i].rc);
		assert_int_equal(err.text[0] != '\0', cases[i].rc != SP_OK);
	}
}

/* A file from somewhere else may hold anything: what its type does not allow counts as not stored. */
static void
test_a_bad_stored_setting_is_its_default(void **state)
{
	struct school school;

	(void)state;
	school_init(&school);
	assert_int_equal(sp_setting_int(&school.snapshot, "reserve_pct"), 20);
	school_set(&school, "reserve_pct", "35");
	school_apply(&school);
	assert_int_equal(sp_setting_int(&school.snapshot, "reserve_pct"), 35);
	school_set(&school, "lunch_from", "sometime");
	school_apply(&school);
	assert_int_equal(sp_setting_int(&school.snapshot, "lunch_from"), 750);
	assert_null(sp_setting_text(&school.snapshot, "no_such_key"));
	assert_string_equal(sp_setting_text(&school.snapshot, "titles"), "activity");
	school_finish(&school);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_cover_the_rows),
		cmocka_unit_test(test_columns_have_names_of_their_own),
		cmocka_unit_test(test_names_of_enums_read_back),
		cmocka_unit_test(test_every_setting_has_help_and_a_good_default),
		cmocka_unit_test(test_settings_are_checked),
		cmocka_unit_test(test_a_bad_stored_setting_is_its_default),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
