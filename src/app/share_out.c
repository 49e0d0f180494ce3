/*
 * Blocks as calendar events. What each target (a file, a folder) was last told is kept in the plan's file, so that a
 * moved block moves there, a removed one is cancelled, and SEQUENCE never falls. A block that was moved before its first
 * export begins with the number of its moves: another target may have been told of those.
 */
#include "senplan/app/share_out.h"

#include "senplan/base/hash.h"
#include "senplan/ics/vdir.h"
#include "senplan/report/words.h"
#include "senplan/store/file.h"

#include "share.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { KEEP_CANCELLED_DAYS = 366, ITEM_BYTES_MAX = 64 * 1024 };

const char *const sp_titles_names[] = {"activity", "codes", "busy", NULL};

bool
share_in_range(const struct share *share, sp_time start)
{
	sp_day day = sp_time_day(start);

	return (share->request->from_day == SP_DAY_NONE || day >= share->request->from_day) &&
	       (share->request->to_day == SP_DAY_NONE || day <= share->request->to_day);
}

const struct sp_export_record *
share_record_of(const struct share *share, const char *uid)
{
	for (size_t i = 0; i < share->n_old; i++)
		if (sp_streq(share->old[i].uid, uid))
			return &share->old[i];
	return NULL;
}

static const char *
event_title(struct share *share, const struct sp_task *task, const struct sp_activity *activity)
{
	switch (share->request->titles) {
	case SP_TITLES_ACTIVITY:
		return activity == NULL || activity->name[0] == '\0' ? "SENCO" : activity->name;
	case SP_TITLES_CODES:
		return task_title(share->snapshot, task, &share->arena);
	case SP_TITLES_BUSY:
		return "Busy";
	}
	return "Busy";
}

/*
 * A meeting, and other work with pupils and families, is tentative until the other party has agreed, also where the SENCO has
 * locked it; the rest is the SENCO's own.
 */
static enum sp_ics_status
event_status(const struct sp_block *block, const struct sp_activity *activity)
{
	if (block->state == SP_BLOCK_PROPOSED && activity != NULL &&
	    (activity->meets || activity->kind == SP_KIND_DIRECT))
		return SP_ICS_TENTATIVE;
	return SP_ICS_CONFIRMED;
}

/* What RFC 5545 counts a new SEQUENCE for, beside the times. */
static uint64_t
status_hash(enum sp_ics_status status)
{
	int32_t value = (int32_t)status;

	return sp_hash_bytes(SP_HASH_START, &value, sizeof(value)) & INT64_MAX;
}

static void
count_change(struct share *share, const struct sp_export_record *old, const struct sp_export_record *record)
{
	struct sp_calendar_result *result = &share->result;

	if (old == NULL || old->cancelled)
		result->n_new++;
	else if (old->start != record->start || old->end != record->end)
		result->n_moved++;
	else if (old->content_hash != record->content_hash || !sp_streq(old->title, record->title))
		result->n_changed++;
	else
		result->n_unchanged++;
}

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static bool
is_rescheduled(const struct sp_export_record *old, const struct sp_export_record *record)
{
	return old->start != record->start || old->end != record->end ||
	       old->content_hash != record->content_hash || old->cancelled != record->cancelled;
}

/* What another target was told last of this event, or NULL. */
static const struct sp_export_record *
record_elsewhere(const struct share *share, const char *uid)
{
	size_t low = 0, high = share->n_elsewhere;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(share->elsewhere[middle].record.uid, uid) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && sp_streq(share->elsewhere[low - 1].record.uid, uid)
		       ? &share->elsewhere[low - 1].record
		       : NULL;
}

/*
 * Sequence and dates of change follow from what the target was told last. Behind two targets there may be one calendar (a
 * file by another name, another machine): no target gets a SEQUENCE below what another has had. When nothing has changed for
 * a target, it stays as it was told, whatever the others were.
 */
static void
revise_record(const struct share *share, const struct sp_export_record *old, int64_t least_sequence,
	      struct sp_export_record *record)
{
	const struct sp_export_record *other = record_elsewhere(share, record->uid);
	const struct sp_export_record *last = old != NULL ? old : other;
	bool rescheduled;

