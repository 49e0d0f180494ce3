/*
 * Preemptive earliest due date (Horn 1974): if work could be cut at will, then day by day the work that is due first is the
 * right work to do, and what is done in all is the most that any plan can do. Days have the free hours that pins
 * leave; a task has the days from the first to the last on which its hours and its length fit, after what it
 * waits for. Once over all tasks, and once for each set of allowed times with its own hours: the smaller sum holds.
 *
 * Time that is to be left free (budgets) is a third view. There each range of days with a budget is one long day: soft work
 * fills it to the budget, hard work may go on to the free hours. Let B be the budget of a range, h the hard work that a plan
 * has in it: it holds at most max(B, h) in all. Without the part h - B of its ranges the plan keeps to B everywhere, which
 * earliest due date over ranges bounds; and h - B is at most h (1 - B/hours), so the sum of these parts is bounded by
 * giving all hard work to the ranges in which that share is largest.
 *	Example: a week of 15 hours with 20 % reserve, 5 hours of hard work in all: at most 12 h and 1 h of the hard work.
 */
#include "senplan/engine/bound.h"

#include "desk.h"

#include <assert.h>
#include <string.h>

enum { ALL_MASKS = -1 };

struct job {	     /* a task as the relaxation sees it */
	int32_t n;   /* slots, 0: it cannot stand in time at all */
	int32_t end; /* absolute slot at which it would end if all the time were its own and its chain's */
	int32_t from, to; /* days, both included */
	int32_t mask;
	bool hard;
};

struct relaxation {
	struct desk *desk;
	struct job *jobs;  /* by task */
	int32_t *capacity; /* by day: slots */
	int32_t *by_from;  /* tasks by first day */
	int32_t *bucket;   /* by day, for sorting */
	int32_t *heap;	   /* of tasks, the first due on top */
	int32_t *left;	   /* by task: slots to be done */
	int32_t *order;	   /* tasks by length, the longest first */
	int32_t *range_of; /* by day: its range, counted from the first day on */
	struct range *ranges;
	int32_t n_ranges;
};

struct range {		 /* days with one budget, or a day without */
	int32_t budget;	 /* of soft work, in slots: at most the free hours */
	int32_t free;	 /* free hours in slots */
	int32_t excess;	 /* hard work could use this more than the budget */
	int32_t per_mil; /* the part of hard work that could be on top of the budget, rounded up */
};

struct filter { /* which tasks */
	int32_t mask;
	bool hard_only;
};

static size_t
lay_out(struct relaxation *r, const struct sp_problem *p, unsigned char *memory)
{
	struct cutter c = {.memory = memory};
	void *desk = cutter_take(&c, 1, desk_size(p));

	r->desk = desk;
	r->jobs = cutter_take(&c, p->n_tasks, sizeof *r->jobs);
	r->capacity = cutter_take(&c, (size_t)p->days, sizeof *r->capacity);
	r->by_from = cutter_take(&c, p->n_tasks, sizeof *r->by_from);
	r->bucket = cutter_take(&c, (size_t)p->days + 1, sizeof *r->bucket);
	r->heap = cutter_take(&c, p->n_tasks, sizeof *r->heap);
	r->left = cutter_take(&c, p->n_tasks, sizeof *r->left);
	r->order = cutter_take(&c, p->n_tasks, sizeof *r->order);
	r->range_of = cutter_take(&c, (size_t)p->days, sizeof *r->range_of);
	r->ranges = cutter_take(&c, (size_t)p->days, sizeof *r->ranges);
	return c.used;
}

size_t
sp_bound_size(const struct sp_problem *problem)
{
	struct relaxation r;

	return lay_out(&r, problem, NULL) + 64;
}

/* The longest stretch that is allowed, free and not pinned on a day. */
static int32_t
longest_on(const struct desk *d, int32_t mask, int32_t day)
{
	struct bits both = d->state.room[day];

	if (grid_longest(&d->grid, mask, day) == 0)
		return 0;
	bits_and(&both, grid_mask(&d->grid, mask, day), d->grid.words);
	return bits_longest(&both, d->grid.words);
}

