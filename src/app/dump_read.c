/*
 * A plan that was given out as JSON, taken in again. Its rows get numbers that this file never gave before, so that the old
 * rows can go in the same step and come back when it is undone.
 */
#include "senplan/app/dump.h"
#include "senplan/base/utf8.h"
#include "senplan/report/json.h"
#include "senplan/store/file.h"

#include "dump_calendars.h"
#include "session.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLAN_BYTES = 64 << 20, TEXT_BYTES = 64 << 10, LENGTH_MOST = 100000, LABEL = 200 };

/* A row of the document by its number there. */
struct entry {
	int64_t number;
	char *row;
	int64_t id; /* provisional, when it has been put */
};

struct plan {
	const char *path;
	struct sp_arena *arena;
	struct entry *entries[SP_ENTITY_COUNT]; /* by number */
	size_t n[SP_ENTITY_COUNT];
	struct sp_export_memory memory;
	const int64_t *ids; /* of provisional ids, when the plan is stored */
	struct sp_err *reterr;
};

static enum sp_rc
bad_row(const struct plan *plan, enum sp_entity entity, int64_t number, const char *words)
{
	return sp_err_set_at(plan->reterr, SP_INPUT, plan->path, 0, 0, "\"%s\", id %lld: %s.",
			     sp_entity_info(entity)->table, (long long)number, words);
}

/* --- is it one of ours? --- */

static const char *
past(const char *at, const char *end, const char *word)
{
	size_t len = strlen(word);

	while (at != NULL && at < end && strchr(" \t\r\n", *at) != NULL)
		at++;
	return at != NULL && (size_t)(end - at) >= len && memcmp(at, word, len) == 0 ? at + len : NULL;
}

static enum sp_rc
check_kind(const char *path, const char *bytes, size_t size, struct sp_err *reterr)
{
	const char *end = bytes + size;
	const char *at = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? bytes + 3 : bytes;
	char schema[24];

	if (size == 0)
		return sp_err_set_at(reterr, SP_INPUT, path, 0, 0, "The file is empty.");
	if (!sp_utf8_is_valid(bytes, size))
		return sp_err_set_at(reterr, SP_INPUT, path, 0, 0,
				     "This is no UTF-8 text, and no export of senplan.");
	at = past(past(past(at, end, "{"), end, "\"schema\""), end, ":");
	if (past(at, end, "\"senplan/") == NULL)
		return sp_err_set_at(reterr, SP_INPUT, path, 1, 0,
				     "This is no export of senplan: such a file begins with "
				     "{\"schema\":\"senplan/%d\". \"senplan export json\" makes one.",
				     SP_JSON_SCHEMA);
	snprintf(schema, sizeof(schema), "\"senplan/%d\"", SP_JSON_SCHEMA);
	if (past(at, end, schema) == NULL)
		return sp_err_set_at(reterr, SP_INPUT, path, 1, 0,
				     "This export is of another version of senplan; this one reads "
				     "\"senplan/%d\".",
				     SP_JSON_SCHEMA);
	return SP_OK;
}

/* --- rows by number --- */

