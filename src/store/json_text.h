/*
 * A walk over JSON text that keeps the line, so that what is wrong can be pointed at. It finds where values begin and end;
 * what they mean is SQLite's business.
 */
#ifndef STORE_JSON_TEXT_H
#define STORE_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct json_text {
	const char *text;
	size_t size;
	size_t at; /* next byte */
	int line;  /* of it, from 1 */
	size_t line_start;
};

struct json_span {
	const char *text;
	size_t size;
	int line; /* where it begins */
};

void json_text_init(struct json_text *json, const char *text, size_t size);

/* Over blanks; then is this byte next? json_take also passes over it. */
bool json_next_is(struct json_text *json, char c);
bool json_take(struct json_text *json, char c);

/* Nothing but blanks is left. */
bool json_at_end(struct json_text *json);

/* Over one whole value. False at the first byte that cannot stand there; json->at is on it. */
bool json_take_value(struct json_text *json, struct json_span *ret_span);
bool json_take_string(struct json_text *json, struct json_span *ret_span); /* with its quotes */

int json_column(const struct json_text *json); /* of json->at, from 1 */

#endif
