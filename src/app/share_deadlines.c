/*
 * Deadlines as calendar entries: the dates that the school itself must keep, and tasks with a date that were put in by
 * hand. Each is an all-day entry that makes nobody busy, or a task (VTODO) for programs that know tasks; the two have UIDs of
 * their own. Work without a date of its own (how often parents are met, what comes before a meeting) is no deadline.
 */
#include "senplan/base/array.h"
#include "senplan/base/hash.h"
#include "senplan/ics/zone.h"
#include "senplan/plan/clocks.h"
#include "senplan/report/words.h"

#include "share.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UID_BYTES = 64, NOON_MIN = 12 * 60, DEADLINES_MAX = 20000 };

static const char *const deadline_category[] = {"Deadlines"};

struct deadline_list {
	SP_ARRAY(struct deadline) found;
	struct sp_arena *arena;
	const char *kind; /* "event", "todo": each has UIDs of its own */
	bool failed;
};

/* --- which there are --- */

/* A date that binds: the law's, or another rule's; not how often something is done a year. */
static bool
clock_is_deadline(const struct sp_clock *clock)
{
	return clock->step->owner == SP_OWNER_SCHOOL && clock->due_day != SP_DAY_NONE &&
	       clock->exception == NULL && !clock->not_needed &&
	       (clock->step->hard || (clock->rule != NULL && clock->rule->unit != SP_UNIT_COUNT));
}

static void
add_deadline(struct deadline_list *list, struct deadline deadline)
{
	if (deadline.about == NULL || list->found.n >= DEADLINES_MAX ||
	    !SP_ARRAY_PUSH(&list->found, deadline))
		list->failed = true;
}

static void
add_clock(struct deadline_list *list, const struct sp_clock *clock)
{
	sp_day day = clock->work_by_day != SP_DAY_NONE ? clock->work_by_day : clock->due_day;

	add_deadline(list, (struct deadline){
				   .about = sp_arena_printf(list->arena, "%s:case:%lld:%s:%s", list->kind,
							    (long long)clock->subject->id.v, clock->step->key,
							    clock->cycle),
				   .day = day,
				   .law_day = day == clock->due_day ? SP_DAY_NONE : clock->due_day,
				   .done = clock->state == SP_CLOCK_MET || clock->state == SP_CLOCK_LATE,
				   .done_day = clock->done_day,
				   .name = clock->step->name,
				   .code = clock->subject->id.v != 0 ? clock->subject->code : "",
			   });
}

/* A task that nobody's chain and no duty made, with the day by which it was wanted. */
static void
add_task(struct deadline_list *list, const struct sp_snapshot *snapshot, const struct sp_task *task)
{
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, task->activity);
	const struct sp_case *subject = sp_snapshot_case(snapshot, task->subject);

	if (task->key[0] != '\0' || task->due_day == SP_DAY_NONE || activity == NULL ||
	    (task->state != SP_TASK_OPEN && task->state != SP_TASK_DONE))
		return;
	add_deadline(list, (struct deadline){
				   .about = sp_arena_printf(list->arena, "%s:task:%lld", list->kind,
							    (long long)task->id.v),
				   .day = task->due_day,
				   .law_day = SP_DAY_NONE,
				   .done = task->state == SP_TASK_DONE,
				   .done_day = SP_DAY_NONE,
				   .name = activity->name,
				   .code = subject != NULL ? subject->code : "",
			   });
}

static int
compare_abouts(const void *a, const void *b)
{
	const struct deadline *x = a, *y = b;
	int order = strcmp(x->about, y->about);

	return order != 0 ? order : (x->day > y->day) - (x->day < y->day);
}

/* Two consultations of one day have the same name: the second one is told by its number. */
static void
number_twins(struct deadline_list *list)
{
	const char *base = list->found.n > 0 ? list->found.items[0].about : NULL;

	for (size_t i = 1, twin = 1; i < list->found.n && !list->failed; i++) {
		struct deadline *deadline = &list->found.items[i];

		if (!sp_streq(deadline->about, base)) {
			base = deadline->about;
			twin = 1;
			continue;
		}
		deadline->about = sp_arena_printf(list->arena, "%s:%zu", base, ++twin);
		list->failed = deadline->about == NULL;
	}
}

