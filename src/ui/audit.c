/*
 * The time audit: a grid of half-hours, a column a day. A letter paints the half-hour under the cursor with its activity and
 * moves on, so that a day is typed in a row of letters; what the letters stand for is at the side.
 */
#include "senplan/app/audit.h"

#include "senplan/report/audit.h"

#include "act.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum {
	HALVES = SP_DAY_MIN / SP_AUDIT_MIN,
	DAYS = 7,
	SCHOOL_HALF = 16, /* 08:00 */
	FIRST_SHOWN = 14, /* 07:00 */
	CLOCK_WIDTH = 6,
	DAY_WIDTH = 4,
	LEGEND_GAP = 2,
	LEGEND_LEAST = 16,
	LEGEND_MOST = 30
};

/* What an audit's effect is for: effect.number. */
enum { AUDIT_PAINT, AUDIT_OTHER, AUDIT_TARGETS };

static struct sp_dialog *
audit_dialog(struct sp_ui *ui)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	return dialog != NULL && dialog->kind == SP_DIALOG_AUDIT ? dialog : NULL;
}

static sp_time
half_at(const struct sp_dialog *dialog, int column, int half)
{
	return sp_time_of((sp_day)dialog->row + column, (sp_minute)(half * SP_AUDIT_MIN));
}

/* The half-hour after the last that is entered on the day; at the beginning of school when none is. */
static int
next_empty(const struct sp_snapshot *s, sp_day day)
{
	int next = SCHOOL_HALF;

	for (size_t i = 0; i < s->audit_marks.n; i++) {
		sp_time start = s->audit_marks.items[i].start;
		int half = sp_time_minute(start) / SP_AUDIT_MIN;

		if (sp_time_day(start) == day && half >= next)
			next = half + 1;
	}
	return next < HALVES ? next : HALVES - 1;
}

void
sp_act_audit(struct sp_ui *ui, struct sp_effects *effects)
{
	sp_day today = sp_time_day(ui->now);
	sp_day day = ui->view == SP_VIEW_WEEK && ui->day < today ? ui->day : today;
	struct sp_dialog *dialog = ui->world == NULL ? NULL : sp_dialog_push(ui, SP_DIALOG_AUDIT);

	(void)effects;
	if (dialog == NULL)
		return;
	dialog->row = sp_day_monday(day);
	dialog->column = (int)sp_day_weekday(day);
	dialog->cursor = next_empty(ui->world->snapshot, day);
	dialog->top = FIRST_SHOWN;
}

/* --- keys --- */

static void
paint(struct sp_effects *effects, const struct sp_dialog *dialog, char letter)
{
	struct sp_effect *effect = sp_effect_add(effects, SP_EFFECT_AUDIT);

	effect->number = AUDIT_PAINT;
	effect->id = 1; /* its answer moves on */
	effect->start = half_at(dialog, dialog->column, dialog->cursor);
	snprintf(effect->text, sizeof(effect->text), "%c", letter);
}

bool
sp_audit_key(struct sp_ui *ui, sp_key key, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = audit_dialog(ui);

	if (dialog == NULL || ui->world == NULL || key >= 0x80 || !isalpha((int)key))
		return false;
	paint(effects, dialog, (char)key);
	return true;
}

void
sp_act_audit_none(struct sp_ui *ui, struct sp_effects *effects)
{
	paint(effects, sp_dialog_top(ui), '.');
}

/* The same as in the half-hour before. */
void
sp_act_audit_same(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_audit_mark *before =
		ui->world == NULL || dialog->cursor == 0
			? NULL
			: sp_audit_mark_at(ui->world->snapshot,
					   half_at(dialog, dialog->column, dialog->cursor - 1));
	const struct sp_activity *activity =
		before == NULL ? NULL : sp_snapshot_activity(ui->world->snapshot, before->activity);

	if (activity == NULL || activity->letter[0] == '\0')
		sp_ui_say(ui, SP_STYLE_NOTE, "Nothing is entered before it.");
	else
		paint(effects, dialog, activity->letter[0]);
}

void
sp_act_audit_back(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	if (dialog->cursor == 0)
		return;
	dialog->cursor--;
	paint(effects, dialog, '.');
	effects->items[effects->n - 1].id = 0; /* it stays there */
}

static void
move_day(struct sp_ui *ui, int delta)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	int column = dialog->column + delta;

	if (column < 0 || column >= DAYS)
		dialog->row += delta < 0 ? -DAYS : DAYS;
	dialog->column = (column + DAYS) % DAYS;
}

void
sp_act_audit_left(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_day(ui, -1);
}

void
sp_act_audit_right(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_day(ui, 1);
}

void
sp_act_audit_week_before(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_dialog_top(ui)->row -= DAYS;
}

void
sp_act_audit_week_after(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_dialog_top(ui)->row += DAYS;
}

