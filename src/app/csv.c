/*
 * The reader of tables: first the bytes become UTF-8, then the delimiter is guessed from the first line, then one
 * pass splits records. Quotes are read as RFC 4180 says; a quote inside an unquoted cell stands for itself.
 */
#include "csv.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/base/utf8.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

enum { FOLDED = 64, MAX_NAMES_SHOWN = 300 };

struct reader {
	const char *path;
	const char *at;
	const char *end;
	int line;
	char delimiter;
	struct sp_arena *arena;
	struct sp_str cell;
	struct sp_str clean;
	const char *cells[CSV_MAX_COLUMNS + 1];
	size_t n_cells;
	bool blank; /* the record holds nothing */
	struct sp_err *reterr;
};

/* 0x80 to 0x9F of Windows-1252; 0 where nothing is defined. */
static const unsigned short windows_1252[32] = {
	0x20AC, 0,	0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,	0x017D, 0,	0,	0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,	0x017E, 0x0178,
};

static enum sp_rc
decode_windows(const char *bytes, size_t size, struct sp_arena *arena, const char **ret_text,
	       size_t *ret_size)
{
	char *text = sp_arena_alloc_n(arena, size + 1, 3);
	size_t len = 0;

	if (text == NULL)
		return SP_SYSTEM;
	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		uint32_t code = byte;
		char buf[5];
		int n;

		if (byte >= 0x80 && byte < 0xA0)
			code = windows_1252[byte - 0x80] == 0 ? 0xFFFD : windows_1252[byte - 0x80];
		n = sp_utf8_put(buf, code);
		assert(n >= 1 && n <= 3);
		memcpy(text + len, buf, (size_t)n);
		len += (size_t)n;
	}
	*ret_text = text;
	*ret_size = len;
	return SP_OK;
}

static bool
begins(const char *bytes, size_t size, const char *with, size_t len)
{
	return size >= len && memcmp(bytes, with, len) == 0;
}

static bool
looks_like_html(const char *bytes, size_t size)
{
	size_t i = 0;

	while (i < size && isspace((unsigned char)bytes[i]))
		i++;
	return size - i > 5 && bytes[i] == '<' &&
	       (bytes[i + 1] == '!' || isalpha((unsigned char)bytes[i + 1]));
}

/* What is no table at all is named, so that the person knows what to do with it. */
static enum sp_rc
refuse_other_files(const char *path, const char *bytes, size_t size, struct sp_err *reterr)
{
	if (size > CSV_MAX_BYTES)
		return sp_err_set_at(reterr, SP_INPUT, path, 0, 0, "The file is larger than %d MB.",
				     CSV_MAX_BYTES / (1024 * 1024));
	if (begins(bytes, size, "PK\x03\x04", 4) || begins(bytes, size, "\xD0\xCF\x11\xE0", 4))
		return sp_err_set_at(reterr, SP_INPUT, path, 0, 0,
				     "This is a workbook, not a CSV file: save it as \"CSV UTF-8\" first.");
	if (begins(bytes, size, "\xFF\xFE", 2) || begins(bytes, size, "\xFE\xFF", 2))
		return sp_err_set_at(reterr, SP_INPUT, path, 0, 0,
				     "The file is saved as UTF-16 text: save it as \"CSV UTF-8\" first.");
	if (looks_like_html(bytes, size))
		return sp_err_set_at(reterr, SP_INPUT, path, 1, 0,
				     "This is a web page, not a CSV file: perhaps the site wanted a log-in.");
	if (begins(bytes, size, "BEGIN:VCALENDAR", 15))
		return sp_err_set_at(
			reterr, SP_INPUT, path, 1, 0,
			"This is a calendar, not a CSV file: name it .ics, or use \"import calendar\".");
	if (memchr(bytes, '\0', size) != NULL)
		return sp_err_set_at(
			reterr, SP_INPUT, path, 0, 0,
			"This is no text file: it holds zero bytes. Save it as \"CSV UTF-8\" first.");
	return SP_OK;
}

/* The one of , ; and tab that stands most often in the first line, outside quotes. */
static char
guess_delimiter(const char *at, const char *end)
{
	static const char candidates[] = {',', ';', '\t'};
	size_t counts[SP_COUNT(candidates)] = {0};
	size_t best = 0;
	bool quoted = false;

	for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
		if (*at == '"')
			quoted = !quoted;
		for (size_t i = 0; !quoted && i < SP_COUNT(candidates); i++)
			counts[i] += *at == candidates[i];
	}
	for (size_t i = 1; i < SP_COUNT(candidates); i++)
		if (counts[i] > counts[best])
			best = i;
	return candidates[best];
}

