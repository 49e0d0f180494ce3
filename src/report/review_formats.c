/*
 * The plain formats of the review: text, Markdown, CSV and JSON. Each is one walk over the table; a new section or figure
 * needs nothing here.
 */
#include "senplan/base/array.h"
#include "senplan/report/json.h"

#include "review_page.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

const char *const sp_review_format_names[] = {"text", "md", "csv", "json", "html", NULL};

static const char *const unit_names[] = {
	[SP_REVIEW_TEXT] = "text",   [SP_REVIEW_MIN] = "minutes", [SP_REVIEW_COUNT] = "count",
	[SP_REVIEW_PCT] = "percent", [SP_REVIEW_DAY] = "date",
};

/* --- lines that all have --- */

void
review_title(const struct sp_review *review, struct sp_str *out)
{
	char from[SP_DAY_TEXT], to[SP_DAY_TEXT];

	sp_str_addf(out, "%s: %s to %s", review->name, sp_day_format(review->from_day, SP_DAY_LONG, from),
		    sp_day_format(review->to_day, SP_DAY_LONG, to));
}

void
review_before(const struct sp_review *review, struct sp_str *out)
{
	char from[SP_DAY_TEXT], to[SP_DAY_TEXT];

	if (review->before_name[0] == '\0')
		return;
	sp_str_addf(out, "Before is %s, %s to %s.", review->before_name,
		    sp_day_format(review->before_from_day, SP_DAY_LONG, from),
		    sp_day_format(review->before_to_day, SP_DAY_LONG, to));
}

const char *
review_privacy(const struct sp_review *review)
{
	return review->exact
		       ? "Counts of pupils are exact: not for passing on."
		       : "Counts of pupils and of their dates under five are shown as <5, and as 5+ what would give them away.";
}

/* --- Markdown --- */

/* Nothing of a name may become markup. */
static void
add_md(struct sp_str *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '<' || *text == '>' || *text == '&') {
			sp_str_add(out, *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : "&amp;");
			continue;
		}
		if (strchr("\\`*_[]|#!~", *text) != NULL)
			sp_str_add_char(out, '\\');
		sp_str_add_char(out, *text);
	}
}

static void
md_section(const struct sp_review_section *section, struct sp_str *out)
{
	char buf[SP_REVIEW_TEXT_MAX];

	sp_str_add(out, "\n## ");
	add_md(out, section->title);
	sp_str_addf(out, "\n\n%s\n\n", section->about);
	if (section->n_rows == 0) {
		sp_str_addf(out, "%s\n", section->empty == NULL ? "Nothing." : section->empty);
		return;
	}
	sp_str_addf(out, "| %s |", section->of);
	for (size_t i = 0; i < section->n_columns; i++) {
		sp_str_add_char(out, ' ');
		add_md(out, section->columns[i].label);
		sp_str_add(out, " |");
	}
	sp_str_add(out, "\n|:---|");
	for (size_t i = 0; i < section->n_columns; i++)
		sp_str_add(out, section->columns[i].unit == SP_REVIEW_TEXT ? ":---|" : "---:|");
	for (size_t r = 0; r < section->n_rows; r++) {
		const struct sp_review_row *row = &section->rows[r];

		sp_str_add(out, "\n| ");
		add_md(out, row->label);
		if (row->plain[0] != '\0') {
			sp_str_add(out, " (");
			add_md(out, row->plain);
			sp_str_add(out, ")");
		}
		for (size_t i = 0; i < section->n_columns; i++) {
			sp_str_add(out, " | ");
			add_md(out, sp_review_cell_text(&row->cells[i], buf));
		}
		sp_str_add(out, " |");
	}
	sp_str_add_char(out, '\n');
}

static void
write_md(const struct sp_review *review, int width, struct sp_str *out)
{
	struct sp_str line;

	(void)width;
	sp_str_init(&line);
	sp_str_addf(out, "# %s\n\n", review->title);
	if (review->school[0] != '\0') {
		add_md(out, review->school);
		sp_str_add(out, "  \n");
	}
	review_title(review, &line);
	add_md(out, line.text);
	sp_str_add(out, "\n\n");
	for (size_t i = 0; i < review->n_sentences; i++) {
		sp_str_add(out, "- ");
		add_md(out, review->sentences[i]);
		sp_str_add_char(out, '\n');
	}
	for (size_t i = 0; i < review->n_sections; i++)
		md_section(&review->sections[i], out);
	sp_str_clear(&line);
	review_before(review, &line);
	sp_str_add_char(out, '\n');
	add_md(out, line.text);
	if (line.len > 0)
		sp_str_add_char(out, ' ');
	add_md(out, review_privacy(review));
	sp_str_add_char(out, '\n');
	out->failed |= line.failed;
	sp_str_finish(&line);
}

/* --- CSV: a line a figure --- */

/* A spreadsheet must not take a name for a formula. */
static void
add_csv(struct sp_str *out, const char *text)
{
	bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;

	if (!formula && strpbrk(text, ",\"\n\r") == NULL) {
		sp_str_add(out, text);
		return;
	}
	sp_str_add_char(out, '"');
	if (formula)
		sp_str_add_char(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			sp_str_add_char(out, '"');
		sp_str_add_char(out, *text);
	}
	sp_str_add_char(out, '"');
}

