/*
 * Imports into a plan's file: the shipped presets and sample schools, files taken twice, dry runs, bad files, calendars,
 * and quick entry.
 */
#include "senplan/app/intake.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/model/year.h"
#include "senplan/plan/clocks.h"
#include "senplan/report/contract.h"

#include "school.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int
begin(void **state)
{
	static struct school school;

	school_open(&school);
	*state = &school;
	return 0;
}

static int
end(void **state)
{
	school_close(*state);
	return 0;
}

static void
assert_ok(const struct school *school, enum sp_rc rc)
{
	char buf[800];

	if (rc != SP_OK)
		fail_msg("code %d: %s", (int)rc, sp_err_format(&school->err, buf, sizeof(buf)));
}

static void
assert_counts(const struct school *school, size_t n_new, size_t n_changed, size_t n_unchanged,
	      size_t n_removed)
{
	assert_int_equal(school->result.n_new, n_new);
	assert_int_equal(school->result.n_changed, n_changed);
	assert_int_equal(school->result.n_unchanged, n_unchanged);
	assert_int_equal(school->result.n_removed, n_removed);
}

/* What each preset refers to is there, and a second time changes nothing but the spans' ids. */
/* Every one of the names, with a blank between, is a rule. */
static bool
has_rules(const struct sp_snapshot *s, const char *names)
{
	while (*names != '\0') {
		size_t len = strcspn(names, " |");
		bool found = false;

		for (size_t r = 0; r < s->rules.n && !found; r++)
			found = strlen(s->rules.items[r].key) == len &&
				strncmp(s->rules.items[r].key, names, len) == 0;
		if (!found)
			return false;
		names += len + (names[len] != '\0');
	}
	return true;
}

/* Every row dates a step, or is asked for by name, or says that it is for information and why. */
static bool
has_use(const struct sp_snapshot *s, const struct sp_rule *rule)
{
	static const char *const by_name[] = {
		"ar.interval",	       "ar.interval.under5", "ar.moved_in",	     "phase.post16",
		"na.exception.closed", "na.exception.away",  "na.exception.personal"};
	bool used = sp_starts_with(rule->text, "for information: ");

	for (size_t i = 0; i < SP_CONTRACT_LIMITS; i++)
		used = used || sp_streq(sp_contract_rules[i].key, rule->key);
	for (size_t i = 0; i < SP_COUNT(by_name); i++)
		used = used || sp_streq(by_name[i], rule->key);
	for (size_t i = 0; i < s->steps.n; i++)
		used = used || sp_step_uses_rule(&s->steps.items[i], rule->key);
	return used;
}

static void
test_presets(void **state)
{
	struct school *school = *state;
	const char *const names[] = {"primary", "secondary"};

	for (size_t i = 0; i < 2; i++) {
		const struct sp_snapshot *s;
		size_t n_spans;

		assert_ok(school, sp_intake_preset(school->app, names[i], &school->err));
		s = sp_app_snapshot(school->app);
		n_spans = s->window_spans.n;
		assert_true(s->activities.n >= 20 && s->steps.n >= 20 && s->duties.n >= 25 &&
			    s->rules.n >= 50);
		assert_ok(school, sp_intake_preset(school->app, names[i], &school->err));
		s = sp_app_snapshot(school->app);
		assert_int_equal(s->window_spans.n, n_spans);
		for (size_t k = 0; k < s->steps.n; k++) {
			const struct sp_step *step = &s->steps.items[k];

			assert_true(has_rules(s, step->rule));
			if (step->owner == SP_OWNER_SCHOOL)
				assert_non_null(sp_snapshot_activity(s, step->activity));
		}
		for (size_t r = 0; r < s->rules.n; r++) {
			assert_true(s->rules.items[r].source[0] != '\0');
			if (i == 1 && !has_use(s, &s->rules.items[r]))
				fail_msg("nothing uses %s", s->rules.items[r].key);
			assert_true(s->rules.items[r].from_day != SP_DAY_NONE);
		}
		for (size_t k = 0; k < s->activities.n; k++) {
			const struct sp_activity *activity = &s->activities.items[k];

			assert_true(activity->low_min <= activity->typical_min &&
				    activity->typical_min <= activity->high_min);
			assert_true(activity->estimate_source[0] != '\0' && activity->plain[0] != '\0');
			assert_int_equal(strlen(activity->letter), 1);
		}
	}
	assert_int_equal(sp_intake_preset(school->app, "nursery", &school->err), SP_USAGE);
}

