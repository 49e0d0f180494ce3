/*
 * The top of the review in words: what a head reads in a minute. Every figure in it is a figure of the table.
 */
#include "senplan/base/array.h"

#include "review-private.h"

#include <assert.h>
#include <string.h>

enum { NAMED = 3 };

static void
add_sentence(struct review_build *b, const struct sp_str *text)
{
	struct sp_review *review = b->review;
	const char *copy = text->failed ? NULL : sp_arena_strdup(b->arena, text->text);

	b->failed |= copy == NULL;
	if (copy == NULL || text->len == 0)
		return;
	assert(review->n_sentences < SP_REVIEW_SENTENCES);
	review->sentences[review->n_sentences++] = copy;
}

static int32_t
a_week(int32_t total_min, int n_weeks)
{
	return n_weeks > 0 ? total_min / n_weeks : total_min;
}

/* The first week in which more is due than can be done in time, if the range has it; or NULL. */
static const struct sp_demand_span *
breaks_within(const struct review_build *b)
{
	const struct sp_demand_span *breaks = b->demand.breaks;
	bool looks_ahead = b->review->to_day >= sp_time_day(b->request->now);

	return looks_ahead && breaks != NULL && breaks->from_day <= b->review->to_day ? breaks : NULL;
}

/* Of the weeks from now on; the sum may fit where a week does not. */
static void
say_wanted(struct review_build *b, const struct review_wanted *wanted, struct sp_str *text)
{
	char first[SP_CLOCK_TEXT], second[SP_CLOCK_TEXT], third[SP_CLOCK_TEXT], day[SP_DAY_TEXT];
	const struct sp_review_section *no_place = sp_review_section(b->review, "no_place");
	int n = wanted->n_weeks;

	sp_str_addf(text, "%s allocated ", sp_length_format(a_week(wanted->allocated_min, n), first));
	if (n > 1)
		sp_str_add(text, "a week from now on");
	else
		sp_str_addf(text, "in the week of %s", sp_day_format(wanted->from_day, SP_DAY_SHORT, day));
	sp_str_addf(text, ", %s of it reserve; %s wanted: ",
		    sp_length_format(a_week(wanted->reserve_min, n), second),
		    sp_length_format(a_week(wanted->wanted_min, n), third));
	if (wanted->short_min > 0)
		sp_str_addf(text, "%s short%s.", sp_length_format(a_week(wanted->short_min, n), first),
			    n > 1 ? " each week" : "");
	else if (breaks_within(b) != NULL)
		sp_str_add(text, "it fits in all, but not in each week.");
	else
		sp_str_add(text, no_place != NULL && no_place->n_rows > 1
					 ? "the hours are enough, but not all finds a place in them."
					 : "it fits.");
}

static void
say_hours(struct review_build *b, struct sp_str *text)
{
	const struct sp_hours *hours = &b->hours;
	int n = (int)hours->n_open_weeks;
	char first[SP_CLOCK_TEXT], second[SP_CLOCK_TEXT], third[SP_CLOCK_TEXT];
	struct review_wanted wanted;

	if (hours->allocated_min == 0)
		sp_str_add(text, "No hours are allocated to the role in this time.");
	else if (review_wanted(b, &wanted) && wanted.allocated_min > 0)
		say_wanted(b, &wanted, text);
	else
		sp_str_addf(text, "%s allocated %s, %s planned, %s logged.",
			    sp_length_format(a_week(hours->allocated_min, n), first),
			    n > 1 ? "a week" : "in the week",
			    sp_length_format(a_week(hours->planned_min, n), second),
			    sp_length_format(a_week(hours->logged_min, n), third));
}

/* Those with the most hours missing, by name. */
static void
name_places(const struct sp_review_section *section, struct sp_str *text)
{
	bool named[256] = {false};
	size_t n = section->n_rows - 1; /* without the total */
	size_t shown = n < NAMED ? n : NAMED;

	for (size_t k = 0; k < shown; k++) {
		size_t best = n;

		for (size_t i = 0; i < n && i < SP_COUNT(named); i++)
			if (!named[i] && (best == n || section->rows[i].cells[1].value >
							       section->rows[best].cells[1].value))
				best = i;
		assert(best < n);
		named[best] = true;
		sp_str_addf(text, "%s%s",
			    k == 0	 ? ""
			    : k + 1 == n ? " and "
					 : ", ",
			    section->rows[best].label);
	}
	if (n > shown)
		sp_str_addf(text, " and %zu more", n - shown);
}

