/*
 * The table of sheets: which fields each form has, what they are called, what to type there.
 */
#include "senplan/base/array.h"

#include "sheet.h"

#define YES_NO	 "yes=yes|no=no"
#define MONTHS	 "0=any month|1=Jan|2=Feb|3=Mar|4=Apr|5=May|6=Jun|7=Jul|8=Aug|9=Sep|10=Oct|11=Nov|12=Dec"
#define WEEKDAYS "none=any day|mon=Monday|tue=Tuesday|wed=Wednesday|thu=Thursday|fri=Friday"

/* clang-format off */
#define CASE_FIELDS \
	{"year", "Year group", "N, R or 1 to 14.", SHEET_SHORT, NULL, "year", NULL, false}, \
	{"status", "Status", "What the pupil has; the clocks follow from it.", SHEET_CHOICE, "ehcp=EHCP|sen-support=SEN Support|request=request for an assessment|watch=watch", "status", NULL, false}, \
	{"issued", "Plan issued", "The date on the EHC plan: 12/3/2024, 3 sep.", SHEET_PAST, NULL, "plan_issued", NULL, false}, \
	{"last-review", "Last review held", "The day of the last review meeting.", SHEET_PAST, NULL, "last_review", NULL, false}, \
	{"booked", "Next review booked", "Day and time of the meeting: tue 8 dec 14:00.", SHEET_MOMENT, NULL, "review_booked", NULL, false}, \
	{"requested", "Request made", "When an assessment was asked for: the 20 weeks count from it.", SHEET_PAST, NULL, "requested", NULL, false}, \
	{"profile", "Whose rules", "An LA's profile, or the statutory minimum.", SHEET_PROFILE, NULL, "profile", NULL, false}, \
	{"transfer", "Next move", "Y6 2027, post-16 2027 or none. Empty: from the year group.", SHEET_SHORT, NULL, "transfer", NULL, false}, \
	{"lead", "Reviews led by", "SEN Support: led by a teacher, only your short share is planned.", SHEET_CHOICE, "any=as the school has it|senco=SENCO|teacher=teacher", "lead", NULL, false}, \
	{"attendees", "Who comes", "By role, with when they can: parent (wed before 9), LA. Never names.", SHEET_TEXT, NULL, "code", NULL, true}
#define LEFT_FIELD {"left", "Left on", "When the pupil left; empty: still here.", SHEET_DAY, NULL, "left_day", NULL, false}

static const struct sheet_field case_new_fields[] = {
	{"code", "Code", "Letters and figures, like K07. Never a name.", SHEET_TEXT, NULL, NULL, NULL, true},
	CASE_FIELDS,
};
static const struct sheet_field case_fields[] = {
	CASE_FIELDS, LEFT_FIELD,
	{"code", "Code", "Another code; all that is recorded stays with the pupil.", SHEET_TEXT, NULL, "code", NULL, true},
};

static const struct sheet_field event_fields[] = {
	{"event", "What happened", "Left and Right choose; a letter jumps to what begins with it.", SHEET_CHOICE,
	 "booked=booked: the meeting has a day|invited=invited|advice-asked=advice asked for|circulated=papers circulated|held=meeting held|reported=report sent|decided=LA decided|finalised=plan final|requested=assessment requested|consulted=LA consulted the school|left=the pupil left", NULL, NULL, false},
	{"date", "On", "today, fri, 23/11, tue 8 dec 14:00; of a booking the meeting's own day.", SHEET_PAST, NULL, NULL, NULL, false},
	{"time", "At", "Time of a booked meeting: 14:00. Empty: the plan finds one.", SHEET_SHORT, NULL, NULL, NULL, false},
	{"outcome", "The LA decided", "Goes with \"LA decided\" only.", SHEET_CHOICE, "none=nothing yet|keep=keep the plan|amend=amend the plan|cease=cease the plan", NULL, NULL, false},
	{"note", "Evidence", "Whom you asked, and how: parents by letter, EP by email. Never names.", SHEET_TEXT, NULL, NULL, NULL, true},
};

