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

static enum sp_rc
build_mask(struct sp_plan_days *days, struct sp_plan_mask mask, int32_t index, struct sp_err *reterr)
{
	for (int32_t i = 0; i < days->n_days; i++) {
		struct sp_spans allowed;
		enum sp_rc rc;

		if (days->free[i].n == 0 ||
		    (mask.weekday >= 0 && mask.weekday != (int32_t)sp_day_weekday(days->day0 + i)))
			continue;
		rc = sp_window_of(days->snapshot, mask.window, days->day0 + i, days->arena, &allowed, reterr);
		if (rc != SP_OK)
			return rc;
		for (size_t k = 0; k < allowed.n; k++) {
			struct sp_problem_span span = {i, allowed.items[k].from, allowed.items[k].to};

			if (!push_mask_span(days, (struct sp_problem_mask_span){index, span}))
				return sp_err_nomem(reterr);
		}
	}
	return SP_OK;
}

enum sp_rc
sp_plan_days_mask(struct sp_plan_days *days, struct sp_plan_mask mask, int32_t *ret_index,
		  struct sp_err *reterr)
{
	enum sp_rc rc;

	for (size_t i = 0; i < days->n_masks; i++) {
		if (days->masks[i].window.v == mask.window.v && days->masks[i].weekday == mask.weekday) {
			*ret_index = (int32_t)i;
			return SP_OK;
		}
	}
	if (days->n_masks == SP_PROBLEM_MAX_MASKS)
		return sp_err_set(reterr, SP_INPUT,
				  "There are more than %d different allowed times: use fewer windows.",
				  (int)SP_PROBLEM_MAX_MASKS);
	rc = build_mask(days, mask, (int32_t)days->n_masks, reterr);
	if (rc != SP_OK)
		return rc;
	days->masks[days->n_masks] = mask;
	*ret_index = (int32_t)days->n_masks++;
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
