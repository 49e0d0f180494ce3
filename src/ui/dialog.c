/*
 * The stack of dialogs, the message line, effects; pages to read, questions to confirm, the prompt.
 */
#include "senplan/app/record.h"
#include "senplan/model/when.h"

#include "act.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
sp_ui_say(struct sp_ui *ui, enum sp_style style, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(ui->message, sizeof(ui->message), format, args);
	va_end(args);
	ui->message_style = style;
}

struct sp_dialog *
sp_dialog_push(struct sp_ui *ui, enum sp_dialog_kind kind)
{
	struct sp_dialog *dialog;

	assert(ui->n_dialogs >= 0 && ui->n_dialogs <= SP_UI_DIALOGS);
	if (ui->n_dialogs == SP_UI_DIALOGS) {
		sp_ui_say(ui, SP_STYLE_WARNING, "Too many windows are open: Esc closes one.");
		return NULL;
	}
	dialog = &ui->dialogs[ui->n_dialogs++];
	*dialog = (struct sp_dialog){.kind = kind};
	return dialog;
}

struct sp_dialog *
sp_dialog_top(struct sp_ui *ui)
{
	return ui->n_dialogs > 0 ? &ui->dialogs[ui->n_dialogs - 1] : NULL;
}

const struct sp_dialog *
sp_dialog_shown(const struct sp_ui *ui)
{
	return ui->n_dialogs > 0 ? &ui->dialogs[ui->n_dialogs - 1] : NULL;
}

void
sp_dialog_pop(struct sp_ui *ui)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	if (dialog == NULL)
		return;
	free(dialog->matches);
	free(dialog->text);
	free(dialog->sheet);
	*dialog = (struct sp_dialog){0};
	ui->n_dialogs--;
}

void
sp_effect_push(struct sp_effects *effects, const struct sp_effect *effect)
{
	assert(effects->n < SP_EFFECTS_MAX);
	effects->items[effects->n++] = *effect;
}

struct sp_effect *
sp_effect_add(struct sp_effects *effects, enum sp_effect_kind kind)
{
	struct sp_effect *effect;

	assert(effects->n < SP_EFFECTS_MAX);
	effect = &effects->items[effects->n++];
	*effect = (struct sp_effect){
		.kind = kind, .day = SP_DAY_NONE, .start = SP_TIME_NONE, .end = SP_TIME_NONE};
	return effect;
}

void
sp_page_open(struct sp_ui *ui, const char *title, const char *text)
{
	char *copy = strdup(text);
	struct sp_dialog *dialog;

	if (copy == NULL) {
		sp_ui_say(ui, SP_STYLE_ALERT, "Out of memory.");
		return;
	}
	dialog = sp_dialog_push(ui, SP_DIALOG_PAGE);
	if (dialog == NULL) {
		free(copy);
		return;
	}
	dialog->text = copy;
	snprintf(dialog->title, sizeof(dialog->title), "%s", title);
}

void
sp_confirm_open(struct sp_ui *ui, const struct sp_effect *then, const char *format, ...)
{
	struct sp_dialog *dialog = sp_dialog_push(ui, SP_DIALOG_CONFIRM);
	struct sp_str text;
	va_list args;

	if (dialog == NULL)
		return;
	sp_str_init(&text);
	va_start(args, format);
	sp_str_vaddf(&text, format, args);
	va_end(args);
	dialog->then = *then;
	dialog->text = sp_str_take(&text);
	snprintf(dialog->title, sizeof(dialog->title), "Sure?");
}

enum { NAMES_SHOWN = 5 };

/* --- the prompt --- */

enum { MESSAGE_LINES = 3 };

