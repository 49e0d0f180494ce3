/*
 * What may be opened and what is refused, each with its sentence; that a refused file is left byte for byte; who may read
 * what is made.
 */
#include "senplan/base/str.h"
#include "senplan/store/file.h"

#include "store_test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
make_plan(struct test_place *place)
{
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_edits edits;
	struct sp_rand rand;

	sp_rand_seed(&rand, 5);
	sp_edits_init(&edits, &place->arena);
	test_random_rows(&rand, NULL, 20, &edits);
	test_apply(store, &edits, "rows");
	sp_store_close(store);
}

static size_t
read_bytes(struct test_place *place, const char *path, const char **ret_bytes)
{
	size_t size = 0;
	struct sp_err err;

	if (sp_file_read(path, 100 << 20, &place->arena, ret_bytes, &size, &err) != SP_OK)
		fail_msg("%s", err.text);
	return size;
}

static void
write_bytes(const char *path, const char *bytes, size_t size)
{
	struct sp_err err;

	if (sp_file_write(path, bytes, size, &err) != SP_OK)
		fail_msg("%s", err.text);
}

/* Refused with SP_FILE and a sentence that has `said` in it, in both writing modes; the bytes stay, nothing is beside them. */
static void
refused(struct test_place *place, const char *path, const char *said)
{
	const char *before, *after;
	size_t size = read_bytes(place, path, &before);
	struct stat st;
	struct sp_err err;

	for (int mode = SP_STORE_EXISTING; mode <= SP_STORE_READ_ONLY; mode++) {
		assert_int_equal(test_try_open(place, path, (enum sp_store_mode)mode, &err), SP_FILE);
		if (strstr(err.text, said) == NULL)
			fail_msg("%s (expected: %s)", err.text, said);
		assert_non_null(strstr(err.text, path));
		assert_null(strchr(err.text, '\n'));
	}
	assert_int_equal(read_bytes(place, path, &after), size);
	assert_memory_equal(before, after, size);
	assert_int_equal(lstat(sp_arena_printf(&place->arena, "%s-wal", path), &st), -1);
	assert_int_equal(lstat(sp_arena_printf(&place->arena, "%s-shm", path), &st), -1);
}

static void
what_is_not_there_is_said(void **state)
{
	struct test_place *place = *state;
	struct sp_err err;
	struct stat st;

	assert_int_equal(test_try_open(place, place->db, SP_STORE_EXISTING, &err), SP_FILE);
	assert_non_null(strstr(err.text, "There is no plan at"));
	assert_int_equal(test_try_open(place, place->db, SP_STORE_READ_ONLY, &err), SP_FILE);
	assert_int_equal(lstat(place->db, &st), -1);
	assert_int_equal(test_try_open(place, "/nonexistent/x", SP_STORE_CREATE, &err), SP_FILE);
	assert_non_null(strstr(err.text, "No such file or directory"));
	assert_int_equal(test_try_open(place, test_place_path(place, "none/x.db"), SP_STORE_CREATE, &err),
			 SP_FILE);
	assert_int_equal(test_try_open(place, place->folder, SP_STORE_CREATE, &err), SP_FILE);
	assert_non_null(strstr(err.text, "is no file"));
	assert_int_equal(test_try_open(place, "/", SP_STORE_CREATE, &err), SP_FILE);
	assert_int_equal(test_try_open(place, "", SP_STORE_CREATE, &err), SP_FILE);
}

static void
what_is_no_plan_is_refused(void **state)
{
	struct test_place *place = *state;
	const char *path = test_place_path(place, "x");
	static const char html[] = "<!DOCTYPE html><title>Sign in</title>";
	char noise[5000];
	struct sp_rand rand;

	write_bytes(path, html, sizeof(html) - 1);
	refused(place, path, "it is not a database");
	sp_rand_seed(&rand, 9);
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (char)sp_rand_below(&rand, 256);
	write_bytes(path, noise, sizeof(noise));
	refused(place, path, "it is not a database");
	write_bytes(path, "SQLite format 3", 16);
	refused(place, path, "another program");
}

