/*
 * Cases: every pupil by code with the step that comes next. Which pupils are shown and in which order is worked out from
 * the filter and the sorting after each step; Enter opens the whole chain.
 */
#include "senplan/base/array.h"
#include "senplan/model/year.h"

#include "act.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- which pupils, in which order --- */

static bool
has_text(const struct sp_ui *ui, const struct sp_ui_case *row)
{
	const struct sp_case *subject = row->subject;
	char year[8], text[600];

	snprintf(text, sizeof(text), "%s year %s %s %s %s %s", ui->privacy ? "" : subject->code,
		 sp_year_text(subject->year, year, sizeof(year)), sp_words_status(subject->status),
		 subject->profile, row->next != NULL ? row->next->step->name : "",
		 row->next != NULL ? sp_owner_names[row->next->step->owner] : "");
	return strcasestr(text, ui->case_text) != NULL;
}

static bool
is_shown(const struct sp_ui *ui, const struct sp_ui_case *row)
{
	const struct sp_half_term *half_term;
	const struct sp_clock *next = row->next;
	bool left = row->subject->left_day != SP_DAY_NONE && row->subject->left_day <= sp_time_day(ui->now);

	if (left != (ui->case_filter == SP_CASES_LEFT))
		return false;
	switch (ui->case_filter) {
	case SP_CASES_HERE:
	case SP_CASES_LEFT:
		return true;
	case SP_CASES_HALF_TERM:
		half_term = sp_year_half_term(ui->world->snapshot, sp_time_day(ui->now));
		return next != NULL && next->due_day != SP_DAY_NONE && half_term != NULL &&
		       next->due_day <= half_term->to_day;
	case SP_CASES_LATE:
		return next != NULL &&
		       (sp_clock_urgency(next) == SP_URGENCY_LATE || next->state == SP_CLOCK_MISSED);
	case SP_CASES_UNPLANNED:
		return next != NULL && next->step->owner == SP_OWNER_SCHOOL &&
		       next->planned_day == SP_DAY_NONE;
	case SP_CASES_EHCP:
		return row->subject->status == SP_CASE_EHCP;
	case SP_CASES_SUPPORT:
		return row->subject->status == SP_CASE_SEN_SUPPORT;
	case SP_CASES_REQUESTS:
		return row->subject->status == SP_CASE_REQUEST;
	case SP_CASES_TEXT:
		return has_text(ui, row);
	}
	return true;
}

static int
compare_texts(const char *a, const char *b)
{
	return strcmp(a, b);
}

static int
compare_rows(const struct sp_ui *ui, const struct sp_ui_case *a, const struct sp_ui_case *b)
{
	int by = 0;

	switch (ui->case_sort) {
	case SP_CASES_BY_DAY:
		break; /* as the world has them */
	case SP_CASES_BY_CODE:
		by = compare_texts(a->subject->code, b->subject->code);
		break;
	case SP_CASES_BY_SLACK:
		by = (a->next == NULL || a->next->due_day == SP_DAY_NONE ? INT32_MAX / 2
									 : a->next->slack_days) -
		     (b->next == NULL || b->next->due_day == SP_DAY_NONE ? INT32_MAX / 2
									 : b->next->slack_days);
		break;
	case SP_CASES_BY_YEAR:
		by = a->subject->year - b->subject->year;
		break;
	case SP_CASES_BY_STATUS:
		by = (int)a->subject->status - (int)b->subject->status;
		break;
	}
	return by;
}

void
sp_cases_arrange(struct sp_ui *ui)
{
	size_t n = ui->world != NULL && ui->world->cases != NULL ? ui->world->n_cases : 0;
	int *rows = n == 0 ? NULL : realloc(ui->case_rows, n * sizeof(*rows));

	ui->n_case_rows = 0;
	if (rows == NULL)
		return;
	ui->case_rows = rows;
	for (size_t i = 0; i < n; i++) {
		int at = ui->n_case_rows;

		if (!is_shown(ui, &ui->world->cases[i]))
			continue;
		/* Equal ones stay in the order of their dates. */
		while (at > 0 &&
		       compare_rows(ui, &ui->world->cases[i], &ui->world->cases[rows[at - 1]]) < 0) {
			rows[at] = rows[at - 1];
			at--;
		}
		rows[at] = (int)i;
		ui->n_case_rows++;
	}
}

void
sp_cases_seek(struct sp_ui *ui, int64_t subject)
{
	for (int again = 0; again < 2; again++) {
		sp_cases_arrange(ui);
		for (int i = 0; i < ui->n_case_rows; i++)
			if (ui->world->cases[ui->case_rows[i]].subject->id.v == subject) {
				ui->cursor[SP_VIEW_CASES] = i;
				return;
			}
		ui->case_filter = SP_CASES_HERE;
	}
}

