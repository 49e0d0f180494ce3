/*
 * Moving a block, or placing a task that has no place: a ghost follows the arrows, and beside it stand the best places
 * with what each costs. Enter takes the place, and the block is then locked.
 */
#include "act.h"
#include "week.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { STEP_MIN = 15 };

static int
step_of(const struct sp_ui *ui)
{
	return ui->width > 0 && sp_week_layout(ui).row_min < STEP_MIN ? sp_week_layout(ui).row_min : STEP_MIN;
}

void
sp_move_open(struct sp_ui *ui, struct sp_effects *effects, int64_t block_id, int64_t task_id)
{
	const struct sp_snapshot *snapshot = ui->world->snapshot;
	const struct sp_block *block = sp_snapshot_block(snapshot, (sp_block_id){block_id});
	const struct sp_task *task = sp_snapshot_task(snapshot, (sp_task_id){task_id});
	struct sp_dialog *dialog;
	struct sp_effect *effect;

	if (task == NULL)
		return;
	dialog = sp_dialog_push(ui, SP_DIALOG_MOVE);
	if (dialog == NULL)
		return;
	dialog->block = block != NULL ? block_id : 0;
	dialog->task = task_id;
	dialog->start = block != NULL ? block->start : sp_time_of(ui->day, ui->at_min);
	dialog->length_min = block != NULL ? block->length_min : task->length_min;
	dialog->cursor = -1;
	dialog->waits = true;
	ui->view = SP_VIEW_WEEK;
	ui->in_panel = false;
	ui->list_form = false;
	ui->at_min = sp_time_minute(dialog->start);
	effect = sp_effect_add(effects, SP_EFFECT_SUGGEST);
	effect->id = task_id;
	effect->start = block != NULL ? block->start : SP_TIME_NONE;
	effect->hide = ui->privacy;
}

/* The ghost's start becomes `start`, kept inside a day; the week follows. */
static void
ghost_to(struct sp_ui *ui, struct sp_effects *effects, sp_time start)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	sp_day day = sp_time_day(start);

	assert(dialog != NULL && dialog->kind == SP_DIALOG_MOVE);
	dialog->start = start;
	ui->at_min = sp_time_minute(start);
	if (ui->world == NULL || sp_week_day_index(ui, day) < 0) {
		ui->day = day;
		sp_ui_reload(ui, effects);
	}
	ui->day = day;
}

static void
ghost_by(struct sp_ui *ui, struct sp_effects *effects, int days, int minutes)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	sp_day day = sp_time_day(dialog->start);
	sp_minute minute = sp_time_minute(dialog->start) + minutes;

	dialog->cursor = -1;
	if (days != 0 && ui->world->week.n_days == 5) {
		/* Over the weekend in one step. */
		enum sp_weekday weekday = sp_day_weekday(day);

		if (weekday == SP_FRIDAY && days > 0)
			days = 3;
		if (weekday == SP_MONDAY && days < 0)
			days = -3;
	}
	if (minute < 0)
		minute = 0;
	if (minute + dialog->length_min > SP_DAY_MIN)
		minute = SP_DAY_MIN - dialog->length_min > 0 ? SP_DAY_MIN - dialog->length_min : 0;
	ghost_to(ui, effects, sp_time_of(day + days, minute));
}

void
sp_act_move_up(struct sp_ui *ui, struct sp_effects *effects)
{
	ghost_by(ui, effects, 0, -step_of(ui));
}

void
sp_act_move_down(struct sp_ui *ui, struct sp_effects *effects)
{
	ghost_by(ui, effects, 0, step_of(ui));
}

void
sp_act_move_left(struct sp_ui *ui, struct sp_effects *effects)
{
	ghost_by(ui, effects, -1, 0);
}

void
sp_act_move_right(struct sp_ui *ui, struct sp_effects *effects)
{
	ghost_by(ui, effects, 1, 0);
}

static void
take_place(struct sp_ui *ui, struct sp_effects *effects, int i)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	if (i >= dialog->n_places) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  dialog->waits ? "Still looking for places."
					: "There are not so many places: the arrows move it.");
		return;
	}
	dialog->cursor = i;
	ghost_to(ui, effects, dialog->places[i].start);
}

