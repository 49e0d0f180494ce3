/*
 * London's clock: between the civil time of school life (sp_time, local) and UTC (sp_time too, in UTC).
 * Rule since 1996: summer time from the last Sunday of March 01:00 UTC to the last Sunday of October
 * 01:00 UTC. The same rule is used for every year; planning never looks back beyond 1996.
 */
#ifndef SENPLAN_ICS_ZONE_H
#define SENPLAN_ICS_ZONE_H

#include "senplan/time/clock.h"

enum sp_local_kind {
	SP_LOCAL_ONCE,	/* an ordinary time */
	SP_LOCAL_NEVER, /* 01:00-01:59 on the last Sunday of March: the clock jumps over it */
	SP_LOCAL_TWICE, /* 01:00-01:59 on the last Sunday of October: the clock shows it twice */
};

enum sp_local_kind sp_london_kind(sp_time local);

/*
 * Minutes that London is ahead of UTC at a local time: 0 or 60. A time that comes twice means its first
 * coming (60); a time that never comes is read with the offset before the jump (0), as RFC 5545 says.
 */
int sp_london_offset_min(sp_time local);

sp_time sp_london_to_utc(sp_time local);
sp_time sp_london_from_utc(sp_time utc);

#endif
