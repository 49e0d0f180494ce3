/*
 * Booked meetings that are moved by hand.
 */
#ifndef BOOKING_H
#define BOOKING_H

#include "session.h"

/* When the task is a meeting that is booked, adds to the change that it is booked for `to` now. */
enum sp_rc booking_move(const struct sp_app *app, const struct sp_task *task, sp_time to,
			struct change *change, struct sp_err *reterr);

#endif
