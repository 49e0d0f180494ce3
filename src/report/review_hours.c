/*
 * The sections of hours: what was given and what became of it; by activity, kind and week; taken away; what another could
 * do; the rest of the year; the contract's directed time.
 */
#include "senplan/base/array.h"

#include "review-private.h"

#include <assert.h>
#include <string.h>

enum { WHOLE_PCT = 100 };

#define COLUMN_MIN(key, label)            \
	{                                 \
		key, label, SP_REVIEW_MIN \
	}
#define COLUMN_PCT(key, label)            \
	{                                 \
		key, label, SP_REVIEW_PCT \
	}

/* --- hours --- */

static const struct sp_review_column hours_columns[] = {
	COLUMN_MIN("hours", "Hours"),
	COLUMN_MIN("week", "A school week"),
	COLUMN_MIN("before", "Before"),
};

static const struct sp_review_section hours_section = {
	.key = "hours",
	.title = "Hours",
	.about =
		"What is given for the role, and what became of it. Planned, reserve and unplanned are together what is allocated.",
	.of = "Hours",
	.columns = hours_columns,
	.n_columns = SP_COUNT(hours_columns),
};

static const struct hours_figure {
	const char *key, *label, *plain;
	size_t offset; /* in struct sp_hours */
} hours_figures[] = {
	{"allocated", "Allocated", "timetabled for the role", offsetof(struct sp_hours, allocated_min)},
	{"planned", "Planned", "given to a piece of work", offsetof(struct sp_hours, planned_min)},
	{"reserve", "Reserve", "kept free for what comes up", offsetof(struct sp_hours, reserve_min)},
	{"unplanned", "Unplanned", "what is left over", offsetof(struct sp_hours, unplanned_min)},
	{"logged", "Logged", "work that was recorded", offsetof(struct sp_hours, logged_min)},
	{"unreviewed", "Not yet reviewed", "past, nothing recorded",
	 offsetof(struct sp_hours, unreviewed_min)},
	{"lost", "Pulled away", "taken for others", offsetof(struct sp_hours, lost_min)},
	{"beyond", "Beyond contract", "outside contracted hours", offsetof(struct sp_hours, beyond_min)},
};

static int32_t
hours_at(const struct sp_hours *hours, size_t offset)
{
	int32_t value;

	memcpy(&value, (const char *)hours + offset, sizeof value);
	return value;
}

static void
set_hours(const struct review_build *b, struct sp_review_cell *cells, int32_t now_min, int32_t before_min)
{
	review_set(&cells[0], now_min);
	if (b->hours.n_open_weeks > 0)
		review_set(&cells[1], now_min / (int32_t)b->hours.n_open_weeks);
	review_set(&cells[2], before_min);
}

void
review_hours(struct review_build *b)
{
	struct review_wanted wanted;
	struct sp_review_cell *cells;

	review_begin(b, &hours_section, SP_COUNT(hours_figures) + 3);
	for (size_t i = 0; i < SP_COUNT(hours_figures); i++) {
		const struct hours_figure *figure = &hours_figures[i];

		cells = review_row(b, figure->key, figure->label, figure->plain);
		set_hours(b, cells, hours_at(&b->hours, figure->offset),
			  hours_at(&b->before, figure->offset));
	}
	cells = review_row(b, "gap", "Gap", "planned so far, less logged");
	set_hours(b, cells, b->hours.past_planned_min - b->hours.logged_min,
		  b->before.past_planned_min - b->before.logged_min);
	if (review_wanted(b, &wanted)) {
		int32_t n = wanted.n_weeks > 0 ? wanted.n_weeks : 1;

		cells = review_row(b, "wanted", "Wanted from now", "work due by then");
		review_set(&cells[0], wanted.wanted_min);
		review_set(&cells[1], wanted.wanted_min / n);
		cells = review_row(b, "short", "Short from now", "more than there is");
		review_set(&cells[0], wanted.short_min);
		review_set(&cells[1], wanted.short_min / n);
	}
	review_end(b);
}

