/*
 * The hand of a deal: which blocks are taken up, and what each would cost in each bay but for its company.
 */
#include "deal.h"

#include <assert.h>
#include <string.h>

static void
add_day(struct deal *d, int32_t day)
{
	const struct grid *g = &d->e->grid;
	const struct state *s = &d->e->state;
	struct deal_day *x = &d->days[d->n_days++];

	x->day = day;
	x->used = s->used[day];
	x->room = s->room[day];
	for (int32_t c = 0; c < g->n_cats; c++) {
		x->blocks[c] = s->cat_n[c * g->days + day];
		x->minutes[c] = s->cat_min[c * g->days + day];
	}
}

void
deal_add_half(struct deal *d, int32_t day, int32_t half)
{
	const struct grid *g = &d->e->grid;
	struct deal_half *h = &d->halves[d->n_halves];
	size_t at = (size_t)(day * 2 + half);
	int32_t i = 0;

	while (i < d->n_days && d->days[i].day != day)
		i++;
	if (i == d->n_days)
		add_day(d, day);
	h->day = i;
	h->half = half;
	h->kinds = d->e->state.half_kinds[at];
	memcpy(h->n_of, &d->e->state.half_n[at * (size_t)g->n_cats], (size_t)g->n_cats);
	h->bay = d->n_bays;
	for (int32_t b = g->bay_from[day]; b < g->bay_from[day + 1] && d->n_bays < DEAL_BAYS; b++)
		if (g->bays[b].half == half)
			d->bays[d->n_bays++] = (struct deal_bay){.place = b, .half = d->n_halves, .day = i};
	h->bay_end = d->n_bays;
	d->n_halves++;
}

bool
deal_has_half(const struct deal *d, int32_t day, int32_t half)
{
	for (int32_t h = 0; h < d->n_halves; h++)
		if (d->days[d->halves[h].day].day == day && d->halves[h].half == half)
			return true;
	return false;
}

/* Is it, or one that it is linked with, in the hand? */
static bool
is_bound(const struct deal *d, int32_t task)
{
	const struct grid *g = &d->e->grid;
	const struct grid_task *t = &g->tasks[task];

	for (int32_t i = 0; i < d->n; i++) {
		if (d->pieces[i].task == task)
			return true;
		for (int32_t l = 0; l < t->n_pred; l++)
			if (g->preds[t->pred + l].task == d->pieces[i].task)
				return true;
		for (int32_t l = 0; l < t->n_succ; l++)
			if (g->succs[t->succ + l].task == d->pieces[i].task)
				return true;
	}
	return false;
}

/* Is it linked without a lag with what stands on its day? Then it may not even slide. */
static bool
is_tied(const struct state *s, int32_t task, int32_t day)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[task];

	for (int32_t l = 0; l < t->n_pred + t->n_succ; l++) {
		const struct grid_link *link =
			l < t->n_pred ? &g->preds[t->pred + l] : &g->succs[t->succ + l - t->n_pred];
		const struct state_task *other = &s->tasks[link->task];

		if (link->min_lag == 0 && other->n_blocks > 0 &&
		    (other->end_day == day || other->first / g->slots_day == day))
			return true;
	}
	return false;
}

static void
take_piece(struct deal *d, int32_t bay, int32_t block)
{
	const struct state *s = &d->e->state;
	const struct grid *g = s->g;
	int32_t task = s->block_task[block];
	const struct grid_task *t = &g->tasks[task];
	struct deal_half *half = &d->halves[d->bays[bay].half];
	struct deal_day *day = &d->days[d->bays[bay].day];
	struct deal_piece *p = &d->pieces[d->n++];

	*p = (struct deal_piece){.task = task, .k = block - t->block, .cat = t->cat, .was = bay};
	p->n = s->blocks[block].n;
	p->size = grid_size(t, p->n);
	p->old = s->blocks[block].start % g->slots_day - g->base - t->lead;
	bits_set_range(&day->room, g->words, p->old, p->old + p->size);
	day->used -= p->size;
	day->blocks[t->cat]--;
	day->minutes[t->cat] -= p->n * g->slot_min;
	half->kinds -= --half->n_of[t->cat] == 0;
}

