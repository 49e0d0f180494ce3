/*
 * Plans side by side: as it is now, and as it would be with what somebody thinks of. The comparison is a review
 * (report/review.h), so it has every format, and its sections can stand in the review of a range as the case to a head teacher.
 *
 * Both sides are plans of the rest of the school year made in the same way; a piece of work is the same in both by its key.
 */
#ifndef SENPLAN_REPORT_COMPARE_H
#define SENPLAN_REPORT_COMPARE_H

#include "senplan/report/demand.h"
#include "senplan/report/review.h"

enum { SP_COMPARE_MOST = 4 };	 /* scenarios beside what is now */
enum { SP_COMPARE_PUPILS = 40 }; /* that a scenario adds */

struct sp_compare_pupil { /* one who is thought of */
	sp_case_id subject;
	sp_day from_day;   /* the work begins then */
	sp_day review_due; /* of an EHCP: the next review, or the first of a new plan; SP_DAY_NONE */
	sp_day requested;  /* an assessment; SP_DAY_NONE */
	bool brought;	   /* the plan, by one who comes with it: it was not made here */
};

struct sp_compare_side {
	const char *name;		    /* "Now", "Then", or the scenario's own */
	const char *words;		    /* what is changed, a sentence; "" of the first */
	const struct sp_snapshot *snapshot; /* with its plan's blocks; provisional rows may be in it */
	const struct sp_demand *demand;	    /* of the snapshot; NULL: it is still to be built */
	const struct sp_compare_pupil *pupils;
	size_t n_pupils;
};

struct sp_compare {
	struct sp_compare_side sides[SP_COMPARE_MOST + 1]; /* the first is now */
	size_t n_sides;
	sp_time now;
	const char *range_name; /* "Spring 1": of what is counted; NULL: all the rest of the school year is */
	sp_day from_day, to_day; /* with a name; whole weeks, within the rest of the year */
	bool exact, ascii;
};

/* SP_USAGE: nothing of the range is still to come in this school year. */
enum sp_rc sp_compare_build(const struct sp_compare *compare, struct sp_arena *arena,
			    struct sp_review *ret_review, struct sp_err *reterr);

/* The comparison's sections and first sentences at the end of a review, as far as there is room; its arena must live on. */
void sp_review_append(struct sp_review *review, const struct sp_review *more);

#endif
