/*
 * What if on the screen, and looking together. The changes are rows of a list: each is filled in as a form or typed as on the
 * command line. Enter plans the year with them, a slice between two keys, and shows both plans side by side; a on that page
 * makes it real. A list can be kept as a scenario; several stand side by side, and one goes into the report.
 *
 * Looking together is Review with the line manager at one's side: no codes, no notes, and nothing can be changed.
 */
#include "senplan/app/what_if.h"

#include "senplan/base/array.h"
#include "senplan/model/when.h"

#include "table.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void
sp_what_if_text(const struct sp_ui_what_if *list, const char *more, struct sp_str *out)
{
	for (int i = 0; i < list->n; i++) {
		const char *change = more != NULL && i == list->editing ? more : list->changes[i];

		sp_str_addf(out, "%s%s", out->len > 0 ? "; " : "", change);
	}
	if (more != NULL && list->editing < 0)
		sp_str_addf(out, "%s%s", out->len > 0 ? "; " : "", more);
}

/* --- the list --- */

/* One change more; those of a scenario that was kept long ago may not fit, and then the list says so by being full. */
static bool
put_change(struct sp_ui_what_if *list, const char *text, size_t len)
{
	if (list->n == SP_CHANGES_MOST || len >= SP_CHANGE_TEXT)
		return false;
	memcpy(list->changes[list->n], text, len);
	list->changes[list->n++][len] = '\0';
	return true;
}

/* "+0.5 day; admin 5h": each becomes a row. */
static bool
put_changes(struct sp_ui_what_if *list, const char *text)
{
	bool all = true;

	while (*text != '\0') {
		size_t len;

		text += strspn(text, " ;,");
		len = strcspn(text, ";,");
		if (len > 0)
			all &= put_change(list, text, len);
		text += len;
	}
	return all;
}

void
sp_what_if_take(struct sp_ui *ui, const struct sp_sheet *sheet)
{
	struct sp_ui_what_if *list = &ui->what_if;
	char change[SP_CHANGE_TEXT];

	sp_change_of_sheet(sheet, change);
	if (list->editing >= 0 && list->editing < list->n)
		memcpy(list->changes[list->editing], change, sizeof(change));
	else
		put_change(list, change, strlen(change));
	list->editing = -1;
}

static const char *
counted_text(const struct sp_ui *ui, char buf[80])
{
	static const char *const names[] = {[SP_REVIEW_WEEK] = "this week",
					    [SP_REVIEW_HALF_TERM] = "this half-term",
					    [SP_REVIEW_TERM] = "this term",
					    [SP_REVIEW_YEAR] = "this school year",
					    [SP_REVIEW_ANY] = "chosen days"};
	const struct sp_ui_what_if *list = &ui->what_if;
	char from[SP_DAY_TEXT], to[SP_DAY_TEXT];

	if (list->counted < 0)
		return "the rest of the year";
	if (list->counted != SP_REVIEW_ANY)
		return names[list->counted];
	snprintf(buf, 80, "%s to %s", sp_day_format(list->from_day, SP_DAY_SHORT, from),
		 sp_day_format(list->to_day, SP_DAY_LONG, to));
	return buf;
}

int
what_if_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	(void)dialog;
	return ui->what_if.n;
}

void
what_if_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	char buf[80];

	(void)dialog;
	sp_str_add(out, "What if");
	if (ui->what_if.name[0] != '\0') {
		sp_str_add(out, ": ");
		sp_str_add(out, ui->what_if.name);
	}
	sp_str_addf(out, ", counted for %s", counted_text(ui, buf));
}

static const struct {
	const char *begin, *words;
} change_words[] = {
	{"+", "hours for the role are added"},
	{"-", "hours for the role are taken away"},
	{"admin", "an assistant takes work that another can do"},
	{"assistant", "an assistant takes work that another can do"},
	{"drop", "the duty is left out"},
	{"thin", "the duty comes round less often"},
	{"reserve", "another share is kept free"},
	{"lost", "working days are lost"},
	{"", "pupils come, and their work with them"},
};

