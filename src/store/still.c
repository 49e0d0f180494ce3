/*
 * A plan that is only read, as it stands on the disk: taken whole into memory and read there, so that nothing is left beside it.
 *
 * SQLite reads a file with a write-ahead log only with a shared index beside it, which it makes, and which a program that only
 * reads does not take away again: it would lie beside a school's file, stop its owner later where he may not write it, and be
 * wanting where the folder may not be written. The tempting alternative, SQLite's "immutable", trusts that nobody writes; here
 * it is looked at: a program that writes makes a log or a journal first, so a file without one before and after, and with the
 * same size and time, was read in one piece. Where there is a log it is read too: with its index when that is there, otherwise
 * alone, with an index in memory.
 */
#include "store-private.h"

#include <assert.h>
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

/* Something stands in the file beside the plan. */
static bool
has_beside(const char *path, const char *suffix)
{
	char *beside = sqlite3_mprintf("%s%s", path, suffix);
	struct stat st;
	bool has = beside == NULL || (lstat(beside, &st) == 0 && st.st_size > 0);

	sqlite3_free(beside);
	return has;
}

/* A log in use, with its index beside it, is SQLite's to read: it makes nothing then. */
static bool
has_index(const char *path)
{
	char *index = sqlite3_mprintf("%s-shm", path);
	bool has = index != NULL && faccessat(AT_FDCWD, index, R_OK, AT_EACCESS) == 0;

	sqlite3_free(index);
	return has;
}

static bool
may_write(const struct store_place *place)
{
	return faccessat(AT_FDCWD, place->folder, W_OK | X_OK, AT_EACCESS) == 0 &&
	       faccessat(AT_FDCWD, place->path, W_OK, AT_EACCESS) == 0;
}

/* At the file and what is beside it. False: it is not there. */
static bool
look_at(const char *path, struct store_look *ret)
{
	struct stat st;

	*ret = (struct store_look){.busy = has_beside(path, "-wal") || has_beside(path, "-journal")};
	if (lstat(path, &st) != 0)
		return false;
	ret->file = st.st_ino;
	ret->size = st.st_size;
	ret->changed_s = st.st_mtim.tv_sec;
	ret->changed_ns = st.st_mtim.tv_nsec;
	return true;
}

static bool
same_look(const struct store_look *a, const struct store_look *b)
{
	return a->busy == b->busy && a->file == b->file && a->size == b->size &&
	       a->changed_s == b->changed_s && a->changed_ns == b->changed_ns;
}

bool
store_still_is_meant(const struct store_place *place, enum sp_store_mode mode)
{
	bool log = has_beside(place->path, "-wal");

	if (mode != SP_STORE_READ_ONLY || place->size_bytes == 0 || (log && has_index(place->path)))
		return false;
	return !may_write(place) ||
	       (!log && !has_beside(place->path, "-journal") && place->size_bytes <= STILL_MOST_BYTES);
}

bool
store_still_has_log_alone(const struct store_place *place, enum sp_store_mode mode)
{
	return mode == SP_STORE_READ_ONLY && may_write(place) && has_beside(place->path, "-wal") &&
	       !has_index(place->path);
}

bool
store_still_moved(const char *path, struct store_look *seen)
{
	struct store_look now;
	bool moved = look_at(path, &now) && !same_look(&now, seen);

	if (moved)
		*seen = now;
	return moved;
}

/* The bytes, SQLite's to free. */
static enum sp_rc
read_still(const struct store_place *place, unsigned char **ret_bytes, struct store_look *ret_look,
	   struct sp_err *reterr)
{
	struct store_look before, after;

	for (int i = 0; i < STILL_TRIES; i++) {
		unsigned char *bytes;
		enum sp_rc rc;

		if (i > 0)
			sqlite3_sleep(STILL_WAIT_MS);
		if (!look_at(place->path, &before) || before.busy)
			continue;
		if (before.size > STILL_MOST_BYTES || before.size < STORE_HEADER_BYTES)
			return sp_err_set(reterr, SP_FILE, "%s is no plan of senplan by its size.",
					  place->path);
		bytes = sqlite3_malloc64((sqlite3_uint64)before.size);
		if (bytes == NULL)
			return sp_err_nomem(reterr);
		rc = store_place_read(place, bytes, (int)before.size, reterr);
		if (rc == SP_OK && look_at(place->path, &after) && same_look(&before, &after)) {
			*ret_bytes = bytes;
			*ret_look = after;
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
store_still_connect(const struct store_place *place, struct store_db *ret_db, struct store_look *ret_look,
		    struct sp_err *reterr)
{
	struct store_db db = {NULL, place->path};
	unsigned char *bytes = NULL;
	struct store_look look;
	enum sp_rc rc = read_still(place, &bytes, &look, reterr);

	if (rc != SP_OK)
		return rc;
	assert(bytes != NULL);
	bytes[JOURNAL_BYTES_AT] = bytes[JOURNAL_BYTES_AT + 1] = JOURNAL_ROLLBACK;
	rc = store_db_connect(NULL, SQLITE_OPEN_READWRITE, &db, reterr);
	if (rc != SP_OK) {
		sqlite3_free(bytes);
		return rc;
	}
	db.path = place->path;
	/* The bytes are SQLite's from here on, also when it fails. */
	if (sqlite3_deserialize(db.handle, "main", bytes, look.size, look.size,
				SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY) != SQLITE_OK) {
		rc = store_db_fail(&db, reterr);
		sqlite3_close(db.handle);
		return rc;
	}
	*ret_db = db;
	*ret_look = look;
	return SP_OK;
}
