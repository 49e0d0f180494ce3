/*
 * Edits as values: a list of rows to put (insert or replace by id) and ids to delete. The store applies a list in one
 * transaction; sp_snapshot_apply applies it in memory, to look ahead ("what would the plan be?").
 *
 * A put with id 0 is a new row: it gets a provisional negative id, which later rows of the same list may refer to.
 * Rows and their texts are copied into the list's arena.
 */
#ifndef SENPLAN_MODEL_EDIT_H
#define SENPLAN_MODEL_EDIT_H

#include "senplan/model/snapshot.h"

enum sp_edit_op { SP_EDIT_PUT, SP_EDIT_DELETE };

struct sp_edit {
	enum sp_edit_op op;
	enum sp_entity entity;
	int64_t id;
	const void *row; /* SP_EDIT_PUT: struct sp_<entity> */
};

struct sp_edits {
	struct sp_arena *arena;
	struct sp_edit *items;
	size_t n;
	size_t cap;
	int64_t last_provisional; /* 0, -1, -2 … */
	bool failed;		  /* out of memory: ask once, at the end (sp_edits_ok) */
};

void sp_edits_init(struct sp_edits *edits, struct sp_arena *arena);

/* SP_OK, or SP_SYSTEM when an add ran out of memory. */
enum sp_rc sp_edits_ok(const struct sp_edits *edits, struct sp_err *reterr);

/* Returns the row's id: the given one or a new provisional one. */
#define X(name, plural) \
	sp_##name##_id sp_edits_put_##name(struct sp_edits *edits, const struct sp_##name *row);
SP_ENTITIES(X)
#undef X

int64_t sp_edits_put(struct sp_edits *edits, enum sp_entity entity, const void *row);
void sp_edits_delete(struct sp_edits *edits, enum sp_entity entity, int64_t id);

/* Appends all of `more`, whose provisional ids must not clash: begin `more` with sp_edits_continue. */
void sp_edits_append(struct sp_edits *edits, const struct sp_edits *more);
void sp_edits_continue(struct sp_edits *more, const struct sp_edits *after);

/*
 * The snapshot after the edits, in `arena`. Tables without edits are shared with `before`, texts with it and with the
 * edits' arena: both must outlive it. The later of two edits of one row wins; a delete of a row that is not there does nothing.
 */
enum sp_rc sp_snapshot_apply(const struct sp_snapshot *before, const struct sp_edits *edits,
			     struct sp_arena *arena, struct sp_snapshot *ret_after, struct sp_err *reterr);

/* Fills a row's texts with "", its days and times with NONE, its weekday-like fields with -1; the rest is 0. */
#define X(name, plural) struct sp_##name sp_##name##_blank(void);
SP_ENTITIES(X)
#undef X

/* The same for any entity; `row` has room for its struct. */
void sp_row_blank(enum sp_entity entity, void *row);

#endif
