/*
 * Review: what the line manager sees, as the lines of the one table of figures (report/review). The range is turned with
 * [ and ], changed with r; e writes it to a file; L names each figure, for reading aloud; Enter tells all of a row.
 */
#include "senplan/app/review_out.h"
#include "senplan/base/utf8.h"

#include "act.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { MARGIN = 1, BAR_LEAST = 12, BAR_GAP = 3, ROOMY = 100 };

/* Lines depend on the width and the form, so they are made when they are needed; that takes well under a frame. */
struct review_lines {
	struct sp_arena arena;
	const struct sp_review_line *items;
	size_t n;
};

static void
lines_begin(const struct sp_ui *ui, struct review_lines *lines)
{
	struct sp_review_shape shape = {ui->width - 2 * MARGIN - 1, ui->review_list};

	sp_arena_init(&lines->arena);
	lines->items = NULL;
	lines->n = 0;
	if (ui->world != NULL && ui->world->review != NULL &&
	    sp_review_lines(ui->world->review, &shape, &lines->arena, &lines->items, &lines->n, NULL) !=
		    SP_OK)
		lines->n = 0;
}

static void
lines_end(struct review_lines *lines)
{
	sp_arena_finish(&lines->arena);
}

int
sp_review_rows(const struct sp_ui *ui)
{
	struct review_lines lines;
	int n;

	lines_begin(ui, &lines);
	n = (int)lines.n;
	lines_end(&lines);
	return n;
}

struct sp_rect
sp_review_area(const struct sp_ui *ui)
{
	return sp_frame_of(ui).body;
}

static enum sp_style
style_of(const struct sp_review_line *line)
{
	switch (line->kind) {
	case SP_REVIEW_LINE_SENTENCE:
		return SP_STYLE_STRONG;
	case SP_REVIEW_LINE_SECTION:
		return SP_STYLE_HEAD;
	case SP_REVIEW_LINE_HEADING:
	case SP_REVIEW_LINE_NOTE:
		return SP_STYLE_DIM;
	case SP_REVIEW_LINE_ROW:
	case SP_REVIEW_LINE_REST:
		return line->row->total ? SP_STYLE_STRONG : SP_STYLE_TEXT;
	case SP_REVIEW_LINE_BLANK:
		break;
	}
	return SP_STYLE_TEXT;
}

static int64_t
figure_of(const struct sp_review_section *section, const struct sp_review_row *row, const char *column)
{
	const struct sp_review_cell *cell = sp_review_cell(section, row, column);

	return cell == NULL || cell->shown != SP_REVIEW_SHOWN || cell->value < 0 ? 0 : cell->value;
}

/* Behind the figures of an activity, where there is room: '=' is what was planned, '#' as much of it as was logged. */
static void
draw_figures_bar(const struct sp_review_line *line, struct sp_surface *surface, struct sp_rect rect, int used)
{
	const struct sp_review_section *section = line->section;
	int room = rect.width - used - BAR_GAP - 1;
	int64_t most = 0, planned, logged;

	if (line->kind != SP_REVIEW_LINE_ROW || line->row->total || section->chart != SP_REVIEW_BARS ||
	    room < BAR_LEAST)
		return;
	for (size_t i = 0; i < section->n_rows; i++)
		if (!section->rows[i].total && figure_of(section, &section->rows[i], "planned") > most)
			most = figure_of(section, &section->rows[i], "planned");
	planned = figure_of(section, line->row, "planned");
	logged = figure_of(section, line->row, "logged");
	for (int i = 0; most > 0 && i < room; i++) {
		bool is_logged = i < logged * room / most, is_planned = i < planned * room / most;

		if (is_logged || is_planned)
			sp_surface_put(surface, rect.x + used + BAR_GAP + i, rect.y, is_logged ? '#' : '=',
				       is_logged ? SP_STYLE_GOOD : SP_STYLE_DIM);
	}
}

static void
draw_line(const struct sp_review_line *line, struct sp_surface *surface, struct sp_rect rect, bool focused)
{
	enum sp_style style = focused ? SP_STYLE_FOCUS : style_of(line);

	sp_surface_fill(surface, rect, ' ', focused ? style : SP_STYLE_TEXT);
	sp_surface_put(surface, rect.x, rect.y, focused ? '>' : ' ', style);
	sp_surface_text(surface, rect.x + 1 + MARGIN, rect.y, rect.width - 1 - MARGIN, line->text, style);
	draw_figures_bar(line, surface, rect, 1 + MARGIN + sp_utf8_text_width(line->text));
}

static void
draw_review_top(const struct sp_review *review, bool chosen, const struct sp_frame *frame,
		struct sp_surface *surface)
{
	char left[240], narrow[160], right[200], from[SP_DAY_TEXT], to[SP_DAY_TEXT],
		buf[4][SP_REVIEW_TEXT_MAX];
	const char *lefts[] = {left, narrow, "Review", NULL};
	const char *rights[] = {right, NULL};
	const struct sp_review_section *hours = sp_review_section(review, "hours");

