/*
 * The checker at work: the findings so far, and one component of the file with its properties counted and the
 * values that are compared with each other kept.
 */
#ifndef SENPLAN_SRC_ICS_LINT_PART_H
#define SENPLAN_SRC_ICS_LINT_PART_H

#include "senplan/base/array.h"
#include "senplan/ics/lint.h"

#include "ical.h"

enum { LINT_FINDINGS_MAX = 1000, LINT_ZONES_MAX = 64, LINT_NAME_BYTES = 40, LINT_DATES_MAX = 20000 };

struct lint_zone {
	const char *name;
	int line;      /* of its first use, or of its definition */
	sp_time first; /* the earliest time in it; of a definition the start of its first rule */
};

/* A property that is compared with others at the end of its component. */
struct lint_value {
	int line;
	int n; /* how often it came */
	struct ics_when when;
	bool has_tzid;
	bool padded;	  /* a blank stands before it */
	bool floats;	  /* of a time: it names no zone */
	const char *text; /* in the arena, or ""; of a time its TZID */
};

/* A date of a list of exceptions or additions. */
struct lint_date {
	struct ics_when when;
	int line;
	bool excludes;
	const struct lint_date *next;
};

/* An event or task as it is compared with others of the file, and with itself in an older file. */
struct lint_known {
	const char *uid;
	const char *title;
	const char *rule;
	int line;
	bool cancelled;
	long sequence; /* 0 without one that can be read */
	struct lint_value start, recurrence_id, stamp, created, modified;
	const struct lint_date *dates;
	uint64_t times;	  /* of all that makes SEQUENCE rise */
	uint64_t content; /* of all but stamps and SEQUENCE */
};

struct lint {
	struct sp_arena *arena;
	struct sp_ics_finding *items;
	size_t n;
	size_t must_n;
	size_t left_n;
	bool failed;
	bool publishes;	   /* METHOD:PUBLISH */
	int64_t work_left; /* for counting rules out */
	struct lint_zone used[LINT_ZONES_MAX];
	size_t used_n;
	struct lint_zone defined[LINT_ZONES_MAX];
	size_t defined_n;
	bool mute; /* an older file, read for its events only */
	int events_n, todos_n, dates_n;
	SP_ARRAY(struct lint_known) known;
};

enum lint_kind {
	LINT_CALENDAR,
	LINT_EVENT,
	LINT_TODO,
	LINT_ZONE,
	LINT_OBSERVANCE,
	LINT_ALARM,
	LINT_BUSY,
	LINT_OTHER
};

/* The rules of a VTIMEZONE: [0] of summer time, [1] of winter time. */
struct lint_rules {
	bool endless[2];
	bool ended[2];	/* by UNTIL */
	bool london[2]; /* as London has it */
	sp_time first;	/* SP_TIME_NONE: none yet */
};

struct lint_part {
	enum lint_kind kind;
	char name[LINT_NAME_BYTES];
	int line;
	int children;
	struct lint_value prodid, version, calscale, method;
	struct lint_value uid, stamp, created, modified, start, end, due, completed, duration, recurrence_id;
	struct lint_value sequence, status, klass, transp, busystatus, summary, rrule, percent, organizer;
	struct lint_value action, trigger, description, tzid, offset_from, offset_to;
	bool has_alarm;
	bool has_rdate;
	bool has_period;    /* of busy time */
	sp_time period_end; /* of the last one */
	bool floats;	    /* of a calendar: one of its times names no zone */
	struct lint_value calname, zone_hint, feed, categories;
	struct lint_rules rules; /* of a zone */
	const struct lint_date *dates;
	uint64_t times, content; /* see struct lint_known */
};

/* A finding. `must` says whether the rule is broken; else it is advice. */
void lint_find(struct lint *lint, int line, const char *rule, const char *affected, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
void lint_advise(struct lint *lint, int line, const char *rule, const char *affected, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* One property of a part, and the part's end. */
void lint_property(struct lint *lint, struct lint_part *part, const struct ics_line *line);
void lint_part_end(struct lint *lint, const struct lint_part *part);

/* Of lint_param.c: the parameters of a line. */
void lint_params(struct lint *lint, const struct ics_line *line);

/* Of lint_busy.c: a FREEBUSY line, and the end of a VFREEBUSY. */
void lint_busy_line(struct lint *lint, struct lint_part *part, const struct ics_line *line);
void lint_busy_end(struct lint *lint, const struct lint_part *part);

/* Of lint_zone.c: a part of a VTIMEZONE that has ended, and its whole. */
void lint_zone_add(struct lint_part *zone, const struct lint_part *observance);
void lint_zone_end(struct lint *lint, const struct lint_part *zone);

/* Of lint_series.c: exceptions and changed occurrences against their series, when all is known. */
void lint_series(struct lint *lint);

/* Of lint_since.c: what a program makes of it that has taken in the older file. */
void lint_since(struct lint *lint, struct lint *before);

/* Of lint_event.c: the end of a VEVENT or VTODO. */
void lint_event_end(struct lint *lint, const struct lint_part *part);
void lint_todo_end(struct lint *lint, const struct lint_part *part);

#endif
