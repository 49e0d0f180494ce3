/*
 * Codes of pupils in running text.
 */
#include "senplan/model/code.h"

#include "senplan/model/snapshot.h"

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
sp_code_replace(struct sp_str *out, const char *text, const char *code, const char *with)
{
	size_t len = strlen(code);
	const char *at = text, *found;

	while ((found = find_code(text, at, code, len)) != NULL) {
		sp_str_add_n(out, at, (size_t)(found - at));
		sp_str_add(out, with);
		at = found + len;
	}
	sp_str_add(out, at);
}

void
sp_code_blank(struct sp_str *out, const char *text, const char *code)
{
	struct sp_str dashes;

	sp_str_init(&dashes);
	sp_str_add_repeat(&dashes, '-', strlen(code));
	sp_code_replace(out, text, code, dashes.text);
	out->failed |= dashes.failed;
	sp_str_finish(&dashes);
}

/* --- the codes of all pupils --- */

static bool
is_short_code(const char *code)
{
	bool letter = false;

	for (const char *at = code; *at != '\0'; at++) {
		if (!isupper((unsigned char)*at) && !isdigit((unsigned char)*at))
			return false;
		letter = letter || isupper((unsigned char)*at);
	}
	return letter && strlen(code) >= 2;
}

/* The length of a pupil's code that begins at `at`, the longest; 0: there is none. */
static size_t
code_length_at(const struct sp_snapshot *snapshot, const char *at)
{
	int first = tolower((unsigned char)*at);
	size_t longest = 0;

	for (size_t i = 0; i < snapshot->cases.n; i++) {
		const char *code = snapshot->cases.items[i].code;
		size_t len;

		if (tolower((unsigned char)code[0]) != first)
			continue;
		len = strlen(code);
		if (len <= longest || strncasecmp(at, code, len) != 0 || is_word(at[len]))
			continue;
		if (sp_code_is_telling(code) || (is_short_code(code) && strncmp(at, code, len) == 0))
			longest = len;
	}
	return longest;
}

/* The next code in the text, whose length is *ret_len; NULL: no more. */
static const char *
next_code(const struct sp_snapshot *snapshot, const char *begin, const char *at, size_t *ret_len)
{
	for (; *at != '\0'; at++) {
		if (at > begin && is_word(at[-1]))
			continue;
		*ret_len = code_length_at(snapshot, at);
		if (*ret_len > 0)
			return at;
	}
	return NULL;
}

bool
sp_codes_stand_in(const struct sp_snapshot *snapshot, const char *text)
{
	size_t len;

	return next_code(snapshot, text, text, &len) != NULL;
}

void
sp_codes_blank(const struct sp_snapshot *snapshot, struct sp_str *out, const char *text)
{
	const char *at = text, *found;
	size_t len;

	while ((found = next_code(snapshot, text, at, &len)) != NULL) {
		sp_str_add_n(out, at, (size_t)(found - at));
		sp_str_add_repeat(out, '-', len);
		at = found + len;
	}
	sp_str_add(out, at);
}
