/*
 * Filling in a sheet: going from field to field, typing, choosing; Enter hands it to the application, whose sentence comes
 * to stand at the field that it is about, while everything typed stays.
 */
#include "sheet.h"

#include "senplan/base/array.h"
#include "senplan/model/when.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- opening --- */

static void
set_field(struct sp_sheet *sheet, size_t i, const char *text)
{
	sp_line_set(&sheet->lines[i], text);
	memcpy(sheet->before[i], sheet->lines[i].text, sizeof(sheet->before[i]));
}

static void
fill_present(const struct sp_ui *ui, struct sp_sheet *sheet)
{
	const struct sp_snapshot *snapshot = ui->world->snapshot;
	const struct sheet_info *info = &sheet_infos[sheet->of];
	const void *row = sheet_row(snapshot, sheet, sp_time_day(ui->now));
	struct sheet_choice first;

	assert(info->n <= SP_SHEET_FIELDS);
	for (size_t i = 0; i < info->n; i++) {
		const struct sheet_field *field = &info->fields[i];
		struct sp_str text;

		sp_str_init(&text);
		sheet_present(snapshot, info, field, row, &text);
		if (sheet_is_choice(field) && sheet_choice_of(snapshot, field, text.text) < 0 &&
		    sheet_choice_at(snapshot, field, 0, &first)) {
			sp_str_clear(&text);
			sp_str_add(&text, first.value);
		}
		set_field(sheet, i, text.text);
		sp_str_finish(&text);
	}
}

struct sp_sheet *
sp_sheet_open(struct sp_ui *ui, enum sp_sheet_of of, const char *key, const char *profile)
{
	struct sp_dialog *dialog;
	struct sp_sheet *sheet;

	if (ui->world == NULL) {
		sp_ui_say(ui, SP_STYLE_NOTE, "The plan is not loaded: C-l tries again.");
		return NULL;
	}
	sheet = calloc(1, sizeof(*sheet));
	dialog = sheet == NULL ? NULL : sp_dialog_push(ui, SP_DIALOG_SHEET);
	if (dialog == NULL) {
		free(sheet);
		return NULL;
	}
	dialog->sheet = sheet;
	sheet->of = of;
	sheet->error_field = -1;
	sheet->entered = true;
	snprintf(sheet->key, sizeof(sheet->key), "%s", key);
	snprintf(sheet->profile, sizeof(sheet->profile), "%s", profile);
	fill_present(ui, sheet);
	ui->message[0] = '\0';
	return sheet;
}

void
sp_sheet_set(struct sp_sheet *sheet, const char *name, const char *value)
{
	const struct sheet_info *info = &sheet_infos[sheet->of];

	for (size_t i = 0; i < info->n; i++)
		if (sp_streq(info->fields[i].name, name))
			set_field(sheet, i, value);
}

const char *
sp_sheet_text(const struct sp_sheet *sheet, const char *name)
{
	const struct sheet_info *info = &sheet_infos[sheet->of];

	for (size_t i = 0; i < info->n; i++)
		if (sp_streq(info->fields[i].name, name))
			return sheet->lines[i].text;
	return "";
}

void
sp_sheet_values(const struct sp_sheet *sheet, struct sp_field_value values[SP_SHEET_FIELDS],
		struct sp_field_values *ret)
{
	const struct sheet_info *info = &sheet_infos[sheet->of];
	size_t n = 0;

	for (size_t i = 0; i < info->n; i++) {
		const char *text = sheet->lines[i].text;
		bool changed = !sp_streq(text, sheet->before[i]);

		if (info->whole ? text[0] != '\0' : changed)
			values[n++] = (struct sp_field_value){info->fields[i].name,
							      text[0] == '\0' ? "none" : text};
	}
	*ret = (struct sp_field_values){values, n};
}

