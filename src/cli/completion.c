/*
 * Completions of the three shells, from the table of commands.
 */
#include "run.h"

#include <string.h>

/* Calls each option that the command takes. */
#define EACH_OPTION(command, i)                   \
	for (int i = 0; i < SP_OPTION_COUNT; i++) \
		if (sp_command_takes(command, (enum sp_option)i))

static void
print_choices(struct run *run, const char *choices)
{
	const char *piece;
	size_t len;

	for (bool first = true; (piece = sp_choice_next(&choices, &len)) != NULL; first = false) {
		print(run, first ? "" : " ");
		sp_str_add_n(&run->out, piece, len);
	}
}

static void
print_names(struct run *run)
{
	for (int i = SP_COMMAND_SCREEN + 1; i < SP_COMMAND_COUNT; i++)
		print(run, "%s%s", i == SP_COMMAND_SCREEN + 1 ? "" : " ",
		      sp_command_info((enum sp_command)i)->name);
}

/* Inside quotes of the shell: the texts of the table have no quote, but brackets and colons mean something to zsh. */
static void
print_quoted(struct run *run, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			print(run, "'\\'");
		if (strchr("[]:", *text) != NULL)
			print(run, "\\");
		sp_str_add_char(&run->out, *text);
	}
}

/* --- bash --- */

static void
bash_patterns(struct run *run, bool (*wanted)(const struct sp_option_info *info))
{
	bool first = true;

	for (int i = 0; i < SP_OPTION_COUNT; i++) {
		const struct sp_option_info *info = sp_option_info((enum sp_option)i);

		if (!wanted(info))
			continue;
		print(run, "%s--%s", first ? "" : "|", info->name);
		if (info->letter != 0)
			print(run, "|-%c", info->letter);
		first = false;
	}
}

static bool
wants_value(const struct sp_option_info *info)
{
	return info->type != SP_VALUE_NONE;
}

static bool
wants_file(const struct sp_option_info *info)
{
	return info->type == SP_VALUE_FILE;
}

static bool
wants_folder(const struct sp_option_info *info)
{
	return info->type == SP_VALUE_FOLDER;
}

static void
bash_command(struct run *run, enum sp_command command)
{
	const struct sp_command_info *info = sp_command_info(command);

	print(run, "\t%s)\n\t\toptions=\"", info->name);
	EACH_OPTION(command, i)
	print(run, "%s--%s", i == 0 ? "" : " ", sp_option_info((enum sp_option)i)->name);
	print(run, "\"\n");
	if (info->choices != NULL || command == SP_COMMAND_HELP) {
		print(run, "\t\t[ \"$words\" -eq 0 ] && choices=\"");
		if (command == SP_COMMAND_HELP)
			print_names(run);
		else
			print_choices(run, info->choices);
		print(run, "\"\n");
	}
	print(run, "\t\t;;\n");
}

static void
print_bash(struct run *run)
{
	print(run, "# bash completion of senplan; made by \"senplan completion bash\"\n"
		   "_senplan()\n{\n"
		   "\tlocal cur prev word command=\"\" words=0 i options choices=\"\"\n"
		   "\tCOMPREPLY=()\n"
		   "\tcur=\"${COMP_WORDS[COMP_CWORD]}\"\n"
		   "\tprev=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
		   "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		   "\t\tword=\"${COMP_WORDS[i]}\"\n"
		   "\t\tcase \"$word\" in\n\t\t");
	bash_patterns(run, wants_value);
	print(run, ") ((i++)) ;;\n"
		   "\t\t-*) ;;\n"
		   "\t\t*) if [ -z \"$command\" ]; then command=\"$word\"; else ((words++)); fi ;;\n"
		   "\t\tesac\n\tdone\n"
		   "\tcase \"$prev\" in\n");
	for (int i = 0; i < SP_OPTION_COUNT; i++) {
		const struct sp_option_info *info = sp_option_info((enum sp_option)i);

		if (info->choices == NULL)
			continue;
		print(run, "\t--%s) COMPREPLY=($(compgen -W \"", info->name);
		print_choices(run, info->choices);
		print(run, "\" -- \"$cur\")); return ;;\n");
	}
	print(run, "\t");
	bash_patterns(run, wants_file);
	print(run, ") COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n\t");
	bash_patterns(run, wants_folder);
	print(run, ") COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n\t");
	bash_patterns(run, wants_value);
	print(run, ") return ;;\n\tesac\n\tcase \"$command\" in\n\t\"\")\n\t\toptions=\"");
	EACH_OPTION(SP_COMMAND_SCREEN, i)
	print(run, "%s--%s", i == 0 ? "" : " ", sp_option_info((enum sp_option)i)->name);
	print(run, "\"\n\t\tchoices=\"");
	print_names(run);
	print(run, "\"\n\t\t;;\n");
	for (int i = SP_COMMAND_SCREEN + 1; i < SP_COMMAND_COUNT; i++)
		bash_command(run, (enum sp_command)i);
	print(run, "\tesac\n"
		   "\tif [[ \"$cur\" == -* ]]; then choices=\"$options\"; fi\n"
		   "\tCOMPREPLY=($(compgen -W \"$choices\" -- \"$cur\"))\n"
		   "}\ncomplete -o bashdefault -o default -F _senplan senplan\n");
}

/* --- zsh --- */

