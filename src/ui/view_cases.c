/*
 * Cases: every pupil by code with the step that comes next, the nearest date first. Enter shows the whole chain.
 */
#include "act.h"

#include <assert.h>
#include <stdio.h>

int
sp_cases_rows(const struct sp_ui *ui)
{
	return ui->world != NULL && ui->world->cases != NULL ? (int)ui->world->n_cases : 0;
}

struct sp_rect
sp_cases_area(const struct sp_ui *ui)
{
	struct sp_rect body = sp_frame_of(ui).body;

	sp_rect_take_top(&body, 1);
	return body;
}

const char *
sp_year_text(int year, char *buf, size_t size)
{
	if (year == SP_YEAR_NURSERY)
		snprintf(buf, size, "N");
	else if (year == SP_YEAR_RECEPTION)
		snprintf(buf, size, "R");
	else if (year == SP_YEAR_UNKNOWN)
		snprintf(buf, size, "-");
	else
		snprintf(buf, size, "%d", year);
	return buf;
}

static const char *
status_text(enum sp_case_status status)
{
	switch (status) {
	case SP_CASE_EHCP:
		return "EHCP";
	case SP_CASE_SEN_SUPPORT:
		return "SEN Support";
	case SP_CASE_REQUEST:
		return "request";
	case SP_CASE_WATCH:
		return "watch";
	}
	return "?";
}

static const char *
short_status(enum sp_case_status status)
{
	return status == SP_CASE_SEN_SUPPORT ? "Support" : status_text(status);
}

enum {
	STEP_COLUMN = 18,
	DAY_WIDTH = 12,
	STANDING_WIDTH = 19,
	SLACK_WIDTH = 7,
	STEP_MOST = 40,
	STEP_LEAST = 10
};

static int
width_of_step(int width)
{
	int step = width - STEP_COLUMN - DAY_WIDTH - STANDING_WIDTH - SLACK_WIDTH;

	return step < STEP_LEAST ? STEP_LEAST : step > STEP_MOST ? STEP_MOST : step;
}

/* "planned Mon 23 Nov", "with the LA", "not planned". */
static void
describe_standing(const struct sp_clock *clock, struct sp_str *out)
{
	char day[SP_DAY_TEXT];

	if (clock->done_day != SP_DAY_NONE)
		sp_str_addf(out, "done %s", sp_day_format(clock->done_day, SP_DAY_SHORT, day));
	else if (clock->state == SP_CLOCK_MET)
		sp_str_add(out, "done");
	else if (clock->planned_day != SP_DAY_NONE)
		sp_str_addf(out, "planned %s", sp_day_format(clock->planned_day, SP_DAY_SHORT, day));
	else if (clock->step->owner == SP_OWNER_LA)
		sp_str_add(out, "with the LA");
	else if (clock->step->owner == SP_OWNER_FAMILY)
		sp_str_add(out, "with the family");
	else if (clock->state == SP_CLOCK_WAITING)
		sp_str_add(out, "waits for a step before it");
	else
		sp_str_add(out, "not planned");
}

static const char *
urgency(const struct sp_clock *clock)
{
	switch (sp_clock_urgency(clock)) {
	case SP_URGENCY_LATE:
		return "!!";
	case SP_URGENCY_NEAR:
		return "!";
	case SP_URGENCY_NONE:
		return "";
	}
	assert(!"an urgency that is not handled");
	return "";
}

static void
draw_row(const struct sp_ui *ui, const struct sp_ui_case *row, struct sp_surface *surface,
	 struct sp_rect line, bool focused)
{
	enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT;
	const struct sp_clock *next = row->next;
	struct sp_str standing;
	char year[8];
	char day[SP_DAY_TEXT];
	char slack[24] = "";
	int x = line.x + STEP_COLUMN;
	int step_width = width_of_step(line.width);

	sp_surface_fill(surface, line, ' ', style);
	sp_surface_put(surface, line.x, line.y, focused ? '>' : ' ', style);
	sp_surface_text(surface, line.x + 1, line.y, 6, sp_case_code(ui, row->subject), style);
	sp_surface_text(surface, line.x + 7, line.y, 3, sp_year_text(row->subject->year, year, sizeof(year)),
			style);
	sp_surface_text(surface, line.x + 10, line.y, 8, short_status(row->subject->status), style);
	if (next == NULL) {
		sp_surface_text(surface, x, line.y, line.x + line.width - x, "nothing open",
				focused ? style : SP_STYLE_DIM);
		return;
	}
	sp_surface_text(surface, x, line.y, step_width - 1, next->step->name, style);
	x += step_width;
	sp_surface_text(surface, x, line.y, 11, sp_day_format(next->due_day, SP_DAY_SHORT, day), style);
	x += 12;
	sp_str_init(&standing);
	describe_standing(next, &standing);
	sp_surface_text(surface, x, line.y, STANDING_WIDTH - 1, standing.text,
			focused ? style : SP_STYLE_DIM);
	sp_str_finish(&standing);
	x += STANDING_WIDTH;
	if (next->due_day != SP_DAY_NONE)
		snprintf(slack, sizeof(slack), "%dd %s", next->slack_days, urgency(next));
	sp_surface_text(surface, x, line.y, line.x + line.width - x, slack,
			focused || urgency(next)[0] == '\0' ? style : SP_STYLE_ALERT);
}

