/*
 * Weekly minima: an activity that is to have two hours a week has them, whatever comes round. What the week's duties of the
 * activity lack of its minimum becomes a task of that week: "Action plan, protected time".
 *
 * Only what must be done within the week counts: a review of the provision map that is due at the end of term may be done in
 * any week, and would hide that the others have nothing. An activity of the chains (EHCP papers) gets no task: the
 * clocks make its work, and hours for papers that nobody asked for would count it twice; its minimum only says which work
 * goes first.
 */
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include "expansion.h"
#include "rules.h"

#include <assert.h>

enum { WEEK_DAYS = 7, MINIMUM_WEIGHT = 7 };

static bool
is_of_chains(const struct sp_snapshot *snapshot, sp_activity_id activity)
{
	for (size_t i = 0; i < snapshot->steps.n; i++)
		if (snapshot->steps.items[i].activity.v == activity.v)
			return true;
	return false;
}

void
sp_plan_note_week(struct sp_wanted *w, const struct sp_task *row)
{
	const struct sp_activity *activity = sp_snapshot_activity(w->snapshot, row->activity);
	sp_day monday;

	if (activity == NULL || activity->week_min <= 0 || row->release == SP_TIME_NONE ||
	    row->work_by_day == SP_DAY_NONE)
		return;
	monday = sp_day_monday(sp_time_day(row->release));
	if (monday < w->first_monday || row->work_by_day < monday || row->work_by_day >= monday + WEEK_DAYS ||
	    (size_t)(monday - w->first_monday) / WEEK_DAYS >= w->n_weeks)
		return;
	w->week_min[(size_t)(activity - w->snapshot->activities.items) * w->n_weeks +
		    (size_t)(monday - w->first_monday) / WEEK_DAYS] += row->length_min;
}

/* An estimate that is one piece does not fit the hours of a minimum: they go in pieces as long as the activity's. */
static void
size_minimum(const struct sp_wanted *w, struct sp_task *row, const struct sp_activity *activity,
	     int32_t lacking_min)
{
	sp_plan_size_task(w, row, activity, lacking_min);
	if (row->chunk_max == 0 && row->length_min > activity->high_min &&
	    row->length_min > activity->typical_min) {
		row->chunk_min = sp_plan_on_grid(
			activity->low_min > 0 ? activity->low_min : activity->typical_min, w->grid_min);
		row->chunk_max =
			sp_plan_on_grid(activity->high_min > activity->typical_min ? activity->high_min
										   : activity->typical_min,
					w->grid_min);
	}
}

static void
want_minimum(struct sp_wanted *w, const struct sp_activity *activity, sp_day monday, int32_t lacking_min)
{
	struct sp_task row = sp_task_blank();
	char text[SP_DAY_TEXT];
	sp_day last = SP_DAY_NONE;

	for (sp_day day = monday; day < monday + WEEK_DAYS; day++)
		if (sp_year_is_working_day(w->snapshot, day))
			last = day;
	if (last == SP_DAY_NONE || last < w->today)
		return;
	row.activity = activity->id;
	row.weight = MINIMUM_WEIGHT;
	row.state = SP_TASK_OPEN;
	row.release = sp_time_of(monday, 0);
	row.due_day = last;
	row.work_by_day = sp_plan_work_by(w->snapshot, last);
	size_minimum(w, &row, activity, lacking_min);
	row.title = sp_arena_printf(w->scratch, "%s, protected time", activity->name);
	row.key = sp_arena_printf(w->scratch, SP_PLAN_MINIMUM_KEY "%s/%s", activity->key,
				  sp_day_format(monday, SP_DAY_ISO, text));
	if (row.title == NULL || row.key == NULL) {
		w->edits->failed = true;
		return;
	}
	sp_plan_want(w, &row);
}

static enum sp_rc
want_weeks(struct sp_wanted *w, size_t at, struct sp_err *reterr)
{
	const struct sp_activity *activity = &w->snapshot->activities.items[at];

	for (size_t i = 0; i < w->n_weeks; i++) {
		sp_day monday = w->first_monday + (sp_day)i * WEEK_DAYS;
		int32_t lacking_min = activity->week_min - w->week_min[at * w->n_weeks + i];
		int32_t allocated_min;
		enum sp_rc rc;

		if (lacking_min <= 0)
			continue;
		rc = sp_allocated_min(w->snapshot, monday, monday + WEEK_DAYS - 1, w->scratch, &allocated_min,
				      reterr);
		if (rc != SP_OK)
			return rc;
		if (allocated_min >=
		    activity->week_min) /* a week with fewer hours than that cannot have it */
			want_minimum(w, activity, monday, lacking_min);
	}
	return SP_OK;
}

enum sp_rc
sp_plan_minima_begin(struct sp_wanted *w, struct sp_err *reterr)
{
	w->first_monday = sp_day_monday(w->today);
	w->n_weeks =
		w->last_day < w->first_monday ? 0 : (size_t)(w->last_day - w->first_monday) / WEEK_DAYS + 1;
	w->week_min = SP_ARENA_NEW_N(w->scratch, int32_t, w->snapshot->activities.n * w->n_weeks + 1);
	return w->week_min == NULL ? sp_err_nomem(reterr) : SP_OK;
}

enum sp_rc
sp_plan_want_minima(struct sp_wanted *w, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	assert(w->week_min != NULL);
	for (size_t i = 0; i < w->snapshot->activities.n && rc == SP_OK; i++) {
		const struct sp_activity *activity = &w->snapshot->activities.items[i];

		if (activity->week_min > 0 && !is_of_chains(w->snapshot, activity->id))
			rc = want_weeks(w, i, reterr);
	}
	return rc;
}
