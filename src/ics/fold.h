/*
 * Content lines on their way out: TEXT escaped, lines folded at 75 octets, CRLF. A fold never stands inside
 * a character or an escape.
 */
#ifndef SENPLAN_SRC_ICS_FOLD_H
#define SENPLAN_SRC_ICS_FOLD_H

#include "senplan/base/str.h"

enum { ICS_FOLD_OCTETS = 75 };

/* "NAME:value" as it stands: no text of a person in it. */
void ics_put(struct sp_str *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "NAME:" and a text of one line, escaped and cleaned. `name` may hold parameters. */
void ics_put_line(struct sp_str *out, const char *name, const char *text);

/* The same with several texts, a comma between. */
void ics_put_texts(struct sp_str *out, const char *name, const char *const *texts, size_t n);

#endif
