/*
 * What each noun is: the rows of the plan's file as C structs. Texts are never NULL. Days, times and minutes use
 * their NONE values for "not given". Weekdays are 0 (Monday) to 6; -1 is each day. Cycle weeks are 0 (A), 1 (B) …;
 * -1 is each week. Spans of days include both ends; spans of minutes are half-open.
 */
#ifndef SENPLAN_MODEL_ROWS_H
#define SENPLAN_MODEL_ROWS_H

#include "senplan/model/entity.h"
#include "senplan/time/clock.h"
#include "senplan/time/day.h"

/* A setting of this file; the known keys with defaults are the table in src/model/setting.c. */
struct sp_setting {
	sp_setting_id id;
	const char *key;
	const char *value;
};

enum sp_year_span_kind {
	SP_YEAR_TERM,
	SP_YEAR_HALF_TERM, /* the break inside a term */
	SP_YEAR_INSET,	   /* staff in school, no pupils */
	SP_YEAR_BANK_HOLIDAY,
	SP_YEAR_CLOSURE, /* snow, election, burst pipe */
	SP_YEAR_EXAM_WEEKS,
	SP_YEAR_EVENT /* a date that duties are tied to: a governors' meeting, a data drop; changes nothing in the day */
};
extern const char *const sp_year_span_kind_names[];

struct sp_year_span {
	sp_year_span_id id;
	enum sp_year_span_kind kind;
	const char *name; /* "Autumn", "May Day" */
	sp_day from_day;
	sp_day to_day;
};

/* The school says: the week beginning on this Monday is week A (0), B (1) …; or, in a ten-day cycle, that
 * this day is day `week` (0..9). Valid until the next fact. */
struct sp_cycle_fact {
	sp_cycle_fact_id id;
	sp_day day;
	int32_t week;
};

enum sp_period_kind {
	SP_PERIOD_LESSON,
	SP_PERIOD_REGISTRATION,
	SP_PERIOD_BREAK,
	SP_PERIOD_LUNCH,
	SP_PERIOD_OTHER
};
extern const char *const sp_period_kind_names[];

/* A period of the school day. Rows for a weekday replace the rows for each day (-1) on that weekday: an early Friday;
 * rows for a cycle week likewise replace those for each week. */
struct sp_period {
	sp_period_id id;
	const char *name; /* "P3" */
	enum sp_period_kind kind;
	int32_t weekday;
	int32_t cycle_week;
	sp_minute from_min;
	sp_minute to_min;
};

enum sp_contract_kind { SP_CONTRACT_TEACHER, SP_CONTRACT_LEADERSHIP, SP_CONTRACT_OTHER };
extern const char *const sp_contract_kind_names[];

struct sp_contract {
	sp_contract_id id;
	enum sp_contract_kind kind; /* teacher: directed time applies (STPCD); leadership: 48-hour average */
	int32_t share_pct;	    /* 80 for 0.8 */
	sp_day from_day;	    /* SP_DAY_NONE: always */
	sp_day to_day;
};

/* When the SENCO works, by the contract. */
struct sp_working_window {
	sp_working_window_id id;
	int32_t weekday;
	int32_t cycle_week;
	sp_minute from_min;
	sp_minute to_min;
	sp_day from_day; /* SP_DAY_NONE: always */
	sp_day to_day;
};

enum sp_timetable_what {
	SP_TIMETABLE_TEACH,
	SP_TIMETABLE_PPA, /* never SENCO time */
	SP_TIMETABLE_DUTY,
	SP_TIMETABLE_MEETING,
	SP_TIMETABLE_SENCO, /* given for the role: available, also outside the working windows */
	SP_TIMETABLE_BREAK,
	SP_TIMETABLE_LUNCH,
	SP_TIMETABLE_OUT /* not in school */
};
extern const char *const sp_timetable_what_names[];