void
what_if_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	size_t i = 0;

	(void)dialog;
	if (row < 0) {
		sp_str_add(out, "Change\tWhat it does");
		return;
	}
	while (!sp_istarts_with(ui->what_if.changes[row], change_words[i].begin))
		i++;
	sp_str_add(out, ui->what_if.changes[row]);
	sp_str_addf(out, "\t%s", change_words[i].words);
}

void
what_if_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	(void)dialog;
	(void)row;
	if (ui->what_if.n == 0)
		sp_str_add(
			out,
			"What would change with another half-day, an assistant, more pupils, a duty less?");
	else
		sp_str_add(
			out,
			"Enter plans the year as it is and with these changes, and puts both side by side. "
			"Nothing is stored until you make it real. t types a change, K keeps the list, s shows "
			"what is kept.");
}

/* --- keys of the list --- */

void
sp_act_what_if(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->what_if.editing = -1;
	sp_table_open(ui, SP_TABLE_WHAT_IF, 0, "");
}

static bool
is_full(struct sp_ui *ui)
{
	if (ui->what_if.n < SP_CHANGES_MOST)
		return false;
	sp_ui_say(ui, SP_STYLE_NOTE, "At most %d changes make a scenario.", SP_CHANGES_MOST);
	return true;
}

void
sp_act_change_new(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->what_if.editing = -1;
	if (!is_full(ui))
		sp_menu_open(ui, SP_MENU_CHANGE, "What would change?", SP_SHEET_HALF_MORE);
}

void
sp_change_choose(struct sp_ui *ui, enum sp_sheet_of of)
{
	struct sp_sheet *sheet;

	if (of == SP_SHEET_LESS_DUTY && (ui->world == NULL || ui->world->snapshot->duties.n == 0)) {
		sp_ui_say(ui, SP_STYLE_NOTE, "There is no duty: 4 makes them.");
		return;
	}
	sheet = sp_sheet_open(ui, of, "", "");
	if (sheet == NULL)
		return;
	if (of == SP_SHEET_HALF_MORE || of == SP_SHEET_HALF_LESS)
		sp_sheet_set(sheet, "days", "0.5");
	else if (of == SP_SHEET_PUPILS || of == SP_SHEET_LOST_DAYS)
		sp_sheet_set(sheet, "count", "1");
	else if (of == SP_SHEET_RESERVE)
		sp_sheet_set(sheet, "pct", sp_setting_text(ui->world->snapshot, "reserve_pct"));
}

static bool
has_row(struct sp_ui *ui)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);

	if (dialog->cursor < sp_table_rows(ui, dialog))
		return true;
	act_nothing_here(ui);
	return false;
}

void
sp_act_change_edit(struct sp_ui *ui, struct sp_effects *effects)
{
	int row = sp_dialog_top(ui)->cursor;

	(void)effects;
	if (!has_row(ui))
		return;
	ui->what_if.editing = row;
	if (!sp_change_open(ui, ui->what_if.changes[row]))
		sp_prompt_open(ui, SP_PROMPT_WHAT_IF, ui->what_if.changes[row]);
}

void
sp_act_change_remove(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_ui_what_if *list = &ui->what_if;
	int row = sp_dialog_top(ui)->cursor;

	(void)effects;
	if (!has_row(ui))
		return;
	memmove(list->changes[row], list->changes[row + 1],
		(size_t)(list->n - row - 1) * sizeof(list->changes[0]));
	list->n--;
	if (list->n == 0)
		list->name[0] = '\0';
}

void
sp_act_change_type(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->what_if.editing = -1;
	if (!is_full(ui))
		sp_prompt_open(ui, SP_PROMPT_WHAT_IF, "");
}

