/*
 * The record by commands: what did not happen, how a week stands before it is closed, the log.
 */
#include "log.h"

#include "senplan/app/record.h"
#include "senplan/base/array.h"
#include "senplan/model/when.h"
#include "senplan/report/standing.h"

#include "keep.h"

#include <stdio.h>
#include <stdlib.h>

/* --- what did not happen --- */

static enum sp_cause
cause_of(const char *name)
{
	for (int cause = SP_CAUSE_NONE + 1; cause <= SP_CAUSE_OTHER; cause++)
		if (sp_streq(sp_cause_names[cause], name))
			return (enum sp_cause)cause;
	return SP_CAUSE_NONE;
}

enum sp_rc
run_missed(struct run *run, struct sp_err *reterr)
{
	const char *cause = run->args.values[SP_OPTION_CAUSE], *took = run->args.values[SP_OPTION_TOOK];
	struct sp_missed_request request = {.why = SP_MISSED_NOT_REACHED,
					    .instead = run->args.values[SP_OPTION_INSTEAD]};
	struct sp_outcome outcome = {.arena = &run->arena};
	sp_case_id unbooked = {0};
	const char *name;
	sp_block_id block;
	enum sp_rc rc;

	if (cause != NULL && request.instead != NULL)
		return sp_err_set(
			reterr, SP_USAGE,
			"--cause says what the time was lost to, --instead what was worked in it: one "
			"of the two.");
	if (took != NULL && request.instead == NULL)
		return sp_err_set(reterr, SP_USAGE, "--took is how long that of --instead took.");
	if (took != NULL && !sp_length_parse(took, &request.length_min))
		return sp_err_set(reterr, SP_USAGE, "--took: \"%s\" is no length of time.", took);
	if (request.instead != NULL)
		request.why = SP_MISSED_INSTEAD;
	if (cause != NULL) {
		request.why = SP_MISSED_LOST;
		request.cause = cause_of(cause);
	}
	rc = words_block(run, &block, reterr);
	if (rc != SP_OK)
		return rc;
	name = name_of_block(run, block);
	rc = sp_app_missed(run->app, block, &request, &unbooked, &outcome, reterr);
	if (rc != SP_OK)
		return rc;
	outcome.done =
		unbooked.v != 0
			? sp_arena_printf(&run->arena, "Did not happen: %s. It is not booked any more.", name)
			: sp_arena_printf(&run->arena,
					  "Did not happen: %s. \"senplan plan\" finds it another place.",
					  name);
	if (outcome.done == NULL)
		return sp_err_nomem(reterr);
	keep_print_outcome(run, &outcome);
	return SP_OK;
}

/* --- closing a week --- */

static void
print_standing(struct run *run, const struct sp_week_block *shown, const struct sp_block_standing *is)
{
	char when[SP_CLOCK_TEXT], length[SP_CLOCK_TEXT], took[SP_CLOCK_TEXT];

	print(run, "  %6lld  %-17s %5s  ", (long long)shown->block->id.v,
	      sp_time_format(shown->block->start, when), sp_length_format(shown->block->length_min, length));
	print_column(run, name_of_task(run, shown->block->task), 36);
	if (is->standing == SP_STANDING_LOST)
		print(run, "  lost: %s\n", sp_cause_names[is->cause]);
	else if (is->standing == SP_STANDING_DONE && is->logged_min > 0)
		print(run, "  done in %s\n", sp_length_format(is->logged_min, took));
	else
		print(run, "  %s\n",
		      is->standing == SP_STANDING_OPEN ? "? not marked" : sp_standing_names[is->standing]);
}

