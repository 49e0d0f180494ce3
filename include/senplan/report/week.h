/*
 * The week as figures: what the Week view draws and `senplan week` prints. Built from a snapshot; lives in the arena.
 */
#ifndef SENPLAN_REPORT_WEEK_H
#define SENPLAN_REPORT_WEEK_H

#include "senplan/model/availability.h"
#include "senplan/model/year.h"
#include "senplan/plan/clocks.h"

struct sp_week_block {
	const struct sp_block *block;
	const struct sp_task *task;
	const struct sp_activity *activity;
	const char *title; /* "K07 papers out" */
	bool late;	   /* after its due date, or at risk */
	bool unreviewed;   /* it is over, and nothing says what became of it */
};

struct sp_week_day {
	sp_day day;
	struct sp_day_info info;
	struct sp_availability availability;
	const struct sp_week_block *blocks; /* by start */
	size_t n_blocks;
};

struct sp_week_attention { /* something that needs a decision */
	int severity;	   /* 2: late or will be; 1: its time is near; 0: another party is late */
	sp_case_id subject;
	sp_task_id task;
	sp_day by_day;	   /* or SP_DAY_NONE */
	const char *text;  /* "K07 annual review: papers out by Tue 24 Nov (14 days before the meeting)" */
	const char *step;  /* parts of it: "papers out" */
	const char *where; /* ", overdue"; "" */
};

struct sp_week_missing { /* a task, and how much of it has no place */
	const struct sp_task *task;
	int32_t missing_min;
};

/* What did not fit: a task, or all those that one duty makes. */
struct sp_week_no_room {
	const struct sp_task *task; /* the first due */
	int32_t missing_min;	    /* of all */
	const char *title;	    /* of the task; of several pupils' the duty's */
	const char *count;	    /* "3 times", "12 pupils", "4 of staff"; "" for one */
	const struct sp_week_missing *tasks;
	size_t n_tasks;
};

struct sp_week_share { /* by activity letter, this week */
	const struct sp_activity *activity;
	int32_t planned_min;
	int32_t wanted_min; /* what is due or targeted this week; 0: nothing set */
};

struct sp_week {
	sp_day monday;
	const char *cycle_letter; /* "B" or "" */
	int week_of_year;
	const char *half_term; /* "Autumn 2" or "" */
	struct sp_week_day days[7];
	int n_days;	    /* 5, or 7 when something stands on the weekend */
	sp_minute from_min; /* hours to show: the school day and whatever lies outside */
	sp_minute to_min;
	int32_t allocated_min, planned_min, logged_min, lost_min;
	int32_t left_min;	/* allocated, neither lost nor planned; below zero when too much is planned */
	int32_t unreviewed_min; /* of blocks that are over, and nothing says what became of them */
	int32_t reserve_min;	/* kept free for what comes up: the figure of the review */
	const struct sp_week_attention *attention; /* most urgent first */
	size_t n_attention;
	const struct sp_week_no_room *no_room;
	size_t n_no_room;
	const struct sp_week_share *shares;
	size_t n_shares;
};

/* The week that holds `day`. */
enum sp_rc sp_week_build(const struct sp_snapshot *snapshot, sp_day day, sp_time now, struct sp_arena *arena,
			 struct sp_week *ret_week, struct sp_err *reterr);

#endif
