/*
 * The trust's view: several SENCOs' reviews added up, one row a school, for the lead of SEND in a trust. Hours, shortfall and
 * dates; no pupils. It is a review as any other (report/review.h), so every format that there is has the same figures.
 *
 * Counts of dates under five are hidden as in a school's own review. Where a school has one, the others of its row that could
 * give it away are hidden too, and the sum of a column with a hidden count is rounded to five.
 */
#ifndef SENPLAN_REPORT_TRUST_H
#define SENPLAN_REPORT_TRUST_H

#include "senplan/report/review.h"

enum { SP_TRUST_DATES = 5, SP_TRUST_HOURS = 7 };

struct sp_trust_school {
	const char *file; /* unique */
	const char *name; /* of the school, or of the file */
	sp_day from_day, to_day;
	int64_t hours_min[SP_TRUST_HOURS]; /* allocated, planned, logged, lost, beyond, wanted, short */
	bool has_wanted;		   /* else the last two are not known: the range is past */
	int64_t dates[SP_TRUST_DATES];	   /* due, met, late, missed, open: exact */
};

struct sp_trust_failure {
	const char *file, *why;
};

struct sp_trust {
	const struct sp_trust_school *schools; /* in the order in which they are shown */
	size_t n_schools;
	const struct sp_trust_failure *failures;
	size_t n_failures;
	const char *range; /* "Autumn 2" */
	sp_time now;
	bool exact, ascii;
};

/* A school's figures from its own review, which must be exact (asserted). The name is copied into the arena. */
enum sp_rc sp_trust_school_of(const struct sp_review *review, const char *file, struct sp_arena *arena,
			      struct sp_trust_school *ret, struct sp_err *reterr);

enum sp_rc sp_trust_build(const struct sp_trust *trust, struct sp_arena *arena, struct sp_review *ret_review,
			  struct sp_err *reterr);

#endif
