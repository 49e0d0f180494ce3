/*
 * The bookkeeping of a plan in the making: what goes in and out, and what it adds to the score. Nothing is rounded
 * and nothing depends on the order of the changes, so taking back a change restores every number exactly.
 */
#include "state.h"

#include <assert.h>
#include <string.h>

enum { DAY_MIN = 1440 };

void
state_lay_out(struct state *s, const struct grid *g, struct cutter *c)
{
	size_t days = (size_t)g->days;
	size_t tasks = (size_t)g->n_tasks;
	size_t blocks = (size_t)g->n_blocks;
	size_t cat_days = days * (size_t)g->n_cats;

	*s = (struct state){.g = g};
	s->tasks = cutter_take(c, tasks, sizeof *s->tasks);
	s->blocks = cutter_take(c, blocks, sizeof *s->blocks);
	s->room = cutter_take(c, days, sizeof *s->room);
	s->used = cutter_take(c, days, sizeof *s->used);
	s->day_quality = cutter_take(c, days, sizeof *s->day_quality);
	s->day_room = cutter_take(c, days, sizeof *s->day_room);
	s->day_stamp = cutter_take(c, days, sizeof *s->day_stamp);
	s->cat_min = cutter_take(c, cat_days, sizeof *s->cat_min);
	s->cat_n = cutter_take(c, cat_days, sizeof *s->cat_n);
	s->half_n = cutter_take(c, 2 * cat_days, sizeof *s->half_n);
	s->half_kinds = cutter_take(c, 2 * days, sizeof *s->half_kinds);
	s->row_min = cutter_take(c, (size_t)g->n_rows, sizeof *s->row_min);
	s->fixed_min = cutter_take(c, (size_t)g->n_budgets, sizeof *s->fixed_min);
	s->soft_min = cutter_take(c, (size_t)g->n_budgets, sizeof *s->soft_min);
	s->day_head = cutter_take(c, days, sizeof *s->day_head);
	s->day_next = cutter_take(c, blocks, sizeof *s->day_next);
	s->day_prev = cutter_take(c, blocks, sizeof *s->day_prev);
	s->block_task = cutter_take(c, blocks, sizeof *s->block_task);
	s->bad[0] = cutter_take(c, tasks, sizeof(int32_t));
	s->bad[1] = cutter_take(c, tasks, sizeof(int32_t));
}

/* Gaps, load and the longest room of a day, from its bits. */
static void
refresh_day(struct state *s, int32_t day)
{
	const struct grid *g = s->g;
	const struct bits *room = &s->room[day];
	int32_t longest = 0;
	int32_t gaps = 0;
	int32_t quality;

	for (int32_t i = bits_next(room, g->words, 0); i < g->words * 64;) {
		int32_t end = bits_next_clear(room, g->words, i);

		longest = end - i > longest ? end - i : longest;
		gaps += end - i < g->frag_slots && state_touches(g, day, i, end);
		i = bits_next(room, g->words, end);
	}
	quality = g->p->params.frag * gaps + state_load(g, day, s->used[day]);
	s->score.quality += quality - s->day_quality[day];
	s->day_quality[day] = quality;
	s->day_room[day] = longest;
}

static void
set_bad(struct state *s, int32_t task, bool bad)
{
	struct state_task *t = &s->tasks[task];
	int32_t kind = s->g->tasks[task].hard ? 1 : 0;
	int32_t *list = s->bad[kind];

	if (bad == t->bad)
		return;
	t->bad = bad;
	if (bad) {
		t->at_bad = s->n_bad[kind];
		list[s->n_bad[kind]++] = task;
	} else {
		int32_t last = list[--s->n_bad[kind]];

		list[t->at_bad] = last;
		s->tasks[last].at_bad = t->at_bad;
	}
}

/* Adds (sign 1) or takes away (sign -1) what the task's lateness contributes. */
static void
count_lateness(struct state *s, int32_t task, int32_t sign)
{
	const struct sp_problem_params *k = &s->g->p->params;
	const struct grid_task *g = &s->g->tasks[task];
	const struct state_task *t = &s->tasks[task];

	if (!g->hard) {
		int32_t days = t->n_blocks == 0 ? k->unplaced : t->late < k->latecap ? t->late : k->latecap;

		s->score.soft += (int64_t)sign * g->weight * days;
	} else if (t->late > 0) {
		s->score.hard_late += sign;
		s->score.hard_days += (int64_t)sign * t->late;
	} else if (t->end_day > t->due_day - k->slackdays) {
		s->score.quality += (int64_t)sign * k->slackpts;
	}
}

