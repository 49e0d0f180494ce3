/*
 * The reading child: the same answers as the reader in this process, for every file of tests/data/ics; and
 * hostile files, made here, that must end quickly with a sentence or with what could be read.
 */
#include "senplan/app/ics_child.h"

#include "show.h"
#include "support/files.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <cmocka.h>

/* 1 September 2026 to 1 September 2027 */
static const struct sp_ics_read_options year = {.from_day = 20697, .to_day = 21062, .with_free = true};

static void
show_answer(enum sp_rc rc, const struct sp_ics_reading *reading, const struct sp_err *err, struct sp_str *out)
{
	if (rc == SP_OK)
		show_reading(reading, out);
	else
		sp_str_addf(out, "error %d %d %s\n", (int)rc, err->line, err->text);
}

static void
assert_same_answer(const char *name)
{
	char path[1024];
	struct sp_arena arena;
	struct sp_ics_reading here = {0};
	struct sp_ics_reading there = {0};
	struct sp_err err = {0};
	struct sp_str shown[2];
	size_t size = 0;
	char *bytes = NULL;
	enum sp_rc rc = SP_OK;

	(void)snprintf(path, sizeof(path), "%s/ics/%s", TEST_DATA, name);
	bytes = file_read(path, &size);
	assert_non_null(bytes);
	sp_arena_init(&arena);
	sp_str_init(&shown[0]);
	sp_str_init(&shown[1]);
	rc = sp_ics_read(bytes, size, &year, &arena, &here, &err);
	show_answer(rc, &here, &err, &shown[0]);
	rc = sp_ics_child_read(bytes, size, &year, &arena, &there, &err);
	show_answer(rc, &there, &err, &shown[1]);
	assert_string_equal(shown[0].text, shown[1].text);
	sp_str_finish(&shown[0]);
	sp_str_finish(&shown[1]);
	sp_arena_finish(&arena);
	free(bytes);
}

static void
test_same_answers(void **state)
{
	DIR *folder = opendir(TEST_DATA "/ics");
	int n = 0;

	(void)state;
	assert_non_null(folder);
	for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
		size_t len = strlen(entry->d_name);

		if (len < 5 || strcmp(entry->d_name + len - 4, ".ics") != 0)
			continue;
		assert_same_answer(entry->d_name);
		n++;
	}
	(void)closedir(folder);
	assert_true(n > 40);
}

/* A zone that this process has never asked for is read by the child, under its limits. */
static void
test_zone_of_the_system(void **state)
{
	const char *bytes = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=US/Hawaii:20261201T090000\n"
			    "RRULE:FREQ=DAILY;COUNT=2\nEND:VEVENT\nEND:VCALENDAR\n";
	struct sp_arena arena;
	struct sp_ics_reading reading = {0};
	struct sp_err err = {0};

	(void)state;
	sp_arena_init(&arena);
	assert_int_equal(sp_ics_child_read(bytes, strlen(bytes), &year, &arena, &reading, &err), SP_OK);
	assert_int_equal(reading.warning_n, 0);
	assert_int_equal(reading.busy_n, 2);
	assert_int_equal(sp_time_minute(reading.busy[0].start), 19 * 60);
	sp_arena_finish(&arena);
}

/* A hostile text and what came of reading it. */
struct hostile {
	struct sp_str text;
	struct sp_arena arena;
	struct sp_ics_reading reading;
	struct sp_err err;
	enum sp_rc rc;
};

static int
set_up(void **state)
{
	static struct hostile hostile;

	hostile = (struct hostile){.rc = SP_OK};
	sp_str_init(&hostile.text);
	sp_arena_init(&hostile.arena);
	*state = &hostile;
	return 0;
}

static int
tear_down(void **state)
{
	struct hostile *h = *state;

	sp_arena_finish(&h->arena);
	sp_str_finish(&h->text);
	return 0;
}

