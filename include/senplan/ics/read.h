/*
 * Calendars from outside: the bytes of any .ics in, the times at which the person is busy out. Every event
 * that can be read is taken; what was left out is said by line. No file, no network, no clock; but the work
 * is done on hostile bytes: the program calls it through sp_ics_child_read (senplan/app/ics_child.h).
 */
#ifndef SENPLAN_ICS_READ_H
#define SENPLAN_ICS_READ_H

#include "senplan/base/arena.h"
#include "senplan/base/err.h"
#include "senplan/time/clock.h"

enum {
	SP_ICS_LIMIT_BYTES = 10 * 1024 * 1024,
	SP_ICS_LIMIT_EVENTS = 100000,
	SP_ICS_LIMIT_OCCURRENCES = 200000,    /* in the window, of all events */
	SP_ICS_LIMIT_OCCURRENCES_EACH = 5000, /* in the window, of one event */
	SP_ICS_LIMIT_WARNINGS = 1000,	      /* further ones are counted only */
};

struct sp_ics_read_options {
	sp_day from_day;	  /* the window: occurrences that touch [from_day, to_day) are given */
	sp_day to_day;		  /* at most 40 years after from_day */
	size_t limit_bytes;	  /* 0: SP_ICS_LIMIT_BYTES */
	size_t limit_events;	  /* 0: SP_ICS_LIMIT_EVENTS */
	size_t limit_occurrences; /* 0: SP_ICS_LIMIT_OCCURRENCES */
	unsigned limit_s;  /* of the reading child, of work and on the wall; 0: its own (ics_child.h) */
	const char *owner; /* the person's e-mail address, to know invitations they declined; or NULL */
	bool with_free;	   /* give the free and transparent ones too: term dates, bank holidays */
};

/* How the time is spent, by STATUS, TRANSP and Outlook's own mark. */
enum sp_ics_show {
	SP_ICS_BUSY,
	SP_ICS_MAYBE, /* tentative: counts as busy */
	SP_ICS_AWAY,  /* out of office: counts as busy */
	SP_ICS_FREE,  /* only with `with_free` */
};

struct sp_ics_busy {
	const char *uid; /* the event's, or one made from its content; distinct within (uid, slot) */
	sp_time slot;	 /* start before any change of this one occurrence; (uid, slot) names an occurrence */
	sp_time start;	 /* London's local time */
	sp_time end;	 /* >= start; equal for an event without length */
	bool all_day;	 /* start and end are midnights */
	enum sp_ics_show show;
	const char *title;    /* cleaned, one line, perhaps "" */
	const char *category; /* the first one, cleaned, or "" */
	const char *location; /* cleaned, one line, perhaps "" */
	int line;	      /* of the event's BEGIN in the file */
};

struct sp_ics_warning {
	int line; /* from 1; 0: the file as a whole */
	const char *text;
};

struct sp_ics_reading {
	const struct sp_ics_busy *busy; /* by start, end, uid */
	size_t busy_n;
	const struct sp_ics_warning *warnings; /* by line */
	size_t warning_n;
	size_t warning_left_n; /* further warnings that are not listed */
	const char *name;      /* X-WR-CALNAME, cleaned, or "" */
	size_t event_n;	       /* VEVENTs seen */
	size_t skipped_n;      /* VEVENTs and periods that could not be read at all */
	size_t cancelled_n;    /* left out because cancelled */
	size_t free_n;	       /* left out because free, transparent or declined (0 with `with_free`) */
	size_t other_n;	       /* VTODO, VJOURNAL and other components passed over */
};

/*
 * Opens what reading needs of the system: its zone data. SP_SYSTEM with a sentence when there are none (on
 * Debian: package tzdata). sp_ics_read does it too; who gives up opening files does it first.
 */
enum sp_rc sp_ics_zones_ready(struct sp_err *reterr);

/*
 * Results live in the arena. SP_INPUT when the bytes are no calendar at all (a web page, a zip, an empty
 * file), or exceed a limit; SP_USAGE for a window that is none.
 */
enum sp_rc sp_ics_read(const char *bytes, size_t size, const struct sp_ics_read_options *options,
		       struct sp_arena *arena, struct sp_ics_reading *ret, struct sp_err *reterr);

#endif