/* Due day and lateness of a task from its blocks and its placed predecessors. */
static void
set_lateness(struct state *s, int32_t task)
{
	const struct grid_task *g = &s->g->tasks[task];
	struct state_task *t = &s->tasks[task];
	int32_t end_day = t->n_blocks > 0 ? t->end_day : s->g->days - 1;

	t->due_day = g->due_day;
	for (int32_t k = 0; k < g->n_pred; k++) {
		const struct grid_link *link = &s->g->preds[g->pred + k];
		const struct state_task *before = &s->tasks[link->task];

		if (link->max_lag >= 0 && before->n_blocks > 0 &&
		    before->end_day + link->max_lag < t->due_day)
			t->due_day = before->end_day + link->max_lag;
	}
	t->late = end_day > t->due_day ? end_day - t->due_day : 0;
	if (t->n_blocks == 0)
		t->late += 7;
	if (!g->pinned)
		set_bad(s, task, t->late > 0);
}

/* Lateness of the task and of those whose due hangs on its end. */
static void
refresh_lateness(struct state *s, int32_t task)
{
	const struct grid_task *g = &s->g->tasks[task];

	count_lateness(s, task, 1);
	for (int32_t k = 0; k < g->n_succ; k++) {
		const struct grid_link *link = &s->g->succs[g->succ + k];

		if (link->max_lag < 0)
			continue;
		count_lateness(s, link->task, -1);
		set_lateness(s, link->task);
		count_lateness(s, link->task, 1);
	}
}

static void
count_row(struct state *s, int32_t cat, int32_t day, int32_t minutes)
{
	const struct grid *g = s->g;
	int32_t at = cat * g->days + day;

	for (int32_t k = g->rows_of.from[at]; k < g->rows_of.from[at + 1]; k++) {
		int32_t row = g->rows_of.index[k];

		s->score.target -= state_row_value(g, row, s->row_min[row]);
		s->row_min[row] += minutes;
		s->score.target += state_row_value(g, row, s->row_min[row]);
	}
}

/* A block comes (sign 1) or goes (sign -1): everything but the bits of its day. */
static void
count_block(struct state *s, int32_t task, int32_t start, int32_t minutes, int32_t sign)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[task];
	const struct sp_problem_params *k = &g->p->params;
	int32_t day = start / g->slots_day;
	int32_t half = start % g->slots_day - g->base >= g->half ? 1 : 0;
	size_t at_half = (size_t)(day * 2 + half);
	uint8_t *n = &s->half_n[at_half * (size_t)g->n_cats + (size_t)t->cat];
	uint8_t *kinds = &s->half_kinds[at_half];

	s->cat_n[t->cat * g->days + day] = (int16_t)(s->cat_n[t->cat * g->days + day] + sign);
	s->cat_min[t->cat * g->days + day] += sign * minutes;
	s->score.quality -= *kinds > 1 ? k->swtch * (*kinds - 1) : 0;
	if (sign > 0)
		*kinds = (uint8_t)(*kinds + ((*n)++ == 0));
	else
		*kinds = (uint8_t)(*kinds - (--(*n) == 0));
	s->score.quality += *kinds > 1 ? k->swtch * (*kinds - 1) : 0;
	if ((t->pref == SP_HALF_MORNING && half == 1) || (t->pref == SP_HALF_AFTERNOON && half == 0))
		s->score.quality += (int64_t)sign * k->pref * (minutes / g->slot_min);
	if (t->like >= 0)
		s->score.quality +=
			(int64_t)sign * k->pref * grid_disliked(g, t, start, minutes / g->slot_min);
	count_row(s, t->cat, day, sign * minutes);
	for (int32_t i = g->budgets_of.from[day]; i < g->budgets_of.from[day + 1] && !t->extra; i++) {
		int32_t *sum = t->hard || t->pinned ? s->fixed_min : s->soft_min;

		sum[g->budgets_of.index[i]] += sign * minutes;
	}
}

