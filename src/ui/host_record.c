/*
 * What the host does with effects of the record: what became of blocks, and the log.
 */
#include "senplan/app/record.h"
#include "senplan/app/school.h"
#include "senplan/base/str.h"
#include "senplan/model/when.h"

#include "parts.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

/* A booked meeting that did not happen: the answer's id is the pupil's, its text by when the law wants it. */
static enum sp_rc
note_missed(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
	    struct sp_answer *answer, struct sp_err *reterr)
{
	struct sp_missed_request request = {.why = (enum sp_missed)effect->number,
					    .cause = effect->cause,
					    .instead = effect->text,
					    .length_min = effect->end == SP_TIME_NONE ? 0 : effect->end};
	struct sp_outcome outcome = {.arena = arena};
	sp_case_id unbooked = {0};
	enum sp_rc rc = sp_app_missed(app, (sp_block_id){effect->id}, &request, &unbooked, &outcome, reterr);

	answer->id = unbooked.v;
	answer->text = unbooked.v != 0 && outcome.n_notes > 0 ? outcome.notes[0]
							      : "Noted: it is carried over. u takes it back.";
	return rc;
}

/* The meeting has another day. */
static enum sp_rc
book_again(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
	   struct sp_answer *answer, struct sp_err *reterr)
{
	const struct sp_case *subject = sp_snapshot_case(sp_app_snapshot(app), (sp_case_id){effect->id});
	struct sp_outcome outcome = {.arena = arena, .done = ""};
	struct sp_case_event_request request = {.event = sp_event_kind_names[SP_EVENT_BOOKED],
						.date = effect->text};
	enum sp_rc rc;

	if (subject == NULL)
		return sp_err_set(reterr, SP_NO, "The pupil is not there any more.");
	request.code = subject->code;
	rc = sp_app_case_event(app, &request, &outcome, reterr);
	answer->text = effect->hide ? "Booked. u takes it back." : outcome.done;
	return rc;
}

static enum sp_rc
turn_clock(struct sp_app *app, const struct sp_effect *effect, const char **ret_text, struct sp_err *reterr)
{
	int took_min = 0, logged_min;
	struct sp_running was;
	bool running;
	enum sp_rc rc;

	if (effect->number == 1) {
		*ret_text = "The clock runs, also when the program ends. T stops it.";
		return sp_app_clock_start(app, effect->text, reterr);
	}
	*ret_text = "Stopped, nothing is logged. u takes it back.";
	if (sp_streq(effect->text, "0"))
		return sp_app_clock_drop(app, reterr);
	if (effect->text[0] != '\0' && !sp_length_parse(effect->text, &took_min))
		return sp_err_set(reterr, SP_USAGE, "\"%s\" is no length: 45m, 1h30, 90 are.", effect->text);
	running = sp_clock_running(sp_app_snapshot(app), &was);
	rc = sp_app_clock_stop(app, took_min, &logged_min, reterr);
	if (rc == SP_OK)
		*ret_text =
			running && sp_app_is_beyond(app, was.start, logged_min)
				? "Stopped, and logged, as within the contract though outside your hours: R changes it."
				: "Stopped, and logged. u takes it back.";
	return rc;
}

/* --- the form of an entry --- */

static const char *
typed(struct sp_field_values values, const char *name)
{
	for (size_t i = 0; i < values.n; i++)
		if (sp_streq(values.items[i].name, name) && !sp_streq(values.items[i].value, "none"))
			return values.items[i].value;
	return NULL;
}

/* What was filled in of the entry; the rest stays as it is. */
static enum sp_rc
read_entry(struct sp_app *app, struct sp_field_values values, struct sp_log_change *ret,
	   struct sp_err *reterr)
{
	const char *when_text = typed(values, "when"), *took = typed(values, "took");
	const char *cause = typed(values, "cause"), *counts = typed(values, "counts");
	struct sp_when when;
	char why[300];

