/*
 * Each block that is kept by the person's will is laid over what is fixed on its day.
 */
#include "senplan/plan/clash.h"

#include "senplan/base/array.h"

#include <string.h>

static bool
stands_by_will(const struct sp_snapshot *snapshot, const struct sp_block *block, sp_time now)
{
	const struct sp_task *task = sp_snapshot_task(snapshot, block->task);

	return block->state != SP_BLOCK_DONE && block->start + block->length_min > now &&
	       (block->locked || block->state == SP_BLOCK_CONFIRMED ||
		(task != NULL && task->fixed_start != SP_TIME_NONE));
}

static bool
is_met(const struct sp_fixed *fixed, sp_minute from, sp_minute to)
{
	bool own = fixed->kind == SP_FIXED_TEACH || fixed->kind == SP_FIXED_PPA ||
		   fixed->kind == SP_FIXED_DUTY || fixed->kind == SP_FIXED_MEETING ||
		   fixed->kind == SP_FIXED_OUT;

	return own && fixed->from_min < to && fixed->to_min > from;
}

struct clash_list {
	SP_ARRAY(struct sp_clash) found;
};

static enum sp_rc
add_block(const struct sp_snapshot *snapshot, const struct sp_block *block, struct sp_arena *arena,
	  struct clash_list *list, struct sp_err *reterr)
{
	sp_day day = sp_time_day(block->start);
	sp_minute from = sp_time_minute(block->start), to = from + block->length_min;
	struct sp_clash clash = {.block = block,
				 .task = sp_snapshot_task(snapshot, block->task),
				 .fixed = {.title = ""},
				 .day_kind = sp_year_day(snapshot, day).kind};
	struct sp_availability there;
	enum sp_rc rc = sp_availability_of(snapshot, day, arena, &there, reterr);

	if (rc != SP_OK)
		return rc;
	if (!sp_year_is_working_day(snapshot, day))
		return SP_ARRAY_PUSH(&list->found, clash) ? SP_OK : sp_err_nomem(reterr);
	for (size_t i = 0; i < there.n_fixed; i++) {
		clash.fixed = there.fixed[i];
		clash.day_kind = SP_DAY_SCHOOL;
		if (is_met(&clash.fixed, from, to) && !SP_ARRAY_PUSH(&list->found, clash))
			return sp_err_nomem(reterr);
	}
	return SP_OK;
}

static int
by_block_start(const void *a, const void *b)
{
	const struct sp_clash *x = a, *y = b;

	if (x->block->start != y->block->start)
		return x->block->start < y->block->start ? -1 : 1;
	if (x->fixed.from_min != y->fixed.from_min)
		return x->fixed.from_min < y->fixed.from_min ? -1 : 1;
	return x->block->id.v < y->block->id.v ? -1 : x->block->id.v > y->block->id.v;
}

enum sp_rc
sp_plan_clashes(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
		const struct sp_clash **ret, size_t *ret_n, struct sp_err *reterr)
{
	struct clash_list list = {0};
	struct sp_clash *clashes;
	enum sp_rc rc = SP_OK;

	for (size_t i = 0; i < snapshot->blocks.n && rc == SP_OK; i++)
		if (stands_by_will(snapshot, &snapshot->blocks.items[i], now))
			rc = add_block(snapshot, &snapshot->blocks.items[i], arena, &list, reterr);
	clashes = SP_ARENA_NEW_N(arena, struct sp_clash, list.found.n + 1);
	if (rc == SP_OK && clashes == NULL)
		rc = sp_err_nomem(reterr);
	if (rc != SP_OK)
		goto done;
	if (list.found.n > 0)
		memcpy(clashes, list.found.items, list.found.n * sizeof(*clashes));
	qsort(clashes, list.found.n, sizeof(*clashes), by_block_start);
	*ret = clashes;
	*ret_n = list.found.n;
done:
	SP_ARRAY_FREE(&list.found);
	return rc;
}
