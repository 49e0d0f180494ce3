/*
 * Which chain runs for whom, and the rounds of the chains that a person gives: to a pupil (a healthcare plan, access
 * arrangements, an appeal, one of the school's own) or to the school (the information report). Such a chain counts from
 * the day with which it was given; when it repeats, the day of its last step begins the next round.
 */
#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include "rounds.h"

#include <assert.h>
#include <string.h>

enum { MOST_REPEATS = 24 };

/* For plans without rows of chains: what the steps of each kind are called. */
static const char *const usual_chains[] = {
	[SP_START_REVIEW] = "annual-review",
	[SP_START_TRANSFER] = "phase-transfer",
	[SP_START_ASSESSMENT] = "needs-assessment",
	[SP_START_CONSULTATION] = "consultation",
	[SP_START_SUPPORT] = "sen-support",
	[SP_START_MOVE] = "transition",
	[SP_START_GIVEN] = NULL,
	[SP_START_SCHOOL] = NULL,
};

struct sp_round *
sp_plan_add_round(struct sp_rounds_build *b, enum sp_chain_start begins, const char *chain, sp_day key_day)
{
	struct sp_round *round;

	assert(b->n < b->cap);
	round = &b->items[b->n++];
	*round = (struct sp_round){.chain = chain,
				   .begins = begins,
				   .outcome = "",
				   .key_day = key_day,
				   .since_day = SP_DAY_NONE,
				   .held_day = SP_DAY_NONE,
				   .next_day = SP_DAY_NONE,
				   .meeting_due = SP_DAY_NONE,
				   .meeting_anchor = SP_DAY_NONE,
				   .booked_start = SP_TIME_NONE};
	for (size_t i = 0; i < SP_ANCHOR_COUNT; i++)
		round->anchors[i] = SP_DAY_NONE;
	return round;
}

bool
sp_plan_event_names(const struct sp_case_event *event, const char *chain, const char *step)
{
	return sp_streq(event->chain, chain) && (step == NULL || sp_streq(event->step, step));
}

/* The year group in the school year of a day, from the one in today's; SP_YEAR_UNKNOWN stays unknown. */
static int32_t
year_group_on(const struct sp_rounds_build *b, sp_day day)
{
	int then = sp_day_date(sp_year_of(day).from_day).year,
	    now = sp_day_date(sp_year_of(b->today).from_day).year;

	return b->subject->year == SP_YEAR_UNKNOWN ? SP_YEAR_UNKNOWN
						   : b->subject->year + (int32_t)(then - now);
}

static bool
fits(const struct sp_chain *chain, int32_t year)
{
	if (year == SP_YEAR_UNKNOWN)
		return chain->year_from == 0;
	return (chain->year_from == 0 || year >= chain->year_from) &&
	       (chain->year_to == 0 || year <= chain->year_to);
}

/* Who leads this pupil's reviews: the pupil's own field, else the school's setting. */
static enum sp_lead
lead_of(const struct sp_rounds_build *b)
{
	if (b->subject->lead != SP_LEAD_ANY)
		return b->subject->lead;
	return sp_streq(sp_setting_text(b->index->snapshot, "sens_lead"), sp_lead_names[SP_LEAD_TEACHER])
		       ? SP_LEAD_TEACHER
		       : SP_LEAD_SENCO;
}

/* The chain for just this leader before one for any; of those alike the one that begins with the later year group. */
static bool
is_nearer(const struct sp_chain *chain, const struct sp_chain *best)
{
	if (best == NULL || (chain->lead != SP_LEAD_ANY) != (best->lead != SP_LEAD_ANY))
		return best == NULL || chain->lead != SP_LEAD_ANY;
	return chain->year_from > best->year_from;
}

const char *
sp_plan_chain_for(const struct sp_rounds_build *b, enum sp_chain_start begins, sp_day day)
{
	const struct sp_snapshot *s = b->index->snapshot;
	const struct sp_chain *best = NULL;
	int32_t year = year_group_on(b, day);
	enum sp_lead lead = lead_of(b);
	bool any = false;

	for (size_t i = 0; i < s->chains.n; i++) {
		const struct sp_chain *chain = &s->chains.items[i];

		if (chain->begins != begins)
			continue;
		any = true;
		if (chain->active && fits(chain, year) &&
		    (chain->lead == SP_LEAD_ANY || chain->lead == lead) && is_nearer(chain, best))
			best = chain;
	}
	if (!any)
		return usual_chains[begins];
	return best == NULL ? NULL : best->key;
}

static const struct sp_case_event *
event_of(const struct sp_rounds_build *b, size_t i)
{
	assert(i < b->events.n);
	return b->index->events[b->events.from + i];
}

size_t
sp_plan_given_most(const struct sp_rounds_build *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->events.n; i++)
		n += event_of(b, i)->kind == SP_EVENT_GIVEN;
	return n * MOST_REPEATS;
}

