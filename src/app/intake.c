/*
 * The shells around the parse steps: a file in front, one labelled transaction and a backup behind. With dry_run
 * everything happens but the storing.
 */
#include "senplan/app/intake.h"

#include "senplan/app/ics_child.h"
#include "senplan/app/intake_parse.h"
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/year.h"
#include "senplan/store/file.h"

#include "csv.h"
#include "intake_sheet.h"
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 200, TERM_YEARS_BACK = 1, TERM_YEARS_AHEAD = 3 };

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (sp_streq(path, "-"))
		return "standard input";
	return slash == NULL || slash[1] == '\0' ? path : slash + 1;
}

/* One transaction, undoable, behind a backup; nothing when there is nothing to change. */
static enum sp_rc
store_edits(struct sp_app *app, const char *kind, const char *path, const struct sp_edits *edits,
	    const struct sp_intake_result *result, struct sp_err *reterr)
{
	char label[LABEL];
	enum sp_rc rc;

	if (edits->n == 0)
		return SP_OK;
	rc = sp_store_backup_before(app->store, "import", reterr);
	if (rc != SP_OK)
		return rc;
	snprintf(label, sizeof(label), "import %s %s: %zu new, %zu changed, %zu removed", kind,
		 base_name(path), result->n_new, result->n_changed, result->n_removed);
	return sp_app_commit(app, edits, label, reterr);
}

static struct sp_intake_input
input_of(const struct sp_app *app, const char *path, const struct sp_intake_options *options)
{
	return (struct sp_intake_input){.path = sp_streq(path, "-") ? "standard input" : path,
					.snapshot = sp_app_snapshot(app),
					.now = sp_app_now(app),
					.options = options};
}

struct take {
	const char *kind; /* for the history */
	sp_intake_parse_fn *parse;
};

static enum sp_rc
take_table(struct sp_app *app, const struct take *take, const char *path,
	   const struct sp_intake_options *options, struct sp_arena *arena, struct sp_intake_result *ret,
	   struct sp_err *reterr)
{
	struct sp_intake_input input = input_of(app, path, options);
	struct sp_intake_result result = {0};
	struct sp_edits edits;
	enum sp_rc rc = sp_file_read(path, CSV_MAX_BYTES, arena, &input.bytes, &input.size, reterr);

	sp_edits_init(&edits, arena);
	if (rc == SP_OK)
		rc = take->parse(&input, &edits, &result, reterr);
	if (rc == SP_OK && !options->dry_run)
		rc = store_edits(app, take->kind, path, &edits, &result, reterr);
	if (rc == SP_OK)
		*ret = result;
	return rc;
}

enum sp_rc
sp_intake_caseload(struct sp_app *app, const char *path, const struct sp_intake_options *options,
		   struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr)
{
	static const struct take take = {"caseload", sp_intake_parse_caseload};

	return take_table(app, &take, path, options, arena, ret, reterr);
}

enum sp_rc
sp_intake_duties(struct sp_app *app, const char *path, const struct sp_intake_options *options,
		 struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr)
{
	static const struct take take = {"duties", sp_intake_parse_duties};

	return take_table(app, &take, path, options, arena, ret, reterr);
}

enum sp_rc
sp_intake_staff(struct sp_app *app, const char *path, const struct sp_intake_options *options,
		struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr)
{
	static const struct take take = {"staff", sp_intake_parse_staff};

	return take_table(app, &take, path, options, arena, ret, reterr);
}

enum sp_rc
sp_intake_events(struct sp_app *app, const char *path, const struct sp_intake_options *options,
		 struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr)
{
	static const struct take take = {"events", sp_intake_parse_events};

	return take_table(app, &take, path, options, arena, ret, reterr);
}

/* --- terms: a table or a calendar --- */

static bool
is_calendar(const char *path, const char *bytes, size_t size)
{
	static const char begin[] = "BEGIN:VCALENDAR";
	size_t len = strlen(path);

	if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		size -= 3;
	}
	return (size >= sizeof(begin) - 1 && strncmp(bytes, begin, sizeof(begin) - 1) == 0) ||
	       (len > 4 && sp_strieq(path + len - 4, ".ics"));
}

/* The reader knows no path: an error of its gets the file's. */
static enum sp_rc
name_path(enum sp_rc rc, const char *path, struct sp_err *reterr)
{
	if (rc == SP_INPUT && reterr != NULL && reterr->path[0] == '\0') {
		struct sp_err err = *reterr;

		sp_err_set_at(reterr, rc, path, err.line, err.column, "%s", err.text);
	}
	return rc;
}

