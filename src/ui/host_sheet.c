/*
 * What the host does with a sheet that was filled in, and with acts on one row: each is one call of the application, whose
 * outcome becomes the words of the answer.
 */
#include "senplan/app/record.h"
#include "senplan/app/school.h"
#include "senplan/base/array.h"
#include "senplan/model/when.h"
#include "senplan/report/estimates.h"

#include "sheet.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

struct keeping {
	struct sp_app *app;
	const struct sp_sheet *sheet;
	struct sp_field_values values;
	struct sp_outcome *outcome;
	struct sp_err *reterr;
};

/* --- words --- */

/* The text without the code: privacy. */
static void
add_hidden(struct sp_str *out, const char *text, const char *code)
{
	size_t len = strlen(code);

	while (*text != '\0') {
		if (len > 0 && strncmp(text, code, len) == 0) {
			sp_str_add(out, "---");
			text += len;
		} else {
			sp_str_add_char(out, *text++);
		}
	}
}

static void
add_words(struct sp_str *out, const char *text, const char *hidden)
{
	struct sp_str screen;

	sp_str_init(&screen);
	sp_phrases_add(&screen, text);
	add_hidden(out, screen.text, hidden);
	sp_str_finish(&screen);
}

/* The outcome in one paragraph, or the error in the screen's words. */
static enum sp_rc
say_outcome(enum sp_rc rc, const struct sp_outcome *outcome, const char *hidden, struct sp_str *words,
	    struct sp_err *reterr)
{
	if (rc != SP_OK) {
		struct sp_str text;

		sp_str_init(&text);
		add_words(&text, reterr->text, hidden);
		rc = sp_err_set(reterr, rc, "%s", text.text);
		sp_str_finish(&text);
		return rc;
	}
	add_words(words, outcome->done, hidden);
	for (size_t i = 0; i < outcome->n_notes; i++) {
		sp_str_add_char(words, ' ');
		add_words(words, outcome->notes[i], hidden);
	}
	return rc;
}

/* --- sheets --- */

static const char *
value_of(const struct keeping *k, const char *name)
{
	for (size_t i = 0; i < k->values.n; i++)
		if (sp_streq(k->values.items[i].name, name))
			return k->values.items[i].value;
	return NULL;
}

static enum sp_rc
day_of(const struct keeping *k, const char *name, bool need, sp_day *ret)
{
	const char *text = value_of(k, name);
	struct sp_when when = {.day = SP_DAY_NONE};
	char why[300];
	enum sp_rc rc = SP_OK;

	if (text == NULL || sp_streq(text, "none")) {
		if (need)
			return sp_err_set(k->reterr, SP_USAGE, "%s: It needs a day, as 1 dec.", name);
	} else {
		rc = sp_when_parse(sp_app_snapshot(k->app), sp_app_now(k->app), text, &when, k->reterr);
	}
	if (rc != SP_OK) {
		snprintf(why, sizeof(why), "%.299s", k->reterr->text);
		return sp_err_set(k->reterr, rc, "%s: %s", name, why);
	}
	*ret = when.day;
	return SP_OK;
}

/* The values but for those that the rule's request holds itself. */
static struct sp_field_values
values_but(const struct keeping *k, struct sp_field_value kept[SP_SHEET_FIELDS])
{
	static const char *const own[] = {"key", "value", "from", "to", "code"};
	size_t n = 0;

	for (size_t i = 0; i < k->values.n; i++) {
		bool is_own = false;

		for (size_t m = 0; m < SP_COUNT(own); m++)
			is_own = is_own || sp_streq(own[m], k->values.items[i].name);
		if (!is_own)
			kept[n++] = k->values.items[i];
	}
	return (struct sp_field_values){kept, n};
}

