/*
 * Backups and the way back: drilled from end to end, kept as promised, refused where they would do harm.
 */
#include "senplan/base/str.h"
#include "senplan/store/file.h"

#include "store_test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DAY_SECONDS = 86400 };

static void
add_rows(struct test_place *place, struct sp_store *store, uint64_t seed, size_t n)
{
	struct sp_edits edits;
	struct sp_rand rand;

	sp_rand_seed(&rand, seed);
	sp_edits_init(&edits, &place->arena);
	test_random_rows(&rand, NULL, n, &edits);
	test_apply(store, &edits, "rows");
}

static size_t
list_backups(struct test_place *place, const char *const **ret_names)
{
	size_t n = 0;

	if (sp_directory_list(place->backups, &place->arena, ret_names, &n, NULL) != SP_OK)
		return 0;
	return n;
}

/* The file's content without the revision, which a restore raises on purpose. */
static const char *
dump_without_revision(struct test_place *place, const char *path)
{
	char *dump = sp_arena_strdup(&place->arena, test_dump_file(path, &place->arena));
	char *meta = strstr(dump, "\nmeta|");

	assert_non_null(meta);
	while (*++meta != '\n')
		*meta = '*';
	return dump;
}

static enum sp_rc
restore(struct test_place *place, const char *from, struct sp_err *err)
{
	struct sp_store_options options = {place->db, SP_STORE_EXISTING, place->backups, TEST_NOW + 60};

	return sp_store_restore(&options, from, err);
}

static void
back_up_wipe_restore_gives_the_same_dump(void **state)
{
	struct test_place *place = *state;
	const char *copy = test_place_path(place, "copy.db"), *before, *label;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_err err;

	add_rows(place, store, 1, 30);
	add_rows(place, store, 2, 5);
	assert_int_equal(sp_store_backup(store, copy, &err), SP_OK);
	sp_store_close(store);
	before = dump_without_revision(place, place->db);
	assert_string_equal(dump_without_revision(place, copy), before);
	assert_int_equal(unlink(place->db), 0);
	if (restore(place, copy, &err) != SP_OK)
		fail_msg("%s", err.text);
	assert_string_equal(dump_without_revision(place, place->db), before);
	store = test_open(place, SP_STORE_EXISTING);
	assert_int_equal(sp_store_undo(store, &place->arena, &label, &err),
			 SP_OK); /* the history came along */
	sp_store_close(store);
}

/* Taken away or replaced while it is open: nothing is written where nobody sees it, and all that was kept is saved. */
static void
a_plan_that_is_taken_away_is_saved(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	const char *before = NULL;
	const char *const *names;
	struct sp_snapshot kept;
	struct sp_err err;
	size_t n;

	add_rows(place, store, 1, 30);
	kept = test_load(store, &place->arena);
	before = test_dump(&kept, &place->arena);
	for (int replaced = 0; replaced < 2; replaced++) {
		unlink(place->db);
		if (replaced == 1)
			assert_int_equal(sp_file_write(place->db, "another file", 12, &err), SP_OK);
		assert_int_equal(test_put_setting(store, "x", "1", kept.revision, &err), SP_FILE);
		assert_non_null(strstr(err.text, "moved, deleted or replaced"));
	}
	sp_store_close(store);
	unlink(place->db);
	n = list_backups(place, &names);
	for (size_t i = 0; i < n; i++) {
		const char *path = sp_arena_printf(&place->arena, "%s/%s", place->backups, names[i]);

		if (strstr(names[i], ".moved.db") == NULL)
			continue;
		if (restore(place, path, &err) != SP_OK)
			fail_msg("%s", err.text);
	}
	store = test_open(place, SP_STORE_EXISTING);
	kept = test_load(store, &place->arena);
	assert_string_equal(test_dump(&kept, &place->arena), before);
	sp_store_close(store);
}

