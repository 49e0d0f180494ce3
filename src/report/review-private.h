/*
 * What the files that fill the review's table share: the figures they take from, and how a section is written down.
 */
#ifndef REVIEW_PRIVATE_H
#define REVIEW_PRIVATE_H

#include "senplan/plan/clocks.h"
#include "senplan/report/contract.h"
#include "senplan/report/demand.h"
#include "senplan/report/hours.h"
#include "senplan/report/review.h"

struct review_line { /* counts of which one is the sum of the others, wherever they stand */
	struct sp_review_cell *total;
	struct sp_review_cell **parts;
	size_t n_parts;
};

enum { REVIEW_LINES = 40, REVIEW_COUNTS = 400 };

struct review_build {
	const struct sp_snapshot *snapshot;
	const struct sp_review_request *request;
	struct sp_arena *arena;
	struct sp_review *review;
	struct sp_hours hours, before;
	struct sp_demand demand; /* of the school year of now, from its week on */
	struct sp_contract_year contract;
	const struct sp_clock *clocks;
	size_t n_clocks;

	struct sp_review_section *section; /* being written */
	struct sp_review_row *rows;
	struct sp_review_cell **cells; /* of each row */
	size_t cap_rows;
	struct sp_review_cell nowhere[16];	/* a row when memory is out: written to, never read */
	struct review_line lines[REVIEW_LINES]; /* of all sections: what differences tell */
	size_t n_lines;
	struct sp_review_cell *counts[REVIEW_COUNTS]; /* those that count pupils, or what belongs to pupils */
	size_t n_counts;
	bool failed; /* out of memory */
};

/* In the arena: without control characters, and without the code of any pupil of the snapshot (NULL: there are none). */
const char *review_safe_text(struct review_build *b, const char *text);

/* Begins a section with room for so many rows; columns are static. */
void review_begin(struct review_build *b, const struct sp_review_section *section, size_t max_rows);

/* A row of n cells, all SP_REVIEW_NONE in their columns' units; key and label are copied and made safe. */
struct sp_review_cell *review_row(struct review_build *b, const char *key, const char *label,
				  const char *plain);
struct sp_review_cell *review_total(struct review_build *b);
void review_end(struct review_build *b);

void review_set(struct sp_review_cell *cell, int64_t value);
void review_set_text(struct review_build *b, struct sp_review_cell *cell, const char *text);
void review_set_share(struct sp_review_cell *cell, int64_t part,
		      int64_t whole); /* rounded; none of nothing */

/* A count of pupils or of what belongs to them. */
void review_set_pupils(struct review_build *b, struct sp_review_cell *cell, int64_t count);
/* "parts together are total", in rows first .. first + n of the section (column-wise) or in columns of a row. */
void review_line_of_rows(struct review_build *b, size_t column, size_t first, size_t n,
			 struct sp_review_cell *total);
void review_line_of_cells(struct review_build *b, struct sp_review_cell *total, struct sp_review_cell *first,
			  size_t n);
void review_hide_few(struct review_build *b);

/* Demand over the weeks of now on that the range touches; false: there is none. */
struct review_wanted {
	int32_t wanted_min, allocated_min, reserve_min, short_min;
	int n_weeks; /* open ones */
	sp_day from_day;
};
bool review_wanted(const struct review_build *b, struct review_wanted *ret);

/* --- the sections, by file --- */

void review_hours(struct review_build *b); /* review_hours.c */
void review_activities(struct review_build *b);
void review_kinds(struct review_build *b);
void review_weeks(struct review_build *b);
void review_pulled(struct review_build *b);
void review_delegable(struct review_build *b);
void review_year(struct review_build *b);
void review_directed(struct review_build *b);
void review_clocks(struct review_build *b); /* review_clocks.c */
void review_caseload(struct review_build *b);
enum sp_rc review_no_place(struct review_build *b, struct sp_err *reterr); /* review_ahead.c */
enum sp_rc review_accuracy(struct review_build *b, struct sp_err *reterr); /* review_accuracy.c */
void review_protected(struct review_build *b); /* review_protected.c; nothing when there is none */
void review_sentences(struct review_build *b); /* review_words.c */

#endif
