/*
 * When an activity may happen on a day, and the periods of the day.
 *
 * A window is the union of its spans; most are tied to the school's day (in lessons, before school, after school), so
 * that an early Friday or another week's periods move them without anybody touching the window.
 */
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include <assert.h>
#include <stdlib.h>

/* The day and its periods, once for all spans. */
struct school_day {
	const struct sp_snapshot *snapshot;
	struct sp_day_info info;
	sp_day day;
	const struct sp_period **periods;
	size_t n;
};

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
add_periods(struct sp_spans *spans, const struct school_day *d, enum sp_period_kind kind)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->periods[i]->kind == kind &&
		    !sp_spans_add(spans, d->periods[i]->from_min, d->periods[i]->to_min))
			return false;
	return true;
}

/*
 * When the whole team is paid: a briefing after TA03's last minute is one that TA03 is not at. A team that is never
 * there together has no such time; then the window's own clock holds, as it does while no hours are known.
 */
static bool
add_paid(struct sp_spans *spans, const struct sp_snapshot *s, sp_minute from, sp_minute to)
{
	sp_minute paid_from = 0, paid_to = SP_DAY_MIN;
	bool known = false;

	for (size_t i = 0; i < s->staff_members.n; i++) {
		const struct sp_staff_member *member = &s->staff_members.items[i];

		if (!member->active || member->from_min == SP_MINUTE_NONE || member->to_min == SP_MINUTE_NONE)
			continue;
		paid_from = member->from_min > paid_from ? member->from_min : paid_from;
		paid_to = member->to_min < paid_to ? member->to_min : paid_to;
		known = true;
	}
	return known && paid_from < paid_to ? sp_spans_add(spans, paid_from, paid_to)
					    : sp_spans_add(spans, from, to);
}

static bool
add_span(struct sp_spans *spans, const struct sp_window_span *span, const struct school_day *d)
{
	sp_minute from = span->from_min == SP_MINUTE_NONE ? 0 : span->from_min;
	sp_minute to = span->to_min == SP_MINUTE_NONE ? SP_DAY_MIN : span->to_min;
	sp_minute school_from = 0, school_to = 0;
	bool school = school_hours(d->periods, d->n, &school_from, &school_to);

	if (!applies(span->weekday, span->cycle_week, d->info) ||
	    (span->day != SP_DAY_NONE && span->day != d->day))
		return true;
	switch (span->basis) {
	case SP_BASIS_ANY:
		return sp_spans_add(spans, 0, SP_DAY_MIN);
	case SP_BASIS_CLOCK:
		return sp_spans_add(spans, from, to);
	case SP_BASIS_LESSON:
		return add_periods(spans, d, SP_PERIOD_LESSON);
	case SP_BASIS_BREAK:
		return add_periods(spans, d, SP_PERIOD_BREAK);
	case SP_BASIS_LUNCH:
		return add_periods(spans, d, SP_PERIOD_LUNCH);
	case SP_BASIS_BEFORE:
		return !school || sp_spans_add(spans, from, school_from);
	case SP_BASIS_AFTER:
		return !school || sp_spans_add(spans, school_to, to);
	case SP_BASIS_PAID:
		return add_paid(spans, d->snapshot, from, to);
	}
	assert(false && "a basis that is not handled");
	return false;
}

static enum sp_rc
begin_day(struct school_day *d, const struct sp_snapshot *snapshot, sp_day day, struct sp_arena *arena,
	  struct sp_err *reterr)
{
	d->snapshot = snapshot;
	d->day = day;
	d->info = sp_year_day(snapshot, day);
	return sp_periods_of(snapshot, day, arena, &d->periods, &d->n, reterr);
}

enum sp_rc
sp_window_of(const struct sp_snapshot *snapshot, sp_window_id window, sp_day day, struct sp_arena *arena,
	     struct sp_spans *ret, struct sp_err *reterr)
{
	const struct sp_window *row = window.v == 0 ? NULL : sp_snapshot_window(snapshot, window);
	struct sp_day_info info = sp_year_day(snapshot, day);
	struct school_day d;
	struct sp_spans spans;
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
	rc = begin_day(&d, snapshot, day, arena, reterr);
	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < snapshot->window_spans.n; i++) {
		const struct sp_window_span *span = &snapshot->window_spans.items[i];

		if (span->window.v == window.v && !add_span(&spans, span, &d))
			return sp_err_nomem(reterr);
	}
	*ret = spans;
	return SP_OK;
}

