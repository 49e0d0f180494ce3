/*
 * The rules: listing and changing them.
 */
#include "senplan/base/array.h"
#include "senplan/plan/clocks.h"

#include "keep.h"

#include <string.h>

static const enum sp_option rule_places[] = {SP_OPTION_PROFILE, SP_OPTION_FROM, SP_OPTION_TO, SP_OPTION_ALL,
					     SP_OPTION_COUNT};

/* "minimum", "none" and nothing are the statutory minimum. */
static const char *
option_profile(const struct run *run, const char *fallback)
{
	const char *profile = run->args.values[SP_OPTION_PROFILE];

	if (profile == NULL)
		return fallback;
	return sp_strieq(profile, "none") || sp_strieq(profile, "minimum") ? "" : profile;
}

/* --- listing --- */

static void
print_rule(struct run *run, const struct sp_rule *rule)
{
	char from[SP_DAY_TEXT], to[SP_DAY_TEXT];
	struct sp_str words;

	sp_str_init(&words);
	sp_words_rule_text(&words, rule);
	print_column(run, rule->key, 24);
	print(run, " %-7s %-10s ", sp_owner_names[rule->owner], sp_authority_names[rule->authority]);
	print_clean(run, words.text);
	if (rule->profile[0] != '\0')
		print(run, " [%s]", rule->profile);
	if (rule->from_day != SP_DAY_NONE && rule->from_day > sp_time_day(sp_app_now(run->app)))
		print(run, ", from %s", sp_day_format(rule->from_day, SP_DAY_LONG, from));
	if (rule->to_day != SP_DAY_NONE)
		print(run, ", to %s", sp_day_format(rule->to_day, SP_DAY_LONG, to));
	print(run, "\n");
	sp_str_finish(&words);
}

static void
give_rule(struct run *run, const struct sp_rule *rule)
{
	struct sp_str words;

	if (!run->json) {
		print_rule(run, rule);
		return;
	}
	sp_str_init(&words);
	sp_words_rule_text(&words, rule);
	sp_json_open(&run->document, NULL, '{');
	keep_json_row(run, SP_ENTITY_rule, rule);
	sp_json_text(&run->document, "words", words.text);
	sp_json_close(&run->document);
	sp_str_finish(&words);
}

/* Each profile once, with how many pupils it has. */
static void
print_profiles(struct run *run)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	for (size_t i = 0; i < s->rules.n; i++) {
		const char *profile = s->rules.items[i].profile;
		bool seen = profile[0] == '\0';
		size_t n = 0;

		for (size_t k = 0; k < i; k++)
			seen = seen || sp_streq(s->rules.items[k].profile, profile);
		for (size_t k = 0; k < s->cases.n; k++)
			n += sp_streq(s->cases.items[k].profile, profile);
		if (seen)
			continue;
		if (run->json) {
			sp_json_open(&run->document, NULL, '{');
			sp_json_text(&run->document, "name", profile);
			sp_json_int(&run->document, "cases", (int64_t)n);
			sp_json_close(&run->document);
		} else {
			print(run, "profile ");
			print_clean(run, profile);
			print(run, ": %zu pupil%s\n", n, n == 1 ? "" : "s");
		}
	}
}

static enum sp_rc
rule_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const char *profile = option_profile(run, "");
	bool all = args_has(&run->args, SP_OPTION_ALL);
	size_t n = 0;

	if (run->json)
		sp_json_open(json_begin(run), "rules", '[');
	for (size_t i = 0; i < s->rules.n; i++) {
		if (!all && !sp_strieq(s->rules.items[i].profile, profile))
			continue;
		give_rule(run, &s->rules.items[i]);
		n++;
	}
	if (run->json) {
		sp_json_close(&run->document);
		sp_json_open(&run->document, "profiles", '[');
	}
	print_profiles(run);
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	}
	if (n == 0 && profile[0] != '\0')
		return sp_err_set(reterr, SP_NO,
				  "There is no profile \"%s\": \"senplan rule profile %s\" makes it.",
				  profile, profile);
	if (n == 0)
		return sp_err_set(reterr, SP_NO, "There are no rules: \"senplan init\" brings them.");
	return SP_OK;
}

static void
print_rule_in_full(struct run *run, const struct sp_rule *rule)
{
	const char *const lines[] = {rule->text, rule->source, rule->url};
	char from[SP_DAY_TEXT], to[SP_DAY_TEXT];

	print_rule(run, rule);
	for (size_t i = 0; i < SP_COUNT(lines); i++) {
		if (lines[i][0] == '\0')
			continue;
		print(run, "    ");
		print_wrapped(run, lines[i], 4);
	}
	print(run, "    in force from %s to %s\n", sp_day_format(rule->from_day, SP_DAY_LONG, from),
	      sp_day_format(rule->to_day, SP_DAY_LONG, to));
}

