/*
 * `plan` and `lost`: make a proposal, print it, accept it.
 */
#include "senplan/model/when.h"

#include "run.h"

#include <assert.h>
#include <string.h>

enum { SLICE_TICKS = 2000, SHOWN = 12, TITLE_WIDTH = 26 };

/* Works until the planner has done its budget, or the time given is over. */
static void
work(struct run *run, int64_t started_us)
{
	long budget_ms = args_number(&run->args, SP_OPTION_BUDGET_MS, 0);
	const struct sp_cli_world *world = run->world;

	while (sp_app_plan_run(run->app, SLICE_TICKS))
		if (budget_ms > 0 &&
		    world->monotonic(world->monotonic_context) - started_us >= (int64_t)budget_ms * 1000)
			break;
}

/* With a budget of time the ticks have no limit but this one. */
static uint64_t
tick_budget(const struct run *run)
{
	long ticks = args_number(&run->args, SP_OPTION_TICKS, 0);

	if (ticks > 0)
		return (uint64_t)ticks;
	return args_has(&run->args, SP_OPTION_BUDGET_MS) ? UINT64_C(1) << 40 : 0;
}

static const char *const kind_names[] = {
	[SP_CHANGE_MOVED] = "moved",
	[SP_CHANGE_NEW] = "new",
	[SP_CHANGE_DROPPED] = "dropped",
	[SP_CHANGE_NO_ROOM] = "no room",
};

static const struct sp_task *
task_of(struct run *run, const struct sp_change *change)
{
	return sp_snapshot_task(sp_app_pending_snapshot(run->app), change->task);
}

static void
add_title(struct run *run, struct sp_str *out, const struct sp_task *task)
{
	if (task != NULL)
		sp_words_task(out, sp_app_pending_snapshot(run->app), task, run->hide);
}

static void
add_reason(struct run *run, struct sp_str *out, const struct sp_change *change)
{
	const struct sp_snapshot *snapshot = sp_app_pending_snapshot(run->app);
	const struct sp_task *task = task_of(run, change);

	if (change->kind != SP_CHANGE_NO_ROOM)
		sp_words_change(out, snapshot, change, run->hide);
	else if (task != NULL)
		sp_words_no_room(out, snapshot, task, &change->why_not, run->hide);
}

/* --- as text --- */

static void
print_change(struct run *run, const struct sp_change *change)
{
	const struct sp_snapshot *snapshot = sp_app_pending_snapshot(run->app);
	const struct sp_task *task = task_of(run, change);
	const struct sp_activity *activity =
		task == NULL ? NULL : sp_snapshot_activity(snapshot, task->activity);
	char from[SP_CLOCK_TEXT] = "", to[SP_CLOCK_TEXT] = "";
	struct sp_str text;

	if (change->from_start != SP_TIME_NONE)
		sp_time_format(change->from_start, from);
	if (change->to_start != SP_TIME_NONE)
		sp_time_format(change->to_start, to);
	sp_str_init(&text);
	if (change->kind == SP_CHANGE_NO_ROOM || change->late)
		print_paint(run, PAINT_RED);
	print(run, "  %-8s", kind_names[change->kind]);
	print_plain(run);
	print_column(run, activity == NULL ? "" : activity->letter, 2);
	add_title(run, &text, task);
	print_column(run, text.text, TITLE_WIDTH);
	if (change->kind == SP_CHANGE_MOVED)
		print(run, " %s -> %s", from, to);
	else if (change->kind == SP_CHANGE_DROPPED)
		print(run, " was %s", from);
	else if (change->kind == SP_CHANGE_NEW)
		print(run, " %s, %d min", to, change->length_min);
	print(run, "%s\n", change->late ? "  ! late" : "");
	sp_str_clear(&text);
	add_reason(run, &text, change);
	if (text.len > 0) {
		print(run, "            ");
		print_wrapped(run, text.text, 12);
	}
	sp_str_finish(&text);
}

/* After lost time only what lost its place by it is listed as without one. */
static bool
concerns_answer(const struct run *run, const struct sp_proposal *proposal, const struct sp_change *no_room)
{
	if (run->args.command != SP_COMMAND_LOST || args_has(&run->args, SP_OPTION_ALL))
		return true;
	for (size_t i = 0; i < proposal->n_changes; i++)
		if (proposal->changes[i].kind == SP_CHANGE_DROPPED &&
		    proposal->changes[i].task.v == no_room->task.v)
			return true;
	return false;
}