static const struct sp_chain *
chain_named(const struct sp_rounds_build *b, const char *key)
{
	const struct sp_snapshot *s = b->index->snapshot;
	enum sp_chain_start begins = b->subject->id.v == 0 ? SP_START_SCHOOL : SP_START_GIVEN;

	for (size_t i = 0; i < s->chains.n; i++)
		if (sp_streq(s->chains.items[i].key, key) && s->chains.items[i].begins == begins)
			return &s->chains.items[i];
	return NULL;
}

/* The day on which the task of a step of the round that began on a day was finished. */
static sp_day
task_done_day(struct sp_rounds_build *b, const struct sp_step *step, sp_day start)
{
	char day[SP_DAY_TEXT];
	const char *key = sp_arena_printf(b->arena, "%s:%s:%s", b->subject->code, step->key,
					  sp_day_format(start, SP_DAY_ISO, day));
	const struct sp_task *task = key == NULL ? NULL : sp_plan_index_task(b->index, key);
	struct sp_plan_slice blocks;

	b->failed |= key == NULL;
	if (task == NULL || task->state != SP_TASK_DONE)
		return SP_DAY_NONE;
	blocks = sp_plan_index_blocks(b->index, task->id);
	if (blocks.n == 0)
		return SP_DAY_NONE;
	return sp_time_day(b->index->blocks[blocks.from + blocks.n - 1]->start);
}

/* When the last step of the round was done; SP_DAY_NONE: not yet. */
static sp_day
closing_day(struct sp_rounds_build *b, const struct sp_chain *chain, const struct sp_round *round)
{
	struct sp_plan_slice steps = sp_plan_index_steps(b->index, chain->key);
	const struct sp_step *last = steps.n == 0 ? NULL : b->index->steps[steps.from + steps.n - 1];

	for (size_t i = 0; last != NULL && i < b->events.n; i++) {
		const struct sp_case_event *event = event_of(b, i);

		if (event->kind == SP_EVENT_DONE && sp_plan_event_names(event, chain->key, last->key) &&
		    (round->since_day == SP_DAY_NONE || event->day > round->since_day))
			return event->day;
	}
	return last == NULL ? SP_DAY_NONE : task_done_day(b, last, round->key_day);
}

/* The first "ended" on or after the day, or the chain given anew: then it no longer runs from this day. */
static sp_day
end_of(const struct sp_rounds_build *b, size_t given)
{
	for (size_t i = given + 1; i < b->events.n; i++) {
		const struct sp_case_event *event = event_of(b, i);

		if ((event->kind == SP_EVENT_ENDED || event->kind == SP_EVENT_GIVEN) &&
		    sp_streq(event->chain, event_of(b, given)->chain))
			return event->day;
	}
	return SP_DAY_NONE;
}

/* The day on which the chain was given before, or SP_DAY_NONE. */
static sp_day
given_before(const struct sp_rounds_build *b, size_t given)
{
	for (size_t i = given; i-- > 0;)
		if (event_of(b, i)->kind == SP_EVENT_GIVEN &&
		    sp_streq(event_of(b, i)->chain, event_of(b, given)->chain))
			return event_of(b, i)->day;
	return SP_DAY_NONE;
}

static void
add_given_rounds(struct sp_rounds_build *b, size_t given, const struct sp_chain *chain)
{
	sp_day start = event_of(b, given)->day, since = given_before(b, given), end = end_of(b, given);

	for (int i = 0; i < MOST_REPEATS; i++) {
		struct sp_round *round = sp_plan_add_round(b, chain->begins, chain->key, start);
		sp_day closed;

		round->since_day = since;
		round->anchors[SP_ANCHOR_START] = start;
		round->anchors[SP_ANCHOR_LAST_REVIEW] = start;
		round->anchors[SP_ANCHOR_YEAR] = sp_day_of(sp_day_date(start).year, 1, 1);
		closed = closing_day(b, chain, round);
		if (closed == SP_DAY_NONE && end != SP_DAY_NONE && end <= b->today) {
			b->n--;
			return;
		}
		round->next_day = chain->repeats ? closed : SP_DAY_NONE;
		if (round->next_day == SP_DAY_NONE || closed <= start ||
		    (end != SP_DAY_NONE && closed >= end))
			return;
		start = since = closed;
	}
}

void
sp_plan_add_given(struct sp_rounds_build *b)
{
	for (size_t i = 0; i < b->events.n; i++) {
		const struct sp_case_event *event = event_of(b, i);
		const struct sp_chain *chain =
			event->kind == SP_EVENT_GIVEN ? chain_named(b, event->chain) : NULL;

		if (chain != NULL && chain->active)
			add_given_rounds(b, i, chain);
	}
}
