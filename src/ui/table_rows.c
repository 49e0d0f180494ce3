/*
 * The rows of the tables that Set-up opens: rules, profiles, support staff, working hours, contracts.
 */
#include "senplan/base/array.h"
#include "senplan/model/availability.h"

#include "friday.h"
#include "table.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* --- rules of one profile --- */

static bool
are_alike(const struct sp_rule *a, const struct sp_rule *b)
{
	return sp_streq(a->key, b->key) && sp_streq(a->profile, b->profile);
}

/* How many of its key and profile there are, and how many of them begin before it; false: one stands before it in the list. */
static bool
count_alike(const struct sp_snapshot *s, size_t at, int *ret_n, int *ret_before)
{
	const struct sp_rule *rule = &s->rules.items[at];
	bool first = true;

	*ret_n = *ret_before = 0;
	for (size_t i = 0; i < s->rules.n; i++) {
		const struct sp_rule *other = &s->rules.items[i];

		if (!are_alike(other, rule))
			continue;
		first = first && i >= at;
		*ret_n += 1;
		*ret_before +=
			other->from_day < rule->from_day || (other->from_day == rule->from_day && i < at);
	}
	return first;
}

/* A rule and what replaces it stand together, the earlier first, where the first of them stands among the rules. */
const struct sp_rule *
table_rule(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_snapshot *s = ui->world == NULL ? NULL : ui->world->snapshot;
	int n, before;

	for (size_t i = 0; s != NULL && i < s->rules.n; i++) {
		if (!sp_streq(s->rules.items[i].profile, dialog->profile) || !count_alike(s, i, &n, &before))
			continue;
		if (row >= n) {
			row -= n;
			continue;
		}
		for (size_t k = i; k < s->rules.n; k++)
			if (are_alike(&s->rules.items[k], &s->rules.items[i])) {
				count_alike(s, k, &n, &before);
				if (before == row)
					return &s->rules.items[k];
			}
	}
	return NULL;
}

static int
rule_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	int n = 0;

	for (size_t i = 0; i < s->rules.n; i++)
		n += sp_streq(s->rules.items[i].profile, dialog->profile);
	return n;
}

static void
rule_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	(void)ui;
	if (dialog->profile[0] == '\0')
		sp_str_add(out, "Rules: the statutory minimum, for every pupil without a profile");
	else
		sp_str_addf(out, "Rules of the profile %s", dialog->profile);
}

static void
add_force(const struct sp_rule *rule, struct sp_str *out)
{
	char from[SP_DAY_TEXT], to[SP_DAY_TEXT];

	if (rule->from_day != SP_DAY_NONE)
		sp_str_addf(out, "from %s", sp_day_format(rule->from_day, SP_DAY_LONG, from));
	if (rule->to_day != SP_DAY_NONE)
		sp_str_addf(out, "%sto %s", rule->from_day != SP_DAY_NONE ? " " : "",
			    sp_day_format(rule->to_day, SP_DAY_LONG, to));
}

static void
rule_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_rule *rule = row < 0 ? NULL : table_rule(ui, dialog, row);
	char day[SP_DAY_TEXT];

	if (rule == NULL) {
		sp_str_add(out, "Rule\tWhose\tRests on\tPeriod");
		return;
	}
	sp_str_addf(out, "%s\t%s\t%s\t", rule->key, sp_owner_names[rule->owner],
		    sp_authority_names[rule->authority]);
	/* That a rule of long ago begins somewhere says nothing; when one ends or begins is read before what it says. */
	if (rule->from_day != SP_DAY_NONE && rule->from_day > sp_time_day(ui->now))
		sp_str_addf(out, "from %s: ", sp_day_format(rule->from_day, SP_DAY_LONG, day));
	else if (rule->to_day != SP_DAY_NONE)
		sp_str_addf(out, "to %s: ", sp_day_format(rule->to_day, SP_DAY_LONG, day));
	sp_words_rule_text(out, rule);
}

static bool
holds_today(const struct sp_ui *ui, const struct sp_rule *rule)
{
	sp_day today = sp_time_day(ui->now);

	return (rule->from_day == SP_DAY_NONE || rule->from_day <= today) &&
	       (rule->to_day == SP_DAY_NONE || rule->to_day >= today);
}

static enum sp_style
rule_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_rule *rule = table_rule(ui, dialog, row);

	return rule == NULL || holds_today(ui, rule) ? SP_STYLE_TEXT : SP_STYLE_CLOSED;
}

