/*
 * Properties of an event, one line each. See the header.
 */
#include "event.h"

#include "senplan/base/array.h"

#include "ical.h"

#include <string.h>

struct ics_event *
ics_event_begin(struct ics_event_reader *reader, int line, const struct ics_calendar *calendar)
{
	struct ics_event *event = SP_ARENA_NEW(reader->arena, struct ics_event);

	if (event == NULL) {
		reader->failed = true;
		return NULL;
	}
	event->line = line;
	event->calendar = calendar;
	event->uid = event->title = event->category = event->location = "";
	event->stamp = SP_TIME_NONE;
	return event;
}

/* --- times --- */

/* A local time belongs to the zone that the line names. */
static void
place_when(struct ics_event_reader *reader, const struct ics_line *line, const struct ics_property *property,
	   struct ics_when *when)
{
	char tzid[ICS_PARAM_BYTES];

	if (when->kind == ICS_LOCAL && ics_property_param(property, "TZID", tzid)[0] != '\0')
		when->zone = ics_zones_name(reader->zones, tzid, line->number);
}

static bool
read_when(struct ics_event_reader *reader, const struct ics_line *line, struct ics_when *ret)
{
	struct ics_property property;
	bool sound = false;

	if (!ics_property_open(line, &property))
		return false;
	sound = property.when.kind != ICS_NEVER;
	place_when(reader, line, &property, &property.when);
	if (sound)
		*ret = property.when;
	ics_property_close(&property);
	return sound;
}

/* Has the line this parameter with this value? */
static bool
has_param(const struct ics_line *line, const char *name, const char *value)
{
	struct ics_property property;
	char text[ICS_PARAM_BYTES];
	bool has = false;

	if (strchr(line->head, ';') == NULL || !ics_property_open(line, &property))
		return false;
	has = sp_strieq(ics_property_param(&property, name, text), value);
	ics_property_close(&property);
	return has;
}

static void
read_start(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	if (event->start.kind == ICS_NEVER && !read_when(reader, line, &event->start))
		event->bad_start = true;
}

static void
read_end(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	if (!read_when(reader, line, &event->end))
		ics_warn(reader->report, line->number,
			 "The end is not a real date and time: it was left out.");
}

static void
read_length(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	event->has_length = ics_length_read(line->value, &event->length);
	if (!event->has_length)
		ics_warn(reader->report, line->number,
			 "The DURATION is not a length of time: it was left out.");
}

static void
read_recurrence_id(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	if (!read_when(reader, line, &event->recurrence_id))
		ics_warn(reader->report, line->number,
			 "The RECURRENCE-ID is not a real date: the event is taken as one of its own.");
	if (has_param(line, "RANGE", "THISANDFUTURE"))
		ics_warn(
			reader->report, line->number,
			"This change is meant for all later dates too (THISANDFUTURE): it was taken for this date "
			"only.");
}

/* One value of a list, or a period: libical reads each alone, for of a long list it drops the end in silence. */
static bool
read_date(struct ics_event_reader *reader, const struct ics_line *line, const char *item,
	  struct ics_date *ret)
{
	struct ics_line alone = *line;
	struct ics_property property;
	bool sound = false;

	alone.value = item;
	if (!ics_property_open(&alone, &property))
		return false;
	sound = property.when.kind != ICS_NEVER;
	place_when(reader, line, &property, &property.when);
	place_when(reader, line, &property, &property.end);
	if (sound)
		*ret = (struct ics_date){.start = property.when,
					 .end = property.end,
					 .length = property.length,
					 .has_length = property.has_length};
	ics_property_close(&property);
	return sound;
}

static struct ics_date *
read_dates(struct ics_event_reader *reader, const struct ics_line *line, struct ics_date *after, size_t *n)
{
	char *rest = sp_arena_strdup(reader->arena, line->value);

	reader->failed = reader->failed || rest == NULL;
	for (char *item = ics_list_next(&rest); item != NULL && *n < ICS_DATES_MAX;
	     item = ics_list_next(&rest)) {
		struct ics_date date = {0};
		struct ics_date *kept = NULL;

		if (item[strspn(item, " ")] == '\0')
			continue;
		if (!read_date(reader, line, item, &date)) {
			ics_warn(reader->report, line->number,
				 "A date in this list is not a real one: it was left out.");
			continue;
		}
		kept = sp_arena_memdup(reader->arena, &date, sizeof(date));
		if (kept == NULL) {
			reader->failed = true;
			return after;
		}
		kept->next = after;
		after = kept;
		(*n)++;
	}
	if (*n == ICS_DATES_MAX)
		ics_warn(reader->report, line->number,
			 "More than %d dates in one event: the rest was left out.", ICS_DATES_MAX);
	return after;
}

static void
read_rdate(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	event->rdates = read_dates(reader, line, event->rdates, &event->date_n);
}

static void
read_exdate(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	event->exdates = read_dates(reader, line, event->exdates, &event->date_n);
}

struct ics_date *
ics_freebusy_periods(struct ics_event_reader *reader, const struct ics_line *line)
{
	size_t n = 0;

	if (has_param(line, "FBTYPE", "FREE"))
		return NULL;
	return read_dates(reader, line, NULL, &n);
}

static void
read_rrule(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	if (event->calendar->is_old) {
		ics_warn(reader->report, line->number,
			 "A repeat rule of vCalendar 1.0 is not understood: only the first date was taken.");
		return;
	}
	if (event->rule_n == ICS_RULES_MAX) {
		ics_warn(reader->report, line->number, "More than %d repeat rules: the rest was left out.",
			 ICS_RULES_MAX);
		return;
	}
	event->rules[event->rule_n] = sp_arena_strdup(reader->arena, line->value);
	event->rule_lines[event->rule_n] = line->number;
	if (event->rules[event->rule_n] == NULL)
		reader->failed = true;
	else
		event->rule_n++;
}

