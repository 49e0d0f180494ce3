/*
 * Reading the command line. One pass: an option takes its value with "=" or from the next word; the first word that is no
 * option is the command. What an option's value may be is in the table.
 */
#include "args.h"

#include "senplan/app/app.h"
#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

struct reading {
	int argc;
	char *const *argv;
	int at;
	const char **words;
	struct args *args;
};

/* "-fri", "-fri pm": a half-day less of what if. No option is called like a day. */
static bool
is_day_less(const char *word)
{
	static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

	for (size_t i = 0; i < SP_COUNT(days); i++)
		if (sp_istarts_with(word + 1, days[i]) && (word[4] == '\0' || word[4] == ' '))
			return true;
	return false;
}

/* "-1w" and "-3" are dates and numbers, "-" is the standard input; the rest with a dash are options. */
static bool
is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0' && !isdigit((unsigned char)word[1]) && !is_day_less(word);
}

static enum sp_rc
unknown_command(const char *word, struct sp_err *reterr)
{
	const char *near = sp_command_nearest(word);

	if (near != NULL)
		return sp_err_set(
			reterr, SP_USAGE,
			"There is no command \"%s\". Did you mean \"%s\"? \"senplan help\" lists them all.",
			word, near);
	return sp_err_set(reterr, SP_USAGE, "There is no command \"%s\". \"senplan help\" lists them all.",
			  word);
}

static enum sp_rc
check_choice(const struct sp_option_info *info, const char *value, struct sp_err *reterr)
{
	char list[200];
	size_t n = 0;

	if (sp_choice_has(info->choices, value))
		return SP_OK;
	for (const char *at = info->choices; *at != '\0' && n + 3 < sizeof(list); at++) {
		list[n++] = *at == '|' ? ',' : *at;
		if (*at == '|')
			list[n++] = ' ';
	}
	list[n] = '\0';
	return sp_err_set(reterr, SP_USAGE, "--%s: \"%s\" is none of %s.", info->name, value, list);
}

/* Dates need the school's calendar and are read later. */
static enum sp_rc
check_value(const struct sp_option_info *info, const char *value, struct sp_err *reterr)
{
	sp_time moment;
	long number;
	int length_min;

	switch (info->type) {
	case SP_VALUE_NUMBER:
		if (!sp_parse_int(value, info->low, info->high, &number))
			return sp_err_set(reterr, SP_USAGE,
					  "--%s: \"%s\" is no whole number from %ld to %ld.", info->name,
					  value, info->low, info->high);
		return SP_OK;
	case SP_VALUE_LENGTH:
		if (!sp_length_parse(value, &length_min))
			return sp_err_set(reterr, SP_USAGE,
					  "--%s: \"%s\" is no length of time, as 45, 45m or 1h15.",
					  info->name, value);
		return SP_OK;
	case SP_VALUE_MOMENT:
		if (!sp_time_parse_iso(value, &moment))
			return sp_err_set(reterr, SP_USAGE, "--%s: \"%s\" is no moment, as 2026-11-23T08:00.",
					  info->name, value);
		return SP_OK;
	case SP_VALUE_CHOICE:
		return check_choice(info, value, reterr);
	case SP_VALUE_NONE:
	case SP_VALUE_TEXT:
	case SP_VALUE_FILE:
	case SP_VALUE_FOLDER:
	case SP_VALUE_DATE:
		if (info->type != SP_VALUE_NONE && value[0] == '\0')
			return sp_err_set(reterr, SP_USAGE, "--%s needs a value: %s.", info->name,
					  info->value);
		return SP_OK;
	}
	return SP_OK;
}

/* `value`: behind "=" or the letter, or NULL. */
static enum sp_rc
take_option(struct reading *reading, enum sp_option option, const char *value, struct sp_err *reterr)
{
	const struct sp_option_info *info = sp_option_info(option);
	enum sp_rc rc;

	if (info->type == SP_VALUE_NONE) {
		if (value != NULL)
			return sp_err_set(reterr, SP_USAGE, "--%s takes no value.", info->name);
		reading->args->values[option] = "";
		return SP_OK;
	}
	if (value == NULL) {
		if (reading->at + 1 >= reading->argc)
			return sp_err_set(reterr, SP_USAGE, "--%s needs a value: %s.", info->name,
					  info->value);
		value = reading->argv[++reading->at];
	}
	rc = check_value(info, value, reterr);
	if (rc == SP_OK)
		reading->args->values[option] = value;
	return rc;
}

