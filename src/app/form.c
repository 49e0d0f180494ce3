/*
 * Reading what was typed into the columns of a row, by the table of its form and the table of its entity.
 */
#include "form.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/when.h"

#include "session.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

struct filling {
	const struct form *form;
	const struct form_field *field;
	const struct sp_app *app;
	const char *value;
	char *row;
	struct sp_arena *arena;
	struct sp_err *reterr;
};

const char *
form_value(struct sp_field_values values, const char *name)
{
	for (size_t i = 0; i < values.n; i++)
		if (sp_streq(values.items[i].name, name))
			return values.items[i].value;
	return NULL;
}

static const struct sp_field *
column_of(const struct form *form, const char *name)
{
	const struct sp_entity_info *info = sp_entity_info(form->entity);
	size_t i = 0;

	while (i < info->n_fields && !sp_streq(info->fields[i].column, name))
		i++;
	assert(i < info->n_fields);
	return &info->fields[i];
}

static void
set_int32(const struct filling *f, const char *column, int32_t value)
{
	memcpy(f->row + column_of(f->form, column)->offset, &value, sizeof(value));
}

static void
set_ref(const struct filling *f, int64_t value)
{
	memcpy(f->row + column_of(f->form, f->field->column)->offset, &value, sizeof(value));
}

static bool
is_none(const struct filling *f)
{
	return f->value[0] == '\0' || sp_strieq(f->value, "none") || sp_strieq(f->value, "-");
}

static enum sp_rc
read_text(const struct filling *f)
{
	const char *text = is_none(f) ? "" : sp_arena_strdup(f->arena, f->value);

	if (text == NULL)
		return sp_err_nomem(f->reterr);
	if (strlen(text) > (size_t)f->field->high)
		return sp_err_set(f->reterr, SP_USAGE, "%s: longer than %ld characters.", f->field->name,
				  f->field->high);
	if (text[0] == '\0' && f->field->low > 0)
		return sp_err_set(f->reterr, SP_USAGE, "%s: it cannot be empty.", f->field->name);
	memcpy(f->row + column_of(f->form, f->field->column)->offset, &text, sizeof(text));
	return SP_OK;
}

static enum sp_rc
read_number(const struct filling *f)
{
	const struct sp_field *column = column_of(f->form, f->field->column);
	long number = column->blank;

	if (!(is_none(f) && column->blank < 0) &&
	    !sp_parse_int(f->value, f->field->low, f->field->high, &number))
		return sp_err_set(f->reterr, SP_USAGE, "%s: \"%s\" is no whole number from %ld to %ld.",
				  f->field->name, f->value, f->field->low, f->field->high);
	set_int32(f, f->field->column, (int32_t)number);
	return SP_OK;
}

static enum sp_rc
read_length(const struct filling *f)
{
	int length_min = 0;

	if (!is_none(f) && !sp_streq(f->value, "0") && !sp_length_parse(f->value, &length_min))
		return sp_err_set(f->reterr, SP_USAGE, "%s: \"%s\" is no length of time, as 45, 45m or 1h15.",
				  f->field->name, f->value);
	if (length_min < f->field->low || length_min > f->field->high)
		return sp_err_set(f->reterr, SP_USAGE, "%s: it can be %ld to %ld minutes.", f->field->name,
				  f->field->low, f->field->high);
	set_int32(f, f->field->column, length_min);
	return SP_OK;
}

static enum sp_rc
read_day(const struct filling *f)
{
	struct sp_when when = {.day = SP_DAY_NONE};
	enum sp_rc rc = SP_OK;

	if (!is_none(f))
		rc = sp_when_parse(&f->app->snapshot, f->app->env.now, f->value, &when, f->reterr);
	if (rc == SP_OK)
		set_int32(f, f->field->column, when.day);
	return rc;
}

static enum sp_rc
refuse_choice(const struct filling *f, const char *const *names)
{
	struct sp_str list;
	enum sp_rc rc;

	sp_str_init(&list);
	for (size_t i = 0; names[i] != NULL; i++)
		sp_str_addf(&list, "%s%s", i == 0 ? "" : ", ", names[i]);
	rc = sp_err_set(f->reterr, SP_USAGE, "%s: \"%s\" is none of %s.", f->field->name, f->value,
			list.text);
	sp_str_finish(&list);
	return rc;
}

static enum sp_rc
read_choice(const struct filling *f)
{
	const struct sp_field *column = column_of(f->form, f->field->column);
	int choice = sp_enum_parse(column->names, f->value);

	if (choice < 0)
		return refuse_choice(f, column->names);
	set_int32(f, f->field->column, choice);
	return SP_OK;
}

