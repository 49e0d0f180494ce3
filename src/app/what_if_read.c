/*
 * Reads the changes of a scenario, one after another, and turns each into edits. A change sees those before it.
 */
#include "what_if_read.h"

#include "senplan/base/array.h"
#include "senplan/model/availability.h"
#include "senplan/model/when.h"
#include "senplan/model/year.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOST_DAYS_MOST = 366, CHANGES_MOST = 12 };

enum sp_rc
thought_take(struct thought *t, struct sp_err *reterr)
{
	enum sp_rc rc = sp_edits_ok(&t->edits, reterr);

	return rc == SP_OK ? sp_snapshot_apply(&t->app->snapshot, &t->edits, t->arena, &t->snapshot, reterr)
			   : rc;
}

/* --- words --- */

/* A date as typed; the name of a month is its first day, of this month today: who says "from january" in it means now. */
static enum sp_rc
read_from(const struct thought *t, const char *text, sp_day *ret, struct sp_err *reterr)
{
	const sp_day today = sp_time_day(t->app->env.now);
	const sp_day this_month = today - sp_day_date(today).mday + 1;
	struct sp_when when;
	char first[CHANGE_SIZE + 4];

	snprintf(first, sizeof(first), "1 %s", text);
	if (sp_when_parse(&t->app->snapshot, t->app->env.now, text, &when, reterr) != SP_OK &&
	    sp_when_parse(&t->app->snapshot, sp_time_of(this_month, 0), first, &when, NULL) != SP_OK)
		return SP_USAGE;
	*ret = when.day == this_month ? today : when.day;
	return SP_OK;
}

static enum sp_rc
cut_words(const struct thought *t, const char *text, size_t len, struct change_words *w,
	  struct sp_err *reterr)
{
	char *from, *at;

	if (len >= sizeof(w->text))
		return sp_err_set(reterr, SP_USAGE, "A change is said in fewer words.");
	memcpy(w->text, text, len);
	w->text[len] = '\0';
	w->n = 0;
	w->from_day = SP_DAY_NONE;
	from = strstr(w->text, " from ");
	if (from != NULL) {
		enum sp_rc rc = read_from(t, from + 6, &w->from_day, reterr);

		if (rc != SP_OK)
			return rc;
		*from = '\0';
	}
	for (at = strtok_r(w->text, " ", &from); at != NULL && w->n < WORDS_MOST;
	     at = strtok_r(NULL, " ", &from))
		w->items[w->n++] = at;
	return SP_OK;
}

/* The words from `first` to before `end`, as one text. */
static const char *
join(const struct change_words *w, size_t first, size_t end, char buf[CHANGE_SIZE])
{
	size_t len = 0;

	buf[0] = '\0';
	for (size_t i = first; i < end && len < CHANGE_SIZE; i++)
		len += (size_t)snprintf(buf + len, CHANGE_SIZE - len, "%s%s", i > first ? " " : "",
					w->items[i]);
	return buf;
}

/* --- the changes; each: SP_OK taken, SP_NO it is not one of these (without a sentence), else the error --- */

typedef enum sp_rc (*read_fn)(struct thought *t, const struct change_words *w, struct sp_err *reterr);

/* "+0.5 day": as halves. */
static bool
read_halves(const char *text, int *ret)
{
	char *end;
	double days = strtod(text, &end);

	*ret = (int)(days * 2 + 0.5);
	return end != text && *end == '\0' && days > 0 && days <= 5;
}

static enum sp_rc
read_day(struct thought *t, const struct change_words *w, struct sp_err *reterr)
{
	const char *first = w->items[0];
	struct half_days half = {.more = first[0] == '+', .count = 1, .weekday = -1, .part = -1, .week = -1};
	size_t at = 1;

	if (first[0] != '+' && first[0] != '-')
		return SP_NO;
	half.from_day = w->from_day != SP_DAY_NONE ? w->from_day : sp_time_day(t->app->env.now);
	if (first[1] == '\0' && w->n > 1)
		first = w->items[at++] - 1; /* "+ fri": its sign is read */
	half.weekday = form_weekday(first + 1, strlen(first + 1));
	if (half.weekday < 0) {
		if (!read_halves(first + 1, &half.count) || at >= w->n ||
		    (!sp_strieq(w->items[at], "day") && !sp_strieq(w->items[at], "days")))
			return SP_NO;
		at++;
		if (at < w->n)
			half.weekday = form_weekday(w->items[at], strlen(w->items[at]));
		at += half.weekday >= 0;
	}
	if (at < w->n && (sp_strieq(w->items[at], "am") || sp_strieq(w->items[at], "pm")))
		half.part = sp_strieq(w->items[at++], "pm");
	if (at + 1 < w->n && sp_strieq(w->items[at], "week")) {
		enum sp_rc rc = form_read_week(t->app, w->items[at + 1], &half.week, reterr);

		if (rc != SP_OK)
			return rc;
		at += 2;
	}
	if (at < w->n)
		return sp_err_set(reterr, SP_USAGE, "\"%s\" was not understood: +0.5 day, +fri pm week A.",
				  w->items[at]);
	return thought_half_days(t, &half, reterr);
}

