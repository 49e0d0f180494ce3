/*
 * The orchestrator. It reads as the algorithm: restore what was, place the hard tasks, search until none of them is
 * late, place the others in three orders and keep the best, then search for as long as there is budget.
 */
#include "senplan/engine/engine.h"

#include "search.h"

#include <assert.h>
#include <string.h>

enum {
	CORE_STALL = 8,	     /* rounds without improvement for each task of the core, and */
	CORE_STALL_MIN = 40, /* so many more, after which late hard tasks are left for later */
	CORE_STALL_MAX = 1500,
	CORE_CYCLE = 4000,	/* ticks of a cooling of these */
	FIRST_CYCLE = 20000,	/* ticks of the first cooling, */
	FIRST_CYCLE_TASK = 100, /* and for each task; */
	WEEK_CYCLE = 100,	/* instead, of a week: it has many coolings in a tenth of a second, */
	WEEK_TASKS = 40,	/* which is up to so many tasks, */
	WEEK_STEP = 500,	/* and so much more for each one above, until FIRST_CYCLE is reached */
	AGAIN_CYCLE = 3000,	/* the same of a re-plan, which begins near its end */
	AGAIN_CYCLE_TASK = 8,
	AGAIN_CYCLES = 8,
	HOME_TICKS = 4000, /* the most that a home-coming takes, */
	HOME_TICKS_TASK = 4,
	HOME_PART = 8,	  /* and the part of the budget that is kept for the last one */
	BLINK = 400,	  /* one day in 200 is not looked at while searching */
	AGAIN_BLINK = 60, /* one in 30 */
};

/* What no plan can mend, from the state of an empty board. */
static void
count_lost(struct sp_engine *e)
{
	const struct grid *g = &e->grid;

	e->lost_late = e->lost_days = 0;
	for (int32_t i = 0; i < g->n_tasks; i++) {
		const struct grid_task *t = &g->tasks[i];
		int32_t late = t->head - t->due_day;

		if (t->pinned || t->head == g->days)
			late = e->state.tasks[i].late;
		e->lost_late += t->hard && late > 0;
		e->lost_days += t->hard && late > 0 ? late : 0;
	}
}

static size_t
lay_out(struct sp_engine *e, const struct sp_problem *p, void *memory)
{
	struct cutter c = {.memory = memory};
	struct sp_engine *self = cutter_take(&c, 1, sizeof *e);
	size_t tasks = p->n_tasks;

	(void)self;
	grid_lay_out(&e->grid, p, &c);
	state_lay_out(&e->state, &e->grid, &c);
	finder_lay_out(&e->finder, &e->state, &c);
	finder_lay_out_known(&e->finder, &c);
	snapshot_lay_out(&e->best, &e->grid, &c);
	snapshot_lay_out(&e->base, &e->grid, &c);
	e->todo.tasks = cutter_take(&c, tasks, sizeof *e->todo.tasks);
	e->todo.keys = cutter_take(&c, tasks, sizeof *e->todo.keys);
	e->touched = cutter_take(&c, tasks, sizeof *e->touched);
	e->mark = cutter_take(&c, tasks, sizeof *e->mark);
	e->old_n = cutter_take(&c, tasks, sizeof *e->old_n);
	e->old = cutter_take(&c, (size_t)e->grid.n_blocks, sizeof *e->old);
	e->ruined = cutter_take(&c, SEARCH_MAX_RUIN, sizeof *e->ruined);
	e->ruin_keys = cutter_take(&c, tasks + SEARCH_MAX_RUIN, sizeof *e->ruin_keys);
	e->deal = cutter_take(&c, 1, deal_size());
	e->out = cutter_take(&c, (size_t)e->grid.n_blocks, sizeof *e->out);
	return c.used;
}

size_t
sp_engine_size(const struct sp_problem *problem)
{
	struct sp_engine e;

	memset(&e, 0, sizeof e);
	return lay_out(&e, problem, NULL) + 64;
}

