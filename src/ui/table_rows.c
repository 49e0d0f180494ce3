/*
 * The rows of the tables that Set-up opens: rules, profiles, support staff, working hours, contracts.
 */
#include "senplan/base/array.h"

#include "table.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* --- rules of one profile --- */

const struct sp_rule *
table_rule(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_snapshot *s = ui->world->snapshot;

	for (size_t i = 0; i < s->rules.n; i++)
		if (sp_streq(s->rules.items[i].profile, dialog->profile) && row-- == 0)
			return &s->rules.items[i];
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

	if (rule == NULL) {
		sp_str_add(out, "Rule\tWhose\tRests on\tPeriod");
		return;
	}
	sp_str_addf(out, "%s\t%s\t%s\t", rule->key, sp_owner_names[rule->owner],
		    sp_authority_names[rule->authority]);
	sp_words_rule_text(out, rule);
	/* That a rule of long ago begins somewhere says nothing. */
	if ((rule->from_day != SP_DAY_NONE && rule->from_day > sp_time_day(ui->now)) ||
	    rule->to_day != SP_DAY_NONE) {
		sp_str_add(out, ", ");
		add_force(rule, out);
	}
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

static const int chain_columns[] = {3, 26, 7, 11, 11, 20, 0};
static const int rule_columns[] = {24, 7, 10, 30, 0};
static const int profile_columns[] = {26, 8, 8, 0};
static const int staff_columns[] = {10, 14, 30, 0};
static const int hours_columns[] = {10, 6, 13, 30, 0};
static const int contract_columns[] = {14, 8, 30, 0};
static const int window_columns[] = {14, 30, 30, 0};
static const int busy_columns[] = {10, 13, 17, 18, 30, 0};

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
};