/* A spreadsheet program's own word on the first line: "sep=;". */
static void
take_separator_line(struct reader *reader)
{
	if (reader->end - reader->at < 5 || strncmp(reader->at, "sep=", 4) != 0)
		return;
	reader->delimiter = reader->at[4];
	reader->at += 5;
	if (reader->at < reader->end && *reader->at == '\r')
		reader->at++;
	if (reader->at < reader->end && *reader->at == '\n')
		reader->at++;
	reader->line++;
}

bool
csv_is_formula(const char *text)
{
	static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

	text += strspn(text, " \"'");
	for (size_t i = 0; i < SP_COUNT(wide); i++)
		if (strncmp(text, wide[i], 3) == 0)
			return true;
	return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

/* Without blanks around it (also non-breaking ones), and without the apostrophe that guards a formula. */
static const char *
trimmed(char *text)
{
	static const char nbsp[] = "\xC2\xA0";
	size_t len;

	for (;;) {
		if (*text == ' ')
			text++;
		else if (strncmp(text, nbsp, 2) == 0)
			text += 2;
		else
			break;
	}
	for (len = strlen(text); len > 0; text[len] = '\0') {
		if (text[len - 1] == ' ')
			len--;
		else if (len >= 2 && memcmp(text + len - 2, nbsp, 2) == 0)
			len -= 2;
		else
			break;
	}
	return text[0] == '\'' && csv_is_formula(text + 1) ? text + 1 : text;
}

static enum sp_rc
end_cell(struct reader *reader, int line)
{
	char *copy;

	if (reader->cell.len > CSV_MAX_CELL)
		return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, line, 0,
				     "Column %zu holds more than %d characters: perhaps a quote is missing.",
				     reader->n_cells + 1, CSV_MAX_CELL);
	sp_str_clear(&reader->clean);
	sp_utf8_clean(&reader->clean, reader->cell.text, false);
	copy = reader->cell.failed || reader->clean.failed
		       ? NULL
		       : sp_arena_strndup(reader->arena, reader->clean.text, reader->clean.len);
	if (copy == NULL)
		return sp_err_nomem(reader->reterr);
	sp_str_clear(&reader->cell);
	if (reader->n_cells <= CSV_MAX_COLUMNS)
		reader->cells[reader->n_cells] = trimmed(copy);
	if (reader->n_cells < CSV_MAX_COLUMNS && reader->cells[reader->n_cells][0] != '\0')
		reader->blank = false;
	reader->n_cells++;
	if (reader->n_cells > CSV_MAX_COLUMNS)
		return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, line, 0,
				     "There are more than %d columns.", CSV_MAX_COLUMNS);
	return SP_OK;
}

/* Behind an opening quote: everything up to the closing one. */
static enum sp_rc
take_quoted(struct reader *reader, int begin_line)
{
	while (reader->at < reader->end) {
		char c = *reader->at++;

		if (c == '"') {
			if (reader->at == reader->end || *reader->at != '"')
				return SP_OK;
			reader->at++;
		}
		if (c == '\n')
			reader->line++;
		if (reader->cell.len <= CSV_MAX_CELL)
			sp_str_add_char(&reader->cell, c);
	}
	return sp_err_set_at(reader->reterr, SP_INPUT, reader->path, begin_line, 0,
			     "A quote (\") is opened here in column %zu and never closed.",
			     reader->n_cells + 1);
}

/* One record into reader->cells. */
static enum sp_rc
take_record(struct reader *reader)
{
	int begin_line = reader->line;
	enum sp_rc rc = SP_OK;

	reader->n_cells = 0;
	reader->blank = true;
	sp_str_clear(&reader->cell);
	while (reader->at < reader->end && rc == SP_OK) {
		char c = *reader->at++;

		if (c == '"' && reader->cell.len == 0) {
			rc = take_quoted(reader, begin_line);
		} else if (c == reader->delimiter) {
			rc = end_cell(reader, begin_line);
		} else if (c == '\n' || c == '\r') {
			if (c == '\r' && reader->at < reader->end && *reader->at == '\n')
				reader->at++;
			reader->line++;
			break;
		} else if (reader->cell.len <= CSV_MAX_CELL) {
			sp_str_add_char(&reader->cell, c);
		}
	}
	return rc == SP_OK ? end_cell(reader, begin_line) : rc;
}

