/*
 * Estimates from the log: the samples of each activity, duty and step, their median and quartiles; planned against real.
 */
#include "senplan/report/estimates.h"

#include "senplan/base/str.h"
#include "senplan/model/year.h"
#include "senplan/plan/expand.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GRID = 5, KEY_SIZE = 120, WHOLE_PCT = 100, HOLIDAYS_MOST = 70 };

/* --- what was worked on each task --- */

struct worked {
	int32_t minutes;
	sp_day last; /* of its last entry; SP_DAY_NONE: none */
};

/* One a task, in the snapshot's order; NULL when out of memory. */
static struct worked *
sum_worked(const struct sp_snapshot *s, struct sp_arena *arena)
{
	struct worked *sums = SP_ARENA_NEW_N(arena, struct worked, s->tasks.n + 1);

	if (sums == NULL)
		return NULL;
	for (size_t i = 0; i < s->tasks.n; i++)
		sums[i].last = SP_DAY_NONE;
	for (size_t i = 0; i < s->log_entries.n; i++) {
		const struct sp_log_entry *entry = &s->log_entries.items[i];
		const struct sp_task *task = sp_snapshot_task(s, entry->task);
		struct worked *sum = task == NULL ? NULL : &sums[task - s->tasks.items];

		if (sum == NULL || entry->kind == SP_LOG_LOST)
			continue;
		sum->minutes += entry->length_min;
		if (sum->last == SP_DAY_NONE || sp_time_day(entry->start) > sum->last)
			sum->last = sp_time_day(entry->start);
	}
	return sums;
}

/* --- which tasks say something of what --- */

/* A step's task has the key "K07:ar.circulate:2026-12-08". */
static bool
is_of_step(const struct sp_task *task, const char *step)
{
	const char *from = strchr(task->key, ':');
	size_t len = strlen(step);

	return from != NULL && strncmp(from + 1, step, len) == 0 && from[1 + len] == ':';
}

/* Does the task's duty or step say its length itself? */
static bool
has_own_length(const struct sp_snapshot *s, const struct sp_task *task)
{
	const struct sp_duty *duty = sp_snapshot_duty(s, task->duty);

	if (duty != NULL)
		return duty->length_min > 0;
	for (size_t i = 0; i < s->steps.n; i++)
		if (is_of_step(task, s->steps.items[i].key))
			return s->steps.items[i].typical_min > 0;
	return false;
}

static bool
is_sample(const struct sp_snapshot *s, const struct sp_estimate *estimate, const struct sp_task *task)
{
	if (task->state != SP_TASK_DONE)
		return false;
	if (estimate->step != NULL)
		return is_of_step(task, estimate->step->key);
	if (estimate->duty != NULL)
		return task->duty.v == estimate->duty->id.v;
	return task->activity.v == estimate->activity->id.v && !has_own_length(s, task);
}

/* --- median and quartiles --- */

static int
compare_minutes(const void *left, const void *right)
{
	const int32_t *a = left;
	const int32_t *b = right;

	return *a < *b ? -1 : *a > *b;
}

static int32_t
on_grid(int32_t minutes)
{
	int32_t rounded = (minutes + GRID / 2) / GRID * GRID;

	return rounded < GRID ? GRID : rounded;
}

/* The setting's "walk:6 ehcp.papers:9" has the activity or step with so many samples. */
static bool
was_left(const struct sp_snapshot *s, const char *key, int n)
{
	const char *at = sp_setting_text(s, "estimates_left");
	char pair[KEY_SIZE];
	size_t len = (size_t)snprintf(pair, sizeof(pair), "%s:%d", key, n);

	while (at != NULL && *at != '\0') {
		if (strcspn(at, " ") == len && strncmp(at, pair, len) == 0)
			return true;
		at += strcspn(at, " ");
		at += *at == ' ';
	}
	return false;
}

