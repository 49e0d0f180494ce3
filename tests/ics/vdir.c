/*
 * The plan for a vdir folder: what is written, left, deleted and never touched.
 */
#include "senplan/ics/vdir.h"

#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A folder in memory that a plan can be carried out on. */
struct folder {
	struct sp_arena arena;
	struct sp_ics_file files[32];
	size_t n;
};

static void
carry_out(struct folder *folder, const struct sp_ics_vdir_plan *plan)
{
	for (size_t i = 0; i < plan->drop_n; i++)
		for (size_t j = 0; j < folder->n; j++)
			if (strcmp(folder->files[j].name, plan->drop[i]) == 0)
				folder->files[j--] = folder->files[--folder->n];
	for (size_t i = 0; i < plan->write_n; i++) {
		size_t j = 0;

		while (j < folder->n && strcmp(folder->files[j].name, plan->write[i].name) != 0)
			j++;
		folder->files[j] = plan->write[i];
		folder->n += j == folder->n;
	}
}

static struct sp_ics_vdir_plan
plan_for(struct folder *folder, const struct sp_ics_event *wanted, size_t n)
{
	struct sp_ics_vdir_ask ask = {
		.present = folder->files, .present_n = folder->n, .wanted = wanted, .wanted_n = n};
	struct sp_ics_vdir_plan plan = {0};
	struct sp_err err = {0};

	if (sp_ics_vdir_plan(&ask, &folder->arena, &plan, &err) != SP_OK)
		fail_msg("%s", err.text);
	return plan;
}

static void
test_life_of_a_folder(void **state)
{
	struct folder folder = {.n = 0};
	struct sp_ics_event events[SAMPLE_EVENTS];
	struct sp_ics_vdir_plan plan;
	const char *gone = NULL;
	const char *foreign = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";

	(void)state;
	sp_arena_init(&folder.arena);
	memcpy(events, sample_events, sizeof(events));
	/* first: all but the cancelled one are new */
	plan = plan_for(&folder, events, SAMPLE_EVENTS);
	assert_int_equal(plan.write_n, SAMPLE_EVENTS - 1);
	assert_int_equal(plan.write_new_n, SAMPLE_EVENTS - 1);
	assert_int_equal(plan.drop_n, 0);
	carry_out(&folder, &plan);
	/* again: nothing to do */
	plan = plan_for(&folder, events, SAMPLE_EVENTS);
	assert_int_equal(plan.write_n, 0);
	assert_int_equal(plan.same_n, SAMPLE_EVENTS - 1);
	/* one moved, one away, a stranger's file beside */
	folder.files[folder.n++] =
		(struct sp_ics_file){.name = "dentist.ics", .bytes = foreign, .size = strlen(foreign)};
	events[0].start += 60;
	events[0].sequence++;
	gone = events[6].uid;
	plan = plan_for(&folder, events, SAMPLE_EVENTS - 1);
	assert_int_equal(plan.write_n, 1);
	assert_int_equal(plan.write_new_n, 0);
	assert_true(sp_starts_with(plan.write[0].name, events[0].uid));
	assert_int_equal(plan.drop_n, 1);
	assert_true(sp_starts_with(plan.drop[0], gone));
	assert_int_equal(plan.foreign_n, 1);
	assert_int_equal(plan.same_n, SAMPLE_EVENTS - 3);
	sp_arena_finish(&folder.arena);
}

static void
test_a_folder_is_not_emptied_by_accident(void **state)
{
	struct folder folder = {.n = 0};
	struct sp_ics_vdir_plan plan = plan_for(&folder, sample_events, 1);
	struct sp_ics_vdir_ask ask = {.present = folder.files};
	struct sp_err err = {0};

	(void)state;
	carry_out(&folder, &plan);
	ask.present_n = folder.n;
	assert_int_equal(folder.n, 1);
	assert_int_equal(sp_ics_vdir_plan(&ask, &folder.arena, &plan, &err), SP_NO);
	assert_non_null(strstr(err.text, "--force"));
	ask.force = true;
	assert_int_equal(sp_ics_vdir_plan(&ask, &folder.arena, &plan, &err), SP_OK);
	assert_int_equal(plan.drop_n, 1);
	sp_arena_finish(&folder.arena);
}

