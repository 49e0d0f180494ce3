/*
 * Setting up by a person: the form as the file has it, and what was filled in as edits.
 */
#include "senplan/app/set_up.h"

#include "senplan/app/dump.h"
#include "senplan/app/intake.h"
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/when.h"

#include "session.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { PATH_TEXT = 1024, TERM_TEXT = 200 };

bool
sp_set_up_has(const struct sp_snapshot *snapshot, enum sp_set_up_part part)
{
	switch (part) {
	case SP_PART_SCHOOL:
		return snapshot->activities.n > 0;
	case SP_PART_HOURS:
		return snapshot->working_windows.n > 0;
	case SP_PART_TIMETABLE:
		return snapshot->timetable_slots.n > 0;
	case SP_PART_TERMS:
		return snapshot->year_spans.n > 0;
	case SP_PART_CASELOAD:
		return snapshot->cases.n > 0;
	case SP_PART_COUNT:
		break;
	}
	assert(!"no part");
	return false;
}

/* --- the form --- */

static struct sp_form_period *
period_named(struct sp_form *form, const char *name)
{
	for (int i = 0; i < form->n_periods; i++)
		if (strncmp(form->periods[i].name, name, SP_FORM_NAME - 1) == 0)
			return &form->periods[i];
	if (form->n_periods == SP_FORM_PERIODS)
		return NULL;
	snprintf(form->periods[form->n_periods].name, SP_FORM_NAME, "%s", name);
	return &form->periods[form->n_periods++];
}

static void
sort_periods(struct sp_form *form)
{
	for (int i = 1; i < form->n_periods; i++) {
		struct sp_form_period period = form->periods[i];
		int j = i;

		for (; j > 0 && form->periods[j - 1].from_min[0] > period.from_min[0]; j--)
			form->periods[j] = form->periods[j - 1];
		form->periods[j] = period;
	}
}

/* A weekday that has rows of its own has only these. */
static bool
day_has_rows(const struct sp_snapshot *snapshot, int day)
{
	for (size_t i = 0; i < snapshot->periods.n; i++)
		if (snapshot->periods.items[i].weekday == day)
			return true;
	return false;
}

static void
fill_periods(const struct sp_snapshot *snapshot, struct sp_form *form)
{
	for (size_t i = 0; i < snapshot->periods.n; i++) {
		const struct sp_period *row = &snapshot->periods.items[i];
		struct sp_form_period *period = period_named(form, row->name);

		for (int d = 0; period != NULL && d < SP_FORM_DAYS; d++) {
			if (row->weekday != (day_has_rows(snapshot, d) ? d : -1))
				continue;
			period->kind = row->kind;
			period->from_min[d] = row->from_min;
			period->to_min[d] = row->to_min;
		}
	}
	sort_periods(form);
}

static void
fill_usual_periods(struct sp_form *form, bool primary)
{
	static const struct usual {
		const char *name;
		sp_minute from_min, to_min;
		enum sp_period_kind kind;
	} secondary_rows[] = {{"P1", 540, 600, SP_PERIOD_LESSON},   {"P2", 600, 660, SP_PERIOD_LESSON},
			      {"Break", 660, 675, SP_PERIOD_BREAK}, {"P3", 675, 735, SP_PERIOD_LESSON},
			      {"P4", 735, 795, SP_PERIOD_LESSON},   {"Lunch", 795, 840, SP_PERIOD_LUNCH},
			      {"P5", 840, 900, SP_PERIOD_LESSON}},
	  primary_rows[] = {{"P1", 540, 595, SP_PERIOD_LESSON},	  {"P2", 595, 645, SP_PERIOD_LESSON},
			    {"Break", 645, 660, SP_PERIOD_BREAK}, {"P3", 660, 720, SP_PERIOD_LESSON},
			    {"Lunch", 720, 780, SP_PERIOD_LUNCH}, {"P4", 780, 850, SP_PERIOD_LESSON},
			    {"P5", 850, 915, SP_PERIOD_LESSON}};
	const struct usual *rows = primary ? primary_rows : secondary_rows;

	static_assert(SP_COUNT(primary_rows) == SP_COUNT(secondary_rows), "one loop for both");
	form->new_periods = true;
	for (size_t i = 0; i < SP_COUNT(secondary_rows); i++) {
		struct sp_form_period *period = period_named(form, rows[i].name);

		period->kind = rows[i].kind;
		for (int d = 0; d < SP_FORM_DAYS; d++) {
			period->from_min[d] = rows[i].from_min;
			period->to_min[d] = rows[i].to_min;
		}
	}
}