/* --- by activity --- */

enum {
	ACTIVITY_TARGET,
	ACTIVITY_PLANNED,
	ACTIVITY_LOGGED,
	ACTIVITY_SHARE,
	ACTIVITY_WISH,
	ACTIVITY_BEFORE,
	ACTIVITY_SHARE_BEFORE
};

static const struct sp_review_column activity_columns[] = {
	[ACTIVITY_TARGET] = COLUMN_MIN("target", "Target"),
	[ACTIVITY_PLANNED] = COLUMN_MIN("planned", "Planned"),
	[ACTIVITY_LOGGED] = COLUMN_MIN("logged", "Logged"),
	[ACTIVITY_SHARE] = COLUMN_PCT("share", "Share"),
	[ACTIVITY_WISH] = COLUMN_PCT("target_share", "Target share"),
	[ACTIVITY_BEFORE] = COLUMN_MIN("before", "Before"),
	[ACTIVITY_SHARE_BEFORE] = COLUMN_PCT("share_before", "Share before"),
};

static const struct sp_review_section activities_section = {
	.key = "activities",
	.title = "By activity",
	.about =
		"Shares are of the hours logged; targets are of the hours allocated; before is what was logged in the period before.",
	.of = "Activity",
	.empty = "Nothing was planned or logged in this time.",
	.chart = SP_REVIEW_BARS,
	.columns = activity_columns,
	.n_columns = SP_COUNT(activity_columns),
};

static int32_t
logged_before(const struct review_build *b, const struct sp_activity *activity)
{
	for (size_t i = 0; i < b->before.n_rows; i++)
		if (b->before.rows[i].activity == activity)
			return b->before.rows[i].logged_min;
	return 0;
}

static void
add_activity(struct review_build *b, const struct sp_hours_row *row)
{
	const struct sp_activity *activity = row->activity;
	int32_t before = logged_before(b, activity);
	struct sp_review_cell *cells =
		activity == NULL ? review_row(b, "none", "No activity", "")
				 : review_row(b, activity->key, activity->name, activity->plain);

	review_set(&cells[ACTIVITY_PLANNED], row->planned_min);
	review_set(&cells[ACTIVITY_LOGGED], row->logged_min);
	review_set_share(&cells[ACTIVITY_SHARE], row->logged_min, b->hours.logged_min);
	review_set(&cells[ACTIVITY_BEFORE], before);
	review_set_share(&cells[ACTIVITY_SHARE_BEFORE], before, b->before.logged_min);
	if (activity == NULL || activity->target_pct < 0)
		return;
	review_set(&cells[ACTIVITY_TARGET],
		   (int64_t)b->hours.allocated_min * activity->target_pct / WHOLE_PCT);
	review_set(&cells[ACTIVITY_WISH], activity->target_pct);
}

void
review_activities(struct review_build *b)
{
	struct sp_review_cell *cells;

	review_begin(b, &activities_section, b->hours.n_rows + b->before.n_rows + 1);
	for (size_t i = 0; i < b->hours.n_rows; i++)
		add_activity(b, &b->hours.rows[i]);
	for (size_t i = 0; i < b->before.n_rows; i++) { /* what was done before and is no longer */
		struct sp_hours_row row = {.activity = b->before.rows[i].activity};
		bool again = b->before.rows[i].logged_min == 0;

		for (size_t k = 0; k < b->hours.n_rows; k++)
			again |= b->hours.rows[k].activity == row.activity;
		if (!again)
			add_activity(b, &row);
	}
	if (b->section->n_rows > 0) {
		cells = review_total(b);
		review_set(&cells[ACTIVITY_PLANNED], b->hours.planned_min);
		review_set(&cells[ACTIVITY_LOGGED], b->hours.logged_min);
		review_set(&cells[ACTIVITY_BEFORE], b->before.logged_min);
	}
	review_end(b);
}