static const char *const prompt_names[SP_PROMPT_COUNT] = {
	[SP_PROMPT_ADD] = "Add",
	[SP_PROMPT_GO] = "Go to",
	[SP_PROMPT_LOST] = "Lost time",
	[SP_PROMPT_PART_FILE] = "File",
	[SP_PROMPT_PART_TIMES] = "Times",
	[SP_PROMPT_TERM] = "Term",
	[SP_PROMPT_LOG] = "Log",
	[SP_PROMPT_TOOK] = "It took",
	[SP_PROMPT_CLOCK] = "Clock for",
	[SP_PROMPT_CLOCK_LONG] = "Forgotten? It was",
	[SP_PROMPT_SOME] = "Done in part",
	[SP_PROMPT_INSTEAD] = "Instead",
	[SP_PROMPT_REBOOK] = "When is it now?",
	[SP_PROMPT_SETTING] = "Set",
	[SP_PROMPT_BECAUSE] = "Protected: why",
	[SP_PROMPT_CASES] = "Show",
	[SP_PROMPT_FORGET] = "Forget",
	[SP_PROMPT_TAKE_OUT] = "Take out",
	[SP_PROMPT_RANGE] = "Range",
	[SP_PROMPT_WHAT_IF] = "What if",
	[SP_PROMPT_KEEP] = "Keep as",
	[SP_PROMPT_COUNTED] = "Count",
	[SP_PROMPT_CALENDAR] = "Calendar",
	[SP_PROMPT_LOOK_OVER] = "Check",
	[SP_PROMPT_MEETING] = "Review of",
};

static const char *const prompt_hints[SP_PROMPT_COUNT] = {
	[SP_PROMPT_ADD] = "what, for whom, how long, by when: parent meeting K07 30m before fri after school",
	[SP_PROMPT_RANGE] = "week, half-term, term, year; autumn 1; november; 2 nov to 18 dec",
	[SP_PROMPT_WHAT_IF] = "+0.5 day; -fri pm; admin 5h; 3 ehcp from jan; drop DUTY; lost 1 week",
	[SP_PROMPT_KEEP] = "a name for the list: half day",
	[SP_PROMPT_COUNTED] = "spring 1; two days: 4 jan to 26 mar; half-term to easter",
	[SP_PROMPT_GO] = "fri, +2w, 23/11, half-term, week B wed",
	[SP_PROMPT_LOST] = "when: tue (all of it); mon 23 nov 09:00-11:30; tue P2-P4; thu morning",
	[SP_PROMPT_LOG] =
		"activity, when, how long: parent calls, tue 15:30, 45m; beyond the contract: …, 45m, beyond",
	[SP_PROMPT_TOOK] = "1h30, 90, 45m",
	[SP_PROMPT_CLOCK] = "the activity that begins now: learning walk",
	[SP_PROMPT_CLOCK_LONG] =
		"the clock ran long or past midnight: how long was it really? 1h30; 0 logs nothing",
	[SP_PROMPT_SOME] = "how long of it was done: 30m; the rest is carried over",
	[SP_PROMPT_INSTEAD] = "the activity, and how long if it was not the same time: email, 45m",
	[SP_PROMPT_REBOOK] = "day and time of the meeting: tue 8 dec 14:00; Esc: it is not known yet",
	[SP_PROMPT_SETTING] = "its new value",
	[SP_PROMPT_BECAUSE] = "the report will show it: cover for an absent colleague",
	[SP_PROMPT_PART_FILE] = "the whole path of the file: /media/usb/timetable.csv, or .ics",
	[SP_PROMPT_PART_TIMES] = "from and to: 08:00-16:30",
	[SP_PROMPT_CASES] = "only pupils with this in code, year, status, profile or next step",
	[SP_PROMPT_FORGET] = "a pupil's code: K07; or all of them: left before 1 sep 2025",
	[SP_PROMPT_TAKE_OUT] = "a path: /media/usb/all.json for everything, a folder's name for tables",
	[SP_PROMPT_CALENDAR] =
		"a .ics file or a folder of them; in place of an earlier one: /tmp/new.ics, outlook",
	[SP_PROMPT_LOOK_OVER] = "a .ics file, or a folder of them: senco.ics",
	[SP_PROMPT_MEETING] = "the pupil's code: K07",
	[SP_PROMPT_TERM] = "name and dates: autumn 1/9/2026 18/12/2026; half-term 26/10/2026 30/10/2026",
};

