/*
 * A clock is one step of one round: its legal date, the school day by which the work must be done, and how it stands.
 *
 * Dates are found in three passes. First the rules, each from its anchor. Then, backwards, the steps without a rule of
 * their own: arranging a meeting is due when the invitations need it. Then what happened: events and finished tasks.
 * A step that a later step has overtaken counts as met without a day: nobody can send papers for a meeting that was
 * held, and calling them missed would cry wolf over what was only not written down.
 */
#include "senplan/plan/clocks.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/plan/expand.h"

#include "index.h"
#include "lateness.h"
#include "rounds.h"
#include "rules.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { NEAR_PLANNED_DAYS = 1, NEAR_OPEN_DAYS = 5 }; /* school days */

static const char *const clock_state_names[] = {"open", "waiting", "met", "late", "missed"};

static const struct {
	const char *word;
	enum sp_anchor anchor;
} anchor_names[] = {
	{"last-review", SP_ANCHOR_LAST_REVIEW},
	{"anniversary", SP_ANCHOR_ANNIVERSARY},
	{"meeting", SP_ANCHOR_MEETING},
	{"decision", SP_ANCHOR_DECISION},
	{"request", SP_ANCHOR_REQUEST},
	{"asked", SP_ANCHOR_ASKED},
	{"receipt", SP_ANCHOR_RECEIPT},
	{"transfer", SP_ANCHOR_TRANSFER},
	{"start", SP_ANCHOR_START},
	{"publication", SP_ANCHOR_START},
	{"appointment", SP_ANCHOR_START},
	{"decision-letter", SP_ANCHOR_START},
	{"year", SP_ANCHOR_YEAR},
};

const struct sp_case sp_school_subject = {.code = "School",
					  .year = SP_YEAR_UNKNOWN,
					  .status = SP_CASE_WATCH,
					  .profile = "",
					  .plan_issued = SP_DAY_NONE,
					  .last_review = SP_DAY_NONE,
					  .review_booked = SP_TIME_NONE,
					  .requested = SP_DAY_NONE,

					  .left_day = SP_DAY_NONE,
					  .note = ""};

struct clock_list {
	const struct sp_plan_index *index;
	sp_day today;
	struct sp_arena *arena;
	SP_ARRAY(struct sp_clock) clocks;
	bool failed;
};

/* One round being dated: its steps' clocks are items[first .. first + n). */
struct clock_round {
	struct clock_list *list;
	const struct sp_case *subject;
	const struct sp_round *round;
	sp_day anchors[SP_ANCHOR_COUNT];
	struct sp_clock *items;
	size_t n;
};

const char *
sp_clock_state_name(enum sp_clock_state state)
{
	assert((size_t)state < SP_COUNT(clock_state_names));
	return clock_state_names[state];
}

static enum sp_anchor
anchor_of(const char *name)
{
	for (size_t i = 0; i < SP_COUNT(anchor_names); i++)
		if (sp_streq(anchor_names[i].word, name))
			return anchor_names[i].anchor;
	return SP_ANCHOR_COUNT;
}

bool
sp_clock_anchor_is_known(const char *word)
{
	return anchor_of(word) < SP_ANCHOR_COUNT;
}

static const char *
problem_text(struct clock_round *r, const char *before, const char *name)
{
	char *text = sp_arena_printf(r->list->arena, "%s%s.", before, name);

	r->list->failed |= text == NULL;
	return text;
}

/* --- what was recorded --- */

/* Comes the step after the round's meeting? */
static bool
is_after_meeting(const struct clock_round *r, const struct sp_step *step)
{
	for (size_t i = 0; i < r->n && r->round->is_review; i++)
		if (sp_plan_step_is_meeting(r->items[i].step))
			return step->position > r->items[i].step->position;
	return false;
}

/* Reports and decisions belong to the meeting before them; invitations to the one after. */
static bool
is_of_round(const struct clock_round *r, const struct sp_case_event *event, bool closes)
{
	const struct sp_round *round = r->round;

	if (round->begins >= SP_START_MOVE)
		return (round->since_day == SP_DAY_NONE || event->day > round->since_day) &&
		       (round->next_day == SP_DAY_NONE || event->day <= round->next_day);
	if (round->next_day != SP_DAY_NONE && event->day >= round->next_day)
		return false;
	if (!round->is_review)
		return round->since_day == SP_DAY_NONE || event->day >= round->since_day;
	if (closes)
		return round->held_day != SP_DAY_NONE && event->day >= round->held_day;
	return (round->since_day == SP_DAY_NONE || event->day > round->since_day) &&
	       (round->held_day == SP_DAY_NONE || event->day <= round->held_day);
}

