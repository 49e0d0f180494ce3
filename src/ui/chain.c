/*
 * The chain of one pupil: its steps in the order in which they happened or will, each with who owns it, what the law says and by when the
 * work is to be done; then what was recorded, newest first. Under them the step under the cursor in whole sentences, and
 * the evidence: who was asked, and when.
 */
#include "senplan/model/year.h"

#include "table.h"

#include <stdlib.h>
#include <string.h>

static const char *const reason_words[] = {
	[SP_REASON_NONE] = "no reason recorded",
	[SP_REASON_NO_SLOT] = "no time was left for it",
	[SP_REASON_PULLED_AWAY] = "you were pulled away",
	[SP_REASON_OUTSIDE_PARTY] = "somebody outside was waited for",
	[SP_REASON_SENCO_ABSENT] = "you were absent",
};

/* Whence a reason is known that nobody has said. */
static const char *const reason_sources[] = {
	[SP_REASON_NONE] = "; r records one",
	[SP_REASON_NO_SLOT] = " (the plan had no place for it)",
	[SP_REASON_PULLED_AWAY] = " (as the log says)",
	[SP_REASON_OUTSIDE_PARTY] = "",
	[SP_REASON_SENCO_ABSENT] = " (as the log says)",
};

const struct sp_ui_case *
chain_case(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	if (ui->world == NULL || ui->world->cases == NULL)
		return NULL;
	if (dialog->row == 0)
		return ui->world->school;
	for (size_t i = 0; i < ui->world->n_cases; i++)
		if (ui->world->cases[i].subject->id.v == dialog->row)
			return &ui->world->cases[i];
	return NULL;
}

enum { EVENTS_MAX = 200 }; /* of one pupil */

/* Has `a` happened after `b`? Of one day, the one that was recorded later. */
static int
compare_events(const void *left, const void *right)
{
	const struct sp_case_event *a = *(const struct sp_case_event *const *)left;
	const struct sp_case_event *b = *(const struct sp_case_event *const *)right;

	if (a->day != b->day)
		return a->day > b->day ? -1 : 1;
	return a->id.v > b->id.v ? -1 : a->id.v < b->id.v;
}

/* The newest first; more than so many were never recorded of one pupil, and the oldest would be left out. */
static int
events_of(const struct sp_ui *ui, int64_t subject, const struct sp_case_event *events[EVENTS_MAX])
{
	const struct sp_snapshot *s = ui->world->snapshot;
	int n = 0;

	for (size_t i = s->case_events.n; i > 0 && n < EVENTS_MAX; i--)
		if (s->case_events.items[i - 1].subject.v == subject)
			events[n++] = &s->case_events.items[i - 1];
	qsort(events, (size_t)n, sizeof(events[0]), compare_events);
	return n;
}

int
chain_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_ui_case *shown = chain_case(ui, dialog);
	const struct sp_case_event *events[EVENTS_MAX];

	return shown == NULL ? 0 : (int)shown->n_clocks + events_of(ui, dialog->row, events);
}

/*
 * A step stands on the day it was done, a booked meeting on the day it is booked for, any other on its legal date: a meeting
 * held a month before its date stands before the report that counts from it. What is met without a day of its own (the
 * date is agreed, for the meeting is booked) stands no later than the steps after it.
 */
struct course {
	const struct sp_clock *clock;
	sp_day day;
};

static bool
is_later_of_round(const struct sp_clock *clock, const struct sp_clock *other)
{
	return other->step->position > clock->step->position && sp_streq(clock->chain, other->chain) &&
	       sp_streq(clock->cycle, other->cycle);
}

static sp_day
day_of(const struct sp_clock *clock)
{
	if (clock->done_day != SP_DAY_NONE)
		return clock->done_day;
	return clock->booked_start != SP_TIME_NONE ? sp_time_day(clock->booked_start) : clock->due_day;
}

static sp_day
course_day(const struct sp_ui_case *shown, const struct sp_clock *clock)
{
	sp_day day = day_of(clock);

	if (clock->state != SP_CLOCK_MET || clock->done_day != SP_DAY_NONE)
		return day;
	for (size_t i = 0; i < shown->n_clocks; i++) {
		const struct sp_clock *other = &shown->clocks[i];

		if (is_later_of_round(clock, other) && other->done_day != SP_DAY_NONE &&
		    (day == SP_DAY_NONE || other->done_day < day))
			day = other->done_day;
	}
	return day;
}

