/*
 * The review as lines of text, each knowing what it is a line of: for the terminal, for files of text, and for the screen.
 * As tables, or in list form: a line a row with each figure named, for reading aloud.
 */
#include "senplan/base/array.h"
#include "senplan/base/utf8.h"

#include "review_page.h"

#include <assert.h>
#include <string.h>

enum { GAP = 2, LABEL_LEAST = 12, LABEL_MOST = 34, COLUMNS_MOST = 16, WIDTH_LEAST = 20 };

struct lines {
	struct sp_arena *arena;
	SP_ARRAY(struct sp_review_line) items;
	struct sp_str text; /* the line being made */
	const struct sp_review_section *section;
	bool failed;
};

/* Ends the line being made. */
static void
end_line(struct lines *lines, enum sp_review_line_kind kind, const struct sp_review_row *row)
{
	struct sp_str *text = &lines->text;
	const char *copy;

	while (text->len > 0 && text->text[text->len - 1] == ' ')
		text->text[--text->len] = '\0';
	copy = text->failed ? NULL : sp_arena_strdup(lines->arena, text->text);
	sp_str_clear(text);
	lines->failed |=
		copy == NULL ||
		!SP_ARRAY_PUSH(&lines->items, (struct sp_review_line){kind, copy, lines->section, row});
}

/* Words broken into lines of at most `width` columns. */
static void
add_wrapped(struct lines *lines, enum sp_review_line_kind kind, const char *text, int width)
{
	int column = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, " ");
		int word = 0;

		for (const char *at = text; at < text + len;)
			word += sp_utf8_width(sp_utf8_next(&at));
		if (column > 0 && column + 1 + word > width) {
			end_line(lines, kind, NULL);
			column = 0;
		} else if (column > 0) {
			sp_str_add_char(&lines->text, ' ');
			column++;
		}
		sp_str_add_n(&lines->text, text, len);
		column += word;
		text += len;
		text += strspn(text, " ");
	}
	end_line(lines, kind, NULL);
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
add_heading(struct lines *lines, const int *widths, int label)
{
	const struct sp_review_section *section = lines->section;
	const char *at[COLUMNS_MOST];
	bool more = true;

	for (size_t i = 0; i < section->n_columns; i++)
		at[i] = section->columns[i].label;
	for (int line = 0; more; line++) {
		more = false;
		add_padded(&lines->text, line == 0 ? section->of : "", label, false);
		for (size_t i = 0; i < section->n_columns; i++) {
			sp_str_add_repeat(&lines->text, ' ', GAP);
			add_words(&lines->text, &at[i], widths[i]);
			more |= *at[i] != '\0';
		}
		end_line(lines, SP_REVIEW_LINE_HEADING, NULL);
	}
}

/* Returns the width of all columns with the gaps before them. */
static int
column_widths(const struct sp_review_section *section, bool broken, int widths[COLUMNS_MOST], int *ret_label)
{
	char buf[SP_REVIEW_TEXT_MAX];
	int all = 0;

	*ret_label = sp_utf8_text_width(section->of);
	for (size_t i = 0; i < section->n_columns; i++)
		widths[i] = broken ? longest_word(section->columns[i].label)
				   : sp_utf8_text_width(section->columns[i].label);
	for (size_t r = 0; r < section->n_rows; r++) {
		const struct sp_review_row *row = &section->rows[r];

		if (sp_utf8_text_width(row->label) > *ret_label)
			*ret_label = sp_utf8_text_width(row->label);
		for (size_t i = 0; i < section->n_columns; i++) {
			int width = sp_utf8_text_width(sp_review_cell_text(&row->cells[i], buf));

			if (width > widths[i])
				widths[i] = width;
		}
	}
	for (size_t i = 0; i < section->n_columns; i++)
		all += GAP + widths[i];
	return all;
}

static void
add_table(struct lines *lines, int width)
{
	const struct sp_review_section *section = lines->section;
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
	add_heading(lines, widths, label);
	for (size_t r = 0; r < section->n_rows; r++) {
		add_padded(&lines->text, section->rows[r].label, label, false);
		for (size_t i = 0; i < section->n_columns; i++) {
			sp_str_add_repeat(&lines->text, ' ', GAP);
			add_padded(&lines->text, sp_review_cell_text(&section->rows[r].cells[i], buf),
				   widths[i], section->columns[i].unit != SP_REVIEW_TEXT);
		}
		end_line(lines, SP_REVIEW_LINE_ROW, &section->rows[r]);
	}
}

