/*
 * A checked file as the successor of an older one. A program that has taken in the older one knows its events by their UIDs,
 * believes the higher SEQUENCE, and takes nothing away that is merely not there any more.
 */
#include "lint_part.h"

#include <stdlib.h>
#include <string.h>

static int
compare_ids(const void *a, const void *b)
{
	const struct lint_known *left = a, *right = b;
	int order = strcmp(left->uid, right->uid);

	if (order == 0)
		order = (left->recurrence_id.when.at > right->recurrence_id.when.at) -
			(left->recurrence_id.when.at < right->recurrence_id.when.at);
	return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

static int
compare_places(const void *a, const void *b)
{
	const struct lint_known *left = a, *right = b;
	int order =
		(left->start.when.at > right->start.when.at) - (left->start.when.at < right->start.when.at);

	return order != 0 ? order : strcmp(left->title, right->title);
}

static const struct lint_known *
find_id(const struct lint *lint, const struct lint_known *wanted)
{
	size_t low = 0, high = lint->known.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct lint_known *at = &lint->known.items[middle];
		int order = strcmp(at->uid, wanted->uid);

		if (order == 0)
			order = (at->recurrence_id.when.at > wanted->recurrence_id.when.at) -
				(at->recurrence_id.when.at < wanted->recurrence_id.when.at);
		if (order == 0)
			return at;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool
is_before(const struct lint_value *a, const struct lint_value *b)
{
	if (a->n == 0 || b->n == 0)
		return false;
	return a->when.at < b->when.at || (a->when.at == b->when.at && a->when.second < b->when.second);
}

static bool
same_stamp(const struct lint_value *a, const struct lint_value *b)
{
	return a->n == b->n && a->when.at == b->when.at && a->when.second == b->when.second;
}

/* The same event in both. */
static void
check_pair(struct lint *lint, const struct lint_known *now, const struct lint_known *then)
{
	int line = now->line;

	if (now->sequence < then->sequence)
		lint_find(lint, line, "R21", "every program: keeps the older event",
			  "SEQUENCE has fallen from %ld to %ld.", then->sequence, now->sequence);
	else if (now->times != then->times && now->sequence == then->sequence)
		lint_find(lint, line, "R21", "Google, Outlook: keep the old time",
			  "Time, repeat or status has changed, and SEQUENCE is still %ld.", now->sequence);
	if (now->created.n > 0 && then->created.n > 0 && !same_stamp(&now->created, &then->created))
		lint_find(lint, now->created.line, "R23", "every program: is it the same event?",
			  "CREATED has changed.");
	if (is_before(&now->modified, &then->modified) ||
	    (now->content != then->content && now->modified.n > 0 &&
	     same_stamp(&now->modified, &then->modified)))
		lint_find(lint, now->modified.line, "R22", "programs that sync by date: keep the older one",
			  "The event has changed, and LAST-MODIFIED is no later than before.");
	if (now->content == then->content && !same_stamp(&now->stamp, &then->stamp))
		lint_advise(lint, now->stamp.line, "R53", "sync programs: send everything again",
			    "Nothing has changed but DTSTAMP.");
}

/* Another event at the same time, of the same title, that the older file did not have. */
static bool
has_twin(const struct lint *lint, const struct lint *before, const struct lint_known *gone)
{
	for (size_t i = 0; i < lint->known.n; i++) {
		const struct lint_known *now = &lint->known.items[i];

		if (compare_places(now, gone) == 0 && find_id(before, now) == NULL)
			return true;
	}
	return false;
}

void
lint_since(struct lint *lint, struct lint *before)
{
	enum { GONE_MAX = 200 }; /* looked at one by one */

	int gone = 0;

	if (lint->known.n > 1)
		qsort(lint->known.items, lint->known.n, sizeof(*lint->known.items), compare_ids);
	if (before->known.n > 1)
		qsort(before->known.items, before->known.n, sizeof(*before->known.items), compare_ids);
	for (size_t i = 0; i < before->known.n; i++) {
		const struct lint_known *then = &before->known.items[i];
		const struct lint_known *now = find_id(lint, then);

		if (now != NULL)
			check_pair(lint, now, then);
		else if (then->cancelled || then->uid[0] == '\0')
			continue;
		else if (++gone <= GONE_MAX && has_twin(lint, before, then))
			lint_find(lint, 0, "R18", "every program: shows it twice",
				  "\"%.80s\" (line %d of the older file) has another UID now.", then->title,
				  then->line);
		else
			lint_find(
				lint, 0, "R55", "khal, Evolution, Google: it stays where it was",
				"\"%.80s\" (line %d of the older file) is not here any more: only an event with "
				"STATUS:CANCELLED takes it away. (A folder or feed leaves it out.)",
				then->title, then->line);
	}
}
