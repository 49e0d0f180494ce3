/*
 * Menus: a few choices, one key each. What the lost time was lost to; how the pupils are sorted, and which are shown; why a
 * step was late.
 */
#include "senplan/app/record.h"
#include "senplan/base/array.h"

#include "act.h"

#include <assert.h>
#include <stdio.h>

struct choice {
	sp_key key;
	const char *text;
	int value;
};

static const struct choice causes[] = {
	{'c', "cover for a colleague", SP_CAUSE_COVER},
	{'s', "safeguarding", SP_CAUSE_SAFEGUARDING},
	{'a', "absent", SP_CAUSE_ABSENT},
	{'m', "a meeting was called", SP_CAUSE_MEETING},
	{'t', "trip", SP_CAUSE_TRIP},
	{'o', "other", SP_CAUSE_OTHER},
	{'e', "it was another time: edit", SP_CAUSE_NONE},
};

static const struct choice sorts[] = {
	{'d', "by date: the next due first", SP_CASES_BY_DAY},
	{'s', "by slack: the tightest first", SP_CASES_BY_SLACK},
	{'c', "by code", SP_CASES_BY_CODE},
	{'y', "by year group", SP_CASES_BY_YEAR},
	{'t', "by status", SP_CASES_BY_STATUS},
};

static const struct choice filters[] = {
	{'a', "all who are here", SP_CASES_HERE},
	{'h', "due this half-term", SP_CASES_HALF_TERM},
	{'l', "late, or will be", SP_CASES_LATE},
	{'n', "the school's next step is not planned", SP_CASES_UNPLANNED},
	{'e', "EHCP", SP_CASES_EHCP},
	{'s', "SEN Support", SP_CASES_SUPPORT},
	{'r', "requests", SP_CASES_REQUESTS},
	{'t', "text: a code, a step, a year …", SP_CASES_TEXT},
	{'g', "gone: those who have left", SP_CASES_LEFT},
};

static const struct choice busy_counts[] = {
	{'f', "not busy, each time", SP_BUSY_FREE},
	{'t', "my teaching, each time", SP_BUSY_TEACHING},
	{'m', "a meeting, each time", SP_BUSY_MEETING},
	{'b', "busy as it came, each time", SP_BUSY_BUSY},
	{'F', "not busy, only this once", SP_BUSY_CHOICE_ONCE + SP_BUSY_FREE},
	{'T', "my teaching, only this once", SP_BUSY_CHOICE_ONCE + SP_BUSY_TEACHING},
	{'M', "a meeting, only this once", SP_BUSY_CHOICE_ONCE + SP_BUSY_MEETING},
	{'B', "busy as it came, only this once", SP_BUSY_CHOICE_ONCE + SP_BUSY_BUSY},
	{'r', "a pupil's review: asks for the code", SP_BUSY_CHOICE_REVIEW},
};

static const struct choice reasons[] = {
	{'n', "no time was left for it", SP_REASON_NO_SLOT},
	{'p', "I was pulled away", SP_REASON_PULLED_AWAY},
	{'o', "somebody outside was waited for", SP_REASON_OUTSIDE_PARTY},
	{'a', "I was absent", SP_REASON_SENCO_ABSENT},
	{'-', "take the reason out", SP_REASON_NONE},
};

static const struct choice changes[] = {
	{'+', "a half-day more for the role", SP_SHEET_HALF_MORE},
	{'-', "a half-day less", SP_SHEET_HALF_LESS},
	{'a', "an assistant for some hours a week", SP_SHEET_ASSISTANT},
	{'p', "more pupils", SP_SHEET_PUPILS},
	{'d', "a duty dropped, or less often", SP_SHEET_LESS_DUTY},
	{'r', "another reserve", SP_SHEET_RESERVE},
	{'l', "lost days, a lost fortnight", SP_SHEET_LOST_DAYS},
};

enum { COUNTED_TYPED = 100 };

static const struct choice counted[] = {
	{'y', "the rest of the school year", -1},	   {'w', "this week", SP_REVIEW_WEEK},
	{'h', "this half-term", SP_REVIEW_HALF_TERM},	   {'t', "this term", SP_REVIEW_TERM},
	{'d', "other days: asks for them", COUNTED_TYPED},
};

enum { MISSED_INSTEAD = 100, MISSED_NOT_REACHED, MISSED_NOT_WANTED };