void
deal_take_all(struct deal *d)
{
	const struct state *s = &d->e->state;
	const struct grid *g = s->g;

	for (int32_t i = 0; i < d->n_bays; i++) {
		const struct grid_bay *bay = &g->bays[d->bays[i].place];

		for (int32_t b = s->day_head[bay->day]; b >= 0; b = s->day_next[b]) {
			int32_t task = s->block_task[b];
			const struct grid_task *t = &g->tasks[task];
			int32_t at = s->blocks[b].start % g->slots_day - g->base - t->lead;

			if (at < bay->from || at + grid_size(t, s->blocks[b].n) > bay->to)
				continue;
			if (d->n < DEAL_PIECES && !t->pinned && s->tasks[task].n_blocks <= DEAL_PIECES &&
			    !is_bound(d, task) && !is_tied(s, task, bay->day))
				take_piece(d, i, b);
		}
	}
}

void
deal_take_comer(struct deal *d, int32_t task)
{
	const struct state *s = &d->e->state;
	const struct grid_task *t = &s->g->tasks[task];

	if (t->pinned || t->hi != 0 || t->n == 0 || state_is_placed(s, task) || d->n == DEAL_PIECES ||
	    !finder_is_ready(s, task) || is_bound(d, task))
		return;
	d->pieces[d->n++] = (struct deal_piece){
		.task = task, .n = t->n, .size = grid_size(t, t->n), .cat = t->cat, .was = DEAL_OUT};
	d->n_comers++;
}

/* By kind, the larger first. */
static void
sort_pieces(struct deal *d)
{
	int32_t sums[SP_PROBLEM_MAX_CATS];

	for (int32_t i = 0; i < d->n; i++)
		sums[d->pieces[i].cat] = 0;
	for (int32_t i = 0; i < d->n; i++)
		sums[d->pieces[i].cat] += d->pieces[i].size;
	for (int32_t i = 1; i < d->n; i++) {
		struct deal_piece p = d->pieces[i];
		int32_t at = i;

		for (; at > 0; at--) {
			const struct deal_piece *q = &d->pieces[at - 1];
			bool is_before = sums[q->cat] != sums[p.cat] ? sums[q->cat] > sums[p.cat]
					 : q->cat != p.cat	     ? q->cat < p.cat
								     : q->size >= p.size;

			if (is_before)
				break;
			d->pieces[at] = *q;
		}
		d->pieces[at] = p;
	}
}

/* What it costs that the piece is on this day; never when too many others of its task are. */
static int64_t
price_on_day(const struct deal *d, const struct deal_piece *p, int32_t day)
{
	const struct state *s = &d->e->state;
	int32_t end = day;
	int32_t left = s->g->tasks[p->task].per_day;

	for (int32_t k = 0; k < s->tasks[p->task].n_blocks; k++) {
		int32_t other = state_blocks(s, p->task)[k].start / s->g->slots_day;

		if (k == p->k)
			continue;
		if (other == day && --left == 0)
			return DEAL_NEVER;
		end = other > end ? other : end;
	}
	return finder_end_price(&d->e->finder, p->task, end);
}

/* What it costs that the task is not placed: only soft ones may leave, and only for another one to come. */
static int64_t
price_out(const struct deal *d, int32_t task)
{
	const struct state *s = &d->e->state;
	const struct grid_task *t = &s->g->tasks[task];

	if (state_is_placed(s, task)) {
		if (t->hard || t->hi != 0 || d->n_comers == 0)
			return DEAL_NEVER;
		for (int32_t k = 0; k < t->n_succ; k++)
			if (state_is_placed(s, s->g->succs[t->succ + k].task))
				return DEAL_NEVER;
	}
	return finder_unplaced_price(&d->e->finder, task);
}

