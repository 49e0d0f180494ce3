/*
 * Chains and their steps, kept by the school: its own beside those that come with the program. A step's date comes from a
 * rule; a period that is typed with the step becomes a rule of its own, so that it can be changed, suspended and replaced
 * like every other.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/plan/clocks.h"

#include "chain.h"
#include "form.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 160, KEY_SIZE = 40, MAX_NAME = 60, OLDEST = 14, LONGEST = 6000, EARLIEST = 365 };

static const struct form_field chain_form_fields[] = {
	{"name", "name", NULL, FORM_TEXT, 1, MAX_NAME},
	{"key", "key", NULL, FORM_TEXT, 1, KEY_SIZE - 1},
	{"begins", "begins", NULL, FORM_CHOICE, 0, 0},
	{"from-year", "year_from", NULL, FORM_NUMBER, 0, OLDEST},
	{"to-year", "year_to", NULL, FORM_NUMBER, 0, OLDEST},
	{"repeats", "repeats", NULL, FORM_YES_NO, 0, 0},
	{"active", "active", NULL, FORM_YES_NO, 0, 0},
	{"lead", "lead", NULL, FORM_CHOICE, 0, 0},
	{"note", "note", NULL, FORM_TEXT, 0, 300},
};
static const struct form chain_form = {SP_ENTITY_chain, chain_form_fields, SP_COUNT(chain_form_fields)};

static const struct form_field step_form_fields[] = {
	{"name", "name", NULL, FORM_TEXT, 1, MAX_NAME},
	{"key", "key", NULL, FORM_TEXT, 1, KEY_SIZE - 1},
	{"activity", "activity", NULL, FORM_ACTIVITY, 0, 1},
	{"owner", "owner", NULL, FORM_CHOICE, 0, 0},
	{"rule", "rule", NULL, FORM_TEXT, 0, 200},
	{"follows", "after", NULL, FORM_TEXT, 0, KEY_SIZE - 1},
	{"early", "lead_day", NULL, FORM_NUMBER, 0, EARLIEST},
	{"length", "typical_min", NULL, FORM_LENGTH, 0, LONGEST},
	{"weight", "weight", NULL, FORM_NUMBER, 1, 10},
	{"hard", "hard", NULL, FORM_YES_NO, 0, 0},
	{"only-if", "only_if", NULL, FORM_TEXT, 0, 20},
	{"position", "position", NULL, FORM_NUMBER, 1, 99},
};
static const struct form step_form = {SP_ENTITY_step, step_form_fields, SP_COUNT(step_form_fields)};

/* --- finding --- */

const struct sp_chain *
chain_find(const struct sp_app *app, const char *text, struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	const struct sp_chain *found = NULL;
	size_t n = 0;

	for (size_t i = 0; i < s->chains.n; i++) {
		const struct sp_chain *chain = &s->chains.items[i];

		if (sp_strieq(chain->key, text) || sp_strieq(chain->name, text))
			return chain;
		if (text[0] != '\0' &&
		    (sp_istarts_with(chain->key, text) || sp_istarts_with(chain->name, text))) {
			found = chain;
			n++;
		}
	}
	if (n == 0)
		sp_err_set(reterr, SP_NO, "There is no chain \"%s\". \"senplan chain list\" lists them.",
			   text);
	if (n > 1)
		sp_err_set(reterr, SP_USAGE, "%zu chains begin with \"%s\", \"%s\" is one. Give its key.", n,
			   text, found->key);
	return n == 1 ? found : NULL;
}

static bool
step_is_called(const struct sp_step *step, const char *text)
{
	const char *dot = strchr(step->key, '.');

	return sp_strieq(step->key, text) || sp_strieq(step->name, text) ||
	       (dot != NULL && sp_strieq(dot + 1, text));
}

const struct sp_step *
chain_find_step(const struct sp_app *app, const struct sp_chain *chain, const char *text,
		struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;

	for (size_t i = 0; i < s->steps.n; i++)
		if (sp_streq(s->steps.items[i].chain, chain->key) && step_is_called(&s->steps.items[i], text))
			return &s->steps.items[i];
	sp_err_set(reterr, SP_NO, "%s has no step \"%s\". \"senplan chain show %s\" lists them.", chain->name,
		   text, chain->key);
	return NULL;
}

