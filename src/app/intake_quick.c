/*
 * Quick entry: one line of words becomes a task. Words are marked as they are understood: a pupil's code, a length, a
 * window, dates, urgency, the activity. What is left is the title. Nothing is guessed silently: the answer says in a
 * sentence what was understood.
 */
#include "senplan/app/intake_parse.h"
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/base/utf8.h"
#include "senplan/model/when.h"
#include "senplan/model/year.h"
#include "senplan/plan/expand.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum {
	MAX_TEXT = 300,
	MAX_WORDS = 40,
	MAX_PHRASE = 7,
	PHRASE = 120,
	USUAL_WEIGHT = 5,
	URGENT_WEIGHT = 9,
};

struct quick {
	const struct sp_snapshot *snapshot;
	sp_time now;
	struct sp_arena *arena;
	struct sp_err *reterr;
	const char *word[MAX_WORDS];
	bool used[MAX_WORDS];	  /* not in the title */
	bool activity[MAX_WORDS]; /* names the activity; in the title too */
	size_t n;
	struct sp_task task;
	const struct sp_case *subject;
	const struct sp_activity *what;
	int length_min; /* 0: not said */
	sp_time start;
	sp_day due_day;
};

static bool
quick_split(struct quick *quick, char *text)
{
	while (*text != '\0') {
		size_t len;

		text += strspn(text, " \t\n,");
		len = strcspn(text, " \t\n,");
		if (len == 0)
			break;
		if (quick->n == MAX_WORDS)
			return false;
		quick->word[quick->n++] = text;
		text += len;
		if (*text != '\0')
			*text++ = '\0';
	}
	return true;
}

/* `len` unused words from `at` with blanks between; false when one is used or they are too long. */
static bool
join(const struct quick *quick, size_t at, size_t len, char *buf)
{
	size_t size = 0;

	if (at + len > quick->n)
		return false;
	for (size_t i = at; i < at + len; i++) {
		size_t more = strlen(quick->word[i]);

		if (quick->used[i] || size + more + 2 > PHRASE)
			return false;
		if (i > at)
			buf[size++] = ' ';
		memcpy(buf + size, quick->word[i], more);
		size += more;
	}
	buf[size] = '\0';
	return true;
}

static void
use(struct quick *quick, size_t at, size_t len)
{
	for (size_t i = at; i < at + len; i++)
		quick->used[i] = true;
}

/* --- whom --- */

static bool
find_case(struct quick *quick)
{
	for (size_t i = 0; i < quick->n; i++) {
		for (size_t j = 0; j < quick->snapshot->cases.n; j++) {
			const struct sp_case *subject = &quick->snapshot->cases.items[j];

			if (!sp_strieq(subject->code, quick->word[i]))
				continue;
			if (quick->subject != NULL && quick->subject != subject) {
				sp_err_set(
					quick->reterr, SP_USAGE,
					"Both %s and %s are pupils here; a task is about one: add two tasks.",
					quick->subject->code, subject->code);
				return false;
			}
			quick->subject = subject;
			quick->used[i] = true;
		}
	}
	return true;
}

/* --- how long --- */

static bool
is_unit(const char *word, int *ret_factor)
{
	static const struct {
		const char *word;
		int factor;
	} units[] = {{"m", 1},	{"min", 1}, {"mins", 1}, {"minute", 1}, {"minutes", 1},
		     {"h", 60}, {"hr", 60}, {"hrs", 60}, {"hour", 60},	{"hours", 60}};

	for (size_t i = 0; i < SP_COUNT(units); i++) {
		if (!sp_strieq(word, units[i].word))
			continue;
		*ret_factor = units[i].factor;
		return true;
	}
	return false;
}

/* "30m", "1h30", "90 minutes", "an hour", "half an hour" */
static size_t
length_at(const struct quick *quick, size_t at, int *ret_min)
{
	const char *word = quick->word[at];
	const char *next = at + 1 < quick->n ? quick->word[at + 1] : "";
	const char *third = at + 2 < quick->n ? quick->word[at + 2] : "";
	bool letters = strpbrk(word, "hmHM") != NULL;
	int factor;
	long value;

	if (isdigit((unsigned char)word[0]) && letters && sp_length_parse(word, ret_min))
		return 1;
	if (sp_parse_int(word, 1, 1000, &value) && is_unit(next, &factor)) {
		*ret_min = (int)value * factor;
		return 2;
	}
	if (sp_strieq(word, "an") && sp_strieq(next, "hour")) {
		*ret_min = 60;
		return 2;
	}
	if (sp_strieq(word, "half") && sp_strieq(next, "an") && sp_strieq(third, "hour")) {
		*ret_min = 30;
		return 3;
	}
	return 0;
}

