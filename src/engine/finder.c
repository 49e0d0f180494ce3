/*
 * The placement test is an erosion of bit sets: the starts of a block are where `n` slots in a row are free, allowed
 * and not occupied, and its buffers fit before and behind it. Within a half-day every start costs the same but for the gaps it
 * leaves, so only the ends of each run of starts are tried, and the starts that leave a gap just long enough to use.
 */
#include "finder-private.h"

#include <assert.h>

void
finder_lay_out(struct finder *f, struct state *state, struct cutter *c)
{
	size_t days = (size_t)state->g->days;
	size_t units = (size_t)state->g->max_units + 1;
	size_t several = state->g->most_day > 1 ? (size_t)state->g->most_day : 0;

	*f = (struct finder){.state = state};
	f->blocks = cutter_take(c, days * (size_t)state->g->most_day, sizeof *f->blocks);
	f->chunk = cutter_take(c, units, sizeof *f->chunk);
	f->table = cutter_take(c, units, sizeof *f->table);
	f->back = cutter_take(c, days * units, sizeof *f->back);
	f->sets = cutter_take(c, several * units, sizeof *f->sets);
	f->parts = cutter_take(c, several * days * units, sizeof *f->parts);
}

void
finder_lay_out_known(struct finder *f, struct cutter *c)
{
	f->known = cutter_take(c, (size_t)1 << FINDER_KNOWN_BITS, sizeof *f->known);
}

int64_t
finder_score(const struct price *price, const struct sp_score *score)
{
	return price->hard_late * score->hard_late + price->hard_days * score->hard_days +
	       price->soft * score->soft + price->moved * score->moved + price->target * score->target +
	       score->quality;
}

int64_t
finder_move_price(const struct finder *f)
{
	return f->price.moved + f->price.soft * f->state->g->p->params.calm;
}

bool
finder_is_ready(const struct state *s, int32_t task)
{
	const struct grid_task *t = &s->g->tasks[task];

	for (int32_t k = 0; k < t->n_pred; k++)
		if (!state_is_placed(s, s->g->preds[t->pred + k].task))
			return false;
	return true;
}

struct window
finder_window(const struct state *s, int32_t task)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[task];
	struct window w = {.from = t->release, .to = t->last};

	for (int32_t k = 0; k < t->n_pred; k++) {
		const struct grid_link *link = &g->preds[t->pred + k];
		const struct state_task *before = &s->tasks[link->task];
		int32_t from =
			link->min_lag == 0 ? before->last : (before->end_day + link->min_lag) * g->slots_day;

		w.from = before->n_blocks > 0 && from > w.from ? from : w.from;
	}
	for (int32_t k = 0; k < t->n_succ; k++) {
		const struct grid_link *link = &g->succs[t->succ + k];
		const struct state_task *after = &s->tasks[link->task];
		int32_t to = after->first;

		if (after->n_blocks == 0 || g->tasks[link->task].pinned)
			continue;
		if (link->min_lag > 0)
			to = (after->first / g->slots_day - link->min_lag + 1) * g->slots_day;
		w.to = to < w.to ? to : w.to;
	}
	return w;
}

bool
finder_day_allows(const struct state *s, int32_t task, int32_t day, int32_t n)
{
	return finder_day_allows_all(s, task, day, 1, n);
}

int32_t
finder_budget_against(const struct state *s, int32_t task, int32_t day, int32_t n)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[task];
	int32_t minutes = n * g->slot_min;

	for (int32_t k = g->budgets_of.from[day]; k < g->budgets_of.from[day + 1] && !t->extra; k++) {
		int32_t b = g->budgets_of.index[k];
		int32_t soft = s->soft_min[b] + (t->hard ? 0 : minutes);
		int32_t all = s->soft_min[b] + s->fixed_min[b] + minutes;

		if (soft > 0 && all > g->p->budgets[b].max_min)
			return b;
	}
	return -1;
}

