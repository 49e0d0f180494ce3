/*
 * What the host does with effects of the record: what became of blocks, and the log.
 */
#include "senplan/app/record.h"
#include "senplan/base/str.h"

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

static enum sp_rc
turn_clock(struct sp_app *app, const struct sp_effect *effect, const char **ret_text, struct sp_err *reterr)
{
	int took_min = 0, logged_min;

	if (effect->number == 1) {
		*ret_text = "The clock runs, also when the program ends. T stops it.";
		return sp_app_clock_start(app, effect->text, reterr);
	}
	*ret_text = "Stopped, nothing is logged. u takes it back.";
	if (sp_streq(effect->text, "0"))
		return sp_app_clock_drop(app, reterr);
	if (effect->text[0] != '\0' && !sp_length_parse(effect->text, &took_min))
		return sp_err_set(reterr, SP_USAGE, "\"%s\" is no length: 45m, 1h30, 90 are.", effect->text);
	*ret_text = "Stopped, and logged. u takes it back.";
	return sp_app_clock_stop(app, took_min, &logged_min, reterr);
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
	if (effect->kind == SP_EFFECT_CLOCK)
		return turn_clock(app, effect, ret_text, reterr);
	assert(effect->kind == SP_EFFECT_LOG);
	*ret_text = "Logged. u takes it back.";
	return sp_app_log(app, &log, reterr);
}
