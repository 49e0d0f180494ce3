/*
 * Two at once is normal: writers in parallel lose nothing of each other's, nobody sees a lock, everybody can start.
 */
#include "senplan/base/str.h"

#include "store_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EACH = 500, RAISES = 100, STARTERS = 6 };

/* Runs `work` in n children at the same time; each must end with 0. */
static void
run_together(struct test_place *place, int n, int (*work)(struct test_place *place, int who))
{
	int go[2];
	pid_t children[STARTERS];

	assert_true(n <= STARTERS);
	assert_int_equal(pipe(go), 0);
	for (int who = 0; who < n; who++) {
		children[who] = fork();
		if (children[who] == 0) {
			char byte;

			close(go[1]);
			_exit(read(go[0], &byte, 1) == 0 ? work(place, who)
							 : 99); /* all start when the pipe closes */
		}
	}
	close(go[0]);
	close(go[1]);
	for (int who = 0; who < n; who++) {
		int status;

		assert_int_equal(waitpid(children[who], &status, 0), children[who]);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
}

static struct sp_store *
open_or_die(struct test_place *place, enum sp_store_mode mode)
{
	struct sp_store_options options = {place->db, mode, place->backups, TEST_NOW};
	struct sp_store *store = NULL;
	struct sp_err err;

	if (sp_store_open(&options, &store, &err) != SP_OK) {
		fprintf(stderr, "%s\n", err.text);
		_exit(98);
	}
	return store;
}

static int
write_own_rows(struct test_place *place, int who)
{
	struct sp_store *store = open_or_die(place, SP_STORE_EXISTING);
	struct sp_err err;

	for (int i = 0; i < EACH; i++) {
		char key[40];

		snprintf(key, sizeof(key), "%d.%d", who, i);
		if (test_put_setting(store, key, "1", -1, &err) != SP_OK) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
	}
	sp_store_close(store);
	return 0;
}

static void
two_times_five_hundred_edits_leave_a_thousand(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_snapshot snapshot;

	sp_store_close(store);
	run_together(place, 2, write_own_rows);
	store = test_open(place, SP_STORE_EXISTING);
	snapshot = test_load(store, &place->arena);
	assert_int_equal(snapshot.settings.n, 2 * EACH);
	assert_int_equal(snapshot.revision, 2 * EACH);
	sp_store_close(store);
}

/* Reads a number, adds one, stores it on the view it was read from; again when the view was outdated. */
static int
raise_common_number(struct test_place *place, int who)
{
	struct sp_store *store = open_or_die(place, SP_STORE_EXISTING);
	struct sp_arena arena;

	(void)who;
	sp_arena_init(&arena);
	for (int done = 0, tries = 0; done < RAISES; tries++) {
		struct sp_snapshot snapshot;
		struct sp_setting row;
		struct sp_edits edits;
		char value[20];
		enum sp_rc rc;

		sp_arena_clear(&arena);
		if (tries > 100000 || sp_store_load(store, &arena, &snapshot, NULL) != SP_OK)
			return 1;
		row = snapshot.settings.items[0];
		snprintf(value, sizeof(value), "%d", atoi(row.value) + 1);
		row.value = value;
		sp_edits_init(&edits, &arena);
		sp_edits_put_setting(&edits, &row);
		rc = sp_store_apply(store, &edits, "raise", snapshot.revision, NULL, NULL);
		if (rc != SP_OK && rc != SP_NO)
			return 2;
		done += rc == SP_OK;
	}
	sp_arena_finish(&arena);
	sp_store_close(store);
	return 0;
}

static void
nobody_writes_over_what_he_has_not_seen(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_snapshot snapshot;
	struct sp_err err;

	assert_int_equal(test_put_setting(store, "number", "0", -1, &err), SP_OK);
	sp_store_close(store);
	run_together(place, 3, raise_common_number);
	store = test_open(place, SP_STORE_EXISTING);
	snapshot = test_load(store, &place->arena);
	assert_int_equal(atoi(snapshot.settings.items[0].value), 3 * RAISES);
	sp_store_close(store);
}

static int
start_and_write(struct test_place *place, int who)
{
	struct sp_store *store = open_or_die(place, SP_STORE_CREATE);
	char key[40];

	snprintf(key, sizeof(key), "%d", who);
	if (test_put_setting(store, key, "1", -1, NULL) != SP_OK)
		return 1;
	sp_store_close(store);
	return 0;
}

static void
all_may_make_the_file_at_once(void **state)
{
	struct test_place *place = *state;

	for (int round = 0; round < 10; round++) {
		struct sp_store *store;

		run_together(place, STARTERS, start_and_write);
		store = test_open(place, SP_STORE_EXISTING);
		assert_int_equal(test_load(store, &place->arena).settings.n, STARTERS);
		sp_store_close(store);
		assert_int_equal(unlink(place->db), 0);
	}
}

/* A writer that died in the middle of it, or a reader that stands still, holds nobody up. */
static void
no_stale_lock_blocks_a_start(void **state)
{
	struct test_place *place = *state;
	struct sp_store *reader, *store;
	struct sp_err err;
	pid_t child = fork();
	int status;

	if (child == 0) {
		store = open_or_die(place, SP_STORE_CREATE);
		(void)test_put_setting(store, "left", "1", -1, NULL);
		_exit(0); /* without closing */
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	reader = test_open(place, SP_STORE_EXISTING);
	assert_int_equal(test_load(reader, &place->arena).settings.n, 1);
	store = test_open(place, SP_STORE_EXISTING);
	assert_int_equal(test_put_setting(store, "mine", "1", -1, &err), SP_OK);
	sp_store_close(store);
	assert_int_equal(test_load(reader, &place->arena).settings.n, 2);
	sp_store_close(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(two_times_five_hundred_edits_leave_a_thousand, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(nobody_writes_over_what_he_has_not_seen, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(all_may_make_the_file_at_once, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(no_stale_lock_blocks_a_start, test_set_up, test_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
