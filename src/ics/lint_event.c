/*
 * What an event or a task must be as a whole: its properties against each other.
 */
#include "senplan/base/array.h"
#include "senplan/ics/zone.h"

#include "lint_part.h"

#include <string.h>

static bool
value_is_one_of(const struct lint_value *value, const char *const *allowed, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sp_streq(value->text, allowed[i]))
			return true;
	return false;
}

static void
check_identity(struct lint *lint, const struct lint_part *part)
{
	long sequence = 0;

	if (part->uid.n == 0 || part->uid.text[0] == '\0')
		lint_find(lint, part->line, "R16", "every program",
			  "There is no UID: each import makes a copy.");
	else if (strlen(part->uid.text) > 255)
		lint_find(lint, part->uid.line, "R16", "every program", "The UID is longer than 255 octets.");
	else if (strlen(part->uid.text) < 16 || strpbrk(part->uid.text, "/\\:*?\"<>| ") != NULL)
		lint_advise(
			lint, part->uid.line, "R16", "folders and CalDAV",
			"The UID is short or has characters that no file name may have: a random UUID is safe.");
	if (part->stamp.n == 0)
		lint_find(lint, part->line, "R20", "Outlook, validators", "There is no DTSTAMP.");
	else if (part->stamp.when.kind != ICS_UTC)
		lint_find(lint, part->stamp.line, "R20", "every program", "DTSTAMP is not in UTC.");
	else if (part->modified.when.kind == ICS_UTC && part->stamp.when.at < part->modified.when.at)
		lint_find(lint, part->stamp.line, "R20", "every program",
			  "DTSTAMP lies before LAST-MODIFIED.");
	if (part->sequence.n == 0)
		lint_advise(lint, part->line, "R21", "Google, Outlook",
			    "There is no SEQUENCE: a moved event may keep its old time.");
	else if (!sp_parse_int(part->sequence.text, 0, 2147483647L, &sequence))
		lint_find(lint, part->sequence.line, "R21", "every program",
			  "SEQUENCE is not a number from 0.");
	if (part->modified.n > 0 && part->modified.when.kind != ICS_UTC)
		lint_find(lint, part->modified.line, "R22", "every program", "LAST-MODIFIED is not in UTC.");
	if (part->created.n > 0 && part->created.when.kind != ICS_UTC)
		lint_find(lint, part->created.line, "R23", "every program", "CREATED is not in UTC.");
	else if (part->created.n > 0 && part->modified.n > 0 &&
		 part->modified.when.at < part->created.when.at)
		lint_find(lint, part->modified.line, "R22", "every program",
			  "LAST-MODIFIED lies before CREATED.");
}

/* The same kind of time: both dates, or both date-times. */
static bool
same_type(const struct lint_value *a, const struct lint_value *b)
{
	return (a->when.kind == ICS_DATE) == (b->when.kind == ICS_DATE);
}

static void
check_end(struct lint *lint, const struct lint_part *part)
{
	bool all_day = part->start.when.kind == ICS_DATE;
	bool comparable = part->start.when.kind == part->end.when.kind;

	if (part->end.n > 0 && part->duration.n > 0)
		lint_find(lint, part->end.line, "R27", "every program", "There are both DTEND and DURATION.");
	if (part->end.n == 0 && part->duration.n == 0 && !all_day)
		lint_advise(lint, part->line, "R27", "Outlook, Google, Apple",
			    "There is no end: it lasts no time, an hour or all day, as the program likes.");
	if (part->end.n > 0 && part->end.when.kind != ICS_NEVER && part->start.when.kind != ICS_NEVER) {
		if (!same_type(&part->start, &part->end))
			lint_find(lint, part->end.line, "R27", "every program",
				  "One of start and end is a date, the other a date and time.");
		else if (comparable && all_day && part->end.when.at == part->start.when.at)
			lint_find(
				lint, part->end.line, "R28", "Outlook, Google",
				"The all-day event ends on the day it begins: DTEND is the day after the last.");
		else if (comparable && part->end.when.at <= part->start.when.at && part->end.when.second == 0)
			lint_find(lint, part->end.line, "R27", "every program",
				  "The end is not after the start.");
	}
	if (part->start.when.kind != ICS_DATE && part->start.when.kind != ICS_NEVER && comparable &&
	    part->end.when.at > part->start.when.at && sp_time_minute(part->start.when.at) == 0 &&
	    sp_time_minute(part->end.when.at) == 0)
		lint_find(
			lint, part->start.line, "R28", "Google, phones abroad",
			"Whole days are written as midnight to midnight: they should be dates (VALUE=DATE).");
}

