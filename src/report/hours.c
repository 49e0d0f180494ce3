/*
 * Sums blocks and log entries over a range of days, by activity and by kind.
 */
#include "senplan/report/hours.h"

#include "senplan/model/availability.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct sp_hours_row *
row_of(struct sp_hours_row *rows, size_t n, sp_activity_id activity)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].activity->id.v == activity.v)
			return &rows[i];
	return NULL;
}

static void
add_blocks(const struct sp_snapshot *snapshot, struct sp_hours *hours, struct sp_hours_row *rows, size_t n)
{
	for (size_t i = 0; i < snapshot->blocks.n; i++) {
		const struct sp_block *block = &snapshot->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(snapshot, block->task);
		sp_day day = sp_time_day(block->start);
		struct sp_hours_row *row;

		if (day < hours->from_day || day > hours->to_day)
			continue;
		hours->planned_min += block->length_min;
		row = task != NULL ? row_of(rows, n, task->activity) : NULL;
		if (row == NULL)
			continue;
		row->planned_min += block->length_min;
		hours->by_kind_min[row->activity->kind] += block->length_min;
		if (row->activity->delegable)
			hours->delegable_min += block->length_min;
	}
}

static void
add_log(const struct sp_snapshot *snapshot, struct sp_hours *hours, struct sp_hours_row *rows, size_t n)
{
	for (size_t i = 0; i < snapshot->log_entries.n; i++) {
		const struct sp_log_entry *entry = &snapshot->log_entries.items[i];
		sp_day day = sp_time_day(entry->start);
		struct sp_hours_row *row = row_of(rows, n, entry->activity);

		if (day < hours->from_day || day > hours->to_day)
			continue;
		if (entry->kind == SP_LOG_LOST) {
			hours->lost_min += entry->length_min;
			hours->lost_by_cause_min[entry->cause] += entry->length_min;
			continue;
		}
		hours->logged_min += entry->length_min;
		if (entry->kind == SP_LOG_BEYOND)
			hours->beyond_min += entry->length_min;
		if (row != NULL)
			row->logged_min += entry->length_min;
	}
}

static int
compare_hours(const void *left, const void *right)
{
	const struct sp_hours_row *a = left;
	const struct sp_hours_row *b = right;

	if (a->planned_min != b->planned_min)
		return a->planned_min > b->planned_min ? -1 : 1;
	return a->activity->id.v < b->activity->id.v ? -1 : a->activity->id.v > b->activity->id.v;
}

enum sp_rc
sp_hours_build(const struct sp_snapshot *snapshot, sp_day from, sp_day to, struct sp_arena *arena,
	       struct sp_hours *ret_hours, struct sp_err *reterr)
{
	struct sp_hours hours = {.from_day = from, .to_day = to};
	size_t n = snapshot->activities.n;
	struct sp_hours_row *rows = SP_ARENA_NEW_N(arena, struct sp_hours_row, n);
	size_t kept = 0;
	enum sp_rc rc;

	assert(from <= to);
	if (rows == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < n; i++)
		rows[i].activity = &snapshot->activities.items[i];
	add_blocks(snapshot, &hours, rows, n);
	add_log(snapshot, &hours, rows, n);
	for (size_t i = 0; i < n; i++)
		if (rows[i].planned_min > 0 || rows[i].logged_min > 0 || rows[i].activity->target_pct > 0)
			rows[kept++] = rows[i];
	qsort(rows, kept, sizeof(*rows), compare_hours);
	hours.rows = rows;
	hours.n_rows = kept;
	rc = sp_allocated_min(snapshot, from, to, arena, &hours.allocated_min, reterr);
	if (rc == SP_OK)
		*ret_hours = hours;
	return rc;
}
