/*
 * The review as lines of text, each knowing what it is a line of: for the terminal, for files of text, and for the screen.
 * As tables, or in list form: a line a row with each figure named, for reading aloud.
 */
#include "senplan/base/array.h"
#include "senplan/base/utf8.h"

#include "review_page.h"

#include <assert.h>
#include <string.h>

enum {
	GAP = 2,
	LABEL_LEAST = 12,
	LABEL_MOST = 34,
	COLUMNS_MOST = 16,
	WIDTH_LEAST = 20,
	HEAD_LINES = 8,
	WORDS_LEAST = 24
};

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

/* As much of the text as stands in one line of the width: whole words, or a part of one that is longer. Bytes. */
static size_t
line_of(const char *text, int width)
{
	size_t fit = sp_utf8_fit(text, width), blank = fit;

	if (text[fit] == '\0' || text[fit] == ' ')
		return fit;
	while (blank > 0 && text[blank] != ' ')
		blank--;
	return blank > 0 ? blank : fit;
}

/* Words broken into lines of at most `width` columns. */
static void
add_wrapped(struct lines *lines, enum sp_review_line_kind kind, const char *text, int width)
{
	do {
		size_t len = line_of(text, width);

		sp_str_add_n(&lines->text, text, len);
		end_line(lines, kind, NULL);
		text += len;
		text += strspn(text, " ");
	} while (*text != '\0' && !lines->failed);
}

