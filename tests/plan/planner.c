/*
 * The planner on a whole school year: it keeps the rules, keeps what stands, and says what changed and why.
 */
#include "senplan/plan/planner.h"

#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/plan/expand.h"

#include "plan/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool
make_uid(void *context, char *buf, size_t size)
{
	int *n = context;

	snprintf(buf, size, "uid-%d", (*n)++);
	return true;
}

static int n_uids;
static const struct sp_uid_source uids = {make_uid, &n_uids, 1000};

static struct sp_planner *
begin_plan(struct world *w, const char *now, struct sp_arena *arena)
{
	struct sp_plan_request request = {
		.now = world_time(now), .from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE, .seed = 7};
	struct sp_planner *planner = NULL;
	struct sp_err err;

	sp_arena_init(arena);
	if (sp_planner_create(&w->snapshot, &request, arena, &planner, &err) != SP_OK)
		fail_msg("%s", err.text);
	return planner;
}

static struct sp_proposal
propose(struct world *w, const char *now, struct sp_arena *arena)
{
	struct sp_planner *planner = begin_plan(w, now, arena);
	struct sp_proposal proposal;
	struct sp_err err;

	while (sp_planner_run(planner, 4000))
		;
	if (sp_planner_proposal(planner, arena, &proposal, &err) != SP_OK)
		fail_msg("%s", err.text);
	return proposal;
}

static enum sp_rc
accept(struct world *w, const struct sp_proposal *proposal)
{
	struct sp_err err;
	enum sp_rc rc = sp_proposal_edits(&w->snapshot, proposal, "lost a morning", uids, &w->edits, &err);

	if (rc == SP_OK)
		world_apply(w);
	return rc;
}

static void
expand_at(struct world *w, const char *now)
{
	struct sp_expansion result;
	struct sp_err err;

	if (sp_plan_expand(&w->snapshot, world_time(now), &w->edits, &result, &err) != SP_OK)
		fail_msg("%s", err.text);
	world_apply(w);
}

/* A year, expanded and planned. */
static struct sp_proposal
plan_year(struct world *w, int n_ehcp, int n_support, const char *now)
{
	struct sp_arena arena;
	struct sp_proposal proposal;

	world_begin(w);
	world_add_week(w);
	world_add_demand(w, n_ehcp, n_support);
	expand_at(w, now);
	proposal = propose(w, now, &arena);
	assert_int_equal(accept(w, &proposal), SP_OK);
	proposal.changes = NULL;
	sp_arena_finish(&arena);
	return proposal;
}

static size_t
n_violations(struct world *w, const char *now)
{
	const struct sp_plan_violation *violations;
	size_t n;
	struct sp_err err;

	if (sp_plan_check(&w->snapshot, world_time(now), &w->arena, &violations, &n, &err) != SP_OK)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < n && i < 5; i++)
		print_message("%s on day %d: %s\n", sp_hard_name(violations[i].rule), (int)violations[i].day,
			      violations[i].task == NULL ? "" : violations[i].task->key);
	return n;
}

/* The first block on or after a time, not of an unplaced kind. */
static struct sp_block
first_block_from(const struct world *w, const char *from)
{
	const struct sp_block *best = NULL;

	for (size_t i = 0; i < w->snapshot.blocks.n; i++) {
		const struct sp_block *block = &w->snapshot.blocks.items[i];

		if (block->start >= world_time(from) && (best == NULL || block->start < best->start))
			best = block;
	}
	if (best == NULL)
		fail_msg("no block from %s", from);
	return *best;
}

static void
year_keeps_the_rules(void **state)
{
	struct world w;
	struct sp_proposal proposal = plan_year(&w, 24, 60, "2026-09-03T08:00");

	(void)state;
	assert_true(proposal.n_new > 900);
	assert_int_equal(proposal.n_moved + proposal.n_dropped, 0);
	assert_true(proposal.n_no_room < 10);
	assert_int_equal(n_violations(&w, "2026-09-03T08:00"), 0);
	world_finish(&w);
}

