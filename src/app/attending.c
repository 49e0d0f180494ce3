/*
 * Reading the times at which somebody can come. Days collect until a time or an "or" closes them, so that "mon and wed
 * before 9" is before nine on both, and "mon or wed before 9" all Monday.
 */
#include "attending.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/when.h"

#include "form.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_SIZE = 40, TEXT_SIZE = 120, WEEK_DAYS = 7, HOUR_MIN = 60, MAX_WORDS = 200 };

struct reading {
	const struct sp_snapshot *snapshot;
	sp_time now;
	const char *field, *whole;
	struct sp_window_span *spans;
	size_t n;
	/* what has been collected for the next span */
	bool weekdays[WEEK_DAYS];
	bool has_weekday, has_time, has_week, any;
	int32_t cycle_week;
	enum sp_window_basis basis;
	sp_minute from_min, to_min;
	char date[TEXT_SIZE];
	struct sp_err *reterr;
};

static void
start_over(struct reading *r)
{
	memset(r->weekdays, 0, sizeof(r->weekdays));
	r->has_weekday = r->has_time = r->has_week = r->any = false;
	r->cycle_week = -1;
	r->basis = SP_BASIS_ANY;
	r->from_min = r->to_min = SP_MINUTE_NONE;
	r->date[0] = '\0';
}

static bool
refuse(struct reading *r, const char *what)
{
	sp_err_set(
		r->reterr, SP_USAGE,
		"%s: \"%s\" was not understood in \"%s\". Say it as \"wed before 9\", \"week A tue "
		"14:00-16:00\", \"thu after school\", \"26 nov 16:30-19:00\" or \"any\"; several with \"or\".",
		r->field, what, r->whole);
	return false;
}

