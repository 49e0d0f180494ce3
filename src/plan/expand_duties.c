/*
 * Duties become tasks: one for each time in each period of the cadence, and for each pupil or member of staff where the duty
 * says so. The times in one period begin spaced over it (two walks a half-term: the second not before its middle) and
 * are all due at its end; so the plan may move them without calling them late.
 */
#include "senplan/base/str.h"
#include "senplan/model/year.h"
#include "senplan/plan/shift.h"

#include "expansion.h"
#include "rules.h"

#include <assert.h>

enum { MAX_TIMES = 100 };

struct period { /* of one duty */
	const struct sp_duty *duty;
	const struct sp_activity *activity;
	const char *name; /* of the period, for keys: "2026-11-23", "2026-h2" */
	sp_day from_day, to_day;
};

struct target { /* for whom */
	sp_case_id subject;
	sp_staff_member_id staff;
	const char *code; /* "" for nobody in particular */
	bool in_title;
};

/* The n-th working day (from 0) of the period, or its first day when there are fewer. */
static sp_day
nth_working_day(const struct sp_wanted *w, const struct period *p, int n)
{
	for (sp_day day = p->from_day; day <= p->to_day; day++)
		if (sp_year_is_working_day(w->snapshot, day) && n-- == 0)
			return day;
	return p->from_day;
}

static int
count_working_days(const struct sp_wanted *w, const struct period *p, sp_day *ret_last)
{
	int n = 0;

	for (sp_day day = p->from_day; day <= p->to_day; day++) {
		if (!sp_year_is_working_day(w->snapshot, day))
			continue;
		*ret_last = day;
		n++;
	}
	return n;
}

static void
want_time(struct sp_wanted *w, const struct period *p, const struct target *t, int i, struct sp_task *row)
{
	char *key = sp_arena_printf(w->scratch, "duty:%s:%s%s%s:%d", p->duty->key, p->name,
				    t->code[0] == '\0' ? "" : ":", t->code, i + 1);
	char *title = t->in_title ? sp_arena_printf(w->scratch, "%s %s", p->duty->name, t->code)
				  : sp_arena_strdup(w->scratch, p->duty->name);

	if (key == NULL || title == NULL) {
		w->edits->failed = true;
		return;
	}
	row->id.v = 0;
	row->key = key;
	row->title = title;
	row->subject = t->subject;
	row->staff = t->staff;
	sp_plan_want(w, row);
}

static struct sp_task
begin_task(const struct sp_wanted *w, const struct period *p)
{
	struct sp_task row = sp_task_blank();

	row.activity = p->duty->activity;
	row.duty = p->duty->id;
	row.weight = p->duty->weight < 1 ? 1 : p->duty->weight > 10 ? 10 : p->duty->weight;
	row.weekday = p->duty->weekday;
	row.hard = false;
	row.state = SP_TASK_OPEN;
	sp_plan_size_task(w, &row, p->activity, p->duty->length_min);
	return row;
}

/* --- tied to the school's events --- */

/* The first event of the name in the period that comes after the day; "governors" names "Governors' meeting" too. */
static const struct sp_year_span *
first_event(const struct sp_wanted *w, const struct period *p, const char *name, sp_day after)
{
	const struct sp_year_span *first = NULL;

	for (size_t i = 0; i < w->snapshot->year_spans.n; i++) {
		const struct sp_year_span *span = &w->snapshot->year_spans.items[i];

		if (span->kind == SP_YEAR_EVENT && sp_istarts_with(span->name, name) &&
		    span->from_day > after && span->from_day >= p->from_day && span->from_day <= p->to_day &&
		    (first == NULL || span->from_day < first->from_day))
			first = span;
	}
	return first;
}

/*
 * The period as its events leave it: the SEN governor is met before the governing body meets, the data looked at after
 * they are there. False: all the events it comes before are over, and with them what was to be ready for them. A period
 * whose events nobody dated keeps its length: the duty must not be lost with the date.
 */
static bool
tie(const struct sp_wanted *w, struct period *p)
{
	const struct sp_year_span *event;

	if (p->duty->before[0] != '\0' && first_event(w, p, p->duty->before, p->from_day - 1) != NULL) {
		event = first_event(w, p, p->duty->before, w->today);
		if (event == NULL)
			return false;
		p->to_day = event->from_day > p->from_day ? event->from_day - 1 : event->from_day;
	}
	event = p->duty->after[0] == '\0' ? NULL : first_event(w, p, p->duty->after, p->from_day - 1);
	if (event != NULL)
		p->from_day = event->to_day < p->to_day ? event->to_day + 1 : p->to_day;
	return true;
}

