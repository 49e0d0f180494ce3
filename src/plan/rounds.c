/*
 * Which chains run for a case, and from what each of their rounds counts.
 *
 * Annual review. The anniversary is "ar.interval" after the last review: after the LA's decision that ended it when that
 * was recorded, else after its meeting, else after the plan was issued. A review is over with the decision, not with
 * the meeting; but until the decision is known, counting from the meeting can only warn too early.
 *
 * Transfer review. The plan must be final by a fixed date of the transfer year, and the LA has "ar.final_plan" days from
 * the meeting; so the last safe meeting is that much earlier (15 February 2027: 23 November 2026). A review held in
 * the school year of the transfer is the transfer review; one held in the year before is not, although it may lie
 * within twelve months: the new setting is named after it.
 */
#include "rounds.h"

#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include "rules.h"

#include <assert.h>
#include <stdlib.h>

struct review_base {
	sp_day key_day;	 /* the last review's meeting, or the plan's date */
	sp_day from_day; /* what the interval counts from; SP_DAY_NONE: not known */
	bool is_issue;	 /* it is the plan's own date: no review before is known */
};

bool
sp_plan_step_is(const struct sp_step *step, enum sp_event_kind kind)
{
	return sp_streq(step->done_by, sp_event_kind_names[kind]);
}

bool
sp_plan_step_is_meeting(const struct sp_step *step)
{
	return sp_plan_step_is(step, SP_EVENT_HELD);
}

static const struct sp_case_event *
event_at(const struct sp_rounds_build *b, size_t i)
{
	assert(i < b->events.n);
	return b->index->events[b->events.from + i];
}

/* The latest (or first) event of a kind in [from, before); NONE bounds are open. */
static const struct sp_case_event *
find_event(const struct sp_rounds_build *b, enum sp_event_kind kind, sp_day from, sp_day before, bool latest)
{
	const struct sp_case_event *found = NULL;

	for (size_t i = 0; i < b->events.n; i++) {
		const struct sp_case_event *event = event_at(b, i);

		if (event->kind != kind || (from != SP_DAY_NONE && event->day < from) ||
		    (before != SP_DAY_NONE && event->day >= before))
			continue;
		if (found == NULL || latest)
			found = event;
	}
	return found;
}

static void
set_problem(struct sp_rounds_build *b, struct sp_round *round, const char *text)
{
	round->problem = sp_arena_strdup(b->arena, text);
	b->failed |= round->problem == NULL;
}

static const struct sp_rule *
rule_of(struct sp_rounds_build *b, struct sp_round *round, const char *key, sp_day day)
{
	const struct sp_rule *rule = sp_plan_rule(b->index->snapshot, key, b->subject->profile, day);

	if (rule == NULL && round != NULL && round->problem == NULL) {
		round->problem = sp_arena_printf(b->arena, "The rule %s is missing.", key);
		b->failed |= round->problem == NULL;
	}
	return rule;
}

/* --- reviews of a plan --- */

/* The review before `before` (SP_DAY_NONE: the last one). */
static struct review_base
base_before(const struct sp_rounds_build *b, sp_day before)
{
	const struct sp_case *subject = b->subject;
	const struct sp_case_event *held = find_event(b, SP_EVENT_HELD, SP_DAY_NONE, before, true);
	const struct sp_case_event *decided = NULL;
	sp_day last = subject->last_review, issued = subject->plan_issued;

	if (last != SP_DAY_NONE && before != SP_DAY_NONE && last >= before)
		last = SP_DAY_NONE;
	if (issued != SP_DAY_NONE && before != SP_DAY_NONE && issued >= before)
		issued = SP_DAY_NONE;
	if (held != NULL && (last == SP_DAY_NONE || held->day >= last)) {
		decided = find_event(b, SP_EVENT_DECIDED, held->day, before, false);
		return (struct review_base){held->day, decided != NULL ? decided->day : held->day, false};
	}
	if (last != SP_DAY_NONE)
		return (struct review_base){last, last, false};
	return (struct review_base){issued, issued, true};
}

