/*
 * The week as figures. One pass over the blocks sorts them into the days; hours, shares and what needs attention follow.
 */
#include "senplan/report/week.h"

#include "senplan/base/array.h"
#include "senplan/report/standing.h"
#include "senplan/report/words.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	WEEK_DAYS = 7,
	LOOK_AHEAD_DAYS = 14, /* what falls due so many days after the week's Monday needs attention now */
	HOUR = 60,
	DAY_FROM = 8 * HOUR, /* when nothing says otherwise */
	DAY_TO = 16 * HOUR,
};

struct week_build {
	const struct sp_snapshot *snapshot;
	struct sp_arena *arena;
	sp_time now;
	struct sp_week *week;
	int32_t *placed_min; /* by index of task: minutes that have a block, anywhere */
};

static const char *
title_of(struct week_build *b, const struct sp_task *task)
{
	struct sp_str out;
	const char *title;

	sp_str_init(&out);
	sp_words_task(&out, b->snapshot, task, false);
	title = out.failed ? NULL : sp_arena_strdup(b->arena, out.text);
	sp_str_finish(&out);
	return title;
}

/* The day by which work on the task should be finished. */
static sp_day
last_day(const struct sp_task *task)
{
	return task->work_by_day != SP_DAY_NONE ? task->work_by_day : task->due_day;
}

static bool
is_late(const struct week_build *b, const struct sp_block *block, const struct sp_task *task)
{
	sp_day by = last_day(task);

	if (block->state == SP_BLOCK_DONE)
		return false;
	if (by != SP_DAY_NONE && sp_time_day(block->start) > by)
		return true;
	/* In the past and not done: nobody knows whether it happened. */
	return by != SP_DAY_NONE && by < sp_time_day(b->now);
}

/* Nothing is assumed done: what is over and neither done nor lost is shown as such. */
static bool
is_unreviewed(const struct week_build *b, const struct sp_block *block)
{
	return block->start + block->length_min <= b->now &&
	       sp_standing_of(b->snapshot, block, b->now).standing == SP_STANDING_OPEN;
}

static int
by_start(const void *a, const void *b)
{
	const struct sp_week_block *x = a, *y = b;

	if (x->block->start != y->block->start)
		return x->block->start < y->block->start ? -1 : 1;
	return x->block->id.v < y->block->id.v ? -1 : x->block->id.v > y->block->id.v;
}

static enum sp_rc
collect_day(struct week_build *b, struct sp_week_day *day, struct sp_err *reterr)
{
	const struct sp_snapshot *s = b->snapshot;
	struct sp_week_block *blocks;
	size_t n = 0;

	for (size_t i = 0; i < s->blocks.n; i++)
		n += sp_time_day(s->blocks.items[i].start) == day->day;
	blocks = SP_ARENA_NEW_N(b->arena, struct sp_week_block, n);
	if (blocks == NULL)
		return sp_err_nomem(reterr);
	n = 0;
	for (size_t i = 0; i < s->blocks.n; i++) {
		const struct sp_block *block = &s->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(s, block->task);

		if (sp_time_day(block->start) != day->day || task == NULL)
			continue;
		blocks[n] = (struct sp_week_block){
			.block = block,
			.task = task,
			.activity = sp_snapshot_activity(s, task->activity),
			.title = title_of(b, task),
			.late = is_late(b, block, task),
			.unreviewed = is_unreviewed(b, block),
		};
		if (blocks[n].title == NULL)
			return sp_err_nomem(reterr);
		if (blocks[n].unreviewed)
			b->week->unreviewed_min += block->length_min;
		n++;
	}
	qsort(blocks, n, sizeof(*blocks), by_start);
	day->blocks = blocks;
	day->n_blocks = n;
	return SP_OK;
}

static enum sp_rc
collect_days(struct week_build *b, struct sp_err *reterr)
{
	struct sp_week *week = b->week;
	enum sp_rc rc = SP_OK;

	week->n_days = 5;
	for (int i = 0; i < WEEK_DAYS && rc == SP_OK; i++) {
		struct sp_week_day *day = &week->days[i];

		day->day = week->monday + i;
		day->info = sp_year_day(b->snapshot, day->day);
		rc = sp_availability_of(b->snapshot, day->day, b->arena, &day->availability, reterr);
		if (rc == SP_OK)
			rc = collect_day(b, day, reterr);
		if (i >= 5 && (day->n_blocks > 0 || day->availability.n_fixed > 0))
			week->n_days = WEEK_DAYS;
	}
	return rc;
}

static void
widen(struct sp_week *week, sp_minute from, sp_minute to)
{
	assert(from <= to);
	if (from < week->from_min)
		week->from_min = from;
	if (to > week->to_min)
		week->to_min = to;
}