struct sp_timetable_slot {
	sp_timetable_slot_id id;
	enum sp_timetable_what what;
	const char *title;
	int32_t weekday;
	int32_t cycle_week;
	sp_minute from_min;
	sp_minute to_min;
	sp_day from_day; /* SP_DAY_NONE: always */
	sp_day to_day;
};

/* Where busy times came from; a new import of a source replaces all of its rows. */
struct sp_source {
	sp_source_id id;
	const char *name;
	sp_time imported; /* when it last brought a change */
};

struct sp_busy_time {
	sp_busy_time_id id;
	sp_source_id source;
	const char *uid;
	const char *title;
	sp_time start;
	sp_time end;
	bool all_day;
};

enum sp_busy_scope {
	SP_BUSY_ONCE,	/* the one that starts at `start` */
	SP_BUSY_SERIES, /* all of its UID; or all of its title on its weekday and at its times */
	SP_BUSY_TITLE,	/* all of its title */
};
extern const char *const sp_busy_scope_names[];

enum sp_busy_counts {
	SP_BUSY_FREE,	  /* takes no time */
	SP_BUSY_TEACHING, /* a lesson that the SENCO gives */
	SP_BUSY_MEETING,  /* a meeting of the staff; with `subject` one that the plan holds itself */
	SP_BUSY_BUSY,	  /* as it came, where a wider mark says otherwise */
};
extern const char *const sp_busy_counts_names[];

/*
 * What the SENCO said of a busy time. It stands apart from the times, since these are replaced by each import of
 * their source; it names them by what outlives that (model/availability.h: sp_busy_mark_of).
 */
struct sp_busy_mark {
	sp_busy_mark_id id;
	sp_source_id source;
	enum sp_busy_scope scope;
	enum sp_busy_counts counts;
	sp_case_id subject; /* a meeting about this pupil; 0: about none */
	const char *uid;
	const char *title;
	sp_time start; /* of the time that was marked */
	sp_time end;
};

/* When an activity may happen: the union of its spans. */
struct sp_window {
	sp_window_id id;
	const char *key;  /* "lessons" */
	const char *name; /* "in lessons, not in exam weeks" */
	bool skip_exams;  /* not in exam weeks */
	bool pupils_only; /* only when pupils are in school: not on INSET days */
};

enum sp_window_basis {
	SP_BASIS_ANY,	 /* the whole day */
	SP_BASIS_CLOCK,	 /* from_min to to_min */
	SP_BASIS_LESSON, /* the lesson periods of the day */
	SP_BASIS_BEFORE, /* from from_min until the first period */
	SP_BASIS_AFTER,	 /* from the end of the last period until to_min */
	SP_BASIS_BREAK,
	SP_BASIS_LUNCH,
	SP_BASIS_PAID /* when all active support staff are paid; from_min to_min where there is no such time */
};
extern const char *const sp_window_basis_names[];

struct sp_window_span {
	sp_window_span_id id;
	sp_window_id window;
	enum sp_window_basis basis;
	int32_t weekday;
	int32_t cycle_week;
	sp_day day; /* only on this day (an evening given); SP_DAY_NONE: on each that fits */
	sp_minute from_min;
	sp_minute to_min;
};

enum sp_activity_kind {
	SP_KIND_STRATEGIC,
	SP_KIND_OPERATIONAL,
	SP_KIND_ADMINISTRATIVE,
	SP_KIND_DIRECT, /* with pupils and families */
	SP_KIND_TEACHING,
	SP_KIND_PULLED_AWAY /* taken from the role */
};
extern const char *const sp_activity_kind_names[];

enum sp_colour {
	SP_COLOUR_NONE,
	SP_COLOUR_RED,
	SP_COLOUR_GREEN,
	SP_COLOUR_YELLOW,
	SP_COLOUR_BLUE,
	SP_COLOUR_MAGENTA,
	SP_COLOUR_CYAN,
	SP_COLOUR_WHITE
};
extern const char *const sp_colour_names[];

enum sp_prefer { SP_PREFER_NONE, SP_PREFER_MORNING, SP_PREFER_AFTERNOON };
extern const char *const sp_prefer_names[];