/* The first slot at which the task may start: its release, or what it waits for at its earliest; GRID_NEVER: none. */
static int32_t
first_slot(const struct relaxation *r, int32_t task)
{
	const struct grid *g = &r->desk->grid;
	const struct grid_task *t = &g->tasks[task];
	int32_t first = t->release;

	for (int32_t k = 0; k < t->n_pred; k++) {
		const struct grid_link *link = &g->preds[t->pred + k];
		const struct job *before = &r->jobs[link->task];
		int32_t end = before->end, from;

		if (g->tasks[link->task].pinned)
			end = r->desk->state.tasks[link->task].last;
		else if (before->n == 0)
			return GRID_NEVER;
		from = link->min_lag == 0 ? end : ((end - 1) / g->slots_day + link->min_lag) * g->slots_day;
		first = from > first ? from : first;
	}
	return first;
}

/* What is allowed, free and not pinned on a day, from the absolute slot `first` on. */
static struct bits
room_on(const struct relaxation *r, int32_t mask, int32_t day, int32_t first)
{
	const struct grid *g = &r->desk->grid;
	struct bits room = r->desk->state.room[day];

	bits_and(&room, grid_mask(g, mask, day), g->words);
	bits_clear_range(&room, g->words, 0, first - day * g->slots_day - g->base);
	return room;
}

/*
 * The earliest end of the task, alone, not before `first`: of one in a single block, the end of the first stretch that it
 * fits into; of one that is split, each day takes as much in one piece as it can, or in several as if nothing lay between.
 *	Example: papers of 90 minutes in pieces of at most an hour end on the second day, and what waits for them begins
 *	then. Counting only the first day of each step takes a chain of four for possible that is not.
 */
static int32_t
earliest_end(const struct relaxation *r, const struct grid_task *t, int32_t first)
{
	const struct grid *g = &r->desk->grid;
	int32_t left = t->n;

	for (int32_t day = first / g->slots_day; day < g->days; day++) {
		int32_t need = left < t->lo ? t->lo : left;
		struct bits room;
		int32_t longest;

		if (grid_longest(g, t->mask, day) < (t->hi == 0 ? need : t->lo))
			continue;
		room = room_on(r, t->mask, day, first);
		longest = bits_longest(&room, g->words);
		if (t->per_day > 1 && longest >= t->lo) {
			int32_t most = grid_day_most(g, t, day, &room);

			if (most >= left)
				return day * g->slots_day + g->base + bits_nth(&room, g->words, left) + 1;
			left -= most;
			continue;
		}
		if (longest >= need && (t->hi == 0 || need <= t->hi)) {
			bits_erode(&room, g->words, need);
			return day * g->slots_day + g->base + bits_next(&room, g->words, 0) + need;
		}
		if (t->hi != 0 && longest >= t->lo)
			left -= longest < t->hi ? longest : t->hi;
	}
	return GRID_NEVER;
}

/* The jobs with all days to stand on, so that a chain is as early as it could be. Predecessors come first. */
static void
find_jobs(struct relaxation *r)
{
	const struct grid *g = &r->desk->grid;

	for (int32_t k = 0; k < g->n_tasks; k++) {
		int32_t i = g->order[k];
		const struct grid_task *t = &g->tasks[i];
		int32_t need = t->hi != 0 ? t->lo : t->n;
		struct job *j = &r->jobs[i];
		int32_t first;

		*j = (struct job){.mask = t->mask, .hard = t->hard};
		if (t->pinned || t->n == 0)
			continue;
		first = first_slot(r, i);
		j->from = first == GRID_NEVER ? g->days : first / g->slots_day;
		j->end = j->from < g->days ? earliest_end(r, t, first) : GRID_NEVER;
		while (j->from < g->days && longest_on(r->desk, t->mask, j->from) < need)
			j->from++;
		j->to = g->days - 1;
		while (j->to > j->from && longest_on(r->desk, t->mask, j->to) < need)
			j->to--;
		j->n = j->from < g->days && j->end != GRID_NEVER ? t->n : 0;
	}
}

