/*
 * Booked meetings that are moved by hand, and those that did not happen.
 */
#ifndef BOOKING_H
#define BOOKING_H

#include "session.h"

/* For when the task is booked, when it is a meeting that is; SP_TIME_NONE else. */
enum sp_rc booking_of(const struct sp_app *app, const struct sp_task *task, struct sp_arena *arena,
		      sp_time *ret_booked, struct sp_err *reterr);

/* When the task is a meeting that is booked, adds to the change that it is booked for `to` now. */
enum sp_rc booking_move(const struct sp_app *app, const struct sp_task *task, sp_time to,
			struct change *change, struct sp_err *reterr);

/* When the block is that of a meeting that is booked for its day, takes the booking out: the chain is open again. */
enum sp_rc booking_drop(const struct sp_app *app, const struct sp_task *task, const struct sp_block *block,
			struct change *change, bool *ret_dropped, struct sp_err *reterr);

/* What follows by law from a meeting without a day, for whom and the step of a task's key. */
struct sp_outcome;
enum sp_rc booking_tell(const struct sp_app *app, sp_case_id subject, const char *task_key,
			struct sp_outcome *ret, struct sp_err *reterr);

#endif
