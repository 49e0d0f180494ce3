/*
 * Events into occurrences. See the header.
 */
#include "expand.h"

#include "ical.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH_MAX_MIN = 40 * 366 * SP_DAY_MIN, AROUND_MIN = 2 * SP_DAY_MIN };

static const struct ics_zone *
floating_clock(const struct ics_event *event)
{
	return event->calendar->floating != NULL ? &event->calendar->floating->zone : &ics_zone_london;
}

enum sp_ics_show
ics_event_show(const struct ics_event *event)
{
	if (event->transparent || event->declined)
		return SP_ICS_FREE;
	if (event->away)
		return SP_ICS_AWAY;
	return event->tentative ? SP_ICS_MAYBE : SP_ICS_BUSY;
}

/* --- shape --- */

/* The day that a time means for an all-day event: on the clock it names, on London's when it is UTC. */
static sp_day
day_of_when(const struct ics_when *when)
{
	return sp_time_day(when->kind == ICS_UTC ? sp_london_from_utc(when->at) : when->at);
}

static void
shape_all_day(struct ics_expander *expander, const struct ics_event *event, struct ics_shape *shape)
{
	sp_day from = day_of_when(&event->start);
	sp_time end = SP_TIME_NONE;

	shape->all_day = true;
	shape->start = sp_time_of(from, 0);
	shape->clock = &ics_zone_london;
	shape->days = 1;
	if (event->end.kind != ICS_NEVER) {
		end = event->end.kind == ICS_UTC ? sp_london_from_utc(event->end.at) : event->end.at;
		shape->days = sp_time_day(end + SP_DAY_MIN - 1) - from;
	} else if (event->has_length) {
		shape->days = event->length.days + (event->length.minutes + SP_DAY_MIN - 1) / SP_DAY_MIN;
	}
	if (shape->days < 0)
		ics_warn(expander->report, event->line,
			 "This event ends before it begins: one day was taken.");
	if (shape->days < 1)
		shape->days = 1;
}

static void
shape_timed(struct ics_expander *expander, const struct ics_event *event, struct ics_shape *shape)
{
	const struct ics_zone *floating = floating_clock(event);
	struct ics_when end = event->end;

	shape->clock = ics_when_clock(&event->start, floating);
	shape->start = event->start.at;
	if (end.kind == ICS_DATE)
		end.zone = event->start.zone;
	if (end.kind != ICS_NEVER) {
		shape->length_min = ics_when_utc(&end, end.kind == ICS_DATE ? shape->clock : floating) +
				    (end.second > 0 ? 1 : 0) - ics_zone_to_utc(shape->clock, shape->start);
	} else if (event->has_length) {
		shape->nominal = true;
		shape->days = event->length.days;
		shape->length_min = event->length.minutes;
	}
	if (shape->length_min < 0 || shape->days < 0) {
		ics_warn(expander->report, event->line,
			 "This event ends before it begins: only its start was taken.");
		shape->length_min = 0;
		shape->days = 0;
	}
}

bool
ics_shape_of(struct ics_expander *expander, const struct ics_event *event, struct ics_shape *ret)
{
	struct ics_shape shape = {0};

	if (event->start.kind == ICS_NEVER) {
		ics_warn(expander->report, event->line,
			 event->bad_start
				 ? "The start of this event is not a real date and time: it was left out."
				 : "This event has no start: it was left out.");
		return false;
	}
	if (event->start.kind == ICS_DATE || event->marked_all_day)
		shape_all_day(expander, event, &shape);
	else
		shape_timed(expander, event, &shape);
	if (shape.length_min > LENGTH_MAX_MIN || shape.days > LENGTH_MAX_MIN / SP_DAY_MIN) {
		ics_warn(expander->report, event->line,
			 "This event lasts longer than forty years: it was left out.");
		return false;
	}
	*ret = shape;
	return true;
}

/* --- exclusions --- */

bool
ics_excluded_add(struct ics_excluded *excluded, const struct ics_when *when, const struct ics_shape *shape)
{
	if (shape->all_day)
		return SP_ARRAY_PUSH(&excluded->days, day_of_when(when));
	if (when->kind == ICS_DATE)
		return SP_ARRAY_PUSH(&excluded->days, sp_time_day(when->at));
	return SP_ARRAY_PUSH(&excluded->moments, ics_when_utc(when, shape->clock));
}

