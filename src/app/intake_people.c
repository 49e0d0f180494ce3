/*
 * Support staff and duties: short lists by code and key. The staff file is the whole list; a duties file adds and changes.
 */
#include "senplan/base/str.h"

#include "form.h"
#include "intake_sheet.h"

#include <ctype.h>
#include <string.h>

enum { MAX_CODE = 24, MAX_ROLE = 60, MAX_NAME = 60, MAX_KEY = 60, MAX_EVENT = 40, FOLDED = 64 };

/* --- staff --- */

enum staff_column { STAFF_CODE, STAFF_ROLE, STAFF_FROM, STAFF_TO, STAFF_ACTIVE, N_STAFF_COLUMNS };

static const struct csv_column staff_columns[N_STAFF_COLUMNS] = {
	[STAFF_CODE] = {"code", "staff|staffcode|ref|id|ta", true},
	[STAFF_ROLE] = {"role", "job|post|title", false},
	[STAFF_FROM] = {"from", "start|starts|begins", false},
	[STAFF_TO] = {"to", "end|ends|finish|until", false},
	[STAFF_ACTIVE] = {"active", "current", false},
};

static bool
read_staff(struct intake *intake, const struct csv_row *row, struct sp_staff_member *ret)
{
	struct sp_staff_member member = sp_staff_member_blank();

	member.active = true;
	member.from_min = member.to_min = SP_MINUTE_NONE;
	member.code = intake_text(intake, row, STAFF_CODE);
	member.role = intake_text(intake, row, STAFF_ROLE);
	if (*member.code == '\0' || strlen(member.code) > MAX_CODE || strchr(member.code, ' ') != NULL)
		return intake_bad(
			intake, row->line, STAFF_CODE,
			"\"%s\" is no code; codes are short and without blanks, like TA01. Names are not wanted.",
			member.code);
	if (strlen(member.role) > MAX_ROLE)
		return intake_bad(intake, row->line, STAFF_ROLE, "is longer than %d characters.", MAX_ROLE);
	if (!intake_minute(intake, row, STAFF_FROM, &member.from_min) ||
	    !intake_minute(intake, row, STAFF_TO, &member.to_min) ||
	    !intake_yes_no(intake, row, STAFF_ACTIVE, &member.active))
		return false;
	if ((member.from_min == SP_MINUTE_NONE) != (member.to_min == SP_MINUTE_NONE) ||
	    member.to_min < member.from_min)
		return intake_bad(intake, row->line, STAFF_TO, "paid hours need a from and a later to.");
	*ret = member;
	return true;
}

static bool
same_staff(const void *there, const void *wanted)
{
	return sp_strieq(((const struct sp_staff_member *)there)->code,
			 ((const struct sp_staff_member *)wanted)->code);
}

static bool
goes_always(const struct intake *intake, const void *there, const void *context)
{
	(void)intake;
	(void)there;
	(void)context;
	return true;
}

enum sp_rc
sp_intake_parse_staff(const struct sp_intake_input *input, struct sp_edits *edits,
		      struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct intake intake;
	struct intake_wanted wanted = {
		.entity = SP_ENTITY_staff_member, .same = same_staff, .goes = goes_always};
	struct sp_staff_member *members;

	intake_init(&intake, input, edits, reterr);
	if (intake_open(&intake, staff_columns, N_STAFF_COLUMNS) != SP_OK)
		return intake_close(&intake, ret);
	members = SP_ARENA_NEW_N(intake.arena, struct sp_staff_member, intake.table.n_rows);
	if (members == NULL)
		intake_nomem(&intake);
	for (size_t i = 0; i < intake.table.n_rows && intake.rc == SP_OK; i++) {
		const struct csv_row *row = &intake.table.rows[i];
		bool twice = false;

		if (!read_staff(&intake, row, &members[wanted.n]))
			continue;
		for (size_t j = 0; j < wanted.n; j++)
			twice = twice || same_staff(&members[j], &members[wanted.n]);
		if (twice)
			intake_bad(&intake, row->line, STAFF_CODE, "%s is used twice.",
				   members[wanted.n].code);
		else
			wanted.n++;
	}
	wanted.rows = members;
	if (intake.rc == SP_OK)
		intake_reconcile(&intake, &wanted);
	return intake_close(&intake, ret);
}

