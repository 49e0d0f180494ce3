/*
 * How much a re-plan may move, and what a plan is like: the ladder of answers keeps its order, what stands stands unless it
 * is allowed to move, and the plan follows the weights.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/plan/expand.h"
#include "senplan/plan/notice.h"
#include "senplan/plan/planner.h"

#include "plan/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define NOW   "2026-10-05T08:00"
#define LATER "2026-11-30T08:00" /* reviews with parents are due by the end of the term */

static bool
make_uid(void *context, char *buf, size_t size)
{
	int *n = context;

	snprintf(buf, size, "uid-%d", (*n)++);
	return true;
}

static struct sp_proposal
answer_within(struct world *w, const char *now, enum sp_stability moves, unsigned allow, uint64_t ticks,
	      struct sp_arena *arena)
{
	struct sp_plan_request request = {.now = world_time(now),
					  .from_day = SP_DAY_NONE,
					  .to_day = SP_DAY_NONE,
					  .seed = 3,
					  .ticks = ticks,
					  .moves = moves,
					  .allow = allow};
	struct sp_proposal proposal = {0};
	struct sp_planner *planner;
	struct sp_err err;

	sp_arena_init(arena);
	if (sp_planner_create(&w->snapshot, &request, arena, &planner, &err) != SP_OK)
		fail_msg("%s", err.text);
	while (sp_planner_run(planner, 4000))
		;
	if (sp_planner_proposal(planner, arena, &proposal, &err) != SP_OK)
		fail_msg("%s", err.text);
	return proposal;
}

static struct sp_proposal
answer(struct world *w, const char *now, enum sp_stability moves, unsigned allow, struct sp_arena *arena)
{
	return answer_within(w, now, moves, allow, 60000, arena);
}

static void
accept_first(struct world *w)
{
	static int n_uids;
	struct sp_uid_source uids = {make_uid, &n_uids, 1000};
	struct sp_arena arena;
	struct sp_proposal proposal = answer(w, "2026-09-03T08:00", SP_STABILITY_BALANCED, 0, &arena);
	struct sp_err err;

	assert_false(proposal.is_replan);
	if (sp_proposal_edits(&w->snapshot, &proposal, "", uids, &w->edits, &err) != SP_OK)
		fail_msg("%s", err.text);
	world_apply(w);
	sp_arena_finish(&arena);
}

/* An expanded year; with a plan when it is wanted. */
static void
make_year(struct world *w, int n_ehcp, int n_support, bool planned)
{
	struct sp_expansion result;
	struct sp_err err;

	world_begin(w);
	world_add_week(w);
	world_add_demand(w, n_ehcp, n_support);
	if (sp_plan_expand(&w->snapshot, world_time("2026-09-03T08:00"), &w->edits, &result, &err) != SP_OK)
		fail_msg("%s", err.text);
	world_apply(w);
	if (planned)
		accept_first(w);
}

static void
test_fewer_moves_or_a_better_plan(void **state)
{
	struct sp_arena arenas[3];
	struct sp_proposal p[3];
	struct world w;

	(void)state;
	make_year(&w, 70, 160, true);
	world_lose(&w, "2026-10-06T08:00", 240);
	for (int i = 0; i < 3; i++) {
		p[i] = answer(&w, NOW, (enum sp_stability)i, 0, &arenas[i]);
		assert_true(p[i].is_replan);
		assert_int_equal(p[i].request.moves, i);
		assert_int_equal(p[i].score.hard_late, p[0].score.hard_late);
		assert_true(p[i].bound.more_min >= 0);
		print_message("%-8s %zu moved, soft %lld, moved %lld, no room %d, at most %lld more\n",
			      sp_moves_names[i], p[i].n_moved, (long long)p[i].score.soft,
			      (long long)p[i].score.moved, (int)p[i].no_room_min,
			      (long long)p[i].bound.more_min);
	}
	assert_true(p[SP_STABILITY_FEWEST].score.moved <= p[SP_STABILITY_BALANCED].score.moved);
	assert_true(p[SP_STABILITY_BALANCED].score.moved < p[SP_STABILITY_BEST].score.moved);
	assert_true(p[SP_STABILITY_BEST].score.soft < p[SP_STABILITY_BALANCED].score.soft);
	for (int i = 0; i < 3; i++)
		sp_arena_finish(&arenas[i]);
	world_finish(&w);
}