static bool
paint_of(enum sp_timetable_what what, enum sp_paint *ret)
{
	switch (what) {
	case SP_TIMETABLE_TEACH:
		*ret = SP_PAINT_TEACH;
		return true;
	case SP_TIMETABLE_PPA:
		*ret = SP_PAINT_PPA;
		return true;
	case SP_TIMETABLE_DUTY:
		*ret = SP_PAINT_DUTY;
		return true;
	case SP_TIMETABLE_MEETING:
	case SP_TIMETABLE_SENCO:
	case SP_TIMETABLE_BREAK:
	case SP_TIMETABLE_LUNCH:
	case SP_TIMETABLE_OUT:
		break;
	}
	return false;
}

static bool
covers(const struct sp_form *form, const struct sp_timetable_slot *slot, int week, int day, int p)
{
	const struct sp_form_period *period = &form->periods[p];

	return (slot->weekday < 0 || slot->weekday == day) &&
	       (slot->cycle_week < 0 || slot->cycle_week == week || form->n_weeks == 1) &&
	       slot->from_min < period->to_min[day] && slot->to_min > period->from_min[day];
}

enum { CELLS = SP_FORM_WEEKS * SP_FORM_DAYS * SP_FORM_PERIODS };

/* Cell `i` of all that can be painted; false: it is none of this form. */
static bool
cell_at(const struct sp_form *form, int i, int *ret_week, int *ret_day, int *ret_period)
{
	*ret_period = i % SP_FORM_PERIODS;
	*ret_day = i / SP_FORM_PERIODS % SP_FORM_DAYS;
	*ret_week = i / SP_FORM_PERIODS / SP_FORM_DAYS;
	return *ret_week < form->n_weeks && *ret_period < form->n_periods;
}

void
sp_set_up_form(const struct sp_snapshot *snapshot, sp_day today, struct sp_form *ret_form)
{
	int week, day, p;

	memset(ret_form, 0, sizeof(*ret_form));
	ret_form->n_weeks = sp_streq(sp_setting_text(snapshot, "cycle"), "1") ? 1 : 2;
	set_up_fill_hours(snapshot, today, ret_form);
	fill_periods(snapshot, ret_form);
	if (ret_form->n_periods == 0)
		fill_usual_periods(ret_form, sp_streq(sp_setting_text(snapshot, "phase"), "primary"));
	for (size_t s = 0; s < snapshot->timetable_slots.n; s++) {
		const struct sp_timetable_slot *slot = &snapshot->timetable_slots.items[s];
		enum sp_paint paint;

		if (!paint_of(slot->what, &paint))
			continue;
		for (int i = 0; i < CELLS; i++)
			if (cell_at(ret_form, i, &week, &day, &p) && covers(ret_form, slot, week, day, p))
				ret_form->cells[week][day][p] = paint;
	}
}

/* --- storing it --- */

enum sp_rc
sp_set_up_phase(struct sp_app *app, const char *phase, struct sp_err *reterr)
{
	enum sp_rc rc = sp_app_snapshot(app)->activities.n == 0 ? sp_intake_preset(app, phase, reterr)
								: sp_app_set(app, "phase", phase, reterr);

	return rc == SP_OK ? sp_app_usual_hours(app, reterr) : rc;
}