/* Two days with the same stamp have the same kinds of blocks at the same minutes. */
static uint64_t
block_stamp(const struct grid_task *t, const struct block *b)
{
	return grid_stamp(((uint64_t)(uint32_t)b->start << 32 | (uint32_t)b->n) ^ t->stamp);
}

static void
link_block(struct state *s, int32_t block, int32_t day)
{
	int32_t next = s->day_head[day];

	s->day_next[block] = next;
	s->day_prev[block] = -1;
	if (next >= 0)
		s->day_prev[next] = block;
	s->day_head[day] = block;
}

static void
unlink_block(struct state *s, int32_t block, int32_t day)
{
	int32_t next = s->day_next[block];
	int32_t prev = s->day_prev[block];

	if (next >= 0)
		s->day_prev[next] = prev;
	if (prev >= 0)
		s->day_next[prev] = next;
	else
		s->day_head[day] = next;
}

bool
state_equals_prev(const struct grid *g, int32_t task, const struct block *blocks, int32_t n)
{
	const struct grid_task *t = &g->tasks[task];

	if (n != t->n_prev)
		return false;
	for (int32_t k = 0; k < n; k++)
		if (blocks[k].start != g->prevs[t->prev + k].start || blocks[k].n != g->prevs[t->prev + k].n)
			return false;
	return true;
}

/* What the task's places add to the disturbance of the plan before. */
static int32_t
moved_now(const struct state *s, int32_t task)
{
	const struct grid_task *t = &s->g->tasks[task];
	const struct state_task *st = &s->tasks[task];

	if (t->n_prev == 0)
		return 0;
	if (st->n_blocks > 0 && state_equals_prev(s->g, task, state_blocks(s, task), st->n_blocks))
		return 0;
	return state_move_cost(t, st->n_blocks > 0 ? st->first / s->g->slots_day : GRID_NEVER);
}

/* Counts it in (1) or out (-1): in its own tier, and dearly (calm) among the soft ones. */
static void
count_moved(struct state *s, int32_t task, int32_t sign)
{
	int64_t moved = sign * (int64_t)moved_now(s, task);

	s->score.moved += moved;
	s->score.soft += moved * s->g->p->params.calm;
}

void
state_place(struct state *s, int32_t task, const struct block *blocks, int32_t n)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[task];
	struct state_task *st = &s->tasks[task];

	assert(st->n_blocks == 0 && n > 0 && n <= t->max_blocks && !t->pinned);
	count_moved(s, task, -1);
	count_lateness(s, task, -1);
	for (int32_t k = 0; k < n; k++) {
		int32_t day = blocks[k].start / g->slots_day;
		int32_t from = blocks[k].start % g->slots_day - g->base;

		s->blocks[t->block + k] = blocks[k];
		bits_clear_range(&s->room[day], g->words, from - t->lead, from + blocks[k].n + t->buffer);
		s->used[day] += grid_size(t, blocks[k].n);
		s->day_stamp[day] ^= block_stamp(t, &blocks[k]);
		refresh_day(s, day);
		count_block(s, task, blocks[k].start, blocks[k].n * g->slot_min, 1);
		link_block(s, t->block + k, day);
	}
	st->n_blocks = n;
	st->first = blocks[0].start;
	st->last = blocks[n - 1].start + blocks[n - 1].n;
	st->end_day = (st->last - 1) / g->slots_day;
	set_lateness(s, task);
	refresh_lateness(s, task);
	count_moved(s, task, 1);
}

void
state_remove(struct state *s, int32_t task)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[task];
	struct state_task *st = &s->tasks[task];

	assert(st->n_blocks > 0 && !t->pinned);
	count_moved(s, task, -1);
	count_lateness(s, task, -1);
	for (int32_t k = 0; k < st->n_blocks; k++) {
		const struct block *b = &s->blocks[t->block + k];
		int32_t day = b->start / g->slots_day;
		int32_t from = b->start % g->slots_day - g->base;

		bits_set_range(&s->room[day], g->words, from - t->lead, from + b->n + t->buffer);
		s->used[day] -= grid_size(t, b->n);
		s->day_stamp[day] ^= block_stamp(t, b);
		refresh_day(s, day);
		count_block(s, task, b->start, b->n * g->slot_min, -1);
		unlink_block(s, t->block + k, day);
	}
	st->n_blocks = 0;
	set_lateness(s, task);
	refresh_lateness(s, task);
	count_moved(s, task, 1);
}

