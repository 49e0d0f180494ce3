/*
 * The parts of the set-up as forms: the school, the hours, the timetable, the terms, the caseload. In a new file they
 * follow one another; each can be opened again from Set-up. Nothing is stored before Enter.
 */
#include "senplan/model/when.h"

#include "act.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

const char *
sp_part_name(enum sp_set_up_part part)
{
	static const char *const names[SP_PART_COUNT] = {[SP_PART_SCHOOL] = "School",
							 [SP_PART_HOURS] = "Working hours",
							 [SP_PART_TIMETABLE] = "Timetable",
							 [SP_PART_TERMS] = "Term dates",
							 [SP_PART_CASELOAD] = "Caseload"};

	assert(part < SP_PART_COUNT);
	return names[part];
}

void
sp_part_open(struct sp_ui *ui, enum sp_set_up_part part)
{
	struct sp_dialog *dialog = sp_dialog_push(ui, SP_DIALOG_PART);

	if (dialog == NULL || ui->world == NULL)
		return;
	dialog->part = part;
	snprintf(dialog->title, sizeof(dialog->title), "Set-up %d of %d: %s", (int)part + 1, SP_PART_COUNT,
		 sp_part_name(part));
	sp_set_up_form(ui->world->snapshot, sp_time_day(ui->now), &ui->form);
	ui->n_pupils = 0;
	if (part == SP_PART_SCHOOL && sp_streq(sp_setting_text(ui->world->snapshot, "phase"), "primary"))
		dialog->cursor = 1;
}

int
sp_part_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	switch (dialog->part) {
	case SP_PART_SCHOOL:
		return 2;
	case SP_PART_HOURS:
		return ui->form.weeks_differ ? SP_FORM_DAYS * SP_FORM_WEEKS : SP_FORM_DAYS;
	case SP_PART_TIMETABLE:
		return ui->form.n_periods;
	case SP_PART_TERMS:
		return 3;
	case SP_PART_CASELOAD:
		return 2;
	case SP_PART_COUNT:
		break;
	}
	return 1;
}

static struct sp_dialog *
part_dialog(struct sp_ui *ui)
{
	for (int i = ui->n_dialogs - 1; i >= 0; i--)
		if (ui->dialogs[i].kind == SP_DIALOG_PART)
			return &ui->dialogs[i];
	return NULL;
}

/* --- going on --- */

static void
go_on(struct sp_ui *ui, struct sp_effects *effects, enum sp_set_up_part part)
{
	while (part_dialog(ui) != NULL)
		sp_dialog_pop(ui);
	if (!ui->chain)
		return;
	if (part + 1 < SP_PART_COUNT) {
		sp_part_open(ui, part + 1);
		return;
	}
	ui->chain = false;
	ui->view = SP_VIEW_WEEK;
	sp_ui_reload(ui, effects);
	sp_act_plan(ui, effects);
}

void
sp_part_done(struct sp_ui *ui, const struct sp_answer *answer, struct sp_effects *effects)
{
	struct sp_dialog *dialog = part_dialog(ui);

	if (dialog == NULL)
		return;
	if (dialog->waits) { /* a term was typed: there may be more of them */
		dialog->waits = false;
		sp_ui_say(ui, SP_STYLE_NOTE, "Taken. Enter on the line adds another, Down and Enter go on.");
		dialog->cursor = 2;
		return;
	}
	sp_ui_say(ui, SP_STYLE_NOTE, "%s: kept. u takes it back.", sp_part_name(dialog->part));
	(void)answer;
	go_on(ui, effects, dialog->part);
}

static struct sp_effect *
part_effect(struct sp_ui *ui, struct sp_effects *effects, enum sp_effect_kind kind)
{
	const struct sp_dialog *dialog = part_dialog(ui);
	struct sp_effect *effect = sp_effect_add(effects, kind);

	assert(dialog != NULL);
	effect->id = (int64_t)dialog->part;
	effect->form = &ui->form;
	effect->number = ui->n_pupils;
	return effect;
}

static void
enter_terms(struct sp_ui *ui, struct sp_effects *effects, const struct sp_dialog *dialog)
{
	if (dialog->cursor == 0)
		part_effect(ui, effects, SP_EFFECT_PART);
	else if (dialog->cursor == 1)
		sp_prompt_open(ui, SP_PROMPT_TERM, "");
	else
		go_on(ui, effects, SP_PART_TERMS);
}

void
sp_act_part_enter(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	switch (dialog->part) {
	case SP_PART_SCHOOL:
		snprintf(part_effect(ui, effects, SP_EFFECT_PART)->text, SP_EFFECT_TEXT, "%s",
			 dialog->cursor == 0 ? "secondary" : "primary");
		break;
	case SP_PART_HOURS:
	case SP_PART_TIMETABLE:
		part_effect(ui, effects, SP_EFFECT_PART);
		break;
	case SP_PART_TERMS:
		enter_terms(ui, effects, dialog);
		break;
	case SP_PART_CASELOAD:
		if (dialog->cursor == 0 && ui->n_pupils > 0)
			part_effect(ui, effects, SP_EFFECT_PART);
		else
			go_on(ui, effects, SP_PART_CASELOAD);
		break;
	case SP_PART_COUNT:
		break;
	}
}