static void
nothing_changes(struct world *w, const char *now)
{
	struct sp_arena arena;
	struct sp_proposal again = propose(w, now, &arena);

	assert_int_equal(again.n_moved, 0);
	assert_int_equal(again.n_new, 0);
	assert_int_equal(again.n_dropped, 0);
	sp_arena_finish(&arena);
}

static void
planning_again_changes_nothing(void **state)
{
	struct world w;

	(void)state;
	plan_year(&w, 24, 60, "2026-09-03T08:00");
	nothing_changes(&w, "2026-09-03T08:00");
	world_finish(&w);
	/* More than fits. */
	assert_true(plan_year(&w, 60, 200, "2026-09-03T08:00").n_no_room > 20);
	nothing_changes(&w, "2026-09-03T08:00");
	nothing_changes(&w, "2026-09-10T12:00");
	world_finish(&w);
}

static void
lost_time_moves_what_it_must(void **state)
{
	struct world w;
	struct sp_arena arena;
	struct sp_proposal proposal;
	struct sp_block block;
	size_t n_hit = 0;

	(void)state;
	plan_year(&w, 24, 60, "2026-09-03T08:00");
	world_lose(&w, "2026-10-06T08:00", 480);
	for (size_t i = 0; i < w.snapshot.blocks.n; i++)
		n_hit += sp_time_day(w.snapshot.blocks.items[i].start) == world_day("2026-10-06");
	assert_true(n_hit > 0);
	block = first_block_from(&w, "2026-10-06T00:00");
	proposal = propose(&w, "2026-10-05T07:00", &arena);
	assert_int_equal(proposal.n_moved, n_hit);
	assert_int_equal(proposal.n_dropped + proposal.n_new, 0);
	for (size_t i = 0; i < proposal.n_moved; i++)
		assert_int_equal(proposal.changes[i].cause, SP_CAUSE_CHANGE_LOST);
	assert_int_equal(accept(&w, &proposal), SP_OK);
	assert_int_equal(sp_snapshot_block(&w.snapshot, block.id)->moves, 1);
	assert_int_equal(sp_snapshot_block(&w.snapshot, block.id)->moved_from, block.start);
	assert_string_equal(sp_snapshot_block(&w.snapshot, block.id)->uid, block.uid);
	assert_string_equal(sp_snapshot_block(&w.snapshot, block.id)->moved_why, "lost a morning");
	assert_int_equal(n_violations(&w, "2026-10-05T07:00"), 0);
	nothing_changes(&w, "2026-10-05T07:00");
	sp_arena_finish(&arena);
	world_finish(&w);
}

static void
locked_and_soon_stay(void **state)
{
	struct world w;
	struct sp_arena arena;
	struct sp_proposal proposal;
	struct sp_block locked, soon;

	(void)state;
	plan_year(&w, 24, 60, "2026-09-03T08:00");
	soon = first_block_from(&w, "2026-10-05T07:00");
	locked = first_block_from(&w, "2026-10-20T00:00");
	locked.start = world_time("2026-10-20T18:00"); /* an evening, by the person's own will */
	locked.locked = true;
	sp_edits_put_block(&w.edits, &locked);
	world_apply(&w);
	proposal = propose(&w, "2026-10-05T07:00", &arena);
	for (size_t i = 0; i < proposal.n_changes; i++) {
		assert_int_not_equal(proposal.changes[i].block.v, locked.id.v);
		assert_int_not_equal(proposal.changes[i].block.v, soon.id.v);
	}
	assert_int_equal(accept(&w, &proposal), SP_OK);
	assert_int_equal(n_violations(&w, "2026-10-05T07:00"), 0);
	sp_arena_finish(&arena);
	world_finish(&w);
}

