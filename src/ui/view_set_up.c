/*
 * Set-up: the five parts that a person fills in, with what the file knows of each, and under them its settings, each with
 * what it means.
 */
#include "senplan/base/array.h"

#include "act.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* The tables that Set-up opens, under the parts. */
static const enum sp_table_of tables[] = {SP_TABLE_PROFILES,  SP_TABLE_STAFF,	     SP_TABLE_HOURS,
					  SP_TABLE_CONTRACTS, SP_TABLE_WINDOWS,	     SP_TABLE_BUSY,
					  SP_TABLE_CHAINS,    SP_TABLE_SCHOOL_EVENTS};

enum { N_TABLES = SP_COUNT(tables) };

int
sp_set_up_rows(const struct sp_ui *ui)
{
	size_t n;

	(void)ui;
	sp_setting_infos(&n);
	return (int)n + SP_PART_COUNT + N_TABLES;
}

struct sp_rect
sp_set_up_area(const struct sp_ui *ui)
{
	struct sp_rect body = sp_frame_of(ui).body;

	sp_rect_take_top(&body, 1);
	return body;
}

/* "teacher 80%: 138h over !, 318h used, 832h to come of 1012h" */
static void
describe_contract(const struct sp_contract_year *year, struct sp_str *out)
{
	char used[SP_CLOCK_TEXT], ahead[SP_CLOCK_TEXT], limit[SP_CLOCK_TEXT], rest[SP_CLOCK_TEXT];

	if (year == NULL || year->now == NULL) {
		sp_str_add(out, "none holds today");
		return;
	}
	sp_str_addf(out, "%s %d%%", sp_contract_kind_names[year->now->kind], (int)year->now->share_pct);
	if (year->directed && year->rules[SP_CONTRACT_DIRECTED_HOURS] == NULL)
		sp_str_addf(out, ": %s used, %s to come, no rule has a limit",
			    sp_short_length(year->used_min, used), sp_short_length(year->ahead_min, ahead));
	else if (year->directed)
		sp_str_addf(out, ": %s %s, %s used, %s to come of %s",
			    sp_short_length(year->over_min > 0 ? year->over_min : year->left_min, rest),
			    year->over_min > 0 ? "over !" : "left", sp_short_length(year->used_min, used),
			    sp_short_length(year->ahead_min, ahead), sp_short_length(year->limit_min, limit));
	if (year->leadership)
		sp_str_addf(out, ": up to %s a week over %d week%s%s",
			    sp_short_length(year->average_min, rest), year->n_average_weeks,
			    sp_plural((size_t)year->n_average_weeks, "", "s"),
			    year->above_average ? ", above the limit !" : "");
}

/* "4 working windows": what the file has of a part. */
static void
describe_part(const struct sp_ui *ui, enum sp_set_up_part part, struct sp_str *out)
{
	const struct sp_snapshot *snapshot = ui->world->snapshot;

	switch (part) {
	case SP_PART_SCHOOL:
		sp_str_addf(out, "%s, %zu %s, %zu %s", sp_setting_text(snapshot, "phase"),
			    snapshot->activities.n,
			    sp_plural(snapshot->activities.n, "activity", "activities"), snapshot->duties.n,
			    sp_plural(snapshot->duties.n, "duty", "duties"));
		break;
	case SP_PART_HOURS:
		sp_str_addf(out, "%zu working window%s", snapshot->working_windows.n,
			    sp_plural(snapshot->working_windows.n, "", "s"));
		break;
	case SP_PART_TIMETABLE:
		sp_str_addf(out, "%zu period%s, %zu line%s, %zu busy time%s", snapshot->periods.n,
			    sp_plural(snapshot->periods.n, "", "s"), snapshot->timetable_slots.n,
			    sp_plural(snapshot->timetable_slots.n, "", "s"), snapshot->busy_times.n,
			    sp_plural(snapshot->busy_times.n, "", "s"));
		break;
	case SP_PART_TERMS:
		sp_str_addf(out, "%zu %s", snapshot->year_spans.n,
			    sp_plural(snapshot->year_spans.n, "term or closure", "terms and closures"));
		break;
	case SP_PART_CASELOAD:
		sp_str_addf(out, "%zu pupil%s", snapshot->cases.n, sp_plural(snapshot->cases.n, "", "s"));
		break;
	case SP_PART_COUNT:
		break;
	}
}

