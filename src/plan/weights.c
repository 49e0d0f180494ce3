/*
 * What a SENCO would choose: the settings of the weights become the coefficients of the engine's tiers. Which setting does
 * what is told in share/doc/plan.md.
 */
#include "build.h"

enum { PERMILLE = 10 };

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