void
ics_excluded_finish(struct ics_excluded *excluded)
{
	SP_ARRAY_FREE(&excluded->moments);
	SP_ARRAY_FREE(&excluded->days);
}

static int
compare_times(const void *a, const void *b)
{
	const sp_time *left = a;
	const sp_time *right = b;

	return (*left > *right) - (*left < *right);
}

static void
sort_times(sp_time *items, size_t n)
{
	if (n > 1)
		qsort(items, n, sizeof(items[0]), compare_times);
}

static bool
has_time(const sp_time *items, size_t n, sp_time key)
{
	return n > 0 && bsearch(&key, items, n, sizeof(items[0]), compare_times) != NULL;
}

static bool
is_excluded(const struct ics_excluded *excluded, const struct ics_shape *shape, sp_time start)
{
	if (has_time(excluded->days.items, excluded->days.n, sp_time_day(start)))
		return true;
	return !shape->all_day &&
	       has_time(excluded->moments.items, excluded->moments.n, ics_zone_to_utc(shape->clock, start));
}

/* --- one occurrence --- */

static sp_time
occurrence_end_utc(const struct ics_shape *shape, sp_time start)
{
	if (shape->nominal)
		return ics_zone_to_utc(shape->clock, start + shape->days * SP_DAY_MIN) + shape->length_min;
	return ics_zone_to_utc(shape->clock, start) + shape->length_min;
}

/* London's start and end of the occurrence that begins at a civil time on the event's clock. */
static void
place_occurrence(const struct ics_shape *shape, sp_time start, struct sp_ics_busy *busy)
{
	sp_time start_utc = 0;
	sp_time end_utc = 0;

	if (shape->all_day) {
		busy->start = start;
		busy->end = start + shape->days * SP_DAY_MIN;
		busy->all_day = true;
		return;
	}
	start_utc = ics_zone_to_utc(shape->clock, start);
	end_utc = occurrence_end_utc(shape, start);
	busy->start = sp_london_from_utc(start_utc);
	busy->end = sp_london_from_utc(end_utc);
	if (busy->end <= busy->start) /* over the end of summer time: never shorter than it really is */
		busy->end = busy->start + (end_utc - start_utc);
	busy->all_day =
		busy->end > busy->start && sp_time_minute(busy->start) == 0 && sp_time_minute(busy->end) == 0;
}

static bool
touches_window(const struct ics_expander *expander, const struct sp_ics_busy *busy)
{
	sp_time from = sp_time_of(expander->options->from_day, 0);
	sp_time to = sp_time_of(expander->options->to_day, 0);

	if (busy->start >= to)
		return false;
	return busy->end > from || (busy->end == busy->start && busy->start >= from);
}

/* False when no more should come. */
static bool
emit_occurrence(struct ics_expander *expander, const struct ics_event *event, struct sp_ics_busy *busy)
{
	if (!touches_window(expander, busy))
		return true;
	if (expander->busy.n >= expander->limit) {
		expander->overflow = true;
		return false;
	}
	busy->uid = event->uid;
	busy->show = ics_event_show(event);
	busy->title = event->title;
	busy->category = event->category;
	busy->location = event->location;
	busy->line = event->line;
	if (!SP_ARRAY_PUSH(&expander->busy, *busy)) {
		expander->failed = true;
		return false;
	}
	return true;
}

bool
ics_expand_single(struct ics_expander *expander, const struct ics_event *event)
{
	struct ics_shape shape = {0};
	struct sp_ics_busy busy = {0};
	const struct ics_when *slot = &event->recurrence_id;

	if (!ics_shape_of(expander, event, &shape))
		return false;
	place_occurrence(&shape, shape.start, &busy);
	busy.slot = busy.start;
	if (slot->kind != ICS_NEVER)
		busy.slot = shape.all_day ? sp_time_of(day_of_when(slot), 0)
					  : sp_london_from_utc(ics_when_utc(slot, floating_clock(event)));
	(void)emit_occurrence(expander, event, &busy);
	return true;
}

