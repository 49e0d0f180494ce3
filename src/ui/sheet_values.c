/*
 * What stands in the fields of a sheet: the present value of a row as a person would type it, the choices of a field, and
 * what a date that is being typed is understood as.
 */
#include "senplan/base/array.h"
#include "senplan/model/availability.h"
#include "senplan/model/when.h"

#include "sheet.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
sheet_is_choice(const struct sheet_field *field)
{
	return field->kind >= SHEET_CHOICE;
}

/* --- choices --- */

static bool
set_choice(struct sheet_choice *ret, const char *value, const char *label)
{
	snprintf(ret->value, sizeof(ret->value), "%s", value);
	snprintf(ret->label, sizeof(ret->label), "%s", label);
	return true;
}

/* The i-th of "value=label|value=label". */
static bool
choice_in_text(const char *choices, int i, struct sheet_choice *ret)
{
	size_t value, label;

	while (i > 0 && *choices != '\0') {
		choices += strcspn(choices, "|");
		choices += *choices == '|';
		i--;
	}
	if (*choices == '\0')
		return false;
	value = strcspn(choices, "=");
	label = strcspn(choices + value + 1, "|");
	snprintf(ret->value, sizeof(ret->value), "%.*s", (int)value, choices);
	snprintf(ret->label, sizeof(ret->label), "%.*s", (int)label, choices + value + 1);
	return true;
}

/* The profiles that rules have, in the order in which they first come; "" (the statutory minimum) is not one. */
const char *
sp_profile_at(const struct sp_snapshot *snapshot, int i)
{
	for (size_t k = 0; k < snapshot->rules.n; k++) {
		const char *profile = snapshot->rules.items[k].profile;
		bool first = profile[0] != '\0';

		for (size_t m = 0; m < k && first; m++)
			first = !sp_streq(snapshot->rules.items[m].profile, profile);
		if (first && i-- == 0)
			return profile;
	}
	return NULL;
}

static bool
profile_choice(const struct sp_snapshot *snapshot, int i, struct sheet_choice *ret)
{
	const char *profile = i == 0 ? "" : sp_profile_at(snapshot, i - 1);

	return profile != NULL && set_choice(ret, profile, i == 0 ? "the statutory minimum" : profile);
}

static bool
week_choice(const struct sp_snapshot *snapshot, int i, struct sheet_choice *ret)
{
	char letter[2] = {(char)('A' + i - 1), '\0'};
	bool two = sp_streq(sp_setting_text(snapshot, "cycle"), "2");

	if (i == 0)
		return set_choice(ret, "each", "each week");
	if (!two || i > 2)
		return false;
	set_choice(ret, letter, letter);
	snprintf(ret->label, sizeof(ret->label), "week %s", letter);
	return true;
}

static bool
may_activity_choice(const struct sp_snapshot *snapshot, size_t at, struct sheet_choice *ret)
{
	if (at == 0)
		return set_choice(ret, "none", "none: no work of ours");
	return at <= snapshot->activities.n && set_choice(ret, snapshot->activities.items[at - 1].key,
							  snapshot->activities.items[at - 1].name);
}

static bool
chain_choice(const struct sp_snapshot *snapshot, size_t at, struct sheet_choice *ret)
{
	for (size_t i = 0; i < snapshot->chains.n; i++) {
		const struct sp_chain *chain = &snapshot->chains.items[i];

		if (chain->begins == SP_START_GIVEN && chain->active && at-- == 0)
			return set_choice(ret, chain->key, chain->name);
	}
	return false;
}

bool
sheet_choice_at(const struct sp_snapshot *snapshot, const struct sheet_field *field, int i,
		struct sheet_choice *ret)
{
	size_t at = (size_t)i;

	assert(i >= 0 && sheet_is_choice(field));
	if (field->kind == SHEET_CHOICE)
		return choice_in_text(field->choices, i, ret);
	if (field->kind == SHEET_PROFILE)
		return profile_choice(snapshot, i, ret);
	if (field->kind == SHEET_WEEK)
		return week_choice(snapshot, i, ret);
	if (field->kind == SHEET_ACTIVITY)
		return at < snapshot->activities.n && set_choice(ret, snapshot->activities.items[at].key,
								 snapshot->activities.items[at].name);
	if (field->kind == SHEET_MAY_ACTIVITY)
		return may_activity_choice(snapshot, at, ret);
	if (field->kind == SHEET_CHAIN)
		return chain_choice(snapshot, at, ret);
	if (field->kind == SHEET_DUTY)
		return at < snapshot->duties.n &&
		       set_choice(ret, snapshot->duties.items[at].key, snapshot->duties.items[at].name);
	if (field->kind == SHEET_SCENARIO)
		return at == 0 ? set_choice(ret, "none", "none")
			       : at <= snapshot->scenarios.n &&
					 set_choice(ret, snapshot->scenarios.items[at - 1].name,
						    snapshot->scenarios.items[at - 1].name);
	if (i == 0)
		return set_choice(ret, "none", "any working time");
	return at <= snapshot->windows.n &&
	       set_choice(ret, snapshot->windows.items[at - 1].key, snapshot->windows.items[at - 1].name);
}

