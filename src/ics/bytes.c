/*
 * The first look at a file's bytes: what encoding, and is it a calendar at all? A school's "calendar" link
 * gives a login page as often as not, and Google's export is a zip.
 */
#include "senplan/base/utf8.h"

#include "lines.h"

#include <string.h>
#include <strings.h>

static bool
contains(const char *bytes, size_t size, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= size; i++)
		if (strncasecmp(bytes + i, word, len) == 0)
			return true;
	return false;
}

static bool
is_blank(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (strchr(" \t\r\n", bytes[i]) == NULL)
			return false;
	return true;
}

static enum sp_rc
refuse_what_is_none(const char *bytes, size_t size, struct sp_err *reterr)
{
	if (is_blank(bytes, size))
		return sp_err_set(reterr, SP_INPUT, "The file is empty: it is not a calendar.");
	if (size >= 4 && memcmp(bytes, "PK\003\004", 4) == 0)
		return sp_err_set(reterr, SP_INPUT,
				  "This is a zip archive, not a calendar: unpack it and import the .ics "
				  "files inside, one by one.");
	if (size >= 2 && memcmp(bytes, "\037\213", 2) == 0)
		return sp_err_set(
			reterr, SP_INPUT,
			"This is a gzip archive, not a calendar: unpack it and import the .ics file "
			"inside.");
	if (contains(bytes, size, "BEGIN:VCALENDAR") || contains(bytes, size, "BEGIN:VEVENT"))
		return SP_OK;
	if (contains(bytes, size < 4096 ? size : 4096, "<html") ||
	    contains(bytes, size < 4096 ? size : 4096, "<!doctype"))
		return sp_err_set(
			reterr, SP_INPUT,
			"This is a web page, not a calendar: it is probably the login page. Download "
			"the .ics file while logged in, or ask for the calendar's own address.");
	return sp_err_set(
		reterr, SP_INPUT,
		"This is not a calendar: there is no BEGIN:VCALENDAR in it. An iCalendar (.ics) file "
		"is expected.");
}

static bool
add_utf16(struct sp_str *out, const unsigned char *bytes, size_t size, bool big)
{
	char utf8[5];

	for (size_t i = 0; i + 1 < size; i += 2) {
		uint32_t unit =
			big ? (uint32_t)bytes[i] << 8 | bytes[i + 1] : (uint32_t)bytes[i + 1] << 8 | bytes[i];
		uint32_t low = 0;

		if (unit >= 0xd800 && unit < 0xdc00 && i + 3 < size) {
			low = big ? (uint32_t)bytes[i + 2] << 8 | bytes[i + 3]
				  : (uint32_t)bytes[i + 3] << 8 | bytes[i + 2];
			if (low >= 0xdc00 && low < 0xe000) {
				unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		if (unit >= 0xd800 && unit < 0xe000)
			unit = 0xfffd;
		if (unit == 0)
			continue;
		sp_str_add_n(out, utf8, (size_t)sp_utf8_put(utf8, unit));
	}
	return !out->failed;
}

/* 0: not UTF-16; 1: little-endian; 2: big-endian. Without a mark, the zero beside the first letters tells. */
static int
utf16_kind(const unsigned char *bytes, size_t size)
{
	if (size < 4)
		return 0;
	if ((bytes[0] == 0xff && bytes[1] == 0xfe) ||
	    (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0))
		return 1;
	if ((bytes[0] == 0xfe && bytes[1] == 0xff) ||
	    (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0))
		return 2;
	return 0;
}

enum sp_rc
ics_bytes_prepare(const char *bytes, size_t size, struct sp_arena *arena, const char **ret_bytes,
		  size_t *ret_size, struct sp_err *reterr)
{
	const unsigned char *raw = (const unsigned char *)bytes;
	int kind = utf16_kind(raw, size);
	struct sp_str text;
	enum sp_rc rc = SP_OK;

	sp_str_init(&text);
	if (kind != 0) {
		if (!add_utf16(&text, raw, size, kind == 2)) {
			rc = sp_err_nomem(reterr);
			goto done;
		}
		size = text.len;
		bytes = sp_arena_memdup(arena, text.text, text.len);
		if (bytes == NULL) {
			rc = sp_err_nomem(reterr);
			goto done;
		}
	}
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		size -= 3;
	}
	rc = refuse_what_is_none(bytes, size, reterr);
	if (rc == SP_OK) {
		*ret_bytes = bytes;
		*ret_size = size;
	}
done:
	sp_str_finish(&text);
	return rc;
}
