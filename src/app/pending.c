/*
 * The pending proposal: edits that are not stored yet, the plan as it would be with them, and the planner at work on it.
 * Accepting stores edits and blocks as one step; everything else leaves the plan as it is.
 */
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/plan/expand.h"

#include "session.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { LOST_DAYS_MAX = 366 };

void
sp_app_discard(struct sp_app *app)
{
	struct pending *pending = app->pending;

	if (pending == NULL)
		return;
	sp_arena_finish(&pending->answer);
	sp_arena_finish(&pending->arena);
	free(pending);
	app->pending = NULL;
}

static struct pending *
begin_pending(struct sp_app *app)
{
	struct pending *pending;

	sp_app_discard(app);
	pending = calloc(1, sizeof(*pending));
	if (pending == NULL)
		return NULL;
	sp_arena_init(&pending->arena);
	sp_arena_init(&pending->answer);
	sp_edits_init(&pending->edits, &pending->arena);
	pending->label = "";
	app->pending = pending;
	return pending;
}

/* The edits are complete: look ahead, and set the planner to work. */
static enum sp_rc
start_planner(struct sp_app *app, const struct sp_pending_request *request, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	struct sp_plan_request plan = {
		.now = app->env.now,
		.from_day = request->from_day,
		.to_day = request->to_day,
		.seed = request->seed,
		.ticks = request->ticks,
	};
	enum sp_rc rc = sp_edits_ok(&pending->edits, reterr);

	if (rc == SP_OK)
		rc = sp_snapshot_apply(&app->snapshot, &pending->edits, &pending->arena, &pending->snapshot,
				       reterr);
	if (rc == SP_OK)
		rc = sp_planner_create(&pending->snapshot, &plan, &pending->arena, &pending->planner, reterr);
	if (rc != SP_OK)
		sp_app_discard(app);
	return rc;
}

enum sp_rc
sp_app_plan(struct sp_app *app, const struct sp_pending_request *request, struct sp_err *reterr)
{
	struct pending *pending = begin_pending(app);
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
	return start_planner(app, request, reterr);
}

/* One entry for the part of the day from its first to its last worked minute that lies in [start, end). */
static enum sp_rc
add_lost_day(struct sp_app *app, sp_day day, struct sp_log_entry *row, sp_time end, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	struct sp_availability availability;
	sp_time from = row->start, to = end;
	struct sp_log_entry part = *row;
	enum sp_rc rc = sp_availability_of(&app->snapshot, day, &pending->answer, &availability, reterr);

	if (rc != SP_OK)
		return rc;
	if (availability.work.n == 0)
		return SP_OK;
	if (from < sp_time_of(day, availability.work.items[0].from))
		from = sp_time_of(day, availability.work.items[0].from);
	if (to > sp_time_of(day, availability.work.items[availability.work.n - 1].to))
		to = sp_time_of(day, availability.work.items[availability.work.n - 1].to);
	if (from >= to ||
	    !sp_spans_overlap(&availability.work, from - day * SP_DAY_MIN, to - day * SP_DAY_MIN))
		return SP_OK;
	part.start = from;
	part.length_min = to - from;
	sp_edits_put_log_entry(&pending->edits, &part);
	return SP_OK;
}

static enum sp_rc
add_lost(struct sp_app *app, sp_time start, sp_time end, enum sp_cause cause, struct sp_err *reterr)
{
	struct sp_log_entry row = sp_log_entry_blank();
	enum sp_rc rc = SP_OK;

	row.kind = SP_LOG_LOST;
	row.start = start;
	row.cause = cause;
	for (sp_day day = sp_time_day(start); day <= sp_time_day(end - 1) && rc == SP_OK; day++)
		rc = add_lost_day(app, day, &row, end, reterr);
	sp_arena_clear(&app->pending->answer);
	if (rc == SP_OK && app->pending->edits.n == 0)
		rc = sp_err_set(reterr, SP_NO, "That time is wholly outside working hours: nothing is lost.");
	return rc;
}

/* "Mon 23 Nov 09:00-11:30", "Mon 23 Nov 09:00 - Wed 25 Nov 12:00". */
static const char *
span_words(sp_time start, sp_time end, struct sp_arena *arena)
{
	char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

	sp_time_format(start, from);
	if (sp_time_day(start) != sp_time_day(end - 1))
		return sp_arena_printf(arena, "%s - %s", from, sp_time_format(end, to));
	return sp_arena_printf(arena, "%s-%s", from,
			       sp_minute_format(end - sp_time_day(start) * SP_DAY_MIN, to));
}

enum sp_rc
sp_app_lost(struct sp_app *app, sp_time start, sp_time end, enum sp_cause cause, struct sp_err *reterr)
{
	struct sp_pending_request request = {.from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct pending *pending;
	const char *words;
	enum sp_rc rc;

	if (end <= start || end - start > LOST_DAYS_MAX * SP_DAY_MIN)
		return sp_err_set(reterr, SP_USAGE, "The time lost must end after it begins, within a year.");
	pending = begin_pending(app);
	if (pending == NULL)
		return sp_err_nomem(reterr);
	rc = add_lost(app, start, end, cause, reterr);
	words = span_words(start, end, &pending->arena);
	pending->why = sp_arena_printf(&pending->arena, "lost %s", words == NULL ? "" : words);
	pending->label = sp_arena_printf(&pending->arena, "lost %s%s%s%s", words == NULL ? "" : words,
					 cause == SP_CAUSE_NONE ? "" : " (",
					 cause == SP_CAUSE_NONE ? "" : sp_cause_names[cause],
					 cause == SP_CAUSE_NONE ? "" : ")");
	if (rc == SP_OK && (words == NULL || pending->why == NULL || pending->label == NULL))
		rc = sp_err_nomem(reterr);
	if (rc != SP_OK) {
		sp_app_discard(app);
		return rc;
	}
	return start_planner(app, &request, reterr);
}

bool
sp_app_plan_run(struct sp_app *app, uint64_t ticks)
{
	assert(app->pending != NULL);
	app->pending->answered = false;
	return sp_planner_run(app->pending->planner, ticks);
}

enum sp_rc
sp_app_proposal(struct sp_app *app, struct sp_proposal **ret_proposal, struct sp_err *reterr)
{
	struct pending *pending = app->pending;
	enum sp_rc rc;

	if (pending == NULL) {
		*ret_proposal = NULL;
		return SP_OK;
	}
	if (!pending->answered) {
		sp_arena_clear(&pending->answer);
		rc = sp_planner_proposal(pending->planner, &pending->answer, &pending->proposal, reterr);
		if (rc != SP_OK)
			return rc;
		pending->answered = true;
	}
	*ret_proposal = &pending->proposal;
	return SP_OK;
}

const struct sp_snapshot *
sp_app_pending_snapshot(const struct sp_app *app)
{
	return app->pending == NULL ? &app->snapshot : &app->pending->snapshot;
}

/* "planned: 2 moved, 31 new, 1 dropped" of what was accepted; a lost time keeps its own name. */
static void
accept_label(const struct pending *pending, char *label, size_t size)
{
	size_t n[SP_CHANGE_NO_ROOM + 1] = {0};

	for (size_t i = 0; i < pending->proposal.n_changes; i++)
		if (pending->proposal.changes[i].accepted)
			n[pending->proposal.changes[i].kind]++;
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
