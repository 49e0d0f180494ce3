/*
 * The review as one self-contained HTML page: for a head or a governor, on the screen, in a text browser and on one or two
 * sides of A4. No script, nothing fetched, no code of a pupil. The words at the top, then the drawings, each above the
 * table that says the same.
 */
#include "review_page.h"

#include "senplan/base/array.h"
#include "senplan/base/utf8.h"

#include <string.h>

enum { PAIR_COLUMNS = 5, SCREEN_LONG = 14 };

static const char style[] =
	":root{color-scheme:light dark;--ink:#1d2733;--dim:#566474;--line:#d9dfe5;--soft:#f3f6f8;--page:#fff;"
	"--planned:#7d93a5;--logged:#1f6f8b;--alert:#a3341f;--k0:#1f4e79;--k1:#2f8f83;--k2:#b7791f;--k3:#7a4f9a;"
	"--k4:#6b7280;--k5:#a3341f;--open:#8b959e}\n"
	"@media (prefers-color-scheme:dark){:root{--ink:#e6ebf0;--dim:#a3b0bd;--line:#34414d;--soft:#1d262e;"
	"--page:#12181d;--planned:#5d788b;--logged:#5fb3cc;--alert:#ff9c86;--k0:#7fb2e5;--k1:#5cc4b6;--k2:#e0b055;"
	"--k3:#c39be0;--k4:#a3abb5;--k5:#ff9c86;--open:#67737e}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:60rem;font:16px/1.45 system-ui,-apple-system,"
	"\"Segoe UI\",Roboto,\"Liberation Sans\",sans-serif;color:var(--ink);background:var(--page)}\n"
	"h1{font-size:1.5rem;margin:0 0 .1rem;font-weight:650}\n"
	"h2{font-size:1.05rem;margin:0 0 .2rem;font-weight:650}\n"
	"p{margin:.2rem 0 .6rem}.dim,.plain{color:var(--dim)}.sep{display:none}\n"
	".lead{margin:1rem 0 1.2rem;padding:.8rem 1rem;border-left:4px solid var(--logged);background:var(--soft)}\n"
	".lead p{margin:.25rem 0}.lead p:first-child{font-size:1.2rem;font-weight:600}\n"
	"section{margin:0 0 1.6rem}\n"
	".wide{overflow-x:auto}\n"
	"table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}\n"
	"th,td{padding:.2rem .5rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}\n"
	"thead th{font-size:.8rem;font-weight:600;color:var(--dim);vertical-align:bottom}\n"
	"th:first-child{text-align:left;font-weight:500;padding-left:0;overflow-wrap:break-word;min-width:8.5rem;max-width:20rem}\n"
	"td{white-space:nowrap}.text{text-align:left;white-space:normal;overflow-wrap:anywhere}tr.total th,tr.total td{border-top:2px solid var(--line);font-weight:650}\n"
	".plain{display:block;font-weight:400;font-size:.8rem}td.zero{color:var(--dim)}\n"
	"svg{display:block;width:100%;max-width:32rem;height:auto;margin:.3rem 0 .7rem;font-size:11px}svg.broad{max-width:none}svg.small{max-width:16rem}\n"
	"svg text{fill:var(--ink)}svg .dim{fill:var(--dim)}\n"
	".planned{fill:var(--planned)}.logged{fill:var(--logged)}.alert{fill:var(--alert)}.open{fill:var(--open)}\n"
	".k0{fill:var(--k0)}.k1{fill:var(--k1)}.k2{fill:var(--k2)}.k3{fill:var(--k3)}.k4{fill:var(--k4)}.k5{fill:var(--k5)}\n"
	".cap{stroke:var(--ink);stroke-width:2}.axis{stroke:var(--line)}\n"
	".pair,.trio{columns:2 22rem;column-gap:2rem}.pair section,.trio section{break-inside:avoid}.pair .long{column-span:all;padding-top:1.4rem}.about{color:var(--dim);font-size:.85rem;margin:0 0 .35rem}\n"
	".sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
	"footer{border-top:1px solid var(--line);padding-top:.6rem;font-size:.85rem;color:var(--dim)}\n"
	"@media (max-width:40rem){svg.broad{min-width:36rem}body{padding:1rem .75rem 2rem}th,td{padding:.2rem .35rem}}\n";

