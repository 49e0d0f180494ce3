/*
 * The one table of commands. A row is a command's name, its words, its options, what it is for in one line and in full.
 * The command line's parser, `help`, `--help`, the completions, the man page and the screen's palette are all made from
 * it; nothing about a command is written down twice.
 */
#ifndef SENPLAN_APP_COMMAND_H
#define SENPLAN_APP_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SP_COMMANDS(X)              \
	X(INIT, "init")             \
	X(DEMO, "demo")             \
	X(SET, "set")               \
	X(GET, "get")               \
	X(IMPORT, "import")         \
	X(ADD, "add")               \
	X(PLAN, "plan")             \
	X(TODAY, "today")           \
	X(WEEK, "week")             \
	X(AHEAD, "ahead")           \
	X(CASES, "cases")           \
	X(DUTIES, "duties")         \
	X(CASE, "case")             \
	X(DUTY, "duty")             \
	X(ACTIVITY, "activity")     \
	X(RULE, "rule")             \
	X(CHAIN, "chain")           \
	X(STAFF, "staff")           \
	X(HOURS, "hours")           \
	X(ATTENDEE, "attendee")     \
	X(WINDOW, "window")         \
	X(EVENT, "event")           \
	X(CONTRACT, "contract")     \
	X(BUSY, "busy")             \
	X(TASKS, "tasks")           \
	X(BLOCK, "block")           \
	X(WHY, "why")               \
	X(SUGGEST, "suggest")       \
	X(MOVE, "move")             \
	X(LOCK, "lock")             \
	X(UNLOCK, "unlock")         \
	X(CONFIRM, "confirm")       \
	X(DONE, "done")             \
	X(DROP, "drop")             \
	X(LOST, "lost")             \
	X(MISSED, "missed")         \
	X(CLOSE, "close")           \
	X(LOG, "log")               \
	X(REVIEW, "review")         \
	X(WHATIF, "whatif")         \
	X(EXPORT, "export")         \
	X(HISTORY, "history")       \
	X(UNDO, "undo")             \
	X(REDO, "redo")             \
	X(CHECK, "check")           \
	X(BACKUP, "backup")         \
	X(RESTORE, "restore")       \
	X(FORGET, "forget")         \
	X(PURGE, "purge")           \
	X(SOLVE, "solve")           \
	X(COMPLETION, "completion") \
	X(HELP, "help")             \
	X(VERSION, "version")

enum sp_command {
	SP_COMMAND_SCREEN, /* no command: the screen; has no row */
#define X(id, name) SP_COMMAND_##id,
	SP_COMMANDS(X)
#undef X
		SP_COMMAND_COUNT
};

/* An option means the same wherever it may stand. */
enum sp_option {
	SP_OPTION_DB, /* the first ones go with every command */
	SP_OPTION_NOW,
	SP_OPTION_COLOR,
	SP_OPTION_JSON,
	SP_OPTION_QUIET,
	SP_OPTION_HELP,
	SP_OPTION_VERSION,
	SP_OPTION_GLOBAL_COUNT,

	SP_OPTION_DRY_RUN = SP_OPTION_GLOBAL_COUNT,
	SP_OPTION_FROM,
	SP_OPTION_TO,
	SP_OPTION_SEED,
	SP_OPTION_TICKS,
	SP_OPTION_BUDGET_MS,
	SP_OPTION_SKIP_BAD,
	SP_OPTION_MAP,
	SP_OPTION_SOURCE,
	SP_OPTION_EACH,
	SP_OPTION_CAUSE,
	SP_OPTION_COUNT_OF,
	SP_OPTION_TOOK,
	SP_OPTION_OUTPUT,
	SP_OPTION_VDIR,
	SP_OPTION_TITLES,
	SP_OPTION_FORCE,
	SP_OPTION_PRESET,
	SP_OPTION_NO_TUI,
	SP_OPTION_BEYOND,
	SP_OPTION_WITHIN,
	SP_OPTION_AT,
	SP_OPTION_REPORT,
	SP_OPTION_NOTE,
	SP_OPTION_ALL,
	SP_OPTION_HIDE,
	SP_OPTION_MAN,
	SP_OPTION_BECAUSE,
	SP_OPTION_TABLE,
	SP_OPTION_NOTES,
	SP_OPTION_LEFT_BEFORE,
	SP_OPTION_RANGE,
	SP_OPTION_FORMAT,
	SP_OPTION_EXACT,
	SP_OPTION_MOVES,
	SP_OPTION_ALLOW,
	SP_OPTION_AGREED,
	SP_OPTION_TRACE,
	SP_OPTION_MANY,
	SP_OPTION_DEADLINES,
	SP_OPTION_TODOS,
	SP_OPTION_PART,
	SP_OPTION_INSTEAD,
	SP_OPTION_OPEN,
	SP_OPTION_SCENARIO,
	SP_OPTION_ACCEPT,
	SP_OPTION_SAVE,
	SP_OPTION_SINCE,

