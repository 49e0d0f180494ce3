/*
 * The table of keys: each row is a command with its name, keys, words and the place where it works. The keys that are
 * dispatched, the footer, the palette, the help and the manual are all made from it.
 */
#include "senplan/base/array.h"

#include "act.h"

#include <assert.h>
#include <string.h>

enum {
	W = SP_IN_WEEK,
	V = SP_IN_VIEWS,
	LISTS = SP_IN_AHEAD | SP_IN_CASES | SP_IN_DUTIES | SP_IN_REVIEW | SP_IN_SET_UP,
	ROWS = SP_IN_LIST | SP_IN_MENU | SP_IN_PAGE | SP_IN_PROPOSAL,
	OPEN = SP_IN_RULES | SP_IN_STEPS | SP_IN_TABLE,
	THINK = SP_IN_WHAT_IF | SP_IN_SCENARIOS,
	TABLES = OPEN | SP_IN_CHAIN | SP_IN_CHAINS | SP_IN_FRIDAY | SP_IN_LENGTHS | THINK,
};

/* clang-format off */
static const struct sp_action actions[] = {
	/* name, keys, label, help, where, rank, run */
	{"open", "Enter", "open", "Show the block: when, for whom, how it stands", W, 1, sp_act_week_open},
	{"move", "m", "move", "Move the block; the best three places stand beside it", W, 2, sp_act_move},
	{"done", "Space", "done", "Mark the block done: the planned time counts as the actual", W, 3, sp_act_done},
	{"lock", "i", "lock", "Lock the block where it is, or unlock it", W, 4, sp_act_lock},
	{"why", "w", "why", "Why is it here? Or why did it not fit?", W, 5, sp_act_why},
	{"lost-time", "x", "lost time", "This time was lost: to what, and what must move", V, 16, sp_act_lost},
	{"plan", "p", "plan", "Propose a plan; nothing changes until you accept it", V, 17, sp_act_plan},
	{"undo", "u", "undo", "Take the last command back", V | TABLES, 18, sp_act_undo},
	{"add", "a", "add", "Add work in your own words", V, 19, sp_act_add},
	{"find", "/", "find", "Find a block, a task or a case", V, 20, sp_act_find},
	{"confirm", "c", "confirm", "The other party has agreed to this time", W, 21, sp_act_confirm},
	{"log", "l", "log", "Log what was really done, also of another day", W, 22, sp_act_log},
	{"log-entries", "R", "", "The log: what was done, lost, worked beyond the contract; change it, take it out", V, 0, sp_act_record},
	{"audit", "A", "", "A time audit: half-hours by letters, where a fortnight really goes", V, 0, sp_act_audit},
	{"clock", "T", "clock", "Start a clock for what you do now; again: stop it and log it", V, 0, sp_act_clock},
	{"drop", "d", "drop", "Take the task off the plan for good (asks first)", W, 23, sp_act_drop},
	{"attention", "Tab", "attention", "Go to what needs attention, and back", W, 24, sp_act_panel},
	{"commands", ":", "commands", "All commands by name", V, 25, sp_act_commands},
	{"close-week", "F", "close week", "Close the week: a key a block, then carry over what is left", W, 15, sp_act_close_week},
	{"redo", "U", "redo", "Do again what was taken back", V | TABLES, 0, sp_act_redo},
	{"today", "t", "today", "This week, the cursor on now", V, 0, sp_act_today},
	{"go-to", "g", "go to", "Go to a date: fri, +2w, 23/11, half-term", V, 0, sp_act_go},
	{"earlier", "[", "earlier", "The week before (in Review: the range before)", V, 0, sp_act_earlier},
	{"later", "]", "later", "The week after (in Review: the range after)", V, 0, sp_act_later},
	{"week-before", "PgUp", "", "The week before", W, 0, sp_act_earlier},
	{"week-after", "PgDn", "", "The week after", W, 0, sp_act_later},
	{"up", "Up k", "", "To what stands before", W, 0, sp_act_week_up},
	{"down", "Down j", "", "To what stands after", W, 0, sp_act_week_down},
	{"left", "Left h", "", "To the day before", W, 0, sp_act_week_left},
	{"right", "Right", "", "To the day after", W, 0, sp_act_week_right},
	{"first", "Home", "", "To the first of the day", W, 0, sp_act_week_first},
	{"last", "End", "", "To the last of the day", W, 0, sp_act_week_last},
	{"week", "1", "week", "The Week: what stands when", V, 0, sp_act_view_week},
	{"ahead", "2", "ahead", "Ahead: the year at a glance", V, 0, sp_act_view_ahead},
	{"cases", "3", "cases", "Cases: the pupils and their clocks", V, 0, sp_act_view_cases},
	{"duties", "4", "duties", "Duties: what recurs, and the activities", V, 0, sp_act_view_duties},
	{"review", "5", "review", "Review: where the hours went", V, 0, sp_act_view_review},
	{"set-up", "6", "set-up", "Set-up: settings, terms, timetable", V, 0, sp_act_view_set_up},
	{"privacy", "P", "privacy", "Blank pupil codes and titles, or show them again", V | TABLES | SP_IN_MOVE | SP_IN_PROPOSAL, 0, sp_act_privacy},
	{"list-form", "L", "list form", "The week or the review as lines, for reading aloud; and back", V, 0, sp_act_list_form},
	{"take-out", "O", "", "Take everything out: as JSON, or as tables for a spreadsheet", V, 0, sp_act_take_out},
	{"calendar-out", "C", "", "Give the calendar out: a file or a folder, titles, deadlines; says what has changed", V, 0, sp_act_share},
	{"forget", "E", "", "Take a pupil out for good, or all who left before a day (asks first)", V, 0, sp_act_forget},
	{"calendar-check", "V", "", "Check a calendar file (.ics): what other programs will make of it", V, 0, sp_act_look_over},
	{"calendar-in", "I", "", "Take a calendar (.ics) in as busy times: shows first what it would change", V, 0, sp_act_calendar},
	{"counts-as", "b", "", "What this time of a calendar is: not busy, teaching, a meeting, a review", W, 0, sp_act_busy},
	{"redraw", "C-l", "", "Draw the screen anew", V | ROWS | TABLES | SP_IN_MOVE | SP_IN_PROMPT | SP_IN_CONFIRM | SP_IN_SHEET | SP_IN_AUDIT, 0, sp_act_redraw},
	{"suspend", "C-z", "", "Stop the program until the shell's fg", V | SP_IN_MOVE | SP_IN_PAGE | SP_IN_PROPOSAL, 0, sp_act_suspend},
	{"back", "Esc", "", "Back to the Week, the cursor to the days", V, 0, sp_act_back},
	{"help", "? F1", "help", "The keys that work here, and all others", V | TABLES | SP_IN_MOVE | SP_IN_PROPOSAL, 98, sp_act_help},
	{"quit", "q", "quit", "Leave; everything is saved already", V, 99, sp_act_quit},

	{"open-week", "Enter", "open week", "Open the week under the cursor", SP_IN_AHEAD, 1, sp_act_ahead_open},
	{"chain", "Enter", "chain", "Show the whole chain of steps of this pupil", SP_IN_CASES, 1, sp_act_case_open},
	{"record", "b", "booked/held", "Record what happened: booked, invited, sent, held, decided; also of a day that is past", SP_IN_CASES | SP_IN_CHAIN, 2, sp_act_case_record},
	{"new-case", "n", "new", "Put in a pupil, by code", SP_IN_CASES, 3, sp_act_case_new},
	{"edit-case", "e", "edit", "Change what is known of the pupil", SP_IN_CASES | SP_IN_CHAIN, 4, sp_act_case_edit},
	{"sort", "s", "sort", "Sort the pupils: by date, slack, code, year, status", SP_IN_CASES, 5, sp_act_case_sort},
	{"filter", "f", "filter", "Show only some: due this half-term, late, EHCP, a text", SP_IN_CASES, 6, sp_act_case_filter},
	{"remove-case", "- Del", "take out", "Take out a pupil who was put in by mistake (asks first)", SP_IN_CASES, 7, sp_act_case_remove},
	{"details", "Enter", "details", "Show all about the duty or the activity", SP_IN_DUTIES, 1, sp_act_duty_open},
	{"edit-duty", "e", "edit", "Change the duty or the activity under the cursor", SP_IN_DUTIES, 2, sp_act_duty_edit},
	{"new-duty", "n", "new", "A new duty, of the activity under the cursor", SP_IN_DUTIES, 3, sp_act_duty_new},
	{"switch-duty", "Space", "on/off", "Switch the duty on or off", SP_IN_DUTIES, 4, sp_act_duty_switch},
	{"remove-duty", "- D Del", "take out", "Take the duty or the activity out (asks first)", SP_IN_DUTIES, 5, sp_act_duty_remove},
	{"new-activity", "N", "new activity", "A new activity: what duties are made of", SP_IN_DUTIES, 6, sp_act_activity_new},
	{"who-comes", "c", "who comes", "Who comes to the duty, and when they can", SP_IN_DUTIES, 8, sp_act_duty_who},
	{"use-log", "y", "use log", "Take the activity's lengths from your log, or leave them (asks first)", SP_IN_DUTIES, 7, sp_act_estimate},
	{"lengths", "Y", "lengths", "What the log says of all lengths, of activities, duties and steps of chains", SP_IN_DUTIES, 9, sp_act_lengths},
	{"use-length", "y Enter", "use it", "Plan with what the log says from now on; u takes it back", SP_IN_LENGTHS, 1, sp_act_length_use},
	{"leave-length", "n", "leave it", "Leave it as it is; it is offered again when the log has more", SP_IN_LENGTHS, 2, sp_act_length_leave},
	{"audit-shares", "Enter", "shares", "The shares so far, by activity and by kind", SP_IN_AUDIT, 1, sp_act_audit_shares},
	{"audit-other", "Tab", "other", "Another activity with the same letter; the letter stands for it from now on", SP_IN_AUDIT, 2, sp_act_audit_other},
	{"audit-same", "=", "as before", "The same as in the half-hour before", SP_IN_AUDIT, 3, sp_act_audit_same},
	{"audit-none", "Space . Del", "nothing", "Nothing: an empty half-hour, or one taken out", SP_IN_AUDIT, 4, sp_act_audit_none},
	{"audit-back", "Bksp", "", "Back to the half-hour before, and it is taken out", SP_IN_AUDIT, 0, sp_act_audit_back},
	{"audit-undo", "C-u", "undo", "Take the last letter back", SP_IN_AUDIT, 5, sp_act_undo},
	{"audit-targets", "C-t", "targets", "Make the shares the targets of the activities (asks first)", SP_IN_AUDIT, 6, sp_act_audit_targets},
	{"audit-left", "Left", "", "To the day before", SP_IN_AUDIT, 0, sp_act_audit_left},
	{"audit-right", "Right", "", "To the day after", SP_IN_AUDIT, 0, sp_act_audit_right},
	{"audit-week-before", "PgUp", "", "To the week before", SP_IN_AUDIT, 0, sp_act_audit_week_before},
	{"audit-week-after", "PgDn", "", "To the week after", SP_IN_AUDIT, 0, sp_act_audit_week_after},
	{"audit-leave", "Esc", "leave", "Close the audit; what was entered is kept", SP_IN_AUDIT, 99, sp_act_pop},
	{"open-review", "Enter", "details", "Show all about the line, in plain words", SP_IN_REVIEW, 1, sp_act_review_open},
	{"range", "r", "range", "Another range: week, half-term, term, year, or two days", SP_IN_REVIEW, 2, sp_act_review_range},
	{"export", "e", "export", "Write the review to a folder: which days, which formats, with a scenario or without", SP_IN_REVIEW, 3, sp_act_review_export},
	{"what-if", "w", "what if", "What would change with another half-day, an assistant, more pupils", SP_IN_REVIEW | SP_IN_AHEAD, 4, sp_act_what_if},
	{"look", "m", "together", "Look together with the line manager: no codes, nothing can be changed; and back", SP_IN_REVIEW, 5, sp_act_look},
	{"compare", "Enter", "compare", "Plan the year with these changes and put it beside the plan as it is", SP_IN_WHAT_IF, 1, sp_act_compare_plans},
	{"new-change", "n", "new", "One more change: a half-day, an assistant, pupils, a duty, the reserve, lost days", SP_IN_WHAT_IF, 2, sp_act_change_new},
	{"edit-change", "e", "edit", "Change the row under the cursor", SP_IN_WHAT_IF, 3, sp_act_change_edit},
	{"remove-change", "- Del", "take out", "Take the row out of the list", SP_IN_WHAT_IF, 4, sp_act_change_remove},
	{"type-change", "t", "type", "Type changes as on the command line: +0.5 day; admin 5h", SP_IN_WHAT_IF, 8, sp_act_change_type},
	{"counted", "r", "range", "Which days are counted: the rest of the year, the term, two days", THINK, 5, sp_act_counted},
	{"keep-list", "K", "keep", "Keep the list under a name", SP_IN_WHAT_IF, 6, sp_act_scenario_keep},
	{"scenarios", "s", "scenarios", "The scenarios that are kept: compare them, put one into the report", SP_IN_WHAT_IF, 7, sp_act_scenarios},
	{"open-scenario", "Enter", "open", "Its changes become the list", SP_IN_SCENARIOS, 1, sp_act_scenario_open},
	{"tick-scenario", "Space", "tick", "Tick the scenario for comparing, or take the tick away", SP_IN_SCENARIOS, 2, sp_act_scenario_tick},
	{"compare-scenarios", "c", "compare", "Put those ticked side by side (none is ticked: the first four)", SP_IN_SCENARIOS, 3, sp_act_scenarios_compare},
	{"report-scenario", "o", "report", "Write the review with this scenario behind it: the case to a head teacher", SP_IN_SCENARIOS, 4, sp_act_scenario_report},
	{"remove-kept", "- Del", "take out", "Take the scenario out (asks first)", SP_IN_SCENARIOS, 5, sp_act_scenario_remove},
	{"make-real", "a", "make real", "Make what the page shows real, as one step (asks first)", SP_IN_PAGE, 0, sp_act_make_real},
	{"change", "Enter", "change", "Change the setting", SP_IN_SET_UP, 1, sp_act_setting_open},
	{"row-up", "Up k", "", "One line up", LISTS, 0, sp_act_row_up},
	{"row-down", "Down j", "", "One line down", LISTS, 0, sp_act_row_down},
	{"row-first", "Home", "", "To the first line", LISTS, 0, sp_act_row_first},
	{"rows-up", "PgUp", "", "A page up", LISTS, 0, sp_act_row_page_up},
	{"rows-down", "PgDn", "", "A page down", LISTS, 0, sp_act_row_page_down},
	{"row-last", "End", "", "To the last line", LISTS, 0, sp_act_row_last},

	{"accept", "Enter", "accept", "Take the ticked changes as one command", SP_IN_PROPOSAL, 1, sp_act_accept},
	{"toggle", "Space", "toggle", "Take this change, or leave it", SP_IN_PROPOSAL, 2, sp_act_toggle},
	{"toggle-all", "a", "all or none", "Tick all changes, or none", SP_IN_PROPOSAL, 4, sp_act_toggle_all},
	{"why-change", "w", "why", "Why this change?", SP_IN_PROPOSAL, 5, sp_act_proposal_why},
	{"options", "o", "options", "What would help where there is no room", SP_IN_PROPOSAL, 6, sp_act_proposal_options},
	{"next-answer", "m", "moves", "The answer with more moves, then the one with the fewest", SP_IN_PROPOSAL, 3, sp_act_next_answer},
	{"allow", "f", "free more", "What begins soon, is locked, is confirmed may move too", SP_IN_PROPOSAL, 7, sp_act_allow},
	{"discard", "Esc q", "discard", "Stop planning; then leave everything as it was", SP_IN_PROPOSAL, 99, sp_act_discard},

	{"take", "Enter", "take it", "Put the block here and lock it", SP_IN_MOVE, 1, sp_act_move_enter},
	{"place-1", "1", "best", "To the best place", SP_IN_MOVE, 2, sp_act_move_1},
	{"place-2", "2", "second", "To the second-best place", SP_IN_MOVE, 3, sp_act_move_2},
	{"place-3", "3", "third", "To the third-best place", SP_IN_MOVE, 4, sp_act_move_3},
	{"move-up", "Up k", "earlier", "A little earlier", SP_IN_MOVE, 5, sp_act_move_up},
	{"move-down", "Down j", "later", "A little later", SP_IN_MOVE, 6, sp_act_move_down},
	{"move-left", "Left h [", "", "To the day before", SP_IN_MOVE, 0, sp_act_move_left},
	{"move-right", "Right l ]", "", "To the day after", SP_IN_MOVE, 0, sp_act_move_right},
	{"next-place", "Tab", "", "To the next of the best places", SP_IN_MOVE, 0, sp_act_move_next},
	{"cancel", "Esc q", "leave it", "Leave the block where it was", SP_IN_MOVE | SP_IN_PROMPT | SP_IN_LIST | SP_IN_MENU, 99, sp_act_pop},

	{"enter-line", "Enter", "take it", "Take the line", SP_IN_PROMPT, 1, sp_act_prompt_enter},
	{"older-line", "Up C-p", "earlier lines", "A line typed before", SP_IN_PROMPT, 2, sp_act_prompt_older},
	{"newer-line", "Down C-n", "", "A line typed after", SP_IN_PROMPT, 0, sp_act_prompt_newer},

	{"choose", "Enter", "choose", "Take the line under the cursor", SP_IN_LIST, 1, sp_act_list_enter},
	{"choose-cause", "Enter", "choose", "Take the line under the cursor", SP_IN_MENU, 1, sp_act_menu_enter},
	{"line-up", "Up C-p", "", "One line up", ROWS | SP_IN_AUDIT, 0, sp_act_dialog_up},
	{"line-down", "Down C-n", "", "One line down", ROWS | SP_IN_AUDIT, 0, sp_act_dialog_down},
	{"line-up-k", "k", "", "One line up", SP_IN_PAGE | SP_IN_PROPOSAL, 0, sp_act_dialog_up},
	{"line-down-j", "j", "", "One line down", SP_IN_PAGE | SP_IN_PROPOSAL, 0, sp_act_dialog_down},
	{"page-up", "PgUp", "", "A page up", ROWS, 0, sp_act_dialog_page_up},
	{"page-down", "PgDn", "", "A page down", ROWS, 0, sp_act_dialog_page_down},
	{"page-on", "Space", "", "A page down", SP_IN_PAGE, 0, sp_act_dialog_page_down},
	{"take-part", "Enter", "take it", "Keep what is shown; in the first set-up go on to the next part", SP_IN_PART | SP_IN_PAINT, 1, sp_act_part_enter},
	{"tick", "Space", "tick", "Tick this line, or take the tick away", SP_IN_PART, 2, sp_act_part_tick},
	{"teach", "t", "teach", "You teach in this period", SP_IN_PAINT, 2, sp_act_paint_teach},
	{"ppa", "p", "PPA", "Planning, preparation, assessment: never SENCO time", SP_IN_PAINT, 3, sp_act_paint_ppa},
	{"duty", "d", "duty", "You are on duty in this period", SP_IN_PAINT, 4, sp_act_paint_duty},
	{"free", "f", "free", "The period is free for the role", SP_IN_PAINT, 5, sp_act_paint_free},
	{"copy-week", "c", "B as A", "Week B becomes what week A is", SP_IN_PAINT, 6, sp_act_copy_week},
	{"weeks", "w", "A and B", "Give week B working hours of its own, or make it like week A again", SP_IN_PART, 6, sp_act_part_weeks},
	{"times", "e", "times", "Type the times of this line: 08:00-16:30", SP_IN_PART | SP_IN_PAINT, 7, sp_act_part_times},
	{"from-file", "i", "import", "Take this part from a file", SP_IN_PART | SP_IN_PAINT, 8, sp_act_part_file},
	{"part-up", "Up", "", "One line up", SP_IN_PART | SP_IN_PAINT, 0, sp_act_dialog_up},
	{"part-down", "Down", "", "One line down", SP_IN_PART | SP_IN_PAINT, 0, sp_act_dialog_down},
	{"part-left", "Left", "", "To the day before", SP_IN_PAINT, 0, sp_act_part_left},
	{"part-right", "Right", "", "To the day after", SP_IN_PAINT, 0, sp_act_part_right},
	{"leave-part", "Esc q", "leave", "Leave the set-up; 6 goes on with it later", SP_IN_PART | SP_IN_PAINT, 99, sp_act_part_leave},
	{"as-planned", "Space Enter", "as planned", "It was done as planned", SP_IN_FRIDAY, 1, sp_act_friday_done},
	{"day-as-planned", "d", "the day", "All of this day that is not marked was done as planned", SP_IN_FRIDAY, 2, sp_act_friday_day},
	{"took-longer", "l", "took longer", "It was done, and took longer or less: how long", SP_IN_FRIDAY, 3, sp_act_friday_took},
	{"some-done", "s", "some of it", "Only some of it was done: how long; the rest is carried over", SP_IN_FRIDAY, 5, sp_act_friday_some},
	{"did-not-happen", "x n", "did not happen", "It did not happen: why; it is carried over", SP_IN_FRIDAY, 4, sp_act_friday_missed},
	{"end-of-week", "F", "carry over", "End the walk: a proposal for what is carried over, then the next week", SP_IN_FRIDAY, 6, sp_act_close_week},
	{"leave-week", "Esc q", "leave", "Leave the walk; what was said is kept, F goes on later", SP_IN_FRIDAY, 99, sp_act_friday_leave},
	{"take-back", "- Del", "take back", "Take back what was recorded (asks first)", SP_IN_CHAIN, 5, sp_act_event_back},
	{"all-of-step", "Enter", "all", "All there is to say of the step, with its source and the chain's note", SP_IN_CHAIN, 1, sp_act_chain_details},
	{"step-done", "d", "done/due", "The step was done, or you were told by when it must be", SP_IN_CHAIN | SP_IN_STEPS, 3, sp_act_step_event},
	{"why-late", "r", "why late", "Record why the step was late: it stands in the review", SP_IN_CHAIN, 6, sp_act_late_reason},
	{"give-chain", "g", "give/end", "A chain begins for somebody, or ends", SP_IN_CHAIN | SP_IN_CHAINS | SP_IN_STEPS, 7, sp_act_chain_give},
	{"except", "x", "exception", "An exception from the limits of an assessment", SP_IN_CHAIN, 9, sp_act_except},
	{"case-who", "c", "who comes", "Who comes to the pupil's meetings, and when they can", SP_IN_CASES | SP_IN_CHAIN, 26, sp_act_case_who},
	{"open-chain", "Enter", "steps", "The steps of the chain, and what is still to come for whom", SP_IN_CHAINS, 1, sp_act_chains_open},
	{"edit-chain", "e", "edit", "Change the chain", SP_IN_CHAINS, 3, sp_act_table_edit},
	{"switch-chain", "Space", "on/off", "Switch the chain on or off", SP_IN_CHAINS, 4, sp_act_chain_switch},
	{"edit-row", "Enter e", "open", "Open the row to change it", OPEN, 1, sp_act_table_edit},
	{"new-row", "n", "new", "A new row", OPEN | SP_IN_CHAINS, 2, sp_act_table_new},
	{"suspend-rule", "s", "suspend", "The rule does not hold in a span of days", SP_IN_RULES, 3, sp_act_rule_suspend},
	{"replace-rule", "r", "replace", "From a day on another period takes its place", SP_IN_RULES, 4, sp_act_rule_replace},
	{"remove-row", "- Del", "take out", "Take the row out (asks first)", OPEN | SP_IN_CHAINS, 5, sp_act_table_remove},
	{"table-up", "Up k", "", "One line up", TABLES, 0, sp_act_dialog_up},
	{"table-down", "Down j", "", "One line down", TABLES, 0, sp_act_dialog_down},
	{"table-page-up", "PgUp", "", "A page up", TABLES, 0, sp_act_dialog_page_up},
	{"table-page-down", "PgDn", "", "A page down", TABLES, 0, sp_act_dialog_page_down},
	{"table-first", "Home", "", "To the first line", TABLES, 0, sp_act_table_first},
	{"table-last", "End", "", "To the last line", TABLES, 0, sp_act_table_last},
	{"close-table", "Esc q", "close", "Close the table", OPEN | SP_IN_CHAIN | SP_IN_CHAINS | SP_IN_LENGTHS | THINK, 99, sp_act_pop},
	{"keep-sheet", "Enter", "keep", "Keep what is filled in", SP_IN_SHEET, 1, sp_act_sheet_enter},
	{"next-field", "Tab Down", "next field", "To the field after", SP_IN_SHEET, 2, sp_act_sheet_next},
	{"field-before", "S-Tab Up", "", "To the field before", SP_IN_SHEET, 0, sp_act_sheet_before},
	{"choice-after", "Right", "choose", "The next choice; in a text one sign on", SP_IN_SHEET, 3, sp_act_sheet_right},
	{"choice-before", "Left", "", "The choice before; in a text one sign back", SP_IN_SHEET, 0, sp_act_sheet_left},
	{"sheet-help", "F1", "help", "The keys that work here, and all others", SP_IN_SHEET | SP_IN_AUDIT, 98, sp_act_help},
	{"leave-sheet", "Esc", "leave", "Leave without keeping; asks when something was filled in", SP_IN_SHEET, 99, sp_act_sheet_leave},
	{"close", "Esc q Enter", "close", "Close the page", SP_IN_PAGE, 99, sp_act_pop},
	{"yes", "y Enter", "do it", "Do what is asked", SP_IN_CONFIRM, 1, sp_act_confirm_yes},
	{"no", "n", "leave it", "Leave it as it is", SP_IN_CONFIRM, 99, sp_act_confirm_no},
	{"not-now", "Esc q", "", "Close the question", SP_IN_CONFIRM, 0, sp_act_pop},
};
/* clang-format on */

