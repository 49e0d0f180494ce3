/*
 * Export: the golden bytes, the same bytes whatever the order, what must be refused, and that our own reader
 * and our own checker agree with the writer. `ics_write FILE` writes the sample for other programs to read.
 */
#include "senplan/ics/write.h"

#include "senplan/ics/lint.h"
#include "senplan/ics/read.h"

#include "sample.h"
#include "support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct sp_ics_calendar sample = {
	.name = "senplan; week, planned", .events = sample_events, .event_n = SAMPLE_EVENTS};

static void
write_sample(struct sp_str *out)
{
	struct sp_err err = {0};

	sp_str_init(out);
	if (sp_ics_write_file(&sample, out, &err) != SP_OK)
		fail_msg("%s", err.text);
}

static void
assert_golden(const struct sp_str *got, const char *name)
{
	char path[1024];
	size_t size = 0;
	char *bytes = NULL;

	(void)snprintf(path, sizeof(path), "%s/ics/export/%s", TEST_DATA, name);
	bytes = file_read(path, &size);
	assert_non_null(bytes);
	assert_int_equal(got->len, size);
	assert_memory_equal(got->text, bytes, size);
	free(bytes);
}

static void
test_golden_file(void **state)
{
	struct sp_str out;

	(void)state;
	write_sample(&out);
	assert_golden(&out, "sample.ics");
	sp_str_finish(&out);
}

static void
test_golden_item(void **state)
{
	struct sp_str out;

	(void)state;
	sp_str_init(&out);
	assert_int_equal(sp_ics_write_item(&sample_events[0], &out, NULL), SP_OK);
	assert_golden(&out, "item.ics");
	assert_null(strstr(out.text, "METHOD"));
	sp_str_finish(&out);
}

static void
test_golden_todo(void **state)
{
	struct sp_ics_todo todo = {.uid = "3f0c5a0e-8a9e-4b0e-9d7c-000000000008",
				   .created_s = 1795258800,
				   .modified_s = 1795345205,
				   .due_day = 20864,
				   .completed_s = 1795345205,
				   .title = "Plans for phase transfer"};
	struct sp_str out;

	(void)state;
	sp_str_init(&out);
	assert_int_equal(sp_ics_write_todo_item(&todo, &out, NULL), SP_OK);
	assert_golden(&out, "todo.ics");
	todo.title = " ";
	assert_int_equal(sp_ics_write_todo_item(&todo, &out, NULL), SP_INPUT);
	sp_str_finish(&out);
}

static void
test_empty_calendar_has_a_component(void **state)
{
	struct sp_ics_calendar empty = {.feed = true};
	struct sp_str out;

	(void)state;
	sp_str_init(&out);
	assert_int_equal(sp_ics_write_file(&empty, &out, NULL), SP_OK);
	assert_non_null(strstr(out.text, "BEGIN:VTIMEZONE\r\n"));
	assert_null(strstr(out.text, "BEGIN:VEVENT"));
	assert_non_null(strstr(out.text, "X-PUBLISHED-TTL:PT4H\r\n"));
	sp_str_finish(&out);
}

static void
test_order_does_not_matter(void **state)
{
	struct sp_ics_event turned[SAMPLE_EVENTS];
	struct sp_ics_calendar calendar = sample;
	struct sp_str forward;
	struct sp_str backward;

	(void)state;
	for (size_t i = 0; i < SAMPLE_EVENTS; i++)
		turned[i] = sample_events[SAMPLE_EVENTS - 1 - i];
	calendar.events = turned;
	write_sample(&forward);
	sp_str_init(&backward);
	assert_int_equal(sp_ics_write_file(&calendar, &backward, NULL), SP_OK);
	assert_string_equal(forward.text, backward.text);
	sp_str_finish(&forward);
	sp_str_finish(&backward);
}

/* No line over 75 octets, CRLF after each, every character whole in its line, nothing injected. */
static void
test_lines(void **state)
{
	struct sp_str out;
	const char *line = NULL;

	(void)state;
	write_sample(&out);
	for (line = out.text; *line != '\0';) {
		const char *end = strstr(line, "\r\n");

		assert_non_null(end);
		assert_true(end - line <= 75 && end > line);
		assert_true(sp_starts_with(line, "UID:injected") == false);
		line = end + 2;
	}
	assert_null(strchr(out.text, '\x07'));
	sp_str_finish(&out);
}

