/*
 * When the SENCO works, by day and week of the cycle, from a date; and the contract. Setting hours takes their place: what
 * was worked there before keeps the dates, days and weeks that are not meant.
 */
#include "senplan/base/str.h"
#include "senplan/report/words.h"

#include "form.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 160, WEEK = 7, WORK_DAYS = 5 };

struct meant { /* which part of the time */
	bool days[WEEK];
	int32_t week; /* -1: each */
	int n_weeks;
	sp_day from, to; /* NONE: open */
};

/* "mon-thu", "fri", "mon,wed,fri", "all". */
static enum sp_rc
read_days(const char *text, bool days[WEEK], struct sp_err *reterr)
{
	const char *at = text;

	if (sp_strieq(text, "all") || sp_strieq(text, "each")) {
		for (int i = 0; i < WORK_DAYS; i++)
			days[i] = true;
		return SP_OK;
	}
	while (*at != '\0') {
		size_t len = strcspn(at, ",-");
		int first = form_weekday(at, len), last = first;

		at += len;
		if (*at == '-') {
			len = strcspn(++at, ",");
			last = form_weekday(at, len);
			at += len;
		}
		if (first < 0 || last < first)
			return sp_err_set(reterr, SP_USAGE,
					  "\"%s\" is no list of days, as mon-thu, fri or mon,wed.", text);
		for (int i = first; i <= last; i++)
			days[i] = true;
		at += *at == ',';
	}
	return SP_OK;
}

static bool
meets(const struct sp_working_window *row, const struct meant *meant)
{
	bool day = row->weekday >= 0 && meant->days[row->weekday];

	for (int i = 0; i < WEEK && row->weekday < 0; i++)
		day = day || meant->days[i];
	return day && (row->cycle_week < 0 || meant->week < 0 || row->cycle_week == meant->week) &&
	       (meant->from == SP_DAY_NONE || row->to_day == SP_DAY_NONE || row->to_day >= meant->from) &&
	       (meant->to == SP_DAY_NONE || row->from_day == SP_DAY_NONE || row->from_day <= meant->to);
}

/* The parts of one weekday's row that are not meant. */
static void
keep_rest_of_day(struct sp_edits *edits, const struct sp_working_window *row, const struct meant *meant)
{
	struct sp_working_window rest = *row;

	if (!meant->days[row->weekday]) {
		sp_edits_put_working_window(edits, &rest);
		return;
	}
	for (int32_t week = 0; week < meant->n_weeks && row->cycle_week < 0 && meant->week >= 0; week++) {
		rest.cycle_week = week;
		if (week != meant->week)
			sp_edits_put_working_window(edits, &rest);
	}
	rest.cycle_week = row->cycle_week < 0 ? meant->week : row->cycle_week;
	if (meant->from != SP_DAY_NONE && (row->from_day == SP_DAY_NONE || row->from_day < meant->from)) {
		rest.to_day = meant->from - 1;
		sp_edits_put_working_window(edits, &rest);
	}
	rest.to_day = row->to_day;
	if (meant->to != SP_DAY_NONE && (row->to_day == SP_DAY_NONE || row->to_day > meant->to)) {
		rest.from_day = meant->to + 1;
		sp_edits_put_working_window(edits, &rest);
	}
}

static void
take_out(struct sp_edits *edits, const struct sp_snapshot *s, const struct meant *meant)
{
	for (size_t i = 0; i < s->working_windows.n; i++) {
		struct sp_working_window row = s->working_windows.items[i];

		if (!meets(&row, meant))
			continue;
		sp_edits_delete(edits, SP_ENTITY_working_window, row.id.v);
		row.id.v = 0;
		if (row.weekday >= 0) {
			keep_rest_of_day(edits, &row, meant);
			continue;
		}
		for (row.weekday = 0; row.weekday < WEEK; row.weekday++)
			keep_rest_of_day(edits, &row, meant);
	}
}

static enum sp_rc
read_hours(const struct sp_app *app, const struct sp_hours_request *request, struct meant *meant,
	   struct sp_working_window *row, struct sp_err *reterr)
{
	enum sp_rc rc = read_days(request->days, meant->days, reterr);

	*row = sp_working_window_blank();
	if (rc == SP_OK)
		rc = form_read_week(app, request->week == NULL ? "" : request->week, &meant->week, reterr);
	if (rc != SP_OK)
		return rc;
	if (request->span != NULL && !form_read_span(request->span, &row->from_min, &row->to_min))
		return sp_err_set(reterr, SP_USAGE,
				  "\"%s\" is no span of time, as 08:00-16:00 with the earlier time first.",
				  request->span);
	if (request->from_day != SP_DAY_NONE && request->to_day != SP_DAY_NONE &&
	    request->to_day < request->from_day)
		return sp_err_set(reterr, SP_USAGE,
				  "It would end before it begins. Turn --from and --to round.");
	meant->n_weeks = form_weeks(app);
	meant->from = row->from_day = request->from_day;
	meant->to = row->to_day = request->to_day;
	row->cycle_week = meant->week;
	return SP_OK;
}

static void
say_hours(const struct sp_hours_request *request, const struct meant *meant, struct sp_outcome *ret)
{
	char from[SP_DAY_TEXT], to[SP_DAY_TEXT], week[16] = "";

	if (meant->week >= 0)
		snprintf(week, sizeof(week), " in week %c", (char)('A' + meant->week));
	outcome_done(ret, "%s%s: %s%s%s%s%s.", request->days, week,
		     request->span == NULL ? "not worked" : request->span,
		     request->from_day == SP_DAY_NONE ? "" : " from ",
		     request->from_day == SP_DAY_NONE ? ""
						      : sp_day_format(request->from_day, SP_DAY_LONG, from),
		     request->to_day == SP_DAY_NONE ? "" : " to ",
		     request->to_day == SP_DAY_NONE ? "" : sp_day_format(request->to_day, SP_DAY_LONG, to));
}