static void
json_standing(struct run *run, struct sp_json *json, const struct sp_week_block *shown,
	      const struct sp_block_standing *is)
{
	sp_json_open(json, NULL, '{');
	sp_json_int(json, "id", shown->block->id.v);
	sp_json_int(json, "task", shown->block->task.v);
	sp_json_text(json, "title", name_of_task(run, shown->block->task));
	json_time(json, "start", shown->block->start);
	sp_json_int(json, "minutes", shown->block->length_min);
	sp_json_text(json, "standing", sp_standing_names[is->standing]);
	if (is->logged_min > 0)
		sp_json_int(json, "logged", is->logged_min);
	else
		sp_json_null(json, "logged");
	sp_json_text(json, "cause", is->cause == SP_CAUSE_NONE ? NULL : sp_cause_names[is->cause]);
	sp_json_close(json);
}

enum sp_rc
run_close(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	sp_day day = sp_time_day(sp_app_now(run->app));
	const char *text = args_join(&run->args, 0, run->args.n_words, &run->arena);
	struct sp_json *json = run->json ? json_begin(run) : NULL;
	size_t by[SP_STANDING_LOST + 1] = {0};
	struct sp_week week;
	enum sp_rc rc = SP_OK;

	if (text == NULL)
		return sp_err_nomem(reterr);
	if (run->args.n_words > 0)
		rc = word_day(run, text, &day, reterr);
	if (rc == SP_OK)
		rc = sp_week_build(snapshot, day, sp_app_now(run->app), &run->arena, &week, reterr);
	if (rc != SP_OK)
		return rc;
	if (json != NULL)
		sp_json_open(json, "blocks", '[');
	for (int d = 0; d < week.n_days; d++)
		for (size_t i = 0; i < week.days[d].n_blocks; i++) {
			const struct sp_week_block *shown = &week.days[d].blocks[i];
			struct sp_block_standing is =
				sp_standing_of(snapshot, shown->block, sp_app_now(run->app));

			by[is.standing]++;
			if (json != NULL)
				json_standing(run, json, shown, &is);
			else
				print_standing(run, shown, &is);
		}
	if (json != NULL) {
		sp_json_close(json);
		sp_json_int(json, "open", (int64_t)by[SP_STANDING_OPEN]);
		json_end(run);
	} else {
		print(run, "%zu done, %zu lost, %zu not marked, %zu still to come.\n", by[SP_STANDING_DONE],
		      by[SP_STANDING_LOST], by[SP_STANDING_OPEN], by[SP_STANDING_AHEAD]);
		if (by[SP_STANDING_OPEN] > 0)
			print(run, "\"senplan done BLOCK\" and \"senplan missed BLOCK\" mark them.\n");
	}
	return by[SP_STANDING_OPEN] > 0 ? SP_NO : SP_OK;
}

/* --- log --- */

static void
print_log_entry(struct run *run, const struct sp_log_entry *entry)
{
	const struct sp_activity *activity = sp_snapshot_activity(sp_app_snapshot(run->app), entry->activity);
	char when[SP_CLOCK_TEXT], length[SP_CLOCK_TEXT];

	print(run, "  %5lld  %-17s %5s  %-7s ", (long long)entry->id.v, sp_time_format(entry->start, when),
	      sp_length_format(entry->length_min, length), sp_log_kind_names[entry->kind]);
	if (entry->kind == SP_LOG_LOST)
		print(run, "%s", sp_cause_names[entry->cause]);
	else if (entry->task.v != 0)
		print_clean(run, name_of_task(run, entry->task));
	else
		print_clean(run, activity == NULL ? "" : activity->name);
	if (entry->note[0] != '\0' && !run->hide) {
		print(run, "  ");
		print_clean(run, entry->note);
	}
	print(run, "\n");
}

static void
json_log_entry(struct run *run, struct sp_json *json, const struct sp_log_entry *entry)
{
	const struct sp_activity *activity = sp_snapshot_activity(sp_app_snapshot(run->app), entry->activity);

	sp_json_open(json, NULL, '{');
	sp_json_int(json, "id", entry->id.v);
	sp_json_text(json, "kind", sp_log_kind_names[entry->kind]);
	sp_json_text(json, "activity", activity == NULL ? NULL : activity->key);
	if (entry->block.v != 0)
		sp_json_int(json, "block", entry->block.v);
	else
		sp_json_null(json, "block");
	json_time(json, "start", entry->start);
	sp_json_int(json, "minutes", entry->length_min);
	sp_json_text(json, "cause", entry->cause == SP_CAUSE_NONE ? NULL : sp_cause_names[entry->cause]);
	sp_json_text(json, "note", run->hide ? "" : entry->note);
	sp_json_close(json);
}

