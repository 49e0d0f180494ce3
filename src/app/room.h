/*
 * How much room a day has for a kind of work: the allocated hours within its window, and when those who must come can.
 */
#ifndef ROOM_H
#define ROOM_H

#include "senplan/model/snapshot.h"

struct room {
	int32_t longest_min; /* in one piece */
	int32_t total_min;
};

/* Of the task's window, else its activity's. The task need not be one of the plan's: a duty's is made up. */
enum sp_rc room_of_day(const struct sp_snapshot *snapshot, const struct sp_task *task, sp_day day,
		       struct room *ret, struct sp_err *reterr);

/* Is there no day from `from` on, and by the task's date, that has room for a piece of it? */
enum sp_rc room_is_never(const struct sp_snapshot *snapshot, const struct sp_task *task, sp_day from,
			 bool *ret_never, struct sp_err *reterr);

#endif
