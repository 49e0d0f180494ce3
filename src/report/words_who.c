/*
 * Who comes and when they can, in the words in which it may also be typed.
 */
#include "senplan/model/availability.h"
#include "senplan/model/year.h"

#include "words-private.h"

#include <assert.h>
#include <string.h>

static void
add_clock(struct sp_str *out, sp_minute from_min, sp_minute to_min)
{
	char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

	if (from_min != SP_MINUTE_NONE && to_min != SP_MINUTE_NONE)
		sp_str_addf(out, "%s-%s", sp_minute_format(from_min, from), sp_minute_format(to_min, to));
	else if (to_min != SP_MINUTE_NONE)
		sp_str_addf(out, "before %s", sp_minute_format(to_min, to));
	else if (from_min != SP_MINUTE_NONE)
		sp_str_addf(out, "after %s", sp_minute_format(from_min, from));
}

static void
add_gap(struct sp_str *out, size_t begin)
{
	if (out->len > begin)
		sp_str_add(out, " ");
}

/* " until 17:00" */
static void
add_limit(struct sp_str *out, const char *word, sp_minute minute)
{
	char clock[SP_CLOCK_TEXT];

	if (minute != SP_MINUTE_NONE)
		sp_str_addf(out, " %s %s", word, sp_minute_format(minute, clock));
}

static void
add_basis(struct sp_str *out, const struct sp_window_span *span)
{
	switch (span->basis) {
	case SP_BASIS_ANY:
		return;
	case SP_BASIS_CLOCK:
		add_clock(out, span->from_min, span->to_min);
		return;
	case SP_BASIS_LESSON:
		sp_str_add(out, "in lessons");
		return;
	case SP_BASIS_BEFORE:
		sp_str_add(out, "before school");
		add_limit(out, "from", span->from_min);
		return;
	case SP_BASIS_AFTER:
		sp_str_add(out, "after school");
		add_limit(out, "until", span->to_min);
		return;
	case SP_BASIS_BREAK:
		sp_str_add(out, "at break");
		return;
	case SP_BASIS_LUNCH:
		sp_str_add(out, "at lunch");
		return;
	case SP_BASIS_PAID:
		sp_str_add(out, "in support staff's paid hours");
		return;
	}
	assert(!"a basis that is not handled");
}

void
sp_words_span(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_window_span *span)
{
	size_t begin = out->len;

	if (span->cycle_week >= 0)
		sp_str_addf(out, "week %s", sp_cycle_letter(snapshot, span->cycle_week));
	if (span->weekday >= 0) {
		add_gap(out, begin);
		sp_str_add(out, sp_weekday_name((enum sp_weekday)span->weekday));
	}
	if (span->day != SP_DAY_NONE) {
		char day[SP_DAY_TEXT];

		add_gap(out, begin);
		sp_str_add(out, sp_day_format(span->day, SP_DAY_LONG, day));
	}
	if (span->basis != SP_BASIS_ANY)
		add_gap(out, begin);
	add_basis(out, span);
	if (out->len == begin)
		sp_str_add(out, "any time");
}

const char *
sp_words_preferred(const struct sp_snapshot *snapshot, const struct sp_activity *activity)
{
	const struct sp_window *window = sp_snapshot_window(snapshot, activity->prefer_window);
	size_t len = strlen(activity->key);
	bool is_own;

	if (window == NULL)
		return "";
	is_own = strncmp(window->key, activity->key, len) == 0 && sp_streq(window->key + len, ".times");
	return is_own ? window->name : window->key;
}

void
sp_words_times(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_attendee *who)
{
	bool first = true;

	for (size_t i = 0; i < snapshot->attendees.n; i++) {
		const struct sp_attendee *a = &snapshot->attendees.items[i];
		struct sp_window_span span = sp_attendee_span(a);

		if (!sp_attendee_is_same(a, who))
			continue;
		if (!first)
			sp_str_add(out, " or ");
		sp_words_span(out, snapshot, &span);
		first = false;
	}
}

static void
add_owner(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_attendee *who)
{
	const struct sp_case *subject = sp_snapshot_case(snapshot, who->subject);
	const struct sp_duty *duty = sp_snapshot_duty(snapshot, who->duty);
	const struct sp_task *task = sp_snapshot_task(snapshot, who->task);

	if (subject != NULL)
		sp_str_addf(out, "%s ", subject->code);
	else if (duty != NULL)
		sp_str_addf(out, "%s, ", duty->name);
	else if (task != NULL) {
		sp_words_task(out, snapshot, task, false);
		sp_str_add(out, ", ");
	}
}

void
sp_words_attendee(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_attendee *who,
		  bool hide)
{
	if (!hide)
		add_owner(out, snapshot, who);
	sp_str_addf(out, "%s: ", hide ? "one who comes" : who->role);
	if (sp_attendee_is_limited(snapshot, who))
		sp_str_add(out, "only ");
	sp_words_times(out, snapshot, who);
}

void
sp_words_who(struct sp_str *out, const struct sp_snapshot *snapshot, const struct sp_task *task, bool hide)
{
	const struct sp_staff_member *staff = sp_snapshot_staff_member(snapshot, task->staff);
	size_t begin = out->len;

	if (staff != NULL && staff->from_min != SP_MINUTE_NONE && staff->to_min != SP_MINUTE_NONE) {
		sp_str_addf(out, "%s: paid ", hide ? "the member of staff" : staff->code);
		add_clock(out, staff->from_min, staff->to_min);
	}
	for (size_t i = 0; i < snapshot->attendees.n; i++) {
		const struct sp_attendee *who = &snapshot->attendees.items[i];

		if (!sp_attendee_comes(snapshot, who, task) || !sp_attendee_is_first(snapshot, i) ||
		    !sp_attendee_is_limited(snapshot, who))
			continue;
		if (out->len > begin)
			sp_str_add(out, "; ");
		sp_words_attendee(out, snapshot, who, hide);
	}
}
