/*
 * Hours in words for the person who gives them: what is missing, and what could be done about it. Sums only: nothing here
 * suggests a time of day or a share of nothing.
 */
#include "senplan/report/contract.h"
#include "senplan/report/demand.h"
#include "senplan/report/words.h"

#include "words-private.h"

#include <assert.h>

enum { ROUND_MIN = 5 };

/* By law alone more than there is, or twice what there is: no arranging of the week helps. */
bool
sp_demand_is_grave(const struct sp_demand *demand)
{
	int32_t net_min = demand->year.allocated_min - demand->year.reserve_min;

	return demand->statutory_min > net_min || demand->year.demand_min / 2 > net_min;
}

void
sp_words_shortfall(struct sp_str *out, const struct sp_demand *demand)
{
	const struct sp_demand_span *year = &demand->year;

	if (year->shortfall_min == 0)
		return;
	assert(year->demand_min > 0);
	if (year->allocated_min == 0) {
		sp_str_add(out, "No hours are given for the role: ");
		sp_words_length(out, year->demand_min);
		sp_str_add(out, " of work is due until ");
		sp_words_day(out, year->to_day);
		sp_str_add(out, " and cannot be done.");
		return;
	}
	sp_words_length(out, year->shortfall_min);
	sp_str_add(out, " short until ");
	sp_words_day(out, year->to_day);
	sp_str_add(out, ": ");
	sp_words_length(out, year->demand_min);
	sp_str_add(out, " of work is due, ");
	sp_words_length(out, year->allocated_min);
	sp_str_add(out, " are given");
	if (year->reserve_min > 0) {
		sp_str_add(out, ", ");
		sp_words_length(out, year->reserve_min);
		sp_str_add(out, " of it kept free for what comes up");
	}
	sp_str_add(out, ".");
}

static int32_t
rounded_up(int32_t minutes)
{
	return (minutes + ROUND_MIN - 1) / ROUND_MIN * ROUND_MIN;
}

/* "It takes 15h05 more in each of the 29 school weeks left, or less work." */
static void
add_weekly(struct sp_str *out, const struct sp_demand_span *year)
{
	if (year->n_open_weeks == 0) {
		sp_str_add(out, "No school week is left in which hours could be given.");
		return;
	}
	sp_str_add(out, "It needs ");
	sp_words_length(out, rounded_up((year->shortfall_min + year->n_open_weeks - 1) / year->n_open_weeks));
	sp_str_add(out, " more a week in ");
	if (year->n_open_weeks == 1)
		sp_str_add(out, "the one school week left");
	else
		sp_str_addf(out, "each of the %d school weeks left", year->n_open_weeks);
	sp_str_add(out, ", or work taken away.");
}

void
sp_words_shortfall_ways(struct sp_str *out, const struct sp_demand *demand)
{
	const struct sp_demand_span *year = &demand->year;

	if (year->shortfall_min == 0)
		return;
	add_weekly(out, year);
	if (demand->delegable_min > 0) {
		sp_str_add(out, " Somebody else could do ");
		sp_words_length(out, demand->delegable_min);
		sp_str_add(out, " of it.");
	}
	if (demand->statutory_min > year->allocated_min - year->reserve_min) {
		sp_str_add(out, " What has a limit by law takes ");
		sp_words_length(out, demand->statutory_min);
		sp_str_add(out, " alone: dates will be missed.");
	} else if (demand->breaks != NULL) {
		sp_str_add(out, " Not all can be done in time from the week of ");
		sp_words_day(out, demand->breaks->from_day);
		sp_str_add(out, " on.");
	}
}

/* --- the contract --- */

/* "; no rule contract.directed_hours holds, so there is nothing to hold it against" */
static bool
add_without_rule(struct sp_str *out, const struct sp_contract_year *year, enum sp_contract_limit limit)
{
	if (year->rules[limit] != NULL)
		return false;
	sp_str_addf(out, "; no rule %s holds today, so nothing is held against it",
		    sp_contract_rules[limit].key);
	return true;
}

void
sp_words_directed(struct sp_str *out, const struct sp_contract_year *year)
{
	const struct sp_rule *days = year->rules[SP_CONTRACT_DIRECTED_DAYS];

	if (!year->directed)
		return;
	sp_str_add(out, "Directed time of the school year: ");
	sp_words_length(out, year->used_min);
	sp_str_add(out, " used, ");
	sp_words_length(out, year->ahead_min);
	sp_str_add(out, " to come");
	if (year->rules[SP_CONTRACT_DIRECTED_HOURS] != NULL) {
		sp_str_add(out, ", of at most ");
		sp_words_length(out, year->limit_min);
	}
	if (add_without_rule(out, year, SP_CONTRACT_DIRECTED_HOURS)) {
		;
	} else if (year->over_min > 0) {
		sp_str_add(out, ": ");
		sp_words_length(out, year->over_min);
		sp_str_add(out, " over. Not all of it can be directed: take hours out or agree which are");
	} else {
		sp_str_add(out, ": ");
		sp_words_length(out, year->left_min);
		sp_str_add(out, " left");
	}
	sp_str_add(out, ".");
	if (year->too_many_days)
		sp_str_addf(out, " It lies on %d day%s; directed time has at most %d.", year->n_directed_days,
			    sp_plural((size_t)year->n_directed_days, "", "s"), (int)days->value);
}

void
sp_words_average(struct sp_str *out, const struct sp_contract_year *year)
{
	const struct sp_rule *most = year->rules[SP_CONTRACT_AVERAGE_HOURS];

	if (!year->leadership || year->n_average_weeks == 0 || year->average_from_day == SP_DAY_NONE)
		return;
	sp_str_addf(out, "The heaviest %d school week%s (", year->n_average_weeks,
		    sp_plural((size_t)year->n_average_weeks, "", "s"));
	sp_words_day(out, year->average_from_day);
	sp_str_add(out, " to ");
	sp_words_day(out, year->average_to_day);
	sp_str_add(out, ") have ");
	sp_words_length(out, year->average_min);
	sp_str_add(out, " a week on average");
	add_without_rule(out, year, SP_CONTRACT_AVERAGE_HOURS);
	if (year->above_average) {
		sp_str_addf(out, ": above the %d hours of the rule", (int)most->value);
		sp_words_source(out, most);
		sp_str_add(out, ". Take hours out, or talk about it with the head or the governors");
	}
	sp_str_add(out, ".");
}

bool
sp_words_contract_warning(struct sp_str *out, const struct sp_contract_year *year)
{
	bool directed = year->over_min > 0 || year->too_many_days;

	if (directed)
		sp_words_directed(out, year);
	if (directed && year->above_average)
		sp_str_add(out, " ");
	if (year->above_average)
		sp_words_average(out, year);
	return directed || year->above_average;
}
