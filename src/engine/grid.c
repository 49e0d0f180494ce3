/*
 * Compiles a validated problem into a grid. The order in which rows stand in the problem is forgotten here: spans
 * become sets, links and previous blocks are sorted.
 */
#include "grid.h"

#include <assert.h>
#include <string.h>

enum { DAY_MIN = 1440 };

static size_t
range_days(const struct sp_problem_range *range)
{
	return (size_t)(range->last_day - range->first_day + 1);
}

static bool
is_split(const struct sp_problem_task *t)
{
	return t->chunk_max != 0 && t->chunk_min < t->length_min;
}

static int32_t
chunk_step_min(const struct sp_problem *p)
{
	return p->slot_min < 15 ? 15 : p->slot_min;
}

static int32_t
chunk_low_min(const struct sp_problem *p, const struct sp_problem_task *t)
{
	int32_t step = chunk_step_min(p);
	int32_t low = (t->chunk_min + step - 1) / step * step;

	return low < step ? step : low;
}

static int32_t
per_day(const struct sp_problem_task *t)
{
	return t->day_chunks > 1 ? t->day_chunks : 1;
}

/* The most blocks that a task that is not pinned can have. */
static int32_t
most_blocks(const struct sp_problem *p, const struct sp_problem_task *t)
{
	int32_t n = is_split(t) ? t->length_min / chunk_low_min(p, t) : 1;

	return n > p->days * per_day(t) ? p->days * per_day(t) : n < 1 ? 1 : n;
}

void
grid_lay_out(struct grid *g, const struct sp_problem *p, struct cutter *c)
{
	size_t days = (size_t)p->days;
	size_t rows_days = 0;
	size_t budget_days = 0;
	size_t blocks = p->n_pins;

	*g = (struct grid){.p = p, .days = p->days, .slot_min = p->slot_min, .max_units = 1, .most_day = 1};
	for (size_t i = 0; i < p->n_wmins; i++)
		rows_days += range_days(&p->wmins[i].range);
	for (size_t i = 0; i < p->n_targets; i++)
		rows_days += range_days(&p->targets[i].range);
	for (size_t i = 0; i < p->n_budgets; i++)
		budget_days += range_days(&p->budgets[i].range);
	for (size_t i = 0; i < p->n_tasks; i++) {
		int32_t units = p->tasks[i].length_min / chunk_step_min(p);

		blocks += (size_t)most_blocks(p, &p->tasks[i]);
		if (is_split(&p->tasks[i]) && units > g->max_units && units <= GRID_MAX_UNITS)
			g->max_units = units;
		if (is_split(&p->tasks[i]) && per_day(&p->tasks[i]) > g->most_day)
			g->most_day = per_day(&p->tasks[i]);
	}
	g->n_tasks = (int32_t)p->n_tasks;
	g->n_cats = (int32_t)p->n_cats;
	g->n_rows = (int32_t)(p->n_wmins + p->n_targets);
	g->n_budgets = (int32_t)p->n_budgets;
	g->n_blocks = (int32_t)blocks;
	g->is_free = cutter_take(c, days, sizeof *g->is_free);
	g->load1 = cutter_take(c, days, sizeof *g->load1);
	g->load2 = cutter_take(c, days, sizeof *g->load2);
	g->patterns = cutter_take(c, p->n_mask_spans + 1, sizeof *g->patterns);
	g->pattern = cutter_take(c, days * (size_t)p->n_masks, sizeof *g->pattern);
	g->longest = cutter_take(c, days * (size_t)p->n_masks, sizeof *g->longest);
	g->tasks = cutter_take(c, p->n_tasks, sizeof *g->tasks);
	g->order = cutter_take(c, p->n_tasks, sizeof *g->order);
	g->preds = cutter_take(c, p->n_precs, sizeof *g->preds);
	g->succs = cutter_take(c, p->n_precs, sizeof *g->succs);
	g->prevs = cutter_take(c, p->n_prevs, sizeof *g->prevs);
	g->rows = cutter_take(c, (size_t)g->n_rows, sizeof *g->rows);
	g->rows_of.from = cutter_take(c, days * p->n_cats + 1, sizeof(int32_t));
	g->rows_of.index = cutter_take(c, rows_days, sizeof(int32_t));
	g->budgets_of.from = cutter_take(c, days + 1, sizeof(int32_t));
	g->budgets_of.index = cutter_take(c, budget_days, sizeof(int32_t));
	g->bays = cutter_take(c, p->n_frees + days, sizeof *g->bays);
	g->bay_from = cutter_take(c, days + 1, sizeof *g->bay_from);
	g->work = cutter_take(c, p->n_tasks, sizeof *g->work);
}