static void
rule_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_rule *rule = table_rule(ui, dialog, row);
	const struct sp_rule *least;

	if (rule == NULL)
		return;
	if (rule->text[0] != '\0')
		sp_str_addf(out, "%c%s. ", toupper((unsigned char)rule->text[0]), rule->text + 1);
	if (rule->from_day != SP_DAY_NONE || rule->to_day != SP_DAY_NONE) {
		sp_str_add(out, "In force ");
		add_force(rule, out);
		sp_str_add(out, holds_today(ui, rule) ? ". " : ", not today. ");
	}
	if (rule->source[0] != '\0' || rule->url[0] != '\0')
		sp_str_addf(out, "Source: %s%s%s. ", rule->source,
			    rule->source[0] != '\0' && rule->url[0] != '\0' ? ", " : "", rule->url);
	least = rule->profile[0] == '\0'
			? NULL
			: sp_rule_today(ui->world->snapshot, rule->key, "", sp_time_day(ui->now));
	if (least != NULL && (least->value != rule->value || least->unit != rule->unit)) {
		sp_str_add(out, "The minimum: ");
		sp_words_rule_text(out, least);
		sp_str_add(out, ".");
	}
}

/* --- profiles; the first row is the statutory minimum --- */

static int
profile_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	int n = 0;

	(void)dialog;
	while (sp_profile_at(ui->world->snapshot, n) != NULL)
		n++;
	return n + 1;
}

static void
profile_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	const char *profile = row == 0 ? "" : row < 0 ? NULL : sp_profile_at(s, row - 1);
	size_t n_rules = 0, n_cases = 0;

	(void)dialog;
	if (profile == NULL) {
		sp_str_add(out, "Profile\tRules\tPupils");
		return;
	}
	for (size_t i = 0; i < s->rules.n; i++)
		n_rules += sp_streq(s->rules.items[i].profile, profile);
	for (size_t i = 0; i < s->cases.n; i++)
		n_cases += sp_streq(s->cases.items[i].profile, profile);
	sp_str_addf(out, "%s\t%zu\t%zu", row == 0 ? "the statutory minimum" : profile, n_rules, n_cases);
}

/* --- support staff --- */

static int
staff_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	(void)dialog;
	return (int)ui->world->snapshot->staff_members.n;
}

static void
staff_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_staff_member *staff;
	char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

	(void)dialog;
	if (row < 0) {
		sp_str_add(out, "Code\tPaid hours\tRole");
		return;
	}
	staff = &ui->world->snapshot->staff_members.items[row];
	sp_str_addf(out, "%s\t", ui->privacy ? "---" : staff->code);
	if (staff->from_min != SP_MINUTE_NONE && staff->to_min != SP_MINUTE_NONE)
		sp_str_addf(out, "%s-%s", sp_minute_format(staff->from_min, from),
			    sp_minute_format(staff->to_min, to));
	sp_str_addf(out, "\t%s%s", staff->role, staff->active ? "" : " (not here at present)");
}

/* --- working hours --- */

static void
add_days(sp_day from, sp_day to, struct sp_str *out)
{
	char text[SP_DAY_TEXT];

	if (from == SP_DAY_NONE && to == SP_DAY_NONE)
		sp_str_add(out, "always");
	if (from != SP_DAY_NONE)
		sp_str_addf(out, "from %s ", sp_day_format(from, SP_DAY_LONG, text));
	if (to != SP_DAY_NONE)
		sp_str_addf(out, "until %s", sp_day_format(to, SP_DAY_LONG, text));
}

static int
hours_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	(void)dialog;
	return (int)ui->world->snapshot->working_windows.n;
}

static void
hours_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_working_window *window;
	char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

	(void)dialog;
	if (row < 0) {
		sp_str_add(out, "Day\tWeek\tHours\tWhen");
		return;
	}
	window = &ui->world->snapshot->working_windows.items[row];
	sp_str_addf(out, "%s\t%s\t%s-%s\t",
		    window->weekday < 0 ? "each day" : sp_weekday_name((enum sp_weekday)window->weekday),
		    window->cycle_week < 0    ? "each"
		    : window->cycle_week == 0 ? "A"
					      : "B",
		    sp_minute_format(window->from_min, from), sp_minute_format(window->to_min, to));
	add_days(window->from_day, window->to_day, out);
}

/* --- contracts --- */

static int
contract_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	(void)dialog;
	return (int)ui->world->snapshot->contracts.n;
}