/* Where what the piece takes up may begin in a bay if no other piece were there; false: nowhere. */
static bool
find_starts(struct deal *d, int32_t piece, int32_t b, const struct window *w)
{
	const struct grid *g = &d->e->grid;
	const struct deal_piece *p = &d->pieces[piece];
	const struct grid_task *t = &g->tasks[p->task];
	const struct grid_bay *bay = &g->bays[d->bays[b].place];
	const struct bits *room = &d->days[d->bays[b].day].room;
	struct bits *starts = &d->starts[piece][b];
	int32_t origin = bay->day * g->slots_day + g->base;
	int32_t first = w->from - origin > bay->from + t->lead ? w->from - origin : bay->from + t->lead;
	int32_t last = bay->to - p->size + t->lead;

	last = w->to - origin - p->n < last ? w->to - origin - p->n : last;
	if (first > last || grid_longest(g, t->mask, bay->day) < p->n)
		return false;
	grid_starts(t, room, grid_mask(g, t->mask, bay->day), g->words, p->n, starts);
	bits_clear_range(starts, g->words, 0, first);
	bits_clear_range(starts, g->words, last + 1, g->words * 64);
	for (int32_t k = 0; t->per_day > 1 && k < d->e->state.tasks[p->task].n_blocks; k++) {
		struct block other = state_blocks(&d->e->state, p->task)[k];

		if (k != p->k && other.start / g->slots_day == bay->day)
			grid_keep_apart(t, starts, g->words, p->n,
					(struct block){other.start - origin, other.n});
	}
	if (t->lead > 0)
		bits_down(starts, g->words, t->lead);
	return !bits_empty(starts, g->words);
}

/* Of a re-plan: the bit of a bay at which the piece would be at home, -1. One of several blocks is where all are. */
static int32_t
home_in(const struct deal *d, const struct deal_piece *p, int32_t b)
{
	const struct grid *g = &d->e->grid;
	const struct grid_task *t = &g->tasks[p->task];
	const struct grid_bay *bay = &g->bays[d->bays[b].place];
	int32_t bit = g->prevs[t->prev].start - bay->day * g->slots_day - g->base - t->lead;

	if (t->n_prev > 1 || d->e->state.tasks[p->task].n_blocks > 1)
		return b == p->was ? p->old : -1;
	return g->prevs[t->prev].n == p->n && bit >= bay->from && bit < bay->to ? bit : -1;
}

/* Where the piece is at home it stands at its old start and nowhere else; in any other bay it has moved. */
static void
price_moves(struct deal *d, int32_t piece)
{
	const struct grid *g = &d->e->grid;
	const struct deal_piece *p = &d->pieces[piece];
	const struct grid_task *t = &g->tasks[p->task];
	const int64_t point = finder_move_price(&d->e->finder);
	int64_t *price = d->price[piece];

	if (t->n_prev == 0)
		return;
	if (t->n_prev > 1 && !state_equals_prev(g, p->task, state_blocks(&d->e->state, p->task),
						d->e->state.tasks[p->task].n_blocks))
		return; /* it has moved, wherever this block goes */
	for (int32_t b = 0; b < d->n_bays; b++) {
		int32_t home = home_in(d, p, b);

		if (price[b] == DEAL_NEVER)
			continue;
		if (home >= 0 && bits_has(&d->starts[piece][b], home)) {
			d->starts[piece][b] = (struct bits){{0}};
			bits_set_range(&d->starts[piece][b], g->words, home, home + 1);
		} else {
			price[b] += point * state_move_cost(t, g->bays[d->bays[b].place].day);
		}
	}
	if (price[DEAL_OUT] != DEAL_NEVER)
		price[DEAL_OUT] += point * state_move_cost(t, GRID_NEVER);
}

int32_t
deal_dislike(const struct deal *d, int32_t piece, int32_t bay, int32_t at)
{
	const struct grid *g = &d->e->grid;
	const struct deal_piece *p = &d->pieces[piece];
	const struct grid_task *t = &g->tasks[p->task];
	int32_t day = g->bays[d->bays[bay].place].day;

	assert(p->likes);
	return g->p->params.pref *
	       (grid_disliked_on(g, t, day, at + t->lead, p->n) - d->disliked[piece][bay]);
}

