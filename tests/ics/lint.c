/*
 * The checker on the table of tests/data/ics/lint: every NAME.ics must give the findings of NAME.expect, one
 * a line: line, rule, "must" or "advice", after a line that says how it is looked at:
 *
 *	since FILE	as the successor of this one (beside it)
 *	item NAME	as a file of this name in a folder
 *
 * rules.txt says of each rule where the export keeps it and which of these files break it; both are checked.
 * `ics_lint FILE.ics [since FILE|item NAME]` prints the findings with their sentences.
 */
#include "senplan/ics/lint.h"

#include "cases.h"
#include "show.h"
#include "support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PATH_BYTES = 1024 };

/* "since FILE" or "item NAME" at the start of a text; NULL when it says nothing. Moves over the line. */
static char *
word_of(char **text, const char *word)
{
	char *value = NULL;

	if (!sp_starts_with(*text, word))
		return NULL;
	value = *text + strlen(word);
	*text = strchr(value, '\n');
	assert_non_null(*text);
	*(*text)++ = '\0';
	return value;
}

static void
lint_and_show(const char *path, struct sp_ics_lint_ask ask, bool sentences, struct sp_str *out)
{
	struct sp_arena arena;
	struct sp_ics_findings findings;
	struct sp_err err = {0};
	char *bytes = file_read(path, &ask.size);

	assert_non_null(bytes);
	ask.bytes = bytes;
	sp_arena_init(&arena);
	if (sp_ics_lint(&ask, &arena, &findings, &err) != SP_OK) {
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
	char path[PATH_BYTES];
	struct sp_ics_lint_ask ask = {0};
	struct sp_str got;
	char *expected = NULL, *text = NULL, *since = NULL, *before = NULL;

	sp_str_init(&got);
	(void)snprintf(path, sizeof(path), "%s/ics/lint/%s.expect", TEST_DATA, name);
	expected = file_read(path, NULL);
	if (expected == NULL)
		fail_msg("%s is missing", path);
	text = expected;
	since = word_of(&text, "since ");
	ask.item = word_of(&text, "item ");
	if (since != NULL) {
		(void)snprintf(path, sizeof(path), "%s/ics/lint/%s", TEST_DATA, since);
		before = file_read(path, &ask.before_size);
		assert_non_null(before);
		ask.before = before;
	}
	(void)snprintf(path, sizeof(path), "%s/ics/lint/%s.ics", TEST_DATA, name);
	lint_and_show(path, ask, false, &got);
	if (strcmp(got.len > 0 ? got.text : "", text) != 0)
		fail_msg("found:\n%sexpected:\n%s", got.len > 0 ? got.text : "", text);
	free(before);
	free(expected);
	sp_str_finish(&got);
}

/* Does one of the files whose names are in the list expect a finding of this rule? */
static bool
is_found(const char *rule, char *names)
{
	char path[PATH_BYTES], words[16];
	char *save = NULL;
	bool found = false;

	(void)snprintf(words, sizeof(words), " %.8s ", rule);
	for (char *name = strtok_r(names, " ", &save); name != NULL; name = strtok_r(NULL, " ", &save)) {
		size_t size = 0;
		char *bytes = NULL;

		(void)snprintf(path, sizeof(path), "%s/ics/lint/%s.expect", TEST_DATA, name);
		bytes = file_read(path, &size);
		if (bytes == NULL)
			fail_msg("%s: there is no %s", rule, path);
		found = found || memmem(bytes, size, words, strlen(words)) != NULL;
		free(bytes);
	}
	return found;
}

/* "R12 | M | where the export keeps it | files that break it": each rule once, and its files find it. */
static void
test_rules(void **state)
{
	size_t size = 0;
	char *rules = file_read(TEST_DATA "/ics/lint/rules.txt", &size);
	char *save = NULL;
	int next = 1;

	(void)state;
	assert_non_null(rules);
	rules = realloc(rules, size + 1);
	assert_non_null(rules);
	rules[size] = '\0';
	for (char *line = strtok_r(rules, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
		char *files = strrchr(line, '|');
		char rule[16];

		if (line[0] == '#')
			continue;
		(void)snprintf(rule, sizeof(rule), "R%02d", next++);
		assert_non_null(files);
		if (strncmp(line, rule, 3) != 0)
			fail_msg("%s is missing before: %s", rule, line);
		if (!sp_starts_with(files, "| (") && !is_found(rule, files + 1))
			fail_msg("no file finds it: %s", line);
	}
	assert_int_equal(next, 56);
	free(rules);
}

int
main(int argc, char **argv)
{
	static struct CMUnitTest tests[CASES_MAX + 1];
	size_t n = 0;

	if (argc >= 2) {
		struct sp_ics_lint_ask ask = {0};
		struct sp_str out;

		if (argc == 4 && sp_streq(argv[2], "item"))
			ask.item = argv[3];
		else if (argc == 4 && sp_streq(argv[2], "since"))
			ask.before = file_read(argv[3], &ask.before_size);
		sp_str_init(&out);
		lint_and_show(argv[1], ask, true, &out);
		(void)fputs(out.text, stdout);
		sp_str_finish(&out);
		return 0;
	}
	n = cases_collect(TEST_DATA "/ics/lint", test_file, tests);
	if (n == 0)
		return 1;
	tests[n++] = (struct CMUnitTest){.name = "rules", .test_func = test_rules};
	return _cmocka_run_group_tests("lint", tests, n, NULL, NULL) != 0;
}
