/*
 * Questions about the plan as it stands: why here, why not, where else; one block.
 */
#include "senplan/model/when.h"

#include "run.h"

#include <string.h>

enum { PLACES_USUAL = 3, PLACES_MAX = 100 };

/* Lines of an answer: each wrapped by itself. */
static void
print_answer(struct run *run, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		char *line = sp_arena_strndup(&run->arena, text, len);

		if (line != NULL)
			print_wrapped(run, line, 0);
		text += len + (text[len] == '\n');
	}
}

/* --- as JSON: reasons, places, costs and remedies by their names --- */

static const char *const family_names[] = {
	[SP_FAMILY_OTHER_WORK] = "other-work",
	[SP_FAMILY_HARD_WORK] = "statutory-work",
	[SP_FAMILY_PINNED] = "fixed",
	[SP_FAMILY_BUDGET] = "reserve",
	[SP_FAMILY_DAY_MAX] = "day-maximum",
	[SP_FAMILY_LAG] = "predecessor",
	[SP_FAMILY_DUE] = "due",
	[SP_FAMILY_RELEASE] = "release",
	[SP_FAMILY_MASK] = "allowed-times",
	[SP_FAMILY_FREE] = "free-time",
};

static const char *const kind_names[] = {
	[SP_WHY_FIRST] = "first",  [SP_WHY_DUE] = "due",
	[SP_WHY_MOVED] = "moved",  [SP_WHY_TARGET] = "target",
	[SP_WHY_GAP] = "gap",	   [SP_WHY_SWITCH] = "switch",
	[SP_WHY_HALF] = "half",	   [SP_WHY_LIKE] = "preferred-times",
	[SP_WHY_LOAD] = "load",	   [SP_WHY_BUDGET] = "reserve",
	[SP_WHY_ONLY] = "only",	   [SP_WHY_EQUAL] = "equal",
	[SP_WHY_PINNED] = "fixed",
};

static const char *const remedy_names[] = {
	[SP_REMEDY_SPLIT] = "split", [SP_REMEDY_SHORTEN] = "shorten", [SP_REMEDY_RESERVE] = "use-reserve",
	[SP_REMEDY_WIDEN] = "widen", [SP_REMEDY_UNPIN] = "unlock",    [SP_REMEDY_RELEASE] = "begin-earlier",
};

/* A number of a task, or null. */
static void
json_task(struct sp_json *json, const char *key, const struct sp_task *task)
{
	if (task != NULL && task->id.v > 0)
		sp_json_int(json, key, task->id.v);
	else
		sp_json_null(json, key);
}

/* What it costs, tier by tier: 0 is as good as now. */
static void
json_cost(struct sp_json *json, const struct sp_score *cost)
{
	sp_json_open(json, "cost", '{');
	sp_json_int(json, "hard_late", cost->hard_late);
	sp_json_int(json, "hard_days", cost->hard_days);
	sp_json_int(json, "soft", cost->soft);
	sp_json_int(json, "target", cost->target);
	sp_json_int(json, "quality", cost->quality);
	sp_json_close(json);
}

static void
json_share(struct sp_json *json, const struct sp_share *share)
{
	if (share->kind == SP_SHARE_NONE) {
		sp_json_null(json, "share");
		return;
	}
	sp_json_open(json, "share", '{');
	sp_json_int(json, "target_pct", share->target_pct);
	sp_json_int(json, "planned_pct", share->planned_pct);
	sp_json_bool(json, "within", share->kind == SP_SHARE_BELOW);
	sp_json_close(json);
}

static void
json_block_why(struct run *run, const struct sp_block_why *why, const char *text)
{
	struct sp_json *json = json_begin(run);

	sp_json_int(json, "block", why->block->id.v);
	sp_json_text(json, "why", text);
	sp_json_text(json, "reason", kind_names[why->why.kind]);
	sp_json_text(json, "rule", why->rule == NULL ? NULL : why->rule->key);
	json_task(json, "predecessor", why->predecessor);
	json_share(json, &why->share);
	sp_json_open(json, "alternatives", '[');
	for (size_t i = 0; i < why->why.n_alternatives; i++) {
		sp_json_open(json, NULL, '{');
		json_time(json, "start", why->alternative_start[i]);
		sp_json_text(json, "worse", kind_names[why->why.alternatives[i].worse]);
		json_cost(json, &why->why.alternatives[i].cost);
		sp_json_close(json);
	}
	sp_json_close(json);
	json_end(run);
}

