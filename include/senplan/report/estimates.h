/*
 * Estimates from the log: how long each activity, each duty and each step of a chain really took, a task at a time; and how near the
 * plan was, half-term by half-term. A sample is a task that is done with all that was logged for it. Of an activity, tasks whose duty
 * or step has a length of its own are left out, since they say nothing about the activity's. The median stands against the
 * typical length, the quartiles against low and high.
 */
#ifndef SENPLAN_REPORT_ESTIMATES_H
#define SENPLAN_REPORT_ESTIMATES_H

#include "senplan/model/snapshot.h"

enum { SP_ESTIMATE_LEAST = 5 }; /* samples that are needed before anything is said */

struct sp_estimate {
	const struct sp_activity *activity;
	const struct sp_duty *duty; /* a duty with a length of its own; or NULL */
	const struct sp_step *step; /* the first of its key; or NULL. Neither: the activity's own */
	int32_t now_min;	    /* what is planned with: the typical length */
	int n;			    /* samples */
	int32_t low_min, median_min, high_min; /* rounded to 5 minutes; 0 without a sample */
	bool left;    /* the user left these samples unused (setting estimates_left) */
	bool offered; /* worth a question: enough samples, another length, not left */
};

/* One an activity, in the snapshot's order; behind them one a duty with a length of its own, and one a step's key that has an
 * activity. */
enum sp_rc sp_estimates_build(const struct sp_snapshot *snapshot, struct sp_arena *arena,
			      const struct sp_estimate **ret, size_t *ret_n, struct sp_err *reterr);

/* The key of the activity, the duty or the step, and its name. */
const char *sp_estimate_key(const struct sp_estimate *estimate);
const char *sp_estimate_name(const struct sp_estimate *estimate);

/* An activity's own? Only it has three lengths. */
bool sp_estimate_is_activity(const struct sp_estimate *estimate);

/* "typical 90, your median 130 over 6" */
struct sp_str;
void sp_estimate_words(struct sp_str *out, const struct sp_estimate *estimate);

/* --- planned against real --- */

struct sp_accuracy { /* finished tasks whose last entry of the log lies in the half-term, or the holidays behind it */
	const char *name; /* "Autumn 2 2026", "October half-term 2026", "Holidays after Autumn 2 2026" */
	sp_day from_day;
	int n;
	int32_t planned_min, logged_min;
};

/*
 * The half-terms and holidays with such tasks, from the first day to the last (SP_DAY_NONE: all), in order. Where the file
 * knows no terms it is by month: "Nov 2026".
 */
enum sp_rc sp_accuracy_build(const struct sp_snapshot *snapshot, sp_day from, sp_day to,
			     struct sp_arena *arena, const struct sp_accuracy **ret, size_t *ret_n,
			     struct sp_err *reterr);

/* Logged of planned, in per cent. */
int sp_accuracy_pct(const struct sp_accuracy *accuracy);

#endif
