/*
 * Branch and bound over the pieces of a deal. The kinds of work in a half-day are what costs most there, so pieces of one
 * kind are given one after the other, and each kind still in the hand costs one switch more than there are half-days
 * without any. How the pieces lie within a bay is asked last, and remembered.
 */
#include "deal.h"

#include <assert.h>
#include <string.h>

static int32_t
load_of(const struct deal *d)
{
	int32_t load = 0;

	for (int32_t i = 0; i < d->n_days; i++)
		load += state_load(&d->e->grid, d->days[i].day, d->days[i].used);
	return load;
}

/* The least load of those that must stay: slot by slot to the day where one more costs least, as load is convex. */
static void
find_load_least(struct deal *d)
{
	const struct grid *g = &d->e->grid;
	int32_t used[DEAL_HALVES] = {0};
	int32_t slots = 0;

	d->load_least = load_of(d);
	for (int32_t i = 0; i < d->n; i++)
		slots += d->price[i][DEAL_OUT] == DEAL_NEVER ? d->pieces[i].size : 0;
	for (int32_t i = 0; i < d->n_days; i++)
		used[i] = d->days[i].used;
	for (; slots > 0; slots--) {
		int32_t best = INT32_MAX;
		int32_t at = 0;

		for (int32_t i = 0; i < d->n_days; i++) {
			int32_t more = state_load(g, d->days[i].day, used[i] + 1) -
				       state_load(g, d->days[i].day, used[i]);

			if (more < best) {
				best = more;
				at = i;
			}
		}
		used[at]++;
		d->load_least += best;
	}
	d->best_split = used[0];
	d->used_sum = used[0] + used[1];
}

/* The least load when no day gets less than it has: of two days, the split nearest to the best one. */
static int32_t
least_load(const struct deal *d)
{
	const struct grid *g = &d->e->grid;
	int32_t load;

	if (d->n_comers == 0 && d->n_days == 1)
		return d->load_least;
	if (d->n_comers == 0 && d->n_days == 2) {
		int32_t least = d->days[0].used;
		int32_t most = d->used_sum - d->days[1].used;
		int32_t at = d->best_split < least ? least : d->best_split > most ? most : d->best_split;

		return state_load(g, d->days[0].day, at) + state_load(g, d->days[1].day, d->used_sum - at);
	}
	load = load_of(d);
	return load > d->load_least ? load : d->load_least;
}

/* Small gaps in a bay with this room on its day. */
static int32_t
count_gaps(const struct grid *g, const struct grid_bay *bay, const struct bits *room)
{
	int32_t gaps = 0;

	for (int32_t i = bits_next(room, g->words, bay->from); i < bay->to;) {
		int32_t end = bits_next_clear(room, g->words, i);

		gaps += end - i < g->frag_slots && state_touches(g, bay->day, i, end);
		i = bits_next(room, g->words, end);
	}
	return gaps;
}

/* The start of a piece in what is left of a bay that leaves the fewest gaps, in the shortest stretch; -1: none. */
static int32_t
best_start(const struct grid *g, const struct bits *room, const struct bits *starts, int32_t size)
{
	enum { GAP = 1000 };
	int32_t best = INT32_MAX;
	int32_t at = -1;

	for (int32_t i = bits_next(starts, g->words, 0); i < g->words * 64;) {
		int32_t end = bits_next_clear(starts, g->words, i);
		int32_t from = bits_last_clear(room, i) + 1;
		int32_t to = bits_next_clear(room, g->words, end - 1);
		const int32_t tries[] = {i, end - 1, from + g->frag_slots, to - size - g->frag_slots};

		for (int k = 0; k < 4; k++) {
			int32_t left = tries[k] - from;
			int32_t right = to - size - tries[k];
			int32_t cost = to - from + (left > 0 && left < g->frag_slots ? GAP : 0) +
				       (right > 0 && right < g->frag_slots ? GAP : 0);

			if (tries[k] >= i && tries[k] < end && cost < best) {
				best = cost;
				at = tries[k];
			}
		}
		i = bits_next(starts, g->words, end);
	}
	return at;
}