static bool
closes_round(enum sp_event_kind kind)
{
	return kind == SP_EVENT_REPORTED || kind == SP_EVENT_DECIDED || kind == SP_EVENT_FINALISED ||
	       kind == SP_EVENT_HELD;
}

/* What is said of a step of one round names it in its note: its day may lie anywhere. */
static bool
is_due_of_round(const struct clock_round *r, const struct sp_case_event *event)
{
	return r->n > 0 && sp_streq(event->note, r->items[0].cycle);
}

/* The last event of the kind that names the step, in this round. */
static const struct sp_case_event *
step_event(const struct clock_round *r, const struct sp_step *step, enum sp_event_kind kind)
{
	const struct sp_plan_index *index = r->list->index;
	struct sp_plan_slice events = sp_plan_index_events(index, r->subject->id);
	const struct sp_case_event *found = NULL;

	for (size_t i = 0; i < events.n; i++) {
		const struct sp_case_event *event = index->events[events.from + i];

		if (event->kind == kind && sp_plan_event_names(event, step->chain, step->key) &&
		    (kind == SP_EVENT_DUE ? is_due_of_round(r, event)
					  : is_of_round(r, event, is_after_meeting(r, step))))
			found = event;
	}
	return found;
}

static const struct sp_case_event *
done_event(const struct clock_round *r, const struct sp_step *step)
{
	const struct sp_plan_index *index = r->list->index;
	struct sp_plan_slice events = sp_plan_index_events(index, r->subject->id);

	for (size_t i = 0; i < events.n; i++) {
		const struct sp_case_event *event = index->events[events.from + i];

		if (sp_plan_step_is(step, event->kind) && is_of_round(r, event, closes_round(event->kind)))
			return event;
	}
	return step_event(r, step, SP_EVENT_DONE);
}

/* --- dates --- */

struct rule_date {
	const struct sp_rule *rule;
	sp_day anchor_day, due_day;
};

/* A clock of this round by its step's key, or NULL. */
static const struct sp_clock *
clock_named(const struct clock_round *r, const char *key)
{
	for (size_t i = 0; i < r->n; i++)
		if (sp_streq(r->items[i].step->key, key))
			return &r->items[i];
	return NULL;
}

/* What a rule counts from; a step's day is the one on which it was done, else by which it is due. False: not known here. */
static bool
find_anchor(const struct clock_round *r, const struct sp_rule *rule, sp_day *ret_day)
{
	enum sp_anchor anchor = rule->unit == SP_UNIT_FIXED_DATE &&
						r->anchors[SP_ANCHOR_TRANSFER] != SP_DAY_NONE &&
						r->round->begins == SP_START_TRANSFER
					? SP_ANCHOR_TRANSFER
					: anchor_of(rule->anchor);
	const struct sp_clock *step;

	if (anchor < SP_ANCHOR_COUNT) {
		*ret_day = r->anchors[anchor];
		return true;
	}
	step = clock_named(r, rule->anchor);
	if (step == NULL)
		return false;
	*ret_day = step->done_day != SP_DAY_NONE ? step->done_day : step->due_day;
	return true;
}

/* One rule's date; false: it has none, and why is told. */
static bool
date_by_rule(struct clock_round *r, struct sp_clock *clock, const char *key, struct rule_date *ret)
{
	const struct sp_snapshot *s = r->list->index->snapshot;
	const struct sp_rule *any;
	sp_day anchor_day = SP_DAY_NONE;

	if (sp_starts_with(key, "phase.") && r->round->fixed_rule != NULL)
		key = r->round->fixed_rule->key;
	any = sp_plan_rule(s, key, r->subject->profile, SP_DAY_NONE);
	*ret = (struct rule_date){any, SP_DAY_NONE, SP_DAY_NONE};
	if (any == NULL) {
		clock->problem = problem_text(r, "No rule is in force with the name ", key);
		return false;
	}
	if (any->unit == SP_UNIT_COUNT || any->unit == SP_UNIT_CLOSED_DATES || any->unit == SP_UNIT_HOURS)
		return true;
	if (!find_anchor(r, any, &anchor_day)) {
		clock->problem = problem_text(r, "A rule counts from what is not known here: ", any->anchor);
		return false;
	}
	ret->rule = sp_plan_rule(s, key, r->subject->profile, anchor_day);
	if (ret->rule == NULL) {
		ret->rule = any;
		clock->problem = problem_text(r, "Not in force at that time, suspended or replaced: ", key);
		return false;
	}
	ret->anchor_day = anchor_day;
	ret->due_day = sp_plan_rule_date(s, ret->rule, anchor_day);
	return true;
}