/* All chunks at once: a budget of several days sees every chunk that lies in them. */
static bool
budgets_allow_all(const struct state *s, int32_t task, const struct block *blocks, int32_t n)
{
	const struct grid *g = s->g;
	bool hard = g->tasks[task].hard;

	for (int32_t b = 0; b < g->n_budgets && !g->tasks[task].extra; b++) {
		const struct sp_problem_range *range = &g->p->budgets[b].range;
		int32_t minutes = 0;

		for (int32_t k = 0; k < n; k++) {
			int32_t day = blocks[k].start / g->slots_day;

			minutes += day >= range->first_day && day <= range->last_day
					   ? blocks[k].n * g->slot_min
					   : 0;
		}
		if (minutes > 0 && s->soft_min[b] + (hard ? 0 : minutes) > 0 &&
		    s->soft_min[b] + s->fixed_min[b] + minutes > g->p->budgets[b].max_min)
			return false;
	}
	return true;
}

struct bits
finder_starts(const struct state *s, int32_t task, const struct window *window, int32_t day, int32_t n)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[task];
	int32_t first = window->from - day * g->slots_day - g->base;
	int32_t last = window->to - day * g->slots_day - g->base - n;
	struct bits starts;

	grid_starts(t, &s->room[day], grid_mask(g, t->mask, day), g->words, n, &starts);
	if (first > 0)
		bits_clear_range(&starts, g->words, 0, first);
	if (last < g->words * 64 - 1)
		bits_clear_range(&starts, g->words, last < 0 ? 0 : last + 1, g->words * 64);
	return starts;
}

bool
finder_fits(const struct state *s, int32_t task, const struct block *blocks, int32_t n)
{
	const struct grid *g = s->g;
	const struct grid_task *t = &g->tasks[task];
	struct window w = finder_window(s, task);
	int32_t total = 0, on_day = 0, day_slots = 0;

	if (t->n == 0 || t->pinned || n > t->max_blocks || (t->hi == 0 && n != 1) ||
	    !finder_is_ready(s, task))
		return false;
	for (int32_t k = 0; k < n; k++) {
		int32_t day = blocks[k].start / g->slots_day;
		int32_t bit = blocks[k].start % g->slots_day - g->base;
		bool again = k > 0 && blocks[k - 1].start / g->slots_day == day;
		struct bits starts;

		if (blocks[k].n <= 0 || bit < 0 || bit >= g->words * 64)
			return false;
		if (t->hi != 0 && (blocks[k].n < t->lo || blocks[k].n > t->hi || blocks[k].n % t->step != 0))
			return false;
		if (k > 0 &&
		    blocks[k].start < (again ? grid_next_chunk(t, blocks[k - 1].start + blocks[k - 1].n)
					     : blocks[k - 1].start))
			return false;
		total += blocks[k].n;
		on_day = again ? on_day + 1 : 1;
		day_slots = again ? day_slots + blocks[k].n : blocks[k].n;
		if (on_day > t->per_day || !finder_day_allows_all(s, task, day, on_day, day_slots))
			return false;
		starts = finder_starts(s, task, &w, day, blocks[k].n);
		if (!bits_has(&starts, bit))
			return false;
	}
	return total == t->n && budgets_allow_all(s, task, blocks, n);
}

static int64_t
lateness_price(const struct finder *f, const struct grid_task *t, bool placed, int32_t end_day,
	       int32_t due_day)
{
	const struct sp_problem_params *k = &f->state->g->p->params;
	int32_t late = end_day > due_day ? end_day - due_day : 0;

	if (!placed) {
		end_day = f->state->g->days - 1;
		late = (end_day > due_day ? end_day - due_day : 0) + 7;
		if (!t->hard)
			return f->price.soft * t->weight * k->unplaced;
	}
	if (!t->hard)
		return f->price.soft * t->weight * (late < k->latecap ? late : k->latecap);
	if (late > 0)
		return f->price.hard_late + f->price.hard_days * late;
	return end_day > due_day - k->slackdays ? k->slackpts : 0;
}