/* … and by their due dates. */
static void
cut_at_due(struct relaxation *r)
{
	const struct grid *g = &r->desk->grid;

	for (int32_t i = 0; i < g->n_tasks; i++) {
		const struct grid_task *t = &g->tasks[i];
		int32_t need = t->hi != 0 ? t->lo : t->n;
		struct job *j = &r->jobs[i];

		if (j->n == 0)
			continue;
		j->to = t->due_day < j->to ? t->due_day : j->to;
		while (j->to >= j->from && longest_on(r->desk, t->mask, j->to) < need)
			j->to--;
		j->n = j->to >= j->from && (j->end - 1) / g->slots_day <= t->due_day ? j->n : 0;
	}
}

static void
sort_by_from(struct relaxation *r)
{
	const struct grid *g = &r->desk->grid;
	int32_t sum = 0;

	memset(r->bucket, 0, ((size_t)g->days + 1) * sizeof *r->bucket);
	for (int32_t i = 0; i < g->n_tasks; i++)
		if (r->jobs[i].n > 0)
			r->bucket[r->jobs[i].from]++;
	for (int32_t d = 0; d <= g->days; d++) {
		int32_t n = r->bucket[d];

		r->bucket[d] = sum;
		sum += n;
	}
	for (int32_t i = 0; i < g->n_tasks; i++)
		if (r->jobs[i].n > 0)
			r->by_from[r->bucket[r->jobs[i].from]++] = i;
	/* Now bucket[d] is where the jobs of day d end. */
}

static void
heap_push(struct relaxation *r, int32_t n, int32_t task)
{
	int32_t at = n;

	for (; at > 0 && r->jobs[r->heap[(at - 1) / 2]].to > r->jobs[task].to; at = (at - 1) / 2)
		r->heap[at] = r->heap[(at - 1) / 2];
	r->heap[at] = task;
}

/* Takes the top off a heap of n. */
static void
heap_pop(struct relaxation *r, int32_t n)
{
	int32_t last = r->heap[n - 1];
	int32_t at = 0;

	for (int32_t child; (child = 2 * at + 1) < n - 1; at = child) {
		if (child + 1 < n - 1 && r->jobs[r->heap[child + 1]].to < r->jobs[r->heap[child]].to)
			child++;
		if (r->jobs[last].to <= r->jobs[r->heap[child]].to)
			break;
		r->heap[at] = r->heap[child];
	}
	r->heap[at] = last;
}

static void
find_capacity(struct relaxation *r, int32_t mask)
{
	const struct grid *g = &r->desk->grid;

	for (int32_t d = 0; d < g->days; d++) {
		struct bits room = r->desk->state.room[d];

		if (mask != ALL_MASKS)
			bits_and(&room, grid_mask(g, mask, d), g->words);
		r->capacity[d] = bits_count(&room, g->words);
	}
}

/* The most slots of the chosen jobs that can be done. */
static int64_t
most_done(struct relaxation *r, struct filter filter)
{
	const struct grid *g = &r->desk->grid;
	int64_t done = 0;
	int32_t at = 0;
	int32_t n = 0;

	find_capacity(r, filter.mask);
	for (int32_t d = 0; d < g->days; d++) {
		int32_t capacity = r->capacity[d];

		for (; at < r->bucket[d]; at++) {
			int32_t task = r->by_from[at];
			const struct job *j = &r->jobs[task];

			if ((filter.mask != ALL_MASKS && j->mask != filter.mask) ||
			    (filter.hard_only && !j->hard))
				continue;
			r->left[task] = j->n;
			heap_push(r, n++, task);
		}
		while (n > 0 && (capacity > 0 || r->jobs[r->heap[0]].to < d)) {
			int32_t task = r->heap[0];
			int32_t part = r->jobs[task].to < d	  ? 0
				       : r->left[task] < capacity ? r->left[task]
								  : capacity;

			done += part;
			capacity -= part;
			r->left[task] -= part;
			if (r->left[task] == 0 || r->jobs[task].to < d)
				heap_pop(r, n--);
		}
	}
	return done;
}

/* --- time that is to be left free --- */

