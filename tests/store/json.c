/*
 * JSON rows into edits: every kind of field, references by name, and what is said about a bad one.
 */
#include "senplan/base/str.h"

#include "store_test.h"

#include <string.h>

struct fixture {
	struct sp_arena arena;
	struct sp_edits edits;
	struct sp_snapshot empty;
	struct sp_err err;
};

static int
set_up(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof(fixture));
	sp_arena_init(&fixture.arena);
	sp_edits_init(&fixture.edits, &fixture.arena);
	*state = &fixture;
	return 0;
}

static int
tear_down(void **state)
{
	sp_arena_finish(&((struct fixture *)*state)->arena);
	return 0;
}

static enum sp_rc
document(struct fixture *f, const char *json)
{
	sp_err_clear(&f->err);
	return sp_json_tables(json, strlen(json), "x.json", &f->empty, &f->edits, &f->err);
}

/* A document with one table. */
static enum sp_rc
rows(struct fixture *f, enum sp_entity entity, const char *json)
{
	const char *text = sp_arena_printf(&f->arena, "{\"%s\":%s}", sp_entity_info(entity)->table, json);

	assert_non_null(text);
	return document(f, text);
}

static void
good(struct fixture *f, enum sp_entity entity, const char *json)
{
	if (rows(f, entity, json) != SP_OK)
		fail_msg("%s:%d: %s", f->err.path, f->err.line, f->err.text);
}

static void
every_kind_of_field_is_read(void **state)
{
	struct fixture *f = *state;
	const struct sp_activity *activity;
	const struct sp_task *task;
	const struct sp_block *block;
	const struct sp_period *period;
	struct sp_snapshot after;

	good(f, SP_ENTITY_window, "[{\"key\":\"lessons\",\"name\":\"in lessons\",\"skip_exams\":true}]");
	good(f, SP_ENTITY_activity,
	     "[\n {\"key\":\"ehcp.papers\",\"name\":\"EHCP \\u201cpapers\\u201d\",\"kind\":\"Pulled away\","
	     "\"window\":\"Lessons\",\"typical_min\":90,\"protect\":1,\"delegable\":false,\"prefer\":\"morning\"}\n]");
	good(f, SP_ENTITY_task,
	     "[{\"key\":\"t1\",\"title\":\"a\\nb\",\"activity\":\"ehcp.papers\",\"due_day\":\"2026-11-23\","
	     "\"release\":\"2026-11-02T09:30\",\"window\":null,\"subject\":null}]");
	good(f, SP_ENTITY_block,
	     "[{\"uid\":\"u\",\"task\":\"t1\",\"start\":\"2026-11-23T10:00\",\"created_utc\":1795425300123}]");
	good(f, SP_ENTITY_period,
	     "[{\"name\":\"P1\",\"from_min\":\"08:50\",\"to_min\":590,\"weekday\":4}, {\"name\":\"P2\"}]");
	assert_int_equal(sp_snapshot_apply(&f->empty, &f->edits, &f->arena, &after, &f->err), SP_OK);
	activity = &after.activities.items[0];
	assert_string_equal(activity->name, "EHCP “papers”");
	assert_int_equal(activity->kind, SP_KIND_PULLED_AWAY);
	assert_int_equal(activity->window.v, after.windows.items[0].id.v);
	assert_int_equal(activity->typical_min, 90);
	assert_int_equal(activity->max_blocks_day, -1);
	assert_true(activity->protect);
	assert_false(activity->delegable);
	task = &after.tasks.items[0];
	assert_string_equal(task->title, "a\nb");
	assert_int_equal(task->activity.v, activity->id.v);
	assert_int_equal(task->due_day, sp_day_of(2026, 11, 23));
	assert_int_equal(task->release, sp_time_of(sp_day_of(2026, 11, 2), 570));
	assert_int_equal(task->work_by_day, SP_DAY_NONE);
	block = &after.blocks.items[0];
	assert_int_equal(block->task.v, task->id.v);
	assert_int_equal(block->created_utc, INT64_C(1795425300123));
	period = &after.periods.items[1]; /* provisional ids: the later row has the lower one */
	assert_string_equal(period->name, "P1");
	assert_int_equal(period->from_min, 530);
	assert_int_equal(period->to_min, 590);
	assert_int_equal(period->weekday, 4);
	assert_int_equal(period->cycle_week, -1);
	assert_int_equal(after.periods.items[0].from_min, SP_MINUTE_NONE);
}

static void
known_rows_are_replaced(void **state)
{
	struct fixture *f = *state;
	const char *rules =
		"[{\"key\":\"ar.report\",\"value\":14},{\"key\":\"ar.report\",\"profile\":\"hull\",\"value\":10}]";
	struct sp_snapshot after, again;

	good(f, SP_ENTITY_rule, rules);
	assert_int_equal(sp_snapshot_apply(&f->empty, &f->edits, &f->arena, &after, &f->err), SP_OK);
	assert_int_equal(after.rules.n, 2);
	f->empty = after;
	f->edits.n = 0;
	good(f, SP_ENTITY_rule, rules);
	assert_int_equal(sp_snapshot_apply(&after, &f->edits, &f->arena, &again, &f->err), SP_OK);
	assert_string_equal(test_dump(&again, &f->arena), test_dump(&after, &f->arena));
}