/* Demand and hours of the year, as the report will tell them. */
static void
print_balance(const struct sp_snapshot *s, const char *name)
{
	struct sp_arena arena;
	int32_t allocated = 0, wanted = 0, placed = 0, week_placed = 0, week_allocated = 0, monday;
	int32_t by[200] = {0};

	sp_arena_init(&arena);
	assert_int_equal(sp_allocated_min(s, sp_day_of(2026, 11, 23), sp_day_of(2027, 7, 21), &arena,
					  &allocated, NULL),
			 SP_OK);
	assert_int_equal(sp_allocated_min(s, sp_day_of(2026, 11, 23), sp_day_of(2026, 11, 27), &arena,
					  &week_allocated, NULL),
			 SP_OK);
	for (size_t i = 0; i < s->tasks.n; i++) {
		wanted += s->tasks.items[i].state == SP_TASK_OPEN ? s->tasks.items[i].length_min : 0;
		for (size_t a = 0; a < s->activities.n; a++)
			if (s->activities.items[a].id.v == s->tasks.items[i].activity.v &&
			    s->tasks.items[i].state == SP_TASK_OPEN)
				by[a] += s->tasks.items[i].length_min;
	}
	for (size_t i = 0; i < s->blocks.n; i++)
		placed += s->blocks.items[i].length_min;
	monday = sp_time_of(sp_day_of(2026, 11, 23), 0);
	for (size_t i = 0; i < s->blocks.n; i++)
		if (s->blocks.items[i].start < monday + 7 * 1440)
			week_placed += s->blocks.items[i].length_min;
	print_message(
		"%s: %zu tasks, %zu blocks; wanted %d h, allocated %d h, after reserve %d h (%d %%), placed %d h; week %d of %d min\n",
		name, s->tasks.n, s->blocks.n, wanted / 60, allocated / 60, allocated * 8 / 10 / 60,
		wanted * 100 / (allocated * 8 / 10), placed / 60, week_placed, week_allocated);
	if (getenv("BALANCE") != NULL)
		for (size_t a = 0; a < s->activities.n; a++)
			print_message("  %-28s %5d min\n", s->activities.items[a].name, by[a]);
	sp_arena_finish(&arena);
	assert_in_range(wanted * 100 / (allocated * 8 / 10), 100, 130);
	assert_true(week_placed * 100 >= week_allocated * 60);
}

