/*
 * Ranges of days as people type them: two days, or a stretch by its name, "autumn 1", "november", "christmas holidays".
 *
 * Who looks back over a range says "autumn 1" in January and means the one that is over, who plans says it in August and
 * means the one to come: of a name the nearest is meant. "last week" and "half-term" are said as seen from today.
 */
#include "senplan/base/array.h"
#include "senplan/model/when.h"

#include "when_words.h"

#include <string.h>

/* The whole text as the name of a stretch, as it is meant on a day. */
static bool
stretch_on(const struct sp_snapshot *snapshot, sp_day today, const char *text, struct when_days *ret,
	   struct sp_err *reterr)
{
	struct when_words words = {.snapshot = snapshot, .now = sp_time_of(today, 0), .reterr = reterr};
	struct when_days days;

	if (!when_split(&words, text) || words.n == 0 || !when_take_stretch(&words, &days) || words.bad ||
	    words.at < words.n)
		return false;
	*ret = days;
	return true;
}

/* "last week", "week B", "term", "half-term": counted from today, so never another than the one meant today. */
static bool
is_seen_from_today(const char *text)
{
	struct when_words words = {.n = 0};

	if (!when_split(&words, text))
		return false;
	when_take(&words, "the");
	if (when_take_one(&words, "week|wk", NULL))
		return !when_take_one(&words, "of|commencing|beginning", NULL);
	return when_take_one(&words, "last|this|next|term|half-term|half|halfterm|year|school|month", NULL);
}

/* How many days lie between; 0: today is in it. */
static sp_day
days_off(const struct when_days *days, sp_day today)
{
	if (days->from_day > today)
		return days->from_day - today;
	return days->to_day < today ? today - days->to_day : 0;
}

static bool
nearest_stretch(const struct sp_snapshot *snapshot, sp_day today, const char *text, struct when_days *ret,
		struct sp_err *reterr)
{
	bool found = stretch_on(snapshot, today, text, ret, reterr);
	sp_day at = sp_day_add_months(today, -12) + 1;
	struct when_days past;

	if (is_seen_from_today(text))
		return found;
	while (at < today && stretch_on(snapshot, at, text, &past, NULL) && past.from_day <= today &&
	       past.to_day >= at) {
		if (!found || days_off(&past, today) < days_off(ret, today))
			*ret = past;
		found = true;
		at = past.to_day + 1;
	}
	return found;
}

/* The last such day and the next one; both SP_DAY_NONE of no text. */
static enum sp_rc
both_ways(const struct sp_snapshot *snapshot, sp_time now, const char *text, sp_day ret[2],
	  struct sp_err *reterr)
{
	struct sp_when past, next;
	enum sp_rc rc;

	ret[0] = ret[1] = SP_DAY_NONE;
	if (text == NULL || text[0] == '\0')
		return SP_OK;
	rc = sp_when_parse(snapshot, now, text, &next, reterr);
	if (rc == SP_OK)
		rc = sp_when_parse_past(snapshot, now, text, &past, reterr);
	if (rc != SP_OK)
		return rc;
	ret[0] = past.day;
	ret[1] = next.day;
	return SP_OK;
}

/* Of the last such day and the next one, the nearer; the next one of equals. */
static sp_day
nearer(const sp_day day[2], sp_day today)
{
	return day[0] == SP_DAY_NONE || today - day[0] < day[1] - today ? day[0] : day[1];
}

enum sp_rc
sp_when_range(const struct sp_snapshot *snapshot, sp_time now, const char *from_text, const char *to_text,
	      sp_day *ret_from, sp_day *ret_to, struct sp_err *reterr)
{
	sp_day day[2], from, to, today = sp_time_day(now);
	struct when_days named;
	enum sp_rc rc = SP_OK;

	if (from_text != NULL && nearest_stretch(snapshot, today, from_text, &named, NULL)) {
		from = named.from_day;
	} else {
		rc = both_ways(snapshot, now, from_text, day, reterr);
		from = rc == SP_OK ? nearer(day, today) : SP_DAY_NONE;
	}
	if (rc != SP_OK)
		return rc;
	if (to_text != NULL && (from == SP_DAY_NONE || is_seen_from_today(to_text)
					? nearest_stretch(snapshot, today, to_text, &named, NULL)
					: stretch_on(snapshot, from, to_text, &named, NULL))) {
		to = named.to_day;
	} else {
		rc = both_ways(snapshot, now, to_text, day, reterr);
		to = rc != SP_OK	   ? SP_DAY_NONE
		     : from == SP_DAY_NONE ? nearer(day, today)
		     : day[0] >= from	   ? day[0]
					   : day[1];
	}
	if (rc != SP_OK)
		return rc;
	*ret_from = from;
	*ret_to = to;
	return SP_OK;
}

/* "2 nov to 18 dec": the first, and where the second begins; NULL: one text. */
static const char *
cut(const char *text, char *first, size_t size)
{
	static const char *const middles[] = {" to ", " until ", " - ", " \xE2\x80\x93 "};

	for (size_t i = 0; i < SP_COUNT(middles); i++) {
		const char *middle = strstr(text, middles[i]);

		if (middle == NULL || (size_t)(middle - text) >= size)
			continue;
		memcpy(first, text, (size_t)(middle - text));
		first[middle - text] = '\0';
		return middle + strlen(middles[i]);
	}
	return NULL;
}

enum sp_rc
sp_when_stretch(const struct sp_snapshot *snapshot, sp_time now, const char *text, sp_day *ret_from,
		sp_day *ret_to, struct sp_err *reterr)
{
	char first[WHEN_MAX_WORDS * WHEN_WORD], from_text[SP_DAY_TEXT], to_text[SP_DAY_TEXT];
	const char *second = cut(text, first, sizeof(first));
	struct when_days named;
	struct sp_err why = {0};
	sp_day from, to;
	enum sp_rc rc;

	if (second == NULL && nearest_stretch(snapshot, sp_time_day(now), text, &named, &why)) {
		from = named.from_day;
		to = named.to_day;
	} else if (second == NULL) {
		return sp_err_set(reterr, SP_USAGE, "%s",
				  why.text[0] != '\0'
					  ? why.text
					  : "That is no range of days; try \"autumn 1\", \"november\", "
					    "\"last week\" or \"2 nov to 18 dec\".");
	} else {
		rc = sp_when_range(snapshot, now, first, second, &from, &to, reterr);
		if (rc != SP_OK)
			return rc;
	}
	if (from == SP_DAY_NONE || to == SP_DAY_NONE)
		return sp_err_set(reterr, SP_USAGE, "A range has two ends: 2 nov to 18 dec.");
	if (to < from)
		return sp_err_set(reterr, SP_USAGE, "%s is before %s.",
				  sp_day_format(to, SP_DAY_LONG, to_text),
				  sp_day_format(from, SP_DAY_LONG, from_text));
	*ret_from = from;
	*ret_to = to;
	return SP_OK;
}