/* `minutes` has room for one a task. */
static void
measure(const struct sp_snapshot *s, const struct worked *worked, int32_t *minutes, struct sp_estimate *ret)
{
	int32_t away;
	int n = 0;

	for (size_t i = 0; i < s->tasks.n; i++)
		if (worked[i].minutes > 0 && is_sample(s, ret, &s->tasks.items[i]))
			minutes[n++] = worked[i].minutes;
	ret->n = n;
	if (n == 0)
		return;
	qsort(minutes, (size_t)n, sizeof(*minutes), compare_minutes);
	ret->low_min = on_grid(minutes[(n - 1) / 4]);
	ret->median_min = on_grid((minutes[(n - 1) / 2] + minutes[n / 2]) / 2);
	ret->high_min = on_grid(minutes[n - 1 - (n - 1) / 4]);
	ret->left = was_left(s, sp_estimate_key(ret), n);
	away = abs(ret->median_min - ret->now_min);
	ret->offered = n >= SP_ESTIMATE_LEAST && !ret->left && away >= GRID && away * 10 >= ret->now_min;
}

/* Steps of several chains with one key are one kind of work: the first stands for them. */
static bool
is_first_of_key(const struct sp_snapshot *s, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (sp_streq(s->steps.items[i].key, s->steps.items[at].key))
			return false;
	return true;
}

enum sp_rc
sp_estimates_build(const struct sp_snapshot *snapshot, struct sp_arena *arena, const struct sp_estimate **ret,
		   size_t *ret_n, struct sp_err *reterr)
{
	const struct sp_snapshot *s = snapshot;
	struct sp_estimate *estimates =
		SP_ARENA_NEW_N(arena, struct sp_estimate, s->activities.n + s->duties.n + s->steps.n + 1);
	int32_t *minutes = SP_ARENA_NEW_N(arena, int32_t, s->tasks.n + 1);
	const struct worked *worked = sum_worked(s, arena);
	size_t n = 0;

	if (estimates == NULL || minutes == NULL || worked == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->activities.n; i++) {
		estimates[n].activity = &s->activities.items[i];
		estimates[n++].now_min = s->activities.items[i].typical_min;
	}
	for (size_t i = 0; i < s->duties.n; i++) {
		const struct sp_duty *duty = &s->duties.items[i];
		const struct sp_activity *activity = sp_snapshot_activity(s, duty->activity);

		if (activity == NULL || duty->length_min <= 0)
			continue;
		estimates[n].activity = activity;
		estimates[n].duty = duty;
		estimates[n++].now_min = duty->length_min;
	}
	for (size_t i = 0; i < s->steps.n; i++) {
		const struct sp_step *step = &s->steps.items[i];
		const struct sp_activity *activity = sp_snapshot_activity(s, step->activity);

		if (activity == NULL || !is_first_of_key(s, i))
			continue;
		estimates[n].activity = activity;
		estimates[n].step = step;
		estimates[n++].now_min =
			step->typical_min > 0 ? step->typical_min : sp_plan_estimate_min(activity, GRID);
	}
	for (size_t i = 0; i < n; i++)
		measure(s, worked, minutes, &estimates[i]);
	*ret = estimates;
	*ret_n = n;
	return SP_OK;
}

const char *
sp_estimate_key(const struct sp_estimate *estimate)
{
	return estimate->step != NULL	? estimate->step->key
	       : estimate->duty != NULL ? estimate->duty->key
					: estimate->activity->key;
}

const char *
sp_estimate_name(const struct sp_estimate *estimate)
{
	return estimate->step != NULL	? estimate->step->name
	       : estimate->duty != NULL ? estimate->duty->name
					: estimate->activity->name;
}

bool
sp_estimate_is_activity(const struct sp_estimate *estimate)
{
	return estimate->step == NULL && estimate->duty == NULL;
}

void
sp_estimate_words(struct sp_str *out, const struct sp_estimate *estimate)
{
	sp_str_addf(out, "typical %d, your median %d over %d", (int)estimate->now_min,
		    (int)estimate->median_min, estimate->n);
}

/* --- planned against real --- */

static int
year_of(sp_day day)
{
	return sp_day_date(day).year;
}

