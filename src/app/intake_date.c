/*
 * Dates in cells: the day first, as in England; ISO too. Spreadsheets add times of midnight and short months.
 */
#include "senplan/base/str.h"

#include "intake_sheet.h"

#include <ctype.h>
#include <string.h>

static int
take_number(const char **at, size_t most)
{
	int value = 0;
	size_t n = 0;

	for (; n < most && isdigit((unsigned char)**at); n++, (*at)++)
		value = value * 10 + (**at - '0');
	return n == 0 ? -1 : value;
}

/* "feb", "february" and a number; 0 when it is none. */
static int
take_month(const char **at)
{
	static const char *const names[] = {"january",	 "february", "march",	 "april",
					    "may",	 "june",     "july",	 "august",
					    "september", "october",  "november", "december"};
	const char *begin = *at;
	size_t len = 0;
	int month;

	if (isdigit((unsigned char)*begin)) {
		month = take_number(at, 2);
		return month < 0 ? 0 : month;
	}
	while (isalpha((unsigned char)begin[len]))
		len++;
	for (size_t i = 0; i < SP_COUNT(names); i++) {
		bool sept = i == 8 && len == 4;

		if (len < 3 || len > strlen(names[i]) || (len > 3 && len < strlen(names[i]) && !sept))
			continue;
		if (strncasecmp(begin, names[i], len) == 0) {
			*at = begin + len;
			return (int)i + 1;
		}
	}
	return 0;
}

static bool
take_separator(const char **at)
{
	if (**at == '\0' || strchr("/.- ", **at) == NULL)
		return false;
	(*at)++;
	return true;
}

/* Behind a date: blanks, a T, and a midnight that means nothing are passed over. */
static const char *
pass_midnight(const char *rest)
{
	static const char *const midnights[] = {"00:00:00", "00:00", "0:00"};

	rest += *rest == 'T' && isdigit((unsigned char)rest[1]) ? 1 : 0;
	while (*rest == ' ' || *rest == ',')
		rest++;
	for (size_t i = 0; i < SP_COUNT(midnights); i++)
		if (strcmp(rest, midnights[i]) == 0)
			return rest + strlen(rest);
	return rest;
}

enum intake_date
intake_date_parse(const char *text, sp_day *ret_day, const char **ret_rest)
{
	const char *at = text;
	const char *year_at;
	bool iso = strlen(text) >= 10 && strspn(text, "0123456789") == 4 && text[4] == '-';
	int mday, month, year;

	if (iso) {
		year = take_number(&at, 4);
		at++;
		month = take_number(&at, 2);
		if (month < 0 || *at++ != '-')
			return INTAKE_DATE_UNKNOWN;
		mday = take_number(&at, 2);
	} else {
		bool named;

		mday = take_number(&at, 2);
		named = isalpha((unsigned char)*at); /* "30nov2026" */
		if (mday < 0 || (!take_separator(&at) && !named))
			return INTAKE_DATE_UNKNOWN;
		named = isalpha((unsigned char)*at);
		if ((month = take_month(&at)) == 0 || (!take_separator(&at) && !named))
			return INTAKE_DATE_UNKNOWN;
		year_at = at;
		year = take_number(&at, 4);
		if (at - year_at == 2)
			year += 2000;
		else if (at - year_at != 4)
			return INTAKE_DATE_UNKNOWN;
	}
	if (mday < 0 || isalnum((unsigned char)*at) != (*at == 'T' && isdigit((unsigned char)at[1])))
		return INTAKE_DATE_UNKNOWN;
	if (!sp_date_is_real(year, month, mday))
		return INTAKE_DATE_UNREAL;
	*ret_day = sp_day_of(year, month, mday);
	*ret_rest = pass_midnight(at);
	return INTAKE_DATE_OK;
}
