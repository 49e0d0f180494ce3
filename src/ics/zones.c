/*
 * The zones of one file. See the header.
 */
#include "zones.h"

#include "senplan/base/array.h"

#include <stdlib.h>
#include <string.h>

const struct ics_zone ics_zone_london = {
	.std_min = 0,
	.dst_min = 60,
	.has_dst = true,
	.begin = {.month = 3, .nth = 5, .weekday = 0, .at_min = 60},
	.end = {.month = 10, .nth = 5, .weekday = 0, .at_min = 120},
};

const struct ics_zone ics_zone_utc = {.std_min = 0};

const struct ics_named_zone *
ics_zones_name(struct ics_zones *zones, const char *tzid, int line)
{
	struct ics_named_zone *named = NULL;

	for (size_t i = 0; i < zones->named_n; i++)
		if (strcmp(zones->named[i]->name, tzid) == 0)
			return zones->named[i];
	if (zones->named_n == ICS_ZONES_MAX) {
		zones->overflow_n++;
		return NULL;
	}
	named = SP_ARENA_NEW(zones->arena, struct ics_named_zone);
	if (named == NULL) {
		zones->failed = true;
		return NULL;
	}
	*named = (struct ics_named_zone){
		.name = sp_arena_strdup(zones->arena, tzid), .line = line, .zone = ics_zone_london};
	if (named->name == NULL) {
		zones->failed = true;
		return NULL;
	}
	zones->named[zones->named_n++] = named;
	return named;
}

struct ics_vtimezone *
ics_vtimezone_begin(struct ics_zones *zones, int line)
{
	struct ics_vtimezone *vtimezone = NULL;

	if (zones->defined_n == ICS_ZONES_MAX)
		return NULL;
	vtimezone = SP_ARENA_NEW(zones->arena, struct ics_vtimezone);
	if (vtimezone == NULL) {
		zones->failed = true;
		return NULL;
	}
	*vtimezone = (struct ics_vtimezone){.tzid = "", .line = line, .next = zones->defined};
	zones->defined = vtimezone;
	zones->defined_n++;
	return vtimezone;
}

struct ics_observance *
ics_observance_begin(struct ics_zones *zones, struct ics_vtimezone *vtimezone)
{
	struct ics_observance *observance = NULL;

	if (vtimezone->observance_n == ICS_OBSERVANCES_MAX)
		return NULL;
	observance = SP_ARENA_NEW(zones->arena, struct ics_observance);
	if (observance == NULL) {
		zones->failed = true;
		return NULL;
	}
	observance->next = vtimezone->observances;
	vtimezone->observances = observance;
	vtimezone->observance_n++;
	return observance;
}

void
ics_vtimezone_line(struct ics_zones *zones, struct ics_vtimezone *vtimezone, const struct ics_line *line)
{
	if (!sp_strieq(line->name, "TZID"))
		return;
	vtimezone->tzid = sp_arena_strdup(zones->arena, line->value);
	if (vtimezone->tzid == NULL) {
		vtimezone->tzid = "";
		zones->failed = true;
	}
}

/* "+0100", "-043000": minutes ahead of UTC. */
static bool
parse_offset(const char *text, int *ret_min)
{
	long digits = 0;
	size_t len = strcspn(text, " ");
	char number[8];

	if ((text[0] != '+' && text[0] != '-') || (len != 5 && len != 7))
		return false;
	memcpy(number, text + 1, 4);
	number[4] = '\0';
	if (!sp_parse_int(number, 0, 1800, &digits) || digits % 100 > 59)
		return false;
	*ret_min = (int)(digits / 100 * 60 + digits % 100) * (text[0] == '-' ? -1 : 1);
	return true;
}

static void
add_onsets(struct ics_zones *zones, struct ics_observance *observance, const char *list)
{
	char *copy = sp_arena_strdup(zones->arena, list);

	if (observance->onsets == NULL)
		observance->onsets = SP_ARENA_NEW_N(zones->arena, sp_time, ICS_ONSETS_MAX);
	if (copy == NULL || observance->onsets == NULL) {
		zones->failed = true;
		return;
	}
	for (char *item = ics_list_next(&copy); item != NULL && observance->onset_n < ICS_ONSETS_MAX;
	     item = ics_list_next(&copy)) {
		struct ics_when when = {0};

		if (ics_when_parse(item, &when))
			observance->onsets[observance->onset_n++] = when.at;
	}
}

void
ics_observance_line(struct ics_zones *zones, struct ics_observance *observance, const struct ics_line *line)
{
	if (sp_strieq(line->name, "DTSTART")) {
		(void)ics_when_parse(line->value, &observance->start);
	} else if (sp_strieq(line->name, "TZOFFSETFROM")) {
		(void)parse_offset(line->value, &observance->from_min);
	} else if (sp_strieq(line->name, "TZOFFSETTO")) {
		observance->has_offsets = parse_offset(line->value, &observance->to_min);
	} else if (sp_strieq(line->name, "RRULE")) {
		observance->rule_wrong = ics_rule_parse(line->value, &observance->rule);
		observance->has_rule = observance->rule_wrong == NULL;
		if (observance->has_rule && observance->rule.freq != ICS_YEARLY)
			observance->rule_wrong = "it is not yearly";
	} else if (sp_strieq(line->name, "RDATE")) {
		add_onsets(zones, observance, line->value);
	}
}

/* --- definitions into clocks --- */