/* A budget's days are a range when none of them is in another; the first row of overlapping ones counts. */
static void
find_range_days(struct relaxation *r)
{
	const struct grid *g = &r->desk->grid;

	for (int32_t d = 0; d < g->days; d++)
		r->range_of[d] = GRID_NEVER;
	for (size_t i = 0; i < g->p->n_budgets; i++) {
		const struct sp_problem_range *range = &g->p->budgets[i].range;
		bool is_taken = false;

		for (int32_t d = range->first_day; d <= range->last_day; d++)
			is_taken = is_taken || r->range_of[d] != GRID_NEVER;
		for (int32_t d = range->first_day; d <= range->last_day && !is_taken; d++)
			r->range_of[d] = (int32_t)i;
	}
}

static int32_t
pinned_min(const struct sp_problem *p, const struct sp_problem_range *range)
{
	int32_t sum = 0;

	for (size_t i = 0; i < p->n_pins; i++)
		if (p->pins[i].start / 1440 >= range->first_day &&
		    p->pins[i].start / 1440 <= range->last_day && !p->tasks[p->pins[i].task].extra)
			sum += p->pins[i].length_min;
	return sum;
}

static void
find_ranges(struct relaxation *r)
{
	const struct grid *g = &r->desk->grid;
	int32_t row = GRID_NEVER;

	find_range_days(r);
	r->n_ranges = 0;
	for (int32_t d = 0; d < g->days; d++) {
		int32_t budget = r->range_of[d];

		if (budget == GRID_NEVER || budget != row)
			r->ranges[r->n_ranges++] = (struct range){.budget = INT32_MAX};
		if (budget != GRID_NEVER && budget != row) {
			const struct sp_problem_budget *b = &g->p->budgets[budget];
			int32_t left = b->max_min - pinned_min(g->p, &b->range);

			r->ranges[r->n_ranges - 1].budget = left < 0 ? 0 : left / g->slot_min;
		}
		row = budget;
		r->range_of[d] = r->n_ranges - 1;
		r->ranges[r->n_ranges - 1].free += bits_count(&r->desk->state.room[d], g->words);
	}
	for (int32_t i = 0; i < r->n_ranges; i++) {
		struct range *x = &r->ranges[i];

		if (x->budget > x->free)
			x->budget = x->free;
		x->excess = x->free - x->budget;
		x->per_mil = x->free == 0 ? 0 : (x->excess * 1000 + x->free - 1) / x->free;
	}
}

/* What hard work could be on top of the budgets, at most: it all goes to the ranges with the largest share. */
static int64_t
most_excess(struct relaxation *r)
{
	int64_t hard = 0, excess = 0, rounded;

	for (int32_t i = 0; i < r->desk->grid.n_tasks; i++)
		hard += r->jobs[i].hard ? r->jobs[i].n : 0;
	for (int32_t per_mil = 1000; per_mil > 0 && hard > 0;) {
		int32_t next = 0;

		for (int32_t i = 0; i < r->n_ranges && hard > 0; i++) {
			const struct range *x = &r->ranges[i];

			if (x->per_mil < per_mil && x->per_mil > next)
				next = x->per_mil;
			if (x->per_mil != per_mil)
				continue;
			rounded = hard < x->free ? (hard * per_mil + 999) / 1000 : x->excess;
			excess += rounded < x->excess ? rounded : x->excess;
			hard -= x->free;
		}
		per_mil = next;
	}
	return excess;
}

/* As most_done, over ranges instead of days. What no budget counts may all be done. */
static int64_t
most_in_ranges(struct relaxation *r)
{
	const struct grid *g = &r->desk->grid;
	int64_t done = 0;
	int32_t at = 0;
	int32_t n = 0;
	int32_t day = 0;

	for (int32_t i = 0; i < r->n_ranges; i++) {
		int32_t capacity = r->ranges[i].budget;

		for (; day < g->days && r->range_of[day] == i; day++)
			for (; at < r->bucket[day]; at++) {
				int32_t task = r->by_from[at];

				r->left[task] = r->jobs[task].n;
				if (g->tasks[task].extra)
					done += r->jobs[task].n;
				else
					heap_push(r, n++, task);
			}
		while (n > 0 && (capacity > 0 || r->range_of[r->jobs[r->heap[0]].to] < i)) {
			int32_t task = r->heap[0];
			bool over = r->range_of[r->jobs[task].to] < i;
			int32_t part = over ? 0 : r->left[task] < capacity ? r->left[task] : capacity;

			done += part;
			capacity -= part;
			r->left[task] -= part;
			if (r->left[task] == 0 || over)
				heap_pop(r, n--);
		}
	}
	return done;
}

