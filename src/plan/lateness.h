/*
 * Why a step is late, and where a limit may be excepted from.
 */
#ifndef PLAN_LATENESS_H
#define PLAN_LATENESS_H

#include "senplan/plan/clocks.h"

#include "index.h"

/* Sets reason and reason_said of a clock that is late or missed. */
void sp_plan_say_why_late(const struct sp_plan_index *index, struct sp_clock *clock);

/* Notes a long closure of the school within the time for an assessment's advice. */
void sp_plan_note_closure(const struct sp_plan_index *index, struct sp_clock *clock, struct sp_arena *arena);

#endif