	assert(hours != NULL && hours->n_rows >= 7); /* its first rows are always there */
	snprintf(left, sizeof(left), "Review  %s  %s - %s", review->name,
		 sp_day_format(review->from_day, SP_DAY_SHORT, from),
		 sp_day_format(review->to_day, SP_DAY_LONG, to));
	if (chosen) /* of days without a name the dates say more than "Chosen days" */
		snprintf(narrow, sizeof(narrow), "Review  %s - %s",
			 sp_day_format(review->from_day, SP_DAY_SHORT, from),
			 sp_day_format(review->to_day, SP_DAY_LONG, to));
	else
		snprintf(narrow, sizeof(narrow), "Review  %s", review->name);
	snprintf(right, sizeof(right), "%s | planned %s | logged %s",
		 sp_review_cell_text(&hours->rows[0].cells[0], buf[0]),
		 sp_review_cell_text(&hours->rows[1].cells[0], buf[1]),
		 sp_review_cell_text(&hours->rows[4].cells[0], buf[2]));
	if (frame->top.width >= ROOMY)
		snprintf(right + strlen(right), sizeof(right) - strlen(right), " | pulled away %s",
			 sp_review_cell_text(&hours->rows[6].cells[0], buf[3]));
	sp_draw_top(frame, surface, lefts, rights);
}

void
sp_review_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_rect area = sp_review_area(ui);
	int top = ui->top[SP_VIEW_REVIEW];
	struct review_lines lines;

	if (ui->world->review == NULL)
		return;
	draw_review_top(ui->world->review, ui->review_kind == SP_REVIEW_ANY, frame, surface);
	lines_begin(ui, &lines);
	for (int i = top; i < (int)lines.n && i - top < area.height; i++)
		draw_line(&lines.items[i], surface, (struct sp_rect){area.x, area.y + i - top, area.width, 1},
			  i == ui->cursor[SP_VIEW_REVIEW]);
	lines_end(&lines);
	sp_surface_cursor(surface, area.x + 1, area.y + ui->cursor[SP_VIEW_REVIEW] - top);
	if (ui->n_dialogs == 0)
		sp_surface_text(surface, frame->status.x + 1, frame->status.y, -1,
				"r another range, [ and ] turn it, e writes it to a folder, w what if.",
				SP_STYLE_DIM);
}

/* --- keys --- */

static void
open_row(struct sp_ui *ui, const struct sp_review_line *line)
{
	const struct sp_review_section *section = line->section;
	char buf[SP_REVIEW_TEXT_MAX];
	struct sp_str text;

	sp_str_init(&text);
	if (line->row->plain[0] != '\0')
		sp_str_addf(&text, "%s\n\n", line->row->plain);
	for (size_t i = 0; i < section->n_columns; i++)
		sp_str_addf(&text, "%s: %s\n", section->columns[i].label,
			    sp_review_cell_text(&line->row->cells[i], buf));
	sp_str_addf(&text, "\n%s: %s\n", section->title, section->about);
	sp_page_open(ui, line->row->label, text.text);
	sp_str_finish(&text);
}

void
sp_act_review_open(struct sp_ui *ui, struct sp_effects *effects)
{
	int at = ui->cursor[SP_VIEW_REVIEW];
	struct review_lines lines;

	(void)effects;
	lines_begin(ui, &lines);
	if (at < (int)lines.n && lines.items[at].row != NULL)
		open_row(ui, &lines.items[at]);
	else if (at < (int)lines.n && lines.items[at].section != NULL)
		sp_page_open(ui, lines.items[at].section->title, lines.items[at].section->about);
	else
		sp_ui_say(ui, SP_STYLE_NOTE, "Enter tells all about a line with figures.");
	lines_end(&lines);
}

void
sp_act_review_range(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_prompt_open(ui, SP_PROMPT_RANGE, "");
}

void
sp_report_open(struct sp_ui *ui, const char *scenario)
{
	struct sp_sheet *sheet = sp_sheet_open(ui, SP_SHEET_REPORT, "", "");
	char name[SP_LINE_TEXT], day[SP_DAY_TEXT];
	const struct sp_review *review = ui->world == NULL ? NULL : ui->world->review;

	if (sheet == NULL)
		return;
	snprintf(name, sizeof(name), "review-%s",
		 sp_day_format(review == NULL ? sp_time_day(ui->now) : review->from_day, SP_DAY_ISO, day));
	sp_sheet_set(sheet, "name", name);
	sp_sheet_set(sheet, "scenario", scenario);
}

void
sp_act_review_export(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	if (ui->world != NULL && ui->world->review != NULL)
		sp_report_open(ui, "none");
}

void
sp_review_turn(struct sp_ui *ui, struct sp_effects *effects, int delta)
{
	const struct sp_review *review = ui->world == NULL ? NULL : ui->world->review;
	struct sp_review_range range;

	if (review == NULL)
		return;
	range = (struct sp_review_range){.from_day = review->from_day, .to_day = review->to_day};
	if (ui->review_kind == SP_REVIEW_ANY) {
		sp_day n_days = review->to_day - review->from_day + 1;

		ui->review_from += delta * n_days;
		ui->review_to += delta * n_days;
	} else {
		ui->review_day = sp_review_range_turn(ui->world->snapshot, ui->review_kind, &range, delta);
	}
	sp_ui_reload(ui, effects);
}

enum sp_rc
sp_review_range_line(struct sp_ui *ui, struct sp_effects *effects, const char *text, struct sp_err *reterr)
{
	struct sp_review_days days;
	enum sp_rc rc =
		sp_review_range_read(ui->world->snapshot, ui->now, ui->review_day, text, &days, reterr);

	if (rc != SP_OK)
		return rc;
	ui->review_kind = days.kind;
	if (days.kind != SP_REVIEW_ANY)
		ui->review_day = days.day;
	ui->review_from = days.from_day;
	ui->review_to = days.to_day;
	sp_dialog_pop(ui);
	ui->cursor[SP_VIEW_REVIEW] = 0;
	sp_ui_reload(ui, effects);
	return SP_OK;
}
