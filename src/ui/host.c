/*
 * The host does effects with the application. Nothing here decides anything: it calls one function of the application for
 * each effect, and sends what came of it back as an answer.
 *
 * Two worlds are kept, shown and in the making: a failed load leaves the old one, if the plan is the same.
 */
#include "senplan/app/forget.h"
#include "senplan/app/intake.h"
#include "senplan/app/review_out.h"
#include "senplan/report/estimates.h"

#include "act.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_TICKS = 3000, ROUNDS_MAX = 64 };

struct sp_ui_host {
	struct sp_app *app;
	struct sp_arena worlds[2];
	int shown; /* index of the world that the state has */
	struct sp_arena scratch;
	struct sp_str words;
	struct sp_err err;
	struct sp_ui_place places[SP_PLACES_MAX];
	struct sp_ui_rung rungs[SP_RUNGS];
	struct sp_host_think think;
};

enum sp_rc
sp_ui_host_create(struct sp_app *app, struct sp_ui_host **ret_host, struct sp_err *reterr)
{
	struct sp_ui_host *host = calloc(1, sizeof(*host));

	if (host == NULL)
		return sp_err_nomem(reterr);
	host->app = app;
	sp_arena_init(&host->worlds[0]);
	sp_arena_init(&host->worlds[1]);
	sp_arena_init(&host->scratch);
	sp_str_init(&host->words);
	*ret_host = host;
	return SP_OK;
}

void
sp_ui_host_destroy(struct sp_ui_host *host)
{
	if (host == NULL)
		return;
	sp_app_discard(host->app);
	sp_host_think_end(&host->think);
	sp_arena_finish(&host->worlds[0]);
	sp_arena_finish(&host->worlds[1]);
	sp_arena_finish(&host->scratch);
	sp_str_finish(&host->words);
	free(host);
}

/* --- making a world --- */

static sp_day
next_due(const struct sp_ui_case *shown)
{
	return shown->next == NULL || shown->next->due_day == SP_DAY_NONE ? INT32_MAX : shown->next->due_day;
}

static int
compare_cases(const void *left, const void *right)
{
	const struct sp_ui_case *a = left;
	const struct sp_ui_case *b = right;

	if (next_due(a) != next_due(b))
		return next_due(a) < next_due(b) ? -1 : 1;
	return a->subject->id.v < b->subject->id.v ? -1 : a->subject->id.v > b->subject->id.v;
}

static bool
is_open(const struct sp_clock *clock)
{
	return clock->state == SP_CLOCK_OPEN || clock->state == SP_CLOCK_WAITING ||
	       clock->state == SP_CLOCK_MISSED;
}

/* The clocks of one subject, which stand one after the other from `at` on. Returns how many were passed. */
static size_t
take_clocks(struct sp_ui_case *shown, const struct sp_clock *clocks, size_t at, size_t n)
{
	size_t c = at;

	while (c < n && clocks[c].subject->id.v < shown->subject->id.v)
		c++;
	shown->clocks = &clocks[c];
	for (; c < n && clocks[c].subject->id.v == shown->subject->id.v; c++) {
		const struct sp_clock *clock = &clocks[c];

		shown->n_clocks++;
		if (is_open(clock) && clock->due_day != SP_DAY_NONE &&
		    (shown->next == NULL || clock->due_day < shown->next->due_day))
			shown->next = clock;
	}
	return c - at;
}

static enum sp_rc
add_cases(struct sp_ui_world *world, sp_time now, struct sp_arena *arena, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = world->snapshot;
	const struct sp_clock *clocks;
	struct sp_ui_case *cases;
	size_t n;
	enum sp_rc rc = sp_clocks_of(snapshot, (sp_case_id){0}, now, arena, &clocks, &n, reterr);

	if (rc != SP_OK)
		return rc;
	cases = SP_ARENA_NEW_N(arena, struct sp_ui_case, snapshot->cases.n + 1);
	if (cases == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0, c = 0; i < snapshot->cases.n; i++) {
		cases[i].subject = &snapshot->cases.items[i];
		c += take_clocks(&cases[i], clocks, c, n);
	}
	cases[snapshot->cases.n].subject = &sp_school_subject;
	take_clocks(&cases[snapshot->cases.n], clocks, 0, n);
	world->school = &cases[snapshot->cases.n];
	qsort(cases, snapshot->cases.n, sizeof(*cases), compare_cases);
	world->cases = cases;
	world->n_cases = snapshot->cases.n;
	return SP_OK;
}

