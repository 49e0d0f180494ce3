/*
 * Duties: the activities with their lengths, windows and targets, and under each the duties made of it with their cadence
 * and what they come to in a year.
 */
#include "senplan/model/availability.h"
#include "senplan/report/estimates.h"

#include "act.h"

#include <assert.h>
#include <stdio.h>

enum {
	NAME_LEAST = 14,
	KIND_WIDTH = 9,
	WHEN_LEAST = 14,
	LENGTHS_WIDTH = 17,
	WANT_WIDTH = 5,
	HOURS_WIDTH = 6,
	WHEN_NAMES = 24
};

struct columns {
	int name, kind, when, lengths, want, hours; /* where each begins */
	int end;
};

/* What is not needed for the others goes to the name, and from a wide screen also to the window. */
static struct columns
columns_of(struct sp_rect area)
{
	int fixed = 3 + KIND_WIDTH + LENGTHS_WIDTH + WANT_WIDTH + HOURS_WIDTH;
	int rest = area.width - fixed;
	int when = rest - NAME_LEAST > 2 * WHEN_LEAST ? rest * 2 / 5 : WHEN_LEAST;
	int name = rest - when < NAME_LEAST ? NAME_LEAST : rest - when;
	struct columns c = {.name = area.x + 3, .end = area.x + area.width};

	name = name > 44 ? 44 : name;
	when = when > 44 ? 44 : when;
	c.kind = c.name + name;
	c.when = c.kind + KIND_WIDTH;
	c.lengths = c.when + when;
	c.want = c.lengths + LENGTHS_WIDTH;
	c.hours = c.want + WANT_WIDTH;
	return c;
}

struct sp_rect
sp_duties_area(const struct sp_ui *ui)
{
	struct sp_rect body = sp_frame_of(ui).body;

	sp_rect_take_top(&body, 1);
	return body;
}

struct line { /* of the list */
	struct sp_surface *surface;
	const struct columns *columns;
	int y;
	enum sp_style style;
};

/* From one column up to the blank before the next. */
static void
cell(const struct line *line, int from, int to, const char *text)
{
	int end = line->columns->end;
	int width = (to - 1 < end ? to - 1 : end) - from;

	if (width > 0)
		sp_surface_text(line->surface, from, line->y, width, text, line->style);
}

/* "~" inferred, "s" a survey, "l" the own log; "" anything else that the user wrote. */
static const char *
source_mark(const char *source)
{
	return sp_istarts_with(source, "own log")     ? "l"
	       : sp_istarts_with(source, "survey")    ? "s"
	       : sp_istarts_with(source, "inference") ? "~"
						      : "";
}

static void
draw_activity(const struct sp_ui *ui, const struct sp_activity *activity, const struct line *line)
{
	const struct columns *c = line->columns;
	struct line strong = *line;
	static const char *const kinds[] = {
		[SP_KIND_STRATEGIC] = "strat",	    [SP_KIND_OPERATIONAL] = "oper",
		[SP_KIND_ADMINISTRATIVE] = "admin", [SP_KIND_DIRECT] = "direct",
		[SP_KIND_TEACHING] = "teach",	    [SP_KIND_PULLED_AWAY] = "away"};
	const struct sp_window *window = sp_snapshot_window(ui->world->snapshot, activity->window);
	const struct sp_estimate *estimate = sp_duty_estimate(ui, activity);
	char low[SP_CLOCK_TEXT], typical[SP_CLOCK_TEXT], high[SP_CLOCK_TEXT], text[80];
	const char *when;
	int sum = 0;

	for (size_t i = 0; i < ui->world->snapshot->duties.n; i++)
		if (ui->world->snapshot->duties.items[i].activity.v == activity->id.v)
			sum += sp_duty_year_min(ui, &ui->world->snapshot->duties.items[i]);
	if (line->style != SP_STYLE_FOCUS)
		strong.style = SP_STYLE_STRONG;
	sp_surface_put(line->surface, c->name - 2, line->y, sp_chip_letter(activity),
		       sp_chip_style(activity));
	cell(&strong, c->name, c->kind, activity->name);
	snprintf(text, sizeof(text), "%s%s%s", kinds[activity->kind], activity->delegable ? " d" : "",
		 activity->protect ? " p" : "");
	cell(line, c->kind, c->when, text);
	when = window == NULL ? "any time" : window->name;
	if (window != NULL && c->lengths - c->when < WHEN_NAMES)
		when = window->key;
	cell(line, c->when, c->lengths, when);
	snprintf(text, sizeof(text), "%s/%s/%s%s%s", sp_short_length(activity->low_min, low),
		 sp_short_length(activity->typical_min, typical), sp_short_length(activity->high_min, high),
		 source_mark(activity->estimate_source), estimate != NULL && estimate->offered ? " ?" : "");
	cell(line, c->lengths, c->want, text);
	if (activity->target_pct >= 0) {
		snprintf(text, sizeof(text), "%d%%", (int)activity->target_pct);
		cell(line, c->want, c->hours, text);
	}
	if (sum > 0)
		cell(line, c->hours, c->hours + HOURS_WIDTH + 1, sp_short_length(sum, low));
}

