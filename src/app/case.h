/*
 * A pupil by code, for the files that keep cases and their events.
 */
#ifndef CASE_H
#define CASE_H

#include "senplan/app/school.h"
#include "senplan/model/when.h"

#include "session.h"

/* Codes are the same whatever the case of their letters. SP_NO: none. */
enum sp_rc case_find(const struct sp_app *app, const char *code, const struct sp_case **ret,
		     struct sp_err *reterr);

/* A date as typed; with `past`, "fri" and "20 nov" are the last ones where the next would lie ahead. */
enum sp_rc case_read_day(const struct sp_app *app, const char *text, bool past, struct sp_when *ret,
			 struct sp_err *reterr);

/*
 * Gives the pupil of the row another code: keys of tasks, and texts in which the old one stands, follow with the change.
 * Returns the number of texts.
 */
size_t case_rename(const struct sp_app *app, struct sp_case *subject, const char *code,
		   struct change *change);

#endif