/* Those behind the task would be late if it ended on this day. */
static int64_t
tail_warning(const struct finder *f, const struct query *q, int32_t end_day)
{
	int64_t cost = 0;

	if (end_day > q->t->tail_hard)
		cost += f->price.hard_late + f->price.hard_days * (end_day - q->t->tail_hard);
	if (end_day > q->t->tail_soft)
		cost += f->price.soft * q->t->tail_weight * (end_day - q->t->tail_soft) / 2;
	return cost;
}

/* Is there room for an unplaced task from this day to that? An upper bound: other tasks may want it too. */
static bool
has_room_within(const struct state *s, const struct grid_task *t, int32_t first, int32_t last)
{
	const struct grid *g = s->g;
	const int32_t around = grid_size(t, 0);
	int32_t left = t->n;

	first = t->release / g->slots_day > first ? t->release / g->slots_day : first;
	last = t->due_day < last ? t->due_day : last;
	for (int32_t day = first; day <= last && day * g->slots_day < t->last && left > 0; day++) {
		int32_t room = s->day_room[day] - around;

		room = grid_longest(g, t->mask, day) < room ? grid_longest(g, t->mask, day) : room;
		if (t->hi == 0)
			left = room >= t->n ? 0 : left;
		else if (room >= t->lo)
			left -= t->per_day > 1 ? grid_day_most(g, t, day, &s->room[day])
				: room < t->hi ? room
					       : t->hi;
	}
	return left <= 0;
}

/*
 * What those behind the task pay when it ends on this day: maximum lags now, and a warning for the whole tail. A report within
 * 14 days of a meeting is not on time after the last meeting before Christmas: one that is still to be placed is asked where it
 * would go. (That its due moves with the meeting must not be counted: all meetings would be put as late as can be.)
 */
static int64_t
tail_price(const struct finder *f, const struct query *q, int32_t end_day)
{
	const struct state *s = f->state;
	const struct grid *g = s->g;
	int64_t cost = 0;

	for (int32_t k = 0; k < q->t->n_succ; k++) {
		const struct grid_link *link = &g->succs[q->t->succ + k];
		const struct state_task *after = &s->tasks[link->task];
		const struct grid_task *t = &g->tasks[link->task];
		int32_t due = end_day + link->max_lag;

		if (link->max_lag < 0 || (after->n_blocks > 0 && due >= after->due_day))
			continue;
		if (after->n_blocks > 0)
			cost += lateness_price(f, t, true, after->end_day, due) -
				lateness_price(f, t, true, after->end_day, after->due_day);
		else if (t->n > 0 && !has_room_within(s, t, end_day + link->min_lag, due))
			cost += t->hard ? f->price.hard_late + f->price.hard_days : f->price.soft * t->weight;
	}
	return cost + tail_warning(f, q, end_day);
}

/* What ending on this day costs, against being unplaced. */
static int64_t
end_price(const struct finder *f, const struct query *q, int32_t day)
{
	int64_t cost = lateness_price(f, q->t, true, day, q->due_day) - q->constant;

	return q->has_tail ? cost + tail_price(f, q, day) : cost;
}

int64_t
finder_unplaced_price(const struct finder *f, int32_t task)
{
	return lateness_price(f, &f->state->g->tasks[task], false, 0, f->state->tasks[task].due_day);
}

int64_t
finder_end_price(const struct finder *f, int32_t task, int32_t day)
{
	const struct grid_task *t = &f->state->g->tasks[task];
	struct query q = {
		.task = task, .t = t, .due_day = f->state->tasks[task].due_day, .has_tail = t->n_succ > 0};

	return end_price(f, &q, day);
}

/* With a maximum lag, an early end may make those behind it late. */
static bool
has_max_lag(const struct grid *g, const struct grid_task *t)
{
	for (int32_t k = 0; k < t->n_succ; k++)
		if (g->succs[t->succ + k].max_lag >= 0)
			return true;
	return false;
}

