/*
 * Hides counts under five, and what would give them away. Counts are tied by lines: "these together are that". Whoever
 * reads the table can subtract, so it is not enough to write "<5": what is hidden must stay open between two values at
 * least after everything that can be reckoned from what is shown. Until it does, one more count of its line is hidden.
 *
 *	18 = 15 + 3          shown as   18 = 15 + <5     tells 3
 *	                     so shown as 18 = 5+ + <5    leaves 1 to 4
 */
#include "review-private.h"

#include <assert.h>

enum { FEW = 5, ANY = 1 << 20, PASSES = 60 };

struct bounds { /* what can be known of a count */
	int64_t low, high;
};

struct tie { /* a line, by index into the counts */
	size_t total;
	size_t *parts;
	size_t n_parts;
};

struct hiding {
	struct review_build *build;
	struct tie ties[REVIEW_LINES];
	struct bounds bounds[REVIEW_COUNTS];
	int64_t values[REVIEW_COUNTS];
	bool is_total[REVIEW_COUNTS];
	bool is_tied[REVIEW_COUNTS];
};

void
review_set_pupils(struct review_build *b, struct sp_review_cell *cell, int64_t count)
{
	assert(count >= 0 && cell->unit == SP_REVIEW_COUNT);
	review_set(cell, count);
	if (b->failed)
		return;
	assert(b->n_counts < REVIEW_COUNTS);
	b->counts[b->n_counts++] = cell;
}

static struct review_line *
new_line(struct review_build *b, struct sp_review_cell *total, size_t n)
{
	struct review_line *line;

	if (b->failed)
		return NULL;
	assert(b->n_lines < REVIEW_LINES);
	line = &b->lines[b->n_lines];
	line->total = total;
	line->parts = SP_ARENA_NEW_N(b->arena, struct sp_review_cell *, n);
	line->n_parts = n;
	b->failed |= line->parts == NULL;
	b->n_lines += !b->failed;
	return b->failed ? NULL : line;
}

void
review_line_of_rows(struct review_build *b, size_t column, size_t first, size_t n,
		    struct sp_review_cell *total)
{
	struct review_line *line = new_line(b, total, n);

	for (size_t i = 0; line != NULL && i < n; i++)
		line->parts[i] = &b->cells[first + i][column];
}

void
review_line_of_cells(struct review_build *b, struct sp_review_cell *total, struct sp_review_cell *first,
		     size_t n)
{
	struct review_line *line = new_line(b, total, n);

	for (size_t i = 0; line != NULL && i < n; i++)
		line->parts[i] = &first[i];
}

static size_t
index_of(const struct hiding *h, const struct sp_review_cell *cell)
{
	size_t i = 0;

	while (h->build->counts[i] != cell) {
		i++;
		assert(i < h->build->n_counts);
	}
	return i;
}

static void
hide(struct hiding *h, size_t i)
{
	h->build->counts[i]->shown = h->values[i] < FEW ? SP_REVIEW_FEW : SP_REVIEW_MORE;
}

static void
begin_bounds(struct hiding *h)
{
	for (size_t i = 0; i < h->build->n_counts; i++) {
		int64_t value = h->values[i];
		struct bounds shown = {value, value}, few = {value > 0, FEW - 1}, more = {FEW, ANY};

		h->bounds[i] = h->build->counts[i]->shown == SP_REVIEW_SHOWN ? shown
			       : value < FEW				     ? few
									     : more;
	}
}

static bool
tighten(struct bounds *bounds, int64_t low, int64_t high)
{
	struct bounds before = *bounds;

	bounds->low = low > bounds->low ? low : bounds->low;
	bounds->high = high < bounds->high ? high : bounds->high;
	return bounds->low != before.low || bounds->high != before.high;
}

/* What the line tells of its total and of each of its parts. */
static bool
reckon_line(struct hiding *h, const struct tie *tie)
{
	struct bounds *total = &h->bounds[tie->total];
	struct bounds sum = {0, 0};
	bool changed;

	for (size_t i = 0; i < tie->n_parts; i++) {
		sum.low += h->bounds[tie->parts[i]].low;
		sum.high += h->bounds[tie->parts[i]].high;
	}
	changed = tighten(total, sum.low, sum.high);
	for (size_t i = 0; i < tie->n_parts; i++) {
		struct bounds *part = &h->bounds[tie->parts[i]];
		struct bounds before = *part;

		changed |= tighten(part, total->low - (sum.high - part->high),
				   total->high - (sum.low - part->low));
		sum.low += part->low - before.low;
		sum.high += part->high - before.high;
	}
	return changed;
}

