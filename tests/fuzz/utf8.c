/*
 * Any bytes as text from outside: decoding ends, and what is cleaned is valid, harmless and stays as it is.
 */
#include "senplan/base/utf8.h"

#include "fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void
check_clean(const char *text, bool ascii)
{
	struct sp_str once, twice;
	const char *at;

	sp_str_init(&once);
	sp_str_init(&twice);
	sp_utf8_clean(&once, text, ascii);
	assert(!once.failed);
	assert(sp_utf8_is_valid(once.text, once.len));
	sp_utf8_clean(&twice, once.text, ascii);
	assert(strcmp(once.text, twice.text) == 0);
	for (at = once.text; *at != '\0';) {
		uint32_t code = sp_utf8_next(&at);

		assert(code >= 0x20 && !(code >= 0x7F && code <= 0x9F));
		assert(!ascii || code < 0x80);
		assert(code != 0x200B && !(code >= 0x202A && code <= 0x202E));
		assert(!(code >= 0x2066 && code <= 0x2069));
	}
	for (int columns = 0; columns < 20; columns++) {
		size_t n = sp_utf8_fit(once.text, columns);

		assert(n <= once.len && sp_utf8_is_valid(once.text, n));
	}
	sp_str_finish(&once);
	sp_str_finish(&twice);
}

static bool
decodes_whole(const char *text)
{
	const char *end = text + strlen(text);
	bool whole = true;

	while (*text != '\0') {
		const char *before = text;
		uint32_t code = sp_utf8_next(&text);

		if (code == 0xFFFD && text - before == 1)
			whole = false;
		assert(text > before && text <= end);
	}
	return whole;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	if (text == NULL)
		return 0;
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	assert(sp_utf8_is_valid(text, strlen(text)) == decodes_whole(text));
	sp_utf8_is_valid((const char *)data, size);
	check_clean(text, false);
	check_clean(text, true);
	free(text);
	return 0;
}
