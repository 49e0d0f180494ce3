/*
 * Chains: which there are, their steps, the school's own; giving one to a pupil or to the school, and what happens in it.
 */
#include "senplan/base/array.h"
#include "senplan/plan/clocks.h"

#include "keep.h"

#include <string.h>

/* --- listing --- */

static const char *const begins_words[] = {
	[SP_START_REVIEW] = "with a plan",
	[SP_START_TRANSFER] = "with a plan, before a move",
	[SP_START_ASSESSMENT] = "with a request, or asked for advice",
	[SP_START_CONSULTATION] = "with each consultation",
	[SP_START_SUPPORT] = "with SEN Support",
	[SP_START_MOVE] = "in the school year of a move",
	[SP_START_GIVEN] = "given to a pupil",
	[SP_START_SCHOOL] = "given to the school",
};

static size_t
count_steps(const struct sp_snapshot *s, const struct sp_chain *chain)
{
	size_t n = 0;

	for (size_t i = 0; i < s->steps.n; i++)
		n += sp_streq(s->steps.items[i].chain, chain->key);
	return n;
}

static void
print_chain_line(struct run *run, const struct sp_chain *chain)
{
	size_t n = count_steps(sp_app_snapshot(run->app), chain);

	print_column(run, chain->key, 20);
	print(run, " ");
	print_column(run, chain->name, 32);
	print(run, " %2zu step%s %s", n, n == 1 ? ", " : "s,", begins_words[chain->begins]);
	if (chain->year_from > 0 || chain->year_to > 0)
		print(run, ", Year %d to %d", (int)chain->year_from,
		      chain->year_to > 0 ? (int)chain->year_to : 14);
	print(run, "%s%s\n", chain->repeats ? ", comes again" : "", chain->active ? "" : " (off)");
}

static enum sp_rc
chain_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	(void)reterr;
	if (run->json)
		sp_json_open(json_begin(run), "chains", '[');
	for (size_t i = 0; i < s->chains.n; i++) {
		if (!run->json) {
			print_chain_line(run, &s->chains.items[i]);
			continue;
		}
		sp_json_open(&run->document, NULL, '{');
		keep_json_row(run, SP_ENTITY_chain, &s->chains.items[i]);
		sp_json_close(&run->document);
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (s->chains.n == 0) {
		print(run, "No chain yet: \"senplan help chain\".\n");
	}
	return SP_OK;
}

/* --- one --- */

static const struct sp_chain *
find_chain(const struct sp_snapshot *s, const char *text)
{
	for (size_t i = 0; i < s->chains.n; i++)
		if (sp_strieq(s->chains.items[i].key, text) || sp_strieq(s->chains.items[i].name, text))
			return &s->chains.items[i];
	for (size_t i = 0; i < s->chains.n; i++)
		if (sp_istarts_with(s->chains.items[i].key, text) ||
		    sp_istarts_with(s->chains.items[i].name, text))
			return &s->chains.items[i];
	return NULL;
}

static void
add_rules_of(const struct sp_snapshot *s, const struct sp_step *step, struct sp_str *out)
{
	for (size_t i = 0; i < s->rules.n; i++) {
		if (s->rules.items[i].profile[0] != '\0' || !sp_step_uses_rule(step, s->rules.items[i].key))
			continue;
		sp_str_add(out, out->len > 0 ? "; " : "");
		sp_words_rule_text(out, &s->rules.items[i]);
		sp_str_addf(out, " [%s]", s->rules.items[i].key);
	}
}

static void
print_step_line(struct run *run, const struct sp_step *step)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_activity *activity = sp_snapshot_activity(s, step->activity);
	char length[SP_CLOCK_TEXT];
	struct sp_str words;

	print(run, "%2d ", (int)step->position);
	print_column(run, step->key, 24);
	print(run, " ");
	print_column(run, step->name, 36);
	print(run, " %-6s", sp_owner_names[step->owner]);
	if (activity != NULL)
		print(run, " %s %s", activity->key,
		      step->typical_min > 0 ? sp_length_format(step->typical_min, length) : "");
	print(run, "%s\n", step->hard ? ", statutory" : "");
	sp_str_init(&words);
	add_rules_of(s, step, &words);
	if (step->after[0] != '\0')
		sp_str_addf(&words, "%safter %s", words.len > 0 ? "; " : "", step->after);
	if (step->only_if[0] != '\0')
		sp_str_addf(&words, "%sonly if the decision is %s", words.len > 0 ? "; " : "", step->only_if);
	if (words.len > 0) {
		print(run, "      ");
		print_wrapped(run, words.text, 6);
	}
	sp_str_finish(&words);
}

