/*
 * Taking a proposal, whole or in part: the accepted changes become edits.
 */
#include "senplan/plan/expand.h"

#include "planner-private.h"

#include <assert.h>
#include <string.h>

enum { UID_SIZE = 64 };

struct acceptance {
	const struct sp_snapshot *snapshot;
	const char *why;
	struct sp_uid_source uids;
	struct sp_edits *edits;
};

/* A block on its meeting's booked time is agreed; any other begins as a proposal of the plan. */
static void
set_state(const struct acceptance *a, struct sp_block *block)
{
	const struct sp_task *task = sp_snapshot_task(a->snapshot, block->task);
	bool booked = task != NULL && task->fixed_start == block->start;

	block->state = booked ? SP_BLOCK_CONFIRMED : SP_BLOCK_PROPOSED;
	block->locked = booked;
}

static enum sp_rc
put_new(const struct acceptance *a, const struct sp_change *change, struct sp_err *reterr)
{
	struct sp_block block = sp_block_blank();
	char uid[UID_SIZE];

	if (!a->uids.make(a->uids.context, uid, sizeof uid))
		return sp_err_set(reterr, SP_SYSTEM,
				  "The system gave no random number for a calendar entry.");
	block.uid = uid;
	block.task = change->task;
	block.start = change->to_start;
	block.length_min = change->length_min;
	block.created_utc = a->uids.now_utc;
	block.moved_from = SP_TIME_NONE;
	set_state(a, &block);
	sp_edits_put_block(a->edits, &block);
	return SP_OK;
}

static void
put_moved(const struct acceptance *a, const struct sp_change *change)
{
	const struct sp_block *old = sp_snapshot_block(a->snapshot, change->block);
	struct sp_block block;

	if (old == NULL)
		return;
	block = *old;
	if (block.start != change->to_start) {
		block.moves++;
		block.moved_from = block.start;
		block.moved_why = a->why;
	}
	block.start = change->to_start;
	block.length_min = change->length_min;
	set_state(a, &block);
	sp_edits_put_block(a->edits, &block);
}

static enum sp_rc
put_changes(const struct acceptance *a, const struct sp_proposal *proposal, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	for (size_t i = 0; i < proposal->n_changes && rc == SP_OK; i++) {
		const struct sp_change *change = &proposal->changes[i];

		if (!change->accepted)
			continue;
		switch (change->kind) {
		case SP_CHANGE_NEW:
			rc = put_new(a, change, reterr);
			break;
		case SP_CHANGE_MOVED:
			put_moved(a, change);
			break;
		case SP_CHANGE_DROPPED:
			sp_edits_delete(a->edits, SP_ENTITY_block, change->block.v);
			break;
		case SP_CHANGE_NO_ROOM:
			break;
		}
	}
	return rc == SP_OK ? sp_edits_ok(a->edits, reterr) : rc;
}

/* --- part of a proposal --- */

static bool
is_partial(const struct sp_proposal *proposal)
{
	for (size_t i = 0; i < proposal->n_changes; i++)
		if (proposal->changes[i].kind != SP_CHANGE_NO_ROOM && !proposal->changes[i].accepted)
			return true;
	return false;
}

static bool
was_there(const struct sp_plan_violation *before, size_t n, const struct sp_plan_violation *v)
{
	for (size_t i = 0; i < n; i++) {
		int64_t a = before[i].task == NULL ? 0 : before[i].task->id.v;
		int64_t b = v->task == NULL ? 0 : v->task->id.v;

		if (before[i].rule == v->rule && a == b && before[i].day == v->day)
			return true;
	}
	return false;
}

static enum sp_rc
refuse(const struct sp_plan_violation *v, struct sp_err *reterr)
{
	char day[SP_DAY_TEXT];
	const char *what = "would break a rule";

	if (v->rule == SP_HARD_OVERLAP)
		what = "would put two things at the same time";
	else if (v->rule == SP_HARD_PREC)
		what = "would put steps of one chain out of order";
	else if (v->rule == SP_HARD_CHUNK)
		what = "would take only a part of a split task";
	return sp_err_set(
		reterr, SP_NO,
		"Taking only these changes %s on %s (%s). Take the changes that belong together, or all.",
		what, sp_day_format(v->day, SP_DAY_SHORT, day), v->task == NULL ? "" : v->task->title);
}

/* What stands after the part must break nothing that did not break before it. */
static enum sp_rc
check_part(const struct sp_snapshot *snapshot, const struct sp_proposal *proposal,
	   const struct sp_edits *edits, struct sp_err *reterr)
{
	struct sp_arena arena;
	struct sp_snapshot after;
	const struct sp_plan_violation *old, *new;
	size_t n_old = 0, n_new = 0;
	enum sp_rc rc;

	sp_arena_init(&arena);
	rc = sp_snapshot_apply(snapshot, edits, &arena, &after, reterr);
	if (rc == SP_OK)
		rc = sp_plan_check(snapshot, proposal->request.now, &arena, &old, &n_old, reterr);
	if (rc == SP_OK)
		rc = sp_plan_check(&after, proposal->request.now, &arena, &new, &n_new, reterr);
	for (size_t i = 0; rc == SP_OK && i < n_new; i++)
		if (!was_there(old, n_old, &new[i]))
			rc = refuse(&new[i], reterr);
	sp_arena_finish(&arena);
	return rc;
}

enum sp_rc
sp_proposal_edits(const struct sp_snapshot *snapshot, const struct sp_proposal *proposal, const char *why,
		  struct sp_uid_source uids, struct sp_edits *edits, struct sp_err *reterr)
{
	struct acceptance a = {snapshot, why == NULL ? "" : why, uids, edits};
	size_t n_before = edits->n;
	enum sp_rc rc;

	assert(uids.make != NULL);
	rc = put_changes(&a, proposal, reterr);
	if (rc == SP_OK && is_partial(proposal))
		rc = check_part(snapshot, proposal, edits, reterr);
	if (rc != SP_OK)
		edits->n = n_before;
	return rc;
}
