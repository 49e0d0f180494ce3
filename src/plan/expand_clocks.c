/*
 * Clocks become tasks. A step of the school's is work, due by its limit. A step of the LA's or the family's is only a date
 * to watch; when its row names an activity, chasing it is a short task from the day after.
 *
 * Order. The steps' own order comes from their rows. Besides, what a rule counts from the meeting holds against the meeting
 * wherever it is placed: papers 14 days before it (a minimum lag: sending them later cannot be repaired), the report
 * within 14 days after it (a maximum lag). The lags are computed from the rules, so a changed rule moves both.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/year.h"
#include "senplan/plan/clocks.h"

#include "expansion.h"
#include "rounds.h"
#include "rules.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct clock_task { /* a clock and the task that is wanted for it, if any */
	const struct sp_clock *clock;
	sp_task_id task;
	bool open;
};

struct wanted_link {
	sp_task_id before, after;
	int32_t min_lag_day, max_lag_day;
};

struct chain_build {
	struct sp_wanted *w;
	struct clock_task *items; /* of one round, by position */
	size_t n;
	SP_ARRAY(struct wanted_link) links;
	size_t first_link; /* of this round */
};

static int
by_round(const void *a, const void *b)
{
	const struct sp_clock *x = ((const struct clock_task *)a)->clock,
			      *y = ((const struct clock_task *)b)->clock;
	int order = x->subject->id.v < y->subject->id.v ? -1 : x->subject->id.v > y->subject->id.v;

	if (order == 0)
		order = strcmp(x->chain, y->chain);
	if (order == 0)
		order = strcmp(x->cycle, y->cycle);
	if (order == 0)
		order = x->step->position < y->step->position ? -1 : x->step->position > y->step->position;
	return order != 0 ? order : strcmp(x->step->key, y->step->key);
}

static bool
same_round(const struct sp_clock *a, const struct sp_clock *b)
{
	return a->subject == b->subject && strcmp(a->chain, b->chain) == 0 && strcmp(a->cycle, b->cycle) == 0;
}

static bool
is_over(const struct sp_clock *clock)
{
	switch (clock->state) {
	case SP_CLOCK_MET:
	case SP_CLOCK_LATE:
		return true;
	case SP_CLOCK_OPEN:
	case SP_CLOCK_WAITING:
	case SP_CLOCK_MISSED:
		return false;
	}
	assert(!"a state that is not handled");
	return false;
}

static const struct sp_clock *
meeting_of(const struct chain_build *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (sp_plan_step_is_meeting(c->items[i].clock->step))
			return c->items[i].clock;
	return NULL;
}

static bool
counts_from_meeting(const struct sp_clock *clock, enum sp_side side)
{
	return clock->rule != NULL && clock->rule->side == side && sp_streq(clock->rule->anchor, "meeting");
}

/* Without a task: what has no date though a rule should give one, what is long past, what is not ours to do. */
static bool
is_work(const struct chain_build *c, const struct sp_clock *clock)
{
	const struct sp_clock *meeting = meeting_of(c);

	if (clock->due_day == SP_DAY_NONE)
		return clock->step->owner == SP_OWNER_SCHOOL && clock->step->rule[0] == '\0' &&
		       clock->state == SP_CLOCK_OPEN;
	if (clock->step->owner != SP_OWNER_SCHOOL && clock->step->activity.v == 0)
		return false;
	if (meeting != NULL && is_over(meeting) && clock->due_day < c->w->year_from)
		return false;
	/* The term is over: the next one has a meeting of its own, this one is only counted. */
	if (clock->begins == SP_START_SUPPORT && clock->state == SP_CLOCK_MISSED)
		return false;
	return true;
}