/* A new file is never left without hours and duties: then there would be nothing to plan. */
void
sp_act_part_leave(struct sp_ui *ui, struct sp_effects *effects)
{
	bool first = ui->chain;

	ui->chain = false;
	if (first && ui->world != NULL && !sp_set_up_has(ui->world->snapshot, SP_PART_SCHOOL)) {
		sp_act_part_enter(ui, effects);
		return;
	}
	sp_dialog_pop(ui);
	if (first) {
		sp_act_show(ui, effects, SP_VIEW_WEEK);
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "The rest can wait: 6 goes on with it, p plans with what is known.");
	}
}

/* --- filling in --- */

static struct sp_form_day *
day_at(struct sp_form *form, int row)
{
	assert(row >= 0 && row < SP_FORM_DAYS * SP_FORM_WEEKS);
	return &form->days[row / SP_FORM_DAYS][row % SP_FORM_DAYS];
}

/* While the weeks do not differ, week B follows week A. */
static void
keep_alike(struct sp_form *form)
{
	if (!form->weeks_differ)
		memcpy(form->days[1], form->days[0], sizeof(form->days[1]));
}

void
sp_act_part_weeks(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	(void)effects;
	if (dialog->part != SP_PART_HOURS || ui->form.n_weeks < SP_FORM_WEEKS) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  dialog->part == SP_PART_HOURS
				  ? "The timetable has one week only: \"cycle\" in Set-up makes it two."
				  : "Only working hours can differ by week here.");
		return;
	}
	ui->form.weeks_differ = !ui->form.weeks_differ;
	keep_alike(&ui->form);
	sp_ui_say(ui, SP_STYLE_NOTE,
		  ui->form.weeks_differ ? "Week B has lines of its own now."
					: "Week B is like week A again.");
}

bool
sp_part_can(const struct sp_ui *ui, const struct sp_action *action)
{
	const struct sp_dialog *dialog = ui->n_dialogs > 0 ? &ui->dialogs[ui->n_dialogs - 1] : NULL;
	bool two_weeks = ui->form.n_weeks >= SP_FORM_WEEKS;

	if (dialog == NULL || dialog->kind != SP_DIALOG_PART)
		return true;
	if (action->run == sp_act_part_weeks)
		return dialog->part == SP_PART_HOURS && two_weeks;
	if (action->run == sp_act_part_tick)
		return dialog->part == SP_PART_HOURS;
	if (action->run == sp_act_copy_week)
		return two_weeks;
	if (action->run == sp_act_part_times)
		return dialog->part == SP_PART_HOURS ||
		       (dialog->part == SP_PART_TIMETABLE && ui->form.new_periods);
	return true;
}

void
sp_act_part_tick(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_form_day *day;

	(void)effects;
	if (dialog->part != SP_PART_HOURS) {
		sp_ui_say(ui, SP_STYLE_NOTE, "Enter takes the line under the cursor.");
		return;
	}
	day = day_at(&ui->form, dialog->cursor);
	day->works = !day->works;
	keep_alike(&ui->form);
}

static void
move_column(struct sp_ui *ui, int delta)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	int columns = SP_FORM_DAYS * ui->form.n_weeks;

	dialog->column = (dialog->column + delta + columns) % columns;
}

void
sp_act_part_left(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_column(ui, -1);
}

void
sp_act_part_right(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_column(ui, 1);
}

/* The cell under the cursor is painted, and the cursor goes down: a column is painted by typing. */
static void
paint(struct sp_ui *ui, enum sp_paint what)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	int week = dialog->column / SP_FORM_DAYS;
	int day = dialog->column % SP_FORM_DAYS;

	assert(dialog->part == SP_PART_TIMETABLE && week < SP_FORM_WEEKS);
	if (dialog->cursor >= ui->form.n_periods)
		return;
	ui->form.cells[week][day][dialog->cursor] = what;
	dialog->cursor++;
}

void
sp_act_paint_teach(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	paint(ui, SP_PAINT_TEACH);
}

void
sp_act_paint_ppa(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	paint(ui, SP_PAINT_PPA);
}

void
sp_act_paint_duty(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	paint(ui, SP_PAINT_DUTY);
}

void
sp_act_paint_free(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	paint(ui, SP_PAINT_FREE);
}

void
sp_act_copy_week(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	if (ui->form.n_weeks < SP_FORM_WEEKS) {
		sp_ui_say(ui, SP_STYLE_NOTE, "The timetable has one week only.");
		return;
	}
	memcpy(ui->form.cells[1], ui->form.cells[0], sizeof(ui->form.cells[1]));
	sp_ui_say(ui, SP_STYLE_NOTE, "Week B is like week A; change what differs.");
}