static void
contract_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_contract *contract;

	(void)dialog;
	if (row < 0) {
		sp_str_add(out, "Contract\tShare\tWhen");
		return;
	}
	contract = &ui->world->snapshot->contracts.items[row];
	sp_str_addf(out, "%s\t%d%%\t", sp_contract_kind_names[contract->kind], (int)contract->share_pct);
	add_days(contract->from_day, contract->to_day, out);
}

/* --- windows: when an activity may happen --- */

static int
window_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	(void)dialog;
	return (int)ui->world->snapshot->windows.n;
}

static void
window_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	const char *between = "";

	(void)dialog;
	if (row < 0) {
		sp_str_add(out, "Window\tName\tTimes");
		return;
	}
	sp_str_addf(out, "%s\t%s\t", s->windows.items[row].key, s->windows.items[row].name);
	for (size_t i = 0; i < s->window_spans.n; i++) {
		if (s->window_spans.items[i].window.v != s->windows.items[row].id.v)
			continue;
		sp_str_add(out, between);
		sp_words_span(out, s, &s->window_spans.items[i]);
		between = " or ";
	}
}

static void
window_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	if (row >= window_rows(ui, dialog))
		return;
	window_cells(ui, dialog, row, out);
	for (char *at = out->text; at != NULL && *at != '\0'; at++)
		*at = *at == '\t' ? ' ' : *at;
}

/* --- the times of one window --- */

const struct sp_window_span *
table_time(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_snapshot *s = ui->world->snapshot;

	for (size_t i = 0; i < s->window_spans.n; i++)
		if (s->window_spans.items[i].window.v == dialog->row && row-- == 0)
			return &s->window_spans.items[i];
	return NULL;
}

static int
time_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	int n = 0;

	while (table_time(ui, dialog, n) != NULL)
		n++;
	return n;
}

static void
time_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	const struct sp_window *window = sp_snapshot_window(ui->world->snapshot, (sp_window_id){dialog->row});

	if (window != NULL)
		sp_str_addf(out, "Times of %s: %s", window->key, window->name);
}

static void
time_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_window_span *span = row < 0 ? NULL : table_time(ui, dialog, row);

	if (span != NULL)
		sp_words_span(out, ui->world->snapshot, span);
	else
		sp_str_add(out, "Open");
}

static void
time_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	const char *between = "Used by: ";

	(void)row;
	for (size_t i = 0; i < s->activities.n; i++) {
		if (s->activities.items[i].window.v != dialog->row)
			continue;
		sp_str_addf(out, "%s%s", between, s->activities.items[i].name);
		between = ", ";
	}
	sp_str_add(out, between[0] == 'U' ? "No activity uses it yet: 4 Duties, e, gives it one." : ".");
}

/* --- the school's events --- */

const struct sp_year_span *
table_event(const struct sp_ui *ui, int row)
{
	const struct sp_snapshot *s = ui->world->snapshot;

	/* By their days; of one day in the order of the file. */
	for (size_t i = 0; i < s->year_spans.n && row >= 0; i++) {
		const struct sp_year_span *event = &s->year_spans.items[i];
		int before = 0;

		if (event->kind != SP_YEAR_EVENT)
			continue;
		for (size_t k = 0; k < s->year_spans.n; k++)
			before += s->year_spans.items[k].kind == SP_YEAR_EVENT &&
				  (s->year_spans.items[k].from_day < event->from_day ||
				   (s->year_spans.items[k].from_day == event->from_day && k < i));
		if (before == row)
			return event;
	}
	return NULL;
}

static int
event_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	int n = 0;

	(void)dialog;
	for (size_t i = 0; i < ui->world->snapshot->year_spans.n; i++)
		n += ui->world->snapshot->year_spans.items[i].kind == SP_YEAR_EVENT;
	return n;
}

/* "before it SEN governor, governor report; after it data" */
static void
add_tied(const struct sp_snapshot *s, const char *name, struct sp_str *out)
{
	static const char *const words[] = {"before it ", "after it "};
	size_t begin = out->len;

	for (size_t side = 0; side < SP_COUNT(words); side++) {
		bool any = false;

		for (size_t i = 0; i < s->duties.n; i++) {
			const struct sp_duty *duty = &s->duties.items[i];
			const char *tie = side == 0 ? duty->before : duty->after;

			if (tie[0] == '\0' || !sp_istarts_with(name, tie))
				continue;
			sp_str_add(out, any ? ", " : out->len > begin ? "; " : "");
			sp_str_addf(out, "%s%s", any ? "" : words[side], duty->name);
			any = true;
		}
	}
	if (out->len == begin)
		sp_str_add(out, "no duty is tied to it");
}