const struct sp_ui_case *
sp_cases_focus(const struct sp_ui *ui)
{
	int row = ui->cursor[SP_VIEW_CASES];

	return ui->world != NULL && row >= 0 && row < ui->n_case_rows ? &ui->world->cases[ui->case_rows[row]]
								      : NULL;
}

int
sp_cases_rows(const struct sp_ui *ui)
{
	return ui->world != NULL && ui->world->cases != NULL ? ui->n_case_rows : 0;
}

struct sp_rect
sp_cases_area(const struct sp_ui *ui)
{
	struct sp_rect body = sp_frame_of(ui).body;

	sp_rect_take_top(&body, 1);
	return body;
}

/* --- words --- */

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
short_status(enum sp_case_status status)
{
	return status == SP_CASE_SEN_SUPPORT ? "Support" : sp_words_status(status);
}

/* "planned Mon 23 Nov", "with the LA", "not planned". */
void
sp_describe_standing(const struct sp_clock *clock, struct sp_str *out)
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
		sp_str_add(out, "waits");
	else
		sp_str_add(out, "not planned");
}

const char *
sp_urgency_mark(const struct sp_clock *clock)
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

/* --- drawing --- */

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

static void
draw_next(const struct sp_clock *next, struct sp_surface *surface, struct sp_rect line, enum sp_style style)
{
	bool focused = style == SP_STYLE_FOCUS;
	bool urgent = sp_urgency_mark(next)[0] != '\0';
	int x = line.x + STEP_COLUMN;
	int step_width = width_of_step(line.width);
	char day[SP_DAY_TEXT], slack[24] = "";
	struct sp_str standing;

	sp_surface_text(surface, x, line.y, step_width - 1, next->step->name, style);
	x += step_width;
	sp_surface_text(surface, x, line.y, 11, sp_day_format(next->due_day, SP_DAY_SHORT, day), style);
	x += DAY_WIDTH;
	sp_str_init(&standing);
	sp_describe_standing(next, &standing);
	sp_surface_text(surface, x, line.y, STANDING_WIDTH - 1, standing.text,
			focused ? style : SP_STYLE_DIM);
	sp_str_finish(&standing);
	x += STANDING_WIDTH;
	if (next->due_day != SP_DAY_NONE)
		snprintf(slack, sizeof(slack), "%dd %s", next->slack_days, sp_urgency_mark(next));
	sp_surface_text(surface, x, line.y, line.x + line.width - x, slack,
			focused || !urgent ? style : SP_STYLE_ALERT);
}

static void
draw_row(const struct sp_ui *ui, const struct sp_ui_case *row, struct sp_surface *surface,
	 struct sp_rect line, bool focused)
{
	enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT;
	int x = line.x + STEP_COLUMN;
	char year[8];

	sp_surface_fill(surface, line, ' ', style);
	sp_surface_put(surface, line.x, line.y, focused ? '>' : ' ', style);
	sp_surface_text(surface, line.x + 1, line.y, 6, sp_case_code(ui, row->subject), style);
	sp_surface_text(surface, line.x + 7, line.y, 3, sp_year_text(row->subject->year, year, sizeof(year)),
			style);
	sp_surface_text(surface, line.x + 10, line.y, 8, short_status(row->subject->status), style);
	if (row->next == NULL)
		sp_surface_text(surface, x, line.y, line.x + line.width - x, sp_words_no_step(row->subject),
				focused ? style : SP_STYLE_DIM);
	else
		draw_next(row->next, surface, line, style);
}

/* "due this half-term, by slack"; "" when all are shown by date. */
static void
describe_choice(const struct sp_ui *ui, char *buf, size_t size)
{
	static const char *const filters[] = {[SP_CASES_HERE] = "",
					      [SP_CASES_HALF_TERM] = "due this half-term",
					      [SP_CASES_LATE] = "late",
					      [SP_CASES_UNPLANNED] = "not planned",
					      [SP_CASES_EHCP] = "EHCP",
					      [SP_CASES_SUPPORT] = "SEN Support",
					      [SP_CASES_REQUESTS] = "requests",
					      [SP_CASES_TEXT] = "",
					      [SP_CASES_LEFT] = "gone"};
	static const char *const sorts[] = {[SP_CASES_BY_DAY] = "",
					    [SP_CASES_BY_CODE] = "by code",
					    [SP_CASES_BY_SLACK] = "by slack",
					    [SP_CASES_BY_YEAR] = "by year",
					    [SP_CASES_BY_STATUS] = "by status"};
	const char *sort = sorts[ui->case_sort];
	char filter[60];

	snprintf(filter, sizeof(filter), "%s", filters[ui->case_filter]);
	if (ui->case_filter == SP_CASES_TEXT)
		snprintf(filter, sizeof(filter), "\"%.40s\"", ui->privacy ? "---" : ui->case_text);
	snprintf(buf, size, "%s%s%s", filter, filter[0] != '\0' && sort[0] != '\0' ? ", " : "", sort);
}