static void
print_proposal(struct run *run, const struct sp_proposal *proposal)
{
	const size_t counts[] = {proposal->n_moved, proposal->n_new, proposal->n_dropped,
				 proposal->n_no_room};
	size_t seen[SP_CHANGE_NO_ROOM + 1] = {0};

	print_paint(run, PAINT_BOLD);
	print(run, "Proposal: %zu moved, %zu new, %zu dropped, %zu unchanged, %zu %s not fit\n",
	      proposal->n_moved, proposal->n_new, proposal->n_dropped, proposal->n_unchanged,
	      proposal->n_no_room, proposal->n_no_room == 1 ? "does" : "do");
	print_plain(run);
	if (proposal->score.hard_late == 0)
		print(run, "Every statutory clock is kept.\n");
	else
		print(run, "%lld statutory clock%s cannot be kept.\n", (long long)proposal->score.hard_late,
		      proposal->score.hard_late == 1 ? "" : "s");
	for (size_t i = 0; i < proposal->n_changes; i++) {
		const struct sp_change *change = &proposal->changes[i];
		size_t n = ++seen[change->kind];

		/* The first plan of a year has hundreds of new blocks; what lost time did not cause is no news. */
		if (change->kind == SP_CHANGE_NO_ROOM && !concerns_answer(run, proposal, change))
			continue;
		if (n <= SHOWN || args_has(&run->args, SP_OPTION_ALL))
			print_change(run, change);
		else if (n == SHOWN + 1)
			print(run, "  %-8sand %zu more (--all lists them)\n", kind_names[change->kind],
			      counts[change->kind] - SHOWN);
	}
}

/* --- as JSON --- */

static void
json_change(struct run *run, const struct sp_change *change)
{
	struct sp_json *json = &run->document;
	const struct sp_task *task = task_of(run, change);
	const struct sp_activity *activity =
		task == NULL ? NULL : sp_snapshot_activity(sp_app_pending_snapshot(run->app), task->activity);
	struct sp_str text;

	sp_str_init(&text);
	sp_json_open(json, NULL, '{');
	if (change->kind == SP_CHANGE_MOVED || change->kind == SP_CHANGE_DROPPED)
		sp_json_int(json, "block", change->block.v);
	/* A task that is not stored yet has no number that would hold. */
	if (change->task.v > 0)
		sp_json_int(json, "task", change->task.v);
	else
		sp_json_null(json, "task");
	add_title(run, &text, task);
	sp_json_text(json, "title", text.text);
	sp_json_text(json, "activity", activity == NULL ? NULL : activity->key);
	if (change->kind == SP_CHANGE_NO_ROOM) {
		sp_json_int(json, "needs", change->length_min);
		sp_json_day(json, "by", task == NULL ? SP_DAY_NONE : task->due_day);
	} else {
		json_time(json, "from", change->from_start);
		json_time(json, "to", change->to_start);
		sp_json_int(json, "minutes", change->length_min);
		sp_json_bool(json, "late", change->late);
	}
	sp_str_clear(&text);
	add_reason(run, &text, change);
	sp_json_text(json, "reason", text.text);
	sp_json_close(json);
	sp_str_finish(&text);
}

static void
json_kind(struct run *run, const struct sp_proposal *proposal, enum sp_change_kind kind, const char *key)
{
	sp_json_open(&run->document, key, '[');
	for (size_t i = 0; i < proposal->n_changes; i++)
		if (proposal->changes[i].kind == kind)
			json_change(run, &proposal->changes[i]);
	sp_json_close(&run->document);
}

static void
json_proposal(struct run *run, const struct sp_proposal *proposal, int64_t elapsed_us, bool accepted)
{
	struct sp_json *json = json_begin(run);

	json_kind(run, proposal, SP_CHANGE_MOVED, "moved");
	json_kind(run, proposal, SP_CHANGE_NEW, "new");
	json_kind(run, proposal, SP_CHANGE_DROPPED, "dropped");
	sp_json_int(json, "unchanged", (int64_t)proposal->n_unchanged);
	json_kind(run, proposal, SP_CHANGE_NO_ROOM, "did_not_fit");
	sp_json_open(json, "score", '{');
	sp_json_int(json, "hard_late", proposal->score.hard_late);
	sp_json_int(json, "hard_days", proposal->score.hard_days);
	sp_json_int(json, "soft", proposal->score.soft);
	sp_json_int(json, "moved", proposal->score.moved);
	sp_json_int(json, "target", proposal->score.target);
	sp_json_int(json, "quality", proposal->score.quality);
	sp_json_close(json);
	sp_json_int(json, "ticks", (int64_t)proposal->ticks);
	sp_json_int(json, "elapsed_ms", elapsed_us / 1000);
	sp_json_bool(json, "accepted", accepted);
	json_end(run);
}