static enum sp_rc
review_of(struct sp_ui_host *host, const struct sp_ui *ui, struct sp_arena *arena, struct sp_review *ret,
	  struct sp_err *reterr)
{
	struct sp_review_ask ask = {.kind = ui->review_kind,
				    .day = ui->review_day,
				    .from_day = ui->review_from,
				    .to_day = ui->review_to,
				    .ascii = ui->options.ascii};

	return sp_review_of(host->app, &ask, arena, ret, reterr);
}

static enum sp_rc
add_review(struct sp_ui_host *host, const struct sp_ui *ui, struct sp_ui_world *world, struct sp_arena *arena,
	   struct sp_err *reterr)
{
	struct sp_review *review = SP_ARENA_NEW(arena, struct sp_review);

	if (review == NULL)
		return sp_err_nomem(reterr);
	world->review = review;
	return review_of(host, ui, arena, review, reterr);
}

static enum sp_rc
add_contract(struct sp_ui_world *world, sp_time now, struct sp_arena *arena, struct sp_err *reterr)
{
	struct sp_contract_year *year = SP_ARENA_NEW(arena, struct sp_contract_year);

	if (year == NULL)
		return sp_err_nomem(reterr);
	world->contract = year;
	return sp_contract_year_build(world->snapshot, now, year, reterr);
}

static enum sp_rc
make_world(struct sp_ui_host *host, const struct sp_ui *ui, struct sp_arena *arena, struct sp_ui_world **ret,
	   struct sp_err *reterr)
{
	struct sp_ui_world *world = SP_ARENA_NEW(arena, struct sp_ui_world);
	sp_time now = sp_app_now(host->app);
	struct sp_ahead *ahead;
	enum sp_rc rc;

	if (world == NULL)
		return sp_err_nomem(reterr);
	world->snapshot = sp_app_snapshot(host->app);
	world->db_path = sp_app_env(host->app)->db_path;
	rc = sp_week_build(world->snapshot, ui->day, now, arena, &world->week, reterr);
	if (rc == SP_OK)
		rc = sp_share_last(host->app, arena, &world->share, reterr);
	if (rc == SP_OK && (ui->view == SP_VIEW_CASES || ui->view == SP_VIEW_SET_UP))
		rc = add_cases(world, now, arena, reterr);
	if (rc == SP_OK && ui->view == SP_VIEW_DUTIES)
		rc = sp_estimates_build(world->snapshot, arena, &world->estimates, &world->n_estimates,
					reterr);
	if (rc == SP_OK && ui->view == SP_VIEW_REVIEW)
		rc = add_review(host, ui, world, arena, reterr);
	if (rc == SP_OK && ui->view == SP_VIEW_SET_UP)
		rc = add_contract(world, now, arena, reterr);
	if (rc == SP_OK && ui->view == SP_VIEW_AHEAD) {
		ahead = SP_ARENA_NEW(arena, struct sp_ahead);
		world->ahead = ahead;
		rc = ahead == NULL ? sp_err_nomem(reterr)
				   : sp_ahead_build(world->snapshot, now, arena, ahead, reterr);
	}
	if (rc == SP_OK)
		*ret = world;
	return rc;
}

