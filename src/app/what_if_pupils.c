/*
 * New pupils of a scenario. Who "comes with an EHCP" brings a plan that was made and reviewed elsewhere: its next review falls
 * due within the year, not a year later. When, nobody knows; so the reviews of several are spread evenly over the 12 months
 * from the day they come, and none falls due sooner than an LA that takes a plan over must hold it. A plan newly issued is
 * another thing, and is called so.
 */
#include "senplan/base/array.h"
#include "senplan/plan/clocks.h"

#include "what_if_read.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { CODE_SIZE = 16, CODES_MOST = 1000, DATES_SAID = 4 };

struct kind {
	const char *words; /* one of these, behind the number */
	enum sp_case_status status;
	bool brought;
	const char *said; /* between "3 more pupils" and the day */
};

static const struct kind kinds[] = {
	{"ehcp ehcps", SP_CASE_EHCP, true, "with an EHCP from"},
	{"new-plan new-plans new-ehcp new-ehcps", SP_CASE_EHCP, false, "with an EHCP newly issued on"},
	{"support sen-support", SP_CASE_SEN_SUPPORT, false, "on SEN Support from"},
	{"request requests", SP_CASE_REQUEST, false, "to be assessed, asked for on"},
	{"watch", SP_CASE_WATCH, false, "to watch from"},
};

static bool
is_one_of_words(const char *words, const char *word)
{
	size_t len = strlen(word);

	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		if (n == len && sp_istarts_with(words, word))
			return true;
		words += n + (words[n] == ' ');
	}
	return false;
}

/* "3 ehcp", "3 new plans": NULL when the words name no pupils. */
static const struct kind *
kind_of(const struct change_words *w)
{
	char word[CHANGE_SIZE];

	if (w->n == 3 && sp_strieq(w->items[1], "new"))
		snprintf(word, sizeof(word), "new-%s", w->items[2]);
	else if (w->n == 2)
		snprintf(word, sizeof(word), "%s", w->items[1]);
	else
		return NULL;
	for (size_t i = 0; i < SP_COUNT(kinds); i++)
		if (is_one_of_words(kinds[i].words, word))
			return &kinds[i];
	return NULL;
}

/* --- one pupil --- */

/* The profile of rules that most pupils with a plan have: the new ones come to the same LA. */
static const char *
usual_profile(const struct sp_snapshot *s)
{
	const char *best = "";
	size_t most = 0;

	for (size_t i = 0; i < s->cases.n; i++) {
		size_t n = 0;

		for (size_t k = 0; k < s->cases.n; k++)
			n += s->cases.items[k].status == SP_CASE_EHCP &&
			     s->cases.items[k].left_day == SP_DAY_NONE &&
			     sp_streq(s->cases.items[k].profile, s->cases.items[i].profile);
		if (n > most) {
			most = n;
			best = s->cases.items[i].profile;
		}
	}
	return best;
}

static void
name_pupil(const struct thought *t, char code[CODE_SIZE])
{
	bool used = true;

	for (int i = 1; i < CODES_MOST && used; i++) {
		snprintf(code, CODE_SIZE, "NEW%d", i);
		used = sp_snapshot_case_by_code(&t->app->snapshot, code) != NULL;
		for (size_t k = 0; k < t->edits.n; k++)
			used |= t->edits.items[k].op == SP_EDIT_PUT &&
				t->edits.items[k].entity == SP_ENTITY_case &&
				sp_streq(((const struct sp_case *)t->edits.items[k].row)->code, code);
	}
}

/* The i-th of n plans falls due in the middle of its part of the 12 months. */
static sp_day
spread_due(const struct sp_snapshot *s, const char *profile, sp_day from_day, long i, long n)
{
	sp_day before = sp_plan_review_before(s, profile, from_day), due, first;

	if (before == SP_DAY_NONE)
		return SP_DAY_NONE;
	due = from_day + (sp_day)((from_day - before) * (2 * i + 1) / (2 * n));
	first = sp_plan_date_of(s, "ar.moved_in", profile, from_day);
	return first != SP_DAY_NONE && due < first ? first : due;
}

