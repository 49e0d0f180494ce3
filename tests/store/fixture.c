/*
 * Writes the fixture of the present schema: three rows of every entity, made by two commands. Run once when a schema is
 * released, kept in tests/data/store, opened by the tests for ever: build/tests/store/store_fixture schema-001.db
 */
#include "store_test.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
	struct sp_store_options options = {NULL, SP_STORE_CREATE, NULL, TEST_NOW};
	struct sp_store *store = NULL;
	struct sp_snapshot snapshot;
	struct sp_arena arena;
	struct sp_edits edits;
	struct sp_rand rand;
	struct sp_err err;

	if (argc != 2)
		return SP_USAGE;
	options.path = argv[1];
	if (sp_store_open(&options, &store, &err) != SP_OK) {
		fprintf(stderr, "%s\n", err.text);
		return (int)err.rc;
	}
	sp_arena_init(&arena);
	sp_rand_seed(&rand, 1);
	sp_edits_init(&edits, &arena);
	test_random_rows(&rand, NULL, 2, &edits);
	test_apply(store, &edits, "first");
	snapshot = test_load(store, &arena);
	sp_edits_init(&edits, &arena);
	test_random_rows(&rand, &snapshot, 1, &edits);
	test_apply(store, &edits, "second");
	sp_store_close(store);
	sp_arena_finish(&arena);
	return 0;
}
