/*
 * Settings: the known keys with their types, bounds and defaults. They are kept in the plan's file; there is no other
 * configuration.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/snapshot.h"
#include "senplan/time/clock.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const struct sp_setting_info settings[] = {
	{"school", SP_SETTING_TEXT, "", 0, 60, NULL, "Name of the school, for the top of the report."},
	{"phase", SP_SETTING_CHOICE, "secondary", 0, 0, "primary|secondary",
	 "Phase of the school; chooses the preset."},
	{"cycle", SP_SETTING_CHOICE, "1", 0, 0, "1|2|10",
	 "Timetable cycle: one week, two weeks (A and B), or ten school days."},
	{"cycle_closed_weeks", SP_SETTING_CHOICE, "skip", 0, 0, "skip|count",
	 "Do weeks without school take part in the alternation of A and B?"},
	{"senco_time", SP_SETTING_CHOICE, "rest", 0, 0, "rest|marked",
	 "Which hours are for the role: what the working day leaves (rest), or only the slots marked senco."},
	{"sens_lead", SP_SETTING_CHOICE, "senco", 0, 0, "senco|teacher",
	 "Who leads a SEN Support review where the pupil's own field says nothing."},
	{"planning", SP_SETTING_CHOICE, "balanced", 0, 0, "calm|balanced|squeeze",
	 "What a plan is like: calm (more left free, little moves), balanced, or squeeze (as much as fits). "
	 "Sets the reserve and the weights below that you have not set yourself."},
	{"reserve_pct", SP_SETTING_INT, "20", 0, 60, NULL,
	 "Share of each week's hours that is left free for what comes up, in per cent."},
	{"moves", SP_SETTING_CHOICE, "balanced", 0, 0, "fewest|balanced|best",
	 "How much a new plan may move: as little as can be, little, or whatever is best."},
	{"grid_min", SP_SETTING_CHOICE, "5", 0, 0, "5|15", "Blocks begin and end on this grid, in minutes."},
	{"freeze_hours", SP_SETTING_INT, "24", 0, 168, NULL,
	 "Blocks that begin within so many hours are not moved by a plan."},
	{"notice_days", SP_SETTING_INT, "3", 0, 20, NULL,
	 "School days' notice for parents and agencies: no plan puts a meeting with them nearer, or moves one that is. "
	 "A statutory date goes before; 0: none."},
	{"plan_ticks", SP_SETTING_INT, "150000", 1000, 100000000, NULL,
	 "How long a plan is worked on, in steps of the search: more is better and slower."},
	{"lunch_from", SP_SETTING_MINUTE, "12:30", 0, 1440, NULL,
	 "Lunch on days whose timetable has none: from."},
	{"lunch_to", SP_SETTING_MINUTE, "13:00", 0, 1440, NULL,
	 "Lunch on days whose timetable has none: until."},
	{"half_day", SP_SETTING_MINUTE, "12:40", 600, 900, NULL,
	 "Minute that divides morning from afternoon, in lunch."},
	{"inset_work", SP_SETTING_CHOICE, "no", 0, 0, "no|yes", "May SENCO work be planned on INSET days?"},
	{"titles", SP_SETTING_CHOICE, "activity", 0, 0, "activity|codes|busy",
	 "What exported calendars say about a block."},
	{"calendar_address", SP_SETTING_TEXT, "", 0, 200, NULL,
	 "Your e-mail address, as calendars have it: invitations that you declined take no time."},
	{"privacy", SP_SETTING_CHOICE, "off", 0, 0, "off|on", "Begin with pupil codes and titles hidden."},
	{"estimates_left", SP_SETTING_TEXT, "", 0, 2000, NULL,
	 "Activities whose logged median you left unused, with the tasks logged then."},
	{"clock", SP_SETTING_TEXT, "", 0, 120, NULL,
	 "The clock that runs: since when, for which activity. \"senplan log start\" and \"log stop\" set it."},
	{"audit", SP_SETTING_TEXT, "", 0, 40, NULL,
	 "The time audit: its first and last day. \"senplan log audit start\" sets it."},
	{"audit_letters", SP_SETTING_TEXT, "", 0, 900, NULL,
	 "What letters stand for in the time audit, where several activities have one: E=ehcp.report."},
	{"mouse", SP_SETTING_CHOICE, "on", 0, 0, "on|off", "Use the mouse in the screen."},
	{"weight_move", SP_SETTING_INT, "150", 0, 1000, NULL,
	 "What moving a block weighs against soft work that is late or left out: higher moves less."},
	{"weight_left_out", SP_SETTING_INT, "20", 2, 60, NULL,
	 "Leaving work out weighs as much as being so many days late with it."},
	{"weight_gap", SP_SETTING_INT, "12", 0, 100, NULL,
	 "What a gap of less than half an hour beside a block weighs, in points."},
	{"weight_switch", SP_SETTING_INT, "9", 0, 100, NULL,
	 "What each further kind of work in a half-day weighs, in points."},
	{"weight_half", SP_SETTING_INT, "1", 0, 20, NULL,
	 "What a grid step in the less good half of the day weighs, in points (the activity says which)."},
	{"full_day_pct", SP_SETTING_INT, "70", 10, 100, NULL,
	 "From this part of its free hours on a day counts as full, in per cent."},
	{"very_full_day_pct", SP_SETTING_INT, "85", 10, 100, NULL,
	 "From this part of its free hours on a day counts as very full, in per cent."},
	{"weight_full_day", SP_SETTING_INT, "1", 0, 20, NULL,
	 "What each grid step above a full day weighs, in points; above a very full one twice as much more."},
	{"weight_last_minute", SP_SETTING_INT, "12", 0, 100, NULL,
	 "What finishing statutory work in the last days before its date weighs, in points."},
	{"last_minute_days", SP_SETTING_INT, "3", 0, 30, NULL,
	 "How many days before its date count as the last ones."},
};

/* What `planning` puts in place of the usual values; balanced are those. */
static const struct {
	const char *key, *calm, *squeeze;
} planning[] = {
	{"reserve_pct", "25", "5"},	    {"weight_move", "300", "50"},  {"weight_gap", "12", "20"},
	{"weight_switch", "15", "4"},	    {"weight_half", "2", "1"},	   {"full_day_pct", "60", "95"},
	{"very_full_day_pct", "75", "100"}, {"weight_full_day", "2", "1"}, {"weight_last_minute", "25", "6"},
	{"last_minute_days", "5", "2"},
};

