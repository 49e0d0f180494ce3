/*
 * Protected time that was moved or given up by hand, each with the reason that was asked for. Reasons are the user's own
 * words: the file says that they name nobody.
 */
#include "review-private.h"

#include <stdio.h>

static const struct sp_review_column protected_columns[] = {
	{"hours", "Hours", SP_REVIEW_MIN},
	{"what", "What became of it", SP_REVIEW_TEXT},
};

static const struct sp_review_section protected_section = {
	.key = "protected",
	.title = "Protected time moved or given up",
	.about =
		"Time that was kept free for the role and then moved or dropped by hand, with the reason given.",
	.of = "Reason",
	.empty = "None was.",
	.columns = protected_columns,
	.n_columns = sizeof(protected_columns) / sizeof(protected_columns[0]),
};

static bool
is_in_range(const struct review_build *b, const struct sp_breach *breach)
{
	sp_day day = sp_time_day(breach->at);

	return day >= b->review->from_day && day <= b->review->to_day;
}

static void
add_breach(struct review_build *b, const struct sp_breach *breach)
{
	const struct sp_activity *activity = sp_snapshot_activity(b->snapshot, breach->activity);
	char key[32], what[160], from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];
	struct sp_review_cell *cells;

	snprintf(key, sizeof(key), "breach-%lld", (long long)breach->id.v);
	cells = review_row(b, key, breach->why, "");
	review_set(&cells[0], breach->length_min);
	if (breach->kind == SP_BREACH_MOVED)
		snprintf(what, sizeof(what), "%s moved from %s to %s", activity == NULL ? "" : activity->name,
			 sp_time_format(breach->from_start, from), sp_time_format(breach->to_start, to));
	else if (breach->from_start != SP_TIME_NONE)
		snprintf(what, sizeof(what), "%s on %s given up", activity == NULL ? "" : activity->name,
			 sp_time_format(breach->from_start, from));
	else
		snprintf(what, sizeof(what), "%s given up", activity == NULL ? "" : activity->name);
	review_set_text(b, &cells[1], what);
}

void
review_protected(struct review_build *b)
{
	const struct sp_snapshot *s = b->snapshot;
	size_t n = 0;

	for (size_t i = 0; i < s->breaches.n; i++)
		n += is_in_range(b, &s->breaches.items[i]);
	if (n == 0)
		return;
	review_begin(b, &protected_section, n);
	for (size_t i = 0; i < s->breaches.n; i++)
		if (is_in_range(b, &s->breaches.items[i]))
			add_breach(b, &s->breaches.items[i]);
	review_end(b);
}
