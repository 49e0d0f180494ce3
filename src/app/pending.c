/*
 * The pending proposal: edits that are not stored yet, the plan as it would be with them, and the planner at work on it.
 * Accepting stores edits and blocks as one step; everything else leaves the plan as it is.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/plan/expand.h"

#include "session.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_TICKS = 3000 };

void
sp_app_discard(struct sp_app *app)
{
	struct pending *pending = app->pending;

	if (pending == NULL)
		return;
	for (int i = 0; i < SP_RUNGS; i++) {
		sp_arena_finish(&pending->rungs[i].answer);
		sp_arena_finish(&pending->rungs[i].arena);
	}
	change_finish(&pending->called_off);
	sp_arena_finish(&pending->arena);
	free(pending);
	app->pending = NULL;
}

struct pending *
pending_begin(struct sp_app *app)
{
	struct pending *pending;

	sp_app_discard(app);
	pending = calloc(1, sizeof(*pending));
	if (pending == NULL)
		return NULL;
	sp_arena_init(&pending->arena);
	for (int i = 0; i < SP_RUNGS; i++) {
		sp_arena_init(&pending->rungs[i].arena);
		sp_arena_init(&pending->rungs[i].answer);
	}
	sp_edits_init(&pending->edits, &pending->arena);
	change_begin(&pending->called_off);
	pending->label = "";
	app->pending = pending;
	return pending;
}

static enum sp_rc
start_rung(struct pending *pending, enum sp_stability moves, struct sp_err *reterr)
{
	struct rung *rung = &pending->rungs[moves];
	struct sp_plan_request request = pending->request;

	request.moves = moves;
	return sp_planner_create(&pending->snapshot, &request, &rung->arena, &rung->planner, reterr);
}

static struct rung *
shown_rung(struct pending *pending)
{
	return &pending->rungs[pending->request.moves];
}

/* The edits are complete: look ahead, and set the planner to work. */
enum sp_rc
pending_start(struct sp_app *app, const struct sp_pending_request *request, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	enum sp_rc rc = sp_edits_ok(&pending->edits, reterr);

	pending->request = (struct sp_plan_request){
		.now = app->env.now,
		.from_day = request->from_day,
		.to_day = request->to_day,
		.seed = request->seed,
		.ticks = request->ticks,
		.moves = request->moves,
		.allow = request->allow,
	};
	pending->ladder = request->ladder;
	if (rc == SP_OK)
		rc = sp_snapshot_apply(&app->snapshot, &pending->edits, &pending->arena, &pending->snapshot,
				       reterr);
	if (rc == SP_OK)
		rc = start_rung(pending, pending->request.moves, reterr);
	if (rc != SP_OK)
		sp_app_discard(app);
	return rc;
}

enum sp_rc
sp_app_plan(struct sp_app *app, const struct sp_pending_request *request, struct sp_err *reterr)
{
	struct pending *pending = pending_begin(app);
	struct sp_expansion expansion;
	char day[SP_DAY_TEXT];
	enum sp_rc rc;

	if (pending == NULL)
		return sp_err_nomem(reterr);
	rc = sp_plan_expand(&app->snapshot, app->env.now, &pending->edits, &expansion, reterr);
	if (rc == SP_OK) {
		pending->why = sp_arena_printf(&pending->arena, "planned %s",
					       sp_day_format(sp_time_day(app->env.now), SP_DAY_SHORT, day));
		rc = pending->why == NULL ? sp_err_nomem(reterr) : SP_OK;
	}
	if (rc != SP_OK) {
		sp_app_discard(app);
		return rc;
	}
	return pending_start(app, request, reterr);
}

/* The answer that is shown first; when that is done the others, from few moves to many. */
static enum sp_stability
next_rung(const struct pending *pending)
{
	static const enum sp_stability order[] = {SP_STABILITY_FEWEST, SP_STABILITY_BALANCED,
						  SP_STABILITY_BEST};
	const struct rung *shown = &pending->rungs[pending->request.moves];

	if (!shown->is_done || !pending->ladder || !sp_planner_is_replan(shown->planner))
		return pending->request.moves;
	for (size_t i = 0; i < SP_COUNT(order); i++)
		if (!pending->rungs[order[i]].is_done)
			return order[i];
	return pending->request.moves;
}

bool
sp_app_plan_run(struct sp_app *app, uint64_t ticks)
{
	struct pending *pending = app->pending;
	enum sp_stability moves;
	struct rung *rung;

	assert(pending != NULL);
	moves = next_rung(pending);
	rung = &pending->rungs[moves];
	if (rung->is_done)
		return false;
	/* Without memory for another answer there is none. */
	if (rung->planner == NULL && start_rung(pending, moves, NULL) != SP_OK) {
		rung->is_done = true;
	} else {
		rung->answered = false;
		rung->is_done = !sp_planner_run(rung->planner, ticks);
	}
	return !pending->rungs[next_rung(pending)].is_done;
}

static enum sp_rc
answer(struct rung *rung, struct sp_err *reterr)
{
	enum sp_rc rc;

	if (rung->answered)
		return SP_OK;
	sp_arena_clear(&rung->answer);
	rc = sp_planner_proposal(rung->planner, &rung->answer, &rung->proposal, reterr);
	rung->answered = rc == SP_OK;
	return rc;
}

enum sp_rc
sp_app_proposal(struct sp_app *app, struct sp_proposal **ret_proposal, struct sp_err *reterr)
{
	struct rung *rung;
	enum sp_rc rc;

	if (app->pending == NULL) {
		*ret_proposal = NULL;
		return SP_OK;
	}
	rung = shown_rung(app->pending);
	rc = answer(rung, reterr);
	if (rc == SP_OK)
		*ret_proposal = &rung->proposal;
	return rc;
}

