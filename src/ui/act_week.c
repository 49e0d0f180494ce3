/*
 * Keys of the Week: moving over what stands in it, and acting on the block (or the unplaced task) under the cursor.
 */
#include "act.h"
#include "week.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* What the keys are about: a block and its task, or a task without a block. */
struct target {
	int64_t block;
	int64_t task;
};

int64_t
sp_act_block_of_task(const struct sp_ui *ui, sp_task_id task)
{
	const struct sp_snapshot *snapshot = ui->world->snapshot;

	for (size_t i = 0; i < snapshot->blocks.n; i++)
		if (snapshot->blocks.items[i].task.v == task.v)
			return snapshot->blocks.items[i].id.v;
	return 0;
}

static bool
find_target(struct sp_ui *ui, struct target *ret)
{
	const struct sp_week_block *block;

	if (ui->world == NULL)
		return false;
	if (ui->in_panel) {
		sp_task_id task = {0};

		if (ui->cursor[SP_VIEW_WEEK] < sp_week_panel_rows(ui))
			task = sp_week_panel_task(ui, ui->cursor[SP_VIEW_WEEK]);
		if (task.v == 0) {
			sp_ui_say(ui, SP_STYLE_NOTE,
				  "This is only for information: there is no task behind it yet.");
			return false;
		}
		*ret = (struct target){sp_act_block_of_task(ui, task), task.v};
		return true;
	}
	block = sp_week_focus_block(ui);
	if (block == NULL) {
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "No block is here: go to one with the arrows, or a adds one, p plans.");
		return false;
	}
	*ret = (struct target){block->block->id.v, block->task != NULL ? block->task->id.v : 0};
	return true;
}

/* The target, which must be a block. */
static bool
find_block(struct sp_ui *ui, struct target *ret)
{
	if (!find_target(ui, ret))
		return false;
	if (ret->block != 0)
		return true;
	sp_ui_say(ui, SP_STYLE_NOTE, "It has no place yet: m places it, w says why not.");
	return false;
}

/* --- moving --- */

/* Another item of the day: delta -1 or 1; 0 the first, 2 the last. */
static void
move_in_day(struct sp_ui *ui, int delta)
{
	struct sp_week_item items[SP_WEEK_ITEMS];
	struct sp_week_item focus;
	struct sp_week_layout layout;
	int day;
	int n;
	int at = 0;

	if (ui->world == NULL || (day = sp_week_day_index(ui, ui->day)) < 0 || !sp_week_focus(ui, &focus))
		return;
	layout = sp_week_layout(ui);
	n = sp_week_items(&layout, &ui->world->week.days[day], items, SP_WEEK_ITEMS);
	for (int i = 0; i < n; i++)
		if (items[i].from_min == focus.from_min && items[i].kind == focus.kind &&
		    items[i].to_min == focus.to_min)
			at = i;
	at = delta == 0 ? 0 : delta == 2 ? n - 1 : at + delta;
	if (at < 0 || at >= n)
		return;
	ui->at_min = items[at].from_min;
}

/* In the list form: another line of the week. */
static void
move_in_list(struct sp_ui *ui, int delta)
{
	struct sp_week_row rows[SP_WEEK_ROWS];
	int n = sp_week_rows(ui, rows, SP_WEEK_ROWS);
	int at = 0;

	for (int i = 0; i < n; i++) {
		sp_day day = ui->world->week.days[rows[i].day].day;

		if (day < ui->day || (day == ui->day && rows[i].item.from_min <= ui->at_min))
			at = i;
	}
	at = delta == 0 ? 0 : delta == 2 ? n - 1 : at + delta;
	if (at < 0 || at >= n)
		return;
	ui->day = ui->world->week.days[rows[at].day].day;
	ui->at_min = rows[at].item.from_min;
}

static void
move_by(struct sp_ui *ui, int delta)
{
	int rows = sp_week_panel_rows(ui);
	int *at = &ui->cursor[SP_VIEW_WEEK];

	if (ui->world == NULL)
		return;
	if (!ui->in_panel) {
		if (ui->list_form)
			move_in_list(ui, delta);
		else
			move_in_day(ui, delta);
		return;
	}
	*at = delta == 0 ? 0 : delta == 2 ? rows - 1 : *at + delta;
	*at = *at >= rows ? rows - 1 : *at;
	*at = *at < 0 ? 0 : *at;
}

