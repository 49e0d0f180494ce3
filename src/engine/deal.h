/*
 * A deal: two to four half-days, the blocks that were taken up from them, and the stretches of free time (bays) that
 * they may be given to. deal.c chooses the half-days and puts the blocks down again, hand.c takes them up and prices them,
 * branch.c finds the best way to give them.
 */
#ifndef ENGINE_DEAL_H
#define ENGINE_DEAL_H

#include "search.h"

enum {
	DEAL_PIECES = 16,
	DEAL_BAYS = 12,
	DEAL_OUT = DEAL_BAYS, /* instead of a bay: not placed */
	DEAL_HALVES = 4,
	DEAL_MEMO_BITS = 6,
};

#define DEAL_NEVER (INT64_MAX / 64) /* the price of where a piece cannot stand; a few of them can be added */

struct deal_piece {
	int32_t task, k; /* its block of the task */
	int32_t n, size; /* slots, without and with its buffers */
	int32_t cat;
	int32_t was;	 /* bay or DEAL_OUT, */
	int32_t old;	 /* and bit of the day at which what it takes up begins */
	bool likes;	 /* its starts have prices of their own */
	bool is_twin;	 /* of the one before: the order of the two does not matter */
	bool is_limited; /* its kind has a maximum by day */
	int64_t least;	 /* of its prices */
	int32_t to, best_to;
	int32_t at; /* the same bit in its new bay */
};

struct deal_bay {
	int32_t place;	   /* in the grid */
	int32_t half, day; /* in the deal */
	int32_t room;	   /* slots that are not given yet */
};

struct deal_half {
	int32_t half, day; /* of the day in the deal */
	int32_t bay, bay_end;
	int32_t kinds;
	uint8_t n_of[SP_PROBLEM_MAX_CATS];
};

struct deal_day {
	int32_t day;
	int32_t used;
	struct bits room; /* as if no piece stood there */
	int32_t blocks[SP_PROBLEM_MAX_CATS], minutes[SP_PROBLEM_MAX_CATS];
};

struct deal {
	struct sp_engine *e;
	int32_t n_halves, n_days, n_bays;
	int32_t n;	  /* pieces in the hand, by kind, the larger first */
	int32_t n_comers; /* of them those that were not placed: if there are any, soft ones may leave */
	struct deal_half halves[DEAL_HALVES];
	struct deal_day days[DEAL_HALVES];
	struct deal_bay bays[DEAL_BAYS];
	struct deal_piece pieces[DEAL_PIECES];
	int64_t price[DEAL_PIECES][DEAL_BAYS + 1];
	int32_t disliked[DEAL_PIECES]
			[DEAL_BAYS]; /* slots that are, wherever it lies in the bay: they are in the price */
	struct bits starts[DEAL_PIECES][DEAL_BAYS]; /* of what it takes up */

	/* Of the search: */
	int64_t best;			    /* only a deal that costs less is of use */
	bool found;			    /* one is in best_to */
	int64_t least[DEAL_PIECES + 1];	    /* what the pieces from here on cost at least */
	int32_t new_kinds[DEAL_PIECES + 1]; /* kinds that must appear from here on */
	int32_t n_empty;		    /* half-days without any kind yet */
	int32_t load_least;		    /* of any deal, */
	int32_t used_sum, best_split;	    /* and of two days: slots of both, and of the first for it */
	int32_t nodes, max_nodes;
	struct deal_memo { /* how a set of pieces lies in a bay */
		uint32_t key;
		int32_t cost; /* -1: they do not fit */
	} memo[1 << DEAL_MEMO_BITS];
};

/* --- hand.c --- */
void deal_add_half(struct deal *d, int32_t day, int32_t half);
bool deal_has_half(const struct deal *d, int32_t day, int32_t half);
void deal_take_all(struct deal *d);		    /* what stands in the half-days and can move */
void deal_take_comer(struct deal *d, int32_t task); /* an unplaced task, if it can come */
void deal_price(struct deal *d);		    /* sorts the pieces and prices every place of each */

/* --- branch.c --- */
int64_t deal_cost_now(const struct deal *d); /* of the pieces as they stand */
void deal_search(struct deal *d);	     /* from best, max_nodes */
/* Lays the pieces that go to a bay: what small gaps and starts in less good times cost, -1: there is no room. */
int32_t deal_lay(struct deal *d, int32_t bay);

/* What a piece that likes some times costs at this bit of the bay more than the price of the bay says. */
int32_t deal_dislike(const struct deal *d, int32_t piece, int32_t bay, int32_t at);

#endif
