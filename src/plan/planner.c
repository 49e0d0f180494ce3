/*
 * The planner: the engine at work on a built problem.
 *
 * A first plan has nothing to keep, and gets the whole budget. A plan that exists is kept: `calm` makes every move dearer
 * than what it could gain among soft tasks, so that only what is hard moves a block that could have stayed. When everything
 * that stood may stay, nothing new fits and no hard task is late without need, there is nothing to do, and nothing is done.
 *
 * Asked for the best (SP_STABILITY_BEST) a re-plan searches like a first plan, with the whole budget, and once.
 *
 * A plan must also be settled: planning again must change nothing. So the answer is given back to the engine as the plan
 * before, in the very way in which the next call would do it, until it comes back unchanged.
 */
#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include "planner-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	MOST_SETTLING = 8,  /* rounds */
	LONGEST_CHAIN = 40, /* steps, in looking for what cannot be in time */
	LOOK_TICKS = 500,
	TRIAL_TICKS = 100, /* what a trial on the way home counts within a slice */
	LONGEST_DAYS = 371,
	PROMISE_TICKS = 4000,
	REPLAN_PART = 20,  /* the search of a re-plan has this part of the budget, */
	HARD_PART = 6,	   /* one that puts hard tasks first, */
	MIX_PART = 6,	   /* one that begins with the mix, */
	EARNEST_PART = 10, /* and the last one for a date that nothing else could keep */
};

/* Nothing in the file is kept, or what is best is asked for: the search has the whole budget. */
static bool
searches_all(const struct sp_planner *planner)
{
	return planner->n_before == 0 || planner->request.moves == SP_STABILITY_BEST;
}

/* Soft points for a point of disturbance: at 150 a near block stays for soft work of up to two hours. */
static int32_t
calm_of(const struct sp_planner *planner)
{
	if (searches_all(planner) || planner->request.moves != SP_STABILITY_BALANCED)
		return 0; /* the order of the tiers says it all */
	return (int32_t)sp_setting_int(planner->build.snapshot, "weight_move");
}

/* The last way home, for a date that no other could keep: the order of the tiers alone counts. */
static bool
is_in_earnest(const struct sp_planner *planner)
{
	return planner->way == SP_WAY_HOME && planner->n_earnest > 0;
}

/* The search that a way has. */
static struct sp_engine_options
options_of(const struct sp_planner *planner)
{
	struct sp_engine_options options = {.seed = planner->request.seed,
					    .ticks = planner->budget / REPLAN_PART + 1,
					    .stability = planner->request.moves};

	switch (planner->way) {
	case SP_WAY_FIRST:
		options.ticks = planner->budget;
		options.stability = SP_STABILITY_BEST;
		break;
	case SP_WAY_FRESH: /* another seed is another look */
		options.core_only = true;
		options.seed += (uint64_t)planner->n_earnest;
		options.ticks = planner->budget;
		options.stability = SP_STABILITY_BEST;
		break;
	case SP_WAY_PROMISE:
		options.core_only = true;
		options.hard_first = true;
		options.ticks = PROMISE_TICKS;
		break;
	case SP_WAY_HARD:
		options.hard_first = true;
		options.ticks = planner->budget / HARD_PART + 1;
		break;
	case SP_WAY_GRAFT:
	case SP_WAY_MIX:
		options.starts = planner->starts;
		options.ticks = planner->budget / MIX_PART + 1;
		options.n_starts = planner->n_starts;
		break;
	case SP_WAY_HOME:
		if (is_in_earnest(planner)) {
			options.stability = SP_STABILITY_FEWEST;
			options.ticks = planner->budget / EARNEST_PART + 1;
		}
		break;
	case SP_WAY_LOOK:
		break;
	}
	return options;
}

static enum sp_rc
start_engine(struct sp_planner *planner, enum sp_planner_way way, struct sp_err *reterr)
{
	struct sp_engine_options options;
	size_t size;
	enum sp_rc rc;

	planner->way = way;
	options = options_of(planner);
	planner->work = planner->build.problem;
	planner->work.prevs = planner->before;
	planner->work.n_prevs = way == SP_WAY_FRESH ? 0 : planner->n_before;
	planner->work.params.calm = planner->work.n_prevs == 0 ? 0
				    : is_in_earnest(planner)   ? 0
							       : calm_of(planner);
	rc = sp_problem_validate(&planner->work, reterr);
	if (rc != SP_OK)
		return rc;
	size = sp_engine_size(&planner->work);
	if (size > planner->memory_size) {
		planner->memory = sp_arena_alloc(planner->arena, size);
		planner->memory_size = size;
	}
	if (planner->memory == NULL)
		return sp_err_nomem(reterr);
	planner->has_looked = false;
	return sp_engine_init(planner->memory, planner->memory_size, &planner->work, &options,
			      &planner->engine, reterr);
}

