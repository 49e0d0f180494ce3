/*
 * Zones by rule and by list of shifts, and the many ways in which files spell a zone's name.
 */
#include "tz.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

enum { NAME_MAX_BYTES = 128 };

static sp_time
edge_local(const struct ics_edge *edge, int year)
{
	sp_day first = sp_day_of(year, edge->month, 1);
	int sunday_based = ((int)sp_day_weekday(first) + 1) % 7;
	int mday = 1 + (edge->weekday - sunday_based + 7) % 7 + 7 * (edge->nth - 1);

	while (mday > sp_month_days(year, edge->month))
		mday -= 7;
	return sp_time_of(first + mday - 1, 0) + edge->at_min;
}

static int
offset_in_list(const struct ics_zone *zone, sp_time utc)
{
	size_t low = 0;
	size_t high = zone->shift_n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (zone->shifts[mid].utc <= utc)
			low = mid + 1;
		else
			high = mid;
	}
	return low == 0 ? zone->std_min : zone->shifts[low - 1].offset_min;
}

int
ics_zone_offset_min(const struct ics_zone *zone, sp_time utc)
{
	int year = 0;
	sp_time begin = 0;
	sp_time end = 0;

	if (zone->shift_n > 0)
		return offset_in_list(zone, utc);
	if (!zone->has_dst)
		return zone->std_min;
	year = sp_day_date(sp_time_day(utc + zone->std_min)).year;
	begin = edge_local(&zone->begin, year) - zone->std_min;
	end = edge_local(&zone->end, year) - zone->dst_min;
	if (begin < end)
		return utc >= begin && utc < end ? zone->dst_min : zone->std_min;
	return utc >= end && utc < begin ? zone->std_min : zone->dst_min;
}

sp_time
ics_zone_from_utc(const struct ics_zone *zone, sp_time utc)
{
	return utc + ics_zone_offset_min(zone, utc);
}

/* With the offsets just before and just after: two days are more than any shift of a clock. */
sp_time
ics_zone_to_utc(const struct ics_zone *zone, sp_time local)
{
	int before_min = ics_zone_offset_min(zone, local - 2 * SP_DAY_MIN);
	int after_min = ics_zone_offset_min(zone, local + 2 * SP_DAY_MIN);

	if (ics_zone_offset_min(zone, local - before_min) == before_min)
		return local - before_min;
	if (ics_zone_offset_min(zone, local - after_min) == after_min)
		return local - after_min;
	return local - before_min;
}

/* --- POSIX rules --- */

static bool
skip_abbreviation(const char **text)
{
	const char *p = *text;

	if (*p == '<') {
		p = strchr(p, '>');
		if (p == NULL)
			return false;
		*text = p + 1;
		return true;
	}
	while ((*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z'))
		p++;
	if (p == *text)
		return false;
	*text = p;
	return true;
}

static bool
read_number(const char **text, int high, int *ret)
{
	int n = 0;

	if (**text < '0' || **text > '9')
		return false;
	while (**text >= '0' && **text <= '9' && n <= high)
		n = n * 10 + (*(*text)++ - '0');
	if (n > high)
		return false;
	*ret = n;
	return true;
}

/* [+-]h[:mm[:ss]]; seconds are dropped. */
static bool
read_hours(const char **text, int *ret_min)
{
	int sign = **text == '-' ? -1 : 1;
	int hours = 0;
	int minutes = 0;
	int seconds = 0;

	if (**text == '-' || **text == '+')
		(*text)++;
	if (!read_number(text, 167, &hours))
		return false;
	if (**text == ':') {
		(*text)++;
		if (!read_number(text, 59, &minutes))
			return false;
	}
	if (**text == ':') {
		(*text)++;
		if (!read_number(text, 59, &seconds))
			return false;
	}
	*ret_min = sign * (hours * 60 + minutes);
	return true;
}

static bool
read_edge(const char **text, struct ics_edge *ret)
{
	struct ics_edge edge = {.at_min = 120};

	if (**text != ',' || (*text)[1] != 'M')
		return false;
	*text += 2;
	if (!read_number(text, 12, &edge.month) || edge.month < 1 || *(*text)++ != '.')
		return false;
	if (!read_number(text, 5, &edge.nth) || edge.nth < 1 || *(*text)++ != '.')
		return false;
	if (!read_number(text, 6, &edge.weekday))
		return false;
	if (**text == '/') {
		(*text)++;
		if (!read_hours(text, &edge.at_min))
			return false;
	}
	*ret = edge;
	return true;
}

bool
ics_zone_parse_rule(const char *rule, struct ics_zone *ret)
{
	struct ics_zone zone = {0};
	const char *p = rule;

	if (!skip_abbreviation(&p) || !read_hours(&p, &zone.std_min))
		return false;
	zone.std_min = -zone.std_min; /* POSIX counts westwards */
	if (*p != '\0') {
		if (!skip_abbreviation(&p))
			return false;
		zone.has_dst = true;
		zone.dst_min = zone.std_min + 60;
		if (*p != ',') {
			if (!read_hours(&p, &zone.dst_min))
				return false;
			zone.dst_min = -zone.dst_min;
		}
		if (!read_edge(&p, &zone.begin) || !read_edge(&p, &zone.end) || *p != '\0')
			return false;
	}
	*ret = zone;
	return true;
}

/* --- names --- */

static bool
known_zone(const char *name, struct ics_zone *ret)
{
	const char *iana = ics_windows_iana(name);
	const char *rule = ics_iana_rule(iana != NULL ? iana : name);

	return rule != NULL && ics_zone_parse_rule(rule, ret);
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
	const char *p = NULL;
	int minutes = 0;

	if (name[0] != '(')
		return false;
	for (size_t i = 0; i < SP_COUNT(cities); i++)
		if (strcasestr(name, cities[i].word) != NULL)
			return known_zone(cities[i].iana, ret);
	if (!sp_istarts_with(name, "(UTC") && !sp_istarts_with(name, "(GMT"))
		return false;
	p = name + 4;
	if (*p != ')' && !read_hours(&p, &minutes))
		return false;
	*ret = (struct ics_zone){.std_min = minutes};
	return *p == ')';
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
