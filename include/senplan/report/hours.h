/*
 * Where the hours went: by activity, by kind, by cause, planned and logged, over a range of days.
 *
 *	allocated = planned + reserve + unplanned      holds exactly, for each week and so for every range
 *
 * The reserve is what the setting keeps free of a week's hours, as far as the week's blocks leave it free; unplanned is
 * the rest, below zero in weeks where more is planned than allocated. Time lost comes out of both and is told apart.
 * Logged is work recorded, inside the contract and beyond it; time lost is no work.
 */
#ifndef SENPLAN_REPORT_HOURS_H
#define SENPLAN_REPORT_HOURS_H

#include "senplan/model/year.h"

enum { SP_KIND_COUNT = SP_KIND_PULLED_AWAY + 1, SP_CAUSE_COUNT = SP_CAUSE_OTHER + 1 };

struct sp_hours_row {
	const struct sp_activity *activity; /* NULL: of no activity */
	int32_t planned_min;		    /* blocks in the range */
	int32_t logged_min;		    /* worked, and beyond contract */
};

struct sp_hours_week {
	sp_day monday;		 /* of the week; the range may begin or end within it */
	sp_day from_day, to_day; /* the part of it in the range */
	int n_open_days;	 /* school and INSET days of that part */
	int32_t allocated_min, planned_min, reserve_min, unplanned_min;
	int32_t logged_min, lost_min, beyond_min, unreviewed_min;
};

struct sp_hours {
	sp_day from_day, to_day;	 /* both included */
	const struct sp_hours_row *rows; /* with hours or a target; most planned first */
	size_t n_rows;
	const struct sp_hours_week *weeks; /* all that the range touches, in order */
	size_t n_weeks, n_open_weeks;	   /* open: with a school or INSET day */
	int32_t allocated_min, planned_min, reserve_min, unplanned_min;
	int32_t logged_min, lost_min, beyond_min;
	int32_t past_planned_min; /* of planned: what has begun before now */
	int32_t unreviewed_min;	  /* of blocks that are over, and neither done nor logged nor lost */
	int32_t planned_by_kind_min[SP_KIND_COUNT]; /* by enum sp_activity_kind */
	int32_t logged_by_kind_min[SP_KIND_COUNT];
	int32_t planned_of_none_min,
		logged_of_none_min; /* of no activity: with the kinds they make the totals */
	int32_t delegable_planned_min, delegable_logged_min; /* work that another could do */
	int32_t lost_by_cause_min[SP_CAUSE_COUNT];
	int lost_by_cause_times[SP_CAUSE_COUNT];
};

/* `now` tells what is over. */
struct sp_hours_range {
	sp_day from_day, to_day; /* both included, in order (asserted) */
	sp_time now;
};

enum sp_rc sp_hours_build(const struct sp_snapshot *snapshot, const struct sp_hours_range *range,
			  struct sp_arena *arena, struct sp_hours *ret_hours, struct sp_err *reterr);

#endif