/* The last day up to which nothing about the end costs more than on the first. */
static int32_t
calm_until(const struct finder *f, const struct query *q)
{
	const struct grid *g = f->state->g;
	int32_t day = q->due_day - (q->t->hard ? g->p->params.slackdays : 0);

	if (q->may_fall)
		return GRID_NEVER;
	day = q->t->tail_hard < day ? q->t->tail_hard : day;
	return q->t->tail_soft < day ? q->t->tail_soft : day;
}

/* Load and amounts of n slots on this day. */
static int64_t
day_price(const struct finder *f, const struct query *q, int32_t day, int32_t n)
{
	const struct state *s = f->state;
	const struct grid *g = s->g;
	int32_t at = q->t->cat * g->days + day;
	int64_t off = 0;

	for (int32_t k = g->rows_of.from[at]; k < g->rows_of.from[at + 1]; k++) {
		int32_t row = g->rows_of.index[k];

		off += state_row_value(g, row, s->row_min[row] + n * g->slot_min) -
		       state_row_value(g, row, s->row_min[row]);
	}
	return off * f->price.target + state_load(g, day, s->used[day] + grid_size(q->t, n)) -
	       state_load(g, day, s->used[day]);
}

/* Has the day any of the times in which the task is better done? */
static bool
likes_some(const struct grid *g, const struct grid_task *t, int32_t day)
{
	return g->pattern[t->like * g->days + day] != 0;
}

static int64_t
half_price(const struct finder *f, const struct query *q, int32_t day, int32_t half, int32_t n)
{
	const struct state *s = f->state;
	const struct sp_problem_params *k = &s->g->p->params;
	uint8_t pref = q->t->pref;
	size_t at = (size_t)(day * 2 + half);
	int64_t cost = 0;

	if (s->half_kinds[at] > 0 && s->half_n[at * (size_t)s->g->n_cats + (size_t)q->t->cat] == 0)
		cost += k->swtch;
	if ((pref == SP_HALF_MORNING && half == 1) || (pref == SP_HALF_AFTERNOON && half == 0))
		cost += (int64_t)k->pref * n;
	if (q->t->like >= 0 && !likes_some(s->g, q->t, day)) /* else each start has its own price */
		cost += (int64_t)k->pref * n;
	return cost;
}

struct run { /* feasible starts [first, last], which lie in one stretch of room */
	int32_t first, last;
	int32_t lead, size; /* of the block: what it takes up before its start, and in all */
};

/* The best start in a run; each costs `base`, and the gaps that it leaves. */
static void
try_run(const struct finder *f, int32_t day, const struct run *run, int64_t base, struct finder_start *best)
{
	const int32_t first = run->first - run->lead; /* of what is taken up */
	const int32_t last = run->last - run->lead;
	const int32_t size = run->size;
	const struct grid *g = f->state->g;
	const struct bits *room = &f->state->room[day];
	int32_t usable = g->frag_slots;
	int32_t from = bits_last_clear(room, first) + 1;
	int32_t to = bits_next_clear(room, g->words, last);
	const int32_t tries[] = {first, last, from + usable, to - size - usable};
	int64_t frag = g->p->params.frag;

	if (to - from < usable && state_touches(g, day, from, to))
		base -= frag;
	for (int32_t k = 0; k < 4; k++) {
		int32_t left = tries[k] - from;
		int32_t right = to - size - tries[k];
		int64_t cost = base;

		if (tries[k] < first || tries[k] > last)
			continue;
		cost += left > 0 && left < usable ? frag : 0;
		cost += right > 0 && right < usable ? frag : 0;
		if (cost < best->cost)
			*best = (struct finder_start){cost, tries[k] + run->lead};
		if (cost <= base)
			return;
	}
}

/* The same where each start has a price of its own: all are tried. */
static void
try_liked_run(const struct finder *f, const struct query *q, int32_t day, const struct run *run, int64_t base,
	      struct finder_start *best)
{
	const struct grid *g = f->state->g;
	const struct bits *room = &f->state->room[day];
	int32_t usable = g->frag_slots;
	int32_t from = bits_last_clear(room, run->first - run->lead) + 1;
	int32_t to = bits_next_clear(room, g->words, run->last - run->lead);
	int32_t n = run->size - grid_size(q->t, 0);
	int64_t frag = g->p->params.frag;

