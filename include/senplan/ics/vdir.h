/*
 * A vdir folder (one event a file, named UID.ics) brought up to date: what is there and what is wanted go
 * in, what to write and what to delete comes out. Pure: the caller reads and writes the folder.
 *
 * The caller hands over every file of the folder whose name ends in ".ics"; names that begin with a dot or
 * end in ".tmp" are somebody's temporary files and may be left out. Write each file as ".UID.ics.tmp",
 * fsync, rename; do not touch what is not listed (a changed mtime makes vdirsyncer send it all again).
 */
#ifndef SENPLAN_ICS_VDIR_H
#define SENPLAN_ICS_VDIR_H

#include "senplan/base/arena.h"
#include "senplan/base/err.h"
#include "senplan/ics/write.h"

struct sp_ics_file {
	const char *name; /* without the folder */
	const char *bytes;
	size_t size;
};

struct sp_ics_vdir_ask {
	const struct sp_ics_file *present;
	size_t present_n;
	const struct sp_ics_event *wanted; /* cancelled events count as not wanted: here absence says it */
	size_t wanted_n;
	const struct sp_ics_todo *todos; /* wanted beside them, or NULL */
	size_t todo_n;
	bool tasks; /* the folder is of todos: files of ours with events are not its own; else the reverse */
	const char *const *known_uids; /* UIDs this plan ever exported, or NULL: such files are ours too */
	size_t known_uid_n;
	bool force; /* the folder may be emptied of our files */
};

struct sp_ics_vdir_plan {
	const struct sp_ics_file *write; /* new or changed, by name */
	size_t write_n;
	size_t write_new_n;	 /* how many of them were not there before */
	const char *const *drop; /* names of ours that are wanted no more, by name */
	size_t drop_n;
	size_t same_n;	  /* ours, unchanged */
	size_t foreign_n; /* not ours, left alone */
};

/*
 * The plan lives in the arena. SP_NO when it would empty the folder of our files and force is not set;
 * SP_INPUT for an event that cannot be written, or a wanted name that is taken by a foreign file.
 */
enum sp_rc sp_ics_vdir_plan(const struct sp_ics_vdir_ask *ask, struct sp_arena *arena,
			    struct sp_ics_vdir_plan *ret, struct sp_err *reterr);

#endif