static int
compare_course(const void *left, const void *right)
{
	const struct course *a = left, *b = right;
	int order;

	if (a->day != b->day)
		return a->day == SP_DAY_NONE ? 1 : b->day == SP_DAY_NONE ? -1 : a->day < b->day ? -1 : 1;
	order = strcmp(a->clock->cycle, b->clock->cycle);
	if (order == 0)
		order = a->clock->step->position - b->clock->step->position;
	return order != 0 ? order : a->clock < b->clock ? -1 : a->clock > b->clock;
}

/* More steps than so many are shown in the order of their dates. */
enum { COURSE_MAX = 128 };

static bool
course_of(const struct sp_ui_case *shown, struct course course[COURSE_MAX])
{
	if (shown->n_clocks > COURSE_MAX)
		return false;
	for (size_t i = 0; i < shown->n_clocks; i++)
		course[i] = (struct course){&shown->clocks[i], course_day(shown, &shown->clocks[i])};
	if (shown->n_clocks > 0)
		qsort(course, shown->n_clocks, sizeof(course[0]), compare_course);
	return true;
}

const struct sp_clock *
chain_clock(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_ui_case *shown = chain_case(ui, dialog);
	struct course course[COURSE_MAX];

	if (shown == NULL || row < 0 || (size_t)row >= shown->n_clocks)
		return NULL;
	return course_of(shown, course) ? course[row].clock : &shown->clocks[row];
}

int
chain_row_of(const struct sp_ui_case *shown, const struct sp_clock *clock)
{
	struct course course[COURSE_MAX];

	bool ordered = course_of(shown, course);

	for (size_t i = 0; ordered && i < shown->n_clocks; i++)
		if (course[i].clock == clock)
			return (int)i;
	return (int)(clock - shown->clocks);
}

const struct sp_case_event *
chain_event(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_ui_case *shown = chain_case(ui, dialog);
	const struct sp_case_event *events[EVENTS_MAX];
	int at = shown == NULL ? -1 : row - (int)shown->n_clocks;

	return at >= 0 && at < events_of(ui, dialog->row, events) ? events[at] : NULL;
}

void
chain_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	const struct sp_ui_case *shown = chain_case(ui, dialog);
	char year[8], day[SP_DAY_TEXT];
	const struct sp_case *subject;

	if (shown == NULL)
		return;
	subject = shown->subject;
	if (subject->id.v == 0) {
		sp_str_add(out, "The school's own chains");
		return;
	}
	sp_str_addf(out, "%s, year %s, %s, %s%s", sp_case_code(ui, subject),
		    sp_year_text(subject->year, year, sizeof(year)), sp_words_status(subject->status),
		    subject->profile[0] == '\0' ? "statutory minimum" : "rules of ", subject->profile);
	if (subject->transfer != SP_TRANSFER_NONE)
		sp_str_addf(out, ", moves on in %d", (int)subject->transfer_year);
	if (subject->left_day != SP_DAY_NONE)
		sp_str_addf(out, ", left %s", sp_day_format(subject->left_day, SP_DAY_LONG, day));
}

static const char *
step_name(const struct sp_snapshot *s, const char *key)
{
	for (size_t i = 0; i < s->steps.n; i++)
		if (sp_streq(s->steps.items[i].key, key))
			return s->steps.items[i].name;
	return key;
}

static const struct sp_chain *
chain_of(const struct sp_snapshot *s, const char *key)
{
	for (size_t i = 0; i < s->chains.n; i++)
		if (sp_streq(s->chains.items[i].key, key))
			return &s->chains.items[i];
	return NULL;
}

/* "amend, EP by email", "Healthcare plan", "papers out: no slot": what there is to say beside kind and day. */
static void
add_particulars(const struct sp_ui *ui, const struct sp_case_event *event, struct sp_str *out)
{
	const struct sp_chain *chain = chain_of(ui->world->snapshot, event->chain);

	if (event->step[0] != '\0')
		sp_str_add(out, step_name(ui->world->snapshot, event->step));
	else if (event->chain[0] != '\0')
		sp_str_add(out, chain != NULL ? chain->name : event->chain);
	if (event->reason != SP_REASON_NONE)
		sp_str_addf(out, ": %s", reason_words[event->reason]);
	sp_str_add(out, event->outcome);
	/* With a day that was told and with a lateness the note is the round's. */
	if (event->note[0] == '\0' || event->kind == SP_EVENT_DUE || event->kind == SP_EVENT_LATE)
		return;
	if (event->kind == SP_EVENT_EXCEPTION)
		sp_str_add(out, event->note);
	else if (!ui->privacy)
		sp_str_addf(out, "%s%s", event->outcome[0] != '\0' ? ", " : "", event->note);
}