/* A new world into the answer; when that fails the answer says so, and nothing old may be shown. */
static void
load(struct sp_ui_host *host, const struct sp_ui *ui, struct sp_answer *answer)
{
	int other = 1 - host->shown;
	struct sp_ui_world *world = NULL;
	enum sp_rc rc;

	sp_arena_clear(&host->worlds[other]);
	rc = make_world(host, ui, &host->worlds[other], &world, &host->err);
	if (rc != SP_OK) {
		answer->rc = rc;
		answer->text = host->err.text;
		answer->no_world = true;
		return;
	}
	host->shown = other;
	answer->world = world;
}

/* --- effects --- */

/* What each answer of a re-plan comes to. */
static enum sp_rc
add_rungs(struct sp_ui_host *host, struct sp_answer *answer)
{
	struct sp_rung rungs[SP_RUNGS];
	enum sp_rc rc;

	answer->rung = sp_app_chosen(host->app);
	answer->allow = sp_app_allowed(host->app);
	if (!answer->proposal->is_replan)
		return SP_OK;
	rc = sp_app_rungs(host->app, rungs, &host->err);
	for (int i = 0; i < SP_RUNGS && rc == SP_OK; i++) {
		host->rungs[i].begun = rungs[i].proposal != NULL;
		if (rungs[i].proposal == NULL)
			continue;
		sp_str_clear(&host->words);
		sp_words_answer_short(&host->words, rungs[i].proposal);
		snprintf(host->rungs[i].text, sizeof(host->rungs[i].text), "%s", host->words.text);
	}
	answer->rungs = host->rungs;
	return rc;
}

static enum sp_rc
plan_more(struct sp_ui_host *host, struct sp_answer *answer)
{
	enum sp_rc rc;

	answer->more = sp_app_plan_run(host->app, SLICE_TICKS);
	rc = sp_app_proposal(host->app, &answer->proposal, &host->err);
	answer->pending = sp_app_pending_snapshot(host->app);
	answer->n_agreed = (int)sp_app_lost_meetings(host->app, &answer->agreed);
	return rc == SP_OK ? add_rungs(host, answer) : rc;
}

static enum sp_rc
do_planning(struct sp_ui_host *host, const struct sp_effect *effect, struct sp_answer *answer)
{
	struct sp_pending_request request = {.from_day = SP_DAY_NONE,
					     .to_day = SP_DAY_NONE,
					     .moves = sp_plan_moves(sp_app_snapshot(host->app)),
					     .ladder = true};
	enum sp_rc rc = SP_OK;

	if (effect->kind == SP_EFFECT_PLAN)
		rc = sp_app_plan(host->app, &request, &host->err);
	else if (effect->kind == SP_EFFECT_LOST)
		rc = sp_app_lost(host->app, effect->start, effect->end, (enum sp_cause)effect->number,
				 &request, &host->err);
	else if (effect->kind == SP_EFFECT_RUNG)
		rc = sp_app_choose(host->app, (enum sp_stability)effect->number, &host->err);
	else if (effect->kind == SP_EFFECT_ALLOW)
		rc = sp_app_allow(host->app, (unsigned)effect->number, &host->err);
	else if (effect->kind == SP_EFFECT_CALL_OFF)
		rc = sp_app_call_off(host->app, (sp_block_id){effect->id}, effect->number != 0, &host->err);
	return rc == SP_OK ? plan_more(host, answer) : rc;
}

/* Meetings that were booked and are no more: the new day of the first is asked for, with what the law says. */
static enum sp_rc
tell_called_off(struct sp_ui_host *host, const struct sp_lost_meeting *meetings, size_t n,
		struct sp_answer *answer)
{
	size_t n_off = 0;
	enum sp_rc rc = SP_OK;

	for (size_t i = 0; i < n && rc == SP_OK; i++) {
		struct sp_outcome outcome = {.arena = &host->scratch, .done = ""};

		if (!meetings[i].off || !meetings[i].booked || n_off++ > 0)
			continue;
		rc = sp_app_called_off(host->app, &meetings[i], &outcome, &host->err);
		answer->id = meetings[i].subject.v;
		sp_str_clear(&host->words);
		sp_str_add(&host->words, outcome.n_notes > 0 ? outcome.notes[0] : "");
	}
	if (n_off > 1)
		sp_str_addf(&host->words, " %zu more %s no day: 3 Cases, b books.", n_off - 1,
			    n_off == 2 ? "has" : "have");
	return rc;
}

