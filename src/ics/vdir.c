/*
 * A vdir folder brought up to date. See the header.
 */
#include "senplan/ics/vdir.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include <stdlib.h>
#include <string.h>

struct folder {
	struct sp_arena *arena;
	const struct sp_ics_vdir_ask *ask;
	struct sp_ics_file *wanted; /* by name */
	size_t wanted_n;
	SP_ARRAY(struct sp_ics_file) write;
	SP_ARRAY(const char *) drop;
	struct sp_ics_vdir_plan plan;
};

static int
compare_files(const void *a, const void *b)
{
	const struct sp_ics_file *left = a;
	const struct sp_ics_file *right = b;

	return strcmp(left->name, right->name);
}

static int
compare_names(const void *a, const void *b)
{
	const char *const *left = a;
	const char *const *right = b;

	return strcmp(*left, *right);
}

/* One wanted item, as the file that it is to be. */
static enum sp_rc
add_wanted(struct folder *folder, const char *uid, const struct sp_str *item, struct sp_err *reterr)
{
	struct sp_ics_file *file = &folder->wanted[folder->wanted_n++];

	file->name = sp_arena_printf(folder->arena, "%s.ics", uid);
	file->bytes = sp_arena_memdup(folder->arena, item->text, item->len);
	file->size = item->len;
	return file->name == NULL || file->bytes == NULL ? sp_err_nomem(reterr) : SP_OK;
}

static enum sp_rc
render_items(struct folder *folder, struct sp_err *reterr)
{
	const struct sp_ics_vdir_ask *ask = folder->ask;
	struct sp_str item;
	enum sp_rc rc = SP_OK;

	sp_str_init(&item);
	for (size_t i = 0; rc == SP_OK && i < ask->wanted_n; i++) {
		if (ask->wanted[i].status == SP_ICS_CANCELLED)
			continue;
		sp_str_clear(&item);
		rc = sp_ics_write_item(&ask->wanted[i], &item, reterr);
		if (rc == SP_OK)
			rc = add_wanted(folder, ask->wanted[i].uid, &item, reterr);
	}
	for (size_t i = 0; rc == SP_OK && i < ask->todo_n; i++) {
		if (ask->todos[i].cancelled)
			continue;
		sp_str_clear(&item);
		rc = sp_ics_write_todo_item(&ask->todos[i], &item, reterr);
		if (rc == SP_OK)
			rc = add_wanted(folder, ask->todos[i].uid, &item, reterr);
	}
	sp_str_finish(&item);
	return rc;
}

/* Renders every wanted event and todo that is not cancelled, by name. */
static enum sp_rc
render_wanted(struct folder *folder, struct sp_err *reterr)
{
	size_t max = folder->ask->wanted_n + folder->ask->todo_n;
	enum sp_rc rc;

	folder->wanted = SP_ARENA_NEW_N(folder->arena, struct sp_ics_file, max + 1);
	rc = folder->wanted == NULL ? sp_err_nomem(reterr) : render_items(folder, reterr);
	if (rc != SP_OK)
		return rc;
	qsort(folder->wanted, folder->wanted_n, sizeof(struct sp_ics_file), compare_files);
	for (size_t i = 1; i < folder->wanted_n; i++)
		if (strcmp(folder->wanted[i - 1].name, folder->wanted[i].name) == 0)
			return sp_err_set(reterr, SP_INPUT, "Two events for export have the same UID: %s.",
					  folder->wanted[i].name);
	return SP_OK;
}

/* "UID.ics" for a UID this plan has exported before. */
static bool
name_is_known(const struct sp_ics_vdir_ask *ask, const char *name)
{
	size_t len = strlen(name);

	if (len < 5 || strcmp(name + len - 4, ".ics") != 0)
		return false;
	for (size_t i = 0; i < ask->known_uid_n; i++)
		if (strlen(ask->known_uids[i]) == len - 4 && memcmp(ask->known_uids[i], name, len - 4) == 0)
			return true;
	return false;
}

/* Made by us: our PRODID, and the UID that the name promises, each on a line of its own. */
static bool
file_is_ours(const struct sp_ics_vdir_ask *ask, const struct sp_ics_file *file)
{
	static const char prodid[] = "\r\nPRODID:" SP_ICS_PRODID "\r\n";
	char uid[300] = "\r\nUID:";
	size_t len = strlen(file->name);
	size_t at = strlen(uid);

	if (name_is_known(ask, file->name))
		return true;
	if (len < 5 || len - 4 + at + 3 > sizeof(uid) || strcmp(file->name + len - 4, ".ics") != 0)
		return false;
	memcpy(uid + at, file->name, len - 4);
	/* A long UID is folded: its first 60 octets stand on the line, and are random enough. */
	if (len - 4 > 60)
		uid[at + 60] = '\0';
	else
		memcpy(uid + at + len - 4, "\r\n", 3);
	if ((memmem(file->bytes, file->size, "\r\nBEGIN:VTODO\r\n", 15) != NULL) != ask->tasks)
		return false;
	return memmem(file->bytes, file->size, prodid, sizeof(prodid) - 1) != NULL &&
	       memmem(file->bytes, file->size, uid, strlen(uid)) != NULL;
}

