/*
 * The review on the command line: which range, which format, where to.
 */
#include "senplan/app/review_out.h"
#include "senplan/model/year.h"

#include "run.h"

#include <assert.h>

/* --from and --to are a range of their own; --from with --range is a day in it; one without the other ends the year. */
static enum sp_rc
wanted_range(struct run *run, struct sp_review_ask *ask, struct sp_err *reterr)
{
	const char *range = run->args.values[SP_OPTION_RANGE];
	sp_day from, to, today = sp_time_day(sp_app_now(run->app));
	enum sp_rc rc = option_range(run, &from, &to, reterr);

	if (rc != SP_OK)
		return rc;
	ask->kind = SP_REVIEW_HALF_TERM;
	ask->day = from != SP_DAY_NONE ? from : today;
	if (range != NULL) {
		if (to != SP_DAY_NONE)
			return sp_err_set(
				reterr, SP_USAGE,
				"--range and --to do not go together: --from names a day in the range.");
		ask->kind = (enum sp_review_range_kind)sp_enum_parse(sp_review_range_names, range);
		return SP_OK;
	}
	if (from == SP_DAY_NONE && to == SP_DAY_NONE)
		return SP_OK;
	ask->kind = SP_REVIEW_ANY;
	ask->from_day = from != SP_DAY_NONE ? from : sp_year_of(to).from_day;
	ask->to_day = to != SP_DAY_NONE ? to : sp_year_of(from).to_day;
	return SP_OK;
}

static enum sp_rc
wanted_format(const struct run *run, enum sp_review_format *ret, struct sp_err *reterr)
{
	const char *format = run->args.values[SP_OPTION_FORMAT];
	const char *path = run->args.values[SP_OPTION_OUTPUT];

	if (format != NULL)
		*ret = (enum sp_review_format)sp_enum_parse(sp_review_format_names, format);
	else if (run->json)
		*ret = SP_REVIEW_AS_JSON;
	else
		*ret = path == NULL ? SP_REVIEW_AS_TEXT : sp_review_format_of(path);
	if (run->json && *ret != SP_REVIEW_AS_JSON)
		return sp_err_set(reterr, SP_USAGE, "--json and --format %s do not go together.", format);
	return SP_OK;
}

enum sp_rc
run_review(struct run *run, struct sp_err *reterr)
{
	const char *path = run->args.values[SP_OPTION_OUTPUT];
	bool to_file = path != NULL && !sp_streq(path, "-");
	struct sp_review_ask ask = {.exact = args_has(&run->args, SP_OPTION_EXACT)};
	enum sp_review_format format;
	struct sp_review review;
	enum sp_rc rc = wanted_format(run, &format, reterr);

	if (rc == SP_OK)
		rc = wanted_range(run, &ask, reterr);
	ask.ascii = run->ascii && !to_file && rc == SP_OK && format == SP_REVIEW_AS_TEXT;
	if (rc == SP_OK)
		rc = sp_review_of(run->app, &ask, &run->arena, &review, reterr);
	if (rc != SP_OK)
		return rc;
	if (!to_file) {
		sp_review_write(&review, format, print_width(run), &run->out);
		return run->out.failed ? sp_err_nomem(reterr) : SP_OK;
	}
	rc = sp_review_save(&review, format, path, reterr);
	if (rc == SP_OK && !run->quiet)
		print_done(run, "Written to %s. It is your own record of your time; you decide who gets it.",
			   path);
	return rc;
}
