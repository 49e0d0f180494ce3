/*
 * The properties of a checked file, line by line: names, texts, times and their zones.
 */
#include "lint_part.h"

#include "senplan/base/hash.h"

#include "tz.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
add_finding(struct lint *lint, const struct sp_ics_finding *finding)
{
	if (lint->mute)
		return;
	if (lint->items == NULL)
		lint->items = SP_ARENA_NEW_N(lint->arena, struct sp_ics_finding, LINT_FINDINGS_MAX);
	if (lint->items == NULL || finding->text == NULL) {
		lint->failed = true;
		return;
	}
	if (finding->must)
		lint->must_n++;
	if (lint->n == LINT_FINDINGS_MAX)
		lint->left_n++;
	else
		lint->items[lint->n++] = *finding;
}

static void __attribute__((format(printf, 3, 0)))
say(struct lint *lint, struct sp_ics_finding finding, const char *format, va_list args)
{
	char text[300];

	(void)vsnprintf(text, sizeof(text), format, args);
	finding.text = sp_arena_strdup(lint->arena, text);
	add_finding(lint, &finding);
}

void
lint_find(struct lint *lint, int line, const char *rule, const char *affected, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(lint, (struct sp_ics_finding){.line = line, .rule = rule, .must = true, .affected = affected},
	    format, args);
	va_end(args);
}

void
lint_advise(struct lint *lint, int line, const char *rule, const char *affected, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(lint, (struct sp_ics_finding){.line = line, .rule = rule, .affected = affected}, format, args);
	va_end(args);
}

/* --- names --- */

static const char *const registered[] = {
	"ACKNOWLEDGED",
	"ACTION",
	"ATTACH",
	"ATTENDEE",
	"CALENDAR-ADDRESS",
	"CALSCALE",
	"CATEGORIES",
	"CLASS",
	"COLOR",
	"COMMENT",
	"COMPLETED",
	"CONCEPT",
	"CONFERENCE",
	"CONTACT",
	"CREATED",
	"DESCRIPTION",
	"DTEND",
	"DTSTAMP",
	"DTSTART",
	"DUE",
	"DURATION",
	"EXDATE",
	"FREEBUSY",
	"GEO",
	"IMAGE",
	"LAST-MODIFIED",
	"LINK",
	"LOCATION",
	"METHOD",
	"NAME",
	"ORGANIZER",
	"PERCENT-COMPLETE",
	"PRIORITY",
	"PRODID",
	"PROXIMITY",
	"RDATE",
	"RECURRENCE-ID",
	"REFID",
	"REFRESH-INTERVAL",
	"RELATED-TO",
	"REPEAT",
	"REQUEST-STATUS",
	"RESOURCES",
	"RRULE",
	"SEQUENCE",
	"SOURCE",
	"STATUS",
	"STRUCTURED-DATA",
	"STYLED-DESCRIPTION",
	"SUMMARY",
	"TRANSP",
	"TRIGGER",
	"TZID",
	"TZNAME",
	"TZOFFSETFROM",
	"TZOFFSETTO",
	"TZURL",
	"UID",
	"URL",
	"VERSION",
	"BUSYTYPE",
};

static void
check_name(struct lint *lint, const struct ics_line *line)
{
	bool known = sp_istarts_with(line->name, "X-");
	bool lower = false;

	for (size_t i = 0; i < SP_COUNT(registered) && !known; i++)
		known = sp_strieq(line->name, registered[i]);
	for (const char *p = line->name; *p != '\0'; p++)
		lower = lower || (*p >= 'a' && *p <= 'z');
	if (!known)
		lint_find(lint, line->number, "R51", "validators",
			  "This property is neither registered nor begins with X-.");
	if (lower)
		lint_advise(lint, line->number, "R15", "libical (Evolution, GNOME)",
			    "The property's name is not in upper case.");
}

/* --- texts --- */

static bool
is_text(const char *name)
{
	return sp_strieq(name, "SUMMARY") || sp_strieq(name, "LOCATION") || sp_strieq(name, "DESCRIPTION") ||
	       sp_strieq(name, "COMMENT") || sp_strieq(name, "CONTACT") || sp_strieq(name, "X-WR-CALNAME") ||
	       sp_strieq(name, "NAME");
}

