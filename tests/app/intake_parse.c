/*
 * The parse step of the imports: what is read, what is refused and how, and that the same input twice changes nothing.
 */
#include "senplan/base/array.h"
#include "senplan/model/year.h"

#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int
begin(void **state)
{
	static struct world world;

	world_init(&world);
	world_school(&world);
	*state = &world;
	return 0;
}

static int
end(void **state)
{
	world_finish(*state);
	return 0;
}

static void
assert_counts(const struct world *world, size_t n_new, size_t n_changed, size_t n_unchanged, size_t n_removed)
{
	assert_int_equal(world->result.n_new, n_new);
	assert_int_equal(world->result.n_changed, n_changed);
	assert_int_equal(world->result.n_unchanged, n_unchanged);
	assert_int_equal(world->result.n_removed, n_removed);
}

/* Windows-1252, semicolons, CRLF, a BOM-less file from a spreadsheet; forgiving headers; dates in several ways. */
static void
test_caseload_is_forgiving(void **state)
{
	static const char csv[] =
		"Pupil code;NC Year;SEN status;Plan issued;Last annual review;Review booked;LA\r\n"
		"K07;8;EHCP;12/01/2022;14/01/2026;08/12/2026 13:30;\r\n"
		"K08;Year 11;E;3-Mar-2021;2026-02-03;;North\x96West\r\n"
		"S01;R;sen support;;;;\r\n"
		"\r\n"
		"R01;4;Request;;;;\r\n";
	struct world *world = *state;
	const struct sp_case *k07, *k08;

	assert_int_equal(world_take(world, sp_intake_parse_caseload, csv), SP_OK);
	assert_counts(world, 4, 0, 0, 0);
	k07 = sp_snapshot_case_by_code(&world->snapshot, "K07");
	assert_non_null(k07);
	assert_int_equal(k07->review_booked, sp_time_of(sp_day_of(2026, 12, 8), 13 * 60 + 30));
	assert_int_equal(k07->plan_issued, sp_day_of(2022, 1, 12));
	assert_int_equal(k07->transfer, SP_TRANSFER_NONE);
	k08 = sp_snapshot_case_by_code(&world->snapshot, "K08");
	assert_int_equal(k08->transfer, SP_TRANSFER_POST16);
	assert_int_equal(k08->transfer_year, 2027);
	assert_true(k08->transfer_inferred);
	assert_string_equal(k08->profile, "North\xE2\x80\x93West");
	assert_int_equal(sp_snapshot_case_by_code(&world->snapshot, "S01")->year, SP_YEAR_RECEPTION);
	assert_int_equal(world->result.n_warnings, 1); /* R01 has no date of its request */

	assert_int_equal(world_take(world, sp_intake_parse_caseload, csv), SP_OK);
	assert_counts(world, 0, 0, 4, 0);
	assert_int_equal(world->edits.n, 0);
}

static void
test_caseload_changes_in_place(void **state)
{
	struct world *world = *state;
	int64_t id;

	assert_int_equal(
		world_take(world, sp_intake_parse_caseload,
			   "code,year,status,last review\nK01,7,EHCP,01/02/2026\nK02,8,EHCP,01/03/2026\n"),
		SP_OK);
	id = sp_snapshot_case_by_code(&world->snapshot, "K01")->id.v;
	assert_int_equal(
		world_take(world, sp_intake_parse_caseload, "status,code,last review\nEHCP,k01,09/09/2026\n"),
		SP_OK);
	assert_counts(world, 0, 1, 0, 0);
	assert_int_equal(world->snapshot.cases.n, 2);
	assert_int_equal(sp_snapshot_case_by_code(&world->snapshot, "K01")->id.v, id);
	assert_int_equal(sp_snapshot_case_by_code(&world->snapshot, "K01")->year, 7);
	assert_int_equal(world->result.n_warnings, 1); /* K02 is not in the file, and stays */
}

