/*
 * Sums the open tasks of an expanded plan by week, half-term, activity and duty. Work done since Monday is added to the
 * first week: its hours are allocated whole, so what they were used for belongs to it.
 */
#include "senplan/report/demand.h"

#include "senplan/model/availability.h"
#include "senplan/plan/expand.h"

#include <assert.h>
#include <string.h>

enum { WEEK_DAYS = 7 };

struct demand_build {
	const struct sp_snapshot *snapshot; /* expanded */
	sp_day today, from_day, to_day;
	struct sp_arena *arena;
	struct sp_demand_span *weeks;
	size_t n_weeks;
	struct sp_demand_of *activities, *duties;
	int32_t *done_min; /* by task: what was done of it, and of that since Monday */
	int32_t *done_week_min;
	struct sp_demand demand;
};

static bool
is_open_week(const struct demand_build *b, const struct sp_demand_span *week)
{
	for (sp_day day = week->from_day; day <= week->to_day; day++)
		if (sp_year_is_working_day(b->snapshot, day))
			return true;
	return week->allocated_min > 0;
}

static enum sp_rc
make_weeks(struct demand_build *b, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	b->n_weeks = (size_t)((b->to_day - b->from_day) / WEEK_DAYS + 1);
	b->weeks = SP_ARENA_NEW_N(b->arena, struct sp_demand_span, b->n_weeks);
	if (b->weeks == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < b->n_weeks && rc == SP_OK; i++) {
		struct sp_demand_span *week = &b->weeks[i];

		week->name = "";
		week->from_day = b->from_day + (sp_day)i * WEEK_DAYS;
		week->to_day = week->from_day + WEEK_DAYS - 1;
		if (week->to_day > b->to_day)
			week->to_day = b->to_day;
		rc = sp_allocated_min(b->snapshot, week->from_day, week->to_day, b->arena,
				      &week->allocated_min, reterr);
		week->reserve_min = sp_reserve_min(b->snapshot, week->allocated_min);
		week->n_open_weeks = is_open_week(b, week);
	}
	return rc;
}

/* --- what is asked for --- */

static enum sp_rc
sum_done(struct demand_build *b, struct sp_err *reterr)
{
	const struct sp_snapshot *s = b->snapshot;

	b->done_min = SP_ARENA_NEW_N(b->arena, int32_t, s->tasks.n + 1);
	b->done_week_min = SP_ARENA_NEW_N(b->arena, int32_t, s->tasks.n + 1);
	if (b->done_min == NULL || b->done_week_min == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->blocks.n; i++) {
		const struct sp_block *block = &s->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(s, block->task);

		if (task == NULL || block->state != SP_BLOCK_DONE)
			continue;
		b->done_min[task - s->tasks.items] += block->length_min;
		if (sp_time_day(block->start) >= b->from_day)
			b->done_week_min[task - s->tasks.items] += block->length_min;
	}
	return SP_OK;
}

static sp_day
wanted_day(const struct demand_build *b, const struct sp_task *task)
{
	sp_day day = task->fixed_start != SP_TIME_NONE	? sp_time_day(task->fixed_start)
		     : task->work_by_day != SP_DAY_NONE ? task->work_by_day
							: task->due_day;

	return day == SP_DAY_NONE || day < b->today ? b->today : day;
}

/* Whose work it is: a duty's, a pupil's clock's, or neither. */
static void
add_origin(struct demand_build *b, const struct sp_task *task, int32_t length_min)
{
	const struct sp_snapshot *s = b->snapshot;
	const struct sp_duty *duty = sp_snapshot_duty(s, task->duty);

	if (duty != NULL) {
		b->duties[duty - s->duties.items].demand_min += length_min;
		b->duties[duty - s->duties.items].n_tasks++;
		b->demand.duties_min += length_min;
	} else if (strchr(task->key, ':') != NULL) {
		b->demand.clocks_min += length_min;
	} else {
		b->demand.single_min += length_min;
	}
}

static void
add_task(struct demand_build *b, const struct sp_task *task)
{
	const struct sp_snapshot *s = b->snapshot;
	const struct sp_activity *activity = sp_snapshot_activity(s, task->activity);
	size_t at = (size_t)(task - s->tasks.items);
	int32_t left = task->state == SP_TASK_OPEN ? task->length_min - b->done_min[at] : 0;
	int32_t done = b->done_week_min[at];
	sp_day day = wanted_day(b, task);

	if (left < 0 || day > b->to_day)
		left = 0;
	if (left + done == 0 || activity == NULL)
		return;
	assert(day >= b->from_day);
	b->weeks[0].demand_min += done;
	if (left > 0)
		b->weeks[(day - b->from_day) / WEEK_DAYS].demand_min += left;
	b->activities[activity - s->activities.items].demand_min += left + done;
	b->activities[activity - s->activities.items].n_tasks++;
	b->demand.statutory_min += task->hard ? left + done : 0;
	b->demand.delegable_min += activity->delegable ? left + done : 0;
	add_origin(b, task, left + done);
}