void
sp_act_move_1(struct sp_ui *ui, struct sp_effects *effects)
{
	take_place(ui, effects, 0);
}

void
sp_act_move_2(struct sp_ui *ui, struct sp_effects *effects)
{
	take_place(ui, effects, 1);
}

void
sp_act_move_3(struct sp_ui *ui, struct sp_effects *effects)
{
	take_place(ui, effects, 2);
}

void
sp_act_move_next(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	take_place(ui, effects, dialog->n_places > 0 ? (dialog->cursor + 1) % dialog->n_places : 0);
}

void
sp_act_move_enter(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	const struct sp_block *block;
	const struct sp_task *task;
	struct sp_effect *effect;

	block = ui->world != NULL ? sp_snapshot_block(ui->world->snapshot, (sp_block_id){dialog->block})
				  : NULL;
	if (block != NULL && block->start == dialog->start) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "It stands there already: move it with the arrows or 1, 2, 3; Esc leaves it.");
		return;
	}
	task = ui->world != NULL ? sp_snapshot_task(ui->world->snapshot, (sp_task_id){dialog->task}) : NULL;
	if (block != NULL && task != NULL && sp_task_is_protected(ui->world->snapshot, task)) {
		sp_because_open(ui, dialog->block, dialog->task, dialog->start);
		return;
	}
	effect = sp_effect_add(effects, dialog->block != 0 ? SP_EFFECT_MOVE : SP_EFFECT_PLACE);
	effect->id = dialog->block != 0 ? dialog->block : dialog->task;
	effect->start = dialog->start;
}

/* --- drawing: the Week lies below; the ghost and the box are drawn over it --- */

/* What stands where the ghost is, in words; "" when nothing does. */
static void
describe_overlap(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	struct sp_week_item items[SP_WEEK_ITEMS];
	struct sp_week_layout layout = sp_week_layout(ui);
	int day = sp_week_day_index(ui, sp_time_day(dialog->start));
	sp_minute from = sp_time_minute(dialog->start);
	int n;

	if (day < 0)
		return;
	n = sp_week_items(&layout, &ui->world->week.days[day], items, SP_WEEK_ITEMS);
	for (int i = 0; i < n; i++) {
		const char *what = NULL;

		if (items[i].from_min >= from + dialog->length_min || items[i].to_min <= from)
			continue;
		if (items[i].kind == SP_ITEM_BLOCK && items[i].block->block->id.v != dialog->block)
			what = sp_block_title(ui, items[i].block);
		else if (items[i].kind == SP_ITEM_FIXED)
			what = sp_fixed_title(ui, items[i].fixed);
		else if (items[i].kind == SP_ITEM_CLOSED)
			what = "time that is not worked";
		if (what != NULL)
			sp_str_addf(out, "%s%s", out->len == 0 ? "on top of " : " and ", what);
	}
}

static void
draw_ghost(const struct sp_ui *ui, const struct sp_dialog *dialog, const struct sp_week_layout *layout,
	   struct sp_surface *surface)
{
	int day = sp_week_day_index(ui, sp_time_day(dialog->start));
	sp_minute from = sp_time_minute(dialog->start);
	struct sp_rect column;
	struct sp_rect rect;
	struct sp_str title;
	const struct sp_task *task = sp_snapshot_task(ui->world->snapshot, (sp_task_id){dialog->task});
	const struct sp_activity *activity;
	int top, bottom;

	if (day < 0 || task == NULL)
		return;
	activity = sp_snapshot_activity(ui->world->snapshot, task->activity);
	column = sp_week_column(layout, day);
	top = sp_week_row_of(layout, from) - layout->top_row;
	bottom = sp_week_row_of(layout, from + dialog->length_min - 1) + 1 - layout->top_row;
	rect = sp_rect_intersect((struct sp_rect){column.x, column.y + top, column.width, bottom - top},
				 column);
	if (sp_rect_is_empty(rect))
		return;
	sp_str_init(&title);
	sp_task_title(ui, ui->world->snapshot, task->id, &title);
	sp_surface_fill(surface, rect, ' ', SP_STYLE_GHOST);
	sp_surface_fill(surface, (struct sp_rect){rect.x + 1, rect.y, 1, rect.height},
			sp_chip_letter(activity), sp_chip_style(activity));
	sp_surface_fill(surface, (struct sp_rect){rect.x, rect.y, 1, rect.height}, '>', SP_STYLE_STRONG);
	sp_surface_wrap(surface, (struct sp_rect){rect.x + 3, rect.y, rect.width - 3, rect.height}, 0,
			title.text, SP_STYLE_GHOST);
	sp_surface_cursor(surface, rect.x + 1, rect.y);
	sp_str_finish(&title);
}

