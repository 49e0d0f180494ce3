/*
 * The year of each preset: every duty of it, in the months of its season, by a table that a SENCO can read. A duty that
 * is not in the table, or is in it and no longer comes, fails. And what ties a duty to a date or to people.
 */
#include "senplan/app/school.h"
#include "senplan/base/str.h"
#include "senplan/model/availability.h"
#include "senplan/plan/expand.h"
#include "senplan/store/file.h"

#include "school.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_TABLE = 65536 };

static const enum sp_rc ok = SP_OK;

#define assert_ok(school, call)                                                        \
	do {                                                                           \
		if ((call) != ok)                                                      \
			fail_msg("%s:%d: %s", __FILE__, __LINE__, (school)->err.text); \
	} while (0)

/* A year from its first day: the sample's terms, staff and pupils, and the preset's duties, not planned. */
static void
open_year(struct school *school, const char *phase)
{
	static const char *const files[] = {"terms", "timetable", "staff", "caseload"};
	enum sp_rc (*const take[])(struct sp_app *, const char *, const struct sp_intake_options *,
				   struct sp_arena *, struct sp_intake_result *, struct sp_err *) = {
		sp_intake_terms, sp_intake_timetable, sp_intake_staff, sp_intake_caseload};
	struct sp_intake_result result;

	school_open(school);
	assert_ok(school, sp_intake_preset(school->app, phase, &school->err));
	for (size_t i = 0; i < 4; i++) {
		const char *path =
			sp_arena_printf(&school->arena, "%s/examples/%s/%s.csv", SHARE_DIR, phase, files[i]);

		assert_ok(school, take[i](school->app, path, &school->options, &school->arena, &result,
					  &school->err));
	}
}

/* The plan as it would be expanded on that day. */
static void
expand_on(struct school *school, sp_day day, struct sp_snapshot *ret)
{
	struct sp_expansion expansion;
	struct sp_edits edits;

	sp_edits_init(&edits, &school->arena);
	assert_ok(school, sp_plan_expand(sp_app_snapshot(school->app), sp_time_of(day, 0), &edits, &expansion,
					 &school->err));
	if (expansion.a_problem != NULL)
		print_error("%s\n", expansion.a_problem);
	assert_int_equal(expansion.n_problems, 0);
	assert_ok(school,
		  sp_snapshot_apply(sp_app_snapshot(school->app), &edits, &school->arena, ret, &school->err));
}

/* "11 12 1": the months in which the duty is due, in the order of a school year. */
static void
months_of(const struct sp_snapshot *s, sp_duty_id duty, char *buf, size_t size)
{
	bool in[13] = {false};
	size_t len = 0;

	for (size_t i = 0; i < s->tasks.n; i++)
		if (s->tasks.items[i].duty.v == duty.v && s->tasks.items[i].state == SP_TASK_OPEN)
			in[sp_day_date(s->tasks.items[i].due_day).month] = true;
	buf[0] = '\0';
	for (int i = 0; i < 12; i++) {
		int month = (i + 8) % 12 + 1;

		if (in[month])
			len += (size_t)snprintf(buf + len, size - len, "%s%d", len == 0 ? "" : " ", month);
	}
}

/* The line of the table for the key: its months, or NULL. */
static char *
line_of(char *table, const char *key)
{
	size_t len = strlen(key);

	for (char *at = table; at != NULL && *at != '\0'; at = strchr(at, '\n') + 1)
		if (strncmp(at, key, len) == 0 && at[len] == ' ')
			return at;
	return NULL;
}

static size_t
count_lines(const char *table)
{
	size_t n = 0;

	for (const char *at = table; *at != '\0'; at++)
		n += *at == '\n' && at[1] != '#' && at[1] != '\0';
	return n;
}

