/*
 * The table of tests/data/ics: every NAME.ics is read and compared with NAME.expect beside it. An expectation
 * is what show.c prints, after lines that say how to read:
 *
 *	window 2026-09-01 2027-09-01     (the default)
 *	owner someone@example.org
 *	with free
 *
 * or a line "error …" with the sentence that the file is refused with.
 */
#include "cases.h"
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

#include <cmocka.h>

enum { PATH_BYTES = 1024 };

struct expectation {
	struct sp_ics_read_options options;
	char owner[128];
	const char *facts; /* the rest */
};

static sp_day
day_of(const char *text)
{
	sp_day day = 0;

	if (!sp_day_parse_iso(text, &day))
		fail_msg("not a day: %s", text);
	return day;
}

static void
parse_expectation(char *text, struct expectation *ret)
{
	char *line = text;

	*ret = (struct expectation){
		.options = {.from_day = day_of("2026-09-01"), .to_day = day_of("2027-09-01")}};
	for (;;) {
		char *end = strchr(line, '\n');

		if (end == NULL)
			break;
		if (sp_starts_with(line, "window ")) {
			*end = '\0';
			line[17] = '\0';
			ret->options.from_day = day_of(line + 7);
			ret->options.to_day = day_of(line + 18);
		} else if (sp_starts_with(line, "owner ")) {
			*end = '\0';
			(void)snprintf(ret->owner, sizeof(ret->owner), "%s", line + 6);
			ret->options.owner = ret->owner;
		} else if (sp_starts_with(line, "with free")) {
			ret->options.with_free = true;
		} else if (line[0] != '#') {
			break;
		}
		line = end + 1;
	}
	ret->facts = line;
}

static void
read_and_show(const char *path, const struct sp_ics_read_options *options, struct sp_str *out)
{
	struct sp_arena arena;
	struct sp_ics_reading reading;
	struct sp_err err = {0};
	size_t size = 0;
	char *bytes = file_read(path, &size);

	assert_non_null(bytes);
	sp_arena_init(&arena);
	if (sp_ics_read(bytes, size, options, &arena, &reading, &err) == SP_OK)
		show_reading(&reading, out);
	else
		sp_str_addf(out, "error %d %s\n", err.line, err.text);
	sp_arena_finish(&arena);
	free(bytes);
}

static void
test_file(void **state)
{
	const char *name = *state;
	char path[PATH_BYTES];
	char *text = NULL;
	struct expectation expectation;
	struct sp_str got;

	(void)snprintf(path, sizeof(path), "%s/ics/%s.expect", TEST_DATA, name);
	text = file_read(path, NULL);
	if (text == NULL)
		fail_msg("%s is missing", path);
	parse_expectation(text, &expectation);
	(void)snprintf(path, sizeof(path), "%s/ics/%s.ics", TEST_DATA, name);
	sp_str_init(&got);
	read_and_show(path, &expectation.options, &got);
	assert_string_equal(got.text, expectation.facts);
	sp_str_finish(&got);
	free(text);
}

/* "A1" -> "a01-", how the names of its files begin; "" for a line that is no mark. */
static void
prefix_of(const char *line, char ret_prefix[8])
{
	char *end = NULL;
	long number = line[0] >= 'A' && line[0] <= 'Z' ? strtol(line + 1, &end, 10) : 0;

	ret_prefix[0] = '\0';
	if (number > 0 && number < 100 && sp_starts_with(end, " | "))
		(void)snprintf(ret_prefix, 8, "%c%02ld-", line[0] - 'A' + 'a', number);
}

static bool
has_file(struct dirent **entries, int n, const char *prefix)
{
	for (int i = 0; i < n; i++) {
		size_t len = strlen(entries[i]->d_name);

		if (sp_starts_with(entries[i]->d_name, prefix) && len > 4 &&
		    sp_streq(entries[i]->d_name + len - 4, ".ics"))
			return true;
	}
	return false;
}

/* Every line of list.txt has a file, and every file a line. */
static void
test_list(void **state)
{
	size_t lines = 0, covered = 0;
	char *list = file_read(TEST_DATA "/ics/list.txt", NULL);
	struct dirent **entries = NULL;
	int n = scandir(TEST_DATA "/ics", &entries, NULL, alphasort);
	char *save = NULL;

	(void)state;
	assert_true(list != NULL && n > 0);
	for (char *line = strtok_r(list, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
		char prefix[8];

		prefix_of(line, prefix);
		if (line[0] == '#')
			continue;
		if (prefix[0] == '\0' || !has_file(entries, n, prefix))
			fail_msg("no file %s*.ics for: %s", prefix, line);
		lines++;
		for (int i = 0; i < n; i++)
			covered += sp_starts_with(entries[i]->d_name, prefix) &&
				   strstr(entries[i]->d_name, ".ics") != NULL;
	}
	for (int i = 0; i < n; i++) {
		covered -= strstr(entries[i]->d_name, ".ics") != NULL;
		free(entries[i]);
	}
	assert_int_equal(covered, 0); /* a file without a line, or counted twice */
	assert_true(lines >= 52);     /* A1 to A18, B1 to B9, C1 to C10, D1 to D7, E1 to E8 */
	free(entries);
	free(list);
}

int
main(int argc, char **argv)
{
	static struct CMUnitTest tests[CASES_MAX + 1];
	size_t n = 0;

	if (argc >= 4) {
		struct sp_ics_read_options options = {.from_day = day_of(argv[1]), .to_day = day_of(argv[2])};
		struct sp_str out;

		options.owner = argc >= 5 && strchr(argv[4], '@') != NULL ? argv[4] : NULL;
		options.with_free = argc >= 5 && strcmp(argv[4], "free") == 0;
		sp_str_init(&out);
		read_and_show(argv[3], &options, &out);
		(void)fputs(out.text, stdout);
		sp_str_finish(&out);
		return 0;
	}
	n = cases_collect(TEST_DATA "/ics", test_file, tests);
	if (n == 0) {
		(void)fprintf(stderr, "no cases in %s/ics\n", TEST_DATA);
		return 1;
	}
	tests[n++] = (struct CMUnitTest){.name = "list", .test_func = test_list};
	return _cmocka_run_group_tests("ics", tests, n, NULL, NULL) != 0;
}
