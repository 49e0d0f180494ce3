/*
 * A second opinion on repeat rules: libical counts the same rule, for rules that it is known to count right
 * and to return from. Both must give the same first dates.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/ics/read.h"

#include <libical/ical.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DATES = 30, FIRST_DAY = 20697 /* 1 September 2026 */ };

/* DTSTART (UTC, the first date of its rule) and rule. */
static const char *const rules[][2] = {
	{"20260901T090000Z", "FREQ=DAILY;COUNT=12"},
	{"20260901T090000Z", "FREQ=DAILY;INTERVAL=10"},
	{"20260901T090000Z", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"},
	{"20260901T090000Z", "FREQ=DAILY;UNTIL=20260920T090000Z"},
	{"20260901T090000Z", "FREQ=WEEKLY"},
	{"20260901T090000Z", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH,FR"},
	{"20260901T090000Z", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU"},
	{"20260901T090000Z", "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU"},
	{"20260901T090000Z", "FREQ=WEEKLY;INTERVAL=3;WKST=SA;BYDAY=TU,FR,SA;COUNT=11"},
	{"20260901T090000Z", "FREQ=WEEKLY;BYMONTH=9,11,1;BYDAY=TU"},
	{"20260901T090000Z", "FREQ=MONTHLY"},
	{"20260831T090000Z", "FREQ=MONTHLY"},
	{"20260930T090000Z", "FREQ=MONTHLY;BYMONTHDAY=-1"},
	{"20260901T090000Z", "FREQ=MONTHLY;BYMONTHDAY=1,15,-3"},
	{"20260901T090000Z", "FREQ=MONTHLY;BYDAY=1TU"},
	{"20260929T090000Z", "FREQ=MONTHLY;BYDAY=-1TU"},
	{"20260904T090000Z", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1FR,-1SU"},
	{"20260907T090000Z", "FREQ=MONTHLY;BYDAY=MO"},
	{"20261113T090000Z", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"},
	{"20260930T090000Z", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"},
	{"20260903T090000Z", "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3"},
	{"20260901T090000Z", "FREQ=YEARLY"},
	{"20280229T090000Z", "FREQ=YEARLY"},
	{"20260901T090000Z", "FREQ=YEARLY;BYMONTH=9,3"},
	{"20260906T090000Z", "FREQ=YEARLY;BYMONTH=9;BYDAY=1SU"},
	{"20261025T010000Z", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"},
	{"20260907T090000Z", "FREQ=YEARLY;BYDAY=MO;BYMONTH=9"},
	{"20261229T090000Z", "FREQ=YEARLY;BYDAY=-1TU"},
	{"20260928T090000Z", "FREQ=YEARLY;BYWEEKNO=40;BYDAY=MO"},
	{"20261010T090000Z", "FREQ=YEARLY;BYYEARDAY=283,100"},
	{"20261231T090000Z", "FREQ=YEARLY;BYYEARDAY=-1"},
	{"20260901T090000Z", "FREQ=YEARLY;INTERVAL=4;BYMONTH=9;BYMONTHDAY=1"},
	{"20260901T090000Z", "FREQ=DAILY;BYHOUR=9,15;COUNT=9"},
};

/* "2027-03-28 09", one a line, from libical. */
static void
peer_dates(const char *start, const char *text, struct sp_str *out)
{
	struct icalrecurrencetype rule = icalrecurrencetype_from_string(text);
	struct icaltimetype first = icaltime_from_string(start);
	icalrecur_iterator *iterator = icalrecur_iterator_new(rule, first);

	assert_non_null(iterator);
	for (int i = 0; i < DATES; i++) {
		struct icaltimetype next = icalrecur_iterator_next(iterator);

		if (icaltime_is_null_time(next) || next.year > 2038)
			break;
		sp_str_addf(out, "%04d-%02d-%02d %02d\n", next.year, next.month, next.day, next.hour);
	}
	icalrecur_iterator_free(iterator);
}

/* The same from our reader, as times on London's clock: the dates are civil ones in both. */
static void
our_dates(const char *start, const char *text, struct sp_str *out)
{
	struct sp_ics_read_options options = {.from_day = FIRST_DAY - 10, .to_day = FIRST_DAY + 13 * 365};
	struct sp_ics_reading reading;
	struct sp_arena arena;
	struct sp_str file;
	struct sp_err err = {0};

	sp_str_init(&file);
	sp_arena_init(&arena);
	sp_str_addf(&file, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Europe/London:%.15s\nRRULE:%s\n",
		    start, text);
	sp_str_add(&file, "END:VEVENT\nEND:VCALENDAR\n");
	if (sp_ics_read(file.text, file.len, &options, &arena, &reading, &err) != SP_OK)
		fail_msg("%s: %s", text, err.text);
	if (reading.warning_n > 0)
		fail_msg("%s %s: %s", start, text, reading.warnings[0].text);
	for (size_t i = 0; i < reading.busy_n && i < DATES; i++) {
		struct sp_date date = sp_day_date(sp_time_day(reading.busy[i].start));

		if (date.year > 2038)
			break;
		sp_str_addf(out, "%04d-%02d-%02d %02d\n", date.year, date.month, date.mday,
			    sp_time_minute(reading.busy[i].start) / 60);
	}
	sp_arena_finish(&arena);
	sp_str_finish(&file);
}

static void
test_same_dates(void **state)
{
	(void)state;
	icalerror_set_errors_are_fatal(0);
	for (size_t i = 0; i < SP_COUNT(rules); i++) {
		struct sp_str peer;
		struct sp_str ours;

		sp_str_init(&peer);
		sp_str_init(&ours);
		peer_dates(rules[i][0], rules[i][1], &peer);
		our_dates(rules[i][0], rules[i][1], &ours);
		if (peer.len < 30 || strcmp(peer.text, ours.text) != 0)
			fail_msg("%s %s\nlibical:\n%sours:\n%s", rules[i][0], rules[i][1], peer.text,
				 ours.text);
		sp_str_finish(&peer);
		sp_str_finish(&ours);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_dates),
	};

	return cmocka_run_group_tests_name("peer", tests, NULL, NULL);
}