bool
sp_planner_start(struct sp_planner *planner, enum sp_planner_way way)
{
	struct sp_err err;

	return start_engine(planner, way, &err) == SP_OK;
}

/* A round begins with the plan before: nothing is known of it yet. */
static enum sp_rc
start_round(struct sp_planner *planner, struct sp_err *reterr)
{
	planner->is_replan = planner->n_before > 0;
	planner->has_answer = false;
	planner->has_gone_hard = false;
	planner->stands = false;
	return start_engine(planner, searches_all(planner) ? SP_WAY_FIRST : SP_WAY_LOOK, reterr);
}

static void
set_days(struct sp_planner *planner)
{
	struct sp_build *build = &planner->build;
	sp_day today = sp_time_day(build->now);
	sp_day last;

	build->from_day = planner->request.from_day;
	if (build->from_day == SP_DAY_NONE || build->from_day < today)
		build->from_day = today;
	last = sp_day_monday(build->from_day) + LONGEST_DAYS - 1;
	build->to_day = planner->request.to_day;
	if (build->to_day == SP_DAY_NONE)
		build->to_day = sp_year_of(build->from_day).to_day;
	if (build->to_day > last)
		build->to_day = last;
	if (build->to_day < build->from_day)
		build->to_day = build->from_day;
}

int
sp_planner_by_task(const void *a, const void *b)
{
	const struct sp_placed *x = a, *y = b;

	if (x->task != y->task)
		return x->task < y->task ? -1 : 1;
	return x->start < y->start ? -1 : x->start > y->start;
}

int
sp_planner_by_start(const void *a, const void *b)
{
	const struct sp_placed *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->task < y->task ? -1 : x->task > y->task;
}

static bool
same_blocks(const struct sp_placed *a, const struct sp_placed *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sp_planner_by_task(&a[i], &b[i]) != 0 || a[i].length_min != b[i].length_min)
			return false;
	return true;
}

void
sp_planner_take_best(struct sp_planner *planner)
{
	struct sp_solution best;

	sp_engine_best(planner->engine, &best);
	planner->n_plan = 0;
	for (size_t i = 0; i < best.n_blocks; i++) {
		if (planner->build.items[best.blocks[i].task].fixed)
			continue;
		assert(planner->n_plan < planner->cap_plan);
		planner->plan[planner->n_plan++] = best.blocks[i];
	}
	qsort(planner->plan, planner->n_plan, sizeof *planner->plan, sp_planner_by_task);
}

static bool
is_unchanged(const struct sp_planner *planner)
{
	return planner->n_plan == planner->n_before &&
	       same_blocks(planner->plan, planner->before, planner->n_plan);
}

/* The first day with free time on or after `day`; the end of the horizon when there is none. */
static int32_t
open_day(const struct sp_build *build, int32_t day)
{
	day = day < 0 ? 0 : day;
	while (day < build->days.n_days && build->days.free[day].n == 0)
		day++;
	return day;
}

/* Earliest days on which tasks could end if all the time were theirs: releases, now, lags, closed days. */
static enum sp_rc
find_earliest(struct sp_planner *planner, struct sp_err *reterr)
{
	const struct sp_problem *p = &planner->build.problem;
	bool changed = true;

	planner->earliest_day = SP_ARENA_NEW_N(planner->arena, int32_t, p->n_tasks);
	if (planner->earliest_day == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < p->n_tasks; i++) {
		int32_t from = p->tasks[i].release > p->now ? p->tasks[i].release : p->now;

		planner->earliest_day[i] = open_day(&planner->build, from / SP_DAY_MIN);
	}
	for (int round = 0; changed && round < LONGEST_CHAIN; round++) {
		changed = false;
		for (size_t i = 0; i < p->n_precs; i++) {
			const struct sp_problem_prec *e = &p->precs[i];
			int32_t day =
				open_day(&planner->build, planner->earliest_day[e->before] + e->min_lag_day);

			if (day <= planner->earliest_day[e->after])
				continue;
			planner->earliest_day[e->after] = day;
			changed = true;
		}
	}
	return SP_OK;
}

static bool
is_pin_late(const struct sp_problem *p, int32_t task)
{
	for (size_t i = 0; i < p->n_pins; i++)
		if (p->pins[i].task == task && p->pins[i].start + p->pins[i].length_min > p->tasks[task].due)
			return true;
	return false;
}