static void
test_read_back(void **state)
{
	struct sp_ics_read_options options = {.from_day = 20600, .to_day = 21400, .with_free = true};
	struct sp_ics_reading reading;
	struct sp_arena arena;
	struct sp_str out;

	(void)state;
	write_sample(&out);
	sp_arena_init(&arena);
	assert_int_equal(sp_ics_read(out.text, out.len, &options, &arena, &reading, NULL), SP_OK);
	assert_int_equal(reading.warning_n, 0);
	assert_int_equal(reading.event_n, SAMPLE_EVENTS);
	assert_int_equal(reading.cancelled_n, 1);
	assert_int_equal(reading.busy_n, SAMPLE_EVENTS - 1);
	for (size_t i = 0; i < reading.busy_n; i++) {
		const struct sp_ics_event *event = NULL;

		for (size_t j = 0; j < SAMPLE_EVENTS; j++)
			if (strcmp(sample_events[j].uid, reading.busy[i].uid) == 0)
				event = &sample_events[j];
		assert_non_null(event);
		assert_int_equal(reading.busy[i].start, event->start);
		assert_int_equal(reading.busy[i].end, event->end);
		assert_int_equal(reading.busy[i].all_day, event->all_day);
		assert_int_equal(reading.busy[i].show == SP_ICS_FREE, event->transparent);
		assert_int_equal(reading.busy[i].show == SP_ICS_MAYBE, event->status == SP_ICS_TENTATIVE);
		if (strchr(event->title, '\n') == NULL)
			assert_string_equal(reading.busy[i].title, event->title);
	}
	sp_arena_finish(&arena);
	sp_str_finish(&out);
}

static void
test_checker_finds_nothing(void **state)
{
	struct sp_ics_findings findings;
	struct sp_arena arena;
	struct sp_str out;

	(void)state;
	write_sample(&out);
	sp_arena_init(&arena);
	assert_int_equal(sp_ics_lint(&(struct sp_ics_lint_ask){.bytes = out.text, .size = out.len}, &arena,
				     &findings, NULL),
			 SP_OK);
	for (size_t i = 0; i < findings.n; i++)
		print_message("%d %s %s\n", findings.items[i].line, findings.items[i].rule,
			      findings.items[i].text);
	assert_int_equal(findings.n, 0);
	sp_arena_finish(&arena);
	sp_str_finish(&out);
}

static void
assert_refused(const struct sp_ics_event *event, const char *why)
{
	struct sp_err err = {0};
	struct sp_str out;

	sp_str_init(&out);
	assert_int_equal(sp_ics_write_item(event, &out, &err), SP_INPUT);
	assert_non_null(strstr(err.text, why));
	assert_int_equal(out.len, 0);
	sp_str_finish(&out);
}

static void
test_refusals(void **state)
{
	struct sp_ics_event event = sample_events[0];
	struct sp_ics_event twice[2] = {sample_events[0], sample_events[0]};
	struct sp_ics_calendar calendar = {.events = twice, .event_n = 2};
	struct sp_str out;

	(void)state;
	event.uid = "";
	assert_refused(&event, "UID");
	event.uid = "../escape";
	assert_refused(&event, "UID");
	event.uid = "a\r\nb";
	assert_refused(&event, "UID");
	event = sample_events[0];
	event.title = " \n";
	assert_refused(&event, "title");
	event = sample_events[0];
	event.end = event.start;
	assert_refused(&event, "end");
	event = sample_events[4];
	event.start += 1;
	assert_refused(&event, "whole days");
	event = sample_events[0];
	event.modified_s = event.created_s - 1;
	assert_refused(&event, "before");
	sp_str_init(&out);
	assert_int_equal(sp_ics_write_file(&calendar, &out, NULL), SP_INPUT);
	assert_int_equal(out.len, 0);
	sp_str_finish(&out);
}

static int
write_for_others(const char *path)
{
	FILE *file = fopen(path, "wb");
	struct sp_str out;
	bool sound = false;

	write_sample(&out);
	sound = file != NULL && fwrite(out.text, 1, out.len, file) == out.len;
	if (file != NULL)
		sound = fclose(file) == 0 && sound;
	sp_str_finish(&out);
	return sound ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden_file),
		cmocka_unit_test(test_golden_item),
		cmocka_unit_test(test_golden_todo),
		cmocka_unit_test(test_empty_calendar_has_a_component),
		cmocka_unit_test(test_order_does_not_matter),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_read_back),
		cmocka_unit_test(test_checker_finds_nothing),
		cmocka_unit_test(test_refusals),
	};

	if (argc == 2)
		return write_for_others(argv[1]);
	return cmocka_run_group_tests_name("write", tests, NULL, NULL);
}
