/*
 * What calendars were told, as tables of the document. A deadline is known by whose it is ("event:case:7:papers:2026"); the
 * number in it is changed with the rows' own. When its row is gone, its UID is still nobody else's.
 */
#include "dump_calendars.h"

#include "senplan/base/array.h"
#include "senplan/report/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { UID_BYTES_MAX = 255, TEXT_BYTES_MAX = 4096 };

/* --- whose --- */

struct about {
	const char *kind; /* "event", "todo" */
	size_t kind_len;
	enum sp_entity entity;
	int64_t id;
	const char *rest; /* ":papers:2026", or "" */
};

/* False for what is about something that is gone, and for anything else. */
static bool
about_read(const char *text, struct about *ret)
{
	static const char *const kinds[] = {"event", "todo"};
	static const struct {
		const char *word;
		enum sp_entity entity;
	} owners[] = {{":case:", SP_ENTITY_case}, {":task:", SP_ENTITY_task}};

	for (size_t k = 0; k < SP_COUNT(kinds); k++) {
		for (size_t o = 0; o < SP_COUNT(owners) && sp_starts_with(text, kinds[k]); o++) {
			size_t kind_len = strlen(kinds[k]);
			const char *digits = text + kind_len + strlen(owners[o].word);
			size_t n = 0;

			if (!sp_starts_with(text + kind_len, owners[o].word))
				continue;
			n = strspn(digits, "0123456789");
			if (n == 0 || n > 18 || (digits[n] != ':' && digits[n] != '\0'))
				return false;
			*ret = (struct about){text, kind_len, owners[o].entity, strtoll(digits, NULL, 10),
					      digits + n};
			return true;
		}
	}
	return false;
}

/* A case of number 0 is the school's. */
static const char *
about_with(const struct sp_export_uid *uid, const struct dump_ids *ids, struct sp_arena *arena)
{
	struct about about;
	int64_t id = 0;

	if (!about_read(uid->about, &about))
		return sp_arena_strdup(arena, uid->about);
	if (about.id != 0 || about.entity != SP_ENTITY_case) {
		id = ids->find(ids->context, about.entity, about.id);
		if (id == 0)
			return sp_arena_printf(arena, "gone:%s", uid->uid);
	}
	return sp_arena_printf(arena, "%.*s:%s:%" PRId64 "%s", (int)about.kind_len, about.kind,
			       about.entity == SP_ENTITY_case ? "case" : "task", id, about.rest);
}

static bool
is_gone(const struct sp_export_uid *uid)
{
	return sp_starts_with(uid->about, "gone:");
}

/* By UID, those that are gone last; then by what it is about. */
static int
by_uid(const void *a, const void *b)
{
	const struct sp_export_uid *x = a, *y = b;
	int order = strcmp(x->uid, y->uid);

	if (order == 0)
		order = (int)is_gone(x) - (int)is_gone(y);
	return order != 0 ? order : strcmp(x->about, y->about);
}

static int
by_about(const void *a, const void *b)
{
	const struct sp_export_uid *x = a, *y = b;

	return strcmp(x->about, y->about);
}

enum sp_rc
dump_calendars_refer(const struct sp_export_memory *memory, const struct dump_ids *ids,
		     struct sp_arena *arena, struct sp_export_memory *ret, struct sp_err *reterr)
{
	struct sp_export_uid *uids = SP_ARENA_NEW_N(arena, struct sp_export_uid, memory->n_uids + 1);
	size_t n = 0;

	if (uids == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < memory->n_uids; i++) {
		uids[i] = memory->uids[i];
		uids[i].about = about_with(&memory->uids[i], ids, arena);
		if (uids[i].about == NULL)
			return sp_err_nomem(reterr);
	}
	qsort(uids, memory->n_uids, sizeof(*uids), by_uid);
	/* Of one UID one stays: that of a row that is there. The others are what an undo would bring back. */
	for (size_t i = 0; i < memory->n_uids; i++)
		if (n == 0 || !sp_streq(uids[i].uid, uids[n - 1].uid))
			uids[n++] = uids[i];
	qsort(uids, n, sizeof(*uids), by_about);
	*ret = (struct sp_export_memory){
		.told = memory->told, .n_told = memory->n_told, .uids = uids, .n_uids = n};
	return SP_OK;
}

/* --- out --- */

static int64_t
number_in_order(const void *context, enum sp_entity entity, int64_t id)
{
	return (int64_t)dump_order_number(context, entity, id);
}

static void
add_text(struct sp_str *out, const char *key, const char *text)
{
	sp_str_addf(out, "\"%s\":", key);
	sp_json_quote(out, text);
}

static void
add_time(struct sp_str *out, const char *key, sp_time time)
{
	char buf[SP_DAY_TEXT + SP_CLOCK_TEXT];

	if (time == SP_TIME_NONE)
		sp_str_addf(out, ",\"%s\":null", key);
	else
		sp_str_addf(out, ",\"%s\":\"%s\"", key, sp_time_format_iso(time, buf));
}