static enum sp_rc
take_term_events(const struct sp_intake_input *input, struct sp_edits *edits, struct sp_intake_result *ret,
		 struct sp_err *reterr)
{
	struct sp_date today = sp_day_date(sp_time_day(input->now));
	struct sp_ics_read_options read = {.from_day = sp_day_of(today.year - TERM_YEARS_BACK, 9, 1),
					   .to_day = sp_day_of(today.year + TERM_YEARS_AHEAD, 9, 1),
					   .with_free = true};
	struct sp_ics_reading reading;
	struct sp_intake_day_event *events;
	size_t n = 0;
	enum sp_rc rc = sp_ics_child_read(input->bytes, input->size, &read, edits->arena, &reading, reterr);

	if (rc != SP_OK)
		return name_path(rc, input->path, reterr);
	events = SP_ARENA_NEW_N(edits->arena, struct sp_intake_day_event, reading.busy_n + 1);
	if (events == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < reading.busy_n; i++) {
		const struct sp_ics_busy *busy = &reading.busy[i];

		if (busy->all_day && busy->end > busy->start)
			events[n++] = (struct sp_intake_day_event){busy->title, sp_time_day(busy->start),
								   sp_time_day(busy->end - 1), busy->line};
	}
	return sp_intake_parse_term_events(input, events, n, edits, ret, reterr);
}

enum sp_rc
sp_intake_terms(struct sp_app *app, const char *path, const struct sp_intake_options *options,
		struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct sp_intake_input input = input_of(app, path, options);
	struct sp_intake_result result = {0};
	struct sp_edits edits;
	enum sp_rc rc = sp_file_read(path, SP_ICS_LIMIT_BYTES, arena, &input.bytes, &input.size, reterr);

	sp_edits_init(&edits, arena);
	if (rc == SP_OK && is_calendar(path, input.bytes, input.size))
		rc = take_term_events(&input, &edits, &result, reterr);
	else if (rc == SP_OK)
		rc = sp_intake_parse_terms(&input, &edits, &result, reterr);
	if (rc == SP_OK && !options->dry_run)
		rc = store_edits(app, "terms", path, &edits, &result, reterr);
	if (rc == SP_OK)
		*ret = result;
	return rc;
}

enum sp_rc
sp_intake_timetable(struct sp_app *app, const char *path, const struct sp_intake_options *options,
		    struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct sp_intake_input input = input_of(app, path, options);
	struct sp_intake_result result = {0};
	struct sp_edits edits;
	enum sp_rc rc = sp_file_read(path, SP_ICS_LIMIT_BYTES, arena, &input.bytes, &input.size, reterr);

	sp_edits_init(&edits, arena);
	if (rc == SP_OK && is_calendar(path, input.bytes, input.size))
		rc = name_path(intake_parse_feed(&input, &edits, &result, reterr), input.path, reterr);
	else if (rc == SP_OK)
		rc = sp_intake_parse_timetable(&input, &edits, &result, reterr);
	if (rc == SP_OK && !options->dry_run)
		rc = store_edits(app, "timetable", path, &edits, &result, reterr);
	if (rc == SP_OK)
		*ret = result;
	return rc;
}

/* --- busy calendars --- */

/* What was read of one file or of several. */
struct calendars {
	struct sp_arena *arena;
	const char *owner;	 /* whose calendar it is; NULL: not known */
	sp_day from_day, to_day; /* the second not included */
	SP_ARRAY(struct sp_intake_busy) busy;
	SP_ARRAY(struct sp_intake_warning) warnings;
	bool several;
};

/* The school years that the plan knows; without terms, this one and the next. */
static void
set_window(struct calendars *calendars, const struct sp_intake_input *input)
{
	const struct sp_intake_options *options = input->options;
	const struct sp_calendar *calendar = input->snapshot->calendar;
	struct sp_school_year year = sp_year_of(sp_time_day(input->now));
	bool terms = calendar != NULL && calendar->to_day > calendar->from_day;

	calendars->from_day = terms ? calendar->from_day : year.from_day;
	calendars->to_day = terms ? calendar->to_day + 1 : sp_day_add_months(year.to_day + 1, 12);
	if (options->from_day != SP_DAY_NONE)
		calendars->from_day = options->from_day;
	if (options->to_day != SP_DAY_NONE)
		calendars->to_day = options->to_day + 1;
}