	if (to - from < usable && state_touches(g, day, from, to))
		base -= frag;
	for (int32_t start = run->first; start <= run->last; start++) {
		int32_t left = start - run->lead - from;
		int32_t right = to - run->size - (start - run->lead);
		int64_t cost = base + (int64_t)g->p->params.pref * grid_disliked_on(g, q->t, day, start, n);

		cost += left > 0 && left < usable ? frag : 0;
		cost += right > 0 && right < usable ? frag : 0;
		if (cost < best->cost)
			*best = (struct finder_start){cost, start};
	}
}

/* Takes out the starts that are too near to other chunks of the task. */
static void
keep_apart(const struct grid *g, const struct query *q, int32_t day, int32_t n, struct bits *starts)
{
	for (int32_t k = 0; k < q->n_own; k++) {
		struct block other = {q->own[k].start - day * g->slots_day - g->base, q->own[k].n};

		grid_keep_apart(q->t, starts, g->words, n, other);
	}
}

/* The best start of n slots on a day, of those that cost less than `best` does; `halves`: what every start in each costs. */
static void
search_day(const struct finder *f, const struct query *q, int32_t day, int32_t n, const int64_t halves[2],
	   struct finder_start *best)
{
	const struct state *s = f->state;
	const struct grid *g = s->g;
	int32_t size = grid_size(q->t, n);
	int64_t gain = size < g->frag_slots ? g->p->params.frag : 0;
	struct bits starts = finder_starts(s, q->task, &q->window, day, n);
	bool each;

	if (q->n_own > 0)
		keep_apart(g, q, day, n, &starts);
	each = q->t->like >= 0 && likes_some(g, q->t, day);
	for (int32_t i = bits_next(&starts, g->words, 0); i < g->words * 64;) {
		int32_t end = bits_next_clear(&starts, g->words, i);
		int32_t half = i >= g->half ? 1 : 0;
		int64_t cost;

		if (half == 0 && end > g->half)
			end = g->half;
		cost = halves[half];
		if (cost - gain < best->cost && each)
			try_liked_run(f, q, day, &(struct run){i, end - 1, q->t->lead, size}, cost, best);
		else if (cost - gain < best->cost)
			try_run(f, day, &(struct run){i, end - 1, q->t->lead, size}, cost, best);
		i = bits_next(&starts, g->words, end);
	}
}

/* What is the best start on this day, as it stands? Most days have stood so before: the answer is remembered. */
static struct finder_known
know_day(const struct finder *f, const struct query *q, int32_t day, int32_t n, const int64_t halves[2])
{
	uint64_t key =
		((f->state->day_stamp[day] ^ q->t->stamp) + (uint64_t)n) * UINT64_C(0x9e3779b97f4a7c15);
	struct finder_known *known = &f->known[key >> (64 - FINDER_KNOWN_BITS)];

	if (known->key != key) {
		struct finder_start best = {COST_NONE, -1};

		search_day(f, q, day, n, halves, &best);
		*known = (struct finder_known){key, best.bit < 0 ? 0 : (int32_t)best.cost, best.bit};
	}
	return *known;
}

/* Does the window leave the whole day open? */
static bool
is_whole_day(const struct grid *g, const struct window *w, int32_t day)
{
	int32_t first = day * g->slots_day + g->base;

	return w->from <= first && w->to >= first + g->words * 64;
}

/* What a block of `size` can save by filling a small gap: nothing on a day that has none. */
static int64_t
gap_gain(const struct finder *f, int32_t day, int32_t size)
{
	const struct state *s = f->state;
	bool has_gaps = !f->frugal || s->day_quality[day] > state_load(s->g, day, s->used[day]);

	return has_gaps && size < s->g->frag_slots ? s->g->p->params.frag : 0;
}

