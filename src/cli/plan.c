/*
 * `plan` and `lost`: make a proposal, print it (proposal.c), accept it.
 */
#include "senplan/app/school.h"
#include "senplan/base/array.h"
#include "senplan/model/when.h"

#include "run.h"
#include "show_year.h"

#include <assert.h>
#include <string.h>

enum { SLICE_TICKS = 2000 };

static const enum sp_stability ladder_order[SP_RUNGS] = {SP_STABILITY_FEWEST, SP_STABILITY_BALANCED,
							 SP_STABILITY_BEST};

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

/* --- how much may move, and what --- */

static const struct {
	const char *name;
	unsigned bit;
} allowed[] = {
	{"soon", SP_ALLOW_SOON},
	{"locked", SP_ALLOW_LOCKED},
	{"confirmed", SP_ALLOW_CONFIRMED},
};

static enum sp_rc
read_allow(const struct run *run, unsigned *ret_allow, struct sp_err *reterr)
{
	const char *at = run->args.values[SP_OPTION_ALLOW];

	while (at != NULL && *at != '\0') {
		size_t len = strcspn(at, ",");
		unsigned bit = 0;

		for (size_t i = 0; i < SP_COUNT(allowed); i++)
			if (strlen(allowed[i].name) == len && strncmp(allowed[i].name, at, len) == 0)
				bit = allowed[i].bit;
		if (bit == 0)
			return sp_err_set(reterr, SP_USAGE,
					  "--allow: \"%.*s\" is not one of soon, locked, confirmed.",
					  (int)len, at);
		*ret_allow |= bit;
		at += len + (at[len] == ',');
	}
	return SP_OK;
}

static bool
compares(const struct run *run)
{
	const char *moves = run->args.values[SP_OPTION_MOVES];

	return moves != NULL && sp_streq(moves, "compare");
}

enum sp_stability
run_stability(const struct run *run, enum sp_stability usual)
{
	const char *moves = run->args.values[SP_OPTION_MOVES];

	for (int i = 0; moves != NULL && sp_moves_names[i] != NULL; i++)
		if (sp_streq(moves, sp_moves_names[i]))
			return (enum sp_stability)i;
	return usual;
}

static enum sp_rc
read_request(const struct run *run, struct sp_pending_request *ret, struct sp_err *reterr)
{
	*ret = (struct sp_pending_request){
		.from_day = SP_DAY_NONE,
		.to_day = SP_DAY_NONE,
		.seed = (uint64_t)args_number(&run->args, SP_OPTION_SEED, 0),
		.ticks = tick_budget(run),
		.moves = run_stability(run, sp_plan_moves(sp_app_snapshot(run->app))),
		.ladder = compares(run),
	};
	return read_allow(run, &ret->allow, reterr);
}

/* --- as JSON --- */