void
sp_act_counted(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_menu_open(ui, SP_MENU_COUNTED, "Which days are counted?", ui->what_if.counted);
}

void
sp_counted_choose(struct sp_ui *ui, int counted)
{
	char buf[80];

	ui->what_if.counted = counted;
	sp_ui_say(ui, SP_STYLE_NOTE, "Counted for %s.", counted_text(ui, buf));
}

void
sp_act_scenario_keep(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	if (ui->what_if.n == 0)
		sp_ui_say(ui, SP_STYLE_NOTE, "There is nothing to keep: n adds a change.");
	else
		sp_prompt_open(ui, SP_PROMPT_KEEP, ui->what_if.name);
}

static struct sp_effect *
ask_host(const struct sp_ui *ui, struct sp_effects *effects, enum sp_what_if_act act)
{
	struct sp_effect *effect = sp_effect_add(effects, SP_EFFECT_WHAT_IF);

	effect->number = (int)act;
	effect->hide = ui->privacy;
	return effect;
}

void
sp_act_compare_plans(struct sp_ui *ui, struct sp_effects *effects)
{
	if (ui->what_if.n == 0)
		sp_ui_say(ui, SP_STYLE_NOTE, "No change yet: n adds one, t types it.");
	else
		ask_host(ui, effects, SP_WHAT_IF_COMPARE);
}

enum sp_rc
sp_what_if_line(struct sp_ui *ui, struct sp_effects *effects, struct sp_err *reterr)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	enum sp_rc rc;

	if (dialog->prompt == SP_PROMPT_COUNTED) {
		rc = sp_when_stretch(ui->world->snapshot, ui->now, dialog->line.text, &ui->what_if.from_day,
				     &ui->what_if.to_day, reterr);
		if (rc != SP_OK)
			return rc;
		sp_dialog_pop(ui);
		sp_counted_choose(ui, SP_REVIEW_ANY);
		return SP_OK;
	}
	snprintf(ask_host(ui, effects, dialog->prompt == SP_PROMPT_KEEP ? SP_WHAT_IF_KEEP : SP_WHAT_IF_TYPED)
			 ->text,
		 SP_EFFECT_TEXT, "%s", dialog->line.text);
	return SP_OK;
}

/* --- scenarios --- */

static bool
is_ticked(const struct sp_ui *ui, int64_t id)
{
	for (int i = 0; i < ui->what_if.n_ticked; i++)
		if (ui->what_if.ticked[i] == id)
			return true;
	return false;
}

int
scenario_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	(void)dialog;
	return (int)ui->world->snapshot->scenarios.n;
}

void
scenario_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	char buf[80];

	(void)dialog;
	sp_str_addf(out, "Scenarios, counted for %s", counted_text(ui, buf));
}

void
scenario_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_scenario *scenario;

	(void)dialog;
	if (row < 0) {
		sp_str_add(out, "\tName\tChanges");
		return;
	}
	scenario = &ui->world->snapshot->scenarios.items[row];
	sp_str_addf(out, "%s\t", is_ticked(ui, scenario->id.v) ? "[x]" : "[ ]");
	sp_str_add(out, scenario->name);
	sp_str_add_char(out, '\t');
	sp_str_add(out, scenario->changes);
}

void
scenario_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	(void)dialog;
	if (row < (int)ui->world->snapshot->scenarios.n)
		sp_str_add(out, ui->world->snapshot->scenarios.items[row].changes);
}

void
sp_act_scenarios(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_table_open(ui, SP_TABLE_SCENARIOS, 0, "");
}

static const struct sp_scenario *
focused_scenario(struct sp_ui *ui)
{
	return ui->world != NULL && has_row(ui)
		       ? &ui->world->snapshot->scenarios.items[sp_dialog_top(ui)->cursor]
		       : NULL;
}

