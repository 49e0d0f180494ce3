/*
 * The screen without a terminal: state, step, draw.
 *
 *	sp_ui_step(ui, event, effects)   the only writer of the state; what is to be done comes out as effects
 *	sp_ui_draw(ui, surface)          fills cells from the state, changes nothing
 *	sp_ui_host_do(host, effect, …)   does one effect with the application; its answer is an event again
 *
 * So every behaviour of the screen can be tested with values, and there is one place that waits for input (the
 * terminal's). The state is a view and a stack of dialogs on it.
 */
#ifndef SENPLAN_UI_UI_H
#define SENPLAN_UI_UI_H

#include "senplan/app/app.h"
#include "senplan/app/set_up.h"
#include "senplan/app/share_out.h"
#include "senplan/report/ahead.h"
#include "senplan/report/compare.h"
#include "senplan/report/contract.h"
#include "senplan/report/review.h"
#include "senplan/report/week.h"
#include "senplan/report/words.h"
#include "senplan/ui/event.h"
#include "senplan/ui/surface.h"

/* --- what the views show: made by the host, replaced whole, never changed in place --- */

struct sp_ui_case { /* a row of Cases */
	const struct sp_case *subject;
	const struct sp_clock *clocks; /* its chain */
	size_t n_clocks;
	const struct sp_clock *next; /* the step that comes next; NULL: none is open */
};

struct sp_estimate; /* report/estimates.h */

struct sp_ui_world {
	const struct sp_snapshot *snapshot;
	struct sp_week week;
	struct sp_share_last share; /* how the calendar was given out last */
	/* What only one view shows is there when that view was asked for; else NULL. */
	const struct sp_ui_case *cases; /* the next due first; in Cases and Set-up */
	size_t n_cases;
	const struct sp_ui_case *school; /* with them: what runs for the school itself */
	const struct sp_ahead *ahead;
	const struct sp_contract_year *contract; /* in Set-up; NULL elsewhere */
	const struct sp_review *review;
	const struct sp_estimate
		*estimates; /* of Duties: one an activity, in the snapshot's order, then of steps */
	size_t n_estimates;
	const char *db_path;
};

/* --- a sheet: a form being filled in --- */

enum sp_sheet_of {
	SP_SHEET_CASE_NEW,
	SP_SHEET_CASE,
	SP_SHEET_EVENT,
	SP_SHEET_ACTIVITY_NEW,
	SP_SHEET_ACTIVITY,
	SP_SHEET_DUTY_NEW,
	SP_SHEET_DUTY,
	SP_SHEET_STAFF_NEW,
	SP_SHEET_STAFF,
	SP_SHEET_RULE_NEW,
	SP_SHEET_RULE,
	SP_SHEET_RULE_SUSPEND,
	SP_SHEET_RULE_REPLACE,
	SP_SHEET_PROFILE,
	SP_SHEET_HOURS,
	SP_SHEET_CONTRACT,
	SP_SHEET_ATTENDEE_NEW, /* of a pupil or a duty */
	SP_SHEET_ATTENDEE,
	SP_SHEET_WINDOW, /* one more time of a window */
	SP_SHEET_CHAIN_NEW,
	SP_SHEET_CHAIN,
	SP_SHEET_STEP_NEW,
	SP_SHEET_STEP,
	SP_SHEET_GIVE,	     /* a chain, to the pupil */
	SP_SHEET_GIVE_TO,    /* the chain, to a pupil or the school */
	SP_SHEET_STEP_EVENT, /* done, or the day that was told */
	SP_SHEET_EXCEPT,
	SP_SHEET_SCHOOL_EVENT,
	SP_SHEET_SHARE, /* the calendar, given out */
	SP_SHEET_LOG_NEW,
	SP_SHEET_LOG,
	SP_SHEET_LOG_LOST,
	SP_SHEET_REPORT,    /* the review, written to a folder */
	SP_SHEET_HALF_MORE, /* from here: a change of what if */
	SP_SHEET_HALF_LESS,
	SP_SHEET_ASSISTANT,
	SP_SHEET_PUPILS,
	SP_SHEET_LESS_DUTY,
	SP_SHEET_RESERVE,
	SP_SHEET_LOST_DAYS, /* to here */
	SP_SHEET_COUNT
};

