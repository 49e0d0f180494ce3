/*
 * The bytes of a calendar file as content lines: the encoding found and made UTF-8, folds undone, each line
 * with the number of its first physical line and parted where its value begins. Bytes are unfolded before
 * they are decoded, because real files fold inside a character.
 */
#ifndef SENPLAN_SRC_ICS_LINES_H
#define SENPLAN_SRC_ICS_LINES_H

#include "senplan/base/arena.h"
#include "senplan/base/err.h"
#include "senplan/base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	ICS_LINE_BYTES = 1024 * 1024, /* of an unfolded line; what is beyond is dropped */
};

struct ics_line {
	int number;	  /* of its first physical line, from 1 */
	bool cut;	  /* longer than ICS_LINE_BYTES */
	bool padded;	  /* there were blanks before the value */
	bool recoded;	  /* was not UTF-8: taken as windows-1252 */
	const char *name; /* "" for a line that is no property */
	const char *head; /* name and parameters, as they stand */
	const char *value;
};

struct ics_lines {
	const char *next;
	const char *end;
	int number;	    /* of the next physical line */
	struct sp_str raw;  /* the unfolded line */
	struct sp_str text; /* the same as UTF-8, taken apart in place */
	struct sp_str name;
};

/*
 * Looks at the bytes as a whole: byte order marks, UTF-16, and things that are no calendar (SP_INPUT).
 * *ret_bytes is what to read: the bytes themselves, or their conversion in the arena.
 */
enum sp_rc ics_bytes_prepare(const char *bytes, size_t size, struct sp_arena *arena, const char **ret_bytes,
			     size_t *ret_size, struct sp_err *reterr);

void ics_lines_start(struct ics_lines *lines, const char *bytes, size_t size);
void ics_lines_finish(struct ics_lines *lines);

/* The next line that is not blank; false at the end or out of memory (ics_lines_failed). It lives until the next call. */
bool ics_lines_next(struct ics_lines *lines, struct ics_line *ret);
bool ics_lines_failed(const struct ics_lines *lines);

#endif