/* Names with a | between: the latest of their dates. Closed dates are kept for the end. */
static void
date_by_group(struct clock_round *r, struct sp_clock *clock, char *names, const struct sp_rule **ret_closed)
{
	struct rule_date best = {NULL, SP_DAY_NONE, SP_DAY_NONE};
	char *rest = NULL;

	for (char *key = strtok_r(names, "|", &rest); key != NULL; key = strtok_r(NULL, "|", &rest)) {
		struct rule_date one;

		if (!date_by_rule(r, clock, key, &one)) {
			clock->rule = clock->rule == NULL ? one.rule : clock->rule;
			return;
		}
		if (one.rule->unit == SP_UNIT_CLOSED_DATES)
			*ret_closed = one.rule;
		else if (best.rule == NULL || (one.due_day != SP_DAY_NONE && one.due_day > best.due_day))
			best = one;
	}
	if (best.rule == NULL)
		return;
	if (clock->rule == NULL || (best.due_day != SP_DAY_NONE &&
				    (clock->due_day == SP_DAY_NONE || best.due_day < clock->due_day))) {
		clock->rule = best.rule;
		clock->anchor_day = best.anchor_day;
		clock->due_day = best.due_day;
	}
}

static void
leave_closed_dates(struct clock_round *r, struct sp_clock *clock, const struct sp_rule *closed)
{
	char day[SP_DAY_TEXT];
	sp_day moved;

	if (closed == NULL || clock->due_day == SP_DAY_NONE)
		return;
	moved = sp_plan_after_closed(r->list->index->snapshot, closed, clock->due_day);
	if (moved == clock->due_day)
		return;
	clock->note = sp_arena_printf(r->list->arena, "moved on from %s: %s",
				      sp_day_format(clock->due_day, SP_DAY_LONG, day), closed->text);
	r->list->failed |= clock->note == NULL;
	clock->due_day = moved;
}

/*
 * A step may name several rules, with a blank between: the earliest date counts. A transfer's final plan is due by
 * 15 February and 12 weeks after the meeting: after a meeting on 13 October it is due on 5 January, not in February.
 */
static void
date_by_its_rules(struct clock_round *r, struct sp_clock *clock)
{
	enum { MOST_CLOSED = 4 };
	const struct sp_rule *closed[MOST_CLOSED] = {NULL};
	char *names = sp_arena_strndup(r->list->arena, clock->step->rule, strlen(clock->step->rule));
	char *rest = NULL;
	size_t n = 0;

	if (names == NULL) {
		r->list->failed = true;
		return;
	}
	clock->rule = NULL;
	clock->due_day = SP_DAY_NONE;
	for (char *group = strtok_r(names, " ", &rest); group != NULL && clock->problem == NULL;
	     group = strtok_r(NULL, " ", &rest)) {
		const struct sp_rule *one = NULL;

		date_by_group(r, clock, group, &one);
		if (one != NULL && n < MOST_CLOSED)
			closed[n++] = one;
	}
	for (size_t i = 0; i < n; i++)
		leave_closed_dates(r, clock, closed[i]);
}

static void
date_meeting(struct clock_round *r, struct sp_clock *clock)
{
	clock->rule = r->round->meeting_rule;
	clock->anchor_day = r->round->meeting_anchor;
	clock->due_day = r->round->meeting_due;
	clock->booked_start = r->round->booked_start;
	if (r->round->problem != NULL)
		clock->problem = r->round->problem;
}

/* The LA's decision, if it has come; else the day by which it must. */
static void
anchor_decision(struct clock_round *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (sp_plan_step_is(r->items[i].step, SP_EVENT_DECIDED))
			r->anchors[SP_ANCHOR_DECISION] = r->items[i].done_day != SP_DAY_NONE
								 ? r->items[i].done_day
								 : r->items[i].due_day;
}

