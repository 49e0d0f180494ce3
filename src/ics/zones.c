/*
 * The zones of one file. See the header.
 */
#include "zones.h"

#include "ical.h"

#include <string.h>

const struct ics_zone ics_zone_london = {.kind = ICS_ZONE_LONDON};

static const struct ics_zone zone_utc = {.kind = ICS_ZONE_FIXED};

const struct ics_named_zone *
ics_zones_name(struct ics_zones *zones, const char *tzid, int line)
{
	struct ics_named_zone *named = NULL;

	for (size_t i = 0; i < zones->named_n; i++)
		if (strcmp(zones->named[i]->name, tzid) == 0)
			return zones->named[i];
	if (zones->named_n == ICS_ZONES_MAX) {
		zones->overflow_n++;
		return NULL;
	}
	named = SP_ARENA_NEW(zones->arena, struct ics_named_zone);
	if (named == NULL) {
		zones->failed = true;
		return NULL;
	}
	*named = (struct ics_named_zone){
		.name = sp_arena_strdup(zones->arena, tzid), .line = line, .zone = ics_zone_london};
	if (named->name == NULL) {
		zones->failed = true;
		return NULL;
	}
	zones->named[zones->named_n++] = named;
	return named;
}

struct ics_vtimezone *
ics_vtimezone_begin(struct ics_zones *zones)
{
	struct ics_vtimezone *vtimezone = NULL;

	if (zones->defined_n == ICS_ZONES_MAX)
		return NULL;
	vtimezone = SP_ARENA_NEW(zones->arena, struct ics_vtimezone);
	if (vtimezone == NULL) {
		zones->failed = true;
		return NULL;
	}
	*vtimezone = (struct ics_vtimezone){.tzid = "", .next = zones->defined};
	sp_str_init(&vtimezone->text);
	sp_str_add(&vtimezone->text, "BEGIN:VTIMEZONE\r\nTZID:of the file\r\n");
	zones->defined = vtimezone;
	zones->defined_n++;
	return vtimezone;
}

void
ics_vtimezone_line(struct ics_zones *zones, struct ics_vtimezone *vtimezone, const struct ics_line *line)
{
	if (!sp_strieq(line->name, "TZID"))
		return;
	vtimezone->tzid = sp_arena_strdup(zones->arena, line->value);
	if (vtimezone->tzid == NULL) {
		vtimezone->tzid = "";
		zones->failed = true;
	}
}

void
ics_observance_begin(struct ics_vtimezone *vtimezone)
{
	/* libical makes no difference between STANDARD and DAYLIGHT but for the name. */
	sp_str_add(&vtimezone->text, "BEGIN:STANDARD\r\n");
	vtimezone->part_n++;
	vtimezone->has_start = vtimezone->has_from = vtimezone->has_to = false;
}

void
ics_observance_end(struct ics_vtimezone *vtimezone)
{
	sp_str_add(&vtimezone->text, "END:STANDARD\r\n");
	if (!vtimezone->has_start || !vtimezone->has_from || !vtimezone->has_to)
		vtimezone->wrong = "its definition in the file is damaged";
}

/* "+0100", "-043000", at most eighteen hours. */
static bool
is_offset(const char *text)
{
	size_t len = strlen(text);

	return (text[0] == '+' || text[0] == '-') && (len == 5 || len == 7) &&
	       strspn(text + 1, "0123456789") == len - 1 && text[3] < '6' &&
	       (text[1] == '0' || (text[1] == '1' && text[2] < '8'));
}

static void
add_offset(struct ics_vtimezone *vtimezone, const struct ics_line *line, bool *has)
{
	if (*has || !is_offset(line->value))
		return;
	*has = true;
	sp_str_addf(&vtimezone->text, "%s:%s\r\n", line->name, line->value);
}

static void
add_onsets(struct ics_vtimezone *vtimezone, const struct ics_line *line)
{
	const char *item = line->value;

	while (*item != '\0' && vtimezone->onset_n < ICS_ONSETS_MAX) {
		size_t len = strcspn(item, ",");
		char one[32] = {0};
		struct ics_when when = {0};

		memcpy(one, item, len < sizeof(one) ? len : 0);
		if (ics_when_read(one, &when)) {
			sp_str_addf(&vtimezone->text, "RDATE:%s\r\n", one);
			vtimezone->onset_n++;
		}
		item += len + (item[len] == ',');
	}
}