#define ACTIVITY_FIELDS \
	{"name", "Name", "What it is called in the week.", SHEET_TEXT, NULL, "name", NULL, false}, \
	{"plain", "In plain words", "What it is, in five words, for people outside the field.", SHEET_TEXT, NULL, "plain", NULL, false}, \
	{"letter", "Letter", "One letter; it stands in the week.", SHEET_SHORT, NULL, "letter", NULL, false}, \
	{"tint", "Colour", "Its colour on the screen.", SHEET_CHOICE, "none=none|red=red|green=green|yellow=yellow|blue=blue|magenta=magenta|cyan=cyan|white=white", "colour", NULL, false}, \
	{"kind", "Kind", "What it counts as in the report.", SHEET_CHOICE, "strategic=strategic|operational=operational|administrative=administrative|direct=direct|teaching=teaching|pulled-away=pulled away", "kind", NULL, false}, \
	{"low", "Length, low", "When all goes well: 30, 45m, 1h15.", SHEET_LENGTH, NULL, "low_min", NULL, false}, \
	{"typical", "Length, typical", "As a rule: 45, 1h30.", SHEET_LENGTH, NULL, "typical_min", NULL, false}, \
	{"high", "Length, high", "When little goes well.", SHEET_LENGTH, NULL, "high_min", NULL, false}, \
	{"source", "Where from", "What the lengths rest on: own log, inference, survey.", SHEET_TEXT, NULL, "estimate_source", NULL, false}, \
	{"window", "When it may be", "In which part of the day; any working time when nothing is chosen.", SHEET_WINDOW, NULL, "window", NULL, false}, \
	{"prefer", "Better in the", "Morning or afternoon.", SHEET_CHOICE, "none=either|morning=morning|afternoon=afternoon", "prefer", NULL, false}, \
	{"prefer-times", "Better at", "tue and thu 9:00-10:30; after 15:00; or a window by its key. Empty: no such times.", SHEET_TEXT, NULL, "prefer_window", NULL, false}, \
	{"chunk", "Pieces", "May be split into pieces of so long: 30-90. Empty: in one piece.", SHEET_LENGTHS, NULL, "chunk_min", "chunk_max", false}, \
	{"pieces-a-day", "Pieces a day", "So many pieces may stand on one day, with a break between: 2. Empty: one.", SHEET_SHORT, NULL, "chunks_day", NULL, false}, \
	{"setup", "Free before it", "Time kept free before each, for the way there and setting up: 10m.", SHEET_LENGTH, NULL, "before_min", NULL, false}, \
	{"buffer", "Free behind it", "Time kept free after each: 10m.", SHEET_LENGTH, NULL, "buffer_min", NULL, false}, \
	{"per-day", "At most a day", "So many on one day; empty: no limit.", SHEET_SHORT, NULL, "max_blocks_day", NULL, false}, \
	{"week-minimum", "At least a week", "Protected hours a week: 2h. Empty: none.", SHEET_LENGTH, NULL, "week_min", NULL, false}, \
	{"target", "Target share", "Wanted share of your hours, in per cent; empty: none.", SHEET_SHORT, NULL, "target_pct", NULL, false}, \
	{"protect", "Protected", "Placed first; moving one asks for a reason.", SHEET_CHOICE, YES_NO, "protect", NULL, false}, \
	{"delegable", "Delegable", "Could somebody else do it?", SHEET_CHOICE, YES_NO, "delegable", NULL, false}, \
	{"could", "Who could", "Who else could do it: office.", SHEET_TEXT, NULL, "could", NULL, false}, \
	{"lead", "Who leads", "SENCO, class teacher.", SHEET_TEXT, NULL, "lead", NULL, false}, \
	{"with", "With whom", "By role; empty: alone.", SHEET_TEXT, NULL, "company", NULL, false}, \
	{"meets", "Waits for them", "Must those who come to the pupil's meetings be able to come?", SHEET_CHOICE, YES_NO, "meets", NULL, false}

static const struct sheet_field activity_new_fields[] = {
	{"key", "Key", "A short word for it, without blanks: walk.", SHEET_TEXT, NULL, NULL, NULL, false},
	ACTIVITY_FIELDS,
};
static const struct sheet_field activity_fields[] = {ACTIVITY_FIELDS};