static enum sp_rc
keep_rule(const struct keeping *k)
{
	struct sp_field_value kept[SP_SHEET_FIELDS];
	struct sp_rule_request request = {.key = k->sheet->key,
					  .profile = k->sheet->profile,
					  .value = value_of(k, "value"),
					  .from_day = SP_DAY_NONE,
					  .to_day = SP_DAY_NONE,
					  .values = values_but(k, kept)};
	bool suspend = k->sheet->of == SP_SHEET_RULE_SUSPEND;
	enum sp_rc rc =
		day_of(k, "from", suspend || k->sheet->of == SP_SHEET_RULE_REPLACE, &request.from_day);

	if (rc == SP_OK)
		rc = day_of(k, "to", suspend, &request.to_day);
	if (rc != SP_OK)
		return rc;
	if (request.value != NULL && sp_streq(request.value, "none"))
		return sp_err_set(k->reterr, SP_USAGE,
				  "value: It cannot be empty: 14 days, 6 weeks, 15 feb.");
	if (suspend) {
		if (sp_streq(sp_sheet_text(k->sheet, "where"), "all"))
			request.profile = NULL;
		return sp_app_rule_suspend(k->app, &request, k->outcome, k->reterr);
	}
	if (k->sheet->of == SP_SHEET_RULE_REPLACE)
		return sp_app_rule_replace(k->app, &request, k->outcome, k->reterr);
	if (k->sheet->of == SP_SHEET_RULE)
		return sp_app_rule_set(k->app, &request, k->outcome, k->reterr);
	request.key = sp_sheet_text(k->sheet, "key");
	return sp_app_rule_add(k->app, &request, k->outcome, k->reterr);
}

static enum sp_rc
keep_event(const struct keeping *k)
{
	const char *outcome = value_of(k, "outcome");
	struct sp_case_event_request request = {
		.code = k->sheet->key,
		.event = value_of(k, "event"),
		.date = value_of(k, "date"),
		.time = value_of(k, "time"),
		.outcome = outcome == NULL || sp_streq(outcome, "none") ? NULL : outcome,
		.note = value_of(k, "note"),
	};

	return sp_app_case_event(k->app, &request, k->outcome, k->reterr);
}

static enum sp_rc
keep_hours(const struct keeping *k)
{
	struct sp_hours_request request = {.days = value_of(k, "days"),
					   .span = value_of(k, "hours"),
					   .week = value_of(k, "week"),
					   .add = sp_streq(sp_sheet_text(k->sheet, "add"), "yes")};
	enum sp_rc rc = day_of(k, "from", false, &request.from_day);

	if (rc == SP_OK)
		rc = day_of(k, "to", false, &request.to_day);
	if (rc == SP_OK && request.span == NULL && request.add)
		rc = sp_err_set(k->reterr, SP_USAGE,
				"hours: Which hours come beside them? 08:00-16:00 is a span.");
	return rc == SP_OK ? sp_app_hours_set(k->app, &request, k->outcome, k->reterr) : rc;
}

static enum sp_rc
keep_contract(const struct keeping *k)
{
	const char *text = sp_sheet_text(k->sheet, "share");
	long share = 0;
	sp_day from;
	enum sp_rc rc = day_of(k, "from", false, &from);

	if (rc == SP_OK && !sp_parse_int(text, 1, 100, &share))
		rc = sp_err_set(k->reterr, SP_USAGE, "share: \"%s\" is no share of 1 to 100 per cent.", text);
	if (rc != SP_OK)
		return rc;
	return sp_app_contract_set(k->app, value_of(k, "kind"), (int)share, from, k->outcome, k->reterr);
}

/* Those who come to a pupil's meetings or to a duty. */
static enum sp_rc
keep_attendee(const struct keeping *k)
{
	struct sp_field_value both[] = {{"role", value_of(k, "role")}, {"when", value_of(k, "when")}};
	struct sp_field_values fields = {both, 2};

	if (both[0].value == NULL)
		return sp_err_set(k->reterr, SP_USAGE, "role: It cannot be empty: governor, parent, LA.");
	if (both[1].value == NULL)
		both[1].value = "any";
	if (k->sheet->of == SP_SHEET_ATTENDEE)
		return sp_app_attendee_edit(k->app, k->sheet->key, k->sheet->profile, fields, k->outcome,
					    k->reterr);
	return sp_app_attendee_add(k->app, k->sheet->key, fields, k->outcome, k->reterr);
}

