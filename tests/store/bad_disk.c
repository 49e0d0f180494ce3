/*
 * A disk that fails on purpose.
 */
#include "bad_disk.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 32, NAME_MAX_BYTES = 300, SECTOR = 512 };

struct watched { /* one file as a power cut may leave it */
	char name[NAME_MAX_BYTES];
	bool live;    /* it has a name now */
	bool durable; /* the disk knows of it */
	char *bytes;  /* of its last sync */
	sqlite3_int64 size;
};

static struct {
	sqlite3_vfs vfs;
	sqlite3_vfs *real;
	long calls, fail_at;
	enum bad_disk_error error;
	bool for_ever;
	bool lying;
	void (*before_sync)(void *context);
	void *context;
	char folder[NAME_MAX_BYTES];
	struct watched files[FILES_MAX];
	size_t n_files;
} disk;

struct bad_file {
	sqlite3_file base;
	struct watched *watched; /* NULL: not in the folder */
	bool sync_folder;	 /* a new log or journal: SQLite syncs the folder with its first sync */
	sqlite3_file *real;	 /* behind this struct */
};

static struct bad_file *
bad(sqlite3_file *file)
{
	return (struct bad_file *)(void *)file;
}

/* --- failing --- */

static int
count_call(void)
{
	disk.calls++;
	if (disk.fail_at == 0 || (disk.for_ever ? disk.calls < disk.fail_at : disk.calls != disk.fail_at))
		return SQLITE_OK;
	return disk.error == BAD_DISK_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

void
bad_disk_fail(long nth, enum bad_disk_error error, bool for_ever)
{
	disk.calls = 0;
	disk.fail_at = nth;
	disk.error = error;
	disk.for_ever = for_ever;
}

long
bad_disk_calls(void)
{
	return disk.calls;
}

/* --- watching --- */

static struct watched *
watched_file(const char *path, bool make)
{
	size_t len = strlen(disk.folder);
	struct watched *file;

	if (len == 0 || path == NULL || strncmp(path, disk.folder, len) != 0 || path[len] != '/' ||
	    strchr(path + len + 1, '/') != NULL)
		return NULL;
	for (size_t i = 0; i < disk.n_files; i++)
		if (strcmp(disk.files[i].name, path + len + 1) == 0)
			return &disk.files[i];
	if (!make)
		return NULL;
	assert(disk.n_files < FILES_MAX);
	file = &disk.files[disk.n_files++];
	memset(file, 0, sizeof(*file));
	snprintf(file->name, sizeof(file->name), "%s", path + len + 1);
	return file;
}

static char *
read_whole(const char *path, sqlite3_int64 *ret_size)
{
	FILE *in = fopen(path, "rb");
	char *bytes;
	long size;

	*ret_size = 0;
	if (in == NULL)
		return NULL;
	fseek(in, 0, SEEK_END);
	size = ftell(in);
	rewind(in);
	bytes = calloc((size_t)size + 1, 1);
	assert(bytes != NULL);
	*ret_size = (sqlite3_int64)fread(bytes, 1, (size_t)size, in);
	fclose(in);
	return bytes;
}

static void
make_durable(struct watched *file)
{
	char path[2 * NAME_MAX_BYTES];

	if (file == NULL || disk.lying)
		return;
	snprintf(path, sizeof(path), "%s/%s", disk.folder, file->name);
	free(file->bytes);
	file->bytes = read_whole(path, &file->size);
	file->durable = file->bytes != NULL;
}

static void
make_deletions_durable(void)
{
	for (size_t i = 0; i < disk.n_files && !disk.lying; i++)
		disk.files[i].durable &= disk.files[i].live;
}

void
bad_disk_watch(const char *folder, bool lying)
{
	for (size_t i = 0; i < disk.n_files; i++)
		free(disk.files[i].bytes);
	disk.n_files = 0;
	disk.lying = lying;
	snprintf(disk.folder, sizeof(disk.folder), "%s", folder == NULL ? "" : folder);
}

static void
cut_file(struct sp_rand *rand, const struct watched *file, const char *to)
{
	char path[2 * NAME_MAX_BYTES];
	sqlite3_int64 live_size = 0, size;
	char *live = NULL, *out;
	FILE *stream;

	snprintf(path, sizeof(path), "%s/%s", disk.folder, file->name);
	if (file->live)
		live = read_whole(path, &live_size);
	if (!file->durable && (live == NULL || sp_rand_below(rand, 2) == 0)) {
		free(live);
		return; /* its name never reached the disk */
	}
	size = live != NULL && (!file->durable || sp_rand_below(rand, 2) == 0) ? live_size : file->size;
	out = calloc((size_t)size + SECTOR, 1);
	assert(out != NULL);
	for (sqlite3_int64 at = 0; at < size; at += SECTOR) {
		bool new_one = live != NULL && sp_rand_below(rand, 2) == 0;
		const char *from = new_one ? live : file->bytes;
		sqlite3_int64 have = (new_one ? live_size : file->durable ? file->size : 0) - at;

		if (have > 0)
			memcpy(out + at, from + at, (size_t)(have < SECTOR ? have : SECTOR));
	}
	snprintf(path, sizeof(path), "%s/%s", to, file->name);
	stream = fopen(path, "wb");
	assert(stream != NULL);
	assert(fwrite(out, 1, (size_t)size, stream) == (size_t)size);
	fclose(stream);
	free(out);
	free(live);
}

void
bad_disk_power_cut(struct sp_rand *rand, const char *to)
{
	for (size_t i = 0; i < disk.n_files; i++)
		cut_file(rand, &disk.files[i], to);
}

void
bad_disk_before_sync(void (*call)(void *context), void *context)
{
	disk.before_sync = call;
	disk.context = context;
}

/* --- the layer: files --- */

static int
file_close(sqlite3_file *file)
{
	int code = bad(file)->real->pMethods->xClose(bad(file)->real);

	file->pMethods = NULL;
	return code;
}

static int
file_read(sqlite3_file *file, void *to, int size, sqlite3_int64 at)
{
	return bad(file)->real->pMethods->xRead(bad(file)->real, to, size, at);
}

static int
file_write(sqlite3_file *file, const void *from, int size, sqlite3_int64 at)
{
	int code = count_call();

	if (code != SQLITE_OK) {
		if (disk.error == BAD_DISK_SHORT)
			bad(file)->real->pMethods->xWrite(bad(file)->real, from, size / 2, at);
		return code;
	}
	return bad(file)->real->pMethods->xWrite(bad(file)->real, from, size, at);
}

static int
file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	int code = count_call();

	return code != SQLITE_OK ? SQLITE_IOERR_TRUNCATE
				 : bad(file)->real->pMethods->xTruncate(bad(file)->real, size);
}