	if (other != NULL)
		least_sequence = later(least_sequence, other->sequence + is_rescheduled(other, record));
	if (last == NULL) {
		record->sequence = least_sequence;
		record->modified_utc = later(record->created_utc, share->now_utc);
		return;
	}
	rescheduled = is_rescheduled(last, record);
	record->created_utc = last->created_utc;
	record->sequence = rescheduled	 ? later(last->sequence + 1, least_sequence)
			   : old != NULL ? old->sequence
					 : least_sequence;
	record->modified_utc = last->modified_utc;
	/* Later than before, also in the same second: programs that sync by date keep the older one otherwise. */
	if (rescheduled || !sp_streq(last->title, record->title))
		record->modified_utc = later(last->modified_utc + 1, share->now_utc);
}

void
share_revise(struct share *share, const struct sp_export_record *old, int64_t least_sequence,
	     struct sp_export_record *record)
{
	revise_record(share, old, least_sequence, record);
	count_change(share, old, record);
}

int32_t
share_sequence(const struct sp_export_record *record)
{
	return record->sequence > INT32_MAX ? INT32_MAX : (int32_t)record->sequence;
}

static void
add_event(struct share *share, const struct sp_export_record *record, enum sp_ics_status status,
	  const char *const *category)
{
	share->records[share->n] = *record;
	share->events[share->n] = (struct sp_ics_event){
		.uid = record->uid,
		.sequence = share_sequence(record),
		.created_s = record->created_utc,
		.modified_s = record->modified_utc,
		.start = record->start,
		.end = record->end,
		.status = status,
		/* Only a deadline lasts from midnight to midnight: a cancelled one stays the all-day entry that it was. */
		.all_day = sp_time_minute(record->start) == 0 && record->end - record->start == SP_DAY_MIN,
		.klass = SP_ICS_PRIVATE,
		.title = record->title,
		.categories = category,
		.category_n = category == NULL ? 0 : 1,
	};
	share->events[share->n].transparent = share->events[share->n].all_day;
	share->n++;
}

static enum sp_rc
add_block(struct share *share, const struct sp_block *block, struct sp_err *reterr)
{
	const struct sp_task *task = sp_snapshot_task(share->snapshot, block->task);
	const struct sp_activity *activity =
		task == NULL ? NULL : sp_snapshot_activity(share->snapshot, task->activity);
	const struct sp_export_record *old = share_record_of(share, block->uid);
	enum sp_ics_status status = event_status(block, activity);
	struct sp_export_record record = {
		.uid = block->uid,
		.content_hash = status_hash(status),
		.created_utc = block->created_utc,
		.start = block->start,
		.end = block->start + block->length_min,
	};
	const char **category = NULL;

	/* A folder keeps what it was told outside the range: there, absence would take it away. */
	if (task == NULL || (!share_in_range(share, block->start) &&
			     (share->request->vdir == NULL || old == NULL || old->cancelled)))
		return SP_OK;
	record.title = event_title(share, task, activity);
	if (record.title == NULL)
		return sp_err_nomem(reterr);
	if (activity != NULL && share->request->titles != SP_TITLES_BUSY && activity->name[0] != '\0') {
		category = SP_ARENA_NEW(&share->arena, const char *);
		if (category == NULL)
			return sp_err_nomem(reterr);
		*category = activity->name;
	}
	share_revise(share, old, block->moves, &record);
	add_event(share, &record, status, category);
	return SP_OK;
}

static bool
block_has_uid(const struct sp_snapshot *snapshot, const char *uid)
{
	for (size_t i = 0; i < snapshot->blocks.n; i++)
		if (sp_streq(snapshot->blocks.items[i].uid, uid) &&
		    sp_snapshot_task(snapshot, snapshot->blocks.items[i].task) != NULL)
			return true;
	return false;
}

static bool
is_told(const struct share *share, size_t n, const char *uid)
{
	for (size_t i = 0; i < n; i++)
		if (sp_streq(share->records[i].uid, uid))
			return true;
	return false;
}