/* Of a booking the day is wanted, of what happened it is today or the day that was booked; until one is typed. */
void
sp_sheet_default_day(const struct sp_ui *ui, struct sp_sheet *sheet)
{
	const struct sp_case *subject = sp_snapshot_case_by_code(ui->world->snapshot, sheet->key);
	const char *event = sp_sheet_text(sheet, "event");
	char day[SP_DAY_TEXT];

	assert(sheet->of == SP_SHEET_EVENT);
	if (!sp_streq(sp_sheet_text(sheet, "date"), sheet->before[1]))
		return;
	if (sp_streq(event, "booked"))
		sp_sheet_set(sheet, "date", "");
	else if (sp_streq(event, "held") && subject != NULL && subject->review_booked != SP_TIME_NONE &&
		 subject->review_booked <= ui->now)
		sp_sheet_set(sheet, "date",
			     sp_day_format(sp_time_day(subject->review_booked), SP_DAY_LONG, day));
	else
		sp_sheet_set(sheet, "date", "today");
}

/* --- keys --- */

static struct sp_sheet *
top_sheet(struct sp_ui *ui, const struct sheet_field **ret_field, struct sp_line **ret_line)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sheet_info *info;

	assert(dialog != NULL && dialog->kind == SP_DIALOG_SHEET && dialog->sheet != NULL);
	info = &sheet_infos[dialog->sheet->of];
	assert(dialog->cursor >= 0 && (size_t)dialog->cursor < info->n);
	*ret_field = &info->fields[dialog->cursor];
	*ret_line = &dialog->sheet->lines[dialog->cursor];
	return dialog->sheet;
}

int
sp_sheet_rows(const struct sp_dialog *dialog)
{
	return (int)sheet_infos[dialog->sheet->of].n;
}

static void
touch(struct sp_ui *ui, struct sp_sheet *sheet)
{
	sheet->leaving = false;
	if (sheet->error_field == sp_dialog_top(ui)->cursor || sheet->error_field < 0)
		sheet->error[0] = '\0';
}

static void
choose(struct sp_ui *ui, int delta)
{
	const struct sheet_field *field;
	struct sp_line *line;
	struct sp_sheet *sheet = top_sheet(ui, &field, &line);
	const struct sp_snapshot *snapshot = ui->world->snapshot;
	struct sheet_choice choice;
	int n = 0, at = sheet_choice_of(snapshot, field, line->text);

	while (sheet_choice_at(snapshot, field, n, &choice))
		n++;
	if (n > 0 && sheet_choice_at(snapshot, field, ((at < 0 ? 0 : at + delta) + n) % n, &choice))
		sp_line_set(line, choice.value);
	sheet->typed[0] = '\0';
	if (sheet->of == SP_SHEET_EVENT)
		sp_sheet_default_day(ui, sheet);
	touch(ui, sheet);
}

static void
move_field(struct sp_ui *ui, int delta)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	int n = sp_sheet_rows(dialog);

	dialog->cursor = (dialog->cursor + delta + n) % n;
	dialog->sheet->typed[0] = '\0';
	dialog->sheet->leaving = false;
	dialog->sheet->entered = true;
}

/* What is typed first in a field with a day, a time or a length replaces what stood there: nobody adds to "today". */
static void
clear_when_entered(struct sp_sheet *sheet, const struct sheet_field *field, struct sp_line *line)
{
	if (sheet->entered && field->kind != SHEET_TEXT)
		sp_line_set(line, "");
	sheet->entered = false;
}

void
sp_act_sheet_next(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_field(ui, 1);
}

void
sp_act_sheet_before(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_field(ui, -1);
}

static void
move_sideways(struct sp_ui *ui, sp_key key, int delta)
{
	const struct sheet_field *field;
	struct sp_line *line;
	struct sp_sheet *sheet = top_sheet(ui, &field, &line);

	if (ui->world != NULL && sheet_is_choice(field))
		choose(ui, delta);
	else
		sp_line_key(line, key);
	sheet->entered = false;
}

void
sp_act_sheet_left(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_sideways(ui, SP_KEY_LEFT, -1);
}

void
sp_act_sheet_right(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_sideways(ui, SP_KEY_RIGHT, 1);
}