struct shift_list {
	SP_ARRAY(struct ics_shift) array;
	const struct ics_observance *observance;
	bool failed;
};

static bool
add_shift(void *context, sp_time onset)
{
	struct shift_list *list = context;
	struct ics_shift shift = {.utc = onset - list->observance->from_min,
				  .offset_min = list->observance->to_min};

	if (list->array.n >= (size_t)ICS_ONSETS_MAX * 4)
		return false;
	if (!SP_ARRAY_PUSH(&list->array, shift)) {
		list->failed = true;
		return false;
	}
	return true;
}

static void
add_observance(struct shift_list *list, const struct ics_observance *observance, sp_day from, sp_day to)
{
	int64_t work = 366 * 400;
	const struct ics_rule *rule = &observance->rule;
	struct ics_count count = {.rule = rule,
				  .start = observance->start.at,
				  .until = SP_TIME_NONE,
				  .low = sp_time_of(from, 0),
				  .high = sp_time_of(to, 0),
				  .work_left = &work,
				  .take = add_shift,
				  .context = list};

	list->observance = observance;
	(void)add_shift(list, observance->start.at);
	for (size_t i = 0; i < observance->onset_n; i++)
		(void)add_shift(list, observance->onsets[i]);
	if (!observance->has_rule)
		return;
	if (rule->until.kind != ICS_NEVER)
		count.until = rule->until.kind == ICS_UTC ? rule->until.at + observance->from_min
							  : rule->until.at + SP_DAY_MIN - 1;
	(void)ics_rule_count(&count);
}

static int
compare_shifts(const void *a, const void *b)
{
	const struct ics_shift *left = a;
	const struct ics_shift *right = b;

	if (left->utc != right->utc)
		return left->utc < right->utc ? -1 : 1;
	return (left->offset_min > right->offset_min) - (left->offset_min < right->offset_min);
}

/* Why a definition cannot be used, or NULL. */
static const char *
refuse_definition(const struct ics_vtimezone *vtimezone)
{
	if (vtimezone->observances == NULL)
		return "its definition in the file is empty";
	for (const struct ics_observance *o = vtimezone->observances; o != NULL; o = o->next) {
		if (!o->has_offsets || o->start.kind == ICS_NEVER)
			return "its definition in the file is damaged";
		if (o->rule_wrong != NULL)
			return "a repeat rule of its definition in the file is not usable";
	}
	return NULL;
}

static bool
clock_of_definition(struct ics_zones *zones, const struct ics_vtimezone *vtimezone, sp_day from, sp_day to,
		    struct ics_zone *ret)
{
	struct shift_list list = {0};
	struct ics_shift *shifts = NULL;
	const struct ics_observance *first = vtimezone->observances;

	for (const struct ics_observance *o = vtimezone->observances; o != NULL; o = o->next) {
		add_observance(&list, o, from - 800, to + 800);
		if (o->start.at < first->start.at)
			first = o;
	}
	if (!list.failed && list.array.n > 0) {
		qsort(list.array.items, list.array.n, sizeof(list.array.items[0]), compare_shifts);
		shifts = sp_arena_memdup(zones->arena, list.array.items,
					 list.array.n * sizeof(struct ics_shift));
	}
	if (shifts == NULL) {
		zones->failed = true;
		SP_ARRAY_FREE(&list.array);
		return false;
	}
	*ret = (struct ics_zone){.std_min = first->from_min, .shifts = shifts, .shift_n = list.array.n};
	SP_ARRAY_FREE(&list.array);
	return true;
}

static void
resolve_zone(struct ics_zones *zones, struct ics_named_zone *named, sp_day from, sp_day to,
	     struct ics_report *report)
{
	const struct ics_vtimezone *found = NULL;
	const char *wrong = "the file does not define it";
	const char *clean = NULL;

	if (ics_zone_of_name(named->name, &named->zone))
		return;
	for (const struct ics_vtimezone *v = zones->defined; v != NULL && found == NULL; v = v->next)
		if (strcmp(v->tzid, named->name) == 0)
			found = v;
	if (found != NULL) {
		wrong = refuse_definition(found);
		if (wrong == NULL && clock_of_definition(zones, found, from, to, &named->zone))
			return;
	}
	clean = ics_text_line(named->name, 60, zones->arena);
	ics_warn(report, named->line,
		 "The time zone \"%s\" is unknown and %s: its times are taken as London's.",
		 clean != NULL ? clean : "", wrong != NULL ? wrong : "could not be read");
}

void
ics_zones_resolve(struct ics_zones *zones, sp_day from, sp_day to, struct ics_report *report)
{
	for (size_t i = 0; i < zones->named_n; i++)
		resolve_zone(zones, zones->named[i], from, to, report);
	if (zones->overflow_n > 0)
		ics_warn(
			report, 0,
			"The file names more than %d time zones: the times of the others are taken as London's.",
			ICS_ZONES_MAX);
}

const struct ics_zone *
ics_when_clock(const struct ics_when *when, const struct ics_zone *floating)
{
	if (when->kind == ICS_UTC)
		return &ics_zone_utc;
	if (when->zone != NULL)
		return &when->zone->zone;
	return floating != NULL ? floating : &ics_zone_london;
}

sp_time
ics_when_utc(const struct ics_when *when, const struct ics_zone *floating)
{
	return ics_zone_to_utc(ics_when_clock(when, floating), when->at);
}
