/*
 * The sections that look ahead: work that has no place in the plan, the rest of the school year by half-terms, and the
 * contract's year.
 */
#include "senplan/base/array.h"
#include "senplan/model/edit.h"
#include "senplan/plan/expand.h"

#include "review-private.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

/* --- what will not happen --- */

enum { PLACE_PIECES, PLACE_HOURS, PLACE_WEEK };

static const struct sp_review_column place_columns[] = {
	[PLACE_PIECES] = {"pieces", "Pieces", SP_REVIEW_COUNT},
	[PLACE_HOURS] = {"hours", "Hours missing", SP_REVIEW_MIN},
	[PLACE_WEEK] = {"week", "From the week of", SP_REVIEW_DAY},
};

static const struct sp_review_section place_section = {
	.key = "no_place",
	.title = "What will not happen",
	.about =
		"Work due in this time that has no place, or only part of one, in the plan as it stands; and the week in which it breaks.",
	.of = "Duty",
	.empty = "Everything due in this time has its place.",
	.columns = place_columns,
	.n_columns = SP_COUNT(place_columns),
};

struct place { /* of a duty, or of an activity for what is no duty's */
	const struct sp_duty *duty;
	const struct sp_activity *activity;
	int pieces;
	int32_t missing_min;
	sp_day first_day;
};

static sp_day
wanted_by(const struct sp_task *task)
{
	return task->work_by_day != SP_DAY_NONE ? task->work_by_day : task->due_day;
}

static struct place *
place_of(const struct sp_snapshot *s, struct place *places, const struct sp_task *task)
{
	const struct sp_duty *duty = sp_snapshot_duty(s, task->duty);
	const struct sp_activity *activity = sp_snapshot_activity(s, task->activity);
	struct place *place;

	if (activity == NULL)
		return NULL;
	place = duty != NULL ? &places[s->activities.n + (size_t)(duty - s->duties.items)]
			     : &places[activity - s->activities.items];
	place->duty = duty;
	place->activity = activity;
	return place;
}

static int
by_day_and_size(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	if ((a->pieces > 0) != (b->pieces > 0))
		return a->pieces > 0 ? -1 : 1;
	if (a->first_day != b->first_day)
		return a->first_day < b->first_day ? -1 : 1;
	if (a->missing_min != b->missing_min)
		return a->missing_min > b->missing_min ? -1 : 1;
	return 0;
}

static void
sum_places(const struct review_build *b, const struct sp_snapshot *s, const int32_t *placed,
	   struct place *places)
{
	sp_day today = sp_time_day(b->request->now);

	for (size_t i = 0; i < s->tasks.n; i++) {
		const struct sp_task *task = &s->tasks.items[i];
		sp_day day = wanted_by(task);
		struct place *place;

		if (task->state != SP_TASK_OPEN || placed[i] >= task->length_min || day == SP_DAY_NONE)
			continue;
		day = day < today ? today : day;
		place = day < b->review->from_day || day > b->review->to_day ? NULL
									     : place_of(s, places, task);
		if (place == NULL)
			continue;
		if (place->pieces == 0 || day < place->first_day)
			place->first_day = day;
		place->pieces++;
		place->missing_min += task->length_min - placed[i];
	}
}

static void
add_places(struct review_build *b, const struct place *places, size_t n)
{
	struct sp_review_cell *cells;
	int pieces = 0;
	int32_t missing_min = 0;

	for (size_t i = 0; i < n && places[i].pieces > 0; i++) {
		const struct place *place = &places[i];
		const char *key = place->duty != NULL ? place->duty->key : place->activity->key;
		const char *name = place->duty != NULL ? place->duty->name : place->activity->name;

		cells = review_row(b, key, name, place->activity->plain);
		review_set(&cells[PLACE_PIECES], place->pieces);
		review_set(&cells[PLACE_HOURS], place->missing_min);
		review_set(&cells[PLACE_WEEK], sp_day_monday(place->first_day));
		pieces += place->pieces;
		missing_min += place->missing_min;
	}
	if (pieces > 0) {
		cells = review_total(b);
		review_set(&cells[PLACE_PIECES], pieces);
		review_set(&cells[PLACE_HOURS], missing_min);
		review_set(&cells[PLACE_WEEK], sp_day_monday(places[0].first_day));
	}
}

/* The duties and clocks as they are now, whether or not somebody has planned since. */
static enum sp_rc
expand(struct review_build *b, struct sp_snapshot *ret, struct sp_err *reterr)
{
	struct sp_expansion expansion;
	struct sp_edits edits;
	enum sp_rc rc;

	sp_edits_init(&edits, b->arena);
	rc = sp_plan_expand(b->snapshot, b->request->now, &edits, &expansion, reterr);
	return rc == SP_OK ? sp_snapshot_apply(b->snapshot, &edits, b->arena, ret, reterr) : rc;
}

