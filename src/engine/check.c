/*
 * The checker. It knows nothing of the search: it paints the blocks on a plain table of days and slots, asks every
 * rule in turn, and adds up the score from what it sees. Slow and simple on purpose.
 */
#include "senplan/engine/check.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum { DAY_MIN = 1440, CHUNKS_APART_MIN = 15 };

struct task_sum { /* what the blocks of one task amount to */
	int32_t n;
	int32_t first; /* start of its first block */
	int32_t last;  /* end of its last block */
	int32_t total_min;
	int32_t due_day; /* last day on time, the predecessors considered */
	int32_t chain;	 /* its blocks: index of the first in `next`, -1 at the end */
	bool pinned;
	bool same_as_prev; /* while the previous blocks are compared */
	int32_t prev_first, prev_n;
};

struct board {
	const struct sp_problem *p;
	const struct sp_placed *blocks;
	size_t n_blocks;
	bool pins_too; /* the rules are asked of pinned blocks too */
	int32_t spd;   /* slots per day */

	struct task_sum *sums;
	int32_t *next;					    /* by block: the next block of its task */
	int32_t *mask_head;				    /* by mask and day: first span */
	int32_t *mask_next;				    /* by span */
	int16_t *owner;					    /* by day and slot: task + 1, 0 when empty */
	unsigned char *is_free;				    /* by day and slot */
	int32_t *cat_n, *cat_min, *cat_pin_n, *cat_pin_min; /* by day and category */
	int32_t *fixed_min, *soft_min;			    /* by day */
	unsigned char *half_cat;			    /* by day, half and category */

	struct sp_violation *out;
	size_t max, n_out;
};

struct cutter { /* cuts the scratch memory into arrays; without memory it only measures */
	unsigned char *memory;
	size_t used;
};

static void *
cut(struct cutter *c, size_t n, size_t size)
{
	size_t at = c->used;

	c->used += (n * size + 15) / 16 * 16;
	return c->memory != NULL ? c->memory + at : NULL;
}

static size_t
lay_out(struct board *b, const struct sp_problem *p, size_t n_blocks, void *scratch)
{
	struct cutter c = {.memory = scratch};
	size_t days = (size_t)p->days;
	size_t slots = days * (size_t)(DAY_MIN / p->slot_min);
	size_t day_cats = days * p->n_cats;

	b->sums = cut(&c, p->n_tasks, sizeof *b->sums);
	b->next = cut(&c, n_blocks, sizeof *b->next);
	b->mask_head = cut(&c, days * (size_t)p->n_masks, sizeof *b->mask_head);
	b->mask_next = cut(&c, p->n_mask_spans, sizeof *b->mask_next);
	b->owner = cut(&c, slots, sizeof *b->owner);
	b->is_free = cut(&c, slots, sizeof *b->is_free);
	b->cat_n = cut(&c, day_cats, sizeof *b->cat_n);
	b->cat_min = cut(&c, day_cats, sizeof *b->cat_min);
	b->cat_pin_n = cut(&c, day_cats, sizeof *b->cat_pin_n);
	b->cat_pin_min = cut(&c, day_cats, sizeof *b->cat_pin_min);
	b->fixed_min = cut(&c, days, sizeof *b->fixed_min);
	b->soft_min = cut(&c, days, sizeof *b->soft_min);
	b->half_cat = cut(&c, 2 * day_cats, sizeof *b->half_cat);
	return c.used;
}

size_t
sp_check_size(const struct sp_problem *problem, size_t n_blocks)
{
	struct board b;

	return lay_out(&b, problem, n_blocks, NULL) + 16;
}

static void
report_violation(struct board *b, enum sp_hard rule, int32_t task, int32_t other, int32_t day)
{
	if (b->n_out < b->max)
		b->out[b->n_out] = (struct sp_violation){rule, task, other, day};
	b->n_out++;
}

static int32_t
ceil_div(int32_t a, int32_t b)
{
	return a >= 0 ? (a + b - 1) / b : -(-a / b);
}

/* A block that can be painted at all: of a known task, within the horizon, with a length. */
static bool
is_drawable(const struct board *b, const struct sp_placed *x)
{
	return x->task >= 0 && (size_t)x->task < b->p->n_tasks && x->start >= 0 && x->length_min > 0 &&
	       x->length_min <= DAY_MIN && x->start < b->p->days * DAY_MIN;
}

