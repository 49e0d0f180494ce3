/*
 * The look at a repeat rule before it is counted. See the header.
 */
#include "rule.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include "ical.h"

#include <stdlib.h>
#include <string.h>

enum { RULE_TEXT_MAX = 4096, INTERVAL_HIGH = 1000, LIST_MAX = 400, NTH_MAX = 53 };

enum part {
	PART_FREQ,
	PART_INTERVAL,
	PART_COUNT,
	PART_UNTIL,
	PART_WKST,
	PART_RSCALE,
	PART_BYDAY,
	PART_BYMONTH,
	PART_BYMONTHDAY,
	PART_BYYEARDAY,
	PART_BYWEEKNO,
	PART_BYHOUR,
	PART_BYMINUTE,
	PART_BYSETPOS,
	PART_N,
};

/* The numbers that a part may have. */
static const struct {
	const char *name;
	long low;
	long high;
	const char *wrong;
} parts[PART_N] = {
	[PART_FREQ] = {"FREQ", 0, 0, "FREQ is not DAILY, WEEKLY, MONTHLY or YEARLY"},
	[PART_INTERVAL] = {"INTERVAL", 1, 100000, "INTERVAL is not 1 or more"},
	[PART_COUNT] = {"COUNT", 1, 2000000000, "COUNT is not 1 or more"},
	[PART_UNTIL] = {"UNTIL", 0, 0, "UNTIL is not a real date"},
	[PART_WKST] = {"WKST", 0, 0, "WKST is not a weekday"},
	[PART_RSCALE] = {"RSCALE", 0, 0, "it counts in another calendar (RSCALE)"},
	[PART_BYDAY] = {"BYDAY", -NTH_MAX, NTH_MAX, "a weekday in BYDAY is none"},
	[PART_BYMONTH] = {"BYMONTH", 1, 12, "BYMONTH is not 1 to 12"},
	[PART_BYMONTHDAY] = {"BYMONTHDAY", -31, 31, "BYMONTHDAY is not 1 to 31 or -31 to -1"},
	[PART_BYYEARDAY] = {"BYYEARDAY", -366, 366, "BYYEARDAY is not 1 to 366 or -366 to -1"},
	[PART_BYWEEKNO] = {"BYWEEKNO", -53, 53, "BYWEEKNO is not 1 to 53 or -53 to -1"},
	[PART_BYHOUR] = {"BYHOUR", 0, 23, "BYHOUR is not 0 to 23"},
	[PART_BYMINUTE] = {"BYMINUTE", 0, 59, "BYMINUTE is not 0 to 59"},
	[PART_BYSETPOS] = {"BYSETPOS", -366, 366, "BYSETPOS is not 1 to 366 or -366 to -1"},
};

/* A rule on its way through the check. */
struct look {
	struct ics_rule rule;
	uint32_t seen; /* bit of a part */
	bool daily;
	bool weekly;
	long interval;
	bool has_far_nth;   /* a sixth Monday, or further */
	bool has_own_week;  /* WKST is not Monday */
	bool has_edge_week; /* one that may reach into another year: libical takes days of the wrong week */
};

static bool
has_part(const struct look *look, enum part part)
{
	return (look->seen & (UINT32_C(1) << part)) != 0;
}

static bool
is_weekday(const char *text)
{
	static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

	for (size_t i = 0; i < SP_COUNT(names); i++)
		if (sp_strieq(text, names[i]))
			return true;
	return false;
}

static const char *
look_at_freq(const char *value, struct look *look)
{
	look->daily = sp_strieq(value, "DAILY");
	look->weekly = sp_strieq(value, "WEEKLY");
	look->rule.yearly = sp_strieq(value, "YEARLY");
	if (look->daily || look->weekly || look->rule.yearly || sp_strieq(value, "MONTHLY"))
		return NULL;
	if (sp_strieq(value, "HOURLY") || sp_strieq(value, "MINUTELY") || sp_strieq(value, "SECONDLY"))
		return "it repeats more often than daily, which is not taken in";
	return parts[PART_FREQ].wrong;
}

/* "MO", "-1FR" */
static bool
look_at_weekday(char *item, struct look *look)
{
	size_t len = strlen(item);
	long nth = 0;

	if (len < 2 || len > 6 || !is_weekday(item + len - 2))
		return false;
	item[len - 2] = '\0';
	if (len == 2)
		return true;
	look->rule.has_nth = true;
	if (!sp_parse_int(item, -NTH_MAX, NTH_MAX, &nth) || nth == 0)
		return false;
	look->has_far_nth = look->has_far_nth || labs(nth) > 5;
	return true;
}

static const char *
look_at_list(enum part part, char *list, struct look *look)
{
	int n = 0;

	for (char *item = ics_list_next(&list); item != NULL; item = ics_list_next(&list)) {
		long number = 0;

		if (++n > LIST_MAX)
			return "a list in it is too long";
		if (part == PART_BYDAY) {
			if (!look_at_weekday(item, look))
				return parts[part].wrong;
			continue;
		}
		if (!sp_parse_int(item, parts[part].low, parts[part].high, &number) ||
		    (number == 0 && parts[part].low < 0))
			return parts[part].wrong;
		if (part == PART_BYMONTH)
			look->rule.months |= UINT32_C(1) << number;
		if (part == PART_BYWEEKNO)
			look->has_edge_week = look->has_edge_week || labs(number) < 2 || labs(number) > 51;
		if (part == PART_BYMONTHDAY) {
			look->rule.days |= UINT32_C(1) << labs(number);
			look->rule.has_end_days = look->rule.has_end_days || number < 0;
		}
	}
	return NULL;
}