/* --- series --- */

/* Starts on the event's clock, before exclusions. */
struct start_list {
	SP_ARRAY(sp_time) array;
	bool failed;
	bool full;
};

static bool
add_start(void *context, sp_time start)
{
	struct start_list *list = context;

	if (list->array.n >= 2 * (size_t)SP_ICS_LIMIT_OCCURRENCES_EACH) {
		list->full = true;
		return false;
	}
	if (!SP_ARRAY_PUSH(&list->array, start))
		list->failed = true;
	return !list->failed;
}

static sp_time
last_start(const struct ics_rule *rule, const struct ics_shape *shape)
{
	sp_time at = rule->until.at;

	switch (rule->until.kind) {
	case ICS_NEVER:
		return SP_TIME_NONE;
	case ICS_DATE:
		return sp_time_of(sp_time_day(at), SP_DAY_MIN - 1);
	case ICS_UTC:
		if (shape->all_day)
			return sp_time_of(sp_time_day(at), 0);
		return ics_zone_from_utc(shape->clock, at);
	case ICS_LOCAL:
		return shape->all_day ? sp_time_of(sp_time_day(at), 0) : at;
	}
	return SP_TIME_NONE;
}

/* False when the first date is none of the rule's own. */
static bool
count_rule(struct ics_expander *expander, const struct ics_event *event, const struct ics_shape *shape,
	   const struct ics_rule *rule, struct start_list *list)
{
	sp_time length_min = shape->length_min + shape->days * SP_DAY_MIN;
	struct ics_count count = {.rule = rule,
				  .start = shape->start,
				  .until = last_start(rule, shape),
				  .low = sp_time_of(expander->options->from_day, 0) - length_min - AROUND_MIN,
				  .high = sp_time_of(expander->options->to_day, 0) + AROUND_MIN,
				  .work_left = &expander->work_left,
				  .take = add_start,
				  .context = list};
	bool fits = true;

	switch (ics_rule_count(&count, &fits)) {
	case ICS_COUNTED:
		break;
	case ICS_COUNT_STOP:
		if (list->full)
			ics_warn(
				expander->report, event->line,
				"This event repeats more than %d times in the time asked for: the rest was left out.",
				2 * SP_ICS_LIMIT_OCCURRENCES_EACH);
		break;
	case ICS_COUNT_WORK:
		ics_warn(
			expander->report, event->line,
			"The repeat rules of this file take too long to count out: dates of this event are missing.");
		break;
	}
	return fits;
}

static void
add_rule(struct ics_expander *expander, const struct ics_event *event, const struct ics_shape *shape,
	 size_t i, struct start_list *list)
{
	struct ics_rule rule = {0};
	const char *wrong = ics_rule_check(event->rules[i], &rule);

	if (wrong != NULL) {
		ics_warn(expander->report, event->rule_lines[i],
			 "The repeat rule was not understood (%s): only the first date was taken.", wrong);
		return;
	}
	if (!ics_rule_is_possible(&rule)) {
		ics_warn(expander->report, event->rule_lines[i],
			 "The repeat rule names days that no year has: only the first date was taken.");
		return;
	}
	if (!count_rule(expander, event, shape, &rule, list))
		ics_warn(
			expander->report, event->rule_lines[i],
			"The first date of this event does not fit its own repeat rule: it was taken as well.");
}

/* EXRULE, long out of use: what it gives is excluded. */
static void
exclude_rule(struct ics_expander *expander, const struct ics_event *event, const struct ics_shape *shape,
	     struct ics_excluded *excluded)
{
	struct start_list list = {0};
	struct ics_rule rule = {0};
	const char *wrong = ics_rule_check(event->exrule, &rule);
	bool fits = true;

