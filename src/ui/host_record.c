/*
 * What the host does with effects of the record: what became of blocks, and the log.
 */
#include "senplan/app/record.h"

#include "parts.h"

#include <assert.h>

static enum sp_rc
note_missed(struct sp_app *app, const struct sp_effect *effect, struct sp_err *reterr)
{
	struct sp_missed_request request = {.why = (enum sp_missed)effect->number,
					    .cause = effect->cause,
					    .instead = effect->text,
					    .length_min = effect->end == SP_TIME_NONE ? 0 : effect->end};

	return sp_app_missed(app, (sp_block_id){effect->id}, &request, reterr);
}

enum sp_rc
sp_host_record(struct sp_app *app, const struct sp_effect *effect, const char **ret_text,
	       struct sp_err *reterr)
{
	sp_block_id block = {effect->id};
	struct sp_log_request log = {.kind = SP_LOG_WORKED,
				     .activity = effect->text,
				     .start = effect->start,
				     .length_min = effect->number,
				     .note = ""};

	if (effect->kind == SP_EFFECT_DONE) {
		*ret_text = "Done. l logs another length, u takes it back.";
		return sp_app_done(app, block, effect->number, reterr);
	}
	if (effect->kind == SP_EFFECT_DONE_SOME) {
		*ret_text = "Done in part: the rest waits for a place. u takes it back.";
		return sp_app_done_some(app, block, effect->number, reterr);
	}
	if (effect->kind == SP_EFFECT_MISSED) {
		*ret_text = "Noted: it is carried over. u takes it back.";
		return note_missed(app, effect, reterr);
	}
	assert(effect->kind == SP_EFFECT_LOG);
	*ret_text = "Logged. u takes it back.";
	return sp_app_log(app, &log, reterr);
}
