/*
 * libical behind one door. See the header. What is done here for safety, in the order of the file:
 *
 * - Times are checked after reading: libical takes 30 February for 2 March.
 * - Escapes that the standard does not know are doubled before reading: libical makes a blank of "\x".
 * - Only one line at a time is parsed, so that a bad one costs only itself, and only lines that the reader
 *   wants: no attachments, no REQUEST-STATUS.
 * - A rule is given an end and is started near the window. Where libical cannot skip (no first date before the
 *   year 20000) the work is charged to the file's account, so that only a few such rules are tried.
 * - Rules are counted in civil time, without zones; zones come afterwards.
 * - A zone is asked for by a name without "..": libical would open any file.
 */
#include "ical.h"

#include "senplan/base/array.h"
#include "senplan/base/utf8.h"
#include "senplan/ics/read.h"

#include <assert.h>
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TEXT_MAX_BYTES = 64 * 1024 };

enum sp_rc
sp_ics_zones_ready(struct sp_err *reterr)
{
	bool fits = false;
	int64_t work = 1000;
	struct ics_rule rule = {0};
	struct ics_count touch = {.rule = &rule, .work_left = &work};

	icalerror_set_errors_are_fatal(0);
	if (icaltimezone_get_component(icaltimezone_get_builtin_timezone("Europe/London")) == NULL)
		return sp_err_set(reterr, SP_SYSTEM,
				  "The system does not know the time zone Europe/London: install the package "
				  "tzdata.");
	/* What the counting loads at its first use, it loads now, while there may still be files. */
	if (ics_rule_check("FREQ=DAILY", &rule) == NULL)
		(void)ics_rule_count(&touch, &fits);
	return SP_OK;
}

/* --- values --- */

/* "20260105T0900", as people write it: the seconds are added. */
static void
add_seconds(struct sp_str *out, const char *piece, size_t len)
{
	enum { TO_MINUTE = 13 };

	bool is_short = (len == TO_MINUTE || (len == TO_MINUTE + 1 && piece[TO_MINUTE] == 'Z')) &&
			strspn(piece, "0123456789") == 8 && piece[8] == 'T' &&
			strspn(piece + 9, "0123456789") == 4;

	sp_str_add_n(out, piece, is_short ? TO_MINUTE : len);
	if (is_short)
		sp_str_addf(out, "00%.*s", (int)(len - TO_MINUTE), piece + TO_MINUTE);
}

/*
 * A time, or the two of a period. "2026-01-05T09:00:00" loses its marks: libical takes what stands before the last
 * colon for the zone's name.
 */
static void
add_time(struct sp_str *out, const char *value)
{
	enum { TIME_BYTES = 80 };

	char bare[TIME_BYTES];
	size_t n = 0;

	for (size_t i = 0; value[i] != '\0' && n + 1 < sizeof(bare); i++)
		if ((value[i] != '-' || value[i + 1] == 'P') && value[i] != ':')
			bare[n++] = value[i];
	bare[n] = '\0';
	for (const char *piece = bare; *piece != '\0';) {
		size_t len = strcspn(piece, "/");

		add_seconds(out, piece, len);
		piece += len;
		if (*piece == '/')
			sp_str_add_char(out, *piece++);
	}
}

static bool
is_time(const char *head)
{
	static const char *const names[] = {"DTSTART", "DTEND",	 "RECURRENCE-ID",
					    "RDATE",   "EXDATE", "FREEBUSY"};

	for (size_t i = 0; i < SP_COUNT(names); i++) {
		size_t len = strlen(names[i]);

		if (strncasecmp(head, names[i], len) == 0 && (head[len] == '\0' || head[len] == ';'))
			return true;
	}
	return false;
}