/* --- weeks, half-terms, the year --- */

static int32_t
lacking(const struct sp_demand_span *span)
{
	int32_t net_min = span->allocated_min - span->reserve_min;

	return span->demand_min > net_min ? span->demand_min - net_min : 0;
}

static void
add_span(struct sp_demand_span *sum, const struct sp_demand_span *part)
{
	sum->demand_min += part->demand_min;
	sum->allocated_min += part->allocated_min;
	sum->reserve_min += part->reserve_min;
	sum->n_open_weeks += part->n_open_weeks;
	sum->behind_min = part->behind_min;
	sum->to_day = part->to_day;
	sum->shortfall_min = lacking(sum);
}

/* The half-term of the week's first open day; "holidays" for a week without one. A fresh file has no terms to name. */
static const char *
half_term_name(const struct demand_build *b, const struct sp_demand_span *week)
{
	for (sp_day day = week->from_day; day <= week->to_day; day++) {
		const struct sp_half_term *half =
			sp_year_is_working_day(b->snapshot, day) ? sp_year_half_term(b->snapshot, day) : NULL;

		if (half != NULL)
			return half->name;
	}
	return b->snapshot->calendar == NULL || b->snapshot->calendar->n_half_terms == 0 ? "no terms yet"
											 : "holidays";
}

/* Weeks of one name that follow each other make a row. */
static enum sp_rc
make_half_terms(struct demand_build *b, struct sp_err *reterr)
{
	struct sp_demand_span *rows = SP_ARENA_NEW_N(b->arena, struct sp_demand_span, b->n_weeks);
	struct sp_demand *d = &b->demand;
	size_t n = 0;

	if (rows == NULL)
		return sp_err_nomem(reterr);
	d->year = (struct sp_demand_span){.name = "", .from_day = b->from_day};
	for (size_t i = 0; i < b->n_weeks; i++) {
		struct sp_demand_span *week = &b->weeks[i];
		const char *name = half_term_name(b, week);

		if (n == 0 || rows[n - 1].name != name)
			rows[n++] = (struct sp_demand_span){.name = name, .from_day = week->from_day};
		week->shortfall_min = lacking(week);
		add_span(&d->year, week);
		week->behind_min = d->year.shortfall_min;
		d->year.behind_min = week->behind_min;
		add_span(&rows[n - 1], week);
		if (d->breaks == NULL && week->behind_min > 0)
			d->breaks = week;
	}
	d->half_terms = rows;
	d->n_half_terms = n;
	return SP_OK;
}

static enum sp_rc
sum_tasks(struct demand_build *b, struct sp_err *reterr)
{
	const struct sp_snapshot *s = b->snapshot;
	enum sp_rc rc = make_weeks(b, reterr);

	if (rc == SP_OK)
		rc = sum_done(b, reterr);
	if (rc != SP_OK)
		return rc;
	b->activities = SP_ARENA_NEW_N(b->arena, struct sp_demand_of, s->activities.n + 1);
	b->duties = SP_ARENA_NEW_N(b->arena, struct sp_demand_of, s->duties.n + 1);
	if (b->activities == NULL || b->duties == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->tasks.n; i++)
		add_task(b, &s->tasks.items[i]);
	return make_half_terms(b, reterr);
}

/* A snapshot that is not stored yet has provisional rows, whose ids the expansion must not give again. */
static int64_t
last_provisional(const struct sp_snapshot *s)
{
	int64_t last = 0;

	if (s->tasks.n > 0 && s->tasks.items[0].id.v < last)
		last = s->tasks.items[0].id.v;
	if (s->task_links.n > 0 && s->task_links.items[0].id.v < last)
		last = s->task_links.items[0].id.v;
	return last;
}

enum sp_rc
sp_demand_build(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
		struct sp_demand *ret, struct sp_err *reterr)
{
	struct sp_school_year year = sp_year_of(sp_time_day(now));
	struct demand_build b = {.today = sp_time_day(now),
				 .from_day = sp_day_monday(sp_time_day(now)),
				 .to_day = year.to_day,
				 .arena = arena};
	struct sp_snapshot expanded;
	struct sp_expansion expansion;
	struct sp_edits edits;
	enum sp_rc rc;

	sp_edits_init(&edits, arena);
	edits.last_provisional = last_provisional(snapshot);
	rc = sp_plan_expand(snapshot, now, &edits, &expansion, reterr);
	if (rc == SP_OK)
		rc = sp_snapshot_apply(snapshot, &edits, arena, &expanded, reterr);
	if (rc != SP_OK)
		return rc;
	b.snapshot = &expanded;
	rc = sum_tasks(&b, reterr);
	if (rc != SP_OK)
		return rc;
	b.demand.weeks = b.weeks;
	b.demand.n_weeks = b.n_weeks;
	b.demand.activities = b.activities;
	b.demand.duties = b.duties;
	*ret = b.demand;
	return SP_OK;
}