static void
test_names_are_refused(void **state)
{
	static const char by_header[] = "code,surname,year,status\nK01,X,7,EHCP\n";
	static const char by_look[] =
		"code,learner,year,status\nK01,Mary Poppins,7,SEN Support\nK02,\"Doe, Jo\",8,watch\n";
	struct world *world = *state;

	assert_int_equal(world_take(world, sp_intake_parse_caseload, by_header), SP_INPUT);
	assert_non_null(strstr(world->err.text, "surname"));
	assert_int_equal(world->err.line, 1);
	assert_int_equal(world_take(world, sp_intake_parse_caseload, by_look), SP_INPUT);
	assert_non_null(strstr(world->err.text, "learner"));
	world->options.map = "code=Code";
	assert_int_equal(world_take(world, sp_intake_parse_caseload, by_look), SP_OK);
	assert_counts(world, 2, 0, 0, 0);
	world->options.map = "code=Pupil no";
	assert_int_equal(world_take(world, sp_intake_parse_caseload, by_look), SP_USAGE);
	world->options.map = NULL;
}

static void
test_terms_and_weeks(void **state)
{
	struct world *world = *state;
	struct sp_day_info info = sp_year_day(&world->snapshot, sp_day_of(2026, 11, 23));

	assert_int_equal(info.kind, SP_DAY_SCHOOL);
	assert_int_equal(info.cycle_week, 1); /* week 12 is B */
	assert_int_equal(info.week_of_year, 12);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2026, 9, 1)).kind, SP_DAY_INSET);

	/* October half-term a week earlier; the rest of what the file speaks for goes, the INSET days stay. */
	assert_int_equal(world_take(world, sp_intake_parse_terms,
				    "type,name,start,end\nterm,Autumn,1/9/2026,18/12/2026\n"
				    "half-term,October half-term,19/10/2026,23/10/2026\n"),
			 SP_OK);
	assert_counts(world, 0, 1, 1, 0);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2026, 10, 20)).kind, SP_DAY_HALF_TERM);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2026, 10, 27)).kind, SP_DAY_SCHOOL);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2027, 1, 4)).kind, SP_DAY_INSET);
}

static void
test_terms_from_a_calendar(void **state)
{
	struct world *world = *state;
	struct sp_intake_input input = {
		.path = "b.ics", .snapshot = &world->snapshot, .now = world->now, .options = &world->options};
	struct sp_intake_day_event events[] = {
		{"May half term", sp_day_of(2027, 5, 31), sp_day_of(2027, 6, 4), 3},
		{"Summer bank holiday", sp_day_of(2027, 8, 30), sp_day_of(2027, 8, 30), 9},
		{"School photographs", sp_day_of(2027, 6, 9), sp_day_of(2027, 6, 9), 15},
	};

	world_begin(world);
	assert_int_equal(sp_intake_parse_term_events(&input, events, SP_COUNT(events), &world->edits,
						     &world->result, &world->err),
			 SP_OK);
	assert_int_equal(world->result.n_warnings, 1);
	world_apply(world);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2027, 8, 30)).kind, SP_DAY_BANK_HOLIDAY);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2027, 6, 1)).kind, SP_DAY_HALF_TERM);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2026, 10, 27)).kind, SP_DAY_HALF_TERM);
}

