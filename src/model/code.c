/*
 * Codes of pupils in running text.
 */
#include "senplan/model/code.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { TELLING_LEN = 3 };

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

bool
sp_code_is_telling(const char *code)
{
	bool letter = false, digit = false;

	for (const char *at = code; *at != '\0'; at++) {
		digit = digit || isdigit((unsigned char)*at);
		letter = letter || isalpha((unsigned char)*at);
	}
	return letter && digit && strlen(code) >= TELLING_LEN;
}

/* The next place of the code in the text, or NULL. `begin` is the whole text's. */
static const char *
find_code(const char *begin, const char *at, const char *code, size_t len)
{
	for (; len > 0 && *at != '\0'; at++)
		if (strncasecmp(at, code, len) == 0 && (at == begin || !is_word(at[-1])) && !is_word(at[len]))
			return at;
	return NULL;
}

bool
sp_code_stands_in(const char *text, const char *code)
{
	return find_code(text, text, code, strlen(code)) != NULL;
}

void
sp_code_blank(struct sp_str *out, const char *text, const char *code)
{
	size_t len = strlen(code);
	const char *at = text, *found;

	while ((found = find_code(text, at, code, len)) != NULL) {
		sp_str_add_n(out, at, (size_t)(found - at));
		sp_str_add_repeat(out, '-', len);
		at = found + len;
	}
	sp_str_add(out, at);
}
