/*
 * Sheets: the fields of each form as rows of a table, what stands in them, and what may stand in them.
 */
#ifndef SP_UI_SHEET_H
#define SP_UI_SHEET_H

#include "act.h"

enum sheet_kind {
	SHEET_TEXT,  /* words: edited as they stand */
	SHEET_SHORT, /* a number, a period: typed anew */
	SHEET_LENGTH,
	SHEET_LENGTHS, /* "30-90" */
	SHEET_CLOCKS,  /* "08:30-15:30" */
	SHEET_DAY,     /* to come */
	SHEET_PAST,    /* a day that has been */
	SHEET_MOMENT,  /* a day and a time */
	SHEET_CHOICE,
	SHEET_ACTIVITY, /* choices that the plan itself gives */
	SHEET_WINDOW,
	SHEET_PROFILE,
	SHEET_WEEK,
	SHEET_MAY_ACTIVITY, /* an activity, or none */
	SHEET_CHAIN,	    /* those that are given to a pupil */
	SHEET_DUTY,
	SHEET_SCENARIO /* one that is kept, or none */
};

struct sheet_field {
	const char *name; /* as the application calls it */
	const char *label;
	const char *hint;
	enum sheet_kind kind;
	const char *choices; /* "value=label|…" */
	const char *column;  /* of the row that is changed: what stands in the field; NULL: nothing */
	const char *column_to;
	bool secret; /* not shown with privacy */
};

struct sheet_info {
	const char *title; /* with %s for the key */
	const struct sheet_field *fields;
	size_t n;
	enum sp_entity entity; /* of the row that is changed */
	bool whole;	       /* all fields are sent, not only those that were changed */
};

extern const struct sheet_info sheet_infos[SP_SHEET_COUNT];

struct sheet_choice {
	char value[SP_SHEET_KEY];
	char label[SP_SHEET_KEY];
};

bool sheet_is_choice(const struct sheet_field *field);

/* The i-th choice of a field; false when there are fewer. */
bool sheet_choice_at(const struct sp_snapshot *snapshot, const struct sheet_field *field, int i,
		     struct sheet_choice *ret);
int sheet_choice_of(const struct sp_snapshot *snapshot, const struct sheet_field *field, const char *value);

/* What stands in the field of a row: as it would be typed. */
void sheet_present(const struct sp_snapshot *snapshot, const struct sheet_info *info,
		   const struct sheet_field *field, const void *row, struct sp_str *out);

/* "Tue 8 Dec 2026 14:00": what was understood; false: nothing, or it is plain already. */
bool sheet_understood(const struct sp_ui *ui, const struct sp_sheet *sheet, const struct sheet_field *field,
		      const char *text, char *buf, size_t size);

/* The row that a sheet changes (of a rule the one in force today), or NULL. */
const void *sheet_row(const struct sp_snapshot *snapshot, const struct sp_sheet *sheet, sp_day today);

#endif
