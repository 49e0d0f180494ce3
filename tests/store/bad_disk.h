/*
 * A disk that fails on purpose: a layer over SQLite's own way to files, made the default in this process. It can fail the
 * Nth write-like call, once or from then on, and it knows what a power cut would have left: for every file the bytes
 * of its last sync, and any mixture of them with what was written since.
 */
#ifndef BAD_DISK_H
#define BAD_DISK_H

#include "senplan/base/rand.h"

#include <stdbool.h>

enum bad_disk_error { BAD_DISK_FULL, BAD_DISK_IO, BAD_DISK_SHORT };

/* Once in a process, before the first database is opened. */
void bad_disk_install(void);

/* Counts write-like calls (write, truncate, sync, delete) from now on; the Nth (from 1) fails; 0: none does. */
void bad_disk_fail(long nth, enum bad_disk_error error, bool for_ever);
long bad_disk_calls(void);

/* Keeps the synced bytes of all files in `folder` from now on; NULL: ends it and forgets. With `lying`, a sync says yes and
 * does nothing: the control. */
void bad_disk_watch(const char *folder, bool lying);

/* What a power cut at this moment could leave, as files of the same names in `to`. Sectors of 512 bytes reach the disk in any
 * order, or not at all. */
void bad_disk_power_cut(struct sp_rand *rand, const char *to);

/* Called before each sync, when most is at stake; NULL: no longer. */
void bad_disk_before_sync(void (*call)(void *context), void *context);

#endif