int
sheet_choice_of(const struct sp_snapshot *snapshot, const struct sheet_field *field, const char *value)
{
	struct sheet_choice choice;

	for (int i = 0; sheet_choice_at(snapshot, field, i, &choice); i++)
		if (sp_streq(choice.value, value))
			return i;
	return -1;
}

/* --- present values --- */

static const struct sp_field *
column_named(const struct sp_entity_info *entity, const char *name)
{
	for (size_t i = 0; i < entity->n_fields; i++)
		if (sp_streq(entity->fields[i].column, name))
			return &entity->fields[i];
	assert(!"a sheet with a column that its entity has not");
	return NULL;
}

static void
add_int(const struct sheet_field *field, const struct sp_field *column, int32_t value, struct sp_str *out)
{
	char text[SP_CLOCK_TEXT];

	if (field->kind == SHEET_LENGTH) {
		if (value > 0)
			sp_str_add(out, sp_short_length(value, text));
	} else if (sp_streq(column->column, "year")) {
		if (value == SP_YEAR_NURSERY || value == SP_YEAR_RECEPTION)
			sp_str_add(out, value == SP_YEAR_NURSERY ? "N" : "R");
		else if (value != SP_YEAR_UNKNOWN)
			sp_str_addf(out, "%d", (int)value);
	} else if (sp_streq(column->column, "weekday")) {
		static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

		sp_str_add(out, value >= 0 && value < 7 ? days[value] : "none");
	} else if (sp_streq(column->column, "cycle_week")) {
		if (value < 0)
			sp_str_add(out, "each");
		else
			sp_str_add_char(out, (char)('A' + value));
	} else if (column->blank >= 0 || value != column->blank) {
		sp_str_addf(out, "%d", (int)value);
	}
}

static void
add_moment(sp_time time, struct sp_str *out)
{
	char day[SP_DAY_TEXT], minute[SP_CLOCK_TEXT];

	if (time == SP_TIME_NONE)
		return;
	sp_str_add(out, sp_day_format(sp_time_day(time), SP_DAY_LONG, day));
	if (sp_time_minute(time) > 0)
		sp_str_addf(out, " %s", sp_minute_format(sp_time_minute(time), minute));
}

static void
add_spans(const struct sheet_field *field, int32_t from, int32_t to, struct sp_str *out)
{
	char a[SP_CLOCK_TEXT], b[SP_CLOCK_TEXT];

	if (field->kind == SHEET_LENGTHS && to > 0)
		sp_str_addf(out, "%s-%s", sp_short_length(from, a), sp_short_length(to, b));
	if (field->kind == SHEET_CLOCKS && from != SP_MINUTE_NONE && to != SP_MINUTE_NONE)
		sp_str_addf(out, "%s-%s", sp_minute_format(from, a), sp_minute_format(to, b));
}

static void
add_number(const struct sheet_info *info, const struct sheet_field *field, const struct sp_field *column,
	   const char *row, struct sp_str *out)
{
	const struct sp_entity_info *entity = sp_entity_info(info->entity);
	char day[SP_DAY_TEXT];
	int32_t value, to;

	memcpy(&value, row + column->offset, sizeof(value));
	if (field->column_to != NULL) {
		memcpy(&to, row + column_named(entity, field->column_to)->offset, sizeof(to));
		add_spans(field, value, to, out);
		return;
	}
	if (column->kind == SP_FIELD_ENUM)
		sp_str_add(out, column->names[value]);
	else if (column->kind == SP_FIELD_TIME)
		add_moment(value, out);
	else if (column->kind == SP_FIELD_DAY)
		sp_str_add(out, value == SP_DAY_NONE ? "" : sp_day_format(value, SP_DAY_LONG, day));
	else
		add_int(field, column, value, out);
}

static void
add_ref(const struct sp_snapshot *snapshot, const struct sp_field *column, int64_t id, struct sp_str *out)
{
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, (sp_activity_id){id});
	const struct sp_window *window = sp_snapshot_window(snapshot, (sp_window_id){id});

	if (column->ref == SP_ENTITY_activity)
		sp_str_add(out, activity == NULL ? "none" : activity->key);
	else
		sp_str_add(out, window == NULL ? "none" : window->key);
}

