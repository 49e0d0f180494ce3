/*
 * The checker of calendar files: first the bytes as they lie there, then the lines and their nesting, then
 * what must agree across the whole file. See the header.
 */
#include "senplan/ics/lint.h"

#include "senplan/base/array.h"
#include "senplan/base/hash.h"
#include "senplan/base/utf8.h"
#include "senplan/ics/read.h"

#include "lint_part.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 6, EVENTS_MAX = 100000 };

struct claim {
	uint64_t hash; /* of UID and RECURRENCE-ID */
	int line;
};

struct walk {
	struct lint lint;
	struct lint_part stack[DEPTH_MAX];
	size_t depth;
	int calendars;
	SP_ARRAY(struct claim) claims;
};

/* --- bytes --- */

static void
check_bytes_as_whole(struct lint *lint, const char *bytes, size_t size)
{
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		lint_find(lint, 1, "R10", "Google, khal, calcurse",
			  "The file begins with a byte order mark.");
	if (size > 0 && bytes[size - 1] != '\n')
		lint_find(lint, 0, "R11", "strict parsers", "The last line does not end with CRLF.");
}

/* Once for each kind of fault, at its first line: a file of bare LF has it in every line. */
struct told {
	bool bare, blank, control;
};

static void
check_physical(struct lint *lint, const char *text, size_t len, int number, struct told *told)
{
	bool control = false;

	for (size_t i = 0; i < len; i++)
		control = control || ((unsigned char)text[i] < 0x20 && text[i] != '\t') || text[i] == 0x7f;
	if (control && !told->control) {
		told->control = true;
		lint_find(lint, number, "R10", "every program", "There are control characters in the file.");
	}
	if (len == 0 && !told->blank) {
		told->blank = true;
		lint_find(lint, number, "R12", "strict parsers", "There is an empty line.");
	}
	if (len > 75)
		lint_find(lint, number, "R12", "strict parsers",
			  "The line has %zu octets: at most 75 are allowed.", len);
	if (len > 0 && !sp_utf8_is_valid(text, len))
		lint_find(lint, number, "R12", "Google: broken characters",
			  "The line is not UTF-8 by itself: another encoding, or folded inside a character.");
}

static void
check_lines(struct lint *lint, const char *bytes, size_t size)
{
	struct told told = {0};
	size_t from = 0;
	int number = 1;

	for (size_t i = 0; i < size; i++) {
		size_t end = i;

		if (bytes[i] != '\n')
			continue;
		if (end > from && bytes[end - 1] == '\r') {
			end--;
		} else if (!told.bare) {
			told.bare = true;
			lint_find(lint, number, "R11", "strict parsers, old Outlook",
				  "Lines do not end with CRLF.");
		}
		check_physical(lint, bytes + from, end - from, number, &told);
		from = i + 1;
		number++;
	}
}

/* --- nesting --- */

static enum lint_kind
kind_of(const char *name)
{
	static const struct {
		const char *name;
		enum lint_kind kind;
	} kinds[] = {
		{"VCALENDAR", LINT_CALENDAR}, {"VEVENT", LINT_EVENT},	     {"VTODO", LINT_TODO},
		{"VTIMEZONE", LINT_ZONE},     {"STANDARD", LINT_OBSERVANCE}, {"DAYLIGHT", LINT_OBSERVANCE},
		{"VALARM", LINT_ALARM},	      {"VFREEBUSY", LINT_BUSY},
	};

	for (size_t i = 0; i < SP_COUNT(kinds); i++)
		if (sp_strieq(name, kinds[i].name))
			return kinds[i].kind;
	return LINT_OTHER;
}

static void
init_values(struct lint_part *part)
{
	struct lint_value *const texts[] = {
		&part->prodid,	      &part->version,	  &part->calscale,   &part->method,
		&part->uid,	      &part->duration,	  &part->sequence,   &part->status,
		&part->klass,	      &part->transp,	  &part->busystatus, &part->summary,
		&part->rrule,	      &part->percent,	  &part->organizer,  &part->action,
		&part->trigger,	      &part->description, &part->tzid,	     &part->offset_from,
		&part->offset_to,     &part->stamp,	  &part->created,    &part->modified,
		&part->start,	      &part->end,	  &part->due,	     &part->completed,
		&part->recurrence_id,
	};

	for (size_t i = 0; i < SP_COUNT(texts); i++)
		texts[i]->text = "";
}