/* The best start of n slots on a day that costs less than `best` does; `base` is what every start costs. */
static void
try_day(struct finder *f, const struct query *q, int32_t day, int32_t n, int64_t base,
	struct finder_start *best)
{
	const struct state *s = f->state;
	const struct grid *g = s->g;
	int32_t size = grid_size(q->t, n);
	const int64_t halves[2] = {half_price(f, q, day, 0, n), half_price(f, q, day, 1, n)};

	if (base + (halves[0] < halves[1] ? halves[0] : halves[1]) - gap_gain(f, day, size) >= best->cost)
		return;
	if (s->day_room[day] < size || !finder_day_allows(s, q->task, day, n))
		return;
	if (g->n_budgets > 0 && !f->ignores_budgets &&
	    !finder_budgets_allow(s, q->task, day, q->whole_budget ? q->t->n : n))
		return;
	f->state->ticks++;
	if (f->known != NULL && q->n_own == 0 && is_whole_day(g, &q->window, day)) {
		struct finder_known known = know_day(f, q, day, n, halves);

		if (known.bit >= 0 && base + known.cost < best->cost)
			*best = (struct finder_start){base + known.cost, known.bit};
	} else {
		search_day(f, q, day, n, (const int64_t[2]){base + halves[0], base + halves[1]}, best);
	}
}

/* Some days are not looked at, so that the same question does not always get the same answer. */
static bool
is_blinked(struct finder *f, struct query *q, int32_t day)
{
	if (day < q->blink)
		return false;
	q->blink = day + 1 + (int32_t)sp_rand_below(f->rand, f->blink);
	return true;
}

/* --- the same for tasks in chunks --- */

int64_t
finder_query_end(const struct finder *f, const struct query *q, int32_t day)
{
	return end_price(f, q, day);
}

int64_t
finder_day_price(const struct finder *f, const struct query *q, int32_t day, int32_t n)
{
	return day_price(f, q, day, n);
}

void
finder_try_day(struct finder *f, const struct query *q, int32_t day, int32_t n, int64_t base,
	       struct finder_start *best)
{
	try_day(f, q, day, n, base, best);
}

bool
finder_is_blinked(struct finder *f, struct query *q, int32_t day)
{
	return is_blinked(f, q, day);
}

/* --- tasks in one block --- */

static bool
find_whole(struct finder *f, struct query *q)
{
	const struct grid *g = f->state->g;
	int32_t first = q->window.from / g->slots_day;
	int32_t last = (q->window.to - 1) / g->slots_day;
	int32_t size = grid_size(q->t, q->t->n);
	const int32_t *room = f->state->day_room;
	struct finder_start best = {COST_NONE, -1};
	int64_t most_gain = f->price.target * q->t->n * 4 + g->p->params.frag;
	int32_t best_day = -1;

	for (int32_t day = first; day <= last; day++) {
		int64_t before = best.cost;
		int64_t cost;

		if (room[day] < size || grid_longest(g, q->t->mask, day) < q->t->n)
			continue;
		cost = day <= q->calm_day ? q->calm_price : end_price(f, q, day);
		if (cost - most_gain >= best.cost) {
			if (q->may_fall)
				continue;
			break;
		}
		if (is_blinked(f, q, day))
			continue;
		cost += day_price(f, q, day, q->t->n);
		if (f->noise > 0)
			cost += sp_rand_below(f->rand, f->noise);
		if (q->t->n_prev > 0)
			cost += finder_move_price(f) * state_move_cost(q->t, day);
		try_day(f, q, day, q->t->n, cost, &best);
		if (best.cost < before)
			best_day = day;
	}
	if (best_day < 0)
		return false;
	f->cost = best.cost;
	f->n = 1;
	f->blocks[0] = (struct block){best_day * g->slots_day + g->base + best.bit, q->t->n};
	return true;
}

