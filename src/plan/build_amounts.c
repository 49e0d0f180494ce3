/*
 * Amounts: kinds of work with their daily limits, protected minima, wanted shares, and the budgets of the weeks.
 */
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include "build.h"

#include <assert.h>

enum { WEEK_DAYS = 7, BAND_PCT = 10 };

/* A category is an activity; when there are too many, the rest share the last one, without limits. */
int32_t
sp_build_cat(struct sp_build *build, sp_activity_id activity)
{
	for (size_t i = 0; i < build->n_cats; i++)
		if (build->cats[i] != NULL && build->cats[i]->id.v == activity.v)
			return (int32_t)i;
	if (build->n_cats < SP_PROBLEM_MAX_CATS - 1) {
		build->cats[build->n_cats] = sp_snapshot_activity(build->snapshot, activity);
		return (int32_t)build->n_cats++;
	}
	build->cats[SP_PROBLEM_MAX_CATS - 1] = NULL;
	build->n_cats = SP_PROBLEM_MAX_CATS;
	return SP_PROBLEM_MAX_CATS - 1;
}

static enum sp_rc
fill_cats(struct sp_build *build, struct sp_err *reterr)
{
	struct sp_problem_cat *cats = SP_ARENA_NEW_N(build->arena, struct sp_problem_cat, build->n_cats);

	if (cats == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < build->n_cats; i++) {
		const struct sp_activity *activity = build->cats[i];

		cats[i] = (struct sp_problem_cat){SP_HALF_NONE, -1, -1};
		if (activity == NULL)
			continue;
		cats[i].max_blocks_day = activity->max_blocks_day < 0 ? -1 : activity->max_blocks_day;
		cats[i].max_min_day = activity->max_min_day < 0 ? -1 : activity->max_min_day;
		if (activity->prefer == SP_PREFER_MORNING)
			cats[i].pref = SP_HALF_MORNING;
		else if (activity->prefer == SP_PREFER_AFTERNOON)
			cats[i].pref = SP_HALF_AFTERNOON;
	}
	build->problem.cats = cats;
	build->problem.n_cats = build->n_cats;
	return SP_OK;
}

static struct sp_problem_range
week_range(const struct sp_build *build, int32_t first)
{
	int32_t last = first + WEEK_DAYS - 1;

	return (struct sp_problem_range){first, last < build->days.n_days ? last : build->days.n_days - 1};
}

static int32_t
not_below_zero(int32_t value)
{
	return value < 0 ? 0 : value;
}

/* Weeks with time: their budget, and the minima of the activities that have one. */
static enum sp_rc
fill_weeks(struct sp_build *build, struct sp_err *reterr)
{
	struct sp_problem *p = &build->problem;
	size_t n_weeks = (size_t)build->days.n_days / WEEK_DAYS + 1;
	struct sp_problem_budget *budgets = SP_ARENA_NEW_N(build->arena, struct sp_problem_budget, n_weeks);
	struct sp_problem_wmin *wmins =
		SP_ARENA_NEW_N(build->arena, struct sp_problem_wmin, n_weeks * build->n_cats);

	if (budgets == NULL || wmins == NULL)
		return sp_err_nomem(reterr);
	for (int32_t first = 0; first < build->days.n_days; first += WEEK_DAYS) {
		struct sp_problem_range range = week_range(build, first);
		int32_t allocated = sp_build_allocated(build, range);

		if (allocated == 0)
			continue;
		if (sp_reserve_min(build->snapshot, allocated) > 0 && build->mode != SP_BUILD_CHECK)
			budgets[p->n_budgets++] =
				(struct sp_problem_budget){range, sp_build_budget(build, range, allocated)};
		for (size_t c = 0; c < build->n_cats; c++) {
			const struct sp_activity *activity = build->cats[c];

			if (activity == NULL || activity->week_min <= 0 || activity->week_min > allocated)
				continue;
			wmins[p->n_wmins++] = (struct sp_problem_wmin){
				range, (int32_t)c,
				not_below_zero(activity->week_min - sp_build_done(build, range, activity))};
		}
	}
	p->budgets = budgets;
	p->wmins = wmins;
	return SP_OK;
}

/* A wanted share of what is allocated in each half-term, as far as it lies in the horizon. */
static enum sp_rc
fill_targets(struct sp_build *build, struct sp_err *reterr)
{
	const struct sp_calendar *calendar = build->snapshot->calendar;
	struct sp_problem *p = &build->problem;
	struct sp_problem_target *targets = SP_ARENA_NEW_N(build->arena, struct sp_problem_target,
							   calendar->n_half_terms * build->n_cats);

	if (targets == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < calendar->n_half_terms; i++) {
		struct sp_problem_range range = sp_build_half_term(build, i);

		for (size_t c = 0; c < build->n_cats && range.first_day <= range.last_day; c++) {
			const struct sp_activity *activity = build->cats[c];
			int32_t wanted;

			if (activity == NULL || activity->target_pct < 0)
				continue;
			wanted = sp_build_allocated(build, range) * activity->target_pct / 100;
			targets[p->n_targets++] = (struct sp_problem_target){
				range, (int32_t)c,
				not_below_zero(wanted - sp_build_done(build, range, activity)),
				wanted * BAND_PCT / 100};
		}
	}
	p->targets = targets;
	return SP_OK;
}

enum sp_rc
sp_build_amounts(struct sp_build *build, struct sp_err *reterr)
{
	enum sp_rc rc = fill_cats(build, reterr);

	if (rc == SP_OK)
		rc = fill_weeks(build, reterr);
	if (rc == SP_OK)
		rc = fill_targets(build, reterr);
	return rc;
}