static const struct sheet_field duty_fields[] = {
	{"name", "Name", "What it is called.", SHEET_TEXT, NULL, "name", NULL, false},
	{"activity", "Activity", "Which kind of work it is.", SHEET_ACTIVITY, NULL, "activity", NULL, false},
	{"cadence", "How often", "How often it comes round.", SHEET_CHOICE, "once=once|daily=daily|weekly=weekly|fortnightly=fortnightly|half-termly=every half-term|termly=every term|yearly=every year", "cadence", NULL, false},
	{"times", "Times", "So many times each time it comes round: 1 to 50.", SHEET_SHORT, NULL, "times", NULL, false},
	{"per", "For each", "Once, or for each pupil or member of staff.", SHEET_CHOICE, "none=once for all|ehcp=pupil with an EHCP|sen-support=pupil on SEN Support|case=pupil|staff=member of staff", "per", NULL, false},
	{"week", "In week", "With fortnightly: week A or B.", SHEET_WEEK, NULL, "cycle_week", NULL, false},
	{"weekday", "On", "Only on this day.", SHEET_CHOICE, WEEKDAYS, "weekday", NULL, false},
	{"month", "In month", "With every year: in which month.", SHEET_CHOICE, MONTHS, "month", NULL, false},
	{"day", "By", "With once: by which day, as 12 mar.", SHEET_DAY, NULL, "day", NULL, false},
	{"before", "Before", "The school's event that it must come before: governors.", SHEET_TEXT, NULL, "before", NULL, false},
	{"after", "After", "The school's event that it comes after: data drop.", SHEET_TEXT, NULL, "after", NULL, false},
	{"length", "Length", "How long each takes; empty: as its activity.", SHEET_LENGTH, NULL, "length_min", NULL, false},
	{"weight", "Weight", "How much it counts when time is short: 1 to 10.", SHEET_SHORT, NULL, "weight", NULL, false},
	{"from", "From", "First day on which it holds; empty: always.", SHEET_DAY, NULL, "from_day", NULL, false},
	{"to", "Until", "Last day; empty: open.", SHEET_DAY, NULL, "to_day", NULL, false},
	{"active", "Switched on", "Off, it stays in the list and makes no work.", SHEET_CHOICE, YES_NO, "active", NULL, false},
};

#define STAFF_FIELDS \
	{"role", "Role", "What they do: teaching assistant, ELSA.", SHEET_TEXT, NULL, "role", NULL, false}, \
	{"hours", "Paid hours", "Of the day: 08:30-15:30. Empty: not known.", SHEET_CLOCKS, NULL, "from_min", "to_min", false}, \
	{"active", "In school", "Whether they work here at present.", SHEET_CHOICE, YES_NO, "active", NULL, false}
static const struct sheet_field staff_new_fields[] = {
	{"code", "Code", "Like TA01. Never a name.", SHEET_TEXT, NULL, NULL, NULL, true},
	STAFF_FIELDS,
};
static const struct sheet_field staff_fields[] = {STAFF_FIELDS};

#define RULE_VALUE {"value", "Period", "14 days, 6 weeks, 10 school-days, 12 months, 15 feb, 3 count.", SHEET_SHORT, NULL, "value", NULL, false}
#define RULE_FIELDS \
	{"side", "Before or after", "What it counts from.", SHEET_CHOICE, "after=after|before=before", "side", NULL, false}, \
	{"anchor", "Counts from", "meeting, anniversary, decision, request, asked, receipt, last-review, transfer.", SHEET_TEXT, NULL, "anchor", NULL, false}, \
	{"owner", "Who must keep it", "The school's makes work, another's makes a date to watch.", SHEET_CHOICE, "school=the school|la=the LA|family=the family", "owner", NULL, false}, \
	{"authority", "Rests on", "What gives the rule its force.", SHEET_CHOICE, "statute=statute|case-law=case law|guidance=guidance|la=the LA's own|school=the school's own|derived=derived from others", "authority", NULL, false}, \
	{"text", "In words", "The rule as a person would say it.", SHEET_TEXT, NULL, "text", NULL, false}, \
	{"source", "Source", "Where it stands: LA annual review guide, page 4.", SHEET_TEXT, NULL, "source", NULL, false}, \
	{"url", "Address", "Where it can be read.", SHEET_TEXT, NULL, "url", NULL, false}