	*ret = (struct sp_log_change){.activity = typed(values, "activity"),
				      .start = SP_TIME_NONE,
				      .kind = -1,
				      .note = typed(values, "note")};
	for (size_t i = 0; i < values.n && ret->note == NULL; i++)
		if (sp_streq(values.items[i].name, "note"))
			ret->note = "";
	if (when_text != NULL) {
		if (sp_when_parse_past(sp_app_snapshot(app), sp_app_now(app), when_text, &when, reterr) !=
		    SP_OK) {
			snprintf(why, sizeof(why), "%.299s", reterr->text);
			return sp_err_set(reterr, SP_USAGE, "when: %s", why);
		}
		if (when.from_min == SP_MINUTE_NONE)
			return sp_err_set(reterr, SP_USAGE, "when: At what time? As in \"%s 15:30\".",
					  when_text);
		ret->start = sp_time_of(when.day, when.from_min);
	}
	if (took != NULL && !sp_length_parse(took, &ret->length_min))
		return sp_err_set(reterr, SP_USAGE, "took: \"%s\" is no length: 45m, 1h30, 90 are.", took);
	if (counts != NULL)
		ret->kind = sp_enum_parse(sp_log_kind_names, counts);
	if (cause != NULL)
		ret->cause = (enum sp_cause)sp_enum_parse(sp_cause_names, cause);
	return SP_OK;
}

enum sp_rc
sp_host_keep_log(struct sp_app *app, const struct sp_sheet *sheet, struct sp_field_values values,
		 struct sp_outcome *outcome, struct sp_err *reterr)
{
	struct sp_log_change change;
	struct sp_log_request request;
	enum sp_rc rc = read_entry(app, values, &change, reterr);

	if (rc != SP_OK)
		return rc;
	if (sheet->of != SP_SHEET_LOG_NEW) {
		outcome->done = "Changed. u takes it back.";
		return sp_app_log_edit(app, atoll(sheet->key), &change, reterr);
	}
	if (change.start == SP_TIME_NONE)
		return sp_err_set(reterr, SP_USAGE, "when: It needs a day and a time: tue 15:30.");
	if (change.length_min == 0)
		return sp_err_set(reterr, SP_USAGE, "took: How long was it? 45m, 1h30.");
	request = (struct sp_log_request){.kind = change.kind < 0 ? SP_LOG_WORKED
								  : (enum sp_log_kind)change.kind,
					  .activity = change.activity == NULL ? "" : change.activity,
					  .start = change.start,
					  .length_min = change.length_min,
					  .note = change.note == NULL ? "" : change.note};
	outcome->done = "Logged. u takes it back.";
	return sp_app_log(app, &request, reterr);
}

enum sp_rc
sp_host_record(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
	       struct sp_answer *answer, struct sp_err *reterr)
{
	sp_block_id block = {effect->id};
	int n_blocks;
	struct sp_log_request log = {.kind = effect->id == 1 ? SP_LOG_BEYOND : SP_LOG_WORKED,
				     .activity = effect->text,
				     .start = effect->start,
				     .length_min = effect->number,
				     .note = ""};

	if (effect->kind == SP_EFFECT_DONE && effect->day != SP_DAY_NONE) {
		answer->text = "The day is marked: all as planned. u takes it back.";
		return sp_app_done_day(app, effect->day, &n_blocks, reterr);
	}
	if (effect->kind == SP_EFFECT_DONE) {
		answer->text = "Done. l logs another length, u takes it back.";
		return sp_app_done(app, block, effect->number, reterr);
	}
	if (effect->kind == SP_EFFECT_DONE_SOME) {
		answer->text = "Done in part: the rest waits for a place. u takes it back.";
		return sp_app_done_some(app, block, effect->number, reterr);
	}
	if (effect->kind == SP_EFFECT_MISSED)
		return note_missed(app, effect, arena, answer, reterr);
	if (effect->kind == SP_EFFECT_REBOOK)
		return book_again(app, effect, arena, answer, reterr);
	if (effect->kind == SP_EFFECT_CLOCK)
		return turn_clock(app, effect, &answer->text, reterr);
	assert(effect->kind == SP_EFFECT_LOG);
	answer->text = log.kind == SP_LOG_WORKED && sp_app_is_beyond(app, log.start, log.length_min)
			       ? "Logged, as within the contract though outside your hours: R changes it."
			       : "Logged. u takes it back.";
	return sp_app_log(app, &log, reterr);
}