/* A bare number is an hour of the school's day: 9 is nine in the morning, 4 is four in the afternoon. */
static bool
read_hour(const char *word, sp_minute *ret)
{
	static const char *const names[] = {"one",   "two",   "three", "four", "five",	 "six",
					    "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
	enum { EARLIEST = 7, LATEST = 23, HALF_DAY = 12 };
	long hour = 0;

	if (sp_minute_parse(word, ret))
		return true;
	for (size_t i = 0; i < SP_COUNT(names); i++)
		if (sp_strieq(word, names[i]))
			hour = (long)i + 1;
	if (hour == 0 && !sp_parse_int(word, 1, LATEST, &hour))
		return false;
	*ret = (sp_minute)(hour < EARLIEST ? hour + HALF_DAY : hour) * HOUR_MIN;
	return true;
}

static bool
read_times(const char *word, sp_minute *ret_from, sp_minute *ret_to)
{
	const char *dash = strchr(word, '-');
	char from[WORD_SIZE];
	size_t len = dash == NULL ? 0 : (size_t)(dash - word);

	if (len == 0 || len >= sizeof(from))
		return false;
	memcpy(from, word, len);
	from[len] = '\0';
	return read_hour(from, ret_from) && read_hour(dash + 1, ret_to) && *ret_from < *ret_to;
}

/* "wed" or "mon-thu" */
static bool
take_weekdays(struct reading *r, const char *word)
{
	const char *dash = strchr(word, '-');
	size_t len = dash == NULL ? strlen(word) : (size_t)(dash - word);
	int from = form_weekday(word, len);
	int to = dash == NULL ? from : form_weekday(dash + 1, strlen(dash + 1));

	if (from < 0 || to < from)
		return false;
	for (int day = from; day <= to; day++)
		r->weekdays[day] = true;
	r->has_weekday = true;
	return true;
}

/* --- a span is complete --- */

static bool
add_one(struct reading *r, int32_t weekday, sp_day day)
{
	if (r->n == ATTENDING_MAX) {
		sp_err_set(r->reterr, SP_USAGE, "when: more than %d times.", (int)ATTENDING_MAX);
		return false;
	}
	r->spans[r->n] = sp_window_span_blank();
	r->spans[r->n].basis = r->basis;
	r->spans[r->n].weekday = weekday;
	r->spans[r->n].cycle_week = day == SP_DAY_NONE ? r->cycle_week : -1;
	r->spans[r->n].day = day;
	r->spans[r->n].from_min = r->from_min;
	r->spans[r->n].to_min = r->to_min;
	r->n++;
	return true;
}

/* The words that were none of ours are a date, or nothing that we know. */
static bool
add_dated(struct reading *r)
{
	struct sp_when when;
	struct sp_err ignored;

	if (sp_when_parse(r->snapshot, r->now, r->date, &when, &ignored) != SP_OK)
		return refuse(r, r->date);
	if (when.from_min != SP_MINUTE_NONE && !r->has_time) {
		r->basis = SP_BASIS_CLOCK;
		r->from_min = when.from_min;
		r->to_min = when.to_min;
	}
	return add_one(r, -1, when.day);
}

static bool
close_span(struct reading *r)
{
	bool ok = true;

	if (r->from_min != SP_MINUTE_NONE && r->to_min != SP_MINUTE_NONE && r->from_min >= r->to_min)
		return refuse(r, "the later time first");
	if (r->date[0] != '\0')
		ok = add_dated(r);
	else if (r->has_weekday)
		for (int day = 0; day < WEEK_DAYS && ok; day++)
			ok = !r->weekdays[day] || add_one(r, day, SP_DAY_NONE);
	else if (r->has_time || r->has_week || r->any)
		ok = add_one(r, -1, SP_DAY_NONE);
	start_over(r);
	return ok;
}

/* --- words --- */

static size_t
next_word(const char **text, char word[WORD_SIZE])
{
	const char *at = *text;
	size_t len = 0;

	while (*at == ' ' || *at == '\t')
		at++;
	if (*at == ',' || *at == ';') {
		word[len++] = *at++;
	} else {
		for (; *at != '\0' && strchr(" \t,;", *at) == NULL; at++)
			if (len + 1 < WORD_SIZE)
				word[len++] = (char)tolower((unsigned char)*at);
	}
	word[len] = '\0';
	*text = at;
	return len;
}

static bool
is_one_of(const char *word, const char *const *words)
{
	while (*words != NULL)
		if (sp_streq(word, *words++))
			return true;
	return false;
}

/* "before 9", "before school", "after 15:30" */
static bool
take_bound(struct reading *r, const char *word, bool before, const char **text)
{
	char next[WORD_SIZE];
	sp_minute minute;

	if (next_word(text, next) == 0)
		return refuse(r, word);
	r->has_time = true;
	if (sp_streq(next, "school")) {
		r->basis = before ? SP_BASIS_BEFORE : SP_BASIS_AFTER;
		return true;
	}
	if (!read_hour(next, &minute))
		return refuse(r, next);
	if (r->basis == SP_BASIS_ANY)
		r->basis = SP_BASIS_CLOCK;
	*(before ? &r->to_min : &r->from_min) = minute;
	return true;
}

static bool
take_week(struct reading *r, const char **text)
{
	int weeks = sp_streq(sp_setting_text(r->snapshot, "cycle"), "1") ? 1 : 2;
	char next[WORD_SIZE];

	if (next_word(text, next) != 1 || next[0] < 'a' || next[0] - 'a' >= (weeks > 1 ? weeks : 0)) {
		sp_err_set(r->reterr, SP_USAGE,
			   weeks > 1 ? "when: \"week %s\": the cycle has the weeks A and B."
				     : "when: \"week %s\": this school's weeks are all alike.",
			   next);
		return false;
	}
	r->cycle_week = next[0] - 'a';
	r->has_week = true;
	return true;
}

static void
add_date_word(struct reading *r, const char *word)
{
	size_t len = strlen(r->date);

	if (len + strlen(word) + 2 > sizeof(r->date))
		return;
	if (len > 0)
		r->date[len++] = ' ';
	memcpy(r->date + len, word, strlen(word) + 1);
}

static bool
take_basis(struct reading *r, const char *word)
{
	static const char *const lessons[] = {"lesson", "lessons", NULL};

	if (is_one_of(word, lessons))
		r->basis = SP_BASIS_LESSON;
	else if (sp_streq(word, "break"))
		r->basis = SP_BASIS_BREAK;
	else if (sp_streq(word, "lunch") || sp_streq(word, "lunchtime"))
		r->basis = SP_BASIS_LUNCH;
	else if (sp_streq(word, "any") || sp_streq(word, "anytime") || sp_streq(word, "always"))
		r->any = true;
	else
		return false;
	r->has_time = r->has_time || !r->any;
	return true;
}

static bool
take_word(struct reading *r, const char *word, const char **text)
{
	static const char *const fillers[] = {"only", "on",   "can",   "at",   "the",
					      "in",   "each", "every", "time", NULL};
	static const char *const joins[] = {",", "and", "&", NULL};
	static const char *const ends[] = {";", "or", NULL};
	static const char *const befores[] = {"before", "until", "till", "to", NULL};
	static const char *const afters[] = {"after", "from", NULL};
	sp_minute from, to;

	if (is_one_of(word, ends) ||
	    (is_one_of(word, joins) && (r->has_time || r->any || r->date[0] != '\0')))
		return close_span(r);
	if (is_one_of(word, joins) || is_one_of(word, fillers))
		return true;
	if (is_one_of(word, befores) || is_one_of(word, afters))
		return take_bound(r, word, is_one_of(word, befores), text);
	if (sp_streq(word, "week"))
		return take_week(r, text);
	if (take_weekdays(r, word) || take_basis(r, word))
		return true;
	if (read_times(word, &from, &to)) {
		r->basis = SP_BASIS_CLOCK;
		r->from_min = from;
		r->to_min = to;
		r->has_time = true;
		return true;
	}
	add_date_word(r, word);
	return true;
}

enum sp_rc
attending_parse(const struct sp_snapshot *snapshot, sp_time now, const char *field, const char *text,
		struct sp_window_span spans[ATTENDING_MAX], size_t *ret_n, struct sp_err *reterr)
{
	struct reading r = {.snapshot = snapshot,
			    .now = now,
			    .field = field,
			    .whole = text,
			    .spans = spans,
			    .reterr = reterr};
	char word[WORD_SIZE];
	bool ok = true;

	start_over(&r);
	for (int i = 0; ok && i < MAX_WORDS && next_word(&text, word) > 0; i++)
		ok = take_word(&r, word, &text);
	ok = ok && close_span(&r);
	if (ok && r.n == 0)
		ok = add_one(&r, -1, SP_DAY_NONE);
	if (!ok)
		return SP_USAGE;
	*ret_n = r.n;
	return SP_OK;
}

size_t
attending_rows(const struct sp_attendee *who, const struct sp_window_span *spans, size_t n,
	       struct sp_attendee rows[ATTENDING_MAX])
{
	assert(n >= 1 && n <= ATTENDING_MAX);
	for (size_t i = 0; i < n; i++) {
		rows[i] = *who;
		rows[i].id.v = 0;
		rows[i].basis = spans[i].basis;
		rows[i].weekday = spans[i].weekday;
		rows[i].cycle_week = spans[i].cycle_week;
		rows[i].day = spans[i].day;
		rows[i].from_min = spans[i].from_min;
		rows[i].to_min = spans[i].to_min;
	}
	return n;
}

/* --- several people in one text --- */

bool
attending_next(const char **text, char role[ATTENDING_ROLE_MAX + 1], char *when, size_t size)
{
	const char *at = *text + strspn(*text, " ,;\t");
	size_t len = strcspn(at, "(,;"), kept;

	if (*at == '\0')
		return false;
	kept = len < ATTENDING_ROLE_MAX ? len : ATTENDING_ROLE_MAX;
	memcpy(role, at, kept);
	while (kept > 0 && role[kept - 1] == ' ')
		kept--;
	role[kept] = '\0';
	at += len;
	when[0] = '\0';
	if (*at == '(') {
		len = strcspn(++at, ")");
		kept = len < size - 1 ? len : size - 1;
		memcpy(when, at, kept);
		when[kept] = '\0';
		at += len + (at[len] == ')');
	}
	*text = at;
	return true;
}

enum sp_rc
attending_check_role(const char *role, struct sp_err *reterr)
{
	if (role[0] == '\0')
		return sp_err_set(reterr, SP_USAGE,
				  "Say who it is by role, without a name: parent, LA, EP, social worker.");
	if (strlen(role) > ATTENDING_ROLE_MAX || strpbrk(role, "(),;\"") != NULL)
		return sp_err_set(reterr, SP_USAGE,
				  "\"%s\" is no role: a few words like parent, at most %d letters.", role,
				  (int)ATTENDING_ROLE_MAX);
	return SP_OK;
}