static void
booked_meetings_are_agreed(void **state)
{
	struct world w;
	struct sp_arena arena;
	struct sp_proposal proposal;
	struct sp_case pupil;
	const struct sp_task *task;
	struct sp_block block = sp_block_blank();
	sp_time booked = world_time("2026-11-10T17:30");

	(void)state;
	plan_year(&w, 24, 60, "2026-09-03T08:00");
	pupil = w.snapshot.cases.items[w.snapshot.cases.n - 3];
	for (size_t i = 0; i < w.snapshot.cases.n; i++)
		if (sp_streq(w.snapshot.cases.items[i].code, "K06"))
			pupil = w.snapshot.cases.items[i];
	pupil.review_booked = booked;
	sp_edits_put_case(&w.edits, &pupil);
	world_apply(&w);
	expand_at(&w, "2026-10-05T07:00");
	proposal = propose(&w, "2026-10-05T07:00", &arena);
	assert_int_equal(accept(&w, &proposal), SP_OK);
	task = sp_snapshot_task_by_key(&w.snapshot, "K06:ar.meeting:2025-12-04");
	assert_non_null(task);
	for (size_t i = 0; i < w.snapshot.blocks.n; i++)
		if (w.snapshot.blocks.items[i].task.v == task->id.v)
			block = w.snapshot.blocks.items[i];
	assert_int_equal(block.start, booked);
	assert_int_equal(block.state, SP_BLOCK_CONFIRMED);
	assert_true(block.locked);
	assert_int_equal(block.moves, 1);
	nothing_changes(&w, "2026-10-05T07:00");
	sp_arena_finish(&arena);
	world_finish(&w);
}

static sp_task_id
add_task(struct world *w, const char *title, int32_t length_min, const char *due, bool hard)
{
	struct sp_task row = sp_task_blank();

	row.title = title;
	row.activity = world_activity(w, "ehcp.papers");
	row.length_min = length_min;
	row.due_day = world_day(due);
	row.work_by_day = row.due_day;
	row.hard = hard;
	row.weight = 5;
	row.weekday = -1;
	return sp_edits_put_task(&w->edits, &row);
}

static sp_task_id
add_soft(struct world *w, const char *activity, int32_t length_min, int32_t weight)
{
	struct sp_task row = sp_task_blank();

	row.title = activity;
	row.activity = world_activity(w, activity);
	row.length_min = length_min;
	row.due_day = world_day("2026-10-06");
	row.weight = weight;
	row.weekday = -1;
	return sp_edits_put_task(&w->edits, &row);
}

/* Two hours are left until Tuesday. When does the task begin? */
static sp_time
begins(struct world *w, sp_task_id task)
{
	struct sp_arena arena;
	struct sp_proposal proposal;
	sp_time start = SP_TIME_NONE;

	world_apply(w);
	proposal = propose(w, "2026-10-02T08:00", &arena);
	for (size_t i = 0; i < proposal.n_changes; i++)
		if (proposal.changes[i].task.v == task.v)
			start = proposal.changes[i].to_start;
	sp_arena_finish(&arena);
	return start;
}

static void
begin_full_week(struct world *w)
{
	world_begin(w);
	world_add_week(w);
	world_lose(w, "2026-10-06T10:00", 720);
	world_lose(w, "2026-10-02T08:00", 720);
	world_lose(w, "2026-10-05T08:00", 720);
}

static void
long_work_is_not_lost_among_short(void **state)
{
	struct world w;
	sp_task_id task;

	(void)state;
	begin_full_week(&w);
	for (int i = 0; i < 4; i++)
		add_soft(&w, "admin.la_forms", 30, 3);
	task = add_soft(&w, "ehcp.papers", 120, 5);
	assert_int_equal(begins(&w, task), world_time("2026-10-06T08:00"));
	world_finish(&w);
}

