/*
 * What the acts on blocks and those of the record have in common.
 */
#ifndef ACTS_H
#define ACTS_H

#include "session.h"

enum { ACTS_LABEL = 300 };

/* A block that may still be changed, and its task. */
enum sp_rc acts_live_block(const struct sp_app *app, sp_block_id id, const struct sp_block **ret_block,
			   const struct sp_task **ret_task, struct sp_err *reterr);

/* Begins a change and words its label: "moved K07 papers out to Tue 24 Nov 15:30". `after` may be "". */
void acts_begin(struct change *change, const struct sp_app *app, const struct sp_task *task, const char *verb,
		const char *after, char *label);

/* What was done to protected time, for the report; to SP_TIME_NONE: given up. */
void acts_note_breach(const struct sp_app *app, struct change *change, const struct sp_task *task,
		      const struct sp_block *block, sp_time to, const char *because);

/* Minutes of the task that have no block yet. */
int32_t acts_unplaced_min(const struct sp_snapshot *snapshot, const struct sp_task *task);

/* By key or name exactly, else by the letter or a beginning that only one has. NULL with the sentence set. */
const struct sp_activity *acts_find_activity(const struct sp_snapshot *snapshot, const char *text,
					     struct sp_err *reterr);

/* Is the moment still to come? Then that is said: it cannot be logged. */
bool log_lies_ahead(const struct sp_app *app, sp_time start, struct sp_err *reterr);

#endif
