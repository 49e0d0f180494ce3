/*
 * Whole files in and out.
 */
#include "senplan/store/file.h"

#include "store_test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
content_is(struct test_place *place, const char *path, const char *expected)
{
	const char *bytes;
	size_t size = 0;
	struct sp_err err;

	if (sp_file_read(path, 1000000, &place->arena, &bytes, &size, &err) != SP_OK)
		fail_msg("%s", err.text);
	assert_int_equal(size, strlen(expected));
	assert_string_equal(bytes, expected);
}

static void
what_is_written_is_read(void **state)
{
	struct test_place *place = *state;
	const char *path = test_place_path(place, "x"), *bytes;
	mode_t before = umask(0);
	struct stat st;
	struct sp_err err;
	size_t size = 0;

	assert_int_equal(sp_file_write(path, "one\n", 4, &err), SP_OK);
	umask(before);
	content_is(place, path, "one\n");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(sp_file_write(path, "", 0, &err), SP_OK);
	content_is(place, path, "");
	assert_int_equal(sp_file_read(path, 0, &place->arena, &bytes, &size, &err), SP_OK);
	assert_int_equal(sp_file_write(path, "12345", 5, &err), SP_OK);
	assert_int_equal(sp_file_read(path, 5, &place->arena, &bytes, &size, &err), SP_OK);
	assert_int_equal(sp_file_read(path, 4, &place->arena, &bytes, &size, &err), SP_INPUT);
	assert_int_equal(sp_file_remove(path, &err), SP_OK);
	assert_int_equal(sp_file_remove(path, &err), SP_FILE);
	assert_int_equal(sp_file_read(path, 4, &place->arena, &bytes, &size, &err), SP_INPUT);
}

static void
what_is_no_file_is_refused(void **state)
{
	struct test_place *place = *state;
	const char *target = test_place_path(place, "target"), *link = test_place_path(place, "link");
	const char *pipe_path = test_place_path(place, "pipe"), *bytes;
	struct sp_err err;
	size_t size;

	assert_int_equal(sp_file_write(target, "old", 3, &err), SP_OK);
	assert_int_equal(symlink(target, link), 0);
	assert_int_equal(mkfifo(pipe_path, 0600), 0);
	assert_int_equal(sp_file_write(link, "new", 3, &err), SP_FILE);
	assert_non_null(strstr(err.text, link));
	assert_int_equal(sp_file_write(pipe_path, "new", 3, &err), SP_FILE);
	assert_int_equal(sp_file_write(place->folder, "new", 3, &err), SP_FILE);
	assert_int_equal(sp_file_write("/dev/full", "new", 3, &err), SP_FILE);
	assert_int_equal(sp_file_write("/nonexistent/x", "new", 3, &err), SP_FILE);
	content_is(place, target, "old");
	assert_int_equal(sp_file_read(pipe_path, 10, &place->arena, &bytes, &size, &err), SP_INPUT);
	assert_int_equal(sp_file_read(place->folder, 10, &place->arena, &bytes, &size, &err), SP_INPUT);
	assert_int_equal(sp_file_read("/dev/zero", 10, &place->arena, &bytes, &size, &err), SP_INPUT);
	content_is(place, link, "old"); /* reading through a link is fine */
}

/* The disk ends in the middle (a limit on file sizes does as well): the old file stays, no temporary one is left. */
static void
a_write_that_fails_leaves_the_old_file(void **state)
{
	struct test_place *place = *state;
	const char *path = test_place_path(place, "x");
	const char *const *names;
	struct sp_err err;
	size_t n = 0;
	pid_t child;
	int status;

	assert_int_equal(sp_file_write(path, "old", 3, &err), SP_OK);
	child = fork();
	if (child == 0) {
		static char large[100000];
		const struct rlimit limit = {50000, 50000};

		signal(SIGXFSZ, SIG_IGN);
		if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
			_exit(9);
		_exit(sp_file_write(path, large, sizeof(large), &err) == SP_SYSTEM ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	content_is(place, path, "old");
	assert_int_equal(sp_directory_list(place->folder, &place->arena, &names, &n, &err), SP_OK);
	assert_int_equal(n, 1);
}

/* Readers see the old file or the new one, never a part. */
static void
readers_never_see_a_part(void **state)
{
	struct test_place *place = *state;
	const char *path = test_place_path(place, "x");
	static char a[200000], b[100000];
	struct sp_err err;
	pid_t child;
	int status, seen_a = 0, seen_b = 0;

	memset(a, 'a', sizeof(a));
	memset(b, 'b', sizeof(b));
	assert_int_equal(sp_file_write(path, a, sizeof(a), &err), SP_OK);
	child = fork();
	if (child == 0) {
		for (int i = 0; i < 60; i++)
			if (sp_file_write(path, i % 2 == 0 ? b : a, i % 2 == 0 ? sizeof(b) : sizeof(a),
					  &err) != SP_OK)
				_exit(1);
		_exit(0);
	}
	while (waitpid(child, &status, WNOHANG) == 0) {
		struct sp_arena arena;
		const char *bytes;
		size_t size = 0;

		sp_arena_init(&arena);
		assert_int_equal(sp_file_read(path, sizeof(a), &arena, &bytes, &size, &err), SP_OK);
		assert_true(size == sizeof(a) || size == sizeof(b));
		assert_memory_equal(bytes, size == sizeof(a) ? a : b, size);
		seen_a += size == sizeof(a);
		seen_b += size == sizeof(b);
		sp_arena_finish(&arena);
	}
	assert_int_equal(status, 0);
	assert_true(seen_a + seen_b > 0);
}

static void
folders_are_made_and_listed(void **state)
{
	struct test_place *place = *state;
	const char *deep = test_place_path(place, "a/b/c"), *file = test_place_path(place, "a/b/c/2");
	const char *const *names;
	struct stat st;
	struct sp_err err;
	size_t n = 9;

	assert_int_equal(sp_directory_make(deep, &err), SP_OK);
	assert_int_equal(sp_directory_make(deep, &err), SP_OK);
	assert_int_equal(stat(deep, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(sp_directory_list(deep, &place->arena, &names, &n, &err), SP_OK);
	assert_int_equal(n, 0);
	assert_int_equal(sp_file_write(file, "x", 1, &err), SP_OK);
	assert_int_equal(sp_file_write(test_place_path(place, "a/b/c/10"), "x", 1, &err), SP_OK);
	assert_int_equal(sp_file_write(test_place_path(place, "a/b/c/.hidden"), "x", 1, &err), SP_OK);
	assert_int_equal(sp_directory_make(test_place_path(place, "a/b/c/folder"), &err), SP_OK);
	assert_int_equal(sp_directory_list(deep, &place->arena, &names, &n, &err), SP_OK);
	assert_int_equal(n, 2);
	assert_string_equal(names[0], "10");
	assert_string_equal(names[1], "2");
	assert_int_equal(sp_directory_make(file, &err), SP_FILE);
	assert_int_equal(sp_directory_make(test_place_path(place, "a/b/c/2/d"), &err), SP_FILE);
	assert_int_equal(sp_directory_list(file, &place->arena, &names, &n, &err), SP_INPUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_written_is_read, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(what_is_no_file_is_refused, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(a_write_that_fails_leaves_the_old_file, test_set_up,
						test_tear_down),
		cmocka_unit_test_setup_teardown(readers_never_see_a_part, test_set_up, test_tear_down),
		cmocka_unit_test_setup_teardown(folders_are_made_and_listed, test_set_up, test_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