static enum sp_rc
read_yes_no(const struct filling *f)
{
	static const char *const names[] = {"no", "yes", NULL};
	bool yes = sp_strieq(f->value, "yes") || sp_strieq(f->value, "y");

	if (!yes && !sp_strieq(f->value, "no") && !sp_strieq(f->value, "n"))
		return refuse_choice(f, names);
	memcpy(f->row + column_of(f->form, f->field->column)->offset, &yes, sizeof(yes));
	return SP_OK;
}

int
form_weekday(const char *text, size_t len)
{
	static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
					    "friday", "saturday", "sunday"};

	for (size_t i = 0; i < SP_COUNT(names) && len >= 3; i++)
		if (len <= strlen(names[i]) && strncasecmp(names[i], text, len) == 0)
			return (int)i;
	return -1;
}

static enum sp_rc
read_weekday(const struct filling *f)
{
	int weekday = form_weekday(f->value, strlen(f->value));

	if (weekday < 0 && !is_none(f))
		return sp_err_set(f->reterr, SP_USAGE, "%s: \"%s\" is no weekday, as mon or friday.",
				  f->field->name, f->value);
	set_int32(f, f->field->column, weekday);
	return SP_OK;
}

int
form_weeks(const struct sp_app *app)
{
	return sp_streq(sp_setting_text(&app->snapshot, "cycle"), "1") ? 1 : 2;
}

enum sp_rc
form_read_week(const struct sp_app *app, const char *text, int32_t *ret, struct sp_err *reterr)
{
	int n_weeks = form_weeks(app);
	int week = toupper((unsigned char)text[0]) - 'A';

	if (sp_strieq(text, "each") || sp_strieq(text, "none") || text[0] == '\0') {
		*ret = -1;
		return SP_OK;
	}
	if (text[1] != '\0' || week < 0 || week > 25)
		return sp_err_set(reterr, SP_USAGE, "week: \"%s\" is no week of the cycle, as A or B.", text);
	if (n_weeks < 2)
		return sp_err_set(
			reterr, SP_USAGE,
			"week: this school's weeks are all alike. \"senplan set cycle 2\" makes A and B.");
	if (week >= n_weeks)
		return sp_err_set(reterr, SP_USAGE, "week: the cycle has the weeks A to %c.",
				  (char)('A' + n_weeks - 1));
	*ret = week;
	return SP_OK;
}

static enum sp_rc
read_week(const struct filling *f)
{
	int32_t week;
	enum sp_rc rc = form_read_week(f->app, f->value, &week, f->reterr);

	if (rc == SP_OK)
		set_int32(f, f->field->column, week);
	return rc;
}

const struct sp_activity *
form_find_activity(const struct sp_app *app, const char *text, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = &app->snapshot;
	const struct sp_activity *found = NULL;
	size_t n = 0;

	for (size_t i = 0; i < snapshot->activities.n; i++) {
		const struct sp_activity *activity = &snapshot->activities.items[i];

		if (sp_strieq(activity->key, text) || sp_strieq(activity->name, text))
			return activity;
		if (text[0] != '\0' &&
		    (sp_istarts_with(activity->name, text) || sp_istarts_with(activity->key, text))) {
			found = activity;
			n++;
		}
	}
	if (n == 1)
		return found;
	if (n == 0)
		sp_err_set(reterr, SP_NO,
			   "There is no activity \"%s\". \"senplan activity list\" lists them.", text);
	else
		sp_err_set(reterr, SP_USAGE, "%zu activities begin with \"%s\", \"%s\" is one. Give its key.",
			   n, text, found->key);
	return NULL;
}

static enum sp_rc
read_activity(const struct filling *f)
{
	const struct sp_activity *activity;

	if (is_none(f) && f->field->high > 0) {
		set_ref(f, 0);
		return SP_OK;
	}
	activity = form_find_activity(f->app, f->value, f->reterr);
	if (activity == NULL)
		return SP_USAGE;
	set_ref(f, activity->id.v);
	return SP_OK;
}

static enum sp_rc
read_window(const struct filling *f)
{
	const struct sp_snapshot *snapshot = &f->app->snapshot;
	const struct sp_window *window = is_none(f) ? NULL : sp_snapshot_window_by_key(snapshot, f->value);
	struct sp_str list;
	enum sp_rc rc;

	if (is_none(f) || window != NULL) {
		set_ref(f, window == NULL ? 0 : window->id.v);
		return SP_OK;
	}
	sp_str_init(&list);
	for (size_t i = 0; i < snapshot->windows.n; i++)
		sp_str_addf(&list, "%s, ", snapshot->windows.items[i].key);
	rc = sp_err_set(f->reterr, SP_USAGE, "%s: there is no window \"%s\". It can be %snone.",
			f->field->name, f->value, list.text);
	sp_str_finish(&list);
	return rc;
}