static void
reckon(struct hiding *h)
{
	bool changed = true;

	begin_bounds(h);
	for (int pass = 0; pass < PASSES && changed; pass++) {
		changed = false;
		for (size_t i = 0; i < h->build->n_lines; i++)
			changed |= reckon_line(h, &h->ties[i]);
	}
}

static bool
is_told(const struct hiding *h, size_t i)
{
	return h->values[i] > 0 && h->values[i] < FEW && h->bounds[i].low == h->bounds[i].high;
}

/* Would hiding these two as well (they may be one) leave the other open? */
static bool
would_open(struct hiding *h, size_t first, size_t second, size_t told)
{
	hide(h, first);
	hide(h, second);
	reckon(h);
	h->build->counts[first]->shown = SP_REVIEW_SHOWN;
	h->build->counts[second]->shown = SP_REVIEW_SHOWN;
	return !is_told(h, told);
}

static bool
may_hide(const struct hiding *h, size_t i)
{
	return h->is_tied[i] && h->build->counts[i]->shown == SP_REVIEW_SHOWN;
}

/* Parts go before totals, small ones before large ones. */
static int64_t
cost_of(const struct hiding *h, size_t i)
{
	return h->values[i] + (h->is_total[i] ? ANY : 0);
}

/*
 * Hides what costs least to leave `told` open: one count, else two (in a table of rows and columns one alone is told by the
 * other line it stands in), else the least of all, and the next round goes on from there. False: nothing is left to hide.
 */
static bool
hide_beside(struct hiding *h, size_t told)
{
	size_t n = h->build->n_counts, best[2] = {n, n}, least = n;
	int64_t best_cost = INT64_MAX;

	for (size_t i = 0; i < n; i++) {
		if (!may_hide(h, i))
			continue;
		if (h->values[i] > 0 && (least == n || cost_of(h, i) < cost_of(h, least)))
			least = i;
		for (size_t k = i; k < n; k++) {
			int64_t cost = cost_of(h, i) + (k == i ? 0 : cost_of(h, k) + 2 * ANY);

			if (!may_hide(h, k) || cost >= best_cost || !would_open(h, i, k, told))
				continue;
			best_cost = cost;
			best[0] = i;
			best[1] = k;
		}
	}
	if (best[0] < n) {
		hide(h, best[0]);
		hide(h, best[1]);
	} else if (least < n) {
		hide(h, least);
	}
	return best[0] < n || least < n;
}

static void
begin_hiding(struct hiding *h, struct review_build *b)
{
	h->build = b;
	for (size_t i = 0; i < b->n_counts; i++) {
		h->values[i] = b->counts[i]->value;
		if (h->values[i] > 0 && h->values[i] < FEW)
			hide(h, i);
	}
	for (size_t i = 0; i < b->n_lines; i++) {
		const struct review_line *line = &b->lines[i];
		struct tie *tie = &h->ties[i];

		tie->total = index_of(h, line->total);
		tie->n_parts = line->n_parts;
		tie->parts = SP_ARENA_NEW_N(b->arena, size_t, line->n_parts);
		b->failed |= tie->parts == NULL;
		h->is_total[tie->total] = true;
		h->is_tied[tie->total] = true;
		for (size_t k = 0; k < line->n_parts && !b->failed; k++) {
			tie->parts[k] = index_of(h, line->parts[k]);
			h->is_tied[tie->parts[k]] = true;
		}
	}
}

void
review_hide_few(struct review_build *b)
{
	struct hiding *h = SP_ARENA_NEW(b->arena, struct hiding);

	b->failed |= h == NULL;
	if (h != NULL)
		begin_hiding(h, b);
	for (size_t round = 0; round < b->n_counts && !b->failed; round++) {
		size_t told = 0;

		reckon(h);
		while (told < b->n_counts && !is_told(h, told))
			told++;
		if (told == b->n_counts || !hide_beside(h, told))
			break;
	}
	for (size_t i = 0; i < b->n_counts; i++) /* what is hidden is nowhere in the table */
		if (b->counts[i]->shown != SP_REVIEW_SHOWN)
			b->counts[i]->value = 0;
}
