/*
 * Which rows go with a pupil, and which stay without the code.
 */
#include "senplan/app/forget.h"

#include "senplan/base/str.h"
#include "senplan/model/code.h"
#include "senplan/model/when.h"

#include "session.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { CODES_SHOWN = 40, LABEL = 120 };

struct going {
	const struct sp_snapshot *snapshot;
	struct sp_arena *arena;
	const struct sp_case **cases;
	const char **codes; /* n_codes of them: those of the cases, or the one that was typed */
	size_t n, n_codes;
	struct sp_edits edits;
	struct sp_forgotten result;
};

static bool
case_goes(const struct going *going, sp_case_id id)
{
	for (size_t i = 0; i < going->n; i++)
		if (going->cases[i]->id.v == id.v)
			return true;
	return false;
}

static bool
task_goes(const struct going *going, sp_task_id id)
{
	const struct sp_task *task = sp_snapshot_task(going->snapshot, id);

	return task != NULL && case_goes(going, task->subject);
}

static bool
block_goes(const struct going *going, sp_block_id id)
{
	const struct sp_block *block = sp_snapshot_block(going->snapshot, id);

	return block != NULL && task_goes(going, block->task);
}

/* Hours that were worked or lost, and what was moved: they count without the pupil too. */
static bool
outlives(enum sp_entity entity)
{
	return entity == SP_ENTITY_log_entry || entity == SP_ENTITY_breach;
}

/* Does the field refer to something that goes? */
static bool
refers_to_going(const struct going *going, const struct sp_field *field, const void *row)
{
	int64_t id;

	if (field->kind != SP_FIELD_REF)
		return false;
	memcpy(&id, (const char *)row + field->offset, sizeof(id));
	if (field->ref == SP_ENTITY_case)
		return case_goes(going, (sp_case_id){id});
	if (field->ref == SP_ENTITY_task)
		return task_goes(going, (sp_task_id){id});
	return field->ref == SP_ENTITY_block && block_goes(going, (sp_block_id){id});
}

/* Is it the pupil's own row, or does it hang on something of the pupil's? */
static bool
hangs_on(const struct going *going, enum sp_entity entity, const void *row)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	const struct sp_case *subject = row;
	bool hangs = entity == SP_ENTITY_case && case_goes(going, subject->id);

	for (size_t i = 0; i < info->n_fields && !hangs; i++)
		hangs = refers_to_going(going, &info->fields[i], row);
	return hangs;
}

/* --- texts that stay --- */

static const char *
without_codes(struct going *going, const char *text)
{
	struct sp_str out;

	sp_str_init(&out);
	for (size_t i = 0; i < going->n_codes && text != NULL; i++) {
		if (!sp_code_is_telling(going->codes[i]) || !sp_code_stands_in(text, going->codes[i]))
			continue;
		sp_str_clear(&out);
		sp_code_blank(&out, text, going->codes[i]);
		text = out.failed ? NULL : sp_arena_strdup(going->arena, out.text);
	}
	sp_str_finish(&out);
	return text;
}

static enum sp_rc
blank_row(struct going *going, enum sp_entity entity, const void *there, struct sp_err *reterr)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	char *row = NULL;

	for (size_t i = 0; i < info->n_fields; i++) {
		const struct sp_field *field = &info->fields[i];
		const char *text, *blanked;

		if (field->kind != SP_FIELD_TEXT)
			continue;
		memcpy(&text, (const char *)there + field->offset, sizeof(text));
		blanked = without_codes(going, text);
		if (blanked == text)
			continue;
		if (row == NULL)
			row = sp_arena_memdup(going->arena, there, info->row_size);
		if (row == NULL || blanked == NULL)
			return sp_err_nomem(reterr);
		memcpy(row + field->offset, &blanked, sizeof(blanked));
	}
	if (row == NULL)
		return SP_OK;
	going->result.n_texts++;
	sp_edits_put(&going->edits, entity, row);
	return SP_OK;
}

/* Hours stay. What was noted with them was about the pupil, and goes. */
static enum sp_rc
unlink_row(struct going *going, enum sp_entity entity, const void *there, struct sp_err *reterr)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	char *row = sp_arena_memdup(going->arena, there, info->row_size);
	const struct sp_log_entry *entry = there;
	const char *stand_in = entity == SP_ENTITY_breach ? "taken out with the pupil" : "";
	int64_t none = 0;

	if (row == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < info->n_fields; i++) {
		const struct sp_field *field = &info->fields[i];

		if (refers_to_going(going, field, there))
			memcpy(row + field->offset, &none, sizeof(none));
		else if (field->kind == SP_FIELD_TEXT)
			memcpy(row + field->offset, &stand_in, sizeof(stand_in));
	}
	if (entity == SP_ENTITY_log_entry)
		going->result.logged_min += entry->length_min;
	sp_edits_put(&going->edits, entity, row);
	return SP_OK;
}

