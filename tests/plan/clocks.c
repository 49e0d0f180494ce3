/*
 * Dated cases: what is known of a pupil, and what a step's clock then says. The words on the left of a record:
 *
 *	STEP STATUS now=DAY [round=DAY] [y8] [last=DAY] [issued=DAY] [requested=DAY] [left=DAY] [booked=DAY[THH:MM]]
 *	[transfer=2027] [post16=2027] [profile=hull] [done=DAY (its task)] [EVENT=DAY …] [rule:KEY=VALUE] [suspend:KEY=DAY]
 *	[off:KEY=DAY..DAY (suspended)] [own:KEY=10s (a row of the case's profile: d, s school days, w, m)]
 *
 * In shipped.txt the rules, chains and steps are those of share/; besides: "school" (it is about the school's own chains),
 * give:CHAIN=DAY, end:CHAIN=DAY, did:STEP=DAY, told:STEP=DAY@ROUND, decided=DAY:keep, except=DAY:closed,
 * late:STEP=REASON@ROUND.
 *
 * On the right: due, work by, state (closed: another thing was decided), reason of what is late, slack in school days, and
 * the day it was done, and in brackets the rule behind it (of a profile its name too; "-": none); "none" when there is no such
 * clock.
 */
#include "senplan/plan/clocks.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/year.h"
#include "senplan/store/file.h"
#include "senplan/store/store.h"

#include "plan/world.h"
#include "support/records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct dated_case {
	struct world w;
	const char *step, *round;
	sp_time now;
	struct sp_case subject;
	sp_case_id id;
	bool school; /* it is about the school, not about the pupil */
	bool bad;    /* a word that is not known */
};

static void
change_rule(struct dated_case *c, const char *key, long value, const char *until)
{
	for (size_t i = 0; i < c->w.snapshot.rules.n; i++) {
		struct sp_rule row = c->w.snapshot.rules.items[i];

		if (!sp_streq(row.key, key) || row.profile[0] != '\0')
			continue;
		if (until != NULL)
			row.to_day = world_day(until);
		else
			row.value = (int32_t)value;
		sp_edits_put_rule(&c->w.edits, &row);
	}
}

/* Suspended for a time: the row ends before it, and one like it begins after it. */
static void
suspend_rule(struct dated_case *c, const char *key, const char *span)
{
	char from[16], to[16];

	if (sscanf(span, "%10[0-9-]..%10[0-9-]", from, to) != 2) {
		c->bad = true;
		return;
	}
	for (size_t i = 0; i < c->w.snapshot.rules.n; i++) {
		struct sp_rule row = c->w.snapshot.rules.items[i], rest = row;

		if (!sp_streq(row.key, key) || row.profile[0] != '\0')
			continue;
		rest.to_day = world_day(from) - 1;
		sp_edits_put_rule(&c->w.edits, &rest);
		row.id.v = 0;
		row.from_day = world_day(to) + 1;
		sp_edits_put_rule(&c->w.edits, &row);
	}
}

/* What the LA of the case's profile asks for. */
static void
own_rule(struct dated_case *c, const char *key, const char *value)
{
	static const struct {
		char letter;
		enum sp_unit unit;
	} units[] = {
		{'d', SP_UNIT_DAYS}, {'s', SP_UNIT_SCHOOL_DAYS}, {'w', SP_UNIT_WEEKS}, {'m', SP_UNIT_MONTHS}};
	char letter = 0;
	int number = 0;

	c->bad |= sscanf(value, "%d%c", &number, &letter) != 2 || c->subject.profile[0] == '\0';
	for (size_t i = 0; i < c->w.snapshot.rules.n; i++) {
		struct sp_rule row = c->w.snapshot.rules.items[i];

		if (!sp_streq(row.key, key) || row.profile[0] != '\0')
			continue;
		row.id.v = 0;
		row.profile = c->subject.profile;
		row.value = number;
		for (size_t k = 0; k < SP_COUNT(units); k++)
			if (units[k].letter == letter)
				row.unit = units[k].unit;
		sp_edits_put_rule(&c->w.edits, &row);
	}
}

static void
add_event(struct dated_case *c, enum sp_event_kind kind, const char *day)
{
	struct sp_case_event row = sp_case_event_blank();

	row.subject = c->id;
	row.kind = kind;
	row.day = world_day(day);
	sp_edits_put_case_event(&c->w.edits, &row);
}