static void
protected_work_goes_first(void **state)
{
	struct world w;
	sp_task_id task;

	(void)state;
	begin_full_week(&w);
	for (int i = 0; i < 4; i++)
		add_soft(&w, "admin.la_forms", 30, 10);
	task = add_soft(&w, "strategic.plan", 30, 1);
	assert_int_equal(sp_time_day(begins(&w, task)), world_day("2026-10-06"));
	world_finish(&w);
}

/* The morning of what comes before is lost: what is soon and waits for it must not stay in front of it. */
static void
what_is_soon_keeps_its_order(void **state)
{
	static const char *const now = "2026-10-05T07:00";
	struct world w;
	struct sp_arena arena;
	struct sp_proposal proposal;
	struct sp_block block = sp_block_blank();
	struct sp_task_link link = sp_task_link_blank();

	(void)state;
	world_begin(&w);
	world_add_week(&w);
	link.before = add_task(&w, "gather", 60, "2026-10-09", false);
	link.after = add_task(&w, "papers", 60, "2026-10-09", true);
	sp_edits_put_task_link(&w.edits, &link);
	block.length_min = 60;
	block.uid = "gather";
	block.task = link.before;
	block.start = world_time("2026-10-06T08:00");
	sp_edits_put_block(&w.edits, &block);
	block.uid = "papers";
	block.task = link.after;
	block.start = world_time("2026-10-06T09:00");
	sp_edits_put_block(&w.edits, &block);
	world_apply(&w);
	assert_int_equal(n_violations(&w, now), 0);
	world_lose(&w, "2026-10-06T08:00", 60);
	proposal = propose(&w, now, &arena);
	assert_int_equal(proposal.n_moved, 2);
	assert_int_equal(accept(&w, &proposal), SP_OK);
	assert_int_equal(n_violations(&w, now), 0);
	sp_arena_finish(&arena);
	world_finish(&w);
}

static void
put_piece(struct world *w, sp_task_id task, const char *start, int32_t length_min)
{
	struct sp_block block = sp_block_blank();

	block.uid = start;
	block.task = task;
	block.start = world_time(start);
	block.length_min = length_min;
	sp_edits_put_block(&w->edits, &block);
}

/* One piece of three loses its time: the two others stay where they are. */
static void
other_pieces_stay(void **state)
{
	static const char *const now = "2026-10-05T07:00";
	struct world w;
	struct sp_arena arena;
	struct sp_proposal proposal;
	struct sp_task row = sp_task_blank();
	sp_task_id task;

	(void)state;
	world_begin(&w);
	world_add_week(&w);
	row.title = "map";
	row.activity = world_activity(&w, "provision.map");
	row.length_min = 180;
	row.chunk_min = 60;
	row.chunk_max = 60;
	row.due_day = world_day("2026-10-16");
	row.weight = 5;
	row.weekday = -1;
	task = sp_edits_put_task(&w.edits, &row);
	put_piece(&w, task, "2026-10-08T08:00", 60);
	put_piece(&w, task, "2026-10-12T08:15", 60);
	put_piece(&w, task, "2026-10-13T08:25", 60);
	world_apply(&w);
	world_lose(&w, "2026-10-12T08:00", 120);
	proposal = propose(&w, now, &arena);
	assert_int_equal(proposal.n_moved, 1);
	assert_int_equal(proposal.n_changes, 1);
	assert_int_equal(proposal.changes[0].from_start, world_time("2026-10-12T08:15"));
	assert_int_equal(proposal.changes[0].cause, SP_CAUSE_CHANGE_LOST);
	sp_arena_finish(&arena);
	world_finish(&w);
}