static enum sp_rc
do_accept(struct sp_ui_host *host, struct sp_answer *answer)
{
	struct sp_lost_meeting meetings[SP_LOST_MEETINGS];
	const struct sp_lost_meeting *pending;
	size_t n_meetings = sp_app_lost_meetings(host->app, &pending);
	struct sp_proposal *proposal;
	size_t taken = 0;
	enum sp_rc rc = sp_app_proposal(host->app, &proposal, &host->err);

	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < proposal->n_changes; i++)
		taken += proposal->changes[i].accepted;
	if (n_meetings > 0)
		memcpy(meetings, pending, n_meetings * sizeof(*meetings));
	rc = sp_app_accept(host->app, &host->err);
	if (taken > 0)
		sp_str_addf(&host->words, "Taken: %zu change%s. u takes %s back.", taken,
			    taken == 1 ? "" : "s", taken == 1 ? "it" : "them");
	else
		sp_str_add(&host->words, "Taken as it is: no block has moved.");
	if (rc == SP_OK)
		rc = tell_called_off(host, meetings, n_meetings, answer);
	answer->text = host->words.text;
	return rc;
}

/* An undo never empties the plan without asking: it is done again at once, and the question is asked. */
static enum sp_rc
ask_before_emptying(struct sp_ui_host *host, const char *label, size_t n_blocks, bool hide,
		    struct sp_answer *answer)
{
	const char *again;
	enum sp_rc rc = sp_app_redo(host->app, &host->scratch, &again, &host->err);

	if (rc != SP_OK)
		return rc;
	sp_str_addf(&host->words, "Take back%s%s? %zu block%s of the plan %s with it. U does it again.",
		    hide ? "" : ": ", hide ? " the last command" : label, n_blocks,
		    sp_plural(n_blocks, "", "s"), sp_plural(n_blocks, "goes", "go"));
	answer->ask = true;
	answer->text = host->words.text;
	return SP_OK;
}

static enum sp_rc
do_undo(struct sp_ui_host *host, const struct sp_effect *effect, struct sp_answer *answer)
{
	bool undo = effect->kind == SP_EFFECT_UNDO;
	size_t n_blocks = sp_app_snapshot(host->app)->blocks.n;
	const char *label = "";
	enum sp_rc rc = undo ? sp_app_undo(host->app, &host->scratch, &label, &host->err)
			     : sp_app_redo(host->app, &host->scratch, &label, &host->err);

	if (rc != SP_OK)
		return rc;
	if (undo && effect->number == 0 && n_blocks > 0 && sp_app_snapshot(host->app)->blocks.n == 0)
		return ask_before_emptying(host, label, n_blocks, effect->hide, answer);
	sp_str_addf(&host->words, "%s%s%s%s%s", undo ? "Taken back" : "Done again", effect->hide ? "" : ": ",
		    effect->hide ? "" : label,
		    label[0] != '\0' && label[strlen(label) - 1] == '.' && !effect->hide ? " " : ". ",
		    undo ? "U does it again." : "u takes it back.");
	answer->text = host->words.text;
	return SP_OK;
}

static enum sp_rc
do_set(struct sp_ui_host *host, const struct sp_effect *effect)
{
	char key[SP_EFFECT_TEXT];
	size_t len = strcspn(effect->text, " ");

	memcpy(key, effect->text, len);
	key[len] = '\0';
	return sp_app_set(host->app, key, effect->text[len] == ' ' ? effect->text + len + 1 : "", &host->err);
}