enum { SP_LINE_TEXT = 256, SP_SHEET_FIELDS = 26, SP_SHEET_KEY = 80, SP_SHEET_ERROR = 400 };

struct sp_line { /* a line being edited */
	char text[SP_LINE_TEXT];
	int len;    /* bytes */
	int cursor; /* byte, on a character's first */
};

struct sp_sheet {
	enum sp_sheet_of of;
	char key[SP_SHEET_KEY];		       /* code or key of what is changed; "" when it is new */
	char profile[SP_SHEET_KEY];	       /* of a rule */
	struct sp_line lines[SP_SHEET_FIELDS]; /* what stands in the fields; of a choice its value */
	char before[SP_SHEET_FIELDS][SP_LINE_TEXT];
	int error_field; /* -1: of no field in particular */
	char error[SP_SHEET_ERROR];
	char typed[32]; /* the beginning of a choice, letter by letter */
	bool leaving;	/* Esc was pressed once */
	bool entered;	/* nothing was typed in the field since it was come to */
};

/* What may be done to one row of the plan, by its id. */
enum sp_row_act {
	SP_ROW_REMOVE_CASE,
	SP_ROW_REMOVE_DUTY,
	SP_ROW_REMOVE_ACTIVITY,
	SP_ROW_REMOVE_STAFF,
	SP_ROW_REMOVE_RULE,
	SP_ROW_REMOVE_CHAIN,
	SP_ROW_REMOVE_STEP,
	SP_ROW_REMOVE_SCHOOL_EVENT,
	SP_ROW_REMOVE_ATTENDEE,
	SP_ROW_CLOSE_TIME,
	SP_ROW_CHAIN_SWITCH,
	SP_ROW_LATE, /* id: the pupil; text: step and reason, with a blank between */
	SP_ROW_EVENT_BACK,
	SP_ROW_DUTY_SWITCH,
	SP_ROW_ESTIMATE_USE, /* text: the key of the activity or the step */
	SP_ROW_ESTIMATE_LEAVE,
	SP_ROW_BUSY_UNMARK,
	SP_ROW_REMOVE_LOG
};

/* What if: the changes are the state's own list. */
enum sp_what_if_act {
	SP_WHAT_IF_TYPED,	 /* is the text one or more changes, beside those of the list? */
	SP_WHAT_IF_COMPARE,	 /* the list's plan beside the plan as it is */
	SP_WHAT_IF_COMPARE_KEPT, /* the scenarios that are ticked, or all */
	SP_WHAT_IF_REAL,	 /* the list becomes real */
	SP_WHAT_IF_KEEP,	 /* text: a name for the list */
	SP_WHAT_IF_REMOVE	 /* id: a scenario */
};

/* What a time of a calendar counts as, each time or (the second) once. */
enum sp_busy_choice {
	SP_BUSY_CHOICE_EACH = 0,
	SP_BUSY_CHOICE_ONCE = 10, /* with enum sp_busy_counts added */
	SP_BUSY_CHOICE_REVIEW = 20,
};

/* --- effects --- */

