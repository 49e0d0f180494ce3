/*
 * The drawings of the page, as SVG in the page itself, from the table's own cells. Each says in <title> and <desc> what it
 * shows, for those who hear it. Widths are in units of a drawing 360 wide, which a telephone shows and half a sheet holds with
 * words that can be read; many weeks take one twice as wide.
 */
#include "senplan/base/array.h"
#include "senplan/base/utf8.h"

#include "review_page.h"

#include <inttypes.h>

enum {
	WIDE = 360,
	LABEL = 146,
	LABEL_COLUMNS = 22, /* of text */
	VALUE = 88,
	BAR = 6,
	LINE = 17,
	BARS_MOST = 8,
	WEEK_HIGH = 76,
	WEEK_LABEL = 44, /* "23 Nov" and a blank */
	SHARES_WIDE = 180,
	CLOCKS_WIDE = 296,
	CLOCKS_LABEL = 136,
	KINDS = 6,
	FEW_WIDE = 22
};

static int64_t
value_at(const struct sp_review_section *section, size_t row, const char *column)
{
	const struct sp_review_cell *cell = sp_review_cell(section, &section->rows[row], column);

	return cell == NULL || cell->shown != SP_REVIEW_SHOWN || cell->value < 0 ? 0 : cell->value;
}

static const char *
text_at(const struct sp_review_section *section, size_t row, const char *column, char *buf)
{
	const struct sp_review_cell *cell = sp_review_cell(section, &section->rows[row], column);

	return cell == NULL ? "-" : sp_review_cell_text(cell, buf);
}

static int64_t
most_of(const struct sp_review_section *section, const char *const *columns)
{
	int64_t most = 0;

	for (; *columns != NULL; columns++)
		for (size_t i = 0; i < section->n_rows; i++)
			if (!section->rows[i].total && value_at(section, i, *columns) > most)
				most = value_at(section, i, *columns);
	return most;
}

static void
begin_svg(struct sp_str *out, const struct sp_review_section *section, int wide, int high)
{
	sp_str_addf(out, "<svg%s viewBox=\"0 0 %d %d\" role=\"img\">\n<title>",
		    wide > WIDE		 ? " class=\"broad\""
		    : wide < CLOCKS_WIDE ? " class=\"small\""
					 : "",
		    wide, high);
	review_html_text(out, section->title);
	sp_str_add(out, "</title>\n<desc>");
}

/* A label cut to what the drawing has room for. */
static void
add_label(struct sp_str *out, const char *text)
{
	size_t len = sp_utf8_fit(text, LABEL_COLUMNS);
	struct sp_str cut;

	sp_str_init(&cut);
	sp_str_add_n(&cut, text, len);
	if (text[len] != '\0')
		sp_str_add(&cut, "\xE2\x80\xA6");
	review_html_text(out, cut.text);
	out->failed |= cut.failed;
	sp_str_finish(&cut);
}

static void
add_bar(struct sp_str *out, const char *kind, int x, int y, int64_t width)
{
	sp_str_addf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%" PRId64 "\" height=\"%d\"/>", kind,
		    x, y, width, BAR);
}

/* A colour and what it stands for. */
static void
add_key(struct sp_str *out, const char *kind, int x, int y, const char *words)
{
	sp_str_addf(out,
		    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"10\" height=\"9\"/>"
		    "<text class=\"dim\" x=\"%d\" y=\"%d\">%s</text>\n",
		    kind, x, y, x + 14, y + 8, words);
}

/* --- planned and logged, two bars a row; the largest rows --- */