enum sp_rc
sp_engine_init(void *memory, size_t size, const struct sp_problem *problem,
	       const struct sp_engine_options *options, struct sp_engine **ret_engine, struct sp_err *reterr)
{
	unsigned char *aligned;
	struct sp_engine *e;
	enum sp_rc rc = sp_problem_validate(problem, reterr);

	if (rc != SP_OK)
		return rc;
	if (memory == NULL || size < sp_engine_size(problem))
		return sp_err_set(reterr, SP_SYSTEM, "The engine was given too little memory.");
	aligned = (unsigned char *)memory + (size_t)(-(uintptr_t)memory & 63);
	e = (struct sp_engine *)(void *)aligned;
	memset(e, 0, sizeof *e);
	lay_out(e, problem, aligned);
	e->options = *options;
	e->finder.state = &e->state;
	e->finder.rand = &e->rand;
	sp_rand_seed(&e->rand, options->seed);
	grid_build(&e->grid);
	memset(e->finder.known, 0, sizeof *e->finder.known << FINDER_KNOWN_BITS);
	memset(e->mark, 0, (size_t)e->grid.n_tasks * sizeof *e->mark);
	improve_start_cycle(e, problem->n_prevs > 0 ? CYCLE_ORDER_AGAIN : CYCLE_ORDER, UINT64_MAX / 256);
	state_clear(&e->state);
	count_lost(e);
	construct_restore(e, CONSTRUCT_CORE);
	if (!options->hard_first)
		construct_restore(e, CONSTRUCT_OTHERS);
	snapshot_save(&e->best, &e->state);
	snapshot_save(&e->base, &e->state);
	construct_core_list(e);
	e->phase = PHASE_CORE;
	*ret_engine = e;
	return SP_OK;
}

/* Are as few hard tasks late, by as few days, as can be? */
static bool
core_is_done(const struct sp_engine *e)
{
	return search_is_hard_done(e, &e->state.score);
}

static void
begin_rest(struct sp_engine *e)
{
	if (e->options.core_only) {
		e->phase = PHASE_DONE;
		return;
	}
	e->finder.blink = 0;
	e->finder.noise = 0;
	if (e->options.hard_first)
		construct_restore(e, CONSTRUCT_OTHERS);
	if (e->grid.p->n_prevs == 0 || e->options.hard_first)
		snapshot_save(&e->base, &e->state);
	e->order_no = 0;
	construct_rest_list(e, 0);
	e->phase = PHASE_REST;
}

/* While soft tasks are late or unplaced, every second cooling is for worth. */
static void
next_cycle(struct sp_engine *e, uint64_t length)
{
	bool again = e->grid.p->n_prevs > 0;
	bool was_worth = e->cycle.kind == CYCLE_WORTH || e->cycle.kind == CYCLE_WORTH_AGAIN;

	if (e->state.score.soft > 0 && !was_worth)
		improve_start_cycle(e, again ? CYCLE_WORTH_AGAIN : CYCLE_WORTH, length);
	else
		improve_start_cycle(e, again ? CYCLE_ORDER_AGAIN : CYCLE_ORDER, length);
}

static uint64_t
first_cycle(const struct sp_engine *e)
{
	uint64_t n = (uint64_t)e->grid.n_tasks;
	uint64_t least = WEEK_CYCLE + (n > WEEK_TASKS ? WEEK_STEP * (n - WEEK_TASKS) : 0);

	return (least < FIRST_CYCLE ? least : FIRST_CYCLE) + FIRST_CYCLE_TASK * n;
}

static void
begin_search(struct sp_engine *e)
{
	e->phase = e->grid.n_tasks > 0 ? PHASE_SEARCH : PHASE_DONE;
	snapshot_load(&e->best, &e->state);
	e->finder.blink = e->grid.p->n_prevs > 0 ? AGAIN_BLINK : BLINK;
	e->stalled = 0;
	e->best_hard = e->best.score.hard_late + e->best.score.hard_days;
	if (e->grid.p->n_prevs > 0)
		improve_start_cycle(e, CYCLE_ORDER_AGAIN,
				    AGAIN_CYCLE + AGAIN_CYCLE_TASK * (uint64_t)e->grid.n_tasks);
	else
		next_cycle(e, first_cycle(e));
}

