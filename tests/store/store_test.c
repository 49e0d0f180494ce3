/*
 * What the store's tests share.
 */
#include "store_test.h"

#include "senplan/base/str.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- places --- */

void
test_place_init(struct test_place *place)
{
	const char *tmp = getenv("TMPDIR");

	/* In memory where that is possible: thousands of syncs, and what they are worth is tested by bad_disk.c. */
	if (tmp == NULL)
		tmp = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	memset(place, 0, sizeof(*place));
	snprintf(place->folder, sizeof(place->folder), "%s/senplan-store-XXXXXX", tmp);
	assert_non_null(mkdtemp(place->folder));
	snprintf(place->db, sizeof(place->db), "%s/plan.db", place->folder);
	snprintf(place->backups, sizeof(place->backups), "%s/backups", place->folder);
	sp_arena_init(&place->arena);
}

void
test_place_finish(struct test_place *place)
{
	char command[300];

	snprintf(command, sizeof(command), "rm -rf '%s'", place->folder);
	assert_int_equal(system(command), 0);
	sp_arena_finish(&place->arena);
}

const char *
test_place_path(struct test_place *place, const char *name)
{
	const char *path = sp_arena_printf(&place->arena, "%s/%s", place->folder, name);

	assert_non_null(path);
	return path;
}

/* --- stores --- */

struct sp_store *
test_open(struct test_place *place, enum sp_store_mode mode)
{
	struct sp_store_options options = {place->db, mode, place->backups, TEST_NOW};
	struct sp_store *store = NULL;
	struct sp_err err;

	if (sp_store_open(&options, &store, &err) != SP_OK)
		fail_msg("%s", err.text);
	return store;
}

enum sp_rc
test_try_open(struct test_place *place, const char *path, enum sp_store_mode mode, struct sp_err *err)
{
	struct sp_store_options options = {path, mode, place->backups, TEST_NOW};
	struct sp_store *store = NULL;
	enum sp_rc rc;

	sp_err_clear(err);
	rc = sp_store_open(&options, &store, err);
	if (rc == SP_OK)
		sp_store_close(store);
	else
		assert_null(store);
	return rc;
}

struct sp_snapshot
test_load(struct sp_store *store, struct sp_arena *arena)
{
	struct sp_snapshot snapshot = {0};
	struct sp_err err;

	if (sp_store_load(store, arena, &snapshot, &err) != SP_OK)
		fail_msg("%s", err.text);
	return snapshot;
}

void
test_apply(struct sp_store *store, const struct sp_edits *edits, const char *label)
{
	struct sp_err err;

	if (sp_store_apply(store, edits, label, -1, NULL, &err) != SP_OK)
		fail_msg("%s", err.text);
}

enum sp_rc
test_put_setting(struct sp_store *store, const char *key, const char *value, int64_t revision,
		 struct sp_err *err)
{
	struct sp_arena arena;
	struct sp_edits edits;
	struct sp_setting row = sp_setting_blank();
	enum sp_rc rc;

	sp_arena_init(&arena);
	sp_edits_init(&edits, &arena);
	row.key = key;
	row.value = value;
	sp_edits_put_setting(&edits, &row);
	rc = sp_store_apply(store, &edits, "set", revision, NULL, err);
	sp_arena_finish(&arena);
	return rc;
}

/* --- random rows --- */

static const char *
random_text(struct sp_rand *rand, struct sp_arena *arena)
{
	static const char *const words[] = {
		"papers out",	      "K07", "Größe — 12 °C", "it's", "\"quoted\"",
		"x;DROP TABLE tasks", "",    "\t tab",	      "日本", "a=b"};
	const char *text =
		sp_arena_printf(arena, "%s %u", words[sp_rand_below(rand, 10)], sp_rand_below(rand, 1000));

	assert_non_null(text);
	return sp_rand_below(rand, 10) == 0 ? "" : text;
}

/* A row of the entity that is in the snapshot or was put in the edits before; 0 now and then. */
static int64_t
random_ref(struct sp_rand *rand, const struct sp_snapshot *snapshot, const struct sp_edits *edits,
	   enum sp_entity entity)
{
	struct sp_rows rows = {0};
	size_t start = edits->n == 0 ? 0 : sp_rand_below(rand, (uint32_t)edits->n);
	int64_t id = 0;