/* The record's cells as a row of the table's width. What stands beyond it makes the row a bad one. */
static enum sp_rc
make_row(struct reader *reader, size_t n_columns, const char *const **ret_cells, const char **ret_problem)
{
	const char **cells = SP_ARENA_NEW_N(reader->arena, const char *, n_columns);
	const char *problem = NULL;

	if (cells == NULL)
		return sp_err_nomem(reader->reterr);
	for (size_t i = 0; i < n_columns; i++)
		cells[i] = i < reader->n_cells ? reader->cells[i] : "";
	for (size_t i = n_columns; i < reader->n_cells && problem == NULL; i++) {
		if (reader->cells[i][0] == '\0')
			continue;
		problem = sp_arena_printf(
			reader->arena,
			"This line has %zu cells, but the heading only %zu: a text that holds the separator "
			"(%s) must stand in quotes.",
			reader->n_cells, n_columns,
			reader->delimiter == '\t' ? "tab" : (const char[]){reader->delimiter, '\0'});
		if (problem == NULL)
			return sp_err_nomem(reader->reterr);
	}
	*ret_cells = cells;
	*ret_problem = problem;
	return SP_OK;
}

static enum sp_rc
read_records(struct reader *reader, struct csv_table *table)
{
	SP_ARRAY(struct csv_row) rows = {0};
	enum sp_rc rc = SP_OK;

	while (reader->at < reader->end && rc == SP_OK) {
		struct csv_row row = {.line = reader->line};

		rc = take_record(reader);
		if (rc != SP_OK || reader->blank)
			continue;
		if (table->header == NULL) {
			table->n_columns = reader->n_cells;
			table->header_line = row.line;
			rc = make_row(reader, table->n_columns, &table->header, &row.problem);
			continue;
		}
		if (rows.n >= CSV_MAX_ROWS) {
			rc = sp_err_set_at(reader->reterr, SP_INPUT, reader->path, row.line, 0,
					   "There are more than %d rows.", CSV_MAX_ROWS);
			continue;
		}
		rc = make_row(reader, table->n_columns, &row.cells, &row.problem);
		if (rc == SP_OK && !SP_ARRAY_PUSH(&rows, row))
			rc = sp_err_nomem(reader->reterr);
	}
	if (rc == SP_OK && rows.n > 0) {
		table->rows = sp_arena_memdup(reader->arena, rows.items, rows.n * sizeof(*rows.items));
		table->n_rows = rows.n;
		rc = table->rows == NULL ? sp_err_nomem(reader->reterr) : SP_OK;
	}
	SP_ARRAY_FREE(&rows);
	return rc;
}

enum sp_rc
csv_read(const char *path, const char *bytes, size_t size, struct sp_arena *arena, struct csv_table *ret,
	 struct sp_err *reterr)
{
	struct reader reader = {.path = path, .line = 1, .arena = arena, .reterr = reterr};
	struct csv_table table = {.path = path};
	enum sp_rc rc = refuse_other_files(path, bytes, size, reterr);

	if (rc != SP_OK)
		return rc;
	sp_str_init(&reader.cell);
	sp_str_init(&reader.clean);
	if (begins(bytes, size, "\xEF\xBB\xBF", 3)) {
		bytes += 3;
		size -= 3;
	}
	if (!sp_utf8_is_valid(bytes, size) && decode_windows(bytes, size, arena, &bytes, &size) != SP_OK) {
		rc = sp_err_nomem(reterr);
		goto done;
	}
	reader.at = bytes;
	reader.end = bytes + size;
	reader.delimiter = guess_delimiter(reader.at, reader.end);
	take_separator_line(&reader);
	rc = read_records(&reader, &table);
	if (rc == SP_OK && table.header == NULL)
		rc = sp_err_set_at(reterr, SP_INPUT, path, 0, 0,
				   "The file is empty: a first row with column names is expected.");
	if (rc == SP_OK)
		*ret = table;
done:
	sp_str_finish(&reader.cell);
	sp_str_finish(&reader.clean);
	return rc;
}

const char *
csv_fold(const char *text, char *buf, size_t size)
{
	size_t len = 0;

	assert(size > 0);
	for (; *text != '\0' && len + 1 < size; text++)
		if (isalnum((unsigned char)*text))
			buf[len++] = (char)tolower((unsigned char)*text);
	buf[len] = '\0';
	return buf;
}