/* From the day after its limit; not yet known while the meeting it follows is not fixed (then the link says when). */
static void
date_chase(const struct chain_build *c, const struct sp_clock *clock, struct sp_task *row)
{
	const struct sp_clock *meeting = meeting_of(c);
	sp_day first;
	bool floats = meeting != NULL && !is_over(meeting) && meeting->booked_start == SP_TIME_NONE &&
		      counts_from_meeting(clock, SP_SIDE_AFTER);

	row->hard = false;
	row->release = floats ? SP_TIME_NONE : sp_time_of(clock->due_day + 1, 0);
	first = sp_year_school_day_after(c->w->snapshot, clock->due_day + 1);
	if (first == SP_DAY_NONE || first > c->w->last_day)
		first = clock->due_day + 1;
	row->due_day = first + (clock->step->lead_day > 0 ? clock->step->lead_day : 1);
	row->work_by_day = sp_plan_work_by(c->w->snapshot, row->due_day);
}

/*
 * Its work may begin so many days before the day on which it must be done. A booked meeting stands at its own time; one that
 * is booked for a day only, not before that day.
 */
static void
date_work(const struct sp_clock *clock, struct sp_task *row)
{
	row->due_day = clock->due_day;
	row->work_by_day = clock->work_by_day;
	if (clock->booked_start != SP_TIME_NONE && sp_time_minute(clock->booked_start) != 0)
		row->fixed_start = clock->booked_start;
	else if (clock->booked_start != SP_TIME_NONE)
		row->release = clock->booked_start;
	else if (clock->step->lead_day > 0 && clock->work_by_day != SP_DAY_NONE)
		row->release = sp_time_of(clock->work_by_day - clock->step->lead_day, 0);
}

/* Of another party's step ours is the chase: "ask the LA: decision". */
static const char *
title_of(struct chain_build *c, const struct sp_clock *clock)
{
	const char *name = clock->step->name, *title;

	if (clock->step->owner == SP_OWNER_SCHOOL)
		return name;
	title = sp_arena_printf(c->w->scratch, "ask the %s: %s",
				clock->step->owner == SP_OWNER_LA ? "LA" : "family",
				sp_starts_with(name, "LA ") ? name + 3 : name);
	c->w->edits->failed |= title == NULL;
	return title == NULL ? name : title;
}

static bool
make_row(struct chain_build *c, const struct sp_clock *clock, struct sp_task *row)
{
	struct sp_wanted *w = c->w;
	const struct sp_activity *activity = sp_snapshot_activity(w->snapshot, clock->step->activity);

	*row = sp_task_blank();
	row->key =
		sp_arena_printf(w->scratch, "%s:%s:%s", clock->subject->code, clock->step->key, clock->cycle);
	if (row->key == NULL) {
		w->edits->failed = true;
		return false;
	}
	if (activity == NULL) {
		sp_plan_note_problem(w, "A step of a chain has no activity.");
		return false;
	}
	row->title = title_of(c, clock);
	row->activity = activity->id;
	row->subject = clock->subject->id;
	row->rule = clock->rule == NULL ? "" : clock->rule->key;
	row->hard = clock->step->hard;
	row->weight = clock->step->weight < 1 ? 1 : clock->step->weight > 10 ? 10 : clock->step->weight;
	row->weekday = -1;
	row->state = SP_TASK_OPEN;
	sp_plan_size_task(w, row, activity, clock->step->typical_min);
	if (clock->step->owner == SP_OWNER_SCHOOL)
		date_work(clock, row);
	else
		date_chase(c, clock, row);
	return row->fixed_start != SP_TIME_NONE
		       ? sp_time_day(row->fixed_start) <= w->last_day
		       : row->release == SP_TIME_NONE || sp_time_day(row->release) <= w->last_day;
}

/* Also without a release: what falls due after the year's last working day is for the next year's plan. */
static bool
is_of_this_year(const struct sp_wanted *w, const struct sp_clock *clock)
{
	if (clock->due_day == SP_DAY_NONE)
		return true;
	if (clock->step->owner != SP_OWNER_SCHOOL)
		return clock->due_day < w->last_day;
	return clock->work_by_day <= w->last_day || clock->due_day <= w->year_to;
}

