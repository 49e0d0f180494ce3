/*
 * One row a week of the school year. A task without a place counts in the week of its due date (the last school day on or
 * before it), those already overdue in the week of now: that is when the hours would be wanted.
 */
#include "senplan/report/ahead.h"

#include "senplan/model/availability.h"

#include <assert.h>

enum { WEEK_DAYS = 7, WEEKS_MOST = 60 };

struct builder {
	const struct sp_snapshot *snapshot;
	sp_time now;
	struct sp_arena *arena;
	struct sp_ahead_week *weeks;
	size_t n;
	struct sp_ahead_shift *shifts;
	size_t n_shifts;
};

static struct sp_ahead_week *
week_of(const struct builder *builder, sp_day day)
{
	sp_day first = builder->weeks[0].monday;
	sp_day index = (sp_day_monday(day) - first) / WEEK_DAYS;

	if (day < first || (size_t)index >= builder->n)
		return NULL;
	return &builder->weeks[index];
}

/* A half-term may begin on paper with the weekend before its first school day. */
static sp_day
first_monday(const struct builder *builder, const struct sp_half_term *half_term)
{
	sp_day day = half_term->from_day;

	for (int i = 0; i < WEEK_DAYS && !sp_year_is_working_day(builder->snapshot, day); i++)
		day++;
	return sp_day_monday(day);
}

/* What the week is: its first open day speaks for it. */
static void
describe_week(const struct builder *builder, struct sp_ahead_week *week)
{
	const struct sp_half_term *half_term;

	week->half_term = "";
	week->info = sp_year_day(builder->snapshot, week->monday);
	for (sp_day day = week->monday; day < week->monday + WEEK_DAYS; day++) {
		if (!sp_year_is_working_day(builder->snapshot, day))
			continue;
		if (week->n_open_days++ > 0)
			continue;
		week->info = sp_year_day(builder->snapshot, day);
		half_term = sp_year_half_term(builder->snapshot, day);
		if (half_term == NULL)
			continue;
		week->half_term = half_term->name;
		week->week_of_half_term = (week->monday - first_monday(builder, half_term)) / WEEK_DAYS + 1;
	}
}

static enum sp_rc
add_planned(struct builder *builder, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = builder->snapshot;
	int32_t *placed = SP_ARENA_NEW_N(builder->arena, int32_t, snapshot->tasks.n);

	if (placed == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < snapshot->blocks.n; i++) {
		const struct sp_block *block = &snapshot->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(snapshot, block->task);
		struct sp_ahead_week *week = week_of(builder, sp_time_day(block->start));

		if (task != NULL)
			placed[task - snapshot->tasks.items] += block->length_min;
		if (week == NULL)
			continue;
		week->planned_min += block->length_min;
		week->load_min += block->length_min;
	}
	for (size_t i = 0; i < snapshot->tasks.n; i++) {
		const struct sp_task *task = &snapshot->tasks.items[i];
		sp_day due = task->work_by_day != SP_DAY_NONE ? task->work_by_day : task->due_day;
		struct sp_ahead_week *week;

		if (task->state != SP_TASK_OPEN || due == SP_DAY_NONE || placed[i] >= task->length_min)
			continue;
		if (due < sp_time_day(builder->now))
			due = sp_time_day(builder->now);
		week = week_of(builder, due);
		if (week != NULL)
			week->load_min += task->length_min - placed[i];
	}
	return SP_OK;
}

static enum sp_rc
add_shifts(struct builder *builder, const struct sp_clock *clocks, size_t n, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = builder->snapshot;

	builder->shifts = SP_ARENA_NEW_N(builder->arena, struct sp_ahead_shift, snapshot->tasks.n);
	if (builder->shifts == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < snapshot->tasks.n; i++) {
		const struct sp_task *task = &snapshot->tasks.items[i];
		struct sp_shift shift;

		if (task->state != SP_TASK_OPEN)
			continue;
		shift = sp_plan_shift_of(snapshot, task, clocks, n);
		if (shift.month != 0 || shift.closed)
			builder->shifts[builder->n_shifts++] = (struct sp_ahead_shift){task, shift};
	}
	return SP_OK;
}

static enum sp_rc
add_clocks(struct builder *builder, struct sp_err *reterr)
{
	const struct sp_clock *clocks;
	size_t n;
	enum sp_rc rc = sp_clocks_of(builder->snapshot, (sp_case_id){0}, builder->now, builder->arena,
				     &clocks, &n, reterr);

	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < n; i++) {
		const struct sp_clock *clock = &clocks[i];
		struct sp_ahead_week *week;

		if (clock->due_day == SP_DAY_NONE || clock->state == SP_CLOCK_MET ||
		    clock->state == SP_CLOCK_LATE)
			continue;
		week = week_of(builder, clock->due_day);
		if (week == NULL)
			continue;
		week->n_clocks++;
		week->n_late += clock->state == SP_CLOCK_MISSED || sp_clock_urgency(clock) == SP_URGENCY_LATE;
	}
	return add_shifts(builder, clocks, n, reterr);
}

enum sp_rc
sp_ahead_build(const struct sp_snapshot *snapshot, sp_time now, struct sp_arena *arena,
	       struct sp_ahead *ret_ahead, struct sp_err *reterr)
{
	struct sp_ahead ahead = {.year = sp_year_of(sp_time_day(now))};
	struct builder builder = {.snapshot = snapshot, .now = now, .arena = arena};
	sp_day first = sp_day_monday(ahead.year.from_day);
	enum sp_rc rc = SP_OK;

	assert(ahead.year.from_day <= ahead.year.to_day);
	builder.n = (size_t)((ahead.year.to_day - first) / WEEK_DAYS + 1);
	if (builder.n > WEEKS_MOST)
		builder.n = WEEKS_MOST;
	builder.weeks = SP_ARENA_NEW_N(arena, struct sp_ahead_week, builder.n);
	if (builder.weeks == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < builder.n && rc == SP_OK; i++) {
		struct sp_ahead_week *week = &builder.weeks[i];

		week->monday = first + (sp_day)i * WEEK_DAYS;
		describe_week(&builder, week);
		rc = sp_allocated_min(snapshot, week->monday, week->monday + WEEK_DAYS - 1, arena,
				      &week->allocated_min, reterr);
	}
	if (rc == SP_OK)
		rc = add_planned(&builder, reterr);
	if (rc == SP_OK)
		rc = add_clocks(&builder, reterr);
	if (rc == SP_OK)
		rc = sp_demand_build(snapshot, now, arena, &ahead.demand, reterr);
	if (rc == SP_OK)
		rc = sp_plan_bound(snapshot, now, arena, &ahead.bound, reterr);
	if (rc != SP_OK)
		return rc;
	ahead.weeks = builder.weeks;
	ahead.n_weeks = builder.n;
	ahead.shifts = builder.shifts;
	ahead.n_shifts = builder.n_shifts;
	*ret_ahead = ahead;
	return SP_OK;
}
