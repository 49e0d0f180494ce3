/*
 * Taking data in: presets, caseload, terms, timetable, duties, calendars, quick entry. Each reads a whole input, reports the
 * first thing wrong by file, line and what was expected, and takes in nothing from an input with errors unless
 * `skip_bad`, which lists what it left. The same input twice changes nothing the second time.
 */
#ifndef SENPLAN_APP_INTAKE_H
#define SENPLAN_APP_INTAKE_H

#include "senplan/app/app.h"

struct sp_intake_options {
	bool dry_run;
	bool skip_bad;
	const char *map;	 /* caseload: "code=Column name,…"; NULL */
	const char *source_name; /* calendar; NULL: the file's name */
	sp_day from_day;	 /* calendar window; SP_DAY_NONE: the school years in the file */
	sp_day to_day;		 /* included */
};

struct sp_intake_busy {
	const char *uid;
	sp_time start, end;
	bool all_day;
	const char *title;
};

struct sp_intake_warning {
	int line; /* 0: the whole file */
	const char *text;
};

struct sp_intake_result {
	size_t n_new, n_changed, n_unchanged, n_removed;
	const struct sp_intake_warning *warnings; /* also the lines left out with skip_bad */
	size_t n_warnings;
	const struct sp_intake_busy *busy; /* calendar only */
	size_t n_busy;
};

/* Results live in the arena. Paths may be "-" for the standard input. */
enum sp_rc sp_intake_caseload(struct sp_app *app, const char *path, const struct sp_intake_options *options,
			      struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr);
enum sp_rc sp_intake_terms(struct sp_app *app, const char *path, const struct sp_intake_options *options,
			   struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr);
enum sp_rc sp_intake_timetable(struct sp_app *app, const char *path, const struct sp_intake_options *options,
			       struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr);
enum sp_rc sp_intake_duties(struct sp_app *app, const char *path, const struct sp_intake_options *options,
			    struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr);
enum sp_rc sp_intake_staff(struct sp_app *app, const char *path, const struct sp_intake_options *options,
			   struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr);

/* What happened to pupils: code, event, date, time, note. Adds and changes; takes nothing away. */
enum sp_rc sp_intake_events(struct sp_app *app, const char *path, const struct sp_intake_options *options,
			    struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr);

/* A .ics file or a folder of them, each read in a child process (ics_child.h). */
enum sp_rc sp_intake_calendar(struct sp_app *app, const char *path, const struct sp_intake_options *options,
			      struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr);

/* Would it change nothing, or has it not? */
bool sp_intake_is_same(const struct sp_intake_result *result);

/* In words, with the first warnings; a preview asks. In the arena; NULL: no memory. */
const char *sp_intake_words(const struct sp_intake_result *result, bool preview, struct sp_arena *arena);

/* Rules, workflow steps, windows, activities, duties, settings of share/presets/NAME into an empty file. */
enum sp_rc sp_intake_preset(struct sp_app *app, const char *name, struct sp_err *reterr);

/* The sample school share/examples/NAME through the imports above, expanded and planned. */
enum sp_rc sp_intake_demo(struct sp_app *app, const char *name, struct sp_err *reterr);

/*
 * Quick entry: "parent meeting K07 30m before fri after school". Understood words become activity, case, length, due, window;
 * the rest is the title. *ret_understood says in a sentence what was understood. With dry_run nothing is stored.
 */
enum sp_rc sp_intake_add(struct sp_app *app, const char *text, bool dry_run, struct sp_arena *arena,
			 const char **ret_understood, sp_task_id *ret_task, struct sp_err *reterr);

#endif
