/*
 * Scenarios planned: the edits of a scenario on the plan as it is, duties and clocks expanded with them, the work that an
 * assistant takes gone, and the planner run to its end, exactly as "senplan plan" would after the real change.
 */
#include "senplan/app/what_if.h"

#include "senplan/base/array.h"
#include "senplan/model/year.h"
#include "senplan/plan/expand.h"

#include "what_if_read.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE = 20000, WEEK_DAYS = 7, WEEKS_MOST = 60, LABEL_SIZE = 200, NAME_LEN_MOST = 40 };

/* --- work that leaves --- */

/* The row of a task as the edits have it, to be changed there; a stored one is put first. */
static struct sp_task *
own_task(struct thought *t, const struct sp_task *task)
{
	struct sp_task *copy = NULL;

	for (size_t i = t->edits.n; i-- > 0 && copy == NULL;) {
		struct sp_edit *edit = &t->edits.items[i];

		if (edit->entity != SP_ENTITY_task || edit->op != SP_EDIT_PUT || edit->id != task->id.v)
			continue;
		copy = sp_arena_memdup(t->arena, edit->row, sizeof(*copy));
		edit->row = copy;
		t->edits.failed |= copy == NULL;
		return copy;
	}
	sp_edits_put_task(&t->edits, task);
	if (t->edits.failed)
		return NULL;
	copy = sp_arena_memdup(t->arena, t->edits.items[t->edits.n - 1].row, sizeof(*copy));
	t->edits.items[t->edits.n - 1].row = copy;
	t->edits.failed |= copy == NULL;
	return copy;
}

/* New pupils' work begins when they come. */
static void
hold_back(struct thought *t)
{
	for (size_t i = 0; i < t->snapshot.tasks.n; i++) {
		const struct sp_task *task = &t->snapshot.tasks.items[i];
		struct sp_task *own;

		for (size_t k = 0; k < t->n_pupils; k++) {
			if (task->subject.v != t->pupils[k].subject.v || task->state != SP_TASK_OPEN)
				continue;
			own = own_task(t, task);
			if (own == NULL)
				return;
			if (own->due_day != SP_DAY_NONE && own->due_day < t->pupils[k].from_day)
				own->state = SP_TASK_DROPPED;
			else if (own->release == SP_TIME_NONE ||
				 sp_time_day(own->release) < t->pupils[k].from_day)
				own->release = sp_time_of(t->pupils[k].from_day, 0);
		}
	}
}

static int
by_due(const void *left, const void *right)
{
	const struct sp_task *a = *(const struct sp_task *const *)left;
	const struct sp_task *b = *(const struct sp_task *const *)right;

	if (a->due_day != b->due_day)
		return a->due_day < b->due_day ? -1 : 1;
	return strcmp(a->key, b->key) != 0 ? strcmp(a->key, b->key)
					   : (a->id.v > b->id.v) - (a->id.v < b->id.v);
}

static bool
is_started(const struct sp_snapshot *s, const struct sp_task *task)
{
	for (size_t i = 0; i < s->blocks.n; i++)
		if (s->blocks.items[i].task.v == task->id.v &&
		    (s->blocks.items[i].state != SP_BLOCK_PROPOSED || s->blocks.items[i].locked))
			return true;
	return false;
}

/* Does it fit into the assistant's hours between its release and its date? Takes them, the first weeks first. */
static bool
take_hours(const struct thought *t, const struct sp_task *task, int32_t *left, size_t n_weeks)
{
	sp_day monday = sp_day_monday(sp_time_day(t->app->env.now));
	sp_day begin = task->release == SP_TIME_NONE ? monday : sp_time_day(task->release);
	int64_t first = begin <= monday ? 0 : (begin - monday) / WEEK_DAYS;
	int64_t last = task->due_day < monday ? 0 : (task->due_day - monday) / WEEK_DAYS;
	int32_t room = 0, need = task->length_min;

	if (last >= (int64_t)n_weeks)
		return false;
	for (int64_t i = first; i <= last; i++)
		room += left[i];
	for (int64_t i = first; i <= last && room >= task->length_min; i++) {
		int32_t taken = left[i] < need ? left[i] : need;

		left[i] -= taken;
		need -= taken;
	}
	return room >= task->length_min;
}