static void
json_clock(struct run *run, struct sp_json *json)
{
	struct sp_running running;

	if (!sp_clock_running(sp_app_snapshot(run->app), &running)) {
		sp_json_null(json, "clock");
		return;
	}
	sp_json_open(json, "clock", '{');
	sp_json_text(json, "activity", running.activity->key);
	json_time(json, "since", running.start);
	sp_json_int(json, "minutes", (sp_app_env(run->app)->now_utc - running.start_utc) / 60);
	sp_json_close(json);
}

static int
by_time(const void *left, const void *right)
{
	const struct sp_log_entry *const *a = left;
	const struct sp_log_entry *const *b = right;

	if ((*a)->start != (*b)->start)
		return (*a)->start < (*b)->start ? -1 : 1;
	return (*a)->id.v < (*b)->id.v ? -1 : 1;
}

/* For reading, by time: what was entered later may be of an earlier day. JSON has the order of the numbers. */
static const struct sp_log_entry **
entries_by_time(const struct sp_snapshot *snapshot, struct sp_arena *arena)
{
	size_t n = snapshot->log_entries.n;
	const struct sp_log_entry **sorted = SP_ARENA_NEW_N(arena, const struct sp_log_entry *, n + 1);

	for (size_t i = 0; sorted != NULL && i < n; i++)
		sorted[i] = &snapshot->log_entries.items[i];
	if (sorted != NULL)
		qsort(sorted, n, sizeof(*sorted), by_time);
	return sorted;
}

static enum sp_rc
list_log(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	struct sp_json *json = NULL;
	struct sp_running running;
	char when[SP_CLOCK_TEXT];
	sp_day from, to;
	size_t n = 0;
	enum sp_rc rc = option_past_range(run, &from, &to, reterr);
	const struct sp_log_entry **sorted = entries_by_time(snapshot, &run->arena);

	if (rc != SP_OK)
		return rc;
	if (sorted == NULL)
		return sp_err_nomem(reterr);
	if (run->json) {
		json = json_begin(run);
		sp_json_open(json, "log", '[');
	}
	for (size_t i = 0; i < snapshot->log_entries.n; i++) {
		const struct sp_log_entry *entry = json == NULL ? sorted[i] : &snapshot->log_entries.items[i];
		sp_day day = sp_time_day(entry->start);

		if ((from != SP_DAY_NONE && day < from) || (to != SP_DAY_NONE && day > to))
			continue;
		n++;
		if (json != NULL)
			json_log_entry(run, json, entry);
		else
			print_log_entry(run, entry);
	}
	if (json != NULL) {
		sp_json_close(json);
		json_clock(run, json);
		json_end(run);
		return SP_OK;
	}
	if (sp_clock_running(snapshot, &running))
		print(run, "  The clock runs for %s since %s.\n", running.activity->name,
		      sp_time_format(running.start, when));
	if (n == 0 && snapshot->log_entries.n > 0)
		print(run, "Nothing is logged of these days.\n");
	else if (n == 0)
		print(run, "Nothing is logged. \"senplan done BLOCK\" logs a block as it was planned.\n");
	return SP_OK;
}

/* --- log edit, remove, start, stop, drop --- */

/* Said, not assumed: cover on a free afternoon may well be inside the contract. */
static const char *
outside_hours(const struct run *run, sp_time start, int length_min, char *buf, size_t size)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	int64_t id = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < snapshot->log_entries.n; i++)
		if (snapshot->log_entries.items[i].id.v > id)
			id = snapshot->log_entries.items[i].id.v;
	if (sp_app_is_beyond(run->app, start, length_min))
		snprintf(
			buf, size,
			" It lies outside your working hours: if it was beyond the contract, \"senplan log edit "
			"%lld --beyond\" says so.",
			(long long)id);
	return buf;
}

