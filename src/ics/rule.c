/*
 * Reading of repeat rules. See the header.
 */
#include "rule.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include <stdlib.h>
#include <string.h>

enum { RULE_TEXT_MAX = 4096, INTERVAL_HIGH = 100000, COUNT_HIGH = 2000000000 };

static bool
parse_weekday(const char *text, enum sp_weekday *ret)
{
	static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

	for (size_t i = 0; i < SP_COUNT(names); i++)
		if (sp_strieq(text, names[i])) {
			*ret = (enum sp_weekday)i;
			return true;
		}
	return false;
}

static const char *
parse_bydays(char *list, struct ics_rule *rule)
{
	for (char *item = ics_list_next(&list); item != NULL; item = ics_list_next(&list)) {
		struct ics_byday day = {0};
		size_t len = strlen(item);
		char number[8];
		long nth = 0;

		if (len < 2 || len > 6 || !parse_weekday(item + len - 2, &day.weekday))
			return "a weekday in BYDAY is none";
		memcpy(number, item, len - 2);
		number[len - 2] = '\0';
		if (len > 2 && (!sp_parse_int(number, -53, 53, &nth) || nth == 0))
			return "a number in BYDAY is none";
		day.nth = (int)nth;
		if (rule->byday_n == ICS_BYDAY_MAX)
			return "BYDAY has too many weekdays";
		rule->bydays[rule->byday_n++] = day;
	}
	return NULL;
}

/* Numbers of a list into two masks of 64-bit words: from the start and from the end. */
static bool
parse_mask(char *list, long low, long high, uint64_t *mask, uint64_t *mask_end)
{
	for (char *item = ics_list_next(&list); item != NULL; item = ics_list_next(&list)) {
		long n = 0;

		if (!sp_parse_int(item, mask_end != NULL ? -high : low, high, &n) || (n == 0 && low > 0))
			return false;
		if (n >= 0)
			mask[n / 64] |= UINT64_C(1) << (n % 64);
		else if (mask_end != NULL)
			mask_end[-n / 64] |= UINT64_C(1) << (-n % 64);
	}
	return true;
}

static const char *
parse_small_masks(const char *name, char *value, struct ics_rule *rule)
{
	uint64_t mask = 0;
	uint64_t mask_end = 0;

	if (sp_strieq(name, "BYMONTH")) {
		if (!parse_mask(value, 1, 12, &mask, NULL))
			return "BYMONTH is not 1 to 12";
		rule->months = (uint32_t)mask;
	} else if (sp_strieq(name, "BYMONTHDAY")) {
		if (!parse_mask(value, 1, 31, &mask, &mask_end))
			return "BYMONTHDAY is not 1 to 31 or -31 to -1";
		rule->mdays = (uint32_t)mask;
		rule->mdays_end = (uint32_t)mask_end;
	} else if (sp_strieq(name, "BYWEEKNO")) {
		if (!parse_mask(value, 1, 53, &rule->weeks, &rule->weeks_end))
			return "BYWEEKNO is not 1 to 53 or -53 to -1";
	} else if (sp_strieq(name, "BYHOUR")) {
		if (!parse_mask(value, 0, 23, &mask, NULL))
			return "BYHOUR is not 0 to 23";
		rule->hours = (uint32_t)mask;
	} else if (sp_strieq(name, "BYMINUTE")) {
		if (!parse_mask(value, 0, 59, &rule->minutes, NULL))
			return "BYMINUTE is not 0 to 59";
	} else if (sp_strieq(name, "BYYEARDAY")) {
		rule->has_ydays = true;
		if (!parse_mask(value, 1, 366, rule->ydays, rule->ydays_end))
			return "BYYEARDAY is not 1 to 366 or -366 to -1";
	}
	return NULL;
}

static int
compare_int(const void *a, const void *b)
{
	const int *left = a;
	const int *right = b;

	return (*left > *right) - (*left < *right);
}

static const char *
parse_setpos(char *list, struct ics_rule *rule)
{
	for (char *item = ics_list_next(&list); item != NULL; item = ics_list_next(&list)) {
		long n = 0;

		if (!sp_parse_int(item, -366, 366, &n) || n == 0 || rule->setpos_n == ICS_SETPOS_MAX)
			return "BYSETPOS is not 1 to 366 or -366 to -1";
		rule->setpos[rule->setpos_n++] = (int)n;
	}
	qsort(rule->setpos, (size_t)rule->setpos_n, sizeof(rule->setpos[0]), compare_int);
	return NULL;
}

