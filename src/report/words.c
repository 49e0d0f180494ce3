/*
 * Wording: what the planner knows as data, in sentences that a SENCO would say. Other rooms choose what to tell; how it is
 * told is here alone.
 */
#include "senplan/report/words.h"

#include "senplan/base/array.h"
#include "senplan/plan/notice.h"

#include "words-private.h"

#include <assert.h>
#include <string.h>

/* --- small phrases --- */

void
sp_words_day(struct sp_str *out, sp_day day)
{
	char buf[SP_DAY_TEXT];

	sp_str_add(out, sp_day_format(day, SP_DAY_SHORT, buf));
}

void
sp_words_time(struct sp_str *out, sp_time time)
{
	char buf[SP_CLOCK_TEXT];

	sp_str_add(out, sp_time_format(time, buf));
}

void
sp_words_length(struct sp_str *out, int32_t length_min)
{
	char buf[SP_CLOCK_TEXT];

	sp_str_add(out, sp_length_format(length_min, buf));
}

void
sp_words_count(struct sp_str *out, int n, const char *one)
{
	sp_str_addf(out, "%d %s%s", n, one, n == 1 ? "" : "s");
}

void
sp_words_task(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task, bool hide)
{
	const struct sp_activity *activity;
	const struct sp_case *subject;

	if (task == NULL) {
		sp_str_add(out, "a task that is gone");
		return;
	}
	activity = sp_snapshot_activity(snapshot, task->activity);
	subject = sp_snapshot_case(snapshot, task->subject);
	if (hide) {
		sp_str_add(out, activity == NULL ? "work" : activity->name);
		return;
	}
	if (subject != NULL && !sp_starts_with(task->title, subject->code))
		sp_str_addf(out, "%s ", subject->code);
	sp_str_add(out, task->title[0] == '\0' && activity != NULL ? activity->name : task->title);
}

const char *
sp_words_status(enum sp_case_status status)
{
	static const char *const words[] = {
		[SP_CASE_EHCP] = "EHCP",
		[SP_CASE_SEN_SUPPORT] = "SEN Support",
		[SP_CASE_REQUEST] = "request",
		[SP_CASE_WATCH] = "watch",
	};

	assert((size_t)status < SP_COUNT(words));
	return words[status];
}

const char *
sp_words_no_step(const struct sp_case *subject)
{
	bool undated = subject->status == SP_CASE_EHCP && subject->plan_issued == SP_DAY_NONE &&
		       subject->last_review == SP_DAY_NONE && subject->left_day == SP_DAY_NONE;

	return undated ? "edit the pupil: when was the last review?" : "nothing open";
}

/* --- rules --- */

static const struct {
	const char *anchor, *words;
} anchor_words[] = {
	{"last-review", "the last review"},
	{"anniversary", "the anniversary"},
	{"meeting", "the meeting"},
	{"decision", "the decision"},
	{"request", "the request"},
	{"asked", "being asked"},
	{"receipt", "receipt"},
	{"transfer", "the transfer"},
	{"school-year", "the school year"},
	{"start", "it began"},
	{"publication", "publication"},
	{"appointment", "the appointment"},
	{"decision-letter", "the decision letter"},
	{"appeal.certificate", "the mediation certificate"},
	{"na.draft", "the draft plan"},
};

static const char *
anchor_phrase(const char *anchor)
{
	for (size_t i = 0; i < SP_COUNT(anchor_words); i++)
		if (sp_streq(anchor_words[i].anchor, anchor))
			return anchor_words[i].words;
	return anchor;
}

/* 215: "15 February" */
static void
add_month_day(struct sp_str *out, int32_t value)
{
	if (value / 100 >= 1 && value / 100 <= 12)
		sp_str_addf(out, "%d %s", (int)(value % 100), sp_month_name((int)(value / 100)));
}

/* Of an amount, which counts from nothing: "48 hours a week". */
static bool
add_of_time(struct sp_str *out, const char *anchor)
{
	bool of_time = true;

	if (sp_streq(anchor, "school-year"))
		sp_str_add(out, " in a school year");
	else if (sp_streq(anchor, "week"))
		sp_str_add(out, " a week");
	else if (sp_streq(anchor, "average"))
		sp_str_add(out, " in the average");
	else
		of_time = false;
	return of_time;
}

