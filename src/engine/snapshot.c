/*
 * Plans put aside: the best so far, and the one to come back to.
 */
#include "search.h"

#include <assert.h>
#include <string.h>

void
snapshot_lay_out(struct snapshot *snapshot, const struct grid *g, struct cutter *c)
{
	snapshot->n_blocks = cutter_take(c, (size_t)g->n_tasks, sizeof *snapshot->n_blocks);
	snapshot->blocks = cutter_take(c, (size_t)g->n_blocks, sizeof *snapshot->blocks);
}

void
snapshot_save(struct snapshot *snapshot, const struct state *s)
{
	snapshot->score = s->score;
	for (int32_t i = 0; i < s->g->n_tasks; i++)
		snapshot->n_blocks[i] = s->g->tasks[i].pinned ? 0 : (int16_t)s->tasks[i].n_blocks;
	memcpy(snapshot->blocks, s->blocks, (size_t)s->g->n_blocks * sizeof *s->blocks);
}

static bool
is_same(const struct snapshot *snapshot, const struct state *s, int32_t task)
{
	const struct grid_task *t = &s->g->tasks[task];

	return s->tasks[task].n_blocks == snapshot->n_blocks[task] &&
	       memcmp(&s->blocks[t->block], &snapshot->blocks[t->block],
		      (size_t)snapshot->n_blocks[task] * sizeof(struct block)) == 0;
}

void
snapshot_load(const struct snapshot *snapshot, struct state *s)
{
	const struct grid *g = s->g;

	for (int32_t i = 0; i < g->n_tasks; i++)
		if (!g->tasks[i].pinned && s->tasks[i].n_blocks > 0 && !is_same(snapshot, s, i))
			state_remove(s, i);
	for (int32_t i = 0; i < g->n_tasks; i++)
		if (!g->tasks[i].pinned && s->tasks[i].n_blocks == 0 && snapshot->n_blocks[i] > 0)
			state_place(s, i, &snapshot->blocks[g->tasks[i].block], snapshot->n_blocks[i]);
}

int
search_compare(const struct sp_engine *e, const struct sp_score *a, const struct sp_score *b)
{
	return sp_score_compare_by(e->options.stability, a, b);
}

bool
search_is_hard_done(const struct sp_engine *e, const struct sp_score *score)
{
	assert(score->hard_late >= e->lost_late);
	return score->hard_late == e->lost_late && score->hard_days <= e->lost_days;
}

bool
search_is_order_left(const struct sp_engine *e)
{
	return e->best.score.soft == 0;
}

bool
snapshot_improve(struct sp_engine *e)
{
	if (search_compare(e, &e->state.score, &e->best.score) >= 0)
		return false;
	snapshot_save(&e->best, &e->state);
	return true;
}
