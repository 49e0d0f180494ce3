/*
 * The clocks of zones, and the many ways in which files spell a zone's name.
 */
#include "tz.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/ics/zone.h"

#include "ical.h"

#include <string.h>
#include <strings.h>

enum { NAME_MAX_BYTES = 128 };

static int
offset_min(const struct ics_zone *zone, sp_time utc)
{
	switch (zone->kind) {
	case ICS_ZONE_LONDON:
		return sp_london_from_utc(utc) - utc;
	case ICS_ZONE_FIXED:
		return zone->fixed_min;
	case ICS_ZONE_PEER:
		return ics_zone_peer_offset_min(zone->peer, utc);
	}
	return 0;
}

sp_time
ics_zone_from_utc(const struct ics_zone *zone, sp_time utc)
{
	return utc + offset_min(zone, utc);
}

/* With the offsets just before and just after: two days are more than any shift of a clock. */
sp_time
ics_zone_to_utc(const struct ics_zone *zone, sp_time local)
{
	int before_min = offset_min(zone, local - 2 * SP_DAY_MIN);
	int after_min = offset_min(zone, local + 2 * SP_DAY_MIN);

	if (offset_min(zone, local - before_min) == before_min)
		return local - before_min;
	if (offset_min(zone, local - after_min) == after_min)
		return local - after_min;
	return local - before_min;
}

/* --- names --- */

static bool
known_zone(const char *name, struct ics_zone *ret)
{
	const char *windows = ics_windows_iana(name);
	struct ics_zone zone = {.kind = ICS_ZONE_PEER};

	if (windows != NULL)
		name = windows;
	if (sp_strieq(name, "Europe/London"))
		zone.kind = ICS_ZONE_LONDON;
	else if (!ics_iana_find(name, &zone.peer))
		return false;
	*ret = zone;
	return true;
}

/* "/freeassociation.sourceforge.net/Tzfile/Europe/London": the longest tail that is a name. */
static bool
zone_of_tail(const char *name, struct ics_zone *ret)
{
	for (const char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
		if (known_zone(slash + 1, ret))
			return true;
	return false;
}

/* "+05:30)", ")" */
static bool
read_display_offset(const char *text, int *ret_min)
{
	int sign = text[0] == '-' ? -1 : 1;
	int digits[4] = {0};
	int n = 0;

	while (*text != ')' && *text != '\0' && n < 4) {
		if (*text >= '0' && *text <= '9')
			digits[n++] = *text - '0';
		text++;
	}
	*ret_min = sign * ((digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]);
	return *text == ')' && (n == 0 || n == 4) && digits[0] <= 1 && digits[2] <= 5;
}

/* "(UTC+05:30) Chennai": the cities first (London has a summer, "UTC+00:00" has none), then the number. */
static bool
zone_of_display(const char *name, struct ics_zone *ret)
{
	static const struct {
		const char *word;
		const char *iana;
	} cities[] = {
		{"London", "Europe/London"},	      {"Dublin", "Europe/London"},
		{"Edinburgh", "Europe/London"},	      {"Greenwich", "Europe/London"},
		{"Lisbon", "Europe/Lisbon"},	      {"Reykjavik", "Atlantic/Reykjavik"},
		{"Amsterdam", "Europe/Amsterdam"},    {"Berlin", "Europe/Berlin"},
		{"Brussels", "Europe/Brussels"},      {"Paris", "Europe/Paris"},
		{"Belgrade", "Europe/Belgrade"},      {"Warsaw", "Europe/Warsaw"},
		{"Athens", "Europe/Athens"},	      {"Helsinki", "Europe/Helsinki"},
		{"Eastern Time", "America/New_York"}, {"Central Time", "America/Chicago"},
		{"Mountain Time", "America/Denver"},  {"Pacific Time", "America/Los_Angeles"},
	};
	struct ics_zone zone = {.kind = ICS_ZONE_FIXED};

	if (name[0] != '(')
		return false;
	for (size_t i = 0; i < SP_COUNT(cities); i++)
		if (strcasestr(name, cities[i].word) != NULL)
			return known_zone(cities[i].iana, ret);
	if (!sp_istarts_with(name, "(UTC") && !sp_istarts_with(name, "(GMT"))
		return false;
	if (!read_display_offset(name + 4, &zone.fixed_min))
		return false;
	*ret = zone;
	return true;
}

bool
ics_zone_of_name(const char *tzid, struct ics_zone *ret)
{
	char name[NAME_MAX_BYTES];
	size_t len = 0;

	while (*tzid == '"' || *tzid == ' ' || *tzid == '\'')
		tzid++;
	len = strnlen(tzid, sizeof(name));
	while (len > 0 && (tzid[len - 1] == '"' || tzid[len - 1] == ' ' || tzid[len - 1] == '\''))
		len--;
	if (len == 0 || len >= sizeof(name))
		return false;
	memcpy(name, tzid, len);
	name[len] = '\0';
	if (known_zone(name, ret))
		return true;
	if (len > 2 && name[len - 2] == ' ' && name[len - 1] >= '0' && name[len - 1] <= '9') {
		name[len - 2] = '\0';
		if (known_zone(name, ret))
			return true;
	}
	return zone_of_tail(name, ret) || zone_of_display(name, ret);
}
