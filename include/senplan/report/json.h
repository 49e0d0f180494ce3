/*
 * Writes JSON, and only well-formed JSON: commas, quotes and nesting are kept here. Texts keep their content; what a
 * terminal would act on, or what is not valid UTF-8, is escaped or replaced by U+FFFD, so that the document may be shown
 * as it is. Members come in the order in which they are written.
 *
 *	struct sp_json json;
 *	sp_json_begin(&json, &out);                  {"schema":"senplan/1"
 *	sp_json_open(&json, "blocks", '[');
 *	sp_json_open(&json, NULL, '{');
 *	sp_json_int(&json, "id", 12);
 *	sp_json_close(&json);
 *	sp_json_close(&json);
 *	sp_json_end(&json);                          }\n
 */
#ifndef SENPLAN_REPORT_JSON_H
#define SENPLAN_REPORT_JSON_H

#include "senplan/base/str.h"
#include "senplan/time/clock.h"

#include <stdbool.h>
#include <stdint.h>

enum { SP_JSON_DEPTH = 16, SP_JSON_SCHEMA = 1 };

struct sp_json {
	struct sp_str *out;
	char closers[SP_JSON_DEPTH]; /* of what is open */
	bool empty[SP_JSON_DEPTH];   /* nothing written in it yet */
	int depth;
};

/* The document's object with its first member, "schema". */
void sp_json_begin(struct sp_json *json, struct sp_str *out);
void sp_json_end(struct sp_json *json); /* everything else must be closed (asserted) */

/* key NULL: an element of an array. */
void sp_json_open(struct sp_json *json, const char *key, char opener); /* '{' or '[' */
void sp_json_close(struct sp_json *json);
void sp_json_text(struct sp_json *json, const char *key, const char *value); /* NULL gives null */
void sp_json_int(struct sp_json *json, const char *key, int64_t value);
void sp_json_bool(struct sp_json *json, const char *key, bool value);
void sp_json_null(struct sp_json *json, const char *key);
void sp_json_day(struct sp_json *json, const char *key, sp_day day); /* "2026-11-23"; SP_DAY_NONE: null */

/* The quoted, escaped text alone. */
void sp_json_quote(struct sp_str *out, const char *text);

#endif