static const char *
look_at_part(enum part part, char *value, struct look *look)
{
	long *number = part == PART_COUNT ? &look->rule.count : &look->interval;

	switch (part) {
	case PART_FREQ:
		return look_at_freq(value, look);
	case PART_INTERVAL:
	case PART_COUNT:
		return sp_parse_int(value, parts[part].low, parts[part].high, number) ? NULL
										      : parts[part].wrong;
	case PART_UNTIL:
		return ics_when_read(value, &look->rule.until) ? NULL : parts[part].wrong;
	case PART_WKST:
		look->has_own_week = !sp_strieq(value, "MO");
		return is_weekday(value) ? NULL : parts[part].wrong;
	case PART_RSCALE:
		return sp_strieq(value, "GREGORIAN") ? NULL : parts[part].wrong;
	case PART_BYDAY:
	case PART_BYMONTH:
	case PART_BYMONTHDAY:
	case PART_BYYEARDAY:
	case PART_BYWEEKNO:
	case PART_BYHOUR:
	case PART_BYMINUTE:
	case PART_BYSETPOS:
		return look_at_list(part, value, look);
	case PART_N:
		break;
	}
	return NULL;
}

/* One "NAME=VALUE". */
static const char *
look_at_text(char *text, struct look *look)
{
	char *equals = strchr(text, '=');

	while (*text == ' ')
		text++;
	if (equals == NULL)
		return "a part of it has no value";
	*equals = '\0';
	for (int i = 0; i < PART_N; i++) {
		if (!sp_strieq(text, parts[i].name))
			continue;
		if (has_part(look, (enum part)i))
			return "a part of it comes twice";
		look->seen |= UINT32_C(1) << i;
		return look_at_part((enum part)i, equals + 1, look);
	}
	if (sp_strieq(text, "BYSECOND") || sp_strieq(text, "SKIP"))
		return NULL;
	return "it has a part that is none of the standard";
}

/* What the standard forbids together, and what libical does not count or counts wrongly. */
static const char *
look_at_whole(const struct look *look)
{
	static const char apart[] = "it has parts that cannot be counted together";
	bool in_year = has_part(look, PART_BYYEARDAY) || has_part(look, PART_BYWEEKNO);
	bool in_month = has_part(look, PART_BYMONTHDAY);

	if (!has_part(look, PART_FREQ))
		return "FREQ is missing";
	if (has_part(look, PART_COUNT) && has_part(look, PART_UNTIL))
		return "COUNT and UNTIL exclude each other";
	if (look->interval > INTERVAL_HIGH)
		return "INTERVAL is more than 1000";
	if (in_year && (!look->rule.yearly || in_month))
		return apart;
	if (in_year &&
	    (look->rule.months != 0 || (has_part(look, PART_BYYEARDAY) && has_part(look, PART_BYWEEKNO))))
		return apart;
	if (in_month && look->weekly)
		return apart;
	if (look->rule.has_end_days && look->daily && look->interval > 1)
		return apart;
	if (look->rule.yearly && in_month && look->rule.months == 0 && look->rule.has_nth)
		return apart;
	if (look->has_edge_week || (has_part(look, PART_BYWEEKNO) && look->has_own_week))
		return apart;
	if (has_part(look, PART_BYSETPOS) && (has_part(look, PART_BYHOUR) || has_part(look, PART_BYMINUTE) ||
					      (look->weekly && look->rule.months != 0)))
		return apart;
	return NULL;
}

static bool
is_plain(const struct look *look)
{
	if (has_part(look, PART_BYHOUR) || has_part(look, PART_BYMINUTE) || has_part(look, PART_BYSETPOS) ||
	    has_part(look, PART_BYYEARDAY) || has_part(look, PART_BYWEEKNO) || look->has_far_nth ||
	    (look->rule.months & (look->rule.months - 1)) != 0)
		return false;
	return !has_part(look, PART_BYDAY) || look->rule.has_nth != has_part(look, PART_BYMONTHDAY);
}

const char *
ics_rule_check(const char *text, struct ics_rule *ret)
{
	struct look look = {.rule = {.text = text}, .interval = 1};
	char copy[RULE_TEXT_MAX];
	char *save = NULL;
	const char *wrong = NULL;
	size_t len = strnlen(text, sizeof(copy));

	if (len >= sizeof(copy))
		return "it is too long";
	memcpy(copy, text, len + 1);
	for (char *part = strtok_r(copy, ";", &save); part != NULL && wrong == NULL;
	     part = strtok_r(NULL, ";", &save))
		wrong = look_at_text(part, &look);
	if (wrong == NULL)
		wrong = look_at_whole(&look);
	if (wrong == NULL && !ics_rule_is_read(text))
		wrong = "its form is not the standard's";
	if (wrong != NULL)
		return wrong;
	look.rule.is_plain = is_plain(&look);
	*ret = look.rule;
	return NULL;
}

bool
ics_rule_is_possible(const struct ics_rule *rule)
{
	if (rule->days == 0)
		return true;
	for (int month = 1; month <= 12; month++)
		if (rule->months == 0 || (rule->months & (UINT32_C(1) << month)) != 0)
			for (int mday = 1; mday <= sp_month_days(2028, month); mday++)
				if ((rule->days & (UINT32_C(1) << mday)) != 0)
					return true;
	return false;
}