static int
file_sync(sqlite3_file *file, int flags)
{
	int code = count_call();

	if (code != SQLITE_OK)
		return SQLITE_IOERR_FSYNC;
	if (disk.before_sync != NULL && bad(file)->watched != NULL)
		disk.before_sync(disk.context);
	code = bad(file)->real->pMethods->xSync(bad(file)->real, flags);
	if (code == SQLITE_OK) {
		make_durable(bad(file)->watched);
		if (bad(file)->sync_folder)
			make_deletions_durable();
		bad(file)->sync_folder = false;
	}
	return code;
}

static int
file_size(sqlite3_file *file, sqlite3_int64 *ret)
{
	return bad(file)->real->pMethods->xFileSize(bad(file)->real, ret);
}

static int
file_lock(sqlite3_file *file, int lock)
{
	return bad(file)->real->pMethods->xLock(bad(file)->real, lock);
}

static int
file_unlock(sqlite3_file *file, int lock)
{
	return bad(file)->real->pMethods->xUnlock(bad(file)->real, lock);
}

static int
file_reserved(sqlite3_file *file, int *ret)
{
	return bad(file)->real->pMethods->xCheckReservedLock(bad(file)->real, ret);
}

static int
file_control(sqlite3_file *file, int op, void *arg)
{
	return bad(file)->real->pMethods->xFileControl(bad(file)->real, op, arg);
}

