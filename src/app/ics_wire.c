/*
 * The reading child's answers as bytes. See the header.
 */
#include "ics_wire.h"

#include <string.h>

enum { HEAD_RESULT = 0x53504f4b, HEAD_ERROR = 0x53504552, END_MARK = 0x53504e44, TEXT_MAX = 64 * 1024 };

/* --- out --- */

static void
put_int(struct sp_str *out, int32_t n)
{
	char bytes[sizeof(n)];

	memcpy(bytes, &n, sizeof(n));
	sp_str_add_n(out, bytes, sizeof(n));
}

static void
put_size(struct sp_str *out, size_t n)
{
	char bytes[sizeof(n)];

	memcpy(bytes, &n, sizeof(n));
	sp_str_add_n(out, bytes, sizeof(n));
}

static void
put_text(struct sp_str *out, const char *text)
{
	size_t len = text != NULL ? strnlen(text, TEXT_MAX) : 0;

	put_size(out, len);
	sp_str_add_n(out, text != NULL ? text : "", len);
}

void
wire_put_error(struct sp_str *out, const struct sp_err *err)
{
	put_int(out, HEAD_ERROR);
	put_int(out, (int32_t)err->rc);
	put_int(out, err->line);
	put_int(out, err->column);
	put_text(out, err->text);
	put_int(out, END_MARK);
}

void
wire_put_reading(struct sp_str *out, const struct sp_ics_reading *reading)
{
	put_int(out, HEAD_RESULT);
	put_size(out, reading->warning_left_n);
	put_size(out, reading->event_n);
	put_size(out, reading->skipped_n);
	put_size(out, reading->cancelled_n);
	put_size(out, reading->free_n);
	put_size(out, reading->other_n);
	put_text(out, reading->name);
	put_size(out, reading->busy_n);
	for (size_t i = 0; i < reading->busy_n; i++) {
		const struct sp_ics_busy *busy = &reading->busy[i];

		put_int(out, busy->slot);
		put_int(out, busy->start);
		put_int(out, busy->end);
		put_int(out, busy->all_day);
		put_int(out, (int32_t)busy->show);
		put_int(out, busy->line);
		put_text(out, busy->uid);
		put_text(out, busy->title);
		put_text(out, busy->category);
		put_text(out, busy->location);
	}
	put_size(out, reading->warning_n);
	for (size_t i = 0; i < reading->warning_n; i++) {
		put_int(out, reading->warnings[i].line);
		put_text(out, reading->warnings[i].text);
	}
	put_int(out, END_MARK);
}

void
wire_put_findings(struct sp_str *out, const struct sp_ics_findings *findings)
{
	put_int(out, HEAD_RESULT);
	put_size(out, findings->must_n);
	put_size(out, findings->left_n);
	put_text(out, findings->uid);
	put_size(out, findings->n);
	for (size_t i = 0; i < findings->n; i++) {
		put_int(out, findings->items[i].line);
		put_int(out, findings->items[i].must);
		put_text(out, findings->items[i].rule);
		put_text(out, findings->items[i].affected);
		put_text(out, findings->items[i].text);
	}
	put_int(out, END_MARK);
}

/* --- in --- */

static void
take_bytes(struct wire_in *in, void *to, size_t size)
{
	if (in->bad || (size_t)(in->end - in->next) < size) {
		in->bad = true;
		memset(to, 0, size);
		return;
	}
	memcpy(to, in->next, size);
	in->next += size;
}

static int32_t
take_int(struct wire_in *in)
{
	int32_t n = 0;

	take_bytes(in, &n, sizeof(n));
	return n;
}

static size_t
take_size(struct wire_in *in)
{
	size_t n = 0;

	take_bytes(in, &n, sizeof(n));
	return n;
}

static const char *
take_text(struct wire_in *in)
{
	size_t len = take_size(in);
	const char *text = NULL;

	if (in->bad || len > TEXT_MAX || (size_t)(in->end - in->next) < len ||
	    memchr(in->next, '\0', len) != NULL) {
		in->bad = true;
		return "";
	}
	text = sp_arena_strndup(in->arena, in->next, len);
	in->next += len;
	if (text == NULL) {
		in->nomem = true;
		return "";
	}
	return text;
}

