/*
 * What the host says when it is asked why: of a block, of a task without a place; of one without a place in a proposal, as
 * the plan would be with it.
 */
#include "parts.h"

enum sp_rc
sp_host_why(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena, struct sp_str *words,
	    struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(app);
	sp_time now = sp_app_now(app);
	struct sp_block_why block;
	struct sp_task_why task;
	struct sp_snapshot proposed;
	enum sp_rc rc;

	if (effect->kind == SP_EFFECT_WHY_TASK && effect->number != 0) {
		rc = sp_app_proposed(app, arena, &proposed, reterr);
		if (rc != SP_OK)
			return rc;
		snapshot = &proposed;
	}
	if (effect->kind == SP_EFFECT_WHY_BLOCK) {
		rc = sp_plan_why_block(snapshot, (sp_block_id){effect->id}, now, arena, &block, reterr);
		if (rc == SP_OK) {
			sp_words_block_why(words, snapshot, &block, effect->hide);
			sp_words_why_late(words, snapshot, &block, now, arena, effect->hide);
		}
	} else {
		rc = sp_plan_why_task(snapshot, (sp_task_id){effect->id}, now, arena, &task, reterr);
		if (rc == SP_OK)
			sp_words_task_why(words, snapshot, &task, effect->hide);
	}
	return rc;
}
