/*
 * Busy times against those of the same source: sorted on both sides and walked once, since a year of several calendars
 * is thousands of rows.
 */
#include "senplan/base/str.h"

#include "intake_sheet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct busy_merge {
	struct intake intake;
	sp_source_id source;
	const struct sp_busy_time **there; /* of the source, in the window */
	size_t n_there;
	struct sp_busy_time *wanted;
	size_t n_wanted;
};

static int
compare(const struct sp_busy_time *x, const struct sp_busy_time *y)
{
	int title;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	if (x->all_day != y->all_day)
		return x->all_day ? -1 : 1;
	title = strcmp(x->title, y->title);
	return title;
}

static int
by_content(const void *a, const void *b)
{
	return compare(a, b);
}

static int
by_content_pointer(const void *a, const void *b)
{
	return compare(*(const struct sp_busy_time *const *)a, *(const struct sp_busy_time *const *)b);
}

static int
by_uid(const void *a, const void *b)
{
	const struct sp_busy_time *x = a, *y = b;
	int uid = strcmp(x->uid, y->uid);

	return uid != 0 ? uid : compare(x, y);
}

static int
by_uid_pointer(const void *a, const void *b)
{
	return by_uid(*(const struct sp_busy_time *const *)a, *(const struct sp_busy_time *const *)b);
}

static bool
in_window(const struct sp_intake_options *options, const struct sp_busy_time *row)
{
	return (options->from_day == SP_DAY_NONE || row->end > sp_time_of(options->from_day, 0)) &&
	       (options->to_day == SP_DAY_NONE || row->start < sp_time_of(options->to_day + 1, 0));
}

static bool
collect(struct busy_merge *merge, const struct sp_intake_busy *busy, size_t n)
{
	const struct sp_snapshot *snapshot = merge->intake.snapshot;

	merge->there =
		SP_ARENA_NEW_N(merge->intake.arena, const struct sp_busy_time *, snapshot->busy_times.n + 1);
	merge->wanted = SP_ARENA_NEW_N(merge->intake.arena, struct sp_busy_time, n + 1);
	if (merge->there == NULL || merge->wanted == NULL)
		return intake_nomem(&merge->intake);
	for (size_t i = 0; i < snapshot->busy_times.n; i++) {
		const struct sp_busy_time *row = &snapshot->busy_times.items[i];

		if (merge->source.v != 0 && row->source.v == merge->source.v &&
		    in_window(merge->intake.input->options, row))
			merge->there[merge->n_there++] = row;
	}
	for (size_t i = 0; i < n; i++) {
		struct sp_busy_time row = sp_busy_time_blank();

		if (busy[i].end <= busy[i].start)
			continue;
		row.source = merge->source;
		row.uid = busy[i].uid;
		row.title = busy[i].title;
		row.start = busy[i].start;
		row.end = busy[i].end;
		row.all_day = busy[i].all_day;
		merge->wanted[merge->n_wanted++] = row;
	}
	return true;
}

/* Drops the pairs that say the same from both lists. */
static void
drop_equal(struct busy_merge *merge)
{
	size_t i = 0, j = 0, kept_there = 0, kept_wanted = 0;

	qsort(merge->there, merge->n_there, sizeof(const struct sp_busy_time *), by_content_pointer);
	qsort(merge->wanted, merge->n_wanted, sizeof(*merge->wanted), by_content);
	while (i < merge->n_there || j < merge->n_wanted) {
		int order = i == merge->n_there	   ? 1
			    : j == merge->n_wanted ? -1
						   : compare(merge->there[i], &merge->wanted[j]);

		if (order == 0) {
			merge->intake.result.n_unchanged++;
			i++;
			j++;
		} else if (order < 0) {
			merge->there[kept_there++] = merge->there[i++];
		} else {
			merge->wanted[kept_wanted++] = merge->wanted[j++];
		}
	}
	merge->n_there = kept_there;
	merge->n_wanted = kept_wanted;
}

/* What is left: of one UID on both sides it has changed; else it comes or goes. */
static void
store_rest(struct busy_merge *merge)
{
	struct sp_intake_result *result = &merge->intake.result;
	size_t i = 0, j = 0;

	qsort(merge->there, merge->n_there, sizeof(const struct sp_busy_time *), by_uid_pointer);
	qsort(merge->wanted, merge->n_wanted, sizeof(*merge->wanted), by_uid);
	while (i < merge->n_there || j < merge->n_wanted) {
		int order = i == merge->n_there	   ? 1
			    : j == merge->n_wanted ? -1
						   : strcmp(merge->there[i]->uid, merge->wanted[j].uid);

		if (order < 0) {
			sp_edits_delete(merge->intake.edits, SP_ENTITY_busy_time, merge->there[i++]->id.v);
			result->n_removed++;
			continue;
		}
		if (order == 0) {
			merge->wanted[j].id = merge->there[i++]->id;
			result->n_changed++;
		} else {
			result->n_new++;
		}
		sp_edits_put_busy_time(merge->intake.edits, &merge->wanted[j++]);
	}
}

/* The source's row: made before its busy times, and marked with the moment when they changed. */
static void
put_source(struct busy_merge *merge, const char *name, bool changed)
{
	const struct sp_source *known = sp_snapshot_source_by_name(merge->intake.snapshot, name);
	struct sp_source row = sp_source_blank();

	if (known != NULL)
		row = *known;
	row.name = name;
	row.imported = merge->intake.input->now;
	if (known == NULL || changed)
		merge->source = sp_edits_put_source(merge->intake.edits, &row);
	else
		merge->source = known->id;
}

enum sp_rc
sp_intake_parse_busy(const struct sp_intake_input *input, const char *source_name,
		     const struct sp_intake_busy *busy, size_t n, struct sp_edits *edits,
		     struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct busy_merge merge = {.n_there = 0};
	bool fresh = sp_snapshot_source_by_name(input->snapshot, source_name) == NULL;

	assert(*source_name != '\0');
	intake_init(&merge.intake, input, edits, reterr);
	put_source(&merge, source_name, false);
	if (collect(&merge, busy, n)) {
		drop_equal(&merge);
		if (!fresh && merge.n_there + merge.n_wanted > 0)
			put_source(&merge, source_name, true);
		store_rest(&merge);
	}
	return intake_close(&merge.intake, ret);
}
