/*
 * Events that belong together. See the header.
 */
#include "series.h"

#include "senplan/base/hash.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A UID for an event without one: the same content gives the same one at the next import. */
static bool
make_uid(struct ics_scan *scan, struct ics_event *event)
{
	uint64_t hash = SP_HASH_START;

	hash = sp_hash_bytes(hash, &event->start.at, sizeof(event->start.at));
	hash = sp_hash_bytes(hash, &event->end.at, sizeof(event->end.at));
	hash = sp_hash_bytes(hash, &event->length.minutes, sizeof(event->length.minutes));
	hash = sp_hash_bytes(hash, &event->length.days, sizeof(event->length.days));
	hash = sp_hash_text(hash, event->title);
	event->uid = sp_arena_printf(scan->arena, "made-%016" PRIx64, hash);
	return event->uid != NULL;
}

static int
compare_uids(const void *a, const void *b)
{
	const struct ics_event *const *left = a;
	const struct ics_event *const *right = b;
	int order = strcmp((*left)->uid, (*right)->uid);

	if (order != 0)
		return order;
	return ((*left)->line > (*right)->line) - ((*left)->line < (*right)->line);
}

static bool
is_override(const struct ics_event *event)
{
	return event->recurrence_id.kind != ICS_NEVER;
}

static bool
same_when(const struct ics_when *a, const struct ics_when *b)
{
	return a->kind == b->kind && (a->kind == ICS_NEVER || (a->at == b->at && a->zone == b->zone));
}

/* Which of two versions is newer: by SEQUENCE, then by time of change. */
static int
compare_versions(const struct ics_event *a, const struct ics_event *b)
{
	if (a->sequence != b->sequence)
		return a->sequence < b->sequence ? -1 : 1;
	if (a->stamp != b->stamp)
		return a->stamp < b->stamp ? -1 : 1;
	return (a->stamp_second > b->stamp_second) - (a->stamp_second < b->stamp_second);
}

static bool
same_content(const struct ics_event *a, const struct ics_event *b)
{
	if (!same_when(&a->start, &b->start) || !same_when(&a->end, &b->end) ||
	    a->length.days != b->length.days || a->length.minutes != b->length.minutes ||
	    a->rule_n != b->rule_n)
		return false;
	for (size_t i = 0; i < a->rule_n; i++)
		if (strcmp(a->rules[i], b->rules[i]) != 0)
			return false;
	return a->rdates == NULL && b->rdates == NULL && a->exdates == NULL && b->exdates == NULL &&
	       strcmp(a->title, b->title) == 0 && ics_event_show(a) == ics_event_show(b) &&
	       a->cancelled == b->cancelled;
}

/* Do two events of one UID claim to be the same thing: both the series, or both the same occurrence? */
static bool
same_claim(const struct ics_event *a, const struct ics_event *b)
{
	if (is_override(a) != is_override(b))
		return false;
	return !is_override(a) ||
	       (ics_when_utc(&a->recurrence_id, NULL) == ics_when_utc(&b->recurrence_id, NULL));
}

/*
 * Of events that claim the same, the older versions go (NULL in the group). Those that differ in time and
 * tell no version are kept side by side, with UIDs of their own.
 */
static bool
drop_old_versions(struct ics_scan *scan, struct ics_event **group, size_t n)
{
	enum { LOOK_BACK = 400 };

	unsigned twin = 1;

	for (size_t i = 1; i < n; i++) {
		bool beside = false;

		for (size_t j = i > LOOK_BACK ? i - LOOK_BACK : 0; j < i && group[i] != NULL; j++) {
			int order = 0;
			size_t old = 0;

			if (group[j] == NULL || !same_claim(group[i], group[j]))
				continue;
			order = compare_versions(group[i], group[j]);
			if (order == 0 && !same_content(group[i], group[j])) {
				beside = true;
				continue;
			}
			old = order > 0 ? j : i;
			if (order != 0)
				ics_warn(scan->report, group[old]->line,
					 "An older version of the event in line %d was left out.",
					 group[old == i ? j : i]->line);
			group[old] = NULL;
		}
		if (!beside || group[i] == NULL || is_override(group[i]))
			continue;
		group[i]->uid = sp_arena_printf(scan->arena, "%s#%u", group[i]->uid, ++twin);
		if (group[i]->uid == NULL)
			return false;
	}
	return true;
}

static bool
is_cancelled(const struct ics_event *event)
{
	return event->cancelled || event->calendar->cancels;
}

/* Counts what does not make busy; true when the event is to be expanded. */
static bool
is_wanted(const struct ics_event *event, const struct ics_expander *expander, struct ics_tally *tally)
{
	if (is_cancelled(event)) {
		tally->cancelled_n++;
		return false;
	}
	if (ics_event_show(event) == SP_ICS_FREE && !expander->options->with_free) {
		tally->free_n++;
		return false;
	}
	return true;
}

static bool
repeats(const struct ics_event *event)
{
	return event->rule_n > 0 || event->rdates != NULL || event->exdates != NULL;
}

static void
expand_master(struct ics_expander *expander, struct ics_event *const *group, size_t n,
	      const struct ics_event *master, struct ics_tally *tally)
{
	struct ics_excluded excluded = {0};
	struct ics_shape shape = {0};

	if (!ics_shape_of(expander, master, &shape)) {
		tally->skipped_n++;
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (group[i] != NULL && is_override(group[i]) &&
		    !ics_excluded_add(&excluded, &group[i]->recurrence_id, &shape))
			expander->failed = true;
	ics_expand_series(expander, master, &shape, &excluded);
	ics_excluded_finish(&excluded);
}

static void
expand_group(struct ics_expander *expander, struct ics_event *const *group, size_t n, struct ics_tally *tally)
{
	size_t override_n = 0;

	for (size_t i = 0; i < n; i++)
		if (group[i] != NULL && is_override(group[i]))
			override_n++;
	for (size_t i = 0; i < n && !expander->failed && !expander->overflow; i++) {
		const struct ics_event *event = group[i];

		if (event == NULL || !is_wanted(event, expander, tally))
			continue;
		if (is_override(event) || (!repeats(event) && override_n == 0)) {
			if (!ics_expand_single(expander, event))
				tally->skipped_n++;
		} else {
			expand_master(expander, group, n, event, tally);
		}
	}
}

bool
ics_series_expand_all(struct ics_scan *scan, struct ics_expander *expander, struct ics_tally *tally)
{
	struct ics_event **events = scan->events.items;
	size_t n = scan->events.n;
	size_t end = 0;

	for (size_t i = 0; i < n; i++)
		if (events[i]->uid[0] == '\0' && !make_uid(scan, events[i]))
			return false;
	if (n > 1)
		qsort(events, n, sizeof(struct ics_event *), compare_uids);
	for (size_t i = 0; i < n && !expander->failed; i = end) {
		for (end = i + 1; end < n && strcmp(events[i]->uid, events[end]->uid) == 0;)
			end++;
		if (!drop_old_versions(scan, events + i, end - i))
			return false;
		expand_group(expander, events + i, end - i, tally);
	}
	return !expander->failed;
}
