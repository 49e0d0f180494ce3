/*
 * Where the hours went: by activity and by kind, planned and logged, over a range of days.
 */
#ifndef SENPLAN_REPORT_HOURS_H
#define SENPLAN_REPORT_HOURS_H

#include "senplan/model/year.h"

struct sp_hours_row {
	const struct sp_activity *activity;
	int32_t planned_min; /* blocks in the range */
	int32_t logged_min;  /* worked, and beyond contract */
};

struct sp_hours {
	sp_day from_day, to_day;	 /* both included */
	const struct sp_hours_row *rows; /* with hours or a target; most planned first */
	size_t n_rows;
	int32_t allocated_min, planned_min, logged_min, lost_min, beyond_min;
	int32_t by_kind_min[SP_KIND_PULLED_AWAY + 1]; /* planned, by enum sp_activity_kind */
	int32_t delegable_min;			      /* planned work that another could do */
	int32_t lost_by_cause_min[SP_CAUSE_OTHER + 1];
};

enum sp_rc sp_hours_build(const struct sp_snapshot *snapshot, sp_day from, sp_day to, struct sp_arena *arena,
			  struct sp_hours *ret_hours, struct sp_err *reterr);

#endif