static int
file_sector(sqlite3_file *file)
{
	return bad(file)->real->pMethods->xSectorSize(bad(file)->real);
}

static int
file_traits(sqlite3_file *file)
{
	(void)file;
	return 0; /* promises nothing: no atomic writes, no safe overwrite */
}

static int
file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **ret)
{
	return bad(file)->real->pMethods->xShmMap(bad(file)->real, page, size, extend, ret);
}

static int
file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return bad(file)->real->pMethods->xShmLock(bad(file)->real, offset, n, flags);
}

static void
file_shm_barrier(sqlite3_file *file)
{
	bad(file)->real->pMethods->xShmBarrier(bad(file)->real);
}

static int
file_shm_unmap(sqlite3_file *file, int delete_it)
{
	return bad(file)->real->pMethods->xShmUnmap(bad(file)->real, delete_it);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_traits,
	.xShmMap = file_shm_map,
	.xShmLock = file_shm_lock,
	.xShmBarrier = file_shm_barrier,
	.xShmUnmap = file_shm_unmap,
};

/* --- the layer: names --- */

static int
vfs_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *ret_flags)
{
	struct bad_file *self = bad(file);
	int code;

	(void)vfs;
	self->base.pMethods = NULL;
	self->real = (sqlite3_file *)(void *)(self + 1);
	code = disk.real->xOpen(disk.real, name, self->real, flags, ret_flags);
	if (code != SQLITE_OK)
		return code;
	self->base.pMethods = &methods;
	self->watched = watched_file(name, true);
	self->sync_folder = false;
	if (self->watched != NULL && !self->watched->live) {
		self->watched->live = true;
		self->sync_folder = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
	}
	return SQLITE_OK;
}

static int
vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	struct watched *file = watched_file(name, false);
	int code = count_call();

	(void)vfs;
	if (code != SQLITE_OK)
		return SQLITE_IOERR_DELETE;
	code = disk.real->xDelete(disk.real, name, sync);
	if (code == SQLITE_OK && file != NULL) {
		file->live = false;
		if (sync && !disk.lying)
			file->durable = false;
	}
	return code;
}

static int
vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *ret)
{
	(void)vfs;
	return disk.real->xAccess(disk.real, name, flags, ret);
}

static int
vfs_full_path(sqlite3_vfs *vfs, const char *name, int size, char *to)
{
	(void)vfs;
	return disk.real->xFullPathname(disk.real, name, size, to);
}

static int
vfs_random(sqlite3_vfs *vfs, int size, char *to)
{
	(void)vfs;
	return disk.real->xRandomness(disk.real, size, to);
}

static int
vfs_sleep(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	return disk.real->xSleep(disk.real, us);
}

static int
vfs_time(sqlite3_vfs *vfs, double *ret)
{
	(void)vfs;
	return disk.real->xCurrentTime(disk.real, ret);
}

static int
vfs_last_error(sqlite3_vfs *vfs, int size, char *to)
{
	(void)vfs;
	return disk.real->xGetLastError(disk.real, size, to);
}

void
bad_disk_install(void)
{
	if (disk.real != NULL)
		return;
	disk.real = sqlite3_vfs_find(NULL);
	assert(disk.real != NULL);
	disk.vfs = (sqlite3_vfs){
		.iVersion = 1,
		.szOsFile = (int)sizeof(struct bad_file) + disk.real->szOsFile,
		.mxPathname = disk.real->mxPathname,
		.zName = "bad-disk",
		.xOpen = vfs_open,
		.xDelete = vfs_delete,
		.xAccess = vfs_access,
		.xFullPathname = vfs_full_path,
		.xRandomness = vfs_random,
		.xSleep = vfs_sleep,
		.xCurrentTime = vfs_time,
		.xGetLastError = vfs_last_error,
	};
	assert(sqlite3_vfs_register(&disk.vfs, 1) == SQLITE_OK);
}