static const char paper_style[] =
	"@page{size:A4;margin:8mm 11mm 7mm}\n"
	"@media print{:root{--ink:#000;--dim:#444;--line:#ccc;--soft:#f3f3f3;--page:#fff;--planned:#87949e;"
	"--logged:#1f6f8b;--alert:#8c2a17;--k0:#1f4e79;--k1:#2f8f83;--k2:#b7791f;--k3:#7a4f9a;--k4:#6b7280;"
	"--k5:#8c2a17;--open:#8e969c}"
	"body{max-width:none;padding:0;font:7.6pt/1.13 Arial,\"Liberation Sans\",Helvetica,sans-serif}"
	"h1{font-size:14pt}h2{font-size:9.5pt}.top h2,.top p{display:inline}.top h2::after{content:\"  \"}"
	".lead{margin:4pt 0 6pt;padding:4pt 7pt}.lead p{margin:1pt 0}.lead p:first-child{font-size:11pt}"
	"section{margin:0 0 4pt}.pair,.trio{margin-bottom:5pt}h2,.about{break-after:avoid}tr,svg{break-inside:avoid}"
	".about,thead th,.plain,footer{font-size:7.3pt}.top{margin:0 0 1pt;break-after:avoid}.top:last-child{break-after:auto}th,td{padding:.2pt 2.5pt}th:first-child{min-width:0}"
	".plain{display:inline}.plain::before{content:\" \\2013  \"}.wide{overflow:visible}"
	".fold,.off{display:none}section[data-rest]::after{content:attr(data-rest);display:block;color:var(--dim);margin:1pt 0 2pt;break-inside:avoid}"
	".pair{columns:2;column-gap:6mm}.pair .long{column-span:none;padding:0}.trio{columns:3;column-gap:6mm}.twice{columns:2;column-gap:6mm}"
	".beside,.bars{display:grid;grid-template-columns:84mm minmax(0,1fr);column-gap:6mm}.beside,.case{break-inside:avoid}"
	".clocks{grid-template-columns:66mm minmax(0,1fr)}.narrow{grid-template-columns:42mm minmax(0,1fr)}.narrow tbody th,.clocks tbody th,[aria-labelledby=weeks] tbody th{white-space:nowrap}.beside>*,.bars>*{grid-column:1/-1}.beside>.wide{grid-column:auto}"
	".bars>.drawn{grid-column:1;grid-row:3}.bars::after{grid-column:2;grid-row:3}"
	".pair section:nth-child(n+2) .plain,.trio .plain{display:none}.case section:nth-child(n+2) .plain{display:inline}tr.total{break-before:avoid}"
	"svg{min-width:0;max-width:none;font-size:11px;margin:1pt 0 2pt}footer{padding-top:3pt}"
	"*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

void
review_html_text(struct sp_str *out, const char *text)
{
	for (; *text != '\0'; text++)
		switch (*text) {
		case '<':
			sp_str_add(out, "&lt;");
			break;
		case '>':
			sp_str_add(out, "&gt;");
			break;
		case '&':
			sp_str_add(out, "&amp;");
			break;
		case '"':
			sp_str_add(out, "&quot;");
			break;
		case '\'':
			sp_str_add(out, "&#39;");
			break;
		default:
			sp_str_add_char(out, *text);
			break;
		}
}