static bool
when_of(struct icaltimetype time, struct ics_when *ret)
{
	if (time.year < ICS_YEAR_LOW || time.year > ICS_YEAR_HIGH || time.month < 1 || time.month > 12 ||
	    time.day < 1 || time.day > sp_month_days(time.year, time.month))
		return false;
	if (time.hour < 0 || time.hour > 23 || time.minute < 0 || time.minute > 59 || time.second < 0 ||
	    time.second > 60)
		return false;
	*ret = (struct ics_when){
		.kind = time.is_date ? ICS_DATE : (icaltime_is_utc(time) ? ICS_UTC : ICS_LOCAL),
		.at = sp_time_of(sp_day_of(time.year, time.month, time.day), time.hour * 60 + time.minute),
		.second = time.second == 60 ? 59 : time.second};
	return true;
}

bool
ics_when_read(const char *text, struct ics_when *ret)
{
	struct sp_str time;
	bool sound = false;

	sp_str_init(&time);
	add_time(&time, text);
	sound = !time.failed && when_of(icaltime_from_string(time.text), ret);
	sp_str_finish(&time);
	return sound;
}

static bool
length_of(struct icaldurationtype length, struct ics_length *ret)
{
	enum { DAYS_MAX = 36600 };

	int64_t days = (int64_t)length.weeks * 7 + length.days;
	int64_t seconds = (int64_t)length.hours * 3600 + (int64_t)length.minutes * 60 + length.seconds;
	int sign = length.is_neg ? -1 : 1;

	if (icaldurationtype_is_bad_duration(length) || days > DAYS_MAX || seconds / 86400 > DAYS_MAX)
		return false;
	*ret = (struct ics_length){.days = sign * (int32_t)days,
				   .minutes = sign * (int32_t)((seconds + 59) / 60)};
	return true;
}

bool
ics_length_read(const char *text, struct ics_length *ret)
{
	return strchr(text, 'P') != NULL && length_of(icaldurationtype_from_string(text), ret);
}

static void
read_period(struct icalperiodtype period, struct ics_property *found)
{
	if (!when_of(period.start, &found->when))
		return;
	if (icaltime_is_null_time(period.end))
		found->has_length = length_of(period.duration, &found->length);
	if (!found->has_length && !when_of(period.end, &found->end))
		found->when.kind = ICS_NEVER;
}

/* --- properties --- */

/* "\x" -> "\\x"; what is longer than any text of a calendar is cut, between characters. */
static void
add_value(struct sp_str *out, const char *value)
{
	const char *end = value + strnlen(value, TEXT_MAX_BYTES);

	while (*end != '\0' && end > value && ((unsigned char)*end & 0xc0) == 0x80)
		end--;
	for (const char *p = value; p < end; p++) {
		if (*p != '\\') {
			sp_str_add_char(out, *p);
		} else if (p + 1 < end && p[1] == ':') {
			continue;
		} else if (p + 1 < end && strchr("\\;,nN\"", p[1]) != NULL) {
			sp_str_add_n(out, p++, 2);
		} else {
			sp_str_add(out, "\\\\");
		}
	}
}

static icalcomponent *
parse_line(char *line)
{
	char begin[] = "BEGIN:VEVENT";
	char end[] = "END:VEVENT";
	icalparser *parser = icalparser_new();
	icalcomponent *component = NULL;

	if (parser == NULL)
		return NULL;
	(void)icalparser_add_line(parser, begin);
	(void)icalparser_add_line(parser, line);
	component = icalparser_add_line(parser, end);
	icalparser_free(parser);
	return component;
}