static enum sp_rc
keep_window(const struct keeping *k)
{
	const char *when = value_of(k, "when");

	if (when == NULL)
		return sp_err_set(k->reterr, SP_USAGE, "when: It cannot be empty: 26 nov 16:30-19:00.");
	return sp_app_window_open(k->app, k->sheet->key, when, k->outcome, k->reterr);
}

static enum sp_rc
keep_school_event(const struct keeping *k)
{
	const char *date = value_of(k, "date");

	if (date == NULL)
		return sp_err_set(k->reterr, SP_USAGE, "date: It needs a day, as 3 dec.");
	return sp_app_event_add(k->app, sp_sheet_text(k->sheet, "name"), date, k->outcome, k->reterr);
}

/* --- chains --- */

/* Period, what it counts from and on which side belong together: one that changes takes the others with it. */
static enum sp_rc
keep_step(const struct keeping *k, const struct sp_step *step)
{
	static const char *const dating[] = {"period", "anchor", "side"};
	struct sp_field_value kept[SP_SHEET_FIELDS + SP_COUNT(dating)];
	struct sp_field_values fields = {kept, 0};
	bool dated = false;

	for (size_t i = 0; i < k->values.n; i++) {
		const char *name = k->values.items[i].name;
		bool is_dating =
			sp_streq(name, "period") || sp_streq(name, "anchor") || sp_streq(name, "side");

		dated = dated || is_dating;
		if (!is_dating && !(step == NULL && sp_streq(name, "name")))
			kept[fields.n++] = k->values.items[i];
	}
	for (size_t i = 0; i < SP_COUNT(dating) && dated; i++) {
		const char *text = sp_sheet_text(k->sheet, dating[i]);
		bool no_period = sp_sheet_text(k->sheet, "period")[0] == '\0';

		if (i == 0 && no_period && value_of(k, "period") != NULL)
			text = "none";
		if (text[0] != '\0' && !(no_period && i > 0 && value_of(k, "anchor") == NULL))
			kept[fields.n++] = (struct sp_field_value){dating[i], text};
	}
	if (step == NULL)
		return sp_app_step_add(k->app, k->sheet->key, sp_sheet_text(k->sheet, "name"), fields,
				       k->outcome, k->reterr);
	return sp_app_step_edit(k->app, step->chain, step->key, fields, k->outcome, k->reterr);
}

static const struct sp_step *
step_by_key(const struct sp_snapshot *s, const char *key)
{
	for (size_t i = 0; i < s->steps.n; i++)
		if (sp_streq(s->steps.items[i].key, key))
			return &s->steps.items[i];
	return NULL;
}

/* A chain begins or ends for somebody; a step was done, or its day was told. */
static enum sp_rc
keep_chain_event(const struct keeping *k)
{
	const struct sp_sheet *sheet = k->sheet;
	struct sp_chain_event_request request = {
		.chain = sheet->key, .code = value_of(k, "code"), .date = value_of(k, "date")};
	const struct sp_step *step;

	request.what = (enum sp_event_kind)sp_enum_parse(sp_event_kind_names, sp_sheet_text(sheet, "what"));
	if (sheet->of == SP_SHEET_GIVE) {
		request.code = sheet->key;
		request.chain = sp_sheet_text(sheet, "chain");
	}
	if (sheet->of == SP_SHEET_STEP_EVENT) {
		step = step_by_key(sp_app_snapshot(k->app), sheet->key);
		if (step == NULL)
			return sp_err_set(k->reterr, SP_NO, "The step is not there any more.");
		request.chain = step->chain;
		request.step = step->key;
	}
	return sp_app_chain_event(k->app, &request, k->outcome, k->reterr);
}

