/*
 * Working hours as a form: what is worked on each day of weeks A and B, in so many spans as there are. Only days that a
 * person changed are stored anew; split days, days that differ by week, weekends and what holds in another part of the
 * year stay as they are.
 */
#include "senplan/app/set_up.h"
#include "senplan/time/spans.h"

#include "session.h"

#include <assert.h>
#include <string.h>

enum { USUAL_FROM = 8 * 60, USUAL_TO = 16 * 60, WEEK_DAYS = 7 };

static bool
holds_on(const struct sp_working_window *row, sp_day day)
{
	return (row->from_day == SP_DAY_NONE || row->from_day <= day) &&
	       (row->to_day == SP_DAY_NONE || row->to_day >= day);
}

/* The day whose hours are shown: today, or the first on which any hours hold. */
static sp_day
day_shown(const struct sp_snapshot *snapshot, sp_day today)
{
	sp_day first = SP_DAY_NONE;

	for (size_t i = 0; i < snapshot->working_windows.n; i++) {
		const struct sp_working_window *row = &snapshot->working_windows.items[i];

		if (holds_on(row, today))
			return today;
		if (row->from_day > today && (first == SP_DAY_NONE || row->from_day < first))
			first = row->from_day;
	}
	return first == SP_DAY_NONE ? today : first;
}

static bool
covers_day(const struct sp_form *form, const struct sp_working_window *row, int week, int day)
{
	return holds_on(row, form->hours_day) && (row->weekday < 0 || row->weekday == day) &&
	       (row->cycle_week < 0 || row->cycle_week == week || form->n_weeks == 1);
}

static void
fill_day(const struct sp_snapshot *snapshot, struct sp_form *form, int week, int day)
{
	struct sp_form_day *shown = &form->days[week][day];
	struct sp_arena arena;
	struct sp_spans spans;

	sp_arena_init(&arena);
	sp_spans_init(&spans, &arena);
	for (size_t i = 0; i < snapshot->working_windows.n; i++) {
		const struct sp_working_window *row = &snapshot->working_windows.items[i];

		if (covers_day(form, row, week, day))
			(void)sp_spans_add(&spans, row->from_min, row->to_min);
	}
	*shown = (struct sp_form_day){.works = spans.n > 0};
	for (size_t i = 0; i < spans.n && shown->n_spans < SP_FORM_SPANS; i++)
		shown->spans[shown->n_spans++] =
			(struct sp_form_span){spans.items[i].from, spans.items[i].to};
	if (shown->n_spans == 0)
		shown->spans[shown->n_spans++] = (struct sp_form_span){USUAL_FROM, USUAL_TO};
	sp_arena_finish(&arena);
}

static bool
same_day(const struct sp_form_day *a, const struct sp_form_day *b)
{
	if (a->works != b->works || (a->works && a->n_spans != b->n_spans))
		return false;
	for (int i = 0; a->works && i < a->n_spans; i++)
		if (a->spans[i].from_min != b->spans[i].from_min || a->spans[i].to_min != b->spans[i].to_min)
			return false;
	return true;
}

void
set_up_fill_hours(const struct sp_snapshot *snapshot, sp_day today, struct sp_form *form)
{
	form->hours_day = day_shown(snapshot, today);
	for (int week = 0; week < SP_FORM_WEEKS; week++) {
		for (int d = 0; d < SP_FORM_DAYS; d++) {
			fill_day(snapshot, form, week, d);
			form->days[week][d].works |= snapshot->working_windows.n == 0;
		}
	}
	for (int d = 0; d < SP_FORM_DAYS && form->n_weeks > 1; d++)
		form->weeks_differ |= !same_day(&form->days[0][d], &form->days[1][d]);
}

/* --- storing --- */

struct hours {
	const struct sp_form *form;
	struct sp_edits *edits;
	bool changed[SP_FORM_WEEKS][SP_FORM_DAYS];
	sp_day from_day[SP_FORM_DAYS], to_day[SP_FORM_DAYS]; /* of what was there */
};

static bool
is_changed(const struct hours *hours, int week, int day)
{
	return day < SP_FORM_DAYS && hours->changed[week][day];
}

