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

enum { DEPTH_MAX = 6, EVENTS_MAX = 100000, WORK_MAX = 500 * 1000 };

struct claim {
	uint64_t hash; /* of UID and RECURRENCE-ID */
	int line;
};

struct walk {
	struct lint lint;
	struct lint_part stack[DEPTH_MAX];
	size_t depth;
	const struct sp_ics_lint_ask *ask;
	int calendars;
	bool has_method;
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
	bool bare, blank, control, escape;
	bool in_escape; /* the line before ended with a backslash that escapes what follows */
};

/* C0 but the tab, DEL, and C1 in UTF-8. */
static bool
is_control(const char *text, size_t len, size_t i)
{
	unsigned char byte = (unsigned char)text[i];

	if (byte == 0xc2 && i + 1 < len)
		return (unsigned char)text[i + 1] >= 0x80 && (unsigned char)text[i + 1] <= 0x9f;
	return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

static void
check_fold(struct lint *lint, const char *text, size_t len, int number, struct told *told)
{
	size_t slashes = 0;

	if (told->in_escape && !told->escape && len > 0 && (text[0] == ' ' || text[0] == '\t')) {
		told->escape = true;
		lint_advise(lint, number, "R12", "Outlook: shows the raw text",
			    "The line is folded inside an escape such as \\n.");
	}
	while (slashes < len && text[len - 1 - slashes] == '\\')
		slashes++;
	told->in_escape = slashes % 2 == 1;
}

static void
check_physical(struct lint *lint, const char *text, size_t len, int number, struct told *told)
{
	bool control = false;

	for (size_t i = 0; i < len; i++)
		control = control || is_control(text, len, i);
	check_fold(lint, text, len, number, told);
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

/* Is it a name that a part of a calendar may have? */
static bool
is_part_name(const char *name)
{
	static const char *const names[] = {"VJOURNAL",	   "VAVAILABILITY", "AVAILABLE", "VLOCATION",
					    "PARTICIPANT", "VRESOURCE",	    "VPOLL",	 "VVOTER"};

	for (size_t i = 0; i < SP_COUNT(names); i++)
		if (sp_strieq(name, names[i]))
			return true;
	return sp_istarts_with(name, "X-");
}

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
		&part->recurrence_id, &part->calname,	  &part->zone_hint,  &part->feed,
		&part->categories,
	};

	for (size_t i = 0; i < SP_COUNT(texts); i++)
		texts[i]->text = "";
}

static void
check_part_name(struct walk *walk, enum lint_kind kind, const struct ics_line *line)
{
	enum lint_kind within = walk->depth > 0 ? walk->stack[walk->depth - 1].kind : LINT_OTHER;
	bool lower = false;

	for (const char *p = line->value; *p != '\0'; p++)
		lower = lower || (*p >= 'a' && *p <= 'z');
	if (lower)
		lint_advise(&walk->lint, line->number, "R15", "libical (Evolution, GNOME)",
			    "The part's name is not in upper case.");
	if (kind == LINT_OTHER && !is_part_name(line->value))
		lint_find(&walk->lint, line->number, "R51", "validators",
			  "This kind of part is neither registered nor begins with X-.");
	if (within == LINT_ALARM || within == LINT_OBSERVANCE)
		lint_find(&walk->lint, line->number, "R06", "every program: the part around it may be lost",
			  "Nothing may stand inside an alarm or a part of a time zone.");
}

static bool
open_part(struct walk *walk, const struct ics_line *line)
{
	struct lint_part *part = NULL;
	enum lint_kind kind = kind_of(line->value);

	if (walk->depth == DEPTH_MAX)
		return false;
	check_part_name(walk, kind, line);
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
	part->rules.first = SP_TIME_NONE;
	return true;
}