static enum sp_rc
keep_exception(const struct keeping *k)
{
	struct sp_case_except_request request = {
		.code = k->sheet->key, .exception = value_of(k, "exception"), .date = value_of(k, "date")};

	return sp_app_case_except(k->app, &request, k->outcome, k->reterr);
}

static enum sp_rc
keep_share(const struct keeping *k)
{
	sp_day from, until;
	enum sp_rc rc = day_of(k, "from", false, &from);

	if (rc == SP_OK)
		rc = day_of(k, "until", false, &until);
	return rc == SP_OK ? sp_host_share(k->app, k->sheet, from, until, k->outcome, k->reterr) : rc;
}

/* The fields without the first, which is the name of what is new. */
static struct sp_field_values
values_behind(const struct keeping *k, const char *name)
{
	struct sp_field_values rest = k->values;

	if (rest.n > 0 && sp_streq(rest.items[0].name, name)) {
		rest.items++;
		rest.n--;
	}
	return rest;
}

static enum sp_rc
keep_case(const struct keeping *k)
{
	if (k->sheet->of == SP_SHEET_CASE)
		return sp_app_case_edit(k->app, k->sheet->key, k->values, k->outcome, k->reterr);
	return sp_app_case_add(k->app, sp_sheet_text(k->sheet, "code"), values_behind(k, "code"), k->outcome,
			       k->reterr);
}

static enum sp_rc
keep_activity(const struct keeping *k)
{
	if (k->sheet->of == SP_SHEET_ACTIVITY)
		return sp_app_activity_edit(k->app, k->sheet->key, k->values, k->outcome, k->reterr);
	return sp_app_activity_add(k->app, sp_sheet_text(k->sheet, "key"), values_behind(k, "key"),
				   k->outcome, k->reterr);
}

static enum sp_rc
keep_duty(const struct keeping *k)
{
	if (k->sheet->of == SP_SHEET_DUTY)
		return sp_app_duty_edit(k->app, k->sheet->key, k->values, k->outcome, k->reterr);
	return sp_app_duty_add(k->app, sp_sheet_text(k->sheet, "name"), values_behind(k, "name"), k->outcome,
			       k->reterr);
}

static enum sp_rc
keep_staff(const struct keeping *k)
{
	if (k->sheet->of == SP_SHEET_STAFF)
		return sp_app_staff_edit(k->app, k->sheet->key, k->values, k->outcome, k->reterr);
	return sp_app_staff_add(k->app, sp_sheet_text(k->sheet, "code"), values_behind(k, "code"), k->outcome,
				k->reterr);
}

static enum sp_rc
keep_new_chain(const struct keeping *k)
{
	return sp_app_chain_add(k->app, sp_sheet_text(k->sheet, "name"), values_behind(k, "name"), k->outcome,
				k->reterr);
}

static enum sp_rc
keep_old_step(const struct keeping *k)
{
	const struct sp_step *step = step_by_key(sp_app_snapshot(k->app), k->sheet->key);

	return step == NULL ? sp_err_set(k->reterr, SP_NO, "The step is not there any more.")
			    : keep_step(k, step);
}