/* What is gone: cancelled, once with a new SEQUENCE, and kept so for a year. */
static void
add_cancelled(struct share *share)
{
	for (size_t i = 0; i < share->n_old; i++) {
		const struct sp_export_record *old = &share->old[i];
		struct sp_export_record record = *old;

		if (block_has_uid(share->snapshot, old->uid) || share_is_deadline(share, old->uid) ||
		    share_deadline_is_over(share, old) ||
		    sp_time_day(old->end) < sp_time_day(share->now) - KEEP_CANCELLED_DAYS)
			continue;
		record.cancelled = true;
		revise_record(share, old, 0, &record);
		share->result.n_cancelled += !old->cancelled;
		if (share->request->todos == NULL) {
			add_event(share, &record, SP_ICS_CANCELLED, NULL);
			continue;
		}
		share->records[share->n] = record;
		share->todos[share->n++] = (struct sp_ics_todo){.uid = record.uid,
								.sequence = share_sequence(&record),
								.created_s = record.created_utc,
								.modified_s = record.modified_utc,
								.due_day = sp_time_day(record.start),
								.cancelled = true,
								.title = record.title};
	}
}

/* What this export does not show is not forgotten: its SEQUENCE goes on from there. */
static void
keep_others(struct share *share)
{
	share->n_records = share->n;
	for (size_t i = 0; i < share->n_old; i++)
		if (!is_told(share, share->n, share->old[i].uid))
			share->records[share->n_records++] = share->old[i];
}

static enum sp_rc
collect_events(struct sp_app *app, struct share *share, struct sp_err *reterr)
{
	bool todos = share->request->todos != NULL;
	enum sp_rc rc = SP_OK;
	size_t max;

	if (todos || share->request->deadlines)
		rc = share_load_deadlines(app, share, reterr);
	if (rc != SP_OK)
		return rc;
	max = share->snapshot->blocks.n + share->deadlines.n + share->n_old;
	share->records = SP_ARENA_NEW_N(&share->arena, struct sp_export_record, max + 1);
	share->events = SP_ARENA_NEW_N(&share->arena, struct sp_ics_event, max + 1);
	share->todos = SP_ARENA_NEW_N(&share->arena, struct sp_ics_todo, max + 1);
	if (share->records == NULL || share->events == NULL || share->todos == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < share->snapshot->blocks.n && rc == SP_OK && !todos; i++)
		rc = add_block(share, &share->snapshot->blocks.items[i], reterr);
	if (rc == SP_OK)
		rc = share_add_deadlines(share, reterr);
	if (rc == SP_OK)
		add_cancelled(share);
	keep_others(share);
	share->result.n_events = share->n;
	assert(share->n_records <= max);
	return rc;
}

static void
begin_share(struct share *share, struct sp_app *app, const struct sp_calendar_request *request)
{
	*share = (struct share){
		.snapshot = &app->snapshot,
		.request = request,
		.now_utc = app->env.now_utc,
		.now = app->env.now,
	};
	sp_arena_init(&share->arena);
}

static enum sp_rc
write_calendar(const struct share *share, struct sp_str *out, struct sp_err *reterr)
{
	struct sp_ics_calendar calendar = {
		.name = "SENCO",
		.events = share->events,
		.event_n = share->n,
	};
	enum sp_rc rc = sp_ics_write_file(&calendar, out, reterr);

	return rc == SP_OK && out->failed ? sp_err_nomem(reterr) : rc;
}

enum sp_rc
sp_share_calendar_bytes(struct sp_app *app, const struct sp_calendar_request *request, struct sp_str *out,
			struct sp_err *reterr)
{
	struct share share;
	enum sp_rc rc;

	begin_share(&share, app, request);
	/* Nothing is remembered, so nothing may depend on the moment either. */
	share.now_utc = 0;
	rc = collect_events(app, &share, reterr);
	if (rc == SP_OK)
		rc = write_calendar(&share, out, reterr);
	sp_arena_finish(&share.arena);
	return rc;
}

/* --- a folder --- */