static const struct sp_rule *
interval_rule(struct sp_rounds_build *b, struct sp_round *round, sp_day day)
{
	const struct sp_rule *rule = NULL;

	if (b->subject->year == SP_YEAR_NURSERY || b->subject->year == SP_YEAR_RECEPTION)
		rule = rule_of(b, NULL, "ar.interval.under5", day);
	return rule != NULL ? rule : rule_of(b, round, "ar.interval", day);
}

/*
 * A review two intervals or more after the plan was issued was not its first: those between were held and are not written
 * down. When it was due is not known then; counting from the plan's date would call it years late.
 */
static bool
is_base_unknown(struct sp_rounds_build *b, struct review_base base, sp_day held_day)
{
	const struct sp_snapshot *s = b->index->snapshot;
	const struct sp_rule *interval;
	sp_day first;

	if (!base.is_issue || base.from_day == SP_DAY_NONE)
		return false;
	interval = interval_rule(b, NULL, base.from_day);
	if (interval == NULL)
		return false;
	first = sp_plan_rule_date(s, interval, base.from_day);
	return first != SP_DAY_NONE && held_day >= sp_plan_rule_date(s, interval, first);
}

/* The rule of the chain's meeting: its step says which. */
static const struct sp_rule *
meeting_rule(struct sp_rounds_build *b, struct sp_round *round, const char *chain, sp_day day)
{
	struct sp_plan_slice steps = sp_plan_index_steps(b->index, chain);

	for (size_t i = 0; i < steps.n; i++) {
		const struct sp_step *step = b->index->steps[steps.from + i];

		if (sp_plan_step_is_meeting(step) && step->rule[0] != '\0')
			return rule_of(b, round, step->rule, day);
	}
	return NULL;
}

/* Anniversary and the meeting's legal limit. Which chain it is depends on the year group then. */
static void
date_review(struct sp_rounds_build *b, struct sp_round *round, struct review_base base)
{
	const struct sp_snapshot *s = b->index->snapshot;
	const struct sp_rule *interval, *meeting;
	sp_day anniversary;

	round->is_review = true;
	round->since_day = base.key_day;
	round->anchors[SP_ANCHOR_LAST_REVIEW] = base.from_day;
	if (round->held_day != SP_DAY_NONE)
		round->chain = sp_plan_chain_for(b, SP_START_REVIEW, round->held_day);
	if (base.from_day == SP_DAY_NONE)
		return;
	interval = interval_rule(b, round, base.from_day);
	if (interval == NULL)
		return;
	anniversary = sp_plan_rule_date(s, interval, base.from_day);
	if (round->held_day == SP_DAY_NONE)
		round->chain = sp_plan_chain_for(b, SP_START_REVIEW,
						 anniversary < b->today ? b->today : anniversary);
	meeting = round->chain == NULL ? NULL : meeting_rule(b, round, round->chain, anniversary);
	round->anchors[SP_ANCHOR_ANNIVERSARY] = anniversary;
	round->meeting_anchor = anniversary;
	round->meeting_rule = meeting != NULL ? meeting : interval;
	round->meeting_due = meeting != NULL ? sp_plan_rule_date(s, meeting, anniversary) : anniversary;
}

struct transfer {
	sp_day fixed_day; /* the plan is to be final by then; SP_DAY_NONE: no transfer */
	sp_day meeting_day;
	const struct sp_rule *fixed;
	const char *problem;
};

static struct transfer
transfer_of(struct sp_rounds_build *b)
{
	const struct sp_snapshot *s = b->index->snapshot;
	const struct sp_case *subject = b->subject;
	struct transfer transfer = {.fixed_day = SP_DAY_NONE, .meeting_day = SP_DAY_NONE};
	const char *key = subject->transfer == SP_TRANSFER_POST16 ? "phase.post16" : "phase.default";
	const struct sp_rule *final;
	sp_day first;

	if (subject->transfer == SP_TRANSFER_NONE || !sp_date_is_real(subject->transfer_year, 1, 1))
		return transfer;
	first = sp_day_of(subject->transfer_year, 1, 1);
	transfer.fixed = rule_of(b, NULL, key, first);
	final = rule_of(b, NULL, "ar.final_plan", first);
	if (transfer.fixed == NULL || final == NULL) {
		transfer.problem = sp_arena_printf(b->arena, "The rule %s is missing.",
						   transfer.fixed == NULL ? key : "ar.final_plan");
		b->failed |= transfer.problem == NULL;
		return transfer;
	}
	transfer.fixed_day = sp_plan_rule_date(s, transfer.fixed, first);
	transfer.meeting_day = sp_plan_rule_anchor(s, final, transfer.fixed_day);
	return transfer;
}