static void
want_for(struct sp_wanted *w, const struct period *p, const struct target *t)
{
	int times = p->duty->times < 1 ? 1 : p->duty->times > MAX_TIMES ? MAX_TIMES : p->duty->times;
	struct sp_task row = begin_task(w, p);
	sp_day last = p->to_day;
	int n_days = count_working_days(w, p, &last);

	row.due_day = last;
	row.work_by_day = sp_plan_work_by(w->snapshot, last);
	for (int i = 0; i < times; i++) {
		row.release = sp_time_of(nth_working_day(w, p, n_days * i / times), 0);
		want_time(w, p, t, i, &row);
	}
}

static bool
is_for_case(const struct sp_duty *duty, const struct sp_case *subject, sp_day today)
{
	if (subject->left_day != SP_DAY_NONE && subject->left_day <= today)
		return false;
	return duty->per == SP_PER_CASE || (duty->per == SP_PER_EHCP && subject->status == SP_CASE_EHCP) ||
	       (duty->per == SP_PER_SEN_SUPPORT && subject->status == SP_CASE_SEN_SUPPORT);
}

/* One period of a duty: skipped when it is over, has no working day, or the duty does not hold in it. */
static void
want_period(struct sp_wanted *w, const struct period *whole)
{
	const struct sp_snapshot *s = w->snapshot;
	struct target nobody = {.code = ""};
	struct period tied = *whole, *p = &tied;
	sp_day last = SP_DAY_NONE;

	if (!tie(w, p))
		return;
	if (count_working_days(w, p, &last) == 0)
		tied = *whole; /* the tie leaves no school day: rather somewhere than nowhere */

	if (p->to_day < w->today || count_working_days(w, p, &last) == 0 || last < w->today ||
	    (p->duty->from_day != SP_DAY_NONE && p->to_day < p->duty->from_day) ||
	    (p->duty->to_day != SP_DAY_NONE && p->from_day > p->duty->to_day))
		return;
	if (p->duty->per == SP_PER_NONE) {
		want_for(w, p, &nobody);
		return;
	}
	for (size_t i = 0; i < s->staff_members.n && p->duty->per == SP_PER_STAFF; i++) {
		struct target t = {.code = s->staff_members.items[i].code,
				   .staff = s->staff_members.items[i].id,
				   .in_title = true};

		if (s->staff_members.items[i].active)
			want_for(w, p, &t);
	}
	for (size_t i = 0; i < s->cases.n && p->duty->per != SP_PER_STAFF; i++) {
		struct target t = {.subject = s->cases.items[i].id, .code = s->cases.items[i].code};

		if (is_for_case(p->duty, &s->cases.items[i], w->today))
			want_for(w, p, &t);
	}
}

static const char *
period_name(struct sp_wanted *w, char kind, size_t i)
{
	int year = sp_day_date(w->year_from).year;
	const char *name = sp_arena_printf(w->scratch, "%d-%c%zu", year, kind, i + 1);

	w->edits->failed |= name == NULL;
	return name == NULL ? "" : name;
}

static void
want_days(struct sp_wanted *w, struct period p, int step_days)
{
	sp_day first = step_days == 1 ? w->today : sp_day_monday(w->today);

	for (sp_day day = first; day <= w->last_day; day += step_days) {
		char text[SP_DAY_TEXT];
		struct sp_day_info info =
			sp_year_day(w->snapshot, sp_plan_work_by(w->snapshot, day + step_days - 1));
		int week = info.week_of_year;

		if (p.duty->cadence == SP_CADENCE_FORTNIGHTLY && p.duty->cycle_week >= 0 &&
		    info.cycle_week != p.duty->cycle_week)
			continue;
		if (p.duty->cadence == SP_CADENCE_FORTNIGHTLY && p.duty->cycle_week < 0 && week % 2 == 0)
			continue;
		p.from_day = day;
		p.to_day = day + step_days - 1;
		p.name = sp_arena_strdup(w->scratch, sp_day_format(day, SP_DAY_ISO, text));
		if (p.name == NULL) {
			w->edits->failed = true;
			return;
		}
		want_period(w, &p);
	}
}

