/*
 * What happens to chains: one is given to a pupil or to the school, a step is done or its day is told, a chain ends. And why
 * a step was late, and that a limit of an assessment was excepted. All of it is recorded like the other events, on the day
 * or later, and can be taken out again.
 */
#include "senplan/base/str.h"
#include "senplan/plan/clocks.h"

#include "case.h"
#include "chain.h"
#include "form.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 160, MAX_AHEAD_DAYS = 365 * 4, MAX_BACK_DAYS = 365 * 6 };

struct recording {
	struct sp_app *app;
	const struct sp_case *subject; /* the school: id 0 */
	const struct sp_chain *chain;
	const struct sp_step *step; /* or NULL */
	struct sp_case_event event;
	struct sp_outcome *ret;
};

static enum sp_rc
find_subject(const struct sp_app *app, const char *code, const struct sp_case **ret, struct sp_err *reterr)
{
	*ret = &sp_school_subject;
	return code == NULL || sp_strieq(code, sp_school_subject.code) ? SP_OK
								       : case_find(app, code, ret, reterr);
}

/* A clock of the chain's step: the newest that is not over, else the newest. */
static enum sp_rc
find_clock(const struct recording *r, struct sp_arena *arena, const struct sp_clock **ret,
	   struct sp_err *reterr)
{
	const struct sp_clock *clocks = NULL;
	size_t n = 0;
	enum sp_rc rc =
		sp_clocks_of(&r->app->snapshot, r->subject->id, r->app->env.now, arena, &clocks, &n, reterr);

	*ret = NULL;
	for (size_t i = 0; rc == SP_OK && i < n; i++)
		if (clocks[i].subject->id.v == r->subject->id.v && sp_streq(clocks[i].chain, r->chain->key) &&
		    (r->step == NULL || sp_streq(clocks[i].step->key, r->step->key)))
			*ret = &clocks[i];
	return rc;
}

static const struct sp_case_event *
same_event(const struct recording *r)
{
	const struct sp_snapshot *s = &r->app->snapshot;
	bool of_round = r->event.kind == SP_EVENT_DUE || r->event.kind == SP_EVENT_LATE;

	for (size_t i = 0; i < s->case_events.n; i++) {
		const struct sp_case_event *other = &s->case_events.items[i];

		if (other->subject.v == r->event.subject.v && other->kind == r->event.kind &&
		    sp_streq(other->chain, r->event.chain) && sp_streq(other->step, r->event.step) &&
		    (of_round ? sp_streq(other->note, r->event.note) : other->day == r->event.day))
			return other;
	}
	return NULL;
}

static enum sp_rc
check_day(const struct recording *r, struct sp_err *reterr)
{
	sp_day today = sp_time_day(r->app->env.now);
	char day[SP_DAY_TEXT];

	if ((r->event.kind == SP_EVENT_DONE || r->event.kind == SP_EVENT_EXCEPTION) && r->event.day > today)
		return sp_err_set(reterr, SP_USAGE,
				  "%s is still to come: it is recorded when it has happened.",
				  sp_day_format(r->event.day, SP_DAY_LONG, day));
	if (r->event.day > today + MAX_AHEAD_DAYS || r->event.day < today - MAX_BACK_DAYS)
		return sp_err_set(reterr, SP_USAGE, "%s is years away. Is the year right?",
				  sp_day_format(r->event.day, SP_DAY_LONG, day));
	return SP_OK;
}

static enum sp_rc
read_date(struct recording *r, const char *text, struct sp_err *reterr)
{
	struct sp_when when = {.day = sp_time_day(r->app->env.now)};
	bool past = r->event.kind == SP_EVENT_DONE || r->event.kind == SP_EVENT_EXCEPTION;
	enum sp_rc rc = text == NULL ? SP_OK : case_read_day(r->app, text, past, &when, reterr);

	r->event.day = when.day;
	return rc;
}

/* Only chains that are given are given; each has its kind of subject. */
static enum sp_rc
check_given(const struct recording *r, struct sp_err *reterr)
{
	bool school = r->subject->id.v == 0;

	if (r->chain->begins != SP_START_GIVEN && r->chain->begins != SP_START_SCHOOL)
		return sp_err_set(
			reterr, SP_USAGE,
			"%s comes by itself (%s); nobody needs to give it. \"senplan chain edit %s --active no\" switches it off.",
			r->chain->name, sp_chain_start_names[r->chain->begins], r->chain->key);
	if (school && r->chain->begins == SP_START_GIVEN)
		return sp_err_set(reterr, SP_USAGE,
				  "%s is given to a pupil: senplan chain give %s CODE [DATE]", r->chain->name,
				  r->chain->key);
	if (!school && r->chain->begins == SP_START_SCHOOL)
		return sp_err_set(reterr, SP_USAGE,
				  "%s is the school's: senplan chain give %s [DATE], without a pupil.",
				  r->chain->name, r->chain->key);
	return SP_OK;
}