static void
event_cells(const struct sp_ui *ui, const struct sp_case_event *event, struct sp_str *out)
{
	char day[SP_DAY_TEXT], minute[SP_CLOCK_TEXT];

	sp_str_addf(out, "+\t%s\trecord\t%s\t%s\t", sp_event_kind_names[event->kind],
		    sp_day_format(event->day, SP_DAY_SHORT, day),
		    event->minute == SP_MINUTE_NONE ? "" : sp_minute_format(event->minute, minute));
	add_particulars(ui, event, out);
}

void
chain_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	static const char *const owners[] = {"school", "LA", "family"};
	const struct sp_clock *clock = chain_clock(ui, dialog, row);
	const struct sp_case_event *event = chain_event(ui, dialog, row);
	char due[SP_DAY_TEXT], work[SP_DAY_TEXT];

	if (row < 0) {
		sp_str_add(out, " \tStep\tWhose\tDue\tWork by\tHow it stands");
	} else if (clock != NULL) {
		bool met = clock->state == SP_CLOCK_MET || clock->state == SP_CLOCK_LATE;

		sp_str_addf(out, "%s\t%s\t%s\t%s\t%s\t", met ? "v" : sp_urgency_mark(clock),
			    clock->step->name, owners[clock->step->owner],
			    sp_day_format(clock->due_day, SP_DAY_SHORT, due),
			    sp_day_format(clock->work_by_day, SP_DAY_SHORT, work));
		sp_describe_standing(clock, out);
	} else if (event != NULL) {
		event_cells(ui, event, out);
	}
}

enum sp_style
chain_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_clock *clock = chain_clock(ui, dialog, row);

	if (clock == NULL)
		return SP_STYLE_DIM;
	if (clock->state == SP_CLOCK_MET || clock->state == SP_CLOCK_LATE)
		return SP_STYLE_GOOD;
	return sp_urgency_mark(clock)[0] == '\0' ? SP_STYLE_TEXT : SP_STYLE_ALERT;
}

/* --- whole sentences --- */

/* Why it is late, what excepts it, how its date came about. */
static void
about_lateness(const struct sp_clock *clock, struct sp_str *out)
{
	if (clock->state == SP_CLOCK_LATE || clock->state == SP_CLOCK_MISSED) {
		sp_str_addf(out, "Why late: %s%s. ", reason_words[clock->reason],
			    clock->reason_said ? " (as you said)" : reason_sources[clock->reason]);
	}
	if (clock->exception != NULL)
		sp_str_addf(out, "Excepted (%s): it does not count as missed. ", clock->exception);
	if (clock->note != NULL)
		sp_str_addf(out, "Of its date: %s. ", clock->note);
}

static void
about_step(const struct sp_ui *ui, const struct sp_clock *clock, struct sp_str *out)
{
	static const char *const due_by[] = {
		[SP_AUTHORITY_STATUTE] = "By law",	    [SP_AUTHORITY_CASE_LAW] = "By law",
		[SP_AUTHORITY_GUIDANCE] = "By guidance",    [SP_AUTHORITY_LA] = "By the LA's rule",
		[SP_AUTHORITY_SCHOOL] = "By your own rule", [SP_AUTHORITY_DERIVED] = "By law",
	};
	static const char *const owners[] = {"The school's step", "The LA's step (a date to watch)",
					     "The family's step (a date to watch)"};
	char due[SP_DAY_TEXT], work[SP_DAY_TEXT], other[SP_DAY_TEXT];

	sp_str_addf(out, "%s, of the chain %s", owners[clock->step->owner], clock->chain);
	if (clock->cycle != NULL && clock->cycle[0] != '\0')
		sp_str_addf(out, ", round of %s", clock->cycle);
	sp_str_add(out, ". ");
	if (clock->problem != NULL)
		sp_str_addf(out, "%s ", clock->problem);
	if (clock->due_day != SP_DAY_NONE)
		sp_str_addf(out, "%s %s",
			    clock->rule != NULL ? due_by[clock->rule->authority] : "What follows needs it by",
			    sp_day_format(clock->due_day, SP_DAY_LONG, due));
	if (clock->rule != NULL) {
		sp_str_add(out, clock->due_day != SP_DAY_NONE ? ": " : "");
		sp_words_rule(out, clock);
		sp_str_addf(out, " [%s, %s]", clock->rule->key, sp_authority_names[clock->rule->authority]);
	}
	sp_str_add(out, ". ");
	if (clock->work_by_day != SP_DAY_NONE && clock->work_by_day != clock->due_day)
		sp_str_addf(out, "Work by %s: %s is no school day (%s). ",
			    sp_day_format(clock->work_by_day, SP_DAY_SHORT, work),
			    sp_day_format(clock->due_day, SP_DAY_SHORT, other),
			    sp_day_kind_name(sp_year_day(ui->world->snapshot, clock->due_day).kind));
	if (clock->done_day != SP_DAY_NONE)
		sp_str_addf(out, "Done %s%s. ", sp_day_format(clock->done_day, SP_DAY_LONG, work),
			    clock->state == SP_CLOCK_LATE ? ", late" : "");
	else if (clock->due_day != SP_DAY_NONE)
		sp_str_addf(out, "It is %s, %s%d school day%s %s. ", sp_clock_state_name(clock->state),
			    clock->slack_days < 0 ? "" : "with ", abs(clock->slack_days),
			    abs(clock->slack_days) == 1 ? "" : "s",
			    clock->slack_days < 0 ? "late" : "of slack");
	about_lateness(clock, out);
}