static void
check_text(struct lint *lint, const struct ics_line *line)
{
	if (!is_text(line->name))
		return;
	for (const char *p = line->value; *p != '\0'; p++) {
		if (*p == '\\') {
			if (p[1] != '\0' && strchr("\\;,nN", p[1]) != NULL) {
				p++;
				continue;
			}
			lint_find(lint, line->number, "R13", "Apple, Google: stray backslashes",
				  "The text has a backslash before something that is not escaped.");
			return;
		}
		if (*p == ',' || *p == ';') {
			lint_find(lint, line->number, "R13", "parsers that split there: the rest is lost",
				  "The text has a comma or semicolon that is not escaped.");
			return;
		}
	}
}

/* --- times and zones --- */

static void
add_zone(struct lint_zone *zones, size_t *n, const struct lint_zone *zone)
{
	for (size_t i = 0; i < *n; i++) {
		if (!sp_streq(zones[i].name, zone->name))
			continue;
		if (zone->first < zones[i].first)
			zones[i].first = zone->first;
		return;
	}
	if (*n < LINT_ZONES_MAX && zone->name != NULL)
		zones[(*n)++] = *zone;
}

static void
check_zone_name(struct lint *lint, const char *tzid, int line)
{
	void *known = NULL;

	if (tzid[0] == '/')
		lint_find(lint, line, "R29", "Google, Outlook", "The TZID has a vendor's prefix.");
	else if (sp_strieq(tzid, "GMT") || sp_strieq(tzid, "BST"))
		lint_find(lint, line, "R29", "Outlook for Mac: an hour off",
			  "The zone is named %s: for London the name is Europe/London.", tzid);
	else if (ics_windows_iana(tzid) != NULL && !ics_iana_find(tzid, &known))
		lint_advise(lint, line, "R29", "calcurse and others drop such events",
			    "The zone has Windows' name: %s is the name everybody knows.",
			    ics_windows_iana(tzid));
}

/* Strictly as the standard writes it: eight digits, T, six digits, Z. */
static bool
form_is_strict(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (digits != 8)
		return false;
	if (text[8] == '\0')
		return true;
	if (text[8] != 'T' || strspn(text + 9, "0123456789") != 6)
		return false;
	return text[15] == '\0' || (text[15] == 'Z' && text[16] == '\0');
}

struct params {
	char tzid[ICS_PARAM_BYTES];
	char type[ICS_PARAM_BYTES];
};

static void
read_params(const struct ics_line *line, struct params *ret)
{
	struct ics_property property;

	*ret = (struct params){.tzid = ""};
	if (!ics_property_open(line, &property))
		return;
	(void)ics_property_param(&property, "TZID", ret->tzid);
	(void)ics_property_param(&property, "VALUE", ret->type);
	ics_property_close(&property);
}

static void
take_time(struct lint *lint, struct lint_value *value, const struct ics_line *line, bool in_zone)
{
	struct params params;
	const char *tzid = params.tzid;

	read_params(line, &params);
	if (!form_is_strict(line->value) || !ics_when_read(line->value, &value->when)) {
		lint_find(lint, line->number, "R33", "every program", "This is not a real date or time.");
		return;
	}
	if (value->when.kind == ICS_DATE && !sp_strieq(params.type, "DATE"))
		lint_find(lint, line->number, "R28", "every program",
			  "A date without time must say VALUE=DATE.");
	if (value->when.kind != ICS_DATE && sp_strieq(params.type, "DATE"))
		lint_find(lint, line->number, "R28", "every program",
			  "VALUE=DATE stands before a date and time.");
	if (tzid[0] != '\0') {
		value->has_tzid = true;
		value->text = sp_arena_strdup(lint->arena, tzid);
		lint->failed = lint->failed || value->text == NULL;
		add_zone(lint->used, &lint->used_n,
			 &(struct lint_zone){value->text, line->number, value->when.at});
	}
	if (value->when.kind == ICS_UTC && tzid[0] != '\0')
		lint_find(lint, line->number, "R31", "every program",
			  "A time in UTC (Z) names a zone as well.");
	if (value->when.kind == ICS_DATE && tzid[0] != '\0')
		lint_find(lint, line->number, "R28", "every program", "A date names a zone.");
	value->floats = value->when.kind == ICS_LOCAL && tzid[0] == '\0' && !in_zone;
	if (value->floats)
		lint_find(lint, line->number, "R31", "Google, Outlook: an hour off in summer, or refused",
			  "The time floats: it names no zone.");
}

