/*
 * The history: labels, the redo tail, its bounds, and what is refused: edits on an outdated view, an undo that does not fit.
 */
#include "senplan/base/str.h"

#include "store_test.h"

#include <stdio.h>
#include <string.h>

struct fixture {
	struct test_place place;
	struct sp_store *store;
	struct sp_err err;
};

static int
set_up(void **state)
{
	static struct fixture fixture;

	test_place_init(&fixture.place);
	fixture.store = test_open(&fixture.place, SP_STORE_CREATE);
	*state = &fixture;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *fixture = *state;

	sp_store_close(fixture->store);
	test_place_finish(&fixture->place);
	return 0;
}

static void
set(struct fixture *f, const char *key, const char *value)
{
	struct sp_snapshot snapshot = test_load(f->store, &f->place.arena);
	struct sp_setting row = sp_setting_blank();
	struct sp_edits edits;

	for (size_t i = 0; i < snapshot.settings.n; i++)
		if (sp_streq(snapshot.settings.items[i].key, key))
			row.id = snapshot.settings.items[i].id;
	row.key = key;
	row.value = value;
	sp_edits_init(&edits, &f->place.arena);
	sp_edits_put_setting(&edits, &row);
	test_apply(f->store, &edits, sp_arena_printf(&f->place.arena, "set %s to %s", key, value));
}

static const char *
get(struct fixture *f, const char *key)
{
	struct sp_snapshot snapshot = test_load(f->store, &f->place.arena);

	for (size_t i = 0; i < snapshot.settings.n; i++)
		if (sp_streq(snapshot.settings.items[i].key, key))
			return snapshot.settings.items[i].value;
	return NULL;
}

static void
undo(struct fixture *f)
{
	const char *label;

	if (sp_store_undo(f->store, &f->place.arena, &label, &f->err) != SP_OK)
		fail_msg("%s", f->err.text);
}

static void
a_new_command_drops_the_redo_tail(void **state)
{
	struct fixture *f = *state;
	const struct sp_history_entry *entries;
	const char *label;
	size_t n = 0;

	set(f, "a", "1");
	sp_store_set_now(f->store, TEST_NOW + 60);
	set(f, "a", "2");
	set(f, "a", "3");
	undo(f);
	undo(f);
	assert_int_equal(sp_store_history(f->store, &f->place.arena, 10, &entries, &n, &f->err), SP_OK);
	assert_int_equal(n, 3);
	assert_string_equal(entries[0].label, "set a to 3");
	assert_true(entries[0].undone);
	assert_true(entries[1].undone);
	assert_false(entries[2].undone);
	assert_int_equal(entries[2].at_utc, TEST_NOW);
	assert_int_equal(entries[1].at_utc, TEST_NOW + 60);
	assert_int_equal(entries[1].n_changes, 1);
	set(f, "b", "x");
	assert_int_equal(sp_store_redo(f->store, &f->place.arena, &label, &f->err), SP_NO);
	assert_int_equal(sp_store_history(f->store, &f->place.arena, 10, &entries, &n, &f->err), SP_OK);
	assert_int_equal(n, 2);
	assert_string_equal(get(f, "a"), "1");
	assert_int_equal(sp_store_history(f->store, &f->place.arena, 1, &entries, &n, &f->err), SP_OK);
	assert_int_equal(n, 1);
	assert_string_equal(entries[0].label, "set b to x");
}

static void
edits_without_effect_leave_no_trace(void **state)
{
	struct fixture *f = *state;
	const struct sp_history_entry *entries;
	int64_t revision;
	size_t n = 0;

	set(f, "a", "1");
	revision = test_load(f->store, &f->place.arena).revision;
	set(f, "a", "1");
	assert_int_equal(test_load(f->store, &f->place.arena).revision, revision);
	assert_int_equal(sp_store_history(f->store, &f->place.arena, 10, &entries, &n, &f->err), SP_OK);
	assert_int_equal(n, 1);
}