	if (snapshot != NULL)
		rows = sp_snapshot_rows(snapshot, entity);
	if (sp_rand_below(rand, 8) == 0)
		return 0;
	if (rows.items != NULL && rows.n > 0 && sp_rand_below(rand, 2) == 0) {
		size_t row_size = sp_entity_info(entity)->row_size;

		memcpy(&id, (const char *)rows.items + sp_rand_below(rand, (uint32_t)rows.n) * row_size,
		       sizeof(id));
		return id;
	}
	for (size_t i = 0; i < edits->n; i++) {
		const struct sp_edit *edit = &edits->items[(start + i) % edits->n];

		if (edit->op == SP_EDIT_PUT && edit->entity == entity)
			return edit->id;
	}
	return 0;
}

static void
put_int32(char *at, int32_t value)
{
	memcpy(at, &value, sizeof(value));
}

static void
fill_field(struct sp_rand *rand, const struct sp_snapshot *snapshot, struct sp_edits *edits,
	   const struct sp_field *field, char *row)
{
	char *at = row + field->offset;
	sp_day day = sp_day_of(2026, 9, 1) + (sp_day)sp_rand_below(rand, 365);
	bool none = sp_rand_below(rand, 5) == 0, yes = sp_rand_below(rand, 2) == 1;
	const char *text;
	int64_t big;
	int names = 0;

	switch (field->kind) {
	case SP_FIELD_ID:
		break;
	case SP_FIELD_REF:
		big = random_ref(rand, snapshot, edits, field->ref);
		memcpy(at, &big, sizeof(big));
		break;
	case SP_FIELD_INT:
		put_int32(at, (int32_t)sp_rand_below(rand, 7));
		break;
	case SP_FIELD_BIG:
		big = (int64_t)(sp_rand_next(rand) >> 1);
		memcpy(at, &big, sizeof(big));
		break;
	case SP_FIELD_BOOL:
		memcpy(at, &yes, sizeof(yes));
		break;
	case SP_FIELD_ENUM:
		while (field->names[names] != NULL)
			names++;
		put_int32(at, (int32_t)sp_rand_below(rand, (uint32_t)names));
		break;
	case SP_FIELD_TEXT:
		text = random_text(rand, edits->arena);
		memcpy(at, &text, sizeof(text));
		break;
	case SP_FIELD_DAY:
		put_int32(at, none ? SP_DAY_NONE : day);
		break;
	case SP_FIELD_TIME:
		put_int32(at, none ? SP_TIME_NONE : sp_time_of(day, (sp_minute)sp_rand_below(rand, 1440)));
		break;
	case SP_FIELD_MINUTE:
		put_int32(at, none ? SP_MINUTE_NONE : (sp_minute)sp_rand_below(rand, 1441));
		break;
	}
}

static char *
member(const struct sp_entity_info *info, char *row, const char *column)
{
	for (size_t i = 0; i < info->n_fields; i++)
		if (strcmp(info->fields[i].column, column) == 0)
			return row + info->fields[i].offset;
	return NULL;
}

/* `from` below `to` where the entity wants both and in order. */
static void
order(const struct sp_entity_info *info, char *row, const char *from, const char *to, int32_t first)
{
	char *at_from = member(info, row, from), *at_to = member(info, row, to);
	int32_t a, b;

	if (at_from == NULL || at_to == NULL)
		return;
	memcpy(&a, at_from, sizeof(a));
	memcpy(&b, at_to, sizeof(b));
	if (a < 0)
		a = first;
	put_int32(at_from, a < 1440 || first > 1440 ? a : 600);
	put_int32(at_to, b > a ? b : a + (first > 1440 ? 30 : 1440 - a));
	if (first < 1440 && a >= 1440) {
		put_int32(at_from, 600);
		put_int32(at_to, 700);
	}
}

/* What the schema asks beyond the kinds of the fields. */
static void
make_possible(struct sp_rand *rand, enum sp_entity entity, const struct sp_entity_info *info, char *row,
	      struct sp_arena *arena)
{
	static const char *const unique[] = {"key", "code", "uid"};
	char *start = member(info, row, "start");
	sp_day day = sp_day_of(2026, 9, 1) + (sp_day)sp_rand_below(rand, 365);

