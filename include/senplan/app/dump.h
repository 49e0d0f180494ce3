/*
 * Everything out, and in again: the whole plan as one JSON document, or each table as a CSV file for a spreadsheet.
 *
 * The JSON is canonical: the same plan gives the same bytes, whatever numbers its rows have in the file. Rows are numbered
 * from 1 in the order in which they stand there; references are these numbers. What calendars were told is in it, so that
 * they are told the same of the same events from another machine. What the file keeps for itself (the history) is not: a
 * backup has that. The form is in share/doc/input-files.md.
 */
#ifndef SENPLAN_APP_DUMP_H
#define SENPLAN_APP_DUMP_H

#include "senplan/app/intake.h"
#include "senplan/base/str.h"

enum sp_rc sp_dump_everything(struct sp_app *app, struct sp_str *out, struct sp_err *reterr);

/* The plan alone. */
enum sp_rc sp_dump_json(const struct sp_snapshot *snapshot, struct sp_str *out, struct sp_err *reterr);

/* "cases", or "case", to its table. */
bool sp_dump_table_named(const char *name, enum sp_entity *ret_entity);

/* One table for a spreadsheet: RFC 4180, no cell that it would run as a formula; names in place of numbers. Notes only
 * when they are asked for. */
enum sp_rc sp_dump_csv(const struct sp_snapshot *snapshot, enum sp_entity entity, bool notes,
		       struct sp_str *out, struct sp_err *reterr);

/* Every table as TABLE.csv into a folder, which is made when missing. */
enum sp_rc sp_dump_folder(const struct sp_snapshot *snapshot, const char *folder, bool notes,
			  struct sp_err *reterr);

/* To a path as a person types it: a name that ends in .json takes everything, another is a folder for the tables. Says in
 * the arena what was written. */
enum sp_rc sp_dump_to(struct sp_app *app, const char *path, struct sp_arena *arena, const char **ret_words,
		      struct sp_err *reterr);

/* Whole or not at all, 0600. What goes wrong is SP_SYSTEM. */
enum sp_rc sp_dump_write(const char *path, const struct sp_str *text, struct sp_err *reterr);

/*
 * Takes in what sp_dump_everything wrote, in place of everything that the plan holds: one undoable step, behind a backup. A plan
 * with anything in it but a preset is only replaced with `force`: SP_NO says so. Every value is checked first; SP_INPUT names
 * the line, or the table and row. The same plan again changes nothing.
 */
struct sp_dump_request {
	bool dry_run;
	bool force;
};
enum sp_rc sp_dump_take_in(struct sp_app *app, const char *path, const struct sp_dump_request *request,
			   struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr);

/* Its parse step alone, as tests/fuzz/plan_json.c calls it: rows of a new plan as edits (in their arena), nothing of the
 * old. What calendars were told is checked. */
enum sp_rc sp_dump_parse(const char *path, const char *bytes, size_t size, struct sp_edits *edits,
			 struct sp_err *reterr);

#endif
