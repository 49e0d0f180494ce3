/*
 * Repeat rules (RRULE): read, checked, and counted out on civil time. Periods are visited one by one and
 * each period's days are filtered, so that the work is bounded by the number of periods whatever the rule
 * says: "the 30th of February" costs a year's look a year and ends. (libical 3.0.16 does not return from
 * such a rule, and drops or keeps the start by luck; it serves as a second opinion in the tests.)
 * Rules finer than a day are refused.
 */
#ifndef SENPLAN_SRC_ICS_RULE_H
#define SENPLAN_SRC_ICS_RULE_H

#include "value.h"

enum ics_freq { ICS_DAILY, ICS_WEEKLY, ICS_MONTHLY, ICS_YEARLY };

enum { ICS_BYDAY_MAX = 64, ICS_SETPOS_MAX = 64 };

struct ics_byday {
	int nth; /* 0: each; negative: from the end */
	enum sp_weekday weekday;
};

/* A bit i of a "from end" mask means -i. */
struct ics_rule {
	enum ics_freq freq;
	int interval;
	int count;	       /* 0: no count */
	struct ics_when until; /* ICS_NEVER: no end */
	enum sp_weekday week_start;
	uint32_t months;		 /* bit 1..12 */
	uint32_t mdays, mdays_end;	 /* bit 1..31 */
	uint64_t weeks, weeks_end;	 /* bit 1..53 */
	uint64_t ydays[6], ydays_end[6]; /* bit 1..366 */
	uint32_t hours;			 /* bit 0..23 */
	uint64_t minutes;		 /* bit 0..59 */
	bool has_ydays;
	struct ics_byday bydays[ICS_BYDAY_MAX];
	int byday_n;
	int setpos[ICS_SETPOS_MAX];
	int setpos_n;
};

/* NULL when it could be read, else why not: the end of a sentence ("COUNT and UNTIL exclude each other"). */
const char *ics_rule_parse(const char *text, struct ics_rule *ret);

/* False when no calendar holds a day that fits: 30 February, day 366 in June. A rough look that misses some. */
bool ics_rule_is_possible(const struct ics_rule *rule);

/*
 * The rule counted out. Starts are civil times on the clock of `start`; only those in [low, high) are given,
 * in order, `start` itself being the first of the series whether or not it fits the rule. `until` is
 * the last start, SP_TIME_NONE for none.
 */
struct ics_count {
	const struct ics_rule *rule;
	sp_time start;
	sp_time until;
	sp_time low;
	sp_time high;
	int64_t *work_left;			    /* days looked at; ends the counting at 0 */
	bool (*take)(void *context, sp_time start); /* false ends the counting */
	void *context;
};

enum ics_counted {
	ICS_COUNTED,	/* to the end of the rule or window */
	ICS_COUNT_STOP, /* `take` said no */
	ICS_COUNT_WORK, /* too much work */
};

enum ics_counted ics_rule_count(const struct ics_count *count);

/* Is `start` a start by the rule itself? */
bool ics_rule_fits(const struct ics_rule *rule, sp_time start);

#endif