static void
give_steps(struct run *run, const struct sp_chain *chain)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	for (int32_t position = 0; position < 100; position++)
		for (size_t i = 0; i < s->steps.n; i++) {
			const struct sp_step *step = &s->steps.items[i];

			if (!sp_streq(step->chain, chain->key) || step->position != position)
				continue;
			if (!run->json) {
				print_step_line(run, step);
				continue;
			}
			sp_json_open(&run->document, NULL, '{');
			keep_json_row(run, SP_ENTITY_step, step);
			sp_json_close(&run->document);
		}
}

/* Who has it: the rounds that run, with their next date. */
static enum sp_rc
give_runs(struct run *run, const struct sp_chain *chain, struct sp_err *reterr)
{
	const struct sp_clock *clocks = NULL;
	size_t n = 0;
	enum sp_rc rc = sp_clocks_of(sp_app_snapshot(run->app), (sp_case_id){0}, sp_app_now(run->app),
				     &run->arena, &clocks, &n, reterr);

	for (size_t i = 0; rc == SP_OK && i < n; i++) {
		char due[SP_DAY_TEXT];

		if (!sp_streq(clocks[i].chain, chain->key) || clocks[i].state == SP_CLOCK_MET ||
		    clocks[i].state == SP_CLOCK_LATE)
			continue;
		if (run->json) {
			sp_json_open(&run->document, NULL, '{');
			sp_json_text(&run->document, "code", run->hide ? NULL : clocks[i].subject->code);
			sp_json_text(&run->document, "step", clocks[i].step->key);
			sp_json_text(&run->document, "round", clocks[i].cycle);
			sp_json_day(&run->document, "due", clocks[i].due_day);
			sp_json_text(&run->document, "state", sp_clock_state_name(clocks[i].state));
			sp_json_close(&run->document);
			continue;
		}
		print(run, "   ");
		print_column(run, run->hide ? "---" : clocks[i].subject->code, 8);
		print(run, " ");
		print_column(run, clocks[i].step->name, 40);
		print(run, " %-15s %s\n",
		      clocks[i].due_day == SP_DAY_NONE ? "no day yet"
						       : sp_day_format(clocks[i].due_day, SP_DAY_LONG, due),
		      sp_clock_state_name(clocks[i].state));
	}
	return rc;
}

static enum sp_rc
chain_show(struct run *run, struct sp_err *reterr)
{
	const char *text = keep_rest(run, 1);
	const struct sp_chain *chain = find_chain(sp_app_snapshot(run->app), text);
	enum sp_rc rc;

	if (chain == NULL)
		return sp_err_set(reterr, SP_NO,
				  "There is no chain \"%s\". \"senplan chain list\" lists them.", text);
	if (run->json) {
		sp_json_open(json_begin(run), "chain", '{');
		keep_json_row(run, SP_ENTITY_chain, chain);
		sp_json_close(&run->document);
		sp_json_open(&run->document, "steps", '[');
	} else {
		print_chain_line(run, chain);
		if (chain->note[0] != '\0') {
			print(run, "   ");
			print_wrapped(run, chain->note, 3);
		}
	}
	give_steps(run, chain);
	if (run->json) {
		sp_json_close(&run->document);
		sp_json_open(&run->document, "open", '[');
	} else {
		print(run, "\nStill to come\n");
	}
	rc = give_runs(run, chain, reterr);
	if (run->json && rc == SP_OK) {
		sp_json_close(&run->document);
		json_end(run);
	}
	return rc;
}

/* --- changing --- */

static enum sp_rc
finish_chain(struct run *run, enum sp_rc rc, const struct sp_outcome *outcome)
{
	if (rc == SP_OK)
		keep_print_outcome(run, outcome);
	return rc;
}

static enum sp_rc
chain_add(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;

	keep_read_fields(run, NULL, &fields);
	return finish_chain(run,
			    sp_app_chain_add(run->app, keep_rest(run, 1), fields.values, &outcome, reterr),
			    &outcome);
}

static enum sp_rc
chain_edit(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;

	keep_read_fields(run, NULL, &fields);
	return finish_chain(run,
			    sp_app_chain_edit(run->app, keep_rest(run, 1), fields.values, &outcome, reterr),
			    &outcome);
}

