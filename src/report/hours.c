/*
 * Sums blocks and log entries over a range of days, by activity, by kind and by week.
 */
#include "senplan/report/hours.h"

#include "senplan/model/availability.h"
#include "senplan/report/standing.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK_DAYS = 7 };

struct hours_build {
	const struct sp_snapshot *snapshot;
	sp_time now;
	struct sp_arena *arena;
	struct sp_hours *hours;
	struct sp_hours_row *rows; /* those of the snapshot's activities in its order, and one of none */
	struct sp_hours_week *weeks;
};

static struct sp_hours_row *
row_of(struct hours_build *b, sp_activity_id id)
{
	const struct sp_snapshot *s = b->snapshot;
	const struct sp_activity *activity = sp_snapshot_activity(s, id);

	return &b->rows[activity == NULL ? s->activities.n : (size_t)(activity - s->activities.items)];
}

/* The week that the moment lies in, or NULL outside the range. */
static struct sp_hours_week *
week_at(const struct hours_build *b, sp_time at)
{
	sp_day day = sp_time_day(at);

	if (day < b->hours->from_day || day > b->hours->to_day)
		return NULL;
	return &b->weeks[(sp_day_monday(day) - b->weeks[0].monday) / WEEK_DAYS];
}

static enum sp_rc
make_weeks(struct hours_build *b, struct sp_err *reterr)
{
	struct sp_hours *hours = b->hours;
	sp_day first = sp_day_monday(hours->from_day);
	enum sp_rc rc = SP_OK;

	hours->n_weeks = (size_t)((hours->to_day - first) / WEEK_DAYS + 1);
	b->weeks = SP_ARENA_NEW_N(b->arena, struct sp_hours_week, hours->n_weeks);
	if (b->weeks == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < hours->n_weeks && rc == SP_OK; i++) {
		struct sp_hours_week *week = &b->weeks[i];

		week->monday = first + (sp_day)i * WEEK_DAYS;
		week->from_day = week->monday > hours->from_day ? week->monday : hours->from_day;
		week->to_day = week->monday + WEEK_DAYS - 1;
		if (week->to_day > hours->to_day)
			week->to_day = hours->to_day;
		for (sp_day day = week->from_day; day <= week->to_day; day++)
			week->n_open_days += sp_year_is_working_day(b->snapshot, day);
		hours->n_open_weeks += week->n_open_days > 0;
		rc = sp_allocated_min(b->snapshot, week->from_day, week->to_day, b->arena,
				      &week->allocated_min, reterr);
	}
	return rc;
}

static void
add_blocks(struct hours_build *b)
{
	const struct sp_snapshot *s = b->snapshot;

	for (size_t i = 0; i < s->blocks.n; i++) {
		const struct sp_block *block = &s->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(s, block->task);
		struct sp_hours_week *week = week_at(b, block->start);

		if (week == NULL)
			continue;
		week->planned_min += block->length_min;
		b->hours->past_planned_min += block->start < b->now ? block->length_min : 0;
		row_of(b, task == NULL ? (sp_activity_id){0} : task->activity)->planned_min +=
			block->length_min;
		if (block->start + block->length_min <= b->now &&
		    sp_standing_of(s, block, b->now).standing == SP_STANDING_OPEN)
			week->unreviewed_min += block->length_min;
	}
}

static void
add_log(struct hours_build *b)
{
	const struct sp_snapshot *s = b->snapshot;

	for (size_t i = 0; i < s->log_entries.n; i++) {
		const struct sp_log_entry *entry = &s->log_entries.items[i];
		struct sp_hours_week *week = week_at(b, entry->start);

		if (week == NULL)
			continue;
		if (entry->kind == SP_LOG_LOST) {
			week->lost_min += entry->length_min;
			b->hours->lost_by_cause_min[entry->cause] += entry->length_min;
			b->hours->lost_by_cause_times[entry->cause]++;
			continue;
		}
		week->logged_min += entry->length_min;
		if (entry->kind == SP_LOG_BEYOND)
			week->beyond_min += entry->length_min;
		row_of(b, entry->activity)->logged_min += entry->length_min;
	}
}

