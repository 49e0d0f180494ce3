/*
 * Whole files in and out. What is written appears under its name complete and on the disk, or not at all.
 */
#include "senplan/store/file.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_STEP = 65536, NAME_TRIES = 100, LIST_MAX = 100000 };

/* --- reading --- */

static enum sp_rc
fail_read(const char *path, struct sp_err *reterr)
{
	return sp_err_set(reterr, errno == EIO ? SP_SYSTEM : SP_INPUT, "%s cannot be read: %s.", path,
			  strerror(errno));
}

/* O_NONBLOCK so that a named pipe does not hold us up before we can refuse it. */
static enum sp_rc
open_for_reading(const char *path, int *ret_fd, struct sp_err *reterr)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return fail_read(path, reterr);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return sp_err_set(reterr, SP_INPUT, "%s is no file that can be read.", path);
	}
	*ret_fd = fd;
	return SP_OK;
}

static enum sp_rc
read_all(int fd, const char *path, size_t max, struct sp_str *bytes, struct sp_err *reterr)
{
	char *buf = malloc(READ_STEP);
	enum sp_rc rc = buf == NULL ? sp_err_nomem(reterr) : SP_OK;

	while (rc == SP_OK) {
		ssize_t n = read(fd, buf, READ_STEP);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			rc = fail_read(path, reterr);
		if (n <= 0)
			break;
		sp_str_add_n(bytes, buf, (size_t)n);
		if (bytes->failed)
			rc = sp_err_nomem(reterr);
		else if (bytes->len > max)
			rc = sp_err_set(reterr, SP_INPUT, "%s is larger than the %zu bytes that are read.",
					path, max);
	}
	free(buf);
	return rc;
}

enum sp_rc
sp_file_read(const char *path, size_t max, struct sp_arena *arena, const char **ret_bytes, size_t *ret_size,
	     struct sp_err *reterr)
{
	bool standard_input = sp_streq(path, "-");
	struct sp_str bytes;
	const char *copy;
	int fd = STDIN_FILENO;
	enum sp_rc rc = standard_input ? SP_OK : open_for_reading(path, &fd, reterr);

	if (rc != SP_OK)
		return rc;
	sp_str_init(&bytes);
	rc = read_all(fd, standard_input ? "The standard input" : path, max, &bytes, reterr);
	if (!standard_input)
		close(fd);
	copy = rc == SP_OK ? sp_arena_strndup(arena, bytes.text, bytes.len) : NULL;
	if (rc == SP_OK && copy == NULL)
		rc = sp_err_nomem(reterr);
	if (rc == SP_OK) {
		*ret_bytes = copy;
		*ret_size = bytes.len;
	}
	sp_str_finish(&bytes);
	return rc;
}

/* --- writing --- */

static enum sp_rc
fail_write(const char *path, int error, struct sp_err *reterr)
{
	switch (error) {
	case EACCES:
	case EPERM:
	case EROFS:
	case ENOENT:
	case ENOTDIR:
		return sp_err_set(reterr, SP_FILE, "%s cannot be written: %s.", path, strerror(error));
	default:
		return sp_err_set(reterr, SP_SYSTEM,
				  "%s could not be written: %s. What was there before is unchanged.", path,
				  strerror(error));
	}
}

/* "folder/name" taken apart; folder is "." without a slash. */
static enum sp_rc
open_folder(const char *path, int *ret_fd, const char **ret_name, struct sp_err *reterr)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? strdup(".") : strndup(path, (size_t)(slash - path) + 1);
	int fd, error;

	if (folder == NULL)
		return sp_err_nomem(reterr);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	error = errno;
	free(folder);
	if (fd < 0)
		return fail_write(path, error, reterr);
	*ret_fd = fd;
	*ret_name = slash == NULL ? path : slash + 1;
	return SP_OK;
}

static enum sp_rc
check_target(int folder, const char *name, const char *path, struct sp_err *reterr)
{
	struct stat st;

	if (*name == '\0')
		return sp_err_set(reterr, SP_USAGE, "\"%s\" names no file.", path);
	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? SP_OK : fail_write(path, errno, reterr);
	if (S_ISLNK(st.st_mode))
		return sp_err_set(reterr, SP_FILE, "%s is a symbolic link: name the file itself.", path);
	if (!S_ISREG(st.st_mode))
		return sp_err_set(reterr, SP_FILE, "%s is there and is no file: it is not overwritten.",
				  path);
	return SP_OK;
}

static enum sp_rc
open_temporary(int folder, const char *path, char name[NAME_MAX + 1], int *ret_fd, struct sp_err *reterr)
{
	for (int i = 0; i < NAME_TRIES; i++) {
		uint64_t random = 0;
		int fd;

		if (getrandom(&random, sizeof(random), 0) != (ssize_t)sizeof(random))
			return fail_write(path, errno, reterr);
		snprintf(name, NAME_MAX + 1, ".senplan-%016llx.tmp", (unsigned long long)random);
		fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd >= 0) {
			*ret_fd = fd;
			return SP_OK;
		}
		if (errno != EEXIST)
			break;
	}
	return fail_write(path, errno, reterr);
}

