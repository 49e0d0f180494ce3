/*
 * What a sheet of paper leaves out of a long table of the page, so that any range prints on two sides: rows that say little
 * stand together in a sentence below, and columns in which nothing stands are not printed. On the screen, and for those who
 * hear the page, all rows are there.
 *
 *	Also: email and post 6 / 3h00, own learning 2 / 2h00
 */
#include "senplan/base/array.h"

#include "review_page.h"

#include <assert.h>
#include <string.h>

enum {
	FOLD_LEAST = 3, /* so many rows, or it saves nothing */
	FIGURES_MOST = 5,
};

struct paper_rule {
	const char *section; /* its key; of the second scenario on "fits_2" */
	size_t rows;	     /* that stay */
	size_t fewer;	     /* that stay where a scenario needs the room */
	bool by_size;	     /* the largest of the first figure or the second; otherwise the first */
	const char
		*figures[FIGURES_MOST]; /* of a row that is folded; the last ones only where there are some */
	const char *by; /* a day, under which rows that follow each other have it stand together */
	const char *idle[FIGURES_MOST]; /* rows with nothing in these are folded in any case */
	const char *off[FIGURES_MOST];	/* columns that paper has no room for */
	bool sums;			/* where a scenario needs the room, the rest is told by its sum */
	const char *words;
};

static const struct paper_rule rules[] = {
	{.section = "activities",
	 .rows = 12,
	 .fewer = 9,
	 .by_size = true,
	 .figures = {"planned", "logged", "before"},
	 .sums = true,
	 .words = "Smaller ones"},
	{.section = "no_place",
	 .rows = 8,
	 .fewer = 6,
	 .figures = {"hours"},
	 .by = "week",
	 .sums = true,
	 .words = "Also without a place"},
	{.section = "delegable", .rows = 5, .fewer = 4, .figures = {"planned", "logged"}, .words = "Also"},
	{.section = "weeks",
	 .rows = 44,
	 .fewer = 11,
	 .figures = {"allocated", "planned", "wanted", "logged"},
	 .idle = {"planned", "wanted", "logged", "lost", "beyond"},
	 .off = {"reserve", "unplanned", "unreviewed"},
	 .sums = true,
	 .words = "Other weeks"},
	{.section = "protected", .rows = 6, .fewer = 3, .figures = {"hours"}, .words = "Also"},
	{.section = "accuracy", .rows = 8, .fewer = 6, .figures = {"planned", "logged"}, .words = "Also"},
	{.section = "fits", .rows = 8, .fewer = 5, .figures = {"hours"}, .words = "Also fits"},
	{.section = "fails", .rows = 8, .fewer = 5, .figures = {"hours"}, .words = "Also fails"},
	{.section = "dates_changed", .rows = 10, .fewer = 5, .figures = {"saved", "broken"}, .words = "Also"},
};

static const struct paper_rule *
rule_of(const struct sp_review_section *section)
{
	for (size_t i = 0; i < SP_COUNT(rules); i++) {
		size_t len = strlen(rules[i].section);

		if (strncmp(section->key, rules[i].section, len) == 0 &&
		    (section->key[len] == '\0' || section->key[len] == '_'))
			return &rules[i];
	}
	return NULL;
}

static int64_t
amount(const struct sp_review_section *section, const struct sp_review_row *row, const char *column)
{
	const struct sp_review_cell *cell = column == NULL ? NULL : sp_review_cell(section, row, column);

	if (cell == NULL || cell->shown == SP_REVIEW_NONE)
		return 0;
	return cell->shown == SP_REVIEW_SHOWN ? cell->value : 1;
}

static int64_t
size_of(const struct paper_rule *rule, const struct sp_review_section *section,
	const struct sp_review_row *row)
{
	int64_t one = amount(section, row, rule->figures[0]), other = amount(section, row, rule->figures[1]);

	return one > other ? one : other;
}

static bool
is_idle(const struct paper_rule *rule, const struct sp_review_section *section,
	const struct sp_review_row *row)
{
	for (size_t i = 0; i < FIGURES_MOST && rule->idle[i] != NULL; i++)
		if (amount(section, row, rule->idle[i]) != 0)
			return false;
	return rule->idle[0] != NULL;
}

/* Would the row be folded, if enough are? */
static bool
is_small(const struct review_paper *paper, size_t at)
{
	const struct sp_review_section *section = paper->section;
	const struct paper_rule *rule = rule_of(section);
	const struct sp_review_row *row = &section->rows[at];
	size_t n_before = 0;

	if (row->total || amount(section, row, "target") > 0)
		return false;
	if (is_idle(rule, section, row))
		return true;
	for (size_t i = 0; i < section->n_rows; i++) {
		int64_t more = rule->by_size ? size_of(rule, section, &section->rows[i]) -
						       size_of(rule, section, row)
					     : 0;

		if (!section->rows[i].total && !is_idle(rule, section, &section->rows[i]))
			n_before += more > 0 || (more == 0 && i < at);
	}
	return n_before >= (paper->tight ? rule->fewer : rule->rows);
}

void
review_paper_of(const struct sp_review_section *section, bool tight, struct review_paper *ret)
{
	const struct paper_rule *rule = rule_of(section);

	*ret = (struct review_paper){.section = section, .tight = tight};
	for (size_t i = 0; rule != NULL && i < section->n_rows; i++) {
		ret->n_folded += is_small(ret, i);
		ret->n_kept += !section->rows[i].total;
	}
	if (ret->n_folded < FOLD_LEAST)
		ret->n_folded = 0;
	ret->n_kept -= ret->n_folded;
}

