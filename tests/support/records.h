/*
 * Tests as plain text records that anybody can add to. A file in tests/data has one case a line:
 *
 *	what is given => what must come out
 *
 * Empty lines and lines that begin with # are skipped. "refused" is what stands for an input that must not be
 * accepted; "" on either side is the empty text.
 */
#ifndef TESTS_SUPPORT_RECORDS_H
#define TESTS_SUPPORT_RECORDS_H

#include <stddef.h>

/* Writes what comes out of `given` to buf; "refused" when it is not accepted. */
typedef void records_answer(const char *given, char *buf, size_t size);

/*
 * Runs every record of tests/data/<name>, prints each that differs with its line, and returns how many did. A file
 * without records, or that cannot be read, counts as one.
 */
int records_check(const char *name, records_answer *answer);

#endif
