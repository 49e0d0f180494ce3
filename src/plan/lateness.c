/*
 * Reasons. A person may say why a step is late; where nobody did, what was logged says it: another party's step waits for
 * that party; work whose place was lost was lost to whatever took the time; work that never had a place had no slot, unless
 * its day was over before this plan began: of that time the plan knows nothing.
 *
 * Exceptions. The limits of a needs assessment do not bind while the school is closed for four weeks and longer. That it is
 * closed for so long is said; whether the exception is made use of, a person records.
 */
#include "lateness.h"

#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include "rules.h"

static bool
is_reason_for(const struct sp_case_event *event, const struct sp_clock *clock)
{
	return event->kind == SP_EVENT_LATE && event->subject.v == clock->subject->id.v &&
	       sp_streq(event->step, clock->step->key) && sp_streq(event->note, clock->cycle);
}

static enum sp_reason
said_reason(const struct sp_plan_index *index, const struct sp_clock *clock)
{
	struct sp_plan_slice events = sp_plan_index_events(index, clock->subject->id);
	enum sp_reason reason = clock->done == NULL ? SP_REASON_NONE : clock->done->reason;

	for (size_t i = 0; i < events.n; i++)
		if (is_reason_for(index->events[events.from + i], clock))
			reason = index->events[events.from + i]->reason;
	return reason;
}

/* The loss that hit one of its places, or NULL. */
static const struct sp_log_entry *
loss_of(const struct sp_plan_index *index, const struct sp_task *task)
{
	const struct sp_snapshot *s = index->snapshot;
	struct sp_plan_slice blocks = sp_plan_index_blocks(index, task->id);

	for (size_t i = 0; i < s->log_entries.n; i++) {
		const struct sp_log_entry *entry = &s->log_entries.items[i];

		if (entry->kind != SP_LOG_LOST)
			continue;
		for (size_t k = 0; k < blocks.n; k++) {
			sp_time was = index->blocks[blocks.from + k]->moved_from;

			if (was != SP_TIME_NONE && was >= entry->start &&
			    was < entry->start + entry->length_min)
				return entry;
		}
	}
	return NULL;
}

/* Before this day nothing was planned and nothing logged. */
static sp_day
first_day(const struct sp_snapshot *s)
{
	sp_time first = SP_TIME_NONE;

	for (size_t i = 0; i < s->blocks.n; i++)
		if (first == SP_TIME_NONE || s->blocks.items[i].start < first)
			first = s->blocks.items[i].start;
	for (size_t i = 0; i < s->log_entries.n; i++)
		if (first == SP_TIME_NONE || s->log_entries.items[i].start < first)
			first = s->log_entries.items[i].start;
	return first == SP_TIME_NONE ? SP_DAY_NONE : sp_time_day(first);
}

static enum sp_reason
found_reason(const struct sp_plan_index *index, const struct sp_clock *clock)
{
	const struct sp_log_entry *loss;
	sp_day first;

	if (clock->step->owner != SP_OWNER_SCHOOL)
		return SP_REASON_OUTSIDE_PARTY;
	if (clock->task == NULL)
		return SP_REASON_NONE;
	loss = loss_of(index, clock->task);
	if (loss != NULL)
		return loss->cause == SP_CAUSE_ABSENT ? SP_REASON_SENCO_ABSENT : SP_REASON_PULLED_AWAY;
	if (clock->state != SP_CLOCK_MISSED || sp_plan_index_blocks(index, clock->task->id).n > 0)
		return SP_REASON_NONE;
	first = first_day(index->snapshot);
	return first != SP_DAY_NONE && clock->due_day >= first ? SP_REASON_NO_SLOT : SP_REASON_NONE;
}

void
sp_plan_say_why_late(const struct sp_plan_index *index, struct sp_clock *clock)
{
	if (clock->state != SP_CLOCK_LATE && clock->state != SP_CLOCK_MISSED)
		return;
	clock->reason = said_reason(index, clock);
	clock->reason_said = clock->reason != SP_REASON_NONE;
	if (!clock->reason_said)
		clock->reason = found_reason(index, clock);
}

/* --- closures --- */

/* The longest run of days without school that touches [from, to], within what the calendar knows. */
static sp_day
longest_closure(const struct sp_snapshot *s, sp_day from, sp_day to, sp_day *ret_from)
{
	sp_day longest = 0, run = 0;

	if (from - s->calendar->from_day < 0 || to > s->calendar->to_day)
		return 0;
	for (sp_day day = from; day <= s->calendar->to_day; day++) {
		run = sp_year_is_school_day(s, day) ? 0 : run + 1;
		if (run > longest) {
			longest = run;
			*ret_from = day - run + 1;
		}
		if (run == 0 && day > to)
			break;
	}
	return longest;
}

void
sp_plan_note_closure(const struct sp_plan_index *index, struct sp_clock *clock, struct sp_arena *arena)
{
	const struct sp_snapshot *s = index->snapshot;
	char first[SP_DAY_TEXT], last[SP_DAY_TEXT];
	const struct sp_rule *rule;
	sp_day from = SP_DAY_NONE, length;

	if (clock->begins != SP_START_ASSESSMENT || clock->step->owner != SP_OWNER_SCHOOL ||
	    clock->exception != NULL || clock->done_day != SP_DAY_NONE || clock->due_day == SP_DAY_NONE ||
	    clock->anchor_day == SP_DAY_NONE || clock->note != NULL)
		return;
	rule = sp_plan_rule(s, "na.exception.closed", clock->subject->profile, clock->anchor_day);
	length = longest_closure(s, clock->anchor_day, clock->due_day, &from);
	if (rule == NULL || from == SP_DAY_NONE || sp_plan_rule_date(s, rule, from) > from + length)
		return;
	clock->note = sp_arena_printf(
		arena,
		"the school is closed from %s to %s: the limit may be excepted (senplan case except %s closed)",
		sp_day_format(from, SP_DAY_SHORT, first),
		sp_day_format(from + length - 1, SP_DAY_SHORT, last), clock->subject->code);
}