static void
add_list(struct lines *lines)
{
	const struct sp_review_section *section = lines->section;
	char buf[SP_REVIEW_TEXT_MAX];

	for (size_t r = 0; r < section->n_rows; r++) {
		sp_str_add(&lines->text, section->rows[r].label);
		for (size_t i = 0; i < section->n_columns; i++)
			sp_str_addf(&lines->text, "%s %s %s", i == 0 ? ":" : ",", section->columns[i].label,
				    sp_review_cell_text(&section->rows[r].cells[i], buf));
		end_line(lines, SP_REVIEW_LINE_ROW, &section->rows[r]);
	}
}

static void
add_section(struct lines *lines, const struct sp_review_section *section, int width, bool list)
{
	end_line(lines, SP_REVIEW_LINE_BLANK, NULL);
	lines->section = section;
	sp_str_add(&lines->text, section->title);
	end_line(lines, SP_REVIEW_LINE_SECTION, NULL);
	if (section->n_rows == 0)
		add_wrapped(lines, SP_REVIEW_LINE_NOTE, section->empty == NULL ? "Nothing." : section->empty,
			    width);
	else if (list)
		add_list(lines);
	else
		add_table(lines, width);
	lines->section = NULL;
}

enum sp_rc
sp_review_lines(const struct sp_review *review, const struct sp_review_shape *shape, struct sp_arena *arena,
		const struct sp_review_line **ret_lines, size_t *ret_n, struct sp_err *reterr)
{
	struct lines lines = {.arena = arena};
	int width = shape->width < WIDTH_LEAST ? WIDTH_LEAST : shape->width;
	struct sp_review_line *copy = NULL;
	struct sp_str before;

	sp_str_init(&lines.text);
	sp_str_init(&before);
	for (size_t i = 0; i < review->n_sentences; i++)
		add_wrapped(&lines, SP_REVIEW_LINE_SENTENCE, review->sentences[i], width);
	for (size_t i = 0; i < review->n_sections; i++)
		add_section(&lines, &review->sections[i], width, shape->list);
	end_line(&lines, SP_REVIEW_LINE_BLANK, NULL);
	review_before(review, &before);
	if (before.len > 0)
		add_wrapped(&lines, SP_REVIEW_LINE_NOTE, before.text, width);
	add_wrapped(&lines, SP_REVIEW_LINE_NOTE, review_privacy(review), width);
	if (!lines.failed && !before.failed)
		copy = sp_arena_memdup(arena, lines.items.items, lines.items.n * sizeof(*copy));
	*ret_n = copy == NULL ? 0 : lines.items.n;
	*ret_lines = copy;
	SP_ARRAY_FREE(&lines.items);
	sp_str_finish(&lines.text);
	sp_str_finish(&before);
	return copy == NULL ? sp_err_nomem(reterr) : SP_OK;
}

void
review_text(const struct sp_review *review, int width, struct sp_str *out)
{
	const struct sp_review_line *lines;
	struct sp_review_shape shape = {.width = width};
	struct sp_arena arena;
	size_t n;

	sp_arena_init(&arena);
	if (review->school[0] != '\0')
		sp_str_addf(out, "%s\n", review->school);
	sp_str_addf(out, "%s\n", review->title);
	review_title(review, out);
	sp_str_add(out, "\n\n");
	if (sp_review_lines(review, &shape, &arena, &lines, &n, NULL) != SP_OK)
		out->failed = true;
	else
		for (size_t i = 0; i < n; i++) {
			sp_str_addf(out, "%s\n", lines[i].text);
			if (lines[i].kind != SP_REVIEW_LINE_SECTION)
				continue;
			sp_str_add_repeat(out, '-', (size_t)sp_utf8_text_width(lines[i].text));
			sp_str_add_char(out, '\n');
		}
	sp_arena_finish(&arena);
}
