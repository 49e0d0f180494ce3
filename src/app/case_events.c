/*
 * What happened to a pupil: recorded on the day or later. An event moves the chain on; some also change what the case
 * itself says (a booking, a request, a plan that became final, leaving).
 */
#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include "case.h"
#include "chain.h"
#include "form.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 160, MAX_NOTE = 200 };

struct happening {
	struct sp_app *app;
	const struct sp_case_event_request *request;
	const struct sp_case *subject;
	struct sp_case row;
	bool row_changed;
	struct sp_case_event event;
	struct change change;
	struct sp_outcome *ret;
};

static const struct sp_case_event *
same_event(const struct happening *h)
{
	const struct sp_snapshot *s = &h->app->snapshot;

	for (size_t i = 0; i < s->case_events.n; i++) {
		const struct sp_case_event *other = &s->case_events.items[i];

		if (other->subject.v == h->subject->id.v && other->kind == h->event.kind &&
		    other->day == h->event.day)
			return other;
	}
	return NULL;
}

/* The meeting that was held last on or before the day, by event or by the caseload; or the plan's date. */
static sp_day
last_held(const struct happening *h, sp_day until)
{
	const struct sp_snapshot *s = &h->app->snapshot;
	sp_day last = h->subject->last_review;

	if (last == SP_DAY_NONE || last > until)
		last = h->subject->plan_issued;
	if (last != SP_DAY_NONE && last > until)
		last = SP_DAY_NONE;
	for (size_t i = 0; i < s->case_events.n; i++) {
		const struct sp_case_event *other = &s->case_events.items[i];

		if (other->subject.v == h->subject->id.v && other->kind == SP_EVENT_HELD &&
		    other->day <= until && (last == SP_DAY_NONE || other->day > last))
			last = other->day;
	}
	return last;
}

static bool
has_event(const struct happening *h, enum sp_event_kind kind, sp_day from, sp_day to)
{
	const struct sp_snapshot *s = &h->app->snapshot;
	bool found = false;

	for (size_t i = 0; i < s->case_events.n; i++) {
		const struct sp_case_event *other = &s->case_events.items[i];

		found = found || (other->subject.v == h->subject->id.v && other->kind == kind &&
				  (from == SP_DAY_NONE || other->day > from) && other->day <= to);
	}
	return found;
}

/* Bookings after `since` are of a meeting that has another day now. */
static void
drop_bookings(struct happening *h, sp_day since)
{
	const struct sp_snapshot *s = &h->app->snapshot;
	char day[SP_DAY_TEXT];

	for (size_t i = 0; i < s->case_events.n; i++) {
		const struct sp_case_event *other = &s->case_events.items[i];

		if (other->subject.v != h->subject->id.v || other->kind != SP_EVENT_BOOKED ||
		    (since != SP_DAY_NONE && other->day <= since) || other->day == h->event.day)
			continue;
		sp_edits_delete(&h->change.edits, SP_ENTITY_case_event, other->id.v);
		outcome_note(h->ret, "The booking for %s is taken out.",
			     sp_day_format(other->day, SP_DAY_LONG, day));
	}
	if (h->row.review_booked != SP_TIME_NONE &&
	    (since == SP_DAY_NONE || sp_time_day(h->row.review_booked) > since)) {
		h->row.review_booked = SP_TIME_NONE;
		h->row_changed = true;
	}
}

/* --- reading --- */

static enum sp_rc
check_outcome(struct happening *h, struct sp_err *reterr)
{
	static const char *const of_plan[] = {"keep", "amend", "cease", NULL};
	static const char *const of_request[] = {"assess", "no-assess", "no-plan", NULL};
	bool request = h->subject->status == SP_CASE_REQUEST;
	const char *const *names = request ? of_request : of_plan;
	const char *outcome = h->request->outcome;

	if (outcome == NULL) {
		if (h->event.kind == SP_EVENT_DECIDED && (request || h->subject->status == SP_CASE_EHCP))
			return sp_err_set(reterr, SP_USAGE,
					  "Say what the LA decided: senplan case event %s decided %s.",
					  h->subject->code,
					  request ? "assess, no-assess or no-plan" : "keep, amend or cease");
		return SP_OK;
	}
	if (h->event.kind != SP_EVENT_DECIDED)
		return sp_err_set(reterr, SP_USAGE, "\"%s\" goes with \"decided\" only.", outcome);
	if (sp_enum_parse(names, outcome) < 0)
		return sp_err_set(reterr, SP_USAGE, "\"%s\" is no decision on %s: it can be %s.", outcome,
				  request ? "a request" : "a plan",
				  request ? "assess, no-assess or no-plan" : "keep, amend or cease");
	h->event.outcome = names[sp_enum_parse(names, outcome)];
	return SP_OK;
}