/* The smaller of the bounds: all the work against all the hours, each kind of hours for itself, budgets. */
static int64_t
most_slots(struct relaxation *r, bool hard_only)
{
	int64_t all = most_done(r, (struct filter){ALL_MASKS, hard_only});
	int64_t sum = 0;

	if (!hard_only && r->desk->grid.p->n_budgets > 0) {
		int64_t budgeted = most_in_ranges(r) + most_excess(r);

		all = budgeted < all ? budgeted : all;
	}

	for (int32_t mask = 0; mask < (int32_t)r->desk->grid.p->n_masks; mask++)
		sum += most_done(r, (struct filter){mask, hard_only});
	return sum < all ? sum : all;
}

/* Hard jobs that cannot all be done: at least so many fall out, were they the longest. Those that cannot stand count. */
static int32_t
least_hard_late(struct relaxation *r)
{
	const struct grid *g = &r->desk->grid;
	int64_t missing = -most_slots(r, true);
	int32_t late = 0;
	int32_t n = 0;

	for (int32_t i = 0; i < g->n_tasks; i++) {
		const struct grid_task *t = &g->tasks[i];
		int32_t at = n;

		if (!t->hard)
			continue;
		if (t->pinned) {
			late += r->desk->state.tasks[i].late > 0;
			continue;
		}
		missing += r->jobs[i].n;
		/* What is pinned before it may ask for it sooner than its own date does. */
		if (r->jobs[i].n == 0 ||
		    (r->jobs[i].end - 1) / g->slots_day > r->desk->state.tasks[i].due_day) {
			late++;
			missing -= r->jobs[i].n;
			continue;
		}
		for (; at > 0 && r->jobs[r->order[at - 1]].n < r->jobs[i].n; at--)
			r->order[at] = r->order[at - 1];
		r->order[at] = i;
		n++;
	}
	for (int32_t k = 0; k < n && missing > 0; k++) {
		missing -= r->jobs[r->order[k]].n;
		late++;
	}
	return late;
}

static void
count_plan(struct relaxation *r, const struct sp_solution *plan, struct sp_bound *bound)
{
	const struct grid *g = &r->desk->grid;

	for (int32_t i = 0; i < g->n_tasks; i++)
		r->left[i] = 0;
	for (size_t k = 0; k < plan->n_blocks; k++) {
		const struct sp_placed *b = &plan->blocks[k];
		int32_t end_day = (b->start + b->length_min - 1) / 1440;

		r->left[b->task] = end_day > r->left[b->task] ? end_day : r->left[b->task];
		bound->placed_min += g->tasks[b->task].pinned ? 0 : b->length_min;
	}
	for (size_t k = 0; k < plan->n_blocks; k++) {
		const struct sp_placed *b = &plan->blocks[k];
		const struct grid_task *t = &g->tasks[b->task];

		bound->on_time_min += !t->pinned && r->left[b->task] <= t->due_day ? b->length_min : 0;
	}
}

void
sp_bound(const struct sp_problem *problem, const struct sp_solution *plan, void *scratch,
	 struct sp_bound *ret_bound)
{
	static const struct sp_solution nothing;
	unsigned char *aligned = (unsigned char *)scratch + (size_t)(-(uintptr_t)scratch & 63);
	struct relaxation r;
	struct sp_bound bound = {0};

	assert(problem != NULL && plan != NULL && scratch != NULL && ret_bound != NULL);
	lay_out(&r, problem, aligned);
	r.desk = desk_open(problem, &nothing, r.desk);
	count_plan(&r, plan, &bound);
	find_ranges(&r);
	find_jobs(&r);
	sort_by_from(&r);
	bound.more_min = most_slots(&r, false) * problem->slot_min - bound.placed_min;
	cut_at_due(&r);
	sort_by_from(&r);
	bound.more_on_time_min = most_slots(&r, false) * problem->slot_min - bound.on_time_min;
	bound.least_hard_late = least_hard_late(&r);
	*ret_bound = bound;
}