	/* fields of what is kept; which command has which: command_fields.c */
	SP_OPTION_FIELD_FIRST,
	SP_OPTION_YEAR = SP_OPTION_FIELD_FIRST,
	SP_OPTION_STATUS,
	SP_OPTION_ISSUED,
	SP_OPTION_LAST_REVIEW,
	SP_OPTION_BOOKED,
	SP_OPTION_REQUESTED,
	SP_OPTION_PROFILE,
	SP_OPTION_TRANSFER,
	SP_OPTION_ATTENDEES,
	SP_OPTION_LEFT,
	SP_OPTION_TIME,
	SP_OPTION_REMOVE,
	SP_OPTION_NAME,
	SP_OPTION_KEY,
	SP_OPTION_ACTIVITY,
	SP_OPTION_CADENCE,
	SP_OPTION_TIMES,
	SP_OPTION_PER,
	SP_OPTION_WEEK,
	SP_OPTION_WEEKDAY,
	SP_OPTION_MONTH,
	SP_OPTION_DAY,
	SP_OPTION_BEFORE,
	SP_OPTION_AFTER,
	SP_OPTION_LENGTH,
	SP_OPTION_WEIGHT,
	SP_OPTION_ACTIVE,
	SP_OPTION_PLAIN,
	SP_OPTION_LETTER,
	SP_OPTION_TINT,
	SP_OPTION_KIND,
	SP_OPTION_LOW,
	SP_OPTION_TYPICAL,
	SP_OPTION_HIGH,
	SP_OPTION_CHUNK,
	SP_OPTION_PIECES_A_DAY,
	SP_OPTION_SETUP,
	SP_OPTION_BUFFER,
	SP_OPTION_WINDOW,
	SP_OPTION_PREFER,
	SP_OPTION_PREFER_TIMES,
	SP_OPTION_PER_DAY,
	SP_OPTION_WEEK_MINIMUM,
	SP_OPTION_TARGET,
	SP_OPTION_PROTECT,
	SP_OPTION_DELEGABLE,
	SP_OPTION_COULD,
	SP_OPTION_LEAD,
	SP_OPTION_WITH,
	SP_OPTION_MEETS,
	SP_OPTION_CODE,
	SP_OPTION_BEGINS,
	SP_OPTION_FROM_YEAR,
	SP_OPTION_TO_YEAR,
	SP_OPTION_REPEATS,
	SP_OPTION_RULE,
	SP_OPTION_PERIOD,
	SP_OPTION_FOLLOWS,
	SP_OPTION_EARLY,
	SP_OPTION_HARD,
	SP_OPTION_ONLY_IF,
	SP_OPTION_POSITION,
	SP_OPTION_UNIT,
	SP_OPTION_SIDE,
	SP_OPTION_ANCHOR,
	SP_OPTION_OWNER,
	SP_OPTION_AUTHORITY,
	SP_OPTION_TEXT,
	SP_OPTION_URL,
	SP_OPTION_ROLE,
	SP_OPTION_HOURS,
	SP_OPTION_ADD,
	SP_OPTION_SHARE,
	SP_OPTION_FROM_LOG,
	SP_OPTION_COUNT
};

enum sp_value_type {
	SP_VALUE_NONE, /* a flag */
	SP_VALUE_TEXT,
	SP_VALUE_FILE,
	SP_VALUE_FOLDER,
	SP_VALUE_NUMBER, /* low..high */
	SP_VALUE_LENGTH, /* 90, 1h30 */
	SP_VALUE_DATE,	 /* as people type it */
	SP_VALUE_MOMENT, /* 2026-11-23T08:00 */
	SP_VALUE_CHOICE, /* one of choices */
};

struct sp_option_info {
	enum sp_option option;
	char letter;	  /* 0: none */
	const char *name; /* "dry-run" */
	enum sp_value_type type;
	const char *value;   /* "FILE"; NULL for a flag */
	const char *choices; /* "a|b|c"; NULL; of a text: words that are offered, beside others */
	long low, high;	     /* of a number */
	const char *help;    /* one sentence */
};

enum {
	SP_COMMAND_HAS_JSON = 1 << 0,	/* --json means something */
	SP_COMMAND_ON_SCREEN = 1 << 1,	/* belongs in the palette of the screen */
	SP_COMMAND_CHANGES = 1 << 2,	/* writes to the plan's file */
	SP_COMMAND_MAKES_FILE = 1 << 3, /* makes the plan's file when it is missing */
	SP_COMMAND_NO_FILE = 1 << 4,	/* opens no plan's file */
};

struct sp_command_info {
	enum sp_command command;
	const char *name;
	const char *arguments; /* "BLOCK WHEN"; "" for none */
	const char *choices;   /* what the first word may be: "a|b|c"; NULL: free */
	int min_words;
	int max_words;	  /* -1: no limit; the words are joined by blanks where one text is wanted */
	uint64_t options; /* bits of enum sp_option beyond the global ones */
	unsigned flags;
	const char *summary; /* one line, without a full stop */
	const char *
		help; /* whole sentences; paragraphs separated by an empty line; a line that begins with two blanks is an example */
};

/* The row of a command (not SP_COMMAND_SCREEN), and of an option. */
const struct sp_command_info *sp_command_info(enum sp_command command);
const struct sp_option_info *sp_option_info(enum sp_option option);

/* SP_COMMAND_COUNT, SP_OPTION_COUNT when there is none of that name. */
enum sp_command sp_command_by_name(const char *name);
enum sp_option sp_option_by_name(const char *name, size_t len);
enum sp_option sp_option_by_letter(char letter);

/* May the option stand with the command? */
bool sp_command_takes(enum sp_command command, enum sp_option option);

/* The fields that go with a command and its first word ("case", "add"), ended by SP_OPTION_COUNT; NULL: none. */
const enum sp_option *sp_command_fields(enum sp_command command, const char *word);

/* Does the command with this first word (NULL: without words) change the plan? What does not is opened for reading only. */
bool sp_command_changes(enum sp_command command, const char *word);

/* The nearest name to what was typed, or NULL when none is near. */
const char *sp_command_nearest(const char *typed);
const char *sp_option_nearest(enum sp_command command, const char *typed);

/* Walks "a|b|c": sets *at to the rest, ret_len to the length of the piece; NULL at the end. Begin with *at = choices. */
const char *sp_choice_next(const char **at, size_t *ret_len);
bool sp_choice_has(const char *choices, const char *value);

#endif