/* Of the half-hour under the cursor, or where that is empty of the one just typed. */
void
sp_act_audit_other(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_effect *effect = sp_effect_add(effects, SP_EFFECT_AUDIT);
	sp_time here = half_at(dialog, dialog->column, dialog->cursor);
	bool before = ui->world != NULL && dialog->cursor > 0 &&
		      sp_audit_mark_at(ui->world->snapshot, here) == NULL;

	effect->number = AUDIT_OTHER;
	effect->start = before ? here - SP_AUDIT_MIN : here;
}

/* The shares of the audit that runs, else of the fortnight that begins with the week shown. */
static bool
build_shares(const struct sp_ui *ui, struct sp_arena *arena, struct sp_audit *ret)
{
	const struct sp_dialog *dialog = sp_dialog_shown(ui);
	sp_day from = (sp_day)dialog->row, to = from + SP_AUDIT_DAYS - 1;

	if (ui->world == NULL)
		return false;
	sp_audit_span(ui->world->snapshot, &from, &to);
	return sp_audit_build(ui->world->snapshot, from, to, ui->now, arena, ret, NULL) == SP_OK;
}

void
sp_act_audit_shares(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_arena arena;
	struct sp_audit audit;
	struct sp_str words;

	(void)effects;
	sp_arena_init(&arena);
	sp_str_init(&words);
	if (build_shares(ui, &arena, &audit)) {
		sp_audit_words(&words, &audit);
		sp_str_add(&words, "\nC-t in the audit makes these shares the targets, as a place to begin.");
		sp_page_open(ui, "Where the time goes", words.text);
	}
	sp_str_finish(&words);
	sp_arena_finish(&arena);
}

void
sp_act_audit_targets(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_effect effect = {.kind = SP_EFFECT_AUDIT,
				   .number = AUDIT_TARGETS,
				   .day = SP_DAY_NONE,
				   .start = SP_TIME_NONE,
				   .end = SP_TIME_NONE};

	(void)effects;
	sp_confirm_open(
		ui, &effect,
		"Make the shares of the audit the targets of the activities? Those that are not in it have "
		"none then. u takes it back; 4 Duties, e, changes one.");
}

/* --- the host, the answer --- */

enum sp_rc
sp_host_audit(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
	      struct sp_answer *answer, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = arena, .done = ""};
	enum sp_rc rc;
	int n;

	if (effect->number == AUDIT_PAINT)
		return sp_app_audit_paint(app, effect->start, effect->text, &n, reterr);
	rc = effect->number == AUDIT_OTHER ? sp_app_audit_other(app, effect->start, &outcome, reterr)
					   : sp_app_audit_targets(app, false, &outcome, reterr);
	answer->text = outcome.done;
	return rc;
}

void
sp_audit_answered(struct sp_ui *ui, const struct sp_answer *answer)
{
	struct sp_dialog *dialog = audit_dialog(ui);

	if (dialog != NULL && answer->id == 1)
		dialog->cursor++;
}

int
sp_audit_rows(void)
{
	return HALVES;
}

/* --- drawing --- */

struct grid {
	const struct sp_ui *ui;
	const struct sp_dialog *dialog;
	struct sp_surface *surface;
	struct sp_rect area; /* of the half-hours */
};

static struct sp_rect
audit_box(const struct sp_ui *ui)
{
	return sp_frame_of(ui).body;
}

int
sp_audit_height(const struct sp_ui *ui)
{
	return audit_box(ui).height - 4;
}

static void
draw_half(const struct grid *grid, int column, int half)
{
	const struct sp_snapshot *s = grid->ui->world->snapshot;
	sp_time start = half_at(grid->dialog, column, half);
	const struct sp_audit_mark *mark = sp_audit_mark_at(s, start);
	const struct sp_activity *activity = mark == NULL ? NULL : sp_snapshot_activity(s, mark->activity);
	bool focused = column == grid->dialog->column && half == grid->dialog->cursor;
	int x = grid->area.x + CLOCK_WIDTH + column * DAY_WIDTH;
	int y = grid->area.y + half - grid->dialog->top;

	if (focused) {
		sp_surface_text(grid->surface, x, y, DAY_WIDTH - 1, "[ ]", SP_STYLE_FOCUS);
		sp_surface_cursor(grid->surface, x + 1, y);
	}
	sp_surface_put(grid->surface, x + 1, y,
		       activity != NULL	       ? sp_chip_letter(activity)
		       : start > grid->ui->now ? ' '
					       : '.',
		       activity != NULL ? sp_chip_style(activity) : SP_STYLE_DIM);
}

