/*
 * The rows of Duties: each activity, under it the duties made of it; and what a duty comes to in a year by its cadence, on
 * paper: what is still ahead of it this year is in Ahead.
 */
#include "senplan/model/year.h"
#include "senplan/plan/expand.h"
#include "senplan/report/estimates.h"

#include "act.h"

#include <assert.h>
#include <stdio.h>

struct sp_duty_row
sp_duty_row_at(const struct sp_ui *ui, int row)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	struct sp_duty_row found = {0};

	for (size_t i = 0; i < s->activities.n; i++) {
		found.activity = &s->activities.items[i];
		if (row-- == 0)
			return found;
		for (size_t k = 0; k < s->duties.n; k++) {
			if (s->duties.items[k].activity.v != found.activity->id.v)
				continue;
			found.duty = &s->duties.items[k];
			if (row-- == 0)
				return found;
		}
		found.duty = NULL;
	}
	return (struct sp_duty_row){0};
}

int
sp_duties_rows(const struct sp_ui *ui)
{
	return ui->world == NULL ? 0
				 : (int)(ui->world->snapshot->activities.n + ui->world->snapshot->duties.n);
}

/* The row of a duty, else of an activity; -1: there is none. */
int
sp_duty_row_of(const struct sp_ui *ui, int64_t duty, int64_t activity)
{
	int n = sp_duties_rows(ui);

	for (int i = 0; i < n; i++) {
		struct sp_duty_row row = sp_duty_row_at(ui, i);

		if (duty != 0 ? row.duty != NULL && row.duty->id.v == duty
			      : row.activity != NULL && row.duty == NULL && row.activity->id.v == activity)
			return i;
	}
	return -1;
}

const struct sp_estimate *
sp_duty_estimate(const struct sp_ui *ui, const struct sp_activity *activity)
{
	if (ui->world->estimates == NULL || activity == NULL)
		return NULL;
	return &ui->world->estimates[activity - ui->world->snapshot->activities.items];
}

const struct sp_estimate *
sp_duty_row_estimate(const struct sp_ui *ui, const struct sp_duty_row *row)
{
	for (size_t i = 0; i < ui->world->n_estimates && row->duty != NULL; i++)
		if (ui->world->estimates[i].duty == row->duty)
			return &ui->world->estimates[i];
	return sp_duty_estimate(ui, row->activity);
}

/* --- how much a year --- */

static int
count_targets(const struct sp_snapshot *s, enum sp_per per)
{
	int n = 0;

	if (per == SP_PER_NONE)
		return 1;
	for (size_t i = 0; i < s->staff_members.n && per == SP_PER_STAFF; i++)
		n += s->staff_members.items[i].active;
	for (size_t i = 0; i < s->cases.n && per != SP_PER_STAFF; i++) {
		const struct sp_case *subject = &s->cases.items[i];

		n += subject->left_day == SP_DAY_NONE &&
		     (per == SP_PER_CASE || (per == SP_PER_EHCP && subject->status == SP_CASE_EHCP) ||
		      (per == SP_PER_SEN_SUPPORT && subject->status == SP_CASE_SEN_SUPPORT));
	}
	return n;
}

struct year_count {
	int days, weeks, weeks_of, half_terms, terms;
	int half_term;
	const struct sp_year_span *term;
	sp_day monday;
};

static void
count_day(const struct sp_snapshot *s, const struct sp_duty *duty, sp_day day, struct year_count *c)
{
	struct sp_day_info info = sp_year_day(s, day);
	const struct sp_calendar *calendar = s->calendar;

	c->days += duty->weekday < 0 || (int32_t)sp_day_weekday(day) == duty->weekday;
	if (sp_day_monday(day) != c->monday) {
		c->monday = sp_day_monday(day);
		c->weeks++;
		c->weeks_of += info.cycle_week == duty->cycle_week;
	}
	if (info.half_term >= 0 && (size_t)info.half_term < calendar->n_half_terms &&
	    info.half_term != c->half_term) {
		c->half_term = info.half_term;
		c->half_terms++;
		c->terms += calendar->half_terms[info.half_term].term != c->term;
		c->term = calendar->half_terms[info.half_term].term;
	}
}