static void
keep_date(struct lint *lint, struct lint_part *part, const struct lint_date *date)
{
	struct lint_date *kept = NULL;

	if (++lint->dates_n > LINT_DATES_MAX)
		return;
	kept = SP_ARENA_NEW(lint->arena, struct lint_date);
	if (kept == NULL) {
		lint->failed = true;
		return;
	}
	*kept = *date;
	kept->next = part->dates;
	part->dates = kept;
}

static void
check_date_list(struct lint *lint, struct lint_part *part, const struct ics_line *line)
{
	char *rest = sp_arena_strdup(lint->arena, line->value);
	struct params params;
	bool periods = false;
	size_t n = 0;

	read_params(line, &params);
	periods = sp_strieq(params.type, "PERIOD");
	if (periods)
		lint_advise(lint, line->number, "R41", "libical before 3.0.19: lost", "RDATE has periods.");
	for (char *item = ics_list_next(&rest); item != NULL; item = ics_list_next(&rest)) {
		struct ics_when when = {0};

		n++;
		if (periods)
			continue;
		if (!ics_when_read(item, &when)) {
			lint_find(lint, line->number, "R33", "every program",
				  "A date in the list is not real.");
			return;
		}
		keep_date(lint, part,
			  &(struct lint_date){when, line->number, sp_strieq(line->name, "EXDATE"), NULL});
		if (part->start.n > 0 && ((when.kind == ICS_DATE) != (part->start.when.kind == ICS_DATE) ||
					  !sp_streq(params.tzid, part->start.text))) {
			lint_find(lint, line->number, "R39", "many programs: the exception is passed over",
				  "The dates are not of DTSTART's type and zone.");
			return;
		}
	}
	if (n > 100)
		lint_advise(lint, line->number, "R41", "libical: drops those after the 500th",
			    "More than 100 dates stand in one line.");
}

/* --- one property --- */

static struct lint_value *
kept_value(struct lint_part *part, const char *name)
{
	const struct {
		const char *name;
		struct lint_value *value;
	} kept[] = {
		{"PRODID", &part->prodid},
		{"VERSION", &part->version},
		{"CALSCALE", &part->calscale},
		{"METHOD", &part->method},
		{"UID", &part->uid},
		{"DTSTAMP", &part->stamp},
		{"CREATED", &part->created},
		{"LAST-MODIFIED", &part->modified},
		{"DTSTART", &part->start},
		{"DTEND", &part->end},
		{"DUE", &part->due},
		{"COMPLETED", &part->completed},
		{"DURATION", &part->duration},
		{"RECURRENCE-ID", &part->recurrence_id},
		{"SEQUENCE", &part->sequence},
		{"STATUS", &part->status},
		{"CLASS", &part->klass},
		{"TRANSP", &part->transp},
		{"X-MICROSOFT-CDO-BUSYSTATUS", &part->busystatus},
		{"SUMMARY", &part->summary},
		{"RRULE", &part->rrule},
		{"PERCENT-COMPLETE", &part->percent},
		{"ORGANIZER", &part->organizer},
		{"ACTION", &part->action},
		{"TRIGGER", &part->trigger},
		{"DESCRIPTION", &part->description},
		{"TZID", &part->tzid},
		{"TZOFFSETFROM", &part->offset_from},
		{"TZOFFSETTO", &part->offset_to},
		{"X-WR-CALNAME", &part->calname},
		{"X-WR-TIMEZONE", &part->zone_hint},
		{"REFRESH-INTERVAL", &part->feed},
		{"X-PUBLISHED-TTL", &part->feed},
		{"CATEGORIES", &part->categories},
	};

	for (size_t i = 0; i < SP_COUNT(kept); i++)
		if (sp_strieq(name, kept[i].name))
			return kept[i].value;
	return NULL;
}

static bool
is_time(const char *name)
{
	return sp_strieq(name, "DTSTART") || sp_strieq(name, "DTEND") || sp_strieq(name, "DUE") ||
	       sp_strieq(name, "RECURRENCE-ID") || sp_strieq(name, "DTSTAMP") || sp_strieq(name, "CREATED") ||
	       sp_strieq(name, "LAST-MODIFIED") || sp_strieq(name, "COMPLETED");
}

/* "#RRGGBB", and perhaps how dense it is. */
static bool
is_hex_colour(const char *value)
{
	size_t digits = value[0] == '#' ? strspn(value + 1, "0123456789abcdefABCDEF") : 0;

	return (digits == 6 || digits == 8) && value[digits + 1] == '\0';
}