static enum sp_rc
chain_remove(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};

	return finish_chain(run, sp_app_chain_remove(run->app, keep_rest(run, 1), &outcome, reterr),
			    &outcome);
}

/* CHAIN STEP: changed when the chain has it, added else; taken out with --remove. */
static enum sp_rc
chain_step(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const char *chain = run->args.words[1], *step = keep_rest(run, 2);
	const struct sp_chain *there = find_chain(s, chain);
	struct sp_outcome outcome = {.arena = &run->arena};
	static const enum sp_option but[] = {SP_OPTION_REMOVE, SP_OPTION_COUNT};
	struct keep_fields fields;
	bool known = false;

	for (size_t i = 0; there != NULL && i < s->steps.n; i++) {
		const char *dot = strchr(s->steps.items[i].key, '.');

		known = known ||
			(sp_streq(s->steps.items[i].chain, there->key) &&
			 (sp_strieq(s->steps.items[i].key, step) || sp_strieq(s->steps.items[i].name, step) ||
			  (dot != NULL && sp_strieq(dot + 1, step))));
	}
	keep_read_fields(run, but, &fields);
	if (args_has(&run->args, SP_OPTION_REMOVE))
		return finish_chain(run, sp_app_step_remove(run->app, chain, step, &outcome, reterr),
				    &outcome);
	if (known)
		return finish_chain(run,
				    sp_app_step_edit(run->app, chain, step, fields.values, &outcome, reterr),
				    &outcome);
	return finish_chain(run, sp_app_step_add(run->app, chain, step, fields.values, &outcome, reterr),
			    &outcome);
}

/* [CODE] [DATE…] from a word on: the first is a code when a pupil has it. */
static enum sp_rc
read_whom(struct run *run, int first, struct sp_chain_event_request *request, struct sp_err *reterr)
{
	const struct args *args = &run->args;

	if (first < args->n_words &&
	    (sp_snapshot_case_by_code(sp_app_snapshot(run->app), args->words[first]) != NULL ||
	     sp_strieq(args->words[first], "school")))
		request->code = args->words[first++];
	if (first >= args->n_words)
		return SP_OK;
	request->date = args_join(args, first, args->n_words, &run->arena);
	return request->date == NULL ? sp_err_nomem(reterr) : SP_OK;
}

static enum sp_rc
record_chain(struct run *run, enum sp_event_kind what, bool of_step, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct sp_chain_event_request request = {.what = what,
						 .chain = run->args.words[1],
						 .step = of_step ? run->args.words[2] : NULL,
						 .take_back = args_has(&run->args, SP_OPTION_REMOVE)};
	enum sp_rc rc = read_whom(run, of_step ? 3 : 2, &request, reterr);

	if (rc == SP_OK)
		rc = sp_app_chain_event(run->app, &request, &outcome, reterr);
	return finish_chain(run, rc, &outcome);
}

static enum sp_rc
chain_give(struct run *run, struct sp_err *reterr)
{
	return record_chain(run, SP_EVENT_GIVEN, false, reterr);
}

static enum sp_rc
chain_end(struct run *run, struct sp_err *reterr)
{
	return record_chain(run, SP_EVENT_ENDED, false, reterr);
}

static enum sp_rc
chain_done(struct run *run, struct sp_err *reterr)
{
	return record_chain(run, SP_EVENT_DONE, true, reterr);
}

static enum sp_rc
chain_due(struct run *run, struct sp_err *reterr)
{
	return record_chain(run, SP_EVENT_DUE, true, reterr);
}

enum sp_rc
run_chain(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, 0, "", chain_list},
		{"show", 1, -1, "CHAIN", chain_show},
		{"add", 1, -1, "NAME --begins given|school …", chain_add},
		{"edit", 1, -1, "CHAIN --FIELD VALUE …", chain_edit},
		{"remove", 1, -1, "CHAIN", chain_remove},
		{"step", 2, -1, "CHAIN STEP --activity ACTIVITY --period \"2 weeks\" …", chain_step},
		{"give", 1, -1, "CHAIN [CODE] [DATE]", chain_give},
		{"end", 1, -1, "CHAIN [CODE] [DATE]", chain_end},
		{"done", 2, -1, "CHAIN STEP [CODE] [DATE]", chain_done},
		{"due", 2, -1, "CHAIN STEP [CODE] DATE", chain_due},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}