/* The command may still be to come, so every option's name is offered. */
static enum sp_rc
unknown_option(const char *word, struct sp_err *reterr)
{
	const char *name = word + strspn(word, "-");
	char typed[40];
	const char *near = NULL;
	size_t len = strcspn(name, "=");

	if (len < sizeof(typed)) {
		memcpy(typed, name, len);
		typed[len] = '\0';
		for (int i = SP_COMMAND_SCREEN + 1; i < SP_COMMAND_COUNT && near == NULL; i++)
			near = sp_option_nearest((enum sp_command)i, typed);
	}
	if (near != NULL)
		return sp_err_set(reterr, SP_USAGE, "There is no option \"%s\". Did you mean \"--%s\"?", word,
				  near);
	return sp_err_set(reterr, SP_USAGE,
			  "There is no option \"%s\". \"senplan help\" lists what there is.", word);
}

static enum sp_rc
take_long(struct reading *reading, const char *word, struct sp_err *reterr)
{
	const char *name = word + 2;
	size_t len = strcspn(name, "=");
	enum sp_option option = sp_option_by_name(name, len);

	if (option == SP_OPTION_COUNT)
		return unknown_option(word, reterr);
	return take_option(reading, option, name[len] == '=' ? name + len + 1 : NULL, reterr);
}

/* "-q", "-o FILE", "-oFILE", "-qn". */
static enum sp_rc
take_letters(struct reading *reading, const char *word, struct sp_err *reterr)
{
	for (const char *at = word + 1; *at != '\0'; at++) {
		enum sp_option option = sp_option_by_letter(*at);
		bool valued;
		enum sp_rc rc;

		if (option == SP_OPTION_COUNT)
			return unknown_option(word, reterr);
		valued = sp_option_info(option)->type != SP_VALUE_NONE;
		rc = take_option(reading, option, valued && at[1] != '\0' ? at + 1 : NULL, reterr);
		if (rc != SP_OK || valued)
			return rc;
	}
	return SP_OK;
}

static enum sp_rc
take_word(struct reading *reading, const char *word, struct sp_err *reterr)
{
	struct args *args = reading->args;

	if (args->command != SP_COMMAND_SCREEN) {
		reading->words[args->n_words++] = word;
		return SP_OK;
	}
	args->command = sp_command_by_name(word);
	if (args->command == SP_COMMAND_COUNT) {
		args->command = SP_COMMAND_SCREEN;
		return unknown_command(word, reterr);
	}
	return SP_OK;
}

static enum sp_rc
read_all(struct reading *reading, struct sp_err *reterr)
{
	bool options_ended = false;

	for (reading->at = 1; reading->at < reading->argc; reading->at++) {
		const char *word = reading->argv[reading->at];
		enum sp_rc rc;

		if (!options_ended && sp_streq(word, "--")) {
			options_ended = true;
			continue;
		}
		if (options_ended || !is_option(word))
			rc = take_word(reading, word, reterr);
		else if (word[1] == '-')
			rc = take_long(reading, word, reterr);
		else
			rc = take_letters(reading, word, reterr);
		if (rc != SP_OK)
			return rc;
	}
	return SP_OK;
}