enum sp_effect_kind {
	SP_EFFECT_LOAD, /* the world for `day`, `number` being the view */
	SP_EFFECT_PLAN,
	SP_EFFECT_RUN,	 /* a slice of planning */
	SP_EFFECT_RUNG,	 /* another answer: number, enum sp_stability */
	SP_EFFECT_ALLOW, /* what else may move: number, SP_ALLOW_ bits */
	SP_EFFECT_CALL_OFF, /* in lost time, what was agreed: block id; number 1: it does not happen, 0: it stands */
	SP_EFFECT_ACCEPT,
	SP_EFFECT_DISCARD,
	SP_EFFECT_MOVE,	     /* block id to start; text: why, of protected time */
	SP_EFFECT_PLACE,     /* task id at start */
	SP_EFFECT_LOCK,	     /* block id; number 0 or 1 */
	SP_EFFECT_CONFIRM,   /* block id */
	SP_EFFECT_DONE,	     /* block id; number: minutes, 0 as planned; or day: all of it as planned */
	SP_EFFECT_DONE_SOME, /* block id; number: minutes */
	SP_EFFECT_MISSED,    /* block id; number: enum sp_missed; cause; text: what was done instead */
	SP_EFFECT_REBOOK,    /* pupil id: a meeting that did not happen has another day: text */
	SP_EFFECT_AUDIT,     /* a half-hour at start: text, a letter; number: what is to be done (audit.c) */
	SP_EFFECT_DROP,	     /* task id; text: why, of protected time */
	SP_EFFECT_CLOCK,     /* number 1: starts, text: activity; 0: stops, text: how long */
	SP_EFFECT_LOG,	     /* text: activity; start; number: minutes; id 1: beyond the contract */
	SP_EFFECT_LOST,	     /* start, end; number: enum sp_cause */
	SP_EFFECT_UNDO,	     /* number 1: also when nothing is left of the plan then */
	SP_EFFECT_REDO,
	SP_EFFECT_ADD,	      /* text */
	SP_EFFECT_UNDERSTAND, /* text: what would be added */
	SP_EFFECT_SET,	      /* text "key value" */
	SP_EFFECT_PART,	      /* a part of the set-up: id; form; number: pupils; text: phase, or a term */
	SP_EFFECT_FORGET,     /* text: a code, or who left before; number 1: it was asked and answered */
	SP_EFFECT_TAKE_OUT,   /* text: the path for everything */
	SP_EFFECT_PART_FILE, /* a part of the set-up from a file: id; text: its path; number 1: it was asked and answered */
	SP_EFFECT_CALENDAR, /* text: the path of a calendar, perhaps ", NAME"; number as above */
	SP_EFFECT_LOOK_OVER, /* text: the path of a calendar file, or a folder of them, as for "senplan check" */
	SP_EFFECT_BUSY,	     /* a time of a calendar: id; number: enum sp_busy_choice; text: a pupil's code */
	SP_EFFECT_SHEET,     /* sheet: keep what was filled in */
	SP_EFFECT_ROW,	     /* number: enum sp_row_act; id: the row */
	SP_EFFECT_WHY_BLOCK,
	SP_EFFECT_WHY_TASK, /* number 1: as the plan would be with the proposal */
	SP_EFFECT_SUGGEST,  /* task id; start: where it stands, which is no suggestion */
	SP_EFFECT_WHAT_IF,  /* number: enum sp_what_if_act; text: what was typed; id: a scenario */
	SP_EFFECT_THINK,    /* a slice of what if; number 1: it is stopped */
	SP_EFFECT_SUSPEND,  /* the terminal's */
	SP_EFFECT_REDRAW,   /* the terminal's: everything anew */
};

enum { SP_EFFECT_TEXT = 512, SP_EFFECTS_MAX = 8 };

struct sp_effect {
	enum sp_effect_kind kind;
	int64_t id;
	sp_day day;
	sp_time start, end;
	int number;
	enum sp_cause cause;
	bool hide;		      /* privacy: no codes in the words of the answer */
	const struct sp_form *form;   /* the state's own */
	const struct sp_sheet *sheet; /* the state's own */
	char text[SP_EFFECT_TEXT];
};

struct sp_effects {
	struct sp_effect items[SP_EFFECTS_MAX];
	int n;
};

enum { SP_PLACES_MAX = 3, SP_PLACE_TEXT = 200 };

struct sp_ui_place {
	sp_time start;
	char text[SP_PLACE_TEXT]; /* "nothing else moves" */
};

enum { SP_RUNG_TEXT = 96 };

struct sp_ui_rung { /* an answer of a re-plan */
	bool begun;
	char text[SP_RUNG_TEXT]; /* "2 moved, 3h20 in 7 tasks without a place" */
};