static void
want_clock(struct chain_build *c, struct clock_task *item)
{
	const struct sp_clock *clock = item->clock;
	struct sp_task row;

	if (clock->problem != NULL)
		sp_plan_note_problem(c->w, clock->problem);
	if (clock->not_needed)
		return;
	if (is_over(clock)) {
		if (clock->task != NULL)
			sp_plan_want_done(c->w, clock->task);
		return;
	}
	if (!is_work(c, clock) || !make_row(c, clock, &row) || !is_of_this_year(c->w, clock))
		return;
	item->task = sp_plan_want(c->w, &row);
	item->open = clock->task == NULL ||
		     (clock->task->state != SP_TASK_DONE && clock->task->state != SP_TASK_DROPPED);
}

/* --- order --- */

static void
want_link(struct chain_build *c, struct wanted_link link)
{
	for (size_t i = c->first_link; i < c->links.n; i++) {
		struct wanted_link *old = &c->links.items[i];

		if (old->before.v != link.before.v || old->after.v != link.after.v)
			continue;
		if (link.min_lag_day > old->min_lag_day)
			old->min_lag_day = link.min_lag_day;
		if (old->max_lag_day < 0 || (link.max_lag_day >= 0 && link.max_lag_day < old->max_lag_day))
			old->max_lag_day = link.max_lag_day;
		return;
	}
	if (!SP_ARRAY_PUSH(&c->links, link))
		c->w->edits->failed = true;
}

static void
link_to_meeting(struct chain_build *c, const struct clock_task *item, const struct clock_task *meeting)
{
	const struct sp_clock *clock = item->clock;
	int32_t lag;

	if (clock->due_day == SP_DAY_NONE || clock->anchor_day == SP_DAY_NONE)
		return;
	if (counts_from_meeting(clock, SP_SIDE_BEFORE)) {
		lag = clock->anchor_day - clock->due_day;
		want_link(c, (struct wanted_link){item->task, meeting->task, lag < 0 ? 0 : lag, -1});
	} else if (counts_from_meeting(clock, SP_SIDE_AFTER)) {
		lag = clock->due_day - clock->anchor_day;
		lag = lag < 0 ? 0 : lag;
		if (clock->step->owner == SP_OWNER_SCHOOL)
			want_link(c, (struct wanted_link){meeting->task, item->task, 0, lag});
		else
			want_link(c, (struct wanted_link){meeting->task, item->task, lag + 1, -1});
	}
}

static const struct clock_task *
item_named(const struct chain_build *c, const char *step)
{
	for (size_t i = 0; i < c->n; i++)
		if (sp_streq(c->items[i].clock->step->key, step))
			return &c->items[i];
	return NULL;
}

/*
 * The step that it follows. One that has no date yet makes no work, and the order goes on through it: of a plan whose date
 * nobody knows, the views are gathered after the date is agreed, though the invitations between have no limit to be due by.
 */
static void
link_to_former(struct chain_build *c, const struct clock_task *item)
{
	const struct sp_step *step = item->clock->step;
	int32_t min_lag = step->min_lag_day, max_lag = step->max_lag_day;

	for (size_t hops = 0; hops < c->n; hops++) {
		const struct clock_task *former = step->after[0] == '\0' ? NULL : item_named(c, step->after);

		if (former == NULL || former == item)
			return;
		if (former->open) {
			want_link(c, (struct wanted_link){former->task, item->task, min_lag, max_lag});
			return;
		}
		if (former->clock->due_day != SP_DAY_NONE || is_over(former->clock))
			return;
		step = former->clock->step;
		min_lag += step->min_lag_day;
		max_lag = -1;
	}
}

