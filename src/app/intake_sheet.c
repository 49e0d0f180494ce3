/*
 * An import under way: its errors and warnings, and the readers of cells that are neither dates nor rows.
 */
#include "intake_sheet.h"

#include "senplan/base/str.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED = 32 };

static const char *const weekday_words[] = {
	"mon|monday|1", "tue|tues|tuesday|2", "wed|weds|wednesday|3", "thu|thur|thurs|thursday|4",
	"fri|friday|5", "sat|saturday|6",     "sun|sunday|7",
};

void
intake_init(struct intake *intake, const struct sp_intake_input *input, struct sp_edits *edits,
	    struct sp_err *reterr)
{
	memset(intake, 0, sizeof(*intake));
	intake->input = input;
	intake->snapshot = input->snapshot;
	intake->edits = edits;
	intake->arena = edits->arena;
	intake->reterr = reterr;
	for (size_t i = 0; i < INTAKE_MAX_COLUMNS; i++)
		intake->index[i] = -1;
}

bool
intake_nomem(struct intake *intake)
{
	intake->rc = sp_err_nomem(intake->reterr);
	return false;
}

static void
add_warning(struct intake *intake, int line, const char *text)
{
	struct sp_intake_warning warning = {.line = line, .text = sp_arena_strdup(intake->arena, text)};

	if (intake->warnings.n >= INTAKE_MAX_WARNINGS) {
		intake->n_unsaid++;
		return;
	}
	if (warning.text == NULL || !SP_ARRAY_PUSH(&intake->warnings, warning))
		intake_nomem(intake);
}

void
intake_warn(struct intake *intake, int line, const char *format, ...)
{
	char text[SP_ERR_TEXT];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	add_warning(intake, line, text);
}

bool
intake_bad(struct intake *intake, int line, int column, const char *format, ...)
{
	char text[SP_ERR_TEXT];
	size_t len = 0;
	va_list args;

	if (column >= 0)
		len = (size_t)snprintf(text, sizeof(text), "%s: ", intake->columns[column].name);
	va_start(args, format);
	vsnprintf(text + len, sizeof(text) - len, format, args);
	va_end(args);
	if (intake->input->options->skip_bad && intake->rc == SP_OK)
		add_warning(intake, line, text);
	else if (intake->rc == SP_OK)
		intake->rc =
			sp_err_set_at(intake->reterr, SP_INPUT, intake->input->path, line, 0, "%s", text);
	return false;
}

/* Rows that are bad as rows: the first ends the import, or they are left out and listed. */
static bool
leave_bad_rows(struct intake *intake)
{
	struct csv_row *rows = SP_ARENA_NEW_N(intake->arena, struct csv_row, intake->table.n_rows);
	size_t n = 0;

	if (rows == NULL)
		return intake_nomem(intake);
	for (size_t i = 0; i < intake->table.n_rows && intake->rc == SP_OK; i++) {
		const struct csv_row *row = &intake->table.rows[i];

		if (row->problem == NULL)
			rows[n++] = *row;
		else
			intake_bad(intake, row->line, -1, "%s", row->problem);
	}
	intake->table.rows = rows;
	intake->table.n_rows = n;
	return intake->rc == SP_OK;
}

/* A column that nobody reads may be a heading that was meant otherwise: say so. */
static void
warn_unread(struct intake *intake, size_t n_wanted)
{
	const struct csv_table *table = &intake->table;
	struct sp_str names;
	size_t n = 0;

	sp_str_init(&names);
	for (size_t i = 0; i < table->n_columns; i++) {
		bool used = table->header[i][0] == '\0';

		for (size_t j = 0; j < n_wanted; j++)
			used = used || intake->index[j] == (int)i;
		if (!used)
			sp_str_addf(&names, "%s\"%s\"", n++ == 0 ? "" : ", ", table->header[i]);
	}
	if (names.failed)
		intake_nomem(intake);
	else if (n > 0)
		intake_warn(intake, table->header_line, "The column%s %s %s not read.", n == 1 ? "" : "s",
			    names.text, n == 1 ? "is" : "are");
	sp_str_finish(&names);
}

enum sp_rc
intake_open(struct intake *intake, const struct csv_column *columns, size_t n)
{
	const struct sp_intake_input *input = intake->input;

	assert(n <= INTAKE_MAX_COLUMNS);
	intake->columns = columns;
	intake->rc = csv_read(input->path, input->bytes, input->size, intake->arena, &intake->table,
			      intake->reterr);
	if (intake->rc == SP_OK)
		intake->rc = csv_bind(&intake->table, columns, n, input->options->map, intake->index,
				      intake->reterr);
	if (intake->rc == SP_OK && leave_bad_rows(intake))
		warn_unread(intake, n);
	return intake->rc;
}

/* By line, as a person goes through the file; what is about the whole of it comes last. */
static int
by_line(const void *a, const void *b)
{
	const struct sp_intake_warning *x = a, *y = b;

	if (x->line != y->line)
		return x->line == 0 ? 1 : y->line == 0 ? -1 : x->line < y->line ? -1 : 1;
	return strcmp(x->text, y->text);
}

static void
say_unsaid(struct intake *intake)
{
	struct sp_intake_warning warning = {
		.text = sp_arena_printf(intake->arena, "… and %zu more like these.", intake->n_unsaid)};

	if (warning.text == NULL || !SP_ARRAY_PUSH(&intake->warnings, warning))
		intake_nomem(intake);
}

