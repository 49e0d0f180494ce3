/*
 * What goes in comes out: rows of every entity, ids, references, labels, undo and redo, also after closing and opening.
 */
#include "senplan/base/str.h"

#include "store_test.h"

#include <string.h>

/* The provisional ids of the edits replaced, as text comparable to a dump. */
static void
rows_of_every_entity_come_back(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_rand rand;

	sp_rand_seed(&rand, 1);
	for (int round = 0; round < 8; round++) {
		struct sp_snapshot before = test_load(store, &place->arena), expected, after;
		struct sp_edits edits;
		const int64_t *ids = NULL;
		struct sp_err err;

		sp_edits_init(&edits, &place->arena);
		test_random_rows(&rand, &before, 6, &edits);
		if (sp_store_apply(store, &edits, "rows", before.revision, &ids, &err) != SP_OK)
			fail_msg("%s", err.text);
		/* The same edits with the real ids, in memory. */
		for (size_t i = 0; i < edits.n; i++) {
			const struct sp_entity_info *info = sp_entity_info(edits.items[i].entity);
			char *row = sp_arena_memdup(&place->arena, edits.items[i].row, info->row_size);

			edits.items[i].id = ids[-edits.items[i].id - 1];
			assert_true(edits.items[i].id > 0);
			for (size_t f = 0; f < info->n_fields; f++) {
				int64_t ref;

				if (info->fields[f].kind != SP_FIELD_REF &&
				    info->fields[f].kind != SP_FIELD_ID)
					continue;
				memcpy(&ref, row + info->fields[f].offset, sizeof(ref));
				if (ref < 0)
					memcpy(row + info->fields[f].offset, &ids[-ref - 1], sizeof(ref));
			}
			edits.items[i].row = row;
		}
		assert_int_equal(sp_snapshot_apply(&before, &edits, &place->arena, &expected, &err), SP_OK);
		sp_store_close(store);
		store = test_open(place, SP_STORE_EXISTING);
		after = test_load(store, &place->arena);
		assert_string_equal(test_dump(&after, &place->arena), test_dump(&expected, &place->arena));
		assert_int_equal(after.revision, before.revision + 1);
	}
	sp_store_close(store);
}

enum { CHAIN = 30 };

/* Undo down to nothing and redo up again, the store closed and opened at every third step. */
static void
undo_and_redo_last_across_restarts(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	const char *dumps[CHAIN + 1], *label;
	struct sp_snapshot snapshot = test_load(store, &place->arena);
	struct sp_rand rand;
	struct sp_err err;
	int64_t revision;

	sp_rand_seed(&rand, 2);
	dumps[0] = test_dump(&snapshot, &place->arena);
	for (int i = 1; i <= CHAIN; i++) {
		struct sp_edits edits;

		sp_edits_init(&edits, &place->arena);
		test_random_changes(&rand, &snapshot, 4, &edits);
		if (i % 3 == 1)
			test_random_rows(&rand, NULL, 3, &edits);
		test_apply(store, &edits, sp_arena_printf(&place->arena, "step %d", i));
		snapshot = test_load(store, &place->arena);
		dumps[i] = test_dump(&snapshot, &place->arena);
		assert_string_not_equal(dumps[i], dumps[i - 1]);
	}
	for (int turn = 0; turn < 2; turn++) {
		for (int i = CHAIN; i > 0; i--) {
			if (i % 3 == 0) {
				sp_store_close(store);
				store = test_open(place, SP_STORE_EXISTING);
			}
			if (sp_store_undo(store, &place->arena, &label, &err) != SP_OK)
				fail_msg("%s", err.text);
			assert_string_equal(label, sp_arena_printf(&place->arena, "step %d", i));
			revision = snapshot.revision;
			snapshot = test_load(store, &place->arena);
			assert_int_equal(snapshot.revision, revision + 1);
			assert_string_equal(test_dump(&snapshot, &place->arena), dumps[i - 1]);
		}
		assert_int_equal(sp_store_undo(store, &place->arena, &label, &err), SP_NO);
		for (int i = 1; i <= CHAIN; i++) {
			if (sp_store_redo(store, &place->arena, &label, &err) != SP_OK)
				fail_msg("%s", err.text);
			snapshot = test_load(store, &place->arena);
			assert_string_equal(test_dump(&snapshot, &place->arena), dumps[i]);
		}
		assert_int_equal(sp_store_redo(store, &place->arena, &label, &err), SP_NO);
	}
	sp_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_of_every_entity_come_back, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(undo_and_redo_last_across_restarts, test_set_up,
						test_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