static bool
same_school_year(sp_day a, sp_day b)
{
	return sp_year_of(a).from_day == sp_year_of(b).from_day;
}

/* The round becomes the transfer review; whichever of the two limits comes first binds. */
static void
make_transfer(struct sp_rounds_build *b, struct sp_round *round, const struct transfer *transfer)
{
	round->begins = SP_START_TRANSFER;
	round->chain = sp_plan_chain_for(b, SP_START_TRANSFER, transfer->fixed_day);
	round->is_review = true;
	round->anchors[SP_ANCHOR_TRANSFER] = sp_day_of(b->subject->transfer_year, 1, 1);
	round->fixed_rule = transfer->fixed;
	if (round->meeting_due == SP_DAY_NONE || transfer->meeting_day <= round->meeting_due) {
		round->meeting_due = transfer->meeting_day;
		round->meeting_anchor = transfer->fixed_day;
		round->meeting_rule = transfer->fixed;
	}
}

/* Is the review that is open now the one before the transfer? */
static bool
open_is_transfer(const struct sp_rounds_build *b, const struct sp_round *round,
		 const struct transfer *transfer)
{
	sp_day expected = round->meeting_due;

	if (transfer->meeting_day <= round->meeting_due || round->meeting_due == SP_DAY_NONE)
		return true;
	if (expected < b->today)
		expected = b->today;
	return same_school_year(expected, transfer->fixed_day);
}

static bool
transfer_is_ahead(const struct sp_rounds_build *b, const struct transfer *transfer, sp_day last_review)
{
	if (transfer->fixed_day == SP_DAY_NONE || sp_year_of(transfer->fixed_day).to_day < b->today)
		return false;
	return last_review == SP_DAY_NONE ||
	       (last_review <= transfer->fixed_day && !same_school_year(last_review, transfer->fixed_day));
}

/* A meeting that is booked after the last review; a time of midnight is a day only. */
static void
find_booking(const struct sp_rounds_build *b, struct sp_round *round)
{
	const struct sp_case_event *event = find_event(
		b, SP_EVENT_BOOKED, round->since_day == SP_DAY_NONE ? SP_DAY_NONE : round->since_day + 1,
		round->next_day, true);
	sp_time booked = b->subject->review_booked;

	if (booked == SP_TIME_NONE && event != NULL)
		booked = sp_time_of(event->day, event->minute == SP_MINUTE_NONE ? 0 : event->minute);
	if (booked == SP_TIME_NONE ||
	    (round->since_day != SP_DAY_NONE && sp_time_day(booked) <= round->since_day) ||
	    (round->next_day != SP_DAY_NONE && sp_time_day(booked) >= round->next_day))
		return;
	round->booked_start = booked;
}

static void
add_held_review(struct sp_rounds_build *b, size_t i, const struct transfer *transfer)
{
	const struct sp_case_event *event = event_at(b, i);
	const struct sp_case_event *next = find_event(b, SP_EVENT_HELD, event->day + 1, SP_DAY_NONE, false);
	struct review_base base = base_before(b, event->day);
	struct sp_round *round = sp_plan_add_round(b, SP_START_REVIEW, "", base.key_day);

	if (is_base_unknown(b, base, event->day))
		base.from_day = SP_DAY_NONE;
	round->held_day = event->day;
	date_review(b, round, base);
	round->next_day = next != NULL ? next->day : SP_DAY_NONE;
	if (transfer->fixed_day != SP_DAY_NONE && event->day <= transfer->fixed_day &&
	    same_school_year(event->day, transfer->fixed_day))
		make_transfer(b, round, transfer);
}