/* --- by kind --- */

static const struct sp_review_column kind_columns[] = {
	COLUMN_MIN("planned", "Planned"), COLUMN_PCT("share_planned", "Share of planned"),
	COLUMN_MIN("logged", "Logged"),	  COLUMN_PCT("share", "Share of logged"),
	COLUMN_MIN("before", "Before"),	  COLUMN_PCT("share_before", "Share before"),
};

static const struct sp_review_section kinds_section = {
	.key = "kinds",
	.title = "Leading or doing",
	.about = "What the hours count as. Time lost is not among them: it stands under \"Pulled away\".",
	.of = "Kind",
	.chart = SP_REVIEW_SHARES,
	.columns = kind_columns,
	.n_columns = SP_COUNT(kind_columns),
};

static const struct {
	const char *label, *plain;
} kind_words[SP_KIND_COUNT] = {
	[SP_KIND_STRATEGIC] = {"Strategic", "leading and improving the whole school"},
	[SP_KIND_OPERATIONAL] = {"Operational", "running provision and reviews"},
	[SP_KIND_ADMINISTRATIVE] = {"Administrative", "forms, records, messages"},
	[SP_KIND_DIRECT] = {"Direct", "with pupils and families"},
	[SP_KIND_TEACHING] = {"Teaching", "own lessons"},
	[SP_KIND_PULLED_AWAY] = {"Work for others", "other duties, recorded as work"},
};

static void
set_kind(const struct review_build *b, struct sp_review_cell *cells, const int32_t values[3])
{
	review_set(&cells[0], values[0]);
	review_set_share(&cells[1], values[0], b->hours.planned_min);
	review_set(&cells[2], values[1]);
	review_set_share(&cells[3], values[1], b->hours.logged_min);
	review_set(&cells[4], values[2]);
	review_set_share(&cells[5], values[2], b->before.logged_min);
}

void
review_kinds(struct review_build *b)
{
	const struct sp_hours *now = &b->hours, *before = &b->before;
	const int32_t none[3] = {now->planned_of_none_min, now->logged_of_none_min,
				 before->logged_of_none_min};
	const int32_t all[3] = {now->planned_min, now->logged_min, before->logged_min};

	review_begin(b, &kinds_section, SP_KIND_COUNT + 2);
	for (size_t i = 0; i < SP_KIND_COUNT; i++) {
		const int32_t values[3] = {now->planned_by_kind_min[i], now->logged_by_kind_min[i],
					   before->logged_by_kind_min[i]};

		if (i >= SP_KIND_TEACHING && values[0] == 0 && values[1] == 0 && values[2] == 0)
			continue; /* not the role's work: only where there is some */
		set_kind(b,
			 review_row(b, sp_activity_kind_names[i], kind_words[i].label, kind_words[i].plain),
			 values);
	}
	if (none[0] != 0 || none[1] != 0 || none[2] != 0)
		set_kind(b, review_row(b, "none", "No activity", ""), none);
	set_kind(b, review_total(b), all);
	review_end(b);
}

/* --- by week --- */

enum {
	WEEK_ALLOCATED,
	WEEK_PLANNED,
	WEEK_RESERVE,
	WEEK_UNPLANNED,
	WEEK_WANTED,
	WEEK_LOAD,
	WEEK_LOGGED,
	WEEK_LOST,
	WEEK_BEYOND,
	WEEK_UNREVIEWED
};