static void
test_timetable_follows_the_grid(void **state)
{
	struct world *world = *state;
	const struct sp_timetable_slot *slots = world->snapshot.timetable_slots.items;

	assert_int_equal(world->snapshot.periods.n, 13);
	assert_int_equal(world->snapshot.timetable_slots.n, 2);
	assert_int_equal(world->snapshot.working_windows.n, 1);
	for (size_t i = 0; i < world->snapshot.timetable_slots.n; i++) {
		bool friday = slots[i].weekday == SP_FRIDAY;

		assert_int_equal(slots[i].from_min, friday ? 11 * 60 + 5 : 9 * 60 + 5);
		assert_int_equal(slots[i].to_min, friday ? 13 * 60 + 5 : 10 * 60 + 5);
	}
	/* Only slots: the grid and the hours stay. "each day" by name follows each day's own grid. */
	assert_int_equal(
		world_take(world, sp_intake_parse_timetable, "day,period,what,title\n,P1,duty,Gate\n"),
		SP_OK);
	assert_counts(world, 5, 0, 0, 2);
	assert_int_equal(world->snapshot.periods.n, 13);
	assert_int_equal(
		world_take(world, sp_intake_parse_timetable, "day,period,what,title\n,P1,duty,Gate\n"),
		SP_OK);
	assert_counts(world, 0, 0, 5, 0);
}

/* A fresh plan whose school publishes only the ends of its terms. */
static void
test_terms_from_their_ends(void **state)
{
	struct world *world = *state;
	struct sp_intake_input input = {
		.path = "t.ics", .snapshot = &world->snapshot, .now = world->now, .options = &world->options};
	struct sp_intake_day_event events[] = {
		{"Autumn Term starts", sp_day_of(2027, 9, 2), sp_day_of(2027, 9, 2), 1},
		{"Half-term holiday", sp_day_of(2027, 10, 25), sp_day_of(2027, 10, 29), 2},
		{"Last day of term", sp_day_of(2027, 12, 17), sp_day_of(2027, 12, 17), 3},
		{"Spring term begins", sp_day_of(2028, 1, 4), sp_day_of(2028, 1, 4), 4},
		{"Term ends", sp_day_of(2028, 3, 31), sp_day_of(2028, 3, 31), 5},
		{"Term ends", sp_day_of(2028, 7, 21), sp_day_of(2028, 7, 21), 6},
	};

	world_begin(world);
	assert_int_equal(sp_intake_parse_term_events(&input, events, SP_COUNT(events), &world->edits,
						     &world->result, &world->err),
			 SP_OK);
	assert_counts(world, 3, 0, 0, 0);
	assert_int_equal(world->result.n_warnings, 1); /* the last has no beginning */
	world_apply(world);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2027, 9, 3)).kind, SP_DAY_SCHOOL);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2027, 10, 26)).kind, SP_DAY_HALF_TERM);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2028, 3, 31)).kind, SP_DAY_SCHOOL);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2028, 4, 3)).kind, SP_DAY_HOLIDAY);
	assert_int_equal(sp_year_day(&world->snapshot, sp_day_of(2026, 11, 23)).kind, SP_DAY_SCHOOL);
}

