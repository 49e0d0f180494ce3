/*
 * Sums the open tasks of an expanded plan by week, half-term, activity and duty.
 */
#include "senplan/report/demand.h"

#include "senplan/model/availability.h"
#include "senplan/plan/expand.h"

#include <assert.h>

enum { WEEK_DAYS = 7 };

struct demand_build {
	const struct sp_snapshot *snapshot; /* expanded */
	sp_day today, from_day, to_day;
	struct sp_arena *arena;
	struct sp_demand_span *weeks;
	size_t n_weeks;
	struct sp_demand_of *activities, *duties;
	struct sp_demand demand;
};

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
	}
	return rc;
}

static sp_day
wanted_day(const struct demand_build *b, const struct sp_task *task)
{
	sp_day day = task->work_by_day != SP_DAY_NONE ? task->work_by_day : task->due_day;

	return day == SP_DAY_NONE || day < b->today ? b->today : day;
}

static void
add_task(struct demand_build *b, const struct sp_task *task)
{
	const struct sp_snapshot *s = b->snapshot;
	const struct sp_activity *activity = sp_snapshot_activity(s, task->activity);
	const struct sp_duty *duty = sp_snapshot_duty(s, task->duty);
	sp_day day = wanted_day(b, task);
	size_t week;

	if (task->state != SP_TASK_OPEN || day > b->to_day || activity == NULL)
		return;
	week = (size_t)((day - b->from_day) / WEEK_DAYS);
	assert(week < b->n_weeks);
	b->weeks[week].demand_min += task->length_min;
	b->activities[activity - s->activities.items].demand_min += task->length_min;
	b->activities[activity - s->activities.items].n_tasks++;
	if (duty == NULL)
		return;
	b->duties[duty - s->duties.items].demand_min += task->length_min;
	b->duties[duty - s->duties.items].n_tasks++;
	b->demand.duties_min += task->length_min;
}

static void
close_span(struct sp_demand_span *span)
{
	span->shortfall_min =
		span->demand_min > span->allocated_min ? span->demand_min - span->allocated_min : 0;
}

static void
add_span(struct sp_demand_span *sum, const struct sp_demand_span *part)
{
	sum->demand_min += part->demand_min;
	sum->allocated_min += part->allocated_min;
	sum->to_day = part->to_day;
}

/* The half-term of the week's first open day; "holidays" for a week without one. */
static const char *
half_term_name(const struct demand_build *b, const struct sp_demand_span *week)
{
	for (sp_day day = week->from_day; day <= week->to_day; day++) {
		const struct sp_half_term *half =
			sp_year_is_working_day(b->snapshot, day) ? sp_year_half_term(b->snapshot, day) : NULL;

		if (half != NULL)
			return half->name;
	}
	return "holidays";
}

/* Weeks of one name that follow each other make a row. */
static enum sp_rc
make_half_terms(struct demand_build *b, struct sp_err *reterr)
{
	struct sp_demand_span *rows = SP_ARENA_NEW_N(b->arena, struct sp_demand_span, b->n_weeks);
	size_t n = 0;

	if (rows == NULL)
		return sp_err_nomem(reterr);
	b->demand.year = (struct sp_demand_span){.name = "", .from_day = b->from_day};
	for (size_t i = 0; i < b->n_weeks; i++) {
		const char *name = half_term_name(b, &b->weeks[i]);

		if (n == 0 || rows[n - 1].name != name)
			rows[n++] = (struct sp_demand_span){.name = name, .from_day = b->weeks[i].from_day};
		add_span(&rows[n - 1], &b->weeks[i]);
		add_span(&b->demand.year, &b->weeks[i]);
		close_span(&b->weeks[i]);
	}
	for (size_t i = 0; i < n; i++)
		close_span(&rows[i]);
	close_span(&b->demand.year);
	b->demand.half_terms = rows;
	b->demand.n_half_terms = n;
	return SP_OK;
}

static enum sp_rc
sum_tasks(struct demand_build *b, struct sp_err *reterr)
{
	const struct sp_snapshot *s = b->snapshot;
	enum sp_rc rc = make_weeks(b, reterr);

	if (rc != SP_OK)
		return rc;
	b->activities = SP_ARENA_NEW_N(b->arena, struct sp_demand_of, s->activities.n + 1);
	b->duties = SP_ARENA_NEW_N(b->arena, struct sp_demand_of, s->duties.n + 1);
	if (b->activities == NULL || b->duties == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->activities.n; i++)
		b->activities[i].id = s->activities.items[i].id.v;
	for (size_t i = 0; i < s->duties.n; i++)
		b->duties[i].id = s->duties.items[i].id.v;
	for (size_t i = 0; i < s->tasks.n; i++)
		add_task(b, &s->tasks.items[i]);
	return make_half_terms(b, reterr);
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