/* The next choice that begins with what was typed; letters that follow one another are taken together. */
static void
jump_to_choice(struct sp_ui *ui, sp_key key)
{
	const struct sheet_field *field;
	struct sp_line *line;
	struct sp_sheet *sheet = top_sheet(ui, &field, &line);
	const struct sp_snapshot *snapshot = ui->world->snapshot;
	struct sheet_choice choice;
	size_t len = strlen(sheet->typed);
	int at = sheet_choice_of(snapshot, field, line->text);
	int found = -1;

	if (key >= 0x80)
		return;
	for (int again = 0; again < 2 && found < 0; again++) {
		if (again == 1 || len + 2 > sizeof(sheet->typed))
			len = 0;
		sheet->typed[len] = (char)key;
		sheet->typed[len + 1] = '\0';
		for (int i = 0; sheet_choice_at(snapshot, field, i, &choice); i++)
			if ((sp_istarts_with(choice.label, sheet->typed) ||
			     sp_istarts_with(choice.value, sheet->typed)) &&
			    (found < 0 || (found <= at && i > at && len == 0)))
				found = i;
	}
	if (found >= 0 && sheet_choice_at(snapshot, field, found, &choice))
		sp_line_set(line, choice.value);
	else
		sheet->typed[0] = '\0';
	if (found < 0)
		sp_ui_say(ui, SP_STYLE_NOTE, "No choice begins with that: Left and Right go through them.");
	if (sheet->of == SP_SHEET_EVENT)
		sp_sheet_default_day(ui, sheet);
	touch(ui, sheet);
}

void
sp_sheet_key(struct sp_ui *ui, sp_key key)
{
	const struct sheet_field *field;
	struct sp_line *line;
	struct sp_sheet *sheet = top_sheet(ui, &field, &line);

	if (!sheet_is_choice(field)) {
		if (key >= ' ' && key < 0x110000)
			clear_when_entered(sheet, field, line);
		sheet->entered = false;
		if (sp_line_key(line, key))
			touch(ui, sheet);
		return;
	}
	if (ui->world == NULL)
		return;
	if (key == ' ')
		choose(ui, 1);
	else if (key > ' ' && key < 0x110000)
		jump_to_choice(ui, key);
}

void
sp_sheet_paste(struct sp_ui *ui, const char *text)
{
	const struct sheet_field *field;
	struct sp_line *line;
	struct sp_sheet *sheet = top_sheet(ui, &field, &line);

	if (sheet_is_choice(field)) {
		sp_ui_say(ui, SP_STYLE_NOTE, "This is chosen, not typed: Left and Right.");
		return;
	}
	clear_when_entered(sheet, field, line);
	sp_line_paste(line, text);
	touch(ui, sheet);
}

/* --- leaving --- */

static bool
is_changed(const struct sp_sheet *sheet)
{
	bool changed = false;

	for (size_t i = 0; i < sheet_infos[sheet->of].n; i++)
		changed = changed || !sp_streq(sheet->lines[i].text, sheet->before[i]);
	return changed;
}

void
sp_act_sheet_leave(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_sheet *sheet = sp_dialog_top(ui)->sheet;

	(void)effects;
	if (is_changed(sheet) && !sheet->leaving) {
		sheet->leaving = true;
		sp_ui_say(ui, SP_STYLE_WARNING,
			  "What you filled in is not kept yet: Enter keeps it, Esc again throws it away.");
		return;
	}
	sp_dialog_pop(ui);
}

void
sp_act_sheet_enter(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_sheet *sheet = sp_dialog_top(ui)->sheet;
	struct sp_effect *effect;

	sheet->error[0] = '\0';
	sheet->leaving = false;
	if (sheet->key[0] != '\0' && !sheet_infos[sheet->of].whole && !is_changed(sheet)) {
		sp_ui_say(ui, SP_STYLE_NOTE, "Nothing was changed. Esc leaves.");
		return;
	}
	effect = sp_effect_add(effects, SP_EFFECT_SHEET);
	effect->sheet = sheet;
	effect->hide = ui->privacy;
}

/* --- what came of it --- */