const struct sp_action *
sp_actions(size_t *ret_n)
{
	*ret_n = SP_COUNT(actions);
	return actions;
}

bool
sp_action_changes(const struct sp_action *action)
{
	static const char *const names[] = {
		"move",		  "done",	  "lock",	  "lost-time",	  "undo",
		"redo",		  "add",	  "confirm",	  "log",	  "clock",
		"drop",		  "close-week",	  "calendar-out", "forget",	  "calendar-in",
		"counts-as",	  "record",	  "new-case",	  "edit-case",	  "remove-case",
		"edit-duty",	  "new-duty",	  "switch-duty",  "remove-duty",  "new-activity",
		"who-comes",	  "case-who",	  "use-log",	  "make-real",	  "accept",
		"take",		  "take-part",	  "tick",	  "from-file",	  "weeks",
		"times",	  "copy-week",	  "teach",	  "ppa",	  "duty",
		"free",		  "take-back",	  "step-done",	  "why-late",	  "give-chain",
		"except",	  "edit-chain",	  "switch-chain", "edit-row",	  "new-row",
		"suspend-rule",	  "replace-rule", "remove-row",	  "keep-sheet",	  "as-planned",
		"day-as-planned", "took-longer",  "some-done",	  "end-of-week",  "did-not-happen",
		"keep-list",	  "remove-kept",  "use-length",	  "leave-length", "audit",
	};

	for (size_t i = 0; i < SP_COUNT(names); i++)
		if (sp_streq(names[i], action->name))
			return true;
	return false;
}