void
sp_words_rule_phrase(struct sp_str *out, const struct sp_rule *rule)
{
	const char *side = rule->side == SP_SIDE_BEFORE ? "before" : "after";

	switch (rule->unit) {
	case SP_UNIT_DAYS:
		sp_words_count(out, (int)rule->value, "day");
		break;
	case SP_UNIT_SCHOOL_DAYS:
		sp_words_count(out, (int)rule->value, "school day");
		break;
	case SP_UNIT_WEEKS:
		sp_words_count(out, (int)rule->value, "week");
		break;
	case SP_UNIT_MONTHS:
		sp_words_count(out, (int)rule->value, "month");
		break;
	case SP_UNIT_FIXED_DATE:
		sp_str_add(out, "the fixed date ");
		add_month_day(out, rule->value);
		return;
	case SP_UNIT_COUNT:
		if (sp_streq(rule->anchor, "year-group")) {
			sp_str_addf(out, "from Year %d on", (int)rule->value);
			return;
		}
		sp_words_count(out, (int)rule->value, "time");
		sp_str_add(out, " a school year");
		return;
	case SP_UNIT_HOURS:
		sp_words_count(out, (int)rule->value, "hour");
		break;
	case SP_UNIT_CLOSED_DATES:
		sp_str_add(out, "a limit from ");
		add_month_day(out, rule->value / 10000);
		sp_str_add(out, " to ");
		add_month_day(out, rule->value % 10000);
		sp_str_add(out, " moves to the next working day");
		return;
	}
	if (!add_of_time(out, rule->anchor))
		sp_str_addf(out, " %s %s", side, anchor_phrase(rule->anchor));
}

void
sp_words_rule_text(struct sp_str *out, const struct sp_rule *rule)
{
	sp_words_rule_phrase(out, rule);
}

void
sp_words_source(struct sp_str *out, const struct sp_rule *rule)
{
	if (rule->source[0] != '\0')
		sp_str_addf(out, " (%s)", rule->source);
}

void
sp_words_rule(struct sp_str *out, const struct sp_clock *clock)
{
	const struct sp_rule *rule = clock->rule;

	if (rule == NULL) {
		sp_str_add(out, clock->problem != NULL			? clock->problem
				: clock->step->owner != SP_OWNER_SCHOOL ? "no rule says when"
				: clock->due_day == SP_DAY_NONE		? "no rule; its day is not known yet"
									: "no rule; needed by the next step");
		return;
	}
	if (rule->unit == SP_UNIT_FIXED_DATE && clock->anchor_day != SP_DAY_NONE &&
	    clock->due_day != SP_DAY_NONE && clock->due_day < clock->anchor_day)
		sp_str_add(out, "in time for ");
	sp_words_rule_phrase(out, rule);
	if (rule->unit != SP_UNIT_FIXED_DATE && rule->unit != SP_UNIT_COUNT && rule->unit != SP_UNIT_HOURS &&
	    rule->unit != SP_UNIT_CLOSED_DATES && clock->anchor_day != SP_DAY_NONE) {
		sp_str_add(out, " on ");
		sp_words_day(out, clock->anchor_day);
	}
	sp_words_source(out, rule);
}

/* --- changes --- */

/* "you lost Tue 24 Nov 09:00-10:30": the loss that hit the old block, else that its time is not free. */
static void
add_lost(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_change *change)
{
	const struct sp_block *block = sp_snapshot_block(snapshot, change->block);
	sp_time end = change->from_start + (block != NULL ? block->length_min : change->length_min);
	char to[SP_CLOCK_TEXT];

	for (size_t i = 0; i < snapshot->log_entries.n; i++) {
		const struct sp_log_entry *entry = &snapshot->log_entries.items[i];

		if (entry->kind != SP_LOG_LOST || entry->start >= end ||
		    entry->start + entry->length_min <= change->from_start)
			continue;
		sp_str_add(out, "you lost ");
		sp_words_time(out, entry->start);
		sp_str_addf(out, "-%s",
			    sp_minute_format(sp_time_minute(entry->start + entry->length_min), to));
		return;
	}
	sp_words_time(out, change->from_start);
	sp_str_add(out, " is no longer free");
}

static void
add_due(struct sp_str *out, const struct sp_task *task, const char *before)
{
	if (task == NULL || task->due_day == SP_DAY_NONE)
		return;
	sp_str_add(out, before);
	sp_words_day(out, task->due_day);
}