/* The same for one whose starts have prices of their own: all are tried. */
static int32_t
best_liked_start(const struct deal *d, int32_t piece, int32_t bay, const struct bits *room,
		 const struct bits *starts)
{
	enum { POINT = 1000 };
	const struct grid *g = &d->e->grid;
	const int32_t size = d->pieces[piece].size;
	int64_t best = INT64_MAX;
	int32_t found = -1;

	for (int32_t at = bits_next(starts, g->words, 0); at < g->words * 64;
	     at = bits_next(starts, g->words, at + 1)) {
		int32_t from = bits_last_clear(room, at) + 1;
		int32_t to = bits_next_clear(room, g->words, at);
		int32_t left = at - from;
		int32_t right = to - size - at;
		int64_t points = deal_dislike(d, piece, bay, at);

		points += left > 0 && left < g->frag_slots ? g->p->params.frag : 0;
		points += right > 0 && right < g->frag_slots ? g->p->params.frag : 0;
		if (points * POINT + to - from < best) {
			best = points * POINT + to - from;
			found = at;
		}
	}
	return found;
}

/* Those with the fewest starts are laid first, of equals the larger. */
int32_t
deal_lay(struct deal *d, int32_t bay)
{
	const struct grid *g = &d->e->grid;
	struct bits room = d->days[d->bays[bay].day].room;
	int32_t list[DEAL_PIECES];
	int32_t keys[DEAL_PIECES];
	int32_t n = 0;
	int32_t dislikes = 0;

	for (int32_t i = 0; i < d->n; i++) {
		int32_t key, at;

		if (d->pieces[i].to != bay)
			continue;
		key = bits_count(&d->starts[i][bay], g->words) * 64 - d->pieces[i].size;
		for (at = n++; at > 0 && keys[at - 1] > key; at--) {
			keys[at] = keys[at - 1];
			list[at] = list[at - 1];
		}
		keys[at] = key;
		list[at] = i;
	}
	for (int32_t k = 0; k < n; k++) {
		struct deal_piece *p = &d->pieces[list[k]];
		struct bits starts = room;

		bits_erode(&starts, g->words, p->size);
		bits_and(&starts, &d->starts[list[k]][bay], g->words);
		p->at = p->likes ? best_liked_start(d, list[k], bay, &room, &starts)
				 : best_start(g, &room, &starts, p->size);
		if (p->at < 0)
			return -1;
		if (p->likes)
			dislikes += deal_dislike(d, list[k], bay, p->at);
		bits_clear_range(&room, g->words, p->at, p->at + p->size);
	}
	return g->p->params.frag * count_gaps(g, &g->bays[d->bays[bay].place], &room) + dislikes;
}

static int32_t
lay_cost(struct deal *d, int32_t bay, uint32_t set)
{
	uint32_t key = (uint32_t)(bay + 1) << DEAL_PIECES | set;
	struct deal_memo *m = &d->memo[key * 2654435761U >> (32 - DEAL_MEMO_BITS)];

	if (m->key != key)
		*m = (struct deal_memo){key, deal_lay(d, bay)};
	return m->cost;
}

struct tally { /* minutes that come to an amount */
	int32_t row, minutes;
};

static void
add_minutes(const struct deal *d, const struct deal_piece *p, bool comes, struct tally *list, int32_t *n)
{
	const struct grid *g = &d->e->grid;
	int32_t bay = comes ? p->to : p->was;
	int32_t at;

	if (bay == DEAL_OUT)
		return;
	at = p->cat * g->days + d->days[d->bays[bay].day].day;
	for (int32_t k = g->rows_of.from[at]; k < g->rows_of.from[at + 1]; k++) {
		int32_t i = 0;

		while (i < *n && list[i].row != g->rows_of.index[k])
			i++;
		if (i == 4 * DEAL_PIECES)
			return;
		if (i == *n)
			list[(*n)++] = (struct tally){g->rows_of.index[k], 0};
		list[i].minutes += (comes ? p->n : -p->n) * g->slot_min;
	}
}

/* What is missed of the wanted amounts, against now. */
static int32_t
missed(const struct deal *d)
{
	const struct grid *g = &d->e->grid;
	struct tally list[4 * DEAL_PIECES];
	int32_t n = 0;
	int32_t change = 0;

	for (int32_t i = 0; i < d->n; i++) {
		const struct deal_piece *p = &d->pieces[i];

		if (p->was != DEAL_OUT && p->to != DEAL_OUT && d->bays[p->was].day == d->bays[p->to].day)
			continue;
		add_minutes(d, p, false, list, &n);
		add_minutes(d, p, true, list, &n);
	}
	for (int32_t i = 0; i < n; i++) {
		int32_t minutes = d->e->state.row_min[list[i].row];

		change += state_row_value(g, list[i].row, minutes + list[i].minutes) -
			  state_row_value(g, list[i].row, minutes);
	}
	return change;
}

