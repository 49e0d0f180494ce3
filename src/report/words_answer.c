/*
 * What an answer costs, tier by tier, in the order in which the tiers count: clocks, work left out and late, moves, and
 * the order of the days.
 */
#include "words-private.h"

#include <string.h>

/* "; 113h15 in 166 tasks without a place": few long tasks and many short ones are not the same loss. */
static void
add_left_out(struct sp_str *out, const struct sp_proposal *proposal, const char *separator)
{
	if (proposal->no_room_min <= 0)
		return;
	sp_str_add(out, separator);
	sp_words_length(out, proposal->no_room_min);
	sp_str_add(out, " in ");
	sp_words_count(out, (int)proposal->n_no_room, "task");
	sp_str_add(out, " without a place");
}

/* Dates that are only wanted, and the order of the days. */
static void
add_softer(struct sp_str *out, const struct sp_proposal *proposal)
{
	long long better = (long long)(proposal->before.quality - proposal->score.quality);
	int n_late = (int)proposal->n_late;

	if (n_late > 0) {
		sp_str_add(out, "; ");
		sp_words_count(out, n_late, "wanted date");
		sp_str_add(out, n_late > 1 ? " missed, on average by " : " missed by ");
		sp_words_count(out, (int)((proposal->late_days + n_late / 2) / n_late), "day");
	}
	if (proposal->is_replan && better != 0)
		sp_str_addf(out, "; gaps and full days %lld point%s %s", better < 0 ? -better : better,
			    better == 1 || better == -1 ? "" : "s", better < 0 ? "worse" : "better");
}

static void
add_tiers(struct sp_str *out, const struct sp_proposal *proposal)
{
	const struct sp_score *score = &proposal->score;

	if (score->hard_late == 0) {
		sp_str_add(out, "every clock kept");
	} else {
		sp_words_count(out, (int)score->hard_late, "clock");
		sp_str_addf(out, " not kept (");
		sp_words_count(out, (int)score->hard_days, "day");
		sp_str_add(out, ")");
	}
	add_left_out(out, proposal, "; ");
	add_softer(out, proposal);
}

void
sp_words_answer(struct sp_str *out, const struct sp_proposal *proposal)
{
	sp_str_addf(out, "%zu moved", proposal->n_moved);
	if (proposal->n_dropped > 0)
		sp_str_addf(out, ", %zu dropped", proposal->n_dropped);
	if (proposal->n_new > 0)
		sp_str_addf(out, ", %zu new", proposal->n_new);
	sp_str_add(out, "; ");
	add_tiers(out, proposal);
}

void
sp_words_answer_short(struct sp_str *out, const struct sp_proposal *proposal)
{
	sp_str_addf(out, "%zu moved", proposal->n_moved);
	if (proposal->score.hard_late > 0) {
		sp_str_add(out, ", ");
		sp_words_count(out, (int)proposal->score.hard_late, "clock");
		sp_str_add(out, " not kept");
	}
	add_left_out(out, proposal, ", ");
}

/* Late statutory clocks, and how many of them are late in every plan. */
static long long
count_clocks(const struct sp_proposal *proposal, long long *ret_proved)
{
	long long late = (long long)proposal->score.hard_late;

	*ret_proved = proposal->bound.least_hard_late < late ? proposal->bound.least_hard_late : late;
	return late;
}

void
sp_words_clocks(struct sp_str *out, const struct sp_proposal *proposal)
{
	long long proved, late = count_clocks(proposal, &proved);

	if (late == 0) {
		sp_str_add(out, "Every statutory clock is kept.");
		return;
	}
	sp_str_addf(out, "%lld statutory clock%s", late, late == 1 ? "" : "s");
	if (proved == late)
		sp_str_add(out, " cannot be kept:");
	else if (proved == 0)
		sp_str_addf(out, " %s late, as no place in time was found:", late == 1 ? "is" : "are");
	else
		sp_str_addf(out,
			    " are late: %lld cannot be kept, for %lld no place in time was found:", proved,
			    late - proved);
}

void
sp_words_clocks_short(struct sp_str *out, const struct sp_proposal *proposal)
{
	long long proved, late = count_clocks(proposal, &proved);

	if (late == 0)
		sp_str_add(out, "no clock broken");
	else
		sp_str_addf(out, "%lld clock%s %s", late, late == 1 ? "" : "s",
			    proved == late ? "cannot be kept" : "late");
}

void
sp_words_bound(struct sp_str *out, const struct sp_bound *bound)
{
	if (bound->more_min <= 0) {
		sp_str_add(out, "No plan could place more.");
		return;
	}
	sp_str_add(out, "However planned, at most ");
	sp_words_length(out, (int32_t)bound->more_min);
	sp_str_add(out, " more could be placed.");
}

void
sp_words_answer_rest(struct sp_str *out, const struct sp_proposal *proposal)
{
	struct sp_str softer;

	sp_str_init(&softer);
	add_softer(&softer, proposal);
	if (proposal->n_no_room > 0)
		sp_words_bound(out, &proposal->bound);
	if (proposal->n_no_room > 0 && softer.len > 0)
		sp_str_add(out, " Also: ");
	if (softer.len > 0)
		sp_str_add(out, softer.text + strlen("; "));
	out->failed = out->failed || softer.failed;
	sp_str_finish(&softer);
}

/* The first tier that is worse decides; what is better is not said, as it would be so anywhere. */
void
sp_words_cost(struct sp_str *out, const struct sp_score *cost)
{
	if (cost->hard_late > 0 || cost->hard_days > 0)
		sp_str_add(out, "; a limit would be missed");
	else if (cost->soft > 0)
		sp_str_addf(out, "; loses more than it gains, by importance (%lld point%s)",
			    (long long)cost->soft, cost->soft == 1 ? "" : "s");
	else if (cost->target > 0)
		sp_str_add(out, "; a wanted amount would be missed");
	else if (cost->quality > 0)
		sp_str_addf(out, "; gaps and full days %lld point%s worse", (long long)cost->quality,
			    cost->quality == 1 ? "" : "s");
}
