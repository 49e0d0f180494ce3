/*
 * The times at which somebody can come, as people say them: "wed before 9", "week A tue 14:00-16:00",
 * "mon and thu after school or fri lunch", "26 nov 16:30-19:00", "any".
 */
#ifndef ATTENDING_H
#define ATTENDING_H

#include "senplan/model/snapshot.h"

enum { ATTENDING_MAX = 20, ATTENDING_ROLE_MAX = 40 };

/*
 * At least one span; their `window` is none. The whole text must be understood: SP_USAGE names what was not, after the
 * field that it was said in.
 */
enum sp_rc attending_parse(const struct sp_snapshot *snapshot, sp_time now, const char *field,
			   const char *text, struct sp_window_span spans[ATTENDING_MAX], size_t *ret_n,
			   struct sp_err *reterr);

/* The rows of one person with the times; owner and role come from `who`. */
size_t attending_rows(const struct sp_attendee *who, const struct sp_window_span *spans, size_t n,
		      struct sp_attendee rows[ATTENDING_MAX]);

/*
 * "parent (wed before 9), LA, EP (week A tue)": each call reads one person and moves *text on; false at the end. `role`
 * has room for ATTENDING_ROLE_MAX + 1, `when` for size; both are cut at a bound that a good text does not reach.
 */
bool attending_next(const char **text, char role[ATTENDING_ROLE_MAX + 1], char *when, size_t size);

/* A role is a word or a few, and no name; SP_USAGE with what to say. */
enum sp_rc attending_check_role(const char *role, struct sp_err *reterr);

#endif