/* All pieces are given: do they fit, and what does it cost in all? */
static void
try_deal(struct deal *d, int64_t cost)
{
	const struct grid *g = &d->e->grid;
	const int64_t frag = g->p->params.frag;
	uint32_t sets[DEAL_BAYS + 1] = {0};
	int32_t least = 0; /* gaps in the bays that have not been looked at */

	for (int32_t i = 0; i < d->n; i++)
		sets[d->pieces[i].to] |= 1U << i;
	for (int32_t b = 0; b < d->n_bays; b++)
		least += sets[b] != 0 && d->bays[b].room > 0 && d->bays[b].room < g->frag_slots;
	if (cost + frag * least >= d->best)
		return;
	cost += d->e->finder.price.target * missed(d);
	for (int32_t b = 0; b < d->n_bays && cost + frag * least < d->best; b++) {
		int32_t lay = lay_cost(d, b, sets[b]);

		if (lay < 0)
			return;
		least -= sets[b] != 0 && d->bays[b].room > 0 && d->bays[b].room < g->frag_slots;
		cost += lay;
	}
	if (cost + frag * least >= d->best)
		return;
	d->best = cost;
	d->found = true;
	for (int32_t i = 0; i < d->n; i++)
		d->pieces[i].best_to = d->pieces[i].to;
}

/* May one more block of the piece's kind stand on its day? */
static bool
day_allows(const struct deal *d, const struct deal_piece *p, const struct deal_day *day)
{
	const struct sp_problem_cat *c = &d->e->grid.p->cats[p->cat];

	return (c->max_blocks_day < 0 || day->blocks[p->cat] < c->max_blocks_day) &&
	       (c->max_min_day < 0 || day->minutes[p->cat] + p->n * d->e->grid.slot_min <= c->max_min_day);
}

static void branch(struct deal *d, int32_t i, int64_t cost);

/* Gives a piece to a bay, and then the others. `cost` is that of the pieces so far, `more` what kinds will cost. */
static void
give(struct deal *d, int32_t i, int32_t b, int64_t cost, int64_t more)
{
	struct deal_piece *p = &d->pieces[i];
	struct deal_bay *bay = &d->bays[b];
	struct deal_half *half = &d->halves[bay->half];
	struct deal_day *day = &d->days[bay->day];
	int32_t minutes = p->n * d->e->grid.slot_min;

	p->to = b;
	bay->room -= p->size;
	day->used += p->size;
	if (cost + d->least[i + 1] + more + least_load(d) < d->best) {
		bool was_empty = half->kinds == 0;
		bool is_new = half->n_of[p->cat]++ == 0;

		half->kinds += is_new;
		d->n_empty -= was_empty;
		day->blocks[p->cat]++;
		day->minutes[p->cat] += minutes;
		branch(d, i + 1, cost);
		day->minutes[p->cat] -= minutes;
		day->blocks[p->cat]--;
		d->n_empty += was_empty;
		half->kinds -= is_new;
		half->n_of[p->cat]--;
	}
	day->used -= p->size;
	bay->room += p->size;
}

static void
branch_half(struct deal *d, int32_t i, int64_t cost, const struct deal_half *half)
{
	const int64_t swtch = d->e->grid.p->params.swtch;
	const struct deal_piece *p = &d->pieces[i];
	bool is_new = half->n_of[p->cat] == 0;
	bool is_first = half->kinds == 0;
	int32_t kinds = d->new_kinds[i + 1] - d->n_empty + (is_new && is_first);
	int64_t more = kinds > 0 ? kinds * swtch : 0;
	int64_t rest = d->least[i + 1] + d->load_least + more;

	cost += is_new && !is_first ? swtch : 0;
	if (cost + p->least + rest >= d->best || (p->is_limited && !day_allows(d, p, &d->days[half->day])))
		return;
	for (int32_t b = half->bay; b < half->bay_end; b++) {
		int64_t price = d->price[i][b];

		if (price == DEAL_NEVER || d->bays[b].room < p->size || cost + price + rest >= d->best ||
		    (p->is_twin && b < d->pieces[i - 1].to))
			continue;
		if (++d->nodes > d->max_nodes)
			return;
		give(d, i, b, cost + price, more);
	}
}

