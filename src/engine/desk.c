/*
 * Lays a plan out for questions.
 */
#include "desk.h"

#include "senplan/engine/explain.h"

#include <assert.h>
#include <string.h>

/* Lexicographic for all that a person asks about. */
static const struct price desk_price = {
	.hard_late = INT64_C(1000000000000),
	.hard_days = INT64_C(1000000000),
	.soft = 100000,
	.moved = 10000,
	.target = 100,
};

static size_t
lay_out(struct desk *d, const struct sp_problem *p, void *memory)
{
	struct cutter c = {.memory = memory};
	struct desk *self = cutter_take(&c, 1, sizeof *d);

	(void)self;
	grid_lay_out(&d->grid, p, &c);
	state_lay_out(&d->state, &d->grid, &c);
	finder_lay_out(&d->finder, &d->state, &c);
	d->kept = cutter_take(&c, (size_t)(p->days * d->grid.most_day), sizeof *d->kept);
	return c.used;
}

size_t
desk_size(const struct sp_problem *problem)
{
	struct desk d;

	memset(&d, 0, sizeof d);
	return lay_out(&d, problem, NULL) + 64;
}

struct desk *
desk_open(const struct sp_problem *p, const struct sp_solution *plan, void *scratch)
{
	unsigned char *aligned = (unsigned char *)scratch + (size_t)(-(uintptr_t)scratch & 63);
	struct desk *d = (struct desk *)(void *)aligned;
	int32_t *count;

	assert(p != NULL && plan != NULL && scratch != NULL);
	memset(d, 0, sizeof *d);
	lay_out(d, p, aligned);
	d->finder.price = desk_price;
	grid_build(&d->grid);
	state_clear(&d->state);
	count = d->grid.work; /* free once the grid is built */
	memset(count, 0, p->n_tasks * sizeof *count);
	for (size_t i = 0; i < plan->n_blocks; i++) {
		const struct sp_placed *x = &plan->blocks[i];
		const struct grid_task *t = &d->grid.tasks[x->task];

		assert(x->task >= 0 && (size_t)x->task < p->n_tasks);
		if (t->pinned || count[x->task] >= t->max_blocks)
			continue;
		/* Blocks come by start; they wait in the pool until all of their task are there. */
		d->state.blocks[t->block + count[x->task]++] =
			(struct block){x->start / p->slot_min, x->length_min / p->slot_min};
	}
	for (int32_t i = 0; i < d->grid.n_tasks; i++)
		if (count[i] > 0)
			state_place(&d->state, i, &d->state.blocks[d->grid.tasks[i].block], count[i]);
	return d;
}

uint64_t
sp_explain_ticks(const void *scratch)
{
	const unsigned char *aligned = (const unsigned char *)scratch + (size_t)(-(uintptr_t)scratch & 63);

	return ((const struct desk *)(const void *)aligned)->state.ticks;
}

void
desk_take(struct desk *d, int32_t task)
{
	d->n_kept = d->grid.tasks[task].pinned ? 0 : d->state.tasks[task].n_blocks;
	if (d->n_kept == 0)
		return;
	memcpy(d->kept, state_blocks(&d->state, task), (size_t)d->n_kept * sizeof *d->kept);
	state_remove(&d->state, task);
}

void
desk_put_back(struct desk *d, int32_t task)
{
	if (d->n_kept > 0)
		state_place(&d->state, task, d->kept, d->n_kept);
	d->n_kept = 0;
}

struct sp_score
desk_cost(const struct sp_score *after, const struct sp_score *before)
{
	return (struct sp_score){
		.hard_late = after->hard_late - before->hard_late,
		.hard_days = after->hard_days - before->hard_days,
		.soft = after->soft - before->soft,
		.moved = after->moved - before->moved,
		.target = after->target - before->target,
		.quality = after->quality - before->quality,
	};
}

bool
desk_is_needed(const struct desk *d, int32_t task)
{
	const struct grid_task *t = &d->grid.tasks[task];

	for (int32_t k = 0; k < t->n_succ; k++) {
		int32_t after = d->grid.succs[t->succ + k].task;

		if (state_is_placed(&d->state, after) && !d->grid.tasks[after].pinned)
			return true;
	}
	return false;
}
