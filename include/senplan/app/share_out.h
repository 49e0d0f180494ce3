/*
 * Giving data out: calendars as a file or a folder.
 */
#ifndef SENPLAN_APP_SHARE_OUT_H
#define SENPLAN_APP_SHARE_OUT_H

#include "senplan/app/app.h"
#include "senplan/base/str.h"
#include "senplan/ics/lint.h"

enum sp_titles { SP_TITLES_ACTIVITY, SP_TITLES_CODES, SP_TITLES_BUSY };
extern const char *const sp_titles_names[]; /* activity, codes, busy */

struct sp_calendar_request {
	const char *file; /* one of the three */
	const char *vdir;
	const char *todos; /* deadlines as tasks: into a folder, or a file whose name ends in .ics */
	bool deadlines;	   /* as all-day entries beside the blocks */
	enum sp_titles titles;
	sp_day from_day; /* SP_DAY_NONE: all */
	sp_day to_day;
	bool force; /* may empty a folder */
};

struct sp_calendar_result {
	size_t n_events; /* of the target, cancelled ones too */
	size_t n_new, n_moved, n_changed, n_cancelled, n_unchanged;
};

enum sp_rc sp_share_calendar(struct sp_app *app, const struct sp_calendar_request *request,
			     struct sp_calendar_result *ret, struct sp_err *reterr);

/* How the calendar was given out last, for a form: paths as they are typed (a folder ends in "/", the home folder is "~"). */
struct sp_share_last {
	const char *to;	   /* "": to nothing yet */
	const char *todos; /* "": no tasks */
	bool deadlines;	   /* were in it as entries */
};
enum sp_rc sp_share_last(struct sp_app *app, struct sp_arena *arena, struct sp_share_last *ret,
			 struct sp_err *reterr);

/* The whole file as bytes, remembering nothing but the UIDs of deadlines: for the standard output and tests. */
enum sp_rc sp_share_calendar_bytes(struct sp_app *app, const struct sp_calendar_request *request,
				   struct sp_str *out, struct sp_err *reterr);

/*
 * What other programs will make of the calendar file, or of a folder of one file an event. With `since` (or NULL): what one
 * that has taken that older file in makes of it. Read in a child process (ics_child.h), a file of a folder each in its own.
 */
enum sp_rc sp_share_check_calendar(const char *path, const char *since, struct sp_arena *arena,
				   struct sp_ics_findings *ret, struct sp_err *reterr);

/* "deadline.ics:12: must R7 (Outlook): …" and a line's end; the file is named when the finding has one. */
void sp_share_finding_words(struct sp_str *out, const struct sp_ics_finding *finding);

#endif