/* --- their UIDs --- */

static const struct sp_export_uid *
find_uid(const struct sp_export_uid *uids, size_t n, const char *about)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;
		int order = strcmp(uids[middle].about, about);

		if (order == 0)
			return &uids[middle];
		if (order < 0)
			low = middle + 1;
		else
			n = middle;
	}
	return NULL;
}

static enum sp_rc
give_uids(struct sp_app *app, struct share *share, struct deadline *deadlines, size_t n,
	  struct sp_err *reterr)
{
	struct sp_arena *arena = &share->arena;
	struct sp_export_uid *fresh = SP_ARENA_NEW_N(arena, struct sp_export_uid, n + 1);
	const struct sp_export_uid *there = NULL;
	size_t n_there = 0, n_fresh = 0;
	char uid[UID_BYTES];
	enum sp_rc rc = sp_store_load_export_uids(app->store, arena, &there, &n_there, reterr);

	share->uids = there;
	share->n_uids = n_there;
	if (rc == SP_OK && fresh == NULL)
		rc = sp_err_nomem(reterr);
	for (size_t i = 0; i < n && rc == SP_OK; i++) {
		const struct sp_export_uid *known = find_uid(there, n_there, deadlines[i].about);

		if (known == NULL) {
			if (!app->env.make_uid(app->env.uid_context, uid, sizeof(uid)))
				return sp_err_set(reterr, SP_SYSTEM,
						  "The system gives no random numbers for a new UID.");
			fresh[n_fresh] = (struct sp_export_uid){.about = deadlines[i].about,
								.uid = sp_arena_strdup(arena, uid),
								.created_utc = app->env.now_utc};
			known = &fresh[n_fresh++];
			if (known->uid == NULL)
				rc = sp_err_nomem(reterr);
		}
		deadlines[i].uid = known->uid;
		deadlines[i].created_utc = known->created_utc;
	}
	return rc == SP_OK && n_fresh > 0 ? sp_store_add_export_uids(app->store, fresh, n_fresh, reterr) : rc;
}

enum sp_rc
share_load_deadlines(struct sp_app *app, struct share *share, struct sp_err *reterr)
{
	struct deadline_list list = {.arena = &share->arena,
				     .kind = share->request->todos != NULL ? "todo" : "event"};
	const struct sp_clock *clocks = NULL;
	struct deadline *deadlines = NULL;
	size_t n = 0;
	enum sp_rc rc = sp_clocks_of(share->snapshot, (sp_case_id){0}, share->now, &share->arena, &clocks, &n,
				     reterr);

	for (size_t i = 0; i < n && rc == SP_OK; i++)
		if (clock_is_deadline(&clocks[i]))
			add_clock(&list, &clocks[i]);
	for (size_t i = 0; i < share->snapshot->tasks.n && rc == SP_OK; i++)
		add_task(&list, share->snapshot, &share->snapshot->tasks.items[i]);
	if (list.found.n > 1 && !list.failed)
		qsort(list.found.items, list.found.n, sizeof(struct deadline), compare_abouts);
	if (!list.failed)
		number_twins(&list);
	if (rc == SP_OK && list.found.n > 0)
		deadlines = sp_arena_memdup(&share->arena, list.found.items,
					    list.found.n * sizeof(struct deadline));
	if (rc == SP_OK && (list.failed || (list.found.n > 0 && deadlines == NULL)))
		rc = sp_err_nomem(reterr);
	if (rc == SP_OK)
		rc = give_uids(app, share, deadlines, list.found.n, reterr);
	share->deadlines = (struct deadlines){deadlines, rc == SP_OK ? list.found.n : 0};
	SP_ARRAY_FREE(&list.found);
	return rc;
}

