/*
 * What the commands that keep the school's facts share: fields from options, the outcome in words or JSON, rows as JSON.
 */
#ifndef KEEP_H
#define KEEP_H

#include "senplan/app/school.h"

#include "run.h"

enum { KEEP_FIELDS_MAX = 24 };

struct keep_fields {
	struct sp_field_value items[KEEP_FIELDS_MAX];
	struct sp_field_values values;
};

/* The options that were given of the command's fields, but for those in `but` (ended by SP_OPTION_COUNT; NULL). */
void keep_read_fields(const struct run *run, const enum sp_option *but, struct keep_fields *ret);

/* A word of the command ("add"), how many words it needs and may have, and what does it. */
struct keep_word {
	const char *word;
	int least, most;
	const char *usage;
	run_fn fn;
};

/* estimates.c */
enum sp_rc run_estimates(struct run *run, struct sp_err *reterr);

enum sp_rc keep_dispatch(struct run *run, const struct keep_word *words, size_t n, struct sp_err *reterr);

/* The words from `first` on, joined; lives in the run's arena. */
const char *keep_rest(struct run *run, int first);

void keep_print_outcome(struct run *run, const struct sp_outcome *outcome);

/* All columns of a row as members of the object that is open. */
void keep_json_row(struct run *run, enum sp_entity entity, const void *row);

#endif