static void
event_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_year_span *event = row < 0 ? NULL : table_event(ui, row);
	char day[SP_DAY_TEXT];

	(void)dialog;
	if (event == NULL) {
		sp_str_add(out, "Day\tEvent\tDuties");
		return;
	}
	sp_str_addf(out, "%s\t%s\t", sp_day_format(event->from_day, SP_DAY_LONG, day), event->name);
	add_tied(ui->world->snapshot, event->name, out);
}

static enum sp_style
event_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_year_span *event = table_event(ui, row);

	(void)dialog;
	return event != NULL && event->from_day < sp_time_day(ui->now) ? SP_STYLE_DIM : SP_STYLE_TEXT;
}

/* --- those who come --- */

const struct sp_attendee *
table_person(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_snapshot *s = ui->world->snapshot;

	for (size_t i = 0; i < s->attendees.n; i++) {
		const struct sp_attendee *who = &s->attendees.items[i];
		bool is_of = dialog->row != 0 ? who->subject.v == dialog->row : who->duty.v == dialog->task;

		if (is_of && sp_attendee_is_first(s, i) && row-- == 0)
			return who;
	}
	return NULL;
}

static int
who_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	int n = 0;

	while (table_person(ui, dialog, n) != NULL)
		n++;
	return n;
}

static void
who_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	const struct sp_case *subject = sp_snapshot_case(ui->world->snapshot, (sp_case_id){dialog->row});
	const struct sp_duty *duty = sp_snapshot_duty(ui->world->snapshot, (sp_duty_id){dialog->task});

	if (dialog->row != 0 && subject != NULL)
		sp_str_addf(out, "Who comes to the meetings about %s", sp_case_code(ui, subject));
	else if (duty != NULL)
		sp_str_addf(out, "Who comes to: %s", duty->name);
}

static void
who_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_attendee *who = row < 0 ? NULL : table_person(ui, dialog, row);

	if (who == NULL) {
		sp_str_add(out, "Who\tWhen they can");
		return;
	}
	sp_str_addf(out, "%s\t", ui->privacy ? "---" : who->role);
	if (sp_attendee_is_limited(ui->world->snapshot, who))
		sp_words_times(out, ui->world->snapshot, who);
	else
		sp_str_add(out, "any time");
}

static const int time_columns[] = {60, 0};
static const int chains_columns[] = {34, 7, 10, 30, 0};
static const int steps_columns[] = {7, 25, 7, 15, 30, 0};
static const int event_columns[] = {17, 24, 40, 0};
static const int who_columns[] = {24, 50, 0};
static const int chain_columns[] = {3, 26, 7, 11, 11, 20, 0};
static const int rule_columns[] = {24, 7, 10, 30, 0};
static const int profile_columns[] = {26, 8, 8, 0};
static const int staff_columns[] = {10, 14, 30, 0};
static const int hours_columns[] = {10, 6, 13, 30, 0};
static const int contract_columns[] = {14, 8, 30, 0};
static const int window_columns[] = {14, 30, 30, 0};
static const int busy_columns[] = {10, 13, 17, 18, 30, 0};

static const int what_if_columns[] = {36, 40, 0};
static const int scenario_columns[] = {4, 24, 40, 0};
static const int friday_columns[] = {23, 7, 28, 18, 0};
static const int lengths_columns[] = {30, 18, 18, 6, 10, 0};
static const int record_columns[] = {18, 7, 30, 22, 0};