static void
a_database_of_another_program_is_refused(void **state)
{
	struct test_place *place = *state;
	const char *path = test_place_path(place, "other.db");

	write_bytes(path, "", 0);
	test_sql(path, "CREATE TABLE bookmarks(x); PRAGMA user_version = 1;");
	refused(place, path, "another program");
	test_sql(path, "PRAGMA application_id = 252006674;");
	refused(place, path, "another program");
}

static void
a_newer_plan_is_refused(void **state)
{
	struct test_place *place = *state;
	struct sp_err err;
	sqlite3 *beside = NULL;
	const char *before, *after;
	size_t size;

	make_plan(place);
	test_sql(place->db, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 99;");
	refused(place, place->db, "newer senplan");
	/* The newer version may stand in the log only, while the newer program has the file open. */
	test_sql(place->db, "PRAGMA user_version = 1; PRAGMA journal_mode = WAL;");
	assert_int_equal(sqlite3_open(place->db, &beside), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(beside, "PRAGMA user_version = 99; PRAGMA wal_autocheckpoint = 0", 0, 0, 0), 0);
	size = read_bytes(place, place->db, &before);
	assert_int_equal(test_try_open(place, place->db, SP_STORE_CREATE, &err), SP_FILE);
	assert_non_null(strstr(err.text, "newer senplan"));
	assert_int_equal(read_bytes(place, place->db, &after), size);
	assert_memory_equal(before, after, size);
	sqlite3_close(beside);
}

static void
an_empty_file_becomes_a_plan_only_when_asked(void **state)
{
	struct test_place *place = *state;
	struct sp_err err;

	write_bytes(place->db, "", 0);
	assert_int_equal(test_try_open(place, place->db, SP_STORE_EXISTING, &err), SP_FILE);
	assert_non_null(strstr(err.text, "is empty"));
	assert_int_equal(test_try_open(place, place->db, SP_STORE_CREATE, &err), SP_OK);
	assert_int_equal(test_try_open(place, place->db, SP_STORE_EXISTING, &err), SP_OK);
}

static void
a_symbolic_link_is_refused(void **state)
{
	struct test_place *place = *state;
	const char *link = test_place_path(place, "link.db");
	struct sp_err err;

	make_plan(place);
	assert_int_equal(symlink(place->db, link), 0);
	assert_int_equal(test_try_open(place, link, SP_STORE_EXISTING, &err), SP_FILE);
	assert_non_null(strstr(err.text, "symbolic link"));
	assert_non_null(strstr(err.text, link));
}

/* Pages zeroed, bytes flipped, the end cut off: either it is refused whole and untouched, or what is loaded is what was
 * stored. Never anything else, and never a crash. */
static void
a_damaged_plan_is_refused_or_right(void **state)
{
	struct test_place *place = *state;
	const char *path = test_place_path(place, "bad.db");
	const char *bytes, *after, *sound;
	struct sp_store *store;
	struct sp_snapshot snapshot;
	struct sp_rand rand;
	size_t size;
	int n_refused = 0;

	make_plan(place);
	store = test_open(place, SP_STORE_EXISTING);
	snapshot = test_load(store, &place->arena);
	sound = test_dump(&snapshot, &place->arena);
	sp_store_close(store);
	test_sql(place->db, "PRAGMA journal_mode = DELETE");
	size = read_bytes(place, place->db, &bytes);
	sp_rand_seed(&rand, 11);
	for (int round = 0; round < 200; round++) {
		struct sp_store_options options = {path, SP_STORE_EXISTING, NULL, TEST_NOW};
		char *copy = sp_arena_memdup(&place->arena, bytes, size);
		size_t n = size, page = sp_rand_below(&rand, (uint32_t)(size / 4096)) * 4096;
		struct sp_err err;

		if (round % 4 == 0)
			n = 100 + sp_rand_below(&rand, (uint32_t)size - 100);
		else if (round % 4 == 1)
			memset(copy + page, 0, 4096);
		else
			for (int i = 0; i < 8; i++)
				copy[page + sp_rand_below(&rand, 100)] ^=
					(char)(1 + sp_rand_below(&rand, 255));
		write_bytes(path, copy, n);
		if (sp_store_open(&options, &store, &err) != SP_OK) {
			assert_int_equal(err.rc, SP_FILE);
			assert_int_equal(read_bytes(place, path, &after), n);
			assert_memory_equal(after, copy, n);
			n_refused++;
			continue;
		}
		if (sp_store_load(store, &place->arena, &snapshot, &err) == SP_OK)
			(void)test_dump(&snapshot, &place->arena);
		else
			assert_int_equal(err.rc, SP_FILE);
		sp_store_close(store);
	}
	assert_true(n_refused > 120);
	assert_non_null(sound);
}

static void
a_damaged_plan_names_the_newest_good_backup(void **state)
{
	struct test_place *place = *state;
	const char *bytes;
	char *copy;
	struct sp_store *store;
	struct sp_err err;
	size_t size;

	make_plan(place);
	store = test_open(place, SP_STORE_EXISTING);
	assert_int_equal(sp_store_backup_before(store, "import", &err), SP_OK);
	sp_store_close(store);
	size = read_bytes(place, place->db, &bytes);
	copy = sp_arena_memdup(&place->arena, bytes, size);
	memset(copy + 4096, 0x55, size - 4096);
	write_bytes(place->db, copy, size);
	assert_int_equal(test_try_open(place, place->db, SP_STORE_EXISTING, &err), SP_FILE);
	assert_non_null(strstr(err.text, "is damaged"));
	assert_non_null(strstr(err.text, "senplan restore "));
	assert_non_null(strstr(err.text, ".2026-11-23T091500-00.import.db"));
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode & 0777;
}

static void
only_the_owner_may_read_what_is_made(void **state)
{
	struct test_place *place = *state;
	mode_t before = umask(0);
	struct sp_store *store = test_open(place, SP_STORE_CREATE);
	struct sp_err err;

	assert_int_equal(test_put_setting(store, "a", "1", -1, &err), SP_OK);
	assert_null(sp_store_notice(store));
	assert_int_equal(mode_of(place->db), 0600);
	assert_int_equal(mode_of(sp_arena_printf(&place->arena, "%s-wal", place->db)), 0600);
	assert_int_equal(mode_of(sp_arena_printf(&place->arena, "%s-shm", place->db)), 0600);
	assert_int_equal(sp_store_backup(store, test_place_path(place, "b.db"), &err), SP_OK);
	assert_int_equal(mode_of(test_place_path(place, "b.db")), 0600);
	assert_int_equal(sp_store_backup_before(store, "import", &err), SP_OK);
	assert_int_equal(mode_of(place->backups), 0700);
	sp_store_close(store);
	umask(before);
}

static void
a_looser_file_is_tightened_and_said(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store;

	make_plan(place);
	assert_int_equal(chmod(place->db, 0644), 0);
	store = test_open(place, SP_STORE_EXISTING);
	assert_int_equal(mode_of(place->db), 0600);
	assert_non_null(strstr(sp_store_notice(store), "could be read by others"));
	sp_store_close(store);
	store = test_open(place, SP_STORE_EXISTING);
	assert_null(sp_store_notice(store));
	sp_store_close(store);
}

/* As a user without rights, since root may write everywhere. */
static void
what_cannot_be_written_is_said(void **state)
{
	struct test_place *place = *state;
	pid_t child;
	int status;

	if (geteuid() != 0)
		skip();
	make_plan(place);
	assert_int_equal(chmod(place->folder, 0755), 0);
	assert_int_equal(chmod(place->db, 0444), 0);
	child = fork();
	if (child == 0) {
		struct sp_err err;

		if (setgid(65534) != 0 || setuid(65534) != 0)
			_exit(9);
		if (test_try_open(place, place->db, SP_STORE_EXISTING, &err) != SP_FILE ||
		    strstr(err.text, "cannot be written") == NULL)
			_exit(1);
		if (test_try_open(place, test_place_path(place, "new.db"), SP_STORE_CREATE, &err) !=
			    SP_FILE ||
		    strstr(err.text, "Permission denied") == NULL)
			_exit(2);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void
reading_only_writes_nothing(void **state)
{
	struct test_place *place = *state;
	const char *before, *after;
	struct sp_store *store;
	struct sp_snapshot snapshot;
	struct sp_err err;
	const char *label;
	size_t size;

	make_plan(place);
	size = read_bytes(place, place->db, &before);
	store = test_open(place, SP_STORE_READ_ONLY);
	snapshot = test_load(store, &place->arena);
	assert_int_equal(snapshot.tasks.n, 20);
	assert_int_equal(test_put_setting(store, "a", "1", -1, &err), SP_FILE);
	assert_int_equal(sp_store_undo(store, &place->arena, &label, &err), SP_FILE);
	sp_store_close(store);
	assert_int_equal(read_bytes(place, place->db, &after), size);
	assert_memory_equal(before, after, size);
}

static bool
is_beside(struct test_place *place, const char *path, const char *suffix)
{
	struct stat st;

	return lstat(sp_arena_printf(&place->arena, "%s%s", path, suffix), &st) == 0;
}

/* Neither a log nor its index lies beside somebody's file because it was looked at. */
static void
reading_leaves_nothing_beside_the_file(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store;

	make_plan(place);
	store = test_open(place, SP_STORE_READ_ONLY);
	assert_int_equal(test_load(store, &place->arena).tasks.n, 20);
	assert_false(is_beside(place, place->db, "-wal"));
	assert_false(is_beside(place, place->db, "-shm"));
	assert_false(sp_store_changed_outside(store));
	sp_store_close(store);
	assert_false(is_beside(place, place->db, "-wal"));
	assert_false(is_beside(place, place->db, "-shm"));
}

/* A file that was copied with its log, or whose program died: what the log holds is read, and both stay as they were. */
static void
a_log_that_lies_alone_is_read_and_stays(void **state)
{
	struct test_place *place = *state;
	const char *bytes[2], *after, *copy[2];
	struct sp_store *store, *owner;
	struct sp_edits edits;
	struct sp_rand rand;
	size_t size[2];
	struct sp_err err;
	const struct sp_store_options options = {.path = test_place_path(place, "copy.db"),
						 .mode = SP_STORE_READ_ONLY};

	owner = test_open(place, SP_STORE_CREATE);
	sp_rand_seed(&rand, 5);
	sp_edits_init(&edits, &place->arena);
	test_random_rows(&rand, NULL, 20, &edits);
	test_apply(owner, &edits, "rows"); /* in the log only */
	copy[0] = options.path;
	copy[1] = sp_arena_printf(&place->arena, "%s-wal", copy[0]);
	size[0] = read_bytes(place, place->db, &bytes[0]);
	size[1] = read_bytes(place, sp_arena_printf(&place->arena, "%s-wal", place->db), &bytes[1]);
	assert_true(size[1] > 0);
	write_bytes(copy[0], bytes[0], size[0]);
	write_bytes(copy[1], bytes[1], size[1]);
	sp_store_close(owner);
	if (sp_store_open(&options, &store, &err) != SP_OK)
		fail_msg("%s", err.text);
	assert_int_equal(test_load(store, &place->arena).tasks.n, 20);
	assert_int_equal(test_put_setting(store, "a", "1", -1, &err), SP_FILE);
	assert_false(is_beside(place, copy[0], "-shm"));
	sp_store_close(store);
	assert_false(is_beside(place, copy[0], "-shm"));
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(read_bytes(place, copy[i], &after), size[i]);
		assert_memory_equal(bytes[i], after, size[i]);
	}
}

static const char *
setting_of(struct test_place *place, struct sp_store *store, const char *key)
{
	struct sp_snapshot snapshot = test_load(store, &place->arena);

	return sp_setting_text(&snapshot, key);
}

/* Who looks on sees what another changes meanwhile, while that one works and when he is done. */
static void
a_plan_that_is_looked_at_is_read_anew_when_it_changes(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store, *owner;
	struct sp_err err;

	make_plan(place);
	store = test_open(place, SP_STORE_READ_ONLY);
	assert_string_equal("", setting_of(place, store, "school"));
	owner = test_open(place, SP_STORE_EXISTING);
	assert_false(sp_store_changed_outside(store));
	assert_int_equal(test_put_setting(owner, "school", "Hill", -1, &err), SP_OK);
	assert_true(sp_store_changed_outside(store));
	assert_string_equal("Hill", setting_of(place, store, "school"));
	assert_false(sp_store_changed_outside(store));
	sp_store_close(owner);
	assert_false(sp_store_changed_outside(store));
	sp_store_close(store);

	store = test_open(place, SP_STORE_READ_ONLY);
	assert_string_equal("Hill", setting_of(place, store, "school"));
	owner = test_open(place, SP_STORE_EXISTING);
	assert_int_equal(test_put_setting(owner, "mouse", "off", -1, &err), SP_OK);
	sp_store_close(owner); /* the log is gone again: the file is another */
	assert_true(sp_store_changed_outside(store));
	assert_string_equal("off", setting_of(place, store, "mouse"));
	sp_store_close(store);
	assert_false(is_beside(place, place->db, "-wal"));
	assert_false(is_beside(place, place->db, "-shm"));
}

/* As another person, to whom the file and its folder are given for reading. */
static int
read_as_another(struct test_place *place, enum sp_rc wanted, const char *said)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		const struct sp_store_options options = {.path = place->db, .mode = SP_STORE_READ_ONLY};
		struct sp_snapshot snapshot;
		struct sp_store *store;
		const struct sp_finding *findings;
		struct sp_err err = {0};
		size_t n = 0;
		enum sp_rc rc;

		if (setgid(65534) != 0 || setuid(65534) != 0)
			_exit(9);
		rc = sp_store_open(&options, &store, &err);
		if (rc != wanted || strstr(err.text, said) == NULL)
			_exit(1);
		if (rc != SP_OK)
			_exit(0);
		if (sp_store_load(store, &place->arena, &snapshot, &err) != SP_OK || snapshot.tasks.n != 20)
			_exit(2);
		if (test_put_setting(store, "a", "1", -1, &err) != SP_FILE)
			_exit(3);
		if (sp_store_check(store, &place->arena, &findings, &n, &err) != SP_OK)
			_exit(4);
		sp_store_close(store);
		_exit(0);
	}
	if (waitpid(child, &status, 0) != child)
		return -1;
	return status;
}