static void
prepare_board(struct board *b)
{
	const struct sp_problem *p = b->p;

	for (size_t i = 0; i < p->n_tasks; i++)
		b->sums[i] =
			(struct task_sum){.chain = -1, .due_day = ceil_div(p->tasks[i].due, DAY_MIN) - 1};
	for (size_t i = 0; i < p->n_pins; i++)
		b->sums[p->pins[i].task].pinned = true;
	for (size_t i = 0; i < p->n_frees; i++) {
		const struct sp_problem_span *s = &p->frees[i];

		for (int32_t k = ceil_div(s->from_min, p->slot_min); k < s->to_min / p->slot_min; k++)
			b->is_free[s->day * b->spd + k] = 1;
	}
	for (size_t i = 0; i < (size_t)p->n_masks * (size_t)p->days; i++)
		b->mask_head[i] = -1;
	for (size_t i = 0; i < p->n_mask_spans; i++) {
		int32_t at = p->mask_spans[i].mask * p->days + p->mask_spans[i].span.day;

		b->mask_next[i] = b->mask_head[at];
		b->mask_head[at] = (int32_t)i;
	}
}

static bool
slot_is_allowed(const struct board *b, int32_t mask, int32_t day, int32_t slot)
{
	for (int32_t i = b->mask_head[mask * b->p->days + day]; i >= 0; i = b->mask_next[i]) {
		const struct sp_problem_span *s = &b->p->mask_spans[i].span;

		if (slot >= ceil_div(s->from_min, b->p->slot_min) && slot < s->to_min / b->p->slot_min)
			return true;
	}
	return false;
}

/* Grid, overlap, release, free and allowed times of one block; paints it. */
static void
paint_block(struct board *b, const struct sp_placed *x)
{
	const struct sp_problem_task *t = &b->p->tasks[x->task];
	int32_t slot_min = b->p->slot_min;
	int32_t day = x->start / DAY_MIN;
	int32_t from = x->start % DAY_MIN / slot_min;
	int32_t n = ceil_div(x->start % DAY_MIN + x->length_min, slot_min) - from;
	int32_t lead = t->before_min / slot_min;
	int32_t with_buffer = n + t->buffer_min / slot_min;
	bool pinned = b->sums[x->task].pinned;
	bool asked = !pinned || b->pins_too;
	bool free_told = false;
	bool mask_told = false;
	bool overlap_told = false;

	if (asked && (x->start % slot_min != 0 || x->length_min % slot_min != 0 ||
		      x->start % DAY_MIN + x->length_min > DAY_MIN))
		report_violation(b, SP_HARD_GRID, x->task, -1, day);
	if (asked && (x->start < t->release || (!pinned && x->start - t->before_min < b->p->now)))
		report_violation(b, SP_HARD_RELEASE, x->task, -1, day);
	if (!pinned && t->last != 0 && x->start + x->length_min > t->last)
		report_violation(b, SP_HARD_LAST, x->task, -1, day);
	for (int32_t k = from - lead; k < from + with_buffer; k++) {
		bool inside = k >= 0 && k < b->spd;
		int16_t *owner = inside ? &b->owner[day * b->spd + k] : NULL;

		if (asked && !free_told && (!inside || !b->is_free[day * b->spd + k])) {
			report_violation(b, SP_HARD_FREE, x->task, -1, day);
			free_told = true;
		}
		if (asked && !mask_told && k >= from && k < from + n &&
		    (!inside || !slot_is_allowed(b, t->mask, day, k))) {
			report_violation(b, SP_HARD_MASK, x->task, -1, day);
			mask_told = true;
		}
		if (owner != NULL && *owner != 0 && !overlap_told && (asked || !b->sums[*owner - 1].pinned)) {
			report_violation(b, SP_HARD_OVERLAP, x->task, *owner - 1, day);
			overlap_told = true;
		}
		if (owner != NULL)
			*owner = (int16_t)(x->task + 1);
	}
}

