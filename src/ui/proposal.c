/*
 * The proposal: what would change, one line each with its reason, to be taken whole, in part, or not at all. While the
 * engine still works the list gets better under the eyes; the first touch stops it.
 */
#include "friday.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { DETAIL_LINES = 3 };

void
sp_proposal_open(struct sp_ui *ui)
{
	struct sp_dialog *dialog = sp_dialog_push(ui, SP_DIALOG_PROPOSAL);

	if (dialog != NULL)
		snprintf(dialog->title, sizeof(dialog->title), "Proposal");
}

/* Where the changes stand; below them in full the reason of the one under the cursor. */
struct sp_rect
sp_proposal_rows(const struct sp_ui *ui, int *ret_lines)
{
	struct sp_rect body = sp_frame_of(ui).body;

	sp_rect_take_top(&body, 1 + sp_ladder_lines(ui, body.height));
	*ret_lines = body.height <= DETAIL_LINES + 2 ? 1 : DETAIL_LINES;
	(void)sp_rect_take_bottom(&body, *ret_lines + 1);
	return body;
}

static void
describe_reason(const struct sp_ui *ui, const struct sp_change *change, struct sp_str *out)
{
	const struct sp_task *task = sp_snapshot_task(ui->pending, change->task);

	if (change->kind == SP_CHANGE_NO_ROOM && task != NULL)
		sp_words_no_room(out, ui->pending, task, &change->why_not, ui->privacy);
	else
		sp_words_change(out, ui->pending, change, ui->privacy);
}

/* After lost time what had no room before is one line at the end: it is not news. */
static bool
is_folded(const struct sp_ui *ui, const struct sp_change *change)
{
	return ui->folds && change->kind == SP_CHANGE_NO_ROOM && !change->had_place;
}

/* What is folded: pieces and minutes. */
static int
count_folded(const struct sp_ui *ui, int32_t *ret_min)
{
	int n = 0;

	*ret_min = 0;
	for (size_t i = 0; i < ui->proposal->n_changes; i++)
		if (is_folded(ui, &ui->proposal->changes[i])) {
			*ret_min += ui->proposal->changes[i].length_min;
			n++;
		}
	return n;
}

int
sp_proposal_lines(const struct sp_ui *ui)
{
	int32_t minutes;
	int n;

	if (ui->proposal == NULL)
		return 0;
	n = count_folded(ui, &minutes);
	return sp_agreed_rows(ui) + (int)ui->proposal->n_changes - n + (n > 0);
}

/* The change in a row, or NULL: what was agreed, or the line for those that are folded. */
static struct sp_change *
change_of_row(const struct sp_ui *ui, int row)
{
	row -= sp_agreed_rows(ui);
	if (row < 0)
		return NULL;
	for (size_t i = 0; i < ui->proposal->n_changes; i++)
		if (!is_folded(ui, &ui->proposal->changes[i]) && row-- == 0)
			return &ui->proposal->changes[i];
	return NULL;
}

static const char *
kind_word(enum sp_change_kind kind)
{
	switch (kind) {
	case SP_CHANGE_MOVED:
		return "moved";
	case SP_CHANGE_NEW:
		return "new";
	case SP_CHANGE_DROPPED:
		return "dropped";
	case SP_CHANGE_NO_ROOM:
		return "no room";
	}
	return "?";
}

static void
describe_places(const struct sp_ui *ui, const struct sp_change *change, struct sp_str *out)
{
	const struct sp_task *task = sp_snapshot_task(ui->pending, change->task);
	char from[SP_CLOCK_TEXT];
	char to[SP_CLOCK_TEXT];
	char length[SP_CLOCK_TEXT];
	char day[SP_DAY_TEXT];

	switch (change->kind) {
	case SP_CHANGE_MOVED:
		if (change->from_start == change->to_start) {
			sp_str_addf(out, "%s, stays, now %s", sp_time_format(change->from_start, from),
				    sp_short_length(change->length_min, length));
			break;
		}
		sp_str_addf(out, "%s -> %s", sp_time_format(change->from_start, from),
			    sp_time_day(change->from_start) == sp_time_day(change->to_start)
				    ? sp_minute_format(sp_time_minute(change->to_start), to)
				    : sp_time_format(change->to_start, to));
		break;
	case SP_CHANGE_NEW:
		sp_str_addf(out, "%s, %s", sp_time_format(change->to_start, to),
			    sp_short_length(change->length_min, length));
		break;
	case SP_CHANGE_DROPPED:
		sp_str_addf(out, "was %s", sp_time_format(change->from_start, from));
		break;
	case SP_CHANGE_NO_ROOM:
		sp_str_addf(out, "needs %s", sp_short_length(change->length_min, length));
		if (task != NULL && task->due_day != SP_DAY_NONE)
			sp_str_addf(out, " by %s", sp_day_format(task->due_day, SP_DAY_SHORT, day));
		break;
	}
}

