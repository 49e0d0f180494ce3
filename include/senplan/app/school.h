/*
 * Keeping the school's facts: pupils and what happened to them, what comes round, the rules, support staff, working
 * hours, contracts. Each function validates, changes its rows and expands duties and clocks again, as one undoable
 * step. Fields come by name as a person typed them ("cadence" "weekly"), for the command line and for forms alike.
 */
#ifndef SENPLAN_APP_SCHOOL_H
#define SENPLAN_APP_SCHOOL_H

#include "senplan/app/app.h"

struct sp_field_value {
	const char *name;
	const char *value; /* "none" empties a field that may be empty */
};

struct sp_field_values {
	const struct sp_field_value *items;
	size_t n;
};

enum { SP_NOTES_MAX = 6 };

/* What was done, in sentences. The caller sets the arena in which they live. */
struct sp_outcome {
	struct sp_arena *arena;
	const char *done;
	const char *notes[SP_NOTES_MAX]; /* what to know about it */
	size_t n_notes;
	size_t n_new, n_changed, n_retired; /* tasks */
};

/* --- pupils; fields: year status issued last-review booked requested profile transfer attendees lead left;
 * with edit also code --- */

enum sp_rc sp_app_case_add(struct sp_app *app, const char *code, struct sp_field_values values,
			   struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_case_edit(struct sp_app *app, const char *code, struct sp_field_values values,
			    struct sp_outcome *ret, struct sp_err *reterr);

/* A pupil that was put in by mistake. One with work done stays: who leaves is recorded by an event. */
enum sp_rc sp_app_case_remove(struct sp_app *app, const char *code, struct sp_outcome *ret,
			      struct sp_err *reterr);

struct sp_case_event_request {
	const char *code;
	const char *event;   /* a name of enum sp_event_kind */
	const char *date;    /* as typed; NULL: today */
	const char *time;    /* of a booked meeting; NULL */
	const char *outcome; /* keep, amend or cease with decided; NULL */
	const char *note;    /* NULL */
	bool take_back;	     /* remove it instead */
};

enum sp_rc sp_app_case_event(struct sp_app *app, const struct sp_case_event_request *request,
			     struct sp_outcome *ret, struct sp_err *reterr);

/* --- imported busy times: what they count as; outlives every new import of their source --- */

struct sp_busy_mark_request {
	int64_t busy;	  /* the number of one of the times */
	const char *as;	  /* free, teaching, meeting; busy: as it came */
	const char *each; /* a name of enum sp_busy_scope; NULL: series, with a code once */
	const char *code; /* a meeting that is this pupil's review, and is booked with it; NULL */
};

enum sp_rc sp_app_busy_mark(struct sp_app *app, const struct sp_busy_mark_request *request,
			    struct sp_outcome *ret, struct sp_err *reterr);

/* Takes a mark out, by its own number. */
enum sp_rc sp_app_busy_unmark(struct sp_app *app, int64_t mark, struct sp_outcome *ret,
			      struct sp_err *reterr);

/* Why a step is late; reason: a name of enum sp_reason, "none" takes it out. */
enum sp_rc sp_app_case_late(struct sp_app *app, const char *code, const char *step, const char *reason,
			    struct sp_outcome *ret, struct sp_err *reterr);

struct sp_case_except_request {
	const char *code;
	const char *exception; /* closed, away, personal */
	const char *date;      /* as typed; NULL: today */
	bool take_back;
};

/* The limits of the pupil's assessment need not be kept. */
enum sp_rc sp_app_case_except(struct sp_app *app, const struct sp_case_except_request *request,
			      struct sp_outcome *ret, struct sp_err *reterr);

/* --- chains --- */

/* Fields: key begins from-year to-year repeats active lead note; with edit also name. `chain` is a key, a name or the only
 * beginning of one. */
enum sp_rc sp_app_chain_add(struct sp_app *app, const char *name, struct sp_field_values values,
			    struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_chain_edit(struct sp_app *app, const char *chain, struct sp_field_values values,
			     struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_chain_remove(struct sp_app *app, const char *chain, struct sp_outcome *ret,
			       struct sp_err *reterr);

/* Fields: key activity owner rule period anchor side follows early length weight hard only-if position; with edit also
 * name. `period` ("2 weeks", counted from `anchor` on its `side`) makes a rule of the step's own. */
enum sp_rc sp_app_step_add(struct sp_app *app, const char *chain, const char *name,
			   struct sp_field_values values, struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_step_edit(struct sp_app *app, const char *chain, const char *step,
			    struct sp_field_values values, struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_step_remove(struct sp_app *app, const char *chain, const char *step, struct sp_outcome *ret,
			      struct sp_err *reterr);

struct sp_chain_event_request {
	enum sp_event_kind what; /* given, ended; of a step: done, due */
	const char *chain;
	const char *step; /* NULL: of the chain itself */
	const char *code; /* NULL: the school */
	const char *date; /* as typed; NULL: today */
	bool take_back;
};

enum sp_rc sp_app_chain_event(struct sp_app *app, const struct sp_chain_event_request *request,
			      struct sp_outcome *ret, struct sp_err *reterr);

/* Takes out what was recorded of a chain, a lateness or an exception, by its row. */
enum sp_rc sp_app_chain_event_back(struct sp_app *app, sp_case_event_id id, struct sp_outcome *ret,
				   struct sp_err *reterr);

/* --- what comes round --- */

/* Fields: key activity cadence times per week weekday month day before after length weight from to active. */
enum sp_rc sp_app_duty_add(struct sp_app *app, const char *name, struct sp_field_values values,
			   struct sp_outcome *ret, struct sp_err *reterr);

/* `duty` is a key, a name or the only beginning of one; also field: name. */
enum sp_rc sp_app_duty_edit(struct sp_app *app, const char *duty, struct sp_field_values values,
			    struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_duty_remove(struct sp_app *app, const char *duty, struct sp_outcome *ret,
			      struct sp_err *reterr);
enum sp_rc sp_app_duty_switch(struct sp_app *app, const char *duty, bool on, struct sp_outcome *ret,
			      struct sp_err *reterr);

/* Fields: name plain letter tint kind low typical high chunk pieces-a-day setup buffer window prefer prefer-times per-day week-minimum target protect
 * delegable could lead with meets source. */
enum sp_rc sp_app_activity_add(struct sp_app *app, const char *key, struct sp_field_values values,
			       struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_activity_edit(struct sp_app *app, const char *activity, struct sp_field_values values,
				struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_activity_remove(struct sp_app *app, const char *activity, struct sp_outcome *ret,
				  struct sp_err *reterr);

/* Takes over the lengths that the log says of an activity or of a step, by its key (report/estimates.h), or leaves them until
 * the log has more. */
enum sp_rc sp_app_estimate_use(struct sp_app *app, const char *activity, struct sp_outcome *ret,
			       struct sp_err *reterr);
enum sp_rc sp_app_estimate_leave(struct sp_app *app, const char *activity, struct sp_outcome *ret,
				 struct sp_err *reterr);

/* --- those who come to meetings, and when they can ---
 *
 * `whom` is a pupil's code, a duty's key or name, or "task 12"; `role` says who it is, without a name: "parent".
 * Fields: role when. When: "wed before 9", "week A tue 14:00-16:00", "thu after school or fri lunch",
 * "26 nov 16:30-19:00"; "any", empty or not said: no limit. Notes say what can never be met. */
enum sp_rc sp_app_attendee_add(struct sp_app *app, const char *whom, struct sp_field_values values,
			       struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_attendee_edit(struct sp_app *app, const char *whom, const char *role,
				struct sp_field_values values, struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_attendee_remove(struct sp_app *app, const char *whom, const char *role,
				  struct sp_outcome *ret, struct sp_err *reterr);

/* --- windows: more times at which an activity may happen, as a parents' evening --- */

/* `when` as for attendees. An evening on a date outside the working hours is worked from then on. */
enum sp_rc sp_app_window_open(struct sp_app *app, const char *window, const char *when,
			      struct sp_outcome *ret, struct sp_err *reterr);

/* Takes out the time that was opened, said in the same words. */
enum sp_rc sp_app_window_close(struct sp_app *app, const char *window, const char *when,
			       struct sp_outcome *ret, struct sp_err *reterr);

/* The same, of one time by its row. */
enum sp_rc sp_app_window_close_time(struct sp_app *app, sp_window_span_id id, struct sp_outcome *ret,
				    struct sp_err *reterr);

/* --- the school's dated events, to which duties are tied by name: governors' meetings, data drops --- */

enum sp_rc sp_app_event_add(struct sp_app *app, const char *name, const char *date, struct sp_outcome *ret,
			    struct sp_err *reterr);
enum sp_rc sp_app_event_remove(struct sp_app *app, const char *name, const char *date, struct sp_outcome *ret,
			       struct sp_err *reterr);

/* --- rules --- */

struct sp_rule_request {
	const char *key;
	const char *profile; /* "" the statutory minimum */
	const char *
		value; /* "6 weeks", "15 feb", "3 count"; without a unit the rule keeps its own. NULL: not said */
	sp_day from_day; /* SP_DAY_NONE: open */
	sp_day to_day;
	struct sp_field_values values; /* unit side anchor owner authority text source url */
};

enum sp_rc sp_app_rule_add(struct sp_app *app, const struct sp_rule_request *request, struct sp_outcome *ret,
			   struct sp_err *reterr);

/* Changes the row in force today; a profile without one of its own gets one. */
enum sp_rc sp_app_rule_set(struct sp_app *app, const struct sp_rule_request *request, struct sp_outcome *ret,
			   struct sp_err *reterr);

/* Not in force in [from_day, to_day]: in every profile when `profile` is NULL. */
enum sp_rc sp_app_rule_suspend(struct sp_app *app, const struct sp_rule_request *request,
			       struct sp_outcome *ret, struct sp_err *reterr);

/* Another value from from_day on; what counts from an earlier day keeps the old one. */
enum sp_rc sp_app_rule_replace(struct sp_app *app, const struct sp_rule_request *request,
			       struct sp_outcome *ret, struct sp_err *reterr);

/* A profile of its own copy of every rule of the statutory minimum. */
enum sp_rc sp_app_rule_profile(struct sp_app *app, const char *name, struct sp_outcome *ret,
			       struct sp_err *reterr);

/* All rows of the key in a profile (not of the statutory minimum while a step needs it). */
enum sp_rc sp_app_rule_remove(struct sp_app *app, const struct sp_rule_request *request,
			      struct sp_outcome *ret, struct sp_err *reterr);

/* --- people and hours --- */

/* Fields: role hours active. */
enum sp_rc sp_app_staff_add(struct sp_app *app, const char *code, struct sp_field_values values,
			    struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_staff_edit(struct sp_app *app, const char *code, struct sp_field_values values,
			     struct sp_outcome *ret, struct sp_err *reterr);
enum sp_rc sp_app_staff_remove(struct sp_app *app, const char *code, struct sp_outcome *ret,
			       struct sp_err *reterr);

struct sp_hours_request {
	const char *days; /* "mon-thu", "fri", "mon,wed" */
	const char *span; /* "08:00-16:00"; NULL: not worked */
	const char *week; /* "A"; NULL: each */
	sp_day from_day;  /* SP_DAY_NONE: always */
	sp_day to_day;
	bool add; /* beside what is worked there already, not in its place */
};

enum sp_rc sp_app_hours_set(struct sp_app *app, const struct sp_hours_request *request,
			    struct sp_outcome *ret, struct sp_err *reterr);

/* kind: teacher, leadership, other. share in percent. */
enum sp_rc sp_app_contract_set(struct sp_app *app, const char *kind, int share_pct, sp_day from_day,
			       struct sp_outcome *ret, struct sp_err *reterr);

#endif