static void
the_history_is_bounded(void **state)
{
	struct fixture *f = *state;
	const struct sp_history_entry *entries;
	const char *label;
	size_t n = 0;

	for (int i = 0; i < 520; i++)
		set(f, "a", sp_arena_printf(&f->place.arena, "%d", i));
	assert_int_equal(sp_store_history(f->store, &f->place.arena, 10000, &entries, &n, &f->err), SP_OK);
	assert_int_equal(n, 500);
	assert_string_equal(entries[499].label, "set a to 20");
	for (int i = 0; i < 500; i++)
		undo(f);
	assert_string_equal(get(f, "a"), "19");
	assert_int_equal(sp_store_undo(f->store, &f->place.arena, &label, &f->err), SP_NO);
}

/* A row that was deleted comes back with its id, its parts and its links. */
static void
an_undone_deletion_brings_all_of_it_back(void **state)
{
	struct fixture *f = *state;
	struct sp_arena *arena = &f->place.arena;
	struct sp_edits edits;
	struct sp_case subject = sp_case_blank();
	struct sp_task task = sp_task_blank();
	struct sp_block block = sp_block_blank();
	struct sp_log_entry entry = sp_log_entry_blank();
	struct sp_snapshot before, after;
	const char *label;

	sp_edits_init(&edits, arena);
	subject.code = "K07";
	task.subject = sp_edits_put_case(&edits, &subject);
	task.title = "papers out";
	block.task = sp_edits_put_task(&edits, &task);
	block.start = sp_time_of(sp_day_of(2026, 11, 23), 600);
	block.length_min = 60;
	entry.block = sp_edits_put_block(&edits, &block);
	entry.task = block.task;
	entry.start = block.start;
	sp_edits_put_log_entry(&edits, &entry);
	test_apply(f->store, &edits, "all");
	before = test_load(f->store, arena);
	sp_edits_init(&edits, arena);
	sp_edits_delete(&edits, SP_ENTITY_case, before.cases.items[0].id.v);
	test_apply(f->store, &edits, "forget");
	after = test_load(f->store, arena);
	assert_int_equal(after.cases.n + after.tasks.n + after.blocks.n, 0);
	assert_int_equal(after.log_entries.n, 1);
	assert_int_equal(after.log_entries.items[0].block.v, 0);
	assert_int_equal(after.log_entries.items[0].task.v, 0);
	sp_store_close(f->store);
	f->store = test_open(&f->place, SP_STORE_EXISTING);
	undo(f);
	after = test_load(f->store, arena);
	assert_string_equal(test_dump(&after, arena), test_dump(&before, arena));
	assert_int_equal(sp_store_redo(f->store, arena, &label, &f->err), SP_OK);
	after = test_load(f->store, arena);
	assert_int_equal(after.tasks.n, 0);
}

static void
ids_are_not_given_twice(void **state)
{
	struct fixture *f = *state;
	struct sp_arena *arena = &f->place.arena;
	struct sp_snapshot snapshot;
	struct sp_edits edits;
	int64_t id;

	set(f, "a", "1");
	set(f, "b", "1");
	snapshot = test_load(f->store, arena);
	id = snapshot.settings.items[1].id.v;
	sp_edits_init(&edits, arena);
	sp_edits_delete(&edits, SP_ENTITY_setting, id);
	test_apply(f->store, &edits, "delete");
	set(f, "c", "1");
	snapshot = test_load(f->store, arena);
	assert_true(snapshot.settings.items[1].id.v > id);
	undo(f);
	undo(f);
	snapshot = test_load(f->store, arena);
	assert_int_equal(snapshot.settings.items[1].id.v, id);
}