static void
draw_change(const struct sp_ui *ui, const struct sp_change *change, struct sp_surface *surface,
	    struct sp_rect row, bool focused)
{
	const struct sp_task *task = sp_snapshot_task(ui->pending, change->task);
	const struct sp_activity *activity =
		task != NULL ? sp_snapshot_activity(ui->pending, task->activity) : NULL;
	bool no_room = change->kind == SP_CHANGE_NO_ROOM;
	enum sp_style style = focused			    ? SP_STYLE_FOCUS
			      : change->accepted || no_room ? SP_STYLE_TEXT
							    : SP_STYLE_DIM;
	int title_width = row.width >= SP_PROPOSAL_WIDE ? row.width / 5 : row.width - 56;
	struct sp_str text;
	int x = row.x;

	title_width = title_width < 10 ? 10 : title_width;
	sp_surface_fill(surface, row, ' ', style);
	sp_surface_put(surface, x, row.y, focused ? '>' : ' ', SP_STYLE_STRONG);
	sp_surface_textf(surface, x + 1, row.y, 12, no_room && !focused ? SP_STYLE_ALERT : style, "[%c] %s",
			 no_room	    ? '!'
			 : change->accepted ? 'x'
					    : ' ',
			 kind_word(change->kind));
	if (change->late)
		sp_surface_put(surface, x + 11, row.y, '!', focused ? style : SP_STYLE_ALERT);
	sp_surface_put(surface, x + 14, row.y, sp_chip_letter(activity), sp_chip_style(activity));
	sp_str_init(&text);
	sp_task_title(ui, ui->pending, change->task, &text);
	sp_surface_text(surface, x + 16, row.y, title_width, text.text, style);
	x += 16 + title_width + 1;
	sp_str_clear(&text);
	describe_places(ui, change, &text);
	x += sp_surface_text(surface, x, row.y, row.x + row.width - x, text.text, style) + 2;
	if (row.width >= SP_PROPOSAL_WIDE) {
		int column = row.x + 16 + title_width + 1 + 40;

		sp_str_clear(&text);
		describe_reason(ui, change, &text);
		x = x > column ? x : column;
		sp_surface_text(surface, x, row.y, row.x + row.width - x, text.text,
				focused ? style : SP_STYLE_DIM);
	}
	sp_str_finish(&text);
}

static void
draw_folded(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect row, bool focused)
{
	enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_DIM;
	char length[SP_CLOCK_TEXT];
	int32_t minutes;
	int n = count_folded(ui, &minutes);

	sp_surface_fill(surface, row, ' ', style);
	sp_surface_put(surface, row.x, row.y, focused ? '>' : ' ', SP_STYLE_STRONG);
	sp_surface_textf(surface, row.x + 5, row.y, row.width - 5, style,
			 "and %d that had no room before: %s (o opens them)", n,
			 sp_short_length(minutes, length));
}

/* "2 moved, 1 new, 38 unchanged, 1 does not fit (2h)": what there is of each; hours that do not fit. */
static void
describe_sum(const struct sp_ui *ui, struct sp_str *out)
{
	const struct sp_proposal *proposal = ui->proposal;
	char length[SP_CLOCK_TEXT];
	int32_t minutes;
	int n_folded = count_folded(ui, &minutes);
	int n_no_room = (int)proposal->n_no_room - n_folded;

	minutes = proposal->no_room_min - minutes;
	sp_str_addf(out, "Proposal: %zu moved", proposal->n_moved);
	if (proposal->n_new > 0)
		sp_str_addf(out, ", %zu new", proposal->n_new);
	if (proposal->n_dropped > 0)
		sp_str_addf(out, ", %zu dropped", proposal->n_dropped);
	sp_str_addf(out, ", %zu unchanged", proposal->n_unchanged);
	if (n_no_room > 0 && ui->folds)
		sp_str_addf(out, ", %d lost %s place (%s)", n_no_room, n_no_room == 1 ? "its" : "their",
			    sp_short_length(minutes, length));
	else if (n_no_room > 0)
		sp_str_addf(out, ", %d %s not fit (%s)", n_no_room, n_no_room == 1 ? "does" : "do",
			    sp_short_length(minutes, length));
}