enum sp_rc
review_no_place(struct review_build *b, struct sp_err *reterr)
{
	struct sp_review_section section = place_section;
	struct sp_snapshot expanded;
	struct place *places;
	int32_t *placed;
	size_t n;
	enum sp_rc rc = expand(b, &expanded, reterr);

	if (rc != SP_OK)
		return rc;
	n = expanded.activities.n + expanded.duties.n;
	places = SP_ARENA_NEW_N(b->arena, struct place, n + 1);
	placed = SP_ARENA_NEW_N(b->arena, int32_t, expanded.tasks.n + 1);
	if (places == NULL || placed == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < expanded.blocks.n; i++) {
		const struct sp_task *task = sp_snapshot_task(&expanded, expanded.blocks.items[i].task);

		if (task != NULL)
			placed[task - expanded.tasks.items] += expanded.blocks.items[i].length_min;
	}
	if (expanded.blocks.n == 0)
		section.empty = "Nothing is planned yet.";
	else
		sum_places(b, &expanded, placed, places);
	qsort(places, n, sizeof(*places), by_day_and_size);
	review_begin(b, &section, n + 1);
	if (!b->failed)
		add_places(b, places, n);
	review_end(b);
	return SP_OK;
}

/* --- the rest of the year --- */

static const struct sp_review_column year_columns[] = {
	{"allocated", "Allocated", SP_REVIEW_MIN},   {"reserve", "Reserve", SP_REVIEW_MIN},
	{"wanted", "Wanted", SP_REVIEW_MIN},	     {"short", "Short", SP_REVIEW_MIN},
	{"behind", "Behind by then", SP_REVIEW_MIN},
};

static const struct sp_review_section year_section = {
	.key = "year",
	.title = "The rest of the school year",
	.about =
		"Work due against the hours there are, from this week on. Short is what goes beyond them, the reserve kept; behind is what has gathered by then.",
	.of = "Half-term",
	.columns = year_columns,
	.n_columns = SP_COUNT(year_columns),
};

static void
set_span(struct sp_review_cell *cells, const struct sp_demand_span *span)
{
	review_set(&cells[0], span->allocated_min);
	review_set(&cells[1], span->reserve_min);
	review_set(&cells[2], span->demand_min);
	review_set(&cells[3], span->shortfall_min);
	review_set(&cells[4], span->behind_min);
}

/* Only where the review looks ahead: what is past is no longer wanted. */
void
review_year(struct review_build *b)
{
	char key[SP_DAY_TEXT];

	if (b->review->to_day < sp_time_day(b->request->now))
		return;
	review_begin(b, &year_section, b->demand.n_half_terms + 1);
	for (size_t i = 0; i < b->demand.n_half_terms; i++) {
		const struct sp_demand_span *span = &b->demand.half_terms[i];

		if (span->allocated_min == 0 && span->demand_min == 0)
			continue;
		set_span(review_row(b, sp_day_format(span->from_day, SP_DAY_ISO, key), span->name, ""), span);
	}
	set_span(review_total(b), &b->demand.year);
	review_end(b);
}

/* --- the contract --- */

static const struct sp_review_column directed_columns[] = {{"hours", "Hours", SP_REVIEW_MIN}};

static const struct sp_review_section directed_section = {
	.key = "directed",
	.title = "Directed time of the school year",
	.about =
		"Hours that the school may direct: at most those that the contract's rules set for a year, in proportion to the contract.",
	.of = "Directed time",
	.columns = directed_columns,
	.n_columns = SP_COUNT(directed_columns),
};

static const struct sp_review_section average_section = {
	.key = "average",
	.title = "Working time of the school year",
	.about =
		"A leadership contract has no directed time: what counts is the average a week, over as many weeks as the contract's rules set.",
	.of = "Working time",
	.columns = directed_columns,
	.n_columns = SP_COUNT(directed_columns),
};

void
review_directed(struct review_build *b)
{
	const struct sp_contract_year *year = &b->contract;

	if (year->directed) {
		review_begin(b, &directed_section, 5);
		review_set(review_row(b, "limit", "Limit", "in proportion to the contract"), year->limit_min);
		review_set(review_row(b, "used", "Used", "before today"), year->used_min);
		review_set(review_row(b, "ahead", "Ahead", "from today on, as planned"), year->ahead_min);
		review_set(review_row(b, "left", "Left", "of the limit"), year->left_min);
		review_set(review_row(b, "over", "Over", "above the limit"), year->over_min);
		review_end(b);
	}
	if (year->leadership) {
		review_begin(b, &average_section, 2);
		review_set(review_row(b, "average", "Highest average", "of the rule's weeks, hours a week"),
			   year->average_min);
		review_set(review_row(b, "longest", "Longest week", "of the year"), year->longest_week_min);
		review_end(b);
	}
}