static int32_t
up(int32_t minute, int32_t slot_min)
{
	return (minute + slot_min - 1) / slot_min;
}

static void
find_base(struct grid *g)
{
	int32_t first = g->slots_day;
	int32_t last = 0;

	for (size_t i = 0; i < g->p->n_frees; i++) {
		int32_t from = up(g->p->frees[i].from_min, g->slot_min);
		int32_t to = g->p->frees[i].to_min / g->slot_min;

		if (from >= to)
			continue;
		first = from < first ? from : first;
		last = to > last ? to : last;
	}
	if (first >= last)
		last = first = 0;
	/* One bit more than is ever free, so that every free stretch is followed by a clear bit. */
	g->base = first;
	g->words = (last - first) / 64 + 1;
	g->half = g->p->half_min / g->slot_min - g->base;
	assert(g->words <= BITS_WORDS);
}

static void
build_free(struct grid *g)
{
	memset(g->is_free, 0, (size_t)g->days * sizeof *g->is_free);
	for (size_t i = 0; i < g->p->n_frees; i++) {
		const struct sp_problem_span *s = &g->p->frees[i];

		bits_set_range(&g->is_free[s->day], g->words, up(s->from_min, g->slot_min) - g->base,
			       s->to_min / g->slot_min - g->base);
	}
	for (int32_t d = 0; d < g->days; d++) {
		int64_t capacity = bits_count(&g->is_free[d], g->words);

		g->load1[d] = (int32_t)(capacity * g->p->params.load1pm / 1000);
		g->load2[d] = (int32_t)(capacity * g->p->params.load2pm / 1000);
	}
}

/* A free stretch across the boundary of the half-days is two bays. */
static void
build_bays(struct grid *g)
{
	int32_t n = 0;

	for (int32_t d = 0; d < g->days; d++) {
		const struct bits *is_free = &g->is_free[d];

		g->bay_from[d] = n;
		for (int32_t i = bits_next(is_free, g->words, 0); i < g->words * 64;) {
			int32_t end = bits_next_clear(is_free, g->words, i);
			int32_t half = i >= g->half ? 1 : 0;

			if (half == 0 && end > g->half)
				end = g->half;
			g->bays[n++] = (struct grid_bay){d, half, i, end};
			i = bits_next(is_free, g->words, end);
		}
	}
	g->bay_from[g->days] = n;
	assert((size_t)n <= g->p->n_frees + (size_t)g->days);
}

/* One pattern for each mask and day that has spans; pattern 0 is empty. */
static void
build_masks(struct grid *g)
{
	const struct sp_problem *p = g->p;
	size_t n = (size_t)g->days * (size_t)p->n_masks;
	int32_t built = 1;

	memset(g->pattern, 0, n * sizeof *g->pattern);
	memset(g->patterns, 0, (p->n_mask_spans + 1) * sizeof *g->patterns);
	for (size_t i = 0; i < p->n_mask_spans; i++) {
		const struct sp_problem_span *s = &p->mask_spans[i].span;
		int32_t *at = &g->pattern[p->mask_spans[i].mask * g->days + s->day];

		if (*at == 0)
			*at = built++;
		bits_set_range(&g->patterns[*at], g->words, up(s->from_min, g->slot_min) - g->base,
			       s->to_min / g->slot_min - g->base);
	}
	for (size_t i = 0; i < n; i++) {
		struct bits both = g->is_free[i % (size_t)g->days];

		bits_and(&both, &g->patterns[g->pattern[i]], g->words);
		g->longest[i] = (int16_t)bits_longest(&both, g->words);
	}
}

int32_t
grid_disliked(const struct grid *g, const struct grid_task *t, int32_t start, int32_t n)
{
	int32_t day = start / g->slots_day;
	int32_t bit = start % g->slots_day - g->base;
	int32_t disliked = 0;

	if (bit >= 0 && bit + n < g->words * 64)
		return grid_disliked_on(g, t, day, bit, n);
	/* A pin outside the hours of the grid: slot by slot. */
	for (int32_t k = start % g->slots_day; k < start % g->slots_day + n; k++) {
		bool is_in = false;

		for (size_t i = 0; i < g->p->n_mask_spans && !is_in; i++) {
			const struct sp_problem_mask_span *m = &g->p->mask_spans[i];

			is_in = m->mask == t->like && m->span.day == day &&
				k >= up(m->span.from_min, g->slot_min) && k < m->span.to_min / g->slot_min;
		}
		disliked += !is_in;
	}
	return disliked;
}

