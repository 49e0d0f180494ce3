/*
 * Wanted shares of the hours. An activity may be wanted for so much of what is allocated in each half-term
 * (`activity edit KEY --target 20%`). When hours are short, its work goes before other work until it has its share, and
 * behind it from there on: its tasks are taken by date, those within the share are promised, those above it give way.
 *	Example: 40 hours are allocated, learning walks are wanted for a tenth: the first four hours of them are promised.
 *
 * Which ones are promised follows from what is asked for, not from what is placed, so planning again changes nothing. A share
 * makes no work: with two hours of walks asked for, there are two hours of walks.
 */
#include "senplan/model/year.h"

#include "build.h"

#include <assert.h>

enum { WHOLE_PCT = 100, MOST_HALF_TERMS = 64 };

struct sp_problem_range
sp_build_half_term(const struct sp_build *build, size_t i)
{
	const struct sp_half_term *term = &build->snapshot->calendar->half_terms[i];
	struct sp_problem_range range = {term->from_day - build->days.day0, term->to_day - build->days.day0};

	range.first_day = range.first_day < 0 ? 0 : range.first_day;
	range.last_day = range.last_day < build->days.n_days ? range.last_day : build->days.n_days - 1;
	return range;
}

int32_t
sp_build_allocated(const struct sp_build *build, struct sp_problem_range range)
{
	int32_t sum = 0;

	for (int32_t day = range.first_day; day <= range.last_day; day++)
		sum += build->days.allocated_min[day];
	return sum;
}

/* Minutes of an activity's blocks (NULL: of all) that stand in the range; of what is done only, or of all. */
static int32_t
standing_minutes(const struct sp_build *build, struct sp_problem_range range,
		 const struct sp_activity *activity, bool done_only)
{
	int32_t sum = 0;

	for (size_t i = 0; i < build->snapshot->blocks.n; i++) {
		const struct sp_block *block = build->present[i].block;
		int32_t day = sp_time_day(block->start) - build->days.day0;
		const struct sp_task *task;

		if (day < range.first_day || day > range.last_day || build->present[i].role == SP_ROLE_GONE ||
		    (done_only && block->state != SP_BLOCK_DONE))
			continue;
		task = sp_snapshot_task(build->snapshot, block->task);
		if (activity == NULL || (task != NULL && task->activity.v == activity->id.v))
			sum += block->length_min;
	}
	return sum;
}

int32_t
sp_build_done(const struct sp_build *build, struct sp_problem_range range, const struct sp_activity *activity)
{
	return standing_minutes(build, range, activity, true);
}

/* The half-term in which the task is due, or is overdue; between two the one before; of one without a date the last. */
static size_t
half_term_of(const struct sp_build *build, const struct sp_task *task)
{
	const struct sp_calendar *calendar = build->snapshot->calendar;
	sp_day due = task->due_day < build->from_day ? build->from_day : task->due_day;
	size_t found = 0;

	for (size_t i = 0; i < calendar->n_half_terms; i++)
		if (task->due_day == SP_DAY_NONE || calendar->half_terms[i].from_day <= due)
			found = i;
	return found;
}

/* One activity: its tasks by date, until each half-term's share is full. */
static void
share_out(struct sp_build *build, const struct sp_activity *activity, const struct sp_task *const *sorted,
	  size_t n)
{
	size_t n_terms = build->snapshot->calendar->n_half_terms;
	int32_t left[MOST_HALF_TERMS];

	n_terms = n_terms < MOST_HALF_TERMS ? n_terms : MOST_HALF_TERMS;
	for (size_t i = 0; i < n_terms; i++) {
		struct sp_problem_range range = sp_build_half_term(build, i);

		left[i] = (int32_t)((int64_t)sp_build_allocated(build, range) * activity->target_pct /
				    WHOLE_PCT) -
			  sp_build_done(build, range, activity);
	}
	for (size_t i = 0; i < n; i++) {
		size_t term, at = sp_build_task_at(build, sorted[i]);

		if (sorted[i]->activity.v != activity->id.v)
			continue;
		term = half_term_of(build, sorted[i]);
		if (term >= n_terms)
			continue;
		build->share[at] = left[term] > 0 ? SP_SHARE_BELOW : SP_SHARE_FULL;
		left[term] -= sorted[i]->length_min;
	}
}

void
sp_build_share_out(struct sp_build *build, const struct sp_task *const *sorted, size_t n)
{
	const struct sp_snapshot *s = build->snapshot;

	for (size_t i = 0; i < s->activities.n; i++)
		if (s->activities.items[i].target_pct >= 0)
			share_out(build, &s->activities.items[i], sorted, n);
}

struct sp_share
sp_build_share(const struct sp_build *build, const struct sp_task *task)
{
	const struct sp_activity *activity = sp_snapshot_activity(build->snapshot, task->activity);
	struct sp_share share = {.kind = build->share[sp_build_task_at(build, task)]};
	struct sp_problem_range range;
	int32_t allocated;

	if (share.kind == SP_SHARE_NONE || activity == NULL)
		return (struct sp_share){.kind = SP_SHARE_NONE};
	range = sp_build_half_term(build, half_term_of(build, task));
	allocated = sp_build_allocated(build, range);
	share.target_pct = activity->target_pct;
	if (allocated > 0)
		share.planned_pct = (int32_t)((int64_t)standing_minutes(build, range, activity, false) *
					      WHOLE_PCT / allocated);
	return share;
}