static void
add_head(const struct sp_review *review, struct sp_str *out, const struct sp_str *title)
{
	sp_str_add(
		out,
		"<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<title>");
	if (review->school[0] != '\0') {
		review_html_text(out, review->school);
		sp_str_add(out, ": ");
	}
	sp_str_addf(out, "%s, ", review->title);
	review_html_text(out, review->name);
	sp_str_addf(out, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n<header>\n<h1>%s</h1>\n<p>",
		    style, paper_style, review->title);
	if (review->school[0] != '\0') {
		review_html_text(out, review->school);
		sp_str_add(out, "<br>");
	}
	review_html_text(out, title->text);
	sp_str_add(out, "</p>\n</header>\n<main>\n<div class=\"lead\">\n");
	for (size_t i = 0; i < review->n_sentences; i++) {
		sp_str_add(out, "<p>");
		review_html_text(out, review->sentences[i]);
		sp_str_add(out, "</p>\n");
	}
	sp_str_add(out, "</div>\n");
}

static void
begin_cell(struct sp_str *out, const char *class, bool off)
{
	if (class[0] == '\0' && !off)
		sp_str_add(out, "<td>");
	else
		sp_str_addf(out, "<td class=\"%s%s%s\">", class, class[0] != '\0' && off ? " " : "",
			    off ? "off" : "");
}

static void
add_row(const struct review_paper *paper, const struct sp_review_row *row, struct sp_str *out)
{
	const struct sp_review_section *section = paper->section;
	char buf[SP_REVIEW_TEXT_MAX];

	sp_str_addf(out, "<tr%s><th scope=\"row\">",
		    row->total						       ? " class=\"total\""
		    : review_paper_folds(paper, (size_t)(row - section->rows)) ? " class=\"fold\""
									       : "");
	review_html_text(out, row->label);
	if (row->plain[0] != '\0') {
		/* The dash is for browsers without styles: w3m, lynx. */
		sp_str_add(out, " <span class=\"sep\">\xE2\x80\x93 </span><span class=\"plain\">");
		review_html_text(out, row->plain);
		sp_str_add(out, "</span>");
	}
	sp_str_add(out, "</th>");
	for (size_t i = 0; i < section->n_columns; i++) {
		const struct sp_review_cell *cell = &row->cells[i];
		bool zero =
			cell->shown == SP_REVIEW_NONE ||
			(cell->shown == SP_REVIEW_SHOWN && cell->unit != SP_REVIEW_TEXT && cell->value == 0);

		begin_cell(out,
			   zero				  ? "zero"
			   : cell->unit == SP_REVIEW_TEXT ? "text"
							  : "",
			   review_paper_omits(paper, i));
		review_html_text(out, sp_review_cell_text(cell, buf));
		sp_str_add(out, "</td>");
	}
	sp_str_add(out, "</tr>\n");
}

static void
add_table(const struct review_paper *paper, struct sp_str *out)
{
	const struct sp_review_section *section = paper->section;

	sp_str_addf(out,
		    "<div class=\"wide%s\" tabindex=\"0\" role=\"group\" aria-labelledby=\"%s\">\n<table>\n",
		    review_paper_is_long(paper) ? " twice" : "", section->key);
	sp_str_add(out, "<caption class=\"sr\">");
	review_html_text(out, section->title);
	sp_str_add(out, "</caption>\n<thead>\n<tr><th scope=\"col\">");
	review_html_text(out, section->of);
	sp_str_add(out, "</th>");
	for (size_t i = 0; i < section->n_columns; i++) {
		sp_str_addf(out, "<th scope=\"col\"%s>",
			    review_paper_omits(paper, i) ? " class=\"off\"" : "");
		review_html_text(out, section->columns[i].label);
		sp_str_add(out, "</th>");
	}
	sp_str_add(out, "</tr>\n</thead>\n<tbody>\n");
	for (size_t i = 0; i < section->n_rows; i++)
		add_row(paper, &section->rows[i], out);
	sp_str_add(out, "</tbody>\n</table>\n</div>\n");
}

/* A scenario behind the review is the case to a head teacher: it stands together on one side. */
static bool
is_case(const struct sp_review *review, size_t i)
{
	return i > 0 && sp_streq(review->sections[i].key, "what_if");
}