static enum sp_rc
check_day(const struct happening *h, struct sp_err *reterr)
{
	sp_day today = sp_time_day(h->app->env.now);
	char day[SP_DAY_TEXT];

	if (h->event.kind != SP_EVENT_BOOKED && h->event.kind != SP_EVENT_LEFT && h->event.day > today)
		return sp_err_set(
			reterr, SP_USAGE,
			"%s is still to come: \"%s\" is recorded when it has happened. A meeting to come is \"booked\".",
			sp_day_format(h->event.day, SP_DAY_LONG, day), sp_event_kind_names[h->event.kind]);
	if (h->event.day < today - 365 * 5)
		return sp_err_set(reterr, SP_USAGE, "%s is more than five years ago. Is the year right?",
				  sp_day_format(h->event.day, SP_DAY_LONG, day));
	if (h->event.kind == SP_EVENT_BOOKED && h->event.day > today + 550)
		return sp_err_set(reterr, SP_USAGE,
				  "%s is more than a year and a half ahead. Is the year right?",
				  sp_day_format(h->event.day, SP_DAY_LONG, day));
	return SP_OK;
}

static enum sp_rc
read_event(struct happening *h, struct sp_err *reterr)
{
	const struct sp_case_event_request *request = h->request;
	int kind = sp_enum_parse(sp_event_kind_names, request->event);
	struct sp_when when = {.day = sp_time_day(h->app->env.now), .from_min = SP_MINUTE_NONE};
	enum sp_rc rc = SP_OK;

	if (kind < 0 || kind > SP_EVENT_LEFT)
		return sp_err_set(
			reterr, SP_USAGE,
			"\"%s\" is no event. It can be advice-asked, requested, consulted, booked, invited, circulated, held, reported, decided, finalised or left.",
			request->event);
	h->event = sp_case_event_blank();
	h->event.subject = h->subject->id;
	h->event.kind = (enum sp_event_kind)kind;
	if (request->date == NULL && h->event.kind == SP_EVENT_BOOKED)
		return sp_err_set(reterr, SP_USAGE,
				  "When is the meeting? senplan case event %s booked 2026-12-08 --time 14:00",
				  h->subject->code);
	if (request->date != NULL)
		rc = case_read_day(h->app, request->date, h->event.kind != SP_EVENT_BOOKED, &when, reterr);
	if (rc != SP_OK)
		return rc;
	h->event.day = when.day;
	h->event.minute = h->event.kind == SP_EVENT_BOOKED ? when.from_min : SP_MINUTE_NONE;
	if (request->time != NULL && h->event.kind != SP_EVENT_BOOKED)
		return sp_err_set(reterr, SP_USAGE, "--time goes with \"booked\" only.");
	if (request->time != NULL && !sp_minute_parse(request->time, &h->event.minute))
		return sp_err_set(reterr, SP_USAGE, "--time: \"%s\" is no time of day, as 14:00.",
				  request->time);
	if (request->note != NULL && strlen(request->note) > MAX_NOTE)
		return sp_err_set(reterr, SP_USAGE, "--note: longer than %d characters.", MAX_NOTE);
	h->event.note = request->note != NULL ? request->note : "";
	rc = request->take_back ? SP_OK : check_outcome(h, reterr);
	return rc == SP_OK && !request->take_back ? check_day(h, reterr) : rc;
}

/* --- what follows --- */

