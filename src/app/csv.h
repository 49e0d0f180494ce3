/*
 * A table as spreadsheets save it: UTF-8 or Windows-1252, commas, semicolons or tabs, quotes, CRLF. The first row that is
 * not empty names the columns. Bounded in bytes, rows, columns and the size of a cell; every row knows its line.
 *
 * Cells are trimmed, cleaned of characters that are not seen, and freed of the apostrophe that guards a formula in
 * files which this program writes ('=1+1). All of it lives in the arena.
 */
#ifndef SENPLAN_APP_CSV_H
#define SENPLAN_APP_CSV_H

#include "senplan/base/arena.h"
#include "senplan/base/err.h"

enum {
	CSV_MAX_BYTES = 4 * 1024 * 1024,
	CSV_MAX_ROWS = 5000,
	CSV_MAX_COLUMNS = 64,
	CSV_MAX_CELL = 2000, /* bytes */
};

struct csv_row {
	int line;		  /* on which it begins, from 1 */
	const char *const *cells; /* n_columns of the table; missing ones are "" */
	const char *problem;	  /* a sentence: it has more cells than the heading; else NULL */
};

struct csv_table {
	const char *path;
	const char *const *header;
	size_t n_columns;
	int header_line;
	const struct csv_row *rows;
	size_t n_rows;
};

enum sp_rc csv_read(const char *path, const char *bytes, size_t size, struct sp_arena *arena,
		    struct csv_table *ret, struct sp_err *reterr);

/* A column that is looked for. Names are compared by their letters and digits only, in small letters. */
struct csv_column {
	const char *name;    /* as the documentation calls it */
	const char *aliases; /* folded, "lastreview|datelastreview"; NULL: the name only */
	bool required;
};

/*
 * Finds each column: ret_index[i] is its place, or -1. `map` ("code=Column name,year=NC Year", or NULL) comes before
 * the names. SP_INPUT: a required one is missing, or two columns answer to one name; SP_USAGE: a map that fits nothing.
 */
enum sp_rc csv_bind(const struct csv_table *table, const struct csv_column *columns, size_t n,
		    const char *map, int *ret_index, struct sp_err *reterr);

/* Would a spreadsheet run the cell, after blanks and quotes, as a formula? */
bool csv_is_formula(const char *text);

/* Letters and digits of text in small letters, into buf (cut to size). Returns buf. */
const char *csv_fold(const char *text, char *buf, size_t size);

/* Is `folded` one of "a|b|c"? */
bool csv_is_one_of(const char *folded, const char *list);

#endif