static enum sp_rc
keep(const struct keeping *k)
{
	const struct sp_sheet *sheet = k->sheet;

	switch (sheet->of) {
	case SP_SHEET_CASE_NEW:
	case SP_SHEET_CASE:
		return keep_case(k);
	case SP_SHEET_EVENT:
		return keep_event(k);
	case SP_SHEET_ACTIVITY_NEW:
	case SP_SHEET_ACTIVITY:
		return keep_activity(k);
	case SP_SHEET_DUTY_NEW:
	case SP_SHEET_DUTY:
		return keep_duty(k);
	case SP_SHEET_STAFF_NEW:
	case SP_SHEET_STAFF:
		return keep_staff(k);
	case SP_SHEET_RULE_NEW:
	case SP_SHEET_RULE:
	case SP_SHEET_RULE_SUSPEND:
	case SP_SHEET_RULE_REPLACE:
		return keep_rule(k);
	case SP_SHEET_PROFILE:
		return sp_app_rule_profile(k->app, sp_sheet_text(sheet, "name"), k->outcome, k->reterr);
	case SP_SHEET_HOURS:
		return keep_hours(k);
	case SP_SHEET_CONTRACT:
		return keep_contract(k);
	case SP_SHEET_ATTENDEE_NEW:
	case SP_SHEET_ATTENDEE:
		return keep_attendee(k);
	case SP_SHEET_WINDOW:
		return keep_window(k);
	case SP_SHEET_SCHOOL_EVENT:
		return keep_school_event(k);
	case SP_SHEET_CHAIN_NEW:
		return keep_new_chain(k);
	case SP_SHEET_CHAIN:
		return sp_app_chain_edit(k->app, sheet->key, k->values, k->outcome, k->reterr);
	case SP_SHEET_STEP_NEW:
		return keep_step(k, NULL);
	case SP_SHEET_STEP:
		return keep_old_step(k);
	case SP_SHEET_EXCEPT:
		return keep_exception(k);
	case SP_SHEET_GIVE:
	case SP_SHEET_GIVE_TO:
	case SP_SHEET_STEP_EVENT:
		return keep_chain_event(k);
	case SP_SHEET_SHARE:
		return keep_share(k);
	case SP_SHEET_LOG_NEW:
	case SP_SHEET_LOG:
	case SP_SHEET_LOG_LOST:
	case SP_SHEET_REPORT: /* host_what_if.c */
	case SP_SHEET_HALF_MORE:
	case SP_SHEET_HALF_LESS:
	case SP_SHEET_ASSISTANT:
	case SP_SHEET_PUPILS:
	case SP_SHEET_LESS_DUTY:
	case SP_SHEET_RESERVE:
	case SP_SHEET_LOST_DAYS:
	case SP_SHEET_COUNT:
		break;
	}
	assert(!"a sheet of nothing");
	return SP_USAGE;
}

enum sp_rc
sp_host_sheet(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
	      struct sp_str *words, struct sp_err *reterr)
{
	struct sp_field_value values[SP_SHEET_FIELDS];
	struct sp_outcome outcome = {.arena = arena, .done = ""};
	struct keeping k = {.app = app, .sheet = effect->sheet, .outcome = &outcome, .reterr = reterr};
	const char *typed = sp_sheet_text(effect->sheet, "code");
	const char *code = typed[0] != '\0' ? typed : effect->sheet->key;

	sp_sheet_values(effect->sheet, values, &k.values);
	if (sheet_infos[effect->sheet->of].entity == SP_ENTITY_log_entry)
		return say_outcome(sp_host_keep_log(app, effect->sheet, k.values, &outcome, reterr), &outcome,
				   "", words, reterr);
	return say_outcome(keep(&k), &outcome, effect->hide ? code : "", words, reterr);
}

/* --- acts on a row --- */

static enum sp_rc
gone(struct sp_err *reterr)
{
	return sp_err_set(reterr, SP_NO, "It is not there any more.");
}

static enum sp_rc
take_event_back(struct sp_app *app, const struct sp_case_event *event, struct sp_outcome *outcome,
		struct sp_err *reterr)
{
	const struct sp_case *subject = sp_snapshot_case(sp_app_snapshot(app), event->subject);
	char day[SP_DAY_TEXT];
	struct sp_case_event_request request = {
		.event = sp_event_kind_names[event->kind], .date = day, .take_back = true};

	if (event->kind > SP_EVENT_LEFT)
		return sp_app_chain_event_back(app, event->id, outcome, reterr);
	if (subject == NULL)
		return gone(reterr);
	request.code = subject->code;
	sp_day_format(event->day, SP_DAY_ISO, day);
	return sp_app_case_event(app, &request, outcome, reterr);
}

static enum sp_rc
remove_rule(struct sp_app *app, const struct sp_rule *rule, struct sp_outcome *outcome, struct sp_err *reterr)
{
	struct sp_rule_request request = {
		.key = rule->key, .profile = rule->profile, .from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};

	return sp_app_rule_remove(app, &request, outcome, reterr);
}