const struct sp_setting_info *
sp_setting_infos(size_t *ret_n)
{
	*ret_n = SP_COUNT(settings);
	return settings;
}

const struct sp_setting_info *
sp_setting_info(const char *key)
{
	for (size_t i = 0; i < SP_COUNT(settings); i++)
		if (sp_streq(settings[i].key, key))
			return &settings[i];
	return NULL;
}

static const char *
stored_text(const struct sp_snapshot *snapshot, const char *key)
{
	for (size_t i = 0; i < snapshot->settings.n; i++)
		if (sp_streq(snapshot->settings.items[i].key, key))
			return snapshot->settings.items[i].value;
	return NULL;
}

/* What it is when the file has no value of its own for it: by `planning` for the weights. */
static const char *
fallback_of(const struct sp_snapshot *snapshot, const char *key)
{
	const struct sp_setting_info *info = sp_setting_info(key);
	const char *preset = stored_text(snapshot, "planning");

	for (size_t i = 0; preset != NULL && i < SP_COUNT(planning); i++) {
		if (!sp_streq(planning[i].key, key))
			continue;
		if (sp_streq(preset, "calm"))
			return planning[i].calm;
		if (sp_streq(preset, "squeeze"))
			return planning[i].squeeze;
	}
	return info == NULL ? NULL : info->fallback;
}

const char *
sp_setting_text(const struct sp_snapshot *snapshot, const char *key)
{
	const char *stored = stored_text(snapshot, key);

	return stored != NULL ? stored : fallback_of(snapshot, key);
}

/* A stored value that its type does not allow (an older or edited file) counts as not stored. */
static bool
number_of(const struct sp_setting_info *info, const char *value, long *ret)
{
	sp_minute minute;

	if (info->type == SP_SETTING_MINUTE) {
		if (!sp_minute_parse(value, &minute) || minute < info->low || minute > info->high)
			return false;
		*ret = minute;
		return true;
	}
	if (info->type == SP_SETTING_CHOICE)
		return sp_parse_int(value, 0, 1000000, ret);
	return sp_parse_int(value, info->low, info->high, ret);
}

long
sp_setting_int(const struct sp_snapshot *snapshot, const char *key)
{
	const struct sp_setting_info *info = sp_setting_info(key);
	long value = 0;

	assert(info != NULL);
	if (!number_of(info, sp_setting_text(snapshot, key), &value)) {
		bool known = number_of(info, fallback_of(snapshot, key), &value);

		assert(known);
	}
	return value;
}

static bool
is_choice(const char *choices, const char *value)
{
	size_t len = strlen(value);

	if (strchr(value, '|') != NULL)
		return false; /* "1|2" stands in "1|2|10", and is not one of them */
	for (const char *at = choices; at != NULL; at = strchr(at, '|')) {
		at += *at == '|';
		if (len > 0 && strncmp(at, value, len) == 0 && (at[len] == '|' || at[len] == '\0'))
			return true;
	}
	return false;
}

enum sp_rc
sp_setting_check(const char *key, const char *value, struct sp_err *reterr)
{
	const struct sp_setting_info *info = sp_setting_info(key);
	long number;

	if (info == NULL)
		return sp_err_set(reterr, SP_USAGE,
				  "There is no setting \"%s\". \"senplan get\" lists them all.", key);
	switch (info->type) {
	case SP_SETTING_TEXT:
		if ((long)strlen(value) > info->high)
			return sp_err_set(reterr, SP_USAGE, "%s: at most %ld characters.", key, info->high);
		return SP_OK;
	case SP_SETTING_CHOICE:
		if (!is_choice(info->choices, value))
			return sp_err_set(reterr, SP_USAGE, "%s: \"%s\" is not one of %s.", key, value,
					  info->choices);
		return SP_OK;
	case SP_SETTING_INT:
		if (!number_of(info, value, &number))
			return sp_err_set(reterr, SP_USAGE, "%s: a whole number from %ld to %ld, not \"%s\".",
					  key, info->low, info->high, value);
		return SP_OK;
	case SP_SETTING_MINUTE:
		if (!number_of(info, value, &number))
			return sp_err_set(reterr, SP_USAGE, "%s: a time of day like %s, not \"%s\".", key,
					  info->fallback, value);
		return SP_OK;
	}
	assert(false && "a type of setting that has no check");
	return SP_USAGE;
}
