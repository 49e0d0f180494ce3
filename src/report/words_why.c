/*
 * The two longer answers: why a block stands where it stands, and why a task has no place.
 */
#include "senplan/base/array.h"

#include "words-private.h"

#include <assert.h>
#include <limits.h>

/* --- why here --- */

static void
add_heading(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_block_why *why, bool hide)
{
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, why->task->activity);
	char to[SP_CLOCK_TEXT];

	sp_words_task(out, snapshot, why->task, hide);
	if (!hide && activity != NULL && !sp_streq(activity->name, why->task->title))
		sp_str_addf(out, " (%s)", activity->name);
	sp_str_add(out, ", ");
	sp_words_time(out, why->block->start);
	sp_str_addf(out, "-%s\n",
		    sp_minute_format(sp_time_minute(why->block->start + why->block->length_min - 1) + 1, to));
}

/* "on Tue 8 Dec": the day that the rule counts from, where it is plain arithmetic. */
static void
add_anchor(struct sp_str *out, sp_day limit, const struct sp_rule *rule)
{
	int32_t days = rule->unit == SP_UNIT_DAYS    ? rule->value
		       : rule->unit == SP_UNIT_WEEKS ? rule->value * 7
						     : 0;

	if (days == 0)
		return;
	sp_str_add(out, " on ");
	sp_words_day(out, rule->side == SP_SIDE_BEFORE ? limit + days : limit - days);
}

static void
add_rule(struct sp_str *out, sp_day limit, const struct sp_rule *rule)
{
	if (rule == NULL)
		return;
	sp_str_add(out, ": ");
	sp_words_rule_phrase(out, rule);
	add_anchor(out, limit, rule);
	sp_words_source(out, rule);
}

/* "The LA's date is Fri 24 Jul: 28 days after … . It is asked about once that is past: from Wed 1 Sep on, …" */
static void
add_other_date(struct sp_str *out, const struct sp_shift *shift, const struct sp_rule *rule)
{
	sp_str_addf(out, "The %s date is ", shift->owner == SP_OWNER_LA ? "LA's" : "family's");
	sp_words_day(out, shift->limit_day);
	add_rule(out, shift->limit_day, rule);
	sp_str_add(out, ". It is asked about once that is past");
	if (shift->closed) {
		sp_str_add(out, ": from ");
		sp_words_day(out, shift->first_day);
		sp_str_add(out, " on, the first school day after it");
	}
	sp_str_add(out, ".\n");
}

void
sp_words_shift(struct sp_str *out, const struct sp_shift *shift)
{
	if (shift->month != 0) {
		sp_str_add(out, "It belongs to August, which has no school day: it stands in September.");
	} else if (shift->closed) {
		sp_str_addf(out, "The %s date ", shift->owner == SP_OWNER_LA ? "LA's" : "family's");
		sp_words_day(out, shift->limit_day);
		sp_str_add(out, " lies before days without school: it is asked about from ");
		sp_words_day(out, shift->first_day);
		sp_str_add(out, " on.");
	}
}

static void
add_limit(struct sp_str *out, const struct sp_task *task, const struct sp_rule *rule,
	  const struct sp_shift *shift)
{
	bool asks = shift->owner != SP_OWNER_SCHOOL;

	if (asks)
		add_other_date(out, shift, rule);
	if (task->due_day == SP_DAY_NONE)
		return;
	sp_str_add(out, task->hard ? "Must be done by " : "Wanted by ");
	sp_words_day(out, task->due_day);
	if (!asks)
		add_rule(out, task->due_day, rule);
	sp_str_add(out, ".");
	if (task->work_by_day != SP_DAY_NONE && task->work_by_day < task->due_day) {
		sp_str_add(out, " School is closed then: the last school day before it is ");
		sp_words_day(out, task->work_by_day);
		sp_str_add(out, ".");
	}
	if (shift->month != 0) {
		sp_str_add(out, " ");
		sp_words_shift(out, shift);
	}
	sp_str_add(out, "\n");
}

/* "K07 parent: only Wed before 09:00." */
static void
add_who(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task, bool hide)
{
	size_t begin = out->len;

	sp_words_who(out, snapshot, task, hide);
	if (out->len > begin)
		sp_str_add(out, ".\n");
}