static void
a_plan_where_nothing_may_be_written_is_read(void **state)
{
	struct test_place *place = *state;
	static const mode_t rights[][2] = {{0755, 0444}, {0755, 0644}, {0777, 0444}};
	const char *before, *after, *wal;
	struct stat st;
	size_t size;

	if (geteuid() != 0)
		skip();
	make_plan(place);
	wal = sp_arena_printf(&place->arena, "%s-wal", place->db);
	size = read_bytes(place, place->db, &before);
	for (size_t i = 0; i < sizeof(rights) / sizeof(rights[0]); i++) {
		assert_int_equal(chmod(place->folder, rights[i][0]), 0);
		assert_int_equal(chmod(place->db, rights[i][1]), 0);
		assert_int_equal(read_as_another(place, SP_OK, ""), 0);
		assert_int_equal(read_bytes(place, place->db, &after), size);
		assert_memory_equal(before, after, size);
		assert_int_equal(lstat(wal, &st), -1);
		assert_int_equal(lstat(sp_arena_printf(&place->arena, "%s-shm", place->db), &st), -1);
	}
	/* A log without its index holds changes that the file alone does not have. */
	write_bytes(wal, before, size < 5000 ? size : 5000);
	assert_int_equal(chmod(wal, 0644), 0);
	assert_int_equal(read_as_another(place, SP_FILE, "was not closed properly"), 0);
}