/* Told by somebody, where no rule says it: an event names the step and the day. */
static bool
date_as_told(struct clock_round *r, struct sp_clock *clock)
{
	const struct sp_case_event *told = step_event(r, clock->step, SP_EVENT_DUE);

	if (told == NULL)
		return false;
	clock->rule = NULL;
	clock->anchor_day = SP_DAY_NONE;
	clock->due_day = told->day;
	clock->note = "the day was told to you";
	return true;
}

/* What counts from another step, or from the decision, follows it: until nothing changes any more. */
static void
date_by_rules(struct clock_round *r)
{
	bool changed = true;

	for (size_t pass = 0; changed && pass <= r->n + 1; pass++) {
		changed = false;
		for (size_t i = 0; i < r->n; i++) {
			struct sp_clock *clock = &r->items[i];
			sp_day before = clock->due_day;

			if (clock->not_needed || date_as_told(r, clock))
				continue;
			if (r->round->is_review && sp_plan_step_is_meeting(clock->step))
				date_meeting(r, clock);
			else if (clock->step->rule[0] != '\0')
				date_by_its_rules(r, clock);
			changed |= clock->due_day != before;
		}
		anchor_decision(r);
		changed |= pass == 0;
	}
}

/* The day on which a step has to be there for the one after it: a booked meeting's own day, not its limit. */
static sp_day
needed_on(const struct clock_round *r, const struct sp_clock *clock)
{
	if (r->round->is_review && sp_plan_step_is_meeting(clock->step))
		return r->anchors[SP_ANCHOR_MEETING];
	return clock->due_day;
}

/* Steps without a date of their own, from the last back to the first: due when the step after them needs them. */
static void
date_backwards(struct clock_round *r)
{
	for (size_t i = r->n; i-- > 0;) {
		struct sp_clock *clock = &r->items[i];

		if (clock->due_day != SP_DAY_NONE || clock->problem != NULL ||
		    (r->round->is_review && sp_plan_step_is_meeting(clock->step)))
			continue;
		for (size_t k = 0; k < r->n; k++) {
			const struct sp_clock *next = &r->items[k];
			sp_day needed = needed_on(r, next);

			if (!sp_streq(next->step->after, clock->step->key) || needed == SP_DAY_NONE ||
			    next->step->owner != SP_OWNER_SCHOOL)
				continue;
			needed -= next->step->min_lag_day;
			if (clock->due_day == SP_DAY_NONE || needed < clock->due_day) {
				clock->due_day = needed;
				clock->anchor_day = needed_on(r, next);
			}
		}
	}
}

/* And forwards for what stands at the end of a chain: within its longest lag of the step before. */
static void
date_forwards(struct clock_round *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct sp_clock *clock = &r->items[i];

		if (clock->due_day != SP_DAY_NONE || clock->problem != NULL || clock->step->max_lag_day < 0 ||
		    clock->step->after[0] == '\0')
			continue;
		for (size_t k = 0; k < r->n; k++) {
			sp_day before = needed_on(r, &r->items[k]);

			if (!sp_streq(r->items[k].step->key, clock->step->after) || before == SP_DAY_NONE)
				continue;
			clock->anchor_day = before;
			clock->due_day = before + clock->step->max_lag_day;
		}
	}
}

/* --- what happened --- */

/* The day of a finished task's last block; 0 blocks: not known. */
static sp_day
last_block_day(const struct clock_round *r, const struct sp_task *task)
{
	struct sp_plan_slice blocks = sp_plan_index_blocks(r->list->index, task->id);
	const struct sp_block *last;

	if (blocks.n == 0)
		return SP_DAY_NONE;
	last = r->list->index->blocks[blocks.from + blocks.n - 1];
	return sp_time_day(last->start + last->length_min - 1);
}

static bool
is_done(const struct sp_clock *clock)
{
	return clock->done_day != SP_DAY_NONE || clock->state == SP_CLOCK_MET;
}

static void
close_by_outcome(struct clock_round *r, struct sp_clock *clock)
{
	clock->not_needed = true;
	clock->state = SP_CLOCK_MET;
	clock->note = sp_arena_printf(r->list->arena, "closed: the decision was %s", r->round->outcome);
	r->list->failed |= clock->note == NULL;
}