static bool
find_length(struct quick *quick)
{
	for (size_t i = 0; i < quick->n; i++) {
		int length_min;
		size_t len = quick->used[i] ? 0 : length_at(quick, i, &length_min);

		if (len == 0)
			continue;
		if (quick->length_min != 0) {
			sp_err_set(quick->reterr, SP_USAGE, "Two lengths are given; say one.");
			return false;
		}
		quick->length_min = length_min;
		use(quick, i, len);
	}
	return true;
}

/* --- when --- */

/* The key with blanks for dashes; of one word only behind "in", "at", "during": "agency" alone is no window. */
static bool
names_window(const char *key, const char *phrase)
{
	static const char *const leads[] = {"in ", "at ", "during ", ""};

	for (size_t l = 0; l < SP_COUNT(leads); l++) {
		char name[PHRASE];

		if (leads[l][0] == '\0' && strchr(key, '-') == NULL)
			continue;
		snprintf(name, sizeof(name), "%s%.80s", leads[l], key);
		for (char *c = name; *c != '\0'; c++)
			*c = *c == '-' ? ' ' : *c;
		if (sp_strieq(name, phrase))
			return true;
	}
	return false;
}

/* "after school", "in lessons": the windows of the plan. */
static void
find_window(struct quick *quick)
{
	for (size_t i = 0; i < quick->n; i++) {
		for (size_t len = MAX_PHRASE; len > 0; len--) {
			char phrase[PHRASE];

			for (size_t w = 0; w < quick->snapshot->windows.n && join(quick, i, len, phrase);
			     w++) {
				if (!names_window(quick->snapshot->windows.items[w].key, phrase))
					continue;
				quick->task.window = quick->snapshot->windows.items[w].id;
				use(quick, i, len);
			}
		}
	}
}

static bool
is_date_word(const char *word)
{
	static const char *const words[] = {
		"mon",	     "monday",	 "tue",	 "tues",  "tuesday",   "wed", "weds",
		"wednesday", "thu",	 "thur", "thurs", "thursday",  "fri", "friday",
		"today",     "tomorrow", "next", "this",  "half-term",
	};

	for (size_t i = 0; i < SP_COUNT(words); i++)
		if (sp_strieq(words[i], word))
			return true;
	return isdigit((unsigned char)word[0]) || (word[0] == '+' && isdigit((unsigned char)word[1])) ||
	       ((word[0] == 'p' || word[0] == 'P') && isdigit((unsigned char)word[1]) && word[2] == '\0');
}

static bool
is_month(const char *word)
{
	static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
					     "jul", "aug", "sep", "oct", "nov", "dec"};

	for (size_t i = 0; i < SP_COUNT(months); i++)
		if (sp_istarts_with(word, months[i]))
			return true;
	return false;
}

/* The longest run of words from `at` that is a date or time; 0: none. */
static size_t
when_at(const struct quick *quick, size_t at, struct sp_when *ret_when)
{
	for (size_t len = MAX_PHRASE; len > 0; len--) {
		char phrase[PHRASE];

		if (join(quick, at, len, phrase) &&
		    sp_when_parse(quick->snapshot, quick->now, phrase, ret_when, NULL) == SP_OK)
			return len;
	}
	return 0;
}

static bool
set_due(struct quick *quick, sp_day day)
{
	char buf[SP_DAY_TEXT];

	if (quick->due_day != SP_DAY_NONE && quick->due_day != day) {
		sp_err_set(quick->reterr, SP_USAGE,
			   "Two days are given by which it should be done; say one.");
		return false;
	}
	if (day < sp_time_day(quick->now)) {
		sp_err_set(quick->reterr, SP_USAGE, "%s is past.", sp_day_format(day, SP_DAY_LONG, buf));
		return false;
	}
	quick->due_day = day;
	return true;
}

/* A bare "fri" or "on fri": on that day. With a time: there and then. "next week": in it. */
static bool
set_on(struct quick *quick, const struct sp_when *when, bool whole_week)
{
	if (!set_due(quick, whole_week ? when->day + SP_FRIDAY : when->day))
		return false;
	quick->task.release = sp_time_of(when->day, 0);
	if (when->from_min != SP_MINUTE_NONE)
		quick->start = sp_time_of(when->day, when->from_min);
	if (when->from_min != SP_MINUTE_NONE && when->to_min != SP_MINUTE_NONE && quick->length_min == 0)
		quick->length_min = when->to_min - when->from_min;
	return true;
}

