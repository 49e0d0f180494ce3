/*
 * The common part of the keeping commands.
 */
#include "keep.h"

#include <assert.h>
#include <string.h>

void
keep_read_fields(const struct run *run, const enum sp_option *but, struct keep_fields *ret)
{
	const enum sp_option *fields = sp_command_fields(run->args.command, run->args.words[0]);
	size_t n = 0;

	for (; fields != NULL && *fields != SP_OPTION_COUNT; fields++) {
		bool skip = run->args.values[*fields] == NULL;

		for (size_t i = 0; but != NULL && but[i] != SP_OPTION_COUNT; i++)
			skip = skip || but[i] == *fields;
		if (skip)
			continue;
		assert(n < KEEP_FIELDS_MAX);
		ret->items[n++] =
			(struct sp_field_value){sp_option_info(*fields)->name, run->args.values[*fields]};
	}
	ret->values = (struct sp_field_values){ret->items, n};
}

enum sp_rc
keep_dispatch(struct run *run, const struct keep_word *words, size_t n, struct sp_err *reterr)
{
	const char *name = sp_command_info(run->args.command)->name;

	for (size_t i = 0; i < n; i++) {
		if (!sp_streq(words[i].word, run->args.words[0]))
			continue;
		if (run->args.n_words - 1 < words[i].least ||
		    (words[i].most >= 0 && run->args.n_words - 1 > words[i].most))
			return sp_err_set(reterr, SP_USAGE,
					  "Usage: senplan %s %s %s. \"senplan help %s\" says more.", name,
					  words[i].word, words[i].usage, name);
		return words[i].fn(run, reterr);
	}
	return sp_err_set(reterr, SP_USAGE, "\"senplan help %s\" lists what there is.", name);
}

const char *
keep_rest(struct run *run, int first)
{
	const char *text = args_join(&run->args, first, run->args.n_words, &run->arena);

	return text == NULL ? "" : text;
}

void
keep_print_outcome(struct run *run, const struct sp_outcome *outcome)
{
	if (run->json) {
		struct sp_json *json = json_begin(run);

		sp_json_text(json, "done", outcome->done);
		sp_json_open(json, "notes", '[');
		for (size_t i = 0; i < outcome->n_notes; i++)
			sp_json_text(json, NULL, outcome->notes[i]);
		sp_json_close(json);
		sp_json_open(json, "tasks", '{');
		sp_json_int(json, "new", (int64_t)outcome->n_new);
		sp_json_int(json, "changed", (int64_t)outcome->n_changed);
		sp_json_int(json, "retired", (int64_t)outcome->n_retired);
		sp_json_close(json);
		json_end(run);
		return;
	}
	if (run->quiet)
		return;
	print_wrapped(run, outcome->done, 0);
	for (size_t i = 0; i < outcome->n_notes; i++) {
		print(run, "  ");
		print_wrapped(run, outcome->notes[i], 2);
	}
}

/* --- rows --- */

static void
json_ref(struct run *run, const struct sp_field *field, int64_t id)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_activity *activity = sp_snapshot_activity(s, (sp_activity_id){id});
	const struct sp_window *window = sp_snapshot_window(s, (sp_window_id){id});

	if (field->ref == SP_ENTITY_activity)
		sp_json_text(&run->document, field->column, activity == NULL ? NULL : activity->key);
	else if (field->ref == SP_ENTITY_window)
		sp_json_text(&run->document, field->column, window == NULL ? NULL : window->key);
	else
		sp_json_int(&run->document, field->column, id);
}

static void
json_int32(struct run *run, const struct sp_field *field, int32_t value)
{
	struct sp_json *json = &run->document;
	char text[SP_CLOCK_TEXT];

	if (field->kind == SP_FIELD_DAY)
		sp_json_day(json, field->column, value);
	else if (field->kind == SP_FIELD_TIME)
		json_time(json, field->column, value);
	else if (field->kind == SP_FIELD_ENUM)
		sp_json_text(json, field->column, field->names[value]);
	else if (field->kind == SP_FIELD_MINUTE)
		sp_json_text(json, field->column,
			     value == SP_MINUTE_NONE ? NULL : sp_minute_format(value, text));
	else if (field->blank == -1 && value == -1)
		sp_json_null(json, field->column);
	else
		sp_json_int(json, field->column, value);
}

static void
json_field(struct run *run, const struct sp_field *field, const char *at)
{
	const char *text;
	int64_t big;
	int32_t number;
	bool flag;

	switch (field->kind) {
	case SP_FIELD_TEXT:
		memcpy(&text, at, sizeof(text));
		sp_json_text(&run->document, field->column, text);
		return;
	case SP_FIELD_BOOL:
		memcpy(&flag, at, sizeof(flag));
		sp_json_bool(&run->document, field->column, flag);
		return;
	case SP_FIELD_ID:
	case SP_FIELD_BIG:
	case SP_FIELD_REF:
		memcpy(&big, at, sizeof(big));
		if (field->kind == SP_FIELD_REF)
			json_ref(run, field, big);
		else
			sp_json_int(&run->document, field->column, big);
		return;
	case SP_FIELD_INT:
	case SP_FIELD_ENUM:
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
	case SP_FIELD_MINUTE:
		memcpy(&number, at, sizeof(number));
		json_int32(run, field, number);
		return;
	}
}

void
keep_json_row(struct run *run, enum sp_entity entity, const void *row)
{
	const struct sp_entity_info *info = sp_entity_info(entity);

	for (size_t i = 0; i < info->n_fields; i++)
		json_field(run, &info->fields[i], (const char *)row + info->fields[i].offset);
}