	for (size_t i = 0; i < 3; i++) {
		char *at = member(info, row, unique[i]);
		const char *text =
			sp_arena_printf(arena, "%s.%llx", unique[i], (unsigned long long)sp_rand_next(rand));

		if (at != NULL)
			memcpy(at, &text, sizeof(text));
	}
	if (entity == SP_ENTITY_source)
		((struct sp_source *)(void *)row)->name =
			sp_arena_printf(arena, "source %llx", (unsigned long long)sp_rand_next(rand));
	order(info, row, "from_min", "to_min", 540);
	order(info, row, "start", "end", sp_time_of(day, 540));
	order(info, row, "from_day", "to_day", day);
	if (start != NULL && entity != SP_ENTITY_busy_time && entity != SP_ENTITY_busy_mark)
		put_int32(start, sp_time_of(day, (sp_minute)sp_rand_below(rand, 1440)));
	if (entity == SP_ENTITY_cycle_fact)
		((struct sp_cycle_fact *)(void *)row)->day = (sp_day)sp_rand_below(rand, 60000);
	if (entity == SP_ENTITY_case_event)
		((struct sp_case_event *)(void *)row)->day = day;
	if (entity == SP_ENTITY_case)
		((struct sp_case *)(void *)row)->transfer_year = 2027;
	if (entity == SP_ENTITY_attendee)
		((struct sp_attendee *)(void *)row)->role = "parent";
	if (entity == SP_ENTITY_breach) {
		((struct sp_breach *)(void *)row)->why = "cover";
		((struct sp_breach *)(void *)row)->at = sp_time_of(day, 540);
	}
	if (entity == SP_ENTITY_scenario) {
		((struct sp_scenario *)(void *)row)->name =
			sp_arena_printf(arena, "scenario %llx", (unsigned long long)sp_rand_next(rand));
		((struct sp_scenario *)(void *)row)->changes = "+0.5 day; reserve 10";
	}
	if (entity == SP_ENTITY_task_link) {
		struct sp_task_link *link = (struct sp_task_link *)(void *)row;

		if (link->before.v == link->after.v)
			link->after.v = 0;
	}
}

static void
fill_row(struct sp_rand *rand, const struct sp_snapshot *snapshot, enum sp_entity entity,
	 struct sp_edits *edits, char *row)
{
	const struct sp_entity_info *info = sp_entity_info(entity);

	for (size_t i = 0; i < info->n_fields; i++)
		fill_field(rand, snapshot, edits, &info->fields[i], row);
	make_possible(rand, entity, info, row, edits->arena);
}

union any_row { /* room and alignment for a row of any entity */
#define X(name, plural) struct sp_##name name##_row;
	SP_ENTITIES(X)
#undef X
};

void
test_random_rows(struct sp_rand *rand, const struct sp_snapshot *snapshot, size_t n, struct sp_edits *edits)
{
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		for (size_t i = 0; i < n; i++) {
			union any_row row;

			memset(&row, 0, sizeof(row));
			fill_row(rand, snapshot, (enum sp_entity)entity, edits, (char *)&row);
			sp_edits_put(edits, (enum sp_entity)entity, &row);
		}
	}
	assert_int_equal(sp_edits_ok(edits, NULL), SP_OK);
}

/* Nothing refers to these, or what does goes along or lets go. */
static bool
may_go(enum sp_entity entity)
{
	return entity != SP_ENTITY_activity;
}

void
test_random_changes(struct sp_rand *rand, const struct sp_snapshot *snapshot, uint32_t every,
		    struct sp_edits *edits)
{
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)entity);
		struct sp_rows rows = sp_snapshot_rows(snapshot, (enum sp_entity)entity);

		for (size_t i = 0; i < rows.n; i++) {
			const char *from = (const char *)rows.items + i * info->row_size;
			union any_row row;
			int64_t id;

			if (sp_rand_below(rand, every) != 0)
				continue;
			memcpy(&row, from, info->row_size);
			memcpy(&id, from, sizeof(id));
			if (may_go((enum sp_entity)entity) && sp_rand_below(rand, 3) == 0) {
				sp_edits_delete(edits, (enum sp_entity)entity, id);
				continue;
			}
			/* No reference to what may be deleted in the same list. */
			for (size_t f = 0; f < info->n_fields; f++)
				if (info->fields[f].kind != SP_FIELD_REF)
					fill_field(rand, NULL, edits, &info->fields[f], (char *)&row);
			for (size_t f = 0; f < info->n_fields; f++)
				if (info->fields[f].kind == SP_FIELD_REF && may_go(info->fields[f].ref))
					memset((char *)&row + info->fields[f].offset, 0, sizeof(int64_t));
			make_possible(rand, (enum sp_entity)entity, info, (char *)&row, edits->arena);
			sp_edits_put(edits, (enum sp_entity)entity, &row);
		}
	}
	assert_int_equal(sp_edits_ok(edits, NULL), SP_OK);
}