static void
put_periods(struct sp_edits *edits, const struct sp_form *form)
{
	for (int i = 0; i < form->n_periods; i++) {
		struct sp_period row = sp_period_blank();

		row.name = form->periods[i].name;
		row.kind = form->periods[i].kind;
		row.weekday = -1;
		row.cycle_week = -1;
		row.from_min = form->periods[i].from_min[0];
		row.to_min = form->periods[i].to_min[0];
		sp_edits_put_period(edits, &row);
	}
}

static void
put_cell(struct sp_edits *edits, const struct sp_form *form, struct sp_timetable_slot row, int cell)
{
	int week, day, p;

	if (!cell_at(form, cell, &week, &day, &p) ||
	    form->periods[p].from_min[day] == form->periods[p].to_min[day])
		return;
	row.id.v = 0;
	row.weekday = day;
	row.cycle_week = form->n_weeks == 1 ? -1 : week;
	row.from_min = form->periods[p].from_min[day];
	row.to_min = form->periods[p].to_min[day];
	sp_edits_put_timetable_slot(edits, &row);
}

/* A row that a changed cell lies in goes; what else it covered stays, period by period. */
static void
carve(struct sp_edits *edits, const struct sp_form *form, const struct sp_timetable_slot *slot,
      const bool *changed)
{
	bool hit = false;
	int week, day, p;

	for (int i = 0; i < CELLS; i++)
		hit = hit ||
		      (changed[i] && cell_at(form, i, &week, &day, &p) && covers(form, slot, week, day, p));
	if (!hit)
		return;
	sp_edits_delete(edits, SP_ENTITY_timetable_slot, slot->id.v);
	for (int i = 0; i < CELLS; i++)
		if (!changed[i] && cell_at(form, i, &week, &day, &p) && covers(form, slot, week, day, p))
			put_cell(edits, form, *slot, i);
}

enum sp_rc
sp_set_up_timetable(struct sp_app *app, const struct sp_form *form, struct sp_err *reterr)
{
	static const enum sp_timetable_what whats[] = {[SP_PAINT_FREE] = SP_TIMETABLE_SENCO,
						       [SP_PAINT_TEACH] = SP_TIMETABLE_TEACH,
						       [SP_PAINT_PPA] = SP_TIMETABLE_PPA,
						       [SP_PAINT_DUTY] = SP_TIMETABLE_DUTY};
	const struct sp_snapshot *snapshot = sp_app_snapshot(app);
	struct sp_timetable_slot row = sp_timetable_slot_blank();
	struct sp_form before;
	struct change change;
	bool changed[CELLS] = {false};
	enum sp_paint paint;
	int week, day, p;

	sp_set_up_form(snapshot, form->hours_day, &before);
	change_begin(&change);
	if (form->new_periods && snapshot->periods.n == 0)
		put_periods(&change.edits, form);
	for (int i = 0; i < CELLS; i++)
		changed[i] = cell_at(form, i, &week, &day, &p) &&
			     form->cells[week][day][p] != before.cells[week][day][p];
	for (size_t s = 0; s < snapshot->timetable_slots.n; s++)
		if (paint_of(snapshot->timetable_slots.items[s].what, &paint))
			carve(&change.edits, form, &snapshot->timetable_slots.items[s], changed);
	for (int i = 0; i < CELLS; i++) {
		if (!changed[i] || !cell_at(form, i, &week, &day, &p) ||
		    form->cells[week][day][p] == SP_PAINT_FREE)
			continue;
		row.what = whats[form->cells[week][day][p]];
		put_cell(&change.edits, form, row, i);
	}
	if (change.edits.n == 0) {
		change_finish(&change);
		return SP_OK;
	}
	return change_commit(app, &change, "timetable", reterr);
}

enum sp_rc
sp_set_up_terms(struct sp_app *app, struct sp_err *reterr)
{
	const char *share = sp_app_env(app)->share_dir;
	struct sp_intake_result result;
	struct sp_arena arena;
	char path[PATH_TEXT];
	enum sp_rc rc;

	if (share == NULL ||
	    snprintf(path, sizeof(path), "%s/presets/terms-2026-27.csv", share) >= (int)sizeof(path))
		return sp_err_set(reterr, SP_FILE, "The folder with rules and presets was not found.");
	sp_arena_init(&arena);
	rc = sp_set_up_file(app, SP_PART_TERMS, path, false, &arena, &result, reterr);
	sp_arena_finish(&arena);
	return rc;
}