#define RULE_FROM {"from", "From", "First day for which it counts: 1 sep 2029. Empty: always.", SHEET_DAY, NULL, NULL, NULL, false}
#define RULE_TO {"to", "Until", "Last day; empty: open.", SHEET_DAY, NULL, NULL, NULL, false}

static const struct sheet_field rule_new_fields[] = {
	{"key", "Key", "A word without blanks: school.papers.", SHEET_TEXT, NULL, NULL, NULL, false},
	RULE_VALUE, RULE_FIELDS, RULE_FROM, RULE_TO,
};
static const struct sheet_field rule_fields[] = {RULE_VALUE, RULE_FIELDS};
static const struct sheet_field suspend_fields[] = {
	{"from", "Not in force from", "First day: 1 dec.", SHEET_DAY, NULL, NULL, NULL, false},
	{"to", "until", "Last day: 31 jan 2027.", SHEET_DAY, NULL, NULL, NULL, false},
	{"where", "Where", "In this profile, or in all of them.", SHEET_CHOICE, "here=this profile only|all=all profiles", NULL, NULL, false},
};
static const struct sheet_field replace_fields[] = {
	{"from", "From", "What counts from this day on has the new rule: 1 sep 2029.", SHEET_DAY, NULL, NULL, NULL, false},
	RULE_TO, RULE_VALUE, RULE_FIELDS,
};
static const struct sheet_field profile_fields[] = {
	{"name", "Name", "Of the LA or school, without blanks: hull. It begins as a copy of the statutory minimum.", SHEET_TEXT, NULL, NULL, NULL, false},
};
static const struct sheet_field hours_fields[] = {
	{"days", "Days", "mon-thu, fri, mon,wed or all.", SHEET_TEXT, NULL, NULL, NULL, false},
	{"hours", "Hours", "08:00-16:00. Empty: not worked.", SHEET_CLOCKS, NULL, NULL, NULL, false},
	{"week", "In week", "A or B, or each.", SHEET_WEEK, NULL, NULL, NULL, false},
	{"from", "From", "First day; empty: always.", SHEET_DAY, NULL, NULL, NULL, false},
	{"to", "Until", "Last day; empty: open.", SHEET_DAY, NULL, NULL, NULL, false},
	{"add", "What is there", "Hours take the place of those there, or stand beside them.", SHEET_CHOICE, "no=takes its place|yes=stays beside it", NULL, NULL, false},
};
static const struct sheet_field contract_fields[] = {
	{"kind", "Contract", "Teacher: directed time. Leadership: 48-hour average.", SHEET_CHOICE, "teacher=teacher|leadership=leadership|other=other", NULL, NULL, false},
	{"share", "Share", "Of full time, in per cent: 80.", SHEET_SHORT, NULL, NULL, NULL, false},
	{"from", "From", "First day; empty: always.", SHEET_DAY, NULL, NULL, NULL, false},
};

static const struct sheet_field attendee_fields[] = {
	{"role", "Who comes", "By role: governor, parent, LA. Never a name.", SHEET_TEXT, NULL, "role", NULL, true},
	{"when", "When they can", "wed before 9, week A tue 14:00-16:00, thu after school or fri lunch. Empty: any time.", SHEET_SHORT, NULL, NULL, NULL, false},
};
static const struct sheet_field window_fields[] = {
	{"when", "When", "An evening: 26 nov 16:30-19:00. Or each week: tue 15:30-16:30, before school.", SHEET_SHORT, NULL, NULL, NULL, false},
};

