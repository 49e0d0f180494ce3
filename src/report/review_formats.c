/*
 * The plain formats of the review: text, Markdown, CSV and JSON. Each is one walk over the table; a new section or figure
 * needs nothing here.
 */
#include "senplan/base/array.h"
#include "senplan/base/utf8.h"
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

/* --- text --- */

enum { GAP = 2, LABEL_LEAST = 12, LABEL_MOST = 34, COLUMNS_MOST = 16 };

static int
text_width(const char *text)
{
	return sp_utf8_text_width(text);
}

static void
add_padded(struct sp_str *out, const char *text, int width, bool right)
{
	size_t bytes = sp_utf8_fit(text, width);
	int pad = width;

	for (const char *at = text; at < text + bytes;) /* columns of what fits */
		pad -= sp_utf8_width(sp_utf8_next(&at));
	pad = pad < 0 ? 0 : pad;
	if (right)
		sp_str_add_repeat(out, ' ', (size_t)pad);
	sp_str_add_n(out, text, bytes);
	if (!right)
		sp_str_add_repeat(out, ' ', (size_t)pad);
}

static void
trim_line(struct sp_str *out)
{
	while (out->len > 0 && out->text[out->len - 1] == ' ')
		out->text[--out->len] = '\0';
	sp_str_add_char(out, '\n');
}

/* Words broken into lines of at most `width` columns. */
static void
add_wrapped(struct sp_str *out, const char *text, int width)
{
	int column = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, " ");
		int word = 0;

		for (const char *at = text; at < text + len;)
			word += sp_utf8_width(sp_utf8_next(&at));
		if (column > 0 && column + 1 + word > width) {
			sp_str_add_char(out, '\n');
			column = 0;
		} else if (column > 0) {
			sp_str_add_char(out, ' ');
			column++;
		}
		sp_str_add_n(out, text, len);
		column += word;
		text += len;
		text += strspn(text, " ");
	}
	sp_str_add_char(out, '\n');
}

/* A heading may be broken between words. */
static int
longest_word(const char *text)
{
	int longest = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, " ");

		longest = (int)len > longest ? (int)len : longest;
		text += len;
		text += strspn(text, " ");
	}
	return longest;
}

/* As many words from *at on as fit in the width. */
static void
add_words(struct sp_str *out, const char **at, int width)
{
	size_t len = strcspn(*at, " ");

	while ((*at)[len] != '\0') {
		size_t more = 1 + strcspn(*at + len + 1, " ");

		if ((int)(len + more) > width)
			break;
		len += more;
	}
	sp_str_add_repeat(out, ' ', (size_t)(width - (int)len));
	sp_str_add_n(out, *at, len);
	*at += len;
	*at += strspn(*at, " ");
}

static void
text_heading(const struct sp_review_section *section, const int *widths, int label, struct sp_str *out)
{
	const char *at[COLUMNS_MOST];
	bool more = true;

	for (size_t i = 0; i < section->n_columns; i++)
		at[i] = section->columns[i].label;
	for (int line = 0; more; line++) {
		more = false;
		add_padded(out, line == 0 ? section->of : "", label, false);
		for (size_t i = 0; i < section->n_columns; i++) {
			sp_str_add_repeat(out, ' ', GAP);
			add_words(out, &at[i], widths[i]);
			more |= *at[i] != '\0';
		}
		trim_line(out);
	}
}

/* Returns the width of all columns with the gaps before them. */
static int
column_widths(const struct sp_review_section *section, bool broken, int widths[COLUMNS_MOST], int *ret_label)
{
	char buf[SP_REVIEW_TEXT_MAX];
	int all = 0;

	*ret_label = text_width(section->of);
	for (size_t i = 0; i < section->n_columns; i++)
		widths[i] = broken ? longest_word(section->columns[i].label)
				   : text_width(section->columns[i].label);
	for (size_t r = 0; r < section->n_rows; r++) {
		const struct sp_review_row *row = &section->rows[r];

		if (text_width(row->label) > *ret_label)
			*ret_label = text_width(row->label);
		for (size_t i = 0; i < section->n_columns; i++) {
			int width = text_width(sp_review_cell_text(&row->cells[i], buf));

			if (width > widths[i])
				widths[i] = width;
		}
	}
	for (size_t i = 0; i < section->n_columns; i++)
		all += GAP + widths[i];
	return all;
}