/* Looking at the answer while it is being improved, as the screen does, changes nothing of how it ends. */
static void
test_looking_changes_nothing(void **state)
{
	struct sp_plan_request request = {.now = world_time("2026-09-03T08:00"),
					  .from_day = SP_DAY_NONE,
					  .to_day = SP_DAY_NONE,
					  .seed = 3,
					  .ticks = 60000};
	struct sp_score scores[2];
	struct world w;

	(void)state;
	make_year(&w, 70, 160, false);
	world_set(&w, "planning", "calm"); /* a first plan that may have to begin again for its dates */
	for (int looks = 0; looks < 2; looks++) {
		struct sp_arena arena;
		struct sp_planner *planner;
		struct sp_proposal p;
		struct sp_err err;
		bool more = true;

		sp_arena_init(&arena);
		assert_int_equal(sp_planner_create(&w.snapshot, &request, &arena, &planner, &err), SP_OK);
		while (more) {
			more = sp_planner_run(planner, 2000);
			if (looks == 1 || !more)
				assert_int_equal(sp_planner_proposal(planner, &arena, &p, &err), SP_OK);
		}
		scores[looks] = p.score;
		sp_arena_finish(&arena);
	}
	assert_int_equal(sp_score_compare(&scores[0], &scores[1]), 0);
	world_finish(&w);
}

/* Makes every second block from `from` on locked or confirmed. */
static void
fix_blocks(struct world *w, const char *from, bool confirmed)
{
	for (size_t i = 0; i < w->snapshot.blocks.n; i += 2) {
		struct sp_block block = w->snapshot.blocks.items[i];

		if (block.start < world_time(from))
			continue;
		if (confirmed)
			block.state = SP_BLOCK_CONFIRMED;
		else
			block.locked = true;
		sp_edits_put_block(&w->edits, &block);
	}
	world_apply(w);
}

enum { SOON_HOURS = 168 }; /* the most that can be set */

enum kind { SOON, LOCKED, CONFIRMED, FREE };

static enum kind
kind_of(const struct world *w, const struct sp_change *change)
{
	const struct sp_block *block = sp_snapshot_block(&w->snapshot, change->block);

	assert_non_null(block);
	assert_true(block->start >= world_time(NOW)); /* what has begun, or is past, never moves */
	if (block->state == SP_BLOCK_CONFIRMED)
		return CONFIRMED;
	if (block->locked)
		return LOCKED;
	return block->start < world_time(NOW) + SOON_HOURS * 60 ? SOON : FREE;
}

/* With the answer that moves most, what stands is moved only when that is allowed, and then it is. */
static void
test_what_stands_moves_only_when_allowed(void **state)
{
	static const unsigned allows[] = {0, SP_ALLOW_SOON, SP_ALLOW_LOCKED, SP_ALLOW_CONFIRMED,
					  SP_ALLOW_ALL};

	(void)state;
	for (int confirmed = 0; confirmed < 2; confirmed++) {
		struct world w;

		make_year(&w, 70, 160, true);
		world_set(&w, "freeze_hours", "168");
		world_lose(&w, "2026-10-08T08:00", 480);
		world_lose(&w, "2026-10-09T08:00", 480);
		fix_blocks(&w, "2026-10-13T00:00", confirmed == 1);
		for (size_t a = 0; a < SP_COUNT(allows); a++) {
			size_t n[FREE + 1] = {0};
			struct sp_arena arena;
			struct sp_proposal p =
				answer_within(&w, NOW, SP_STABILITY_BEST, allows[a], 240000, &arena);

			for (size_t i = 0; i < p.n_changes; i++)
				if (p.changes[i].kind <= SP_CHANGE_DROPPED &&
				    p.changes[i].kind != SP_CHANGE_NEW &&
				    p.changes[i].cause != SP_CAUSE_CHANGE_LOST)
					n[kind_of(&w, &p.changes[i])]++;
			if ((allows[a] & SP_ALLOW_SOON) == 0)
				assert_int_equal(n[SOON], 0);
			if ((allows[a] & SP_ALLOW_LOCKED) == 0)
				assert_int_equal(n[LOCKED], 0);
			if ((allows[a] & SP_ALLOW_CONFIRMED) == 0)
				assert_int_equal(n[CONFIRMED], 0);
			if (allows[a] == SP_ALLOW_ALL) {
				assert_true(n[confirmed == 1 ? CONFIRMED : LOCKED] > 0);
			}
			assert_true(n[FREE] > 0);
			sp_arena_finish(&arena);
		}
		world_finish(&w);
	}
}

