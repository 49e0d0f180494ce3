/*
 * UTF-8: decoding, width on a screen, and cleaning of text that came from outside.
 */
#ifndef SENPLAN_BASE_UTF8_H
#define SENPLAN_BASE_UTF8_H

#include "senplan/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Decodes one code point at *text (not at the NUL) and moves *text behind it. Broken bytes give
 * U+FFFD and move by one byte; so every loop ends.
 */
uint32_t sp_utf8_next(const char **text);

/* Writes 1-4 bytes to buf (of at least 5) and a NUL; returns the number of bytes. */
int sp_utf8_put(char *buf, uint32_t code);

/* Are these `len` bytes whole UTF-8? NUL bytes count as characters; nothing behind `len` is read. */
bool sp_utf8_is_valid(const char *text, size_t len);

/* Columns that a code point takes: 0 (combining), 1 or 2 (East Asian wide, emoji). */
int sp_utf8_width(uint32_t code);

/* Columns that a text takes. */
int sp_utf8_text_width(const char *text);

/* Length in bytes of the longest start of text that fits in `columns`. */
size_t sp_utf8_fit(const char *text, int columns);

/*
 * Text from outside, made safe to show: C0, DEL, C1, line and paragraph separators, bidi controls,
 * zero-width characters, combining marks beyond two in a row and a mark that begins *out become U+FFFD
 * (or '?' when `ascii`); tab, newline and carriage return become a blank; broken bytes become U+FFFD. With
 * `ascii`, marks are left out and every other non-ASCII character becomes its nearest ASCII look-alike or '?'.
 */
void sp_utf8_clean(struct sp_str *out, const char *text, bool ascii);

#endif