/* Whole hours; a busy time of the whole day says nothing about when the school day is. */
static void
find_hours(struct sp_week *week)
{
	week->from_min = SP_DAY_MIN;
	week->to_min = 0;
	for (int i = 0; i < week->n_days; i++) {
		const struct sp_week_day *day = &week->days[i];
		const struct sp_spans *work = &day->availability.work;

		if (work->n > 0)
			widen(week, work->items[0].from, work->items[work->n - 1].to);
		for (size_t j = 0; j < day->n_blocks; j++) {
			sp_minute start = sp_time_minute(day->blocks[j].block->start);

			widen(week, start, start + day->blocks[j].block->length_min);
		}
		for (size_t j = 0; j < day->availability.n_fixed; j++) {
			const struct sp_fixed *fixed = &day->availability.fixed[j];

			if (fixed->kind != SP_FIXED_OUT && fixed->to_min - fixed->from_min < 12 * HOUR)
				widen(week, fixed->from_min, fixed->to_min);
		}
	}
	if (week->from_min >= week->to_min) {
		week->from_min = DAY_FROM;
		week->to_min = DAY_TO;
	}
	week->from_min -= week->from_min % HOUR;
	week->to_min += (HOUR - week->to_min % HOUR) % HOUR;
	if (week->to_min > SP_DAY_MIN)
		week->to_min = SP_DAY_MIN;
}

static void
sum_hours(struct week_build *b)
{
	struct sp_week *week = b->week;
	const struct sp_snapshot *s = b->snapshot;

	for (int i = 0; i < WEEK_DAYS; i++) {
		const struct sp_week_day *day = &week->days[i];

		week->allocated_min += sp_spans_total(&day->availability.allocated);
		week->lost_min += sp_spans_total(&day->availability.allocated) -
				  sp_spans_total(&day->availability.free);
		for (size_t j = 0; j < day->n_blocks; j++)
			week->planned_min += day->blocks[j].block->length_min;
	}
	for (size_t i = 0; i < s->log_entries.n; i++) {
		const struct sp_log_entry *entry = &s->log_entries.items[i];

		if (entry->kind != SP_LOG_LOST && sp_day_monday(sp_time_day(entry->start)) == week->monday)
			week->logged_min += entry->length_min;
	}
	week->left_min = week->allocated_min - week->lost_min - week->planned_min;
	week->reserve_min = sp_reserve_kept_min(s, week->allocated_min, week->planned_min);
}

/* --- shares --- */

static int32_t
wanted_of(const struct week_build *b, const struct sp_activity *activity)
{
	const struct sp_snapshot *s = b->snapshot;
	int32_t wanted = activity->week_min;
	int32_t due = 0;

	if (activity->target_pct > 0 && b->week->allocated_min * activity->target_pct / 100 > wanted)
		wanted = b->week->allocated_min * activity->target_pct / 100;
	if (wanted > 0)
		return wanted;
	for (size_t i = 0; i < s->tasks.n; i++) {
		const struct sp_task *task = &s->tasks.items[i];
		sp_day by = last_day(task);

		if (task->activity.v == activity->id.v && by != SP_DAY_NONE &&
		    sp_day_monday(by) == b->week->monday &&
		    (task->state == SP_TASK_OPEN || task->state == SP_TASK_DONE))
			due += task->length_min;
	}
	return due;
}

static enum sp_rc
collect_shares(struct week_build *b, struct sp_err *reterr)
{
	const struct sp_snapshot *s = b->snapshot;
	struct sp_week_share *shares = SP_ARENA_NEW_N(b->arena, struct sp_week_share, s->activities.n);

	if (shares == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->activities.n; i++) {
		struct sp_week_share share = {.activity = &s->activities.items[i]};

		for (int d = 0; d < WEEK_DAYS; d++)
			for (size_t j = 0; j < b->week->days[d].n_blocks; j++)
				if (b->week->days[d].blocks[j].activity == share.activity)
					share.planned_min += b->week->days[d].blocks[j].block->length_min;
		share.wanted_min = wanted_of(b, share.activity);
		if (share.planned_min > 0 || share.wanted_min > 0)
			shares[b->week->n_shares++] = share;
	}
	b->week->shares = shares;
	return SP_OK;
}

/* --- what has no place --- */

static bool
week_holds_now(const struct week_build *b)
{
	return sp_day_monday(sp_time_day(b->now)) == b->week->monday;
}

/* Due in this week or the next; in the present week also what is overdue. */
static bool
concerns_week(const struct week_build *b, sp_day by)
{
	if (by == SP_DAY_NONE || by >= b->week->monday + LOOK_AHEAD_DAYS)
		return false;
	return by >= b->week->monday || week_holds_now(b);
}