struct sp_activity {
	sp_activity_id id;
	const char *key;    /* "ehcp.papers" */
	const char *name;   /* "EHCP papers" */
	const char *plain;  /* what it is, in five words, for people outside the field */
	const char *letter; /* one character */
	enum sp_colour colour;
	enum sp_activity_kind kind;
	const char *lead;    /* who leads it: "SENCO", "class teacher" */
	const char *company; /* with whom: "parents, class teacher"; "" alone */
	bool meets;	     /* the attendees of its case, duty or task must be able to come */
	bool delegable;
	const char *could; /* who else could do it: "office" */
	bool protect;	   /* placed first; moving one asks for a reason */
	int32_t low_min;   /* three-point estimate */
	int32_t typical_min;
	int32_t high_min;
	int32_t chunk_min; /* both 0: one piece */
	int32_t chunk_max;
	int32_t chunks_day;  /* pieces on one day, at most, a quarter of an hour apart; -1: one */
	int32_t before_min;  /* kept free before it: the way there, setting up */
	int32_t buffer_min;  /* kept free behind it */
	sp_window_id window; /* none: any working time */
	enum sp_prefer prefer;
	sp_window_id prefer_window;  /* times in which it is better done, before `prefer`; none: none */
	int32_t max_blocks_day;	     /* -1: no limit */
	int32_t max_min_day;	     /* -1: no limit */
	int32_t week_min;	     /* protected minimum a week; 0: none */
	int32_t target_pct;	     /* wanted share of the allocated hours; -1: none */
	const char *estimate_source; /* "inference", "survey [28]", "own log" */
};

struct sp_staff_member { /* support staff, by code */
	sp_staff_member_id id;
	const char *code; /* "TA01" */
	const char *role;
	sp_minute from_min; /* paid hours of the day */
	sp_minute to_min;
	bool active;
};

enum sp_unit {
	SP_UNIT_DAYS, /* calendar days */
	SP_UNIT_SCHOOL_DAYS,
	SP_UNIT_MONTHS,
	SP_UNIT_FIXED_DATE, /* value is month * 100 + day */
	SP_UNIT_COUNT,	    /* a number a school year */
	SP_UNIT_WEEKS,
	SP_UNIT_CLOSED_DATES, /* no limit ends between them: month and day, twice: 8010831 is 1 to 31 August */
	SP_UNIT_HOURS	      /* an amount of working time: dates nothing */
};
extern const char *const sp_unit_names[];

enum sp_owner { SP_OWNER_SCHOOL, SP_OWNER_LA, SP_OWNER_FAMILY };
extern const char *const sp_owner_names[];

enum sp_authority {
	SP_AUTHORITY_STATUTE,
	SP_AUTHORITY_CASE_LAW,
	SP_AUTHORITY_GUIDANCE,
	SP_AUTHORITY_LA,
	SP_AUTHORITY_SCHOOL,
	SP_AUTHORITY_DERIVED
};
extern const char *const sp_authority_names[];

enum sp_side { SP_SIDE_AFTER, SP_SIDE_BEFORE };
extern const char *const sp_side_names[];

/* A statutory or local period. The only place where one is written down. */
struct sp_rule {
	sp_rule_id id;
	const char *key;     /* "ar.circulate" */
	const char *profile; /* "": the statutory minimum; else an LA's or a school's own */
	int32_t value;
	enum sp_unit unit;
	enum sp_side side;  /* of the anchor */
	const char *anchor; /* "meeting", "anniversary", "request", "asked", "decision" … */
	enum sp_owner owner;
	enum sp_authority authority;
	const char *text;   /* "papers out 14 days before the meeting" */
	const char *source; /* "SEND Regulations 2014, reg 20(4)" */
	const char *url;
	sp_day from_day; /* in force; SP_DAY_NONE: open */
	sp_day to_day;
};

/* Who leads a SEN Support review. Of a pupil, any is as the school's setting has it; of a chain, whoever leads. */
enum sp_lead { SP_LEAD_ANY, SP_LEAD_SENCO, SP_LEAD_TEACHER };
extern const char *const sp_lead_names[];