/* A row goes that a changed day lies in; the other days and weeks that it covered keep their hours. */
static void
carve_row(struct hours *hours, const struct sp_working_window *row)
{
	const struct sp_form *form = hours->form;
	struct sp_working_window rest = *row;
	bool hit = false;

	for (int week = 0; week < form->n_weeks; week++)
		for (int d = 0; d < SP_FORM_DAYS; d++)
			hit = hit || (hours->changed[week][d] && covers_day(form, row, week, d));
	if (!hit)
		return;
	sp_edits_delete(hours->edits, SP_ENTITY_working_window, row->id.v);
	rest.id.v = 0;
	for (int d = 0; d < WEEK_DAYS; d++) {
		bool apart = form->n_weeks > 1 && is_changed(hours, 0, d) != is_changed(hours, 1, d);

		if (d < SP_FORM_DAYS && (row->weekday < 0 || row->weekday == d)) {
			hours->from_day[d] = row->from_day;
			hours->to_day[d] = row->to_day;
		}
		rest.weekday = d;
		for (int week = 0; week < form->n_weeks; week++) {
			if (!covers_day(form, row, week, d) || is_changed(hours, week, d))
				continue;
			rest.cycle_week = row->cycle_week < 0 && apart ? week : row->cycle_week;
			sp_edits_put_working_window(hours->edits, &rest);
			if (rest.cycle_week < 0)
				break;
		}
	}
}

static void
put_day(struct hours *hours, int week, int day)
{
	const struct sp_form_day *wanted = &hours->form->days[week][day];
	struct sp_working_window row = sp_working_window_blank();
	bool both = hours->form->n_weeks == 1 ||
		    (hours->changed[0][day] && hours->changed[1][day] &&
		     same_day(&hours->form->days[0][day], &hours->form->days[1][day]));

	if (!hours->changed[week][day] || !wanted->works || (both && week > 0))
		return;
	row.weekday = day;
	row.cycle_week = both ? -1 : week;
	row.from_day = hours->from_day[day];
	row.to_day = hours->to_day[day];
	for (int i = 0; i < wanted->n_spans; i++) {
		row.from_min = wanted->spans[i].from_min;
		row.to_min = wanted->spans[i].to_min;
		sp_edits_put_working_window(hours->edits, &row);
	}
}

static enum sp_rc
check_days(const struct sp_form *form, struct sp_err *reterr)
{
	int n = 0;

	for (int week = 0; week < form->n_weeks; week++) {
		for (int d = 0; d < SP_FORM_DAYS; d++) {
			const struct sp_form_day *day = &form->days[week][d];

			n += day->works;
			for (int i = 0; day->works && i < day->n_spans; i++)
				if (day->spans[i].from_min >= day->spans[i].to_min)
					return sp_err_set(reterr, SP_USAGE, "%s ends before it begins.",
							  sp_weekday_name((enum sp_weekday)d));
		}
	}
	return n > 0 ? SP_OK
		     : sp_err_set(reterr, SP_USAGE, "No day is ticked: there would be no time to plan.");
}

enum sp_rc
sp_set_up_hours(struct sp_app *app, const struct sp_form *form, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(app);
	struct hours hours = {.form = form};
	struct sp_form before = {.n_weeks = form->n_weeks};
	struct change change;
	enum sp_rc rc = check_days(form, reterr);

	if (rc != SP_OK)
		return rc;
	set_up_fill_hours(snapshot, form->hours_day, &before);
	change_begin(&change);
	hours.edits = &change.edits;
	for (int d = 0; d < SP_FORM_DAYS; d++) {
		hours.from_day[d] = hours.to_day[d] = SP_DAY_NONE;
		for (int week = 0; week < form->n_weeks; week++)
			hours.changed[week][d] = snapshot->working_windows.n == 0 ||
						 !same_day(&before.days[week][d], &form->days[week][d]);
	}
	for (size_t i = 0; i < snapshot->working_windows.n; i++)
		carve_row(&hours, &snapshot->working_windows.items[i]);
	for (int week = 0; week < form->n_weeks; week++)
		for (int d = 0; d < SP_FORM_DAYS; d++)
			put_day(&hours, week, d);
	if (change.edits.n == 0) {
		change_finish(&change);
		return SP_OK;
	}
	return change_commit(app, &change, "working hours", reterr);
}