static void
add_gave_way(struct sp_str *out, const struct sp_snapshot *snapshot, sp_task_id other, bool hide)
{
	const struct sp_task *task = sp_snapshot_task(snapshot, other);

	sp_str_add(out, "gave way to ");
	sp_words_task(out, snapshot, task, hide);
	if (task != NULL && task->due_day != SP_DAY_NONE) {
		add_due(out, task, " (due ");
		sp_str_add(out, ")");
	}
}

static void
add_gone(struct sp_str *out, const struct sp_task *task)
{
	if (task == NULL) {
		sp_str_add(out, "its task is gone");
		return;
	}
	switch (task->state) {
	case SP_TASK_DONE:
		sp_str_add(out, "it is done");
		return;
	case SP_TASK_DROPPED:
		sp_str_add(out, "you dropped it");
		return;
	case SP_TASK_RETIRED:
		sp_str_add(out, "it is no longer asked for");
		return;
	case SP_TASK_OPEN:
		sp_str_add(out, "its time is used up");
		return;
	}
	assert(!"a state that is not handled");
}

static void
add_asked(struct sp_str *out, const struct sp_task *task, const struct sp_change *change)
{
	if (change->kind == SP_CHANGE_MOVED)
		sp_str_add(out, "the meeting is booked for this time");
	else if (task != NULL && task->key[0] != '\0' && task->due_day != SP_DAY_NONE)
		add_due(out, task, "due ");
	else {
		sp_str_add(out, "asked for");
		add_due(out, task, ", due ");
	}
}

static void
add_cause(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_change *change, bool hide)
{
	const struct sp_task *task = sp_snapshot_task(snapshot, change->task);

	switch (change->cause) {
	case SP_CAUSE_CHANGE_NONE:
		return;
	case SP_CAUSE_CHANGE_LOST:
		add_lost(out, snapshot, change);
		return;
	case SP_CAUSE_CHANGE_GAVE_WAY:
		add_gave_way(out, snapshot, change->other, hide);
		return;
	case SP_CAUSE_CHANGE_DUE:
		add_due(out, task, "to be done by ");
		return;
	case SP_CAUSE_CHANGE_ASKED:
		add_asked(out, task, change);
		return;
	case SP_CAUSE_CHANGE_RULES:
		sp_str_add(out, "its length, dates or times have changed");
		return;
	case SP_CAUSE_CHANGE_TASK_GONE:
		add_gone(out, task);
		return;
	case SP_CAUSE_CHANGE_PIECE:
		if (change->from_start == change->to_start) {
			sp_str_add(out, "now ");
			sp_words_length(out, change->length_min);
			sp_str_add(out, ": ");
		}
		sp_str_add(out, "another piece of it had to move");
		return;
	case SP_CAUSE_CHANGE_BETTER:
		sp_str_add(out, change->late || change->kind == SP_CHANGE_DROPPED
					? "its hours are needed for other work"
					: "it lies better there");
		return;
	}
	assert(!"a cause that is not handled");
}

void
sp_words_change(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_change *change,
		bool hide)
{
	const struct sp_task *task = sp_snapshot_task(snapshot, change->task);
	char length[SP_CLOCK_TEXT];

	if (change->kind == SP_CHANGE_NO_ROOM) {
		if (change->placed_min > 0)
			sp_str_addf(out, "in part: %s still to place; ",
				    sp_length_format(change->length_min, length));
		if (task != NULL)
			sp_words_no_room(out, snapshot, task, &change->why_not, hide);
		return;
	}
	add_cause(out, snapshot, change, hide);
	if (change->kind == SP_CHANGE_DROPPED && change->cause != SP_CAUSE_CHANGE_TASK_GONE)
		sp_str_add(out, "; no other place was found");
	if (change->late)
		sp_str_add(out, change->cause == SP_CAUSE_CHANGE_ASKED ? ": late" : "; late");
}

/* --- no room --- */

static bool
has(const struct sp_why_not *why, enum sp_family family)
{
	return (why->families >> family & 1) != 0;
}

/* What a person can do about it: "shorten, split, delegate, or free 0h45". */
static void
add_options(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task,
	    int32_t missing)
{
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, task->activity);

	sp_str_add(out, ": shorten");
	if (task->chunk_max == 0 && task->length_min >= 60)
		sp_str_add(out, ", split");
	if (activity != NULL && activity->delegable)
		sp_str_add(out, ", delegate");
	if (missing > 0) {
		sp_str_add(out, ", or free ");
		sp_words_length(out, missing);
	}
}