/* Small tables stand side by side in two columns, and on paper the smallest in three. */
static const char *
group_of(const struct sp_review_section *section)
{
	if (section->n_columns > PAIR_COLUMNS || section->chart != SP_REVIEW_NO_CHART)
		return "";
	return section->n_columns > 1 && !sp_streq(section->key, "sen_support") ? "pair" : "trio";
}

/* A long table has the screen's width. On paper the drawing stands beside its table, or beside the words for what the table leaves out there. */
static const char *
class_of(const struct review_paper *paper)
{
	switch (paper->section->chart) {
	case SP_REVIEW_BARS:
		return " class=\"bars\"";
	case SP_REVIEW_SHARES:
		return " class=\"beside narrow\"";
	case SP_REVIEW_CLOCKS:
		return " class=\"beside clocks\"";
	case SP_REVIEW_WEEKS:
		if (!review_paper_is_long(paper))
			return " class=\"beside\"";
		break;
	case SP_REVIEW_NO_CHART:
		break;
	}
	return paper->n_folded + paper->n_kept > SCREEN_LONG ? " class=\"long\"" : "";
}

static void
add_section(const struct sp_review_section *section, bool tight, struct sp_str *out)
{
	struct review_paper paper;

	review_paper_of(section, tight, &paper);
	sp_str_addf(out, "<section%s aria-labelledby=\"%s\"", class_of(&paper), section->key);
	if (paper.n_folded > 0) {
		sp_str_add(out, " data-rest=\"");
		review_paper_rest(&paper, out);
		sp_str_add_char(out, '"');
	}
	sp_str_addf(out, ">\n<div class=\"top\">\n<h2 id=\"%s\">", section->key);
	review_html_text(out, section->title);
	sp_str_add(out, "</h2>\n");
	if (section->n_rows == 0) {
		sp_str_add(out, "<p>");
		review_html_text(out, section->empty == NULL ? "Nothing." : section->empty);
		sp_str_add(out, "</p>\n</div>\n");
	} else {
		sp_str_add(out, "<p class=\"about\">");
		review_html_text(out, section->about);
		sp_str_add(out, "</p>\n</div>\n<div class=\"wide drawn\">\n");
		review_chart(section, out);
		sp_str_add(out, "</div>\n");
		add_table(&paper, out);
	}
	sp_str_add(out, "</section>\n");
}

void
review_page(const struct sp_review *review, int width, struct sp_str *out)
{
	struct sp_str line;
	const char *group = "";
	bool tight = false;
	char made[SP_DAY_TEXT];

	(void)width;
	sp_str_init(&line);
	review_title(review, &line);
	add_head(review, out, &line);
	for (size_t i = 0; i < review->n_sections; i++)
		tight |= is_case(review, i);
	for (size_t i = 0; i < review->n_sections; i++) {
		const struct sp_review_section *section = &review->sections[i];
		const char *own = group_of(section);

		bool begins = !sp_streq(group, own) || is_case(review, i);

		if (begins && group[0] != '\0')
			sp_str_add(out, "</div>\n");
		if (begins && own[0] != '\0')
			sp_str_addf(out, "<div class=\"%s%s\">\n", own, is_case(review, i) ? " case" : "");
		group = own;
		add_section(section, tight, out);
	}
	if (group[0] != '\0')
		sp_str_add(out, "</div>\n");
	sp_str_clear(&line);
	review_before(review, &line);
	sp_str_add(out, "</main>\n<footer>\n<p>");
	review_html_text(out, line.text);
	if (line.len > 0)
		sp_str_add_char(out, ' ');
	review_html_text(out, review_privacy(review));
	sp_str_addf(out, " Made %s with senplan. Figures support planning and are no legal advice.</p>\n",
		    sp_day_format(sp_time_day(review->now), SP_DAY_LONG, made));
	sp_str_add(out, "</footer>\n</body>\n</html>\n");
	out->failed |= line.failed;
	sp_str_finish(&line);
}