/* Sets done_day, and state MET for what is done on an unknown day. */
static void
find_done(struct clock_round *r, struct sp_clock *clock)
{
	const struct sp_step *step = clock->step;

	if (clock->task != NULL && step->owner == SP_OWNER_SCHOOL)
		clock->planned_day = last_block_day(r, clock->task);
	if (r->round->is_review && sp_plan_step_is_meeting(step)) {
		clock->done_day = r->round->held_day;
		if (r->round->booked_start != SP_TIME_NONE)
			clock->planned_day = sp_time_day(r->round->booked_start);
	} else if (r->round->is_review && sp_plan_step_is(step, SP_EVENT_BOOKED) &&
		   r->round->booked_start != SP_TIME_NONE) {
		clock->state = SP_CLOCK_MET;
	} else if (sp_plan_step_is(step, SP_EVENT_REQUESTED)) {
		clock->done_day = r->anchors[SP_ANCHOR_REQUEST];
		if (r->anchors[SP_ANCHOR_ASKED] != SP_DAY_NONE)
			clock->state = SP_CLOCK_MET; /* asked for advice: somebody has made the request */
	} else {
		clock->done = done_event(r, step);
		if (clock->done != NULL && clock->done->kind == SP_EVENT_BOOKED)
			clock->state =
				SP_CLOCK_MET; /* its day is the meeting's, not that on which it was agreed */
		else if (clock->done != NULL)
			clock->done_day = clock->done->day;
	}
	/* Of another's step the task is the chase: that we asked does not say that they answered. */
	if (clock->done_day == SP_DAY_NONE && clock->task != NULL && step->owner == SP_OWNER_SCHOOL &&
	    clock->task->state == SP_TASK_DONE) {
		clock->done_day = last_block_day(r, clock->task);
		clock->state = SP_CLOCK_MET;
	}
	if (!is_done(clock) && step->only_if[0] != '\0' && r->round->outcome[0] != '\0' &&
	    !sp_streq(step->only_if, r->round->outcome))
		close_by_outcome(r, clock);
}

/* The meeting was held, or the step that follows this one is done. */
static bool
is_overtaken(const struct clock_round *r, size_t i)
{
	bool overtaken = false;

	for (size_t k = 0; k < r->n; k++) {
		const struct sp_clock *other = &r->items[k];

		if (!is_done(other))
			continue;
		overtaken |= sp_streq(other->step->after, r->items[i].step->key) ||
			     (r->round->is_review && k > i && sp_plan_step_is_meeting(other->step));
	}
	return overtaken;
}

static void
mark_overtaken(struct clock_round *r)
{
	for (size_t i = r->n; i-- > 0;)
		if (!is_done(&r->items[i]) && r->items[i].step->owner == SP_OWNER_SCHOOL &&
		    is_overtaken(r, i))
			r->items[i].state = SP_CLOCK_MET;
}

/* The step before it is another party's, and has not happened. */
static bool
is_behind_others(const struct clock_round *r, const struct sp_clock *clock)
{
	const struct sp_clock *before =
		clock->step->after[0] == '\0' ? NULL : clock_named(r, clock->step->after);

	return before != NULL && before->step->owner != SP_OWNER_SCHOOL && !is_done(before) &&
	       clock->due_day == SP_DAY_NONE;
}

/* Does it wait for somebody else, or for the meeting? */
static bool
waits(const struct clock_round *r, size_t i)
{
	const struct sp_clock *clock = &r->items[i];
	bool behind_meeting = false;

	for (size_t k = 0; k < i && r->round->is_review; k++)
		behind_meeting |= sp_plan_step_is_meeting(r->items[k].step) && !is_done(&r->items[k]);
	return (clock->due_day == SP_DAY_NONE && clock->step->rule[0] != '\0') ||
	       clock->step->owner != SP_OWNER_SCHOOL || behind_meeting || is_behind_others(r, clock);
}

/* Another party may do it and need not: with the day it is over, and nobody is asked about it. */
static bool
is_only_a_time(const struct sp_clock *clock)
{
	return clock->step->owner != SP_OWNER_SCHOOL && clock->step->activity.v == 0 &&
	       clock->step->done_by[0] == '\0';
}