enum { WAITING = 24 };

/* Tuesday, full of work that could wait: its proposal accepted, and then no longer due that day. */
static void
fill_tuesday(struct world *w)
{
	static int n_uids;
	struct sp_uid_source uids = {make_uid, &n_uids, 1000};
	struct sp_proposal proposal;
	struct sp_arena arena;
	struct sp_err err;

	for (int i = 0; i < WAITING; i++) {
		struct sp_task row = sp_task_blank();

		row.title = "waits";
		row.activity = world_activity(w, "ehcp.admin");
		row.length_min = 30;
		row.weight = 5;
		row.weekday = -1;
		row.hard = true;
		row.release = world_time("2026-10-06T00:00");
		row.due_day = row.work_by_day = world_day("2026-10-06");
		sp_edits_put_task(&w->edits, &row);
	}
	world_apply(w);
	proposal = answer(w, "2026-10-05T08:00", SP_STABILITY_BALANCED, 0, &arena);
	if (sp_proposal_edits(&w->snapshot, &proposal, "", uids, &w->edits, &err) != SP_OK)
		fail_msg("%s", err.text);
	assert_true(proposal.score.hard_late > 0); /* there is no room for one more */
	world_apply(w);
	sp_arena_finish(&arena);
	for (size_t i = 0; i < w->snapshot.tasks.n; i++) {
		struct sp_task row = w->snapshot.tasks.items[i];

		row.hard = false;
		row.due_day = row.work_by_day = world_day("2026-10-16");
		sp_edits_put_task(&w->edits, &row);
	}
	world_apply(w);
}

/* A date that can be kept only where something stands that is soon: it is kept when that may move, and not otherwise. */
static void
test_what_is_soon_gives_way_when_allowed(void **state)
{
	static const unsigned allows[] = {0, SP_ALLOW_LOCKED, SP_ALLOW_SOON, SP_ALLOW_ALL};
	struct sp_task urgent = sp_task_blank();
	struct world w;

	(void)state;
	world_begin(&w);
	world_add_week(&w);
	fill_tuesday(&w);
	world_set(&w, "freeze_hours", "168");
	urgent.title = "urgent";
	urgent.activity = world_activity(&w, "ehcp.admin");
	urgent.length_min = 30;
	urgent.weight = 5;
	urgent.weekday = -1;
	urgent.hard = true;
	urgent.release = world_time("2026-10-06T00:00");
	urgent.due_day = urgent.work_by_day = world_day("2026-10-06");
	sp_edits_put_task(&w.edits, &urgent);
	world_apply(&w);
	for (size_t a = 0; a < SP_COUNT(allows); a++)
		for (int moves = 0; moves < 3; moves++) {
			bool may = (allows[a] & SP_ALLOW_SOON) != 0;
			struct sp_arena arena;
			struct sp_proposal p = answer(&w, NOW, (enum sp_stability)moves, allows[a], &arena);

			assert_int_equal(p.score.hard_late, may ? 0 : 1);
			if (may)
				assert_in_range(p.n_moved, 1, WAITING);
			else
				assert_int_equal(p.n_moved, 0);
			sp_arena_finish(&arena);
		}
	world_finish(&w);
}

/* Minutes of the fullest week of a first plan. */
static int32_t
fullest_week(const struct sp_proposal *proposal)
{
	int32_t weeks[60] = {0};
	int32_t most = 0;

	for (size_t i = 0; i < proposal->n_changes; i++) {
		const struct sp_change *change = &proposal->changes[i];
		size_t week;

		if (change->kind != SP_CHANGE_NEW)
			continue;
		week = (size_t)(sp_time_day(change->to_start) - sp_day_monday(world_day("2026-09-03"))) / 7;
		assert_true(week < SP_COUNT(weeks));
		weeks[week] += change->length_min;
		most = weeks[week] > most ? weeks[week] : most;
	}
	return most;
}

