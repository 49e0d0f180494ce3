/*
 * A day as a set of slots: up to 288 bits in five words. A grid uses only the first `words` of them (the slots between
 * the earliest and the latest minute at which anybody is ever free), which for a school day are two.
 */
#ifndef ENGINE_BITS_H
#define ENGINE_BITS_H

#include <stdbool.h>
#include <stdint.h>

enum { BITS_WORDS = 5 };

struct bits {
	uint64_t w[BITS_WORDS];
};

static inline bool
bits_has(const struct bits *x, int32_t i)
{
	return (x->w[i / 64] >> (i % 64) & 1) != 0;
}

/* The bits of [from, to) that lie in word k. */
static inline uint64_t
bits_range_word(int32_t k, int32_t from, int32_t to)
{
	int32_t a = from - k * 64;
	int32_t b = to - k * 64;

	if (a >= 64 || b <= 0 || a >= b)
		return 0;
	return (b >= 64 ? UINT64_MAX : (UINT64_C(1) << b) - 1) & (a <= 0 ? UINT64_MAX : UINT64_MAX << a);
}

static inline void
bits_set_range(struct bits *x, int32_t words, int32_t from, int32_t to)
{
	for (int32_t k = 0; k < words; k++)
		x->w[k] |= bits_range_word(k, from, to);
}

static inline void
bits_clear_range(struct bits *x, int32_t words, int32_t from, int32_t to)
{
	for (int32_t k = 0; k < words; k++)
		x->w[k] &= ~bits_range_word(k, from, to);
}

static inline bool
bits_has_range(const struct bits *x, int32_t words, int32_t from, int32_t to)
{
	for (int32_t k = 0; k < words; k++) {
		uint64_t range = bits_range_word(k, from, to);

		if ((x->w[k] & range) != range)
			return false;
	}
	return true;
}

static inline void
bits_and(struct bits *x, const struct bits *with, int32_t words)
{
	for (int32_t k = 0; k < words; k++)
		x->w[k] &= with->w[k];
}

static inline bool
bits_empty(const struct bits *x, int32_t words)
{
	uint64_t any = 0;

	for (int32_t k = 0; k < words; k++)
		any |= x->w[k];
	return any == 0;
}

static inline int32_t
bits_count(const struct bits *x, int32_t words)
{
	int32_t n = 0;

	for (int32_t k = 0; k < words; k++)
		n += __builtin_popcountll(x->w[k]);
	return n;
}

/* The first set bit at or after `from`; words * 64 when there is none. */
static inline int32_t
bits_next(const struct bits *x, int32_t words, int32_t from)
{
	int32_t k = from / 64;
	uint64_t word;

	if (k >= words)
		return words * 64;
	word = x->w[k] & (UINT64_MAX << (from % 64));
	while (word == 0) {
		if (++k >= words)
			return words * 64;
		word = x->w[k];
	}
	return k * 64 + __builtin_ctzll(word);
}

/* The first clear bit at or after `from`; words * 64 when there is none. */
static inline int32_t
bits_next_clear(const struct bits *x, int32_t words, int32_t from)
{
	int32_t k = from / 64;
	uint64_t word;

	if (k >= words)
		return words * 64;
	word = ~x->w[k] & (UINT64_MAX << (from % 64));
	while (word == 0) {
		if (++k >= words)
			return words * 64;
		word = ~x->w[k];
	}
	return k * 64 + __builtin_ctzll(word);
}

/* The last clear bit at or before `from`, or -1. */
static inline int32_t
bits_last_clear(const struct bits *x, int32_t from)
{
	int32_t k = from / 64;
	uint64_t word;

	if (from < 0)
		return -1;
	word = ~x->w[k] & (from % 64 == 63 ? UINT64_MAX : (UINT64_C(1) << (from % 64 + 1)) - 1);
	while (word == 0) {
		if (--k < 0)
			return -1;
		word = ~x->w[k];
	}
	return k * 64 + 63 - __builtin_clzll(word);
}

/* The n-th set bit, n > 0; words * 64 when there are fewer. */
static inline int32_t
bits_nth(const struct bits *x, int32_t words, int32_t n)
{
	int32_t at = bits_next(x, words, 0);

	while (--n > 0 && at < words * 64)
		at = bits_next(x, words, at + 1);
	return at;
}

/* x becomes the set of i with [i, i + n) in x: every start at which a block of n slots fits. n > 0. */
static inline void
bits_erode(struct bits *x, int32_t words, int32_t n)
{
	for (int32_t have = 1; have < n;) {
		int32_t step = have < n - have ? have : n - have;

		if (step > 63)
			step = 63;
		for (int32_t k = 0; k + 1 < words; k++)
			x->w[k] &= x->w[k] >> step | x->w[k + 1] << (64 - step);
		x->w[words - 1] &= x->w[words - 1] >> step;
		have += step;
	}
}

/* Every bit moves up by n >= 0; what would leave the set is lost. */
static inline void
bits_up(struct bits *x, int32_t words, int32_t n)
{
	for (int32_t k = words - 1; k >= 0; k--) {
		int32_t from = k - n / 64;
		uint64_t word = from >= 0 ? x->w[from] << (n % 64) : 0;

		if (n % 64 != 0 && from > 0)
			word |= x->w[from - 1] >> (64 - n % 64);
		x->w[k] = word;
	}
}

/* The same down. */
static inline void
bits_down(struct bits *x, int32_t words, int32_t n)
{
	for (int32_t k = 0; k < words; k++) {
		int32_t from = k + n / 64;
		uint64_t word = from < words ? x->w[from] >> (n % 64) : 0;

		if (n % 64 != 0 && from + 1 < words)
			word |= x->w[from + 1] << (64 - n % 64);
		x->w[k] = word;
	}
}

/* The longest run of set bits. */
static inline int32_t
bits_longest(const struct bits *x, int32_t words)
{
	int32_t best = 0;

	for (int32_t i = bits_next(x, words, 0); i < words * 64;) {
		int32_t end = bits_next_clear(x, words, i);

		best = end - i > best ? end - i : best;
		i = bits_next(x, words, end);
	}
	return best;
}

#endif