/* The next line of a cell that takes several, padded; the text is moved on. */
static void
add_part(struct sp_str *out, const char **text, int width, bool right)
{
	size_t bytes = line_of(*text, width);
	int pad = width;

	for (const char *at = *text; at < *text + bytes;)
		pad -= sp_utf8_width(sp_utf8_next(&at));
	pad = pad < 0 ? 0 : pad;
	if (right)
		sp_str_add_repeat(out, ' ', (size_t)pad);
	sp_str_add_n(out, *text, bytes);
	if (!right)
		sp_str_add_repeat(out, ' ', (size_t)pad);
	*text += bytes;
	*text += strspn(*text, " ");
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

/* A table, or as many of its columns as stand side by side: the others follow below, beside the same rows. */
struct part {
	size_t first, end;
	const int *widths;
	int label;
};

static void
add_heading(struct lines *lines, const struct part *part)
{
	const struct sp_review_section *section = lines->section;
	const char *at[COLUMNS_MOST], *of = section->of;
	bool more = true;

	for (size_t i = part->first; i < part->end; i++)
		at[i] = section->columns[i].label;
	for (int line = 0; more && line < HEAD_LINES; line++) {
		add_part(&lines->text, &of, part->label, false);
		more = *of != '\0';
		for (size_t i = part->first; i < part->end; i++) {
			sp_str_add_repeat(&lines->text, ' ', GAP);
			add_part(&lines->text, &at[i], part->widths[i],
				 section->columns[i].unit != SP_REVIEW_TEXT);
			more |= *at[i] != '\0';
		}
		end_line(lines, SP_REVIEW_LINE_HEADING, NULL);
	}
}

static void
add_row(struct lines *lines, const struct part *part, const struct sp_review_row *row)
{
	const struct sp_review_section *section = lines->section;
	const char *at[COLUMNS_MOST], *label = row->label;
	char buf[COLUMNS_MOST][SP_REVIEW_TEXT_MAX];
	bool more = true;

	for (size_t i = part->first; i < part->end; i++)
		at[i] = sp_review_cell_text(&row->cells[i], buf[i]);
	for (int line = 0; more && !lines->failed; line++) {
		add_part(&lines->text, &label, part->label, false);
		more = *label != '\0';
		for (size_t i = part->first; i < part->end; i++) {
			sp_str_add_repeat(&lines->text, ' ', GAP);
			add_part(&lines->text, &at[i], part->widths[i],
				 section->columns[i].unit != SP_REVIEW_TEXT);
			more |= *at[i] != '\0';
		}
		end_line(lines, line == 0 ? SP_REVIEW_LINE_ROW : SP_REVIEW_LINE_REST, row);
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

/* The column behind the last that still stands beside the label. */
static size_t
end_of_part(const struct sp_review_section *section, const int widths[COLUMNS_MOST], size_t first, int room)
{
	size_t end = first;

	while (end < section->n_columns && (end == first || widths[end] + GAP <= room))
		room -= GAP + widths[end++];
	return end;
}

/* Words can be broken, figures cannot: a column of words gives way first. Returns by how much. */
static int
shrink_words(const struct sp_review_section *section, int widths[COLUMNS_MOST], int over)
{
	int all = 0;

	for (size_t i = 0; i < section->n_columns && over > 0; i++) {
		int less = section->columns[i].unit != SP_REVIEW_TEXT ? 0
			   : widths[i] - over < WORDS_LEAST	      ? widths[i] - WORDS_LEAST
								      : over;

		if (less <= 0)
			continue;
		widths[i] -= less;
		over -= less;
		all += less;
	}
	return all;
}

static void
add_table(struct lines *lines, int width)
{
	const struct sp_review_section *section = lines->section;
	int widths[COLUMNS_MOST], label, all, least = LABEL_LEAST;

	assert(section->n_columns <= COLUMNS_MOST);
	all = column_widths(section, false, widths, &label);
	if (label + all > width)
		all = column_widths(section, true, widths, &label);
	all -= shrink_words(section, widths, all + (label < LABEL_MOST ? label : LABEL_MOST) - width);
	if (width / 3 < least)
		least = width / 3;
	if (label > LABEL_MOST || (label + all > width && label > least))
		label = width - all < least	   ? (label < LABEL_LEAST ? label : least)
			: width - all > LABEL_MOST ? LABEL_MOST
						   : width - all;
	for (size_t i = 0; i < section->n_columns; i++) /* of what stands alone beside the label */
		if (widths[i] > width - label - GAP)
			widths[i] = width - label - GAP;
	for (size_t first = 0; first < section->n_columns;) {
		struct part part = {first, end_of_part(section, widths, first, width - label), widths, label};

		if (first > 0)
			end_line(lines, SP_REVIEW_LINE_BLANK, NULL);
		add_heading(lines, &part);
		for (size_t r = 0; r < section->n_rows; r++)
			add_row(lines, &part, &section->rows[r]);
		first = part.end;
	}
}

/* "Planned: Hours 151h40, A school week 15h10": broken into lines where it is longer than the width. */
static void
add_list(struct lines *lines, int width)
{
	const struct sp_review_section *section = lines->section;
	char buf[SP_REVIEW_TEXT_MAX];
	struct sp_str words;

	sp_str_init(&words);
	for (size_t r = 0; r < section->n_rows; r++) {
		const char *at;

		sp_str_clear(&words);
		sp_str_add(&words, section->rows[r].label);
		for (size_t i = 0; i < section->n_columns; i++)
			sp_str_addf(&words, "%s %s %s", i == 0 ? ":" : ",", section->columns[i].label,
				    sp_review_cell_text(&section->rows[r].cells[i], buf));
		at = words.text;
		for (int line = 0; (line == 0 || *at != '\0') && !lines->failed && !words.failed; line++) {
			size_t len = line_of(at, line == 0 ? width : width - GAP);

			sp_str_add_repeat(&lines->text, ' ', line == 0 ? 0 : GAP);
			sp_str_add_n(&lines->text, at, len);
			end_line(lines, line == 0 ? SP_REVIEW_LINE_ROW : SP_REVIEW_LINE_REST,
				 &section->rows[r]);
			at += len;
			at += strspn(at, " ");
		}
	}
	lines->failed |= words.failed;
	sp_str_finish(&words);
}

static void
add_section(struct lines *lines, const struct sp_review_section *section, int width, bool list)
{
	end_line(lines, SP_REVIEW_LINE_BLANK, NULL);
	lines->section = section;
	add_wrapped(lines, SP_REVIEW_LINE_SECTION, section->title, width);
	if (section->n_rows == 0)
		add_wrapped(lines, SP_REVIEW_LINE_NOTE, section->empty == NULL ? "Nothing." : section->empty,
			    width);
	else if (list)
		add_list(lines, width);
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

static void
add_broken_text(struct sp_str *out, const char *text, int width)
{
	do {
		size_t len = line_of(text, width);

		sp_str_add_n(out, text, len);
		sp_str_add_char(out, '\n');
		text += len;
		text += strspn(text, " ");
	} while (*text != '\0' && !out->failed);
}

static bool
is_line_of(const struct sp_str *lines, const char *line)
{
	for (const char *at = lines->text; (at = strstr(at, line)) != NULL; at++)
		if (at == lines->text || at[-1] == '\n')
			return true;
	return false;
}

/* What each piece of work is, in a few words: the tables have no room for it. Each is said once. */
static void
add_glossary(const struct sp_review *review, int width, struct sp_str *out)
{
	struct sp_str seen, line;
	bool any = false;

	sp_str_init(&seen);
	sp_str_init(&line);
	for (size_t s = 0; s < review->n_sections; s++)
		for (size_t r = 0; r < review->sections[s].n_rows; r++) {
			const struct sp_review_row *row = &review->sections[s].rows[r];

			if (row->plain[0] == '\0' || sp_streq(row->plain, row->label))
				continue;
			sp_str_clear(&line);
			sp_str_addf(&line, "%s: %s", row->label, row->plain);
			sp_str_add_char(&line, '\n');
			if (line.failed || is_line_of(&seen, line.text))
				continue;
			sp_str_add(&seen, line.text);
			if (!any)
				sp_str_add(out, "\nIn plain words\n--------------\n");
			any = true;
			line.text[line.len - 1] = '\0';
			add_broken_text(out, line.text, width);
		}
	out->failed |= seen.failed || line.failed;
	sp_str_finish(&seen);
	sp_str_finish(&line);
}

void
review_text(const struct sp_review *review, int width, struct sp_str *out)
{
	const struct sp_review_line *lines;
	struct sp_review_shape shape = {.width = width};
	struct sp_arena arena;
	struct sp_str title;
	size_t n;

	sp_arena_init(&arena);
	sp_str_init(&title);
	if (review->school[0] != '\0')
		add_broken_text(out, review->school, width);
	add_broken_text(out, review->title, width);
	review_title(review, &title);
	add_broken_text(out, title.text, width);
	out->failed |= title.failed;
	sp_str_finish(&title);
	sp_str_add(out, "\n");
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
	add_glossary(review, width, out);
	sp_arena_finish(&arena);
}