static void
json_remedies(struct sp_json *json, const struct sp_task_why *why)
{
	sp_json_open(json, "remedies", '[');
	for (size_t i = 0; i < why->n_blockers; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_text(json, "do", why->blocker_to[i] == SP_TIME_NONE ? "drop" : "move");
		json_time(json, "start", why->blocker_start[i]);
		json_task(json, "task", why->blockers[i]);
		json_time(json, "to", why->blocker_to[i]);
		sp_json_close(json);
	}
	for (size_t i = 0; i < why->n_remedies; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_text(json, "do", remedy_names[why->remedies[i].remedy.kind]);
		json_time(json, "start", why->remedies[i].start);
		sp_json_int(json, "minutes", why->remedies[i].remedy.min);
		json_task(json, "task", why->remedies[i].other);
		sp_json_close(json);
	}
	sp_json_close(json);
}

static void
json_task_why(struct run *run, const struct sp_task_why *why, const char *text)
{
	struct sp_json *json = json_begin(run);

	sp_json_int(json, "task", why->task->id.v);
	sp_json_text(json, "why", text);
	sp_json_open(json, "reasons", '[');
	for (int f = 0; f < SP_FAMILY_COUNT; f++)
		if ((why->why.families >> f & 1) != 0)
			sp_json_text(json, NULL, family_names[f]);
	sp_json_close(json);
	sp_json_bool(json, "impossible", why->why.impossible);
	json_task(json, "predecessor", why->predecessor);
	json_share(json, &why->share);
	sp_json_int(json, "longest_free", why->why.longest_free_min);
	sp_json_int(json, "free_on_time", why->why.free_on_time_min);
	json_time(json, "late_start", why->late_start);
	json_remedies(json, why);
	json_end(run);
}

static enum sp_rc
why_block(struct run *run, sp_block_id block, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	struct sp_block_why why;
	struct sp_str text;
	enum sp_rc rc = sp_plan_why_block(snapshot, block, sp_app_now(run->app), &run->arena, &why, reterr);

	if (rc != SP_OK)
		return rc;
	sp_str_init(&text);
	sp_words_block_why(&text, snapshot, &why, run->hide);
	sp_words_why_late(&text, snapshot, &why, sp_app_now(run->app), &run->arena, run->hide);
	if (run->json)
		json_block_why(run, &why, text.text);
	else
		print_answer(run, text.text);
	sp_str_finish(&text);
	return SP_OK;
}

/* The first block of a task that has one, or 0. */
static sp_block_id
block_of_task(const struct sp_snapshot *snapshot, sp_task_id task)
{
	for (size_t i = 0; i < snapshot->blocks.n; i++)
		if (snapshot->blocks.items[i].task.v == task.v)
			return snapshot->blocks.items[i].id;
	return (sp_block_id){0};
}

static enum sp_rc
why_task(struct run *run, sp_task_id task, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	sp_block_id block = block_of_task(snapshot, task);
	struct sp_task_why why;
	struct sp_str text;
	enum sp_rc rc = sp_plan_why_task(snapshot, task, sp_app_now(run->app), &run->arena, &why, reterr);

	/* It has its place: the question is why there. */
	if (rc == SP_NO && block.v != 0)
		return why_block(run, block, reterr);
	if (rc != SP_OK)
		return rc;
	sp_str_init(&text);
	sp_words_task_why(&text, snapshot, &why, run->hide);
	if (run->json)
		json_task_why(run, &why, text.text);
	else
		print_answer(run, text.text);
	sp_str_finish(&text);
	return SP_OK;
}

enum sp_rc
run_why(struct run *run, struct sp_err *reterr)
{
	const char *text = args_join(&run->args, 0, run->args.n_words, &run->arena);
	sp_block_id block = {0};
	sp_task_id task;
	struct sp_err second = {0};
	enum sp_rc rc = SP_NO;

	if (text == NULL)
		return sp_err_nomem(reterr);
	if (!sp_istarts_with(text, "task "))
		rc = sp_app_find_block(run->app, text, &block, reterr);
	if (rc == SP_OK)
		return why_block(run, block, reterr);
	if (rc != SP_NO || sp_istarts_with(text, "block "))
		return rc;
	rc = sp_app_find_task(run->app, text, &task, &second);
	if (rc != SP_OK) {
		if (reterr != NULL)
			*reterr = second;
		return rc;
	}
	sp_err_clear(reterr);
	return why_task(run, task, reterr);
}

