/*
 * The rows of the table of commands: what a person can ask for, in the words in which it is explained to them. Help,
 * completions, man page and palette show these texts as they stand here.
 */
#include "command_table.h"

#include "senplan/app/command.h"

#define BIT(name) (UINT64_C(1) << SP_OPTION_##name)

enum {
	SHOWS = SP_COMMAND_HAS_JSON | SP_COMMAND_ON_SCREEN,
	ACTS = SP_COMMAND_HAS_JSON | SP_COMMAND_ON_SCREEN | SP_COMMAND_CHANGES,
};

/* clang-format off */
const struct sp_command_info sp_command_table[SP_COMMAND_COUNT] = {
	[SP_COMMAND_INIT] = {
		SP_COMMAND_INIT, "init", "", NULL, 0, 0, BIT(PRESET),
		SP_COMMAND_HAS_JSON | SP_COMMAND_CHANGES | SP_COMMAND_MAKES_FILE,
		"make an empty, usable plan",
		"Makes the plan's file with the rules, activities and duties of a preset and asks nothing. A file that already holds a plan is left alone and said so (exit 1).\n"
		"\n"
		"  senplan init --preset primary\n"
		"  senplan import terms terms.csv",
	},
	[SP_COMMAND_DEMO] = {
		SP_COMMAND_DEMO, "demo", "[primary|secondary]", "primary|secondary", 0, 1, BIT(NO_TUI),
		SP_COMMAND_HAS_JSON | SP_COMMAND_CHANGES | SP_COMMAND_MAKES_FILE | SP_COMMAND_NO_FILE,
		"make a sample school, planned and ready, and open it",
		"Makes a sample school (secondary unless said otherwise) through the same imports that you have, plans its year and opens the screen. With --db it is kept in that file, which must not exist yet; without, in a temporary file that is gone afterwards. With --no-tui, or without a terminal, the week is printed instead.\n"
		"\n"
		"  senplan demo\n"
		"  senplan --db sample.db demo secondary --no-tui",
	},
	[SP_COMMAND_SET] = {
		SP_COMMAND_SET, "set", "KEY VALUE", NULL, 2, -1, 0, ACTS,
		"change a setting",
		"Settings live in the plan's file. \"senplan get\" lists them with what they mean. The value \"default\" takes back what you have set.\n"
		"\n"
		"\"planning\" says what a plan is like: calm, balanced or squeeze. It sets the reserve, and what moves, gaps, full days and the rest weigh; each of these can be set by itself. What each does: share/doc/plan.md.\n"
		"\n"
		"  senplan set reserve_pct 25\n"
		"  senplan set planning calm\n"
		"  senplan set weight_gap default",
	},
	[SP_COMMAND_GET] = {
		SP_COMMAND_GET, "get", "[KEY]", NULL, 0, 1, 0, SP_COMMAND_HAS_JSON,
		"show the settings",
		"One setting's value alone, or all settings with their meaning.",
	},
	[SP_COMMAND_IMPORT] = {
		SP_COMMAND_IMPORT, "import", "caseload|terms|timetable|duties|staff|events|calendar|json FILE",
		"caseload|terms|timetable|duties|staff|events|calendar|json", 2, 2,
		BIT(DRY_RUN) | BIT(SKIP_BAD) | BIT(MAP) | BIT(SOURCE) | BIT(FROM) | BIT(TO) | BIT(FORCE),
		SP_COMMAND_HAS_JSON | SP_COMMAND_CHANGES,
		"take data in from a file",
		"Reads the whole file first. When something in it is wrong, the file, the line and what was expected are named and nothing is taken in; with --skip-bad the rest comes in and what was left is listed. The same file twice changes nothing the second time. Prints how many rows are new, changed, unchanged and removed. FILE may be \"-\" for the standard input.\n"
		"\n"
		"Tables are CSV files with a heading row, in any order of columns; dates are 31/01/2027 or 2027-01-31, times 9:05 or 15:30.\n"
		"\n"
		"caseload: code, year (N, R, 1 to 14), status (EHCP, SEN Support, request, watch), plan issued, last review, review booked (date, or date and time), requested, profile, transfer, attendees. Codes, no names.\n"
		"\n"
		"terms: kind (term, half-term, inset, bank-holiday, closure, exam-weeks, event, cycle-week), name, from, to; or a calendar (.ics) of all-day events.\n"
		"\n"
		"timetable: cycle week (A, B, or empty), day (Mon, Mon-Thu, or empty for each), period or from and to, what, title. What is lesson, registration, break, lunch for the school's day; work for your hours; teach, ppa, duty, meeting, senco, out for your own week.\n"
		"\n"
		"duties: name, activity, cadence (once, daily, weekly, fortnightly, half-termly, termly, yearly), and if need be times, per, weekday, month, day, length, weight. staff: code, role, from, to. events: code, event (booked, invited, circulated, held, reported, decided, finalised, requested, advice-asked, consulted, left), date, time, outcome (of decided: keep, amend, cease, assess, no-assess, no-plan), note.\n"
		"\n"
		"calendar: an .ics file or a folder of them, as busy times of one source; a new import of the source replaces its times. What they count as says \"senplan busy\".\n"
		"\n"
		"json: what \"senplan export json\" wrote, in place of everything that the plan holds. Into a plan with pupils, terms or tasks only with --force; a backup is made before, and \"senplan undo\" takes it back. The plan's file is made when it is missing.\n"
		"\n"
		"  senplan import timetable timetable.csv --dry-run\n"
		"  senplan import caseload caseload.csv --map \"code=Initials\"\n"
		"  senplan import calendar outlook.ics --source outlook --dry-run\n"
		"  senplan --db new.db import json all.json",
	},
	[SP_COMMAND_ADD] = {
		SP_COMMAND_ADD, "add", "TEXT…", NULL, 1, -1, BIT(DRY_RUN), ACTS,
		"add a task in a few words",
		"Understands an activity, a pupil's code, a length, a date and a time of day in any order; the rest is the title. It says what it understood. \"senplan plan\" finds the place, in the reserve too when the date is in this week or the next. With a day and a time it is booked there, and what was only planned there moves with the next plan.\n"
		"\n"
		"  senplan add \"parent meeting K07 30m before fri after school\"",
	},
	[SP_COMMAND_PLAN] = {
		SP_COMMAND_PLAN, "plan", "", NULL, 0, 0,
		BIT(DRY_RUN) | BIT(FROM) | BIT(TO) | BIT(SEED) | BIT(TICKS) | BIT(BUDGET_MS) | BIT(ALL) | BIT(MOVES) | BIT(ALLOW), ACTS,
		"plan: find a place for everything, and accept it",
		"Turns duties and clocks into tasks, finds places, keeps the plan as it stands where it can, and prints what moved, what is new, what was dropped and what does not fit, with reasons. Without --dry-run it is accepted as one step that \"senplan undo\" takes back. Exit status 1 when a statutory clock is not kept; that it cannot be is only said where no plan could.\n"
		"\n"
		"The same plan, seed and ticks give the same answer. With --budget-ms it works for that time instead.\n"
		"\n"
		"Done, started, locked and confirmed blocks, booked meetings and what begins within 24 hours (the setting freeze_hours) do not move, nor a meeting with parents or agencies within 3 school days (notice_days), unless --allow says so. No such meeting is put nearer, but for a statutory date and for what you add with a sooner one. --moves says how much else may: \"fewest\" moves only what a statutory date needs, \"balanced\" moves little, \"best\" plans as if anew; \"compare\" prints what each of the three would cost.\n"
		"\n"
		"  senplan plan --dry-run\n"
		"  senplan plan --from mon --to half-term\n"
		"  senplan plan --moves compare\n"
		"  senplan plan --moves best --allow soon,locked",
	},
	[SP_COMMAND_TODAY] = {
		SP_COMMAND_TODAY, "today", "[DATE]", NULL, 0, -1, BIT(HIDE), SHOWS,
		"print the day",
		"The day's fixed times and blocks in order, with the hours given, planned and left. Marks are those of \"senplan week\"; ? is what is over and not reviewed.",
	},
	[SP_COMMAND_WEEK] = {
		SP_COMMAND_WEEK, "week", "[DATE]", NULL, 0, -1, BIT(HIDE), SHOWS,
		"print the week",
		"The week of a date, this one when none is given: each day's fixed times and blocks, what needs attention, what did not fit, and the hours by activity.\n"
		"\n"
		"Marks: = locked, * confirmed with the other party, ~ proposed, v done, ! late or at risk, ? over and not reviewed: nothing says whether it was done.\n"
		"\n"
		"  senplan week +1w\n"
		"  senplan week 2026-11-23 --json",
	},
	[SP_COMMAND_AHEAD] = {
		SP_COMMAND_AHEAD, "ahead", "", NULL, 0, 0, BIT(FROM) | BIT(TO), SHOWS,
		"print the year by weeks: load, hours, clocks",
		"What is missing in the year and what could be done about it; then one line a school week from this one to the end of the school year: its load and the hours given, and the dates that fall in it; at the end the fixed dates of the year, and what stands later than its date because school is closed.\n"
		"\n"
		"Due is what is left of all work of the year, each length (shortest + 4 usual + longest) / 6; given are the hours for the role; a part of each week is kept free (reserve_pct). What is short is due less given less kept free. The load of a week is what is planned in it, and what is due in it without a place: work planned before it is due counts where it stands, so the loads do not add up to what is due. With --json the weeks and half-terms have the same figures; \"behind\" is what cannot be done by the end of a week.",
	},
	[SP_COMMAND_CASES] = {
		SP_COMMAND_CASES, "cases", "[CODE]", NULL, 0, 1, BIT(HIDE), SHOWS,
		"print the pupils by code with their next steps",
		"Each pupil's next step, by when, where it stands and how many school days are left. With a code: the whole chain with its owners, rules and sources.",
	},
	[SP_COMMAND_DUTIES] = {
		SP_COMMAND_DUTIES, "duties", "", NULL, 0, 0, 0, SHOWS,
		"print what comes round, and how often",
		"Activities with their lengths and the duties made of them, each with the hours due from this week to the end of the school year. They add up to what \"senplan ahead\" calls due: duties, steps of pupils' clocks, and single tasks.",
	},
	[SP_COMMAND_CASE] = {
		SP_COMMAND_CASE, "case", "add|edit|event|late|except|show|remove CODE …", "add|edit|event|late|except|show|remove", 2, -1, 0, ACTS,
		"keep the pupils, and record what happened to them",
		"Pupils are known by codes; names are not wanted. After each change duties and clocks are expanded again in the same step, which \"senplan undo\" takes back.\n"
		"\n"
		"case add CODE: a new pupil. case edit CODE: change its fields; --code gives the pupil another code, which takes the old one's place in names and notes too, and all that is recorded stays. case event CODE EVENT [DATE] [DECISION]: record what happened, today or on a day that is past: advice-asked, requested, consulted, booked (the meeting's day, with --time), invited, circulated, held, reported, decided (on a plan keep, amend or cease; on a request assess, no-assess or no-plan), finalised, left. The same event on the same day twice is said and changes nothing (exit 1); with --remove it is taken out again. case late CODE STEP REASON: why a step is late, for the report: no-slot, pulled-away, outside-party, senco-absent, or none to take it out. case except CODE closed|away|personal [DATE]: the limits of a needs assessment need not be kept: the school is closed, or the family away, for four weeks or more, or there are exceptional circumstances. case show CODE: the whole chain: what is due by law and by which school day, why the two differ, who owns it, what it rests on. case remove CODE: a pupil that was put in by mistake; one with work done stays.\n"
		"\n"
		"  senplan case add K40 --year 6 --status EHCP --last-review 2026-03-10\n"
		"  senplan case event K40 booked \"tue 8 dec\" --time 14:00\n"
		"  senplan case event K40 circulated\n"
		"  senplan case event K40 decided 2027-01-04 amend",
	},
	[SP_COMMAND_DUTY] = {
		SP_COMMAND_DUTY, "duty", "list|add|edit|remove|on|off [DUTY]", "list|add|edit|remove|on|off", 1, -1, 0, ACTS,
		"keep what comes round",
		"A duty is an activity with a cadence: weekly, termly, in one month of the year, for each pupil with a plan. One that can never be met is refused with the reason. DUTY is its key, its name, or a beginning that only one has. Switched off it stays in the list and makes no work.\n"
		"\n"
		"  senplan duty add \"Corridor walk\" --activity walk --cadence fortnightly --week B\n"
		"  senplan duty edit corridor-walk --length 30 --weekday wed\n"
		"  senplan duty off corridor-walk",
	},
	[SP_COMMAND_ACTIVITY] = {
		SP_COMMAND_ACTIVITY, "activity", "list|add|edit|remove|estimates [ACTIVITY]", "list|add|edit|remove|estimates", 1, -1, 0, ACTS,
		"keep the activities: how long, when, what they count as",
		"Planned is (low + 4 typical + high) / 6 of the three lengths. The letter stands in the week, the kind in the report; the window says when it may happen; protected work is placed first. Soft work within its activity's target share of a half-term, and what a week lacks of a minimum, goes before other soft work and takes the place of some when hours are short; work beyond a target goes behind (why says which). activity estimates sets beside each length what the log says of the activity, of each duty and of each step of a chain: the median and the middle half of its finished tasks; from five on, and where it is another, it is offered. activity estimates use KEY takes it over (of a duty or a step the median, as its length), activity estimates leave KEY asks again when the log has more; activity edit ACTIVITY --from-log does the first too. Below stands planned against real by half-term, of finished work with its time logged.\n"
		"\n"
		"  senplan activity edit walk --low 30 --typical 50 --high 80 --target 10\n"
		"  senplan activity edit \"Pupil voice\" --window lessons --delegable no\n"
		"  senplan activity estimates\n"
		"  senplan activity estimates use ar.circulate\n"
		"  senplan activity edit walk --from-log",
	},
	[SP_COMMAND_RULE] = {
		SP_COMMAND_RULE, "rule", "list|show|set|add|replace|suspend|profile|remove [KEY …]", "list|show|set|add|replace|suspend|profile|remove", 1, -1, 0, ACTS,
		"keep the rules: statutory periods, and what an LA asks for",
		"Every period is a row that can be changed; none is in the program. senplan supports planning and gives no legal advice: check a rule where it says it comes from.\n"
		"\n"
		"rule list: all of them. rule show KEY: one, in every profile. rule set KEY VALUE: another value now. rule replace KEY FROM VALUE: another value for what counts from FROM on; the old one stays for what counts from an earlier day. rule suspend KEY FROM TO: not in force in that time. rule profile NAME: an LA's own copy of the statutory minimum; give it to a pupil with \"case edit CODE --profile NAME\". rule add KEY VALUE: a rule of your own. rule remove KEY --profile NAME: the statutory minimum holds again. VALUE is a number with its unit, or a date: 14, \"6 weeks\", \"10 school-days\", \"15 feb\".\n"
		"\n"
		"  senplan rule profile hull\n"
		"  senplan rule set ar.notice \"6 weeks\" --profile hull\n"
		"  senplan rule replace ar.interval 2029-09-01 \"24 months\"\n"
		"  senplan rule suspend ar.report 2027-05-01 2027-09-25",
	},
	[SP_COMMAND_CHAIN] = {
		SP_COMMAND_CHAIN, "chain", "list|show|add|edit|remove|step|give|end|done|due [CHAIN …]", "list|show|add|edit|remove|step|give|end|done|due", 1, -1, 0, ACTS,
		"keep the chains of steps: yours beside those that come with a plan",
		"A chain is a row of steps, each with its owner and its date. What the school owns becomes work; what the LA or the family owns is a date to watch, with a short chase where the step names an activity. Annual reviews, transfers, assessments, consultations and SEN Support begin by themselves; others are given to a pupil (CODE) or, without one, to the school: healthcare, access, appeal, information-report, npq and your own.\n"
		"\n"
		"chain list: all of them. chain show CHAIN: its steps, and what is still to come for whom. chain add NAME: a chain of your own. chain step CHAIN STEP: add a step, or change the one it has; --period with --anchor (start, another step …) and --side says when; --owner la or family for what others do; --remove takes it out. chain edit CHAIN: name, year groups, --repeats, --active no switches it off. chain give CHAIN [CODE] [DATE]: begin it, counted from that day. chain done CHAIN STEP [CODE] [DATE]: what has happened. chain due CHAIN STEP [CODE] DATE: you were told the day. chain end CHAIN [CODE] [DATE]: it runs no longer. The last four with --remove: taken out again.\n"
		"\n"
		"  senplan chain give healthcare K07 \"10 mar 2026\"\n"
		"  senplan chain give npq 2026-09-01\n"
		"  senplan chain add \"Reading scheme\" --repeats yes\n"
		"  senplan chain step reading-scheme \"test\" --activity access --period \"6 weeks\"\n"
		"  senplan chain step reading-scheme \"tell parents\" --activity parent.call --period \"1 weeks\" --anchor test\n"
		"  senplan chain give reading-scheme K07",
	},
	[SP_COMMAND_STAFF] = {
		SP_COMMAND_STAFF, "staff", "list|add|edit|remove [CODE]", "list|add|edit|remove", 1, 2, 0, ACTS,
		"keep the support staff by code",
		"Codes, no names. Duties \"per staff\" come round for each of them who is active.\n"
		"\n"
		"  senplan staff add TA07 --role \"teaching assistant\" --hours 08:30-15:15",
	},
	[SP_COMMAND_HOURS] = {
		SP_COMMAND_HOURS, "hours", "list|set|off [DAYS] [FROM-TO]", "list|set|off", 1, 3, 0, ACTS,
		"keep the working hours: by day and week of the cycle, from a date",
		"What is set takes the place of what was worked on those days, in that week, between those dates; the rest stays. With --add it comes beside it. The list says what this week and the next leave for the role: the hours less teaching, PPA, duties, meetings and closed days. What the timetable marks \"senco\" counts in any case; with \"senplan set senco_time marked\" nothing else does.\n"
		"\n"
		"  senplan hours set mon-thu 08:00-16:00\n"
		"  senplan hours set fri 08:00-12:30 --week A --from 2027-01-04\n"
		"  senplan hours off wed --from 2027-04-12",
	},
	[SP_COMMAND_ATTENDEE] = {
		SP_COMMAND_ATTENDEE, "attendee", "list|add|edit|remove [WHOM] [ROLE] [WHEN…]", "list|add|edit|remove", 1, -1, 0, ACTS,
		"keep who comes to meetings, and when they can",
		"WHOM is a pupil's code (their reviews and meetings), a duty's key, or a task (\"task 12\"); ROLE says who it is, in one word or in quotes, without a name. WHEN narrows the times of those meetings: a weekday, a week of the cycle, a time, a date; several with \"or\"; without it they can always. What can never be met is said.\n"
		"\n"
		"  senplan attendee add K07 parent wed before 9\n"
		"  senplan attendee add K07 EP \"week A tue 13:00-16:00 or 26 nov 9:00-12:00\"\n"
		"  senplan attendee add governor chair mon after school\n"
		"  senplan attendee edit K07 parent wed before 9 or fri lunch\n"
		"  senplan attendee remove K07 EP",
	},
	[SP_COMMAND_WINDOW] = {
		SP_COMMAND_WINDOW, "window", "list|open|close [WINDOW] [WHEN…]", "list|open|close", 1, -1, 0, ACTS,
		"keep when kinds of work may happen",
		"A window is a list of times: in lessons, before school, on Thursdays after four. Activities name theirs (\"activity edit --window\"). window open adds times, said as for attendees; an evening on a date counts as working time from then on. window close takes them out again.\n"
		"\n"
		"  senplan window open parents \"26 nov 16:30-19:00\"\n"
		"  senplan window close parents before school",
	},
	[SP_COMMAND_EVENT] = {
		SP_COMMAND_EVENT, "event", "list|add|remove [NAME] [DATE]", "list|add|remove", 1, -1, 0, ACTS,
		"keep the school's dates that duties are tied to",
		"A governors' meeting, a data drop: duties name them with --before and --after and then fall due before the next one in their term, or begin after it. Without a date in a term they have the whole term. The terms file takes them too: event,governors,03/12/2026.\n"
		"\n"
		"  senplan event add governors 3 dec\n"
		"  senplan event add \"data drop\" 2026-12-07\n"
		"  senplan duty edit governor --before governors",
	},
	[SP_COMMAND_CONTRACT] = {
		SP_COMMAND_CONTRACT, "contract", "[set teacher|leadership|other]", "set", 0, 2, 0, ACTS,
		"show or set the contract",
		"Without words: the contracts, and what the year's hours come to. A teacher has at most the hours of directed time of the rule contract.directed_hours (1,265 as shipped) on the days of contract.directed_days (195), in proportion to the share and to the days for which the contract holds: used, to come and left are shown, and hours above it are warned of. Teaching, PPA, duties, meetings, INSET and time for the role count; lunch does not. Leadership has no such limit and is warned when the average of the weeks of contract.average_weeks (17), planned and logged, is above contract.average_hours (48). \"senplan rule show KEY\" has the source of each, \"senplan rule set KEY VALUE\" changes it. A contract from a date ends the one before it. The hours themselves are set with \"senplan hours\".\n"
		"\n"
		"  senplan contract set teacher --share 80 --from 2027-01-04",
	},
	[SP_COMMAND_BUSY] = {
		SP_COMMAND_BUSY, "busy", "list|marks|mark|unmark …", "list|marks|mark|unmark", 1, -1,
		BIT(FROM) | BIT(TO) | BIT(SOURCE) | BIT(EACH) | BIT(HIDE), ACTS,
		"list the times of imported calendars, and say what they count as",
		"list [TEXT]: the times of the next four weeks, or of --from and --to, with their numbers. mark NUMBER AS: the time counts as free (it takes no time), teaching (a lesson that you give), meeting, or busy (as it came). marks: what was marked. unmark MARK: it counts as it came again.\n"
		"\n"
		"--each once: only this time; series (unless said otherwise): all of its series, or of its title on that weekday at these hours; title: all of its title in that calendar. A mark outlives every new import of the calendar, and \"senplan undo\" takes it back.\n"
		"\n"
		"mark NUMBER meeting CODE: this is the pupil's review meeting. It is booked with the pupil, and its time is counted once.\n"
		"\n"
		"  senplan busy list --source outlook\n"
		"  senplan busy mark 17 teaching\n"
		"  senplan busy mark 21 free --each once\n"
		"  senplan busy mark 34 meeting K07",
	},
	[SP_COMMAND_TASKS] = {
		SP_COMMAND_TASKS, "tasks", "[TEXT…]", NULL, 0, -1, BIT(ALL) | BIT(HIDE), SHOWS,
		"print the open tasks, placed or not",
		"Open tasks by due date with their numbers, which the other commands take. With a text: those whose title or code contains it. With --all also the done, dropped and retired ones.",
	},
	[SP_COMMAND_BLOCK] = {
		SP_COMMAND_BLOCK, "block", "BLOCK", NULL, 1, -1, BIT(HIDE), SHOWS,
		"print one block",
		"A block by its number (shown by \"senplan week\") or by a text that only one block fits, as in \"K07 papers\".",
	},
	[SP_COMMAND_WHY] = {
		SP_COMMAND_WHY, "why", "BLOCK|TASK", NULL, 1, -1, BIT(HIDE), SHOWS,
		"say why a block stands where it does, or why a task has no place",
		"A number is a block's when there is such a block, else a task's; \"task 12\" and \"block 12\" say which. A text must fit one only.\n"
		"\n"
		"  senplan why K07 papers",
	},
	[SP_COMMAND_SUGGEST] = {
		SP_COMMAND_SUGGEST, "suggest", "TASK", NULL, 1, -1, BIT(COUNT_OF) | BIT(HIDE), SHOWS,
		"print the best places for a task and what each costs",
		"The best places first, each with what else would have to move. Take one with \"senplan move\".",
	},
	[SP_COMMAND_MOVE] = {
		SP_COMMAND_MOVE, "move", "BLOCK|TASK WHEN…", NULL, 2, -1, BIT(BECAUSE), ACTS,
		"put a block at another time and lock it there",
		"WHEN is a day and a time. A day alone keeps the block's time of day. A task without a place is put there as one piece (\"task 12\"). Nothing else moves; run \"senplan plan\" afterwards if something should. Protected time moves only with a reason, which reaches the report (else exit 2).\n"
		"\n"
		"  senplan move 31 tue 15:30\n"
		"  senplan move \"K07 papers\" tomorrow P3\n"
		"  senplan move \"action plan\" fri P2 --because \"cover for an absent colleague\"",
	},
	[SP_COMMAND_LOCK] = {
		SP_COMMAND_LOCK, "lock", "BLOCK", NULL, 1, -1, 0, ACTS,
		"keep a block where it is",
		"A locked block is not moved by planning.",
	},
	[SP_COMMAND_UNLOCK] = {
		SP_COMMAND_UNLOCK, "unlock", "BLOCK", NULL, 1, -1, 0, ACTS,
		"let planning move a block again",
		"Takes the lock away: when something needs its time, planning may move it.",
	},
	[SP_COMMAND_CONFIRM] = {
		SP_COMMAND_CONFIRM, "confirm", "BLOCK", NULL, 1, -1, 0, ACTS,
		"note that a block is agreed with the other party",
		"A confirmed block is not moved by planning.",
	},
	[SP_COMMAND_DONE] = {
		SP_COMMAND_DONE, "done", "BLOCK | day [DATE]", NULL, 1, -1, BIT(TOOK) | BIT(PART), ACTS,
		"note that a block is done",
		"The planned time is logged as the time it took, unless --took says otherwise. With --part only so much of it was done: the rest has no place then, and \"senplan plan\" finds one. done day marks all blocks of a day (today, or DATE) that have begun and that nothing is said of yet as done as planned, in one step.\n"
		"\n"
		"  senplan done 31 --took 1h15\n"
		"  senplan done day mon\n"
		"  senplan done 31 --took 30m --part",
	},
	[SP_COMMAND_DROP] = {
		SP_COMMAND_DROP, "drop", "TASK", NULL, 1, -1, BIT(BECAUSE), ACTS,
		"take a task out of the plan",
		"Its blocks that are not done go with it. \"senplan undo\" brings them back. Protected time is given up only with a reason, which reaches the report (else exit 2).",
	},
	[SP_COMMAND_LOST] = {
		SP_COMMAND_LOST, "lost", "WHEN… FROM-TO", NULL, 2, -1,
		BIT(CAUSE) | BIT(DRY_RUN) | BIT(SEED) | BIT(TICKS) | BIT(BUDGET_MS) | BIT(ALL) | BIT(MOVES) | BIT(ALLOW) | BIT(AGREED), ACTS,
		"note lost time and re-plan what must move",
		"Notes the time as lost, with its cause, for the report, and finds new places for what stood in it. What must not move does not; --moves and --allow are those of \"plan\". Exit status 1 when a statutory date becomes late by it.\n"
		"\n"
		"A meeting that is booked, and what else was agreed with others or locked, is named when it lies in that time: it stands, unless --agreed off says that it does not happen. A booked one is then booked no more, its chain is open again, and it is said by when the law wants it.\n"
		"\n"
		"  senplan lost \"mon 23 nov\" 09:00-11:30 --cause cover\n"
		"  senplan lost today P2-P3 --cause safeguarding\n"
		"  senplan lost today 13:00-16:00 --cause absent --agreed off",
	},
	[SP_COMMAND_MISSED] = {
		SP_COMMAND_MISSED, "missed", "BLOCK", NULL, 1, -1, BIT(CAUSE) | BIT(INSTEAD) | BIT(TOOK), ACTS,
		"note that a block did not happen, and why",
		"--cause says what its time was lost to; --instead what was worked in it, which is logged (as long as the block, or --took). Without either other work took longer. The block's work stays on the plan: \"senplan plan\" carries it over; \"senplan drop\" gives it up. A meeting that was booked is not booked any more, and its chain is open: by when the law wants it is said, and \"case event CODE booked\" gives it its new day. Only of a block that has begun; \"senplan lost\" is for time ahead.\n"
		"\n"
		"  senplan missed 31 --cause cover\n"
		"  senplan missed 31 --instead \"EHCP papers\" --took 40m",
	},
	[SP_COMMAND_CLOSE] = {
		SP_COMMAND_CLOSE, "close", "[DATE]", NULL, 0, -1, BIT(HIDE), SHOWS,
		"print what became of the week's blocks, and what is not marked yet",
		"Each block of the week (this one, or that of DATE): done and in what time, lost and to what, not marked, still to come. Exit status 1 while something that has begun is not marked: nothing is assumed done. \"done\" and \"missed\" mark it, \"plan\" carries over what did not happen. On the screen F walks through the same with one key each.\n"
		"\n"
		"  senplan close\n"
		"  senplan close -1w --json",
	},
	[SP_COMMAND_LOG] = {
		SP_COMMAND_LOG, "log", "[ACTIVITY WHEN… DURATION | start ACTIVITY | stop | drop | edit N | remove N | audit …]", NULL, 0, -1,
		BIT(BEYOND) | BIT(WITHIN) | BIT(AT) | BIT(REPORT) | BIT(DRY_RUN) | BIT(NOTE) | BIT(FROM) | BIT(TO) | BIT(TOOK) | BIT(CAUSE), ACTS,
		"note what was really done, or list it; run a clock",
		"Without words it lists what was logged, the latest last, each with its number. WHEN is a day and a time that are past: \"tue\" is the last Tuesday. With --beyond the time was outside the contract; what lies outside working hours and is logged without it is said to, and counts within.\n"
		"\n"
		"log start ACTIVITY starts a clock, log stop logs what has passed, log drop logs nothing. The clock is kept in the plan's file: it runs on when the program ends. One that has run for more than five hours, or past midnight, was perhaps forgotten: stop then asks how long it was (--took; exit 1). Minutes are real ones, also in the night when the clocks change.\n"
		"\n"
		"log edit N changes an entry: its activity, --at (day and time), --took, --note, --beyond or --within, of lost time --cause. log remove N takes it out; a block that was marked done stays so.\n"
		"\n"
		"log audit is a time audit: a fortnight in which each half-hour gets the letter of what it went to. It needs no plan and works in a new file; it stands beside the log and is added to nothing. log audit WHEN LETTERS notes half-hours from WHEN on, a letter each, \".\" for nothing; the first begins an audit of a fortnight, log audit start --from DAY --to DAY one of other days, log audit stop ends it today. log audit shows what is entered and what the letters stand for; a letter that several activities have stands for the first of the kind that most of them are, log audit letter E \"EHCP report\" says another. --report gives the shares by activity and by kind, the hours of SENCO work a week beside those the plan gives, and what lies outside working hours. log audit targets makes the shares the activities' targets (--dry-run shows them), as a place to begin. On the screen A opens it: letters paint and move on.\n"
		"\n"
		"  senplan log audit \"mon 8:00\" EE.PPAA\n"
		"  senplan log audit --report\n"
		"  senplan log \"EHCP papers\" tue 15:30 45m\n"
		"  senplan log start walk\n"
		"  senplan log stop\n"
		"  senplan log edit 12 --took 50m --at \"mon 16:40\"\n"
		"  senplan log --from mon",
	},
	[SP_COMMAND_REVIEW] = {
		SP_COMMAND_REVIEW, "review", "[FILE…]", NULL, 0, -1,
		BIT(FROM) | BIT(TO) | BIT(RANGE) | BIT(FORMAT) | BIT(OUTPUT) | BIT(EXACT) | BIT(MANY) | BIT(OPEN) | BIT(SCENARIO), SHOWS | SP_COMMAND_NO_FILE,
		"print where the hours went, for the line manager",
		"Hours allocated, planned, logged; by activity with targets and the period before; leading and doing; week by week; dates met and late, with reasons; SEN Support meetings; pupils in numbers; hours pulled away by cause; what another could do; what will not happen; the rest of the year; directed time. The half-term of today, unless --range or --from and --to say otherwise.\n"
		"\n"
		"All formats are made from one table and have the same figures; JSON and CSV have minutes. html is one page without script or anything fetched, for the screen and for one or two sides of A4. No pupil's code and no note is in it. Counts of pupils and of their dates under five are shown as \"<5\", and as \"5+\" what would give them away; --exact shows them all. What was neither done nor recorded is shown as not yet reviewed.\n"
		"\n"
		"--open FILE opens the screen on that plan for looking together with the line manager: it is only read, codes and notes stay hidden, and keys that would change anything say why not (m in Review does the same with the plan that is open). Without a terminal its review is printed.\n"
		"\n"
		"With --many the plans' files that are named (or those in a folder) are read, nothing is written in them or beside them, and added up with a row a school: hours, shortfall, dates; no pupils. A school's name is its setting \"school\". Files that cannot be read, links and folders without a plan are named and left out, and the exit status is 1.\n"
		"\n"
		"  senplan review --range term\n"
		"  senplan review --format html -o review.html\n"
		"  senplan review --from 2026-11-02 --to 2026-12-18 --format csv -o hours.csv\n"
		"  senplan review --many --range term trust/*.db -o trust.html",
	},
	[SP_COMMAND_WHATIF] = {
		SP_COMMAND_WHATIF, "whatif", "CHANGE…|list|compare NAME…|remove NAME", NULL, 0, -1,
		BIT(FROM) | BIT(TO) | BIT(RANGE) | BIT(FORMAT) | BIT(OUTPUT) | BIT(EXACT) | BIT(SCENARIO) | BIT(ACCEPT) | BIT(SAVE), ACTS | SP_COMMAND_NO_FILE,
		"compare the plan with what you think of",
		"Plans the rest of the school year as it is and with the changes, with the same planner, and shows both side by side: hours allocated, due, placed, short; what newly fits and what newly fails; dates kept or broken; weeks over. Nothing is stored. The changes, several with \";\" between, each with \"from DATE\" behind it:\n"
		"\n"
		"  +0.5 day, -1 day: half-days of the week, where most changes\n"
		"  +fri pm, -mon am week A: this one\n"
		"  admin 5h: an assistant takes work that another can do, so many hours a week\n"
		"  3 ehcp from january: pupils who bring an EHCP with them; also support, request, watch\n"
		"  3 new plans from january: pupils whose EHCP is issued then\n"
		"  drop DUTY, thin DUTY, thin DUTY to termly\n"
		"  reserve 10: per cent\n"
		"  lost fortnight from 4 jan: also lost 3 days, lost 1 week\n"
		"\n"
		"Of pupils who bring an EHCP the annual reviews are taken to fall due evenly spread over the 12 months from the day they come (none sooner than the rule ar.moved_in has it), each by the rules of the LA that most pupils have; a new plan has its first review a year after it is issued. The page says the dates and the hours. Made real, they are pupils NEW1 …, whose codes and dates are put right with \"senplan case edit\".\n"
		"\n"
		"The rest of the school year is counted, or what --range or --from and --to name of it.\n"
		"\n"
		"--accept makes them real with the plan that was shown, as one step that can be taken back. --save keeps the changes under a name; \"list\" shows what is kept, \"compare\" puts up to four side by side, \"remove\" takes one out. \"senplan review --scenario NAME\" puts one into the report.\n"
		"\n"
		"  senplan whatif +0.5 day --save half-day\n"
		"  senplan whatif \"+fri pm from january\" \"drop learning walk\"\n"
		"  senplan whatif admin 5h --range half-term\n"
		"  senplan whatif --scenario half-day --accept",
	},
	[SP_COMMAND_EXPORT] = {
		SP_COMMAND_EXPORT, "export", "calendar|csv|json", "calendar|csv|json", 1, 1,
		BIT(OUTPUT) | BIT(VDIR) | BIT(TITLES) | BIT(DEADLINES) | BIT(TODOS) | BIT(FROM) | BIT(TO) | BIT(FORCE) | BIT(TABLE) | BIT(NOTES), SP_COMMAND_HAS_JSON | SP_COMMAND_CHANGES,
		"give out a calendar, tables for a spreadsheet, or everything",
		"calendar: writes an iCalendar file (-o), or brings a folder of one file an event up to date (--vdir), which vdirsyncer carries to any CalDAV server. Events keep their identity: a moved block moves in the calendar, a removed one is cancelled in the file and absent from the folder. Without -o and --vdir the file goes to the standard output. Titles name the activity only, unless --titles or the setting \"titles\" says otherwise. What is only proposed to others is tentative, what they have agreed to is confirmed. It says what is new, has moved, has changed, is cancelled since the last export to that file or folder.\n"
		"\n"
		"--deadlines adds the dates that the school must keep, on the last school day on which they can be kept; --todos writes the same as tasks, for programs that show them (not Google, Outlook, khal). Left out, they go from the calendar. How each calendar program takes it: share/doc/calendars.md.\n"
		"\n"
		"  senplan export calendar -o senco.ics\n"
		"  senplan export calendar --vdir ~/.calendars/senco --deadlines\n"
		"  senplan export calendar --todos ~/.calendars/deadlines\n"
		"  senplan export calendar -o senco.ics --todos tasks.ics\n"
		"\n"
		"csv: tables for a spreadsheet, each as TABLE.csv into the folder of -o, or one with --table. Notes about pupils are left out unless --notes asks for them. Codes of pupils are in them: keep them as you keep the plan.\n"
		"\n"
		"  senplan export csv -o tables\n"
		"  senplan export csv --table cases -o cases.csv\n"
		"\n"
		"json: everything that the plan holds, as one document; the same plan gives the same bytes. \"senplan import json\" takes it in again, on another machine too: what calendars were told is in it, so that they are told of the same events. The history of steps is not: \"senplan backup\" copies that too.\n"
		"\n"
		"  senplan export json -o all.json",
	},
	[SP_COMMAND_HISTORY] = {
		SP_COMMAND_HISTORY, "history", "", NULL, 0, 0, BIT(COUNT_OF), SHOWS,
		"print what was done, the newest first",
		"Steps marked \"undone\" can be done again with \"senplan redo\" until the next change.",
	},
	[SP_COMMAND_UNDO] = {
		SP_COMMAND_UNDO, "undo", "", NULL, 0, 0, BIT(FORCE), ACTS,
		"take the last step back",
		"Also after a restart. Exit status 1 when there is nothing to take back, or when it would leave the plan empty; --force does that all the same.",
	},
	[SP_COMMAND_REDO] = {
		SP_COMMAND_REDO, "redo", "", NULL, 0, 0, 0, ACTS,
		"do again what was taken back",
		"Exit status 1 when there is nothing to do again.",
	},
	[SP_COMMAND_CHECK] = {
		SP_COMMAND_CHECK, "check", "[FILE.ics|FOLDER]", NULL, 0, 1, BIT(HIDE) | BIT(SINCE), SHOWS | SP_COMMAND_NO_FILE,
		"check the plan's file and the plan, or a calendar file",
		"Without a file: is the plan's file sound, and does the plan keep every hard rule? A meeting that was agreed or locked over own teaching, PPA, a duty or a closed day stands by your own will: it is a note with what to do, and breaks nothing. With a calendar file, or a folder of one file an event: what will other programs make of it? With --since: what does a program make of it that has taken the older file in? Is what has moved moved once, and what is gone cancelled? Exit status 1 when something is wrong. The plan's file is not encrypted: keep it on an encrypted disk.",
	},
	[SP_COMMAND_BACKUP] = {
		SP_COMMAND_BACKUP, "backup", "[FILE]", NULL, 0, 1, 0, SP_COMMAND_HAS_JSON,
		"make a checked copy of the plan's file",
		"Without a name into the folder of the automatic backups.",
	},
	[SP_COMMAND_RESTORE] = {
		SP_COMMAND_RESTORE, "restore", "FILE", NULL, 1, 1, 0,
		SP_COMMAND_HAS_JSON | SP_COMMAND_CHANGES | SP_COMMAND_NO_FILE,
		"bring a backup back",
		"The present file is backed up first.",
	},
	[SP_COMMAND_FORGET] = {
		SP_COMMAND_FORGET, "forget", "CODE", NULL, 1, 1, BIT(DRY_RUN) | BIT(FORCE), ACTS,
		"take a pupil out for good",
		"The pupil's events, tasks, blocks and notes go from the plan, from the history of steps and from the free space of the plan's file. Hours that were logged stay, without the link. Where other texts name the code it is blanked. Without --force it only says what would go (exit 1). It cannot be taken back, and neither can what was done before it. Backups made before still hold the pupil; their number is said.\n"
		"\n"
		"A code that is no longer in the list but still in the history, as after \"case remove\", can be forgotten too.\n"
		"\n"
		"  senplan forget K07 --dry-run\n"
		"  senplan forget K07 --force",
	},
	[SP_COMMAND_PURGE] = {
		SP_COMMAND_PURGE, "purge", "", NULL, 0, 0, BIT(LEFT_BEFORE) | BIT(DRY_RUN) | BIT(FORCE), ACTS,
		"take all pupils out for good who left before a day",
		"As \"forget\", for every pupil who left before the day of --left-before. Without --force it lists them and changes nothing (exit 1).\n"
		"\n"
		"  senplan purge --left-before 2025-09-01 --dry-run",
	},
	[SP_COMMAND_SOLVE] = {
		SP_COMMAND_SOLVE, "solve", "INSTANCE", NULL, 1, 1, BIT(OUTPUT) | BIT(SEED) | BIT(TICKS) | BIT(BUDGET_MS) | BIT(MOVES) | BIT(TRACE),
		SP_COMMAND_HAS_JSON | SP_COMMAND_NO_FILE,
		"run the engine alone on an instance file",
		"For measuring it. Writes the solution with -o and prints one line of JSON: the vector of tiers by the checker (late hard tasks, their days, soft lateness, moves, targets, quality), the times to the first plan and to the best, what was best after 1, 10, 100, 1000 and 10000 ms, ticks, and for a re-plan what has moved. Notes name, by line, tasks that no plan can place on time and pins that break a rule and stand all the same. Without limits it works for one second.\n"
		"\n"
		"  senplan solve week.inst -o week.sol --budget-ms 100 --seed 3",
	},
	[SP_COMMAND_COMPLETION] = {
		SP_COMMAND_COMPLETION, "completion", "bash|zsh|fish", "bash|zsh|fish", 1, 1, 0, SP_COMMAND_NO_FILE,
		"print the completions of a shell",
		"  senplan completion bash > ~/.local/share/bash-completion/completions/senplan",
	},
	[SP_COMMAND_HELP] = {
		SP_COMMAND_HELP, "help", "[COMMAND]", NULL, 0, 1, BIT(MAN), SP_COMMAND_NO_FILE,
		"explain a command",
		"Without a command: all of them, one line each.",
	},
	[SP_COMMAND_VERSION] = {
		SP_COMMAND_VERSION, "version", "", NULL, 0, 0, 0, SP_COMMAND_HAS_JSON | SP_COMMAND_NO_FILE,
		"print the version",
		"The same as --version.",
	},
};

