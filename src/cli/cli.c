/*
 * One command from its words to its exit status: parse, find the plan's file, open it, run, print, and say by the exit
 * status how it went. A printed answer that did not arrive is an error like any other.
 */
#include "senplan/cli/cli.h"

#include "senplan/base/utf8.h"

#include "run.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

enum { TRIES_MAX = 200 };

/* A line each, so that two changes at once do not meet. */
/* clang-format off */
static const run_fn runners[SP_COMMAND_COUNT] = {
	[SP_COMMAND_INIT] = run_init,
	[SP_COMMAND_DEMO] = run_demo,
	[SP_COMMAND_SET] = run_set,
	[SP_COMMAND_GET] = run_get,
	[SP_COMMAND_IMPORT] = run_import,
	[SP_COMMAND_ADD] = run_add,
	[SP_COMMAND_PLAN] = run_plan,
	[SP_COMMAND_TODAY] = run_today,
	[SP_COMMAND_WEEK] = run_week,
	[SP_COMMAND_AHEAD] = run_ahead,
	[SP_COMMAND_CASES] = run_cases,
	[SP_COMMAND_DUTIES] = run_duties,
	[SP_COMMAND_CASE] = run_case,
	[SP_COMMAND_DUTY] = run_duty,
	[SP_COMMAND_ACTIVITY] = run_activity,
	[SP_COMMAND_RULE] = run_rule,
	[SP_COMMAND_CHAIN] = run_chain,
	[SP_COMMAND_STAFF] = run_staff,
	[SP_COMMAND_HOURS] = run_hours,
	[SP_COMMAND_EVENT] = run_event,
	[SP_COMMAND_ATTENDEE] = run_attendee,
	[SP_COMMAND_WINDOW] = run_window,
	[SP_COMMAND_CONTRACT] = run_contract,
	[SP_COMMAND_BUSY] = run_busy,
	[SP_COMMAND_TASKS] = run_tasks,
	[SP_COMMAND_BLOCK] = run_block,
	[SP_COMMAND_WHY] = run_why,
	[SP_COMMAND_SUGGEST] = run_suggest,
	[SP_COMMAND_MOVE] = run_move,
	[SP_COMMAND_LOCK] = run_lock,
	[SP_COMMAND_UNLOCK] = run_unlock,
	[SP_COMMAND_CONFIRM] = run_confirm,
	[SP_COMMAND_DONE] = run_done,
	[SP_COMMAND_DROP] = run_drop,
	[SP_COMMAND_LOST] = run_lost,
	[SP_COMMAND_MISSED] = run_missed,
	[SP_COMMAND_CLOSE] = run_close,
	[SP_COMMAND_LOG] = run_log,
	[SP_COMMAND_REVIEW] = run_review,
	[SP_COMMAND_WHATIF] = run_what_if,
	[SP_COMMAND_EXPORT] = run_export,
	[SP_COMMAND_HISTORY] = run_history,
	[SP_COMMAND_UNDO] = run_undo,
	[SP_COMMAND_REDO] = run_redo,
	[SP_COMMAND_CHECK] = run_check,
	[SP_COMMAND_BACKUP] = run_backup,
	[SP_COMMAND_RESTORE] = run_restore,
	[SP_COMMAND_FORGET] = run_forget,
	[SP_COMMAND_PURGE] = run_purge,
	[SP_COMMAND_SOLVE] = run_solve,
	[SP_COMMAND_COMPLETION] = run_completion,
	[SP_COMMAND_HELP] = run_help,
	[SP_COMMAND_VERSION] = run_version,
};
/* clang-format on */

static bool
colour_is_wanted(const struct run *run)
{
	const char *mode = run->args.values[SP_OPTION_COLOR];
	const char *no_color = run->world->variable("NO_COLOR");

	if (mode != NULL && sp_streq(mode, "always"))
		return true;
	if (mode != NULL && sp_streq(mode, "never"))
		return false;
	return run->world->out_is_terminal && (no_color == NULL || no_color[0] == '\0') &&
	       !sp_streq(run->world->variable("TERM"), "dumb");
}

static enum sp_colour_mode
colour_mode(const struct run *run)
{
	const char *mode = run->args.values[SP_OPTION_COLOR];
	const char *no_color = run->world->variable("NO_COLOR");

	if (mode == NULL || sp_streq(mode, "auto"))
		return no_color != NULL && no_color[0] != '\0' ? SP_COLOUR_NEVER : SP_COLOUR_AUTO;
	return sp_streq(mode, "always") ? SP_COLOUR_ALWAYS : SP_COLOUR_NEVER;
}

enum sp_rc
run_screen(struct run *run, bool look, struct sp_err *reterr)
{
	const struct sp_cli_world *world = run->world;
	struct sp_screen_request request = {.colour = colour_mode(run), .ascii = run->ascii, .look = look};

	if (world->screen == NULL || !world->in_is_terminal || !world->out_is_terminal)
		return sp_err_set(
			reterr, SP_USAGE,
			"The screen needs a terminal. \"senplan week\" prints the week, \"senplan help\" lists the commands.");
	return world->screen(world->screen_context, &run->env, &request, reterr);
}

/*
 * When somebody else wrote between our look and our change, the change was not made: look again and do it again. Two
 * scripts at once are normal; a person never sees it.
 */
