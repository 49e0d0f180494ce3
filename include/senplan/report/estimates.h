/*
 * Estimates from the log: how long each activity really took, a task at a time. A sample is a task that is done with all
 * that was logged for it; tasks whose duty or step has a length of its own are left out, since they say nothing about the
 * activity's. The median stands against the typical length, the quartiles against low and high.
 */
#ifndef SENPLAN_REPORT_ESTIMATES_H
#define SENPLAN_REPORT_ESTIMATES_H

#include "senplan/model/snapshot.h"

enum { SP_ESTIMATE_LEAST = 5 }; /* samples that are needed before anything is said */

struct sp_estimate {
	const struct sp_activity *activity;
	int n;				       /* samples */
	int32_t low_min, median_min, high_min; /* rounded to 5 minutes; 0 without a sample */
	bool left;    /* the user left these samples unused (setting estimates_left) */
	bool offered; /* worth a question: enough samples, another length, not left */
};

/* One an activity, in the snapshot's order. */
enum sp_rc sp_estimates_build(const struct sp_snapshot *snapshot, struct sp_arena *arena,
			      const struct sp_estimate **ret, struct sp_err *reterr);

/* "typical 90, your median 130 over 6" */
struct sp_str;
void sp_estimate_words(struct sp_str *out, const struct sp_estimate *estimate);

#endif