static const struct sheet_field chain_fields[] = {
	{"name", "Name", "What it is called: Reading scheme.", SHEET_TEXT, NULL, "name", NULL, false},
	{"begins", "Begins", "With what it begins; one of your own is given, by you.", SHEET_CHOICE, "given=given to a pupil|school=given to the school|review=with a plan|transfer=with a plan, before a move|assessment=with a request|consultation=with each consultation|support=with SEN Support|move=in the year of a move", "begins", NULL, false},
	{"from-year", "From year group", "1 to 14; 0: from the youngest.", SHEET_SHORT, NULL, "year_from", NULL, false},
	{"to-year", "To year group", "1 to 14; 0: to the oldest.", SHEET_SHORT, NULL, "year_to", NULL, false},
	{"repeats", "Comes again", "Does its end begin the next round? For those that are given.", SHEET_CHOICE, YES_NO, "repeats", NULL, false},
	{"active", "Switched on", "Off, it stays in the list and makes no work.", SHEET_CHOICE, YES_NO, "active", NULL, false},
	{"note", "Note", "What to think of; it stands in the pupil's chain.", SHEET_TEXT, NULL, "note", NULL, false},
	{"key", "Key", "A word without blanks; empty: made from the name.", SHEET_TEXT, NULL, "key", NULL, false},
};

static const struct sheet_field step_fields[] = {
	{"name", "Name", "What is done: test, tell parents.", SHEET_TEXT, NULL, "name", NULL, false},
	{"owner", "Who must do it", "The school's makes work, another's makes a date to watch.", SHEET_CHOICE, "school=the school|la=the LA|family=the family", "owner", NULL, false},
	{"activity", "Activity", "Which kind of work it is; of another's step the chase, if any.", SHEET_MAY_ACTIVITY, NULL, "activity", NULL, false},
	{"period", "Period", "2 weeks, 10 school-days, 15 feb. Empty: no date of its own.", SHEET_SHORT, NULL, "rule", NULL, false},
	{"anchor", "Counts from", "start, or another step of the chain; meeting, decision, year, anniversary …", SHEET_TEXT, NULL, "rule", NULL, false},
	{"side", "Before or after", "On which side of it.", SHEET_CHOICE, "after=after|before=before", "rule", NULL, false},
	{"rule", "Or by rule", "In place of a period the key of a rule of Set-up: sup.review.", SHEET_TEXT, NULL, "rule", NULL, false},
	{"follows", "Follows", "The step that must come before it.", SHEET_TEXT, NULL, "after", NULL, false},
	{"early", "May begin", "So many days before its date: 28.", SHEET_SHORT, NULL, "lead_day", NULL, false},
	{"length", "Length", "How long it takes; empty: as its activity.", SHEET_LENGTH, NULL, "typical_min", NULL, false},
	{"weight", "Weight", "How much it counts when time is short: 1 to 10.", SHEET_SHORT, NULL, "weight", NULL, false},
	{"hard", "Statutory", "A limit that must be kept, before everything else.", SHEET_CHOICE, YES_NO, "hard", NULL, false},
	{"only-if", "Only if", "Only when this was decided: amend. Empty: always.", SHEET_TEXT, NULL, "only_if", NULL, false},
	{"position", "Position", "Its place in the chain: 1 to 99. Empty: the last.", SHEET_SHORT, NULL, "position", NULL, false},
};

#define GIVEN {"what", "What", "It begins on the day, or it ends on it.", SHEET_CHOICE, "given=it begins|ended=it ends", NULL, NULL, false}
#define ON_DAY {"date", "On", "today, fri, 23/11, 1 sep.", SHEET_DAY, NULL, NULL, NULL, false}
#define FOR_WHOM {"code", "For whom", "The pupil's code; empty: the school itself.", SHEET_TEXT, NULL, NULL, NULL, true}
static const struct sheet_field give_fields[] = {
	{"chain", "Chain", "Which one: Left and Right choose.", SHEET_CHAIN, NULL, NULL, NULL, false}, GIVEN, ON_DAY};
static const struct sheet_field give_to_fields[] = {FOR_WHOM, GIVEN, ON_DAY};
static const struct sheet_field step_event_fields[] = {
	FOR_WHOM,
	{"what", "What", "It was done, or you were told by when it must be.", SHEET_CHOICE, "done=it was done|due=it is due, I was told", NULL, NULL, false},
	{"date", "On", "today, fri, 23/11, 1 sep.", SHEET_PAST, NULL, NULL, NULL, false},
};
static const struct sheet_field except_fields[] = {
	{"exception", "Why", "Regulation 10(4): then the limits of the assessment need not be kept.", SHEET_CHOICE, "closed=the school is closed, 4 weeks or more|away=the family is away, 4 weeks or more|personal=exceptional personal circumstances", NULL, NULL, false},
	{"date", "From", "today, fri, 23/11.", SHEET_PAST, NULL, NULL, NULL, false},
};
static const struct sheet_field school_event_fields[] = {
	{"name", "Event", "As duties name it: governors, data drop.", SHEET_TEXT, NULL, NULL, NULL, false},
	{"date", "On", "3 dec, 4/2/2027.", SHEET_DAY, NULL, NULL, NULL, false},
};

