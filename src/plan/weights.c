/*
 * What a SENCO would choose: the settings of the weights become the coefficients of the engine's tiers. Which setting does
 * what is told in share/doc/plan.md.
 */
#include "senplan/base/str.h"
#include "senplan/plan/expand.h"

#include "build.h"

enum {
	PERMILLE = 10,
	HALF_HOUR_MIN = 30,
	MOST_IMPORTANT = 10,
	PROMISED_TIMES = 10,
	MOST_WEIGHT = 1000, /* that the engine takes */
};

static int32_t
weight(const struct sp_build *build, const char *key)
{
	return (int32_t)sp_setting_int(build->snapshot, key);
}

void
sp_build_weights(struct sp_build *build)
{
	struct sp_problem_params *k = &build->problem.params;
	int32_t very_full = weight(build, "very_full_day_pct");

	*k = sp_problem_default_params;
	k->frag = weight(build, "weight_gap");
	k->swtch = weight(build, "weight_switch");
	k->pref = weight(build, "weight_half");
	k->load1pm = weight(build, "full_day_pct") * PERMILLE;
	/* A very full day is never less than a full one. */
	k->load2pm = very_full * PERMILLE > k->load1pm ? very_full * PERMILLE : k->load1pm;
	k->load1 = weight(build, "weight_full_day");
	k->load2 = 2 * k->load1;
	k->slackpts = weight(build, "weight_last_minute");
	k->slackdays = weight(build, "last_minute_days");
	/* However late it is, doing it costs less than leaving it out. */
	k->unplaced = weight(build, "weight_left_out");
	k->latecap = k->unplaced - 1;
}

bool
sp_build_is_promised(const struct sp_build *build, const struct sp_task *task)
{
	return sp_starts_with(task->key, SP_PLAN_MINIMUM_KEY) ||
	       build->share[sp_build_task_at(build, task)] == SP_SHARE_BELOW;
}

/*
 * What leaving it out, or being late with it, costs: its importance for each started half hour. Importance is 1 to 10, and
 * protected work (protected as such, or with a weekly minimum) has 10 more, so that it goes before all other soft work.
 * Without the length, a review of four hours would lose against any two calls of ten minutes, and never be done.
 *
 * What is promised, within a wanted share or because a week lacks of a minimum, has 10 more too and counts ten times: a promise
 * of two hours is not kept by a week that is full of calls of ten minutes, of which three lie in each half hour. What is
 * beyond its share counts half.
 */
int32_t
sp_build_weight(const struct sp_build *build, const struct sp_task *task, int32_t length_min)
{
	const struct sp_activity *activity = sp_snapshot_activity(build->snapshot, task->activity);
	int32_t importance = task->weight < 1		     ? 1
			     : task->weight > MOST_IMPORTANT ? MOST_IMPORTANT
							     : task->weight;
	int32_t weight;

	if (build->share[sp_build_task_at(build, task)] == SP_SHARE_FULL)
		importance = (importance + 1) / 2;
	if (activity->protect || activity->week_min > 0 || sp_build_is_promised(build, task))
		importance += MOST_IMPORTANT;
	if (sp_build_is_promised(build, task))
		importance *= PROMISED_TIMES;
	weight = importance * ((length_min + HALF_HOUR_MIN - 1) / HALF_HOUR_MIN);
	return weight < MOST_WEIGHT ? weight : MOST_WEIGHT;
}