bool
csv_is_one_of(const char *folded, const char *list)
{
	size_t len = strlen(folded);

	for (const char *at = list; at != NULL; at = strchr(at, '|')) {
		at += *at == '|';
		if (len > 0 && strncmp(at, folded, len) == 0 && (at[len] == '|' || at[len] == '\0'))
			return true;
	}
	return false;
}

static int
find_header(const struct csv_table *table, const char *folded)
{
	char buf[FOLDED];

	for (size_t i = 0; i < table->n_columns; i++)
		if (sp_streq(csv_fold(table->header[i], buf, sizeof(buf)), folded))
			return (int)i;
	return -1;
}

/* "code=Column name,year=NC Year" */
static enum sp_rc
bind_map(const struct csv_table *table, const struct csv_column *columns, size_t n, const char *map,
	 int *index, struct sp_err *reterr)
{
	while (map != NULL && *map != '\0') {
		size_t len = strcspn(map, ",");
		const char *equals = memchr(map, '=', len);
		char name[FOLDED * 2], key[FOLDED], header[FOLDED], buf[FOLDED];
		size_t column = n;

		if (equals == NULL || len >= sizeof(name))
			return sp_err_set(reterr, SP_USAGE,
					  "--map wants pairs like code=Column name, not \"%.*s\".", (int)len,
					  map);
		memcpy(name, map, len);
		name[len] = '\0';
		name[equals - map] = '\0';
		csv_fold(name, key, sizeof(key));
		csv_fold(name + (equals - map) + 1, header, sizeof(header));
		for (size_t i = 0; i < n && column == n; i++)
			if (sp_streq(csv_fold(columns[i].name, buf, sizeof(buf)), key))
				column = i;
		if (column == n)
			return sp_err_set(reterr, SP_USAGE, "--map: \"%s\" is no column that is read here.",
					  name);
		index[column] = find_header(table, header);
		if (index[column] < 0)
			return sp_err_set_at(reterr, SP_USAGE, table->path, table->header_line, 0,
					     "--map: the heading has no column \"%s\".",
					     name + (equals - map) + 1);
		map += len + (map[len] == ',');
	}
	return SP_OK;
}

static bool
answers_to(const struct csv_column *column, const char *folded)
{
	char buf[FOLDED];

	return sp_streq(csv_fold(column->name, buf, sizeof(buf)), folded) ||
	       (column->aliases != NULL && csv_is_one_of(folded, column->aliases));
}

static enum sp_rc
missing_column(const struct csv_table *table, const struct csv_column *column, struct sp_err *reterr)
{
	char names[MAX_NAMES_SHOWN] = "";
	size_t len = 0;

	for (size_t i = 0; i < table->n_columns; i++) {
		size_t more = strlen(table->header[i]) + 2;

		if (len + more + 1 >= sizeof(names))
			break;
		memcpy(names + len, i == 0 ? "" : ", ", i == 0 ? 0 : 2);
		len += i == 0 ? 0 : 2;
		memcpy(names + len, table->header[i], strlen(table->header[i]) + 1);
		len += strlen(table->header[i]);
	}
	return sp_err_set_at(reterr, SP_INPUT, table->path, table->header_line, 0,
			     "The heading has no column \"%s\"; it has: %s.", column->name, names);
}

enum sp_rc
csv_bind(const struct csv_table *table, const struct csv_column *columns, size_t n, const char *map,
	 int *ret_index, struct sp_err *reterr)
{
	enum sp_rc rc;

	for (size_t i = 0; i < n; i++)
		ret_index[i] = -1;
	rc = bind_map(table, columns, n, map, ret_index, reterr);
	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < n; i++) {
		bool mapped = ret_index[i] >= 0;

		for (size_t j = 0; !mapped && j < table->n_columns; j++) {
			char buf[FOLDED];

			if (!answers_to(&columns[i], csv_fold(table->header[j], buf, sizeof(buf))))
				continue;
			if (ret_index[i] >= 0)
				return sp_err_set_at(
					reterr, SP_INPUT, table->path, table->header_line, 0,
					"Both \"%s\" and \"%s\" could be the column \"%s\": rename one.",
					table->header[ret_index[i]], table->header[j], columns[i].name);
			ret_index[i] = (int)j;
		}
		if (ret_index[i] < 0 && columns[i].required)
			return missing_column(table, &columns[i], reterr);
	}
	return SP_OK;
}