void
sp_prompt_open(struct sp_ui *ui, enum sp_prompt_for prompt, const char *text)
{
	struct sp_dialog *dialog = sp_dialog_push(ui, SP_DIALOG_PROMPT);

	if (dialog == NULL)
		return;
	dialog->prompt = prompt;
	snprintf(dialog->title, sizeof(dialog->title), "%s", prompt_names[prompt]);
	sp_line_set(&dialog->line, text);
	ui->message[0] = '\0';
}

void
sp_because_open(struct sp_ui *ui, int64_t block, int64_t task, sp_time to)
{
	struct sp_dialog *dialog;

	sp_prompt_open(ui, SP_PROMPT_BECAUSE, "");
	dialog = sp_dialog_top(ui);
	if (dialog == NULL || dialog->kind != SP_DIALOG_PROMPT)
		return;
	dialog->block = block;
	dialog->task = task;
	dialog->start = to;
}

void
sp_prompt_remember(struct sp_ui *ui, enum sp_prompt_for prompt, const char *text)
{
	int n = ui->n_history[prompt];

	if (text[0] == '\0' || (n > 0 && strcmp(ui->history[prompt][0], text) == 0))
		return;
	if (n == SP_UI_HISTORY)
		n--;
	memmove(ui->history[prompt][1], ui->history[prompt][0], (size_t)n * SP_LINE_TEXT);
	snprintf(ui->history[prompt][0], SP_LINE_TEXT, "%s", text);
	ui->n_history[prompt] = n + 1;
}

/* "Wed 25 Nov 2026 10:05", on the heap; NULL: it is no date yet. */
static char *
understood_day(const struct sp_ui *ui, sp_time now, const char *text)
{
	char day[SP_DAY_TEXT], clock[SP_CLOCK_TEXT] = "", words[80];
	struct sp_when when;

	if (ui->world == NULL || sp_when_parse(ui->world->snapshot, now, text, &when, NULL) != SP_OK)
		return NULL;
	if (when.from_min != SP_MINUTE_NONE)
		sp_minute_format(when.from_min, clock);
	snprintf(words, sizeof(words), "That is %s%s%s.", sp_day_format(when.day, SP_DAY_LONG, day),
		 clock[0] == '\0' ? "" : " ", clock);
	return strdup(words);
}

/* "2 nov to end of term", "autumn 1": the first and the last day. */
static char *
understood_range(const struct sp_ui *ui, const char *text)
{
	char from_text[SP_DAY_TEXT], to_text[SP_DAY_TEXT], words[80];
	sp_day from, to;

	if (ui->world == NULL || sp_enum_parse(sp_review_range_names, text) >= 0 ||
	    sp_when_stretch(ui->world->snapshot, ui->now, text, &from, &to, NULL) != SP_OK)
		return NULL;
	snprintf(words, sizeof(words), "That is %s to %s.", sp_day_format(from, SP_DAY_LONG, from_text),
		 sp_day_format(to, SP_DAY_LONG, to_text));
	return strdup(words);
}

/* "tue P2-P3": the day before the last word, when the whole is not one already. */
static char *
understood_span(const struct sp_ui *ui, const char *text)
{
	char day[SP_LINE_TEXT];
	const char *last = strrchr(text, ' ');
	char *whole = understood_day(ui, sp_lost_now(ui, text), text);
	struct sp_when when;

	if (whole != NULL &&
	    sp_when_parse(ui->world->snapshot, sp_lost_now(ui, text), text, &when, NULL) == SP_OK &&
	    when.from_min == SP_MINUTE_NONE) {
		snprintf(day, sizeof(day), "%.*s, all day.", (int)strlen(whole) - 1, whole);
		free(whole);
		return strdup(day);
	}
	if (whole != NULL || last == NULL)
		return whole;
	snprintf(day, sizeof(day), "%.*s", (int)(last - text), text);
	return understood_day(ui, sp_lost_now(ui, day), day);
}

