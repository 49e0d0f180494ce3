/*
 * What the store's tests share: a folder of their own, random rows of every entity, snapshots compared.
 */
#ifndef STORE_TEST_H
#define STORE_TEST_H

#include "senplan/base/rand.h"
#include "senplan/store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* 2026-11-23 09:15:00 UTC */
#define TEST_NOW INT64_C(1795425300)

/* A new folder under the system's temporary one, removed with all in it at the end. */
struct test_place {
	char folder[200];
	char db[260];
	char backups[260];
	struct sp_arena arena;
};
void test_place_init(struct test_place *place);
void test_place_finish(struct test_place *place);

/* For cmocka: *state is a fresh struct test_place, and it is finished. */
int test_set_up(void **state);
int test_tear_down(void **state);
const char *test_place_path(struct test_place *place, const char *name);

/* Opens or fails the test. */
struct sp_store *test_open(struct test_place *place, enum sp_store_mode mode);

/* What opening answers, with the sentence in err. */
enum sp_rc test_try_open(struct test_place *place, const char *path, enum sp_store_mode mode,
			 struct sp_err *err);

struct sp_snapshot test_load(struct sp_store *store, struct sp_arena *arena);
void test_apply(struct sp_store *store, const struct sp_edits *edits, const char *label);

/* One setting put, as the smallest command there is. */
enum sp_rc test_put_setting(struct sp_store *store, const char *key, const char *value, int64_t revision,
			    struct sp_err *err);

/* `n` new rows of each entity with references among them and to the rows of the snapshot (may be NULL). */
void test_random_rows(struct sp_rand *rand, const struct sp_snapshot *snapshot, size_t n,
		      struct sp_edits *edits);

/* Changes or deletes about one in `every` rows of the snapshot. */
void test_random_changes(struct sp_rand *rand, const struct sp_snapshot *snapshot, uint32_t every,
			 struct sp_edits *edits);

/* All rows as text, one a line; for comparing. In the arena. */
const char *test_dump(const struct sp_snapshot *snapshot, struct sp_arena *arena);

/* The whole file's content (every table, internal ones too) as text. */
const char *test_dump_file(const char *path, struct sp_arena *arena);

/* SQL on the file by another connection, past the store. */
void test_sql(const char *path, const char *sql);
int64_t test_sql_int(const char *path, const char *sql);

#endif
