/*
 * The first plan: tasks are taken in an order of urgency or worth, each to its cheapest place (a serial schedule
 * generation scheme). Hard tasks and those before them come first and alone. For a re-plan, everything that may
 * still stand where it stood is put back before anything else is placed.
 */
#include "search.h"

#include <assert.h>

/* Sorts by key, ties by task: heap sort, as the list is long and the memory is given. */
static void
sift_down(struct todo *l, int32_t at, int32_t n)
{
	for (;;) {
		int32_t child = 2 * at + 1;

		if (child >= n)
			return;
		if (child + 1 < n &&
		    (l->keys[child] < l->keys[child + 1] ||
		     (l->keys[child] == l->keys[child + 1] && l->tasks[child] < l->tasks[child + 1])))
			child++;
		if (l->keys[at] > l->keys[child] ||
		    (l->keys[at] == l->keys[child] && l->tasks[at] > l->tasks[child]))
			return;
		int64_t key = l->keys[at];
		int32_t task = l->tasks[at];

		l->keys[at] = l->keys[child];
		l->tasks[at] = l->tasks[child];
		l->keys[child] = key;
		l->tasks[child] = task;
		at = child;
	}
}

void
construct_sort(struct todo *l)
{
	for (int32_t i = l->n / 2 - 1; i >= 0; i--)
		sift_down(l, i, l->n);
	for (int32_t n = l->n - 1; n > 0; n--) {
		int64_t key = l->keys[0];
		int32_t task = l->tasks[0];

		l->keys[0] = l->keys[n];
		l->tasks[0] = l->tasks[n];
		l->keys[n] = key;
		l->tasks[n] = task;
		sift_down(l, 0, n);
	}
	l->at = 0;
}

/*
 * Takes the unplaced tasks of the list in order, and gives each that has predecessors a place behind them: a task's
 * key is lowered to at most that of those behind it.
 */
static void
make_list(struct sp_engine *e, bool core, int64_t (*key_of)(const struct sp_engine *e, int32_t task))
{
	const struct grid *g = &e->grid;
	int64_t *key = e->ruin_keys; /* by task, borrowed between rounds */

	e->todo.n = 0;
	for (int32_t k = g->n_tasks - 1; k >= 0; k--) {
		int32_t i = g->order[k];
		const struct grid_task *t = &g->tasks[i];

		key[i] = key_of(e, i);
		for (int32_t l = 0; l < t->n_succ; l++) {
			int32_t after = g->succs[t->succ + l].task;

			if (key[after] - 1 < key[i])
				key[i] = key[after] - 1;
		}
	}
	for (int32_t i = 0; i < g->n_tasks; i++) {
		const struct grid_task *t = &g->tasks[i];

		if (t->pinned || state_is_placed(&e->state, i) || t->n == 0 || (core && !t->core))
			continue;
		e->todo.tasks[e->todo.n] = i;
		e->todo.keys[e->todo.n++] = key[i];
	}
	construct_sort(&e->todo);
}

/* By when it must end for itself and for those behind it. */
static int64_t
key_due(const struct sp_engine *e, int32_t task)
{
	const struct grid_task *t = &e->grid.tasks[task];
	int32_t due = t->due_day < t->tail_hard ? t->due_day : t->tail_hard;

	return (int64_t)(due < t->tail_soft ? due : t->tail_soft) * 64;
}

static int64_t
key_weight(const struct sp_engine *e, int32_t task)
{
	const struct grid_task *t = &e->grid.tasks[task];

	return -(int64_t)(t->weight + (t->hard ? 2000 : 0)) * (1 << 20) + key_due(e, task);
}

static int64_t
key_worth(const struct sp_engine *e, int32_t task)
{
	const struct grid_task *t = &e->grid.tasks[task];
	int64_t worth = ((int64_t)t->weight << 10) / (grid_size(t, t->n) + 1);

	return -(worth + (t->hard ? 1 << 24 : 0)) * (1 << 16) + key_due(e, task);
}

/* Room that is left for it up to its due, over its length: the tightest first. */
static int64_t
key_tight(const struct sp_engine *e, int32_t task)
{
	const struct grid *g = &e->grid;
	const struct grid_task *t = &g->tasks[task];
	int32_t last = t->due_day < g->days - 1 ? t->due_day : g->days - 1;
	int64_t room = 0;

	for (int32_t d = t->release / g->slots_day; d <= last; d++)
		if (grid_longest(g, t->mask, d) >= (t->hi != 0 ? t->lo : t->n))
			room += e->state.day_room[d];
	return (room << 10) / (t->n + 1) - (t->hard ? INT64_C(1) << 40 : 0) - t->weight;
}

void
construct_core_list(struct sp_engine *e)
{
	make_list(e, true, key_due);
}

void
construct_rest_list(struct sp_engine *e, int32_t order_no)
{
	static int64_t (*const keys[CONSTRUCT_ORDERS])(const struct sp_engine *,
						       int32_t) = {key_worth, key_weight, key_tight};

	assert(order_no >= 0 && order_no < CONSTRUCT_ORDERS);
	make_list(e, false, keys[order_no]);
}

static bool
find_frugally(struct sp_engine *e, int32_t task)
{
	bool found;

	e->finder.frugal = true;
	found = finder_find(&e->finder, task);
	e->finder.frugal = false;
	return found;
}

bool
construct_step(struct sp_engine *e)
{
	while (e->todo.at < e->todo.n) {
		int32_t task = e->todo.tasks[e->todo.at++];

		e->state.ticks++;
		if (state_is_placed(&e->state, task) || !find_frugally(e, task))
			continue;
		state_place(&e->state, task, e->finder.blocks, e->finder.n);
		return true;
	}
	return false;
}

/* The blocks with which the task begins, in the finder's list; how many. */
static int32_t
begin_blocks(struct sp_engine *e, int32_t task)
{
	const struct grid *g = &e->grid;
	const struct sp_placed *starts = e->options.starts;
	size_t low = 0, high = e->options.n_starts;
	int32_t n = 0;

	if (starts == NULL) {
		for (; n < g->tasks[task].n_prev && n < g->days; n++)
			e->finder.blocks[n] = g->prevs[g->tasks[task].prev + n];
		return n;
	}
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (starts[mid].task < task)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < e->options.n_starts && starts[low].task == task && n < g->days; low++)
		e->finder.blocks[n++] =
			(struct block){starts[low].start / g->slot_min, starts[low].length_min / g->slot_min};
	return n;
}

/* Predecessors first; tasks of the core before the others, so that what gives way is soft. */
void
construct_restore(struct sp_engine *e, enum construct_part part)
{
	const struct grid *g = &e->grid;

	for (int32_t k = 0; k < g->n_tasks; k++) {
		int32_t i = g->order[k], n;
		const struct grid_task *t = &g->tasks[i];

		if (t->pinned || t->core != (part == CONSTRUCT_CORE) || state_is_placed(&e->state, i))
			continue;
		n = begin_blocks(e, i);
		if (n > 0 && n <= t->max_blocks && finder_fits(&e->state, i, e->finder.blocks, n))
			state_place(&e->state, i, e->finder.blocks, n);
	}
}