bool
ics_property_open(const struct ics_line *line, struct ics_property *ret)
{
	struct ics_property found = {.text = ""};
	icalcomponent *component = NULL;
	icalproperty *property = NULL;
	icalvalue *value = NULL;
	struct sp_str text;

	sp_str_init(&text);
	sp_str_add(&text, line->head);
	sp_str_add_char(&text, ':');
	if (is_time(line->head))
		add_time(&text, line->value);
	else
		add_value(&text, line->value);
	if (!text.failed)
		component = parse_line(text.text);
	sp_str_finish(&text);
	if (component == NULL)
		return false;
	property = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY);
	value = property != NULL && icalproperty_isa(property) != ICAL_XLICERROR_PROPERTY
			? icalproperty_get_value(property)
			: NULL;
	if (value == NULL) {
		icalcomponent_free(component);
		return false;
	}
	if (icalvalue_isa(value) == ICAL_TEXT_VALUE)
		found.text = icalvalue_get_text(value);
	else if (icalvalue_isa(value) == ICAL_DATE_VALUE)
		(void)when_of(icalvalue_get_date(value), &found.when);
	else if (icalvalue_isa(value) == ICAL_DATETIME_VALUE)
		(void)when_of(icalvalue_get_datetime(value), &found.when);
	else if (icalvalue_isa(value) == ICAL_PERIOD_VALUE)
		read_period(icalvalue_get_period(value), &found);
	found.component = component;
	found.property = property;
	*ret = found;
	return true;
}

void
ics_property_close(struct ics_property *property)
{
	icalcomponent_free(property->component);
	*property = (struct ics_property){0};
}

const char *
ics_property_param(const struct ics_property *property, const char *name, char buf[ICS_PARAM_BYTES])
{
	char *value = icalproperty_get_parameter_as_string_r(property->property, name);
	size_t len = value != NULL ? strnlen(value, ICS_PARAM_BYTES - 1) : 0;

	if (value != NULL)
		memcpy(buf, value, len);
	buf[len] = '\0';
	icalmemory_free_buffer(value);
	return buf;
}

/* --- repeat rules --- */

static struct icaltimetype
civil_of(sp_time time)
{
	struct icaltimetype civil = icaltime_null_time();
	struct sp_date date = sp_day_date(sp_time_day(time));

	civil.year = date.year;
	civil.month = date.month;
	civil.day = date.mday;
	civil.hour = sp_time_minute(time) / 60;
	civil.minute = sp_time_minute(time) % 60;
	return civil;
}

static sp_time
time_of_civil(const struct icaltimetype *civil)
{
	return sp_time_of(sp_day_of(civil->year, civil->month, civil->day), civil->hour * 60 + civil->minute);
}

static int
list_len(const short *list, int size)
{
	int n = 0;

	while (n < size && list[n] != ICAL_RECURRENCE_ARRAY_MAX)
		n++;
	return n;
}

static int
compare_short(const void *a, const void *b)
{
	const short *left = a;
	const short *right = b;

	return (*left > *right) - (*left < *right);
}

/* Without its UNTIL, which is ours to count: libical refuses a whole rule for an end without seconds. */
static struct icalrecurrencetype
read_rule(const char *text)
{
	struct sp_str part;
	struct icalrecurrencetype rule = {.freq = ICAL_NO_RECURRENCE};

	sp_str_init(&part);
	for (size_t len = 0; *text != '\0'; text += len + (text[len] == ';')) {
		len = strcspn(text, ";");
		if (strncasecmp(text, "UNTIL=", strlen("UNTIL=")) == 0 || len == 0)
			continue;
		if (part.len > 0)
			sp_str_add_char(&part, ';');
		sp_str_add_n(&part, text, len);
	}
	if (!part.failed && part.len > 0)
		rule = icalrecurrencetype_from_string(part.text);
	sp_str_finish(&part);
	return rule;
}

bool
ics_rule_is_read(const char *text)
{
	struct icalrecurrencetype rule = read_rule(text);

	free(rule.rscale);
	return rule.freq != ICAL_NO_RECURRENCE;
}

/* Is the nth of n, from the start or from the end, among the positions? */
static bool
has_position(const struct icalrecurrencetype *rule, int nth, int n)
{
	int positions = list_len(rule->by_set_pos, ICAL_BY_SETPOS_SIZE);

	for (int i = 0; i < positions; i++)
		if (rule->by_set_pos[i] == nth || rule->by_set_pos[i] == nth - n - 1)
			return true;
	return false;
}