static const char *
parse_freq(const char *value, struct ics_rule *rule)
{
	static const char *const names[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};

	for (size_t i = 0; i < SP_COUNT(names); i++)
		if (sp_strieq(value, names[i])) {
			rule->freq = (enum ics_freq)i;
			return NULL;
		}
	if (sp_strieq(value, "HOURLY") || sp_strieq(value, "MINUTELY") || sp_strieq(value, "SECONDLY"))
		return "it repeats more often than daily, which is not taken in";
	return "FREQ is not DAILY, WEEKLY, MONTHLY or YEARLY";
}

static const char *
parse_number(const char *value, int high, const char *wrong, int *ret)
{
	long n = 0;

	if (!sp_parse_int(value, 1, high, &n))
		return wrong;
	*ret = (int)n;
	return NULL;
}

static const char *
parse_part(const char *name, char *value, struct ics_rule *rule)
{
	if (sp_strieq(name, "FREQ"))
		return parse_freq(value, rule);
	if (sp_strieq(name, "INTERVAL"))
		return parse_number(value, INTERVAL_HIGH, "INTERVAL is not 1 or more", &rule->interval);
	if (sp_strieq(name, "COUNT"))
		return parse_number(value, COUNT_HIGH, "COUNT is not 1 or more", &rule->count);
	if (sp_strieq(name, "UNTIL"))
		return ics_when_parse(value, &rule->until) ? NULL : "UNTIL is not a real date";
	if (sp_strieq(name, "WKST"))
		return parse_weekday(value, &rule->week_start) ? NULL : "WKST is not a weekday";
	if (sp_strieq(name, "BYDAY"))
		return parse_bydays(value, rule);
	if (sp_strieq(name, "BYSETPOS"))
		return parse_setpos(value, rule);
	if (sp_strieq(name, "RSCALE"))
		return sp_strieq(value, "GREGORIAN") ? NULL : "it counts in another calendar (RSCALE)";
	if (sp_strieq(name, "BYSECOND") || sp_strieq(name, "SKIP") || sp_istarts_with(name, "X-"))
		return NULL;
	if (sp_istarts_with(name, "BY"))
		return parse_small_masks(name, value, rule);
	return "it has a part that is none of the standard";
}

/* Which parts were there, to refuse a part that comes twice. 0: a name that is not counted. */
static uint32_t
part_bit(const char *name)
{
	static const char *const names[] = {"FREQ",	 "INTERVAL", "COUNT",  "UNTIL",	  "WKST",
					    "BYDAY",	 "BYSETPOS", "RSCALE", "BYMONTH", "BYMONTHDAY",
					    "BYYEARDAY", "BYWEEKNO", "BYHOUR", "BYMINUTE"};

	for (size_t i = 0; i < SP_COUNT(names); i++)
		if (sp_strieq(name, names[i]))
			return UINT32_C(1) << i;
	return 0;
}

static const char *
parse_parts(char *text, struct ics_rule *rule)
{
	uint32_t seen = 0;
	char *save = NULL;

	for (char *part = strtok_r(text, ";", &save); part != NULL; part = strtok_r(NULL, ";", &save)) {
		char *equals = strchr(part, '=');
		const char *wrong = NULL;

		while (*part == ' ')
			part++;
		if (equals == NULL)
			return "a part of it has no value";
		*equals = '\0';
		if ((seen & part_bit(part)) != 0)
			return "a part of it comes twice";
		seen |= part_bit(part);
		wrong = parse_part(part, equals + 1, rule);
		if (wrong != NULL)
			return wrong;
	}
	if ((seen & part_bit("FREQ")) == 0)
		return "FREQ is missing";
	if (rule->count != 0 && rule->until.kind != ICS_NEVER)
		return "COUNT and UNTIL exclude each other";
	return NULL;
}

const char *
ics_rule_parse(const char *text, struct ics_rule *ret)
{
	struct ics_rule rule = {.interval = 1, .week_start = SP_MONDAY};
	char copy[RULE_TEXT_MAX];
	size_t len = strnlen(text, sizeof(copy));
	const char *wrong = NULL;

	while (len > 0 && text[len - 1] == ' ')
		len--;
	if (len >= sizeof(copy))
		return "it is too long";
	memcpy(copy, text, len);
	copy[len] = '\0';
	wrong = parse_parts(copy, &rule);
	if (wrong == NULL)
		*ret = rule;
	return wrong;
}

bool
ics_rule_is_possible(const struct ics_rule *rule)
{
	bool any_month = rule->months == 0;
	bool any_mday = rule->mdays == 0 && rule->mdays_end == 0;

	if (any_mday)
		return true;
	for (int month = 1; month <= 12; month++) {
		if (!any_month && (rule->months & (UINT32_C(1) << month)) == 0)
			continue;
		for (int mday = 1; mday <= sp_month_days(2028, month); mday++)
			if (((rule->mdays | rule->mdays_end) & (UINT32_C(1) << mday)) != 0)
				return true;
	}
	return false;
}
