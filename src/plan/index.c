/*
 * Sorted pointer lists and one hash table over a snapshot.
 */
#include "index.h"

#include "senplan/base/hash.h"
#include "senplan/base/str.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int
order(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int
by_task(const void *a, const void *b)
{
	const struct sp_block *x = *(const struct sp_block *const *)a,
			      *y = *(const struct sp_block *const *)b;

	if (x->task.v != y->task.v)
		return order(x->task.v, y->task.v);
	return x->start != y->start ? order(x->start, y->start) : order(x->id.v, y->id.v);
}

static int
by_case(const void *a, const void *b)
{
	const struct sp_case_event *x = *(const struct sp_case_event *const *)a,
				   *y = *(const struct sp_case_event *const *)b;

	if (x->subject.v != y->subject.v)
		return order(x->subject.v, y->subject.v);
	return x->day != y->day ? order(x->day, y->day) : order(x->id.v, y->id.v);
}

static int
by_chain(const void *a, const void *b)
{
	const struct sp_step *x = *(const struct sp_step *const *)a, *y = *(const struct sp_step *const *)b;
	int chain = strcmp(x->chain, y->chain);

	if (chain != 0)
		return chain;
	return x->position != y->position ? order(x->position, y->position) : order(x->id.v, y->id.v);
}

static void
fill_keys(struct sp_plan_index *index)
{
	const struct sp_snapshot *s = index->snapshot;

	for (size_t i = 0; i < s->tasks.n; i++) {
		const struct sp_task *task = &s->tasks.items[i];
		size_t at = (size_t)sp_hash_text(SP_HASH_START, task->key) & index->key_mask;

		if (task->key[0] == '\0')
			continue;
		while (index->by_key[at] != NULL)
			at = (at + 1) & index->key_mask;
		index->by_key[at] = task;
	}
}

enum sp_rc
sp_plan_index_build(const struct sp_snapshot *snapshot, struct sp_arena *arena,
		    struct sp_plan_index *ret_index, struct sp_err *reterr)
{
	struct sp_plan_index index = {.snapshot = snapshot};
	size_t size = 16;

	while (size < 2 * snapshot->tasks.n + 2)
		size *= 2;
	index.key_mask = size - 1;
	index.by_key = SP_ARENA_NEW_N(arena, const struct sp_task *, size);
	index.blocks = SP_ARENA_NEW_N(arena, const struct sp_block *, snapshot->blocks.n);
	index.events = SP_ARENA_NEW_N(arena, const struct sp_case_event *, snapshot->case_events.n);
	index.steps = SP_ARENA_NEW_N(arena, const struct sp_step *, snapshot->steps.n);
	if (index.by_key == NULL || index.blocks == NULL || index.events == NULL || index.steps == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < snapshot->blocks.n; i++)
		index.blocks[i] = &snapshot->blocks.items[i];
	for (size_t i = 0; i < snapshot->case_events.n; i++)
		index.events[i] = &snapshot->case_events.items[i];
	for (size_t i = 0; i < snapshot->steps.n; i++)
		index.steps[i] = &snapshot->steps.items[i];
	qsort(index.blocks, snapshot->blocks.n, sizeof(*index.blocks), by_task);
	qsort(index.events, snapshot->case_events.n, sizeof(*index.events), by_case);
	qsort(index.steps, snapshot->steps.n, sizeof(*index.steps), by_chain);
	fill_keys(&index);
	*ret_index = index;
	return SP_OK;
}

const struct sp_task *
sp_plan_index_task(const struct sp_plan_index *index, const char *key)
{
	size_t at = (size_t)sp_hash_text(SP_HASH_START, key) & index->key_mask;

	assert(key[0] != '\0');
	for (; index->by_key[at] != NULL; at = (at + 1) & index->key_mask)
		if (strcmp(index->by_key[at]->key, key) == 0)
			return index->by_key[at];
	return NULL;
}

struct sp_plan_slice
sp_plan_index_blocks(const struct sp_plan_index *index, sp_task_id task)
{
	size_t low = 0, high = index->snapshot->blocks.n;
	struct sp_plan_slice slice;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (index->blocks[mid]->task.v < task.v)
			low = mid + 1;
		else
			high = mid;
	}
	slice = (struct sp_plan_slice){low, 0};
	while (low + slice.n < index->snapshot->blocks.n && index->blocks[low + slice.n]->task.v == task.v)
		slice.n++;
	return slice;
}

struct sp_plan_slice
sp_plan_index_events(const struct sp_plan_index *index, sp_case_id subject)
{
	size_t low = 0, high = index->snapshot->case_events.n;
	struct sp_plan_slice slice;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (index->events[mid]->subject.v < subject.v)
			low = mid + 1;
		else
			high = mid;
	}
	slice = (struct sp_plan_slice){low, 0};
	while (low + slice.n < index->snapshot->case_events.n &&
	       index->events[low + slice.n]->subject.v == subject.v)
		slice.n++;
	return slice;
}

struct sp_plan_slice
sp_plan_index_steps(const struct sp_plan_index *index, const char *chain)
{
	struct sp_plan_slice slice = {0, 0};
	size_t n = index->snapshot->steps.n;

	while (slice.from < n && !sp_streq(index->steps[slice.from]->chain, chain))
		slice.from++;
	while (slice.from + slice.n < n && sp_streq(index->steps[slice.from + slice.n]->chain, chain))
		slice.n++;
	return slice;
}