void
sp_act_week_up(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_by(ui, -1);
}

void
sp_act_week_down(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_by(ui, 1);
}

void
sp_act_week_first(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_by(ui, 0);
}

void
sp_act_week_last(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	move_by(ui, 2);
}

static void
move_days(struct sp_ui *ui, struct sp_effects *effects, int delta)
{
	int day;

	if (ui->world == NULL)
		return;
	if (ui->in_panel) {
		ui->in_panel = false;
		return;
	}
	day = sp_week_day_index(ui, ui->day) + delta;
	if (day >= 0 && day < ui->world->week.n_days) {
		ui->day = ui->world->week.days[day].day;
		return;
	}
	/* Over the edge: Friday's neighbour is next Monday. */
	sp_act_go_day(ui, effects, delta > 0 ? ui->world->week.monday + 7 : ui->world->week.monday - 3,
		      ui->at_min);
}

void
sp_act_week_left(struct sp_ui *ui, struct sp_effects *effects)
{
	move_days(ui, effects, -1);
}

void
sp_act_week_right(struct sp_ui *ui, struct sp_effects *effects)
{
	move_days(ui, effects, 1);
}

void
sp_act_panel(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	ui->in_panel = !ui->in_panel;
	if (ui->in_panel && sp_week_panel_rows(ui) == 0)
		sp_ui_say(ui, SP_STYLE_GOOD, "Nothing needs attention in this week.");
}

void
sp_act_list_form(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	if (ui->view == SP_VIEW_REVIEW) {
		ui->review_list = !ui->review_list;
		sp_ui_say(ui, SP_STYLE_NOTE,
			  ui->review_list ? "Each figure by name; L shows the tables again." : "As tables.");
		return;
	}
	if (ui->view != SP_VIEW_WEEK) {
		sp_ui_say(ui, SP_STYLE_NOTE, "This view is a list already.");
		return;
	}
	ui->list_form = !ui->list_form;
	ui->in_panel = false;
	sp_ui_say(ui, SP_STYLE_NOTE,
		  ui->list_form ? "The week as a list; L shows the days again." : "The week by days.");
}

/* --- acting --- */

static void
describe_task(const struct sp_ui *ui, const struct sp_task *task, struct sp_str *out)
{
	const struct sp_activity *activity = sp_snapshot_activity(ui->world->snapshot, task->activity);
	struct sp_shift shift;
	char text[SP_CLOCK_TEXT];
	char day[SP_DAY_TEXT];

	if (activity != NULL)
		sp_str_addf(out, "%s (%s)%s\n", activity->name, activity->plain,
			    activity->delegable ? ", another could do it" : "");
	sp_str_addf(out, "Needs %s", sp_short_length(task->length_min, text));
	if (task->chunk_max > 0 && task->chunk_max < task->length_min)
		sp_str_addf(out, ", in pieces of at most %s", sp_short_length(task->chunk_max, text));
	if (task->chunk_max > 0 && task->chunk_max < task->length_min && task->chunks_day > 1)
		sp_str_addf(out, ", up to %d a day", task->chunks_day);
	if (task->before_min > 0)
		sp_str_addf(out, ", %s kept free before", sp_short_length(task->before_min, text));
	sp_str_add(out, "\n");
	if (task->due_day != SP_DAY_NONE)
		sp_str_addf(out, "Due %s%s\n", sp_day_format(task->due_day, SP_DAY_LONG, day),
			    task->hard ? ", a legal limit" : "");
	if (task->due_day != SP_DAY_NONE && task->work_by_day != SP_DAY_NONE &&
	    task->work_by_day != task->due_day)
		sp_str_addf(out, "Last school day for it: %s\n",
			    sp_day_format(task->work_by_day, SP_DAY_SHORT, day));
	shift = sp_plan_shift_of(ui->world->snapshot, task, NULL, 0);
	sp_words_shift(out, &shift);
	if (shift.month != 0)
		sp_str_add(out, "\n");
}