static enum sp_rc
take_row(struct going *going, enum sp_entity entity, const void *row, struct sp_err *reterr)
{
	if (!hangs_on(going, entity, row))
		return blank_row(going, entity, row, reterr);
	if (outlives(entity))
		return unlink_row(going, entity, row, reterr);
	/* The file takes what hangs on a pupil with the pupil. */
	going->result.n_tasks += entity == SP_ENTITY_task;
	going->result.n_blocks += entity == SP_ENTITY_block;
	return SP_OK;
}

static enum sp_rc
collect(struct going *going, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	for (size_t i = 0; i < going->n; i++)
		sp_edits_delete(&going->edits, SP_ENTITY_case, going->cases[i]->id.v);
	for (int e = 0; e < SP_ENTITY_COUNT; e++) {
		struct sp_rows rows = sp_snapshot_rows(going->snapshot, (enum sp_entity)e);
		size_t row_size = sp_entity_info((enum sp_entity)e)->row_size;

		for (size_t i = 0; rc == SP_OK && i < rows.n; i++)
			rc = take_row(going, (enum sp_entity)e, (const char *)rows.items + i * row_size,
				      reterr);
	}
	return rc == SP_OK ? sp_edits_ok(&going->edits, reterr) : rc;
}

/* --- words --- */

static const char *
list_codes(const struct going *going)
{
	struct sp_str out;
	const char *text;

	sp_str_init(&out);
	for (size_t i = 0; i < going->n_codes && i < CODES_SHOWN; i++)
		sp_str_addf(&out, "%s%s", i == 0 ? "" : ", ", going->codes[i]);
	if (going->n_codes > CODES_SHOWN)
		sp_str_addf(&out, " and %zu more", going->n_codes - CODES_SHOWN);
	text = out.failed ? NULL : sp_arena_strdup(going->arena, out.text);
	sp_str_finish(&out);
	return text;
}

