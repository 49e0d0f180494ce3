/*
 * Any bytes as an export of a plan: what is taken for one makes a plan that can be given out, and read again to the same
 * bytes.
 */
#include "senplan/app/dump.h"

#include "fuzz/fuzz.h"

#include <assert.h>
#include <string.h>

/* The plan of the bytes, given out; false: they are none. */
static bool
read_and_give(const char *bytes, size_t size, struct sp_str *out)
{
	struct sp_snapshot none = {0}, after;
	struct sp_edits edits;
	struct sp_arena arena;
	struct sp_err err;
	enum sp_rc rc;
	bool read;

	sp_arena_init(&arena);
	sp_edits_init(&edits, &arena);
	rc = sp_dump_parse("fuzz.json", bytes, size, &edits, &err);
	assert(rc == SP_OK || (err.rc == rc && err.text[0] != '\0'));
	read = rc == SP_OK;
	if (read) {
		rc = sp_snapshot_finish(&none, &arena, &err);
		assert(rc == SP_OK);
		rc = sp_snapshot_apply(&none, &edits, &arena, &after, &err);
		assert(rc == SP_OK);
		rc = sp_dump_json(&after, out, &err);
		assert(rc == SP_OK);
		for (int e = 0; e < SP_ENTITY_COUNT; e++) {
			struct sp_str table;

			sp_str_init(&table);
			rc = sp_dump_csv(&after, (enum sp_entity)e, true, &table, &err);
			assert(rc == SP_OK);
			sp_str_finish(&table);
		}
	}
	sp_arena_finish(&arena);
	return read;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sp_str once, twice;

	sp_str_init(&once);
	sp_str_init(&twice);
	if (read_and_give((const char *)data, size, &once)) {
		bool again = read_and_give(once.text, once.len, &twice);

		assert(again && sp_streq(once.text, twice.text));
	}
	sp_str_finish(&once);
	sp_str_finish(&twice);
	return 0;
}
