/*
 * Help, from the table of commands: the list, one command, the sections of the man page.
 */
#include "run.h"

#include <string.h>

enum { COLUMN_NAME = 14, COLUMN_OPTION = 26 };

static const char *const about =
	"senplan budgets, places, protects, logs and reports a SENCO's hours in a school year.";

static const char *const closing =
	"Dates are typed as people say them: fri, tue 15:30, +2w, 23/11, half-term, after school, P3. "
	"Exit status: 0 done; 1 done, and the answer is no; 2 wrong usage; 3 bad input; 4 the plan's file is "
	"locked, unreadable, newer or damaged; 5 the system failed. "
	"\"senplan help COMMAND\" explains one command.";

static void
print_option(struct run *run, const struct sp_option_info *info)
{
	struct sp_str left;

	sp_str_init(&left);
	if (info->letter != 0)
		sp_str_addf(&left, "-%c, ", info->letter);
	sp_str_addf(&left, "--%s", info->name);
	if (info->type == SP_VALUE_CHOICE)
		sp_str_addf(&left, " %s", info->choices);
	else if (info->value != NULL)
		sp_str_addf(&left, " %s", info->value);
	if (left.len + 2 > COLUMN_OPTION - 2) {
		print(run, "  %s\n", left.text);
		sp_str_add_repeat(&run->out, ' ', COLUMN_OPTION);
	} else {
		print(run, "  ");
		print_column(run, left.text, COLUMN_OPTION - 2);
	}
	print_wrapped(run, info->help, COLUMN_OPTION);
	sp_str_finish(&left);
}

/* Lines of help: an example line (two blanks before it) as it is, any other one wrapped. */
static void
print_paragraphs(struct run *run, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		char *line = sp_arena_strndup(&run->arena, text, len);

		if (line != NULL && !sp_starts_with(line, "  ")) {
			print_wrapped(run, line, 0);
		} else {
			print_clean(run, line == NULL ? "" : line);
			print(run, "\n");
		}
		text += len + (text[len] == '\n');
	}
}

static void
print_list(struct run *run)
{
	print_wrapped(run, about, 0);
	print(run, "\n");
	print_clean(run, "Usage: senplan [OPTION…] [COMMAND …]");
	print(run, "\n\nWithout a command it opens the screen.\n\n");
	for (int i = SP_COMMAND_SCREEN + 1; i < SP_COMMAND_COUNT; i++) {
		const struct sp_command_info *info = sp_command_info((enum sp_command)i);

		print(run, "  ");
		print_column(run, info->name, COLUMN_NAME - 2);
		print_wrapped(run, info->summary, COLUMN_NAME);
	}
	print(run, "\nOptions for every command:\n");
	for (int i = 0; i < SP_OPTION_GLOBAL_COUNT; i++)
		print_option(run, sp_option_info((enum sp_option)i));
	print(run, "\n");
	print_wrapped(run, closing, 0);
}

void
print_help(struct run *run, enum sp_command command)
{
	const struct sp_command_info *info;
	bool any = false;

	if (command == SP_COMMAND_SCREEN) {
		print_list(run);
		return;
	}
	info = sp_command_info(command);
	print(run, "senplan %s%s", info->name, info->arguments[0] == '\0' ? "" : " ");
	print_clean(run, info->arguments);
	print(run, "\n  %s\n\n", info->summary);
	print_paragraphs(run, info->help);
	for (int i = SP_OPTION_GLOBAL_COUNT; i < SP_OPTION_COUNT; i++) {
		if (!sp_command_takes(command, (enum sp_option)i))
			continue;
		if (!any)
			print(run, "\nOptions:\n");
		any = true;
		print_option(run, sp_option_info((enum sp_option)i));
	}
	print(run, "\nOptions for every command: \"senplan help\".\n");
}

/* --- the man page's markup --- */