/* What makes a chain run. */
enum sp_chain_start {
	SP_START_REVIEW,       /* a plan: the yearly review */
	SP_START_TRANSFER,     /* a plan, and a move ahead: the review before it */
	SP_START_ASSESSMENT,   /* a request, or the LA asks for advice */
	SP_START_CONSULTATION, /* each time the LA consults */
	SP_START_SUPPORT,      /* SEN Support: so many times a year */
	SP_START_MOVE,	       /* each pupil who moves on, in the school year before */
	SP_START_GIVEN,	       /* given to a pupil, from a day */
	SP_START_SCHOOL	       /* given once for the school, from a day */
};
extern const char *const sp_chain_start_names[];

/* A chain: steps in an order, and for whom it runs. Of several with the same start the one whose year groups fit. */
struct sp_chain {
	sp_chain_id id;
	const char *key;  /* "annual-review" */
	const char *name; /* "Annual review" */
	enum sp_chain_start begins;
	int32_t year_from; /* from this year group; 0: from the youngest */
	int32_t year_to;   /* 0: to the oldest */
	bool repeats;	   /* a given one: its end begins the next round */
	bool active;
	enum sp_lead lead; /* for reviews that this one leads; any: for all */
	const char *note;  /* who comes, what to think of */
};

/* A step of a chain: what the SENCO does, or waits for, about one pupil or for the school. */
struct sp_step {
	sp_step_id id;
	const char *chain; /* "annual-review" */
	const char *key;   /* "ar.circulate" */
	int32_t position;  /* 1, 2 … in the chain */
	const char *name;  /* "papers out" */
	enum sp_owner owner;
	sp_activity_id activity;
	const char *
		rule; /* key of the rule that gives its due date; several, with a blank between: the earliest; with a |
			   * between: the latest; one of closed dates moves the limit out of them */
	const char *after; /* key of the step before it that must be placed first; "" for none */
	const char *
		done_by; /* the event that marks it done, "held" for a meeting; "" for none: then its task does */
	int32_t min_lag_day; /* after that step */
	int32_t max_lag_day; /* -1: none */
	int32_t lead_day;    /* may begin so many calendar days before its due date */
	bool hard;	     /* a statutory limit: before everything else */
	int32_t weight;
	int32_t typical_min; /* 0: the activity's estimate */
	const char *only_if; /* only when this was decided: "amend"; "": always */
};

enum sp_cadence {
	SP_CADENCE_ONCE,
	SP_CADENCE_DAILY,
	SP_CADENCE_WEEKLY,
	SP_CADENCE_FORTNIGHTLY, /* in cycle_week, or every second school week */
	SP_CADENCE_HALF_TERMLY,
	SP_CADENCE_TERMLY,
	SP_CADENCE_YEARLY /* in `month` */
};
extern const char *const sp_cadence_names[];

enum sp_per { SP_PER_NONE, SP_PER_EHCP, SP_PER_SEN_SUPPORT, SP_PER_CASE, SP_PER_STAFF };
extern const char *const sp_per_names[];

struct sp_duty {
	sp_duty_id id;
	const char *key;
	const char *name;
	sp_activity_id activity;
	enum sp_cadence cadence;
	int32_t times;	 /* in each cadence, at least 1 */
	enum sp_per per; /* once, or for each such case or member of staff */
	int32_t cycle_week;
	int32_t weekday;
	int32_t month;	    /* 1..12, with yearly; 0: any */
	sp_day day;	    /* with once: due; SP_DAY_NONE otherwise */
	const char *before; /* done before the school's event that is called so: "governors"; "" for none */
	const char *after;  /* done after it: "data drop" */
	int32_t length_min; /* 0: the activity's estimate */
	int32_t weight;	    /* 1..10 */
	bool active;
	sp_day from_day;
	sp_day to_day;
};

