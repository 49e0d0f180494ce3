/*
 * Single acts: find what was meant, do it, say in a sentence what was done.
 */
#include "senplan/app/record.h"
#include "senplan/model/availability.h"
#include "senplan/model/when.h"

#include "run.h"

#include <string.h>

const char *
name_of_task(struct run *run, sp_task_id id)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	const struct sp_task *task = sp_snapshot_task(snapshot, id);
	struct sp_str out;
	const char *name;

	sp_str_init(&out);
	if (task != NULL)
		sp_words_task(&out, snapshot, task, run->hide);
	name = sp_arena_strdup(&run->arena, out.text);
	sp_str_finish(&out);
	return name == NULL ? "" : name;
}

const char *
name_of_block(struct run *run, sp_block_id id)
{
	const struct sp_block *block = sp_snapshot_block(sp_app_snapshot(run->app), id);

	return block == NULL ? "" : name_of_task(run, block->task);
}

enum sp_rc
words_block(struct run *run, sp_block_id *ret_block, struct sp_err *reterr)
{
	const char *text = args_join(&run->args, 0, run->args.n_words, &run->arena);

	return text == NULL ? sp_err_nomem(reterr) : sp_app_find_block(run->app, text, ret_block, reterr);
}

static enum sp_rc
set_lock(struct run *run, bool locked, struct sp_err *reterr)
{
	sp_block_id block;
	enum sp_rc rc = words_block(run, &block, reterr);

	if (rc == SP_OK)
		rc = sp_app_lock(run->app, block, locked, reterr);
	if (rc == SP_OK)
		print_done(run, "%s block %lld: %s.", locked ? "Locked" : "Unlocked", (long long)block.v,
			   name_of_block(run, block));
	return rc;
}

enum sp_rc
run_lock(struct run *run, struct sp_err *reterr)
{
	return set_lock(run, true, reterr);
}

enum sp_rc
run_unlock(struct run *run, struct sp_err *reterr)
{
	return set_lock(run, false, reterr);
}

enum sp_rc
run_confirm(struct run *run, struct sp_err *reterr)
{
	sp_block_id block;
	enum sp_rc rc = words_block(run, &block, reterr);

	if (rc == SP_OK)
		rc = sp_app_confirm(run->app, block, reterr);
	if (rc == SP_OK)
		print_done(run, "Confirmed block %lld: %s.", (long long)block.v, name_of_block(run, block));
	return rc;
}

/* All of a day as planned. */
static enum sp_rc
done_day(struct run *run, struct sp_err *reterr)
{
	const char *text = args_join(&run->args, 1, run->args.n_words, &run->arena);
	struct sp_when when = {.day = sp_time_day(sp_app_now(run->app))};
	enum sp_rc rc = SP_OK;
	int n = 0;

	if (text == NULL)
		return sp_err_nomem(reterr);
	if (args_has(&run->args, SP_OPTION_TOOK) || args_has(&run->args, SP_OPTION_PART))
		return sp_err_set(reterr, SP_USAGE, "--took and --part are of one block.");
	if (text[0] != '\0')
		rc = sp_when_parse_past(sp_app_snapshot(run->app), sp_app_now(run->app), text, &when, reterr);
	if (rc == SP_OK)
		rc = sp_app_done_day(run->app, when.day, &n, reterr);
	if (rc == SP_OK)
		print_done(run, "Done as planned: %d block%s.", n, n == 1 ? "" : "s");
	return rc;
}

enum sp_rc
run_done(struct run *run, struct sp_err *reterr)
{
	const char *took = run->args.values[SP_OPTION_TOOK];
	char length[SP_CLOCK_TEXT];
	sp_block_id block;
	int took_min = 0;
	enum sp_rc rc = SP_OK;

	if (sp_strieq(run->args.words[0], "day"))
		return done_day(run, reterr);
	rc = words_block(run, &block, reterr);

	if (rc == SP_OK && took != NULL && !sp_length_parse(took, &took_min))
		rc = sp_err_set(reterr, SP_USAGE, "--took: \"%s\" is no length of time.", took);
	if (rc == SP_OK && args_has(&run->args, SP_OPTION_PART))
		rc = took == NULL ? sp_err_set(reterr, SP_USAGE, "--part needs --took: how long was it?")
				  : sp_app_done_some(run->app, block, took_min, reterr);
	else if (rc == SP_OK)
		rc = sp_app_done(run->app, block, took_min, reterr);
	if (rc != SP_OK)
		return rc;
	if (took_min == 0)
		took_min = sp_snapshot_block(sp_app_snapshot(run->app), block)->length_min;
	print_done(run, "Done%s: %s, %s.%s", args_has(&run->args, SP_OPTION_PART) ? " in part" : "",
		   name_of_block(run, block), sp_length_format(took_min, length),
		   args_has(&run->args, SP_OPTION_PART) ? " \"senplan plan\" finds a place for the rest."
							: "");
	return SP_OK;
}