/* Those of one duty together, in the order in which they are due; what is of no duty stands alone. */
static int
by_duty(const void *a, const void *b)
{
	const struct sp_task *x = ((const struct sp_week_missing *)a)->task,
			     *y = ((const struct sp_week_missing *)b)->task;

	if (x->duty.v != y->duty.v)
		return x->duty.v < y->duty.v ? -1 : 1;
	if (last_day(x) != last_day(y))
		return last_day(x) < last_day(y) ? -1 : 1;
	return x->id.v < y->id.v ? -1 : x->id.v > y->id.v;
}

static int
by_due(const void *a, const void *b)
{
	const struct sp_week_no_room *x = a, *y = b;
	sp_day due_x = last_day(x->task), due_y = last_day(y->task);

	if (due_x != due_y)
		return due_x < due_y ? -1 : 1;
	return x->task->id.v < y->task->id.v ? -1 : x->task->id.v > y->task->id.v;
}

static bool
is_for_another(const struct sp_week_no_room *group)
{
	for (size_t i = 1; i < group->n_tasks; i++)
		if (group->tasks[i].task->subject.v != group->task->subject.v ||
		    group->tasks[i].task->staff.v != group->task->staff.v)
			return true;
	return false;
}

/* "12 pupils", "4 of staff" when it is one time for each of them; else "3 times". */
static const char *
unit_of(const struct sp_week_no_room *group, const struct sp_duty *duty)
{
	if (duty->times > 1 || last_day(group->tasks[group->n_tasks - 1].task) != last_day(group->task))
		return "times";
	return group->task->staff.v != 0 ? "of staff" : group->task->subject.v != 0 ? "pupils" : "times";
}

static bool
name_group(struct week_build *b, struct sp_week_no_room *group)
{
	const struct sp_duty *duty = sp_snapshot_duty(b->snapshot, group->task->duty);

	group->title = duty != NULL && is_for_another(group) ? duty->name : title_of(b, group->task);
	group->count = group->n_tasks == 1 || duty == NULL
			       ? ""
			       : sp_arena_printf(b->arena, "%zu %s", group->n_tasks, unit_of(group, duty));
	return group->title != NULL && group->count != NULL;
}

/* From the tasks, sorted by duty, one entry a duty. */
static enum sp_rc
group_no_room(struct week_build *b, const struct sp_week_missing *tasks, size_t n, struct sp_err *reterr)
{
	struct sp_week_no_room *groups = SP_ARENA_NEW_N(b->arena, struct sp_week_no_room, n);
	size_t n_groups = 0;

	if (groups == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < n; i++) {
		struct sp_week_no_room *group = n_groups == 0 ? NULL : &groups[n_groups - 1];

		if (group == NULL || tasks[i].task->duty.v == 0 ||
		    tasks[i].task->duty.v != group->task->duty.v) {
			group = &groups[n_groups++];
			*group = (struct sp_week_no_room){.task = tasks[i].task, .tasks = &tasks[i]};
		}
		group->missing_min += tasks[i].missing_min;
		group->n_tasks++;
	}
	for (size_t i = 0; i < n_groups; i++)
		if (!name_group(b, &groups[i]))
			return sp_err_nomem(reterr);
	if (n_groups > 0)
		qsort(groups, n_groups, sizeof(*groups), by_due);
	b->week->no_room = groups;
	b->week->n_no_room = n_groups;
	return SP_OK;
}

static enum sp_rc
collect_no_room(struct week_build *b, struct sp_err *reterr)
{
	const struct sp_snapshot *s = b->snapshot;
	struct sp_week_missing *tasks = SP_ARENA_NEW_N(b->arena, struct sp_week_missing, s->tasks.n);
	size_t n = 0;

	if (tasks == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->tasks.n; i++) {
		const struct sp_task *task = &s->tasks.items[i];
		int32_t missing = task->length_min - b->placed_min[i];

		if (task->state == SP_TASK_OPEN && missing > 0 && concerns_week(b, last_day(task)))
			tasks[n++] = (struct sp_week_missing){task, missing};
	}
	if (n > 0)
		qsort(tasks, n, sizeof(*tasks), by_duty);
	return group_no_room(b, tasks, n, reterr);
}

/* --- what needs attention --- */

/* 2: it is late or will be; 1: its time is near; 0: somebody else is late; -1: nothing to be said. */
static int
severity_of(const struct sp_clock *clock)
{
	if (clock->step->owner != SP_OWNER_SCHOOL)
		return clock->state == SP_CLOCK_MISSED ? 0 : -1;
	switch (sp_clock_urgency(clock)) {
	case SP_URGENCY_LATE:
		return 2;
	case SP_URGENCY_NEAR:
		return 1;
	case SP_URGENCY_NONE:
		return -1;
	}
	assert(!"an urgency that is not handled");
	return -1;
}

