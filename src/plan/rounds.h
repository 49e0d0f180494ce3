/*
 * Rounds: each time a chain runs for a case. One annual review is one round: it has a base it counts from, perhaps a booked
 * meeting, perhaps a meeting that was held.
 */
#ifndef PLAN_ROUNDS_H
#define PLAN_ROUNDS_H

#include "index.h"

enum sp_anchor {
	SP_ANCHOR_LAST_REVIEW,
	SP_ANCHOR_ANNIVERSARY,
	SP_ANCHOR_MEETING,
	SP_ANCHOR_DECISION,
	SP_ANCHOR_REQUEST,
	SP_ANCHOR_ASKED,
	SP_ANCHOR_RECEIPT,
	SP_ANCHOR_TRANSFER, /* 1 January of the transfer year */
	SP_ANCHOR_START,    /* of a chain that was given: its day, then the day of its last step */
	SP_ANCHOR_YEAR,	    /* 1 January of the start's year */
	SP_ANCHOR_COUNT
};

struct sp_round {
	const char *chain; /* NULL: no chain is there for it, it does not run */
	enum sp_chain_start begins;
	const char *outcome;   /* what was decided last in it; "" */
	const char *exception; /* of an assessment; NULL */
	bool is_review;	       /* turns on a meeting: what comes before it, what comes after it */
	sp_day key_day;	       /* names the round in the keys of its tasks; SP_DAY_NONE: the only one */
	sp_day anchors[SP_ANCHOR_COUNT];
	sp_day since_day; /* its first events come after this day; SP_DAY_NONE: any */
	sp_day held_day;  /* SP_DAY_NONE: not held */
	sp_day next_day;  /* events on or after this day belong to a later round; SP_DAY_NONE: any */
	sp_day meeting_due;
	sp_day meeting_anchor;
	const struct sp_rule *meeting_rule;
	const struct sp_rule *fixed_rule; /* of a transfer: its fixed date */
	sp_time booked_start;
	const char *problem;
};

/* The rounds of a case, in order; they live in the arena. */
enum sp_rc sp_plan_rounds(const struct sp_plan_index *index, const struct sp_case *subject, sp_day today,
			  struct sp_arena *arena, const struct sp_round **ret_rounds, size_t *ret_n,
			  struct sp_err *reterr);

struct sp_rounds_build { /* the rounds of one case, or of the school, while they are found */
	const struct sp_plan_index *index;
	const struct sp_case *subject; /* id 0: the school */
	struct sp_plan_slice events;
	sp_day today;
	struct sp_arena *arena;
	struct sp_round *items;
	size_t n, cap;
	bool failed; /* out of memory */
};

struct sp_round *sp_plan_add_round(struct sp_rounds_build *b, enum sp_chain_start begins, const char *chain,
				   sp_day key_day);

/* The key of the chain that runs for the subject on a day; NULL: none does. */
const char *sp_plan_chain_for(const struct sp_rounds_build *b, enum sp_chain_start begins, sp_day day);

/* The most rounds that chains which were given can have. */
size_t sp_plan_given_most(const struct sp_rounds_build *b);

/* Chains that were given, to the pupil or to the school. */
void sp_plan_add_given(struct sp_rounds_build *b);

/* Is the event about this step of this chain? */
bool sp_plan_event_names(const struct sp_case_event *event, const char *chain, const char *step);

/* Is the step done by this event? */
bool sp_plan_step_is(const struct sp_step *step, enum sp_event_kind kind);

/* The step that is done when the meeting is held. */
bool sp_plan_step_is_meeting(const struct sp_step *step);

#endif