static int
by_number(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

static const struct entry *
entry_of(const struct plan *plan, enum sp_entity entity, int64_t number)
{
	struct entry wanted = {.number = number};

	return plan->n[entity] == 0
		       ? NULL
		       : bsearch(&wanted, plan->entries[entity], plan->n[entity], sizeof(wanted), by_number);
}

static enum sp_rc
sort_rows(struct plan *plan, const struct sp_edits *edits)
{
	for (size_t i = 0; i < edits->n; i++)
		plan->n[edits->items[i].entity]++;
	for (int e = 0; e < SP_ENTITY_COUNT; e++) {
		plan->entries[e] = SP_ARENA_NEW_N(plan->arena, struct entry, plan->n[e] + 1);
		if (plan->entries[e] == NULL)
			return sp_err_nomem(plan->reterr);
		plan->n[e] = 0;
	}
	for (size_t i = 0; i < edits->n; i++) {
		enum sp_entity e = edits->items[i].entity;
		char *row = sp_arena_memdup(plan->arena, edits->items[i].row, sp_entity_info(e)->row_size);

		if (row == NULL)
			return sp_err_nomem(plan->reterr);
		plan->entries[e][plan->n[e]++] = (struct entry){edits->items[i].id, row, 0};
	}
	for (int e = 0; e < SP_ENTITY_COUNT; e++) {
		qsort(plan->entries[e], plan->n[e], sizeof(*plan->entries[e]), by_number);
		for (size_t i = 1; i < plan->n[e]; i++)
			if (plan->entries[e][i].number == plan->entries[e][i - 1].number)
				return bad_row(plan, (enum sp_entity)e, plan->entries[e][i].number,
					       "two rows have this id");
	}
	return SP_OK;
}

/* --- what the file's own checks do not see --- */

static bool
ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && sp_streq(text + len - end_len, end);
}

static enum sp_rc
check_field(const struct plan *plan, enum sp_entity entity, const struct entry *entry,
	    const struct sp_field *field)
{
	char words[160];
	const char *text;
	int32_t value;

	if (field->kind == SP_FIELD_TEXT) {
		memcpy(&text, entry->row + field->offset, sizeof(text));
		if (strlen(text) <= TEXT_BYTES)
			return SP_OK;
		snprintf(words, sizeof(words), "its \"%s\" is longer than %d KB", field->column,
			 TEXT_BYTES / 1024);
		return bad_row(plan, entity, entry->number, words);
	}
	if (field->kind != SP_FIELD_INT)
		return SP_OK;
	memcpy(&value, entry->row + field->offset, sizeof(value));
	/* A rule's value may be a date, as a number. */
	if (sp_streq(field->column, "value"))
		return SP_OK;
	if (value >= -LENGTH_MOST && value <= LENGTH_MOST &&
	    (value >= 0 || !ends_with(field->column, "_min") || field->blank < 0))
		return SP_OK;
	snprintf(words, sizeof(words), "its \"%s\" is %d, which cannot be", field->column, (int)value);
	return bad_row(plan, entity, entry->number, words);
}

static enum sp_rc
check_row(const struct plan *plan, enum sp_entity entity, const struct entry *entry)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	const struct sp_setting *setting = (const struct sp_setting *)(const void *)entry->row;
	const struct sp_block *block = (const struct sp_block *)(const void *)entry->row;
	struct sp_err err;
	enum sp_rc rc = SP_OK;

	for (size_t i = 0; rc == SP_OK && i < info->n_fields; i++)
		rc = check_field(plan, entity, entry, &info->fields[i]);
	if (rc == SP_OK && entity == SP_ENTITY_setting &&
	    sp_setting_check(setting->key, setting->value, &err) != SP_OK)
		rc = bad_row(plan, entity, entry->number, err.text);
	if (rc == SP_OK && entity == SP_ENTITY_block &&
	    (block->length_min <= 0 || sp_time_minute(block->start) + block->length_min > SP_DAY_MIN))
		rc = bad_row(plan, entity, entry->number, "it does not lie within a day");
	return rc;
}

/* Numbers of the document become those of the new rows. */
static enum sp_rc
refer(const struct plan *plan, enum sp_entity entity, const struct entry *entry)
{
	const struct sp_entity_info *info = sp_entity_info(entity);

	for (size_t i = 0; i < info->n_fields; i++) {
		const struct sp_field *field = &info->fields[i];
		const struct entry *target;
		char words[160];
		int64_t number;

		if (field->kind != SP_FIELD_REF)
			continue;
		assert(field->ref < entity);
		memcpy(&number, entry->row + field->offset, sizeof(number));
		if (number == 0)
			continue;
		target = entry_of(plan, field->ref, number);
		if (target == NULL) {
			snprintf(words, sizeof(words), "its \"%s\" is %lld, but \"%s\" has no such row",
				 field->column, (long long)number, sp_entity_info(field->ref)->table);
			return bad_row(plan, entity, entry->number, words);
		}
		memcpy(entry->row + field->offset, &target->id, sizeof(target->id));
	}
	return SP_OK;
}