static bool
has_chain(const struct recording *r)
{
	const struct sp_snapshot *s = &r->app->snapshot;
	bool has = false;
	sp_day last = SP_DAY_NONE;

	for (size_t i = 0; i < s->case_events.n; i++) {
		const struct sp_case_event *event = &s->case_events.items[i];

		if (event->subject.v != r->subject->id.v || !sp_streq(event->chain, r->chain->key) ||
		    (event->kind != SP_EVENT_GIVEN && event->kind != SP_EVENT_ENDED) || event->day < last)
			continue;
		has = event->kind == SP_EVENT_GIVEN;
		last = event->day;
	}
	return has;
}

static enum sp_rc
store(struct recording *r, const char *said, struct sp_err *reterr)
{
	char label[LABEL_SIZE];
	struct change change;

	change_begin(&change);
	sp_edits_put_case_event(&change.edits, &r->event);
	snprintf(label, sizeof(label), "chain: %s %s", r->subject->code, said);
	outcome_done(r->ret, "%s: %s.", r->subject->code, said);
	return change_commit_expanded(r->app, &change, label, r->ret, reterr);
}

static bool
has_done_block(const struct sp_snapshot *s, sp_task_id task)
{
	for (size_t i = 0; i < s->blocks.n; i++)
		if (s->blocks.items[i].task.v == task.v && s->blocks.items[i].state == SP_BLOCK_DONE)
			return true;
	return false;
}

void
chain_reopen_tasks(const struct sp_app *app, sp_case_id subject, const char *step, struct sp_edits *edits)
{
	const struct sp_snapshot *s = &app->snapshot;
	size_t len = strlen(step);

	for (size_t i = 0; i < s->tasks.n; i++) {
		struct sp_task row = s->tasks.items[i];
		const char *at = strchr(row.key, ':');

		if (row.subject.v != subject.v || row.state != SP_TASK_DONE || at == NULL ||
		    strncmp(at + 1, step, len) != 0 || at[1 + len] != ':' || has_done_block(s, row.id))
			continue;
		row.state = SP_TASK_OPEN;
		sp_edits_put_task(edits, &row);
	}
}

static enum sp_rc
take_out(struct recording *r, const struct sp_case_event *there, const char *said, struct sp_err *reterr)
{
	char label[LABEL_SIZE];
	struct change change;

	if (there == NULL)
		return sp_err_set(reterr, SP_NO, "%s has nothing recorded like that: %s.", r->subject->code,
				  said);
	change_begin(&change);
	sp_edits_delete(&change.edits, SP_ENTITY_case_event, there->id.v);
	if (there->kind == SP_EVENT_DONE)
		chain_reopen_tasks(r->app, there->subject, there->step, &change.edits);
	snprintf(label, sizeof(label), "chain: %s not %s", r->subject->code, said);
	outcome_done(r->ret, "%s: taken out: %s.", r->subject->code, said);
	return change_commit_expanded(r->app, &change, label, r->ret, reterr);
}

/* "K07: Healthcare plan from Tue 10 Mar 2026" */
static const char *
said_of(const struct recording *r, struct sp_arena *arena)
{
	char day[SP_DAY_TEXT];
	const char *what = r->step != NULL ? r->step->name : r->chain->name;
	const char *text = NULL;

	sp_day_format(r->event.day, SP_DAY_LONG, day);
	if (r->event.kind == SP_EVENT_GIVEN)
		text = sp_arena_printf(arena, "%s, counted from %s", what, day);
	else if (r->event.kind == SP_EVENT_ENDED)
		text = sp_arena_printf(arena, "%s ends on %s", what, day);
	else if (r->event.kind == SP_EVENT_DUE)
		text = sp_arena_printf(arena, "%s is due on %s", what, day);
	else
		text = sp_arena_printf(arena, "%s done on %s", what, day);
	return text == NULL ? "" : text;
}

static enum sp_rc
begin_recording(struct recording *r, const struct sp_chain_event_request *request, struct sp_err *reterr)
{
	enum sp_rc rc = find_subject(r->app, request->code, &r->subject, reterr);

	if (rc != SP_OK)
		return rc;
	r->chain = chain_find(r->app, request->chain, reterr);
	if (r->chain == NULL)
		return reterr->rc;
	if (request->step != NULL) {
		r->step = chain_find_step(r->app, r->chain, request->step, reterr);
		if (r->step == NULL)
			return reterr->rc;
	}
	r->event = sp_case_event_blank();
	r->event.subject = r->subject->id;
	r->event.kind = request->what;
	r->event.chain = r->chain->key;
	r->event.step = r->step == NULL ? "" : r->step->key;
	rc = read_date(r, request->date, reterr);
	if (rc == SP_OK && r->step == NULL)
		rc = check_given(r, reterr);
	return rc == SP_OK && !request->take_back ? check_day(r, reterr) : rc;
}

