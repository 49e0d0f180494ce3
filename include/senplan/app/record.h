/*
 * The record: what really became of the hours. Nothing is assumed done; each call here says what happened to a block or to
 * a span of time, as one step that can be taken back.
 */
#ifndef SENPLAN_APP_RECORD_H
#define SENPLAN_APP_RECORD_H

#include "senplan/app/app.h"

/* Some of it was done, in `took_min`; the rest of the block's length has no place any more and is planned again. */
enum sp_rc sp_app_done_some(struct sp_app *app, sp_block_id block, int took_min, struct sp_err *reterr);

enum sp_missed {
	SP_MISSED_LOST,	      /* the time was lost: cause */
	SP_MISSED_INSTEAD,    /* something else was done in it: instead */
	SP_MISSED_NOT_REACHED /* other work took longer */
};

struct sp_missed_request {
	enum sp_missed why;
	enum sp_cause cause;
	const char *instead; /* an activity, as in sp_log_request */
	int length_min;	     /* of that; 0: the block's */
};

/* A block that has begun did not happen: its work is planned again. Of one that has not begun that is SP_NO. */
enum sp_rc sp_app_missed(struct sp_app *app, sp_block_id block, const struct sp_missed_request *request,
			 struct sp_err *reterr);

#endif