static void
add_plural(struct sp_str *out, size_t n, const char *noun)
{
	sp_str_addf(out, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}

static enum sp_rc
say(struct going *going, bool dry_run, const char *rest, struct sp_err *reterr)
{
	struct sp_forgotten *result = &going->result;
	char hours[SP_CLOCK_TEXT];
	struct sp_str out;

	sp_str_init(&out);
	sp_str_addf(&out, "%s %s out for good: ", result->codes,
		    dry_run		  ? "would be taken"
		    : going->n_codes == 1 ? "is"
					  : "are");
	add_plural(&out, result->n_tasks, "task");
	sp_str_add(&out, " and ");
	add_plural(&out, result->n_blocks, "block");
	sp_str_add(&out, dry_run ? " would go" : " are gone");
	if (result->logged_min > 0)
		sp_str_addf(&out, "; %s of logged hours stay, without the link",
			    sp_length_format(result->logged_min, hours));
	if (result->n_texts > 0) {
		sp_str_add(&out, "; the code is blanked in ");
		add_plural(&out, result->n_texts, "other text");
	}
	sp_str_add(&out, ". Neither this nor anything before it can be taken back.");
	result->words = out.failed ? NULL : sp_arena_strdup(going->arena, out.text);
	sp_str_clear(&out);
	if (rest != NULL)
		sp_str_addf(&out, "%s ", rest);
	if (result->n_backups > 0) {
		add_plural(&out, result->n_backups, "backup");
		sp_str_addf(&out,
			    " made before still hold%s %s, for up to a year: delete what need not be kept.",
			    result->n_backups == 1 ? "s" : "", going->n_codes == 1 ? "the pupil" : "them");
	}
	for (size_t i = 0; i < going->n_codes; i++)
		if (!sp_code_is_telling(going->codes[i])) {
			sp_str_addf(
				&out,
				"%sThe code %s cannot be told from other words: look through your own notes "
				"and titles for it.",
				out.len == 0 ? "" : " ", going->codes[i]);
			break;
		}
	result->notice = out.failed ? NULL : sp_arena_strdup(going->arena, out.text);
	sp_str_finish(&out);
	return result->words == NULL || result->notice == NULL ? sp_err_nomem(reterr) : SP_OK;
}

/* --- doing it --- */

static enum sp_rc
begin_going(struct going *going, const struct sp_app *app, struct sp_arena *arena, struct sp_err *reterr)
{
	size_t n = app->snapshot.cases.n;

	*going = (struct going){.snapshot = &app->snapshot, .arena = arena};
	sp_edits_init(&going->edits, arena);
	going->cases = SP_ARENA_NEW_N(arena, const struct sp_case *, n + 1);
	going->codes = SP_ARENA_NEW_N(arena, const char *, n + 1);
	return going->cases == NULL || going->codes == NULL ? sp_err_nomem(reterr) : SP_OK;
}

static enum sp_rc
add_case(struct going *going, const struct sp_case *subject, struct sp_err *reterr)
{
	const char *code = sp_arena_strdup(going->arena, subject->code);

	if (code == NULL)
		return sp_err_nomem(reterr);
	going->cases[going->n++] = subject;
	going->codes[going->n_codes++] = code;
	return SP_OK;
}

static enum sp_rc
take_out(struct sp_app *app, struct going *going, const char *label, const char **ret_rest,
	 struct sp_err *reterr)
{
	struct sp_forget forget = {.edits = &going->edits,
				   .codes = going->codes,
				   .n_codes = going->n_codes,
				   .label = label,
				   .revision = app->snapshot.revision};
	enum sp_rc rc = sp_store_forget(app->store, &forget, ret_rest, reterr);

	app->outdated = rc == SP_NO;
	return rc == SP_OK ? app_reload(app, reterr) : rc;
}

static enum sp_rc
finish_going(struct sp_app *app, struct going *going, const char *label, bool dry_run,
	     struct sp_forgotten *ret, struct sp_err *reterr)
{
	const char *rest = NULL;
	enum sp_rc rc = SP_OK;

	going->result.n_cases = going->n;
	going->result.codes = list_codes(going);
	if (going->result.codes == NULL)
		return sp_err_nomem(reterr);
	rc = sp_store_count_backups(app->store, &going->result.n_backups, reterr);
	if (rc == SP_OK && !dry_run)
		rc = take_out(app, going, label, &rest, reterr);
	if (rc == SP_OK)
		rc = say(going, dry_run, rest, reterr);
	if (rc == SP_OK)
		*ret = going->result;
	return rc;
}

enum sp_rc
sp_app_forget(struct sp_app *app, const char *code, bool dry_run, struct sp_arena *arena,
	      struct sp_forgotten *ret, struct sp_err *reterr)
{
	struct going going;
	const struct sp_case *subject = sp_snapshot_case_by_code(&app->snapshot, code);
	bool named = false;
	enum sp_rc rc = begin_going(&going, app, arena, reterr);

	if (rc == SP_OK && subject != NULL)
		rc = add_case(&going, subject, reterr);
	if (rc == SP_OK && subject == NULL) {
		going.codes[going.n_codes++] = sp_arena_strdup(arena, code);
		rc = going.codes[0] == NULL ? sp_err_nomem(reterr) : SP_OK;
	}
	if (rc == SP_OK)
		rc = collect(&going, reterr);
	if (rc == SP_OK && going.n == 0)
		rc = sp_store_names_code(app->store, code, &named, reterr);
	if (rc == SP_OK && going.n == 0 && going.result.n_texts == 0 && !named)
		rc = sp_err_set(reterr, SP_NO, "There is no pupil %s, and the plan names none.", code);
	if (rc != SP_OK)
		return rc;
	return finish_going(app, &going, "a pupil was taken out for good", dry_run, ret, reterr);
}

enum sp_rc
sp_app_purge(struct sp_app *app, sp_day before_day, bool dry_run, struct sp_arena *arena,
	     struct sp_forgotten *ret, struct sp_err *reterr)
{
	char label[LABEL], day[SP_DAY_TEXT];
	struct going going;
	enum sp_rc rc = begin_going(&going, app, arena, reterr);

	assert(before_day != SP_DAY_NONE);
	for (size_t i = 0; rc == SP_OK && i < app->snapshot.cases.n; i++) {
		const struct sp_case *subject = &app->snapshot.cases.items[i];

		if (subject->left_day != SP_DAY_NONE && subject->left_day < before_day)
			rc = add_case(&going, subject, reterr);
	}
	if (rc != SP_OK)
		return rc;
	sp_day_format(before_day, SP_DAY_LONG, day);
	if (going.n == 0)
		return sp_err_set(reterr, SP_NO, "No pupil left before %s.", day);
	rc = collect(&going, reterr);
	if (rc != SP_OK)
		return rc;
	snprintf(label, sizeof(label), "%zu pupil%s who left before %s taken out for good", going.n,
		 going.n == 1 ? "" : "s", day);
	return finish_going(app, &going, label, dry_run, ret, reterr);
}

enum sp_rc
sp_app_forget_said(struct sp_app *app, const char *text, bool dry_run, struct sp_arena *arena,
		   struct sp_forgotten *ret, struct sp_err *reterr)
{
	static const char before[] = "left before ";
	struct sp_when when;
	enum sp_rc rc;

	if (!sp_istarts_with(text, before))
		return sp_app_forget(app, text, dry_run, arena, ret, reterr);
	rc = sp_when_parse(&app->snapshot, app->env.now, text + sizeof(before) - 1, &when, reterr);
	return rc == SP_OK ? sp_app_purge(app, when.day, dry_run, arena, ret, reterr) : rc;
}