/* A file of ours that another program has rewritten is still ours when we remember its UID. */
static void
test_known_uids(void **state)
{
	struct folder folder = {.n = 0};
	const char *const known[] = {"3f0c5a0e-8a9e-4b0e-9d7c-000000000001"};
	static const char rewritten[] = "BEGIN:VCALENDAR\r\nPRODID:-//phone//EN\r\nEND:VCALENDAR\r\n";
	struct sp_ics_file present = {.name = "3f0c5a0e-8a9e-4b0e-9d7c-000000000001.ics",
				      .bytes = rewritten,
				      .size = sizeof(rewritten) - 1};
	struct sp_ics_vdir_ask ask = {
		.present = &present, .present_n = 1, .wanted = sample_events, .wanted_n = 1};
	struct sp_ics_vdir_plan plan = {0};
	struct sp_err err = {0};

	(void)state;
	sp_arena_init(&folder.arena);
	assert_int_equal(sp_ics_vdir_plan(&ask, &folder.arena, &plan, &err), SP_INPUT);
	ask.known_uids = known;
	ask.known_uid_n = 1;
	assert_int_equal(sp_ics_vdir_plan(&ask, &folder.arena, &plan, &err), SP_OK);
	assert_int_equal(plan.write_n, 1);
	sp_arena_finish(&folder.arena);
}

/* Tasks in a folder: those that are cancelled go, events of ours are not the tasks' business, nor the reverse. */
static void
test_tasks_beside_events(void **state)
{
	struct folder folder = {.n = 0};
	struct sp_ics_todo todos[2] = {
		{.uid = "3f0c5a0e-8a9e-4b0e-9d7c-000000000011", .due_day = 20864, .title = "papers out"},
		{.uid = "3f0c5a0e-8a9e-4b0e-9d7c-000000000012", .due_day = 20865, .title = "report"}};
	struct sp_ics_vdir_ask ask = {.todos = todos, .todo_n = 2, .tasks = true};
	struct sp_ics_vdir_plan plan;

	(void)state;
	sp_arena_init(&folder.arena);
	plan = plan_for(&folder, sample_events, 1);
	carry_out(&folder, &plan);
	ask.present = folder.files;
	ask.present_n = folder.n;
	assert_int_equal(sp_ics_vdir_plan(&ask, &folder.arena, &plan, NULL), SP_OK);
	assert_int_equal(plan.write_n, 2);
	assert_int_equal(plan.drop_n, 0);
	assert_int_equal(plan.foreign_n, 1);
	carry_out(&folder, &plan);
	todos[1].cancelled = true;
	ask.present_n = folder.n;
	assert_int_equal(sp_ics_vdir_plan(&ask, &folder.arena, &plan, NULL), SP_OK);
	assert_int_equal(plan.same_n, 1);
	assert_int_equal(plan.drop_n, 1);
	assert_true(sp_starts_with(plan.drop[0], todos[1].uid));
	carry_out(&folder, &plan);
	plan = plan_for(&folder, sample_events, 1);
	assert_int_equal(plan.same_n, 1);
	assert_int_equal(plan.drop_n, 0);
	assert_int_equal(plan.foreign_n, 1);
	sp_arena_finish(&folder.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_life_of_a_folder),
		cmocka_unit_test(test_a_folder_is_not_emptied_by_accident),
		cmocka_unit_test(test_known_uids),
		cmocka_unit_test(test_tasks_beside_events),
	};

	return cmocka_run_group_tests_name("vdir", tests, NULL, NULL);
}
