/*
 * Blocks that stand by the person's own will, locked or agreed with others, where something else of theirs stands too: own
 * teaching, PPA, a duty, a meeting, time out of school, or on a day on which the school is closed. Planning never puts one
 * there and never moves it away. It breaks no hard rule, since the person decided it; it is told, since cover must be found.
 *
 * Busy times of imported calendars are no clash: the agreed meeting itself stands there.
 */
#ifndef SENPLAN_PLAN_CLASH_H
#define SENPLAN_PLAN_CLASH_H

#include "senplan/model/availability.h"
#include "senplan/model/year.h"

struct sp_clash {
	const struct sp_block *block;
	const struct sp_task *task; /* or NULL */
	struct sp_fixed fixed;	    /* what stands there; its title is "" on a closed day */
	enum sp_day_kind day_kind;  /* SP_DAY_SCHOOL, or why the day is closed */
};

/* Those that have not ended, by start; one for each thing that is met. */
enum sp_rc sp_plan_clashes(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
			   const struct sp_clash **ret, size_t *ret_n, struct sp_err *reterr);

#endif