static void
zsh_option(struct run *run, const struct sp_option_info *info)
{
	print(run, "\t\t");
	if (info->letter != 0)
		print(run, "'(-%c --%s)'{-%c,--%s}'", info->letter, info->name, info->letter, info->name);
	else
		print(run, "'--%s", info->name);
	print(run, "[");
	print_quoted(run, info->help);
	print(run, "]");
	if (info->type != SP_VALUE_NONE) {
		print(run, ":");
		print_quoted(run, info->value);
		print(run, ":");
	}
	if (info->type == SP_VALUE_FILE)
		print(run, "_files");
	if (info->type == SP_VALUE_FOLDER)
		print(run, "_files -/");
	if (info->choices != NULL) {
		print(run, "(");
		print_choices(run, info->choices);
		print(run, ")");
	}
	print(run, "' \\\n");
}

static void
zsh_command(struct run *run, enum sp_command command)
{
	const struct sp_command_info *info = sp_command_info(command);

	print(run, "\t%s)\n\t\t_arguments \\\n", info->name);
	EACH_OPTION(command, i)
	zsh_option(run, sp_option_info((enum sp_option)i));
	if (info->choices != NULL || command == SP_COMMAND_HELP) {
		print(run, "\t\t'1:%s:(", info->name);
		if (command == SP_COMMAND_HELP)
			print_names(run);
		else
			print_choices(run, info->choices);
		print(run, ")' \\\n\t\t'*:file:_files'\n");
	} else {
		print(run, "\t\t'*:%s:_files'\n", info->name);
	}
	print(run, "\t\t;;\n");
}

static void
print_zsh(struct run *run)
{
	print(run, "#compdef senplan\n# zsh completion of senplan; made by \"senplan completion zsh\"\n"
		   "_senplan()\n{\n"
		   "\tlocal context state state_descr line\n\ttypeset -A opt_args\n"
		   "\tlocal -a commands\n\tcommands=(\n");
	for (int i = SP_COMMAND_SCREEN + 1; i < SP_COMMAND_COUNT; i++) {
		const struct sp_command_info *info = sp_command_info((enum sp_command)i);

		print(run, "\t\t'%s:", info->name);
		print_quoted(run, info->summary);
		print(run, "'\n");
	}
	print(run, "\t)\n\t_arguments -C \\\n");
	EACH_OPTION(SP_COMMAND_SCREEN, i)
	zsh_option(run, sp_option_info((enum sp_option)i));
	print(run, "\t\t'1:command:->command' '*::word:->word'\n"
		   "\tif [[ $state == command ]]; then\n"
		   "\t\t_describe -t commands command commands\n\t\treturn\n\tfi\n"
		   "\t[[ $state == word ]] || return\n"
		   "\tcase $words[1] in\n");
	for (int i = SP_COMMAND_SCREEN + 1; i < SP_COMMAND_COUNT; i++)
		zsh_command(run, (enum sp_command)i);
	print(run,
	      "\tesac\n}\n"
	      "if [ \"$funcstack[1]\" = _senplan ]; then\n\t_senplan \"$@\"\nelse\n\tcompdef _senplan senplan\nfi\n");
}

/* --- fish --- */

static void
fish_text(struct run *run, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'' || *text == '\\')
			print(run, "\\");
		sp_str_add_char(&run->out, *text);
	}
}

/* `command` NULL: with every command. */
static void
fish_option(struct run *run, const struct sp_option_info *info, const char *command)
{
	print(run, "complete -c senplan");
	if (command != NULL)
		print(run, " -n '__fish_seen_subcommand_from %s'", command);
	if (info->letter != 0)
		print(run, " -s %c", info->letter);
	print(run, " -l %s", info->name);
	if (info->type == SP_VALUE_FILE || info->type == SP_VALUE_FOLDER)
		print(run, " -rF");
	else if (info->type != SP_VALUE_NONE)
		print(run, " -x");
	if (info->choices != NULL) {
		print(run, " -a '");
		print_choices(run, info->choices);
		print(run, "'");
	}
	print(run, " -d '");
	fish_text(run, info->help);
	print(run, "'\n");
}

static void
fish_command(struct run *run, enum sp_command command)
{
	const struct sp_command_info *info = sp_command_info(command);

	print(run, "complete -c senplan -n __fish_use_subcommand -f -a %s -d '", info->name);
	fish_text(run, info->summary);
	print(run, "'\n");
	if (info->choices != NULL || command == SP_COMMAND_HELP) {
		print(run, "complete -c senplan -n '__fish_seen_subcommand_from %s' -a '", info->name);
		if (command == SP_COMMAND_HELP)
			print_names(run);
		else
			print_choices(run, info->choices);
		print(run, "'\n");
	}
	for (int i = SP_OPTION_GLOBAL_COUNT; i < SP_OPTION_COUNT; i++)
		if (sp_command_takes(command, (enum sp_option)i))
			fish_option(run, sp_option_info((enum sp_option)i), info->name);
}

static void
print_fish(struct run *run)
{
	print(run, "# fish completion of senplan; made by \"senplan completion fish\"\n");
	for (int i = 0; i < SP_OPTION_GLOBAL_COUNT; i++)
		fish_option(run, sp_option_info((enum sp_option)i), NULL);
	for (int i = SP_COMMAND_SCREEN + 1; i < SP_COMMAND_COUNT; i++)
		fish_command(run, (enum sp_command)i);
}

enum sp_rc
run_completion(struct run *run, struct sp_err *reterr)
{
	const char *shell = run->args.words[0];

	(void)reterr;
	if (sp_streq(shell, "bash"))
		print_bash(run);
	else if (sp_streq(shell, "zsh"))
		print_zsh(run);
	else
		print_fish(run);
	return SP_OK;
}
