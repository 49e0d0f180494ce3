/*
 * Calendars from outside: the order of work. See the header.
 */
#include "senplan/ics/read.h"

#include "series.h"

#include <stdlib.h>
#include <string.h>

enum { WINDOW_DAYS_MAX = 40 * 366, WORK = 1200 * 1000 };

static int
compare_busy(const void *a, const void *b)
{
	const struct sp_ics_busy *left = a;
	const struct sp_ics_busy *right = b;
	int order = 0;

	if (left->start != right->start)
		return left->start < right->start ? -1 : 1;
	if (left->end != right->end)
		return left->end < right->end ? -1 : 1;
	order = strcmp(left->uid, right->uid);
	if (order != 0)
		return order;
	if (left->slot != right->slot)
		return left->slot < right->slot ? -1 : 1;
	return (left->line > right->line) - (left->line < right->line);
}

static enum sp_rc
check_options(size_t size, const struct sp_ics_read_options *options, struct sp_err *reterr)
{
	size_t limit = options->limit_bytes != 0 ? options->limit_bytes : SP_ICS_LIMIT_BYTES;

	if (options->from_day >= options->to_day || options->to_day - options->from_day > WINDOW_DAYS_MAX)
		return sp_err_set(
			reterr, SP_USAGE,
			"The time to read a calendar for must be at least a day and at most forty years.");
	if (size > limit)
		return sp_err_set(
			reterr, SP_INPUT,
			"The calendar is larger than %zu KiB: nothing was taken in. Export a shorter "
			"time, or raise the limit.",
			limit / 1024);
	return SP_OK;
}

static enum sp_rc
expand_all(struct ics_scan *scan, const struct sp_ics_read_options *options, struct sp_ics_reading *reading,
	   struct sp_err *reterr)
{
	struct ics_tally tally = {0};
	struct ics_expander expander = {
		.report = scan->report,
		.options = options,
		.limit = options->limit_occurrences != 0 ? options->limit_occurrences
							 : SP_ICS_LIMIT_OCCURRENCES,
		.work_left = WORK,
	};
	enum sp_rc rc = SP_OK;

	ics_zones_resolve(&scan->zones, scan->report);
	if (scan->zones.failed || !ics_series_expand_all(scan, &expander, &tally)) {
		rc = sp_err_nomem(reterr);
		goto done;
	}
	if (expander.overflow)
		ics_warn(scan->report, 0, "The file gives more than %zu busy times: the rest was left out.",
			 expander.limit);
	if (expander.busy.n > 1)
		qsort(expander.busy.items, expander.busy.n, sizeof(struct sp_ics_busy), compare_busy);
	if (expander.busy.n > 0) {
		reading->busy = sp_arena_memdup(scan->arena, expander.busy.items,
						expander.busy.n * sizeof(struct sp_ics_busy));
		if (reading->busy == NULL) {
			rc = sp_err_nomem(reterr);
			goto done;
		}
	}
	reading->busy_n = expander.busy.n;
	reading->skipped_n = tally.skipped_n;
	reading->cancelled_n = tally.cancelled_n;
	reading->free_n = tally.free_n;
done:
	SP_ARRAY_FREE(&expander.busy);
	return rc;
}

enum sp_rc
sp_ics_read(const char *bytes, size_t size, const struct sp_ics_read_options *options, struct sp_arena *arena,
	    struct sp_ics_reading *ret, struct sp_err *reterr)
{
	struct sp_ics_reading reading = {0};
	struct ics_report report = {.arena = arena};
	struct ics_scan scan = {.arena = arena, .report = &report};
	enum sp_rc rc = check_options(size, options, reterr);

	scan.zones.arena = arena;
	scan.reader = (struct ics_event_reader){
		.arena = arena, .zones = &scan.zones, .report = &report, .owner = options->owner};
	scan.event_limit = options->limit_events != 0 ? options->limit_events : SP_ICS_LIMIT_EVENTS;
	if (rc == SP_OK)
		rc = sp_ics_zones_ready(reterr);
	if (rc == SP_OK)
		rc = ics_bytes_prepare(bytes, size, arena, &bytes, &size, reterr);
	if (rc == SP_OK)
		rc = ics_scan_run(&scan, bytes, size, reterr);
	if (rc == SP_OK)
		rc = expand_all(&scan, options, &reading, reterr);
	if (rc == SP_OK && report.failed)
		rc = sp_err_nomem(reterr);
	if (rc != SP_OK)
		goto done;
	ics_report_sort(&report);
	reading.warnings = report.items;
	reading.warning_n = report.n;
	reading.warning_left_n = report.left_n;
	reading.name = scan.name;
	reading.event_n = scan.event_n;
	reading.other_n = scan.other_n;
	*ret = reading;
done:
	ics_scan_finish(&scan);
	return rc;
}