static enum sp_rc
run_on_fresh_plan(struct run *run, struct sp_err *reterr)
{
	run_fn runner = runners[run->args.command];
	enum sp_rc rc = SP_NO;

	assert(runner != NULL);
	for (int i = 0; i < TRIES_MAX; i++) {
		bool changed;

		rc = runner(run, reterr);
		if (rc != SP_NO || run->app == NULL || !sp_app_outdated(run->app))
			return rc;
		sp_str_clear(&run->out);
		rc = sp_app_refresh(run->app, &changed, reterr);
		if (rc != SP_OK)
			return rc;
		sp_err_clear(reterr);
	}
	return sp_err_set(reterr, SP_FILE, "Other programs change the plan without a pause. Try again.");
}

static bool
changes_plan(const struct run *run)
{
	return sp_command_changes(run->args.command, run->args.n_words == 0 ? NULL : run->args.words[0]);
}

/* A plan that comes as JSON may be the first thing in a file. */
static enum sp_store_mode
mode_of(const struct run *run)
{
	bool json = run->args.n_words > 0 && sp_streq(run->args.words[0], "json");

	if ((sp_command_info(run->args.command)->flags & SP_COMMAND_MAKES_FILE) != 0 ||
	    (run->args.command == SP_COMMAND_IMPORT && json))
		return SP_STORE_CREATE;
	return changes_plan(run) ? SP_STORE_EXISTING : SP_STORE_READ_ONLY;
}

static enum sp_rc
run_command(struct run *run, struct sp_err *reterr)
{
	enum sp_command command = run->args.command;
	enum sp_rc rc;

	if (args_has(&run->args, SP_OPTION_HELP)) {
		print_help(run, command);
		return SP_OK;
	}
	if (args_has(&run->args, SP_OPTION_VERSION))
		return run_version(run, reterr);
	if (run->json && command != SP_COMMAND_SCREEN &&
	    (sp_command_info(command)->flags & SP_COMMAND_HAS_JSON) == 0)
		return sp_err_set(reterr, SP_USAGE, "\"%s\" has no --json.", sp_command_info(command)->name);
	rc = run_resolve(run, reterr);
	if (rc != SP_OK)
		return rc;
	if (command == SP_COMMAND_SCREEN)
		return run_screen(run, false, reterr);
	if ((sp_command_info(command)->flags & SP_COMMAND_NO_FILE) == 0) {
		rc = run_open(run, mode_of(run), reterr);
		if (rc != SP_OK)
			return rc;
	}
	return run_on_fresh_plan(run, reterr);
}

static void
say_error(const struct run *run, const struct sp_err *err)
{
	char text[SP_ERR_TEXT + SP_ERR_PATH + 40];
	struct sp_str clean;

	sp_str_init(&clean);
	sp_utf8_clean(&clean, sp_err_format(err, text, sizeof(text)), run->ascii);
	fprintf(run->world->err, "senplan: %s\n", clean.text);
	sp_str_finish(&clean);
}

/* Everything or an error: a full disk and a closed pipe both show only here. */
static enum sp_rc
flush_output(struct run *run, struct sp_err *reterr)
{
	FILE *out = run->world->out;
	bool changes = run->args.command != SP_COMMAND_SCREEN && changes_plan(run) && !run->looks;

	if (run->out.failed)
		return sp_err_nomem(reterr);
	errno = 0;
	if (run->out.len > 0 && fwrite(run->out.text, 1, run->out.len, out) != run->out.len)
		goto broken;
	if (fflush(out) != 0 || ferror(out) != 0)
		goto broken;
	return SP_OK;
broken:
	if (errno == EPIPE &&
	    !changes) /* the reader, as `head`, has seen enough: nothing to complain about */
		return SP_SYSTEM;
	return sp_err_set(reterr, SP_SYSTEM, "The answer could not be written: %s.%s",
			  errno != 0 ? strerror(errno) : "the output is closed",
			  changes ? " The plan itself was changed; \"senplan history\" shows it." : "");
}

/* Of two things that went wrong the first is said, and the graver counts. */
static enum sp_rc
finish_run(struct run *run, enum sp_rc rc, struct sp_err *err)
{
	struct sp_err broken = {0};
	enum sp_rc flushed;

	sp_app_close(run->app);
	run->app = NULL;
	if (rc != SP_OK && err->text[0] != '\0')
		say_error(run, err);
	/* "No" is an answer too: whoever reads the output finds a document there. */
	if (rc == SP_NO && run->json && run->out.len == 0) {
		sp_json_text(json_begin(run), "no", err->text);
		json_end(run);
	}
	flushed = flush_output(run, &broken);
	if (flushed != SP_OK && broken.text[0] != '\0')
		say_error(run, &broken);
	return flushed > rc ? flushed : rc;
}

int
sp_cli_main(const struct sp_cli_world *world, int argc, char *const *argv)
{
	struct run run = {.world = world, .ascii = !world->utf8};
	struct sp_err err = {0};
	enum sp_rc rc;

	sp_arena_init(&run.arena);
	sp_str_init(&run.out);
	rc = args_parse(argc, argv, &run.arena, &run.args, &err);
	if (rc == SP_OK) {
		run.json = args_has(&run.args, SP_OPTION_JSON);
		run.quiet = args_has(&run.args, SP_OPTION_QUIET);
		run.colour = !run.json && colour_is_wanted(&run);
		rc = run_command(&run, &err);
		/* A command that failed half way must not print half an answer. */
		if (rc != SP_OK && rc != SP_NO)
			sp_str_clear(&run.out);
	}
	rc = finish_run(&run, rc, &err);
	sp_str_finish(&run.out);
	sp_arena_finish(&run.arena);
	return (int)rc;
}