/* On Tuesday only 08:00-10:00 is left; what stands there must give way to what is hard and due that day. */
static void
part_that_clashes_is_refused(void **state)
{
	static const char *const now = "2026-10-02T08:00";
	struct world w;
	struct sp_arena arena;
	struct sp_proposal proposal;
	struct sp_block block = sp_block_blank();

	(void)state;
	world_begin(&w);
	world_add_week(&w);
	world_lose(&w, "2026-10-06T11:00", 330);
	world_lose(&w, "2026-10-02T08:00", 480);
	world_lose(&w, "2026-10-05T08:00", 480);
	block.uid = "soft";
	block.task = add_task(&w, "soft", 60, "2026-10-16", false);
	block.start = world_time("2026-10-06T08:30");
	block.length_min = 60;
	sp_edits_put_block(&w.edits, &block);
	add_task(&w, "hard", 120, "2026-10-06", true);
	world_apply(&w);
	proposal = propose(&w, now, &arena);
	assert_int_equal(proposal.n_changes, 2);
	assert_int_equal(proposal.changes[0].kind, SP_CHANGE_MOVED);
	assert_int_equal(proposal.changes[0].cause, SP_CAUSE_CHANGE_GAVE_WAY);
	assert_int_equal(proposal.changes[0].other.v, proposal.changes[1].task.v);
	assert_int_equal(proposal.changes[1].to_start, world_time("2026-10-06T08:00"));
	proposal.changes[0].accepted = false;
	assert_int_equal(accept(&w, &proposal), SP_NO);
	assert_int_equal(w.edits.n, 0);
	proposal.changes[0].accepted = true;
	proposal.changes[1].accepted = false;
	assert_int_equal(accept(&w, &proposal), SP_OK);
	assert_int_equal(w.snapshot.blocks.n, 1);
	assert_int_equal(n_violations(&w, now), 0);
	sp_arena_finish(&arena);
	world_finish(&w);
}

static void
what_is_done_counts(void **state)
{
	struct world w;
	struct sp_arena arena;
	struct sp_proposal proposal;
	const struct sp_task *task;
	struct sp_block done = sp_block_blank();
	int32_t placed = 0;

	(void)state;
	world_begin(&w);
	world_add_week(&w);
	world_add_demand(&w, 0, 0);
	expand_at(&w, "2026-09-03T08:00");
	task = sp_snapshot_task_by_key(&w.snapshot, "duty:map:2026-t1:1");
	assert_int_equal(task->length_min, 300);
	done.uid = "d";
	done.task = task->id;
	done.start = world_time("2026-09-03T09:00");
	done.length_min = 120;
	done.state = SP_BLOCK_DONE;
	sp_edits_put_block(&w.edits, &done);
	world_apply(&w);
	proposal = propose(&w, "2026-09-04T08:00", &arena);
	task = sp_snapshot_task_by_key(&w.snapshot, "duty:map:2026-t1:1");
	for (size_t i = 0; i < proposal.n_changes; i++)
		if (proposal.changes[i].task.v == task->id.v)
			placed += proposal.changes[i].length_min;
	assert_int_equal(placed, 180);
	sp_arena_finish(&arena);
	world_finish(&w);
}

/* In no week do the soft tasks take the reserve. */
static void
reserve_is_left(void **state)
{
	struct world w;
	struct sp_err err;

	(void)state;
	plan_year(&w, 60, 200, "2026-09-03T08:00");
	for (sp_day monday = world_day("2026-09-07"); monday < world_day("2027-07-19"); monday += 7) {
		int32_t allocated, planned = 0, hard = 0;

		assert_int_equal(
			sp_allocated_min(&w.snapshot, monday, monday + 6, &w.arena, &allocated, &err), SP_OK);
		for (size_t i = 0; i < w.snapshot.blocks.n; i++) {
			const struct sp_block *block = &w.snapshot.blocks.items[i];
			sp_day day = sp_time_day(block->start);

			if (day < monday || day > monday + 6)
				continue;
			planned += block->length_min;
			if (sp_snapshot_task(&w.snapshot, block->task)->hard)
				hard += block->length_min;
		}
		assert_true(planned <= allocated * 80 / 100 || planned == hard ||
			    hard > allocated * 80 / 100);
	}
	world_finish(&w);
}