/* The rule that holds a step's own period, or NULL: another rule gives its date, or none does. */
static const struct sp_rule *
own_rule(const struct sp_snapshot *snapshot, const struct sp_step *step)
{
	size_t len = strlen(step->key);

	if (strncmp(step->rule, step->key, len) != 0 || !sp_streq(step->rule + len, ".period"))
		return NULL;
	for (size_t i = 0; i < snapshot->rules.n; i++)
		if (sp_streq(snapshot->rules.items[i].key, step->rule) &&
		    snapshot->rules.items[i].profile[0] == '\0')
			return &snapshot->rules.items[i];
	return NULL;
}

static void
add_period(const struct sp_rule *rule, struct sp_str *out)
{
	if (rule->unit == SP_UNIT_CLOSED_DATES)
		sp_words_rule_text(out, rule);
	else if (rule->unit == SP_UNIT_FIXED_DATE)
		sp_str_addf(out, "%d %s", (int)rule->value % 100, sp_month_name((int)rule->value / 100));
	else
		sp_str_addf(out, "%d %s", (int)rule->value, sp_unit_names[rule->unit]);
}

/* A step's date: by a period of its own, or by the key of a rule. */
static bool
add_step_date(const struct sp_snapshot *snapshot, const struct sheet_field *field, const struct sp_step *step,
	      struct sp_str *out)
{
	const struct sp_rule *own = own_rule(snapshot, step);

	if (!sp_streq(field->column, "rule"))
		return false;
	if (sp_streq(field->name, "rule"))
		sp_str_add(out, own == NULL ? step->rule : "");
	else if (own != NULL && sp_streq(field->name, "period"))
		add_period(own, out);
	else if (own != NULL && sp_streq(field->name, "anchor"))
		sp_str_add(out, own->anchor);
	else if (own != NULL)
		sp_str_add(out, sp_side_names[own->side]);
	return true;
}

void
sp_attendees_text(const struct sp_snapshot *snapshot, sp_case_id subject, struct sp_str *out)
{
	size_t before = out->len;

	for (size_t i = 0; i < snapshot->attendees.n; i++) {
		const struct sp_attendee *who = &snapshot->attendees.items[i];

		if (who->subject.v != subject.v || !sp_attendee_is_first(snapshot, i))
			continue;
		sp_str_addf(out, "%s%s", out->len > before ? ", " : "", who->role);
		if (!sp_attendee_is_limited(snapshot, who))
			continue;
		sp_str_add(out, " (");
		sp_words_times(out, snapshot, who);
		sp_str_add(out, ")");
	}
}

/* Where what is typed is not what a column holds. Returns false for all others. */
static bool
add_special(const struct sp_snapshot *snapshot, const struct sheet_info *info,
	    const struct sheet_field *field, const void *row, struct sp_str *out)
{
	if (info->entity == SP_ENTITY_case && sp_streq(field->name, "attendees")) {
		sp_attendees_text(snapshot, ((const struct sp_case *)row)->id, out);
		return true;
	}
	if (info->entity == SP_ENTITY_activity && sp_streq(field->name, "prefer-times")) {
		sp_str_add(out, sp_words_preferred(snapshot, row));
		return true;
	}
	if (info->entity == SP_ENTITY_case && sp_streq(field->name, "transfer")) {
		const struct sp_case *subject = row;

		if (subject->transfer != SP_TRANSFER_NONE)
			sp_str_addf(out, "%s %d",
				    subject->transfer == SP_TRANSFER_PHASE ? "phase" : "post-16",
				    (int)subject->transfer_year);
		return true;
	}
	if (info->entity == SP_ENTITY_rule && sp_streq(field->name, "value")) {
		add_period(row, out);
		return true;
	}
	if (info->entity == SP_ENTITY_step)
		return add_step_date(snapshot, field, row, out);
	return false;
}

void
sheet_present(const struct sp_snapshot *snapshot, const struct sheet_info *info,
	      const struct sheet_field *field, const void *row, struct sp_str *out)
{
	const struct sp_field *column;
	const char *text;
	int64_t id;
	bool flag;

	if (field->column == NULL || row == NULL || add_special(snapshot, info, field, row, out))
		return;
	column = column_named(sp_entity_info(info->entity), field->column);
	switch (column->kind) {
	case SP_FIELD_TEXT:
		memcpy(&text, (const char *)row + column->offset, sizeof(text));
		sp_str_add(out, text);
		break;
	case SP_FIELD_BOOL:
		memcpy(&flag, (const char *)row + column->offset, sizeof(flag));
		sp_str_add(out, flag ? "yes" : "no");
		break;
	case SP_FIELD_REF:
		memcpy(&id, (const char *)row + column->offset, sizeof(id));
		add_ref(snapshot, column, id, out);
		break;
	case SP_FIELD_INT:
	case SP_FIELD_ENUM:
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
	case SP_FIELD_MINUTE:
		add_number(info, field, column, row, out);
		break;
	case SP_FIELD_ID:
	case SP_FIELD_BIG:
		break;
	}
}

