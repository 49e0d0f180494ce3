/*
 * Busy time without titles (VFREEBUSY): its periods are in UTC, in order, and do not touch each other.
 */
#include "lint_part.h"

#include <string.h>

enum { PERIOD_BYTES = 64 };

/* "20261124T090000Z/20261124T100000Z" or "…/PT1H"; false when it is no period in UTC. */
static bool
period_read(const char *text, sp_time *ret_start, sp_time *ret_end)
{
	char buf[PERIOD_BYTES];
	const char *slash = strchr(text, '/');
	struct ics_when start = {0}, end = {0};
	struct ics_length length = {0};

	if (slash == NULL || (size_t)(slash - text) >= sizeof(buf))
		return false;
	memcpy(buf, text, (size_t)(slash - text));
	buf[slash - text] = '\0';
	if (!ics_when_read(buf, &start) || start.kind != ICS_UTC)
		return false;
	if (slash[1] == 'P') {
		if (!ics_length_read(slash + 1, &length))
			return false;
		*ret_end = start.at + length.days * SP_DAY_MIN + length.minutes;
	} else {
		if (!ics_when_read(slash + 1, &end) || end.kind != ICS_UTC)
			return false;
		*ret_end = end.at;
	}
	*ret_start = start.at;
	return *ret_end > *ret_start;
}

void
lint_busy_line(struct lint *lint, struct lint_part *part, const struct ics_line *line)
{
	char *rest = sp_arena_strdup(lint->arena, line->value);

	for (char *item = ics_list_next(&rest); item != NULL; item = ics_list_next(&rest)) {
		sp_time start = SP_TIME_NONE, end = SP_TIME_NONE;

		if (!period_read(item, &start, &end)) {
			lint_find(lint, line->number, "R50", "every program",
				  "This is no period of busy time in UTC.");
			return;
		}
		if (part->has_period && start <= part->period_end) {
			lint_find(
				lint, line->number, "R50", "Outlook, servers",
				"The busy times are not in order, or touch each other: they should be one.");
			return;
		}
		part->has_period = true;
		part->period_end = end;
	}
}

void
lint_busy_end(struct lint *lint, const struct lint_part *part)
{
	if (part->uid.n == 0 || part->uid.text[0] == '\0')
		lint_find(lint, part->line, "R16", "every program",
			  "There is no UID: each import makes a copy.");
	if (part->stamp.n == 0)
		lint_find(lint, part->line, "R20", "Outlook, validators", "There is no DTSTAMP.");
	if (part->start.n > 0 && part->start.when.kind != ICS_UTC)
		lint_find(lint, part->start.line, "R50", "every program",
			  "DTSTART of busy time is not in UTC.");
	if (part->end.n > 0 && part->end.when.kind != ICS_UTC)
		lint_find(lint, part->end.line, "R50", "every program", "DTEND of busy time is not in UTC.");
	lint_advise(lint, part->line, "R50", "Google, Apple, most programs",
		    "Busy time is hardly ever taken in: events called Busy, with CLASS:PRIVATE, are.");
}
