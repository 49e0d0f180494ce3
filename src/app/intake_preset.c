/*
 * What ships with the program and goes into a plan: rules and presets, and the sample schools. A sample school comes in
 * through the same parse steps as a school's own files; only that all of it is stored as one step.
 */
#include "senplan/app/intake.h"
#include "senplan/app/intake_parse.h"
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/year.h"
#include "senplan/store/file.h"

#include "csv.h"
#include "intake_sheet.h"

#include <stdio.h>
#include <string.h>

enum { MAX_JSON = 4 * 1024 * 1024, LABEL = 80, RUN_TICKS = 20000, MAX_RUNS = 100000 };

/* A plan growing in memory: what is there, the edits so far, and both together. */
struct growing {
	struct sp_app *app;
	struct sp_arena *arena;
	struct sp_edits edits;
	struct sp_snapshot now; /* with the edits */
	sp_time moment;
};

static bool
is_preset_name(const char *name)
{
	return sp_streq(name, "primary") || sp_streq(name, "secondary");
}

static enum sp_rc
share_path(const struct sp_app *app, struct sp_arena *arena, const char *folder, const char *name,
	   const char **ret_path, struct sp_err *reterr)
{
	const char *share = sp_app_env(app)->share_dir;
	const char *path;

	if (share == NULL)
		return sp_err_set(reterr, SP_FILE,
				  "The folder with rules, presets and examples was not found.");
	path = sp_arena_printf(arena, "%s/%s/%s", share, folder, name);
	if (path == NULL)
		return sp_err_nomem(reterr);
	*ret_path = path;
	return SP_OK;
}

static enum sp_rc
grow_begin(struct growing *growing, struct sp_app *app, struct sp_arena *arena)
{
	growing->app = app;
	growing->arena = arena;
	growing->now = *sp_app_snapshot(app);
	growing->moment = sp_app_now(app);
	sp_edits_init(&growing->edits, arena);
	return SP_OK;
}

static enum sp_rc
grow_by(struct growing *growing, const struct sp_edits *more, struct sp_err *reterr)
{
	enum sp_rc rc = sp_edits_ok(more, reterr);

	if (rc != SP_OK)
		return rc;
	sp_edits_append(&growing->edits, more);
	rc = sp_edits_ok(&growing->edits, reterr);
	if (rc == SP_OK)
		rc = sp_snapshot_apply(sp_app_snapshot(growing->app), &growing->edits, growing->arena,
				       &growing->now, reterr);
	return rc;
}

/* --- presets --- */

static enum sp_rc
grow_json(struct growing *growing, const char *folder, const char *name, struct sp_err *reterr)
{
	struct sp_edits more;
	const char *path, *json;
	size_t size;
	enum sp_rc rc = share_path(growing->app, growing->arena, folder, name, &path, reterr);

	if (rc == SP_OK)
		rc = sp_file_read(path, MAX_JSON, growing->arena, &json, &size, reterr);
	if (rc != SP_OK)
		return rc;
	sp_edits_init(&more, growing->arena);
	sp_edits_continue(&more, &growing->edits);
	rc = sp_json_tables(json, size, path, &growing->now, &more, reterr);
	return rc == SP_OK ? grow_by(growing, &more, reterr) : rc;
}

/* The spans of windows have no name by which they could be known again: those of a preset taken twice are made anew. */
static void
forget_window_spans(struct growing *growing, struct sp_edits *more)
{
	for (size_t i = 0; i < growing->now.window_spans.n; i++)
		sp_edits_delete(more, SP_ENTITY_window_span, growing->now.window_spans.items[i].id.v);
}

static enum sp_rc
grow_preset(struct growing *growing, const char *name, struct sp_err *reterr)
{
	struct sp_edits more;
	char file[32];
	enum sp_rc rc;

	if (!is_preset_name(name))
		return sp_err_set(reterr, SP_USAGE,
				  "There is no preset \"%s\"; there are primary and secondary.", name);
	sp_edits_init(&more, growing->arena);
	forget_window_spans(growing, &more);
	rc = grow_by(growing, &more, reterr);
	if (rc == SP_OK)
		rc = grow_json(growing, "rules", "england.json", reterr);
	if (rc != SP_OK)
		return rc;
	snprintf(file, sizeof(file), "%s.json", name);
	return grow_json(growing, "presets", file, reterr);
}

