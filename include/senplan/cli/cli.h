/*
 * The command line: reads the words and options, calls the application, prints. What it needs to know about the world
 * comes from main, so that tests run it in memory.
 */
#ifndef SENPLAN_CLI_CLI_H
#define SENPLAN_CLI_CLI_H

#include "senplan/app/app.h"
#include "senplan/app/solve.h"

#include <stdio.h>

enum sp_colour_mode { SP_COLOUR_AUTO, SP_COLOUR_ALWAYS, SP_COLOUR_NEVER };

/* What the screen is asked for. Given to main's function; the command line knows nothing of curses. */
struct sp_screen_request {
	enum sp_colour_mode colour;
	bool ascii; /* the locale is not UTF-8 */
	bool look;  /* on Review, for looking together; the plan is only read */
};

typedef enum sp_rc (*sp_screen_fn)(void *context, const struct sp_env *env,
				   const struct sp_screen_request *request, struct sp_err *reterr);

struct sp_cli_world {
	FILE *out;
	FILE *err;
	bool in_is_terminal;
	bool out_is_terminal;
	bool utf8;				   /* of the locale */
	int columns;				   /* of the terminal; 0: unknown */
	const char *(*variable)(const char *name); /* of the environment; NULL: not set */
	int64_t now_utc;			   /* seconds since 1970, by the clock */
	sp_time now;				   /* the same moment, civil time here */
	sp_clock_fn monotonic;			   /* microseconds */
	void *monotonic_context;
	sp_uid_fn make_uid;
	void *uid_context;
	const char *share_dir; /* presets, rules, examples */
	sp_screen_fn screen;   /* NULL: there is none */
	void *screen_context;
};

/* Runs one command and returns the exit status (enum sp_rc). Output is flushed and its errors are counted. */
int sp_cli_main(const struct sp_cli_world *world, int argc, char *const *argv);

#endif
