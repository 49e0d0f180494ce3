/*
 * The rules of the pack: changing a period, suspending it for a while, replacing it from a day, copying all of them into
 * the profile of an LA. A row holds for what counts from a day within its from and to; so every change of a span is a
 * matter of cutting rows.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/plan/clocks.h"
#include "senplan/report/contract.h"
#include "senplan/report/words.h"

#include "chain.h"
#include "form.h"
#include "session.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 200, MAX_PROFILE = 40, MAX_VALUE = 2000 };

static const struct form_field rule_form_fields[] = {
	{"unit", "unit", NULL, FORM_CHOICE, 0, 0},	     {"side", "side", NULL, FORM_CHOICE, 0, 0},
	{"anchor", "anchor", NULL, FORM_TEXT, 1, 40},	     {"owner", "owner", NULL, FORM_CHOICE, 0, 0},
	{"authority", "authority", NULL, FORM_CHOICE, 0, 0}, {"text", "text", NULL, FORM_TEXT, 0, 200},
	{"source", "source", NULL, FORM_TEXT, 0, 200},	     {"url", "url", NULL, FORM_TEXT, 0, 300},
};
static const struct form rule_form = {SP_ENTITY_rule, rule_form_fields, SP_COUNT(rule_form_fields)};

/* --- finding rows --- */

static bool
covers(const struct sp_rule *rule, sp_day day)
{
	return (rule->from_day == SP_DAY_NONE || rule->from_day <= day) &&
	       (rule->to_day == SP_DAY_NONE || rule->to_day >= day);
}

static bool
is_of(const struct sp_rule *rule, const char *key, const char *profile)
{
	return sp_streq(rule->key, key) && (profile == NULL || sp_strieq(rule->profile, profile));
}

/* The row in force on the day, else the one that comes last. */
static const struct sp_rule *
rule_on(const struct sp_snapshot *s, const char *key, const char *profile, sp_day day)
{
	const struct sp_rule *found = NULL;

	for (size_t i = 0; i < s->rules.n; i++) {
		const struct sp_rule *rule = &s->rules.items[i];

		if (!is_of(rule, key, profile))
			continue;
		if (found == NULL ||
		    (covers(rule, day) && (!covers(found, day) || rule->from_day > found->from_day)) ||
		    (!covers(found, day) && rule->from_day > found->from_day))
			found = rule;
	}
	return found;
}

static bool
profile_exists(const struct sp_snapshot *s, const char *profile)
{
	bool found = profile[0] == '\0';

	for (size_t i = 0; i < s->rules.n; i++)
		found = found || sp_strieq(s->rules.items[i].profile, profile);
	return found;
}

static enum sp_rc
unknown_rule(const struct sp_rule_request *request, struct sp_err *reterr)
{
	return sp_err_set(
		reterr, SP_NO,
		"There is no rule \"%s\". \"senplan rule list\" lists them; \"senplan rule add\" makes one.",
		request->key);
}

static enum sp_rc
check_profile_name(const char *name, struct sp_err *reterr)
{
	bool bad = strlen(name) > MAX_PROFILE;

	for (const char *at = name; *at != '\0'; at++)
		bad = bad || !(isalnum((unsigned char)*at) || *at == '-' || *at == '_' || *at == '.');
	if (bad)
		return sp_err_set(reterr, SP_USAGE,
				  "\"%s\" is no name of a profile: letters, figures and dashes, as hull.",
				  name);
	return SP_OK;
}

/* --- values: "14", "6 weeks", "10 school days", "15 feb", "3 count" --- */

static bool
read_month_day(const char *text, int32_t *ret)
{
	long mday;
	char number[4];
	size_t len = strspn(text, "0123456789");

	if (len < 1 || len > 2 || text[len] != ' ')
		return false;
	memcpy(number, text, len);
	number[len] = '\0';
	if (!sp_parse_int(number, 1, 31, &mday))
		return false;
	for (int month = 1; month <= 12; month++) {
		if (!sp_istarts_with(text + len + 1, sp_month_name(month)))
			continue;
		if (mday > (month == 2 ? 29 : sp_month_days(2024, month)))
			return false;
		*ret = (int32_t)(month * 100 + mday);
		return true;
	}
	return false;
}

