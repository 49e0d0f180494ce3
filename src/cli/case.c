/*
 * Pupils: put in, changed, what happened to them, their whole chain.
 */
#include "senplan/base/array.h"
#include "senplan/model/year.h"
#include "senplan/plan/clocks.h"

#include "keep.h"

#include <stdio.h>
#include <stdlib.h>

static enum sp_rc
case_add(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	enum sp_rc rc;

	keep_read_fields(run, NULL, &fields);
	rc = sp_app_case_add(run->app, run->args.words[1], fields.values, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
case_edit(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	enum sp_rc rc;

	keep_read_fields(run, NULL, &fields);
	rc = sp_app_case_edit(run->app, run->args.words[1], fields.values, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static bool
is_outcome(const char *word)
{
	static const char *const words[] = {"keep", "amend", "cease", "assess", "no-assess", "no-plan"};
	bool found = false;

	for (size_t i = 0; i < SP_COUNT(words); i++)
		found = found || sp_strieq(word, words[i]);
	return found;
}

/* CODE EVENT [DATE…] [keep|amend|cease], the last two in either order. */
static enum sp_rc
case_event(struct run *run, struct sp_err *reterr)
{
	const struct args *args = &run->args;
	struct sp_outcome outcome = {.arena = &run->arena};
	struct sp_case_event_request request = {
		.code = args->words[1],
		.event = args->words[2],
		.time = args->values[SP_OPTION_TIME],
		.note = args->values[SP_OPTION_NOTE],
		.take_back = args_has(args, SP_OPTION_REMOVE),
	};
	int first = 3, end = args->n_words;
	enum sp_rc rc;

	if (first < end && is_outcome(args->words[first]))
		request.outcome = args->words[first++];
	else if (first < end && is_outcome(args->words[end - 1]))
		request.outcome = args->words[--end];
	if (first < end) {
		request.date = args_join(args, first, end, &run->arena);
		if (request.date == NULL)
			return sp_err_nomem(reterr);
	}
	rc = sp_app_case_event(run->app, &request, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
case_late(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	const char *step = args_join(&run->args, 2, run->args.n_words - 1, &run->arena);
	enum sp_rc rc = step == NULL
				? sp_err_nomem(reterr)
				: sp_app_case_late(run->app, run->args.words[1], step,
						   run->args.words[run->args.n_words - 1], &outcome, reterr);

	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
case_except(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct sp_case_except_request request = {.code = run->args.words[1],
						 .exception = run->args.words[2],
						 .date = run->args.n_words > 3 ? keep_rest(run, 3) : NULL,
						 .take_back = args_has(&run->args, SP_OPTION_REMOVE)};
	enum sp_rc rc = sp_app_case_except(run->app, &request, &outcome, reterr);

	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
case_remove(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	enum sp_rc rc = sp_app_case_remove(run->app, run->args.words[1], &outcome, reterr);

	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

/* --- the whole chain --- */

/* "Sun 8 Nov is a weekend": why the work is due before the legal date; "" when it is not. */
static const char *
why_earlier(const struct run *run, const struct sp_clock *clock, char *buf, size_t size)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	char day[SP_DAY_TEXT];

	buf[0] = '\0';
	if (clock->step->owner == SP_OWNER_SCHOOL && clock->due_day != SP_DAY_NONE &&
	    clock->work_by_day != SP_DAY_NONE && clock->work_by_day != clock->due_day)
		snprintf(buf, size, "%s is no school day (%s)",
			 sp_day_format(clock->due_day, SP_DAY_SHORT, day),
			 sp_day_kind_name(sp_year_day(s, clock->due_day).kind));
	return buf;
}

static void
json_shown_step(struct run *run, const struct sp_clock *clock)
{
	struct sp_json *json = &run->document;
	char why[120];

	sp_json_open(json, NULL, '{');
	sp_json_text(json, "step", clock->step->key);
	sp_json_text(json, "name", clock->step->name);
	sp_json_text(json, "chain", clock->chain);
	sp_json_text(json, "round", clock->cycle);
	sp_json_text(json, "owner", sp_owner_names[clock->step->owner]);
	sp_json_text(json, "rule", clock->rule == NULL ? NULL : clock->rule->key);
	sp_json_text(json, "profile", clock->rule == NULL ? NULL : clock->rule->profile);
	sp_json_text(json, "authority",
		     clock->rule == NULL ? NULL : sp_authority_names[clock->rule->authority]);
	sp_json_text(json, "source", clock->rule == NULL ? NULL : clock->rule->source);
	sp_json_day(json, "due", clock->due_day);
	sp_json_day(json, "work_by", clock->work_by_day);
	sp_json_text(json, "work_by_reason",
		     why_earlier(run, clock, why, sizeof(why))[0] == '\0' ? NULL : why);
	sp_json_day(json, "planned", clock->planned_day);
	sp_json_day(json, "done", clock->done_day);
	sp_json_text(json, "state", sp_clock_state_name(clock->state));
	sp_json_int(json, "slack_days", clock->slack_days);
	sp_json_text(json, "reason", clock->reason == SP_REASON_NONE ? NULL : sp_reason_names[clock->reason]);
	sp_json_text(json, "exception", clock->exception);
	sp_json_text(json, "note", clock->note);
	sp_json_text(json, "problem", clock->problem);
	sp_json_close(json);
}

static void
print_shown_step(struct run *run, const struct sp_clock *clock)
{
	char due[SP_DAY_TEXT], other[SP_DAY_TEXT], why[120];
	struct sp_str words;

	print(run, "  ");
	print_column(run, clock->step->name, 28);
	print(run, " %-6s  %-15s  ", sp_owner_names[clock->step->owner],
	      sp_day_format(clock->due_day, SP_DAY_LONG, due));
	if (clock->state == SP_CLOCK_MISSED || clock->state == SP_CLOCK_LATE)
		print_paint(run, PAINT_RED);
	print(run, "%s", sp_clock_state_name(clock->state));
	print_plain(run);
	if (clock->done_day != SP_DAY_NONE)
		print(run, " %s", sp_day_format(clock->done_day, SP_DAY_SHORT, other));
	else if (clock->planned_day != SP_DAY_NONE)
		print(run, ", planned %s", sp_day_format(clock->planned_day, SP_DAY_SHORT, other));
	if (clock->reason != SP_REASON_NONE)
		print(run, " (%s%s)", sp_reason_names[clock->reason], clock->reason_said ? "" : "?");
	print(run, "\n");
	if (clock->exception != NULL && clock->done_day == SP_DAY_NONE)
		print(run, "      the limit is excepted: %s\n", clock->exception);
	if (clock->note != NULL) {
		print(run, "      ");
		print_wrapped(run, clock->note, 6);
	}
	if (clock->not_needed || (clock->rule == NULL && clock->note != NULL))
		return;
	if (why_earlier(run, clock, why, sizeof(why))[0] != '\0')
		print(run, "      in school by %s: %s\n",
		      sp_day_format(clock->work_by_day, SP_DAY_LONG, other), why);
	sp_str_init(&words);
	sp_words_rule(&words, clock);
	print(run, "      ");
	if (clock->rule != NULL)
		sp_str_addf(&words, " [%s%s%s, %s]", clock->rule->key,
			    clock->rule->profile[0] == '\0' ? "" : " of ", clock->rule->profile,
			    sp_authority_names[clock->rule->authority]);
	print_wrapped(run, words.text, 6);
	sp_str_finish(&words);
}

static void
print_events(struct run *run, const struct sp_case *subject)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	bool any = false;

	if (run->json)
		sp_json_open(&run->document, "events", '[');
	for (size_t i = 0; i < s->case_events.n; i++) {
		const struct sp_case_event *event = &s->case_events.items[i];
		char day[SP_DAY_TEXT], minute[SP_CLOCK_TEXT];

		if (event->subject.v != subject->id.v)
			continue;
		if (run->json) {
			sp_json_open(&run->document, NULL, '{');
			keep_json_row(run, SP_ENTITY_case_event, event);
			sp_json_close(&run->document);
			continue;
		}
		print(run, "%s  %-13s %s %s ", any ? "" : "\nRecorded\n", sp_event_kind_names[event->kind],
		      sp_day_format(event->day, SP_DAY_LONG, day),
		      event->minute == SP_MINUTE_NONE ? "" : sp_minute_format(event->minute, minute));
		print_clean(run, event->step[0] != '\0' ? event->step : event->chain);
		if (event->reason != SP_REASON_NONE)
			print(run, " %s ", sp_reason_names[event->reason]);
		print(run, "%s%s", event->outcome,
		      event->outcome[0] != '\0' && event->note[0] != '\0' ? " " : "");
		print_clean(run, run->hide ? "" : event->note);
		print(run, "\n");
		any = true;
	}
	if (run->json)
		sp_json_close(&run->document);
}

static void
print_case_head(struct run *run, const struct sp_case *subject)
{
	char day[SP_DAY_TEXT], year[16];

	if (subject->year > 0)
		snprintf(year, sizeof(year), "year %d", (int)subject->year);
	else
		snprintf(year, sizeof(year), "%s",
			 subject->year == SP_YEAR_RECEPTION ? "Reception"
			 : subject->year == SP_YEAR_NURSERY ? "Nursery"
							    : "year not known");
	print_paint(run, PAINT_BOLD);
	print_clean(run, run->hide ? "---" : subject->code);
	print_plain(run);
	print(run, "  %s, %s, rules: %s", year, sp_words_status(subject->status),
	      subject->profile[0] == '\0' ? "statutory minimum" : subject->profile);
	if (subject->lead != SP_LEAD_ANY)
		print(run, ", SEN Support reviews led by the %s",
		      subject->lead == SP_LEAD_TEACHER ? "teacher" : "SENCO");
	if (subject->transfer != SP_TRANSFER_NONE)
		print(run, ", transfer %s %d%s", sp_transfer_names[subject->transfer],
		      (int)subject->transfer_year, subject->transfer_inferred ? " (inferred)" : "");
	if (subject->left_day != SP_DAY_NONE)
		print(run, ", left %s", sp_day_format(subject->left_day, SP_DAY_LONG, day));
	print(run, "\n");
}

/* "Annual review", who is asked to come; the round is named by the day it counts from. */
static void
print_chain_head(struct run *run, const struct sp_clock *clock, const struct sp_clock *before)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_chain *chain = NULL;
	char text[SP_DAY_TEXT];

	for (size_t i = 0; i < s->chains.n; i++)
		if (sp_streq(s->chains.items[i].key, clock->chain))
			chain = &s->chains.items[i];
	print_paint(run, PAINT_BOLD);
	print(run, "\n%s", chain == NULL ? clock->chain : chain->name);
	print_plain(run);
	if (clock->counted_day != SP_DAY_NONE)
		print(run, ", counted from %s", sp_day_format(clock->counted_day, SP_DAY_LONG, text));
	print(run, "\n");
	if (chain == NULL || chain->note[0] == '\0' ||
	    (before != NULL && sp_streq(before->chain, clock->chain)))
		return;
	print(run, "  ");
	print_wrapped(run, chain->note, 2);
}

static void
print_steps(struct run *run, const struct sp_clock *clocks, size_t n)
{
	const struct sp_clock *before = NULL;

	if (run->json)
		sp_json_open(&run->document, "steps", '[');
	for (size_t i = 0; i < n; i++) {
		const struct sp_clock *clock = &clocks[i];

		if (run->json) {
			json_shown_step(run, clock);
			continue;
		}
		if (before == NULL || !sp_streq(before->chain, clock->chain) ||
		    !sp_streq(before->cycle, clock->cycle))
			print_chain_head(run, clock, before);
		before = clock;
		print_shown_step(run, clock);
	}
	if (run->json)
		sp_json_close(&run->document);
	else if (n == 0)
		print(run, "No step is counted for this pupil.\n");
}

static void
print_attendees(struct run *run, const struct sp_case *subject)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	if (run->json)
		sp_json_open(&run->document, "attendees", '[');
	for (size_t i = 0; i < s->attendees.n; i++) {
		const struct sp_attendee *who = &s->attendees.items[i];
		struct sp_str text;

		if (who->subject.v != subject->id.v || !sp_attendee_is_first(s, i))
			continue;
		sp_str_init(&text);
		sp_words_attendee(&text, s, who, run->hide);
		if (run->json)
			sp_json_text(&run->document, NULL, text.text);
		else
			print(run, "  comes to meetings: %s\n", text.text);
		sp_str_finish(&text);
	}
	if (run->json)
		sp_json_close(&run->document);
}

struct shown_step {
	const struct sp_clock *clock;
	size_t round; /* in the order in which they become due */
};

static int
by_round_and_position(const void *a, const void *b)
{
	const struct shown_step *x = a, *y = b;

	if (x->round != y->round)
		return x->round < y->round ? -1 : 1;
	return x->clock->step->position < y->clock->step->position
		       ? -1
		       : x->clock->step->position > y->clock->step->position;
}

/* By due day the steps of several chains are mixed: here each round stands together, its steps in their order. */
static enum sp_rc
sort_rounds(struct run *run, const struct sp_clock **clocks, size_t n, struct sp_err *reterr)
{
	struct shown_step *steps = SP_ARENA_NEW_N(&run->arena, struct shown_step, n);
	struct sp_clock *sorted = SP_ARENA_NEW_N(&run->arena, struct sp_clock, n);

	if (steps == NULL || sorted == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < i && !(sp_streq((*clocks)[k].chain, (*clocks)[i].chain) &&
				  sp_streq((*clocks)[k].cycle, (*clocks)[i].cycle)))
			k++;
		steps[i] = (struct shown_step){&(*clocks)[i], k < i ? steps[k].round : i};
	}
	if (n > 0)
		qsort(steps, n, sizeof(*steps), by_round_and_position);
	for (size_t i = 0; i < n; i++)
		sorted[i] = *steps[i].clock;
	*clocks = sorted;
	return SP_OK;
}

static enum sp_rc
case_show(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_case *subject = sp_snapshot_case_by_code(s, run->args.words[1]);
	const struct sp_clock *clocks;
	size_t n = 0;
	enum sp_rc rc;

	if (subject == NULL)
		return sp_err_set(reterr, SP_NO,
				  "There is no pupil with the code \"%s\". \"senplan cases\" lists them.",
				  run->args.words[1]);
	rc = sp_clocks_of(s, subject->id, sp_app_now(run->app), &run->arena, &clocks, &n, reterr);
	if (rc == SP_OK)
		rc = sort_rounds(run, &clocks, n, reterr);
	if (rc != SP_OK)
		return rc;
	if (run->json) {
		json_begin(run);
		sp_json_open(&run->document, "case", '{');
		if (!run->hide)
			keep_json_row(run, SP_ENTITY_case, subject);
		sp_json_close(&run->document);
	} else {
		print_case_head(run, subject);
	}
	print_attendees(run, subject);
	print_steps(run, clocks, n);
	print_events(run, subject);
	if (run->json)
		json_end(run);
	return SP_OK;
}

enum sp_rc
run_case(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"add", 1, 1, "CODE --year 6 --status EHCP --last-review DATE …", case_add},
		{"edit", 1, 1, "CODE --FIELD VALUE …", case_edit},
		{"event", 2, 9, "CODE EVENT [DATE] [keep|amend|cease|assess|no-assess|no-plan]", case_event},
		{"late", 3, -1, "CODE STEP no-slot|pulled-away|outside-party|senco-absent|none", case_late},
		{"except", 2, -1, "CODE closed|away|personal [DATE]", case_except},
		{"show", 1, 1, "CODE", case_show},
		{"remove", 1, 1, "CODE", case_remove},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}