static const struct sp_review_column week_columns[] = {
	[WEEK_ALLOCATED] = COLUMN_MIN("allocated", "Allocated"),
	[WEEK_PLANNED] = COLUMN_MIN("planned", "Planned"),
	[WEEK_RESERVE] = COLUMN_MIN("reserve", "Reserve"),
	[WEEK_UNPLANNED] = COLUMN_MIN("unplanned", "Unplanned"),
	[WEEK_WANTED] = COLUMN_MIN("wanted", "Wanted"),
	[WEEK_LOAD] = COLUMN_PCT("load", "Load"),
	[WEEK_LOGGED] = COLUMN_MIN("logged", "Logged"),
	[WEEK_LOST] = COLUMN_MIN("lost", "Pulled away"),
	[WEEK_BEYOND] = COLUMN_MIN("beyond", "Beyond"),
	[WEEK_UNREVIEWED] = COLUMN_MIN("unreviewed", "To review"),
};

static const struct sp_review_section weeks_section = {
	.key = "weeks",
	.title = "Week by week",
	.about =
		"Wanted is what is due in the week, from this week on. Load is what is wanted, in past weeks what was planned, of what is allocated.",
	.of = "Week of",
	.empty = "No school week lies in this time.",
	.chart = SP_REVIEW_WEEKS,
	.columns = week_columns,
	.n_columns = SP_COUNT(week_columns),
};

static const struct sp_demand_span *
demand_week(const struct review_build *b, sp_day monday)
{
	for (size_t i = 0; i < b->demand.n_weeks; i++)
		if (b->demand.weeks[i].from_day == monday)
			return &b->demand.weeks[i];
	return NULL;
}

static void
add_week(struct review_build *b, const struct sp_hours_week *week)
{
	const struct sp_demand_span *demand = demand_week(b, week->monday);
	char key[SP_DAY_TEXT], label[SP_DAY_TEXT];
	struct sp_review_cell *cells;

	sp_day_format(week->monday, SP_DAY_ISO, key);
	sp_day_format(week->monday, SP_DAY_SHORT, label);
	cells = review_row(b, key, label, "");
	review_set(&cells[WEEK_ALLOCATED], week->allocated_min);
	review_set(&cells[WEEK_PLANNED], week->planned_min);
	review_set(&cells[WEEK_RESERVE], week->reserve_min);
	review_set(&cells[WEEK_UNPLANNED], week->unplanned_min);
	review_set(&cells[WEEK_LOGGED], week->logged_min);
	review_set(&cells[WEEK_LOST], week->lost_min);
	review_set(&cells[WEEK_BEYOND], week->beyond_min);
	review_set(&cells[WEEK_UNREVIEWED], week->unreviewed_min);
	if (demand != NULL) {
		review_set(&cells[WEEK_WANTED], demand->demand_min);
		review_set_share(&cells[WEEK_LOAD], demand->demand_min, demand->allocated_min);
	} else {
		review_set_share(&cells[WEEK_LOAD], week->planned_min, week->allocated_min);
	}
}

/* A closed week in which nothing stands is left out. */
static bool
is_worth_a_row(const struct review_build *b, const struct sp_hours_week *week)
{
	const struct sp_demand_span *demand = demand_week(b, week->monday);

	return week->n_open_days > 0 || week->allocated_min > 0 || week->planned_min > 0 ||
	       week->logged_min > 0 || week->lost_min > 0 || (demand != NULL && demand->demand_min > 0);
}

void
review_weeks(struct review_build *b)
{
	const struct sp_hours *hours = &b->hours;
	struct review_wanted wanted;
	struct sp_review_cell *cells;

	review_begin(b, &weeks_section, hours->n_weeks + 1);
	for (size_t i = 0; i < hours->n_weeks; i++)
		if (is_worth_a_row(b, &hours->weeks[i]))
			add_week(b, &hours->weeks[i]);
	if (b->section->n_rows > 0) {
		cells = review_total(b);
		review_set(&cells[WEEK_ALLOCATED], hours->allocated_min);
		review_set(&cells[WEEK_PLANNED], hours->planned_min);
		review_set(&cells[WEEK_RESERVE], hours->reserve_min);
		review_set(&cells[WEEK_UNPLANNED], hours->unplanned_min);
		review_set(&cells[WEEK_LOGGED], hours->logged_min);
		review_set(&cells[WEEK_LOST], hours->lost_min);
		review_set(&cells[WEEK_BEYOND], hours->beyond_min);
		review_set(&cells[WEEK_UNREVIEWED], hours->unreviewed_min);
		if (review_wanted(b, &wanted))
			review_set(&cells[WEEK_WANTED], wanted.wanted_min);
	}
	review_end(b);
}