/* A date, or two with "to" between: limits do not end from the one to the other. */
static bool
read_date_value(const char *text, struct sp_rule *row)
{
	const char *to = strstr(text, " to ");
	int32_t first, last;

	if (!read_month_day(text, &first))
		return false;
	if (to != NULL && !read_month_day(to + 4, &last))
		return false;
	row->unit = to == NULL ? SP_UNIT_FIXED_DATE : SP_UNIT_CLOSED_DATES;
	row->value = to == NULL ? first : first * 10000 + last;
	return true;
}

static bool
read_unit(const char *text, enum sp_unit *ret)
{
	static const struct {
		const char *word;
		enum sp_unit unit;
	} words[] = {
		{"day", SP_UNIT_DAYS},
		{"calendar days", SP_UNIT_DAYS},
		{"school day", SP_UNIT_SCHOOL_DAYS},
		{"working day", SP_UNIT_SCHOOL_DAYS},
		{"working days", SP_UNIT_SCHOOL_DAYS},
		{"working-days", SP_UNIT_SCHOOL_DAYS},
		{"month", SP_UNIT_MONTHS},
		{"week", SP_UNIT_WEEKS},
		{"hour", SP_UNIT_HOURS},
		{"times", SP_UNIT_COUNT},
		{"times a year", SP_UNIT_COUNT},
	};
	int unit = sp_enum_parse(sp_unit_names, text);

	for (size_t i = 0; i < SP_COUNT(words) && unit < 0; i++)
		if (sp_strieq(words[i].word, text))
			unit = (int)words[i].unit;
	if (unit < 0)
		return false;
	*ret = (enum sp_unit)unit;
	return true;
}

/* Sets value, and unit where the text has one. */
static enum sp_rc
read_value(const char *text, struct sp_rule *row, bool *ret_unit, struct sp_err *reterr)
{
	size_t len = strspn(text, "0123456789");
	const char *rest = text + len;
	char number[8];
	long value;

	*ret_unit = true;
	if (read_date_value(text, row))
		return SP_OK;
	if (len == 0 || len >= sizeof(number))
		return sp_err_set(
			reterr, SP_USAGE,
			"\"%s\" is no value of a rule, as 14, \"6 weeks\", \"10 school-days\" or \"15 feb\".",
			text);
	memcpy(number, text, len);
	number[len] = '\0';
	rest += strspn(rest, " ");
	if (!sp_parse_int(number, 0, MAX_VALUE, &value))
		return sp_err_set(reterr, SP_USAGE, "%s is more than any rule has (%d).", number, MAX_VALUE);
	*ret_unit = rest[0] != '\0';
	if (*ret_unit && !read_unit(rest, &row->unit))
		return sp_err_set(
			reterr, SP_USAGE,
			"\"%s\" is no unit; it can be days, school-days, weeks, months, hours, count, or a date as \"15 feb\".",
			rest);
	row->value = (int32_t)value;
	return SP_OK;
}

static bool
is_period(enum sp_unit unit)
{
	return unit != SP_UNIT_COUNT && unit != SP_UNIT_CLOSED_DATES && unit != SP_UNIT_HOURS;
}

enum sp_rc
rule_read_period(const char *text, struct sp_rule *ret, struct sp_err *reterr)
{
	bool has_unit;
	enum sp_rc rc = read_value(text, ret, &has_unit, reterr);

	if (rc == SP_OK && !has_unit)
		rc = sp_err_set(
			reterr, SP_USAGE,
			"A period without a unit says nothing: is it %s days, school-days, weeks or months?",
			text);
	if (rc == SP_OK && !is_period(ret->unit))
		rc = sp_err_set(reterr, SP_USAGE, "\"%s\" is no period, as \"2 weeks\" or \"15 feb\".", text);
	return rc;
}