static void
step_core(struct sp_engine *e)
{
	if (construct_step(e))
		return;
	snapshot_improve(e);
	if (core_is_done(e) || (e->grid.p->n_prevs > 0 && !e->options.hard_first)) {
		begin_rest(e);
		return;
	}
	e->finder.blink = e->grid.p->n_prevs > 0 ? AGAIN_BLINK : BLINK;
	e->stalled = 0;
	e->patience = CORE_STALL_MIN;
	for (int32_t i = 0; i < e->grid.n_tasks && e->patience < CORE_STALL_MAX; i++)
		e->patience += e->grid.tasks[i].core ? CORE_STALL : 0;
	snapshot_save(&e->base, &e->state);
	improve_start_cycle(e, CYCLE_CORE, CORE_CYCLE);
	e->phase = PHASE_CORE_SEARCH;
}

static void
step_core_search(struct sp_engine *e)
{
	improve_round(e, true);
	if (search_compare(e, &e->state.score, &e->base.score) < 0) {
		if (e->state.score.hard_late < e->base.score.hard_late ||
		    e->state.score.hard_days < e->base.score.hard_days)
			e->stalled = 0;
		snapshot_save(&e->base, &e->state);
		snapshot_improve(e);
	}
	if (!core_is_done(e) && ++e->stalled < e->patience &&
	    (e->options.ticks == 0 || e->state.ticks < e->options.ticks / 2)) {
		if (e->state.ticks - e->cycle.from >= e->cycle.length) {
			snapshot_load(&e->base, &e->state);
			improve_start_cycle(e, CYCLE_CORE, CORE_CYCLE);
		}
		return;
	}
	snapshot_load(&e->base, &e->state);
	improve_start_cycle(e, e->grid.p->n_prevs > 0 ? CYCLE_ORDER_AGAIN : CYCLE_ORDER, UINT64_MAX / 256);
	begin_rest(e);
}

static void
begin_home(struct sp_engine *e, enum home_when when)
{
	snapshot_load(&e->best, &e->state);
	home_begin(e);
	e->home.when = when;
	e->phase = PHASE_HOME;
}

static void
step_rest(struct sp_engine *e)
{
	if (construct_step(e))
		return;
	if (!e->whole) {
		e->whole = true;
		e->stats.first_plan_ticks = e->state.ticks;
	}
	snapshot_improve(e);
	if (e->grid.p->n_prevs > 0) {
		if (e->options.starts == NULL && !e->options.hard_first)
			eject_late(e);
		begin_home(e, HOME_FIRST);
		return;
	}
	if (++e->order_no == CONSTRUCT_ORDERS) {
		begin_search(e);
		return;
	}
	snapshot_load(&e->base, &e->state);
	construct_rest_list(e, e->order_no);
}

/*
 * The next cooling begins from the best plan. Of a re-plan, every second one of the first few begins again from what
 * was left of the plan before: fewer moves are found by another way in than by taking moves back.
 */
static void
end_cycle(struct sp_engine *e)
{
	bool again = e->grid.p->n_prevs > 0;
	bool short_again = again && e->n_cycles < AGAIN_CYCLES;

	e->finder.blink = e->grid.p->n_prevs > 0 ? AGAIN_BLINK : BLINK;
	if (again && e->n_cycles++ % 2 == 0) {
		snapshot_load(&e->base, &e->state);
		e->stalled = 0;
		improve_start_cycle(e, CYCLE_ORDER_AGAIN, e->cycle.length);
		e->cycle.hot *= e->n_cycles % 4 == 1 ? 2 : 8;
		return;
	}
	snapshot_load(&e->best, &e->state);
	next_cycle(e, short_again ? e->cycle.length : e->cycle.length * 2);
}