static void
draw_places(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface,
	    struct sp_rect rest)
{
	bool narrow = rest.width < 60;

	if (dialog->waits)
		sp_surface_text(surface, rest.x, rest.y, rest.width, "looking for the best places…",
				SP_STYLE_DIM);
	else if (dialog->n_places == 0)
		sp_surface_text(surface, rest.x, rest.y, rest.width,
				"no other place: the arrows move it all the same", SP_STYLE_WARNING);
	for (int i = 0; i < dialog->n_places; i++) {
		struct sp_rect line = sp_rect_take_top(&rest, 1);
		enum sp_style style = i == dialog->cursor ? SP_STYLE_FOCUS : SP_STYLE_TEXT;
		char when[SP_CLOCK_TEXT];
		int used;

		if (line.height == 0)
			break;
		sp_surface_textf(surface, line.x, line.y, 2, SP_STYLE_KEY, "%d", i + 1);
		used = sp_surface_text(surface, line.x + 2, line.y, line.width - 2,
				       sp_time_format(dialog->places[i].start, when), style);
		if (narrow) {
			struct sp_rect under = {line.x + 2, rest.y, rest.width - 2,
						rest.height < 2 ? rest.height : 2};
			int lines = sp_surface_wrap(surface, under, 0, dialog->places[i].text, SP_STYLE_DIM);

			sp_rect_take_top(&rest, lines < 2 ? lines : 2);
		} else {
			sp_surface_text(surface, line.x + used + 4, line.y, line.width - used - 4,
					dialog->places[i].text, SP_STYLE_DIM);
		}
	}
	assert(ui->world != NULL);
}

/* Beside the days when there is a panel, else at the bottom; at the top when the ghost is at the bottom. */
static struct sp_rect
places_box(const struct sp_week_layout *layout, const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	struct sp_rect body = {layout->hours.x, layout->grid.y, ui->width, layout->grid.height};
	int height = 5 + (ui->width < 80 ? 2 : 0);
	int row = sp_week_row_of(layout, sp_time_minute(dialog->start)) - layout->top_row;

	if (!sp_rect_is_empty(layout->panel) && !layout->panel_covers)
		return layout->panel;
	if (row > layout->grid.height / 2)
		return sp_rect_take_top(&body, height);
	return sp_rect_take_bottom(&body, height);
}

void
sp_move_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	struct sp_week_layout layout;
	struct sp_rect box;
	struct sp_rect status;
	struct sp_str overlap;
	char span[64];

	if (ui->world == NULL)
		return;
	layout = sp_week_layout(ui);
	status = layout.frame.status;
	box = places_box(&layout, ui, dialog);
	sp_surface_box(surface, box, "Best places", SP_STYLE_BOX);
	draw_places(ui, dialog, surface,
		    (struct sp_rect){box.x + 2, box.y + 1, box.width - 4, box.height - 2});
	draw_ghost(ui, dialog, &layout, surface);
	if (ui->message[0] != '\0')
		return;
	sp_str_init(&overlap);
	describe_overlap(ui, dialog, &overlap);
	sp_surface_fill(surface, status, ' ', SP_STYLE_TEXT);
	sp_surface_textf(surface, 1, status.y, status.width - 1,
			 overlap.len > 0 ? SP_STYLE_WARNING : SP_STYLE_NOTE,
			 "To %s%s%s. Enter takes it and locks it.",
			 sp_span_text(dialog->start, dialog->start + dialog->length_min, span),
			 overlap.len > 0 ? ", " : ", free", overlap.text);
	sp_str_finish(&overlap);
}