static void
draw_summary(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect line)
{
	bool is_late = ui->proposal->score.hard_late > 0;
	char right[80];
	struct sp_str text;
	int used;

	sp_str_init(&text);
	sp_words_clocks_short(&text, ui->proposal);
	snprintf(right, sizeof(right), "%s", text.text);
	sp_str_clear(&text);
	describe_sum(ui, &text);
	used = sp_surface_text(surface, line.x + 1, line.y, line.width - 1, text.text, SP_STYLE_STRONG);
	sp_str_finish(&text);
	if (used + 4 + (int)strlen(right) < line.width)
		sp_surface_text(surface, line.x + line.width - (int)strlen(right) - 1, line.y, -1, right,
				is_late ? SP_STYLE_ALERT : SP_STYLE_GOOD);
}

/* Under the list: the change with the cursor, its reason in full. */
static void
draw_detail(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect detail, int row)
{
	const struct sp_change *change = change_of_row(ui, row);
	struct sp_str text;

	sp_surface_hline(surface, detail.x, detail.y - 1, detail.width, SP_STYLE_DIM);
	sp_str_init(&text);
	if (row < sp_agreed_rows(ui)) {
		sp_agreed_words(ui, row, &text);
	} else if (change != NULL) {
		sp_task_title(ui, ui->pending, change->task, &text);
		sp_str_add(&text, change->late ? ": after its due date; " : ": ");
		describe_reason(ui, change, &text);
	}
	detail.x += 1;
	detail.width -= 2;
	sp_surface_wrap(surface, detail, 0, text.text, SP_STYLE_TEXT);
	sp_str_finish(&text);
}

void
sp_proposal_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	struct sp_rect body = sp_frame_of(ui).body;
	struct sp_rect status = sp_frame_of(ui).status;
	struct sp_rect rows;
	int lines;
	int ladder;
	int n = sp_proposal_lines(ui);

	sp_surface_fill(surface, body, ' ', SP_STYLE_TEXT);
	sp_surface_fill(surface, status, ' ', SP_STYLE_TEXT);
	sp_surface_text(surface, status.x + 1, status.y, status.width - 2,
			ui->planning
				? "Improving; Esc stops it. Nothing changes until Enter."
				: "Nothing changes until Enter; then all that is ticked, as one command.",
			SP_STYLE_DIM);
	if (ui->proposal == NULL || ui->pending == NULL)
		return;
	rows = sp_proposal_rows(ui, &lines);
	ladder = sp_ladder_lines(ui, body.height);
	draw_summary(ui, surface, sp_rect_take_top(&body, 1));
	sp_ladder_draw(ui, surface, sp_rect_take_top(&body, ladder));
	if (n == 0)
		sp_surface_text(surface, rows.x + 1, rows.y, rows.width - 2,
				"Nothing would change: the plan stands as it is. Esc closes.", SP_STYLE_GOOD);
	for (int i = dialog->top; i < n && i - dialog->top < rows.height; i++) {
		const struct sp_change *change = change_of_row(ui, i);
		struct sp_rect row = {rows.x, rows.y + i - dialog->top, rows.width, 1};

		if (i < sp_agreed_rows(ui))
			sp_agreed_draw(ui, i, surface, row, i == dialog->cursor);
		else if (change != NULL)
			draw_change(ui, change, surface, row, i == dialog->cursor);
		else
			draw_folded(ui, surface, row, i == dialog->cursor);
	}
	if (dialog->cursor < 0 || dialog->cursor >= n)
		return;
	sp_surface_cursor(surface, rows.x + 1, rows.y + dialog->cursor - dialog->top);
	if (lines > 0)
		draw_detail(ui, surface, sp_rect_take_bottom(&body, lines), dialog->cursor);
}

