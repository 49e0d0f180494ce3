/*
 * A plan worked out in slices, as the screen does it between two keys: the same answer whatever their size, and no slice in
 * which what could wait is done all at once.
 */
#include "senplan/plan/expand.h"
#include "senplan/plan/planner.h"

#include "plan/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { WHOLE = 100000000 };

static bool
number_uid(void *context, char *buf, size_t size)
{
	int *n = context;

	return snprintf(buf, size, "uid-%d", ++*n) < (int)size;
}

/* Plans in slices of so many ticks; returns how many there were. */
static size_t
plan_in_slices(struct world *w, const char *now, uint64_t ticks, struct sp_arena *arena,
	       struct sp_proposal *ret)
{
	struct sp_plan_request request = {
		.now = world_time(now), .from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE, .seed = 7};
	struct sp_planner *planner;
	struct sp_err err;
	size_t n = 0;

	sp_arena_init(arena);
	if (sp_planner_create(&w->snapshot, &request, arena, &planner, &err) != SP_OK)
		fail_msg("%s", err.text);
	while (sp_planner_run(planner, ticks))
		n++;
	assert_int_equal(sp_planner_proposal(planner, arena, ret, &err), SP_OK);
	return n;
}

static void
same_in_slices(struct world *w, const char *now, uint64_t ticks)
{
	struct sp_proposal whole, cut;
	struct sp_arena arena[2];
	size_t n;

	(void)plan_in_slices(w, now, WHOLE, &arena[0], &whole);
	n = plan_in_slices(w, now, ticks, &arena[1], &cut);
	assert_int_equal(whole.n_changes, cut.n_changes);
	assert_int_equal(whole.n_moved, cut.n_moved);
	for (size_t i = 0; i < whole.n_changes; i++) {
		assert_int_equal(whole.changes[i].task.v, cut.changes[i].task.v);
		assert_int_equal(whole.changes[i].to_start, cut.changes[i].to_start);
	}
	/* A search may run over its slice; but each trial on the way home, which is none of its ticks, has one of its own. */
	assert_true(n * ticks * 10 > cut.ticks * 9);
	sp_arena_finish(&arena[0]);
	sp_arena_finish(&arena[1]);
}

static void
begin_year(struct world *w, int n_ehcp, int n_support)
{
	struct sp_expansion expansion;
	struct sp_err err;

	world_begin(w);
	world_add_week(w);
	world_add_demand(w, n_ehcp, n_support);
	assert_int_equal(
		sp_plan_expand(&w->snapshot, world_time("2026-09-03T08:00"), &w->edits, &expansion, &err),
		SP_OK);
	world_apply(w);
}

static void
a_first_plan(void **state)
{
	struct world w;

	(void)state;
	begin_year(&w, 10, 20);
	same_in_slices(&w, "2026-09-03T08:00", 777);
	world_finish(&w);
}

static void
lose_day(struct world *w, const char *start)
{
	struct sp_log_entry row = sp_log_entry_blank();

	row.kind = SP_LOG_LOST;
	row.start = world_time(start);
	row.length_min = 420;
	row.cause = SP_CAUSE_COVER;
	sp_edits_put_log_entry(&w->edits, &row);
	world_apply(w);
}

/* What was moved goes home a trial at a time: each has the checker look at the whole year. */
static void
a_replan_with_its_way_home(void **state)
{
	int n_uids = 0;
	struct sp_uid_source uids = {number_uid, &n_uids, 1000};
	struct sp_proposal proposal;
	struct sp_arena arena;
	struct sp_err err;
	struct world w;

	(void)state;
	begin_year(&w, 16, 40);
	(void)plan_in_slices(&w, "2026-09-03T08:00", WHOLE, &arena, &proposal);
	assert_int_equal(sp_proposal_edits(&w.snapshot, &proposal, "", uids, &w.edits, &err), SP_OK);
	world_apply(&w);
	sp_arena_finish(&arena);
	lose_day(&w, "2026-10-06T08:30");
	lose_day(&w, "2026-10-07T08:30");
	lose_day(&w, "2026-10-08T08:30");
	same_in_slices(&w, "2026-10-05T08:00", 100);
	world_finish(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_first_plan),
		cmocka_unit_test(a_replan_with_its_way_home),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