static void
check_seasons(const char *phase)
{
	struct school school;
	struct sp_snapshot s;
	const char *bytes, *path;
	char *table;
	size_t size, n_bad = 0;

	open_year(&school, phase);
	expand_on(&school, sp_day_of(2026, 9, 1), &s);
	path = sp_arena_printf(&school.arena, "%s/duties-%s.txt", DATA_DIR, phase);
	assert_ok(&school, sp_file_read(path, MAX_TABLE, &school.arena, &bytes, &size, &school.err));
	table = sp_arena_strndup(&school.arena, bytes, size);
	assert_non_null(table);
	for (size_t i = 0; i < s.duties.n; i++) {
		const struct sp_duty *duty = &s.duties.items[i];
		char months[64];
		char *line = line_of(table, duty->key);

		months_of(&s, duty->id, months, sizeof(months));
		if (line != NULL) {
			char *want = line + strcspn(line, " \n");
			size_t len;

			want += strspn(want, " ");
			len = strcspn(want, "\n");
			if (len == strlen(duty->active ? months : "off") &&
			    strncmp(want, duty->active ? months : "off", len) == 0 && len > 0)
				continue;
		}
		print_error("%-24s %s\n", duty->key, duty->active ? months : "off");
		n_bad++;
	}
	assert_int_equal(n_bad, 0);
	assert_int_equal(count_lines(table), s.duties.n);
	school_close(&school);
}

static void
test_seasons_secondary(void **state)
{
	(void)state;
	check_seasons("secondary");
}

static void
test_seasons_primary(void **state)
{
	(void)state;
	check_seasons("primary");
}

/* What each activity must say of itself: letter, plain words of five at most, lengths in order, where they come from. */
static void
test_activities_are_whole(void **state)
{
	static const char *const phases[] = {"primary", "secondary"};

	(void)state;
	for (size_t p = 0; p < 2; p++) {
		struct school school;
		const struct sp_snapshot *s;

		school_open(&school);
		assert_ok(&school, sp_intake_preset(school.app, phases[p], &school.err));
		s = sp_app_snapshot(school.app);
		for (size_t i = 0; i < s->activities.n; i++) {
			const struct sp_activity *a = &s->activities.items[i];
			int words = 1;

			for (const char *at = a->plain; *at != '\0'; at++)
				words += *at == ' ';
			assert_true(a->plain[0] != '\0' && words <= 5);
			assert_int_equal(strlen(a->letter), 1);
			assert_true(0 < a->low_min && a->low_min <= a->typical_min &&
				    a->typical_min <= a->high_min);
			assert_true(a->estimate_source[0] != '\0' && a->lead[0] != '\0');
			assert_true(!a->delegable || a->could[0] != '\0');
		}
		school_close(&school);
	}
}

/* --- once for each pupil, or once for the year --- */

static bool
is_transition_work(const struct sp_snapshot *s, sp_activity_id activity)
{
	for (size_t i = 0; i < s->steps.n; i++)
		if (strcmp(s->steps.items[i].chain, "transition") == 0 &&
		    s->steps.items[i].activity.v == activity.v)
			return true;
	return false;
}

/* A pupil's move is work of the chain alone, for each who moves; what a duty makes for all of them is another activity. */
static void
check_moves(const char *phase)
{
	struct school school;
	struct sp_snapshot s;
	int32_t n_moving = 0, moving_min = 0;

	open_year(&school, phase);
	expand_on(&school, sp_day_of(2026, 9, 1), &s);
	for (size_t i = 0; i < s.cases.n; i++)
		n_moving += s.cases.items[i].transfer != SP_TRANSFER_NONE &&
			    s.cases.items[i].transfer_year == 2027;
	for (size_t i = 0; i < s.tasks.n; i++)
		if (s.tasks.items[i].state == SP_TASK_OPEN &&
		    is_transition_work(&s, s.tasks.items[i].activity)) {
			if (s.tasks.items[i].duty.v != 0)
				fail_msg("%s: %s counts a pupil's move again", phase, s.tasks.items[i].key);
			moving_min += s.tasks.items[i].length_min;
		}
	assert_true(n_moving > 0);
	assert_int_equal(moving_min, n_moving * (15 + 15 + 45 + 15));
	school_close(&school);
}

static void
test_moves_are_counted_once(void **state)
{
	(void)state;
	check_moves("primary");
	check_moves("secondary");
}

/* --- ties --- */

static const struct sp_task *
task_of(const struct sp_snapshot *s, const char *key)
{
	const struct sp_task *task = sp_snapshot_task_by_key(s, key);

	assert_non_null(task);
	return task;
}