static void
describe_block(const struct sp_ui *ui, const struct sp_week_block *shown, struct sp_str *out)
{
	const struct sp_block *block = shown->block;
	char span[64];
	char length[SP_CLOCK_TEXT];
	char from[SP_CLOCK_TEXT];

	sp_str_addf(out, "%s, %s\n", sp_span_text(block->start, block->start + block->length_min, span),
		    sp_short_length(block->length_min, length));
	sp_str_addf(out, "%s%s%s\n",
		    block->state == SP_BLOCK_DONE	 ? "Done"
		    : block->state == SP_BLOCK_CONFIRMED ? "Confirmed with the other party"
							 : "Planned",
		    block->locked ? ", locked" : "", shown->late ? ", late or at risk" : "");
	if (shown->unreviewed)
		sp_str_add(
			out,
			"It is over, and nothing says what became of it: Space done, F walks through the week\n");
	if (shown->task != NULL)
		describe_task(ui, shown->task, out);
	if (block->moves > 0)
		sp_str_addf(out, "Moved %d time%s, last from %s%s%s\n", block->moves,
			    block->moves == 1 ? "" : "s",
			    block->moved_from != SP_TIME_NONE ? sp_time_format(block->moved_from, from)
							      : "elsewhere",
			    block->moved_why[0] != '\0' && !ui->privacy ? ": " : "",
			    ui->privacy ? "" : block->moved_why);
	sp_str_add(out, "\nw why here   m move   Space done   i lock   c confirm   d drop");
}

void
sp_act_week_open(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_week_item item;
	struct sp_str text;
	char span[64];
	sp_time midnight = sp_time_of(ui->day, 0);

	if (ui->in_panel) {
		struct target target;

		if (!find_target(ui, &target))
			return;
		if (target.block != 0)
			sp_act_go_block(ui, effects, target.block);
		else
			sp_act_why_task(ui, effects, target.task);
		return;
	}
	if (!sp_week_focus(ui, &item))
		return;
	sp_str_init(&text);
	sp_span_text(midnight + item.from_min, midnight + item.to_min, span);
	switch (item.kind) {
	case SP_ITEM_BLOCK:
		describe_block(ui, item.block, &text);
		sp_page_open(ui, sp_block_title(ui, item.block), text.text);
		break;
	case SP_ITEM_FIXED:
		sp_ui_say(ui, SP_STYLE_NOTE, "%s: %s (%s, from the %s)%s", span,
			  sp_fixed_title(ui, item.fixed), sp_fixed_kind_name(item.fixed->kind),
			  item.fixed->source, item.fixed->busy.v != 0 ? " b says what it is." : "");
		break;
	case SP_ITEM_FREE:
		sp_ui_say(ui, SP_STYLE_NOTE, "%s is free: a adds work, p plans.", span);
		break;
	case SP_ITEM_CLOSED:
		sp_ui_say(ui, SP_STYLE_NOTE, "%s is not working time.", span);
		break;
	}
	sp_str_finish(&text);
}

void
sp_act_move(struct sp_ui *ui, struct sp_effects *effects)
{
	struct target target;
	const struct sp_block *block;

	if (!find_target(ui, &target))
		return;
	block = sp_snapshot_block(ui->world->snapshot, (sp_block_id){target.block});
	if (block != NULL && block->state == SP_BLOCK_DONE) {
		sp_ui_say(ui, SP_STYLE_NOTE, "It is done already: what is done does not move.");
		return;
	}
	sp_move_open(ui, effects, target.block, target.task);
}

void
sp_act_lock(struct sp_ui *ui, struct sp_effects *effects)
{
	struct target target;
	struct sp_effect *effect;
	const struct sp_block *block;

	if (!find_block(ui, &target))
		return;
	block = sp_snapshot_block(ui->world->snapshot, (sp_block_id){target.block});
	effect = sp_effect_add(effects, SP_EFFECT_LOCK);
	effect->id = target.block;
	effect->number = block == NULL || !block->locked;
}

void
sp_act_done(struct sp_ui *ui, struct sp_effects *effects)
{
	struct target target;

	if (find_block(ui, &target))
		sp_effect_add(effects, SP_EFFECT_DONE)->id = target.block;
}

void
sp_act_confirm(struct sp_ui *ui, struct sp_effects *effects)
{
	struct target target;

	if (find_block(ui, &target))
		sp_effect_add(effects, SP_EFFECT_CONFIRM)->id = target.block;
}

void
sp_act_why(struct sp_ui *ui, struct sp_effects *effects)
{
	struct target target;
	struct sp_effect *effect;

	if (!find_target(ui, &target))
		return;
	effect = sp_effect_add(effects, target.block != 0 ? SP_EFFECT_WHY_BLOCK : SP_EFFECT_WHY_TASK);
	effect->id = target.block != 0 ? target.block : target.task;
	effect->hide = ui->privacy;
}

