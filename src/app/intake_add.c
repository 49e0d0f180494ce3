/*
 * Quick entry, stored: a task, and when a time was said its block, confirmed to that place by a lock; one step to undo.
 */
#include "senplan/app/intake.h"
#include "senplan/app/intake_parse.h"

#include "session.h"

#include <stdio.h>

enum { UID_SIZE = 80, LABEL_SIZE = 200 };

static enum sp_rc
add_block(struct sp_app *app, const struct sp_quick *quick, sp_task_id task, struct change *change,
	  struct sp_err *reterr)
{
	struct sp_block row = sp_block_blank();
	char uid[UID_SIZE];

	if (!app->env.make_uid(app->env.uid_context, uid, sizeof(uid)))
		return sp_err_set(reterr, SP_SYSTEM, "The system gave no random numbers.");
	row.uid = uid;
	row.task = task;
	row.start = quick->start;
	row.length_min = quick->task.length_min;
	row.locked = true;
	row.created_utc = app->env.now_utc;
	sp_edits_put_block(&change->edits, &row);
	return SP_OK;
}

/* The row that has just been stored: the newest task. */
static sp_task_id
newest_task(const struct sp_app *app)
{
	const struct sp_snapshot *snapshot = &app->snapshot;

	return snapshot->tasks.n == 0 ? (sp_task_id){0} : snapshot->tasks.items[snapshot->tasks.n - 1].id;
}

/* What was understood, and what must find another place; no title, as the screen may blank them. NULL: out of memory. */
static const char *
say_what_moves(const struct sp_app *app, const char *understood, const struct sp_block *soft,
	       struct sp_arena *arena)
{
	const struct sp_task *task = soft == NULL ? NULL : sp_snapshot_task(&app->snapshot, soft->task);
	const struct sp_activity *activity =
		task == NULL ? NULL : sp_snapshot_activity(&app->snapshot, task->activity);
	char when[SP_CLOCK_TEXT];

	if (activity == NULL)
		return understood;
	return sp_arena_printf(arena, "%s Moves %s (%s).", understood, activity->name,
			       sp_time_format(soft->start, when));
}

enum sp_rc
sp_intake_add(struct sp_app *app, const char *text, bool dry_run, struct sp_arena *arena,
	      const char **ret_understood, sp_task_id *ret_task, struct sp_err *reterr)
{
	const struct sp_block *soft = NULL;
	const char *says;
	struct sp_quick quick;
	struct change change;
	sp_task_id task;
	char label[LABEL_SIZE];
	enum sp_rc rc = sp_quick_parse(&app->snapshot, app->env.now, text, arena, &quick, reterr);

	if (rc == SP_OK && quick.start != SP_TIME_NONE)
		rc = check_booking(app, quick.start, quick.task.length_min, &soft, reterr);
	if (rc != SP_OK)
		return rc;
	says = say_what_moves(app, quick.understood, soft, arena);
	if (says == NULL)
		return sp_err_nomem(reterr);
	*ret_understood = says;
	if (dry_run)
		return SP_OK;
	change_begin(&change);
	task = sp_edits_put_task(&change.edits, &quick.task);
	if (quick.start != SP_TIME_NONE)
		rc = add_block(app, &quick, task, &change, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	snprintf(label, sizeof(label), "add: %s", quick.understood);
	rc = change_commit(app, &change, label, reterr);
	if (rc == SP_OK)
		*ret_task = newest_task(app);
	return rc;
}
