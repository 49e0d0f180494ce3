/*
 * Looking things up in the table of commands, also by a name that was mistyped.
 */
#include "senplan/app/command.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include "command_table.h"

#include <assert.h>
#include <string.h>

enum { NAME_MAX_LEN = 24, FAR = 99 };

const struct sp_command_info *
sp_command_info(enum sp_command command)
{
	assert(command > SP_COMMAND_SCREEN && command < SP_COMMAND_COUNT);
	assert(sp_command_table[command].command == command);
	return &sp_command_table[command];
}

const struct sp_option_info *
sp_option_info(enum sp_option option)
{
	assert(option < SP_OPTION_COUNT);
	if (option >= SP_OPTION_FIELD_FIRST) {
		assert(sp_field_table[option - SP_OPTION_FIELD_FIRST].option == option);
		return &sp_field_table[option - SP_OPTION_FIELD_FIRST];
	}
	assert(sp_option_table[option].option == option);
	return &sp_option_table[option];
}

enum sp_command
sp_command_by_name(const char *name)
{
	int i = SP_COMMAND_SCREEN + 1;

	while (i < SP_COMMAND_COUNT && !sp_streq(sp_command_table[i].name, name))
		i++;
	return (enum sp_command)i;
}

enum sp_option
sp_option_by_name(const char *name, size_t len)
{
	int i = 0;

	for (; i < SP_OPTION_COUNT; i++) {
		const char *known = sp_option_info((enum sp_option)i)->name;

		if (strncmp(known, name, len) == 0 && known[len] == '\0')
			break;
	}
	/* British spelling is understood as well; the documented name is the one that other programs use. */
	if (i == SP_OPTION_COUNT && len == 6 && strncmp(name, "colour", len) == 0)
		return SP_OPTION_COLOR;
	return (enum sp_option)i;
}

enum sp_option
sp_option_by_letter(char letter)
{
	int i = 0;

	assert(letter != 0);
	while (i < SP_OPTION_COUNT && sp_option_info((enum sp_option)i)->letter != letter)
		i++;
	return (enum sp_option)i;
}

bool
sp_command_takes(enum sp_command command, enum sp_option option)
{
	assert(option < SP_OPTION_COUNT);
	if (option < SP_OPTION_GLOBAL_COUNT)
		return true;
	if (option >= SP_OPTION_FIELD_FIRST)
		return sp_command_has_field(command, option);
	return command != SP_COMMAND_SCREEN &&
	       (sp_command_has_field(command, option) ||
		(sp_command_info(command)->options & (UINT64_C(1) << option)) != 0);
}

/* Of the commands that keep something, "list", "marks" and "show" only tell; two tell when nothing is said. */
bool
sp_command_changes(enum sp_command command, const char *word)
{
	const struct sp_command_info *info = sp_command_info(command);

	if ((info->flags & SP_COMMAND_CHANGES) == 0)
		return false;
	if (word == NULL)
		return command != SP_COMMAND_CONTRACT && command != SP_COMMAND_LOG;
	if (command == SP_COMMAND_EXPORT) /* a calendar is remembered, for its next time */
		return sp_streq(word, "calendar");
	return info->choices == NULL || !sp_choice_has(info->choices, word) ||
	       (!sp_streq(word, "list") && !sp_streq(word, "show") && !sp_streq(word, "marks"));
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/*
 * Edit distance (insert, delete, replace, swap of neighbours; Damerau's restricted form). FAR for long texts.
 */
static int
name_distance(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b);
	int rows[NAME_MAX_LEN + 1][NAME_MAX_LEN + 1];

	if (la > NAME_MAX_LEN || lb > NAME_MAX_LEN)
		return FAR;
	for (size_t i = 0; i <= la; i++) {
		rows[i][0] = (int)i;
		for (size_t j = 1; j <= lb; j++) {
			if (i == 0) {
				rows[0][j] = (int)j;
				continue;
			}
			rows[i][j] = least(least(rows[i - 1][j], rows[i][j - 1]) + 1,
					   rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				rows[i][j] = least(rows[i][j], rows[i - 2][j - 2] + 1);
		}
	}
	return rows[la][lb];
}

struct nearest {
	const char *name;
	int distance;
};

/* A beginning of a name counts as near; otherwise at most a third of the letters (two of four) may be wrong. */
static void
nearest_offer(struct nearest *best, const char *typed, const char *name)
{
	size_t len = strlen(typed);
	int distance = name_distance(typed, name);

	if (len >= 2 && sp_starts_with(name, typed))
		distance = 0;
	if (distance * 2 > (int)len || distance > 3)
		return;
	if (best->name == NULL || distance < best->distance)
		*best = (struct nearest){name, distance};
}

const char *
sp_command_nearest(const char *typed)
{
	struct nearest best = {NULL, FAR};

	for (int i = SP_COMMAND_SCREEN + 1; i < SP_COMMAND_COUNT; i++)
		nearest_offer(&best, typed, sp_command_table[i].name);
	return best.name;
}

const char *
sp_option_nearest(enum sp_command command, const char *typed)
{
	struct nearest best = {NULL, FAR};

	for (int i = 0; i < SP_OPTION_COUNT; i++)
		if (sp_command_takes(command, (enum sp_option)i))
			nearest_offer(&best, typed, sp_option_info((enum sp_option)i)->name);
	return best.name;
}

const char *
sp_choice_next(const char **at, size_t *ret_len)
{
	const char *piece = *at;

	if (piece == NULL || *piece == '\0')
		return NULL;
	*ret_len = strcspn(piece, "|");
	*at = piece + *ret_len + (piece[*ret_len] == '|');
	return piece;
}

bool
sp_choice_has(const char *choices, const char *value)
{
	size_t len, want = strlen(value);
	const char *piece;

	while ((piece = sp_choice_next(&choices, &len)) != NULL)
		if (len == want && strncmp(piece, value, len) == 0)
			return true;
	return false;
}