	if (wrong == NULL && !ics_rule_is_possible(&rule))
		return;
	if (wrong != NULL) {
		ics_warn(expander->report, event->line,
			 "The rule of exceptions (EXRULE) was not understood (%s).", wrong);
		return;
	}
	fits = count_rule(expander, event, shape, &rule, &list);
	for (size_t i = 0; i < list.array.n; i++) {
		sp_time start = list.array.items[i];
		bool pushed = false;

		if (start == shape->start && !fits)
			continue;
		pushed = shape->all_day
				 ? SP_ARRAY_PUSH(&excluded->days, sp_time_day(start))
				 : SP_ARRAY_PUSH(&excluded->moments, ics_zone_to_utc(shape->clock, start));
		expander->failed = expander->failed || !pushed;
	}
	expander->failed = expander->failed || list.failed;
	SP_ARRAY_FREE(&list.array);
}

/* An RDATE that brings its own length is an occurrence by itself. */
static void
emit_period(struct ics_expander *expander, const struct ics_event *event, const struct ics_date *date,
	    const struct ics_shape *shape, const struct ics_excluded *excluded)
{
	struct ics_event alone = *event;
	struct ics_shape own = {0};
	struct sp_ics_busy busy = {0};

	alone.start = date->start;
	alone.end = date->end;
	alone.length = date->length;
	alone.has_length = date->has_length;
	if (!ics_shape_of(expander, &alone, &own))
		return;
	if (is_excluded(excluded, shape,
			ics_zone_from_utc(shape->clock, ics_zone_to_utc(own.clock, own.start))))
		return;
	place_occurrence(&own, own.start, &busy);
	busy.slot = busy.start;
	(void)emit_occurrence(expander, event, &busy);
}

static void
add_rdates(struct ics_expander *expander, const struct ics_event *event, const struct ics_shape *shape,
	   const struct ics_excluded *excluded, struct start_list *list)
{
	for (const struct ics_date *date = event->rdates; date != NULL; date = date->next) {
		sp_time start = 0;

		if (date->has_length || date->end.kind != ICS_NEVER) {
			emit_period(expander, event, date, shape, excluded);
			continue;
		}
		if (shape->all_day)
			start = sp_time_of(day_of_when(&date->start), 0);
		else if (date->start.kind == ICS_DATE)
			start = sp_time_of(sp_time_day(date->start.at), sp_time_minute(shape->start));
		else
			start = ics_zone_from_utc(shape->clock, ics_when_utc(&date->start, shape->clock));
		if (!add_start(list, start))
			return;
	}
}

static void
emit_starts(struct ics_expander *expander, const struct ics_event *event, const struct ics_shape *shape,
	    const struct ics_excluded *excluded, struct start_list *list)
{
	size_t before = expander->busy.n;

	sort_times(list->array.items, list->array.n);
	for (size_t i = 0; i < list->array.n; i++) {
		sp_time start = list->array.items[i];
		struct sp_ics_busy busy = {0};

		if ((i > 0 && start == list->array.items[i - 1]) || is_excluded(excluded, shape, start))
			continue;
		if (expander->busy.n - before >= SP_ICS_LIMIT_OCCURRENCES_EACH) {
			ics_warn(
				expander->report, event->line,
				"This event happens more than %d times in the time asked for: the rest was left out.",
				SP_ICS_LIMIT_OCCURRENCES_EACH);
			return;
		}
		place_occurrence(shape, start, &busy);
		busy.slot = busy.start;
		if (!emit_occurrence(expander, event, &busy))
			return;
	}
}

void
ics_expand_series(struct ics_expander *expander, const struct ics_event *event, const struct ics_shape *shape,
		  struct ics_excluded *excluded)
{
	struct start_list list = {0};

	for (const struct ics_date *date = event->exdates; date != NULL; date = date->next)
		expander->failed = expander->failed || !ics_excluded_add(excluded, &date->start, shape);
	if (event->exrule != NULL)
		exclude_rule(expander, event, shape, excluded);
	sort_times(excluded->days.items, excluded->days.n);
	sort_times(excluded->moments.items, excluded->moments.n);
	(void)add_start(&list, shape->start);
	for (size_t i = 0; i < event->rule_n; i++)
		add_rule(expander, event, shape, i, &list);
	add_rdates(expander, event, shape, excluded, &list);
	if (!list.failed)
		emit_starts(expander, event, shape, excluded, &list);
	expander->failed = expander->failed || list.failed;
	SP_ARRAY_FREE(&list.array);
}
