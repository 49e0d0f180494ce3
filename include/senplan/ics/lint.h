/*
 * What will other programs make of this calendar file? Each finding names its line, the rule, who is
 * affected and what happens. It is also the test of our own export.
 */
#ifndef SENPLAN_ICS_LINT_H
#define SENPLAN_ICS_LINT_H

#include "senplan/base/arena.h"
#include "senplan/base/err.h"

/* What is asked: of the file by itself, as the successor of another, or as one of a folder. */
struct sp_ics_lint_ask {
	const char *bytes;
	size_t size;
	const char *before; /* the file as it was given out last time, or NULL */
	size_t before_size;
	const char *item; /* the file's name in a vdir folder (one event a file), or NULL */
};

struct sp_ics_finding {
	const char *file;     /* in a folder: its name there; else NULL */
	int line;	      /* from 1; 0: the file as a whole */
	const char *rule;     /* "R12"; the texts are in share/doc */
	bool must;	      /* a rule of the standard or one that loses data; else advice */
	const char *affected; /* "Outlook", "every program" */
	const char *text;     /* a sentence */
};

struct sp_ics_findings {
	const struct sp_ics_finding *items; /* by line, then rule */
	size_t n;
	size_t must_n;
	size_t left_n;	 /* further ones that are not listed */
	const char *uid; /* of the first event or task, or "" */
};

/* Results live in the arena. SP_INPUT when the bytes are no calendar at all. */
enum sp_rc sp_ics_lint(const struct sp_ics_lint_ask *ask, struct sp_arena *arena, struct sp_ics_findings *ret,
		       struct sp_err *reterr);

#endif
