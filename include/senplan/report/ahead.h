/*
 * The year at a glance as figures: for each week what is there, what is planned, what falls due.
 */
#ifndef SENPLAN_REPORT_AHEAD_H
#define SENPLAN_REPORT_AHEAD_H

#include "senplan/model/year.h"
#include "senplan/plan/clocks.h"
#include "senplan/plan/planner.h"
#include "senplan/plan/shift.h"
#include "senplan/report/demand.h"

struct sp_ahead_week {
	sp_day monday;
	struct sp_day_info info; /* of its first school day, or of the Monday */
	const char *half_term;	 /* "Autumn 2"; "" in holidays */
	int week_of_half_term;	 /* 1, 2 …; 0 in holidays */
	int n_open_days;	 /* school and INSET days */
	int32_t allocated_min;
	int32_t planned_min; /* blocks */
	int32_t load_min;    /* its load: planned, and open tasks without a place that are due in it */
	int n_clocks;	     /* steps due */
	int n_late;	     /* of these: missed, or due with no block and the date near or gone */
};

struct sp_ahead_shift { /* an open task that stands later than the date behind it, because school is closed */
	const struct sp_task *task;
	struct sp_shift shift;
};

struct sp_ahead {
	struct sp_school_year year;
	const struct sp_ahead_week *weeks;
	size_t n_weeks;
	const struct sp_ahead_shift *shifts;
	size_t n_shifts;
	struct sp_demand demand; /* from the week of now on */
	struct sp_bound bound;	 /* how much more than the plan as it stands could be placed, at most */
};

/* The school year that holds `now`. Results live in the arena. */
enum sp_rc sp_ahead_build(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
			  struct sp_ahead *ret_ahead, struct sp_err *reterr);

#endif
