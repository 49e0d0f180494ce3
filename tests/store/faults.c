/*
 * The Nth write fails, the Nth allocation fails, for every N, once and from then on: no crash, nothing half done, nothing
 * corrupt, a sentence; and never "done" with the change missing.
 */
#include "senplan/base/str.h"
#include "senplan/store/file.h"

#include "bad_disk.h"
#include "store_test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- allocations that fail: the library's own (the linker leads them here) and SQLite's --- */

static struct {
	long n, fail_at;
	bool for_ever;
} allocations;

static bool
allocation_fails(void)
{
	if (allocations.fail_at == 0)
		return false;
	allocations.n++;
	return allocations.for_ever ? allocations.n >= allocations.fail_at
				    : allocations.n == allocations.fail_at;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);

void *
__wrap_malloc(size_t size)
{
	return allocation_fails() ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return allocation_fails() ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *old, size_t size)
{
	return allocation_fails() ? NULL : __real_realloc(old, size);
}

char *
__wrap_strdup(const char *text)
{
	return allocation_fails() ? NULL : __real_strdup(text);
}

static sqlite3_mem_methods real_memory;

static void *
sqlite_malloc(int size)
{
	return allocation_fails() ? NULL : real_memory.xMalloc(size);
}

static void *
sqlite_realloc(void *old, int size)
{
	return allocation_fails() ? NULL : real_memory.xRealloc(old, size);
}

static void
install_memory(void)
{
	sqlite3_mem_methods memory;

	assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory), SQLITE_OK);
	memory = real_memory;
	memory.xMalloc = sqlite_malloc;
	memory.xRealloc = sqlite_realloc;
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &memory), SQLITE_OK);
}

/* --- a day's work: each step answers, and what it answers is checked afterwards --- */

enum step {
	STEP_OPEN,
	STEP_LOAD,
	STEP_PUT,
	STEP_UNDO,
	STEP_REDO,
	STEP_EXPORTS,
	STEP_BACKUP,
	STEP_RESTORE,
	STEPS
};

struct work {
	struct test_place *place;
	enum sp_rc answers[STEPS];
	struct sp_err errors[STEPS];
};

/* Every step is tried, also after one that failed: the edit stays on the screen and is tried again. */
static void
do_work(struct work *work)
{
	struct test_place *place = work->place;
	struct sp_store_options options = {place->db, SP_STORE_EXISTING, place->backups, TEST_NOW};
	const struct sp_export_record record = {"a@x", 1, 2, 3, 4, 5, 6, "t", false};
	struct sp_store *store = NULL;
	struct sp_snapshot snapshot;
	struct sp_arena arena;
	const char *label;

	sp_arena_init(&arena);
	for (int i = 0; i < STEPS; i++)
		work->answers[i] = SP_NO;
	work->answers[STEP_OPEN] = sp_store_open(&options, &store, &work->errors[STEP_OPEN]);
	if (work->answers[STEP_OPEN] == SP_OK) {
		work->answers[STEP_LOAD] = sp_store_load(store, &arena, &snapshot, &work->errors[STEP_LOAD]);
		work->answers[STEP_PUT] = test_put_setting(store, "put", "1", -1, &work->errors[STEP_PUT]);
		work->answers[STEP_UNDO] = sp_store_undo(store, &arena, &label, &work->errors[STEP_UNDO]);
		work->answers[STEP_REDO] = sp_store_redo(store, &arena, &label, &work->errors[STEP_REDO]);
		work->answers[STEP_EXPORTS] =
			sp_store_save_exports(store, "x", &record, 1, &work->errors[STEP_EXPORTS]);
		work->answers[STEP_BACKUP] =
			sp_store_backup(store, test_place_path(place, "copy.db"), &work->errors[STEP_BACKUP]);
		sp_store_close(store);
	}
	sp_arena_finish(&arena);
}

static void
restore_work(struct work *work)
{
	struct sp_store_options options = {work->place->db, SP_STORE_EXISTING, work->place->backups,
					   TEST_NOW};

	for (int i = 0; i < STEPS; i++)
		work->answers[i] = SP_NO;
	work->answers[STEP_RESTORE] = sp_store_restore(&options, test_place_path(work->place, "older.db"),
						       &work->errors[STEP_RESTORE]);
}

/* The number of rows of the setting, in a file that must be sound. */
static int64_t
settings_in_sound_file(struct test_place *place, const char *path, const char *key)
{
	struct sp_store_options options = {path, SP_STORE_EXISTING, NULL, TEST_NOW};
	const struct sp_finding *findings;
	struct sp_store *store = NULL;
	struct sp_err err;
	size_t n = 0;
	char sql[100];

	if (sp_store_open(&options, &store, &err) != SP_OK)
		fail_msg("%s", err.text);
	if (sp_store_check(store, &place->arena, &findings, &n, &err) != SP_OK)
		fail_msg("%s", err.text);
	sp_store_close(store);
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM settings WHERE key = '%s'", key);
	return test_sql_int(path, sql);
}

/* A plan with two commands, and a backup from between them; made once, copied often. */
static struct {
	struct test_place place;
	const char *plan, *older;
	size_t plan_size, older_size;
} model;

