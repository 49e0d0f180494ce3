/*
 * A plan in the making, with its score kept up to date block by block. Blocks go in and out in any order; the state
 * keeps sums by day, half-day, category, range and task, so that a change costs a handful of additions.
 */
#ifndef ENGINE_STATE_H
#define ENGINE_STATE_H

#include "grid.h"

struct state_task {
	int32_t n_blocks; /* 0: not placed */
	int32_t first;	  /* absolute slot of its first start */
	int32_t last;	  /* absolute slot of its last end */
	int32_t end_day;  /* day of its last end */
	int32_t due_day;  /* with the maximum lags of the placed predecessors */
	int32_t late;	  /* days late; of an unplaced task to the end of the horizon and 7 */
	int32_t at_bad;	  /* its place in the list of bad tasks, when bad */
	bool bad;	  /* unplaced or late, and not pinned */
};

struct state {
	const struct grid *g;
	struct sp_score score;
	uint64_t ticks;

	struct state_task *tasks;
	struct block *blocks; /* by grid_task.block */
	struct bits *room;    /* by day: free and not occupied */
	int32_t *used;	      /* by day: free slots that are occupied */
	int32_t *day_quality; /* by day: gaps and load */
	int32_t *day_room;    /* by day: longest stretch of room */
	uint64_t *day_stamp;  /* by day: of the blocks that stand there, in whatever order they came */
	int32_t *cat_min;     /* by category and day: minutes */
	int16_t *cat_n;	      /* by category and day: blocks */
	uint8_t *half_n;      /* by day, half and category: blocks */
	uint8_t *half_kinds;  /* by day and half: categories */
	int32_t *row_min;     /* by row: minutes */
	int32_t *fixed_min;   /* by budget: minutes of hard and pinned blocks */
	int32_t *soft_min;    /* by budget: minutes of the others */
	int32_t *day_head;    /* by day: first block of the pool on this day, -1 */
	int32_t *day_next, *day_prev; /* by block of the pool */
	int32_t *block_task;	      /* by block of the pool */
	int32_t *bad[2];	      /* tasks that are unplaced or late: soft, hard */
	int32_t n_bad[2];
};

void state_lay_out(struct state *state, const struct grid *grid, struct cutter *cutter);

/* The plan of the pinned blocks. */
void state_clear(struct state *state);

/* Puts blocks of a task that has none; no rule is asked. The task must not be pinned. */
void state_place(struct state *state, int32_t task, const struct block *blocks, int32_t n);

/* One block of a task alone comes (sign 1) or goes (-1), in the sums of its day and its ranges: lateness, moves and the lists
 * of blocks do not know of it. For a question about the day with it, after which it goes again. */
void state_lay(struct state *state, int32_t task, const struct block *block, int32_t sign);

/* Takes all blocks of a placed task that is not pinned. */
void state_remove(struct state *state, int32_t task);

static inline bool
state_is_placed(const struct state *s, int32_t task)
{
	return s->tasks[task].n_blocks > 0;
}

static inline const struct block *
state_blocks(const struct state *s, int32_t task)
{
	return &s->blocks[s->g->tasks[task].block];
}

/* Minutes outside the wanted amount of a row, in slots. */
static inline int32_t
state_row_value(const struct grid *g, int32_t row, int32_t minutes)
{
	const struct grid_row *r = &g->rows[row];
	int32_t off = minutes < r->low ? r->low - minutes : minutes > r->high ? minutes - r->high : 0;

	return grid_slots(g, off);
}

static inline int32_t
state_load(const struct grid *g, int32_t day, int32_t used)
{
	int32_t over1 = used - g->load1[day];
	int32_t over2 = used - g->load2[day];

	return (over1 > 0 ? g->p->params.load1 * over1 : 0) + (over2 > 0 ? g->p->params.load2 * over2 : 0);
}

/* Does the stretch [from, to) of room touch occupied time? */
static inline bool
state_touches(const struct grid *g, int32_t day, int32_t from, int32_t to)
{
	const struct bits *is_free = &g->is_free[day];

	return (from > 0 && bits_has(is_free, from - 1)) || (to < g->words * 64 && bits_has(is_free, to));
}

/* Does the list of blocks equal the previous plan's blocks of the task? */
bool state_equals_prev(const struct grid *grid, int32_t task, const struct block *blocks, int32_t n);

/* What the task adds to the T5 sum when it starts on this day (GRID_NEVER: unplaced) and not as before. */
static inline int32_t
state_move_cost(const struct grid_task *t, int32_t day)
{
	int32_t shift = day < t->prev_day ? t->prev_day - day : day - t->prev_day;

	return t->near * (1 + (day == GRID_NEVER || shift > 5 ? 5 : shift));
}

#endif