enum sp_rc
intake_close(struct intake *intake, struct sp_intake_result *ret)
{
	if (intake->rc == SP_OK)
		intake->rc = sp_edits_ok(intake->edits, intake->reterr);
	if (intake->rc == SP_OK && intake->n_unsaid > 0)
		say_unsaid(intake);
	if (intake->rc == SP_OK && intake->warnings.n > 0) {
		qsort(intake->warnings.items, intake->warnings.n, sizeof(*intake->warnings.items), by_line);
		intake->result.n_warnings = intake->warnings.n;
		intake->result.warnings =
			sp_arena_memdup(intake->arena, intake->warnings.items,
					intake->warnings.n * sizeof(*intake->warnings.items));
		if (intake->result.warnings == NULL)
			intake_nomem(intake);
	}
	SP_ARRAY_FREE(&intake->warnings);
	if (intake->rc == SP_OK)
		*ret = intake->result;
	return intake->rc;
}

bool
intake_has(const struct intake *intake, int column)
{
	return intake->index[column] >= 0;
}

const char *
intake_text(const struct intake *intake, const struct csv_row *row, int column)
{
	assert(column >= 0 && column < INTAKE_MAX_COLUMNS);
	return intake->index[column] < 0 ? "" : row->cells[intake->index[column]];
}

bool
intake_day(struct intake *intake, const struct csv_row *row, int column, sp_day *io)
{
	const char *text = intake_text(intake, row, column);
	const char *rest;
	sp_day day;
	enum intake_date verdict;

	if (*text == '\0')
		return true;
	verdict = intake_date_parse(text, &day, &rest);
	if (verdict == INTAKE_DATE_OK && *rest == '\0') {
		*io = day;
		return true;
	}
	return intake_bad(intake, row->line, column, "%s is no date%s; dates are dd/mm/yyyy or 2026-02-28.",
			  text, verdict == INTAKE_DATE_UNREAL ? " in any calendar" : "");
}

bool
intake_minute(struct intake *intake, const struct csv_row *row, int column, sp_minute *io)
{
	const char *text = intake_text(intake, row, column);

	if (*text == '\0' || sp_minute_parse(text, io))
		return true;
	if (strlen(text) == 8 && text[5] == ':') { /* 09:00:00, as spreadsheets write it */
		char clock[6];

		memcpy(clock, text, 5);
		clock[5] = '\0';
		if (sp_minute_parse(clock, io))
			return true;
	}
	return intake_bad(intake, row->line, column, "%s is no time of day; times are like 09:05 or 15:30.",
			  text);
}

bool
intake_number(struct intake *intake, const struct csv_row *row, int column, long low, long high, int32_t *io)
{
	const char *text = intake_text(intake, row, column);
	long value;

	if (*text == '\0')
		return true;
	if (!sp_parse_int(text, low, high, &value))
		return intake_bad(intake, row->line, column, "\"%s\" is no whole number from %ld to %ld.",
				  text, low, high);
	*io = (int32_t)value;
	return true;
}

bool
intake_choice(struct intake *intake, const struct csv_row *row, int column, const char *const *names, int *io)
{
	const char *text = intake_text(intake, row, column);
	char list[200] = "";
	int found;

	if (*text == '\0')
		return true;
	found = sp_enum_parse(names, text);
	if (found >= 0) {
		*io = found;
		return true;
	}
	for (size_t i = 0, len = 0; names[i] != NULL && len < sizeof(list); i++)
		len += (size_t)snprintf(list + len, sizeof(list) - len, "%s%s", i == 0 ? "" : ", ", names[i]);
	return intake_bad(intake, row->line, column, "\"%s\" is not known; it can be %s.", text, list);
}

bool
intake_yes_no(struct intake *intake, const struct csv_row *row, int column, bool *io)
{
	char buf[FOLDED];
	const char *folded = csv_fold(intake_text(intake, row, column), buf, sizeof(buf));

	if (*folded == '\0')
		return true;
	if (!csv_is_one_of(folded, "yes|y|true|1|no|n|false|0"))
		return intake_bad(intake, row->line, column, "\"%s\" is neither yes nor no.",
				  intake_text(intake, row, column));
	*io = csv_is_one_of(folded, "yes|y|true|1");
	return true;
}

bool
intake_cycle_week(struct intake *intake, const struct csv_row *row, int column, int32_t *io)
{
	const char *text = intake_text(intake, row, column);
	long n_weeks =
		sp_setting_int(intake->snapshot, "cycle") == 1 ? 1 : 2; /* ten days are weeks A and B */
	char buf[FOLDED];
	const char *folded = csv_fold(text, buf, sizeof(buf));
	long week = -1;

	if (*folded == '\0' || csv_is_one_of(folded, "each|both|every|all|eachweek|everyweek|ab")) {
		*io = -1;
		return true;
	}
	if (sp_starts_with(folded, "week"))
		folded += 4;
	if (folded[0] >= 'a' && folded[0] <= 'z' && folded[1] == '\0')
		week = folded[0] - 'a';
	else if (sp_parse_int(folded, 1, 26, &week))
		week--;
	if (week < 0)
		return intake_bad(intake, row->line, column,
				  "\"%s\" is no week of the cycle; use A, B or leave it empty.", text);
	if (week >= n_weeks && n_weeks == 1)
		return intake_bad(
			intake, row->line, column,
			"there is no week %s: this plan's timetable is the same each week. For weeks A and B "
			"say first: senplan set cycle 2.",
			text);
	if (week >= n_weeks)
		return intake_bad(intake, row->line, column,
				  "there is no week %s: the cycle has the weeks A to %c.", text,
				  (char)('A' + n_weeks - 1));
	*io = (int32_t)week;
	return true;
}

int
intake_weekday_of(const char *text)
{
	char buf[FOLDED];

	csv_fold(text, buf, sizeof(buf));
	for (size_t i = 0; i < SP_COUNT(weekday_words); i++)
		if (csv_is_one_of(buf, weekday_words[i]))
			return (int)i;
	return -1;
}
