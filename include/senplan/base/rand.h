/*
 * A seeded generator of pseudo-random numbers: the same seed gives the same numbers on every machine.
 * xoshiro256** seeded by splitmix64 (Blackman & Vigna, 2018, public domain algorithm). Not for secrets:
 * UIDs come from the system's random source, in main.
 */
#ifndef SENPLAN_BASE_RAND_H
#define SENPLAN_BASE_RAND_H

#include <stdint.h>

struct sp_rand {
	uint64_t s[4];
};

void sp_rand_seed(struct sp_rand *rand, uint64_t seed);
uint64_t sp_rand_next(struct sp_rand *rand);

/* A number in [0, n), n > 0, without modulo bias beyond 2^-32. */
uint32_t sp_rand_below(struct sp_rand *rand, uint32_t n);

#endif
