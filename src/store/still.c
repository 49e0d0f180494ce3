/*
 * A plan where nothing may be written, as it stands on the disk: taken whole into memory and read there.
 *
 * SQLite reads a file with a write-ahead log only with a shared index beside it, which it would have to make; in a folder
 * that may not be written it cannot, and beside a file that may not be written it would leave one that stops the owner
 * later. The tempting alternative, SQLite's "immutable", trusts that nobody writes; here it is looked at: a program that
 * writes makes a log first, so a file without one before and after, and with the same size and time, was read in one piece.
 */
#include "store-private.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	STILL_TRIES = 20,
	STILL_WAIT_MS = 50,
	STILL_MOST_BYTES = 256 << 20,
	JOURNAL_BYTES_AT = 18, /* the header's two bytes that ask for a write-ahead log */
	JOURNAL_ROLLBACK = 1,
};

struct still_look { /* at the file and its log */
	bool log;   /* there is one, with something in it */
	struct stat st;
};

static bool
look_at(const struct store_place *place, const char *wal, struct still_look *ret)
{
	struct stat st;

	ret->log = lstat(wal, &st) == 0 && st.st_size > 0;
	return lstat(place->path, &ret->st) == 0;
}

static bool
same_look(const struct still_look *a, const struct still_look *b)
{
	return !a->log && !b->log && a->st.st_ino == b->st.st_ino && a->st.st_size == b->st.st_size &&
	       a->st.st_mtim.tv_sec == b->st.st_mtim.tv_sec && a->st.st_mtim.tv_nsec == b->st.st_mtim.tv_nsec;
}

/* A log in use, with its index beside it, is SQLite's to read: it makes nothing then. */
static bool
log_is_open(const struct store_place *place)
{
	char *wal = sqlite3_mprintf("%s-wal", place->path), *shm = sqlite3_mprintf("%s-shm", place->path);
	struct stat st;
	bool open = wal != NULL && shm != NULL && lstat(wal, &st) == 0 && st.st_size > 0 &&
		    lstat(shm, &st) == 0 && faccessat(AT_FDCWD, shm, R_OK, AT_EACCESS) == 0;

	sqlite3_free(wal);
	sqlite3_free(shm);
	return open;
}

bool
store_still_is_meant(const struct store_place *place, enum sp_store_mode mode)
{
	if (mode != SP_STORE_READ_ONLY || place->size_bytes == 0 || log_is_open(place))
		return false;
	return faccessat(AT_FDCWD, place->folder, W_OK | X_OK, AT_EACCESS) != 0 ||
	       faccessat(AT_FDCWD, place->path, W_OK, AT_EACCESS) != 0;
}

/* The bytes, SQLite's to free. */
static enum sp_rc
read_still(const struct store_place *place, const char *wal, unsigned char **ret_bytes, int64_t *ret_size,
	   struct sp_err *reterr)
{
	struct still_look before, after;

	for (int i = 0; i < STILL_TRIES; i++) {
		unsigned char *bytes;
		enum sp_rc rc;

		if (i > 0)
			sqlite3_sleep(STILL_WAIT_MS);
		if (!look_at(place, wal, &before) || before.log)
			continue;
		if (before.st.st_size > STILL_MOST_BYTES || before.st.st_size < STORE_HEADER_BYTES)
			return sp_err_set(reterr, SP_FILE, "%s is no plan of senplan by its size.",
					  place->path);
		bytes = sqlite3_malloc64((sqlite3_uint64)before.st.st_size);
		if (bytes == NULL)
			return sp_err_nomem(reterr);
		rc = store_place_read(place, bytes, (int)before.st.st_size, reterr);
		if (rc == SP_OK && look_at(place, wal, &after) && same_look(&before, &after)) {
			*ret_bytes = bytes;
			*ret_size = before.st.st_size;
			return SP_OK;
		}
		sqlite3_free(bytes);
		if (rc != SP_OK)
			return rc;
	}
	return sp_err_set(reterr, SP_FILE,
			  "%s is being changed by another program, or was not closed properly (%s-wal lies "
			  "beside it). Try again, or copy both files to a folder where you may write.",
			  place->path, place->path);
}

enum sp_rc
store_still_connect(const struct store_place *place, struct store_db *ret_db, struct sp_err *reterr)
{
	struct store_db db = {NULL, place->path};
	unsigned char *bytes = NULL;
	char *wal = sqlite3_mprintf("%s-wal", place->path);
	int64_t size = 0;
	enum sp_rc rc = wal == NULL ? sp_err_nomem(reterr) : read_still(place, wal, &bytes, &size, reterr);

	sqlite3_free(wal);
	if (rc != SP_OK)
		return rc;
	bytes[JOURNAL_BYTES_AT] = bytes[JOURNAL_BYTES_AT + 1] = JOURNAL_ROLLBACK;
	rc = store_db_connect(NULL, SQLITE_OPEN_READWRITE, &db, reterr);
	if (rc != SP_OK) {
		sqlite3_free(bytes);
		return rc;
	}
	db.path = place->path;
	/* The bytes are SQLite's from here on, also when it fails. */
	if (sqlite3_deserialize(db.handle, "main", bytes, size, size,
				SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY) != SQLITE_OK) {
		rc = store_db_fail(&db, reterr);
		sqlite3_close(db.handle);
		return rc;
	}
	*ret_db = db;
	return SP_OK;
}
