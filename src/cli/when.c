/*
 * Days from words and options, read against the plan's calendar and now.
 */
#include "senplan/model/when.h"

#include "run.h"

enum sp_rc
word_day(struct run *run, const char *text, sp_day *ret_day, struct sp_err *reterr)
{
	struct sp_snapshot no_school = {0}; /* several plans at once: the calendar of none */
	struct sp_when when;
	enum sp_rc rc = run->app == NULL ? sp_snapshot_finish(&no_school, &run->arena, reterr) : SP_OK;

	if (rc == SP_OK)
		rc = sp_when_parse(run->app == NULL ? &no_school : sp_app_snapshot(run->app), run->env.now,
				   text, &when, reterr);
	if (rc == SP_OK)
		*ret_day = when.day;
	return rc;
}

enum sp_rc
option_day(struct run *run, enum sp_option option, sp_day *ret_day, struct sp_err *reterr)
{
	if (!args_has(&run->args, option)) {
		*ret_day = SP_DAY_NONE;
		return SP_OK;
	}
	return word_day(run, run->args.values[option], ret_day, reterr);
}

enum sp_rc
option_range(struct run *run, sp_day *ret_from, sp_day *ret_to, struct sp_err *reterr)
{
	sp_day from, to;
	enum sp_rc rc = option_day(run, SP_OPTION_FROM, &from, reterr);

	if (rc == SP_OK)
		rc = option_day(run, SP_OPTION_TO, &to, reterr);
	if (rc != SP_OK)
		return rc;
	if (from != SP_DAY_NONE && to != SP_DAY_NONE && to < from) {
		char first[SP_DAY_TEXT], last[SP_DAY_TEXT];

		return sp_err_set(reterr, SP_USAGE, "--to (%s) is before --from (%s).",
				  sp_day_format(to, SP_DAY_LONG, last),
				  sp_day_format(from, SP_DAY_LONG, first));
	}
	*ret_from = from;
	*ret_to = to;
	return SP_OK;
}

/* --from of what has happened: "thu" is the last one, "autumn 1" the nearest; --to is the first such day from it on. */
enum sp_rc
option_past_range(struct run *run, sp_day *ret_from, sp_day *ret_to, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	const char *text[2] = {run->args.values[SP_OPTION_FROM], run->args.values[SP_OPTION_TO]};
	const int first = text[0] != NULL ? 0 : 1;
	char past[SP_DAY_TEXT], from_text[SP_DAY_TEXT], to_text[SP_DAY_TEXT];
	sp_day from, to;
	struct sp_when when;
	enum sp_rc rc;

	if (text[first] != NULL &&
	    sp_when_stretch(snapshot, run->env.now, text[first], &from, &to, NULL) != SP_OK &&
	    sp_when_parse_past(snapshot, run->env.now, text[first], &when, NULL) == SP_OK)
		text[first] = sp_day_format(when.day, SP_DAY_ISO, past);
	rc = sp_when_range(snapshot, run->env.now, text[0], text[1], &from, &to, reterr);
	if (rc == SP_OK && from != SP_DAY_NONE && to != SP_DAY_NONE && to < from)
		rc = sp_err_set(reterr, SP_USAGE, "--to (%s) is before --from (%s).",
				sp_day_format(to, SP_DAY_LONG, to_text),
				sp_day_format(from, SP_DAY_LONG, from_text));
	if (rc != SP_OK)
		return rc;
	*ret_from = from;
	*ret_to = to;
	return SP_OK;
}
