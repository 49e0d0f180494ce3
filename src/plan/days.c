/*
 * The horizon's days as the engine wants them.
 */
#include "days.h"

#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include <assert.h>
#include <string.h>

enum sp_rc
sp_plan_days_build(struct sp_plan_days *days, struct sp_err *reterr)
{
	size_t n = (size_t)days->n_days;

	assert(days->n_days >= 1 && days->n_days <= SP_PROBLEM_MAX_DAYS);
	days->free = SP_ARENA_NEW_N(days->arena, struct sp_spans, n);
	days->allocated_min = SP_ARENA_NEW_N(days->arena, int32_t, n);
	if (days->free == NULL || days->allocated_min == NULL)
		return sp_err_nomem(reterr);
	for (int32_t i = 0; i < days->n_days; i++) {
		struct sp_availability availability;
		enum sp_rc rc = sp_availability_of(days->snapshot, days->day0 + i, days->arena, &availability,
						   reterr);

		if (rc != SP_OK)
			return rc;
		days->free[i] = availability.free;
		days->allocated_min[i] = sp_spans_total(&availability.allocated);
	}
	return SP_OK;
}

enum sp_rc
sp_plan_days_flatten(struct sp_plan_days *days, struct sp_err *reterr)
{
	size_t n = 0;

	for (int32_t i = 0; i < days->n_days; i++)
		n += days->free[i].n;
	days->frees = SP_ARENA_NEW_N(days->arena, struct sp_problem_span, n);
	if (days->frees == NULL)
		return sp_err_nomem(reterr);
	days->n_frees = 0;
	for (int32_t i = 0; i < days->n_days; i++)
		for (size_t k = 0; k < days->free[i].n; k++)
			days->frees[days->n_frees++] = (struct sp_problem_span){
				i, days->free[i].items[k].from, days->free[i].items[k].to};
	assert(days->n_frees == n);
	return SP_OK;
}

static bool
push_mask_span(struct sp_plan_days *days, struct sp_problem_mask_span span)
{
	if (days->n_mask_spans == days->cap_mask_spans) {
		size_t cap = 2 * days->cap_mask_spans + 512;
		struct sp_problem_mask_span *spans =
			SP_ARENA_NEW_N(days->arena, struct sp_problem_mask_span, cap);

		if (spans == NULL)
			return false;
		if (days->n_mask_spans > 0)
			memcpy(spans, days->mask_spans, days->n_mask_spans * sizeof *spans);
		days->mask_spans = spans;
		days->cap_mask_spans = cap;
	}
	days->mask_spans[days->n_mask_spans++] = span;
	return true;
}

/* Who narrows the task's times: its own, its duty's, its case's where it is a meeting; else nobody. */
static struct sp_plan_mask
mask_of(const struct sp_snapshot *s, const struct sp_task *task)
{
	const struct sp_activity *activity = sp_snapshot_activity(s, task->activity);
	struct sp_plan_mask mask = {.weekday = task->weekday, .window = task->window, .staff = task->staff};

	if (mask.window.v == 0 && activity != NULL)
		mask.window = activity->window;
	for (size_t i = 0; i < s->attendees.n; i++) {
		const struct sp_attendee *who = &s->attendees.items[i];

		if (!sp_attendee_comes(s, who, task))
			continue;
		if (who->task.v != 0)
			mask.task = who->task;
		else if (who->duty.v != 0)
			mask.duty = who->duty;
		else
			mask.subject = who->subject;
	}
	return mask;
}

static bool
is_same_mask(const struct sp_plan_mask *a, const struct sp_plan_mask *b)
{
	return a->window.v == b->window.v && a->weekday == b->weekday && a->staff.v == b->staff.v &&
	       a->subject.v == b->subject.v && a->duty.v == b->duty.v && a->task.v == b->task.v;
}

static bool
is_narrowed(const struct sp_plan_mask *mask)
{
	return mask->staff.v != 0 || mask->subject.v != 0 || mask->duty.v != 0 || mask->task.v != 0;
}

static enum sp_rc
build_mask(struct sp_plan_days *days, const struct sp_plan_mask *mask, const struct sp_task *task,
	   struct sp_err *reterr)
{
	for (int32_t i = 0; i < days->n_days; i++) {
		struct sp_spans allowed;
		enum sp_rc rc;

		if (days->free[i].n == 0 ||
		    (mask->weekday >= 0 && mask->weekday != (int32_t)sp_day_weekday(days->day0 + i)))
			continue;
		rc = sp_window_of(days->snapshot, mask->window, days->day0 + i, days->arena, &allowed,
				  reterr);
		if (rc == SP_OK && is_narrowed(mask))
			rc = sp_attendees_narrow(days->snapshot, task, days->day0 + i, days->arena, &allowed,
						 reterr);
		if (rc != SP_OK)
			return rc;
		for (size_t k = 0; k < allowed.n; k++) {
			struct sp_problem_span span = {i, allowed.items[k].from, allowed.items[k].to};

			if (!push_mask_span(days,
					    (struct sp_problem_mask_span){(int32_t)days->n_masks, span}))
				return sp_err_nomem(reterr);
		}
	}
	return SP_OK;
}