/* What must be refused, where, and with which words. */
static const struct refusal {
	sp_intake_parse_fn *parse;
	const char *csv;
	int line;
	const char *words;
} refusals[] = {
	{sp_intake_parse_caseload, "", 0, "empty"},
	{sp_intake_parse_caseload, "year,status\n7,EHCP\n", 1, "no column \"code\""},
	{sp_intake_parse_caseload, "<!DOCTYPE html><html>", 1, "web page"},
	{sp_intake_parse_caseload, "PK\x03\x04zip", 0, "workbook"},
	{sp_intake_parse_caseload, "BEGIN:VCALENDAR\n", 1, "calendar"},
	{sp_intake_parse_caseload, "code,year,status,last review\nK1,7,EHCP,31/02/2026\n", 2,
	 "last review: 31/02/2026 is no date in any calendar; dates are dd/mm/yyyy or 2026-02-28"},
	{sp_intake_parse_caseload, "code,year,status,last review\n\nK1,7,EHCP,soon\n", 3, "soon is no date"},
	{sp_intake_parse_caseload, "code,year,status,last review\nK1,7,EHCP,01/02/2027\n", 2,
	 "in the future"},
	{sp_intake_parse_caseload, "code,year,status\nK1,7,EHCP\nK2,8,EHCP\nk1,9,EHCP\n", 4,
	 "line 2 already"},
	{sp_intake_parse_caseload, "code,year,status\nK1,15,EHCP\n", 2, "no year group"},
	{sp_intake_parse_caseload, "code,year,status\nK1,7,gifted\n", 2,
	 "EHCP, SEN Support, request or watch"},
	{sp_intake_parse_caseload, "code,year,status\nK1,7,\n", 2, "is empty"},
	{sp_intake_parse_caseload, "code,year,status,transfer\nK1,8,EHCP,Y6 2027\n", 2, "does not fit"},
	{sp_intake_parse_caseload, "code,year,status,transfer\nK1,6,EHCP,Y6 2025\n", 2, "past"},
	{sp_intake_parse_caseload, "code,year,status,transfer\nK1,9,EHCP,post-16 2027\n", 2, "does not fit"},
	{sp_intake_parse_caseload, "code,year,status\nK1,7,EHCP,extra\n", 2, "4 cells"},
	{sp_intake_parse_caseload, "code,year,status\n\"K1,7,EHCP\n", 2, "never closed"},
	{sp_intake_parse_caseload, "code,status,sen status\nK1,EHCP,EHCP\n", 1,
	 "could be the column \"status\""},
	{sp_intake_parse_terms, "kind,from,to\nterm,01/09/2026,18/12/2026\nterm,05/10/2026,09/10/2026\n", 3,
	 "shares days"},
	{sp_intake_parse_terms, "kind,from,to\nterm,18/12/2026,01/09/2026\n", 2, "comes before"},
	{sp_intake_parse_terms, "kind,from,to\nholiday,18/12/2026,01/09/2026\n", 2, "half-term, inset"},
	{sp_intake_parse_terms, "kind,from,to\nterm,01/09/2026,18/12/2026\nhalf-term,19/12/2026,02/01/2027\n",
	 3, "does not lie inside a term"},
	{sp_intake_parse_terms, "kind,name,from\ncycle-week,C,07/09/2026\n", 2, "A to B"},
	{sp_intake_parse_terms, "kind,from,to\nterm,01/09/2026,18/12/2028\n", 2, "is the year right"},
	{sp_intake_parse_timetable, "day,from,to,what\nMon,09:00,10:00,teach\nMon,09:30,10:30,ppa\n", 3,
	 "overlaps line 2"},
	{sp_intake_parse_timetable, "week,day,from,to,what\nA,Mon,09:00,10:00,teach\n,Mon,09:30,10:30,ppa\n",
	 3, "overlaps line 2"},
	{sp_intake_parse_timetable,
	 "day,period,from,to,what\nMon,P1,09:00,10:00,lesson\nMon,P2,09:50,10:50,lesson\n", 3,
	 "overlaps line 2"},
	{sp_intake_parse_timetable, "week,day,from,to,what\nC,Mon,09:00,10:00,teach\n", 2, "A to B"},
	{sp_intake_parse_timetable, "day,period,what\nMon,P9,teach\n", 2, "no \"P9\" on Mon"},
	{sp_intake_parse_timetable, "day,from,to,what\nMoonday,09:00,10:00,teach\n", 2, "no weekday"},
	{sp_intake_parse_timetable, "day,from,to,what\nMon,10:00,09:00,teach\n", 2, "does not come after"},
	{sp_intake_parse_timetable, "day,from,to,what\nMon,25:00,26:00,teach\n", 2, "no time of day"},
	{sp_intake_parse_timetable, "day,what\nMon,teach\n", 2, "one of them says when"},
	{sp_intake_parse_timetable, "day,from,to,what\nMon,09:00,10:00,nap\n", 2, "not known"},
	{sp_intake_parse_staff, "code,role\nMary Poppins,TA\n", 2, "no code"},
	{sp_intake_parse_staff, "code,from,to\nTA01,15:00,09:00\n", 2, "later to"},
	{sp_intake_parse_staff, "code\nTA01\nta01\n", 3, "twice"},
	{sp_intake_parse_duties, "name,activity,cadence\nWalk,flying,weekly\n", 2, "no activity"},
};

