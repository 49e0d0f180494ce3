/*
 * UTF-8 decoding (strict: no overlong forms, no surrogates), widths, cleaning.
 */
#include "senplan/base/utf8.h"

#include "senplan/base/array.h"

#include <assert.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD };

struct range {
	uint32_t from;
	uint32_t to; /* included */
};

/* Marks that sit on the character before them (the common blocks). */
static const struct range combining[] = {
	{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},
	{0x064B, 0x065F}, {0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948},
	{0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
	{0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

/* East Asian wide and full-width characters, and emoji that terminals draw two columns wide. */
static const struct range wide[] = {
	{0x1100, 0x115F},   {0x231A, 0x231B},	{0x23E9, 0x23EC}, {0x2E80, 0x303E},   {0x3041, 0x33FF},
	{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},	{0xA000, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
	{0xFE30, 0xFE6F},   {0xFF00, 0xFF60},	{0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
	{0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/* Characters that change how other text is shown, or are not seen at all (safety.md, promise 6). */
static const struct range unseen[] = {
	{0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD},	{0x061C, 0x061C},
	{0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E},	{0x2060, 0x2069},
	{0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
};

static const struct {
	uint32_t code;
	char ascii;
} look_alikes[] = {
	{0x00A0, ' '}, {0x00B7, '.'}, {0x00D7, 'x'}, {0x00E0, 'a'},  {0x00E1, 'a'},  {0x00E2, 'a'},
	{0x00E4, 'a'}, {0x00E7, 'c'}, {0x00E8, 'e'}, {0x00E9, 'e'},  {0x00EA, 'e'},  {0x00EB, 'e'},
	{0x00ED, 'i'}, {0x00EE, 'i'}, {0x00EF, 'i'}, {0x00F1, 'n'},  {0x00F3, 'o'},  {0x00F4, 'o'},
	{0x00F6, 'o'}, {0x00FA, 'u'}, {0x00FB, 'u'}, {0x00FC, 'u'},  {0x2010, '-'},  {0x2011, '-'},
	{0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'}, {0x2018, '\''}, {0x2019, '\''}, {0x201C, '"'},
	{0x201D, '"'}, {0x2022, '*'}, {0x2026, '.'}, {0x2190, '<'},  {0x2192, '>'},  {0x2500, '-'},
	{0x2502, '|'},
};

static bool
is_in(uint32_t code, const struct range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (code >= ranges[i].from && code <= ranges[i].to)
			return true;
	return false;
}

/* The number of bytes of the code point at `at`, of which `size` can be read; 0 when they are no UTF-8. */
static size_t
decode(const unsigned char *at, size_t size, uint32_t *ret_code)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t n = at[0] < 0x80	  ? 1
		   : at[0] < 0xC2 ? 0
		   : at[0] < 0xE0 ? 2
		   : at[0] < 0xF0 ? 3
		   : at[0] < 0xF5 ? 4
				  : 0;
	uint32_t code = n < 2 ? at[0] : (uint32_t)at[0] & (0xFFu >> (n + 1));

	if (n == 0 || n > size)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((at[i] & 0xC0) != 0x80)
			return 0; /* also at the NUL of a text that is cut off */
		code = (code << 6) | (at[i] & 0x3Fu);
	}
	if (code < smallest[n] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		return 0;
	*ret_code = code;
	return n;
}

uint32_t
sp_utf8_next(const char **text)
{
	uint32_t code = REPLACEMENT;
	size_t n = decode((const unsigned char *)*text, 4, &code);

	assert(**text != '\0');
	*text += n == 0 ? 1 : n;
	return code;
}

int
sp_utf8_put(char *buf, uint32_t code)
{
	int n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	assert(code <= 0x10FFFF);
	buf[n] = '\0';
	if (n == 1) {
		buf[0] = (char)code;
		return 1;
	}
	for (int i = n - 1; i > 0; i--, code >>= 6)
		buf[i] = (char)(0x80 | (code & 0x3F));
	buf[0] = (char)((0xF00 >> n) | code);
	return n;
}

bool
sp_utf8_is_valid(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		uint32_t code;
		size_t n = decode((const unsigned char *)text + at, len - at, &code);

		if (n == 0)
			return false;
		at += n;
	}
	return true;
}

int
sp_utf8_width(uint32_t code)
{
	if (code < 0x300)
		return 1;
	if (is_in(code, combining, SP_COUNT(combining)))
		return 0;
	return is_in(code, wide, SP_COUNT(wide)) ? 2 : 1;
}

int
sp_utf8_text_width(const char *text)
{
	int width = 0;

	while (*text != '\0')
		width += sp_utf8_width(sp_utf8_next(&text));
	return width;
}

size_t
sp_utf8_fit(const char *text, int columns)
{
	const char *start = text;
	int width = 0;

	while (*text != '\0') {
		const char *before = text;

		width += sp_utf8_width(sp_utf8_next(&text));
		if (width > columns)
			return (size_t)(before - start);
	}
	return (size_t)(text - start);
}

static char
look_alike(uint32_t code)
{
	bool upper = code >= 0xC0 && code <= 0xDE &&
		     code != 0xD7; /* Latin-1 capitals: the small letter is 32 on */

	if (upper)
		code += 0x20;
	for (size_t i = 0; i < SP_COUNT(look_alikes); i++)
		if (look_alikes[i].code == code)
			return (char)(upper ? look_alikes[i].ascii - 'a' + 'A' : look_alikes[i].ascii);
	return '?';
}

void
sp_utf8_clean(struct sp_str *out, const char *text, bool ascii)
{
	int marks = 0;

	while (*text != '\0') {
		uint32_t code = sp_utf8_next(&text);
		char bytes[5];

		if (code == '\t' || code == '\n' || code == '\r')
			code = ' ';
		marks = sp_utf8_width(code) == 0 ? marks + 1 : 0;
		if (is_in(code, unseen, SP_COUNT(unseen)) || marks > 2 || (marks > 0 && out->len == 0))
			code = REPLACEMENT;
		if (ascii && code >= 0x80) {
			if (marks == 0 || code == REPLACEMENT)
				sp_str_add_char(out, look_alike(code));
			continue;
		}
		sp_str_add_n(out, bytes, (size_t)sp_utf8_put(bytes, code));
	}
}