static void
add_zone_rule(struct ics_vtimezone *vtimezone, const struct ics_line *line)
{
	struct ics_rule rule = {0};

	if (ics_rule_check(line->value, &rule) != NULL || !rule.yearly || !rule.is_plain ||
	    !ics_rule_is_possible(&rule)) {
		vtimezone->wrong = "a repeat rule of its definition in the file is not usable";
		return;
	}
	sp_str_addf(&vtimezone->text, "RRULE:%s\r\n", line->value);
	vtimezone->rule_n++;
}

void
ics_observance_line(struct ics_vtimezone *vtimezone, const struct ics_line *line)
{
	struct ics_when when = {0};

	if (sp_strieq(line->name, "DTSTART")) {
		if (vtimezone->has_start || !ics_when_read(line->value, &when))
			return;
		vtimezone->has_start = true;
		sp_str_addf(&vtimezone->text, "DTSTART:%s\r\n", line->value);
	} else if (sp_strieq(line->name, "TZOFFSETFROM")) {
		add_offset(vtimezone, line, &vtimezone->has_from);
	} else if (sp_strieq(line->name, "TZOFFSETTO")) {
		add_offset(vtimezone, line, &vtimezone->has_to);
	} else if (sp_strieq(line->name, "RRULE")) {
		add_zone_rule(vtimezone, line);
	} else if (sp_strieq(line->name, "RDATE")) {
		add_onsets(vtimezone, line);
	}
}

/* Of a definition of the file; else why not. */
static const char *
use_definition(struct ics_zones *zones, struct ics_vtimezone *vtimezone, struct ics_zone *ret)
{
	struct ics_zone zone = {.kind = ICS_ZONE_PEER};

	if (vtimezone->part_n == 0)
		return "its definition in the file is empty";
	if (vtimezone->wrong != NULL)
		return vtimezone->wrong;
	zones->rule_n += vtimezone->rule_n;
	if (zones->rule_n > ICS_ZONE_RULES_MAX)
		return "the file defines more zones than any calendar needs";
	sp_str_add(&vtimezone->text, "END:VTIMEZONE\r\n");
	vtimezone->peer = !vtimezone->text.failed ? ics_zone_define(vtimezone->text.text) : NULL;
	if (vtimezone->peer == NULL)
		return "its definition in the file could not be read";
	zone.peer = vtimezone->peer;
	*ret = zone;
	return NULL;
}

static void
resolve_zone(struct ics_zones *zones, struct ics_named_zone *named, struct ics_report *report)
{
	const char *wrong = "the file does not define it";
	const char *clean = NULL;

	if (ics_zone_of_name(named->name, &named->zone))
		return;
	for (struct ics_vtimezone *v = zones->defined; v != NULL; v = v->next) {
		if (strcmp(v->tzid, named->name) != 0)
			continue;
		wrong = use_definition(zones, v, &named->zone);
		break;
	}
	if (wrong == NULL)
		return;
	clean = ics_text_line(named->name, 60, zones->arena);
	ics_warn(report, named->line,
		 "The time zone \"%s\" is unknown and %s: its times are taken as London's.",
		 clean != NULL ? clean : "", wrong);
}

void
ics_zones_resolve(struct ics_zones *zones, struct ics_report *report)
{
	for (size_t i = 0; i < zones->named_n; i++)
		resolve_zone(zones, zones->named[i], report);
	if (zones->overflow_n > 0)
		ics_warn(
			report, 0,
			"The file names more than %d time zones: the times of the others are taken as London's.",
			ICS_ZONES_MAX);
}

void
ics_zones_finish(struct ics_zones *zones)
{
	for (struct ics_vtimezone *v = zones->defined; v != NULL; v = v->next) {
		sp_str_finish(&v->text);
		ics_zone_forget(v->peer);
	}
}

const struct ics_zone *
ics_when_clock(const struct ics_when *when, const struct ics_zone *floating)
{
	if (when->kind == ICS_UTC)
		return &zone_utc;
	if (when->zone != NULL)
		return &when->zone->zone;
	return floating != NULL ? floating : &ics_zone_london;
}

sp_time
ics_when_utc(const struct ics_when *when, const struct ics_zone *floating)
{
	return ics_zone_to_utc(ics_when_clock(when, floating), when->at);
}