/* A time that runs from what somebody else does has not begun before that is done, whatever its reckoned date. */
static bool
has_begun(const struct clock_round *r, const struct sp_clock *clock)
{
	const struct sp_clock *before =
		clock->step->after[0] == '\0' ? NULL : clock_named(r, clock->step->after);

	return before == NULL || is_done(before);
}

static void
set_states(struct clock_round *r)
{
	const struct sp_snapshot *s = r->list->index->snapshot;

	for (size_t i = 0; i < r->n; i++) {
		struct sp_clock *clock = &r->items[i];
		sp_day due = clock->due_day;

		clock->work_by_day = sp_plan_work_by(s, due);
		clock->exception = r->round->exception;
		if (clock->done_day != SP_DAY_NONE)
			clock->state = due != SP_DAY_NONE && clock->done_day > due && clock->exception == NULL
					       ? SP_CLOCK_LATE
					       : SP_CLOCK_MET;
		else if (clock->state != SP_CLOCK_MET && due != SP_DAY_NONE && due < r->list->today &&
			 clock->exception == NULL && (!is_only_a_time(clock) || has_begun(r, clock)))
			clock->state = is_only_a_time(clock) ? SP_CLOCK_MET : SP_CLOCK_MISSED;
		else if (clock->state != SP_CLOCK_MET && waits(r, i))
			clock->state = SP_CLOCK_WAITING;
		if (due != SP_DAY_NONE && !is_done(clock))
			clock->slack_days = sp_plan_slack(
				s, clock->planned_day != SP_DAY_NONE ? clock->planned_day : r->list->today,
				clock->work_by_day);
		sp_plan_say_why_late(r->list->index, clock);
		sp_plan_note_closure(r->list->index, clock, r->list->arena);
	}
}

enum sp_urgency
sp_clock_urgency(const struct sp_clock *clock)
{
	bool planned = clock->planned_day != SP_DAY_NONE;

	if (clock->step->owner != SP_OWNER_SCHOOL || is_done(clock) || clock->due_day == SP_DAY_NONE ||
	    clock->exception != NULL)
		return SP_URGENCY_NONE;
	if (clock->state == SP_CLOCK_MISSED || clock->slack_days < 0)
		return SP_URGENCY_LATE;
	if (clock->state == SP_CLOCK_WAITING)
		return SP_URGENCY_NONE;
	if (!planned && clock->slack_days == 0)
		return SP_URGENCY_LATE;
	return clock->slack_days <= (planned ? NEAR_PLANNED_DAYS : NEAR_OPEN_DAYS) ? SP_URGENCY_NEAR
										   : SP_URGENCY_NONE;
}

/* --- the list --- */

static const struct sp_task *
task_of(struct clock_round *r, const struct sp_step *step, const char *cycle)
{
	char *key = sp_arena_printf(r->list->arena, "%s:%s:%s", r->subject->code, step->key, cycle);

	if (key == NULL) {
		r->list->failed = true;
		return NULL;
	}
	return sp_plan_index_task(r->list->index, key);
}

/* A review's round has the name of the meeting before it; its year counts from the decision that ended that one. */
static sp_day
counted_from(const struct sp_round *round)
{
	sp_day last = round->anchors[SP_ANCHOR_LAST_REVIEW];

	return round->begins == SP_START_REVIEW && last != SP_DAY_NONE ? last : round->key_day;
}

static bool
begin_round(struct clock_round *r)
{
	const struct sp_plan_index *index = r->list->index;
	struct sp_plan_slice steps = sp_plan_index_steps(index, r->round->chain);
	char day[SP_DAY_TEXT];
	const char *cycle =
		sp_arena_strdup(r->list->arena, r->round->key_day == SP_DAY_NONE
							? "first"
							: sp_day_format(r->round->key_day, SP_DAY_ISO, day));
	size_t first = r->list->clocks.n;

	if (cycle == NULL || !SP_ARRAY_RESERVE(&r->list->clocks, first + steps.n + 1))
		return false;
	r->items = r->list->clocks.items + first;
	r->n = steps.n;
	r->list->clocks.n += steps.n;
	for (size_t i = 0; i < steps.n; i++) {
		const struct sp_step *step = index->steps[steps.from + i];

		r->items[i] = (struct sp_clock){.subject = r->subject,
						.step = step,
						.chain = r->round->chain,
						.begins = r->round->begins,
						.cycle = cycle,
						.counted_day = counted_from(r->round),
						.anchor_day = SP_DAY_NONE,
						.due_day = SP_DAY_NONE,
						.work_by_day = SP_DAY_NONE,
						.planned_day = SP_DAY_NONE,
						.done_day = SP_DAY_NONE,
						.state = SP_CLOCK_OPEN,
						.booked_start = SP_TIME_NONE};
		r->items[i].task = task_of(r, step, cycle);
		if (step->done_by[0] != '\0' && sp_enum_parse(sp_event_kind_names, step->done_by) < 0)
			r->items[i].problem = problem_text(
				r, "A step is done by an event that is not known: ", step->done_by);
	}
	return true;
}