/* The year against the contract as it stands now, when it is above a limit. */
static enum sp_rc
warn_of_contract(const struct sp_app *app, struct sp_outcome *ret, struct sp_err *reterr)
{
	struct sp_contract_year year;
	struct sp_str text;
	enum sp_rc rc = sp_contract_year_build(&app->snapshot, app->env.now, &year, reterr);

	if (rc != SP_OK)
		return rc;
	sp_str_init(&text);
	if (sp_words_contract_warning(&text, &year))
		outcome_note(ret, "%s", text.text);
	sp_str_finish(&text);
	return SP_OK;
}

/* Lessons on days that are not worked any more still stand in the timetable. */
static void
warn_of_lessons(const struct sp_app *app, const struct meant *meant, struct sp_outcome *ret)
{
	const struct sp_snapshot *s = &app->snapshot;
	int n = 0;

	for (size_t i = 0; i < s->timetable_slots.n; i++) {
		const struct sp_timetable_slot *slot = &s->timetable_slots.items[i];

		n += slot->what == SP_TIMETABLE_TEACH && slot->weekday >= 0 && meant->days[slot->weekday] &&
		     (slot->cycle_week < 0 || meant->week < 0 || slot->cycle_week == meant->week) &&
		     (slot->to_day == SP_DAY_NONE || meant->from == SP_DAY_NONE ||
		      slot->to_day >= meant->from);
	}
	if (n > 0)
		outcome_note(ret,
			     "The timetable still has %d %s then, which count%s as worked: \"senplan import "
			     "timetable\" with --from brings the new one.",
			     n, n == 1 ? "lesson" : "lessons", n == 1 ? "s" : "");
}

enum sp_rc
sp_app_hours_set(struct sp_app *app, const struct sp_hours_request *request, struct sp_outcome *ret,
		 struct sp_err *reterr)
{
	struct meant meant = {0};
	struct sp_working_window row;
	char label[LABEL_SIZE];
	struct change change;
	enum sp_rc rc = read_hours(app, request, &meant, &row, reterr);

	if (rc != SP_OK)
		return rc;
	change_begin(&change);
	if (!request->add)
		take_out(&change.edits, &app->snapshot, &meant);
	for (int i = 0; i < WEEK && request->span != NULL; i++) {
		row.weekday = i;
		if (meant.days[i])
			sp_edits_put_working_window(&change.edits, &row);
	}
	if (change.edits.n == 0) {
		change_finish(&change);
		return sp_err_set(reterr, SP_NO, "Nothing is worked then: nothing was changed.");
	}
	say_hours(request, &meant, ret);
	snprintf(label, sizeof(label), "hours: %.100s", ret->done);
	rc = change_commit_expanded(app, &change, label, ret, reterr);
	if (rc == SP_OK && request->span == NULL)
		warn_of_lessons(app, &meant, ret);
	return rc == SP_OK ? warn_of_contract(app, ret, reterr) : rc;
}

/* --- the contract --- */

static void
end_contracts(struct sp_edits *edits, const struct sp_snapshot *s, sp_day from)
{
	for (size_t i = 0; i < s->contracts.n; i++) {
		struct sp_contract row = s->contracts.items[i];

		if (from == SP_DAY_NONE || (row.from_day != SP_DAY_NONE && row.from_day >= from)) {
			sp_edits_delete(edits, SP_ENTITY_contract, row.id.v);
		} else if (row.to_day == SP_DAY_NONE || row.to_day >= from) {
			row.to_day = from - 1;
			sp_edits_put_contract(edits, &row);
		}
	}
}

enum sp_rc
sp_app_contract_set(struct sp_app *app, const char *kind, int share_pct, sp_day from_day,
		    struct sp_outcome *ret, struct sp_err *reterr)
{
	struct sp_contract row = sp_contract_blank();
	int number = sp_enum_parse(sp_contract_kind_names, kind);
	char label[LABEL_SIZE], day[SP_DAY_TEXT];
	struct change change;
	enum sp_rc rc;

	if (number < 0)
		return sp_err_set(reterr, SP_USAGE,
				  "\"%s\" is no contract: it can be teacher, leadership or other.", kind);
	if (share_pct < 1 || share_pct > 100)
		return sp_err_set(reterr, SP_USAGE, "A contract has a share of 1 to 100 per cent.");
	row.kind = (enum sp_contract_kind)number;
	row.share_pct = share_pct;
	row.from_day = from_day;
	change_begin(&change);
	end_contracts(&change.edits, &app->snapshot, from_day);
	sp_edits_put_contract(&change.edits, &row);
	outcome_done(ret, "Contract: %s, %d%%%s%s.", sp_contract_kind_names[row.kind], share_pct,
		     from_day == SP_DAY_NONE ? "" : " from ",
		     from_day == SP_DAY_NONE ? "" : sp_day_format(from_day, SP_DAY_LONG, day));
	outcome_note(ret, "The hours themselves are set with \"senplan hours set\".");
	snprintf(label, sizeof(label), "contract: %s, %d%%", sp_contract_kind_names[row.kind], share_pct);
	rc = change_commit_expanded(app, &change, label, ret, reterr);
	return rc == SP_OK ? warn_of_contract(app, ret, reterr) : rc;
}
