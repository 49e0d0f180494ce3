/*
 * Taking pupils out for good: said first, done only with --force.
 */
#include "senplan/app/forget.h"

#include "run.h"

static enum sp_rc
say_forgotten(struct run *run, const struct sp_forgotten *result, bool done, struct sp_err *reterr)
{
	bool asked = args_has(&run->args, SP_OPTION_DRY_RUN);

	if (run->json) {
		struct sp_json *json = json_begin(run);

		sp_json_bool(json, "taken_out", done);
		sp_json_text(json, "codes", result->codes);
		sp_json_int(json, "pupils", (int64_t)result->n_cases);
		sp_json_int(json, "tasks", (int64_t)result->n_tasks);
		sp_json_int(json, "blocks", (int64_t)result->n_blocks);
		sp_json_int(json, "logged_min", result->logged_min);
		sp_json_int(json, "texts", (int64_t)result->n_texts);
		sp_json_int(json, "backups", (int64_t)result->n_backups);
		sp_json_text(json, "notice", result->notice);
		json_end(run);
	} else if (!run->quiet || !done) {
		print_wrapped(run, result->words, 0);
		if (result->notice[0] != '\0')
			print_wrapped(run, result->notice, 0);
	}
	if (done || asked)
		return SP_OK;
	return sp_err_set(reterr, SP_NO, "Nothing was changed. The same with --force does it.");
}

static bool
does_it(const struct run *run)
{
	return args_has(&run->args, SP_OPTION_FORCE) && !args_has(&run->args, SP_OPTION_DRY_RUN);
}

enum sp_rc
run_forget(struct run *run, struct sp_err *reterr)
{
	struct sp_forgotten result;
	enum sp_rc rc =
		sp_app_forget(run->app, run->args.words[0], !does_it(run), &run->arena, &result, reterr);

	return rc == SP_OK ? say_forgotten(run, &result, does_it(run), reterr) : rc;
}

enum sp_rc
run_purge(struct run *run, struct sp_err *reterr)
{
	struct sp_forgotten result;
	sp_day before = SP_DAY_NONE;
	enum sp_rc rc = option_day(run, SP_OPTION_LEFT_BEFORE, &before, reterr);

	if (rc == SP_OK && before == SP_DAY_NONE)
		rc = sp_err_set(
			reterr, SP_USAGE,
			"Say who: \"senplan purge --left-before 2025-09-01\" means all who left before.");
	if (rc == SP_OK)
		rc = sp_app_purge(run->app, before, !does_it(run), &run->arena, &result, reterr);
	return rc == SP_OK ? say_forgotten(run, &result, does_it(run), reterr) : rc;
}