static void
draw_duty(const struct sp_ui *ui, const struct sp_duty *duty, const struct line *line)
{
	const struct columns *c = line->columns;
	const struct sp_estimate *estimate =
		sp_duty_row_estimate(ui, &(struct sp_duty_row){.activity = NULL, .duty = duty});
	char length[SP_CLOCK_TEXT], text[40];
	struct sp_str cadence;
	int sum = sp_duty_year_min(ui, duty);

	cell(line, c->name + 2, c->kind, duty->name);
	sp_str_init(&cadence);
	sp_describe_cadence(duty, &cadence);
	cell(line, c->kind, c->lengths, cadence.text);
	sp_str_finish(&cadence);
	if (duty->length_min > 0) {
		snprintf(text, sizeof(text), "%s%s", sp_short_length(duty->length_min, length),
			 estimate != NULL && estimate->offered ? " ?" : "");
		cell(line, c->lengths, c->want, text);
	}
	if (!duty->active)
		cell(line, c->want, c->hours, "off");
	else
		cell(line, c->hours, c->hours + HOURS_WIDTH + 1, sp_short_length(sum, length));
}

static void
draw_duty_row(const struct sp_ui *ui, struct sp_surface *surface, const struct columns *c,
	      struct sp_rect rect, int i)
{
	struct sp_duty_row row = sp_duty_row_at(ui, i);
	bool focused = i == ui->cursor[SP_VIEW_DUTIES];
	enum sp_style style = focused				      ? SP_STYLE_FOCUS
			      : row.duty != NULL && !row.duty->active ? SP_STYLE_CLOSED
								      : SP_STYLE_TEXT;

	struct line line = {surface, c, rect.y, style};

	sp_surface_fill(surface, rect, ' ', style);
	sp_surface_put(surface, rect.x, rect.y, focused ? '>' : ' ', style);
	if (row.duty != NULL)
		draw_duty(ui, row.duty, &line);
	else if (row.activity != NULL)
		draw_activity(ui, row.activity, &line);
}

/* The marks, or what the log says of the activity under the cursor. */
static void
draw_status(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_duty_row row = sp_duty_row_at(ui, ui->cursor[SP_VIEW_DUTIES]);
	const struct sp_estimate *estimate = sp_duty_row_estimate(ui, &row);
	struct sp_str text;

	sp_str_init(&text);
	if (estimate != NULL && estimate->offered) {
		sp_str_addf(&text, "%s: ", sp_estimate_name(estimate));
		sp_estimate_words(&text, estimate);
		sp_str_add(&text, ": use it? y asks, Y shows all");
	} else {
		sp_str_add(&text, "d delegable, p protected; ~ inferred, s survey, l own log, ? log differs");
	}
	sp_surface_text(surface, frame->status.x + 1, frame->status.y, frame->status.width - 2, text.text,
			estimate != NULL && estimate->offered ? SP_STYLE_NOTE : SP_STYLE_DIM);
	sp_str_finish(&text);
}

void
sp_duties_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_rect area = sp_duties_area(ui);
	struct columns c = columns_of(area);
	struct line head = {surface, &c, area.y - 1, SP_STYLE_HEAD};
	const struct sp_snapshot *snapshot = ui->world->snapshot;
	struct sp_hours_texts hours;
	char left[120];
	const char *lefts[] = {left, "Duties", NULL};
	int top = ui->top[SP_VIEW_DUTIES];
	int n = sp_duties_rows(ui);

	snprintf(left, sizeof(left), "Duties  %zu, of %zu %s", snapshot->duties.n, snapshot->activities.n,
		 sp_plural(snapshot->activities.n, "activity", "activities"));
	sp_hours_texts(ui, &hours);
	sp_draw_top(frame, surface, lefts, hours.list);
	if (n == 0) {
		sp_surface_text(surface, area.x + 1, area.y, area.width - 1,
				"No activities yet: 6, school, brings the usual ones; N makes one.",
				SP_STYLE_DIM);
		sp_surface_cursor(surface, area.x + 1, area.y);
		return;
	}
	cell(&head, c.name, c.kind, "Activity, its duties");
	cell(&head, c.kind, c.when, "Kind");
	cell(&head, c.when, c.lengths, "When");
	cell(&head, c.lengths, c.want, "Low/typical/high");
	cell(&head, c.want, c.hours, "Want");
	cell(&head, c.hours, c.end + 1, "A year");
	for (int i = top; i < n && i - top < area.height; i++)
		draw_duty_row(ui, surface, &c, (struct sp_rect){area.x, area.y + i - top, area.width, 1}, i);
	sp_surface_cursor(surface, area.x + 1, area.y + ui->cursor[SP_VIEW_DUTIES] - top);
	draw_status(ui, frame, surface);
}