enum sp_rc
run_drop(struct run *run, struct sp_err *reterr)
{
	const char *text = args_join(&run->args, 0, run->args.n_words, &run->arena);
	const char *name;
	sp_task_id task;
	enum sp_rc rc = text == NULL ? sp_err_nomem(reterr) : sp_app_find_task(run->app, text, &task, reterr);

	if (rc != SP_OK)
		return rc;
	name = name_of_task(run, task);
	rc = sp_app_drop(run->app, task, run->args.values[SP_OPTION_BECAUSE], reterr);
	if (rc == SP_OK)
		print_done(run, "Dropped task %lld: %s. \"senplan undo\" brings it back.", (long long)task.v,
			   name);
	return rc;
}

/* --- move --- */

/* When, from the words behind the first: a day alone keeps `usual_min`. */
static enum sp_rc
read_moment(struct run *run, int first_word, sp_minute usual_min, sp_time *ret_to, struct sp_err *reterr)
{
	const char *text = args_join(&run->args, first_word, run->args.n_words, &run->arena);
	struct sp_when when;
	enum sp_rc rc;

	if (text == NULL)
		return sp_err_nomem(reterr);
	rc = sp_when_parse(sp_app_snapshot(run->app), sp_app_now(run->app), text, &when, reterr);
	if (rc != SP_OK)
		return rc;
	if (when.from_min == SP_MINUTE_NONE && usual_min == SP_MINUTE_NONE)
		return sp_err_set(reterr, SP_USAGE, "\"%s\" has no time of day: say \"%s 15:30\".", text,
				  text);
	*ret_to = sp_time_of(when.day, when.from_min == SP_MINUTE_NONE ? usual_min : when.from_min);
	return SP_OK;
}

/* "task 12 WHEN" and "block 12 WHEN" take two words for the thing. */
static int
words_of_thing(const struct run *run)
{
	const char *word = run->args.words[0];

	return run->args.n_words > 2 && (sp_strieq(word, "task") || sp_strieq(word, "block")) ? 2 : 1;
}

/* A person may stand work wherever they like; that it is beyond their hours they should know. */
static const char *
beyond_hours(struct run *run, sp_time start)
{
	struct sp_availability availability;
	sp_minute minute = sp_time_minute(start);

	if (sp_availability_of(sp_app_snapshot(run->app), sp_time_day(start), &run->arena, &availability,
			       NULL) != SP_OK ||
	    sp_spans_overlap(&availability.work, minute, minute + 1))
		return "";
	return " That is outside your working hours.";
}

static enum sp_rc
place_task(struct run *run, const char *text, int first_word, struct sp_err *reterr)
{
	char when[SP_CLOCK_TEXT];
	sp_task_id task;
	sp_time to;
	enum sp_rc rc = sp_app_find_task(run->app, text, &task, reterr);

	if (rc == SP_OK)
		rc = read_moment(run, first_word, SP_MINUTE_NONE, &to, reterr);
	if (rc == SP_OK)
		rc = sp_app_place(run->app, task, to, reterr);
	if (rc == SP_OK)
		print_done(run, "Placed %s on %s, locked there.%s", name_of_task(run, task),
			   sp_time_format(to, when), beyond_hours(run, to));
	return rc;
}

enum sp_rc
run_move(struct run *run, struct sp_err *reterr)
{
	int n = words_of_thing(run);
	const char *text = args_join(&run->args, 0, n, &run->arena);
	char when[SP_CLOCK_TEXT];
	sp_block_id block;
	sp_time to, from;
	enum sp_rc rc;

	if (text == NULL)
		return sp_err_nomem(reterr);
	if (sp_istarts_with(text, "task "))
		return place_task(run, text, n, reterr);
	rc = sp_app_find_block(run->app, text, &block, reterr);
	if (rc != SP_OK)
		return rc;
	from = sp_snapshot_block(sp_app_snapshot(run->app), block)->start;
	rc = read_moment(run, n, sp_time_minute(from), &to, reterr);
	if (rc == SP_OK)
		rc = sp_app_move(run->app, block, to, run->args.values[SP_OPTION_BECAUSE], reterr);
	if (rc == SP_OK)
		print_done(run, "Moved %s to %s, locked there.%s", name_of_block(run, block),
			   sp_time_format(to, when), beyond_hours(run, to));
	return rc;
}