/* Of a plan that the LA ceases to keep no further review is counted; the one that led to it stays to be seen. */
static bool
is_ceased(const struct sp_rounds_build *b, sp_day last_review)
{
	const struct sp_case_event *decided = find_event(b, SP_EVENT_DECIDED, last_review, SP_DAY_NONE, true);

	return decided != NULL && sp_streq(decided->outcome, "cease");
}

static void
add_reviews(struct sp_rounds_build *b)
{
	struct transfer transfer = transfer_of(b);
	struct review_base base = base_before(b, SP_DAY_NONE);
	struct sp_round *round;
	sp_day seen = SP_DAY_NONE;

	for (size_t i = 0; i < b->events.n; i++) {
		if (event_at(b, i)->kind != SP_EVENT_HELD || event_at(b, i)->day == seen)
			continue;
		seen = event_at(b, i)->day;
		add_held_review(b, i, &transfer);
	}
	if (is_ceased(b, base.key_day))
		return;
	round = sp_plan_add_round(b, SP_START_REVIEW, sp_plan_chain_for(b, SP_START_REVIEW, b->today),
				  base.key_day);
	date_review(b, round, base);
	find_booking(b, round);
	if (transfer.problem != NULL)
		round->problem = transfer.problem;
	if (transfer_is_ahead(b, &transfer, base.key_day)) {
		struct sp_round *later = round;

		if (!open_is_transfer(b, round, &transfer)) {
			later = sp_plan_add_round(b, SP_START_TRANSFER, "", transfer.fixed_day);
			later->since_day = round->meeting_due;
			round->next_day = transfer.meeting_day;
		}
		make_transfer(b, later, &transfer);
	}
	if (round->meeting_due == SP_DAY_NONE && round->problem == NULL)
		set_problem(b, round, "Neither the plan's date nor the last review is known.");
}

/* --- requests for an assessment, consultations --- */

static void
add_assessment(struct sp_rounds_build *b)
{
	const struct sp_case_event *asked =
		find_event(b, SP_EVENT_ADVICE_ASKED, SP_DAY_NONE, SP_DAY_NONE, true);
	const struct sp_case_event *requested =
		find_event(b, SP_EVENT_REQUESTED, SP_DAY_NONE, SP_DAY_NONE, true);
	const struct sp_case_event *exception;
	sp_day request = b->subject->requested;
	struct sp_round *round;

	if (request == SP_DAY_NONE && requested != NULL)
		request = requested->day;
	round = sp_plan_add_round(b, SP_START_ASSESSMENT, sp_plan_chain_for(b, SP_START_ASSESSMENT, b->today),
				  request);
	round->since_day = request;
	round->anchors[SP_ANCHOR_REQUEST] = request;
	exception = find_event(b, SP_EVENT_EXCEPTION, request, SP_DAY_NONE, true);
	if (exception != NULL)
		round->exception = exception->note;
	if (asked == NULL)
		return;
	round->anchors[SP_ANCHOR_ASKED] = asked->day;
	if (request == SP_DAY_NONE) {
		round->key_day = asked->day;
		round->since_day = asked->day;
	}
}

static void
add_consultations(struct sp_rounds_build *b)
{
	for (size_t i = 0; i < b->events.n; i++) {
		const struct sp_case_event *event = event_at(b, i);
		const struct sp_case_event *next;
		struct sp_round *round;

		if (event->kind != SP_EVENT_CONSULTED)
			continue;
		next = find_event(b, SP_EVENT_CONSULTED, event->day + 1, SP_DAY_NONE, false);
		round = sp_plan_add_round(b, SP_START_CONSULTATION,
					  sp_plan_chain_for(b, SP_START_CONSULTATION, event->day),
					  event->day);
		round->since_day = event->day;
		round->next_day = next != NULL ? next->day : SP_DAY_NONE;
		round->anchors[SP_ANCHOR_RECEIPT] = event->day;
	}
}

/* --- SEN Support: so many rounds a school year --- */

