/*
 * Files, whole or not at all: read with a bound; written as a temporary file beside the target (O_EXCL, O_NOFOLLOW,
 * 0600), fsync, rename, fsync of the directory, every return value checked. A symbolic link as target is refused.
 */
#ifndef SENPLAN_STORE_FILE_H
#define SENPLAN_STORE_FILE_H

#include "senplan/base/arena.h"
#include "senplan/base/err.h"

/*
 * The bytes and a NUL behind them; "-" reads the standard input. SP_INPUT for what is no regular file, cannot be read or has
 * more than max bytes.
 */
enum sp_rc sp_file_read(const char *path, size_t max, struct sp_arena *arena, const char **ret_bytes,
			size_t *ret_size, struct sp_err *reterr);

/* SP_FILE where it may not be written, SP_SYSTEM when the disk does not take it. */
enum sp_rc sp_file_write(const char *path, const char *bytes, size_t size, struct sp_err *reterr);

/* Directory with its missing parents, mode 0700. */
enum sp_rc sp_directory_make(const char *path, struct sp_err *reterr);

/* Names of the regular files in a directory (no ".…"), sorted. */
enum sp_rc sp_directory_list(const char *path, struct sp_arena *arena, const char *const **ret_names,
			     size_t *ret_n, struct sp_err *reterr);

/* The same with what is no regular file: folders, links, also those that lead nowhere. */
enum sp_rc sp_directory_list_all(const char *path, struct sp_arena *arena, const char *const **ret_names,
				 size_t *ret_n, struct sp_err *reterr);

enum sp_rc sp_file_remove(const char *path, struct sp_err *reterr);

#endif