/*
 * BYSETPOS of a day or of a week, which libical does not count: put as the weekdays it leaves, in the order of the
 * week. False when it leaves none.
 */
static bool
settle_positions(struct icalrecurrencetype *rule, sp_time start)
{
	int day_n = list_len(rule->by_day, ICAL_BY_DAY_SIZE);
	unsigned in_week = 0; /* bit 0: the first day of the week */
	int n = 0;
	int nth = 0;
	int kept = 0;

	if (rule->freq == ICAL_DAILY_RECURRENCE) {
		bool stays = has_position(rule, 1, 1);

		rule->by_set_pos[0] = ICAL_RECURRENCE_ARRAY_MAX;
		return stays;
	}
	if (day_n == 0) {
		rule->by_day[0] = (short)(((int)sp_day_weekday(sp_time_day(start)) + 1) % 7 + 1);
		day_n = 1;
	}
	for (int i = 0; i < day_n; i++)
		in_week |= 1U << (rule->by_day[i] + 7 - (int)rule->week_start) % 7;
	for (int i = 0; i < 7; i++)
		n += (in_week & 1U << i) != 0;
	for (int i = 0; i < 7; i++)
		if ((in_week & 1U << i) != 0 && has_position(rule, ++nth, n))
			rule->by_day[kept++] = (short)(((int)rule->week_start - 1 + i) % 7 + 1);
	rule->by_day[kept] = ICAL_RECURRENCE_ARRAY_MAX;
	rule->by_set_pos[0] = ICAL_RECURRENCE_ARRAY_MAX;
	return kept > 0;
}

/*
 * A checked rule as libical takes it, with what it would count wrongly put so that it counts right: hours out
 * of order; the n of "2MO" where the standard has none; "-1" as a day of the month day by day (it
 * knows that month by month only); the weekday that BYWEEKNO leaves unsaid. No
 * frequency when the rule has no start.
 */
static struct icalrecurrencetype
rule_for_libical(const struct ics_rule *rule, sp_time start)
{
	struct icalrecurrencetype full = read_rule(rule->text);
	int day_n = list_len(full.by_day, ICAL_BY_DAY_SIZE);

	free(full.rscale);
	full.rscale = NULL;
	full.skip = ICAL_SKIP_OMIT;
	full.count = 0;
	full.by_second[0] = ICAL_RECURRENCE_ARRAY_MAX;
	qsort(full.by_hour, (size_t)list_len(full.by_hour, ICAL_BY_HOUR_SIZE), sizeof(short), compare_short);
	qsort(full.by_minute, (size_t)list_len(full.by_minute, ICAL_BY_MINUTE_SIZE), sizeof(short),
	      compare_short);
	if (full.freq == ICAL_DAILY_RECURRENCE || full.freq == ICAL_WEEKLY_RECURRENCE ||
	    full.by_week_no[0] != ICAL_RECURRENCE_ARRAY_MAX)
		for (int i = 0; i < day_n; i++)
			full.by_day[i] = (short)icalrecurrencetype_day_day_of_week(full.by_day[i]);
	if (list_len(full.by_set_pos, ICAL_BY_SETPOS_SIZE) > 0 &&
	    (full.freq == ICAL_DAILY_RECURRENCE || full.freq == ICAL_WEEKLY_RECURRENCE) &&
	    !settle_positions(&full, start)) {
		full.freq = ICAL_NO_RECURRENCE;
		return full;
	}
	if (full.freq == ICAL_DAILY_RECURRENCE && rule->has_end_days)
		full.freq = ICAL_MONTHLY_RECURRENCE;
	if (rule->yearly && rule->days != 0 && rule->months == 0) {
		for (int i = 0; i < 12; i++)
			full.by_month[i] = (short)(i + 1);
		full.by_month[12] = ICAL_RECURRENCE_ARRAY_MAX;
	}
	if (full.by_week_no[0] != ICAL_RECURRENCE_ARRAY_MAX && day_n == 0) {
		full.by_day[0] = (short)(((int)sp_day_weekday(sp_time_day(start)) + 1) % 7 + 1);
		full.by_day[1] = ICAL_RECURRENCE_ARRAY_MAX;
	}
	return full;
}