/* Words that a date hangs on, and what they make of it. `whole`: the word belongs to the date ("before half-term"). */
enum date_role { ROLE_DUE, ROLE_RELEASE, ROLE_ON };

static const struct {
	const char *word;
	enum date_role role;
	bool whole;
} date_leads[] = {
	{"before", ROLE_DUE, true},    {"by", ROLE_DUE, false},	  {"due", ROLE_DUE, false},
	{"until", ROLE_DUE, false},    {"till", ROLE_DUE, false}, {"from", ROLE_RELEASE, false},
	{"after", ROLE_RELEASE, true}, {"on", ROLE_ON, false},	  {"at", ROLE_ON, true},
};

static bool
take_led_date(struct quick *quick, size_t i, size_t lead)
{
	size_t begin = date_leads[lead].whole ? i : i + 1;
	struct sp_when when;
	size_t len = begin < quick->n ? when_at(quick, begin, &when) : 0;

	if (len == 0 || (date_leads[lead].whole && len == 1))
		return true; /* an ordinary word: it stays in the title */
	use(quick, i, begin - i + len);
	switch (date_leads[lead].role) {
	case ROLE_DUE:
		return set_due(quick, when.day);
	case ROLE_RELEASE:
		quick->task.release = sp_time_of(when.day, 0);
		return true;
	case ROLE_ON:
		return set_on(quick, &when, false);
	}
	assert(!"a role that is not handled");
	return false;
}

static bool
find_dates(struct quick *quick)
{
	for (size_t i = 0; i < quick->n; i++)
		for (size_t lead = 0; lead < SP_COUNT(date_leads) && !quick->used[i]; lead++)
			if (sp_strieq(quick->word[i], date_leads[lead].word) &&
			    !take_led_date(quick, i, lead))
				return false;
	for (size_t i = 0; i < quick->n; i++) {
		struct sp_when when;
		size_t len;
		bool number = isdigit((unsigned char)quick->word[i][0]) &&
			      strpbrk(quick->word[i], "/:-.amp") == NULL;

		if (quick->used[i] || !is_date_word(quick->word[i]) ||
		    (number && (i + 1 >= quick->n || !is_month(quick->word[i + 1]))))
			continue;
		len = when_at(quick, i, &when);
		if (len == 0)
			continue;
		if (!set_on(quick, &when, len == 2 && sp_strieq(quick->word[i + 1], "week")))
			return false;
		use(quick, i, len);
	}
	return true;
}

static void
find_urgency(struct quick *quick)
{
	for (size_t i = 0; i < quick->n; i++) {
		if (quick->used[i] || (!sp_strieq(quick->word[i], "urgent") &&
				       !sp_streq(quick->word[i], "!") && !sp_streq(quick->word[i], "!!")))
			continue;
		quick->task.weight = URGENT_WEIGHT;
		quick->used[i] = true;
	}
}

/* --- what --- */