const struct table_info table_infos[SP_TABLE_COUNT] = {
	[SP_TABLE_CHAIN] = {.name = "Chain",
			    .empty = "No step has a date yet: e gives a review, a plan's date or a request.",
			    .detail = 6,
			    .rows = chain_rows,
			    .title = chain_title,
			    .cells = chain_cells,
			    .about = chain_about,
			    .style = chain_style,
			    .columns = chain_columns},
	[SP_TABLE_RULES] = {.name = "Rules",
			    .empty = "No rule is here: n makes one.",
			    .detail = 5,
			    .rows = rule_rows,
			    .title = rule_title,
			    .cells = rule_cells,
			    .about = rule_about,
			    .style = rule_style,
			    .columns = rule_columns},
	[SP_TABLE_PROFILES] = {.name = "Rules and profiles",
			       .empty = "",
			       .rows = profile_rows,
			       .cells = profile_cells,
			       .columns = profile_columns},
	[SP_TABLE_STAFF] = {.name = "Support staff",
			    .empty = "No support staff yet: n adds the first, by code.",
			    .rows = staff_rows,
			    .cells = staff_cells,
			    .columns = staff_columns},
	[SP_TABLE_HOURS] = {.name = "Hours from a day",
			    .empty = "No hours yet: n sets days and hours.",
			    .rows = hours_rows,
			    .cells = hours_cells,
			    .columns = hours_columns},
	[SP_TABLE_FRIDAY] = {.name = "Closing the week",
			     .empty = "Nothing that was planned in this week has begun.",
			     .detail = 4,
			     .rows = friday_rows,
			     .title = friday_title,
			     .cells = friday_cells,
			     .about = friday_about,
			     .style = friday_style,
			     .columns = friday_columns},
	[SP_TABLE_RECORD] =
		{.name = "The log",
		 .empty = "Nothing is logged yet: n notes what was done; Space in the Week marks a block.",
		 .detail = 3,
		 .rows = record_rows,
		 .title = record_title,
		 .cells = record_cells,
		 .about = record_about,
		 .style = record_style,
		 .columns = record_columns},
	[SP_TABLE_LENGTHS] =
		{.name = "What the log says of lengths",
		 .empty = "No finished work has its time in the log yet: Space in the Week marks it done.",
		 .detail = 3,
		 .rows = lengths_rows,
		 .title = lengths_title,
		 .cells = lengths_cells,
		 .about = lengths_about,
		 .style = lengths_style,
		 .columns = lengths_columns},
	[SP_TABLE_WINDOWS] = {.name = "When it may be",
			      .empty = "No window is known: a preset (part 1) brings them.",
			      .detail = 3,
			      .rows = window_rows,
			      .cells = window_cells,
			      .about = window_about,
			      .columns = window_columns},
	[SP_TABLE_BUSY] =
		{.name = "Calendar times",
		 .empty = "Nothing is marked. n takes a calendar in; b marks a time of one in the Week.",
		 .rows = busy_rows,
		 .cells = busy_cells,
		 .columns = busy_columns},
	[SP_TABLE_CONTRACTS] = {.name = "Contract",
				.empty = "No contract is known: n sets it.",
				.rows = contract_rows,
				.cells = contract_cells,
				.columns = contract_columns},
	[SP_TABLE_TIMES] = {.name = "Times of a window",
			    .empty = "It is never open: n gives it a time.",
			    .detail = 3,
			    .rows = time_rows,
			    .title = time_title,
			    .cells = time_cells,
			    .about = time_about,
			    .columns = time_columns},
	[SP_TABLE_CHAINS] = {.name = "Chains of steps",
			     .empty = "No chain yet: n makes one.",
			     .detail = 3,
			     .rows = chains_rows,
			     .cells = chains_cells,
			     .about = chains_about,
			     .style = chains_style,
			     .columns = chains_columns},
	[SP_TABLE_STEPS] = {.name = "Steps of a chain",
			    .empty = "No step yet: n makes the first.",
			    .detail = 5,
			    .rows = steps_rows,
			    .title = steps_title,
			    .cells = steps_cells,
			    .about = steps_about,
			    .style = steps_style,
			    .columns = steps_columns},
	[SP_TABLE_SCHOOL_EVENTS] = {.name = "School events",
				    .empty = "None yet: n adds a governors' meeting, a data drop.",
				    .rows = event_rows,
				    .cells = event_cells,
				    .style = event_style,
				    .columns = event_columns},
	[SP_TABLE_WHAT_IF] =
		{.name = "What if",
		 .empty = "No change yet: n adds one, t types it, s shows scenarios that are kept.",
		 .detail = 3,
		 .rows = what_if_rows,
		 .title = what_if_title,
		 .cells = what_if_cells,
		 .about = what_if_about,
		 .columns = what_if_columns},
	[SP_TABLE_SCENARIOS] = {.name = "Scenarios",
				.empty = "None is kept: K in What if keeps its list under a name.",
				.detail = 3,
				.rows = scenario_rows,
				.title = scenario_title,
				.cells = scenario_cells,
				.about = scenario_about,
				.columns = scenario_columns},
	[SP_TABLE_WHO] = {.name = "Who comes",
			  .empty = "Nobody yet: n adds a parent, the EP, by role.",
			  .rows = who_rows,
			  .title = who_title,
			  .cells = who_cells,
			  .columns = who_columns},
};