static void
check_duration(struct lint *lint, const struct lint_part *part)
{
	struct ics_length length = {0};

	if (part->duration.n == 0)
		return;
	if (!ics_length_read(part->duration.text, &length))
		lint_find(lint, part->duration.line, "R35", "every program",
			  "DURATION is not a length of time.");
	else if (strpbrk(part->duration.text, "Ww") != NULL && strpbrk(part->duration.text, "DdTt") != NULL)
		lint_find(lint, part->duration.line, "R35", "every program",
			  "DURATION has weeks beside days or hours: weeks stand alone.");
	else if (length.days < 0 || length.minutes < 0 || length.days + length.minutes == 0)
		lint_find(lint, part->duration.line, "R35", "every program", "DURATION is not positive.");
	else if (part->start.when.kind == ICS_DATE && length.minutes != 0)
		lint_find(lint, part->duration.line, "R35", "every program",
			  "An all-day event lasts hours: only days and weeks are allowed.");
}

static bool
take_nothing(void *context, sp_time start)
{
	(void)context;
	(void)start;
	return true;
}

static bool
rule_fits(struct lint *lint, const struct ics_rule *rule, sp_time start)
{
	struct ics_count count = {.rule = rule,
				  .start = start,
				  .until = SP_TIME_NONE,
				  .low = start,
				  .high = start + 1,
				  .work_left = &lint->work_left,
				  .take = take_nothing};
	bool fits = true;

	(void)ics_rule_count(&count, &fits);
	return fits;
}

static void
check_rule(struct lint *lint, const struct lint_part *part)
{
	struct ics_rule rule = {0};
	const char *wrong = NULL;
	bool all_day = part->start.when.kind == ICS_DATE;

	if (part->rrule.n == 0)
		return;
	if (part->rrule.n > 1)
		lint_find(lint, part->rrule.line, "R36", "every program", "There are several RRULEs.");
	wrong = ics_rule_check(part->rrule.text, &rule);
	if (wrong != NULL) {
		lint_find(lint, part->rrule.line,
			  strstr(wrong, "more often than daily") != NULL || strstr(wrong, "INTERVAL") != NULL
				  ? "R38"
				  : "R36",
			  "every program", "The RRULE is not sound: %s.", wrong);
		return;
	}
	if (rule.until.kind != ICS_NEVER && (rule.until.kind == ICS_DATE) != all_day)
		lint_find(lint, part->rrule.line, "R36", "libical, ical.js: the last day is lost",
			  "UNTIL is of another type than DTSTART.");
	else if (rule.until.kind == ICS_LOCAL && part->start.when.kind != ICS_DATE)
		lint_find(lint, part->rrule.line, "R36", "every program", "UNTIL is not in UTC.");
	if (!ics_rule_is_possible(&rule))
		lint_find(lint, part->rrule.line, "R36", "ical.js, libical: they hang",
			  "The RRULE names days that no year has.");
	else if (part->start.when.kind != ICS_NEVER && !rule_fits(lint, &rule, part->start.when.at))
		lint_find(lint, part->start.line, "R37",
			  "khal, Evolution, Thunderbird: the first date is lost",
			  "DTSTART is not the first date of its own RRULE.");
	if (part->start.when.kind == ICS_UTC)
		lint_advise(lint, part->start.line, "R34", "every program: an hour off in summer",
			    "The series is in UTC: its hour does not follow London's clock.");
	if (rule.count == 0 && rule.until.kind == ICS_NEVER)
		lint_advise(lint, part->rrule.line, "R38", "every program", "The RRULE never ends.");
}

static void
check_override(struct lint *lint, const struct lint_part *part)
{
	if (part->recurrence_id.n == 0)
		return;
	if (part->rrule.n > 0)
		lint_find(lint, part->rrule.line, "R40", "every program",
			  "A changed occurrence (RECURRENCE-ID) has an RRULE of its own.");
}

static void
check_marks(struct lint *lint, const struct lint_part *part)
{
	static const char *const statuses[] = {"TENTATIVE", "CONFIRMED", "CANCELLED"};
	static const char *const transps[] = {"OPAQUE", "TRANSPARENT"};
	static const char *const shows[] = {"FREE", "BUSY", "TENTATIVE", "OOF", "WORKINGELSEWHERE"};
	bool transparent = sp_streq(part->transp.text, "TRANSPARENT");

	if (part->status.n > 0 && !value_is_one_of(&part->status, statuses, SP_COUNT(statuses)))
		lint_find(lint, part->status.line, "R25", "every program",
			  "STATUS is not TENTATIVE, CONFIRMED or CANCELLED.");
	if (part->transp.n > 0 && !value_is_one_of(&part->transp, transps, SP_COUNT(transps)))
		lint_find(lint, part->transp.line, "R45", "every program",
			  "TRANSP is not OPAQUE or TRANSPARENT.");
	if (part->busystatus.n > 0 && !value_is_one_of(&part->busystatus, shows, SP_COUNT(shows)))
		lint_find(lint, part->busystatus.line, "R45", "Outlook",
			  "The busy status is none that Outlook knows.");
	else if (part->busystatus.n > 0 && transparent != sp_streq(part->busystatus.text, "FREE") &&
		 !sp_streq(part->busystatus.text, "WORKINGELSEWHERE"))
		lint_find(lint, part->busystatus.line, "R45", "Outlook",
			  "TRANSP and X-MICROSOFT-CDO-BUSYSTATUS contradict each other.");
}