/* Do the words and options belong to the command? */
/* A field of one word of the command ("case add") does not go with its other words. */
static enum sp_rc
check_fields(const struct args *args, const struct sp_command_info *info, struct sp_err *reterr)
{
	for (int i = SP_OPTION_GLOBAL_COUNT; i < SP_OPTION_COUNT; i++) {
		const enum sp_option *field =
			args->n_words == 0 ? NULL : sp_command_fields(args->command, args->words[0]);

		if (args->values[i] == NULL ||
		    (i < (int)SP_OPTION_FIELD_FIRST && (info->options & (UINT64_C(1) << i)) != 0))
			continue;
		while (field != NULL && *field != (enum sp_option)i && *field != SP_OPTION_COUNT)
			field++;
		if (field == NULL || *field == SP_OPTION_COUNT)
			return sp_err_set(reterr, SP_USAGE, "--%s does not go with \"senplan %s%s%s\".",
					  sp_option_info((enum sp_option)i)->name, info->name,
					  args->n_words == 0 ? "" : " ",
					  args->n_words == 0 ? "" : args->words[0]);
	}
	return SP_OK;
}

static enum sp_rc
check_shape(const struct args *args, struct sp_err *reterr)
{
	const struct sp_command_info *info;

	for (int i = 0; i < SP_OPTION_COUNT; i++)
		if (args->values[i] != NULL && !sp_command_takes(args->command, (enum sp_option)i))
			return sp_err_set(reterr, SP_USAGE, "--%s does not go with \"senplan%s%s\".",
					  sp_option_info((enum sp_option)i)->name,
					  args->command == SP_COMMAND_SCREEN ? "" : " ",
					  args->command == SP_COMMAND_SCREEN
						  ? ""
						  : sp_command_info(args->command)->name);
	if (args->command == SP_COMMAND_SCREEN || args_has(args, SP_OPTION_HELP))
		return SP_OK;
	info = sp_command_info(args->command);
	if (args->n_words < info->min_words || (info->max_words >= 0 && args->n_words > info->max_words))
		return sp_err_set(reterr, SP_USAGE, "Usage: senplan %s%s%s. \"senplan help %s\" says more.",
				  info->name, info->arguments[0] == '\0' ? "" : " ", info->arguments,
				  info->name);
	if (info->choices != NULL && args->n_words > 0 && !sp_choice_has(info->choices, args->words[0]))
		return sp_err_set(reterr, SP_USAGE, "\"%s\" is not one of %s. \"senplan help %s\" says more.",
				  args->words[0], info->choices, info->name);
	return check_fields(args, info, reterr);
}

enum sp_rc
args_parse(int argc, char *const *argv, struct sp_arena *arena, struct args *ret, struct sp_err *reterr)
{
	struct args args = {.command = SP_COMMAND_SCREEN};
	struct reading reading = {.argc = argc, .argv = argv, .args = &args};
	enum sp_rc rc;

	reading.words = SP_ARENA_NEW_N(arena, const char *, argc > 0 ? (size_t)argc : 1);
	if (reading.words == NULL)
		return sp_err_nomem(reterr);
	args.words = reading.words;
	rc = read_all(&reading, reterr);
	/* Who asks for help gets it, whatever else is on the line. */
	if (rc == SP_OK && !args_has(&args, SP_OPTION_HELP) && !args_has(&args, SP_OPTION_VERSION))
		rc = check_shape(&args, reterr);
	if (rc == SP_OK)
		*ret = args;
	return rc;
}

bool
args_has(const struct args *args, enum sp_option option)
{
	assert(option < SP_OPTION_COUNT);
	return args->values[option] != NULL;
}

long
args_number(const struct args *args, enum sp_option option, long fallback)
{
	const struct sp_option_info *info = sp_option_info(option);
	long value = fallback;

	assert(info->type == SP_VALUE_NUMBER);
	if (args->values[option] != NULL) {
		bool good = sp_parse_int(args->values[option], info->low, info->high, &value);

		assert(good);
	}
	return value;
}

const char *
args_join(const struct args *args, int first, int end, struct sp_arena *arena)
{
	size_t size = 1;
	char *text, *at;

	assert(first >= 0 && end <= args->n_words);
	for (int i = first; i < end; i++)
		size += strlen(args->words[i]) + 1;
	text = sp_arena_alloc(arena, size);
	if (text == NULL)
		return NULL;
	at = text;
	for (int i = first; i < end; i++) {
		size_t len = strlen(args->words[i]);

		if (i > first)
			*at++ = ' ';
		memcpy(at, args->words[i], len);
		at += len;
	}
	*at = '\0';
	return text;
}
