/*
 * The review as a page, and the lines that every format has.
 */
#ifndef REVIEW_PAGE_H
#define REVIEW_PAGE_H

#include "senplan/report/review.h"

void review_title(const struct sp_review *review, struct sp_str *out); /* "Autumn 2: Mon 2 Nov 2026 to …" */
void review_before(const struct sp_review *review, struct sp_str *out); /* "Before is Autumn 1, …" */
const char *review_privacy(const struct sp_review *review);

/* review_text.c */
void review_text(const struct sp_review *review, int width, struct sp_str *out);

/* One self-contained HTML page. */
void review_page(const struct sp_review *review, int width, struct sp_str *out);

/* review_charts.c: the drawing of a section, or nothing when it has none or no figure. */
void review_chart(const struct sp_review_section *section, struct sp_str *out);

/* --- review_paper.c: what paper leaves out of a long table --- */

enum { REVIEW_PAPER_LONG = 8, REVIEW_PAPER_WIDE = 5 };

struct review_paper {
	const struct sp_review_section *section;
	bool tight;		 /* a scenario needs room */
	size_t n_folded, n_kept; /* rows, without the sum */
};

void review_paper_of(const struct sp_review_section *section, bool tight, struct review_paper *ret);
bool review_paper_folds(const struct review_paper *paper, size_t row);
bool review_paper_omits(const struct review_paper *paper, size_t column);
/* Its rows stand in two columns of the sheet. */
bool review_paper_is_long(const struct review_paper *paper);
/* The sentence for the rows that are folded, of which there are some; for an attribute. */
void review_paper_rest(const struct review_paper *paper, struct sp_str *out);

/* Text in HTML and in its attributes. */
void review_html_text(struct sp_str *out, const char *text);

#endif