static bool
is_open_week(const struct sp_snapshot *s, sp_day monday)
{
	for (sp_day day = monday; day < monday + WEEK_DAYS; day++)
		if (sp_year_is_working_day(s, day))
			return true;
	return false;
}

/* The work that another can do leaves in the order of its dates, up to the hours of each school week. */
static enum sp_rc
delegate(struct thought *t, struct sp_err *reterr)
{
	const struct sp_snapshot *s = &t->snapshot;
	const struct sp_task **tasks = SP_ARENA_NEW_N(t->arena, const struct sp_task *, s->tasks.n + 1);
	sp_day monday = sp_day_monday(sp_time_day(t->app->env.now));
	sp_day last = sp_year_of(sp_time_day(t->app->env.now)).to_day;
	int32_t left[WEEKS_MOST] = {0};
	size_t n_weeks = (size_t)((last - monday) / WEEK_DAYS + 1), n = 0;

	if (tasks == NULL)
		return sp_err_nomem(reterr);
	assert(n_weeks <= WEEKS_MOST);
	for (size_t i = 0; i < n_weeks; i++)
		left[i] = is_open_week(s, monday + (sp_day)i * WEEK_DAYS) ? t->admin_week_min : 0;
	for (size_t i = 0; i < s->tasks.n; i++) {
		const struct sp_task *task = &s->tasks.items[i];
		const struct sp_activity *activity = sp_snapshot_activity(s, task->activity);

		if (task->state == SP_TASK_OPEN && task->due_day != SP_DAY_NONE && activity != NULL &&
		    activity->delegable && task->fixed_start == SP_TIME_NONE && !is_started(s, task))
			tasks[n++] = task;
	}
	qsort(tasks, n, sizeof(const struct sp_task *), by_due);
	for (size_t i = 0; i < n; i++) {
		struct sp_task *own = take_hours(t, tasks[i], left, n_weeks) ? own_task(t, tasks[i]) : NULL;

		if (own != NULL)
			own->state = SP_TASK_DROPPED;
	}
	return SP_OK;
}

/* --- a plan with it, in slices --- */

/* Of one side; each is done in one go, but for planning. */
enum stage { STAGE_READ, STAGE_EXPAND, STAGE_BUILD, STAGE_PLAN, STAGE_TAKE, STAGE_COUNT };

struct outlook { /* one side */
	struct thought thought;
	struct sp_arena planning;
	struct sp_planner *planner;
	struct sp_proposal proposal;
	struct sp_snapshot planned;
	struct sp_demand demand; /* of what is planned */
};

struct sp_thinking {
	struct sp_app *app;
	struct sp_arena arena;
	struct sp_compare compare;
	const char *changes[SP_COMPARE_MOST + 1]; /* of each side; NULL: as it is */
	struct outlook *sides;
	size_t n_sides, at; /* at: the one being worked out */
	enum stage stage;
	bool is_real; /* its blocks are to be stored */
	struct uid_count {
		int64_t n;
	} count;
	enum sp_rc rc;
	struct sp_err err;
};

/* Blocks that are never stored: their UIDs need only differ. */
static bool
count_uid(void *context, char *buf, size_t size)
{
	struct uid_count *count = context;

	return snprintf(buf, size, "what-if-%" PRId64, ++count->n) < (int)size;
}

static enum sp_rc
expand_thought(struct thought *t, struct sp_err *reterr)
{
	struct sp_expansion expansion;
	struct sp_edits more;
	enum sp_rc rc;

	sp_edits_init(&more, t->arena);
	sp_edits_continue(&more, &t->edits);
	rc = sp_plan_expand(&t->snapshot, t->app->env.now, &more, &expansion, reterr);
	if (rc != SP_OK)
		return rc;
	sp_edits_append(&t->edits, &more);
	rc = thought_take(t, reterr);
	if (rc == SP_OK && t->n_pupils > 0)
		hold_back(t);
	if (rc == SP_OK && t->admin_week_min > 0)
		rc = delegate(t, reterr);
	return rc == SP_OK ? thought_take(t, reterr) : rc;
}