/* "Parent calls are wanted for …": why it goes before other soft work, or behind it. */
static void
add_share(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task,
	  const struct sp_share *share)
{
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, task->activity);

	if (share->kind == SP_SHARE_NONE || activity == NULL || task->hard)
		return;
	sp_str_addf(out, "%s: %d %% of your hours wanted in this half-term, %d %% planned. ", activity->name,
		    (int)share->target_pct, (int)share->planned_pct);
	sp_str_add(out, share->kind == SP_SHARE_BELOW
				? "This is within that share and goes before other work.\n"
				: "This is beyond that share: other work goes before it.\n");
}

/* "it", or what this block is of it. */
static void
add_piece(struct sp_str *out, const struct sp_block_why *why)
{
	if (why->task->chunk_max <= 0 || why->block->length_min == why->task->length_min) {
		sp_str_add(out, "it");
		return;
	}
	sp_str_add(out, "a piece of ");
	sp_words_length(out, why->block->length_min);
}

static void
add_first(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_block_why *why, bool hide)
{
	sp_str_add(out, "it is the earliest day with time that is free and allowed for ");
	add_piece(out, why);
	switch (why->why.bound) {
	case SP_BOUND_RELEASE:
		if (why->notice_from != SP_TIME_NONE) {
			sp_str_add(out, ", from ");
			sp_words_day(out, sp_time_day(why->notice_from));
			sp_str_add(out, " on, as ");
			sp_words_notice(out, snapshot);
		} else if (why->task->release != SP_TIME_NONE) {
			sp_str_add(out, ", from ");
			sp_words_day(out, sp_time_day(why->task->release));
			sp_str_add(out, " on, when it may begin");
		}
		return;
	case SP_BOUND_PREDECESSOR:
		if (why->predecessor != NULL) {
			sp_str_add(out, " after ");
			sp_words_task(out, snapshot, why->predecessor, hide);
		}
		return;
	case SP_BOUND_NONE:
	case SP_BOUND_NOW:
		return;
	}
	assert(!"a bound that is not handled");
}

static const char *
fixed_reason(const struct sp_block *block)
{
	if (block->state == SP_BLOCK_DONE)
		return "it is done";
	if (block->state == SP_BLOCK_CONFIRMED)
		return "it is agreed with the others for this time";
	if (block->locked)
		return "you fixed it here";
	return "it has begun, or its time has passed";
}

static void
add_chosen(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_block_why *why, bool hide)
{
	static const char *const words[] = {
		[SP_WHY_FIRST] = "",
		[SP_WHY_DUE] = "elsewhere it would be later than wanted",
		[SP_WHY_MOVED] = "it stood here before, and nothing was moved without need",
		[SP_WHY_TARGET] = "elsewhere a weekly minimum or a wanted share would be missed",
		[SP_WHY_GAP] = "elsewhere it would leave a gap too short to use",
		[SP_WHY_SWITCH] = "elsewhere it would be one more kind of work in the half-day",
		[SP_WHY_HALF] = "elsewhere it would lie in the less good half of the day",
		[SP_WHY_LIKE] = "elsewhere it would lie outside its preferred times",
		[SP_WHY_LOAD] = "elsewhere the day would be too full",
		[SP_WHY_BUDGET] = "before it only the time is free that is kept for what comes up",
		[SP_WHY_ONLY] = "",
		[SP_WHY_EQUAL] = "",
		[SP_WHY_PINNED] = "",
	};

	assert((size_t)why->why.kind < SP_COUNT(words));
	if (why->why.kind != SP_WHY_PINNED &&
	    why->block->start < why->notice_from) { /* none is before every time */
		sp_str_add(out, "Stays because it is near: ");
		sp_words_notice(out, snapshot);
		sp_str_add(out, ".\n");
		return;
	}
	if (why->why.kind == SP_WHY_EQUAL) {
		sp_str_add(out, "Other places are just as good: you may move it.\n");
		return;
	}
	sp_str_add(out, why->why.kind == SP_WHY_PINNED ? "Stays because " : "Chosen because ");
	if (why->why.kind == SP_WHY_FIRST)
		add_first(out, snapshot, why, hide);
	else if (why->why.kind == SP_WHY_PINNED)
		sp_str_add(out, fixed_reason(why->block));
	else if (why->why.kind == SP_WHY_ONLY) {
		sp_str_add(out, "there is no other place for ");
		add_piece(out, why);
		sp_str_add(out, " as the rest stands");
	} else
		sp_str_add(out, words[why->why.kind]);
	sp_str_add(out, ".\n");
}

