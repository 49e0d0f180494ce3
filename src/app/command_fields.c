/*
 * The options that are fields of what is kept: what they are, and which commands have them. Their words are shown by help,
 * completions and man page like those of every other option.
 */
#include "senplan/app/command.h"
#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include "command_table.h"

#define END SP_OPTION_COUNT

#define CASE_FIELDS                                                                                  \
	SP_OPTION_YEAR, SP_OPTION_STATUS, SP_OPTION_ISSUED, SP_OPTION_LAST_REVIEW, SP_OPTION_BOOKED, \
		SP_OPTION_REQUESTED, SP_OPTION_PROFILE, SP_OPTION_TRANSFER, SP_OPTION_ATTENDEES,     \
		SP_OPTION_LEAD, SP_OPTION_LEFT
static const enum sp_option case_put[] = {CASE_FIELDS, END};
static const enum sp_option case_edit[] = {SP_OPTION_CODE, CASE_FIELDS, END};
static const enum sp_option recorded[] = {SP_OPTION_REMOVE, END};
#define CHAIN_FIELDS                                                                                \
	SP_OPTION_KEY, SP_OPTION_BEGINS, SP_OPTION_FROM_YEAR, SP_OPTION_TO_YEAR, SP_OPTION_REPEATS, \
		SP_OPTION_ACTIVE, SP_OPTION_LEAD, SP_OPTION_NOTE
static const enum sp_option chain_add[] = {CHAIN_FIELDS, END};
static const enum sp_option chain_edit[] = {SP_OPTION_NAME, CHAIN_FIELDS, END};
static const enum sp_option chain_step[] = {SP_OPTION_NAME,
					    SP_OPTION_KEY,
					    SP_OPTION_ACTIVITY,
					    SP_OPTION_OWNER,
					    SP_OPTION_RULE,
					    SP_OPTION_PERIOD,
					    SP_OPTION_ANCHOR,
					    SP_OPTION_SIDE,
					    SP_OPTION_FOLLOWS,
					    SP_OPTION_EARLY,
					    SP_OPTION_LENGTH,
					    SP_OPTION_WEIGHT,
					    SP_OPTION_HARD,
					    SP_OPTION_ONLY_IF,
					    SP_OPTION_POSITION,
					    SP_OPTION_REMOVE,
					    END};
static const enum sp_option case_event[] = {SP_OPTION_TIME, SP_OPTION_NOTE, SP_OPTION_REMOVE, END};
static const enum sp_option case_show[] = {SP_OPTION_HIDE, END};
#define DUTY_FIELDS                                                                                  \
	SP_OPTION_KEY, SP_OPTION_ACTIVITY, SP_OPTION_CADENCE, SP_OPTION_TIMES, SP_OPTION_PER,        \
		SP_OPTION_WEEK, SP_OPTION_WEEKDAY, SP_OPTION_MONTH, SP_OPTION_DAY, SP_OPTION_BEFORE, \
		SP_OPTION_AFTER, SP_OPTION_LENGTH, SP_OPTION_WEIGHT, SP_OPTION_FROM, SP_OPTION_TO,   \
		SP_OPTION_ACTIVE
static const enum sp_option duty_add[] = {DUTY_FIELDS, END};
static const enum sp_option duty_edit[] = {SP_OPTION_NAME, DUTY_FIELDS, END};
#define ACTIVITY_FIELDS                                                                                      \
	SP_OPTION_NAME, SP_OPTION_PLAIN, SP_OPTION_LETTER, SP_OPTION_TINT, SP_OPTION_KIND, SP_OPTION_LOW,    \
		SP_OPTION_TYPICAL, SP_OPTION_HIGH, SP_OPTION_CHUNK, SP_OPTION_PIECES_A_DAY, SP_OPTION_SETUP, \
		SP_OPTION_BUFFER, SP_OPTION_WINDOW, SP_OPTION_PREFER, SP_OPTION_PREFER_TIMES,                \
		SP_OPTION_PER_DAY, SP_OPTION_WEEK_MINIMUM, SP_OPTION_TARGET, SP_OPTION_PROTECT,              \
		SP_OPTION_DELEGABLE, SP_OPTION_COULD, SP_OPTION_LEAD, SP_OPTION_WITH, SP_OPTION_MEETS,       \
		SP_OPTION_SOURCE
