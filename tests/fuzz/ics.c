/*
 * Any bytes as a calendar: the reader ends with a sentence or with occurrences that touch the window, in order,
 * with texts that are valid UTF-8 without control characters; the checker ends too.
 */
#include "senplan/base/utf8.h"
#include "senplan/ics/lint.h"
#include "senplan/ics/read.h"

#include "fuzz/fuzz.h"

#include <assert.h>
#include <string.h>

enum { FROM_DAY = 20697, TO_DAY = 21062 }; /* the school year 2026/27 */

static void
check_text(const char *text)
{
	assert(text != NULL);
	assert(sp_utf8_is_valid(text, strlen(text)));
	while (*text != '\0') {
		uint32_t code = sp_utf8_next(&text);

		assert(code >= 0x20 && !(code >= 0x7f && code <= 0x9f));
		assert(!(code >= 0x202a && code <= 0x202e) && !(code >= 0x2066 && code <= 0x2069));
	}
}

static void
check_busy(const struct sp_ics_busy *busy)
{
	assert(busy->end >= busy->start);
	assert(busy->start < sp_time_of(TO_DAY, 0));
	assert(busy->end >= sp_time_of(FROM_DAY, 0));
	assert(!busy->all_day || (sp_time_minute(busy->start) == 0 && sp_time_minute(busy->end) == 0));
	check_text(busy->uid);
	check_text(busy->title);
	check_text(busy->category);
	check_text(busy->location);
}

static void
read_bytes(const char *bytes, size_t size)
{
	static const struct sp_ics_read_options options = {.from_day = FROM_DAY,
							   .to_day = TO_DAY,
							   .limit_events = 2000,
							   .limit_occurrences = 20000,
							   .owner = "a@b",
							   .with_free = true};
	struct sp_arena arena;
	struct sp_ics_reading reading;
	struct sp_err err = {0};

	sp_arena_init(&arena);
	if (sp_ics_read(bytes, size, &options, &arena, &reading, &err) == SP_OK) {
		for (size_t i = 0; i < reading.busy_n; i++) {
			check_busy(&reading.busy[i]);
			assert(i == 0 || reading.busy[i].start >= reading.busy[i - 1].start);
		}
		for (size_t i = 0; i < reading.warning_n; i++)
			check_text(reading.warnings[i].text);
		check_text(reading.name);
	} else {
		assert(err.rc == SP_INPUT);
		check_text(err.text);
	}
	sp_arena_finish(&arena);
}

static void
lint_bytes(const char *bytes, size_t size)
{
	struct sp_arena arena;
	struct sp_ics_findings findings;

	sp_arena_init(&arena);
	/* Its first half as the older file, and as one of a folder. */
	if (sp_ics_lint(&(struct sp_ics_lint_ask){.bytes = bytes,
						  .size = size,
						  .before = bytes,
						  .before_size = size / 2,
						  .item = "a.ics"},
			&arena, &findings, NULL) == SP_OK)
		for (size_t i = 0; i < findings.n; i++)
			check_text(findings.items[i].text);
	sp_arena_finish(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_bytes((const char *)data, size);
	lint_bytes((const char *)data, size);
	return 0;
}