static const struct sheet_field share_fields[] = {
	{"to", "Write to", "A file, senco.ics; or a folder, with a / at its end: calendars/senco/", SHEET_TEXT, NULL, NULL, NULL, false},
	{"titles", "Titles", "What an entry says. Notes are never in it.", SHEET_CHOICE, "activity=the activity only|codes=also the pupil's code|busy=only Busy", NULL, NULL, false},
	{"deadlines", "Deadlines", "The dates that the school must keep. Google, Outlook and khal show no tasks.", SHEET_CHOICE, "none=left out|entries=as all-day entries|tasks=as tasks|both=as entries and as tasks", NULL, NULL, false},
	{"todos", "Tasks to", "With tasks: a file of their own, tasks.ics; or a folder, calendars/deadlines/", SHEET_TEXT, NULL, NULL, NULL, false},
	{"from", "From", "First day; empty: all.", SHEET_DAY, NULL, NULL, NULL, false},
	{"until", "Until", "Last day; empty: all.", SHEET_DAY, NULL, NULL, NULL, false},
	{"empty", "Nothing to export", "May a folder be emptied of what was exported before?", SHEET_CHOICE, "no=leave the folder as it is|yes=empty the folder", NULL, NULL, false},
};

#define LOG_WHEN {"when", "When", "The day and the time when it began: tue 15:30, today 8:00.", SHEET_PAST, NULL, "start", NULL, false}
#define LOG_TOOK {"took", "How long", "45m, 1h30, 90.", SHEET_LENGTH, NULL, "length_min", NULL, false}
#define LOG_NOTE {"note", "Note", "For yourself: it is in no report. Never names.", SHEET_TEXT, NULL, "note", NULL, true}
static const struct sheet_field log_fields[] = {
	{"activity", "Activity", "What was done; letters jump to it.", SHEET_ACTIVITY, NULL, "activity", NULL, false},
	LOG_WHEN, LOG_TOOK,
	{"counts", "Hours", "Outside contracted hours it counts as beyond contract.", SHEET_CHOICE, "worked=inside the contract|beyond=beyond the contract", "kind", NULL, false},
	LOG_NOTE,
};
static const struct sheet_field log_lost_fields[] = {
	LOG_WHEN, LOG_TOOK,
	{"cause", "Lost to", "What took the time.", SHEET_CHOICE, "cover=cover for a colleague|safeguarding=safeguarding|absent=I was absent|meeting=a meeting was called|trip=a trip|other=something else", "cause", NULL, false},
	LOG_NOTE,
};

static const struct sheet_field report_fields[] = {
	{"range", "Which days", "From and until, when they are filled in, take its place.", SHEET_CHOICE, "shown=as Review shows them|week=this week|half-term=this half-term|term=this term|year=this school year", NULL, NULL, false},
	{"from", "From", "First day; empty: as chosen above.", SHEET_DAY, NULL, NULL, NULL, false},
	{"until", "Until", "Last day.", SHEET_DAY, NULL, NULL, NULL, false},
	{"format", "Format", "The page can be read on any screen and prints on two sides; all have the same figures.", SHEET_CHOICE, "html=a page to read and print (HTML)|text=plain text|md=Markdown|csv=a table for a spreadsheet (CSV)|json=JSON, for programs|all=all five", NULL, NULL, false},
	{"folder", "Folder", "Where it is written: ~/Documents, /media/usb. Empty: where senplan was started.", SHEET_TEXT, NULL, NULL, NULL, false},
	{"name", "Name", "Of the file, without its ending.", SHEET_TEXT, NULL, NULL, NULL, false},
	{"scenario", "With a scenario", "A what if behind the review: the case to a head teacher.", SHEET_SCENARIO, NULL, NULL, NULL, false},
	{"exact", "Counts under 5", "Few pupils can be recognised: as <5 it can be passed on.", SHEET_CHOICE, "no=shown as <5|yes=shown: not for passing on", NULL, NULL, false},
};