/* Does the proposal itself make a statutory date late that the plan as it stands would keep? */
static bool
breaks_a_clock(struct run *run, const struct sp_proposal *proposal)
{
	for (size_t i = 0; i < proposal->n_changes; i++) {
		const struct sp_change *change = &proposal->changes[i];
		const struct sp_task *task = task_of(run, change);

		if (task != NULL && task->hard && task->state == SP_TASK_OPEN &&
		    (change->kind == SP_CHANGE_DROPPED || (change->kind == SP_CHANGE_MOVED && change->late)))
			return true;
	}
	return false;
}

/*
 * The answer is printed before it is accepted: afterwards the proposal is gone. A plan answers no when any statutory
 * clock cannot be kept; lost time, when it is the reason.
 */
static enum sp_rc
conclude(struct run *run, int64_t started_us, struct sp_err *reterr)
{
	const struct sp_cli_world *world = run->world;
	bool accepts = !args_has(&run->args, SP_OPTION_DRY_RUN);
	struct sp_proposal *proposal;
	bool kept;
	enum sp_rc rc = sp_app_proposal(run->app, &proposal, reterr);

	if (rc != SP_OK)
		return rc;
	kept = run->args.command == SP_COMMAND_LOST ? !breaks_a_clock(run, proposal)
						    : proposal->score.hard_late == 0;
	if (run->json)
		json_proposal(run, proposal, world->monotonic(world->monotonic_context) - started_us,
			      accepts);
	else if (!run->quiet)
		print_proposal(run, proposal);
	if (accepts)
		rc = sp_app_accept(run->app, reterr);
	else if (!run->json && !run->quiet)
		print(run, "Nothing was changed (--dry-run).\n");
	if (rc == SP_NO)
		sp_str_clear(&run->out);
	return rc == SP_OK && !kept ? SP_NO : rc;
}

enum sp_rc
run_plan(struct run *run, struct sp_err *reterr)
{
	const struct sp_cli_world *world = run->world;
	int64_t started_us = world->monotonic(world->monotonic_context);
	struct sp_pending_request request = {
		.seed = (uint64_t)args_number(&run->args, SP_OPTION_SEED, 0),
		.ticks = tick_budget(run),
	};
	enum sp_rc rc = option_range(run, &request.from_day, &request.to_day, reterr);

	if (rc == SP_OK)
		rc = sp_app_plan(run->app, &request, reterr);
	if (rc != SP_OK)
		return rc;
	work(run, started_us);
	return conclude(run, started_us, reterr);
}

static enum sp_rc
read_lost(struct run *run, sp_time *ret_start, sp_time *ret_end, struct sp_err *reterr)
{
	const struct args *args = &run->args;
	const char *when = args_join(args, 0, args->n_words - 1, &run->arena);
	sp_minute from, to;
	sp_day day;
	enum sp_rc rc;

	if (when == NULL)
		return sp_err_nomem(reterr);
	rc = word_day(run, when, &day, reterr);
	if (rc == SP_OK)
		rc = sp_when_parse_span(sp_app_snapshot(run->app), day, args->words[args->n_words - 1], &from,
					&to, reterr);
	if (rc != SP_OK)
		return rc;
	*ret_start = sp_time_of(day, from);
	*ret_end = sp_time_of(day, to);
	return SP_OK;
}

enum sp_rc
run_lost(struct run *run, struct sp_err *reterr)
{
	const struct sp_cli_world *world = run->world;
	int64_t started_us = world->monotonic(world->monotonic_context);
	const char *cause = run->args.values[SP_OPTION_CAUSE];
	sp_time start = SP_TIME_NONE, end = SP_TIME_NONE;
	enum sp_rc rc = read_lost(run, &start, &end, reterr);

	if (rc == SP_OK)
		rc = sp_app_lost(run->app, start, end,
				 cause == NULL ? SP_CAUSE_OTHER
					       : (enum sp_cause)sp_enum_parse(sp_cause_names, cause),
				 reterr);
	if (rc != SP_OK)
		return rc;
	work(run, started_us);
	return conclude(run, started_us, reterr);
}