static enum sp_rc
parse_plan(struct plan *plan, const char *bytes, size_t size, struct sp_edits *edits)
{
	struct sp_err *reterr = plan->reterr;
	struct sp_edits read;
	enum sp_rc rc = check_kind(plan->path, bytes, size, reterr);

	sp_edits_init(&read, edits->arena);
	if (rc == SP_OK)
		rc = sp_json_plan(bytes, size, plan->path, &read, &plan->memory, reterr);
	if (rc == SP_OK)
		rc = dump_calendars_check(plan->path, &plan->memory, edits->arena, reterr);
	if (rc == SP_OK)
		rc = sort_rows(plan, &read);
	for (int e = 0; rc == SP_OK && e < SP_ENTITY_COUNT; e++) {
		for (size_t i = 0; rc == SP_OK && i < plan->n[e]; i++) {
			struct entry *entry = &plan->entries[e][i];
			int64_t none = 0;

			rc = check_row(plan, (enum sp_entity)e, entry);
			if (rc == SP_OK)
				rc = refer(plan, (enum sp_entity)e, entry);
			if (rc != SP_OK)
				break;
			memcpy(entry->row, &none, sizeof(none));
			entry->id = sp_edits_put(edits, (enum sp_entity)e, entry->row);
		}
	}
	return rc == SP_OK ? sp_edits_ok(edits, reterr) : rc;
}

enum sp_rc
sp_dump_parse(const char *path, const char *bytes, size_t size, struct sp_edits *edits, struct sp_err *reterr)
{
	struct plan plan = {.path = path, .arena = edits->arena, .reterr = reterr};

	return parse_plan(&plan, bytes, size, edits);
}

/* --- into the file --- */

static int64_t
id_of_number(const void *context, enum sp_entity entity, int64_t number)
{
	const struct plan *plan = context;
	const struct entry *entry = entry_of(plan, entity, number);

	return entry == NULL ? 0 : entry->id < 0 ? plan->ids[-entry->id - 1] : entry->id;
}

/* Beside the history, as all that calendars are told: an undo does not make them forget. */
static enum sp_rc
take_in_memory(struct sp_app *app, const struct plan *plan)
{
	struct dump_ids ids = {id_of_number, plan};
	struct sp_export_memory memory;
	enum sp_rc rc = SP_OK;

	if (plan->memory.n_told + plan->memory.n_uids == 0)
		return SP_OK;
	rc = dump_calendars_refer(&plan->memory, &ids, plan->arena, &memory, plan->reterr);
	return rc == SP_OK ? sp_store_merge_memory(app->store, &memory, plan->reterr) : rc;
}

static size_t
count_rows(const struct sp_snapshot *snapshot)
{
	size_t n = 0;

	for (int e = 0; e < SP_ENTITY_COUNT; e++)
		n += sp_snapshot_rows(snapshot, (enum sp_entity)e).n;
	return n;
}

/* Has it anything that a preset does not bring? */
static bool
is_used(const struct sp_snapshot *s)
{
	return s->cases.n > 0 || s->tasks.n > 0 || s->log_entries.n > 0 || s->year_spans.n > 0 ||
	       s->timetable_slots.n > 0 || s->busy_times.n > 0 || s->staff_members.n > 0;
}