static void
count_cases(const struct sp_ui *ui, char *buf, size_t size)
{
	size_t n[4] = {0};

	for (size_t i = 0; i < ui->world->n_cases; i++)
		n[ui->world->cases[i].subject->status]++;
	snprintf(buf, size, "Cases  %zu pupils: %zu EHCP, %zu SEN Support, %zu requests, %zu watch",
		 ui->world->n_cases, n[SP_CASE_EHCP], n[SP_CASE_SEN_SUPPORT], n[SP_CASE_REQUEST],
		 n[SP_CASE_WATCH]);
}

void
sp_cases_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_rect area = sp_cases_area(ui);
	struct sp_hours_texts hours;
	char left[120], brief[40];
	const char *lefts[] = {left, brief, "Cases", NULL};
	int top = ui->top[SP_VIEW_CASES];
	int n = sp_cases_rows(ui);
	int x = STEP_COLUMN + width_of_step(area.width);

	count_cases(ui, left, sizeof(left));
	snprintf(brief, sizeof(brief), "Cases  %zu pupils", ui->world->n_cases);
	sp_hours_texts(ui, &hours);
	sp_draw_top(frame, surface, lefts, hours.list);
	if (n == 0) {
		sp_surface_text(surface, area.x + 1, area.y, -1,
				"No pupils yet. Bring them in with: senplan import caseload FILE.csv",
				SP_STYLE_DIM);
		return;
	}
	sp_surface_text(surface, 1, area.y - 1, -1, "Code  Yr Status  Next step", SP_STYLE_HEAD);
	sp_surface_text(surface, x, area.y - 1, -1, "By", SP_STYLE_HEAD);
	sp_surface_text(surface, x + 12, area.y - 1, -1, "Where it stands", SP_STYLE_HEAD);
	sp_surface_text(surface, x + 12 + STANDING_WIDTH, area.y - 1, -1, "Slack", SP_STYLE_HEAD);
	for (int i = top; i < n && i - top < area.height; i++)
		draw_row(ui, &ui->world->cases[i], surface,
			 (struct sp_rect){area.x, area.y + i - top, area.width, 1},
			 i == ui->cursor[SP_VIEW_CASES]);
	sp_surface_cursor(surface, area.x + 1, area.y + ui->cursor[SP_VIEW_CASES] - top);
	sp_surface_text(surface, frame->status.x + 1, frame->status.y, -1,
			"Slack is in school days. ! soon and not planned, !! late.", SP_STYLE_DIM);
}

void
sp_case_page(struct sp_ui *ui, int row)
{
	const struct sp_ui_case *shown = &ui->world->cases[row];
	struct sp_str text;
	char title[80];
	char year[8];
	char day[SP_DAY_TEXT];

	assert(row < sp_cases_rows(ui));
	sp_str_init(&text);
	for (size_t i = 0; i < shown->n_clocks; i++) {
		const struct sp_clock *clock = &shown->clocks[i];

		static const char *const owners[] = {"school", "the LA", "the family"};

		sp_str_addf(&text, "%s %s (%s)\n",
			    clock->state == SP_CLOCK_MET ? "v"
			    : urgency(clock)[0] != '\0'	 ? "!"
							 : "-",
			    clock->step->name, owners[clock->step->owner]);
		sp_str_addf(&text, "  by %s, ", sp_day_format(clock->due_day, SP_DAY_LONG, day));
		describe_standing(clock, &text);
		sp_str_addf(&text, "%s%s\n", clock->state == SP_CLOCK_MET ? "" : ", ",
			    clock->state == SP_CLOCK_MET ? "" : sp_clock_state_name(clock->state));
		if (clock->rule != NULL) {
			sp_str_add(&text, "  ");
			sp_words_rule(&text, clock);
			sp_str_add(&text, "\n");
		}
	}
	if (shown->n_clocks == 0)
		sp_str_add(
			&text,
			"No step has a date yet: the caseload needs a last review, a plan issued or a request.");
	snprintf(title, sizeof(title), "%s, year %s, %s", sp_case_code(ui, shown->subject),
		 sp_year_text(shown->subject->year, year, sizeof(year)), status_text(shown->subject->status));
	sp_page_open(ui, title, text.text);
	sp_str_finish(&text);
}