static void
test_before_governors(void **state)
{
	struct school school;
	struct sp_snapshot s;
	struct sp_outcome outcome = {.arena = &school.arena};
	struct sp_expansion again;
	struct sp_edits edits;

	(void)state;
	open_year(&school, "secondary");
	expand_on(&school, sp_day_of(2026, 11, 23), &s);
	assert_int_equal(task_of(&s, "duty:governor:2026-t1:1")->due_day, sp_day_of(2026, 12, 2));
	assert_int_equal(task_of(&s, "duty:governor:2026-t2:1")->due_day, sp_day_of(2027, 3, 17));
	assert_int_equal(task_of(&s, "duty:data:2026-t1:1")->release, sp_time_of(sp_day_of(2026, 12, 7), 0));
	/* Another meeting, typed, comes first; without any the whole term is there. */
	assert_ok(&school,
		  sp_app_event_add(school.app, "governors' finance", "30 nov", &outcome, &school.err));
	s = *sp_app_snapshot(school.app);
	assert_int_equal(task_of(&s, "duty:governor:2026-t1:1")->due_day, sp_day_of(2026, 11, 27));
	sp_edits_init(&edits, &school.arena);
	assert_ok(&school, sp_plan_expand(&s, sp_app_now(school.app), &edits, &again, &school.err));
	assert_int_equal(edits.n, 0);
	assert_ok(&school,
		  sp_app_event_remove(school.app, "governors' finance", "30 nov", &outcome, &school.err));
	assert_int_equal(task_of(sp_app_snapshot(school.app), "duty:governor:2026-t1:1")->due_day,
			 sp_day_of(2026, 12, 2));
	school_close(&school);
}

/* When may the task be, on a day? */
static void
allowed_on(struct school *school, const struct sp_snapshot *s, const struct sp_task *task, sp_day day,
	   struct sp_spans *ret)
{
	const struct sp_activity *activity = sp_snapshot_activity(s, task->activity);

	assert_non_null(activity);
	assert_ok(school, sp_window_of(s, activity->window, day, &school->arena, ret, &school->err));
	assert_ok(school, sp_attendees_narrow(s, task, day, &school->arena, ret, &school->err));
}

static void
test_paid_hours(void **state)
{
	struct sp_field_value hours = {"hours", "10:00-12:00"};
	struct school school;
	struct sp_outcome outcome = {.arena = &school.arena};
	const struct sp_task *task;
	struct sp_snapshot s;
	struct sp_spans spans;
	sp_day wed = sp_day_of(2026, 11, 25);

	(void)state;
	open_year(&school, "secondary");
	assert_ok(&school, sp_app_staff_edit(school.app, "TA01", (struct sp_field_values){&hours, 1},
					     &outcome, &school.err));
	s = *sp_app_snapshot(school.app);
	task = task_of(&s, "duty:ta-objectives:2026-y1:TA01:1");
	assert_true(task->staff.v != 0);
	allowed_on(&school, &s, task, wed, &spans);
	assert_int_equal(spans.n, 1);
	assert_int_equal(spans.items[0].from, 10 * 60);
	assert_int_equal(spans.items[0].to, 12 * 60);
	/* The briefing is when all are there; that is now from ten. */
	task = task_of(&s, "duty:briefing:2026-11-23:1");
	allowed_on(&school, &s, task, wed, &spans);
	assert_int_equal(spans.n, 1);
	assert_int_equal(spans.items[0].from, 10 * 60);
	/* Gone, its tasks go; again and nothing more changes. */
	assert_ok(&school, sp_app_staff_remove(school.app, "TA01", &outcome, &school.err));
	s = *sp_app_snapshot(school.app);
	assert_int_equal(task_of(&s, "duty:ta-objectives:2026-y1:TA01:1")->state, SP_TASK_RETIRED);
	school_close(&school);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seasons_secondary),    cmocka_unit_test(test_seasons_primary),
		cmocka_unit_test(test_activities_are_whole), cmocka_unit_test(test_before_governors),
		cmocka_unit_test(test_paid_hours),	     cmocka_unit_test(test_moves_are_counted_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
