/*
 * When an activity may happen on a day, and the periods of the day.
 *
 * A window is the union of its spans; most are tied to the school's day (in lessons, before school, after school), so
 * that an early Friday or another week's periods move them without anybody touching the window.
 */
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include <assert.h>
#include <stdlib.h>

static bool
applies(int32_t weekday, int32_t cycle_week, struct sp_day_info info)
{
	return (weekday < 0 || weekday == info.cycle_weekday) &&
	       (cycle_week < 0 || cycle_week == info.cycle_week);
}

static int
by_start(const void *a, const void *b)
{
	const struct sp_period *x = *(const struct sp_period *const *)a,
			       *y = *(const struct sp_period *const *)b;

	if (x->from_min != y->from_min)
		return x->from_min < y->from_min ? -1 : 1;
	return x->id.v < y->id.v ? -1 : x->id.v > y->id.v;
}

/* How particular a row is: for this weekday counts more than for this cycle week. */
static int
particular(const struct sp_period *period)
{
	return (period->weekday >= 0) * 2 + (period->cycle_week >= 0);
}

enum sp_rc
sp_periods_of(const struct sp_snapshot *snapshot, sp_day day, struct sp_arena *arena,
	      const struct sp_period ***ret_periods, size_t *ret_n, struct sp_err *reterr)
{
	struct sp_day_info info = sp_year_day(snapshot, day);
	const struct sp_period **periods =
		SP_ARENA_NEW_N(arena, const struct sp_period *, snapshot->periods.n + 1);
	int best = -1;
	size_t n = 0;

	if (periods == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < snapshot->periods.n && info.kind == SP_DAY_SCHOOL; i++) {
		const struct sp_period *period = &snapshot->periods.items[i];

		if (!applies(period->weekday, period->cycle_week, info) || particular(period) < best)
			continue;
		if (particular(period) > best) {
			best = particular(period);
			n = 0;
		}
		periods[n++] = period;
	}
	qsort(periods, n, sizeof(const struct sp_period *), by_start);
	*ret_periods = periods;
	*ret_n = n;
	return SP_OK;
}

/* First start and last end of what pupils are taught in or registered for. */
static bool
school_hours(const struct sp_period *const *periods, size_t n, sp_minute *ret_from, sp_minute *ret_to)
{
	bool found = false;

	for (size_t i = 0; i < n; i++) {
		if (periods[i]->kind != SP_PERIOD_LESSON && periods[i]->kind != SP_PERIOD_REGISTRATION)
			continue;
		if (!found || periods[i]->from_min < *ret_from)
			*ret_from = periods[i]->from_min;
		if (!found || periods[i]->to_min > *ret_to)
			*ret_to = periods[i]->to_min;
		found = true;
	}
	return found;
}

static bool
add_periods(struct sp_spans *spans, const struct sp_period *const *periods, size_t n,
	    enum sp_period_kind kind)
{
	for (size_t i = 0; i < n; i++)
		if (periods[i]->kind == kind &&
		    !sp_spans_add(spans, periods[i]->from_min, periods[i]->to_min))
			return false;
	return true;
}

static bool
add_span(struct sp_spans *spans, const struct sp_window_span *span, const struct sp_period *const *periods,
	 size_t n)
{
	sp_minute from = span->from_min == SP_MINUTE_NONE ? 0 : span->from_min;
	sp_minute to = span->to_min == SP_MINUTE_NONE ? SP_DAY_MIN : span->to_min;
	sp_minute school_from = 0, school_to = 0;
	bool school = school_hours(periods, n, &school_from, &school_to);

	switch (span->basis) {
	case SP_BASIS_ANY:
		return sp_spans_add(spans, 0, SP_DAY_MIN);
	case SP_BASIS_CLOCK:
		return sp_spans_add(spans, from, to);
	case SP_BASIS_LESSON:
		return add_periods(spans, periods, n, SP_PERIOD_LESSON);
	case SP_BASIS_BREAK:
		return add_periods(spans, periods, n, SP_PERIOD_BREAK);
	case SP_BASIS_LUNCH:
		return add_periods(spans, periods, n, SP_PERIOD_LUNCH);
	case SP_BASIS_BEFORE:
		return !school || sp_spans_add(spans, from, school_from);
	case SP_BASIS_AFTER:
		return !school || sp_spans_add(spans, school_to, to);
	}
	assert(false && "a basis that is not handled");
	return false;
}

enum sp_rc
sp_window_of(const struct sp_snapshot *snapshot, sp_window_id window, sp_day day, struct sp_arena *arena,
	     struct sp_spans *ret, struct sp_err *reterr)
{
	const struct sp_window *row = window.v == 0 ? NULL : sp_snapshot_window(snapshot, window);
	struct sp_day_info info = sp_year_day(snapshot, day);
	const struct sp_period **periods;
	struct sp_spans spans;
	size_t n;
	enum sp_rc rc;

	sp_spans_init(&spans, arena);
	*ret = spans;
	if (info.kind != SP_DAY_SCHOOL && info.kind != SP_DAY_INSET)
		return SP_OK;
	if (row == NULL) {
		if (!sp_spans_add(&spans, 0, SP_DAY_MIN))
			return sp_err_nomem(reterr);
		*ret = spans;
		return SP_OK;
	}
	if ((row->skip_exams && info.exams) || (row->pupils_only && info.kind != SP_DAY_SCHOOL))
		return SP_OK;
	rc = sp_periods_of(snapshot, day, arena, &periods, &n, reterr);
	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < snapshot->window_spans.n; i++) {
		const struct sp_window_span *span = &snapshot->window_spans.items[i];

		if (span->window.v == window.v && applies(span->weekday, span->cycle_week, info) &&
		    !add_span(&spans, span, periods, n))
			return sp_err_nomem(reterr);
	}
	*ret = spans;
	return SP_OK;
}