struct sp_answer {
	enum sp_effect_kind to;
	enum sp_rc rc;
	const char *text; /* sentence to show, or the words asked for; "" */
	int64_t id;
	const struct sp_ui_world *world; /* a new one, or NULL: as before */
	struct sp_proposal *proposal;	 /* planning: so far */
	const struct sp_snapshot *pending;
	const struct sp_lost_meeting *agreed; /* within lost time */
	int n_agreed;
	bool no_world;			/* the plan could not be read: what was shown is gone */
	bool ask;			/* not done yet: the text asks whether it should be */
	bool more;			/* planning: there may be more to gain; thinking: it is not through */
	bool changed;			/* the plan, by an effect that often leaves it as it is */
	const struct sp_ui_rung *rungs; /* of a re-plan: SP_RUNGS of them, by enum sp_stability; or NULL */
	enum sp_stability rung;		/* the one that is shown */
	unsigned allow;
	const struct sp_ui_place *places;
	int n_places;
};

/* --- state --- */

enum sp_view {
	SP_VIEW_WEEK,
	SP_VIEW_AHEAD,
	SP_VIEW_CASES,
	SP_VIEW_DUTIES,
	SP_VIEW_REVIEW,
	SP_VIEW_SET_UP,
	SP_VIEW_COUNT
};

enum sp_dialog_kind {
	SP_DIALOG_PROMPT,
	SP_DIALOG_LIST, /* a filter line and what matches */
	SP_DIALOG_MENU, /* a few choices, one key each */
	SP_DIALOG_PAGE, /* text to read */
	SP_DIALOG_CONFIRM,
	SP_DIALOG_MOVE,
	SP_DIALOG_PROPOSAL,
	SP_DIALOG_PART, /* of the set-up */
	SP_DIALOG_SHEET,
	SP_DIALOG_TABLE, /* rows to choose from, each with what may be done to it */
	SP_DIALOG_AUDIT, /* a grid of half-hours */
};

enum sp_table_of {
	SP_TABLE_CHAIN, /* of one pupil: steps, then what was recorded */
	SP_TABLE_RULES, /* of one profile */
	SP_TABLE_PROFILES,
	SP_TABLE_STAFF,
	SP_TABLE_HOURS,
	SP_TABLE_CONTRACTS,
	SP_TABLE_WINDOWS,
	SP_TABLE_BUSY,	/* what was said of times of calendars */
	SP_TABLE_TIMES, /* of one window */
	SP_TABLE_CHAINS,
	SP_TABLE_STEPS, /* of one chain: its steps, then what is still to come for whom */
	SP_TABLE_SCHOOL_EVENTS,
	SP_TABLE_WHO,	  /* comes to a pupil's meetings, or to a duty */
	SP_TABLE_FRIDAY,  /* what was planned in the week and has begun */
	SP_TABLE_RECORD,  /* the log, the newest first */
	SP_TABLE_WHAT_IF, /* the changes that are thought of */
	SP_TABLE_SCENARIOS,
	SP_TABLE_LENGTHS, /* what the log says of lengths, what is offered first */
	SP_TABLE_COUNT
};

enum sp_menu_of {
	SP_MENU_LOST,
	SP_MENU_SORT,
	SP_MENU_FILTER,
	SP_MENU_BUSY,
	SP_MENU_LATE,
	SP_MENU_MISSED,
	SP_MENU_CHANGE, /* of what if */
	SP_MENU_COUNTED /* which days of it */
};

