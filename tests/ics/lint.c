/*
 * The checker on the table of tests/data/ics/lint: every NAME.ics must give the findings of NAME.expect, one
 * a line: line, rule, "must" or "advice". `ics_lint FILE.ics` prints them with their sentences.
 */
#include "senplan/ics/lint.h"

#include "show.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CASES_MAX = 200 };

static void
lint_and_show(const char *path, bool sentences, struct sp_str *out)
{
	struct sp_arena arena;
	struct sp_ics_findings findings;
	struct sp_err err = {0};
	size_t size = 0;
	char *bytes = load_bytes(path, &size);

	assert_non_null(bytes);
	sp_arena_init(&arena);
	if (sp_ics_lint(bytes, size, &arena, &findings, &err) != SP_OK) {
		sp_str_addf(out, "error %s\n", err.text);
		findings.n = 0;
	}
	for (size_t i = 0; i < findings.n; i++) {
		const struct sp_ics_finding *finding = &findings.items[i];

		sp_str_addf(out, "%d %s %s", finding->line, finding->rule, finding->must ? "must" : "advice");
		if (sentences)
			sp_str_addf(out, " %s (%s)", finding->text, finding->affected);
		sp_str_add_char(out, '\n');
	}
	sp_arena_finish(&arena);
	free(bytes);
}

static void
test_file(void **state)
{
	const char *name = *state;
	char path[1024];
	struct sp_str got;
	size_t size = 0;
	char *expected = NULL;

	sp_str_init(&got);
	(void)snprintf(path, sizeof(path), "%s/ics/lint/%s.expect", TEST_DATA, name);
	expected = load_bytes(path, &size);
	if (expected == NULL)
		fail_msg("%s is missing", path);
	(void)snprintf(path, sizeof(path), "%s/ics/lint/%s.ics", TEST_DATA, name);
	lint_and_show(path, false, &got);
	if (got.len != size || memcmp(got.text, expected, size) != 0)
		fail_msg("found:\n%sexpected:\n%.*s", got.text, (int)size, expected);
	free(expected);
	sp_str_finish(&got);
}

static int
compare_test_names(const void *a, const void *b)
{
	const struct CMUnitTest *left = a;
	const struct CMUnitTest *right = b;

	return strcmp(left->name, right->name);
}

int
main(int argc, char **argv)
{
	static struct CMUnitTest tests[CASES_MAX];
	DIR *folder = NULL;
	size_t n = 0;

	if (argc == 2) {
		struct sp_str out;

		sp_str_init(&out);
		lint_and_show(argv[1], true, &out);
		(void)fputs(out.text, stdout);
		sp_str_finish(&out);
		return 0;
	}
	folder = opendir(TEST_DATA "/ics/lint");
	if (folder == NULL)
		return 1;
	for (struct dirent *entry = readdir(folder); entry != NULL && n < CASES_MAX;
	     entry = readdir(folder)) {
		size_t len = strlen(entry->d_name);
		char *name = NULL;

		if (len < 5 || strcmp(entry->d_name + len - 4, ".ics") != 0)
			continue;
		name = strndup(entry->d_name, len - 4);
		tests[n++] = (struct CMUnitTest){.name = name, .test_func = test_file, .initial_state = name};
	}
	(void)closedir(folder);
	if (n == 0)
		return 1;
	qsort(tests, n, sizeof(tests[0]), compare_test_names);
	return _cmocka_run_group_tests("lint", tests, n, NULL, NULL) != 0;
}
