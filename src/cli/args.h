/*
 * The words of a command line, sorted: which command, its options, its words. Everything that can be known without the
 * plan has been checked.
 */
#ifndef ARGS_H
#define ARGS_H

#include "senplan/app/command.h"
#include "senplan/base/arena.h"
#include "senplan/base/err.h"

struct args {
	enum sp_command command;
	const char *values[SP_OPTION_COUNT]; /* NULL: not given; "" for a flag */
	const char *const *words;	     /* without the command */
	int n_words;
};

/* Options may stand anywhere; "--" ends them. SP_USAGE names what was not understood and the nearest that exists. */
enum sp_rc args_parse(int argc, char *const *argv, struct sp_arena *arena, struct args *ret,
		      struct sp_err *reterr);

bool args_has(const struct args *args, enum sp_option option);

/* A number option's value, or `fallback` when it was not given. */
long args_number(const struct args *args, enum sp_option option, long fallback);

/* The words from `first` to before `end`, joined by blanks; NULL when out of memory. */
const char *args_join(const struct args *args, int first, int end, struct sp_arena *arena);

#endif