static enum sp_rc
begin_planning(struct sp_thinking *thinking, struct outlook *o)
{
	struct sp_plan_request request = {.now = thinking->app->env.now,
					  .from_day = SP_DAY_NONE,
					  .to_day = SP_DAY_NONE,
					  .moves = sp_plan_moves(&thinking->app->snapshot)};

	return sp_planner_create(&o->thought.snapshot, &request, &o->planning, &o->planner, &thinking->err);
}

/* The plan that was made, as it would be stored. */
static enum sp_rc
take_plan(struct sp_thinking *thinking, struct outlook *o)
{
	struct sp_app *app = thinking->app;
	struct sp_uid_source uids = {count_uid, &thinking->count, app->env.now_utc};
	struct sp_compare_side *side = &thinking->compare.sides[thinking->at];
	enum sp_rc rc = sp_planner_proposal(o->planner, &thinking->arena, &o->proposal, &thinking->err);

	if (thinking->is_real) {
		uids.make = app->env.make_uid;
		uids.context = app->env.uid_context;
	}
	if (rc == SP_OK)
		rc = sp_proposal_edits(&o->thought.snapshot, &o->proposal, "what if", uids, &o->thought.edits,
				       &thinking->err);
	if (rc == SP_OK)
		rc = sp_snapshot_apply(&app->snapshot, &o->thought.edits, &thinking->arena, &o->planned,
				       &thinking->err);
	side->snapshot = &o->planned;
	side->words = rc == SP_OK ? sp_arena_strdup(&thinking->arena, o->thought.words.text) : "";
	side->pupils = o->thought.pupils;
	side->n_pupils = o->thought.n_pupils;
	return rc == SP_OK && side->words == NULL ? sp_err_nomem(&thinking->err) : rc;
}

static void
begin_side(struct sp_thinking *thinking)
{
	struct outlook *o = &thinking->sides[thinking->at];

	o->thought = (struct thought){
		.app = thinking->app, .arena = &thinking->arena, .snapshot = thinking->app->snapshot};
	sp_edits_init(&o->thought.edits, &thinking->arena);
	sp_str_init(&o->thought.words);
	sp_arena_init(&o->planning);
	thinking->stage = STAGE_READ;
}

static void
end_side(struct outlook *o)
{
	sp_str_finish(&o->thought.words);
	sp_arena_finish(&o->planning);
}

/* The side is worked out: the next one begins. What is to be stored needs no counting. */
static void
count_side(struct sp_thinking *thinking, struct outlook *o)
{
	if (!thinking->is_real) {
		thinking->rc = sp_demand_build(&o->planned, thinking->app->env.now, &thinking->arena,
					       &o->demand, &thinking->err);
		thinking->compare.sides[thinking->at].demand = &o->demand;
		end_side(o); /* its words and its plan are kept elsewhere */
	}
	thinking->at++;
	if (thinking->at < thinking->n_sides)
		begin_side(thinking);
}

static void
do_stage(struct sp_thinking *thinking, uint64_t ticks)
{
	struct outlook *o = &thinking->sides[thinking->at];
	const char *changes = thinking->changes[thinking->at];

	switch (thinking->stage) {
	case STAGE_READ:
		if (changes != NULL)
			thinking->rc = thought_read(&o->thought, changes, &thinking->err);
		break;
	case STAGE_EXPAND:
		thinking->rc = expand_thought(&o->thought, &thinking->err);
		break;
	case STAGE_BUILD:
		thinking->rc = begin_planning(thinking, o);
		break;
	case STAGE_PLAN:
		if (sp_planner_run(o->planner, ticks))
			return;
		break;
	case STAGE_TAKE:
		thinking->rc = take_plan(thinking, o);
		break;
	case STAGE_COUNT:
		count_side(thinking, o);
		return;
	}
	thinking->stage++;
}