static size_t
terms_of_year(const struct sp_rounds_build *b, struct sp_school_year year, sp_day *from, sp_day *to,
	      size_t max)
{
	const struct sp_calendar *calendar = b->index->snapshot->calendar;
	const struct sp_year_span *last = NULL;
	size_t n = 0;

	for (size_t i = 0; i < calendar->n_half_terms; i++) {
		const struct sp_year_span *term = calendar->half_terms[i].term;

		if (term == last || term->from_day < year.from_day || term->from_day > year.to_day)
			continue;
		last = term;
		if (n < max) {
			from[n] = term->from_day;
			to[n] = term->to_day;
		}
		n++;
	}
	return n;
}

/* Each round is a term when there are as many terms; else an equal part of the school year. */
static void
part_of_year(const struct sp_rounds_build *b, int count, int i, sp_day *ret_from, sp_day *ret_to)
{
	enum { MAX_TERMS = 8 };
	struct sp_school_year year = sp_year_of(b->today);
	sp_day from[MAX_TERMS], to[MAX_TERMS];
	size_t n = terms_of_year(b, year, from, to, MAX_TERMS);

	assert(i >= 0 && i < count);
	if (n == (size_t)count && n <= MAX_TERMS) {
		*ret_from = from[i];
		*ret_to = to[i];
		return;
	}
	if (n > 0 && n <= MAX_TERMS) {
		year.from_day = from[0];
		year.to_day = to[n - 1];
	}
	*ret_from = year.from_day + (year.to_day + 1 - year.from_day) * i / count;
	*ret_to = year.from_day + (year.to_day + 1 - year.from_day) * (i + 1) / count - 1;
}

static bool
had_meeting(const struct sp_rounds_build *b, sp_day from)
{
	const char *chain = sp_plan_chain_for(b, SP_START_SUPPORT, b->today);
	struct sp_plan_slice steps = sp_plan_index_steps(b->index, chain);
	char day[SP_DAY_TEXT];

	for (size_t i = 0; i < steps.n; i++) {
		const struct sp_step *step = b->index->steps[steps.from + i];
		const char *key = sp_arena_printf(b->arena, "%s:%s:%s", b->subject->code, step->key,
						  sp_day_format(from, SP_DAY_ISO, day));

		if (key != NULL && sp_plan_step_is_meeting(step) && sp_plan_index_task(b->index, key) != NULL)
			return true;
	}
	return false;
}

static void
add_support_round(struct sp_rounds_build *b, const struct sp_rule *rule, sp_day from, sp_day to)
{
	const struct sp_case_event *held = find_event(b, SP_EVENT_HELD, from, to + 1, false);
	sp_day last = b->subject->last_review;
	sp_day held_day = held != NULL ? held->day : last >= from && last <= to ? last : SP_DAY_NONE;
	struct sp_round *round;

	/* A term that is over without a meeting counts as missed when the plan had one for it. */
	if (to < b->today && held_day == SP_DAY_NONE && !had_meeting(b, from))
		return;
	round = sp_plan_add_round(b, SP_START_SUPPORT, sp_plan_chain_for(b, SP_START_SUPPORT, b->today),
				  from);
	round->is_review = true;
	round->since_day = from - 1;
	round->next_day = to + 1;
	round->held_day = held_day;
	round->meeting_rule = rule;
	round->meeting_anchor = from;
	round->meeting_due = sp_plan_work_by(b->index->snapshot, to);
	if (held_day == SP_DAY_NONE)
		find_booking(b, round);
}

static void
add_support(struct sp_rounds_build *b)
{
	const char *chain = sp_plan_chain_for(b, SP_START_SUPPORT, b->today);
	const struct sp_rule *rule = chain == NULL ? NULL : meeting_rule(b, NULL, chain, b->today);
	enum { MOST_ROUNDS = 12 };

	if (chain == NULL || sp_plan_index_steps(b->index, chain).n == 0)
		return;
	if (rule == NULL || rule->unit != SP_UNIT_COUNT || rule->value < 1 || rule->value > MOST_ROUNDS) {
		struct sp_round *round = sp_plan_add_round(b, SP_START_SUPPORT, chain, SP_DAY_NONE);

		round->is_review = true;
		set_problem(b, round, "The rule for the number of SEN Support meetings a year is missing.");
		return;
	}
	for (int i = 0; i < rule->value; i++) {
		sp_day from, to;

		part_of_year(b, rule->value, i, &from, &to);
		add_support_round(b, rule, from, to);
	}
}