/* The field that a sentence is about: it begins with the field's name, or names it as an option. */
static int
field_of_error(const struct sheet_info *info, const char *text)
{
	char option[40];

	for (size_t i = 0; i < info->n; i++) {
		size_t len = strlen(info->fields[i].name);

		if (strncmp(text, info->fields[i].name, len) == 0 && text[len] == ':')
			return (int)i;
	}
	for (size_t i = 0; i < info->n; i++) {
		size_t len = (size_t)snprintf(option, sizeof(option), "--%s", info->fields[i].name);
		const char *at = strstr(text, option);

		if (at != NULL && !isalpha((unsigned char)at[len]) && at[len] != '-')
			return (int)i;
	}
	return -1;
}

/* What was typed into a field comes back in quotation marks. */
static int
field_with_text(const struct sp_sheet *sheet, const char *text)
{
	const struct sheet_info *info = &sheet_infos[sheet->of];

	for (size_t i = 0; i < info->n; i++) {
		char quoted[SP_LINE_TEXT + 2];

		if (sheet->lines[i].len == 0 || sp_streq(sheet->lines[i].text, sheet->before[i]))
			continue;
		snprintf(quoted, sizeof(quoted), "\"%s\"", sheet->lines[i].text);
		if (strstr(text, quoted) != NULL)
			return (int)i;
	}
	/* Of what is new the name alone: "The code K40 is used already". */
	if (sheet->key[0] == '\0' && sheet->lines[0].len > 1 && strstr(text, sheet->lines[0].text) != NULL)
		return 0;
	return -1;
}

/* A day that cannot be read. */
static int
field_with_bad_day(const struct sp_ui *ui, const struct sp_sheet *sheet)
{
	const struct sheet_info *info = &sheet_infos[sheet->of];
	struct sp_when when;

	for (size_t i = 0; i < info->n && ui->world != NULL; i++) {
		enum sheet_kind kind = info->fields[i].kind;

		if ((kind == SHEET_DAY || kind == SHEET_PAST || kind == SHEET_MOMENT) &&
		    sheet->lines[i].len > 0 && !sp_streq(sheet->lines[i].text, sheet->before[i]) &&
		    sp_when_parse(ui->world->snapshot, ui->now, sheet->lines[i].text, &when, NULL) != SP_OK)
			return (int)i;
	}
	return -1;
}

/* "name: it cannot be empty" is "Name: it cannot be empty", "--month goes with" is "In month goes with". */
static void
use_labels(const struct sheet_info *info, int field, const char *text, char *buf, size_t size)
{
	size_t used = 0;
	size_t skip = field >= 0 ? strlen(info->fields[field].name) : 0;

	if (field >= 0 && strncmp(text, info->fields[field].name, skip) == 0 && text[skip] == ':')
		text += skip + 1 + (text[skip + 1] == ' ');
	while (*text != '\0' && used + 1 < size) {
		const struct sheet_field *named = NULL;

		for (size_t i = 0; i < info->n && strncmp(text, "--", 2) == 0; i++)
			if (sp_starts_with(text + 2, info->fields[i].name) &&
			    (named == NULL || strlen(info->fields[i].name) > strlen(named->name)))
				named = &info->fields[i];
		if (named == NULL) {
			buf[used++] = *text++;
			continue;
		}
		used += (size_t)snprintf(buf + used, size - used, "\"%s\"", named->label);
		used = used < size ? used : size - 1;
		text += 2 + strlen(named->name);
	}
	buf[used] = '\0';
	if (field >= 0)
		buf[0] = (char)toupper((unsigned char)buf[0]);
}

void
sp_sheet_failed(struct sp_ui *ui, const char *text)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sheet_info *info;
	struct sp_sheet *sheet;

	if (dialog == NULL || dialog->kind != SP_DIALOG_SHEET)
		return;
	sheet = dialog->sheet;
	info = &sheet_infos[sheet->of];
	sheet->error_field = field_of_error(info, text);
	if (sheet->error_field < 0)
		sheet->error_field = field_with_text(sheet, text);
	if (sheet->error_field < 0)
		sheet->error_field = field_with_bad_day(ui, sheet);
	use_labels(info, sheet->error_field, text, sheet->error, sizeof(sheet->error));
	if (sheet->error_field >= 0)
		dialog->cursor = sheet->error_field;
	sheet->entered = true;
}