/* Where the file knows no terms. */
static struct sp_accuracy
month_of(sp_day day, struct sp_arena *arena)
{
	struct sp_date date = sp_day_date(day);

	return (struct sp_accuracy){
		.name = sp_arena_printf(arena, "%s %d", sp_month_name(date.month), date.year),
		.from_day = sp_day_of(date.year, date.month, 1)};
}

/* Half-terms begin on paper with the weekend before their first school day. */
static sp_day
without_weekend(sp_day day)
{
	return sp_day_weekday(day) < SP_SATURDAY ? day : sp_day_monday(day) + 7;
}

/*
 * The half-term of the day; in holidays these, by the name that the file has for them, or as what follows the half-term. The
 * tempting alternative, the half-term that comes next, would count the summer's work in the new year.
 */
static struct sp_accuracy
period_of(const struct sp_snapshot *s, sp_day day, struct sp_arena *arena)
{
	const struct sp_calendar *calendar = s->calendar;
	const struct sp_half_term *before = NULL;
	struct sp_day_info info = sp_year_day(s, day);

	for (size_t i = 0; calendar != NULL && i < calendar->n_half_terms; i++) {
		const struct sp_half_term *half = &calendar->half_terms[i];

		if (half->from_day <= day && day <= half->to_day)
			return (struct sp_accuracy){
				.name = sp_arena_printf(arena, "%s %d", half->name, year_of(half->from_day)),
				.from_day = without_weekend(half->from_day)};
		if (half->to_day < day && day - half->to_day <= HOLIDAYS_MOST)
			before = half;
	}
	if (before == NULL)
		return month_of(day, arena);
	if (info.span != NULL && info.kind == SP_DAY_HALF_TERM)
		return (struct sp_accuracy){
			.name = sp_arena_printf(arena, "%s %d", info.span->name, year_of(before->to_day)),
			.from_day = before->to_day + 1};
	return (struct sp_accuracy){.name = sp_arena_printf(arena, "Holidays after %s %d", before->name,
							    year_of(before->from_day)),
				    .from_day = before->to_day + 1};
}

/* The period's place among those in order; it is put in when it is not there. */
static struct sp_accuracy *
period_row(struct sp_accuracy *rows, size_t *n, const struct sp_accuracy *period)
{
	size_t at = 0;

	while (at < *n && rows[at].from_day < period->from_day)
		at++;
	if (at == *n || rows[at].from_day != period->from_day) {
		memmove(&rows[at + 1], &rows[at], (*n - at) * sizeof(*rows));
		rows[at] = *period;
		(*n)++;
	}
	return &rows[at];
}

enum sp_rc
sp_accuracy_build(const struct sp_snapshot *snapshot, sp_day from, sp_day to, struct sp_arena *arena,
		  const struct sp_accuracy **ret, size_t *ret_n, struct sp_err *reterr)
{
	struct sp_accuracy *rows = SP_ARENA_NEW_N(arena, struct sp_accuracy, snapshot->tasks.n + 1);
	const struct worked *worked = sum_worked(snapshot, arena);
	size_t n = 0;

	if (rows == NULL || worked == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < snapshot->tasks.n; i++) {
		const struct sp_task *task = &snapshot->tasks.items[i];
		struct sp_accuracy *row, period;

		if (task->state != SP_TASK_DONE || worked[i].minutes == 0 ||
		    (from != SP_DAY_NONE && worked[i].last < from) ||
		    (to != SP_DAY_NONE && worked[i].last > to))
			continue;
		period = period_of(snapshot, worked[i].last, arena);
		if (period.name == NULL)
			return sp_err_nomem(reterr);
		row = period_row(rows, &n, &period);
		row->n++;
		row->planned_min += task->length_min;
		row->logged_min += worked[i].minutes;
	}
	*ret = rows;
	*ret_n = n;
	return SP_OK;
}

int
sp_accuracy_pct(const struct sp_accuracy *accuracy)
{
	assert(accuracy->n > 0);
	if (accuracy->planned_min <= 0)
		return 0;
	return (accuracy->logged_min * 2 * WHOLE_PCT + accuracy->planned_min) / (2 * accuracy->planned_min);
}
