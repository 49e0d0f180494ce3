/*
 * Phrases: the application's sentences name commands; on the screen the same is done with keys. A row of the table gives the
 * words of the command line and those of the screen; a `*` stands for whatever is between what is before and after it. A
 * phrase that begins with a field's name and a colon is about that field.
 */
#include "senplan/base/array.h"

#include "parts.h"

#include <string.h>

/* clang-format off */
static const struct { const char *command, *screen; } phrases[] = {
	{"\"senplan plan\" brings the week in line.", "p plans with it."},
	{"\"senplan undo\"", "u"},
	{" \"senplan cases\" lists them.", ""},
	{" \"senplan rule profile *\" makes it; \"senplan rule list\" names those there are.", " 6 Set-up, profiles of rules, makes one."},
	{", or change it with \"senplan case edit *\"", ", or leave this and press e on that pupil"},
	{", or change it with \"senplan staff edit *\"", ", or leave this and press e on that one"},
	{" \"senplan case event * left\" says that the pupil has left.", " b, left records that the pupil has left."},
	{"When is the meeting? senplan case event * --time 14:00", "date: When is the meeting? Its day and time: tue 8 dec 14:00."},
	{"Say what the LA decided: senplan case event * decided keep, amend or cease.", "outcome: Say what the LA decided: keep, amend or cease."},
	{"\"senplan case event * held DATE\" starts", "held, recorded with its day, starts"},
	{": \"senplan case edit * --status sen-support\".", ": e and the status SEN Support."},
	{": \"senplan duty edit *\", or another --key.", ": give this one another name."},
	{"What comes once needs its date: --day 2027-03-12.", "day: What comes once needs its date: 12 mar."},
	{"A duty needs a name of at most", "name: A duty needs a name of at most"},
	{"An activity needs a name: --name \"Learning walk\".", "name: An activity needs a name."},
	{"An activity needs its usual length: --typical 45 (and --low, --high).", "typical: An activity needs its usual length: 45, 1h30."},
	{": \"senplan activity edit *\".", ": give this one another key."},
	{" \"senplan activity list\" lists them.", ""},
	{"It has none yet: \"senplan init\" brings a preset in.", "It has none yet: 6 Set-up, School, brings them in."},
	{" \"senplan duty list\" lists them.", ""},
	{" \"senplan staff list\" lists them.", ""},
	{" \"senplan rule list\" lists them; \"senplan rule add\" makes one.", ""},
	{"A rule needs what it counts from: --anchor ", "anchor: A rule needs what it counts from: "},
	{": \"senplan rule profile NAME\".", ": 6 Set-up, profiles of rules."},
	{"Say where it stands with --source, so", "Say where it stands (e, source), so"},
	{": \"senplan rule set\" changes it, \"rule replace\" does so from a day.", ": e changes it, r replaces it from a day."},
	{"There is a profile \"*\" already. \"senplan rule list --profile *\" shows it.", "name: There is a profile of that name already."},
	{"Change what the LA asks for with \"senplan rule set *\".", "Enter opens it to change what the LA asks for; e in Cases gives it to a pupil."},
	{"A rule needs a value, as", "value: A rule needs a period, as"},
	{"A rule without a unit says nothing:", "value: A rule without a unit says nothing:"},
	{"Say what comes in its place: senplan rule replace *.", "value: Say what comes in its place: 6 weeks."},
	{"The hours themselves are set with \"senplan hours set\".", "The hours themselves are in Set-up, hours from a day."},
	{"\"senplan set cycle 2\" makes A and B.", "The setting cycle makes A and B."},
	{"Without --time the plan", "Without a time the plan"},
	{"Without --year it", "Without a year group it"},
	{"A contract has a share", "share: A contract has a share"},
	{": \"senplan chain edit *\", or another --key.", ": give this one another name or key."},
	{"It has no step yet: senplan chain step *\"2 weeks\"", "It has no step yet: Enter opens it, n adds the first."},
	{"It has no date of its own: --period \"2 weeks\", or \"senplan chain due\" when you are told the day.", "It has no date of its own: Enter gives it a period; d records the day when you are told it."},
	{" \"senplan chain list\" lists them.", ""},
	{" \"senplan chain show *\" lists them.", ""},
	{" \"senplan case show *\" lists them.", ""},
	{" \"senplan event list\" lists them.", ""},
	{" \"senplan window list\" shows those that it has.", ""},
	{" \"senplan rule list\" lists them; --period makes one.", " A period makes one."},
	{" \"senplan chain edit * --active no\" switches it off.", " Space in Set-up, chains, switches it off."},
	{": senplan chain give * CODE [DATE]", ": type a code at \"For whom\"."},
	{": senplan chain give * [DATE], without a pupil.", ": leave \"For whom\" empty, in Set-up, chains."},
	{": \"senplan chain give *\" begins it.", ": g begins it."},
	{"If the family appeals: \"senplan chain give appeal * DATE\" with", "If the family appeals: g gives the pupil the chain of an appeal, with"},
	{" (\"senplan chain give appeal * DATE\")", " (g gives the pupil the chain of an appeal)"},
	{"No duty is tied to it: \"senplan duty edit DUTY --before *\" ties one.", "No duty is tied to it: in 4 Duties e, Before or After, ties one."},
	{" already: \"senplan attendee edit * --when …\" changes when they can.", " already: leave this and press e on that line."},
	{"A step of the school's needs its activity: *--owner la.", "activity: A step of the school's needs its activity; one that the LA or the family does can do without."},
	{"A chain needs a name", "name: A chain needs a name"},
	{"A step needs a name", "name: A step needs a name"},
	{"An event needs a name", "name: An event needs a name"},
};
/* clang-format on */

/* Length of what the pattern matches at the text, or 0. */
static size_t
match_length(const char *text, const char *pattern)
{
	const char *star = strchr(pattern, '*');
	size_t first = star == NULL ? strlen(pattern) : (size_t)(star - pattern);
	const char *next;

	if (strncmp(text, pattern, first) != 0)
		return 0;
	if (star == NULL)
		return first;
	for (next = text + first; *next != '\0'; next++) {
		size_t rest = match_length(next, star + 1);

		if (rest > 0)
			return (size_t)(next - text) + rest;
	}
	return 0;
}

void
sp_phrases_add(struct sp_str *out, const char *text)
{
	while (*text != '\0') {
		size_t len = 0;
		size_t i = 0;

		for (; i < SP_COUNT(phrases) && len == 0; i++)
			len = match_length(text, phrases[i].command);
		if (len == 0) {
			sp_str_add_char(out, *text++);
			continue;
		}
		sp_str_add(out, phrases[i - 1].screen);
		text += len;
	}
}
