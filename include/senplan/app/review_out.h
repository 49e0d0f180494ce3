/*
 * Giving the review out: as bytes, or as a file of the person's own (0600, whole or not at all).
 */
#ifndef SENPLAN_APP_REVIEW_OUT_H
#define SENPLAN_APP_REVIEW_OUT_H

#include "senplan/app/app.h"
#include "senplan/report/review.h"

struct sp_review_ask {
	enum sp_review_range_kind kind;
	sp_day day;		 /* in the range */
	sp_day from_day, to_day; /* with SP_REVIEW_ANY */
	bool exact;
	bool ascii;
};

/* The table; it lives in the arena. */
enum sp_rc sp_review_of(struct sp_app *app, const struct sp_review_ask *ask, struct sp_arena *arena,
			struct sp_review *ret_review, struct sp_err *reterr);

/* By a file's name: ".html" or ".htm", ".csv", ".md", ".json"; else text. */
enum sp_review_format sp_review_format_of(const char *path);

enum sp_rc sp_review_save(const struct sp_review *review, enum sp_review_format format, const char *path,
			  struct sp_err *reterr);

#endif
