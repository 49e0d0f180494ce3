/*
 * Any text as a time of day, a length, a date, a moment, a number: what is taken reads back as the same.
 */
#include "senplan/base/str.h"
#include "senplan/time/clock.h"

#include "fuzz/fuzz.h"

#include <assert.h>
#include <string.h>

static void
check_text(const char *text)
{
	char buf[SP_CLOCK_TEXT], date[SP_DAY_TEXT];
	sp_minute minute, minute_again;
	sp_time time, time_again;
	sp_day day, day_again;
	int length_min, length_again;
	long number;

	if (sp_minute_parse(text, &minute)) {
		assert(minute >= 0 && minute <= SP_DAY_MIN);
		assert(sp_minute_parse(sp_minute_format(minute, buf), &minute_again) &&
		       minute_again == minute);
	}
	if (sp_length_parse(text, &length_min)) {
		assert(length_min >= 1 && length_min <= 100000);
		assert(sp_length_parse(sp_length_format(length_min, buf), &length_again));
		assert(length_again == length_min);
	}
	if (sp_day_parse_iso(text, &day))
		assert(sp_day_parse_iso(sp_day_format(day, SP_DAY_ISO, date), &day_again) &&
		       day_again == day);
	if (sp_time_parse_iso(text, &time))
		assert(sp_time_parse_iso(sp_time_format_iso(time, buf), &time_again) && time_again == time);
	if (sp_parse_int(text, -1000, 1000, &number))
		assert(number >= -1000 && number <= 1000);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[256];

	if (size >= sizeof(text))
		return 0;
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	check_text(text);
	return 0;
}