static uint64_t
most_home_ticks(const struct sp_engine *e)
{
	uint64_t most = HOME_TICKS + HOME_TICKS_TASK * (uint64_t)e->grid.n_tasks;

	if ((e->options.starts != NULL || e->options.hard_first) && e->home.when == HOME_FIRST &&
	    e->options.ticks / 2 > most)
		return e->options.ticks / 2;
	return e->home.when == HOME_BETWEEN && e->cycle.length / 4 > most ? e->cycle.length / 4 : most;
}

/* Has the budget come so near to its end that only the way home is left? */
static bool
is_time_to_go_home(const struct sp_engine *e)
{
	uint64_t part = e->options.ticks / HOME_PART;
	uint64_t most = most_home_ticks(e);

	return e->grid.p->n_prevs > 0 && e->options.ticks > 0 &&
	       e->state.ticks >= e->options.ticks - (part < most ? part : most);
}

static void
step_home(struct sp_engine *e)
{
	bool more = home_step(e);

	if (snapshot_improve(e) && e->best_hard > e->best.score.hard_late + e->best.score.hard_days)
		e->best_hard = e->best.score.hard_late + e->best.score.hard_days;
	if (more && (e->home.when == HOME_LAST || e->state.ticks - e->home.from < most_home_ticks(e)))
		return;
	switch (e->home.when) {
	case HOME_FIRST:
		begin_search(e);
		break;
	case HOME_BETWEEN:
		e->phase = PHASE_SEARCH;
		end_cycle(e);
		break;
	case HOME_LAST:
		e->phase = PHASE_DONE;
		break;
	}
}

/* Of a first plan: is only the time for filling in left? */
static bool
is_last_part(const struct sp_engine *e)
{
	return e->grid.p->n_prevs == 0 && e->options.ticks > 0 &&
	       e->state.ticks >= e->options.ticks - e->options.ticks / IMPROVE_FILL_PART;
}

static void
begin_fill(struct sp_engine *e)
{
	snapshot_load(&e->best, &e->state);
	fill_begin(e);
	e->phase = PHASE_FILL;
}

static void
step_fill(struct sp_engine *e)
{
	if (fill_step(e))
		return;
	snapshot_improve(e);
	if (is_last_part(e)) {
		e->phase = PHASE_DONE; /* nothing would be filled in after what a search finds now */
		return;
	}
	e->phase = PHASE_SEARCH;
	end_cycle(e);
}

static void
step_search(struct sp_engine *e)
{
	bool hard = !search_is_hard_done(e, &e->state.score);

	improve_round(e, false);
	e->stalled += hard;
	if (snapshot_improve(e) && e->best_hard > e->best.score.hard_late + e->best.score.hard_days) {
		e->best_hard = e->best.score.hard_late + e->best.score.hard_days;
		e->stalled = 0;
	}
	if (is_time_to_go_home(e)) {
		begin_home(e, HOME_LAST);
	} else if (is_last_part(e) || e->state.ticks - e->cycle.from >= e->cycle.length) {
		if (e->grid.p->n_prevs > 0)
			begin_home(e, HOME_BETWEEN);
		else
			begin_fill(e);
	}
}

static void
step(struct sp_engine *e)
{
	switch (e->phase) {
	case PHASE_CORE:
		step_core(e);
		break;
	case PHASE_CORE_SEARCH:
		step_core_search(e);
		break;
	case PHASE_REST:
		step_rest(e);
		break;
	case PHASE_HOME:
		step_home(e);
		break;
	case PHASE_SEARCH:
		step_search(e);
		break;
	case PHASE_FILL:
		step_fill(e);
		break;
	case PHASE_DONE:
		break;
	}
}