static void
test_refusals(void **state)
{
	struct world *world = *state;
	int failed = 0;

	for (size_t i = 0; i < SP_COUNT(refusals); i++) {
		const struct refusal *r = &refusals[i];
		enum sp_rc rc = world_take(world, r->parse, r->csv);

		if (rc == SP_INPUT && world->err.line == r->line && strstr(world->err.text, r->words) != NULL)
			continue;
		print_error("case %zu: code %d, line %d: %s\n  wanted line %d: %s\n", i, (int)rc,
			    world->err.line, world->err.text, r->line, r->words);
		failed++;
	}
	assert_int_equal(failed, 0);
}

static void
test_skip_bad_lists_what_it_left(void **state)
{
	struct world *world = *state;

	world->options.skip_bad = true;
	assert_int_equal(
		world_take(world, sp_intake_parse_caseload,
			   "code,year,status,last review\nK1,7,EHCP,31/02/2026\nK2,8,EHCP,01/03/2026\n"),
		SP_OK);
	assert_counts(world, 1, 0, 0, 0);
	assert_int_equal(world->result.n_warnings, 1);
	assert_int_equal(world->result.warnings[0].line, 2);
	world->options.skip_bad = false;
}

/* Whatever the moment at which memory runs out, it is an ordinary error. */
static void
test_out_of_memory(void **state)
{
	static const struct {
		sp_intake_parse_fn *parse;
		const char *csv;
	} inputs[] = {
		{sp_intake_parse_caseload, "code,year,status\nK1,7,EHCP\nK2,8,watch\n"},
		{sp_intake_parse_terms, "kind,name,from,to\nterm,Autumn,01/09/2027,18/12/2027\n"},
		{sp_intake_parse_timetable, "day,period,what\n,P1,duty\nFri,P2,teach\n"},
		{sp_intake_parse_staff, "code,role\nTA01,TA\nTA02,TA\n"},
	};
	struct world *world = *state;

	for (size_t i = 0; i < SP_COUNT(inputs); i++) {
		struct sp_intake_input input = {.path = "in.csv",
						.bytes = inputs[i].csv,
						.size = strlen(inputs[i].csv),
						.snapshot = &world->snapshot,
						.now = world->now,
						.options = &world->options};
		enum sp_rc rc = SP_SYSTEM;
		size_t failures = 0;

		for (size_t limit = 16; rc != SP_OK; limit += 64) {
			struct sp_intake_result result;
			struct sp_edits edits;
			struct sp_arena arena;

			sp_arena_init(&arena);
			arena.limit_bytes = limit;
			sp_edits_init(&edits, &arena);
			rc = inputs[i].parse(&input, &edits, &result, &world->err);
			sp_arena_finish(&arena);
			assert_true(rc == SP_OK || rc == SP_SYSTEM);
			failures += rc != SP_OK;
			assert_true(limit < 1000000);
		}
		assert_true(failures > 5);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_caseload_is_forgiving, begin, end),
		cmocka_unit_test_setup_teardown(test_caseload_changes_in_place, begin, end),
		cmocka_unit_test_setup_teardown(test_names_are_refused, begin, end),
		cmocka_unit_test_setup_teardown(test_terms_and_weeks, begin, end),
		cmocka_unit_test_setup_teardown(test_terms_from_a_calendar, begin, end),
		cmocka_unit_test_setup_teardown(test_terms_from_their_ends, begin, end),
		cmocka_unit_test_setup_teardown(test_timetable_follows_the_grid, begin, end),
		cmocka_unit_test_setup_teardown(test_refusals, begin, end),
		cmocka_unit_test_setup_teardown(test_skip_bad_lists_what_it_left, begin, end),
		cmocka_unit_test_setup_teardown(test_out_of_memory, begin, end),
	};

	return cmocka_run_group_tests_name("intake_parse", tests, NULL, NULL);
}
