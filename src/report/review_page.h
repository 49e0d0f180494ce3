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

/* Text in HTML and in its attributes. */
void review_html_text(struct sp_str *out, const char *text);

#endif