static void
print_places(struct run *run, const struct sp_place *places, size_t n)
{
	struct sp_str text;

	sp_str_init(&text);
	for (size_t i = 0; i < n; i++) {
		char when[SP_CLOCK_TEXT];

		sp_str_clear(&text);
		sp_words_place(&text, sp_app_snapshot(run->app), &places[i], run->hide);
		print(run, "  %zu  %-16s  ", i + 1, sp_time_format(places[i].start, when));
		print_wrapped(run, text.text, 23);
	}
	sp_str_finish(&text);
}

static void
json_places(struct run *run, sp_task_id task, const struct sp_place *places, size_t n)
{
	struct sp_json *json = json_begin(run);
	struct sp_str text;

	sp_str_init(&text);
	sp_json_int(json, "task", task.v);
	sp_json_open(json, "places", '[');
	for (size_t i = 0; i < n; i++) {
		sp_str_clear(&text);
		sp_words_place(&text, sp_app_snapshot(run->app), &places[i], run->hide);
		sp_json_open(json, NULL, '{');
		json_time(json, "start", places[i].start);
		if (places[i].evicts != NULL)
			sp_json_int(json, "evicts", places[i].evicts->id.v);
		else
			sp_json_null(json, "evicts");
		json_time(json, "evicted_to", places[i].evicted_to);
		sp_json_int(json, "late_days", places[i].late_days);
		json_cost(json, &places[i].cost);
		sp_json_text(json, "words", text.text);
		sp_json_close(json);
	}
	sp_json_close(json);
	json_end(run);
	sp_str_finish(&text);
}

enum sp_rc
run_suggest(struct run *run, struct sp_err *reterr)
{
	const char *text = args_join(&run->args, 0, run->args.n_words, &run->arena);
	long count = args_number(&run->args, SP_OPTION_COUNT_OF, PLACES_USUAL);
	const struct sp_place *places;
	sp_task_id task;
	size_t n = 0;
	enum sp_rc rc = text == NULL ? sp_err_nomem(reterr) : sp_app_find_task(run->app, text, &task, reterr);

	if (rc == SP_OK)
		rc = sp_plan_suggest(sp_app_snapshot(run->app), task, sp_app_now(run->app),
				     (size_t)(count < PLACES_MAX ? count : PLACES_MAX), &run->arena, &places,
				     &n, reterr);
	if (rc != SP_OK)
		return rc;
	if (run->json)
		json_places(run, task, places, n);
	else if (n > 0)
		print_places(run, places, n);
	if (n == 0)
		return sp_err_set(reterr, SP_NO,
				  "There is no place for it. \"senplan why task %lld\" says why.",
				  (long long)task.v);
	return SP_OK;
}

static void
print_block_lines(struct run *run, const struct sp_block *block, const struct sp_task *task)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, task->activity);
	char when[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT], day[SP_DAY_TEXT];
	struct sp_str text;

	sp_str_init(&text);
	sp_words_task(&text, snapshot, task, run->hide);
	print_clean(run, text.text);
	print(run, "\n  block %lld, task %lld, %s-%s\n", (long long)block->id.v, (long long)task->id.v,
	      sp_time_format(block->start, when),
	      sp_minute_format(sp_time_minute(block->start) + block->length_min, to));
	print(run, "  activity: ");
	print_clean(run, activity == NULL ? "" : activity->name);
	print(run, "\n  %s%s\n", sp_block_state_names[block->state], block->locked ? ", locked" : "");
	if (task->due_day != SP_DAY_NONE)
		print(run, "  due %s%s\n", sp_day_format(task->due_day, SP_DAY_LONG, day),
		      task->hard ? " (statutory)" : "");
	if (block->moves > 0 && block->moved_from != SP_TIME_NONE) {
		print(run, "  moved %d time%s, last from %s: ", block->moves, block->moves == 1 ? "" : "s",
		      sp_time_format(block->moved_from, when));
		print_clean(run, block->moved_why);
		print(run, "\n");
	}
	sp_str_finish(&text);
}

enum sp_rc
run_block(struct run *run, struct sp_err *reterr)
{
	const char *text = args_join(&run->args, 0, run->args.n_words, &run->arena);
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	const struct sp_block *block;
	const struct sp_task *task;
	sp_block_id id;
	enum sp_rc rc = text == NULL ? sp_err_nomem(reterr) : sp_app_find_block(run->app, text, &id, reterr);

	if (rc != SP_OK)
		return rc;
	block = sp_snapshot_block(snapshot, id);
	task = block == NULL ? NULL : sp_snapshot_task(snapshot, block->task);
	if (task == NULL)
		return sp_err_set(reterr, SP_NO, "There is no block %lld.", (long long)id.v);
	if (run->json)
		json_one_block(run, block, task);
	else
		print_block_lines(run, block, task);
	return SP_OK;
}