static unsigned
where_of_dialog(const struct sp_dialog *dialog)
{
	switch (dialog->kind) {
	case SP_DIALOG_PROMPT:
		return SP_IN_PROMPT;
	case SP_DIALOG_LIST:
		return SP_IN_LIST;
	case SP_DIALOG_MENU:
		return SP_IN_MENU;
	case SP_DIALOG_PAGE:
		return SP_IN_PAGE;
	case SP_DIALOG_CONFIRM:
		return SP_IN_CONFIRM;
	case SP_DIALOG_MOVE:
		return SP_IN_MOVE;
	case SP_DIALOG_PROPOSAL:
		return SP_IN_PROPOSAL;
	case SP_DIALOG_PART:
		return dialog->part == SP_PART_TIMETABLE ? SP_IN_PAINT : SP_IN_PART;
	case SP_DIALOG_SHEET:
		return SP_IN_SHEET;
	case SP_DIALOG_AUDIT:
		return SP_IN_AUDIT;
	case SP_DIALOG_TABLE:
		return dialog->table == SP_TABLE_CHAIN	     ? SP_IN_CHAIN
		       : dialog->table == SP_TABLE_RULES     ? SP_IN_RULES
		       : dialog->table == SP_TABLE_CHAINS    ? SP_IN_CHAINS
		       : dialog->table == SP_TABLE_STEPS     ? SP_IN_STEPS
		       : dialog->table == SP_TABLE_FRIDAY    ? SP_IN_FRIDAY
		       : dialog->table == SP_TABLE_LENGTHS   ? SP_IN_LENGTHS
		       : dialog->table == SP_TABLE_WHAT_IF   ? SP_IN_WHAT_IF
		       : dialog->table == SP_TABLE_SCENARIOS ? SP_IN_SCENARIOS
							     : SP_IN_TABLE;
	}
	return 0;
}