static void
draw_days(const struct grid *grid)
{
	sp_day today = sp_time_day(grid->ui->now);
	sp_day from = SP_DAY_NONE, to = SP_DAY_NONE;
	bool any = sp_audit_span(grid->ui->world->snapshot, &from, &to);
	char text[SP_CLOCK_TEXT];

	for (int column = 0; column < DAYS; column++) {
		sp_day day = (sp_day)grid->dialog->row + column;
		bool in = !any || (day >= from && day <= to);

		sp_surface_textf(grid->surface, grid->area.x + CLOCK_WIDTH + column * DAY_WIDTH,
				 grid->area.y - 1, DAY_WIDTH,
				 day == today ? SP_STYLE_TODAY
				 : in	      ? SP_STYLE_HEAD
					      : SP_STYLE_CLOSED,
				 "%.3s", sp_weekday_name((enum sp_weekday)column));
	}
	for (int half = grid->dialog->top; half < HALVES && half - grid->dialog->top < grid->area.height;
	     half++) {
		sp_surface_text(grid->surface, grid->area.x, grid->area.y + half - grid->dialog->top,
				CLOCK_WIDTH - 1, sp_minute_format((sp_minute)(half * SP_AUDIT_MIN), text),
				half == grid->dialog->cursor ? SP_STYLE_STRONG : SP_STYLE_DIM);
		for (int column = 0; column < DAYS; column++)
			draw_half(grid, column, half);
	}
}

/* What the letters stand for, in as many columns as there is room for. */
static void
draw_legend(const struct grid *grid, struct sp_rect area)
{
	const struct sp_snapshot *s = grid->ui->world->snapshot;
	int room = area.width / LEGEND_LEAST > 1 ? area.width / LEGEND_LEAST : 1;
	int n = 0, columns, width;
	char letter;

	while (sp_audit_letter(s, n) != '\0')
		n++;
	columns = (n + area.height - 1) / area.height;
	columns = columns > room ? room : columns < 1 ? 1 : columns;
	width = area.width / columns < LEGEND_MOST ? area.width / columns : LEGEND_MOST;

	for (int i = 0; (letter = sp_audit_letter(s, i)) != '\0'; i++) {
		const struct sp_activity *activity = sp_audit_activity(s, letter);
		int x = area.x + i / area.height * width;
		int y = area.y + i % area.height;

		if (activity == NULL || i / area.height >= columns)
			continue;
		sp_surface_put(grid->surface, x, y, (uint32_t)letter, sp_chip_style(activity));
		sp_surface_text(grid->surface, x + 2, y, width - 3, activity->name, SP_STYLE_TEXT);
	}
}

/* "Tue 24 Nov 09:00: EHCP papers (Tab: another of E)" */
static void
draw_here(const struct grid *grid, struct sp_rect line)
{
	const struct sp_snapshot *s = grid->ui->world->snapshot;
	sp_time start = half_at(grid->dialog, grid->dialog->column, grid->dialog->cursor);
	const struct sp_audit_mark *mark = sp_audit_mark_at(s, start);
	const struct sp_activity *activity = mark == NULL ? NULL : sp_snapshot_activity(s, mark->activity);
	char when[SP_CLOCK_TEXT];

	if (activity != NULL)
		sp_surface_textf(grid->surface, line.x, line.y, line.width, SP_STYLE_NOTE,
				 "%s: %s (Tab: another with the letter %s)", sp_time_format(start, when),
				 activity->name, activity->letter);
	else
		sp_surface_textf(grid->surface, line.x, line.y, line.width, SP_STYLE_DIM,
				 "%s: type a letter; Space leaves it empty, = as before, Bksp back",
				 sp_time_format(start, when));
}

void
sp_audit_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	struct sp_rect box = audit_box(ui);
	struct sp_rect inner = {box.x + 1, box.y + 1, box.width - 2, box.height - 2};
	struct grid grid = {ui, dialog, surface, inner};
	struct sp_rect here = sp_rect_take_bottom(&inner, 1);
	char title[120], first[SP_DAY_TEXT], last[SP_DAY_TEXT], monday[SP_DAY_TEXT];
	sp_day from, to;

	sp_day_format((sp_day)dialog->row, SP_DAY_SHORT, monday);
	if (ui->world != NULL && sp_audit_span(ui->world->snapshot, &from, &to))
		snprintf(title, sizeof(title), "Time audit %s to %s: week of %s",
			 sp_day_format(from, SP_DAY_SHORT, first), sp_day_format(to, SP_DAY_SHORT, last),
			 monday);
	else
		snprintf(title, sizeof(title), "Time audit: the first letter begins a fortnight, week of %s",
			 monday);
	sp_surface_box(surface, box, title, SP_STYLE_BOX);
	if (ui->world == NULL)
		return;
	sp_rect_take_top(&inner, 1);
	grid.area = inner;
	draw_days(&grid);
	sp_rect_take_left(&inner, CLOCK_WIDTH + DAYS * DAY_WIDTH + LEGEND_GAP);
	if (inner.width > DAY_WIDTH && inner.height > 0)
		draw_legend(&grid, inner);
	draw_here(&grid, here);
}