/*
 * Where libical is to begin: of a weekly rule on its first weekday in the week of the start. From another day
 * it goes back to the weekday before, which may be in another week, and counts every second week from there.
 */
static sp_time
base_of(const struct icalrecurrencetype *rule, sp_time start)
{
	sp_day day = sp_time_day(start);
	sp_day begin = day - ((int)sp_day_weekday(day) + 9 - (int)rule->week_start) % 7;
	int day_n = list_len(rule->by_day, ICAL_BY_DAY_SIZE);
	int first = day_n > 0 ? 7 : day - begin;
	int hour = list_len(rule->by_hour, ICAL_BY_HOUR_SIZE) > 0 ? 0 : sp_time_minute(start) / 60;
	int minute = list_len(rule->by_minute, ICAL_BY_MINUTE_SIZE) > 0 ? 0 : sp_time_minute(start) % 60;

	if (rule->freq != ICAL_WEEKLY_RECURRENCE)
		return start;
	for (int i = 0; i < day_n; i++) {
		int in_week = (rule->by_day[i] + 7 - (int)rule->week_start) % 7;

		first = in_week < first ? in_week : first;
	}
	return sp_time_of(begin + first, hour * 60 + minute);
}

/* Looks that libical takes at candidates over so many days. */
static int64_t
work_of(const struct icalrecurrencetype *rule, int64_t days)
{
	int64_t weekdays = list_len(rule->by_day, ICAL_BY_DAY_SIZE);

	if (rule->freq == ICAL_DAILY_RECURRENCE)
		return 1 + days / rule->interval;
	if (rule->freq == ICAL_WEEKLY_RECURRENCE)
		return 1 + days * (weekdays > 0 ? weekdays : 1) / (7 * rule->interval);
	if (rule->freq == ICAL_MONTHLY_RECURRENCE)
		return 1 + days / (8 * rule->interval);
	return 1 + days / (40 * rule->interval);
}

struct counting {
	const struct ics_count *count;
	const struct icalrecurrencetype *rule;
	icalrecur_iterator *iterator;
	sp_time base; /* libical's start */
	sp_time last; /* nothing after it is wanted */
	sp_time at;   /* where the iterator stands */
	bool worn;    /* the work is used up */
};

/* The next start by the rule; false when there is none up to `last`. */
static bool
next_start(struct counting *counting)
{
	struct icaltimetype next = icalrecur_iterator_next(counting->iterator);
	bool found = !icaltime_is_null_time(next);
	sp_time at = found ? time_of_civil(&next) : counting->last;
	int64_t days = at > counting->at ? sp_time_day(at) - sp_time_day(counting->at) : 0;

	*counting->count->work_left -= work_of(counting->rule, days);
	counting->worn = *counting->count->work_left <= 0;
	counting->at = at;
	return found;
}

/* All starts after the first that are wanted. */
static enum ics_counted
take_starts(struct counting *counting, bool *ret_fits)
{
	const struct ics_count *count = counting->count;
	bool found = next_start(counting);
	long seen = 1;

	while (found && counting->at < count->start && !counting->worn)
		found = next_start(counting);
	*ret_fits = counting->worn || (found && counting->at == count->start);
	if (count->rule->count == 0 && count->low > count->start && found) {
		/* A new one, for an old one that is moved forgets the first times of its first day. */
		icalrecur_iterator_free(counting->iterator);
		counting->iterator = icalrecur_iterator_new(*counting->rule, civil_of(counting->base));
		counting->at = count->low;
		found = counting->iterator != NULL &&
			icalrecur_iterator_set_start(counting->iterator, civil_of(count->low)) &&
			next_start(counting);
	}
	for (; found && counting->at <= counting->last && !counting->worn; found = next_start(counting)) {
		if (counting->at <= count->start)
			continue;
		if (count->rule->count != 0 && ++seen > count->rule->count)
			return ICS_COUNTED;
		if (counting->at >= count->low && !count->take(count->context, counting->at))
			return ICS_COUNT_STOP;
	}
	return found && counting->worn ? ICS_COUNT_WORK : ICS_COUNTED;
}