static const enum sp_option activity_put[] = {ACTIVITY_FIELDS, END};
static const enum sp_option activity_edit[] = {ACTIVITY_FIELDS, SP_OPTION_FROM_LOG, END};
static const enum sp_option rule_list[] = {SP_OPTION_PROFILE, SP_OPTION_ALL, END};
#define RULE_FIELDS                                                                           \
	SP_OPTION_PROFILE, SP_OPTION_UNIT, SP_OPTION_SIDE, SP_OPTION_ANCHOR, SP_OPTION_OWNER, \
		SP_OPTION_AUTHORITY, SP_OPTION_TEXT, SP_OPTION_SOURCE, SP_OPTION_URL
static const enum sp_option rule_put[] = {RULE_FIELDS, END};
static const enum sp_option rule_add[] = {RULE_FIELDS, SP_OPTION_FROM, SP_OPTION_TO, END};
static const enum sp_option rule_profile[] = {SP_OPTION_PROFILE, END};
static const enum sp_option staff_put[] = {SP_OPTION_ROLE, SP_OPTION_HOURS, SP_OPTION_ACTIVE, END};
static const enum sp_option attendee_edit[] = {SP_OPTION_ROLE, END};
static const enum sp_option attendee_list[] = {SP_OPTION_HIDE, END};
static const enum sp_option hours_set[] = {SP_OPTION_WEEK, SP_OPTION_FROM, SP_OPTION_TO, SP_OPTION_ADD, END};
static const enum sp_option hours_off[] = {SP_OPTION_WEEK, SP_OPTION_FROM, SP_OPTION_TO, END};
static const enum sp_option contract_set[] = {SP_OPTION_SHARE, SP_OPTION_FROM, END};

static const struct {
	enum sp_command command;
	const char *word;
	const enum sp_option *fields;
} field_table[] = {
	{SP_COMMAND_CASE, "add", case_put},	      {SP_COMMAND_CASE, "edit", case_edit},
	{SP_COMMAND_CASE, "except", recorded},	      {SP_COMMAND_CHAIN, "add", chain_add},
	{SP_COMMAND_CHAIN, "edit", chain_edit},	      {SP_COMMAND_CHAIN, "step", chain_step},
	{SP_COMMAND_CHAIN, "give", recorded},	      {SP_COMMAND_CHAIN, "end", recorded},
	{SP_COMMAND_CHAIN, "done", recorded},	      {SP_COMMAND_CHAIN, "due", recorded},
	{SP_COMMAND_CHAIN, "show", case_show},	      {SP_COMMAND_CASE, "event", case_event},
	{SP_COMMAND_CASE, "show", case_show},	      {SP_COMMAND_DUTY, "add", duty_add},
	{SP_COMMAND_DUTY, "edit", duty_edit},	      {SP_COMMAND_ACTIVITY, "add", activity_put},
	{SP_COMMAND_ACTIVITY, "edit", activity_edit}, {SP_COMMAND_RULE, "list", rule_list},
	{SP_COMMAND_RULE, "set", rule_put},	      {SP_COMMAND_RULE, "add", rule_add},
	{SP_COMMAND_RULE, "replace", rule_put},	      {SP_COMMAND_RULE, "suspend", rule_profile},
	{SP_COMMAND_RULE, "remove", rule_profile},    {SP_COMMAND_STAFF, "add", staff_put},
	{SP_COMMAND_STAFF, "edit", staff_put},	      {SP_COMMAND_ATTENDEE, "edit", attendee_edit},
	{SP_COMMAND_ATTENDEE, "list", attendee_list}, {SP_COMMAND_HOURS, "set", hours_set},
	{SP_COMMAND_HOURS, "off", hours_off},	      {SP_COMMAND_CONTRACT, "set", contract_set},
};