static int
write_all(int fd, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, bytes, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		if (n == 0)
			return EIO;
		bytes += n;
		size -= (size_t)n;
	}
	return 0;
}

enum sp_rc
sp_file_write(const char *path, const char *bytes, size_t size, struct sp_err *reterr)
{
	char temporary[NAME_MAX + 1] = "";
	const char *name = path;
	int folder = -1, fd = -1, error;
	enum sp_rc rc = open_folder(path, &folder, &name, reterr);

	if (rc != SP_OK)
		return rc;
	rc = check_target(folder, name, path, reterr);
	if (rc == SP_OK)
		rc = open_temporary(folder, path, temporary, &fd, reterr);
	if (rc != SP_OK)
		goto done;
	error = write_all(fd, bytes, size);
	if (error == 0 && fsync(fd) != 0)
		error = errno;
	if (close(fd) != 0 && error == 0)
		error = errno;
	if (error == 0 && renameat(folder, temporary, folder, name) != 0)
		error = errno;
	if (error != 0) {
		unlinkat(folder, temporary, 0);
		rc = fail_write(path, error, reterr);
	} else if (fsync(folder) != 0) {
		rc = sp_err_set(reterr, SP_SYSTEM,
				"%s was written, but its folder could not be brought to the disk: %s.", path,
				strerror(errno));
	}
done:
	close(folder);
	return rc;
}

/* --- folders --- */

enum sp_rc
sp_directory_make(const char *path, struct sp_err *reterr)
{
	char *part = strdup(path);
	struct stat st;
	enum sp_rc rc = SP_OK;

	if (part == NULL)
		return sp_err_nomem(reterr);
	for (char *c = part + 1; *part != '\0' && rc == SP_OK; c++) {
		char kept = *c;

		if (kept != '/' && kept != '\0')
			continue;
		*c = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST)
			rc = sp_err_set(reterr, errno == ENOSPC || errno == EIO ? SP_SYSTEM : SP_FILE,
					"The folder %s cannot be made: %s.", part, strerror(errno));
		*c = kept;
		if (kept == '\0')
			break;
	}
	if (rc == SP_OK && (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)))
		rc = sp_err_set(reterr, SP_FILE, "%s is no folder.", path);
	free(part);
	return rc;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef SP_ARRAY(const char *) name_array;

static enum sp_rc
collect_names(DIR *folder, const char *path, bool any, struct sp_arena *arena, name_array *names,
	      struct sp_err *reterr)
{
	struct dirent *entry;

	for (errno = 0; (entry = readdir(folder)) != NULL; errno = 0) {
		struct stat st;
		const char *name;

		if (entry->d_name[0] == '.')
			continue;
		if (!any && (fstatat(dirfd(folder), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
			     !S_ISREG(st.st_mode)))
			continue;
		if (names->n == LIST_MAX)
			return sp_err_set(reterr, SP_INPUT, "%s holds more than %d files.", path, LIST_MAX);
		name = sp_arena_strdup(arena, entry->d_name);
		if (name == NULL || !SP_ARRAY_PUSH(names, name))
			return sp_err_nomem(reterr);
	}
	return errno == 0 ? SP_OK : fail_read(path, reterr);
}

static enum sp_rc
list_names(const char *path, bool any, struct sp_arena *arena, const char *const **ret_names, size_t *ret_n,
	   struct sp_err *reterr)
{
	name_array names = {0};
	DIR *folder = opendir(path);
	const char **sorted = NULL;
	enum sp_rc rc;

	if (folder == NULL)
		return fail_read(path, reterr);
	rc = collect_names(folder, path, any, arena, &names, reterr);
	closedir(folder);
	if (rc == SP_OK) {
		if (names.n > 1)
			qsort(names.items, names.n, sizeof(*names.items), by_name);
		sorted = SP_ARENA_NEW_N(arena, const char *, names.n + 1);
		if (sorted == NULL)
			rc = sp_err_nomem(reterr);
	}
	if (rc == SP_OK) {
		for (size_t i = 0; i < names.n; i++)
			sorted[i] = names.items[i];
		*ret_names = sorted;
		*ret_n = names.n;
	}
	SP_ARRAY_FREE(&names);
	return rc;
}

enum sp_rc
sp_directory_list(const char *path, struct sp_arena *arena, const char *const **ret_names, size_t *ret_n,
		  struct sp_err *reterr)
{
	return list_names(path, false, arena, ret_names, ret_n, reterr);
}

enum sp_rc
sp_directory_list_all(const char *path, struct sp_arena *arena, const char *const **ret_names, size_t *ret_n,
		      struct sp_err *reterr)
{
	return list_names(path, true, arena, ret_names, ret_n, reterr);
}

enum sp_rc
sp_file_remove(const char *path, struct sp_err *reterr)
{
	if (unlink(path) == 0)
		return SP_OK;
	return sp_err_set(reterr, errno == EIO ? SP_SYSTEM : SP_FILE, "%s cannot be removed: %s.", path,
			  strerror(errno));
}