static void
check_hints(struct lint *lint, struct lint_part *part, const struct ics_line *line)
{
	struct ics_length length = {0};
	const char *value = line->value;

	if ((sp_strieq(line->name, "REFRESH-INTERVAL") || sp_strieq(line->name, "X-PUBLISHED-TTL")) &&
	    !ics_length_read(value, &length))
		lint_find(lint, line->number, "R08", "subscribers",
			  "The interval is not a length of time (PT4H).");
	if (sp_strieq(line->name, "REFRESH-INTERVAL") && strcasestr(line->head, "VALUE=DURATION") == NULL)
		lint_find(lint, line->number, "R08", "subscribers",
			  "REFRESH-INTERVAL must say VALUE=DURATION.");
	if (sp_strieq(line->name, "X-APPLE-CALENDAR-COLOR") && !is_hex_colour(value))
		lint_find(lint, line->number, "R09", "Apple", "This colour is a number, like #1F6FB2.");
	if (sp_strieq(line->name, "COLOR") && value[0] == '#')
		lint_find(lint, line->number, "R09", "Apple, Thunderbird",
			  "COLOR takes a colour's name, not a number.");
	if (sp_strieq(line->name, "ATTENDEE") && lint->publishes && part->kind == LINT_EVENT)
		lint_find(lint, line->number, "R48", "Outlook, Google: invitations",
			  "A published event must not have an ATTENDEE.");
	if (sp_strieq(line->name, "ORGANIZER") && part->kind == LINT_EVENT)
		lint_advise(lint, line->number, "R48", "servers that send invitations",
			    "There is an ORGANIZER: servers may write to people.");
	if (sp_strieq(line->name, "RECURRENCE-ID") && strcasestr(line->head, "RANGE=") != NULL)
		lint_find(lint, line->number, "R42", "every program",
			  "RANGE=THISANDFUTURE is read by nearly none.");
	if ((sp_strieq(line->name, "RDATE") || sp_strieq(line->name, "EXDATE")) && part->kind == LINT_EVENT)
		check_date_list(lint, part, line);
}

/* What the line says, wherever it stands: the sum of the lines does not depend on their order. */
static void
sum_up(struct lint_part *part, const struct ics_line *line)
{
	static const char *const stamps[] = {"DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE"};
	static const char *const times[] = {"DTSTART", "DTEND", "DUE",	  "DURATION",
					    "RRULE",   "RDATE", "EXDATE", "STATUS"};
	uint64_t hash = sp_hash_text(sp_hash_text(SP_HASH_START, line->head), line->value);

	for (size_t i = 0; i < SP_COUNT(stamps); i++)
		if (sp_strieq(line->name, stamps[i]))
			return;
	part->content += hash;
	for (size_t i = 0; i < SP_COUNT(times); i++)
		if (sp_strieq(line->name, times[i]))
			part->times += hash;
}

void
lint_property(struct lint *lint, struct lint_part *part, const struct ics_line *line)
{
	struct lint_value *value = kept_value(part, line->name);

	sum_up(part, line);

	check_name(lint, line);
	check_text(lint, line);
	check_hints(lint, part, line);
	lint_params(lint, line);
	if (sp_strieq(line->name, "FREEBUSY") && part->kind == LINT_BUSY)
		lint_busy_line(lint, part, line);
	part->has_rdate = part->has_rdate || sp_strieq(line->name, "RDATE");
	if (part->has_alarm)
		lint_find(lint, line->number, "R47", "Apple, Android",
			  "A property of the event stands after its alarm.");
	if (value == NULL)
		return;
	value->n++;
	if (value->n == 2 && value == &part->categories)
		lint_advise(lint, line->number, "R46", "Outlook, Google: take the first line only",
			    "CATEGORIES stands twice: one line, with commas between.");
	else if (value->n == 2 && value != &part->rrule && value != &part->description &&
		 value != &part->feed)
		lint_find(lint, line->number, "R51", "every program", "%s stands twice.", line->name);
	value->line = line->number;
	if (is_time(line->name)) {
		take_time(lint, value, line, part->kind == LINT_OBSERVANCE);
		return;
	}
	value->padded = line->padded;
	value->text = sp_arena_strdup(lint->arena, line->value);
	if (value->text == NULL) {
		value->text = "";
		lint->failed = true;
	}
	if (value == &part->tzid && part->kind == LINT_ZONE)
		add_zone(lint->defined, &lint->defined_n,
			 &(struct lint_zone){value->text, line->number, SP_TIME_NONE});
	if (value == &part->tzid)
		check_zone_name(lint, value->text, line->number);
	lint->publishes = lint->publishes || (value == &part->method && sp_streq(value->text, "PUBLISH"));
}