static void
read_exrule(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	event->exrule = sp_arena_strdup(reader->arena, line->value);
	reader->failed = reader->failed || event->exrule == NULL;
}

/* --- texts --- */

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* vCalendar's "=C3=A9": bytes again; what is no UTF-8 then is made visible by the cleaning. */
static char *
unquote_printable(const char *text, struct sp_arena *arena)
{
	char *copy = sp_arena_strdup(arena, text);
	char *to = copy;

	for (const char *p = copy; p != NULL && *p != '\0'; p++) {
		int high = *p == '=' ? hex_digit(p[1]) : -1;
		int low = high >= 0 ? hex_digit(p[2]) : -1;

		if (low >= 0 && high * 16 + low != 0) {
			*to++ = (char)(high * 16 + low);
			p += 2;
		} else if (*p != '=' || p[1] != '\0') {
			*to++ = *p;
		}
	}
	if (to != NULL)
		*to = '\0';
	return copy;
}

static void
read_text(struct ics_event_reader *reader, const struct ics_line *line, int columns, const char **ret)
{
	struct ics_property property;
	char encoding[ICS_PARAM_BYTES];
	const char *text = NULL;

	if (!ics_property_open(line, &property))
		return;
	text = property.text;
	if (sp_strieq(ics_property_param(&property, "ENCODING", encoding), "QUOTED-PRINTABLE"))
		text = unquote_printable(text, reader->arena);
	text = text != NULL ? ics_text_line(text, columns, reader->arena) : NULL;
	if (text == NULL)
		reader->failed = true;
	else
		*ret = text;
	ics_property_close(&property);
}

static void
read_summary(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	if (event->title[0] == '\0')
		read_text(reader, line, ICS_TITLE_COLUMNS, &event->title);
}

static void
read_location(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	read_text(reader, line, ICS_PLACE_COLUMNS, &event->location);
}

static void
read_categories(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	if (event->category[0] == '\0')
		read_text(reader, line, ICS_PLACE_COLUMNS, &event->category);
}

static void
read_uid(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	if (event->uid[0] == '\0')
		read_text(reader, line, 255, &event->uid);
}

/* --- marks --- */

static void
read_sequence(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	if (!sp_parse_int(line->value, 0, 1000000000L, &event->sequence))
		ics_warn(reader->report, line->number, "The SEQUENCE is not a number: taken as 0.");
}

static void
set_stamp(struct ics_event *event, const char *value)
{
	struct ics_when when = {0};

	if (!ics_when_read(value, &when))
		return;
	event->stamp = when.at;
	event->stamp_second = when.second;
}

static void
read_modified(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	(void)reader;
	event->has_modified = true;
	set_stamp(event, line->value);
}

static void
read_dtstamp(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	(void)reader;
	if (!event->has_modified)
		set_stamp(event, line->value);
}

static void
read_status(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	(void)reader;
	event->cancelled =
		sp_istarts_with(line->value, "CANCELLED") || sp_istarts_with(line->value, "CANCELED");
	event->tentative = event->tentative || sp_istarts_with(line->value, "TENTATIVE");
}

static void
read_transp(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	(void)reader;
	event->transparent = event->transparent || sp_istarts_with(line->value, "TRANSPARENT") ||
			     (event->calendar->is_old && sp_streq(line->value, "1"));
}

static void
read_busystatus(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	(void)reader;
	event->transparent = event->transparent || sp_istarts_with(line->value, "FREE");
	event->tentative = event->tentative || sp_istarts_with(line->value, "TENTATIVE");
	event->away = sp_istarts_with(line->value, "OOF");
}

static void
read_all_day_mark(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	(void)reader;
	event->marked_all_day = sp_istarts_with(line->value, "TRUE");
}

static void
read_attendee(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	const char *owner = reader->owner != NULL ? reader->owner : event->calendar->name;
	const char *address = line->value;

	if (strchr(owner, '@') == NULL)
		return;
	if (sp_istarts_with(address, "mailto:"))
		address += strlen("mailto:");
	if (!sp_strieq(address, owner))
		return;
	event->declined = event->declined || has_param(line, "PARTSTAT", "DECLINED");
	event->tentative = event->tentative || has_param(line, "PARTSTAT", "TENTATIVE");
}

void
ics_event_line(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	static const struct {
		const char *name;
		void (*read)(struct ics_event_reader *, struct ics_event *, const struct ics_line *);
	} properties[] = {
		{"DTSTART", read_start},
		{"DTEND", read_end},
		{"DURATION", read_length},
		{"SUMMARY", read_summary},
		{"UID", read_uid},
		{"RRULE", read_rrule},
		{"RDATE", read_rdate},
		{"EXDATE", read_exdate},
		{"EXRULE", read_exrule},
		{"RECURRENCE-ID", read_recurrence_id},
		{"STATUS", read_status},
		{"TRANSP", read_transp},
		{"SEQUENCE", read_sequence},
		{"LAST-MODIFIED", read_modified},
		{"DTSTAMP", read_dtstamp},
		{"LOCATION", read_location},
		{"CATEGORIES", read_categories},
		{"ATTENDEE", read_attendee},
		{"X-MICROSOFT-CDO-BUSYSTATUS", read_busystatus},
		{"X-MICROSOFT-CDO-ALLDAYEVENT", read_all_day_mark},
		{"X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", read_all_day_mark},
	};

	for (size_t i = 0; i < SP_COUNT(properties); i++) {
		if (sp_strieq(line->name, properties[i].name)) {
			properties[i].read(reader, event, line);
			return;
		}
	}
}
