/*
 * The power fails, or the process is killed, at any moment while edits are acknowledged: no acknowledged edit is lost, no
 * edit is there in part. Each test has a control in which the same harness must find losses.
 */
#include "senplan/base/str.h"

#include "bad_disk.h"
#include "store_test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EDITS = 40, CUTS = 3, ROUNDS = 50, PARTS = 5 };

static int
set_up(void **state)
{
	static struct test_place place;

	test_place_init(&place);
	*state = &place;
	return 0;
}

static int
tear_down(void **state)
{
	bad_disk_before_sync(NULL, NULL);
	bad_disk_watch(NULL, false);
	bad_disk_fail(0, BAD_DISK_IO, false);
	test_place_finish(*state);
	return 0;
}

/* One command of PARTS rows, numbered: it is there whole, or not at all. */
static enum sp_rc
put_numbered(struct sp_store *store, int number)
{
	struct sp_arena arena;
	struct sp_edits edits;
	enum sp_rc rc;

	sp_arena_init(&arena);
	sp_edits_init(&edits, &arena);
	for (int part = 0; part < PARTS; part++) {
		struct sp_setting row = sp_setting_blank();

		row.key = sp_arena_printf(&arena, "%06d.%d", number, part);
		row.value = "a value that is long enough to make the log grow over its pages now and then";
		sp_edits_put_setting(&edits, &row);
	}
	rc = sp_store_apply(store, &edits, "numbered", -1, NULL, NULL);
	sp_arena_finish(&arena);
	return rc;
}

/* Is it a sound plan with the edits 0 .. acknowledged - 1, perhaps one more, each whole, and nothing else? */
static bool
holds(const char *path, int acknowledged)
{
	struct sp_store_options options = {path, SP_STORE_CREATE, NULL, TEST_NOW};
	const struct sp_finding *findings;
	struct sp_store *store = NULL;
	struct sp_snapshot snapshot;
	struct sp_arena arena;
	size_t n = 0, n_settings;
	bool good;

	if (sp_store_open(&options, &store, NULL) != SP_OK)
		return false;
	sp_arena_init(&arena);
	good = sp_store_check(store, &arena, &findings, &n, NULL) == SP_OK &&
	       sp_store_load(store, &arena, &snapshot, NULL) == SP_OK;
	n_settings = good ? snapshot.settings.n : 0;
	good = good && n_settings % PARTS == 0 && n_settings / PARTS >= (size_t)acknowledged &&
	       n_settings / PARTS <= (size_t)acknowledged + 1;
	for (size_t i = 0; good && i < n_settings; i++) {
		char key[60];

		snprintf(key, sizeof(key), "%06zu.%zu", i / PARTS, i % PARTS);
		good = strcmp(snapshot.settings.items[i].key, key) == 0;
	}
	sp_arena_finish(&arena);
	sp_store_close(store);
	return good;
}

struct cutter {
	struct test_place *place;
	struct sp_rand rand;
	int acknowledged, images, lost;
};

static void
cut_here(void *context)
{
	struct cutter *cutter = context;
	char folder[300], path[320], command[400];

	snprintf(folder, sizeof(folder), "%s/cut%d", cutter->place->folder, cutter->images++);
	snprintf(path, sizeof(path), "%s/plan.db", folder);
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	assert_int_equal(mkdir(folder, 0700), 0);
	bad_disk_power_cut(&cutter->rand, folder);
	cutter->lost += !holds(path, cutter->acknowledged);
	assert_int_equal(system(command), 0);
}

/* Edits, with power cuts after each and in the middle, before each sync. */
static struct cutter
cut_power(struct test_place *place, bool lying)
{
	struct sp_store_options options = {place->db, SP_STORE_CREATE, NULL, TEST_NOW};
	struct cutter cutter = {.place = place};
	struct sp_store *store = NULL;

	bad_disk_install();
	bad_disk_watch(place->folder, lying);
	sp_rand_seed(&cutter.rand, lying ? 21 : 20);
	for (int i = 0; i < EDITS; i++) {
		if (i % 10 == 0) { /* with restarts, so that checkpoints and new logs come in */
			sp_store_close(store);
			assert_int_equal(sp_store_open(&options, &store, NULL), SP_OK);
			bad_disk_before_sync(cut_here, &cutter);
		}
		assert_int_equal(put_numbered(store, i), SP_OK);
		cutter.acknowledged = i + 1;
		for (int cut = 0; cut < CUTS; cut++)
			cut_here(&cutter);
	}
	sp_store_close(store);
	bad_disk_before_sync(NULL, NULL);
	return cutter;
}

static void
no_acknowledged_edit_is_lost_in_a_power_cut(void **state)
{
	struct cutter cutter = cut_power(*state, false);

	assert_int_equal(cutter.lost, 0);
	assert_true(cutter.images > EDITS * (CUTS + 1));
}

/* The control: a disk whose sync does nothing. */
static void
a_missing_sync_is_found_out(void **state)
{
	struct cutter cutter = cut_power(*state, true);

	assert_true(cutter.lost > cutter.images / 4);
}

/* --- kill -9 --- */

static void
work_until_killed(const char *path, int first, int acknowledge, bool too_early)
{
	struct sp_store_options options = {path, SP_STORE_CREATE, NULL, TEST_NOW};
	struct sp_store *store = NULL;

	if (sp_store_open(&options, &store, NULL) != SP_OK)
		_exit(1);
	for (int i = first; i < 1000000; i++) {
		if (too_early && write(acknowledge, "+", 1) != 1)
			_exit(2);
		if (put_numbered(store, i) != SP_OK)
			_exit(3);
		if (!too_early && write(acknowledge, "+", 1) != 1)
			_exit(4);
	}
	_exit(5);
}

/* Kills a writer ROUNDS times; the number of rounds after which the file did not hold what was acknowledged. */
static int
kill_writers(struct test_place *place, bool too_early)
{
	int acknowledged = 0, lost = 0;
	struct sp_rand rand;

	sp_rand_seed(&rand, 30);
	for (int round = 0; round < ROUNDS; round++) {
		int ends[2], status;
		char bytes[4096];
		ssize_t n;
		pid_t child;

		assert_int_equal(pipe(ends), 0);
		child = fork();
		if (child == 0) {
			close(ends[0]);
			work_until_killed(place->db, acknowledged, ends[1], too_early);
		}
		close(ends[1]);
		assert_int_equal(read(ends[0], bytes, 1), 1);
		acknowledged++;
		usleep(sp_rand_below(&rand, 8000));
		assert_int_equal(kill(child, SIGKILL), 0);
		while ((n = read(ends[0], bytes, sizeof(bytes))) > 0)
			acknowledged += (int)n;
		close(ends[0]);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		if (!holds(place->db, acknowledged))
			lost++;
		acknowledged = (int)test_sql_int(place->db, "SELECT count(*) / 5 FROM settings");
	}
	return lost;
}

static void
no_acknowledged_edit_is_lost_by_kill(void **state)
{
	assert_int_equal(kill_writers(*state, false), 0);
}

/* The control: a writer that acknowledges before it has stored. */
static void
a_promise_too_early_is_found_out(void **state)
{
	assert_true(kill_writers(*state, true) > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_acknowledged_edit_is_lost_by_kill, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_promise_too_early_is_found_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_acknowledged_edit_is_lost_in_a_power_cut, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_missing_sync_is_found_out, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
