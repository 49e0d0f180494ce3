/*
 * What if, on the command line: compares, keeps, lists, makes real.
 */
#include "senplan/app/what_if.h"

#include "senplan/app/review_out.h"
#include "senplan/base/array.h"

#include "run.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

/* A quoted word that is a whole change: "+0.5 day", "admin 5h". */
static bool
is_whole_change(const char *word)
{
	static const char *const begins[] = {"admin ", "assistant ", "drop ", "thin ", "reserve ", "lost "};

	if (strchr(word, ' ') == NULL)
		return false;
	if (word[0] == '+' || word[0] == '-' || isdigit((unsigned char)word[0]))
		return true;
	for (size_t i = 0; i < SP_COUNT(begins); i++)
		if (sp_istarts_with(word, begins[i]))
			return true;
	return false;
}

/* The words as one list of changes: "+0.5" "day" is one, "+0.5 day" "admin 5h" are two. */
static const char *
list_of_words(struct run *run)
{
	const char *text = "";

	for (int i = 0; i < run->args.n_words && text != NULL; i++) {
		bool apart = i > 0 &&
			     (is_whole_change(run->args.words[i]) || is_whole_change(run->args.words[i - 1]));

		text = sp_arena_printf(&run->arena, "%s%s%s", text,
				       i == 0  ? ""
				       : apart ? "; "
					       : " ",
				       run->args.words[i]);
	}
	return text;
}

static void
list_scenarios(struct run *run)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	if (run->json) {
		struct sp_json *json = json_begin(run);

		sp_json_open(json, "scenarios", '[');
		for (size_t i = 0; i < s->scenarios.n; i++) {
			sp_json_open(json, NULL, '{');
			sp_json_text(json, "name", s->scenarios.items[i].name);
			sp_json_text(json, "changes", s->scenarios.items[i].changes);
			sp_json_close(json);
		}
		sp_json_close(json);
		json_end(run);
		return;
	}
	if (s->scenarios.n == 0)
		print(run, "No scenario is kept. \"senplan whatif +0.5 day --save NAME\" keeps one.\n");
	for (size_t i = 0; i < s->scenarios.n; i++) {
		print_column(run, s->scenarios.items[i].name, 24);
		print(run, "  ");
		print_clean(run, s->scenarios.items[i].changes);
		print(run, "\n");
	}
}

static enum sp_rc
add_kept(struct run *run, const char *name, struct sp_what_if_ask *ask, struct sp_err *reterr)
{
	const struct sp_scenario *kept = sp_scenario_find(sp_app_snapshot(run->app), name);

	if (kept == NULL)
		return sp_err_set(reterr, SP_NO, "No scenario is called \"%s\": \"senplan whatif list\".",
				  name);
	if (ask->n == SP_COMPARE_MOST)
		return sp_err_set(reterr, SP_USAGE, "At most %d scenarios stand side by side.",
				  SP_COMPARE_MOST);
	ask->names[ask->n] = kept->name;
	ask->changes[ask->n++] = kept->changes;
	return SP_OK;
}

/* Which scenarios: those named behind "compare", the one of --scenario, or what is typed. */
static enum sp_rc
wanted_scenarios(struct run *run, struct sp_what_if_ask *ask, struct sp_err *reterr)
{
	const char *kept = run->args.values[SP_OPTION_SCENARIO];
	enum sp_rc rc = SP_OK;

	if (run->args.n_words > 0 && sp_streq(run->args.words[0], "compare")) {
		if (run->args.n_words == 1)
			return sp_err_set(reterr, SP_USAGE,
					  "Name the scenarios: senplan whatif compare A B.");
		for (int i = 1; i < run->args.n_words && rc == SP_OK; i++)
			rc = add_kept(run, run->args.words[i], ask, reterr);
		return rc;
	}
	if (kept != NULL) {
		if (run->args.n_words > 0)
			return sp_err_set(reterr, SP_USAGE, "Type changes, or name a scenario that is kept.");
		return add_kept(run, kept, ask, reterr);
	}
	ask->changes[0] = list_of_words(run);
	ask->n = 1;
	return ask->changes[0] == NULL ? sp_err_nomem(reterr) : SP_OK;
}

static void
print_outcome(struct run *run, const struct sp_outcome *outcome)
{
	print_done(run, "%s", outcome->done);
}