/* What a contract is held against is an amount in the unit it is reckoned in. */
static enum sp_rc
check_amount(const struct sp_rule *row, struct sp_err *reterr)
{
	for (size_t i = 0; i < SP_CONTRACT_LIMITS; i++) {
		const struct sp_contract_rule *limit = &sp_contract_rules[i];

		if (!sp_streq(limit->key, row->key))
			continue;
		if (row->unit != limit->unit)
			return sp_err_set(reterr, SP_USAGE, "%s is reckoned in %s, as \"%d %s\".", row->key,
					  sp_unit_names[limit->unit], limit->most,
					  sp_unit_names[limit->unit]);
		if (row->value < 1 || row->value > limit->most)
			return sp_err_set(reterr, SP_USAGE, "%s can be 1 to %d %s.", row->key, limit->most,
					  sp_unit_names[limit->unit]);
	}
	return SP_OK;
}

static enum sp_rc
check_rule(const struct sp_rule *row, struct sp_err *reterr)
{
	int month = row->value / 100, mday = row->value % 100;

	if (row->unit == SP_UNIT_FIXED_DATE &&
	    (month < 1 || month > 12 || mday < 1 || mday > sp_month_days(2024, month)))
		return sp_err_set(reterr, SP_USAGE, "A fixed date is typed as a date, \"15 feb\".");
	if (row->unit == SP_UNIT_CLOSED_DATES && row->value < 1010101)
		return sp_err_set(reterr, SP_USAGE,
				  "Dates without a limit are typed as two dates, \"1 aug to 31 aug\".");
	if (row->unit == SP_UNIT_COUNT && (row->value < 1 || row->value > 12))
		return sp_err_set(reterr, SP_USAGE, "A count a school year can be 1 to 12.");
	if (row->unit == SP_UNIT_MONTHS && row->value > 120)
		return sp_err_set(reterr, SP_USAGE, "%d months is more than any rule has (120).", row->value);
	if (row->anchor[0] == '\0' && row->unit != SP_UNIT_COUNT && row->unit != SP_UNIT_CLOSED_DATES)
		return sp_err_set(
			reterr, SP_USAGE,
			"A rule needs what it counts from: --anchor meeting, anniversary, decision, request, asked, receipt, last-review or transfer.");
	if (row->from_day != SP_DAY_NONE && row->to_day != SP_DAY_NONE && row->to_day < row->from_day)
		return sp_err_set(reterr, SP_USAGE,
				  "It would end before it begins. Turn the two days round.");
	return check_amount(row, reterr);
}

/* "14 days before the meeting" in the arena. */
static const char *
phrase(const struct sp_rule *rule, struct sp_arena *arena)
{
	struct sp_str out;
	const char *text;

	sp_str_init(&out);
	sp_words_rule_text(&out, rule);
	text = sp_arena_strdup(arena, out.text);
	sp_str_finish(&out);
	return text == NULL ? "" : text;
}

static const char *
of_profile(const char *profile, struct sp_arena *arena)
{
	const char *text = profile[0] == '\0' ? "the statutory minimum"
					      : sp_arena_printf(arena, "the profile %s", profile);

	return text == NULL ? "" : text;
}

/* About how many days, for comparing a profile's row with the minimum; -1: not to be compared. */
static int
rough_days(const struct sp_rule *rule)
{
	switch (rule->unit) {
	case SP_UNIT_DAYS:
		return rule->value;
	case SP_UNIT_SCHOOL_DAYS:
		return rule->value * 7 / 5;
	case SP_UNIT_WEEKS:
		return rule->value * 7;
	case SP_UNIT_MONTHS:
		return rule->value * 30;
	case SP_UNIT_FIXED_DATE:
	case SP_UNIT_COUNT:
	case SP_UNIT_CLOSED_DATES:
	case SP_UNIT_HOURS:
		return -1;
	}
	assert(!"a unit that is not handled");
	return -1;
}