enum sp_engine_state
sp_engine_run(struct sp_engine *e, uint64_t ticks)
{
	bool limited = e->options.ticks > 0, was_whole = e->whole;

	assert(e->finder.state == &e->state);
	e->granted = ticks > UINT64_MAX - e->granted ? UINT64_MAX : e->granted + ticks;
	while (!e->cancelled && e->phase != PHASE_DONE && e->state.ticks < e->granted &&
	       e->whole == was_whole && (!limited || e->state.ticks < e->options.ticks))
		step(e);
	if (e->whole != was_whole)
		e->granted = e->state.ticks;
	e->stats.ticks = e->state.ticks;
	if (e->cancelled)
		return SP_ENGINE_CANCELLED;
	if (e->phase == PHASE_DONE || (limited && e->state.ticks >= e->options.ticks))
		return SP_ENGINE_DONE;
	return SP_ENGINE_PAUSED;
}

void
sp_engine_expect(struct sp_engine *e, uint64_t ticks)
{
	e->expected = ticks;
}

void
sp_engine_cancel(struct sp_engine *e)
{
	e->cancelled = true;
}

/* Sorts the blocks by start, then task: heap sort. */
static bool
placed_before(const struct sp_placed *a, const struct sp_placed *b)
{
	return a->start != b->start ? a->start < b->start : a->task < b->task;
}

static void
sift_placed(struct sp_placed *list, size_t at, size_t n)
{
	for (size_t child; (child = 2 * at + 1) < n; at = child) {
		struct sp_placed swap = list[at];

		if (child + 1 < n && placed_before(&list[child], &list[child + 1]))
			child++;
		if (!placed_before(&list[at], &list[child]))
			return;
		list[at] = list[child];
		list[child] = swap;
	}
}

static void
sort_placed(struct sp_placed *list, size_t n)
{
	for (size_t i = n / 2; i-- > 0;)
		sift_placed(list, i, n);
	for (size_t last = n; last-- > 1;) {
		struct sp_placed swap = list[0];

		list[0] = list[last];
		list[last] = swap;
		sift_placed(list, 0, last);
	}
}

/* Between two looks of the search, the plan in the making can be better than the best that was put aside. */
static bool
is_state_best(const struct sp_engine *e)
{
	return search_compare(e, &e->state.score, &e->best.score) < 0;
}

size_t
sp_engine_moved(const struct sp_engine *e)
{
	const struct grid *g = &e->grid;
	bool from_state = is_state_best(e);
	size_t n = 0;

	for (int32_t i = 0; i < g->n_tasks; i++) {
		const struct grid_task *t = &g->tasks[i];
		const struct block *pool = from_state ? e->state.blocks : e->best.blocks;

		n += t->n_prev > 0 && !t->pinned &&
		     !state_equals_prev(g, i, &pool[t->block],
					from_state ? e->state.tasks[i].n_blocks : e->best.n_blocks[i]);
	}
	return n;
}

void
sp_engine_best(const struct sp_engine *e, struct sp_solution *ret_solution)
{
	const struct grid *g = &e->grid;
	bool from_state = is_state_best(e);
	size_t n = 0;

	for (size_t i = 0; i < g->p->n_pins; i++)
		e->out[n++] = g->p->pins[i];
	for (int32_t i = 0; i < g->n_tasks; i++) {
		int32_t n_blocks = from_state ? e->state.tasks[i].n_blocks : e->best.n_blocks[i];
		const struct block *blocks =
			(from_state ? e->state.blocks : e->best.blocks) + g->tasks[i].block;

		for (int32_t k = 0; k < n_blocks && !g->tasks[i].pinned; k++)
			e->out[n++] = (struct sp_placed){i, blocks[k].start * g->slot_min,
							 blocks[k].n * g->slot_min};
	}
	sort_placed(e->out, n);
	*ret_solution = (struct sp_solution){e->out, n, from_state ? e->state.score : e->best.score};
}

const struct sp_engine_stats *
sp_engine_stats(const struct sp_engine *e)
{
	return &e->stats;
}