static void
add_room(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task,
	 const struct sp_why_not *why)
{
	int32_t least = task->chunk_min > 0 && task->chunk_max > 0 ? task->chunk_min : task->length_min;
	int32_t around = task->before_min + task->buffer_min;

	if (why->free_on_time_min <= 0) {
		sp_str_add(out, "no time is left for it");
		add_options(out, snapshot, task, task->length_min);
	} else if (why->longest_free_min < least) {
		sp_str_add(out, "the longest free stretch is ");
		sp_words_length(out, why->longest_free_min);
		add_options(out, snapshot, task, least - why->longest_free_min);
	} else if (why->longest_free_min < least + around) {
		sp_str_add(out, "the longest free stretch is ");
		sp_words_length(out, why->longest_free_min);
		sp_str_add(out, ", with the time around it ");
		sp_words_length(out, least + around);
		sp_str_add(out, " are needed");
		add_options(out, snapshot, task, least + around - why->longest_free_min);
	} else {
		int32_t missing = task->length_min - why->free_on_time_min;

		sp_words_length(out, why->free_on_time_min);
		sp_str_add(out, " free");
		add_options(out, snapshot, task, missing > 0 ? missing : 0);
	}
}

/* What is free is the reserve; and that may be in pieces that are too short. */
static void
add_reserve(struct sp_str *out, const struct sp_task *task, const struct sp_why_not *why)
{
	sp_str_add(out, "only the reserve is free");
	if (task->chunk_max == 0 && why->longest_free_min < task->length_min) {
		sp_str_add(out, ", at most ");
		sp_words_length(out, why->longest_free_min);
		sp_str_add(out, " together");
	}
}

/* "; K07 parent: only Wed before 09:00". Paid hours, which are most of the day, only where the times are what is missing. */
static void
add_who_limits(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task,
	       const struct sp_why_not *why, bool hide)
{
	struct sp_task without = *task;
	struct sp_str who;

	if (!has(why, SP_FAMILY_MASK) && !why->impossible)
		without.staff.v = 0;
	sp_str_init(&who);
	sp_words_who(&who, snapshot, &without, hide);
	if (who.len > 0)
		sp_str_addf(out, "; %s", who.text);
	sp_str_finish(&who);
}

/* Not between the day on which it may begin and its date. */
void
sp_words_notice(struct sp_str *out, const struct sp_snapshot *snapshot)
{
	long days = sp_setting_int(snapshot, "notice_days");

	sp_str_addf(out, "parents and agencies get %ld school day%s notice", days, days == 1 ? "'s" : "s'");
}

static void
add_too_short(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task)
{
	if (sp_notice_asks(snapshot, task) && sp_setting_int(snapshot, "notice_days") > 0) {
		sp_str_add(out, "it is too near, as ");
		sp_words_notice(out, snapshot);
		return;
	}
	if (task->release == SP_TIME_NONE || task->due_day == SP_DAY_NONE ||
	    sp_time_day(task->release) > task->due_day) {
		sp_str_add(out, "its time is over before it can begin");
		return;
	}
	sp_str_add(out, "you have no working time for it from ");
	sp_words_day(out, sp_time_day(task->release));
	sp_str_add(out, " until then");
}

void
sp_words_no_room(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task,
		 const struct sp_why_not *why, bool hide)
{
	sp_str_add(out, "needs ");
	sp_words_length(out, task->length_min);
	add_due(out, task, " by ");
	sp_str_add(out, "; ");
	if (why->families == 0)
		sp_str_add(out, "there is no room for it");
	else if (has(why, SP_FAMILY_LAG))
		sp_str_add(out, "waits for the step before it");
	else if (why->impossible && has(why, SP_FAMILY_RELEASE))
		add_too_short(out, snapshot, task);
	else if (why->impossible && has(why, SP_FAMILY_MASK))
		sp_str_add(out, "you are not free at the times that are allowed for it");
	else if (why->impossible)
		sp_str_add(out, "you have no working time for it by then");
	else if (has(why, SP_FAMILY_DAY_MAX))
		sp_str_add(out, "as many of its kind as a day may hold are there already");
	else if (has(why, SP_FAMILY_BUDGET) && why->free_on_time_min > 0)
		add_reserve(out, task, why);
	else
		add_room(out, snapshot, task, why);
	add_who_limits(out, snapshot, task, why, hide);
}