/* What the activity that is being typed may be: "EHCP papers", or several names. */
static char *
understood_activity(const struct sp_ui *ui, const char *text)
{
	const struct sp_activity *found[NAMES_SHOWN];
	char typed[SP_LINE_TEXT];
	size_t len = strcspn(text, ","), n;
	struct sp_str names;

	while (len > 0 && text[len - 1] == ' ')
		len--;
	snprintf(typed, sizeof(typed), "%.*s", (int)len, text);
	n = ui->world == NULL ? 0 : sp_activities_fitting(ui->world->snapshot, typed, found, NAMES_SHOWN);
	if (n == 0)
		return NULL;
	sp_str_init(&names);
	for (size_t i = 0; i < n && i < NAMES_SHOWN; i++)
		sp_str_addf(&names, "%s%s", i == 0 ? (n == 1 ? "That is " : "Which? ") : ", ",
			    found[i]->name);
	sp_str_add(&names, n > NAMES_SHOWN ? " …" : n == 1 ? "." : "");
	return sp_str_take(&names);
}

void
sp_prompt_changed(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_effect *effect;

	assert(dialog != NULL);
	if (dialog->kind == SP_DIALOG_LIST) {
		sp_list_filter(ui, dialog);
		return;
	}
	if (dialog->kind != SP_DIALOG_PROMPT)
		return;
	free(dialog->text);
	dialog->text = NULL;
	if (dialog->prompt == SP_PROMPT_ADD && dialog->line.len > 0) {
		effect = sp_effect_add(effects, SP_EFFECT_UNDERSTAND);
		snprintf(effect->text, sizeof(effect->text), "%s", dialog->line.text);
	}
	if (dialog->line.len == 0)
		return;
	if (dialog->prompt == SP_PROMPT_LOG || dialog->prompt == SP_PROMPT_CLOCK ||
	    dialog->prompt == SP_PROMPT_INSTEAD)
		dialog->text = understood_activity(ui, dialog->line.text);
	else if (dialog->prompt == SP_PROMPT_GO)
		dialog->text = understood_day(ui, ui->now, dialog->line.text);
	else if (dialog->prompt == SP_PROMPT_RANGE || dialog->prompt == SP_PROMPT_COUNTED)
		dialog->text = understood_range(ui, dialog->line.text);
	else if (dialog->prompt == SP_PROMPT_LOST)
		dialog->text = understood_span(ui, dialog->line.text);
}

static int count_lines(const char *text, int columns);

static void
draw_prompt(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	struct sp_frame frame = sp_frame_of(ui);
	struct sp_rect line = frame.status;
	/* What went wrong may say what to do at its end: it gets the lines that it needs. */
	int n_lines = ui->message[0] == '\0' ? 1 : count_lines(ui->message, ui->width - 2);
	int height = n_lines < 1 ? 1 : n_lines > MESSAGE_LINES ? MESSAGE_LINES : n_lines;
	struct sp_rect above = {0, line.y - height, ui->width, height};
	int used;

	sp_surface_fill(surface, line, ' ', SP_STYLE_PROMPT);
	used = sp_surface_textf(surface, line.x + 1, line.y, line.width / 2, SP_STYLE_STRONG,
				"%s: ", dialog->title);
	line.x += used + 1;
	line.width -= used + 1;
	sp_surface_fill(surface, above, ' ', SP_STYLE_BOX);
	if (ui->message[0] != '\0')
		sp_surface_wrap(surface, (struct sp_rect){1, above.y, ui->width - 2, height}, 0, ui->message,
				ui->message_style);
	else if (dialog->text != NULL && dialog->text[0] != '\0')
		sp_surface_text(surface, 1, above.y, ui->width - 2, dialog->text, SP_STYLE_NOTE);
	else
		sp_surface_text(surface, 1, above.y, ui->width - 2, prompt_hints[dialog->prompt],
				SP_STYLE_DIM);
	sp_line_draw(&dialog->line, surface, line);
}