static enum sp_rc
do_busy(struct sp_ui_host *host, const struct sp_effect *effect, struct sp_answer *answer)
{
	struct sp_outcome outcome = {.arena = &host->scratch};
	struct sp_busy_mark_request request = {.busy = effect->id};
	int number = effect->number;
	enum sp_rc rc;

	if (number == SP_BUSY_CHOICE_REVIEW) {
		request.as = sp_busy_counts_names[SP_BUSY_MEETING];
		request.code = effect->text;
	} else {
		request.as = sp_busy_counts_names[number % SP_BUSY_CHOICE_ONCE];
		request.each =
			sp_busy_scope_names[number < SP_BUSY_CHOICE_ONCE ? SP_BUSY_SERIES : SP_BUSY_ONCE];
	}
	rc = sp_app_busy_mark(host->app, &request, &outcome, &host->err);
	if (rc == SP_OK)
		answer->text = outcome.done;
	return rc;
}

static enum sp_rc
do_part(struct sp_ui_host *host, const struct sp_effect *effect)
{
	enum sp_set_up_part part = (enum sp_set_up_part)effect->id;

	switch (part) {
	case SP_PART_SCHOOL:
		return sp_set_up_phase(host->app, effect->text, &host->err);
	case SP_PART_HOURS:
		return sp_set_up_hours(host->app, effect->form, &host->err);
	case SP_PART_TIMETABLE:
		return sp_set_up_timetable(host->app, effect->form, &host->err);
	case SP_PART_TERMS:
		if (effect->text[0] != '\0')
			return sp_set_up_term(host->app, effect->text, &host->err);
		return sp_set_up_terms(host->app, &host->err);
	case SP_PART_CASELOAD:
		return sp_set_up_cases(host->app, effect->number, &host->err);
	case SP_PART_COUNT:
		break;
	}
	assert(!"no part of the set-up");
	return SP_USAGE;
}

/* Said first, with what would go; done when that was answered. */
static enum sp_rc
do_forget(struct sp_ui_host *host, const struct sp_effect *effect, struct sp_answer *answer)
{
	struct sp_forgotten result;
	bool asked = effect->number != 0;
	enum sp_rc rc =
		sp_app_forget_said(host->app, effect->text, !asked, &host->scratch, &result, &host->err);

	if (rc != SP_OK)
		return rc;
	sp_str_addf(&host->words, "%s %s", result.words, result.notice);
	answer->text = host->words.text;
	answer->ask = !asked;
	return SP_OK;
}

/* Acts on the plan that answer with a sentence. */
static enum sp_rc
do_act(struct sp_ui_host *host, const struct sp_effect *effect, struct sp_answer *answer)
{
	sp_block_id block = {effect->id};

	switch (effect->kind) {
	case SP_EFFECT_MOVE:
		answer->text = "Moved, and locked there. u takes it back.";
		return sp_app_move(host->app, block, effect->start, effect->text, &host->err);
	case SP_EFFECT_PLACE:
		answer->text = "Placed, and locked there. u takes it back.";
		return sp_app_place(host->app, (sp_task_id){effect->id}, effect->start, &host->err);
	case SP_EFFECT_LOCK:
		answer->text = effect->number != 0 ? "Locked: planning leaves it here."
						   : "Unlocked: planning may move it.";
		return sp_app_lock(host->app, block, effect->number != 0, &host->err);
	case SP_EFFECT_CONFIRM:
		answer->text = "Confirmed with the other party: planning leaves it here.";
		return sp_app_confirm(host->app, block, &host->err);
	case SP_EFFECT_DROP:
		answer->text = "Dropped. u brings it back.";
		return sp_app_drop(host->app, (sp_task_id){effect->id}, effect->text, &host->err);
	case SP_EFFECT_SET:
		answer->text = "Set. p plans with it.";
		return do_set(host, effect);
	case SP_EFFECT_DONE:
	case SP_EFFECT_DONE_SOME:
	case SP_EFFECT_MISSED:
	case SP_EFFECT_REBOOK:
	case SP_EFFECT_AUDIT:
	case SP_EFFECT_CLOCK:
	case SP_EFFECT_LOG:
	case SP_EFFECT_LOAD:
	case SP_EFFECT_PLAN:
	case SP_EFFECT_RUN:
	case SP_EFFECT_RUNG:
	case SP_EFFECT_ALLOW:
	case SP_EFFECT_CALL_OFF:
	case SP_EFFECT_ACCEPT:
	case SP_EFFECT_DISCARD:
	case SP_EFFECT_LOST:
	case SP_EFFECT_UNDO:
	case SP_EFFECT_REDO:
	case SP_EFFECT_ADD:
	case SP_EFFECT_UNDERSTAND:
	case SP_EFFECT_WHY_BLOCK:
	case SP_EFFECT_WHY_TASK:
	case SP_EFFECT_SUGGEST:
	case SP_EFFECT_FORGET:
	case SP_EFFECT_TAKE_OUT:
	case SP_EFFECT_PART:
	case SP_EFFECT_PART_FILE:
	case SP_EFFECT_CALENDAR:
	case SP_EFFECT_LOOK_OVER:
	case SP_EFFECT_BUSY:
	case SP_EFFECT_SHEET:
	case SP_EFFECT_ROW:
	case SP_EFFECT_WHAT_IF:
	case SP_EFFECT_THINK:
	case SP_EFFECT_SUSPEND:
	case SP_EFFECT_REDRAW:
		break;
	}
	assert(!"not an act");
	return SP_USAGE;
}