/* --- the ladder --- */

enum sp_rc
sp_app_rungs(struct sp_app *app, struct sp_rung *ret_rungs, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	enum sp_rc rc = SP_OK;

	if (pending == NULL)
		return sp_err_set(reterr, SP_NO, "There is no proposal: plan first.");
	for (int i = 0; i < SP_RUNGS && rc == SP_OK; i++) {
		struct rung *rung = &pending->rungs[i];

		ret_rungs[i] = (struct sp_rung){0};
		if (rung->planner == NULL)
			continue;
		rc = answer(rung, reterr);
		ret_rungs[i].proposal = &rung->proposal;
	}
	return rc;
}

enum sp_rc
sp_app_choose(struct sp_app *app, enum sp_stability moves, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	struct rung *rung;
	enum sp_rc rc = SP_OK;

	if (pending == NULL)
		return sp_err_set(reterr, SP_NO, "There is no proposal: plan first.");
	rung = &pending->rungs[moves];
	if (rung->planner == NULL) {
		rc = start_rung(pending, moves, reterr);
		if (rc != SP_OK)
			return rc;
		rung->is_done = !sp_planner_run(rung->planner, FIRST_TICKS);
	}
	pending->request.moves = moves;
	return SP_OK;
}

enum sp_stability
sp_app_chosen(const struct sp_app *app)
{
	return app->pending == NULL ? SP_STABILITY_BALANCED : app->pending->request.moves;
}

unsigned
sp_app_allowed(const struct sp_app *app)
{
	return app->pending == NULL ? 0 : app->pending->request.allow;
}

enum sp_rc
sp_app_allow(struct sp_app *app, unsigned allow, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	enum sp_rc rc;

	assert((allow & ~(unsigned)SP_ALLOW_ALL) == 0);
	if (pending == NULL)
		return sp_err_set(reterr, SP_NO, "There is no proposal: plan first.");
	for (int i = 0; i < SP_RUNGS; i++) {
		struct rung *rung = &pending->rungs[i];

		rung->planner = NULL;
		rung->answered = false;
		rung->is_done = false;
		sp_arena_clear(&rung->answer);
		sp_arena_clear(&rung->arena);
	}
	pending->request.allow = allow;
	rc = start_rung(pending, pending->request.moves, reterr);
	if (rc != SP_OK)
		sp_app_discard(app);
	return rc;
}

const struct sp_snapshot *
sp_app_pending_snapshot(const struct sp_app *app)
{
	return app->pending == NULL ? &app->snapshot : &app->pending->snapshot;
}

enum sp_rc
sp_app_proposed(struct sp_app *app, struct sp_arena *arena, struct sp_snapshot *ret_snapshot,
		struct sp_err *reterr)
{
	struct sp_uid_source uids = {app->env.make_uid, app->env.uid_context, app->env.now_utc};
	struct sp_proposal *shown, whole;
	struct sp_edits edits;
	enum sp_rc rc;

	if (app->pending == NULL)
		return sp_err_set(reterr, SP_NO, "There is no proposal: plan first.");
	rc = sp_app_proposal(app, &shown, reterr);
	if (rc != SP_OK)
		return rc;
	whole = *shown;
	whole.changes = SP_ARENA_NEW_N(arena, struct sp_change, shown->n_changes);
	if (whole.changes == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < shown->n_changes; i++) {
		whole.changes[i] = shown->changes[i];
		whole.changes[i].accepted = shown->changes[i].kind != SP_CHANGE_NO_ROOM;
	}
	sp_edits_init(&edits, arena);
	rc = sp_proposal_edits(&app->pending->snapshot, &whole, app->pending->why, uids, &edits, reterr);
	return rc == SP_OK ? sp_snapshot_apply(&app->pending->snapshot, &edits, arena, ret_snapshot, reterr)
			   : rc;
}

/* "planned: 2 moved, 31 new, 1 dropped" of what was accepted; a lost time keeps its own name. */
static void
accept_label(const struct pending *pending, char *label, size_t size)
{
	const struct sp_proposal *shown = &pending->rungs[pending->request.moves].proposal;
	size_t n[SP_CHANGE_NO_ROOM + 1] = {0};

	for (size_t i = 0; i < shown->n_changes; i++)
		if (shown->changes[i].accepted)
			n[shown->changes[i].kind]++;
	if (pending->label[0] != '\0')
		snprintf(label, size, "%s: %zu moved, %zu dropped", pending->label, n[SP_CHANGE_MOVED],
			 n[SP_CHANGE_DROPPED]);
	else
		snprintf(label, size, "planned: %zu moved, %zu new, %zu dropped", n[SP_CHANGE_MOVED],
			 n[SP_CHANGE_NEW], n[SP_CHANGE_DROPPED]);
}

enum sp_rc
sp_app_accept(struct sp_app *app, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	struct sp_uid_source uids = {app->env.make_uid, app->env.uid_context, app->env.now_utc};
	struct sp_proposal *proposal;
	struct change change;
	char label[200];
	enum sp_rc rc;

	if (pending == NULL)
		return sp_err_set(reterr, SP_NO, "There is no proposal to accept: plan first.");
	rc = sp_app_proposal(app, &proposal, reterr);
	if (rc != SP_OK)
		return rc;
	accept_label(pending, label, sizeof(label));
	change_begin(&change);
	sp_edits_append(&change.edits, &pending->edits);
	rc = sp_proposal_edits(&pending->snapshot, proposal, pending->why, uids, &change.edits, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	rc = change_commit(app, &change, label, reterr);
	if (rc == SP_OK)
		sp_app_discard(app);
	return rc;
}