/* The later of two edits of one row wins; a deletion that is taken back in the same list costs no blocks. */
static void
the_later_edit_of_a_row_wins(void **state)
{
	struct fixture *f = *state;
	struct sp_arena *arena = &f->place.arena;
	struct sp_task task = sp_task_blank();
	struct sp_block block = sp_block_blank();
	struct sp_snapshot snapshot;
	struct sp_edits edits;

	sp_edits_init(&edits, arena);
	task.title = "first";
	block.task = sp_edits_put_task(&edits, &task);
	block.start = 0;
	sp_edits_put_block(&edits, &block);
	task.id = block.task;
	task.title = "second";
	sp_edits_put_task(&edits, &task);
	test_apply(f->store, &edits, "new");
	snapshot = test_load(f->store, arena);
	assert_int_equal(snapshot.tasks.n, 1);
	assert_string_equal(snapshot.tasks.items[0].title, "second");
	assert_int_equal(snapshot.blocks.items[0].task.v, snapshot.tasks.items[0].id.v);
	sp_edits_init(&edits, arena);
	task = snapshot.tasks.items[0];
	task.title = "third";
	sp_edits_delete(&edits, SP_ENTITY_task, task.id.v);
	sp_edits_put_task(&edits, &task);
	test_apply(f->store, &edits, "again");
	snapshot = test_load(f->store, arena);
	assert_string_equal(snapshot.tasks.items[0].title, "third");
	assert_int_equal(snapshot.blocks.n, 1);
	sp_edits_init(&edits, arena);
	task.id.v = 0;
	task.id = sp_edits_put_task(&edits, &task);
	sp_edits_delete(&edits, SP_ENTITY_task, task.id.v);
	test_apply(f->store, &edits, "nothing");
	assert_int_equal(test_load(f->store, arena).tasks.n, 1);
}

static void
what_the_plan_cannot_hold_is_refused_whole(void **state)
{
	struct fixture *f = *state;
	struct sp_arena *arena = &f->place.arena;
	struct sp_edits edits;
	struct sp_task task = sp_task_blank();
	struct sp_setting setting = sp_setting_blank();
	const char *before;
	struct sp_snapshot snapshot;

	set(f, "a", "1");
	snapshot = test_load(f->store, arena);
	before = test_dump(&snapshot, arena);
	for (int i = 0; i < 5; i++) {
		static const char *const said[] = {"-5", "1900 to 2199", "not stored with it",
						   "refer to a row of duties",
						   "already has a setting like this one: \"a\""};

		sp_edits_init(&edits, arena);
		setting.key = "fine";
		sp_edits_put_setting(&edits, &setting);
		task = sp_task_blank();
		task.title = "-5";
		if (i == 0)
			task.length_min = -5;
		else if (i == 1)
			task.due_day = sp_day_of(2199, 12, 31) + 1;
		else if (i == 2)
			task.activity.v = -77;
		else if (i == 3)
			task.duty.v = 77;
		sp_edits_put_task(&edits, &task);
		setting.key = "a";
		if (i == 4)
			sp_edits_put_setting(&edits, &setting);
		assert_int_equal(sp_store_apply(f->store, &edits, "bad", -1, NULL, &f->err), SP_USAGE);
		if (strstr(f->err.text, said[i]) == NULL)
			fail_msg("%s (expected: %s)", f->err.text, said[i]);
		snapshot = test_load(f->store, arena);
		assert_string_equal(test_dump(&snapshot, arena), before);
	}
	set(f, "a", "2");
	undo(f);
	assert_string_equal(get(f, "a"), "1");
}