static const struct choice misses[] = {
	{'c', "cover for a colleague", SP_CAUSE_COVER},
	{'s', "safeguarding", SP_CAUSE_SAFEGUARDING},
	{'a', "absent", SP_CAUSE_ABSENT},
	{'m', "a meeting was called", SP_CAUSE_MEETING},
	{'t', "trip", SP_CAUSE_TRIP},
	{'o', "other lost time", SP_CAUSE_OTHER},
	{'e', "something else was done: what", MISSED_INSTEAD},
	{'r', "not reached: other work took longer", MISSED_NOT_REACHED},
	{'d', "no longer wanted: drop it for good", MISSED_NOT_WANTED},
};

enum { MENU_WIDTH = 46 };

static const struct choice *
choices_of(enum sp_menu_of menu, int *ret_n)
{
	switch (menu) {
	case SP_MENU_LOST:
		*ret_n = SP_COUNT(causes);
		return causes;
	case SP_MENU_SORT:
		*ret_n = SP_COUNT(sorts);
		return sorts;
	case SP_MENU_FILTER:
		*ret_n = SP_COUNT(filters);
		return filters;
	case SP_MENU_BUSY:
		*ret_n = SP_COUNT(busy_counts);
		return busy_counts;
	case SP_MENU_LATE:
		*ret_n = SP_COUNT(reasons);
		return reasons;
	case SP_MENU_MISSED:
		*ret_n = SP_COUNT(misses);
		return misses;
	case SP_MENU_CHANGE:
		*ret_n = SP_COUNT(changes);
		return changes;
	case SP_MENU_COUNTED:
		*ret_n = SP_COUNT(counted);
		return counted;
	}
	assert(!"no menu");
	*ret_n = 0;
	return NULL;
}

int
sp_menu_rows(const struct sp_dialog *dialog)
{
	int n;

	choices_of(dialog->menu, &n);
	return n;
}

void
sp_menu_open(struct sp_ui *ui, enum sp_menu_of menu, const char *title, int value)
{
	struct sp_dialog *dialog = sp_dialog_push(ui, SP_DIALOG_MENU);
	const struct choice *choices;
	int n;

	if (dialog == NULL)
		return;
	dialog->menu = menu;
	snprintf(dialog->title, sizeof(dialog->title), "%s", title);
	choices = choices_of(menu, &n);
	for (int i = 0; i < n; i++)
		if (choices[i].value == value)
			dialog->cursor = i;
}

void
sp_lost_open(struct sp_ui *ui, sp_time start, sp_time end)
{
	struct sp_dialog *dialog;
	char title[SP_DIALOG_TITLE], span[64];

	assert(start < end);
	snprintf(title, sizeof(title), "Lost %s: to what?", sp_span_text(start, end, span));
	sp_menu_open(ui, SP_MENU_LOST, title, SP_CAUSE_COVER);
	dialog = sp_dialog_top(ui);
	if (dialog == NULL || dialog->kind != SP_DIALOG_MENU)
		return;
	dialog->start = start;
	dialog->end = end;
}

static void
choose_cause(struct sp_ui *ui, struct sp_effects *effects, enum sp_cause cause)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_effect *effect;
	char span[64];
	char iso[SP_CLOCK_TEXT];
	char text[128];

	if (cause == SP_CAUSE_NONE) {
		/* Past days are written with their year: without one, the next such day is meant. */
		sp_span_text(dialog->start, dialog->end, span);
		snprintf(text, sizeof(text), "%s", span);
		if (sp_time_day(dialog->start) < sp_time_day(ui->now))
			snprintf(text, sizeof(text), "%.10s %s", sp_time_format_iso(dialog->start, iso),
				 span + 11);
		sp_prompt_open(ui, SP_PROMPT_LOST, text);
		return;
	}
	effect = sp_effect_add(effects, SP_EFFECT_LOST);
	effect->start = dialog->start;
	effect->end = dialog->end;
	effect->number = (int)cause;
	ui->lost = dialog->start;
	sp_ui_say(ui, SP_STYLE_NOTE, "Working out what must move…");
}

