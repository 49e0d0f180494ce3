/*
 * A form: the fields of a row that a person may set, by the names and in the words in which they are typed.
 */
#ifndef FORM_H
#define FORM_H

#include "senplan/app/school.h"

enum form_kind {
	FORM_TEXT, /* high: the longest */
	FORM_NUMBER,
	FORM_LENGTH,
	FORM_DAY,
	FORM_CHOICE, /* the names of the column */
	FORM_YES_NO,
	FORM_WEEKDAY,
	FORM_WEEK,     /* of the cycle */
	FORM_ACTIVITY, /* high 1: or none */
	FORM_WINDOW,
	FORM_CLOCK_SPAN,  /* "08:30-15:30" into two columns */
	FORM_LENGTH_SPAN, /* "30-90" into two columns */
};

struct form_field {
	const char *name;
	const char *column;
	const char *column_to; /* of a span */
	enum form_kind kind;
	long low, high;
};

struct form {
	enum sp_entity entity;
	const struct form_field *fields;
	size_t n;
};

/* Sets the fields that are named; texts are copied into the arena. SP_USAGE with a sentence: the row is then void. */
enum sp_rc form_fill(const struct form *form, const struct sp_app *app, struct sp_field_values values,
		     void *row, struct sp_arena *arena, struct sp_err *reterr);

/* The value that was given for a field, or NULL. */
const char *form_value(struct sp_field_values values, const char *name);

/* A week of the cycle: A, B …; "each" gives -1. */
enum sp_rc form_read_week(const struct sp_app *app, const char *text, int32_t *ret, struct sp_err *reterr);

int form_weeks(const struct sp_app *app); /* in the timetable's cycle: 1 or 2 */

/* "Mon", "tuesday": 0 to 6, or -1. */
int form_weekday(const char *text, size_t len);

/* "08:00-16:00" */
bool form_read_span(const char *text, sp_minute *ret_from, sp_minute *ret_to);

/* "Walk the corridors" to "walk-the-corridors". */
void form_key_of_name(const char *name, char *key, size_t size);

/* By key, name or the only beginning of one; NULL with the sentence set. */
const struct sp_activity *form_find_activity(const struct sp_app *app, const char *text,
					     struct sp_err *reterr);

/* By key or name, else the only one that begins so; NULL with the sentence set. */
const struct sp_duty *form_find_duty(const struct sp_snapshot *snapshot, const char *text,
				     struct sp_err *reterr);

/* --- the outcome --- */

void outcome_done(struct sp_outcome *outcome, const char *format, ...) __attribute__((format(printf, 2, 3)));
void outcome_note(struct sp_outcome *outcome, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct change;

/*
 * Stores the change, and with it what duties and clocks become by it, as one step. Adds to the outcome what that means
 * for the tasks. Ends the change in any case.
 */
enum sp_rc change_commit_expanded(struct sp_app *app, struct change *change, const char *label,
				  struct sp_outcome *outcome, struct sp_err *reterr);

#endif