static bool
is_evidence(const struct sp_case_event *event)
{
	if (event->kind > SP_EVENT_LEFT)
		return false;
	return event->note[0] != '\0' || event->kind == SP_EVENT_ADVICE_ASKED ||
	       event->kind == SP_EVENT_INVITED || event->kind == SP_EVENT_CIRCULATED ||
	       event->kind == SP_EVENT_CONSULTED;
}

/* "Evidence: invited Mon 9 Nov (parents by letter), circulated Fri 20 Nov." */
static void
add_evidence(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	const struct sp_case *subject = chain_case(ui, dialog)->subject;
	const struct sp_case_event *events[EVENTS_MAX];
	int n = events_of(ui, dialog->row, events);
	const char *between = "Evidence: ";
	char day[SP_DAY_TEXT];

	if (subject->id.v == 0) /* nobody is asked, and nobody comes */
		return;

	for (int i = 0; i < n; i++) {
		const struct sp_case_event *event = events[i];

		if (!is_evidence(event))
			continue;
		sp_str_addf(out, "%s%s %s", between, sp_event_kind_names[event->kind],
			    sp_day_format(event->day, SP_DAY_SHORT, day));
		if (event->note[0] != '\0' && !ui->privacy)
			sp_str_addf(out, " (%s)", event->note);
		between = ", ";
	}
	sp_str_add(out, between[0] == 'E' ? "Evidence: nobody was asked yet, as far as is recorded." : ".");
	if (!ui->privacy) {
		struct sp_str who;

		sp_str_init(&who);
		sp_attendees_text(ui->world->snapshot, subject->id, &who);
		if (who.len > 0)
			sp_str_addf(out, " Who comes: %s.", who.text);
		sp_str_finish(&who);
	}
}

static void
about_event(const struct sp_ui *ui, const struct sp_case_event *event, struct sp_str *out)
{
	char day[SP_DAY_TEXT];
	struct sp_str rest;

	sp_str_init(&rest);
	add_particulars(ui, event, &rest);
	sp_str_addf(out, "Recorded: %s, %s%s%s. - takes it back.", sp_event_kind_names[event->kind],
		    sp_day_format(event->day, SP_DAY_LONG, day), rest.len > 0 ? ": " : "", rest.text);
	sp_str_finish(&rest);
}

void
chain_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_clock *clock = chain_clock(ui, dialog, row);
	const struct sp_case_event *event = chain_event(ui, dialog, row);

	if (chain_case(ui, dialog) == NULL)
		return;
	if (clock != NULL)
		about_step(ui, clock, out);
	else if (event != NULL)
		about_event(ui, event, out);
	else
		sp_str_add(out,
			   "No step has a date yet: e gives the last review, the plan's date or a request.");
	sp_str_add(out, "\n");
	add_evidence(ui, dialog, out);
}

void
chain_page(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	const struct sp_clock *clock = chain_clock(ui, dialog, dialog->cursor);
	const struct sp_chain *chain = clock == NULL ? NULL : chain_of(ui->world->snapshot, clock->chain);

	chain_about(ui, dialog, dialog->cursor, out);
	if (chain != NULL && chain->note[0] != '\0')
		sp_str_addf(out, "\n\n%s: %s", chain->name, chain->note);
	if (clock != NULL && clock->rule != NULL && clock->rule->source[0] != '\0')
		sp_str_addf(out, "\n\nSource: %s", clock->rule->source);
	if (clock != NULL && clock->rule != NULL && clock->rule->url[0] != '\0')
		sp_str_addf(out, "\n%s", clock->rule->url);
	sp_str_add(out, "\n");
}