enum sp_prompt_for {
	SP_PROMPT_ADD,
	SP_PROMPT_GO,
	SP_PROMPT_LOST,
	SP_PROMPT_LOG,
	SP_PROMPT_TOOK,
	SP_PROMPT_SOME,
	SP_PROMPT_INSTEAD,
	SP_PROMPT_REBOOK,     /* when a meeting that did not happen is now: row, the pupil */
	SP_PROMPT_CLOCK,      /* which activity begins */
	SP_PROMPT_CLOCK_LONG, /* how long it was: it was perhaps forgotten */
	SP_PROMPT_SETTING,
	SP_PROMPT_PART_FILE,
	SP_PROMPT_PART_TIMES,
	SP_PROMPT_TERM,
	SP_PROMPT_FORGET,
	SP_PROMPT_TAKE_OUT,
	SP_PROMPT_CALENDAR,
	SP_PROMPT_LOOK_OVER, /* a calendar file that is checked */
	SP_PROMPT_MEETING,   /* whose review a time of a calendar is: row */
	SP_PROMPT_BECAUSE,   /* why protected time is moved (block, start) or given up (task) */
	SP_PROMPT_CASES,     /* text that the pupils shown must have */
	SP_PROMPT_RANGE,
	SP_PROMPT_WHAT_IF, /* changes, typed */
	SP_PROMPT_KEEP,	   /* the name of a scenario */
	SP_PROMPT_COUNTED, /* two days */
	SP_PROMPT_COUNT
};

enum sp_list_of { SP_LIST_COMMANDS, SP_LIST_FIND, SP_LIST_HELP, SP_LIST_SETTINGS };

enum { SP_DIALOG_TITLE = 200, SP_MATCHES_MAX = 300 };

struct sp_match {
	int64_t id; /* row of the action table, block, case, task … by kind */
	int kind;
	int score;
};

struct sp_dialog {
	enum sp_dialog_kind kind;
	char title[SP_DIALOG_TITLE];
	struct sp_line line;
	enum sp_prompt_for prompt;
	int recall; /* place in the prompt's history; 0: the line being typed */
	enum sp_list_of list;
	struct sp_match *matches; /* of a list; own heap */
	int n_matches;
	int cursor, top;
	char *text; /* of a page, or what was understood so far; own heap */
	struct sp_effect then;
	struct sp_effect otherwise; /* of a question whose no is an act too */
	bool has_otherwise;
	int64_t block, task; /* move: what */
	sp_time start, end;
	int length_min;
	struct sp_ui_place places[SP_PLACES_MAX];
	int n_places;
	bool waits; /* for an answer */
	enum sp_set_up_part part;
	int column; /* of the part's grid */
	enum sp_menu_of menu;
	enum sp_table_of table;
	int64_t row; /* the pupil of a chain (0: the school); the window of times; the time of a calendar */
	char profile[SP_SHEET_KEY]; /* of the rules shown; the chain of steps; the step that was late */
	struct sp_sheet *sheet;	    /* own heap */
};

enum sp_case_sort {
	SP_CASES_BY_DAY,
	SP_CASES_BY_CODE,
	SP_CASES_BY_SLACK,
	SP_CASES_BY_YEAR,
	SP_CASES_BY_STATUS
};

enum sp_case_filter {
	SP_CASES_HERE, /* all who have not left */
	SP_CASES_HALF_TERM,
	SP_CASES_LATE,
	SP_CASES_UNPLANNED,
	SP_CASES_EHCP,
	SP_CASES_SUPPORT,
	SP_CASES_REQUESTS,
	SP_CASES_TEXT,
	SP_CASES_LEFT
};

enum { SP_UI_DIALOGS = 8, SP_UI_MESSAGE = 400, SP_UI_HISTORY = 20 };

enum { SP_CHANGES_MOST = 12, SP_CHANGE_TEXT = 200, SP_SCENARIO_NAME = 41 };

/* What if: the changes as they are typed (app/what_if.h), one a row, and what is done with them. */
struct sp_ui_what_if {
	char changes[SP_CHANGES_MOST][SP_CHANGE_TEXT];
	int n;
	int editing;		     /* the row whose form is open; -1: it is a new one */
	char name[SP_SCENARIO_NAME]; /* kept so; "": not kept */
	int counted;		     /* enum sp_review_range_kind; -1: the rest of the school year */
	sp_day from_day, to_day;     /* with SP_REVIEW_ANY */
	int64_t ticked[SP_COMPARE_MOST];
	int n_ticked;
};

