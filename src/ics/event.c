/*
 * Properties of an event, one line each. See the header.
 */
#include "event.h"

#include "senplan/base/array.h"

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

static bool
read_when(struct ics_event_reader *reader, const struct ics_line *line, const char *text,
	  struct ics_when *ret)
{
	const char *tzid = ics_line_param(line, "TZID");
	struct ics_when when = {0};

	if (!ics_when_parse(text, &when))
		return false;
	if (when.kind == ICS_LOCAL && tzid != NULL && tzid[0] != '\0')
		when.zone = ics_zones_name(reader->zones, tzid, line->number);
	*ret = when;
	return true;
}

static void
read_start(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	if (event->start.kind == ICS_NEVER && !read_when(reader, line, line->value, &event->start))
		event->bad_start = true;
}

static void
read_end(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	if (!read_when(reader, line, line->value, &event->end)) {
		event->bad_end = true;
		ics_warn(reader->report, line->number,
			 "The end is not a real date and time: it was left out.");
	}
}

static void
read_length(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	event->has_length = ics_length_parse(line->value, &event->length);
	if (!event->has_length)
		ics_warn(reader->report, line->number,
			 "The DURATION is not a length of time: it was left out.");
}

static void
read_recurrence_id(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line)
{
	const char *range = ics_line_param(line, "RANGE");

	if (!read_when(reader, line, line->value, &event->recurrence_id))
		ics_warn(reader->report, line->number,
			 "The RECURRENCE-ID is not a real date: the event is taken as one of its own.");
	if (range != NULL && sp_strieq(range, "THISANDFUTURE")) {
		event->this_and_future = true;
		ics_warn(
			reader->report, line->number,
			"This change is meant for all later dates too (THISANDFUTURE): it was taken for this date "
			"only.");
	}
}

/* "start/end" or "start/length", or a start alone. */
static bool
read_period(struct ics_event_reader *reader, const struct ics_line *line, char *text, struct ics_date *ret)
{
	struct ics_date date = {0};
	char *slash = strchr(text, '/');

	if (slash != NULL) {
		*slash++ = '\0';
		if (*slash == 'P' || *slash == 'p' || *slash == '+') {
			date.has_length = ics_length_parse(slash, &date.length);
			if (!date.has_length)
				return false;
		} else if (!read_when(reader, line, slash, &date.end)) {
			return false;
		}
	}
	if (!read_when(reader, line, text, &date.start))
		return false;
	*ret = date;
	return true;
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
		if (!read_period(reader, line, item, &date)) {
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
	const char *type = ics_line_param(line, "FBTYPE");
	size_t n = 0;

	if (type != NULL && sp_strieq(type, "FREE"))
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
static const char *
unquote_printable(struct ics_event_reader *reader, const struct ics_line *line)
{
	const char *encoding = ics_line_param(line, "ENCODING");
	char *copy = NULL;
	char *to = NULL;

	if (encoding == NULL || !sp_strieq(encoding, "QUOTED-PRINTABLE"))
		return line->value;
	copy = sp_arena_strdup(reader->arena, line->value);
	if (copy == NULL)
		return line->value;
	to = copy;
	for (const char *p = copy; *p != '\0'; p++) {
		int high = *p == '=' ? hex_digit(p[1]) : -1;
		int low = high >= 0 ? hex_digit(p[2]) : -1;

		if (low >= 0 && high * 16 + low != 0) {
			*to++ = (char)(high * 16 + low);
			p += 2;
		} else if (*p != '=' || p[1] != '\0') {
			*to++ = *p;
		}
	}
	*to = '\0';
	return copy;
}

static void
read_text(struct ics_event_reader *reader, const struct ics_line *line, int columns, const char **ret)
{
	const char *text = ics_text_line(unquote_printable(reader, line), columns, reader->arena);

	if (text == NULL)
		reader->failed = true;
	else
		*ret = text;
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
	struct ics_line first = *line;
	char *rest = sp_arena_strdup(reader->arena, line->value);

	if (event->category[0] != '\0' || rest == NULL)
		return;
	first.value = ics_list_next(&rest);
	read_text(reader, &first, ICS_PLACE_COLUMNS, &event->category);
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

	if (!ics_when_parse(value, &when))
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
	const char *answer = ics_line_param(line, "PARTSTAT");
	const char *address = line->value;

	if (answer == NULL || strchr(owner, '@') == NULL)
		return;
	if (sp_istarts_with(address, "mailto:"))
		address += strlen("mailto:");
	if (!sp_strieq(address, owner))
		return;
	event->declined = event->declined || sp_strieq(answer, "DECLINED");
	event->tentative = event->tentative || sp_strieq(answer, "TENTATIVE");
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