/* The plan keeps every hard rule, and planning again finds nothing to change. */
static void
check_plan(struct school *school)
{
	struct sp_pending_request request = {.from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct sp_app_findings findings = {0};
	struct sp_proposal *proposal;
	enum sp_rc rc = sp_app_check(school->app, false, &school->arena, &findings, &school->err);

	for (size_t i = 0; rc == SP_NO && i < findings.n; i++)
		print_error("%s\n", findings.texts[i]);
	assert_ok(school, rc);
	assert_ok(school, sp_app_plan(school->app, &request, &school->err));
	while (sp_app_plan_run(school->app, 5000))
		;
	assert_ok(school, sp_app_proposal(school->app, &proposal, &school->err));
	assert_int_equal(proposal->n_moved + proposal->n_new + proposal->n_dropped, 0);
}

static void
check_demo(struct school *school, const char *name, size_t n_ehcp, size_t n_staff)
{
	const struct sp_snapshot *s;
	size_t ehcp = 0;

	assert_ok(school, sp_intake_demo(school->app, name, &school->err));
	s = sp_app_snapshot(school->app);
	for (size_t i = 0; i < s->cases.n; i++)
		ehcp += s->cases.items[i].status == SP_CASE_EHCP;
	assert_int_equal(ehcp, n_ehcp);
	assert_int_equal(s->staff_members.n, n_staff);
	assert_true(s->busy_times.n > 30);
	print_balance(s, name);
	assert_true(s->blocks.n > 300);
	check_plan(school);
}

static void
test_demo_secondary(void **state)
{
	check_demo(*state, "secondary", 24, 12);
}

static void
test_demo_primary(void **state)
{
	check_demo(*state, "primary", 16, 10);
}

/* Hard tasks late in a plan that has nothing to keep: nobody can ask for fewer of a re-plan. */
static int64_t
late_in_a_fresh_plan(struct school *school)
{
	struct sp_plan_request request = {.now = sp_app_now(school->app),
					  .from_day = SP_DAY_NONE,
					  .to_day = SP_DAY_NONE,
					  .fresh = true};
	struct sp_planner *planner;
	struct sp_proposal proposal;

	assert_ok(school, sp_planner_create(sp_app_pending_snapshot(school->app), &request, &school->arena,
					    &planner, &school->err));
	while (sp_planner_run(planner, 5000))
		;
	assert_ok(school, sp_planner_proposal(planner, &school->arena, &proposal, &school->err));
	return proposal.score.hard_late;
}

enum { MOST_MOVED = 30 };

/* Whatever half-day of the next three weeks is lost, the statutory dates come first, and not many blocks move. */
static void
test_lost_half_days(void **state)
{
	const struct sp_pending_request request = {.from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct school *school = *state;
	sp_day today;

	assert_ok(school, sp_intake_demo(school->app, "secondary", &school->err));
	today = sp_time_day(sp_app_now(school->app));
	for (sp_day day = today; day < today + 19; day++) {
		for (int half = 0; half < 2; half++) {
			sp_time from = sp_time_of(day, half == 0 ? 8 * 60 : 13 * 60);
			struct sp_proposal *proposal;
			enum sp_rc rc = sp_app_lost(school->app, from, from + 4 * 60, SP_CAUSE_COVER,
						    &request, &school->err);

			if (rc == SP_NO)
				continue;
			assert_ok(school, rc);
			while (sp_app_plan_run(school->app, 5000))
				;
			assert_ok(school, sp_app_proposal(school->app, &proposal, &school->err));
			assert_true(proposal->n_moved <= MOST_MOVED);
			if (proposal->score.hard_late > 0)
				assert_true(proposal->score.hard_late <= late_in_a_fresh_plan(school));
			sp_app_discard(school->app);
		}
	}
}

/* The sample files through the imports, twice. */
static void
test_same_files_twice(void **state)
{
	struct school *school = *state;
	typedef enum sp_rc take_fn(struct sp_app *, const char *, const struct sp_intake_options *,
				   struct sp_arena *, struct sp_intake_result *, struct sp_err *);
	static const struct {
		const char *file;
		take_fn *take;
	} files[] = {
		{"terms.csv", sp_intake_terms},	      {"timetable.csv", sp_intake_timetable},
		{"staff.csv", sp_intake_staff},	      {"caseload.csv", sp_intake_caseload},
		{"events.csv", sp_intake_events},     {"duties.csv", sp_intake_duties},
		{"calendar.ics", sp_intake_calendar},
	};

	assert_ok(school, sp_intake_preset(school->app, "secondary", &school->err));
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		const char *path =
			sp_arena_printf(&school->arena, "%s/examples/secondary/%s", SHARE_DIR, files[i].file);
		size_t n, n_known;

		school->options.dry_run = true;
		assert_ok(school, files[i].take(school->app, path, &school->options, &school->arena,
						&school->result, &school->err));
		n = school->result.n_new;
		assert_true(n > 0);
		n_known = school->result.n_changed + school->result.n_unchanged;
		school->options.dry_run = false;
		assert_ok(school, files[i].take(school->app, path, &school->options, &school->arena,
						&school->result, &school->err));
		assert_int_equal(school->result.n_new, n);
		assert_ok(school, files[i].take(school->app, path, &school->options, &school->arena,
						&school->result, &school->err));
		assert_counts(school, 0, 0, n + n_known, 0);
	}
}

static void
test_bad_files(void **state)
{
	struct school *school = *state;
	const char *page = school_file(school, "cal.ics", "<!DOCTYPE html><html><body>Log in</body></html>");
	const char *bad =
		school_file(school, "c.csv", "code,year,status,last review\nK1,7,EHCP,31/02/2026\n");

	assert_int_equal(sp_intake_calendar(school->app, page, &school->options, &school->arena,
					    &school->result, &school->err),
			 SP_INPUT);
	assert_non_null(strstr(school->err.path, "cal.ics"));
	assert_int_equal(sp_intake_terms(school->app, page, &school->options, &school->arena, &school->result,
					 &school->err),
			 SP_INPUT);
	assert_int_equal(sp_intake_caseload(school->app, bad, &school->options, &school->arena,
					    &school->result, &school->err),
			 SP_INPUT);
	assert_int_equal(school->err.line, 2);
	assert_int_equal(sp_app_snapshot(school->app)->cases.n, 0);
	assert_int_not_equal(sp_intake_caseload(school->app, "/nonexistent/x.csv", &school->options,
						&school->arena, &school->result, &school->err),
			     SP_OK);
}

static const char first_ics[] =
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
	"BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=GMT Standard Time:20261124T090000\r\n"
	"DTEND;TZID=GMT Standard Time:20261124T100000\r\nSUMMARY:One\r\nEND:VEVENT\r\n"
	"BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20261126\r\nSUMMARY:Two\r\nEND:VEVENT\r\n"
	"END:VCALENDAR\r\n";
/* One with a new UID, two gone, three new. */
static const char second_ics[] =
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
	"BEGIN:VEVENT\r\nUID:a2\r\nDTSTART;TZID=GMT Standard Time:20261124T090000\r\n"
	"DTEND;TZID=GMT Standard Time:20261124T100000\r\nSUMMARY:One\r\nEND:VEVENT\r\n"
	"BEGIN:VEVENT\r\nUID:c\r\nDTSTART:20270701T080000Z\r\nDTEND:20270701T090000Z\r\n"
	"SUMMARY:Three\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

static void
test_calendar_replaces_its_source(void **state)
{
	struct school *school = *state;
	const char *path = school_file(school, "a.ics", first_ics);
	struct sp_availability day;

	school->options.source_name = "work";
	assert_ok(school, sp_intake_calendar(school->app, path, &school->options, &school->arena,
					     &school->result, &school->err));
	assert_counts(school, 2, 0, 0, 0);
	assert_int_equal(school->result.n_busy, 2);
	school_file(school, "a.ics", second_ics);
	assert_ok(school, sp_intake_calendar(school->app, path, &school->options, &school->arena,
					     &school->result, &school->err));
	assert_counts(school, 1, 0, 1, 1);
	assert_int_equal(sp_app_snapshot(school->app)->sources.n, 1);
	/* July is in summer time: 08:00 in UTC is nine o'clock here. */
	assert_ok(school, sp_availability_of(sp_app_snapshot(school->app), sp_day_of(2027, 7, 1),
					     &school->arena, &day, &school->err));
	assert_true(day.n_fixed >= 1);
	assert_int_equal(day.fixed[0].from_min, 9 * 60);
	/* A folder of calendars is one source too. */
	school_file(school, "b.ics", first_ics);
	assert_ok(school, sp_intake_calendar(school->app, school->folder, &school->options, &school->arena,
					     &school->result, &school->err));
	assert_int_equal(school->result.n_busy, 4);
	school->options.source_name = NULL;
}

/* What is typed, and what is understood; "refused" stands for a refusal. */
static const struct {
	const char *text;
	const char *understood;
} typed[] = {
	{"parent meeting K07 30m before fri after school",
	 "Parent meeting for K07, 0h30, by Thu 26 Nov, after school."},
	{"learning walk in lessons 1h next week",
	 "Learning walk, 1h00, from Mon 30 Nov, by Fri 4 Dec, in lessons, not in exam weeks."},
	{"K12 papers by 4 dec", "EHCP papers for K12, 1h05 (the usual length), by Fri 4 Dec: \"papers\"."},
	{"annual review K04 on 9 feb",
	 "Annual review meeting for K04, 1h25 (the usual length), from Tue 9 Feb, by Tue 9 Feb: \"annual review\"."},
	{"review S05 before half-term",
	 "SEN Support review for S05, 0h25 (the usual length), by Fri 12 Feb: \"review\"."},
	{"urgent LA forms 45 minutes tomorrow", "LA forms, 0h45, from Tue 24 Nov, by Tue 24 Nov, urgent."},
	{"urgent ring social worker K09 15m",
	 "Other admin for K09, 0h15, by Tue 24 Nov, urgent: \"ring social worker\"."},
	{"urgent letter after half-term",
	 "Other admin, 0h35 (the usual length), from Mon 22 Feb, urgent: \"letter\"."},
	{"K12 parent call thu after school",
	 "Parent calls for K12, 0h30 (the usual length), from Thu 26 Nov, by Thu 26 Nov, after school: \"parent call\"."},
	{"agency call tomorrow",
	 "Agency calls, 0h20 (the usual length), from Tue 24 Nov, by Tue 24 Nov: \"agency call\"."},
	{"call the surgery 30m before fri", "Other admin, 0h30, by Thu 26 Nov: \"call the surgery\"."},
	{"talk to head about timetable half an hour fri 16:30",
	 "Support timetable, 0h30, on Fri 27 Nov 16:30: \"talk to head about timetable\"."},
	{"buy new ear defenders", "Other admin, 0h35 (the usual length): \"buy new ear defenders\"."},
	{"observation K07 after half-term",
	 "Pupil observation for K07, 1h00 (the usual length), from Mon 22 Feb: \"observation\"."},
	{"3 walks", "Learning walk, 0h50 (the usual length): \"3 walks\"."},
	{"email 20/11/2026", "refused"},
	{"parent meeting K07 K08", "refused"},
	{"meeting K07 30m 45m", "refused"},
	{"", "refused"},
};

static void
test_quick_entry(void **state)
{
	struct school *school = *state;
	int failed = 0;

	assert_ok(school, sp_intake_demo(school->app, "secondary", &school->err));
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		const char *understood = "";
		sp_task_id task = {0};
		enum sp_rc rc = sp_intake_add(school->app, typed[i].text, true, &school->arena, &understood,
					      &task, &school->err);

		if (rc != SP_OK)
			understood = rc == SP_USAGE ? "refused" : school->err.text;
		if (sp_streq(understood, typed[i].understood))
			continue;
		print_error("\"%s\"\n gave   %s (%s)\n wanted %s\n", typed[i].text, understood,
			    school->err.text, typed[i].understood);
		failed++;
	}
	assert_int_equal(failed, 0);
}