/* At any time, also before the end, there is a plan. */
static void
proposal_before_the_end(void **state)
{
	struct world w;
	struct sp_arena arena;
	struct sp_planner *planner;
	struct sp_proposal proposal;
	struct sp_err err;

	(void)state;
	world_begin(&w);
	world_add_week(&w);
	world_add_demand(&w, 10, 20);
	expand_at(&w, "2026-09-03T08:00");
	planner = begin_plan(&w, "2026-09-03T08:00", &arena);
	assert_int_equal(sp_planner_proposal(planner, &arena, &proposal, &err), SP_OK);
	assert_int_equal(proposal.n_new, 0);
	assert_true(sp_planner_run(planner, 5000));
	assert_int_equal(sp_planner_proposal(planner, &arena, &proposal, &err), SP_OK);
	assert_true(proposal.n_new > 0); /* what is hard comes first */
	assert_int_equal(accept(&w, &proposal), SP_OK);
	assert_int_equal(n_violations(&w, "2026-09-03T08:00"), 0);
	sp_arena_finish(&arena);
	world_finish(&w);
}

static void
questions_have_answers(void **state)
{
	struct world w;
	struct sp_block block;
	struct sp_block_why why;
	struct sp_task_why why_not;
	const struct sp_place *places;
	size_t n;
	struct sp_err err;
	sp_time now = world_time("2026-09-03T08:00");

	(void)state;
	plan_year(&w, 60, 200, "2026-09-03T08:00");
	block = first_block_from(&w, "2026-10-05T07:00");
	assert_int_equal(sp_plan_why_block(&w.snapshot, block.id, now, &w.arena, &why, &err), SP_OK);
	assert_int_equal(why.task->id.v, block.task.v);
	assert_int_equal(sp_plan_suggest(&w.snapshot, block.task, now, 3, &w.arena, &places, &n, &err),
			 SP_OK);
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		assert_true(places[i].start > now && places[i].start != block.start);
		assert_true(i == 0 || places[i].start != places[i - 1].start);
	}
	assert_int_equal(sp_plan_why_task(&w.snapshot, block.task, now, &w.arena, &why_not, &err), SP_NO);
	n = 0;
	for (size_t i = 0; i < w.snapshot.tasks.n && n < 5; i++) {
		const struct sp_task *task = &w.snapshot.tasks.items[i];
		bool placed = false;

		for (size_t k = 0; k < w.snapshot.blocks.n && !placed; k++)
			placed = w.snapshot.blocks.items[k].task.v == task->id.v;
		if (placed || task->state != SP_TASK_OPEN)
			continue;
		n++;
		assert_int_equal(sp_plan_why_task(&w.snapshot, task->id, now, &w.arena, &why_not, &err),
				 SP_OK);
		assert_int_not_equal(why_not.why.families, 0);
	}
	assert_int_equal(n, 5);
	world_finish(&w);
}

/* The same tasks stored in the opposite order give the same plan. */
static void
order_of_rows_makes_no_difference(void **state)
{
	struct world w[2];
	struct sp_arena arena[2];
	struct sp_proposal proposals[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		char title[16], due[16];

		world_begin(&w[i]);
		world_add_week(&w[i]);
		for (int k = 0; k < 60; k++) {
			int n = i == 0 ? k : 59 - k;

			snprintf(title, sizeof title, "task %02d", n);
			snprintf(due, sizeof due, "2026-11-%02d", 2 + n % 25);
			add_task(&w[i], title, 30 + 15 * (n % 5), due, n % 7 == 0);
		}
		world_apply(&w[i]);
		proposals[i] = propose(&w[i], "2026-10-05T08:00", &arena[i]);
	}
	assert_int_equal(proposals[0].n_changes, proposals[1].n_changes);
	for (size_t i = 0; i < proposals[0].n_changes; i++) {
		const struct sp_change *a = &proposals[0].changes[i], *b = &proposals[1].changes[i];

		assert_int_equal(a->to_start, b->to_start);
		assert_string_equal(sp_snapshot_task(&w[0].snapshot, a->task)->title,
				    sp_snapshot_task(&w[1].snapshot, b->task)->title);
	}
	for (int i = 0; i < 2; i++) {
		sp_arena_finish(&arena[i]);
		world_finish(&w[i]);
	}
}