static void
json_change(struct run *run, const struct sp_change *change)
{
	struct sp_json *json = &run->document;
	const struct sp_task *task = change_task(run, change);
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
	change_title(run, &text, task);
	sp_json_text(json, "title", text.text);
	sp_json_text(json, "activity", activity == NULL ? NULL : activity->key);
	if (change->kind == SP_CHANGE_NO_ROOM) {
		sp_json_int(json, "needs", change->length_min);
		sp_json_int(json, "placed", change->placed_min);
		sp_json_day(json, "by", task == NULL ? SP_DAY_NONE : task->due_day);
	} else {
		json_time(json, "from", change->from_start);
		json_time(json, "to", change->to_start);
		sp_json_int(json, "minutes", change->length_min);
		sp_json_bool(json, "late", change->late);
	}
	sp_str_clear(&text);
	change_reason(run, &text, change);
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
json_bound(struct sp_json *json, const struct sp_proposal *proposal)
{
	sp_json_int(json, "late", (int64_t)proposal->n_late);
	sp_json_int(json, "late_days", proposal->late_days);
	sp_json_int(json, "no_room_minutes", proposal->no_room_min);
	sp_json_int(json, "at_most_more_minutes", proposal->bound.more_min);
	sp_json_int(json, "at_most_more_on_time_minutes", proposal->bound.more_on_time_min);
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
	sp_json_int(json, "hard_late_at_least", proposal->bound.least_hard_late);
	sp_json_int(json, "hard_days", proposal->score.hard_days);
	sp_json_int(json, "soft", proposal->score.soft);
	sp_json_int(json, "moved", proposal->score.moved);
	sp_json_int(json, "target", proposal->score.target);
	sp_json_int(json, "quality", proposal->score.quality);
	sp_json_close(json);
	sp_json_text(json, "moves", sp_moves_names[proposal->request.moves]);
	json_bound(json, proposal);
	sp_json_int(json, "ticks", (int64_t)proposal->ticks);
	sp_json_int(json, "elapsed_ms", elapsed_us / 1000);
	sp_json_bool(json, "accepted", accepted);
}

/* Does the proposal itself make a statutory date late that the plan as it stands would keep? */
static bool
breaks_a_clock(struct run *run, const struct sp_proposal *proposal)
{
	for (size_t i = 0; i < proposal->n_changes; i++) {
		const struct sp_change *change = &proposal->changes[i];
		const struct sp_task *task = change_task(run, change);

		if (task != NULL && task->hard && task->state == SP_TASK_OPEN &&
		    (change->kind == SP_CHANGE_DROPPED || (change->kind == SP_CHANGE_MOVED && change->late)))
			return true;
	}
	return false;
}

/* --- the ladder --- */

static void
json_ladder(struct run *run, const struct sp_rung *rungs)
{
	struct sp_json *json = json_begin(run);
	struct sp_str text;

	sp_str_init(&text);
	sp_json_open(json, "answers", '[');
	for (size_t i = 0; i < SP_RUNGS; i++) {
		const struct sp_proposal *proposal = rungs[ladder_order[i]].proposal;

		if (proposal == NULL)
			continue;
		sp_str_clear(&text);
		sp_words_answer(&text, proposal);
		sp_json_open(json, NULL, '{');
		sp_json_text(json, "moves", sp_moves_names[ladder_order[i]]);
		sp_json_int(json, "moved", (int64_t)proposal->n_moved);
		sp_json_int(json, "dropped", (int64_t)proposal->n_dropped);
		sp_json_int(json, "new", (int64_t)proposal->n_new);
		sp_json_int(json, "hard_late", proposal->score.hard_late);
		json_bound(json, proposal);
		sp_json_text(json, "words", text.text);
		sp_json_close(json);
	}
	sp_json_close(json);
	json_end(run);
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

static void
print_ladder(struct run *run, const struct sp_rung *rungs)
{
	struct sp_str text;

	sp_str_init(&text);
	for (size_t i = 0; i < SP_RUNGS; i++) {
		const struct sp_proposal *proposal = rungs[ladder_order[i]].proposal;

		if (proposal == NULL)
			continue;
		sp_str_clear(&text);
		sp_words_answer(&text, proposal);
		print(run, "%-9s ", proposal->is_replan ? sp_moves_names[ladder_order[i]] : "first");
		print_wrapped(run, text.text, 10);
		run->out.failed = run->out.failed || text.failed;
	}
	sp_str_finish(&text);
	print(run, "Nothing was changed. Take one with --moves %s, %s or %s.\n",
	      sp_moves_names[ladder_order[0]], sp_moves_names[ladder_order[1]],
	      sp_moves_names[ladder_order[2]]);
}

/* The three answers side by side; none is taken. */
static enum sp_rc
compare_answers(struct run *run, struct sp_err *reterr)
{
	struct sp_rung rungs[SP_RUNGS];
	enum sp_rc rc = sp_app_rungs(run->app, rungs, reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json)
		json_ladder(run, rungs);
	else if (!run->quiet)
		print_ladder(run, rungs);
	return SP_OK;
}

/* --- what was agreed within lost time --- */

static void
json_meetings(struct run *run)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_lost_meeting *meetings;
	size_t n = sp_app_lost_meetings(run->app, &meetings);
	struct sp_json *json = &run->document;

	sp_json_open(json, "agreed", '[');
	for (size_t i = 0; i < n; i++) {
		const struct sp_case *subject = sp_snapshot_case(s, meetings[i].subject);

		sp_json_open(json, NULL, '{');
		sp_json_int(json, "task", meetings[i].task.v);
		sp_json_int(json, "block", meetings[i].block.v);
		sp_json_text(json, "case", subject == NULL ? NULL : subject->code);
		json_time(json, "start", meetings[i].start);
		sp_json_bool(json, "booked", meetings[i].booked);
		sp_json_bool(json, "stands", !meetings[i].off);
		sp_json_close(json);
	}
	sp_json_close(json);
}

static void
print_meetings(struct run *run)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_lost_meeting *meetings;
	size_t n = sp_app_lost_meetings(run->app, &meetings);
	bool stands = false;

	for (size_t i = 0; i < n; i++) {
		const struct sp_task *task = sp_snapshot_task(s, meetings[i].task);
		char start[SP_CLOCK_TEXT];
		struct sp_str title;

		sp_str_init(&title);
		if (task != NULL)
			change_title(run, &title, task);
		print(run, "%s  %-8s%s, %s\n", i == 0 ? "Agreed or locked in that time:\n" : "",
		      meetings[i].off ? "off" : "stands", title.text,
		      sp_time_format(meetings[i].start, start));
		sp_str_finish(&title);
		stands |= !meetings[i].off;
	}
	if (stands)
		print(run, "What stands is not moved. If it does not happen: %sthe same with --agreed off.\n",
		      args_has(&run->args, SP_OPTION_DRY_RUN) ? "" : "\"senplan undo\", then ");
}