static struct sp_change *
change_at_cursor(struct sp_ui *ui)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	assert(dialog != NULL && dialog->kind == SP_DIALOG_PROPOSAL);
	if (ui->proposal == NULL || dialog->cursor < 0 || dialog->cursor >= sp_proposal_lines(ui)) {
		sp_ui_say(ui, SP_STYLE_NOTE, "There is no change here.");
		return NULL;
	}
	if (dialog->cursor < sp_agreed_rows(ui))
		sp_ui_say(ui, SP_STYLE_NOTE, "It is no change: Space says whether it happens.");
	else if (change_of_row(ui, dialog->cursor) == NULL)
		sp_ui_say(ui, SP_STYLE_NOTE, "These had no room before: o opens them.");
	return change_of_row(ui, dialog->cursor);
}

void
sp_act_toggle(struct sp_ui *ui, struct sp_effects *effects)
{
	int row = sp_dialog_top(ui)->cursor;
	struct sp_change *change;

	if (row >= 0 && row < sp_agreed_rows(ui)) {
		sp_agreed_toggle(ui, row, effects);
		return;
	}
	change = change_at_cursor(ui);
	if (change == NULL)
		return;
	ui->planning = false;
	if (change->kind == SP_CHANGE_NO_ROOM) {
		sp_ui_say(ui, SP_STYLE_NOTE, "It has no place: o shows what would help.");
		return;
	}
	change->accepted = !change->accepted;
	sp_act_dialog_down(ui, effects);
}

void
sp_act_toggle_all(struct sp_ui *ui, struct sp_effects *effects)
{
	bool any = false;

	(void)effects;
	if (ui->proposal == NULL || ui->proposal->n_changes == 0) {
		sp_ui_say(ui, SP_STYLE_NOTE, "There is no change here.");
		return;
	}
	ui->planning = false;
	for (size_t i = 0; i < ui->proposal->n_changes; i++)
		any = any || ui->proposal->changes[i].accepted;
	for (size_t i = 0; i < ui->proposal->n_changes; i++)
		ui->proposal->changes[i].accepted =
			!any && ui->proposal->changes[i].kind != SP_CHANGE_NO_ROOM;
}

void
sp_act_accept(struct sp_ui *ui, struct sp_effects *effects)
{
	ui->planning = false;
	sp_effect_add(effects, SP_EFFECT_ACCEPT);
}

void
sp_act_discard(struct sp_ui *ui, struct sp_effects *effects)
{
	if (ui->planning) {
		ui->planning = false;
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "Stopped: this is the best so far. Enter accepts, Esc again discards.");
		return;
	}
	sp_dialog_pop(ui);
	ui->proposal = NULL;
	ui->pending = NULL;
	sp_effect_add(effects, SP_EFFECT_DISCARD);
	sp_ui_say(ui, SP_STYLE_NOTE, "Discarded: nothing has changed.");
	friday_planned(ui, false, effects);
}

static void
open_reason(struct sp_ui *ui, const struct sp_change *change)
{
	struct sp_str title;
	struct sp_str text;

	sp_str_init(&title);
	sp_str_init(&text);
	sp_task_title(ui, ui->pending, change->task, &title);
	sp_str_addf(&text, "%s: ", kind_word(change->kind));
	describe_places(ui, change, &text);
	sp_str_add(&text, "\n");
	describe_reason(ui, change, &text);
	sp_page_open(ui, title.text, text.text);
	sp_str_finish(&title);
	sp_str_finish(&text);
}

void
sp_act_proposal_why(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_change *change = change_at_cursor(ui);

	if (change == NULL)
		return;
	ui->planning = false;
	if (change->kind == SP_CHANGE_NO_ROOM)
		sp_act_why_task(ui, effects, change->task.v);
	else
		open_reason(ui, change);
}

void
sp_act_proposal_options(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_change *change;

	if (ui->proposal != NULL && dialog->cursor >= sp_agreed_rows(ui) &&
	    dialog->cursor < sp_proposal_lines(ui) && change_of_row(ui, dialog->cursor) == NULL) {
		ui->planning = false;
		ui->folds = false;
		return;
	}
	change = change_at_cursor(ui);
	if (change == NULL)
		return;
	ui->planning = false;
	if (change->kind != SP_CHANGE_NO_ROOM)
		sp_ui_say(ui, SP_STYLE_NOTE, "Options are for what has no room: this has a place.");
	else
		sp_act_why_task(ui, effects, change->task.v);
}