static void
add_alternatives(struct sp_str *out, const struct sp_block_why *why)
{
	static const char *const worse[] = {
		[SP_WHY_FIRST] = "later",
		[SP_WHY_DUE] = "later than wanted",
		[SP_WHY_MOVED] = "one more move",
		[SP_WHY_TARGET] = "misses a wanted share",
		[SP_WHY_GAP] = "leaves a short gap",
		[SP_WHY_SWITCH] = "one more kind of work in the half-day",
		[SP_WHY_HALF] = "the less good half of the day",
		[SP_WHY_LIKE] = "outside its preferred times",
		[SP_WHY_LOAD] = "a fuller day",
		[SP_WHY_BUDGET] = "uses the reserve",
		[SP_WHY_ONLY] = "later",
		[SP_WHY_EQUAL] = "as good",
		[SP_WHY_PINNED] = "fixed",
	};
	bool first = true;

	for (size_t i = 0; i < why->why.n_alternatives && i < SP_COUNT(why->alternative_start); i++) {
		enum sp_why_kind kind = why->why.alternatives[i].worse;

		if (why->alternative_start[i] == SP_TIME_NONE)
			continue;
		assert((size_t)kind < SP_COUNT(worse));
		sp_str_add(out, first ? "Instead of: " : ", ");
		sp_words_time(out, why->alternative_start[i]);
		sp_str_addf(out, " (%s)", worse[kind]);
		first = false;
	}
	if (!first)
		sp_str_add(out, ".\n");
}

static void
add_slack(struct sp_str *out, const struct sp_block_why *why, bool hide)
{
	const struct sp_block *block = why->block;

	if (why->slack_days != INT_MAX && why->slack_days >= 0) {
		sp_str_add(out, "Slack: ");
		sp_words_count(out, why->slack_days, "school day");
		sp_str_add(out, ".");
	} else if (why->slack_days != INT_MAX) {
		sp_str_add(out, "Late by ");
		sp_words_count(out, -why->slack_days, "school day");
		sp_str_add(out, ".");
	}
	if (block->moves > 0) {
		sp_str_add(out, why->slack_days != INT_MAX ? " Moved " : "Moved ");
		if (block->moves == 1)
			sp_str_add(out, "once");
		else
			sp_words_count(out, (int)block->moves, "time");
		if (block->moved_from != SP_TIME_NONE) {
			sp_str_add(out, block->moves == 1 ? ", from " : ", last from ");
			sp_words_time(out, block->moved_from);
		}
		if (block->moved_why[0] != '\0' && !hide)
			sp_str_addf(out, " (%s)", block->moved_why);
		sp_str_add(out, ".");
	}
	if (block->moves > 0 || why->slack_days != INT_MAX)
		sp_str_add(out, "\n");
}

void
sp_words_block_why(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_block_why *why,
		   bool hide)
{
	assert(why->block != NULL && why->task != NULL);
	add_heading(out, snapshot, why, hide);
	add_limit(out, why->task, why->rule, &why->shift);
	add_who(out, snapshot, why->task, hide);
	add_share(out, snapshot, why->task, &why->share);
	add_chosen(out, snapshot, why, hide);
	add_alternatives(out, why);
	add_slack(out, why, hide);
}

/* --- why nowhere --- */