/* --- pages and questions --- */

static int
count_lines(const char *text, int columns)
{
	struct sp_surface none = {.width = 0};

	return sp_surface_wrap(&none, (struct sp_rect){0, 0, columns, 0}, 0, text, SP_STYLE_TEXT);
}

enum { PAGE_WIDTH = 84 };

int
sp_page_last_top(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	int width = ui->width < PAGE_WIDTH ? ui->width : PAGE_WIDTH;
	int lines = count_lines(dialog->text, width - 4);
	int height = sp_frame_of(ui).body.height - 2;

	return lines > height ? lines - (height > 0 ? height : 0) : 0;
}

static void
draw_page(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	struct sp_rect body = sp_frame_of(ui).body;
	int width = ui->width < PAGE_WIDTH ? ui->width : PAGE_WIDTH;
	int lines = count_lines(dialog->text, width - 4);
	struct sp_rect box = sp_rect_centre(body, width, lines + 2 < body.height ? lines + 2 : body.height);
	struct sp_rect inner = {box.x + 2, box.y + 1, box.width - 4, box.height - 2};
	int top = dialog->top;

	sp_surface_box(surface, box, dialog->title, SP_STYLE_BOX);
	sp_surface_wrap(surface, inner, top, dialog->text, SP_STYLE_TEXT);
	if (lines > inner.height && box.width > 24)
		sp_surface_textf(surface, box.x + box.width - 16, box.y + box.height - 1, 14, SP_STYLE_DIM,
				 " %d-%d/%d ", top + 1,
				 top + inner.height < lines ? top + inner.height : lines, lines);
	sp_surface_cursor(surface, inner.x, inner.y);
}

static void
draw_confirm(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	const char *text = dialog->text != NULL ? dialog->text : "Do it?";
	int width = ui->width < 64 ? ui->width : 64;
	int lines = count_lines(text, width - 4);
	struct sp_rect box = sp_rect_centre(sp_frame_of(ui).body, width, lines + 4);
	struct sp_rect inner = {box.x + 2, box.y + 1, box.width - 4, box.height - 2};
	struct sp_rect last = sp_rect_take_bottom(&inner, 1);

	sp_surface_box(surface, box, dialog->title, SP_STYLE_WARNING);
	sp_surface_wrap(surface, inner, 0, text, SP_STYLE_TEXT);
	sp_surface_text(surface, last.x, last.y, last.width, "y  do it     n  leave it", SP_STYLE_KEY);
	sp_surface_cursor(surface, last.x, last.y);
}

void
sp_dialog_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	switch (dialog->kind) {
	case SP_DIALOG_PROMPT:
		draw_prompt(ui, dialog, surface);
		break;
	case SP_DIALOG_LIST:
		sp_list_draw(ui, dialog, surface);
		break;
	case SP_DIALOG_MENU:
		sp_menu_draw(ui, dialog, surface);
		break;
	case SP_DIALOG_PAGE:
		draw_page(ui, dialog, surface);
		break;
	case SP_DIALOG_CONFIRM:
		draw_confirm(ui, dialog, surface);
		break;
	case SP_DIALOG_MOVE:
		sp_move_draw(ui, dialog, surface);
		break;
	case SP_DIALOG_PROPOSAL:
		sp_proposal_draw(ui, dialog, surface);
		break;
	case SP_DIALOG_PART:
		sp_part_draw(ui, dialog, surface);
		break;
	case SP_DIALOG_SHEET:
		sp_sheet_draw(ui, dialog, surface);
		break;
	case SP_DIALOG_AUDIT:
		sp_audit_draw(ui, dialog, surface);
		break;
	case SP_DIALOG_TABLE:
		sp_table_draw(ui, dialog, surface);
		break;
	}
}