bool
sp_part_key(struct sp_ui *ui, sp_key key)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	if (dialog->part != SP_PART_CASELOAD)
		return false;
	if (key == SP_KEY_BACKSPACE)
		ui->n_pupils /= 10;
	else if (key >= '0' && key <= '9' && ui->n_pupils * 10 + (int)(key - '0') <= SP_FORM_CASES)
		ui->n_pupils = ui->n_pupils * 10 + (int)(key - '0');
	else
		return false;
	dialog->cursor = 0;
	return true;
}

/* --- lines typed for a part --- */

void
sp_act_part_times(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	(void)effects;
	if (dialog->part == SP_PART_HOURS || (dialog->part == SP_PART_TIMETABLE && ui->form.new_periods))
		sp_prompt_open(ui, SP_PROMPT_PART_TIMES, "");
	else if (dialog->part == SP_PART_TIMETABLE)
		sp_ui_say(ui, SP_STYLE_NOTE, "These periods were imported: i imports them anew.");
	else
		sp_ui_say(ui, SP_STYLE_NOTE, "There are no times to type here.");
}

void
sp_act_part_file(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_prompt_open(ui, SP_PROMPT_PART_FILE, "");
}

/* "08:00-12:00, 13:00-16:30": the spans of a day, in their order. */
static enum sp_rc
read_spans(const struct sp_ui *ui, const char *text, struct sp_form_day *ret_day, struct sp_err *reterr)
{
	struct sp_form_day day = {.works = true};

	while (*(text += strspn(text, " ,;+")) != '\0') {
		char piece[SP_LINE_TEXT];
		size_t len = strcspn(text, ",;+");
		sp_minute from, to;
		enum sp_rc rc;

		if (day.n_spans == SP_FORM_SPANS)
			return sp_err_set(reterr, SP_USAGE, "A day has at most %d spans.", SP_FORM_SPANS);
		memcpy(piece, text, len);
		piece[len] = '\0';
		rc = sp_when_parse_span(ui->world->snapshot, ui->day, piece, &from, &to, reterr);
		if (rc != SP_OK)
			return rc;
		if (from >= to)
			return sp_err_set(reterr, SP_USAGE, "It ends before it begins: 08:00-16:30 is one.");
		if (day.n_spans > 0 && from < day.spans[day.n_spans - 1].to_min)
			return sp_err_set(reterr, SP_USAGE,
					  "The earlier time first, and none twice: 08:00-12:00, 13:00-16:30");
		day.spans[day.n_spans++] = (struct sp_form_span){from, to};
		text += len;
	}
	if (day.n_spans == 0)
		return sp_err_set(reterr, SP_USAGE,
				  "From when to when? 08:00-16:30, or 08:00-12:00, 13:00-16:30");
	*ret_day = day;
	return SP_OK;
}

static enum sp_rc
take_times(struct sp_ui *ui, const char *text, struct sp_err *reterr)
{
	struct sp_dialog *dialog = part_dialog(ui);
	struct sp_form_day times;
	enum sp_rc rc;

	assert(dialog != NULL);
	rc = read_spans(ui, text, &times, reterr);
	if (rc != SP_OK)
		return rc;
	if (dialog->part == SP_PART_TIMETABLE && times.n_spans > 1)
		return sp_err_set(reterr, SP_USAGE, "A period has one beginning and one end.");
	for (int d = 0; d < SP_FORM_DAYS && dialog->part == SP_PART_TIMETABLE; d++) {
		ui->form.periods[dialog->cursor].from_min[d] = times.spans[0].from_min;
		ui->form.periods[dialog->cursor].to_min[d] = times.spans[0].to_min;
	}
	if (dialog->part == SP_PART_HOURS)
		*day_at(&ui->form, dialog->cursor) = times;
	keep_alike(&ui->form);
	sp_dialog_pop(ui);
	return SP_OK;
}

enum sp_rc
sp_part_line(struct sp_ui *ui, struct sp_effects *effects, struct sp_err *reterr)
{
	const struct sp_dialog *prompt = sp_dialog_top(ui);
	struct sp_dialog *dialog = part_dialog(ui);
	struct sp_effect *effect;

	if (dialog == NULL || ui->world == NULL)
		return sp_err_set(reterr, SP_NO, "The plan is not loaded: C-l tries again.");
	if (prompt->prompt == SP_PROMPT_PART_TIMES)
		return take_times(ui, prompt->line.text, reterr);
	effect = part_effect(ui, effects,
			     prompt->prompt == SP_PROMPT_TERM ? SP_EFFECT_PART : SP_EFFECT_PART_FILE);
	dialog->waits = prompt->prompt == SP_PROMPT_TERM;
	snprintf(effect->text, sizeof(effect->text), "%s", prompt->line.text);
	return SP_OK;
}