/* Hard tasks that are late whatever is done: by their own dates, and by the hours that there are. */
static int64_t
find_least_late(const struct sp_planner *planner)
{
	const struct sp_problem *p = &planner->build.problem;
	const struct sp_solution none = {.n_blocks = 0};
	int64_t pins = 0, hopeless = 0;
	struct sp_bound bound = {0};
	void *scratch = sp_arena_alloc(planner->arena, sp_bound_size(p));

	for (size_t i = 0; i < p->n_tasks; i++) {
		if (!p->tasks[i].hard)
			continue;
		if (planner->build.items[i].fixed)
			pins += is_pin_late(p, (int32_t)i);
		else
			hopeless += p->tasks[i].due <= planner->earliest_day[i] * SP_DAY_MIN;
	}
	if (scratch != NULL)
		sp_bound(p, &none, scratch, &bound);
	return bound.least_hard_late > pins + hopeless ? bound.least_hard_late : pins + hopeless;
}

bool
sp_planner_is_needlessly_late(struct sp_planner *planner, const struct sp_score *score)
{
	if (score->hard_late == 0)
		return false;
	if (planner->least_late < 0)
		planner->least_late = find_least_late(planner);
	return score->hard_late > planner->least_late;
}

/* Hard tasks that stand late in the file. */
static int64_t
count_late(const struct sp_planner *planner)
{
	const struct sp_problem *p = &planner->build.problem;
	int32_t last = -1;
	int64_t n = 0;

	for (size_t i = 0; i < planner->n_before; i++) {
		const struct sp_placed *block = &planner->before[i];

		if (!p->tasks[block->task].hard || block->task == last ||
		    block->start + block->length_min <= p->tasks[block->task].due)
			continue;
		last = block->task;
		n++;
	}
	return n;
}

static size_t
most_blocks(const struct sp_problem *p)
{
	size_t n = p->n_prevs + 1;

	for (size_t i = 0; i < p->n_tasks; i++)
		n += p->tasks[i].chunk_max == 0
			     ? 1
			     : (size_t)(p->tasks[i].length_min /
					(p->tasks[i].chunk_min > 0 ? p->tasks[i].chunk_min : 1)) +
				       1;
	return n;
}

enum sp_rc
sp_planner_create(const struct sp_snapshot *snapshot, const struct sp_plan_request *request,
		  struct sp_arena *arena, struct sp_planner **ret_planner, struct sp_err *reterr)
{
	struct sp_planner *planner = SP_ARENA_NEW(arena, struct sp_planner);
	struct sp_solution first;
	enum sp_rc rc;

	if (planner == NULL)
		return sp_err_nomem(reterr);
	planner->arena = arena;
	planner->request = *request;
	planner->budget =
		request->ticks > 0 ? request->ticks : (uint64_t)sp_setting_int(snapshot, "plan_ticks");
	planner->build = (struct sp_build){.snapshot = snapshot,
					   .arena = arena,
					   .mode = SP_BUILD_PLAN,
					   .now = request->now,
					   .allow = request->allow};
	set_days(planner);
	rc = sp_build_make(&planner->build, reterr);
	if (rc == SP_OK)
		rc = find_earliest(planner, reterr);
	if (rc != SP_OK)
		return rc;
	planner->cap_plan = most_blocks(&planner->build.problem);
	planner->plan = SP_ARENA_NEW_N(arena, struct sp_placed, planner->cap_plan);
	planner->before = SP_ARENA_NEW_N(arena, struct sp_placed, planner->cap_plan);
	planner->chosen = SP_ARENA_NEW_N(arena, bool, planner->build.problem.n_tasks + 1);
	planner->answer = SP_ARENA_NEW_N(arena, struct sp_placed, planner->cap_plan);
	planner->fresh = SP_ARENA_NEW_N(arena, struct sp_placed, planner->cap_plan);
	planner->starts = SP_ARENA_NEW_N(arena, struct sp_placed, planner->cap_plan);
	if (planner->plan == NULL || planner->before == NULL || planner->chosen == NULL ||
	    planner->answer == NULL || planner->fresh == NULL || planner->starts == NULL)
		return sp_err_nomem(reterr);
	planner->least_late = -1;
	planner->n_before = request->fresh ? 0 : planner->build.problem.n_prevs;
	if (planner->n_before > 0)
		memcpy(planner->before, planner->build.prevs, planner->n_before * sizeof *planner->before);
	qsort(planner->before, planner->n_before, sizeof *planner->before, sp_planner_by_task);
	planner->late_before = count_late(planner);
	rc = start_round(planner, reterr);
	if (rc != SP_OK)
		return rc;
	sp_engine_best(planner->engine, &first);
	planner->score_before = first.score;
	*ret_planner = planner;
	return SP_OK;
}