#define CHANGE_FROM {"from", "From", "First day: january, 4 jan, +2w. Empty: from now on.", SHEET_DAY, NULL, NULL, NULL, false}
static const struct sheet_field half_fields[] = {
	{"days", "How much", "In days: 0.5 is a half-day. Counts where the day is not named.", SHEET_TEXT, NULL, NULL, NULL, false},
	{"day", "Which day", "Where most changes is found by trying each half-day.", SHEET_CHOICE, "best=where most changes|mon=Monday|tue=Tuesday|wed=Wednesday|thu=Thursday|fri=Friday", NULL, NULL, false},
	{"part", "Which half", "Of a day that is named.", SHEET_CHOICE, "am=morning|pm=afternoon|day=the whole day", NULL, NULL, false},
	{"week", "In week", "Of a day that is named: each week, or A or B.", SHEET_WEEK, NULL, NULL, NULL, false},
	CHANGE_FROM,
};
static const struct sheet_field assistant_fields[] = {
	{"hours", "Hours a week", "Of somebody who takes work that another can do: 5h.", SHEET_LENGTH, NULL, NULL, NULL, false},
};
static const struct sheet_field pupils_fields[] = {
	{"count", "How many", "A number: 3.", SHEET_TEXT, NULL, NULL, NULL, false},
	{"status", "With", "The work follows from it.", SHEET_CHOICE, "ehcp=an EHCP that they bring|new plans=a new EHCP|support=SEN Support|request=a request for an assessment|watch=a watch on them", NULL, NULL, false},
	CHANGE_FROM,
};
static const struct sheet_field less_duty_fields[] = {
	{"duty", "Which duty", "Left and Right go through them; a letter jumps.", SHEET_DUTY, NULL, NULL, NULL, false},
	{"how", "What becomes of it", "Dropped, or less often.", SHEET_CHOICE, "drop=dropped|half=half as often|weekly=weekly|fortnightly=fortnightly|half-termly=every half-term|termly=every term|yearly=every year", NULL, NULL, false},
};
static const struct sheet_field reserve_fields[] = {
	{"pct", "Reserve", "In per cent of the hours: kept free for what comes up.", SHEET_TEXT, NULL, NULL, NULL, false},
};
static const struct sheet_field lost_days_fields[] = {
	{"count", "How many", "A number: 1.", SHEET_TEXT, NULL, NULL, NULL, false},
	{"unit", "Of", "Working days in them are lost.", SHEET_CHOICE, "day=days|week=weeks|fortnight=fortnights", NULL, NULL, false},
	CHANGE_FROM,
};

