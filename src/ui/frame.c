/*
 * The frame around every view: the top line with the hours, the status line, the footer made from the table of keys.
 */
#include "senplan/app/record.h"
#include "senplan/base/array.h"
#include "senplan/base/utf8.h"

#include "act.h"
#include "parts.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_LINES = 3, LEAST_MESSAGE = 10 };

int
sp_message_lines(const struct sp_ui *ui)
{
	const struct sp_dialog *dialog = sp_dialog_shown(ui);
	struct sp_rect area = {0, 0, ui->width - 2, 0};
	struct sp_surface none = {.width = 0};
	int lines;

	if (ui->message[0] == '\0' || ui->width < LEAST_MESSAGE ||
	    (dialog != NULL && dialog->kind == SP_DIALOG_PROMPT))
		return 0;
	lines = sp_surface_wrap(&none, area, 0, ui->message, ui->message_style);
	return lines > MESSAGE_LINES ? MESSAGE_LINES : lines;
}

/*
 * Lists give up the lines that a long message takes, so that their last row stays to be seen. The days of the Week do not:
 * they would be drawn with other lengths for one key and back again after it.
 */
static int
lines_of_body(const struct sp_ui *ui)
{
	const struct sp_dialog *dialog = sp_dialog_shown(ui);
	bool days = ui->view == SP_VIEW_WEEK && !ui->list_form &&
		    (dialog == NULL || dialog->kind == SP_DIALOG_MOVE);
	bool says_below =
		dialog != NULL && dialog->kind == SP_DIALOG_PROPOSAL; /* its last lines are no rows */
	int lines = days || says_below ? 0 : sp_message_lines(ui) - 1;

	return lines > 0 ? lines : 0;
}

struct sp_frame
sp_frame_of(const struct sp_ui *ui)
{
	struct sp_rect rest = {0, 0, ui->width, ui->height};
	struct sp_frame frame;

	frame.top = sp_rect_take_top(&rest, 1);
	frame.footer = sp_rect_take_bottom(&rest, 1);
	frame.status = sp_rect_take_bottom(&rest, 1);
	sp_rect_take_bottom(&rest, lines_of_body(ui));
	frame.body = rest;
	return frame;
}

void
sp_draw_top(const struct sp_frame *frame, struct sp_surface *surface, const char *const *lefts,
	    const char *const *rights)
{
	struct sp_rect line = frame->top;
	int inner = line.width - 2;
	const char *left = lefts[0];
	const char *right = "";

	sp_surface_fill(surface, line, ' ', SP_STYLE_TITLE);
	for (int r = 0; rights[r] != NULL && right[0] == '\0'; r++)
		for (int l = 0; lefts[l] != NULL; l++) {
			left = lefts[l];
			if (sp_surface_width(surface, left) + 3 + sp_surface_width(surface, rights[r]) <=
			    inner) {
				right = rights[r];
				break;
			}
		}
	sp_surface_text(surface, line.x + 1, line.y, inner, left, SP_STYLE_TITLE);
	if (right[0] != '\0')
		sp_surface_text(surface, line.x + line.width - 1 - sp_surface_width(surface, right), line.y,
				-1, right, SP_STYLE_TITLE);
}

/* What presses in the week ("! 2", on paper and in the list too), and what of it has no place, which is told apart. */
struct alarms {
	int pressing, unplaced;
	char in_full[80], in_short[40], mark[24]; /* "" when there is nothing */
};

static void
find_alarms(const struct sp_week *week, struct alarms *ret)
{
	*ret = (struct alarms){.unplaced = (int)week->n_no_room};
	for (size_t i = 0; i < week->n_attention; i++)
		ret->pressing += week->attention[i].severity > 0;
	if (ret->pressing + ret->unplaced == 0)
		return;
	if (ret->pressing == 0) {
		snprintf(ret->in_full, sizeof(ret->in_full), " | %d did not fit", ret->unplaced);
		snprintf(ret->in_short, sizeof(ret->in_short), " | %d no room", ret->unplaced);
		snprintf(ret->mark, sizeof(ret->mark), " | %d no room", ret->unplaced);
		return;
	}
	snprintf(ret->mark, sizeof(ret->mark), " | ! %d", ret->pressing);
	snprintf(ret->in_full, sizeof(ret->in_full), "%s pressing", ret->mark);
	snprintf(ret->in_short, sizeof(ret->in_short), "%s", ret->mark);
	if (ret->unplaced > 0) {
		snprintf(ret->in_full, sizeof(ret->in_full), "%s pressing, %d did not fit", ret->mark,
			 ret->unplaced);
		snprintf(ret->in_short, sizeof(ret->in_short), "%s, %d no room", ret->mark, ret->unplaced);
	}
}

/* While a clock runs it comes first: "clock 0h25 | 14h00 | …". */
static void
add_clock(const struct sp_ui *ui, struct sp_hours_texts *texts)
{
	struct sp_running running;
	char length[SP_CLOCK_TEXT], before[sizeof(texts->texts[0])];

	if (!sp_clock_running(ui->world->snapshot, &running))
		return;
	sp_length_format(ui->now > running.start ? ui->now - running.start : 0, length);
	for (size_t i = 0; i < SP_COUNT(texts->texts); i++) {
		snprintf(before, sizeof(before), "%s", texts->texts[i]);
		snprintf(texts->texts[i], sizeof(texts->texts[i]), "clock %s%s%s | %.180s",
			 i == 0 ? running.activity->name : "", i == 0 ? " " : "", length, before);
	}
}