static enum sp_rc
word_entry(const struct run *run, int64_t *ret, struct sp_err *reterr)
{
	const char *text = run->args.n_words > 1 ? run->args.words[1] : "";
	char *end;
	long long id = strtoll(text, &end, 10);

	if (text[0] == '\0' || *end != '\0' || id < 1)
		return sp_err_set(reterr, SP_USAGE, "Which entry? \"senplan log\" shows their numbers.");
	*ret = id;
	return SP_OK;
}

static enum sp_rc
option_took(const struct run *run, int *ret, struct sp_err *reterr)
{
	const char *took = run->args.values[SP_OPTION_TOOK];

	if (took != NULL && !sp_length_parse(took, ret))
		return sp_err_set(reterr, SP_USAGE, "--took: \"%s\" is no length of time.", took);
	return SP_OK;
}

enum sp_rc
log_moment(const struct run *run, const char *text, sp_time *ret, struct sp_err *reterr)
{
	struct sp_when when;
	enum sp_rc rc =
		sp_when_parse_past(sp_app_snapshot(run->app), sp_app_now(run->app), text, &when, reterr);

	if (rc == SP_OK && when.from_min == SP_MINUTE_NONE)
		rc = sp_err_set(reterr, SP_USAGE, "At what time? As in \"%s 15:30\".", text);
	if (rc == SP_OK)
		*ret = sp_time_of(when.day, when.from_min);
	return rc;
}

static enum sp_rc
log_edit(struct run *run, struct sp_err *reterr)
{
	const char *cause = run->args.values[SP_OPTION_CAUSE];
	struct sp_log_change change = {.note = run->args.values[SP_OPTION_NOTE],
				       .cause = cause == NULL ? SP_CAUSE_NONE : cause_of(cause),
				       .start = SP_TIME_NONE,
				       .kind = -1};
	bool beyond = args_has(&run->args, SP_OPTION_BEYOND), within = args_has(&run->args, SP_OPTION_WITHIN);
	int64_t id = 0;
	enum sp_rc rc = word_entry(run, &id, reterr);

	if (rc == SP_OK && beyond && within)
		rc = sp_err_set(reterr, SP_USAGE, "--beyond or --within the contract: one of the two.");
	if (beyond || within)
		change.kind = beyond ? SP_LOG_BEYOND : SP_LOG_WORKED;
	if (rc == SP_OK && args_has(&run->args, SP_OPTION_AT))
		rc = log_moment(run, run->args.values[SP_OPTION_AT], &change.start, reterr);

	if (rc == SP_OK && run->args.n_words > 2) {
		change.activity = args_join(&run->args, 2, run->args.n_words, &run->arena);
		rc = change.activity == NULL ? sp_err_nomem(reterr) : SP_OK;
	}
	if (rc == SP_OK)
		rc = option_took(run, &change.length_min, reterr);
	if (rc == SP_OK && change.activity == NULL && change.length_min == 0 && cause == NULL &&
	    change.note == NULL && change.start == SP_TIME_NONE && change.kind < 0)
		rc = sp_err_set(
			reterr, SP_USAGE,
			"What changes? An activity, --at, --took, --beyond, --within, --cause or --note: \"log edit 12 "
			"--took 50m\".");
	if (rc == SP_OK)
		rc = sp_app_log_edit(run->app, id, &change, reterr);
	if (rc == SP_OK)
		print_done(run, "Changed entry %lld.", (long long)id);
	return rc;
}

static enum sp_rc
log_remove(struct run *run, struct sp_err *reterr)
{
	int64_t id = 0;
	enum sp_rc rc = word_entry(run, &id, reterr);

	if (rc == SP_OK)
		rc = sp_app_log_remove(run->app, id, reterr);
	if (rc == SP_OK)
		print_done(run, "Taken out: entry %lld. \"senplan undo\" brings it back.", (long long)id);
	return rc;
}