static void
test_presets(void **state)
{
	static const char *const names[] = {"calm", "balanced", "squeeze"};
	int32_t no_room[3], fullest[3];
	struct world w;

	(void)state;
	make_year(&w, 40, 110, false);
	for (int i = 0; i < 3; i++) {
		struct sp_arena arena;
		struct sp_proposal p;

		world_set(&w, "planning", names[i]);
		/* Long enough for what is worth most to be placed: that takes more minutes than what is worth least. */
		p = answer_within(&w, "2026-09-03T08:00", SP_STABILITY_BALANCED, 0, 400000, &arena);
		no_room[i] = p.no_room_min;
		fullest[i] = fullest_week(&p);
		print_message("%s: %d min without a place, fullest week %d min\n", names[i], (int)no_room[i],
			      (int)fullest[i]);
		sp_arena_finish(&arena);
	}
	assert_true(no_room[2] < no_room[1]);
	assert_true(fullest[0] < fullest[1] && fullest[1] < fullest[2]);
	/* What the person has set stays, whatever the preset. */
	world_set(&w, "reserve_pct", "33");
	assert_int_equal(sp_setting_int(&w.snapshot, "reserve_pct"), 33);
	assert_int_equal(sp_setting_int(&w.snapshot, "weight_switch"), 4);
	world_set(&w, "planning", "calm");
	assert_int_equal(sp_setting_int(&w.snapshot, "reserve_pct"), 33);
	assert_int_equal(sp_setting_int(&w.snapshot, "weight_switch"), 15);
	world_finish(&w);
}

/* Without weights no day is better than another; each weight by itself is felt. */
static void
test_plan_follows_the_weights(void **state)
{
	static const char *const keys[] = {"weight_gap", "weight_switch", "weight_half", "weight_full_day",
					   "weight_last_minute"};
	struct sp_arena arena;
	struct world w;

	(void)state;
	make_year(&w, 40, 110, false);
	for (size_t k = 0; k < SP_COUNT(keys); k++)
		world_set(&w, keys[k], "0");
	assert_int_equal(answer(&w, "2026-09-03T08:00", SP_STABILITY_BALANCED, 0, &arena).score.quality, 0);
	sp_arena_finish(&arena);
	for (size_t k = 0; k < SP_COUNT(keys); k++) {
		int64_t once, twice;

		world_set(&w, keys[k], "5");
		once = answer(&w, "2026-09-03T08:00", SP_STABILITY_BALANCED, 0, &arena).score.quality;
		sp_arena_finish(&arena);
		world_set(&w, keys[k], "10");
		twice = answer(&w, "2026-09-03T08:00", SP_STABILITY_BALANCED, 0, &arena).score.quality;
		sp_arena_finish(&arena);
		world_set(&w, keys[k], "0");
		print_message("%s: %lld, %lld\n", keys[k], (long long)once, (long long)twice);
		assert_true(twice >= once);
		if (k < 2 || k == 3) /* nothing may be in the less good half, or done in the last days */
			assert_true(once > 0);
	}
	world_finish(&w);
}

/* Reviews with parents ask others to come. */
static void
ask_parents(struct world *w)
{
	struct sp_activity row = *sp_snapshot_activity_by_key(&w->snapshot, "parents.meeting");

	row.meets = true;
	sp_edits_put_activity(&w->edits, &row);
	world_apply(w);
}

/* How many of the meetings that need notice a change puts or takes before the day that they are given. */
static int
count_near(const struct world *w, const struct sp_proposal *p, const struct sp_notice *notice, bool taken)
{
	int n = 0;

	for (size_t i = 0; i < p->n_changes; i++) {
		const struct sp_change *c = &p->changes[i];
		const struct sp_task *task = sp_snapshot_task(&w->snapshot, c->task);
		const struct sp_block *block = sp_snapshot_block(&w->snapshot, c->block);
		sp_time from = sp_notice_from(notice, task);

		if (taken ? block != NULL && c->cause != SP_CAUSE_CHANGE_LOST && c->kind != SP_CHANGE_NEW &&
				    block->start < from
			  : (c->kind == SP_CHANGE_NEW || c->kind == SP_CHANGE_MOVED) && c->to_start < from)
			n++;
	}
	return n;
}