static enum sp_rc
do_add(struct sp_ui_host *host, const struct sp_effect *effect, struct sp_answer *answer)
{
	bool dry_run = effect->kind == SP_EFFECT_UNDERSTAND;
	const char *understood = "";
	sp_task_id task;
	enum sp_rc rc = sp_intake_add(host->app, effect->text, dry_run, &host->scratch, &understood, &task,
				      &host->err);

	if (rc != SP_OK)
		return rc;
	sp_str_addf(&host->words, "%s%s%s", dry_run ? "" : "Added: ", understood,
		    dry_run ? "" : " p plans it in.");
	answer->text = host->words.text;
	return SP_OK;
}

static enum sp_rc
do_suggest(struct sp_ui_host *host, const struct sp_effect *effect, struct sp_answer *answer)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(host->app);
	const struct sp_place *places;
	size_t n = 0;
	enum sp_rc rc = sp_plan_suggest(snapshot, (sp_task_id){effect->id}, sp_app_now(host->app),
					SP_PLACES_MAX + 1, &host->scratch, &places, &n, &host->err);

	for (size_t i = 0; rc == SP_OK && i < n && answer->n_places < SP_PLACES_MAX; i++) {
		struct sp_ui_place *place = &host->places[answer->n_places];

		if (places[i].start == effect->start)
			continue;
		sp_str_clear(&host->words);
		sp_words_place(&host->words, snapshot, &places[i], effect->hide);
		place->start = places[i].start;
		snprintf(place->text, sizeof(place->text), "%s", host->words.text);
		answer->n_places++;
	}
	answer->places = host->places;
	return rc;
}

static enum sp_rc
do_keep(struct sp_ui_host *host, const struct sp_effect *effect, struct sp_answer *answer)
{
	enum sp_rc rc = effect->kind == SP_EFFECT_SHEET
				? sp_host_sheet(host->app, effect, &host->scratch, &host->words, &host->err)
			: effect->kind == SP_EFFECT_ROW
				? sp_host_row(host->app, effect, &host->scratch, &host->words, &host->err)
				: sp_host_why(host->app, effect, &host->scratch, &host->words, &host->err);

	answer->text = host->words.text;
	return rc;
}

static enum sp_rc
do_think(struct sp_ui_host *host, const struct sp_ui *ui, const struct sp_effect *effect,
	 struct sp_answer *answer)
{
	struct sp_hosting h = {host->app, ui, effect, &host->scratch, &host->words, answer};
	enum sp_rc rc = effect->kind == SP_EFFECT_SHEET ? sp_host_what_if_sheet(&host->think, &h, &host->err)
			: effect->kind == SP_EFFECT_THINK ? sp_host_think(&host->think, &h, &host->err)
							  : sp_host_what_if(&host->think, &h, &host->err);