/* --- ends of the simple parts --- */

static void
end_calendar(struct lint *lint, const struct lint_part *part)
{
	if (part->prodid.n != 1 || part->prodid.text[0] == '\0')
		lint_find(lint, part->line, "R01", "Outlook, validators", "There is no PRODID.");
	else if (!sp_starts_with(part->prodid.text, "-//") || strstr(part->prodid.text + 3, "//") == NULL)
		lint_advise(lint, part->prodid.line, "R01", "validators",
			    "PRODID is written as -//Maker//Product 1.0//EN.");
	if (part->feed.n > 0 && part->calname.n == 0)
		lint_advise(lint, part->line, "R07", "Google, Apple, Outlook",
			    "A feed without X-WR-CALNAME is shown with its address as its name.");
	if (part->zone_hint.n > 0 && part->floats)
		lint_advise(
			lint, part->zone_hint.line, "R07", "Outlook, Thunderbird",
			"X-WR-TIMEZONE does not stand in for the zones of the times: few programs read it.");
	if (part->version.n != 1 || !sp_streq(part->version.text, "2.0"))
		lint_find(lint, part->line, "R02", "every program", "There is no VERSION:2.0.");
	if (part->calscale.n > 0 && !sp_streq(part->calscale.text, "GREGORIAN"))
		lint_find(lint, part->calscale.line, "R03", "every program", "CALSCALE is not GREGORIAN.");
	if (part->method.n > 0 && !sp_streq(part->method.text, "PUBLISH"))
		lint_find(lint, part->method.line, "R04", "Outlook: one event, as an invitation",
			  "METHOD is not PUBLISH.");
	if (part->children == 0)
		lint_find(lint, part->line, "R05", "vdirsyncer, validators", "The calendar is empty.");
}

static void
end_observance(struct lint *lint, const struct lint_part *part)
{
	if (part->start.n != 1 || part->offset_from.n != 1 || part->offset_to.n != 1)
		lint_find(lint, part->line, "R30", "every program",
			  "A part of the VTIMEZONE lacks DTSTART, TZOFFSETFROM or TZOFFSETTO.");
	if (part->has_rdate)
		lint_find(lint, part->line, "R30", "Outlook: summer an hour off",
			  "The zone's changes are a list of dates (RDATE) instead of a rule.");
	if (strlen(part->offset_from.text) > 5 || strlen(part->offset_to.text) > 5)
		lint_find(lint, part->line, "R30", "Outlook on the web", "An offset has seconds.");
	if (part->start.when.kind != ICS_NEVER && sp_day_date(sp_time_day(part->start.when.at)).year < 1900)
		lint_advise(lint, part->line, "R30", "Outlook on the web",
			    "The zone's rules begin before 1900: two yearly rules from 1996 will do.");
}

static void
end_alarm(struct lint *lint, const struct lint_part *part)
{
	if (part->action.n != 1 || part->trigger.n != 1)
		lint_find(lint, part->line, "R47", "Apple: drops the event",
			  "The alarm has no ACTION or no TRIGGER.");
	if (sp_streq(part->action.text, "EMAIL"))
		lint_find(lint, part->line, "R47", "servers", "The alarm sends an e-mail.");
	if (sp_streq(part->action.text, "DISPLAY") && part->description.n == 0)
		lint_find(lint, part->line, "R47", "Apple: drops the event", "The alarm has no DESCRIPTION.");
}

void
lint_part_end(struct lint *lint, const struct lint_part *part)
{
	switch (part->kind) {
	case LINT_CALENDAR:
		end_calendar(lint, part);
		break;
	case LINT_EVENT:
		lint_event_end(lint, part);
		break;
	case LINT_TODO:
		lint_todo_end(lint, part);
		break;
	case LINT_ZONE:
		lint_zone_end(lint, part);
		break;
	case LINT_OBSERVANCE:
		end_observance(lint, part);
		break;
	case LINT_ALARM:
		end_alarm(lint, part);
		break;
	case LINT_BUSY:
		lint_busy_end(lint, part);
		break;
	case LINT_OTHER:
		break;
	}
}
