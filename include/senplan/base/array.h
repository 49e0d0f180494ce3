/*
 * A growing array on the heap:
 *
 *	SP_ARRAY(struct sp_span) spans = {0};
 *	if (!SP_ARRAY_PUSH(&spans, span))
 *		goto nomem;
 *	…spans.items[i], spans.n…
 *	SP_ARRAY_FREE(&spans);
 *
 * A push that fails leaves the array as it was.
 */
#ifndef SENPLAN_BASE_ARRAY_H
#define SENPLAN_BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#define SP_ARRAY(type)       \
	struct {             \
		type *items; \
		size_t n;    \
		size_t cap;  \
	}

/* Room for `need` items: doubles. False when out of memory or on overflow; nothing has changed then. */
bool sp_array_reserve(void **items, size_t *cap, size_t need, size_t item_size);

#define SP_ARRAY_RESERVE(array, need) \
	sp_array_reserve((void **)&(array)->items, &(array)->cap, (need), sizeof(*(array)->items))

#define SP_ARRAY_PUSH(array, ...)                                                                         \
	(SP_ARRAY_RESERVE((array), (array)->n + 1) ? ((array)->items[(array)->n++] = (__VA_ARGS__), true) \
						   : false)

#define SP_ARRAY_FREE(array)           \
	do {                           \
		free((array)->items);  \
		(array)->items = NULL; \
		(array)->n = 0;        \
		(array)->cap = 0;      \
	} while (0)

/* Number of elements of a C array. */
#define SP_COUNT(a) (sizeof(a) / sizeof((a)[0]))

#endif
