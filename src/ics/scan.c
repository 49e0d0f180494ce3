/*
 * The walk through a file. See the header.
 */
#include "scan.h"

#include "ical.h"

#include <assert.h>
#include <string.h>

static enum ics_component
component_of(const char *name)
{
	static const struct {
		const char *name;
		enum ics_component kind;
	} components[] = {
		{"VCALENDAR", ICS_IN_CALENDAR},	 {"VEVENT", ICS_IN_EVENT},
		{"VTIMEZONE", ICS_IN_ZONE},	 {"STANDARD", ICS_IN_OBSERVANCE},
		{"DAYLIGHT", ICS_IN_OBSERVANCE}, {"VFREEBUSY", ICS_IN_FREEBUSY},
	};

	for (size_t i = 0; i < SP_COUNT(components); i++)
		if (sp_strieq(name, components[i].name))
			return components[i].kind;
	return ICS_IN_OTHER;
}

static bool
new_calendar(struct ics_scan *scan)
{
	scan->calendar = SP_ARENA_NEW(scan->arena, struct ics_calendar);
	if (scan->calendar == NULL)
		return false;
	scan->calendar->name = "";
	return true;
}

static void
close_top(struct ics_scan *scan)
{
	assert(scan->depth > 0);
	scan->depth--;
	switch (scan->stack[scan->depth].kind) {
	case ICS_IN_EVENT:
		scan->event = NULL;
		break;
	case ICS_IN_ZONE:
		scan->vtimezone = NULL;
		break;
	case ICS_IN_OBSERVANCE:
		ics_observance_end(scan->vtimezone);
		break;
	case ICS_IN_CALENDAR:
	case ICS_IN_FREEBUSY:
	case ICS_IN_OTHER:
		break;
	}
}

static void
close_unended(struct ics_scan *scan, size_t depth)
{
	while (scan->depth > depth) {
		const struct ics_open *open = &scan->stack[scan->depth - 1];

		ics_warn(scan->report, open->line, "This %s has no END: it was taken as far as it goes.",
			 open->kind == ICS_IN_EVENT ? "event" : "part of the file");
		close_top(scan);
	}
}

/* Events, zones and tasks stand in a calendar and in nothing else: whatever is open there was cut off. */
static void
close_before(struct ics_scan *scan, const char *name, enum ics_component kind)
{
	bool is_outer = kind == ICS_IN_EVENT || kind == ICS_IN_ZONE || kind == ICS_IN_FREEBUSY ||
			sp_strieq(name, "VTODO") || sp_strieq(name, "VJOURNAL");
	size_t keep = scan->depth;

	if (kind == ICS_IN_CALENDAR)
		keep = 0;
	else if (is_outer)
		for (size_t i = scan->depth; i > 0; i--)
			if (scan->stack[i - 1].kind == ICS_IN_EVENT || scan->stack[i - 1].kind == ICS_IN_ZONE)
				keep = i - 1;
	close_unended(scan, keep);
}

static enum sp_rc
too_many(const struct ics_scan *scan, int line, struct sp_err *reterr)
{
	return sp_err_set_at(
		reterr, SP_INPUT, NULL, line, 0,
		"The calendar has more than %zu events: nothing was taken in. Export a shorter time, or "
		"raise the limit.",
		scan->event_limit);
}

static enum sp_rc
open_event(struct ics_scan *scan, int line, struct sp_err *reterr)
{
	if (++scan->event_n > scan->event_limit)
		return too_many(scan, line, reterr);
	scan->event = ics_event_begin(&scan->reader, line, scan->calendar);
	if (scan->event == NULL || !SP_ARRAY_PUSH(&scan->events, scan->event))
		return sp_err_nomem(reterr);
	return SP_OK;
}

static enum sp_rc
open_component(struct ics_scan *scan, const struct ics_line *line, struct sp_err *reterr)
{
	enum ics_component kind = component_of(line->value);
	struct ics_open *open = NULL;

	close_before(scan, line->value, kind);
	if (scan->depth == ICS_DEPTH_MAX)
		return sp_err_set_at(
			reterr, SP_INPUT, NULL, line->number, 0,
			"The file nests its parts deeper than any calendar does: nothing was taken in.");
	if (kind == ICS_IN_OTHER &&
	    (scan->depth == 0 || scan->stack[scan->depth - 1].kind == ICS_IN_CALENDAR))
		scan->other_n++;
	if (kind == ICS_IN_OBSERVANCE &&
	    (scan->vtimezone == NULL || scan->stack[scan->depth - 1].kind != ICS_IN_ZONE))
		kind = ICS_IN_OTHER;
	open = &scan->stack[scan->depth++];
	*open = (struct ics_open){.kind = kind, .line = line->number};
	memcpy(open->name, line->value, strnlen(line->value, sizeof(open->name) - 1));
	if (kind == ICS_IN_CALENDAR && !new_calendar(scan))
		return sp_err_nomem(reterr);
	if (kind == ICS_IN_EVENT)
		return open_event(scan, line->number, reterr);
	if (kind == ICS_IN_ZONE)
		scan->vtimezone = ics_vtimezone_begin(&scan->zones);
	if (kind == ICS_IN_OBSERVANCE)
		ics_observance_begin(scan->vtimezone);
	return SP_OK;
}

