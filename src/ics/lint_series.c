/*
 * Series of a checked file, when all of it is read: an exception or a changed occurrence must name a date that the series
 * has. Otherwise programs pass it over, and the lesson that was moved stands at both times.
 */
#include "lint_part.h"

#include <stdlib.h>
#include <string.h>

static int
compare_known(const void *a, const void *b)
{
	const struct lint_known *left = a, *right = b;
	int order = strcmp(left->uid, right->uid);

	return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

static bool
same_clock(const struct lint_value *a, const struct lint_value *b)
{
	return a->when.kind == b->when.kind && sp_streq(a->text, b->text);
}

static bool
take_one(void *context, sp_time start)
{
	bool *found = context;

	(void)start;
	*found = true;
	return false;
}

/* Is it one of the dates, exceptions not counted? True when that could not be found out. */
static bool
has_date(struct lint *lint, const struct lint_known *series, sp_time at)
{
	struct ics_rule rule = {0};
	struct ics_count count = {.rule = &rule,
				  .start = series->start.when.at,
				  .until = SP_TIME_NONE,
				  .low = at,
				  .high = at + 1,
				  .work_left = &lint->work_left,
				  .take = take_one};
	bool found = at == series->start.when.at, fits = true;

	for (const struct lint_date *date = series->dates; date != NULL && !found; date = date->next)
		found = !date->excludes && date->when.at == at;
	if (found || series->rule[0] == '\0')
		return found;
	if (ics_rule_check(series->rule, &rule) != NULL || !ics_rule_is_possible(&rule) ||
	    rule.until.kind == ICS_UTC || lint->work_left <= 0)
		return true;
	if (rule.until.kind != ICS_NEVER)
		count.until = rule.until.at + (rule.until.kind == ICS_DATE ? SP_DAY_MIN - 1 : 0);
	count.context = &found;
	(void)ics_rule_count(&count, &fits);
	return found || lint->work_left <= 0;
}

static void
check_dates(struct lint *lint, const struct lint_known *series)
{
	for (const struct lint_date *date = series->dates; date != NULL; date = date->next)
		if (date->excludes && date->when.kind == series->start.when.kind &&
		    !has_date(lint, series, date->when.at))
			lint_advise(lint, date->line, "R39", "every program: it is passed over",
				    "This exception names no date of the series.");
}

static void
check_changed(struct lint *lint, const struct lint_known *series, const struct lint_known *changed)
{
	int line = changed->recurrence_id.line;

	if (changed->line < series->line)
		lint_find(lint, changed->line, "R40", "programs that read in order: it is lost",
			  "This changed occurrence stands before its series (line %d).", series->line);
	if (!same_clock(&changed->recurrence_id, &series->start))
		lint_find(lint, line, "R40", "many programs: both dates are shown",
			  "RECURRENCE-ID is not of the type and zone of the series' DTSTART.");
	else if (!has_date(lint, series, changed->recurrence_id.when.at))
		lint_find(lint, line, "R40", "many programs: both dates are shown, or none",
			  "RECURRENCE-ID names no date of the series (line %d).", series->line);
}

void
lint_series(struct lint *lint)
{
	struct lint_known *known = lint->known.items;
	size_t n = lint->known.n;

	if (n > 1)
		qsort(known, n, sizeof(*known), compare_known);
	for (size_t i = 0, end = 0; i < n; i = end) {
		const struct lint_known *series = NULL;

		for (end = i; end < n && sp_streq(known[end].uid, known[i].uid); end++)
			if (series == NULL && known[end].recurrence_id.n == 0)
				series = &known[end];
		if (series == NULL || series->start.when.kind == ICS_NEVER || series->uid[0] == '\0')
			continue;
		check_dates(lint, series);
		for (size_t j = i; j < end; j++)
			if (known[j].recurrence_id.n > 0 && known[j].recurrence_id.when.kind != ICS_NEVER)
				check_changed(lint, series, &known[j]);
	}
}