static void
note_weaker(const struct sp_snapshot *s, const struct sp_rule *row, sp_day today, struct sp_outcome *ret)
{
	const struct sp_rule *least = rule_on(s, row->key, "", today);

	if (row->profile[0] == '\0') {
		if (row->authority == SP_AUTHORITY_STATUTE || row->authority == SP_AUTHORITY_CASE_LAW)
			outcome_note(
				ret,
				"This is the statutory minimum of every pupil without a profile. For what one LA asks, make a profile: \"senplan rule profile NAME\".");
		return;
	}
	if (least == NULL || least->side != row->side || rough_days(least) < 0 || rough_days(row) < 0)
		return;
	if ((row->side == SP_SIDE_AFTER && rough_days(row) > rough_days(least)) ||
	    (row->side == SP_SIDE_BEFORE && rough_days(row) < rough_days(least)))
		outcome_note(ret, "That is less than the minimum asks: %s (%s).", phrase(least, ret->arena),
			     least->source);
}

/* --- making and changing --- */

/* A profile is a whole copy: what the minimum says from now on does not reach its pupils. */
static void
note_own_rows(const struct sp_snapshot *s, const struct sp_rule *row, struct sp_outcome *ret)
{
	if (row->profile[0] != '\0')
		return;
	for (size_t i = 0; i < s->rules.n; i++) {
		const struct sp_rule *own = &s->rules.items[i];
		bool named = own->profile[0] == '\0' || !sp_streq(own->key, row->key);

		for (size_t k = 0; !named && k < i; k++)
			named = is_of(&s->rules.items[k], row->key, own->profile);
		if (!named)
			outcome_note(
				ret,
				"The profile %s has its own %s, which stays as it is: for its pupils say it again with --profile %s.",
				own->profile, own->key, own->profile);
	}
}

static enum sp_rc
store_rule(struct sp_app *app, struct change *change, const char *label, const struct sp_rule *row,
	   struct sp_outcome *ret, struct sp_err *reterr)
{
	note_weaker(&app->snapshot, row, sp_time_day(app->env.now), ret);
	note_own_rows(&app->snapshot, row, ret);
	if (row->profile[0] != '\0' && row->source[0] == '\0')
		outcome_note(ret, "Say where it stands with --source, so that others can check it.");
	return change_commit_expanded(app, change, label, ret, reterr);
}

enum sp_rc
sp_app_rule_add(struct sp_app *app, const struct sp_rule_request *request, struct sp_outcome *ret,
		struct sp_err *reterr)
{
	struct sp_rule row = sp_rule_blank();
	char label[LABEL_SIZE];
	struct change change;
	bool has_unit = false;
	enum sp_rc rc = check_profile_name(request->profile, reterr);

	if (rc == SP_OK &&
	    (request->key[0] == '\0' || strlen(request->key) > 40 || strpbrk(request->key, " ,:\"") != NULL))
		rc = sp_err_set(reterr, SP_USAGE, "\"%s\" is no key of a rule: a word, as school.papers.",
				request->key);
	if (rc == SP_OK && rule_on(&app->snapshot, request->key, request->profile, 0) != NULL)
		rc = sp_err_set(
			reterr, SP_USAGE,
			"The rule %s is there already in %s: \"senplan rule set\" changes it, \"rule replace\" does so from a day.",
			request->key, of_profile(request->profile, ret->arena));
	if (rc == SP_OK && request->value == NULL)
		rc = sp_err_set(reterr, SP_USAGE, "A rule needs a value, as \"14 days\" or \"15 feb\".");
	if (rc == SP_OK)
		rc = read_value(request->value, &row, &has_unit, reterr);
	if (rc == SP_OK && !has_unit && form_value(request->values, "unit") == NULL)
		rc = sp_err_set(
			reterr, SP_USAGE,
			"A rule without a unit says nothing: is it %s days, school-days, weeks, months, or a count a year?",
			request->value);
	if (rc != SP_OK)
		return rc;
	change_begin(&change);
	row.authority = SP_AUTHORITY_SCHOOL;
	row.key = request->key;
	row.profile = request->profile;
	row.from_day = request->from_day;
	row.to_day = request->to_day;
	rc = form_fill(&rule_form, app, request->values, &row, &change.arena, reterr);
	if (rc == SP_OK)
		rc = check_rule(&row, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	sp_edits_put_rule(&change.edits, &row);
	snprintf(label, sizeof(label), "rule: added %s", row.key);
	outcome_done(ret, "Added %s to %s: %s.", row.key, of_profile(row.profile, ret->arena),
		     phrase(&row, ret->arena));
	return store_rule(app, &change, label, &row, ret, reterr);
}

/* The row to begin from: the profile's own, or a copy of the minimum's for it (id 0). */
static enum sp_rc
begin_row(const struct sp_app *app, const struct sp_rule_request *request, sp_day day, struct sp_rule *ret,
	  struct sp_err *reterr)
{
	const struct sp_rule *own = rule_on(&app->snapshot, request->key, request->profile, day);
	enum sp_rc rc = check_profile_name(request->profile, reterr);