/* The plan as it was is backed up; another open screen sees the change and keeps working. */
static void
a_restore_over_a_living_plan_is_a_change_like_any(void **state)
{
	struct test_place *place = *state;
	const char *copy = test_place_path(place, "copy.db"), *later;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_snapshot old, new;
	const char *const *names;
	struct sp_err err;
	size_t n;

	add_rows(place, store, 1, 3);
	assert_int_equal(sp_store_backup(store, copy, &err), SP_OK);
	old = test_load(store, &place->arena);
	add_rows(place, store, 2, 3);
	new = test_load(store, &place->arena);
	later = dump_without_revision(place, place->db);
	if (restore(place, copy, &err) != SP_OK)
		fail_msg("%s", err.text);
	assert_true(sp_store_changed_outside(store));
	assert_int_equal(test_put_setting(store, "x", "1", new.revision, &err), SP_NO);
	new = test_load(store, &place->arena);
	assert_string_equal(test_dump(&new, &place->arena), test_dump(&old, &place->arena));
	assert_int_equal(test_put_setting(store, "x", "1", new.revision, &err), SP_OK);
	n = list_backups(place, &names);
	assert_true(n >= 1);
	for (size_t i = 0; i < n; i++)
		if (strstr(names[i], ".restore.db") != NULL)
			later = later == NULL ? NULL
				: strcmp(dump_without_revision(place,
							       sp_arena_printf(&place->arena, "%s/%s",
									       place->backups, names[i])),
					 later) == 0
					? NULL
					: later;
	assert_null(later);
	sp_store_close(store);
}

static void
a_damaged_plan_is_kept_aside(void **state)
{
	struct test_place *place = *state;
	const char *copy = test_place_path(place, "copy.db"), *bytes;
	const char *aside = sp_arena_printf(&place->arena, "%s.damaged", place->db);
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_err err;
	const char *before;
	size_t size = 0;

	add_rows(place, store, 1, 3);
	assert_int_equal(sp_store_backup(store, copy, &err), SP_OK);
	sp_store_close(store);
	before = dump_without_revision(place, copy);
	assert_int_equal(sp_file_write(place->db, "rubbish", 7, &err), SP_OK);
	if (restore(place, copy, &err) != SP_OK)
		fail_msg("%s", err.text);
	assert_string_equal(dump_without_revision(place, place->db), before);
	assert_int_equal(sp_file_read(aside, 100, &place->arena, &bytes, &size, &err), SP_OK);
	assert_int_equal(size, 7);
	assert_int_equal(sp_file_write(place->db, "", 0, &err), SP_OK); /* cut to nothing */
	assert_int_equal(restore(place, copy, &err), SP_OK);
	assert_string_equal(dump_without_revision(place, place->db), before);
}

static void
a_bad_backup_changes_nothing(void **state)
{
	struct test_place *place = *state;
	const char *copy = test_place_path(place, "copy.db"), *before, *bytes;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_err err;
	size_t size = 0;
	char *bad;

	add_rows(place, store, 1, 20);
	assert_int_equal(sp_store_backup(store, copy, &err), SP_OK);
	sp_store_close(store);
	before = test_dump_file(place->db, &place->arena);
	assert_int_equal(sp_file_read(copy, 100 << 20, &place->arena, &bytes, &size, &err), SP_OK);
	bad = sp_arena_memdup(&place->arena, bytes, size);
	memset(bad + size / 2, 0x77, 8192);
	assert_int_equal(sp_file_write(copy, bad, size, &err), SP_OK);
	assert_int_equal(restore(place, copy, &err), SP_FILE);
	assert_non_null(strstr(err.text, copy));
	assert_int_equal(sp_file_write(copy, "no database", 11, &err), SP_OK);
	assert_int_equal(restore(place, copy, &err), SP_FILE);
	assert_int_equal(restore(place, test_place_path(place, "none.db"), &err), SP_FILE);
	assert_int_equal(restore(place, place->db, &err), SP_USAGE);
	assert_string_equal(test_dump_file(place->db, &place->arena), before);
}

