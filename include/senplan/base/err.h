/*
 * An error is two things: a code for the program (enum sp_rc, which is also the exit status of the
 * command line) and a sentence for the person (struct sp_err, owned by the caller).
 *
 * A function that can fail returns enum sp_rc and takes `struct sp_err *reterr` last; NULL is allowed
 * when the caller does not want the sentence. `ret_` parameters are set only when SP_OK is returned.
 */
#ifndef SENPLAN_BASE_ERR_H
#define SENPLAN_BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

enum sp_rc {
	SP_OK = 0,     /* done */
	SP_NO = 1,     /* done, and the answer is no: nothing found, a clock cannot be kept, a check failed */
	SP_USAGE = 2,  /* the caller asked for something that makes no sense */
	SP_INPUT = 3,  /* bad input: the file and line are in the sentence */
	SP_FILE = 4,   /* the plan's file is locked, unreadable, newer than the program or damaged */
	SP_SYSTEM = 5, /* the system failed: disk full, out of memory, closed pipe */
};

enum { SP_ERR_TEXT = 600, SP_ERR_PATH = 256 };

struct sp_err {
	enum sp_rc rc;
	int line;		/* line in `path`, from 1; 0 when the error is about no line */
	int column;		/* column, from 1; 0 when unknown */
	char path[SP_ERR_PATH]; /* input file or "" */
	char text[SP_ERR_TEXT]; /* a whole sentence: what was wrong, and what to do */
};

/*
 * Fills *err (if not NULL), without a place, and returns rc, so that `return sp_err_set(…)` is one line. The
 * arguments may be the texts of *err itself.
 */
enum sp_rc sp_err_set(struct sp_err *err, enum sp_rc rc, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same with a place in an input file. `path` may be NULL; it is cut to its end when too long. */
enum sp_rc sp_err_set_at(struct sp_err *err, enum sp_rc rc, const char *path, int line, int column,
			 const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Out of memory: SP_SYSTEM with the usual sentence. */
enum sp_rc sp_err_nomem(struct sp_err *err);

/* "path:line:column: text" without the parts that are unknown. Returns buf. */
const char *sp_err_format(const struct sp_err *err, char *buf, size_t size);

/* No error. */
void sp_err_clear(struct sp_err *err);

#endif