	if (rc != SP_OK)
		return rc;
	if (own != NULL) {
		*ret = *own;
		return SP_OK;
	}
	own = rule_on(&app->snapshot, request->key, "", day);
	if (own == NULL)
		return unknown_rule(request, reterr);
	*ret = *own;
	ret->id.v = 0;
	ret->profile = request->profile;
	ret->authority = SP_AUTHORITY_LA;
	return SP_OK;
}

static enum sp_rc
change_row(struct sp_app *app, const struct sp_rule_request *request, struct sp_rule *row,
	   struct sp_arena *arena, struct sp_outcome *ret, struct sp_err *reterr)
{
	bool has_unit = true;
	enum sp_rc rc = SP_OK;

	if (request->value != NULL)
		rc = read_value(request->value, row, &has_unit, reterr);
	if (rc == SP_OK && !has_unit && form_value(request->values, "unit") == NULL)
		outcome_note(ret, "No unit was said: it stays %s, as it was.", sp_unit_names[row->unit]);
	/* What an LA asks for does not stand where the minimum does. */
	if (request->value != NULL && request->profile[0] != '\0' && row->authority != SP_AUTHORITY_SCHOOL &&
	    row->authority != SP_AUTHORITY_LA) {
		row->authority = SP_AUTHORITY_LA;
		row->text = row->source = row->url = "";
	}
	if (rc == SP_OK)
		rc = form_fill(&rule_form, app, request->values, row, arena, reterr);
	if (rc == SP_OK)
		rc = check_rule(row, reterr);
	return rc;
}

enum sp_rc
sp_app_rule_set(struct sp_app *app, const struct sp_rule_request *request, struct sp_outcome *ret,
		struct sp_err *reterr)
{
	char label[LABEL_SIZE];
	struct sp_rule row;
	struct change change;
	const char *before;
	enum sp_rc rc = begin_row(app, request, sp_time_day(app->env.now), &row, reterr);

