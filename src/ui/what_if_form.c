/*
 * A change of what if as a form, and as it is typed: "+0.5 day from 4 jan" is the form of a half-day more, filled in, and the
 * other way round. What cannot be said by a form stays a line.
 */
#include "senplan/base/array.h"

#include "act.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { WORDS_MOST = 12 };

bool
sp_is_change_sheet(enum sp_sheet_of of)
{
	return of >= SP_SHEET_HALF_MORE && of <= SP_SHEET_LOST_DAYS;
}

/* --- from the form --- */

static void
write_half(const struct sp_sheet *sheet, char *buf, size_t size)
{
	char sign = sheet->of == SP_SHEET_HALF_MORE ? '+' : '-';
	const char *day = sp_sheet_text(sheet, "day"), *part = sp_sheet_text(sheet, "part");
	const char *week = sp_sheet_text(sheet, "week");
	bool each = week[0] == '\0' || sp_streq(week, "each");

	if (sp_streq(day, "best"))
		snprintf(buf, size, "%c%.20s day", sign, sp_sheet_text(sheet, "days"));
	else
		snprintf(buf, size, "%c%.10s%s%.4s%s%.4s", sign, day, sp_streq(part, "day") ? "" : " ",
			 sp_streq(part, "day") ? "" : part, each ? "" : " week ", each ? "" : week);
}

static void
write_duty(const struct sp_sheet *sheet, char *buf, size_t size)
{
	const char *duty = sp_sheet_text(sheet, "duty"), *how = sp_sheet_text(sheet, "how");

	if (sp_streq(how, "drop") || sp_streq(how, "half"))
		snprintf(buf, size, "%s %.80s", sp_streq(how, "drop") ? "drop" : "thin", duty);
	else
		snprintf(buf, size, "thin %.80s to %.20s", duty, how);
}

void
sp_change_of_sheet(const struct sp_sheet *sheet, char change[SP_CHANGE_TEXT])
{
	const char *from = sp_sheet_text(sheet, "from");
	size_t len;

	change[0] = '\0';
	if (sheet->of == SP_SHEET_HALF_MORE || sheet->of == SP_SHEET_HALF_LESS)
		write_half(sheet, change, SP_CHANGE_TEXT);
	else if (sheet->of == SP_SHEET_ASSISTANT)
		snprintf(change, SP_CHANGE_TEXT, "admin %.20s", sp_sheet_text(sheet, "hours"));
	else if (sheet->of == SP_SHEET_PUPILS)
		snprintf(change, SP_CHANGE_TEXT, "%.20s %s", sp_sheet_text(sheet, "count"),
			 sp_sheet_text(sheet, "status"));
	else if (sheet->of == SP_SHEET_LESS_DUTY)
		write_duty(sheet, change, SP_CHANGE_TEXT);
	else if (sheet->of == SP_SHEET_RESERVE)
		snprintf(change, SP_CHANGE_TEXT, "reserve %.20s", sp_sheet_text(sheet, "pct"));
	else if (sheet->of == SP_SHEET_LOST_DAYS)
		snprintf(change, SP_CHANGE_TEXT, "lost %.20s %s", sp_sheet_text(sheet, "count"),
			 sp_sheet_text(sheet, "unit"));
	len = strlen(change);
	if (from[0] != '\0')
		snprintf(change + len, SP_CHANGE_TEXT - len, " from %.60s", from);
	for (char *at = change; *at != '\0'; at++) /* what parts changes from one another */
		if (*at == ';' || *at == ',')
			*at = ' ';
}

/* --- into the form --- */

struct words {
	char text[SP_CHANGE_TEXT];
	char *items[WORDS_MOST];
	size_t n;
	const char *from; /* behind "from"; "" */
};

static void
cut(const char *change, struct words *w)
{
	char *from, *rest = NULL;

	snprintf(w->text, sizeof(w->text), "%s", change);
	w->n = 0;
	w->from = "";
	from = strstr(w->text, " from ");
	if (from != NULL) {
		*from = '\0';
		w->from = from + strlen(" from ");
	}
	for (char *at = strtok_r(w->text, " ", &rest); at != NULL && w->n < WORDS_MOST;
	     at = strtok_r(NULL, " ", &rest))
		w->items[w->n++] = at;
}