/* A file or a folder: what is there decides, else the name. */
bool
share_is_file(const struct share *share)
{
	const char *todos = share->request->todos;
	size_t len = todos == NULL ? 0 : strlen(todos);
	struct stat there;

	if (todos == NULL)
		return share->request->file != NULL;
	return len > 4 && sp_streq(todos + len - 4, ".ics") &&
	       !(stat(todos, &there) == 0 && S_ISDIR(there.st_mode));
}

static const char *
share_folder(const struct share *share)
{
	return share->request->todos != NULL ? share->request->todos : share->request->vdir;
}

static bool
is_item(const char *name)
{
	size_t len = strlen(name);

	return len > 4 && name[0] != '.' && sp_streq(name + len - 4, ".ics");
}

static enum sp_rc
read_folder(struct share *share, struct sp_ics_vdir_ask *ask, struct sp_err *reterr)
{
	const char *const *names;
	struct sp_ics_file *files;
	size_t n, n_files = 0;
	const char *folder = share_folder(share);
	enum sp_rc rc = sp_directory_make(folder, reterr);

	if (rc == SP_OK)
		rc = sp_directory_list(folder, &share->arena, &names, &n, reterr);
	if (rc != SP_OK)
		return rc;
	files = SP_ARENA_NEW_N(&share->arena, struct sp_ics_file, n + 1);
	if (files == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < n; i++) {
		struct sp_ics_file *file = &files[n_files];
		char *path;

		if (!is_item(names[i]))
			continue;
		path = sp_arena_printf(&share->arena, "%s/%s", folder, names[i]);
		if (path == NULL)
			return sp_err_nomem(reterr);
		file->name = names[i];
		/* A file that is too large to be one of ours is left alone. */
		if (sp_file_read(path, ITEM_BYTES_MAX, &share->arena, &file->bytes, &file->size, NULL) ==
		    SP_OK)
			n_files++;
	}
	ask->present = files;
	ask->present_n = n_files;
	return SP_OK;
}

static enum sp_rc
write_folder(struct share *share, const struct sp_ics_vdir_plan *plan, struct sp_err *reterr)
{
	for (size_t i = 0; i < plan->write_n + plan->drop_n; i++) {
		bool drops = i >= plan->write_n;
		const char *name = drops ? plan->drop[i - plan->write_n] : plan->write[i].name;
		char *path = sp_arena_printf(&share->arena, "%s/%s", share_folder(share), name);
		enum sp_rc rc;

		if (path == NULL)
			return sp_err_nomem(reterr);
		rc = drops ? sp_file_remove(path, reterr)
			   : write_target(path, plan->write[i].bytes, plan->write[i].size, reterr);
		if (rc != SP_OK)
			return rc;
	}
	return SP_OK;
}

static enum sp_rc
update_folder(struct share *share, struct sp_err *reterr)
{
	struct sp_ics_vdir_ask ask = {
		.wanted = share->events,
		.wanted_n = share->request->todos != NULL ? 0 : share->n,
		.tasks = share->request->todos != NULL,
		.todos = share->todos,
		.todo_n = share->request->todos != NULL ? share->n : 0,
		.known_uid_n = share->n_old,
		.force = share->request->force,
	};
	struct sp_ics_vdir_plan plan;
	const char **uids = SP_ARENA_NEW_N(&share->arena, const char *, share->n_old + 1);
	enum sp_rc rc;

	if (uids == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < share->n_old; i++)
		uids[i] = share->old[i].uid;
	ask.known_uids = uids;
	rc = read_folder(share, &ask, reterr);
	if (rc == SP_OK)
		rc = sp_ics_vdir_plan(&ask, &share->arena, &plan, reterr);
	if (rc == SP_OK)
		rc = write_folder(share, &plan, reterr);
	return rc;
}

/* --- targets --- */