void
sp_act_scenario_open(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_scenario *scenario = focused_scenario(ui);
	struct sp_ui_what_if *list = &ui->what_if;
	bool all;

	(void)effects;
	if (scenario == NULL)
		return;
	list->n = 0;
	all = put_changes(list, scenario->changes);
	snprintf(list->name, sizeof(list->name), "%s", scenario->name);
	sp_dialog_pop(ui);
	if (!all)
		sp_ui_say(ui, SP_STYLE_WARNING, "Not all of its changes have room in the list.");
}

void
sp_act_scenario_tick(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_scenario *scenario = focused_scenario(ui);
	struct sp_ui_what_if *list = &ui->what_if;
	int kept = 0;

	(void)effects;
	if (scenario == NULL)
		return;
	if (!is_ticked(ui, scenario->id.v)) {
		if (list->n_ticked == SP_COMPARE_MOST)
			sp_ui_say(ui, SP_STYLE_NOTE, "At most %d scenarios stand side by side.",
				  SP_COMPARE_MOST);
		else
			list->ticked[list->n_ticked++] = scenario->id.v;
		return;
	}
	for (int i = 0; i < list->n_ticked; i++)
		if (list->ticked[i] != scenario->id.v)
			list->ticked[kept++] = list->ticked[i];
	list->n_ticked = kept;
}

void
sp_act_scenarios_compare(struct sp_ui *ui, struct sp_effects *effects)
{
	if (focused_scenario(ui) != NULL)
		ask_host(ui, effects, SP_WHAT_IF_COMPARE_KEPT);
}

void
sp_act_scenario_report(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_scenario *scenario = focused_scenario(ui);

	(void)effects;
	if (scenario != NULL)
		sp_report_open(ui, scenario->name);
}

void
sp_act_scenario_remove(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_scenario *scenario = focused_scenario(ui);
	struct sp_effects then = {.n = 0};

	(void)effects;
	if (scenario == NULL)
		return;
	ask_host(ui, &then, SP_WHAT_IF_REMOVE)->id = scenario->id.v;
	sp_confirm_open(ui, &then.items[0], "Take the scenario \"%s\" out? u brings it back.",
			scenario->name);
}

/* --- working it out --- */

bool
sp_what_if_key(struct sp_ui *ui, sp_key key, struct sp_effects *effects)
{
	struct sp_effect *effect;

	if (key == SP_KEY_ESCAPE) {
		effect = sp_effect_add(effects, SP_EFFECT_THINK);
		effect->number = 1;
		ui->thinking = false;
		return true;
	}
	sp_ui_say(ui, SP_STYLE_NOTE, "Working: the year is being planned. Esc stops it.");
	return true;
}

void
sp_act_make_real(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *page = sp_dialog_top(ui);
	struct sp_effect then;
	struct sp_str text;

	(void)effects;
	assert(page != NULL);
	then = page->then;
	if (then.kind != SP_EFFECT_WHAT_IF) {
		sp_ui_say(ui, SP_STYLE_NOTE, "There is nothing on this page to make real.");
		return;
	}
	sp_str_init(&text);
	sp_what_if_text(&ui->what_if, NULL, &text);
	sp_confirm_open(ui, &then, "Make it real: %s? The plan follows it, as one step; u takes it back.",
			text.text);
	sp_str_finish(&text);
}

/* The answer: a page; of the list it can be made real from there. */
static void
show_page(struct sp_ui *ui, const struct sp_answer *answer)
{
	bool real = answer->id == SP_WHAT_IF_PAGE_LIST && !ui->looking;
	struct sp_dialog *dialog;

	ui->message[0] = '\0';
	sp_page_open(ui, real ? "What if   (a makes it real)" : "What if", answer->text);
	dialog = sp_dialog_top(ui);
	if (real && dialog != NULL && dialog->kind == SP_DIALOG_PAGE)
		dialog->then = (struct sp_effect){.kind = SP_EFFECT_WHAT_IF,
						  .number = SP_WHAT_IF_REAL,
						  .day = SP_DAY_NONE,
						  .start = SP_TIME_NONE,
						  .end = SP_TIME_NONE};
}