static void
follow_booked(struct happening *h)
{
	sp_day today = sp_time_day(h->app->env.now);
	char day[SP_DAY_TEXT];

	drop_bookings(h, last_held(h, h->event.day - 1));
	h->row.review_booked =
		sp_time_of(h->event.day, h->event.minute == SP_MINUTE_NONE ? 0 : h->event.minute);
	h->row_changed = true;
	if (!sp_year_is_school_day(&h->app->snapshot, h->event.day))
		outcome_note(h->ret, "%s is no school day: %s.",
			     sp_day_format(h->event.day, SP_DAY_LONG, day),
			     sp_day_kind_name(sp_year_day(&h->app->snapshot, h->event.day).kind));
	if (h->event.day < today)
		outcome_note(h->ret, "That day is past: record \"held\" when the meeting took place.");
	if (h->event.minute == SP_MINUTE_NONE)
		outcome_note(h->ret, "Without --time the plan finds the time of day.");
}

static void
follow_held(struct happening *h)
{
	sp_day today = sp_time_day(h->app->env.now);

	/* Held earlier than it was booked: that booking is over, not one of the next round. */
	if (last_held(h, today) == SP_DAY_NONE || h->event.day > last_held(h, today))
		drop_bookings(h, last_held(h, h->event.day - 1));
	h->row_changed = h->row_changed || h->row.review_booked != h->subject->review_booked;
}

static void
follow_decided(struct happening *h)
{
	if (h->subject->status == SP_CASE_REQUEST && !sp_streq(h->event.outcome, "assess"))
		outcome_note(
			h->ret,
			"The steps that are left are closed. If the family appeals: \"senplan chain give appeal %s DATE\" with the letter's date.",
			h->subject->code);
	if (h->subject->status != SP_CASE_EHCP)
		return;
	if (last_held(h, h->event.day) == SP_DAY_NONE ||
	    !has_event(h, SP_EVENT_HELD, SP_DAY_NONE, h->event.day))
		outcome_note(
			h->ret,
			"No meeting is recorded before it: \"senplan case event %s held DATE\" starts the next year's count.",
			h->subject->code);
	if (sp_streq(h->event.outcome, "cease"))
		outcome_note(
			h->ret,
			"No further review is counted. The plan stands while an appeal may be made (\"senplan chain give appeal %s DATE\"); afterwards: \"senplan case edit %s --status sen-support\".",
			h->subject->code, h->subject->code);
}

static void
follow_finalised(struct happening *h)
{
	if (h->subject->status != SP_CASE_REQUEST)
		return;
	h->row.status = SP_CASE_EHCP;
	h->row.plan_issued = h->event.day;
	h->row_changed = true;
	outcome_note(h->ret,
		     "%s has a plan now: status EHCP, and the first annual review counts from this day.",
		     h->subject->code);
}

static void
follow_requested(struct happening *h)
{
	h->row.requested = h->event.day;
	h->row_changed = true;
	if (h->subject->status == SP_CASE_EHCP) {
		outcome_note(h->ret, "%s has a plan: the 20 weeks are counted for the status request only.",
			     h->subject->code);
	} else if (h->subject->status != SP_CASE_REQUEST) {
		h->row.status = SP_CASE_REQUEST;
		outcome_note(h->ret, "%s now has the status request: the 20 weeks run.", h->subject->code);
	}
}

static void
follow(struct happening *h)
{
	bool needs_meeting = false;

	switch (h->event.kind) {
	case SP_EVENT_BOOKED:
		follow_booked(h);
		break;
	case SP_EVENT_HELD:
		follow_held(h);
		break;
	case SP_EVENT_DECIDED:
		follow_decided(h);
		break;
	case SP_EVENT_FINALISED:
		follow_finalised(h);
		break;
	case SP_EVENT_REQUESTED:
		follow_requested(h);
		break;
	case SP_EVENT_LEFT:
		h->row.left_day = h->event.day;
		h->row_changed = true;
		outcome_note(h->ret, "No step is counted any more. The hours worked stay in the report.");
		break;
	case SP_EVENT_INVITED:
	case SP_EVENT_CIRCULATED:
		needs_meeting = h->subject->status == SP_CASE_REQUEST || h->subject->status == SP_CASE_WATCH;
		break;
	case SP_EVENT_REPORTED:
		needs_meeting = !has_event(h, SP_EVENT_HELD, SP_DAY_NONE, h->event.day) &&
				!has_event(h, SP_EVENT_ADVICE_ASKED, SP_DAY_NONE, h->event.day) &&
				!has_event(h, SP_EVENT_CONSULTED, SP_DAY_NONE, h->event.day);
		break;
	case SP_EVENT_ADVICE_ASKED:
	case SP_EVENT_CONSULTED:
	case SP_EVENT_GIVEN:
	case SP_EVENT_ENDED:
	case SP_EVENT_DONE:
	case SP_EVENT_DUE:
	case SP_EVENT_LATE:
	case SP_EVENT_EXCEPTION:
		break;
	}
	if (needs_meeting)
		outcome_note(h->ret, "Nothing of %s waits for that: no step is moved by it.",
			     h->subject->code);
}

