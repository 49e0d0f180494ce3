/*
 * One import under way: the table, where its columns are, what was wrong, what was counted. Each reader of a
 * cell says by `false` that the row is bad; intake_bad has then noted it: as the error that ends the import, or,
 * with skip_bad, as a warning.
 */
#ifndef SENPLAN_APP_INTAKE_SHEET_H
#define SENPLAN_APP_INTAKE_SHEET_H

#include "senplan/app/intake_parse.h"
#include "senplan/base/array.h"

#include "csv.h"

enum { INTAKE_MAX_COLUMNS = 20, INTAKE_MAX_WARNINGS = 500 };

struct intake {
	const struct sp_intake_input *input;
	const struct sp_snapshot *snapshot;
	struct sp_edits *edits;
	struct sp_arena *arena;
	struct csv_table table;
	const struct csv_column *columns;
	int index[INTAKE_MAX_COLUMNS];
	SP_ARRAY(struct sp_intake_warning) warnings;
	size_t n_unsaid;		/* warnings beyond those that are kept */
	struct sp_intake_result result; /* the counts so far */
	enum sp_rc rc;			/* SP_OK until something ends the import */
	struct sp_err *reterr;
};

/* Without a table: for what does not come as CSV. */
void intake_init(struct intake *intake, const struct sp_intake_input *input, struct sp_edits *edits,
		 struct sp_err *reterr);

/* Reads the table and finds the columns. */
enum sp_rc intake_open(struct intake *intake, const struct csv_column *columns, size_t n);

/* Gives the result out (when all went well) and frees what is held. Returns the import's code. */
enum sp_rc intake_close(struct intake *intake, struct sp_intake_result *ret);

/* Always false. `column` -1: about no column. */
bool intake_bad(struct intake *intake, int line, int column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

void intake_warn(struct intake *intake, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
bool intake_nomem(struct intake *intake); /* always false */

bool intake_has(const struct intake *intake, int column); /* is the column in the file? */
const char *intake_text(const struct intake *intake, const struct csv_row *row, int column);

/* Each leaves *io as it is when the cell is empty or the column absent. */
bool intake_day(struct intake *intake, const struct csv_row *row, int column, sp_day *io);
bool intake_minute(struct intake *intake, const struct csv_row *row, int column, sp_minute *io);
bool intake_number(struct intake *intake, const struct csv_row *row, int column, long low, long high,
		   int32_t *io);
bool intake_choice(struct intake *intake, const struct csv_row *row, int column, const char *const *names,
		   int *io);
bool intake_yes_no(struct intake *intake, const struct csv_row *row, int column, bool *io);

/* A, B … to 0, 1 …; blank, "each", "both" to -1. Refused when the plan's cycle has no such week. */
bool intake_cycle_week(struct intake *intake, const struct csv_row *row, int column, int32_t *io);

/* "Mon", "Monday", 1 … 7 to 0 … 6; -1 when it is none. */
int intake_weekday_of(const char *text);

enum intake_date { INTAKE_DATE_OK, INTAKE_DATE_UNREAL, INTAKE_DATE_UNKNOWN };

/* 31/01/2027, 31.1.27, 31-Jan-2027, 31 January 2027, 2027-01-31; `rest` (may be NULL) is what stands behind it. */
enum intake_date intake_date_parse(const char *text, sp_day *ret_day, const char **ret_rest);

/* --- wanted rows against those that are there --- */

struct intake_wanted {
	enum sp_entity entity;
	void *rows; /* id 0; of those that are put, the id is filled in */
	size_t n;
	/* Is it the same thing, though something about it may have changed? */
	bool (*same)(const void *there, const void *wanted);
	/* May a row that is no longer wanted go? NULL: none may. */
	bool (*goes)(const struct intake *intake, const void *there, const void *context);
	const void *context;
};

/* Counts and edits. False: out of memory. */
bool intake_reconcile(struct intake *intake, const struct intake_wanted *wanted);

/* Reads input->path, a calendar or a folder of them: the parse step of `import calendar`. Counts, busy and warnings. */
enum sp_rc intake_read_calendars(const struct sp_intake_input *input, struct sp_edits *edits,
				 struct sp_intake_result *ret, struct sp_err *reterr);

/* The parse step of a timetable that comes as a calendar; bytes are read in a child process. */
sp_intake_parse_fn intake_parse_feed;

#endif