/* "walks" is the walk of "Learning walk"; where `one` is said, "call" is one of the "Parent calls". */
static bool
same_word(const char *said, const char *named, size_t named_len, bool one)
{
	size_t len = strlen(said);

	if (one && (named[named_len - 1] == 's' || named[named_len - 1] == 'S'))
		named_len--;
	else if (!one && len == named_len + 1 && (said[len - 1] == 's' || said[len - 1] == 'S'))
		len--;
	if (len != named_len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (tolower((unsigned char)said[i]) != tolower((unsigned char)named[i]))
			return false;
	return true;
}

/* How many words of the name are said; *ret_words of how many. */
static int
count_words(const struct quick *quick, const char *name, bool one, int *ret_words, bool *said)
{
	int n = 0;

	*ret_words = 0;
	while (*name != '\0') {
		size_t len = strcspn(name, " ");
		bool found = false;

		for (size_t i = 0; i < quick->n && !found && len > 0; i++) {
			if (quick->used[i] || said[i] || !same_word(quick->word[i], name, len, one))
				continue;
			said[i] = found = true;
		}
		n += found;
		(*ret_words)++;
		name += len + (name[len] == ' ');
	}
	return n;
}

/* One of many counts only beside a word of the name: "parent call" names the parent calls, "call the surgery" nothing. */
static int
count_said(const struct quick *quick, const char *name, int *ret_words, bool *said)
{
	int n = count_words(quick, name, false, ret_words, said);

	return n == 0 ? 0 : n + count_words(quick, name, true, ret_words, said);
}

/* Of two that are as well named: the one that goes with the pupil's status. */
static int
suits(const struct quick *quick, const struct sp_activity *activity)
{
	bool ehcp = sp_starts_with(activity->key, "ehcp."), support = sp_starts_with(activity->key, "sens.");

	if (quick->subject == NULL)
		return 0;
	switch (quick->subject->status) {
	case SP_CASE_EHCP:
	case SP_CASE_REQUEST:
		return ehcp;
	case SP_CASE_SEN_SUPPORT:
	case SP_CASE_WATCH:
		return support;
	}
	return 0;
}

/* More words said, then a greater part of the name, then what suits the pupil, in one number. */
static int
rate(const struct quick *quick, const struct sp_activity *activity, bool *said)
{
	int words, n = count_said(quick, activity->name, &words, said);

	for (size_t i = 0; i < quick->n && n == 0; i++)
		if (!quick->used[i] && sp_strieq(quick->word[i], activity->key)) {
			said[i] = true;
			n = words = 1;
		}
	return n == 0 ? 0 : n * 1000 + n * 100 / words * 2 + suits(quick, activity);
}

static bool
find_activity(struct quick *quick)
{
	const struct sp_activity *best = NULL, *other = NULL;
	int best_rate = 0;

	for (size_t i = 0; i < quick->snapshot->activities.n; i++) {
		const struct sp_activity *activity = &quick->snapshot->activities.items[i];
		bool said[MAX_WORDS] = {false};
		int rating = rate(quick, activity, said);

		if (rating == 0 || rating < best_rate)
			continue;
		other = rating == best_rate ? best : NULL;
		best = activity;
		best_rate = rating;
		memcpy(quick->activity, said, sizeof(said));
	}
	if (other != NULL) {
		sp_err_set(quick->reterr, SP_USAGE, "That could be \"%s\" or \"%s\": say a word more.",
			   other->name, best->name);
		return false;
	}
	if (best == NULL)
		best = sp_snapshot_activity_by_key(quick->snapshot, "admin.other");
	if (best == NULL) {
		sp_err_set(
			quick->reterr, SP_USAGE,
			"No activity of this plan is named in that: say one, as in \"parent meeting K07 30m before "
			"fri\".%s",
			quick->snapshot->activities.n == 0
				? " It has none yet: \"senplan init\" brings a preset in."
				: " \"senplan activity list\" lists them.");
		return false;
	}
	quick->what = best;
	return true;
}

/* --- the task --- */

static bool
is_filler(const char *word)
{
	static const char *const fillers[] = {"with", "for", "about", "of",	"on",	"at",
					      "the",  "a",   "an",    "to",	"in",	"-",
					      "and",  "by",  "from",  "before", "after"};

	for (size_t i = 0; i < SP_COUNT(fillers); i++)
		if (sp_strieq(word, fillers[i]))
			return true;
	return false;
}

/* What is left, without the small words that hang at its ends. */
static bool
make_title(struct quick *quick)
{
	size_t first = 0, last = quick->n;
	struct sp_str title;

	sp_str_init(&title);
	for (; first < last && (quick->used[first] || is_filler(quick->word[first])); first++)
		;
	for (; last > first && (quick->used[last - 1] || is_filler(quick->word[last - 1])); last--)
		;
	for (size_t i = first; i < last; i++) {
		if (quick->used[i])
			continue;
		sp_str_add(&title, title.len == 0 ? "" : " ");
		sp_str_add(&title, quick->word[i]);
	}
	quick->task.title =
		title.failed ? NULL
			     : sp_arena_strdup(quick->arena, title.len == 0 ? quick->what->name : title.text);
	sp_str_finish(&title);
	return quick->task.title != NULL;
}

static void
make_length(struct quick *quick)
{
	int grid = (int)sp_setting_int(quick->snapshot, "grid_min");
	struct sp_task *task = &quick->task;

	task->length_min = quick->length_min > 0 ? (quick->length_min + grid - 1) / grid * grid
						 : sp_plan_estimate_min(quick->what, grid);
	task->before_min = quick->what->before_min;
	task->buffer_min = quick->what->buffer_min;
	if (quick->what->chunk_max > 0 && task->length_min > quick->what->chunk_min &&
	    quick->start == SP_TIME_NONE) {
		task->chunk_min = quick->what->chunk_min;
		task->chunk_max = quick->what->chunk_max;
		task->chunks_day = quick->what->chunks_day;
	}
}

/*
 * What is urgent and has no date is wanted by the next school day: without one it would wait behind all that has one, and
 * could not stand in the reserve.
 */
static void
make_dates(struct quick *quick)
{
	struct sp_task *task = &quick->task;

	if (quick->due_day == SP_DAY_NONE && task->weight == URGENT_WEIGHT && task->release == SP_TIME_NONE)
		quick->due_day = sp_year_add_school_days(quick->snapshot, sp_time_day(quick->now), 1);
	task->due_day = quick->due_day;
	if (quick->due_day == SP_DAY_NONE)
		return;
	task->work_by_day = sp_year_school_day_before(quick->snapshot, quick->due_day);
	if (task->work_by_day == SP_DAY_NONE)
		task->work_by_day = quick->due_day;
}

/* "Parent meeting for K07, 0h30, by Thu 26 Nov, after school: \"talk about homework\"." NULL: out of memory. */
static const char *
say_understood(const struct quick *quick)
{
	const struct sp_window *window = sp_snapshot_window(quick->snapshot, quick->task.window);
	char day[SP_DAY_TEXT], clock[SP_CLOCK_TEXT], length[SP_CLOCK_TEXT];
	const char *understood = NULL;
	struct sp_str out;

	sp_str_init(&out);
	sp_str_add(&out, quick->what->name);
	if (quick->subject != NULL)
		sp_str_addf(&out, " for %s", quick->subject->code);
	sp_str_addf(&out, ", %s%s", sp_length_format(quick->task.length_min, length),
		    quick->length_min == 0 ? " (the usual length)" : "");
	if (quick->start != SP_TIME_NONE)
		sp_str_addf(&out, ", on %s", sp_time_format(quick->start, clock));
	else if (quick->task.release != SP_TIME_NONE)
		sp_str_addf(&out, ", from %s",
			    sp_day_format(sp_time_day(quick->task.release), SP_DAY_SHORT, day));
	if (quick->start == SP_TIME_NONE && quick->due_day != SP_DAY_NONE)
		sp_str_addf(&out, ", by %s", sp_day_format(quick->due_day, SP_DAY_SHORT, day));
	if (window != NULL)
		sp_str_addf(&out, ", %s", window->name);
	if (quick->task.weight == URGENT_WEIGHT)
		sp_str_add(&out, ", urgent");
	if (!sp_strieq(quick->task.title, quick->what->name))
		sp_str_addf(&out, ": \"%s\"", quick->task.title);
	sp_str_add(&out, ".");
	if (!out.failed)
		understood = sp_arena_strdup(quick->arena, out.text);
	sp_str_finish(&out);
	return understood;
}

/* Words from a terminal or a script are cleaned as cells are; *ret_text may be written to. */
static bool
clean_text(const char *text, struct sp_arena *arena, char **ret_text)
{
	struct sp_str out;

	sp_str_init(&out);
	sp_utf8_clean(&out, text, false);
	*ret_text = out.failed ? NULL : sp_arena_strdup(arena, out.text);
	sp_str_finish(&out);
	return *ret_text != NULL;
}

enum sp_rc
sp_quick_parse(const struct sp_snapshot *snapshot, sp_time now, const char *text, struct sp_arena *arena,
	       struct sp_quick *ret, struct sp_err *reterr)
{
	struct quick quick = {.snapshot = snapshot,
			      .now = now,
			      .arena = arena,
			      .reterr = reterr,
			      .task = sp_task_blank(),
			      .start = SP_TIME_NONE,
			      .due_day = SP_DAY_NONE};
	const char *understood;
	char *copy;

	if (strlen(text) > MAX_TEXT)
		return sp_err_set(reterr, SP_USAGE, "That is longer than %d characters.", MAX_TEXT);
	if (!clean_text(text, arena, &copy))
		return sp_err_nomem(reterr);
	if (!quick_split(&quick, copy) || quick.n == 0)
		return sp_err_set(reterr, SP_USAGE,
				  "Say what is to be done, like \"parent meeting K07 30m before fri\".");
	quick.task.weight = USUAL_WEIGHT;
	if (!find_case(&quick) || !find_length(&quick))
		return SP_USAGE;
	find_window(&quick);
	find_urgency(&quick);
	if (!find_dates(&quick) || !find_activity(&quick))
		return SP_USAGE;
	quick.task.activity = quick.what->id;
	if (quick.subject != NULL)
		quick.task.subject = quick.subject->id;
	make_length(&quick);
	make_dates(&quick);
	understood = make_title(&quick) ? say_understood(&quick) : NULL;
	if (understood == NULL)
		return sp_err_nomem(reterr);
	*ret = (struct sp_quick){.task = quick.task, .start = quick.start, .understood = understood};
	return SP_OK;
}