/* clang-format off */
const struct sp_option_info sp_field_table[SP_OPTION_COUNT - SP_OPTION_FIELD_FIRST] = {
	{SP_OPTION_YEAR, 0, "year", SP_VALUE_TEXT, "GROUP", NULL, 0, 0, "Year group: N, R or 1 to 14."},
	{SP_OPTION_STATUS, 0, "status", SP_VALUE_TEXT, "STATUS", NULL, 0, 0, "EHCP, \"SEN Support\", request or watch."},
	{SP_OPTION_ISSUED, 0, "issued", SP_VALUE_DATE, "DATE", NULL, 0, 0, "When the plan was issued; none: not known."},
	{SP_OPTION_LAST_REVIEW, 0, "last-review", SP_VALUE_DATE, "DATE", NULL, 0, 0, "When the last review was held."},
	{SP_OPTION_BOOKED, 0, "booked", SP_VALUE_DATE, "MOMENT", NULL, 0, 0, "When the next review is booked: \"2026-12-08 14:00\"; none: not yet."},
	{SP_OPTION_REQUESTED, 0, "requested", SP_VALUE_DATE, "DATE", NULL, 0, 0, "When an assessment was asked for."},
	{SP_OPTION_PROFILE, 0, "profile", SP_VALUE_TEXT, "NAME", NULL, 0, 0, "Whose rules: an LA's profile; none: the statutory minimum."},
	{SP_OPTION_TRANSFER, 0, "transfer", SP_VALUE_TEXT, "WHAT", NULL, 0, 0, "The next move: \"Y6 2027\", \"post-16 2027\" or none."},
	{SP_OPTION_ATTENDEES, 0, "attendees", SP_VALUE_TEXT, "TEXT", NULL, 0, 0, "Who comes to meetings, by role, with when they can: \"parent (wed before 9), LA\"; no names."},
	{SP_OPTION_LEFT, 0, "left", SP_VALUE_DATE, "DATE", NULL, 0, 0, "When the pupil left; none: still here."},
	{SP_OPTION_TIME, 0, "time", SP_VALUE_TEXT, "TIME", NULL, 0, 0, "Time of day of a booked meeting: 14:00."},
	{SP_OPTION_REMOVE, 0, "remove", SP_VALUE_NONE, NULL, NULL, 0, 0, "Take it out again instead."},
	{SP_OPTION_NAME, 0, "name", SP_VALUE_TEXT, "NAME", NULL, 0, 0, "What it is called."},
	{SP_OPTION_KEY, 0, "key", SP_VALUE_TEXT, "KEY", NULL, 0, 0, "A short word for it, without blanks."},
	{SP_OPTION_ACTIVITY, 0, "activity", SP_VALUE_TEXT, "ACTIVITY", NULL, 0, 0, "Which activity it is: key or name."},
	{SP_OPTION_CADENCE, 0, "cadence", SP_VALUE_CHOICE, "HOW OFTEN", "once|daily|weekly|fortnightly|half-termly|termly|yearly", 0, 0, "How often it comes round."},
	{SP_OPTION_TIMES, 0, "times", SP_VALUE_TEXT, "N", NULL, 0, 0, "So many times each time it comes round."},
	{SP_OPTION_PER, 0, "per", SP_VALUE_CHOICE, "WHOM", "none|ehcp|sen-support|case|staff", 0, 0, "Once for each pupil with a plan, on SEN Support, on the list; for each member of staff."},
	{SP_OPTION_WEEK, 0, "week", SP_VALUE_TEXT, "WEEK", NULL, 0, 0, "Week of the timetable's cycle: A, B or each."},
	{SP_OPTION_WEEKDAY, 0, "weekday", SP_VALUE_TEXT, "DAY", NULL, 0, 0, "Only on this day: mon, tue …; none: any."},
	{SP_OPTION_MONTH, 0, "month", SP_VALUE_TEXT, "1-12", NULL, 0, 0, "In which month, with yearly; 0: any."},
	{SP_OPTION_DAY, 0, "day", SP_VALUE_DATE, "DATE", NULL, 0, 0, "By when, with once."},
	{SP_OPTION_BEFORE, 0, "before", SP_VALUE_TEXT, "EVENT", NULL, 0, 0, "Done before the school's event of that name: governors; none: not tied."},
	{SP_OPTION_AFTER, 0, "after", SP_VALUE_TEXT, "EVENT", NULL, 0, 0, "Not before the school's event of that name: \"data drop\"; none: not tied."},
	{SP_OPTION_LENGTH, 0, "length", SP_VALUE_TEXT, "TIME", NULL, 0, 0, "How long each takes; none: as its activity."},
	{SP_OPTION_WEIGHT, 0, "weight", SP_VALUE_TEXT, "1-10", NULL, 0, 0, "How much it counts when time is short."},
	{SP_OPTION_ACTIVE, 0, "active", SP_VALUE_CHOICE, "yes|no", "yes|no", 0, 0, "Whether it counts at present."},
	{SP_OPTION_PLAIN, 0, "plain", SP_VALUE_TEXT, "TEXT", NULL, 0, 0, "What it is, in five words, for others."},
	{SP_OPTION_LETTER, 0, "letter", SP_VALUE_TEXT, "LETTER", NULL, 0, 0, "Its letter in the week."},
	{SP_OPTION_TINT, 0, "tint", SP_VALUE_CHOICE, "COLOUR", "none|red|green|yellow|blue|magenta|cyan|white", 0, 0, "Its colour on the screen."},
	{SP_OPTION_KIND, 0, "kind", SP_VALUE_CHOICE, "KIND", "strategic|operational|administrative|direct|teaching|pulled-away", 0, 0, "What it counts as in the report."},
	{SP_OPTION_LOW, 0, "low", SP_VALUE_TEXT, "TIME", NULL, 0, 0, "How long when all goes well."},
	{SP_OPTION_TYPICAL, 0, "typical", SP_VALUE_TEXT, "TIME", NULL, 0, 0, "How long as a rule."},
	{SP_OPTION_HIGH, 0, "high", SP_VALUE_TEXT, "TIME", NULL, 0, 0, "How long when little goes well."},
	{SP_OPTION_CHUNK, 0, "chunk", SP_VALUE_TEXT, "LEAST-MOST", NULL, 0, 0, "May be split into pieces of so long: 30-90; none: in one piece."},
	{SP_OPTION_PIECES_A_DAY, 0, "pieces-a-day", SP_VALUE_TEXT, "N", NULL, 0, 0, "So many pieces of it may stand on one day, a quarter of an hour apart: 1 to 4; none: one."},
	{SP_OPTION_SETUP, 0, "setup", SP_VALUE_TEXT, "TIME", NULL, 0, 0, "Time kept free before it: the way there, setting up."},
	{SP_OPTION_BUFFER, 0, "buffer", SP_VALUE_TEXT, "TIME", NULL, 0, 0, "Time kept free behind it."},
	{SP_OPTION_WINDOW, 0, "window", SP_VALUE_TEXT, "WINDOW", NULL, 0, 0, "When it may happen, by key: lessons, parents …; none: any working time."},
	{SP_OPTION_PREFER, 0, "prefer", SP_VALUE_CHOICE, "WHEN", "none|morning|afternoon", 0, 0, "When it is better done."},
	{SP_OPTION_PREFER_TIMES, 0, "prefer-times", SP_VALUE_TEXT, "WHEN", NULL, 0, 0, "In which times it is better done: \"tue and thu 9:00-10:30\", \"after 15:00\", or a window by key; goes before morning or afternoon. none: none."},
	{SP_OPTION_PER_DAY, 0, "per-day", SP_VALUE_TEXT, "N", NULL, 0, 0, "At most so many on a day; none: no limit."},
	{SP_OPTION_WEEK_MINIMUM, 0, "week-minimum", SP_VALUE_TEXT, "TIME", NULL, 0, 0, "At least so much a week; 0: none."},
	{SP_OPTION_TARGET, 0, "target", SP_VALUE_TEXT, "PERCENT", NULL, 0, 0, "Wanted share of the allocated hours: up to it its work goes before other work, beyond it behind. none: none."},
	{SP_OPTION_PROTECT, 0, "protect", SP_VALUE_CHOICE, "yes|no", "yes|no", 0, 0, "Placed first; moving one asks for a reason."},
	{SP_OPTION_DELEGABLE, 0, "delegable", SP_VALUE_CHOICE, "yes|no", "yes|no", 0, 0, "Whether somebody else could do it."},
	{SP_OPTION_COULD, 0, "could", SP_VALUE_TEXT, "WHO", NULL, 0, 0, "Who else could do it: office; none: nobody is named."},
	{SP_OPTION_LEAD, 0, "lead", SP_VALUE_TEXT, "WHO", NULL, 0, 0, "Who leads it: SENCO, class teacher. Of a pupil's SEN Support reviews, and of a chain of them: senco, teacher or any."},
	{SP_OPTION_WITH, 0, "with", SP_VALUE_TEXT, "WHOM", NULL, 0, 0, "With whom, by role; none: alone."},
	{SP_OPTION_MEETS, 0, "meets", SP_VALUE_CHOICE, "yes|no", "yes|no", 0, 0, "Whether a pupil's attendees must be able to come."},
	{SP_OPTION_CODE, 0, "code", SP_VALUE_TEXT, "CODE", NULL, 0, 0, "Another code for the pupil."},
	{SP_OPTION_BEGINS, 0, "begins", SP_VALUE_CHOICE, "WITH", "review|transfer|assessment|consultation|support|move|given|school", 0, 0, "What makes a chain run; of your own: given (to a pupil) or school."},
	{SP_OPTION_FROM_YEAR, 0, "from-year", SP_VALUE_NUMBER, "GROUP", NULL, 0, 14, "From this year group; 0: from the youngest."},
	{SP_OPTION_TO_YEAR, 0, "to-year", SP_VALUE_NUMBER, "GROUP", NULL, 0, 14, "To this year group; 0: to the oldest."},
	{SP_OPTION_REPEATS, 0, "repeats", SP_VALUE_CHOICE, "yes|no", "yes|no", 0, 0, "Whether its last step begins the next round."},
	{SP_OPTION_RULE, 0, "rule", SP_VALUE_TEXT, "KEY", NULL, 0, 0, "Which rule dates the step; several: the earliest, with | between: the latest."},
	{SP_OPTION_PERIOD, 0, "period", SP_VALUE_TEXT, "PERIOD", NULL, 0, 0, "When the step is due, as a rule of its own: \"2 weeks\", \"10 school-days\", \"15 feb\"."},
	{SP_OPTION_FOLLOWS, 0, "follows", SP_VALUE_TEXT, "STEP", NULL, 0, 0, "The step that must come before it; none: any order."},
	{SP_OPTION_EARLY, 0, "early", SP_VALUE_NUMBER, "DAYS", NULL, 0, 365, "It may begin so many days before it is due; 0: at any time."},
	{SP_OPTION_HARD, 0, "hard", SP_VALUE_CHOICE, "yes|no", "yes|no", 0, 0, "A statutory limit: placed before everything else."},
	{SP_OPTION_ONLY_IF, 0, "only-if", SP_VALUE_TEXT, "DECISION", NULL, 0, 0, "Only when this was decided: amend, assess …; none: always."},
	{SP_OPTION_POSITION, 0, "position", SP_VALUE_NUMBER, "N", NULL, 1, 99, "Its place in the chain."},
	{SP_OPTION_UNIT, 0, "unit", SP_VALUE_CHOICE, "UNIT", "days|school-days|weeks|months|fixed-date|count", 0, 0, "What a rule's value counts."},
	{SP_OPTION_SIDE, 0, "side", SP_VALUE_CHOICE, "SIDE", "after|before", 0, 0, "Before or after what it counts from."},
	{SP_OPTION_ANCHOR, 0, "anchor", SP_VALUE_TEXT, "ANCHOR", NULL, 0, 0, "What it counts from: meeting, anniversary, decision, request, asked, receipt, last-review, transfer."},
	{SP_OPTION_OWNER, 0, "owner", SP_VALUE_CHOICE, "WHO", "school|la|family", 0, 0, "Who must keep it."},
	{SP_OPTION_AUTHORITY, 0, "authority", SP_VALUE_CHOICE, "WHAT", "statute|case-law|guidance|la|school|derived", 0, 0, "What it rests on."},
	{SP_OPTION_TEXT, 0, "text", SP_VALUE_TEXT, "TEXT", NULL, 0, 0, "The rule in words."},
	{SP_OPTION_URL, 0, "url", SP_VALUE_TEXT, "ADDRESS", NULL, 0, 0, "Where it can be read."},
	{SP_OPTION_ROLE, 0, "role", SP_VALUE_TEXT, "ROLE", NULL, 0, 0, "What they do."},
	{SP_OPTION_HOURS, 0, "hours", SP_VALUE_TEXT, "FROM-TO", NULL, 0, 0, "Paid hours of the day: 08:30-15:30."},
	{SP_OPTION_ADD, 0, "add", SP_VALUE_NONE, NULL, NULL, 0, 0, "Beside what is worked there already, not in its place."},
	{SP_OPTION_SHARE, 0, "share", SP_VALUE_NUMBER, "PERCENT", NULL, 1, 100, "Share of full time."},
	{SP_OPTION_FROM_LOG, 0, "from-log", SP_VALUE_NONE, NULL, NULL, 0, 0, "Take the lengths that the log says."},
};
/* clang-format on */

const enum sp_option *
sp_command_fields(enum sp_command command, const char *word)
{
	for (size_t i = 0; i < SP_COUNT(field_table); i++)
		if (field_table[i].command == command && sp_streq(field_table[i].word, word))
			return field_table[i].fields;
	return NULL;
}

bool
sp_command_has_field(enum sp_command command, enum sp_option option)
{
	for (size_t i = 0; i < SP_COUNT(field_table); i++)
		for (size_t k = 0; field_table[i].command == command && field_table[i].fields[k] != END; k++)
			if (field_table[i].fields[k] == option)
				return true;
	return false;
}