/* A count of items that take at least `item_bytes` each: never more than can have arrived. */
static size_t
take_count(struct wire_in *in, size_t item_bytes)
{
	size_t n = take_size(in);

	if (in->bad || n > (size_t)(in->end - in->next) / item_bytes) {
		in->bad = true;
		return 0;
	}
	return n;
}

static void
take_end(struct wire_in *in)
{
	if (take_int(in) != END_MARK || in->next != in->end)
		in->bad = true;
}

enum sp_rc
wire_take_head(struct wire_in *in, struct sp_err *reterr)
{
	int32_t head = take_int(in);
	int32_t rc = 0;
	int line = 0;
	int column = 0;
	const char *text = NULL;

	if (head == HEAD_RESULT)
		return SP_OK;
	if (head != HEAD_ERROR) {
		in->bad = true;
		return SP_SYSTEM;
	}
	rc = take_int(in);
	line = take_int(in);
	column = take_int(in);
	text = take_text(in);
	take_end(in);
	if (in->bad || rc < SP_NO || rc > SP_SYSTEM) {
		in->bad = true;
		return SP_SYSTEM;
	}
	return sp_err_set_at(reterr, (enum sp_rc)rc, NULL, line, column, "%s", text);
}

static void
take_busy(struct wire_in *in, struct sp_ics_busy *busy)
{
	int32_t show = 0;

	busy->slot = take_int(in);
	busy->start = take_int(in);
	busy->end = take_int(in);
	busy->all_day = take_int(in) != 0;
	show = take_int(in);
	busy->line = take_int(in);
	busy->uid = take_text(in);
	busy->title = take_text(in);
	busy->category = take_text(in);
	busy->location = take_text(in);
	if (show < SP_ICS_BUSY || show > SP_ICS_FREE || busy->end < busy->start)
		in->bad = true;
	else
		busy->show = (enum sp_ics_show)show;
}

void
wire_take_reading(struct wire_in *in, struct sp_ics_reading *ret)
{
	enum {
		BUSY_BYTES = 6 * sizeof(int32_t) + 4 * sizeof(size_t),
		WARNING_BYTES = sizeof(int32_t) + sizeof(size_t)
	};

	struct sp_ics_busy *busy = NULL;
	struct sp_ics_warning *warnings = NULL;

	*ret = (struct sp_ics_reading){.warning_left_n = take_size(in)};
	ret->event_n = take_size(in);
	ret->skipped_n = take_size(in);
	ret->cancelled_n = take_size(in);
	ret->free_n = take_size(in);
	ret->other_n = take_size(in);
	ret->name = take_text(in);
	ret->busy_n = take_count(in, BUSY_BYTES);
	busy = SP_ARENA_NEW_N(in->arena, struct sp_ics_busy, ret->busy_n);
	in->nomem = in->nomem || busy == NULL;
	for (size_t i = 0; i < ret->busy_n && !in->bad && !in->nomem; i++)
		take_busy(in, &busy[i]);
	ret->busy = busy;
	ret->warning_n = take_count(in, WARNING_BYTES);
	warnings = SP_ARENA_NEW_N(in->arena, struct sp_ics_warning, ret->warning_n);
	in->nomem = in->nomem || warnings == NULL;
	for (size_t i = 0; i < ret->warning_n && !in->bad && !in->nomem; i++) {
		warnings[i].line = take_int(in);
		warnings[i].text = take_text(in);
	}
	ret->warnings = warnings;
	if (!in->nomem)
		take_end(in);
}

void
wire_take_findings(struct wire_in *in, struct sp_ics_findings *ret)
{
	enum { FINDING_BYTES = 2 * sizeof(int32_t) + 3 * sizeof(size_t) };

	struct sp_ics_finding *items = NULL;

	*ret = (struct sp_ics_findings){.must_n = take_size(in)};
	ret->left_n = take_size(in);
	ret->uid = take_text(in);
	ret->n = take_count(in, FINDING_BYTES);
	items = SP_ARENA_NEW_N(in->arena, struct sp_ics_finding, ret->n);
	in->nomem = in->nomem || items == NULL;
	for (size_t i = 0; i < ret->n && !in->bad && !in->nomem; i++) {
		items[i].line = take_int(in);
		items[i].must = take_int(in) != 0;
		items[i].rule = take_text(in);
		items[i].affected = take_text(in);
		items[i].text = take_text(in);
	}
	ret->items = items;
	if (!in->nomem)
		take_end(in);
}
