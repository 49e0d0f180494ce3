/*
 * A pupil gets another code. All that refers to the pupil does so by its id and stays; but keys of tasks are made of the code,
 * and people write codes into names and notes. Where the old one stands, the new one is put: afterwards the plan knows no
 * former code, which nobody could hide or forget.
 */
#include "senplan/base/array.h"
#include "senplan/model/code.h"

#include "case.h"

#include <string.h>

struct renaming {
	const struct sp_case *subject;
	const char *from, *to;
	struct change *change;
	size_t n_texts;
};

/* "K07:ar.report:2026-01-12", "duty:voice:2026-y1:K07:1" */
static const char *
renamed_key(struct renaming *r, const char *key)
{
	size_t len = strlen(r->from);
	const char *at = key, *made;

	while (at != NULL && !(strncmp(at, r->from, len) == 0 && at[len] == ':')) {
		at = strchr(at, ':');
		at = at == NULL ? NULL : at + 1;
	}
	if (at == NULL)
		return key;
	made = sp_arena_printf(&r->change->arena, "%.*s%s%s", (int)(at - key), key, r->to, at + len);
	r->change->edits.failed |= made == NULL;
	return made == NULL ? key : made;
}

static const char *
renamed_text(struct renaming *r, const char *text)
{
	const char *made;
	struct sp_str out;

	if (!sp_code_is_telling(r->from) || !sp_code_stands_in(text, r->from))
		return text;
	sp_str_init(&out);
	sp_code_replace(&out, text, r->from, r->to);
	made = out.failed ? NULL : sp_arena_strdup(&r->change->arena, out.text);
	sp_str_finish(&out);
	r->change->edits.failed |= made == NULL;
	return made == NULL ? text : made;
}

/* What is a name to the program and not to people: no text. */
static bool
is_name(const char *column)
{
	static const char *const names[] = {"key", "code", "uid"};

	for (size_t i = 0; i < SP_COUNT(names); i++)
		if (sp_streq(column, names[i]))
			return true;
	return false;
}

static void
rename_row(struct renaming *r, enum sp_entity entity, const void *there)
{
	const struct sp_entity_info *info = sp_entity_info(entity);
	const struct sp_task *task = there;
	bool own_task = entity == SP_ENTITY_task && task->subject.v == r->subject->id.v, texts = false;
	char *row = NULL;

	for (size_t i = 0; i < info->n_fields; i++) {
		const struct sp_field *field = &info->fields[i];
		bool key = own_task && sp_streq(field->column, "key");
		const char *text, *made;

		if (field->kind != SP_FIELD_TEXT || (is_name(field->column) && !key))
			continue;
		memcpy(&text, (const char *)there + field->offset, sizeof(text));
		made = key ? renamed_key(r, text) : renamed_text(r, text);
		if (made == text)
			continue;
		texts |= !key;
		if (row == NULL)
			row = sp_arena_memdup(&r->change->arena, there, info->row_size);
		r->change->edits.failed |= row == NULL;
		if (row == NULL)
			return;
		memcpy(row + field->offset, &made, sizeof(made));
	}
	r->n_texts += texts;
	if (row != NULL)
		sp_edits_put(&r->change->edits, entity, row);
}

size_t
case_rename(const struct sp_app *app, struct sp_case *subject, const char *code, struct change *change)
{
	struct renaming r = {.subject = subject, .from = subject->code, .to = code, .change = change};

	for (int e = 0; e < SP_ENTITY_COUNT; e++) {
		struct sp_rows rows = sp_snapshot_rows(&app->snapshot, (enum sp_entity)e);
		size_t row_size = sp_entity_info((enum sp_entity)e)->row_size;

		for (size_t i = 0; i < rows.n; i++) {
			const char *row = (const char *)rows.items + i * row_size;

			if (e != SP_ENTITY_case ||
			    ((const struct sp_case *)(const void *)row)->id.v != subject->id.v)
				rename_row(&r, (enum sp_entity)e, row);
		}
	}
	subject->note = renamed_text(&r, subject->note);
	subject->code = code;
	return r.n_texts;
}