/* What is said of a step belongs to a round of its chain. */
static enum sp_rc
find_round(struct recording *r, struct sp_err *reterr)
{
	const struct sp_clock *clock;
	enum sp_rc rc = find_clock(r, r->ret->arena, &clock, reterr);

	if (rc != SP_OK)
		return rc;
	if (clock == NULL)
		return sp_err_set(
			reterr, SP_NO, "%s does not run for %s: \"senplan chain give %s%s%s\" begins it.",
			r->chain->name, r->subject->code, r->chain->key, r->subject->id.v == 0 ? "" : " ",
			r->subject->id.v == 0 ? "" : r->subject->code);
	if (r->event.kind == SP_EVENT_DUE)
		r->event.note = clock->cycle;
	return SP_OK;
}

enum sp_rc
sp_app_chain_event(struct sp_app *app, const struct sp_chain_event_request *request, struct sp_outcome *ret,
		   struct sp_err *reterr)
{
	struct recording r = {.app = app, .ret = ret};
	const struct sp_case_event *there;
	const char *said;
	enum sp_rc rc = begin_recording(&r, request, reterr);

	if (rc == SP_OK && r.step != NULL)
		rc = find_round(&r, reterr);
	if (rc == SP_OK && request->what == SP_EVENT_ENDED && !request->take_back && !has_chain(&r))
		rc = sp_err_set(reterr, SP_NO, "%s does not have %s: nothing to end.", r.subject->code,
				r.chain->name);
	if (rc != SP_OK)
		return rc;
	there = same_event(&r);
	said = said_of(&r, ret->arena);
	if (request->take_back)
		return take_out(&r, there, said, reterr);
	if (there != NULL && there->day == r.event.day)
		return sp_err_set(reterr, SP_NO, "%s has that already: %s. Nothing was changed.",
				  r.subject->code, said);
	if (there != NULL)
		r.event.id = there->id;
	if (r.event.kind == SP_EVENT_GIVEN && r.chain->note[0] != '\0')
		outcome_note(ret, "%s", r.chain->note);
	return store(&r, said, reterr);
}

enum sp_rc
sp_app_chain_event_back(struct sp_app *app, sp_case_event_id id, struct sp_outcome *ret,
			struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	const struct sp_case_event *there = sp_snapshot_case_event(s, id);
	struct recording r = {.app = app, .subject = &sp_school_subject, .ret = ret};
	char day[SP_DAY_TEXT];
	const char *said;

	if (there == NULL || there->kind <= SP_EVENT_LEFT)
		return sp_err_set(reterr, SP_NO, "It is not there any more.");
	if (there->subject.v != 0)
		r.subject = sp_snapshot_case(s, there->subject);
	said = sp_arena_printf(ret->arena, "%s%s%s, %s", sp_event_kind_names[there->kind],
			       there->step[0] != '\0' || there->chain[0] != '\0' ? " " : "",
			       there->step[0] != '\0' ? there->step : there->chain,
			       sp_day_format(there->day, SP_DAY_LONG, day));
	if (said == NULL || r.subject == NULL)
		return sp_err_nomem(reterr);
	return take_out(&r, there, said, reterr);
}

/* --- why it was late --- */

static enum sp_rc
find_late(const struct sp_app *app, const struct sp_case *subject, const char *step, struct sp_arena *arena,
	  const struct sp_clock **ret, struct sp_err *reterr)
{
	const struct sp_clock *clocks = NULL, *any = NULL;
	size_t n = 0;
	enum sp_rc rc = sp_clocks_of(&app->snapshot, subject->id, app->env.now, arena, &clocks, &n, reterr);

	*ret = NULL;
	for (size_t i = 0; rc == SP_OK && i < n; i++) {
		const char *dot = strchr(clocks[i].step->key, '.');

		if (clocks[i].subject->id.v != subject->id.v ||
		    !(sp_strieq(clocks[i].step->key, step) || sp_strieq(clocks[i].step->name, step) ||
		      (dot != NULL && sp_strieq(dot + 1, step))))
			continue;
		any = &clocks[i];
		if (clocks[i].state == SP_CLOCK_LATE || clocks[i].state == SP_CLOCK_MISSED)
			*ret = &clocks[i];
	}
	if (rc == SP_OK && any == NULL)
		return sp_err_set(reterr, SP_NO,
				  "%s has no step \"%s\". \"senplan case show %s\" lists them.",
				  subject->code, step, subject->code);
	if (rc == SP_OK && *ret == NULL)
		return sp_err_set(reterr, SP_NO, "%s of %s is not late.", any->step->name, subject->code);
	return rc;
}

