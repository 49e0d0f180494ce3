/*
 * Calendars that leave the house. See the header.
 *
 * Written here and not by libical 3.0.16, because what that prints breaks the rules of good calendars. It
 * leaves commas and semicolons bare in CATEGORIES and in X-WR-CALNAME, where other programs then part the
 * text. It folds a long line behind its last colon or blank, so that "UID:" stands alone, and where there is none
 * perhaps between a backslash and what it escapes. And these bytes must not change with a library's version:
 * every file of a folder would be sent again.
 */
#include "senplan/ics/write.h"

#include "senplan/ics/zone.h"

#include "fold.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { UID_MAX = 255, STAMP_TEXT = 24 };

/* --- what may go out --- */

static bool
uid_is_sound(const char *uid)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@";
	size_t len = uid != NULL ? strlen(uid) : 0;

	return len > 0 && len <= UID_MAX && strspn(uid, allowed) == len && uid[0] != '.';
}

static bool
title_is_sound(const char *title)
{
	return title != NULL && title[strspn(title, " \t\r\n")] != '\0';
}

static bool
year_is_sound(sp_time time)
{
	int year = sp_day_date(sp_time_day(time)).year;

	return year >= 1970 && year <= 2199;
}

static enum sp_rc
check_event(const struct sp_ics_event *event, struct sp_err *reterr)
{
	if (!uid_is_sound(event->uid))
		return sp_err_set(
			reterr, SP_INPUT,
			"An event for export has no UID of letters, digits and \"-_.@\", at most %d long.",
			UID_MAX);
	if (!title_is_sound(event->title))
		return sp_err_set(reterr, SP_INPUT, "The event %s for export has no title.", event->uid);
	if (event->start >= event->end || !year_is_sound(event->start) || !year_is_sound(event->end))
		return sp_err_set(reterr, SP_INPUT, "The event %s for export does not end after its start.",
				  event->uid);
	if (event->all_day && (sp_time_minute(event->start) != 0 || sp_time_minute(event->end) != 0))
		return sp_err_set(reterr, SP_INPUT, "The all-day event %s for export is not of whole days.",
				  event->uid);
	if (event->sequence < 0)
		return sp_err_set(reterr, SP_INPUT, "The event %s for export has a negative SEQUENCE.",
				  event->uid);
	if (event->created_s > event->modified_s || event->created_s < 0)
		return sp_err_set(reterr, SP_INPUT, "The event %s for export was changed before it was made.",
				  event->uid);
	return SP_OK;
}

/* --- times --- */

static const char *
format_day(sp_day day, char *buf)
{
	struct sp_date date = sp_day_date(day);

	assert(date.year >= 1970 && date.year <= 9999);
	buf[0] = (char)('0' + date.year / 1000);
	buf[1] = (char)('0' + date.year / 100 % 10);
	buf[2] = (char)('0' + date.year / 10 % 10);
	buf[3] = (char)('0' + date.year % 10);
	buf[4] = (char)('0' + date.month / 10);
	buf[5] = (char)('0' + date.month % 10);
	buf[6] = (char)('0' + date.mday / 10);
	buf[7] = (char)('0' + date.mday % 10);
	buf[8] = '\0';
	return buf;
}

/* "20261123T090000" */
static const char *
format_time(sp_time time, int second, char *buf)
{
	int minute = sp_time_minute(time);

	(void)format_day(sp_time_day(time), buf);
	buf[8] = 'T';
	buf[9] = (char)('0' + minute / 600);
	buf[10] = (char)('0' + minute / 60 % 10);
	buf[11] = (char)('0' + minute % 60 / 10);
	buf[12] = (char)('0' + minute % 10);
	buf[13] = (char)('0' + second / 10);
	buf[14] = (char)('0' + second % 10);
	buf[15] = '\0';
	return buf;
}

static void
put_stamp(struct sp_str *out, const char *name, int64_t stamp_s)
{
	char buf[STAMP_TEXT];

	ics_put(out, "%s:%sZ", name, format_time((sp_time)(stamp_s / 60), (int)(stamp_s % 60), buf));
}

