/*
 * Setting up by a person: five parts, each of which can be done, left, and done again later. Each function stores one
 * undoable command.
 */
#ifndef SENPLAN_APP_SET_UP_H
#define SENPLAN_APP_SET_UP_H

#include "senplan/app/app.h"
#include "senplan/app/intake.h"

enum sp_set_up_part {
	SP_PART_SCHOOL,	   /* the phase: which duties and rules there are */
	SP_PART_HOURS,	   /* working days and hours */
	SP_PART_TIMETABLE, /* own teaching, PPA, duties on the grid of periods */
	SP_PART_TERMS,
	SP_PART_CASELOAD,
	SP_PART_COUNT
};

bool sp_set_up_has(const struct sp_snapshot *snapshot, enum sp_set_up_part part);

enum {
	SP_FORM_DAYS = 5,
	SP_FORM_PERIODS = 24,
	SP_FORM_WEEKS = 2,
	SP_FORM_SPANS = 6,
	SP_FORM_NAME = 16,
	SP_FORM_CASES = 99
};

enum sp_paint { SP_PAINT_FREE, SP_PAINT_TEACH, SP_PAINT_PPA, SP_PAINT_DUTY };

struct sp_form_span {
	sp_minute from_min, to_min;
};

struct sp_form_day {
	bool works;
	int n_spans; /* at least 1, also when the day is not worked: what it would be */
	struct sp_form_span spans[SP_FORM_SPANS];
};

struct sp_form_period {
	char name[SP_FORM_NAME];
	sp_minute from_min[SP_FORM_DAYS]; /* equal to to_min: the day has no such period */
	sp_minute to_min[SP_FORM_DAYS];
	enum sp_period_kind kind;
};

/* What a person fills in. */
struct sp_form {
	struct sp_form_day days[SP_FORM_WEEKS][SP_FORM_DAYS];
	bool weeks_differ; /* the days of week B are not those of week A */
	sp_day hours_day;  /* the hours are those that hold then; others stay */
	bool new_periods;  /* the file has none yet: these are the usual ones, and will be stored */
	int n_weeks;	   /* of the cycle that can be painted: 1 or 2 */
	int n_periods;
	struct sp_form_period periods[SP_FORM_PERIODS];
	enum sp_paint cells[SP_FORM_WEEKS][SP_FORM_DAYS][SP_FORM_PERIODS];
};

/* As the file has it; what it has not, as is usual in such a school. */
void sp_set_up_form(const struct sp_snapshot *snapshot, sp_day today, struct sp_form *ret_form);

/* "primary" or "secondary": its activities, duties and rules, when there are none yet; and the usual hours. */
enum sp_rc sp_set_up_phase(struct sp_app *app, const char *phase, struct sp_err *reterr);

/* Days that differ from the file get these hours; all others stay as they are. SP_USAGE: a day ends before it begins, or no day is worked. */
enum sp_rc sp_set_up_hours(struct sp_app *app, const struct sp_form *form, struct sp_err *reterr);

/* Only cells that differ from the file are changed: what came from an import keeps its title. */
enum sp_rc sp_set_up_timetable(struct sp_app *app, const struct sp_form *form, struct sp_err *reterr);

/* England's usual term dates and bank holidays of 2026/27, shipped as share/presets/terms-2026-27.csv. */
enum sp_rc sp_set_up_terms(struct sp_app *app, struct sp_err *reterr);

/* "autumn 1/9/2026 18/12/2026": a term; with "half" in its name a half-term, with "inset" an INSET day (one date is enough). */
enum sp_rc sp_set_up_term(struct sp_app *app, const char *text, struct sp_err *reterr);

/* Pupils K01 to the number with an EHCP, so far as they are not there; dates and years come later. */
enum sp_rc sp_set_up_cases(struct sp_app *app, int n, struct sp_err *reterr);

/* The part from a file, as `senplan import` takes it in, or what that would be. */
enum sp_rc sp_set_up_file(struct sp_app *app, enum sp_set_up_part part, const char *path, bool dry_run,
			  struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr);

#endif