/* --- those who come --- */

bool
sp_attendee_is_same(const struct sp_attendee *a, const struct sp_attendee *b)
{
	return a->subject.v == b->subject.v && a->duty.v == b->duty.v && a->task.v == b->task.v &&
	       sp_strieq(a->role, b->role);
}

bool
sp_attendee_comes(const struct sp_snapshot *snapshot, const struct sp_attendee *attendee,
		  const struct sp_task *task)
{
	const struct sp_activity *activity;

	if (attendee->task.v != 0)
		return attendee->task.v == task->id.v;
	if (attendee->duty.v != 0)
		return attendee->duty.v == task->duty.v;
	if (attendee->subject.v == 0 || attendee->subject.v != task->subject.v)
		return false;
	activity = sp_snapshot_activity(snapshot, task->activity);
	return activity != NULL && activity->meets;
}

/* The first of a person's rows stands for the person. */
bool
sp_attendee_is_first(const struct sp_snapshot *snapshot, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (sp_attendee_is_same(&snapshot->attendees.items[i], &snapshot->attendees.items[at]))
			return false;
	return true;
}

bool
sp_attendee_is_limited(const struct sp_snapshot *snapshot, const struct sp_attendee *who)
{
	for (size_t i = 0; i < snapshot->attendees.n; i++) {
		const struct sp_attendee *a = &snapshot->attendees.items[i];

		if (a->basis == SP_BASIS_ANY && a->weekday < 0 && a->cycle_week < 0 &&
		    a->day == SP_DAY_NONE && sp_attendee_is_same(a, who))
			return false;
	}
	return true;
}

struct sp_window_span
sp_attendee_span(const struct sp_attendee *attendee)
{
	return (struct sp_window_span){.basis = attendee->basis,
				       .weekday = attendee->weekday,
				       .cycle_week = attendee->cycle_week,
				       .day = attendee->day,
				       .from_min = attendee->from_min,
				       .to_min = attendee->to_min};
}

static bool
add_attendee(struct sp_spans *spans, const struct sp_attendee *a, const struct school_day *d)
{
	struct sp_window_span span = sp_attendee_span(a);

	return add_span(spans, &span, d);
}

/* Leaves of the spans when one person can come. */
static enum sp_rc
narrow_by(const struct school_day *d, size_t first, struct sp_arena *arena, struct sp_spans *io,
	  struct sp_err *reterr)
{
	const struct sp_snapshot *s = d->snapshot;
	struct sp_spans can;

	sp_spans_init(&can, arena);
	for (size_t i = first; i < s->attendees.n; i++)
		if (sp_attendee_is_same(&s->attendees.items[i], &s->attendees.items[first]) &&
		    !add_attendee(&can, &s->attendees.items[i], d))
			return sp_err_nomem(reterr);
	return sp_spans_intersect(io, &can) ? SP_OK : sp_err_nomem(reterr);
}

enum sp_rc
sp_attendees_narrow(const struct sp_snapshot *snapshot, const struct sp_task *task, sp_day day,
		    struct sp_arena *arena, struct sp_spans *io, struct sp_err *reterr)
{
	const struct sp_staff_member *staff = sp_snapshot_staff_member(snapshot, task->staff);
	struct school_day d;
	enum sp_rc rc = begin_day(&d, snapshot, day, arena, reterr);

	if (rc == SP_OK && staff != NULL && staff->from_min != SP_MINUTE_NONE &&
	    staff->to_min != SP_MINUTE_NONE &&
	    (!sp_spans_subtract(io, 0, staff->from_min) || !sp_spans_subtract(io, staff->to_min, SP_DAY_MIN)))
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < snapshot->attendees.n && rc == SP_OK && io->n > 0; i++)
		if (sp_attendee_comes(snapshot, &snapshot->attendees.items[i], task) &&
		    sp_attendee_is_first(snapshot, i))
			rc = narrow_by(&d, i, arena, io, reterr);
	return rc;
}