enum sp_rc
sp_thinking_begin(struct sp_app *app, const struct sp_what_if_ask *ask, bool is_real,
		  struct sp_thinking **ret, struct sp_err *reterr)
{
	struct sp_thinking *thinking = calloc(1, sizeof(*thinking));
	size_t first = is_real ? 0 : 1;
	bool failed = thinking == NULL;

	assert(ask->n >= 1 && ask->n <= SP_COMPARE_MOST && (!is_real || ask->n == 1));
	if (failed)
		return sp_err_nomem(reterr);
	sp_arena_init(&thinking->arena);
	thinking->app = app;
	thinking->is_real = is_real;
	thinking->n_sides = ask->n + first;
	thinking->compare = (struct sp_compare){.n_sides = thinking->n_sides,
						.now = app->env.now,
						.range_name = ask->range_name,
						.from_day = ask->from_day,
						.to_day = ask->to_day,
						.exact = ask->exact,
						.ascii = ask->ascii};
	thinking->compare.sides[0].name = "Now";
	if (ask->range_name != NULL) {
		thinking->compare.range_name = sp_arena_strdup(&thinking->arena, ask->range_name);
		failed |= thinking->compare.range_name == NULL;
	}
	for (size_t i = 0; i < ask->n; i++) {
		const char *name = ask->names[i] == NULL ? "Then" : ask->names[i];

		thinking->compare.sides[i + first].name = sp_arena_strdup(&thinking->arena, name);
		thinking->changes[i + first] = sp_arena_strdup(&thinking->arena, ask->changes[i]);
		failed |= thinking->compare.sides[i + first].name == NULL ||
			  thinking->changes[i + first] == NULL;
	}
	thinking->sides = SP_ARENA_NEW_N(&thinking->arena, struct outlook, thinking->n_sides);
	failed |= thinking->sides == NULL;
	if (failed) {
		sp_arena_finish(&thinking->arena);
		free(thinking);
		return sp_err_nomem(reterr);
	}
	begin_side(thinking);
	*ret = thinking;
	return SP_OK;
}

bool
sp_thinking_run(struct sp_thinking *thinking, uint64_t ticks)
{
	if (thinking->rc == SP_OK && thinking->at < thinking->n_sides)
		do_stage(thinking, ticks);
	return thinking->rc == SP_OK && thinking->at < thinking->n_sides;
}

void
sp_thinking_progress(const struct sp_thinking *thinking, size_t *ret_at, size_t *ret_n)
{
	*ret_at = thinking->at < thinking->n_sides ? thinking->at + 1 : thinking->n_sides;
	*ret_n = thinking->n_sides;
}

static enum sp_rc
thinking_end_state(const struct sp_thinking *thinking, struct sp_err *reterr)
{
	assert(thinking->rc != SP_OK || thinking->at == thinking->n_sides);
	if (thinking->rc != SP_OK && reterr != NULL)
		*reterr = thinking->err;
	return thinking->rc;
}

enum sp_rc
sp_thinking_result(const struct sp_thinking *thinking, struct sp_arena *arena, struct sp_review *ret_review,
		   struct sp_err *reterr)
{
	enum sp_rc rc = thinking_end_state(thinking, reterr);

	assert(!thinking->is_real);
	return rc == SP_OK ? sp_compare_build(&thinking->compare, arena, ret_review, reterr) : rc;
}

enum sp_rc
sp_thinking_accept(struct sp_thinking *thinking, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct outlook *o = &thinking->sides[0];
	enum sp_rc rc = thinking_end_state(thinking, reterr);
	char label[LABEL_SIZE];
	struct change change;

	assert(thinking->is_real);
	if (rc != SP_OK)
		return rc;
	outcome_done(ret, "Made real: %s. The plan follows it: %zu new, %zu moved, %zu dropped.",
		     o->thought.words.text, o->proposal.n_new, o->proposal.n_moved, o->proposal.n_dropped);
	change_begin(&change);
	sp_edits_append(&change.edits, &o->thought.edits);
	snprintf(label, sizeof(label), "what if: %.150s", thinking->changes[0]);
	return change_commit(thinking->app, &change, label, reterr);
}