/* Which days are counted: the rest of the year, unless a range is named. */
static enum sp_rc
counted_range(struct run *run, struct sp_what_if_ask *ask, struct sp_err *reterr)
{
	struct sp_review_ask wanted = {.kind = SP_REVIEW_HALF_TERM};
	struct sp_review_range range;
	enum sp_rc rc;

	if (!args_has(&run->args, SP_OPTION_RANGE) && !args_has(&run->args, SP_OPTION_FROM) &&
	    !args_has(&run->args, SP_OPTION_TO))
		return SP_OK;
	rc = review_wanted_range(run, &wanted, reterr);
	range = (struct sp_review_range){.from_day = wanted.from_day, .to_day = wanted.to_day};
	if (rc == SP_OK)
		rc = sp_review_range_of(sp_app_snapshot(run->app), wanted.kind, wanted.day, &run->arena,
					&range, reterr);
	if (rc != SP_OK)
		return rc;
	ask->range_name = range.name;
	ask->from_day = range.from_day;
	ask->to_day = range.to_day;
	return SP_OK;
}

static enum sp_rc
compare(struct run *run, struct sp_what_if_ask *ask, struct sp_outcome *outcome, struct sp_err *reterr)
{
	const char *format_name = run->args.values[SP_OPTION_FORMAT],
		   *path = run->args.values[SP_OPTION_OUTPUT];
	enum sp_review_format format = run->json ? SP_REVIEW_AS_JSON : SP_REVIEW_AS_TEXT;
	const char *save = run->args.values[SP_OPTION_SAVE];
	struct sp_review review;
	enum sp_rc rc;

	if (format_name != NULL)
		format = (enum sp_review_format)sp_enum_parse(sp_review_format_names, format_name);
	else if (path != NULL && !sp_streq(path, "-"))
		format = sp_review_format_of(path);
	ask->exact = args_has(&run->args, SP_OPTION_EXACT);
	ask->ascii = run->ascii && path == NULL && format == SP_REVIEW_AS_TEXT;
	rc = counted_range(run, ask, reterr);
	if (rc == SP_OK)
		rc = sp_what_if(run->app, ask, &run->arena, &review, reterr);
	if (rc == SP_OK && path != NULL && !sp_streq(path, "-"))
		rc = sp_review_save(&review, format, path, reterr);
	else if (rc == SP_OK)
		sp_review_write(&review, format, print_width(run), &run->out);
	if (rc == SP_OK && save != NULL)
		rc = sp_scenario_save(run->app, save, ask->changes[0], outcome, reterr);
	if (rc == SP_OK && save != NULL && format == SP_REVIEW_AS_TEXT)
		print_outcome(run, outcome);
	return rc == SP_OK && run->out.failed ? sp_err_nomem(reterr) : rc;
}

enum sp_rc
run_what_if(struct run *run, struct sp_err *reterr)
{
	const char *first = run->args.n_words > 0 ? run->args.words[0] : "";
	bool remove = sp_streq(first, "remove"), accept = args_has(&run->args, SP_OPTION_ACCEPT);
	bool writes = remove || accept || args_has(&run->args, SP_OPTION_SAVE);
	struct sp_outcome outcome = {.arena = &run->arena, .done = ""};
	struct sp_what_if_ask ask = {.n = 0};
	enum sp_rc rc = SP_OK;

	if (run->app == NULL)
		rc = run_open(run, writes ? SP_STORE_EXISTING : SP_STORE_READ_ONLY, reterr);
	if (rc != SP_OK)
		return rc;
	if (sp_streq(first, "list") && run->args.n_words == 1) {
		list_scenarios(run);
		return SP_OK;
	}
	if (remove) {
		const char *name = args_join(&run->args, 1, run->args.n_words, &run->arena);

		rc = name == NULL ? sp_err_nomem(reterr)
				  : sp_scenario_remove(run->app, name, &outcome, reterr);
	} else {
		rc = wanted_scenarios(run, &ask, reterr);
		if (rc == SP_OK && writes && ask.n != 1)
			rc = sp_err_set(reterr, SP_USAGE, "One scenario at a time is kept or made real.");
		if (rc == SP_OK && !accept)
			return compare(run, &ask, &outcome, reterr);
		if (rc == SP_OK)
			rc = sp_what_if_accept(run->app, ask.changes[0], &outcome, reterr);
	}
	if (rc == SP_OK)
		print_outcome(run, &outcome);
	return rc;
}