static void
draw_part_row(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect line,
	      enum sp_set_up_part part, bool focused)
{
	bool has = sp_set_up_has(ui->world->snapshot, part);
	enum sp_style style = focused ? SP_STYLE_FOCUS : has ? SP_STYLE_TEXT : SP_STYLE_WARNING;
	struct sp_str text;

	sp_str_init(&text);
	if (has)
		describe_part(ui, part, &text);
	else
		sp_str_add(&text, "not known yet: Enter asks");
	sp_surface_textf(surface, line.x + 1, line.y, 22, style, "%c %d %s", has ? 'v' : '-', (int)part + 1,
			 sp_part_name(part));
	sp_surface_text(surface, line.x + 24, line.y, line.width - 24, text.text, style);
	sp_str_finish(&text);
}

static void
describe_table(const struct sp_ui *ui, enum sp_table_of table, struct sp_str *out)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	int n = 0;

	switch (table) {
	case SP_TABLE_PROFILES:
		while (sp_profile_at(s, n) != NULL)
			n++;
		sp_str_addf(out, "%zu rule%s, %d profile%s beside the statutory minimum", s->rules.n,
			    sp_plural(s->rules.n, "", "s"), n, n == 1 ? "" : "s");
		break;
	case SP_TABLE_STAFF:
		sp_str_addf(out, "%zu by code", s->staff_members.n);
		break;
	case SP_TABLE_HOURS:
		sp_str_addf(out, "%zu window%s; changes from a day", s->working_windows.n,
			    sp_plural(s->working_windows.n, "", "s"));
		break;
	case SP_TABLE_CONTRACTS:
		if (s->contracts.n > 0)
			describe_contract(ui->world->contract, out);
		else
			sp_str_add(out, "not known");
		break;
	case SP_TABLE_BUSY:
		sp_str_addf(out, "%zu time%s of %zu calendar%s, %zu marked", s->busy_times.n,
			    sp_plural(s->busy_times.n, "", "s"), s->sources.n, s->sources.n == 1 ? "" : "s",
			    s->busy_marks.n);
		break;
	case SP_TABLE_WINDOWS:
		sp_str_addf(out, "%zu window%s; an evening given opens one", s->windows.n,
			    sp_plural(s->windows.n, "", "s"));
		break;
	case SP_TABLE_CHAINS:
		sp_str_addf(out, "%zu chain%s; yours beside those of the preset", s->chains.n,
			    sp_plural(s->chains.n, "", "s"));
		break;
	case SP_TABLE_SCHOOL_EVENTS:
		for (size_t i = 0; i < s->year_spans.n; i++)
			n += s->year_spans.items[i].kind == SP_YEAR_EVENT;
		sp_str_addf(out, "%d: governors' meetings, data drops", n);
		break;
	case SP_TABLE_CHAIN:
	case SP_TABLE_RULES:
	case SP_TABLE_TIMES:
	case SP_TABLE_STEPS:
	case SP_TABLE_WHO:
	case SP_TABLE_FRIDAY:
	case SP_TABLE_LENGTHS:
	case SP_TABLE_RECORD:
	case SP_TABLE_WHAT_IF:
	case SP_TABLE_SCENARIOS:
	case SP_TABLE_COUNT:
		break;
	}
}

static void
draw_table_row(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect line,
	       enum sp_table_of table, bool focused)
{
	enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT;
	struct sp_str text;

	sp_str_init(&text);
	describe_table(ui, table, &text);
	sp_surface_textf(surface, line.x + 1, line.y, 22, style, "= %s", sp_table_name(table));
	sp_surface_text(surface, line.x + 24, line.y, line.width - 24, text.text, style);
	sp_str_finish(&text);
}