enum sp_rc
sp_app_case_late(struct sp_app *app, const char *code, const char *step, const char *reason,
		 struct sp_outcome *ret, struct sp_err *reterr)
{
	struct recording r = {.app = app, .ret = ret};
	const struct sp_clock *clock = NULL;
	const struct sp_case_event *there;
	int which = sp_enum_parse(sp_reason_names, reason);
	const char *said;
	enum sp_rc rc = find_subject(app, code, &r.subject, reterr);

	if (rc == SP_OK && which < 0)
		rc = sp_err_set(
			reterr, SP_USAGE,
			"\"%s\" is no reason; it can be no-slot, pulled-away, outside-party, senco-absent, or none to take it out.",
			reason);
	if (rc == SP_OK)
		rc = find_late(app, r.subject, step, ret->arena, &clock, reterr);
	if (rc != SP_OK)
		return rc;
	r.event = sp_case_event_blank();
	r.event.subject = r.subject->id;
	r.event.kind = SP_EVENT_LATE;
	r.event.chain = clock->chain;
	r.event.step = clock->step->key;
	r.event.note = clock->cycle;
	r.event.day = clock->due_day;
	r.event.reason = (enum sp_reason)which;
	there = same_event(&r);
	said = sp_arena_printf(ret->arena, "%s late: %s", clock->step->name, sp_reason_names[which]);
	if (said == NULL)
		return sp_err_nomem(reterr);
	if (which == SP_REASON_NONE)
		return take_out(&r, there, said, reterr);
	if (there != NULL && there->reason == r.event.reason)
		return sp_err_set(reterr, SP_NO, "%s has that already: %s. Nothing was changed.",
				  r.subject->code, said);
	if (there != NULL)
		r.event.id = there->id;
	return store(&r, said, reterr);
}

/* --- exceptions of an assessment --- */

enum sp_rc
sp_app_case_except(struct sp_app *app, const struct sp_case_except_request *request, struct sp_outcome *ret,
		   struct sp_err *reterr)
{
	static const char *const names[] = {"closed", "away", "personal", NULL};
	struct recording r = {.app = app, .ret = ret};
	const struct sp_case_event *there;
	const char *said, *text = NULL;
	int which = sp_enum_parse(names, request->exception);
	char key[40], day[SP_DAY_TEXT];
	enum sp_rc rc = case_find(app, request->code, &r.subject, reterr);

	if (rc == SP_OK && which < 0)
		rc = sp_err_set(
			reterr, SP_USAGE,
			"\"%s\" is no exception; it can be closed (the school, 4 weeks or more), away (the family, 4 weeks or more) or personal.",
			request->exception);
	if (rc != SP_OK)
		return rc;
	snprintf(key, sizeof(key), "na.exception.%s", names[which]);
	for (size_t i = 0; i < app->snapshot.rules.n; i++)
		if (sp_streq(app->snapshot.rules.items[i].key, key))
			text = app->snapshot.rules.items[i].text;
	if (text == NULL)
		return sp_err_set(reterr, SP_NO, "There is no rule %s: the exception is not in force.", key);
	r.event = sp_case_event_blank();
	r.event.subject = r.subject->id;
	r.event.kind = SP_EVENT_EXCEPTION;
	r.event.note = names[which];
	rc = read_date(&r, request->date, reterr);
	if (rc == SP_OK)
		rc = check_day(&r, reterr);
	if (rc != SP_OK)
		return rc;
	there = same_event(&r);
	said = sp_arena_printf(ret->arena, "exception (%s) from %s", names[which],
			       sp_day_format(r.event.day, SP_DAY_LONG, day));
	if (said == NULL)
		return sp_err_nomem(reterr);
	if (request->take_back)
		return take_out(&r, there, said, reterr);
	if (there != NULL && sp_streq(there->note, r.event.note))
		return sp_err_set(reterr, SP_NO, "%s has that already: %s. Nothing was changed.",
				  r.subject->code, said);
	if (r.subject->status != SP_CASE_REQUEST)
		outcome_note(ret, "%s has no request running: no limit is moved by it.", r.subject->code);
	outcome_note(ret, "%s. The dates stay to be seen; none of them counts as missed.", text);
	return store(&r, said, reterr);
}