	answer->text = host->words.text;
	return rc;
}

/* A form about what if, or of a report that may have a scenario in it. */
static bool
is_thought(const struct sp_sheet *sheet)
{
	return sp_is_change_sheet(sheet->of) || sheet->of == SP_SHEET_REPORT;
}

static bool
changes_plan(enum sp_effect_kind kind)
{
	switch (kind) {
	case SP_EFFECT_LOAD:
	case SP_EFFECT_ACCEPT:
	case SP_EFFECT_MOVE:
	case SP_EFFECT_PLACE:
	case SP_EFFECT_LOCK:
	case SP_EFFECT_CONFIRM:
	case SP_EFFECT_DONE:
	case SP_EFFECT_DONE_SOME:
	case SP_EFFECT_MISSED:
	case SP_EFFECT_REBOOK:
	case SP_EFFECT_AUDIT:
	case SP_EFFECT_CLOCK:
	case SP_EFFECT_DROP:
	case SP_EFFECT_LOG:
	case SP_EFFECT_UNDO:
	case SP_EFFECT_REDO:
	case SP_EFFECT_ADD:
	case SP_EFFECT_SET:
	case SP_EFFECT_PART:
	case SP_EFFECT_PART_FILE:
	case SP_EFFECT_CALENDAR:
	case SP_EFFECT_BUSY:
	case SP_EFFECT_FORGET:
	case SP_EFFECT_SHEET:
	case SP_EFFECT_ROW:
		return true;
	case SP_EFFECT_TAKE_OUT:
	case SP_EFFECT_PLAN:
	case SP_EFFECT_RUN:
	case SP_EFFECT_RUNG:
	case SP_EFFECT_ALLOW:
	case SP_EFFECT_CALL_OFF:
	case SP_EFFECT_DISCARD:
	case SP_EFFECT_LOST:
	case SP_EFFECT_UNDERSTAND:
	case SP_EFFECT_WHY_BLOCK:
	case SP_EFFECT_WHY_TASK:
	case SP_EFFECT_SUGGEST:
	case SP_EFFECT_LOOK_OVER:
	case SP_EFFECT_WHAT_IF: /* the answer says so */
	case SP_EFFECT_THINK:
	case SP_EFFECT_SUSPEND:
	case SP_EFFECT_REDRAW:
		return false;
	}
	return false;
}

static enum sp_rc
do_effect(struct sp_ui_host *host, const struct sp_ui *ui, const struct sp_effect *effect,
	  struct sp_answer *answer)
{
	switch (effect->kind) {
	case SP_EFFECT_LOAD:
		return SP_OK;
	case SP_EFFECT_PLAN:
	case SP_EFFECT_LOST:
	case SP_EFFECT_RUN:
	case SP_EFFECT_RUNG:
	case SP_EFFECT_ALLOW:
	case SP_EFFECT_CALL_OFF:
		return do_planning(host, effect, answer);
	case SP_EFFECT_ACCEPT:
		return do_accept(host, answer);
	case SP_EFFECT_DISCARD:
		sp_app_discard(host->app);
		return SP_OK;
	case SP_EFFECT_UNDO:
	case SP_EFFECT_REDO:
		return do_undo(host, effect, answer);
	case SP_EFFECT_ADD:
	case SP_EFFECT_UNDERSTAND:
		return do_add(host, effect, answer);
	case SP_EFFECT_WHY_BLOCK:
	case SP_EFFECT_WHY_TASK:
	case SP_EFFECT_ROW:
		return do_keep(host, effect, answer);
	case SP_EFFECT_SUGGEST:
		return do_suggest(host, effect, answer);
	case SP_EFFECT_MOVE:
	case SP_EFFECT_PLACE:
	case SP_EFFECT_LOCK:
	case SP_EFFECT_CONFIRM:
	case SP_EFFECT_DROP:
	case SP_EFFECT_SET:
		return do_act(host, effect, answer);
	case SP_EFFECT_DONE:
	case SP_EFFECT_DONE_SOME:
	case SP_EFFECT_MISSED:
	case SP_EFFECT_REBOOK:
	case SP_EFFECT_CLOCK:
	case SP_EFFECT_LOG:
		return sp_host_record(host->app, effect, &host->scratch, answer, &host->err);
	case SP_EFFECT_AUDIT:
		return sp_host_audit(host->app, effect, &host->scratch, answer, &host->err);
	case SP_EFFECT_PART:
		return do_part(host, effect);
	case SP_EFFECT_PART_FILE:
	case SP_EFFECT_CALENDAR:
	case SP_EFFECT_LOOK_OVER:
	case SP_EFFECT_TAKE_OUT:
		return sp_host_file(host->app, effect, &host->scratch, answer, &host->err);
	case SP_EFFECT_BUSY:
		return do_busy(host, effect, answer);
	case SP_EFFECT_FORGET:
		return do_forget(host, effect, answer);
	case SP_EFFECT_SHEET:
		return is_thought(effect->sheet) ? do_think(host, ui, effect, answer)
						 : do_keep(host, effect, answer);
	case SP_EFFECT_WHAT_IF:
	case SP_EFFECT_THINK:
		return do_think(host, ui, effect, answer);
	case SP_EFFECT_SUSPEND:
	case SP_EFFECT_REDRAW:
		break;
	}
	assert(!"an effect of the terminal");
	return SP_USAGE;
}

