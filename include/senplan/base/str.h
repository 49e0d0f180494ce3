/*
 * A string that grows. `text` is always a valid, NUL-terminated string, also before the first add and
 * after running out of memory. Failure is remembered in `failed`: add as much as needed, ask once.
 */
#ifndef SENPLAN_BASE_STR_H
#define SENPLAN_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct sp_str {
	char *text;
	size_t len;
	size_t cap;  /* 0: text is a constant "" */
	bool failed; /* an add did not fit in memory; everything after it was left out */
};

void sp_str_init(struct sp_str *s);
void sp_str_finish(struct sp_str *s);
void sp_str_clear(struct sp_str *s); /* keeps the memory, forgets a failure */

void sp_str_add(struct sp_str *s, const char *text);
void sp_str_add_n(struct sp_str *s, const char *text, size_t len);
void sp_str_add_char(struct sp_str *s, char c);
void sp_str_addf(struct sp_str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sp_str_vaddf(struct sp_str *s, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* n times the character c. */
void sp_str_add_repeat(struct sp_str *s, char c, size_t n);

/* Of one `one`, else `many`: "%zu %s", n, sp_plural(n, "duty", "duties"). */
const char *sp_plural(size_t n, const char *one, const char *many);

/* Gives the heap string away (free it) and leaves s empty; NULL when failed. */
char *sp_str_take(struct sp_str *s);

/* --- plain string helpers that libc lacks --- */

bool sp_streq(const char *a, const char *b);  /* both NULL is equal */
bool sp_strieq(const char *a, const char *b); /* ASCII case folded */
bool sp_starts_with(const char *text, const char *prefix);
bool sp_istarts_with(const char *text, const char *prefix);

/* A whole decimal number with optional sign and nothing after it, within [low, high]. */
bool sp_parse_int(const char *text, long low, long high, long *ret);

#endif