static void
add_round_clocks(struct clock_list *list, const struct sp_case *subject, const struct sp_round *round)
{
	struct clock_round r = {.list = list, .subject = subject, .round = round};

	if (!begin_round(&r)) {
		list->failed = true;
		return;
	}
	memcpy(r.anchors, round->anchors, sizeof r.anchors);
	r.anchors[SP_ANCHOR_MEETING] = round->held_day != SP_DAY_NONE ? round->held_day
				       : round->booked_start != SP_TIME_NONE
					       ? sp_time_day(round->booked_start)
					       : round->meeting_due;
	for (size_t i = 0; i < r.n; i++)
		find_done(&r, &r.items[i]);
	date_by_rules(&r);
	date_backwards(&r);
	date_forwards(&r);
	mark_overtaken(&r);
	set_states(&r);
}

static enum sp_rc
add_case(struct clock_list *list, const struct sp_case *subject, struct sp_err *reterr)
{
	const struct sp_round *rounds;
	size_t n;
	enum sp_rc rc = sp_plan_rounds(list->index, subject, list->today, list->arena, &rounds, &n, reterr);

	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < n; i++)
		add_round_clocks(list, subject, &rounds[i]);
	return list->failed ? sp_err_nomem(reterr) : SP_OK;
}

static int
compare_days(sp_day a, sp_day b)
{
	if (a == SP_DAY_NONE || b == SP_DAY_NONE)
		return (a == SP_DAY_NONE) - (b == SP_DAY_NONE);
	return a < b ? -1 : a > b;
}

static int
by_case_and_due(const void *a, const void *b)
{
	const struct sp_clock *x = a, *y = b;
	int order = x->subject->id.v < y->subject->id.v ? -1 : x->subject->id.v > y->subject->id.v;

	if (order == 0)
		order = compare_days(x->due_day, y->due_day);
	if (order == 0)
		order = strcmp(x->cycle, y->cycle);
	if (order == 0)
		order = x->step->position < y->step->position ? -1 : x->step->position > y->step->position;
	return order != 0 ? order : strcmp(x->step->key, y->step->key);
}

enum sp_rc
sp_clocks_of(const struct sp_snapshot *snapshot, sp_case_id subject, sp_time now, struct sp_arena *arena,
	     const struct sp_clock **ret_clocks, size_t *ret_n, struct sp_err *reterr)
{
	struct sp_plan_index index;
	struct clock_list list = {.index = &index, .today = sp_time_day(now), .arena = arena};
	struct sp_clock *clocks;
	enum sp_rc rc = sp_plan_index_build(snapshot, arena, &index, reterr);

	if (rc == SP_OK && subject.v == 0)
		rc = add_case(&list, &sp_school_subject, reterr);
	for (size_t i = 0; rc == SP_OK && i < snapshot->cases.n; i++)
		if (subject.v == 0 || snapshot->cases.items[i].id.v == subject.v)
			rc = add_case(&list, &snapshot->cases.items[i], reterr);
	if (rc != SP_OK)
		goto done;
	clocks = SP_ARENA_NEW_N(arena, struct sp_clock, list.clocks.n);
	if (clocks == NULL) {
		rc = sp_err_nomem(reterr);
		goto done;
	}
	if (list.clocks.n > 0) {
		memcpy(clocks, list.clocks.items, list.clocks.n * sizeof *clocks);
		qsort(clocks, list.clocks.n, sizeof *clocks, by_case_and_due);
	}
	*ret_clocks = clocks;
	*ret_n = list.clocks.n;
done:
	SP_ARRAY_FREE(&list.clocks);
	return rc;
}
