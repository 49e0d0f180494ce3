/*
 * A half-day more or less for the role. More: it is worked, and lessons and duties of the timetable in it are taken over by
 * somebody else. Less: it is given to teaching. The halves are divided at the setting half_day; the day begins and ends as
 * the working hours of the week do.
 */
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include "what_if_read.h"

#include <assert.h>

enum { HALVES = 10, LOOK_DAYS = 28, USUAL_FROM = 510, USUAL_TO = 930 };

static const char *const day_names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

static void
half_span(const struct sp_snapshot *s, int part, sp_minute *ret_from, sp_minute *ret_to)
{
	sp_minute from = SP_DAY_MIN, to = 0, half = (sp_minute)sp_setting_int(s, "half_day");

	for (size_t i = 0; i < s->working_windows.n; i++) {
		const struct sp_working_window *window = &s->working_windows.items[i];

		if (window->from_min < half && window->to_min > half) { /* an evening given is no day */
			from = window->from_min < from ? window->from_min : from;
			to = window->to_min > to ? window->to_min : to;
		}
	}
	if (from >= to) {
		from = USUAL_FROM;
		to = USUAL_TO;
	}
	*ret_from = part == 0 ? from : half;
	*ret_to = part == 0 ? half : to;
}

/* The part of a slot that stays: until the day before, on other days and weeks, and before and after the span. */
static void
cut_slot(struct sp_edits *edits, const struct sp_timetable_slot *slot, const struct half_days *half,
	 sp_minute from, sp_minute to)
{
	struct sp_timetable_slot rest = *slot;

	sp_edits_delete(edits, SP_ENTITY_timetable_slot, slot->id.v);
	rest.id.v = 0;
	if (slot->from_day == SP_DAY_NONE || slot->from_day < half->from_day) {
		rest.to_day = half->from_day - 1;
		sp_edits_put_timetable_slot(edits, &rest);
		rest.to_day = slot->to_day;
		rest.from_day = half->from_day;
	}
	for (int32_t day = 0; day < 7 && slot->weekday < 0; day++) {
		rest.weekday = day;
		if (day != half->weekday)
			sp_edits_put_timetable_slot(edits, &rest);
	}
	rest.weekday = half->weekday;
	for (int32_t week = 0; week < 2 && slot->cycle_week < 0 && half->week >= 0; week++) {
		rest.cycle_week = week;
		if (week != half->week)
			sp_edits_put_timetable_slot(edits, &rest);
	}
	rest.cycle_week = slot->cycle_week >= 0 ? slot->cycle_week : half->week;
	rest.to_min = from;
	if (rest.from_min < rest.to_min)
		sp_edits_put_timetable_slot(edits, &rest);
	rest.from_min = to;
	rest.to_min = slot->to_min;
	if (rest.from_min < rest.to_min)
		sp_edits_put_timetable_slot(edits, &rest);
}

static bool
is_in_the_way(const struct sp_timetable_slot *slot, const struct half_days *half, sp_minute from,
	      sp_minute to)
{
	return (slot->what == SP_TIMETABLE_TEACH || slot->what == SP_TIMETABLE_DUTY) && slot->from_min < to &&
	       slot->to_min > from && (slot->weekday < 0 || slot->weekday == half->weekday) &&
	       (slot->cycle_week < 0 || half->week < 0 || slot->cycle_week == half->week) &&
	       (slot->to_day == SP_DAY_NONE || slot->to_day >= half->from_day);
}

static void
put_half(struct thought *t, struct sp_edits *edits, const struct half_days *half, int part)
{
	const struct sp_snapshot *s = &t->snapshot;
	struct sp_timetable_slot slot = sp_timetable_slot_blank();
	struct sp_working_window window = sp_working_window_blank();
	sp_minute from, to;

	half_span(s, part, &from, &to);
	slot.what = half->more ? SP_TIMETABLE_SENCO : SP_TIMETABLE_TEACH;
	slot.title = half->more ? "for the role" : "not for the role";
	slot.weekday = window.weekday = half->weekday;
	slot.cycle_week = window.cycle_week = half->week;
	slot.from_min = window.from_min = from;
	slot.to_min = window.to_min = to;
	slot.from_day = window.from_day = half->from_day;
	for (size_t i = 0; i < s->timetable_slots.n && half->more; i++)
		if (is_in_the_way(&s->timetable_slots.items[i], half, from, to))
			cut_slot(edits, &s->timetable_slots.items[i], half, from, to);
	if (!half->more || sp_streq(sp_setting_text(s, "senco_time"), "marked"))
		sp_edits_put_timetable_slot(edits, &slot);
	else
		sp_edits_put_working_window(edits, &window);
}

