/*
 * Cuts one piece of memory that the caller gave into arrays. Without memory it only measures, so that the size that
 * is asked for and the size that is used come from the same lines.
 */
#ifndef ENGINE_CUTTER_H
#define ENGINE_CUTTER_H

#include <stddef.h>

struct cutter {
	unsigned char *memory; /* NULL: measure */
	size_t used;
};

static inline void *
cutter_take(struct cutter *cutter, size_t n, size_t size)
{
	size_t at = cutter->used;

	cutter->used += (n * size + 63) / 64 * 64;
	return cutter->memory != NULL ? cutter->memory + at : NULL;
}

#endif