/* A request is made on the day; the LA asks for the school's advice when it must have decided at the latest. */
static void
ask_for_advice(struct thought *t, const struct sp_case *row, sp_case_id subject)
{
	struct sp_case_event event = sp_case_event_blank();
	sp_day asked = sp_plan_date_of(&t->app->snapshot, "na.decide", row->profile, row->requested);

	event.subject = subject;
	event.kind = SP_EVENT_ADVICE_ASKED;
	event.day = asked;
	if (asked != SP_DAY_NONE)
		sp_edits_put_case_event(&t->edits, &event);
}

static void
add_pupil(struct thought *t, const struct kind *kind, sp_day from_day, sp_day due)
{
	struct sp_case row = sp_case_blank();
	struct sp_compare_pupil *pupil = &t->pupils[t->n_pupils++];
	char code[CODE_SIZE];

	assert(t->n_pupils <= SP_COMPARE_PUPILS);
	name_pupil(t, code);
	row.code = code;
	row.status = kind->status;
	row.year = SP_YEAR_UNKNOWN;
	if (kind->status == SP_CASE_EHCP)
		row.profile = usual_profile(&t->app->snapshot);
	if (due != SP_DAY_NONE)
		row.last_review = sp_plan_review_before(&t->app->snapshot, row.profile, due);
	else if (kind->status == SP_CASE_EHCP)
		row.plan_issued = from_day;
	row.requested = kind->status == SP_CASE_REQUEST ? from_day : SP_DAY_NONE;
	pupil->from_day = from_day;
	pupil->review_due = due != SP_DAY_NONE ? due : row.plan_issued;
	pupil->brought = due != SP_DAY_NONE;
	pupil->subject = sp_edits_put_case(&t->edits, &row);
	pupil->requested = row.requested;
	if (row.requested != SP_DAY_NONE)
		ask_for_advice(t, &row, pupil->subject);
}

/* --- all of them --- */

/* ", their reviews due by Thu 1 Apr, Fri 2 Jul, Mon 1 Nov 2027"; of many the first and the last. */
static void
say_dues(struct thought *t, size_t first)
{
	size_t n = t->n_pupils - first;
	const struct sp_compare_pupil *pupils = &t->pupils[first];
	char day[2][SP_DAY_TEXT];

	if (!pupils[0].brought)
		return;
	if (n > DATES_SAID) {
		sp_str_addf(&t->words, ", their reviews due one after another from %s to %s",
			    sp_day_format(pupils[0].review_due, SP_DAY_LONG, day[0]),
			    sp_day_format(pupils[n - 1].review_due, SP_DAY_LONG, day[1]));
		return;
	}
	sp_str_add(&t->words, n == 1 ? ", the review due by " : ", their reviews due by ");
	for (size_t i = 0; i < n; i++)
		sp_str_addf(
			&t->words, "%s%s",
			i == 0	     ? ""
			: i + 1 == n ? " and "
				     : ", ",
			sp_day_format(pupils[i].review_due, i + 1 == n ? SP_DAY_LONG : SP_DAY_SHORT, day[0]));
}

enum sp_rc
thought_pupils(struct thought *t, const struct change_words *w, struct sp_err *reterr)
{
	const struct kind *kind = kind_of(w);
	const struct sp_snapshot *s = &t->app->snapshot;
	const char *number = w->items[0] + (w->items[0][0] == '+');
	sp_day from_day = w->from_day != SP_DAY_NONE ? w->from_day : sp_time_day(t->app->env.now);
	size_t first = t->n_pupils;
	char day[SP_DAY_TEXT];
	long count;

	if (kind == NULL)
		return SP_NO;
	if (!sp_parse_int(number, 1, SP_COMPARE_PUPILS - (long)t->n_pupils, &count))
		return sp_err_set(
			reterr, SP_USAGE,
			"\"%s\" is no number of pupils, as in 3 ehcp from january. A scenario takes up "
			"to %d.",
			w->items[0], (int)SP_COMPARE_PUPILS);
	for (long i = 0; i < count; i++)
		add_pupil(t, kind, from_day,
			  kind->brought ? spread_due(s, usual_profile(s), from_day, i, count) : SP_DAY_NONE);
	sp_str_addf(&t->words, "%ld more pupil%s %s %s", count, count == 1 ? "" : "s", kind->said,
		    sp_day_format(from_day, SP_DAY_LONG, day));
	say_dues(t, first);
	return thought_take(t, reterr);
}