/* --- dumps --- */

static void
dump_field(struct sp_str *out, const struct sp_field *field, const char *row)
{
	const char *at = row + field->offset;
	const char *text;
	int64_t big;
	int32_t value;
	bool yes;

	switch (field->kind) {
	case SP_FIELD_ID:
	case SP_FIELD_REF:
	case SP_FIELD_BIG:
		memcpy(&big, at, sizeof(big));
		sp_str_addf(out, "|%lld", (long long)big);
		break;
	case SP_FIELD_BOOL:
		memcpy(&yes, at, sizeof(yes));
		sp_str_add(out, yes ? "|yes" : "|no");
		break;
	case SP_FIELD_TEXT:
		memcpy(&text, at, sizeof(text));
		sp_str_addf(out, "|%s", text);
		break;
	case SP_FIELD_INT:
	case SP_FIELD_ENUM:
	case SP_FIELD_DAY:
	case SP_FIELD_TIME:
	case SP_FIELD_MINUTE:
		memcpy(&value, at, sizeof(value));
		sp_str_addf(out, "|%d", value);
		break;
	}
}

const char *
test_dump(const struct sp_snapshot *snapshot, struct sp_arena *arena)
{
	struct sp_str out;
	const char *text;

	sp_str_init(&out);
	for (int entity = 0; entity < SP_ENTITY_COUNT; entity++) {
		const struct sp_entity_info *info = sp_entity_info((enum sp_entity)entity);
		struct sp_rows rows = sp_snapshot_rows(snapshot, (enum sp_entity)entity);

		for (size_t i = 0; i < rows.n; i++) {
			sp_str_add(&out, info->name);
			for (size_t f = 0; f < info->n_fields; f++)
				dump_field(&out, &info->fields[f],
					   (const char *)rows.items + i * info->row_size);
			sp_str_add_char(&out, '\n');
		}
	}
	text = sp_arena_strdup(arena, out.text);
	assert_false(out.failed);
	assert_non_null(text);
	sp_str_finish(&out);
	return text;
}

static sqlite3 *
open_beside(const char *path)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_busy_timeout(db, 3000);
	return db;
}

void
test_sql(const char *path, const char *sql)
{
	sqlite3 *db = open_beside(path);
	char *said = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &said) != SQLITE_OK)
		fail_msg("%s: %s", sql, said);
	sqlite3_close(db);
}

int64_t
test_sql_int(const char *path, const char *sql)
{
	sqlite3 *db = open_beside(path);
	sqlite3_stmt *statement = NULL;
	int64_t value;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return value;
}

static void
dump_table(sqlite3 *db, const char *table, struct sp_str *out)
{
	sqlite3_stmt *statement = NULL;
	char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" ORDER BY 1, 2", table);

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		sp_str_add(out, table);
		for (int i = 0; i < sqlite3_column_count(statement); i++) {
			const unsigned char *bytes = sqlite3_column_blob(statement, i);

			sp_str_addf(out, "|%d:", sqlite3_column_type(statement, i));
			for (int b = 0; b < sqlite3_column_bytes(statement, i); b++)
				sp_str_addf(out, "%02x", bytes[b]);
		}
		sp_str_add_char(out, '\n');
	}
	sqlite3_finalize(statement);
	sqlite3_free(sql);
}

const char *
test_dump_file(const char *path, struct sp_arena *arena)
{
	sqlite3 *db = open_beside(path);
	sqlite3_stmt *statement = NULL;
	struct sp_str out;
	const char *text;

	sp_str_init(&out);
	assert_int_equal(
		sqlite3_prepare_v2(db,
				   "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' "
				   "ORDER BY type, name",
				   -1, &statement, NULL),
		SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		const char *sql = (const char *)sqlite3_column_text(statement, 1);

		sp_str_addf(&out, "%s\n", sql);
		if (strncmp(sql, "CREATE TABLE", 12) == 0)
			dump_table(db, (const char *)sqlite3_column_text(statement, 0), &out);
	}
	sqlite3_finalize(statement);
	dump_table(db, "sqlite_sequence", &out);
	sqlite3_close(db);
	text = sp_arena_strdup(arena, out.text);
	assert_false(out.failed);
	assert_non_null(text);
	sp_str_finish(&out);
	return text;
}

int
test_set_up(void **state)
{
	static struct test_place place;

	test_place_init(&place);
	*state = &place;
	return 0;
}

int
test_tear_down(void **state)
{
	test_place_finish(*state);
	return 0;
}
