/*
 * The rules of a checked VTIMEZONE. Some programs go by the zone's name, others by its rules: so both must be right, and
 * for as long as the events last.
 */
#include "lint_part.h"

#include <string.h>

enum { SUMMER, WINTER };

/* As London has had it since 1996, in whatever order the rule's parts stand. */
static bool
is_london(const struct lint_part *observance, int side)
{
	const char *rule = observance->rrule.text;
	bool summer = side == SUMMER;

	return sp_streq(observance->offset_from.text, summer ? "+0000" : "+0100") &&
	       sp_streq(observance->offset_to.text, summer ? "+0100" : "+0000") &&
	       sp_time_minute(observance->start.when.at) == (summer ? 60 : 120) &&
	       strcasestr(rule, "FREQ=YEARLY") != NULL &&
	       strcasestr(rule, summer ? "BYMONTH=3" : "BYMONTH=10") != NULL &&
	       strcasestr(rule, "BYDAY=-1SU") != NULL;
}

void
lint_zone_add(struct lint_part *zone, const struct lint_part *observance)
{
	struct lint_rules *rules = &zone->rules;
	int side = sp_strieq(observance->name, "DAYLIGHT") ? SUMMER : WINTER;
	bool ends = strcasestr(observance->rrule.text, "UNTIL=") != NULL ||
		    strcasestr(observance->rrule.text, "COUNT=") != NULL;

	if (observance->start.when.kind == ICS_NEVER)
		return;
	if (rules->first == SP_TIME_NONE || observance->start.when.at < rules->first)
		rules->first = observance->start.when.at;
	if (observance->rrule.n == 0)
		return;
	rules->endless[side] = rules->endless[side] || !ends;
	rules->ended[side] = rules->ended[side] || ends;
	rules->london[side] = rules->london[side] || (!ends && is_london(observance, side));
}

void
lint_zone_end(struct lint *lint, const struct lint_part *zone)
{
	const struct lint_rules *rules = &zone->rules;

	if (zone->tzid.n != 1)
		lint_find(lint, zone->line, "R29", "every program", "The VTIMEZONE has no TZID.");
	if (zone->children == 0) {
		lint_find(lint, zone->line, "R30", "Outlook",
			  "The VTIMEZONE has neither STANDARD nor DAYLIGHT.");
		return;
	}
	for (int side = SUMMER; side <= WINTER; side++)
		if (rules->ended[side] && !rules->endless[side])
			lint_find(lint, zone->line, "R30", "Outlook: an hour off after that",
				  "The zone's rule for %s time comes to an end.",
				  side == SUMMER ? "summer" : "winter");
	if (sp_strieq(zone->tzid.text, "Europe/London") && !(rules->london[SUMMER] && rules->london[WINTER]))
		lint_find(
			lint, zone->line, "R30", "Outlook: goes by these rules; others by the name",
			"Europe/London is not defined by London's two yearly rules (last Sundays of March and "
			"October).");
	for (size_t i = 0; i < lint->defined_n; i++)
		if (sp_streq(lint->defined[i].name, zone->tzid.text))
			lint->defined[i].first = rules->first;
}