/* In a school year that is full, a call wanted this week has its place by then or none; not one in May. */
static void
test_asked_for_is_not_placed_weeks_late(void **state)
{
	struct school *school = *state;
	const struct sp_snapshot *s;
	const char *understood;
	struct sp_pending_request request = {.from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	sp_task_id task;

	assert_ok(school, sp_intake_demo(school->app, "secondary", &school->err));
	assert_ok(school, sp_intake_add(school->app, "parent meeting K07 30m before fri after school", false,
					&school->arena, &understood, &task, &school->err));
	assert_ok(school, sp_app_plan(school->app, &request, &school->err));
	while (sp_app_plan_run(school->app, 5000))
		;
	assert_ok(school, sp_app_accept(school->app, &school->err));
	s = sp_app_snapshot(school->app);
	for (size_t i = 0; i < s->blocks.n; i++)
		if (s->blocks.items[i].task.v == task.v)
			assert_true(sp_time_day(s->blocks.items[i].start) <=
				    sp_snapshot_task(s, task)->due_day + 14);
}

static void
test_quick_entry_is_stored(void **state)
{
	struct school *school = *state;
	const char *understood, *label;
	sp_task_id task;
	size_t n_tasks, n_blocks;

	assert_ok(school, sp_intake_preset(school->app, "secondary", &school->err));
	n_tasks = sp_app_snapshot(school->app)->tasks.n;
	n_blocks = sp_app_snapshot(school->app)->blocks.n;
	assert_ok(school, sp_intake_add(school->app, "agency liaison fri 15:30 45m", false, &school->arena,
					&understood, &task, &school->err));
	assert_int_equal(sp_app_snapshot(school->app)->tasks.n, n_tasks + 1);
	assert_int_equal(sp_app_snapshot(school->app)->blocks.n, n_blocks + 1);
	assert_string_equal(sp_snapshot_task(sp_app_snapshot(school->app), task)->title, "agency liaison");
	/* There is something now. */
	assert_int_equal(sp_intake_add(school->app, "parent calls fri 15:45", false, &school->arena,
				       &understood, &task, &school->err),
			 SP_NO);
	assert_ok(school, sp_app_undo(school->app, &school->arena, &label, &school->err));
	assert_int_equal(sp_app_snapshot(school->app)->tasks.n, n_tasks);
	assert_int_equal(sp_app_snapshot(school->app)->blocks.n, n_blocks);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_presets, begin, end),
		cmocka_unit_test_setup_teardown(test_same_files_twice, begin, end),
		cmocka_unit_test_setup_teardown(test_bad_files, begin, end),
		cmocka_unit_test_setup_teardown(test_calendar_replaces_its_source, begin, end),
		cmocka_unit_test_setup_teardown(test_quick_entry_is_stored, begin, end),
		cmocka_unit_test_setup_teardown(test_demo_secondary, begin, end),
		cmocka_unit_test_setup_teardown(test_demo_primary, begin, end),
		cmocka_unit_test_setup_teardown(test_lost_half_days, begin, end),
		cmocka_unit_test_setup_teardown(test_quick_entry, begin, end),
		cmocka_unit_test_setup_teardown(test_asked_for_is_not_placed_weeks_late, begin, end),
	};

	return cmocka_run_group_tests_name("intake", tests, NULL, NULL);
}
