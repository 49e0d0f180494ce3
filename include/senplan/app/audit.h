/*
 * Noting a time audit: a span of days, in it a letter for each half-hour. Each call is one step that can be taken back. The
 * half-hours stand beside the log and are added to nothing.
 */
#ifndef SENPLAN_APP_AUDIT_H
#define SENPLAN_APP_AUDIT_H

#include "senplan/app/school.h"

enum { SP_AUDIT_DAYS = 12, SP_AUDIT_DAYS_MOST = 92 }; /* Monday to the Friday of the week after */

/* SP_DAY_NONE: from the Monday of this week; a fortnight. What was noted before stays. */
enum sp_rc sp_app_audit_start(struct sp_app *app, sp_day from, sp_day to, struct sp_err *reterr);

/* It ends with the day. */
enum sp_rc sp_app_audit_stop(struct sp_app *app, sp_day last, struct sp_err *reterr);

/*
 * A letter for each half-hour from `start` on (it is on one), '.' for nothing; blanks are passed over. Without an audit one
 * of a fortnight begins with the week of `start`. ret_n: half-hours that were said.
 */
enum sp_rc sp_app_audit_paint(struct sp_app *app, sp_time start, const char *letters, int *ret_n,
			      struct sp_err *reterr);

/* What a letter stands for from now on: an activity that has it. */
enum sp_rc sp_app_audit_letter(struct sp_app *app, char letter, const char *activity, struct sp_outcome *ret,
			       struct sp_err *reterr);

/* The half-hour goes to the next activity with the same letter, which the letter stands for then. */
enum sp_rc sp_app_audit_other(struct sp_app *app, sp_time start, struct sp_outcome *ret,
			      struct sp_err *reterr);

/* The shares become the targets of the activities; others have none then. */
enum sp_rc sp_app_audit_targets(struct sp_app *app, bool dry_run, struct sp_outcome *ret,
				struct sp_err *reterr);

#endif