/* Cuts the last word off a text and reads it as a date; false: it is none, and the text is as before. */
static bool
cut_date(struct sp_app *app, char *text, sp_day *ret_day)
{
	char *last = strrchr(text, ' ');
	struct sp_when when;

	if (last == NULL ||
	    sp_when_parse(sp_app_snapshot(app), sp_app_now(app), last + 1, &when, NULL) != SP_OK)
		return false;
	*last = '\0';
	*ret_day = when.day;
	return true;
}

enum sp_rc
sp_set_up_term(struct sp_app *app, const char *text, struct sp_err *reterr)
{
	struct sp_year_span row = sp_year_span_blank();
	struct change change;
	char name[TERM_TEXT];

	if (snprintf(name, sizeof(name), "%s", text) >= (int)sizeof(name) ||
	    !cut_date(app, name, &row.to_day))
		return sp_err_set(reterr, SP_USAGE, "A name and two dates: autumn 1/9/2026 18/12/2026");
	if (!cut_date(app, name, &row.from_day))
		row.from_day = row.to_day;
	row.kind = SP_YEAR_TERM;
	if (sp_istarts_with(name, "inset"))
		row.kind = SP_YEAR_INSET;
	else if (sp_istarts_with(name, "bank"))
		row.kind = SP_YEAR_BANK_HOLIDAY;
	else if (strstr(name, "half") != NULL || strstr(name, "Half") != NULL)
		row.kind = SP_YEAR_HALF_TERM;
	if (row.from_day > row.to_day || (row.kind == SP_YEAR_TERM && row.from_day == row.to_day))
		return sp_err_set(reterr, SP_USAGE,
				  "A term needs its first and its last day, in this order.");
	row.name = name;
	change_begin(&change);
	sp_edits_put_year_span(&change.edits, &row);
	return change_commit(app, &change, "term dates", reterr);
}

enum sp_rc
sp_set_up_cases(struct sp_app *app, int n, struct sp_err *reterr)
{
	struct sp_case row = sp_case_blank();
	struct change change;
	char code[8];
	char label[40];

	if (n < 1 || n > SP_FORM_CASES)
		return sp_err_set(reterr, SP_USAGE, "From 1 to %d pupils can be begun with.", SP_FORM_CASES);
	change_begin(&change);
	for (int i = 1; i <= n; i++) {
		snprintf(code, sizeof(code), "K%02d", i);
		if (sp_snapshot_case_by_code(sp_app_snapshot(app), code) != NULL)
			continue;
		row.code = code;
		row.status = SP_CASE_EHCP;
		row.year = SP_YEAR_UNKNOWN;
		sp_edits_put_case(&change.edits, &row);
	}
	if (change.edits.n == 0) {
		change_finish(&change);
		return SP_OK;
	}
	snprintf(label, sizeof(label), "%d EHCPs to start with", n);
	return change_commit(app, &change, label, reterr);
}

enum sp_rc
sp_set_up_file(struct sp_app *app, enum sp_set_up_part part, const char *path, bool dry_run,
	       struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct sp_intake_options options = {
		.dry_run = dry_run, .from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct sp_dump_request whole = {.dry_run = dry_run};

	if (part == SP_PART_TERMS)
		return sp_intake_terms(app, path, &options, arena, ret, reterr);
	if (part == SP_PART_CASELOAD)
		return sp_intake_caseload(app, path, &options, arena, ret, reterr);
	if (part == SP_PART_TIMETABLE || part == SP_PART_HOURS)
		return sp_intake_timetable(app, path, &options, arena, ret, reterr);
	return sp_dump_take_in(app, path, &whole, arena, ret, reterr);
}