static enum sp_rc
add_warnings(struct calendars *calendars, const char *path, const struct sp_ics_reading *reading,
	     struct sp_err *reterr)
{
	for (size_t i = 0; i < reading->warning_n; i++) {
		struct sp_intake_warning warning = {.line = reading->warnings[i].line,
						    .text = reading->warnings[i].text};

		if (calendars->several)
			warning.text =
				sp_arena_printf(calendars->arena, "%s: %s", base_name(path), warning.text);
		if (warning.text == NULL || !SP_ARRAY_PUSH(&calendars->warnings, warning))
			return sp_err_nomem(reterr);
	}
	return SP_OK;
}

static enum sp_rc
add_unsaid(struct calendars *calendars, size_t n, struct sp_err *reterr)
{
	struct sp_intake_warning warning = {
		.text = sp_arena_printf(calendars->arena, "… and %zu more like these.", n)};

	return warning.text == NULL || !SP_ARRAY_PUSH(&calendars->warnings, warning) ? sp_err_nomem(reterr)
										     : SP_OK;
}

/* What keeps nobody busy is left out, and counted. */
static enum sp_rc
add_left_out(struct calendars *calendars, const char *path, const struct sp_ics_reading *reading,
	     struct sp_err *reterr)
{
	const struct {
		size_t n;
		const char *one, *many;
	} parts[] = {{reading->cancelled_n, "cancelled", "cancelled"},
		     {reading->free_n, "free or declined", "free or declined"},
		     {reading->other_n, "task or note", "tasks or notes"}};
	struct sp_intake_warning warning = {.line = 0};
	struct sp_str out;
	const char *before = "Left out: ";

	if (reading->cancelled_n + reading->free_n + reading->other_n == 0)
		return SP_OK;
	sp_str_init(&out);
	if (calendars->several)
		sp_str_addf(&out, "%s: ", base_name(path));
	for (size_t i = 0; i < SP_COUNT(parts); i++) {
		if (parts[i].n == 0)
			continue;
		sp_str_addf(&out, "%s%zu %s", before, parts[i].n,
			    parts[i].n == 1 ? parts[i].one : parts[i].many);
		before = ", ";
	}
	sp_str_add_char(&out, '.');
	warning.text = out.failed ? NULL : sp_arena_strdup(calendars->arena, out.text);
	sp_str_finish(&out);
	return warning.text == NULL || !SP_ARRAY_PUSH(&calendars->warnings, warning) ? sp_err_nomem(reterr)
										     : SP_OK;
}

/* Whole days only, or nothing that keeps anybody busy: perhaps it is no calendar of times at all. */
static enum sp_rc
add_term_hint(struct calendars *calendars, const struct sp_ics_reading *reading, struct sp_err *reterr)
{
	enum { HOLIDAYS_LEAST = 3 };

	struct sp_intake_warning warning = {
		.text = "Term dates or bank holidays belong in the terms: i in Set up > Term dates, or \"senplan "
			"import terms FILE\"."};

	for (size_t i = 0; i < reading->busy_n; i++)
		if (!reading->busy[i].all_day && reading->busy[i].end > reading->busy[i].start)
			return SP_OK;
	if (reading->busy_n + reading->free_n < HOLIDAYS_LEAST)
		return SP_OK;
	return SP_ARRAY_PUSH(&calendars->warnings, warning) ? SP_OK : sp_err_nomem(reterr);
}

static enum sp_rc
read_calendar(struct calendars *calendars, const char *path, struct sp_err *reterr)
{
	struct sp_ics_read_options read = {
		.from_day = calendars->from_day, .to_day = calendars->to_day, .owner = calendars->owner};
	struct sp_ics_reading reading;
	const char *bytes;
	size_t size;
	enum sp_rc rc = sp_file_read(path, SP_ICS_LIMIT_BYTES, calendars->arena, &bytes, &size, reterr);

	if (rc == SP_OK)
		rc = name_path(sp_ics_child_read(bytes, size, &read, calendars->arena, &reading, reterr),
			       path, reterr);
	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < reading.busy_n; i++) {
		const struct sp_ics_busy *busy = &reading.busy[i];
		struct sp_intake_busy row = {.uid = busy->uid,
					     .start = busy->start,
					     .end = busy->end,
					     .all_day = busy->all_day,
					     .title = busy->title};

		if (busy->end > busy->start && !SP_ARRAY_PUSH(&calendars->busy, row))
			return sp_err_nomem(reterr);
	}
	rc = add_warnings(calendars, path, &reading, reterr);
	if (rc == SP_OK)
		rc = add_left_out(calendars, path, &reading, reterr);
	if (rc == SP_OK)
		rc = add_term_hint(calendars, &reading, reterr);
	if (rc == SP_OK && reading.warning_left_n > 0)
		rc = add_unsaid(calendars, reading.warning_left_n, reterr);
	return rc;
}