/* --- the page --- */

static void
describe_activity(const struct sp_ui *ui, const struct sp_activity *activity, struct sp_str *out)
{
	const struct sp_window *window = sp_snapshot_window(ui->world->snapshot, activity->window);
	const struct sp_estimate *estimate = sp_duty_estimate(ui, activity);
	char low[SP_CLOCK_TEXT], typical[SP_CLOCK_TEXT], high[SP_CLOCK_TEXT];

	sp_str_addf(out, "%s: %s\n%s%s%s\n", activity->name, activity->plain,
		    sp_activity_kind_names[activity->kind],
		    activity->delegable ? "; another could do it" : "",
		    activity->protect ? "; protected: placed first" : "");
	sp_str_addf(out, "Takes %s to %s, most often %s (%s)\n", sp_short_length(activity->low_min, low),
		    sp_short_length(activity->high_min, high),
		    sp_short_length(activity->typical_min, typical), activity->estimate_source);
	if (estimate != NULL && estimate->n > 0)
		sp_str_addf(out, "The log: median %s, middle half %s to %s, over %d finished\n",
			    sp_short_length(estimate->median_min, typical),
			    sp_short_length(estimate->low_min, low),
			    sp_short_length(estimate->high_min, high), estimate->n);
	sp_str_addf(out, "When: %s\n", window != NULL ? window->name : "any working time");
	if (activity->prefer_window.v != 0)
		sp_str_addf(out, "Better at: %s\n", sp_words_preferred(ui->world->snapshot, activity));
	if (activity->chunk_max > 0)
		sp_str_addf(out, "In pieces of %s to %s\n", sp_short_length(activity->chunk_min, low),
			    sp_short_length(activity->chunk_max, high));
	if (activity->chunk_max > 0 && activity->chunks_day > 1)
		sp_str_addf(out, "Up to %d pieces a day\n", activity->chunks_day);
	if (activity->before_min > 0)
		sp_str_addf(out, "Kept free before it: %s\n", sp_short_length(activity->before_min, low));
	if (activity->target_pct >= 0)
		sp_str_addf(out, "Wanted share of the hours: %d %%\n", activity->target_pct);
	if (activity->week_min > 0)
		sp_str_addf(out, "Protected: at least %s a week\n", sp_short_length(activity->week_min, low));
}

static void
add_attendees(const struct sp_ui *ui, const struct sp_duty *duty, struct sp_str *out)
{
	const struct sp_snapshot *s = ui->world->snapshot;

	for (size_t i = 0; i < s->attendees.n; i++) {
		if (s->attendees.items[i].duty.v != duty->id.v || !sp_attendee_is_first(s, i))
			continue;
		sp_str_addf(out, "Comes: %s, ", s->attendees.items[i].role);
		sp_words_times(out, s, &s->attendees.items[i]);
		sp_str_add(out, "\n");
	}
}

void
sp_duty_page(struct sp_ui *ui, int i)
{
	struct sp_duty_row row = sp_duty_row_at(ui, i);
	char length[SP_CLOCK_TEXT];
	struct sp_str text;

	assert(i < sp_duties_rows(ui) && row.activity != NULL);
	sp_str_init(&text);
	if (row.duty != NULL) {
		sp_str_add(&text, "How often: ");
		sp_describe_cadence(row.duty, &text);
		if (row.duty->cadence == SP_CADENCE_YEARLY &&
		    sp_plan_duty_month(ui->world->snapshot, row.duty->month) != row.duty->month)
			sp_str_add(&text, "\nAugust has no school day: it stands in September.");
		sp_str_addf(&text, "\nWeight %d of 10%s\n", row.duty->weight,
			    row.duty->active ? "" : "; switched off");
		if (row.duty->length_min > 0)
			sp_str_addf(&text, "Each takes %s\n", sp_short_length(row.duty->length_min, length));
		add_attendees(ui, row.duty, &text);
		sp_str_addf(&text, "A year: %s\n\nActivity ",
			    sp_short_length(sp_duty_year_min(ui, row.duty), length));
	}
	describe_activity(ui, row.activity, &text);
	sp_page_open(ui, row.duty != NULL ? row.duty->name : row.activity->name, text.text);
	sp_str_finish(&text);
}