/* The answer is settled, or becomes the plan before of the next round. */
static void
settle_round(struct sp_planner *planner)
{
	struct sp_placed *swap = planner->before;
	struct sp_err err;

	if (planner->is_replan && planner->request.moves == SP_STABILITY_BEST) {
		planner->is_done = true;
		return;
	}
	if ((planner->is_replan && is_unchanged(planner)) || planner->n_rounds == MOST_SETTLING ||
	    planner->n_plan == 0) {
		planner->is_done = !sp_planner_look_again(planner);
		return;
	}
	planner->n_rounds++;
	planner->before = planner->plan;
	planner->n_before = planner->n_plan;
	planner->plan = swap;
	if (start_round(planner, &err) != SP_OK) {
		planner->plan = planner->before; /* out of memory: what there is stands */
		planner->is_done = true;
	}
}

static void
end_round(struct sp_planner *planner)
{
	if (planner->is_replan && !planner->request.fresh && !is_unchanged(planner))
		planner->home = sp_planner_homecoming(planner);
	if (planner->home == NULL)
		settle_round(planner);
}

/* Some trials of the way home; what comes after it waits for the next slice. */
static uint64_t
run_home(struct sp_planner *planner, uint64_t ticks)
{
	uint64_t used = 0;

	for (; used < ticks; used += TRIAL_TICKS)
		if (!sp_homecoming_step(planner->home)) {
			planner->home = NULL;
			settle_round(planner);
			return ticks;
		}
	return ticks;
}

/* The inner planner works; when it is done, so are we. */
static uint64_t
run_inner(struct sp_planner *planner, uint64_t ticks)
{
	uint64_t slice = ticks < LOOK_TICKS ? ticks : LOOK_TICKS;

	if (!sp_planner_run(planner->inner, slice)) {
		sp_planner_settle(planner);
		planner->is_done = true;
	}
	return slice;
}

int32_t
sp_planner_lacking(const struct sp_planner *planner)
{
	const struct sp_build *build = &planner->build;
	int32_t lacking_min = 0;
	size_t at = 0;

	for (size_t i = 0; i < build->n_items; i++) {
		while (at < planner->n_plan && planner->plan[at].task < (int32_t)i)
			at++;
		if (build->items[i].promised &&
		    (at == planner->n_plan || planner->plan[at].task != (int32_t)i))
			lacking_min += build->problem.tasks[i].length_min;
	}
	return lacking_min;
}

/* As soon as all that can be is placed: is there anything to search for? True: the way is at its end. */
static bool
look(struct sp_planner *planner)
{
	struct sp_solution best;

	if (sp_engine_stats(planner->engine)->first_plan_ticks == 0)
		return false;
	sp_engine_best(planner->engine, &best);
	if (planner->has_looked || planner->way != SP_WAY_LOOK)
		return false;
	planner->has_looked = true;
	sp_planner_take_best(planner);
	planner->stands = is_unchanged(planner);
	return planner->stands || sp_planner_is_needlessly_late(planner, &best.score);
}

bool
sp_planner_run(struct sp_planner *planner, uint64_t ticks)
{
	uint64_t left = ticks;

	while (!planner->is_done && left > 0) {
		if (planner->inner != NULL) {
			left -= run_inner(planner, left);
			continue;
		}
		if (planner->home != NULL) {
			left -= run_home(planner, left);
			continue;
		}
		uint64_t before = sp_engine_stats(planner->engine)->ticks, used;
		enum sp_engine_state state = sp_engine_run(planner->engine, left);

		used = sp_engine_stats(planner->engine)->ticks - before;
		left -= used == 0 ? 1 : used < left ? used : left;
		if (state == SP_ENGINE_PAUSED && !look(planner))
			continue;
		planner->ticks += sp_engine_stats(planner->engine)->ticks;
		if (!sp_planner_next_way(planner))
			end_round(planner);
	}
	return !planner->is_done;
}

bool
sp_planner_is_replan(const struct sp_planner *planner)
{
	return !planner->request.fresh && planner->build.problem.n_prevs > 0;
}

const char *const sp_moves_names[] = {
	[SP_STABILITY_BALANCED] = "balanced",
	[SP_STABILITY_FEWEST] = "fewest",
	[SP_STABILITY_BEST] = "best",
	NULL,
};

enum sp_stability
sp_plan_moves(const struct sp_snapshot *snapshot)
{
	const char *moves = sp_setting_text(snapshot, "moves");

	if (sp_streq(moves, sp_moves_names[SP_STABILITY_FEWEST]))
		return SP_STABILITY_FEWEST;
	return sp_streq(moves, sp_moves_names[SP_STABILITY_BEST]) ? SP_STABILITY_BEST : SP_STABILITY_BALANCED;
}