static void
an_outdated_view_is_told(void **state)
{
	struct fixture *f = *state;
	struct sp_store *other = test_open(&f->place, SP_STORE_EXISTING);
	struct sp_snapshot mine = test_load(f->store, &f->place.arena);
	const char *label;

	(void)test_load(other, &f->place.arena);
	assert_false(sp_store_changed_outside(f->store));
	assert_int_equal(test_put_setting(other, "theirs", "1", -1, &f->err), SP_OK);
	assert_true(sp_store_changed_outside(f->store));
	assert_true(sp_store_changed_outside(f->store));
	assert_false(sp_store_changed_outside(other));
	assert_int_equal(test_put_setting(f->store, "mine", "1", mine.revision, &f->err), SP_NO);
	assert_non_null(strstr(f->err.text, "changed elsewhere"));
	assert_null(get(f, "mine"));
	assert_string_equal(get(f, "theirs"), "1");
	assert_false(sp_store_changed_outside(f->store));
	/* Forced through; the other one's view is outdated now, ours is not. */
	assert_int_equal(test_put_setting(f->store, "mine", "1", -1, &f->err), SP_OK);
	assert_false(sp_store_changed_outside(f->store));
	assert_true(sp_store_changed_outside(other));
	/* Blindly on top of a change not yet seen: it stays "changed". */
	assert_int_equal(test_put_setting(other, "blind", "1", -1, &f->err), SP_OK);
	assert_true(sp_store_changed_outside(other));
	/* Undo is by whom it may: the last command goes. */
	assert_int_equal(sp_store_undo(f->store, &f->place.arena, &label, &f->err), SP_OK);
	assert_null(get(f, "blind"));
	sp_store_close(other);
}

static void
an_undo_that_does_not_fit_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct sp_snapshot snapshot;
	const char *before, *label;

	set(f, "a", "1");
	set(f, "a", "2");
	test_sql(f->place.db, "UPDATE settings SET value = 'from outside' WHERE key = 'a'");
	snapshot = test_load(f->store, &f->place.arena);
	before = test_dump(&snapshot, &f->place.arena);
	assert_int_equal(sp_store_undo(f->store, &f->place.arena, &label, &f->err), SP_NO);
	assert_non_null(strstr(f->err.text, "set a to 2"));
	snapshot = test_load(f->store, &f->place.arena);
	assert_string_equal(test_dump(&snapshot, &f->place.arena), before);
	test_sql(f->place.db, "UPDATE settings SET value = '2' WHERE key = 'a'");
	undo(f);
	assert_string_equal(get(f, "a"), "1");
}

static void
exports_are_no_part_of_an_undo(void **state)
{
	struct fixture *f = *state;
	struct sp_export_record out[2] = {
		{"b@x", 3, UINT64_C(0xfedcba9876543210), 5, 6, sp_time_of(20000, 600), SP_TIME_NONE, "busy",
		 true},
		{"a@x", 0, 1, 2, 3, sp_time_of(20000, 600), sp_time_of(20000, 660), "K07 — papers", false}};
	const struct sp_export_record *in;
	size_t n = 0;

	set(f, "a", "1");
	assert_int_equal(sp_store_save_exports(f->store, "w.ics", out, 2, &f->err), SP_OK);
	assert_int_equal(sp_store_save_exports(f->store, "other", out, 1, &f->err), SP_OK);
	assert_false(sp_store_changed_outside(f->store));
	undo(f);
	assert_int_equal(sp_store_load_exports(f->store, "w.ics", &f->place.arena, &in, &n, &f->err), SP_OK);
	assert_int_equal(n, 2);
	assert_string_equal(in[0].uid, "a@x");
	assert_string_equal(in[0].title, "K07 — papers");
	assert_int_equal(in[0].end, sp_time_of(20000, 660));
	assert_string_equal(in[1].uid, "b@x");
	assert_int_equal(in[1].sequence, 3);
	assert_true(in[1].content_hash == UINT64_C(0xfedcba9876543210));
	assert_int_equal(in[1].created_utc, 5);
	assert_int_equal(in[1].modified_utc, 6);
	assert_int_equal(in[1].end, SP_TIME_NONE);
	assert_true(in[1].cancelled);
	assert_int_equal(sp_store_save_exports(f->store, "w.ics", out, 1, &f->err), SP_OK);
	assert_int_equal(sp_store_load_exports(f->store, "w.ics", &f->place.arena, &in, &n, &f->err), SP_OK);
	assert_int_equal(n, 1);
	assert_int_equal(sp_store_load_exports(f->store, "none", &f->place.arena, &in, &n, &f->err), SP_OK);
	assert_int_equal(n, 0);
}