/* --- chains --- */

static enum sp_rc
check_chain(const struct sp_app *app, const struct sp_chain *row, struct sp_err *reterr)
{
	for (size_t i = 0; i < app->snapshot.chains.n; i++)
		if (app->snapshot.chains.items[i].id.v != row->id.v &&
		    sp_strieq(app->snapshot.chains.items[i].key, row->key))
			return sp_err_set(
				reterr, SP_USAGE,
				"There is a chain \"%s\" already: \"senplan chain edit %s\", or another --key.",
				row->key, row->key);
	if (strpbrk(row->key, " :,\"") != NULL)
		return sp_err_set(reterr, SP_USAGE,
				  "key: \"%s\" is no key: a word without blanks, as reading.", row->key);
	if (row->year_from > 0 && row->year_to > 0 && row->year_to < row->year_from)
		return sp_err_set(reterr, SP_USAGE,
				  "It would end (Year %d) before it begins (Year %d). Turn the two round.",
				  row->year_to, row->year_from);
	if (row->repeats && row->begins != SP_START_GIVEN && row->begins != SP_START_SCHOOL)
		return sp_err_set(
			reterr, SP_USAGE,
			"--repeats goes with a chain that is given, to a pupil or to the school: the others come round by themselves.");
	return SP_OK;
}

static enum sp_rc
put_chain(struct sp_app *app, struct sp_chain *row, const char *verb, struct sp_field_values values,
	  struct sp_outcome *ret, struct sp_err *reterr)
{
	char label[LABEL_SIZE];
	struct change change;
	enum sp_rc rc;

	change_begin(&change);
	rc = form_fill(&chain_form, app, values, row, &change.arena, reterr);
	if (rc == SP_OK)
		rc = check_chain(app, row, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	sp_edits_put_chain(&change.edits, row);
	snprintf(label, sizeof(label), "chain: %s %s", verb, row->name);
	outcome_done(ret, "%s (%s) is %s%s%s.", row->name, row->key, verb,
		     row->active ? "" : ", switched off",
		     row->begins == SP_START_GIVEN    ? ", to be given to pupils"
		     : row->begins == SP_START_SCHOOL ? ", to be given to the school"
						      : "");
	return change_commit_expanded(app, &change, label, ret, reterr);
}

enum sp_rc
sp_app_chain_add(struct sp_app *app, const char *name, struct sp_field_values values, struct sp_outcome *ret,
		 struct sp_err *reterr)
{
	struct sp_chain row = sp_chain_blank();
	char key[KEY_SIZE];
	enum sp_rc rc;