static enum sp_rc
remove_attendee(struct sp_app *app, const struct sp_attendee *who, struct sp_outcome *outcome,
		struct sp_err *reterr)
{
	const struct sp_case *subject = sp_snapshot_case(sp_app_snapshot(app), who->subject);
	const struct sp_duty *duty = sp_snapshot_duty(sp_app_snapshot(app), who->duty);

	if (subject == NULL && duty == NULL)
		return gone(reterr);
	return sp_app_attendee_remove(app, subject != NULL ? subject->code : duty->key, who->role, outcome,
				      reterr);
}

static enum sp_rc
remove_event(struct sp_app *app, const struct sp_year_span *event, struct sp_outcome *outcome,
	     struct sp_err *reterr)
{
	char day[SP_DAY_TEXT];

	return sp_app_event_remove(app, event->name, sp_day_format(event->from_day, SP_DAY_ISO, day), outcome,
				   reterr);
}

/* The text: the step's key and the reason, with a blank between. */
static enum sp_rc
keep_reason(struct sp_app *app, const struct sp_case *subject, const char *text, struct sp_outcome *outcome,
	    struct sp_err *reterr)
{
	char step[SP_SHEET_KEY];
	size_t len = strcspn(text, " ");

	assert(text[len] == ' ');
	snprintf(step, sizeof(step), "%.*s", (int)len, text);
	return sp_app_case_late(app, subject == NULL ? NULL : subject->code, step, text + len + 1, outcome,
				reterr);
}

static enum sp_rc
switch_chain(struct sp_app *app, const struct sp_chain *chain, struct sp_outcome *outcome,
	     struct sp_err *reterr)
{
	struct sp_field_value value = {"active", chain->active ? "no" : "yes"};

	return sp_app_chain_edit(app, chain->key, (struct sp_field_values){&value, 1}, outcome, reterr);
}

/* Rows of chains, windows, people, events. SP_ROW_ acts that are none of these are not for it. */
static enum sp_rc
act_on_chain_row(struct sp_app *app, const struct sp_effect *effect, struct sp_outcome *outcome,
		 struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(app);
	const struct sp_chain *chain = sp_snapshot_chain(s, (sp_chain_id){effect->id});
	const struct sp_step *step = sp_snapshot_step(s, (sp_step_id){effect->id});
	const struct sp_attendee *who = sp_snapshot_attendee(s, (sp_attendee_id){effect->id});
	const struct sp_year_span *event = sp_snapshot_year_span(s, (sp_year_span_id){effect->id});
	enum sp_row_act act = (enum sp_row_act)effect->number;

	if (act == SP_ROW_REMOVE_CHAIN && chain != NULL)
		return sp_app_chain_remove(app, chain->key, outcome, reterr);
	if (act == SP_ROW_CHAIN_SWITCH && chain != NULL)
		return switch_chain(app, chain, outcome, reterr);
	if (act == SP_ROW_REMOVE_STEP && step != NULL)
		return sp_app_step_remove(app, step->chain, step->key, outcome, reterr);
	if (act == SP_ROW_REMOVE_ATTENDEE && who != NULL)
		return remove_attendee(app, who, outcome, reterr);
	if (act == SP_ROW_CLOSE_TIME)
		return sp_app_window_close_time(app, (sp_window_span_id){effect->id}, outcome, reterr);
	if (act == SP_ROW_REMOVE_SCHOOL_EVENT && event != NULL)
		return remove_event(app, event, outcome, reterr);
	if (act == SP_ROW_LATE)
		return keep_reason(app, sp_snapshot_case(s, (sp_case_id){effect->id}), effect->text, outcome,
				   reterr);
	return gone(reterr);
}