/* Before all else, in a plan that may only be read. */
static void
add_read_only(struct sp_hours_texts *texts)
{
	char before[sizeof(texts->texts[0])];

	for (size_t i = 0; i < SP_COUNT(texts->texts); i++) {
		snprintf(before, sizeof(before), "%s", texts->texts[i]);
		snprintf(texts->texts[i], sizeof(texts->texts[i]), "read only | %.180s", before);
	}
}

void
sp_hours_texts(const struct sp_ui *ui, struct sp_hours_texts *ret)
{
	const struct sp_week *week;
	char allocated[SP_CLOCK_TEXT], planned[SP_CLOCK_TEXT], logged[SP_CLOCK_TEXT], left[SP_CLOCK_TEXT];
	struct alarms alarms;

	memset(ret, 0, sizeof(*ret));
	if (ui->world == NULL)
		return;
	week = &ui->world->week;
	sp_length_format(week->allocated_min, allocated);
	sp_length_format(week->planned_min, planned);
	sp_length_format(week->logged_min, logged);
	sp_length_format(week->left_min, left);
	find_alarms(week, &alarms);
	snprintf(ret->texts[0], sizeof(ret->texts[0]), "SENCO %s | planned %s | logged %s | left %s%s",
		 allocated, planned, logged, left, alarms.in_full);
	snprintf(ret->texts[1], sizeof(ret->texts[1]), "SENCO %s | planned %s | logged %s | left %s%s",
		 allocated, planned, logged, left, alarms.in_short);
	snprintf(ret->texts[2], sizeof(ret->texts[2]), "%s | planned %s | logged %s | left %s%s", allocated,
		 planned, logged, left, alarms.in_short);
	snprintf(ret->texts[3], sizeof(ret->texts[3]), "%s | planned %s | logged %s | left %s%s", allocated,
		 planned, logged, left, alarms.mark);
	snprintf(ret->texts[4], sizeof(ret->texts[4]), "%s | left %s%s", allocated, left, alarms.mark);
	snprintf(ret->texts[5], sizeof(ret->texts[5]), "left %s%s", left, alarms.mark);
	add_clock(ui, ret);
	if (ui->options.read_only != NULL)
		add_read_only(ret);
	for (size_t i = 0; i < SP_COUNT(ret->texts); i++)
		ret->list[i] = ret->texts[i];
}

/* The first key of a list of keys: "Enter" of "Enter o". */
static void
first_key(const char *keys, char *buf, size_t size)
{
	size_t len = strcspn(keys, " ");

	if (len >= size)
		len = size - 1;
	memcpy(buf, keys, len);
	buf[len] = '\0';
}

static int
hint_width(const struct sp_surface *surface, const struct sp_action *action)
{
	char key[SP_KEY_TEXT];

	first_key(action->keys, key, sizeof(key));
	return sp_surface_width(surface, key) + 1 + sp_surface_width(surface, action->label);
}

static int
draw_hint(struct sp_surface *surface, int x, int y, const struct sp_action *action)
{
	char key[SP_KEY_TEXT];
	int used;

	first_key(action->keys, key, sizeof(key));
	used = sp_surface_text(surface, x, y, -1, key, SP_STYLE_KEY);
	sp_surface_put(surface, x + used, y, ' ', SP_STYLE_DIM);
	return used + 1 + sp_surface_text(surface, x + used + 1, y, -1, action->label, SP_STYLE_DIM);
}

enum { RANK_HELP = 98, RANK_QUIT = 99, HINT_GAP = 2 };

/*
 * Closing the week is offered where something in it is over and not reviewed; what would change the plan, not while somebody
 * looks on.
 */
static bool
is_wanted(const struct sp_ui *ui, const struct sp_action *action)
{
	if (sp_ui_hides(ui, action))
		return false;
	if (action->run == sp_act_close_week && ui->n_dialogs == 0)
		return ui->world != NULL && ui->world->week.unreviewed_min > 0;
	return sp_part_can(ui, action);
}

/* The action of the rank next above `rank` here. Of equal ranks the first in the table stands. */
static const struct sp_action *
next_hint(const struct sp_ui *ui, unsigned where, int rank)
{
	size_t n;
	const struct sp_action *actions = sp_actions(&n);
	const struct sp_action *next = NULL;

	for (size_t i = 0; i < n; i++)
		if ((actions[i].where & where) != 0 && actions[i].rank > rank &&
		    (next == NULL || actions[i].rank < next->rank) && is_wanted(ui, &actions[i]))
			next = &actions[i];
	return next;
}

void
sp_draw_footer(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect line)
{
	unsigned where = sp_ui_where(ui);
	const struct sp_action *hint;
	int right = line.x + line.width - 1;
	int x = line.x + 1;

	sp_surface_fill(surface, line, ' ', SP_STYLE_DIM);
	for (int rank = RANK_QUIT; rank >= RANK_HELP; rank--) {
		hint = next_hint(ui, where, rank - 1);
		if (hint == NULL || hint->rank != rank || right - hint_width(surface, hint) < x)
			continue;
		right -= hint_width(surface, hint);
		draw_hint(surface, right, line.y, hint);
		right -= HINT_GAP;
	}
	for (hint = next_hint(ui, where, 0); hint != NULL && hint->rank < RANK_HELP;
	     hint = next_hint(ui, where, hint->rank)) {
		if (x + hint_width(surface, hint) > right)
			break;
		x += draw_hint(surface, x, line.y, hint) + HINT_GAP;
	}
}