const struct sp_rule *
sp_rule_today(const struct sp_snapshot *snapshot, const char *key, const char *profile, sp_day today)
{
	const struct sp_rule *found = NULL;

	for (size_t i = 0; i < snapshot->rules.n; i++) {
		const struct sp_rule *rule = &snapshot->rules.items[i];
		bool holds = (rule->from_day == SP_DAY_NONE || rule->from_day <= today) &&
			     (rule->to_day == SP_DAY_NONE || rule->to_day >= today);

		if (sp_streq(rule->key, key) && sp_streq(rule->profile, profile) && (found == NULL || holds))
			found = rule;
	}
	return found;
}

const void *
sheet_row(const struct sp_snapshot *snapshot, const struct sp_sheet *sheet, sp_day today)
{
	enum sp_entity entity = sheet_infos[sheet->of].entity;

	if (sheet->key[0] == '\0')
		return NULL;
	if (entity == SP_ENTITY_case)
		return sp_snapshot_case_by_code(snapshot, sheet->key);
	if (entity == SP_ENTITY_activity)
		return sp_snapshot_activity_by_key(snapshot, sheet->key);
	for (size_t i = 0; i < snapshot->duties.n && entity == SP_ENTITY_duty; i++)
		if (sp_streq(snapshot->duties.items[i].key, sheet->key))
			return &snapshot->duties.items[i];
	for (size_t i = 0; i < snapshot->staff_members.n && entity == SP_ENTITY_staff_member; i++)
		if (sp_streq(snapshot->staff_members.items[i].code, sheet->key))
			return &snapshot->staff_members.items[i];
	for (size_t i = 0; i < snapshot->chains.n && entity == SP_ENTITY_chain; i++)
		if (sp_streq(snapshot->chains.items[i].key, sheet->key))
			return &snapshot->chains.items[i];
	for (size_t i = 0; i < snapshot->steps.n && entity == SP_ENTITY_step; i++)
		if (sp_streq(snapshot->steps.items[i].key, sheet->key))
			return &snapshot->steps.items[i];
	for (size_t i = 0; i < snapshot->log_entries.n && entity == SP_ENTITY_log_entry; i++)
		if (snapshot->log_entries.items[i].id.v == atoll(sheet->key))
			return &snapshot->log_entries.items[i];
	if (entity == SP_ENTITY_rule)
		return sp_rule_today(snapshot, sheet->key, sheet->profile, today);
	return NULL;
}

/* --- what is understood --- */

/* The days of the report are read beside each other. */
static void
near_day(const struct sp_ui *ui, const struct sp_sheet *sheet, const struct sheet_field *field, sp_day *day)
{
	sp_day from, until;

	if (sp_when_range(ui->world->snapshot, ui->now, sp_sheet_text(sheet, "from"),
			  sp_sheet_text(sheet, "until"), &from, &until, NULL) == SP_OK)
		*day = sp_streq(field->name, "from") ? from : until;
}

bool
sheet_understood(const struct sp_ui *ui, const struct sp_sheet *sheet, const struct sheet_field *field,
		 const char *text, char *buf, size_t size)
{
	char day[SP_DAY_TEXT], minute[SP_CLOCK_TEXT];
	bool past = field->kind == SHEET_PAST && !sp_streq(sp_sheet_text(sheet, "event"), "booked") &&
		    !sp_streq(sp_sheet_text(sheet, "what"), "due");
	struct sp_when when;

	if (field->kind != SHEET_DAY && field->kind != SHEET_PAST && field->kind != SHEET_MOMENT)
		return false;
	if (text[0] == '\0' || ui->world == NULL ||
	    (past ? sp_when_parse_past(ui->world->snapshot, ui->now, text, &when, NULL)
		  : sp_when_parse(ui->world->snapshot, ui->now, text, &when, NULL)) != SP_OK)
		return false;
	if (sheet->of == SP_SHEET_REPORT)
		near_day(ui, sheet, field, &when.day);
	snprintf(buf, size, "%s%s%s", sp_day_format(when.day, SP_DAY_LONG, day),
		 when.from_min == SP_MINUTE_NONE ? "" : " ",
		 when.from_min == SP_MINUTE_NONE ? "" : sp_minute_format(when.from_min, minute));
	return !sp_strieq(buf, text);
}