static void
draw_bars(const struct sp_review_section *section, struct sp_str *out)
{
	static const char *const columns[] = {"planned", "logged", NULL};
	int64_t most = most_of(section, columns);
	size_t n = section->n_rows > 0 && section->rows[section->n_rows - 1].total ? section->n_rows - 1
										   : section->n_rows;
	char planned[SP_REVIEW_TEXT_MAX], logged[SP_REVIEW_TEXT_MAX];
	int y = 20;

	if (most == 0)
		return;
	n = n > BARS_MOST ? BARS_MOST : n;
	begin_svg(out, section, WIDE, (int)n * LINE + 22);
	for (size_t i = 0; i < n; i++) {
		review_html_text(out, section->rows[i].label);
		sp_str_addf(out, ": planned %s, logged %s. ", text_at(section, i, "planned", planned),
			    text_at(section, i, "logged", logged));
	}
	sp_str_add(out, "</desc>\n");
	add_key(out, "planned", LABEL, 4, "planned");
	add_key(out, "logged", LABEL + 74, 4, "logged");
	for (size_t i = 0; i < n; i++, y += LINE) {
		sp_str_addf(out, "<text x=\"0\" y=\"%d\">", y + 10);
		add_label(out, section->rows[i].label);
		sp_str_add(out, "</text>\n"); /* words of a drawing stand apart where it is read as text */
		add_bar(out, "planned", LABEL, y,
			value_at(section, i, "planned") * (WIDE - LABEL - VALUE) / most);
		add_bar(out, "logged", LABEL, y + BAR + 1,
			value_at(section, i, "logged") * (WIDE - LABEL - VALUE) / most);
		sp_str_addf(out, "<text class=\"dim\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s / %s</text>\n",
			    WIDE, y + 10, text_at(section, i, "planned", planned),
			    text_at(section, i, "logged", logged));
	}
	sp_str_add(out, "</svg>\n");
}

/* --- load against capacity, a column a week --- */

static const char *
load_column(const struct sp_review_section *section, size_t row)
{
	const struct sp_review_cell *wanted = sp_review_cell(section, &section->rows[row], "wanted");

	return wanted != NULL && wanted->shown == SP_REVIEW_SHOWN ? "wanted" : "planned";
}

struct week_scale {
	int64_t most, step;
	int axis; /* where the columns stand */
};

static void
draw_week(const struct sp_review_section *section, size_t i, const struct week_scale *scale,
	  struct sp_str *out)
{
	int64_t most = scale->most, step = scale->step, room = step * 7 / 10;
	int64_t load = value_at(section, i, load_column(section, i));
	int64_t there = value_at(section, i, "allocated");
	int64_t high = load * WEEK_HIGH / most, cap = there * WEEK_HIGH / most;
	int64_t within = high < cap ? high : cap, x = 4 + (int64_t)i * step;
	bool label = i % (size_t)(WEEK_LABEL / step + 1) == 0;

	sp_str_addf(out,
		    "<rect class=\"%s\" x=\"%" PRId64 "\" y=\"%" PRId64 "\" width=\"%" PRId64
		    "\" height=\"%" PRId64 "\"/>",
		    sp_streq(load_column(section, i), "wanted") ? "logged" : "planned", x,
		    scale->axis - within, room, within);
	if (high > cap)
		sp_str_addf(out,
			    "<rect class=\"alert\" x=\"%" PRId64 "\" y=\"%" PRId64 "\" width=\"%" PRId64
			    "\" height=\"%" PRId64 "\"/>",
			    x, scale->axis - high, room, high - cap);
	sp_str_addf(out,
		    "<line class=\"cap\" x1=\"%" PRId64 "\" x2=\"%" PRId64 "\" y1=\"%" PRId64
		    "\" y2=\"%" PRId64 "\"/>",
		    x - 2, x + room + 2, scale->axis - cap, scale->axis - cap);
	if (label)
		sp_str_addf(out, "<text class=\"dim\" x=\"%" PRId64 "\" y=\"%d\">%s</text>", x,
			    scale->axis + 14,
			    section->rows[i].label + (section->rows[i].label[0] != '\0' ? 4 : 0));
	sp_str_add_char(out, '\n');
}