enum ics_counted
ics_rule_count(const struct ics_count *count, bool *ret_fits)
{
	enum { LIBICAL_DAYS = 18000 * 366 }; /* as far as it looks for a first date */

	struct icalrecurrencetype rule = rule_for_libical(count->rule, count->start);
	struct counting counting = {
		.count = count, .rule = &rule, .base = base_of(&rule, count->start), .last = count->high - 1};
	enum ics_counted end = ICS_COUNTED;

	*ret_fits = true;
	if (*count->work_left <= 0)
		return ICS_COUNT_WORK;
	if (count->until != SP_TIME_NONE && count->until < counting.last)
		counting.last = count->until;
	if (count->start >= count->low && count->start <= counting.last &&
	    !count->take(count->context, count->start))
		return ICS_COUNT_STOP;
	if (rule.freq == ICAL_NO_RECURRENCE) {
		*ret_fits = false;
		return ICS_COUNTED;
	}
	assert(rule.freq >= ICAL_DAILY_RECURRENCE && rule.freq <= ICAL_YEARLY_RECURRENCE);
	rule.until = civil_of(counting.last > count->start ? counting.last : count->start);
	counting.at = counting.base;
	counting.iterator = icalrecur_iterator_new(rule, civil_of(counting.base));
	if (counting.iterator == NULL) {
		*ret_fits = false;
		*count->work_left -= work_of(&rule, LIBICAL_DAYS);
		return ICS_COUNTED;
	}
	end = take_starts(&counting, ret_fits);
	if (counting.iterator != NULL)
		icalrecur_iterator_free(counting.iterator);
	return end;
}

/* --- zones --- */

static bool
name_is_safe(const char *name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";

	return name[0] != '\0' && name[0] != '/' && name[strspn(name, allowed)] == '\0';
}

bool
ics_iana_find(const char *name, void **ret_zone)
{
	icalarray *known = icaltimezone_get_builtin_timezones();
	icaltimezone *zone = NULL;

	if (!name_is_safe(name))
		return false;
	for (size_t i = 0; i < known->num_elements && zone == NULL; i++) {
		icaltimezone *one = icalarray_element_at(known, i);

		if (strcasecmp(icaltimezone_get_location(one), name) == 0)
			zone = one;
	}
	if (zone == NULL)
		zone = icaltimezone_get_builtin_timezone(name);
	if (zone == NULL)
		return false;
	*ret_zone = zone;
	return true;
}

void *
ics_zone_define(const char *vtimezone)
{
	icalcomponent *component = icalparser_parse_string(vtimezone);
	icaltimezone *zone = component != NULL ? icaltimezone_new() : NULL;

	if (zone != NULL && icaltimezone_set_component(zone, component))
		return zone;
	if (zone != NULL)
		icaltimezone_free(zone, 1);
	if (component != NULL)
		icalcomponent_free(component);
	return NULL;
}

void
ics_zone_forget(void *zone)
{
	if (zone != NULL)
		icaltimezone_free(zone, 1);
}

int
ics_zone_peer_offset_min(void *zone, sp_time utc)
{
	struct icaltimetype civil = civil_of(utc);

	return icaltimezone_get_utc_offset_of_utc_time(zone, &civil, NULL) / 60;
}
