/*
 * A reading in the text form of tests/data/ics: one line a fact. With file arguments the same form is
 * printed, to be read with care before it becomes an expectation:
 *
 *	ics_read FROM TO FILE.ics [OWNER@ADDRESS | free]
 */
#include "show.h"

static const char *
show_name(enum sp_ics_show show)
{
	switch (show) {
	case SP_ICS_BUSY:
		return "busy";
	case SP_ICS_MAYBE:
		return "maybe";
	case SP_ICS_AWAY:
		return "away";
	case SP_ICS_FREE:
		return "free";
	}
	return "?";
}

static void
show_busy(const struct sp_ics_busy *busy, struct sp_str *out)
{
	char from[SP_CLOCK_TEXT];
	char to[SP_CLOCK_TEXT];

	if (busy->all_day) {
		sp_day_format(sp_time_day(busy->start), SP_DAY_ISO, from);
		sp_day_format(sp_time_day(busy->end) - 1, SP_DAY_ISO, to);
	} else {
		sp_time_format_iso(busy->start, from);
		sp_time_format_iso(busy->end, to);
	}
	sp_str_addf(out, "%s %s %s %s\n", show_name(busy->show), from, to, busy->title);
}

void
show_reading(const struct sp_ics_reading *reading, struct sp_str *out)
{
	for (size_t i = 0; i < reading->busy_n; i++)
		show_busy(&reading->busy[i], out);
	for (size_t i = 0; i < reading->warning_n; i++)
		sp_str_addf(out, "warning %d %s\n", reading->warnings[i].line, reading->warnings[i].text);
	sp_str_addf(out, "events %zu skipped %zu cancelled %zu free %zu other %zu\n", reading->event_n,
		    reading->skipped_n, reading->cancelled_n, reading->free_n, reading->other_n);
}
