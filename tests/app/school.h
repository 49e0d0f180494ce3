/*
 * A plan in a file of its own in a temporary folder, opened as the program opens it, with the shipped data.
 */
#ifndef TESTS_APP_SCHOOL_H
#define TESTS_APP_SCHOOL_H

#include "senplan/app/intake.h"

struct school {
	char folder[64];
	char db_path[96];
	char backup_dir[96];
	struct sp_env env;
	struct sp_app *app;
	struct sp_arena arena;
	struct sp_err err;
	struct sp_intake_options options;
	struct sp_intake_result result;
	unsigned long uids;
};

/* Mon 23 Nov 2026, 07:00. */
void school_open(struct school *school);
void school_close(struct school *school);

/* Writes a file into the folder; its path lives in the arena. */
const char *school_file(struct school *school, const char *name, const char *text);

#endif