/* The menu closes; what is typed or dropped then is about the same block. */
static void
choose_missed(struct sp_ui *ui, struct sp_effects *effects, int value)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	int64_t block = dialog->block, task = dialog->task;
	const struct sp_task *row = sp_snapshot_task(ui->world->snapshot, (sp_task_id){task});
	struct sp_effect *effect;

	sp_dialog_pop(ui);
	if (value == MISSED_INSTEAD) {
		sp_prompt_open(ui, SP_PROMPT_INSTEAD, "");
		dialog = sp_dialog_top(ui);
		if (dialog->kind == SP_DIALOG_PROMPT)
			dialog->block = block;
		return;
	}
	if (value == MISSED_NOT_WANTED) {
		if (row != NULL && sp_task_is_protected(ui->world->snapshot, row))
			sp_because_open(ui, 0, task, SP_TIME_NONE);
		else
			sp_effect_add(effects, SP_EFFECT_DROP)->id = task;
		return;
	}
	effect = sp_effect_add(effects, SP_EFFECT_MISSED);
	effect->id = block;
	effect->number = value == MISSED_NOT_REACHED ? SP_MISSED_NOT_REACHED : SP_MISSED_LOST;
	effect->cause = value == MISSED_NOT_REACHED ? SP_CAUSE_NONE : (enum sp_cause)value;
}

static void
choose_reason(struct sp_ui *ui, struct sp_effects *effects, enum sp_reason reason)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_effect *effect = sp_effect_add(effects, SP_EFFECT_ROW);

	effect->number = (int)SP_ROW_LATE;
	effect->id = dialog->row;
	effect->hide = ui->privacy;
	snprintf(effect->text, sizeof(effect->text), "%s %s", dialog->profile, sp_reason_names[reason]);
	sp_dialog_pop(ui);
}

static void
choose(struct sp_ui *ui, struct sp_effects *effects, const struct choice *choice)
{
	enum sp_menu_of menu = sp_dialog_top(ui)->menu;

	if (menu == SP_MENU_LOST) {
		choose_cause(ui, effects, (enum sp_cause)choice->value);
		return;
	}
	if (menu == SP_MENU_BUSY) {
		sp_busy_choose(ui, effects, choice->value);
		return;
	}
	if (menu == SP_MENU_LATE) {
		choose_reason(ui, effects, (enum sp_reason)choice->value);
		return;
	}
	if (menu == SP_MENU_MISSED) {
		choose_missed(ui, effects, choice->value);
		return;
	}
	sp_dialog_pop(ui);
	if (menu == SP_MENU_CHANGE) {
		sp_change_choose(ui, (enum sp_sheet_of)choice->value);
		return;
	}
	if (menu == SP_MENU_COUNTED && choice->value == COUNTED_TYPED) {
		sp_prompt_open(ui, SP_PROMPT_COUNTED, "");
		return;
	}
	if (menu == SP_MENU_COUNTED) {
		sp_counted_choose(ui, choice->value);
		return;
	}
	if (menu == SP_MENU_SORT) {
		ui->case_sort = (enum sp_case_sort)choice->value;
	} else if (choice->value == SP_CASES_TEXT) {
		sp_prompt_open(ui, SP_PROMPT_CASES, ui->case_text);
		return;
	} else {
		ui->case_filter = (enum sp_case_filter)choice->value;
	}
	ui->cursor[SP_VIEW_CASES] = 0;
}

bool
sp_menu_key(struct sp_ui *ui, sp_key key, struct sp_effects *effects)
{
	int n;
	const struct choice *choices = choices_of(sp_dialog_top(ui)->menu, &n);

	for (int i = 0; i < n; i++)
		if (choices[i].key == key) {
			choose(ui, effects, &choices[i]);
			return true;
		}
	return false;
}

void
sp_act_menu_enter(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	int n;
	const struct choice *choices = choices_of(dialog->menu, &n);

	assert(n > 0);
	choose(ui, effects, &choices[dialog->cursor % n]);
}

void
sp_menu_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	int n;
	const struct choice *choices = choices_of(dialog->menu, &n);
	struct sp_rect box = sp_rect_centre(sp_frame_of(ui).body, MENU_WIDTH, n + 2);

	sp_surface_box(surface, box, dialog->title, SP_STYLE_BOX);
	for (int i = 0; i < n && i < box.height - 2; i++) {
		bool focused = i == dialog->cursor % n;
		struct sp_rect row = {box.x + 1, box.y + 1 + i, box.width - 2, 1};
		enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT;

		sp_surface_fill(surface, row, ' ', style);
		sp_surface_put(surface, row.x, row.y, focused ? '>' : ' ', style);
		sp_surface_put(surface, row.x + 2, row.y, choices[i].key, focused ? style : SP_STYLE_KEY);
		sp_surface_text(surface, row.x + 5, row.y, row.width - 5, choices[i].text, style);
		if (focused)
			sp_surface_cursor(surface, row.x, row.y);
	}
}