/* --- duties --- */

enum duty_column {
	DUTY_KEY,
	DUTY_NAME,
	DUTY_ACTIVITY,
	DUTY_CADENCE,
	DUTY_TIMES,
	DUTY_PER,
	DUTY_CYCLE_WEEK,
	DUTY_WEEKDAY,
	DUTY_MONTH,
	DUTY_DAY,
	DUTY_LENGTH,
	DUTY_WEIGHT,
	DUTY_ACTIVE,
	DUTY_FROM,
	DUTY_TO,
	DUTY_BEFORE,
	DUTY_AFTER,
	N_DUTY_COLUMNS
};

static const struct csv_column duty_columns[N_DUTY_COLUMNS] = {
	[DUTY_KEY] = {"key", "id", false},
	[DUTY_NAME] = {"name", "duty|title", true},
	[DUTY_ACTIVITY] = {"activity", "kind|type|what", true},
	[DUTY_CADENCE] = {"cadence", "how often|howoften|frequency|every", true},
	[DUTY_TIMES] = {"times", "count|number", false},
	[DUTY_PER] = {"per", "foreach|for", false},
	[DUTY_CYCLE_WEEK] = {"cycle week", "week", false},
	[DUTY_WEEKDAY] = {"weekday", "onweekday", false},
	[DUTY_MONTH] = {"month", NULL, false},
	[DUTY_DAY] = {"day", "date|due|by", false},
	[DUTY_LENGTH] = {"length", "lengthmin|duration|minutes", false},
	[DUTY_WEIGHT] = {"weight", "importance|priority", false},
	[DUTY_ACTIVE] = {"active", NULL, false},
	[DUTY_FROM] = {"from", "validfrom", false},
	[DUTY_TO] = {"to", "validto|until", false},
	[DUTY_BEFORE] = {"before", "beforeevent", false},
	[DUTY_AFTER] = {"after", "afterevent", false},
};

/* By key, name or letter. */
static bool
read_activity(struct intake *intake, const struct csv_row *row, sp_activity_id *ret)
{
	const char *text = intake_text(intake, row, DUTY_ACTIVITY);

	for (size_t i = 0; i < intake->snapshot->activities.n; i++) {
		const struct sp_activity *activity = &intake->snapshot->activities.items[i];

		if (sp_strieq(activity->key, text) || sp_strieq(activity->name, text)) {
			*ret = activity->id;
			return true;
		}
	}
	return intake_bad(intake, row->line, DUTY_ACTIVITY,
			  "there is no activity \"%s\"; \"senplan duties\" lists them by key and name.",
			  text);
}

static bool
read_duty_texts(struct intake *intake, const struct csv_row *row, struct sp_duty *duty)
{
	char key[MAX_KEY];

	duty->name = intake_text(intake, row, DUTY_NAME);
	duty->key = intake_text(intake, row, DUTY_KEY);
	duty->before = intake_text(intake, row, DUTY_BEFORE);
	duty->after = intake_text(intake, row, DUTY_AFTER);
	if (*duty->name == '\0')
		return intake_bad(intake, row->line, DUTY_NAME, "is empty.");
	if (strlen(duty->before) > MAX_EVENT || strlen(duty->after) > MAX_EVENT)
		return intake_bad(intake, row->line, DUTY_BEFORE, "is longer than %d characters.", MAX_EVENT);
	if (strlen(duty->name) > MAX_NAME || strlen(duty->key) >= MAX_KEY)
		return intake_bad(intake, row->line, DUTY_NAME, "is longer than %d characters.", MAX_NAME);
	if (*duty->key == '\0') {
		form_key_of_name(duty->name, key, sizeof(key));
		duty->key = sp_arena_strdup(intake->arena, key);
	}
	return duty->key != NULL || intake_nomem(intake);
}