static void
check_class(struct lint *lint, const struct lint_part *part)
{
	static const char *const classes[] = {"PUBLIC", "PRIVATE", "CONFIDENTIAL"};

	if (part->klass.n == 0)
		lint_advise(lint, part->line, "R44", "Google",
			    "There is no CLASS: in an organisation everybody may see the title.");
	else if (!value_is_one_of(&part->klass, classes, SP_COUNT(classes)))
		lint_find(lint, part->klass.line, "R44", "every program",
			  "CLASS is not PUBLIC, PRIVATE or CONFIDENTIAL.");
	else if (part->klass.padded)
		lint_find(lint, part->klass.line, "R44", "Nextcloud: takes it as private",
			  "There is a blank before the value of CLASS.");
}

/* A program that knows the event already compares the numbers, and keeps what it has when they are the same. */
static void
check_cancelled(struct lint *lint, const struct lint_part *part)
{
	if (sp_streq(part->status.text, "CANCELLED") &&
	    (part->sequence.n == 0 || sp_streq(part->sequence.text, "0")))
		lint_advise(lint, part->status.line, "R24", "Google, Outlook, khal: may keep the event",
			    "A cancelled event needs a higher SEQUENCE than it had before.");
}

/* The hour that London's clock skips, and the one it shows twice. */
static void
check_london(struct lint *lint, const struct lint_value *value)
{
	if (value->when.kind != ICS_LOCAL || !value->has_tzid || !sp_streq(value->text, "Europe/London"))
		return;
	switch (sp_london_kind(value->when.at)) {
	case SP_LOCAL_NEVER:
		lint_find(lint, value->line, "R32", "every program",
			  "This time does not exist: the clock jumps over it in March.");
		break;
	case SP_LOCAL_TWICE:
		lint_advise(lint, value->line, "R32", "every program",
			    "This time comes twice in October: in UTC it is clear which is meant.");
		break;
	case SP_LOCAL_ONCE:
		break;
	}
}

void
lint_event_end(struct lint *lint, const struct lint_part *part)
{
	check_identity(lint, part);
	if (part->start.n != 1)
		lint_find(lint, part->line, "R26", "every program",
			  "An event must have one DTSTART; this has %d.", part->start.n);
	check_end(lint, part);
	check_duration(lint, part);
	check_rule(lint, part);
	check_override(lint, part);
	check_marks(lint, part);
	check_class(lint, part);
	check_cancelled(lint, part);
	check_london(lint, &part->start);
	check_london(lint, &part->end);
	if (part->summary.n == 0 || part->summary.text[0] == '\0')
		lint_find(lint, part->line, "R43", "every program", "There is no title (SUMMARY).");
	else if (strcasestr(part->summary.text, "\\n") != NULL)
		lint_find(lint, part->summary.line, "R43", "most programs: show the first line only",
			  "The title has more than one line.");
}

void
lint_todo_end(struct lint *lint, const struct lint_part *part)
{
	static const char *const statuses[] = {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"};
	long percent = 0;

	check_identity(lint, part);
	check_class(lint, part);
	if (part->status.n > 0 && !value_is_one_of(&part->status, statuses, SP_COUNT(statuses)))
		lint_find(lint, part->status.line, "R25", "every program",
			  "STATUS is none that a task may have.");
	if (part->due.n > 0 && part->start.n > 0 &&
	    (!same_type(&part->due, &part->start) || part->due.when.at <= part->start.when.at))
		lint_find(lint, part->due.line, "R49", "every program",
			  "DUE is not after DTSTART, or of another type.");
	if (part->completed.n > 0 &&
	    (part->completed.when.kind != ICS_UTC || !sp_streq(part->status.text, "COMPLETED")))
		lint_find(lint, part->completed.line, "R49", "every program",
			  "COMPLETED is not in UTC, or the status is not COMPLETED.");
	if (part->percent.n > 0 && !sp_parse_int(part->percent.text, 0, 100, &percent))
		lint_find(lint, part->percent.line, "R49", "every program",
			  "PERCENT-COMPLETE is not 0 to 100.");
	if (part->summary.n == 0)
		lint_find(lint, part->line, "R43", "every program", "There is no title (SUMMARY).");
	if (lint->todos_n == 0)
		lint_advise(lint, part->line, "R49", "Google, Outlook, khal",
			    "Tasks are not shown: an all-day event beside it is.");
}