/* Without terms in the file: as many equal parts of the year from September to July. */
static void
want_parts(struct sp_wanted *w, struct period p, char kind, size_t n)
{
	sp_day from = w->year_from, to = sp_day_add_months(w->year_to, -1);

	for (size_t i = 0; i < n; i++) {
		p.from_day = from + (sp_day)((size_t)(to + 1 - from) * i / n);
		p.to_day = from + (sp_day)((size_t)(to + 1 - from) * (i + 1) / n) - 1;
		p.name = period_name(w, kind, i);
		want_period(w, &p);
	}
}

static void
want_half_terms(struct sp_wanted *w, struct period p)
{
	const struct sp_calendar *calendar = w->snapshot->calendar;
	enum { HALF_TERMS = 6 };
	size_t n = 0;

	for (size_t i = 0; i < calendar->n_half_terms; i++) {
		const struct sp_half_term *half = &calendar->half_terms[i];

		if (half->from_day < w->year_from || half->from_day > w->year_to)
			continue;
		p.from_day = half->from_day;
		p.to_day = half->to_day;
		p.name = period_name(w, 'h', n++);
		want_period(w, &p);
	}
	if (n == 0)
		want_parts(w, p, 'h', HALF_TERMS);
}

static void
want_terms(struct sp_wanted *w, struct period p)
{
	const struct sp_calendar *calendar = w->snapshot->calendar;
	const struct sp_year_span *last = NULL;
	enum { TERMS = 3 };
	size_t n = 0;

	for (size_t i = 0; i < calendar->n_half_terms; i++) {
		const struct sp_year_span *term = calendar->half_terms[i].term;

		if (term == last || term->from_day < w->year_from || term->from_day > w->year_to)
			continue;
		last = term;
		p.from_day = term->from_day;
		p.to_day = term->to_day;
		p.name = period_name(w, 't', n++);
		want_period(w, &p);
	}
	if (n == 0)
		want_parts(w, p, 't', TERMS);
}

static void
want_yearly(struct sp_wanted *w, struct period p)
{
	int year = sp_day_date(w->year_from).year;
	int month = sp_plan_duty_month(w->snapshot, p.duty->month);
	sp_day last;

	p.from_day = w->year_from;
	p.to_day = w->last_day;
	if (month >= 1 && month <= 12) {
		year += month < 9;
		p.from_day = sp_day_of(year, month, 1);
		p.to_day = sp_day_of(year, month, sp_month_days(year, month));
	}
	p.name = period_name(w, 'y', 0);
	if (count_working_days(w, &p, &last) == 0) {
		char *text = sp_arena_printf(w->scratch, "The duty %s falls in a month without school days.",
					     p.duty->name);

		sp_plan_note_problem(w, text == NULL ? "A duty falls in a month without school days." : text);
	}
	want_period(w, &p);
}

/* A single task stays wanted when its day has passed: it is late, not gone. */
static void
want_once(struct sp_wanted *w, struct period p)
{
	struct target nobody = {.code = ""};
	struct sp_task row = begin_task(w, &p);

	row.due_day = p.duty->day == SP_DAY_NONE ? w->last_day : p.duty->day;
	row.work_by_day = sp_plan_work_by(w->snapshot, row.due_day);
	if (p.duty->from_day != SP_DAY_NONE)
		row.release = sp_time_of(p.duty->from_day, 0);
	p.name = "once";
	want_time(w, &p, &nobody, 0, &row);
}

static void
want_duty(struct sp_wanted *w, const struct sp_duty *duty)
{
	struct period p = {.duty = duty, .activity = sp_snapshot_activity(w->snapshot, duty->activity)};

	if (!duty->active || p.activity == NULL)
		return;
	switch (duty->cadence) {
	case SP_CADENCE_ONCE:
		want_once(w, p);
		return;
	case SP_CADENCE_DAILY:
		want_days(w, p, 1);
		return;
	case SP_CADENCE_WEEKLY:
	case SP_CADENCE_FORTNIGHTLY:
		want_days(w, p, 7);
		return;
	case SP_CADENCE_HALF_TERMLY:
		want_half_terms(w, p);
		return;
	case SP_CADENCE_TERMLY:
		want_terms(w, p);
		return;
	case SP_CADENCE_YEARLY:
		want_yearly(w, p);
		return;
	}
	assert(!"a cadence that is not handled");
}

void
sp_plan_want_duties(struct sp_wanted *w)
{
	for (size_t i = 0; i < w->snapshot->duties.n; i++)
		want_duty(w, &w->snapshot->duties.items[i]);
}
