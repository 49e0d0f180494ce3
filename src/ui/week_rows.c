/*
 * The rows of the Week. Where every five, ten or fifteen minutes of the day have a row, rows are even. Where they have
 * not, rows begin where things in this week begin (08:30, 09:00, 10:00, 11:00, 11:15 …), so that a lesson or a block
 * stands beside its own time, and what is left of the height splits the longest rows. The clock at the left says where
 * each row begins.
 *
 * Even half hours would be simpler, and lie: a lesson from 08:50 would stand beside 09:00.
 */
#include "senplan/base/array.h"

#include "week.h"

#include <assert.h>
#include <string.h>

enum {
	COARSE_MIN = 30, /* the length that rows should not exceed */
	LEAST_MIN = 10,	 /* no row that is cut out is shorter */
	SPLIT_MIN = 40,	 /* a longer row may be split */
	FINE_MIN = 25,	 /* and with much room a row longer than this, in halves */
	LONG_MIN = 60,	 /* a longer row is split before anything else */
	HEAVY = 6,	 /* what begins on two days of the week */
	OVER_ROWS = 3,	 /* so many rows may stay longer than they should for the sake of exact beginnings */
	CUTS_MOST = 96,
};

struct cut { /* a minute at which a row might begin */
	sp_minute minute;
	int weight;
};

struct cuts {
	struct cut items[CUTS_MOST];
	int n;
};

static void
add_cut(struct cuts *cuts, sp_minute minute, int weight)
{
	for (int i = 0; i < cuts->n; i++)
		if (cuts->items[i].minute == minute) {
			cuts->items[i].weight += weight;
			return;
		}
	if (cuts->n < CUTS_MOST)
		cuts->items[cuts->n++] = (struct cut){minute, weight};
}

/* The heaviest first: what stands in the timetable every day goes before what stands there once. */
static void
sort_cuts(struct cuts *cuts)
{
	for (int i = 1; i < cuts->n; i++) {
		struct cut cut = cuts->items[i];
		int j = i;

		for (; j > 0 &&
		       (cuts->items[j - 1].weight < cut.weight ||
			(cuts->items[j - 1].weight == cut.weight && cuts->items[j - 1].minute > cut.minute));
		     j--)
			cuts->items[j] = cuts->items[j - 1];
		cuts->items[j] = cut;
	}
}

static void
collect_fixed(const struct sp_week *week, struct cuts *cuts)
{
	for (int d = 0; d < week->n_days; d++)
		for (size_t i = 0; i < week->days[d].availability.n_fixed; i++) {
			add_cut(cuts, week->days[d].availability.fixed[i].from_min, 3);
			add_cut(cuts, week->days[d].availability.fixed[i].to_min, 2);
		}
	sort_cuts(cuts);
}

static void
collect_blocks(const struct sp_week *week, struct cuts *cuts)
{
	for (int d = 0; d < week->n_days; d++)
		for (size_t i = 0; i < week->days[d].n_blocks; i++)
			add_cut(cuts, sp_time_minute(week->days[d].blocks[i].block->start), 1);
	sort_cuts(cuts);
}

/* Rows that the day takes when no row is much longer than it should be. */
static int
count_fine(const struct sp_week_layout *layout)
{
	int n = 0;

	for (int i = 0; i < layout->n_rows; i++) {
		int length = layout->row_at[i + 1] - layout->row_at[i];
		int rows = (length + COARSE_MIN / 2) / COARSE_MIN;

		n += rows > 1 ? rows : 1;
	}
	return n;
}

static void
insert_row(struct sp_week_layout *layout, int at, sp_minute minute)
{
	assert(layout->n_rows < SP_WEEK_GRID && at > 0 && at <= layout->n_rows);
	memmove(&layout->row_at[at + 1], &layout->row_at[at],
		(size_t)(layout->n_rows + 1 - at) * sizeof(layout->row_at[0]));
	layout->row_at[at] = minute;
	layout->n_rows++;
}

static void
remove_row(struct sp_week_layout *layout, int at)
{
	memmove(&layout->row_at[at], &layout->row_at[at + 1],
		(size_t)(layout->n_rows - at) * sizeof(layout->row_at[0]));
	layout->n_rows--;
}

/* Makes the minute a beginning when it lies inside the day, not too near to another, and the rows stay at most `most`. */
static void
take_cut(struct sp_week_layout *layout, sp_minute minute, int most)
{
	int at = 0;

	while (at <= layout->n_rows && layout->row_at[at] < minute)
		at++;
	if (at == 0 || at > layout->n_rows || minute - layout->row_at[at - 1] < LEAST_MIN ||
	    layout->row_at[at] - minute < LEAST_MIN || layout->n_rows == SP_WEEK_GRID)
		return;
	insert_row(layout, at, minute);
	if (count_fine(layout) > most)
		remove_row(layout, at);
}

/* Cuts `step` minutes off the longest row, the first of equals; false when none is longer than `least`. */
static bool
split_longest(struct sp_week_layout *layout, int least, int step)
{
	int longest = 0;
	sp_minute from;

	for (int i = 1; i < layout->n_rows; i++)
		if (layout->row_at[i + 1] - layout->row_at[i] >
		    layout->row_at[longest + 1] - layout->row_at[longest])
			longest = i;
	from = layout->row_at[longest];
	if (layout->row_at[longest + 1] - from <= least)
		return false;
	insert_row(layout, longest + 1, from + step);
	return true;
}