enum sp_case_status { SP_CASE_EHCP, SP_CASE_SEN_SUPPORT, SP_CASE_REQUEST, SP_CASE_WATCH };
extern const char *const sp_case_status_names[]; /* ehcp, sen-support, request, watch */

enum { SP_YEAR_NURSERY = -1, SP_YEAR_RECEPTION = 0, SP_YEAR_UNKNOWN = -99 };

enum sp_transfer { SP_TRANSFER_NONE, SP_TRANSFER_PHASE, SP_TRANSFER_POST16 };
extern const char *const sp_transfer_names[];

struct sp_case { /* a pupil, by code */
	sp_case_id id;
	const char *code; /* "K07" */
	int32_t year;	  /* -1 nursery, 0 reception, 1..14 */
	enum sp_case_status status;
	const char *profile; /* of rules; "" is the statutory minimum */
	sp_day plan_issued;
	sp_day last_review;
	sp_time review_booked;
	sp_day requested;
	enum sp_transfer transfer;
	int32_t transfer_year;	/* calendar year of the move; 0: none */
	bool transfer_inferred; /* from the year group, not from the file */
	sp_day left_day;
	enum sp_lead lead; /* of SEN Support reviews */
	const char *note;  /* never exported to calendars or reports */
};

enum sp_event_kind {
	SP_EVENT_ADVICE_ASKED,
	SP_EVENT_REQUESTED,
	SP_EVENT_CONSULTED,
	SP_EVENT_BOOKED,
	SP_EVENT_INVITED,
	SP_EVENT_CIRCULATED,
	SP_EVENT_HELD,
	SP_EVENT_REPORTED,
	SP_EVENT_DECIDED,
	SP_EVENT_FINALISED,
	SP_EVENT_LEFT,
	SP_EVENT_GIVEN,	    /* a chain, from this day */
	SP_EVENT_ENDED,	    /* a chain that was given */
	SP_EVENT_DONE,	    /* a step of a chain */
	SP_EVENT_DUE,	    /* a step is due on this day: it was told, no rule says it */
	SP_EVENT_LATE,	    /* why a step is late */
	SP_EVENT_EXCEPTION, /* from the limits of an assessment: the note says which */
};
extern const char *const sp_event_kind_names[];

enum sp_reason { /* why something was late */
		 SP_REASON_NONE,
		 SP_REASON_NO_SLOT,
		 SP_REASON_PULLED_AWAY,
		 SP_REASON_OUTSIDE_PARTY,
		 SP_REASON_SENCO_ABSENT
};
extern const char *const sp_reason_names[];

struct sp_case_event {
	sp_case_event_id id;
	sp_case_id subject; /* the case; none: the school */
	enum sp_event_kind kind;
	sp_day day;
	sp_minute minute;      /* of a booked meeting */
	const char *outcome;   /* "keep", "amend", "cease" … with decided; "" */
	const char *note;      /* whom was asked, and how; with what belongs to a round its cycle */
	const char *chain;     /* given, ended, done, due: which */
	const char *step;      /* done, due, late: its key */
	enum sp_reason reason; /* with what was late */
};

enum sp_task_state { SP_TASK_OPEN, SP_TASK_DONE, SP_TASK_DROPPED, SP_TASK_RETIRED };
extern const char *const sp_task_state_names[];

/* A piece of work to be placed. */
struct sp_task {
	sp_task_id id;
	const char *
		key; /* where it came from, unique when not "": "duty:walks:2026-11:1", "K07:ar.circulate:2026-12-08" */
	const char *title; /* "papers out" */
	sp_activity_id activity;
	sp_case_id subject; /* the case; none: no pupil */
	sp_duty_id duty;
	sp_staff_member_id staff; /* within their paid hours; none: nobody's in particular */
	const char *rule;	  /* key of the rule behind the due date; "" */
	int32_t length_min;
	int32_t chunk_min; /* both 0: one piece */
	int32_t chunk_max;
	int32_t chunks_day; /* -1: one */
	int32_t before_min;
	int32_t buffer_min;
	sp_time release;     /* may start from; SP_TIME_NONE: now */
	sp_time fixed_start; /* booked with others: it stands then and nowhere else; SP_TIME_NONE: to be placed */
	sp_day due_day;	     /* the legal or wished date, included; SP_DAY_NONE: none */
	sp_day work_by_day; /* last school day on or before it */
	bool hard;
	int32_t weight;	     /* 1..10 */
	sp_window_id window; /* none: the activity's */
	int32_t weekday;     /* only on this weekday; -1: any */
	enum sp_task_state state;
};