void
sp_act_drop(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_effect effect = {.kind = SP_EFFECT_DROP};
	const struct sp_task *task;
	struct target target;
	struct sp_str title;
	char day[SP_DAY_TEXT];
	int n = 0;

	(void)effects;
	if (!find_target(ui, &target))
		return;
	task = sp_snapshot_task(ui->world->snapshot, (sp_task_id){target.task});
	if (task == NULL)
		return;
	if (sp_task_is_protected(ui->world->snapshot, task)) {
		sp_because_open(ui, 0, target.task, SP_TIME_NONE);
		return;
	}
	for (size_t i = 0; i < ui->world->snapshot->blocks.n; i++)
		n += ui->world->snapshot->blocks.items[i].task.v == target.task &&
		     ui->world->snapshot->blocks.items[i].state != SP_BLOCK_DONE;
	sp_str_init(&title);
	sp_task_title(ui, ui->world->snapshot, task->id, &title);
	effect.id = target.task;
	sp_confirm_open(
		ui, &effect,
		"Drop \"%s\"?\n%d block%s of it will be taken off the plan, and it will not be planned again.%s%s%s\n"
		"u brings it back.",
		title.text, n, n == 1 ? "" : "s", task->hard ? "\nIt has a legal limit: " : "",
		task->hard ? sp_day_format(task->due_day, SP_DAY_SHORT, day) : "", task->hard ? "." : "");
	sp_str_finish(&title);
}

void
sp_act_log(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_week_item item;
	char text[SP_LINE_TEXT] = "";
	char day[SP_DAY_TEXT];
	char clock[SP_CLOCK_TEXT];
	char length[SP_CLOCK_TEXT];

	(void)effects;
	if (sp_week_focus(ui, &item) && item.kind == SP_ITEM_BLOCK && item.block->activity != NULL)
		snprintf(text, sizeof(text), "%s, %s %s, %s", item.block->activity->name,
			 sp_day_format(ui->day, SP_DAY_ISO, day), sp_minute_format(item.from_min, clock),
			 sp_short_length(item.to_min - item.from_min, length));
	sp_prompt_open(ui, SP_PROMPT_LOG, text);
}

/* What stands under the cursor is no SENCO time: the next block of the day is offered, with the cursor on it. */
static void
lose_next_block(struct sp_ui *ui, const struct sp_week_item *here)
{
	struct sp_week_item items[SP_WEEK_ITEMS];
	struct sp_week_layout layout = sp_week_layout(ui);
	int day = sp_week_day_index(ui, ui->day);
	const char *what =
		here->kind == SP_ITEM_FIXED ? sp_fixed_title(ui, here->fixed) : "what is not worked";
	sp_time midnight = sp_time_of(ui->day, 0);
	char from[SP_CLOCK_TEXT];
	int n = day < 0 ? 0 : sp_week_items(&layout, &ui->world->week.days[day], items, SP_WEEK_ITEMS);

	for (int i = 0; i < n; i++) {
		if (items[i].kind != SP_ITEM_BLOCK || items[i].from_min < here->from_min)
			continue;
		ui->at_min = items[i].from_min;
		sp_lost_open(ui, midnight + items[i].from_min, midnight + items[i].to_min);
		sp_ui_say(ui, SP_STYLE_NOTE,
			  "%s is no SENCO time. The next block is offered: %s %s. e names another time.",
			  what, sp_minute_format(items[i].from_min, from),
			  sp_block_title(ui, items[i].block));
		return;
	}
	sp_ui_say(
		ui, SP_STYLE_NOTE,
		"%s is no SENCO time, and no block follows on this day. Go to a block or to free time for x.",
		what);
}

void
sp_act_lost(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_week_item item;
	sp_time midnight = sp_time_of(ui->day, 0);

	(void)effects;
	if (!sp_week_focus(ui, &item))
		sp_prompt_open(ui, SP_PROMPT_LOST, "");
	else if (item.kind == SP_ITEM_FIXED && item.fixed->kind == SP_FIXED_LOST)
		sp_ui_say(ui, SP_STYLE_NOTE, "This time is counted as lost already.");
	else if (item.kind == SP_ITEM_FIXED || item.kind == SP_ITEM_CLOSED)
		lose_next_block(ui, &item);
	else
		sp_lost_open(ui, midnight + item.from_min, midnight + item.to_min);
}