static bool
is_one_of(const char *word, const char *choices)
{
	size_t len = strlen(word);

	for (const char *at = choices; (at = strstr(at, word)) != NULL; at++)
		if (len > 0 && (at == choices || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
			return true;
	return false;
}

/* "+0.5 day", "+fri", "-mon am week A" */
static struct sp_sheet *
open_half(struct sp_ui *ui, const struct words *w)
{
	const char *first = w->items[0] + 1;
	bool named = is_one_of(first, "mon tue wed thu fri");
	const char *part = "day", *week = "each";
	struct sp_sheet *sheet;
	size_t at = 1;

	if (!named && !(isdigit((unsigned char)first[0]) && w->n == 2 && is_one_of(w->items[1], "day days")))
		return NULL;
	if (named && at < w->n && is_one_of(w->items[at], "am pm"))
		part = w->items[at++];
	if (named && at + 1 < w->n && sp_streq(w->items[at], "week")) {
		week = w->items[at + 1];
		at += 2;
	}
	if (named && at != w->n)
		return NULL;
	sheet = sp_sheet_open(ui, w->items[0][0] == '+' ? SP_SHEET_HALF_MORE : SP_SHEET_HALF_LESS, "", "");
	if (sheet == NULL)
		return NULL;
	sp_sheet_set(sheet, "days", named ? "0.5" : first);
	sp_sheet_set(sheet, "day", named ? first : "best");
	sp_sheet_set(sheet, "part", part);
	sp_sheet_set(sheet, "week", week);
	return sheet;
}

/* "drop walks", "thin walks to termly": by the duty's key, or by its name. */
static struct sp_sheet *
open_duty(struct sp_ui *ui, const struct words *w)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	bool to = w->n > 3 && sp_streq(w->items[w->n - 2], "to");
	size_t end = to ? w->n - 2 : w->n;
	const struct sp_duty *found = NULL;
	struct sp_sheet *sheet;
	struct sp_str name;

	sp_str_init(&name);
	for (size_t i = 1; i < end; i++)
		sp_str_addf(&name, "%s%s", i > 1 ? " " : "", w->items[i]);
	for (size_t i = 0; i < s->duties.n && found == NULL; i++)
		if (sp_strieq(s->duties.items[i].key, name.text) ||
		    sp_strieq(s->duties.items[i].name, name.text))
			found = &s->duties.items[i];
	sp_str_finish(&name);
	if (found == NULL ||
	    (to && !is_one_of(w->items[w->n - 1], "weekly fortnightly half-termly termly yearly")))
		return NULL;
	sheet = sp_sheet_open(ui, SP_SHEET_LESS_DUTY, "", "");
	if (sheet == NULL)
		return NULL;
	sp_sheet_set(sheet, "duty", found->key);
	sp_sheet_set(sheet, "how", to ? w->items[w->n - 1] : sp_streq(w->items[0], "drop") ? "drop" : "half");
	return sheet;
}

static struct sp_sheet *
open_with(struct sp_ui *ui, enum sp_sheet_of of, const char *field, const char *value)
{
	struct sp_sheet *sheet = sp_sheet_open(ui, of, "", "");

	if (sheet != NULL)
		sp_sheet_set(sheet, field, value);
	return sheet;
}

static struct sp_sheet *
open_sheet(struct sp_ui *ui, const struct words *w)
{
	const char *unit = w->n == 3 ? w->items[2] : "";
	struct sp_sheet *sheet;

	if (w->items[0][0] == '+' || w->items[0][0] == '-')
		return open_half(ui, w);
	if (w->n > 1 && is_one_of(w->items[0], "drop thin"))
		return open_duty(ui, w);
	if (w->n == 2 && is_one_of(w->items[0], "admin assistant"))
		return open_with(ui, SP_SHEET_ASSISTANT, "hours", w->items[1]);
	if (w->n == 2 && sp_streq(w->items[0], "reserve"))
		return open_with(ui, SP_SHEET_RESERVE, "pct", w->items[1]);
	if (w->n == 2 && isdigit((unsigned char)w->items[0][0]) &&
	    is_one_of(w->items[1], "ehcp support request watch")) {
		sheet = open_with(ui, SP_SHEET_PUPILS, "count", w->items[0]);
		if (sheet != NULL)
			sp_sheet_set(sheet, "status", w->items[1]);
		return sheet;
	}
	if (w->n == 3 && sp_streq(w->items[1], "new") && is_one_of(w->items[2], "plan plans ehcp ehcps")) {
		sheet = open_with(ui, SP_SHEET_PUPILS, "count", w->items[0]);
		if (sheet != NULL)
			sp_sheet_set(sheet, "status", "new plans");
		return sheet;
	}
	if (sp_streq(w->items[0], "lost") && is_one_of(unit, "day days week weeks fortnight fortnights")) {
		sheet = open_with(ui, SP_SHEET_LOST_DAYS, "count", w->items[1]);
		if (sheet != NULL)
			sp_sheet_set(sheet, "unit",
				     unit[0] == 'd'   ? "day"
				     : unit[0] == 'w' ? "week"
						      : "fortnight");
		return sheet;
	}
	return NULL;
}

bool
sp_change_open(struct sp_ui *ui, const char *change)
{
	struct sp_sheet *sheet;
	struct words w;

	cut(change, &w);
	if (ui->world == NULL || w.n == 0)
		return false;
	sheet = open_sheet(ui, &w);
	if (sheet == NULL)
		return false;
	sp_sheet_set(sheet, "from", w.from);
	return true;
}