bool
share_is_deadline(const struct share *share, const char *uid)
{
	for (size_t i = 0; i < share->deadlines.n; i++)
		if (sp_streq(share->deadlines.items[i].uid, uid))
			return true;
	return false;
}

bool
share_deadline_is_over(const struct share *share, const struct sp_export_record *old)
{
	bool known = false;

	for (size_t i = 0; i < share->n_uids && !known; i++)
		known = sp_streq(share->uids[i].uid, old->uid);
	return known && sp_time_day(old->start) < sp_time_day(share->now);
}

/* --- as entries --- */

/* "Due: K07 papers out (by law Mon 28 Dec)"; of a todo without the first word. */
static const char *
deadline_title(struct share *share, const struct deadline *deadline)
{
	enum sp_titles titles = share->request->titles;
	const char *lead = share->request->todos != NULL ? "" : deadline->done ? "Done: " : "Due: ";
	bool code = titles == SP_TITLES_CODES && deadline->code[0] != '\0';
	char law[SP_DAY_TEXT + 16] = "", day[SP_DAY_TEXT];

	if (titles == SP_TITLES_BUSY)
		return "Deadline";
	if (deadline->law_day != SP_DAY_NONE)
		snprintf(law, sizeof(law), " (by law %s)",
			 sp_day_format(deadline->law_day, SP_DAY_SHORT, day));
	return sp_arena_printf(&share->arena, "%s%s%s%s%s", lead, code ? deadline->code : "", code ? " " : "",
			       deadline->name, law);
}

/* The same on every machine and every day of export: noon of the day on which it was done. */
static int64_t
completed_at(const struct deadline *deadline)
{
	sp_day day = deadline->done_day != SP_DAY_NONE ? deadline->done_day : deadline->day;

	return deadline->done ? (int64_t)sp_london_to_utc(sp_time_of(day, NOON_MIN)) * 60 : 0;
}

static void
add_entry(struct share *share, const struct sp_export_record *record, const struct deadline *deadline)
{
	int32_t sequence = share_sequence(record);

	share->records[share->n] = *record;
	if (share->request->todos != NULL)
		share->todos[share->n] = (struct sp_ics_todo){.uid = record->uid,
							      .sequence = sequence,
							      .created_s = record->created_utc,
							      .modified_s = record->modified_utc,
							      .due_day = sp_time_day(record->start),
							      .completed_s = completed_at(deadline),
							      .title = record->title};
	else
		share->events[share->n] = (struct sp_ics_event){
			.uid = record->uid,
			.sequence = sequence,
			.created_s = record->created_utc,
			.modified_s = record->modified_utc,
			.start = record->start,
			.end = record->end,
			.all_day = true,
			.transparent = true,
			.title = record->title,
			.categories = share->request->titles == SP_TITLES_BUSY ? NULL : deadline_category,
			.category_n = share->request->titles == SP_TITLES_BUSY ? 0 : 1};
	share->n++;
}

enum sp_rc
share_add_deadlines(struct share *share, struct sp_err *reterr)
{
	for (size_t i = 0; i < share->deadlines.n; i++) {
		const struct deadline *deadline = &share->deadlines.items[i];
		const struct sp_export_record *old = share_record_of(share, deadline->uid);
		/* An all-day entry stays the same event when it is done; a todo changes its status. */
		uint64_t done = share->request->todos != NULL && deadline->done;
		struct sp_export_record record = {
			.uid = deadline->uid,
			.content_hash = sp_hash_bytes(SP_HASH_START, &done, sizeof(done)) & INT64_MAX,
			.created_utc = deadline->created_utc,
			.start = sp_time_of(deadline->day, 0),
			.end = sp_time_of(deadline->day + 1, 0),
			.title = deadline_title(share, deadline),
		};

		if (!share_in_range(share, record.start) &&
		    (share_is_file(share) || old == NULL || old->cancelled))
			continue;
		if (record.title == NULL)
			return sp_err_nomem(reterr);
		share_revise(share, old, 0, &record);
		add_entry(share, &record, deadline);
	}
	return SP_OK;
}