/* A deadline's UID outlasts an undo, and is given once. */
static void
deadlines_keep_their_uids(void **state)
{
	struct fixture *f = *state;
	const struct sp_export_uid out[2] = {{"todo:2:ar.report:first", "b", 7},
					     {"event:2:ar.report:first", "a", 8}};
	const struct sp_export_uid twice = {"event:3:ar.report:first", "a", 9};
	const struct sp_export_uid *in;
	size_t n = 9;

	assert_int_equal(sp_store_load_export_uids(f->store, &f->place.arena, &in, &n, &f->err), SP_OK);
	assert_int_equal(n, 0);
	set(f, "a", "1");
	assert_int_equal(sp_store_add_export_uids(f->store, out, 2, &f->err), SP_OK);
	undo(f);
	assert_int_not_equal(sp_store_add_export_uids(f->store, &twice, 1, &f->err), SP_OK);
	assert_int_equal(sp_store_load_export_uids(f->store, &f->place.arena, &in, &n, &f->err), SP_OK);
	assert_int_equal(n, 2);
	assert_string_equal(in[0].about, "event:2:ar.report:first");
	assert_string_equal(in[0].uid, "a");
	assert_int_equal(in[1].created_utc, 7);
}

/* Taken in from elsewhere: the higher SEQUENCE stays, and an owner's UID; another owner may have the same, before an undo. */
static void
what_calendars_were_told_is_merged(void **state)
{
	struct fixture *f = *state;
	const struct sp_export_record here = {
		.uid = "a@x", .sequence = 3, .start = 600, .end = 660, .title = "here"};
	const struct sp_export_uid own = {"event:case:1:a:first", "u1", 7};
	const struct sp_export_uid other[] = {{"event:case:1:a:first", "u9", 8},
					      {"event:case:2:a:first", "u1", 7}};
	struct sp_export_told told[] = {
		{"v.ics", {.uid = "a@x", .sequence = 2, .start = 700, .end = 760, .title = "older"}},
		{"w.ics", {.uid = "b@x", .sequence = 9, .start = 700, .end = 760, .title = "there"}},
	};
	struct sp_export_memory memory = {told, 2, other, 2}, in;

	assert_int_equal(sp_store_save_exports(f->store, "v.ics", &here, 1, &f->err), SP_OK);
	assert_int_equal(sp_store_add_export_uids(f->store, &own, 1, &f->err), SP_OK);
	assert_int_equal(sp_store_merge_memory(f->store, &memory, &f->err), SP_OK);
	assert_int_equal(sp_store_load_memory(f->store, &f->place.arena, &in, &f->err), SP_OK);
	assert_int_equal(in.n_told, 2);
	assert_string_equal(in.told[0].record.title, "here");
	assert_string_equal(in.told[1].target, "w.ics");
	assert_int_equal(in.n_uids, 2);
	assert_string_equal(in.uids[0].uid, "u1");
	assert_string_equal(in.uids[1].uid, "u1");
	told[0].record.sequence = 4;
	assert_int_equal(sp_store_merge_memory(f->store, &memory, &f->err), SP_OK);
	assert_int_equal(sp_store_load_memory(f->store, &f->place.arena, &in, &f->err), SP_OK);
	assert_string_equal(in.told[0].record.title, "older");
	assert_int_equal(in.told[0].record.sequence, 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_new_command_drops_the_redo_tail, set_up, tear_down),
		cmocka_unit_test_setup_teardown(edits_without_effect_leave_no_trace, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_history_is_bounded, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_undone_deletion_brings_all_of_it_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(ids_are_not_given_twice, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_later_edit_of_a_row_wins, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_the_plan_cannot_hold_is_refused_whole, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(an_outdated_view_is_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_undo_that_does_not_fit_changes_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(exports_are_no_part_of_an_undo, set_up, tear_down),
		cmocka_unit_test_setup_teardown(deadlines_keep_their_uids, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_calendars_were_told_is_merged, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