static void
count_block(struct board *b, size_t i)
{
	const struct sp_placed *x = &b->blocks[i];
	const struct sp_problem_task *t = &b->p->tasks[x->task];
	struct task_sum *s = &b->sums[x->task];
	int32_t day = x->start / DAY_MIN;
	size_t at = (size_t)day * b->p->n_cats + (size_t)t->cat;
	size_t half = x->start % DAY_MIN / b->p->slot_min < b->p->half_min / b->p->slot_min ? 0 : 1;

	s->first = s->n == 0 || x->start < s->first ? x->start : s->first;
	s->last = s->n == 0 || x->start + x->length_min > s->last ? x->start + x->length_min : s->last;
	s->n++;
	s->total_min += x->length_min;
	b->next[i] = s->chain;
	s->chain = (int32_t)i;
	b->cat_n[at]++;
	b->cat_min[at] += x->length_min;
	if (!t->extra)
		*(s->pinned || t->hard ? &b->fixed_min[day] : &b->soft_min[day]) += x->length_min;
	b->half_cat[((size_t)day * 2 + half) * b->p->n_cats + (size_t)t->cat] = 1;
}

/* Are there no more chunks on its day than may be, and a quarter of an hour between it and each of them? */
static bool
chunk_has_room(const struct board *b, int32_t block, int32_t chain, int32_t per_day)
{
	const struct sp_placed *x = &b->blocks[block];
	int32_t on_day = 0;

	for (int32_t j = chain; j >= 0; j = b->next[j]) {
		const struct sp_placed *y = &b->blocks[j];

		if (y->start / DAY_MIN != x->start / DAY_MIN)
			continue;
		on_day++;
		if (j != block && y->start < x->start + x->length_min + CHUNKS_APART_MIN &&
		    x->start < y->start + y->length_min + CHUNKS_APART_MIN)
			return false;
	}
	return on_day <= per_day;
}

static void
check_chunks(struct board *b, int32_t task)
{
	const struct sp_problem_task *t = &b->p->tasks[task];
	const struct task_sum *s = &b->sums[task];
	int32_t grid = b->p->slot_min < 15 ? 15 : b->p->slot_min;
	bool whole = t->chunk_max == 0 || t->chunk_min >= t->length_min;
	bool bad = s->total_min != t->length_min || (whole && s->n != 1);
	int32_t per_day = t->day_chunks > 1 ? t->day_chunks : 1;

	for (int32_t i = s->chain; i >= 0 && !whole; i = b->next[i]) {
		int32_t len = b->blocks[i].length_min;

		bad = bad || len < t->chunk_min || len > t->chunk_max || len % grid != 0;
		bad = bad || !chunk_has_room(b, i, s->chain, per_day);
	}
	if (bad)
		report_violation(b, SP_HARD_CHUNK, task, -1, s->first / DAY_MIN);
}

/* Every pin has its block and every block of a pinned task its pin. */
static void
check_pin_places(struct board *b)
{
	for (size_t i = 0; i < b->p->n_pins; i++) {
		const struct sp_placed *pin = &b->p->pins[i];
		bool found = false;

		for (int32_t k = b->sums[pin->task].chain; k >= 0 && !found; k = b->next[k])
			found = b->blocks[k].start == pin->start &&
				b->blocks[k].length_min == pin->length_min;
		b->sums[pin->task].prev_n++; /* borrowed: counts its pins */
		if (!found)
			report_violation(b, SP_HARD_PIN, pin->task, -1, pin->start / DAY_MIN);
	}
	for (size_t i = 0; i < b->p->n_tasks; i++) {
		if (b->sums[i].pinned && b->sums[i].n != b->sums[i].prev_n)
			report_violation(b, SP_HARD_PIN, (int32_t)i, -1, -1);
		b->sums[i].prev_n = 0;
	}
}