/* Parents are not asked for today: a first plan puts no meeting nearer than their notice, and none is only late for it. */
static void
test_others_get_notice(void **state)
{
	static const char *const days[] = {"0", "5"};
	struct sp_task meeting = sp_task_blank();
	struct world w;
	struct sp_notice notice;

	(void)state;
	make_year(&w, 4, 40, false);
	ask_parents(&w);
	world_set(&w, "notice_days", "5");
	notice = sp_notice_of(&w.snapshot, world_time(LATER));
	assert_int_equal(notice.first_day, world_day("2026-12-07"));
	meeting.activity = world_activity(&w, "parents.meeting");
	meeting.key = "";
	assert_int_equal(sp_notice_from(&notice, &meeting), world_time("2026-12-07T00:00"));
	meeting.due_day = world_day("2026-12-07");
	assert_int_equal(sp_notice_from(&notice, &meeting), world_time("2026-12-07T00:00"));
	meeting.due_day = world_day("2026-12-04"); /* asked for by then, so it was spoken about */
	assert_int_equal(sp_notice_from(&notice, &meeting), SP_TIME_NONE);
	meeting.key = "K01:review";
	assert_int_equal(sp_notice_from(&notice, &meeting), world_time("2026-12-07T00:00"));
	meeting.hard = true;
	assert_int_equal(sp_notice_from(&notice, &meeting), SP_TIME_NONE);
	for (size_t i = 0; i < SP_COUNT(days); i++) {
		struct sp_arena arena;
		struct sp_proposal p;
		int near;

		world_set(&w, "notice_days", days[i]);
		p = answer(&w, LATER, SP_STABILITY_BALANCED, 0, &arena);
		notice.snapshot = &w.snapshot;
		near = count_near(&w, &p, &notice, false);
		print_message("notice of %s days: %d meetings before %s\n", days[i], near, "7 December");
		if (i == 0)
			assert_true(near > 0);
		else
			assert_int_equal(near, 0);
		sp_arena_finish(&arena);
	}
	world_finish(&w);
}

/* Whom notice was given is not asked anew, unless that is allowed; what must find another time finds it with notice. */
static void
test_a_near_meeting_stays(void **state)
{
	static const unsigned allows[] = {0, SP_ALLOW_SOON};
	struct sp_notice notice;
	struct world w;

	(void)state;
	make_year(&w, 70, 160, false);
	ask_parents(&w);
	accept_first(&w);
	world_set(&w, "freeze_hours", "0");
	world_set(&w, "notice_days", "5");
	world_lose(&w, "2026-12-03T08:00", 480);
	notice = sp_notice_of(&w.snapshot, world_time(LATER));
	for (size_t a = 0; a < SP_COUNT(allows); a++) {
		struct sp_arena arena;
		struct sp_proposal p = answer_within(&w, LATER, SP_STABILITY_BEST, allows[a], 240000, &arena);
		int taken = count_near(&w, &p, &notice, true);

		print_message("allowed %u: %d near meetings moved\n", allows[a], taken);
		if (allows[a] == 0) {
			assert_int_equal(taken, 0);
			assert_int_equal(count_near(&w, &p, &notice, false), 0);
		} else {
			assert_true(taken > 0);
		}
		sp_arena_finish(&arena);
	}
	world_finish(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fewer_moves_or_a_better_plan),
		cmocka_unit_test(test_looking_changes_nothing),
		cmocka_unit_test(test_what_stands_moves_only_when_allowed),
		cmocka_unit_test(test_what_is_soon_gives_way_when_allowed),
		cmocka_unit_test(test_others_get_notice),
		cmocka_unit_test(test_a_near_meeting_stays),
		cmocka_unit_test(test_presets),
		cmocka_unit_test(test_plan_follows_the_weights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