/* --- places --- */

void
sp_words_place(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_place *place,
	       bool hide)
{
	if (place->evicts == NULL) {
		sp_str_add(out, "nothing else moves");
	} else if (place->evicted_to == SP_TIME_NONE) {
		sp_words_task(out, snapshot, place->evicts, hide);
		sp_str_add(out, " would find no place");
	} else {
		sp_str_add(out, "moves ");
		sp_words_task(out, snapshot, place->evicts, hide);
		sp_str_add(out, " to ");
		sp_words_time(out, place->evicted_to);
	}
	if (place->late_days > 0) {
		sp_str_add(out, "; ");
		sp_words_count(out, place->late_days, "day");
		sp_str_add(out, " late");
	}
	sp_words_cost(out, &place->cost);
}

/* --- what breaks a rule --- */

static const char *const hard_words[] = {
	[SP_HARD_GRID] = " does not begin or end on the grid",
	[SP_HARD_FREE] = " stands outside of your free time",
	[SP_HARD_MASK] = " stands outside of the times that are allowed for it",
	[SP_HARD_OVERLAP] = " stands at the same time as ",
	[SP_HARD_RELEASE] = " stands before it may begin",
	[SP_HARD_LAST] = " stands later than it is worth doing",
	[SP_HARD_CHUNK] = " has not the length that it needs, or is split where it may not be",
	[SP_HARD_DAY_BLOCKS] = "More blocks of one kind than a day may hold",
	[SP_HARD_DAY_MIN] = "More hours of one kind than a day may hold",
	[SP_HARD_PREC] = " stands too early after ",
	[SP_HARD_PIN] = " is not where it was fixed",
	[SP_HARD_BUDGET] = "The reserve of the week is used",
	[SP_HARD_UNKNOWN] = "A block has no task",
};

void
sp_words_violation(struct sp_str *out, const struct sp_snapshot *snapshot,
		   const struct sp_plan_violation *violation, bool hide)
{
	bool names_other = violation->rule == SP_HARD_OVERLAP || violation->rule == SP_HARD_PREC;

	assert((size_t)violation->rule < SP_COUNT(hard_words));
	if (violation->task != NULL)
		sp_words_task(out, snapshot, violation->task, hide);
	sp_str_add(out, hard_words[violation->rule]);
	if (names_other && violation->other != NULL)
		sp_words_task(out, snapshot, violation->other, hide);
	else if (names_other)
		sp_str_add(out, "another task");
	if (violation->day != SP_DAY_NONE) {
		sp_str_add(out, " on ");
		sp_words_day(out, violation->day);
	}
	sp_str_add(out, ".");
}

void
sp_words_clash(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_clash *clash,
	       bool hide)
{
	const struct sp_fixed *fixed = &clash->fixed;
	const struct sp_case *subject =
		clash->task == NULL ? NULL : sp_snapshot_case(snapshot, clash->task->subject);
	char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

	sp_words_task(out, snapshot, clash->task, hide);
	sp_str_add(out, " is agreed for ");
	sp_words_time(out, clash->block->start);
	if (clash->day_kind != SP_DAY_SCHOOL) {
		sp_str_addf(out, ", when the school is closed (%s)", sp_day_kind_name(clash->day_kind));
	} else {
		sp_str_addf(out, ", over your %s", sp_fixed_kind_name(fixed->kind));
		if (fixed->title[0] != '\0')
			sp_str_addf(out, " \"%s\"", fixed->title);
		sp_str_addf(out, " %s-%s", sp_minute_format(fixed->from_min, from),
			    sp_minute_format(fixed->to_min, to));
	}
	sp_str_addf(out, ": %s, or agree another time (",
		    clash->day_kind == SP_DAY_SCHOOL && fixed->kind == SP_FIXED_TEACH
			    ? "arrange cover for it"
			    : "see that it can stand");
	if (clash->task != NULL && clash->task->fixed_start != SP_TIME_NONE)
		sp_str_addf(out, "senplan case event %s booked DATE --time TIME).",
			    subject == NULL || hide ? "CODE" : subject->code);
	else
		sp_str_addf(out, "senplan move %lld).", (long long)clash->block->id.v);
}
