/*
 * The SENCO's day, from contract, timetable, calendars and the log.
 *
 * What the timetable marks for the role counts in any case. Whether the rest of the working time counts too is the file's
 * setting: a class teacher with half a day has gaps in the other days that nobody gave for the role.
 *
 * PPA is taken out and never counts as SENCO time (it is for planning lessons, and must not be used for anything else);
 * so is lunch, which is the SENCO's own. An INSET day is worked but given to the whole school, unless the file's setting
 * says that SENCO work may be planned on it.
 */
#include "senplan/model/availability.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { RESERVE_LEAST_MIN = 180 };

static const char *const fixed_kind_names[] = {"teaching", "PPA",	    "duty", "meeting",	"break",
					       "lunch",	   "out of school", "busy", "time lost"};

/* What a timetable slot is to the plan; SENCO time is not fixed and stands apart. */
static const enum sp_fixed_kind fixed_of_slot[] = {
	[SP_TIMETABLE_TEACH] = SP_FIXED_TEACH,	 [SP_TIMETABLE_PPA] = SP_FIXED_PPA,
	[SP_TIMETABLE_DUTY] = SP_FIXED_DUTY,	 [SP_TIMETABLE_MEETING] = SP_FIXED_MEETING,
	[SP_TIMETABLE_SENCO] = SP_FIXED_MEETING, [SP_TIMETABLE_BREAK] = SP_FIXED_BREAK,
	[SP_TIMETABLE_LUNCH] = SP_FIXED_LUNCH,	 [SP_TIMETABLE_OUT] = SP_FIXED_OUT,
};

/* Work in progress on one day. */
struct build {
	const struct sp_snapshot *snapshot;
	struct sp_day_info info;
	struct sp_availability *day;
	struct sp_spans given; /* marked for the role by the timetable */
	struct sp_fixed *fixed;
	struct sp_fixed *notes;
	size_t cap;
	bool failed; /* out of memory */
};

const char *
sp_fixed_kind_name(enum sp_fixed_kind kind)
{
	assert((size_t)kind < SP_COUNT(fixed_kind_names));
	return fixed_kind_names[kind];
}

static bool
in_force(sp_day day, sp_day from, sp_day to)
{
	return (from == SP_DAY_NONE || day >= from) && (to == SP_DAY_NONE || day <= to);
}

static void
add_fixed(struct build *b, struct sp_fixed fixed)
{
	assert(b->day->n_fixed < b->cap);
	if (fixed.from_min < fixed.to_min)
		b->fixed[b->day->n_fixed++] = fixed;
}

static void
add_work(struct build *b)
{
	const struct sp_snapshot *s = b->snapshot;
	sp_day day = b->day->day;

	for (size_t i = 0; i < s->working_windows.n; i++) {
		const struct sp_working_window *w = &s->working_windows.items[i];

		if ((w->weekday < 0 || w->weekday == (int32_t)sp_day_weekday(day)) &&
		    (w->cycle_week < 0 || w->cycle_week == b->info.cycle_week) &&
		    in_force(day, w->from_day, w->to_day))
			b->failed |= !sp_spans_add(&b->day->work, w->from_min, w->to_min);
	}
}

static void
add_timetable(struct build *b)
{
	const struct sp_snapshot *s = b->snapshot;

	for (size_t i = 0; i < s->timetable_slots.n; i++) {
		const struct sp_timetable_slot *slot = &s->timetable_slots.items[i];

		if ((slot->weekday >= 0 && slot->weekday != b->info.cycle_weekday) ||
		    (slot->cycle_week >= 0 && slot->cycle_week != b->info.cycle_week) ||
		    !in_force(b->day->day, slot->from_day, slot->to_day))
			continue;
		if (slot->what == SP_TIMETABLE_SENCO)
			b->failed |= !sp_spans_add(&b->given, slot->from_min, slot->to_min);
		else
			add_fixed(b, (struct sp_fixed){fixed_of_slot[slot->what],
						       slot->from_min,
						       slot->to_min,
						       slot->title,
						       "timetable",
						       {0}});
	}
}

static bool
has_fixed(const struct build *b, enum sp_fixed_kind kind)
{
	for (size_t i = 0; i < b->day->n_fixed; i++)
		if (b->fixed[i].kind == kind)
			return true;
	return false;
}