/* --- moving on --- */

/* In the school year before the move: what is due then is due then every year. */
static void
add_move(struct sp_rounds_build *b)
{
	const struct sp_case *subject = b->subject;
	struct sp_school_year year;
	struct sp_round *round;
	sp_day first;

	if (subject->transfer == SP_TRANSFER_NONE || !sp_date_is_real(subject->transfer_year, 1, 1))
		return;
	first = sp_day_of(subject->transfer_year, 1, 1);
	year = sp_year_of(first);
	if (b->today < year.from_day || b->today > year.to_day)
		return;
	round = sp_plan_add_round(b, SP_START_MOVE, sp_plan_chain_for(b, SP_START_MOVE, first), first);
	round->anchors[SP_ANCHOR_TRANSFER] = first;
	round->since_day = year.from_day - 1;
	round->next_day = year.to_day;
}

/* --- all of them --- */

static bool
has_left(const struct sp_rounds_build *b)
{
	return (b->subject->left_day != SP_DAY_NONE && b->subject->left_day <= b->today) ||
	       find_event(b, SP_EVENT_LEFT, SP_DAY_NONE, b->today + 1, true) != NULL;
}

static void
add_by_status(struct sp_rounds_build *b)
{
	switch (b->subject->status) {
	case SP_CASE_EHCP:
		add_reviews(b);
		break;
	case SP_CASE_REQUEST:
		add_assessment(b);
		break;
	case SP_CASE_SEN_SUPPORT:
		add_support(b);
		break;
	case SP_CASE_WATCH:
		break;
	}
	if ((b->subject->status == SP_CASE_SEN_SUPPORT || b->subject->status == SP_CASE_WATCH) &&
	    find_event(b, SP_EVENT_ADVICE_ASKED, SP_DAY_NONE, SP_DAY_NONE, true) != NULL)
		add_assessment(b);
	add_consultations(b);
	add_move(b);
}

/* The last decision of a round: between its meeting, or its beginning, and the next round. */
static void
find_outcome(const struct sp_rounds_build *b, struct sp_round *round)
{
	const struct sp_case_event *decided;

	if (round->is_review && round->held_day == SP_DAY_NONE)
		return;
	decided = find_event(b, SP_EVENT_DECIDED, round->is_review ? round->held_day : round->since_day,
			     round->next_day, true);
	if (decided != NULL)
		round->outcome = decided->outcome;
}

static void
drop_without_chain(struct sp_rounds_build *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (b->items[i].chain == NULL)
			continue;
		find_outcome(b, &b->items[i]);
		b->items[n++] = b->items[i];
	}
	b->n = n;
}

enum sp_rc
sp_plan_rounds(const struct sp_plan_index *index, const struct sp_case *subject, sp_day today,
	       struct sp_arena *arena, const struct sp_round **ret_rounds, size_t *ret_n,
	       struct sp_err *reterr)
{
	enum { OPEN_ROUNDS = 16 };
	struct sp_rounds_build b = {.index = index, .subject = subject, .today = today, .arena = arena};

	b.events = sp_plan_index_events(index, subject->id);
	b.cap = b.events.n * 2 + OPEN_ROUNDS + sp_plan_given_most(&b);
	b.items = SP_ARENA_NEW_N(arena, struct sp_round, b.cap);
	if (b.items == NULL)
		return sp_err_nomem(reterr);
	if (subject->id.v != 0 && !has_left(&b))
		add_by_status(&b);
	if (subject->id.v == 0 || !has_left(&b))
		sp_plan_add_given(&b);
	if (b.failed)
		return sp_err_nomem(reterr);
	drop_without_chain(&b);
	*ret_rounds = b.items;
	*ret_n = b.n;
	return SP_OK;
}