/* The second beginning of the day within [from, to) when there are two that a row may part; else SP_MINUTE_NONE. */
static sp_minute
second_beginning(const struct sp_week_day *day, sp_minute from, sp_minute to)
{
	sp_minute first = SP_DAY_MIN, second = SP_DAY_MIN;
	size_t n_fixed = day->availability.n_fixed;

	for (size_t i = 0; i < n_fixed + day->n_blocks; i++) {
		sp_minute at = i < n_fixed ? day->availability.fixed[i].from_min
					   : sp_time_minute(day->blocks[i - n_fixed].block->start);

		if (at < from || at >= to)
			continue;
		if (at < first) {
			second = first;
			first = at;
		} else if (at > first && at < second) {
			second = at;
		}
	}
	if (second == SP_DAY_MIN || second - from < LEAST_MIN || to - second < LEAST_MIN)
		return SP_MINUTE_NONE;
	return second;
}

/* Parts the first row in which two things begin on one day; false when there is none. */
static bool
split_crowded(struct sp_week_layout *layout, const struct sp_week *week)
{
	for (int row = 0; row < layout->n_rows; row++)
		for (int d = 0; d < week->n_days; d++) {
			sp_minute at = second_beginning(&week->days[d], layout->row_at[row],
							layout->row_at[row + 1]);

			if (at == SP_MINUTE_NONE)
				continue;
			insert_row(layout, row + 1, at);
			return true;
		}
	return false;
}

static void
set_even(struct sp_week_layout *layout, const struct sp_week *week, int step)
{
	layout->row_min = step;
	layout->from_min = week->from_min / step * step;
	layout->to_min = (week->to_min + step - 1) / step * step;
	if (layout->to_min <= layout->from_min)
		layout->to_min = layout->from_min + step;
	layout->n_rows = (layout->to_min - layout->from_min) / step;
	assert(layout->n_rows <= SP_WEEK_GRID);
	for (int i = 0; i <= layout->n_rows; i++)
		layout->row_at[i] = layout->from_min + i * step;
}

/* Nearly all of the timetable begins on even rows: the few others say their time themselves. */
static bool
most_begin_on_rows(const struct sp_week_layout *layout, const struct cuts *cuts)
{
	int on = 0, off = 0;

	for (int i = 0; i < cuts->n; i++)
		if ((cuts->items[i].minute - layout->from_min) % layout->row_min == 0)
			on += cuts->items[i].weight;
		else
			off += cuts->items[i].weight;
	return off * 8 <= on;
}

void
sp_week_rows_set(struct sp_week_layout *layout, const struct sp_week *week)
{
	static const int steps[] = {5, 10, 15, COARSE_MIN};
	struct cuts fixed = {.n = 0};
	struct cuts blocks = {.n = 0};
	int most;
	int over;

	collect_fixed(week, &fixed);
	collect_blocks(week, &blocks);
	for (size_t i = 0; i < SP_COUNT(steps); i++) {
		set_even(layout, week, steps[i]);
		if (layout->n_rows <= layout->grid.height &&
		    (steps[i] < 15 || (most_begin_on_rows(layout, &fixed) &&
				       (steps[i] < COARSE_MIN || most_begin_on_rows(layout, &blocks)))))
			return;
	}
	/* A little too much for the height is squeezed; more than that scrolls. */
	most = layout->n_rows > layout->grid.height * 5 / 4 ? layout->n_rows : layout->grid.height;
	over = OVER_ROWS + (layout->n_rows > most ? layout->n_rows - most : 0);
	layout->n_rows = 1;
	layout->row_at[1] = layout->to_min;
	for (int i = 0; i < fixed.n && fixed.items[i].weight >= HEAVY; i++)
		take_cut(layout, fixed.items[i].minute, most + over);
	while (layout->n_rows < most && split_longest(layout, LONG_MIN, LONG_MIN))
		;
	while (layout->n_rows < most && split_crowded(layout, week))
		;
	while (layout->n_rows < most && split_longest(layout, SPLIT_MIN, COARSE_MIN))
		;
	for (int i = 0; i < fixed.n && layout->n_rows < most; i++)
		take_cut(layout, fixed.items[i].minute, SP_WEEK_GRID);
	for (int i = 0; i < blocks.n && layout->n_rows < most; i++)
		take_cut(layout, blocks.items[i].minute, SP_WEEK_GRID);
	while (layout->n_rows < most && split_longest(layout, FINE_MIN, COARSE_MIN / 2))
		;
}

int
sp_week_row_of(const struct sp_week_layout *layout, sp_minute minute)
{
	int row = 0;

	while (row + 1 < layout->n_rows && layout->row_at[row + 1] <= minute)
		row++;
	return row;
}

int
sp_week_row_near(const struct sp_week_layout *layout, sp_minute minute)
{
	int row = 0;

	while (row < layout->n_rows && minute - layout->row_at[row] >= layout->row_at[row + 1] - minute)
		row++;
	return row;
}