void
sp_thinking_end(struct sp_thinking *thinking)
{
	if (thinking == NULL)
		return;
	for (size_t i = thinking->is_real ? 0 : thinking->at; i < thinking->n_sides && i <= thinking->at; i++)
		end_side(&thinking->sides[i]);
	sp_arena_finish(&thinking->arena);
	free(thinking);
}

/* --- the same in one go --- */

enum sp_rc
sp_what_if(struct sp_app *app, const struct sp_what_if_ask *ask, struct sp_arena *arena,
	   struct sp_review *ret_review, struct sp_err *reterr)
{
	struct sp_thinking *thinking;
	enum sp_rc rc = sp_thinking_begin(app, ask, false, &thinking, reterr);

	if (rc != SP_OK)
		return rc;
	while (sp_thinking_run(thinking, SLICE))
		;
	rc = sp_thinking_result(thinking, arena, ret_review, reterr);
	sp_thinking_end(thinking);
	return rc;
}

enum sp_rc
sp_what_if_accept(struct sp_app *app, const char *changes, struct sp_outcome *ret, struct sp_err *reterr)
{
	struct sp_what_if_ask ask = {.changes = {changes}, .n = 1};
	struct sp_thinking *thinking;
	enum sp_rc rc = sp_thinking_begin(app, &ask, true, &thinking, reterr);

	if (rc != SP_OK)
		return rc;
	while (sp_thinking_run(thinking, SLICE))
		;
	rc = sp_thinking_accept(thinking, ret, reterr);
	sp_thinking_end(thinking);
	return rc;
}

enum sp_rc
sp_what_if_read(const struct sp_app *app, const char *changes, struct sp_arena *arena, const char **ret_words,
		struct sp_err *reterr)
{
	struct thought thought = {.app = app, .arena = arena, .snapshot = app->snapshot};
	enum sp_rc rc;

	sp_edits_init(&thought.edits, arena);
	sp_str_init(&thought.words);
	rc = thought_read(&thought, changes, reterr);
	if (rc == SP_OK) {
		*ret_words = sp_arena_strdup(arena, thought.words.text);
		rc = *ret_words == NULL ? sp_err_nomem(reterr) : SP_OK;
	}
	sp_str_finish(&thought.words);
	return rc;
}

/* --- scenarios --- */

const struct sp_scenario *
sp_scenario_find(const struct sp_snapshot *snapshot, const char *name)
{
	for (size_t i = 0; i < snapshot->scenarios.n; i++)
		if (sp_strieq(snapshot->scenarios.items[i].name, name))
			return &snapshot->scenarios.items[i];
	return NULL;
}

enum sp_rc
sp_scenario_save(struct sp_app *app, const char *name, const char *changes, struct sp_outcome *ret,
		 struct sp_err *reterr)
{
	const struct sp_scenario *there = sp_scenario_find(&app->snapshot, name);
	struct sp_scenario row = {.name = name, .changes = changes};
	char label[LABEL_SIZE];
	struct change change;

	if (name[0] == '\0' || strlen(name) > NAME_LEN_MOST)
		return sp_err_set(reterr, SP_USAGE, "A scenario has a name of at most %d letters.",
				  (int)NAME_LEN_MOST);
	if (there != NULL)
		row.id = there->id;
	outcome_done(ret, "Kept as \"%s\": %.300s.", name, changes);
	change_begin(&change);
	sp_edits_put_scenario(&change.edits, &row);
	snprintf(label, sizeof(label), "scenario kept: %s", name);
	return change_commit(app, &change, label, reterr);
}

enum sp_rc
sp_scenario_remove(struct sp_app *app, const char *name, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_scenario *there = sp_scenario_find(&app->snapshot, name);
	char label[LABEL_SIZE];
	struct change change;

	if (there == NULL)
		return sp_err_set(reterr, SP_NO, "No scenario is called \"%s\".", name);
	outcome_done(ret, "Taken out: scenario \"%s\".", there->name);
	change_begin(&change);
	sp_edits_delete(&change.edits, SP_ENTITY_scenario, there->id.v);
	snprintf(label, sizeof(label), "scenario taken out: %s", there->name);
	return change_commit(app, &change, label, reterr);
}