static void
a_document_of_tables_is_read(void **state)
{
	struct fixture *f = *state;
	const char *json = "\xef\xbb\xbf{\"schema\":\"senplan/1\", \"windows\":[{\"key\":\"w\"}],\n"
			   "\"activities\":[{\"key\":\"a\",\"window\":\"w\"}], \"duties\":[]}\n";
	struct sp_snapshot after;

	assert_int_equal(document(f, json), SP_OK);
	assert_int_equal(sp_snapshot_apply(&f->empty, &f->edits, &f->arena, &after, &f->err), SP_OK);
	assert_int_equal(after.activities.items[0].window.v, after.windows.items[0].id.v);
	json = "{\"windows\":[],\n\"wondows\":[]}";
	assert_int_equal(document(f, json), SP_INPUT);
	assert_int_equal(f->err.line, 2);
	assert_non_null(strstr(f->err.text, "wondows"));
}

static void
what_is_wrong_is_named_with_its_line(void **state)
{
	static const struct {
		enum sp_entity entity; /* of the rows; COUNT: a whole document */
		int line;
		const char *json, *said;
	} bad[] = {
		{SP_ENTITY_COUNT, 1, "", "ends too early"},
		{SP_ENTITY_COUNT, 1, "[]", "{ and tables"},
		{SP_ENTITY_COUNT, 1, "{\"tasks\":[{\"title\":\"a\"}]} x", "end of the text"},
		{SP_ENTITY_COUNT, 1, "{\"tasks\":[{\"title\":\"a\"}]", "ends too early"},
		{SP_ENTITY_task, 1, "{}", "expected is ["},
		{SP_ENTITY_task, 1, "[1]", "{\"column\""},
		{SP_ENTITY_task, 1, "[{\"title\":\"a\"}] x", ", or }"},
		{SP_ENTITY_task, 2, "[{\"title\":\"a\"},\n{\"title\":\"b\",}]", "no JSON"},
		{SP_ENTITY_task, 3, "[{\"title\":\"a\"},\n\n{\"name\":\"b\"}]", "no \"name\""},
		{SP_ENTITY_task, 2, "[\n{\"due_day\":\"23/11/2026\"}]", "a date like 2026-11-23"},
		{SP_ENTITY_task, 1, "[{\"due_day\":\"2026-02-30\"}]", "a date like"},
		{SP_ENTITY_task, 1, "[{\"release\":5}]", "a time like"},
		{SP_ENTITY_task, 1, "[{\"length_min\":1.5}]", "a whole number"},
		{SP_ENTITY_task, 1, "[{\"length_min\":99999999999}]", "a whole number"},
		{SP_ENTITY_task, 1, "[{\"hard\":\"yes\"}]", "true or false"},
		{SP_ENTITY_task, 1, "[{\"state\":\"opened\"}]", "one of open, done, dropped, retired"},
		{SP_ENTITY_task, 1, "[{\"title\":[1]}]", "a text"},
		{SP_ENTITY_task, 1, "[{\"activity\":\"nowhere\"}]", "no activity \"nowhere\""},
		{SP_ENTITY_task, 1, "[{\"activity\":true}]", "key, code or name"},
		{SP_ENTITY_block, 1, "[{\"task\":\"t9\"}]", "no task \"t9\""},
		{SP_ENTITY_period, 1, "[{\"from_min\":\"25:00\"}]", "a time of day"},
		{SP_ENTITY_task, 1, "[{\"title\":\"a\x01\"}]", "no JSON"},
		{SP_ENTITY_task, 1, "[{\"title\":\"a", "ends too early"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		enum sp_rc rc = bad[i].entity == SP_ENTITY_COUNT ? document(f, bad[i].json)
								 : rows(f, bad[i].entity, bad[i].json);

		if (rc != SP_INPUT)
			fail_msg("taken: %s", bad[i].json);
		assert_int_equal(f->err.line, bad[i].line);
		assert_string_equal(f->err.path, "x.json");
		if (strstr(f->err.text, bad[i].said) == NULL)
			fail_msg("%s: %s, not %s", bad[i].json, f->err.text, bad[i].said);
		assert_int_equal(f->edits.n, 0);
		assert_int_equal(f->edits.last_provisional, 0);
	}
}

static void
depth_and_length_are_bounded(void **state)
{
	struct fixture *f = *state;
	char *deep = sp_arena_alloc(&f->arena, 200001);

	assert_non_null(deep);
	memset(deep, '[', 200000);
	assert_int_equal(rows(f, SP_ENTITY_task, deep), SP_INPUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_kind_of_field_is_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(known_rows_are_replaced, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_document_of_tables_is_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_wrong_is_named_with_its_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(depth_and_length_are_bounded, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