/* The law's dates for the meetings that were booked and are no more. */
static enum sp_rc
print_called_off(struct run *run, const struct sp_lost_meeting *meetings, size_t n, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	for (size_t i = 0; i < n && rc == SP_OK; i++) {
		struct sp_outcome outcome = {.arena = &run->arena, .done = ""};
		const struct sp_case *subject =
			sp_snapshot_case(sp_app_snapshot(run->app), meetings[i].subject);

		if (!meetings[i].off || !meetings[i].booked || subject == NULL)
			continue;
		rc = sp_app_called_off(run->app, &meetings[i], &outcome, reterr);
		print(run, "%s: booked no more.\n", subject->code);
		for (size_t k = 0; k < outcome.n_notes; k++) {
			print(run, "  ");
			print_wrapped(run, outcome.notes[k], 2);
		}
	}
	return rc;
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
	struct sp_lost_meeting meetings[SP_LOST_MEETINGS];
	const struct sp_lost_meeting *pending_meetings;
	struct sp_proposal *proposal;
	size_t n_meetings;
	bool kept;
	enum sp_rc rc;

	if (compares(run))
		return compare_answers(run, reterr);
	rc = sp_app_proposal(run->app, &proposal, reterr);
	if (rc != SP_OK)
		return rc;
	kept = run->args.command == SP_COMMAND_LOST ? !breaks_a_clock(run, proposal)
						    : proposal->score.hard_late == 0;
	if (run->json)
		json_proposal(run, proposal, world->monotonic(world->monotonic_context) - started_us,
			      accepts);
	n_meetings = sp_app_lost_meetings(run->app, &pending_meetings);
	if (n_meetings > 0)
		memcpy(meetings, pending_meetings, n_meetings * sizeof(*meetings));
	if (run->json && run->args.command == SP_COMMAND_LOST)
		json_meetings(run);
	if ((run->json || !run->quiet) && run->args.command == SP_COMMAND_PLAN)
		rc = show_shortfall(run, reterr);
	if (run->json)
		json_end(run);
	else if (!run->quiet)
		print_proposal(run, proposal);
	if (!run->json && !run->quiet)
		print_meetings(run);
	if (rc == SP_OK && accepts) {
		rc = sp_app_accept(run->app, reterr);
		if (rc == SP_OK && !run->json && !run->quiet)
			rc = print_called_off(run, meetings, n_meetings, reterr);
	} else if (!run->json && !run->quiet) {
		print(run, "Nothing was changed (--dry-run).\n");
	}
	if (rc == SP_NO)
		sp_str_clear(&run->out);
	return rc == SP_OK && !kept ? SP_NO : rc;
}

enum sp_rc
run_plan(struct run *run, struct sp_err *reterr)
{
	const struct sp_cli_world *world = run->world;
	int64_t started_us = world->monotonic(world->monotonic_context);
	struct sp_pending_request request;
	enum sp_rc rc = read_request(run, &request, reterr);

	if (rc == SP_OK)
		rc = option_range(run, &request.from_day, &request.to_day, reterr);
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
	const char *span = args->words[args->n_words - 1];
	bool whole = args->n_words > 2 && sp_streq(span, "day") &&
		     sp_streq(args->words[args->n_words - 2], "all"); /* mon all day, without quotes */
	const char *when = args_join(args, 0, args->n_words - (whole ? 2 : 1), &run->arena);
	sp_minute from, to;
	sp_day day;
	enum sp_rc rc;

	if (when == NULL)
		return sp_err_nomem(reterr);
	rc = word_day(run, when, &day, reterr);
	if (rc == SP_OK)
		rc = sp_when_parse_span(sp_app_snapshot(run->app), day, whole ? "all day" : span, &from, &to,
					reterr);
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
	const char *cause = run->args.values[SP_OPTION_CAUSE], *agreed = run->args.values[SP_OPTION_AGREED];
	const struct sp_lost_meeting *meetings;
	sp_time start = SP_TIME_NONE, end = SP_TIME_NONE;
	struct sp_pending_request request;
	enum sp_rc rc = read_lost(run, &start, &end, reterr);

	if (rc == SP_OK)
		rc = read_request(run, &request, reterr);
	if (rc == SP_OK)
		rc = sp_app_lost(run->app, start, end,
				 cause == NULL ? SP_CAUSE_OTHER
					       : (enum sp_cause)sp_enum_parse(sp_cause_names, cause),
				 &request, reterr);
	if (rc == SP_OK && agreed != NULL && sp_streq(agreed, "off") &&
	    sp_app_lost_meetings(run->app, &meetings) > 0)
		rc = sp_app_call_off(run->app, (sp_block_id){0}, true, reterr);
	if (rc != SP_OK)
		return rc;
	work(run, started_us);
	return conclude(run, started_us, reterr);
}
