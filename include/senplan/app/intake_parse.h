/*
 * The parse step of each import: bytes in, edits out. Nothing here opens a file or a store; the functions of intake.h
 * are these with a file in front and a transaction behind.
 *
 * Results and texts live in the arena of `edits`. On an error the edits are incomplete: throw them away.
 */
#ifndef SENPLAN_APP_INTAKE_PARSE_H
#define SENPLAN_APP_INTAKE_PARSE_H

#include "senplan/app/intake.h"
#include "senplan/model/edit.h"

struct sp_intake_input {
	const char *path; /* for messages */
	const char *bytes;
	size_t size;
	const struct sp_snapshot *snapshot;
	sp_time now;
	const struct sp_intake_options *options;
};

typedef enum sp_rc sp_intake_parse_fn(const struct sp_intake_input *input, struct sp_edits *edits,
				      struct sp_intake_result *ret, struct sp_err *reterr);

/* CSV of share/doc/input-files.md. A row with a fault is SP_INPUT with its line, or a warning with skip_bad. */
sp_intake_parse_fn sp_intake_parse_caseload;
sp_intake_parse_fn sp_intake_parse_terms;
sp_intake_parse_fn sp_intake_parse_timetable;
sp_intake_parse_fn sp_intake_parse_duties;
sp_intake_parse_fn sp_intake_parse_staff;
sp_intake_parse_fn sp_intake_parse_events;

/* One day of a calendar of all-day events, as term dates and bank holidays are published. */
struct sp_intake_day_event {
	const char *title;
	sp_day from_day;
	sp_day to_day; /* included */
	int line;
};

/* The kind of each is told by its title ("Half term", "INSET day", "Boxing Day", "Autumn term"); others are warned of. */
enum sp_rc sp_intake_parse_term_events(const struct sp_intake_input *input,
				       const struct sp_intake_day_event *events, size_t n,
				       struct sp_edits *edits, struct sp_intake_result *ret,
				       struct sp_err *reterr);

/*
 * Replaces the rows of the source in [from_day, to_day] of the input's options (NONE: all) by these. Rows that only
 * carry another UID count as unchanged: some servers make new ones for each download.
 */
enum sp_rc sp_intake_parse_busy(const struct sp_intake_input *input, const char *source_name,
				const struct sp_intake_busy *busy, size_t n, struct sp_edits *edits,
				struct sp_intake_result *ret, struct sp_err *reterr);

/* What a quick entry says. */
struct sp_quick {
	struct sp_task task;	/* id 0: a new one */
	sp_time start;		/* a time was said: SP_TIME_NONE otherwise */
	const char *understood; /* in a sentence */
};

enum sp_rc sp_quick_parse(const struct sp_snapshot *snapshot, sp_time now, const char *text,
			  struct sp_arena *arena, struct sp_quick *ret, struct sp_err *reterr);

#endif