static void
read_pair(struct dated_case *c, const char *name, const char *value)
{
	int event = sp_enum_parse(sp_event_kind_names, name);
	long number = 0;

	if (sp_streq(name, "now"))
		c->now = sp_time_of(world_day(value), 480);
	else if (sp_streq(name, "round"))
		c->round = value;
	else if (sp_streq(name, "last"))
		c->subject.last_review = world_day(value);
	else if (sp_streq(name, "issued"))
		c->subject.plan_issued = world_day(value);
	else if (sp_streq(name, "request"))
		c->subject.requested = world_day(value);
	else if (sp_streq(name, "leaves"))
		c->subject.left_day = world_day(value);
	else if (sp_streq(name, "meets"))
		c->subject.review_booked = world_time(value);
	else if (sp_streq(name, "profile"))
		c->subject.profile = value;
	else if (sp_streq(name, "transfer") || sp_streq(name, "post16")) {
		c->bad |= !sp_parse_int(value, 2000, 2100, &number);
		c->subject.transfer = name[0] == 'p' ? SP_TRANSFER_POST16 : SP_TRANSFER_PHASE;
		c->subject.transfer_year = (int32_t)number;
	} else if (sp_starts_with(name, "rule:")) {
		c->bad |= !sp_parse_int(value, 0, 2000, &number);
		change_rule(c, name + 5, number, NULL);
	} else if (sp_starts_with(name, "ends:"))
		change_rule(c, name + 5, 0, value);
	else if (sp_starts_with(name, "off:"))
		suspend_rule(c, name + 4, value);
	else if (sp_starts_with(name, "own:"))
		own_rule(c, name + 4, value);
	else if (event >= 0)
		add_event(c, (enum sp_event_kind)event, value);
	else
		c->bad = true;
}

/* give:CHAIN=DAY, end:CHAIN=DAY, did:STEP=DAY, told:STEP=DAY@ROUND; the chain of a step is the one that has it last. */
static bool
read_chain_event(struct dated_case *c, const char *name, const char *value)
{
	static const struct {
		const char *word;
		enum sp_event_kind kind;
	} words[] = {{"give:", SP_EVENT_GIVEN},
		     {"end:", SP_EVENT_ENDED},
		     {"did:", SP_EVENT_DONE},
		     {"told:", SP_EVENT_DUE}};
	const struct sp_snapshot *s = &c->w.snapshot;
	struct sp_case_event row = sp_case_event_blank();
	char day[16];

	for (size_t i = 0; i < SP_COUNT(words); i++) {
		if (!sp_starts_with(name, words[i].word))
			continue;
		name += strlen(words[i].word);
		row.kind = words[i].kind;
		row.subject = c->school ? (sp_case_id){0} : c->id;
		row.chain = name;
		for (size_t k = 0; k < s->steps.n && row.kind >= SP_EVENT_DONE; k++)
			if (sp_streq(s->steps.items[k].key, name)) {
				row.chain = s->steps.items[k].chain;
				row.step = name;
			}
		snprintf(day, sizeof day, "%.10s", value);
		row.day = world_day(day);
		row.note = value[10] == '@' ? value + 11 : "";
		sp_edits_put_case_event(&c->w.edits, &row);
		return true;
	}
	return false;
}

/* late:STEP=REASON@ROUND, except=DAY:WHICH, decided=DAY:WHAT */
static bool
read_said(struct dated_case *c, const char *name, const char *value)
{
	struct sp_case_event row = sp_case_event_blank();
	bool late = sp_starts_with(name, "late:");
	const char *at = strchr(value, late ? '@' : ':');
	char first[32];

	if (at == NULL || (!late && !sp_streq(name, "except") && !sp_streq(name, "decided")))
		return false;
	snprintf(first, sizeof first, "%.*s", (int)(at - value), value);
	row.subject = c->id;
	row.kind = late ? SP_EVENT_LATE : sp_streq(name, "except") ? SP_EVENT_EXCEPTION : SP_EVENT_DECIDED;
	row.step = late ? name + 5 : "";
	row.day = late ? sp_time_day(c->now) : world_day(first);
	row.note = row.kind == SP_EVENT_DECIDED ? "" : at + 1;
	row.outcome = row.kind == SP_EVENT_DECIDED ? at + 1 : "";
	if (late)
		row.reason = (enum sp_reason)sp_enum_parse(sp_reason_names, first);
	sp_edits_put_case_event(&c->w.edits, &row);
	return true;
}