static enum sp_rc
read_admin(struct thought *t, const struct change_words *w, struct sp_err *reterr)
{
	char length[SP_CLOCK_TEXT];
	int minutes;

	if ((!sp_strieq(w->items[0], "admin") && !sp_strieq(w->items[0], "assistant")))
		return SP_NO;
	if (w->n < 2 || !sp_length_parse(w->items[1], &minutes) || minutes <= 0 || minutes > 40 * 60)
		return sp_err_set(reterr, SP_USAGE,
				  "How many hours a week has the assistant? \"admin 5h\" says it.");
	t->admin_week_min += minutes;
	sp_str_addf(&t->words, "an assistant takes work that another can do, up to %s a week",
		    sp_length_format(minutes, length));
	return SP_OK;
}

/* Half as often: half the times, or the next longer cadence. */
static void
thin(struct sp_duty *duty)
{
	static const enum sp_cadence longer[] = {
		[SP_CADENCE_ONCE] = SP_CADENCE_ONCE,
		[SP_CADENCE_DAILY] = SP_CADENCE_WEEKLY,
		[SP_CADENCE_WEEKLY] = SP_CADENCE_FORTNIGHTLY,
		[SP_CADENCE_FORTNIGHTLY] = SP_CADENCE_HALF_TERMLY,
		[SP_CADENCE_HALF_TERMLY] = SP_CADENCE_TERMLY,
		[SP_CADENCE_TERMLY] = SP_CADENCE_YEARLY,
		[SP_CADENCE_YEARLY] = SP_CADENCE_YEARLY,
	};

	if (duty->times > 1) {
		duty->times /= 2;
	} else if (duty->cadence == SP_CADENCE_DAILY) {
		duty->cadence = SP_CADENCE_WEEKLY;
		duty->times = 2;
	} else {
		duty->cadence = longer[duty->cadence];
	}
}

static enum sp_rc
read_duty(struct thought *t, const struct change_words *w, struct sp_err *reterr)
{
	bool drop = sp_strieq(w->items[0], "drop");
	size_t end = w->n;
	const struct sp_duty *there;
	char name[CHANGE_SIZE];
	struct sp_duty duty;
	int cadence = -1;

	if (!drop && !sp_strieq(w->items[0], "thin"))
		return SP_NO;
	if (!drop && w->n > 3 && sp_strieq(w->items[w->n - 2], "to")) {
		cadence = sp_enum_parse(sp_cadence_names, w->items[w->n - 1]);
		if (cadence < 0)
			return sp_err_set(reterr, SP_USAGE,
					  "\"%s\" is no cadence: weekly, half-termly, termly.",
					  w->items[w->n - 1]);
		end -= 2;
	}
	there = form_find_duty(&t->snapshot, join(w, 1, end, name), reterr);
	if (there == NULL)
		return SP_USAGE;
	duty = *there;
	if (drop)
		duty.active = false;
	else if (cadence >= 0)
		duty.cadence = (enum sp_cadence)cadence;
	else
		thin(&duty);
	if (!drop && duty.cadence == there->cadence && duty.times == there->times)
		return sp_err_set(reterr, SP_NO, "%s cannot come round less often: drop leaves it out.",
				  there->name);
	sp_str_addf(&t->words, drop ? "without %s" : "%s only %s", there->name,
		    sp_cadence_names[duty.cadence]);
	if (!drop && duty.times > 1)
		sp_str_addf(&t->words, ", %d times", (int)duty.times);
	sp_edits_put_duty(&t->edits, &duty);
	return thought_take(t, reterr);
}

static enum sp_rc
read_reserve(struct thought *t, const struct change_words *w, struct sp_err *reterr)
{
	struct sp_setting row = {.key = "reserve_pct"};
	char value[CHANGE_SIZE];
	enum sp_rc rc;

	if (!sp_strieq(w->items[0], "reserve"))
		return SP_NO;
	join(w, 1, w->n, value);
	if (strchr(value, '%') != NULL)
		*strchr(value, '%') = '\0';
	rc = sp_setting_check(row.key, value, reterr);
	if (rc != SP_OK)
		return rc;
	row.value = value;
	for (size_t i = 0; i < t->snapshot.settings.n; i++)
		if (sp_streq(t->snapshot.settings.items[i].key, row.key))
			row.id = t->snapshot.settings.items[i].id;
	sp_edits_put_setting(&t->edits, &row);
	sp_str_addf(&t->words, "a reserve of %s%%", value);
	return thought_take(t, reterr);
}

