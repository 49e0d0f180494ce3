/*
 * The contract against the year: what the hours of the plan come to, as far as the kind of contract sets a limit
 * (share/doc/hours.md).
 *
 * A day's working time is the union of the working windows and of what the timetable sets beside them (teaching, PPA, duty,
 * meeting, break, SENCO time) and of blocks planned outside them, without lunch and without time out of school. PPA is
 * inside directed time; lunch is not.
 *
 *	teacher     directed time: at most so many hours on so many days in a school year, in proportion to the share and to
 *	            the school's days for which the contract holds
 *	leadership  no such limit; a warning when the average of so many weeks is above so many hours. Weeks without an open
 *	            day are passed over, which warns sooner; time logged beyond the contract counts
 *	other       neither
 *
 * How many is a matter of four rules of the pack, as they stand today; where one is missing or suspended, nothing is held
 * against it, and the words say so.
 *
 * Contracts change from a date: each day counts for the contract in force on it.
 */
#ifndef SENPLAN_REPORT_CONTRACT_H
#define SENPLAN_REPORT_CONTRACT_H

#include "senplan/model/year.h"

enum sp_contract_limit {
	SP_CONTRACT_DIRECTED_HOURS,
	SP_CONTRACT_DIRECTED_DAYS,
	SP_CONTRACT_AVERAGE_HOURS,
	SP_CONTRACT_AVERAGE_WEEKS,
	SP_CONTRACT_LIMITS
};

struct sp_contract_rule {
	const char *key;   /* in the pack */
	enum sp_unit unit; /* it is reckoned in */
	int32_t most;	   /* that is taken */
};

extern const struct sp_contract_rule sp_contract_rules[SP_CONTRACT_LIMITS];

struct sp_contract_year {
	const struct sp_rule
		*rules[SP_CONTRACT_LIMITS]; /* in force today; NULL: none, nothing is held against it */
	const struct sp_contract *now;	    /* in force today; NULL: none */
	int32_t work_min;		    /* of the year, by whatever contract */
	int n_days;			    /* worked */
	int32_t longest_week_min;
	sp_day longest_week_day; /* its Monday */

	bool directed; /* a teacher's contract holds on some day of the year; else all of these are 0 */
	int32_t limit_min;
	int32_t used_min;  /* before today */
	int32_t ahead_min; /* from today on, as planned */
	int32_t over_min;  /* used and ahead above the limit; 0: within it */
	int32_t left_min;  /* of the limit, 0 at least */
	int n_directed_days;
	bool too_many_days; /* more than the rule has */

	bool leadership; /* a leadership contract holds on some day of the year; else all of these are 0 */
	int n_average_weeks; /* in the average: the rule's, or as many as there are */
	int32_t average_min; /* the highest */
	sp_day average_from_day, average_to_day;
	bool above_average; /* more than the rule has */
};

enum sp_rc sp_contract_year_build(const struct sp_snapshot *snapshot, sp_time now,
				  struct sp_contract_year *ret, struct sp_err *reterr);

#endif