static void
check_days(struct board *b)
{
	const struct sp_problem *p = b->p;

	for (size_t i = 0; i < p->n_pins; i++) {
		size_t at = (size_t)(p->pins[i].start / DAY_MIN) * p->n_cats +
			    (size_t)p->tasks[p->pins[i].task].cat;

		b->cat_pin_n[at]++;
		b->cat_pin_min[at] += p->pins[i].length_min;
	}
	for (size_t at = 0; at < (size_t)p->days * p->n_cats; at++) {
		const struct sp_problem_cat *c = &p->cats[at % p->n_cats];
		int32_t most_n = b->pins_too || b->cat_pin_n[at] < c->max_blocks_day ? c->max_blocks_day
										     : b->cat_pin_n[at];
		int32_t most_min = b->pins_too || b->cat_pin_min[at] < c->max_min_day ? c->max_min_day
										      : b->cat_pin_min[at];

		if (c->max_blocks_day >= 0 && b->cat_n[at] > most_n)
			report_violation(b, SP_HARD_DAY_BLOCKS, -1, (int32_t)(at % p->n_cats),
					 (int32_t)(at / p->n_cats));
		if (c->max_min_day >= 0 && b->cat_min[at] > most_min)
			report_violation(b, SP_HARD_DAY_MIN, -1, (int32_t)(at % p->n_cats),
					 (int32_t)(at / p->n_cats));
	}
	for (size_t i = 0; i < p->n_budgets; i++) {
		const struct sp_problem_budget *g = &p->budgets[i];
		int32_t fixed = 0;
		int32_t soft = 0;

		for (int32_t d = g->range.first_day; d <= g->range.last_day; d++) {
			fixed += b->fixed_min[d];
			soft += b->soft_min[d];
		}
		if (soft > (g->max_min > fixed ? g->max_min - fixed : 0))
			report_violation(b, SP_HARD_BUDGET, -1, (int32_t)i, g->range.first_day);
	}
}

static void
check_precs(struct board *b)
{
	for (size_t i = 0; i < b->p->n_precs; i++) {
		const struct sp_problem_prec *e = &b->p->precs[i];
		const struct task_sum *before = &b->sums[e->before];
		struct task_sum *after = &b->sums[e->after];
		int32_t end_day = before->n > 0 ? (before->last - 1) / DAY_MIN : -1;

		if (before->n > 0 && e->max_lag_day >= 0 && end_day + e->max_lag_day < after->due_day)
			after->due_day = end_day + e->max_lag_day;
		if (after->n == 0 || (after->pinned && !b->pins_too))
			continue;
		if (before->n == 0 || (e->min_lag_day == 0 && after->first < before->last) ||
		    (e->min_lag_day > 0 && after->first / DAY_MIN < end_day + e->min_lag_day))
			report_violation(b, SP_HARD_PREC, e->after, e->before, after->first / DAY_MIN);
	}
}

static void
score_tasks(const struct board *b, struct sp_score *score)
{
	const struct sp_problem_params *k = &b->p->params;

	for (size_t i = 0; i < b->p->n_tasks; i++) {
		const struct sp_problem_task *t = &b->p->tasks[i];
		const struct task_sum *s = &b->sums[i];
		int32_t end_day = s->n > 0 ? (s->last - 1) / DAY_MIN : b->p->days - 1;
		int32_t late = end_day > s->due_day ? end_day - s->due_day : 0;

		if (s->n == 0)
			late += 7;
		if (t->hard && late > 0) {
			score->hard_late++;
			score->hard_days += late;
		} else if (t->hard && end_day > s->due_day - k->slackdays) {
			score->quality += k->slackpts;
		} else if (!t->hard) {
			score->soft += (int64_t)t->weight * (s->n == 0		 ? k->unplaced
							     : late < k->latecap ? late
										 : k->latecap);
		}
	}
}

static int64_t
cat_minutes(const struct board *b, const struct sp_problem_range *range, int32_t cat)
{
	int64_t sum = 0;

	for (int32_t d = range->first_day; d <= range->last_day; d++)
		sum += b->cat_min[(size_t)d * b->p->n_cats + (size_t)cat];
	return sum;
}

static void
score_amounts(const struct board *b, struct sp_score *score)
{
	for (size_t i = 0; i < b->p->n_wmins; i++) {
		const struct sp_problem_wmin *w = &b->p->wmins[i];
		int64_t missing = w->min - cat_minutes(b, &w->range, w->cat);

		score->target += missing > 0 ? missing / b->p->slot_min : 0;
	}
	for (size_t i = 0; i < b->p->n_targets; i++) {
		const struct sp_problem_target *t = &b->p->targets[i];
		int64_t off = cat_minutes(b, &t->range, t->cat) - t->target_min;

		off = (off < 0 ? -off : off) - t->band_min;
		score->target += off > 0 ? off / b->p->slot_min : 0;
	}
}