static void
add_family(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task_why *why,
	   enum sp_family family, bool hide)
{
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, why->task->activity);
	const struct sp_window *window =
		sp_snapshot_window(snapshot, why->task->window.v != 0 || activity == NULL ? why->task->window
											  : activity->window);

	switch (family) {
	case SP_FAMILY_OTHER_WORK:
		sp_str_add(out, "other work takes the time");
		return;
	case SP_FAMILY_HARD_WORK:
		sp_str_add(out, "work with a legal limit takes the time");
		return;
	case SP_FAMILY_PINNED:
		sp_str_add(out, "fixed or agreed blocks stand in the way");
		return;
	case SP_FAMILY_BUDGET:
		sp_str_addf(out, "%ld %% of each week is kept free as reserve",
			    sp_setting_int(snapshot, "reserve_pct"));
		return;
	case SP_FAMILY_DAY_MAX:
		sp_str_add(out, "a day holds no more of its kind");
		return;
	case SP_FAMILY_LAG:
		sp_str_add(out, "it must come after ");
		if (why->predecessor != NULL)
			sp_words_task(out, snapshot, why->predecessor, hide);
		else
			sp_str_add(out, "the step before it");
		return;
	case SP_FAMILY_DUE:
		sp_str_add(out, "it is due");
		if (why->task->due_day != SP_DAY_NONE) {
			sp_str_add(out, " ");
			sp_words_day(out, why->task->due_day);
		}
		return;
	case SP_FAMILY_RELEASE:
		if (why->notice_from != SP_TIME_NONE) {
			sp_words_notice(out, snapshot);
			sp_str_add(out, ": ");
		}
		sp_str_add(out, "it may not begin before ");
		if (why->notice_from != SP_TIME_NONE)
			sp_words_day(out, sp_time_day(why->notice_from));
		else if (why->task->release != SP_TIME_NONE)
			sp_words_day(out, sp_time_day(why->task->release));
		else
			sp_str_add(out, "now");
		return;
	case SP_FAMILY_MASK:
		sp_str_addf(out, "it may only be done %s",
			    window != NULL ? window->name : "at certain times");
		return;
	case SP_FAMILY_FREE:
		sp_str_add(out, "too little of your time is free");
		return;
	case SP_FAMILY_COUNT:
		return;
	}
	assert(!"a family that is not handled");
}

/* "Because other work takes the time and it is due Fri 4 Dec. If any one of these gave way, there would be room." */
static void
add_families(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task_why *why, bool hide)
{
	int n = 0, k = 0;

	for (int f = 0; f < SP_FAMILY_COUNT; f++)
		n += (int)(why->why.families >> f & 1);
	if (n == 0) {
		sp_str_add(out, "There may be room now: plan again.\n");
		return;
	}
	sp_str_add(out, why->stands == SP_TIME_NONE ? "Because " : "It is late because ");
	for (int f = 0; f < SP_FAMILY_COUNT; f++) {
		if ((why->why.families >> f & 1) == 0)
			continue;
		if (k > 0)
			sp_str_add(out, k == n - 1 ? " and " : ", ");
		add_family(out, snapshot, why, (enum sp_family)f, hide);
		k++;
	}
	sp_str_add(out, ".");
	if (n > 1 && why->why.alone == why->why.families)
		sp_str_add(out, " If any one of these gave way, there would be room.");
	if (why->why.impossible)
		sp_str_add(out, " No plan could place it in time.");
	sp_str_add(out, "\n");
}

/* Where something would go is no good place when that is after its date. */
static void
add_wanted_before(struct sp_str *out, const struct sp_task *task, sp_time to)
{
	if (task->due_day == SP_DAY_NONE || sp_time_day(to) <= task->due_day)
		return;
	sp_str_add(out, ", late, as it is wanted by ");
	sp_words_day(out, task->due_day);
}

static void
add_helpers(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task_why *why, bool hide)
{
	for (size_t i = 0; i < why->n_blockers; i++) {
		if (why->blockers[i] == NULL)
			continue;
		sp_str_add(out, "It would fit on ");
		sp_words_time(out, why->blocker_start[i]);
		sp_str_add(out, " if ");
		sp_words_task(out, snapshot, why->blockers[i], hide);
		if (why->blocker_to[i] != SP_TIME_NONE) {
			sp_str_add(out, " moved to ");
			sp_words_time(out, why->blocker_to[i]);
			add_wanted_before(out, why->blockers[i], why->blocker_to[i]);
		} else {
			sp_str_add(out, " were dropped");
		}
		sp_str_add(out, ".\n");
	}
	if (why->late_start != SP_TIME_NONE &&
	    (why->stands == SP_TIME_NONE || why->late_start < why->stands)) {
		bool late = why->task->due_day != SP_DAY_NONE &&
			    sp_time_day(why->late_start) > why->task->due_day;

		sp_str_add(out, late ? "Late, it could stand on " : "It could stand on ");
		sp_words_time(out, why->late_start);
		sp_str_add(out, ".\n");
	}
}