/* Break and lunch: the timetable's own, else the periods', else (lunch) the setting's. */
static void
add_breaks(struct build *b, struct sp_arena *arena, struct sp_err *reterr)
{
	bool own_break = has_fixed(b, SP_FIXED_BREAK), own_lunch = has_fixed(b, SP_FIXED_LUNCH);
	const struct sp_period **periods;
	size_t n;

	if (sp_periods_of(b->snapshot, b->day->day, arena, &periods, &n, reterr) != SP_OK) {
		b->failed = true;
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (periods[i]->kind == SP_PERIOD_BREAK && !own_break)
			add_fixed(b, (struct sp_fixed){SP_FIXED_BREAK,
						       periods[i]->from_min,
						       periods[i]->to_min,
						       periods[i]->name,
						       "timetable",
						       {0}});
		if (periods[i]->kind == SP_PERIOD_LUNCH && !own_lunch)
			add_fixed(b, (struct sp_fixed){SP_FIXED_LUNCH,
						       periods[i]->from_min,
						       periods[i]->to_min,
						       periods[i]->name,
						       "timetable",
						       {0}});
	}
	if (!has_fixed(b, SP_FIXED_LUNCH))
		add_fixed(b, (struct sp_fixed){SP_FIXED_LUNCH,
					       (sp_minute)sp_setting_int(b->snapshot, "lunch_from"),
					       (sp_minute)sp_setting_int(b->snapshot, "lunch_to"),
					       "lunch",
					       "settings",
					       {0}});
}

/* Clips civil times to the day's minutes; false when nothing of them lies in the day. */
static bool
clip(sp_day day, sp_time start, sp_time end, sp_minute *ret_from, sp_minute *ret_to)
{
	sp_time midnight = sp_time_of(day, 0);

	if (end <= midnight || start >= midnight + SP_DAY_MIN || start >= end)
		return false;
	*ret_from = start > midnight ? start - midnight : 0;
	*ret_to = end < midnight + SP_DAY_MIN ? end - midnight : SP_DAY_MIN;
	return true;
}

/* A time that was marked free stays in sight: it can still be gone to, and marked otherwise. */
static void
add_note(struct build *b, const struct sp_busy_time *busy, struct sp_fixed note)
{
	const struct sp_busy_mark *mark = sp_busy_mark_of(b->snapshot, busy);

	assert(b->day->n_notes < b->cap);
	if (mark != NULL && mark->counts == SP_BUSY_FREE && note.from_min < note.to_min)
		b->notes[b->day->n_notes++] = note;
}

static void
add_busy(struct build *b)
{
	const struct sp_snapshot *s = b->snapshot;

	for (size_t i = 0; i < s->busy_times.n; i++) {
		const struct sp_busy_time *busy = &s->busy_times.items[i];
		const struct sp_source *source;
		struct sp_fixed fixed = {.kind = SP_FIXED_BUSY, .title = busy->title, .busy = busy->id};

		if (!clip(b->day->day, busy->start, busy->end, &fixed.from_min, &fixed.to_min))
			continue;
		source = sp_snapshot_source(s, busy->source);
		fixed.source = source == NULL ? "calendar" : source->name;
		if (sp_busy_counts(s, busy, &fixed.kind))
			add_fixed(b, fixed);
		else
			add_note(b, busy, fixed);
	}
}

static void
add_lost(struct build *b)
{
	const struct sp_snapshot *s = b->snapshot;

	for (size_t i = 0; i < s->log_entries.n; i++) {
		const struct sp_log_entry *entry = &s->log_entries.items[i];
		sp_minute from, to;

		if (entry->kind == SP_LOG_LOST &&
		    clip(b->day->day, entry->start, entry->start + entry->length_min, &from, &to))
			add_fixed(b,
				  (struct sp_fixed){
					  SP_FIXED_LOST, from, to, sp_cause_names[entry->cause], "log", {0}});
	}
}

/* How many busy times and losses touch the day: few, of the thousands that a year's calendars hold. */
static size_t
count_outside(const struct sp_snapshot *snapshot, sp_day day)
{
	sp_time from = sp_time_of(day, 0), to = from + SP_DAY_MIN;
	size_t n = 0;

	for (size_t i = 0; i < snapshot->busy_times.n; i++)
		n += snapshot->busy_times.items[i].start < to && snapshot->busy_times.items[i].end > from;
	for (size_t i = 0; i < snapshot->log_entries.n; i++)
		n += snapshot->log_entries.items[i].kind == SP_LOG_LOST &&
		     snapshot->log_entries.items[i].start < to;
	return n;
}

static int
fixed_by_start(const void *a, const void *b)
{
	const struct sp_fixed *x = a, *y = b;

	if (x->from_min != y->from_min)
		return x->from_min < y->from_min ? -1 : 1;
	if (x->to_min != y->to_min)
		return x->to_min < y->to_min ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->title, y->title);
}