/* The place of the plan before costs no move: it is tried as it was, also where the table would not look. */
static bool
find_previous(struct finder *f, const struct query *q, bool found)
{
	struct state *s = f->state;
	const struct block *prev = &s->g->prevs[q->t->prev];
	int64_t before;
	int64_t cost;

	if (!finder_fits(s, q->task, prev, q->t->n_prev))
		return found;
	s->ticks++;
	before = finder_score(&f->price, &s->score);
	state_place(s, q->task, prev, q->t->n_prev);
	cost = finder_score(&f->price, &s->score) - before;
	state_remove(s, q->task);
	if (q->t->tail_hard < INT32_MAX || q->t->tail_soft < INT32_MAX) {
		int32_t end = prev[q->t->n_prev - 1].start + prev[q->t->n_prev - 1].n - 1;

		cost += tail_warning(f, q, end / s->g->slots_day);
	}
	if (found && cost > f->cost)
		return true;
	f->cost = cost;
	f->n = q->t->n_prev;
	for (int32_t k = 0; k < f->n; k++)
		f->blocks[k] = prev[k];
	return true;
}

bool
finder_find(struct finder *f, int32_t task)
{
	const struct grid *g = f->state->g;
	const struct grid_task *t = &g->tasks[task];
	const struct state_task *st = &f->state->tasks[task];
	struct query q = {.task = task, .t = t, .due_day = st->due_day, .has_tail = t->n_succ > 0};
	bool found = false;

	assert(st->n_blocks == 0 && !t->pinned);
	if (t->n == 0 || !finder_is_ready(f->state, task))
		return false;
	q.window = finder_window(f->state, task);
	q.constant = lateness_price(f, t, false, 0, q.due_day);
	if (t->n_prev > 0)
		q.constant += finder_move_price(f) * state_move_cost(t, GRID_NEVER);
	q.blink = f->blink > 0 ? q.window.from / g->slots_day + (int32_t)sp_rand_below(f->rand, f->blink)
			       : INT32_MAX;
	q.may_fall = has_max_lag(g, t);
	q.calm_day = calm_until(f, &q);
	q.calm_price = q.calm_day >= 0 ? end_price(f, &q, 0) : 0;
	if (q.window.from < q.window.to)
		found = t->hi != 0 ? finder_find_chunks(f, &q) : find_whole(f, &q);
	if (found && t->hi != 0 && g->n_budgets > 0 && !budgets_allow_all(f->state, task, f->blocks, f->n)) {
		q.whole_budget = true;
		found = finder_find_chunks(f, &q);
	}
	if (t->n_prev > 0)
		found = find_previous(f, &q, found);
	return found;
}

static bool
best_on(struct finder *f, const struct query *q, int32_t day, int32_t n, int32_t *ret_start)
{
	const struct grid *g = f->state->g;
	struct finder_start best = {COST_NONE, -1};

	if (grid_longest(g, q->t->mask, day) >= n)
		try_day(f, q, day, n, 0, &best);
	if (best.bit < 0)
		return false;
	*ret_start = day * g->slots_day + g->base + best.bit;
	return true;
}

bool
finder_best_on(struct finder *f, int32_t task, const struct window *window, int32_t day, int32_t n,
	       int32_t *ret_start)
{
	const struct query q = {.task = task, .t = &f->state->g->tasks[task], .window = *window};

	return best_on(f, &q, day, n, ret_start);
}

bool
finder_best_beside(struct finder *f, int32_t task, const struct window *window, int32_t day,
		   struct block *chunk, struct chunks others)
{
	const struct grid *g = f->state->g;
	struct query q = {.task = task, .t = &g->tasks[task], .window = *window};
	bool found = false;

	for (; others.n > 0 && others.blocks[0].start / g->slots_day < day; others.n--)
		others.blocks++;
	while (q.n_own < others.n && others.blocks[q.n_own].start / g->slots_day == day)
		q.n_own++;
	q.own = others.blocks;
	for (int32_t k = 0; k < q.n_own; k++)
		state_lay(f->state, task, &q.own[k], 1);
	if (q.n_own < q.t->per_day)
		found = best_on(f, &q, day, chunk->n, &chunk->start);
	for (int32_t k = 0; k < q.n_own; k++)
		state_lay(f->state, task, &q.own[k], -1);
	return found;
}