	if (rc != SP_OK)
		return rc;
	if (request->value == NULL && request->values.n == 0)
		return sp_err_set(reterr, SP_USAGE, "Say what is to change: senplan rule set %s \"6 weeks\".",
				  request->key);
	before = phrase(&row, ret->arena);
	change_begin(&change);
	rc = change_row(app, request, &row, &change.arena, ret, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	sp_edits_put_rule(&change.edits, &row);
	snprintf(label, sizeof(label), "rule: %s of %s is %.80s", row.key,
		 of_profile(row.profile, ret->arena), phrase(&row, ret->arena));
	outcome_done(ret, "%s in %s is now %s (was %s).", row.key, of_profile(row.profile, ret->arena),
		     phrase(&row, ret->arena), before);
	return store_rule(app, &change, label, &row, ret, reterr);
}

/* --- cutting rows --- */

/* Takes [from, to] (NONE: open) out of the row: what is left of it before and after. */
static void
cut_row(struct sp_edits *edits, const struct sp_rule *row, sp_day from, sp_day to)
{
	bool before = from != SP_DAY_NONE && (row->from_day == SP_DAY_NONE || row->from_day < from);
	bool after = to != SP_DAY_NONE && (row->to_day == SP_DAY_NONE || row->to_day > to);
	struct sp_rule rest = *row;

	if (before) {
		rest.to_day = from - 1;
		sp_edits_put_rule(edits, &rest);
		rest = *row;
		rest.id.v = 0;
	}
	if (after) {
		rest.from_day = to + 1;
		sp_edits_put_rule(edits, &rest);
	}
	if (!before && !after)
		sp_edits_delete(edits, SP_ENTITY_rule, row->id.v);
}

static bool
overlaps(const struct sp_rule *row, sp_day from, sp_day to)
{
	return (from == SP_DAY_NONE || row->to_day == SP_DAY_NONE || row->to_day >= from) &&
	       (to == SP_DAY_NONE || row->from_day == SP_DAY_NONE || row->from_day <= to);
}

/* Cuts the span out of every row of the key in the profile (NULL: in all). Returns how many it met. */
static size_t
cut_rows(struct sp_edits *edits, const struct sp_snapshot *s, const struct sp_rule_request *request)
{
	size_t n = 0;

	for (size_t i = 0; i < s->rules.n; i++) {
		const struct sp_rule *row = &s->rules.items[i];

		if (!is_of(row, request->key, request->profile) ||
		    !overlaps(row, request->from_day, request->to_day))
			continue;
		cut_row(edits, row, request->from_day, request->to_day);
		n++;
	}
	return n;
}

enum sp_rc
sp_app_rule_suspend(struct sp_app *app, const struct sp_rule_request *request, struct sp_outcome *ret,
		    struct sp_err *reterr)
{
	char label[LABEL_SIZE], from[SP_DAY_TEXT], to[SP_DAY_TEXT];
	struct change change;
	size_t n;

	assert(request->from_day != SP_DAY_NONE && request->to_day != SP_DAY_NONE);
	if (rule_on(&app->snapshot, request->key, request->profile, request->from_day) == NULL)
		return unknown_rule(request, reterr);
	if (request->to_day < request->from_day)
		return sp_err_set(reterr, SP_USAGE, "It would end (%s) before it begins (%s).",
				  sp_day_format(request->to_day, SP_DAY_LONG, to),
				  sp_day_format(request->from_day, SP_DAY_LONG, from));
	change_begin(&change);
	n = cut_rows(&change.edits, &app->snapshot, request);
	if (n == 0) {
		change_finish(&change);
		return sp_err_set(reterr, SP_NO, "%s is not in force in that time: nothing to suspend.",
				  request->key);
	}
	sp_day_format(request->from_day, SP_DAY_LONG, from);
	sp_day_format(request->to_day, SP_DAY_LONG, to);
	snprintf(label, sizeof(label), "rule: %s suspended %s to %s", request->key, from, to);
	outcome_done(ret, "%s is suspended from %s to %s%s%s.", request->key, from, to,
		     request->profile == NULL ? "" : " in ",
		     request->profile == NULL ? "" : of_profile(request->profile, ret->arena));
	outcome_note(
		ret,
		request->profile != NULL && request->profile[0] != '\0'
			? "In that time the statutory minimum holds for the profile's pupils. "
			  "\"senplan undo\" takes it back."
			: "What would count from a day in that time has no date. \"senplan undo\" takes it "
			  "back.");
	return change_commit_expanded(app, &change, label, ret, reterr);
}

enum sp_rc
sp_app_rule_replace(struct sp_app *app, const struct sp_rule_request *request, struct sp_outcome *ret,
		    struct sp_err *reterr)
{
	char label[LABEL_SIZE], from[SP_DAY_TEXT];
	struct sp_rule row;
	struct change change;
	enum sp_rc rc;