/* What was typed is understood: it comes into the list, in place of the row that was opened. */
static void
take_typed(struct sp_ui *ui, const char *text)
{
	struct sp_ui_what_if *list = &ui->what_if;
	struct sp_ui_what_if old = *list;
	bool all = true;

	list->n = 0;
	for (int i = 0; i < old.n; i++)
		all &= i == old.editing ? put_changes(list, text)
					: put_change(list, old.changes[i], strlen(old.changes[i]));
	if (old.editing < 0)
		all &= put_changes(list, text);
	if (!all) {
		*list = old;
		sp_ui_say(ui, SP_STYLE_WARNING, "At most %d changes make a scenario.", SP_CHANGES_MOST);
	}
	list->editing = -1;
}

void
sp_what_if_answered(struct sp_ui *ui, const struct sp_answer *answer)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	bool prompts = dialog != NULL && dialog->kind == SP_DIALOG_PROMPT;

	if (answer->id == SP_WHAT_IF_PAGE_LIST || answer->id == SP_WHAT_IF_PAGE) {
		show_page(ui, answer);
	} else if (prompts && dialog->prompt == SP_PROMPT_WHAT_IF) {
		take_typed(ui, dialog->line.text);
		sp_dialog_pop(ui);
	} else if (prompts && dialog->prompt == SP_PROMPT_KEEP) {
		snprintf(ui->what_if.name, sizeof(ui->what_if.name), "%.40s", dialog->line.text);
		sp_dialog_pop(ui);
	} else if (answer->to == SP_EFFECT_THINK && answer->changed) { /* made real */
		while (ui->n_dialogs > 0)
			sp_dialog_pop(ui);
		ui->what_if.n = 0;
		ui->what_if.name[0] = '\0';
	}
}

/* --- looking together --- */

void
sp_act_look(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	if (ui->options.look) {
		sp_ui_say(ui, SP_STYLE_NOTE, "This plan was opened for looking together; q leaves it.");
		return;
	}
	ui->looking = !ui->looking;
	ui->privacy = ui->looking || ui->privacy;
	sp_ui_say(ui, SP_STYLE_NOTE,
		  ui->looking ? "Looking together: no codes, no notes, nothing can be changed. m ends it."
			      : "You are alone again. P shows codes and titles.");
}

/* What only looks. */
static const char *const looks[] = {
	"help",
	"today",
	"go-to",
	"earlier",
	"later",
	"week-before",
	"week-after",
	"up",
	"down",
	"left",
	"right",
	"first",
	"last",
	"week",
	"ahead",
	"duties",
	"review",
	"list-form",
	"redraw",
	"suspend",
	"back",
	"quit",
	"open-week",
	"open-review",
	"range",
	"look",
	"row-up",
	"row-down",
	"row-first",
	"rows-up",
	"rows-down",
	"row-last",
	"cancel",
	"enter-line",
	"older-line",
	"newer-line",
	"line-up",
	"line-down",
	"line-up-k",
	"line-down-j",
	"page-up",
	"page-down",
	"page-on",
	"close",
	"what-if",
	"details",
	"compare",
	"new-change",
	"edit-change",
	"remove-change",
	"type-change",
	"counted",
	"scenarios",
	"open-scenario",
	"tick-scenario",
	"compare-scenarios",
	"choose-cause",
	"table-up",
	"table-down",
	"table-page-up",
	"table-page-down",
	"table-first",
	"table-last",
	"close-table",
};

/* Everything else is refused while somebody looks on. Pupils and settings are not shown at all. */
bool
sp_look_allowed(const struct sp_action *action)
{
	for (size_t i = 0; i < SP_COUNT(looks); i++)
		if (sp_streq(looks[i], action->name))
			return true;
	return false;
}