static void
draw_weeks(const struct sp_review_section *section, struct sp_str *out)
{
	static const char *const columns[] = {"allocated", "wanted", "planned", NULL};
	struct week_scale scale = {.most = most_of(section, columns)};
	size_t n = section->n_rows > 0 && section->rows[section->n_rows - 1].total ? section->n_rows - 1
										   : section->n_rows;
	char load[SP_REVIEW_TEXT_MAX], there[SP_REVIEW_TEXT_MAX];
	bool broad;
	int wide;

	if (scale.most == 0 || n == 0)
		return;
	broad = n > REVIEW_PAPER_LONG;
	wide = broad ? 2 * WIDE : WIDE;
	scale.step = (wide - 8) / (int64_t)n;
	scale.step = scale.step > 60 ? 60 : scale.step < 1 ? 1 : scale.step;
	scale.axis = (broad ? 20 : 34) + WEEK_HIGH;
	begin_svg(out, section, wide, scale.axis + 20);
	for (size_t i = 0; i < n; i++)
		sp_str_addf(out, "%s: %s %s of %s. ", section->rows[i].label, load_column(section, i),
			    text_at(section, i, load_column(section, i), load),
			    text_at(section, i, "allocated", there));
	sp_str_add(out, "</desc>\n");
	add_key(out, "planned", 4, 2, "planned (past)");
	add_key(out, "logged", 124, 2, "wanted");
	add_key(out, "alert", broad ? 204 : 4, broad ? 2 : 16, "beyond the hours");
	sp_str_addf(out,
		    "<line class=\"cap\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>"
		    "<text class=\"dim\" x=\"%d\" y=\"%d\">hours allocated</text>\n",
		    broad ? 342 : 122, broad ? 356 : 136, broad ? 7 : 21, broad ? 7 : 21, broad ? 360 : 140,
		    broad ? 10 : 24);
	for (size_t i = 0; i < n; i++)
		draw_week(section, i, &scale, out);
	sp_str_addf(out, "<line class=\"axis\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n</svg>\n", wide,
		    scale.axis, scale.axis);
}

/* --- shares, one bar in parts --- */

static void
draw_shares(const struct sp_review_section *section, struct sp_str *out)
{
	int64_t sum = 0, x = 0;
	const char *column = "logged";
	char share[SP_REVIEW_TEXT_MAX];
	int n = 0, at = 0;

	for (int pass = 0; pass < 2 && sum == 0; pass++) { /* nothing logged: of the plan */
		column = pass == 0 ? "logged" : "planned";
		for (size_t i = 0; i < section->n_rows; i++)
			sum += section->rows[i].total ? 0 : value_at(section, i, column);
	}
	if (sum == 0)
		return;
	for (size_t i = 0; i < section->n_rows; i++)
		n += !section->rows[i].total && value_at(section, i, column) > 0;
	begin_svg(out, section, SHARES_WIDE, 24 + n * 14);
	for (size_t i = 0; i < section->n_rows; i++)
		if (!section->rows[i].total)
			sp_str_addf(out, "%s: %s. ", section->rows[i].label,
				    text_at(section, i,
					    sp_streq(column, "logged") ? "share" : "share_planned", share));
	sp_str_add(out, "</desc>\n");
	for (size_t i = 0; i < section->n_rows; i++) {
		int64_t value = section->rows[i].total ? 0 : value_at(section, i, column);
		int64_t width = value * SHARES_WIDE / sum;

		if (value == 0)
			continue;
		sp_str_addf(out,
			    "<rect class=\"k%zu\" x=\"%" PRId64 "\" y=\"0\" width=\"%" PRId64
			    "\" height=\"20\"/>",
			    i % KINDS, x, width > 1 ? width - 1 : width);
		sp_str_addf(
			out,
			"<rect class=\"k%zu\" x=\"0\" y=\"%d\" width=\"10\" height=\"10\"/><text x=\"14\" y=\"%d\">%s %s</text>\n",
			i % KINDS, 26 + at * 14, 35 + at * 14, section->rows[i].label,
			text_at(section, i, sp_streq(column, "logged") ? "share" : "share_planned", share));
		x += width;
		at++;
	}
	sp_str_add(out, "</svg>\n");
}

/* --- dates, a bar in parts a row; counts that are hidden are not drawn --- */