/* So much of a week may be kept free; what blocks have taken of it is no longer there. */
static void
close_week(const struct hours_build *b, struct sp_hours_week *week)
{
	week->reserve_min = sp_reserve_kept_min(b->snapshot, week->allocated_min, week->planned_min);
	week->unplanned_min = week->allocated_min - week->planned_min - week->reserve_min;
	assert(week->allocated_min == week->planned_min + week->reserve_min + week->unplanned_min);
}

static void
sum_weeks(struct hours_build *b)
{
	struct sp_hours *hours = b->hours;

	for (size_t i = 0; i < hours->n_weeks; i++) {
		struct sp_hours_week *week = &b->weeks[i];

		close_week(b, week);
		hours->allocated_min += week->allocated_min;
		hours->planned_min += week->planned_min;
		hours->reserve_min += week->reserve_min;
		hours->unplanned_min += week->unplanned_min;
		hours->logged_min += week->logged_min;
		hours->lost_min += week->lost_min;
		hours->beyond_min += week->beyond_min;
		hours->unreviewed_min += week->unreviewed_min;
	}
	hours->weeks = b->weeks;
}

static void
sum_rows(struct hours_build *b)
{
	struct sp_hours *hours = b->hours;
	size_t n = b->snapshot->activities.n;

	for (size_t i = 0; i < n; i++) {
		const struct sp_hours_row *row = &b->rows[i];

		hours->planned_by_kind_min[row->activity->kind] += row->planned_min;
		hours->logged_by_kind_min[row->activity->kind] += row->logged_min;
		if (row->activity->delegable) {
			hours->delegable_planned_min += row->planned_min;
			hours->delegable_logged_min += row->logged_min;
		}
	}
	hours->planned_of_none_min = b->rows[n].planned_min;
	hours->logged_of_none_min = b->rows[n].logged_min;
}

static int
compare_hours(const void *left, const void *right)
{
	const struct sp_hours_row *a = left;
	const struct sp_hours_row *b = right;

	if ((a->activity == NULL) != (b->activity == NULL))
		return a->activity == NULL ? 1 : -1;
	if (a->planned_min != b->planned_min)
		return a->planned_min > b->planned_min ? -1 : 1;
	if (a->logged_min != b->logged_min)
		return a->logged_min > b->logged_min ? -1 : 1;
	if (a->activity == NULL)
		return 0;
	return a->activity->id.v < b->activity->id.v ? -1 : a->activity->id.v > b->activity->id.v;
}

static void
keep_rows(struct hours_build *b)
{
	size_t kept = 0;

	for (size_t i = 0; i <= b->snapshot->activities.n; i++) {
		struct sp_hours_row row = b->rows[i];

		if (row.planned_min > 0 || row.logged_min > 0 ||
		    (row.activity != NULL && row.activity->target_pct > 0))
			b->rows[kept++] = row;
	}
	qsort(b->rows, kept, sizeof(*b->rows), compare_hours);
	b->hours->rows = b->rows;
	b->hours->n_rows = kept;
}

enum sp_rc
sp_hours_build(const struct sp_snapshot *snapshot, const struct sp_hours_range *range, struct sp_arena *arena,
	       struct sp_hours *ret_hours, struct sp_err *reterr)
{
	struct sp_hours hours = {.from_day = range->from_day, .to_day = range->to_day};
	struct hours_build b = {.snapshot = snapshot, .now = range->now, .arena = arena, .hours = &hours};
	enum sp_rc rc;

	assert(range->from_day <= range->to_day);
	b.rows = SP_ARENA_NEW_N(arena, struct sp_hours_row, snapshot->activities.n + 1);
	if (b.rows == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < snapshot->activities.n; i++)
		b.rows[i].activity = &snapshot->activities.items[i];
	rc = make_weeks(&b, reterr);
	if (rc != SP_OK)
		return rc;
	add_blocks(&b);
	add_log(&b);
	sum_weeks(&b);
	sum_rows(&b);
	keep_rows(&b);
	*ret_hours = hours;
	return SP_OK;
}