static void
print_roff(struct run *run, const char *text)
{
	bool line_start = true;

	for (const char *at = text; *at != '\0'; at++) {
		if (line_start && (*at == '.' || *at == '\''))
			print(run, "\\&");
		line_start = *at == '\n';
		if (*at == '\\')
			print(run, "\\e");
		else if (*at == '-')
			print(run, "\\-");
		else
			sp_str_add_char(&run->out, *at);
	}
}

static void
print_roff_option(struct run *run, const struct sp_option_info *info)
{
	print(run, ".TP\n.B ");
	if (info->letter != 0)
		print(run, "\\-%c, ", info->letter);
	print(run, "\\-\\-");
	print_roff(run, info->name);
	if (info->value != NULL) {
		print(run, " \\fI");
		print_roff(run, info->choices != NULL ? info->choices : info->value);
		print(run, "\\fR");
	}
	print(run, "\n");
	print_roff(run, info->help);
	print(run, "\n");
}

static void
print_roff_help(struct run *run, const char *text)
{
	bool example = false;

	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		char *line = sp_arena_strndup(&run->arena, text, len);
		bool is_example = line != NULL && sp_starts_with(line, "  ");

		if (is_example && !example)
			print(run, ".IP\n.nf\n");
		if (!is_example && example)
			print(run, ".fi\n");
		example = is_example;
		if (len == 0)
			print(run, ".IP\n");
		else if (line != NULL)
			print_roff(run, line + (is_example ? 2 : 0));
		if (len > 0)
			print(run, "\n");
		text += len + (text[len] == '\n');
	}
	if (example)
		print(run, ".fi\n");
}

static void
print_manual(struct run *run)
{
	print(run, ".SH COMMANDS\n");
	for (int i = SP_COMMAND_SCREEN + 1; i < SP_COMMAND_COUNT; i++) {
		const struct sp_command_info *info = sp_command_info((enum sp_command)i);

		print(run, ".TP\n.B senplan %s ", info->name);
		print_roff(run, info->arguments);
		print(run, "\n");
		print_roff(run, info->summary);
		print(run, ".\n");
		print_roff_help(run, info->help);
		for (int j = SP_OPTION_GLOBAL_COUNT; j < SP_OPTION_COUNT; j++)
			if (sp_command_takes((enum sp_command)i, (enum sp_option)j)) {
				print(run, ".RS\n");
				print_roff_option(run, sp_option_info((enum sp_option)j));
				print(run, ".RE\n");
			}
	}
	print(run, ".SH OPTIONS\nThese go with every command, before or after it.\n");
	for (int i = 0; i < SP_OPTION_GLOBAL_COUNT; i++)
		print_roff_option(run, sp_option_info((enum sp_option)i));
}

enum sp_rc
run_help(struct run *run, struct sp_err *reterr)
{
	enum sp_command command = SP_COMMAND_SCREEN;

	if (args_has(&run->args, SP_OPTION_MAN)) {
		print_manual(run);
		return SP_OK;
	}
	if (run->args.n_words > 0) {
		const char *word = run->args.words[0];
		const char *near = sp_command_nearest(word);

		command = sp_command_by_name(word);
		if (command == SP_COMMAND_COUNT && near == NULL)
			return sp_err_set(reterr, SP_USAGE,
					  "There is no command \"%s\". \"senplan help\" lists them all.",
					  word);
		if (command == SP_COMMAND_COUNT)
			return sp_err_set(reterr, SP_USAGE,
					  "There is no command \"%s\". Did you mean \"senplan help %s\"?",
					  word, near);
	}
	print_help(run, command);
	return SP_OK;
}

enum sp_rc
run_version(struct run *run, struct sp_err *reterr)
{
	(void)reterr;
	if (run->json) {
		sp_json_text(json_begin(run), "version", SENPLAN_VERSION);
		json_end(run);
	} else {
		print(run, "senplan %s\n", SENPLAN_VERSION);
	}
	return SP_OK;
}