static enum sp_rc
log_start(struct run *run, struct sp_err *reterr)
{
	const char *text = args_join(&run->args, 1, run->args.n_words, &run->arena);
	struct sp_running running;
	char when[SP_CLOCK_TEXT];
	enum sp_rc rc;

	if (text == NULL)
		return sp_err_nomem(reterr);
	if (text[0] == '\0')
		return sp_err_set(reterr, SP_USAGE, "Of which activity? \"senplan log start walk\".");
	rc = sp_app_clock_start(run->app, text, reterr);
	if (rc == SP_OK && sp_clock_running(sp_app_snapshot(run->app), &running))
		print_done(run, "The clock runs for %s since %s. \"senplan log stop\" logs it.",
			   running.activity->name, sp_time_format(running.start, when));
	return rc;
}

static enum sp_rc
log_stop(struct run *run, struct sp_err *reterr)
{
	char length[SP_CLOCK_TEXT], more[200];
	int took_min = 0, logged_min = 0;
	struct sp_running was;
	bool running = sp_clock_running(sp_app_snapshot(run->app), &was);
	enum sp_rc rc = option_took(run, &took_min, reterr);

	if (rc == SP_OK)
		rc = sp_app_clock_stop(run->app, took_min, &logged_min, reterr);
	if (rc == SP_OK)
		print_done(run, "Stopped, logged: %s.%s", sp_length_format(logged_min, length),
			   running ? outside_hours(run, was.start, logged_min, more, sizeof(more)) : "");
	return rc;
}

static enum sp_rc
log_drop(struct run *run, struct sp_err *reterr)
{
	enum sp_rc rc = sp_app_clock_drop(run->app, reterr);

	if (rc == SP_OK)
		print_done(run, "Stopped, nothing is logged.");
	return rc;
}

static const struct {
	const char *word;
	enum sp_rc (*run)(struct run *run, struct sp_err *reterr);
} log_acts[] = {{"edit", log_edit}, {"remove", log_remove}, {"start", log_start},
		{"stop", log_stop}, {"drop", log_drop},	    {"audit", log_audit}};

enum sp_rc
run_log(struct run *run, struct sp_err *reterr)
{
	const struct args *args = &run->args;
	const char *note = args->values[SP_OPTION_NOTE];
	struct sp_log_request request = {
		.kind = args_has(args, SP_OPTION_BEYOND) ? SP_LOG_BEYOND : SP_LOG_WORKED,
		.note = note == NULL ? "" : note,
	};
	const char *text;
	char more[200];
	enum sp_rc rc;

	if (args->n_words == 0)
		return list_log(run, reterr);
	for (size_t i = 0; i < SP_COUNT(log_acts); i++)
		if (sp_streq(args->words[0], log_acts[i].word))
			return log_acts[i].run(run, reterr);
	if (args->n_words < 3)
		return sp_err_set(
			reterr, SP_USAGE,
			"Usage: senplan log ACTIVITY WHEN… DURATION, as in \"log admin tue 15:30 45m\".");
	request.activity = args->words[0];
	if (!sp_length_parse(args->words[args->n_words - 1], &request.length_min))
		return sp_err_set(reterr, SP_USAGE, "\"%s\" is no length of time, as 45m or 1h15.",
				  args->words[args->n_words - 1]);
	text = args_join(args, 1, args->n_words - 1, &run->arena);
	if (text == NULL)
		return sp_err_nomem(reterr);
	rc = log_moment(run, text, &request.start, reterr);
	if (rc == SP_OK)
		rc = sp_app_log(run->app, &request, reterr);
	if (rc == SP_OK)
		print_done(run, "Logged.%s",
			   request.kind == SP_LOG_WORKED
				   ? outside_hours(run, request.start, request.length_min, more, sizeof(more))
				   : "");
	return rc;
}