static enum sp_rc
act_on_row(struct sp_app *app, const struct sp_effect *effect, struct sp_outcome *outcome,
	   struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(app);
	const struct sp_case *subject = sp_snapshot_case(s, (sp_case_id){effect->id});
	const struct sp_duty *duty = sp_snapshot_duty(s, (sp_duty_id){effect->id});
	const struct sp_activity *activity = sp_snapshot_activity(s, (sp_activity_id){effect->id});
	const struct sp_staff_member *staff = sp_snapshot_staff_member(s, (sp_staff_member_id){effect->id});
	const struct sp_rule *rule = sp_snapshot_rule(s, (sp_rule_id){effect->id});
	const struct sp_case_event *event = sp_snapshot_case_event(s, (sp_case_event_id){effect->id});

	switch ((enum sp_row_act)effect->number) {
	case SP_ROW_REMOVE_CASE:
		return subject == NULL ? gone(reterr)
				       : sp_app_case_remove(app, subject->code, outcome, reterr);
	case SP_ROW_REMOVE_DUTY:
		return duty == NULL ? gone(reterr) : sp_app_duty_remove(app, duty->key, outcome, reterr);
	case SP_ROW_REMOVE_ACTIVITY:
		return activity == NULL ? gone(reterr)
					: sp_app_activity_remove(app, activity->key, outcome, reterr);
	case SP_ROW_REMOVE_STAFF:
		return staff == NULL ? gone(reterr) : sp_app_staff_remove(app, staff->code, outcome, reterr);
	case SP_ROW_REMOVE_RULE:
		return rule == NULL ? gone(reterr) : remove_rule(app, rule, outcome, reterr);
	case SP_ROW_EVENT_BACK:
		return event == NULL ? gone(reterr) : take_event_back(app, event, outcome, reterr);
	case SP_ROW_DUTY_SWITCH:
		return duty == NULL ? gone(reterr)
				    : sp_app_duty_switch(app, duty->key, !duty->active, outcome, reterr);
	case SP_ROW_ESTIMATE_USE:
		return sp_app_estimate_use(app, effect->text, outcome, reterr);
	case SP_ROW_BUSY_UNMARK:
		return sp_app_busy_unmark(app, effect->id, outcome, reterr);
	case SP_ROW_REMOVE_LOG:
		outcome->done = "Taken out of the log; a block keeps its mark. u brings it back.";
		return sp_app_log_remove(app, effect->id, reterr);
	case SP_ROW_ESTIMATE_LEAVE:
		return sp_app_estimate_leave(app, effect->text, outcome, reterr);
	case SP_ROW_REMOVE_CHAIN:
	case SP_ROW_CHAIN_SWITCH:
	case SP_ROW_REMOVE_STEP:
	case SP_ROW_REMOVE_SCHOOL_EVENT:
	case SP_ROW_REMOVE_ATTENDEE:
	case SP_ROW_CLOSE_TIME:
	case SP_ROW_LATE:
		return act_on_chain_row(app, effect, outcome, reterr);
	}
	assert(!"no act on a row");
	return SP_USAGE;
}

enum sp_rc
sp_host_row(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena, struct sp_str *words,
	    struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = arena, .done = ""};
	const struct sp_snapshot *s = sp_app_snapshot(app);
	const struct sp_case_event *event = sp_snapshot_case_event(s, (sp_case_event_id){effect->id});
	const struct sp_attendee *who = sp_snapshot_attendee(s, (sp_attendee_id){effect->id});
	bool of_event = effect->number == SP_ROW_EVENT_BACK && event != NULL;
	bool of_who = effect->number == SP_ROW_REMOVE_ATTENDEE && who != NULL;
	sp_case_id id = {of_event ? event->subject.v : of_who ? who->subject.v : effect->id};
	const struct sp_case *subject = sp_snapshot_case(s, id);
	bool of_case =
		of_event || of_who || effect->number == SP_ROW_REMOVE_CASE || effect->number == SP_ROW_LATE;
	char code[SP_SHEET_KEY] = "";

	if (effect->hide && of_case && subject != NULL)
		snprintf(code, sizeof(code), "%s", subject->code);
	return say_outcome(act_on_row(app, effect, &outcome, reterr), &outcome, code, words, reterr);
}