/* What the file has of events and tasks, for what is compared when all is read. */
static void
keep_known(struct walk *walk, const struct lint_part *part)
{
	struct lint_known known = {
		.uid = part->uid.text,
		.title = part->summary.text,
		.rule = part->rrule.text,
		.line = part->line,
		.cancelled = sp_streq(part->status.text, "CANCELLED"),
		.start = part->start,
		.recurrence_id = part->recurrence_id,
		.stamp = part->stamp,
		.created = part->created,
		.modified = part->modified,
		.dates = part->dates,
		.times = part->times,
		.content = part->content,
	};

	if (part->kind != LINT_EVENT && part->kind != LINT_TODO)
		return;
	walk->lint.events_n += part->kind == LINT_EVENT;
	walk->lint.todos_n += part->kind == LINT_TODO;
	(void)sp_parse_int(part->sequence.text, 0, 2147483647L, &known.sequence);
	if (walk->lint.known.n < EVENTS_MAX && !SP_ARRAY_PUSH(&walk->lint.known, known))
		walk->lint.failed = true;
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
	if (part->kind == LINT_CALENDAR)
		walk->has_method = walk->has_method || part->method.n > 0;
	if (part->kind == LINT_OBSERVANCE && walk->depth > 1 && (part - 1)->kind == LINT_ZONE)
		lint_zone_add(part - 1, part);
	else if (part->start.floats || part->end.floats)
		walk->stack[0].floats = true;
	lint_part_end(&walk->lint, part);
	claim_identity(walk, part);
	keep_known(walk, part);
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

/* Zones that are used and not defined, or begin too late. */
static void
check_zones(struct lint *lint)
{
	for (size_t i = 0; i < lint->used_n; i++) {
		const struct lint_zone *used = &lint->used[i], *defined = NULL;

		for (size_t j = 0; j < lint->defined_n; j++)
			if (sp_streq(used->name, lint->defined[j].name))
				defined = &lint->defined[j];
		if (defined == NULL)
			lint_find(lint, used->line, "R29", "Outlook: an hour off",
				  "The zone of this time has no VTIMEZONE in the file.");
		else if (defined->first != SP_TIME_NONE && used->first < defined->first)
			lint_find(lint, defined->line, "R30", "Outlook: an hour off",
				  "The zone's rules begin after the first time that is in it.");
	}
}

/* One of a folder: one event, in a file of its name, without a METHOD. */
static void
check_item(struct walk *walk)
{
	struct lint *lint = &walk->lint;
	const char *name = walk->ask->item;
	const char *uid = lint->known.n > 0 ? lint->known.items[0].uid : "";
	size_t len = strlen(uid);

	if (walk->has_method)
		lint_find(lint, 0, "R04", "CalDAV servers: refuse it",
			  "A file of a folder must not have a METHOD.");
	if (lint->known.n == 0)
		lint_find(lint, 0, "R52", "vdirsyncer: stops", "There is no event or task in this file.");
	for (size_t i = 1; i < lint->known.n; i++)
		if (!sp_streq(lint->known.items[i].uid, uid)) {
			lint_find(lint, lint->known.items[i].line, "R52", "vdirsyncer, khal, CalDAV servers",
				  "A file of a folder holds one UID; this has another one than line %d.",
				  lint->known.items[0].line);
			break;
		}
	if (len > 0 && !(strncmp(name, uid, len) == 0 && sp_streq(name + len, ".ics")))
		lint_advise(lint, 0, "R52", "khal, vdirsyncer: may make a second file of it",
			    "The file is not called by its UID.");
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
	check_zones(lint);
	if (lint->events_n > 0 && lint->todos_n > 0)
		lint_advise(lint, 0, "R49", "Outlook, Google, CalDAV servers",
			    "Events and tasks stand in one file: tasks want a file of their own.");
	if (walk->ask->item != NULL)
		check_item(walk);
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
			  "khal, Evolution, KDE", "libical leaves out %zu of %zu event%s%s%s",
			  reading.skipped_n, reading.event_n, reading.event_n == 1 ? "" : "s",
			  reading.warning_n > 0 ? ": " : ".",
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

/* The older file: its events and tasks, whatever else is in it. */
static enum sp_rc
compare_with_before(struct walk *walk, struct sp_err *reterr)
{
	const struct sp_ics_lint_ask *ask = walk->ask;
	struct walk *older = SP_ARENA_NEW(walk->lint.arena, struct walk);
	const char *prepared = NULL;
	size_t size = 0;
	enum sp_rc rc = older == NULL ? sp_err_nomem(reterr) : SP_OK;

	if (rc == SP_OK)
		rc = ics_bytes_prepare(ask->before, ask->before_size, walk->lint.arena, &prepared, &size,
				       reterr);
	if (rc != SP_OK)
		return rc;
	older->ask = ask;
	older->lint = (struct lint){.arena = walk->lint.arena, .mute = true, .work_left = WORK_MAX};
	(void)walk_lines(older, prepared, size);
	lint_since(&walk->lint, &older->lint);
	walk->lint.failed = walk->lint.failed || older->lint.failed;
	SP_ARRAY_FREE(&older->claims);
	SP_ARRAY_FREE(&older->lint.known);
	return SP_OK;
}

static enum sp_rc
check_file(struct walk *walk, struct sp_err *reterr)
{
	const struct sp_ics_lint_ask *ask = walk->ask;
	struct lint *lint = &walk->lint;
	const char *prepared = NULL;
	size_t size = 0;
	enum sp_rc rc = sp_ics_zones_ready(reterr);

	if (rc == SP_OK)
		rc = ics_bytes_prepare(ask->bytes, ask->size, lint->arena, &prepared, &size, reterr);
	if (rc != SP_OK)
		return rc;
	check_bytes_as_whole(lint, ask->bytes, ask->size);
	check_lines(lint, prepared, size);
	if (walk_lines(walk, prepared, size)) {
		check_whole(walk);
		lint_series(lint);
	} else {
		lint_find(lint, 0, "R06", "every program", "The parts are nested too deep to be a calendar.");
	}
	rc = check_second_reader(lint, ask->bytes, ask->size, reterr);
	return rc == SP_OK && ask->before != NULL ? compare_with_before(walk, reterr) : rc;
}

enum sp_rc
sp_ics_lint(const struct sp_ics_lint_ask *ask, struct sp_arena *arena, struct sp_ics_findings *ret,
	    struct sp_err *reterr)
{
	struct walk *walk = SP_ARENA_NEW(arena, struct walk);
	struct lint *lint = walk != NULL ? &walk->lint : NULL;
	const char *uid = "";
	enum sp_rc rc = SP_OK;

	if (walk == NULL)
		return sp_err_nomem(reterr);
	walk->ask = ask;
	lint->arena = arena;
	lint->work_left = WORK_MAX;
	rc = check_file(walk, reterr);
	if (lint->known.n > 0)
		uid = lint->known.items[0].uid;
	SP_ARRAY_FREE(&walk->claims);
	SP_ARRAY_FREE(&lint->known);
	if (rc == SP_OK && lint->failed)
		rc = sp_err_nomem(reterr);
	if (rc != SP_OK)
		return rc;
	if (lint->n > 1)
		qsort(lint->items, lint->n, sizeof(struct sp_ics_finding), compare_findings);
	*ret = (struct sp_ics_findings){.items = lint->items,
					.n = lint->n,
					.must_n = lint->must_n,
					.left_n = lint->left_n,
					.uid = uid};
	return SP_OK;
}