static void
add_csv_value(struct sp_str *out, const struct sp_review_cell *cell)
{
	char buf[SP_REVIEW_TEXT_MAX];

	if (cell->shown == SP_REVIEW_NONE)
		return;
	if (cell->shown != SP_REVIEW_SHOWN)
		add_csv(out, sp_review_cell_text(cell, buf));
	else if (cell->unit == SP_REVIEW_TEXT)
		add_csv(out, cell->text);
	else if (cell->unit == SP_REVIEW_DAY)
		sp_str_add(out, sp_day_format((sp_day)cell->value, SP_DAY_ISO, buf));
	else
		sp_str_addf(out, "%" PRId64, cell->value);
}

static void
write_csv(const struct sp_review *review, int width, struct sp_str *out)
{
	(void)width;
	sp_str_add(out, "section,key,row,figure,unit,value\r\n");
	for (size_t s = 0; s < review->n_sections; s++) {
		const struct sp_review_section *section = &review->sections[s];

		for (size_t r = 0; r < section->n_rows; r++)
			for (size_t i = 0; i < section->n_columns; i++) {
				const struct sp_review_row *row = &section->rows[r];

				sp_str_addf(out, "%s,", section->key);
				add_csv(out, row->key);
				sp_str_add_char(out, ',');
				add_csv(out, row->label);
				sp_str_addf(out, ",%s,%s,", section->columns[i].key,
					    unit_names[section->columns[i].unit]);
				add_csv_value(out, &row->cells[i]);
				sp_str_add(out, "\r\n");
			}
	}
}

/* --- JSON --- */

static void
json_cell(struct sp_json *json, const char *key, const struct sp_review_cell *cell)
{
	char buf[SP_REVIEW_TEXT_MAX];

	if (cell->shown == SP_REVIEW_NONE)
		sp_json_null(json, key);
	else if (cell->shown != SP_REVIEW_SHOWN)
		sp_json_text(json, key, sp_review_cell_text(cell, buf));
	else if (cell->unit == SP_REVIEW_TEXT)
		sp_json_text(json, key, cell->text);
	else if (cell->unit == SP_REVIEW_DAY)
		sp_json_day(json, key, (sp_day)cell->value);
	else
		sp_json_int(json, key, cell->value);
}

static void
json_section(struct sp_json *json, const struct sp_review_section *section)
{
	sp_json_open(json, section->key, '{');
	sp_json_text(json, "title", section->title);
	sp_json_open(json, "columns", '[');
	for (size_t i = 0; i < section->n_columns; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_text(json, "key", section->columns[i].key);
		sp_json_text(json, "label", section->columns[i].label);
		sp_json_text(json, "unit", unit_names[section->columns[i].unit]);
		sp_json_close(json);
	}
	sp_json_close(json);
	sp_json_open(json, "rows", '[');
	for (size_t r = 0; r < section->n_rows; r++) {
		const struct sp_review_row *row = &section->rows[r];

		sp_json_open(json, NULL, '{');
		sp_json_text(json, "key", row->key);
		sp_json_text(json, "label", row->label);
		sp_json_text(json, "plain", row->plain);
		sp_json_bool(json, "total", row->total);
		sp_json_open(json, "figures", '{');
		for (size_t i = 0; i < section->n_columns; i++)
			json_cell(json, section->columns[i].key, &row->cells[i]);
		sp_json_close(json);
		sp_json_close(json);
	}
	sp_json_close(json);
	sp_json_close(json);
}

static void
write_json(const struct sp_review *review, int width, struct sp_str *out)
{
	struct sp_json json;

	(void)width;
	sp_json_begin(&json, out);
	sp_json_text(&json, "title", review->title);
	sp_json_text(&json, "school", review->school);
	sp_json_text(&json, "name", review->name);
	sp_json_day(&json, "from", review->from_day);
	sp_json_day(&json, "to", review->to_day);
	if (review->before_name[0] != '\0') {
		sp_json_text(&json, "before_name", review->before_name);
		sp_json_day(&json, "before_from", review->before_from_day);
		sp_json_day(&json, "before_to", review->before_to_day);
	}
	sp_json_bool(&json, "exact", review->exact);
	sp_json_open(&json, "sentences", '[');
	for (size_t i = 0; i < review->n_sentences; i++)
		sp_json_text(&json, NULL, review->sentences[i]);
	sp_json_close(&json);
	sp_json_open(&json, "sections", '{');
	for (size_t i = 0; i < review->n_sections; i++)
		json_section(&json, &review->sections[i]);
	sp_json_close(&json);
	sp_json_end(&json);
}

/* --- all --- */

typedef void (*write_fn)(const struct sp_review *review, int width, struct sp_str *out);

static const write_fn writers[SP_REVIEW_FORMAT_COUNT] = {
	[SP_REVIEW_AS_TEXT] = review_text, [SP_REVIEW_AS_MD] = write_md,      [SP_REVIEW_AS_CSV] = write_csv,
	[SP_REVIEW_AS_JSON] = write_json,  [SP_REVIEW_AS_HTML] = review_page,
};

void
sp_review_write(const struct sp_review *review, enum sp_review_format format, int width, struct sp_str *out)
{
	assert(format < SP_REVIEW_FORMAT_COUNT);
	writers[format](review, width, out);
}