static void
read_word(struct dated_case *c, char *word)
{
	char *equals = strchr(word, '=');
	int status = sp_enum_parse(sp_case_status_names, word);
	long year;

	if (sp_streq(word, "school")) {
		c->school = true;
	} else if (equals != NULL) {
		*equals = '\0';
		if (!read_chain_event(c, word, equals + 1) && !read_said(c, word, equals + 1))
			read_pair(c, word, equals + 1);
	} else if (status >= 0) {
		c->subject.status = (enum sp_case_status)status;
	} else if (word[0] == 'y' && sp_parse_int(word + 1, -1, 14, &year)) {
		c->subject.year = (int32_t)year;
	} else if (c->step == NULL) {
		c->step = word;
	} else {
		c->bad = true;
	}
}

static void
write_clock(const struct sp_clock *clock, char *buf, size_t size)
{
	char due[SP_DAY_TEXT], work[SP_DAY_TEXT], done[SP_DAY_TEXT], slack[32] = "";
	size_t len;

	if (clock->state != SP_CLOCK_MET && clock->state != SP_CLOCK_LATE && clock->due_day != SP_DAY_NONE)
		snprintf(slack, sizeof slack, " slack %d", clock->slack_days);
	snprintf(buf, size, "%s by %s %s%s%s%s%s%s%s%s", sp_day_format(clock->due_day, SP_DAY_ISO, due),
		 sp_day_format(clock->work_by_day, SP_DAY_ISO, work),
		 clock->not_needed ? "closed" : sp_clock_state_name(clock->state),
		 clock->reason_said ? " " : "", clock->reason_said ? sp_reason_names[clock->reason] : "",
		 clock->note != NULL && strstr(clock->note, "may be excepted") != NULL ? " hint" : "", slack,
		 clock->done_day == SP_DAY_NONE ? "" : " on ",
		 clock->done_day == SP_DAY_NONE ? "" : sp_day_format(clock->done_day, SP_DAY_ISO, done),
		 clock->problem == NULL ? "" : " problem");
	len = strlen(buf);
	snprintf(buf + len, size - len, " [%s%s%s]", clock->rule == NULL ? "-" : clock->rule->key,
		 clock->rule == NULL || clock->rule->profile[0] == '\0' ? "" : " of ",
		 clock->rule == NULL ? "" : clock->rule->profile);
}

/* What the records as a whole are about, counted as they run. */
enum subject {
	IN_HALF_TERM,
	IN_EASTER,
	IN_AUGUST,
	CLOCKS_BACK,
	CLOCKS_FORWARD,
	ON_LEAP_DAY,
	MOVES_2027,
	MOVES_2028,
	BACK_DATED,
	OF_AN_LA,
	SUSPENDED,
	ALL_RECORDS,
	N_SUBJECTS
};

static int counts[N_SUBJECTS];

/* The Sunday on which the clocks change, in the week of the day or just before it. */
static bool
is_in_change_week(sp_day day, int month)
{
	struct sp_date date = sp_day_date(day);
	sp_day last = sp_day_of(date.year, month, sp_month_days(date.year, month));
	sp_day sunday = last - ((int)sp_day_weekday(last) - SP_SUNDAY + 7) % 7;

	return day >= sunday - 6 && day <= sunday + 7;
}

static void
count_day(const struct sp_snapshot *s, const struct sp_clock *clock, sp_day today)
{
	sp_day day = clock->due_day;
	struct sp_date date;

	if (day == SP_DAY_NONE)
		return;
	date = sp_day_date(day);
	counts[IN_HALF_TERM] += sp_year_day(s, day).kind == SP_DAY_HALF_TERM;
	counts[IN_EASTER] += (date.month == 3 || date.month == 4) && !sp_year_is_school_day(s, day) &&
			     sp_day_weekday(day) < SP_SATURDAY;
	counts[IN_AUGUST] += date.month == 8;
	counts[CLOCKS_BACK] += is_in_change_week(day, 10);
	counts[CLOCKS_FORWARD] += is_in_change_week(day, 3);
	counts[ON_LEAP_DAY] += date.month == 2 && date.mday == 29;
	counts[BACK_DATED] +=
		clock->done_day != SP_DAY_NONE && clock->done_day < today; /* recorded after it */
}

static void
count_words(const char *given)
{
	counts[ALL_RECORDS]++;
	counts[MOVES_2027] += strstr(given, "transfer=2027") != NULL || strstr(given, "post16=2027") != NULL;
	counts[MOVES_2028] += strstr(given, "transfer=2028") != NULL || strstr(given, "post16=2028") != NULL;
	counts[OF_AN_LA] += strstr(given, "profile=") != NULL;
	counts[SUSPENDED] += strstr(given, "suspend:") != NULL || strstr(given, " off:") != NULL;
}

