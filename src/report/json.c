/*
 * The JSON writer.
 */
#include "senplan/report/json.h"

#include "senplan/base/utf8.h"

#include <assert.h>
#include <inttypes.h>

/* What a terminal or an editor might act on: controls, separators, bidi marks, invisible characters. */
static bool
must_be_escaped(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x00AD || code == 0x061C ||
	       code == 0x180E || (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
	       (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB) ||
	       (code >= 0xE0000 && code <= 0xE007F);
}

static void
add_escape(struct sp_str *out, uint32_t code)
{
	if (code == '\n')
		sp_str_add(out, "\\n");
	else if (code == '\t')
		sp_str_add(out, "\\t");
	else if (code < 0x10000)
		sp_str_addf(out, "\\u%04x", (unsigned)code);
	else
		sp_str_addf(out, "\\u%04x\\u%04x", (unsigned)(0xD800 + ((code - 0x10000) >> 10)),
			    (unsigned)(0xDC00 + ((code - 0x10000) & 0x3FF)));
}

void
sp_json_quote(struct sp_str *out, const char *text)
{
	sp_str_add_char(out, '"');
	while (*text != '\0') {
		uint32_t code = sp_utf8_next(&text);
		char bytes[5];

		if (must_be_escaped(code)) {
			add_escape(out, code);
			continue;
		}
		if (code == '"' || code == '\\')
			sp_str_add_char(out, '\\');
		sp_str_add_n(out, bytes, (size_t)sp_utf8_put(bytes, code));
	}
	sp_str_add_char(out, '"');
}

/* The comma and the name before a value. */
static void
lead_in(struct sp_json *json, const char *key)
{
	bool in_object;

	assert(json->depth > 0);
	in_object = json->closers[json->depth - 1] == '}';
	assert(in_object == (key != NULL));
	if (!json->empty[json->depth - 1])
		sp_str_add_char(json->out, ',');
	json->empty[json->depth - 1] = false;
	if (key != NULL) {
		sp_json_quote(json->out, key);
		sp_str_add_char(json->out, ':');
	}
}

static void
push(struct sp_json *json, char opener)
{
	assert(opener == '{' || opener == '[');
	assert(json->depth < SP_JSON_DEPTH);
	sp_str_add_char(json->out, opener);
	json->closers[json->depth] = opener == '{' ? '}' : ']';
	json->empty[json->depth] = true;
	json->depth++;
}

void
sp_json_begin(struct sp_json *json, struct sp_str *out)
{
	*json = (struct sp_json){.out = out};
	push(json, '{');
	lead_in(json, "schema");
	sp_str_addf(out, "\"senplan/%d\"", SP_JSON_SCHEMA);
}

void
sp_json_end(struct sp_json *json)
{
	assert(json->depth == 1);
	sp_json_close(json);
	sp_str_add_char(json->out, '\n');
}

void
sp_json_open(struct sp_json *json, const char *key, char opener)
{
	lead_in(json, key);
	push(json, opener);
}

void
sp_json_close(struct sp_json *json)
{
	assert(json->depth > 0);
	json->depth--;
	sp_str_add_char(json->out, json->closers[json->depth]);
}

void
sp_json_text(struct sp_json *json, const char *key, const char *value)
{
	if (value == NULL) {
		sp_json_null(json, key);
		return;
	}
	lead_in(json, key);
	sp_json_quote(json->out, value);
}

void
sp_json_int(struct sp_json *json, const char *key, int64_t value)
{
	lead_in(json, key);
	sp_str_addf(json->out, "%" PRId64, value);
}

void
sp_json_bool(struct sp_json *json, const char *key, bool value)
{
	lead_in(json, key);
	sp_str_add(json->out, value ? "true" : "false");
}

void
sp_json_null(struct sp_json *json, const char *key)
{
	lead_in(json, key);
	sp_str_add(json->out, "null");
}

void
sp_json_day(struct sp_json *json, const char *key, sp_day day)
{
	char buf[SP_DAY_TEXT];

	if (day == SP_DAY_NONE)
		sp_json_null(json, key);
	else
		sp_json_text(json, key, sp_day_format(day, SP_DAY_ISO, buf));
}