static void
build_task(struct grid *g, int32_t i)
{
	const struct sp_problem *p = g->p;
	const struct sp_problem_task *s = &p->tasks[i];
	struct grid_task *t = &g->tasks[i];
	int32_t soonest = p->now + s->before_min;
	int32_t release = s->release > soonest ? s->release : soonest;
	int32_t step = chunk_step_min(p);

	*t = (struct grid_task){.cat = s->cat,
				.mask = s->mask,
				.lead = s->before_min / g->slot_min,
				.buffer = s->buffer_min / g->slot_min,
				.per_day = (int16_t)(is_split(s) ? per_day(s) : 1),
				.gap = (int16_t)(step / g->slot_min),
				.release = release > 0 ? up(release, g->slot_min) : 0,
				.last = s->last != 0 && s->last / DAY_MIN < g->days ? s->last / g->slot_min
										    : g->days * g->slots_day,
				.due_day = s->due / DAY_MIN - 1,
				.weight = s->weight,
				.hard = s->hard,
				.pref = (uint8_t)(s->like > 0 ? SP_HALF_NONE : p->cats[s->cat].pref),
				.like = s->like - 1,
				.tail_hard = INT32_MAX,
				.tail_soft = INT32_MAX,
				.extra = s->extra,
				.core = s->hard || s->first};
	t->stamp = grid_stamp(((uint64_t)s->like << 52 | (uint64_t)t->cat << 42 | (uint64_t)t->mask << 21 |
			       (uint64_t)t->lead << 10 | (uint64_t)t->buffer) +
			      1);
	if (s->length_min % g->slot_min == 0)
		t->n = s->length_min / g->slot_min;
	if (!is_split(s))
		return;
	t->lo = chunk_low_min(p, s) / g->slot_min;
	t->hi = s->chunk_max / step * step / g->slot_min;
	t->step = step / g->slot_min;
	if (t->hi > t->n)
		t->hi = t->n;
	if (s->length_min % step != 0 || t->hi < t->lo || s->length_min / step > GRID_MAX_UNITS)
		t->n = 0;
	if (t->hi == 0)
		t->hi = t->lo;
}

static void
build_tasks(struct grid *g)
{
	int32_t at = 0;

	g->most_lead = 0;
	for (int32_t i = 0; i < g->n_tasks; i++) {
		build_task(g, i);
		g->most_lead = g->tasks[i].lead > g->most_lead ? g->tasks[i].lead : g->most_lead;
	}
	for (size_t i = 0; i < g->p->n_pins; i++) {
		g->tasks[g->p->pins[i].task].pinned = true;
		g->tasks[g->p->pins[i].task].max_blocks++;
	}
	for (int32_t i = 0; i < g->n_tasks; i++) {
		g->tasks[i].block = at;
		if (!g->tasks[i].pinned)
			g->tasks[i].max_blocks = most_blocks(g->p, &g->p->tasks[i]);
		at += g->tasks[i].max_blocks;
	}
	assert(at <= g->n_blocks);
}

static bool
link_before(const struct grid_link *a, const struct grid_link *b)
{
	if (a->task != b->task)
		return a->task < b->task;
	return a->min_lag != b->min_lag ? a->min_lag < b->min_lag : a->max_lag < b->max_lag;
}

static void
insert_link(struct grid_link *list, int32_t n, struct grid_link link)
{
	while (n > 0 && link_before(&link, &list[n - 1])) {
		list[n] = list[n - 1];
		n--;
	}
	list[n] = link;
}

static void
build_links(struct grid *g)
{
	const struct sp_problem *p = g->p;
	int32_t pred = 0;
	int32_t succ = 0;

	for (size_t i = 0; i < p->n_precs; i++) {
		g->tasks[p->precs[i].after].n_pred++;
		g->tasks[p->precs[i].before].n_succ++;
	}
	for (int32_t i = 0; i < g->n_tasks; i++) {
		struct grid_task *t = &g->tasks[i];

		t->pred = pred;
		t->succ = succ;
		pred += t->n_pred;
		succ += t->n_succ;
		t->n_pred = t->n_succ = 0;
	}
	for (size_t i = 0; i < p->n_precs; i++) {
		const struct sp_problem_prec *e = &p->precs[i];
		struct grid_task *before = &g->tasks[e->before];
		struct grid_task *after = &g->tasks[e->after];

		insert_link(&g->preds[after->pred], after->n_pred++,
			    (struct grid_link){e->before, e->min_lag_day, e->max_lag_day});
		insert_link(&g->succs[before->succ], before->n_succ++,
			    (struct grid_link){e->after, e->min_lag_day, e->max_lag_day});
	}
}