static void
close_component(struct ics_scan *scan, const struct ics_line *line)
{
	char name[ICS_NAME_BYTES] = {0};

	memcpy(name, line->value, strnlen(line->value, sizeof(name) - 1));
	for (size_t i = scan->depth; i > 0; i--)
		if (sp_strieq(scan->stack[i - 1].name, name)) {
			close_unended(scan, i);
			close_top(scan);
			return;
		}
	ics_warn(scan->report, line->number, "An END without its BEGIN was passed over.");
}

static void
calendar_line(struct ics_scan *scan, const struct ics_line *line)
{
	struct ics_calendar *calendar = scan->calendar;

	if (sp_strieq(line->name, "METHOD")) {
		calendar->cancels = sp_istarts_with(line->value, "CANCEL");
	} else if (sp_strieq(line->name, "X-WR-TIMEZONE")) {
		calendar->floating = ics_zones_name(&scan->zones, line->value, line->number);
	} else if (sp_strieq(line->name, "X-WR-CALNAME") ||
		   (sp_strieq(line->name, "NAME") && calendar->name[0] == '\0')) {
		/* libical parts X- properties at their commas: as a title it is whole. */
		struct ics_line title = *line;
		struct ics_property property;
		const char *name = NULL;

		title.head = "SUMMARY";
		if (ics_property_open(&title, &property)) {
			name = ics_text_line(property.text, ICS_TITLE_COLUMNS, scan->arena);
			ics_property_close(&property);
		}
		calendar->name = name != NULL ? name : "";
		if (scan->name[0] == '\0')
			scan->name = calendar->name;
	} else if (sp_strieq(line->name, "VERSION") && sp_istarts_with(line->value, "1.0")) {
		calendar->is_old = true;
		ics_warn(
			scan->report, line->number,
			"This is vCalendar 1.0, an old form: starts, ends and titles were read, repeat rules not.");
	}
}

static enum sp_rc
freebusy_line(struct ics_scan *scan, const struct ics_line *line, struct sp_err *reterr)
{
	if (!sp_strieq(line->name, "FREEBUSY"))
		return SP_OK;
	for (struct ics_date *date = ics_freebusy_periods(&scan->reader, line); date != NULL;
	     date = date->next) {
		struct ics_event *event = ics_event_begin(&scan->reader, line->number, scan->calendar);

		if (scan->events.n >= scan->event_limit)
			return too_many(scan, line->number, reterr);
		if (event == NULL || !SP_ARRAY_PUSH(&scan->events, event))
			return sp_err_nomem(reterr);
		event->title = "Busy";
		event->start = date->start;
		event->end = date->end;
		event->length = date->length;
		event->has_length = date->has_length;
	}
	return SP_OK;
}

static enum sp_rc
take_line(struct ics_scan *scan, const struct ics_line *line, struct sp_err *reterr)
{
	if (line->cut)
		ics_warn(scan->report, line->number,
			 "This line is longer than a megabyte: its end was left out.");
	if (line->recoded && !scan->told_recoded) {
		scan->told_recoded = true;
		ics_warn(scan->report, line->number, "Some text is not UTF-8: it was read as Windows-1252.");
	}
	if (sp_strieq(line->name, "BEGIN"))
		return open_component(scan, line, reterr);
	if (sp_strieq(line->name, "END")) {
		close_component(scan, line);
		return SP_OK;
	}
	if (scan->depth == 0)
		return SP_OK;
	switch (scan->stack[scan->depth - 1].kind) {
	case ICS_IN_CALENDAR:
		calendar_line(scan, line);
		break;
	case ICS_IN_EVENT:
		ics_event_line(&scan->reader, scan->event, line);
		break;
	case ICS_IN_ZONE:
		if (scan->vtimezone != NULL)
			ics_vtimezone_line(&scan->zones, scan->vtimezone, line);
		break;
	case ICS_IN_OBSERVANCE:
		ics_observance_line(scan->vtimezone, line);
		break;
	case ICS_IN_FREEBUSY:
		return freebusy_line(scan, line, reterr);
	case ICS_IN_OTHER:
		break;
	}
	return SP_OK;
}

enum sp_rc
ics_scan_run(struct ics_scan *scan, const char *bytes, size_t size, struct sp_err *reterr)
{
	struct ics_lines lines;
	struct ics_line line;
	enum sp_rc rc = SP_OK;

	scan->name = "";
	ics_lines_start(&lines, bytes, size);
	if (!new_calendar(scan)) {
		rc = sp_err_nomem(reterr);
		goto done;
	}
	while (rc == SP_OK && ics_lines_next(&lines, &line))
		rc = take_line(scan, &line, reterr);
	if (rc != SP_OK)
		goto done;
	close_unended(scan, 0);
	if (ics_lines_failed(&lines) || scan->reader.failed || scan->zones.failed || scan->report->failed)
		rc = sp_err_nomem(reterr);
done:
	ics_lines_finish(&lines);
	return rc;
}

void
ics_scan_finish(struct ics_scan *scan)
{
	SP_ARRAY_FREE(&scan->events);
	ics_zones_finish(&scan->zones);
}