static bool
read_duty_days(struct intake *intake, const struct csv_row *row, struct sp_duty *duty)
{
	const char *weekday = intake_text(intake, row, DUTY_WEEKDAY);
	const char *length = intake_text(intake, row, DUTY_LENGTH);
	int length_min = 0;

	if (*weekday != '\0' && (duty->weekday = intake_weekday_of(weekday)) < 0)
		return intake_bad(intake, row->line, DUTY_WEEKDAY, "\"%s\" is no weekday.", weekday);
	if (*length != '\0' && !sp_length_parse(length, &length_min))
		return intake_bad(intake, row->line, DUTY_LENGTH,
				  "\"%s\" is no length; write 90, 90m or 1h30.", length);
	duty->length_min = length_min;
	if (!intake_day(intake, row, DUTY_DAY, &duty->day) ||
	    !intake_day(intake, row, DUTY_FROM, &duty->from_day) ||
	    !intake_day(intake, row, DUTY_TO, &duty->to_day))
		return false;
	if (duty->cadence == SP_CADENCE_ONCE && duty->day == SP_DAY_NONE)
		return intake_bad(intake, row->line, DUTY_DAY,
				  "is empty; a duty that comes once needs its date.");
	if (duty->month != 0 && duty->cadence != SP_CADENCE_YEARLY)
		return intake_bad(intake, row->line, DUTY_MONTH, "goes with the cadence yearly only.");
	if (duty->from_day != SP_DAY_NONE && duty->to_day != SP_DAY_NONE && duty->to_day < duty->from_day)
		return intake_bad(intake, row->line, DUTY_TO,
				  "comes before \"from\": the duty would never fall due.");
	return true;
}

static bool
read_duty(struct intake *intake, const struct csv_row *row, struct sp_duty *ret)
{
	struct sp_duty duty = sp_duty_blank();
	int cadence = -1, per = SP_PER_NONE;

	duty.times = 1;
	duty.weight = 5;
	duty.active = true;
	if (!read_duty_texts(intake, row, &duty) || !read_activity(intake, row, &duty.activity) ||
	    !intake_choice(intake, row, DUTY_CADENCE, sp_cadence_names, &cadence) ||
	    !intake_choice(intake, row, DUTY_PER, sp_per_names, &per) ||
	    !intake_number(intake, row, DUTY_TIMES, 1, 50, &duty.times) ||
	    !intake_number(intake, row, DUTY_MONTH, 1, 12, &duty.month) ||
	    !intake_number(intake, row, DUTY_WEIGHT, 1, 10, &duty.weight) ||
	    !intake_cycle_week(intake, row, DUTY_CYCLE_WEEK, &duty.cycle_week) ||
	    !intake_yes_no(intake, row, DUTY_ACTIVE, &duty.active))
		return false;
	if (cadence < 0)
		return intake_bad(intake, row->line, DUTY_CADENCE, "is empty.");
	duty.cadence = (enum sp_cadence)cadence;
	duty.per = (enum sp_per)per;
	if (!read_duty_days(intake, row, &duty))
		return false;
	*ret = duty;
	return true;
}

static bool
same_duty(const void *there, const void *wanted)
{
	return sp_strieq(((const struct sp_duty *)there)->key, ((const struct sp_duty *)wanted)->key);
}

enum sp_rc
sp_intake_parse_duties(const struct sp_intake_input *input, struct sp_edits *edits,
		       struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct intake intake;
	struct intake_wanted wanted = {.entity = SP_ENTITY_duty, .same = same_duty};
	struct sp_duty *duties;

	intake_init(&intake, input, edits, reterr);
	if (intake_open(&intake, duty_columns, N_DUTY_COLUMNS) != SP_OK)
		return intake_close(&intake, ret);
	duties = SP_ARENA_NEW_N(intake.arena, struct sp_duty, intake.table.n_rows);
	if (duties == NULL)
		intake_nomem(&intake);
	for (size_t i = 0; i < intake.table.n_rows && intake.rc == SP_OK; i++) {
		const struct csv_row *row = &intake.table.rows[i];
		bool twice = false;

		if (!read_duty(&intake, row, &duties[wanted.n]))
			continue;
		for (size_t j = 0; j < wanted.n; j++)
			twice = twice || same_duty(&duties[j], &duties[wanted.n]);
		if (twice)
			intake_bad(&intake, row->line, DUTY_KEY, "%s is used twice.", duties[wanted.n].key);
		else
			wanted.n++;
	}
	wanted.rows = duties;
	if (intake.rc == SP_OK)
		intake_reconcile(&intake, &wanted);
	return intake_close(&intake, ret);
}