/* The owner works in it: the last change is seen, and nothing of it is touched. */
static void
an_open_plan_is_read_by_another(void **state)
{
	struct test_place *place = *state;
	struct sp_store *store;
	struct sp_edits edits;
	struct sp_rand rand;

	if (geteuid() != 0)
		skip();
	store = test_open(place, SP_STORE_CREATE);
	sp_rand_seed(&rand, 5);
	sp_edits_init(&edits, &place->arena);
	test_random_rows(&rand, NULL, 20, &edits);
	test_apply(store, &edits, "rows"); /* in the log only */
	assert_int_equal(chmod(place->folder, 0755), 0);
	assert_int_equal(chmod(place->db, 0644), 0);
	assert_int_equal(chmod(sp_arena_printf(&place->arena, "%s-wal", place->db), 0644), 0);
	assert_int_equal(chmod(sp_arena_printf(&place->arena, "%s-shm", place->db), 0644), 0);
	assert_int_equal(read_as_another(place, SP_OK, ""), 0);
	sp_store_close(store);
}

static void
a_clean_close_leaves_one_file(void **state)
{
	struct test_place *place = *state;
	struct stat st;

	make_plan(place);
	assert_int_equal(lstat(sp_arena_printf(&place->arena, "%s-wal", place->db), &st), -1);
	assert_int_equal(lstat(sp_arena_printf(&place->arena, "%s-shm", place->db), &st), -1);
	assert_int_equal(test_sql_int(place->db, "SELECT count(*) FROM tasks"), 20);
}