struct sp_ui_options {
	bool ascii;
	bool set_up; /* begin on Set-up: the file is new */
	bool look;   /* begin on Review, looking together: nothing can be changed */
	const char *
		read_only; /* why the plan may only be read: each key that would change it says so; or NULL */
};

struct sp_ui {
	struct sp_ui_options options;
	int width, height;
	sp_time now;
	const struct sp_ui_world *world; /* NULL: not loaded yet */
	enum sp_view view;
	bool privacy;
	bool looking; /* together with the line manager: nothing can be changed, codes stay hidden */
	bool started; /* the first world has come, and its settings were heeded */
	bool list_form;

	sp_day day;		   /* week: where the cursor is */
	sp_minute at_min;	   /* the moment that the cursor wants to be at */
	int64_t seek_case;	   /* case that the cursor goes to when Cases is there; 0: none */
	bool seek_week;		   /* Ahead: the cursor goes to the week of `day` when it is there */
	int week_top;		   /* first row shown, when the hours do not fit */
	bool in_panel;		   /* the cursor is in "needs attention" */
	int cursor[SP_VIEW_COUNT]; /* row in each view; week: in the panel or the list form */
	int top[SP_VIEW_COUNT];
	enum sp_review_range_kind review_kind;
	sp_day review_day;	       /* in the range shown */
	sp_day review_from, review_to; /* with SP_REVIEW_ANY */
	bool review_list;	       /* each figure named */
	enum sp_case_sort case_sort;
	enum sp_case_filter case_filter;
	char case_text[SP_LINE_TEXT];
	int *case_rows; /* indices of the world's cases as they are shown; own heap */
	int n_case_rows;

	struct sp_dialog dialogs[SP_UI_DIALOGS];
	int n_dialogs;
	char message[SP_UI_MESSAGE];
	enum sp_style message_style;
	char history[SP_PROMPT_COUNT][SP_UI_HISTORY][SP_LINE_TEXT]; /* newest first */
	int n_history[SP_PROMPT_COUNT];

	struct sp_proposal *proposal; /* the application's; ours to toggle */
	const struct sp_snapshot *pending;
	const struct sp_lost_meeting *agreed; /* the application's: what stands within lost time */
	int n_agreed;
	bool planning;			   /* slices are still being run */
	struct sp_ui_rung rungs[SP_RUNGS]; /* the answers, by enum sp_stability */
	int n_rungs;			   /* SP_RUNGS, or 0: there is one answer */
	enum sp_stability rung;		   /* the one that is shown */
	unsigned allow;			   /* what may move although it usually stands */
	bool folds;			   /* what had no room before is one line of the proposal */
	struct sp_form form;		   /* of the set-up, while a part of it is open */
	sp_day closing; /* Monday of the week whose rest the proposal carries over; SP_DAY_NONE: none */
	int carried;	/* what was freed in the walk through the week */
	bool chain;	/* the next part follows */
	int n_pupils;	/* to begin with; 0: none is typed */
	sp_time lost;	/* beginning of the time that was lost, until that is accepted; SP_TIME_NONE: none */
	struct sp_ui_what_if what_if;
	bool thinking; /* slices of what if are still to be run */
	bool quit;
};

/* An empty state of 80x24 cells on the Week view; effects hold the first load. */
void sp_ui_init(struct sp_ui *ui, const struct sp_ui_options *options, sp_time now,
		struct sp_effects *effects);
void sp_ui_finish(struct sp_ui *ui);

/* Effects are appended; the caller begins with n = 0. */
void sp_ui_step(struct sp_ui *ui, const struct sp_event *event, struct sp_effects *effects);

/* The surface must have the size of the state (cut to it where not). */
void sp_ui_draw(const struct sp_ui *ui, struct sp_surface *surface);

/* --- the table of keys --- */

