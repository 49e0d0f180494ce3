/*
 * Span sets. Sets are small (a day has a dozen spans, a year a few thousand), so a sorted array with
 * binary search and memmove is the simplest thing that is also quick.
 */
#include "senplan/time/spans.h"

#include <assert.h>
#include <string.h>

void
sp_spans_init(struct sp_spans *spans, struct sp_arena *arena)
{
	*spans = (struct sp_spans){.arena = arena};
}

/* Index of the first span that ends at or after `at` (touching counts) when `touch`, else after `at`. */
static size_t
first_ending(const struct sp_spans *spans, int32_t at, bool touch)
{
	size_t low = 0, high = spans->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		bool before = touch ? spans->items[middle].to < at : spans->items[middle].to <= at;

		if (before)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
make_room(struct sp_spans *spans)
{
	size_t cap = spans->cap == 0 ? 8 : spans->cap * 2;
	struct sp_span *items;

	if (spans->n < spans->cap)
		return true;
	assert(spans->arena != NULL);
	items = SP_ARENA_NEW_N(spans->arena, struct sp_span, cap);
	if (items == NULL)
		return false;
	if (spans->n > 0)
		memcpy(items, spans->items, spans->n * sizeof(*items));
	spans->items = items;
	spans->cap = cap;
	return true;
}

static bool
insert_at(struct sp_spans *spans, size_t at, struct sp_span span)
{
	if (!make_room(spans))
		return false;
	memmove(spans->items + at + 1, spans->items + at, (spans->n - at) * sizeof(span));
	spans->items[at] = span;
	spans->n++;
	return true;
}

static void
remove_range(struct sp_spans *spans, size_t from, size_t to)
{
	assert(from <= to && to <= spans->n);
	if (from == to)
		return;
	memmove(spans->items + from, spans->items + to, (spans->n - to) * sizeof(*spans->items));
	spans->n -= to - from;
}

bool
sp_spans_add(struct sp_spans *spans, int32_t from, int32_t to)
{
	size_t first, last;
	struct sp_span *into;

	if (from >= to)
		return true;
	first = first_ending(spans, from, true);
	for (last = first; last < spans->n && spans->items[last].from <= to; last++)
		;
	if (first == last)
		return insert_at(spans, first, (struct sp_span){from, to});
	into = &spans->items[first];
	if (from < into->from)
		into->from = from;
	if (to < spans->items[last - 1].to)
		to = spans->items[last - 1].to;
	into->to = to;
	remove_range(spans, first + 1, last);
	return true;
}

bool
sp_spans_subtract(struct sp_spans *spans, int32_t from, int32_t to)
{
	size_t first, last;

	if (from >= to)
		return true;
	first = first_ending(spans, from, false);
	if (first == spans->n)
		return true;
	if (spans->items[first].from < from && spans->items[first].to > to) {
		struct sp_span tail = {to, spans->items[first].to};

		if (!insert_at(spans, first + 1, tail))
			return false;
		spans->items[first].to = from;
		return true;
	}
	if (spans->items[first].from < from)
		spans->items[first++].to = from;
	for (last = first; last < spans->n && spans->items[last].to <= to; last++)
		;
	if (last < spans->n && spans->items[last].from < to)
		spans->items[last].from = to;
	remove_range(spans, first, last);
	return true;
}

bool
sp_spans_add_all(struct sp_spans *spans, const struct sp_spans *other)
{
	for (size_t i = 0; i < other->n; i++)
		if (!sp_spans_add(spans, other->items[i].from, other->items[i].to))
			return false;
	return true;
}

bool
sp_spans_intersect(struct sp_spans *spans, const struct sp_spans *other)
{
	int32_t at = INT32_MIN;

	/* What is between the other's spans goes. */
	for (size_t i = 0; i < other->n; i++) {
		if (!sp_spans_subtract(spans, at, other->items[i].from))
			return false;
		at = other->items[i].to;
	}
	return sp_spans_subtract(spans, at, INT32_MAX);
}

bool
sp_spans_contain(const struct sp_spans *spans, int32_t from, int32_t to)
{
	size_t first = first_ending(spans, from, false);

	if (from >= to)
		return true;
	return first < spans->n && spans->items[first].from <= from && spans->items[first].to >= to;
}

bool
sp_spans_overlap(const struct sp_spans *spans, int32_t from, int32_t to)
{
	size_t first = first_ending(spans, from, false);

	return from < to && first < spans->n && spans->items[first].from < to;
}

int32_t
sp_spans_total(const struct sp_spans *spans)
{
	int32_t total = 0;

	for (size_t i = 0; i < spans->n; i++)
		total += spans->items[i].to - spans->items[i].from;
	return total;
}

int32_t
sp_spans_total_within(const struct sp_spans *spans, int32_t from, int32_t to)
{
	int32_t total = 0;

	for (size_t i = first_ending(spans, from, false); i < spans->n && spans->items[i].from < to; i++) {
		int32_t a = spans->items[i].from > from ? spans->items[i].from : from;
		int32_t b = spans->items[i].to < to ? spans->items[i].to : to;

		total += b > a ? b - a : 0;
	}
	return total;
}