/* First where there is work of its kind already, then elsewhere, then nowhere. */
static void
branch(struct deal *d, int32_t i, int64_t cost)
{
	struct deal_piece *p = &d->pieces[i];

	if (i == d->n) {
		try_deal(d, cost + load_of(d));
		return;
	}
	for (int pass = 0; pass < 2; pass++)
		for (int32_t h = 0; h < d->n_halves; h++)
			if ((d->halves[h].n_of[p->cat] == 0) == (pass == 1))
				branch_half(d, i, cost, &d->halves[h]);
	if (d->price[i][DEAL_OUT] != DEAL_NEVER &&
	    cost + d->price[i][DEAL_OUT] + d->least[i + 1] + d->load_least < d->best &&
	    ++d->nodes <= d->max_nodes) {
		p->to = DEAL_OUT;
		branch(d, i + 1, cost + d->price[i][DEAL_OUT]);
	}
}

/* Bounds from the last piece to the first. A kind that may leave as a whole, or that stands there anyway, need not come. */
static void
find_bounds(struct deal *d)
{
	bool must = false;

	d->least[d->n] = 0;
	d->new_kinds[d->n] = 0;
	for (int32_t i = d->n - 1; i >= 0; i--) {
		int32_t cat = d->pieces[i].cat;

		d->least[i] = d->least[i + 1] + d->pieces[i].least;
		d->new_kinds[i] = d->new_kinds[i + 1];
		must = must || d->price[i][DEAL_OUT] == DEAL_NEVER;
		if (i > 0 && d->pieces[i - 1].cat == cat)
			continue;
		for (int32_t h = 0; h < d->n_halves; h++)
			must = must && d->halves[h].n_of[cat] == 0;
		d->new_kinds[i] += must;
		must = false;
	}
	d->n_empty = 0;
	for (int32_t h = 0; h < d->n_halves; h++)
		d->n_empty += d->halves[h].kinds == 0;
	find_load_least(d);
}

void
deal_search(struct deal *d)
{
	const struct grid *g = &d->e->grid;

	assert(d->n <= DEAL_PIECES && d->n_bays <= DEAL_BAYS);
	d->found = false;
	d->nodes = 0;
	memset(d->memo, 0, sizeof d->memo);
	for (int32_t b = 0; b < d->n_bays; b++) {
		const struct grid_bay *bay = &g->bays[d->bays[b].place];
		const struct bits *room = &d->days[d->bays[b].day].room;

		d->bays[b].room = 0;
		for (int32_t k = 0; k < g->words; k++)
			d->bays[b].room +=
				__builtin_popcountll(room->w[k] & bits_range_word(k, bay->from, bay->to));
	}
	find_bounds(d);
	branch(d, 0, 0);
}

int64_t
deal_cost_now(const struct deal *d)
{
	const struct grid *g = &d->e->grid;
	const struct state *s = &d->e->state;
	int64_t cost = 0;

	for (int32_t i = 0; i < d->n_days; i++)
		cost += state_load(g, d->days[i].day, s->used[d->days[i].day]);
	for (int32_t h = 0; h < d->n_halves; h++) {
		int32_t was = s->half_kinds[d->days[d->halves[h].day].day * 2 + d->halves[h].half];
		int32_t now = d->halves[h].kinds;

		cost += (int64_t)g->p->params.swtch * ((was > 1 ? was - 1 : 0) - (now > 1 ? now - 1 : 0));
	}
	for (int32_t i = 0; i < d->n; i++) {
		cost += d->price[i][d->pieces[i].was];
		if (d->pieces[i].likes && d->pieces[i].was != DEAL_OUT)
			cost += deal_dislike(d, i, d->pieces[i].was, d->pieces[i].old);
	}
	for (int32_t b = 0; b < d->n_bays; b++) {
		const struct grid_bay *bay = &g->bays[d->bays[b].place];

		cost += (int64_t)g->p->params.frag * count_gaps(g, bay, &s->room[bay->day]);
	}
	return cost;
}