static void
a_backup_never_goes_over_the_plan_or_a_link(void **state)
{
	struct test_place *place = *state;
	const char *link_path = test_place_path(place, "link"), *hard = test_place_path(place, "hard.db");
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_err err;

	add_rows(place, store, 1, 3);
	assert_int_equal(sp_store_backup(store, place->db, &err), SP_USAGE);
	assert_int_equal(link(place->db, hard), 0);
	assert_int_equal(sp_store_backup(store, hard, &err), SP_USAGE);
	assert_int_equal(symlink("copy.db", link_path), 0);
	assert_int_equal(sp_store_backup(store, link_path, &err), SP_FILE);
	assert_int_equal(sp_store_backup(store, place->folder, &err), SP_FILE);
	assert_int_equal(sp_store_backup(store, "/nonexistent/x.db", &err), SP_FILE);
	sp_store_close(store);
}

/* Two years of days with work on most of them; then seven days, four weeks, twelve months are left. */
static void
old_daily_backups_go(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	const char *const *names;
	struct sp_err err;
	size_t n;

	for (int i = 0; i < 400; i++) {
		sp_store_set_now(store, TEST_NOW + (int64_t)i * DAY_SECONDS);
		assert_int_equal(
			test_put_setting(store, sp_arena_printf(&place->arena, "k%d", i), "1", -1, &err),
			SP_OK);
		assert_int_equal(
			test_put_setting(store, sp_arena_printf(&place->arena, "again%d", i), "1", -1, &err),
			SP_OK);
	}
	assert_null(sp_store_notice(store));
	n = list_backups(place, &names);
	/* Seven days to Mon 27 Dec 2027 reach into two weeks, so two more weeks and eleven more months. */
	assert_int_equal(n, 7 + 2 + 11);
	assert_non_null(strstr(names[n - 1], ".2027-12-27.daily.db"));
	assert_non_null(strstr(names[n - 7], ".2027-12-21.daily.db"));
	assert_non_null(strstr(names[n - 8], ".2027-12-19.daily.db"));
	assert_non_null(strstr(names[n - 9], ".2027-12-12.daily.db"));
	assert_non_null(strstr(names[n - 10], ".2027-11-30.daily.db"));
	assert_non_null(strstr(names[0], ".2027-01-31.daily.db"));
	sp_store_close(store);
}

static void
one_backup_a_day_and_one_before_each_kind(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	const char *const *names;
	struct sp_err err;

	add_rows(place, store, 1, 1); /* nothing to back up before it */
	assert_int_equal(list_backups(place, &names), 0);
	add_rows(place, store, 2, 1);
	assert_int_equal(list_backups(place, &names), 1);
	add_rows(place, store, 3, 1);
	sp_store_close(store);
	store = test_open(place, SP_STORE_EXISTING);
	add_rows(place, store, 4, 1);
	assert_int_equal(list_backups(place, &names), 1);
	assert_int_equal(sp_store_backup_before(store, "import", &err), SP_OK);
	assert_int_equal(sp_store_backup_before(store, "import", &err), SP_OK);
	assert_int_equal(sp_store_backup_before(store, "purge", &err), SP_OK);
	assert_int_equal(list_backups(place, &names), 3);
	sp_store_close(store);
	store = test_open(place, SP_STORE_EXISTING);
	assert_int_equal(sp_store_backup_before(store, "import", &err),
			 SP_OK); /* time stands still: a new name */
	assert_int_equal(list_backups(place, &names), 4);
	sp_store_close(store);
}

/* A backup that cannot be made is told and does not stop the work; before an import it does. */
static void
a_failing_backup_is_told(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_err err;

	assert_int_equal(sp_file_write(place->backups, "in the way", 10, &err), SP_OK);
	add_rows(place, store, 1, 1);
	add_rows(place, store, 2, 1);
	assert_non_null(strstr(sp_store_notice(store), "backup could not be made"));
	assert_int_equal(sp_store_backup_before(store, "import", &err), SP_FILE);
	sp_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(back_up_wipe_restore_gives_the_same_dump, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(a_plan_that_is_taken_away_is_saved, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(a_restore_over_a_living_plan_is_a_change_like_any,
						test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(a_damaged_plan_is_kept_aside, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(a_bad_backup_changes_nothing, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(a_backup_never_goes_over_the_plan_or_a_link, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(old_daily_backups_go, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(one_backup_a_day_and_one_before_each_kind, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(a_failing_backup_is_told, test_set_up, test_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