struct sp_task_link {
	sp_task_link_id id;
	sp_task_id before;
	sp_task_id after;
	int32_t min_lag_day; /* 0: after its end */
	int32_t max_lag_day; /* -1: none */
};

/*
 * Somebody who comes to the meetings of a case, a duty or a task (one of the three), and one time at which they can. Rows
 * with the same owner and role make one person, who can come at any of the times; basis any: no limit.
 */
struct sp_attendee {
	sp_attendee_id id;
	sp_case_id subject;
	sp_duty_id duty;
	sp_task_id task;
	const char *role; /* "parent"; no names */
	enum sp_window_basis basis;
	int32_t weekday;
	int32_t cycle_week;
	sp_day day; /* only on this day; SP_DAY_NONE: on each that fits */
	sp_minute from_min;
	sp_minute to_min;
};

enum sp_block_state { SP_BLOCK_PROPOSED, SP_BLOCK_CONFIRMED, SP_BLOCK_DONE };
extern const char *const sp_block_state_names[];

/* Time given to a task. Proposed: placed, not yet agreed with another party; confirmed: agreed. */
struct sp_block {
	sp_block_id id;
	const char *uid; /* random, for calendars; never given to another block */
	sp_task_id task;
	sp_time start;
	int32_t length_min;
	enum sp_block_state state;
	bool locked;
	int64_t created_utc;   /* seconds since 1970 */
	int32_t moves;	       /* how often it was moved */
	sp_time moved_from;    /* last place before this one */
	const char *moved_why; /* "lost Tue 24 Nov 09:00-10:30" */
};

enum sp_log_kind { SP_LOG_WORKED, SP_LOG_LOST, SP_LOG_BEYOND /* outside contracted hours */ };
extern const char *const sp_log_kind_names[];

enum sp_cause {
	SP_CAUSE_NONE,
	SP_CAUSE_COVER,
	SP_CAUSE_SAFEGUARDING,
	SP_CAUSE_ABSENT,
	SP_CAUSE_MEETING,
	SP_CAUSE_TRIP,
	SP_CAUSE_OTHER
};
extern const char *const sp_cause_names[];

struct sp_log_entry {
	sp_log_entry_id id;
	enum sp_log_kind kind;
	sp_activity_id activity;
	sp_task_id task;
	sp_block_id block;
	sp_time start;
	int32_t length_min;
	enum sp_cause cause; /* with lost */
	const char *note;
};

enum sp_breach_kind { SP_BREACH_MOVED, SP_BREACH_DROPPED };
extern const char *const sp_breach_kind_names[];

/* Protected time that was moved or given up by hand, and why. */
struct sp_breach {
	sp_breach_id id;
	enum sp_breach_kind kind;
	sp_activity_id activity;
	sp_task_id task;
	sp_time at; /* when it was decided */
	sp_time from_start;
	sp_time to_start; /* SP_TIME_NONE: nowhere */
	int32_t length_min;
	const char *why;
};

/* A "what if" that was kept: a list of changes as they are typed, with "; " between (app/what_if.h). */
struct sp_scenario {
	sp_scenario_id id;
	const char *name;
	const char *changes;
};

enum { SP_AUDIT_MIN = 30 };

/* A half-hour of a time audit: what it went to. It stands beside the log and is added to nothing of it. */
struct sp_audit_mark {
	sp_audit_mark_id id;
	sp_activity_id activity;
	sp_time start; /* on a half-hour, each once */
};

#endif