/* --- recording and taking back --- */

static enum sp_rc
record(struct happening *h, struct sp_err *reterr)
{
	char label[LABEL_SIZE], day[SP_DAY_TEXT], minute[SP_CLOCK_TEXT] = "";
	bool has_time = h->event.minute != SP_MINUTE_NONE;

	follow(h);
	sp_edits_put_case_event(&h->change.edits, &h->event);
	if (h->row_changed)
		sp_edits_put_case(&h->change.edits, &h->row);
	if (has_time)
		sp_minute_format(h->event.minute, minute);
	sp_day_format(h->event.day, SP_DAY_LONG, day);
	snprintf(label, sizeof(label), "case: %s %s %s", h->subject->code, sp_event_kind_names[h->event.kind],
		 day);
	outcome_done(h->ret, "%s: %s%s%s on %s%s%s.", h->subject->code, sp_event_kind_names[h->event.kind],
		     h->request->outcome == NULL ? "" : " ", h->event.outcome, day, has_time ? " " : "",
		     minute);
	return change_commit_expanded(h->app, &h->change, label, h->ret, reterr);
}

static enum sp_rc
take_back(struct happening *h, const struct sp_case_event *there, struct sp_err *reterr)
{
	const struct sp_snapshot *s = &h->app->snapshot;
	char label[LABEL_SIZE], day[SP_DAY_TEXT];

	sp_edits_delete(&h->change.edits, SP_ENTITY_case_event, there->id.v);
	for (size_t i = 0; i < s->steps.n; i++)
		if (sp_streq(s->steps.items[i].done_by, sp_event_kind_names[there->kind]))
			chain_reopen_tasks(h->app, there->subject, s->steps.items[i].key, &h->change.edits);
	if (there->kind == SP_EVENT_LEFT)
		h->row.left_day = SP_DAY_NONE;
	if (there->kind == SP_EVENT_BOOKED && h->row.review_booked != SP_TIME_NONE &&
	    sp_time_day(h->row.review_booked) == there->day)
		h->row.review_booked = SP_TIME_NONE;
	sp_edits_put_case(&h->change.edits, &h->row);
	sp_day_format(there->day, SP_DAY_LONG, day);
	snprintf(label, sizeof(label), "case: %s not %s %s", h->subject->code,
		 sp_event_kind_names[there->kind], day);
	outcome_done(h->ret, "%s: %s on %s is taken out.", h->subject->code, sp_event_kind_names[there->kind],
		     day);
	return change_commit_expanded(h->app, &h->change, label, h->ret, reterr);
}

enum sp_rc
sp_app_case_event(struct sp_app *app, const struct sp_case_event_request *request, struct sp_outcome *ret,
		  struct sp_err *reterr)
{
	struct happening h = {.app = app, .request = request, .ret = ret};
	const struct sp_case_event *there;
	char day[SP_DAY_TEXT];
	enum sp_rc rc = case_find(app, request->code, &h.subject, reterr);

	if (rc == SP_OK)
		rc = read_event(&h, reterr);
	if (rc != SP_OK)
		return rc;
	there = same_event(&h);
	sp_day_format(h.event.day, SP_DAY_LONG, day);
	if (request->take_back && there == NULL)
		return sp_err_set(reterr, SP_NO, "%s has no \"%s\" on %s.", h.subject->code,
				  sp_event_kind_names[h.event.kind], day);
	if (!request->take_back && there != NULL &&
	    (h.event.kind != SP_EVENT_BOOKED || h.event.minute == there->minute))
		return sp_err_set(reterr, SP_NO, "%s has \"%s\" on %s already: nothing was changed.",
				  h.subject->code, sp_event_kind_names[h.event.kind], day);
	if (there != NULL)
		h.event.id = there->id;
	h.row = *h.subject;
	change_begin(&h.change);
	return request->take_back ? take_back(&h, there, reterr) : record(&h, reterr);
}