enum sp_rc
sp_intake_preset(struct sp_app *app, const char *name, struct sp_err *reterr)
{
	struct growing growing = {0};
	struct sp_arena arena;
	char label[LABEL];
	enum sp_rc rc;

	sp_arena_init(&arena);
	rc = grow_begin(&growing, app, &arena);
	if (rc == SP_OK)
		rc = grow_preset(&growing, name, reterr);
	snprintf(label, sizeof(label), "preset %s", name);
	if (rc == SP_OK)
		rc = sp_app_commit(app, &growing.edits, label, reterr);
	sp_arena_finish(&arena);
	return rc;
}

/* --- the sample schools --- */

static enum sp_rc
take_calendars(const struct sp_intake_input *input, struct sp_edits *edits, struct sp_intake_result *ret,
	       struct sp_err *reterr)
{
	return intake_read_calendars(input, edits, ret, reterr);
}

static const struct {
	const char *file;
	sp_intake_parse_fn *parse;
} demo_files[] = {
	{"terms.csv", sp_intake_parse_terms},	{"timetable.csv", sp_intake_parse_timetable},
	{"staff.csv", sp_intake_parse_staff},	{"caseload.csv", sp_intake_parse_caseload},
	{"events.csv", sp_intake_parse_events}, {"duties.csv", sp_intake_parse_duties},
	{"calendar.ics", take_calendars},
};

static enum sp_rc
grow_file(struct growing *growing, const char *name, size_t which, struct sp_err *reterr)
{
	struct sp_intake_options options = {
		.source_name = "school calendar", .from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct sp_intake_input input = {
		.snapshot = &growing->now, .now = growing->moment, .options = &options};
	struct sp_intake_result result;
	struct sp_edits more;
	char folder[40];
	enum sp_rc rc;

	snprintf(folder, sizeof(folder), "examples/%s", name);
	rc = share_path(growing->app, growing->arena, folder, demo_files[which].file, &input.path, reterr);
	if (rc == SP_OK && demo_files[which].parse != take_calendars)
		rc = sp_file_read(input.path, CSV_MAX_BYTES, growing->arena, &input.bytes, &input.size,
				  reterr);
	if (rc != SP_OK)
		return rc;
	sp_edits_init(&more, growing->arena);
	sp_edits_continue(&more, &growing->edits);
	rc = demo_files[which].parse(&input, &more, &result, reterr);
	return rc == SP_OK ? grow_by(growing, &more, reterr) : rc;
}

static enum sp_rc
plan_demo(struct sp_app *app, struct sp_err *reterr)
{
	struct sp_pending_request request = {.from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	enum sp_rc rc = sp_app_plan(app, &request, reterr);

	for (int i = 0; rc == SP_OK && i < MAX_RUNS && sp_app_plan_run(app, RUN_TICKS); i++)
		;
	return rc == SP_OK ? sp_app_accept(app, reterr) : rc;
}

enum sp_rc
sp_intake_demo(struct sp_app *app, const char *name, struct sp_err *reterr)
{
	struct growing growing = {0};
	struct sp_arena arena;
	sp_time sample =
		sp_time_of(sp_day_of(2026, 11, 23), 0); /* up to when the sample's events have happened */
	char label[LABEL];
	enum sp_rc rc;

	sp_arena_init(&arena);
	rc = grow_begin(&growing, app, &arena);
	if (rc == SP_OK && growing.moment < sample)
		growing.moment = sample;
	if (rc == SP_OK)
		rc = grow_preset(&growing, name, reterr);
	for (size_t i = 0; i < SP_COUNT(demo_files) && rc == SP_OK; i++)
		rc = grow_file(&growing, name, i, reterr);
	snprintf(label, sizeof(label), "sample school (%s)", name);
	if (rc == SP_OK)
		rc = sp_app_commit(app, &growing.edits, label, reterr);
	sp_arena_finish(&arena);
	return rc == SP_OK ? plan_demo(app, reterr) : rc;
}