static void
subtract_fixed(struct build *b)
{
	struct sp_availability *day = b->day;
	bool marked_only = b->info.kind == SP_DAY_SCHOOL &&
			   sp_streq(sp_setting_text(b->snapshot, "senco_time"), "marked");

	b->failed |= !sp_spans_add_all(&day->work, &b->given);
	b->failed |= !sp_spans_add_all(&day->allocated, marked_only ? &b->given : &day->work);
	for (size_t i = 0; i < day->n_fixed; i++)
		if (b->fixed[i].kind != SP_FIXED_LOST)
			b->failed |=
				!sp_spans_subtract(&day->allocated, b->fixed[i].from_min, b->fixed[i].to_min);
	b->failed |= !sp_spans_add_all(&day->free, &day->allocated);
	for (size_t i = 0; i < day->n_fixed; i++)
		if (b->fixed[i].kind == SP_FIXED_LOST)
			b->failed |= !sp_spans_subtract(&day->free, b->fixed[i].from_min, b->fixed[i].to_min);
}

static void
add_school_day(struct build *b, struct sp_arena *arena, struct sp_err *reterr)
{
	add_timetable(b);
	add_breaks(b, arena, reterr);
	add_busy(b);
	add_lost(b);
}

/* The whole day is one meeting of the staff, unless the setting opens it for the role. */
static void
add_inset_day(struct build *b)
{
	const struct sp_spans *work = &b->day->work;

	if (work->n > 0 && !sp_streq(sp_setting_text(b->snapshot, "inset_work"), "yes"))
		add_fixed(b, (struct sp_fixed){SP_FIXED_MEETING,
					       work->items[0].from,
					       work->items[work->n - 1].to,
					       b->info.span == NULL ? "INSET" : b->info.span->name,
					       "terms",
					       {0}});
	else
		add_fixed(b, (struct sp_fixed){SP_FIXED_LUNCH,
					       (sp_minute)sp_setting_int(b->snapshot, "lunch_from"),
					       (sp_minute)sp_setting_int(b->snapshot, "lunch_to"),
					       "lunch",
					       "settings",
					       {0}});
	add_busy(b);
	add_lost(b);
}

enum sp_rc
sp_availability_of(const struct sp_snapshot *snapshot, sp_day day, struct sp_arena *arena,
		   struct sp_availability *ret, struct sp_err *reterr)
{
	struct sp_availability result = {.day = day};
	struct build b = {.snapshot = snapshot, .info = sp_year_day(snapshot, day), .day = &result};

	sp_spans_init(&result.work, arena);
	sp_spans_init(&result.allocated, arena);
	sp_spans_init(&result.free, arena);
	sp_spans_init(&b.given, arena);
	if (b.info.kind != SP_DAY_SCHOOL && b.info.kind != SP_DAY_INSET) {
		*ret = result;
		return SP_OK;
	}
	b.cap = snapshot->timetable_slots.n + snapshot->periods.n + 2 + count_outside(snapshot, day);
	b.fixed = SP_ARENA_NEW_N(arena, struct sp_fixed, b.cap);
	b.notes = SP_ARENA_NEW_N(arena, struct sp_fixed, b.cap);
	if (b.fixed == NULL || b.notes == NULL)
		return sp_err_nomem(reterr);
	add_work(&b);
	if (b.info.kind == SP_DAY_SCHOOL)
		add_school_day(&b, arena, reterr);
	else
		add_inset_day(&b);
	qsort(b.fixed, result.n_fixed, sizeof(*b.fixed), fixed_by_start);
	if (result.n_notes > 1)
		qsort(b.notes, result.n_notes, sizeof(*b.notes), fixed_by_start);
	subtract_fixed(&b);
	if (b.failed)
		return sp_err_nomem(reterr);
	result.fixed = b.fixed;
	result.notes = b.notes;
	*ret = result;
	return SP_OK;
}

int32_t
sp_reserve_min(const struct sp_snapshot *snapshot, int32_t week_min)
{
	int32_t share = (int32_t)sp_setting_int(snapshot, "reserve_pct");

	assert(week_min >= 0 && share >= 0 && share <= 100);
	return week_min < RESERVE_LEAST_MIN ? 0 : week_min - week_min * (100 - share) / 100;
}

int32_t
sp_reserve_kept_min(const struct sp_snapshot *snapshot, int32_t week_min, int32_t planned_min)
{
	int32_t share = sp_reserve_min(snapshot, week_min);
	int32_t free_min = week_min - planned_min;

	return free_min < 0 ? 0 : free_min < share ? free_min : share;
}

enum sp_rc
sp_allocated_min(const struct sp_snapshot *snapshot, sp_day from, sp_day to, struct sp_arena *scratch,
		 int32_t *ret_min, struct sp_err *reterr)
{
	int32_t total = 0;

	for (sp_day day = from; day <= to; day++) {
		struct sp_availability availability;
		enum sp_rc rc = sp_availability_of(snapshot, day, scratch, &availability, reterr);

		if (rc != SP_OK)
			return rc;
		total += sp_spans_total(&availability.allocated);
	}
	*ret_min = total;
	return SP_OK;
}