const struct sp_option_info sp_option_table[SP_OPTION_FIELD_FIRST] = {
	{SP_OPTION_DB, 0, "db", SP_VALUE_FILE, "FILE", NULL, 0, 0,
	 "The plan's file; else $SENPLAN_DB, else senplan/plan.db in $XDG_DATA_HOME (~/.local/share)."},
	{SP_OPTION_NOW, 0, "now", SP_VALUE_MOMENT, "DATETIME", NULL, 0, 0,
	 "Stands in for the clock, as in 2026-11-23T08:00; else $SENPLAN_NOW."},
	{SP_OPTION_COLOR, 0, "color", SP_VALUE_CHOICE, "WHEN", "auto|always|never", 0, 0,
	 "Colour: auto (only on a terminal, and not with $NO_COLOR), always or never."},
	{SP_OPTION_JSON, 0, "json", SP_VALUE_NONE, NULL, NULL, 0, 0, "Print one JSON document."},
	{SP_OPTION_QUIET, 'q', "quiet", SP_VALUE_NONE, NULL, NULL, 0, 0, "Print errors only."},
	{SP_OPTION_HELP, 'h', "help", SP_VALUE_NONE, NULL, NULL, 0, 0, "Explain the command."},
	{SP_OPTION_VERSION, 0, "version", SP_VALUE_NONE, NULL, NULL, 0, 0, "Print the version."},
	{SP_OPTION_DRY_RUN, 'n', "dry-run", SP_VALUE_NONE, NULL, NULL, 0, 0, "Show what would change, and change nothing."},
	{SP_OPTION_FROM, 0, "from", SP_VALUE_DATE, "DATE", NULL, 0, 0, "First day."},
	{SP_OPTION_TO, 0, "to", SP_VALUE_DATE, "DATE", NULL, 0, 0, "Last day, included."},
	{SP_OPTION_SEED, 0, "seed", SP_VALUE_NUMBER, "N", NULL, 0, 2147483647, "Another seed may find another plan."},
	{SP_OPTION_TICKS, 0, "ticks", SP_VALUE_NUMBER, "N", NULL, 1, 2000000000, "Work for so many ticks of the engine."},
	{SP_OPTION_BUDGET_MS, 0, "budget-ms", SP_VALUE_NUMBER, "N", NULL, 1, 3600000, "Work for so many milliseconds."},
	{SP_OPTION_SKIP_BAD, 0, "skip-bad", SP_VALUE_NONE, NULL, NULL, 0, 0, "Leave out what is wrong, list it, and take the rest."},
	{SP_OPTION_MAP, 0, "map", SP_VALUE_TEXT, "FIELD=COLUMN,…", NULL, 0, 0, "Which column of a caseload is which field."},
	{SP_OPTION_SOURCE, 0, "source", SP_VALUE_TEXT, "NAME", NULL, 0, 0, "Name of the calendar, else the file's name; of a figure or rule: where it comes from."},
	{SP_OPTION_EACH, 0, "each", SP_VALUE_CHOICE, "WHICH", "once|series|title", 0, 0, "Which times a mark holds for."},
	{SP_OPTION_CAUSE, 0, "cause", SP_VALUE_CHOICE, "CAUSE", "cover|safeguarding|absent|meeting|trip|other", 0, 0, "Why the time was lost."},
	{SP_OPTION_COUNT_OF, 0, "count", SP_VALUE_NUMBER, "N", NULL, 1, 1000, "At most so many."},
	{SP_OPTION_TOOK, 0, "took", SP_VALUE_LENGTH, "TIME", NULL, 0, 0, "How long it really took: 75, 1h15."},
	{SP_OPTION_OUTPUT, 'o', "output", SP_VALUE_FILE, "FILE", NULL, 0, 0, "Write to this file."},
	{SP_OPTION_VDIR, 0, "vdir", SP_VALUE_FOLDER, "FOLDER", NULL, 0, 0, "Bring this folder up to date, one file an event."},
	{SP_OPTION_TITLES, 0, "titles", SP_VALUE_CHOICE, "WHAT", "activity|codes|busy", 0, 0, "What a title says: the activity, also the code, or only \"Busy\"."},
	{SP_OPTION_FORCE, 0, "force", SP_VALUE_NONE, NULL, NULL, 0, 0, "Do it although nothing would be left (in the folder, in the plan), or nothing could be taken back."},
	{SP_OPTION_PRESET, 0, "preset", SP_VALUE_CHOICE, "NAME", "primary|secondary", 0, 0, "Which activities, duties and rules to begin with (secondary)."},
	{SP_OPTION_NO_TUI, 0, "no-tui", SP_VALUE_NONE, NULL, NULL, 0, 0, "Print the week instead of opening the screen."},
	{SP_OPTION_BEYOND, 0, "beyond", SP_VALUE_NONE, NULL, NULL, 0, 0, "Outside contracted hours."},
	{SP_OPTION_WITHIN, 0, "within", SP_VALUE_NONE, NULL, NULL, 0, 0, "Inside contracted hours after all."},
	{SP_OPTION_AT, 0, "at", SP_VALUE_TEXT, "WHEN", NULL, 0, 0, "When it really was: \"tue 15:30\", a day that is past."},
	{SP_OPTION_REPORT, 0, "report", SP_VALUE_NONE, NULL, NULL, 0, 0, "The shares of the time audit; with --from and --to of those days."},
	{SP_OPTION_NOTE, 0, "note", SP_VALUE_TEXT, "TEXT", NULL, 0, 0, "A note; no names."},
	{SP_OPTION_ALL, 0, "all", SP_VALUE_NONE, NULL, NULL, 0, 0, "List all of them."},
	{SP_OPTION_HIDE, 0, "hide", SP_VALUE_NONE, NULL, NULL, 0, 0, "Blank pupil codes and titles."},
	{SP_OPTION_MAN, 0, "man", SP_VALUE_NONE, NULL, NULL, 0, 0, "Print the COMMANDS and OPTIONS of the man page in its own markup."},
	{SP_OPTION_BECAUSE, 0, "because", SP_VALUE_TEXT, "TEXT", NULL, 0, 0, "Why protected time is moved or given up; it reaches the report. No names."},
	{SP_OPTION_TABLE, 0, "table", SP_VALUE_TEXT, "TABLE", NULL, 0, 0, "Only this table: cases, tasks, blocks, log_entries …"},
	{SP_OPTION_NOTES, 0, "notes", SP_VALUE_NONE, NULL, NULL, 0, 0, "With the notes about pupils."},
	{SP_OPTION_LEFT_BEFORE, 0, "left-before", SP_VALUE_DATE, "DATE", NULL, 0, 0, "Pupils who left before this day."},
	{SP_OPTION_RANGE, 0, "range", SP_VALUE_TEXT, "DAYS", "week|half-term|term|year", 0, 0, "week, half-term, term, year: the one that holds today, or --from when that is given. Or days by name: \"autumn 1\", \"christmas holidays\", november, \"2 nov to 18 dec\"; of a name the nearest."},
	{SP_OPTION_FORMAT, 'f', "format", SP_VALUE_CHOICE, "FORMAT", "text|md|csv|json|html", 0, 0, "What is written; text, unless it says otherwise."},
	{SP_OPTION_EXACT, 0, "exact", SP_VALUE_NONE, NULL, NULL, 0, 0, "Also counts under five."},
	{SP_OPTION_MOVES, 0, "moves", SP_VALUE_CHOICE, "HOW", "fewest|balanced|best|compare", 0, 0, "How much a new plan may move: as little as can be, little, or whatever is best; compare shows the three and changes nothing. Else the setting \"moves\"."},
	{SP_OPTION_ALLOW, 0, "allow", SP_VALUE_TEXT, "WHAT,…", NULL, 0, 0, "What planning may move although it usually stands: soon, locked, confirmed."},
	{SP_OPTION_AGREED, 0, "agreed", SP_VALUE_CHOICE, "WHAT", "stands|off", 0, 0, "What was agreed with others, or locked, within the lost time: it stands, or does not happen."},
	{SP_OPTION_TRACE, 0, "trace", SP_VALUE_NONE, NULL, NULL, 0, 0, "Also print every improvement with its time."},
	{SP_OPTION_MANY, 0, "many", SP_VALUE_NONE, NULL, NULL, 0, 0, "Add up the plans' files that are named, a row a school."},
	{SP_OPTION_DEADLINES, 0, "deadlines", SP_VALUE_NONE, NULL, NULL, 0, 0, "Also the school's deadlines, as all-day entries that make nobody busy."},
	{SP_OPTION_TODOS, 0, "todos", SP_VALUE_FILE, "FOLDER|FILE.ics", NULL, 0, 0, "The school's deadlines as tasks (VTODO), in a folder of their own, or a file (tasks.ics)."},
	{SP_OPTION_PART, 0, "part", SP_VALUE_NONE, NULL, NULL, 0, 0, "Only so much of it was done (--took); the rest is planned again."},
	{SP_OPTION_INSTEAD, 0, "instead", SP_VALUE_TEXT, "ACTIVITY", NULL, 0, 0, "What was done in the time instead."},
	{SP_OPTION_OPEN, 0, "open", SP_VALUE_FILE, "FILE", NULL, 0, 0, "Look at this plan's file together: it is only read, and no code is shown."},
	{SP_OPTION_SCENARIO, 0, "scenario", SP_VALUE_TEXT, "NAME", NULL, 0, 0, "A \"what if\" that was kept."},
	{SP_OPTION_ACCEPT, 0, "accept", SP_VALUE_NONE, NULL, NULL, 0, 0, "Make it real, as one step."},
	{SP_OPTION_SAVE, 0, "save", SP_VALUE_TEXT, "NAME", NULL, 0, 0, "Keep the changes under this name."},
	{SP_OPTION_SINCE, 0, "since", SP_VALUE_FILE, "FILE.ics", NULL, 0, 0, "The file as it was given out before."},
};
/* clang-format on */