/* One change that makes room, tried before it is named. */
static void
add_remedy(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task_why *why,
	   const struct sp_plan_remedy *remedy, bool hide)
{
	switch (remedy->remedy.kind) {
	case SP_REMEDY_SPLIT:
		sp_str_add(out, "In pieces of at least ");
		sp_words_length(out, remedy->remedy.min);
		sp_str_add(out, ", one a day, it would fit");
		break;
	case SP_REMEDY_SHORTEN:
		sp_str_add(out, "Shortened to ");
		sp_words_length(out, remedy->remedy.min);
		sp_str_add(out, " it would fit");
		break;
	case SP_REMEDY_RESERVE:
		sp_str_add(out, "With ");
		sp_words_length(out, remedy->remedy.min);
		sp_str_add(out, " of the reserve it would fit");
		break;
	case SP_REMEDY_WIDEN:
		sp_str_add(out, "With ");
		sp_words_length(out, remedy->remedy.min);
		sp_str_add(out, " of it outside its times it would fit");
		break;
	case SP_REMEDY_UNPIN:
		sp_str_add(out, "If ");
		if (remedy->other != NULL)
			sp_words_task(out, snapshot, remedy->other, hide);
		sp_str_add(out, ", which stands fixed on ");
		sp_words_time(out, remedy->other_start);
		sp_str_add(out, ", made way, it would fit");
		break;
	case SP_REMEDY_RELEASE:
		sp_str_add(out, why->notice_from != SP_TIME_NONE
					? "With less notice for those who come it would fit"
					: "Begun before the day on which it may begin it would fit");
		break;
	}
	if (remedy->start != SP_TIME_NONE) {
		sp_str_add(out, " on ");
		sp_words_time(out, remedy->start);
	}
	sp_str_add(out, ".\n");
}

static void
add_remedies(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task_why *why, bool hide)
{
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, why->task->activity);

	for (size_t i = 0; i < why->n_remedies; i++)
		add_remedy(out, snapshot, why, &why->remedies[i], hide);
	if (why->why.families != 0 && why->n_blockers == 0 && why->n_remedies == 0 &&
	    why->late_start == SP_TIME_NONE)
		sp_str_add(out,
			   "No one change makes room for it, and there is no place later in the year.\n");
	if (activity != NULL && activity->delegable)
		sp_str_add(out, "Somebody else could do it.\n");
}

static void
add_reasons(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task_why *why, bool hide)
{
	add_families(out, snapshot, why, hide);
	add_helpers(out, snapshot, why, hide);
	add_remedies(out, snapshot, why, hide);
}

void
sp_words_why_late(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_block_why *why,
		  sp_time now, struct sp_arena *arena, bool hide)
{
	struct sp_task_why late;

	if (why->block->state != SP_BLOCK_DONE && why->slack_days < 0 &&
	    sp_plan_why_task(snapshot, why->task->id, now, arena, &late, NULL) == SP_OK &&
	    late.stands != SP_TIME_NONE)
		add_reasons(out, snapshot, &late, hide);
}

void
sp_words_task_why(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task_why *why,
		  bool hide)
{
	assert(why->task != NULL);
	sp_words_task(out, snapshot, why->task, hide);
	sp_str_add(out, " (");
	sp_words_length(out, why->task->length_min);
	if (why->stands == SP_TIME_NONE) {
		sp_str_add(out, ") has no place in the plan.\n");
	} else {
		sp_str_add(out, ") stands on ");
		sp_words_time(out, why->stands);
		if (why->late_days > 0) {
			sp_str_add(out, ", ");
			sp_words_count(out, why->late_days, "school day");
		}
		sp_str_add(out, " late.\n");
	}
	add_limit(out, why->task, why->rule, &why->shift);
	add_who(out, snapshot, why->task, hide);
	add_share(out, snapshot, why->task, &why->share);
	add_reasons(out, snapshot, why, hide);
}
