/*
 * Calendars that leave the house: plain events in, the bytes of an iCalendar file (RFC 5545) out.
 * The same events give the same bytes, in whatever order they are handed over: nothing here reads a clock.
 *
 * A file for import has METHOD:PUBLISH and all events; an item of a vdir folder (vdirsyncer, khal, CalDAV)
 * has one event and no METHOD. Both carry a compact VTIMEZONE of Europe/London. A removed event must be
 * written as SP_ICS_CANCELLED with a higher sequence in files for import, and be absent from folders.
 */
#ifndef SENPLAN_ICS_WRITE_H
#define SENPLAN_ICS_WRITE_H

#include "senplan/base/err.h"
#include "senplan/base/str.h"
#include "senplan/time/clock.h"

/* The PRODID line's value of everything written here: by it a folder's files are known as ours. */
#define SP_ICS_PRODID "-//senplan//senplan//EN"

enum sp_ics_status { SP_ICS_CONFIRMED, SP_ICS_TENTATIVE, SP_ICS_CANCELLED };

enum sp_ics_class { SP_ICS_PRIVATE, SP_ICS_PUBLIC, SP_ICS_CONFIDENTIAL };

struct sp_ics_event {
	const char *uid;    /* stored with the block, random, never given to another; letters, digits, -_.@ */
	int32_t sequence;   /* from 0; +1 whenever start, end or status change */
	int64_t created_s;  /* UTC seconds since 1970; never changes */
	int64_t modified_s; /* UTC seconds since 1970; of the last change of anything here; >= created_s */
	sp_time start;	    /* London's local time; for all_day the midnight that begins the first day */
	sp_time end;	    /* after start; for all_day the midnight that ends the last day */
	bool all_day;
	bool transparent;	       /* does not make the person busy: notes, deadlines, term markers */
	enum sp_ics_status status;     /* 0: confirmed */
	enum sp_ics_class klass;       /* 0: private */
	const char *title;	       /* one line, not empty */
	const char *location;	       /* or NULL */
	const char *const *categories; /* or NULL */
	size_t category_n;
};

struct sp_ics_calendar {
	const char *name; /* of the calendar as apps show it, or NULL; no names of pupils */
	bool feed;	  /* adds the refresh hints of a subscribed feed */
	const struct sp_ics_event *events;
	size_t event_n;
};

/*
 * Appends a whole file to *out. SP_INPUT with the event's uid in the sentence when an event breaks the
 * rules above or a uid comes twice; *out is then as it was before.
 */
enum sp_rc sp_ics_write_file(const struct sp_ics_calendar *calendar, struct sp_str *out,
			     struct sp_err *reterr);

/* Appends one event as a vdir item to *out. Errors as above. */
enum sp_rc sp_ics_write_item(const struct sp_ics_event *event, struct sp_str *out, struct sp_err *reterr);

/* A deadline as a task (VTODO) in an item of a vdir folder of its own: apps that know tasks show it there. */
struct sp_ics_todo {
	const char *uid; /* another than that of any event */
	int32_t sequence;
	int64_t created_s;
	int64_t modified_s;
	sp_day due_day;	     /* the last day on which it is in time */
	int64_t completed_s; /* 0: not yet */
	bool cancelled;
	const char *title;
};

enum sp_rc sp_ics_write_todo_item(const struct sp_ics_todo *todo, struct sp_str *out, struct sp_err *reterr);

/* All of them in one file, by day and UID, with METHOD:PUBLISH; cancelled ones are said to be. UIDs must differ. */
enum sp_rc sp_ics_write_todo_file(const struct sp_ics_todo *todos, size_t n, struct sp_str *out,
				  struct sp_err *reterr);

#endif