static void
broken_rules_are_found(void **state)
{
	struct world w;
	struct sp_block block;

	(void)state;
	plan_year(&w, 24, 60, "2026-09-03T08:00");
	block = first_block_from(&w, "2026-10-12T07:00");
	block.start = world_time("2026-10-14T09:00"); /* a Wednesday: not in */
	sp_edits_put_block(&w.edits, &block);
	world_apply(&w);
	assert_true(n_violations(&w, "2026-09-03T08:00") > 0);
	world_finish(&w);
}

/* A piece that the person fixed stands though the rest finds no place; without it, a task in part is a broken rule. */
static void
a_fixed_piece_stands_in_part(void **state)
{
	struct world w;
	struct sp_arena arena;
	struct sp_proposal proposal;
	struct sp_block block = sp_block_blank();
	struct sp_task task = sp_task_blank();
	size_t n_part = 0;

	(void)state;
	world_begin(&w);
	world_add_week(&w);
	task.title = "candidates";
	task.activity = world_activity(&w, "ehcp.papers");
	task.length_min = 120;
	task.chunk_min = 45;
	task.chunk_max = 60;
	task.due_day = task.work_by_day =
		world_day("2026-09-04"); /* too long ago for the rest to be worth a place */
	task.weight = 5;
	task.weekday = -1;
	block.task = sp_edits_put_task(&w.edits, &task);
	block.uid = "piece";
	block.start = world_time("2026-10-13T08:25");
	block.length_min = 45;
	block.locked = true;
	block.id = sp_edits_put_block(&w.edits, &block);
	world_apply(&w);
	block = first_block_from(&w, "2026-10-13T00:00");
	proposal = propose(&w, "2026-10-05T07:00", &arena);
	for (size_t i = 0; i < proposal.n_changes; i++) {
		assert_int_equal(proposal.changes[i].kind, SP_CHANGE_NO_ROOM);
		n_part += proposal.changes[i].placed_min == 45 && proposal.changes[i].length_min == 75;
	}
	assert_int_equal(n_part, 1);
	assert_int_equal(n_violations(&w, "2026-10-05T07:00"), 0);
	block.locked = false;
	sp_edits_put_block(&w.edits, &block);
	world_apply(&w);
	assert_int_equal(n_violations(&w, "2026-10-05T07:00"), 1);
	assert_int_equal(n_violations(&w, "2026-10-12T14:00"), 0); /* soon: it stands */
	sp_arena_finish(&arena);
	world_finish(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(year_keeps_the_rules),
		cmocka_unit_test(planning_again_changes_nothing),
		cmocka_unit_test(lost_time_moves_what_it_must),
		cmocka_unit_test(locked_and_soon_stay),
		cmocka_unit_test(booked_meetings_are_agreed),
		cmocka_unit_test(what_is_soon_keeps_its_order),
		cmocka_unit_test(long_work_is_not_lost_among_short),
		cmocka_unit_test(protected_work_goes_first),
		cmocka_unit_test(other_pieces_stay),
		cmocka_unit_test(part_that_clashes_is_refused),
		cmocka_unit_test(what_is_done_counts),
		cmocka_unit_test(reserve_is_left),
		cmocka_unit_test(proposal_before_the_end),
		cmocka_unit_test(questions_have_answers),
		cmocka_unit_test(order_of_rows_makes_no_difference),
		cmocka_unit_test(broken_rules_are_found),
		cmocka_unit_test(a_fixed_piece_stands_in_part),
	};

	return cmocka_run_group_tests_name("planner", tests, NULL, NULL);
}