static const struct {
	const char *column, *kind, *words;
} clock_parts[] = {
	{"met", "logged", "met in time"},
	{"late", "k2", "done late"},
	{"missed", "alert", "overdue"},
	{"open", "open", "still to do"},
};

static void
draw_clock_row(const struct sp_review_section *section, size_t i, int y, int64_t most, struct sp_str *out)
{
	int64_t x = CLOCKS_LABEL;

	sp_str_addf(out, "<text x=\"0\" y=\"%d\">", y + 9);
	add_label(out, section->rows[i].label);
	sp_str_add(out, "</text>\n");
	for (size_t k = 0; k < SP_COUNT(clock_parts); k++) {
		const struct sp_review_cell *cell =
			sp_review_cell(section, &section->rows[i], clock_parts[k].column);
		int64_t width = value_at(section, i, clock_parts[k].column) *
				(CLOCKS_WIDE - CLOCKS_LABEL - 4 * FEW_WIDE) / most;
		bool hidden = cell != NULL && (cell->shown == SP_REVIEW_FEW || cell->shown == SP_REVIEW_MORE);
		char buf[SP_REVIEW_TEXT_MAX];

		if (hidden)
			width = FEW_WIDE;
		if (width == 0)
			continue;
		sp_str_addf(out,
			    "<rect class=\"%s\" x=\"%" PRId64 "\" y=\"%d\" width=\"%" PRId64
			    "\" height=\"12\"%s/>",
			    clock_parts[k].kind, x, y, width > 1 ? width - 1 : width,
			    hidden ? " opacity=\".45\"" : "");
		if (hidden) {
			sp_str_addf(out, "<text x=\"%" PRId64 "\" y=\"%d\">", x + 5, y + 10);
			review_html_text(out, sp_review_cell_text(cell, buf));
			sp_str_add(out, "</text>\n");
		}
		x += width;
	}
	sp_str_add_char(out, '\n');
}

static void
draw_clocks(const struct sp_review_section *section, struct sp_str *out)
{
	char buf[SP_REVIEW_TEXT_MAX];
	int64_t most = 1;
	size_t n_totals = 0;
	int y = 22;

	for (size_t i = 0; i < section->n_rows; i++) {
		int64_t sum = 0;

		for (size_t k = 0; k < SP_COUNT(clock_parts); k++)
			sum += value_at(section, i, clock_parts[k].column);
		n_totals += section->rows[i].total;
		most = sum > most && !section->rows[i].total ? sum : most;
	}
	begin_svg(out, section, CLOCKS_WIDE, (int)(section->n_rows - n_totals) * 15 + 26);
	for (size_t i = 0; i < section->n_rows; i++) {
		review_html_text(out, section->rows[i].label);
		for (size_t k = 0; k < section->n_columns; k++) {
			sp_str_addf(out, "%s %s ", k == 0 ? ":" : ",", section->columns[k].label);
			review_html_text(out, sp_review_cell_text(&section->rows[i].cells[k], buf));
		}
		sp_str_add(out, ". ");
	}
	sp_str_add(out, "</desc>\n");
	for (size_t k = 0; k < SP_COUNT(clock_parts); k++)
		add_key(out, clock_parts[k].kind, (int)k * 74, 4, clock_parts[k].words);
	sp_str_add_char(out, '\n');
	for (size_t i = 0; i < section->n_rows; i++) {
		if (section->rows[i].total)
			continue;
		draw_clock_row(section, i, y, most, out);
		y += 15;
	}
	sp_str_add(out, "</svg>\n");
}

void
review_chart(const struct sp_review_section *section, struct sp_str *out)
{
	switch (section->chart) {
	case SP_REVIEW_NO_CHART:
		break;
	case SP_REVIEW_BARS:
		draw_bars(section, out);
		break;
	case SP_REVIEW_WEEKS:
		draw_weeks(section, out);
		break;
	case SP_REVIEW_SHARES:
		draw_shares(section, out);
		break;
	case SP_REVIEW_CLOCKS:
		draw_clocks(section, out);
		break;
	}
}
