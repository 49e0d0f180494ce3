/*
 * A set of minutes as sorted, disjoint, non-touching half-open spans. The unit is whatever the caller
 * uses throughout: minutes of a day, or minutes of civil time.
 *
 * Memory comes from the arena given at init and lives as long as it does. A function that can run out of
 * memory returns false and leaves the set a valid (perhaps incomplete) one.
 */
#ifndef SENPLAN_TIME_SPANS_H
#define SENPLAN_TIME_SPANS_H

#include "senplan/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sp_span {
	int32_t from;
	int32_t to; /* not included */
};

struct sp_spans {
	struct sp_span *items;
	size_t n;
	size_t cap;
	struct sp_arena *arena;
};

void sp_spans_init(struct sp_spans *spans, struct sp_arena *arena);

/* Empty spans (from >= to) add and subtract nothing. */
bool sp_spans_add(struct sp_spans *spans, int32_t from, int32_t to);
bool sp_spans_subtract(struct sp_spans *spans, int32_t from, int32_t to);

bool sp_spans_add_all(struct sp_spans *spans, const struct sp_spans *other);

/* spans := spans ∩ other. Needs no memory beyond what sp_spans_add needs. */
bool sp_spans_intersect(struct sp_spans *spans, const struct sp_spans *other);

bool sp_spans_contain(const struct sp_spans *spans, int32_t from, int32_t to); /* [from, to) wholly inside */
bool sp_spans_overlap(const struct sp_spans *spans, int32_t from, int32_t to);
int32_t sp_spans_total(const struct sp_spans *spans);

/* Length of the part of [from, to) that is in the set. */
int32_t sp_spans_total_within(const struct sp_spans *spans, int32_t from, int32_t to);

#endif
