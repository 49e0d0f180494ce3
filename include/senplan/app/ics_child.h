/*
 * Reading a foreign calendar where it can do no harm: a child process with little time, little memory, no
 * files but the system's zone data and no network reads the bytes and sends back what it found. It closes all
 * that the program has open, the plan's file too, before it looks at the first byte. Other threads must not be
 * running.
 */
#ifndef SENPLAN_APP_ICS_CHILD_H
#define SENPLAN_APP_ICS_CHILD_H

#include "senplan/ics/lint.h"
#include "senplan/ics/read.h"

/*
 * As sp_ics_read, within 5 s of CPU, 300 MiB and 8 s on the wall (or what `limit_s` gives). A child that ends in any other way than
 * with an answer gives SP_INPUT ("… took too long", "… broke the reader") and nothing else happens.
 */
enum sp_rc sp_ics_child_read(const char *bytes, size_t size, const struct sp_ics_read_options *options,
			     struct sp_arena *arena, struct sp_ics_reading *ret, struct sp_err *reterr);

/* As sp_ics_lint, in the same kind of child. */
enum sp_rc sp_ics_child_lint(const struct sp_ics_lint_ask *ask, struct sp_arena *arena,
			     struct sp_ics_findings *ret, struct sp_err *reterr);

#endif