	assert(request->from_day != SP_DAY_NONE);
	if (request->value == NULL && request->values.n == 0)
		return sp_err_set(
			reterr, SP_USAGE,
			"Say what comes in its place: senplan rule replace %s 2029-09-01 \"6 weeks\".",
			request->key);
	rc = begin_row(app, request, request->from_day, &row, reterr);
	if (rc != SP_OK)
		return rc;
	change_begin(&change);
	rc = change_row(app, request, &row, &change.arena, ret, reterr);
	if (rc != SP_OK) {
		change_finish(&change);
		return rc;
	}
	cut_rows(&change.edits, &app->snapshot, request);
	row.id.v = 0;
	row.from_day = request->from_day;
	row.to_day = request->to_day;
	sp_edits_put_rule(&change.edits, &row);
	sp_day_format(request->from_day, SP_DAY_LONG, from);
	snprintf(label, sizeof(label), "rule: %s replaced from %s", row.key, from);
	outcome_done(ret, "From %s %s in %s is %s; what counts from an earlier day keeps the old rule.", from,
		     row.key, of_profile(row.profile, ret->arena), phrase(&row, ret->arena));
	return store_rule(app, &change, label, &row, ret, reterr);
}

/* --- profiles --- */

enum sp_rc
sp_app_rule_profile(struct sp_app *app, const char *name, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	char label[LABEL_SIZE];
	struct change change;
	size_t n = 0;
	enum sp_rc rc = check_profile_name(name, reterr);

	if (rc != SP_OK)
		return rc;
	if (name[0] == '\0' || profile_exists(s, name))
		return sp_err_set(
			reterr, SP_USAGE,
			"There is a profile \"%s\" already. \"senplan rule list --profile %s\" shows it.",
			name, name);
	change_begin(&change);
	for (size_t i = 0; i < s->rules.n; i++) {
		struct sp_rule row = s->rules.items[i];

		if (row.profile[0] != '\0')
			continue;
		row.id.v = 0;
		row.profile = name;
		sp_edits_put_rule(&change.edits, &row);
		n++;
	}
	snprintf(label, sizeof(label), "rule: profile %s", name);
	outcome_done(
		ret,
		"Made the profile %s: %zu rule%s as the statutory minimum has them. Change what the LA asks for with \"senplan rule set KEY VALUE --profile %s\", and give it to a pupil with \"senplan case edit CODE --profile %s\".",
		name, n, sp_plural((size_t)n, "", "s"), name, name);
	return change_commit_expanded(app, &change, label, ret, reterr);
}

/* The first step that needs the rule, or NULL. */
static const struct sp_step *
step_with(const struct sp_snapshot *s, const char *key)
{
	for (size_t i = 0; i < s->steps.n; i++)
		if (sp_step_uses_rule(&s->steps.items[i], key))
			return &s->steps.items[i];
	return NULL;
}

enum sp_rc
sp_app_rule_remove(struct sp_app *app, const struct sp_rule_request *request, struct sp_outcome *ret,
		   struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	const struct sp_step *step = step_with(s, request->key);
	char label[LABEL_SIZE];
	struct change change;

	if (rule_on(s, request->key, request->profile, 0) == NULL)
		return unknown_rule(request, reterr);
	if (request->profile[0] == '\0' && (step != NULL || sp_starts_with(request->key, "ar.interval")))
		return sp_err_set(
			reterr, SP_NO,
			"%s gives the step %s its date. Suspend it for a time instead, or replace it from a day.",
			request->key, step == NULL ? "of the annual review" : step->key);
	change_begin(&change);
	for (size_t i = 0; i < s->rules.n; i++)
		if (is_of(&s->rules.items[i], request->key, request->profile))
			sp_edits_delete(&change.edits, SP_ENTITY_rule, s->rules.items[i].id.v);
	snprintf(label, sizeof(label), "rule: removed %s of %s", request->key,
		 of_profile(request->profile, ret->arena));
	outcome_done(ret, "Removed %s from %s.%s", request->key, of_profile(request->profile, ret->arena),
		     request->profile[0] == '\0' ? "" : " The statutory minimum holds again.");
	return change_commit_expanded(app, &change, label, ret, reterr);
}