static void
make_model(void)
{
	struct test_place *place = &model.place;
	struct sp_store *store;
	struct sp_err err;

	test_place_init(place);
	store = test_open(place, SP_STORE_CREATE);
	assert_int_equal(test_put_setting(store, "older", "1", -1, &err), SP_OK);
	assert_int_equal(sp_store_backup(store, test_place_path(place, "older.db"), &err), SP_OK);
	assert_int_equal(test_put_setting(store, "base", "1", -1, &err), SP_OK);
	sp_store_close(store);
	assert_int_equal(sp_file_read(place->db, 1 << 24, &place->arena, &model.plan, &model.plan_size, &err),
			 SP_OK);
	assert_int_equal(sp_file_read(test_place_path(place, "older.db"), 1 << 24, &place->arena,
				      &model.older, &model.older_size, &err),
			 SP_OK);
}

static void
begin(struct test_place *place)
{
	struct sp_err err;

	if (model.plan == NULL)
		make_model();
	test_place_init(place);
	assert_int_equal(sp_file_write(place->db, model.plan, model.plan_size, &err), SP_OK);
	assert_int_equal(
		sp_file_write(test_place_path(place, "older.db"), model.older, model.older_size, &err),
		SP_OK);
}

/* What was answered is true of the file. */
static void
check_work(struct work *work, bool for_ever)
{
	const enum sp_rc *answers = work->answers;
	int64_t puts = settings_in_sound_file(work->place, work->place->db, "put");
	bool put = answers[STEP_PUT] == SP_OK;

	for (int i = 0; i < STEPS; i++) {
		if (answers[i] == SP_OK || answers[i] == SP_NO)
			continue;
		assert_true(answers[i] == SP_SYSTEM || answers[i] == SP_FILE);
		assert_true(strlen(work->errors[i].text) > 10);
	}
	assert_int_equal(settings_in_sound_file(work->place, work->place->db, "older"), 1);
	if (answers[STEP_EXPORTS] == SP_OK)
		assert_int_equal(test_sql_int(work->place->db, "SELECT count(*) FROM exports"), 1);
	if (answers[STEP_BACKUP] == SP_OK)
		assert_int_equal(
			settings_in_sound_file(work->place, test_place_path(work->place, "copy.db"), "older"),
			1);
	/* An undo without a put before it takes "base" back, a redo brings it again. */
	if (put && answers[STEP_UNDO] == SP_OK)
		put = answers[STEP_REDO] == SP_OK;
	/* A disk that fails for ever cannot take back what it wrote before a sync that failed: refused, it may be there. */
	if (for_ever && (answers[STEP_PUT] == SP_SYSTEM || answers[STEP_UNDO] == SP_SYSTEM ||
			 answers[STEP_REDO] == SP_SYSTEM))
		return;
	if (puts != (put ? 1 : 0))
		fail_msg("put %d undo %d redo %d for ever %d: %d rows", answers[STEP_PUT], answers[STEP_UNDO],
			 answers[STEP_REDO], for_ever, (int)puts);
}

static bool
all_done(const struct work *work, enum step last)
{
	for (int i = 0; i <= (int)last; i++)
		if (work->answers[i] != SP_OK)
			return false;
	return true;
}

static void
arm(long nth, bool memory, enum bad_disk_error error, bool for_ever)
{
	allocations.n = 0;
	allocations.fail_at = memory ? nth : 0;
	allocations.for_ever = for_ever;
	bad_disk_fail(memory ? 0 : nth, error, for_ever);
}

static void
disarm(void)
{
	allocations.fail_at = 0;
	bad_disk_fail(0, BAD_DISK_IO, false);
}

/* Each of the first calls, then fewer and fewer of the many alike. */
static long
step_after(long nth, bool memory)
{
	return memory ? 1 + nth / 12 : 1 + nth / 40;
}

/* From the first failing call to the first N that is more calls than there are. */
static void
fail_every_call(bool memory, enum bad_disk_error error, bool for_ever)
{
	long nth = 1, reached = 0, limit = memory ? 100000 : 5000;

	bad_disk_install();
	for (; nth < limit; nth += step_after(nth, memory)) {
		struct test_place place;
		struct work work = {.place = &place};

		begin(&place);
		arm(nth, memory, error, for_ever);
		do_work(&work);
		reached = memory ? allocations.n : bad_disk_calls();
		disarm();
		check_work(&work, for_ever);
		if (reached < nth) { /* nothing failed: all of it must have been done */
			assert_true(all_done(&work, STEP_BACKUP));
			test_place_finish(&place);
			break;
		}
		test_place_finish(&place);
	}
	assert_true(nth < limit);
	assert_true(nth > (memory ? 300 : 20));
}

static void
backup_is_untouched(struct test_place *place)
{
	const char *bytes;
	size_t size = 0;
	struct sp_err err;

	assert_int_equal(
		sp_file_read(test_place_path(place, "older.db"), 1 << 24, &place->arena, &bytes, &size, &err),
		SP_OK);
	assert_int_equal(size, model.older_size);
	assert_memory_equal(bytes, model.older, size);
}

