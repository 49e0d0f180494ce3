/*
 * Estimates from the log: the samples of each activity, their median and quartiles.
 */
#include "senplan/report/estimates.h"

#include "senplan/base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GRID = 5, KEY_SIZE = 120 };

/* Does the task's duty or step say its length itself? A step's task has the key "K07:ar.circulate:2026-12-08". */
static bool
has_own_length(const struct sp_snapshot *s, const struct sp_task *task)
{
	const struct sp_duty *duty = sp_snapshot_duty(s, task->duty);
	const char *from = strchr(task->key, ':');
	const char *to = from == NULL ? NULL : strchr(from + 1, ':');

	if (duty != NULL)
		return duty->length_min > 0;
	for (size_t i = 0; i < s->steps.n && to != NULL; i++) {
		const struct sp_step *step = &s->steps.items[i];
		size_t len = strlen(step->key);

		if (len == (size_t)(to - from - 1) && memcmp(step->key, from + 1, len) == 0)
			return step->typical_min > 0;
	}
	return false;
}

static int32_t
worked_on(const struct sp_snapshot *s, sp_task_id task)
{
	int32_t sum = 0;

	for (size_t i = 0; i < s->log_entries.n; i++) {
		const struct sp_log_entry *entry = &s->log_entries.items[i];

		if (entry->task.v == task.v && entry->kind != SP_LOG_LOST)
			sum += entry->length_min;
	}
	return sum;
}

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

/* The setting's "walk:6 ehcp.papers:9" has the activity with so many samples. */
static bool
was_left(const struct sp_snapshot *s, const struct sp_activity *activity, int n)
{
	const char *at = sp_setting_text(s, "estimates_left");
	char pair[KEY_SIZE];
	size_t len = (size_t)snprintf(pair, sizeof(pair), "%s:%d", activity->key, n);

	while (at != NULL && *at != '\0') {
		if (strcspn(at, " ") == len && strncmp(at, pair, len) == 0)
			return true;
		at += strcspn(at, " ");
		at += *at == ' ';
	}
	return false;
}

static void
measure(const struct sp_snapshot *s, const struct sp_activity *activity, int32_t *minutes,
	struct sp_estimate *ret)
{
	int32_t away;
	int n = 0;

	for (size_t i = 0; i < s->tasks.n; i++) {
		const struct sp_task *task = &s->tasks.items[i];
		int32_t worked;

		if (task->activity.v != activity->id.v || task->state != SP_TASK_DONE)
			continue;
		worked = has_own_length(s, task) ? 0 : worked_on(s, task->id);
		if (worked > 0)
			minutes[n++] = worked;
	}
	ret->activity = activity;
	ret->n = n;
	if (n == 0)
		return;
	qsort(minutes, (size_t)n, sizeof(*minutes), compare_minutes);
	ret->low_min = on_grid(minutes[(n - 1) / 4]);
	ret->median_min = on_grid((minutes[(n - 1) / 2] + minutes[n / 2]) / 2);
	ret->high_min = on_grid(minutes[n - 1 - (n - 1) / 4]);
	ret->left = was_left(s, activity, n);
	away = abs(ret->median_min - activity->typical_min);
	ret->offered =
		n >= SP_ESTIMATE_LEAST && !ret->left && away >= GRID && away * 10 >= activity->typical_min;
}

enum sp_rc
sp_estimates_build(const struct sp_snapshot *snapshot, struct sp_arena *arena, const struct sp_estimate **ret,
		   struct sp_err *reterr)
{
	struct sp_estimate *estimates = SP_ARENA_NEW_N(arena, struct sp_estimate, snapshot->activities.n + 1);
	int32_t *minutes = SP_ARENA_NEW_N(arena, int32_t, snapshot->tasks.n + 1);

	if (estimates == NULL || minutes == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < snapshot->activities.n; i++)
		measure(snapshot, &snapshot->activities.items[i], minutes, &estimates[i]);
	*ret = estimates;
	return SP_OK;
}

void
sp_estimate_words(struct sp_str *out, const struct sp_estimate *estimate)
{
	sp_str_addf(out, "typical %d, your median %d over %d", (int)estimate->activity->typical_min,
		    (int)estimate->median_min, estimate->n);
}