bool
form_read_span(const char *text, sp_minute *ret_from, sp_minute *ret_to)
{
	const char *dash = strchr(text, '-');
	char from[12];
	size_t len = dash == NULL ? 0 : (size_t)(dash - text);
	sp_minute a, b;

	if (dash == NULL || len >= sizeof(from))
		return false;
	memcpy(from, text, len);
	from[len] = '\0';
	if (!sp_minute_parse(from, &a) || !sp_minute_parse(dash + 1, &b) || a >= b)
		return false;
	*ret_from = a;
	*ret_to = b;
	return true;
}

static enum sp_rc
read_clock_span(const struct filling *f)
{
	sp_minute from = SP_MINUTE_NONE, to = SP_MINUTE_NONE;

	if (!is_none(f) && !form_read_span(f->value, &from, &to))
		return sp_err_set(
			f->reterr, SP_USAGE,
			"%s: \"%s\" is no span of time, as 08:30-15:30 with the earlier time first.",
			f->field->name, f->value);
	set_int32(f, f->field->column, from);
	set_int32(f, f->field->column_to, to);
	return SP_OK;
}

static enum sp_rc
read_length_span(const struct filling *f)
{
	const char *dash = strchr(f->value, '-');
	size_t len = dash == NULL ? 0 : (size_t)(dash - f->value);
	char first[12];
	int low = 0, high = 0;

	if (!is_none(f)) {
		if (len == 0 || len >= sizeof(first))
			return sp_err_set(f->reterr, SP_USAGE,
					  "%s: \"%s\" is no pair of lengths, as 30-90 (none: in one piece).",
					  f->field->name, f->value);
		memcpy(first, f->value, len);
		first[len] = '\0';
		if (!sp_length_parse(first, &low) || !sp_length_parse(dash + 1, &high) || low > high ||
		    high > f->field->high)
			return sp_err_set(
				f->reterr, SP_USAGE,
				"%s: \"%s\" is no pair of lengths, as 30-90 with the shorter first.",
				f->field->name, f->value);
	}
	set_int32(f, f->field->column, low);
	set_int32(f, f->field->column_to, high);
	return SP_OK;
}

static enum sp_rc
fill_field(const struct filling *f)
{
	switch (f->field->kind) {
	case FORM_TEXT:
		return read_text(f);
	case FORM_NUMBER:
		return read_number(f);
	case FORM_LENGTH:
		return read_length(f);
	case FORM_DAY:
		return read_day(f);
	case FORM_CHOICE:
		return read_choice(f);
	case FORM_YES_NO:
		return read_yes_no(f);
	case FORM_WEEKDAY:
		return read_weekday(f);
	case FORM_WEEK:
		return read_week(f);
	case FORM_ACTIVITY:
		return read_activity(f);
	case FORM_WINDOW:
		return read_window(f);
	case FORM_CLOCK_SPAN:
		return read_clock_span(f);
	case FORM_LENGTH_SPAN:
		return read_length_span(f);
	}
	assert(!"a kind of field that is not handled");
	return SP_SYSTEM;
}

enum sp_rc
form_fill(const struct form *form, const struct sp_app *app, struct sp_field_values values, void *row,
	  struct sp_arena *arena, struct sp_err *reterr)
{
	for (size_t i = 0; i < values.n; i++) {
		struct filling filling = {.form = form,
					  .app = app,
					  .value = values.items[i].value,
					  .row = row,
					  .arena = arena,
					  .reterr = reterr};
		enum sp_rc rc;

		for (size_t k = 0; k < form->n; k++)
			if (sp_streq(form->fields[k].name, values.items[i].name))
				filling.field = &form->fields[k];
		if (filling.field == NULL)
			return sp_err_set(reterr, SP_USAGE, "There is no field \"%s\" here.",
					  values.items[i].name);
		rc = fill_field(&filling);
		if (rc != SP_OK)
			return rc;
	}
	return SP_OK;
}

void
form_key_of_name(const char *name, char *key, size_t size)
{
	size_t len = 0;

	for (; *name != '\0' && len + 1 < size; name++) {
		if (isalnum((unsigned char)*name))
			key[len++] = (char)tolower((unsigned char)*name);
		else if (len > 0 && key[len - 1] != '-')
			key[len++] = '-';
	}
	while (len > 0 && key[len - 1] == '-')
		len--;
	key[len] = '\0';
}