#define FIELDS(name) name##_fields, SP_COUNT(name##_fields)
const struct sheet_info sheet_infos[SP_SHEET_COUNT] = {
	[SP_SHEET_CASE_NEW] = {"A new pupil", FIELDS(case_new), SP_ENTITY_case, true},
	[SP_SHEET_CASE] = {"Pupil %s", FIELDS(case), SP_ENTITY_case, false},
	[SP_SHEET_EVENT] = {"%s: what happened", FIELDS(event), SP_ENTITY_case, true},
	[SP_SHEET_ACTIVITY_NEW] = {"A new activity", FIELDS(activity_new), SP_ENTITY_activity, true},
	[SP_SHEET_ACTIVITY] = {"Activity %s", FIELDS(activity), SP_ENTITY_activity, false},
	[SP_SHEET_DUTY_NEW] = {"A new duty", FIELDS(duty), SP_ENTITY_duty, true},
	[SP_SHEET_DUTY] = {"Duty %s", FIELDS(duty), SP_ENTITY_duty, false},
	[SP_SHEET_STAFF_NEW] = {"New support staff", FIELDS(staff_new), SP_ENTITY_staff_member, true},
	[SP_SHEET_STAFF] = {"Support staff %s", FIELDS(staff), SP_ENTITY_staff_member, false},
	[SP_SHEET_RULE_NEW] = {"A new rule", FIELDS(rule_new), SP_ENTITY_rule, true},
	[SP_SHEET_RULE] = {"Rule %s", FIELDS(rule), SP_ENTITY_rule, false},
	[SP_SHEET_RULE_SUSPEND] = {"Suspend %s", FIELDS(suspend), SP_ENTITY_rule, true},
	[SP_SHEET_RULE_REPLACE] = {"Replace %s from a day", FIELDS(replace), SP_ENTITY_rule, false},
	[SP_SHEET_PROFILE] = {"A new profile of rules", FIELDS(profile), SP_ENTITY_rule, true},
	[SP_SHEET_HOURS] = {"Working hours", FIELDS(hours), SP_ENTITY_working_window, true},
	[SP_SHEET_ATTENDEE_NEW] = {"%s: one more who comes", FIELDS(attendee), SP_ENTITY_attendee, true},
	[SP_SHEET_ATTENDEE] = {"%s: who comes", FIELDS(attendee), SP_ENTITY_attendee, true},
	[SP_SHEET_WINDOW] = {"Window %s: one more time", FIELDS(window), SP_ENTITY_window, true},
	[SP_SHEET_CHAIN_NEW] = {"A new chain", FIELDS(chain), SP_ENTITY_chain, true},
	[SP_SHEET_CHAIN] = {"Chain %s", FIELDS(chain), SP_ENTITY_chain, false},
	[SP_SHEET_STEP_NEW] = {"Chain %s: a new step", FIELDS(step), SP_ENTITY_step, true},
	[SP_SHEET_STEP] = {"Step %s", FIELDS(step), SP_ENTITY_step, false},
	[SP_SHEET_GIVE] = {"%s: a chain begins or ends", FIELDS(give), SP_ENTITY_case, true},
	[SP_SHEET_GIVE_TO] = {"Chain %s begins or ends", FIELDS(give_to), SP_ENTITY_chain, true},
	[SP_SHEET_STEP_EVENT] = {"Step %s", FIELDS(step_event), SP_ENTITY_step, true},
	[SP_SHEET_EXCEPT] = {"%s: an exception", FIELDS(except), SP_ENTITY_case, true},
	[SP_SHEET_SCHOOL_EVENT] = {"An event of the school", FIELDS(school_event), SP_ENTITY_year_span, true},
	[SP_SHEET_SHARE] = {"The calendar, given out", FIELDS(share), SP_ENTITY_setting, true},
	[SP_SHEET_LOG_NEW] = {"What was done", FIELDS(log), SP_ENTITY_log_entry, true},
	[SP_SHEET_LOG] = {"Entry %s of the log", FIELDS(log), SP_ENTITY_log_entry, false},
	[SP_SHEET_LOG_LOST] = {"Entry %s of the log: lost time", FIELDS(log_lost), SP_ENTITY_log_entry, false},
	[SP_SHEET_REPORT] = {"The review, written to a folder", FIELDS(report), SP_ENTITY_setting, true},
	[SP_SHEET_HALF_MORE] = {"What if: a half-day more", FIELDS(half), SP_ENTITY_scenario, true},
	[SP_SHEET_HALF_LESS] = {"What if: a half-day less", FIELDS(half), SP_ENTITY_scenario, true},
	[SP_SHEET_ASSISTANT] = {"What if: an assistant", FIELDS(assistant), SP_ENTITY_scenario, true},
	[SP_SHEET_PUPILS] = {"What if: more pupils", FIELDS(pupils), SP_ENTITY_scenario, true},
	[SP_SHEET_LESS_DUTY] = {"What if: a duty dropped, or less often", FIELDS(less_duty), SP_ENTITY_scenario, true},
	[SP_SHEET_RESERVE] = {"What if: another reserve", FIELDS(reserve), SP_ENTITY_scenario, true},
	[SP_SHEET_LOST_DAYS] = {"What if: lost days", FIELDS(lost_days), SP_ENTITY_scenario, true},
	[SP_SHEET_CONTRACT] = {"Contract", FIELDS(contract), SP_ENTITY_contract, true},
};
/* clang-format on */