static enum sp_rc
lose_day(struct thought *t, sp_day day, int *lost_days, struct sp_err *reterr)
{
	struct sp_log_entry row = sp_log_entry_blank();
	struct sp_availability availability;
	enum sp_rc rc = sp_availability_of(&t->snapshot, day, t->arena, &availability, reterr);
	const struct sp_spans *work = &availability.work;

	if (rc != SP_OK || work->n == 0)
		return rc;
	row.kind = SP_LOG_LOST;
	row.cause = SP_CAUSE_OTHER;
	row.start = sp_time_of(day, work->items[0].from);
	row.length_min = work->items[work->n - 1].to - work->items[0].from;
	sp_edits_put_log_entry(&t->edits, &row);
	(*lost_days)++;
	return SP_OK;
}

static enum sp_rc
read_lost(struct thought *t, const struct change_words *w, struct sp_err *reterr)
{
	sp_day from_day = w->from_day != SP_DAY_NONE ? w->from_day : sp_time_day(t->app->env.now);
	char day[SP_DAY_TEXT];
	int n_lost = 0;
	long count = 1;
	const char *unit;
	bool days;
	enum sp_rc rc = SP_OK;

	if (!sp_strieq(w->items[0], "lost"))
		return SP_NO;
	unit = w->n > 1 ? w->items[w->n - 1] : "";
	if (w->n > 3 || (w->n == 3 && !sp_parse_int(w->items[1], 1, 100, &count)))
		unit = "";
	if (sp_istarts_with(unit, "week"))
		count *= 7;
	else if (sp_istarts_with(unit, "fortnight"))
		count *= 14;
	else if (!sp_istarts_with(unit, "day"))
		return sp_err_set(reterr, SP_USAGE,
				  "How much is lost? \"lost fortnight from 4 jan\", \"lost 3 days\".");
	/* "3 days" are three that are worked: from a Friday on they last until Tuesday. Weeks are those of the calendar. */
	days = sp_istarts_with(unit, "day");
	for (sp_day at = from_day;
	     rc == SP_OK && at < from_day + LOST_DAYS_MOST && (days ? n_lost < count : at < from_day + count);
	     at++)
		rc = lose_day(t, at, &n_lost, reterr);
	if (rc == SP_OK && n_lost == 0)
		rc = sp_err_set(reterr, SP_NO, "Nothing is worked then: nothing is lost.");
	if (rc != SP_OK)
		return rc;
	sp_str_addf(&t->words, "%d working day%s lost from %s", n_lost, n_lost == 1 ? "" : "s",
		    sp_day_format(from_day, SP_DAY_SHORT, day));
	return thought_take(t, reterr);
}

/* --- all of them --- */

static enum sp_rc
read_change(struct thought *t, const char *text, size_t len, struct sp_err *reterr)
{
	static const read_fn readers[] = {read_admin, read_duty,      read_reserve,
					  read_lost,  thought_pupils, read_day};
	struct change_words w;
	enum sp_rc rc = cut_words(t, text, len, &w, reterr);

	if (rc != SP_OK || w.n == 0)
		return rc;
	if (t->words.len > 0)
		sp_str_add(&t->words, "; ");
	for (size_t i = 0; i < SP_COUNT(readers); i++) {
		struct sp_err err = {0};

		rc = readers[i](t, &w, &err);
		if (rc == SP_NO && err.text[0] == '\0')
			continue;
		if (rc != SP_OK && reterr != NULL)
			*reterr = err;
		return rc;
	}
	return sp_err_set(
		reterr, SP_USAGE,
		"\"%.*s\" is no change: +0.5 day, -fri pm, admin 5h, 3 ehcp from january, drop DUTY, "
		"thin DUTY, reserve 10, lost fortnight from 4 jan.",
		(int)len, text);
}

enum sp_rc
thought_read(struct thought *t, const char *changes, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;
	int n = 0;

	while (*changes != '\0' && rc == SP_OK) {
		size_t len;

		changes += strspn(changes, " ;,");
		len = strcspn(changes, ";,");
		if (len == 0)
			break;
		if (++n > CHANGES_MOST)
			return sp_err_set(reterr, SP_USAGE, "At most %d changes make a scenario.",
					  CHANGES_MOST);
		rc = read_change(t, changes, len, reterr);
		changes += len;
	}
	if (rc == SP_OK && n == 0)
		return sp_err_set(reterr, SP_USAGE, "What would change? \"+0.5 day\", \"admin 5h\".");
	return rc == SP_OK && t->words.failed ? sp_err_nomem(reterr) : rc;
}
