/*
 * Edits and snapshots: against a plain model (an array by id), provisional ids, what is shared and what is not.
 */
#include "senplan/model/edit.h"

#include "senplan/base/rand.h"

#include "school.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_new_rows_get_provisional_ids(void **state)
{
	struct school school;
	struct sp_activity activity = sp_activity_blank();
	struct sp_task task = sp_task_blank();
	sp_activity_id a;
	sp_task_id t;

	(void)state;
	school_init(&school);
	activity.key = "ehcp.papers";
	a = sp_edits_put_activity(&school.edits, &activity);
	assert_true(a.v < 0);
	task.activity = a;
	task.title = "papers out";
	t = sp_edits_put_task(&school.edits, &task);
	assert_true(t.v < a.v);
	school_apply(&school);
	assert_string_equal(
		sp_snapshot_activity(&school.snapshot, sp_snapshot_task(&school.snapshot, t)->activity)->key,
		"ehcp.papers");
	assert_null(sp_snapshot_task(&school.snapshot, (sp_task_id){77}));
	assert_null(sp_snapshot_task(&school.snapshot, (sp_task_id){0}));
	school_finish(&school);
}

static void
test_texts_are_copied(void **state)
{
	struct school school;
	struct sp_case row = sp_case_blank();
	char code[] = "K07";
	const struct sp_case *kept;

	(void)state;
	school_init(&school);
	row.code = code;
	row.note = NULL; /* counts as "" */
	sp_edits_put_case(&school.edits, &row);
	memcpy(code, "XXX", 3);
	school_apply(&school);
	kept = sp_snapshot_case_by_code(&school.snapshot, "k07");
	assert_non_null(kept);
	assert_string_equal(kept->code, "K07");
	assert_string_equal(kept->note, "");
	assert_null(sp_snapshot_case_by_code(&school.snapshot, "K08"));
	school_finish(&school);
}

static void
test_blank_rows_say_not_given(void **state)
{
	struct sp_task task = sp_task_blank();
	struct sp_period period = sp_period_blank();
	struct sp_activity activity = sp_activity_blank();

	(void)state;
	assert_int_equal(task.id.v, 0);
	assert_string_equal(task.title, "");
	assert_int_equal(task.due_day, SP_DAY_NONE);
	assert_int_equal(task.release, SP_TIME_NONE);
	assert_int_equal(task.weekday, -1);
	assert_int_equal(period.from_min, SP_MINUTE_NONE);
	assert_int_equal(period.weekday, -1);
	assert_int_equal(period.cycle_week, -1);
	assert_int_equal(activity.max_blocks_day, -1);
}

/* Lists of puts and deletes in random order, applied one after another, against an array by id. */
static void
test_as_an_array(void **state)
{
	enum { IDS = 40, ROUNDS = 300 };
	int32_t model[IDS + 1] = {0}; /* length of the row's block, 0: no row */
	struct school school;
	struct sp_rand rand;

	(void)state;
	school_init(&school);
	sp_rand_seed(&rand, 7);
	for (int round = 0; round < ROUNDS; round++) {
		uint32_t n_edits = sp_rand_below(&rand, 12), n_rows = 0;

		for (uint32_t i = 0; i < n_edits; i++) {
			struct sp_block block = sp_block_blank();

			block.id.v = 1 + sp_rand_below(&rand, IDS);
			block.length_min = 1 + (int32_t)sp_rand_below(&rand, 200);
			if (sp_rand_below(&rand, 3) == 0) {
				sp_edits_delete(&school.edits, SP_ENTITY_block, block.id.v);
				model[block.id.v] = 0;
			} else {
				sp_edits_put_block(&school.edits, &block);
				model[block.id.v] = block.length_min;
			}
		}
		school_apply(&school);
		for (int64_t id = 1; id <= IDS; id++) {
			const struct sp_block *block = sp_snapshot_block(&school.snapshot, (sp_block_id){id});

			assert_int_equal(block == NULL ? 0 : block->length_min, model[id]);
			n_rows += model[id] != 0;
		}
		assert_int_equal(school.snapshot.blocks.n, n_rows);
		for (size_t i = 1; i < school.snapshot.blocks.n; i++)
			assert_true(school.snapshot.blocks.items[i - 1].id.v <
				    school.snapshot.blocks.items[i].id.v);
	}
	school_finish(&school);
}

static void
test_the_snapshot_before_stays_as_it_was(void **state)
{
	struct school school;
	struct sp_snapshot before;
	struct sp_block block = sp_block_blank();

	(void)state;
	school_init(&school);
	block.id.v = 5;
	block.length_min = 30;
	sp_edits_put_block(&school.edits, &block);
	school_apply(&school);
	before = school.snapshot;
	block.length_min = 90;
	sp_edits_put_block(&school.edits, &block);
	school_apply(&school);
	assert_int_equal(before.blocks.items[0].length_min, 30);
	assert_int_equal(school.snapshot.blocks.items[0].length_min, 90);
	assert_ptr_equal(before.calendar, school.snapshot.calendar); /* not built anew for a block */
	school_finish(&school);
}

static void
test_lists_are_joined(void **state)
{
	struct school school;
	struct sp_edits more;
	struct sp_source source = sp_source_blank();
	sp_source_id first, second;

	(void)state;
	school_init(&school);
	source.name = "outlook";
	first = sp_edits_put_source(&school.edits, &source);
	sp_edits_init(&more, &school.arena);
	sp_edits_continue(&more, &school.edits);
	source.name = "staff";
	second = sp_edits_put_source(&more, &source);
	assert_true(second.v != first.v);
	sp_edits_append(&school.edits, &more);
	school_apply(&school);
	assert_int_equal(school.snapshot.sources.n, 2);
	assert_non_null(sp_snapshot_source_by_name(&school.snapshot, "staff"));
	school_finish(&school);
}

static void
test_running_out_of_memory_is_asked_once(void **state)
{
	struct school school;
	struct sp_arena small;
	struct sp_edits edits;
	struct sp_snapshot after = {.revision = 42};
	struct sp_block block = sp_block_blank();
	struct sp_err err;

	(void)state;
	school_init(&school);
	sp_arena_init(&small);
	small.limit_bytes = 3000;
	sp_edits_init(&edits, &small);
	for (int i = 0; i < 100; i++)
		sp_edits_put_block(&edits, &block);
	assert_int_equal(sp_edits_ok(&edits, &err), SP_SYSTEM);
	assert_int_equal(sp_snapshot_apply(&school.snapshot, &edits, &school.arena, &after, &err), SP_SYSTEM);
	assert_int_equal(after.revision, 42);
	sp_arena_finish(&small);
	school_finish(&school);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new_rows_get_provisional_ids),
		cmocka_unit_test(test_texts_are_copied),
		cmocka_unit_test(test_blank_rows_say_not_given),
		cmocka_unit_test(test_as_an_array),
		cmocka_unit_test(test_the_snapshot_before_stays_as_it_was),
		cmocka_unit_test(test_lists_are_joined),
		cmocka_unit_test(test_running_out_of_memory_is_asked_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