/* Free runs that are too short to use and touch a block; and how full the day is. */
static void
score_day(const struct board *b, int32_t day, struct sp_score *score)
{
	const struct sp_problem_params *k = &b->p->params;
	const unsigned char *is_free = b->is_free + (size_t)day * (size_t)b->spd;
	const int16_t *owner = b->owner + (size_t)day * (size_t)b->spd;
	int32_t capacity = 0;
	int32_t used = 0;

	for (int32_t s = 0; s < b->spd; s++) {
		capacity += is_free[s];
		used += is_free[s] && owner[s] != 0;
	}
	for (int32_t s = 0; s < b->spd; s++) {
		int32_t end = s;
		bool touches;

		while (end < b->spd && is_free[end] && owner[end] == 0)
			end++;
		if (end == s)
			continue;
		touches = (s > 0 && is_free[s - 1]) || (end < b->spd && is_free[end]);
		if (touches && end - s < k->fragmin / b->p->slot_min)
			score->quality += k->frag;
		s = end;
	}
	if (used > capacity * k->load1pm / 1000)
		score->quality += (int64_t)k->load1 * (used - capacity * k->load1pm / 1000);
	if (used > capacity * k->load2pm / 1000)
		score->quality += (int64_t)k->load2 * (used - capacity * k->load2pm / 1000);
}

/* Slots of a block outside the times in which its task is better done. */
static int32_t
slots_less_good(const struct board *b, const struct sp_placed *x)
{
	int32_t from = x->start % DAY_MIN / b->p->slot_min;
	int32_t n = 0;

	for (int32_t k = from; k < from + x->length_min / b->p->slot_min; k++)
		n += k >= b->spd || !slot_is_allowed(b, b->p->tasks[x->task].like - 1, x->start / DAY_MIN, k);
	return n;
}

static void
score_days(const struct board *b, struct sp_score *score)
{
	const struct sp_problem_params *k = &b->p->params;
	size_t n_cats = b->p->n_cats;

	for (int32_t d = 0; d < b->p->days; d++)
		score_day(b, d, score);
	for (size_t half = 0; half < 2 * (size_t)b->p->days; half++) {
		int32_t kinds = 0;

		for (size_t c = 0; c < n_cats; c++)
			kinds += b->half_cat[half * n_cats + c];
		if (kinds > 1)
			score->quality += (int64_t)k->swtch * (kinds - 1);
	}
	for (size_t i = 0; i < b->n_blocks; i++) {
		const struct sp_placed *x = &b->blocks[i];
		bool morning = x->start % DAY_MIN / b->p->slot_min < b->p->half_min / b->p->slot_min;
		enum sp_half pref;

		if (!is_drawable(b, x))
			continue;
		if (b->p->tasks[x->task].like > 0) {
			score->quality += (int64_t)k->pref * slots_less_good(b, x);
			continue;
		}
		pref = b->p->cats[b->p->tasks[x->task].cat].pref;
		if ((pref == SP_HALF_MORNING && !morning) || (pref == SP_HALF_AFTERNOON && morning))
			score->quality += (int64_t)k->pref * (x->length_min / b->p->slot_min);
	}
}

static bool
has_block(const struct board *b, const struct sp_placed *x)
{
	for (int32_t k = b->sums[x->task].chain; k >= 0; k = b->next[k])
		if (b->blocks[k].start == x->start && b->blocks[k].length_min == x->length_min)
			return true;
	return false;
}