static bool
open_part(struct walk *walk, const struct ics_line *line)
{
	struct lint_part *part = NULL;
	enum lint_kind kind = kind_of(line->value);

	if (walk->depth == DEPTH_MAX)
		return false;
	if (walk->depth > 0) {
		walk->stack[walk->depth - 1].children++;
		if (kind == LINT_ALARM)
			walk->stack[walk->depth - 1].has_alarm = true;
	}
	if (kind == LINT_CALENDAR && ++walk->calendars == 2)
		lint_find(&walk->lint, line->number, "R06", "Google, Outlook: read the first only",
			  "There is more than one VCALENDAR in the file.");
	part = &walk->stack[walk->depth++];
	memset(part, 0, sizeof(*part));
	part->kind = kind;
	part->line = line->number;
	memcpy(part->name, line->value, strnlen(line->value, sizeof(part->name) - 1));
	init_values(part);
	return true;
}

static void
claim_identity(struct walk *walk, const struct lint_part *part)
{
	struct claim claim = {.hash = SP_HASH_START, .line = part->line};

	if ((part->kind != LINT_EVENT && part->kind != LINT_TODO && part->kind != LINT_BUSY) ||
	    part->uid.text[0] == '\0' || walk->claims.n >= EVENTS_MAX)
		return;
	claim.hash = sp_hash_text(claim.hash, part->uid.text);
	claim.hash = sp_hash_bytes(claim.hash, &part->recurrence_id.when.at, sizeof(sp_time));
	claim.hash = sp_hash_bytes(claim.hash, &part->recurrence_id.n, sizeof(int));
	if (!SP_ARRAY_PUSH(&walk->claims, claim))
		walk->lint.failed = true;
}

static void
close_part(struct walk *walk, const struct ics_line *line)
{
	struct lint_part *part = NULL;

	if (walk->depth == 0 || !sp_strieq(walk->stack[walk->depth - 1].name, line->value)) {
		lint_find(&walk->lint, line->number, "R06", "every program: the file may be lost whole",
			  "This END does not close what is open.");
		return;
	}
	part = &walk->stack[walk->depth - 1];
	lint_part_end(&walk->lint, part);
	claim_identity(walk, part);
	walk->depth--;
}

static bool
walk_lines(struct walk *walk, const char *bytes, size_t size)
{
	struct ics_lines lines;
	struct ics_line line;
	bool sound = true;

	ics_lines_start(&lines, bytes, size);
	while (sound && ics_lines_next(&lines, &line)) {
		if (sp_strieq(line.name, "BEGIN"))
			sound = open_part(walk, &line);
		else if (sp_strieq(line.name, "END"))
			close_part(walk, &line);
		else if (walk->depth == 0)
			lint_find(&walk->lint, line.number, "R06", "every program",
				  "There is something outside of the calendar.");
		else if (line.name[0] == '\0')
			lint_find(&walk->lint, line.number, "R12", "every program",
				  "This line is no property: a text was broken without a fold?");
		else
			lint_property(&walk->lint, &walk->stack[walk->depth - 1], &line);
	}
	walk->lint.failed = walk->lint.failed || ics_lines_failed(&lines);
	ics_lines_finish(&lines);
	return sound;
}

/* --- the file as a whole --- */

static int
compare_claims(const void *a, const void *b)
{
	const struct claim *left = a;
	const struct claim *right = b;

	if (left->hash != right->hash)
		return left->hash < right->hash ? -1 : 1;
	return (left->line > right->line) - (left->line < right->line);
}