/* The mask whose times are those just built behind the last one, or n_masks: forty parents who can only before nine need
 * one mask, not forty. */
static size_t
find_equal(const struct sp_plan_days *days)
{
	size_t from = days->mask_from[days->n_masks], n = days->n_mask_spans - from;

	for (size_t i = 0; i < days->n_masks; i++) {
		size_t at = days->mask_from[i], k = 0;

		if (days->mask_from[i + 1] - at != n)
			continue;
		while (k < n && days->mask_spans[at + k].span.day == days->mask_spans[from + k].span.day &&
		       days->mask_spans[at + k].span.from_min == days->mask_spans[from + k].span.from_min &&
		       days->mask_spans[at + k].span.to_min == days->mask_spans[from + k].span.to_min)
			k++;
		if (k == n)
			return i;
	}
	return days->n_masks;
}

/* The index of the mask that was just built behind the last one; SP_PROBLEM_MAX_MASKS: there are too many. */
static size_t
close_mask(struct sp_plan_days *days)
{
	size_t index = find_equal(days);

	if (index < days->n_masks || index == SP_PROBLEM_MAX_MASKS)
		days->n_mask_spans = days->mask_from[days->n_masks];
	else
		days->mask_from[++days->n_masks] = days->n_mask_spans;
	return index;
}

static enum sp_rc
note_made(struct sp_plan_days *days, struct sp_plan_mask mask, int32_t index, struct sp_err *reterr)
{
	if (days->n_made == days->cap_made) {
		size_t cap = 2 * days->cap_made + 64;
		struct sp_plan_mask_made *made = SP_ARENA_NEW_N(days->arena, struct sp_plan_mask_made, cap);

		if (made == NULL)
			return sp_err_nomem(reterr);
		if (days->n_made > 0)
			memcpy(made, days->made, days->n_made * sizeof *made);
		days->made = made;
		days->cap_made = cap;
	}
	days->made[days->n_made++] = (struct sp_plan_mask_made){mask, index};
	return SP_OK;
}

enum sp_rc
sp_plan_days_mask(struct sp_plan_days *days, const struct sp_task *task, int32_t *ret_index,
		  struct sp_err *reterr)
{
	struct sp_plan_mask mask = mask_of(days->snapshot, task);
	size_t index;
	enum sp_rc rc;

	for (size_t i = 0; i < days->n_made; i++) {
		if (is_same_mask(&days->made[i].mask, &mask)) {
			*ret_index = days->made[i].index;
			return SP_OK;
		}
	}
	days->mask_from[days->n_masks] = days->n_mask_spans;
	rc = build_mask(days, &mask, task, reterr);
	if (rc != SP_OK)
		return rc;
	index = close_mask(days);
	if (index == SP_PROBLEM_MAX_MASKS)
		return sp_err_set(reterr, SP_INPUT,
				  "There are more than %d different allowed times: use fewer windows.",
				  (int)SP_PROBLEM_MAX_MASKS);
	rc = note_made(days, mask, (int32_t)index, reterr);
	if (rc == SP_OK)
		*ret_index = (int32_t)index;
	return rc;
}

enum sp_rc
sp_plan_days_mask_without(struct sp_plan_days *days, int32_t mask, const bool *without, int32_t *ret_index,
			  struct sp_err *reterr)
{
	size_t to = days->mask_from[mask + 1], index;

	days->mask_from[days->n_masks] = days->n_mask_spans;
	for (size_t i = days->mask_from[mask]; i < to; i++) {
		struct sp_problem_mask_span span = {(int32_t)days->n_masks, days->mask_spans[i].span};

		if (!without[span.span.day] && !push_mask_span(days, span))
			return sp_err_nomem(reterr);
	}
	index = close_mask(days);
	/* With too many the days stay in: two pieces on one day are better than no plan. */
	*ret_index = index == SP_PROBLEM_MAX_MASKS ? mask : (int32_t)index;
	return SP_OK;
}

bool
sp_plan_is_lost(const struct sp_snapshot *snapshot, sp_time start, int32_t length_min)
{
	for (size_t i = 0; i < snapshot->log_entries.n; i++) {
		const struct sp_log_entry *entry = &snapshot->log_entries.items[i];

		if (entry->kind == SP_LOG_LOST && entry->start < start + length_min &&
		    entry->start + entry->length_min > start)
			return true;
	}
	return false;
}

bool
sp_plan_is_free(const struct sp_plan_days *days, sp_time start, int32_t length_min)
{
	sp_day day = sp_time_day(start);

	if (day < days->day0 || day >= days->day0 + days->n_days)
		return false;
	return sp_spans_contain(&days->free[day - days->day0], sp_time_minute(start),
				sp_time_minute(start) + length_min);
}