static size_t
count_cases(const struct sp_ui *ui, size_t n[4])
{
	size_t sum = 0;

	for (size_t i = 0; i < ui->world->n_cases; i++) {
		const struct sp_case *subject = ui->world->cases[i].subject;

		if (subject->left_day != SP_DAY_NONE && subject->left_day <= sp_time_day(ui->now))
			continue;
		n[subject->status]++;
		sum++;
	}
	return sum;
}

/* How many pupils of each kind, and what the marks mean, in as many words as there is room for. */
static void
draw_legend(const struct sp_frame *frame, struct sp_surface *surface, const size_t n[4])
{
	static const char *const legends[] = {"Slack in school days; ! near and not planned, !! late",
					      "Slack: school days; ! near, !! late", "! near, !! late", ""};
	char counts[100];
	int width = frame->status.width - 2;

	snprintf(counts, sizeof(counts), "%zu EHCP, %zu SEN Support, %zu request%s, %zu watch.",
		 n[SP_CASE_EHCP], n[SP_CASE_SEN_SUPPORT], n[SP_CASE_REQUEST],
		 n[SP_CASE_REQUEST] == 1 ? "" : "s", n[SP_CASE_WATCH]);
	for (size_t i = 0; i < SP_COUNT(legends); i++) {
		if (sp_surface_width(surface, counts) + 2 + sp_surface_width(surface, legends[i]) > width &&
		    i + 1 < SP_COUNT(legends))
			continue;
		sp_surface_textf(surface, frame->status.x + 1, frame->status.y, width, SP_STYLE_DIM, "%s  %s",
				 counts, legends[i]);
		return;
	}
}

static void
draw_heads(struct sp_surface *surface, struct sp_rect area)
{
	int x = STEP_COLUMN + width_of_step(area.width);

	sp_surface_text(surface, 1, area.y - 1, -1, "Code  Yr Status  Next step", SP_STYLE_HEAD);
	sp_surface_text(surface, x, area.y - 1, -1, "By", SP_STYLE_HEAD);
	sp_surface_text(surface, x + DAY_WIDTH, area.y - 1, -1, "Where it stands", SP_STYLE_HEAD);
	sp_surface_text(surface, x + DAY_WIDTH + STANDING_WIDTH, area.y - 1, -1, "Slack", SP_STYLE_HEAD);
}

void
sp_cases_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_rect area = sp_cases_area(ui);
	struct sp_hours_texts hours;
	char left[160], brief[40], choice[100];
	const char *lefts[] = {left, brief, NULL};
	int top = ui->top[SP_VIEW_CASES];
	int n = sp_cases_rows(ui);
	size_t n_of[4] = {0};
	size_t all = count_cases(ui, n_of);

	describe_choice(ui, choice, sizeof(choice));
	snprintf(brief, sizeof(brief), "Cases  %zu pupil%s", all, all == 1 ? "" : "s");
	snprintf(left, sizeof(left), "%s", brief);
	if (choice[0] != '\0') {
		snprintf(left, sizeof(left), "Cases  %d of %zu pupil%s: %s", n, all, sp_plural(all, "", "s"),
			 choice);
		lefts[1] = NULL;
	}
	sp_hours_texts(ui, &hours);
	sp_draw_top(frame, surface, lefts, hours.list);
	draw_legend(frame, surface, n_of);
	if (n == 0) {
		sp_surface_text(surface, area.x + 1, area.y, area.width - 1,
				choice[0] == '\0' ? "No pupils yet: n adds one, 6 brings in a list."
						  : "No pupil is so: f shows others.",
				SP_STYLE_DIM);
		sp_surface_cursor(surface, area.x + 1, area.y);
		return;
	}
	draw_heads(surface, area);
	for (int i = top; i < n && i - top < area.height; i++)
		draw_row(ui, &ui->world->cases[ui->case_rows[i]], surface,
			 (struct sp_rect){area.x, area.y + i - top, area.width, 1},
			 i == ui->cursor[SP_VIEW_CASES]);
	sp_surface_cursor(surface, area.x + 1, area.y + ui->cursor[SP_VIEW_CASES] - top);
}