static void
print_rule_users(struct run *run, const char *key)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	if (run->json)
		sp_json_open(&run->document, "steps", '[');
	for (size_t i = 0; i < s->steps.n; i++) {
		const struct sp_step *step = &s->steps.items[i];

		if (!sp_step_uses_rule(step, key))
			continue;
		if (run->json)
			sp_json_text(&run->document, NULL, step->key);
		else
			print(run, "    dates the step %s of %s (%s)\n", step->key, step->chain, step->name);
	}
	if (run->json)
		sp_json_close(&run->document);
}

static enum sp_rc
rule_show(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const char *key = run->args.words[1];
	size_t n = 0;

	if (run->json)
		sp_json_open(json_begin(run), "rules", '[');
	for (size_t i = 0; i < s->rules.n; i++) {
		if (!sp_streq(s->rules.items[i].key, key))
			continue;
		n++;
		if (run->json)
			give_rule(run, &s->rules.items[i]);
		else
			print_rule_in_full(run, &s->rules.items[i]);
	}
	if (run->json)
		sp_json_close(&run->document);
	print_rule_users(run, key);
	if (run->json)
		json_end(run);
	return n > 0 ? SP_OK
		     : sp_err_set(reterr, SP_NO, "There is no rule \"%s\". \"senplan rule list\" lists them.",
				  key);
}

/* --- changing --- */

static enum sp_rc
finish(struct run *run, enum sp_rc rc, const struct sp_outcome *outcome)
{
	if (rc == SP_OK)
		keep_print_outcome(run, outcome);
	return rc;
}

static enum sp_rc
rule_set(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	struct sp_rule_request request = {.key = run->args.words[1],
					  .profile = option_profile(run, ""),
					  .value = run->args.n_words > 2 ? keep_rest(run, 2) : NULL,
					  .from_day = SP_DAY_NONE,
					  .to_day = SP_DAY_NONE};

	keep_read_fields(run, rule_places, &fields);
	request.values = fields.values;
	return finish(run, sp_app_rule_set(run->app, &request, &outcome, reterr), &outcome);
}

static enum sp_rc
rule_add(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	struct sp_rule_request request = {.key = run->args.words[1],
					  .profile = option_profile(run, ""),
					  .value = run->args.n_words > 2 ? keep_rest(run, 2) : NULL};
	enum sp_rc rc = option_range(run, &request.from_day, &request.to_day, reterr);

	if (rc != SP_OK)
		return rc;
	keep_read_fields(run, rule_places, &fields);
	request.values = fields.values;
	return finish(run, sp_app_rule_add(run->app, &request, &outcome, reterr), &outcome);
}

static enum sp_rc
rule_replace(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	struct sp_rule_request request = {.key = run->args.words[1],
					  .profile = option_profile(run, ""),
					  .value = run->args.n_words > 3 ? keep_rest(run, 3) : NULL,
					  .to_day = SP_DAY_NONE};
	enum sp_rc rc = word_day(run, run->args.words[2], &request.from_day, reterr);

	if (rc != SP_OK)
		return rc;
	keep_read_fields(run, rule_places, &fields);
	request.values = fields.values;
	return finish(run, sp_app_rule_replace(run->app, &request, &outcome, reterr), &outcome);
}

static enum sp_rc
rule_suspend(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct sp_rule_request request = {.key = run->args.words[1], .profile = option_profile(run, NULL)};
	enum sp_rc rc = word_day(run, run->args.words[2], &request.from_day, reterr);

	if (rc == SP_OK)
		rc = word_day(run, run->args.words[3], &request.to_day, reterr);
	if (rc != SP_OK)
		return rc;
	return finish(run, sp_app_rule_suspend(run->app, &request, &outcome, reterr), &outcome);
}

static enum sp_rc
rule_profile(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};

	return finish(run, sp_app_rule_profile(run->app, run->args.words[1], &outcome, reterr), &outcome);
}

static enum sp_rc
rule_remove(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct sp_rule_request request = {.key = run->args.words[1], .profile = option_profile(run, "")};

	return finish(run, sp_app_rule_remove(run->app, &request, &outcome, reterr), &outcome);
}

enum sp_rc
run_rule(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, 0, "[--profile NAME] [--all]", rule_list},
		{"show", 1, 1, "KEY", rule_show},
		{"set", 1, -1, "KEY VALUE [--profile NAME]", rule_set},
		{"add", 1, -1, "KEY VALUE --anchor ANCHOR …", rule_add},
		{"replace", 2, -1, "KEY FROM VALUE [--profile NAME]", rule_replace},
		{"suspend", 3, 3, "KEY FROM TO [--profile NAME]", rule_suspend},
		{"profile", 1, 1, "NAME", rule_profile},
		{"remove", 1, 1, "KEY [--profile NAME]", rule_remove},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}