bool
review_paper_folds(const struct review_paper *paper, size_t row)
{
	return paper->n_folded > 0 && is_small(paper, row);
}

bool
review_paper_is_long(const struct review_paper *paper)
{
	const struct paper_rule *rule = rule_of(paper->section);

	return rule != NULL && rule->off[0] != NULL && paper->n_kept > REVIEW_PAPER_LONG;
}

bool
review_paper_omits(const struct review_paper *paper, size_t column)
{
	const struct sp_review_section *section = paper->section;
	const struct paper_rule *rule = rule_of(section);

	assert(column < section->n_columns);
	for (size_t i = 0; rule != NULL && i < FIGURES_MOST && rule->off[i] != NULL; i++)
		if (sp_streq(section->columns[column].key, rule->off[i]))
			return true;
	if (section->n_columns < REVIEW_PAPER_WIDE)
		return false;
	for (size_t i = 0; i < section->n_rows; i++) {
		const struct sp_review_cell *cell = &section->rows[i].cells[column];

		if (cell->unit == SP_REVIEW_TEXT ||
		    amount(section, &section->rows[i], section->columns[column].key) != 0)
			return false;
	}
	return true;
}

/* Of a figure that some folded row has. */
static bool
is_told(const struct review_paper *paper, const char *column)
{
	for (size_t i = 0; i < paper->section->n_rows; i++)
		if (review_paper_folds(paper, i) &&
		    amount(paper->section, &paper->section->rows[i], column) != 0)
			return true;
	return false;
}

/* "Smaller ones (planned / logged): " */
static void
add_lead(const struct review_paper *paper, const char *const *told, size_t n_told, struct sp_str *out)
{
	const struct sp_review_section *section = paper->section;

	review_html_text(out, rule_of(section)->words);
	for (size_t i = 0; i < n_told; i++)
		for (size_t k = 0; k < section->n_columns; k++) {
			const char *label = section->columns[k].label;

			if (!sp_streq(section->columns[k].key, told[i]))
				continue;
			sp_str_add(out, i == 0 ? " (" : " / ");
			sp_str_add_char(out, (char)(label[0] >= 'A' && label[0] <= 'Z' ? label[0] - 'A' + 'a'
										       : label[0]));
			review_html_text(out, label + 1);
		}
	sp_str_add(out, n_told > 0 ? "): " : ": ");
}

static void
add_folded(const struct review_paper *paper, size_t at, const char *const *told, size_t n_told,
	   struct sp_str *out)
{
	const struct sp_review_row *row = &paper->section->rows[at];
	char buf[SP_REVIEW_TEXT_MAX];

	review_html_text(out, row->label);
	while (n_told > 1 && amount(paper->section, row, told[n_told - 1]) == 0)
		n_told--;
	for (size_t k = 0; k < n_told; k++) {
		sp_str_add(out, k == 0 ? "\xC2\xA0" : "\xC2\xA0/\xC2\xA0");
		review_html_text(out, sp_review_cell_text(sp_review_cell(paper->section, row, told[k]), buf));
	}
}

/* "46, together 170h20 / 8h00; the page on a screen has each." */
static void
add_sum(const struct review_paper *paper, const char *const *told, size_t n_told, struct sp_str *out)
{
	const struct sp_review_section *section = paper->section;

	sp_str_addf(out, "%zu%s", paper->n_folded, n_told > 0 ? ", together" : "");
	for (size_t k = 0; k < n_told; k++) {
		struct sp_review_cell sum = {.shown = SP_REVIEW_NONE};
		int64_t value = 0;
		char buf[SP_REVIEW_TEXT_MAX];

		for (size_t i = 0; i < section->n_rows; i++) {
			if (!review_paper_folds(paper, i))
				continue;
			if (sum.shown == SP_REVIEW_NONE)
				sum = *sp_review_cell(section, &section->rows[i], told[k]);
			value += amount(section, &section->rows[i], told[k]);
		}
		sum.value = value;
		sp_str_add(out, k == 0 ? " " : "\xC2\xA0/\xC2\xA0");
		review_html_text(out, sp_review_cell_text(&sum, buf));
	}
	sp_str_add(out, "; the page on a screen has each.");
}

/* "Smaller ones (planned / logged): Register 2h15 / 0h20, …" */
void
review_paper_rest(const struct review_paper *paper, struct sp_str *out)
{
	const struct sp_review_section *section = paper->section;
	const struct paper_rule *rule = rule_of(section);
	const char *told[FIGURES_MOST];
	size_t n_told = 0, n = 0;
	int64_t day = 0;

	assert(rule != NULL && paper->n_folded > 0);
	for (size_t i = 0; i < FIGURES_MOST && rule->figures[i] != NULL; i++)
		if (is_told(paper, rule->figures[i]))
			told[n_told++] = rule->figures[i];
	add_lead(paper, told, n_told, out);
	if (paper->tight && rule->sums) {
		add_sum(paper, told, n_told, out);
		return;
	}
	for (size_t i = 0; i < section->n_rows; i++) {
		bool other = amount(section, &section->rows[i], rule->by) != day;
		char text[SP_DAY_TEXT];

		if (!review_paper_folds(paper, i))
			continue;
		sp_str_add(out, n == 0 ? "" : other ? "; " : ", ");
		day = amount(section, &section->rows[i], rule->by);
		if (other)
			sp_str_addf(out, "%s: ", sp_day_format((sp_day)day, SP_DAY_SHORT, text));
		add_folded(paper, i, told, n_told, out);
		n++;
	}
	assert(n == paper->n_folded);
	sp_str_add_char(out, '.');
}