static void
check_whole(struct walk *walk)
{
	struct lint *lint = &walk->lint;

	if (walk->depth > 0)
		lint_find(lint, walk->stack[walk->depth - 1].line, "R06",
			  "every program: the file is lost whole",
			  "This part is never closed: the file is cut off.");
	if (walk->claims.n > 1)
		qsort(walk->claims.items, walk->claims.n, sizeof(struct claim), compare_claims);
	for (size_t i = 1; i < walk->claims.n; i++)
		if (walk->claims.items[i].hash == walk->claims.items[i - 1].hash)
			lint_find(lint, walk->claims.items[i].line, "R17",
				  "every program: one of them is lost",
				  "The event in line %d has the same UID.", walk->claims.items[i - 1].line);
	for (size_t i = 0; i < lint->used_n; i++) {
		bool defined = false;

		for (size_t j = 0; j < lint->defined_n; j++)
			defined = defined || sp_streq(lint->used[i].name, lint->defined[j].name);
		if (!defined)
			lint_find(lint, lint->used[i].line, "R29", "Outlook: an hour off",
				  "The zone of this time has no VTIMEZONE in the file.");
	}
}

/* Nothing was found, and yet another reader (libical) leaves events out: then others will as well. */
static enum sp_rc
check_second_reader(struct lint *lint, const char *bytes, size_t size, struct sp_err *reterr)
{
	struct sp_ics_read_options options = {.from_day = 0, .to_day = 1, .with_free = true};
	struct sp_ics_reading reading = {0};
	enum sp_rc rc = SP_OK;

	if (lint->must_n > 0 || lint->failed)
		return SP_OK;
	rc = sp_ics_read(bytes, size, &options, lint->arena, &reading, reterr);
	if (rc != SP_OK && rc != SP_INPUT)
		return rc;
	if (rc == SP_INPUT)
		lint_find(lint, 0, "R54", "khal, Evolution, KDE", "libical reads nothing of it.");
	else if (reading.skipped_n > 0)
		lint_find(lint, reading.warning_n > 0 ? reading.warnings[0].line : 0, "R54",
			  "khal, Evolution, KDE", "libical leaves out %zu of %zu events%s%s",
			  reading.skipped_n, reading.event_n, reading.warning_n > 0 ? ": " : ".",
			  reading.warning_n > 0 ? reading.warnings[0].text : "");
	return SP_OK;
}

static int
compare_findings(const void *a, const void *b)
{
	const struct sp_ics_finding *left = a;
	const struct sp_ics_finding *right = b;
	int order = 0;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	order = strcmp(left->rule, right->rule);
	return order != 0 ? order : strcmp(left->text, right->text);
}

enum sp_rc
sp_ics_lint(const char *bytes, size_t size, struct sp_arena *arena, struct sp_ics_findings *ret,
	    struct sp_err *reterr)
{
	struct walk *walk = SP_ARENA_NEW(arena, struct walk);
	const char *prepared = NULL;
	size_t prepared_size = 0;
	enum sp_rc rc = SP_OK;

	if (walk == NULL)
		return sp_err_nomem(reterr);
	walk->lint.arena = arena;
	walk->lint.work_left = 500 * 1000;
	rc = sp_ics_zones_ready(reterr);
	if (rc == SP_OK)
		rc = ics_bytes_prepare(bytes, size, arena, &prepared, &prepared_size, reterr);
	if (rc != SP_OK)
		return rc;
	check_bytes_as_whole(&walk->lint, bytes, size);
	check_lines(&walk->lint, prepared, prepared_size);
	if (walk_lines(walk, prepared, prepared_size))
		check_whole(walk);
	else
		lint_find(&walk->lint, 0, "R06", "every program",
			  "The parts are nested too deep to be a calendar.");
	SP_ARRAY_FREE(&walk->claims);
	rc = check_second_reader(&walk->lint, bytes, size, reterr);
	if (rc != SP_OK)
		return rc;
	if (walk->lint.failed)
		return sp_err_nomem(reterr);
	if (walk->lint.n > 1)
		qsort(walk->lint.items, walk->lint.n, sizeof(struct sp_ics_finding), compare_findings);
	*ret = (struct sp_ics_findings){.items = walk->lint.items,
					.n = walk->lint.n,
					.must_n = walk->lint.must_n,
					.left_n = walk->lint.left_n};
	return SP_OK;
}
