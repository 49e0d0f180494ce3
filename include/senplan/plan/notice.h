/*
 * Notice: parents and agencies cannot be asked for the same day. A meeting with them that no statutory date presses is not
 * put nearer than so many school days (the setting `notice_days`), and one that stands so near stays there, as everything
 * does that begins within `freeze_hours`.
 */
#ifndef SENPLAN_PLAN_NOTICE_H
#define SENPLAN_PLAN_NOTICE_H

#include "senplan/model/snapshot.h"

struct sp_notice {
	const struct sp_snapshot *snapshot;
	sp_time freeze_end; /* what begins before this stays */
	int days;	    /* school days; 0: none */
	sp_day first_day;   /* the first on which a meeting may be put */
};

struct sp_notice sp_notice_of(const struct sp_snapshot *snapshot, sp_time now);

/* Is the task a meeting with parents or agencies that neither has its time nor is pressed by a statutory date? */
bool sp_notice_asks(const struct sp_snapshot *snapshot, const struct sp_task *task);

/*
 * From when on a plan may put the task, for the sake of those who come; SP_TIME_NONE: it is no such meeting. One that
 * somebody asked for by a sooner date has been spoken about, and needs none.
 */
sp_time sp_notice_from(const struct sp_notice *notice, const struct sp_task *task);

/* Does a block of the task that begins then stay where it is, because it is so near? */
bool sp_notice_keeps(const struct sp_notice *notice, const struct sp_task *task, sp_time start);

#endif
