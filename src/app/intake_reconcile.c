/*
 * What a file wants against what the plan has: the same rows stay, known ones change in place (so that what hangs on
 * their ids stays), others come and go. This is why the same file twice changes nothing.
 */
#include "senplan/base/str.h"

#include "intake_sheet.h"

#include <assert.h>
#include <string.h>

static bool
fields_equal(const struct sp_field *field, const char *a, const char *b)
{
	switch (field->kind) {
	case SP_FIELD_ID:
		return true;
	case SP_FIELD_REF:
	case SP_FIELD_BIG:
		return memcmp(a, b, sizeof(int64_t)) == 0;
	case SP_FIELD_BOOL:
		return memcmp(a, b, sizeof(bool)) == 0;
	case SP_FIELD_TEXT: {
		const char *left, *right;

		memcpy(&left, a, sizeof(const char *));
		memcpy(&right, b, sizeof(const char *));
		return sp_streq(left, right);
	}
	case SP_FIELD_INT:
	case SP_FIELD_ENUM:
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
	case SP_FIELD_MINUTE:
		return memcmp(a, b, sizeof(int32_t)) == 0;
	}
	assert(!"a kind of field that cannot be compared");
	return false;
}

/* All fields but the id. */
static bool
rows_equal(enum sp_entity entity, const void *a, const void *b)
{
	const struct sp_entity_info *info = sp_entity_info(entity);

	for (size_t i = 0; i < info->n_fields; i++) {
		const struct sp_field *field = &info->fields[i];

		if (!fields_equal(field, (const char *)a + field->offset, (const char *)b + field->offset))
			return false;
	}
	return true;
}

static int64_t
id_of(const void *row)
{
	int64_t id;

	memcpy(&id, row, sizeof(id)); /* the first field is the id */
	return id;
}

struct match {
	const struct intake_wanted *wanted;
	struct sp_rows there;
	size_t row_size;
	bool *taken; /* of those there */
	bool *met;   /* of those wanted */
};

static const void *
there_at(const struct match *match, size_t i)
{
	return (const char *)match->there.items + i * match->row_size;
}

static void *
wanted_at(const struct match *match, size_t i)
{
	return (char *)match->wanted->rows + i * match->row_size;
}

/* Pass 1: nothing about it has changed. */
static void
match_equal(struct intake *intake, struct match *match)
{
	for (size_t i = 0; i < match->wanted->n; i++) {
		for (size_t j = 0; j < match->there.n && !match->met[i]; j++) {
			if (match->taken[j] ||
			    !rows_equal(match->wanted->entity, there_at(match, j), wanted_at(match, i)))
				continue;
			match->taken[j] = match->met[i] = true;
			memcpy(wanted_at(match, i), there_at(match, j), sizeof(int64_t));
			intake->result.n_unchanged++;
		}
	}
}

/* Pass 2: known, and changed; or new. */
static void
match_changed(struct intake *intake, struct match *match)
{
	const struct intake_wanted *wanted = match->wanted;

	for (size_t i = 0; i < wanted->n; i++) {
		int64_t id = 0;

		if (match->met[i])
			continue;
		for (size_t j = 0; j < match->there.n && id == 0; j++) {
			if (match->taken[j] || !wanted->same(there_at(match, j), wanted_at(match, i)))
				continue;
			match->taken[j] = true;
			id = id_of(there_at(match, j));
		}
		if (id != 0)
			intake->result.n_changed++;
		else
			intake->result.n_new++;
		memcpy(wanted_at(match, i), &id, sizeof(id));
		id = sp_edits_put(intake->edits, wanted->entity, wanted_at(match, i));
		memcpy(wanted_at(match, i), &id, sizeof(id));
	}
}

bool
intake_reconcile(struct intake *intake, const struct intake_wanted *wanted)
{
	struct match match = {.wanted = wanted,
			      .there = sp_snapshot_rows(intake->snapshot, wanted->entity),
			      .row_size = sp_entity_info(wanted->entity)->row_size};

	match.taken = SP_ARENA_NEW_N(intake->arena, bool, match.there.n + 1);
	match.met = SP_ARENA_NEW_N(intake->arena, bool, wanted->n + 1);
	if (match.taken == NULL || match.met == NULL)
		return intake_nomem(intake);
	match_equal(intake, &match);
	match_changed(intake, &match);
	for (size_t j = 0; j < match.there.n && wanted->goes != NULL; j++) {
		if (match.taken[j] || !wanted->goes(intake, there_at(&match, j), wanted->context))
			continue;
		sp_edits_delete(intake->edits, wanted->entity, id_of(there_at(&match, j)));
		intake->result.n_removed++;
	}
	return true;
}