/* --- taken away --- */

static const struct sp_review_column pulled_columns[] = {
	COLUMN_MIN("hours", "Hours"),
	{"times", "Times", SP_REVIEW_COUNT},
	COLUMN_MIN("before", "Before"),
};

static const struct sp_review_section pulled_section = {
	.key = "pulled_away",
	.title = "Pulled away",
	.about = "Hours allocated to the role and lost to something else, by cause.",
	.of = "Cause",
	.empty = "No time was lost.",
	.columns = pulled_columns,
	.n_columns = SP_COUNT(pulled_columns),
};

static const char *const cause_words[SP_CAUSE_COUNT] = {
	[SP_CAUSE_NONE] = "No cause given",	  [SP_CAUSE_COVER] = "Covering a lesson",
	[SP_CAUSE_SAFEGUARDING] = "Safeguarding", [SP_CAUSE_ABSENT] = "SENCO absent",
	[SP_CAUSE_MEETING] = "Meeting called",	  [SP_CAUSE_TRIP] = "Trip",
	[SP_CAUSE_OTHER] = "Something else",
};

void
review_pulled(struct review_build *b)
{
	struct sp_review_cell *cells;
	int times = 0;

	review_begin(b, &pulled_section, SP_CAUSE_COUNT + 1);
	for (size_t i = 0; i < SP_CAUSE_COUNT; i++) {
		if (b->hours.lost_by_cause_min[i] == 0 && b->before.lost_by_cause_min[i] == 0)
			continue;
		cells = review_row(b, sp_cause_names[i], cause_words[i], "");
		review_set(&cells[0], b->hours.lost_by_cause_min[i]);
		review_set(&cells[1], b->hours.lost_by_cause_times[i]);
		review_set(&cells[2], b->before.lost_by_cause_min[i]);
		times += b->hours.lost_by_cause_times[i];
	}
	if (b->section->n_rows > 0) {
		cells = review_total(b);
		review_set(&cells[0], b->hours.lost_min);
		review_set(&cells[1], times);
		review_set(&cells[2], b->before.lost_min);
	}
	review_end(b);
}

/* --- what another could do --- */

static const struct sp_review_column delegable_columns[] = {
	COLUMN_MIN("planned", "Planned"),
	COLUMN_MIN("logged", "Logged"),
};

static const struct sp_review_section delegable_section = {
	.key = "delegable",
	.title = "Another could do it",
	.about = "Work that does not need a SENCO: hours that an assistant would set free.",
	.of = "Activity",
	.empty = "Nothing that another could do was planned or logged.",
	.columns = delegable_columns,
	.n_columns = SP_COUNT(delegable_columns),
};

void
review_delegable(struct review_build *b)
{
	struct sp_review_cell *cells;

	review_begin(b, &delegable_section, b->hours.n_rows + 1);
	for (size_t i = 0; i < b->hours.n_rows; i++) {
		const struct sp_hours_row *row = &b->hours.rows[i];

		if (row->activity == NULL || !row->activity->delegable ||
		    (row->planned_min == 0 && row->logged_min == 0))
			continue;
		cells = review_row(b, row->activity->key, row->activity->name, row->activity->plain);
		review_set(&cells[0], row->planned_min);
		review_set(&cells[1], row->logged_min);
	}
	if (b->section->n_rows > 0) {
		cells = review_total(b);
		review_set(&cells[0], b->hours.delegable_planned_min);
		review_set(&cells[1], b->hours.delegable_logged_min);
	}
	review_end(b);
}