static void
link_round(struct chain_build *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct clock_task *item = &c->items[i];

		if (item->open)
			link_to_former(c, item);
		for (size_t k = 0; k < c->n && item->open; k++) {
			const struct clock_task *other = &c->items[k];

			if (other->open && k != i && sp_plan_step_is_meeting(other->clock->step))
				link_to_meeting(c, item, other);
		}
	}
}

static int
by_ends(const void *a, const void *b)
{
	const struct wanted_link *x = a, *y = b;

	if (x->before.v != y->before.v)
		return x->before.v < y->before.v ? -1 : 1;
	return x->after.v < y->after.v ? -1 : x->after.v > y->after.v;
}

static bool
is_clock_task(const struct sp_snapshot *snapshot, sp_task_id id)
{
	const struct sp_task *task = sp_snapshot_task(snapshot, id);

	return task != NULL && sp_plan_is_step_task(task);
}

/* Links between tasks of clocks are ours: kept, changed or deleted. Others are left alone. */
static void
settle_links(struct chain_build *c)
{
	const struct sp_snapshot *s = c->w->snapshot;
	bool *found = SP_ARENA_NEW_N(c->w->scratch, bool, c->links.n);

	if (found == NULL) {
		c->w->edits->failed = true;
		return;
	}
	if (c->links.n > 0)
		qsort(c->links.items, c->links.n, sizeof *c->links.items, by_ends);
	for (size_t i = 0; i < s->task_links.n; i++) {
		struct sp_task_link row = s->task_links.items[i];
		struct wanted_link key = {.before = row.before, .after = row.after};
		const struct wanted_link *wanted =
			c->links.n == 0 ? NULL
					: bsearch(&key, c->links.items, c->links.n, sizeof key, by_ends);

		if (wanted == NULL) {
			if (is_clock_task(s, row.before) && is_clock_task(s, row.after))
				sp_edits_delete(c->w->edits, SP_ENTITY_task_link, row.id.v);
			continue;
		}
		found[wanted - c->links.items] = true;
		if (row.min_lag_day == wanted->min_lag_day && row.max_lag_day == wanted->max_lag_day)
			continue;
		row.min_lag_day = wanted->min_lag_day;
		row.max_lag_day = wanted->max_lag_day;
		sp_edits_put_task_link(c->w->edits, &row);
	}
	for (size_t i = 0; i < c->links.n; i++) {
		struct sp_task_link row = sp_task_link_blank();

		if (found[i])
			continue;
		row.before = c->links.items[i].before;
		row.after = c->links.items[i].after;
		row.min_lag_day = c->links.items[i].min_lag_day;
		row.max_lag_day = c->links.items[i].max_lag_day;
		sp_edits_put_task_link(c->w->edits, &row);
	}
}

static void
want_rounds(struct chain_build *c, struct clock_task *items, size_t n)
{
	for (size_t from = 0; from < n; from += c->n) {
		c->items = items + from;
		c->first_link = c->links.n;
		for (c->n = 1; from + c->n < n && same_round(items[from].clock, items[from + c->n].clock);)
			c->n++;
		for (size_t i = 0; i < c->n; i++)
			want_clock(c, &c->items[i]);
		link_round(c);
	}
}

enum sp_rc
sp_plan_want_clocks(struct sp_wanted *w, struct sp_err *reterr)
{
	struct chain_build c = {.w = w};
	const struct sp_clock *clocks;
	struct clock_task *items;
	size_t n;
	enum sp_rc rc = sp_clocks_of(w->snapshot, (sp_case_id){0}, w->now, w->scratch, &clocks, &n, reterr);

	if (rc != SP_OK)
		return rc;
	items = SP_ARENA_NEW_N(w->scratch, struct clock_task, n);
	if (items == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < n; i++)
		items[i].clock = &clocks[i];
	if (n > 0)
		qsort(items, n, sizeof *items, by_round);
	want_rounds(&c, items, n);
	settle_links(&c);
	SP_ARRAY_FREE(&c.links);
	return SP_OK;
}