static void
read_hostile(struct hostile *h)
{
	assert_false(h->text.failed);
	h->rc = sp_ics_child_read(h->text.text, h->text.len, &year, &h->arena, &h->reading, &h->err);
}

static void
test_nesting(void **state)
{
	struct hostile *h = *state;

	for (int i = 0; i < 300000; i++)
		sp_str_add(&h->text, i == 0 ? "BEGIN:VCALENDAR\r\n" : "BEGIN:X-A\r\n");
	read_hostile(h);
	assert_int_equal(h->rc, SP_INPUT);
	assert_non_null(strstr(h->err.text, "nests"));
}

/* A line of 9 MB, unfolded and folded, costs its event nothing but the cut. */
static void
test_endless_line(void **state)
{
	struct hostile *h = *state;

	sp_str_add(&h->text, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201T090000Z\r\nSUMMARY:");
	sp_str_add_repeat(&h->text, 'x', 4 * 1024 * 1024);
	sp_str_add(&h->text, "\r\nDESCRIPTION:");
	for (int i = 0; i < 60000; i++)
		sp_str_add(&h->text,
			   "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n ");
	sp_str_add(&h->text, "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
	read_hostile(h);
	assert_int_equal(h->rc, SP_OK);
	assert_int_equal(h->reading.busy_n, 1);
}

static void
add_rule_event(struct sp_str *text, int i, const char *rule)
{
	sp_str_addf(
		text,
		"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:19700101T090000Z\r\nDURATION:PT5M\r\nRRULE:%s\r\nEND:VEVENT\r\n",
		i, rule);
}

/* Rules that are worked hard for nothing end by the limit of work, those that give much by the limits of number. */
static void
test_heavy_rules(void **state)
{
	static const char *const rules[] = {"FREQ=DAILY;COUNT=2000000000;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
					    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", "FREQ=DAILY;COUNT=20000",
					    "FREQ=YEARLY;BYDAY=53MO;BYMONTHDAY=31;BYSETPOS=-366"};
	struct hostile *h = *state;

	sp_str_add(&h->text, "BEGIN:VCALENDAR\r\n");
	for (int i = 0; i < 4000; i++)
		add_rule_event(&h->text, i, rules[i % 4]);
	sp_str_add(&h->text, "END:VCALENDAR\r\n");
	read_hostile(h);
	assert_int_equal(h->rc, SP_OK);
	assert_int_equal(h->reading.event_n, 4000);
	assert_int_equal(h->reading.warning_n, SP_ICS_LIMIT_WARNINGS);
	assert_true(h->reading.warning_left_n > 0);
	assert_true(h->reading.busy_n <= SP_ICS_LIMIT_OCCURRENCES);
}

/* Every hour of every day: cut at the limit of one event, and said. */
static void
test_dense_rule(void **state)
{
	struct hostile *h = *state;

	sp_str_add(&h->text, "BEGIN:VCALENDAR\r\n");
	add_rule_event(&h->text, 1,
		       "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23");
	sp_str_add(&h->text, "END:VCALENDAR\r\n");
	read_hostile(h);
	assert_int_equal(h->rc, SP_OK);
	assert_int_equal(h->reading.busy_n, SP_ICS_LIMIT_OCCURRENCES_EACH);
	assert_int_equal(h->reading.warning_n, 1);
}

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN 1
#endif
#endif

#if defined(UNDER_ASAN)
enum { HARMFUL_S = 60, MANY_S = 20, HARMFUL_KIB = 300 * 1024 };
#else
enum { HARMFUL_S = 10, MANY_S = 2, HARMFUL_KIB = 300 * 1024 };
#endif

static double
seconds_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* As many lines of text as a file may have: seconds of work. The child is ended, and nothing comes of it. */
static void
test_too_long(void **state)
{
	struct sp_ics_read_options options = year;
	struct sp_str text;
	struct sp_arena arena;
	struct sp_ics_reading reading = {.busy_n = 77};
	struct sp_err err = {0};
	double begun = seconds_now();

	(void)state;
	options.limit_s = 1;
	options.limit_bytes = 200 * 1024 * 1024;
	sp_str_init(&text);
	sp_arena_init(&arena);
	sp_str_add(&text, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201T090000Z\r\n");
	for (int i = 0; i < 2000000; i++)
		sp_str_add(&text, "LOCATION;LANGUAGE=en:x\\,y\\nz\r\n");
	sp_str_add(&text, "END:VEVENT\r\nEND:VCALENDAR\r\n");
	assert_int_equal(sp_ics_child_read(text.text, text.len, &options, &arena, &reading, &err), SP_INPUT);
	assert_non_null(strstr(err.text, "too long"));
	assert_int_equal(reading.busy_n, 77); /* as it was */
	assert_true(seconds_now() - begun < HARMFUL_S);
	sp_arena_finish(&arena);
	sp_str_finish(&text);
}

/* Ten megabytes, all of it work: changes to one series, or rules that take their time. */
static void
add_slow(struct sp_str *text, bool rules)
{
	sp_str_add(text, "BEGIN:VCALENDAR\r\n");
	for (int i = 0; text->len < SP_ICS_LIMIT_BYTES - 300; i++)
		if (rules)
			add_rule_event(text, i, "FREQ=YEARLY;BYDAY=MO,TU;BYSETPOS=366");
		else
			sp_str_addf(text,
				    "BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:202612%02dT%02d%02d00Z\r\n"
				    "DTSTART:20261201T090000Z\r\nSUMMARY:%d\r\nEND:VEVENT\r\n",
				    i % 28 + 1, i % 24, i % 60, i);
	sp_str_add(text, "END:VCALENDAR\r\n");
}

/* Read and checked within the usual limits: an answer, or a sentence and nothing taken in. */
static void
test_slow_and_big(void **state)
{
	(void)state;
	for (int rules = 0; rules < 2; rules++) {
		struct sp_str text;
		struct sp_arena arena;
		struct sp_ics_reading reading = {.busy_n = 77};
		struct sp_ics_findings findings = {.n = 77};
		struct sp_ics_lint_ask ask = {0};
		struct sp_err err = {0};
		double begun;
		enum sp_rc rc;

		sp_str_init(&text);
		sp_arena_init(&arena);
		add_slow(&text, rules == 1);
		begun = seconds_now();
		rc = sp_ics_child_read(text.text, text.len, &year, &arena, &reading, &err);
		print_message("slow and big %d: read in %.2f s\n", rules, seconds_now() - begun);
		assert_true(seconds_now() - begun < HARMFUL_S);
		assert_true(rc == SP_OK || (rc == SP_INPUT && err.text[0] != '\0' && reading.busy_n == 77));
		ask.bytes = text.text;
		ask.size = text.len;
		begun = seconds_now();
		rc = sp_ics_child_lint(&ask, &arena, &findings, &err);
		print_message("slow and big %d: checked in %.2f s\n", rules, seconds_now() - begun);
		assert_true(seconds_now() - begun < HARMFUL_S);
		assert_true(rc == SP_OK || (rc == SP_INPUT && err.text[0] != '\0' && findings.n == 77));
		sp_arena_finish(&arena);
		sp_str_finish(&text);
	}
}

/* What all the children of this test took at most: the hostile ones and the 20,000 events are among them. */
static void
test_memory(void **state)
{
#if !defined(UNDER_ASAN)
	struct rusage usage;

	assert_int_equal(getrusage(RUSAGE_CHILDREN, &usage), 0);
	assert_true(usage.ru_maxrss > 0 && usage.ru_maxrss < HARMFUL_KIB);
#endif
	(void)state;
}

/* 20,000 ordinary events: all of them, well within the child's limits. */
static void
test_many_events(void **state)
{
	double begun = 0;
	struct hostile *h = *state;

	sp_str_add(&h->text, "BEGIN:VCALENDAR\r\n");
	begun = seconds_now();
	for (int i = 0; i < 20000; i++)
		sp_str_addf(
			&h->text,
			"BEGIN:VEVENT\r\nUID:%d@example.org\r\nDTSTAMP:20260901T000000Z\r\nDTSTART;TZID=GMT Standard "
			"Time:202611%02dT%02d%02d00\r\nDTEND;TZID=GMT Standard Time:202611%02dT%02d%02d00\r\nSUMMARY:Lesson "
			"%d\r\nEND:VEVENT\r\n",
			i, i % 28 + 1, i % 20, i % 60, i % 28 + 1, i % 20 + 1, i % 60, i);
	sp_str_add(&h->text, "END:VCALENDAR\r\n");
	read_hostile(h);
	assert_int_equal(h->rc, SP_OK);
	print_message("20,000 events: %.2f s\n", seconds_now() - begun);
	assert_true(seconds_now() - begun < MANY_S); /* some 0.2 s */
	assert_int_equal(h->reading.busy_n, 20000);
	assert_int_equal(h->reading.warning_n, 0);
}

static void
test_limits(void **state)
{
	struct sp_ics_read_options options = year;
	const char *bytes =
		"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261201\nEND:VEVENT\nBEGIN:VEVENT\nEND:VEVENT\n";
	struct sp_arena arena;
	struct sp_ics_reading reading = {0};
	struct sp_err err = {0};

	(void)state;
	sp_arena_init(&arena);
	options.limit_bytes = 20;
	assert_int_equal(sp_ics_child_read(bytes, strlen(bytes), &options, &arena, &reading, &err), SP_INPUT);
	assert_non_null(strstr(err.text, "larger"));
	options.limit_bytes = 0;
	options.limit_events = 1;
	assert_int_equal(sp_ics_child_read(bytes, strlen(bytes), &options, &arena, &reading, &err), SP_INPUT);
	assert_non_null(strstr(err.text, "more than 1 event"));
	assert_int_equal(err.line, 5);
	options.to_day = options.from_day;
	assert_int_equal(sp_ics_child_read(bytes, strlen(bytes), &options, &arena, &reading, &err), SP_USAGE);
	sp_arena_finish(&arena);
}

static void
test_lint_answers(void **state)
{
	const char *bytes = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261201\nEND:VEVENT\nEND:VCALENDAR\n";
	struct sp_arena arena;
	struct sp_ics_lint_ask ask = {.bytes = bytes, .size = strlen(bytes)};
	struct sp_ics_findings here;
	struct sp_ics_findings there = {0};
	struct sp_err err = {0};

	(void)state;
	sp_arena_init(&arena);
	assert_int_equal(sp_ics_lint(&ask, &arena, &here, &err), SP_OK);
	assert_int_equal(sp_ics_child_lint(&ask, &arena, &there, &err), SP_OK);
	assert_true(here.n > 3);
	assert_int_equal(here.n, there.n);
	assert_int_equal(here.must_n, there.must_n);
	for (size_t i = 0; i < here.n; i++) {
		assert_int_equal(here.items[i].line, there.items[i].line);
		assert_string_equal(here.items[i].rule, there.items[i].rule);
		assert_string_equal(here.items[i].text, there.items[i].text);
	}
	assert_string_equal(here.uid, there.uid);
	assert_int_equal(sp_ics_child_lint(&(struct sp_ics_lint_ask){.bytes = ""}, &arena, &there, &err),
			 SP_INPUT);
	sp_arena_finish(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zone_of_the_system),
		cmocka_unit_test(test_same_answers),
		cmocka_unit_test_setup_teardown(test_nesting, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_endless_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_heavy_rules, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_many_events, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_dense_rule, set_up, tear_down),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_slow_and_big),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_lint_answers),
	};

	return cmocka_run_group_tests_name("child", tests, NULL, NULL);
}
