/*
 * What is known of a block's time: it lies ahead, was marked done, was lost, or is over and nobody has said anything.
 */
#ifndef SENPLAN_REPORT_STANDING_H
#define SENPLAN_REPORT_STANDING_H

#include "senplan/model/snapshot.h"

enum sp_standing {
	SP_STANDING_AHEAD, /* it has not begun */
	SP_STANDING_OPEN,  /* it has begun, and nothing is recorded */
	SP_STANDING_DONE,
	SP_STANDING_LOST
};
extern const char *const sp_standing_names[]; /* "ahead", "open", "done", "lost" */

struct sp_block_standing {
	enum sp_standing standing;
	int32_t logged_min; /* what it took; 0: no entry names it */
	enum sp_cause cause;
};

struct sp_block_standing sp_standing_of(const struct sp_snapshot *snapshot, const struct sp_block *block,
					sp_time now);

#endif