static void
text_table(const struct sp_review_section *section, int width, struct sp_str *out)
{
	int widths[COLUMNS_MOST], label, all;
	char buf[SP_REVIEW_TEXT_MAX];

	assert(section->n_columns <= COLUMNS_MOST);
	all = column_widths(section, false, widths, &label);
	if (label + all > width)
		all = column_widths(section, true, widths, &label);
	if (label > LABEL_MOST || (label + all > width && label > LABEL_LEAST))
		label = width - all < LABEL_LEAST  ? LABEL_LEAST
			: width - all > LABEL_MOST ? LABEL_MOST
						   : width - all;
	text_heading(section, widths, label, out);
	for (size_t r = 0; r < section->n_rows; r++) {
		add_padded(out, section->rows[r].label, label, false);
		for (size_t i = 0; i < section->n_columns; i++) {
			sp_str_add_repeat(out, ' ', GAP);
			add_padded(out, sp_review_cell_text(&section->rows[r].cells[i], buf), widths[i],
				   true);
		}
		trim_line(out);
	}
}

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

static void
write_text(const struct sp_review *review, int width, struct sp_str *out)
{
	struct sp_str line;

	sp_str_init(&line);
	if (review->school[0] != '\0')
		sp_str_addf(out, "%s\n", review->school);
	sp_str_add(out, "SENCO time review\n");
	review_title(review, out);
	sp_str_add(out, "\n\n");
	for (size_t i = 0; i < review->n_sentences; i++)
		add_wrapped(out, review->sentences[i], width);
	for (size_t i = 0; i < review->n_sections; i++) {
		const struct sp_review_section *section = &review->sections[i];

		sp_str_addf(out, "\n%s\n", section->title);
		sp_str_add_repeat(out, '-', (size_t)text_width(section->title));
		sp_str_add_char(out, '\n');
		if (section->n_rows == 0)
			sp_str_addf(out, "%s\n", section->empty == NULL ? "Nothing." : section->empty);
		else
			text_table(section, width, out);
	}
	sp_str_add_char(out, '\n');
	review_before(review, &line);
	add_wrapped(out, line.text, width);
	add_wrapped(out, review_privacy(review), width);
	out->failed |= line.failed;
	sp_str_finish(&line);
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

	sp_str_addf(out, "\n## %s\n\n%s\n\n", section->title, section->about);
	if (section->n_rows == 0) {
		sp_str_addf(out, "%s\n", section->empty == NULL ? "Nothing." : section->empty);
		return;
	}
	sp_str_addf(out, "| %s |", section->of);
	for (size_t i = 0; i < section->n_columns; i++)
		sp_str_addf(out, " %s |", section->columns[i].label);
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
	sp_str_add(out, "# SENCO time review\n\n");
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
	sp_json_text(&json, "school", review->school);
	sp_json_text(&json, "name", review->name);
	sp_json_day(&json, "from", review->from_day);
	sp_json_day(&json, "to", review->to_day);
	sp_json_text(&json, "before_name", review->before_name);
	sp_json_day(&json, "before_from", review->before_from_day);
	sp_json_day(&json, "before_to", review->before_to_day);
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
	[SP_REVIEW_AS_TEXT] = write_text, [SP_REVIEW_AS_MD] = write_md,	     [SP_REVIEW_AS_CSV] = write_csv,
	[SP_REVIEW_AS_JSON] = write_json, [SP_REVIEW_AS_HTML] = review_page,
};

void
sp_review_write(const struct sp_review *review, enum sp_review_format format, int width, struct sp_str *out)
{
	assert(format < SP_REVIEW_FORMAT_COUNT);
	writers[format](review, width, out);
}