static void
add_shipped(struct world *w, const char *name)
{
	const char *path = sp_arena_printf(&w->arena, "%s/../../share/%s", TEST_DATA, name), *json;
	size_t size;
	struct sp_err err;

	if (path == NULL || sp_file_read(path, 4 * 1024 * 1024, &w->arena, &json, &size, &err) != SP_OK ||
	    sp_json_tables(json, size, path, &w->snapshot, &w->edits, &err) != SP_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	world_apply(w);
}

static void
begin_shipped(struct world *w)
{
	world_begin_terms(w);
	add_shipped(w, "rules/england.json");
	add_shipped(w, "presets/secondary.json");
}

static void
answer_in(const char *given, bool shipped, char *buf, size_t size)
{
	struct dated_case c = {.subject = sp_case_blank(), .now = SP_TIME_NONE};
	const struct sp_clock *clocks = NULL;
	struct sp_err err;
	char words[1024], *rest = NULL;
	size_t n = 0, n_found = 0;

	count_words(given);
	if (shipped)
		begin_shipped(&c.w);
	else
		world_begin(&c.w);
	c.subject.code = "K07";
	c.subject.year = 8;
	c.id = sp_edits_put_case(&c.w.edits, &c.subject);
	c.subject.id = c.id;
	snprintf(words, sizeof words, "%s", given);
	for (char *word = strtok_r(words, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
		read_word(&c, word);
	sp_edits_put_case(&c.w.edits, &c.subject);
	world_apply(&c.w);
	if (c.school)
		c.id = (sp_case_id){0};
	snprintf(buf, size, c.bad ? "a word that is not known" : "none");
	if (sp_clocks_of(&c.w.snapshot, c.id, c.now, &c.w.arena, &clocks, &n, &err) != SP_OK)
		snprintf(buf, size, "%s", err.text);
	for (size_t i = 0; i < n && !c.bad; i++) {
		if (clocks[i].subject->id.v != c.id.v || !sp_streq(clocks[i].step->key, c.step) ||
		    (c.round != NULL && !sp_streq(clocks[i].cycle, c.round)))
			continue;
		write_clock(&clocks[i], buf, size);
		count_day(&c.w.snapshot, &clocks[i], sp_time_day(c.now));
		n_found++;
	}
	if (n_found > 1)
		snprintf(buf, size, "%zu clocks: say which round", n_found);
	world_finish(&c.w);
}

static void
answer_clock(const char *given, char *buf, size_t size)
{
	answer_in(given, false, buf, size);
}

static void
answer_shipped(const char *given, char *buf, size_t size)
{
	answer_in(given, true, buf, size);
}

#define RECORDS(name)                                                                     \
	static void records_##name(void **state)                                          \
	{                                                                                 \
		(void)state;                                                              \
		assert_int_equal(records_check("clocks/" #name ".txt", answer_clock), 0); \
	}
static void
records_shipped(void **state)
{
	(void)state;
	assert_int_equal(records_check("clocks/shipped.txt", answer_shipped), 0);
}

RECORDS(review)
RECORDS(transfer)
RECORDS(other)
RECORDS(limits)
#undef RECORDS

/* Behind the others: no kind of date that the table is for has gone out of it. */
static void
the_table_is_whole(void **state)
{
	static const int least[N_SUBJECTS] = {
		[IN_HALF_TERM] = 6,   [IN_EASTER] = 6,	 [IN_AUGUST] = 10,  [CLOCKS_BACK] = 8,
		[CLOCKS_FORWARD] = 7, [ON_LEAP_DAY] = 4, [MOVES_2027] = 10, [MOVES_2028] = 6,
		[BACK_DATED] = 10,    [OF_AN_LA] = 10,	 [SUSPENDED] = 6,   [ALL_RECORDS] = 120};

	(void)state;
	for (int i = 0; i < N_SUBJECTS; i++) {
		print_message("kind %d: %d records, at least %d\n", i, counts[i], least[i]);
		assert_true(counts[i] >= least[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_review),  cmocka_unit_test(records_transfer),
		cmocka_unit_test(records_other),   cmocka_unit_test(records_limits),
		cmocka_unit_test(records_shipped), cmocka_unit_test(the_table_is_whole),
	};

	return cmocka_run_group_tests_name("clocks", tests, NULL, NULL);
}