static void
answer_effect(struct sp_ui_host *host, struct sp_ui *ui, const struct sp_effect *effect,
	      struct sp_effects *more)
{
	struct sp_answer answer = {.to = effect->kind, .id = effect->id, .text = ""};
	struct sp_event event = {.type = SP_ON_ANSWER, .answer = &answer, .now = SP_TIME_NONE};

	sp_arena_clear(&host->scratch);
	sp_str_clear(&host->words);
	sp_err_clear(&host->err);
	answer.rc = do_effect(host, ui, effect, &answer);
	if (answer.rc != SP_OK)
		answer.text = host->err.text;
	else if (answer.changed || (changes_plan(effect->kind) && !answer.more))
		load(host, ui, &answer);
	sp_ui_step(ui, &event, more);
}

void
sp_ui_host_do(struct sp_ui_host *host, struct sp_ui *ui, const struct sp_effects *effects,
	      struct sp_effects *ret_rest)
{
	struct sp_effects now = *effects;

	ret_rest->n = 0;
	for (int round = 0; round < ROUNDS_MAX && now.n > 0; round++) {
		struct sp_effects next = {.n = 0};

		for (int i = 0; i < now.n; i++) {
			const struct sp_effect *effect = &now.items[i];

			if (effect->kind == SP_EFFECT_SUSPEND || effect->kind == SP_EFFECT_REDRAW)
				sp_effect_push(ret_rest, effect);
			else
				answer_effect(host, ui, effect, &next);
		}
		now = next;
	}
}

void
sp_ui_host_handle(struct sp_ui_host *host, struct sp_ui *ui, const struct sp_event *event,
		  struct sp_effects *ret_rest)
{
	struct sp_effects effects = {.n = 0};

	sp_ui_step(ui, event, &effects);
	sp_ui_host_do(host, ui, &effects, ret_rest);
}

void
sp_ui_host_set_now(struct sp_ui_host *host, sp_time now, int64_t now_utc)
{
	if (host->think.thinking == NULL) /* both plans are of one moment */
		sp_app_set_now(host->app, now, now_utc);
}

void
sp_ui_host_refresh(struct sp_ui_host *host, struct sp_ui *ui)
{
	struct sp_effect effect = {.kind = SP_EFFECT_LOAD};
	struct sp_effects more = {.n = 0};
	bool changed = false;

	if (ui->proposal != NULL || ui->planning || ui->thinking)
		return;
	if (sp_app_refresh(host->app, &changed, &host->err) == SP_OK && changed)
		answer_effect(host, ui, &effect, &more);
}