static void
fail_every_call_of_a_restore(bool memory, enum bad_disk_error error, bool for_ever)
{
	long nth = 1, reached = 0, limit = memory ? 100000 : 5000;

	bad_disk_install();
	for (; nth < limit; nth += step_after(nth, memory)) {
		struct test_place place;
		struct work work = {.place = &place};
		int64_t base;

		begin(&place);
		arm(nth, memory, error, for_ever);
		restore_work(&work);
		reached = memory ? allocations.n : bad_disk_calls();
		disarm();
		base = settings_in_sound_file(&place, place.db, "base");
		assert_int_equal(settings_in_sound_file(&place, place.db, "older"), 1);
		backup_is_untouched(&place);
		if (work.answers[STEP_RESTORE] == SP_OK)
			assert_int_equal(base, 0);
		else
			assert_true(strlen(work.errors[STEP_RESTORE].text) > 10);
		if (reached < nth)
			assert_int_equal(work.answers[STEP_RESTORE], SP_OK);
		test_place_finish(&place);
		if (reached < nth)
			break;
	}
	assert_true(nth < limit);
	assert_true(nth > (memory ? 300 : 20));
}

static void
a_full_disk_once(void **state)
{
	(void)state;
	fail_every_call(false, BAD_DISK_FULL, false);
}

static void
a_full_disk_for_ever(void **state)
{
	(void)state;
	fail_every_call(false, BAD_DISK_FULL, true);
}

static void
a_broken_disk_once(void **state)
{
	(void)state;
	fail_every_call(false, BAD_DISK_IO, false);
}

static void
a_short_write_once(void **state)
{
	(void)state;
	fail_every_call(false, BAD_DISK_SHORT, false);
}

static void
a_broken_disk_for_ever(void **state)
{
	(void)state;
	fail_every_call(false, BAD_DISK_SHORT, true);
}

static void
a_restore_on_a_full_disk(void **state)
{
	(void)state;
	fail_every_call_of_a_restore(false, BAD_DISK_FULL, false);
	fail_every_call_of_a_restore(false, BAD_DISK_FULL, true);
}

static void
a_restore_on_a_broken_disk(void **state)
{
	(void)state;
	fail_every_call_of_a_restore(false, BAD_DISK_SHORT, false);
}

static void
no_memory_once(void **state)
{
	(void)state;
	fail_every_call(true, BAD_DISK_IO, false);
}

static void
no_memory_for_ever(void **state)
{
	(void)state;
	fail_every_call(true, BAD_DISK_IO, true);
}

static void
a_restore_without_memory(void **state)
{
	(void)state;
	fail_every_call_of_a_restore(true, BAD_DISK_IO, false);
}

/* The arena ends at every possible place of a load and of an edit. */
static void
an_arena_that_ends(void **state)
{
	struct test_place place;
	struct sp_store *store;
	struct sp_snapshot snapshot;
	struct sp_edits edits;
	struct sp_rand rand;
	struct sp_err err;
	size_t limit;
	int64_t revision;

	(void)state;
	test_place_init(&place);
	store = test_open(&place, SP_STORE_CREATE);
	sp_rand_seed(&rand, 4);
	sp_edits_init(&edits, &place.arena);
	test_random_rows(&rand, NULL, 2, &edits);
	test_apply(store, &edits, "rows");
	for (limit = 16; limit < 1 << 20; limit += 80) {
		struct sp_arena arena;
		enum sp_rc rc;

		sp_arena_init(&arena);
		arena.limit_bytes = limit;
		rc = sp_store_load(store, &arena, &snapshot, &err);
		sp_arena_finish(&arena);
		if (rc == SP_OK)
			break;
		assert_int_equal(rc, SP_SYSTEM);
		assert_non_null(strstr(err.text, "memory"));
	}
	assert_true(limit > 4000 && limit < 1 << 20);
	revision = test_load(store, &place.arena).revision;
	sp_edits_init(&edits, &place.arena);
	test_random_rows(&rand, NULL, 1, &edits);
	place.arena.limit_bytes = place.arena.total_bytes + 8;
	assert_int_equal(sp_store_apply(store, &edits, "rows", -1, NULL, &err), SP_SYSTEM);
	place.arena.limit_bytes = 0;
	assert_int_equal(test_load(store, &place.arena).revision, revision);
	sp_store_close(store);
	test_place_finish(&place);
}

static int
forget_model(void **state)
{
	(void)state;
	if (model.plan != NULL)
		test_place_finish(&model.place);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk_once),	      cmocka_unit_test(a_full_disk_for_ever),
		cmocka_unit_test(a_broken_disk_once),	      cmocka_unit_test(a_short_write_once),
		cmocka_unit_test(a_broken_disk_for_ever),     cmocka_unit_test(a_restore_on_a_full_disk),
		cmocka_unit_test(a_restore_on_a_broken_disk), cmocka_unit_test(no_memory_once),
		cmocka_unit_test(no_memory_for_ever),	      cmocka_unit_test(a_restore_without_memory),
		cmocka_unit_test(an_arena_that_ends),
	};

	install_memory();
	return cmocka_run_group_tests(tests, NULL, forget_model);
}