static enum sp_rc
gain_of(struct thought *t, const struct half_days *half, int part, int32_t *ret_min, struct sp_err *reterr)
{
	struct sp_snapshot after;
	struct sp_arena scratch;
	struct sp_edits edits;
	int32_t before_min = 0, after_min = 0;
	enum sp_rc rc;

	sp_arena_init(&scratch);
	sp_edits_init(&edits, &scratch);
	sp_edits_continue(&edits, &t->edits);
	put_half(t, &edits, half, part);
	rc = sp_snapshot_apply(&t->snapshot, &edits, &scratch, &after, reterr);
	if (rc == SP_OK)
		rc = sp_allocated_min(&t->snapshot, half->from_day, half->from_day + LOOK_DAYS - 1, &scratch,
				      &before_min, reterr);
	if (rc == SP_OK)
		rc = sp_allocated_min(&after, half->from_day, half->from_day + LOOK_DAYS - 1, &scratch,
				      &after_min, reterr);
	*ret_min = after_min > before_min ? after_min - before_min : before_min - after_min;
	sp_arena_finish(&scratch);
	return rc;
}

static enum sp_rc
take_half(struct thought *t, const struct half_days *half, int part, struct sp_err *reterr)
{
	char from_text[SP_CLOCK_TEXT], to_text[SP_CLOCK_TEXT], day[SP_DAY_TEXT];
	sp_minute from, to;

	half_span(&t->snapshot, part, &from, &to);
	put_half(t, &t->edits, half, part);
	sp_str_addf(&t->words, "%s %s-%s", day_names[half->weekday], sp_minute_format(from, from_text),
		    sp_minute_format(to, to_text));
	if (half->week >= 0)
		sp_str_addf(&t->words, " in week %c", (char)('A' + half->week));
	sp_str_addf(&t->words, " %s for the role from %s", half->more ? "more" : "less",
		    sp_day_format(half->from_day, SP_DAY_SHORT, day));
	return thought_take(t, reterr);
}

/* The half-day of the week at which most changes; of equal ones the last. */
static enum sp_rc
take_best(struct thought *t, const struct half_days *asked, struct sp_err *reterr)
{
	struct half_days half = *asked;
	int32_t best_min = 0, minutes;
	int best = -1;

	for (int i = 0; i < HALVES; i++) {
		enum sp_rc rc;

		half.weekday = i / 2;
		rc = gain_of(t, &half, i % 2, &minutes, reterr);
		if (rc != SP_OK)
			return rc;
		if (minutes > 0 && minutes >= best_min) {
			best_min = minutes;
			best = i;
		}
	}
	if (best < 0)
		return sp_err_set(reterr, SP_NO, "There is no half-day that could be %s.",
				  asked->more ? "added" : "taken away");
	half.weekday = best / 2;
	return take_half(t, &half, best % 2, reterr);
}

enum sp_rc
thought_half_days(struct thought *t, const struct half_days *half, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	if (half->weekday < 0) {
		for (int i = 0; i < half->count && rc == SP_OK; i++) {
			if (i > 0)
				sp_str_add(&t->words, ", ");
			rc = take_best(t, half, reterr);
		}
		return rc;
	}
	if (half->part <= 0)
		rc = take_half(t, half, 0, reterr);
	if (rc == SP_OK && half->part < 0)
		sp_str_add(&t->words, ", ");
	if (rc == SP_OK && half->part != 0)
		rc = take_half(t, half, 1, reterr);
	return rc;
}