static bool
same_bytes(const struct sp_ics_file *a, const struct sp_ics_file *b)
{
	return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

static enum sp_rc
judge_present(struct folder *folder, bool *there, struct sp_err *reterr)
{
	for (size_t i = 0; i < folder->ask->present_n; i++) {
		const struct sp_ics_file *file = &folder->ask->present[i];
		const struct sp_ics_file *want = bsearch(file, folder->wanted, folder->wanted_n,
							 sizeof(struct sp_ics_file), compare_files);
		bool ours = file_is_ours(folder->ask, file);

		if (!ours && want != NULL)
			return sp_err_set(
				reterr, SP_INPUT,
				"The file %s in the folder is not senplan's but has the name of an event: "
				"move it away first.",
				file->name);
		if (!ours) {
			folder->plan.foreign_n++;
			continue;
		}
		if (want == NULL) {
			if (!SP_ARRAY_PUSH(&folder->drop, file->name))
				return sp_err_nomem(reterr);
			continue;
		}
		there[want - folder->wanted] = true;
		if (same_bytes(file, want))
			folder->plan.same_n++;
		else if (!SP_ARRAY_PUSH(&folder->write, *want))
			return sp_err_nomem(reterr);
	}
	return SP_OK;
}

static enum sp_rc
add_new(struct folder *folder, const bool *there, struct sp_err *reterr)
{
	for (size_t i = 0; i < folder->wanted_n; i++) {
		if (there[i])
			continue;
		folder->plan.write_new_n++;
		if (!SP_ARRAY_PUSH(&folder->write, folder->wanted[i]))
			return sp_err_nomem(reterr);
	}
	return SP_OK;
}

/* Lists into the arena, in order of name. */
static enum sp_rc
settle_plan(struct folder *folder, struct sp_err *reterr)
{
	struct sp_ics_vdir_plan *plan = &folder->plan;

	if (folder->write.n > 0) {
		qsort(folder->write.items, folder->write.n, sizeof(struct sp_ics_file), compare_files);
		plan->write = sp_arena_memdup(folder->arena, folder->write.items,
					      folder->write.n * sizeof(struct sp_ics_file));
		if (plan->write == NULL)
			return sp_err_nomem(reterr);
	}
	if (folder->drop.n > 0) {
		const char **names = SP_ARENA_NEW_N(folder->arena, const char *, folder->drop.n);

		if (names == NULL)
			return sp_err_nomem(reterr);
		for (size_t i = 0; i < folder->drop.n; i++) {
			names[i] = sp_arena_strdup(folder->arena, folder->drop.items[i]);
			if (names[i] == NULL)
				return sp_err_nomem(reterr);
		}
		qsort(names, folder->drop.n, sizeof(names[0]), compare_names);
		plan->drop = names;
	}
	plan->write_n = folder->write.n;
	plan->drop_n = folder->drop.n;
	return SP_OK;
}

enum sp_rc
sp_ics_vdir_plan(const struct sp_ics_vdir_ask *ask, struct sp_arena *arena, struct sp_ics_vdir_plan *ret,
		 struct sp_err *reterr)
{
	struct folder folder = {.arena = arena, .ask = ask};
	bool *there = SP_ARENA_NEW_N(arena, bool, ask->wanted_n + ask->todo_n + 1);
	enum sp_rc rc = there != NULL ? SP_OK : sp_err_nomem(reterr);

	if (rc == SP_OK)
		rc = render_wanted(&folder, reterr);
	if (rc == SP_OK)
		rc = judge_present(&folder, there, reterr);
	if (rc == SP_OK && folder.wanted_n == 0 && folder.drop.n > 0 && !ask->force)
		rc = sp_err_set(
			reterr, SP_NO,
			"There is nothing to export, and the folder holds what was exported before (%zu file%s), "
			"which would all be deleted. If that is meant, use --force.",
			folder.drop.n, folder.drop.n == 1 ? "" : "s");
	if (rc == SP_OK)
		rc = add_new(&folder, there, reterr);
	if (rc == SP_OK)
		rc = settle_plan(&folder, reterr);
	if (rc == SP_OK)
		*ret = folder.plan;
	SP_ARRAY_FREE(&folder.write);
	SP_ARRAY_FREE(&folder.drop);
	return rc;
}
