/*
 * Drawing the parts of the set-up.
 */
#include "act.h"

#include <stdio.h>
#include <string.h>

enum { BOX_WIDTH = 76, CELL = 5, NAME_WIDTH = 20, NAME_ONLY = 8 };

static void
draw_choice(struct sp_surface *surface, struct sp_rect row, bool focused, const char *text)
{
	enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT;

	sp_surface_fill(surface, row, ' ', style);
	sp_surface_put(surface, row.x, row.y, focused ? '>' : ' ', style);
	sp_surface_text(surface, row.x + 2, row.y, row.width - 2, text, style);
	if (focused)
		sp_surface_cursor(surface, row.x, row.y);
}

static void
describe_day(const struct sp_form *form, int row, char *buf, size_t size)
{
	const struct sp_form_day *day = &form->days[row / SP_FORM_DAYS][row % SP_FORM_DAYS];
	char week[3] = "", from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];
	size_t len;

	if (form->weeks_differ)
		snprintf(week, sizeof(week), "%c ", 'A' + row / SP_FORM_DAYS);
	len = (size_t)snprintf(buf, size, "[%c] %s%.3s  %s", day->works ? 'x' : ' ', week,
			       sp_weekday_name((enum sp_weekday)(row % SP_FORM_DAYS)),
			       day->works ? "" : "not in");
	for (int i = 0; day->works && i < day->n_spans && len < size; i++)
		len += (size_t)snprintf(buf + len, size - len, "%s%s-%s", i == 0 ? "" : ", ",
					sp_minute_format(day->spans[i].from_min, from),
					sp_minute_format(day->spans[i].to_min, to));
}

static void
describe_row(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, char *buf, size_t size)
{
	static const char *const schools[] = {"secondary school: periods, weeks A and B, exam weeks",
					      "primary school: mornings and afternoons, one week"};
	static const char *const terms[] = {"England's usual dates of 2026/27, with bank holidays",
					    "type a term, a half-term or an INSET day (Enter for each)",
					    "go on: the dates are as they should be"};

	switch (dialog->part) {
	case SP_PART_SCHOOL:
		snprintf(buf, size, "%s", schools[row]);
		break;
	case SP_PART_HOURS:
		describe_day(&ui->form, row, buf, size);
		break;
	case SP_PART_TERMS:
		snprintf(buf, size, "%s", terms[row]);
		break;
	case SP_PART_CASELOAD:
		if (row == 0)
			snprintf(buf, size,
				 "begin with %d pupil%s with an EHCP, as K01, K02 … (type the number)",
				 ui->n_pupils, sp_plural((size_t)ui->n_pupils, "", "s"));
		else
			snprintf(buf, size, "go on: the pupils come later");
		break;
	case SP_PART_TIMETABLE:
	case SP_PART_COUNT:
		buf[0] = '\0';
		break;
	}
}

static const char *
help_of(enum sp_set_up_part part, bool two_weeks)
{
	switch (part) {
	case SP_PART_SCHOOL:
		return "Chooses duties and rules; all can be changed. i: a whole plan (.json).";
	case SP_PART_HOURS:
		return two_weeks ? "When you work: Space ticks a day, e types hours, w parts A and B."
				 : "When you work: Space ticks a day, e types hours.";
	case SP_PART_TIMETABLE:
		return two_weeks ? "Paint what is not SENCO time; c makes week B like week A."
				 : "Paint what is not SENCO time.";
	case SP_PART_TERMS:
		return "i imports a .csv or .ics of your own school instead.";
	case SP_PART_CASELOAD:
		return "i imports a caseload (.csv). Codes only, never names.";
	case SP_PART_COUNT:
		break;
	}
	return "";
}

static void
draw_cell(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface, int column,
	  struct sp_rect at)
{
	static const struct {
		const char *word;
		enum sp_style style;
	} paints[] = {[SP_PAINT_FREE] = {".", SP_STYLE_DIM},
		      [SP_PAINT_TEACH] = {"T", SP_STYLE_FIXED},
		      [SP_PAINT_PPA] = {"PPA", SP_STYLE_CHIP_BLUE},
		      [SP_PAINT_DUTY] = {"D", SP_STYLE_CHIP_YELLOW}};
	int row = at.height;
	const struct sp_form_period *period = &ui->form.periods[row];
	int day = column % SP_FORM_DAYS;
	enum sp_paint paint = ui->form.cells[column / SP_FORM_DAYS][day][row];
	bool focused = row == dialog->cursor && column == dialog->column;
	const char *word = period->from_min[day] == period->to_min[day] ||
					   !ui->form.days[column / SP_FORM_DAYS][day].works
				   ? "-"
				   : paints[paint].word;