static int
count_rounds(const struct sp_snapshot *s, const struct sp_duty *duty, sp_day today)
{
	struct sp_school_year year = sp_year_of(today);
	struct year_count c = {.half_term = -1, .monday = SP_DAY_NONE};

	for (sp_day day = year.from_day; day <= year.to_day; day++)
		if (sp_year_is_working_day(s, day) &&
		    (duty->from_day == SP_DAY_NONE || day >= duty->from_day) &&
		    (duty->to_day == SP_DAY_NONE || day <= duty->to_day))
			count_day(s, duty, day, &c);
	switch (duty->cadence) {
	case SP_CADENCE_ONCE:
		return duty->day >= year.from_day && duty->day <= year.to_day;
	case SP_CADENCE_DAILY:
		return c.days;
	case SP_CADENCE_WEEKLY:
		return c.weeks;
	case SP_CADENCE_FORTNIGHTLY:
		return duty->cycle_week >= 0 ? c.weeks_of : (c.weeks + 1) / 2;
	case SP_CADENCE_HALF_TERMLY:
		return c.half_terms;
	case SP_CADENCE_TERMLY:
		return c.terms;
	case SP_CADENCE_YEARLY:
		return c.days > 0;
	}
	assert(!"a cadence that is not handled");
	return 0;
}

int
sp_duty_year_min(const struct sp_ui *ui, const struct sp_duty *duty)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	const struct sp_activity *activity = sp_snapshot_activity(s, duty->activity);
	int length = duty->length_min;

	if (!duty->active)
		return 0;
	if (length <= 0 && activity != NULL)
		length = sp_plan_estimate_min(activity, (int)sp_setting_int(s, "grid_min"));
	return count_rounds(s, duty, sp_time_day(ui->now)) * duty->times * length *
	       count_targets(s, duty->per);
}

/* --- words --- */

static const char *
per_text(enum sp_per per)
{
	switch (per) {
	case SP_PER_NONE:
		return "";
	case SP_PER_EHCP:
		return "each EHCP";
	case SP_PER_SEN_SUPPORT:
		return "each SEN Support";
	case SP_PER_CASE:
		return "each pupil";
	case SP_PER_STAFF:
		return "each of staff";
	}
	return "";
}

void
sp_describe_cadence(const struct sp_duty *duty, struct sp_str *out)
{
	static const char *const names[] = {[SP_CADENCE_ONCE] = "once",
					    [SP_CADENCE_DAILY] = "daily",
					    [SP_CADENCE_WEEKLY] = "weekly",
					    [SP_CADENCE_FORTNIGHTLY] = "fortnightly",
					    [SP_CADENCE_HALF_TERMLY] = "half-termly",
					    [SP_CADENCE_TERMLY] = "termly",
					    [SP_CADENCE_YEARLY] = "yearly"};
	char day[SP_DAY_TEXT];

	if (duty->times > 1)
		sp_str_addf(out, "%d x ", (int)duty->times);
	sp_str_add(out, names[duty->cadence]);
	if (duty->cadence == SP_CADENCE_ONCE && duty->day != SP_DAY_NONE)
		sp_str_addf(out, " by %s", sp_day_format(duty->day, SP_DAY_SHORT, day));
	if (duty->cadence == SP_CADENCE_YEARLY && duty->month > 0)
		sp_str_addf(out, " in %s", sp_month_name(duty->month));
	if (duty->cadence == SP_CADENCE_FORTNIGHTLY && duty->cycle_week >= 0)
		sp_str_addf(out, " %c", (char)('A' + duty->cycle_week));
	if (duty->weekday >= 0)
		sp_str_addf(out, " %s", sp_weekday_name((enum sp_weekday)duty->weekday));
	if (duty->per != SP_PER_NONE)
		sp_str_addf(out, ", %s", per_text(duty->per));
}