static void
put_time(struct sp_str *out, const char *name, sp_time local, bool in_utc)
{
	char buf[STAMP_TEXT];

	if (in_utc)
		ics_put(out, "%s:%sZ", name, format_time(sp_london_to_utc(local), 0, buf));
	else
		ics_put(out, "%s;TZID=Europe/London:%s", name, format_time(local, 0, buf));
}

/* Where London's clock skips a time or shows it twice, start and end go out in UTC: there each is one moment. */
static void
put_times(struct sp_str *out, const struct sp_ics_event *event)
{
	bool in_utc =
		sp_london_kind(event->start) != SP_LOCAL_ONCE || sp_london_kind(event->end) != SP_LOCAL_ONCE;

	put_time(out, "DTSTART", event->start, in_utc);
	put_time(out, "DTEND", event->end, in_utc);
}

static void
put_day(struct sp_str *out, const char *name, sp_day day)
{
	char buf[STAMP_TEXT];

	ics_put(out, "%s;VALUE=DATE:%s", name, format_day(day, buf));
}

/* --- components --- */

static void
put_vtimezone(struct sp_str *out)
{
	static const char *const lines[] = {
		"BEGIN:VTIMEZONE",
		"TZID:Europe/London",
		"BEGIN:DAYLIGHT",
		"DTSTART:19970330T010000",
		"TZOFFSETFROM:+0000",
		"TZOFFSETTO:+0100",
		"TZNAME:BST",
		"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
		"END:DAYLIGHT",
		"BEGIN:STANDARD",
		"DTSTART:19961027T020000",
		"TZOFFSETFROM:+0100",
		"TZOFFSETTO:+0000",
		"TZNAME:GMT",
		"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
		"END:STANDARD",
		"END:VTIMEZONE",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		ics_put(out, "%s", lines[i]);
}

static const char *
status_name(enum sp_ics_status status)
{
	switch (status) {
	case SP_ICS_CONFIRMED:
		return "CONFIRMED";
	case SP_ICS_TENTATIVE:
		return "TENTATIVE";
	case SP_ICS_CANCELLED:
		return "CANCELLED";
	}
	return "CONFIRMED";
}

static const char *
class_name(enum sp_ics_class klass)
{
	switch (klass) {
	case SP_ICS_PRIVATE:
		return "PRIVATE";
	case SP_ICS_PUBLIC:
		return "PUBLIC";
	case SP_ICS_CONFIDENTIAL:
		return "CONFIDENTIAL";
	}
	return "PRIVATE";
}

static const char *
busystatus_name(const struct sp_ics_event *event)
{
	if (event->transparent)
		return "FREE";
	return event->status == SP_ICS_TENTATIVE ? "TENTATIVE" : "BUSY";
}

static void
put_event(struct sp_str *out, const struct sp_ics_event *event)
{
	ics_put(out, "BEGIN:VEVENT");
	ics_put(out, "UID:%s", event->uid);
	put_stamp(out, "DTSTAMP", event->modified_s);
	if (event->all_day) {
		put_day(out, "DTSTART", sp_time_day(event->start));
		put_day(out, "DTEND", sp_time_day(event->end));
	} else {
		put_times(out, event);
	}
	ics_put_line(out, "SUMMARY", event->title);
	if (event->location != NULL && event->location[0] != '\0')
		ics_put_line(out, "LOCATION", event->location);
	if (event->category_n > 0)
		ics_put_texts(out, "CATEGORIES", event->categories, event->category_n);
	ics_put(out, "STATUS:%s", status_name(event->status));
	ics_put(out, "CLASS:%s", class_name(event->klass));
	ics_put(out, "TRANSP:%s", event->transparent ? "TRANSPARENT" : "OPAQUE");
	ics_put(out, "X-MICROSOFT-CDO-BUSYSTATUS:%s", busystatus_name(event));
	ics_put(out, "SEQUENCE:%d", event->sequence);
	put_stamp(out, "CREATED", event->created_s);
	put_stamp(out, "LAST-MODIFIED", event->modified_s);
	ics_put(out, "END:VEVENT");
}

static void
begin_calendar(struct sp_str *out)
{
	ics_put(out, "BEGIN:VCALENDAR");
	ics_put(out, "VERSION:2.0");
	ics_put(out, "PRODID:%s", SP_ICS_PRODID);
	ics_put(out, "CALSCALE:GREGORIAN");
}

static int
compare_events(const void *a, const void *b)
{
	const struct sp_ics_event *const *left = a;
	const struct sp_ics_event *const *right = b;

	if ((*left)->start != (*right)->start)
		return (*left)->start < (*right)->start ? -1 : 1;
	return strcmp((*left)->uid, (*right)->uid);
}

static int
compare_event_uids(const void *a, const void *b)
{
	const struct sp_ics_event *const *left = a;
	const struct sp_ics_event *const *right = b;

	return strcmp((*left)->uid, (*right)->uid);
}

/* Checks every event and that no UID comes twice; leaves the pointers in order of start. */
static enum sp_rc
order_events(const struct sp_ics_calendar *calendar, const struct sp_ics_event **ordered,
	     struct sp_err *reterr)
{
	for (size_t i = 0; i < calendar->event_n; i++) {
		enum sp_rc rc = check_event(&calendar->events[i], reterr);

		if (rc != SP_OK)
			return rc;
		ordered[i] = &calendar->events[i];
	}
	qsort(ordered, calendar->event_n, sizeof(struct sp_ics_event *), compare_event_uids);
	for (size_t i = 1; i < calendar->event_n; i++)
		if (strcmp(ordered[i - 1]->uid, ordered[i]->uid) == 0)
			return sp_err_set(reterr, SP_INPUT, "Two events for export have the same UID, %s.",
					  ordered[i]->uid);
	qsort(ordered, calendar->event_n, sizeof(struct sp_ics_event *), compare_events);
	return SP_OK;
}

static void
put_calendar_name(struct sp_str *out, const struct sp_ics_calendar *calendar)
{
	if (calendar->name != NULL && calendar->name[0] != '\0') {
		ics_put_line(out, "NAME", calendar->name);
		ics_put_line(out, "X-WR-CALNAME", calendar->name);
	}
	if (calendar->feed) {
		ics_put(out, "REFRESH-INTERVAL;VALUE=DURATION:PT4H");
		ics_put(out, "X-PUBLISHED-TTL:PT4H");
	}
}

/* Takes back what was added when memory ran out on the way. */
static enum sp_rc
end_calendar(struct sp_str *out, size_t len_before, struct sp_err *reterr)
{
	ics_put(out, "END:VCALENDAR");
	if (!out->failed)
		return SP_OK;
	if (out->cap > 0 && out->len >= len_before) {
		out->len = len_before;
		out->text[len_before] = '\0';
	}
	return sp_err_nomem(reterr);
}

enum sp_rc
sp_ics_write_file(const struct sp_ics_calendar *calendar, struct sp_str *out, struct sp_err *reterr)
{
	const struct sp_ics_event **ordered = calloc(calendar->event_n + 1, sizeof(struct sp_ics_event *));
	size_t len_before = out->len;
	enum sp_rc rc = SP_OK;

	if (ordered == NULL)
		return sp_err_nomem(reterr);
	rc = order_events(calendar, ordered, reterr);
	if (rc != SP_OK)
		goto done;
	begin_calendar(out);
	ics_put(out, "METHOD:PUBLISH");
	put_calendar_name(out, calendar);
	put_vtimezone(out);
	for (size_t i = 0; i < calendar->event_n; i++)
		put_event(out, ordered[i]);
	rc = end_calendar(out, len_before, reterr);
done:
	free(ordered);
	return rc;
}

enum sp_rc
sp_ics_write_item(const struct sp_ics_event *event, struct sp_str *out, struct sp_err *reterr)
{
	size_t len_before = out->len;
	enum sp_rc rc = check_event(event, reterr);

	if (rc != SP_OK)
		return rc;
	begin_calendar(out);
	put_vtimezone(out);
	put_event(out, event);
	return end_calendar(out, len_before, reterr);
}

static enum sp_rc
check_todo(const struct sp_ics_todo *todo, struct sp_err *reterr)
{
	if (!uid_is_sound(todo->uid) || !title_is_sound(todo->title) || todo->sequence < 0 ||
	    todo->created_s < 0 || todo->created_s > todo->modified_s || todo->completed_s < 0)
		return sp_err_set(reterr, SP_INPUT,
				  "A deadline for export lacks its UID, its title or sound times of change.");
	if (!year_is_sound(sp_time_of(todo->due_day, 0)))
		return sp_err_set(reterr, SP_INPUT, "The deadline %s for export has no real date.",
				  todo->uid);
	return SP_OK;
}

static void
put_todo(struct sp_str *out, const struct sp_ics_todo *todo)
{
	ics_put(out, "BEGIN:VTODO");
	ics_put(out, "UID:%s", todo->uid);
	put_stamp(out, "DTSTAMP", todo->modified_s);
	put_day(out, "DUE", todo->due_day);
	ics_put_line(out, "SUMMARY", todo->title);
	if (todo->cancelled) {
		ics_put(out, "STATUS:CANCELLED");
	} else if (todo->completed_s > 0) {
		ics_put(out, "STATUS:COMPLETED");
		put_stamp(out, "COMPLETED", todo->completed_s);
		ics_put(out, "PERCENT-COMPLETE:100");
	} else {
		ics_put(out, "STATUS:NEEDS-ACTION");
	}
	ics_put(out, "CLASS:PRIVATE");
	ics_put(out, "SEQUENCE:%d", todo->sequence);
	put_stamp(out, "CREATED", todo->created_s);
	put_stamp(out, "LAST-MODIFIED", todo->modified_s);
	ics_put(out, "END:VTODO");
}

enum sp_rc
sp_ics_write_todo_item(const struct sp_ics_todo *todo, struct sp_str *out, struct sp_err *reterr)
{
	size_t len_before = out->len;
	enum sp_rc rc = check_todo(todo, reterr);

	if (rc != SP_OK)
		return rc;
	begin_calendar(out);
	put_todo(out, todo);
	return end_calendar(out, len_before, reterr);
}

static int
compare_todos(const void *a, const void *b)
{
	const struct sp_ics_todo *const *left = a;
	const struct sp_ics_todo *const *right = b;
	int order = ((*left)->due_day > (*right)->due_day) - ((*left)->due_day < (*right)->due_day);

	return order != 0 ? order : strcmp((*left)->uid, (*right)->uid);
}

enum sp_rc
sp_ics_write_todo_file(const struct sp_ics_todo *todos, size_t n, struct sp_str *out, struct sp_err *reterr)
{
	const struct sp_ics_todo **ordered = calloc(n + 1, sizeof(struct sp_ics_todo *));
	size_t len_before = out->len;
	enum sp_rc rc = ordered == NULL ? sp_err_nomem(reterr) : SP_OK;

	for (size_t i = 0; i < n && rc == SP_OK; i++) {
		ordered[i] = &todos[i];
		rc = check_todo(&todos[i], reterr);
	}
	if (rc != SP_OK)
		goto done;
	qsort(ordered, n, sizeof(struct sp_ics_todo *), compare_todos);
	begin_calendar(out);
	ics_put(out, "METHOD:PUBLISH");
	/* No time in it names a zone; but a calendar without any part is none. */
	if (n == 0)
		put_vtimezone(out);
	for (size_t i = 0; i < n; i++)
		put_todo(out, ordered[i]);
	rc = end_calendar(out, len_before, reterr);
done:
	free(ordered);
	return rc;
}
