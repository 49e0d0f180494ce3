/*
 * The review on the command line: which range, which format, where to.
 */
#include "senplan/app/many.h"
#include "senplan/app/review_out.h"
#include "senplan/app/what_if.h"
#include "senplan/model/when.h"
#include "senplan/model/year.h"

#include "run.h"

#include <assert.h>

/* --from and --to are a range of their own; --from with --range is a day in it; one without the other ends the year. */
enum sp_rc
review_wanted_range(struct run *run, struct sp_review_ask *ask, struct sp_err *reterr)
{
	const char *range = run->args.values[SP_OPTION_RANGE];
	sp_day from, to, today = sp_time_day(run->env.now);
	struct sp_snapshot no_school = {0}; /* several plans at once: the calendar of none */
	const struct sp_snapshot *snapshot = run->app == NULL ? &no_school : sp_app_snapshot(run->app);
	struct sp_review_days days;
	enum sp_rc rc = run->app == NULL ? sp_snapshot_finish(&no_school, &run->arena, reterr) : SP_OK;
	char first[SP_DAY_TEXT], last[SP_DAY_TEXT];

	if (rc == SP_OK)
		rc = sp_when_range(snapshot, run->env.now, run->args.values[SP_OPTION_FROM],
				   run->args.values[SP_OPTION_TO], &from, &to, reterr);
	if (rc != SP_OK)
		return rc;
	if (from != SP_DAY_NONE && to != SP_DAY_NONE && to < from)
		return sp_err_set(reterr, SP_USAGE, "--to (%s) is before --from (%s).",
				  sp_day_format(to, SP_DAY_LONG, last),
				  sp_day_format(from, SP_DAY_LONG, first));
	ask->kind = SP_REVIEW_HALF_TERM;
	ask->day = from != SP_DAY_NONE ? from : today;
	if (range != NULL) {
		if (to != SP_DAY_NONE)
			return sp_err_set(
				reterr, SP_USAGE,
				"--range and --to do not go together: --from names a day in the range.");
		rc = sp_review_range_read(snapshot, run->env.now, ask->day, range, &days, reterr);
		if (rc != SP_OK && run->app == NULL)
			rc = sp_err_set(
				reterr, SP_USAGE,
				"Each of several schools has its own calendar: --range is week, half-term, "
				"term or year, with --from a day in it; or two days: 2 nov to 18 dec.");
		if (rc == SP_OK && from != SP_DAY_NONE && sp_enum_parse(sp_review_range_names, range) < 0)
			rc = sp_err_set(reterr, SP_USAGE, "--range \"%s\" and --from do not go together.",
					range);
		if (rc != SP_OK)
			return rc;
		*ask = (struct sp_review_ask){days.kind,   days.day,   days.from_day,
					      days.to_day, ask->exact, ask->ascii};
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

/* The review is made: to a file, or as the answer. */
static enum sp_rc
give_review(struct run *run, const struct sp_review *review, enum sp_review_format format,
	    struct sp_err *reterr)
{
	const char *path = run->args.values[SP_OPTION_OUTPUT];
	enum sp_rc rc;

	if (path == NULL || sp_streq(path, "-")) {
		sp_review_write(review, format, print_width(run), &run->out);
		return run->out.failed ? sp_err_nomem(reterr) : SP_OK;
	}
	rc = sp_review_save(review, format, path, reterr);
	if (rc == SP_OK && !run->quiet)
		print_done(run, "Written to %s. It is your own record of your time; you decide who gets it.",
			   path);
	return rc;
}

/* The trust's view. What was left out is said in the review itself, and by the exit status. */
static enum sp_rc
review_many(struct run *run, struct sp_review_ask *ask, enum sp_review_format format, struct sp_err *reterr)
{
	struct sp_review review;
	size_t n_failed = 0;
	enum sp_rc rc = sp_review_many(&run->env, run->args.words, (size_t)run->args.n_words, ask,
				       &run->arena, &review, &n_failed, reterr);

	if (rc == SP_OK)
		rc = give_review(run, &review, format, reterr);
	if (rc == SP_OK && n_failed > 0)
		return sp_err_set(reterr, SP_NO, "%zu file%s could not be read and %s left out.", n_failed,
				  n_failed == 1 ? "" : "s", n_failed == 1 ? "is" : "are");
	return rc;
}

/* What would change, behind the review: the case to a head teacher. */
static enum sp_rc
add_scenario(struct run *run, const struct sp_review_ask *ask, struct sp_review *review,
	     struct sp_err *reterr)
{
	const char *name = run->args.values[SP_OPTION_SCENARIO];
	const struct sp_scenario *kept = sp_scenario_find(sp_app_snapshot(run->app), name);
	struct sp_what_if_ask what = {.n = 1, .exact = ask->exact, .ascii = ask->ascii};
	struct sp_review more;
	enum sp_rc rc;

	if (kept == NULL)
		return sp_err_set(reterr, SP_NO, "No scenario is called \"%s\": \"senplan whatif list\".",
				  name);
	what.changes[0] = kept->changes;
	rc = sp_what_if(run->app, &what, &run->arena, &more, reterr);
	if (rc == SP_OK)
		sp_review_append(review, &more);
	return rc;
}

enum sp_rc
run_review(struct run *run, struct sp_err *reterr)
{
	const char *path = run->args.values[SP_OPTION_OUTPUT];
	bool to_file = path != NULL && !sp_streq(path, "-"), many = args_has(&run->args, SP_OPTION_MANY);
	struct sp_review_ask ask = {.exact = args_has(&run->args, SP_OPTION_EXACT)};
	enum sp_review_format format;
	struct sp_review review;
	enum sp_rc rc = wanted_format(run, &format, reterr);

	if (rc == SP_OK && !many && run->args.n_words > 0)
		rc = sp_err_set(reterr, SP_USAGE, "Files are named with --many; --db says which plan it is.");
	if (rc == SP_OK && args_has(&run->args, SP_OPTION_OPEN)) {
		bool prints = path != NULL || run->json || args_has(&run->args, SP_OPTION_FORMAT) ||
			      !run->world->in_is_terminal || !run->world->out_is_terminal;

		run->env.db_path = run->args.values[SP_OPTION_OPEN];
		run->env.db_default = false;
		if (!prints)
			return run_screen(run, true, reterr);
	}
	if (rc == SP_OK && !many)
		rc = run_open(run, SP_STORE_READ_ONLY, reterr);
	if (rc == SP_OK)
		rc = review_wanted_range(run, &ask, reterr);
	ask.ascii = run->ascii && !to_file && rc == SP_OK && format == SP_REVIEW_AS_TEXT;
	if (rc == SP_OK && many)
		return review_many(run, &ask, format, reterr);
	if (rc == SP_OK)
		rc = sp_review_of(run->app, &ask, &run->arena, &review, reterr);
	if (rc == SP_OK && args_has(&run->args, SP_OPTION_SCENARIO))
		rc = add_scenario(run, &ask, &review, reterr);
	return rc == SP_OK ? give_review(run, &review, format, reterr) : rc;
}
