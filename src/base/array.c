/*
 * Growing of arrays: by doubling, so that n pushes cost O(n).
 */
#include "senplan/base/array.h"

#include <assert.h>
#include <stdint.h>

bool
sp_array_reserve(void **items, size_t *cap, size_t need, size_t item_size)
{
	size_t wanted = *cap < 8 ? 8 : *cap;
	void *grown;

	assert(item_size > 0);
	if (need <= *cap)
		return true;
	while (wanted < need) {
		if (wanted > SIZE_MAX / 2)
			return false;
		wanted *= 2;
	}
	if (wanted > SIZE_MAX / item_size)
		return false;
	grown = realloc(*items, wanted * item_size);
	if (grown == NULL)
		return false;
	*items = grown;
	*cap = wanted;
	return true;
}
