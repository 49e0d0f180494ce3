/*
 * One VEVENT (or one period of a VFREEBUSY) as the file says it, before zones and repetition are applied.
 */
#ifndef SENPLAN_SRC_ICS_EVENT_H
#define SENPLAN_SRC_ICS_EVENT_H

#include "zones.h"

enum { ICS_DATES_MAX = 20000, ICS_RULES_MAX = 8, ICS_TITLE_COLUMNS = 200, ICS_PLACE_COLUMNS = 120 };

/* What the whole calendar says of its events. */
struct ics_calendar {
	const struct ics_named_zone *floating; /* X-WR-TIMEZONE */
	const char *name;		       /* X-WR-CALNAME, clean, or "" */
	bool cancels;			       /* METHOD:CANCEL */
	bool is_old;			       /* VERSION:1.0 */
};

/* An RDATE, EXDATE, or a period. */
struct ics_date {
	struct ics_when start;
	struct ics_when end; /* ICS_NEVER: the event's own length, or `length` */
	struct ics_length length;
	bool has_length;
	struct ics_date *next;
};

struct ics_event {
	int line; /* of its BEGIN */
	const struct ics_calendar *calendar;
	const char *uid; /* "" until made */
	const char *title;
	const char *category;
	const char *location;
	struct ics_when start;
	struct ics_when end;
	struct ics_length length;
	bool has_length;
	struct ics_when recurrence_id;
	const char *rules[ICS_RULES_MAX]; /* RRULEs */
	int rule_lines[ICS_RULES_MAX];
	size_t rule_n;
	const char *exrule; /* or NULL */
	struct ics_date *rdates;
	struct ics_date *exdates;
	size_t date_n;
	long sequence;
	sp_time stamp; /* LAST-MODIFIED, else DTSTAMP, in UTC minutes; SP_TIME_NONE without */
	int stamp_second;
	bool has_modified;
	bool cancelled;
	bool tentative;
	bool transparent;
	bool away;
	bool declined;
	bool marked_all_day; /* Outlook's X-MICROSOFT-CDO-ALLDAYEVENT */
	bool bad_start;
};

struct ics_event_reader {
	struct sp_arena *arena;
	struct ics_zones *zones;
	struct ics_report *report;
	const char *owner; /* address of the person, or NULL */
	bool failed;	   /* out of memory */
};

struct ics_event *ics_event_begin(struct ics_event_reader *reader, int line,
				  const struct ics_calendar *calendar);

/* One property of the event. Unknown ones are passed over. */
void ics_event_line(struct ics_event_reader *reader, struct ics_event *event, const struct ics_line *line);

/* A FREEBUSY value list into dates ("start/end" or "start/length"); those of free time are left out. */
struct ics_date *ics_freebusy_periods(struct ics_event_reader *reader, const struct ics_line *line);

#endif