static void
score_moves(const struct board *b, struct sp_score *score)
{
	const struct sp_problem *p = b->p;
	int32_t today = p->now >= 0 ? p->now / DAY_MIN : -1;

	for (size_t i = 0; i < p->n_prevs; i++) {
		struct task_sum *s = &b->sums[p->prevs[i].task];

		if (s->prev_n == 0 || p->prevs[i].start < s->prev_first)
			s->prev_first = p->prevs[i].start;
		s->same_as_prev = (s->prev_n == 0 || s->same_as_prev) && has_block(b, &p->prevs[i]);
		s->prev_n++;
	}
	for (size_t i = 0; i < p->n_tasks; i++) {
		const struct task_sum *s = &b->sums[i];
		int32_t ahead = s->prev_first / DAY_MIN - today;
		int32_t near = ahead <= 1 ? 8 : ahead <= 6 ? 4 : ahead <= 13 ? 2 : 1;
		int32_t shift = s->first / DAY_MIN - s->prev_first / DAY_MIN;

		if (s->prev_n == 0 || s->pinned || (s->same_as_prev && s->n == s->prev_n))
			continue;
		shift = shift < 0 ? -shift : shift;
		shift = near * (1 + (s->n == 0 || shift > 5 ? 5 : shift));
		score->moved += shift;
		score->soft += (int64_t)shift * p->params.calm;
	}
}

static size_t
run_check(struct board *b, void *scratch, struct sp_score *ret_score)
{
	size_t misalign = (size_t)(-(uintptr_t)scratch & 15);
	size_t size;

	*ret_score = (struct sp_score){0};
	b->spd = DAY_MIN / b->p->slot_min;
	size = lay_out(b, b->p, b->n_blocks, (unsigned char *)scratch + misalign);
	memset((unsigned char *)scratch + misalign, 0, size);
	prepare_board(b);
	for (size_t i = 0; i < b->n_blocks; i++) {
		const struct sp_placed *x = &b->blocks[i];

		if (x->task < 0 || (size_t)x->task >= b->p->n_tasks) {
			report_violation(b, SP_HARD_UNKNOWN, x->task, -1, -1);
		} else if (!is_drawable(b, x)) {
			report_violation(b, SP_HARD_GRID, x->task, -1, -1);
		} else {
			paint_block(b, x);
			count_block(b, i);
		}
	}
	for (size_t i = 0; i < b->p->n_tasks; i++)
		if (b->sums[i].n > 0 && (!b->sums[i].pinned || b->pins_too))
			check_chunks(b, (int32_t)i);
	check_pin_places(b);
	check_days(b);
	check_precs(b);
	score_tasks(b, ret_score);
	score_amounts(b, ret_score);
	score_days(b, ret_score);
	score_moves(b, ret_score);
	return b->n_out;
}

size_t
sp_check(const struct sp_problem *problem, const struct sp_placed *blocks, size_t n_blocks, void *scratch,
	 struct sp_score *ret_score, struct sp_violation *ret_violations, size_t max)
{
	struct board b = {
		.p = problem, .blocks = blocks, .n_blocks = n_blocks, .out = ret_violations, .max = max};

	assert(problem != NULL && scratch != NULL && ret_score != NULL);
	assert(max == 0 || ret_violations != NULL);
	return run_check(&b, scratch, ret_score);
}

size_t
sp_check_pins(const struct sp_problem *problem, void *scratch, struct sp_violation *ret_violations,
	      size_t max)
{
	struct sp_score score;
	struct board b = {.p = problem,
			  .blocks = problem->pins,
			  .n_blocks = problem->n_pins,
			  .pins_too = true,
			  .out = ret_violations,
			  .max = max};

	assert(scratch != NULL && (max == 0 || ret_violations != NULL));
	return run_check(&b, scratch, &score);
}

const char *
sp_hard_name(enum sp_hard rule)
{
	static const char *const names[] = {
		[SP_HARD_GRID] = "grid",
		[SP_HARD_FREE] = "free",
		[SP_HARD_MASK] = "mask",
		[SP_HARD_OVERLAP] = "overlap",
		[SP_HARD_RELEASE] = "release",
		[SP_HARD_LAST] = "last",
		[SP_HARD_CHUNK] = "chunk",
		[SP_HARD_DAY_BLOCKS] = "day-blocks",
		[SP_HARD_DAY_MIN] = "day-minutes",
		[SP_HARD_PREC] = "order",
		[SP_HARD_PIN] = "pin",
		[SP_HARD_BUDGET] = "budget",
		[SP_HARD_UNKNOWN] = "unknown",
	};

	return (size_t)rule < sizeof names / sizeof names[0] ? names[rule] : "?";
}