	sp_surface_textf(surface, at.x, at.y, at.width, focused ? SP_STYLE_FOCUS : paints[paint].style,
			 focused ? "[%s]" : " %s", word);
	if (focused)
		sp_surface_cursor(surface, at.x, at.y);
}

/* Weeks side by side where there is room, else the week with the cursor. */
static void
draw_grid(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface,
	  struct sp_rect area)
{
	bool both = area.width >= NAME_WIDTH + CELL * SP_FORM_DAYS * ui->form.n_weeks + 1;
	int first = both ? 0 : dialog->column / SP_FORM_DAYS * SP_FORM_DAYS;
	int n = both ? SP_FORM_DAYS * ui->form.n_weeks : SP_FORM_DAYS;
	int name = area.width >= NAME_WIDTH + CELL * SP_FORM_DAYS ? NAME_WIDTH : NAME_ONLY;
	int top = dialog->cursor >= area.height - 2 ? dialog->cursor - area.height + 3 : 0;

	for (int c = first; c < first + n; c++) {
		int x = area.x + name + (c - first) * CELL + (c - first >= SP_FORM_DAYS);

		if (c % SP_FORM_DAYS == 0 && ui->form.n_weeks > 1)
			sp_surface_textf(surface, x + 1, area.y, -1, SP_STYLE_HEAD, "Week %c",
					 'A' + c / SP_FORM_DAYS);
		sp_surface_textf(surface, x + 1, area.y + 1, CELL - 1, SP_STYLE_HEAD, "%.3s",
				 sp_weekday_name((enum sp_weekday)(c % SP_FORM_DAYS)));
	}
	for (int row = top; row < ui->form.n_periods && row - top < area.height - 2; row++) {
		const struct sp_form_period *period = &ui->form.periods[row];
		char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT], text[64];
		char mark = row == dialog->cursor ? '>' : ' ';
		int y = area.y + 2 + row - top;

		if (name == NAME_WIDTH)
			snprintf(text, sizeof(text), "%c%-6s %s-%s", mark, period->name,
				 sp_minute_format(period->from_min[0], from),
				 sp_minute_format(period->to_min[0], to));
		else
			snprintf(text, sizeof(text), "%c%s", mark, period->name);
		sp_surface_text(surface, area.x, y, name - 1, text,
				row == dialog->cursor ? SP_STYLE_STRONG : SP_STYLE_TEXT);
		for (int c = first; c < first + n; c++)
			draw_cell(ui, dialog, surface, c,
				  (struct sp_rect){area.x + name + (c - first) * CELL +
							   (c - first >= SP_FORM_DAYS),
						   y, CELL, row});
	}
}

void
sp_part_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	struct sp_rect body = sp_frame_of(ui).body;
	bool grid = dialog->part == SP_PART_TIMETABLE;
	int n = sp_part_rows(ui, dialog);
	int height = n + (grid ? 6 : 4);
	struct sp_rect box = sp_rect_centre(body, ui->width < BOX_WIDTH ? ui->width : BOX_WIDTH,
					    height < body.height ? height : body.height);
	struct sp_rect inner = {box.x + 2, box.y + 1, box.width - 4, box.height - 2};
	struct sp_rect help = sp_rect_take_bottom(&inner, 1);

	sp_surface_box(surface, box, dialog->title, SP_STYLE_BOX);
	sp_surface_text(surface, help.x, help.y, help.width,
			help_of(dialog->part, ui->form.n_weeks >= SP_FORM_WEEKS), SP_STYLE_DIM);
	if (grid) {
		draw_grid(ui, dialog, surface, inner);
		return;
	}
	for (int i = 0; i < n && i < inner.height; i++) {
		char text[160];

		describe_row(ui, dialog, i, text, sizeof(text));
		draw_choice(surface, (struct sp_rect){inner.x, inner.y + i, inner.width, 1},
			    i == dialog->cursor, text);
	}
}