/* What the best start in each bay costs is the price of the bay; what another one costs more is asked when it is laid. */
static void
price_likes(struct deal *d, int32_t piece)
{
	const struct grid *g = &d->e->grid;
	const struct deal_piece *p = &d->pieces[piece];
	const struct grid_task *t = &g->tasks[p->task];

	for (int32_t b = 0; b < d->n_bays; b++) {
		const struct bits *starts = &d->starts[piece][b];
		int32_t day = g->bays[d->bays[b].place].day;
		int32_t least = p->n;

		if (d->price[piece][b] == DEAL_NEVER)
			continue;
		for (int32_t at = bits_next(starts, g->words, 0); at < g->words * 64;
		     at = bits_next(starts, g->words, at + 1)) {
			int32_t disliked = grid_disliked_on(g, t, day, at + t->lead, p->n);

			least = disliked < least ? disliked : least;
		}
		d->disliked[piece][b] = least;
		d->price[piece][b] += (int64_t)g->p->params.pref * least;
	}
}

static void
price_piece(struct deal *d, int32_t piece)
{
	const struct grid *g = &d->e->grid;
	struct deal_piece *p = &d->pieces[piece];
	const struct sp_problem_cat *c = &g->p->cats[p->cat];
	const struct window w = finder_window(&d->e->state, p->task);
	int64_t *price = d->price[piece];
	int64_t on_day[DEAL_HALVES];

	for (int32_t i = 0; i < d->n_days; i++)
		on_day[i] = price_on_day(d, p, d->days[i].day);
	price[DEAL_OUT] = price_out(d, p->task);
	for (int32_t b = 0; b < d->n_bays; b++) {
		int32_t half = g->bays[d->bays[b].place].half;
		uint8_t pref = g->tasks[p->task].pref;

		price[b] = on_day[d->bays[b].day];
		if (price[b] == DEAL_NEVER || !find_starts(d, piece, b, &w)) {
			price[b] = DEAL_NEVER;
			continue;
		}
		if (pref != SP_HALF_NONE && (half == 0) != (pref == SP_HALF_MORNING))
			price[b] += (int64_t)g->p->params.pref * p->n;
	}
	price_moves(d, piece);
	p->likes = g->tasks[p->task].like >= 0;
	if (p->likes)
		price_likes(d, piece);
	p->least = price[DEAL_OUT];
	for (int32_t b = 0; b < d->n_bays; b++)
		p->least = price[b] < p->least ? price[b] : p->least;
	p->is_limited = c->max_blocks_day >= 0 || c->max_min_day >= 0;
}

/* Do the two cost the same wherever they are? */
static bool
are_twins(const struct deal *d, int32_t a, int32_t b)
{
	const struct deal_piece *p = &d->pieces[a];
	const struct deal_piece *q = &d->pieces[b];

	const struct grid_task *of_p = &d->e->grid.tasks[p->task];
	const struct grid_task *of_q = &d->e->grid.tasks[q->task];

	if (p->cat != q->cat || p->n != q->n || p->size != q->size || of_p->like != of_q->like ||
	    (of_p->like >= 0 && of_p->lead != of_q->lead) || d->price[a][DEAL_OUT] != d->price[b][DEAL_OUT])
		return false;
	for (int32_t k = 0; k < d->n_bays; k++)
		if (d->price[a][k] != d->price[b][k] ||
		    (d->price[a][k] != DEAL_NEVER &&
		     memcmp(&d->starts[a][k], &d->starts[b][k], (size_t)d->e->grid.words * 8) != 0))
			return false;
	return true;
}

void
deal_price(struct deal *d)
{
	sort_pieces(d);
	for (int32_t i = 0; i < d->n; i++) {
		price_piece(d, i);
		d->pieces[i].is_twin = i > 0 && are_twins(d, i - 1, i);
	}
}
