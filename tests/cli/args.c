/*
 * The command line as it is read, by the records of tests/data/cli/args.txt: the words in, "command [words] options" out.
 * Words are parted by blanks; a blank in a word is written as an underscore. Also the table behind it.
 */
#include "args.h"

#include "senplan/base/str.h"

#include "support/records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WORDS_MAX = 30 };

static int
split(char *line, char **argv)
{
	int argc = 1;
	static char program[] = "senplan";

	argv[0] = program;
	for (char *at = line; *at != '\0' && argc < WORDS_MAX;) {
		argv[argc++] = at;
		for (; *at != '\0' && *at != ' '; at++)
			if (*at == '_')
				*at = ' ';
		if (*at == ' ')
			*at++ = '\0';
	}
	return argc;
}

static void
describe(const struct args *args, struct sp_str *out)
{
	sp_str_add(out, args->command == SP_COMMAND_SCREEN ? "screen" : sp_command_info(args->command)->name);
	for (int i = 0; i < args->n_words; i++)
		sp_str_addf(out, " [%s]", args->words[i]);
	for (int i = 0; i < SP_OPTION_COUNT; i++) {
		if (args->values[i] == NULL)
			continue;
		sp_str_addf(out, " %s", sp_option_info((enum sp_option)i)->name);
		if (args->values[i][0] != '\0')
			sp_str_addf(out, "=%s", args->values[i]);
	}
}

static void
answer_args(const char *given, char *buf, size_t size)
{
	char *line = strdup(given);
	char *argv[WORDS_MAX + 1];
	struct sp_arena arena;
	struct sp_err err = {0};
	struct sp_str out;
	struct args args;
	int argc;

	assert_non_null(line);
	sp_arena_init(&arena);
	sp_str_init(&out);
	argc = split(line, argv);
	if (args_parse(argc, argv, &arena, &args, &err) == SP_OK) {
		describe(&args, &out);
	} else {
		assert_int_equal(err.rc, SP_USAGE);
		sp_str_addf(&out, "refused: %s", err.text);
	}
	snprintf(buf, size, "%s", out.text);
	sp_str_finish(&out);
	sp_arena_finish(&arena);
	free(line);
}

static void
test_records(void **state)
{
	(void)state;
	assert_int_equal(records_check("cli/args.txt", answer_args), 0);
}

static void
test_table_is_whole(void **state)
{
	(void)state;
	for (int i = SP_COMMAND_SCREEN + 1; i < SP_COMMAND_COUNT; i++) {
		const struct sp_command_info *info = sp_command_info((enum sp_command)i);

		assert_int_equal(info->command, i);
		assert_true(strlen(info->summary) > 5 && strlen(info->summary) < 70);
		assert_true(strlen(info->help) > 20);
		assert_true(info->max_words < 0 || info->max_words >= info->min_words);
		/* What needs words says which. */
		assert_true(info->min_words == 0 || info->arguments[0] != '\0');
		assert_int_equal(sp_command_by_name(info->name), i);
	}
	for (int i = 0; i < SP_OPTION_COUNT; i++) {
		const struct sp_option_info *info = sp_option_info((enum sp_option)i);
		int takers = 0;

		assert_int_equal(info->option, i);
		/* A text may have words that are offered for it, a choice must. */
		assert_true(info->type == SP_VALUE_TEXT ||
			    (info->type == SP_VALUE_CHOICE) == (info->choices != NULL));
		assert_int_equal((info->type == SP_VALUE_NONE), (info->value == NULL));
		assert_int_equal(sp_option_by_name(info->name, strlen(info->name)), i);
		for (int j = SP_COMMAND_SCREEN + 1; j < SP_COMMAND_COUNT; j++)
			takers += sp_command_takes((enum sp_command)j, (enum sp_option)i);
		assert_true(takers > 0);
	}
}

static void
test_choices(void **state)
{
	const char *at = "cover|trip|other";
	size_t len;

	(void)state;
	assert_true(sp_choice_has(at, "trip"));
	assert_false(sp_choice_has(at, "tri"));
	assert_false(sp_choice_has(at, ""));
	assert_false(sp_choice_has(at, "cover|trip"));
	assert_memory_equal(sp_choice_next(&at, &len), "cover", 5);
	assert_int_equal(len, 5);
	assert_non_null(sp_choice_next(&at, &len));
	assert_non_null(sp_choice_next(&at, &len));
	assert_null(sp_choice_next(&at, &len));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_table_is_whole),
		cmocka_unit_test(test_choices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