static void
add_told(struct sp_str *out, const struct sp_export_told *told)
{
	const struct sp_export_record *record = &told->record;
	int64_t hash;

	memcpy(&hash, &record->content_hash, sizeof(hash));
	sp_str_add_char(out, '{');
	add_text(out, "target", told->target);
	sp_str_add_char(out, ',');
	add_text(out, "uid", record->uid);
	sp_str_addf(out,
		    ",\"sequence\":%" PRId64 ",\"content_hash\":%" PRId64 ",\"created_utc\":%" PRId64
		    ",\"modified_utc\":%" PRId64,
		    record->sequence, hash, record->created_utc, record->modified_utc);
	add_time(out, "start", record->start);
	add_time(out, "end", record->end);
	sp_str_add_char(out, ',');
	add_text(out, "title", record->title);
	sp_str_addf(out, ",\"cancelled\":%s}", record->cancelled ? "true" : "false");
}

enum sp_rc
dump_calendars_add(const struct dump_order *order, const struct sp_export_memory *memory,
		   struct sp_arena *arena, struct sp_str *out, struct sp_err *reterr)
{
	struct dump_ids ids = {number_in_order, order};
	struct sp_export_memory numbered;
	enum sp_rc rc = dump_calendars_refer(memory, &ids, arena, &numbered, reterr);

	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < numbered.n_uids; i++) {
		sp_str_add(out, i == 0 ? ",\n\"calendar_uids\":[\n{" : ",\n{");
		add_text(out, "about", numbered.uids[i].about);
		sp_str_add_char(out, ',');
		add_text(out, "uid", numbered.uids[i].uid);
		sp_str_addf(out, ",\"created_utc\":%" PRId64 "}", numbered.uids[i].created_utc);
	}
	if (numbered.n_uids > 0)
		sp_str_add(out, "\n]");
	for (size_t i = 0; i < numbered.n_told; i++) {
		sp_str_add(out, i == 0 ? ",\n\"calendar_events\":[\n" : ",\n");
		add_told(out, &numbered.told[i]);
	}
	if (numbered.n_told > 0)
		sp_str_add(out, "\n]");
	return SP_OK;
}

/* --- in --- */

static enum sp_rc
bad_row(const char *path, const char *table, size_t i, const char *words, struct sp_err *reterr)
{
	return sp_err_set_at(reterr, SP_INPUT, path, 0, 0, "\"%s\", row %zu: %s.", table, i + 1, words);
}

/* As an export could have written it. */
static bool
uid_is_sound(const char *uid)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@";
	size_t len = strlen(uid);

	return len > 0 && len <= UID_BYTES_MAX && strspn(uid, allowed) == len && uid[0] != '.';
}

static bool
stamp_is_sound(int64_t utc)
{
	return utc >= 0 && utc <= INT64_C(7258118400); /* 2200 */
}

static const char *
told_fault(const struct sp_export_told *told)
{
	const struct sp_export_record *record = &told->record;

	if (told->target[0] == '\0' || strlen(told->target) > TEXT_BYTES_MAX)
		return "it has no \"target\", or one that is too long";
	if (!uid_is_sound(record->uid))
		return "its \"uid\" is none";
	if (record->sequence < 0 || record->sequence > INT32_MAX)
		return "its \"sequence\" cannot be";
	if (!stamp_is_sound(record->created_utc) || !stamp_is_sound(record->modified_utc) ||
	    record->created_utc > record->modified_utc)
		return "it was changed before it was made";
	if (record->start == SP_TIME_NONE || record->end == SP_TIME_NONE || record->start >= record->end ||
	    record->start < 0 || sp_day_date(sp_time_day(record->end)).year > 2199)
		return "it does not end after it starts";
	if (record->title[strspn(record->title, " \t\r\n")] == '\0' || strlen(record->title) > TEXT_BYTES_MAX)
		return "it has no \"title\", or one that is too long";
	return NULL;
}

enum sp_rc
dump_calendars_check(const char *path, const struct sp_export_memory *memory, struct sp_arena *arena,
		     struct sp_err *reterr)
{
	struct sp_export_uid *uids = SP_ARENA_NEW_N(arena, struct sp_export_uid, memory->n_uids + 1);
	struct about about;

	if (uids == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < memory->n_uids; i++) {
		uids[i] = memory->uids[i];
		if (!uid_is_sound(uids[i].uid) || !stamp_is_sound(uids[i].created_utc))
			return bad_row(path, "calendar_uids", i, "its \"uid\" or \"created_utc\" is none",
				       reterr);
		if (strlen(uids[i].about) > TEXT_BYTES_MAX ||
		    (!is_gone(&uids[i]) && !about_read(uids[i].about, &about)))
			return bad_row(path, "calendar_uids", i, "its \"about\" says nothing", reterr);
	}
	qsort(uids, memory->n_uids, sizeof(*uids), by_uid);
	for (size_t i = 1; i < memory->n_uids; i++)
		if (sp_streq(uids[i].uid, uids[i - 1].uid))
			return sp_err_set_at(reterr, SP_INPUT, path, 0, 0,
					     "\"calendar_uids\": two rows have the UID %s.", uids[i].uid);
	for (size_t i = 0; i < memory->n_told; i++) {
		const char *fault = told_fault(&memory->told[i]);

		if (fault != NULL)
			return bad_row(path, "calendar_events", i, fault, reterr);
	}
	return SP_OK;
}