unsigned
sp_ui_where_at(const struct sp_ui *ui, int n_dialogs)
{
	assert(n_dialogs >= 0 && n_dialogs <= ui->n_dialogs);
	if (n_dialogs > 0)
		return where_of_dialog(&ui->dialogs[n_dialogs - 1]);
	return SP_IN_VIEW((unsigned)ui->view);
}

unsigned
sp_ui_where(const struct sp_ui *ui)
{
	return sp_ui_where_at(ui, ui->n_dialogs);
}

static bool
has_key(const char *keys, sp_key key)
{
	char name[SP_KEY_TEXT];

	while (*keys != '\0') {
		size_t len = strcspn(keys, " ");

		assert(len > 0 && len < sizeof(name));
		memcpy(name, keys, len);
		name[len] = '\0';
		if (sp_key_parse(name) == key)
			return true;
		keys += len;
		keys += strspn(keys, " ");
	}
	return false;
}

const struct sp_action *
sp_action_of(sp_key key, unsigned where)
{
	if (key == SP_KEY_NONE)
		return NULL;
	for (size_t i = 0; i < SP_COUNT(actions); i++)
		if ((actions[i].where & where) != 0 && has_key(actions[i].keys, key))
			return &actions[i];
	return NULL;
}

const char *
sp_where_name(unsigned where)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{SP_IN_VIEWS, "all views"},
		{SP_IN_WEEK, "Week"},
		{SP_IN_AHEAD, "Ahead"},
		{SP_IN_CASES, "Cases"},
		{SP_IN_DUTIES, "Duties"},
		{SP_IN_REVIEW, "Review"},
		{SP_IN_SET_UP, "Set-up"},
		{SP_IN_PROPOSAL, "Proposal"},
		{SP_IN_MOVE, "moving a block"},
		{SP_IN_PROMPT, "a prompt"},
		{SP_IN_LIST, "a list"},
		{SP_IN_MENU, "a menu"},
		{SP_IN_PART, "a part of the set-up"},
		{SP_IN_PAINT, "painting the timetable"},
		{SP_IN_SHEET, "a form"},
		{SP_IN_CHAIN, "a pupil's chain"},
		{SP_IN_RULES, "the rules"},
		{SP_IN_CHAINS, "the chains"},
		{SP_IN_STEPS, "the steps of a chain"},
		{SP_IN_TABLE, "other tables"},
		{SP_IN_FRIDAY, "closing the week"},
		{SP_IN_WHAT_IF, "what if"},
		{SP_IN_SCENARIOS, "the scenarios"},
		{SP_IN_LENGTHS, "what the log says of lengths"},
		{SP_IN_AUDIT, "the time audit"},
		{SP_IN_PAGE, "a page"},
		{SP_IN_CONFIRM, "a question"},
	};

	for (size_t i = 0; i < SP_COUNT(names); i++)
		if ((where & names[i].bit) == names[i].bit)
			return names[i].name;
	return "some views";
}
