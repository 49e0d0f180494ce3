/*
 * Why: reasons as data. Oracle: is there an on-time start for the task when only some families of rules are
 * enforced and the rest of the plan stands? A deletion filter over the families, from the one the user can change
 * most easily to the one he cannot, gives a minimal set (engine.md, section 10). Nothing is stored; all is computed
 * on demand from a problem and a plan.
 */
#ifndef SENPLAN_ENGINE_EXPLAIN_H
#define SENPLAN_ENGINE_EXPLAIN_H

#include "senplan/engine/problem.h"

enum sp_family {		       /* in the order in which a person can change them, easiest first */
		 SP_FAMILY_OTHER_WORK, /* soft blocks in the way */
		 SP_FAMILY_HARD_WORK,  /* hard blocks in the way */
		 SP_FAMILY_PINNED,     /* pinned blocks in the way */
		 SP_FAMILY_BUDGET,     /* the time that is to be left free */
		 SP_FAMILY_DAY_MAX,    /* the maximum of its category on a day */
		 SP_FAMILY_LAG,	       /* a predecessor that is unplaced or too near */
		 SP_FAMILY_DUE,
		 SP_FAMILY_RELEASE, /* its release, or now */
		 SP_FAMILY_MASK,    /* the times it is allowed */
		 SP_FAMILY_FREE,    /* the person's time */
		 SP_FAMILY_COUNT,
};

struct sp_blocker { /* moving this one task's blocks away would make room, and it could go elsewhere */
	int32_t task;
	int32_t start;	  /* where the explained task would then stand */
	bool replaced;	  /* the blocker has another place (tested) */
	int32_t to_start; /* that place, when replaced */
};

struct sp_why_not {
	uint32_t families;	  /* bit set of enum sp_family: a minimal set of reasons */
	uint32_t alone;		  /* those of them that make room by giving way alone, all else enforced */
	bool impossible;	  /* no plan could place it on time (independent of other placements) */
	int32_t predecessor;	  /* with SP_FAMILY_LAG: the unplaced or binding predecessor, else -1 */
	int32_t longest_free_min; /* longest on-time stretch that is allowed and free now */
	int32_t free_on_time_min; /* sum of all such stretches */
	int32_t first_late_start; /* earliest start if it may be late; -1: none */
	size_t n_blockers;
	struct sp_blocker blockers[4]; /* cheapest first */
};

enum sp_why_kind {
	SP_WHY_FIRST,  /* the earliest day it can stand: bound by release, now or predecessor (see bound) */
	SP_WHY_DUE,    /* elsewhere it would be later than its due */
	SP_WHY_MOVED,  /* elsewhere it would be another move from the plan before */
	SP_WHY_TARGET, /* elsewhere a minimum or target would be missed */
	SP_WHY_GAP,    /* elsewhere it would leave a useless gap */
	SP_WHY_SWITCH, /* elsewhere one more kind of work in the half-day */
	SP_WHY_HALF,   /* elsewhere the less good half of the day */
	SP_WHY_LIKE,   /* elsewhere outside the times in which it is better done */
	SP_WHY_LOAD,   /* elsewhere a too full day */
	SP_WHY_BUDGET, /* elsewhere (or earlier) only time that is to be left free would do */
	SP_WHY_ONLY,   /* there is no other place */
	SP_WHY_EQUAL,  /* equally good elsewhere */
	SP_WHY_PINNED, /* the user put it there */
};

enum sp_bound_by { SP_BOUND_NONE, SP_BOUND_RELEASE, SP_BOUND_NOW, SP_BOUND_PREDECESSOR };

struct sp_alternative {
	int32_t start;
	struct sp_score cost;	/* score with the block there minus score now, tier by tier */
	enum sp_why_kind worse; /* the largest component that is worse, or SP_WHY_EQUAL */
};

struct sp_why {
	enum sp_why_kind kind;
	enum sp_bound_by bound;
	int32_t predecessor; /* with SP_BOUND_PREDECESSOR, else -1 */
	size_t n_alternatives;
	/* Best first: within a fortnight, else the best of all; what would use time that is to be left free, last. */
	struct sp_alternative alternatives[3];
};

struct sp_suggestion { /* a place for one task or block, with what else would have to move */
	int32_t start;
	struct sp_score cost; /* tier by tier against the plan now */
	int32_t evicts;	      /* task that must give way, or -1 */
	int32_t evicted_to;   /* where it would go, or -1 when it would find no place */
};

/* Bytes of scratch for any of the questions. */
size_t sp_explain_size(const struct sp_problem *problem, size_t n_blocks);

/* The task must have no block, or be late, in the plan. */
void sp_explain_task(const struct sp_problem *problem, const struct sp_solution *plan, int32_t task,
		     void *scratch, struct sp_why_not *ret_why_not);

/*
 * The oracle behind it: is there an on-time place for the task when only these families (a bit set) are enforced,
 * and the rest of the plan stands? Public for the tests alone, which ask it of every set of families.
 */
bool sp_explain_oracle(const struct sp_problem *problem, const struct sp_solution *plan, int32_t task,
		       uint32_t families, void *scratch);

/* What would give the task a place on time, the rest of the plan as it is. */
enum sp_remedy_kind {
	SP_REMEDY_SPLIT,   /* in pieces of at least `min` minutes, one a day */
	SP_REMEDY_SHORTEN, /* to `min` minutes */
	SP_REMEDY_RESERVE, /* `min` minutes in time that is to be left free */
	SP_REMEDY_WIDEN,   /* at `start`, `min` minutes of it outside its allowed times */
	SP_REMEDY_UNPIN,   /* the pinned block of `other` is not in the way any more */
	SP_REMEDY_RELEASE, /* at `start`, before its release */
};

struct sp_remedy {
	enum sp_remedy_kind kind;
	int32_t min;
	int32_t start;	   /* where it could stand then; -1: in several pieces */
	int32_t other;	   /* task of the pin, or -1 */
	int32_t pin_start; /* where the pin stands */
	int32_t cost_min;  /* minutes that are given up by it, for the order */
};

enum { SP_REMEDIES = 6 };

/*
 * Remedies for a task that has no place on time, one of a kind, each tried before it is named, the cheapest first; at most
 * SP_REMEDIES; returns how many. None while a predecessor is unplaced: that one has to be asked about.
 */
size_t sp_explain_remedies(const struct sp_problem *problem, const struct sp_solution *plan, int32_t task,
			   void *scratch, struct sp_remedy *ret_remedies);

struct sp_misfit { /* a task that no plan can place on time, whatever else is in it */
	int32_t task;
	bool fits_late;	     /* after its due date it would fit */
	int32_t longest_min; /* when not: the longest block that its times would take */
};

/* The misfits in order of tasks, the first `max` of them in ret_misfits (NULL with max 0); returns how many there are. */
size_t sp_explain_misfits(const struct sp_problem *problem, void *scratch, struct sp_misfit *ret_misfits,
			  size_t max);

/* block: index in plan->blocks. */
void sp_explain_block(const struct sp_problem *problem, const struct sp_solution *plan, size_t block,
		      void *scratch, struct sp_why *ret_why);

/*
 * The best places for a task (placed: then without its present blocks): at most `max`, best first; returns how many. Of a
 * task in pieces one, where the first of them would stand; of a pinned one none.
 */
size_t sp_suggest(const struct sp_problem *problem, const struct sp_solution *plan, int32_t task,
		  void *scratch, struct sp_suggestion *ret_suggestions, size_t max);

/* The work of the last question that was asked in this scratch, in ticks (engine.h). For tests and benchmarks. */
uint64_t sp_explain_ticks(const void *scratch);

#endif
