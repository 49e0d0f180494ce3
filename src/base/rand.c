/*
 * xoshiro256** with splitmix64 seeding.
 */
#include "senplan/base/rand.h"

#include <assert.h>

static uint64_t
rotate_left(uint64_t x, int by)
{
	return (x << by) | (x >> (64 - by));
}

void
sp_rand_seed(struct sp_rand *rand, uint64_t seed)
{
	for (int i = 0; i < 4; i++) {
		uint64_t z = (seed += UINT64_C(0x9e3779b97f4a7c15));

		z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
		z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
		rand->s[i] = z ^ (z >> 31);
	}
}

uint64_t
sp_rand_next(struct sp_rand *rand)
{
	uint64_t *s = rand->s;
	uint64_t result = rotate_left(s[1] * 5, 7) * 9;
	uint64_t t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate_left(s[3], 45);
	return result;
}

uint32_t
sp_rand_below(struct sp_rand *rand, uint32_t n)
{
	assert(n > 0);
	return (uint32_t)(((sp_rand_next(rand) >> 32) * n) >> 32);
}
