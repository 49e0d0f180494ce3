/*
 * The grammar of RFC 8259, as a walk with a bounded depth.
 */
#include "json_text.h"

#include <ctype.h>
#include <string.h>

enum { DEPTH_MAX = 100 };

void
json_text_init(struct json_text *json, const char *text, size_t size)
{
	*json = (struct json_text){.text = text, .size = size, .line = 1};
	if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		json->at = json->line_start = 3;
}

static void
pass_blanks(struct json_text *json)
{
	for (; json->at < json->size; json->at++) {
		char c = json->text[json->at];

		if (c == '\n') {
			json->line++;
			json->line_start = json->at + 1;
		} else if (c != ' ' && c != '\t' && c != '\r') {
			return;
		}
	}
}

bool
json_next_is(struct json_text *json, char c)
{
	pass_blanks(json);
	return json->at < json->size && json->text[json->at] == c;
}

bool
json_take(struct json_text *json, char c)
{
	if (!json_next_is(json, c))
		return false;
	json->at++;
	return true;
}

bool
json_at_end(struct json_text *json)
{
	pass_blanks(json);
	return json->at == json->size;
}

int
json_column(const struct json_text *json)
{
	return (int)(json->at - json->line_start) + 1;
}

static unsigned char
peek(const struct json_text *json)
{
	return json->at < json->size ? (unsigned char)json->text[json->at] : 0;
}

static bool
pass_escape(struct json_text *json)
{
	static const char letters[] = "\"\\/bfnrt";
	unsigned char c = peek(json);

	json->at++;
	if (c != 'u')
		return c != 0 && strchr(letters, c) != NULL;
	for (int i = 0; i < 4; i++, json->at++)
		if (!isxdigit(peek(json)))
			return false;
	return true;
}

bool
json_take_string(struct json_text *json, struct json_span *ret_span)
{
	size_t start;

	if (!json_take(json, '"'))
		return false;
	start = json->at - 1;
	for (;;) {
		unsigned char c = peek(json);

		if (c < 0x20) /* also the end */
			return false;
		json->at++;
		if (c == '"')
			break;
		if (c == '\\' && !pass_escape(json))
			return false;
	}
	*ret_span = (struct json_span){json->text + start, json->at - start, json->line};
	return true;
}

static bool
pass_digits(struct json_text *json)
{
	size_t start = json->at;

	while (isdigit(peek(json)))
		json->at++;
	return json->at > start;
}

static bool
pass_number(struct json_text *json)
{
	if (peek(json) == '-')
		json->at++;
	if (peek(json) == '0')
		json->at++;
	else if (!pass_digits(json))
		return false;
	if (peek(json) == '.') {
		json->at++;
		if (!pass_digits(json))
			return false;
	}
	if (peek(json) == 'e' || peek(json) == 'E') {
		json->at++;
		if (peek(json) == '+' || peek(json) == '-')
			json->at++;
		return pass_digits(json);
	}
	return true;
}

static bool
pass_word(struct json_text *json, const char *word)
{
	for (; *word != '\0'; word++, json->at++)
		if (peek(json) != (unsigned char)*word)
			return false;
	return true;
}

static bool pass_value(struct json_text *json, int depth);

/* Of an object or array, behind its first byte. */
static bool
pass_items(struct json_text *json, char close, int depth)
{
	struct json_span key;

	if (json_take(json, close))
		return true;
	for (;;) {
		if (close == '}' && (!json_take_string(json, &key) || !json_take(json, ':')))
			return false;
		if (!pass_value(json, depth))
			return false;
		if (json_take(json, close))
			return true;
		if (!json_take(json, ','))
			return false;
	}
}

static bool
pass_value(struct json_text *json, int depth)
{
	struct json_span string;

	if (depth >= DEPTH_MAX)
		return false;
	pass_blanks(json);
	switch (peek(json)) {
	case '{':
		json->at++;
		return pass_items(json, '}', depth + 1);
	case '[':
		json->at++;
		return pass_items(json, ']', depth + 1);
	case '"':
		return json_take_string(json, &string);
	case 't':
		return pass_word(json, "true");
	case 'f':
		return pass_word(json, "false");
	case 'n':
		return pass_word(json, "null");
	default:
		return pass_number(json);
	}
}

bool
json_take_value(struct json_text *json, struct json_span *ret_span)
{
	size_t start;
	int line;

	pass_blanks(json);
	start = json->at;
	line = json->line;
	if (!pass_value(json, 0))
		return false;
	*ret_span = (struct json_span){json->text + start, json->at - start, line};
	return true;
}