/* The same place under two names must be one target: the folder's real path, and the name in it. */
static char *
target_name(const struct sp_calendar_request *request, struct sp_arena *arena)
{
	const char *path = request->file != NULL   ? request->file
			   : request->vdir != NULL ? request->vdir
						   : request->todos;
	const char *kind = request->file != NULL ? "file" : request->vdir != NULL ? "vdir" : "todos";
	const char *slash = strrchr(path, '/');
	char real[PATH_MAX];
	char *folder;

	if (realpath(path, real) != NULL)
		return sp_arena_printf(arena, "%s:%s", kind, real);
	folder = slash == NULL	 ? sp_arena_strdup(arena, ".")
		 : slash == path ? sp_arena_strdup(arena, "/")
				 : sp_arena_strndup(arena, path, (size_t)(slash - path));
	if (folder == NULL)
		return NULL;
	if (realpath(folder, real) == NULL)
		return sp_arena_printf(arena, "%s:%s", kind, path);
	return sp_arena_printf(arena, "%s:%s/%s", kind, real, slash == NULL ? path : slash + 1);
}

static enum sp_rc
share_to_file(struct share *share, struct sp_err *reterr)
{
	struct sp_str out;
	enum sp_rc rc;

	sp_str_init(&out);
	rc = share->request->todos == NULL ? write_calendar(share, &out, reterr)
					   : sp_ics_write_todo_file(share->todos, share->n, &out, reterr);
	if (rc == SP_OK)
		rc = write_target(share->request->todos == NULL ? share->request->file
								: share->request->todos,
				  out.text, out.len, reterr);
	sp_str_finish(&out);
	return rc;
}

static int
compare_told(const void *a, const void *b)
{
	const struct sp_export_told *x = a, *y = b;
	int order = strcmp(x->record.uid, y->record.uid);

	if (order == 0)
		order = (x->record.sequence > y->record.sequence) - (x->record.sequence < y->record.sequence);
	return order != 0 ? order : strcmp(x->target, y->target);
}

static enum sp_rc
load_elsewhere(struct sp_app *app, struct share *share, const char *target, struct sp_err *reterr)
{
	struct sp_export_memory memory = {0};
	struct sp_export_told *others = NULL;
	size_t n = 0;
	enum sp_rc rc = sp_store_load_memory(app->store, &share->arena, &memory, reterr);

	if (rc == SP_OK) {
		others = SP_ARENA_NEW_N(&share->arena, struct sp_export_told, memory.n_told + 1);
		rc = others == NULL ? sp_err_nomem(reterr) : SP_OK;
	}
	for (size_t i = 0; rc == SP_OK && i < memory.n_told; i++)
		if (!sp_streq(memory.told[i].target, target))
			others[n++] = memory.told[i];
	if (rc == SP_OK && n > 1)
		qsort(others, n, sizeof(*others), compare_told);
	share->elsewhere = others;
	share->n_elsewhere = n;
	return rc;
}

enum sp_rc
sp_share_calendar(struct sp_app *app, const struct sp_calendar_request *request,
		  struct sp_calendar_result *ret, struct sp_err *reterr)
{
	struct share share;
	const char *target;
	enum sp_rc rc;

	assert((request->file != NULL) + (request->vdir != NULL) + (request->todos != NULL) == 1);
	begin_share(&share, app, request);
	/* Made before it is named: only what is there has a real path, and the name must be the same the next time. */
	rc = share_is_file(&share) ? SP_OK : sp_directory_make(share_folder(&share), reterr);
	if (rc != SP_OK)
		goto done;
	target = target_name(request, &share.arena);
	if (target == NULL) {
		rc = sp_err_nomem(reterr);
		goto done;
	}
	rc = sp_store_load_exports(app->store, target, &share.arena, &share.old, &share.n_old, reterr);
	if (rc == SP_OK)
		rc = load_elsewhere(app, &share, target, reterr);
	if (rc == SP_OK)
		rc = collect_events(app, &share, reterr);
	if (rc == SP_OK)
		rc = share_is_file(&share) ? share_to_file(&share, reterr) : update_folder(&share, reterr);
	if (rc == SP_OK)
		rc = sp_store_save_exports(app->store, target, share.records, share.n_records, reterr);
	if (rc == SP_OK)
		*ret = share.result;
done:
	sp_arena_finish(&share.arena);
	return rc;
}