/* A name that SQLite would read as a URI is a plain name. */
static void
a_name_is_no_uri(void **state)
{
	struct test_place *place = *state;
	char before[4096];
	struct sp_err err;
	struct stat st;

	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(place->folder), 0);
	assert_int_equal(test_try_open(place, "file:y.db?mode=memory", SP_STORE_CREATE, &err), SP_OK);
	assert_int_equal(lstat("file:y.db?mode=memory", &st), 0);
	assert_int_equal(chdir(before), 0);
}

/* The plan of each released schema opens, is sound and holds what it held. */
static void
released_files_open(void **state)
{
	struct test_place *place = *state;
	const char *bytes;
	size_t size = read_bytes(place, TEST_DATA "/store/schema-001.db", &bytes), n = 0;
	const struct sp_finding *findings;
	struct sp_snapshot snapshot;
	struct sp_store *store;
	const char *label;
	struct sp_err err;

	write_bytes(place->db, bytes, size);
	store = test_open(place, SP_STORE_EXISTING);
	assert_int_equal(sp_store_check(store, &place->arena, &findings, &n, &err), SP_OK);
	snapshot = test_load(store, &place->arena);
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++)
		assert_int_equal(sp_snapshot_rows(&snapshot, (enum sp_entity)entity).n, 3);
	assert_int_equal(sp_store_undo(store, &place->arena, &label, &err), SP_OK);
	assert_string_equal(label, "second");
	assert_int_equal(test_load(store, &place->arena).tasks.n, 2);
	sp_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_not_there_is_said, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(what_is_no_plan_is_refused, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(a_database_of_another_program_is_refused, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(a_newer_plan_is_refused, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(an_empty_file_becomes_a_plan_only_when_asked, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(a_symbolic_link_is_refused, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(a_damaged_plan_is_refused_or_right, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(a_damaged_plan_names_the_newest_good_backup, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(only_the_owner_may_read_what_is_made, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(a_looser_file_is_tightened_and_said, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(what_cannot_be_written_is_said, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(reading_only_writes_nothing, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(reading_leaves_nothing_beside_the_file, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(a_log_that_lies_alone_is_read_and_stays, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(a_plan_that_is_looked_at_is_read_anew_when_it_changes,
						test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(a_plan_where_nothing_may_be_written_is_read, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(an_open_plan_is_read_by_another, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(a_clean_close_leaves_one_file, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(a_name_is_no_uri, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(released_files_open, test_set_up, test_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