/* Where an action works: a view, or the kind of dialog on top. */
#define SP_IN_VIEW(view) (1u << (view))
enum {
	SP_IN_WEEK = SP_IN_VIEW(SP_VIEW_WEEK),
	SP_IN_AHEAD = SP_IN_VIEW(SP_VIEW_AHEAD),
	SP_IN_CASES = SP_IN_VIEW(SP_VIEW_CASES),
	SP_IN_DUTIES = SP_IN_VIEW(SP_VIEW_DUTIES),
	SP_IN_REVIEW = SP_IN_VIEW(SP_VIEW_REVIEW),
	SP_IN_SET_UP = SP_IN_VIEW(SP_VIEW_SET_UP),
	SP_IN_VIEWS = (1 << SP_VIEW_COUNT) - 1,
	SP_IN_PROMPT = 1 << 8,
	SP_IN_LIST = 1 << 9,
	SP_IN_MENU = 1 << 10,
	SP_IN_PAGE = 1 << 11,
	SP_IN_CONFIRM = 1 << 12,
	SP_IN_MOVE = 1 << 13,
	SP_IN_PROPOSAL = 1 << 14,
	SP_IN_PART = 1 << 15,
	SP_IN_PAINT = 1 << 16, /* the part with the timetable */
	SP_IN_SHEET = 1 << 17,
	SP_IN_CHAIN = 1 << 18,
	SP_IN_RULES = 1 << 19,
	SP_IN_CHAINS = 1 << 20,
	SP_IN_STEPS = 1 << 21,
	SP_IN_TABLE = 1 << 22, /* other tables */
	SP_IN_FRIDAY = 1 << 23,
	SP_IN_WHAT_IF = 1 << 24,
	SP_IN_SCENARIOS = 1 << 25,
	SP_IN_LENGTHS = 1 << 26,
	SP_IN_AUDIT = 1 << 27,
};

struct sp_action {
	const char *name;  /* "lost-time": as the palette and the manual call it */
	const char *keys;  /* "x", "Left h": the first is shown */
	const char *label; /* two words for the footer; "" keeps it out of there */
	const char *help;  /* a sentence */
	unsigned where;	   /* SP_IN_ bits */
	int rank;	   /* place in the footer, 1 first; 0: not in the footer */
	void (*run)(struct sp_ui *ui, struct sp_effects *effects);
};

const struct sp_action *sp_actions(size_t *ret_n);

/* The SP_IN_ bit of what has the keys now. */
unsigned sp_ui_where(const struct sp_ui *ui);

/* The action of a key there, or NULL. */
const struct sp_action *sp_action_of(sp_key key, unsigned where);

/* May it be done while looking together? */
bool sp_look_allowed(const struct sp_action *action);

/* Is it there to change the plan, or what is beside it? Nothing of that is begun on a plan that may only be read. */
bool sp_action_changes(const struct sp_action *action);

const char *sp_where_name(unsigned where); /* "Week", "Proposal"; of a single bit */

/* --- the host: does effects --- */

struct sp_ui_host;

enum sp_rc sp_ui_host_create(struct sp_app *app, struct sp_ui_host **ret_host, struct sp_err *reterr);
void sp_ui_host_destroy(struct sp_ui_host *host); /* takes NULL */

/* Does effects (those of sp_ui_init, for one) and steps with their answers. */
void sp_ui_host_do(struct sp_ui_host *host, struct sp_ui *ui, const struct sp_effects *effects,
		   struct sp_effects *ret_rest);

/* Steps with the event, does the effects, steps with their answers, until nothing is left to do now. Ticks while planning
 * run one slice. The terminal's own effects (suspend, redraw) are left in `ret_rest`. */
void sp_ui_host_handle(struct sp_ui_host *host, struct sp_ui *ui, const struct sp_event *event,
		       struct sp_effects *ret_rest);

/* The clock went on. */
void sp_ui_host_set_now(struct sp_ui_host *host, sp_time now, int64_t now_utc);

/* Loads again when another program has changed the plan. */
void sp_ui_host_refresh(struct sp_ui_host *host, struct sp_ui *ui);

#endif