static void
build_order(struct grid *g)
{
	int32_t n = 0;

	for (int32_t i = 0; i < g->n_tasks; i++) {
		g->work[i] = g->tasks[i].n_pred;
		if (g->work[i] == 0)
			g->order[n++] = i;
	}
	for (int32_t done = 0; done < n; done++) {
		const struct grid_task *t = &g->tasks[g->order[done]];

		for (int32_t k = 0; k < t->n_succ; k++)
			if (--g->work[g->succs[t->succ + k].task] == 0)
				g->order[n++] = g->succs[t->succ + k].task;
	}
	assert(n == g->n_tasks);
}

static void
build_prevs(struct grid *g)
{
	const struct sp_problem *p = g->p;
	int32_t at = 0;
	int32_t today = p->now >= 0 ? p->now / DAY_MIN : -1;

	for (size_t i = 0; i < p->n_prevs; i++)
		g->tasks[p->prevs[i].task].n_prev++;
	for (int32_t i = 0; i < g->n_tasks; i++) {
		g->tasks[i].prev = at;
		at += g->tasks[i].n_prev;
		g->tasks[i].n_prev = 0;
	}
	for (size_t i = 0; i < p->n_prevs; i++) {
		const struct sp_placed *x = &p->prevs[i];
		struct grid_task *t = &g->tasks[x->task];
		bool on_grid = x->start % g->slot_min == 0 && x->length_min % g->slot_min == 0;
		struct block b = {x->start / g->slot_min, on_grid ? x->length_min / g->slot_min : 0};
		struct block *list = &g->prevs[t->prev];
		int32_t n = t->n_prev++;
		int32_t day = x->start / DAY_MIN;
		int32_t ahead;

		for (; n > 0 &&
		       (list[n - 1].start > b.start || (list[n - 1].start == b.start && list[n - 1].n > b.n));
		     n--)
			list[n] = list[n - 1];
		list[n] = b;
		t->prev_day = t->n_prev == 1 || day < t->prev_day ? day : t->prev_day;
		ahead = t->prev_day - today;
		t->near = ahead <= 1 ? 8 : ahead <= 6 ? 4 : ahead <= 13 ? 2 : 1;
	}
	for (int32_t i = 0; i < g->n_tasks; i++)
		if (g->tasks[i].pinned)
			g->tasks[i].n_prev = 0;
}

/* Fills list.index from (list, item) pairs that were counted in list.from before. */
static void
close_list(int32_t *from, size_t n)
{
	int32_t sum = 0;

	for (size_t i = 0; i <= n; i++) {
		int32_t count = from[i];

		from[i] = sum;
		sum += count;
	}
}

static void
build_rows(struct grid *g)
{
	const struct sp_problem *p = g->p;
	size_t n_lists = (size_t)g->days * p->n_cats;
	int32_t *from = g->rows_of.from;

	memset(from, 0, (n_lists + 1) * sizeof *from);
	for (int pass = 0; pass < 2; pass++) {
		for (int32_t r = 0; r < g->n_rows; r++) {
			bool is_min = (size_t)r < p->n_wmins;
			const struct sp_problem_wmin *w = &p->wmins[is_min ? r : 0];
			const struct sp_problem_target *t = &p->targets[is_min ? 0 : (size_t)r - p->n_wmins];
			const struct sp_problem_range *range = is_min ? &w->range : &t->range;
			int32_t cat = is_min ? w->cat : t->cat;

			g->rows[r].low = is_min ? w->min : t->target_min - t->band_min;
			g->rows[r].high = is_min ? INT32_MAX : t->target_min + t->band_min;
			for (int32_t d = range->first_day; d <= range->last_day; d++) {
				int32_t *at = &from[cat * g->days + d];

				if (pass == 1)
					g->rows_of.index[*at] = r;
				(*at)++;
			}
		}
		if (pass == 0)
			close_list(from, n_lists);
	}
	memmove(from + 1, from, n_lists * sizeof *from);
	from[0] = 0;
}

static void
build_budgets(struct grid *g)
{
	int32_t *from = g->budgets_of.from;
	size_t days = (size_t)g->days;

	memset(from, 0, (days + 1) * sizeof *from);
	for (int pass = 0; pass < 2; pass++) {
		for (int32_t i = 0; i < g->n_budgets; i++) {
			const struct sp_problem_range *range = &g->p->budgets[i].range;

			for (int32_t d = range->first_day; d <= range->last_day; d++) {
				if (pass == 1)
					g->budgets_of.index[from[d]] = i;
				from[d]++;
			}
		}
		if (pass == 0)
			close_list(from, days);
	}
	memmove(from + 1, from, days * sizeof *from);
	from[0] = 0;
}