/* Every .ics of a folder. */
static enum sp_rc
read_folder(struct calendars *calendars, const char *path, const char *const *names, size_t n,
	    struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;
	size_t taken = 0;

	calendars->several = true;
	for (size_t i = 0; i < n && rc == SP_OK; i++) {
		size_t len = strlen(names[i]);
		const char *full;

		if (len <= 4 || !sp_strieq(names[i] + len - 4, ".ics"))
			continue;
		full = sp_arena_printf(calendars->arena, "%s/%s", path, names[i]);
		rc = full == NULL ? sp_err_nomem(reterr) : read_calendar(calendars, full, reterr);
		taken++;
	}
	if (rc == SP_OK && taken == 0)
		rc = sp_err_set_at(reterr, SP_INPUT, path, 0, 0, "This folder holds no .ics file.");
	return rc;
}

static enum sp_rc
read_all(struct calendars *calendars, const char *path, struct sp_err *reterr)
{
	const char *const *names;
	size_t n;

	if (!sp_streq(path, "-") && sp_directory_list(path, calendars->arena, &names, &n, NULL) == SP_OK)
		return read_folder(calendars, path, names, n, reterr);
	return read_calendar(calendars, path, reterr);
}

static enum sp_rc
give_calendars(struct calendars *calendars, struct sp_intake_result *result, struct sp_err *reterr)
{
	result->n_busy = calendars->busy.n;
	result->n_warnings = calendars->warnings.n;
	if (calendars->busy.n > 0)
		result->busy = sp_arena_memdup(calendars->arena, calendars->busy.items,
					       calendars->busy.n * sizeof(*calendars->busy.items));
	if (calendars->warnings.n > 0)
		result->warnings =
			sp_arena_memdup(calendars->arena, calendars->warnings.items,
					calendars->warnings.n * sizeof(*calendars->warnings.items));
	if ((result->busy == NULL && result->n_busy > 0) ||
	    (result->warnings == NULL && result->n_warnings > 0))
		return sp_err_nomem(reterr);
	return SP_OK;
}

static int
busy_by_start(const void *a, const void *b)
{
	const struct sp_intake_busy *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return strcmp(x->uid, y->uid);
}

/* The bytes of the calendars, as edits. Also for the sample schools, whose plan is not stored yet. */
enum sp_rc
intake_read_calendars(const struct sp_intake_input *input, struct sp_edits *edits,
		      struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct calendars calendars = {.arena = edits->arena};
	const char *name = input->options->source_name;
	struct sp_intake_result result = {0};
	enum sp_rc rc;

	set_window(&calendars, input);
	if (*sp_setting_text(input->snapshot, "calendar_address") != '\0')
		calendars.owner = sp_setting_text(input->snapshot, "calendar_address");
	rc = read_all(&calendars, input->path, reterr);
	if (rc == SP_OK && calendars.busy.n > 0)
		qsort(calendars.busy.items, calendars.busy.n, sizeof(*calendars.busy.items), busy_by_start);
	if (rc == SP_OK)
		rc = sp_intake_parse_busy(input,
					  name == NULL || *name == '\0' ? base_name(input->path) : name,
					  calendars.busy.items, calendars.busy.n, edits, &result, reterr);
	if (rc == SP_OK)
		rc = give_calendars(&calendars, &result, reterr);
	SP_ARRAY_FREE(&calendars.busy);
	SP_ARRAY_FREE(&calendars.warnings);
	if (rc == SP_OK)
		*ret = result;
	return rc;
}

enum sp_rc
sp_intake_calendar(struct sp_app *app, const char *path, const struct sp_intake_options *options,
		   struct sp_arena *arena, struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct sp_intake_input input = input_of(app, path, options);
	struct sp_intake_result result = {0};
	struct sp_edits edits;
	enum sp_rc rc;

	sp_edits_init(&edits, arena);
	rc = intake_read_calendars(&input, &edits, &result, reterr);
	if (rc == SP_OK && !options->dry_run)
		rc = store_edits(app, "calendar", path, &edits, &result, reterr);
	if (rc == SP_OK)
		*ret = result;
	return rc;
}