void
state_lay(struct state *s, int32_t task, const struct block *b, int32_t sign)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[task];
	int32_t day = b->start / g->slots_day;
	int32_t from = b->start % g->slots_day - g->base;

	assert((sign == 1 || sign == -1) && s->tasks[task].n_blocks == 0);
	if (sign > 0)
		bits_clear_range(&s->room[day], g->words, from - t->lead, from + b->n + t->buffer);
	else
		bits_set_range(&s->room[day], g->words, from - t->lead, from + b->n + t->buffer);
	s->used[day] += sign * grid_size(t, b->n);
	s->day_stamp[day] ^= block_stamp(t, b);
	refresh_day(s, day);
	count_block(s, task, b->start, b->n * g->slot_min, sign);
}

/* Pins may lie off the grid, outside the free time, or on each other: occupied is what they cover. */
static void
place_pin(struct state *s, const struct sp_placed *pin)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[pin->task];
	struct state_task *st = &s->tasks[pin->task];
	int32_t day = pin->start / DAY_MIN;
	int32_t start = pin->start / g->slot_min;
	int32_t end = (pin->start + pin->length_min + g->slot_min - 1) / g->slot_min;
	int32_t from = start % g->slots_day - g->base;

	bits_clear_range(&s->room[day], g->words, from - t->lead, from + end - start + t->buffer);
	s->used[day] = bits_count(&g->is_free[day], g->words) - bits_count(&s->room[day], g->words);
	refresh_day(s, day);
	count_block(s, pin->task, start, pin->length_min, 1);
	count_lateness(s, pin->task, -1);
	if (st->n_blocks == 0 || start < st->first)
		st->first = start;
	if (st->n_blocks == 0 || end > st->last) {
		st->last = end;
		st->end_day = (pin->start + pin->length_min - 1) / DAY_MIN;
	}
	st->n_blocks++;
	set_lateness(s, pin->task);
	refresh_lateness(s, pin->task);
}

void
state_clear(struct state *s)
{
	const struct grid *g = s->g;
	size_t days = (size_t)g->days;
	size_t cat_days = days * (size_t)g->n_cats;

	s->score = (struct sp_score){0};
	s->n_bad[0] = s->n_bad[1] = 0;
	memset(s->tasks, 0, (size_t)g->n_tasks * sizeof *s->tasks);
	memcpy(s->room, g->is_free, days * sizeof *s->room);
	memset(s->used, 0, days * sizeof *s->used);
	memset(s->day_quality, 0, days * sizeof *s->day_quality);
	memset(s->cat_min, 0, cat_days * sizeof *s->cat_min);
	memset(s->cat_n, 0, cat_days * sizeof *s->cat_n);
	memset(s->half_n, 0, 2 * cat_days * sizeof *s->half_n);
	memset(s->half_kinds, 0, 2 * days * sizeof *s->half_kinds);
	memset(s->row_min, 0, (size_t)g->n_rows * sizeof *s->row_min);
	memset(s->fixed_min, 0, (size_t)g->n_budgets * sizeof *s->fixed_min);
	memset(s->soft_min, 0, (size_t)g->n_budgets * sizeof *s->soft_min);
	for (int32_t d = 0; d < g->days; d++) {
		s->day_head[d] = -1;
		s->day_stamp[d] = grid_stamp(UINT64_MAX - (uint64_t)d); /* unlike any task's */
		refresh_day(s, d);
	}
	for (int32_t r = 0; r < g->n_rows; r++)
		s->score.target += state_row_value(g, r, 0);
	for (int32_t i = 0; i < g->n_tasks; i++) {
		for (int32_t k = 0; k < g->tasks[i].max_blocks; k++)
			s->block_task[g->tasks[i].block + k] = i;
		set_lateness(s, i);
		count_lateness(s, i, 1);
		count_moved(s, i, 1);
	}
	for (size_t i = 0; i < g->p->n_pins; i++)
		place_pin(s, &g->p->pins[i]);
}