static const char *
where_words(const struct sp_clock *clock)
{
	return clock->state == SP_CLOCK_MISSED	   ? ", overdue"
	       : clock->slack_days < 0		   ? ", planned too late"
	       : clock->planned_day == SP_DAY_NONE ? ", no place yet"
						   : "";
}

/* "K07 papers out by Tue 24 Nov: papers must be out 14 days before the meeting". */
static const char *
attention_text(struct week_build *b, const struct sp_clock *clock, sp_day by)
{
	char day[SP_DAY_TEXT];
	const char *rule = clock->rule == NULL ? "" : clock->rule->text;

	return sp_arena_printf(b->arena, "%s %s by %s%s%s%s%s", clock->subject->code, clock->step->name,
			       sp_day_format(by, SP_DAY_SHORT, day), where_words(clock),
			       rule[0] == '\0' ? "" : " (", rule, rule[0] == '\0' ? "" : ")");
}

static int
by_urgency(const void *a, const void *b)
{
	const struct sp_week_attention *x = a, *y = b;

	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	if (x->by_day != y->by_day)
		return x->by_day < y->by_day ? -1 : 1;
	return strcmp(x->text, y->text);
}

static enum sp_rc
collect_attention(struct week_build *b, struct sp_err *reterr)
{
	const struct sp_clock *clocks;
	struct sp_week_attention *attention;
	size_t n_clocks = 0;
	enum sp_rc rc =
		sp_clocks_of(b->snapshot, (sp_case_id){0}, b->now, b->arena, &clocks, &n_clocks, reterr);

	if (rc != SP_OK)
		return rc;
	attention = SP_ARENA_NEW_N(b->arena, struct sp_week_attention, n_clocks);
	if (attention == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < n_clocks; i++) {
		const struct sp_clock *clock = &clocks[i];
		sp_day by = clock->work_by_day != SP_DAY_NONE ? clock->work_by_day : clock->due_day;
		int severity = severity_of(clock);

		if (severity < 0 || !concerns_week(b, by))
			continue;
		attention[b->week->n_attention] = (struct sp_week_attention){
			.severity = severity,
			.subject = clock->subject->id,
			.task = clock->task == NULL ? (sp_task_id){0} : clock->task->id,
			.by_day = by,
			.text = attention_text(b, clock, by),
			.step = clock->step->name,
			.where = where_words(clock),
		};
		if (attention[b->week->n_attention].text == NULL)
			return sp_err_nomem(reterr);
		b->week->n_attention++;
	}
	qsort(attention, b->week->n_attention, sizeof(*attention), by_urgency);
	b->week->attention = attention;
	return SP_OK;
}

/* --- the week --- */

static enum sp_rc
sum_placed(struct week_build *b, struct sp_err *reterr)
{
	const struct sp_snapshot *s = b->snapshot;

	b->placed_min = SP_ARENA_NEW_N(b->arena, int32_t, s->tasks.n);
	if (b->placed_min == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->blocks.n; i++) {
		const struct sp_task *task = sp_snapshot_task(s, s->blocks.items[i].task);

		if (task != NULL)
			b->placed_min[task - s->tasks.items] += s->blocks.items[i].length_min;
	}
	return SP_OK;
}

/* A week is named by its first day that is in school; one without any by its Monday. */
static void
name_week(struct week_build *b)
{
	struct sp_week *week = b->week;
	const struct sp_half_term *half;
	const struct sp_week_day *named = &week->days[0];

	for (int i = 4; i >= 0; i--)
		if (week->days[i].info.week_of_year > 0)
			named = &week->days[i];
	week->week_of_year = named->info.week_of_year;
	week->cycle_letter =
		named->info.week_of_year > 0 ? sp_cycle_letter(b->snapshot, named->info.cycle_week) : "";
	half = sp_year_half_term(b->snapshot, named->day);
	week->half_term = half != NULL && half->from_day <= named->day ? half->name : "";
}

enum sp_rc
sp_week_build(const struct sp_snapshot *snapshot, sp_day day, sp_time now, struct sp_arena *arena,
	      struct sp_week *ret_week, struct sp_err *reterr)
{
	struct sp_week week = {.monday = sp_day_monday(day)};
	struct week_build build = {.snapshot = snapshot, .arena = arena, .now = now, .week = &week};
	enum sp_rc rc = sum_placed(&build, reterr);

	if (rc == SP_OK)
		rc = collect_days(&build, reterr);
	if (rc != SP_OK)
		return rc;
	find_hours(&week);
	sum_hours(&build);
	name_week(&build);
	rc = collect_shares(&build, reterr);
	if (rc == SP_OK)
		rc = collect_no_room(&build, reterr);
	if (rc == SP_OK)
		rc = collect_attention(&build, reterr);
	if (rc == SP_OK)
		*ret_week = week;
	return rc;
}