int32_t
grid_day_most(const struct grid *g, const struct grid_task *t, int32_t day, const struct bits *room)
{
	struct bits both = *room;
	int32_t most;

	bits_and(&both, grid_mask(g, t->mask, day), g->words);
	most = t->per_day > 1 ? bits_count(&both, g->words) : bits_longest(&both, g->words);
	return most < t->per_day * t->hi ? most : t->per_day * t->hi;
}

/* The last day at or before `day` on which the task alone could stand (holidays count as no such day). */
static int32_t
snap_day(const struct grid *g, const struct grid_task *t, int32_t day)
{
	int32_t need = t->hi != 0 ? t->lo : t->n;

	if (day >= g->days)
		day = g->days - 1;
	while (day >= 0 && grid_longest(g, t->mask, day) < need)
		day--;
	return day;
}

/* The first day on which the task could end if it began on this one and were alone. */
static int32_t
first_end(const struct grid *g, const struct grid_task *t, int32_t day)
{
	int32_t left = t->n;

	if (t->n == 0)
		return g->days;
	for (; day * g->slots_day < t->last; day++) {
		int32_t room = grid_longest(g, t->mask, day);

		if (t->hi == 0)
			left = room >= t->n ? 0 : left;
		else if (room >= t->lo)
			left -= t->per_day > 1 ? grid_day_most(g, t, day, &g->is_free[day])
				: room < t->hi ? room
					       : t->hi;
		if (left <= 0)
			return day;
	}
	return g->days;
}

/* Forward pass: what is due within a holiday and released in it is late in every plan, and no search need ask why. */
static void
build_heads(struct grid *g)
{
	for (int32_t i = 0; i < g->n_tasks; i++)
		g->tasks[i].head = 0;
	for (size_t i = 0; i < g->p->n_pins; i++) {
		const struct sp_placed *pin = &g->p->pins[i];
		int32_t day = (pin->start + pin->length_min - 1) / DAY_MIN;

		if (day > g->tasks[pin->task].head)
			g->tasks[pin->task].head = day;
	}
	for (int32_t k = 0; k < g->n_tasks; k++) {
		struct grid_task *t = &g->tasks[g->order[k]];
		int32_t from = t->release / g->slots_day;

		if (t->pinned)
			continue;
		for (int32_t l = 0; l < t->n_pred; l++) {
			const struct grid_link *link = &g->preds[t->pred + l];
			int32_t after = g->tasks[link->task].head + link->min_lag;

			from = after > from ? after : from;
		}
		t->head = first_end(g, t, from);
	}
}

/*
 * Backward pass: by when must a task end so that those behind it can still be on time? A meeting due on the Friday
 * whose papers go out 14 days before makes the papers due a fortnight earlier, and on a day on which they fit.
 */
static void
build_tails(struct grid *g)
{
	for (int32_t k = g->n_tasks - 1; k >= 0; k--) {
		struct grid_task *t = &g->tasks[g->order[k]];

		for (int32_t e = 0; e < t->n_succ; e++) {
			const struct grid_link *link = &g->succs[t->succ + e];
			const struct grid_task *s = &g->tasks[link->task];
			int32_t own = s->pinned ? s->due_day : snap_day(g, s, s->due_day);
			int32_t hard = s->hard ? own : INT32_MAX;
			int32_t soft = s->hard ? INT32_MAX : own;

			if (s->pinned)
				continue;
			hard = s->tail_hard < hard ? s->tail_hard : hard;
			soft = s->tail_soft < soft ? s->tail_soft : soft;
			if (hard != INT32_MAX)
				hard = snap_day(g, t, hard - link->min_lag);
			if (soft != INT32_MAX)
				soft = snap_day(g, t, soft - link->min_lag);
			t->tail_hard = hard < t->tail_hard ? hard : t->tail_hard;
			t->tail_soft = soft < t->tail_soft ? soft : t->tail_soft;
			t->tail_weight += (s->hard ? 0 : s->weight) + s->tail_weight;
			t->core = t->core || s->core;
		}
	}
}

void
grid_build(struct grid *g)
{
	assert(g->p != NULL && g->slot_min > 0);
	g->slots_day = DAY_MIN / g->slot_min;
	g->inverse = (UINT64_C(1) << 40) / (uint64_t)g->slot_min + 1;
	g->frag_slots = g->p->params.fragmin / g->slot_min;
	find_base(g);
	build_free(g);
	build_bays(g);
	build_masks(g);
	build_tasks(g);
	build_links(g);
	build_order(g);
	build_prevs(g);
	build_rows(g);
	build_budgets(g);
	build_heads(g);
	build_tails(g);
}
