/*
 * Any bytes as each kind of table: what is taken in can be applied, and the same bytes again change nothing.
 */
#include "senplan/app/intake_parse.h"
#include "senplan/base/array.h"

#include "fuzz/fuzz.h"

#include <assert.h>
#include <string.h>

static sp_intake_parse_fn *const parsers[] = {
	sp_intake_parse_caseload, sp_intake_parse_terms, sp_intake_parse_timetable,
	sp_intake_parse_duties,	  sp_intake_parse_staff, sp_intake_parse_events,
};

static void
take(sp_intake_parse_fn *parse, bool skip_bad, const char *bytes, size_t size)
{
	struct sp_intake_options options = {
		.skip_bad = skip_bad, .from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct sp_intake_input input = {.path = "fuzz.csv",
					.bytes = bytes,
					.size = size,
					.now = sp_time_of(sp_day_of(2026, 11, 23), 480),
					.options = &options};
	struct sp_snapshot before = {0}, after;
	struct sp_intake_result result;
	struct sp_edits edits;
	struct sp_arena arena;
	struct sp_err err;
	enum sp_rc rc;

	sp_arena_init(&arena);
	sp_edits_init(&edits, &arena);
	rc = sp_snapshot_finish(&before, &arena, &err);
	assert(rc == SP_OK);
	input.snapshot = &before;
	rc = parse(&input, &edits, &result, &err);
	assert(rc == SP_OK || (err.rc == rc && err.text[0] != '\0'));
	if (rc == SP_OK) {
		rc = sp_snapshot_apply(&before, &edits, &arena, &after, &err);
		assert(rc == SP_OK);
		input.snapshot = &after;
		sp_edits_init(&edits, &arena);
		rc = parse(&input, &edits, &result, &err);
		assert(rc == SP_OK && edits.n == 0);
	}
	sp_arena_finish(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	take(parsers[data[0] % SP_COUNT(parsers)], data[0] >= 0x40, (const char *)data + 1, size - 1);
	return 0;
}
