/*
 * The plan's file before SQLite sees it: where it really is, whether it is a plan at all, and who may read it.
 */
#include "senplan/base/str.h"

#include "store-private.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { AT_USER_VERSION = 60, AT_APPLICATION_ID = 68 };

/* --- where --- */

static enum sp_rc
resolve(const char *path, struct sp_arena *arena, struct store_place *place, struct sp_err *reterr)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	const char *folder = slash == NULL ? "." : sp_arena_strndup(arena, path, (size_t)(slash - path) + 1);
	char *real;

	if (*name == '\0')
		return sp_err_set(reterr, SP_FILE, "\"%s\" names no file.", path);
	if (folder == NULL)
		return sp_err_nomem(reterr);
	real = realpath(folder, NULL);
	if (real == NULL)
		return sp_err_set(reterr, SP_FILE, "%s: the folder cannot be entered: %s.", path,
				  strerror(errno));
	place->folder = sp_arena_strdup(arena, real);
	place->path = sp_arena_printf(arena, "%s/%s", strcmp(real, "/") == 0 ? "" : real, name);
	free(real);
	if (place->folder == NULL || place->path == NULL)
		return sp_err_nomem(reterr);
	return SP_OK;
}

static enum sp_rc
check_rights(const struct store_place *place, struct sp_err *reterr)
{
	if (faccessat(AT_FDCWD, place->folder, W_OK | X_OK, AT_EACCESS) != 0)
		return sp_err_set(reterr, SP_FILE, "%s cannot be written: its folder: %s.", place->path,
				  strerror(errno));
	if (place->exists && faccessat(AT_FDCWD, place->path, R_OK | W_OK, AT_EACCESS) != 0)
		return sp_err_set(reterr, SP_FILE, "%s cannot be written: %s.", place->path, strerror(errno));
	return SP_OK;
}

enum sp_rc
store_place_find(const struct sp_store_options *options, struct sp_arena *arena, struct store_place *ret,
		 struct sp_err *reterr)
{
	struct store_place place = {0};
	struct stat st;
	const char *wal;
	enum sp_rc rc = resolve(options->path, arena, &place, reterr);

	if (rc != SP_OK)
		return rc;
	if (lstat(place.path, &st) == 0) {
		place.exists = true;
		place.size_bytes = st.st_size;
		if (S_ISLNK(st.st_mode))
			return sp_err_set(reterr, SP_FILE, "%s is a symbolic link: name the file itself.",
					  place.path);
		if (!S_ISREG(st.st_mode))
			return sp_err_set(reterr, SP_FILE, "%s is no file.", place.path);
	} else if (errno != ENOENT) {
		return sp_err_set(reterr, SP_FILE, "%s cannot be opened: %s.", place.path, strerror(errno));
	}
	if (!place.exists && options->mode != SP_STORE_CREATE)
		return sp_err_set(reterr, SP_FILE,
				  "There is no plan at %s. \"senplan init\" makes an empty one there.",
				  place.path);
	wal = sp_arena_printf(arena, "%s-wal", place.path);
	if (wal == NULL)
		return sp_err_nomem(reterr);
	place.had_wal = lstat(wal, &st) == 0;
	rc = options->mode == SP_STORE_READ_ONLY ? SP_OK : check_rights(&place, reterr);
	if (rc == SP_OK)
		*ret = place;
	return rc;
}

/* --- what --- */

/*
 * SQLite's own way to the file, because closing a descriptor of our own would take away the locks that another
 * connection of this process holds on the file (POSIX advisory locks).
 */
enum sp_rc
store_place_read(const struct store_place *place, unsigned char *bytes, int size, struct sp_err *reterr)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	sqlite3_file *file;
	sqlite3_filename name;
	int code, flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_NOFOLLOW;

	if (vfs == NULL)
		return sp_err_nomem(reterr);
	name = sqlite3_create_filename(place->path, "", "", 0, NULL);
	file = sqlite3_malloc(vfs->szOsFile);
	if (name == NULL || file == NULL) {
		sqlite3_free_filename(name);
		sqlite3_free(file);
		return sp_err_nomem(reterr);
	}
	memset(file, 0, (size_t)vfs->szOsFile);
	code = vfs->xOpen(vfs, name, file, flags, &flags);
	if (code == SQLITE_OK)
		code = file->pMethods->xRead(file, bytes, size, 0);
	if (file->pMethods != NULL)
		file->pMethods->xClose(file);
	sqlite3_free_filename(name);
	sqlite3_free(file);
	if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
		return sp_err_set(reterr, SP_FILE, "%s cannot be read: %s.", place->path,
				  sqlite3_errstr(code));
	return SP_OK;
}

static uint32_t
big_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

enum sp_rc
store_place_peek(const struct store_place *place, bool *ret_damaged, struct sp_err *reterr)
{
	static const char magic[] = "SQLite format 3";
	unsigned char header[STORE_HEADER_BYTES] = {0};
	uint32_t version, application;
	enum sp_rc rc = store_place_read(place, header, STORE_HEADER_BYTES, reterr);

	if (rc != SP_OK)
		return rc;
	*ret_damaged = memcmp(header, magic, sizeof(magic)) != 0;
	if (*ret_damaged)
		return sp_err_set(reterr, SP_FILE,
				  "%s is no plan of senplan: it is not a database. It was left as it is.",
				  place->path);
	version = big_endian(header + AT_USER_VERSION);
	application = big_endian(header + AT_APPLICATION_ID);
	if (application != STORE_APPLICATION_ID)
		return sp_err_set(reterr, SP_FILE,
				  "%s is a database of another program. It was left as it is.", place->path);
	if (version > (uint32_t)store_schema_version)
		return store_refuse_newer(place->path, version, reterr);
	return SP_OK;
}

enum sp_rc
store_place_create(const struct store_place *place, struct sp_err *reterr)
{
	int fd = open(place->path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return SP_OK;
	if (fd < 0 || close(fd) != 0)
		return sp_err_set(reterr, errno == ENOSPC || errno == EIO ? SP_SYSTEM : SP_FILE,
				  "%s cannot be made: %s.", place->path, strerror(errno));
	return SP_OK;
}

/* --- who --- */

static bool
tighten(const char *path, mode_t type)
{
	struct stat st;

	if (path == NULL || lstat(path, &st) != 0 || (st.st_mode & S_IFMT) != type)
		return false;
	return (st.st_mode & 077) != 0 && chmod(path, st.st_mode & 0700) == 0;
}

bool
store_place_tighten(const struct store_place *place, struct sp_arena *arena)
{
	const char *name = strrchr(place->folder, '/');
	bool some = tighten(place->path, S_IFREG);

	some |= tighten(sp_arena_printf(arena, "%s-wal", place->path), S_IFREG);
	some |= tighten(sp_arena_printf(arena, "%s-shm", place->path), S_IFREG);
	if (name != NULL && sp_streq(name, "/senplan")) /* ours; any other folder may be shared on purpose */
		some |= tighten(place->folder, S_IFDIR);
	return some;
}

bool
store_place_is_network(const char *path)
{
	static const uint32_t types[] = {
		0x6969,	    /* NFS */
		0x517b,	    /* SMB */
		0xff534d42, /* CIFS */
		0xfe534d42, /* SMB 2 and 3 */
		0x01021997, /* 9p */
		0x65735546, /* FUSE */
		0x00c36400, /* Ceph */
		0x5346414f, /* AFS */
		0x73757245, /* Coda */
	};
	struct statfs fs;

	if (statfs(path, &fs) != 0)
		return false;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if ((uint32_t)fs.f_type == types[i])
			return true;
	return false;
}