static void
draw_setting_row(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect line,
		 const struct sp_setting_info *info, bool focused)
{
	enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT;
	const char *value = sp_setting_text(ui->world->snapshot, info->key);

	sp_surface_text(surface, line.x + 1, line.y, 22, info->key, style);
	sp_surface_text(surface, line.x + 24, line.y, 18, value != NULL ? value : "", style);
	sp_surface_text(surface, line.x + 43, line.y, line.width - 43, info->help,
			focused ? style : SP_STYLE_DIM);
}

void
sp_set_up_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_rect area = sp_set_up_area(ui);
	struct sp_hours_texts hours;
	const char *lefts[] = {"Set-up  what the plan's file knows, and its settings", "Set-up", NULL};
	int top = ui->top[SP_VIEW_SET_UP];
	int at = ui->cursor[SP_VIEW_SET_UP];
	size_t n;
	const struct sp_setting_info *infos = sp_setting_infos(&n);

	sp_hours_texts(ui, &hours);
	sp_draw_top(frame, surface, lefts, hours.list);
	sp_surface_text(surface, 1, area.y - 1, -1, "Part or setting", SP_STYLE_HEAD);
	for (int i = top; i < sp_set_up_rows(ui) && i - top < area.height; i++) {
		struct sp_rect line = {area.x, area.y + i - top, area.width, 1};

		if (i == at) {
			sp_surface_fill(surface, line, ' ', SP_STYLE_FOCUS);
			sp_surface_put(surface, line.x, line.y, '>', SP_STYLE_FOCUS);
		}
		if (i < SP_PART_COUNT)
			draw_part_row(ui, surface, line, (enum sp_set_up_part)i, i == at);
		else if (i < SP_PART_COUNT + N_TABLES)
			draw_table_row(ui, surface, line, tables[i - SP_PART_COUNT], i == at);
		else
			draw_setting_row(ui, surface, line, &infos[i - SP_PART_COUNT - N_TABLES], i == at);
	}
	sp_surface_cursor(surface, area.x + 1, area.y + at - top);
	if (at >= SP_PART_COUNT + N_TABLES && (size_t)(at - SP_PART_COUNT - N_TABLES) < n)
		sp_surface_text(surface, frame->status.x + 1, frame->status.y, frame->status.width - 2,
				infos[at - SP_PART_COUNT - N_TABLES].help, SP_STYLE_NOTE);
	else if (ui->world->db_path != NULL)
		sp_surface_textf(surface, frame->status.x + 1, frame->status.y, -1, SP_STYLE_DIM,
				 "File: %s (not encrypted: keep it on an encrypted disk)",
				 ui->world->db_path);
}

void
sp_setting_prompt(struct sp_ui *ui, int row)
{
	size_t n;
	const struct sp_setting_info *infos = sp_setting_infos(&n);
	struct sp_dialog *dialog;
	const char *value;

	if (row < SP_PART_COUNT) {
		sp_part_open(ui, (enum sp_set_up_part)row);
		return;
	}
	row -= SP_PART_COUNT;
	if (row < N_TABLES) {
		sp_table_open(ui, tables[row], 0, "");
		return;
	}
	row -= N_TABLES;
	assert(row >= 0 && (size_t)row < n);
	if (ui->options.read_only !=
	    NULL) { /* the parts and tables may be looked at, a setting has nothing more to show */
		sp_ui_say_read_only(ui);
		return;
	}
	value = sp_setting_text(ui->world->snapshot, infos[row].key);
	sp_prompt_open(ui, SP_PROMPT_SETTING, value != NULL ? value : "");
	dialog = sp_dialog_top(ui);
	if (dialog == NULL || dialog->kind != SP_DIALOG_PROMPT)
		return;
	snprintf(dialog->title, sizeof(dialog->title), "%s", infos[row].key);
	dialog->text = strdup(infos[row].help);
}