/* The document as a plan of its own, to compare with what is there. */
static enum sp_rc
is_same_plan(const struct sp_app *app, const struct sp_edits *edits, bool *ret_same, struct sp_err *reterr)
{
	struct sp_snapshot none = {0}, after;
	struct sp_str now, then;
	enum sp_rc rc = sp_snapshot_finish(&none, edits->arena, reterr);

	sp_str_init(&now);
	sp_str_init(&then);
	if (rc == SP_OK)
		rc = sp_snapshot_apply(&none, edits, edits->arena, &after, reterr);
	if (rc == SP_OK)
		rc = sp_dump_json(&app->snapshot, &now, reterr);
	if (rc == SP_OK)
		rc = sp_dump_json(&after, &then, reterr);
	if (rc == SP_OK)
		*ret_same = sp_streq(now.text, then.text);
	sp_str_finish(&now);
	sp_str_finish(&then);
	return rc;
}

static enum sp_rc
replace_all(struct sp_app *app, struct plan *plan, struct sp_edits *edits, const struct sp_edits *rows)
{
	struct sp_err *reterr = plan->reterr;
	char label[LABEL];
	enum sp_rc rc = sp_store_backup_before(app->store, "import", reterr);

	if (rc != SP_OK)
		return rc;
	for (int e = SP_ENTITY_COUNT - 1; e >= 0; e--) {
		struct sp_rows there = sp_snapshot_rows(&app->snapshot, (enum sp_entity)e);

		for (size_t i = 0; i < there.n; i++) {
			int64_t id;

			memcpy(&id,
			       (const char *)there.items + i * sp_entity_info((enum sp_entity)e)->row_size,
			       sizeof(id));
			sp_edits_delete(edits, (enum sp_entity)e, id);
		}
	}
	sp_edits_append(edits, rows);
	snprintf(label, sizeof(label), "import json: %zu row%s in place of %zu", rows->n,
		 rows->n == 1 ? "" : "s", count_rows(&app->snapshot));
	rc = app_commit_ids(app, edits, label, &plan->ids, reterr);
	/* What the file does not take is the document's fault, not the person's words'. */
	if (rc == SP_USAGE && reterr != NULL) {
		struct sp_err err = *reterr;

		rc = sp_err_set_at(reterr, SP_INPUT, plan->path, 0, 0, "%s", err.text);
	}
	return rc == SP_OK ? take_in_memory(app, plan) : rc;
}

enum sp_rc
sp_dump_take_in(struct sp_app *app, const char *path, const struct sp_dump_request *request,
		struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr)
{
	const char *shown = sp_streq(path, "-") ? "standard input" : path;
	struct sp_intake_result result = {0};
	struct plan plan = {.path = shown, .arena = arena, .reterr = reterr};
	struct sp_edits edits, rows;
	const char *bytes;
	size_t size;
	bool same = false;
	enum sp_rc rc = sp_file_read(path, PLAN_BYTES, arena, &bytes, &size, reterr);

	sp_edits_init(&edits, arena);
	sp_edits_init(&rows, arena);
	if (rc == SP_OK)
		rc = parse_plan(&plan, bytes, size, &rows);
	if (rc == SP_OK)
		rc = is_same_plan(app, &rows, &same, reterr);
	if (rc != SP_OK)
		return rc;
	if (same) {
		result.n_unchanged = rows.n;
	} else {
		result.n_new = rows.n;
		result.n_removed = count_rows(&app->snapshot);
	}
	if (!same && !request->dry_run && !request->force && is_used(&app->snapshot))
		return sp_err_set(
			reterr, SP_NO,
			"The plan holds %zu pupil%s and %zu task%s, which would all be replaced by what is in %s. "
			"Nothing was changed. --force does it, behind a backup; \"senplan undo\" takes it back.",
			app->snapshot.cases.n, app->snapshot.cases.n == 1 ? "" : "s", app->snapshot.tasks.n,
			app->snapshot.tasks.n == 1 ? "" : "s", shown);
	if (!same && !request->dry_run)
		rc = replace_all(app, &plan, &edits, &rows);
	if (rc == SP_OK)
		*ret = result;
	return rc;
}