static void
say_breaks(struct review_build *b, struct sp_str *text)
{
	const struct sp_review_section *section = sp_review_section(b->review, "no_place");
	const struct sp_demand_span *breaks = breaks_within(b);
	bool looks_ahead = b->review->to_day >= sp_time_day(b->request->now);
	char day[SP_DAY_TEXT], hours[SP_CLOCK_TEXT];

	if (breaks != NULL)
		sp_str_addf(text, "From the week of %s more is due than can be done in time, %s by then. ",
			    sp_day_format(breaks->from_day, SP_DAY_SHORT, day),
			    sp_length_format(breaks->behind_min, hours));
	if (looks_ahead && section != NULL && section->n_rows > 1) {
		sp_str_add(text, "Without change these have no place: ");
		name_places(section, text);
		sp_str_add(text, ".");
	}
	while (text->len > 0 && text->text[text->len - 1] == ' ')
		text->text[--text->len] = '\0';
}

static const char *const cause_phrases[SP_CAUSE_COUNT] = {
	[SP_CAUSE_NONE] = "no cause given",	  [SP_CAUSE_COVER] = "covering lessons",
	[SP_CAUSE_SAFEGUARDING] = "safeguarding", [SP_CAUSE_ABSENT] = "absence",
	[SP_CAUSE_MEETING] = "meetings called",	  [SP_CAUSE_TRIP] = "trips",
	[SP_CAUSE_OTHER] = "something else",
};

static void
say_taken(struct review_build *b, struct sp_str *text)
{
	const struct sp_hours *hours = &b->hours;
	size_t most = 0;
	int n_weeks = 0;
	char length[SP_CLOCK_TEXT];

	for (size_t i = 1; i < SP_CAUSE_COUNT; i++)
		if (hours->lost_by_cause_min[i] > hours->lost_by_cause_min[most])
			most = i;
	for (size_t i = 0; i < hours->n_weeks; i++)
		n_weeks += hours->weeks[i].beyond_min > 0;
	if (hours->lost_min > 0) {
		sp_str_addf(text, "%s pulled away", sp_length_format(hours->lost_min, length));
		if (most != SP_CAUSE_NONE && hours->lost_by_cause_min[most] == hours->lost_min)
			sp_str_addf(text, ", all of it for %s", cause_phrases[most]);
		else if (most != SP_CAUSE_NONE)
			sp_str_addf(text, ", the largest part for %s (%s)", cause_phrases[most],
				    sp_length_format(hours->lost_by_cause_min[most], length));
		sp_str_add(text, ".");
	}
	if (hours->beyond_min > 0)
		sp_str_addf(text, "%s%s worked beyond contract in %d week%s.", text->len > 0 ? " " : "",
			    sp_length_format(hours->beyond_min, length), n_weeks, n_weeks == 1 ? "" : "s");
}

static void
say_dates(struct review_build *b, struct sp_str *text)
{
	const struct sp_review_section *section = sp_review_section(b->review, "clocks");
	const struct sp_review_row *total = NULL;
	char buf[5][SP_REVIEW_TEXT_MAX];

	for (size_t i = 0; section != NULL && i < section->n_rows; i++)
		if (section->rows[i].total)
			total = &section->rows[i];
	if (total == NULL)
		return;
	sp_str_addf(
		text, "Dates that must be kept: %s due, %s met, %s late, %s overdue, %s still to do.",
		sp_review_cell_text(&total->cells[0], buf[0]), sp_review_cell_text(&total->cells[1], buf[1]),
		sp_review_cell_text(&total->cells[2], buf[2]), sp_review_cell_text(&total->cells[3], buf[3]),
		sp_review_cell_text(&total->cells[4], buf[4]));
}

static void
say_shares(struct review_build *b, struct sp_str *text)
{
	const struct sp_hours *hours = &b->hours;
	struct sp_review_cell share = {SP_REVIEW_PCT, SP_REVIEW_NONE, 0, ""};
	char buf[SP_REVIEW_TEXT_MAX], length[SP_CLOCK_TEXT];

	review_set_share(&share, hours->logged_by_kind_min[SP_KIND_STRATEGIC], hours->logged_min);
	if (hours->logged_min > 0)
		sp_str_addf(
			text,
			"Of the hours logged %s went into leading (strategic work); another could have done %s.",
			sp_review_cell_text(&share, buf),
			sp_length_format(hours->delegable_logged_min, length));
}

static void
say_unreviewed(struct review_build *b, struct sp_str *text)
{
	char length[SP_CLOCK_TEXT];
	struct review_wanted wanted;

	if (b->hours.unreviewed_min > 0)
		sp_str_addf(text, "%s of the past plan is not yet reviewed; nothing is assumed done%s.",
			    sp_length_format(b->hours.unreviewed_min, length),
			    review_wanted(b, &wanted) ? ": it still counts as wanted" : "");
}

void
review_sentences(struct review_build *b)
{
	static void (*const says[])(struct review_build *, struct sp_str *) = {
		say_hours, say_breaks, say_taken, say_dates, say_shares, say_unreviewed,
	};
	struct sp_str text;

	sp_str_init(&text);
	for (size_t i = 0; i < SP_COUNT(says) && !b->failed; i++) {
		sp_str_clear(&text);
		says[i](b, &text);
		add_sentence(b, &text);
	}
	sp_str_finish(&text);
}