	form_key_of_name(name, key, sizeof(key));
	if (key[0] == '\0' || strlen(name) > MAX_NAME)
		return sp_err_set(reterr, SP_USAGE, "A chain needs a name of at most %d letters.", MAX_NAME);
	row.name = name;
	row.key = key;
	row.begins = SP_START_GIVEN;
	row.active = true;
	rc = put_chain(app, &row, "added", values, ret, reterr);
	if (rc == SP_OK)
		outcome_note(
			ret,
			"It has no step yet: senplan chain step %s \"first step\" --activity ACTIVITY --period \"2 weeks\"",
			key);
	return rc;
}

/* Steps, and what was recorded, follow a new key. */
static void
follow_key(const struct sp_app *app, const char *from, const char *to, struct sp_edits *edits)
{
	const struct sp_snapshot *s = &app->snapshot;

	for (size_t i = 0; i < s->steps.n; i++) {
		struct sp_step step = s->steps.items[i];

		if (!sp_streq(step.chain, from))
			continue;
		step.chain = to;
		sp_edits_put_step(edits, &step);
	}
	for (size_t i = 0; i < s->case_events.n; i++) {
		struct sp_case_event event = s->case_events.items[i];

		if (!sp_streq(event.chain, from))
			continue;
		event.chain = to;
		sp_edits_put_case_event(edits, &event);
	}
}

enum sp_rc
sp_app_chain_edit(struct sp_app *app, const char *chain, struct sp_field_values values,
		  struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_chain *there = chain_find(app, chain, reterr);
	char label[LABEL_SIZE];
	struct change change;
	struct sp_chain row;
	enum sp_rc rc;

	if (there == NULL)
		return reterr->rc;
	if (values.n == 0)
		return sp_err_set(reterr, SP_USAGE, "Say what is to change, as --name or --active no.");
	row = *there;
	change_begin(&change);
	rc = form_fill(&chain_form, app, values, &row, &change.arena, reterr);
	if (rc == SP_OK)
		rc = check_chain(app, &row, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	if (!sp_streq(row.key, there->key))
		follow_key(app, there->key, row.key, &change.edits);
	sp_edits_put_chain(&change.edits, &row);
	snprintf(label, sizeof(label), "chain: changed %s", row.name);
	outcome_done(ret, "%s (%s) is changed%s.", row.name, row.key, row.active ? "" : ", switched off");
	return change_commit_expanded(app, &change, label, ret, reterr);
}

/* Deletes the rule that holds the step's own period, unless another step counts by it. */
static void
drop_own_rule(const struct sp_app *app, const struct sp_step *step, struct sp_edits *edits)
{
	const struct sp_snapshot *s = &app->snapshot;
	char own[2 * KEY_SIZE];
	size_t n_users = 0;

	snprintf(own, sizeof(own), "%s.period", step->key);
	for (size_t i = 0; i < s->steps.n; i++)
		n_users += sp_step_uses_rule(&s->steps.items[i], own);
	for (size_t i = 0; i < s->rules.n && n_users < 2; i++)
		if (sp_streq(s->rules.items[i].key, own))
			sp_edits_delete(edits, SP_ENTITY_rule, s->rules.items[i].id.v);
}

/* Its steps go with it, their own rules too; what was recorded stays in the pupils' lists. */
enum sp_rc
sp_app_chain_remove(struct sp_app *app, const char *chain, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	const struct sp_chain *there = chain_find(app, chain, reterr);
	char label[LABEL_SIZE];
	struct change change;
	size_t n = 0;

	if (there == NULL)
		return reterr->rc;
	change_begin(&change);
	for (size_t i = 0; i < s->steps.n; i++) {
		if (!sp_streq(s->steps.items[i].chain, there->key))
			continue;
		drop_own_rule(app, &s->steps.items[i], &change.edits);
		sp_edits_delete(&change.edits, SP_ENTITY_step, s->steps.items[i].id.v);
		n++;
	}
	sp_edits_delete(&change.edits, SP_ENTITY_chain, there->id.v);
	snprintf(label, sizeof(label), "chain: removed %s", there->name);
	outcome_done(ret, "Removed %s with its %zu step%s. \"senplan undo\" brings it back.", there->name, n,
		     n == 1 ? "" : "s");
	if (there->begins != SP_START_GIVEN && there->begins != SP_START_SCHOOL)
		outcome_note(ret, "Pupils no longer have the steps that come with \"%s\".",
			     sp_chain_start_names[there->begins]);
	return change_commit_expanded(app, &change, label, ret, reterr);
}

/* --- steps --- */

/* A step counts from a word, or from another step of its chain. */
static enum sp_rc
read_anchor(const struct sp_app *app, const struct sp_chain *chain, const char *text, const char **ret,
	    struct sp_err *reterr)
{
	const struct sp_step *step;

	*ret = text == NULL ? "start" : text;
	if (text == NULL || sp_clock_anchor_is_known(text))
		return SP_OK;
	step = chain_find_step(app, chain, text, NULL);
	if (step == NULL)
		return sp_err_set(
			reterr, SP_USAGE,
			"--anchor: \"%s\" is neither a step of %s nor one of: start, year, meeting, anniversary, decision, request, asked, receipt, last-review, transfer.",
			text, chain->name);
	*ret = step->key;
	return SP_OK;
}

/* The period of a step as a rule of the step's own. */
static enum sp_rc
put_period(struct sp_app *app, const struct sp_chain *chain, struct sp_step *step,
	   struct sp_field_values values, struct change *change, struct sp_err *reterr)
{
	const char *period = form_value(values, "period"), *side = form_value(values, "side");
	const char *anchor = form_value(values, "anchor");
	struct sp_rule rule = sp_rule_blank();
	enum sp_rc rc;

	if (period == NULL && (anchor != NULL || side != NULL))
		return sp_err_set(reterr, SP_USAGE, "--anchor and --side go with --period \"2 weeks\".");
	if (period == NULL)
		return SP_OK;
	if (form_value(values, "rule") != NULL)
		return sp_err_set(reterr, SP_USAGE,
				  "Give --rule or --period: the one names a rule, the other makes one.");
	drop_own_rule(app, step, &change->edits);
	if (sp_strieq(period, "none")) {
		step->rule = "";
		return SP_OK;
	}
	rc = rule_read_period(period, &rule, reterr);
	if (rc == SP_OK)
		rc = read_anchor(app, chain, anchor, &rule.anchor, reterr);
	if (rc == SP_OK && side != NULL && sp_enum_parse(sp_side_names, side) < 0)
		rc = sp_err_set(reterr, SP_USAGE, "--side: \"%s\" is neither after nor before.", side);
	if (rc != SP_OK)
		return rc;
	rule.side = side == NULL ? SP_SIDE_AFTER : (enum sp_side)sp_enum_parse(sp_side_names, side);
	rule.key = sp_arena_printf(&change->arena, "%s.period", step->key);
	rule.profile = "";
	rule.owner = step->owner;
	rule.authority = SP_AUTHORITY_SCHOOL;
	rule.text = step->name;
	rule.source = "the school's own chain";
	if (rule.key == NULL)
		return sp_err_nomem(reterr);
	step->rule = rule.key;
	sp_edits_put_rule(&change->edits, &rule);
	return SP_OK;
}

static bool
rule_exists(const struct sp_snapshot *s, const char *key, size_t len)
{
	for (size_t i = 0; i < s->rules.n; i++)
		if (strlen(s->rules.items[i].key) == len && strncmp(s->rules.items[i].key, key, len) == 0)
			return true;
	return false;
}

static enum sp_rc
check_rules(const struct sp_app *app, const struct sp_step *row, struct sp_err *reterr)
{
	for (const char *at = row->rule; *at != '\0';) {
		size_t len = strcspn(at, " |");

		if (len > 0 && !rule_exists(&app->snapshot, at, len))
			return sp_err_set(
				reterr, SP_USAGE,
				"--rule: there is no rule \"%.*s\". \"senplan rule list\" lists them; --period makes one.",
				(int)len, at);
		at += len + (at[len] != '\0');
	}
	return SP_OK;
}

static enum sp_rc
check_step(const struct sp_app *app, const struct sp_chain *chain, struct sp_step *row, struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	const struct sp_step *before;

	for (size_t i = 0; i < s->steps.n; i++)
		if (s->steps.items[i].id.v != row->id.v && sp_streq(s->steps.items[i].chain, chain->key) &&
		    sp_strieq(s->steps.items[i].key, row->key))
			return sp_err_set(reterr, SP_USAGE,
					  "%s has a step \"%s\" already. Take another name or --key.",
					  chain->name, row->key);
	if (strpbrk(row->key, " :,|\"") != NULL)
		return sp_err_set(reterr, SP_USAGE, "key: \"%s\" is no key: a word without blanks.",
				  row->key);
	if (row->owner == SP_OWNER_SCHOOL && row->activity.v == 0)
		return sp_err_set(
			reterr, SP_USAGE,
			"A step of the school's needs its activity: --activity parent.meeting. \"senplan activity list\" lists them. One that the LA or the family does: --owner la.");
	if (row->after[0] == '\0')
		return SP_OK;
	before = chain_find_step(app, chain, row->after, NULL);
	if (before == NULL || before->id.v == row->id.v)
		return sp_err_set(reterr, SP_USAGE, "--follows: %s has no other step \"%s\".", chain->name,
				  row->after);
	row->after = before->key;
	return SP_OK;
}

static enum sp_rc
put_step(struct sp_app *app, const struct sp_chain *chain, struct sp_step *row, struct sp_field_values values,
	 struct sp_outcome *ret, struct sp_err *reterr)
{
	struct sp_field_values own = {NULL, 0};
	struct sp_field_value items[16];
	const char *verb = row->id.v == 0 ? "added" : "changed";
	char label[LABEL_SIZE];
	struct change change;
	enum sp_rc rc;

	for (size_t i = 0; i < values.n && own.n < SP_COUNT(items); i++) {
		const char *name = values.items[i].name;

		if (!sp_streq(name, "period") && !sp_streq(name, "anchor") && !sp_streq(name, "side"))
			items[own.n++] = values.items[i];
	}
	own.items = items;
	change_begin(&change);
	rc = form_fill(&step_form, app, own, row, &change.arena, reterr);
	if (rc == SP_OK)
		rc = check_step(app, chain, row, reterr);
	if (rc == SP_OK && form_value(values, "rule") != NULL)
		rc = check_rules(app, row, reterr);
	if (rc == SP_OK)
		rc = put_period(app, chain, row, values, &change, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	sp_edits_put_step(&change.edits, row);
	snprintf(label, sizeof(label), "chain: %s %s of %s", verb, row->name, chain->name);
	outcome_done(ret, "%s: the step %s (%s) is %s.", chain->name, row->name, row->key, verb);
	if (row->rule[0] == '\0' && row->after[0] == '\0' && row->owner == SP_OWNER_SCHOOL)
		outcome_note(
			ret,
			"It has no date of its own: --period \"2 weeks\", or \"senplan chain due\" when you are told the day.");
	return change_commit_expanded(app, &change, label, ret, reterr);
}

enum sp_rc
sp_app_step_add(struct sp_app *app, const char *chain, const char *name, struct sp_field_values values,
		struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_chain *there = chain_find(app, chain, reterr);
	struct sp_step row = sp_step_blank();
	char word[KEY_SIZE], key[2 * KEY_SIZE + 2];

	if (there == NULL)
		return reterr->rc;
	form_key_of_name(name, word, sizeof(word));
	if (word[0] == '\0' || strlen(name) > MAX_NAME)
		return sp_err_set(reterr, SP_USAGE, "A step needs a name of at most %d letters.", MAX_NAME);
	snprintf(key, sizeof(key), "%s.%s", there->key, word);
	row.chain = there->key;
	row.key = key;
	row.name = name;
	row.weight = 5;
	row.lead_day = 28;
	row.max_lag_day = -1;
	row.position = 1;
	for (size_t i = 0; i < app->snapshot.steps.n; i++)
		if (sp_streq(app->snapshot.steps.items[i].chain, there->key) &&
		    app->snapshot.steps.items[i].position >= row.position)
			row.position = app->snapshot.steps.items[i].position + 1;
	return put_step(app, there, &row, values, ret, reterr);
}

enum sp_rc
sp_app_step_edit(struct sp_app *app, const char *chain, const char *step, struct sp_field_values values,
		 struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_chain *there = chain_find(app, chain, reterr);
	const struct sp_step *old = there == NULL ? NULL : chain_find_step(app, there, step, reterr);
	struct sp_step row;

	if (old == NULL)
		return reterr->rc;
	if (values.n == 0)
		return sp_err_set(reterr, SP_USAGE,
				  "Say what is to change, as --length 45 or --period \"3 weeks\".");
	row = *old;
	return put_step(app, there, &row, values, ret, reterr);
}

enum sp_rc
sp_app_step_remove(struct sp_app *app, const char *chain, const char *step, struct sp_outcome *ret,
		   struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	const struct sp_chain *there = chain_find(app, chain, reterr);
	const struct sp_step *old = there == NULL ? NULL : chain_find_step(app, there, step, reterr);
	char label[LABEL_SIZE];
	struct change change;

	if (old == NULL)
		return reterr->rc;
	change_begin(&change);
	for (size_t i = 0; i < s->steps.n; i++) {
		struct sp_step other = s->steps.items[i];

		if (!sp_streq(other.chain, there->key) || !sp_streq(other.after, old->key))
			continue;
		other.after = old->after;
		sp_edits_put_step(&change.edits, &other);
	}
	drop_own_rule(app, old, &change.edits);
	sp_edits_delete(&change.edits, SP_ENTITY_step, old->id.v);
	snprintf(label, sizeof(label), "chain: removed %s of %s", old->name, there->name);
	outcome_done(ret, "%s: the step %s is removed. \"senplan undo\" brings it back.", there->name,
		     old->name);
	return change_commit_expanded(app, &change, label, ret, reterr);
}
